/* golden_estimate.c - lines of what the marks of a sample say. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static kefu_estimates *estimates;

void forget_estimates(void)
{
    kefu_estimates_free(estimates);
    estimates = NULL;
}

/* From the columns of the file so far, which say themselves what they stand for, or mark rows of
 * the sample. */
static void run_estimate(void)
{
    static const char *const from[] = {"sample", "rows"},
                             *const kinds[] = {"mean", "rate", "total"},
                             *const lonely[] = {"none", "average", "adjust", "certain"},
                             *const methods[] = {"wilson", "clopper_pearson"};
    kefu_estimate_options options = {.struct_size = sizeof options};
    kefu_error e = {0};
    options.kind = index_of(text_of(2), kinds, 3);
    options.scale = (int32_t)number_of(3);
    options.by = strcmp(text_of(4), "-") ? text_of(4) : NULL;
    options.lonely = index_of(text_of(5), lonely, 4);
    options.method = index_of(text_of(6), methods, 2);
    options.confidence = number_of(7);
    forget_estimates();
    if (index_of(text_of(1), from, 2))
        need(kefu_estimate_rows(batch_now(), &options, &estimates, &e), &e);
    else
        need(kefu_estimate_sample(sample, batch_now(), &options, &estimates, &e), &e);
    check_i64(text_of(8), kefu_estimates_count(estimates));
}

/* Of a key; of all where it is empty. */
static kefu_estimated estimate_at(const char *key, int64_t *index)
{
    kefu_estimated out = {.struct_size = sizeof out};
    kefu_error e = {0};
    for (*index = *key ? 1 : 0; *index < kefu_estimates_count(estimates); ++*index) {
        need(kefu_estimates_at(estimates, *index, &out), &e);
        if (strlen(key) == out.key.size && !memcmp(key, out.key.data, out.key.size))
            return out;
    }
    check(0, key, "no such key");
    *index = 0;
    return out;
}

/* num/den/n, with ~ where it was rounded; "-" of one that has no number. */
static void check_value(int index, const kefu_value *value)
{
    char got[80];
    if (value->status == KEFU_VALUE_OK)
        snprintf(got, sizeof got, "%" PRId64 "/%" PRId64 "/%" PRId64 "%s", value->num, value->den,
                 value->n, value->flags & KEFU_VALUE_ROUNDED ? "~" : "");
    else
        snprintf(got, sizeof got, "-");
    check_text(text_of(index), got);
}

static void run_estimated(void)
{
    int64_t index;
    const kefu_estimated one = estimate_at(text_of(1), &index);
    const kefu_value *const values[] = {&one.naive, &one.estimate, &one.error,
                                        &one.low,   &one.high,     &one.population};
    for (int i = 0; i < 6; i++)
        check_value(2 + i, values[i]);
    check_i64(text_of(8), one.marked);
    check_i64(text_of(9), one.sampled);
    check_i64(text_of(10), one.df);
    check_i64(text_of(11), one.effective_n);
    check_i64(text_of(12), (int64_t)one.flags);
}

static void run_effect(void)
{
    kefu_effect effect = {.struct_size = sizeof effect};
    kefu_error e = {0};
    int64_t index;
    (void)estimate_at(text_of(1), &index);
    need(kefu_estimates_effect(estimates, index, (int32_t)number_of(2), &effect), &e);
    check_text(text_of(3), effect.label_zh);
    check_text(text_of(4), effect.label_en);
    check_value(5, &effect.in_marks);
    check_value(6, &effect.in_population);
    check_value(7, &effect.mean);
    check_value(8, &effect.effect);
}

static void run_said(void)
{
    char text[1024];
    kefu_error e = {0};
    int64_t index;
    (void)estimate_at(text_of(1), &index);
    for (int i = 0; i < 2; i++) {
        need(kefu_estimates_text(estimates, index, i ? KEFU_EN : KEFU_ZH, text, sizeof text, NULL),
             &e);
        check_text(text_of(2 + i), text);
    }
}

/* As JSON, and as CSV in Chinese, without what ends the last line of the file. */
static void run_written(void)
{
    for (int as_csv = 0; as_csv < 2; as_csv++) {
        kefu_buffer *buffer;
        kefu_error e = {0};
        size_t size;
        need(kefu_buffer_new(NULL, &buffer, &e), &e);
        const kefu_sink *sink = kefu_buffer_sink(buffer);
        need(as_csv ? kefu_estimates_csv(estimates, NULL, sink, &e)
                    : kefu_estimates_json(estimates, NULL, sink, &e),
             &e);
        const char *bytes = kefu_buffer_data(buffer, &size);
        while (as_csv && size && bytes[size - 1] == '\n')
            size--;
        check_file(text_of(1 + as_csv), bytes, size);
        kefu_buffer_free(buffer);
    }
}

const golden_line estimate_lines[] = {{"estimate", run_estimate}, {"estimated", run_estimated},
                                      {"effect", run_effect},     {"said", run_said},
                                      {"written", run_written},   {NULL, NULL}};
