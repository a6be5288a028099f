/* arrow_frame.c - a frame as an Arrow record batch; see kefu_frame_arrow. */
#include "base/fail.h"
#include "table/arrow_writer.h"
#include "table/frame_parts.h"
#include "table/key.h"

/* ---- Keys ------------------------------------------------------------------------------------ */

static int32_t arrow_keys_are_whole(const kefu_frame *frame, int32_t k)
{
    for (int64_t row = 0; row < frame->rows; row++) {
        kefu_text text = kf_frame_keys_at(frame, row)[k];
        if (text.size && kf_key_of(text.data, text.size).text.data)
            return 0;
    }
    return 1;
}

static void arrow_put_keys(kf_arrow_writer *w, const kefu_frame *frame, int32_t k, int32_t as_whole)
{
    for (int64_t row = 0; row < frame->rows; row++) {
        kefu_text text = kf_frame_keys_at(frame, row)[k];
        if (!as_whole)
            kf_arrow_put_text(w, text);
        else if (!text.size)
            kf_arrow_put_null(w);
        else
            kf_arrow_put_i64(w, kf_key_of(text.data, text.size).number);
    }
}

static void arrow_key_columns(kf_arrow_writer *w, const kefu_frame *frame, uint32_t flags)
{
    for (int32_t k = 0; k < frame->n_keys && !w->status; k++) {
        int32_t as_whole = (flags & KEFU_ARROW_INTEGER_KEYS) && arrow_keys_are_whole(frame, k);
        kf_arrow_column(w, frame->key_names[k], "", as_whole ? KF_ARROW_INT64 : KF_ARROW_UTF8,
                        as_whole);
        kf_arrow_say(w, "kefu.of", frame->key_names[k]);
        kf_arrow_say(w, "kefu.is", "key");
        arrow_put_keys(w, frame, k, as_whole);
    }
}

/* ---- Metrics --------------------------------------------------------------------------------- */

static void arrow_metric_column(kf_arrow_writer *w, const kefu_frame *frame, int32_t metric,
                                int32_t part)
{
    const kefu_metric_info *info = &frame->metrics[metric].info;
    kefu_value value;
    kf_arrow_value_column(w, info->name, part);
    if (!part) {
        kf_arrow_say_figure(w, *info->label_zh ? info->label_zh : info->name,
                            *info->label_en ? info->label_en : info->name, info->unit, info->scale,
                            info->direction);
        kf_arrow_say(w, "kefu.definition", info->definition);
    }
    for (int64_t row = 0; row < frame->rows && !w->status; row++) {
        (void)kefu_frame_value(frame, row, metric, &value);
        kf_arrow_put_value(w, &value, part);
    }
}

static kefu_status arrow_frame(kf_arrow_writer *w, const kefu_frame *frame, uint32_t flags,
                               kefu_error *error)
{
    int32_t parts = flags & KEFU_ARROW_EXACT ? KF_ARROW_EXACT_PARTS : KF_ARROW_VALUE_PARTS;
    if (flags & ~(uint32_t)(KEFU_ARROW_EXACT | KEFU_ARROW_INTEGER_KEYS))
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_frame_arrow: unknown flags");
    kf_arrow_writer_init(w, &frame->memory, frame->rows, error);
    kf_arrow_say(w, "kefu.is", "frame");
    arrow_key_columns(w, frame, flags);
    for (int32_t metric = 0; metric < frame->n_metrics; metric++)
        for (int32_t part = 0; part < parts && !w->status; part++)
            arrow_metric_column(w, frame, metric, part);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_frame_arrow(const kefu_frame *frame, uint32_t flags,
                                       struct ArrowSchema *schema, struct ArrowArray *array,
                                       kefu_error *error)
{
    kf_arrow_writer w;
    kefu_status status;
    if (!frame || !schema || !array)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_frame_arrow: frame, schema or array is NULL");
    status = arrow_frame(&w, frame, flags, error);
    if (status)
        return status;
    status = kf_arrow_writer_done(&w, schema, array);
    kf_arrow_writer_free(&w);
    return status;
}

kefu_status KEFU_CALL kefu_frame_arrow_stream(const kefu_frame *frame, uint32_t flags,
                                              struct ArrowArrayStream *stream, kefu_error *error)
{
    kf_arrow_writer w;
    kefu_status status;
    if (!frame || !stream)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_frame_arrow_stream: frame or stream is NULL");
    status = arrow_frame(&w, frame, flags, error);
    if (status)
        return status;
    status = kf_arrow_writer_stream(&w, stream);
    kf_arrow_writer_free(&w);
    return status;
}
