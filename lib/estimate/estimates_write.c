/* estimates_write.c - what the writers of estimates share, and flags in words. */
#include "base/decimal.h"
#include "base/fail.h"
#include "base/show.h"
#include "estimate/estimates.h"
#include "sample/sample.h"

/* ---- Flags ---------------------------------------------------------------------------------- */

static const struct flag_said {
    uint32_t flag;
    const char *word, *zh, *en;
} flag_words[] = {
    {KEFU_ESTIMATED_UNMARKED, "unmarked", "有的会话没有评分", "rows without a mark"},
    {KEFU_ESTIMATED_GAPS, "gaps", "有的格没有评分,没有算在内", "cells without marks are left out"},
    {KEFU_ESTIMATED_LONELY, "lonely", "有的格只有一条评分", "one mark in a cell"},
    {KEFU_ESTIMATED_REPLACED, "replaced", "有更换", "unsuitable rows replaced"},
    {KEFU_ESTIMATED_WHOLE, "whole", "全部看过", "all inspected"},
    {KEFU_ESTIMATED_UNPLACED, "unplaced", "有的会话不知归谁", "rows whose key is not known"},
    {KEFU_ESTIMATED_NULL_KEY, "null_key", "归属为空", "empty key"},
};
enum { FLAG_WORDS = sizeof flag_words / sizeof *flag_words };

const char *kf_estimated_flag_word(uint32_t flag)
{
    for (size_t i = 0; i < FLAG_WORDS; i++)
        if (flag_words[i].flag == flag)
            return flag_words[i].word;
    return NULL;
}

kefu_status KEFU_CALL kefu_estimated_flags_text(uint32_t flags, int32_t language, char *out,
                                                size_t capacity, size_t *need)
{
    kf_show show = {.out = out, .capacity = capacity, .language = language};
    uint32_t left = flags;
    if ((!out && capacity) || (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    for (size_t i = 0; i < FLAG_WORDS; i++)
        left &= ~flag_words[i].flag;
    if (left)
        return KEFU_E_UNSUPPORTED;
    for (size_t i = 0; i < FLAG_WORDS; i++) {
        if (!(flags & flag_words[i].flag))
            continue;
        if (show.need)
            kf_show_either(&show, ";", "; ");
        kf_show_either(&show, flag_words[i].zh, flag_words[i].en);
    }
    const size_t size = kf_show_end(&show);
    if (need)
        *need = size;
    return KEFU_OK;
}

/* ---- Values --------------------------------------------------------------------------------- */

int32_t kf_estimate_digits(const kefu_value *value)
{
    int32_t digits = 0;
    while (digits < 18 && kf_pow10(digits) < value->den)
        digits++;
    return digits;
}

kefu_value kf_estimated_effective(const kefu_estimated *item)
{
    const kefu_value known = {item->effective_n, 1000000, item->marked, KEFU_VALUE_OK,
                              KEFU_VALUE_ROUNDED};
    return item->effective_n ? known : kf_estimate_none(item->marked);
}

/* ---- Arguments ------------------------------------------------------------------------------ */

kefu_status kf_estimates_writer(const kefu_estimates *estimates,
                                const kefu_estimates_write_options *options, const kefu_sink *sink,
                                kefu_estimates_write_options *ours, kefu_sink *taken,
                                kefu_error *error)
{
    if (!estimates)
        return kf_fail(error, KEFU_E_ARGUMENT, "estimates: is NULL");
    kefu_status status = kf_take_options(ours, sizeof *ours, options, error);
    if (!status)
        status = kf_check_language(ours->language, error);
    if (status)
        return status;
    if (ours->flags & ~(uint32_t)KEFU_ESTIMATES_EXCEL)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "flags: only KEFU_ESTIMATES_EXCEL is known");
    return kf_take_sink(taken, sink, error);
}
