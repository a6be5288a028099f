/* program.h - compiled expressions as the layers above use them: row programs, and formulas whose
 * leaves are aggregates that somebody else supplies. */
#ifndef KF_PROGRAM_H
#define KF_PROGRAM_H

#include "base/fail.h"
#include "base/ratio.h"
#include "base/text.h"
#include "kefu/expr.h"
#include "kefu/plugin.h"
#include "table/column.h"

/* ---- What aggregates there are: supplied by the layer above ---- */

/* The type of an argument that may be of any, since only whether there is a value matters, and the
 * type of a program that is one column nobody needs the value of: its vectors have states alone.
 * The same number as KEFU_PORT_ANY. */
enum { KF_TYPE_ANY = 4 };

/* The type of an argument that tells things apart: see kf_formula_keys. The same number as
 * KEFU_PORT_KEY. */
enum { KF_TYPE_KEY = 5 };

enum { KF_CALL_ARGS = 4 };     /* arguments of an aggregate at most */
enum { KF_CALL_PARAMS = 4 };   /* parameters of an aggregate at most */
enum { KF_CALLS_MOST = 1000 }; /* aggregate calls of a formula at most */

typedef struct kf_aggregate {
    const char *name; /* lower case; matched without regard to case */
    int32_t n_args, n_required;
    const int32_t *arg_types; /* KEFU_EXPR_NUMBER, _BOOL, _TEXT, KF_TYPE_ANY or _KEY */
    int32_t star;             /* 1: may be called with none, and as name(*) */
    int32_t exact;            /* 1: may meet another in one exact ratio (count, sum, min, max). A
                                 single call keeps its raw parts in any case; one that is a ratio
                                 itself (mean, share) is 0, or mean / mean would come out with parts
                                 that nobody counted. */
    const char *const *near;  /* other names people try, NULL-terminated, or NULL */
    const kefu_param *const *params; /* constants after the arguments */
    int32_t n_params;
} kf_aggregate;

/* Aggregates by name; `metrics` are the names that metric("...") may refer to, in order, as many as
 * are defined so far. */
typedef struct kf_resolver {
    const kf_aggregate *aggregates;
    int32_t n_aggregates;
    int32_t n_metrics;
    const char *const *metrics;
} kf_resolver;

/* 1 if the language has a word or function of this name, so that an aggregate of it could never be
 * called. */
int32_t kf_is_reserved(const char *name);

/* ---- Formulas ---- */

typedef struct kf_formula kf_formula;

/* One aggregate call in a formula. args and where are row programs: indexes for kf_formula_block.
 */
typedef struct kf_call {
    int32_t aggregate; /* index in the resolver */
    int32_t n_args;
    int32_t arg[KF_CALL_ARGS]; /* program numbers */
    int32_t n_params;
    int32_t where;                  /* program number of the filter, or -1 */
    int64_t params[KF_CALL_PARAMS]; /* all of the aggregate's, at the scale of each */
    kf_place at;
} kf_call;

/* Compiles a formula; resolver NULL: no aggregates allowed, and the formula is one row program,
 * number 0. With a resolver columns may only stand inside aggregate calls. Equal argument programs
 * share a number. */
kefu_status kf_formula_new(const kf_memory *memory, const kefu_limits *limits, int32_t scale,
                           const char *text, size_t size, const kf_resolver *resolver,
                           kf_formula **out, kefu_error *error);
/* The same without a resolver, where a truth value is asked for: a column alone is one, too. */
kefu_status kf_condition_new(const kf_memory *memory, const kefu_limits *limits, int32_t scale,
                             const char *text, size_t size, kf_formula **out, kefu_error *error);
void kf_formula_free(kf_formula *formula);

/* Writes a text that compiles as all would who mean the same: a space between words and signs,
 * functions and words of the language in small letters, <> for !=, every column in backticks. */
void kf_formula_meaning(const char *text, size_t size, kf_buffer *out);

int32_t kf_formula_calls(const kf_formula *formula);
const kf_call *kf_formula_call(const kf_formula *formula, int32_t index);
/* 1 if the formula is one call and nothing else. */
int32_t kf_formula_is_call(const kf_formula *formula);
int32_t kf_formula_columns(const kf_formula *formula);
const char *kf_formula_column(const kf_formula *formula, int32_t index);
/* KEFU_EXPR_NUMBER ... or KF_TYPE_ANY */
int32_t kf_formula_column_type(const kf_formula *formula, int32_t index);

/* ---- Row programs over a batch ---- */

/* Finds the columns of all row programs in the batch and checks their types; must precede
 * kf_formula_block. */
kefu_status kf_formula_bind(kf_formula *formula, const kf_batch *batch, kefu_error *error);
/* The bound column whose numbers are the program's result as they are; NULL if it computes. */
const kf_column *kf_formula_program_column(const kf_formula *formula, int32_t program);
/* The bytes from row `first` on, 0 or 1 if the column keeps to its type, of a program that is a
 * packed column of truth values, each of which is known; NULL for any other. */
const uint8_t *kf_formula_truths(const kf_formula *formula, int32_t program, int64_t first);
/* KEFU_EXPR_NUMBER ... or KF_TYPE_ANY */
int32_t kf_formula_program_type(const kf_formula *formula, int32_t program);

/* The result of a program over a block; borrowed until the next block of the same formula, so the
 * arguments and the filter of a call may be held together. A row that is not OK has the value 0 or
 * the text "". */
typedef kefu_vector kf_vector;

/* Evaluates program `program` over rows first .. first+count-1 of the bound batch, 0 <= count <=
 * KF_BLOCK. Columns and results are kept for the block: programs that share columns read them once,
 * and calls that share a program compute it once. The batch stays as it is until the next bind.
 * Call kf_formula_next_block before each new block. KEFU_E_OVERFLOW and what the columns give, with
 * the row. */
void kf_formula_next_block(kf_formula *formula);
kefu_status kf_formula_block(kf_formula *formula, int32_t program, int64_t first, int64_t count,
                             kf_vector *out, kefu_error *error);
/* The same for an argument of KF_TYPE_KEY: whole numbers without decimals, or texts. A column alone
 * is read as keys of groups are, whatever its type elsewhere in the formula; a computed number that
 * is not whole is KEFU_E_PRECISION with the row. */
kefu_status kf_formula_keys(kf_formula *formula, int32_t program, int64_t first, int64_t count,
                            kf_vector *out, kefu_error *error);

/* 1 if both calls, of formulas that may be two, feed the same rows to the same arguments under the
 * same filter; their parameters are not looked at. */
int32_t kf_formula_same_rows(const kf_formula *a, const kf_call *in_a, const kf_formula *b,
                             const kf_call *in_b);

/* ---- The formula itself, over finished aggregates ---- */

/* Value of the formula from the values of its calls (in order) and of the metrics that it refers to
 * (by resolver index). Implements the exactness, status and n rules at the head of kefu/metric.h:
 * one exact term, or one exact term over another, possibly with constants, keeps raw parts;
 * anything else is rounded once at `scale` with KEFU_VALUE_ROUNDED. KEFU_E_OVERFLOW. */
kefu_status kf_formula_value(const kf_formula *formula, const kefu_value *calls,
                             const kefu_value *metrics, int32_t scale, kefu_value *out,
                             kefu_error *error);

#endif
