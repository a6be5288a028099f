/* lint_weight.c - weights and shares that do not add up. */
#include <string.h>

#include "base/wide.h"
#include "card/lint.h"

#define WEIGHT_HUNDRED (100 * (int64_t)KEFU_POINT)

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

static int64_t weight_sum(const kefu_card *card, const kf_section *section)
{
    int64_t sum = 0;
    for (int32_t i = section->first; i < section->first + section->n; i++)
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

/* Bonus sections stand outside the 100. */
static void weight_lint_card(kf_lint *lint)
{
    const kefu_card *card = lint->card;
    int64_t all = 0;
    for (int32_t i = 0; i < card->n_sections; i++)
        all += card->sections[i].bonus ? 0 : weight_sum(card, &card->sections[i]);
    if (card->normalise || all == WEIGHT_HUNDRED)
        return;
    kf_lint_begin(lint, KEFU_LINT_WEIGHTS, KEFU_SEVERITY_ERROR,
                  kf_json_get(card->scheme.json.root, "sections"), "/sections");
    weight_say(lint, all, WEIGHT_HUNDRED);
    weight_sources(lint, 0, card->n_items);
    kf_lint_end(lint);
}

/* Items that share out their section's weight are told in their own hundred. */
static void weight_lint_section(kf_lint *lint, int32_t index)
{
    const kf_section *section = &lint->card->sections[index];
    int64_t sum = weight_sum(lint->card, section), wanted = section->weight;
    if (section->weight < 0 || sum == section->weight)
        return;
    if (section->own_weights && wanted &&
        kf_i128_round_div(kf_i128_mul(sum, WEIGHT_HUNDRED), wanted, &sum))
        wanted = WEIGHT_HUNDRED;
    kf_lint_begin(lint, KEFU_LINT_WEIGHTS, KEFU_SEVERITY_ERROR,
                  kf_json_get(section->node, "weight"), "/sections/%d/weight", index);
    weight_say(lint, sum, wanted);
    weight_sources(lint, section->first, section->n);
    kf_lint_end(lint);
}

void kf_lint_weights(kf_lint *lint)
{
    weight_lint_card(lint);
    for (int32_t i = 0; i < lint->card->n_sections; i++)
        weight_lint_section(lint, i);
}

/* ---- Tiers ---------------------------------------------------------------------------------- */

void kf_lint_tiers(kf_lint *lint)
{
    const kefu_card *card = lint->card;
    const kf_json_node *tiers = kf_json_get(card->scheme.json.root, "tiers");
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
