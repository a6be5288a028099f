/* pay_people.c - whom the sheets list, in their order; each person once. */
#include <string.h>

#include "base/sort.h"
#include "pay/payroll.h"
#include "score/show_days.h"

const char *kf_pay_keep(kefu_payroll *roll, const char *text, kefu_status *status,
                        kefu_error *error)
{
    const char *kept = *status ? NULL : kf_arena_text(&roll->arena, text, strlen(text));
    if (!kept && !*status)
        *status = kf_no_memory(error);
    return kept;
}

static kefu_status payee_line(kf_paying *p, int32_t sheet, int64_t row, kf_pay_line *line)
{
    kefu_sheet_row from = {.struct_size = sizeof from};
    kefu_status status = kefu_sheet_row_at(p->sheets[sheet], row, &from);
    line->sheet = sheet;
    line->sheet_row = row;
    line->frame_row = -1;
    line->total = from.total;
    line->has_total = from.status == KEFU_VALUE_OK;
    line->days = from.share_of_days;
    line->days_of = line->days.den > 0 ? kf_share_is_of(p->sheets[sheet], &line->days) : 0;
    if (from.flags & (KEFU_ROW_PENDING | KEFU_ROW_PROVISIONAL))
        line->flags |= KEFU_PAY_PROVISIONAL;
    const struct {
        const char *from, **to;
    } texts[] = {{from.person, &line->person}, {from.name, &line->name},
                 {from.team, &line->team},     {from.group, &line->group},
                 {from.grade, &line->grade},   {from.tier, &line->tier}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].to = kf_pay_keep(p->roll, texts[i].from, &status, p->error);
    return status;
}

static int32_t payee_order(const void *things, uint32_t a, uint32_t b)
{
    const kf_pay_line *lines = things;
    return (int32_t)strcmp(lines[a].person, lines[b].person);
}

static kefu_status payee_sort(kf_paying *p)
{
    kefu_payroll *roll = p->roll;
    for (size_t i = 0; i < roll->n; i++)
        roll->by_person[i] = (uint32_t)i;
    kefu_status status =
        kf_sort(&p->memory, roll->by_person, roll->n, payee_order, roll->lines, p->error);
    for (size_t i = 1; i < roll->n && !status; i++) {
        const char *person = roll->lines[roll->by_person[i]].person;
        if (!strcmp(roll->lines[roll->by_person[i - 1]].person, person))
            status = kf_fail(p->error, KEFU_E_DUPLICATE, "'%s' is in two sheets", person);
    }
    return status;
}

static kefu_status payee_room(kf_paying *p)
{
    kefu_payroll *roll = p->roll;
    int64_t rows = 0;
    for (int32_t i = 0; i < p->n_sheets; i++) {
        rows += kefu_sheet_rows(p->sheets[i]);
        if (rows > INT32_MAX)
            return kf_fail(p->error, KEFU_E_LIMIT, "more than %d people", INT32_MAX);
    }
    roll->n = (size_t)rows;
    roll->lines = kf_alloc_zeros(&p->memory, roll->n, sizeof *roll->lines);
    roll->by_person = kf_alloc_array(&p->memory, roll->n, sizeof *roll->by_person);
    if ((size_t)roll->plan->n_parts <= SIZE_MAX / (roll->n + 1))
        roll->cells =
            kf_alloc_zeros(&p->memory, roll->n * (size_t)roll->plan->n_parts, sizeof *roll->cells);
    if (!roll->lines || !roll->by_person || !roll->cells)
        return kf_no_memory(p->error);
    for (size_t i = 0; i < roll->n * (size_t)roll->plan->n_parts; i++)
        roll->cells[i] =
            (kf_pay_cell){.pool = -1, .unmet = -1, .not_met = {"", ""}, .evidence = ""};
    return KEFU_OK;
}

kefu_status kf_pay_people(kf_paying *p)
{
    kefu_status status = payee_room(p);
    size_t line = 0;
    for (int32_t i = 0; i < p->n_sheets && !status; i++)
        for (int64_t row = 0; row < kefu_sheet_rows(p->sheets[i]) && !status; row++)
            status = payee_line(p, i, row, &p->roll->lines[line++]);
    return status ? status : payee_sort(p);
}

int64_t kf_pay_find(const kefu_payroll *roll, const char *person)
{
    size_t low = 0, high = roll->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(roll->lines[roll->by_person[middle]].person, person);
        if (order == 0)
            return roll->by_person[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

kefu_status kf_pay_no_person(const kefu_payroll *roll, const char *person, const char *what,
                             int64_t row, kefu_error *error)
{
    kf_near near;
    kf_near_init(&near, person, strlen(person));
    for (size_t i = 0; i < roll->n; i++)
        kf_near_add(&near, roll->lines[i].person);
    return kf_fail_row(error, KEFU_E_NAME, row, "%s: nobody in the sheets is '%s'%s", what, person,
                       kf_near_text(&near));
}
