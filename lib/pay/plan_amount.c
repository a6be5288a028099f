/* plan_amount.c - reading amounts, rates and what may be a metric instead. */
#include "base/decimal.h"
#include "pay/plan.h"

const kf_range kf_range_not_negative = {0, INT64_MAX, "an amount that is not below 0"};
const kf_range kf_range_rate = {0, 1000 * (int64_t)KEFU_POINT, "a rate of 0 to 100000%"};

static kefu_status amount_too_fine(const kf_json_reading *reader, const kf_json_at *at,
                                   int32_t exponent)
{
    char digits[48];
    kf_decimal_format(exponent, 0, digits);
    return kf_json_fail(reader, at,
                        "the plan's exponent allows so many digits after the point: ", digits);
}

kefu_status kf_read_amount(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *range)
{
    static const char expected[] = "expected an amount such as 2000, \"2000.00\" or \"1,234.50元\"";
    const kf_json_node *node = at->node;
    const kf_range *within = range;
    int32_t exponent = ((const kefu_pay_plan *)reader->whole)->exponent;
    kefu_cell cell = {.struct_size = sizeof cell,
                      .column = "amount",
                      .kind = KEFU_CELL_NUMBER,
                      .scale = exponent};
    int32_t state = KEFU_VALUE_NO_DATA;
    int64_t value = 0;
    if (node->type != KF_JSON_NUMBER && node->type != KF_JSON_STRING)
        return kf_json_fail(reader, at, expected, "");
    kefu_status status;
    if (node->type == KF_JSON_STRING) {
        status = kefu_cell_parse(&cell, node->text, node->size, &value, &state, NULL);
    } else {
        int32_t got = kf_decimal_parse(node->text, node->size, exponent, &value);
        status = got == KF_EXACT ? KEFU_OK : got == KF_ROUNDED ? KEFU_E_PRECISION : KEFU_E_OVERFLOW;
        state = KEFU_VALUE_OK;
    }
    if (status == KEFU_E_PRECISION)
        return amount_too_fine(reader, at, exponent);
    if (status || state != KEFU_VALUE_OK)
        return kf_json_fail(reader, at, expected, "");
    if (within && (value < within->least || value > within->most))
        return kf_json_fail(reader, at, "expected ", within->expected);
    *(int64_t *)to = value;
    return KEFU_OK;
}

static const kf_json_field money_fields[] = {
    {"metric", kf_read_text, offsetof(kf_pay_money, metric), NULL, 1},
};

kefu_status kf_read_money(kf_json_reading *reader, const kf_json_at *at, void *to,
                          const void *range)
{
    kf_pay_money *money = to;
    if (at->node->type == KF_JSON_OBJECT)
        return kf_read_object(reader, at, money, money_fields, 1);
    return kf_read_amount(reader, at, &money->amount, range);
}

kefu_status kf_read_rate(kf_json_reading *reader, const kf_json_at *at, void *to, const void *range)
{
    const kf_range *within = range;
    kf_bound *rate = to;
    int64_t millionths = 0;
    kefu_status status = kf_read_bound(reader, at, KF_UNIT_RATIO, rate);
    if (status)
        return status;
    int32_t got = kf_rescale(rate->value, rate->scale, 6, &millionths);
    if (got == KF_TOO_BIG || rate->value < 0 || millionths < within->least ||
        millionths > within->most)
        return kf_json_fail(reader, at, "expected ", within->expected);
    return KEFU_OK;
}
