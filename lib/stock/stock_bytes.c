/* stock_bytes.c - stock-takes as bytes, of format 1 (base/saved.h):
 *
 *   varint pins | text reviewer | varint products | for each, in the order of keys:
 *     its key (key.h) | varint counts, as enumerated in stock.h | varint how many causes are not
 * all 0, for each, rising: varint its number, varint counts | varint pins kept, for each, best
 * first: varint praised, varint probability, zigzag day, text review
 */
#include <string.h>

#include "base/fail.h"
#include "stock/stock.h"

static const kf_saved_kind stock_kind = {KF_SAVED_STOCK, 1, "saved stock-take", "stock-take"};

/* ---- Saving --------------------------------------------------------------------------------- */

static int32_t stock_is_zero(const int64_t counts[KF_STOCK_CAUSE_COUNTS])
{
    for (int32_t i = 0; i < KF_STOCK_CAUSE_COUNTS; i++)
        if (counts[i])
            return 0;
    return 1;
}

static void stock_put_counts(const int64_t *counts, int32_t n, kf_saved_writer *w)
{
    for (int32_t i = 0; i < n; i++)
        kf_saved_put_varint(w, (uint64_t)counts[i]);
}

static void stock_put_causes(const kf_stock_state *s, kf_saved_writer *w)
{
    uint64_t n = 0;
    for (int32_t i = 1; i < KF_CAUSES; i++)
        n += !stock_is_zero(s->causes[i]);
    kf_saved_put_varint(w, n);
    for (int32_t i = 1; i < KF_CAUSES; i++) {
        if (stock_is_zero(s->causes[i]))
            continue;
        kf_saved_put_varint(w, (uint64_t)i);
        stock_put_counts(s->causes[i], KF_STOCK_CAUSE_COUNTS, w);
    }
}

static void stock_put_state(const kf_stock_state *s, kf_saved_writer *w)
{
    stock_put_counts(s->counts, KF_STOCK_COUNTS, w);
    stock_put_causes(s, w);
    kf_saved_put_varint(w, (uint64_t)s->n_pins);
    for (int32_t i = 0; i < s->n_pins; i++) {
        kf_saved_put_varint(w, (uint64_t)s->pins[i].praised);
        kf_saved_put_varint(w, (uint64_t)s->pins[i].probability);
        kf_saved_put_zigzag(w, s->pins[i].day);
        kf_saved_put_text(w, s->pins[i].review, s->pins[i].size);
    }
}

kefu_status KEFU_CALL kefu_stock_save(kefu_stock *stock, const kefu_sink *sink, kefu_error *error)
{
    kefu_sink to;
    kf_saved_writer w;
    kefu_status status = kf_stock_healthy(stock, "kefu_stock_save", error);
    if (!status)
        status = kf_take_sink(&to, sink, error);
    if (!status)
        status = kf_stock_sort(stock, error);
    if (status)
        return status;
    kf_saved_begin(&w, &stock_kind, &stock->memory, &to, 1, error);
    kf_saved_put_varint(&w, (uint64_t)stock->pins);
    kf_saved_put_text(&w, stock->reviewer, strlen(stock->reviewer));
    kf_saved_put_varint(&w, stock->ordered);
    for (uint32_t i = 0; i < stock->ordered; i++) {
        kf_key_put(kf_groups_key(stock->groups, stock->order[i]), &w);
        stock_put_state(&stock->states[stock->order[i]], &w);
    }
    return kf_saved_end(&w);
}

/* ---- Loading -------------------------------------------------------------------------------- */

static void stock_take_counts(int64_t *counts, int32_t n, kf_saved_reader *r)
{
    for (int32_t i = 0; i < n; i++) {
        const uint64_t count = kf_saved_take_varint(r);
        if (count > KF_STOCK_MOST)
            kf_saved_bad(r, "a count leaves 63 bits");
        counts[i] = r->bad ? 0 : (int64_t)count;
    }
}

static void stock_take_causes(kf_stock_state *s, kf_saved_reader *r)
{
    const uint64_t n = kf_saved_take_varint(r);
    uint64_t next = 1;
    for (uint64_t i = 0; i < n && !r->bad; i++) {
        const uint64_t cause = kf_saved_take_varint(r);
        if (cause < next || cause >= KF_CAUSES) {
            kf_saved_bad(r, "a cause is unknown, twice or out of order");
            return;
        }
        stock_take_counts(s->causes[cause], KF_STOCK_CAUSE_COUNTS, r);
        if (stock_is_zero(s->causes[cause]))
            kf_saved_bad(r, "a cause that nobody speaks of");
        next = cause + 1;
    }
}

