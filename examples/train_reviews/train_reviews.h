/* train_reviews.h - labelled reviews in, a model out, and how good it is. */
#ifndef TRAIN_REVIEWS_H
#define TRAIN_REVIEWS_H

#include <kefu/train.h>
#include <stdio.h>

/* ---- args.c: the options ---- */

enum { MOST_HEADS = 17 };

enum { DO_OWN, DO_BUILD, DO_CHECK, DO_LEAVE_OUT };

typedef struct settings {
    int action;
    const char *data;  /* the folder of sets, or the file of labels */
    const char *out;   /* where the model goes */
    const char *model; /* that is checked */
    const char *base, *id, *card, *text, *day, *heads;
    const char *left_out; /* file of figures that --leave-out printed, or NULL */
    int language;         /* of the texts, and of what is printed */
    int bits;
    long enough;
} settings;

/* 0: go on; else the exit code plus 1. */
int read_settings(settings *s, int argc, char **argv);
const char *say(const settings *s, const char *zh, const char *en);

/* ---- fail.c ---- */

void fail_text(const char *what, const char *text);
void check(kefu_status status, const char *what, const kefu_error *error);
void *grow(void *block, size_t size);

/* ---- read.c: files ---- */

char *read_text(const char *path, size_t *size); /* with NUL; the caller frees it */
void write_bytes(const char *path, const void *bytes, size_t size);
char *path_of(const char *folder, const char *name, const char *file); /* the caller frees it */

/* Rows of a file, as text; the caller frees them with free_rows. */
typedef struct rows {
    const char *path;
    kefu_builder *builder;
    const kefu_batch *batch;
} rows;
rows read_rows(const char *path, int quotes);
void free_rows(rows *r);
int find_column(const rows *r, const char *name); /* -1: none */
int need_column(const rows *r, const char *name);
kefu_text cell(const rows *r, int column, int64_t row);

/* ---- recipe.c: which column of which set feeds which head ---- */

typedef struct head {
    const char *key;
    int32_t kind, cause;
    const char *word; /* in the column of the set that says it */
} head;

/* How the labels of a set are written. */
enum {
    SET_BINARY,   /* label: 1, 0 */
    SET_THREE,    /* label: 1, 0, -1: three classes */
    SET_ASPECTS,  /* aspects: word:polarity;word:polarity */
    SET_OPINIONS, /* triplets: aspect|opinion|polarity;... : polarity where all agree */
    SET_MARKS,    /* aspects of other words: polarity where all agree */
    SET_REASONS   /* reason: a word, of negative texts */
};

typedef struct set {
    const char *folder;
    int labels;
    int polarity;    /* 1: its labels are of polarity, too */
    int32_t no, yes; /* what negative and positive labels of polarity count, in thousandths */
    const char *licence;
    const char *drop; /* goes where this category is left out, or NULL */
    int pieces;       /* 1: its texts may be cut out of others; those of dev are passed over */
    int weak;    /* of each so many texts one has labels of causes by its words, too; 0: none */
    int classes; /* 1: positive and negative are of three classes, too, but count a tenth */
} set;

/* What a figure must be. */
typedef struct goal {
    const char *figure;
    int64_t wanted; /* millionths */
    int most;       /* 1: at most */
} goal;

typedef struct recipe {
    const char *id;
    int32_t language, bits;
    const head *heads;
    int n_heads;
    const set *sets;
    int n_sets;
    const goal *goals;
    int n_goals;
    const char *limits_zh, *limits_en;
} recipe;

extern const recipe recipe_zh, recipe_en;

/* ---- labels.c: labels of rows ---- */

typedef struct labelled {
    rows file;
    const char *folder;
    kefu_text *texts;
    int8_t *labels;   /* rows × heads */
    int32_t *weights; /* of polarity, in thousandths */
    int64_t n;
    int column;    /* of the labels */
    int32_t later; /* day of its labels: 1 for a set of three classes, else 0 */
    int category;  /* the column `cat`, or -1 */
} labelled;
labelled read_set(const char *data, const recipe *r, const set *s, const char *part);
void free_set(labelled *l);

/* ---- pieces.c: texts cut out of others ---- */

typedef struct pieces pieces;
/* Of the dev parts of all sets but those that are pieces themselves. */
pieces *pieces_of_dev(const char *data, const recipe *r);
int is_piece(const pieces *p, kefu_text text);
void free_pieces(pieces *p);

/* ---- weak.c: labels by words ---- */

/* Labels of all heads, most of them -1, of a text and what the set says of it. */
void weak_labels(const recipe *r, const set *s, kefu_text text, kefu_text labels, int8_t *out);

/* ---- fit.c: training ---- */

/* Fits the sets of a recipe; `without`: a category that is left out of those that have one. */
kefu_model *fit_recipe(const char *data, const recipe *r, const char *without, kefu_buffer **bytes);
kefu_trainer *trainer_of(const kefu_trainer_options *options, const head *heads, int n);
kefu_model *open_model(const char *path, char **bytes);
/* Progress, on a terminal only. */
kefu_status KEFU_CALL show_progress(void *user, int32_t millionths);
void begin_progress(const char *what);
void end_progress(void);

/* ---- dev.c: how good a model is on dev ---- */

/* A share, in millionths. */
typedef struct figure {
    char name[64];
    int64_t value, n;
    int64_t low, high; /* 95 %; 0, 0: none */
    const goal *goal;  /* or NULL */
} figure;

enum { MOST_FIGURES = 128 };
typedef struct figures {
    figure at[MOST_FIGURES];
    int n;
} figures;
void dev_figures(const char *data, const recipe *r, const kefu_model *model, figures *out);
/* Models without one category each; slow. */
void left_out_figures(const char *data, const recipe *r, figures *out);
void read_left_out(const char *path, const recipe *r, figures *out);

/* ---- card.c, print.c ---- */

char *card_of(const char *data, const recipe *r, const figures *f); /* the caller frees it */
/* Whether the card says what the figures say: 1. */
int card_agrees(const char *card, const figures *f);
void print_figures(const settings *s, const figures *f);
int figures_missed(const figures *f); /* how many goals were */
void print_own(const settings *s, const kefu_train_figures *f, const head *heads, int n);

/* ---- own.c: a shop's rows ---- */

void train_own(const settings *s);

#endif
