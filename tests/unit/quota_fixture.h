/* quota_fixture.h - quotas from a plan and a few cells written down. */
#ifndef TESTS_QUOTA_FIXTURE_H
#define TESTS_QUOTA_FIXTURE_H

#include <string.h>

#include "sample/quota.h"

enum { QUOTA_CELLS = 64 };

/* Cells in order; "" ends them where keys are asked for. */
typedef struct quota_row {
    int32_t class_index;
    const char *agent;
    int64_t rows;
} quota_row;

static inline kf_memory quota_memory(const kefu_allocator *allocator)
{
    kf_memory memory;
    kf_memory_init(&memory, allocator, NULL);
    return memory;
}

static inline kefu_status quota_plan(const kefu_allocator *allocator, const char *json,
                                     kefu_plan **plan, kefu_error *error)
{
    return kefu_plan_from_json(allocator, NULL, json, strlen(json), plan, error);
}

/* Quotas of rows, all by one column, or by none where the plan has none. */
static inline kefu_status quota_make(const kefu_allocator *allocator, const char *json,
                                     const quota_row *rows, size_t n, const int64_t *spreads,
                                     kefu_quotas **out, kefu_error *error)
{
    const kf_memory memory = quota_memory(allocator);
    kf_key keys[QUOTA_CELLS];
    kf_cell_count cells[QUOTA_CELLS];
    kefu_plan *plan = NULL;
    kefu_status status = quota_plan(allocator, json, &plan, error);
    for (size_t i = 0; i < n; i++) {
        const char *agent = rows[i].agent ? rows[i].agent : "";
        keys[i] = kf_key_of(agent, strlen(agent));
        cells[i] = (kf_cell_count){rows[i].class_index, &keys[i], rows[i].rows};
    }
    if (!status)
        status = kf_quotas_make(&memory, plan, cells, n, spreads, out, error);
    kefu_plan_free(plan);
    return status;
}

static inline int64_t quota_n(const kefu_quotas *quotas, int64_t index)
{
    kefu_cell_quota quota = {.struct_size = sizeof quota};
    return kefu_quotas_cell(quotas, index, &quota) ? -1 : quota.n;
}

#endif
