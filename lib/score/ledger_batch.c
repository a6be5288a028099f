/* ledger_batch.c - decisions from rows: whoever keeps them in a spreadsheet. */
#include <string.h>

#include "base/fail.h"
#include "score/ledger.h"
#include "table/row_block.h"

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

/* ---- Cells ---------------------------------------------------------------------------------- */

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

static kefu_status ledger_cell_day(const kf_row_block *block, int64_t i, int32_t *day)
{
    int64_t number;
    if (!kf_row_block_has(block, LEDGER_DAY, i))
        return KEFU_E_DATA;
    if (!kf_row_block_is_number(block, LEDGER_DAY))
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
static kefu_status ledger_cell_count(const kf_row_block *block, int64_t i, int32_t action,
                                     int64_t *count)
{
    const int64_t all = action == KEFU_EXCLUDE ? 0 : KEFU_ALL_HITS;
    kefu_cell cell = {.struct_size = sizeof cell, .column = "count", .kind = KEFU_CELL_NUMBER};
    int32_t state = KEFU_VALUE_OK;
    *count = all;
    if (!kf_row_block_has(block, LEDGER_COUNT, i))
        return KEFU_OK;
    if (kf_row_block_is_number(block, LEDGER_COUNT))
        *count = block->numbers[LEDGER_COUNT][i];
    else if (kefu_cell_parse(&cell, block->texts[LEDGER_COUNT][i].data,
                             block->texts[LEDGER_COUNT][i].size, count, &state, NULL))
        return KEFU_E_DATA;
    if (state == KEFU_VALUE_NO_DATA)
        *count = all;
    return *count > 0 || state == KEFU_VALUE_NO_DATA ? KEFU_OK : KEFU_E_DATA;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static kefu_status ledger_add_row(kefu_ledger *ledger, kf_row_block *block, int64_t i, int64_t row,
                                  kefu_error *error)
{
    kefu_decision d = {.struct_size = sizeof d};
    const struct {
        int32_t column;
        const char **to;
    } texts[] = {{LEDGER_PERSON, &d.person}, {LEDGER_PART, &d.part},         {LEDGER_BY, &d.by},
                 {LEDGER_REASON, &d.reason}, {LEDGER_EVIDENCE, &d.evidence}, {LEDGER_TO, &d.to}};
    kefu_status status = KEFU_OK;
    for (size_t k = 0; k < sizeof texts / sizeof *texts && !status; k++)
        status =
            kf_row_block_text(block, texts[k].column, i, row, &block->arena, texts[k].to, error);
    if (status)
        return status;
    if (!kf_row_block_has(block, LEDGER_ACTION, i) ||
        kf_row_block_is_number(block, LEDGER_ACTION) ||
        ledger_cell_action(&block->texts[LEDGER_ACTION][i], &d.action))
        return kf_row_block_bad(block, LEDGER_ACTION, row,
                                "confirm 确认, reject 驳回, reassign 改派, "
                                "exclude 排除 or uphold 申诉成立",
                                error);
    if (ledger_cell_day(block, i, &d.day))
        return kf_row_block_bad(block, LEDGER_DAY, row, "a date", error);
    if (ledger_cell_count(block, i, d.action, &d.count))
        return kf_row_block_bad(block, LEDGER_COUNT, row,
                                "a whole number from 1, or nothing for all", error);
    status = kefu_ledger_add(ledger, &d, error);
    if (status && error)
        error->row = row;
    return status;
}

static kefu_status ledger_add_rows(kefu_ledger *ledger, kf_row_block *block, const kf_batch *batch,
                                   kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int64_t first = 0; first < batch->rows && !status; first += KF_BLOCK) {
        int64_t left = batch->rows - first, count = left < KF_BLOCK ? left : KF_BLOCK;
        status = kf_row_block_read(block, first, count, error);
        for (int64_t i = 0; i < count && !status; i++)
            status = ledger_add_row(ledger, block, i, batch->first_row + first + i, error);
    }
    return status;
}

kefu_status KEFU_CALL kefu_ledger_add_batch(kefu_ledger *ledger, const kefu_batch *batch,
                                            kefu_error *error)
{
    kf_row_block block = {
        .what = "decisions", .fields = ledger_fields, .n = LEDGER_COLUMNS, .bare = 1};
    kf_batch rows;
    if (!ledger || !batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_ledger_add_batch: ledger or batch is NULL");
    kefu_status status = kf_batch_open(&rows, &ledger->memory, batch, error);
    if (status)
        return status;
    const size_t before = ledger->n;
    status = kf_row_block_open(&block, &ledger->memory, &rows, error);
    if (!status)
        status = ledger_add_rows(ledger, &block, &rows, error);
    if (status)
        kf_ledger_cut(ledger, before);
    kf_row_block_close(&block);
    kf_batch_close(&rows);
    return status;
}
