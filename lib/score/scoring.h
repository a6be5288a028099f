/* scoring.h - the steps from a frame to a sheet, and what they share. */
#ifndef KF_SCORING_H
#define KF_SCORING_H

#include "score/sheet.h"

enum { KF_SCORE_BLOCK = 1024 }; /* rows whose lines stay in the cache while all items pass */

/* A decision about somebody and something that are there. */
typedef struct kf_decided {
    const kf_ledger_entry *entry;
    size_t row, other; /* lines; `other` is whose the hits become, or were if `got` */
    int32_t part;     /* adjustments, then red lines; excluded: an item, or n_items for the floor */
    int32_t excludes; /* 1: an exclusion; these come first */
    int32_t got;      /* 1: a reassignment as `row` sees it who gets the hits */
} kf_decided;

typedef struct kf_scoring {
    kf_memory memory;
    const kefu_card *card; /* the sheet's own */
    const kefu_frame *frame;
    const kefu_roster *roster;
    const kefu_ledger *ledger;
    int32_t day, as_of, from, to; /* of the options */
    kf_decided *decided;          /* by row, part, day, action, by, evidence, to */
    size_t n_decided, decided_capacity;
    const kefu_sheet *team_sheet;
    const kefu_sheet *const *earlier;
    const int32_t *earlier_periods; /* NULL: 1, 2 ... */
    int32_t n_earlier;
    kefu_sheet *sheet;
    int32_t *groups; /* rank group of each row */
    kefu_error *error;
} kf_scoring;

/* Names, teams and rank groups of the lines (score_people.c). */
kefu_status kf_score_people(kf_scoring *s);
/* All metrics that the card reads are in the frame (score_metrics.c). */
kefu_status kf_score_metrics(kf_scoring *s);
/* Definitions of the figures, as the card asks for (score_definition.c). */
kefu_status kf_score_definitions(kf_scoring *s);
/* Decisions that are read, and the ids of roster and ledger (score_decisions.c). */
kefu_status kf_score_decisions(kf_scoring *s);
/* Decisions that were read, to the sheet (score_said.c). */
kefu_status kf_score_said(kf_scoring *s);
/* What was excluded, to the sheet (score_excluded.c). */
kefu_status kf_score_excluded(kf_scoring *s);
/* Makes excluded figures exempt in rows first .. first+count-1 of an item (score_excluded.c). */
void kf_exclude(const kefu_sheet *sheet, int32_t item, size_t first, size_t count,
                kefu_value *values);
/* Evidence of decided[first .. end-1], each once, to the sheet's arena (score_decisions.c). */
kefu_status kf_decided_evidence(kf_scoring *s, size_t first, size_t end, const char **out);
/* Values, outcomes, points; items and coverage of each line (score_items.c). */
kefu_status kf_score_items(kf_scoring *s);
/* What the card needs of the options: a roster, a period (score_days.c). */
kefu_status kf_score_needs(const kefu_card *card, const kefu_score_options *options,
                           kefu_error *error);
/* Shares of days on duty and of the ramp (score_days.c). */
kefu_status kf_score_days(kf_scoring *s);

/* What enters the curves of a column, beside the figures themselves (score_basis.c): places among
 * the rank group (basis_place.c), completions (basis_target.c), ratios and differences to peers
 * (basis_peers.c). Outcomes say by now to whom the item applies. */
kefu_status kf_score_basis(kf_scoring *s, int32_t item);
/* Adjustments, then red lines. */
const kf_extra *kf_extra_at(const kefu_card *card, int32_t index);
/* Whole hits of a figure; one without a number reports none (score_hits.c). */
kefu_status kf_hits_of(const kf_scoring *s, const kf_extra *extra, const kefu_value *value,
                       size_t row, int64_t *hits);
/* Who gave how many hits to whom; metrics[] of all extras (score_moves.c). */
kefu_status kf_score_moves(kf_scoring *s, const int32_t *metrics);
kefu_status kf_basis_places(kf_scoring *s, int32_t item);
kefu_status kf_basis_targets(kf_scoring *s, int32_t item);
kefu_status kf_basis_peers(kf_scoring *s, int32_t item);
/* Gives the rows of a column what enters the curve and what it was set against, in blocks. */
typedef struct kf_basis_block {
    kefu_value made[KF_SCORE_BLOCK], against[KF_SCORE_BLOCK];
} kf_basis_block;
/* Keeps the first `count` of the block for the rows from `first`. */
kefu_status kf_basis_keep(kf_scoring *s, int32_t item, size_t first, size_t count,
                          const kf_basis_block *block);
/* The cases themselves, of a rate that counts them: its numerator, or what is left. */
kefu_value kf_basis_cases(const kefu_value *value, int32_t basis);
/* What a figure that is scored gives; *failed: 1, and 0 points. */
kf_scored kf_item_score(const kf_item *item, const kf_rule *rule, const kefu_value *basis,
                        kf_factor factor, int32_t *failed);
/* An item's points in a row, whatever it was scored from. */
kf_scored kf_item_points_at(const kefu_sheet *sheet, int32_t item, size_t row, kf_factor factor,
                            int32_t *failed);
/* 1 if one of the item's rules has the basis. */
int32_t kf_item_uses(const kf_item *item, int32_t basis);
/* Hits of adjustments and red lines, as people decided about them; no points yet (score_hits.c). */
kefu_status kf_score_hits(kf_scoring *s);
/* The sums of items, rounded once, of cards without steps (score_rounding.c). */
void kf_score_rounding(kf_scoring *s);
/* What sections give and when the card fails: the items of cards that have steps
 * (score_sections.c). */
kefu_status kf_score_sections(kf_scoring *s);
/* What the team adds (score_blend.c). */
kefu_status kf_score_blend(kf_scoring *s);
/* Adjustments and red lines; the totals (score_extra.c). */
kefu_status kf_score_extras(kf_scoring *s);
/* Grades, floor, places (score_place.c). */
kefu_status kf_score_places(kf_scoring *s);
/* Classes of the forced distribution, by the places (score_tier.c). */
kefu_status kf_score_tiers(kf_scoring *s);
/* Badges and streaks, which see all of the above (score_badge.c). */
kefu_status kf_score_badges(kf_scoring *s);

#endif
