/* tally.h - the inside of a tally: what it counts (keys, metrics, aggregates), and a contiguous row
 * of states for each group:
 *
 *   | state of aggregate 0 | state 1 | ... | a byte an aggregate: 1 = provisional | padding to 16 |
 *
 * States of metrics that are not built in stand between guard zones.
 */
#ifndef KF_TALLY_H
#define KF_TALLY_H

#include "base/fail.h"
#include "expr/program.h"
#include "metric/plugin_contract.h"
#include "metric/registry.h"
#include "table/frame.h"

/* A growing list of texts that live elsewhere. */
typedef struct kf_names {
    const char **items;
    size_t capacity;
    int32_t n;
} kf_names;

/* One call such as sum(amount where paid); formulas that contain the same call share it. */
typedef struct kf_aggregate_state {
    const kefu_metric *metric;
    kf_formula *formula; /* of the first metric that contains the call: evaluates its arguments */
    kf_call call;
    kefu_context context;
    int32_t owner;                  /* that metric */
    size_t offset;                  /* of the state in a row */
    size_t guard;                   /* bytes of the zones before and after it; see tally_guard.h */
    int32_t lane;                   /* of tally->lanes, or -1 */
    struct kf_reading_front *front; /* of the batch being counted, or NULL */
} kf_aggregate_state;

/* An aggregate as one call wants it: with its parameters, rounded as its formula is. */
typedef struct kf_tally_result {
    int32_t aggregate;
    kefu_context context;
} kf_tally_result;

/* One metric of the frame; text is in the arena. */
typedef struct kf_tally_metric {
    kefu_metric_info info;
    const char *text;
    const char *meaning; /* the text as all would write it who mean the same */
    kf_formula *formula;
    const int32_t *results; /* of each call of the formula */
    int32_t n_calls;
} kf_tally_metric;

typedef struct kf_tally_block kf_tally_block;

/* Memory that states hold outside their rows, counted against limits.state_bytes. */
typedef struct kf_tally_meter {
    kefu_allocator allocator; /* what the callbacks are given; user is the tally */
    size_t used;
    int32_t refused; /* 1: the limit, not memory, was the reason for a NULL */
} kf_tally_meter;

typedef struct kf_tally_rows {
    unsigned char *block; /* as allocated */
    size_t block_bytes;
    unsigned char *base; /* row 0, aligned to 16 */
    size_t capacity;
    uint32_t n; /* rows that are initialised */
} kf_tally_rows;

struct kefu_tally {
    kf_memory memory;
    kf_arena arena;
    kefu_limits limits;
    kefu_error poison; /* code 0 = healthy */

    /* Options. */
    const kefu_registry *registry;
    const kefu_roster *roster;
    int32_t roster_day;
    uint8_t roster_print[16]; /* with a day and no roster: that of the roster it was counted with */
    int32_t scale;
    int32_t readings;       /* 1 or 2 */
    const char *where_text; /* NULL = every row */
    const char *where_meaning;
    kf_formula *where;

    /* What is counted; fixed once `started`. */
    kf_resolver resolver;
    kf_names keys, columns, names; /* names: of the metrics, as the resolver sees them */
    kf_tally_metric *metrics;      /* names.n of them */
    size_t metrics_capacity;
    kf_aggregate_state *aggregates;
    size_t aggregates_capacity;
    int32_t n_aggregates;
    kf_tally_result *results;
    size_t results_capacity;
    int32_t n_results;
    int32_t started;
    int32_t reading;     /* 1, or 2 after kefu_tally_reread */
    int32_t part;        /* 1 after kefu_tally_reread_for: its figures are those of another */
    size_t states_bytes; /* of a row, without flags and padding */

    /* Groups and their rows, from the first row on. */
    kf_groups *groups;
    kf_groups *aliases; /* with a roster: keys as they came, and the group of each */
    uint32_t *people;
    size_t people_capacity;
    uint32_t n_people;
    kf_tally_rows rows;
    kf_tally_meter meter;
    kf_tally_block *block;        /* scratch of update */
    struct kf_tally_lanes *lanes; /* of the batch being counted */
};

