/* decimal.c - see decimal.h. */
#include "base/decimal.h"

#include <string.h>

#include "base/format.h"

const int64_t kf_pow10_table[KF_SCALE_MAX + 1] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
};

/* A number as written, taken apart: its digits are those of `text` without the point. */
typedef struct decimal_parts {
    const char *text; /* the first digit, or the point if there is none before it */
    int64_t whole;    /* digits before the point */
    int64_t count;    /* digits in all */
    int64_t exponent; /* clamped to +-DECIMAL_FAR */
    int32_t negative;
} decimal_parts;

/* Farther than any text is long, and safe to add to lengths. */
#define DECIMAL_FAR (INT64_MAX / 4)

static int64_t decimal_count_digits(const char *text, const char *end)
{
    const char *at = text;
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return (int64_t)(at - text);
}

static int32_t decimal_take_sign(const char **at, const char *end)
{
    if (*at == end || (**at != '-' && **at != '+'))
        return 0;
    return *(*at)++ == '-';
}

/* [+-]digits to the end; 0 if it is anything else. */
static int32_t decimal_split_exponent(const char *at, const char *end, int64_t *exponent)
{
    int32_t negative = decimal_take_sign(&at, end);
    int64_t value = 0;
    if (at == end || decimal_count_digits(at, end) != (int64_t)(end - at))
        return 0;
    for (; at < end; at++)
        value = value > DECIMAL_FAR / 10 - 1 ? DECIMAL_FAR : value * 10 + (*at - '0');
    *exponent = negative ? -value : value;
    return 1;
}

static int32_t decimal_split(const char *text, size_t size, decimal_parts *parts)
{
    if (!text || !size)
        return 0;
    const char *at = text, *end = text + size;
    parts->negative = decimal_take_sign(&at, end);
    parts->text = at;
    parts->exponent = 0;
    parts->whole = parts->count = decimal_count_digits(at, end);
    at += parts->whole;
    if (at < end && *at == '.') {
        int64_t fraction = decimal_count_digits(++at, end);
        parts->count += fraction;
        at += fraction;
    }
    if (!parts->count)
        return 0;
    if (at == end)
        return 1;
    return (*at == 'e' || *at == 'E') && decimal_split_exponent(at + 1, end, &parts->exponent);
}

static int32_t decimal_digit(const decimal_parts *parts, int64_t i)
{
    return parts->text[i < parts->whole ? i : i + 1] - '0';
}

/* *size = *size × 10 + digit, 0 if that leaves the range of int64 of this sign. */
static int32_t decimal_push(uint64_t *size, int32_t digit, int32_t negative)
{
    uint64_t limit = (uint64_t)INT64_MAX + (negative ? 1u : 0u), next = (uint64_t)digit;
    if (*size > (limit - next) / 10)
        return 0;
    *size = *size * 10 + next;
    return 1;
}

static int64_t decimal_signed(uint64_t size, int32_t negative)
{
    if (!negative || !size)
        return (int64_t)size;
    return -(int64_t)(size - 1) - 1;
}

/* The digits that stay are the first `kept`, followed by zeros where there are fewer. */
static int32_t decimal_place(const decimal_parts *parts, int32_t scale, int64_t *out)
{
    int64_t kept = parts->whole + parts->exponent + scale;
    uint64_t size = 0;
    int32_t rounded = 0;
    for (int64_t i = 0; i < kept && i < parts->count; i++)
        if (!decimal_push(&size, decimal_digit(parts, i), parts->negative))
            return KF_TOO_BIG;
    for (int64_t i = parts->count; i < kept && size; i++)
        if (!decimal_push(&size, 0, parts->negative))
            return KF_TOO_BIG;
    for (int64_t i = kept > 0 ? kept : 0; i < parts->count && !rounded; i++)
        rounded = decimal_digit(parts, i) != 0;
    if (kept >= 0 && kept < parts->count && decimal_digit(parts, kept) >= 5) {
        if (size == (uint64_t)INT64_MAX + (parts->negative ? 1u : 0u))
            return KF_TOO_BIG;
        size++;
    }
    *out = decimal_signed(size, parts->negative);
    return rounded ? KF_ROUNDED : KF_EXACT;
}

int32_t kf_decimal_parse(const char *text, size_t size, int32_t scale, int64_t *out)
{
    decimal_parts parts;
    if (!decimal_split(text, size, &parts))
        return KF_NOT_A_NUMBER;
    return decimal_place(&parts, scale, out);
}

int32_t kf_decimal_parse_any(const char *text, size_t size, int64_t *out, int32_t *scale)
{
    decimal_parts parts;
    if (!decimal_split(text, size, &parts))
        return KF_NOT_A_NUMBER;
    int64_t last = parts.count;
    while (last > 0 && decimal_digit(&parts, last - 1) == 0)
        last--;
    int64_t need = last ? last - parts.whole - parts.exponent : 0;
    int32_t fits = need <= 0 ? 0 : need >= KF_SCALE_MAX ? KF_SCALE_MAX : (int32_t)need;
    int32_t outcome = decimal_place(&parts, fits, out);
    if (outcome != KF_TOO_BIG)
        *scale = fits;
    return outcome;
}

int32_t kf_rescale(int64_t value, int32_t from, int32_t to, int64_t *out)
{
    if (to >= from) {
        int64_t by = kf_pow10(to - from);
        if (value > INT64_MAX / by || value < INT64_MIN / by)
            return KF_TOO_BIG;
        *out = value * by;
        return KF_EXACT;
    }
    int64_t by = kf_pow10(from - to), quotient = value / by, rest = value % by;
    int64_t off = rest < 0 ? -rest : rest;
    if (off >= by - off)
        quotient += value < 0 ? -1 : 1;
    *out = quotient;
    return rest ? KF_ROUNDED : KF_EXACT;
}

size_t kf_decimal_format(int64_t value, int32_t scale, char out[48])
{
    char digits[20];
    size_t count = kf_format_i64(value, digits), sign = value < 0 ? 1 : 0;
    size_t fraction = (size_t)scale, length = 0;
    const char *first = digits + sign;
    count -= sign;
    if (sign)
        out[length++] = '-';
    for (size_t place = count > fraction ? count : fraction + 1; place > 0; place--) {
        if (place == fraction)
            out[length++] = '.';
        out[length++] = place > count ? '0' : first[count - place];
    }
    out[length] = '\0';
    return length;
}
