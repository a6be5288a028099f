/* argument.c - a value of Python as an argument of C, by its kind. */
#include "kp_call.h"

/* ---- Kinds one by one ------------------------------------------------------------------------ */

static int argument_bool(kp_state *state, PyObject *object, int64_t *out)
{
    if (!PyBool_Check(object) && (kp_to_int64(state, object, NULL, out) || (*out & ~1))) {
        if (!PyErr_Occurred() || PyErr_ExceptionMatches(PyExc_TypeError)) {
            PyErr_Clear();
            kp_expected("bool", object);
        }
        return -1;
    }
    *out = PyObject_IsTrue(object);
    return 0;
}

static int argument_day(kp_frame *f, PyObject *object, kb_arg *out)
{
    int32_t day;
    if (kp_to_day(f->state, object, NULL, &day))
        return -1;
    out->i = day;
    return 0;
}

static int argument_char(kp_frame *f, PyObject *object, kb_arg *out)
{
    size_t size;
    const char *text = kp_to_text(f->state, object, NULL, &size);
    if (text && size == 1 && (unsigned char)*text < 128) {
        out->i = *text;
        return 0;
    }
    if (text)
        kp_fail(f->state, KEFU_E_ARGUMENT, "%R is not one ASCII character", object);
    return -1;
}

static int argument_encoding(kp_frame *f, PyObject *object, kb_arg *out)
{
    static const kb_word other[] = {
        {"utf8", KEFU_UTF8}, {"UTF-8", KEFU_UTF8}, {"GB18030", KEFU_GB18030}};
    for (size_t i = 0; i < sizeof other / sizeof *other && PyUnicode_Check(object); i++)
        if (!PyUnicode_CompareWithASCIIString(object, other[i].name)) {
            out->i = other[i].value;
            return 0;
        }
    return kp_to_word(f->state, object, &kp_encodings, NULL, &out->i);
}

/* `of` is a class, as the tables have it. */
static int argument_handle(kp_frame *f, const void *of, int keep, PyObject *object, kb_arg *out)
{
    const kp_class *cls = kp_slot_of(f->state, of);
    if (!Py_IS_TYPE(object, cls->type)) {
        kp_expected(cls->info->python, object);
        return -1;
    }
    if (kp_hold_in(&f->hold, (kp_object *)object, keep == KB_ALONE))
        return -1;
    out->data = ((kp_object *)object)->handle;
    return 0;
}

/* A row by its number, or by its key. */
static int argument_row(kp_frame *f, PyObject *object, kb_arg *out)
{
    const kp_entry *find = f->self ? f->self->own->find : NULL;
    if (PyIndex_Check(object) || !find)
        return kp_to_int64(f->state, object, NULL, &out->i);
    PyObject *row = kp_find(f->self, object);
    if (!row)
        return -1;
    int failed = kp_to_int64(f->state, row, NULL, &out->i);
    Py_DECREF(row);
    return failed;
}

kp_rows *kp_open_rows(kp_frame *f, PyObject *object, int one_piece)
{
    kp_call_name(f->entry, f->where, sizeof f->where);
    kp_rows *rows = kp_rows_open(f->state, object, f->extra, one_piece, f->where, &f->hold);
    f->told = !rows;
    return rows;
}

static int argument_rows(kp_frame *f, PyObject *object, kb_arg *out)
{
    const kefu_batch *batch = NULL;
    kp_rows *rows = kp_open_rows(f, object, 1);
    if (!rows)
        return -1;
    int given = kp_rows_next(rows, &batch);
    out->data = batch;
    f->told = given < 0;
    if (!given)
        kp_fail(f->state, KEFU_E_ARGUMENT, "there is not even an empty batch of rows");
    return given == 1 ? 0 : -1;
}

static int argument_struct(kp_frame *f, const kb_struct *shape, PyObject *object, kb_arg *out)
{
    return (out->data = kp_in_struct(f, shape, object)) ? 0 : -1;
}

/* ---- Progress -------------------------------------------------------------------------------- */

kefu_status KEFU_CALL kp_progress_told(void *user, int32_t millionths)
{
    int entered = kp_enter_python();
    PyObject *result = PyObject_CallFunction(user, "d", millionths / 1e6);
    if (!result)
        kp_catch();
    Py_XDECREF(result);
    kp_leave_python(entered);
    return result ? KEFU_OK : KEFU_E_CALLBACK;
}

static int argument_progress(PyObject *object, kb_arg *out)
{
    if (!PyCallable_Check(object)) {
        kp_expected("a callable", object);
        return -1;
    }
    out->data = object;
    return 0;
}

/* ---- All of them ----------------------------------------------------------------------------- */

