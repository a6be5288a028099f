/* factorial.c - see tail.h: Stirling's series and the deviance. */
#include "stats/tail.h"

/* B(2k) / (2k (2k - 1)) for k = 1, 2 ...: from 16 on the next adds less than 2^-72. */
static const kf_real factorial_terms[] = {
    {0xAAAAAAAAAAAAAAABu, -67, 1},  {0xB60B60B60B60B60Bu, -72, -1}, {0xD00D00D00D00D00Du, -74, 1},
    {0x9C09C09C09C09C0Au, -74, -1}, {0xDCA8F158C7F91AB8u, -74, 1},  {0xFB5586CCC9E3E410u, -73, -1},
    {0xD20D20D20D20D20Du, -71, 1},  {0xF21436587A9CBEE1u, -69, -1}, {0xB7F4B1C0F033FFD1u, -66, 1},
};
enum { FACTORIAL_TERMS = sizeof factorial_terms / sizeof *factorial_terms };

static const kf_real factorial_two_pi = {0xC90FDAA22168C235u, -61, 1};

/* log Gamma(x + 1) - (x log x - x), x >= 16 */
static kf_real factorial_series(kf_real x)
{
    kf_real inverse = kf_real_div(kf_real_of(1), x), square = kf_real_mul(inverse, inverse);
    kf_real sum = factorial_terms[FACTORIAL_TERMS - 1];
    for (int32_t i = FACTORIAL_TERMS - 2; i >= 0; i--)
        sum = kf_real_add(kf_real_mul(sum, square), factorial_terms[i]);
    kf_real root = kf_real_shift(kf_real_log(kf_real_mul(factorial_two_pi, x)), -1);
    return kf_real_add(root, kf_real_mul(sum, inverse));
}

/* x log x - x, and 0 of 0 */
static kf_real factorial_first(kf_real x)
{
    return x.sign ? kf_real_mul(x, kf_real_sub(kf_real_log(x), kf_real_of(1))) : x;
}

/* Gamma(x + 1) is Gamma(x + m + 1) divided by (x + 1) ... (x + m). */
kf_real kf_factorial_rest(kf_real x)
{
    const kf_real enough = kf_real_of(16);
    if (x.sign == KF_REAL_FAILED || kf_real_compare(x, enough) >= 0)
        return factorial_series(x);
    kf_real product = kf_real_of(1), high = x;
    while (kf_real_compare(high, enough) < 0) {
        high = kf_real_add(high, kf_real_of(1));
        product = kf_real_mul(product, high);
    }
    kf_real whole = kf_real_add(factorial_series(high), factorial_first(high));
    return kf_real_sub(kf_real_sub(whole, kf_real_log(product)), factorial_first(x));
}

/* With v = (x - mean) / (x + mean) it is (x - mean) v + 2 x (artanh(v) - v). */
kf_real kf_deviance(kf_real x, kf_real mean, kf_real apart)
{
    if (!x.sign)
        return mean;
    kf_real v = kf_real_div(apart, kf_real_add(x, mean));
    kf_real size = v.sign == -1 ? kf_real_neg(v) : v;
    if (kf_real_compare(size, KF_REAL_NEAR) > 0)
        return kf_real_sub(kf_real_mul(x, kf_real_log(kf_real_div(x, mean))), apart);
    return kf_real_add(kf_real_mul(apart, v),
                       kf_real_shift(kf_real_mul(x, kf_real_artanh_rest(v)), 1));
}
