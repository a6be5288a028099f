/* work.c - who inspects what: pairs of people for the week, then each agent's conversations in turn
 * to the agent's inspectors. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

/* ---- People --------------------------------------------------------------------------------- */

typedef struct person {
    char *name;
    char pool[128]; /* whose inspectors may have the conversations; "" of nobody inspected */
    int inspects;
} person;

typedef struct people {
    person *all;
    int n;
    const week *w;
} people;

static person *person_named(people *p, const char *name)
{
    for (int i = 0; i < p->n; i++)
        if (!strcmp(p->all[i].name, name))
            return &p->all[i];
    p->all = grow(p->all, (size_t)(p->n + 1) * sizeof *p->all);
    p->all[p->n] = (person){.name = strcpy(grow(NULL, strlen(name) + 1), name)};
    return &p->all[p->n++];
}

/* An agent's conversations are of one pool; of several the last one counts. */
static void find_people(people *p, const work *k)
{
    const kefu_batch *rows = kefu_builder_batch(p->w->rows);
    const kefu_batch *inspectors = kefu_builder_batch(k->inspectors);
    const int32_t who = column_of(inspectors, "质检员", p->w->s->inspectors);
    for (int64_t i = 0; i < inspectors->rows; i++)
        person_named(p, cell_of(inspectors, who, i))->inspects = 1;
    for (int64_t i = 0; i < rows->rows; i++) {
        person *agent = person_named(p, cell_of(rows, p->w->agent, i));
        snprintf(agent->pool, sizeof agent->pool, "%s", cell_of(rows, p->w->pool, i));
    }
    for (int i = 0; i < p->n; i++)
        hide_name(p->w->hide, p->all[i].name);
}

static int may_inspect(const people *p, const work *k, const person *who, const person *whom)
{
    const kefu_batch *inspectors = kefu_builder_batch(k->inspectors);
    const int32_t name = column_of(inspectors, "质检员", p->w->s->inspectors);
    const int32_t pool = column_of(inspectors, "质检组", p->w->s->inspectors);
    for (int64_t i = 0; i < inspectors->rows; i++)
        if (!strcmp(cell_of(inspectors, name, i), who->name) &&
            !strcmp(cell_of(inspectors, pool, i), whom->pool))
            return 1;
    return 0;
}

/* ---- Batches for kefu_peers_new ------------------------------------------------------------- */

static kefu_builder *texts_new(const char *const *columns, int n)
{
    kefu_builder *b = NULL;
    kefu_error error;
    check(kefu_builder_new(NULL, NULL, &b, &error), "rows", &error);
    for (int i = 0; i < n; i++)
        check(kefu_builder_add(b, columns[i], KEFU_COLUMN_TEXT, 0, 0, NULL, &error), "rows",
              &error);
    return b;
}

static void texts_row(kefu_builder *b, const char *const *cells, int n)
{
    kefu_error error;
    for (int i = 0; i < n; i++)
        check(kefu_builder_set_text(b, i, cells[i], strlen(cells[i]), &error), "rows", &error);
    check(kefu_builder_end_row(b, &error), "rows", &error);
}

static kefu_builder *people_rows(const people *p)
{
    static const char *const columns[] = {"person", "inspects", "inspected"};
    kefu_builder *b = texts_new(columns, 3);
    for (int i = 0; i < p->n; i++) {
        const person *q = &p->all[i];
        const char *cells[] = {q->name, q->inspects ? "1" : "0", q->pool[0] ? "1" : "0"};
        texts_row(b, cells, 3);
    }
    return b;
}

