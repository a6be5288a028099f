/* plan_amount.c - reading amounts, rates and what may be a metric instead. */
#include "base/decimal.h"
#include "card/amount.h"
#include "pay/plan.h"

const kf_range kf_range_rate = {0, 1000 * (int64_t)KEFU_POINT, "a rate of 0 to 100000%"};

kefu_status kf_read_amount(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *range)
{
    int32_t exponent = ((const kefu_pay_plan *)reader->whole)->exponent;
    return kf_read_minor(reader, at, exponent, range, to);
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

static kefu_status monthly_amount(kf_json_reading *reader, const kf_json_at *at, void *to,
                                  const void *with)
{
    (void)with;
    return kf_read_amount(reader, at, to, &kf_range_not_negative);
}

static const kf_json_field monthly_fields[] = {
    {"amount", monthly_amount, offsetof(kf_pay_money, amount), NULL, 0},
    {"metric", kf_read_text, offsetof(kf_pay_money, metric), NULL, 0},
    {"days", kf_read_flag, offsetof(kf_pay_money, days), NULL, 0},
};

kefu_status kf_read_monthly(kf_json_reading *reader, const kf_json_at *at, void *to,
                            const void *range)
{
    kf_pay_money *money = to;
    if (at->node->type != KF_JSON_OBJECT)
        return kf_read_amount(reader, at, &money->amount, range);
    kefu_status status = kf_read_object(reader, at, money, monthly_fields,
                                        sizeof monthly_fields / sizeof *monthly_fields);
    if (!status && (kf_json_get(at->node, "amount") != NULL) == (money->metric != NULL))
        status = kf_json_fail(reader, at, "expected \"amount\" or \"metric\", one of them", "");
    return status;
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
