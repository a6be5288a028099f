/* struct_in.c - structs of C from keywords, dicts, and objects with such attributes. */
#include "kp_call.h"

/* What a day is that was not given: of those with ends the first is open to the past, the next to
 * the future. */
static int32_t struct_day_open(const kb_struct *shape, int field)
{
    if (shape->fields[field].of != kp_day_ends)
        return 0;
    for (int i = 0; i < field; i++)
        if (shape->fields[i].kind == KB_DAY && shape->fields[i].of == kp_day_ends)
            return INT32_MAX;
    return INT32_MIN;
}

int kp_fill_begin(kp_frame *f, const kb_struct *shape, kp_filling *filling)
{
    filling->shape = shape;
    filling->out = kp_store_block(&f->hold, 1, shape->size);
    if (!filling->out)
        return -1;
    if (!shape->frozen)
        *(size_t *)(void *)filling->out = shape->size;
    for (int i = 0; i < shape->n_fields; i++) {
        filling->lengths[i] = -1;
        if (shape->fields[i].kind == KB_DAY)
            *(int32_t *)(void *)(filling->out + shape->fields[i].offset) =
                struct_day_open(shape, i);
    }
    return 0;
}

static int struct_is_array(int kind)
{
    return kind == KB_HANDLES || kind == KB_TEXTS || kind == KB_VIEWS || kind == KB_INT8S ||
           kind == KB_INT32S || kind == KB_INT64S;
}

int kp_fill_field(kp_frame *f, kp_filling *filling, int field, PyObject *object)
{
    const kb_field *at = &filling->shape->fields[field];
    kb_arg arg;
    if (Py_IsNone(object) && at->kind != KB_VALUE)
        return 0;
    kp_in_none(at->kind, &arg);
    if (kp_in(f, at->kind, at->kind == KB_HANDLE ? at->keep : at->scale, at->of, object, &arg)) {
        kp_where(f->state, f->told ? NULL : at->name);
        return -1;
    }
    if (at->kind == KB_DECIMAL32 && arg.i != (int32_t)arg.i) {
        kp_fail(f->state, KEFU_E_OVERFLOW, "%s: %S is too large", at->name, object);
        return -1;
    }
    if ((at->keep == KB_KEPT || at->kind == KB_PROGRESS) && kp_bind_kept(f, object))
        return -1;
    if (struct_is_array(at->kind))
        filling->lengths[field] = (int32_t)arg.size;
    kb_field_store(at, &arg, kp_progress_told, filling->out);
    return 0;
}

/* The struct has room for one length where two arrays share it. */
int kp_fill_end(kp_frame *f, const kp_filling *filling)
{
    const kb_field *fields = filling->shape->fields;
    const int32_t *lengths = filling->lengths;
    for (int i = 0; i < filling->shape->n_fields; i++)
        for (int j = 0; j < i; j++) {
            if (lengths[i] < 0 || lengths[j] < 0 || fields[i].count != fields[j].count ||
                lengths[i] == lengths[j])
                continue;
            kp_fail(f->state, KEFU_E_ARGUMENT,
                    "%s has %d items and %s has %d: as many were expected", fields[j].name,
                    (int)lengths[j], fields[i].name, (int)lengths[i]);
            return -1;
        }
    return 0;
}

/* A name of Python may end in the _ that keeps it from being a keyword. */
int kp_field_named(const kb_struct *shape, PyObject *name)
{
    for (int i = 0; i < shape->n_fields; i++)
        if (PyUnicode_CompareWithASCIIString(name, shape->fields[i].name) == 0)
            return i;
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(name, &size);
    if (!text)
        PyErr_Clear();
    for (int i = 0; text && size > 1 && text[size - 1] == '_' && i < shape->n_fields; i++)
        if (strlen(shape->fields[i].name) == (size_t)size - 1 &&
            !strncmp(shape->fields[i].name, text, (size_t)size - 1))
            return i;
    return -1;
}

static PyObject *struct_names(const kb_struct *shape)
{
    PyObject *names = PyList_New(0);
    for (int i = 0; names && i < shape->n_fields; i++) {
        PyObject *name = PyUnicode_FromString(shape->fields[i].name);
        if (!name || PyList_Append(names, name))
            Py_CLEAR(names);
        Py_XDECREF(name);
    }
    return names;
}

static int struct_from_dict(kp_frame *f, kp_filling *filling, PyObject *dict)
{
    PyObject *name, *value;
    for (Py_ssize_t at = 0; PyDict_Next(dict, &at, &name, &value);) {
        int field = PyUnicode_Check(name) ? kp_field_named(filling->shape, name) : -1;
        if (field < 0) {
            PyObject *names = struct_names(filling->shape);
            if (names && PyUnicode_Check(name))
                kp_not_a_name(f->state, name, names, "the field");
            else if (names)
                kp_expected("str as a key", name);
            Py_XDECREF(names);
            return -1;
        }
        /* The dict may change while a value is converted. */
        if (kp_store_object(&f->hold, Py_NewRef(value)) || kp_fill_field(f, filling, field, value))
            return -1;
    }
    return 0;
}

/* None is the number that nobody knows, where results have it. */
static int struct_unknown(kp_filling *filling, int field, PyObject *value)
{
    const kb_field *at = &filling->shape->fields[field];
    if (!Py_IsNone(value) || (at->kind != KB_DECIMAL && at->kind != KB_MONEY))
        return 0;
    int64_t unknown = KEFU_UNKNOWN;
    memcpy(filling->out + at->offset, &unknown, sizeof unknown);
    return 1;
}

static int struct_from_object(kp_frame *f, kp_filling *filling, PyObject *object)
{
    int found = 0;
    for (int i = 0; i < filling->shape->n_fields; i++) {
        const kb_field *field = &filling->shape->fields[i];
        if (field->kind == KB_HEX || field->kind == KB_CHARS)
            continue;
        PyObject *value = PyObject_GetAttrString(object, kp_name(f->state, field->name));
        if (!value && !PyErr_ExceptionMatches(PyExc_AttributeError))
            return -1;
        PyErr_Clear();
        if (!value)
            continue;
        found = 1;
        if (kp_store_object(&f->hold, value) ||
            (!struct_unknown(filling, i, value) && kp_fill_field(f, filling, i, value)))
            return -1;
    }
    if (!found)
        kp_expected("a dict or an object with its fields", object);
    return found ? 0 : -1;
}

void *kp_in_struct(kp_frame *f, const kb_struct *shape, PyObject *object)
{
    kp_filling filling;
    if (kp_fill_begin(f, shape, &filling))
        return NULL;
    if (PyDict_Check(object) ? struct_from_dict(f, &filling, object)
                             : struct_from_object(f, &filling, object))
        return NULL;
    return kp_fill_end(f, &filling) ? NULL : filling.out;
}
