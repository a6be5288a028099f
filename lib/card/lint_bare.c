/* lint_bare.c - bounds of seconds and money that name no unit: is 30 half a minute or half an hour?
 */
#include <string.h>

#include "card/lint.h"

typedef struct bare_bounds {
    int32_t bare, named;
    /* the first of the bare ones: /bands/2/below */
    const kf_json_node *first;
    const char *list;
    int32_t index;
    const char *tail;
} bare_bounds;

/* Digits alone, as a number or as text. 0 is the same in every unit. */
static int32_t bare_is(const kf_json_node *node)
{
    return node->text && !node->text[strspn(node->text, "0123456789.,-+eE ")];
}

static int32_t bare_is_zero(const kf_json_node *node)
{
    return node->text && !node->text[strspn(node->text, "0.,-+ ")];
}

static void bare_look(bare_bounds *b, const kf_json_node *node, const char *list, int32_t index,
                      const char *tail)
{
    if (!node || (node->type != KF_JSON_NUMBER && node->type != KF_JSON_STRING) ||
        bare_is_zero(node))
        return;
    if (!bare_is(node)) {
        b->named++;
        return;
    }
    if (b->bare++)
        return;
    b->first = node;
    b->list = list;
    b->index = index;
    b->tail = tail;
}

static const kf_json_node *bare_list(const kf_curve *curve, const char *key)
{
    const kf_json_node *list = kf_json_get(curve->node, key);
    return list ? list->child : NULL;
}

static void bare_look_all(bare_bounds *b, const kf_curve *curve)
{
    static const char *const ends[] = {"at_least", "above", "at_most", "below"};
    int32_t i = 0;
    for (const kf_json_node *n = bare_list(curve, "bands"); n; n = n->next, i++)
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            bare_look(b, kf_json_get(n, ends[k]), "bands", i, ends[k]);
    i = 0;
    for (const kf_json_node *n = bare_list(curve, "points"); n; n = n->next, i++)
        if (n->type == KF_JSON_ARRAY)
            bare_look(b, n->child, "points", i, "0");
    i = 0;
    for (const kf_json_node *n = bare_list(curve, "bounds"); n; n = n->next, i++)
        bare_look(b, n, "bounds", i, "");
    if (curve->type != KF_CURVE_DEDUCT)
        return;
    bare_look(b, kf_json_get(curve->node, "from"), "from", -1, "");
    bare_look(b, kf_json_get(curve->node, "per"), "per", -1, "");
}

static void bare_say_path(kf_lint *lint, const bare_bounds *b)
{
    kf_show_format(&lint->path, "/%s", b->list);
    if (b->index >= 0)
        kf_show_format(&lint->path, "/%d", b->index);
    kf_show_format(&lint->path, *b->tail ? "/%s" : "%s", b->tail);
}

static void bare_lint(kf_lint *lint, const kf_item *item, const kf_rule *rule)
{
    int32_t unit = kf_bound_unit(item, rule);
    bare_bounds b = {0, 0, NULL, "", -1, ""};
    if (unit != KF_UNIT_SECONDS && unit != KF_UNIT_YUAN)
        return;
    bare_look_all(&b, &rule->curve);
    if (!b.bare)
        return;
    kf_lint_begin_item(lint, KEFU_LINT_BARE_BOUND, KEFU_SEVERITY_NOTE, b.first, item,
                       rule == &item->rule ? "/curve" : "/small/curve");
    bare_say_path(lint, &b);
    kf_show_format(&lint->zh, "分界 %s 没有写单位,按%s计", b.first->text,
                   kf_unit_text(unit, KEFU_ZH, 0) + 1);
    kf_show_format(&lint->en, "the bound %s names no unit and is read as%s", b.first->text,
                   kf_unit_text(unit, KEFU_EN, 0));
    if (b.named)
        kf_lint_say(lint, ",而这条曲线别的分界写了单位",
                    ", while other bounds of the curve name one");
    kf_show_format(&lint->zh, ";可写成 \"%s%s\"", b.first->text,
                   unit == KF_UNIT_SECONDS ? "秒" : "元");
    kf_show_format(&lint->en, ": write \"%s%s\"", b.first->text,
                   unit == KF_UNIT_SECONDS ? "s" : "元");
    kf_lint_end(lint);
}

void kf_lint_bare(kf_lint *lint, const kf_item *item)
{
    bare_lint(lint, item, &item->rule);
    if (item->small_at_most >= 0)
        bare_lint(lint, item, &item->small);
}
