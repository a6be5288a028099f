/* describe.c - what the tables say of a call, for help(), for stubs and for tests. */
#include <stdarg.h>

#include "kp_call.h"

/* ---- Text that grows ------------------------------------------------------------------------- */

typedef struct describe_text {
    char bytes[8192];
    size_t n;
} describe_text;

static void describe_put(describe_text *out, const char *text)
{
    size_t n = strlen(text), left = sizeof out->bytes - 1 - out->n;
    n = n < left ? n : left;
    memcpy(out->bytes + out->n, text, n);
    out->n += n;
    out->bytes[out->n] = 0;
}

static void describe_begin(describe_text *out) { out->bytes[out->n = 0] = 0; }

/* ---- Signatures ------------------------------------------------------------------------------ */

/* What stands for an argument that is not given. */
static const char *describe_default(const kb_param *p)
{
    switch (p->kind) {
    case KB_LANGUAGE:
        return "'zh'";
    case KB_ENCODING:
        return "'utf-8'";
    case KB_FLAGS:
        return "()";
    case KB_BOOL:
        return "False";
    case KB_INT8:
    case KB_INT32:
    case KB_INT64:
    case KB_UINT32:
    case KB_UINT64:
    case KB_SIZE:
        return "0";
    default:
        return "None";
    }
}

static int describe_is_options(const kb_param *p)
{
    return p->kind == KB_OPTIONS || p->kind == KB_REQUIRED;
}

static void describe_positional(kp_state *state, const kb_info *info, describe_text *out)
{
    int defaults = 0;
    for (const kb_param *p = info->params; p->name; p++) {
        if (describe_is_options(p))
            continue;
        describe_put(out, ", ");
        describe_put(out, kp_name(state, p->name));
        defaults |= p->optional;
        if (!defaults)
            continue;
        describe_put(out, "=");
        describe_put(out, describe_default(p));
    }
}

static int describe_takes_rows(const kb_info *info)
{
    for (const kb_param *p = info->params; p->name; p++)
        if (p->kind == KB_BATCH || p->kind == KB_BATCHES)
            return 1;
    return 0;
}

static void describe_keywords(kp_state *state, const kb_info *info, describe_text *out)
{
    const char *star = ", *";
    for (const kb_param *p = info->params; p->name; p++) {
        const kb_struct *shape = describe_is_options(p) ? p->of : NULL;
        for (int i = 0; shape && i < shape->n_fields; i++, star = "") {
            describe_put(out, star);
            describe_put(out, ", ");
            describe_put(out, kp_name(state, shape->fields[i].name));
            describe_put(out, "=None");
        }
    }
    if (info->result.kind == KB_SINK || info->result.kind == KB_SINK_BYTES) {
        describe_put(out, star);
        describe_put(out, ", to=None");
    }
    if (describe_takes_rows(info))
        describe_put(out, ", **how");
}

static void describe_signature(kp_state *state, const kp_entry *entry, describe_text *out)
{
    static const char *const selves[] = {"$self", "$self", "", "$type", "$module"};
    const kb_info *info = entry->info;
    describe_put(out, info->kind == KB_NEW ? entry->cls->python : kp_name(state, info->name));
    describe_put(out, "(");
    describe_put(out, selves[info->kind]);
    size_t from = out->n;
    describe_positional(state, info, out);
    describe_keywords(state, info, out);
    if (info->kind == KB_NEW && out->n > from) { /* without the comma */
        memmove(out->bytes + from, out->bytes + from + 2, out->n - from - 1);
        out->n -= 2;
    }
    describe_put(out, ")\n--\n\n");
}

/* The words that a parameter may be, so that nobody has to look them up. */
static void describe_words(const char *name, int kind, const void *of, describe_text *out)
{
    const kb_words *words = of;
    if (kind != KB_WORD && kind != KB_FLAGS)
        return;
    describe_put(out, "\n    ");
    describe_put(out, name);
    describe_put(out, kind == KB_FLAGS ? ": any of" : ": one of");
    for (const kb_word *w = words->list; w->name; w++) {
        describe_put(out, w == words->list ? " '" : ", '");
        describe_put(out, w->name);
        describe_put(out, "'");
    }
}

static void describe_all_words(kp_state *state, const kb_info *info, describe_text *out)
{
    size_t from = out->n;
    describe_put(out, "\n");
    size_t none = out->n;
    for (const kb_param *p = info->params; p->name; p++) {
        const kb_struct *shape = describe_is_options(p) ? p->of : NULL;
        describe_words(p->name, p->kind, p->of, out);
        for (int i = 0; shape && i < shape->n_fields; i++)
            describe_words(kp_name(state, shape->fields[i].name), shape->fields[i].kind,
                           shape->fields[i].of, out);
    }
    if (out->n == none)
        out->bytes[out->n = from] = 0;
}

char *kp_doc(kp_state *state, const kp_entry *entry)
{
    describe_text text;
    describe_begin(&text);
    describe_signature(state, entry, &text);
    describe_put(&text, entry->info->doc);
    describe_all_words(state, entry->info, &text);
    return kp_room_text(state, text.bytes);
}

char *kp_class_doc(kp_state *state, const kb_class *cls)
{
    describe_text text;
    describe_begin(&text);
    for (int i = 0; i < kp_n_entries; i++)
        if (kp_entries[i].cls == cls && kp_entries[i].info->kind == KB_NEW) {
            describe_signature(state, &kp_entries[i], &text);
            describe_put(&text, cls->doc);
            describe_put(&text, "\n\n");
            describe_put(&text, kp_entries[i].info->doc);
            describe_all_words(state, kp_entries[i].info, &text);
            return kp_room_text(state, text.bytes);
        }
    return kp_room_text(state, cls->doc);
}

