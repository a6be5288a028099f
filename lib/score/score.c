/* score.c - kefu_score: a card and a frame to a sheet. */
#include <string.h>

#include "score/scoring.h"

static kefu_status score_options(kefu_score_options *ours, const kefu_score_options *theirs,
                                 kefu_error *error)
{
    kefu_status status = kf_take_options(ours, sizeof *ours, theirs, error);
    if (status)
        return status;
    if (ours->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "options: reserved0 must be 0");
    if (ours->n_earlier < 0 || (ours->n_earlier && !ours->earlier))
        return kf_fail(error, KEFU_E_ARGUMENT, "options: n_earlier sheets, and earlier is NULL");
    for (int32_t i = 0; i < ours->n_earlier; i++)
        if (!ours->earlier[i])
            return kf_fail(error, KEFU_E_ARGUMENT, "options: earlier[%d] is NULL", i);
    for (int32_t i = 0; ours->earlier_periods && i < ours->n_earlier; i++)
        if (ours->earlier_periods[i] < 1)
            return kf_fail(error, KEFU_E_ARGUMENT,
                           "options: earlier_periods[%d] is %d; the period before is 1", i,
                           ours->earlier_periods[i]);
    if (ours->roster && !ours->day)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "options: a roster is read at a day; set options.day");
    return KEFU_OK;
}

static kefu_status score_check(const kefu_card *card, const kefu_frame *frame,
                               const kefu_score_options *options, kefu_error *error)
{
    if (kefu_frame_keys(frame) != 1)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "the frame has %d keys; a sheet needs one, the person",
                       kefu_frame_keys(frame));
    if (card->rank.group != KF_GROUP_NONE && !options->roster)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "the card ranks within a field of the roster, and there is none");
    if (card->team != KF_TEAM_NONE && !options->roster)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "the card blends with teams of the roster, and there is none");
    if (card->team == KF_TEAM_SHEET && !options->team_sheet)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "the card blends with a sheet of teams; set options.team_sheet");
    if (options->period &&
        kf_utf8_valid(options->period, strlen(options->period)) != strlen(options->period))
        return kf_fail(error, KEFU_E_ENCODING, "options: period is not UTF-8");
    return kf_score_needs(card, options, error);
}

static kefu_status score_steps(kf_scoring *s)
{
    static kefu_status (*const steps[])(kf_scoring *) = {
        kf_score_people,    kf_score_metrics,  kf_score_days,     kf_score_definitions,
        kf_score_decisions, kf_score_said,     kf_score_excluded, kf_score_items,
        kf_score_hits,      kf_score_sections, kf_score_blend,    kf_score_extras,
        kf_score_places,    kf_score_tiers,    kf_score_badges};
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !status; i++)
        status = steps[i](s);
    return status;
}

kefu_status KEFU_CALL kefu_score(const kefu_card *card, const kefu_frame *frame,
                                 const kefu_score_options *options, kefu_sheet **out,
                                 kefu_error *error)
{
    kefu_score_options ours;
    kf_scoring s;
    kefu_status status;
    if (!card || !frame || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_score: card, frame or out is NULL");
    memset(&s, 0, sizeof s);
    status = score_options(&ours, options, error);
    if (!status)
        status = score_check(card, frame, &ours, error);
    if (!status)
        status = kf_memory_init(&s.memory,
                                ours.allocator ? ours.allocator : &card->scheme.memory.with, error);
    if (!status)
        status = kf_sheet_new(&s.memory, card, frame, ours.period, &s.sheet, error);
    if (status)
        return status;
    s.card = s.sheet->card;
    s.frame = frame;
    s.roster = ours.roster;
    s.ledger = ours.ledger;
    s.day = ours.day;
    s.from = ours.from;
    s.to = ours.to;
    s.as_of = ours.as_of ? ours.as_of : INT32_MAX;
    s.sheet->as_of = ours.as_of;
    s.team_sheet = ours.team_sheet;
    s.earlier = ours.earlier;
    s.earlier_periods = ours.earlier_periods;
    s.n_earlier = ours.n_earlier;
    s.error = error;
    s.groups = kf_alloc_array(&s.memory, s.sheet->n, sizeof *s.groups);
    status = s.groups ? score_steps(&s) : kf_no_memory(error);
    kf_free_array(&s.memory, s.decided, s.decided_capacity, sizeof *s.decided);
    kf_free_array(&s.memory, s.groups, s.sheet->n, sizeof *s.groups);
    if (status)
        kefu_sheet_free(s.sheet);
    else
        *out = s.sheet;
    return status;
}