int kp_in(kp_frame *f, int kind, int scale, const void *of, PyObject *object, kb_arg *out)
{
    switch (kind) {
    case KB_BOOL:
        return argument_bool(f->state, object, &out->i);
    case KB_WORD:
        return kp_to_word(f->state, object, of, NULL, &out->i);
    case KB_FLAGS:
        return kp_to_flags(f->state, object, of, &out->i);
    case KB_LANGUAGE:
        return kp_to_word(f->state, object, &kp_languages, NULL, &out->i);
    case KB_ENCODING:
        return argument_encoding(f, object, out);
    case KB_DAY:
        return argument_day(f, object, out);
    case KB_DECIMAL:
    case KB_DECIMAL32:
        return kp_to_decimal(f->state, object, scale, NULL, &out->i);
    case KB_MONEY:
        scale = f->self ? kp_exponent(f->self) : 2;
        return scale < 0 ? -1 : kp_to_decimal(f->state, object, scale, NULL, &out->i);
    case KB_VALUE:
        return kp_to_value(f->state, object, NULL, &out->v);
    case KB_TEXT:
    case KB_OPTIONAL_TEXT:
    case KB_VIEW:
    case KB_BYTES:
        return kp_in_text(f, kind, object, out);
    case KB_CHAR:
        return argument_char(f, object, out);
    case KB_HANDLE:
        return argument_handle(f, of, scale, object, out);
    case KB_HANDLES:
    case KB_INT8S:
    case KB_INT32S:
    case KB_INT64S:
    case KB_TEXTS:
    case KB_VIEWS:
        return kp_in_items(f, kind, of, object, out);
    case KB_BATCH:
        return argument_rows(f, object, out);
    case KB_STRUCT:
    case KB_DICT:
        return argument_struct(f, of, object, out);
    case KB_PLACE:
        return argument_struct(f, kp_place_struct, object, out);
    case KB_PROGRESS:
        return argument_progress(object, out);
    case KB_ROW:
        return argument_row(f, object, out);
    default:
        return kp_to_range(f->state, object, kind, &out->i);
    }
}

void kp_in_none(int kind, kb_arg *out)
{
    out->i = 0;
    out->data = NULL;
    out->size = 0;
    if (kind == KB_VALUE)
        out->v = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
}

/* ---- Arrays ---------------------------------------------------------------------------------- */

static size_t argument_item_size(int kind)
{
    switch (kind) {
    case KB_INT8S:
        return sizeof(int8_t);
    case KB_INT32S:
        return sizeof(int32_t);
    case KB_INT64S:
        return sizeof(int64_t);
    case KB_VIEWS:
        return sizeof(kefu_text);
    default:
        return sizeof(void *);
    }
}

static int argument_item(kp_frame *f, int kind, const void *of, PyObject *object, void *out)
{
    kb_arg arg = {0};
    switch (kind) {
    case KB_INT8S:
        if (kp_to_range(f->state, object, KB_INT8, &arg.i))
            return -1;
        *(int8_t *)out = (int8_t)arg.i;
        return 0;
    case KB_INT32S:
        return kp_to_int32(f->state, object, NULL, out);
    case KB_INT64S:
        return kp_to_int64(f->state, object, NULL, out);
    case KB_VIEWS:
        if (kp_in_text(f, KB_VIEW, object, &arg))
            return -1;
        *(kefu_text *)out = (kefu_text){arg.data, arg.size};
        return 0;
    default:
        if (kp_in(f, kind == KB_HANDLES ? KB_HANDLE : KB_TEXT, 0, of, object, &arg))
            return -1;
        *(const void **)out = arg.data;
        return 0;
    }
}

/* A str is one text, where texts are asked for, and not its letters. */
static PyObject *argument_sequence(int kind, PyObject *object)
{
    if ((kind == KB_TEXTS || kind == KB_VIEWS) && PyUnicode_Check(object))
        return PyTuple_Pack(1, object);
    PyObject *list = PySequence_Tuple(object);
    if (!list && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        kp_expected("a list", object);
    }
    return list;
}

int kp_in_items(kp_frame *f, int kind, const void *of, PyObject *object, kb_arg *out)
{
    PyObject *list = argument_sequence(kind, object);
    if (!list || kp_store_object(&f->hold, list))
        return -1;
    Py_ssize_t n = PyTuple_Size(list);
    size_t size = argument_item_size(kind);
    if (n > INT32_MAX) {
        kp_fail(f->state, KEFU_E_LIMIT, "%zd of them are too many", n);
        return -1;
    }
    char *items = kp_store_block(&f->hold, (size_t)n, size);
    if (!items)
        return -1;
    for (Py_ssize_t i = 0; i < n; i++)
        if (argument_item(f, kind, of, PyTuple_GetItem(list, i), items + (size_t)i * size)) {
            char where[32];
            PyOS_snprintf(where, sizeof where, "[%zd]", i);
            kp_where(f->state, where);
            return -1;
        }
    out->data = items;
    out->size = (size_t)n;
    return 0;
}
