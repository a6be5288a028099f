/* catalogue_json.c - definitions written as JSON: equal ones give equal bytes. */
#include <string.h>

#include "base/id.h"
#include "base/sort.h"
#include "catalogue/catalogue.h"

enum { CATALOGUE_PIECE = 64 * 1024 };

/* ---- Members -------------------------------------------------------------------------------- */

/* Left out where it is not given. */
static void definition_json_text(kf_json_writer *j, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    kf_json_key(j, key);
    kf_json_string(j, text);
}

static void definition_json_label(kf_json_writer *j, const char *key, const char *zh,
                                  const char *en)
{
    if (!zh)
        return;
    kf_json_member_open(j, key, '{');
    definition_json_text(j, "zh", zh);
    definition_json_text(j, "en", en);
    kf_json_close(j, '}');
}

static void definition_json_day(kf_json_writer *j, const char *key, int32_t day)
{
    char text[11];
    if (day && !kefu_date_format(day, text, sizeof text))
        definition_json_text(j, key, text);
}

static void definition_json_aliases(kf_json_writer *j, const kf_definition *d)
{
    if (!d->aliases || !*d->aliases)
        return;
    kf_json_member_open(j, "aliases", '[');
    for (const char *const *alias = d->aliases; *alias; alias++)
        kf_json_string(j, *alias);
    kf_json_close(j, ']');
}

static void definition_json_columns(kf_json_writer *j, const kf_definition *d)
{
    const int32_t n = kf_definition_columns(d);
    if (!n)
        return;
    kf_json_member_open(j, "columns", '[');
    for (int32_t i = 0; i < n; i++) {
        const kf_word *word = kf_definition_column(d, i);
        kf_json_open(j, '{');
        definition_json_text(j, "name", word->name);
        definition_json_label(j, "meaning", word->meaning.zh, word->meaning.en);
        kf_json_close(j, '}');
    }
    kf_json_close(j, ']');
}

static void definition_json(kf_json_writer *j, const kf_definition *d, const char *topic)
{
    const char grade[2] = {(char)d->grade, 0};
    kf_json_open(j, '{');
    definition_json_text(j, "id", d->id);
    definition_json_label(j, "label", d->zh, d->en);
    definition_json_aliases(j, d);
    definition_json_text(j, "topic", topic);
    definition_json_text(j, "row", d->row);
    definition_json_text(j, "formula", d->formula);
    definition_json_text(j, "unit", d->unit);
    kf_json_member_i64(j, "scale", d->scale);
    definition_json_text(j, "direction",
                         d->direction == KEFU_HIGHER  ? "higher"
                         : d->direction == KEFU_LOWER ? "lower"
                                                      : "neither");
    if (d->min_n)
        kf_json_member_i64(j, "min_n", d->min_n);
    definition_json_text(j, "source", d->source);
    definition_json_text(j, "grade", grade);
    definition_json_day(j, "from", d->from);
    definition_json_day(j, "to", d->to);
    definition_json_label(j, "note", d->note_zh, d->note_en);
    definition_json_columns(j, d);
    kf_json_close(j, '}');
}

/* ---- All of them ---------------------------------------------------------------------------- */

/* By the bytes of the id without its revision, then by revision. */
static int32_t definition_order(const void *things, uint32_t a, uint32_t b)
{
    const kf_definition *x = kf_catalogue_get(things, (int32_t)a, NULL);
    const kf_definition *y = kf_catalogue_get(things, (int32_t)b, NULL);
    const size_t x_stem = kf_id_stem(x->id), y_stem = kf_id_stem(y->id);
    const int order = memcmp(x->id, y->id, x_stem < y_stem ? x_stem : y_stem);
    if (order)
        return order;
    if (x_stem != y_stem)
        return x_stem < y_stem ? -1 : 1;
    return kf_id_revision(x->id) - kf_id_revision(y->id);
}

static kefu_status catalogue_write(const kefu_catalogue *catalogue, const uint32_t *order,
                                   uint32_t n, kf_buffer *out, const kefu_sink *sink,
                                   kefu_error *error)
{
    kf_json_writer j;
    kefu_status status = KEFU_OK;
    kf_json_writer_init(&j, out);
    kf_json_open(&j, '{');
    kf_json_member_i64(&j, "format", 1);
    kf_json_member_open(&j, "definitions", '[');
    for (uint32_t i = 0; i < n && !status; i++) {
        const char *topic;
        const kf_definition *d = kf_catalogue_get(catalogue, (int32_t)order[i], &topic);
        definition_json(&j, d, topic);
        if (out->failed || out->size > CATALOGUE_PIECE)
            status = kf_buffer_flush(out, sink, error);
    }
    kf_json_close(&j, ']');
    kf_json_close(&j, '}');
    return status ? status : kf_buffer_flush(out, sink, error);
}

static kefu_status catalogue_sorted(const kefu_catalogue *catalogue, const kf_memory *memory,
                                    uint32_t first, const kefu_sink *sink, kefu_error *error)
{
    const uint32_t n = (uint32_t)kefu_catalogue_count(catalogue) - first;
    uint32_t *order = kf_alloc_array(memory, n, sizeof *order);
    kf_buffer out;
    kefu_status status;
    if (!order)
        return kf_no_memory(error);
    kf_buffer_init(&out, memory);
    for (uint32_t i = 0; i < n; i++)
        order[i] = first + i;
    status = kf_sort(memory, order, n, definition_order, catalogue, error);
    if (!status)
        status = catalogue_write(catalogue, order, n, &out, sink, error);
    kf_buffer_free(&out);
    kf_free_array(memory, order, n, sizeof *order);
    return status;
}

kefu_status KEFU_CALL kefu_catalogue_json(const kefu_catalogue *catalogue, uint32_t flags,
                                          const kefu_sink *sink, kefu_error *error)
{
    const int32_t builtins = catalogue ? catalogue->builtins : kf_catalogue_builtins();
    kf_memory memory;
    kefu_sink taken;
    kefu_status status;
    if (!sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_catalogue_json: sink is NULL");
    if (flags & ~(uint32_t)KEFU_CATALOGUE_LOADED)
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "kefu_catalogue_json: flags: only KEFU_CATALOGUE_LOADED is known");
    status = kf_take(&taken, sizeof taken, sink, error);
    if (!status && !taken.write)
        status = kf_fail(error, KEFU_E_ARGUMENT, "sink: it has no write function");
    if (status)
        return status;
    status = catalogue ? KEFU_OK : kf_memory_init(&memory, NULL, error);
    return status ? status
                  : catalogue_sorted(catalogue, catalogue ? &catalogue->memory : &memory,
                                     flags & KEFU_CATALOGUE_LOADED ? (uint32_t)builtins : 0, &taken,
                                     error);
}
