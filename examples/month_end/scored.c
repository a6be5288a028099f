/* scored.c - figures into sheets: by the card, or by the book a sheet for each of its cards. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Scoring -------------------------------------------------------------------------------- */

static kefu_score_options options_of(const month *m, const kefu_ledger *ledger)
{
    const int32_t as_of = m->o->decided_by;
    return (kefu_score_options){.struct_size = sizeof(kefu_score_options),
                                .roster = m->roster,
                                .ledger = ledger,
                                .day = m->roster ? m->o->days : 0,
                                .as_of = as_of,
                                .period = m->o->period,
                                .from = m->o->first_day,
                                .to = m->o->last_day,
                                .earlier = (const kefu_sheet *const *)m->earlier.at,
                                .n_earlier = m->earlier.n,
                                .team_sheet = m->team.n ? m->team.at[0] : NULL};
}

kefu_status score_frame(const month *m, const kefu_frame *frame, const kefu_ledger *ledger,
                        scored *out, kefu_error *error)
{
    const kefu_score_options options = options_of(m, ledger);
    *out = (scored){0};
    const kefu_status status =
        m->book ? kefu_score_book(m->book, frame, &options, &out->run, error)
                : kefu_score(m->cards[0].card, frame, &options, &out->own, error);
    if (status)
        return status;
    out->n = m->book ? (int)kefu_run_sheets(out->run) : 1;
    out->at = grow(NULL, (size_t)out->n * sizeof *out->at);
    for (int i = 0; i < out->n; i++)
        out->at[i] = m->book ? kefu_run_sheet(out->run, i) : out->own;
    return KEFU_OK;
}

void scored_free(scored *s)
{
    free(s->at);
    kefu_run_free(s->run);
    kefu_sheet_free(s->own);
    *s = (scored){0};
}

/* ---- What can be wrong ---------------------------------------------------------------------- */

/* Does the month fail with this one decision alone (-1: with none)? */
static int fails_with(const month *m, int64_t decision, kefu_error *why)
{
    kefu_error error;
    kefu_ledger *ledger = NULL;
    kefu_builder *row = NULL;
    scored sheets = {0};
    const kefu_batch *all = m->decisions.batch;
    kefu_status status = kefu_ledger_new(NULL, &ledger, &error);
    if (!status)
        status = kefu_builder_new(NULL, NULL, &row, &error);
    if (!status && decision >= 0 && !(status = gather(all, &decision, 1, row, &error)))
        status = kefu_ledger_add_batch(ledger, kefu_builder_batch(row), &error);
    const int failed = !status && score_frame(m, m->frame, ledger, &sheets, why);
    scored_free(&sheets);
    kefu_builder_free(row);
    kefu_ledger_free(ledger);
    return failed;
}

/* Which options give what the card asks for. */
static void hint_options(const month *m)
{
    if (!m->roster)
        fputs("    (--roster FILE and --day YYYY-MM-DD tell who belongs where)\n", stderr);
    if (!m->o->from)
        fputs("    (--from and --to YYYY-MM-DD tell the period)\n", stderr);
    if (!m->team.n)
        fputs("    (--team-sheet FILE is a sheet whose persons are teams, from --save-sheet)\n",
              stderr);
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
    complain(scheme_path(m), error);
    if (error->code == KEFU_E_ARGUMENT)
        hint_options(m);
    return 1;
}

int make_sheets(month *m)
{
    kefu_error error;
    m->frame = join_all(m, m->events, 1, &m->joined);
    if (!m->frame || !m->n_cards)
        return !m->frame;
    kefu_findings *findings = NULL;
    if (m->book ? kefu_book_lint(m->book, &findings, &error)
                : kefu_card_lint(m->cards[0].card, m->frame, &findings, &error))
        return complain(scheme_path(m), &error);
    found_add(m, &m->found, findings, scheme_path(m));
    if (score_frame(m, m->frame, m->ledger, &m->scored, &error))
        return complain_score(m, &error);
    return find_scheme(m);
}
