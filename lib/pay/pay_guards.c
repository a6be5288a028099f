/* pay_guards.c - the sums of a line, and what guards give back or add. */
#include "base/decimal.h"
#include "base/wide.h"
#include "pay/payroll.h"

/* A wage or floor in minor units; KEFU_UNKNOWN where its metric or days have no number. */
static kefu_status guard_money(kf_paying *p, kf_pay_line *line, const kf_pay_money *money,
                               const char *what, int64_t *out)
{
    kf_ratio amount;
    *out = KEFU_UNKNOWN;
    kf_ratio_set(&amount, money->amount, 1);
    if (money->metric) {
        kefu_value value = kf_pay_figure(p, line, p->wage);
        if (!value.den)
            return KEFU_OK;
        kf_pay_minor(p->plan, &value, &amount);
    }
    if (money->days && !kf_pay_times_days(line, &amount))
        return KEFU_OK;
    if (kf_pay_round(&amount, p->plan->round, out))
        return KEFU_OK;
    return kf_fail(p->error, KEFU_E_OVERFLOW, "the %s of '%s' leaves 64 bits", what, line->person);
}

static int32_t guard_add(int64_t *sum, int64_t more)
{
    if (more > 0 ? *sum > INT64_MAX - more : *sum < -INT64_MAX - more)
        return 0; /* so that its negative is in range, too */
    *sum += more;
    return 1;
}

/* share × sum, rounded down; the share is at most 1. */
static int64_t guard_part_of(const kf_bound *share, int64_t sum)
{
    int64_t part = 0, rest = 0;
    if (sum > 0)
        (void)kf_i128_floor_div(kf_i128_mul(sum, share->value), kf_pow10(share->scale), &part,
                                &rest);
    return part;
}

/* What of the deductions may stand, and what is added; gross is wage and earned. */
static int32_t guard_apply(const kf_pay_guards *guards, int64_t gross, kf_pay_line *line)
{
    int64_t wanted = -line->deducted, allowed = wanted, room = gross;
    if (guards->has_share) {
        int64_t most = guard_part_of(&guards->share, gross);
        allowed = allowed < most ? allowed : most;
    }
    if (guards->has_floor) {
        if (!guard_add(&room, -line->floor))
            return 0;
        int64_t most = room > 0 ? room : 0;
        allowed = allowed < most ? allowed : most;
        if (room < 0)
            line->flags |= KEFU_PAY_LOW;
        if (room < 0 && guards->top_up)
            line->top_up = -room;
    }
    line->waived = wanted - allowed;
    line->flags |= line->waived ? KEFU_PAY_WAIVED : 0;
    line->flags |= line->top_up ? KEFU_PAY_TOPPED_UP : 0;
    return 1;
}

/* Wage, earned and deducted; 0 where they leave 64 bits, *known becomes 0 without one of them. */
static int32_t guard_gather(const kf_paying *p, kf_pay_line *line, int32_t *known)
{
    size_t number = (size_t)(line - p->roll->lines);
    int32_t fits = 1, all = 1;
    for (int32_t i = 0; i < p->plan->n_parts; i++) {
        const kf_pay_cell *cell = kf_pay_cell_at(p->roll, number, i);
        if (cell->status == KEFU_VALUE_OK)
            fits =
                fits && guard_add(cell->amount < 0 ? &line->deducted : &line->earned, cell->amount);
        else
            all = 0;
    }
    if (!all)
        line->earned = line->deducted = KEFU_UNKNOWN;
    *known = all && line->wage != KEFU_UNKNOWN && line->floor != KEFU_UNKNOWN;
    return fits;
}

kefu_status kf_pay_line_sum(kf_paying *p, kf_pay_line *line)
{
    int32_t known = 0;
    kefu_status status = guard_money(p, line, &p->plan->wage, "wage", &line->wage);
    if (!status)
        status = guard_money(p, line, &p->plan->guards.floor, "pay_floor", &line->floor);
    if (status)
        return status;
    int32_t fits = guard_gather(p, line, &known);
    line->status = known ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA;
    if (fits && known) {
        int64_t gross = line->wage;
        fits = guard_add(&gross, line->earned) && guard_apply(&p->plan->guards, gross, line);
        line->pay = line->earned;
        fits = fits && guard_add(&line->pay, line->deducted) &&
               guard_add(&line->pay, line->waived) && guard_add(&line->pay, line->top_up);
    }
    if (!known)
        line->waived = line->top_up = line->pay = KEFU_UNKNOWN;
    return fits ? KEFU_OK
                : kf_fail(p->error, KEFU_E_OVERFLOW, "the amounts of '%s' leave 64 bits",
                          line->person);
}
