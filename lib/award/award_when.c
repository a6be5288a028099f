/* award_when.c - whether who takes part in any prize, and in each, does so by its conditions. */
#include "award/awards.h"
#include "score/condition_sheets.h"

/* Lists: "enter", then "when" of each prize. */
static void award_ask(kf_awarding *a, kf_asking *asking, size_t number)
{
    const kf_entrant *person = &a->people[number];
    int32_t enter_open = 0;
    int32_t enter = kf_asking_failing(asking, 0, person->row, person->frame_row, &enter_open);
    for (int32_t i = 0; i < a->plan->n_prizes; i++) {
        int32_t open = enter_open, failing = enter;
        if (enter < 0)
            failing = kf_asking_failing(asking, i + 1, person->row, person->frame_row, &open);
        a->admitted[kf_award_at(a, number, i)] =
            (kf_admitted){failing, enter >= 0, (int16_t)(open != 0)};
    }
}

static kefu_status award_ask_sheets(kf_awarding *a, kf_asking *asking)
{
    kefu_status status = kf_asking_begin(asking);
    int32_t sheet = -1;
    for (size_t i = 0; i < a->n_people && !status; i++) {
        if (a->people[i].sheet != sheet) /* each sheet's are together */
            status = kf_asking_sheet(asking, sheet = a->people[i].sheet);
        if (!status)
            award_ask(a, asking, i);
    }
    kf_asking_end(asking);
    return status;
}

kefu_status kf_award_when(kf_awarding *a)
{
    size_t n = (size_t)a->plan->n_prizes;
    kf_asking asking = {.plan = a->plan->scheme.json.root,
                        .n_lists = a->plan->n_prizes + 1,
                        .sheets = a->sheets,
                        .n_sheets = a->n_sheets,
                        .frame = a->frame,
                        .memory = &a->memory,
                        .arena = &a->arena,
                        .error = a->error};
    kf_asked_list *lists = kf_arena_alloc(&a->arena, (n + 1) * sizeof *lists);
    if (a->n_people > SIZE_MAX / n / sizeof *a->awards->stood)
        return kf_no_memory(a->error);
    a->admitted = kf_arena_alloc(&a->arena, a->n_people * n * sizeof *a->admitted);
    if (!lists || !a->admitted)
        return kf_no_memory(a->error);
    for (size_t i = 0; i < a->n_people * n; i++)
        a->admitted[i] = (kf_admitted){-1, 0, 0};
    lists[0] = (kf_asked_list){&a->plan->enter, NULL, 0, "enter"};
    int32_t any = a->plan->enter.n;
    for (int32_t i = 0; i < a->plan->n_prizes; i++) {
        lists[i + 1] = (kf_asked_list){&a->plan->prizes[i].when, "prizes", i, "when"};
        any |= a->plan->prizes[i].when.n;
    }
    asking.lists = lists;
    return any ? award_ask_sheets(a, &asking) : KEFU_OK;
}
