/* findings.c - findings of several makers in one all, each once. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

static int is_same(const seen *a, const kefu_finding *f, const char *path)
{
    return a->finding.code == f->code && a->finding.line == f->line &&
           a->finding.column == f->column && strcmp(a->path, path) == 0 &&
           strcmp(a->finding.text_zh, f->text_zh) == 0;
}

static seen *find(const found_list *all, const kefu_finding *f, const char *path)
{
    for (int i = 0; i < all->n; i++)
        if (is_same(&all->at[i], f, path))
            return &all->at[i];
    return NULL;
}

/* Findings of a book's cards have the card's id before the '#' of their path. */
static const char *finding_path(const month *m, const kefu_finding *f, const char *path)
{
    for (int i = 0; m->book && i < m->n_cards; i++) {
        const char *id = kefu_card_id(m->cards[i].card);
        const size_t length = strlen(id);
        if (strncmp(f->path, id, length) == 0 && f->path[length] == '#')
            return m->cards[i].path;
    }
    return path;
}

void found_add(const month *m, found_list *all, kefu_findings *findings, const char *path)
{
    all->owned = grow(all->owned, ((size_t)all->n_owned + 1) * sizeof *all->owned);
    all->owned[all->n_owned++] = findings;
    for (int32_t i = 0; i < kefu_findings_count(findings); i++) {
        kefu_finding f = {.struct_size = sizeof f};
        if (kefu_findings_at(findings, i, &f))
            continue;
        const char *where = finding_path(m, &f, path);
        seen *same = find(all, &f, where);
        if (same) {
            same->times++;
            continue;
        }
        all->at = grow(all->at, ((size_t)all->n + 1) * sizeof *all->at);
        all->at[all->n++] = (seen){f, where, 1};
    }
}

void found_free(found_list *all)
{
    for (int i = 0; i < all->n_owned; i++)
        kefu_findings_free(all->owned[i]);
    free(all->owned);
    free(all->at);
    *all = (found_list){0};
}

int found_count(const found_list *all, int32_t severity)
{
    int n = 0;
    for (int i = 0; i < all->n; i++)
        n += all->at[i].finding.severity == severity;
    return n;
}

/* ---- Of a month ----------------------------------------------------------------------------- */

static const kefu_card *scored_card(const month *m, int i)
{
    return m->book ? kefu_book_card(m->book, kefu_run_card(m->scored.run, i)) : m->cards[0].card;
}

int find_scheme(month *m)
{
    kefu_error error;
    kefu_findings *findings = NULL;
    if (!m->book)
        return 0;
    for (int i = 0; i < m->scored.n; i++) {
        const kefu_card *card = scored_card(m, i);
        const char *path = card_path(m, kefu_card_id(card));
        if (kefu_card_lint(card, m->frame, &findings, &error))
            return complain(path, &error);
        found_add(m, &m->found, findings, path);
    }
    return 0;
}

/* A coefficient that no card of the plan's people knows; one of them is enough. */
static void drop_known(const month *m, found_list *all)
{
    int n = 0;
    for (int i = 0; i < all->n; i++) {
        const seen *f = &all->at[i];
        if (f->finding.code != KEFU_LINT_PAY_NAME || f->times >= m->scored.n ||
            !strstr(f->finding.path, "/coefficients"))
            all->at[n++] = *f;
    }
    all->n = n;
}

int find_pay(month *m)
{
    kefu_error error;
    kefu_findings *findings = NULL;
    for (int i = 0; i < m->scored.n; i++) {
        if (kefu_pay_plan_lint(m->pay_plan, scored_card(m, i), &findings, &error))
            return complain(m->o->pay, &error);
        found_add(m, &m->pay_found, findings, m->o->pay);
    }
    drop_known(m, &m->pay_found);
    return 0;
}

int find_awards(month *m)
{
    kefu_error error;
    kefu_findings *findings = NULL;
    for (int i = 0; i < m->scored.n; i++) {
        if (kefu_award_plan_lint(m->award_plan, scored_card(m, i), &findings, &error))
            return complain(m->o->awards, &error);
        found_add(m, &m->award_found, findings, m->o->awards);
    }
    return 0;
}
