/* args.c - the options of the command line, by a table. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

enum { OPTION_LIST, OPTION_TEXT, OPTION_FLAG };

typedef struct option {
    const char *name;
    int kind;
    size_t offset; /* of list, char * or int in settings */
} option;

static const option option_table[] = {
    {"--table", OPTION_LIST, offsetof(settings, tables)},
    {"--events", OPTION_TEXT, offsetof(settings, events)},
    {"--by", OPTION_TEXT, offsetof(settings, by)},
    {"--where", OPTION_TEXT, offsetof(settings, where)},
    {"--metric", OPTION_LIST, offsetof(settings, metric)},
    {"--metrics", OPTION_LIST, offsetof(settings, metrics_files)},
    {"--define", OPTION_LIST, offsetof(settings, defines)},
    {"--definitions", OPTION_LIST, offsetof(settings, definitions)},
    {"--plugin", OPTION_LIST, offsetof(settings, plugins)},
    {"--cell", OPTION_LIST, offsetof(settings, cells)},
    {"--skip", OPTION_LIST, offsetof(settings, skips)},
    {"--card", OPTION_TEXT, offsetof(settings, card)},
    {"--roster", OPTION_TEXT, offsetof(settings, roster)},
    {"--decisions", OPTION_TEXT, offsetof(settings, decisions)},
    {"--day", OPTION_TEXT, offsetof(settings, day)},
    {"--period", OPTION_TEXT, offsetof(settings, period)},
    {"--lang", OPTION_TEXT, offsetof(settings, lang)},
    {"--why", OPTION_LIST, offsetof(settings, why)},
    {"--html", OPTION_TEXT, offsetof(settings, html)},
    {"--check-batches", OPTION_TEXT, offsetof(settings, check_batches)},
    {"--json", OPTION_FLAG, offsetof(settings, json)},
    {"--csv", OPTION_FLAG, offsetof(settings, csv)},
    {"--excel", OPTION_FLAG, offsetof(settings, excel)},
    {"--gb18030", OPTION_FLAG, offsetof(settings, gb18030)},
    {"--skip-bad-rows", OPTION_FLAG, offsetof(settings, skip_bad_rows)},
    {"--skip-lines", OPTION_TEXT, offsetof(settings, skip_lines)},
    {"--delimiter", OPTION_TEXT, offsetof(settings, delimiter)},
    {"--round", OPTION_FLAG, offsetof(settings, round)},
    {"--lint", OPTION_TEXT, offsetof(settings, lint)},
    {"--strict", OPTION_FLAG, offsetof(settings, strict)},
    {"--version", OPTION_FLAG, offsetof(settings, version)},
    {"--help", OPTION_FLAG, offsetof(settings, help)},
    {"-h", OPTION_FLAG, offsetof(settings, help)},
};

