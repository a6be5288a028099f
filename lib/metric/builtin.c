/* builtin.c - the list of built-in metrics, and the arithmetic and bytes that they share. */
#include "metric/builtin.h"

#include "base/decimal.h"
#include "base/fail.h"

const kf_metric_entry kf_builtins[KF_BUILTINS] = {
    {&kf_metric_clock_mean, NULL, NULL},
    {&kf_metric_concurrency, NULL, NULL},
    {&kf_metric_count, NULL, NULL},
    {&kf_metric_deviation, NULL, NULL},
    {&kf_metric_deviation_pop, NULL, NULL},
    {&kf_metric_distinct, NULL, NULL},
    {&kf_metric_distinct_about, NULL, NULL},
    {&kf_metric_first, NULL, NULL},
    {&kf_metric_last, NULL, NULL},
    {&kf_metric_max, NULL, NULL},
    {&kf_metric_mean, NULL, NULL},
    {&kf_metric_median, NULL, NULL},
    {&kf_metric_min, NULL, NULL},
    {&kf_metric_mode, NULL, NULL},
    {&kf_metric_quantile, NULL, NULL},
    {&kf_metric_quantile_about, NULL, NULL},
    {&kf_metric_ratio, NULL, NULL},
    {&kf_metric_share, NULL, NULL},
    {&kf_metric_sum, NULL, NULL},
    {&kf_metric_trimmed_mean, NULL, NULL},
    {&kf_metric_variance, NULL, NULL},
    {&kf_metric_variance_pop, NULL, NULL},
    {&kf_metric_weighted_mean, NULL, NULL},
    {&kf_metric_winsor_mean, NULL, NULL},
};

kefu_status kf_count_merge(int64_t *dst, int64_t src, kefu_error *error)
{
    if (src > KF_ROWS_MOST - *dst)
        return kf_fail(error, KEFU_E_OVERFLOW, "more than 2^62 rows");
    *dst += src;
    return KEFU_OK;
}

/* ---- Fractions ------------------------------------------------------------------------------ */

/* a / 10^exponent to *out if that is whole and fits; else 0. */
static int32_t fraction_tenth(kf_i128 a, int32_t exponent, int64_t *out)
{
    int64_t power = kf_pow10(exponent), quotient;
    if (!kf_i128_round_div(a, power, &quotient) ||
        kf_i128_compare(kf_i128_mul(quotient, power), a) != 0)
        return 0;
    *out = quotient;
    return 1;
}

kefu_status kf_fraction(kf_i128 num, kf_i128 den, int32_t scale, int64_t n, kefu_value *out,
                        kefu_error *error)
{
    for (int32_t unused = scale; unused >= 0; unused--) {
        int64_t a, b;
        if (!fraction_tenth(num, unused, &a) || !fraction_tenth(den, unused, &b))
            continue;
        *out = (kefu_value){a, b, n, KEFU_VALUE_OK, 0};
        return KEFU_OK;
    }
    return kf_fail(error, KEFU_E_OVERFLOW, "the total does not fit into 64 bits");
}

/* ---- Bytes ---------------------------------------------------------------------------------- */

static uint64_t state_bits(kf_state_reader *reader, int32_t size)
{
    uint64_t value = 0;
    for (int32_t i = 0; i < size; i++)
        value |= (uint64_t)reader->at[i] << (8 * i);
    reader->at += size;
    reader->left -= (size_t)size;
    return value;
}

static unsigned char *state_put_bits(unsigned char *at, uint64_t value, int32_t size)
{
    for (int32_t i = 0; i < size; i++)
        *at++ = (unsigned char)(value >> (8 * i) & 0xFF);
    return at;
}

/* Two's complement without a conversion that the standard leaves to the implementation. */
static int64_t state_signed(uint64_t bits)
{
    return bits <= INT64_MAX ? (int64_t)bits : -(int64_t)~bits - 1;
}

int32_t kf_state_i32(kf_state_reader *reader)
{
    uint64_t bits = state_bits(reader, 4);
    return (int32_t)state_signed(bits >> 31 ? bits | ~(uint64_t)UINT32_MAX : bits);
}

uint64_t kf_state_u64(kf_state_reader *reader) { return state_bits(reader, 8); }

int64_t kf_state_i64(kf_state_reader *reader) { return state_signed(kf_state_u64(reader)); }

kf_i128 kf_state_i128(kf_state_reader *reader)
{
    kf_i128 value;
    value.lo = kf_state_u64(reader);
    value.hi = state_signed(kf_state_u64(reader));
    return value;
}

kf_i192 kf_state_i192(kf_state_reader *reader)
{
    kf_i192 value;
    value.lo = kf_state_u64(reader);
    value.mid = kf_state_u64(reader);
    value.hi = state_signed(kf_state_u64(reader));
    return value;
}

unsigned char *kf_state_put_i32(unsigned char *at, int32_t value)
{
    return state_put_bits(at, (uint64_t)value, 4);
}

unsigned char *kf_state_put_u64(unsigned char *at, uint64_t value)
{
    return state_put_bits(at, value, 8);
}

unsigned char *kf_state_put_i64(unsigned char *at, int64_t value)
{
    return kf_state_put_u64(at, (uint64_t)value);
}

unsigned char *kf_state_put_i128(unsigned char *at, kf_i128 value)
{
    return kf_state_put_u64(kf_state_put_u64(at, value.lo), (uint64_t)value.hi);
}

unsigned char *kf_state_put_i192(unsigned char *at, kf_i192 value)
{
    at = kf_state_put_u64(kf_state_put_u64(at, value.lo), value.mid);
    return kf_state_put_u64(at, (uint64_t)value.hi);
}

kefu_status kf_state_format(uint32_t format, kefu_error *error)
{
    if (format != 1)
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "state format %i is newer than this release knows", (int64_t)format);
    return KEFU_OK;
}

kefu_status kf_state_open(kf_state_reader *reader, uint32_t format, const void *bytes, size_t size,
                          size_t expected, kefu_error *error)
{
    kefu_status status = kf_state_format(format, error);
    *reader = (kf_state_reader){bytes, size};
    if (!status && (!bytes || size != expected))
        status = kf_fail(error, KEFU_E_DATA, "the state has %i bytes, expected %i", (int64_t)size,
                         (int64_t)expected);
    return status;
}

kefu_status kf_state_open_items(kf_state_reader *reader, uint32_t format, const void *bytes,
                                size_t size, size_t header, size_t item, size_t *items,
                                kefu_error *error)
{
    kefu_status status = kf_state_format(format, error);
    *reader = (kf_state_reader){bytes, size};
    if (!status && (!bytes || size < header || (size - header) % item))
        status =
            kf_fail(error, KEFU_E_DATA, "the state has %i bytes, expected %i and a multiple of %i",
                    (int64_t)size, (int64_t)header, (int64_t)item);
    if (!status)
        *items = (size - header) / item;
    return status;
}

kefu_status kf_state_bad(kefu_error *error)
{
    return kf_fail(error, KEFU_E_DATA, "the state is damaged: no rows give such figures");
}

int32_t kf_total_possible(const kf_total *total)
{
    return kf_rows_possible(total->n) &&
           kf_i128_compare(total->total, kf_i128_mul(total->n, INT64_MIN)) >= 0 &&
           kf_i128_compare(total->total, kf_i128_mul(total->n, INT64_MAX)) <= 0;
}
