/* big_root.c - square roots and rounded quotients of natural numbers. */
#include "base/big.h"

#include "base/decimal.h"

static void root_power_of_2(kf_nat *out, int32_t exponent)
{
    out->n = exponent / 32 + 1;
    for (int32_t i = 0; i < out->n - 1; i++)
        out->limb[i] = 0;
    out->limb[out->n - 1] = (uint32_t)1 << exponent % 32;
}

void kf_nat_of_words(kf_nat *out, const uint64_t *words, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        out->limb[2 * i] = (uint32_t)(words[i] & UINT32_MAX);
        out->limb[2 * i + 1] = (uint32_t)(words[i] >> 32);
    }
    out->n = 2 * n;
    while (out->n && out->limb[out->n - 1] == 0)
        out->n--;
}

void kf_nat_scale(kf_nat *a, int32_t decimals)
{
    for (; decimals >= 9; decimals -= 9)
        kf_nat_mul_small(a, 1000000000u);
    kf_nat_mul_small(a, (uint32_t)kf_pow10(decimals));
}

/* Newton's steps from above: each is at least the root, until one does not fall. */
void kf_nat_sqrt(kf_nat *out, const kf_nat *a)
{
    kf_nat next, quotient, rest;
    if (a->n == 0) {
        out->n = 0;
        return;
    }
    root_power_of_2(&next, (kf_nat_bits(a) + 1) / 2);
    do {
        *out = next;
        kf_nat_divide(&quotient, &rest, a, out);
        kf_nat_add(&next, out, &quotient);
        kf_nat_shift_down(&next, 1);
    } while (kf_nat_compare(&next, out) < 0);
}

int32_t kf_nat_round_divide(const kf_nat *a, const kf_nat *b, uint64_t *out)
{
    kf_nat quotient, rest;
    uint64_t value;
    kf_nat_divide(&quotient, &rest, a, b);
    if (!kf_nat_fits_u64(&quotient, &value))
        return 0;
    kf_nat_add(&rest, &rest, &rest);
    if (kf_nat_compare(&rest, b) >= 0) {
        if (value == UINT64_MAX)
            return 0;
        value++;
    }
    *out = value;
    return 1;
}
