/* stock.c - making a stock-take, its products, counting a review. */
#include "stock/stock.h"

#include <string.h>

#include "base/fail.h"
#include "review/review.h"

enum { STOCK_PINS = 3, STOCK_MOST_PINS = 100 };

/* ---- Making --------------------------------------------------------------------------------- */

static kefu_status stock_check(const kefu_stock_options *o, kefu_error *error)
{
    if (o->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_stock_options.reserved0: is not 0");
    if (o->pins < 0 || o->pins > STOCK_MOST_PINS)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_stock_options.pins: 0 .. 100, not %d",
                       o->pins);
    return KEFU_OK;
}

static kefu_status stock_make(const kefu_stock_options *o, kefu_stock **out, kefu_error *error)
{
    kf_memory memory;
    kefu_stock *stock;
    kefu_status status = kf_memory_init(&memory, o->allocator, error);
    if (status)
        return status;
    stock = kf_alloc_zero(&memory, sizeof *stock);
    if (!stock)
        return kf_no_memory(error);
    stock->memory = memory;
    stock->pins = o->pins ? o->pins : STOCK_PINS;
    status = kf_limits(&stock->limits, o->limits, error);
    if (!status)
        status = kf_groups_new(&stock->memory, o->limits, 1, &stock->groups, error);
    if (status)
        kefu_stock_free(stock);
    else
        *out = stock;
    return status;
}

kefu_status KEFU_CALL kefu_stock_new(const kefu_stock_options *options, kefu_stock **out,
                                     kefu_error *error)
{
    kefu_stock_options ours;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_stock_new: out is NULL");
    status = kf_take_options(&ours, sizeof ours, options, error);
    if (!status)
        status = stock_check(&ours, error);
    return status ? status : stock_make(&ours, out, error);
}

static void stock_free_state(kefu_stock *stock, kf_stock_state *state)
{
    for (int32_t i = 0; i < state->n_pins; i++)
        kf_free(&stock->memory, state->pins[i].review, state->pins[i].size + 1);
    if (state->pins)
        kf_free_array(&stock->memory, state->pins, (size_t)stock->pins, sizeof *state->pins);
}

void KEFU_CALL kefu_stock_free(kefu_stock *stock)
{
    kf_memory memory;
    uint32_t n;
    if (!stock)
        return;
    memory = stock->memory;
    n = stock->groups ? kf_groups_count(stock->groups) : 0;
    for (uint32_t i = 0; i < n && i < stock->states_capacity; i++)
        stock_free_state(stock, &stock->states[i]);
    if (stock->states)
        kf_free_array(&memory, stock->states, stock->states_capacity, sizeof *stock->states);
    if (stock->order)
        kf_free_array(&memory, stock->order, stock->order_capacity, sizeof *stock->order);
    kf_groups_free(stock->groups);
    kf_free(&memory, stock, sizeof *stock);
}

kefu_status kf_stock_healthy(const kefu_stock *stock, const char *function, kefu_error *error)
{
    if (!stock)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s: stock is NULL", function);
    if (stock->poisoned)
        return kf_fail(error, KEFU_E_STATE, "%s: the stock-take failed before", function);
    return KEFU_OK;
}

/* ---- Products ------------------------------------------------------------------------------- */

/* Room comes first, so that a product that is added has its state. */
static kefu_status stock_room(kefu_stock *stock, kefu_error *error)
{
    const size_t n = kf_groups_count(stock->groups), had = stock->states_capacity;
    kf_stock_state *states;
    if (n < had)
        return KEFU_OK;
    if (((int64_t)had * 2 + 8) * (int64_t)sizeof *states > stock->limits.state_bytes)
        return kf_fail(error, KEFU_E_LIMIT, "products need more than limits.state_bytes, %i",
                       stock->limits.state_bytes);
    states =
        kf_reserve(&stock->memory, stock->states, &stock->states_capacity, n + 1, sizeof *states);
    if (!states)
        return kf_no_memory(error);
    stock->states = states;
    memset(states + had, 0, (stock->states_capacity - had) * sizeof *states);
    return KEFU_OK;
}

kefu_status kf_stock_state_of(kefu_stock *stock, const kf_key *product, kf_stock_state **out,
                              kefu_error *error)
{
    uint32_t number;
    kefu_status status = stock_room(stock, error);
    if (!status)
        status = kf_groups_one(stock->groups, product, &number, error);
    if (!status)
        *out = &stock->states[number];
    return status;
}

kefu_status kf_stock_sort(kefu_stock *stock, kefu_error *error)
{
    const uint32_t n = kf_groups_count(stock->groups);
    uint32_t *order;
    kefu_status status;
    if (stock->ordered == n)
        return KEFU_OK;
    order = kf_reserve(&stock->memory, stock->order, &stock->order_capacity, n, sizeof *order);
    if (!order)
        return kf_no_memory(error);
    stock->order = order;
    status = kf_groups_sorted(stock->groups, order, error);
    stock->ordered = status ? 0 : n;
    return status;
}

/* ---- Counting ------------------------------------------------------------------------------- */

int32_t kf_stock_add_counts(int64_t *to, const int64_t *from, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (to[i] > KF_STOCK_MOST - from[i])
            return 0;
        to[i] += from[i];
    }
    return 1;
}