/* ---- tally_memory.c: what states may hold, and what callbacks say ---- */

void kf_tally_meter_init(kefu_tally *tally);
/* Bytes of groups, rows and what states hold; `rows` instead of those of the present rows. */
size_t kf_tally_bytes(const kefu_tally *tally, size_t rows);
/* As kf_metric_returned, with KEFU_E_LIMIT where memory was refused for the limit's sake. */
kefu_status kf_tally_returned(const kefu_tally *tally, const kf_aggregate_state *aggregate,
                              const char *callback, kefu_status status, const kefu_error *said,
                              int64_t row, kefu_error *error);

/* ---- tally_rows.c: memory of the states ---- */

size_t kf_tally_stride(const kefu_tally *tally);
/* The state of an aggregate as its metric has saved it; borrowed. */
typedef struct kf_saved_state {
    uint32_t format;
    const void *bytes;
    size_t size;
} kf_saved_state;

/* Rows for the first `n` groups. KEFU_E_LIMIT beyond state_bytes. */
kefu_status kf_tally_rows_grow(kefu_tally *tally, uint32_t n, kefu_error *error);
/* One row more, from the state of each aggregate. */
kefu_status kf_tally_rows_load(kefu_tally *tally, const kf_saved_state *saved, kefu_error *error);
/* One row less, the last. */
void kf_tally_rows_drop(kefu_tally *tally);
void kf_tally_rows_free(kefu_tally *tally);

/* ---- tally_group.c: rows to groups ---- */

/* Makes `groups` (and `aliases`) before the first row. */
kefu_status kf_tally_start(kefu_tally *tally, kefu_error *error);
/* Finds the groups, in `people`, of the aliases that have come since the last call. */
kefu_status kf_tally_people(kefu_tally *tally, kefu_error *error);

/* What becomes of a row: the greatest of what its filters and arguments say. */
enum { KF_ROW_IN = 0, KF_ROW_UNSURE = 1, KF_ROW_OUT = 2 };

/* A null is out for good; what is not known yet may still come in. */
static inline uint8_t kf_row_fate(uint8_t state)
{
    return (uint8_t)((state + 1) >> 1); /* ok 0, provisional 2, no-data 3, exempt 4 */
}

/* Raises the fate of each row to what a condition says of it; 1 if some row is not KF_ROW_IN. */
int32_t kf_row_fates_of_filter(const kf_vector *filter, int64_t count, uint8_t *fate);
/* The same from bytes of 0 and 1; -1 if there are others. */
int32_t kf_row_fates_of_truths(const uint8_t *truths, int64_t count, uint8_t *fate);

/* A block of rows of the batch: the group of each, and what the tally's filter says of it. */
typedef struct kf_tally_span {
    int64_t first, count;
    int32_t whole;             /* 1: every row is KF_ROW_IN, and `fate` is not filled */
    uint32_t groups[KF_BLOCK]; /* of rows that are not KF_ROW_OUT */
    uint8_t fate[KF_BLOCK];
} kf_tally_span;

kefu_status kf_tally_span_read(kefu_tally *tally, const kf_column *const *keys, kf_tally_span *span,
                               kefu_error *error);

/* ---- tally_block.c: one aggregate over a block ---- */

/* An argument's rows after those that do not count are taken out. */
typedef struct kf_tally_arg {
    int64_t values[KF_BLOCK];
    kefu_text texts[KF_BLOCK];
    uint8_t states[KF_BLOCK];
} kf_tally_arg;

struct kf_tally_block {
    kf_tally_span span;
    uint8_t fate[KF_BLOCK];    /* of the rows for one aggregate */
    uint32_t picked[KF_BLOCK]; /* the rows that are KF_ROW_IN, and their groups */
    uint32_t groups[KF_BLOCK];
    kf_tally_arg args[KF_METRIC_PORTS];
};

/* Counts the rows of tally->block->span; row 0 of the batch is number `first_row`. */
kefu_status kf_tally_block_update(kefu_tally *tally, const kf_aggregate_state *aggregate,
                                  int32_t index, int64_t first_row, kefu_error *error);

/* ---- tally_lanes.c: plain sums and counts of whole blocks, many at once ---- */

