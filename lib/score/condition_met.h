/* condition_met.h - whether conditions hold for a person of a sheet, and what they saw. */
#ifndef KF_CONDITION_MET_H
#define KF_CONDITION_MET_H

#include "card/condition.h"
#include "card/show.h"
#include "score/sheet.h"

/* Means of the items in each rank group: sum of num / sum of den of the figures that count. */
typedef struct kf_means {
    kefu_value *of; /* items of the first group, then of the next; den 0: nobody's counts */
    size_t n;
} kf_means;
kefu_status kf_means_make(kf_means *means, const kf_memory *memory, const kefu_sheet *sheet,
                          kefu_error *error);
void kf_means_free(kf_means *means, const kf_memory *memory);
/* 1 if one of the conditions is better_than_mean. */
int32_t kf_conditions_need_means(const kf_conditions *conditions);

/* Of whom something is asked. Metrics are those of `frame` where there is one (row -1: the person
 * is not in it), else those that the sheet keeps for badges and streaks. `means` may be NULL where
 * no condition needs them. */
typedef struct kf_subject {
    const kefu_sheet *sheet;
    size_t line;
    const kf_means *means;
    const kefu_frame *frame;
    int64_t frame_row;
} kf_subject;

/* What a condition looked at: a number (den 0: there is none), a word, or whether it is so. */
typedef struct kf_seen {
    kefu_value value, mean;
    int32_t item; /* of better_than_mean: the first that is not better, else that asked for */
    const char *word;
} kf_seen;

int32_t kf_condition_met(const kf_subject *subject, const kf_condition *c, kf_seen *seen);
/* The number of the first condition that does not hold, and what it saw; -1 if all do. */
int32_t kf_conditions_failing(const kf_subject *subject, const kf_conditions *conditions,
                              kf_seen *seen);

/* Kept: what the condition of this number saw, so many periods ago; `seen` may be NULL. */
kf_holding kf_holding_of(const kf_seen *seen, int32_t failing, int32_t ago);

/* "回复率 97.20% 未达 ≥ 98%": a bound condition of the card, and what it saw. */
void kf_show_unmet(kf_show *show, const kefu_card *card, const kf_condition *c,
                   const kf_holding *held);

/* Index of a metric in a frame, for kf_condition_names.metric; `of` is the kefu_frame. */
kefu_status kf_condition_frame_metric(void *of, const kf_json_reading *reader, const kf_json_at *at,
                                      kf_condition *c);

#endif
