/* bind.c - arguments of Python, by position and keyword, to the parameters of a call. */
#include "kp_call.h"

/* What was given for each parameter, and for each field of the options. */
typedef struct binding {
    kp_frame *f;
    const kb_param *params;
    int n_params, n_positional;
    int options; /* the parameter that keywords are spread from, or -1 */
    PyObject *given[KB_MAX_PARAMS];
    PyObject *fields[KP_FIELDS];
    int n_fields; /* of fields that were given */
} binding;

static int bind_is_options(const kb_param *p)
{
    return p->kind == KB_OPTIONS || p->kind == KB_REQUIRED;
}

static void bind_begin(binding *b, kp_frame *f)
{
    b->f = f;
    b->params = f->entry->info->params;
    b->n_params = b->n_positional = b->n_fields = 0;
    b->options = -1;
    for (const kb_param *p = b->params; p->name; p++) {
        b->given[b->n_params] = NULL;
        if (bind_is_options(p))
            b->options = b->n_params;
        else
            b->n_positional++;
        b->n_params++;
    }
    if (b->options >= 0)
        memset(b->fields, 0, sizeof b->fields);
}

static void bind_where(kp_frame *f, const char *param)
{
    char call[128], where[192];
    kp_call_name(f->entry, call, sizeof call);
    PyOS_snprintf(where, sizeof where, param ? "%s: %s" : "%s", call, param);
    kp_where(f->state, f->told ? NULL : where);
}

/* ---- Who is meant ---------------------------------------------------------------------------- */

static int bind_positional(binding *b, PyObject *const *args, Py_ssize_t n)
{
    if (n > b->n_positional) {
        PyErr_Format(PyExc_TypeError, "takes %d argument%s by position, %zd given", b->n_positional,
                     b->n_positional == 1 ? "" : "s", n);
        bind_where(b->f, NULL);
        return -1;
    }
    for (int i = 0, at = 0; at < n; i++)
        if (!bind_is_options(&b->params[i]))
            b->given[i] = args[at++];
    return 0;
}

static PyObject *bind_names(const binding *b)
{
    PyObject *names = PyList_New(0);
    const kb_struct *shape = b->options < 0 ? NULL : b->params[b->options].of;
    int n = b->n_params + (shape ? shape->n_fields : 0);
    for (int i = 0; names && i < n; i++) {
        if (i == b->options)
            continue;
        PyObject *name = PyUnicode_FromString(
            i < b->n_params ? b->params[i].name : shape->fields[i - b->n_params].name);
        if (!name || PyList_Append(names, name))
            Py_CLEAR(names);
        Py_XDECREF(name);
    }
    return names;
}

static int bind_unknown(binding *b, PyObject *name)
{
    PyObject *names = bind_names(b);
    if (names && PyList_Size(names) == 0)
        PyErr_Format(PyExc_TypeError, "takes no keywords, %R was given", name);
    else if (names)
        kp_not_a_name(b->f->state, name, names, "the keyword");
    Py_XDECREF(names);
    /* As Python raises it. */
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    if (value)
        PyErr_Format(PyExc_TypeError, "%S", value);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(trace);
    bind_where(b->f, NULL);
    return -1;
}

static int bind_takes(const binding *b, int first, int second)
{
    for (int i = 0; i < b->n_params; i++)
        if (b->params[i].kind == first || b->params[i].kind == second)
            return 1;
    return 0;
}

/* Keywords that rows know, and where a sink writes to. */
static int bind_other(binding *b, PyObject *name, PyObject *value)
{
    kp_frame *f = b->f;
    int result = f->entry->info->result.kind;
    if ((result == KB_SINK || result == KB_SINK_BYTES) &&
        !PyUnicode_CompareWithASCIIString(name, "to")) {
        f->to = Py_IsNone(value) ? NULL : value;
        return 0;
    }
    if (!bind_takes(b, KB_BATCH, KB_BATCHES))
        return bind_unknown(b, name);
    if (!f->extra && kp_store_object(&f->hold, f->extra = PyDict_New()))
        return -1;
    return PyDict_SetItem(f->extra, name, value);
}

static int bind_keyword(binding *b, PyObject *name, PyObject *value)
{
    for (int i = 0; i < b->n_params; i++) {
        if (i == b->options || PyUnicode_CompareWithASCIIString(name, b->params[i].name))
            continue;
        if (b->given[i]) {
            PyErr_Format(PyExc_TypeError, "%U was given twice", name);
            bind_where(b->f, NULL);
            return -1;
        }
        b->given[i] = value;
        return 0;
    }
    int field = b->options < 0 ? -1 : kp_field_named(b->params[b->options].of, name);
    if (field < 0)
        return bind_other(b, name, value);
    b->fields[field] = value;
    b->n_fields += !Py_IsNone(value);
    return 0;
}

