/* work_out.c - who inspects whom, and how much. */
#include <string.h>

#include "weekly_qc.h"

static void put_inspector(table *t, const week *w, const work *k, const char *inspector)
{
    char whom[1024] = "", number[48];
    int64_t first = 0, second = 0;
    for (int64_t i = 0; i < kefu_peers_count(k->peers); i++) {
        kefu_peer p = {.struct_size = sizeof p};
        (void)kefu_peers_at(k->peers, i, &p);
        const size_t n = strlen(whom);
        if (!strcmp(p.inspector, inspector))
            snprintf(whom + n, sizeof whom - n, "%s%s", n ? say(w->s, "、", ", ") : "",
                     hidden(w->hide, "客服", p.inspected));
    }
    for (int64_t i = 0; i < k->n; i++) {
        first += !strcmp(k->tasks[i].inspector, inspector);
        second += k->tasks[i].second && !strcmp(k->tasks[i].second, inspector);
    }
    table_cell(t, hidden(w->hide, "质检员", inspector));
    snprintf(number, sizeof number, "%lld", (long long)first);
    table_cell(t, number);
    snprintf(number, sizeof number, "%lld", (long long)second);
    table_cell(t, number);
    table_cell(t, whom);
}

void print_work(const week *w, const work *k)
{
    const char *heads[] = {say(w->s, "质检员", "inspector"), say(w->s, "会话", "first"),
                           say(w->s, "复检", "second"), say(w->s, "检查", "inspects")};
    table *t = table_new(say(w->s, "分工", "Who inspects whom"), 4, heads, "lrrl");
    const char *before = "";
    for (int64_t i = 0; i < kefu_peers_count(k->peers); i++) {
        kefu_peer p = {.struct_size = sizeof p};
        (void)kefu_peers_at(k->peers, i, &p);
        if (strcmp(p.inspector, before))
            put_inspector(t, w, k, p.inspector);
        before = p.inspector;
    }
    show_table(t);
}
