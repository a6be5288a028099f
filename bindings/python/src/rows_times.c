/* rows_times.c - dates and times of Python and NumPy as days and microseconds since 1970. */
#include <string.h>

#include "rows.h"

enum { EPOCH_ORDINAL = 719163 }; /* date(1970, 1, 1).toordinal() */

PyObject *kp_times(kp_state *state, int which)
{
    return PyTuple_GetItem(kp_own(state)[KP_OWN_TIMES], which);
}

/* ---- datetime -------------------------------------------------------------------------------- */

int kp_date_days(const kp_column *column, PyObject *date, int64_t row, int32_t *out)
{
    PyObject *ordinal = PyObject_CallMethod(date, "toordinal", NULL);
    long days = ordinal ? PyLong_AsLong(ordinal) : -1;
    (void)column, (void)row;
    Py_XDECREF(ordinal);
    if (PyErr_Occurred())
        return -1;
    *out = (int32_t)(days - EPOCH_ORDINAL);
    return 0;
}

static int time_part(PyObject *delta, const char *name, int64_t *out)
{
    PyObject *part = PyObject_GetAttrString(delta, name);
    *out = part ? PyLong_AsLongLong(part) : -1;
    Py_XDECREF(part);
    return PyErr_Occurred() ? -1 : 0;
}

static int time_is_naive(PyObject *time)
{
    PyObject *offset = PyObject_CallMethod(time, "utcoffset", NULL);
    int naive = offset ? offset == Py_None : -1;
    Py_XDECREF(offset);
    return naive;
}

int kp_time_micros(const kp_column *column, PyObject *time, int64_t row, int64_t *out)
{
    int naive = time_is_naive(time);
    int64_t days, seconds, micros;
    PyObject *delta;
    int done;
    if (naive < 0)
        return -1;
    if (naive && !column->settings->has_offset)
        return kp_column_fail(column, KEFU_E_DATA, row,
                              "a datetime without a time zone; give offset=\"+08:00\" to "
                              "kefu.rows, or datetimes with one");
    delta = PyNumber_Subtract(time, kp_times(column->state, naive ? KP_EPOCH_NAIVE : KP_EPOCH));
    done = delta && !time_part(delta, "days", &days) && !time_part(delta, "seconds", &seconds) &&
           !time_part(delta, "microseconds", &micros);
    Py_XDECREF(delta);
    if (!done)
        return -1;
    if (naive)
        seconds -= column->settings->offset;
    *out = (days * 86400 + seconds) * 1000000 + micros;
    return 0;
}

/* ---- Offsets --------------------------------------------------------------------------------- */

static int offset_digits(const char *text, int32_t *out)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return 0;
    *out = (text[0] - '0') * 10 + (text[1] - '0');
    return 1;
}

/* +08:00 or +0800, Z */
static int offset_text(const char *text, int32_t *out)
{
    int32_t hours, minutes;
    *out = 0;
    if (strcmp(text, "Z") == 0)
        return 1;
    if ((*text != '+' && *text != '-') || !offset_digits(text + 1, &hours))
        return 0;
    if (!offset_digits(text + 3 + (text[3] == ':'), &minutes) ||
        text[5 + (text[3] == ':')] != '\0' || minutes > 59)
        return 0;
    *out = (hours * 60 + minutes) * (*text == '-' ? -60 : 60);
    return 1;
}

int kp_to_offset(kp_state *state, PyObject *object, const char *where, int32_t *out)
{
    if (PyUnicode_Check(object)) {
        const char *text = kp_to_text(state, object, where, NULL);
        if (!text)
            return -1;
        if (!offset_text(text, out)) {
            kp_fail(state, KEFU_E_ARGUMENT,
                    "%s: offset is %R, expected seconds east of UTC or \"+08:00\"", where, object);
            return -1;
        }
    } else if (kp_to_int32(state, object, where, out) < 0) {
        return -1;
    }
    if (*out <= -86400 || *out >= 86400) {
        kp_fail(state, KEFU_E_ARGUMENT, "%s: offset %d, expected less than a day", where,
                (int)*out);
        return -1;
    }
    return 0;
}