/* The bans of the file, and everybody whose pool it is not. */
static kefu_builder *ban_rows(const people *p, const work *k)
{
    static const char *const columns[] = {"inspector", "inspected", "both"};
    kefu_builder *b = texts_new(columns, 3);
    for (int i = 0; i < p->n; i++)
        for (int j = 0; j < p->n; j++) {
            const char *cells[] = {p->all[i].name, p->all[j].name, "0"};
            if (i != j && p->all[i].inspects && p->all[j].pool[0] &&
                !may_inspect(p, k, &p->all[i], &p->all[j]))
                texts_row(b, cells, 3);
        }
    if (p->w->s->bans) {
        kefu_builder *file = read_csv(p->w->s->bans, NULL);
        const kefu_batch *rows = kefu_builder_batch(file);
        const int32_t who = column_of(rows, "质检员", p->w->s->bans);
        const int32_t whom = column_of(rows, "被检人", p->w->s->bans);
        const int32_t both = column_of(rows, "双向", p->w->s->bans);
        for (int64_t i = 0; i < rows->rows; i++) {
            const char *cells[] = {cell_of(rows, who, i), cell_of(rows, whom, i),
                                   cell_of(rows, both, i)};
            texts_row(b, cells, 3);
        }
        kefu_builder_free(file);
    }
    return b;
}

static void pair_people(const people *p, work *k)
{
    kefu_error error;
    kefu_builder *rows = people_rows(p), *bans = ban_rows(p, k);
    kefu_builder *history = p->w->s->history ? read_csv(p->w->s->history, NULL) : NULL;
    kefu_peer_options options = {.struct_size = sizeof options,
                                 .seed = "weekly_qc",
                                 .period = p->w->s->period,
                                 .each = p->w->s->each,
                                 .bans = kefu_builder_batch(bans),
                                 .history = history ? kefu_builder_batch(history) : NULL};
    check(kefu_peers_new(kefu_builder_batch(rows), &options, &k->peers, &error),
          p->w->s->inspectors, &error);
    kefu_builder_free(rows);
    kefu_builder_free(bans);
    kefu_builder_free(history);
}

/* ---- Tasks ---------------------------------------------------------------------------------- */

static int64_t load_of(const work *k, int64_t until, const char *inspector)
{
    int64_t n = 0;
    for (int64_t i = 0; i < until; i++)
        n += !strcmp(k->tasks[i].inspector, inspector) +
             (k->tasks[i].second && !strcmp(k->tasks[i].second, inspector));
    return n;
}

/* Of the agent's inspectors, but for `except` (may be NULL), the one with the least work so far;
 * NULL if none. */
static const char *least_busy(const work *k, int64_t until, const char *agent, const char *except)
{
    const char *best = NULL;
    int64_t least = 0;
    for (int64_t i = 0; i < kefu_peers_count(k->peers); i++) {
        kefu_peer pair = {.struct_size = sizeof pair};
        (void)kefu_peers_at(k->peers, i, &pair);
        if (strcmp(pair.inspected, agent) || (except && !strcmp(pair.inspector, except)))
            continue;
        const int64_t load = load_of(k, until, pair.inspector);
        if (!best || load < least)
            best = pair.inspector, least = load;
    }
    return best;
}

void share_work(const week *w, work *k)
{
    people p = {.w = w};
    const kefu_batch *rows = kefu_builder_batch(w->rows);
    k->inspectors = read_csv(w->s->inspectors, NULL);
    find_people(&p, k);
    pair_people(&p, k);
    k->n = kefu_sample_count(w->sample);
    k->tasks = grow(NULL, (size_t)k->n * sizeof *k->tasks);
    for (int64_t i = 0; i < k->n; i++) {
        kefu_sample_row r = {.struct_size = sizeof r};
        (void)kefu_sample_at(w->sample, i, &r);
        k->tasks[i] = (task){.sampled = i, .row = r.row};
        const char *agent = cell_of(rows, w->agent, r.row);
        k->tasks[i].inspector = least_busy(k, i, agent, NULL);
        if (w->s->second && i % w->s->second == 0)
            k->tasks[i].second = least_busy(k, i, agent, k->tasks[i].inspector);
    }
    for (int i = 0; i < p.n; i++)
        free(p.all[i].name);
    free(p.all);
}

void free_work(work *k)
{
    kefu_peers_free(k->peers);
    kefu_builder_free(k->inspectors);
    free(k->tasks);
}
