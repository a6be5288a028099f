/* award.c - kefu_award: a plan, sheets and a frame to prizes. */
#include <string.h>

#include "award/awards.h"
#include "base/text.h"

static kefu_status award_new(kf_awarding *a, const kefu_award_plan *plan, const char *period,
                             int32_t seq)
{
    kefu_awards *awards = kf_alloc_zero(&a->memory, sizeof *awards);
    if (!awards)
        return kf_no_memory(a->error);
    awards->memory = a->memory;
    kf_arena_init(&awards->arena, &awards->memory);
    kefu_status status = kf_award_plan_copy(&a->memory, plan, &awards->plan, a->error);
    if (status) {
        kf_free(&a->memory, awards, sizeof *awards);
        return status;
    }
    a->awards = awards;
    a->plan = awards->plan;
    awards->seq = seq;
    awards->period = kf_arena_text(&awards->arena, period, strlen(period));
    size_t counts = ((size_t)awards->plan->n_prizes + 1) * sizeof *awards->counts;
    awards->counts = kf_arena_alloc(&awards->arena, counts);
    if (awards->counts)
        memset(awards->counts, 0, counts);
    return awards->period && awards->counts ? KEFU_OK : kf_no_memory(a->error);
}

static kefu_status award_steps(kf_awarding *a)
{
    static kefu_status (*const steps[])(kf_awarding *) = {
        kf_award_people, kf_award_frame, kf_award_when, kf_award_history, kf_award_give};
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !status; i++)
        status = steps[i](a);
    return status;
}

/* It is written into CSV, whose text is UTF-8 and of one line. */
static kefu_status award_check_period(const char *period, kefu_error *error)
{
    size_t size = strlen(period);
    if (kf_utf8_valid(period, size) != size)
        return kf_fail(error, KEFU_E_ENCODING, "options.period is not UTF-8");
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_award(const kefu_award_plan *plan, const kefu_sheet *const *sheets,
                                 int32_t n_sheets, const kefu_frame *frame,
                                 const kefu_award_options *options, kefu_awards **out,
                                 kefu_error *error)
{
    kefu_award_options ours;
    if (!plan || !sheets || n_sheets < 1 || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_award: plan, sheets or out is NULL, or none");
    kefu_status status = kf_take_options(&ours, sizeof ours, options, error);
    kf_awarding a = {.sheets = sheets, .n_sheets = n_sheets, .frame = frame, .error = error};
    if (!status && ours.reserved0)
        status = kf_fail(error, KEFU_E_UNSUPPORTED, "options: reserved0 is not 0");
    if (!status && ours.seq < 0)
        status = kf_fail(error, KEFU_E_ARGUMENT, "options: seq is below 0 (%d)", ours.seq);
    if (!status && ours.period)
        status = award_check_period(ours.period, error);
    if (!status)
        status = kf_memory_init(&a.memory,
                                ours.allocator ? ours.allocator : &plan->scheme.memory.with, error);
    if (status)
        return status;
    a.periods = ours.periods;
    a.history = ours.history;
    kf_arena_init(&a.arena, &a.memory);
    status = award_new(&a, plan, ours.period ? ours.period : "", ours.seq);
    if (!status)
        status = award_steps(&a);
    kf_arena_free(&a.arena);
    if (status)
        kefu_awards_free(a.awards);
    else
        *out = a.awards;
    return status;
}
