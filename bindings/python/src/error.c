/* error.c - an exception for each code of the library. */
#include <stdarg.h>

#include "kp_call.h"

/* Codes come in tens: a code that is not here is raised as the first of its ten. A class stands
 * after the one it is made of. */
static const struct error_class {
    kefu_status code;
    kefu_status of; /* 0: Error itself */
    const char *name;
    const char *builtin;
    const char *doc;
} error_classes[] = {
    {KEFU_E_ARGUMENT, 0, "ArgumentError", "ValueError",
     "An argument out of range, or a combination that makes no sense."},
    {KEFU_E_UNSUPPORTED, KEFU_E_ARGUMENT, "UnsupportedError", NULL,
     "What this release does not know."},
    {KEFU_E_NAME, KEFU_E_ARGUMENT, "NotFoundError", "KeyError",
     "No such column, metric or person; the message lists near names."},
    {KEFU_E_EXISTS, KEFU_E_ARGUMENT, "ExistsError", NULL, "The name is taken."},
    {KEFU_E_DATA, 0, "DataError", "ValueError",
     "A cell that cannot be read as what it was declared to be."},
    {KEFU_E_TYPE, KEFU_E_DATA, "TypeMismatchError", "TypeError",
     "Text where a number is needed, or the reverse."},
    {KEFU_E_ENCODING, KEFU_E_DATA, "EncodingError", NULL,
     "Bytes that are not the declared encoding."},
    {KEFU_E_PRECISION, KEFU_E_DATA, "PrecisionError", NULL,
     "Digits finer than the declared scale, or already lost."},
    {KEFU_E_OVERFLOW, KEFU_E_DATA, "OutOfRangeError", "OverflowError",
     "A number outside the range of its result."},
    {KEFU_E_DUPLICATE, KEFU_E_DATA, "DuplicateError", NULL,
     "A key that must be unique occurs twice."},
    {KEFU_E_MISMATCH, KEFU_E_DATA, "MismatchError", NULL,
     "Made by another definition, plan or card than asked for."},
    {KEFU_E_INFEASIBLE, KEFU_E_DATA, "InfeasibleError", NULL,
     "Demands that cannot all be met; the message says which."},
    {KEFU_E_STATE, 0, "StateError", "RuntimeError",
     "A call in the wrong order, or on an object that is closed, in use or incomplete."},
    {KEFU_E_MEMORY, 0, "OutOfMemoryError", "MemoryError", "There is no memory left."},
    {KEFU_E_LIMIT, 0, "LimitError", "ValueError", "A limit was reached; the message names it."},
    {KEFU_E_SYNTAX, 0, "ParseError", "ValueError",
     "JSON, CSV or an expression that cannot be parsed; with line and column."},
    {KEFU_E_CARD, KEFU_E_SYNTAX, "CardError", NULL, "JSON that is not a valid card or plan."},
    {KEFU_E_DEFINITION, KEFU_E_SYNTAX, "DefinitionError", NULL,
     "JSON that holds no valid definitions."},
    {KEFU_E_PLUGIN, 0, "PluginError", "RuntimeError", "A metric broke its contract."},
    {KEFU_E_CALLBACK, KEFU_E_PLUGIN, "CallbackError", NULL, "A callback returned an error."},
    {KEFU_E_INTERNAL, 0, "InternalError", "RuntimeError",
     "A fault of the library: please report it."},
};
enum { ERROR_CLASSES = sizeof error_classes / sizeof *error_classes };

/* errors[0] is Error, errors[1 + i] that of error_classes[i]. */
PyObject *kp_error_class(const kp_state *state, kefu_status code)
{
    for (int exact = 1; exact >= 0; exact--)
        for (int i = 0; i < ERROR_CLASSES; i++)
            if (error_classes[i].code == (exact ? code : code / 10 * 10))
                return state->errors[1 + i];
    return state->errors[0];
}

/* KeyError shows its argument in quotes; these show their message. */
static PyObject *error_str(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *args = PyObject_GetAttrString(self, "args");
    if (!args)
        return NULL;
    PyObject *text = PyTuple_Check(args) && PyTuple_Size(args) == 1
                         ? PyObject_Str(PyTuple_GetItem(args, 0))
                         : PyObject_Str(args);
    Py_DECREF(args);
    return text;
}
static PyMethodDef error_str_def = {"__str__", error_str, METH_NOARGS, NULL};

