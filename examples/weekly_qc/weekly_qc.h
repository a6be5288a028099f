/* weekly_qc.h - a week's inspection: which conversations, by whom, and what the marks say. */
#ifndef WEEKLY_QC_H
#define WEEKLY_QC_H

#include <kefu.h>
#include <stdio.h>

/* ---- args.c: the options ---- */

enum { MOST_NUMBERS = 32, KNOWN_NUMBERS = 4 };

typedef struct settings {
    const char *conversations, *plan, *seed, *unsuitable;
    const char *inspectors, *bans, *pairs, *lists, *html;
    const char *by;        /* column of the conversations to show scores by, or NULL */
    const char *invent;    /* seed of invented marks, or NULL */
    const char *anonymous; /* key of pseudonyms, or NULL */
    const char *also;      /* file of other texts that pseudonyms stand for, or NULL */
    const char *numbers[MOST_NUMBERS + 1]; /* columns that the plan compares with numbers */
    int n_numbers;
    int period;   /* number of the week: turns who inspects whom */
    int language; /* KEFU_ZH, KEFU_EN */
    int marks;    /* read the lists back */
    int second;   /* every so many conversation is marked by a second inspector */
    int each;     /* inspectors of each agent */
} settings;

/* 0: go on; else the exit code plus 1. */
int read_settings(settings *s, int argc, char **argv);
const char *say(const settings *s, const char *zh, const char *en);

/* ---- hide.c: pseudonyms ---- */

enum { HIDE_AGENT, HIDE_INSPECTOR, HIDE_BUYER, HIDE_OTHER };
typedef struct hiding hiding;
/* Pseudonyms under the key, or names as they are where it is NULL. */
hiding *hide_new(const settings *s);
void hide_free(hiding *h);
/* Who is hidden, in texts, too; whoever is there already stays what he was. */
void hide_name(hiding *h, int kind, const char *name);
void hide_lines(hiding *h, const char *path); /* a name a line */
/* "客服-3F9A2C05" of a name that is hidden; borrowed until hide_free. */
const char *hidden(hiding *h, const char *name);
/* Bytes of the longest hidden name that begins here, and what is shown for it; 0 if none does. */
size_t hidden_at(hiding *h, const char *text, const char **shown);

/* ---- mask.c: texts without what tells who somebody is; the caller frees them ---- */

/* What a customer or an agent wrote: names, phones, addresses, order numbers. */
char *hide_quote(hiding *h, const settings *s, const char *text);
/* What this program or the library says: names alone. */
char *hide_names(hiding *h, const char *text);

/* ---- fail.c ---- */

/* Every message is printed without the names that are hidden here; NULL: as it is. */
void fail_hides(hiding *h);
/* Print "weekly_qc: what: text", and exit with 1. */
void fail_text(const char *what, const char *text);
void complain(const char *what, const char *text); /* the same, and go on */
void check(kefu_status status, const char *what, const kefu_error *error);
void check_advised(kefu_status status, const char *what, const kefu_error *error,
                   const char *advice); /* behind the message */
void *grow(void *block, size_t size);   /* exits where there is no memory */

/* ---- read.c: files ---- */

char *read_text(const char *path, size_t *size);
int is_file(const char *path);

typedef struct csv_file {
    const char *path; /* borrowed */
    kefu_builder *rows;
    const kefu_batch *batch;
    int *lines; /* where each row ends */
    int line;
} csv_file;

/* A CSV file whole: UTF-8 or GB18030, parted by comma, semicolon or tab; every column as text but
 * those of `numbers` (or NULL; it ends in NULL) that are there. */
csv_file *read_csv(const char *path, const char *const *numbers);
void free_csv(csv_file *f);
int32_t find_column(const csv_file *f, const char *name);     /* -1 if there is none */
int32_t column_of(const csv_file *f, const char *name);       /* exits if there is none */
void add_columns(const csv_file *f, char *text, size_t size); /* their names, behind the text */
/* A cell as text, "" where empty, or of column -1; ="007", as spreadsheets keep ids, is 007. The
 * last sixteen live. */
const char *cell_of(const csv_file *f, int32_t column, int64_t row);
/* Exit, with the line of the row. */
void fail_row(const csv_file *f, int64_t row, const char *text);
void check_rows(kefu_status status, const csv_file *f, const kefu_error *error);

/* ---- rows.c: rows for the library, and CSV for people ---- */

kefu_builder *texts_new(const char *const *columns, int n, uint32_t flags);
void texts_row(kefu_builder *b, const char *const *cells, int n); /* "" is null */

typedef struct csv_out {
    char path[4096];
    FILE *file;
    kefu_csv_writer *csv;
} csv_out;
void csv_open(csv_out *o, const char *path);
void csv_text(csv_out *o, const char *text);
void csv_id(csv_out *o, const char *text); /* a spreadsheet must not make a number of it */
void csv_end(csv_out *o);
/* Only then the file has its name, so that one that is there is never half a file. */
void csv_close(csv_out *o);

/* ---- week.c: plan, draw, sample ---- */

