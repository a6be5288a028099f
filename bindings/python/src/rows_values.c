/* rows_values.c - a column from Python's own values: str, int, float, Decimal, dates. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

/* What a value is, and then what all of a column are. */
enum {
    KIND_NULL,
    KIND_BOOL,
    KIND_INT,
    KIND_FLOAT,
    KIND_DECIMAL,
    KIND_TEXT,
    KIND_DATE,
    KIND_TIME,
    KIND_FAILED
};

static const char *const kind_names[] = {"null",    "bool", "int",  "float",
                                         "Decimal", "str",  "date", "datetime"};

/* The values of a column, and of each its kind. */
typedef struct kp_values {
    kp_column *column;
    PyObject *tuple;
    uint8_t *kinds;
    uint8_t *states; /* NULL while all are there */
    int kind;
    int64_t kind_row; /* where it was first seen */
} kp_values;

/* ---- What each value is ---------------------------------------------------------------------- */

static int values_state(kp_values *v, int64_t i, int state)
{
    if (!v->states) {
        v->states = kp_store_block(v->column->hold, (size_t)v->column->rows, 1);
        if (!v->states)
            return KIND_FAILED;
    }
    v->states[i] = (uint8_t)state;
    return KIND_NULL;
}

static int value_refuse(kp_values *v, int64_t i, PyObject *value)
{
    PyObject *type = PyType_GetName(Py_TYPE(value));
    if (type && PyBytes_Check(value))
        kp_column_fail(v->column, KEFU_E_TYPE, i, "bytes; decode() them to str");
    else if (type)
        kp_column_fail(v->column, KEFU_E_TYPE, i,
                       "%U cannot be read; expected str, int, float, bool, Decimal, date, "
                       "datetime or None",
                       type);
    Py_XDECREF(type);
    return KIND_FAILED;
}

/* Values that are rarer: of the standard library's classes, NumPy and pandas. */
static int value_rare(kp_values *v, int64_t i, PyObject *value)
{
    kp_state *state = v->column->state;
    static const struct {
        int type, kind;
    } types[] = {
        {KP_DATETIME, KIND_TIME}, /* is a date, too */
        {KP_DATE, KIND_DATE},
        {KP_DECIMAL, KIND_DECIMAL},
    };
    int mark = kp_mark_of(state, value);
    if (mark)
        return values_state(v, i, mark);
    for (size_t k = 0; k < sizeof types / sizeof *types; k++) {
        int is = PyObject_IsInstance(value, kp_times(state, types[k].type));
        if (is < 0)
            return KIND_FAILED;
        if (is && types[k].kind == KIND_TIME && kp_is_named(value, "NaTType"))
            return values_state(v, i, KEFU_VALUE_NO_DATA);
        if (is)
            return types[k].kind;
    }
    if (kp_is_named(value, "NAType"))
        return values_state(v, i, KEFU_VALUE_NO_DATA);
    if (kp_is_named(value, "bool") || kp_is_named(value, "bool_"))
        return KIND_BOOL;
    return PyIndex_Check(value) ? KIND_INT : value_refuse(v, i, value);
}

static int value_kind(kp_values *v, int64_t i, PyObject *value)
{
    if (value == Py_None)
        return values_state(v, i, KEFU_VALUE_NO_DATA);
    if (PyUnicode_Check(value))
        return KIND_TEXT;
    if (PyBool_Check(value))
        return KIND_BOOL;
    if (PyLong_Check(value))
        return KIND_INT;
    if (PyFloat_Check(value)) /* pandas writes nan where a text is missing */
        return isnan(PyFloat_AsDouble(value)) ? values_state(v, i, KEFU_VALUE_NO_DATA) : KIND_FLOAT;
    return value_rare(v, i, value);
}

/* Whole numbers may stand among others; all else is of one kind. */
static int kinds_together(int a, int b)
{
    if (a == KIND_NULL || a == b)
        return b;
    if ((a == KIND_INT || b == KIND_INT) && (a == KIND_FLOAT || b == KIND_FLOAT))
        return KIND_FLOAT;
    if ((a == KIND_INT || b == KIND_INT) && (a == KIND_DECIMAL || b == KIND_DECIMAL))
        return KIND_DECIMAL;
    return KIND_FAILED;
}

