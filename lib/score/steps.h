/* steps.h - the steps from the points of items to a total, one line at a time. */
#ifndef KF_STEPS_H
#define KF_STEPS_H

#include "score/scoring.h"

/* Not below least, not above most. */
int64_t kf_keep_within(int64_t points, int64_t least, int64_t most);

/* Step 2 of one section: the sum of its items, that within least and most, and what it gives. */
typedef struct kf_section_points {
    int64_t items, kept, points;
    int64_t rests; /* of its items, where their sum is what it gives */
    int32_t failed_items, failed, fails_card;
} kf_section_points;
/* An item's points as they would be, and what they would be made from; NULL: nothing changed. */
typedef struct kf_changed {
    kf_scored points;
    kefu_value basis;
    const kf_rule *rule;
    int32_t item, failed;
} kf_changed;
kf_section_points kf_section_of(const kefu_sheet *sheet, size_t line, int32_t section,
                                const kf_changed *changed);

/* Step 3: the sum of the sections, what makes it the rounded sum of exact points, and what is left
 * where the card fails. */
typedef struct kf_card_points {
    int64_t sections, rounding, points;
    int32_t failed_sections, failed;
} kf_card_points;
kf_card_points kf_card_of(const kefu_sheet *sheet, size_t line, const kf_changed *changed);
/* What rests of so many items round to; 0 where they are too near to a half to tell. */
int32_t kf_round_rests(int64_t rests, int32_t items, int64_t *rounding);
/* What the exact points of a line come to, rounded once, beyond the sum of its items' rounded
 * points; `rests` are those of sections that are neither cut nor failed (score_rounding.c). */
int64_t kf_rounding(const kefu_sheet *sheet, size_t line, const kf_changed *changed, int64_t rests);
/* Step 4: share × mine + (1 - share) × sum / n, rounded once; 0 if it does not fit. */
int32_t kf_blend(int64_t share, int64_t mine, int64_t sum, int64_t n, int64_t *blended);

/* Steps 4 and 5 of a line with a total, whose steps of before are kept, too: what they add. */
kefu_status kf_steps_to_bonus(kf_scoring *s, size_t line, int64_t *added);
/* What 6 and 7 cut, once all adjustments of the line are in its total. */
kefu_status kf_steps_cut(kf_scoring *s, size_t line);
/* Step 8: what a red line that counts leaves of a total, *left <= total; 0 if it takes too much. */
int32_t kf_red_line(const kf_hit *hit, int64_t total, int64_t *left);
/* The first grade that holds the total, or -1; and that as red lines of the line limit it. */
int32_t kf_grade_of(const kefu_card *card, int64_t total);
int32_t kf_grade_limited(const kefu_sheet *sheet, const kf_line *line, int32_t grade);

#endif
