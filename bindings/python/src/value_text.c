/* value_text.c - how a Value is written, and rounded: exactly, from the fraction. */
#include <stdlib.h>

#include "kp_call.h"

/* ---- Rounded --------------------------------------------------------------------------------- */

PyObject *kp_value_format(PyObject *self, PyObject *args)
{
    int scale = 0;
    char text[48];
    if (!PyArg_ParseTuple(args, "|i:format", &scale))
        return NULL;
    kefu_status status = kefu_value_format(VALUE_OF(self), scale, text, sizeof text);
    if (status)
        return kp_fail(STATE_OF(self), status,
                       "Value.format(): scale %d is not 0 to 18, or too much", scale);
    return PyUnicode_FromString(text);
}

PyObject *kp_value_round(PyObject *self, PyObject *args)
{
    int scale = 0;
    int64_t number;
    if (!PyArg_ParseTuple(args, "|i:round", &scale))
        return NULL;
    if (!VALUE_OF(self)->den)
        Py_RETURN_NONE;
    kefu_status status = kefu_value_round(VALUE_OF(self), scale, &number);
    if (status)
        return kp_fail(STATE_OF(self), status,
                       "Value.round(): scale %d is not 0 to 18, or too much", scale);
    return kp_from_digits(STATE_OF(self), number, scale, 1);
}

/* round(value) is an int, as everywhere in Python. */
PyObject *kp_value_round_whole(PyObject *self, PyObject *args)
{
    PyObject *scale = Py_None;
    int64_t number;
    if (!PyArg_ParseTuple(args, "|O:__round__", &scale))
        return NULL;
    if (!Py_IsNone(scale))
        return kp_value_round(self, args);
    if (!VALUE_OF(self)->den)
        Py_RETURN_NONE;
    if (kefu_value_round(VALUE_OF(self), 0, &number))
        return kp_fail(STATE_OF(self), KEFU_E_OVERFLOW, "round(): too much");
    return PyLong_FromLongLong(number);
}

/* ---- As floats are formatted ----------------------------------------------------------------- */

enum { SPEC_DIGITS = 100, SPEC_TEXT = SPEC_DIGITS + 32 };

/* "[fill][align]...[.digits]type" of a number; only what is needed of it. */
typedef struct value_spec {
    const char *text;
    size_t size;
    size_t align; /* bytes of fill and align */
    long digits;
    char type; /* 'f', '%', or 0: the text of the value */
} value_spec;

static int spec_read(kp_state *state, PyObject *object, value_spec *spec)
{
    const char *point, *text = spec->text = kp_to_text(state, object, "format()", &spec->size);
    size_t first = 0;
    if (!text)
        return -1;
    while (first < spec->size && ((unsigned char)text[++first] & 0xC0) == 0x80)
        ;
    spec->align = first < spec->size && strchr("<>=^", text[first]) ? first + 1
                  : *text && strchr("<>=^", *text)                  ? 1
                                                                    : 0;
    spec->type = spec->size ? text[spec->size - 1] : 0;
    if (spec->type != 'f' && spec->type != 'F' && spec->type != '%')
        spec->type = 0;
    point = strrchr(text + spec->align, '.');
    spec->digits = point ? strtol(point + 1, NULL, 10) : 6;
    if (spec->digits >= 0 && spec->digits <= SPEC_DIGITS && (spec->type || !point))
        return 0;
    kp_fail(state, KEFU_E_ARGUMENT,
            "'%s' is no format of a Value: '.1f' and '.1%%' of at most %d digits are", text,
            SPEC_DIGITS);
    return -1;
}

/* One more digit of rest / den, by doubling: ten times the rest may need more than 64 bits. */
static int spec_digit(uint64_t *rest, uint64_t den)
{
    uint64_t r = *rest;
    int digit = 0;
    static const uint8_t adds[] = {0, 1, 0}; /* 10 = 2 × (2 × 2 + 1) */
    for (int k = 0; k < 3; k++) {
        r *= 2;
        digit = digit * 2 + (r >= den);
        r -= r >= den ? den : 0;
        if (!adds[k])
            continue;
        r += *rest;
        digit += r >= den;
        r -= r >= den ? den : 0;
    }
    *rest = r;
    return digit;
}

