/* builtin_concurrency.c - concurrency: how many intervals from start to end, without the end
 * itself, overlap at most. */
#include "base/fail.h"
#include "metric/builtin_bag.h"

#include "metric/builtin_bytes.h"

/* For how many overlap it does not matter which end belongs to which start. */
typedef struct concurrency_state {
    kf_bag starts, ends;
    int64_t empty; /* intervals that end where they start: counted, but they overlap nothing */
} concurrency_state;

static int64_t concurrency_n(const concurrency_state *s)
{
    return kf_bag_size(&s->starts) + s->empty;
}

static kefu_status concurrency_add(concurrency_state *s, int64_t start, int64_t end,
                                   const kefu_context *context, kefu_error *error)
{
    int64_t one = concurrency_n(s);
    kefu_status status = kf_count_merge(&one, 1, error);
    if (status)
        return status;
    if (start == end) {
        s->empty++;
        return KEFU_OK;
    }
    status = kf_bag_add(&s->starts, start, context->allocator, error);
    if (status)
        return status;
    status = kf_bag_add(&s->ends, end, context->allocator, error);
    if (status)
        s->starts.n_tail--;
    return status;
}

static kefu_status KEFU_CALL concurrency_update(void *states, size_t stride, const uint32_t *groups,
                                                const kefu_args *args, const kefu_context *context,
                                                kefu_error *error)
{
    char *base = states;
    const int64_t *starts = args->vectors[0]->values, *ends = args->vectors[1]->values;
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < args->rows && !status; i++) {
        concurrency_state *s = (concurrency_state *)(void *)(base + stride * groups[i]);
        if (ends[i] < starts[i])
            return kf_fail_row(error, KEFU_E_DATA, i, "the interval ends before it starts");
        status = concurrency_add(s, starts[i], ends[i], context, error);
    }
    return status;
}

static kefu_status KEFU_CALL concurrency_merge(void *dst, const void *src,
                                               const kefu_context *context, kefu_error *error)
{
    concurrency_state *a = dst;
    const concurrency_state *b = src;
    int64_t n = concurrency_n(a);
    kefu_status status = kf_count_merge(&n, concurrency_n(b), error);
    if (!status)
        status = kf_bag_merge(&a->starts, &b->starts, context->allocator, error);
    if (!status)
        status = kf_bag_merge(&a->ends, &b->ends, context->allocator, error);
    if (!status)
        a->empty += b->empty;
    return status;
}

static void KEFU_CALL concurrency_destroy(void *state, const kefu_context *context)
{
    concurrency_state *s = state;
    kf_bag_free(&s->starts, context->allocator);
    kf_bag_free(&s->ends, context->allocator);
}

/* ---- The most at a time --------------------------------------------------------------------- */

/* Who ends at a time is gone before others start. -1 if more end than have started before, as no
 * intervals do. */
static int64_t concurrency_most(const kf_bag_view *starts, const kf_bag_view *ends)
{
    int64_t open = 0, most = 0;
    for (size_t i = 0, k = 0; k < ends->n;) {
        if (i < starts->n && starts->pairs[i].value < ends->pairs[k].value)
            open += starts->pairs[i++].count;
        else
            open -= ends->pairs[k++].count;
        if (open < 0)
            return -1;
        most = open > most ? open : most;
    }
    return most;
}

/* Opens both; close both whatever comes back. */
static kefu_status concurrency_open(const concurrency_state *s, kf_bag_view views[2],
                                    const kefu_context *context, kefu_error *error)
{
    kefu_status status = kf_bag_open(&views[0], &s->starts, context->allocator, error);
    kefu_status second =
        kf_bag_open(&views[1], &s->ends, context->allocator, status ? NULL : error);
    return status ? status : second;
}

static void concurrency_close(kf_bag_view views[2], const kefu_context *context)
{
    kf_bag_close(&views[0], context->allocator);
    kf_bag_close(&views[1], context->allocator);
}

