/* builtin_clock.c - clock_mean: the second of the day that is nearest to given ones, where 23:59
 * and 00:01 are two minutes apart. */
#include "base/fail.h"
#include "metric/builtin_bag.h"

#include "metric/builtin_bytes.h"

enum { CLOCK_DAY = 86400, CLOCK_HALF = CLOCK_DAY / 2 };

static kefu_status clock_refuse(kefu_error *error, int64_t row, int64_t value)
{
    return kf_fail_row(error, KEFU_E_DATA, row, "%i is no second of the day, expected 0..86399",
                       value);
}

static kefu_status KEFU_CALL clock_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *context,
                                          kefu_error *error)
{
    char *base = states;
    const int64_t *values = args->vectors[0]->values;
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < args->rows && !status; i++) {
        kf_bag *bag = (kf_bag *)(void *)(base + stride * groups[i]);
        if (values[i] < 0 || values[i] >= CLOCK_DAY)
            return clock_refuse(error, i, values[i]);
        status = kf_bag_add(bag, values[i], context->allocator, error);
    }
    return status;
}

static kefu_status KEFU_CALL clock_load(void *state, uint32_t format, const void *bytes,
                                        size_t size, const kefu_context *context, kefu_error *error)
{
    kf_bag loaded;
    kefu_status status = kf_bag_state_load(&loaded, format, bytes, size, context, error);
    if (status)
        return status;
    if (loaded.n_run &&
        (loaded.run[0].value < 0 || loaded.run[loaded.n_run - 1].value >= CLOCK_DAY)) {
        kf_bag_free(&loaded, context->allocator);
        return kf_state_bad(error);
    }
    *(kf_bag *)state = loaded;
    return KEFU_OK;
}

/* ---- The least sum of squares ---------------------------------------------------------------- */

/* Seen from second c, each time t is o(t) = t - c + a multiple of the day away, -half <= o < half,
 * and S(c) is the sum of o^2. Going to c + k, S changes by n k^2 - 2 k A, where A is the sum of
 * o, as long as no t gets more than half a day behind; that is least at k = A / n. A step past such
 * a t, which is half a day behind before and half a day less a second ahead after, changes S by 4 ×
 * half less than that for it, and puts A up by a day. So the candidates are one for each stretch
 * between the times opposite of those given, and nothing depends on sums of squares as such. */

typedef struct clock_walk {
    int64_t n, second; /* where the stretch begins */
    kf_i128 ahead;     /* A there */
    kf_i128 change;    /* S there - S(0) */
    kf_i128 least;     /* S(best) - S(0) */
    int64_t best;
} clock_walk;

/* a × k; |a| is below 2^81, k is 0..2 × 86400. */
static kf_i128 clock_times(kf_i128 a, int64_t k)
{
    uint64_t by = (uint64_t)k, low = (a.lo & UINT32_MAX) * by, high = (a.lo >> 32) * by;
    kf_i128 product = {low + (high << 32), a.hi * k + (int64_t)(high >> 32)};
    product.hi += product.lo < low;
    return product;
}

/* Change of S over k seconds of a stretch. */
static kf_i128 clock_change(const clock_walk *walk, int64_t k)
{
    return kf_i128_add(kf_i128_mul(walk->n, k * k), kf_i128_neg(clock_times(walk->ahead, 2 * k)));
}

/* Seconds from the begin of a stretch to the best of it, the first of two: A / n, with a half
 * rounded down, but not out of the stretch. */
static int64_t clock_best(const clock_walk *walk, int64_t length)
{
    kf_i128 twice = kf_i128_add(walk->ahead, walk->ahead);
    int64_t whole, rest;
    if (kf_i128_compare(twice, kf_i128_of(walk->n)) <= 0)
        return 0;
    if (kf_i128_compare(twice, kf_i128_mul(walk->n, 2 * length - 1)) > 0)
        return length;
    kf_i128_floor_div(walk->ahead, walk->n, &whole, &rest);
    return whole + (rest > walk->n - rest);
}

