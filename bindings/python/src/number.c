/* number.c - whole numbers, decimals and days: to C exactly or not at all, and from C. */
#include "kp_call.h"

/* ---- Whole numbers --------------------------------------------------------------------------- */

/* An int of a range; numbers with a point are none, as nowhere in Python. */
static int number_between(kp_state *state, PyObject *object, int64_t least, int64_t most,
                          int64_t *out)
{
    PyObject *whole = PyNumber_Index(object);
    if (!whole) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError))
            return -1;
        PyErr_Clear();
        kp_expected("int", object);
        return -1;
    }
    int overflow;
    int64_t value = PyLong_AsLongLongAndOverflow(whole, &overflow);
    if (overflow || value < least || value > most)
        kp_fail(state, KEFU_E_OVERFLOW, "%S is not between %lld and %lld", whole, (long long)least,
                (long long)most);
    Py_DECREF(whole);
    *out = value;
    return PyErr_Occurred() ? -1 : 0;
}

int kp_to_int64(kp_state *state, PyObject *object, const char *where, int64_t *out)
{
    if (PyLong_CheckExact(object)) {
        int overflow;
        *out = PyLong_AsLongLongAndOverflow(object, &overflow);
        if (!overflow)
            return 0;
    }
    if (!number_between(state, object, INT64_MIN, INT64_MAX, out))
        return 0;
    kp_where(state, where);
    return -1;
}

int kp_to_int32(kp_state *state, PyObject *object, const char *where, int32_t *out)
{
    int64_t value;
    if (number_between(state, object, INT32_MIN, INT32_MAX, &value)) {
        kp_where(state, where);
        return -1;
    }
    *out = (int32_t)value;
    return 0;
}

static int number_of_64_bits(kp_state *state, PyObject *object, int64_t *out)
{
    PyObject *whole = PyNumber_Index(object);
    if (!whole) {
        PyErr_Clear();
        kp_expected("int", object);
        return -1;
    }
    uint64_t value = PyLong_AsUnsignedLongLong(whole);
    if (PyErr_Occurred()) {
        PyErr_Clear();
        kp_fail(state, KEFU_E_OVERFLOW, "%S is not between 0 and 2^64 - 1", whole);
    }
    Py_DECREF(whole);
    *out = (int64_t)value;
    return PyErr_Occurred() ? -1 : 0;
}

int kp_to_range(kp_state *state, PyObject *object, int kind, int64_t *out)
{
    switch (kind) {
    case KB_INT8:
        return number_between(state, object, INT8_MIN, INT8_MAX, out);
    case KB_UINT32:
        return number_between(state, object, 0, UINT32_MAX, out);
    case KB_SIZE:
        return number_between(state, object, 0,
                              sizeof(size_t) == 4 ? (int64_t)UINT32_MAX : INT64_MAX, out);
    case KB_UINT64:
        return number_of_64_bits(state, object, out);
    case KB_INT64:
        return kp_to_int64(state, object, NULL, out);
    default:
        return number_between(state, object, INT32_MIN, INT32_MAX, out);
    }
}

/* ---- Decimals -------------------------------------------------------------------------------- */

/* A written number: its digits, and how many of them are behind the point (may be negative). */
typedef struct written {
    char digits[64];
    int n, behind, minus;
} written;

/* Reads -12.50, 1E+3, .5; 0 if it is none or has more digits than any number of 64 bits needs. */
static int number_read(const char *text, written *out)
{
    int point = 0, seen = 0;
    memset(out, 0, sizeof *out);
    out->minus = *text == '-';
    text += *text == '-' || *text == '+';
    for (; (*text >= '0' && *text <= '9') || (*text == '.' && !point); text++) {
        if (*text == '.') {
            point = 1;
            continue;
        }
        seen = 1;
        out->behind += point;
        if (out->n || *text != '0') {
            if (out->n == (int)sizeof out->digits - 1)
                return 0;
            out->digits[out->n++] = *text;
        }
    }
    if (!seen)
        return 0;
    if (*text == 'e' || *text == 'E') {
        int minus = text[1] == '-', power = 0;
        text += 1 + (text[1] == '-' || text[1] == '+');
        if (*text < '0' || *text > '9')
            return 0;
        for (; *text >= '0' && *text <= '9'; text++)
            power = power < 10000 ? power * 10 + (*text - '0') : power;
        out->behind += minus ? power : -power;
    }
    return *text == 0;
}

enum { NUMBER_READ, NUMBER_FINER, NUMBER_BIGGER };

/* The written number times 10^scale. */
static int number_scaled(written *w, int scale, int64_t *out)
{
    int more = scale - w->behind;
    for (; more < 0 && w->n > 0; more++)
        if (w->digits[--w->n] != '0')
            return NUMBER_FINER;
    uint64_t sum = 0, most = (uint64_t)INT64_MAX;
    for (int i = 0; i < w->n + more && w->n; i++) {
        uint64_t digit = i < w->n ? (uint64_t)(w->digits[i] - '0') : 0;
        if (sum > (most - digit) / 10)
            return NUMBER_BIGGER;
        sum = sum * 10 + digit;
    }
    *out = w->minus ? -(int64_t)sum : (int64_t)sum;
    return NUMBER_READ;
}

