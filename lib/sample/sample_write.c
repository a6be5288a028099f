/* sample_write.c - what the writers of samples share. */
#include "base/fail.h"
#include "sample/sample.h"

kefu_status kf_sample_options(const kefu_sample *sample, const kefu_sample_write_options *options,
                              kefu_sample_write_options *ours, kefu_error *error)
{
    if (!sample)
        return kf_fail(error, KEFU_E_ARGUMENT, "sample: is NULL");
    kefu_status status = kf_take_options(ours, sizeof *ours, options, error);
    if (status)
        return status;
    if (ours->language != KEFU_ZH && ours->language != KEFU_EN)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "language: %d is neither KEFU_ZH nor KEFU_EN",
                       ours->language);
    if (ours->flags & ~(uint32_t)(KEFU_SAMPLE_EXCEL | KEFU_SAMPLE_INTEGER_KEYS))
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "flags: only KEFU_SAMPLE_EXCEL and KEFU_SAMPLE_INTEGER_KEYS are known");
    return KEFU_OK;
}

kefu_status kf_sample_sink(const kefu_sink *sink, kefu_sink *taken, kefu_error *error)
{
    if (!sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "sink: is NULL");
    kefu_status status = kf_take(taken, sizeof *taken, sink, error);
    if (!status && !taken->write)
        status = kf_fail(error, KEFU_E_ARGUMENT, "sink: it has no write function");
    return status;
}

kefu_text kf_sample_why_text(const kefu_sample *sample, size_t row, int32_t language,
                             kf_buffer *room)
{
    kf_show show = {.language = language};
    kf_sample_why(&show, sample, row);
    const size_t need = kf_show_end(&show);
    kf_buffer_clear(room);
    for (size_t i = 0; i < need && !room->failed; i++)
        kf_put_char(room, 0); /* room to write over */
    if (room->failed)
        return (kefu_text){NULL, 0};
    show = (kf_show){.out = room->data, .capacity = need, .language = language};
    kf_sample_why(&show, sample, row);
    (void)kf_show_end(&show);
    return (kefu_text){room->data, need - 1};
}
