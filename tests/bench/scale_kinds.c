/* scale_kinds.c - what is saved and merged: tallies of three sizes, a draw for inspection, a
 * stock-take of reviews. Each is what a month by agent and day needs. */
#include "scale.h"

static struct feeding {
    service_log log;
    kefu_plan *plan;
    kefu_model *model;
    kefu_reviewer *reviewer;
    kefu_verdict *verdict;
    made_review *made;
    int64_t reviews; /* of all parts */
} fed;

/* ---- Tallies --------------------------------------------------------------------------------- */

#define SUMS                                                                                       \
    {"messages", "count(*)"}, {"replied", "share(response_s is not null)"},                        \
        {"response", "mean(response_s)"}, {"sales", "sum(amount where paid = 1)"},                 \
    {                                                                                              \
        "order value", "sum(amount where paid = 1) / count(where paid = 1)"                        \
    }

static const char *const sums[][2] = {SUMS, {NULL, NULL}};
static const char *const exact[][2] = {
    SUMS,
    {"response p50", "median(response_s)"},
    {"response p90", "quantile(response_s, 0.9)"},
    {"buyers", "distinct(buyer)"},
    {"conversion", "distinct(buyer where paid = 1) / distinct(buyer)"},
    {NULL, NULL}};
static const char *const about[][2] = {
    SUMS,
    {"response p50", "quantile_about(response_s, 0.5)"},
    {"response p90", "quantile_about(response_s, 0.9)"},
    {"buyers", "distinct_about(buyer)"},
    {"conversion", "distinct_about(buyer where paid = 1) / distinct_about(buyer)"},
    {NULL, NULL}};

static void *tally_make(const kind *k)
{
    kefu_tally *tally;
    kefu_error e = {0};
    need(kefu_tally_new(NULL, NULL, &tally, &e), &e);
    need(kefu_tally_by(tally, "agent", &e), &e);
    need(kefu_tally_by(tally, "day", &e), &e);
    for (int i = 0; k->metrics[i][0]; i++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = k->metrics[i][0], .scale = 4};
        need(kefu_tally_add(tally, &info, k->metrics[i][1], &e), &e);
    }
    return tally;
}

static void tally_feed(void *state, int64_t first, int64_t n)
{
    kefu_error e = {0};
    (void)first, (void)n;
    need(kefu_tally_update(state, &fed.log.batch, &e), &e);
}

static void tally_merge(void *into, const void *from)
{
    kefu_error e = {0};
    need(kefu_tally_merge(into, from, &e), &e);
}

static void tally_save(void *state, const kefu_sink *sink)
{
    kefu_error e = {0};
    need(kefu_tally_save(state, NULL, sink, &e), &e);
}

static void *tally_load(const kind *k, const void *bytes, size_t size)
{
    kefu_tally *tally;
    kefu_error e = {0};
    (void)k;
    need(kefu_tally_load(NULL, NULL, bytes, size, &tally, &e), &e);
    return tally;
}

static void tally_free(void *state) { kefu_tally_free(state); }

/* ---- Draws ----------------------------------------------------------------------------------- */

static const char plan_json[] =
    "{\"format\": 1, \"id\": \"bench.scale/1\", \"key\": \"message\", \"by\": [\"agent\"], "
    "\"classes\": ["
    "{\"id\": \"refund\", \"where\": \"refunded = 1\", \"take\": 10, \"if_fewer\": \"all\"},"
    "{\"id\": \"slow\", \"where\": \"response_s > 120\", \"take\": 10, \"if_fewer\": \"all\"},"
    "{\"id\": \"rest\", \"take\": 10, \"if_fewer\": \"all\"}]}";

static const kefu_draw_options draw_options = {.struct_size = sizeof draw_options,
                                               .seed = "2026-10 scale"};

static void *draw_make(const kind *k)
{
    kefu_draw *draw;
    kefu_error e = {0};
    (void)k;
    need(kefu_draw_new(fed.plan, &draw_options, &draw, &e), &e);
    return draw;
}

static void draw_feed(void *state, int64_t first, int64_t n)
{
    kefu_error e = {0};
    (void)first, (void)n;
    need(kefu_draw_update(state, &fed.log.batch, &e), &e);
}

static void draw_merge(void *into, const void *from)
{
    kefu_error e = {0};
    need(kefu_draw_merge(into, from, &e), &e);
}

