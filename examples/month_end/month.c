/* month.c - card, people, decisions and figures, brought together into a sheet. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Plugins, card, roster, decisions ---- */

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

static int read_card(month *m)
{
    kefu_error error;
    size_t size;
    if (!m->o->card)
        return 0;
    char *text = read_text(m->o->card, &size);
    if (!text)
        return 1;
    const kefu_status status = kefu_card_from_json(NULL, NULL, text, size, &m->card, &error);
    free(text);
    return status ? complain(m->o->card, &error) : 0;
}

static int read_roster(month *m)
{
    kefu_error error;
    csv_rows rows;
    if (!m->o->roster)
        return 0;
    int failed = read_rows(m->o, m->o->roster, 0, &rows);
    if (!failed && kefu_roster_from_batch(NULL, rows.batch, &m->roster, &error))
        failed = complain_row(m->o, &rows, &error);
    rows_free(&rows);
    return failed;
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
    if (kefu_ledger_add_batch(m->ledger, m->decisions.batch, &error))
        return complain_row(m->o, &m->decisions, &error);
    return 0;
}

int card_part_of(const kefu_card *card, const char *metric, kefu_card_part *out)
{
    static const int32_t kinds[] = {KEFU_PART_ITEM, KEFU_PART_ADJUSTMENT, KEFU_PART_RED_LINE,
                                    KEFU_PART_VOLUME};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int32_t i = 0; i < kefu_card_parts(card, kinds[k]); i++) {
            *out = (kefu_card_part){.struct_size = sizeof *out};
            if (!kefu_card_part_at(card, kinds[k], i, out) && strcmp(out->metric, metric) == 0)
                return 1;
        }
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

kefu_status score_frame(const month *m, const kefu_frame *frame, const kefu_ledger *ledger,
                        kefu_sheet **out, kefu_error *error)
{
    const kefu_score_options options = {.struct_size = sizeof options,
                                        .roster = m->roster,
                                        .ledger = ledger,
                                        .day = m->roster ? m->o->days : 0,
                                        .period = m->o->period};
    return kefu_score(m->card, frame, &options, out, error);
}

/* ---- Sheet ---------------------------------------------------------------------------------- */

/* Does the month fail with this one decision alone (-1: with none)? */
static int fails_with(const month *m, int64_t decision, kefu_error *why)
{
    kefu_error error;
    kefu_ledger *ledger = NULL;
    kefu_builder *row = NULL;
    kefu_sheet *sheet = NULL;
    const kefu_batch *all = m->decisions.batch;
    kefu_status status = kefu_ledger_new(NULL, &ledger, &error);
    if (!status)
        status = kefu_builder_new(NULL, NULL, &row, &error);
    if (!status && decision >= 0 && !(status = gather(all, &decision, 1, row, &error)))
        status = kefu_ledger_add_batch(ledger, kefu_builder_batch(row), &error);
    const int failed = !status && score_frame(m, m->frame, ledger, &sheet, why);
    kefu_sheet_free(sheet);
    kefu_builder_free(row);
    kefu_ledger_free(ledger);
    return failed;
}

/* A decision about nobody is told with its own file and line. */
static int complain_score(const month *m, kefu_error *error)
{
    kefu_error why;
    if (m->ledger && error->code == KEFU_E_NAME && !fails_with(m, -1, &why))
        for (int64_t i = 0; i < m->decisions.n; i++)
            if (fails_with(m, i, &why)) {
                why.row = i;
                return complain_row(m->o, &m->decisions, &why);
            }
    error->row = -1; /* of the figures: the message names person and metric */
    complain(m->o->card, error);
    if (!m->roster && error->code == KEFU_E_ARGUMENT)
        fputs("    (--roster FILE and --day YYYY-MM-DD tell who belongs where)\n", stderr);
    return 1;
}

static int make_sheet(month *m)
{
    kefu_error error;
    m->frame = join_all(m, m->events, 1, &m->joined);
    if (!m->frame || !m->o->card)
        return !m->frame;
    if (kefu_card_lint(m->card, m->frame, &m->findings, &error))
        return complain(m->o->card, &error);
    return score_frame(m, m->frame, m->ledger, &m->sheet, &error) ? complain_score(m, &error) : 0;
}

int month_read(month *m, const settings *o)
{
    *m = (month){.o = o};
    return read_plugins(m) || read_card(m) || read_roster(m) || read_decisions(m) ||
           peek_events(m) || load_tables(m) || check_names(m) || read_events(m) || make_tables(m) ||
           make_sheet(m);
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
    rows_free(&m->decisions);
    kefu_frame_free(m->joined);
    kefu_sheet_free(m->sheet);
    kefu_findings_free(m->findings);
    kefu_frame_free(m->events);
    kefu_builder_free(m->rows);
    kefu_ledger_free(m->ledger);
    kefu_roster_free(m->roster);
    kefu_card_free(m->card);
    kefu_registry_free(m->registry);
}
