/* arrow_array.c - pointing columns at the buffers of a record batch. */
#include <string.h>

#include "base/fail.h"
#include "table/arrow_reader.h"

enum { ARROW_VALIDITY = 0, ARROW_DATA = 1, ARROW_HEAP = 2 };

static kefu_status arrow_broken(const char *name, const char *what, int64_t value,
                                kefu_error *error)
{
    return kf_fail(error, KEFU_E_ARGUMENT, "Arrow array '%s': %s is %i", name, what, value);
}

/* ---- What holds for arrays of every type ----------------------------------------------------- */

/* Nulls are what the bits say: a count that is there must go with them. */
static kefu_status arrow_check_nulls(const struct ArrowArray *array, const char *name,
                                     kefu_error *error)
{
    if (array->null_count < -1 || array->null_count > array->length)
        return arrow_broken(name, "null_count", array->null_count, error);
    if (array->null_count > 0 && !array->buffers[ARROW_VALIDITY])
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "Arrow array '%s': null_count is %i, but there are no bits of validity",
                       name, array->null_count);
    return KEFU_OK;
}

static kefu_status arrow_check_shape(const struct ArrowArray *array, const char *name, int64_t need,
                                     kefu_error *error)
{
    if (!array)
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow array '%s' is NULL", name);
    if (!array->release)
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow array '%s' has been released", name);
    if (array->length < 0 || array->length == INT64_MAX)
        return arrow_broken(name, "length", array->length, error);
    if (array->offset < 0 || array->offset > INT64_MAX - 1 - array->length)
        return arrow_broken(name, "offset", array->offset, error);
    if (array->length < need)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "Arrow array '%s': length is %i, but the record batch has %i rows", name,
                       array->length, need);
    if (array->n_buffers < 0 || (array->n_buffers && !array->buffers))
        return arrow_broken(name, "n_buffers", array->n_buffers, error);
    return KEFU_OK;
}

/* Some give an array of nulls, which has no buffers, one of validity all the same. */
static int32_t arrow_buffers_fit(const kf_arrow_type *type, int64_t n)
{
    static const struct {
        int32_t least, most;
    } wanted[] = {[KF_ARROW_NOTHING] = {0, 1},
                  [KF_ARROW_BITS] = {2, 2},
                  [KF_ARROW_FIXED] = {2, 2},
                  [KF_ARROW_OFFSETS] = {3, 3},
                  [KF_ARROW_VIEWS] = {3, INT32_MAX}};
    return n >= wanted[type->layout].least && n <= wanted[type->layout].most;
}

/* `need` rows are there, and each has an address. */
static kefu_status arrow_check_array(const struct ArrowArray *array, const kf_arrow_type *type,
                                     const char *name, int64_t need, kefu_error *error)
{
    kefu_status status = arrow_check_shape(array, name, need, error);
    int64_t most = PTRDIFF_MAX / (type->width ? type->width : 1);
    if (status)
        return status;
    if (!arrow_buffers_fit(type, array->n_buffers))
        return arrow_broken(name, "n_buffers", array->n_buffers, error);
    if (type->layout == KF_ARROW_NOTHING)
        return KEFU_OK;
    if (array->offset + array->length >= most)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "Arrow array '%s': length %i from offset %i does not fit the memory", name,
                       array->length, array->offset);
    if (need && !array->buffers[ARROW_DATA])
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow array '%s': its data are NULL", name);
    return arrow_check_nulls(array, name, error);
}

/* ---- Columns that are borrowed --------------------------------------------------------------- */

/* The last offset, up to which the heap is; the others are checked against it as they are read. */
static int64_t arrow_last_offset(const char *offsets, int32_t width, int64_t row)
{
    const char *at = offsets + (size_t)row * (size_t)width;
    int32_t narrow;
    int64_t wide;
    if (width == 4) {
        memcpy(&narrow, at, sizeof narrow);
        return narrow;
    }
    memcpy(&wide, at, sizeof wide);
    return wide;
}

static kefu_status arrow_borrow_heap(const struct ArrowArray *array, int64_t start, int64_t count,
                                     const kf_arrow_type *type, kefu_column *view,
                                     kefu_error *error)
{
    int64_t last =
        count ? arrow_last_offset(array->buffers[ARROW_DATA], type->width, start + count) : 0;
    if (last < 0)
        return arrow_broken(view->name, "the last offset", last, error);
    if (last && !array->buffers[ARROW_HEAP])
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow array '%s': its text is NULL", view->name);
    view->heap = array->buffers[ARROW_HEAP];
    view->heap_bytes = last;
    return KEFU_OK;
}

