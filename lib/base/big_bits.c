/* big_bits.c - bits of natural numbers, and shifting them. */
#include "base/big.h"

int32_t kf_nat_bits(const kf_nat *a)
{
    int32_t bits = a->n * 32;
    if (a->n == 0)
        return 0;
    for (uint32_t top = a->limb[a->n - 1]; !(top & 0x80000000u); top <<= 1)
        bits--;
    return bits;
}

static void bits_trim(kf_nat *a)
{
    while (a->n && a->limb[a->n - 1] == 0)
        a->n--;
}

void kf_nat_shift_left(kf_nat *a, int32_t bits)
{
    int32_t skip = bits / 32, within = bits % 32, n = a->n + skip + 1;
    if (a->n == 0)
        return;
    for (int32_t i = n; i-- > 0;) {
        int32_t from = i - skip;
        uint64_t high = from >= 0 && from < a->n ? a->limb[from] : 0;
        uint64_t low = from >= 1 ? a->limb[from - 1] : 0;
        a->limb[i] = (uint32_t)((((high << 32) | low) << within >> 32) & UINT32_MAX);
    }
    a->n = n;
    bits_trim(a);
}

void kf_nat_shift_down(kf_nat *a, int32_t bits)
{
    int32_t skip = bits / 32, within = bits % 32, n = a->n - skip;
    for (int32_t i = 0; i < n; i++) {
        uint64_t low = a->limb[i + skip];
        uint64_t high = i + skip + 1 < a->n ? a->limb[i + skip + 1] : 0;
        a->limb[i] = (uint32_t)((high << 32 | low) >> within & UINT32_MAX);
    }
    a->n = n > 0 ? n : 0;
    bits_trim(a);
}
