/* sample_csv.c - a sample as CSV: a line a row to inspect. */
#include <string.h>

#include "base/fail.h"
#include "sample/sample.h"

kefu_status kf_sample_sink(const kefu_sample *sample, const kefu_sink *sink, kefu_sink *taken,
                           kefu_error *error)
{
    if (!sample || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s: is NULL", sample ? "sink" : "sample");
    kefu_status status = kf_take(taken, sizeof *taken, sink, error);
    if (!status && !taken->write)
        status = kf_fail(error, KEFU_E_ARGUMENT, "sink: it has no write function");
    return status;
}

typedef struct sample_csv {
    const kefu_sample *sample;
    kefu_csv_writer *csv;
    kf_buffer text;
    int32_t language;
    kefu_status status; /* the first fault sticks */
    kefu_error *error;
} sample_csv;

static void sample_csv_text(sample_csv *w, const char *text, size_t size)
{
    if (!w->status)
        w->status = kefu_csv_writer_text(w->csv, text, size, w->error);
}

static void sample_csv_either(sample_csv *w, const char *zh, const char *en)
{
    const char *text = w->language == KEFU_ZH ? zh : en;
    sample_csv_text(w, text, strlen(text));
}

static void sample_csv_id(sample_csv *w, kefu_text id)
{
    if (!w->status)
        w->status = kefu_csv_writer_id(w->csv, id.data, id.size, w->error);
}

static void sample_csv_whole(sample_csv *w, int64_t number)
{
    const kefu_value value = {number, 1, 1, KEFU_VALUE_OK, 0};
    if (!w->status)
        w->status = kefu_csv_writer_value(w->csv, &value, 0, w->error);
}

static void sample_csv_end(sample_csv *w)
{
    if (!w->status)
        w->status = kefu_csv_writer_end_row(w->csv, w->error);
}

static void sample_csv_why(sample_csv *w, size_t row)
{
    kf_show show = {.language = w->language};
    kf_sample_why(&show, w->sample, row);
    const size_t need = kf_show_end(&show);
    kf_buffer_clear(&w->text);
    for (size_t i = 0; i < need && !w->text.failed; i++)
        kf_put_char(&w->text, 0); /* room to write over */
    if (w->text.failed) {
        w->status = w->status ? w->status : kf_no_memory(w->error);
        return;
    }
    show = (kf_show){.out = w->text.data, .capacity = need, .language = w->language};
    kf_sample_why(&show, w->sample, row);
    (void)kf_show_end(&show);
    sample_csv_text(w, w->text.data, need - 1);
}

static void sample_csv_heading(sample_csv *w)
{
    const kefu_plan *plan = w->sample->plan;
    sample_csv_either(w, "会话ID", "id");
    sample_csv_either(w, "类别", "class");
    for (int32_t i = 0; i < plan->n_by; i++)
        sample_csv_text(w, plan->by[i], strlen(plan->by[i]));
    sample_csv_either(w, "序号", "place");
    sample_csv_either(w, "抽中数", "chance_num");
    sample_csv_either(w, "总数", "chance_den");
    sample_csv_either(w, "抽中原因", "why");
    sample_csv_end(w);
}

static void sample_csv_row(sample_csv *w, size_t index)
{
    const kf_sample_row *row = &w->sample->rows[index];
    const kf_sample_cell *cell = &w->sample->cells[row->cell];
    const kefu_plan *plan = w->sample->plan;
    const kefu_value chance = kf_sample_chance(cell);
    const char *label = kf_label_in(&plan->classes[cell->quota.class_index].label, w->language);
    sample_csv_id(w, row->id);
    sample_csv_text(w, label, strlen(label));
    for (int32_t i = 0; i < plan->n_by; i++)
        sample_csv_id(w, cell->keys[i]);
    sample_csv_whole(w, row->place);
    sample_csv_whole(w, chance.num);
    sample_csv_whole(w, chance.den);
    sample_csv_why(w, index);
    sample_csv_end(w);
}

kefu_status KEFU_CALL kefu_sample_csv(const kefu_sample *sample, int32_t language, uint32_t flags,
                                      const kefu_sink *sink, kefu_error *error)
{
    kefu_sink taken;
    kefu_status status = kf_sample_sink(sample, sink, &taken, error);
    if (status)
        return status;
    if (language != KEFU_ZH && language != KEFU_EN)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "language: %d is neither KEFU_ZH nor KEFU_EN",
                       language);
    if (flags & ~(uint32_t)KEFU_SAMPLE_EXCEL)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "flags: only KEFU_SAMPLE_EXCEL is known");
    sample_csv w = {.sample = sample, .language = language, .error = error};
    const uint32_t excel = flags & KEFU_SAMPLE_EXCEL ? KEFU_CSV_EXCEL : 0;
    kf_buffer_init(&w.text, &sample->memory);
    w.status = kefu_csv_writer_new(&sample->memory.with, &taken, excel, &w.csv, error);
    if (!w.status)
        sample_csv_heading(&w);
    for (size_t i = 0; i < sample->n_rows && !w.status; i++)
        sample_csv_row(&w, i);
    kefu_csv_writer_free(w.csv);
    kf_buffer_free(&w.text);
    return w.status;
}