/* Rows start .. start+count-1 of the buffers, borrowed. */
static kefu_status arrow_borrow(const struct ArrowArray *array, int64_t start, int64_t count,
                                const kf_arrow_type *type, kefu_column *view, kefu_error *error)
{
    const char *data = array->buffers[ARROW_DATA];
    view->data = data ? data + (size_t)start * (size_t)type->width : NULL;
    view->validity = array->buffers[ARROW_VALIDITY];
    view->validity_offset = start;
    if (type->layout == KF_ARROW_OFFSETS)
        return arrow_borrow_heap(array, start, count, type, view, error);
    if (type->layout == KF_ARROW_VIEWS) {
        view->heap = &array->buffers[ARROW_HEAP];
        view->heap_bytes = (array->n_buffers - 3) * (int64_t)sizeof array->buffers[0];
    }
    return KEFU_OK;
}

/* ---- Dictionaries ---------------------------------------------------------------------------- */

/* How many texts its codes can count: a signed code that is negative stays outside. */
static int64_t arrow_codes(const kf_arrow_field *field, int64_t length)
{
    int32_t bits = field->type.width * 8 - field->is_signed;
    int64_t most = bits >= 62 ? INT64_MAX : (int64_t)1 << bits;
    return length < most ? length : most;
}

static kefu_status arrow_read_words(kf_arrow_field *field, const kf_column *from, int64_t n,
                                    kefu_error *error)
{
    uint8_t states[KF_BLOCK];
    kefu_status status = KEFU_OK;
    for (int64_t first = 0; first < n && !status; first += KF_BLOCK) {
        int64_t count = n - first < KF_BLOCK ? n - first : KF_BLOCK;
        kefu_text *words = field->words + first;
        int32_t any;
        status = kf_column_bytes(from, first, count, words, states, &any, error);
        for (int64_t i = 0; i < count && !status; i++)
            if (states[i])
                words[i] = (kefu_text){NULL, 0};
    }
    return status;
}

/* Room for n words, all null. */
static kefu_status arrow_null_words(kefu_arrow *arrow, kf_arrow_field *field, int64_t n,
                                    kefu_error *error)
{
    kefu_text *words;
    if ((uint64_t)n > SIZE_MAX / sizeof *words)
        return kf_no_memory(error);
    words =
        kf_reserve(&arrow->memory, field->words, &field->words_capacity, (size_t)n, sizeof *words);
    if (!words)
        return kf_no_memory(error);
    memset(words, 0, (size_t)n * sizeof *words);
    field->words = words;
    field->n_words = (size_t)n;
    return KEFU_OK;
}

static kefu_status arrow_open_words(kefu_arrow *arrow, kf_arrow_field *field,
                                    const kefu_column *view, int64_t n, kefu_error *error)
{
    const kefu_column *columns[] = {view};
    kefu_batch batch = {.struct_size = sizeof batch, .rows = n, .n_columns = 1, .columns = columns};
    kefu_error where = {.row = -1}; /* a row of the dictionary is none of the batch */
    kf_batch opened;
    kefu_status status = kf_batch_open(&opened, &arrow->memory, &batch, error);
    if (status)
        return status;
    status = arrow_read_words(field, &opened.columns[0], n, &where);
    kf_batch_close(&opened);
    return status ? kf_fail(error, status, "the dictionary of %s", where.message) : KEFU_OK;
}

static kefu_status arrow_read_dictionary(kefu_arrow *arrow, kf_arrow_field *field,
                                         const struct ArrowArray *dictionary, kefu_error *error)
{
    const kf_arrow_type *type = &field->word_type;
    kefu_column view = {.struct_size = sizeof view, .name = field->name, .type = type->column};
    kefu_status status = arrow_check_array(dictionary, type, field->name,
                                           dictionary ? dictionary->length : 0, error);
    int64_t n;
    if (status)
        return status;
    n = arrow_codes(field, dictionary->length);
    status = arrow_null_words(arrow, field, n, error);
    if (status || type->layout == KF_ARROW_NOTHING)
        return status;
    status = arrow_borrow(dictionary, dictionary->offset, n, type, &view, error);
    return status ? status : arrow_open_words(arrow, field, &view, n, error);
}

/* ---- An array of the struct ------------------------------------------------------------------ */

static kefu_status arrow_check_children(const kefu_arrow *arrow, const struct ArrowArray *array,
                                        kefu_error *error)
{
    if (array->n_buffers != 1)
        return arrow_broken("", "n_buffers", array->n_buffers, error);
    if (array->n_children != (int64_t)arrow->n_children)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "Arrow array: n_children is %i, but the schema has %i columns",
                       array->n_children, (int64_t)arrow->n_children);
    if (array->n_children && !array->children)
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow array: children is NULL");
    return arrow_check_nulls(array, "", error);
}