static const char help_text[] =
    "month_end - a team's month: figures, points with their reasons, grades, places\n"
    "\n"
    "  --card FILE            the card (JSON; see kefu/card.h)\n"
    "                         without it the figures are printed as they are\n"
    "  --by COLUMN            the column that holds the person; required\n"
    "\n"
    "figures, one of these or both:\n"
    "  --events FILE          CSV of events or days; any size, any number of rows a person\n"
    "  --metric 'NAME=FORMULA'   what is computed from the events; repeatable\n"
    "  --metrics FILE         the same from a file: a line each, # begins a comment\n"
    "  --define NAME          a definition of the catalogue in place of a formula: reply_rate,\n"
    "                         回复率, reply_rate/1 (examples/catalogue lists them), or as\n"
    "                         'AS=NAME' where it is to be called otherwise; repeatable\n"
    "  --definitions FILE     definitions of your own beside them (JSON; see kefu/catalogue.h);\n"
    "                         repeatable\n"
    "  --plugin FILE          a shared object with metrics of your own for formulas to call;\n"
    "                         repeatable (examples/plugin_fcr tells how to write one)\n"
    "  --where 'CONDITION'    only these events\n"
    "  --table FILE           CSV with one row a person; repeatable, joined by person\n"
    "  --cell COL=KIND[:over COL][:count COL][:as NAME]   how a column is read:\n"
    "                         number    1,204  ¥12.50  1.2万\n"
    "                         percent   98.61%; percent100 takes 98.61, too, and rate 0.9861\n"
    "                         duration  2分30秒  1:23  90\n"
    "                         text date time   in events only\n"
    "                         In tables `over` divides by another column, and `count` tells\n"
    "                         how many a figure is out of. In events `as` gives the name\n"
    "                         that a definition or formula reads it by. Default: as the unit\n"
    "                         on the card says; in events as the formulas use it\n"
    "  --skip KEY             rows of tables to leave out: 合计; repeatable\n"
    "\n"
    "people and decisions:\n"
    "  --roster FILE          CSV: 客服 别名 姓名 团队 岗位 批次 入职 离职 (kefu/table.h)\n"
    "  --day YYYY-MM-DD       the day the roster is read at, and the definitions hold on\n"
    "  --decisions FILE       CSV: 客服 事项 复核 数量 复核人 日期 理由 凭证 (kefu/score.h)\n"
    "  --period TEXT          shown on the sheet\n"
    "\n"
    "reading:\n"
    "  --skip-lines N         lines before the header of tables and events, such as a title\n"
    "  --delimiter CHAR       of tables and events: , ; | or tab\n"
    "  --gb18030              the CSV files are GB18030 (GBK), not UTF-8\n"
    "  --skip-bad-rows        report and count rows that cannot be read, and go on\n"
    "  --round                round digits too fine to keep (9 in tables, 6 in events)\n"
    "\n"
    "output:\n"
    "  --why PERSON           the reasons of one person (id or its end, name, alias), or `all`\n"
    "  --lang zh|en           language of labels and reasons; zh unless chosen\n"
    "  --html FILE            one self-contained page, with a printable slip a person\n"
    "  --json  --csv          the sheet on standard output in place of the table;\n"
    "                         --csv works for figures without a card, too\n"
    "  --excel                --csv with BOM, CRLF and ids as text\n"
    "  --check-batches N      count the events again as N shuffled batches and compare\n"
    "  --lint all             notes about the card, too, not only its errors and warnings\n"
    "  --strict               exit 1 if the card has errors (see 方案检查)\n"
    "  --help  --version\n"
    "\n"
    "examples:\n"
    "  month_end --card card.json --table report.csv --by 客服\n"
    "  month_end --card card.json --events days.csv --by 客服 \\\n"
    "      --metric '转化率 = ratio(付款人数, 询单人数)' --html sheet.html --why 林晓燕\n";

void options_help(void) { fputs(help_text, stdout); }

int options_usage(void)
{
    fputs("usage: month_end [--card FILE] --by COLUMN --table FILE | --events FILE --metrics FILE\n"
          "       month_end --help tells all\n",
          stderr);
    return 2;
}

const char *say(const settings *o, const char *zh, const char *en)
{
    return o->language == KEFU_ZH ? zh : en;
}

static void list_add(list *l, char *item)
{
    l->items = grow(l->items, ((size_t)l->n + 1) * sizeof *l->items);
    l->items[l->n++] = item;
}

static int option_set(settings *o, const option *which, char *argument)
{
    char *field = (char *)o + which->offset;
    if (which->kind == OPTION_FLAG) {
        *(int *)(void *)field = 1;
        return 0;
    }
    if (!argument) {
        fprintf(stderr, "month_end: %s needs a value; see --help\n", which->name);
        return 1;
    }
    if (which->kind == OPTION_LIST) {
        list_add((list *)(void *)field, argument);
        return 0;
    }
    char **text = (char **)(void *)field;
    if (*text) {
        fprintf(stderr, "month_end: %s is given twice\n", which->name);
        return 1;
    }
    *text = argument;
    return 0;
}

/* --name value, or --name=value */
static int option_parse(settings *o, int argc, char **argv, int *i)
{
    const char *argument = argv[*i];
    for (size_t k = 0; k < sizeof option_table / sizeof option_table[0]; k++) {
        const option *which = &option_table[k];
        const size_t length = strlen(which->name);
        if (strcmp(argument, which->name) == 0) {
            char *value = NULL;
            if (which->kind != OPTION_FLAG && *i + 1 < argc)
                value = argv[++*i];
            return option_set(o, which, value);
        }
        if (which->kind != OPTION_FLAG && strncmp(argument, which->name, length) == 0 &&
            argument[length] == '=')
            return option_set(o, which, argv[*i] + length + 1);
    }
    fprintf(stderr, "month_end: unknown option %s; see --help\n", argument);
    return 1;
}

