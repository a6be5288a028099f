/* state.c - saving and loading tallies: the formats that there are, and the calls of
 * kefu/state.h. */
#include "metric/state.h"

#include <string.h>

#include "base/fail.h"

/* Formats by number, from 1. A new one is a line more; old ones stay. */
static const kf_saved_format saved_formats[KEFU_STATE_FORMAT] = {
    {.number = 1,
     .builtin = 1,
     .save = kf_saved_save_1,
     .load = kf_saved_load_1,
     .aggregate = kf_saved_aggregate_1},
};

uint32_t kf_saved_format_of(const kf_saved_format *format, const kf_aggregate_state *aggregate)
{
    return aggregate->guard ? aggregate->metric->state_format : format->builtin;
}

/* ---- Saving ---------------------------------------------------------------------------------- */

static kefu_status saved_check_metrics(const kefu_tally *t, kefu_error *error)
{
    for (int32_t i = 0; i < t->n_aggregates; i++)
        if (!t->aggregates[i].metric->save)
            return kf_fail(error, KEFU_E_STATE, "kefu_tally_save: metric '%s' keeps no states",
                           t->aggregates[i].metric->name);
    return KEFU_OK;
}

static kefu_status saved_check_tag(kefu_text tag, kefu_error *error)
{
    if (tag.size > KF_SAVED_TAG)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_tally_save: options.tag has %i bytes, expected at most %d",
                       (int64_t)tag.size, KF_SAVED_TAG);
    if (kf_utf8_valid(tag.data, tag.size) < tag.size)
        return kf_fail(error, KEFU_E_ENCODING, "kefu_tally_save: options.tag is not UTF-8");
    return KEFU_OK;
}

static kefu_status saved_save(const kefu_tally *tally, int32_t number, const char *name,
                              const kefu_sink *sink, kefu_error *error)
{
    const kefu_text tag = {name ? name : "", name ? strlen(name) : 0};
    const kf_saved_format *format;
    kefu_status status;
    if (number < 0 || number > KEFU_STATE_FORMAT)
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "kefu_tally_save: format %d, this release writes 1..%d", number,
                       KEFU_STATE_FORMAT);
    if (tally->readings > 1)
        return kf_fail(error, KEFU_E_STATE, "kefu_tally_save: a tally of two readings is not kept");
    format = &saved_formats[number ? number - 1 : KEFU_STATE_FORMAT - 1];
    status = kf_tally_healthy(tally, error);
    if (!status)
        status = saved_check_tag(tag, error);
    if (!status)
        status = saved_check_metrics(tally, error);
    return status ? status : format->save(tally, format, tag, sink, error);
}

kefu_status KEFU_CALL kefu_tally_save(const kefu_tally *tally, const kefu_save_options *options,
                                      const kefu_sink *sink, kefu_error *error)
{
    kefu_save_options taken;
    kefu_sink to;
    kefu_status status;
    if (!tally || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_save: %s is NULL",
                       tally ? "sink" : "tally");
    status = kf_take_options(&taken, sizeof taken, options, error);
    if (!status && taken.reserved0)
        status = kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_save_options: reserved0 is not 0");
    if (!status)
        status = kf_take(&to, sizeof to, sink, error);
    if (!status && !to.write)
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_save: sink->write is NULL");
    return status ? status : saved_save(tally, taken.format, taken.tag, &to, error);
}

/* ---- Loading --------------------------------------------------------------------------------- */

static kefu_status saved_check_options(const kefu_tally_options *o, kefu_error *error)
{
    if (o->readings > 1)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_tally_load: options.readings: a saved tally is of one reading");
    if (!o->where && !o->scale)
        return KEFU_OK;
    return kf_fail(error, KEFU_E_ARGUMENT,
                   "kefu_tally_load: options.%s comes from the bytes and must not be given",
                   o->where ? "where" : "scale");
}

kefu_status KEFU_CALL kefu_tally_load(const kefu_registry *registry,
                                      const kefu_tally_options *options, const void *bytes,
                                      size_t size, kefu_tally **out, kefu_error *error)
{
    kefu_tally_options taken;
    kf_saved_reader reader;
    uint32_t format;
    kefu_status status;
    if (!bytes || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_load: %s is NULL",
                       bytes ? "out" : "bytes");
    status = kf_take_options(&taken, sizeof taken, options, error);
    if (!status)
        status = saved_check_options(&taken, error);
    if (!status)
        status = kf_saved_open(&reader, &kf_saved_tally, bytes, size, &format, error);
    return status ? status : saved_formats[format - 1].load(&reader, registry, &taken, out, error);
}

/* ---- Looking --------------------------------------------------------------------------------- */

static kefu_status saved_look(kf_saved_reader *r, const void *bytes, size_t size, uint32_t *format,
                              kf_saved_head *head, kefu_error *error)
{
    kefu_status status = kf_saved_open(r, &kf_saved_tally, bytes, size, format, error);
    return status ? status : kf_saved_take_head(r, head, error);
}

kefu_status KEFU_CALL kefu_state_inspect(const void *bytes, size_t size, kefu_state_info *out,
                                         kefu_error *error)
{
    kefu_state_info info = {.struct_size = sizeof info};
    kf_saved_head head;
    kf_saved_reader reader;
    uint32_t format;
    kefu_status status;
    if (!bytes || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_state_inspect: %s is NULL",
                       bytes ? "out" : "bytes");
    status = saved_look(&reader, bytes, size, &format, &head, error);
    if (status)
        return status;
    info.format = (int32_t)format;
    info.roster_day = head.roster_day;
    info.groups = (int64_t)head.groups;
    info.keys = (int32_t)head.keys;
    info.metrics = (int32_t)head.metrics;
    info.aggregates = (int32_t)head.aggregates;
    memcpy(info.fingerprint, head.fingerprint, sizeof info.fingerprint);
    info.tag = head.tag;
    return kf_give(out, &info, sizeof info);
}

kefu_status KEFU_CALL kefu_state_aggregate(const void *bytes, size_t size, int32_t index,
                                           kefu_aggregate_info *out, kefu_error *error)
{
    kefu_aggregate_info info = {.struct_size = sizeof info};
    kf_saved_head head;
    kf_saved_reader reader;
    uint32_t format;
    kefu_status status;
    if (!bytes || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_state_aggregate: %s is NULL",
                       bytes ? "out" : "bytes");
    status = saved_look(&reader, bytes, size, &format, &head, error);
    if (!status && (index < 0 || (uint32_t)index >= head.aggregates))
        status = kf_fail(error, KEFU_E_ARGUMENT,
                         "kefu_state_aggregate: index %d, and the state has %i aggregates", index,
                         (int64_t)head.aggregates);
    if (!status)
        status = saved_formats[format - 1].aggregate(&reader, &head, (uint32_t)index, &info, error);
    return status ? status : kf_give(out, &info, sizeof info);
}
