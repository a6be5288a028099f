/* columns.h - points straight from columns: what is worked out once for an item, and the loops that
 * a block of rows passes. */
#ifndef KF_COLUMNS_H
#define KF_COLUMNS_H

#include "card/curve_ready.h"
#include "table/column.h"

/* ---- Curves as sums of doubles (columns_exact.c) ----
 *
 * Doubles carry integers here, and nothing else: every product and sum stays below 2^53, so that
 * none is ever rounded, in any rounding mode. The only inexact one is a quotient, and that is put
 * right by its exact rest. */

enum { KF_EXACT_PASS = 4, KF_EXACT_PARTS = 16, KF_EXACT_RUN = 512 };

/* A curve over numerators v, times `below`: base + the sum of rise × (v kept within low and high) +
 * the sum of jumps where v >= at. Lines and steps are filled up to whole passes by ones that add
 * nothing. */
typedef struct kf_exact_curve {
    int32_t lines, steps;
    double base, below, inverse;
    double low[KF_EXACT_PARTS], high[KF_EXACT_PARTS], rise[KF_EXACT_PARTS];
    double at[KF_EXACT_PARTS], jump[KF_EXACT_PARTS];
    double least, most; /* of v: outside them the curve is level */
} kf_exact_curve;

/* 1 if it can be made: not for points below 0, many parts, or numbers of 2^51 and more. */
int32_t kf_exact_make(const kf_ready_curve *ready, kf_exact_curve *out);

/* Points of `count` (at most KF_EXACT_RUN) numerators, added to totals, and what rounding left of
 * them, × `per` / below, to rests. */
void kf_exact_points(const kf_exact_curve *curve, double per, const double *v, int32_t count,
                     int64_t *points, int64_t *totals, double *rests);

/* ---- Doubles of the caller (columns_double.c) ---- */

/* Of a curve over billionths: its steps as bounds of the caller's doubles, 1 if that can be. */
int32_t kf_exact_bounds(kf_exact_curve *curve);

/* Doubles kept within least and most as billionths, by the entry rule. */
typedef struct kf_exact_entry {
    double least, most; /* of the caller's doubles */
    double sure;        /* less than so far from an integer is no doubt */
} kf_exact_entry;
int32_t kf_exact_entry_make(const kf_exact_curve *curve, kf_exact_entry *out);
void kf_exact_enter(const kf_exact_entry *entry, const double *x, int32_t count, double *v);

/* ---- Items ---- */

/* What became of a row's item. */
enum { KF_ITEM_SCORED, KF_ITEM_ZERO, KF_ITEM_LEFT_OUT, KF_ITEM_REQUIRED };

typedef struct kf_columns_item {
    const kf_item *item;
    const kf_column *column;
    int32_t scale;    /* of the numerators */
    int32_t way;      /* KF_WAY_... */
    kf_factor factor; /* of its weight over all */
    int64_t over;     /* rows without a figure: what the factor below is over */
    kf_factor factor_over;
    int64_t num;              /* the figure of such a row, */
    int32_t num_scale, state; /* its scale and KEFU_VALUE_ status */
    double per;               /* what the rests of its points, times below, are multiplied by */
    kf_ready_curve ready;
    kf_exact_curve exact;
    kf_exact_entry entry;
} kf_columns_item;

/* How a block of an item goes: doubles compared as they are, doubles as billionths, numerators
 * through the loops above, numerators one by one by a curve made ready, or the long way. */
enum { KF_WAY_DOUBLES, KF_WAY_ENTERED, KF_WAY_EXACT, KF_WAY_READY, KF_WAY_LONG };

/* A few rows are not worth the search for bounds. */
enum { KF_COLUMNS_MANY = 4096 };

typedef struct kf_columns {
    const kefu_card *card;
    kf_memory memory;
    kf_batch batch;
    kf_columns_item *items; /* as the card's */
    int64_t *totals;
    int64_t *const *points; /* or NULL */
    kefu_error *error;
    /* The block. */
    int64_t first, count;
    int32_t any_odd;
    uint8_t odd[KF_BLOCK]; /* rows that want a figure, or have one beyond all bounds */
    uint8_t states[KF_BLOCK];
    int64_t values[KF_BLOCK];
    int64_t unwanted[KF_BLOCK]; /* points that nobody asked for */
    /* What rounding left of each row's points, in millionths of a point by `unit`. Where all curves
     * are exact and have a small divisor in common, that is the unit and rests are integers; else
     * it is 0, and rests are as good as doubles are. */
    int64_t unit;
    double rests[KF_BLOCK];
} kf_columns;

/* KEFU_E_UNSUPPORTED with the place of what keeps the card from being scored by columns
 * (columns_refuse.c). */
kefu_status kf_columns_refuse(const kefu_card *card, kefu_error *error);
/* The item's way for so many rows (columns_item.c). */
void kf_columns_plan(kf_columns_item *item, int64_t hundred, int64_t rows);
/* The unit of rests, once all items have their way. */
void kf_columns_unit(kf_columns *c);
/* Points of the block, added to totals; odd rows are marked and get anything. */
kefu_status kf_columns_points(kf_columns *c, int32_t item);
/* Sums of the block's rows as of exact points rounded once; rows that cannot be told become odd
 * (columns_row.c). */
void kf_columns_round(kf_columns *c);
/* The odd rows of the block again, by the card's policies (columns_row.c). */
kefu_status kf_columns_odd(kf_columns *c);

/* KEFU_E_OVERFLOW for row i of the block. */
kefu_status kf_columns_too_many(const kf_columns *c, const kf_columns_item *item, int64_t i);

static inline int32_t kf_points_are_too_many(int64_t points)
{
    return points >= KF_POINTS_MOST || points <= -KF_POINTS_MOST;
}

static inline int64_t *kf_columns_out(kf_columns *c, int32_t item)
{
    return c->points && c->points[item] ? c->points[item] + c->first : c->unwanted;
}

#endif
