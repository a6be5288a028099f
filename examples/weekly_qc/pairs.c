/* pairs.c - who inspects whom this week. The file of pairs is what next week avoids; pairs of this
 * week that are in it already must be those that are found, since people work by them. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

static const char *const columns[] = {"质检员", "被检人", "期间"};
enum { INSPECTOR, INSPECTED, PERIOD, COLUMNS };

static int period_of(const csv_file *f, int64_t row)
{
    const char *text = cell_of(f, column_of(f, columns[PERIOD]), row);
    char *end;
    const long n = strtol(text, &end, 10);
    if (*end || n < 0 || n > 1000000)
        fail_row(f, row, "期间: expected the number of a week, as --week has");
    return *text ? (int)n : -1; /* before all others */
}

static void pair_cells(const csv_file *f, int64_t row, const char *cells[COLUMNS])
{
    for (int c = 0; c < COLUMNS; c++)
        cells[c] = cell_of(f, column_of(f, columns[c]), row);
}

/* Weeks before this one. */
static kefu_builder *history_of(const week *w, const csv_file *f)
{
    kefu_builder *b = texts_new(columns, COLUMNS, 0);
    for (int64_t i = 0; f && i < f->batch->rows; i++) {
        const char *cells[COLUMNS];
        pair_cells(f, i, cells);
        if (period_of(f, i) < w->s->period)
            texts_row(b, cells, COLUMNS);
    }
    return b;
}

static int is_pair(const kefu_peers *peers, const char *inspector, const char *inspected)
{
    for (int64_t i = 0; i < kefu_peers_count(peers); i++) {
        kefu_peer p = {.struct_size = sizeof p};
        (void)kefu_peers_at(peers, i, &p);
        if (!strcmp(p.inspector, inspector) && !strcmp(p.inspected, inspected))
            return 1;
    }
    return 0;
}

/* Whether the pairs of this week are in the file; others of this week are an error. */
static int are_in(const week *w, const csv_file *f, const kefu_peers *peers)
{
    int64_t n = 0, other = -1;
    for (int64_t i = 0; f && i < f->batch->rows; i++) {
        const char *cells[COLUMNS];
        pair_cells(f, i, cells);
        if (period_of(f, i) != w->s->period)
            continue;
        n++;
        if (other < 0 && !is_pair(peers, cells[INSPECTOR], cells[INSPECTED]))
            other = i;
    }
    if (n && n != kefu_peers_count(peers) && other < 0)
        other = f->batch->rows - 1;
    if (other >= 0)
        fail_row(f, other,
                 "the pairs of this --week are others than people, pools, bans and options give "
                 "now: undo what changed, or delete the rows of this week and pair anew");
    return n > 0;
}

static void put_pair(csv_out *out, const char *inspector, const char *inspected, const char *period)
{
    csv_id(out, inspector);
    csv_id(out, inspected);
    csv_text(out, period);
    csv_end(out);
}

static void write_pairs(const week *w, const csv_file *f, const kefu_peers *peers)
{
    csv_out out;
    char week_number[16];
    csv_open(&out, w->s->pairs);
    snprintf(week_number, sizeof week_number, "%d", w->s->period);
    for (int c = 0; c < COLUMNS; c++)
        csv_text(&out, columns[c]);
    csv_end(&out);
    for (int64_t i = 0; f && i < f->batch->rows; i++) {
        const char *cells[COLUMNS];
        pair_cells(f, i, cells);
        put_pair(&out, cells[INSPECTOR], cells[INSPECTED], cells[PERIOD]);
    }
    for (int64_t i = 0; i < kefu_peers_count(peers); i++) {
        kefu_peer p = {.struct_size = sizeof p};
        (void)kefu_peers_at(peers, i, &p);
        put_pair(&out, p.inspector, p.inspected, week_number);
    }
    csv_close(&out);
}

kefu_peers *pair_people(const week *w, const people *p)
{
    kefu_error error;
    kefu_peers *peers = NULL;
    csv_file *f = w->s->pairs && is_file(w->s->pairs) ? read_csv(w->s->pairs, NULL) : NULL;
    kefu_builder *rows = people_rows(p), *bans = ban_rows(w, p), *history = history_of(w, f);
    kefu_peer_options options = {.struct_size = sizeof options,
                                 .seed = "weekly_qc",
                                 .period = w->s->period,
                                 .each = w->s->each,
                                 .bans = kefu_builder_batch(bans),
                                 .history = kefu_builder_batch(history)};
    check(kefu_peers_new(kefu_builder_batch(rows), &options, &peers, &error), w->s->inspectors,
          &error);
    if (w->s->pairs && !are_in(w, f, peers))
        write_pairs(w, f, peers);
    kefu_builder_free(rows);
    kefu_builder_free(bans);
    kefu_builder_free(history);
    free_csv(f);
    return peers;
}
