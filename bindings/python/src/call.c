/* call.c - a call: its arguments, the stretch of C, what it gave or why it failed. */
#include "kp_call.h"

/* ---- Whose call ------------------------------------------------------------------------------ */

/* What it is a call of: an object, a class or the module. */
static int call_begin(kp_frame *f, const kp_entry *entry, PyObject *self)
{
    const kb_info *info = entry->info;
    f->entry = entry;
    f->self = NULL;
    f->keeps = NULL;
    kp_store_begin(&f->hold, &f->room);
    f->rows_at = -1;
    f->rows = NULL;
    f->extra = f->to = NULL;
    f->works = f->told = 0;
    f->error.code = 0;
    f->c.error = &f->error;
    f->c.index = -1;
    f->c.self = NULL;
    if (info->kind == KB_METHOD || info->kind == KB_PROPERTY) {
        f->self = (kp_object *)self;
        f->state = f->self->state;
        f->c.self = f->self->handle;
    } else {
        f->state = info->kind == KB_FUNCTION ? kp_state_of_module(self)
                                             : kp_state_of_type((PyTypeObject *)self);
    }
    return f->state ? 0 : -1;
}

/* Whether C has enough to do that other threads should run meanwhile. */
static int call_works(const kp_frame *f)
{
    const kb_result *result = &f->entry->info->result;
    static const uint64_t works = UINT64_C(1) << KB_SINK | UINT64_C(1) << KB_SINK_BYTES |
                                  UINT64_C(1) << KB_ARROW_STREAM | UINT64_C(1) << KB_ARROW_ARRAY;
    return f->works || (works >> result->kind & 1) ||
           (result->kind == KB_HANDLE && result->borrowed != 1);
}

/* ---- The stretch of C ------------------------------------------------------------------------ */

/* Rows of a piece for which the GIL is kept: to let go of it takes longer. */
enum { CALL_FEW = 64 };

/* Rows that come in pieces: a call for each of them, without the GIL where it may take long. */
static kefu_status call_pieces(kp_frame *f)
{
    kefu_status status = KEFU_OK;
    const kefu_batch *batch;
    int more = 1;
    while (!status && (more = kp_rows_next(f->rows, &batch)) == 1) {
        int away = batch->rows > CALL_FEW;
        f->c.in[f->rows_at].data = batch;
        kp_leave_python(away);
        status = f->entry->info->run(&f->c);
        if (away)
            kp_enter_python();
    }
    if (more < 0)
        kp_catch();
    if (status == KEFU_E_NAME || status == KEFU_E_TYPE)
        kp_rows_explain(f->rows, &f->error);
    return status;
}

static void call_out_ready(kp_frame *f)
{
    const kb_result *result = &f->entry->info->result;
    if (result->kind == KB_STRUCT && !((const kb_struct *)result->of)->frozen)
        *(size_t *)(void *)f->c.out = ((const kb_struct *)result->of)->size;
    else if (result->kind == KB_HANDLE)
        *(void **)(void *)f->c.out = NULL;
    f->c.buffer = kp_store_rest(&f->hold, &f->c.capacity);
    f->c.need = 0;
    f->c.text = NULL;
    f->c.handle = NULL;
}

/* Text that is longer than the room: once more with as much as it needs. */
static kefu_status call_longer(kp_frame *f, kefu_status status)
{
    if (f->entry->info->result.kind != KB_BUFFER || status || f->c.index == -1)
        return status;
    if (f->c.need <= f->c.capacity)
        return status;
    f->c.buffer = kp_store_block(&f->hold, f->c.need, 1);
    f->c.capacity = f->c.need;
    return f->c.buffer ? f->entry->info->run(&f->c) : KEFU_E_MEMORY;
}

/* One run with the GIL held. */
static kefu_status call_once(kp_frame *f, int64_t index)
{
    f->c.index = index;
    call_out_ready(f);
    return call_longer(f, f->entry->info->run(&f->c));
}

static kefu_status call_away(kp_frame *f, int release, int *raised)
{
    kp_away away;
    f->c.index = 0;
    call_out_ready(f);
    kp_leave(&away, release && !f->rows);
    kefu_status status = f->rows ? call_pieces(f) : f->entry->info->run(&f->c);
    *raised = kp_join(&away);
    return call_longer(f, status);
}

/* ---- Why it failed --------------------------------------------------------------------------- */

/* A text that was given, or NULL where it is none or long; that of bytes ends without a NUL. */
static const char *call_given_text(const kb_param *p, const kb_arg *arg, char text[200])
{
    if ((p->kind != KB_TEXT && p->kind != KB_VIEW) || !arg->data || arg->size >= 200)
        return NULL;
    memcpy(text, arg->data, arg->size);
    text[arg->size] = '\0';
    return text;
}

