/* shuffle.c - the same events again, in another order and in other batches: the sheets must not
 * change by one byte. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* Number 0 .. n-1; the small bias of the remainder does not matter here. */
static int64_t draw_below(int64_t n, uint32_t what, int64_t i)
{
    const uint32_t key[2] = {2026, what};
    const uint32_t counter[4] = {(uint32_t)i, (uint32_t)((uint64_t)i >> 32), 0, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return (int64_t)(((uint64_t)out[0] << 31 ^ out[1]) % (uint64_t)n);
}

/* Fisher-Yates */
static int64_t *shuffled(int64_t n)
{
    int64_t *order = grow(NULL, (size_t)n * sizeof *order);
    for (int64_t i = 0; i < n; i++)
        order[i] = i;
    for (int64_t i = n - 1; i > 0; i--) {
        const int64_t j = draw_below(i + 1, 0, i);
        const int64_t kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    return order;
}

/* Counts one batch in a tally of its own and merges it into `total`. */
static kefu_status count_batch(const month *m, const int64_t *order, int64_t n, kefu_tally *total,
                               kefu_error *error)
{
    kefu_builder *batch = NULL;
    kefu_tally *part = NULL;
    kefu_status status = kefu_builder_new(NULL, NULL, &batch, error);
    if (!status)
        status = gather(kefu_builder_batch(m->rows), order, n, batch, error);
    if (!status && new_tally(m, &part))
        status = KEFU_E_ARGUMENT;
    if (!status && n)
        status = kefu_tally_update(part, kefu_builder_batch(batch), error);
    if (!status)
        status = kefu_tally_merge(total, part, error);
    kefu_tally_free(part);
    kefu_builder_free(batch);
    return status;
}

/* Batches of uneven sizes, the last ones first. */
static kefu_status count_batches(const month *m, kefu_tally *total, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    int64_t left = kefu_builder_batch(m->rows)->rows;
    int64_t *order = shuffled(left);
    for (int b = m->o->batches; b > 0 && !status; b--) {
        int64_t n = left / b;
        if (b > 1 && n > 1)
            n = n / 2 + draw_below(n, 1, b);
        n = n > left ? left : n;
        left -= n;
        status = count_batch(m, order + left, n, total, error);
    }
    free(order);
    return status;
}

static kefu_status sheet_bytes(const scored *sheets, kefu_buffer **out, kefu_error *error)
{
    kefu_status status = kefu_buffer_new(NULL, out, error);
    for (int i = 0; i < sheets->n && !status; i++)
        status = kefu_sheet_json(sheets->at[i], NULL, kefu_buffer_sink(*out), error);
    return status;
}

static kefu_status same_sheets(const scored *a, const scored *b, int *same, kefu_error *error)
{
    size_t n, k;
    kefu_buffer *here = NULL, *there = NULL;
    kefu_status status = sheet_bytes(a, &here, error);
    if (!status && !(status = sheet_bytes(b, &there, error))) {
        const char *x = kefu_buffer_data(here, &n), *y = kefu_buffer_data(there, &k);
        *same = n == k && memcmp(x, y, n) == 0;
    }
    kefu_buffer_free(there);
    kefu_buffer_free(here);
    return status;
}

/* The figures themselves, where there is no card. */
static int same_frames(const kefu_frame *a, const kefu_frame *b)
{
    const int64_t rows = kefu_frame_rows(a);
    int same = rows == kefu_frame_rows(b) && kefu_frame_metrics(a) == kefu_frame_metrics(b);
    for (int64_t row = 0; row < rows && same; row++) {
        kefu_text x = {"", 0}, y = {"", 0};
        same = !kefu_frame_key(a, row, 0, &x) && !kefu_frame_key(b, row, 0, &y) &&
               strcmp(x.data, y.data) == 0;
        for (int32_t metric = 0; metric < kefu_frame_metrics(a) && same; metric++) {
            kefu_value v, w;
            same = !kefu_frame_value(a, row, metric, &v) && !kefu_frame_value(b, row, metric, &w) &&
                   v.num == w.num && v.den == w.den && v.n == w.n && v.status == w.status &&
                   v.flags == w.flags;
        }
    }
    return same;
}

/* What comes from another tally of the same events, compared with the month's. */
static kefu_status compare_month(const month *m, const kefu_tally *tally, int *same,
                                 kefu_error *error)
{
    kefu_frame *events = NULL, *people = NULL, *joined = NULL;
    scored sheets = {0};
    kefu_status status = kefu_tally_frame(tally, &events, error);
    if (!status && m->roster)
        status = kefu_frame_with_roster(events, m->roster, m->o->days, &people, error);
    if (!status) {
        const kefu_frame *frame = join_all(m, people ? people : events, 0, &joined);
        status = frame ? KEFU_OK : KEFU_E_ARGUMENT;
        if (frame && m->n_cards)
            status = score_frame(m, frame, m->ledger, &sheets, error);
        else if (frame)
            *same = same_frames(m->frame, frame);
    }
    if (!status && m->n_cards)
        status = same_sheets(&m->scored, &sheets, same, error);
    scored_free(&sheets);
    kefu_frame_free(joined);
    kefu_frame_free(people);
    kefu_frame_free(events);
    return status;
}

int check_batches(const month *m, int *same)
{
    kefu_error error = {.row = -1};
    kefu_tally *total = NULL;
    if (new_tally(m, &total))
        return 1;
    kefu_status status = count_batches(m, total, &error);
    if (!status)
        status = compare_month(m, total, same, &error);
    kefu_tally_free(total);
    return status ? complain("--check-batches", &error) : 0;
}
