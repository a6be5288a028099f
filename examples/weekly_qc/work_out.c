/* work_out.c - who inspects whom, and how much. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "A、B、C": whom this inspector inspects. */
static void put_inspected(table *t, const week *w, const work *k, const char *inspector)
{
    char text[4096] = "";
    const char **whom = grow(NULL, (size_t)kefu_peers_count(k->peers) * sizeof *whom);
    size_t n = 0;
    for (int64_t i = 0; i < kefu_peers_count(k->peers); i++) {
        kefu_peer p = {.struct_size = sizeof p};
        (void)kefu_peers_at(k->peers, i, &p);
        if (!strcmp(p.inspector, inspector))
            whom[n++] = hidden(w->hide, p.inspected);
    }
    if (w->s->anonymous)
        qsort(whom, n, sizeof *whom, by_text);
    for (size_t i = 0; i < n; i++) {
        const size_t at = strlen(text);
        snprintf(text + at, sizeof text - at, "%s%s", i ? say(w->s, "、", ", ") : "", whom[i]);
    }
    table_cell(t, text);
    free(whom);
}

static void note_loads(table *t, const week *w, const work *k)
{
    char text[300];
    kefu_peer_loads l = {.struct_size = sizeof l};
    (void)kefu_peers_loads(k->peers, &l);
    snprintf(text, sizeof text,
             say(w->s, "每名客服 %d 人检查;每名质检员检查 %lld–%lld 人;以前配过的有 %lld 对%s",
                 "%d inspectors an agent; %lld–%lld agents an inspector; %lld pairs again%s"),
             w->s->each, (long long)l.least, (long long)l.most, (long long)l.again,
             l.proven ? "" : say(w->s, "(可能还有更均匀的分法)", " (it might be more even)"));
    table_note(t, text);
}

void print_work(const week *w, const work *k)
{
    const char *heads[] = {say(w->s, "质检员", "inspector"), say(w->s, "会话", "first"),
                           say(w->s, "复检", "second"), say(w->s, "共", "all"),
                           say(w->s, "检查", "inspects")};
    table *t = table_new(say(w->s, "分工", "Who inspects whom"), 5, heads, "lrrrl");
    int64_t pair = -1, first, second;
    for (const char *who = next_inspector(k, &pair); who; who = next_inspector(k, &pair)) {
        count_work(k, who, &first, &second);
        table_cell(t, hidden(w->hide, who));
        table_count(t, first);
        table_count(t, second);
        table_count(t, first + second);
        put_inspected(t, w, k, who);
    }
    if (w->s->anonymous)
        table_sort(t, 0);
    note_loads(t, w, k);
    show_table(t);
}