/* Finds what lanes can count of the bound batch; aggregates that they count get their lane. */
kefu_status kf_tally_lanes_plan(kefu_tally *tally, const kf_batch *batch, kefu_error *error);
/* Counts tally->block->span; *done is 0, and nothing has changed, if lanes cannot. */
kefu_status kf_tally_lanes_block(kefu_tally *tally, int32_t *done, kefu_error *error);
/* Adds to the states what the lanes have counted; at the end of a batch. */
void kf_tally_lanes_spill(kefu_tally *tally);
void kf_tally_lanes_free(kefu_tally *tally);

/* ---- tally_front.c: quantiles in two readings, of a large batch ---- */

/* Made before its first row; adds to the states what they have counted; freed after it. */
kefu_status kf_tally_fronts_new(kefu_tally *tally, int64_t rows, kefu_error *error);
kefu_status kf_tally_fronts_spill(kefu_tally *tally, kefu_error *error);
void kf_tally_fronts_free(kefu_tally *tally);

/* ---- tally_metric.c ---- */

/* As kefu_tally_add, and info->definition may be one of the library's. */
kefu_status kf_tally_add(kefu_tally *tally, const kefu_metric_info *info, const char *formula,
                         kefu_error *error);

/* ---- tally_merge.c ---- */

/* Adds the states and flags of row src, of tally `from`, to those of dst. */
kefu_status kf_tally_row_merge(const kefu_tally *tally, unsigned char *dst, const kefu_tally *from,
                               const unsigned char *src, kefu_error *error);
/* KEFU_E_STATE with the name of the first metric that cannot merge. */
kefu_status kf_tally_mergeable(const kefu_tally *tally, const char *what, kefu_error *error);

/* ---- tally_fingerprint.c ---- */

kefu_status kf_tally_fingerprint(const kefu_tally *tally, uint8_t out[16], kefu_error *error);
/* That of the roster, on the day of the tally. */
void kf_tally_roster_fingerprint(const kefu_tally *tally, uint8_t out[16]);
/* KEFU_E_ARGUMENT and what differs, unless both count the same in the same way. */
kefu_status kf_tally_same(const kefu_tally *a, const kefu_tally *b, kefu_error *error);

/* ---- tally_reread.c ---- */

/* 0 for the aggregates that have seen all at the first reading. */
int32_t kf_tally_reads(const kefu_tally *tally, const kf_aggregate_state *aggregate);

/* ---- tally.c ---- */

/* 1 if the list holds the name; adds a name, borrowed. */
int32_t kf_names_has(const kf_names *names, const char *name);
kefu_status kf_names_add(const kf_memory *memory, kf_names *names, const char *name,
                         kefu_error *error);
/* A copy in the tally's arena; NULL if there is no memory. */
const char *kf_tally_copy(kefu_tally *t, const char *text);
/* What a formula or filter that has been compiled means, in the arena likewise. */
const char *kf_tally_meaning(kefu_tally *t, const char *text);
/* KEFU_E_ARGUMENT or KEFU_E_STATE unless keys and metrics may still be added. */
kefu_status kf_tally_definable(const kefu_tally *t, const char *what, const void *argument,
                               kefu_error *error);
/* The columns that a formula reads join those of the tally. */
kefu_status kf_tally_add_columns(kefu_tally *t, const kf_formula *formula, kefu_error *error);

/* KEFU_E_STATE with the reason, if the tally is poisoned. */
kefu_status kf_tally_healthy(const kefu_tally *tally, kefu_error *error);
/* Ends a call that may have changed rows: any failure poisons, and is told to `error`. */
kefu_status kf_tally_poison(kefu_tally *tally, kefu_status status, const kefu_error *why,
                            kefu_error *error);

enum { KF_ROUND_SCALE = 9 }; /* of what must be rounded, where the metric does not say */

static inline int32_t kf_tally_scale(const kefu_metric_info *info)
{
    return info->scale ? info->scale : KF_ROUND_SCALE;
}

static inline unsigned char *kf_tally_row(const kefu_tally *tally, size_t stride, uint32_t group)
{
    return tally->rows.base + stride * group;
}

#endif
