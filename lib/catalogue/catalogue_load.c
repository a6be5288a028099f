/* catalogue_load.c - definitions from JSON. */
#include <string.h>

#include "base/id.h"
#include "catalogue/catalogue.h"

enum { DEFINITIONS_MOST = 10000, DEFINITION_COLUMNS = 256, DEFINITION_ALIASES = 64 };

/* A definition while it is read. */
typedef struct definition_reading {
    kf_definition d;
    kf_label label, note;
} definition_reading;

/* Where definitions of a text are read to. */
typedef struct definition_texts {
    const kefu_catalogue *catalogue;
    kf_definition *definitions;
    int32_t n;
} definition_texts;

/* ---- Fields --------------------------------------------------------------------------------- */

static const kf_range definition_range_scale = {0, 18, "0 to 18 digits"};
static const kf_range definition_range_min_n = {0, INT64_MAX,
                                                "a whole number that is not negative"};
static const kf_choice definition_directions[] = {
    {"higher", KEFU_HIGHER}, {"lower", KEFU_LOWER}, {"neither", KEFU_NEITHER}, {NULL, 0}};
static const kf_choice definition_grades[] = {
    {"A", 'A'}, {"B", 'B'}, {"C", 'C'}, {"D", 'D'}, {NULL, 0}};

/* Neither an id nor a name that could be that of a built-in definition, now or later. */
static kefu_status definition_not_ours(kf_json_reading *reader, const kf_json_at *at,
                                       const char *name)
{
    return kf_id_is_ours(name)
               ? kf_json_fail(reader, at, "ids that begin with kefu. are the library's", "")
               : KEFU_OK;
}

static kefu_status definition_read_id(kf_json_reading *reader, const kf_json_at *at, void *to,
                                      const void *with)
{
    kf_definition *d = to;
    size_t name;
    kefu_status status = kf_read_text(reader, at, &d->id, with);
    if (status)
        return status;
    if (!kf_id_is_good(d->id))
        return kf_json_fail(reader, at, "expected " KF_ID_EXPECTED ", such as ",
                            "org.example.reply_rate/1");
    status = definition_not_ours(reader, at, d->id);
    if (status)
        return status;
    name = kf_id_name(d->id);
    d->name = kf_arena_text(reader->arena, d->id + name, kf_id_stem(d->id) - name);
    return d->name ? KEFU_OK : kf_no_memory(reader->error);
}

static kefu_status definition_read_day(kf_json_reading *reader, const kf_json_at *at, void *to,
                                       const void *with)
{
    const kf_json_node *node = at->node;
    int32_t *day = to;
    (void)with;
    if (node->type != KF_JSON_STRING || kefu_date_parse(node->text, node->size, day, NULL) ||
        *day <= 0)
        return kf_json_fail(reader, at, "expected a day after 1970, such as \"2026-10-31\"", "");
    return KEFU_OK;
}

static kefu_status definition_read_names(kf_json_reading *reader, const kf_json_at *at, void *to,
                                         const void *with)
{
    const kf_label *label = to;
    kefu_status status = kf_read_label(reader, at, to, with);
    if (!status)
        status = definition_not_ours(reader, at, label->zh);
    return status ? status : definition_not_ours(reader, at, label->en);
}

static kefu_status definition_read_aliases(kf_json_reading *reader, const kf_json_at *at, void *to,
                                           const void *with)
{
    const char **list;
    int32_t i = 0;
    (void)with;
    if (at->node->type != KF_JSON_ARRAY || at->node->count > DEFINITION_ALIASES)
        return kf_json_fail(reader, at, "expected an array of at most 64 names", "");
    list = kf_arena_alloc(reader->arena, (at->node->count + 1) * sizeof *list);
    if (!list)
        return kf_no_memory(reader->error);
    for (const kf_json_node *n = at->node->child; n; n = n->next, i++) {
        const kf_json_at inner = kf_at_element(at, n, i);
        kefu_status status = kf_read_text(reader, &inner, &list[i], NULL);
        if (!status)
            status = definition_not_ours(reader, &inner, list[i]);
        if (status)
            return status;
    }
    list[i] = NULL;
    *(const char *const **)to = list;
    return KEFU_OK;
}

