/* card_badge.c - reading badges and streaks, and what their conditions name. */
#include <string.h>

#include "card/condition.h"

static const kf_range badge_periods = {1, 1000, "a number of periods from 1 to 1000"};

typedef struct badge_reading {
    kf_award award;
    const kf_json_node *all;
} badge_reading;

static const kf_json_field badge_fields[] = {
    {"id", kf_read_text, offsetof(badge_reading, award.id), NULL, 1},
    {"label", kf_read_label, offsetof(badge_reading, award.label), NULL, 0},
    {"all", kf_read_later, offsetof(badge_reading, all), NULL, 1},
    {"periods", kf_read_digits, offsetof(badge_reading, award.periods), &badge_periods, 1},
};

static kefu_status badge_read(kf_json_reading *reader, const kf_json_at *at, int32_t scope,
                              kf_award *out)
{
    size_t n = sizeof badge_fields / sizeof *badge_fields - (scope == KF_SCOPE_BADGE);
    badge_reading r;
    kf_json_at all;
    kefu_status status;
    memset(&r, 0, sizeof r);
    r.award.periods = 1;
    r.award.node = at->node;
    status = kf_read_object(reader, at, &r, badge_fields, n);
    if (status)
        return status;
    kf_label_or_id(&r.award.label, r.award.id);
    *out = r.award;
    all = kf_at_member(at, r.all);
    return kf_read_conditions(reader, &all, &out->all, scope);
}

static kefu_status badge_read_list(kf_json_reading *reader, const kf_json_at *at, int32_t scope,
                                   kf_award **awards, int32_t *n)
{
    int32_t count = 0;
    kefu_status status =
        kf_read_array(reader, at, KF_CARD_PARTS, 1, sizeof **awards, awards, &count);
    for (const kf_json_node *node = status ? NULL : at->node->child; node; node = node->next) {
        kf_json_at inner = kf_at_element(at, node, *n);
        kf_award *award = &(*awards)[*n];
        status = badge_read(reader, &inner, scope, award);
        if (status)
            return status;
        for (int32_t i = 0; i < *n; i++)
            if (!strcmp((*awards)[i].id, award->id))
                return kf_json_id_taken(reader, &inner, award->id);
        (*n)++;
    }
    return status;
}

kefu_status kf_read_badges(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *with)
{
    kefu_card *card = to;
    (void)with;
    return badge_read_list(reader, at, KF_SCOPE_BADGE, &card->badges, &card->n_badges);
}

kefu_status kf_read_streaks(kf_json_reading *reader, const kf_json_at *at, void *to,
                            const void *with)
{
    kefu_card *card = to;
    (void)with;
    return badge_read_list(reader, at, KF_SCOPE_STREAK, &card->streaks, &card->n_streaks);
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* Sheets keep the figures of these metrics, for what is asked of them when the frame is gone. */
static kefu_status badge_keep_metric(void *of, const kf_json_reading *reader, const kf_json_at *at,
                                     kf_condition *c)
{
    kefu_card *card = of;
    (void)reader;
    (void)at;
    for (c->index = 0; c->index < card->n_kept; c->index++)
        if (!strcmp(card->kept[c->index], c->name))
            return KEFU_OK;
    card->kept[card->n_kept++] = c->name;
    return KEFU_OK;
}

static kefu_status badge_room(kf_json_reading *reader, kefu_card *card)
{
    size_t n = 0;
    for (int32_t i = 0; i < card->n_badges; i++)
        n += (size_t)card->badges[i].all.n;
    for (int32_t i = 0; i < card->n_streaks; i++)
        n += (size_t)card->streaks[i].all.n;
    card->kept = kf_arena_alloc(&card->scheme.arena, n * sizeof *card->kept);
    return card->kept ? KEFU_OK : kf_no_memory(reader->error);
}

static kefu_status badge_bind(kf_json_reading *reader, const kf_json_at *list, int32_t index,
                              const kf_condition_names *names, kf_award *award)
{
    kf_json_at element = kf_at_element(list, award->node, index);
    kf_json_at all = kf_at_member(&element, kf_json_get(award->node, "all"));
    return kf_bind_conditions(reader, &all, names, &award->all);
}

kefu_status kf_bind_badges(kf_json_reading *reader, const kf_json_at *root, kefu_card *card)
{
    kf_condition_names names = {card, 0, 0, badge_keep_metric, card};
    kefu_status status;
    if (!card->n_badges && !card->n_streaks)
        return KEFU_OK;
    status = badge_room(reader, card);
    for (int32_t i = 0; i < card->n_badges && !status; i++) {
        kf_json_at list = kf_at_member(root, kf_json_get(root->node, "badges"));
        names.n_badges = i;
        status = badge_bind(reader, &list, i, &names, &card->badges[i]);
    }
    names.n_badges = card->n_badges;
    for (int32_t i = 0; i < card->n_streaks && !status; i++) {
        kf_json_at list = kf_at_member(root, kf_json_get(root->node, "streaks"));
        names.n_streaks = i;
        status = badge_bind(reader, &list, i, &names, &card->streaks[i]);
    }
    return status;
}
