/* domain.h - what the marks of a domain (an agent, a team, all) say: weighted sums, the variance of
 * what is estimated from them, and how large it is at least. */
#ifndef KF_ESTIMATE_DOMAIN_H
#define KF_ESTIMATE_DOMAIN_H

#include "base/real.h"
#include "estimate/design.h"

/* Weighted sums of marks, in weight units. */
typedef struct kf_sums {
    kf_integer weight, sum, squares;
    int64_t marked;
    kf_i128 plain; /* sum of the marks as they are */
} kf_sums;

/* A fraction; bottom 0: not known. At most KF_NAT_RATIO_BITS each. */
enum { KF_NAT_RATIO_BITS = 1200 };
typedef struct kf_nat_ratio {
    kf_nat top, bottom;
} kf_nat_ratio;

typedef struct kf_domain {
    const kf_design *design;
    const kf_domain_part *parts; /* by cell */
    size_t n;
    kf_sums all;
    int64_t sampled;
    int64_t cells, lonely, whole; /* that have marks; of those lonely and whole ones */
    int32_t is_exact;             /* it is cells whose fit rows are all known to be in it */
    uint32_t flags;               /* KEFU_ESTIMATED_... */
    kf_nat_ratio variance;        /* of the mean (or rate), or the total */
    kf_real df;                   /* of it, by Satterthwaite; 0 = none */
    kf_real least, least_df;      /* variance that few marks alike do not go below; 0 = none */
    kf_real spread;               /* weighted variance of the marks */
    int32_t hides;                /* marks of a cell may spread less than its rows */
    kf_real alike;                /* variance, if cells did not differ */
    kf_real kish; /* marks of a simple sample, if cells did not differ; 0: no end of them */
} kf_domain;

/* Adds what a part has to the sums. */
void kf_sums_add(kf_sums *sums, const kf_design *design, const kf_domain_part *part);

/* From the parts of a domain, sorted by cell. */
void kf_domain_reckon(kf_domain *out, const kf_design *design, const kf_domain_part *parts,
                      size_t n);

/* Where the parts of the next cell begin; the marks of those from .. to - 1. */
size_t kf_domain_next_cell(const kf_domain *domain, size_t from);
int64_t kf_domain_marked(const kf_domain *domain, size_t from, size_t to);

/* ---- caution.c ------------------------------------------------------------------------------ */

/* least, spread, hides, alike and kish. */
void kf_domain_caution(kf_domain *domain);

/* Degrees of freedom of a variance that is a sum of cells', by Satterthwaite: sum² / sum of
 * (variance² / (marks - 1)). A cell with one mark has 1. */
typedef struct kf_freedom {
    kf_real sum, squares;
} kf_freedom;
void kf_freedom_add(kf_freedom *freedom, kf_real variance, int64_t marked);
kf_real kf_freedom_of(const kf_freedom *freedom); /* 0 where the variance is */

/* ---- domain.c ------------------------------------------------------------------------------- */

/* Nothing is left to chance: every cell was inspected whole, or does not count. */
int32_t kf_domain_is_sure(const kf_domain *domain);

/* ±top / bottom × 10^scale, half away from zero; what is within the cut of weights of a half is
 * one. 0 if it does not fit. */
int32_t kf_domain_round(const kf_design *design, const kf_integer *top, const kf_nat *bottom,
                        int32_t scale, int64_t *out);

#endif
