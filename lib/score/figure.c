/* figure.c - see figure.h. */
#include "score/figure.h"

#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "score/show.h"

int32_t kf_figure_scale(const kefu_value *value, int32_t scale)
{
    int64_t rounded;
    while (scale > 0 && kefu_value_round(value, scale, &rounded))
        scale--;
    return scale;
}

/* 4498 of 10000 as "44.98": rounded at scale + 2, then the point is moved. 0 if it does not fit. */
static int32_t figure_percent(const kefu_value *value, int32_t scale, char out[48])
{
    int64_t rounded;
    int32_t fits = kf_figure_scale(value, scale + 2), digits = fits > 2 ? fits - 2 : 0;
    if (kefu_value_round(value, digits + 2, &rounded))
        return 0;
    kf_decimal_format(rounded, digits, out);
    return 1;
}

/* 1234.5 as 1,234.5 */
static char *figure_grouped(char *out, const char *digits)
{
    if (*digits == '-')
        *out++ = *digits++;
    for (size_t whole = strcspn(digits, "."); whole; whole--) {
        *out++ = *digits++;
        if (whole > 1 && whole % 3 == 1)
            *out++ = ',';
    }
    size_t rest = strlen(digits);
    memcpy(out, digits, rest + 1);
    return out + rest;
}

static size_t figure_put(char *out, const char *text)
{
    size_t size = strlen(text);
    memcpy(out, text, size + 1);
    return size;
}

size_t kf_figure_text(const kefu_value *value, const char *unit, int32_t scale, int32_t language,
                      char out[KF_FIGURE_SIZE])
{
    char digits[48], *end = out;
    int32_t most = scale < 0 ? 0 : scale > KF_SCALE_MAX - 2 ? KF_SCALE_MAX - 2 : scale;
    if (value->den <= 0 && (value->status == KEFU_VALUE_NO_DATA || !value->status))
        return figure_put(out, "-");
    if (value->den <= 0)
        return figure_put(out, kefu_value_status_text(value->status, language));
    if (!strcmp(unit, "ratio") && figure_percent(value, most, digits)) {
        end += figure_put(end, digits);
        return (size_t)(end - out) + figure_put(end, "%");
    }
    (void)kefu_value_format(value, kf_figure_scale(value, most), digits, sizeof digits);
    if (!strcmp(unit, "ratio")) /* too large for a percentage */
        return figure_put(out, digits);
    if (!strcmp(unit, "yuan"))
        end += figure_put(end, "¥");
    end = figure_grouped(end, digits);
    if (!strcmp(unit, "s"))
        end += figure_put(end, language == KEFU_ZH ? "秒" : " s");
    return (size_t)(end - out);
}

kefu_status KEFU_CALL kefu_figure_text(const kefu_value *value, const char *unit, int32_t scale,
                                       int32_t language, char *out, size_t capacity, size_t *need)
{
    char text[KF_FIGURE_SIZE];
    kf_show show = {.out = out, .capacity = capacity, .language = language};
    size_t size;
    if (!value || scale < 0 || scale > KF_SCALE_MAX || (!out && capacity) ||
        (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    kf_show_put(&show, text, kf_figure_text(value, unit ? unit : "", scale, language, text));
    size = kf_show_end(&show);
    if (need)
        *need = size;
    return KEFU_OK;
}
