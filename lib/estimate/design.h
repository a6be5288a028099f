/* design.h - what rows of a sample stand for: cells, weights, and by how much a cell's spread
 * counts. Exact fractions brought to one denominator while that is small enough, else cut at so
 * many binary digits that no rounding of a result is touched but one in 10^9. */
#ifndef KF_ESTIMATE_DESIGN_H
#define KF_ESTIMATE_DESIGN_H

#include "base/alloc.h"
#include "estimate/integer.h"
#include "kefu/estimate.h"

enum {
    KF_DESIGN_ROWS_BITS = 40, /* rows of a cell in the population */
    KF_WEIGHT_BITS = 216,     /* of the common denominator of weights, which are below 2^72 */
    KF_WEIGHT_CUT = 128,
    KF_FACTOR_BITS = 512, /* of that of the factors of variance */
    KF_FACTOR_CUT = 192
};

typedef struct kf_design_cell {
    int64_t rows;    /* in the population; 0 = not known: as if drawn with putting back */
    int64_t sampled; /* fit rows of the sample */
    int64_t looked;  /* with those that were unsuitable */
    int64_t marked;
    uint32_t label; /* whose effect it adds to */
} kf_design_cell;

typedef struct kf_design {
    const kf_design_cell *cells;
    size_t n_cells;
    int32_t kind, lonely; /* KEFU_ESTIMATE_..., KEFU_LONELY_... */
    int32_t weights_cut;  /* 1: weights are cut, not exact */
    int32_t factors_cut;  /* 1: so are factors */
    kf_nat weight_unit;   /* a weight of 1 */
    kf_nat factor_unit;   /* a factor of 1 */
} kf_design;

/* Rows of a domain in one cell, with one chance. */
typedef struct kf_domain_part {
    uint32_t domain, cell;
    int64_t chance; /* billionths; 0 = that of the cell, looked / rows */
    int64_t sampled, marked;
    kf_i128 sum; /* of marks, of their squares */
    kf_i192 squares;
} kf_domain_part;

/* Finds the units, from all parts and cells. */
void kf_design_units(kf_design *design, const kf_domain_part *parts, size_t n);

/* The weight of a part's rows, in units. Its cell has marks. */
void kf_design_weight(const kf_design *design, const kf_domain_part *part, kf_nat *out);

/* As many rows as were looked at and marked, if unsuitable and unmarked ones were left out by the
 * same chance: looked × marked / sampled, in lowest terms. */
typedef struct kf_cell_size {
    int64_t top, bottom;
} kf_cell_size;
kf_cell_size kf_design_size(const kf_design_cell *cell);
/* All rows of the cell were looked at and marked. */
int32_t kf_design_is_whole(const kf_design_cell *cell);
/* One mark stands for several rows. */
int32_t kf_design_is_lonely(const kf_design_cell *cell);
/* 1 - size / rows as top / bottom: the part of the cell that was not seen. */
void kf_design_unseen(const kf_design_cell *cell, kf_nat *top, kf_nat *bottom);
/* *sum += spread × (1 - size / rows) / (size.top - size.bottom), or without the divisor where the
 * cell is lonely, in factor units. */
void kf_design_add_spread(const kf_design *design, const kf_design_cell *cell, const kf_nat *spread,
                          kf_nat *sum);

#endif