static int values_look(kp_values *v)
{
    for (int64_t i = 0; i < v->column->rows; i++) {
        int kind = value_kind(v, i, PyTuple_GetItem(v->tuple, (Py_ssize_t)i)), together;
        if (kind == KIND_FAILED)
            return -1;
        v->kinds[i] = (uint8_t)kind;
        if (kind == KIND_NULL || kind == v->kind)
            continue;
        together = kinds_together(v->kind, kind);
        if (together == KIND_FAILED)
            return kp_column_fail(v->column, KEFU_E_TYPE, i, "%s, but row %lld has %s",
                                  kind_names[kind], (long long)(v->column->first_row + v->kind_row),
                                  kind_names[v->kind]);
        if (v->kind == KIND_NULL)
            v->kind_row = i;
        v->kind = together;
    }
    return 0;
}

/* ---- Numbers --------------------------------------------------------------------------------- */

static int value_int(const kp_values *v, int64_t i, int64_t *out)
{
    PyObject *number = PyNumber_Index(PyTuple_GetItem(v->tuple, (Py_ssize_t)i));
    int overflow = 0;
    if (!number)
        return -1;
    *out = PyLong_AsLongLongAndOverflow(number, &overflow);
    Py_DECREF(number);
    if (overflow)
        return kp_column_fail(v->column, KEFU_E_OVERFLOW, i, "an int beyond 64 bits");
    return PyErr_Occurred() ? -1 : 0;
}

static int values_ints(kp_values *v)
{
    int64_t *to = kp_store_block(v->column->hold, (size_t)v->column->rows, sizeof *to);
    if (!to)
        return -1;
    for (int64_t i = 0; i < v->column->rows; i++)
        if (v->kinds[i] && value_int(v, i, &to[i]) < 0)
            return -1;
    v->column->view.type = KEFU_COLUMN_I64;
    v->column->view.data = to;
    return 0;
}

static int values_bools(kp_values *v)
{
    uint8_t *to = kp_store_block(v->column->hold, (size_t)v->column->rows, sizeof *to);
    if (!to)
        return -1;
    for (int64_t i = 0; i < v->column->rows; i++) {
        int is = v->kinds[i] ? PyObject_IsTrue(PyTuple_GetItem(v->tuple, (Py_ssize_t)i)) : 0;
        if (is < 0)
            return -1;
        to[i] = (uint8_t)is;
    }
    v->column->view.type = KEFU_COLUMN_BOOL;
    v->column->view.data = to;
    return 0;
}

/* A whole number among floats becomes one if that loses nothing. */
static int value_float(const kp_values *v, int64_t i, double *out)
{
    int64_t whole = 0;
    if (v->kinds[i] == KIND_FLOAT) {
        *out = PyFloat_AsDouble(PyTuple_GetItem(v->tuple, (Py_ssize_t)i));
        return 0;
    }
    if (value_int(v, i, &whole) < 0)
        return -1;
    if (whole > (INT64_C(1) << 53) || whole < -(INT64_C(1) << 53))
        return kp_column_fail(v->column, KEFU_E_PRECISION, i,
                              "the int %lld among floats has more digits than a float",
                              (long long)whole);
    *out = (double)whole;
    return 0;
}

static int values_floats(kp_values *v)
{
    double *to = kp_store_block(v->column->hold, (size_t)v->column->rows, sizeof *to);
    if (!to)
        return -1;
    for (int64_t i = 0; i < v->column->rows; i++)
        if (v->kinds[i] && value_float(v, i, &to[i]) < 0)
            return -1;
    v->column->view.type = KEFU_COLUMN_F64;
    v->column->view.data = to;
    return 0;
}

/* ---- Decimals -------------------------------------------------------------------------------- */

/* number × 10^exponent, without zeros at its end; `written` digits behind the point. */
typedef struct kp_digits {
    int64_t number;
    int32_t exponent, written;
} kp_digits;

