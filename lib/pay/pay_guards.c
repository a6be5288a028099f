/* pay_guards.c - the sums of a line, and what guards give back or add. */
#include "base/decimal.h"
#include "base/wide.h"
#include "pay/payroll.h"

/* The wage in minor units; 0 where it has no number. */
static kefu_status guard_wage(kf_paying *p, kf_pay_line *line)
{
    kf_ratio wage;
    line->wage = p->plan->wage.amount;
    line->wage_known = 1;
    if (!p->plan->wage.metric)
        return KEFU_OK;
    kefu_value value = kf_pay_figure(p, line, p->wage);
    line->wage_known = value.den != 0;
    if (!line->wage_known)
        return KEFU_OK;
    kf_pay_minor(p->plan, &value, &wage);
    if (kf_pay_round(&wage, p->plan->round, &line->wage))
        return KEFU_OK;
    return kf_fail(p->error, KEFU_E_OVERFLOW, "the wage of '%s' leaves 64 bits", line->person);
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
        if (!guard_add(&room, -guards->floor))
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

kefu_status kf_pay_line_sum(kf_paying *p, kf_pay_line *line)
{
    size_t number = (size_t)(line - p->roll->lines);
    kefu_status status = guard_wage(p, line);
    int32_t fits = 1, known = line->wage_known;
    for (int32_t i = 0; i < p->plan->n_parts && !status; i++) {
        const kf_pay_cell *cell = kf_pay_cell_at(p->roll, number, i);
        known = known && cell->status != KEFU_VALUE_NO_DATA;
        fits = fits && guard_add(cell->amount < 0 ? &line->deducted : &line->earned, cell->amount);
    }
    if (status)
        return status;
    int64_t gross = line->wage;
    fits = fits && guard_add(&gross, line->earned);
    line->status = known ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA;
    if (fits && known)
        fits = guard_apply(&p->plan->guards, gross, line);
    if (fits && known) {
        line->pay = line->earned;
        fits = guard_add(&line->pay, line->deducted) && guard_add(&line->pay, line->waived) &&
               guard_add(&line->pay, line->top_up);
    }
    return fits ? KEFU_OK
                : kf_fail(p->error, KEFU_E_OVERFLOW, "the amounts of '%s' leave 64 bits",
                          line->person);
}
