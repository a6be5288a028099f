/* hll.c - see hll.h. */
#include "metric/hll.h"

#include "base/big.h"
#include "base/wide.h"

enum { HLL_Q = 64 - KF_HLL_BITS };

/* ---- Registers ------------------------------------------------------------------------------ */

static uint8_t hll_position(uint64_t rest)
{
    uint8_t position = 1;
    for (; position <= HLL_Q && !(rest & (uint64_t)1 << 63); rest <<= 1)
        position++;
    return position;
}

void kf_hll_add(unsigned char *registers, uint64_t hash)
{
    unsigned char *at = &registers[hash >> HLL_Q];
    uint8_t position = hll_position(hash << KF_HLL_BITS);
    if (*at < position)
        *at = position;
}

void kf_hll_merge(unsigned char *dst, const unsigned char *src)
{
    for (int32_t i = 0; i < KF_HLL_REGISTERS; i++)
        dst[i] = dst[i] < src[i] ? src[i] : dst[i];
}

/* ---- Bytes ---------------------------------------------------------------------------------- */

void kf_hll_pack(const unsigned char *registers, unsigned char *out)
{
    for (int32_t i = 0; i < KF_HLL_REGISTERS; i += 4, out += 3) {
        const unsigned char *r = registers + i;
        uint32_t four = r[0] | (uint32_t)r[1] << 6 | (uint32_t)r[2] << 12 | (uint32_t)r[3] << 18;
        out[0] = (unsigned char)(four & 0xFF);
        out[1] = (unsigned char)(four >> 8 & 0xFF);
        out[2] = (unsigned char)(four >> 16);
    }
}

int32_t kf_hll_unpack(unsigned char *registers, const unsigned char *bytes)
{
    uint32_t any = 0, over = 0;
    for (int32_t i = 0; i < KF_HLL_REGISTERS; i++) {
        const unsigned char *at = bytes + i / 4 * 3;
        uint32_t four = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
        registers[i] = (unsigned char)(four >> (6 * (i % 4)) & 63);
        any |= registers[i];
        over |= registers[i] > KF_HLL_MOST;
    }
    return any && !over && registers[0] < KF_HLL_MOST; /* only hash 0 fills register 0 */
}

/* ---- The estimate --------------------------------------------------------------------------- */

/* Fixed point: x in 0..1 is an integer × 2^-62. */
enum { HLL_ONE_BITS = 62 };

static const uint64_t hll_one = (uint64_t)1 << HLL_ONE_BITS;

/* 1 / (2 ln 2) × 2^64, by Python's decimal. */
static const uint64_t hll_alpha = UINT64_C(13306513097844322492);

/* a × b >> bits for a and b below 2^63, where that fits 64 bits. */
static uint64_t hll_multiply(uint64_t a, uint64_t b, int32_t bits)
{
    kf_i128 product = kf_i128_mul((int64_t)a, (int64_t)b);
    return product.lo >> bits | (uint64_t)product.hi << (64 - bits);
}

/* registers × sigma(x) × 2^32, x = zeros / registers < 1: sigma(x) is x + the sum of x^(2^k) ×
 * 2^(k - 1), k = 1, 2, ... It is below registers / 2 / ln 2, so all of it is below 2^61. */
static uint64_t hll_sigma(uint64_t zeros)
{
    uint64_t x = zeros << (HLL_ONE_BITS - KF_HLL_BITS), sum = zeros << 32;
    for (uint64_t weight = KF_HLL_REGISTERS; x; weight <<= 1) {
        x = hll_multiply(x, x, HLL_ONE_BITS);
        sum += hll_multiply(x, weight, HLL_ONE_BITS - 32);
    }
    return sum;
}

static uint64_t hll_root(uint64_t x)
{
    kf_nat wide, one, root;
    uint64_t out = 0;
    kf_nat_of(&wide, x);
    kf_nat_of(&one, hll_one);
    kf_nat product;
    kf_nat_mul(&product, &wide, &one);
    kf_nat_sqrt(&root, &product);
    kf_nat_fits_u64(&root, &out);
    return out;
}

/* tau(x) × 2^62, x = 1 - full / registers: a third of 1 - x less the sum of (1 - x^(2^-k))² ×
 * 2^-k, k = 1, 2, ...; 0 for x = 0 and x = 1. */
static uint64_t hll_tau(uint64_t full)
{
    uint64_t x = hll_one - (full << (HLL_ONE_BITS - KF_HLL_BITS)), left = hll_one - x;
    if (!x || !full)
        return 0;
    for (int32_t k = 1; k <= HLL_ONE_BITS; k++) {
        x = hll_root(x);
        left -= hll_multiply(hll_one - x, hll_one - x, HLL_ONE_BITS) >> k;
    }
    return left / 3;
}

/* z of the paper × 2^64: registers × sigma + sum of counts[k] × 2^-k + registers × tau × 2^-q. */
static void hll_harmonic(const uint64_t *counts, kf_nat *z)
{
    uint64_t sum = 0;
    kf_nat part;
    for (int32_t k = 1; k <= HLL_Q; k++)
        sum += counts[k] << (HLL_Q - k); /* × 2^50: at most 2^63 */
    kf_nat_of(z, sum);
    kf_nat_mul_small(z, KF_HLL_REGISTERS);
    kf_nat_of(&part, hll_sigma(counts[0]));
    kf_nat shifted, power;
    kf_nat_of(&power, (uint64_t)1 << 32);
    kf_nat_mul(&shifted, &part, &power);
    kf_nat_add(z, z, &shifted);
    kf_nat_of(&part, hll_tau(counts[KF_HLL_MOST]) >> (HLL_ONE_BITS - 2 * KF_HLL_BITS));
    kf_nat_add(z, z, &part);
}

uint64_t kf_hll_estimate(const unsigned char *registers)
{
    uint64_t counts[KF_HLL_MOST + 1] = {0}, out;
    kf_nat num, z;
    for (int32_t i = 0; i < KF_HLL_REGISTERS; i++)
        counts[registers[i]]++;
    if (counts[0] == KF_HLL_REGISTERS)
        return 0;
    hll_harmonic(counts, &z);
    kf_nat_of(&num, hll_alpha);
    kf_nat_mul_small(&num, (uint32_t)1 << (2 * KF_HLL_BITS));
    return z.n && kf_nat_round_divide(&num, &z, &out) ? out : UINT64_MAX;
}
