/* ledger_batch.c - decisions from rows: whoever keeps them in a spreadsheet. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "score/ledger.h"
#include "table/fields.h"

enum {
    LEDGER_PERSON,
    LEDGER_PART,
    LEDGER_ACTION,
    LEDGER_BY,
    LEDGER_DAY,
    LEDGER_COUNT,
    LEDGER_REASON,
    LEDGER_EVIDENCE,
    LEDGER_TO,
    LEDGER_COLUMNS
};

static const kf_field ledger_fields[LEDGER_COLUMNS] = {
    [LEDGER_PERSON] = {{"person", "客服"}, 1}, [LEDGER_PART] = {{"part", "事项"}, 1},
    [LEDGER_ACTION] = {{"action", "复核"}, 1}, [LEDGER_BY] = {{"by", "复核人"}, 1},
    [LEDGER_DAY] = {{"day", "日期"}, 1},       [LEDGER_COUNT] = {{"count", "数量"}, 0},
    [LEDGER_REASON] = {{"reason", "理由"}, 0}, [LEDGER_EVIDENCE] = {{"evidence", "凭证"}, 0},
    [LEDGER_TO] = {{"to", "改派给"}, 0},
};

/* A block of rows, a cell as text or as a whole number. */
typedef struct ledger_block {
    const kf_column *columns[LEDGER_COLUMNS];
    kefu_text (*texts)[KF_BLOCK]; /* LEDGER_COLUMNS of them */
    int64_t (*numbers)[KF_BLOCK]; /* likewise, of columns that are not text */
    uint8_t (*states)[KF_BLOCK];  /* LEDGER_COLUMNS of them */
    kf_arena arena;               /* texts that had to be converted, and copies with NUL */
} ledger_block;

/* ---- Columns -------------------------------------------------------------------------------- */

static int32_t ledger_is_number(const ledger_block *block, int32_t column)
{
    return !block->columns[column]->is_text;
}

static kefu_status ledger_read_block(ledger_block *block, int64_t first, int64_t count,
                                     kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < LEDGER_COLUMNS && !status; i++) {
        int32_t any = 0;
        if (!block->columns[i])
            memset(block->states[i], KEFU_VALUE_NO_DATA, KF_BLOCK);
        else if (ledger_is_number(block, i))
            status = kf_column_numbers(block->columns[i], first, count, 0, block->numbers[i],
                                       block->states[i], &any, error);
        else
            status = kf_column_texts(block->columns[i], first, count, &block->arena,
                                     block->texts[i], block->states[i], &any, error);
    }
    return status;
}

/* ---- Cells ---------------------------------------------------------------------------------- */

static int32_t ledger_has(const ledger_block *block, int32_t column, int64_t i)
{
    if (block->states[column][i] != KEFU_VALUE_OK)
        return 0;
    return ledger_is_number(block, column) || block->texts[column][i].size != 0;
}

static kefu_status ledger_cell_action(const kefu_text *text, int32_t *action)
{
    static const struct {
        const char *word;
        int32_t action;
    } words[] = {{"confirm", KEFU_CONFIRM}, {"确认", KEFU_CONFIRM},      {"reject", KEFU_REJECT},
                 {"驳回", KEFU_REJECT},     {"reassign", KEFU_REASSIGN}, {"改派", KEFU_REASSIGN},
                 {"exclude", KEFU_EXCLUDE}, {"排除", KEFU_EXCLUDE},      {"uphold", KEFU_UPHOLD},
                 {"申诉成立", KEFU_UPHOLD}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text->size == strlen(words[i].word) && !memcmp(text->data, words[i].word, text->size)) {
            *action = words[i].action;
            return KEFU_OK;
        }
    return KEFU_E_DATA;
}

static kefu_status ledger_cell_day(ledger_block *block, int64_t i, int32_t *day)
{
    int64_t number;
    if (!ledger_has(block, LEDGER_DAY, i))
        return KEFU_E_DATA;
    if (!ledger_is_number(block, LEDGER_DAY))
        return kefu_date_parse(block->texts[LEDGER_DAY][i].data, block->texts[LEDGER_DAY][i].size,
                               day, NULL);
    number = block->numbers[LEDGER_DAY][i];
    if (block->columns[LEDGER_DAY]->view.type != KEFU_COLUMN_DATE || number < INT32_MIN ||
        number > INT32_MAX)
        return KEFU_E_DATA;
    *day = (int32_t)number;
    return KEFU_OK;
}

/* Empty is all of them, or what excludes has; a written 0 would mean nothing, so it is refused. */
static kefu_status ledger_cell_count(ledger_block *block, int64_t i, int32_t action, int64_t *count)
{
    const int64_t all = action == KEFU_EXCLUDE ? 0 : KEFU_ALL_HITS;
    kefu_cell cell = {.struct_size = sizeof cell, .column = "count", .kind = KEFU_CELL_NUMBER};
    int32_t state = KEFU_VALUE_OK;
    *count = all;
    if (!ledger_has(block, LEDGER_COUNT, i))
        return KEFU_OK;
    if (ledger_is_number(block, LEDGER_COUNT))
        *count = block->numbers[LEDGER_COUNT][i];
    else if (kefu_cell_parse(&cell, block->texts[LEDGER_COUNT][i].data,
                             block->texts[LEDGER_COUNT][i].size, count, &state, NULL))
        return KEFU_E_DATA;
    if (state == KEFU_VALUE_NO_DATA)
        *count = all;
    return *count > 0 || state == KEFU_VALUE_NO_DATA ? KEFU_OK : KEFU_E_DATA;
}

