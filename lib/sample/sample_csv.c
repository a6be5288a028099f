/* sample_csv.c - a sample as CSV: a line a row to inspect. */
#include "base/fail.h"
#include "sample/sample.h"
#include "table/csv_lines.h"

typedef struct sample_csv {
    const kefu_sample *sample;
    kf_csv_lines csv;
    kf_buffer text;
    int32_t language;
} sample_csv;

static void sample_csv_either(sample_csv *w, const char *zh, const char *en)
{
    kf_csv_text(&w->csv, w->language == KEFU_ZH ? zh : en);
}

static void sample_csv_why(sample_csv *w, size_t row)
{
    const kefu_text why = kf_sample_why_text(w->sample, row, w->language, &w->text);
    if (!why.data && !w->csv.status)
        w->csv.status = kf_no_memory(w->csv.error);
    kf_csv_bytes(&w->csv, why);
}

static void sample_csv_by_heading(sample_csv *w, int32_t by)
{
    const char *name = kf_sample_by_name(w->sample->plan, by, &w->text);
    if (!name && !w->csv.status)
        w->csv.status = kf_no_memory(w->csv.error);
    kf_csv_text(&w->csv, name ? name : "");
}

static void sample_csv_heading(sample_csv *w)
{
    for (int32_t i = 0; i < KF_SAMPLE_HEADINGS; i++) {
        for (int32_t by = 0; i == KF_SAMPLE_BEFORE && by < w->sample->plan->n_by; by++)
            sample_csv_by_heading(w, by);
        sample_csv_either(w, kf_sample_headings[i].zh, kf_sample_headings[i].en);
    }
    kf_csv_end_row(&w->csv);
}

static void sample_csv_row(sample_csv *w, size_t index)
{
    const kf_sample_row *row = &w->sample->rows[index];
    const kf_sample_cell *cell = &w->sample->cells[row->cell];
    const kefu_plan *plan = w->sample->plan;
    const kefu_value chance = kf_sample_chance(cell);
    const char *label = kf_label_in(&plan->classes[cell->quota.class_index].label, w->language);
    kf_csv_id_bytes(&w->csv, row->id);
    kf_csv_text(&w->csv, label);
    for (int32_t i = 0; i < plan->n_by; i++)
        kf_csv_id_bytes(&w->csv, cell->keys[i]);
    kf_csv_whole(&w->csv, row->cell);
    kf_csv_whole(&w->csv, cell->quota.rows);
    kf_csv_whole(&w->csv, cell->unsuitable);
    kf_csv_whole(&w->csv, row->place);
    kf_csv_whole(&w->csv, chance.num);
    kf_csv_whole(&w->csv, chance.den);
    sample_csv_why(w, index);
    kf_csv_end_row(&w->csv);
}

kefu_status KEFU_CALL kefu_sample_csv(const kefu_sample *sample,
                                      const kefu_sample_write_options *options,
                                      const kefu_sink *sink, kefu_error *error)
{
    kefu_sample_write_options ours;
    kefu_sink taken;
    kefu_status status = kf_sample_options(sample, options, &ours, error);
    if (!status)
        status = kf_take_sink(&taken, sink, error);
    if (status)
        return status;
    sample_csv w = {.sample = sample, .language = ours.language};
    const uint32_t excel = ours.flags & KEFU_SAMPLE_EXCEL ? KEFU_CSV_EXCEL : 0;
    kf_buffer_init(&w.text, &sample->memory);
    kf_csv_begin(&w.csv, &sample->memory, &taken, excel, error);
    sample_csv_heading(&w);
    for (size_t i = 0; i < sample->n_rows && !w.csv.status; i++)
        sample_csv_row(&w, i);
    kf_buffer_free(&w.text);
    return kf_csv_done(&w.csv);
}
