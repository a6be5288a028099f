/* score_days.c - days on duty over those of the period, and the newcomers' share of a target. */
#include <string.h>

#include "base/fail.h"
#include "score/fraction.h"
#include "score/scoring.h"

static int32_t days_ramp_is_used(const kefu_card *card)
{
    for (int32_t i = 0; i < card->n_items; i++)
        if (card->items[i].target.ramp)
            return 1;
    return 0;
}

static int32_t days_team_is_used(const kefu_card *card)
{
    for (int32_t i = 0; i < card->n_items; i++)
        if (card->items[i].peers.within == KF_WITHIN_TEAM)
            return 1;
    return 0;
}

kefu_status kf_score_needs(const kefu_card *card, const kefu_score_options *options,
                           kefu_error *error)
{
    if (!options->from != !options->to || options->from > options->to)
        return kf_fail(
            error, KEFU_E_ARGUMENT,
            "options.from and options.to are the first and last day of the period; both, "
            "or neither");
    if (days_team_is_used(card) && !options->roster)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "the card compares people with their team, and there is no roster");
    if (days_ramp_is_used(card) && !options->roster)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "the card has a ramp by days since people were hired, and there is no "
                       "roster");
    if (card->days.from_roster && (!options->roster || !options->from))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "the card takes days on duty from the roster: options.roster, options.from "
                       "and options.to are needed");
    return KEFU_OK;
}

/* ---- Days on duty --------------------------------------------------------------------------- */

static const kefu_value days_none = {0, 0, -1, KEFU_VALUE_NO_DATA, 0};

/* The person of a line on the day that the roster is read at; 0 if not on it. */
static int32_t days_person(const kf_scoring *s, size_t row, kefu_person *person)
{
    const char *key = s->sheet->lines[row].person;
    int64_t index = 0;
    memset(person, 0, sizeof *person);
    person->struct_size = sizeof *person;
    return !kefu_roster_find(s->roster, key, strlen(key), s->day, &index) &&
           !kefu_roster_person(s->roster, index, s->day, person);
}

static kefu_value days_by_roster(const kf_scoring *s, size_t row)
{
    kefu_value share = {0, (int64_t)s->to - s->from + 1, -1, KEFU_VALUE_OK, 0};
    kefu_person person;
    int64_t first = s->from, last = s->to;
    if (!days_person(s, row, &person))
        return days_none;
    first = person.hired > first ? person.hired : first;
    last = person.left < last ? person.left : last;
    share.num = last < first ? 0 : last - first + 1;
    return share;
}

static kefu_value days_by_metric(const kf_scoring *s, const kefu_value *days)
{
    kf_part factors[2] = {{days->num, days->den}, {KEFU_POINT, s->card->days.of}};
    if (days->den <= 0 || days->num < 0)
        return days_none;
    return kf_fraction_product(factors, 2);
}

static kefu_status days_block(kf_scoring *s, int32_t metric, size_t first, size_t count,
                              kefu_value *block)
{
    if (metric >= 0 && kefu_frame_values(s->frame, metric, (int64_t)first, (int64_t)count, block))
        return kf_fail(s->error, KEFU_E_INTERNAL, "the frame lost metric '%s'",
                       s->card->days.metric);
    for (size_t i = 0; i < count; i++)
        block[i] = metric < 0 ? days_by_roster(s, first + i) : days_by_metric(s, &block[i]);
    if (kf_cells_keep(&s->sheet->days, &s->sheet->memory, s->sheet->n, first, count, block))
        return KEFU_OK;
    return kf_no_memory(s->error);
}

/* ---- The ramp ------------------------------------------------------------------------------- */

/* All of the target for those who are no newcomers, or whose first day is not known. */
static kefu_value days_ramp_share(const kf_scoring *s, size_t row)
{
    kefu_value share = {KEFU_POINT, KEFU_POINT, -1, KEFU_VALUE_OK, 0};
    kefu_person person;
    int32_t i = 0;
    if (!days_person(s, row, &person))
        return days_none;
    if (person.hired == INT32_MIN)
        return share;
    while (i < s->card->n_ramp && (int64_t)s->day - person.hired >= s->card->ramp[i].days_below)
        i++;
    if (i < s->card->n_ramp)
        share.num = s->card->ramp[i].share;
    return share;
}

static kefu_status days_ramp_block(kf_scoring *s, size_t first, size_t count, kefu_value *block)
{
    for (size_t i = 0; i < count; i++)
        block[i] = days_ramp_share(s, first + i);
    if (kf_cells_keep(&s->sheet->ramp, &s->sheet->memory, s->sheet->n, first, count, block))
        return KEFU_OK;
    return kf_no_memory(s->error);
}

kefu_status kf_score_days(kf_scoring *s)
{
    const kf_days_rule *days = &s->card->days;
    int32_t ramp = days_ramp_is_used(s->card), metric = -1;
    kefu_value *block;
    kefu_status status = KEFU_OK;
    if (!days->has && !ramp)
        return KEFU_OK;
    if (days->metric)
        status = kefu_frame_find_metric(s->frame, days->metric, &metric, s->error);
    if (status)
        return status;
    block = kf_alloc_array(&s->memory, KF_SCORE_BLOCK, sizeof *block);
    if (!block)
        return kf_no_memory(s->error);
    for (size_t first = 0; first < s->sheet->n && !status; first += KF_SCORE_BLOCK) {
        size_t left = s->sheet->n - first, count = left < KF_SCORE_BLOCK ? left : KF_SCORE_BLOCK;
        if (days->has)
            status = days_block(s, metric, first, count, block);
        if (!status && ramp)
            status = days_ramp_block(s, first, count, block);
    }
    kf_free_array(&s->memory, block, KF_SCORE_BLOCK, sizeof *block);
    return status;
}
