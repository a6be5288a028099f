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
                            .figure = cell->figure,
                            .factor = cell->factor,
                            .of_days = cell->of_days,
                            .evidence = cell->evidence};
    return kf_give(out, &ours, sizeof ours);
}

kefu_status KEFU_CALL kefu_payroll_sum(const kefu_payroll *roll, int32_t part, int64_t *out,
                                       kefu_error *error)
{
    int64_t sum = 0;
    if (!roll || !out || part < -1 || part >= roll->plan->n_parts)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_payroll_sum: NULL, or no such part");
    for (size_t i = 0; i < roll->n; i++) {
        int64_t more = part < 0 ? roll->lines[i].pay : kf_pay_cell_at(roll, i, part)->amount;
        if (more > 0 ? sum > INT64_MAX - more : sum < INT64_MIN - more)
            return kf_fail(error, KEFU_E_OVERFLOW, "the sum leaves 64 bits");
        sum += more;
    }
    *out = sum;
    return KEFU_OK;
}

const kefu_pay_plan *KEFU_CALL kefu_payroll_plan(const kefu_payroll *roll)
{
    return roll ? roll->plan : NULL;
}
