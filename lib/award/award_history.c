/* award_history.c - winners before: who has won what how many periods running. */
#include <string.h>

#include "award/awards.h"
#include "base/decimal.h"
#include "base/sort.h"
#include "table/text_rows.h"

enum { HISTORY_PERIOD, HISTORY_PRIZE, HISTORY_PART, HISTORY_PERSON, HISTORY_SEQ, HISTORY_COLUMNS };

static const kf_field history_fields[HISTORY_COLUMNS] = {
    [HISTORY_PERIOD] = {{"period", "期间"}, 1}, [HISTORY_PRIZE] = {{"prize", "奖项"}, 0},
    [HISTORY_PART] = {{"part", "项目"}, 0},     [HISTORY_PERSON] = {{"person", "客服"}, 1},
    [HISTORY_SEQ] = {{"seq", "期序"}, 0},
};

/* Somebody won something in a period; number -1: neither here nor in the plan, but the period
 * counts. */
typedef struct history_win {
    const char *period;
    int64_t person;
    int32_t prize, seq; /* seq 0: periods are in the order of their texts */
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

static kefu_status history_seq(const char *text, int64_t row, int32_t *out, kefu_error *error)
{
    int64_t value = 0;
    int32_t scale = 0;
    if (!*text || kf_decimal_parse_any(text, strlen(text), &value, &scale) != KF_EXACT || scale ||
        value < 1 || value > INT32_MAX)
        return kf_fail_row(error, KEFU_E_DATA, row,
                           "history, column 'seq': expected a whole number of at least 1, for "
                           "options.seq is given");
    *out = (int32_t)value;
    return KEFU_OK;
}

/* "2026-10" is before "2026-9": texts have an order where all are of one length. */
static kefu_status history_length(const history *h, const char *period, int64_t row,
                                  kefu_error *error)
{
    const char *other = *h->a->awards->period ? h->a->awards->period
                        : h->n                ? h->wins[0].period
                                              : period;
    if (strlen(other) == strlen(period))
        return KEFU_OK;
    return kf_fail_row(error, KEFU_E_DATA, row,
                       "history: the periods '%s' and '%s' differ in length, so their texts do not "
                       "say which is earlier; give options.seq and a column 'seq' (期序)",
                       period, other);
}

/* Whether a row is of a period before ours. */
static kefu_status history_before(const history *h, const char *const *cells, int64_t row,
                                  int32_t *seq, int32_t *before, kefu_error *error)
{
    const char *period = cells[HISTORY_PERIOD], *ours = h->a->awards->period;
    kefu_status status;
    *seq = 0;
    if (h->a->awards->seq) {
        status = history_seq(cells[HISTORY_SEQ], row, seq, error);
        *before = *seq < h->a->awards->seq;
        return status;
    }
    status = history_length(h, period, row, error);
    *before = !*ours || strcmp(period, ours) < 0;
    return status;
}

static kefu_status history_row(void *user, const char *const *cells, int64_t row, kefu_error *error)
{
    history *h = user;
    const char *period = cells[HISTORY_PERIOD];
    const char *prize = *cells[HISTORY_PRIZE] ? cells[HISTORY_PRIZE] : cells[HISTORY_PART];
    int32_t seq, before = 0;
    if (!*prize)
        return kf_fail_row(error, KEFU_E_DATA, row,
                           "history, column 'prize' (奖项) or 'part' (项目): expected the id of a "
                           "prize");
    kefu_status status = history_before(h, cells, row, &seq, &before, error);
    if (status || !before)
        return status;
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
    win->seq = seq;
    win->prize = history_prize(h->a->plan, prize);
    win->person = kf_award_find(h->a, cells[HISTORY_PERSON]);
    return win->period ? KEFU_OK : kf_no_memory(error);
}

static int32_t history_order(const void *things, uint32_t a, uint32_t b)
{
    const history_win *wins = things;
    if (wins[a].seq != wins[b].seq)
        return wins[a].seq > wins[b].seq ? -1 : 1;
    return wins[a].seq ? 0 : (int32_t)strcmp(wins[b].period, wins[a].period);
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
        back += i && history_order(h->wins, order[i - 1], order[i]) != 0;
        if (win->person < 0 || win->prize < 0)
            continue;
        int32_t *terms = &a->terms[kf_award_at(a, (size_t)win->person, win->prize)];
        *terms += *terms == back;
    }
    return status;
}

/* Without it, periods that are running could not be told from this one, written before. */
static kefu_status history_check_period(const kf_awarding *a)
{
    for (int32_t i = 0; i < a->plan->n_prizes && !*a->awards->period; i++)
        if (a->plan->prizes[i].max_terms)
            return kf_fail(a->error, KEFU_E_ARGUMENT,
                           "prize '%s' has max_terms, and options.period is not given",
                           a->plan->prizes[i].id);
    return KEFU_OK;
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
        status = history_check_period(a);
    if (!status)
        status = history_count(&h);
    kf_free_array(&a->memory, h.wins, h.capacity, sizeof *h.wins);
    return status;
}
