/* plan_out.c - what was drawn: each class and each agent, out of how many. */
#include <string.h>

#include "weekly_qc.h"

static const char *count_of(int64_t n, int64_t of)
{
    static char ring[8][48];
    static int turn;
    char *out = ring[turn++ % 8];
    if (of)
        snprintf(out, sizeof ring[0], "%lld/%lld", (long long)n, (long long)of);
    else
        strcpy(out, "-");
    return out;
}

/* Index in the plan's "by" of the agent's column; -1 where its cells are not of one agent. */
static int32_t agent_by(const week *w)
{
    for (int32_t i = 0; i < kefu_plan_by(w->plan); i++)
        if (!strcmp(kefu_plan_by_column(w->plan, i), agent_column(w)))
            return i;
    return -1;
}

/* Rows and quota of a class (-1: all) for one value of the agent's column (NULL: all). */
static void add_up(const week *w, int32_t class_index, const char *agent, int64_t *n, int64_t *of)
{
    const int32_t by = agent_by(w);
    *n = *of = 0;
    for (int64_t i = 0; i < kefu_quotas_cells(w->quotas); i++) {
        kefu_text key = {"", 0};
        kefu_cell_quota cell = {.struct_size = sizeof cell};
        (void)kefu_quotas_cell(w->quotas, i, &cell);
        if (by >= 0)
            (void)kefu_quotas_cell_key(w->quotas, i, by, &key);
        if ((class_index >= 0 && cell.class_index != class_index) ||
            (agent && strcmp(agent, key.data)))
            continue;
        *n += cell.n;
        *of += cell.rows;
    }
}

static void put_line(table *t, const week *w, const char *label, const char *agent)
{
    int64_t n, of;
    table_cell(t, label);
    for (int32_t c = 0; c < kefu_plan_classes(w->plan); c++) {
        add_up(w, c, agent, &n, &of);
        table_cell(t, count_of(n, of));
    }
    add_up(w, -1, agent, &n, &of);
    table_cell(t, count_of(n, of));
}

static void put_agents(table *t, const week *w)
{
    const int32_t by = agent_by(w);
    const int64_t cells = kefu_quotas_cells(w->quotas);
    for (int64_t i = 0; i < cells && by >= 0; i++) {
        kefu_text key, before;
        int64_t j = 0;
        (void)kefu_quotas_cell_key(w->quotas, i, by, &key);
        for (; j < i; j++)
            if (!kefu_quotas_cell_key(w->quotas, j, by, &before) && !strcmp(before.data, key.data))
                break;
        if (j == i)
            put_line(t, w, hidden(w->hide, key.data), key.data);
    }
}

static const char *agent_at(const week *w, int64_t index, int32_t *class_index)
{
    kefu_sample_row r = {.struct_size = sizeof r};
    (void)kefu_sample_at(w->drawn, index, &r);
    *class_index = r.class_index;
    return cell_of(w->rows, w->agent, r.row);
}

/* Of a plan that does not part agents: how many were drawn of each; out of how many is not known
 * by class. */
static void put_drawn(table *t, const week *w)
{
    const int64_t rows = kefu_sample_count(w->drawn);
    int32_t class_index;
    for (int64_t i = 0; i < rows && agent_by(w) < 0; i++) {
        char agent[512];
        snprintf(agent, sizeof agent, "%.500s", agent_at(w, i, &class_index));
        int64_t before = 0, all = 0;
        while (before < i && strcmp(agent_at(w, before, &class_index), agent))
            before++;
        if (before < i)
            continue;
        table_cell(t, *agent ? hidden(w->hide, agent) : say(w->s, "(空)", "(empty)"));
        for (int32_t c = 0; c < kefu_plan_classes(w->plan); c++) {
            int64_t n = 0;
            for (int64_t j = i; j < rows; j++)
                n += !strcmp(agent_at(w, j, &class_index), agent) && class_index == c;
            table_count(t, n);
            all += n;
        }
        table_count(t, all);
    }
    if (agent_by(w) < 0)
        table_sort(t, 0);
}

/* The seed says which conversations are looked at: not where names are to be hidden. */
static void put_counts(table *t, const week *w)
{
    char text[512];
    kefu_draw_counts c = {.struct_size = sizeof c};
    (void)kefu_draw_counted(w->draw, &c);
    const int n = snprintf(text, sizeof text,
                           say(w->s, "会话 %lld 条:方案之外 %lld,剔除 %lld,总体 %lld",
                               "%lld conversations: %lld outside the plan, %lld excluded, "
                               "population %lld"),
                           (long long)c.rows, (long long)(c.outside + c.unclassed),
                           (long long)c.excluded, (long long)c.population);
    if (!w->s->anonymous)
        snprintf(text + n, sizeof text - (size_t)n, say(w->s, ";种子 %.60s", "; seed %.60s"),
                 w->s->seed);
    table_note(t, text);
}

void print_plan(const week *w)
{
    enum { MOST_CLASSES = 60 };
    const char *heads[MOST_CLASSES + 2];
    char align[MOST_CLASSES + 3] = "l";
    int n = 1;
    heads[0] = say(w->s, "客服", "agent");
    for (int32_t c = 0; c < kefu_plan_classes(w->plan) && c < MOST_CLASSES; c++, n++) {
        heads[n] = kefu_plan_class_label(w->plan, c, w->s->language);
        align[n] = 'r';
    }
    heads[n] = say(w->s, "合计", "all");
    align[n++] = 'r';
    table *t = table_new(kefu_plan_label(w->plan, w->s->language), n, heads, align);
    put_agents(t, w);
    put_drawn(t, w);
    if (w->s->anonymous)
        table_sort(t, 0);
    put_line(t, w, say(w->s, "合计", "all"), NULL);
    put_counts(t, w);
    show_table(t);
}
