/* markdown.c - the table of definitions for people to read: README.md of this folder. */
#include <string.h>

#include "catalogue.h"

static const char *const introduction =
    "# The catalogue of definitions\n"
    "\n"
    "Written by `catalogue --markdown`; a test holds that it is up to date. Ids are `kefu.` "
    "before\n"
    "what the tables say, and stay what they are; a program may also write the name, the Chinese\n"
    "or the English label, which find the newest revision:\n"
    "\n"
    "```c\n"
    "kefu_tally_define(tally, NULL, \"kefu.reply_rate/1\", 0, NULL, &error);\n"
    "```\n"
    "\n"
    "`catalogue` lists them, `catalogue reply_rate` shows one in full, `catalogue --load FILE` "
    "adds\n"
    "your own (the form is in `kefu/catalogue.h`), `--check` compiles those, with metrics of your\n"
    "own from `--plugin FILE`; `--day 2023-01-31` takes what held on that day.\n"
    "\n"
    "- A definition never changes: a fix is a new revision. What holds from or to a day says so.\n"
    "- Grades: A the platform's own rule or interface; B documentation of a tool or a vendor;\n"
    "  C weakly sourced; D derived by us. Thresholds are not here: cards have them.\n"
    "- What one row is: ";

/* A cell must not end it or the line. */
static void cell(const char *text)
{
    for (; *text; text++)
        if (*text == '|')
            fputs("\\|", stdout);
        else
            putchar(*text == '\n' ? ' ' : *text);
}

static void write_rows(void)
{
    static const char *const names[] = {"any",   "session", "reply", "buyer_day", "call",  "case",
                                        "order", "review",  "mark",  "day",       "person"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const word row = row_word(names[i]);
        printf("%s`%s` %s, %s", i ? ";\n  " : "", row.name, row.zh, row.en);
    }
    puts(".");
}

static void write_days(const kefu_definition *d)
{
    char day[DAY_SIZE];
    if (d->from)
        printf(" From %s.", day_text(day, d->from));
    if (d->to)
        printf(" To %s.", day_text(day, d->to));
}

static void write_line(const kefu_definition *d)
{
    printf("| `%s/%d` | ", d->name, d->revision);
    cell(d->label_zh);
    fputs("<br>", stdout);
    cell(d->label_en);
    fputs(" | `", stdout);
    cell(d->formula);
    printf("` | %s | %s | %s | %c | ", d->row, d->unit, direction_text(d->direction),
           d->grade ? (char)d->grade : '-');
    cell(d->source);
    fputs(*d->note_zh ? ". " : "", stdout);
    cell(d->note_zh);
    fputs(*d->note_en ? "<br>" : "", stdout);
    cell(d->note_en);
    write_days(d);
    puts(" |");
}

static void write_topic(const kefu_catalogue *catalogue, const word *topic)
{
    printf("\n## %s %s\n\n| name | 中文, English | formula | row | unit | better | grade | source, "
           "notes |\n|---|---|---|---|---|---|---|---|\n",
           topic->zh, topic->en);
    for (int32_t i = 0; i < kefu_catalogue_count(catalogue); i++) {
        const kefu_definition d = definition_at(catalogue, i);
        if (strcmp(d.topic, topic->name) == 0)
            write_line(&d);
    }
}

/* The column of the name that is least of those above `after`; 0 if there is none. */
static int next_column(const kefu_catalogue *catalogue, const char *after,
                       kefu_definition_column *out)
{
    int found = 0;
    for (int32_t i = 0; i < kefu_catalogue_count(catalogue); i++) {
        const int32_t n = definition_at(catalogue, i).n_columns;
        for (int32_t k = 0; k < n; k++) {
            const kefu_definition_column c = column_at(catalogue, i, k);
            if (strcmp(c.name, after) > 0 && (!found || strcmp(c.name, out->name) < 0)) {
                *out = c;
                found = 1;
            }
        }
    }
    return found;
}

static void write_columns(const kefu_catalogue *catalogue)
{
    kefu_definition_column c = {.struct_size = sizeof c, .name = ""};
    puts("\n## 数据列 Columns\n\nA truth is 1 or 0, as a number or a bool column. What did not "
         "happen is null; what is not known "
         "yet is `KEFU_VALUE_PROVISIONAL`.\n\n| column | 中文 | English |\n|---|---|---|");
    while (next_column(catalogue, c.name, &c)) {
        printf("| `%s` | ", c.name);
        cell(c.meaning_zh);
        fputs(" | ", stdout);
        cell(c.meaning_en);
        puts(" |");
    }
}

void write_markdown(const kefu_catalogue *catalogue)
{
    fputs(introduction, stdout);
    write_rows();
    for (int t = 0; t < TOPICS; t++)
        write_topic(catalogue, &topics[t]);
    write_columns(catalogue);
}
