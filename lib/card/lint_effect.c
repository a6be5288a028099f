/* lint_effect.c - parts of a card that cannot matter, and points beyond what they are out of. */
#include "card/lint.h"
#include "card/lint_reach.h"

/* ---- Items ---------------------------------------------------------------------------------- */

static void effect_item_begin(kf_lint *lint, const kf_item *item, const kf_json_node *node,
                              const char *tail)
{
    kf_lint_begin_item(lint, KEFU_LINT_NO_EFFECT, KEFU_SEVERITY_WARNING, node, item, tail);
    kf_show_format(&lint->zh, "「%s」", item->label.zh);
    kf_show_format(&lint->en, "'%s' ", item->label.en);
}

/* One that can fail its section or the card matters without a weight. */
static int32_t effect_lint_weight(kf_lint *lint, const kf_item *item)
{
    if (item->weight || item->fails == KF_FAILS_SECTION || item->fails == KF_FAILS_CARD)
        return 0;
    effect_item_begin(lint, item, kf_json_get(item->node, "weight"), "/weight");
    kf_lint_say(lint, "权重为 0,得分再高也不影响总分",
                "has a weight of 0: its points cannot change the total");
    kf_lint_end(lint);
    return 1;
}

static void effect_lint_level(kf_lint *lint, const kf_item *item)
{
    kf_reach reach = kf_reach_of_item(item);
    if (reach.least != reach.most)
        return;
    effect_item_begin(lint, item, item->rule.curve.node, "/curve");
    kf_lint_say(lint, "的曲线处处是 ", "gives ");
    kf_show_curve(&lint->zh, reach.least);
    kf_show_curve(&lint->en, reach.least);
    kf_lint_say(lint, " 分,指标好坏都一样", " points whatever its figure is");
    kf_lint_end(lint);
}

/* ---- Adjustments and red lines -------------------------------------------------------------- */

static void effect_extra(kf_lint *lint, const kf_extra *extra, const char *list, int32_t index,
                         const char *key)
{
    kf_lint_begin(lint, KEFU_LINT_NO_EFFECT, KEFU_SEVERITY_WARNING, kf_json_get(extra->node, key),
                  "/%s/%d/%s", list, index, key);
    kf_show_format(&lint->zh, "「%s」", extra->label.zh);
    kf_show_format(&lint->en, "'%s' ", extra->label.en);
}

static void effect_lint_adjustment(kf_lint *lint, int32_t index)
{
    const kf_extra *extra = &lint->card->adjustments[index];
    int32_t capped = extra->points != 0;
    if (extra->points && extra->cap)
        return;
    effect_extra(lint, extra, "adjustments", index, capped ? "cap" : "points");
    kf_lint_say(lint, capped ? "封顶 0 分,加减分不起作用" : "每次 0 分,加减分不起作用",
                capped ? "is capped at 0 points: it changes nothing"
                       : "gives 0 points: it changes nothing");
    kf_lint_end(lint);
}

static void effect_lint_red_line(kf_lint *lint, int32_t index, kf_reach reach)
{
    const kf_extra *red = &lint->card->red_lines[index];
    int32_t caps = red->effect == KF_RED_CAP && !red->zero && red->cap >= reach.most;
    int32_t takes = red->effect == KF_RED_MINUS || red->effect == KF_RED_MINUS_EACH;
    int32_t grades = red->effect == KF_RED_GRADE && red->grade == 0;
    if (!caps && !grades && !(takes && !red->points))
        return;
    effect_extra(lint, red, "red_lines", index, "effect");
    if (caps) {
        kf_lint_say(lint, "最高 ", "caps the total at ");
        kf_show_curve(&lint->zh, red->cap);
        kf_show_curve(&lint->en, red->cap);
        kf_lint_say(lint, " 分,而总分本来最高 ", ", but no total is above ");
        kf_show_curve(&lint->zh, reach.most);
        kf_show_curve(&lint->en, reach.most);
        kf_lint_say(lint, " 分,触线不受影响", ": it changes nothing");
    } else if (grades) {
        kf_lint_say(lint, "限定的等级已是最好的等级,触线不受影响",
                    "leaves the best grade: it changes nothing");
    } else {
        kf_lint_say(lint, "扣 0 分,触线不受影响", "takes 0 points: it changes nothing");
    }
    kf_lint_end(lint);
}

/* All adjustments together are cut to nothing. */
static void effect_lint_adjustments(kf_lint *lint)
{
    const kefu_card *card = lint->card;
    if (!card->n_adjustments || card->adjustments_least || card->adjustments_most)
        return;
    kf_lint_begin(lint, KEFU_LINT_NO_EFFECT, KEFU_SEVERITY_WARNING,
                  kf_json_get(card->scheme.json.root, "adjustments_most"), "/adjustments_most");
    kf_lint_say(lint, "加减分合计限定在 0 分,都不起作用",
                "all adjustments together are kept at 0: they change nothing");
    kf_lint_end(lint);
}

