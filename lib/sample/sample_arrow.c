/* sample_arrow.c - a sample as an Arrow record batch; see kefu_sample_arrow. */
#include <string.h>

#include "base/fail.h"
#include "sample/sample.h"
#include "table/arrow_writer.h"

typedef struct arrow_sample {
    kf_arrow_writer w;
    const kefu_sample *sample;
    kefu_sample_write_options options;
    kf_buffer text;
} arrow_sample;

/* The text of a column of keys in one row. */
typedef kefu_text (*arrow_sample_text)(const arrow_sample *s, size_t row, int32_t column);

static const kf_sample_cell *arrow_sample_cell(const arrow_sample *s, size_t row)
{
    return &s->sample->cells[s->sample->rows[row].cell];
}

static kefu_text arrow_sample_id_text(const arrow_sample *s, size_t row, int32_t column)
{
    (void)column;
    return s->sample->rows[row].id;
}

static kefu_text arrow_sample_by_text(const arrow_sample *s, size_t row, int32_t column)
{
    return arrow_sample_cell(s, row)->keys[column];
}

static int32_t arrow_sample_is_whole(const arrow_sample *s, arrow_sample_text text, int32_t column)
{
    if (!(s->options.flags & KEFU_SAMPLE_INTEGER_KEYS))
        return 0;
    for (size_t row = 0; row < s->sample->n_rows; row++) {
        const kefu_text key = text(s, row, column);
        if (key.size && kf_key_of(key.data, key.size).text.data)
            return 0;
    }
    return 1;
}

static void arrow_sample_keys(arrow_sample *s, const char *name, const char *is,
                              arrow_sample_text text, int32_t column)
{
    const int32_t is_whole = arrow_sample_is_whole(s, text, column);
    if (!name && !s->w.status)
        s->w.status = kf_no_memory(s->w.error);
    if (s->w.status)
        return;
    kf_arrow_column(&s->w, name, "", is_whole ? KF_ARROW_INT64 : KF_ARROW_UTF8, is_whole);
    kf_arrow_say(&s->w, "kefu.is", is);
    for (size_t row = 0; row < s->sample->n_rows && !s->w.status; row++) {
        const kefu_text key = text(s, row, column);
        if (!is_whole)
            kf_arrow_put_text(&s->w, key);
        else if (!key.size)
            kf_arrow_put_null(&s->w);
        else
            kf_arrow_put_i64(&s->w, kf_key_of(key.data, key.size).number);
    }
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

enum { ARROW_WHOLES = 7 };

static void arrow_sample_wholes(arrow_sample *s)
{
    static const char *const names[ARROW_WHOLES] = {
        "row", "cell", "rows", "unsuitable", "place", "chance_num", "chance_den"};
    for (int32_t i = 0; i < ARROW_WHOLES; i++) {
        kf_arrow_column(&s->w, names[i], "", KF_ARROW_INT64, 0);
        kf_arrow_say(&s->w, "kefu.is", names[i]);
        for (size_t row = 0; row < s->sample->n_rows; row++) {
            const kf_sample_row *from = &s->sample->rows[row];
            const kf_sample_cell *cell = arrow_sample_cell(s, row);
            const kefu_value chance = kf_sample_chance(cell);
            const int64_t values[ARROW_WHOLES] = {from->row,        from->cell,  cell->quota.rows,
                                                  cell->unsuitable, from->place, chance.num,
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

static void arrow_sample_rules(arrow_sample *s)
{
    kf_arrow_column(&s->w, "rule", "", KF_ARROW_UTF8, 0);
    kf_arrow_say(&s->w, "kefu.is", "rule");
    for (size_t row = 0; row < s->sample->n_rows && !s->w.status; row++) {
        const char *word = kf_sample_why_word(s->sample->rows[row].why);
        kf_arrow_put_text(&s->w, (kefu_text){word, strlen(word)});
    }
}

static void arrow_sample_why(arrow_sample *s)
{
    kf_arrow_column(&s->w, "why", "", KF_ARROW_UTF8, 0);
    kf_arrow_say(&s->w, "kefu.is", "why");
    kf_arrow_say(&s->w, "kefu.language", s->options.language == KEFU_ZH ? "zh" : "en");
    for (size_t row = 0; row < s->sample->n_rows && !s->w.status; row++) {
        const kefu_text why = kf_sample_why_text(s->sample, row, s->options.language, &s->text);
        if (why.data)
            kf_arrow_put_text(&s->w, why);
        else
            s->w.status = kf_no_memory(s->w.error);
    }
}

static void arrow_sample_write(arrow_sample *s)
{
    const kefu_plan *plan = s->sample->plan;
    kf_arrow_say(&s->w, "kefu.is", "sample");
    kf_arrow_say(&s->w, "kefu.plan", plan->scheme.id);
    kf_arrow_say(&s->w, "kefu.plan_hash", plan->scheme.hash);
    kf_arrow_say(&s->w, "kefu.seed", s->sample->seed);
    kf_arrow_say(&s->w, "kefu.excluded_ids", s->sample->excluded_ids);
    kf_arrow_say(&s->w, "kefu.label.zh", plan->scheme.label.zh);
    kf_arrow_say(&s->w, "kefu.label.en", plan->scheme.label.en);
    arrow_sample_keys(s, "id", "id", arrow_sample_id_text, 0);
    arrow_sample_classes(s);
    for (int32_t by = 0; by < plan->n_by; by++)
        arrow_sample_keys(s, kf_sample_by_name(plan, by, &s->text), "by", arrow_sample_by_text, by);
    arrow_sample_wholes(s);
    arrow_sample_chances(s);
    arrow_sample_rules(s);
    arrow_sample_why(s);
}

static kefu_status arrow_sample_begin(arrow_sample *s, const kefu_sample *sample,
                                      const kefu_sample_write_options *options, kefu_error *error)
{
    kefu_status status = kf_sample_options(sample, options, &s->options, error);
    if (status)
        return status;
    s->sample = sample;
    kf_buffer_init(&s->text, &sample->memory);
    kf_arrow_writer_init(&s->w, &sample->memory, (int64_t)sample->n_rows, error);
    arrow_sample_write(s);
    kf_buffer_free(&s->text);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_sample_arrow(const kefu_sample *sample,
                                        const kefu_sample_write_options *options,
                                        struct ArrowSchema *schema, struct ArrowArray *array,
                                        kefu_error *error)
{
    arrow_sample s;
    if (!schema || !array)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_sample_arrow: schema or array is NULL");
    kefu_status status = arrow_sample_begin(&s, sample, options, error);
    if (status)
        return status;
    status = kf_arrow_writer_done(&s.w, schema, array);
    kf_arrow_writer_free(&s.w);
    return status;
}

kefu_status KEFU_CALL kefu_sample_arrow_stream(const kefu_sample *sample,
                                               const kefu_sample_write_options *options,
                                               struct ArrowArrayStream *stream, kefu_error *error)
{
    arrow_sample s;
    if (!stream)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_sample_arrow_stream: stream is NULL");
    kefu_status status = arrow_sample_begin(&s, sample, options, error);
    if (status)
        return status;
    status = kf_arrow_writer_stream(&s.w, stream);
    kf_arrow_writer_free(&s.w);
    return status;
}
