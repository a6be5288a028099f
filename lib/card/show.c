/* show.c - see show.h. */
#include "card/show.h"

#include <string.h>

#include "base/decimal.h"
#include "base/format.h"
#include "base/text.h"
#include "base/wide.h"

/* ---- The caller's buffer -------------------------------------------------------------------- */

void kf_show_put(void *to, const char *bytes, size_t size)
{
    kf_show *show = to;
    if (!size)
        return;
    if (show->need < show->capacity) {
        size_t room = show->capacity - show->need;
        memcpy(show->out + show->need, bytes, size < room ? size : room);
    }
    show->need += size;
    show->last = bytes[size - 1];
}

void kf_show_format(kf_show *show, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    kf_format(kf_show_put, show, format, args);
    va_end(args);
}

void kf_show_either(kf_show *show, const char *zh, const char *en)
{
    const char *text = show->language == KEFU_EN ? en : zh;
    kf_show_put(show, text, strlen(text));
}

size_t kf_show_end(kf_show *show)
{
    size_t size = show->need;
    if (!show->capacity)
        return show->need + 1;
    if (size >= show->capacity)
        size = kf_utf8_valid(show->out, show->capacity - 1);
    show->out[size] = 0;
    return show->need + 1;
}

/* ---- Numbers -------------------------------------------------------------------------------- */

void kf_show_decimal(kf_show *show, int64_t value, int32_t scale, int32_t digits)
{
    char text[48];
    size_t size = kf_decimal_format(value, scale, text);
    size_t whole = scale ? size - (size_t)scale - 1 : size;
    size_t sign = text[0] == '-';
    for (; scale > digits && text[size - 1] == '0'; scale--)
        size--;
    if (!scale)
        size = whole;
    for (size_t i = 0; i < whole; i++) {
        if (i > sign && (whole - i) % 3 == 0)
            kf_show_put(show, ",", 1);
        kf_show_put(show, text + i, 1);
    }
    kf_show_put(show, text + whole, size - whole);
}

void kf_show_count(kf_show *show, int64_t value) { kf_show_decimal(show, value, 0, 0); }

void kf_show_curve(kf_show *show, int64_t millionths) { kf_show_decimal(show, millionths, 6, 0); }

void kf_show_points(kf_show *show, int64_t millionths) { kf_show_decimal(show, millionths, 6, 2); }

void kf_show_gain(kf_show *show, int64_t millionths)
{
    kf_show_put(show, "+", millionths > 0);
    kf_show_points(show, millionths);
}

void kf_show_weight(kf_show *show, int64_t weight, int64_t over)
{
    kf_show_curve(show, weight);
    if (over == 100 * (int64_t)KEFU_POINT) {
        kf_show_put(show, "%", 1);
        return;
    }
    kf_show_put(show, "/", 1);
    kf_show_curve(show, over);
}

/* ---- Units ---------------------------------------------------------------------------------- */

const char *kf_unit_text(int32_t unit, int32_t language, int32_t one)
{
    static const char *const texts[][2] = {[KF_UNIT_RATIO] = {"", ""},
                                           [KF_UNIT_SECONDS] = {" 秒", " s"},
                                           [KF_UNIT_YUAN] = {" 元", " yuan"},
                                           [KF_UNIT_POINTS] = {" 分", " points"},
                                           [KF_UNIT_COUNT] = {"", ""}};
    if (one && unit == KF_UNIT_POINTS && language == KEFU_EN)
        return " point";
    return texts[unit][language == KEFU_EN];
}

void kf_show_space(kf_show *show)
{
    kf_show_put(show, " ", show->language == KEFU_ZH && (unsigned char)show->last < 0x80);
}

static void show_unit(kf_show *show, int32_t unit, int32_t one)
{
    const char *text = unit == KF_UNIT_RATIO ? "%" : kf_unit_text(unit, show->language, one);
    kf_show_put(show, text, strlen(text));
}

/* Percent is the rate with the point two digits further. */
static int32_t show_shift(int32_t unit) { return unit == KF_UNIT_RATIO ? 2 : 0; }

void kf_show_bound(kf_show *show, int32_t unit, int64_t at, int32_t scale)
{
    int32_t shift = show_shift(unit);
    int64_t moved = at;
    if (scale >= shift)
        kf_show_decimal(show, at, scale - shift, 0);
    else if (kf_rescale(at, scale, shift, &moved) == KF_EXACT)
        kf_show_decimal(show, moved, 0, 0);
    else { /* too big for a percentage: the rate itself */
        kf_show_decimal(show, at, scale, 0);
        return;
    }
    show_unit(show, unit, at == kf_pow10(scale));
}

static int32_t show_order(int64_t num, int64_t den, const kefu_value *bound)
{
    return kf_i128_compare(kf_i128_mul(num, bound->den), kf_i128_mul(bound->num, den));
}

/* 1 if the rounded figure lies as the figure does, on both bounds. */
static int32_t show_is_true(int64_t rounded, int32_t scale, const kefu_value *value,
                            const kefu_value *bound)
{
    return !bound->den ||
           show_order(rounded, kf_pow10(scale), bound) == show_order(value->num, value->den, bound);
}

void kf_show_figure(kf_show *show, int32_t unit, int32_t digits, const kefu_value *value,
                    const kefu_value *a, const kefu_value *b)
{
    int32_t shift = show_shift(unit), scale = digits + shift;
    int64_t rounded = 0;
    kefu_status status = kefu_value_round(value, scale, &rounded);
    while (status && scale > shift)
        status = kefu_value_round(value, --scale, &rounded);
    while (!status && scale < KF_SCALE_MAX &&
           (!show_is_true(rounded, scale, value, a) || !show_is_true(rounded, scale, value, b))) {
        int64_t finer = 0;
        if (kefu_value_round(value, scale + 1, &finer))
            break;
        rounded = finer;
        scale++;
    }
    if (status) { /* a percentage beyond 64 bits: the raw parts say it */
        kf_show_count(show, value->num);
        kf_show_put(show, "/", 1);
        kf_show_count(show, value->den);
        return;
    }
    kf_show_decimal(show, rounded, scale - shift, scale - shift);
    show_unit(show, unit, scale == 0 && rounded == 1);
}
