/* quota_weight.c - see quota_weight.h. */
#include "sample/quota_weight.h"

#include "base/big.h"

/* ---- Roots ---------------------------------------------------------------------------------- */

/* The largest number whose cube is at most a < 2^189: bit by bit. */
static void weight_cube_root(kf_nat *out, const kf_nat *a)
{
    uint64_t root = 0;
    for (int32_t bit = 62; bit >= 0; bit--) {
        const uint64_t next = root | (uint64_t)1 << bit;
        kf_nat one, two, three;
        kf_nat_of(&one, next);
        kf_nat_mul(&two, &one, &one);
        kf_nat_mul(&three, &two, &one);
        if (kf_nat_compare(&three, a) <= 0)
            root = next;
    }
    kf_nat_of(out, root);
}

/* rows^raised × 10^decimals, of which `halves` square roots are taken, or the cube root. */
typedef struct weight_root {
    int32_t raised, decimals, halves, cube;
} weight_root;

static const weight_root weight_roots[] = {
    [KF_POWER_0] = {0, 0, 0, 0},    [KF_POWER_1_4] = {1, 24, 2, 0}, [KF_POWER_1_3] = {1, 18, 0, 1},
    [KF_POWER_1_2] = {1, 12, 1, 0}, [KF_POWER_2_3] = {2, 18, 0, 1}, [KF_POWER_3_4] = {3, 24, 2, 0},
    [KF_POWER_1] = {1, 0, 0, 0}};

static void weight_power(int64_t rows, int32_t power, kf_nat *out)
{
    const weight_root *how = &weight_roots[power];
    kf_nat base, value, next;
    kf_nat_of(&base, (uint64_t)rows);
    kf_nat_of(&value, 1);
    for (int32_t i = 0; i < how->raised; i++) {
        kf_nat_mul(&next, &value, &base);
        value = next;
    }
    kf_nat_scale(&value, how->decimals);
    for (int32_t i = 0; i < how->halves; i++) {
        kf_nat_sqrt(&next, &value);
        value = next;
    }
    if (how->cube)
        weight_cube_root(&next, &value);
    *out = how->cube ? next : value;
}

/* ---- Weights -------------------------------------------------------------------------------- */

static void weight_square(const kf_weight *weight, kf_nat *out)
{
    kf_nat a;
    kf_nat_of_words(&a, weight->words, 2);
    kf_nat_mul(out, &a, &a);
}

static uint64_t weight_word(const kf_nat *a, int32_t limb)
{
    const uint64_t low = limb < a->n ? a->limb[limb] : 0;
    const uint64_t high = limb + 1 < a->n ? a->limb[limb + 1] : 0;
    return high << 32 | low;
}

void kf_weight_of(int64_t rows, int32_t power, int64_t spread, kf_weight *out)
{
    kf_nat root, factor, a, square;
    uint64_t small = 0;
    int32_t rest;
    weight_power(rows, power, &root);
    kf_nat_of(&factor, (uint64_t)spread);
    kf_nat_mul(&a, &root, &factor);
    out->words[0] = weight_word(&a, 0);
    out->words[1] = weight_word(&a, 2);
    weight_square(out, &square);
    const int32_t bits = kf_nat_bits(&square);
    out->shift = bits - 63;
    if (bits > 63)
        out->top = (int64_t)kf_nat_shift_right(&square, bits - 63, &rest);
    else if (bits && kf_nat_fits_u64(&square, &small))
        out->top = (int64_t)(small << (63 - bits));
    else
        out->top = 0;
}

/* top / (n (n + 1)) with the divisor brought to 63 bits: between 2^61 and 2^63 where top is not 0.
 */
void kf_weight_worth(const kf_weight *weight, int64_t n, kf_worth *out)
{
    int64_t divisor = n * (n + 1), rest;
    int32_t shift = weight->shift - 62;
    for (; divisor < (int64_t)1 << 62; divisor *= 2)
        shift++;
    out->about = 0;
    (void)kf_i128_floor_div(kf_i128_mul(weight->top, (int64_t)1 << 62), divisor, &out->about,
                            &rest);
    if (out->about && out->about < (int64_t)1 << 62) {
        out->about *= 2;
        shift--;
    }
    out->shift = out->about ? shift : -1000;
}

/* ---- Comparing ------------------------------------------------------------------------------ */

/* Each is too small by less than 8 of 2^62: top by 1 in 2^62, the quotient by 1, both doubled. */
enum { WORTH_SLACK = 32 };

/* -1 or 1 if the nearly right values are far enough apart, 0 if not. */
static int32_t weight_compare_worth(const kf_worth *a, const kf_worth *b)
{
    if (a->shift > b->shift + 1 || b->shift > a->shift + 1)
        return a->shift > b->shift ? 1 : -1;
    const uint64_t mine = (uint64_t)a->about << (a->shift > b->shift);
    const uint64_t other = (uint64_t)b->about << (b->shift > a->shift);
    if (mine > other)
        return mine - other > WORTH_SLACK;
    return other - mine > WORTH_SLACK ? -1 : 0;
}

/* A² of one times n (n + 1) of the other. */
static void weight_cross(const kf_weight *weight, int64_t n, kf_nat *out)
{
    kf_nat square, pairs;
    weight_square(weight, &square);
    kf_nat_of(&pairs, (uint64_t)(n * (n + 1)));
    kf_nat_mul(out, &square, &pairs);
}

int32_t kf_weight_order(const kf_weight *a, const kf_weight *b)
{
    for (int32_t i = 1; i >= 0; i--)
        if (a->words[i] != b->words[i])
            return a->words[i] < b->words[i] ? -1 : 1;
    return 0;
}

int32_t kf_weight_compare(const kf_weight *a, int64_t n_a, const kf_worth *worth_a,
                          const kf_weight *b, int64_t n_b, const kf_worth *worth_b)
{
    kf_nat mine, other;
    if (n_a == n_b)
        return kf_weight_order(a, b);
    const int32_t order = weight_compare_worth(worth_a, worth_b);
    if (order)
        return order;
    weight_cross(a, n_b, &mine);
    weight_cross(b, n_a, &other);
    return kf_nat_compare(&mine, &other);
}