/* To the last second of a stretch, past its best. */
static void clock_stretch(clock_walk *walk, int64_t last)
{
    int64_t length = last - walk->second, k = clock_best(walk, length);
    kf_i128 change = kf_i128_add(walk->change, clock_change(walk, k));
    if (kf_i128_compare(change, walk->least) < 0) {
        walk->least = change;
        walk->best = walk->second + k;
    }
    walk->change = kf_i128_add(walk->change, clock_change(walk, length));
    walk->ahead = kf_i128_add(walk->ahead, kf_i128_mul(walk->n, -length));
    walk->second = last;
}

/* The step that takes the times opposite of the second from behind to ahead. */
static void clock_step(clock_walk *walk, int64_t count)
{
    kf_i128 moved = kf_i128_mul(count, -4 * CLOCK_HALF);
    walk->change = kf_i128_add(walk->change, kf_i128_add(clock_change(walk, 1), moved));
    walk->ahead = kf_i128_add(walk->ahead, kf_i128_mul(walk->n, -1));
    walk->ahead = kf_i128_add(walk->ahead, kf_i128_mul(count, CLOCK_DAY));
    walk->second++;
}

static kf_i128 clock_ahead_of_midnight(const kf_bag_view *view)
{
    kf_i128 ahead = kf_i128_of(0);
    for (size_t i = 0; i < view->n; i++) {
        int64_t t = view->pairs[i].value;
        ahead = kf_i128_add(ahead,
                            kf_i128_mul(view->pairs[i].count, t < CLOCK_HALF ? t : t - CLOCK_DAY));
    }
    return ahead;
}

static kefu_status clock_value(const kf_bag_view *view, kefu_value *out,
                               const kefu_context *context, kefu_error *error)
{
    clock_walk walk = {.n = view->size, .ahead = clock_ahead_of_midnight(view)};
    size_t first = 0;
    (void)context;
    (void)error;
    while (first < view->n && view->pairs[first].value < CLOCK_HALF)
        first++;
    for (size_t i = 0; i < view->n; i++) {
        const kf_bag_pair *pair = &view->pairs[(first + i) % view->n];
        int64_t opposite = (pair->value + CLOCK_HALF) % CLOCK_DAY;
        clock_stretch(&walk, opposite);
        if (opposite < CLOCK_DAY - 1)
            clock_step(&walk, pair->count);
    }
    clock_stretch(&walk, CLOCK_DAY - 1);
    *out = (kefu_value){walk.best, 1, view->size, KEFU_VALUE_OK, 0};
    return KEFU_OK;
}

static kefu_status KEFU_CALL clock_finalize(const void *state, kefu_value *out,
                                            const kefu_context *context, kefu_error *error)
{
    return kf_bag_finalize(state, clock_value, out, context, error);
}

/* ---- Table ---------------------------------------------------------------------------------- */

static const kefu_port clock_port = {sizeof clock_port, "t", KEFU_PORT_NUMBER, 0, 0, 0};
static const kefu_port *const clock_ports[] = {&clock_port};
static const char *const clock_aliases[] = {"mean_clock",    "mean_time", "avg_time",
                                            "circular_mean", "circmean",  NULL};

const kefu_metric kf_metric_clock_mean = {
    .struct_size = sizeof(kefu_metric),
    .flags = KF_BAG_FLAGS | KEFU_METRIC_EXACT,
    .state_format = 1,
    .id = "kefu.clock_mean/1",
    .name = "clock_mean",
    .label_zh = "平均时刻",
    .label_en = "mean time of day",
    .aliases = clock_aliases,
    .ports = clock_ports,
    .n_ports = 1,
    .n_required = 1,
    .state_size = sizeof(kf_bag),
    .state_align = 8,
    .update = clock_update,
    .merge = kf_bag_state_merge,
    .save = kf_bag_state_save,
    .load = clock_load,
    .finalize = clock_finalize,
    .destroy = kf_bag_state_destroy,
};
