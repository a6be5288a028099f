/* formula_fixture.h - a few aggregates and metrics for formulas to refer to. */
#ifndef TESTS_FORMULA_FIXTURE_H
#define TESTS_FORMULA_FIXTURE_H

#include <string.h>

#include "expr/program.h"

static const int32_t fixture_any[] = {KF_TYPE_ANY};
static const int32_t fixture_numbers[] = {KEFU_EXPR_NUMBER, KEFU_EXPR_NUMBER};
static const int32_t fixture_bool[] = {KEFU_EXPR_BOOL};
static const int32_t fixture_text[] = {KEFU_EXPR_TEXT};
static const char *const fixture_mean_near[] = {"avg", "average", NULL};

static const kf_aggregate fixture_aggregates[] = {
    {"count", 1, 0, fixture_any, 1, 1, NULL, NULL, 0},
    {"sum", 1, 1, fixture_numbers, 0, 1, NULL, NULL, 0},
    {"max", 1, 1, fixture_numbers, 0, 1, NULL, NULL, 0},
    {"mean", 1, 1, fixture_numbers, 0, 0, fixture_mean_near, NULL, 0},
    {"share", 1, 1, fixture_bool, 0, 0, NULL, NULL, 0},
    {"ratio", 2, 2, fixture_numbers, 0, 0, NULL, NULL, 0},
    {"longest", 1, 1, fixture_text, 0, 0, NULL, NULL, 0},
    {"top", 2, 1, fixture_numbers, 0, 0, NULL, NULL, 0},
};
static const char *const fixture_metrics[] = {"转化率", "response"};
static const kf_resolver fixture_resolver = {fixture_aggregates, 8, 2, fixture_metrics};

static kefu_status fixture_formula(const kefu_allocator *allocator, const char *text,
                                   const kf_resolver *resolver, const kefu_limits *limits,
                                   kf_formula **out, kefu_error *error)
{
    kf_memory memory;
    kefu_status status = kf_memory_init(&memory, allocator, error);
    *out = NULL;
    return status ? status
                  : kf_formula_new(&memory, limits, 6, text, strlen(text), resolver, out, error);
}

#endif