/* num / den with so many digits behind the point, half away from zero, to text of SPEC_TEXT. */
static void spec_divide(const kefu_value *v, int digits, char *text)
{
    uint64_t num = v->num < 0 ? ~(uint64_t)v->num + 1 : (uint64_t)v->num, den = (uint64_t)v->den;
    uint64_t rest = num % den;
    int n = 1 + PyOS_snprintf(text + 2, SPEC_TEXT - 2, "%llu", (unsigned long long)(num / den));
    text[1] = '0'; /* for what is carried */
    for (int i = 0; i < digits; i++)
        text[++n] = (char)('0' + spec_digit(&rest, den));
    for (int i = rest >= den - rest ? n : 0; i > 0; i--) {
        text[i] = text[i] == '9' ? '0' : (char)(text[i] + 1);
        if (text[i] != '0')
            break;
    }
    text[n + 1] = 0;
    text[0] = v->num < 0 && text[1 + strspn(text + 1, "0")] ? '-' : '+';
    PyOS_snprintf(text + n + 1, (size_t)(SPEC_TEXT - n - 1), "E-%d", digits);
}

/* '-' where a number would stand. */
static PyObject *spec_nothing(const value_spec *spec)
{
    const char *width = spec->text + spec->align + strspn(spec->text + spec->align, "+- z#0");
    int fill = spec->align > 1 ? (int)spec->align - 1 : 0;
    char pad[64];
    char align = spec->align ? spec->text[spec->align - 1] : '>';
    PyObject *dash = PyUnicode_FromString("-");
    PyOS_snprintf(pad, sizeof pad, "%.*s%c%ld", fill, spec->text, align == '=' ? '>' : align,
                  strtol(width, NULL, 10));
    PyObject *how = PyUnicode_FromString(pad);
    PyObject *text = dash && how ? PyObject_Format(dash, how) : NULL;
    Py_XDECREF(how);
    Py_XDECREF(dash);
    return text;
}

PyObject *kp_value_format_spec(PyObject *self, PyObject *object)
{
    value_spec spec;
    char digits[SPEC_TEXT];
    PyObject *plain, *text;
    if (spec_read(STATE_OF(self), object, &spec) < 0)
        return NULL;
    if (spec.type && !VALUE_OF(self)->den)
        return spec_nothing(&spec);
    if (spec.type)
        spec_divide(VALUE_OF(self), (int)spec.digits + (spec.type == '%' ? 2 : 0), digits);
    plain = spec.type ? PyObject_CallFunction(STATE_OF(self)->decimal, "s", digits)
                      : kp_value_str(self);
    text = plain ? PyObject_Format(plain, object) : NULL;
    Py_XDECREF(plain);
    return text;
}

/* ---- As text --------------------------------------------------------------------------------- */

PyObject *kp_value_str(PyObject *self)
{
    const kefu_value *v = VALUE_OF(self);
    if (!v->den)
        return PyUnicode_FromString(kefu_value_status_text(v->status, KEFU_EN));
    if (v->den == 1)
        return PyUnicode_FromFormat("%lld", (long long)v->num);
    return PyUnicode_FromFormat("%lld/%lld", (long long)v->num, (long long)v->den);
}

PyObject *kp_value_repr(PyObject *self)
{
    const kefu_value *v = VALUE_OF(self);
    PyObject *status = kp_from_word(STATE_OF(self), v->status, kp_status_words);
    PyObject *flags = kp_out_flags(v->flags, kp_flag_words);
    PyObject *number =
        v->den ? PyUnicode_FromFormat("%lld, %lld", (long long)v->num, (long long)v->den)
               : PyUnicode_FromString("None");
    PyObject *text = NULL;
    if (status && flags && number)
        text = v->flags ? PyUnicode_FromFormat("kefu.Value(%U, n=%lld, status=%R, flags=%R)",
                                               number, (long long)v->n, status, flags)
               : v->status
                   ? PyUnicode_FromFormat("kefu.Value(%U, n=%lld, status=%R)", number,
                                          (long long)v->n, status)
                   : PyUnicode_FromFormat("kefu.Value(%U, n=%lld)", number, (long long)v->n);
    Py_XDECREF(status);
    Py_XDECREF(flags);
    Py_XDECREF(number);
    return text;
}