static PyObject *error_root(void)
{
    PyObject *fields = Py_BuildValue("{s:i,s:O,s:O,s:O,s:O,s:O,s:O,s:O}", "code", 0, "name",
                                     Py_None, "path", Py_None, "line", Py_None, "column", Py_None,
                                     "row", Py_None, "offset", Py_None, "message", Py_None);
    PyObject *root =
        fields ? PyErr_NewExceptionWithDoc("kefu.Error",
                                           "What the library refuses. code and name are its own; "
                                           "path, line, column, row and offset are where, or None.",
                                           PyExc_Exception, fields)
               : NULL;
    Py_XDECREF(fields);
    PyObject *str = root ? PyDescr_NewMethod((PyTypeObject *)root, &error_str_def) : NULL;
    if (!str || PyObject_SetAttrString(root, "__str__", str))
        Py_CLEAR(root);
    Py_XDECREF(str);
    return root;
}

static PyObject *error_builtin(const char *name)
{
    PyObject *builtins = PyImport_ImportModule("builtins");
    PyObject *type = builtins ? PyObject_GetAttrString(builtins, name) : NULL;
    Py_XDECREF(builtins);
    return type;
}

static PyObject *error_make(const kp_state *state, const struct error_class *e)
{
    char name[64];
    PyOS_snprintf(name, sizeof name, "kefu.%s", e->name);
    PyObject *of = e->of ? kp_error_class(state, e->of) : state->errors[0];
    PyObject *other = NULL;
    if (e->builtin && !(other = error_builtin(e->builtin)))
        return NULL;
    PyObject *bases = other ? PyTuple_Pack(2, of, other) : PyTuple_Pack(1, of);
    PyObject *fields =
        Py_BuildValue("{s:i,s:s}", "code", (int)e->code, "name", kefu_status_name(e->code));
    PyObject *type =
        bases && fields ? PyErr_NewExceptionWithDoc(name, e->doc, bases, fields) : NULL;
    Py_XDECREF(other);
    Py_XDECREF(bases);
    Py_XDECREF(fields);
    return type;
}

int kp_make_errors(kp_state *state, PyObject *module)
{
    _Static_assert(ERROR_CLASSES + 1 <= KP_ERRORS, "room for all of them");
    if (!(state->errors[0] = error_root()) ||
        PyModule_AddObjectRef(module, "Error", state->errors[0]))
        return -1;
    for (int i = 0; i < ERROR_CLASSES; i++) {
        PyObject *type = state->errors[1 + i] = error_make(state, &error_classes[i]);
        if (!type || PyModule_AddObjectRef(module, error_classes[i].name, type))
            return -1;
    }
    return 0;
}

static int error_set(PyObject *error, const char *name, PyObject *value)
{
    int failed = value ? PyObject_SetAttrString(error, name, value) : -1;
    Py_XDECREF(value);
    return failed;
}

static int error_fill(PyObject *exception, kefu_status code, const kefu_error *e)
{
    if (error_set(exception, "code", PyLong_FromLong(code)) ||
        error_set(exception, "name", PyUnicode_FromString(kefu_status_name(code))))
        return -1;
    if (!e)
        return 0;
    if (error_set(exception, "message",
                  PyUnicode_DecodeUTF8(e->message, (Py_ssize_t)strlen(e->message), "replace")))
        return -1;
    if (e->line > 0 && error_set(exception, "line", PyLong_FromLong(e->line)))
        return -1;
    if (e->column > 0 && error_set(exception, "column", PyLong_FromLong(e->column)))
        return -1;
    if (e->row >= 0 && error_set(exception, "row", PyLong_FromLongLong(e->row)))
        return -1;
    return e->offset >= 0 ? error_set(exception, "offset", PyLong_FromLongLong(e->offset)) : 0;
}

static PyObject *error_raise(const kp_state *state, kefu_status code, const kefu_error *error,
                             PyObject *message)
{
    PyObject *type = kp_error_class(state, code);
    PyObject *exception = message ? PyObject_CallFunctionObjArgs(type, message, NULL) : NULL;
    Py_XDECREF(message);
    if (exception && !error_fill(exception, code, error))
        PyErr_SetObject(type, exception);
    Py_XDECREF(exception);
    return NULL;
}

/* The library speaks of fields of its options, which are keywords here: "kefu_pick_options.k" is k.
 */
