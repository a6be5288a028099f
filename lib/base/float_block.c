/* float_block.c - packed floats as decimals, a run at a time: the same rules as decimal.h's for one
 * float, in loops without branches. A run with a float that they leave in doubt is done again one
 * by one, and so are all where the processor computes in registers wider than a double. */
#include <float.h>
#include <string.h>

#include "base/decimal.h"

enum {
    FLOAT_RUN = 64,
    FLOAT_PLAIN = FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 1, /* sums of doubles are doubles */
    FLOAT_DECIMALS_MOST = 10 /* 24 bits × 5^10 are exact in a double, and 5^10 is below 2^24 */
};

/* 1.5 × 2^52: a double below 2^51 plus this has no fraction, and its integer is the difference of
 * the bit images. However the sum was rounded, what is taken is tested against the product. */
#define FLOAT_MAGIC       0x1.8p52
#define FLOAT_MAGIC_IMAGE ((uint64_t)0x4338 << 48)
#define FLOAT_SIGN        ((uint64_t)1 << 63)
#define FLOAT_HALF_IMAGE  ((uint64_t)1022 << 52)

static inline uint64_t float_image(double value)
{
    uint64_t image;
    memcpy(&image, &value, sizeof image);
    return image;
}

static inline double float_size(double value)
{
    uint64_t image = float_image(value) & ~FLOAT_SIGN;
    memcpy(&value, &image, sizeof value);
    return value;
}

/* An integer below 2^51 in a double, as one. */
static inline int64_t float_integer(double with_magic)
{
    return (int64_t)(float_image(with_magic) - FLOAT_MAGIC_IMAGE);
}

/* 2^e for a float of 2^e up to 2^(e+1); 0 for 0. */
static inline float float_binade(float value)
{
    uint32_t image;
    memcpy(&image, &value, sizeof image);
    image &= 0x7F800000u;
    memcpy(&value, &image, sizeof value);
    return value;
}

/* ---- Doubles -------------------------------------------------------------------------------- */

/* 1 if no rounding is in doubt: what it may be off is below a half, which it is not from
 * KF_DOUBLE_SAFE on, as that × KF_DOUBLE_SLACK is a half. Images of doubles without sign are in
 * their order, NaN and infinities last. */
static int32_t doubles_run(const double *restrict from, double power, int64_t *restrict out)
{
    uint64_t sure = FLOAT_SIGN;
    for (size_t i = 0; i < FLOAT_RUN; i++) {
        double product = from[i] * power;
        double raised = product + FLOAT_MAGIC;
        double off = float_size(product - (raised - FLOAT_MAGIC));
        double most = off + float_size(product) * KF_DOUBLE_SLACK;
        sure &= (float_image(most) & ~FLOAT_SIGN) - FLOAT_HALF_IMAGE;
        out[i] = float_integer(raised);
    }
    return sure != 0;
}

/* ---- Floats --------------------------------------------------------------------------------- */

/* At least the bits of 10^exponent; 3402 / 1024 is log2 10 + 0.0003. */
static int32_t float_power_bits(int32_t exponent) { return (exponent * 3402 + 1023) / 1024; }

/* Image of the power of two below which floats are for the loop that follows: half a step between
 * them is less than half of 10^-decimals, and × 10^scale they are below 2^50. */
static uint32_t floats_limit(int32_t decimals, int32_t scale)
{
    int32_t one = 23 - float_power_bits(decimals), other = 50 - float_power_bits(scale);
    return (uint32_t)(127 + (one < other ? one : other)) << 23;
}

/* The same for floats whose shortest decimals have at most `decimals` decimals: see
 * kf_from_float_short. `half` is half a step between floats from 1 to 2, in units of the last of
 * the decimals. Below the limit no decimal of that many is half a step off: it would be a multiple
 * of 2^(e-24), which takes 24 - e decimals or more, and so many are as wide as the step. A product
 * that is an integer reads back whatever the steps. (Half a step below a power of two is less: but
 * a product of one that is no integer is farther from any than half a step.) */
