/* stock_look.c - what was counted of a product, and what changed. */
#include <string.h>

#include "base/fail.h"
#include "base/wide.h"
#include "stock/stock.h"

kefu_text kf_stock_product_text(kefu_stock *stock, uint32_t number)
{
    return kf_key_text(kf_groups_key(stock->groups, number), stock->states[number].digits);
}

kefu_status kf_stock_look(kefu_stock *stock, int64_t index, const kf_stock_state **out)
{
    kefu_status status = kf_stock_healthy(stock, "stock-take", NULL);
    if (!status)
        status = kf_stock_sort(stock, NULL);
    if (!status && (index < 0 || index >= (int64_t)stock->ordered))
        return KEFU_E_ARGUMENT;
    if (!status)
        *out = &stock->states[kf_stock_at(stock, index)];
    return status;
}

int64_t KEFU_CALL kefu_stock_products(const kefu_stock *stock)
{
    return stock && !stock->poisoned ? (int64_t)kf_groups_count(stock->groups) : 0;
}

kefu_status KEFU_CALL kefu_stock_product_at(kefu_stock *stock, int64_t index,
                                            kefu_stock_product *out)
{
    const kf_stock_state *s;
    kefu_stock_product p;
    const int64_t *n;
    kefu_status status = out ? kf_stock_look(stock, index, &s) : KEFU_E_ARGUMENT;
    if (status)
        return status;
    n = s->counts;
    memset(&p, 0, sizeof p);
    p.product = kf_stock_product_text(stock, kf_stock_at(stock, index));
    p.reviews = n[KF_STOCK_REVIEWS];
    p.follow_ups = n[KF_STOCK_FOLLOW_UPS];
    p.good = n[KF_STOCK_GOOD];
    p.neutral = n[KF_STOCK_NEUTRAL];
    p.bad = n[KF_STOCK_BAD];
    p.unsure = n[KF_STOCK_UNSURE];
    p.followup_bad = n[KF_STOCK_FOLLOWUP_BAD];
    p.turned_bad = n[KF_STOCK_TURNED_BAD];
    p.unanswered = n[KF_STOCK_UNANSWERED];
    p.unanswered_bad = n[KF_STOCK_UNANSWERED_BAD];
    p.marked = n[KF_STOCK_MARKED];
    p.suspect = n[KF_STOCK_SUSPECT];
    p.is_key = n[KF_STOCK_KEY] > 0;
    p.pins = s->n_pins;
    return kf_give(out, &p, sizeof p);
}

kefu_status KEFU_CALL kefu_stock_cause_at(kefu_stock *stock, int64_t index, int32_t cause,
                                          kefu_stock_cause *out)
{
    const kf_stock_state *s;
    kefu_stock_cause c = {0};
    kefu_status status =
        out && cause > 0 && cause < KF_CAUSES ? kf_stock_look(stock, index, &s) : KEFU_E_ARGUMENT;
    if (status)
        return status;
    c.negative = s->causes[cause][KF_STOCK_NEGATIVE];
    c.neutral = s->causes[cause][KF_STOCK_EITHER];
    c.positive = s->causes[cause][KF_STOCK_POSITIVE];
    c.primary = s->causes[cause][KF_STOCK_PRIMARY];
    c.contributing = s->causes[cause][KF_STOCK_CONTRIBUTING];
    return kf_give(out, &c, sizeof c);
}

kefu_status KEFU_CALL kefu_stock_pin_at(kefu_stock *stock, int64_t index, int32_t pin,
                                        kefu_stock_pin *out)
{
    const kf_stock_state *s;
    kefu_stock_pin p;
    kefu_status status = out ? kf_stock_look(stock, index, &s) : KEFU_E_ARGUMENT;
    if (!status && (pin < 0 || pin >= s->n_pins))
        status = KEFU_E_ARGUMENT;
    if (status)
        return status;
    memset(&p, 0, sizeof p);
    p.review.data = s->pins[pin].review;
    p.review.size = s->pins[pin].size;
    p.probability = s->pins[pin].probability;
    p.praised = s->pins[pin].praised;
    p.day = s->pins[pin].day;
    return kf_give(out, &p, sizeof p);
}

/* ---- Finding -------------------------------------------------------------------------------- */

static kefu_status stock_not_there(kefu_stock *stock, const char *product, size_t size,
                                   kefu_error *error)
{
    kf_near near;
    kf_near_init(&near, product, size);
    for (uint32_t i = 0; i < stock->ordered; i++)
        kf_near_add(&near, kf_stock_product_text(stock, i).data);
    return kf_fail(error, KEFU_E_NAME, "stock-take: no product '%t'%s", product, size,
                   kf_near_text(&near));
}

