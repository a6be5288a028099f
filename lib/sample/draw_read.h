/* draw_read.h - what a batch says of its rows: which class, which group, which id. */
#ifndef KF_DRAW_READ_H
#define KF_DRAW_READ_H

#include "expr/program.h"
#include "sample/draw.h"
#include "sample/plan.h"

/* Instead of a class: what is not in the population. */
enum { KF_DRAW_OUTSIDE = -1, KF_DRAW_UNCLASSED = -2, KF_DRAW_EXCLUDED = -3 };

/* One block of rows. */
typedef struct kf_draw_block {
    int64_t first, count;
    int32_t fates[KF_BLOCK]; /* a class, or KF_DRAW_...; exclusion i is KF_DRAW_EXCLUDED - i */
    uint32_t groups[KF_BLOCK];
    kf_key ids[KF_BLOCK];
    kf_key_scratch scratch;
} kf_draw_block;

/* The plan's conditions, compiled, and the columns of the batch at hand. */
typedef struct kf_draw_reader {
    const kefu_plan *plan;
    kf_formula *where;     /* NULL: every row */
    kf_formula **excludes; /* an exclusion each */
    kf_formula **classes;  /* a class each; NULL: all that are left */
    const kf_column *key;
    const kf_column **by;
    kf_arena arena; /* of the block */
    kf_memory memory;
    kf_draw_block block;
} kf_draw_reader;

kefu_status kf_draw_reader_new(const kf_memory *memory, const kefu_limits *limits,
                               const kefu_plan *plan, kf_draw_reader **out, kefu_error *error);
void kf_draw_reader_free(kf_draw_reader *reader);
/* Finds the columns of a batch. */
kefu_status kf_draw_reader_bind(kf_draw_reader *reader, const kf_batch *batch, kefu_error *error);
/* Reads rows first .. first + count - 1 (count <= KF_BLOCK) into the block; groups and ids are
 * those of the population. KEFU_E_DATA for one without an id. */
kefu_status kf_draw_reader_read(kf_draw_reader *reader, kf_groups *groups, int64_t first,
                                int64_t count, kefu_error *error);

#endif
