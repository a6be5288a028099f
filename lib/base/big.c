/* big.c - see big.h. Schoolbook methods: few numbers here are longer than ten limbs. */
#include "base/big.h"

#include <string.h>

static void nat_trim(kf_nat *a)
{
    while (a->n > 0 && a->limb[a->n - 1] == 0)
        a->n--;
}

static void nat_copy(kf_nat *out, const kf_nat *a)
{
    memmove(out->limb, a->limb, (size_t)a->n * sizeof *a->limb);
    out->n = a->n;
}

void kf_nat_of(kf_nat *out, uint64_t value)
{
    out->limb[0] = (uint32_t)(value & UINT32_MAX);
    out->limb[1] = (uint32_t)(value >> 32);
    out->n = 2;
    nat_trim(out);
}

int32_t kf_nat_fits_u64(const kf_nat *a, uint64_t *out)
{
    if (a->n > 2)
        return 0;
    *out = (a->n > 0 ? a->limb[0] : 0) | (uint64_t)(a->n > 1 ? a->limb[1] : 0) << 32;
    return 1;
}

int32_t kf_nat_compare(const kf_nat *a, const kf_nat *b)
{
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    for (int32_t i = a->n; i-- > 0;)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

void kf_nat_add(kf_nat *out, const kf_nat *a, const kf_nat *b)
{
    const kf_nat *longer = a->n >= b->n ? a : b, *shorter = a->n >= b->n ? b : a;
    int32_t n = longer->n, m = shorter->n;
    uint64_t carry = 0;
    for (int32_t i = 0; i < n; i++) {
        carry += (uint64_t)longer->limb[i] + (i < m ? shorter->limb[i] : 0);
        out->limb[i] = (uint32_t)(carry & UINT32_MAX);
        carry >>= 32;
    }
    if (carry)
        out->limb[n++] = (uint32_t)carry;
    out->n = n;
}

void kf_nat_sub(kf_nat *out, const kf_nat *a, const kf_nat *b)
{
    int32_t n = a->n, m = b->n;
    uint32_t borrow = 0;
    for (int32_t i = 0; i < n; i++) {
        uint64_t take = (uint64_t)(i < m ? b->limb[i] : 0) + borrow;
        borrow = a->limb[i] < take;
        out->limb[i] = (uint32_t)((a->limb[i] - take) & UINT32_MAX);
    }
    out->n = n;
    nat_trim(out);
}

void kf_nat_mul(kf_nat *out, const kf_nat *a, const kf_nat *b)
{
    int32_t n = a->n + b->n;
    memset(out->limb, 0, (size_t)n * sizeof *out->limb);
    for (int32_t i = 0; i < a->n; i++) {
        uint64_t carry = 0;
        for (int32_t j = 0; j < b->n; j++) {
            carry += (uint64_t)a->limb[i] * b->limb[j] + out->limb[i + j];
            out->limb[i + j] = (uint32_t)(carry & UINT32_MAX);
            carry >>= 32;
        }
        out->limb[i + b->n] = (uint32_t)carry;
    }
    out->n = n;
    nat_trim(out);
}

void kf_nat_mul_small(kf_nat *a, uint32_t factor)
{
    uint64_t carry = 0;
    for (int32_t i = 0; i < a->n; i++) {
        carry += (uint64_t)a->limb[i] * factor;
        a->limb[i] = (uint32_t)(carry & UINT32_MAX);
        carry >>= 32;
    }
    if (carry)
        a->limb[a->n++] = (uint32_t)carry;
    nat_trim(a);
}

static void nat_divide_small(kf_nat *quotient, kf_nat *rest, const kf_nat *a, uint32_t b)
{
    uint64_t left = 0;
    for (int32_t i = a->n; i-- > 0;) {
        left = left << 32 | a->limb[i];
        quotient->limb[i] = (uint32_t)(left / b);
        left %= b;
    }
    quotient->n = a->n;
    nat_trim(quotient);
    kf_nat_of(rest, left);
}

/* out[0..n] = limb[0..n-1] << bits, bits < 32. */
static void nat_shift_limbs(uint32_t *out, const uint32_t *limb, int32_t n, int32_t bits)
{
    uint64_t carry = 0;
    for (int32_t i = 0; i < n; i++) {
        carry |= (uint64_t)limb[i] << bits;
        out[i] = (uint32_t)(carry & UINT32_MAX);
        carry >>= 32;
    }
    out[n] = (uint32_t)carry;
}

/* top[0..n] -= digit * by[0..n-1]; 1 if it went below zero. */
static int32_t nat_take_multiple(uint32_t *top, const uint32_t *by, int32_t n, uint64_t digit)
{
    uint64_t carry = 0, borrow = 0;
    for (int32_t i = 0; i <= n; i++) {
        carry += i < n ? digit * by[i] : 0;
        uint64_t take = (carry & UINT32_MAX) + borrow;
        borrow = top[i] < take;
        top[i] = (uint32_t)((top[i] - take) & UINT32_MAX);
        carry >>= 32;
    }
    return (int32_t)borrow;
}

static void nat_give_back(uint32_t *top, const uint32_t *by, int32_t n)
{
    uint64_t carry = 0;
    for (int32_t i = 0; i <= n; i++) {
        carry += (uint64_t)top[i] + (i < n ? by[i] : 0);
        top[i] = (uint32_t)(carry & UINT32_MAX);
        carry >>= 32;
    }
}

/* One digit of the quotient, Knuth's steps D3 to D6: guessed from the leading limbs, at most one
 * too large after the correction. */
static uint32_t nat_next_digit(uint32_t *top, const uint32_t *by, int32_t n)
{
    uint64_t lead = (uint64_t)top[n] << 32 | top[n - 1];
    uint64_t digit = lead / by[n - 1], left = lead % by[n - 1];
    while (digit > UINT32_MAX || digit * by[n - 2] > (left << 32 | top[n - 2])) {
        digit--;
        left += by[n - 1];
        if (left > UINT32_MAX)
            break;
    }
    if (nat_take_multiple(top, by, n, digit)) {
        digit--;
        nat_give_back(top, by, n);
    }
    return (uint32_t)digit;
}

/* The Art of Computer Programming, volume 2, 4.3.1, algorithm D. */
void kf_nat_divide(kf_nat *quotient, kf_nat *rest, const kf_nat *a, const kf_nat *b)
{
    uint32_t top[KF_NAT_LIMBS + 1], by[KF_NAT_LIMBS + 1];
    int32_t n = b->n, digits = a->n - n + 1, bits = 0;
    if (kf_nat_compare(a, b) < 0) {
        nat_copy(rest, a);
        quotient->n = 0;
        return;
    }
    if (n == 1) {
        nat_divide_small(quotient, rest, a, b->limb[0]);
        return;
    }
    while (!(b->limb[n - 1] << bits & 0x80000000u))
        bits++;
    nat_shift_limbs(top, a->limb, a->n, bits);
    nat_shift_limbs(by, b->limb, n, bits);
    for (int32_t i = digits; i-- > 0;)
        quotient->limb[i] = nat_next_digit(top + i, by, n);
    quotient->n = digits;
    nat_trim(quotient);
    for (int32_t i = 0; i < n; i++)
        rest->limb[i] = (uint32_t)(((uint64_t)top[i + 1] << 32 | top[i]) >> bits & UINT32_MAX);
    rest->n = n;
    nat_trim(rest);
}

void kf_nat_gcd(kf_nat *out, const kf_nat *a, const kf_nat *b)
{
    kf_nat x, y, quotient, rest;
    nat_copy(&x, a);
    nat_copy(&y, b);
    while (y.n) {
        kf_nat_divide(&quotient, &rest, &x, &y);
        nat_copy(&x, &y);
        nat_copy(&y, &rest);
    }
    nat_copy(out, &x);
}

static uint32_t nat_limb(const kf_nat *a, int32_t i) { return i < a->n ? a->limb[i] : 0; }

/* The bits below `bits` against the highest of them alone. */
static int32_t nat_rest(const kf_nat *a, int32_t bits)
{
    if (bits == 0)
        return KF_REST_NONE;
    int32_t last = (bits - 1) / 32;
    uint32_t half = (uint32_t)1 << (bits - 1) % 32;
    uint32_t high = nat_limb(a, last), below = high & (half - 1);
    for (int32_t i = 0; i < last && !below; i++)
        below = nat_limb(a, i);
    if (high & half)
        return below ? KF_REST_ABOVE_HALF : KF_REST_HALF;
    return below ? KF_REST_BELOW_HALF : KF_REST_NONE;
}

uint64_t kf_nat_shift_right(const kf_nat *a, int32_t bits, int32_t *rest)
{
    int32_t skip = bits / 32, within = bits % 32;
    uint64_t low = nat_limb(a, skip) | (uint64_t)nat_limb(a, skip + 1) << 32;
    uint64_t high = nat_limb(a, skip + 2);
    *rest = nat_rest(a, bits);
    return within ? low >> within | high << (64 - within) : low;
}
