/* column_number.c - blocks of a column as scaled integers: one tight loop per type. */
#include <string.h>

#include "base/ahead.h"
#include "base/decimal.h"
#include "base/fail.h"
#include "base/float_block.h"
#include "table/column.h"

/* ---- Reading the caller's memory, aligned or not --------------------------------------------- */

/* Numbers × power; the packed loops have a constant step so that compilers turn them into vector
 * code. Vectors of old processors multiply 32 bits by 32, without sign: narrow numbers are raised
 * above 0 for it by `bias`, half their range or none. */
#define COLUMN_READER(name, type, bias)                                                            \
    static void name(const char *at, ptrdiff_t stride, int64_t count, int64_t power, int64_t *out) \
    {                                                                                              \
        const uint64_t small = (uint32_t)power, more = (bias)*small;                               \
        type one;                                                                                  \
        if (stride != (ptrdiff_t)sizeof one) {                                                     \
            for (int64_t i = 0; i < count; i++) {                                                  \
                memcpy(&one, at + (ptrdiff_t)i * stride, sizeof one);                              \
                out[i] = (int64_t)one * power;                                                     \
            }                                                                                      \
        } else if (power == 1) {                                                                   \
            for (int64_t i = 0; i < count; i++) {                                                  \
                memcpy(&one, at + (size_t)i * sizeof one, sizeof one);                             \
                out[i] = (int64_t)one;                                                             \
            }                                                                                      \
        } else if (sizeof one < sizeof power && power == (int64_t)small) {                         \
            for (int64_t i = 0; i < count; i++) {                                                  \
                memcpy(&one, at + (size_t)i * sizeof one, sizeof one);                             \
                out[i] = (int64_t)((uint64_t)((uint32_t)one + (uint32_t)(bias)) * small - more);   \
            }                                                                                      \
        } else {                                                                                   \
            for (int64_t i = 0; i < count; i++) {                                                  \
                memcpy(&one, at + (size_t)i * sizeof one, sizeof one);                             \
                out[i] = (int64_t)one * power;                                                     \
            }                                                                                      \
        }                                                                                          \
    }

#define COLUMN_HALF ((uint64_t)1 << 31)

COLUMN_READER(column_read_i8, int8_t, COLUMN_HALF)
COLUMN_READER(column_read_u8, uint8_t, (uint64_t)0)
COLUMN_READER(column_read_i16, int16_t, COLUMN_HALF)
COLUMN_READER(column_read_u16, uint16_t, (uint64_t)0)
COLUMN_READER(column_read_i32, int32_t, COLUMN_HALF)
COLUMN_READER(column_read_u32, uint32_t, (uint64_t)0)
COLUMN_READER(column_read_i64, int64_t,
              (uint64_t)0) /* also uint64_t: large ones come out negative */

#undef COLUMN_READER

static const struct column_reader {
    int32_t type, bits; /* of a number, without sign */
    void (*read)(const char *at, ptrdiff_t stride, int64_t count, int64_t power, int64_t *out);
} column_readers[] = {
    {KEFU_COLUMN_I64, 63, column_read_i64},  {KEFU_COLUMN_I32, 31, column_read_i32},
    {KEFU_COLUMN_TIME, 63, column_read_i64}, {KEFU_COLUMN_DATE, 31, column_read_i32},
    {KEFU_COLUMN_U64, 64, column_read_i64},  {KEFU_COLUMN_U32, 32, column_read_u32},
    {KEFU_COLUMN_I16, 15, column_read_i16},  {KEFU_COLUMN_U16, 16, column_read_u16},
    {KEFU_COLUMN_I8, 7, column_read_i8},     {KEFU_COLUMN_U8, 8, column_read_u8},
    {KEFU_COLUMN_BOOL, 8, column_read_u8},
};

/* 1 if none can be too large × power. */
static int32_t column_has_room(const struct column_reader *reader, int64_t power)
{
    return reader->bits < 63 && power <= INT64_MAX >> reader->bits;
}

/* A block on its way from the column to the values. */
typedef struct column_block {
    const kf_column *column;
    int64_t first, count;
    int32_t scale;
    int64_t *values;
    uint8_t *states;
    int32_t *any;
    kefu_error *error;
} column_block;

static const char *column_row(const kf_column *column, int64_t row)
{
    return (const char *)column->view.data + (ptrdiff_t)row * (ptrdiff_t)column->view.stride;
}

static int64_t column_block_row(const column_block *b, int64_t i)
{
    return b->column->first_row + b->first + i;
}