static void error_keywords(char *message)
{
    static const char word[] = "options.";
    for (char *at = message; (at = strstr(at, word)) != NULL;) {
        char *from = at, *rest = at + sizeof word - 1;
        while (from > message && (from[-1] == '_' || (from[-1] >= 'a' && from[-1] <= 'z')))
            from--;
        at = rest;
        if (from > message && from[-1] != ' ' && from[-1] != '(')
            continue; /* in a name */
        memmove(from, rest, strlen(rest) + 1);
        at = from;
    }
}

PyObject *kp_raise(kp_state *state, const char *where, kefu_status code, const kefu_error *error)
{
    kefu_error told;
    if (error && error->code && strstr(error->message, "options.")) {
        told = *error;
        error_keywords(told.message);
        error = &told;
    }
    const char *message = error && error->code ? error->message : "";
    char place[64] = "";
    if (*message && error->line > 0)
        PyOS_snprintf(place, sizeof place, " (line %d, column %d)", (int)error->line,
                      (int)error->column);
    if (strstr(message, "line ") || strstr(message, "column "))
        *place = 0;
    PyObject *text = PyUnicode_FromFormat("%s%s%s%s", where ? where : "", where ? ": " : "",
                                          *message ? message : kefu_status_name(code), place);
    return error_raise(state, code, error && error->code ? error : NULL, text);
}

PyObject *kp_fail(kp_state *state, kefu_status code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    PyObject *text = PyUnicode_FromFormatV(format, args);
    va_end(args);
    return error_raise(state, code, NULL, text);
}

/* ---- Messages of ours ------------------------------------------------------------------------ */

/* Those of the interpreter and of ours; what callbacks raise stays as it is. */
static int error_may_be_told_where(const kp_state *state, PyObject *type)
{
    return PyErr_GivenExceptionMatches(type, state->errors[0]) || type == PyExc_TypeError ||
           type == PyExc_OverflowError || type == PyExc_ValueError || type == PyExc_BufferError;
}

void kp_where(kp_state *state, const char *where)
{
    if (!where)
        return;
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    if (value && error_may_be_told_where(state, type)) {
        PyObject *old = PyObject_Str(value);
        PyObject *text = old ? PyUnicode_FromFormat("%s: %U", where, old) : NULL;
        PyObject *args = text ? PyTuple_Pack(1, text) : NULL;
        if (!args || PyObject_SetAttrString(value, "args", args))
            PyErr_Clear();
        Py_XDECREF(old);
        Py_XDECREF(text);
        Py_XDECREF(args);
    }
    PyErr_Restore(type, value, trace);
}

static char *error_append(char *out, const char *end, const char *text)
{
    while (*text && out < end)
        *out++ = *text++;
    *out = 0;
    return out;
}

/* Of calls that fail and of every call with rows, so that it is no work. */
void kp_call_name(const kp_entry *entry, char *out, size_t size)
{
    const kb_info *info = entry->info;
    const char *end = out + size - 1;
    if (entry->cls != kp_module_class)
        out = error_append(out, end, entry->cls->python);
    if (entry->cls != kp_module_class && info->kind != KB_NEW)
        out = error_append(out, end, ".");
    if (info->kind != KB_NEW)
        out = error_append(out, end, info->name);
    if (info->kind != KB_PROPERTY)
        error_append(out, end, "()");
}

PyObject *kp_expected(const char *what, PyObject *object)
{
    PyObject *name = PyType_GetName(Py_TYPE(object));
    if (name)
        PyErr_Format(PyExc_TypeError, "expected %s, not %U", what, name);
    Py_XDECREF(name);
    return NULL;
}

int kp_not_a_name(kp_state *state, PyObject *name, PyObject *names, const char *what)
{
    PyObject *difflib = PyImport_ImportModule("difflib");
    PyObject *near =
        difflib ? PyObject_CallMethod(difflib, "get_close_matches", "OO", name, names) : NULL;
    Py_XDECREF(difflib);
    if (!near)
        return -1;
    PyObject *comma = PyUnicode_FromString(", ");
    PyObject *list = comma ? PyUnicode_Join(comma, PyList_Size(near) ? near : names) : NULL;
    if (list)
        kp_fail(state, KEFU_E_ARGUMENT, "%s %R is not known; %s %U", what, name,
                PyList_Size(near) ? "near:" : "there are", list);
    Py_XDECREF(near);
    Py_XDECREF(comma);
    Py_XDECREF(list);
    return -1;
}
