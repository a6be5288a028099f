/* award_frame.c - what single prizes read from the frame: columns, how they are shown, rows. */
#include <string.h>

#include "award/awards.h"
#include "table/frame.h"

static kefu_status prize_keep(kf_awarding *a, const char *text, const char **out)
{
    *out = kf_arena_text(&a->awards->arena, text, strlen(text));
    return *out ? KEFU_OK : kf_no_memory(a->error);
}

static kefu_status prize_column(kf_awarding *a, int32_t prize)
{
    const kf_prize_rule *rule = &a->plan->prizes[prize];
    kf_prize_unit *unit = &a->awards->units[prize];
    kefu_metric_info info = {.struct_size = sizeof info};
    *unit = (kf_prize_unit){"points", "", KF_TOTAL_SCALE};
    a->columns[prize] = -1;
    if (!rule->metric)
        return KEFU_OK;
    kefu_status status =
        kefu_frame_find_metric(a->frame, rule->metric, &a->columns[prize], a->error);
    if (!status)
        status = kefu_frame_metric(a->frame, a->columns[prize], &info);
    if (!status)
        status = prize_keep(a, rule->unit ? rule->unit : info.unit, &unit->unit);
    if (!status)
        status = prize_keep(a, info.label_zh, &unit->label_zh);
    unit->scale = rule->scale >= 0 ? rule->scale : info.scale;
    return status;
}

static kefu_status prizes_missing(kf_awarding *a)
{
    kf_missing missing = {0};
    for (int32_t i = 0; i < a->plan->n_prizes; i++)
        kf_frame_miss(a->frame, a->plan->prizes[i].metric, &missing);
    return kf_frame_missing(&missing, a->error);
}

/* Who is not in the frame has no figure. */
static kefu_status prize_rows(kf_awarding *a)
{
    for (size_t i = 0; i < a->n_people; i++) {
        kf_entrant *person = &a->people[i];
        kefu_text key = {person->is.person, strlen(person->is.person)};
        if (kefu_frame_find(a->frame, &key, 1, &person->frame_row, NULL))
            person->frame_row = -1;
    }
    return KEFU_OK;
}

kefu_status kf_award_frame(kf_awarding *a)
{
    size_t n = (size_t)a->plan->n_prizes;
    int32_t reads = kf_award_plan_reads_metrics(a->plan);
    kefu_status status = KEFU_OK;
    a->columns = kf_arena_alloc(&a->arena, n * sizeof *a->columns);
    a->awards->units = kf_arena_alloc(&a->awards->arena, n * sizeof *a->awards->units);
    if (!a->columns || !a->awards->units)
        return kf_no_memory(a->error);
    if (reads && !a->frame)
        return kf_fail(a->error, KEFU_E_ARGUMENT,
                       "kefu_award: the plan reads metrics, and the frame is NULL");
    if (a->frame && kefu_frame_keys(a->frame) != 1)
        return kf_fail(a->error, KEFU_E_ARGUMENT,
                       "the frame has %d keys; a plan needs one, the person",
                       kefu_frame_keys(a->frame));
    if (reads)
        status = prizes_missing(a);
    for (int32_t i = 0; i < a->plan->n_prizes && !status; i++)
        status = prize_column(a, i);
    return status || !reads ? status : prize_rows(a);
}
