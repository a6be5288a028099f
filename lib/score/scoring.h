/* scoring.h - the steps from a frame to a sheet, and what they share. */
#ifndef KF_SCORING_H
#define KF_SCORING_H

#include "score/sheet.h"

typedef struct kf_scoring {
    kf_memory memory;
    const kefu_card *card; /* the sheet's own */
    const kefu_frame *frame;
    const kefu_roster *roster;
    const kefu_ledger *ledger;
    int32_t day;
    const kefu_sheet *team_sheet;
    const kefu_sheet *const *earlier;
    int32_t n_earlier;
    kefu_sheet *sheet;
    int32_t *groups; /* rank group of each row */
    kefu_error *error;
} kf_scoring;

/* Names, teams and rank groups of the lines (score_people.c). */
kefu_status kf_score_people(kf_scoring *s);
/* Definitions of the figures, as the card asks for (score_definition.c). */
kefu_status kf_score_definitions(kf_scoring *s);
/* Values, outcomes, points; items and coverage of each line (score_items.c). */
kefu_status kf_score_items(kf_scoring *s);
/* Percentiles or places of a column among its rank group (score_basis.c). */
kefu_status kf_score_basis(kf_scoring *s, int32_t item);
/* Hits of adjustments and red lines, as people decided about them; no points yet (score_hits.c). */
kefu_status kf_score_hits(kf_scoring *s);
/* What sections give and when the card fails: the items of cards that have steps
 * (score_sections.c). */
kefu_status kf_score_sections(kf_scoring *s);
/* What the team adds (score_blend.c). */
kefu_status kf_score_blend(kf_scoring *s);
/* Adjustments and red lines; the totals (score_extra.c). */
kefu_status kf_score_extras(kf_scoring *s);
/* Grades, floor, places (score_place.c). */
kefu_status kf_score_places(kf_scoring *s);

#endif
