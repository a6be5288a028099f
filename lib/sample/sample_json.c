/* sample_json.c - a sample as one JSON object: equal samples give equal bytes. Numbers of rows are
 * left out: they change with the order that rows come in. */
#include "base/fail.h"
#include "sample/sample.h"

enum { SAMPLE_JSON_PIECE = 64 * 1024 };

typedef struct sample_json {
    const kefu_sample *sample;
    kefu_sink sink;
    kf_buffer out;
    kf_json_writer j;
    kefu_status status;
    kefu_error *error;
} sample_json;

static void sample_json_step(sample_json *w)
{
    if (!w->status && (w->out.failed || w->out.size > SAMPLE_JSON_PIECE))
        w->status = kf_buffer_flush(&w->out, &w->sink, w->error);
}

static void sample_json_plan(sample_json *w)
{
    const kefu_plan *plan = w->sample->plan;
    kf_json_member_open(&w->j, "plan", '{');
    kf_json_member_text(&w->j, "id", plan->scheme.id);
    kf_json_member_text(&w->j, "hash", plan->scheme.hash);
    kf_json_member_label(&w->j, "label", plan->scheme.label.zh, plan->scheme.label.en);
    kf_json_member_open(&w->j, "by", '[');
    for (int32_t i = 0; i < plan->n_by; i++)
        kf_json_string(&w->j, plan->by[i]);
    kf_json_close(&w->j, ']');
    kf_json_close(&w->j, '}');
    kf_json_member_text(&w->j, "seed", w->sample->seed);
    kf_json_member_text(&w->j, "excluded_ids", w->sample->excluded_ids);
}

static void sample_json_counts(sample_json *w)
{
    const kefu_sample *sample = w->sample;
    kf_json_member_open(&w->j, "counts", '{');
    kf_json_member_i64(&w->j, "rows", sample->counts.rows);
    kf_json_member_i64(&w->j, "outside", sample->counts.outside);
    kf_json_member_open(&w->j, "excluded", '[');
    for (int32_t i = 0; i < sample->plan->n_excludes; i++) {
        kf_json_open(&w->j, '{');
        kf_json_member_text(&w->j, "id", sample->plan->excludes[i].id);
        kf_json_member_i64(&w->j, "rows", sample->excluded[i]);
        kf_json_close(&w->j, '}');
    }
    kf_json_close(&w->j, ']');
    kf_json_member_i64(&w->j, "unclassed", sample->counts.unclassed);
    kf_json_member_i64(&w->j, "listed", sample->counts.listed);
    kf_json_member_i64(&w->j, "population", sample->counts.population);
    kf_json_close(&w->j, '}');
}

static void sample_json_cell(sample_json *w, const kf_sample_cell *cell)
{
    const kefu_plan *plan = w->sample->plan;
    kf_json_open(&w->j, '{');
    kf_json_member_text(&w->j, "class", plan->classes[cell->quota.class_index].id);
    kf_json_member_open(&w->j, "keys", '[');
    for (int32_t i = 0; i < plan->n_by; i++)
        kf_json_text(&w->j, cell->keys[i].data, cell->keys[i].size);
    kf_json_close(&w->j, ']');
    kf_json_member_i64(&w->j, "rows", cell->quota.rows);
    kf_json_member_i64(&w->j, "least", cell->quota.least);
    kf_json_member_i64(&w->j, "agent", cell->quota.agent);
    kf_json_member_i64(&w->j, "share", cell->quota.share);
    kf_json_member_i64(&w->j, "quota", cell->quota.n);
    kf_json_member_i64(&w->j, "n", cell->n);
    kf_json_member_i64(&w->j, "unsuitable", cell->unsuitable);
    kf_json_close(&w->j, '}');
}

static void sample_json_row(sample_json *w, const kf_sample_row *row)
{
    const kefu_value chance = kf_sample_chance(&w->sample->cells[row->cell]);
    kf_json_open(&w->j, '{');
    kf_json_key(&w->j, "id");
    kf_json_text(&w->j, row->id.data, row->id.size);
    kf_json_member_i64(&w->j, "cell", row->cell);
    kf_json_member_i64(&w->j, "place", row->place);
    kf_json_member_open(&w->j, "chance", '{');
    kf_json_member_i64(&w->j, "num", chance.num);
    kf_json_member_i64(&w->j, "den", chance.den);
    kf_json_close(&w->j, '}');
    kf_json_member_text(&w->j, "why", kf_sample_why_word(row->why));
    kf_json_close(&w->j, '}');
}

static void sample_json_replacement(sample_json *w, const kf_replacement *r)
{
    kf_json_open(&w->j, '{');
    kf_json_key(&w->j, "id");
    kf_json_text(&w->j, r->id.data, r->id.size);
    kf_json_key(&w->j, "instead");
    kf_json_text(&w->j, r->instead.data, r->instead.size);
    kf_json_member_text(&w->j, "reason", r->reason);
    kf_json_member_text(&w->j, "by", r->by);
    kf_json_member_i64(&w->j, "cell", r->cell);
    kf_json_close(&w->j, '}');
}

static void sample_json_all(sample_json *w)
{
    const kefu_sample *sample = w->sample;
    kf_json_open(&w->j, '{');
    kf_json_member_i64(&w->j, "format", 1);
    sample_json_plan(w);
    sample_json_counts(w);
    kf_json_member_open(&w->j, "cells", '[');
    for (size_t i = 0; i < sample->n_cells && !w->status; i++, sample_json_step(w))
        sample_json_cell(w, &sample->cells[i]);
    kf_json_close(&w->j, ']');
    kf_json_member_open(&w->j, "rows", '[');
    for (size_t i = 0; i < sample->n_rows && !w->status; i++, sample_json_step(w))
        sample_json_row(w, &sample->rows[i]);
    kf_json_close(&w->j, ']');
    kf_json_member_open(&w->j, "replacements", '[');
    for (size_t i = 0; i < sample->n_replacements && !w->status; i++, sample_json_step(w))
        sample_json_replacement(w, &sample->replacements[i]);
    kf_json_close(&w->j, ']');
    kf_json_close(&w->j, '}');
}

kefu_status KEFU_CALL kefu_sample_json(const kefu_sample *sample,
                                       const kefu_sample_write_options *options,
                                       const kefu_sink *sink, kefu_error *error)
{
    sample_json w = {.sample = sample, .error = error};
    kefu_sample_write_options ours;
    kefu_status status = kf_sample_options(sample, options, &ours, error);
    if (!status)
        status = kf_take_sink(&w.sink, sink, error);
    if (status)
        return status;
    kf_buffer_init(&w.out, &sample->memory);
    kf_json_writer_init(&w.j, &w.out);
    sample_json_all(&w);
    if (!w.status)
        w.status = kf_buffer_flush(&w.out, &w.sink, error);
    kf_buffer_free(&w.out);
    return w.status;
}
