/* agree_out.c - whether inspectors mark alike, criterion by criterion. */
#include <string.h>

#include "weekly_qc.h"

static const struct {
    int32_t coefficient, distance;
} shown[] = {{KEFU_COEFFICIENT_RAW, KEFU_APART_NOMINAL},
             {KEFU_COEFFICIENT_ALPHA, KEFU_APART_ORDINAL},
             {KEFU_COEFFICIENT_AC1, KEFU_APART_NOMINAL}};
enum { SHOWN = sizeof shown / sizeof *shown };

static void put_criterion(table *t, const week *w, const kefu_agree *a, int32_t index)
{
    char text[64];
    kefu_agreement g = {.struct_size = sizeof g};
    const char *why = "";
    for (int i = 0; i < SHOWN; i++) {
        kefu_error error;
        check(kefu_agree_value(a, index, shown[i].coefficient, shown[i].distance, &g, &error),
              "agreement", &error);
        if (i == 0) {
            table_cell(t, g.criterion);
            table_count(t, g.value.n);
        }
        (void)kefu_value_format(&g.value, 3, text, sizeof text);
        table_cell(t, text);
        why = g.why ? kefu_agree_why_text(g.why, w->s->language) : why;
    }
    table_cell(t, why);
}

void print_agreement(const week *w, const marks *m)
{
    kefu_error error;
    kefu_agree *a = NULL;
    const char *heads[] = {say(w->s, "标准", "criterion"),
                           say(w->s, "复检", "twice"),
                           say(w->s, "一致", "raw"),
                           say(w->s, "alpha(序)", "alpha, ordinal"),
                           "AC1",
                           ""};
    kefu_agree_options options = {
        .struct_size = sizeof options, .criterion = "标准", .unit = "会话ID"};
    if (!kefu_builder_batch(m->opinions)->rows)
        return;
    check(kefu_agree_from_batch(kefu_builder_batch(m->opinions), &options, &a, &error), w->s->lists,
          &error);
    table *t = table_new(say(w->s, "质检员一致性", "Agreement of inspectors"), 6, heads, "lrrrrl");
    for (int32_t i = 0; i < kefu_agree_criteria(a); i++)
        put_criterion(t, w, a, i);
    show_table(t);
    kefu_agree_free(a);
}
