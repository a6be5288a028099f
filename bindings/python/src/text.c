/* text.c - text, bytes and words of Python to C, and words from C. */
#include "kp_call.h"

/* ---- Text ------------------------------------------------------------------------------------ */

/* A lone surrogate is the one thing that a str may hold and UTF-8 may not. */
static void text_not_utf8(kp_state *state)
{
    PyObject *type, *value, *trace;
    if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
        return;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    Py_ssize_t at = 0;
    if (PyUnicodeEncodeError_GetStart(value, &at))
        PyErr_Clear();
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(trace);
    kp_fail(state, KEFU_E_ENCODING, "character %zd is half of a surrogate pair", at);
}

/* C would take the text to end there. */
static int text_has_nul(kp_state *state, const char *text, size_t size)
{
    const char *nul = memchr(text, 0, size);
    if (nul)
        kp_fail(state, KEFU_E_ARGUMENT, "byte %zd is a NUL, which this text may not have",
                (Py_ssize_t)(nul - text));
    return nul != NULL;
}

const char *kp_to_text(kp_state *state, PyObject *object, const char *where, size_t *size)
{
    Py_ssize_t length = 0;
    const char *text = NULL;
    if (!PyUnicode_Check(object))
        kp_expected("str", object);
    else if (!(text = PyUnicode_AsUTF8AndSize(object, &length)))
        text_not_utf8(state);
    if (text && !size && text_has_nul(state, text, (size_t)length))
        text = NULL;
    if (!text)
        kp_where(state, where);
    if (size)
        *size = (size_t)length;
    return text;
}

static int text_with_nul(kp_state *state, PyObject *object, kb_arg *out)
{
    out->data = kp_to_text(state, object, NULL, &out->size);
    return out->data && !text_has_nul(state, out->data, out->size) ? 0 : -1;
}

/* Bytes of a buffer. Those that somebody could change meanwhile are copied. */
static int text_of_buffer(kp_frame *f, PyObject *object, kb_arg *out)
{
    const Py_buffer *view = kp_store_buffer(&f->hold, object, PyBUF_SIMPLE);
    if (!view)
        return -1;
    out->data = view->len ? view->buf : "";
    out->size = (size_t)view->len;
    if (view->readonly || !view->len)
        return 0;
    void *copy = kp_store_block(&f->hold, out->size, 1);
    if (!copy)
        return -1;
    out->data = memcpy(copy, out->data, out->size);
    return 0;
}

int kp_in_text(kp_frame *f, int kind, PyObject *object, kb_arg *out)
{
    if (kind == KB_TEXT || kind == KB_OPTIONAL_TEXT)
        return text_with_nul(f->state, object, out);
    if (PyUnicode_Check(object))
        return (out->data = kp_to_text(f->state, object, NULL, &out->size)) ? 0 : -1;
    if (PyObject_CheckBuffer(object))
        return text_of_buffer(f, object, out);
    kp_expected("str or bytes", object);
    return -1;
}

int kp_is_named(PyObject *object, const char *name)
{
    PyObject *is = PyType_GetName(Py_TYPE(object));
    int same = is && PyUnicode_CompareWithASCIIString(is, name) == 0;
    Py_XDECREF(is);
    PyErr_Clear();
    return same;
}

PyObject *kp_from_text(const char *text)
{
    if (!text)
        Py_RETURN_NONE;
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "replace");
}

/* ---- Words ----------------------------------------------------------------------------------- */

static PyObject *word_names(const kb_words *words)
{
    PyObject *names = PyList_New(0);
    for (const kb_word *w = words->list; names && w->name; w++) {
        PyObject *name = PyUnicode_FromString(w->name);
        if (!name || PyList_Append(names, name))
            Py_CLEAR(names);
        Py_XDECREF(name);
    }
    return names;
}

int kp_to_word(kp_state *state, PyObject *object, const kb_words *words, const char *where,
               int64_t *out)
{
    if (PyUnicode_Check(object)) {
        for (const kb_word *w = words->list; w->name; w++)
            if (PyUnicode_CompareWithASCIIString(object, w->name) == 0) {
                *out = w->value;
                return 0;
            }
        PyObject *names = word_names(words);
        if (names)
            kp_not_a_name(state, object, names, "the word");
        Py_XDECREF(names);
    } else {
        kp_expected("str", object);
    }
    kp_where(state, where);
    return -1;
}

/* One name, or several of anything that can be iterated. */
int kp_to_flags(kp_state *state, PyObject *object, const kb_words *words, int64_t *out)
{
    int64_t one;
    *out = 0;
    if (PyUnicode_Check(object))
        return kp_to_word(state, object, words, NULL, out);
    PyObject *all = PyObject_GetIter(object);
    if (!all) {
        PyErr_Clear();
        kp_expected("str or a list of them", object);
        return -1;
    }
    for (PyObject *name; (name = PyIter_Next(all)); Py_DECREF(name)) {
        if (kp_to_word(state, name, words, NULL, &one)) {
            Py_DECREF(name);
            break;
        }
        *out |= one;
    }
    Py_DECREF(all);
    return PyErr_Occurred() ? -1 : 0;
}

PyObject *kp_from_word(kp_state *state, int64_t value, const kb_words *words)
{
    (void)state;
    for (const kb_word *w = words->list; w->name; w++)
        if (w->value == value)
            return PyUnicode_FromString(w->name);
    Py_RETURN_NONE;
}

PyObject *kp_out_flags(int64_t value, const kb_words *words)
{
    Py_ssize_t n = 0, at = 0;
    for (const kb_word *w = words->list; w->name; w++)
        n += (value & w->value) != 0;
    PyObject *names = PyTuple_New(n);
    for (const kb_word *w = words->list; names && w->name; w++) {
        if (!(value & w->value))
            continue;
        PyObject *name = PyUnicode_FromString(w->name);
        if (!name || PyTuple_SetItem(names, at++, name))
            Py_CLEAR(names);
    }
    return names;
}

/* Languages and encodings: the names that people write, those of C first. */
static const kb_word text_languages[] = {{"zh", KEFU_ZH}, {"en", KEFU_EN}, {NULL, 0}};
static const kb_word text_encodings[] = {
    {"utf-8", KEFU_UTF8}, {"gb18030", KEFU_GB18030}, {NULL, 0}};
const kb_words kp_languages = {"language", text_languages, 0};
const kb_words kp_encodings = {"encoding", text_encodings, 0};
