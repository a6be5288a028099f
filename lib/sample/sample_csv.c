/* sample_csv.c - a sample as CSV: a line a row to inspect. */
#include <string.h>

#include "base/fail.h"
#include "sample/sample.h"

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
    const kefu_text why = kf_sample_why_text(w->sample, row, w->language, &w->text);
    if (!why.data && !w->status)
        w->status = kf_no_memory(w->error);
    sample_csv_text(w, why.data, why.size);
}

static void sample_csv_by_heading(sample_csv *w, int32_t by)
{
    const char *name = kf_sample_by_name(w->sample->plan, by, &w->text);
    if (!name && !w->status)
        w->status = kf_no_memory(w->error);
    sample_csv_text(w, name, name ? strlen(name) : 0);
}

static void sample_csv_heading(sample_csv *w)
{
    for (int32_t i = 0; i < KF_SAMPLE_HEADINGS; i++) {
        for (int32_t by = 0; i == KF_SAMPLE_BEFORE && by < w->sample->plan->n_by; by++)
            sample_csv_by_heading(w, by);
        sample_csv_either(w, kf_sample_headings[i].zh, kf_sample_headings[i].en);
    }
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
    sample_csv_whole(w, row->cell);
    sample_csv_whole(w, cell->quota.rows);
    sample_csv_whole(w, cell->unsuitable);
    sample_csv_whole(w, row->place);
    sample_csv_whole(w, chance.num);
    sample_csv_whole(w, chance.den);
    sample_csv_why(w, index);
    sample_csv_end(w);
}

kefu_status KEFU_CALL kefu_sample_csv(const kefu_sample *sample,
                                      const kefu_sample_write_options *options,
                                      const kefu_sink *sink, kefu_error *error)
{
    kefu_sample_write_options ours;
    kefu_sink taken;
    kefu_status status = kf_sample_options(sample, options, &ours, error);
    if (!status)
        status = kf_sample_sink(sink, &taken, error);
    if (status)
        return status;
    sample_csv w = {.sample = sample, .language = ours.language, .error = error};
    const uint32_t excel = ours.flags & KEFU_SAMPLE_EXCEL ? KEFU_CSV_EXCEL : 0;
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
