/* figure.c - see figure.h. */
#include "card/figure.h"

#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "card/show.h"

int32_t kf_figure_scale(const kefu_value *value, int32_t scale)
{
    int64_t rounded;
    while (scale > 0 && kefu_value_round(value, scale, &rounded))
        scale--;
    return scale;
}

/* 4498 of 10000 as "44.98%": rounded at scale + 2, then the point is moved. Too large for that, the
 * rate itself. 99.996 % is not yet "100.00%". */
static void figure_percent(kf_show *show, const kefu_value *value, int32_t scale)
{
    char digits[48];
    int64_t rounded;
    int32_t fits = kf_figure_scale(value, scale + 2), most = fits > 2 ? fits - 2 : 0;
    if (kf_share_round(value, most + 2, &rounded)) {
        (void)kefu_value_format(value, kf_figure_scale(value, scale), digits, sizeof digits);
        kf_show_put(show, digits, strlen(digits));
        return;
    }
    kf_show_put(show, digits, kf_decimal_format(rounded, most, digits));
    kf_show_put(show, "%", 1);
}

static void figure_number(kf_show *show, const kefu_value *value, int32_t scale)
{
    int64_t rounded = 0;
    int32_t digits = kf_figure_scale(value, scale);
    (void)kefu_value_round(value, digits, &rounded);
    kf_show_decimal(show, rounded, digits, digits);
}

static void figure_show(kf_show *show, const kefu_value *value, const char *unit, int32_t scale)
{
    int32_t most = scale < 0 ? 0 : scale > KF_SCALE_MAX - 2 ? KF_SCALE_MAX - 2 : scale;
    if (value->den <= 0) {
        int32_t none = value->status == KEFU_VALUE_NO_DATA || !value->status;
        kf_show_format(show, "%s",
                       none ? "-" : kefu_value_status_text(value->status, show->language));
        return;
    }
    if (!strcmp(unit, "ratio")) {
        figure_percent(show, value, most);
        return;
    }
    if (!strcmp(unit, "yuan"))
        kf_show_either(show, "¥", "¥");
    figure_number(show, value, most);
    if (!strcmp(unit, "s"))
        kf_show_either(show, "秒", " s");
}

size_t kf_figure_text(const kefu_value *value, const char *unit, int32_t scale, int32_t language,
                      char out[KF_FIGURE_SIZE])
{
    kf_show show = {.out = out, .capacity = KF_FIGURE_SIZE, .language = language};
    figure_show(&show, value, unit, scale);
    return kf_show_end(&show) - 1;
}

kefu_status KEFU_CALL kefu_figure_text(const kefu_value *value, const char *unit, int32_t scale,
                                       int32_t language, char *out, size_t capacity, size_t *need)
{
    kf_show show = {.out = out, .capacity = capacity, .language = language};
    size_t size;
    if (!value || scale < 0 || scale > KF_SCALE_MAX || (!out && capacity) ||
        (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    figure_show(&show, value, unit ? unit : "", scale);
    size = kf_show_end(&show);
    if (need)
        *need = size;
    return KEFU_OK;
}
