/* log.h - the one logarithm that decides who is drawn: in integers, frozen for ever. */
#ifndef KF_LOG_H
#define KF_LOG_H

#include <stdint.h>

enum { KF_EXPONENTIAL_BITS = 57 };

/* -ln((u + 1/2) / 2^64) × 2^57, of a random u an exponential variate: 0 .. 65 ln 2 × 2^57 < 2^63.
 * Within 0.65 units (2^-57), and never rises while u does. The same bits everywhere. O(1) */
uint64_t kf_exponential(uint64_t u);

#endif