/* ---- Points beyond what they are out of ----------------------------------------------------- */

static void effect_begin_range(kf_lint *lint, int32_t severity, const kf_item *item,
                               const kf_rule *rule)
{
    kf_lint_begin_item(lint, KEFU_LINT_RANGE, severity, rule->curve.node, item,
                       rule == &item->rule ? "/curve" : "/small/curve");
    kf_show_format(&lint->zh, "「%s」的曲线", item->label.zh);
    kf_show_format(&lint->en, "the curve of '%s' ", item->label.en);
}

static void effect_say_points(kf_lint *lint, const char *zh, const char *en, int64_t points)
{
    kf_lint_say(lint, zh, en);
    kf_show_curve(&lint->zh, points);
    kf_show_curve(&lint->en, points);
}

/* More than the full mark may be a bonus that is meant; less than nothing takes from other items.
 */
static void effect_lint_range(kf_lint *lint, const kf_item *item, const kf_rule *rule)
{
    kf_reach reach = kf_reach_of_curve(item, rule);
    if (reach.most > item->of && item->most == KF_NO_MOST) {
        effect_begin_range(lint, KEFU_SEVERITY_NOTE, item, rule);
        if (reach.most == INT64_MAX)
            kf_lint_say(lint, "没有上限", "has no upper end");
        else
            effect_say_points(lint, "最高 ", "gives up to ", reach.most);
        effect_say_points(lint, reach.most == INT64_MAX ? ",可以超过满分 " : " 分,超过满分 ",
                          reach.most == INT64_MAX ? ": it can give more than the full "
                                                  : ", more than the full ",
                          item->of);
        kf_lint_say(lint, ";若非有意,请写 most", "; write most if that is not meant");
        kf_lint_end(lint);
    }
    if (reach.least >= 0 || item->least != KF_NO_LEAST)
        return;
    effect_begin_range(lint, KEFU_SEVERITY_WARNING, item, rule);
    if (reach.least == INT64_MIN)
        kf_lint_say(lint, "没有下限,可以得负分", "has no lower end: it can give less than 0");
    else
        effect_say_points(lint, "最低 ", "gives down to ", reach.least);
    kf_lint_say(lint,
                reach.least == INT64_MIN ? ",倒扣其他项的分;若非有意,请写 least"
                                         : " 分,倒扣其他项的分;若非有意,请写 least",
                ", which takes from the other items; write least if that is not meant");
    kf_lint_end(lint);
}

/* ---- Floors that nobody is below ------------------------------------------------------------ */

static void effect_lint_floor(kf_lint *lint, const char *key, int64_t floor, kf_reach reach)
{
    int32_t is_floor = lint->card->has_floor && key[0] == 'f';
    if (floor > reach.least)
        return;
    kf_lint_begin(lint, KEFU_LINT_RANGE, is_floor ? KEFU_SEVERITY_WARNING : KEFU_SEVERITY_NOTE,
                  kf_json_get(lint->card->scheme.json.root, key), "/%s", key);
    effect_say_points(lint, is_floor ? "最低标准 " : "总分保底 ",
                      is_floor ? "the floor of " : "the least total of ", floor);
    effect_say_points(lint, " 分,而总分不会低于 ", " is never needed: no total is below ",
                      reach.least);
    kf_lint_say(lint, " 分,不会起作用", "");
    kf_lint_end(lint);
}

/* The least of all totals before the card cuts them. */
static kf_reach effect_uncut(const kefu_card *card)
{
    kefu_card uncut = *card;
    uncut.least = KF_NO_LEAST;
    return kf_reach_of_card(&uncut, 1);
}

/* ---- All of it ------------------------------------------------------------------------------ */

void kf_lint_item_effect(kf_lint *lint, const kf_item *item)
{
    if (!effect_lint_weight(lint, item))
        effect_lint_level(lint, item);
    effect_lint_range(lint, item, &item->rule);
    if (item->small_at_most >= 0)
        effect_lint_range(lint, item, &item->small);
}

void kf_lint_effects(kf_lint *lint)
{
    const kefu_card *card = lint->card;
    kf_reach reach = kf_reach_of_card(card, 1);
    for (int32_t i = 0; i < card->n_adjustments; i++)
        effect_lint_adjustment(lint, i);
    effect_lint_adjustments(lint);
    for (int32_t i = 0; i < card->n_red_lines; i++)
        effect_lint_red_line(lint, i, reach);
    if (card->has_floor)
        effect_lint_floor(lint, "floor", card->floor, kf_reach_in_the_end(card));
    if (card->least != KF_NO_LEAST)
        effect_lint_floor(lint, "least", card->least, effect_uncut(card));
}
