/* column_text.c - blocks of a text column as UTF-8. */
#include <string.h>

#include "base/fail.h"
#include "base/gb18030.h"
#include "table/column.h"

/* ---- One row of each type -------------------------------------------------------------------- */

/* The text of a row, data NULL for null; 0 if it points outside the heap. */
typedef int32_t (*column_text_fn)(const kefu_column *view, const char *at, kefu_text *out);

static int32_t column_text_plain(const kefu_column *view, const char *at, kefu_text *out)
{
    (void)view;
    memcpy(out, at, sizeof *out);
    return 1;
}

static int32_t column_text_z(const kefu_column *view, const char *at, kefu_text *out)
{
    (void)view;
    memcpy(&out->data, at, sizeof out->data);
    out->size = out->data ? strlen(out->data) : 0;
    return 1;
}

static int32_t column_text_fixed(const kefu_column *view, const char *at, kefu_text *out)
{
    size_t size = (size_t)view->width;
    while (size && !at[size - 1])
        size--;
    *out = (kefu_text){at, size};
    return 1;
}

static int32_t column_text_span(const kefu_column *view, int64_t from, int64_t to, kefu_text *out)
{
    if (from < 0 || to < from || to > view->heap_bytes)
        return 0;
    *out = (kefu_text){to > from ? (const char *)view->heap + from : "", (size_t)(to - from)};
    return 1;
}

static int32_t column_text_32(const kefu_column *view, const char *at, kefu_text *out)
{
    int32_t from, to;
    memcpy(&from, at, sizeof from);
    memcpy(&to, at + (ptrdiff_t)view->stride, sizeof to);
    return column_text_span(view, from, to, out);
}

static int32_t column_text_64(const kefu_column *view, const char *at, kefu_text *out)
{
    int64_t from, to;
    memcpy(&from, at, sizeof from);
    memcpy(&to, at + (ptrdiff_t)view->stride, sizeof to);
    return column_text_span(view, from, to, out);
}

/* A view is its size, then the text itself if that has up to 12 bytes, else the first four of them,
 * the buffer and the offset where it lies. */
static int32_t column_text_view(const kefu_column *view, const char *at, kefu_text *out)
{
    const char *heap = view->heap, *buffer, *sizes;
    int64_t n = view->heap_bytes / (int64_t)sizeof buffer, end;
    int32_t size, index, offset;
    memcpy(&size, at, sizeof size);
    if (size <= 12) {
        *out = (kefu_text){at + 4, (size_t)(size < 0 ? 0 : size)};
        return size >= 0;
    }
    memcpy(&index, at + 8, sizeof index);
    memcpy(&offset, at + 12, sizeof offset);
    if (index < 0 || index >= n || offset < 0)
        return 0;
    memcpy(&buffer, heap + (size_t)index * sizeof buffer, sizeof buffer);
    memcpy(&sizes, heap + (size_t)n * sizeof sizes, sizeof sizes);
    if (!buffer || !sizes)
        return 0;
    memcpy(&end, sizes + (size_t)index * sizeof end, sizeof end);
    if ((int64_t)offset + size > end)
        return 0;
    *out = (kefu_text){buffer + offset, (size_t)size};
    return 1;
}

static uint64_t column_code(const char *at, int64_t width)
{
    uint8_t one;
    uint16_t two;
    uint32_t four;
    uint64_t eight;
    switch (width) {
    case 1:
        memcpy(&one, at, sizeof one);
        return one;
    case 2:
        memcpy(&two, at, sizeof two);
        return two;
    case 4:
        memcpy(&four, at, sizeof four);
        return four;
    default:
        memcpy(&eight, at, sizeof eight);
        return eight;
    }
}

static int32_t column_text_dict(const kefu_column *view, const char *at, kefu_text *out)
{
    uint64_t code = column_code(at, view->width);
    if (code >= (uint64_t)view->heap_bytes / sizeof *out)
        return 0;
    memcpy(out, (const char *)view->heap + (size_t)code * sizeof *out, sizeof *out);
    return 1;
}

static column_text_fn column_text_reader(int32_t type)
{
    static const struct {
        int32_t type;
        column_text_fn read;
    } readers[] = {
        {KEFU_COLUMN_TEXT, column_text_plain},       {KEFU_COLUMN_TEXT_Z, column_text_z},
        {KEFU_COLUMN_TEXT_FIXED, column_text_fixed}, {KEFU_COLUMN_TEXT_32, column_text_32},
        {KEFU_COLUMN_TEXT_64, column_text_64},       {KEFU_COLUMN_TEXT_VIEW, column_text_view},
        {KEFU_COLUMN_TEXT_DICT, column_text_dict}};
    size_t i = 0;
    while (readers[i].type != type)
        i++;
    return readers[i].read;
}