static kefu_status ledger_cell_text(ledger_block *block, int32_t column, int64_t i,
                                    const char **out, kefu_error *error)
{
    kefu_text text = block->texts[column][i];
    char digits[48];
    *out = "";
    if (!ledger_has(block, column, i))
        return KEFU_OK;
    if (ledger_is_number(block, column)) {
        text.size = kf_decimal_format(block->numbers[column][i], 0, digits);
        text.data = digits;
    }
    if (memchr(text.data, 0, text.size))
        return KEFU_E_DATA;
    *out = kf_arena_text(&block->arena, text.data, text.size);
    return *out ? KEFU_OK : kf_no_memory(error);
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static kefu_status ledger_bad_cell(const ledger_block *block, int32_t column, int64_t row,
                                   const char *expected, kefu_error *error)
{
    const kf_column *there = block->columns[column];
    return kf_fail_row(error, KEFU_E_DATA, row, "column '%s': expected %s",
                       there ? there->view.name : ledger_fields[column].names[0], expected);
}

static kefu_status ledger_add_row(kefu_ledger *ledger, ledger_block *block, int64_t i, int64_t row,
                                  kefu_error *error)
{
    kefu_decision d = {.struct_size = sizeof d};
    const struct {
        int32_t column;
        const char **to;
    } texts[] = {{LEDGER_PERSON, &d.person}, {LEDGER_PART, &d.part},         {LEDGER_BY, &d.by},
                 {LEDGER_REASON, &d.reason}, {LEDGER_EVIDENCE, &d.evidence}, {LEDGER_TO, &d.to}};
    kefu_status status;
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        const kf_field *field = &ledger_fields[texts[k].column];
        status = ledger_cell_text(block, texts[k].column, i, texts[k].to, error);
        if (status == KEFU_E_MEMORY)
            return status;
        if (status || (field->required && !**texts[k].to))
            return ledger_bad_cell(block, texts[k].column, row, "a text", error);
    }
    if (!ledger_has(block, LEDGER_ACTION, i) || ledger_is_number(block, LEDGER_ACTION) ||
        ledger_cell_action(&block->texts[LEDGER_ACTION][i], &d.action))
        return ledger_bad_cell(block, LEDGER_ACTION, row,
                               "confirm 确认, reject 驳回, reassign 改派, "
                               "exclude 排除 or uphold 申诉成立",
                               error);
    if (ledger_cell_day(block, i, &d.day))
        return ledger_bad_cell(block, LEDGER_DAY, row, "a date", error);
    if (ledger_cell_count(block, i, d.action, &d.count))
        return ledger_bad_cell(block, LEDGER_COUNT, row,
                               "a whole number from 1, or nothing for all", error);
    status = kefu_ledger_add(ledger, &d, error);
    if (status && error)
        error->row = row;
    return status;
}

static kefu_status ledger_add_rows(kefu_ledger *ledger, ledger_block *block, const kf_batch *batch,
                                   int64_t first_row, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int64_t first = 0; first < batch->rows && !status; first += KF_BLOCK) {
        int64_t left = batch->rows - first, count = left < KF_BLOCK ? left : KF_BLOCK;
        status = ledger_read_block(block, first, count, error);
        for (int64_t i = 0; i < count && !status; i++)
            status = ledger_add_row(ledger, block, i, first_row + first + i, error);
        kf_arena_free(&block->arena);
    }
    return status;
}

kefu_status KEFU_CALL kefu_ledger_add_batch(kefu_ledger *ledger, const kefu_batch *batch,
                                            kefu_error *error)
{
    ledger_block block;
    kf_batch rows;
    size_t before;
    kefu_status status;
    if (!ledger || !batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_ledger_add_batch: ledger or batch is NULL");
    status = kf_batch_open(&rows, &ledger->memory, batch, error);
    if (status)
        return status;
    before = ledger->n;
    memset(&block, 0, sizeof block);
    kf_arena_init(&block.arena, &ledger->memory);
    block.texts = kf_alloc_array(&ledger->memory, LEDGER_COLUMNS, sizeof *block.texts);
    block.numbers = kf_alloc_array(&ledger->memory, LEDGER_COLUMNS, sizeof *block.numbers);
    block.states = kf_alloc_array(&ledger->memory, LEDGER_COLUMNS, sizeof *block.states);
    if (!block.texts || !block.numbers || !block.states)
        status = kf_no_memory(error);
    if (!status)
        status =
            kf_fields_find(&rows, "decisions", ledger_fields, LEDGER_COLUMNS, block.columns, error);
    if (!status)
        status = ledger_add_rows(ledger, &block, &rows, rows.first_row, error);
    if (status)
        kf_ledger_cut(ledger, before);
    kf_free_array(&ledger->memory, block.texts, LEDGER_COLUMNS, sizeof *block.texts);
    kf_free_array(&ledger->memory, block.numbers, LEDGER_COLUMNS, sizeof *block.numbers);
    kf_free_array(&ledger->memory, block.states, LEDGER_COLUMNS, sizeof *block.states);
    kf_batch_close(&rows);
    return status;
}
