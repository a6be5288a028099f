/* sample_arrow.c - a sample as an Arrow record batch; see kefu_sample_arrow. */
#include <string.h>

#include "base/fail.h"
#include "sample/sample.h"
#include "table/arrow_writer.h"

typedef struct arrow_sample {
    kf_arrow_writer w;
    const kefu_sample *sample;
} arrow_sample;

static const kf_sample_cell *arrow_sample_cell(const arrow_sample *s, size_t row)
{
    return &s->sample->cells[s->sample->rows[row].cell];
}

static void arrow_sample_ids(arrow_sample *s)
{
    kf_arrow_column(&s->w, "id", "", KF_ARROW_UTF8, 0);
    kf_arrow_say(&s->w, "kefu.is", "id");
    for (size_t row = 0; row < s->sample->n_rows && !s->w.status; row++)
        kf_arrow_put_text(&s->w, s->sample->rows[row].id);
}

static void arrow_sample_classes(arrow_sample *s)
{
    kf_arrow_column(&s->w, "class", "", KF_ARROW_UTF8, 0);
    kf_arrow_say(&s->w, "kefu.is", "class");
    for (size_t row = 0; row < s->sample->n_rows && !s->w.status; row++) {
        const int32_t class_index = arrow_sample_cell(s, row)->quota.class_index;
        const char *id = s->sample->plan->classes[class_index].id;
        kf_arrow_put_text(&s->w, (kefu_text){id, strlen(id)});
    }
}

static void arrow_sample_by(arrow_sample *s, int32_t by)
{
    kf_arrow_column(&s->w, s->sample->plan->by[by], "", KF_ARROW_UTF8, 0);
    kf_arrow_say(&s->w, "kefu.is", "by");
    for (size_t row = 0; row < s->sample->n_rows && !s->w.status; row++)
        kf_arrow_put_text(&s->w, arrow_sample_cell(s, row)->keys[by]);
}

enum { ARROW_ROW, ARROW_CELL, ARROW_PLACE, ARROW_NUM, ARROW_DEN, ARROW_WHOLES };

static void arrow_sample_wholes(arrow_sample *s)
{
    static const char *const names[ARROW_WHOLES] = {"row", "cell", "place", "chance_num",
                                                    "chance_den"};
    for (int32_t i = 0; i < ARROW_WHOLES; i++) {
        kf_arrow_column(&s->w, names[i], "", KF_ARROW_INT64, 0);
        kf_arrow_say(&s->w, "kefu.is", names[i]);
        for (size_t row = 0; row < s->sample->n_rows; row++) {
            const kf_sample_row *from = &s->sample->rows[row];
            const kefu_value chance = kf_sample_chance(arrow_sample_cell(s, row));
            const int64_t values[ARROW_WHOLES] = {from->row, from->cell, from->place, chance.num,
                                                  chance.den};
            kf_arrow_put_i64(&s->w, values[i]);
        }
    }
}

static void arrow_sample_chances(arrow_sample *s)
{
    kf_arrow_column(&s->w, "chance", "", KF_ARROW_DOUBLE, 0);
    kf_arrow_say(&s->w, "kefu.is", "chance");
    for (size_t row = 0; row < s->sample->n_rows; row++) {
        const kefu_value chance = kf_sample_chance(arrow_sample_cell(s, row));
        kf_arrow_put_quotient(&s->w, chance.num, chance.den);
    }
}

static void arrow_sample_why(arrow_sample *s)
{
    kf_arrow_column(&s->w, "why", "", KF_ARROW_UTF8, 0);
    kf_arrow_say(&s->w, "kefu.is", "why");
    for (size_t row = 0; row < s->sample->n_rows && !s->w.status; row++) {
        const char *word = kf_sample_why_word(s->sample->rows[row].why);
        kf_arrow_put_text(&s->w, (kefu_text){word, strlen(word)});
    }
}

static void arrow_sample_begin(arrow_sample *s, const kefu_sample *sample, kefu_error *error)
{
    const kefu_plan *plan = sample->plan;
    s->sample = sample;
    kf_arrow_writer_init(&s->w, &sample->memory, (int64_t)sample->n_rows, error);
    kf_arrow_say(&s->w, "kefu.is", "sample");
    kf_arrow_say(&s->w, "kefu.plan", plan->scheme.id);
    kf_arrow_say(&s->w, "kefu.plan_hash", plan->scheme.hash);
    kf_arrow_say(&s->w, "kefu.seed", sample->seed);
    kf_arrow_say(&s->w, "kefu.label.zh", plan->scheme.label.zh);
    kf_arrow_say(&s->w, "kefu.label.en", plan->scheme.label.en);
    arrow_sample_ids(s);
    arrow_sample_classes(s);
    for (int32_t by = 0; by < plan->n_by; by++)
        arrow_sample_by(s, by);
    arrow_sample_wholes(s);
    arrow_sample_chances(s);
    arrow_sample_why(s);
}

kefu_status KEFU_CALL kefu_sample_arrow(const kefu_sample *sample, struct ArrowSchema *schema,
                                        struct ArrowArray *array, kefu_error *error)
{
    arrow_sample s;
    if (!sample || !schema || !array)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_sample_arrow: sample, schema or array is NULL");
    arrow_sample_begin(&s, sample, error);
    const kefu_status status = kf_arrow_writer_done(&s.w, schema, array);
    kf_arrow_writer_free(&s.w);
    return status;
}

kefu_status KEFU_CALL kefu_sample_arrow_stream(const kefu_sample *sample,
                                               struct ArrowArrayStream *stream, kefu_error *error)
{
    arrow_sample s;
    if (!sample || !stream)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_sample_arrow_stream: sample or stream is NULL");
    arrow_sample_begin(&s, sample, error);
    const kefu_status status = kf_arrow_writer_stream(&s.w, stream);
    kf_arrow_writer_free(&s.w);
    return status;
}
