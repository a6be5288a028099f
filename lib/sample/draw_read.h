/* draw_read.h - what a batch says of its rows: which class, which group, which id. */
#ifndef KF_DRAW_READ_H
#define KF_DRAW_READ_H

#include "expr/program.h"
#include "pick/ids.h"
#include "sample/draw.h"
#include "sample/plan.h"

/* Instead of a class: what is not in the population. */
enum { KF_DRAW_OUTSIDE = -1, KF_DRAW_UNCLASSED = -2, KF_DRAW_EXCLUDED = -3 };

/* Row i of a block, which its cell may keep. */
typedef struct kf_draw_hit {
    uint32_t i, cell;
} kf_draw_hit;

/* One block of rows. */
typedef struct kf_draw_block {
    int64_t first, count;
    int32_t fates[KF_BLOCK]; /* a class, or KF_DRAW_...; exclusion i is KF_DRAW_EXCLUDED - i */
    uint32_t groups[KF_BLOCK];
    uint16_t in[KF_BLOCK]; /* numbers of the rows that are of a class, rising */
    size_t n_in;
    kf_pick_ids ids; /* hashed: those of these rows */
    kf_draw_hit hits[KF_BLOCK];
    size_t n_hits;
} kf_draw_block;

/* A condition of the plan: rows of fate `open` of which it holds get `fate`. */
typedef struct kf_draw_condition {
    const char *part; /* of the plan: "classes"; NULL: its own "where" */
    int32_t index;    /* in that part */
    int32_t open, fate;
    const kf_where *where;
    kf_formula *formula; /* NULL: it holds of all rows */
} kf_draw_condition;

/* The plan's conditions, compiled, and the columns of the batch at hand. */
typedef struct kf_draw_reader {
    const kefu_plan *plan;
    kf_draw_condition *conditions; /* in the order in which they are looked at */
    size_t n_conditions;
    const kf_column **by;
    kf_memory memory;
    kf_draw_block block;
} kf_draw_reader;

kefu_status kf_draw_reader_new(const kf_memory *memory, const kefu_limits *limits,
                               const kefu_plan *plan, uint64_t key, kf_draw_reader **out,
                               kefu_error *error);
void kf_draw_reader_free(kf_draw_reader *reader);
/* Finds the columns of a batch. */
kefu_status kf_draw_reader_bind(kf_draw_reader *reader, const kf_batch *batch, kefu_error *error);
/* Reads rows first .. first + count - 1 (count <= KF_BLOCK) into the block. KEFU_E_DATA for one of
 * a class without an id. */
kefu_status kf_draw_reader_read(kf_draw_reader *reader, kf_groups *groups, int64_t first,
                                int64_t count, kefu_error *error);

#endif
