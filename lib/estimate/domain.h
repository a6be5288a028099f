/* domain.h - what the marks of a domain (an agent, a team, all) say: weighted sums, the variance of
 * what is estimated from them, and how many marks of a simple sample would say as much. */
#ifndef KF_ESTIMATE_DOMAIN_H
#define KF_ESTIMATE_DOMAIN_H

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
    kf_nat_ratio effective;       /* marks of a simple sample; top and bottom 0: no end of them */
    kf_nat_ratio spread;          /* variance of the marks by weight; of a total it is not known */
    int32_t hides;                /* 1: the variance may be too small, spread / effective is not */
} kf_domain;

/* Adds what a part has to the sums. */
void kf_sums_add(kf_sums *sums, const kf_design *design, const kf_domain_part *part);

/* From the parts of a domain, sorted by cell. */
void kf_domain_reckon(kf_domain *out, const kf_design *design, const kf_domain_part *parts,
                      size_t n);

/* Nothing is left to chance: every cell was inspected whole, or does not count. */
int32_t kf_domain_is_sure(const kf_domain *domain);

/* ±top / bottom × 10^scale, half away from zero; what is within the cut of weights of a half is
 * one. 0 if it does not fit. */
int32_t kf_domain_round(const kf_design *design, const kf_integer *top, const kf_nat *bottom,
                        int32_t scale, int64_t *out);

#endif
