/* replaced_out.c - the log of what was unsuitable: what came in instead, why, and who says so. */
#include <stdlib.h>

#include "weekly_qc.h"

static const char *agent_of(const week *w, const kefu_replacement *r)
{
    return cell_of(w->rows, w->agent, row_of(w, r->id.data));
}

void print_replaced(const week *w)
{
    const char *heads[] = {say(w->s, "会话ID", "id"), say(w->s, "客服", "agent"),
                           say(w->s, "原因", "reason"), say(w->s, "操作人", "by"),
                           say(w->s, "改抽", "instead")};
    if (!w->s->unsuitable)
        return;
    table *t = table_new(say(w->s, "更换", "Replaced"), 5, heads, "lllll");
    for (int64_t i = 0; i < kefu_sample_replacements(w->sample); i++) {
        kefu_replacement r = {.struct_size = sizeof r};
        (void)kefu_sample_replacement(w->sample, i, &r);
        char *reason = hide_quote(w->hide, w->s, r.reason);
        table_cell(t, r.id.data);
        table_cell(t, hidden(w->hide, agent_of(w, &r)));
        table_cell(t, reason);
        table_cell(t, hidden(w->hide, r.by));
        table_cell(t, r.instead.size ? r.instead.data : say(w->s, "没有可换的了", "none is left"));
        free(reason);
    }
    if (w->s->anonymous)
        table_sort(t, 0);
    show_table(t);
}
