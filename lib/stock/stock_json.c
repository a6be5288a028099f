/* stock_json.c - a stock-take as one JSON object: equal ones give equal bytes. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "stock/stock_write.h"

static const char *const stock_cause_names[KF_STOCK_CAUSE_COUNTS] = {
    "negative", "neutral", "positive", "primary", "contributing"};

static void stock_json_causes(kf_json_writer *j, const kf_stock_state *s)
{
    kf_json_member_open(j, "causes", '{');
    for (int32_t i = 1; i < KF_CAUSES; i++) {
        kefu_cause_info info = {.struct_size = sizeof info};
        const int64_t *n = s->causes[i];
        if (!(n[KF_STOCK_NEGATIVE] | n[KF_STOCK_EITHER] | n[KF_STOCK_POSITIVE]) ||
            kefu_cause(i, &info))
            continue;
        kf_json_member_open(j, info.key, '{');
        for (int32_t k = 0; k < KF_STOCK_CAUSE_COUNTS; k++)
            kf_json_member_i64(j, stock_cause_names[k], n[k]);
        kf_json_close(j, '}');
    }
    kf_json_close(j, '}');
}

static void stock_json_pins(kf_json_writer *j, const kf_stock_state *s)
{
    kf_json_member_open(j, "pins", '[');
    for (int32_t i = 0; i < s->n_pins; i++) {
        char day[11] = "";
        (void)kefu_date_format(s->pins[i].day, day, sizeof day);
        kf_json_open(j, '{');
        kf_json_key(j, "review");
        kf_json_text(j, s->pins[i].review, s->pins[i].size);
        kf_json_member_i64(j, "probability", s->pins[i].probability);
        kf_json_member_i64(j, "praised", s->pins[i].praised);
        kf_json_member_text(j, "day", day);
        kf_json_close(j, '}');
    }
    kf_json_close(j, ']');
}

static void stock_json_change(kf_json_writer *j, const kefu_stock *stock, uint32_t number,
                              const kefu_stock *before)
{
    kefu_stock_change c;
    kefu_cause_info info = {.struct_size = sizeof info};
    kf_stock_changed(stock, number, before, &c);
    kf_json_member_open(j, "change", '{');
    kf_json_member_i64(j, "is_new", c.is_new);
    kf_json_member_i64(j, "reviews", c.reviews);
    kf_json_member_i64(j, "bad", c.bad);
    kf_json_member_i64(j, "unanswered", c.unanswered);
    kf_json_member_ratio(j, "bad_rate", &c.bad_rate);
    kf_json_member_ratio(j, "bad_rate_before", &c.bad_rate_before);
    kf_json_key(j, "cause");
    if (kefu_cause(c.cause, &info))
        kf_json_raw(j, "null");
    else
        kf_json_string(j, info.key);
    kf_json_member_i64(j, "cause_now", c.cause_now);
    kf_json_member_i64(j, "cause_before", c.cause_before);
    kf_json_close(j, '}');
}

static void stock_json_product(kf_json_writer *j, kefu_stock *stock, const kefu_stock *before,
                               uint32_t number)
{
    const kf_stock_state *s = &stock->states[number];
    const kefu_text product = kf_stock_product_text(stock, number);
    kf_json_open(j, '{');
    kf_json_key(j, "product");
    kf_json_text(j, product.data, product.size);
    kf_json_member_i64(j, "key", s->counts[KF_STOCK_KEY] > 0);
    for (int32_t i = 0; i < KF_STOCK_NAMES; i++)
        kf_json_member_i64(j, kf_stock_names[i].key, s->counts[kf_stock_names[i].count]);
    stock_json_causes(j, s);
    stock_json_pins(j, s);
    if (before)
        stock_json_change(j, stock, number, before);
    kf_json_close(j, '}');
}

kefu_status KEFU_CALL kefu_stock_json(kefu_stock *stock, const kefu_stock *before,
                                      const kefu_sink *sink, kefu_error *error)
{
    kefu_sink to;
    kf_buffer out;
    kf_json_writer j;
    kefu_status status = kf_stock_ready(stock, before, sink, &to, error);
    if (status)
        return status;
    kf_buffer_init(&out, &stock->memory);
    kf_json_writer_init(&j, &out);
    kf_json_open(&j, '{');
    kf_json_member_text(&j, "reviewer", stock->reviewer);
    if (before) {
        kf_json_key(&j, "same_reader");
        kf_json_raw(&j, strcmp(stock->reviewer, before->reviewer) ? "false" : "true");
    }
    kf_json_member_open(&j, "products", '[');
    for (uint32_t i = 0; i < stock->ordered; i++)
        stock_json_product(&j, stock, before, stock->order[i]);
    kf_json_close(&j, ']');
    kf_json_close(&j, '}');
    status = kf_buffer_flush(&out, &to, error);
    kf_buffer_free(&out);
    return status;
}