static const kf_json_field definition_column_fields[] = {
    {"name", kf_read_text, offsetof(kf_word, name), NULL, 1},
    {"meaning", kf_read_label, offsetof(kf_word, meaning), NULL, 0},
};

static kefu_status definition_read_columns(kf_json_reading *reader, const kf_json_at *at, void *to,
                                           const void *with)
{
    kf_definition *d = to;
    kf_word *words = NULL;
    int32_t n = 0, i = 0;
    kefu_status status =
        kf_read_array(reader, at, DEFINITION_COLUMNS, 1, sizeof *words, &words, &n);
    (void)with;
    for (const kf_json_node *node = at->node->child; node && !status; node = node->next, i++) {
        const kf_json_at inner = kf_at_element(at, node, i);
        status = kf_read_object(reader, &inner, &words[i], definition_column_fields, 2);
        for (int32_t k = 0; k < i && !status; k++)
            if (!strcmp(words[k].name, words[i].name))
                status =
                    kf_json_fail(reader, &inner, "this column is there already: ", words[i].name);
    }
    d->words = words;
    d->n_words = n;
    return status;
}

#define DEFINITION_AT(field) (offsetof(definition_reading, d) + offsetof(kf_definition, field))

static const kf_json_field definition_fields[] = {
    {"id", definition_read_id, offsetof(definition_reading, d), NULL, 1},
    {"label", definition_read_names, offsetof(definition_reading, label), NULL, 0},
    {"aliases", definition_read_aliases, DEFINITION_AT(aliases), NULL, 0},
    {"topic", kf_read_text, DEFINITION_AT(topic), NULL, 0},
    {"row", kf_read_text, DEFINITION_AT(row), NULL, 0},
    {"formula", kf_read_text, DEFINITION_AT(formula), NULL, 1},
    {"unit", kf_read_text, DEFINITION_AT(unit), NULL, 0},
    {"scale", kf_read_digits, DEFINITION_AT(scale), &definition_range_scale, 0},
    {"direction", kf_read_choice, DEFINITION_AT(direction), definition_directions, 0},
    {"min_n", kf_read_whole, DEFINITION_AT(min_n), &definition_range_min_n, 0},
    {"source", kf_read_text, DEFINITION_AT(source), NULL, 0},
    {"grade", kf_read_choice, DEFINITION_AT(grade), definition_grades, 0},
    {"from", definition_read_day, DEFINITION_AT(from), NULL, 0},
    {"to", definition_read_day, DEFINITION_AT(to), NULL, 0},
    {"note", kf_read_label, offsetof(definition_reading, note), NULL, 0},
    {"columns", definition_read_columns, offsetof(definition_reading, d), NULL, 0},
};

/* ---- Definitions ---------------------------------------------------------------------------- */

/* Digits shown where the text does not say. */
static int32_t definition_usual_scale(const char *unit)
{
    static const struct definition_unit {
        const char *name;
        int32_t scale;
    } units[] = {{"ratio", 4}, {"s", 1}, {"yuan", 2}, {"points", 2}};
    for (size_t i = 0; unit && i < sizeof units / sizeof *units; i++)
        if (!strcmp(units[i].name, unit))
            return units[i].scale;
    return 0;
}

static int32_t definition_is_there(const definition_texts *state, const char *id)
{
    const int32_t n = kefu_catalogue_count(state->catalogue);
    for (int32_t i = 0; i < n; i++)
        if (!strcmp(kf_catalogue_get(state->catalogue, i, NULL)->id, id))
            return 1;
    for (int32_t i = 0; i < state->n; i++)
        if (!strcmp(state->definitions[i].id, id))
            return 1;
    return 0;
}

