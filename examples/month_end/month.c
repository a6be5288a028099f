/* month.c - card, people, decisions and figures, brought together into a sheet. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Card, roster, decisions ---- */

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
    kefu_builder *rows = NULL;
    if (!m->o->roster)
        return 0;
    if (read_rows(m->o, m->o->roster, &rows))
        return 1;
    const kefu_status status =
        kefu_roster_from_batch(NULL, kefu_builder_batch(rows), &m->roster, &error);
    kefu_builder_free(rows);
    return status ? complain(m->o->roster, &error) : 0;
}

static int read_decisions(month *m)
{
    kefu_error error;
    kefu_builder *rows = NULL;
    if (!m->o->decisions)
        return 0;
    if (kefu_ledger_new(NULL, &m->ledger, &error))
        return complain(m->o->decisions, &error);
    if (read_rows(m->o, m->o->decisions, &rows))
        return 1;
    const kefu_status status = kefu_ledger_add_batch(m->ledger, kefu_builder_batch(rows), &error);
    kefu_builder_free(rows);
    return status ? complain(m->o->decisions, &error) : 0;
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

kefu_status score_frame(const month *m, const kefu_frame *frame, kefu_sheet **out,
                        kefu_error *error)
{
    const kefu_score_options options = {.struct_size = sizeof options,
                                        .roster = m->roster,
                                        .ledger = m->ledger,
                                        .day = m->roster ? m->o->days : 0,
                                        .period = m->o->period};
    return kefu_score(m->card, frame, &options, out, error);
}

static int make_sheet(month *m)
{
    kefu_error error;
    kefu_frame *joined = NULL;
    const kefu_frame *frame = join_all(m, m->events, 1, &joined);
    if (frame && !m->o->card)
        print_figures(m, frame);
    int failed = !frame;
    if (failed || !m->o->card) {
        kefu_frame_free(joined);
        return failed;
    }
    if (kefu_card_lint(m->card, frame, &m->findings, &error))
        failed = complain(m->o->card, &error);
    if (!failed && score_frame(m, frame, &m->sheet, &error)) {
        failed = complain(m->o->card, &error);
        if (!m->roster && error.code == KEFU_E_ARGUMENT)
            fputs("    (--roster FILE and --day YYYY-MM-DD tell who belongs where)\n", stderr);
    }
    kefu_frame_free(joined);
    return failed;
}

int month_read(month *m, const settings *o)
{
    *m = (month){.o = o};
    return read_card(m) || read_roster(m) || read_decisions(m) || read_events(m) ||
           read_tables(m) || make_sheet(m);
}

void month_free(month *m)
{
    for (int i = 0; i < m->n_tables; i++)
        kefu_frame_free(m->tables[i]);
    free(m->tables);
    kefu_sheet_free(m->sheet);
    kefu_findings_free(m->findings);
    kefu_frame_free(m->events);
    kefu_builder_free(m->rows);
    kefu_ledger_free(m->ledger);
    kefu_roster_free(m->roster);
    kefu_card_free(m->card);
}
