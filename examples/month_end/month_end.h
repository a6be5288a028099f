/* month_end.h - the parts of month_end: options, input, the month itself, output. */
#ifndef MONTH_END_H
#define MONTH_END_H

#include <kefu.h>
#include <stdio.h>

/* ---- Options (args.c, help.c, cells.c) ---- */

/* How the cells of one column are read: --cell COL=KIND[:over COL][:count COL][:as NAME]. */
typedef struct cell_choice {
    char *column;
    char *over, *count, *as; /* or NULL */
    const char *kind_name;
    int32_t kind;
    uint32_t flags;
} cell_choice;

/* NAME = FORMULA, from --metric or a line of --metrics; or a definition, from --define. */
typedef struct formula {
    const char *name, *text;
    const char *from;       /* file, "--metric" or "--define" */
    int line;               /* 0 for options */
    const char *definition; /* id with the revision, or NULL */
    int32_t index;          /* of it in the catalogue */
} formula;

typedef struct list {
    char **items;
    int n;
} list;

typedef struct settings {
    list tables, metric, metrics_files, defines, definitions, plugins, cells, skips, why;
    list checks, cards, earlier, diffs, slips, awards_over;
    char *events, *where, *by, *book, *roster, *decisions, *day, *period, *lang, *html, *lint;
    char *from, *to, *as_of, *team_sheet, *save_sheet;
    char *pay, *items, *pay_out, *pay_json;
    char *awards, *history, *awards_out, *award_period;
    char *check_batches, *skip_lines, *delimiter;
    int json, csv, excel, gb18030, skip_bad_rows, round, strict, what_if, version, help;
    /* read from the above */
    int language;
    int32_t days;                             /* of --day, or 0 */
    int32_t first_day, last_day, decided_by;  /* of --from, --to and --as-of, or 0 */
    int batches, title_lines, delimiter_char; /* 0: not given */
    cell_choice *cell_choices;
    formula *formulas;
    int n_formulas;
    list texts;                /* of metrics files, to free */
    kefu_catalogue *catalogue; /* with --definitions; NULL without --define */
} settings;

/* 0, or 1 with a message on stderr. */
int options_read(settings *o, int argc, char **argv);
void options_free(settings *o);
void options_help(void);
/* Without arguments: a line on stderr, and the exit code. */
int options_usage(void);
/* Takes the text of --cell apart, in place. */
int cell_read(cell_choice *out, char *text);
int cell_is_figure(int32_t kind);
/* Of a column as it is called in its file; and of one that takes this name with `:as`. */
const cell_choice *options_cell(const settings *o, const char *column);
const cell_choice *options_cell_as(const settings *o, const char *name);
/* The text of the chosen language. */
const char *say(const settings *o, const char *zh, const char *en);

/* ---- Formulas by name (formulas.c) ---- */

int formulas_read(settings *o);
void formula_put(settings *o, formula f);
/* Cuts spaces at both ends, in place. */
char *formula_trim(char *text);
/* Prints the formula with a mark under the character that the error is about. */
void formula_complain(const formula *f, const kefu_error *error);

/* ---- Definitions of the catalogue (defines.c) ---- */

/* --define and --definitions, found for --day; they join the formulas. */
int defines_read(settings *o);
kefu_status define_into(const settings *o, const formula *f, kefu_tally *tally, kefu_error *error);

/* ---- Input (input.c, rows.c, progress.c) ---- */

/* A small CSV file: text columns, and the line of each row. */
typedef struct csv_rows {
    const char *path;
    kefu_builder *builder;
    const kefu_batch *batch; /* of the builder; NULL where nothing has been read */
    int32_t *lines;
    int64_t n;
    int32_t line; /* being read */
    int figures;  /* a table, or events: not a list of people or decisions */
} csv_rows;