kefu_status KEFU_CALL kefu_stock_find(kefu_stock *stock, const char *product, size_t size,
                                      int64_t *index, kefu_error *error)
{
    kf_key key;
    uint32_t number, low = 0, high;
    kefu_status status = kf_stock_healthy(stock, "kefu_stock_find", error);
    if (!status && ((!product && size) || !index))
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_stock_find: %s is NULL",
                         index ? "product" : "index");
    if (!status)
        status = kf_stock_sort(stock, error);
    if (status)
        return status;
    key = kf_key_of(product, size);
    number = kf_groups_find(stock->groups, &key);
    if (number == UINT32_MAX)
        return stock_not_there(stock, product ? product : "", size, error);
    for (high = stock->ordered; low + 1 < high;) {
        const uint32_t middle = low + (high - low) / 2;
        if (kf_key_compare(kf_groups_key(stock->groups, stock->order[middle]), &key) <= 0)
            low = middle;
        else
            high = middle;
    }
    *index = low;
    return KEFU_OK;
}

/* ---- Comparing ------------------------------------------------------------------------------ */

int64_t kf_stock_bad_opinions(const kf_stock_state *state)
{
    return state->counts[KF_STOCK_BAD] + state->counts[KF_STOCK_FOLLOWUP_BAD];
}

static int64_t stock_blames(const kf_stock_state *s, int32_t cause)
{
    return s ? s->causes[cause][KF_STOCK_PRIMARY] + s->causes[cause][KF_STOCK_CONTRIBUTING] : 0;
}

/* now/bad_now - then/bad_then over the one denominator of both, which is above 0: what is compared
 * among causes. Without bad opinions a share is 0. */
static kf_i128 stock_growth(int64_t now, int64_t bad_now, int64_t then, int64_t bad_then)
{
    if (!bad_now)
        return kf_i128_neg(kf_i128_of(then));
    if (!bad_then)
        return kf_i128_of(now);
    return kf_i128_add(kf_i128_mul(now, bad_then), kf_i128_neg(kf_i128_mul(then, bad_now)));
}

static int32_t stock_grown_most(const kf_stock_state *now, const kf_stock_state *then)
{
    const int64_t bad_now = kf_stock_bad_opinions(now);
    const int64_t bad_then = then ? kf_stock_bad_opinions(then) : 0;
    kf_i128 most = kf_i128_of(0);
    int32_t best = KEFU_CAUSE_UNKNOWN;
    for (int32_t i = 1; i < KF_CAUSES; i++) {
        const kf_i128 by =
            stock_growth(stock_blames(now, i), bad_now, stock_blames(then, i), bad_then);
        if (kf_i128_compare(by, most) > 0) {
            most = by;
            best = i;
        }
    }
    return best;
}

static kefu_value stock_rate(const kf_stock_state *s)
{
    kefu_value rate = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    if (s && s->counts[KF_STOCK_REVIEWS]) {
        rate.num = s->counts[KF_STOCK_BAD];
        rate.den = rate.n = s->counts[KF_STOCK_REVIEWS];
        rate.status = KEFU_VALUE_OK;
    }
    return rate;
}

static int64_t stock_change(const kf_stock_state *now, const kf_stock_state *then, int32_t count)
{
    return now->counts[count] - (then ? then->counts[count] : 0);
}

void kf_stock_changed(const kefu_stock *stock, uint32_t number, const kefu_stock *before,
                      kefu_stock_change *out)
{
    const uint32_t same = kf_groups_find(before->groups, kf_groups_key(stock->groups, number));
    const kf_stock_state *now = &stock->states[number];
    const kf_stock_state *then = same == UINT32_MAX ? NULL : &before->states[same];
    memset(out, 0, sizeof *out);
    out->same_reader = !strcmp(stock->reviewer, before->reviewer);
    out->reviews = stock_change(now, then, KF_STOCK_REVIEWS);
    out->bad = stock_change(now, then, KF_STOCK_BAD);
    out->unanswered = stock_change(now, then, KF_STOCK_UNANSWERED);
    out->bad_rate = stock_rate(now);
    out->bad_rate_before = stock_rate(then);
    out->cause = stock_grown_most(now, then);
    out->is_new = !then;
    if (out->cause) {
        out->cause_now = stock_blames(now, out->cause);
        out->cause_before = stock_blames(then, out->cause);
    }
}

kefu_status KEFU_CALL kefu_stock_compare(kefu_stock *stock, int64_t index, const kefu_stock *before,
                                         kefu_stock_change *out)
{
    const kf_stock_state *now;
    kefu_stock_change change;
    kefu_status status =
        out ? kf_stock_healthy(before, "kefu_stock_compare", NULL) : (kefu_status)KEFU_E_ARGUMENT;
    if (!status)
        status = kf_stock_look(stock, index, &now);
    if (status)
        return status;
    kf_stock_changed(stock, kf_stock_at(stock, index), before, &change);
    return kf_give(out, &change, sizeof change);
}