/* C without an error to fill has its code alone: what was given says what was wrong. */
static PyObject *call_failed_unsaid(kp_frame *f, const char *where, kefu_status status)
{
    const char *colon = where ? ": " : "";
    PyObject *given = PyUnicode_FromString("");
    const kb_param *p = f->entry->info->params;
    for (int i = 0; given && p[i].name; i++) {
        PyObject *next = NULL;
        const kb_arg *arg = &f->c.in[i];
        char room[200];
        const char *comma = PyUnicode_GetLength(given) ? ", " : "";
        const char *text = call_given_text(&p[i], arg, room);
        if (p[i].kind == KB_ROW || p[i].kind == KB_INT32 || p[i].kind == KB_INT64)
            next =
                PyUnicode_FromFormat("%U%s%s = %lld", given, comma, p[i].name, (long long)arg->i);
        else if (text)
            next = PyUnicode_FromFormat("%U%s%s = '%s'", given, comma, p[i].name, text);
        else
            continue;
        Py_DECREF(given);
        given = next;
    }
    const char *why = status == KEFU_E_NAME       ? "there is none of this name"
                      : status == KEFU_E_ARGUMENT ? "out of range"
                                                  : kefu_status_name(status);
    if (given && PyUnicode_GetLength(given))
        kp_fail(f->state, status, "%s%s%U: %s", where ? where : "", colon, given, why);
    else if (given)
        kp_fail(f->state, status, "%s%s%s", where ? where : "", colon, why);
    Py_XDECREF(given);
    return NULL;
}

/* "row 12 of 12", where it is known how many there are. */
static PyObject *call_failed(kp_frame *f, kefu_status status)
{
    char name[128];
    const char *where = f->told ? NULL : name;
    const kb_param *p = f->entry->info->params;
    if (PyErr_Occurred())
        return NULL;
    kp_call_name(f->entry, name, sizeof name);
    if (f->error.code)
        return kp_raise(f->state, where, status, &f->error);
    if (status == KEFU_E_ARGUMENT && f->self && p->name && p->kind == KB_ROW &&
        f->self->own->items) {
        Py_ssize_t n = kp_items(f->self);
        int64_t row = f->c.in[0].i;
        if (n < 0)
            PyErr_Clear();
        else if (row < 0 || row >= n)
            return kp_fail(f->state, status, "%s: %s %lld of %zd", name, p->name, (long long)row,
                           n);
    }
    return call_failed_unsaid(f, where, status);
}

/* ---- What it gave ---------------------------------------------------------------------------- */

static PyObject *call_list(kp_frame *f)
{
    kefu_status status = call_once(f, -1);
    if (status)
        return call_failed(f, status);
    int64_t n = f->c.i;
    PyObject *list = PyList_New((Py_ssize_t)n);
    for (int64_t i = 0; list && i < n; i++) {
        status = call_once(f, i);
        PyObject *item = status ? call_failed(f, status) : kp_result(f);
        if (!item || PyList_SetItem(list, (Py_ssize_t)i, item))
            Py_CLEAR(list);
    }
    return list;
}

static int call_is_arrow(int kind) { return kind == KB_ARROW_STREAM || kind == KB_ARROW_ARRAY; }

/* What a proof makes of exceptions of callbacks is its own: one that was to be is forgotten, and
 * one that its message tells of is the cause of it. */
static PyObject *call_proved(kp_frame *f, kefu_status status)
{
    PyObject *why[3], *error[3], *given = NULL;
    PyErr_Fetch(&why[0], &why[1], &why[2]);
    PyErr_NormalizeException(&why[0], &why[1], &why[2]);
    if (!PyErr_GivenExceptionMatches(why[0], PyExc_Exception)) {
        PyErr_Restore(why[0], why[1], why[2]);
        return NULL;
    }
    PyObject *name = PyType_GetName((PyTypeObject *)why[0]);
    const char *text = name ? PyUnicode_AsUTF8AndSize(name, NULL) : NULL;
    PyErr_Clear();
    if (status)
        call_failed(f, status);
    else
        given = kp_result(f);
    if (status && text && strstr(f->error.message, text)) {
        PyErr_Fetch(&error[0], &error[1], &error[2]);
        PyErr_NormalizeException(&error[0], &error[1], &error[2]);
        if (why[2])
            PyException_SetTraceback(why[1], why[2]);
        PyException_SetCause(error[1], Py_NewRef(why[1]));
        PyErr_Restore(error[0], error[1], error[2]);
    }
    Py_XDECREF(name);
    for (int i = 0; i < 3; i++)
        Py_XDECREF(why[i]);
    return given;
}

/* The objects of a call are back before what it made borrows them. */
static PyObject *call_give(kp_frame *f, kefu_status status, int raised)
{
    const kb_result *result = &f->entry->info->result;
    if (raised && f->entry->info->kind == KB_FUNCTION)
        return call_proved(f, status);
    if (!status && !raised) {
        PyObject *given = kp_result(f);
        if (result->kind == KB_HANDLE || !f->self)
            return given;
        for (const kp_kept *kept = f->keeps; given && kept; kept = kept->next)
            if (kp_keep((PyObject *)f->self, kept->object))
                Py_CLEAR(given);
        return given;
    }
    if (!status && result->kind == KB_HANDLE && result->borrowed != 1 && *(void **)(void *)f->c.out)
        ((const kb_class *)result->of)->free(*(void **)(void *)f->c.out);
    return raised ? NULL : call_failed(f, status);
}

