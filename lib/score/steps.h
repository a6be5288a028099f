/* steps.h - the steps from the points of items to a total, one line at a time. */
#ifndef KF_STEPS_H
#define KF_STEPS_H

#include "score/scoring.h"

/* Not below least, not above most. */
int64_t kf_keep_within(int64_t points, int64_t least, int64_t most);

/* Step 2 of one section: the sum of its items, that within least and most, and what it gives. */
typedef struct kf_section_points {
    int64_t items, kept, points;
    int32_t failed_items, failed, fails_card;
} kf_section_points;
kf_section_points kf_section_of(const kefu_sheet *sheet, size_t line, int32_t section);

/* Step 3: the sum of the sections, and what is left where the card fails. */
typedef struct kf_card_points {
    int64_t sections, points;
    int32_t failed_sections, failed;
} kf_card_points;
kf_card_points kf_card_of(const kefu_sheet *sheet, size_t line);

/* Steps 4 and 5 of a line with a total, whose steps of before are kept, too: what they add. */
kefu_status kf_steps_to_bonus(kf_scoring *s, size_t line, int64_t *added);
/* What 6 and 7 cut, once all adjustments of the line are in its total. */
kefu_status kf_steps_cut(kf_scoring *s, size_t line);

#endif