static kefu_status column_too_big(const column_block *b, int64_t i)
{
    return kf_fail_row(b->error, KEFU_E_OVERFLOW, column_block_row(b, i),
                       "column '%s': the number does not fit 64 bits at scale %d",
                       b->column->view.name, b->scale);
}

static kefu_status column_too_fine(const column_block *b, int64_t i)
{
    return kf_fail_row(b->error, KEFU_E_PRECISION, column_block_row(b, i),
                       "column '%s': the number has digits finer than scale %d",
                       b->column->view.name, b->scale);
}

/* ---- Integers ------------------------------------------------------------------------------- */

static kefu_status column_check_bool(const column_block *b)
{
    uint64_t all = 0;
    for (int64_t i = 0, count = b->count; i < count; i++)
        all |= (uint64_t)b->values[i];
    for (int64_t i = 0; all > 1 && i < b->count; i++)
        if (b->values[i] > 1)
            return kf_fail_row(b->error, KEFU_E_DATA, column_block_row(b, i),
                               "column '%s': a bool is 0 or 1, not %i", b->column->view.name,
                               b->values[i]);
    return KEFU_OK;
}

static kefu_status column_check_u64(const column_block *b)
{
    for (int64_t i = 0; i < b->count; i++)
        if (b->values[i] < 0)
            return column_too_big(b, i);
    return KEFU_OK;
}

/* × 10^digits; |v| <= limit is one unsigned compare. */
static kefu_status column_scale_up(const column_block *b, int32_t digits)
{
    uint64_t power = (uint64_t)kf_pow10(digits);
    uint64_t limit = (uint64_t)INT64_MAX / power;
    int64_t *values = b->values;
    for (int64_t i = 0, count = b->count; i < count; i++) {
        uint64_t value = (uint64_t)values[i];
        if (value + limit > 2 * limit)
            return column_too_big(b, i);
        values[i] = (int64_t)(value * power);
    }
    return KEFU_OK;
}

static kefu_status column_scale_down(const column_block *b)
{
    int32_t may_round = (b->column->view.flags & KEFU_COLUMN_ROUND) != 0;
    for (int64_t i = 0; i < b->count; i++)
        if (kf_rescale(b->values[i], b->column->scale, b->scale, &b->values[i]) != KF_EXACT &&
            !may_round)
            return column_too_fine(b, i);
    return KEFU_OK;
}

/* Numbers × power, 0 where there are none. */
static void column_read_integers(const column_block *b, const struct column_reader *reader,
                                 int64_t power)
{
    const kefu_column *v = &b->column->view;
    if (b->count == KF_BLOCK && v->stride > 0 && v->stride <= 8)
        kf_ahead_block(column_row(b->column, b->first), KF_BLOCK * (size_t)v->stride);
    if (b->count)
        reader->read(column_row(b->column, b->first), (ptrdiff_t)v->stride, b->count, power,
                     b->values);
    for (int64_t i = 0; *b->any && i < b->count; i++)
        if (b->states[i])
            b->values[i] = 0;
}

static kefu_status column_integers(const column_block *b)
{
    const struct column_reader *reader = column_readers;
    int32_t digits = b->scale - b->column->scale;
    int64_t power = digits > 0 ? kf_pow10(digits) : 1;
    kefu_status status = KEFU_OK;
    while (reader->type != b->column->view.type)
        reader++;
    if (reader->type != KEFU_COLUMN_BOOL && column_has_room(reader, power)) {
        column_read_integers(b, reader, power);
        return digits < 0 ? column_scale_down(b) : KEFU_OK;
    }
    column_read_integers(b, reader, 1);
    if (reader->type == KEFU_COLUMN_U64)
        status = column_check_u64(b);
    if (reader->type == KEFU_COLUMN_BOOL)
        status = column_check_bool(b);
    if (status)
        return status;
    if (digits > 0)
        return column_scale_up(b, digits);
    return digits < 0 ? column_scale_down(b) : KEFU_OK;
}

/* ---- Floats --------------------------------------------------------------------------------- */

/* The floats of the block as they lie; *packed gathers them if they have gaps. */
static const void *column_packed(const column_block *b, size_t size, void *packed)
{
    const kefu_column *v = &b->column->view;
    const char *at = column_row(b->column, b->first);
    char *to = packed;
    if (v->stride == (int64_t)size)
        return at;
    for (int64_t i = 0; i < b->count; i++)
        memcpy(to + (size_t)i * size, at + (ptrdiff_t)i * (ptrdiff_t)v->stride, size);
    return packed;
}

/* A number that does not fit is an error, but in a row that is null anyway. */
static kefu_status column_float_too_big(const column_block *b, const uint8_t *got)
{
    for (int64_t i = 0; i < b->count; i++)
        if (got[i] == KF_TOO_BIG && !b->states[i])
            return column_too_big(b, i);
    return KEFU_OK;
}