/* ---- _calls() -------------------------------------------------------------------------------- */

static const char *const describe_kinds[] = {
    "NOTHING",    "BOOL",     "INT32",        "INT64",      "UINT32",        "UINT64",  "INT8",
    "SIZE",       "WORD",     "FLAGS",        "LANGUAGE",   "ENCODING",      "DAY",     "DECIMAL",
    "DECIMAL32",  "MONEY",    "VALUE",        "TEXT",       "OPTIONAL_TEXT", "VIEW",    "BYTES",
    "HEX",        "CHAR",     "HANDLE",       "HANDLES",    "INT8S",         "INT32S",  "INT64S",
    "TEXTS",      "VIEWS",    "BATCH",        "BATCHES",    "STRUCT",        "OPTIONS", "REQUIRED",
    "DICT",       "PROGRESS", "PLACE",        "ROW",        "BUFFER",        "CHARS",   "SINK",
    "SINK_BYTES", "TABLE",    "ARROW_STREAM", "ARROW_ARRAY"};
_Static_assert(sizeof describe_kinds / sizeof *describe_kinds == KB_ARROW_ARRAY + 1,
               "a name for each kind");

static PyObject *describe_of(int kind, const void *of);

static PyObject *describe_fields(const kb_struct *shape)
{
    PyObject *list = PyList_New(0);
    for (int i = 0; list && i < shape->n_fields; i++) {
        const kb_field *f = &shape->fields[i];
        PyObject *of = describe_of(f->kind, f->of);
        PyObject *field = of ? Py_BuildValue("{s:s,s:s,s:i,s:N}", "name", f->name, "kind",
                                             describe_kinds[f->kind], "scale", f->scale, "of", of)
                             : NULL;
        if (!field || PyList_Append(list, field))
            Py_CLEAR(list);
        Py_XDECREF(field);
    }
    return list;
}

static PyObject *describe_struct(const kb_struct *shape)
{
    char name[64];
    kp_camel(shape->name, name, sizeof name);
    PyObject *fields = describe_fields(shape);
    return fields
               ? Py_BuildValue("{s:s,s:s,s:N}", "struct", name, "doc", shape->doc, "fields", fields)
               : NULL;
}

static PyObject *describe_word_list(const kb_words *words)
{
    PyObject *list = PyList_New(0);
    for (const kb_word *w = words->list; list && w->name; w++) {
        PyObject *name = PyUnicode_FromString(w->name);
        if (!name || PyList_Append(list, name))
            Py_CLEAR(list);
        Py_XDECREF(name);
    }
    return list;
}

/* Words, the name of a class, a struct, or None. */
static PyObject *describe_of(int kind, const void *of)
{
    switch (kind) {
    case KB_WORD:
    case KB_FLAGS:
        return describe_word_list(of);
    case KB_HANDLE:
    case KB_HANDLES:
        return PyUnicode_FromString(((const kb_class *)of)->python);
    case KB_STRUCT:
    case KB_OPTIONS:
    case KB_REQUIRED:
    case KB_DICT:
        return describe_struct(of);
    case KB_PLACE:
        return describe_struct(kp_place_struct);
    case KB_DAY:
        return PyUnicode_FromString(of ? "None" : "");
    default:
        Py_RETURN_NONE;
    }
}

static PyObject *describe_params(const kb_info *info)
{
    PyObject *list = PyList_New(0);
    for (const kb_param *p = info->params; list && p->name; p++) {
        PyObject *of = describe_of(p->kind, p->of);
        PyObject *param =
            of ? Py_BuildValue("{s:s,s:s,s:O,s:i,s:O,s:N}", "name", p->name, "kind",
                               describe_kinds[p->kind], "optional",
                               p->optional ? Py_True : Py_False, "scale", p->scale, "keep",
                               p->keep == KB_KEPT ? Py_True : Py_False, "of", of)
               : NULL;
        if (!param || PyList_Append(list, param))
            Py_CLEAR(list);
        Py_XDECREF(param);
    }
    return list;
}

static PyObject *describe_result(const kb_result *result)
{
    PyObject *of = describe_of(result->kind, result->of);
    return of ? Py_BuildValue("{s:s,s:i,s:O,s:i,s:N}", "kind", describe_kinds[result->kind],
                              "scale", result->scale, "list", result->list ? Py_True : Py_False,
                              "borrowed", result->borrowed, "of", of)
              : NULL;
}

static PyObject *describe_call(const kp_entry *entry)
{
    static const char *const kinds[] = {"METHOD", "PROPERTY", "NEW", "MAKE", "FUNCTION"};
    const kb_info *info = entry->info;
    PyObject *params = describe_params(info);
    PyObject *result = params ? describe_result(&info->result) : NULL;
    if (!result) {
        Py_XDECREF(params);
        return NULL;
    }
    return Py_BuildValue("{s:s,s:s,s:s,s:s,s:N,s:N,s:s,s:s,s:z,s:z,s:s,s:O}", "class",
                         entry->cls->python, "c_class", info->class_name, "name", info->name,
                         "kind", kinds[info->kind], "params", params, "result", result, "doc",
                         info->doc, "c", info->c, "items", entry->cls->items, "find",
                         entry->cls->find, "class_doc", entry->cls->doc, "shared",
                         entry->cls->threads == KB_SHARED ? Py_True : Py_False);
}

PyObject *kp_describe(PyObject *module, PyObject *unused)
{
    (void)module, (void)unused;
    PyObject *list = PyList_New(0);
    for (int i = 0; list && i < kp_n_entries; i++) {
        PyObject *call = describe_call(&kp_entries[i]);
        if (!call || PyList_Append(list, call))
            Py_CLEAR(list);
        Py_XDECREF(call);
    }
    return list;
}
