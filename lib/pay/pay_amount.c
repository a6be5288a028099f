/* pay_amount.c - from exact fractions to amounts: days, least and most, one rounding. */
#include "base/decimal.h"
#include "base/wide.h"
#include "pay/payroll.h"

void kf_pay_minor(const kefu_pay_plan *plan, const kefu_value *value, kf_ratio *out)
{
    kf_ratio power;
    kf_ratio_set(out, value->num, value->den);
    kf_ratio_set(&power, kf_pow10(plan->exponent), 1);
    kf_ratio_mul(out, out, &power);
}

/* |a| against |b|, of one sign or with b 0. */
static int32_t amount_compare_size(const kf_ratio *a, const kf_ratio *b)
{
    int32_t order = kf_ratio_compare(a, b);
    return kf_ratio_sign(a) < 0 ? -order : order;
}

int32_t kf_pay_round(const kf_ratio *amount, int32_t round, int64_t *out)
{
    int64_t near = 0;
    kf_ratio rounded;
    if (!kf_ratio_round(amount, 0, &near))
        return 0;
    kf_ratio_set(&rounded, near, 1);
    int32_t order = amount_compare_size(amount, &rounded);
    int64_t away = kf_ratio_sign(amount) < 0 ? -1 : 1;
    if (round == KF_PAY_DOWN && order < 0)
        near -= away;
    if (round == KF_PAY_UP && order > 0) {
        if (near == (away < 0 ? INT64_MIN : INT64_MAX))
            return 0;
        near += away;
    }
    *out = near;
    return 1;
}

void kf_pay_unknown(kf_pay_cell *cell, int32_t cause)
{
    cell->amount = KEFU_UNKNOWN;
    cell->status = KEFU_VALUE_NO_DATA;
    cell->cause = cause;
}

kefu_status kf_pay_overflow(const char *person, const kf_pay_rule *rule, kefu_error *error)
{
    return kf_fail(error, KEFU_E_OVERFLOW, "'%s' of '%s': the amount leaves 64 bits", rule->id,
                   person);
}

/* Gives the flag of the end that changed it. */
static uint32_t amount_limit(kf_ratio *amount, int64_t least, int64_t most)
{
    kf_ratio end;
    kf_ratio_set(&end, least, 1);
    if (least != KF_PAY_NO_LEAST && kf_ratio_compare(amount, &end) < 0) {
        *amount = end;
        return KEFU_AMOUNT_AT_LEAST;
    }
    kf_ratio_set(&end, most, 1);
    if (most == KF_PAY_NO_MOST || kf_ratio_compare(amount, &end) <= 0)
        return 0;
    *amount = end;
    return KEFU_AMOUNT_AT_MOST;
}

int32_t kf_pay_times_days(const kf_pay_line *line, kf_ratio *amount)
{
    kf_ratio share;
    kf_ratio_set(&share, line->days.num, line->days.den);
    if (line->days.den && line->days.num < line->days.den)
        kf_ratio_mul(amount, amount, &share);
    return line->days.den != 0;
}

kefu_status kf_pay_finish(kf_paying *p, const kf_pay_line *line, const kf_pay_rule *rule,
                          kf_ratio *amount, kf_pay_cell *cell)
{
    if (rule->days) {
        cell->of_days = line->days;
        if (!kf_pay_times_days(line, amount)) {
            kf_pay_unknown(cell, KEFU_PAY_CAUSE_DAYS);
            return KEFU_OK;
        }
        cell->flags |= line->days.num < line->days.den ? KEFU_AMOUNT_BY_DAYS : 0;
    }
    if (amount->failed)
        return kf_pay_overflow(line->person, rule, p->error);
    cell->flags |= amount_limit(amount, rule->least, rule->most);
    return kf_pay_round(amount, p->plan->round, &cell->amount)
               ? KEFU_OK
               : kf_pay_overflow(line->person, rule, p->error);
}

int64_t kf_pay_whole_ones(const kefu_value *value, int64_t per)
{
    int64_t whole = 0, rest = 0;
    if (value->num < 0)
        return 0;
    (void)kf_i128_floor_div(kf_i128_of(value->num), value->den, &whole, &rest);
    return whole / per;
}
