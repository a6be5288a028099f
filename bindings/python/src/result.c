/* result.c - what a call gave, as Python has it: by its kind, a field or a list at a time. */
#include "kp_call.h"

/* ---- A kind ---------------------------------------------------------------------------------- */

static PyObject *result_day(kp_state *state, const void *mark, int64_t day)
{
    int open = mark == kp_day_zero ? day == 0
                                   : mark == kp_day_ends && (day == INT32_MIN || day == INT32_MAX);
    if (open)
        Py_RETURN_NONE;
    return kp_from_day(state, (int32_t)day);
}

static PyObject *result_money(kp_state *state, kp_object *owner, int64_t amount)
{
    if (amount == KEFU_UNKNOWN)
        Py_RETURN_NONE;
    int digits = owner ? kp_exponent(owner) : 2;
    return digits < 0 ? NULL : kp_from_digits(state, amount, digits, 1);
}

static PyObject *result_hex(const unsigned char *bytes)
{
    char digits[33];
    for (int i = 0; i < 16; i++) {
        digits[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        digits[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    digits[32] = 0;
    return PyUnicode_FromString(digits);
}

static PyObject *result_char(int64_t letter)
{
    char text[2] = {(char)letter, 0};
    if (!letter)
        Py_RETURN_NONE;
    return PyUnicode_FromString(text);
}

/* A handle that belongs to the owner. */
static PyObject *result_borrowed(kp_state *state, kp_object *owner, const void *of, void *handle)
{
    if (!handle)
        Py_RETURN_NONE;
    PyObject *object = kp_object_new(kp_slot_of(state, of), handle, 0);
    if (object && owner && kp_keep(object, (PyObject *)owner))
        Py_CLEAR(object);
    return object;
}

static PyObject *result_item(kp_state *state, kp_object *owner, int kind, const void *of,
                             const void *items, size_t i)
{
    const kefu_text *view;
    switch (kind) {
    case KB_INT8S:
        return PyLong_FromLong(((const int8_t *)items)[i]);
    case KB_INT32S:
        return PyLong_FromLong(((const int32_t *)items)[i]);
    case KB_INT64S:
        return PyLong_FromLongLong(((const int64_t *)items)[i]);
    case KB_TEXTS:
        return kp_from_text(((const char *const *)items)[i]);
    case KB_VIEWS:
        view = (const kefu_text *)items + i;
        return PyUnicode_DecodeUTF8(view->data, (Py_ssize_t)view->size, "replace");
    default:
        return result_borrowed(state, owner, of, ((void *const *)items)[i]);
    }
}

static PyObject *result_items(kp_state *state, kp_object *owner, int kind, const void *of,
                              const kb_arg *arg)
{
    PyObject *list = PyTuple_New((Py_ssize_t)arg->size);
    for (size_t i = 0; list && i < arg->size; i++) {
        PyObject *item = result_item(state, owner, kind, of, arg->data, i);
        if (!item || PyTuple_SetItem(list, (Py_ssize_t)i, item))
            Py_CLEAR(list);
    }
    return list;
}

PyObject *kp_out(kp_state *state, kp_object *owner, int kind, int scale, const void *of,
                 const kb_arg *arg)
{
    switch (kind) {
    case KB_NOTHING:
        Py_RETURN_NONE;
    case KB_BOOL:
        return PyBool_FromLong(arg->i != 0);
    case KB_UINT64:
        return PyLong_FromUnsignedLongLong((uint64_t)arg->i);
    case KB_WORD:
        return kp_from_word(state, arg->i, of);
    case KB_FLAGS:
        return kp_out_flags(arg->i, of);
    case KB_LANGUAGE:
        return kp_from_word(state, arg->i, &kp_languages);
    case KB_ENCODING:
        return kp_from_word(state, arg->i, &kp_encodings);
    case KB_DAY:
        return result_day(state, of, arg->i);
    case KB_DECIMAL:
    case KB_DECIMAL32:
        return kp_from_decimal(state, arg->i, scale);
    case KB_MONEY:
        return result_money(state, owner, arg->i);
    case KB_VALUE:
        return kp_from_value(state, &arg->v);
    case KB_TEXT:
    case KB_OPTIONAL_TEXT:
    case KB_CHARS:
        return kp_from_text(arg->data);
    case KB_VIEW:
        if (!arg->data)
            Py_RETURN_NONE;
        return PyUnicode_DecodeUTF8(arg->data, (Py_ssize_t)arg->size, "replace");
    case KB_BYTES:
        return PyBytes_FromStringAndSize(arg->data, (Py_ssize_t)arg->size);
    case KB_HEX:
        return result_hex(arg->data);
    case KB_CHAR:
        return result_char(arg->i);
    case KB_HANDLE:
        return result_borrowed(state, owner, of, (void *)(uintptr_t)arg->data);
    case KB_HANDLES:
    case KB_INT8S:
    case KB_INT32S:
    case KB_INT64S:
    case KB_TEXTS:
    case KB_VIEWS:
        return result_items(state, owner, kind, of, arg);
    case KB_STRUCT:
        return kp_out_struct(state, owner, of, arg->data);
    case KB_PLACE:
        return kp_out_struct(state, owner, kp_place_struct, arg->data);
    case KB_TABLE:
        return kp_from_batch(state, arg->data);
    default:
        return PyLong_FromLongLong(arg->i);
    }
}

/* ---- A struct -------------------------------------------------------------------------------- */

PyObject *kp_out_struct(kp_state *state, kp_object *owner, const kb_struct *shape, const void *in)
{
    const kp_shape *made = kp_slot_of(state, shape);
    PyObject *row = PyStructSequence_New(made->type);
    for (int i = 0; row && i < shape->n_fields; i++) {
        const kb_field *field = &shape->fields[i];
        kb_arg arg;
        kb_field_load(field, in, &arg);
        PyObject *item = kp_out(state, owner, field->kind, field->scale, field->of, &arg);
        if (item)
            PyStructSequence_SetItem(row, i, item);
        else
            Py_CLEAR(row);
    }
    return row;
}

/* ---- A result -------------------------------------------------------------------------------- */

/* An object that the call made: it borrows what it was made with. */
static PyObject *result_made(kp_frame *f, const kb_result *result)
{
    void *handle = *(void **)(void *)f->c.out;
    if (!handle)
        Py_RETURN_NONE;
    PyObject *object = kp_object_new(kp_slot_of(f->state, result->of), handle, 1);
    if (object && result->borrowed && kp_keep(object, (PyObject *)f->self))
        Py_CLEAR(object);
    for (const kp_kept *kept = f->keeps; object && kept; kept = kept->next)
        if (kp_keep(object, kept->object))
            Py_CLEAR(object);
    return object;
}

PyObject *kp_result(kp_frame *f)
{
    const kb_result *result = &f->entry->info->result;
    kb_arg arg;
    switch (result->kind) {
    case KB_INT32:
    case KB_INT64:
        return PyLong_FromLongLong(f->c.i);
    case KB_HANDLE:
        if (result->borrowed == 1)
            return result_borrowed(f->state, f->self, result->of, (void *)(uintptr_t)f->c.handle);
        return result_made(f, result);
    case KB_BUFFER:
        return kp_from_text(f->c.buffer);
    case KB_TEXT:
        return kp_from_text(f->c.text);
    case KB_VALUE:
        return kp_from_value(f->state, &f->c.v);
    case KB_CHARS:
        return kp_from_text(f->c.chars);
    case KB_VIEW:
        arg.data = f->c.view.data;
        arg.size = f->c.view.size;
        break;
    case KB_TABLE:
        arg.data = f->c.handle;
        break;
    case KB_STRUCT:
    case KB_PLACE:
    case KB_HEX:
        arg.data = f->c.out;
        break;
    default:
        arg.i = f->c.i;
    }
    return kp_out(f->state, f->self, result->kind, result->scale, result->of, &arg);
}