static void draw_save(void *state, const kefu_sink *sink)
{
    kefu_error e = {0};
    need(kefu_draw_save(state, sink, &e), &e);
}

static void *draw_load(const kind *k, const void *bytes, size_t size)
{
    kefu_draw *draw;
    kefu_error e = {0};
    (void)k;
    need(kefu_draw_load(fed.plan, &draw_options, bytes, size, &draw, &e), &e);
    return draw;
}

static void draw_free(void *state) { kefu_draw_free(state); }

/* ---- Stock-takes ----------------------------------------------------------------------------- */

static void *stock_make(const kind *k)
{
    kefu_stock *stock;
    kefu_error e = {0};
    (void)k;
    need(kefu_stock_new(NULL, &stock, &e), &e);
    return stock;
}

static void stock_feed(void *state, int64_t first, int64_t n)
{
    kefu_error e = {0};
    (void)first;
    for (int64_t i = 0; i < n; i++) {
        need(kefu_review_read(fed.reviewer, &fed.made[i].review, fed.verdict, &e), &e);
        need(kefu_stock_add(state, fed.verdict, &e), &e);
    }
}

static void stock_merge(void *into, const void *from)
{
    kefu_error e = {0};
    need(kefu_stock_merge(into, from, &e), &e);
}

static void stock_save(void *state, const kefu_sink *sink)
{
    kefu_error e = {0};
    need(kefu_stock_save(state, sink, &e), &e);
}

static void *stock_load(const kind *k, const void *bytes, size_t size)
{
    kefu_stock *stock;
    kefu_error e = {0};
    (void)k;
    need(kefu_stock_load(NULL, bytes, size, &stock, &e), &e);
    return stock;
}

static void stock_free(void *state) { kefu_stock_free(state); }

/* ---- All of them ----------------------------------------------------------------------------- */

#define TALLY tally_make, tally_feed, tally_merge, tally_save, tally_load, tally_free
#define DRAW  draw_make, draw_feed, draw_merge, draw_save, draw_load, draw_free, NULL
#define STOCK stock_make, stock_feed, stock_merge, stock_save, stock_load, stock_free, NULL

const kind kinds[KINDS] = {
    {"sums", "messages", "counts, sums, shares, means by agent and day", TALLY, sums},
    {"about", "messages", "those, and about quantiles and distinct buyers", TALLY, about},
    {"exact", "messages", "those, and exact quantiles and distinct buyers", TALLY, exact},
    {"draw", "messages", "10 refunds, 10 slow ones, 10 others of each agent to inspect", DRAW},
    {"stock", "reviews", "a stock-take of reviews, product by product", STOCK}};

static void need_room(const void *room)
{
    if (room)
        return;
    fprintf(stderr, "scale: no memory\n");
    exit(1);
}

void kinds_open(int64_t messages, int64_t reviews, int64_t part)
{
    kefu_reviewer_options options = {.struct_size = sizeof options};
    kefu_error e = {0};
    size_t size;
    const void *model = kefu_model_zh_bytes(&size);
    log_open(&fed.log, messages, part);
    need_room(fed.made = calloc((size_t)part, sizeof *fed.made));
    fed.reviews = reviews;
    need(kefu_plan_from_json(NULL, NULL, plan_json, strlen(plan_json), &fed.plan, &e), &e);
    need(kefu_model_from_bytes(NULL, model, size, KEFU_MODEL_BORROW, &fed.model, &e), &e);
    options.model = fed.model;
    need(kefu_reviewer_new(&options, &fed.reviewer, &e), &e);
    need(kefu_verdict_new(NULL, &fed.verdict, &e), &e);
}

void kinds_close(void)
{
    log_close(&fed.log);
    free(fed.made);
    kefu_plan_free(fed.plan);
    kefu_verdict_free(fed.verdict);
    kefu_reviewer_free(fed.reviewer);
    kefu_model_free(fed.model);
}

const kefu_reviewer *kinds_reviewer(void) { return fed.reviewer; }
const kefu_model *kinds_model(void) { return fed.model; }

void kinds_rows(const kind *k, int64_t first, int64_t n)
{
    if (k->make != stock_make)
        log_part(&fed.log, first, n);
    for (int64_t i = 0; k->make == stock_make && i < n; i++)
        make_review(&fed.made[i], first + i, fed.reviews);
}
