/* quota_draw.h - a draw of a few rows by agent, and quotas of it. */
#ifndef TESTS_QUOTA_DRAW_H
#define TESTS_QUOTA_DRAW_H

#include <string.h>

#include "kefu/sample.h"

/* Rows 1 .. 5: three of Amy's, two of Bo's. */
static const int64_t quota_draw_ids[] = {1, 2, 3, 4, 5};
static const char *const quota_draw_agents[] = {"Bo", "Amy", "Amy", "Bo", "Amy"};
static const kefu_column quota_draw_id = {.struct_size = sizeof quota_draw_id,
                                          .name = "id",
                                          .type = KEFU_COLUMN_I64,
                                          .data = quota_draw_ids};
static const kefu_column quota_draw_agent = {.struct_size = sizeof quota_draw_agent,
                                             .name = "agent",
                                             .type = KEFU_COLUMN_TEXT_Z,
                                             .data = quota_draw_agents};
static const kefu_column *const quota_draw_columns[] = {&quota_draw_id, &quota_draw_agent};
static const kefu_batch quota_draw_rows = {.struct_size = sizeof quota_draw_rows,
                                           .rows = 5,
                                           .n_columns = 2,
                                           .columns = quota_draw_columns};

/* Two cells of one class, short of nine rows each. */
static const char quota_draw_plan[] =
    "{\"format\":1,\"id\":\"a/1\",\"key\":\"id\",\"by\":[\"agent\"],\"classes\":[{\"id\":\"c\","
    "\"min\":9}]}";

static inline kefu_status quota_draw(const kefu_allocator *allocator, const char *json,
                                     kefu_draw **draw, kefu_error *error)
{
    const kefu_draw_options options = {
        .struct_size = sizeof options, .allocator = allocator, .seed = "2026-W47"};
    kefu_plan *plan = NULL;
    kefu_draw *made = NULL;
    kefu_status status = kefu_plan_from_json(allocator, NULL, json, strlen(json), &plan, error);
    if (!status)
        status = kefu_draw_new(plan, &options, &made, error);
    if (!status)
        status = kefu_draw_update(made, &quota_draw_rows, error);
    kefu_plan_free(plan);
    if (status)
        kefu_draw_free(made);
    else
        *draw = made;
    return status;
}

#endif
