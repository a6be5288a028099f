/* desk.h - the review desk: what each review says, where it says so, what is to be done, and the
 * stock-take of all of them. */
#ifndef DESK_H
#define DESK_H

#include <kefu.h>
#include <stdio.h>

/* ---- args.c: the options ---- */

enum { MOST_FILES = 16 };

/* What a column of the file is, and a field of a review. */
enum {
    AS_TEXT,
    AS_FOLLOW_UP,
    AS_ID,
    AS_PRODUCT,
    AS_AGENT,
    AS_DAY,
    AS_STARS,
    AS_PICTURES,
    AS_ANSWERED,
    AS_ANSWERED_FOLLOW_UP,
    AS_VIP,
    AS_KEY_PRODUCT,
    AS_FOLLOW_UP_DAY,
    FIELDS
};

enum { FORM_GUESS, FORM_CSV, FORM_TSV, FORM_LINES };

typedef struct settings {
    const char *input; /* "-": standard input */
    const char *model, *shop, *roster, *platform;
    const char *lexicons[MOST_FILES];
    const char *columns[FIELDS]; /* given by --column, or NULL */
    const char *html, *hits, *decided, *rows, *stock_save, *stock_before;
    int n_lexicons;
    int form;     /* FORM_... */
    int encoding; /* KEFU_UTF8, KEFU_GB18030 */
    int replace;  /* bytes that are not UTF-8 are replaced, not refused */
    int english;  /* reads English */
    int by;       /* KEFU_BY_BUYER, KEFU_BY_AGENT */
    int right;    /* millionths, 0 = the library's */
    int day;      /* of reviews without one */
    int language; /* of what is printed */
    int limit;    /* reviews printed one by one */
    int json, stock, why, colour;
    unsigned routes; /* bit of each KEFU_ROUTE_ to print; 0: all */
} settings;

/* 0: go on; else the exit code plus 1. */
int read_settings(settings *s, int argc, char **argv);
const char *say(const settings *s, const char *zh, const char *en);

/* ---- fail.c ---- */

/* Print "review_desk: what: text", and exit with 1. */
void fail_text(const char *what, const char *text);
void check(kefu_status status, const char *what, const kefu_error *error);
void *grow(void *block, size_t size);
char *read_file(const char *path, size_t *size); /* whole, with NUL */

/* ---- desk.c: what reads, and what is kept of it ---- */

typedef struct desk {
    const settings *s;
    char *model_bytes, *shop_bytes;
    kefu_model *model, *shop;
    kefu_lexicon *lexicons[MOST_FILES + 1];
    int n_lexicons;
    kefu_roster *roster;
    kefu_reviewer *reviewer;
    kefu_verdict *verdict;
    kefu_verdicts *verdicts; /* NULL unless rows or hits are written */
    kefu_stock *stock;       /* likewise */
    FILE *page;
    int64_t reviews, shown;
    int64_t polarity[4];       /* negative, neutral, positive, a person should look */
    int64_t *blamed, *praised; /* at each of 1 .. kefu_cause_count() */
    int64_t routes[16];
} desk;

void desk_open(desk *d, const settings *s);
void desk_close(desk *d);
/* Reads one review and hands it to everything that wants it. `where` is for messages. */
void desk_read(desk *d, const kefu_review *review, const char *where);

/* What was read, in the words of the library; the caller frees it. */
char *verdict_text(const desk *d);

/* ---- input.c ---- */

void read_reviews(desk *d);

/* ---- roster.c ---- */

/* All of a CSV file as text columns. */
kefu_builder *read_csv(const char *path);
kefu_roster *read_roster(const char *path);

/* ---- paint.c: which bytes of a text are evidence of what ---- */

enum { PAINT_NONE, PAINT_TURN, PAINT_BAD, PAINT_MIXED, PAINT_GOOD, PAINT_NAME, PAINT_MARK, PAINTS };

/* A PAINT_... for each byte of the opinion's text; borrowed until the next call. */
const unsigned char *paint(const kefu_verdict *v, int opinion, size_t size, int with_polarity);

/* ---- show.c: on a terminal ---- */

void show_review(const desk *d, const kefu_review *review);
void show_summary(const desk *d);

/* ---- page.c: as a page ---- */

void page_begin(desk *d);
void page_review(desk *d, const kefu_review *review);
void page_end(desk *d);

/* ---- table.c: columns that line up ---- */

typedef struct table table;
table *table_new(const char *title, int columns, const char *const *heads, const char *align);
void table_cell(table *t, const char *text);
void table_count(table *t, int64_t n);
void table_print(table *t); /* and frees it */

/* ---- stock_out.c ---- */

void show_stock(desk *d);

/* ---- files_out.c: rows and hits as CSV ---- */

/* What stands in columns beside those of the batch: a text for each of n, "" where there is none.
 */
typedef struct beside {
    const char *const *names;
    int n;
    const kefu_text *cells; /* n a row; NULL: all are empty */
} beside;
void write_batch(const kefu_batch *batch, const char *path, const beside *more);

/* ---- decided.c: what people decided about hits before ---- */

void write_hits(const kefu_batch *hits, const char *path, const char *decided);

#endif
