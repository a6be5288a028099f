/* agree.h - marks as coefficients read them: units of one size together, and what they add up to.
 */
#ifndef KF_AGREE_H
#define KF_AGREE_H

#include "base/alloc.h"
#include "base/ratio.h"
#include "kefu/agree.h"

/* Marks stay below 2^31 and places below 2^32 + 1, so that products of a count and a place fit 63
 * bits, and sums of products of two of them 192. */
#define KF_AGREE_MARKS  INT32_MAX
#define KF_AGREE_SPREAD ((uint64_t)1 << 32)
enum { KF_AGREE_CATEGORIES = 1000, KF_AGREE_CELLS = 1 << 24 /* counts of categories */ };

typedef struct kf_agree_mark {
    uint32_t category; /* its place among those of the criterion */
    uint32_t rater;
} kf_agree_mark;

/* Units with equally many marks. */
typedef struct kf_agree_class {
    int64_t size, units;        /* marks of a unit; units */
    const kf_agree_mark *marks; /* of a unit after the other, each by category */
    int64_t *counts;            /* marks in each category */
    int64_t same;               /* ordered pairs of marks on one unit that are equal */
} kf_agree_class;

typedef struct kf_agree_count {
    int64_t units, marks;
    int32_t raters;
} kf_agree_count;

typedef struct kf_criterion {
    const char *name;
    kf_agree_class *classes; /* by size */
    int32_t n_classes;
    int32_t paired; /* the first class of two marks or more */
    int32_t n_categories;
    int32_t has_text, is_far; /* 1: a category is no number; numbers are too far apart */
    int64_t *numbers;         /* categories as numbers, less the lowest */
    int64_t *counts;          /* of paired marks in each category */
    int64_t *first;           /* those of one of two inspectors */
    int64_t *ranks;           /* twice their mid-ranks, of each category */
    kf_agree_count all, pairs;
} kf_criterion;

struct kefu_agree {
    kf_memory memory;
    kf_arena arena; /* all that criteria point at, but the marks */
    kf_agree_mark *marks;
    size_t n_marks;
    kf_criterion *criteria;
    uint32_t n_criteria;
};

/* ---- From rows to criteria ---- */

/* What a row says: a number of each kind of key, then the marks of its unit. */
enum {
    KF_AGREE_CRITERION,
    KF_AGREE_UNIT,
    KF_AGREE_RATER,
    KF_AGREE_CATEGORY,
    KF_AGREE_COLUMNS,
    KF_AGREE_SIZE = KF_AGREE_COLUMNS,
    KF_AGREE_KEYS
};
typedef struct kf_agree_row {
    uint32_t key[KF_AGREE_KEYS];
    uint32_t row;
} kf_agree_row;

typedef struct kf_agree_rows {
    const kf_memory *memory;
    const kefu_agree_options *options;
    struct kf_groups *groups[KF_AGREE_COLUMNS]; /* of criteria NULL where all rows are one */
    kf_agree_row *rows;                         /* those with a mark */
    kf_agree_row *room;                         /* for as many */
    size_t n, capacity;
    uint32_t *by_rank[2]; /* criteria and categories: groups in the order of their keys */
    uint32_t n_criteria, n_categories;
    int64_t first_row;
    kefu_error *error;
} kf_agree_rows;

/* Rows of a batch, keys by number of group (agree_rows.c). Freed in any case. */
kefu_status kf_agree_read(kf_agree_rows *rows, const kefu_batch *batch);
void kf_agree_rows_free(kf_agree_rows *rows);
/* Puts the rows into the order of some keys, the first one first (agree_sort.c). */
kefu_status kf_agree_sort(kf_agree_rows *rows, const int32_t *keys, int32_t n);
/* KEFU_E_DUPLICATE, or each row's KF_AGREE_SIZE; needs the order of criterion, unit, rater. */
kefu_status kf_agree_sizes(kf_agree_rows *rows);
/* All criteria with their categories and counts (agree_build.c). */
kefu_status kf_agree_build(kefu_agree *agree, kf_agree_rows *rows);

/* ---- Coefficients ---- */

typedef struct kf_agreed {
    int32_t why;
    int32_t has_value, has_chance; /* chance: `expected` */
    kf_agree_count of;             /* what counts */
    kf_ratio value, observed, expected;
} kf_agreed;

/* Each in a file of its name; `distance` fits. */
void kf_agree_raw(const kf_criterion *criterion, int32_t distance, kf_agreed *out);
void kf_agree_cohen(const kf_criterion *criterion, int32_t distance, kf_agreed *out);
void kf_agree_fleiss(const kf_criterion *criterion, int32_t distance, kf_agreed *out);
void kf_agree_alpha(const kf_criterion *criterion, int32_t distance, kf_agreed *out);
void kf_agree_ac1(const kf_criterion *criterion, int32_t distance, kf_agreed *out);

/* Raw agreement, of one unit at least with two marks (agree_raw.c). */
void kf_agree_seen(const kf_criterion *criterion, kf_ratio *out);
/* 1 if all marks of classes from..n_classes-1 are in one category (agree_raw.c). */
int32_t kf_agree_is_single(const kf_criterion *criterion, int32_t from);
/* No number, nothing counts (agree_chance.c). */
void kf_agree_none(const kf_criterion *criterion, int32_t why, kf_agreed *out);
/* 1 - out (agree_chance.c). */
void kf_agree_less(kf_ratio *out);
/* value = (observed - expected) / (1 - expected), or KEFU_AGREE_ONE_CATEGORY (agree_chance.c). */
void kf_agree_beyond_chance(kf_agreed *out);

#endif
