/* stock_out.c - the stock-take: product by product, what to do first, what changed. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

static char *text_of(kefu_text t)
{
    char *copy = grow(NULL, t.size + 1);
    memcpy(copy, t.size ? t.data : "", t.size);
    copy[t.size] = '\0';
    return copy;
}

/* "物流 12 质量 5": what is blamed most. */
static void put_causes(table *t, const desk *d, int64_t product)
{
    char text[256] = "";
    int64_t least = INT64_MAX;
    for (int n = 0, last = -1; n < 3; n++) {
        int best = -1;
        int64_t most = 0;
        for (int32_t i = 1; i <= kefu_cause_count(); i++) {
            kefu_stock_cause c = {.struct_size = sizeof c};
            check(kefu_stock_cause_at(d->stock, product, i, &c), "stock-take", &(kefu_error){0});
            const int64_t blames = c.primary + c.contributing;
            if (blames > most && (blames < least || (blames == least && i > last)))
                most = blames, best = i;
        }
        if (best < 0)
            break;
        kefu_cause_info info = {.struct_size = sizeof info};
        check(kefu_cause(best, &info), "cause", &(kefu_error){0});
        const size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s %lld", used ? "  " : "",
                 say(d->s, info.label_zh, info.label_en), (long long)most);
        least = most;
        last = best;
    }
    table_cell(t, text);
}

static void put_pins(table *t, const desk *d, int64_t product, int32_t pins)
{
    char text[512] = "";
    for (int32_t i = 0; i < pins; i++) {
        kefu_stock_pin pin = {.struct_size = sizeof pin};
        check(kefu_stock_pin_at(d->stock, product, i, &pin), "stock-take", &(kefu_error){0});
        const size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%.*s", used ? " " : "", (int)pin.review.size,
                 pin.review.data);
    }
    table_cell(t, text);
}

static void show_products(desk *d)
{
    const char *heads[] = {
        say(d->s, "商品", "product"),        say(d->s, "重点", "key"),
        say(d->s, "评价", "reviews"),        say(d->s, "好", "good"),
        say(d->s, "中", "neutral"),          say(d->s, "差", "bad"),
        say(d->s, "待判断", "unsure"),       say(d->s, "追评转差", "turned"),
        say(d->s, "未回复", "unanswered"),   say(d->s, "其中差评", "of them bad"),
        say(d->s, "主要原因", "blamed for"), say(d->s, "可置顶", "to pin")};
    table *t = table_new(say(d->s, "评价盘点", "Stock-take"), 12, heads, "llrrrrrrrrll");
    const int64_t n = kefu_stock_products(d->stock);
    for (int64_t i = 0; i < n; i++) {
        kefu_stock_product p = {.struct_size = sizeof p};
        check(kefu_stock_product_at(d->stock, i, &p), "stock-take", &(kefu_error){0});
        char *name = text_of(p.product);
        table_cell(t, *name ? name : say(d->s, "(未注明)", "(none)"));
        table_cell(t, p.is_key ? "★" : "");
        const int64_t counts[] = {p.reviews, p.good,       p.neutral,    p.bad,
                                  p.unsure,  p.turned_bad, p.unanswered, p.unanswered_bad};
        for (size_t k = 0; k < sizeof counts / sizeof *counts; k++)
            table_count(t, counts[k]);
        put_causes(t, d, i);
        put_pins(t, d, i, p.pins);
        free(name);
    }
    table_print(t);
}

/* ---- Since the last time -------------------------------------------------------------------- */

static void put_rate(table *t, kefu_value rate)
{
    char text[64];
    if (rate.den)
        rate.num *= 100;
    check(kefu_value_format(&rate, 1, text, sizeof text - 1), "rate", &(kefu_error){0});
    if (rate.den)
        strcat(text, "%");
    table_cell(t, text);
}

static void put_change(table *t, int64_t n)
{
    char text[24] = "";
    if (n)
        snprintf(text, sizeof text, "%+lld", (long long)n);
    table_cell(t, text);
}

static void put_cause_change(table *t, const desk *d, const kefu_stock_change *c)
{
    char text[128] = "";
    kefu_cause_info info = {.struct_size = sizeof info};
    if (!kefu_cause(c->cause, &info))
        snprintf(text, sizeof text, "%s %lld → %lld", say(d->s, info.label_zh, info.label_en),
                 (long long)c->cause_before, (long long)c->cause_now);
    table_cell(t, text);
}

static void show_changes(desk *d, kefu_stock *before)
{
    const char *heads[] = {say(d->s, "商品", "product"),
                           say(d->s, "评价", "reviews"),
                           say(d->s, "差评", "bad"),
                           say(d->s, "差评率", "bad rate"),
                           say(d->s, "上次", "before"),
                           say(d->s, "未回复", "unanswered"),
                           say(d->s, "上升最多的原因", "cause that grew most")};
    table *t = table_new(say(d->s, "与上次相比", "Since the last time"), 7, heads, "lrrrrrl");
    const int64_t n = kefu_stock_products(d->stock);
    for (int64_t i = 0; i < n; i++) {
        kefu_error error;
        kefu_stock_product p = {.struct_size = sizeof p};
        kefu_stock_change c = {.struct_size = sizeof c};
        check(kefu_stock_product_at(d->stock, i, &p), "stock-take", &(kefu_error){0});
        check(kefu_stock_compare(d->stock, i, before, &c), "stock-take", &error);
        char *name = text_of(p.product);
        table_cell(t, *name ? name : say(d->s, "(未注明)", "(none)"));
        put_change(t, c.reviews);
        put_change(t, c.bad);
        put_rate(t, c.bad_rate);
        put_rate(t, c.bad_rate_before);
        put_change(t, c.unanswered);
        put_cause_change(t, d, &c);
        free(name);
    }
    table_print(t);
}

static kefu_stock *read_stock(const char *path)
{
    kefu_error error;
    kefu_stock *stock;
    size_t size;
    char *bytes = read_file(path, &size);
    check(kefu_stock_load(NULL, bytes, size, &stock, &error), path, &error);
    free(bytes);
    return stock;
}

static kefu_status KEFU_CALL to_stock_file(void *user, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? KEFU_OK : KEFU_E_CALLBACK;
}

static void save_stock(desk *d)
{
    kefu_error error;
    FILE *f = fopen(d->s->stock_save, "wb");
    if (!f)
        fail_text(d->s->stock_save, strerror(errno));
    const kefu_sink sink = {.struct_size = sizeof sink, .write = to_stock_file, .user = f};
    check(kefu_stock_save(d->stock, &sink, &error), d->s->stock_save, &error);
    if (fclose(f))
        fail_text(d->s->stock_save, "cannot be written");
}

void show_stock(desk *d)
{
    if (!d->s->json)
        show_products(d);
    if (d->s->stock_before) {
        kefu_stock *before = read_stock(d->s->stock_before);
        show_changes(d, before);
        kefu_stock_free(before);
    }
    if (d->s->stock_save)
        save_stock(d);
}
