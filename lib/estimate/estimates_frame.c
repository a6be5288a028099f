/* estimates_frame.c - estimates as a frame, for cards. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "estimate/estimates.h"
#include "table/frame.h"

enum { CORRECTED_METRICS = 4 };

/* What follows the name and labels of the first metric, and where its values are. */
static const struct corrected_part {
    const char *suffix, *zh, *en;
    size_t at;
} corrected_parts[CORRECTED_METRICS] = {
    {"", "", "", offsetof(kefu_estimated, estimate)},
    {"_naive", "(未校正)", " (not corrected)", offsetof(kefu_estimated, naive)},
    {"_low", "(下限)", " (lower bound)", offsetof(kefu_estimated, low)},
    {"_high", "(上限)", " (upper bound)", offsetof(kefu_estimated, high)},
};

/* The estimate of all is a row only where there is no other. */
static size_t corrected_first(const kefu_estimates *e) { return e->by ? 1 : 0; }

static kefu_status corrected_text(kf_buffer *buffer, const char *name, const char *suffix,
                                  const char **out, kefu_error *error)
{
    kf_put_text(buffer, name);
    kf_put_text(buffer, suffix);
    *out = kf_buffer_text(buffer);
    return *out ? KEFU_OK : kf_no_memory(error);
}

static kefu_status corrected_metric(kf_frame_maker *maker, const kefu_estimates *e,
                                    const kefu_metric_info *info, const struct corrected_part *part,
                                    kefu_error *error)
{
    kefu_metric_info made = *info;
    kf_buffer name, zh, en;
    int32_t metric = 0;
    kf_buffer_init(&name, &e->memory);
    kf_buffer_init(&zh, &e->memory);
    kf_buffer_init(&en, &e->memory);
    kefu_status status = corrected_text(&name, info->name, part->suffix, &made.name, error);
    if (!status)
        status = corrected_text(&zh, info->label_zh, part->zh, &made.label_zh, error);
    if (!status)
        status = corrected_text(&en, info->label_en, part->en, &made.label_en, error);
    if (!status)
        status = kf_frame_maker_metric(maker, &made, &metric, error);
    for (size_t i = corrected_first(e); i < e->n && !status; i++) {
        const char *item = (const char *)&e->items[i];
        kefu_value value;
        memcpy(&value, item + part->at, sizeof value);
        kf_frame_maker_set(maker, (int64_t)(i - corrected_first(e)), metric, &value);
    }
    kf_buffer_free(&name);
    kf_buffer_free(&zh);
    kf_buffer_free(&en);
    return status;
}

static kefu_status corrected_fill(kf_frame_maker *maker, const kefu_estimates *e,
                                  const kefu_metric_info *info, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (size_t i = corrected_first(e); i < e->n && !status; i++) {
        const kefu_text text = i ? e->items[i].key : (kefu_text){"all", 3};
        const kf_key key = kf_key_of(text.data, text.size);
        status = kf_frame_maker_row(maker, &key, error);
    }
    for (size_t i = 0; i < CORRECTED_METRICS && !status; i++)
        status = corrected_metric(maker, e, info, &corrected_parts[i], error);
    return status;
}

kefu_status KEFU_CALL kefu_estimates_frame(const kefu_estimates *estimates,
                                           const kefu_metric_info *info, kefu_frame **out,
                                           kefu_error *error)
{
    kefu_metric_info taken = {.struct_size = sizeof taken};
    kf_frame_maker *maker = NULL;
    if (!estimates || !info || !out)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_estimates_frame: estimates, info or out is NULL");
    const char *const by = estimates->by ? estimates->by : "key";
    const kefu_limits limits = kf_frame_limits((int64_t)estimates->n);
    kefu_status status = kf_metric_info_take(&taken, info, error);
    if (!status && !*taken.definition)
        taken.definition = estimates->info.plan;
    if (!status)
        status = kf_frame_maker_new(&estimates->memory, &limits, &by, 1, &maker, error);
    if (!status)
        status = corrected_fill(maker, estimates, &taken, error);
    if (!status)
        return kf_frame_maker_done(maker, out, error);
    kf_frame_maker_free(maker);
    return status;
}
