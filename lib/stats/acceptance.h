/* acceptance.h - the search for the smallest plan of inspection; private to stats. */
#ifndef KF_ACCEPTANCE_H
#define KF_ACCEPTANCE_H

#include "stats/tail.h"

enum { KF_ACCEPT_SCALE = 15 };
#define KF_ACCEPT_CERTAIN INT64_C(1000000000000000) /* 10^15 */

typedef struct kf_accept_search {
    int64_t good, bad; /* rates, or how many of N */
    int64_t N, most;
    int64_t pass_good, pass_bad; /* at least, at most; in 10^-15 */
    int32_t one_sided;           /* only bad counts */
    int32_t failed;
    int32_t too_long; /* given up: see kf_accept_look */
} kf_accept_search;

typedef struct kf_accept_found {
    int64_t n, accept, pass_good; /* 10^-15 */
} kf_accept_found;

/* The probability that `rate` passes, as a number and in 10^-15. */
kf_real kf_accept_passes(const kf_accept_search *search, int64_t n, int64_t accept, int64_t rate);
int64_t kf_accept_fine(kf_accept_search *search, int64_t n, int64_t accept, int64_t rate);

/* 1 if a plan keeps both risks: in *near that with the least n, from `accept` on (or with `only`
 * that). Else *near is, of those looked at, the one that passes most good ones; its n stays above
 * `most` if there is none. */
int32_t kf_accept_look(kf_accept_search *search, int64_t accept, int32_t only,
                       kf_accept_found *near);

#endif
