/* pay_items.c - parts that are paid by the row: a rate of each, within limits, with evidence. */
#include <string.h>

#include "base/sort.h"
#include "pay/payroll.h"
#include "table/row_block.h"

enum { ITEM_PERSON, ITEM_PART, ITEM_AMOUNT, ITEM_CURRENCY, ITEM_EVIDENCE, ITEM_COLUMNS };

static const kf_field item_columns[ITEM_COLUMNS] = {
    [ITEM_PERSON] = {{"person", "客服"}, 1},     [ITEM_PART] = {{"part", "项目"}, 1},
    [ITEM_AMOUNT] = {{"amount", "金额"}, 1},     [ITEM_CURRENCY] = {{"currency", "币种"}, 0},
    [ITEM_EVIDENCE] = {{"evidence", "凭证"}, 0},
};

typedef struct pay_item {
    uint32_t line;
    int32_t part;
    int64_t amount; /* minor units */
    const char *evidence;
} pay_item;

/* Rows as they are read. */
typedef struct item_rows {
    kf_paying *p;
    kf_row_block block;
    pay_item *items;
    size_t n;
} item_rows;

/* ---- Cells ---------------------------------------------------------------------------------- */

static kefu_status item_bad(const item_rows *b, int32_t column, int64_t row, const char *expected)
{
    return kf_row_block_bad(&b->block, column, row, expected, b->p->error);
}

/* A text with NUL that lives as long as the paying; "" where the cell is empty. */
static kefu_status item_text(const item_rows *b, int32_t column, int64_t i, int64_t row,
                             const char **out)
{
    return kf_row_block_text(&b->block, column, i, row, &b->p->arena, out, b->p->error);
}

static kefu_status item_amount(item_rows *b, int64_t i, int64_t row, int64_t *out)
{
    kefu_cell cell = {.struct_size = sizeof cell,
                      .column = "amount",
                      .kind = KEFU_CELL_NUMBER,
                      .scale = b->p->plan->exponent};
    int32_t state = b->block.states[ITEM_AMOUNT][i];
    *out = b->block.numbers[ITEM_AMOUNT][i];
    if (state == KEFU_VALUE_OK && !kf_row_block_is_number(&b->block, ITEM_AMOUNT)) {
        const kefu_text *text = &b->block.texts[ITEM_AMOUNT][i];
        kefu_status status = kefu_cell_parse(&cell, text->data, text->size, out, &state, NULL);
        if (status == KEFU_E_PRECISION)
            return kf_fail_row(b->p->error, status, row,
                               "items: '%t' has more digits than the plan's exponent, %d",
                               text->data, text->size, b->p->plan->exponent);
        if (status == KEFU_E_MEMORY)
            return kf_no_memory(b->p->error);
        state = status ? KEFU_VALUE_NO_DATA : state;
    }
    return state == KEFU_VALUE_OK ? KEFU_OK : item_bad(b, ITEM_AMOUNT, row, "an amount");
}

static kefu_status item_currency(item_rows *b, int64_t i, int64_t row)
{
    static const char *const yuan[] = {"yuan", "元", "人民币", "RMB", "¥"};
    const char *plan = b->p->plan->currency, *text;
    kefu_status status = item_text(b, ITEM_CURRENCY, i, row, &text);
    if (status || !*text || !strcmp(text, plan))
        return status;
    for (size_t k = 0; k < sizeof yuan / sizeof *yuan; k++)
        if (!strcmp(text, yuan[k]) && !strcmp(plan, "CNY"))
            return KEFU_OK;
    return kf_fail_row(b->p->error, KEFU_E_DATA, row, "items: this row is in '%s', the plan in %s",
                       text, plan);
}

