/* month.c - people, decisions and figures, brought together for the sheets. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Plugins, roster, decisions ---- */

static int read_plugin(month *m, const char *path)
{
    kefu_error error;
    if (!kefu_registry_load(m->registry, path, &error))
        return 0;
    complain("--plugin", &error);
    if (error.code == KEFU_E_PLUGIN)
        fputs("    (examples/plugin_fcr tells how a plugin is written and built)\n", stderr);
    return 1;
}

static int read_plugins(month *m)
{
    kefu_error error;
    if (!m->o->plugins.n)
        return 0;
    if (kefu_registry_new(NULL, &m->registry, &error))
        return complain("--plugin", &error);
    for (int i = 0; i < m->o->plugins.n; i++)
        if (read_plugin(m, m->o->plugins.items[i]))
            return 1;
    kefu_registry_freeze(m->registry);
    return 0;
}

static int read_roster(month *m)
{
    kefu_error error;
    if (!m->o->roster)
        return 0;
    if (read_rows(m->o, m->o->roster, 0, &m->people))
        return 1;
    warn_roster(m);
    if (kefu_roster_from_batch(NULL, m->people.batch, &m->roster, &error))
        return complain_row(m->o, &m->people, &error);
    return 0;
}

/* Rows that nobody has filled in yet, such as hits of reviews, are no decisions. */
static kefu_status drop_undecided(csv_rows *rows, kefu_error *error)
{
    const int32_t english = rows_column(rows, "action");
    const int32_t action = english < 0 ? rows_column(rows, "复核") : english;
    int64_t *order = grow(NULL, ((size_t)rows->n + 1) * sizeof *order);
    int64_t n = 0;
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < rows->n; i++)
        if (action < 0 || rows_text(rows, i, action).size)
            order[n++] = i;
    if (n < rows->n) {
        fprintf(stderr, "month_end: %s: %lld of %lld rows wait for a decision\n", rows->path,
                (long long)(rows->n - n), (long long)rows->n);
        status = rows_keep(rows, order, n, error);
    }
    free(order);
    return status;
}

static int read_decisions(month *m)
{
    kefu_error error;
    if (!m->o->decisions)
        return 0;
    if (kefu_ledger_new(NULL, &m->ledger, &error))
        return complain(m->o->decisions, &error);
    if (read_rows(m->o, m->o->decisions, 0, &m->decisions))
        return 1;
    if (drop_undecided(&m->decisions, &error))
        return complain(m->o->decisions, &error);
    if (kefu_ledger_add_batch(m->ledger, m->decisions.batch, &error))
        return complain_row(m->o, &m->decisions, &error);
    return 0;
}

/* ---- Frames ---- */

/* Keys without a partner are named, not silently scored as nobody. */
static void list_unmatched(const kefu_frame *frame, int32_t side, const char *path,
                           const char *what)
{
    int64_t n = 0;
    for (int64_t i = 0; i < kefu_frame_unmatched_count(frame); i++) {
        kefu_unmatched u = {.struct_size = sizeof u};
        if (kefu_frame_unmatched(frame, i, &u) || u.side != side)
            continue;
        if (!n++)
            fprintf(stderr, "%s: %s: %s", path, what, u.key);
        else
            fprintf(stderr, ", %s", u.key);
    }
    if (n)
        fputc('\n', stderr);
}

int with_roster(const month *m, kefu_frame **frame, const char *path)
{
    kefu_error error;
    kefu_frame *people = NULL;
    if (!m->roster)
        return 0;
    if (kefu_frame_with_roster(*frame, m->roster, m->o->days, &people, &error))
        return complain(path, &error);
    kefu_frame_free(*frame);
    *frame = people;
    list_unmatched(people, 3, path, "not on the roster (add an alias there, or --skip)");
    return 0;
}

const kefu_frame *join_all(const month *m, const kefu_frame *events, int loud, kefu_frame **joined)
{
    const kefu_frame *all = events;
    *joined = NULL;
    for (int i = 0; i < m->n_tables; i++) {
        kefu_error error;
        kefu_frame *both = NULL;
        const char *path = m->o->tables.items[i];
        if (!all) {
            all = m->tables[i];
            continue;
        }
        const kefu_status status = kefu_frame_join(all, m->tables[i], 0, &both, &error);
        kefu_frame_free(*joined);
        *joined = both;
        if (status) {
            complain(path, &error);
            return NULL;
        }
        if (loud && !m->roster) {
            list_unmatched(both, 1, path, "has no row for");
            list_unmatched(both, 2, path, "is the first file to name");
        }
        all = both;
    }
    return all;
}

int month_read(month *m, const settings *o)
{
    *m = (month){.o = o};
    return read_plugins(m) || cards_read(m) || pay_plan_read(m) || award_plan_read(m) ||
           read_roster(m) || read_decisions(m) || pay_items_read(m) || award_history_read(m) ||
           kept_read(m) || peek_events(m) || load_tables(m) || check_names(m) || read_events(m) ||
           make_tables(m) || make_sheets(m) || pay_month(m) || award_month(m);
}

static void free_schemes(month *m)
{
    for (int i = 0; i < m->n_cards; i++)
        kefu_card_free(m->cards[i].card);
    free(m->cards);
    kefu_book_free(m->book);
    kefu_pay_plan_free(m->pay_plan);
    kefu_award_plan_free(m->award_plan);
    for (int i = 0; i < m->texts.n; i++)
        free(m->texts.items[i]);
    free(m->texts.items);
}

void month_free(month *m)
{
    for (int i = 0; i < m->n_tables; i++)
        kefu_frame_free(m->tables[i]);
    free(m->tables);
    for (int i = 0; m->files && i < m->o->tables.n; i++)
        rows_free(&m->files[i]);
    free(m->files);
    rows_free(&m->peek);
    rows_free(&m->people);
    rows_free(&m->decisions);
    rows_free(&m->items);
    rows_free(&m->history);
    kefu_awards_free(m->awards);
    kept_free(&m->award_sheets);
    kefu_payroll_free(m->payroll);
    kefu_frame_free(m->joined);
    scored_free(&m->scored);
    kept_free(&m->earlier);
    kept_free(&m->before);
    kept_free(&m->team);
    found_free(&m->found);
    found_free(&m->pay_found);
    found_free(&m->award_found);
    kefu_frame_free(m->events);
    kefu_builder_free(m->rows);
    kefu_ledger_free(m->ledger);
    kefu_roster_free(m->roster);
    kefu_registry_free(m->registry);
    free_schemes(m);
}
