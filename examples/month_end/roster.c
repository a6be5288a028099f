/* roster.c - what a roster says less than it seems to: columns that are not read. */
#include <string.h>

#include "month_end.h"

/* What the library reads (kefu_roster_from_batch). */
static const struct roster_column {
    const char *name, *zh, *or_zh;
} columns[] = {{"person", "客服", "人员"}, {"alias", "别名", ""}, {"name", "姓名", ""},
               {"team", "团队", ""},       {"role", "岗位", ""},  {"cohort", "批次", ""},
               {"stage", "阶段", ""},      {"hired", "入职", ""}, {"left", "离职", ""},
               {"from", "开始", ""},       {"to", "结束", ""}};
enum { COLUMNS = sizeof columns / sizeof columns[0], ASKED = 3, ASKED_END = 7 };

static int has(const csv_rows *rows, const struct roster_column *c)
{
    return rows_column(rows, c->name) >= 0 || rows_column(rows, c->zh) >= 0 ||
           (*c->or_zh && rows_column(rows, c->or_zh) >= 0);
}

/* 入职日期, 岗位名称, hire_date: a name that is read is in it, or nearly. */
static int looks_like(const char *column, const struct roster_column *c)
{
    if ((unsigned char)*column >= 0x80)
        return strstr(column, c->zh) != NULL || (*c->or_zh && strstr(column, c->or_zh) != NULL);
    return strlen(c->name) > 3 && strlen(column) > 3 &&
           (strstr(column, c->name) != NULL ||
            (strncmp(c->name, column, 2) == 0 && names_alike(c->name, column)));
}

void warn_roster(const month *m)
{
    const kefu_batch *batch = m->people.batch;
    for (int32_t i = 0; i < batch->n_columns; i++)
        for (int k = 0; k < COLUMNS; k++) {
            const char *column = batch->columns[i]->name;
            if (has(&m->people, &columns[k]) || !looks_like(column, &columns[k]))
                continue;
            fprintf(stderr, "month_end: %s: warning: column '%s' is not read; did you mean %s?\n",
                    m->people.path, column,
                    (unsigned char)*column < 0x80 ? columns[k].name : columns[k].zh);
            break;
        }
}

int complain_nobody(const month *m)
{
    fprintf(stderr, "month_end: %s: nobody has a card: no rule fits anybody of the figures\n",
            scheme_path(m));
    for (int k = ASKED; m->book && m->people.batch && k < ASKED_END; k++) {
        char key[32];
        snprintf(key, sizeof key, "\"%s\"", columns[k].name);
        if (strstr(m->texts.items[0], key) && !has(&m->people, &columns[k]))
            fprintf(stderr, "    (its rules ask for %s, and %s has no column %s or %s)\n", key,
                    m->people.path, columns[k].name, columns[k].zh);
    }
    return 1;
}