kefu_status kf_arrow_read_array(kefu_arrow *arrow, const struct ArrowArray *array,
                                kefu_error *error)
{
    kefu_status status = arrow_check_shape(array, "", 0, error);
    if (!status)
        status = arrow_check_children(arrow, array, error);
    for (size_t i = 0; i < arrow->n_fields && !status; i++) {
        kf_arrow_field *field = &arrow->fields[i];
        const struct ArrowArray *child = array->children[field->child];
        status = arrow_check_array(child, &field->type, field->name, array->offset + array->length,
                                   error);
        if (!status && !field->has_words != !child->dictionary)
            status =
                kf_fail(error, KEFU_E_ARGUMENT,
                        "Arrow array '%s': the schema has %s dictionary, the array %s", field->name,
                        field->has_words ? "a" : "no", child->dictionary ? "one" : "none");
        if (!status && field->has_words)
            status = arrow_read_dictionary(arrow, field, child->dictionary, error);
    }
    if (status)
        return status;
    arrow->array = array;
    arrow->at = 0;
    arrow->struct_nulls =
        array->buffers[ARROW_VALIDITY] &&
        !kf_all_valid(array->buffers[ARROW_VALIDITY], array->offset, array->length);
    return KEFU_OK;
}

/* ---- Rows of it ------------------------------------------------------------------------------ */

/* Room for count things of `item` bytes. */
static kefu_status arrow_make(kefu_arrow *arrow, void **block, size_t *capacity, int64_t count,
                              size_t item, kefu_error *error)
{
    void *made = NULL;
    if ((uint64_t)count <= SIZE_MAX)
        made = kf_reserve(&arrow->memory, *block, capacity, (size_t)count, item);
    if (!made)
        return kf_no_memory(error);
    *block = made;
    return KEFU_OK;
}

/* A row of a struct that is null has no values. */
static kefu_status arrow_join_validity(kefu_arrow *arrow, kf_arrow_field *field, int64_t first,
                                       int64_t count, kefu_error *error)
{
    const struct ArrowArray *array = arrow->array;
    const uint8_t *rows = array->buffers[ARROW_VALIDITY], *mine = field->view.validity;
    int64_t row = array->offset + first, bit = field->view.validity_offset;
    void *block = field->valid;
    kefu_status status = arrow_make(arrow, &block, &field->valid_capacity, count / 8 + 1, 1, error);
    if (status)
        return status;
    field->valid = block;
    memset(field->valid, 0, (size_t)(count / 8 + 1));
    for (int64_t i = 0; i < count; i++)
        if (kf_valid_bit(rows, row + i) && (!mine || kf_valid_bit(mine, bit + i)))
            field->valid[i >> 3] |= (uint8_t)(1u << (i & 7));
    field->view.validity = field->valid;
    field->view.validity_offset = 0;
    return KEFU_OK;
}

static kefu_status arrow_make_rows(kefu_arrow *arrow, kf_arrow_field *field,
                                   const struct ArrowArray *child, int64_t start, int64_t count,
                                   kefu_error *error)
{
    const kf_arrow_type *type = &field->type;
    const char *data = child->buffers[ARROW_DATA];
    kf_arrow_rows rows = {.arrow = arrow,
                          .field = field,
                          .bit = start,
                          .count = count,
                          .number = arrow->rows,
                          .error = error};
    field->made_width = kf_arrow_made_width(type);
    kefu_status status =
        arrow_make(arrow, &field->made, &field->made_capacity, count, field->made_width, error);
    if (status)
        return status;
    rows.from = data ? data + (size_t)start * (size_t)type->width : NULL;
    rows.to = field->made;
    field->view.data = field->made;
    return kf_arrow_convert(&rows);
}

/* Zeros, none of them valid: the type null has no buffers. */
static kefu_status arrow_make_nulls(kefu_arrow *arrow, kf_arrow_field *field, int64_t count,
                                    kefu_error *error)
{
    field->made_width = 1;
    kefu_status status =
        arrow_make(arrow, &field->made, &field->made_capacity, count + 1, 1, error);
    if (status)
        return status;
    memset(field->made, 0, (size_t)count + 1);
    field->view.data = field->view.validity = field->made;
    field->view.validity_offset = 0;
    return KEFU_OK;
}

kefu_status kf_arrow_read_rows(kefu_arrow *arrow, kf_arrow_field *field, int64_t first,
                               int64_t count, kefu_error *error)
{
    const struct ArrowArray *child = arrow->array->children[field->child];
    int64_t start = child->offset + arrow->array->offset + first;
    kefu_status status;
    if (field->type.layout == KF_ARROW_NOTHING)
        return arrow_make_nulls(arrow, field, count, error);
    status = arrow_borrow(child, start, count, &field->type, &field->view, error);
    if (field->has_words) {
        field->view.heap = field->words;
        field->view.heap_bytes = (int64_t)(field->n_words * sizeof *field->words);
    }
    if (!status && arrow->struct_nulls)
        status = arrow_join_validity(arrow, field, first, count, error);
    if (!status && field->type.convert)
        status = arrow_make_rows(arrow, field, child, start, count, error);
    return status;
}
