/* score_metrics.c - metrics that the card needs and the frame lacks, all told at once. */
#include "score/scoring.h"
#include "table/frame.h"

static void metrics_of_item(const kf_scoring *s, const kf_item *item, kf_missing *missing)
{
    kf_frame_miss(s->frame, item->metric, missing);
    kf_frame_miss(s->frame, item->target.metric, missing);
    for (int32_t i = 0; i < item->applies.n; i++)
        kf_frame_miss(s->frame, item->applies.list[i].name, missing);
}

kefu_status kf_score_metrics(kf_scoring *s)
{
    const kefu_card *card = s->card;
    kf_missing missing = {0};
    for (int32_t i = 0; i < card->n_items; i++)
        metrics_of_item(s, &card->items[i], &missing);
    for (int32_t i = 0; i < card->n_adjustments + card->n_red_lines; i++)
        kf_frame_miss(s->frame, kf_extra_at(card, i)->metric, &missing);
    kf_frame_miss(s->frame, card->days.metric, &missing);
    kf_frame_miss(s->frame, card->rank.volume, &missing);
    for (int32_t i = 0; i < card->n_kept; i++)
        kf_frame_miss(s->frame, card->kept[i], &missing);
    return kf_frame_missing(&missing, s->error);
}
