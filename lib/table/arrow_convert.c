/* arrow_convert.c - rows of Arrow that no column of ours can lie on: bools of one bit, dates of
 * milliseconds, times of other units, wide decimals. Nulls may hold anything and are not looked at.
 */
#include <string.h>

#include "base/fail.h"
#include "base/wide.h"
#include "base/decimal.h"
#include "table/arrow_reader.h"

enum { ARROW_DAY_MS = 86400000, ARROW_MICROS = 6 };

static int32_t arrow_row_valid(const kf_arrow_rows *r, int64_t i)
{
    const kefu_column *v = &r->field->view;
    return !v->validity || kf_valid_bit(v->validity, v->validity_offset + i);
}

static int32_t arrow_rounds(const kf_arrow_rows *r)
{
    return (r->arrow->flags & KEFU_ARROW_ROUND) != 0;
}

static kefu_status arrow_row_fails(const kf_arrow_rows *r, int64_t i, kefu_status code,
                                   const char *what)
{
    return kf_fail_row(r->error, code, r->number + i, "column '%s': %s", r->field->name, what);
}

/* What became of a row, KF_EXACT ..., as a status. */
static kefu_status arrow_row_became(const kf_arrow_rows *r, int64_t i, int32_t became)
{
    if (became == KF_EXACT || (became == KF_ROUNDED && arrow_rounds(r)))
        return KEFU_OK;
    if (became == KF_ROUNDED)
        return arrow_row_fails(r, i, KEFU_E_PRECISION,
                               r->field->type.convert == KF_ARROW_TIMES
                                   ? "the time is finer than a microsecond (KEFU_ARROW_ROUND)"
                                   : "the decimal is finer than can be kept (KEFU_ARROW_ROUND)");
    return arrow_row_fails(r, i, KEFU_E_OVERFLOW,
                           r->field->type.convert == KF_ARROW_TIMES
                               ? "the time does not fit 64 bits of microseconds"
                               : "the decimal does not fit 64 bits");
}

/* ---- Bools, dates ---------------------------------------------------------------------------- */

static void arrow_convert_bools(const kf_arrow_rows *r)
{
    uint8_t *to = r->to;
    for (int64_t i = 0; i < r->count; i++)
        to[i] = (uint8_t)kf_valid_bit((const uint8_t *)r->from, r->bit + i);
}

static int64_t arrow_i64_at(const kf_arrow_rows *r, int64_t i)
{
    int64_t value;
    memcpy(&value, r->from + (size_t)i * sizeof value, sizeof value);
    return value;
}

static kefu_status arrow_convert_days(const kf_arrow_rows *r)
{
    int32_t *to = r->to;
    for (int64_t i = 0; i < r->count; i++) {
        int64_t ms = arrow_i64_at(r, i), days = ms / ARROW_DAY_MS;
        int32_t fits = days >= INT32_MIN && days <= INT32_MAX;
        to[i] = fits ? (int32_t)days : 0;
        if (fits && days * ARROW_DAY_MS == ms)
            continue;
        if (arrow_row_valid(r, i))
            return arrow_row_fails(r, i, fits ? KEFU_E_DATA : KEFU_E_OVERFLOW,
                                   fits ? "a date64 that is not a whole day"
                                        : "the date does not fit 32 bits of days");
    }
    return KEFU_OK;
}

/* ---- Times ----------------------------------------------------------------------------------- */

/* value × 10^-digits seconds, `offset` seconds east of UTC. */
static int32_t arrow_time(int64_t value, int32_t digits, int64_t offset, int64_t *out)
{
    int32_t became = kf_rescale(value, digits, ARROW_MICROS, out);
    int64_t shift = offset * kf_pow10(ARROW_MICROS);
    if (became > KF_ROUNDED)
        return became;
    if (shift > 0 ? *out < INT64_MIN + shift : *out > INT64_MAX + shift)
        return KF_TOO_BIG;
    *out -= shift;
    return became;
}

