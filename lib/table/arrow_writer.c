/* arrow_writer.c - see arrow_writer.h. */
#include "table/arrow_writer.h"

#include <string.h>

#include "base/fail.h"
#include "base/format.h"
#include "base/quotient.h"
#include "base/sort.h"
#include "base/wide.h"

enum { ARROW_STATES = KEFU_VALUE_EXEMPT + 1 };

static const struct arrow_out_type {
    const char *format;
    size_t width; /* bytes of a row; 0 = a bit */
} arrow_out_types[] = {
    [KF_ARROW_UTF8] = {"u", sizeof(int32_t)},
    [KF_ARROW_DOUBLE] = {"g", sizeof(uint64_t)},
    [KF_ARROW_INT64] = {"l", sizeof(int64_t)},
    [KF_ARROW_UINT32] = {"I", sizeof(uint32_t)},
    [KF_ARROW_BOOL] = {"b", 0},
    [KF_ARROW_STATUS] = {"c", sizeof(int8_t)},
    [KF_ARROW_POINTS] = {"d:38,6", 16},
};

void kf_arrow_writer_init(kf_arrow_writer *w, const kf_memory *memory, int64_t rows,
                          kefu_error *error)
{
    memset(w, 0, sizeof *w);
    w->memory = *memory;
    w->rows = rows;
    w->error = error;
    kf_arena_init(&w->arena, &w->memory);
    kf_buffer_init(&w->metadata.bytes, &w->memory);
}

static size_t arrow_bitmap_size(int64_t rows) { return (size_t)(rows / 8 + 1); }

/* Bytes of a column's data; offsets have one more. */
static size_t arrow_data_size(const kf_arrow_out *c, int64_t rows)
{
    size_t width = arrow_out_types[c->type].width;
    return width ? width * ((size_t)rows + (c->type == KF_ARROW_UTF8)) : arrow_bitmap_size(rows);
}

static void arrow_out_free(kf_arrow_writer *w, kf_arrow_out *c)
{
    kf_free(&w->memory, c->validity, arrow_bitmap_size(w->rows));
    kf_free(&w->memory, c->data, arrow_data_size(c, w->rows));
    kf_buffer_free(&c->text);
    kf_buffer_free(&c->metadata.bytes);
}

void kf_arrow_writer_free(kf_arrow_writer *w)
{
    for (size_t i = 0; i < w->n_columns; i++)
        arrow_out_free(w, &w->columns[i]);
    kf_free_array(&w->memory, w->columns, w->capacity, sizeof *w->columns);
    kf_buffer_free(&w->metadata.bytes);
    kf_arena_free(&w->arena);
}

/* ---- Columns --------------------------------------------------------------------------------- */

static void arrow_no_memory(kf_arrow_writer *w)
{
    if (!w->status)
        w->status = kf_no_memory(w->error);
}

static const char *arrow_name(kf_arrow_writer *w, const char *name, const char *suffix)
{
    size_t size = strlen(name), more = strlen(suffix);
    char *out = kf_arena_alloc(&w->arena, size + more + 1);
    if (!out)
        return NULL;
    memcpy(out, name, size);
    memcpy(out + size, suffix, more + 1);
    return out;
}

void kf_arrow_column(kf_arrow_writer *w, const char *name, const char *suffix, int32_t type,
                     int32_t is_nullable)
{
    kf_arrow_out *columns, *c;
    if (w->status)
        return;
    columns = kf_reserve(&w->memory, w->columns, &w->capacity, w->n_columns + 1, sizeof *columns);
    if (!columns) {
        arrow_no_memory(w);
        return;
    }
    w->columns = columns;
    c = &columns[w->n_columns++];
    memset(c, 0, sizeof *c);
    c->type = type;
    c->is_nullable = is_nullable;
    kf_buffer_init(&c->text, &w->memory);
    kf_buffer_init(&c->metadata.bytes, &w->memory);
    c->name = arrow_name(w, name, suffix);
    c->data = (uint64_t)w->rows < SIZE_MAX / 16 - 1
                  ? kf_alloc_zero(&w->memory, arrow_data_size(c, w->rows))
                  : NULL;
    if (!c->name || !c->data)
        arrow_no_memory(w);
}

/* ---- Metadata: a count of pairs, then the size and the bytes of each key and each value ---------
 */