/* NaN is one null more. */
static void column_float_nulls(const column_block *b, const uint8_t *restrict got)
{
    uint8_t *restrict states = b->states;
    for (int64_t i = 0, count = b->count; i < count; i++)
        states[i] |= (uint8_t)(((states[i] == 0) & (got[i] != 0)) ? KEFU_VALUE_NO_DATA : 0);
    *b->any = 1;
}

static void column_float_zeros(const column_block *b)
{
    for (int64_t i = 0, count = b->count; i < count; i++)
        b->values[i] = b->states[i] ? 0 : b->values[i];
}

static kefu_status column_floats(const column_block *b)
{
    double packed[KF_BLOCK];
    uint8_t got[KF_BLOCK];
    size_t count = (size_t)b->count;
    kefu_status status = KEFU_OK;
    int32_t all;
    if (b->column->view.type == KEFU_COLUMN_F32)
        all = kf_from_floats(b->column->cpu, column_packed(b, sizeof(float), packed), count,
                             b->scale, b->values, got);
    else
        all = kf_from_doubles(b->column->cpu, column_packed(b, sizeof(double), packed), count,
                              b->scale, b->values, got);
    if (*b->any)
        column_float_zeros(b);
    if (all & KF_TOO_BIG)
        status = column_float_too_big(b, got);
    if (all)
        column_float_nulls(b, got);
    return status;
}

/* ---- Decimals in text ----------------------------------------------------------------------- */

static kefu_status column_decimal(const column_block *b, int64_t i, kefu_text text)
{
    int32_t got = kf_decimal_parse(text.data, text.size, b->scale, &b->values[i]);
    if (got == KF_TOO_BIG)
        return column_too_big(b, i);
    if (got == KF_ROUNDED && !(b->column->view.flags & KEFU_COLUMN_ROUND))
        return column_too_fine(b, i);
    if (got == KF_NOT_A_NUMBER)
        return kf_fail_row(b->error, KEFU_E_DATA, column_block_row(b, i),
                           "column '%s': '%t' is not a plain decimal like 12.50",
                           b->column->view.name, text.data, text.size);
    return KEFU_OK;
}

static kefu_status column_decimals(const column_block *b)
{
    kefu_text texts[KF_BLOCK];
    kefu_status status =
        kf_column_bytes(b->column, b->first, b->count, texts, b->states, b->any, b->error);
    for (int64_t i = 0; !status && i < b->count; i++) {
        b->values[i] = 0;
        if (!b->states[i])
            status = column_decimal(b, i, texts[i]);
    }
    return status;
}

kefu_status kf_column_numbers(const kf_column *column, int64_t first, int64_t count, int32_t scale,
                              int64_t *values, uint8_t *states, int32_t *any, kefu_error *error)
{
    column_block block = {column, first, count, scale, values, states, any, error};
    kefu_status status;
    if (column->is_text && !(column->view.flags & KEFU_COLUMN_DECIMAL))
        return kf_fail(error, KEFU_E_TYPE, "column '%s' holds text where numbers are needed",
                       column->view.name);
    if (column->is_text)
        return column_decimals(&block);
    status = kf_column_states(column, first, count, states, any, error);
    if (status)
        return status;
    if (column->family == KF_FAMILY_FLOAT)
        return count > 0 ? column_floats(&block) : KEFU_OK;
    return column_integers(&block);
}

/* ---- Zeros ---------------------------------------------------------------------------------- */

/* All bits but the sign. */
static int32_t column_float_is_zero(const kf_column *column, int64_t row)
{
    uint32_t single;
    uint64_t both;
    if (column->view.type == KEFU_COLUMN_F32) {
        memcpy(&single, column_row(column, row), sizeof single);
        return !(single << 1);
    }
    memcpy(&both, column_row(column, row), sizeof both);
    return !(both << 1);
}

int32_t kf_column_is_zero(const kf_column *column, int64_t row)
{
    int64_t value = 0;
    uint8_t state;
    int32_t any;
    kefu_text text;
    if (column->view.type == KEFU_COLUMN_F32 || column->view.type == KEFU_COLUMN_F64)
        return column_float_is_zero(column, row);
    if (column->is_text)
        return !kf_column_bytes(column, row, 1, &text, &state, &any, NULL) &&
               kf_decimal_parse(text.data, text.size, 0, &value) == KF_EXACT && !value;
    return !kf_column_numbers(column, row, 1, column->scale, &value, &state, &any, NULL) && !value;
}
