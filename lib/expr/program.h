/* program.h - compiled expressions as the layers above use them: row programs, and formulas whose
 * leaves are aggregates that somebody else supplies. */
#ifndef KF_PROGRAM_H
#define KF_PROGRAM_H

#include "base/ratio.h"
#include "kefu/expr.h"
#include "table/column.h"

/* ---- What aggregates there are: supplied by the layer above ---- */

typedef struct kf_aggregate {
    const char *name;
    int32_t n_args, n_required;
    const int32_t *arg_types; /* KEFU_EXPR_NUMBER, _BOOL, _TEXT an argument */
    int32_t star;             /* 1: may be called with none, and as name(*) */
    int32_t exact;            /* 1: num and den are exact (count, sum, mean, ...) */
    const char *const *near;  /* other names people try, NULL-terminated, or NULL */
} kf_aggregate;

/* Aggregates by name; `metrics` are the names that metric("...") may refer to, in order, as many as
 * are defined so far. */
typedef struct kf_resolver {
    const kf_aggregate *aggregates;
    int32_t n_aggregates;
    int32_t n_metrics;
    const char *const *metrics;
} kf_resolver;

/* ---- Formulas ---- */

typedef struct kf_formula kf_formula;

/* One aggregate call in a formula. args and where are row programs: indexes for kf_formula_block.
 */
typedef struct kf_call {
    int32_t aggregate; /* index in the resolver */
    int32_t n_args;
    int32_t arg[4]; /* program numbers */
    int32_t where;  /* program number of the filter, or -1 */
    kf_place at;
} kf_call;

/* Compiles a formula; resolver NULL: no aggregates allowed, and the formula is one row program,
 * number 0. With a resolver columns may only stand inside aggregate calls. Equal argument programs
 * share a number. */
kefu_status kf_formula_new(const kf_memory *memory, const kefu_limits *limits, int32_t scale,
                           const char *text, size_t size, const kf_resolver *resolver,
                           kf_formula **out, kefu_error *error);
void kf_formula_free(kf_formula *formula);

int32_t kf_formula_calls(const kf_formula *formula);
const kf_call *kf_formula_call(const kf_formula *formula, int32_t index);
int32_t kf_formula_columns(const kf_formula *formula);
const char *kf_formula_column(const kf_formula *formula, int32_t index);

/* ---- Row programs over a batch ---- */

/* Finds the columns of all row programs in the batch and checks their types; must precede
 * kf_formula_block. */
kefu_status kf_formula_bind(kf_formula *formula, const kf_batch *batch, kefu_error *error);
int32_t kf_formula_programs(const kf_formula *formula);
int32_t kf_formula_program_type(const kf_formula *formula,
                                int32_t program); /* KEFU_EXPR_NUMBER ... */

/* The result of a program over a block; borrowed until the next call for the same formula. */
typedef struct kf_vector {
    const int64_t *values; /* numbers and truth values; NULL for text */
    const kefu_text *texts;
    const uint8_t *states; /* NULL = all rows are OK */
} kf_vector;

/* Evaluates program `program` over rows first .. first+count-1 of the bound batch, count <=
 * KF_BLOCK. Column reads are kept for the block, so programs that share columns read them once:
 * call kf_formula_next_block before each new block. */
void kf_formula_next_block(kf_formula *formula);
kefu_status kf_formula_block(kf_formula *formula, int32_t program, int64_t first, int64_t count,
                             kf_vector *out, kefu_error *error);

/* ---- The formula itself, over finished aggregates ---- */

/* Value of the formula from the values of its calls (in order) and of the metrics that it refers to
 * (by resolver index). Implements the exactness, status and n rules at the head of kefu/metric.h:
 * one exact term, or one exact term over another, possibly with constants, keeps raw parts;
 * anything else is rounded once at `scale` with KEFU_VALUE_ROUNDED. KEFU_E_OVERFLOW. */
kefu_status kf_formula_value(const kf_formula *formula, const kefu_value *calls,
                             const kefu_value *metrics, int32_t scale, kefu_value *out,
                             kefu_error *error);

#endif
