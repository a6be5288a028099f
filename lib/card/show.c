/* show.c - see show.h. */
#include "card/show.h"

#include <string.h>

#include "base/decimal.h"
#include "base/wide.h"

/* ---- Points ---------------------------------------------------------------------------------- */

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

/* A ratio between 0 and 1 lies as these do. */
static const kefu_value show_none = {.den = 1}, show_all = {.num = 1, .den = 1};

static int32_t show_is_true_share(int64_t rounded, int32_t scale, const kefu_value *value)
{
    return value->num <= 0 || value->num >= value->den ||
           (show_is_true(rounded, scale, value, &show_none) &&
            show_is_true(rounded, scale, value, &show_all));
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
           (!show_is_true(rounded, scale, value, a) || !show_is_true(rounded, scale, value, b) ||
            (shift && !show_is_true_share(rounded, scale, value)))) {
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
