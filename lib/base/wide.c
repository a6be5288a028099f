/* wide.c - see wide.h. */
#include "base/wide.h"

#if defined(__SIZEOF_INT128__) && !defined(KEFU_PORTABLE_WIDE)
#define WIDE_NATIVE 1
__extension__ typedef __int128 wide_int;
__extension__ typedef unsigned __int128 wide_uint;
#else
#define WIDE_NATIVE 0
#endif

kf_i128 kf_i128_of(int64_t value)
{
    kf_i128 wide = {(uint64_t)value, value < 0 ? -1 : 0};
    return wide;
}

kf_i128 kf_i128_add(kf_i128 a, kf_i128 b)
{
    kf_i128 sum;
    sum.lo = a.lo + b.lo;
    sum.hi = kf_signed((uint64_t)a.hi + (uint64_t)b.hi + (sum.lo < a.lo ? 1u : 0u));
    return sum;
}

kf_i128 kf_i128_neg(kf_i128 a)
{
    kf_i128 negated;
    negated.lo = 0 - a.lo;
    negated.hi = kf_signed(~(uint64_t)a.hi + (a.lo == 0 ? 1u : 0u));
    return negated;
}

int32_t kf_i128_compare(kf_i128 a, kf_i128 b)
{
    if (a.hi != b.hi)
        return a.hi < b.hi ? -1 : 1;
    return (a.lo > b.lo) - (a.lo < b.lo);
}

int32_t kf_i128_fits_i64(kf_i128 a, int64_t *out)
{
    int64_t low = kf_signed(a.lo);
    if (a.hi != (low < 0 ? -1 : 0))
        return 0;
    *out = low;
    return 1;
}

#if WIDE_NATIVE

kf_i128 kf_i128_mul(int64_t a, int64_t b)
{
    wide_int product = (wide_int)a * b;
    kf_i128 wide = {(uint64_t)product, (int64_t)(product >> 64)};
    return wide;
}

uint64_t kf_mul_wide(uint64_t a, uint64_t b, uint64_t *lo)
{
    wide_uint product = (wide_uint)a * b;
    *lo = (uint64_t)product;
    return (uint64_t)(product >> 64);
}

uint64_t kf_divide_wide(uint64_t hi, uint64_t lo, uint64_t den, uint64_t *rest)
{
    wide_uint num = ((wide_uint)hi << 64) | lo;
    uint64_t quotient = (uint64_t)(num / den);
    *rest = lo - quotient * den;
    return quotient;
}

#else

/* By halves of 32 bits, as on paper. */
uint64_t kf_mul_wide(uint64_t x, uint64_t y, uint64_t *lo)
{
    uint64_t x0 = x & UINT32_MAX, x1 = x >> 32, y0 = y & UINT32_MAX, y1 = y >> 32;
    uint64_t low = x0 * y0;
    uint64_t middle = x1 * y0 + (low >> 32);          /* at most 2^64 - 2^32 */
    uint64_t cross = x0 * y1 + (middle & UINT32_MAX); /* likewise */
    *lo = (cross << 32) | (low & UINT32_MAX);
    return x1 * y1 + (middle >> 32) + (cross >> 32);
}

kf_i128 kf_i128_mul(int64_t a, int64_t b)
{
    kf_i128 product;
    product.hi = (int64_t)kf_mul_wide(kf_size(a), kf_size(b), &product.lo); /* at most 2^62 */
    return (a < 0) == (b < 0) ? product : kf_i128_neg(product);
}

/* One digit of 32 bits of hi:next / den, where the highest bit of den is set and hi < den: a guess
 * from the upper half of den is at most 2 too large (Knuth 4.3.1, theorem B). */
static uint64_t wide_digit(uint64_t *hi, uint64_t next, uint64_t den)
{
    uint64_t upper = den >> 32, lower = den & UINT32_MAX;
    uint64_t digit = *hi / upper, rest = *hi % upper;
    while (digit > UINT32_MAX || digit * lower > ((rest << 32) | next)) {
        digit--;
        rest += upper;
        if (rest > UINT32_MAX)
            break;
    }
    *hi = ((*hi << 32) | next) - digit * den; /* modulo 2^64, and below den */
    return digit;
}

