/* arrays.c - many numbers at once: out as memoryviews, and the arguments of such functions. */
#include "arrays.h"

#include <stdlib.h>
#include <string.h>

/* ---- Out ------------------------------------------------------------------------------------- */

int kp_array_new(kp_array *array, int64_t n, size_t width)
{
    if (n < 0 || (uint64_t)n > (uint64_t)(PY_SSIZE_T_MAX / (Py_ssize_t)width)) {
        PyErr_NoMemory();
        return -1;
    }
    array->bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)n * (Py_ssize_t)width);
    array->data = array->bytes ? PyBytes_AsString(array->bytes) : NULL;
    return array->data ? 0 : -1;
}

PyObject *kp_array_view(kp_array *array, const char *format)
{
    /* Several are made before any is looked at: after one that failed the others fail, too. */
    PyObject *view = PyErr_Occurred() ? NULL : PyMemoryView_FromObject(array->bytes);
    PyObject *cast = view ? PyObject_CallMethod(view, "cast", "s", format) : NULL;
    Py_XDECREF(view);
    kp_array_drop(array);
    return cast;
}

void kp_array_drop(kp_array *array)
{
    Py_CLEAR(array->bytes);
    array->data = NULL;
}

void *kp_growing_add(kp_growing *growing, size_t size)
{
    size_t need = growing->size + size, room = growing->room;
    char *data = growing->data;
    if (need > room || !data) {
        room = need > room * 2 ? need : room * 2;
        data = realloc(data, room ? room : 1);
        if (!data) {
            PyErr_NoMemory();
            return NULL;
        }
        growing->data = data;
        growing->room = room;
    }
    growing->size = need;
    return data + need - size;
}

PyObject *kp_growing_view(const kp_growing *growing, const char *format)
{
    kp_array array = {NULL, NULL};
    if (kp_array_new(&array, (int64_t)growing->size, 1) < 0)
        return NULL;
    if (growing->size)
        memcpy(array.data, growing->data, growing->size);
    return kp_array_view(&array, format);
}

void kp_growing_free(kp_growing *growing)
{
    free(growing->data);
    memset(growing, 0, sizeof *growing);
}

PyObject *kp_parts(kp_state *state, int own, PyObject **parts, int n)
{
    PyObject *made = PyStructSequence_New((PyTypeObject *)kp_own(state)[own]);
    int whole = made != NULL;
    for (int i = 0; i < n; i++) {
        whole = whole && parts[i];
        if (made)
            PyStructSequence_SetItem(made, i, parts[i]);
        else
            Py_XDECREF(parts[i]);
    }
    if (!whole)
        Py_CLEAR(made);
    return made;
}

PyObject *kp_values_view(kp_state *state, const kefu_value *values, int64_t n)
{
    kp_array arrays[5] = {{NULL, NULL}};
    static const char *const formats[] = {"q", "q", "q", "i", "I"};
    static const size_t widths[] = {8, 8, 8, 4, 4};
    PyObject *parts[5] = {NULL};
    for (int k = 0; k < 5; k++)
        if (kp_array_new(&arrays[k], n, widths[k]) < 0) {
            while (k--)
                kp_array_drop(&arrays[k]);
            return NULL;
        }
    for (int64_t i = 0; i < n; i++) {
        ((int64_t *)arrays[0].data)[i] = values[i].num;
        ((int64_t *)arrays[1].data)[i] = values[i].den;
        ((int64_t *)arrays[2].data)[i] = values[i].n;
        ((int32_t *)arrays[3].data)[i] = values[i].status;
        ((uint32_t *)arrays[4].data)[i] = values[i].flags;
    }
    for (int k = 0; k < 5; k++)
        parts[k] = kp_array_view(&arrays[k], formats[k]);
    return kp_parts(state, KP_OWN_VALUES, parts, 5);
}

/* ---- Arguments ------------------------------------------------------------------------------- */

