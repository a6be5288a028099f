/* diff_rules.c - whether two cards score a part alike: by what they say of it, whatever its layout,
 * its label or its weight. */
#include <string.h>

#include "base/decimal.h"
#include "score/diff.h"

static int32_t rules_same(const kf_json_node *a, const kf_json_node *b, const char *const *except);

static int32_t rules_skips(const kf_json_node *member, const char *const *except)
{
    if (!strncmp(member->key, "x-", 2))
        return 1;
    for (; except && *except; except++)
        if (!strcmp(*except, member->key))
            return 1;
    return 0;
}

/* Every member of a is one of b. */
static int32_t rules_within(const kf_json_node *a, const kf_json_node *b, const char *const *except)
{
    for (const kf_json_node *m = a->child; m; m = m->next) {
        const kf_json_node *other = kf_json_get(b, m->key);
        if (!rules_skips(m, except) && (!other || !rules_same(m, other, NULL)))
            return 0;
    }
    return 1;
}

static int32_t rules_same_list(const kf_json_node *a, const kf_json_node *b)
{
    const kf_json_node *left = a->child, *right = b->child;
    for (; left && right; left = left->next, right = right->next)
        if (!rules_same(left, right, NULL))
            return 0;
    return !left && !right;
}

static int32_t rules_same_number(const kf_json_node *a, const kf_json_node *b)
{
    int64_t left = 0, right = 0;
    int32_t scale = 0, other = 0;
    return kf_decimal_parse_any(a->text, a->size, &left, &scale) == KF_EXACT &&
           kf_decimal_parse_any(b->text, b->size, &right, &other) == KF_EXACT && left == right &&
           scale == other;
}

/* Either may be NULL, which is like no other. `except`: keys that do not matter at the top. */
static int32_t rules_same(const kf_json_node *a, const kf_json_node *b, const char *const *except)
{
    if (!a || !b || a->type != b->type)
        return a == b;
    switch (a->type) {
    case KF_JSON_OBJECT:
        return rules_within(a, b, except) && rules_within(b, a, except);
    case KF_JSON_ARRAY:
        return rules_same_list(a, b);
    case KF_JSON_NUMBER:
        return rules_same_number(a, b);
    case KF_JSON_STRING:
        return a->size == b->size && !memcmp(a->text, b->text, a->size);
    default:
        return 1;
    }
}

static int32_t rules_same_key(const kefu_card *before, const kefu_card *after, const char *key)
{
    return rules_same(kf_json_get(before->scheme.json.root, key),
                      kf_json_get(after->scheme.json.root, key), NULL);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static const kf_json_node *rules_node(const kefu_card *card, int32_t kind, int32_t index)
{
    switch (kind) {
    case KEFU_PART_ITEM:
        return card->items[index].node;
    case KEFU_PART_SECTION:
        return card->sections[index].node;
    case KEFU_PART_ADJUSTMENT:
        return card->adjustments[index].node;
    default:
        return card->red_lines[index].node;
    }
}

/* Days, ramp and groups are of the card, but only matter to figures that are set beside others. */
static int32_t rules_same_item(const kefu_card *before, const kefu_card *after,
                               const kf_diff_part *part)
{
    const kf_item *item = &after->items[part->index[1]];
    if (item->rule.basis == KF_BASIS_VALUE && item->small_at_most < 0)
        return 1;
    return before->rank.group == after->rank.group && rules_same_key(before, after, "days") &&
           rules_same_key(before, after, "ramp");
}

static int32_t rules_same_step(const kefu_card *before, const kefu_card *after, int32_t step)
{
    switch (step) {
    case KEFU_REASON_CARD_FAILED:
        return rules_same_key(before, after, "fail");
    case KEFU_REASON_ROUNDING:
        return 1;
    case KEFU_REASON_TEAM:
        return rules_same_key(before, after, "blend");
    case KEFU_REASON_EXTRAS_CUT:
        return rules_same_key(before, after, "adjustments_least") &&
               rules_same_key(before, after, "adjustments_most");
    default:
        return rules_same_key(before, after, "least") && rules_same_key(before, after, "most");
    }
}

int32_t kf_diff_same_rule(const kefu_card *before, const kefu_card *after, const kf_diff_part *part)
{
    static const char *const except[] = {"id",    "label",        "weight", "weight_source",
                                         "items", "item_weights", NULL};
    if (!strcmp(before->scheme.hash, after->scheme.hash))
        return 1;
    if (part->kind == KEFU_PART_BADGE || part->kind == KEFU_PART_STREAK)
        return 1; /* nobody asks */
    if (part->step)
        return rules_same_step(before, after, part->step);
    if (!rules_same(rules_node(before, part->kind, part->index[0]),
                    rules_node(after, part->kind, part->index[1]), except))
        return 0;
    return part->kind != KEFU_PART_ITEM || rules_same_item(before, after, part);
}
