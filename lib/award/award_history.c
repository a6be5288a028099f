/* award_history.c - winners before: who has won what how many periods running. */
#include <string.h>

#include "award/awards.h"
#include "base/sort.h"
#include "table/text_rows.h"

enum { HISTORY_PERIOD, HISTORY_PRIZE, HISTORY_PERSON, HISTORY_COLUMNS };

static const kf_field history_fields[HISTORY_COLUMNS] = {
    [HISTORY_PERIOD] = {{"period", "期间"}, 1},
    [HISTORY_PRIZE] = {{"prize", "奖项"}, 1},
    [HISTORY_PERSON] = {{"person", "客服"}, 1},
};

/* Somebody won something in a period; number -1: neither here nor in the plan, but the period
 * counts. */
typedef struct history_win {
    const char *period;
    int64_t person;
    int32_t prize;
} history_win;

typedef struct history {
    kf_awarding *a;
    history_win *wins;
    size_t n, capacity;
} history;

static int32_t history_prize(const kefu_award_plan *plan, const char *id)
{
    for (int32_t i = 0; i < plan->n_prizes; i++)
        if (!strcmp(plan->prizes[i].id, id))
            return i;
    return -1;
}

/* Rows of this period or later ones are not before it. */
static kefu_status history_row(void *user, const char *const *cells, int64_t row, kefu_error *error)
{
    history *h = user;
    const char *period = cells[HISTORY_PERIOD], *ours = h->a->awards->period;
    (void)row;
    if (*ours && strcmp(period, ours) >= 0)
        return KEFU_OK;
    if (h->n == INT32_MAX)
        return kf_fail(error, KEFU_E_LIMIT, "history: more than %d rows", INT32_MAX);
    history_win *grown =
        kf_reserve(&h->a->memory, h->wins, &h->capacity, h->n + 1, sizeof *h->wins);
    if (!grown)
        return kf_no_memory(error);
    h->wins = grown;
    history_win *win = &h->wins[h->n++];
    win->period = h->n > 1 && !strcmp(h->wins[h->n - 2].period, period)
                      ? h->wins[h->n - 2].period
                      : kf_arena_text(&h->a->arena, period, strlen(period));
    win->prize = history_prize(h->a->plan, cells[HISTORY_PRIZE]);
    win->person = kf_award_find(h->a, cells[HISTORY_PERSON]);
    return win->period ? KEFU_OK : kf_no_memory(error);
}

static int32_t history_order(const void *things, uint32_t a, uint32_t b)
{
    const history_win *wins = things;
    return (int32_t)strcmp(wins[b].period, wins[a].period);
}

/* From the latest period back: who has won in all that were looked at wins once more. */
static kefu_status history_count(history *h)
{
    kf_awarding *a = h->a;
    int32_t back = 0;
    uint32_t *order = kf_arena_alloc(&a->arena, h->n * sizeof *order);
    if (!order)
        return kf_no_memory(a->error);
    for (size_t i = 0; i < h->n; i++)
        order[i] = (uint32_t)i;
    kefu_status status = kf_sort(&a->memory, order, h->n, history_order, h->wins, a->error);
    for (size_t i = 0; i < h->n && !status; i++) {
        const history_win *win = &h->wins[order[i]];
        back += i && strcmp(win->period, h->wins[order[i - 1]].period) != 0;
        if (win->person < 0 || win->prize < 0)
            continue;
        int32_t *terms = &a->terms[kf_award_at(a, (size_t)win->person, win->prize)];
        *terms += *terms == back;
    }
    return status;
}

kefu_status kf_award_history(kf_awarding *a)
{
    history h = {.a = a};
    size_t size = a->n_people * (size_t)a->plan->n_prizes * sizeof *a->terms;
    kefu_status status = KEFU_OK;
    a->terms = kf_arena_alloc(&a->arena, size);
    if (!a->terms)
        return kf_no_memory(a->error);
    memset(a->terms, 0, size);
    if (!a->history)
        return KEFU_OK;
    status = kf_text_rows(&a->memory, a->history, "history", history_fields, HISTORY_COLUMNS,
                          history_row, &h, a->error);
    if (!status)
        status = history_count(&h);
    kf_free_array(&a->memory, h.wins, h.capacity, sizeof *h.wins);
    return status;
}
