/* estimates_json.c - estimates as one JSON object, with how they were made and why they are not
 * the naive figures: equal estimates give equal bytes. */
#include <string.h>

#include "base/fail.h"
#include "base/json.h"
#include "estimate/estimates.h"

enum { ESTIMATES_JSON_PIECE = 64 * 1024 };

typedef struct estimates_json {
    const kefu_estimates *e;
    kefu_sink sink;
    kf_buffer out, text;
    kf_json_writer j;
    kefu_status status;
    kefu_error *error;
} estimates_json;

static void estimates_json_step(estimates_json *w)
{
    if (!w->status && (w->out.failed || w->out.size > ESTIMATES_JSON_PIECE))
        w->status = kf_buffer_flush(&w->out, &w->sink, w->error);
}

static void estimates_json_value(estimates_json *w, const char *key, const kefu_value *value)
{
    kf_json_key(&w->j, key);
    if (value->status == KEFU_VALUE_OK)
        kf_json_decimal(&w->j, value->num, kf_estimate_digits(value));
    else
        kf_json_raw(&w->j, "null");
}

static void estimates_json_head(estimates_json *w)
{
    static const char *const kinds[] = {"mean", "rate", "total"},
                             *const lonely[] = {"none", "average", "adjust", "certain"},
                             *const methods[] = {"wilson", "clopper_pearson"};
    const kefu_estimates_info *info = &w->e->info;
    kf_json_key(&w->j, "plan");
    if (*info->plan) {
        kf_json_open(&w->j, '{');
        kf_json_member_text(&w->j, "id", info->plan);
        kf_json_member_text(&w->j, "hash", info->plan_hash);
        kf_json_close(&w->j, '}');
    } else {
        kf_json_raw(&w->j, "null");
    }
    kf_json_member_text(&w->j, "seed", *info->seed ? info->seed : NULL);
    kf_json_member_text(&w->j, "mark", info->mark);
    kf_json_member_text(&w->j, "by", *info->by ? info->by : NULL);
    kf_json_member_text(&w->j, "kind", kinds[info->kind]);
    kf_json_member_i64(&w->j, "scale", info->scale);
    kf_json_member_text(&w->j, "lonely", lonely[info->lonely]);
    kf_json_member_text(&w->j, "method", methods[info->method == KEFU_INTERVAL_CLOPPER_PEARSON]);
    kf_json_member_decimal(&w->j, "confidence", info->confidence, 9);
}

static void estimates_json_effect(estimates_json *w, const kf_class_effect *effect)
{
    const kf_effect_label *label = &w->e->labels[effect->label];
    kf_json_open(&w->j, '{');
    kf_json_member_label(&w->j, "label", label->zh, label->en);
    kf_json_member_open(&w->j, "in_marks", '{');
    kf_json_member_i64(&w->j, "num", effect->in_marks.num);
    kf_json_member_i64(&w->j, "den", effect->in_marks.den);
    kf_json_close(&w->j, '}');
    estimates_json_value(w, "in_population", &effect->in_population);
    estimates_json_value(w, "mean", &effect->mean);
    estimates_json_value(w, "effect", &effect->effect);
    kf_json_close(&w->j, '}');
}

static void estimates_json_flags(estimates_json *w, uint32_t flags)
{
    char zh[KF_ESTIMATED_FLAGS_TEXT], en[KF_ESTIMATED_FLAGS_TEXT];
    kf_json_member_open(&w->j, "flags", '[');
    for (uint32_t flag = 1; kf_estimated_flag_word(flag); flag <<= 1)
        if (flags & flag)
            kf_json_string(&w->j, kf_estimated_flag_word(flag));
    kf_json_close(&w->j, ']');
    (void)kefu_estimated_flags_text(flags, KEFU_ZH, zh, sizeof zh, NULL);
    (void)kefu_estimated_flags_text(flags, KEFU_EN, en, sizeof en, NULL);
    kf_json_member_label(&w->j, "flags_text", zh, en);
}

typedef struct estimates_json_said {
    const kefu_estimates *e;
    int64_t index;
} estimates_json_said;

static kefu_status estimates_json_say(const void *of, int32_t language, char *out, size_t capacity,
                                      size_t *need)
{
    const estimates_json_said *said = of;
    return kefu_estimates_text(said->e, said->index, language, out, capacity, need);
}

static void estimates_json_figures(estimates_json *w, const kefu_estimated *item)
{
    const kefu_value effective = kf_estimated_effective(item);
    const kefu_value df = {item->df, 1000000, item->marked, KEFU_VALUE_OK, 0};
    estimates_json_value(w, "naive", &item->naive);
    estimates_json_value(w, "estimate", &item->estimate);
    estimates_json_value(w, "error", &item->error);
    estimates_json_value(w, "low", &item->low);
    estimates_json_value(w, "high", &item->high);
    estimates_json_value(w, "population", &item->population);
    kf_json_member_i64(&w->j, "marked", item->marked);
    kf_json_member_i64(&w->j, "sampled", item->sampled);
    estimates_json_value(w, "df", &df);
    estimates_json_value(w, "effective_n", &effective);
}

static void estimates_json_item(estimates_json *w, size_t i)
{
    const kefu_estimates *e = w->e;
    const kefu_estimated *item = &e->items[i];
    const estimates_json_said said = {e, (int64_t)i};
    kf_json_open(&w->j, '{');
    kf_json_key(&w->j, "key");
    if (i)
        kf_json_text(&w->j, item->key.data, item->key.size);
    else
        kf_json_raw(&w->j, "null");
    estimates_json_figures(w, item);
    estimates_json_flags(w, item->flags);
    kf_json_member_open(&w->j, "effects", '[');
    for (size_t k = e->first_effect[i]; k < e->first_effect[i + 1]; k++)
        estimates_json_effect(w, &e->effects[k]);
    kf_json_close(&w->j, ']');
    kf_json_member_said(&w->j, "text", estimates_json_say, &said, &w->text);
    kf_json_close(&w->j, '}');
}

static void estimates_json_all(estimates_json *w)
{
    kf_json_open(&w->j, '{');
    kf_json_member_i64(&w->j, "format", 1);
    estimates_json_head(w);
    kf_json_member_open(&w->j, "estimates", '[');
    for (size_t i = 0; i < w->e->n && !w->status; i++, estimates_json_step(w))
        estimates_json_item(w, i);
    kf_json_close(&w->j, ']');
    kf_json_close(&w->j, '}');
}

kefu_status KEFU_CALL kefu_estimates_json(const kefu_estimates *estimates,
                                          const kefu_estimates_write_options *options,
                                          const kefu_sink *sink, kefu_error *error)
{
    estimates_json w = {.e = estimates, .error = error};
    kefu_estimates_write_options ours;
    kefu_status status = kf_estimates_writer(estimates, options, sink, &ours, &w.sink, error);
    if (status)
        return status;
    kf_buffer_init(&w.out, &estimates->memory);
    kf_buffer_init(&w.text, &estimates->memory);
    kf_json_writer_init(&w.j, &w.out);
    estimates_json_all(&w);
    if (!w.status)
        w.status = kf_buffer_flush(&w.out, &w.sink, error);
    kf_buffer_free(&w.out);
    kf_buffer_free(&w.text);
    return w.status;
}
