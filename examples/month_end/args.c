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
    {"--check", OPTION_LIST, offsetof(settings, checks)},
    {"--card", OPTION_LIST, offsetof(settings, cards)},
    {"--book", OPTION_TEXT, offsetof(settings, book)},
    {"--from", OPTION_TEXT, offsetof(settings, from)},
    {"--to", OPTION_TEXT, offsetof(settings, to)},
    {"--as-of", OPTION_TEXT, offsetof(settings, as_of)},
    {"--team-sheet", OPTION_TEXT, offsetof(settings, team_sheet)},
    {"--earlier", OPTION_LIST, offsetof(settings, earlier)},
    {"--save-sheet", OPTION_TEXT, offsetof(settings, save_sheet)},
    {"--diff", OPTION_LIST, offsetof(settings, diffs)},
    {"--pay", OPTION_TEXT, offsetof(settings, pay)},
    {"--items", OPTION_TEXT, offsetof(settings, items)},
    {"--pay-out", OPTION_TEXT, offsetof(settings, pay_out)},
    {"--pay-json", OPTION_TEXT, offsetof(settings, pay_json)},
    {"--awards", OPTION_TEXT, offsetof(settings, awards)},
    {"--history", OPTION_TEXT, offsetof(settings, history)},
    {"--awards-over", OPTION_LIST, offsetof(settings, awards_over)},
    {"--awards-out", OPTION_TEXT, offsetof(settings, awards_out)},
    {"--award-period", OPTION_TEXT, offsetof(settings, award_period)},
    {"--what-if", OPTION_FLAG, offsetof(settings, what_if)},
    {"--slip", OPTION_LIST, offsetof(settings, slips)},
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

static int day_of(const char *name, const char *text, int32_t *out)
{
    kefu_error error;
    return text && kefu_date_parse(text, strlen(text), out, &error) ? complain(name, &error) : 0;
}

static int days_of(settings *o)
{
    return day_of("--day", o->day, &o->days) || day_of("--from", o->from, &o->first_day) ||
           day_of("--to", o->to, &o->last_day) || day_of("--as-of", o->as_of, &o->decided_by);
}

/* What only a sheet has. */
static int wants_sheet(const settings *o)
{
    return o->json || o->html || o->why.n || o->strict || o->lint || o->slips.n || o->what_if ||
           o->diffs.n || o->earlier.n || o->team_sheet || o->save_sheet || o->pay || o->awards;
}

static const char *missing_card(const settings *o)
{
    if (!o->cards.n && o->book)
        return "--book needs the cards that it names: --card FILE for each of them";
    if (!o->cards.n && wants_sheet(o))
        return "--card FILE is missing: without it there are figures, but no sheet";
    if (o->cards.n > 1 && !o->book)
        return "--card is given twice; --book FILE says whose card is which";
    if (o->book && !o->roster)
        return "--book needs --roster FILE: whose role, stage and cohort its rules ask for";
    if (!o->pay && (o->items || o->pay_out || o->pay_json))
        return "--items, --pay-out and --pay-json need --pay FILE";
    if (!o->awards && (o->history || o->awards_over.n || o->awards_out || o->award_period))
        return "--history, --awards-over, --awards-out and --award-period need --awards FILE";
    return NULL;
}

static const char *missing_figures(const settings *o)
{
    if (!o->events && !o->tables.n)
        return "no figures: give --events FILE, --table FILE or both";
    if (o->events && !o->n_formulas)
        return "--events needs --metric 'NAME=FORMULA', --metrics FILE or --define NAME";
    if (!o->events && o->n_formulas)
        return "--metric, --metrics and --define need --events FILE";
    if (o->definitions.n && !o->defines.n)
        return "--definitions needs --define NAME: which of them";
    if (o->plugins.n && !o->n_formulas)
        return "--plugin needs --metric 'NAME=FORMULA' that calls what it brings";
    if (o->check_batches && !o->events)
        return "--check-batches needs --events FILE";
    return NULL;
}

static const char *missing_dates(const settings *o)
{
    if (o->roster && !o->day)
        return "--roster needs --day YYYY-MM-DD: aliases and teams may change";
    if (!o->from != !o->to)
        return "--from and --to go together: the first and the last day of the period";
    if (o->first_day > o->last_day)
        return "--from is after --to";
    return NULL;
}

static const char *wrong_word(const settings *o)
{
    if (o->lint && strcmp(o->lint, "all") != 0)
        return "--lint: expected all";
    if (o->lang && strcmp(o->lang, "zh") != 0 && strcmp(o->lang, "en") != 0)
        return "--lang is zh or en";
    if (o->slips.n && (o->json || o->csv))
        return "--slip prints texts; leave out --json and --csv";
    return NULL;
}

static int options_check(settings *o)
{
    static const char *(*const checks[])(const settings *) = {missing_card, missing_figures,
                                                              missing_dates, wrong_word};
    const char *missing = o->checks.n ? wrong_word(o)
                          : o->by     ? NULL
                                      : "--by COLUMN is missing: the column that holds the person";
    for (size_t i = 0; i < sizeof checks / sizeof checks[0] && !missing && !o->checks.n; i++)
        missing = checks[i](o);
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
    return days_of(o) || formulas_read(o) || defines_read(o) || options_check(o);
}

void options_free(settings *o)
{
    for (int i = 0; i < o->texts.n; i++)
        free(o->texts.items[i]);
    list *const lists[] = {&o->tables,      &o->metric,  &o->metrics_files, &o->defines,
                           &o->definitions, &o->plugins, &o->cells,         &o->skips,
                           &o->why,         &o->texts,   &o->cards,         &o->earlier,
                           &o->diffs,       &o->slips,   &o->awards_over,   &o->checks};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        free(lists[i]->items);
    free(o->cell_choices);
    free(o->formulas);
    kefu_catalogue_free(o->catalogue);
}
