/* score_texts.h - what a model, alone or with its delta, says of texts, block by block, to the
 * caller's columns. */
#ifndef KF_SCORE_TEXTS_H
#define KF_SCORE_TEXTS_H

#include "model/model.h"

typedef struct kf_texts_scoring {
    kf_panel panel;
    kefu_model_scores out;
    int64_t rows; /* of all blocks */
    int32_t encoding, invalid;
    int32_t all;             /* 1: more than head 0 is asked for */
    int32_t judged;          /* 1: z of more than head 0 is needed */
    const kf_memory *memory; /* the model's */
    uint16_t *units;         /* where one text is folded to */
    size_t room;
} kf_texts_scoring;

/* On failure there is nothing to free. */
kefu_status kf_texts_scoring_init(kf_texts_scoring *scoring, const kefu_model *model,
                                  const kefu_model *delta, const kefu_model_scores *out,
                                  kefu_error *error);
void kf_texts_scoring_free(kf_texts_scoring *scoring);

/* Scores texts, which are rows first .. first + count - 1. rows, encoding and invalid are set. */
kefu_status kf_texts_scoring_block(kf_texts_scoring *scoring, const kefu_text *texts, int64_t first,
                                   int64_t count, kefu_error *error);

#endif
