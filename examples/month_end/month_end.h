/* month_end.h - the parts of month_end: options, input, the month itself, output. */
#ifndef MONTH_END_H
#define MONTH_END_H

#include <kefu.h>
#include <stdio.h>

/* ---- Options (args.c) ---- */

/* How the cells of one column are read: --cell COL=KIND[:over COL]. */
typedef struct cell_choice {
    char *column;
    char *over; /* or NULL */
    int32_t kind;
    uint32_t flags;
} cell_choice;

/* NAME = FORMULA, from --metric or a line of --metrics. */
typedef struct formula {
    char *name, *text;
    const char *from; /* file, or "--metric" */
    int line;         /* 0 for --metric */
} formula;

typedef struct list {
    char **items;
    int n;
} list;

typedef struct settings {
    list tables, metric, metrics_files, cells, skips, why;
    char *events, *where, *by, *card, *roster, *decisions, *day, *period, *lang, *html;
    char *check_batches;
    int json, csv, excel, gb18030, skip_bad_rows, help;
    /* read from the above */
    int language;
    int32_t days; /* of --day, or 0 */
    int batches;
    cell_choice *cell_choices;
    formula *formulas;
    int n_formulas;
    list texts; /* of metrics files, to free */
} settings;

/* 0, or 1 with a message on stderr. */
int options_read(settings *o, int argc, char **argv);
void options_free(settings *o);
void options_help(void);
const cell_choice *options_cell(const settings *o, const char *column);
/* The text of the chosen language. */
const char *say(const settings *o, const char *zh, const char *en);

/* ---- Formulas by name (formulas.c) ---- */

int formulas_read(settings *o);
/* Prints the formula with a mark under the character that the error is about. */
void formula_complain(const formula *f, const kefu_error *error);

/* ---- Input (input.c, progress.c) ---- */

/* Growing memory that ends the program when there is none: an example may. */
void *grow(void *block, size_t size);
/* Prints "file:line:column: message" and gives 1. */
int complain(const char *file, const kefu_error *error);
/* The whole file with a NUL after it; NULL with a message. */
char *read_text(const char *path, size_t *size);
/* Streams a file into a reader: piece by piece, however large it is. */
int feed_file(const settings *o, const char *path, kefu_csv_reader *reader);
/* Options of a reader of `path`, bad rows as chosen; state is what its callbacks work on. */
typedef struct input_state {
    const char *path;
    int64_t reported;
    kefu_status (*take)(void *to, const kefu_batch *batch, kefu_error *error);
    void *to;
} input_state;
kefu_csv_options input_options(const settings *o, input_state *state);
/* Says how many rows came and how many were bad. */
void input_summary(const input_state *state, const kefu_csv_reader *reader);
/* A whole small file as a batch of text columns. */
int read_rows(const settings *o, const char *path, kefu_builder **out);

typedef struct progress {
    const char *path;
    long long size, done, shown;
    int on;
} progress;
void progress_begin(progress *p, const char *path, FILE *file);
void progress_add(progress *p, size_t bytes);
void progress_end(progress *p);

/* ---- The month (events.c, tables.c, month.c, shuffle.c) ---- */

typedef struct month {
    const settings *o;
    kefu_card *card;
    kefu_roster *roster;
    kefu_ledger *ledger;
    kefu_frame *events;  /* figures of the events, or NULL */
    kefu_frame **tables; /* figures of each table */
    int n_tables;
    kefu_builder *rows; /* of the events, kept for --check-batches */
    kefu_findings *findings;
    kefu_sheet *sheet;
} month;

int month_read(month *m, const settings *o);
void month_free(month *m);
/* What the card says about a metric, if it names it. */
int card_part_of(const kefu_card *card, const char *metric, kefu_card_part *out);
/* Aliases turned into people; *frame is replaced. Lists the keys that nobody knows. */
int with_roster(const month *m, kefu_frame **frame, const char *path);
/* Figures of the events and of all tables in one frame: borrowed, or owned by *joined, which the
 * caller frees. `loud` lists the people that only one side knows. NULL after a message. */
const kefu_frame *join_all(const month *m, const kefu_frame *events, int loud, kefu_frame **joined);
kefu_status score_frame(const month *m, const kefu_frame *frame, kefu_sheet **out,
                        kefu_error *error);

int read_events(month *m);
/* A tally as the options describe it, without rows. */
int new_tally(const month *m, kefu_tally **out);
int read_tables(month *m);
/* Counts the same events again as shuffled batches, each in a tally of its own, merged at the end:
 * *same tells whether the sheet comes out with the same bytes. */
int check_batches(const month *m, int *same);

/* ---- Output (table_out.c, print.c, figures_out.c, figure.c, width.c) ---- */

/* Columns that a text takes on a terminal. */
int text_width(const char *text);
/* Prints text and spaces up to `width` columns, on the right or on the left. */
void print_padded(const char *text, int width, int right);

/* "57.00%", "27.4s", "5,862,780", "样本不足"; gives `out`. */
enum { FIGURE_SIZE = 96 };
char *figure_text(char *out, const kefu_value *value, const kefu_card_part *part, int language);
char *points_text(char *out, int64_t millionths, int with_sign);
char *place_text(char *out, const kefu_place *place);

/* Colours, on a terminal only. */
enum { STYLE_PLAIN, STYLE_DIM, STYLE_BOLD, STYLE_WARN, STYLE_BAD, STYLE_GOOD };
void style(int which);

void print_table(const month *m);
/* Without a card: the figures of a frame. */
void print_figures(const month *m, const kefu_frame *frame);
void print_findings(const month *m);
int print_why(const month *m);
int write_outputs(const month *m);

#endif
