/* builtin_moment.c - variance and deviation, of a sample and of all there is. */
#include "base/decimal.h"
#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/builtin_bytes.h"
#include "metric/rounded.h"

enum { MOMENT_BYTES = 48, MOMENT_FLAGS = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE };

/* Sums of powers: exact, so that any split and order of the rows gives the same. */
typedef struct moment_state {
    kf_i128 sum;     /* of x */
    kf_i192 squares; /* of x², below 2^189 */
    int64_t n;
} moment_state;

static kefu_status KEFU_CALL moment_update(void *states, size_t stride, const uint32_t *groups,
                                           const kefu_args *args, const kefu_context *context,
                                           kefu_error *error)
{
    char *base = states;
    const int64_t *values = args->vectors[0]->values;
    (void)context;
    (void)error;
    for (int64_t i = 0; i < args->rows; i++) {
        moment_state *state = (moment_state *)(void *)(base + stride * groups[i]);
        kf_i128_add_i64(&state->sum, values[i]);
        kf_i192_add_product(&state->squares, values[i], values[i]);
        state->n++;
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL moment_merge(void *dst, const void *src, const kefu_context *context,
                                          kefu_error *error)
{
    moment_state *a = dst;
    const moment_state *b = src;
    kefu_status status = kf_count_merge(&a->n, b->n, error);
    (void)context;
    if (status)
        return status;
    a->sum = kf_i128_add(a->sum, b->sum);
    a->squares = kf_i192_add(a->squares, b->squares);
    return KEFU_OK;
}

static kefu_status KEFU_CALL moment_save(const void *state, uint32_t format, void *out,
                                         size_t capacity, size_t *need, const kefu_context *context,
                                         kefu_error *error)
{
    const moment_state *s = state;
    (void)format;
    (void)context;
    (void)error;
    *need = MOMENT_BYTES;
    if (out && capacity >= *need)
        kf_state_put_i64(kf_state_put_i192(kf_state_put_i128(out, s->sum), s->squares), s->n);
    return KEFU_OK;
}

/* ---- What the sums may be -------------------------------------------------------------------- */

/* n × sum of x² - (sum of x)², which is n² times the variance. */
static int32_t moment_spread(const moment_state *s, kf_nat *out)
{
    kf_nat sum, squares, n, square;
    uint64_t words[3];
    kf_i128_magnitude(s->sum, words);
    kf_nat_of_words(&sum, words, 2);
    kf_i192_magnitude(s->squares, words);
    kf_nat_of_words(&squares, words, 3);
    kf_nat_of(&n, (uint64_t)s->n);
    kf_nat_mul(out, &n, &squares);
    kf_nat_mul(&square, &sum, &sum);
    if (kf_nat_compare(out, &square) < 0)
        return 0;
    kf_nat_sub(out, out, &square);
    return 1;
}

/* No square is more than 2^126. */
static int32_t moment_squares_fit(const moment_state *s)
{
    kf_nat most, power, squares;
    uint64_t words[3];
    kf_i192_magnitude(s->squares, words);
    kf_nat_of_words(&squares, words, 3);
    kf_nat_of(&power, (uint64_t)1 << 63);
    kf_nat_mul(&most, &power, &power);
    kf_nat_of(&power, (uint64_t)s->n);
    kf_nat squared = most;
    kf_nat_mul(&most, &squared, &power);
    return kf_nat_compare(&squares, &most) <= 0;
}

/* Whole numbers are spread least where they are the two next to their mean: r of the upper one,
 * n - r of the lower, r the rest of sum / n. One number has no spread. */
static int32_t moment_spread_fits(const moment_state *s)
{
    kf_nat spread, sum, n, quotient, upper, lower, least;
    uint64_t words[2];
    if (!s->n)
        return 1;
    if (!moment_spread(s, &spread) || (s->n == 1 && spread.n))
        return 0;
    kf_i128_magnitude(s->sum, words);
    kf_nat_of_words(&sum, words, 2);
    kf_nat_of(&n, (uint64_t)s->n);
    kf_nat_divide(&quotient, &upper, &sum, &n);
    kf_nat_sub(&lower, &n, &upper);
    kf_nat_mul(&least, &upper, &lower);
    return kf_nat_compare(&spread, &least) >= 0;
}

/* Necessary, not sufficient: x and x² are odd together, and the spread is possible. */
static int32_t moment_possible(const moment_state *s)
{
    kf_total total = {s->sum, s->n};
    return kf_total_possible(&total) && s->squares.hi >= 0 && moment_squares_fit(s) &&
           !((s->sum.lo ^ s->squares.lo) & 1) && moment_spread_fits(s);
}

static kefu_status KEFU_CALL moment_load(void *state, uint32_t format, const void *bytes,
                                         size_t size, const kefu_context *context,
                                         kefu_error *error)
{
    kf_state_reader reader;
    moment_state loaded;
    kefu_status status = kf_state_open(&reader, format, bytes, size, MOMENT_BYTES, error);
    (void)context;
    if (status)
        return status;
    loaded.sum = kf_state_i128(&reader);
    loaded.squares = kf_state_i192(&reader);
    loaded.n = kf_state_i64(&reader);
    if (!moment_possible(&loaded))
        return kf_state_bad(error);
    *(moment_state *)state = loaded;
    return KEFU_OK;
}

/* ---- Figures -------------------------------------------------------------------------------- */

/* The variance is num / den: spread / (n (n - less)), of numbers × 10^-scale. */
static void moment_fraction(const moment_state *s, int64_t less, int32_t scale, kf_nat *num,
                            kf_nat *den)
{
    kf_nat n, divisor;
    moment_spread(s, num);
    kf_nat_of(&n, (uint64_t)s->n);
    kf_nat_of(&divisor, (uint64_t)(s->n - less));
    kf_nat_mul(den, &n, &divisor);
    kf_nat_scale(den, 2 * scale);
}

static kefu_status moment_variance(const moment_state *s, int64_t less, kefu_value *out,
                                   const kefu_context *context, kefu_error *error)
{
    kf_nat num, den;
    if (s->n <= less)
        return KEFU_OK;
    moment_fraction(s, less, context->scale, &num, &den);
    return kf_rounded(0, &num, &den, context->round, s->n, 0, out, error);
}

static kefu_status moment_deviation(const moment_state *s, int64_t less, kefu_value *out,
                                    const kefu_context *context, kefu_error *error)
{
    kf_nat num, den;
    if (s->n <= less)
        return KEFU_OK;
    moment_fraction(s, less, context->scale, &num, &den);
    return kf_rounded_root(&num, &den, context->round, s->n, out, error);
}

static kefu_status KEFU_CALL variance_finalize(const void *state, kefu_value *out,
                                               const kefu_context *context, kefu_error *error)
{
    return moment_variance(state, 1, out, context, error);
}

static kefu_status KEFU_CALL variance_pop_finalize(const void *state, kefu_value *out,
                                                   const kefu_context *context, kefu_error *error)
{
    return moment_variance(state, 0, out, context, error);
}

static kefu_status KEFU_CALL deviation_finalize(const void *state, kefu_value *out,
                                                const kefu_context *context, kefu_error *error)
{
    return moment_deviation(state, 1, out, context, error);
}

static kefu_status KEFU_CALL deviation_pop_finalize(const void *state, kefu_value *out,
                                                    const kefu_context *context, kefu_error *error)
{
    return moment_deviation(state, 0, out, context, error);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static const kefu_port moment_port = {sizeof moment_port, "x", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const moment_ports[] = {&moment_port};

static const char *const variance_aliases[] = {"var", "var_samp", "variance_samp", NULL};
static const char *const variance_pop_aliases[] = {"var_pop", "varp", NULL};
static const char *const deviation_aliases[] = {"stddev", "std",         "stdev", "std_dev",
                                                "sd",     "stddev_samp", NULL};
static const char *const deviation_pop_aliases[] = {"stddev_pop", "stdevp", "std_pop", NULL};

/* What the four have in common. */
#define MOMENT_TABLE                                                                               \
    .struct_size = sizeof(kefu_metric), .flags = MOMENT_FLAGS, .state_format = 1,                  \
    .ports = moment_ports, .n_ports = 1, .n_required = 1, .state_size = sizeof(moment_state),      \
    .state_align = 8, .update = moment_update, .merge = moment_merge, .save = moment_save,         \
    .load = moment_load

const kefu_metric kf_metric_variance = {
    MOMENT_TABLE,
    .id = "kefu.variance/1",
    .name = "variance",
    .label_zh = "方差",
    .label_en = "variance",
    .aliases = variance_aliases,
    .finalize = variance_finalize,
};

const kefu_metric kf_metric_variance_pop = {
    MOMENT_TABLE,
    .id = "kefu.variance_pop/1",
    .name = "variance_pop",
    .label_zh = "总体方差",
    .label_en = "population variance",
    .aliases = variance_pop_aliases,
    .finalize = variance_pop_finalize,
};

const kefu_metric kf_metric_deviation = {
    MOMENT_TABLE,
    .id = "kefu.deviation/1",
    .name = "deviation",
    .label_zh = "标准差",
    .label_en = "standard deviation",
    .aliases = deviation_aliases,
    .finalize = deviation_finalize,
};

const kefu_metric kf_metric_deviation_pop = {
    MOMENT_TABLE,
    .id = "kefu.deviation_pop/1",
    .name = "deviation_pop",
    .label_zh = "总体标准差",
    .label_en = "population standard deviation",
    .aliases = deviation_pop_aliases,
    .finalize = deviation_pop_finalize,
};
