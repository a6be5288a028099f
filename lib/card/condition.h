/* condition.h - conditions: reading them, giving their names numbers, and whether one holds. */
#ifndef KF_CONDITION_H
#define KF_CONDITION_H

#include "card/card.h"

/* What conditions may be about: metrics; all but streaks; all; all, of a card known later. */
enum { KF_SCOPE_ITEM, KF_SCOPE_BADGE, KF_SCOPE_STREAK, KF_SCOPE_SHEET };

/* A list of conditions, or one alone. Arrays are the reader's arena's. */
kefu_status kf_read_conditions(kf_json_reading *reader, const kf_json_at *at, kf_conditions *out,
                               int32_t scope);

/* What names of conditions may mean. */
typedef struct kf_condition_names {
    const kefu_card *card;
    int32_t n_badges, n_streaks; /* those that may be named: the first so many of the card */
    /* Sets c->index to the number of its metric, or fails at `at` with near names. */
    kefu_status (*metric)(void *of, const kf_json_reading *reader, const kf_json_at *at,
                          kf_condition *c);
    void *of;
} kf_condition_names;

/* Sets the index of each condition that names something; names that are not there are refused with
 * near names and the reader's code, at the path of `at`, which is that of the list (or of the
 * condition alone). Plans, which are bound to many cards, bind a copy. */
kefu_status kf_bind_conditions(const kf_json_reading *reader, const kf_json_at *at,
                               const kf_condition_names *names, kf_conditions *conditions);

/* 1 if the value lies within the ends of the condition; 0 also where it has no number. */
int32_t kf_condition_holds(const kf_condition *c, const kefu_value *value);

#endif