static kefu_status KEFU_CALL concurrency_finalize(const void *state, kefu_value *out,
                                                  const kefu_context *context, kefu_error *error)
{
    const concurrency_state *s = state;
    int64_t n = concurrency_n(s);
    kf_bag_view views[2];
    kefu_status status = concurrency_open(s, views, context, error);
    if (!status && n)
        *out = (kefu_value){concurrency_most(&views[0], &views[1]), 1, n, KEFU_VALUE_OK, 0};
    concurrency_close(views, context);
    return status;
}

/* ---- Bytes: empty intervals (int64), starts, ends -------------------------------------------- */

static kefu_status KEFU_CALL concurrency_save(const void *state, uint32_t format, void *out,
                                              size_t capacity, size_t *need,
                                              const kefu_context *context, kefu_error *error)
{
    const concurrency_state *s = state;
    kf_bag_view views[2];
    kefu_status status = concurrency_open(s, views, context, error);
    (void)format;
    if (!status) {
        *need = 8 + kf_bag_bytes(&views[0]) + kf_bag_bytes(&views[1]);
        if (out && capacity >= *need)
            kf_bag_put(kf_bag_put(kf_state_put_i64(out, s->empty), &views[0]), &views[1]);
    }
    concurrency_close(views, context);
    return status;
}

/* Loaded bags have no tails, so that opening them takes no memory. */
static kefu_status concurrency_check(const concurrency_state *s, const kefu_context *context,
                                     kefu_error *error)
{
    kf_bag_view views[2];
    kefu_status status = concurrency_open(s, views, context, error);
    if (!status && (s->empty < 0 || kf_bag_size(&s->starts) != kf_bag_size(&s->ends) ||
                    s->empty > INT64_MAX - kf_bag_size(&s->starts) ||
                    concurrency_most(&views[0], &views[1]) < 0))
        status = kf_state_bad(error);
    concurrency_close(views, context);
    return status;
}

static kefu_status KEFU_CALL concurrency_load(void *state, uint32_t format, const void *bytes,
                                              size_t size, const kefu_context *context,
                                              kefu_error *error)
{
    kf_state_reader reader = {bytes, size};
    const unsigned char *end = reader.at ? reader.at + size : reader.at;
    concurrency_state loaded = {0};
    kefu_status status = kf_state_format(format, error);
    if (status)
        return status;
    if (!bytes || size < 8)
        return kf_state_bad(error);
    loaded.empty = kf_state_i64(&reader);
    status = kf_bag_take(&loaded.starts, &reader.at, end, context->allocator, error);
    if (!status)
        status = kf_bag_take(&loaded.ends, &reader.at, end, context->allocator, error);
    if (!status)
        status =
            reader.at == end ? concurrency_check(&loaded, context, error) : kf_state_bad(error);
    if (status)
        concurrency_destroy(&loaded, context);
    else
        *(concurrency_state *)state = loaded;
    return status;
}

/* ---- Table ---------------------------------------------------------------------------------- */

static const kefu_port concurrency_start = {
    sizeof concurrency_start, "from", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port concurrency_end = {sizeof concurrency_end, "to", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const concurrency_ports[] = {&concurrency_start, &concurrency_end};
static const char *const concurrency_aliases[] = {"max_concurrency", "concurrent",   "overlap",
                                                  "max_overlap",     "simultaneous", NULL};

const kefu_metric kf_metric_concurrency = {
    .struct_size = sizeof(kefu_metric),
    .flags = KF_BAG_FLAGS | KEFU_METRIC_EXACT,
    .state_format = 1,
    .id = "kefu.concurrency/1",
    .name = "concurrency",
    .label_zh = "最大并发数",
    .label_en = "maximum concurrency",
    .aliases = concurrency_aliases,
    .ports = concurrency_ports,
    .n_ports = 2,
    .n_required = 2,
    .state_size = sizeof(concurrency_state),
    .state_align = 8,
    .update = concurrency_update,
    .merge = concurrency_merge,
    .save = concurrency_save,
    .load = concurrency_load,
    .finalize = concurrency_finalize,
    .destroy = concurrency_destroy,
};
