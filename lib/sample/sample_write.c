/* sample_write.c - what the writers of samples share. */
#include "base/fail.h"
#include "sample/sample.h"
#include "table/fields.h"

/* ---- Arguments ------------------------------------------------------------------------------- */

kefu_status kf_sample_options(const kefu_sample *sample, const kefu_sample_write_options *options,
                              kefu_sample_write_options *ours, kefu_error *error)
{
    if (!sample)
        return kf_fail(error, KEFU_E_ARGUMENT, "sample: is NULL");
    kefu_status status = kf_take_options(ours, sizeof *ours, options, error);
    if (!status)
        status = kf_check_language(ours->language, error);
    if (status)
        return status;
    if (ours->flags & ~(uint32_t)(KEFU_SAMPLE_EXCEL | KEFU_SAMPLE_INTEGER_KEYS))
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "flags: only KEFU_SAMPLE_EXCEL and KEFU_SAMPLE_INTEGER_KEYS are known");
    return KEFU_OK;
}

/* ---- Names ----------------------------------------------------------------------------------- */

const kf_sample_heading kf_sample_headings[] = {
    {"id", "会话ID"},
    {"class", "类别"},
    {"cell", "格"},
    {"rows", "总数"},
    {"unsuitable", "不适合数"},
    {"place", "序号"},
    {"chance_num", "抽中概率分子"},
    {"chance_den", "抽中概率分母"},
    {"why", "抽中原因"},
    /* of Arrow alone */
    {"row", "row"},
    {"chance", "抽中概率"},
    {"rule", "rule"},
};

static int32_t sample_name_is_ours(const char *name)
{
    const size_t n = sizeof kf_sample_headings / sizeof *kf_sample_headings;
    for (size_t i = 0; i < n; i++)
        if (kf_field_same_name(name, kf_sample_headings[i].en) ||
            kf_field_same_name(name, kf_sample_headings[i].zh))
            return 1;
    return 0;
}

static int32_t sample_name_is_by(const kefu_plan *plan, const char *name)
{
    for (int32_t i = 0; i < plan->n_by; i++)
        if (kf_field_same_name(name, plan->by[i]))
            return 1;
    return 0;
}

/* None of ours begins with by_, so what is taken then is taken by another of "by": at most as often
 * as there are others. */
const char *kf_sample_by_name(const kefu_plan *plan, int32_t by, kf_buffer *room)
{
    const char *name = plan->by[by];
    int32_t times = 0;
    if (!sample_name_is_ours(name))
        return name;
    do {
        times++;
        kf_buffer_clear(room);
        for (int32_t i = 0; i < times; i++)
            kf_put_text(room, "by_");
        kf_put_text(room, plan->by[by]);
        name = kf_buffer_text(room);
    } while (name && sample_name_is_by(plan, name));
    return name;
}

/* ---- Words ----------------------------------------------------------------------------------- */

kefu_text kf_sample_why_text(const kefu_sample *sample, size_t row, int32_t language,
                             kf_buffer *room)
{
    kf_show show = {.language = language};
    kf_sample_why(&show, sample, row);
    const size_t need = kf_show_end(&show);
    kf_buffer_clear(room);
    char *out = kf_put_room(room, need);
    if (!out)
        return (kefu_text){NULL, 0};
    show = (kf_show){.out = out, .capacity = need, .language = language};
    kf_sample_why(&show, sample, row);
    (void)kf_show_end(&show);
    return (kefu_text){out, need - 1};
}
