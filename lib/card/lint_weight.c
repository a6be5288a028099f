/* lint_weight.c - weights and shares that do not add up. */
#include <string.h>

#include "card/lint.h"

/* ---- Weights -------------------------------------------------------------------------------- */

/* "(出处:ours、platform)", so that whoever said 15 % can be asked */
static void weight_sources(kf_lint *lint, int32_t first, int32_t n)
{
    const kf_item *items = lint->card->items + first;
    int32_t shown = 0;
    for (int32_t i = 0; i < n; i++) {
        int32_t seen = !items[i].weight_source;
        for (int32_t k = 0; k < i && !seen; k++)
            seen =
                items[k].weight_source && !strcmp(items[k].weight_source, items[i].weight_source);
        if (seen)
            continue;
        kf_lint_say(lint, shown ? "、" : ";权重出处:", shown ? ", " : "; weights by ");
        kf_lint_say(lint, items[i].weight_source, items[i].weight_source);
        shown = 1;
    }
}

static int64_t weight_sum(const kefu_card *card, int32_t first, int32_t n)
{
    int64_t sum = 0;
    for (int32_t i = first; i < first + n; i++)
        sum += card->items[i].weight;
    return sum;
}

static void weight_say(kf_lint *lint, int64_t sum, int64_t wanted)
{
    kf_lint_say(lint, "考核项权重合计为 ", "item weights add up to ");
    kf_show_curve(&lint->zh, sum);
    kf_show_curve(&lint->en, sum);
    kf_lint_say(lint, ",应为 ", ", not ");
    kf_show_curve(&lint->zh, wanted);
    kf_show_curve(&lint->en, wanted);
}

void kf_lint_weights(kf_lint *lint)
{
    const kefu_card *card = lint->card;
    const int64_t hundred = 100 * (int64_t)KEFU_POINT;
    int64_t all = weight_sum(card, 0, card->n_items);
    if (all != hundred) {
        kf_lint_begin(lint, KEFU_LINT_WEIGHTS, KEFU_SEVERITY_ERROR,
                      kf_json_get(card->json.root, "sections"), "/sections");
        weight_say(lint, all, hundred);
        weight_sources(lint, 0, card->n_items);
        kf_lint_end(lint);
    }
    for (int32_t i = 0; i < card->n_sections; i++) {
        const kf_section *section = &card->sections[i];
        int64_t sum = weight_sum(card, section->first, section->n);
        if (section->weight < 0 || sum == section->weight)
            continue;
        kf_lint_begin(lint, KEFU_LINT_WEIGHTS, KEFU_SEVERITY_ERROR,
                      kf_json_get(section->node, "weight"), "/sections/%d/weight", i);
        weight_say(lint, sum, section->weight);
        weight_sources(lint, section->first, section->n);
        kf_lint_end(lint);
    }
}

/* ---- Tiers ---------------------------------------------------------------------------------- */

void kf_lint_tiers(kf_lint *lint)
{
    const kefu_card *card = lint->card;
    const kf_json_node *tiers = kf_json_get(card->json.root, "tiers");
    int64_t sum = 0;
    for (int32_t i = 0; i < card->n_tiers; i++)
        sum += card->tiers[i].share;
    if (!card->n_tiers || sum == KEFU_POINT)
        return;
    kf_lint_begin(lint, KEFU_LINT_TIERS, KEFU_SEVERITY_ERROR, kf_json_get(tiers, "shares"),
                  "/tiers/shares");
    kf_lint_say(lint, "强制分布各档合计为 ", "the shares of the tiers add up to ");
    kf_show_bound(&lint->zh, KF_UNIT_RATIO, sum, 6);
    kf_show_bound(&lint->en, KF_UNIT_RATIO, sum, 6);
    kf_lint_say(lint, ",应为 100%", ", not 100%");
    kf_lint_end(lint);
}