static int digits_push(int64_t *number, int zeros, int digit)
{
    for (; zeros >= 0; zeros--) {
        int64_t d = zeros ? 0 : digit;
        if (*number > (INT64_MAX - d) / 10)
            return 0;
        *number = *number * 10 + d;
    }
    return 1;
}

/* str() of a Decimal: "-1.50", "1E+3". 0 if it has more digits than 64 bits hold. */
static int digits_read(const char *text, kp_digits *out)
{
    int negative = *text == '-', zeros = 0, point = 0;
    long exponent = 0;
    memset(out, 0, sizeof *out);
    for (text += negative; *text == '.' || (*text >= '0' && *text <= '9'); text++) {
        if (*text == '.') {
            point = 1;
            continue;
        }
        out->written += point;
        if (*text == '0') {
            zeros++;
            continue;
        }
        if (!digits_push(&out->number, out->number ? zeros : 0, *text - '0'))
            return 0;
        zeros = 0;
    }
    if (*text == 'E' || *text == 'e')
        exponent = strtol(text + 1, NULL, 10);
    if (exponent > 1000 || exponent < -1000)
        return !out->number;
    out->exponent = (int32_t)exponent - out->written + zeros;
    out->written = out->written > exponent ? out->written - (int32_t)exponent : 0;
    out->number = negative ? -out->number : out->number;
    return 1;
}

static int value_digits(kp_values *v, int64_t i, kp_digits *out)
{
    PyObject *value = PyTuple_GetItem(v->tuple, (Py_ssize_t)i), *string = PyObject_Str(value);
    const char *text = string ? PyUnicode_AsUTF8AndSize(string, NULL) : NULL;
    int done = text ? 0 : -1;
    if (text && strcmp(text, "NaN") == 0) {
        v->kinds[i] = KIND_NULL;
        done = values_state(v, i, KEFU_VALUE_NO_DATA) == KIND_FAILED ? -1 : 0;
    } else if (text && (strchr(text, 'n') || strchr(text, 'N'))) {
        done = kp_column_fail(v->column, KEFU_E_DATA, i, "%U is not a number", string);
    } else if (text && !digits_read(text, out)) {
        done = kp_column_fail(v->column, KEFU_E_OVERFLOW, i, "%U has more digits than 64 bits hold",
                              string);
    }
    Py_XDECREF(string);
    return done;
}

/* number × 10^(exponent + scale), or 0 if it does not fit. */
static int digits_scale(const kp_digits *d, int32_t scale, int64_t *out)
{
    int64_t number = d->number;
    for (int32_t k = d->exponent + scale; k > 0 && number; k--) {
        if (number > INT64_MAX / 10 || number < -(INT64_MAX / 10))
            return 0;
        number *= 10;
    }
    *out = number;
    return 1;
}

/* The first row that does not fit at a scale, or -1. */
static int64_t decimals_scale(const kp_values *v, const kp_digits *digits, int32_t scale,
                              int64_t *to)
{
    for (int64_t i = 0; i < v->column->rows; i++)
        if (v->kinds[i] && !digits_scale(&digits[i], scale, &to[i]))
            return i;
    return -1;
}

/* As many decimals as the value with the most has: as they are written, so that 12.50 is 1250 /
 * 100, or without zeros at the end where that would be too many. */
static int decimals_fit(kp_values *v, const kp_digits *digits, int64_t *to)
{
    int32_t written = 0, least = 0;
    int64_t bad, least_row = 0;
    for (int64_t i = 0; i < v->column->rows; i++) {
        if (!v->kinds[i] || !digits[i].number)
            continue;
        if (digits[i].written > written)
            written = digits[i].written;
        if (-digits[i].exponent > least) {
            least = -digits[i].exponent;
            least_row = i;
        }
    }
    if (least > 18)
        return kp_column_fail(v->column, KEFU_E_PRECISION, least_row,
                              "%d decimals, at most 18 can be kept", (int)least);
    v->column->view.scale = written > 18 ? least : written;
    bad = decimals_scale(v, digits, v->column->view.scale, to);
    if (bad >= 0 && least < v->column->view.scale) {
        v->column->view.scale = least;
        bad = decimals_scale(v, digits, least, to);
    }
    if (bad >= 0)
        return kp_column_fail(v->column, KEFU_E_OVERFLOW, bad,
                              "the number does not fit 64 bits with the %d decimals of the column",
                              (int)v->column->view.scale);
    return 0;
}