/* Text of a number of Python: a str as it is, a float by its shortest digits. New reference. */
static PyObject *number_text(PyObject *object)
{
    if (PyFloat_Check(object)) {
        char *digits = PyOS_double_to_string(PyFloat_AsDouble(object), 'r', 0, 0, NULL);
        PyObject *text = digits ? PyUnicode_FromString(digits) : PyErr_NoMemory();
        PyMem_Free(digits);
        return text;
    }
    return PyObject_Str(object);
}

/* -1 error; 0 not written in digits; 1 read. */
static int number_written(kp_state *state, PyObject *object, written *out)
{
    if (!PyFloat_Check(object) && !PyUnicode_Check(object) &&
        PyObject_IsInstance(object, state->decimal) != 1)
        return PyErr_Occurred() ? -1 : 0;
    PyObject *text = number_text(object);
    Py_ssize_t size = 0;
    const char *utf8 = text ? PyUnicode_AsUTF8AndSize(text, &size) : NULL;
    int read = !utf8 ? -1 : strlen(utf8) == (size_t)size && number_read(utf8, out);
    if (utf8 && !read)
        kp_fail(state, KEFU_E_DATA, "%R is not a number that can be kept", object);
    Py_XDECREF(text);
    return read == 1 ? 1 : -1;
}

/* A fraction: numerator × 10^scale / denominator, if that leaves no rest. */
static int number_of_ratio(kp_state *state, PyObject *object, int scale, int64_t *out)
{
    PyObject *num = PyObject_GetAttrString(object, "numerator");
    PyObject *den = num ? PyObject_GetAttrString(object, "denominator") : NULL;
    PyObject *power = den ? PyLong_FromLongLong(1) : NULL, *ten = PyLong_FromLong(10), *next;
    for (int i = 0; i < scale && power; i++, power = next) {
        next = PyNumber_Multiply(power, ten);
        Py_DECREF(power);
    }
    PyObject *product = power ? PyNumber_Multiply(num, power) : NULL;
    PyObject *both = product ? PyNumber_Divmod(product, den) : NULL;
    int failed = -1;
    if (both && PyObject_IsTrue(PyTuple_GetItem(both, 1)) == 0)
        failed = kp_to_int64(state, PyTuple_GetItem(both, 0), NULL, out);
    else if (both)
        kp_fail(state, KEFU_E_PRECISION, "%S has more than %d digits after the point", object,
                scale);
    Py_XDECREF(num);
    Py_XDECREF(den);
    Py_XDECREF(ten);
    Py_XDECREF(power);
    Py_XDECREF(product);
    Py_XDECREF(both);
    return failed;
}

static int number_of_int(kp_state *state, PyObject *object, int scale, int64_t *out)
{
    if (kp_to_int64(state, object, NULL, out))
        return -1;
    for (int i = 0; i < scale; i++) {
        if (*out > INT64_MAX / 10 || *out < INT64_MIN / 10) {
            kp_fail(state, KEFU_E_OVERFLOW,
                    "%S does not fit 64 bits with %d digits after the point", object, scale);
            return -1;
        }
        *out *= 10;
    }
    return 0;
}

static int number_decimal(kp_state *state, PyObject *object, int scale, int64_t *out)
{
    written w;
    if (PyLong_Check(object))
        return number_of_int(state, object, scale, out);
    int read = number_written(state, object, &w);
    if (read < 0)
        return -1;
    if (!read) {
        if (PyObject_HasAttrString(object, "numerator"))
            return number_of_ratio(state, object, scale, out);
        kp_expected("Decimal, int, Fraction, float or str", object);
        return -1;
    }
    switch (number_scaled(&w, scale, out)) {
    case NUMBER_FINER:
        kp_fail(state, KEFU_E_PRECISION, "%S has more than %d digits after the point", object,
                scale);
        return -1;
    case NUMBER_BIGGER:
        kp_fail(state, KEFU_E_OVERFLOW, "%S does not fit 64 bits with %d digits after the point",
                object, scale);
        return -1;
    default:
        return 0;
    }
}

int kp_to_decimal(kp_state *state, PyObject *object, int scale, const char *where, int64_t *out)
{
    int failed = number_decimal(state, object, scale, out);
    if (failed)
        kp_where(state, where);
    return failed;
}

/* A number written with a point, as it is: 0.150 is 150 / 1000. */
int kp_to_written_value(kp_state *state, PyObject *object, kefu_value *out)
{
    written w;
    int read = number_written(state, object, &w);
    if (read <= 0)
        return read;
    int scale = w.behind > 0 ? w.behind : 0;
    out->den = 1;
    for (int i = 0; i < scale && scale <= 18; i++)
        out->den *= 10;
    if (scale <= 18 && number_scaled(&w, scale, &out->num) == NUMBER_READ)
        return 1;
    kp_fail(state, KEFU_E_OVERFLOW, "%S does not fit 64 bits", object);
    return -1;
}