/* ---- What is given --------------------------------------------------------------------------- */

/* Kinds whose work is worth releasing the GIL for; text where there is much of it. */
static int bind_works(int kind, const kb_arg *arg)
{
    static const uint64_t works = UINT64_C(1) << KB_HANDLE | UINT64_C(1) << KB_HANDLES |
                                  UINT64_C(1) << KB_BATCH | UINT64_C(1) << KB_BATCHES |
                                  UINT64_C(1) << KB_PROGRESS;
    return (works >> kind & 1) || ((kind == KB_VIEW || kind == KB_BYTES) && arg->size > 1024);
}

int kp_bind_kept(kp_frame *f, PyObject *object)
{
    kp_kept *kept = kp_store_block(&f->hold, 1, sizeof *kept);
    if (!kept)
        return -1;
    kept->object = object;
    kept->next = f->keeps;
    f->keeps = kept;
    return 0;
}

static int bind_options(binding *b)
{
    kp_frame *f = b->f;
    const kb_param *p = &b->params[b->options];
    const kb_struct *shape = p->of;
    kp_filling filling;
    if (!b->n_fields && p->kind == KB_OPTIONS) {
        kp_in_none(p->kind, &f->c.in[b->options]);
        return 0;
    }
    if (kp_fill_begin(f, shape, &filling))
        return -1;
    for (int i = 0; i < shape->n_fields; i++)
        if (b->fields[i] && kp_fill_field(f, &filling, i, b->fields[i]))
            return -1;
    f->c.in[b->options].data = filling.out;
    return kp_fill_end(f, &filling);
}

/* Whole numbers and Values as they are: no other call is as short as these. 0: another way. */
static inline int bind_quick(const kp_state *state, int kind, PyObject *object, kb_arg *arg)
{
    int overflow;
    if (kind == KB_VALUE && Py_IS_TYPE(object, state->value_type)) {
        arg->v = ((kp_value *)object)->value;
        return 1;
    }
    if ((kind != KB_INT64 && kind != KB_INT32 && kind != KB_UINT64 && kind != KB_ROW) ||
        !PyLong_CheckExact(object))
        return 0;
    arg->i = PyLong_AsLongLongAndOverflow(object, &overflow);
    return !overflow && (kind != KB_INT32 || arg->i == (int32_t)arg->i) &&
           (kind != KB_UINT64 || arg->i >= 0);
}

/* The object may be NULL: not given. */
static int bind_param(kp_frame *f, int i, PyObject *object)
{
    const kb_param *p = &f->entry->info->params[i];
    kb_arg *arg = &f->c.in[i];
    if (object && bind_quick(f->state, p->kind, object, arg))
        return 0;
    if (!object && !p->optional) {
        PyErr_Format(PyExc_TypeError, "needs an argument %s", p->name);
        bind_where(f, NULL);
        return -1;
    }
    kp_in_none(p->kind, arg);
    if (!object || (Py_IsNone(object) && (p->optional || p->kind == KB_OPTIONAL_TEXT)))
        return 0;
    if (p->kind == KB_BATCHES) {
        f->rows = kp_open_rows(f, object, 0);
        f->rows_at = i;
        f->works = 1;
        if (f->rows)
            return 0;
    } else if (!kp_in(f, p->kind, p->kind == KB_HANDLE ? p->keep : p->scale, p->of, object, arg)) {
        f->works |= (uint8_t)bind_works(p->kind, arg);
        return p->keep == KB_KEPT ? kp_bind_kept(f, object) : 0;
    }
    bind_where(f, p->name);
    return -1;
}

static int bind_all(kp_frame *f, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    binding b;
    bind_begin(&b, f);
    Py_ssize_t n_names = names ? PyTuple_Size(names) : 0;
    if (bind_positional(&b, args, n))
        return -1;
    for (Py_ssize_t i = 0; i < n_names; i++)
        if (bind_keyword(&b, PyTuple_GetItem(names, i), args[n + i]))
            return -1;
    for (int i = 0; i < b.n_params; i++)
        if (i != b.options && bind_param(f, i, b.given[i]))
            return -1;
    if (b.options < 0 || !bind_options(&b))
        return 0;
    bind_where(f, NULL);
    return -1;
}

/* Whether n arguments by position are all that there can be to it. */
static int bind_in_order(const kb_param *params, Py_ssize_t n)
{
    const kb_param *p = params;
    while (p->name && !bind_is_options(p))
        p++;
    return !p->name && n <= p - params;
}

int kp_bind(kp_frame *f, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    const kb_param *params = f->entry->info->params;
    if (names || !bind_in_order(params, n))
        return bind_all(f, args, n, names);
    for (int i = 0; params[i].name; i++)
        if (bind_param(f, i, i < n ? args[i] : NULL))
            return -1;
    return 0;
}