static int32_t floats_run(const float *restrict from, int32_t decimals, int32_t scale,
                          int64_t *restrict out)
{
    const double power = kf_pow10_doubles[decimals], rest = kf_pow10_doubles[scale - decimals];
    const double half = power * 0x1p-24;
    const uint32_t limit = floats_limit(decimals, scale);
    uint64_t doubt = 0;
    uint32_t small = (uint32_t)1 << 31;
    for (size_t i = 0; i < FLOAT_RUN; i++) {
        uint32_t image;
        memcpy(&image, &from[i], sizeof image);
        small &= (image & ~((uint32_t)1 << 31)) - limit;
    }
    for (size_t i = 0; i < FLOAT_RUN; i++) {
        double product = (double)from[i] * power;
        double whole = product + FLOAT_MAGIC - FLOAT_MAGIC;
        double off = float_size(product - whole);
        doubt |= float_image((double)float_binade(from[i]) * half - off);
        out[i] = float_integer(whole * rest + FLOAT_MAGIC);
    }
    return small && !(doubt & FLOAT_SIGN);
}

/* ---- Runs ----------------------------------------------------------------------------------- */

/* NaN to 0 and its mark. */
#define FLOAT_CLEAN(name, type)                                                                    \
    static int32_t name(type *restrict run, uint8_t *restrict got)                                 \
    {                                                                                              \
        int32_t any = 0;                                                                           \
        for (size_t i = 0; i < FLOAT_RUN; i++)                                                     \
            got[i] = run[i] == run[i] ? KF_EXACT : KF_NOT_A_NUMBER;                                \
        for (size_t i = 0; i < FLOAT_RUN; i++)                                                     \
            run[i] = run[i] == run[i] ? run[i] : 0;                                                \
        for (size_t i = 0; i < FLOAT_RUN; i++)                                                     \
            any |= got[i];                                                                         \
        return any;                                                                                \
    }

FLOAT_CLEAN(floats_clean, float)
FLOAT_CLEAN(doubles_clean, double)

#undef FLOAT_CLEAN

static int32_t doubles_one_by_one(const char *from, size_t count, int32_t scale, int64_t *out,
                                  uint8_t *got)
{
    int32_t all = KF_EXACT;
    for (size_t i = 0; i < count; i++) {
        double one;
        memcpy(&one, from + i * sizeof one, sizeof one);
        out[i] = 0;
        got[i] = (uint8_t)kf_from_double(one, scale, &out[i]);
        all |= got[i];
    }
    return all;
}

static int32_t floats_one_by_one(const char *from, size_t count, int32_t scale, int64_t *out,
                                 uint8_t *got)
{
    int32_t all = KF_EXACT;
    for (size_t i = 0; i < count; i++) {
        float one;
        memcpy(&one, from + i * sizeof one, sizeof one);
        out[i] = 0;
        got[i] = (uint8_t)kf_from_float(one, scale, &out[i]);
        all |= got[i];
    }
    return all;
}

int32_t kf_from_doubles(const void *from, size_t count, int32_t scale, int64_t *out, uint8_t *got)
{
    const char *at = from;
    double run[FLOAT_RUN], power = kf_pow10_doubles[scale];
    int32_t all = KF_EXACT;
    for (; FLOAT_PLAIN && count >= FLOAT_RUN; count -= FLOAT_RUN, at += sizeof run) {
        int32_t any = KF_EXACT;
        memcpy(run, at, sizeof run);
        memset(got, KF_EXACT, FLOAT_RUN);
        if (!doubles_run(run, power, out)) {
            any = doubles_clean(run, got);
            if (!any || !doubles_run(run, power, out))
                any = doubles_one_by_one(at, FLOAT_RUN, scale, out, got);
        }
        all |= any;
        out += FLOAT_RUN;
        got += FLOAT_RUN;
    }
    return all | doubles_one_by_one(at, count, scale, out, got);
}

/* The fewest decimals, from those that did before, that leave nothing in doubt; -1 if none do. */
static int32_t floats_decimals(const float *run, int32_t from, int32_t scale, int64_t *out)
{
    for (int32_t k = from; k <= scale && k <= FLOAT_DECIMALS_MOST; k++)
        if (floats_run(run, k, scale, out))
            return k;
    return -1;
}

int32_t kf_from_floats(const void *from, size_t count, int32_t scale, int64_t *out, uint8_t *got)
{
    const char *at = from;
    float run[FLOAT_RUN];
    int32_t all = KF_EXACT, decimals = 0;
    for (; FLOAT_PLAIN && count >= FLOAT_RUN; count -= FLOAT_RUN, at += sizeof run) {
        int32_t any, enough;
        memcpy(run, at, sizeof run);
        any = floats_clean(run, got);
        enough = floats_decimals(run, decimals, scale, out);
        if (enough < 0)
            any = floats_one_by_one(at, FLOAT_RUN, scale, out, got);
        else
            decimals = enough;
        all |= any;
        out += FLOAT_RUN;
        got += FLOAT_RUN;
    }
    return all | floats_one_by_one(at, count, scale, out, got);
}
