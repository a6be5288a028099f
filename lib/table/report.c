/* report.c - describing a report that has one row a person: its keys and metrics. */
#include "table/report.h"

#include <string.h>

#include "base/fail.h"
#include "table/cell.h"

kefu_status KEFU_CALL kefu_report_new(const kefu_allocator *allocator, const kefu_limits *limits,
                                      kefu_report **out, kefu_error *error)
{
    kf_memory memory;
    kefu_limits most;
    kefu_report *report;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_report_new: out is NULL");
    status = kf_memory_init(&memory, allocator, error);
    if (!status)
        status = kf_limits(&most, limits, error);
    if (status)
        return status;
    report = kf_alloc_zero(&memory, sizeof *report);
    if (!report)
        return kf_no_memory(error);
    report->memory = memory;
    report->limits = most;
    kf_arena_init(&report->arena, &report->memory);
    *out = report;
    return KEFU_OK;
}

void KEFU_CALL kefu_report_free(kefu_report *report)
{
    kf_memory memory;
    if (!report)
        return;
    memory = report->memory;
    kf_free_array(&memory, report->keys, report->keys_capacity, sizeof *report->keys);
    kf_free_array(&memory, report->skips, report->skips_capacity, sizeof *report->skips);
    kf_free_array(&memory, report->metrics, report->metrics_capacity, sizeof *report->metrics);
    kf_arena_free(&report->arena);
    kf_free(&memory, report, sizeof *report);
}

/* ---- Keys ----------------------------------------------------------------------------------- */

kefu_status KEFU_CALL kefu_report_key(kefu_report *report, const char *column, kefu_error *error)
{
    const char **grown, *copy;
    if (!report || !column || !*column)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_report_key: report or column is NULL");
    for (size_t k = 0; k < report->n_keys; k++)
        if (strcmp(report->keys[k], column) == 0)
            return kf_fail(error, KEFU_E_EXISTS, "column '%s' is already a key", column);
    grown = kf_reserve(&report->memory, report->keys, &report->keys_capacity, report->n_keys + 1,
                       sizeof *grown);
    if (!grown)
        return kf_no_memory(error);
    report->keys = grown;
    copy = kf_arena_text(&report->arena, column, strlen(column));
    if (!copy)
        return kf_no_memory(error);
    report->keys[report->n_keys++] = copy;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_report_skip(kefu_report *report, const char *key, kefu_error *error)
{
    kf_key *grown;
    const char *copy;
    if (!report || !key)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_report_skip: report or key is NULL");
    grown = kf_reserve(&report->memory, report->skips, &report->skips_capacity, report->n_skips + 1,
                       sizeof *grown);
    if (!grown)
        return kf_no_memory(error);
    report->skips = grown;
    copy = kf_arena_text(&report->arena, key, strlen(key));
    if (!copy)
        return kf_no_memory(error);
    report->skips[report->n_skips++] = kf_key_of(copy, strlen(copy));
    return KEFU_OK;
}

/* ---- Metrics -------------------------------------------------------------------------------- */

static kefu_status report_take_columns(kf_report_metric *metric, const kefu_report_columns *columns,
                                       kefu_error *error)
{
    kefu_report_columns mine;
    kefu_status status = kf_take_options(&mine, sizeof mine, columns, error);
    if (status)
        return status;
    metric->value = mine.value ? mine.value : metric->info.name;
    metric->over = mine.over;
    metric->count = mine.count;
    metric->cell = (kefu_cell){.struct_size = sizeof metric->cell,
                               .kind = mine.cell ? mine.cell : KEFU_CELL_NUMBER,
                               .scale = 9,
                               .flags = mine.cell_flags};
    if (mine.cell < 0 || mine.cell > KEFU_CELL_DURATION)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "metric '%s': cell is %d, expected KEFU_CELL_NUMBER, _PERCENT or _DURATION",
                       metric->info.name, mine.cell);
    return kf_cell_check(&metric->cell, error);
}

static kefu_status report_keep(kefu_report *report, const char **name, kefu_error *error)
{
    if (!*name)
        return KEFU_OK;
    *name = kf_arena_text(&report->arena, *name, strlen(*name));
    return *name ? KEFU_OK : kf_no_memory(error);
}

static kefu_status report_keep_metric(kefu_report *report, kf_report_metric *metric,
                                      kefu_error *error)
{
    kefu_status status = kf_metric_info_keep(&metric->info, &report->arena, error);
    if (!status)
        status = report_keep(report, &metric->value, error);
    if (!status)
        status = report_keep(report, &metric->over, error);
    if (!status)
        status = report_keep(report, &metric->count, error);
    return status;
}

kefu_status KEFU_CALL kefu_report_metric(kefu_report *report, const kefu_metric_info *info,
                                         const kefu_report_columns *columns, kefu_error *error)
{
    kf_report_metric made = {.value = NULL}, *grown;
    kefu_status status;
    if (!report)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_report_metric: report is NULL");
    status = kf_metric_info_take(&made.info, info, error);
    if (!status)
        status = report_take_columns(&made, columns, error);
    if (status)
        return status;
    for (size_t m = 0; m < report->n_metrics; m++)
        if (strcmp(report->metrics[m].info.name, made.info.name) == 0)
            return kf_fail(error, KEFU_E_EXISTS, "metric '%s' is already in the report",
                           made.info.name);
    grown = kf_reserve(&report->memory, report->metrics, &report->metrics_capacity,
                       report->n_metrics + 1, sizeof *grown);
    if (!grown)
        return kf_no_memory(error);
    report->metrics = grown;
    status = report_keep_metric(report, &made, error);
    if (!status)
        report->metrics[report->n_metrics++] = made;
    return status;
}
