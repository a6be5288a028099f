/* verdicts_read.c - reviews of a batch, read and kept in one go. */
#include <string.h>

#include "base/fail.h"
#include "review/verdicts.h"
#include "table/text_rows.h"

enum {
    READ_TEXT,
    READ_FOLLOW_UP,
    READ_ID,
    READ_PRODUCT,
    READ_AGENT,
    READ_DAY,
    READ_STARS,
    READ_BY,
    READ_FLAGS,
    READ_FOLLOW_UP_DAY,
    READ_REVIEW_FIELDS
};

static const kf_field read_review_fields[READ_REVIEW_FIELDS] = {
    {{"text", "评价", "正文"}, 0},   {{"follow_up", "追评", NULL}, 0},
    {{"review", "评价ID", NULL}, 0}, {{"product", "商品", NULL}, 0},
    {{"agent", "客服", NULL}, 0},    {{"day", "日期", NULL}, 0},
    {{"stars", "星级", NULL}, 0},    {{"by", "谁写的", NULL}, 0},
    {{"flags", "标志", NULL}, 0},    {{"follow_up_day", "追评日期", NULL}, 0}};

typedef struct verdicts_reading {
    kefu_verdicts *to;
    const kefu_reviewer *reviewer;
    kefu_verdict *verdict;
} verdicts_reading;

/* A small whole number, "" is 0. */
static kefu_status read_small(const char *cell, const char *field, int32_t most, int64_t row,
                              int32_t *out, kefu_error *error)
{
    int32_t number = 0;
    for (const char *c = cell; *c; c++) {
        if (*c < '0' || *c > '9' || number > most)
            return kf_fail_row(error, KEFU_E_DATA, row, "reviews: %s is 0 .. %d, not '%s'", field,
                               most, cell);
        number = number * 10 + (*c - '0');
    }
    if (number > most)
        return kf_fail_row(error, KEFU_E_DATA, row, "reviews: %s is 0 .. %d, not '%s'", field, most,
                           cell);
    *out = number;
    return KEFU_OK;
}

static kefu_status read_review_day(const char *cell, const char *field, int64_t row, int32_t *day,
                                   kefu_error *error)
{
    if (*cell && kefu_date_parse(cell, strlen(cell), day, NULL))
        return kf_fail_row(error, KEFU_E_DATA, row, "reviews: %s: no date: '%s'", field, cell);
    return KEFU_OK;
}

static kefu_text read_review_cell(const char *cell)
{
    return (kefu_text){*cell ? cell : NULL, strlen(cell)};
}

static kefu_status read_review_row(void *user, const char *const *cells, int64_t row,
                                   kefu_error *error)
{
    const verdicts_reading *reading = user;
    int32_t flags = 0;
    kefu_review review = {.struct_size = sizeof review,
                          .text = read_review_cell(cells[READ_TEXT]),
                          .follow_up = read_review_cell(cells[READ_FOLLOW_UP]),
                          .id = read_review_cell(cells[READ_ID]),
                          .product = read_review_cell(cells[READ_PRODUCT]),
                          .agent = read_review_cell(cells[READ_AGENT])};
    kefu_status status = read_review_day(cells[READ_DAY], "day", row, &review.day, error);
    if (!status)
        status = read_review_day(cells[READ_FOLLOW_UP_DAY], "follow_up_day", row,
                                 &review.follow_up_day, error);
    if (!status)
        status = read_small(cells[READ_STARS], "stars", 5, row, &review.stars, error);
    if (!status)
        status = read_small(cells[READ_BY], "by", KEFU_BY_AGENT, row, &review.by, error);
    if (!status)
        status = read_small(cells[READ_FLAGS], "flags", 65535, row, &flags, error);
    review.flags = (uint32_t)flags;
    if (!status)
        status = kefu_review_read(reading->reviewer, &review, reading->verdict, error);
    if (!status)
        status = kefu_verdicts_add(reading->to, reading->verdict, error);
    if (status && error)
        error->row = row;
    return status;
}

kefu_status KEFU_CALL kefu_verdicts_read(kefu_verdicts *verdicts, const kefu_reviewer *reviewer,
                                         const kefu_batch *batch, kefu_error *error)
{
    verdicts_reading reading = {.to = verdicts, .reviewer = reviewer};
    kefu_status status = kf_verdicts_healthy(verdicts, "kefu_verdicts_read", error);
    if (!status && (!reviewer || !batch))
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_verdicts_read: %s is NULL",
                         reviewer ? "batch" : "reviewer");
    if (!status && reviewer->encoding != KEFU_UTF8)
        status = kf_fail(error, KEFU_E_ARGUMENT,
                         "kefu_verdicts_read: columns say their own encoding; make the reviewer "
                         "with KEFU_UTF8");
    if (!status)
        status = kefu_verdict_new(&verdicts->memory.with, &reading.verdict, error);
    if (status)
        return status;
    status = kf_text_rows(&verdicts->memory, batch, "reviews", read_review_fields,
                          READ_REVIEW_FIELDS, read_review_row, &reading, error);
    kefu_verdict_free(reading.verdict);
    return status;
}