static kefu_status definition_read_one(kf_json_reading *reader, const kf_json_at *at,
                                       kf_definition *out)
{
    const definition_texts *state = reader->whole;
    definition_reading r = {.d = {.scale = -1}};
    kf_json_reading taken = *reader;
    kefu_status status = kf_read_object(reader, at, &r, definition_fields,
                                        sizeof definition_fields / sizeof *definition_fields);
    if (status)
        return status;
    if (r.d.to && r.d.from > r.d.to)
        return kf_json_fail(reader, at, "no day is between its from and to", "");
    taken.code = KEFU_E_EXISTS;
    if (definition_is_there(state, r.d.id))
        return kf_json_fail(&taken, at,
                            "this revision is there already; a change is a new one: ", r.d.id);
    r.d.zh = r.label.zh;
    r.d.en = r.label.en;
    r.d.note_zh = r.note.zh;
    r.d.note_en = r.note.en;
    r.d.scale = r.d.scale < 0 ? definition_usual_scale(r.d.unit) : r.d.scale;
    *out = r.d;
    return KEFU_OK;
}

static kefu_status definition_read_definitions(kf_json_reading *reader, const kf_json_at *at,
                                               void *to, const void *with)
{
    definition_texts *state = to;
    int32_t n = 0;
    kefu_status status = kf_read_array(reader, at, DEFINITIONS_MOST, 1, sizeof(kf_definition),
                                       &state->definitions, &n);
    (void)with;
    for (const kf_json_node *node = at->node->child; node && !status; node = node->next) {
        const kf_json_at inner = kf_at_element(at, node, state->n);
        status = definition_read_one(reader, &inner, &state->definitions[state->n]);
        state->n += !status;
    }
    return status;
}

static const kf_json_field definition_text_fields[] = {
    {"format", kf_read_format, 0, NULL, 1},
    {"definitions", definition_read_definitions, 0, NULL, 1},
};

/* ---- Texts ---------------------------------------------------------------------------------- */

/* Appends what was read; the catalogue keeps the text. */
static kefu_status definition_keep_text(kefu_catalogue *catalogue, kf_catalogue_text *text,
                                        const definition_texts *state, kefu_error *error)
{
    kf_definition *loaded = kf_reserve(&catalogue->memory, catalogue->loaded, &catalogue->capacity,
                                       (size_t)catalogue->n + (size_t)state->n, sizeof *loaded);
    if (!loaded)
        return kf_no_memory(error);
    catalogue->loaded = loaded;
    if (state->n)
        memcpy(loaded + catalogue->n, state->definitions, (size_t)state->n * sizeof *loaded);
    catalogue->n += state->n;
    text->next = catalogue->texts;
    catalogue->texts = text;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_catalogue_load(kefu_catalogue *catalogue, const char *json, size_t size,
                                          kefu_error *error)
{
    definition_texts state = {catalogue, NULL, 0};
    kf_catalogue_text *text;
    kefu_status status;
    if (!catalogue || !json)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_catalogue_load: %s is NULL",
                       catalogue ? "json" : "catalogue");
    text = kf_alloc_zero(&catalogue->memory, sizeof *text);
    if (!text)
        return kf_no_memory(error);
    kf_arena_init(&text->arena, &catalogue->memory);
    status = kf_json_parse(&text->json, &catalogue->memory, &catalogue->limits, json, size, error);
    if (!status) {
        kf_json_reading reader = {&state, "catalogue", KEFU_E_DEFINITION, &text->arena, error};
        const kf_json_at root = {NULL, NULL, 0, text->json.root};
        status = kf_read_object(&reader, &root, &state, definition_text_fields, 2);
    }
    if (!status)
        status = definition_keep_text(catalogue, text, &state, error);
    if (status)
        kf_catalogue_text_free(&catalogue->memory, text);
    return status;
}
