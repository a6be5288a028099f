/* golden_stats.c - lines of distributions, intervals and numbers to inspect. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

/* The number that is expected in this field, or the error. */
static void check_number(int index, kefu_status status, const int64_t *got, const kefu_error *error)
{
    if (!expects_error(text_of(index), status, error))
        check_i64(text_of(index), *got);
}

static void run_normal_below(void)
{
    int64_t p = 0;
    kefu_error e = {0};
    check_number(2, kefu_normal_below(number_of(1), &p, &e), &p, &e);
}

static void run_normal_quantile(void)
{
    int64_t z = 0;
    kefu_error e = {0};
    check_number(2, kefu_normal_quantile(number_of(1), &z, &e), &z, &e);
}

static void run_t_below(void)
{
    int64_t p = 0;
    kefu_error e = {0};
    check_number(3, kefu_t_below(number_of(1), number_of(2), &p, &e), &p, &e);
}

static void run_t_quantile(void)
{
    int64_t t = 0;
    kefu_error e = {0};
    check_number(3, kefu_t_quantile(number_of(1), number_of(2), &t, &e), &t, &e);
}

static void run_binomial_below(void)
{
    int64_t p = 0;
    kefu_error e = {0};
    check_number(4, kefu_binomial_below(number_of(1), number_of(2), number_of(3), &p, &e), &p, &e);
}

static void run_hypergeometric_below(void)
{
    int64_t p = 0;
    kefu_error e = {0};
    check_number(
        5,
        kefu_hypergeometric_below(number_of(1), number_of(2), number_of(3), number_of(4), &p, &e),
        &p, &e);
}

static void run_rate_interval(void)
{
    static const char *const methods[] = {"wilson", "clopper_pearson"};
    int64_t low = 0, high = 0;
    kefu_error e = {0};
    int32_t method = index_of(text_of(1), methods, 2);
    kefu_status status = kefu_rate_interval(method, number_of(2), number_of(3), number_of(4),
                                            number_of(5), &low, &high, &e);
    if (expects_error(text_of(6), status, &e))
        return;
    check_i64(text_of(6), low);
    check_i64(text_of(7), high);
}

static void run_sample_size(void)
{
    int64_t n = 0;
    kefu_error e = {0};
    check_number(5,
                 kefu_sample_size(number_of(1), number_of(2), number_of(3), number_of(4), &n, &e),
                 &n, &e);
}

static void run_half_width(void)
{
    int64_t half = 0;
    kefu_error e = {0};
    check_number(5,
                 kefu_half_width(number_of(1), number_of(2), number_of(3), number_of(4), &half, &e),
                 &half, &e);
}

static void run_acceptance_plan(void)
{
    kefu_acceptance_options options = {.struct_size = sizeof options};
    kefu_acceptance plan = {.struct_size = sizeof plan};
    kefu_error e = {0};
    options.good = number_of(1);
    options.good_risk = number_of(2);
    options.bad = number_of(3);
    options.bad_risk = number_of(4);
    options.population = number_of(5);
    options.has_accept = number_of(6) >= 0;
    options.accept = options.has_accept ? number_of(6) : 0;
    if (expects_error(text_of(7), kefu_acceptance_plan(&options, &plan, &e), &e))
        return;
    check_i64(text_of(7), plan.n);
    check_i64(text_of(8), plan.accept);
    check_i64(text_of(9), plan.pass_good);
    check_i64(text_of(10), plan.pass_bad);
}

const golden_line stats_lines[] = {{"normal_below", run_normal_below},
                                   {"normal_quantile", run_normal_quantile},
                                   {"t_below", run_t_below},
                                   {"t_quantile", run_t_quantile},
                                   {"binomial_below", run_binomial_below},
                                   {"hypergeometric_below", run_hypergeometric_below},
                                   {"rate_interval", run_rate_interval},
                                   {"sample_size", run_sample_size},
                                   {"half_width", run_half_width},
                                   {"acceptance_plan", run_acceptance_plan},
                                   {NULL, NULL}};
