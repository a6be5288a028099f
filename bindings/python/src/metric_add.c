/* metric_add.c - a class of Python that describes an aggregate, as the library's table of it. */
#include "metric.h"

#include <stdlib.h>

/* What the registry keeps of a metric: memory that goes with the handle, and references to the
 * class, its functions and its texts, which the object of the registry has. */
typedef struct metric_adding {
    kp_metric *metric;
    PyObject *refs; /* list */
    PyObject *cls;
    kp_frame f;
} metric_adding;

/* Functions and texts live as long as the registry. Borrowed; NULL without an exception if there is
 * no such attribute, or it is None. */
static PyObject *metric_attribute(metric_adding *a, const char *name)
{
    PyObject *value = PyObject_GetAttrString(a->cls, name);
    if (!value) {
        if (PyErr_ExceptionMatches(PyExc_AttributeError))
            PyErr_Clear();
        return NULL;
    }
    int failed = PyList_Append(a->refs, value);
    Py_DECREF(value);
    return failed || Py_IsNone(value) ? NULL : value;
}

static int metric_text(metric_adding *a, const char *name, const char **out)
{
    PyObject *value = metric_attribute(a, name);
    kb_arg arg;
    *out = NULL;
    if (!value)
        return PyErr_Occurred() ? -1 : 0;
    if (kp_in_text(&a->f, KB_TEXT, value, &arg)) {
        kp_where(a->f.state, name);
        return -1;
    }
    *out = arg.data;
    return 0;
}

static int metric_function(metric_adding *a, const char *name, PyObject **out)
{
    *out = metric_attribute(a, name);
    if (!*out)
        return PyErr_Occurred() ? -1 : 0;
    if (PyCallable_Check(*out))
        return 0;
    kp_expected("a function", *out);
    kp_where(a->f.state, name);
    return -1;
}

static int metric_whole(metric_adding *a, const char *name, int32_t usual, int32_t *out)
{
    PyObject *value = metric_attribute(a, name);
    *out = usual;
    if (!value)
        return PyErr_Occurred() ? -1 : 0;
    return kp_to_int32(a->f.state, value, name, out);
}

/* ---- Ports and parameters -------------------------------------------------------------------- */

/* Texts of a filled struct, copied: what they were read from may change or go. */
static int metric_keep_texts(metric_adding *a, const kb_struct *shape, char *out)
{
    for (int i = 0; i < shape->n_fields; i++) {
        const kb_field *field = &shape->fields[i];
        const char **text = (const char **)(void *)(out + field->offset);
        if ((field->kind != KB_TEXT && field->kind != KB_OPTIONAL_TEXT) || !*text)
            continue;
        PyObject *copy = PyBytes_FromString(*text);
        int failed = copy ? PyList_Append(a->refs, copy) : -1;
        *text = copy ? PyBytes_AsString(copy) : NULL; /* `refs` has it */
        Py_XDECREF(copy);
        if (failed)
            return -1;
    }
    return 0;
}

/* A dict of fields, or a name that is all of them. */
static int metric_element(metric_adding *a, PyObject *said, const kb_struct *shape, void *out)
{
    PyObject *dict = PyUnicode_Check(said) ? Py_BuildValue("{s:O}", "name", said) : Py_NewRef(said);
    if (!dict || kp_store_object(&a->f.hold, dict))
        return -1;
    const void *filled = kp_in_struct(&a->f, shape, dict);
    if (!filled)
        return -1;
    memcpy(out, filled, shape->size);
    return metric_keep_texts(a, shape, out);
}

/* The list of an attribute, as a tuple; at most so many. */
static PyObject *metric_list(metric_adding *a, const char *name, int most)
{
    PyObject *value = metric_attribute(a, name);
    if (!value && PyErr_Occurred())
        return NULL;
    PyObject *list = value ? PySequence_Tuple(value) : PyTuple_New(0);
    if (list && (PyUnicode_Check(value ? value : Py_None) || PyTuple_Size(list) > most)) {
        kp_fail(a->f.state, KEFU_E_ARGUMENT, "a list of at most %d was expected", most);
        Py_CLEAR(list);
    }
    if (!list)
        kp_where(a->f.state, name);
    return list && !kp_store_object(&a->f.hold, list) ? list : NULL;
}

static int metric_ports(metric_adding *a)
{
    kp_metric *metric = a->metric;
    PyObject *list = metric_list(a, "ports", METRIC_MOST);
    metric->table.n_ports = list ? (int32_t)PyTuple_Size(list) : 0;
    for (int i = 0; i < metric->table.n_ports; i++) {
        if (metric_element(a, PyTuple_GetItem(list, i), kp_port_struct, &metric->ports[i])) {
            kp_where(a->f.state, "ports");
            return -1;
        }
        if (!metric->ports[i].type)
            metric->ports[i].type = KEFU_PORT_NUMBER;
        metric->port_list[i] = &metric->ports[i];
    }
    metric->table.ports = metric->port_list;
    return list ? 0 : -1;
}

