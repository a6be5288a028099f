/* key.c - see key.h. */
#include "table/key.h"

#include <string.h>

#include "base/fail.h"
#include "base/format.h"

/* ---- One key -------------------------------------------------------------------------------- */

enum { KEY_DIGITS = 19 }; /* of INT64_MAX */

/* 1 and the number if the text is how that int64 is written, and not in another way. */
static int32_t key_integer(const char *text, size_t size, int64_t *number)
{
    size_t at = size && text[0] == '-';
    uint64_t negative = (uint64_t)at, most = (uint64_t)INT64_MAX + negative, value = 0;
    if (size == at || size - at > KEY_DIGITS)
        return 0;
    if (text[at] == '0' && size > 1)
        return 0;
    for (; at < size; at++) {
        if (text[at] < '0' || text[at] > '9')
            return 0;
        value = value * 10 + (uint64_t)(text[at] - '0'); /* 19 digits stay below 2^64 */
    }
    if (value > most)
        return 0;
    *number = negative ? -(int64_t)(value - 1) - 1 : (int64_t)value;
    return 1;
}

kf_key kf_key_of_number(int64_t number) { return (kf_key){{NULL, 0}, number}; }

kf_key kf_key_of(const char *text, size_t size)
{
    int64_t number;
    if (!text || !size)
        return (kf_key){{"", 0}, 0};
    if (key_integer(text, size, &number))
        return kf_key_of_number(number);
    return (kf_key){{text, size}, 0};
}

static int32_t key_compare_text(kefu_text a, kefu_text b)
{
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common ? memcmp(a.data, b.data, common) : 0;
    if (order)
        return order < 0 ? -1 : 1;
    return (a.size > b.size) - (a.size < b.size);
}

int32_t kf_key_compare(const kf_key *a, const kf_key *b)
{
    if (!a->text.data && !b->text.data)
        return (a->number > b->number) - (a->number < b->number);
    if (!a->text.data || !b->text.data)
        return a->text.data ? 1 : -1;
    return key_compare_text(a->text, b->text);
}

kefu_text kf_key_text(const kf_key *key, char digits[21])
{
    size_t size;
    if (key->text.data)
        return key->text;
    size = kf_format_i64(key->number, digits);
    digits[size] = 0;
    return (kefu_text){digits, size};
}

/* ---- A block of a column -------------------------------------------------------------------- */

static kefu_status keys_read_texts(const kf_column *column, int64_t first, int64_t count,
                                   kf_arena *arena, kf_key_scratch *scratch, kf_key *keys,
                                   size_t step, kefu_error *error)
{
    int32_t any;
    kefu_status status =
        kf_column_texts(column, first, count, arena, scratch->texts, scratch->states, &any, error);
    for (int64_t i = 0; !status && i < count; i++)
        keys[(size_t)i * step] = kf_key_of(scratch->texts[i].data, scratch->texts[i].size);
    return status;
}

static double keys_float_at(const kefu_column *view, int64_t row)
{
    const char *at = (const char *)view->data + (ptrdiff_t)row * (ptrdiff_t)view->stride;
    double wide;
    float narrow;
    if (view->type == KEFU_COLUMN_F32) {
        memcpy(&narrow, at, sizeof narrow);
        return (double)narrow;
    }
    memcpy(&wide, at, sizeof wide);
    return wide;
}

/* Above 2^53 (2^24 for float) neighbours of a whole number are no longer floats. */
static kefu_status keys_check_floats(const kf_column *column, int64_t first, int64_t count,
                                     const int64_t *values, const uint8_t *states,
                                     kefu_error *error)
{
    const double most = column->view.type == KEFU_COLUMN_F32 ? 16777216.0 : 9007199254740992.0;
    for (int64_t i = 0; i < count; i++) {
        double x = keys_float_at(&column->view, first + i);
        if (states[i] || (x >= -most && x <= most && (double)values[i] == x))
            continue;
        return kf_fail_row(error, KEFU_E_PRECISION, column->first_row + first + i,
                           "column '%s': a key must be a whole number up to 2^%d to have all its "
                           "digits; read it as text",
                           column->view.name, column->view.type == KEFU_COLUMN_F32 ? 24 : 53);
    }
    return KEFU_OK;
}

int32_t kf_key_scale(const kf_column *column)
{
    return column->view.type == KEFU_COLUMN_TIME ? column->scale : 0;
}

kefu_status kf_keys_integers(const kf_column *column, int64_t first, int64_t count, int64_t *values,
                             uint8_t *states, int32_t *any, kefu_error *error)
{
    kefu_status status =
        kf_column_numbers(column, first, count, kf_key_scale(column), values, states, any, error);
    if (!status && column->family == KF_FAMILY_FLOAT)
        status = keys_check_floats(column, first, count, values, states, error);
    return status;
}

kefu_status kf_key_check(const kf_column *column, int64_t row, const kf_key *key, kefu_error *error)
{
    if (!key->text.size || !memchr(key->text.data, 0, key->text.size))
        return KEFU_OK;
    return kf_fail_row(error, KEFU_E_DATA, column->first_row + row,
                       "column '%s': a key holds the character NUL", column->view.name);
}

kefu_status kf_keys_view(const kf_column *column, int64_t first, int64_t count, kf_arena *arena,
                         kf_key_scratch *scratch, kf_key *keys, size_t step, kefu_error *error)
{
    kefu_status status;
    int32_t any;
    if (column->is_text)
        return keys_read_texts(column, first, count, arena, scratch, keys, step, error);
    status = kf_keys_integers(column, first, count, scratch->values, scratch->states, &any, error);
    for (int64_t i = 0; !status && i < count; i++)
        keys[(size_t)i * step] =
            scratch->states[i] ? kf_key_of("", 0) : kf_key_of_number(scratch->values[i]);
    return status;
}

kefu_status kf_keys_read(const kf_column *column, int64_t first, int64_t count, kf_arena *arena,
                         kf_key_scratch *scratch, kf_key *keys, size_t step, kefu_error *error)
{
    kefu_status status = kf_keys_view(column, first, count, arena, scratch, keys, step, error);
    for (int64_t i = 0; !status && i < count; i++)
        status = kf_key_check(column, first + i, &keys[(size_t)i * step], error);
    return status;
}