static void arrow_put_sized(kf_buffer *out, const char *text, size_t size)
{
    int32_t n = (int32_t)size;
    kf_put(out, &n, sizeof n);
    kf_put(out, text, size);
}

void kf_arrow_say(kf_arrow_writer *w, const char *key, const char *value)
{
    kf_arrow_metadata *m = w->n_columns ? &w->columns[w->n_columns - 1].metadata : &w->metadata;
    size_t size = value ? strlen(value) : 0;
    if (w->status || !size || size > INT32_MAX)
        return;
    if (!m->n)
        kf_put(&m->bytes, &m->n, sizeof m->n);
    arrow_put_sized(&m->bytes, key, strlen(key));
    arrow_put_sized(&m->bytes, value, size);
    m->n++;
    if (m->bytes.failed)
        arrow_no_memory(w);
    else
        memcpy(m->bytes.data, &m->n, sizeof m->n);
}

static void arrow_say_i64(kf_arrow_writer *w, const char *key, int64_t value)
{
    char digits[21];
    digits[kf_format_i64(value, digits)] = 0;
    kf_arrow_say(w, key, digits);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static void arrow_put_bytes(kf_arrow_out *c, const void *bytes, size_t size)
{
    memcpy((char *)c->data + (size_t)c->row * size, bytes, size);
}

void kf_arrow_put_null(kf_arrow_writer *w)
{
    kf_arrow_out *c;
    if (w->status)
        return;
    c = &w->columns[w->n_columns - 1];
    if (!c->validity) {
        c->validity = kf_alloc(&w->memory, arrow_bitmap_size(w->rows));
        if (!c->validity) {
            arrow_no_memory(w);
            return;
        }
        memset(c->validity, 0xFF, arrow_bitmap_size(w->rows));
    }
    c->validity[c->row >> 3] &= (uint8_t) ~(1u << (c->row & 7));
    c->nulls++;
    if (c->type == KF_ARROW_UTF8)
        kf_arrow_put_text(w, (kefu_text){"", 0});
    else
        c->row++;
}

void kf_arrow_put_text(kf_arrow_writer *w, kefu_text text)
{
    kf_arrow_out *c;
    int32_t end;
    if (w->status)
        return;
    c = &w->columns[w->n_columns - 1];
    if (text.size > (size_t)INT32_MAX - c->text.size) {
        w->status = kf_fail(
            w->error, KEFU_E_OVERFLOW,
            "column '%s' has more than 2 GiB of text, which Arrow's utf8 cannot hold", c->name);
        return;
    }
    kf_put(&c->text, text.data, text.size);
    if (c->text.failed)
        arrow_no_memory(w);
    end = (int32_t)c->text.size;
    c->row++; /* an offset ends the row before it */
    arrow_put_bytes(c, &end, sizeof end);
}

static void arrow_put_wide(kf_arrow_out *c, int64_t value)
{
    const uint16_t one = 1;
    kf_i128 wide = kf_i128_of(value);
    uint64_t halves[2] = {wide.lo, (uint64_t)wide.hi};
    uint8_t is_little;
    memcpy(&is_little, &one, sizeof is_little);
    if (!is_little) {
        halves[0] = (uint64_t)wide.hi;
        halves[1] = wide.lo;
    }
    arrow_put_bytes(c, halves, sizeof halves);
}

void kf_arrow_put_i64(kf_arrow_writer *w, int64_t value)
{
    kf_arrow_out *c;
    uint32_t narrow = (uint32_t)value;
    int8_t byte = (int8_t)value;
    if (w->status)
        return;
    c = &w->columns[w->n_columns - 1];
    switch (c->type) {
    case KF_ARROW_BOOL:
        ((uint8_t *)c->data)[c->row >> 3] |= (uint8_t)((value != 0) << (c->row & 7));
        break;
    case KF_ARROW_STATUS:
        arrow_put_bytes(c, &byte, sizeof byte);
        break;
    case KF_ARROW_UINT32:
        arrow_put_bytes(c, &narrow, sizeof narrow);
        break;
    case KF_ARROW_POINTS:
        arrow_put_wide(c, value);
        break;
    default:
        arrow_put_bytes(c, &value, sizeof value);
        break;
    }
    c->row++;
}

void kf_arrow_put_quotient(kf_arrow_writer *w, int64_t num, int64_t den)
{
    uint64_t bits;
    if (w->status)
        return;
    if (den <= 0) {
        kf_arrow_put_null(w);
        return;
    }
    bits = kf_quotient_bits(num, den);
    kf_arrow_out *c = &w->columns[w->n_columns - 1];
    arrow_put_bytes(c, &bits, sizeof bits);
    c->row++;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static const struct arrow_value_part {
    const char *suffix, *is;
    int32_t type;
} arrow_value_parts[KF_ARROW_EXACT_PARTS] = {
    {"", "value", KF_ARROW_DOUBLE},  {"_status", "status", KF_ARROW_STATUS},
    {"_num", "num", KF_ARROW_INT64}, {"_den", "den", KF_ARROW_INT64},
    {"_n", "n", KF_ARROW_INT64},     {"_flags", "flags", KF_ARROW_UINT32},
};

void kf_arrow_value_column(kf_arrow_writer *w, const char *name, int32_t part)
{
    const struct arrow_value_part *p = &arrow_value_parts[part];
    kf_arrow_column(w, name, p->suffix, p->type, p->type == KF_ARROW_DOUBLE);
    kf_arrow_say(w, "kefu.of", name);
    kf_arrow_say(w, "kefu.is", p->is);
}

void kf_arrow_put_value(kf_arrow_writer *w, const kefu_value *value, int32_t part)
{
    const int64_t parts[KF_ARROW_EXACT_PARTS] = {0,          value->status, value->num,
                                                 value->den, value->n,      value->flags};
    if (part)
        kf_arrow_put_i64(w, parts[part]);
    else
        kf_arrow_put_quotient(w, value->num, value->den);
}

void kf_arrow_say_figure(kf_arrow_writer *w, const char *zh, const char *en, const char *unit,
                         int32_t scale, int32_t direction)
{
    kf_arrow_say(w, "kefu.label.zh", zh);
    kf_arrow_say(w, "kefu.label.en", en);
    kf_arrow_say(w, "kefu.unit", unit);
    arrow_say_i64(w, "kefu.scale", scale);
    kf_arrow_say(w, "kefu.direction",
                 direction == KEFU_HIGHER  ? "higher"
                 : direction == KEFU_LOWER ? "lower"
                                           : "neither");
}

/* ---- Names that are taken -------------------------------------------------------------------- */

static int32_t arrow_is_taken(const kf_arrow_writer *w, const char *name)
{
    for (size_t i = 0; i < w->n_columns; i++)
        if (strcmp(w->columns[i].name, name) == 0)
            return 1;
    return 0;
}

static int32_t arrow_rename(kf_arrow_writer *w, kf_arrow_out *c)
{
    const char *name = c->name;
    char suffix[24] = "_";
    for (int64_t k = 2; name && arrow_is_taken(w, name); k++) {
        suffix[1 + kf_format_i64(k, suffix + 1)] = 0;
        name = arrow_name(w, c->name, suffix);
    }
    if (name)
        c->name = name;
    return name != NULL;
}

static kefu_status arrow_unique_names(kf_arrow_writer *w)
{
    const char **names = kf_alloc_array(&w->memory, w->n_columns, sizeof *names);
    uint32_t twins[2];
    kefu_status status = names ? KEFU_OK : kf_no_memory(w->error);
    for (size_t i = 0; i < w->n_columns && !status; i++)
        names[i] = w->columns[i].name;
    while (!status) {
        twins[1] = 0;
        status = kf_find_twins(&w->memory, names, w->n_columns, twins, w->error);
        if (status || !twins[1])
            break;
        if (!arrow_rename(w, &w->columns[twins[1]]))
            status = kf_no_memory(w->error);
        names[twins[1]] = w->columns[twins[1]].name;
    }
    kf_free_array(&w->memory, names, w->n_columns, sizeof *names);
    return status;
}

/* ---- Handing over ---------------------------------------------------------------------------- */

static int32_t arrow_status_words(const kf_memory *memory, struct ArrowArray *out)
{
    static const int32_t buffers = 3;
    int32_t offsets[ARROW_STATES + 1] = {0}, *own_offsets;
    char *text;
    if (!kf_arrow_array_new(memory, ARROW_STATES, buffers, 0, 0, out))
        return 0;
    for (int32_t i = 0; i < ARROW_STATES; i++)
        offsets[i + 1] = offsets[i] + (int32_t)strlen(kefu_value_status_text(i, KEFU_EN));
    own_offsets = kf_alloc(memory, sizeof offsets);
    if (!own_offsets)
        return 0;
    memcpy(own_offsets, offsets, sizeof offsets);
    kf_arrow_array_own(out, 1, own_offsets, sizeof offsets);
    text = kf_alloc(memory, (size_t)offsets[ARROW_STATES]);
    if (!text)
        return 0;
    for (int32_t i = 0; i < ARROW_STATES; i++)
        memcpy(text + offsets[i], kefu_value_status_text(i, KEFU_EN),
               (size_t)(offsets[i + 1] - offsets[i]));
    kf_arrow_array_own(out, 2, text, (size_t)offsets[ARROW_STATES]);
    return 1;
}

static int32_t arrow_out_schema(kf_arrow_writer *w, const kf_arrow_out *c, struct ArrowSchema *out)
{
    kf_buffer nothing;
    int32_t has_words = c->type == KF_ARROW_STATUS;
    kf_buffer_init(&nothing, &w->memory);
    if (!kf_arrow_schema_new(&w->memory, arrow_out_types[c->type].format, c->name,
                             &c->metadata.bytes, 0, has_words, out))
        return 0;
    out->flags = (c->is_nullable ? ARROW_FLAG_NULLABLE : 0) |
                 (has_words ? ARROW_FLAG_DICTIONARY_ORDERED : 0);
    return !has_words || kf_arrow_schema_new(&w->memory, "u", "", &nothing, 0, 0, out->dictionary);
}

/* The column's blocks change hands. */
static int32_t arrow_out_array(kf_arrow_writer *w, kf_arrow_out *c, struct ArrowArray *out)
{
    int32_t is_text = c->type == KF_ARROW_UTF8, has_words = c->type == KF_ARROW_STATUS;
    if (!kf_arrow_array_new(&w->memory, w->rows, is_text ? 3 : 2, 0, has_words, out))
        return 0;
    out->null_count = c->nulls;
    kf_arrow_array_own(out, 0, c->validity, arrow_bitmap_size(w->rows));
    kf_arrow_array_own(out, 1, c->data, arrow_data_size(c, w->rows));
    c->validity = NULL;
    c->data = NULL;
    if (is_text) {
        kf_arrow_array_own(out, 2, c->text.data, c->text.capacity);
        kf_buffer_init(&c->text, &w->memory);
    }
    return !has_words || arrow_status_words(&w->memory, out->dictionary);
}

static kefu_status arrow_hand_over(kf_arrow_writer *w, struct ArrowSchema *schema,
                                   struct ArrowArray *array)
{
    int32_t there =
        kf_arrow_schema_new(&w->memory, "+s", "", &w->metadata.bytes, w->n_columns, 0, schema) &&
        kf_arrow_array_new(&w->memory, w->rows, 1, w->n_columns, 0, array);
    for (size_t i = 0; there && i < w->n_columns; i++)
        there = arrow_out_schema(w, &w->columns[i], schema->children[i]) &&
                arrow_out_array(w, &w->columns[i], array->children[i]);
    if (there)
        return KEFU_OK;
    if (schema->release)
        schema->release(schema);
    if (array->release)
        array->release(array);
    return kf_no_memory(w->error);
}

kefu_status kf_arrow_writer_done(kf_arrow_writer *w, struct ArrowSchema *schema,
                                 struct ArrowArray *array)
{
    struct ArrowSchema made_schema = {.release = NULL};
    struct ArrowArray made_array = {.release = NULL};
    if (!w->status)
        w->status = arrow_unique_names(w);
    if (!w->status)
        w->status = arrow_hand_over(w, &made_schema, &made_array);
    if (w->status)
        return w->status;
    *schema = made_schema;
    *array = made_array;
    return KEFU_OK;
}

kefu_status kf_arrow_writer_stream(kf_arrow_writer *w, struct ArrowArrayStream *stream)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    kefu_status status = kf_arrow_writer_done(w, &schema, &array);
    if (status || kf_arrow_stream_new(&w->memory, &schema, &array, stream))
        return status;
    schema.release(&schema);
    array.release(&array);
    return kf_no_memory(w->error);
}