uint64_t kf_divide_wide(uint64_t hi, uint64_t lo, uint64_t den, uint64_t *rest)
{
    int shift = 0;
    for (; !(den >> 63); shift++)
        den <<= 1;
    if (shift) {
        hi = (hi << shift) | (lo >> (64 - shift));
        lo <<= shift;
    }
    uint64_t first = wide_digit(&hi, lo >> 32, den);
    uint64_t second = wide_digit(&hi, lo & UINT32_MAX, den);
    *rest = hi >> shift;
    return (first << 32) | second;
}

#endif

/* |num| / den without what is left over; 0 if it exceeds 64 bits. */
static int32_t wide_quotient(kf_i128 num, int64_t den, uint64_t *quotient, uint64_t *rest)
{
    kf_i128 size = num.hi < 0 ? kf_i128_neg(num) : num;
    uint64_t hi = (uint64_t)size.hi, by = (uint64_t)den;
    if (hi >= by)
        return 0;
    if (hi) {
        *quotient = kf_divide_wide(hi, size.lo, by, rest);
    } else {
        *quotient = size.lo / by;
        *rest = size.lo % by;
    }
    return 1;
}

/* A quotient moved away from zero by 0 or 1, with its sign. */
static int32_t wide_fit(uint64_t quotient, uint32_t away, int32_t negative, int64_t *out)
{
    const uint64_t limit = (uint64_t)INT64_MAX + (negative ? 1u : 0u);
    if (quotient > limit || quotient + away > limit)
        return 0;
    quotient += away;
    *out = kf_signed(negative ? 0 - quotient : quotient);
    return 1;
}

int32_t kf_i128_round_div(kf_i128 num, int64_t den, int64_t *out)
{
    uint64_t quotient, rest;
    return wide_quotient(num, den, &quotient, &rest) &&
           wide_fit(quotient, rest >= (uint64_t)den - rest, num.hi < 0, out);
}

int32_t kf_i128_floor_div(kf_i128 num, int64_t den, int64_t *out, int64_t *rest)
{
    int32_t negative = num.hi < 0;
    uint64_t quotient, left;
    if (!wide_quotient(num, den, &quotient, &left) ||
        !wide_fit(quotient, negative && left, negative, out))
        return 0;
    *rest = (int64_t)(negative && left ? (uint64_t)den - left : left);
    return 1;
}

/* ---- 192 bits ------------------------------------------------------------------------------- */

kf_i192 kf_i192_of(kf_i128 value)
{
    kf_i192 wide = {value.lo, (uint64_t)value.hi, value.hi < 0 ? -1 : 0};
    return wide;
}

kf_i192 kf_i192_add(kf_i192 a, kf_i192 b)
{
    kf_i192 sum;
    uint64_t carry;
    sum.lo = a.lo + b.lo;
    carry = sum.lo < a.lo;
    sum.mid = a.mid + carry;
    carry = sum.mid < carry;
    sum.mid += b.mid;
    carry += sum.mid < b.mid;
    sum.hi = kf_signed((uint64_t)a.hi + (uint64_t)b.hi + carry);
    return sum;
}

void kf_i192_add_product(kf_i192 *sum, int64_t a, int64_t b)
{
    *sum = kf_i192_add(*sum, kf_i192_of(kf_i128_mul(a, b)));
}

static void wide_negate(uint64_t *words, int32_t n)
{
    uint64_t carry = 1;
    for (int32_t i = 0; i < n; i++) {
        words[i] = ~words[i] + carry;
        carry = carry && !words[i];
    }
}

int32_t kf_i192_magnitude(kf_i192 a, uint64_t words[3])
{
    words[0] = a.lo;
    words[1] = a.mid;
    words[2] = (uint64_t)a.hi;
    if (a.hi < 0)
        wide_negate(words, 3);
    return a.hi < 0;
}

int32_t kf_i128_magnitude(kf_i128 a, uint64_t words[2])
{
    words[0] = a.lo;
    words[1] = (uint64_t)a.hi;
    if (a.hi < 0)
        wide_negate(words, 2);
    return a.hi < 0;
}
