/* real_log.c - logarithms through artanh: log a = 2 artanh((a - 1) / (a + 1)). */
#include "base/real.h"

/* 1 / 3, 1 / 5 ...: for |a| <= 0.172 the next would add 2^-72 at most. */
static const kf_real real_log_terms[] = {
    {0xAAAAAAAAAAAAAAABu, -65, 1}, /* 1 / 3 */
    {0xCCCCCCCCCCCCCCCDu, -66, 1}, /* 1 / 5 */
    {0x9249249249249249u, -66, 1}, /* 1 / 7 */
    {0xE38E38E38E38E38Eu, -67, 1}, /* 1 / 9 */
    {0xBA2E8BA2E8BA2E8Cu, -67, 1}, /* 1 / 11 */
    {0x9D89D89D89D89D8Au, -67, 1}, /* 1 / 13 */
    {0x8888888888888889u, -67, 1}, /* 1 / 15 */
    {0xF0F0F0F0F0F0F0F1u, -68, 1}, /* 1 / 17 */
    {0xD79435E50D79435Eu, -68, 1}, /* 1 / 19 */
    {0xC30C30C30C30C30Cu, -68, 1}, /* 1 / 21 */
    {0xB21642C8590B2164u, -68, 1}, /* 1 / 23 */
    {0xA3D70A3D70A3D70Au, -68, 1}, /* 1 / 25 */
    {0x97B425ED097B425Fu, -68, 1}, /* 1 / 27 */
};
enum { REAL_LOG_TERMS = sizeof real_log_terms / sizeof *real_log_terms };

static const kf_real real_log_two = {0xB17217F7D1CF79ACu, -64, 1};
static const kf_real real_log_one = {UINT64_C(1) << 63, -63, 1};
static const uint64_t real_log_root_two = 0xB504F333F9DE6484u; /* × 2^-63 */

kf_real kf_real_artanh_rest(kf_real a)
{
    kf_real square = kf_real_mul(a, a), sum = real_log_terms[REAL_LOG_TERMS - 1];
    for (int32_t i = REAL_LOG_TERMS - 2; i >= 0; i--)
        sum = kf_real_add(kf_real_mul(sum, square), real_log_terms[i]);
    return kf_real_mul(kf_real_mul(sum, square), a);
}

/* log(1 + a) from a, which has no rounding of 1 + a in it: -0.29 <= a <= 0.41 */
static kf_real real_log_near_one(kf_real a)
{
    kf_real s = kf_real_div(a, kf_real_add(kf_real_of(2), a));
    return kf_real_shift(kf_real_add(s, kf_real_artanh_rest(s)), 1);
}

kf_real kf_real_log(kf_real a)
{
    if (a.sign != 1)
        return kf_real_fail();
    int32_t half = a.mantissa > real_log_root_two; /* root(1/2) < part <= root(2) */
    kf_real part = {a.mantissa, half ? -64 : -63, 1};
    int64_t twos = (int64_t)a.exponent - part.exponent;
    kf_real near = real_log_near_one(kf_real_sub(part, real_log_one));
    return kf_real_add(kf_real_mul(kf_real_of(twos), real_log_two), near);
}

kf_real kf_real_log1p(kf_real a)
{
    const kf_real least = {0x9400000000000000u, -65, -1}; /* -0.289 */
    const kf_real most = {0xD000000000000000u, -65, 1};   /* 0.406 */
    if (a.sign == KF_REAL_FAILED)
        return a;
    if (kf_real_compare(a, least) < 0 || kf_real_compare(a, most) > 0)
        return kf_real_log(kf_real_add(real_log_one, a));
    return real_log_near_one(a);
}
