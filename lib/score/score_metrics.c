/* score_metrics.c - metrics that the card needs and the frame lacks, all told at once. */
#include "score/scoring.h"
#include "table/frame.h"

kefu_status kf_score_metrics(kf_scoring *s)
{
    kf_missing missing = {0};
    for (int32_t i = 0; i < s->card->n_metrics; i++)
        kf_frame_miss(s->frame, s->card->metrics[i], &missing);
    return kf_frame_missing(&missing, s->error);
}