static kefu_status column_outside(const kf_column *column, int64_t row, kefu_error *error)
{
    const kefu_column *v = &column->view;
    int64_t n = v->heap_bytes / (int64_t)kf_column_heap_item(v->type);
    if (v->type == KEFU_COLUMN_TEXT_DICT)
        return kf_fail_row(error, KEFU_E_DATA, column->first_row + row,
                           "column '%s': a code outside its dictionary of %i texts", v->name, n);
    return kf_fail_row(error, KEFU_E_DATA, column->first_row + row,
                       v->type == KEFU_COLUMN_TEXT_VIEW
                           ? "column '%s': a view outside its %i buffers"
                           : "column '%s': offsets outside the heap of %i bytes",
                       v->name, n);
}

kefu_status kf_column_bytes(const kf_column *column, int64_t first, int64_t count, kefu_text *texts,
                            uint8_t *states, int32_t *any, kefu_error *error)
{
    const kefu_column *v = &column->view;
    column_text_fn read;
    kefu_status status;
    if (!column->is_text)
        return kf_fail(error, KEFU_E_TYPE, "column '%s' holds numbers where text is needed",
                       v->name);
    read = column_text_reader(v->type);
    status = kf_column_states(column, first, count, states, any, error);
    for (int64_t i = 0; !status && i < count; i++) {
        kefu_text *text = &texts[i];
        *text = (kefu_text){NULL, 0};
        if (!states[i] &&
            !read(v, (const char *)v->data + (ptrdiff_t)(first + i) * (ptrdiff_t)v->stride, text))
            return column_outside(column, first + i, error);
        if (text->data)
            continue;
        *text = (kefu_text){"", 0};
        *any = 1;
        if (!states[i])
            states[i] = KEFU_VALUE_NO_DATA;
    }
    return status;
}

/* ---- Encodings ------------------------------------------------------------------------------ */

static int32_t column_is_ascii(kefu_text text)
{
    unsigned char high = 0;
    for (size_t i = 0; i < text.size; i++)
        high |= (unsigned char)text.data[i];
    return high < 0x80;
}

static kefu_status column_bad_text(const kf_column *column, int64_t row, int64_t offset,
                                   const char *encoding, kefu_error *error)
{
    kf_fail_row(error, KEFU_E_ENCODING, column->first_row + row,
                "column '%s': byte %i of the text is not %s", column->view.name, offset, encoding);
    if (error)
        error->offset = offset;
    return KEFU_E_ENCODING;
}

/* The block's texts, converted one by one into `scratch` and kept in the arena. */
static kefu_status column_convert(const kf_column *column, int64_t first, int64_t count,
                                  kf_arena *arena, kf_buffer *scratch, kefu_text *texts,
                                  kefu_error *error)
{
    for (int64_t i = 0; i < count; i++) {
        size_t bad = 0;
        char *copy;
        kefu_status status;
        if (column_is_ascii(texts[i]))
            continue;
        kf_buffer_clear(scratch);
        status = kf_gb18030_to_utf8(texts[i].data, texts[i].size, scratch, &bad);
        if (scratch->failed)
            return kf_no_memory(error);
        if (status)
            return column_bad_text(column, first + i, (int64_t)bad, "GB18030", error);
        copy = kf_arena_text(arena, scratch->data, scratch->size);
        if (!copy)
            return kf_no_memory(error);
        texts[i] = (kefu_text){copy, scratch->size};
    }
    return KEFU_OK;
}

kefu_status kf_column_texts(const kf_column *column, int64_t first, int64_t count, kf_arena *arena,
                            kefu_text *texts, uint8_t *states, int32_t *any, kefu_error *error)
{
    kefu_status status = kf_column_bytes(column, first, count, texts, states, any, error);
    kf_buffer scratch;
    if (status)
        return status;
    if (column->view.encoding == KEFU_GB18030) {
        kf_buffer_init(&scratch, arena->memory);
        status = column_convert(column, first, count, arena, &scratch, texts, error);
        kf_buffer_free(&scratch);
        return status;
    }
    for (int64_t i = 0; i < count; i++) {
        size_t valid = kf_utf8_valid(texts[i].data, texts[i].size);
        if (valid < texts[i].size)
            return column_bad_text(column, first + i, (int64_t)valid, "UTF-8", error);
    }
    return KEFU_OK;
}
