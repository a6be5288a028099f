/* payroll.c - the accessors of a payroll. */
#include <string.h>

#include "pay/payroll.h"

void KEFU_CALL kefu_payroll_free(kefu_payroll *roll)
{
    if (!roll)
        return;
    kf_memory memory = roll->memory;
    size_t parts = (size_t)roll->plan->n_parts;
    kf_free_array(&memory, roll->pools, roll->pools_capacity, sizeof *roll->pools);
    kf_free_array(&memory, roll->units, parts, sizeof *roll->units);
    kf_free_array(&memory, roll->cells, roll->n * parts, sizeof *roll->cells);
    kf_free_array(&memory, roll->by_person, roll->n, sizeof *roll->by_person);
    kf_free_array(&memory, roll->lines, roll->n, sizeof *roll->lines);
    kf_arena_free(&roll->arena);
    kefu_pay_plan_free(roll->plan);
    kf_free(&memory, roll, sizeof *roll);
}

int64_t KEFU_CALL kefu_payroll_rows(const kefu_payroll *roll)
{
    return roll ? (int64_t)roll->n : 0;
}

kefu_status KEFU_CALL kefu_payroll_find(const kefu_payroll *roll, const char *person, int64_t *row,
                                        kefu_error *error)
{
    if (!roll || !person || !row)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_payroll_find: payroll, person or row is NULL");
    int64_t found = kf_pay_find(roll, person);
    if (found < 0)
        return kf_pay_no_person(roll, person, "payroll", -1, error);
    *row = found;
    return KEFU_OK;
}

static const kf_pay_line *payroll_line(const kefu_payroll *roll, int64_t row)
{
    return row >= 0 && row < kefu_payroll_rows(roll) ? &roll->lines[row] : NULL;
}

kefu_status KEFU_CALL kefu_payroll_row(const kefu_payroll *roll, int64_t row, kefu_pay_row *out)
{
    const kf_pay_line *line = payroll_line(roll, row);
    if (!line || !out)
        return KEFU_E_ARGUMENT;
    kefu_pay_row ours = {.struct_size = sizeof ours,
                         .person = line->person,
                         .name = line->name,
                         .team = line->team,
                         .wage = line->wage,
                         .earned = line->earned,
                         .deducted = line->deducted,
                         .waived = line->waived,
                         .top_up = line->top_up,
                         .pay = line->pay,
                         .status = line->status,
                         .flags = line->flags};
    return kf_give(out, &ours, sizeof ours);
}

kefu_status KEFU_CALL kefu_payroll_amount(const kefu_payroll *roll, int64_t row, int32_t part,
                                          kefu_pay_amount *out)
{
    if (!payroll_line(roll, row) || part < 0 || part >= roll->plan->n_parts || !out)
        return KEFU_E_ARGUMENT;
    const kf_pay_cell *cell = kf_pay_cell_at(roll, (size_t)row, part);
    kefu_pay_amount ours = {.struct_size = sizeof ours,
                            .amount = cell->amount,
                            .status = cell->status,
                            .cause = cell->cause,
                            .figure = cell->figure,
                            .factor = cell->factor,
                            .of_days = cell->of_days,
                            .evidence = cell->evidence,
                            .flags = cell->flags,
                            .unmet = cell->unmet};
    return kf_give(out, &ours, sizeof ours);
}

/* ---- Pools ---------------------------------------------------------------------------------- */

int32_t KEFU_CALL kefu_payroll_pools(const kefu_payroll *roll, int32_t part)
{
    int32_t n = 0;
    for (size_t i = 0; roll && i < roll->n_pools; i++)
        n += roll->pools[i].part == part;
    return n;
}

kefu_status KEFU_CALL kefu_payroll_pool(const kefu_payroll *roll, int32_t part, int32_t index,
                                        kefu_pay_pool *out)
{
    size_t i = 0;
    if (!out || index < 0 || index >= kefu_payroll_pools(roll, part))
        return KEFU_E_ARGUMENT;
    while (roll->pools[i].part != part)
        i++;
    const kf_pay_pool *pool = &roll->pools[i + (size_t)index]; /* those of a part are together */
    kefu_pay_pool ours = {.struct_size = sizeof ours,
                          .within = pool->within,
                          .amount = pool->amount,
                          .shared = pool->shared,
                          .heads = pool->heads,
                          .weights = pool->weights,
                          .missing = pool->missing ? pool->missing : "",
                          .sheet = pool->sheet,
                          .cause = pool->cause};
    return kf_give(out, &ours, sizeof ours);
}

/* ---- Sums ----------------------------------------------------------------------------------- */

kefu_status kf_pay_sum(const kefu_payroll *roll, int32_t part, size_t field, int64_t *sum,
                       int64_t *unknown, kefu_error *error)
{
    *sum = *unknown = 0;
    for (size_t i = 0; i < roll->n; i++) {
        int64_t more;
        if (part < 0)
            memcpy(&more, (const char *)&roll->lines[i] + field, sizeof more);
        else
            more = kf_pay_cell_at(roll, i, part)->amount;
        *unknown += more == KEFU_UNKNOWN;
        more = more == KEFU_UNKNOWN ? 0 : more;
        if (more > 0 ? *sum > INT64_MAX - more : *sum < -INT64_MAX - more)
            return kf_fail(error, KEFU_E_OVERFLOW, "the sum leaves 64 bits");
        *sum += more;
    }
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_payroll_sum(const kefu_payroll *roll, int32_t part, int64_t *out,
                                       int64_t *unknown, kefu_error *error)
{
    int64_t sum = 0, missing = 0;
    if (!roll || !out || part < -1 || part >= roll->plan->n_parts)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_payroll_sum: NULL, or no such part");
    kefu_status status = kf_pay_sum(roll, part, offsetof(kf_pay_line, pay), &sum, &missing, error);
    if (status)
        return status;
    *out = sum;
    if (unknown)
        *unknown = missing;
    return KEFU_OK;
}

/* ---- What it is of -------------------------------------------------------------------------- */

const kefu_pay_plan *KEFU_CALL kefu_payroll_plan(const kefu_payroll *roll)
{
    return roll ? roll->plan : NULL;
}

const char *KEFU_CALL kefu_payroll_period(const kefu_payroll *roll)
{
    return roll ? roll->period : NULL;
}

int64_t KEFU_CALL kefu_payroll_unpaid(const kefu_payroll *roll)
{
    return roll ? (int64_t)roll->n_unpaid : 0;
}

const char *KEFU_CALL kefu_payroll_unpaid_at(const kefu_payroll *roll, int64_t index)
{
    return index >= 0 && index < kefu_payroll_unpaid(roll) ? roll->unpaid[index] : NULL;
}
