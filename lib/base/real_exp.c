/* real_exp.c - powers of e: a multiple of log 2 is taken out, the rest by its series. */
#include "base/real.h"

/* 1 / n!, of which 17 are enough for |a| <= log(2) / 2: that / 18! is below 2^-80. */
static const kf_real real_exp_terms[] = {
    {0x8000000000000000u, -63, 1},  /* 1 / 1! */
    {0x8000000000000000u, -64, 1},  /* 1 / 2! */
    {0xAAAAAAAAAAAAAAABu, -66, 1},  /* 1 / 3! */
    {0xAAAAAAAAAAAAAAABu, -68, 1},  /* 1 / 4! */
    {0x8888888888888889u, -70, 1},  /* 1 / 5! */
    {0xB60B60B60B60B60Bu, -73, 1},  /* 1 / 6! */
    {0xD00D00D00D00D00Du, -76, 1},  /* 1 / 7! */
    {0xD00D00D00D00D00Du, -79, 1},  /* 1 / 8! */
    {0xB8EF1D2AB6399C7Du, -82, 1},  /* 1 / 9! */
    {0x93F27DBBC4FAE397u, -85, 1},  /* 1 / 10! */
    {0xD7322B3FAA271C7Fu, -89, 1},  /* 1 / 11! */
    {0x8F76C77FC6C4BDAAu, -92, 1},  /* 1 / 12! */
    {0xB092309D43684BE5u, -96, 1},  /* 1 / 13! */
    {0xC9CBA54603E4E906u, -100, 1}, /* 1 / 14! */
    {0xD73F9F399DC0F88Fu, -104, 1}, /* 1 / 15! */
    {0xD73F9F399DC0F88Fu, -108, 1}, /* 1 / 16! */
    {0xCA963B81856A5359u, -112, 1}, /* 1 / 17! */
};
enum { REAL_EXP_TERMS = sizeof real_exp_terms / sizeof *real_exp_terms };

/* log 2 in two parts: the first has 32 bits, so that its multiples are exact. */
static const kf_real real_exp_log2_high = {0xB17217F700000000u, -64, 1};
static const kf_real real_exp_log2_low = {0xD1CF79ABC9E3B398u, -96, 1};
static const kf_real real_exp_per_log2 = {0xB8AA3B295C17F0BCu, -63, 1};
static const kf_real real_exp_one = {UINT64_C(1) << 63, -63, 1};

/* exp(a) - 1 for |a| <= 0.35 */
static kf_real real_exp_series(kf_real a)
{
    kf_real sum = real_exp_terms[REAL_EXP_TERMS - 1];
    for (int32_t i = REAL_EXP_TERMS - 2; i >= 0; i--)
        sum = kf_real_add(kf_real_mul(sum, a), real_exp_terms[i]);
    return kf_real_mul(sum, a);
}

/* 2^30 × log 2 is beyond the exponents. */
static int32_t real_exp_beyond(kf_real a) { return a.sign && a.exponent > 29 - 63; }

kf_real kf_real_exp(kf_real a)
{
    int64_t twos;
    if (a.sign == KF_REAL_FAILED || (real_exp_beyond(a) && a.sign > 0))
        return kf_real_fail();
    if (real_exp_beyond(a))
        return kf_real_of(0);
    if (!kf_real_round(kf_real_mul(a, real_exp_per_log2), 0, &twos))
        return kf_real_fail();
    kf_real n = kf_real_of(twos);
    kf_real rest = kf_real_sub(kf_real_sub(a, kf_real_mul(n, real_exp_log2_high)),
                               kf_real_mul(n, real_exp_log2_low));
    return kf_real_shift(kf_real_add(real_exp_series(rest), real_exp_one), (int32_t)twos);
}

kf_real kf_real_expm1(kf_real a)
{
    const kf_real near = {0xB000000000000000u, -65, 1}; /* 0.34375 */
    kf_real size = a.sign == -1 ? kf_real_neg(a) : a;
    if (a.sign == KF_REAL_FAILED || kf_real_compare(size, near) > 0)
        return kf_real_sub(kf_real_exp(a), real_exp_one);
    return real_exp_series(a);
}