/* Growing memory that ends the program when there is none: an example may. */
void *grow(void *block, size_t size);
/* Prints "file:line:column: message" and gives 1. */
int complain(const char *file, const kefu_error *error);
/* The same with what errno says. */
int complain_file(const char *path);
/* The same with a hint which option helps; and with the line of the row that the error names. */
int complain_input(const settings *o, const char *path, int figures, const kefu_error *error);
int complain_row(const settings *o, const csv_rows *rows, const kefu_error *error);
/* 1 with a message where a file begins as workbooks and UTF-16 do. */
int not_csv(const char *path, const char *bytes, size_t size);
/* The whole file with a NUL after it; NULL with a message. */
char *read_text(const char *path, size_t *size);
/* Streams a file into a reader: piece by piece, however large it is. */
int feed_file(const settings *o, const char *path, kefu_csv_reader *reader);
/* Options of a reader of `path`, bad rows as chosen; state is what its callbacks work on. */
enum { REPORTED_AT_MOST = 20 }; /* bad rows of a file */
typedef struct input_state {
    const char *path;
    int figures; /* a table or events: --skip-lines and --delimiter are about it */
    int64_t reported;
    kefu_status (*take)(void *to, const kefu_batch *batch, kefu_error *error);
    void *to;
} input_state;
kefu_csv_options input_options(const settings *o, input_state *state);
/* Says how many rows came and how many were bad. */
void input_summary(const input_state *state, const kefu_csv_reader *reader);

int read_rows(const settings *o, const char *path, int figures, csv_rows *rows);
void rows_free(csv_rows *rows);
/* -1 if there is none, also where nothing has been read. */
int32_t rows_column(const csv_rows *rows, const char *name);
kefu_text rows_text(const csv_rows *rows, int64_t row, int32_t column);
kefu_status rows_drop(csv_rows *rows, int64_t row, kefu_error *error);
/* Keeps n of them, rising in `order`. */
kefu_status rows_keep(csv_rows *rows, const int64_t *order, int64_t n, kefu_error *error);
/* Rows of a batch, in any order, copied together. */
kefu_status gather(const kefu_batch *all, const int64_t *order, int64_t n, kefu_builder *out,
                   kefu_error *error);

typedef struct progress {
    const char *path;
    long long size, done, shown;
    int on;
} progress;
void progress_begin(progress *p, const char *path, FILE *file);
void progress_add(progress *p, size_t bytes);
void progress_end(progress *p);

/* ---- The month (month.c, cards.c, scored.c, kept.c, peek.c, names.c, defines.c, totals.c,
 * events.c, tables.c, shuffle.c) ---- */

typedef struct card_file {
    const char *path;
    kefu_card *card;
} card_file;

/* A sheet for the card, or one for each card of the book that somebody has. */
typedef struct scored {
    kefu_sheet *own;
    kefu_run *run;
    const kefu_sheet **at;
    int n;
} scored;

/* Sheets of other months, read from files. */
typedef struct kept_sheets {
    kefu_sheet **at;
    int n;
} kept_sheets;

/* Findings of several makers, each once (findings.c). */
typedef struct seen {
    kefu_finding finding;
    const char *path;
    int times; /* how many makers gave it */
} seen;
typedef struct found_list {
    seen *at;
    int n;
    kefu_findings **owned;
    int n_owned;
} found_list;

typedef struct month {
    const settings *o;
    kefu_registry *registry; /* with the metrics of plugins; NULL without */
    card_file *cards;
    int n_cards;
    kefu_book *book;
    kefu_pay_plan *pay_plan;
    kefu_award_plan *award_plan;
    list texts; /* of cards and plans: what names they quote */
    kefu_roster *roster;
    kefu_ledger *ledger;
    csv_rows people, decisions, items, history;
    csv_rows peek;       /* of the events: header and first row; nothing of a pipe */
    csv_rows *files;     /* of each table */
    kefu_frame *events;  /* figures of the events, or NULL */
    int64_t event_rows;  /* read, before --where */
    kefu_frame **tables; /* figures of each table */
    int n_tables;
    kefu_builder *rows;      /* of the events, kept for --check-batches */
    const kefu_frame *frame; /* of all together; owned by joined, or one of the above */
    kefu_frame *joined;
    found_list found;                  /* of the card, or the book and its cards */
    found_list pay_found, award_found; /* of the plans */
    kept_sheets earlier, before, team; /* --earlier, --diff, --team-sheet */
    kept_sheets award_sheets;          /* --awards-over */
    scored scored;
    kefu_payroll *payroll; /* NULL without --pay */
    kefu_awards *awards;   /* NULL without --awards */
} month;

