/* stock_csv.c - a stock-take as CSV: a row a product. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "stock/stock_write.h"
#include "table/csv_lines.h"

typedef struct stock_csv {
    kf_csv_lines lines;
    kefu_stock *stock;
    const kefu_stock *before;
    kf_buffer text; /* of one cell */
    int32_t zh;
} stock_csv;

static void stock_csv_say(stock_csv *w, const char *zh, const char *en)
{
    kf_csv_text(&w->lines, w->zh ? zh : en);
}

/* "物流 差评", "物流 好评": the label of a cause and what is counted of it. */
static void stock_csv_cause_head(stock_csv *w, int32_t cause, const char *zh, const char *en)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    (void)kefu_cause(cause, &info);
    kf_buffer_clear(&w->text);
    kf_put_format(&w->text, "%s %s", w->zh ? info.label_zh : info.label_en, w->zh ? zh : en);
    kf_csv_text(&w->lines, kf_buffer_text(&w->text) ? kf_buffer_text(&w->text) : "");
}

static void stock_csv_heads(stock_csv *w)
{
    stock_csv_say(w, "商品", "product");
    stock_csv_say(w, "重点", "key");
    for (int32_t i = 0; i < KF_STOCK_NAMES; i++)
        stock_csv_say(w, kf_stock_names[i].zh, kf_stock_names[i].key);
    for (int32_t i = 1; i < KF_CAUSES; i++) {
        stock_csv_cause_head(w, i, "归因", "blamed");
        stock_csv_cause_head(w, i, "好评", "positive");
    }
    stock_csv_say(w, "可置顶", "to pin");
    if (w->before) {
        stock_csv_say(w, "评价变化", "reviews since");
        stock_csv_say(w, "差评变化", "bad since");
        stock_csv_say(w, "未回复变化", "unanswered since");
        stock_csv_say(w, "差评率", "bad rate");
        stock_csv_say(w, "上次差评率", "bad rate before");
        stock_csv_say(w, "上升最多的原因", "cause that grew most");
    }
    kf_csv_end_row(&w->lines);
}

static void stock_csv_pins(stock_csv *w, const kf_stock_state *s)
{
    kf_buffer_clear(&w->text);
    for (int32_t i = 0; i < s->n_pins; i++) {
        if (i)
            kf_put_char(&w->text, ' ');
        kf_put(&w->text, s->pins[i].review, s->pins[i].size);
    }
    kf_csv_text(&w->lines, kf_buffer_text(&w->text) ? kf_buffer_text(&w->text) : "");
}

static void stock_csv_change(stock_csv *w, uint32_t number)
{
    kefu_stock_change c;
    kefu_cause_info info = {.struct_size = sizeof info};
    kf_stock_changed(w->stock, number, w->before, &c);
    kf_csv_whole(&w->lines, c.reviews);
    kf_csv_whole(&w->lines, c.bad);
    kf_csv_whole(&w->lines, c.unanswered);
    kf_csv_value(&w->lines, &c.bad_rate, 4);
    kf_csv_value(&w->lines, &c.bad_rate_before, 4);
    if (kefu_cause(c.cause, &info))
        kf_csv_text(&w->lines, "");
    else
        stock_csv_say(w, info.label_zh, info.label_en);
}

static void stock_csv_product(stock_csv *w, uint32_t number)
{
    const kf_stock_state *s = &w->stock->states[number];
    kf_csv_id_bytes(&w->lines, kf_stock_product_text(w->stock, number));
    kf_csv_whole(&w->lines, s->counts[KF_STOCK_KEY] > 0);
    for (int32_t i = 0; i < KF_STOCK_NAMES; i++)
        kf_csv_whole(&w->lines, s->counts[kf_stock_names[i].count]);
    for (int32_t i = 1; i < KF_CAUSES; i++) {
        kf_csv_whole(&w->lines,
                     s->causes[i][KF_STOCK_PRIMARY] + s->causes[i][KF_STOCK_CONTRIBUTING]);
        kf_csv_whole(&w->lines, s->causes[i][KF_STOCK_POSITIVE]);
    }
    stock_csv_pins(w, s);
    if (w->before)
        stock_csv_change(w, number);
    kf_csv_end_row(&w->lines);
}

kefu_status KEFU_CALL kefu_stock_csv(kefu_stock *stock, const kefu_stock *before, int32_t language,
                                     uint32_t flags, const kefu_sink *sink, kefu_error *error)
{
    kefu_sink to;
    stock_csv w = {.stock = stock, .before = before, .zh = language == KEFU_ZH};
    kefu_status status = kf_stock_ready(stock, before, sink, &to, error);
    if (!status)
        status = kf_check_language(language, error);
    if (status)
        return status;
    kf_buffer_init(&w.text, &stock->memory);
    kf_csv_begin(&w.lines, &stock->memory, &to, flags, error);
    stock_csv_heads(&w);
    for (uint32_t i = 0; i < stock->ordered; i++)
        stock_csv_product(&w, stock->order[i]);
    status = kf_csv_done(&w.lines);
    if (!status && w.text.failed)
        status = kf_no_memory(error);
    kf_buffer_free(&w.text);
    return status;
}
