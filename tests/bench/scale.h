/* scale.h - what the parts of `make bench-scale` share: made-up rows, kinds of states, the tree. */
#ifndef SCALE_H
#define SCALE_H

#include "bench.h"

#include "kefu/models.h"

/* ---- scale_log.c: rows and reviews as functions of their numbers ----------------------------- */

/* The rows first .. first + n - 1 of a service log of `total` messages: agents with skew, sessions
 * of six messages, buyers who come again, thirty days. */
typedef struct service_log {
    int64_t total, room;
    int32_t *agent, *response_tenths;
    int64_t *message, *buyer, *amount_fen;
    int16_t *day;
    uint8_t *paid, *refunded, *replied; /* replied: bits, as validity */
    kefu_column columns[8];
    const kefu_column *list[8];
    kefu_batch batch;
} service_log;

void log_open(service_log *log, int64_t total, int64_t room);
void log_close(service_log *log);
const kefu_batch *log_part(service_log *log, int64_t first, int64_t n);

enum { REVIEW_ROOM = 512 };
typedef struct made_review {
    char text[REVIEW_ROOM], id[24], product[24], agent[24];
    kefu_review review;
} made_review;
void make_review(made_review *out, int64_t number, int64_t total);

/* ---- scale_kinds.c: states that are saved and merged ----------------------------------------- */

typedef struct kind kind;
struct kind {
    const char *name, *counts; /* "sums", "messages" */
    const char *what;          /* in a line */
    void *(*make)(const kind *k);
    void (*feed)(void *state, int64_t first, int64_t n);
    void (*merge)(void *into, const void *from);
    void (*save)(void *state, const kefu_sink *sink);
    void *(*load)(const kind *k, const void *bytes, size_t size);
    void (*free)(void *state);
    const char *const (*metrics)[2]; /* of a tally: names and formulas, to NULL */
};
extern const kind kinds[];
enum { KINDS = 5 };

/* What the kinds are fed: the log's rows, the reviews' reader. */
void kinds_open(int64_t messages, int64_t reviews, int64_t part);
void kinds_close(void);
const kefu_reviewer *kinds_reviewer(void);
const kefu_model *kinds_model(void);
/* Rows are made before the clock of kind.feed starts. */
void kinds_rows(const kind *k, int64_t first, int64_t n);

/* ---- scale_tree.c: partitions and their merges ----------------------------------------------- */

typedef struct tree_settings {
    int64_t parts, rows, fan; /* rows of a part */
    int quiet;                /* 1: no figures */
} tree_settings;

typedef struct tree_result {
    double count, merge; /* CPU seconds: rows to saved states, saved states to one */
    double whole;        /* of a single pass */
    double travelled;    /* bytes of all states that were sent */
    int same;            /* tree, tree in random order and flat merge are the single pass */
} tree_result;

tree_result run_tree(const kind *k, const tree_settings *settings);

#endif
