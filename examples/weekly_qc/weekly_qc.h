/* weekly_qc.h - a week's inspection: which conversations, by whom, and what the marks say. */
#ifndef WEEKLY_QC_H
#define WEEKLY_QC_H

#include <kefu.h>
#include <stdio.h>

/* ---- args.c: the options ---- */

typedef struct settings {
    const char *conversations, *plan, *seed, *inspectors, *bans, *history, *lists, *html;
    const char *invent;    /* seed of invented marks, or NULL */
    const char *anonymous; /* key of pseudonyms, or NULL */
    int64_t period;        /* number of the week: turns who inspects whom */
    int language;          /* KEFU_ZH, KEFU_EN */
    int marks;             /* read the lists back */
    int second;            /* every so many conversation is marked by a second inspector */
    int each;              /* inspectors of each agent */
} settings;

/* 0: go on; else the exit code plus 1. */
int read_settings(settings *s, int argc, char **argv);
const char *say(const settings *s, const char *zh, const char *en);

/* ---- fail.c ---- */

/* Prints "weekly_qc: what: message" with the row, and exits with 1. */
void fail_with(const char *what, const kefu_error *error);
void fail_text(const char *what, const char *text);
void check(kefu_status status, const char *what, const kefu_error *error);
void *grow(void *block, size_t size); /* exits where there is no memory */

/* ---- read.c: files ---- */

char *read_text(const char *path, size_t *size);
/* A CSV file whole, every column as text but those of `numbers` (NULL: none; it ends in NULL). */
kefu_builder *read_csv(const char *path, const char *const *numbers);
/* A column of such a batch by name (exits if it is missing), and a cell as text, "" where empty. */
int32_t column_of(const kefu_batch *batch, const char *name, const char *file);
const char *cell_of(const kefu_batch *batch, int32_t column, int64_t row);

/* ---- hide.c: pseudonyms and masks ---- */

typedef struct hiding hiding;
/* Pseudonyms under the key, or the names as they are where it is NULL. */
hiding *hide_new(const char *key);
void hide_free(hiding *h);
/* Who is hidden in texts, too. */
void hide_name(hiding *h, const char *name);
/* "客服-3F9A2C" for a person, of the same key always; borrowed until hide_free. */
const char *hidden(hiding *h, const char *kind, const char *name);
/* Masks phones, addresses, order numbers and hidden names; the caller frees it. */
char *hide_text(const hiding *h, const char *text);

/* ---- week.c: plan, draw, sample ---- */

typedef struct week {
    const settings *s;
    hiding *hide;
    kefu_builder *rows; /* the conversations */
    kefu_plan *plan;
    kefu_draw *draw;
    kefu_quotas *quotas;
    kefu_sample *sample;
    int32_t id, agent, pool, day, channel, satisfaction, refund, buyer, quote; /* columns */
} week;

void draw_week(week *w);
void free_week(week *w);

/* ---- work.c: who inspects what ---- */

typedef struct task {
    int64_t sampled, row;           /* in the sample, in the conversations */
    const char *inspector, *second; /* second NULL: one mark is enough */
} task;

typedef struct work {
    kefu_builder *inspectors;
    kefu_peers *peers;
    task *tasks; /* one a row of the sample */
    int64_t n;
} work;

void share_work(const week *w, work *k);
void free_work(work *k);

/* ---- lists.c: a file for each inspector ---- */

enum { CRITERIA = 3 };
typedef struct criterion {
    const char *column, *zh, *en;
} criterion;
extern const criterion criteria[CRITERIA];

/* What an inspector gives: points of 0 to 100, failed or not, and 1 to 3 for each criterion. */
typedef struct mark {
    int points, failed, by[CRITERIA];
} mark;

void write_lists(const week *w, const work *k);

/* ---- invent.c: marks of nobody, for trying it out ---- */

mark invented_mark(const week *w, int64_t row, const char *inspector);

/* ---- marks.c: the lists as they come back ---- */

typedef struct marks {
    kefu_builder *first; /* 会话ID, 客服, 评分, 不合格: one row a conversation */
    kefu_builder *opinions; /* 标准, 会话ID, 质检员, 评分: one row a criterion and inspector */
} marks;

void read_marks(const week *w, const work *k, marks *m);
void free_marks(marks *m);

/* ---- table.c: tables on a terminal and in the page ---- */

typedef struct table table;
table *table_new(const char *title, int columns, const char *const *heads, const char *align);
void table_cell(table *t, const char *text);
void table_note(table *t, const char *text); /* a line below it */
void table_print(const table *t);
void table_html(const table *t, FILE *page);
void table_free(table *t);

/* The tables of the run, printed as they come and kept for the page. */
void show_table(table *t);
void write_page(const settings *s, const char *title);

/* ---- What is printed ---- */

void print_plan(const week *w);                      /* plan_out.c */
void print_work(const week *w, const work *k);       /* work_out.c */
void print_scores(const week *w, const marks *m);    /* scores_out.c */
void print_agreement(const week *w, const marks *m); /* agree_out.c */

#endif