static int arguments_by_name(PyObject *left, const char *where, const char *const *names,
                             PyObject **out)
{
    for (int i = 0; names[i]; i++) {
        PyObject *value = PyDict_GetItemString(left, names[i]);
        if (!value)
            continue;
        if (out[i]) {
            PyErr_Format(PyExc_TypeError, "%s got '%s' twice", where, names[i]);
            return -1;
        }
        out[i] = value; /* the dict of the caller has it, too */
        if (PyDict_DelItemString(left, names[i]) < 0)
            return -1;
    }
    return 0;
}

static int arguments_left(PyObject *left, const char *where)
{
    PyObject *key, *value;
    Py_ssize_t at = 0;
    if (!PyDict_Next(left, &at, &key, &value))
        return 0;
    PyErr_Format(PyExc_TypeError, "%s got an unexpected keyword argument '%S'", where, key);
    return -1;
}

int kp_arguments(PyObject *args, PyObject *keywords, const char *where, const char *const *names,
                 int need, PyObject **out, PyObject **rest)
{
    PyObject *left = keywords ? PyDict_Copy(keywords) : NULL;
    Py_ssize_t given = PyTuple_Size(args);
    int n = 0, done = keywords && !left ? -1 : 0;
    for (; names[n]; n++)
        out[n] = n < given && n < need ? PyTuple_GetItem(args, n) : NULL;
    if (!done && given > need) {
        PyErr_Format(PyExc_TypeError, "%s takes %d positional arguments, not %zd", where, need,
                     given);
        done = -1;
    }
    if (!done && left)
        done = arguments_by_name(left, where, names, out);
    for (int i = 0; i < need && !done; i++)
        if (!out[i]) {
            PyErr_Format(PyExc_TypeError, "%s needs '%s'", where, names[i]);
            done = -1;
        }
    if (!done && left && !rest)
        done = arguments_left(left, where);
    if (rest && !done)
        *rest = left;
    else
        Py_XDECREF(left);
    return done;
}

/* ---- The module ------------------------------------------------------------------------------ */

#define WITH_OPTIONS METH_VARARGS | METH_KEYWORDS
#define RANK_DOC                                                                                   \
    "values are Values, numbers, None, or a kefu.Values.\n\n"                                      \
    "ties         'competition', 'dense', 'modified', 'fractional' or 'ordinal'\n"                 \
    "lower_first  the lowest value has place 1\n"                                                  \
    "min_n        values of fewer observations are not ranked\n"                                   \
    "groups       a number a value: places are within groups\n"                                    \
    "ids          a text a value: decides the order of ties"