/* ---- Checks ---- */

static int number_of(const char *name, const char *text, long least, long most, int *out)
{
    char *end;
    if (!text)
        return 0;
    const long number = strtol(text, &end, 10);
    if (end == text || *end || number < least || number > most) {
        fprintf(stderr, "month_end: %s %s: expected a number of %ld to %ld\n", name, text, least,
                most);
        return 1;
    }
    *out = (int)number;
    return 0;
}

static int delimiter_of(settings *o)
{
    if (!o->delimiter)
        return 0;
    const int is_tab = strcmp(o->delimiter, "tab") == 0 || strcmp(o->delimiter, "\\t") == 0;
    o->delimiter_char = is_tab ? '\t' : o->delimiter[0];
    if (!is_tab && (!strchr(",;|\t", o->delimiter[0]) || strlen(o->delimiter) != 1)) {
        fprintf(stderr, "month_end: --delimiter %s: expected , ; | or tab\n", o->delimiter);
        return 1;
    }
    return 0;
}

static int day_of(settings *o)
{
    kefu_error error;
    if (o->day && kefu_date_parse(o->day, strlen(o->day), &o->days, &error))
        return complain("--day", &error);
    return 0;
}

static int options_check(settings *o)
{
    const char *missing = NULL;
    if (!o->by)
        missing = "--by COLUMN is missing: the column that holds the person";
    else if (!o->card && (o->json || o->html || o->why.n || o->strict || o->lint))
        missing = "--card FILE is missing: without it there are figures, but no sheet";
    else if (o->lint && strcmp(o->lint, "all") != 0)
        missing = "--lint: expected all";
    else if (!o->events && !o->tables.n)
        missing = "no figures: give --events FILE, --table FILE or both";
    else if (o->events && !o->n_formulas)
        missing = "--events needs --metric 'NAME=FORMULA', --metrics FILE or --define NAME";
    else if (!o->events && o->n_formulas)
        missing = "--metric, --metrics and --define need --events FILE";
    else if (o->definitions.n && !o->defines.n)
        missing = "--definitions needs --define NAME: which of them";
    else if (o->plugins.n && !o->n_formulas)
        missing = "--plugin needs --metric 'NAME=FORMULA' that calls what it brings";
    else if (o->roster && !o->day)
        missing = "--roster needs --day YYYY-MM-DD: aliases and teams may change";
    else if (o->check_batches && !o->events)
        missing = "--check-batches needs --events FILE";
    else if (o->lang && strcmp(o->lang, "zh") != 0 && strcmp(o->lang, "en") != 0)
        missing = "--lang is zh or en";
    if (missing) {
        fprintf(stderr, "month_end: %s; see --help\n", missing);
        return 1;
    }
    o->language = o->lang && strcmp(o->lang, "en") == 0 ? KEFU_EN : KEFU_ZH;
    return number_of("--check-batches", o->check_batches, 1, 1000, &o->batches) ||
           number_of("--skip-lines", o->skip_lines, 0, 1000000, &o->title_lines) || delimiter_of(o);
}

int options_read(settings *o, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (option_parse(o, argc, argv, &i))
            return 1;
    if (o->help || o->version)
        return 0;
    o->csv |= o->excel;
    o->cell_choices = grow(NULL, ((size_t)o->cells.n + 1) * sizeof *o->cell_choices);
    for (int i = 0; i < o->cells.n; i++)
        if (cell_read(&o->cell_choices[i], o->cells.items[i]))
            return 1;
    return day_of(o) || formulas_read(o) || defines_read(o) || options_check(o);
}

void options_free(settings *o)
{
    for (int i = 0; i < o->texts.n; i++)
        free(o->texts.items[i]);
    list *const lists[] = {&o->tables,  &o->metric, &o->metrics_files, &o->defines, &o->definitions,
                           &o->plugins, &o->cells,  &o->skips,         &o->why,     &o->texts};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        free(lists[i]->items);
    free(o->cell_choices);
    free(o->formulas);
    kefu_catalogue_free(o->catalogue);
}