static int metric_params(metric_adding *a)
{
    kp_metric *metric = a->metric;
    PyObject *list = metric_list(a, "params", METRIC_MOST);
    metric->table.n_params = list ? (int32_t)PyTuple_Size(list) : 0;
    for (int i = 0; i < metric->table.n_params; i++) {
        if (metric_element(a, PyTuple_GetItem(list, i), kp_param_struct, &metric->params[i])) {
            kp_where(a->f.state, "params");
            return -1;
        }
        metric->param_list[i] = &metric->params[i];
    }
    metric->table.params = metric->param_list;
    return list ? 0 : -1;
}

static int metric_aliases(metric_adding *a)
{
    kb_arg arg;
    PyObject *list = metric_list(a, "aliases", METRIC_ALIASES);
    for (Py_ssize_t i = 0; list && i < PyTuple_Size(list); i++) {
        PyObject *alias = PyTuple_GetItem(list, i);
        if (kp_in_text(&a->f, KB_TEXT, alias, &arg)) {
            kp_where(a->f.state, "aliases");
            return -1;
        }
        if (PyList_Append(a->refs, alias))
            return -1;
        a->metric->aliases[i] = arg.data;
    }
    a->metric->table.aliases = a->metric->aliases;
    return list ? 0 : -1;
}

/* ---- All of it ------------------------------------------------------------------------------- */

static int metric_flags(metric_adding *a)
{
    const struct {
        const char *name;
        uint32_t flag;
        int usual;
    } flags[] = {{"mergeable", KEFU_METRIC_MERGEABLE, a->metric->merge != NULL},
                 {"order_free", KEFU_METRIC_ORDER_FREE, 0},
                 {"exact", KEFU_METRIC_EXACT, 0},
                 {"no_args", KEFU_METRIC_NO_ARGS, 0},
                 {"late_params", KEFU_METRIC_LATE_PARAMS, 0}};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        PyObject *value = metric_attribute(a, flags[i].name);
        int set = value ? PyObject_IsTrue(value) : flags[i].usual;
        if (set < 0 || PyErr_Occurred())
            return -1;
        a->metric->table.flags |= set ? flags[i].flag : 0;
    }
    return 0;
}

/* Whether a method has a parameter `context`: 0 or 1, or -1. */
static int metric_is_told(PyObject *inspect, PyObject *method)
{
    PyObject *signature = method ? PyObject_CallMethod(inspect, "signature", "O", method) : NULL;
    PyObject *all = signature ? PyObject_GetAttrString(signature, "parameters") : NULL;
    PyObject *name = all ? PyUnicode_FromString("context") : NULL;
    int told = name ? PySequence_Contains(all, name) : 0;
    Py_XDECREF(signature);
    Py_XDECREF(all);
    Py_XDECREF(name);
    if (PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_ValueError))
        PyErr_Clear(); /* a method of C that does not tell */
    return PyErr_Occurred() ? -1 : told;
}

static int metric_told(metric_adding *a)
{
    kp_metric *metric = a->metric;
    PyObject *inspect = PyImport_ImportModule("inspect");
    int by_new = inspect ? metric_is_told(inspect, a->cls) : -1;
    int by_load = by_new < 0 ? -1 : metric_is_told(inspect, metric->load);
    int by_finalize = by_load < 0 ? -1 : metric_is_told(inspect, metric->finalize);
    Py_XDECREF(inspect);
    metric->told_new = by_new > 0;
    metric->told_load = by_load > 0;
    metric->told_finalize = by_finalize > 0;
    metric->told = PyList_New(0);
    if (!metric->told || PyList_Append(a->refs, metric->told))
        by_finalize = -1;
    Py_XDECREF(metric->told); /* refs has it */
    return by_finalize < 0 ? -1 : 0;
}

static int metric_describe(metric_adding *a)
{
    kp_metric *metric = a->metric;
    kefu_metric *table = &metric->table;
    int32_t format;
    table->struct_size = sizeof *table;
    if (metric_text(a, "name", &table->name) || metric_text(a, "id", &table->id) ||
        metric_text(a, "label_zh", &table->label_zh) ||
        metric_text(a, "label_en", &table->label_en))
        return -1;
    if (metric_function(a, "update", &metric->update) ||
        metric_function(a, "update_columns", &metric->update_columns) ||
        metric_function(a, "merge", &metric->merge) || metric_function(a, "save", &metric->save) ||
        metric_function(a, "load", &metric->load) ||
        metric_function(a, "finalize", &metric->finalize))
        return -1;
    if (metric_told(a) || metric_ports(a) || metric_params(a) || metric_aliases(a) ||
        metric_flags(a) || metric_whole(a, "required", table->n_ports, &table->n_required) ||
        metric_whole(a, "state_format", 1, &format))
        return -1;
    table->state_format = format > 0 ? (uint32_t)format : 0;
    kp_metric_callbacks(metric);
    if (table->n_required || metric->update || !metric->update_columns)
        return 0;
    kp_fail(a->f.state, KEFU_E_ARGUMENT,
            "required is 0: rows without arguments come one by one, so update() is needed");
    return -1;
}