/* ---- datetime64 and timedelta64 of NumPy, which have no buffer of their own ------------------ */

/* A unit, and what one of it is: times `up` of `down` parts of a second. */
typedef struct numpy_unit {
    const char *name;
    int64_t up, down;
    int32_t scale; /* of a span in seconds */
} numpy_unit;

static const numpy_unit numpy_units[] = {
    {"D", 86400, 1, 0}, {"h", 3600, 1, 0},     {"m", 60, 1, 0},          {"s", 1, 1, 0},
    {"ms", 1, 1000, 3}, {"us", 1, 1000000, 6}, {"ns", 1, 1000000000, 9},
};

/* "<M8[ns]" */
static const numpy_unit *numpy_unit_of(const char *text)
{
    const char *from = strchr(text, '[');
    size_t size = from ? strcspn(from + 1, "]") : 0;
    for (size_t k = 0; k < sizeof numpy_units / sizeof *numpy_units; k++)
        if (from && strlen(numpy_units[k].name) == size &&
            memcmp(numpy_units[k].name, from + 1, size) == 0)
            return &numpy_units[k];
    return NULL;
}

/* Numbers of an array, and where they are to go. */
typedef struct numpy_times {
    kp_column *column;
    const Py_buffer *buffer;
    const numpy_unit *unit;
    int32_t offset, round;
    uint8_t *states;
} numpy_times;

static int64_t numpy_number(const Py_buffer *buffer, int64_t i)
{
    int64_t number;
    memcpy(&number, (const char *)buffer->buf + i * buffer->strides[0], sizeof number);
    return number;
}

/* NaT is the least number. */
static int numpy_states(numpy_times *t)
{
    for (int64_t i = 0; i < t->column->rows; i++) {
        if (numpy_number(t->buffer, i) != INT64_MIN)
            continue;
        if (!t->states)
            t->states = kp_store_block(t->column->hold, (size_t)t->column->rows, 1);
        if (!t->states)
            return -1;
        t->states[i] = KEFU_VALUE_NO_DATA;
    }
    t->column->view.states = t->states;
    return 0;
}

static void numpy_borrow(const numpy_times *t, int type)
{
    t->column->view.type = type;
    t->column->view.data = t->buffer->buf;
    t->column->view.stride = t->buffer->strides[0];
}

static int numpy_days(numpy_times *t)
{
    int32_t *to = kp_store_block(t->column->hold, (size_t)t->column->rows, sizeof *to);
    if (!to)
        return -1;
    for (int64_t i = 0; i < t->column->rows; i++) {
        int64_t days = numpy_number(t->buffer, i);
        if (t->states && t->states[i])
            continue;
        if (days < INT32_MIN || days > INT32_MAX)
            return kp_column_fail(t->column, KEFU_E_OVERFLOW, i, "day %lld does not fit 32 bits",
                                  (long long)days);
        to[i] = (int32_t)days;
    }
    t->column->view.type = KEFU_COLUMN_DATE;
    t->column->view.data = to;
    return 0;
}

/* Microseconds of one; half away from zero where that is wanted. */
static int numpy_micros(const numpy_times *t, int64_t i, int64_t number, int64_t *out)
{
    int64_t down = t->unit->down / 1000000, up = down ? 1 : t->unit->up * (1000000 / t->unit->down);
    int64_t rest = down ? number % down : 0, micros = down ? number / down : number;
    if (rest && !t->round)
        return kp_column_fail(t->column, KEFU_E_PRECISION, i,
                              "digits finer than a microsecond; give round=True to kefu.rows");
    if (rest * 2 >= down && rest > 0)
        micros++;
    if (-rest * 2 >= down && rest < 0)
        micros--;
    if (micros > INT64_MAX / up / 2 || micros < -(INT64_MAX / up / 2))
        return kp_column_fail(t->column, KEFU_E_OVERFLOW, i, "the time does not fit 64 bits");
    *out = micros * up - (int64_t)t->offset * 1000000;
    return 0;
}