const kp_method kp_array_methods[] = {
    {"module",
     {"rank", KP_CALLABLE(kp_rank_function), WITH_OPTIONS,
      "rank(values, *, ties='competition', lower_first=False, min_n=0, groups=None, ids=None)"
      "\n--\n\nThe place of each value, a kefu.Ranking.\n\n" RANK_DOC}},
    {"module",
     {"rank_top", KP_CALLABLE(kp_rank_top_function), WITH_OPTIONS,
      "rank_top(values, k, *, with_ties=False, ties='competition', lower_first=False, min_n=0, "
      "groups=None, ids=None)\n--\n\nIndices of the best k of each group.\n\n" RANK_DOC}},
    {"module",
     {"apportion", KP_CALLABLE(kp_apportion_function), WITH_OPTIONS,
      "apportion(whole, weights, *, ties='first')\n--\n\n"
      "Shares whole units out by weights, by largest remainder; ties go to the 'first' or "
      "'last'."}},
    {"module",
     {"pick_numbers", KP_CALLABLE(kp_pick_numbers_function), WITH_OPTIONS,
      "pick_numbers(key, n, k)\n--\n\n"
      "k different numbers of 0 to n - 1 in the order drawn; key is a seed, or that of pick_key."}},
    {"module",
     {"pick_rate", KP_CALLABLE(kp_pick_rate_function), WITH_OPTIONS,
      "pick_rate(rows, id, rate, key, **settings)\n--\n\n"
      "Numbers of the rows whose id hashes below a rate (0 to 1, nine decimals); settings are "
      "those of kefu.rows."}},
    {"module",
     {"pick_pps", KP_CALLABLE(kp_pick_pps_function), WITH_OPTIONS,
      "pick_pps(rows, k, seed, *, id, size, scale=0, **settings)\n--\n\n"
      "k rows, each drawn with a chance in proportion to its size: their numbers, and a "
      "kefu.Values of their chances."}},
    {"frame",
     {"values", KP_CALLABLE(kp_frame_values_method), WITH_OPTIONS,
      "values($self, metric)\n--\n\nAll values of a metric, by name or number: a kefu.Values."}},
    {"card",
     {"score_columns", KP_CALLABLE(kp_score_columns_method), WITH_OPTIONS,
      "score_columns($self, rows, *, points=False, **settings)\n--\n\n"
      "The total of each row in millionths, -2**63 where there is none; with points a pair: the "
      "totals, and a list of the points of each item. Columns are named as the card's metrics; "
      "settings are those of kefu.rows."}},
    {"expr",
     {"eval", KP_CALLABLE(kp_expr_eval_method), WITH_OPTIONS,
      "eval($self, rows, **settings)\n--\n\n"
      "Numbers times 10^scale and statuses (0 is ok) of all rows, a pair; settings are those of "
      "kefu.rows."}},
    {"reservoir",
     {"offer", KP_CALLABLE(kp_reservoir_offer_method), WITH_OPTIONS,
      "offer($self, rows)\n--\n\n"
      "Offers the next so many rows: a pair, which of them (from 0) go to which slots."}},
    {"model",
     {"score", KP_CALLABLE(kp_model_score_method), WITH_OPTIONS,
      "score($self, texts, *, delta=None, want=('polarity', 'positive'), encoding='utf-8', "
      "invalid='refuse')\n--\n\n"
      "What it says of many texts, a kefu.Scores: polarity (1, 0, -1), positive (millionths), "
      "three "
      "(-1, 0, 1), aspects (bits of heads), z (heads by texts), None where not wanted."}},
    {NULL, {NULL, NULL, 0, NULL}},
};

static PyStructSequence_Field values_fields[] = {
    {"num", "Numerators."},
    {"den", "Denominators, 0 where there is no number."},
    {"n", "Observations, -1 where unknown."},
    {"status", "0 ok, 1 low volume, 2 provisional, 3 no data, 4 exempt."},
    {"flags", "Bits: how it was made."},
    {NULL, NULL},
};
static PyStructSequence_Field ranking_fields[] = {
    {"twice", "The place times 2, so that 2.5 is 5; 0 is not ranked."},
    {"tied", "How many share the place."},
    {"ranked", "How many are ranked in its group."},
    {"group", "The number of its group."},
    {"state", "0 ranked, 1 low volume, 2 no value."},
    {"order", "Indices in the order to print."},
    {NULL, NULL},
};
static PyStructSequence_Field scores_fields[] = {
    {"polarity", "1 positive, -1 negative, 0 neither."},
    {"positive", "The chance that it is positive, in millionths."},
    {"three", "-1, 0, 1 of three classes."},
    {"aspects", "Bit h: head h says yes."},
    {"z", "Heads by texts, in 2^-16ths."},
    {NULL, NULL},
};

int kp_arrays_init(kp_state *state, PyObject *module, PyObject **own)
{
    static struct {
        int at;
        PyStructSequence_Desc desc;
    } types[] = {
        {KP_OWN_VALUES, {"kefu.Values", "Many values, part by part.", values_fields, 5}},
        {KP_OWN_RANKING, {"kefu.Ranking", "Places of many values.", ranking_fields, 6}},
        {KP_OWN_SCORES, {"kefu.Scores", "What a model says of texts.", scores_fields, 5}},
    };
    (void)state;
    for (size_t k = 0; k < sizeof types / sizeof *types; k++) {
        PyObject *type = (PyObject *)PyStructSequence_NewType(&types[k].desc);
        own[types[k].at - KP_OWN_ARRAYS] = type;
        if (!type || PyModule_AddObjectRef(module, strchr(types[k].desc.name, '.') + 1, type) < 0)
            return -1;
    }
    return 0;
}