static void KEFU_CALL metric_free(void *user) { free(user); }

/* The registry takes the metric over, also if it refuses it. */
static PyObject *metric_register(metric_adding *a, PyObject *self)
{
    kefu_error error;
    kp_metric *metric = a->metric;
    a->metric = NULL;
    if (kp_keep(self, a->refs)) {
        free(metric);
        return NULL;
    }
    kefu_status status =
        kefu_registry_add(((kp_object *)self)->handle, &metric->table, metric, metric_free, &error);
    if (!status)
        return Py_NewRef(a->cls);
    ((kp_object *)self)->n_keep--; /* the last that was kept */
    Py_DECREF(a->refs);
    return kp_raise(a->f.state, "Registry.add()", status, &error);
}

/* Gives the class, so that it may stand above one as a decorator. */
static PyObject *metric_add(PyObject *self, PyObject *cls)
{
    metric_adding a;
    memset(&a, 0, sizeof a);
    kp_state *state = a.f.state = ((kp_object *)self)->state;
    PyObject *added = NULL;
    if (!kp_take(state, self, "registry", 1, "Registry.add()"))
        return NULL;
    a.cls = cls;
    a.refs = PyList_New(0);
    a.metric = calloc(1, sizeof *a.metric);
    if (!a.metric)
        PyErr_NoMemory();
    if (a.metric && a.refs && !PyList_Append(a.refs, cls)) {
        a.metric->state = state;
        a.metric->cls = cls;
        if (metric_describe(&a))
            kp_where(state, "Registry.add()");
        else
            added = metric_register(&a, self);
    }
    free(a.metric);
    Py_XDECREF(a.refs);
    kp_store_free(&a.f.hold);
    kp_drop(self, 1);
    return added;
}

const kp_method kp_metric_methods[] = {
    {"registry",
     {"add", metric_add, METH_O,
      "add($self, metric)\n--\n\n"
      "Adds an aggregate of one's own: a class, whose instances are states, one a group. Gives "
      "the\n"
      "class back, so that it may stand above one as a decorator.\n\n"
      "    >>> import kefu\n"
      "    >>> registry = kefu.Registry()\n"
      "    >>> @registry.add\n"
      "    ... class Span:\n"
      "    ...     name, id, ports, order_free = 'span', 'org.example.span/1', ['x'], True\n"
      "    ...     def __init__(self):\n"
      "    ...         self.seen = []\n"
      "    ...     def update(self, x):\n"
      "    ...         self.seen.append(x)\n"
      "    ...     def merge(self, other):\n"
      "    ...         self.seen += other.seen\n"
      "    ...     def finalize(self):\n"
      "    ...         return max(self.seen) - min(self.seen) if self.seen else None\n"
      "    >>> registry.freeze()\n"
      "    >>> print(kefu.tally({'x': [3, 10, 5]}, metrics={'s': 'span(x)'}, "
      "registry=registry).frame())\n"
      "    kefu.Frame, 1 × 1\n"
      "    s\n"
      "    7\n\n"
      "name, id              what formulas call it, and its revision; label_zh, label_en, aliases\n"
      "ports                 arguments: a name, or a dict of name, type ('number', 'bool', "
      "'text',\n"
      "                      'key', 'any'), scale and flags ('nullable')\n"
      "required              how many of them must be given: all, unless said; 0 with no_args\n"
      "params                constants after them: dicts of name, least, most, usual, scale and\n"
      "                      flags ('optional'). They are given to the class and to load(), with\n"
      "                      late_params to finalize() alone, so that calls share a state\n"
      "order_free, exact     whether that is so; mergeable: where there is merge()\n"
      "update(x, ...)        a row. Numbers are ints times 10^scale of their port; None is null\n"
      "update_columns(x, .)  instead: rows of the state together, at most 1,024, numbers as a\n"
      "                      memoryview of int64, all else as lists; faster where groups are few\n"
      "merge(other)          adds what another state has seen, which does not change\n"
      "save(), load(bytes)   the state as bytes, the same for equal rows; and a class method that\n"
      "                      makes it of them, and raises for bytes that no rows give\n"
      "finalize()            a number, Value, (num, den), (num, den, n), or None; den 0 is None\n\n"
      "__init__, load and finalize may have a parameter context: a MetricContext. What methods "
      "raise\n"
      "comes out of the call of the tally unchanged. metric_check() proves what the class "
      "claims."}},
    {NULL, {NULL, NULL, 0, NULL}}};
