/* pay.c - kefu_pay: a plan, sheets and a frame to a payroll. */
#include <string.h>

#include "pay/payroll.h"

typedef kefu_status (*pay_one)(kf_paying *p, kf_pay_line *line, int32_t part, kf_pay_cell *cell);

static kefu_status pay_fixed(kf_paying *p, kf_pay_line *line, int32_t part, kf_pay_cell *cell)
{
    const kf_pay_rule *rule = &p->plan->parts[part];
    kf_ratio amount;
    kf_ratio_set(&amount, rule->amount, 1);
    return kf_pay_finish(p, line, rule, &amount, cell);
}

/* Rows of items fill their own cells later; whoever has none has 0 of them. */
static kefu_status pay_no_items(kf_paying *p, kf_pay_line *line, int32_t part, kf_pay_cell *cell)
{
    kf_ratio amount;
    kf_ratio_set(&amount, 0, 1);
    cell->figure = (kefu_value){0, 1, 0, KEFU_VALUE_OK, 0};
    return kf_pay_finish(p, line, &p->plan->parts[part], &amount, cell);
}

static const pay_one pay_kinds[KF_PAY_KINDS] = {
    [KF_PAY_COEFFICIENT] = kf_pay_by_coefficient,
    [KF_PAY_COMMISSION] = kf_pay_commission,
    [KF_PAY_EACH] = kf_pay_each,
    [KF_PAY_ITEMS] = pay_no_items,
    [KF_PAY_FIXED] = pay_fixed,
};

static kefu_status pay_part(kf_paying *p, int32_t part)
{
    kefu_status status = KEFU_OK;
    pay_one one = pay_kinds[p->plan->parts[part].kind];
    if (!one)
        return kf_pay_pools(p, part);
    for (size_t i = 0; i < p->roll->n && !status; i++) {
        kf_pay_cell *cell = kf_pay_cell_at(p->roll, i, part);
        if (!cell->cause)
            status = one(p, &p->roll->lines[i], part, cell);
    }
    return status;
}

static kefu_status pay_parts(kf_paying *p)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < p->plan->n_parts && !status; i++)
        status = pay_part(p, i);
    return status;
}

static kefu_status pay_sums(kf_paying *p)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < p->roll->n && !status; i++)
        status = kf_pay_line_sum(p, &p->roll->lines[i]);
    return status;
}

static kefu_status pay_steps(kf_paying *p)
{
    static kefu_status (*const steps[])(kf_paying *) = {
        kf_pay_sheets, kf_pay_people, kf_pay_metrics, kf_pay_unpaid, kf_pay_hits,
        kf_pay_when,   pay_parts,     kf_pay_items,   pay_sums};
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !status; i++)
        status = steps[i](p);
    return status;
}

static kefu_status pay_roll(const kf_memory *memory, const kefu_pay_plan *plan, kefu_payroll **out,
                            kefu_error *error)
{
    kefu_payroll *roll = kf_alloc_zero(memory, sizeof *roll);
    if (!roll)
        return kf_no_memory(error);
    roll->memory = *memory;
    kf_arena_init(&roll->arena, &roll->memory);
    kefu_status status = kf_pay_plan_copy(memory, plan, &roll->plan, error);
    if (status)
        kf_free(memory, roll, sizeof *roll);
    else
        *out = roll;
    return status;
}

kefu_status KEFU_CALL kefu_pay(const kefu_pay_plan *plan, const kefu_sheet *const *sheets,
                               int32_t n_sheets, const kefu_frame *frame,
                               const kefu_pay_options *options, kefu_payroll **out,
                               kefu_error *error)
{
    kefu_pay_options ours;
    if (!plan || !sheets || n_sheets < 1 || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pay: plan, sheets or out is NULL, or none");
    kefu_status status = kf_take_options(&ours, sizeof ours, options, error);
    kf_paying p = {.sheets = sheets, .n_sheets = n_sheets, .frame = frame, .error = error};
    if (!status)
        status = kf_memory_init(&p.memory,
                                ours.allocator ? ours.allocator : &plan->scheme.memory.with, error);
    if (!status)
        status = pay_roll(&p.memory, plan, &p.roll, error);
    if (status)
        return status;
    p.plan = p.roll->plan;
    p.items = ours.items;
    kf_arena_init(&p.arena, &p.memory);
    status = pay_steps(&p);
    kf_arena_free(&p.arena);
    if (status)
        kefu_payroll_free(p.roll);
    else
        *out = p.roll;
    return status;
}
