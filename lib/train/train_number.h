/* train_number.h - logarithm, root and exponential of doubles from + - * / alone: the same bits
 * wherever doubles are IEEE 754 and a * b + c is not contracted. */
#ifndef KF_TRAIN_NUMBER_H
#define KF_TRAIN_NUMBER_H

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(_MSC_VER)
#pragma fp_contract(off)
#endif

/* ln x of a normal x > 0, within 2^-50 of it or of 1. */
double kf_train_log(double x);
/* The root of x >= 0, within two units of the last place. */
double kf_train_sqrt(double x);
/* e^x within 2^-48 of it, for x cut to -700 .. 700. */
double kf_train_exp(double x);
/* The whole number nearest to x, halves away from zero, cut to +-2^62. */
long long kf_train_round(double x);

static inline double kf_train_abs(double x) { return x < 0 ? -x : x; }

#endif
