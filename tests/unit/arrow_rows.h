/* arrow_rows.h - the rows of a column as one line of text. */
#ifndef TESTS_ARROW_ROWS_H
#define TESTS_ARROW_ROWS_H

#include <string.h>

#include "base/decimal.h"
#include "table/arrow.h"
#include "table/column.h"

/* Buffers, and what lies in them. */
#define BUFFERS(...)                                                                               \
    (const void *const[]) { __VA_ARGS__ }
#define BYTES(...)                                                                                 \
    (const uint8_t[]) { __VA_ARGS__ }
#define INT8(...)                                                                                  \
    (const int8_t[]) { __VA_ARGS__ }
#define INT16(...)                                                                                 \
    (const int16_t[]) { __VA_ARGS__ }
#define INT32(...)                                                                                 \
    (const int32_t[]) { __VA_ARGS__ }
#define INT64(...)                                                                                 \
    (const int64_t[]) { __VA_ARGS__ }
#define UINT64(...)                                                                                \
    (const uint64_t[]) { __VA_ARGS__ }

static size_t producer_put(char *out, size_t at, size_t room, const char *text, size_t size)
{
    if (at && at < room)
        out[at++] = ' ';
    for (size_t i = 0; i < size && at + 1 < room; i++)
        out[at++] = text[i];
    out[at] = 0;
    return at;
}

/* "1 2.50 - abc", - for null and "" for an empty text; the status of reading. Numbers are read at
 * `scale`, or at the column's own if that is -1. */
static kefu_status producer_rows(const kefu_batch *batch, int32_t column, int32_t scale,
                                 int32_t as_text, char *out, size_t room, kefu_error *error)
{
    static int64_t numbers[KF_BLOCK];
    static kefu_text texts[KF_BLOCK];
    static uint8_t states[KF_BLOCK];
    char digits[48];
    int32_t any;
    size_t at = 0;
    kf_memory memory;
    kf_arena arena;
    kf_batch opened;
    kefu_status status = kf_memory_init(&memory, NULL, NULL);
    out[0] = 0;
    kf_arena_init(&arena, &memory);
    status = kf_batch_open(&opened, &memory, batch, error);
    if (status)
        return status;
    const kf_column *c = &opened.columns[column];
    int32_t digits_scale = scale < 0 ? c->scale : scale;
    status = as_text
                 ? kf_column_texts(c, 0, batch->rows, &arena, texts, states, &any, error)
                 : kf_column_numbers(c, 0, batch->rows, digits_scale, numbers, states, &any, error);
    for (int64_t i = 0; i < batch->rows && !status; i++) {
        kefu_text text = {digits, 0};
        if (states[i])
            text = (kefu_text){"-", 1};
        else if (as_text)
            text = texts[i].size ? texts[i] : (kefu_text){"\"\"", 2};
        else
            text.size = kf_decimal_format(numbers[i], digits_scale, digits);
        at = producer_put(out, at, room, text.data, text.size);
    }
    kf_batch_close(&opened);
    kf_arena_free(&arena);
    return status;
}

#endif