static int values_decimals(kp_values *v)
{
    size_t rows = (size_t)v->column->rows;
    int64_t *to = kp_store_block(v->column->hold, rows, sizeof *to);
    kp_store scratch = {NULL, NULL, NULL};
    kp_digits *digits = to ? kp_store_block(&scratch, rows, sizeof *digits) : NULL;
    int done = digits ? 0 : -1;
    for (int64_t i = 0; i < v->column->rows && !done; i++)
        if (v->kinds[i])
            done = value_digits(v, i, &digits[i]);
    if (!done)
        done = decimals_fit(v, digits, to);
    kp_store_free(&scratch);
    v->column->view.type = KEFU_COLUMN_I64;
    v->column->view.data = to;
    return done;
}

/* ---- Text, dates and times ------------------------------------------------------------------- */

/* The UTF-8 of a str belongs to it, and the tuple holds the str: nothing is copied. */
static int values_texts(kp_values *v)
{
    kefu_text *to = kp_store_block(v->column->hold, (size_t)v->column->rows, sizeof *to);
    if (!to)
        return -1;
    for (int64_t i = 0; i < v->column->rows; i++) {
        Py_ssize_t size = 0;
        if (!v->kinds[i])
            continue;
        to[i].data = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(v->tuple, (Py_ssize_t)i), &size);
        to[i].size = (size_t)size;
        if (to[i].data)
            continue;
        if (!PyErr_ExceptionMatches(PyExc_UnicodeError))
            return -1;
        PyErr_Clear();
        return kp_column_fail(v->column, KEFU_E_ENCODING, i,
                              "a str with half of a surrogate pair, which has no UTF-8");
    }
    v->column->view.type = KEFU_COLUMN_TEXT;
    v->column->view.data = to;
    return 0;
}

/* Null as text and as a number. */
static int values_nulls(kp_values *v)
{
    v->column->view.flags |= KEFU_COLUMN_DECIMAL;
    return values_texts(v);
}

static int values_dates(kp_values *v)
{
    int32_t *to = kp_store_block(v->column->hold, (size_t)v->column->rows, sizeof *to);
    if (!to)
        return -1;
    for (int64_t i = 0; i < v->column->rows; i++)
        if (v->kinds[i] &&
            kp_date_days(v->column, PyTuple_GetItem(v->tuple, (Py_ssize_t)i), i, &to[i]) < 0)
            return -1;
    v->column->view.type = KEFU_COLUMN_DATE;
    v->column->view.data = to;
    return 0;
}

static int values_times(kp_values *v)
{
    int64_t *to = kp_store_block(v->column->hold, (size_t)v->column->rows, sizeof *to);
    if (!to)
        return -1;
    for (int64_t i = 0; i < v->column->rows; i++)
        if (v->kinds[i] &&
            kp_time_micros(v->column, PyTuple_GetItem(v->tuple, (Py_ssize_t)i), i, &to[i]) < 0)
            return -1;
    v->column->view.type = KEFU_COLUMN_TIME;
    v->column->view.data = to;
    return 0;
}

/* ---- A column -------------------------------------------------------------------------------- */

int kp_column_values(kp_column *column, PyObject *tuple)
{
    static int (*const fill[])(kp_values *) = {
        values_nulls,    values_bools, values_ints,  values_floats,
        values_decimals, values_texts, values_dates, values_times,
    };
    kp_values v = {column, tuple, NULL, NULL, KIND_NULL, 0};
    column->rows = PyTuple_Size(tuple);
    Py_INCREF(tuple);
    if (column->rows < 0 || kp_store_object(column->hold, tuple) < 0)
        return -1;
    v.kinds = kp_store_block(column->hold, (size_t)column->rows, 1);
    if (!v.kinds || values_look(&v) < 0 || fill[v.kind](&v) < 0)
        return -1;
    column->view.states = v.states;
    return 0;
}