/* Where the main text is counted: surely good, neutral or bad, or nobody can say. */
static int32_t stock_column(const kefu_opinion *o)
{
    const int32_t is = kf_opinion_class(o);
    if (is == KEFU_POLARITY_UNKNOWN || !o->sure)
        return KF_STOCK_UNSURE;
    return is == KEFU_POSITIVE   ? KF_STOCK_GOOD
           : is == KEFU_NEGATIVE ? KF_STOCK_BAD
                                 : KF_STOCK_NEUTRAL;
}

static void stock_count_causes(kf_stock_state *add, const kf_reading *r)
{
    for (int32_t i = 0; i < r->opinion.causes; i++) {
        const kefu_found_cause *c = &r->causes[i];
        int64_t *counts = add->causes[c->cause];
        counts[c->polarity + 1]++;
        counts[KF_STOCK_PRIMARY] += c->role == KEFU_ROLE_PRIMARY;
        counts[KF_STOCK_CONTRIBUTING] += c->role == KEFU_ROLE_CONTRIBUTING;
    }
}

/* What one review adds. */
static void stock_count(kf_stock_state *add, const kefu_verdict *v)
{
    const kefu_opinion *said = &v->readings[KEFU_MAIN].opinion;
    const kefu_opinion *later = v->n > 1 ? &v->readings[KEFU_FOLLOW_UP].opinion : NULL;
    const int32_t column = stock_column(said);
    const int32_t turned = later && later->polarity == KEFU_NEGATIVE && later->sure;
    const int32_t open = !(v->flags & KEFU_REVIEW_ANSWERED);
    const int32_t later_open = later && !(v->flags & KEFU_REVIEW_ANSWERED_FOLLOW_UP);
    int64_t *n = add->counts;
    memset(add, 0, sizeof *add);
    n[KF_STOCK_REVIEWS] = 1;
    n[column] = 1;
    n[KF_STOCK_FOLLOW_UPS] = later != NULL;
    n[KF_STOCK_FOLLOWUP_BAD] = turned;
    n[KF_STOCK_TURNED_BAD] = turned && column == KF_STOCK_GOOD;
    n[KF_STOCK_UNANSWERED] = open + later_open;
    n[KF_STOCK_UNANSWERED_BAD] = (open && column == KF_STOCK_BAD) + (later_open && turned);
    n[KF_STOCK_MARKED] = said->severity || (later && later->severity);
    n[KF_STOCK_SUSPECT] = said->suspect || (later && later->suspect);
    n[KF_STOCK_KEY] = (v->flags & KEFU_REVIEW_KEY_PRODUCT) != 0;
    for (int32_t i = 0; i < v->n; i++)
        stock_count_causes(add, &v->readings[i]);
}

/* ---- One review ----------------------------------------------------------------------------- */

static kefu_status stock_check_reviewer(const kefu_stock *stock, const char *id, kefu_error *error)
{
    if (!stock->reviewer[0] || !strcmp(stock->reviewer, id))
        return KEFU_OK;
    return kf_fail(error, KEFU_E_MISMATCH,
                   "stock-take: made with reviewer %s, this verdict with %s", stock->reviewer, id);
}

/* A candidate by the route; its text is the stock's from here on. */
static kefu_status stock_candidate(kefu_stock *stock, const kefu_verdict *v, kf_stock_pinned *pin,
                                   kefu_error *error)
{
    kefu_route route = {.struct_size = sizeof route};
    kefu_status status = kefu_verdict_route(v, &route);
    memset(pin, 0, sizeof *pin);
    if (status || !route.pin)
        return status;
    pin->praised = kf_reading_praised(&v->readings[KEFU_MAIN]);
    pin->probability = v->readings[KEFU_MAIN].opinion.probability;
    pin->day = v->day;
    return kf_stock_pin_text(stock, pin, v->id, error);
}

static kefu_status stock_add(kefu_stock *stock, const kefu_verdict *v, kf_stock_pinned *pin,
                             kefu_error *error)
{
    const kf_key product = kf_key_of(v->product.data, v->product.size);
    kf_stock_state add, *state = NULL;
    kefu_status status = kf_stock_state_of(stock, &product, &state, error);
    if (status && pin->review)
        kf_free(&stock->memory, pin->review, pin->size + 1);
    else if (pin->review)
        status = kf_stock_pin(stock, state, pin, error);
    if (status)
        return status;
    stock_count(&add, v);
    if (!kf_stock_add_counts(state->counts, add.counts, KF_STOCK_COUNTS) ||
        !kf_stock_add_counts(state->causes[0], add.causes[0], KF_CAUSES * KF_STOCK_CAUSE_COUNTS))
        return kf_fail(error, KEFU_E_OVERFLOW, "stock-take: a count leaves 63 bits");
    memcpy(stock->reviewer, v->reviewer->counts_id, sizeof stock->reviewer);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_stock_add(kefu_stock *stock, const kefu_verdict *verdict,
                                     kefu_error *error)
{
    kf_stock_pinned pin;
    kefu_status status = kf_stock_healthy(stock, "kefu_stock_add", error);
    if (!status && !verdict)
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_stock_add: verdict is NULL");
    if (!status && !verdict->reviewer)
        status = kf_fail(error, KEFU_E_STATE, "kefu_stock_add: the verdict is empty");
    if (!status)
        status = stock_check_reviewer(stock, verdict->reviewer->counts_id, error);
    if (status)
        return status;
    status = stock_candidate(stock, verdict, &pin, error);
    if (!status)
        status = stock_add(stock, verdict, &pin, error);
    stock->poisoned = status != KEFU_OK;
    return status;
}