int month_read(month *m, const settings *o);
void month_free(month *m);

/* The cards, and the book with them (cards.c). */
int cards_read(month *m);
/* A plan or card as text, kept for metric_quoted; NULL with a message. */
const char *text_kept(month *m, const char *path, size_t *size);
/* What the cards say about a metric, if an item, adjustment or red line names it. */
int card_part_of(const month *m, const char *metric, kefu_card_part *out);
/* Of the figure itself: best in the middle is what a card says, not a direction of figures. */
int32_t metric_direction(const kefu_card_part *part);
/* Does a card or plan write this name in quotes: of a target, a condition, a wage? */
int metric_quoted(const month *m, const char *name);
/* The file of the card with this id. */
const char *card_path(const month *m, const char *id);
/* What is scored by: the book or the card. */
const char *scheme_path(const month *m);

/* Aliases turned into people; *frame is replaced. Lists the keys that nobody knows. */
int with_roster(const month *m, kefu_frame **frame, const char *path);
/* Figures of the events and of all tables in one frame: borrowed, or owned by *joined, which the
 * caller frees. `loud` lists the people that only one side knows. NULL after a message. */
const kefu_frame *join_all(const month *m, const kefu_frame *events, int loud, kefu_frame **joined);
/* Scores by the card or the book (scored.c). */
kefu_status score_frame(const month *m, const kefu_frame *frame, const kefu_ledger *ledger,
                        scored *out, kefu_error *error);
void scored_free(scored *s);
int make_sheets(month *m);

/* Takes the findings over; those that are there already are only counted (findings.c). */
void found_add(const month *m, found_list *all, kefu_findings *findings, const char *path);
void found_free(found_list *all);
int found_count(const found_list *all, int32_t severity);
/* Of a book: of each card that somebody has, what the figures show; of the plans: beside each of
 * these cards. */
int find_scheme(month *m);
int find_pay(month *m);
int find_awards(month *m);

/* Sheets in files (kept.c): those of the options, and those of this month. */
int kept_read(month *m);
void kept_free(kept_sheets *kept);
int kept_write(const month *m);
/* FILE itself for the only sheet; FILE-1.END, FILE-2.END for those of a book. Caller frees. */
char *numbered_path(const char *path, int index, int n);

/* Columns of the roster that are not read though they look like one that is; and where the book
 * gave nobody a card, that, with the columns that it asks for and the roster has not (roster.c). */
void warn_roster(const month *m);
int complain_nobody(const month *m);

/* The pay sheet (pay.c). */
int pay_plan_read(month *m);
int pay_items_read(month *m);
int pay_month(month *m);

/* The prizes (awards.c). */
int award_plan_read(month *m);
int award_history_read(month *m);
int award_month(month *m);

int peek_events(month *m);
/* A column whose first cell is a date rather than a number. */
int looks_like_date(const month *m, const char *column);
/* --by, --cell, definitions and the card's metrics, against the headers and formulas. */
int check_names(const month *m);
/* Tells what columns a definition reads, and what each means, where the events have not all of
 * them, or where it is not known what they have: a pipe. */
int defines_check(const month *m);
/* "oct.csv has 客服, 满意率" */
void list_names(const char *who, const kefu_batch *batch);
int names_alike(const char *name, const char *other);
/* Warnings about keys such as 合计, in tables and in events. */
void warn_totals(const month *m);
void warn_event_totals(const month *m);

int read_events(month *m);
/* A tally as the options describe it, without rows. */
int new_tally(const month *m, kefu_tally **out);
int load_tables(month *m);
int make_tables(month *m);
/* Counts the same events again as shuffled batches, each in a tally of its own, merged at the end:
 * *same tells whether the sheet comes out with the same bytes. */
int check_batches(const month *m, int *same);

/* ---- Output ---- */

/* Columns that a text takes on a terminal (width.c). */
int text_width(const char *text);
/* Prints text and spaces up to `width` columns, on the right or on the left. */
void print_padded(const char *text, int width, int right);

