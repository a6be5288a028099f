/* value.c - order, rounding and writing of kefu_value. */
#include <string.h>

#include "base/decimal.h"
#include "base/wide.h"
#include "kefu/base.h"

static int32_t value_has_number(const kefu_value *value) { return value && value->den > 0; }

kefu_status KEFU_CALL kefu_value_compare(const kefu_value *a, const kefu_value *b, int32_t *order)
{
    if (!value_has_number(a) || !value_has_number(b) || !order)
        return KEFU_E_ARGUMENT;
    *order = kf_i128_compare(kf_i128_mul(a->num, b->den), kf_i128_mul(b->num, a->den));
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_value_round(const kefu_value *value, int32_t scale, int64_t *out)
{
    if (!value_has_number(value) || !out || scale < 0 || scale > KF_SCALE_MAX)
        return KEFU_E_ARGUMENT;
    kf_i128 scaled = kf_i128_mul(value->num, kf_pow10(scale));
    return kf_i128_round_div(scaled, value->den, out) ? KEFU_OK : KEFU_E_OVERFLOW;
}

kefu_status KEFU_CALL kefu_value_format(const kefu_value *value, int32_t scale, char *out,
                                        size_t capacity)
{
    char text[48] = "-";
    size_t size = 1;
    if (!value || !out || scale < 0 || scale > KF_SCALE_MAX)
        return KEFU_E_ARGUMENT;
    if (value->den != 0) {
        int64_t rounded;
        kefu_status status = kefu_value_round(value, scale, &rounded);
        if (status)
            return status;
        size = kf_decimal_format(rounded, scale, text);
    }
    if (capacity <= size)
        return KEFU_E_ARGUMENT;
    memcpy(out, text, size + 1);
    return KEFU_OK;
}

static const char *const value_status_texts[][2] = {
    [KEFU_VALUE_OK] = {[KEFU_ZH] = "正常", [KEFU_EN] = "ok"},
    [KEFU_VALUE_LOW_VOLUME] = {[KEFU_ZH] = "样本不足", [KEFU_EN] = "low volume"},
    [KEFU_VALUE_PROVISIONAL] = {[KEFU_ZH] = "延迟统计", [KEFU_EN] = "provisional"},
    [KEFU_VALUE_NO_DATA] = {[KEFU_ZH] = "无数据", [KEFU_EN] = "no data"},
    [KEFU_VALUE_EXEMPT] = {[KEFU_ZH] = "豁免", [KEFU_EN] = "exempt"},
};

const char *KEFU_CALL kefu_value_status_text(int32_t status, int32_t language)
{
    if (status < KEFU_VALUE_OK || status > KEFU_VALUE_EXEMPT)
        return language == KEFU_ZH ? "未知" : "unknown";
    return value_status_texts[status][language == KEFU_ZH ? KEFU_ZH : KEFU_EN];
}
