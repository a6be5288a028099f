/* people.c - who is there, and who may inspect whom: inspectors have pools of conversations. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

static char *kept(const char *text) { return strcpy(grow(NULL, strlen(text) + 1), text); }

static person *person_named(people *p, const char *name)
{
    for (int i = 0; i < p->n; i++)
        if (!strcmp(p->all[i].name, name))
            return &p->all[i];
    p->all = grow(p->all, (size_t)(p->n + 1) * sizeof *p->all);
    p->all[p->n] = (person){.name = kept(name)};
    return &p->all[p->n++];
}

static void take_agent(const week *w, people *p, int64_t row)
{
    const char *name = cell_of(w->rows, w->agent, row), *pool = cell_of(w->rows, w->pool, row);
    if (!*name) /* nobody; the plan may leave such rows out */
        return;
    person *agent = person_named(p, name);
    if (!agent->pool)
        agent->pool = kept(pool);
    if (strcmp(agent->pool, pool)) {
        char text[512];
        snprintf(text, sizeof text, "%.100s is in 质检组 '%.100s' here and in '%.100s' above", name,
                 pool, agent->pool);
        fail_row(w->rows, row, text);
    }
}

void find_people(const week *w, people *p)
{
    p->inspectors = read_csv(w->s->inspectors, NULL);
    const int32_t who = column_of(p->inspectors, "质检员");
    for (int64_t i = 0; i < p->inspectors->batch->rows; i++) {
        const char *name = cell_of(p->inspectors, who, i);
        if (!*name)
            fail_row(p->inspectors, i, "nobody's: 质检员 is empty");
        person_named(p, name)->inspects = 1;
    }
    for (int64_t i = 0; i < w->rows->batch->rows; i++)
        take_agent(w, p, i);
}

void free_people(people *p)
{
    for (int i = 0; i < p->n; i++) {
        free(p->all[i].name);
        free(p->all[i].pool);
    }
    free(p->all);
    free_csv(p->inspectors);
}

kefu_builder *people_rows(const people *p)
{
    static const char *const columns[] = {"person", "inspects", "inspected"};
    kefu_builder *b = texts_new(columns, 3, 0);
    for (int i = 0; i < p->n; i++) {
        const person *q = &p->all[i];
        const char *cells[] = {q->name, q->inspects ? "1" : "0", q->pool ? "1" : "0"};
        texts_row(b, cells, 3);
    }
    return b;
}

/* ---- Bans ----------------------------------------------------------------------------------- */

static int may_inspect(const people *p, int32_t name, int32_t pool, const person *who,
                       const person *whom)
{
    for (int64_t i = 0; i < p->inspectors->batch->rows; i++) {
        const char *of = cell_of(p->inspectors, pool, i);
        if (!strcmp(cell_of(p->inspectors, name, i), who->name) &&
            (!*of || !strcmp(of, whom->pool)))
            return 1;
    }
    return 0;
}

static void ban_other_pools(const people *p, kefu_builder *bans)
{
    const int32_t name = column_of(p->inspectors, "质检员");
    const int32_t pool = find_column(p->inspectors, "质检组");
    for (int i = 0; i < p->n; i++)
        for (int j = 0; j < p->n; j++) {
            const person *who = &p->all[i], *whom = &p->all[j];
            const char *cells[] = {who->name, whom->name, "0"};
            if (i != j && who->inspects && whom->pool && !may_inspect(p, name, pool, who, whom))
                texts_row(bans, cells, 3);
        }
}

static int is_there(const people *p, const char *name)
{
    for (int i = 0; i < p->n; i++)
        if (!strcmp(p->all[i].name, name))
            return 1;
    return 0;
}

static void ban_by_file(const people *p, const char *path, kefu_builder *bans)
{
    csv_file *f = read_csv(path, NULL);
    const int32_t who = column_of(f, "质检员"), whom = column_of(f, "被检人");
    const int32_t both = find_column(f, "双向");
    for (int64_t i = 0; i < f->batch->rows; i++) {
        const char *cells[] = {cell_of(f, who, i), cell_of(f, whom, i), cell_of(f, both, i)};
        for (int c = 0; c < 2; c++)
            if (!is_there(p, cells[c])) {
                char text[300];
                snprintf(text, sizeof text,
                         "there is no '%.100s' among inspectors and agents: correct the name, or "
                         "take the row out",
                         cells[c]);
                fail_row(f, i, text);
            }
        if (cells[2][0] && strcmp(cells[2], "0") && strcmp(cells[2], "1"))
            fail_row(f, i, "双向: expected 1 (neither inspects the other), 0 or nothing");
        texts_row(bans, cells, 3);
    }
    free_csv(f);
}

kefu_builder *ban_rows(const week *w, const people *p)
{
    static const char *const columns[] = {"inspector", "inspected", "both"};
    kefu_builder *bans = texts_new(columns, 3, 0);
    ban_other_pools(p, bans);
    if (w->s->bans)
        ban_by_file(p, w->s->bans, bans);
    return bans;
}