static int numpy_instants(numpy_times *t)
{
    int64_t *to;
    if (t->unit->scale == 6 && !t->offset) {
        numpy_borrow(t, KEFU_COLUMN_TIME);
        return 0;
    }
    to = kp_store_block(t->column->hold, (size_t)t->column->rows, sizeof *to);
    if (!to)
        return -1;
    for (int64_t i = 0; i < t->column->rows; i++)
        if (!(t->states && t->states[i]) &&
            numpy_micros(t, i, numpy_number(t->buffer, i), &to[i]) < 0)
            return -1;
    t->column->view.type = KEFU_COLUMN_TIME;
    t->column->view.data = to;
    return 0;
}

/* Seconds, with as many decimals as the unit has; larger units are multiplied out. */
static int numpy_spans(numpy_times *t)
{
    int64_t *to, up = t->unit->up;
    t->column->view.scale = t->unit->scale;
    if (up == 1) {
        numpy_borrow(t, KEFU_COLUMN_I64);
        return 0;
    }
    to = kp_store_block(t->column->hold, (size_t)t->column->rows, sizeof *to);
    if (!to)
        return -1;
    for (int64_t i = 0; i < t->column->rows; i++) {
        int64_t number = numpy_number(t->buffer, i);
        if (t->states && t->states[i])
            continue;
        if (number > INT64_MAX / up || number < -(INT64_MAX / up))
            return kp_column_fail(t->column, KEFU_E_OVERFLOW, i, "the span does not fit 64 bits");
        to[i] = number * up;
    }
    t->column->view.type = KEFU_COLUMN_I64;
    t->column->view.data = to;
    return 0;
}

static const numpy_unit *numpy_unit_read(const kp_column *column, PyObject *object)
{
    PyObject *dtype = PyObject_GetAttrString(object, "dtype");
    PyObject *text = dtype ? PyObject_GetAttrString(dtype, "str") : NULL;
    const char *name = text ? PyUnicode_AsUTF8AndSize(text, NULL) : NULL;
    const numpy_unit *unit = name ? numpy_unit_of(name) : NULL;
    if (name && *name == '>')
        unit = NULL;
    if (name && !unit)
        kp_column_fail(column, KEFU_E_UNSUPPORTED, -1,
                       "the NumPy type %s cannot be read; astype('M8[us]') or astype('m8[us]') it",
                       name);
    Py_XDECREF(text);
    Py_XDECREF(dtype);
    return unit;
}

int kp_column_numpy_time(kp_column *column, PyObject *object, char kind)
{
    numpy_times t = {column, NULL, numpy_unit_read(column, object), 0, column->settings->round,
                     NULL};
    int is_day;
    PyObject *numbers;
    if (!t.unit)
        return -1;
    is_day = strcmp(t.unit->name, "D") == 0;
    if (kind == 'M' && !is_day && !column->settings->has_offset)
        return kp_column_fail(column, KEFU_E_DATA, -1,
                              "datetime64 has no time zone; give offset=\"+08:00\" to kefu.rows");
    t.offset = column->settings->offset;
    numbers = PyObject_CallMethod(object, "view", "s", "i8");
    t.buffer = numbers ? kp_store_buffer(column->hold, numbers, PyBUF_RECORDS_RO) : NULL;
    Py_XDECREF(numbers);
    if (!t.buffer)
        return -1;
    if (t.buffer->ndim != 1)
        return kp_column_fail(column, KEFU_E_TYPE, -1, "%d dimensions, expected one",
                              t.buffer->ndim);
    column->rows = t.buffer->shape[0];
    if (numpy_states(&t) < 0)
        return -1;
    if (kind == 'm')
        return numpy_spans(&t);
    return is_day ? numpy_days(&t) : numpy_instants(&t);
}
