/* card_metrics.c - the metrics that scoring by a card asks of a frame. */
#include <string.h>

#include "card/card.h"

/* How often a card names one, at most. */
static size_t metrics_most(const kefu_card *card)
{
    size_t n = 2 * (size_t)card->n_items + (size_t)card->n_adjustments + (size_t)card->n_red_lines +
               (size_t)card->n_kept + 2;
    for (int32_t i = 0; i < card->n_items; i++)
        n += (size_t)card->items[i].applies.n;
    return n;
}

static void metrics_add(kefu_card *card, const char *name)
{
    if (!name || !*name)
        return;
    for (int32_t i = 0; i < card->n_metrics; i++)
        if (!strcmp(card->metrics[i], name))
            return;
    card->metrics[card->n_metrics++] = name;
}

static void metrics_of_item(kefu_card *card, const kf_item *item)
{
    metrics_add(card, item->metric);
    metrics_add(card, item->target.metric);
    for (int32_t i = 0; i < item->applies.n; i++)
        metrics_add(card, item->applies.list[i].name);
}

kefu_status kf_list_metrics(kf_json_reading *reader, kefu_card *card)
{
    card->metrics = kf_arena_alloc(&card->scheme.arena, metrics_most(card) * sizeof *card->metrics);
    if (!card->metrics)
        return kf_no_memory(reader->error);
    for (int32_t i = 0; i < card->n_items; i++)
        metrics_of_item(card, &card->items[i]);
    for (int32_t i = 0; i < card->n_adjustments; i++)
        metrics_add(card, card->adjustments[i].metric);
    for (int32_t i = 0; i < card->n_red_lines; i++)
        metrics_add(card, card->red_lines[i].metric);
    metrics_add(card, card->days.metric);
    metrics_add(card, card->rank.volume);
    for (int32_t i = 0; i < card->n_kept; i++)
        metrics_add(card, card->kept[i]);
    return KEFU_OK;
}

int32_t KEFU_CALL kefu_card_metrics(const kefu_card *card) { return card ? card->n_metrics : 0; }

const char *KEFU_CALL kefu_card_metric(const kefu_card *card, int32_t index)
{
    return card && index >= 0 && index < card->n_metrics ? card->metrics[index] : NULL;
}