static kefu_status item_part(item_rows *b, const char *id, int64_t row, int32_t *out)
{
    const kefu_pay_plan *plan = b->p->plan;
    kf_near near;
    kf_near_init(&near, id, strlen(id));
    for (int32_t i = 0; i < plan->n_parts; i++) {
        if (plan->parts[i].kind != KF_PAY_ITEMS)
            continue;
        if (!strcmp(plan->parts[i].id, id)) {
            *out = i;
            return KEFU_OK;
        }
        kf_near_add(&near, plan->parts[i].id);
    }
    return kf_fail_row(b->p->error, KEFU_E_NAME, row,
                       "items: the plan has no part '%s' of kind items%s", id, kf_near_text(&near));
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static kefu_status item_read(item_rows *b, int64_t i, int64_t row)
{
    pay_item *item = &b->items[b->n];
    const char *person, *part;
    kefu_status status = item_text(b, ITEM_PERSON, i, row, &person);
    if (!status)
        status = item_text(b, ITEM_PART, i, row, &part);
    if (!status)
        status = item_part(b, part, row, &item->part);
    if (!status)
        status = item_text(b, ITEM_EVIDENCE, i, row, &item->evidence);
    if (!status)
        status = item_amount(b, i, row, &item->amount);
    if (!status)
        status = item_currency(b, i, row);
    if (status)
        return status;
    int64_t line = kf_pay_find(b->p->roll, person);
    if (line < 0)
        return kf_pay_no_person(b->p->roll, person, "items", row, b->p->error);
    item->line = (uint32_t)line;
    b->n++;
    return KEFU_OK;
}

static kefu_status item_all(item_rows *b, const kf_batch *rows)
{
    kefu_status status = KEFU_OK;
    for (int64_t first = 0; first < rows->rows && !status; first += KF_BLOCK) {
        int64_t left = rows->rows - first, count = left < KF_BLOCK ? left : KF_BLOCK;
        status = kf_row_block_read(&b->block, first, count, b->p->error);
        for (int64_t i = 0; i < count && !status; i++)
            status = item_read(b, i, rows->first_row + first + i);
    }
    return status;
}

/* ---- Amounts -------------------------------------------------------------------------------- */

static int32_t item_order(const void *things, uint32_t a, uint32_t b)
{
    const pay_item *x = (const pay_item *)things + a, *y = (const pay_item *)things + b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    return (int32_t)strcmp(x->evidence, y->evidence);
}

/* What a row gives; one that takes an amount back takes back what it gave. */
static void item_gives(const kf_pay_rule *rule, int64_t amount, kf_ratio *out)
{
    kf_ratio rate, end, zero;
    kf_ratio_set(&zero, 0, 1);
    kf_ratio_set(out, amount, 1);
    if (!amount)
        return;
    kf_ratio_decimal(&rate, rule->rate.value, rule->rate.scale);
    kf_ratio_mul(out, out, &rate);
    if (amount < 0)
        kf_ratio_sub(out, &zero, out);
    kf_ratio_set(&end, rule->least_each, 1);
    if (kf_ratio_compare(out, &end) < 0)
        *out = end;
    kf_ratio_set(&end, rule->most_each, 1);
    if (kf_ratio_compare(out, &end) > 0)
        *out = end;
    if (amount < 0)
        kf_ratio_sub(out, &zero, out);
}

/* items[order[0..n-1]] are those of one cell. */
static kefu_status item_cell(kf_paying *p, const pay_item *items, const uint32_t *order, size_t n)
{
    const pay_item *first = &items[order[0]];
    const kf_pay_line *line = &p->roll->lines[first->line];
    const kf_pay_rule *rule = &p->plan->parts[first->part];
    kf_pay_cell *cell = kf_pay_cell_at(p->roll, first->line, first->part);
    const char *last = "";
    kf_ratio sum, one;
    kf_buffer evidence;
    if (cell->cause)
        return KEFU_OK;
    kf_ratio_set(&sum, 0, 1);
    kf_buffer_init(&evidence, &p->memory);
    for (size_t i = 0; i < n; i++) {
        const pay_item *item = &items[order[i]];
        item_gives(rule, item->amount, &one);
        kf_ratio_add(&sum, &sum, &one);
        if (!strcmp(item->evidence, last))
            continue;
        kf_put(&evidence, ", ", evidence.size ? 2 : 0);
        kf_put_text(&evidence, item->evidence);
        last = item->evidence;
    }
    cell->figure = (kefu_value){(int64_t)n, 1, (int64_t)n, KEFU_VALUE_OK, 0};
    cell->evidence =
        evidence.failed
            ? NULL
            : kf_arena_text(&p->roll->arena, evidence.size ? evidence.data : "", evidence.size);
    kf_buffer_free(&evidence);
    if (!cell->evidence) {
        cell->evidence = "";
        return kf_no_memory(p->error);
    }
    return kf_pay_finish(p, line, rule, &sum, cell);
}

static kefu_status item_cells(kf_paying *p, const pay_item *items, size_t n)
{
    uint32_t *order = kf_alloc_array(&p->memory, n, sizeof *order);
    if (!order)
        return kf_no_memory(p->error);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    kefu_status status = kf_sort(&p->memory, order, n, item_order, items, p->error);
    for (size_t first = 0, end; first < n && !status; first = end) {
        const pay_item *item = &items[order[first]];
        end = first + 1;
        while (end < n && items[order[end]].line == item->line &&
               items[order[end]].part == item->part)
            end++;
        status = item_cell(p, items, order + first, end - first);
    }
    kf_free_array(&p->memory, order, n, sizeof *order);
    return status;
}

static kefu_status item_of_rows(kf_paying *p, const kf_batch *rows)
{
    const int32_t scales[ITEM_COLUMNS] = {[ITEM_AMOUNT] = p->plan->exponent};
    const size_t n = (size_t)rows->rows;
    item_rows b = {
        .p = p,
        .block = {.what = "items", .fields = item_columns, .n = ITEM_COLUMNS, .scales = scales}};
    if (rows->rows > INT32_MAX)
        return kf_fail(p->error, KEFU_E_LIMIT, "items: more than %d rows", INT32_MAX);
    kefu_status status = kf_row_block_open(&b.block, &p->memory, rows, p->error);
    if (!status && !(b.items = kf_alloc_array(&p->memory, n, sizeof *b.items)))
        status = kf_no_memory(p->error);
    if (!status)
        status = item_all(&b, rows);
    if (!status)
        status = item_cells(p, b.items, b.n);
    kf_free_array(&p->memory, b.items, n, sizeof *b.items);
    kf_row_block_close(&b.block);
    return status;
}

kefu_status kf_pay_items(kf_paying *p)
{
    kf_batch rows;
    if (!p->items)
        return KEFU_OK;
    kefu_status status = kf_batch_open(&rows, &p->memory, p->items, p->error);
    if (status)
        return status;
    status = item_of_rows(p, &rows);
    kf_batch_close(&rows);
    return status;
}