typedef struct week {
    const settings *s;
    hiding *hide;
    csv_file *rows; /* the conversations */
    kefu_plan *plan;
    kefu_draw *draw;
    kefu_quotas *quotas;
    kefu_sample *drawn;  /* before any was replaced */
    kefu_sample *sample; /* to be inspected */
    int32_t id, agent;   /* columns; others may be missing: -1 */
    int32_t by;
    int32_t pool, day, channel, satisfaction, refund, buyer, quote;
} week;

void draw_week(week *w);
void free_week(week *w);
/* The number of an id in a sample, -1 if it is not there. */
int64_t sampled(const kefu_sample *sample, const char *id);
const char *agent_column(const week *w); /* its name */
/* The column of ids in a file of people: named as the plan's key, or 会话ID. */
int32_t id_column(const week *w, const csv_file *f);
/* An id that was drawn and is this one but for zeros before it; NULL if none is. */
const char *id_with_zeros(const week *w, const char *id);
/* The row of a conversation that is there. */
int64_t row_of(const week *w, const char *id);
/* The conversation that this one came in for, "" if none was. */
const char *came_in_for(const week *w, const char *id);
int was_replaced(const week *w, const char *id);

/* ---- people.c: who may inspect whom ---- */

typedef struct person {
    char *name;
    char *pool; /* whose inspectors may have the conversations; NULL of nobody inspected */
    int inspects;
} person;

typedef struct people {
    person *all;
    int n;
    csv_file *inspectors;
} people;

void find_people(const week *w, people *p);
void free_people(people *p);
/* Rows for kefu_peers_new: the people; the bans of the file, and whoever's pool it is not. */
kefu_builder *people_rows(const people *p);
kefu_builder *ban_rows(const week *w, const people *p);

/* ---- pairs.c: who inspects whom this week, and who did before ---- */

kefu_peers *pair_people(const week *w, const people *p);

/* ---- work.c: who inspects what ---- */

typedef struct task {
    int64_t row;                    /* in the conversations */
    const char *inspector, *second; /* second NULL: one mark is enough */
} task;

typedef struct work {
    people people;
    kefu_peers *peers;
    task *tasks; /* one a row of the sample */
    int64_t n;
} work;

void share_work(const week *w, work *k);
void free_work(work *k);
/* How much of the work, as the first and as the second inspector. */
void count_work(const work *k, const char *inspector, int64_t *first, int64_t *second);
/* Inspectors with pairs, one after the other: index -1 begins, the end is NULL. */
const char *next_inspector(const work *k, int64_t *pair);

/* ---- marks.c: what an inspector gives ---- */

enum { MARK_POINTS, MARK_FAILED, MARK_CRITERIA, MARKS = MARK_CRITERIA + 3 };
typedef struct mark_column {
    const char *zh, *en;
    int scale; /* decimals */
    int least, most;
} mark_column;
extern const mark_column mark_columns[MARKS];

enum { NOT_MARKED = -1 };
typedef struct mark {
    int given[MARKS]; /* × 10^scale, or NOT_MARKED */
} mark;

/* "" where it is not marked. */
const char *mark_text(const mark *m, int which, char out[16]);
mark *no_marks(int64_t n); /* the caller frees them */

typedef struct marks {
    kefu_builder *first; /* id, agent, 评分, 不合格, and of --by: one row a conversation */
    kefu_builder *opinions; /* 标准, 会话ID, 质检员, 评分: one row a criterion and inspector */
} marks;

void read_marks(const week *w, const work *k, marks *m);
void free_marks(marks *m);

/* ---- list_in.c, list_out.c: a file for each inspector ---- */

typedef struct replaced {
    int64_t row; /* in the conversations */
    mark marks;
} replaced;

typedef struct list {
    char path[4096];
    mark *marks;        /* one a row of the sample, of this inspector */
    int *lines;         /* where it was read, 0 = nowhere */
    replaced *replaced; /* with marks, that are no work any more */
    int n_replaced;
} list;

/* Reads what an inspector has marked so far; 0 if there is no file. */
int read_list(const week *w, const work *k, const char *inspector, list *l);
void free_list(list *l);
/* Writes all lists; marks that are in them already stay. */
void write_lists(const week *w, const work *k);
enum { LIST_ID, LIST_AGENT, LIST_DAY, LIST_CHANNEL, LIST_BUYER, LIST_QUOTE, LIST_WHY, LIST_HEADS };
extern const char *const list_heads[LIST_HEADS][2];

/* ---- invent.c: marks of nobody, for trying it out ---- */

mark invented_mark(const week *w, int64_t row, const char *inspector);

/* ---- table.c: tables on a terminal and in the page ---- */

typedef struct table table;
table *table_new(const char *title, int columns, const char *const *heads, const char *align);
void table_cell(table *t, const char *text);
void table_count(table *t, int64_t n);
/* Orders rows from one on (0: the first below the heading) by their first cell. */
void table_sort(table *t, size_t from);
void table_note(table *t, const char *text); /* a line below it */

/* The tables of the run, printed as they come and kept for the page. */
void show_table(table *t);
void write_page(const settings *s, const char *title);
void free_tables(void);

/* ---- What is printed ---- */

void print_plan(const week *w);                      /* plan_out.c */
void print_replaced(const week *w);                  /* replaced_out.c */
void print_work(const week *w, const work *k);       /* work_out.c */
void print_scores(const week *w, const marks *m);    /* scores_out.c */
void print_agreement(const week *w, const marks *m); /* agree_out.c */

#endif