static kefu_status arrow_convert_times(const kf_arrow_rows *r)
{
    const kf_arrow_type *type = &r->field->type;
    int64_t offset = type->no_zone ? r->arrow->offset : 0, *to = r->to;
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < r->count && !status; i++) {
        int32_t became;
        to[i] = 0;
        became = arrow_time(arrow_i64_at(r, i), type->digits, offset, &to[i]);
        if (became != KF_EXACT && arrow_row_valid(r, i))
            status = arrow_row_became(r, i, became);
    }
    return status;
}

/* ---- Decimals -------------------------------------------------------------------------------- */

static int32_t arrow_big_endian(void)
{
    const uint16_t one = 1;
    uint8_t first;
    memcpy(&first, &one, sizeof first);
    return !first;
}

static kf_i128 arrow_wide_at(const char *at, int32_t width)
{
    int32_t narrow;
    int64_t half;
    kf_i128 wide;
    if (width == 4) {
        memcpy(&narrow, at, sizeof narrow);
        return kf_i128_of(narrow);
    }
    if (width == 8) {
        memcpy(&half, at, sizeof half);
        return kf_i128_of(half);
    }
    memcpy(&wide.lo, at + (arrow_big_endian() ? 8 : 0), sizeof wide.lo);
    memcpy(&wide.hi, at + (arrow_big_endian() ? 0 : 8), sizeof wide.hi);
    return wide;
}

/* From 10^-digits to 10^-scale, where scale <= digits + 18 and digits <= scale + 18. */
static int32_t arrow_decimal_to(kf_i128 value, int32_t digits, int32_t scale, int64_t *out)
{
    kf_i128 back;
    int64_t whole;
    if (digits <= scale)
        return kf_i128_fits_i64(value, &whole) ? kf_rescale(whole, 0, scale - digits, out)
                                               : KF_TOO_BIG;
    if (!kf_i128_round_div(value, kf_pow10(digits - scale), &whole))
        return KF_TOO_BIG;
    *out = whole;
    back = kf_i128_mul(whole, kf_pow10(digits - scale));
    return kf_i128_compare(back, value) == 0 ? KF_EXACT : KF_ROUNDED;
}

static kefu_status arrow_convert_decimals(const kf_arrow_rows *r)
{
    const kf_arrow_type *type = &r->field->type;
    kefu_status status = KEFU_OK;
    int64_t *to = r->to;
    for (int64_t i = 0; i < r->count && !status; i++) {
        kf_i128 value = arrow_wide_at(r->from + (size_t)i * (size_t)type->width, type->width);
        int32_t became;
        to[i] = 0;
        became = arrow_decimal_to(value, type->digits, type->scale, &to[i]);
        if (became != KF_EXACT && arrow_row_valid(r, i))
            status = arrow_row_became(r, i, became);
    }
    return status;
}

/* ---- All ------------------------------------------------------------------------------------- */

size_t kf_arrow_made_width(const kf_arrow_type *type)
{
    static const size_t widths[] = {[KF_ARROW_BORROW] = 1,
                                    [KF_ARROW_BOOLS] = sizeof(uint8_t),
                                    [KF_ARROW_DAYS] = sizeof(int32_t),
                                    [KF_ARROW_TIMES] = sizeof(int64_t),
                                    [KF_ARROW_DECIMALS] = sizeof(int64_t)};
    return widths[type->convert];
}

kefu_status kf_arrow_convert(const kf_arrow_rows *rows)
{
    switch (rows->field->type.convert) {
    case KF_ARROW_DAYS:
        return arrow_convert_days(rows);
    case KF_ARROW_TIMES:
        return arrow_convert_times(rows);
    case KF_ARROW_DECIMALS:
        return arrow_convert_decimals(rows);
    default:
        arrow_convert_bools(rows);
        return KEFU_OK;
    }
}