static PyObject *call_with_sink(kp_frame *f)
{
    kp_sink sink;
    int raised;
    kp_sink_open(&sink, f);
    kefu_status status = call_away(f, 1, &raised);
    if (status && !raised)
        call_failed(f, status);
    return kp_sink_close(&sink, status || raised);
}

static PyObject *call_with_arrow(kp_frame *f)
{
    int raised, kind = f->entry->info->result.kind;
    if (kp_arrow_room(kind, f->c.arrow))
        return NULL;
    kefu_status status = call_away(f, 1, &raised);
    if (!status && !raised)
        return kp_arrow_wrap(f->state, kind, f->c.arrow);
    kp_arrow_free(kind, f->c.arrow);
    return raised ? NULL : call_failed(f, status);
}

/* Nobody else may change the objects meanwhile: another thread, or a callback of this call. */
static PyObject *call_long(kp_frame *f, int release)
{
    int kind = f->entry->info->result.kind, raised;
    if (f->self && kp_hold_in(&f->hold, f->self, 1))
        return NULL;
    if (kind == KB_SINK || kind == KB_SINK_BYTES)
        return call_with_sink(f);
    if (call_is_arrow(kind))
        return call_with_arrow(f);
    kefu_status status = call_away(f, release, &raised);
    return call_give(f, status, raised);
}

static PyObject *call_run(kp_frame *f)
{
    if (f->entry->info->result.list)
        return call_list(f);
    if (call_works(f))
        return call_long(f, 1);
    if (f->self && f->entry->info->result.kind == KB_NOTHING)
        return call_long(f, 0);
    return call_give(f, call_once(f, 0), 0);
}

/* An argument may have an __index__ that closes the object, a result a collection that does. */
static void call_stay(kp_frame *f, int by)
{
    if (f->self)
        f->self->calls += by;
}

static PyObject *call_whole(kp_frame *f, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    PyObject *result = NULL;
    call_stay(f, 1);
    if (!kp_bind(f, args, n, names))
        result = call_run(f);
    kp_store_free(&f->hold);
    call_stay(f, -1);
    return result;
}

PyObject *kp_call(const kp_entry *entry, PyObject *self, PyObject *const *args, Py_ssize_t n,
                  PyObject *names)
{
    kp_frame f;
    if (call_begin(&f, entry, self))
        return NULL;
    if (f.self && !kp_usable(f.self)) {
        char where[128];
        kp_complain(f.self);
        kp_call_name(entry, where, sizeof where);
        kp_where(f.state, where);
        return NULL;
    }
    return call_whole(&f, args, n, names);
}

PyObject *kp_find(kp_object *self, PyObject *key)
{
    kp_frame f;
    if (call_begin(&f, self->own->find, (PyObject *)self))
        return NULL;
    f.told = 1; /* by the call that this is for */
    if (kp_usable(self))
        return call_whole(&f, &key, 1, NULL);
    kp_complain(self);
    return NULL;
}

/* ---- Of what an object is a list ------------------------------------------------------------- */

static int call_items_begin(kp_frame *f, kp_object *self)
{
    if (call_begin(f, self->own->items, (PyObject *)self))
        return -1;
    call_stay(f, 1);
    if (!kp_usable(self))
        return kp_complain(self);
    return kp_bind(f, NULL, 0, NULL);
}

static void call_items_end(kp_frame *f)
{
    kp_store_free(&f->hold);
    call_stay(f, -1);
}

Py_ssize_t kp_items(kp_object *self)
{
    kp_frame f;
    kefu_status status = KEFU_OK;
    Py_ssize_t n = -1;
    if (!call_items_begin(&f, self)) {
        if ((status = call_once(&f, -1)) != 0)
            call_failed(&f, status);
        else
            n = (Py_ssize_t)f.c.i;
    }
    call_items_end(&f);
    return n;
}

PyObject *kp_item(kp_object *self, Py_ssize_t index)
{
    kp_frame f;
    PyObject *item = NULL;
    Py_ssize_t n = kp_items(self);
    if (n < 0)
        return NULL;
    if (index < 0 || index >= n)
        return PyErr_Format(PyExc_IndexError, "%s[%zd]: there are %zd", self->cls->python, index,
                            n);
    if (!call_items_begin(&f, self)) {
        kefu_status status = call_once(&f, index);
        item = status ? call_failed(&f, status) : kp_result(&f);
    }
    call_items_end(&f);
    return item;
}

int kp_exponent(kp_object *object)
{
    const kp_entry *entry = object->own->exponent;
    if (!entry)
        return 2;
    PyObject *digits = kp_call(entry, (PyObject *)object, NULL, 0, NULL);
    int scale = digits ? (int)PyLong_AsLong(digits) : -1;
    Py_XDECREF(digits);
    return scale;
}
