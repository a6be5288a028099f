/* condition_bind.c - what the names of conditions mean, and whether a number lies within their
 * ends. */
#include <string.h>

#include "base/decimal.h"
#include "base/wide.h"
#include "card/condition.h"

/* ---- Names ---------------------------------------------------------------------------------- */

/* A list of names behind one key of the condition. */
typedef struct condition_find {
    const kf_json_reading *reader;
    const kf_json_at *at;
    const char *key, *what;
    kf_near near;
} condition_find;

static void condition_find_start(condition_find *f, const kf_json_reading *reader,
                                 const kf_json_at *at, const char *key, const char *what,
                                 const char *name)
{
    f->reader = reader;
    f->at = at;
    f->key = key;
    f->what = what;
    kf_near_init(&f->near, name, strlen(name));
}

static kefu_status condition_not_found(condition_find *f)
{
    const kf_json_node *member = kf_json_get(f->at->node, f->key);
    kf_json_at inner = kf_at_member(f->at, member ? member : f->at->node);
    return kf_json_fail(f->reader, &inner, f->what, kf_near_text(&f->near));
}

static kefu_status condition_bind_item(const kf_json_reading *reader, const kf_json_at *at,
                                       const kefu_card *card, kf_condition *c)
{
    condition_find f;
    condition_find_start(&f, reader, at, c->what == KF_WHEN_POINTS ? "points" : "better_than_mean",
                         "there is no such item", c->name);
    for (int32_t i = 0; i < card->n_items; i++) {
        kf_near_add(&f.near, card->items[i].id);
        if (!strcmp(card->items[i].id, c->name))
            c->index = i;
    }
    return c->index < 0 ? condition_not_found(&f) : KEFU_OK;
}

/* An item whose best is in the middle has no better side. */
static kefu_status condition_check_side(const kf_json_reading *reader, const kf_json_at *at,
                                        const kefu_card *card, const kf_condition *c)
{
    for (int32_t i = 0; i < card->n_items; i++)
        if ((c->index < 0 || c->index == i) && card->items[i].direction == KEFU_MIDDLE)
            return kf_json_fail(reader, at, "no side is better where the best is in the middle: ",
                                card->items[i].id);
    return KEFU_OK;
}

static kefu_status condition_bind_award(const kf_json_reading *reader, const kf_json_at *at,
                                        const kf_award *awards, int32_t n, const char *key,
                                        const char *what, kf_condition *c)
{
    condition_find f;
    condition_find_start(&f, reader, at, key, what, c->name);
    for (int32_t i = 0; i < n; i++) {
        kf_near_add(&f.near, awards[i].id);
        if (!strcmp(awards[i].id, c->name))
            c->index = i;
    }
    return c->index < 0 ? condition_not_found(&f) : KEFU_OK;
}

/* What the names of a condition are those of. */
typedef struct condition_list {
    const char *key, *what;
    int32_t n;
} condition_list;

static condition_list condition_list_of(const kefu_card *card, int32_t what)
{
    condition_list grades = {"grade", "there is no such grade", card->n_grades};
    condition_list tiers = {"tier", "there is no such tier", card->n_tiers};
    condition_list lines = {"red_line", "there is no such red line", card->n_red_lines};
    return what == KF_WHEN_GRADE ? grades : what == KF_WHEN_TIER ? tiers : lines;
}

static const char *condition_list_id(const kefu_card *card, int32_t what, int32_t index)
{
    return what == KF_WHEN_GRADE  ? card->grades[index].id
           : what == KF_WHEN_TIER ? card->tiers[index].id
                                  : card->red_lines[index].id;
}

static kefu_status condition_bind_names(const kf_json_reading *reader, const kf_json_at *at,
                                        const kefu_card *card, const kf_condition *c)
{
    condition_list list = condition_list_of(card, c->what);
    for (int32_t i = 0; i < c->n_names; i++) {
        condition_find f;
        int32_t found = 0;
        condition_find_start(&f, reader, at, list.key, list.what, c->names[i]);
        for (int32_t k = 0; k < list.n; k++) {
            kf_near_add(&f.near, condition_list_id(card, c->what, k));
            found |= !strcmp(condition_list_id(card, c->what, k), c->names[i]);
        }
        if (!found)
            return condition_not_found(&f);
    }
    return KEFU_OK;
}

static kefu_status condition_bind(const kf_json_reading *reader, const kf_json_at *at,
                                  const kf_condition_names *names, kf_condition *c)
{
    const kefu_card *card = names->card;
    kefu_status status = KEFU_OK;
    c->index = -1;
    switch (c->what) {
    case KF_WHEN_METRIC:
        return names->metric(names->of, reader, at, c);
    case KF_WHEN_POINTS:
        return condition_bind_item(reader, at, card, c);
    case KF_WHEN_BETTER:
        if (c->name)
            status = condition_bind_item(reader, at, card, c);
        return status ? status : condition_check_side(reader, at, card, c);
    case KF_WHEN_GRADE:
    case KF_WHEN_TIER:
    case KF_WHEN_RED_LINE:
        return condition_bind_names(reader, at, card, c);
    case KF_WHEN_BADGE:
        return condition_bind_award(reader, at, card->badges, names->n_badges, "badge",
                                    "no such badge stands before it", c);
    case KF_WHEN_STREAK:
        return condition_bind_award(reader, at, card->streaks, names->n_streaks, "streak",
                                    "no such streak stands before it", c);
    default:
        return KEFU_OK;
    }
}

kefu_status kf_bind_conditions(const kf_json_reading *reader, const kf_json_at *at,
                               const kf_condition_names *names, kf_conditions *conditions)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < conditions->n && !status; i++) {
        kf_condition *c = &conditions->list[i];
        kf_json_at inner = at->node == c->node ? *at : kf_at_element(at, c->node, i);
        status = condition_bind(reader, &inner, names, c);
    }
    return status;
}

/* ---- Ends and a number ---------------------------------------------------------------------- */

static int32_t condition_beyond(const kf_end *end, int64_t unit, const kefu_value *value,
                                int32_t sign)
{
    int32_t order;
    if (end->kind == KF_END_OPEN)
        return 1;
    order = sign * kf_i128_compare(kf_i128_mul(value->num, unit), kf_i128_mul(end->at, value->den));
    return order > 0 || (order == 0 && end->kind == KF_END_INCLUSIVE);
}

int32_t kf_condition_holds(const kf_condition *c, const kefu_value *value)
{
    int64_t unit = kf_pow10(c->scale);
    if (value->den <= 0 || value->status >= KEFU_VALUE_NO_DATA)
        return 0;
    return condition_beyond(&c->low, unit, value, 1) && condition_beyond(&c->high, unit, value, -1);
}
