/* work.c - each agent's conversations in turn to the agent's inspectors. One that came in for an
 * unsuitable one has the inspectors of that one, so that nobody else's work changes. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

static int is_of(const task *t, const char *inspector)
{
    return !strcmp(t->inspector, inspector) + (t->second && !strcmp(t->second, inspector));
}

static int64_t load_of(const task *tasks, int64_t until, const char *inspector)
{
    int64_t n = 0;
    for (int64_t i = 0; i < until; i++)
        n += is_of(&tasks[i], inspector);
    return n;
}

/* Of the agent's inspectors, but for `except` (may be NULL), the one with the least work so far;
 * NULL if none. */
static const char *least_busy(const work *k, const task *tasks, int64_t until, const char *agent,
                              const char *except)
{
    const char *best = NULL;
    int64_t least = 0;
    for (int64_t i = 0; i < kefu_peers_count(k->peers); i++) {
        kefu_peer pair = {.struct_size = sizeof pair};
        (void)kefu_peers_at(k->peers, i, &pair);
        if (strcmp(pair.inspected, agent) || (except && !strcmp(pair.inspector, except)))
            continue;
        const int64_t load = load_of(tasks, until, pair.inspector);
        if (!best || load < least)
            best = pair.inspector, least = load;
    }
    return best;
}

static void fail_nobody(const week *w, int64_t row)
{
    char text[300];
    const char *column = agent_column(w);
    snprintf(text, sizeof text,
             "%.100s is empty: leave such rows out, as with \"where\": \"%.100s is not null\" of "
             "the plan",
             column, column);
    fail_row(w->rows, row, text);
}

/* Of the sample as it was drawn. */
static task *share_drawn(const week *w, const work *k)
{
    const int64_t n = kefu_sample_count(w->drawn);
    task *tasks = grow(NULL, (size_t)n * sizeof *tasks);
    for (int64_t i = 0; i < n; i++) {
        kefu_sample_row r = {.struct_size = sizeof r};
        (void)kefu_sample_at(w->drawn, i, &r);
        const char *agent = cell_of(w->rows, w->agent, r.row);
        tasks[i] = (task){.row = r.row, .inspector = least_busy(k, tasks, i, agent, NULL)};
        if (!tasks[i].inspector)
            fail_nobody(w, r.row);
        if (w->s->second && i % w->s->second == 0)
            tasks[i].second = least_busy(k, tasks, i, agent, tasks[i].inspector);
    }
    return tasks;
}

void share_work(const week *w, work *k)
{
    find_people(w, &k->people);
    k->peers = pair_people(w, &k->people);
    task *drawn = share_drawn(w, k);
    k->n = kefu_sample_count(w->sample);
    k->tasks = grow(NULL, (size_t)k->n * sizeof *k->tasks);
    for (int64_t i = 0; i < k->n; i++) {
        kefu_sample_row r = {.struct_size = sizeof r};
        (void)kefu_sample_at(w->sample, i, &r);
        const char *id = r.id.data;
        while (*id && sampled(w->drawn, id) < 0)
            id = came_in_for(w, id);
        if (!*id)
            fail_text(r.id.data, "came in for nobody");
        k->tasks[i] = drawn[sampled(w->drawn, id)];
        k->tasks[i].row = r.row;
    }
    free(drawn);
}

void free_work(work *k)
{
    kefu_peers_free(k->peers);
    free_people(&k->people);
    free(k->tasks);
}

void count_work(const work *k, const char *inspector, int64_t *first, int64_t *second)
{
    *first = *second = 0;
    for (int64_t i = 0; i < k->n; i++) {
        *first += !strcmp(k->tasks[i].inspector, inspector);
        *second += k->tasks[i].second && !strcmp(k->tasks[i].second, inspector);
    }
}

const char *next_inspector(const work *k, int64_t *pair)
{
    kefu_peer before = {.struct_size = sizeof before, .inspector = ""}, p = before;
    if (*pair >= 0)
        (void)kefu_peers_at(k->peers, *pair, &before);
    while (++*pair < kefu_peers_count(k->peers)) {
        (void)kefu_peers_at(k->peers, *pair, &p);
        if (strcmp(p.inspector, before.inspector))
            return p.inspector;
    }
    return NULL;
}
