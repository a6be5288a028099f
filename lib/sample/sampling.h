/* sampling.h - a sample in the making: what was not fit, and the steps. */
#ifndef KF_SAMPLING_H
#define KF_SAMPLING_H

#include "sample/draw.h"
#include "sample/sample.h"

/* A row of options.unsuitable. */
typedef struct kf_unfit {
    const char *reason, *by; /* in the sample's arena */
    int64_t row;             /* of the batch */
    int32_t used;            /* 1: it was drawn, and taken out */
} kf_unfit;

typedef struct kf_sampling {
    const kefu_draw *draw;
    kefu_sample *sample;
    const uint32_t *order; /* of the draw's cells */
    kf_groups *unfit_ids;  /* number in unfit */
    kf_unfit *unfit;       /* in the sample's arena */
    size_t n_unfit, replaced;
    kefu_error *error;
} kf_sampling;

/* Limits of tables that hold no more than something else that was within its own. */
extern const kefu_limits kf_sample_limits;
/* A copy in the sample's arena, with NUL; {NULL, 0} when there is no memory. */
kefu_text kf_sample_keep(kefu_sample *sample, const kf_key *key);

/* Reads conversations that are not fit (sample_unfit.c); and KEFU_E_NAME for one that was not
 * drawn. */
kefu_status kf_sampling_unfit(kf_sampling *s, const kefu_batch *batch);
kefu_status kf_sampling_all_used(const kf_sampling *s);
/* Puts the rows of all cells into order and looks for ids that are there twice (sample_twins.c). */
kefu_status kf_sampling_sort(const kf_sampling *s);
/* Draws the rows of one cell (sample_cell.c). */
kefu_status kf_sampling_cell(kf_sampling *s, size_t index);

#endif