/* Digits without the zeros behind the last one, but for money. */
PyObject *kp_from_digits(kp_state *state, int64_t number, int scale, int all)
{
    char text[64], reversed[32];
    uint64_t left = number < 0 ? ~(uint64_t)number + 1 : (uint64_t)number;
    for (; !all && scale > 0 && left % 10 == 0; scale--)
        left /= 10;
    int n = 0, at = 0;
    for (; left || n <= scale; left /= 10)
        reversed[n++] = (char)('0' + left % 10);
    if (number < 0)
        text[at++] = '-';
    while (n > 0) {
        if (n == scale && scale)
            text[at++] = '.';
        text[at++] = reversed[--n];
    }
    PyObject *written_text = PyUnicode_DecodeUTF8(text, at, NULL);
    PyObject *decimal =
        written_text ? PyObject_CallFunctionObjArgs(state->decimal, written_text, NULL) : NULL;
    Py_XDECREF(written_text);
    return decimal;
}

PyObject *kp_from_decimal(kp_state *state, int64_t number, int scale)
{
    if (number == KEFU_UNKNOWN)
        Py_RETURN_NONE;
    return scale ? kp_from_digits(state, number, scale, 0) : PyLong_FromLongLong(number);
}

/* ---- Days ------------------------------------------------------------------------------------ */

/* date.toordinal() of 1970-01-01. */
enum { DAY_ZERO = 719163 };

static int day_refuse(kp_state *state, PyObject *object)
{
    kp_fail(state, KEFU_E_ARGUMENT, "%S is no day: expected a date, or its midnight", object);
    return -1;
}

/* Whether a part of the time of day, if it has such a part, is not 0. */
static int day_has(PyObject *object, const char *part)
{
    PyObject *value = PyObject_GetAttrString(object, part);
    int has = value ? PyObject_IsTrue(value) : 0;
    Py_XDECREF(value);
    PyErr_Clear();
    return has != 0;
}

/* A datetime is a day at midnight; pandas' Timestamp is one, with nanoseconds. */
static int day_of_date(kp_state *state, PyObject *object, int32_t *out)
{
    static const char *const parts[] = {"hour", "minute", "second", "microsecond", "nanosecond"};
    int is_time = PyObject_IsInstance(object, state->datetime);
    for (size_t i = 0; is_time > 0 && i < sizeof parts / sizeof *parts; i++)
        if (day_has(object, parts[i]))
            return day_refuse(state, object);
    PyObject *ordinal = is_time < 0 ? NULL : PyObject_CallMethod(object, "toordinal", NULL);
    long day = ordinal ? PyLong_AsLong(ordinal) : -1;
    Py_XDECREF(ordinal);
    *out = (int32_t)(day - DAY_ZERO);
    return PyErr_Occurred() ? -1 : 0;
}

/* numpy.datetime64, which is a day if it is the same in days. */
static int day_of_numpy(kp_state *state, PyObject *object, int32_t *out)
{
    PyObject *day = PyObject_CallMethod(object, "astype", "s", "datetime64[D]");
    int same = day ? PyObject_RichCompareBool(day, object, Py_EQ) : -1, failed = -1;
    PyObject *date = same > 0 ? PyObject_CallMethod(day, "item", NULL) : NULL;
    if (same == 0)
        failed = day_refuse(state, object);
    else if (date)
        failed = day_of_date(state, date, out);
    Py_XDECREF(day);
    Py_XDECREF(date);
    return failed;
}

static int day_of_text(kp_state *state, PyObject *object, int32_t *out)
{
    size_t size;
    const char *text = kp_to_text(state, object, NULL, &size);
    if (!text)
        return -1;
    kefu_error error;
    kefu_status status = kefu_date_parse(text, size, out, &error);
    if (status)
        kp_raise(state, NULL, status, &error);
    return status ? -1 : 0;
}

int kp_to_day(kp_state *state, PyObject *object, const char *where, int32_t *out)
{
    int failed, date = PyObject_IsInstance(object, state->date);
    if (date < 0)
        return -1;
    if (date)
        failed = day_of_date(state, object, out);
    else if (PyUnicode_Check(object))
        failed = day_of_text(state, object, out);
    else if (PyIndex_Check(object))
        failed = kp_to_int32(state, object, NULL, out);
    else if (kp_is_named(object, "datetime64"))
        failed = day_of_numpy(state, object, out);
    else
        failed = kp_expected("date, '2026-10-31' or days since 1970-01-01", object) ? 0 : -1;
    if (failed)
        kp_where(state, where);
    return failed;
}

PyObject *kp_from_day(kp_state *state, int32_t days)
{
    return PyObject_CallMethod(state->date, "fromordinal", "l", (long)days + DAY_ZERO);
}