/* Counts that cannot be together. */
static void stock_check_state(const kf_stock_state *s, kf_saved_reader *r)
{
    static const int32_t columns[] = {KF_STOCK_GOOD, KF_STOCK_NEUTRAL, KF_STOCK_BAD,
                                      KF_STOCK_UNSURE};
    static const struct {
        int32_t part, whole;
    } parts[] = {{KF_STOCK_FOLLOW_UPS, KF_STOCK_REVIEWS},
                 {KF_STOCK_FOLLOWUP_BAD, KF_STOCK_FOLLOW_UPS},
                 {KF_STOCK_TURNED_BAD, KF_STOCK_FOLLOWUP_BAD},
                 {KF_STOCK_TURNED_BAD, KF_STOCK_GOOD},
                 {KF_STOCK_UNANSWERED_BAD, KF_STOCK_UNANSWERED},
                 {KF_STOCK_MARKED, KF_STOCK_REVIEWS},
                 {KF_STOCK_SUSPECT, KF_STOCK_REVIEWS},
                 {KF_STOCK_KEY, KF_STOCK_REVIEWS}};
    int64_t left = s->counts[KF_STOCK_REVIEWS];
    for (size_t i = 0; i < sizeof columns / sizeof *columns && left >= 0; i++)
        left = s->counts[columns[i]] > left ? -1 : left - s->counts[columns[i]];
    if (!r->bad && (left || !s->counts[KF_STOCK_REVIEWS]))
        kf_saved_bad(r, "good, neutral, bad and unsure do not add up to reviews");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!r->bad && s->counts[parts[i].part] > s->counts[parts[i].whole])
            kf_saved_bad(r, "a count is more than what it is of");
}

/* As kefu_reviewer_counts_id gives it. */
static int32_t stock_is_id(kefu_text id)
{
    for (size_t i = 0; i < id.size; i++)
        if (!strchr("0123456789abcdef", id.data[i]))
            return 0;
    return 1;
}

static kefu_status stock_take_pin(kefu_stock *stock, kf_stock_state *s, kf_saved_reader *r,
                                  kefu_error *error)
{
    kf_stock_pinned pin = {0};
    const uint64_t praised = kf_saved_take_varint(r), probability = kf_saved_take_varint(r);
    const int64_t day = kf_saved_take_zigzag(r);
    const kefu_text review = kf_saved_take_text(r);
    const int32_t before = s->n_pins;
    kefu_status status;
    if (praised > 3 || probability > 1000000 || day < INT32_MIN || day > INT32_MAX)
        kf_saved_bad(r, "a candidate for pinning makes no sense");
    if (r->bad)
        return KEFU_OK;
    pin.praised = (int32_t)praised;
    pin.probability = (int32_t)probability;
    pin.day = (int32_t)day;
    status = kf_stock_pin_text(stock, &pin, review, error);
    if (!status)
        status = kf_stock_pin(stock, s, &pin, error);
    if (!status && (s->n_pins == before || s->pins[before].review != pin.review))
        kf_saved_bad(r, "candidates for pinning are too many or out of order");
    return status;
}

static kefu_status stock_take_product(kefu_stock *stock, uint32_t index, kf_saved_reader *r,
                                      kefu_error *error)
{
    const kf_key product = kf_key_take(r);
    kf_stock_state *s = NULL;
    kefu_status status;
    uint64_t pins;
    if (index && !r->bad && kf_key_compare(kf_groups_key(stock->groups, index - 1), &product) >= 0)
        kf_saved_bad(r, "a product stands twice, or out of order");
    if (r->bad)
        return KEFU_OK;
    status = kf_stock_state_of(stock, &product, &s, error);
    if (status)
        return status;
    stock_take_counts(s->counts, KF_STOCK_COUNTS, r);
    stock_take_causes(s, r);
    stock_check_state(s, r);
    pins = kf_saved_take_varint(r);
    for (uint64_t i = 0; i < pins && !r->bad && !status; i++)
        status = stock_take_pin(stock, s, r, error);
    return status;
}

static kefu_status stock_take(kefu_stock *stock, kf_saved_reader *r, kefu_error *error)
{
    const uint64_t pins = kf_saved_take_varint(r);
    const kefu_text reviewer = kf_saved_take_text(r);
    const uint64_t products = kf_saved_take_varint(r);
    kefu_status status = KEFU_OK;
    if (!r->bad && pins != (uint64_t)stock->pins)
        return kf_fail(error, KEFU_E_MISMATCH,
                       "kefu_stock_load: saved with another number of pins than options.pins, %d",
                       stock->pins);
    if (reviewer.size != (products ? sizeof stock->reviewer - 1 : 0))
        kf_saved_bad(r, "the reviewer's id is missing or cut");
    else if (!stock_is_id(reviewer))
        kf_saved_bad(r, "the reviewer's id is not hexadecimal");
    if (!r->bad && reviewer.size)
        memcpy(stock->reviewer, reviewer.data, reviewer.size);
    for (uint64_t i = 0; i < products && !r->bad && !status; i++)
        status = stock_take_product(stock, (uint32_t)i, r, error);
    if (!r->bad && r->left)
        kf_saved_bad(r, "there is more than it says");
    return status ? status : kf_saved_check(r, "kefu_stock_load", error);
}

kefu_status KEFU_CALL kefu_stock_load(const kefu_stock_options *options, const void *bytes,
                                      size_t size, kefu_stock **out, kefu_error *error)
{
    kf_saved_reader r;
    kefu_stock *stock;
    uint32_t format;
    kefu_status status;
    if (!bytes || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_stock_load: %s is NULL",
                       bytes ? "out" : "bytes");
    status = kf_saved_open(&r, &stock_kind, bytes, size, &format, error);
    if (!status)
        status = kefu_stock_new(options, &stock, error);
    if (status)
        return status;
    status = stock_take(stock, &r, error);
    if (status)
        kefu_stock_free(stock);
    else
        *out = stock;
    return status;
}
