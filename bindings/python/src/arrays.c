/* arrays.c - functions that take or give many numbers at once: their arguments, and the module. */
#include "arrays.h"

#include <string.h>

/* ---- Arguments ------------------------------------------------------------------------------- */

static int arguments_rest(PyObject **rest, const char *where, PyObject *name, PyObject *value)
{
    if (rest) {
        *rest = *rest ? *rest : PyDict_New();
        return *rest ? PyDict_SetItem(*rest, name, value) : -1;
    }
    PyErr_Format(PyExc_TypeError, "%s got an unexpected keyword argument '%S'", where, name);
    return -1;
}

static int arguments_named(const char *where, const char *const *names, PyObject *name,
                           PyObject *value, PyObject **out, PyObject **rest)
{
    int i = 0;
    while (names[i] && PyUnicode_CompareWithASCIIString(name, names[i]) != 0)
        i++;
    if (!names[i])
        return arguments_rest(rest, where, name, value);
    if (out[i]) {
        PyErr_Format(PyExc_TypeError, "%s got '%s' twice", where, names[i]);
        return -1;
    }
    out[i] = value;
    return 0;
}

static int arguments_read(kp_given given, const char *where, const char *const *names, int need,
                          PyObject **out, PyObject **rest)
{
    Py_ssize_t named = given.names ? PyTuple_Size(given.names) : 0;
    for (int i = 0; names[i]; i++)
        out[i] = i < given.n && i < need ? given.args[i] : NULL;
    if (given.n > need) {
        PyErr_Format(PyExc_TypeError, "%s takes %d positional arguments, not %zd", where, need,
                     given.n);
        return -1;
    }
    for (Py_ssize_t i = 0; i < named; i++)
        if (arguments_named(where, names, PyTuple_GetItem(given.names, i), given.args[given.n + i],
                            out, rest) < 0)
            return -1;
    for (int i = 0; i < need; i++)
        if (!out[i]) {
            PyErr_Format(PyExc_TypeError, "%s needs '%s'", where, names[i]);
            return -1;
        }
    return 0;
}

int kp_arguments(kp_given given, const char *where, const char *const *names, int need,
                 PyObject **out, PyObject **rest)
{
    if (rest)
        *rest = NULL;
    if (arguments_read(given, where, names, need, out, rest) == 0)
        return 0;
    if (rest)
        Py_CLEAR(*rest);
    return -1;
}

/* ---- The module ------------------------------------------------------------------------------ */

#define WITH_OPTIONS METH_FASTCALL | METH_KEYWORDS
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

static PyStructSequence_Field scores_fields[] = {
    {"polarity", "1 positive, -1 negative, 0 neither."},
    {"positive", "The chance that it is positive, in millionths."},
    {"three", "-1, 0, 1 of three classes."},
    {"aspects", "Bit h: head h says yes."},
    {"z", "Heads by texts, in 2^-16ths."},
    {NULL, NULL},
};

static PyStructSequence_Desc scores_desc = {"kefu.Scores", "What a model says of texts.",
                                            scores_fields, 5};

int kp_arrays_init(kp_state *state, PyObject *module, PyObject **own)
{
    static PyType_Spec *const specs[] = {&kp_array_spec, &kp_values_spec, &kp_ranking_spec};
    static const char *const names[] = {"Array", "Values", "Ranking", "Scores"};
    (void)state;
    for (int k = 0; k < 4; k++) {
        own[k] = k < 3 ? PyType_FromModuleAndSpec(module, specs[k], NULL)
                       : (PyObject *)PyStructSequence_NewType(&scores_desc);
        if (!own[k] || PyModule_AddObjectRef(module, names[k], own[k]) < 0)
            return -1;
    }
    return 0;
}