/* "57.00%", "27.4s", "5,862,780", "样本不足"; gives `out` (figure.c). */
enum { FIGURE_SIZE = 96 };
char *figure_text(char *out, const kefu_value *value, const kefu_card_part *part, int language);
char *points_text(char *out, int64_t millionths, int with_sign);
char *place_text(char *out, const kefu_place *place);

/* Colours, on a terminal only. */
enum { STYLE_PLAIN, STYLE_DIM, STYLE_BOLD, STYLE_WARN, STYLE_BAD, STYLE_GOOD };
void style(int which);

/* Sentences of the library, however long (sentence.c); the caller frees them. */
typedef struct sentence {
    kefu_status (*make)(const struct sentence *s, char *out, size_t capacity, size_t *need);
    const void *of; /* sheet, difference, payroll, prizes */
    int64_t row;
    int32_t kind, index, language;
    const kefu_what_if *what;
} sentence;
char *sentence_text(const sentence *s);
char *reason_sentence(const kefu_sheet *sheet, int64_t row, int32_t index, int language);
char *holds_sentence(const kefu_sheet *sheet, int64_t row, int32_t kind, int32_t index,
                     int language);
char *what_if_sentence(const kefu_sheet *sheet, int64_t row, const kefu_what_if *what,
                       int language);
char *change_sentence(const kefu_diff *diff, int64_t index, int language);
char *award_sentence(const kefu_awards *awards, int64_t index, int language);
char *pay_sentence(const kefu_payroll *payroll, int64_t row, int32_t part, int language);

/* A table whose columns line up (grid.c): the headings first, then row by row. */
typedef struct grid {
    int columns, n;
    char **cells;
    int *right; /* of each column: figures */
    int sum;    /* the last row is one of sums */
} grid;
void grid_head(grid *g, const char *text, int right);
void grid_put(grid *g, const char *text);
void grid_print(grid *g); /* and frees it */

/* "林晓燕 (K01)" */
void print_who(const char *name, const char *person);
void print_table(const month *m, const kefu_sheet *sheet);
/* What to do after a month (lists_out.c): whom no rule fits, verdicts that wait, who is below the
 * standard. */
void print_lists(const month *m);
/* Without a card: the figures. */
void print_figures(const month *m);
int write_figures(const month *m);
/* Which revision of a definition a figure was made with, in a line; nothing where there is none. */
void print_definitions(const month *m);
void print_findings(const month *m);
/* Of o->checks; 1 if one of them cannot be read or has errors (check.c). */
int check_schemes(const month *m);
/* A file that an option could not read: also what it is, where another option takes it. */
int complain_scheme(const char *path, const char *text, const char *option,
                    const kefu_error *error);
/* "file:1:2: error: text", those of each severity that is shown (print.c). */
void print_finding_list(const month *m, const found_list *all, const char *title_zh,
                        const char *title_en);
/* --why: reasons; --slip: all that a person is told (slip_out.c). */
int print_why(const month *m);
int print_slips(const month *m);
/* --what-if: of everybody; and the best few of one person under a title (what_if_out.c). */
void print_what_if(const month *m);
void print_chances(const month *m, const kefu_sheet *sheet, int64_t row, const char *title);
/* --diff: what moved, by person (diff_out.c). */
int print_differences(const month *m);
/* The pay sheet as a table with what its plan's faults are; and in files (pay.c). */
int print_pay(const month *m);
int write_pay(const month *m);
/* The winners; those of one person; and the file (awards.c). */
int print_awards(const month *m);
void print_award_lines(const month *m, const char *person);
int write_awards(const month *m);
/* A sink whose user is a FILE. */
kefu_status KEFU_CALL write_file(void *user, const void *bytes, size_t size);
/* Opens `path`, has it written and closes it; a message where that fails. */
typedef kefu_status (*file_writer)(const month *m, const void *what, const kefu_sink *sink,
                                   kefu_error *error);
int write_path(const month *m, const char *path, file_writer write, const void *what);
/* The sheets on standard output as JSON or CSV, and the files that were asked for. */
int write_outputs(const month *m);
void print_written(const month *m);

#endif
