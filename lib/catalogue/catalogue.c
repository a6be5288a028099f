/* catalogue.c - keeping definitions, and what may be asked of one. */
#include "catalogue/catalogue.h"

#include <string.h>

#include "base/id.h"

/* ---- Life ----------------------------------------------------------------------------------- */

kefu_status KEFU_CALL kefu_catalogue_new(const kefu_allocator *allocator, const kefu_limits *limits,
                                         uint32_t flags, kefu_catalogue **out, kefu_error *error)
{
    kf_memory memory;
    kefu_limits ours;
    kefu_catalogue *catalogue;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_catalogue_new: out is NULL");
    if (flags & ~(uint32_t)KEFU_CATALOGUE_EMPTY)
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "kefu_catalogue_new: flags: only KEFU_CATALOGUE_EMPTY is known");
    status = kf_memory_init(&memory, allocator, error);
    if (!status)
        status = kf_limits(&ours, limits, error);
    if (status)
        return status;
    catalogue = kf_alloc_zero(&memory, sizeof *catalogue);
    if (!catalogue)
        return kf_no_memory(error);
    catalogue->memory = memory;
    catalogue->limits = ours;
    catalogue->builtins = flags & KEFU_CATALOGUE_EMPTY ? 0 : kf_catalogue_builtins();
    *out = catalogue;
    return KEFU_OK;
}

void kf_catalogue_text_free(const kf_memory *memory, kf_catalogue_text *text)
{
    kf_arena_free(&text->arena);
    kf_json_free(&text->json);
    kf_free(memory, text, sizeof *text);
}

void KEFU_CALL kefu_catalogue_free(kefu_catalogue *catalogue)
{
    kf_memory memory;
    if (!catalogue)
        return;
    memory = catalogue->memory;
    while (catalogue->texts) {
        kf_catalogue_text *text = catalogue->texts;
        catalogue->texts = text->next;
        kf_catalogue_text_free(&memory, text);
    }
    kf_free_array(&memory, catalogue->loaded, catalogue->capacity, sizeof *catalogue->loaded);
    kf_free(&memory, catalogue, sizeof *catalogue);
}

/* ---- One definition ------------------------------------------------------------------------- */

int32_t kf_definition_holds(const kf_definition *definition, int32_t day)
{
    return !day || ((!definition->from || definition->from <= day) &&
                    (!definition->to || definition->to >= day));
}

int32_t kf_definition_columns(const kf_definition *definition)
{
    int32_t n = 1;
    if (!definition->columns)
        return definition->n_words;
    for (const char *c = definition->columns; *c; c++)
        n += *c == ' ';
    return n;
}

const kf_word *kf_definition_column(const kf_definition *definition, int32_t index)
{
    const char *name = definition->columns;
    if (!name)
        return &definition->words[index];
    while (index--)
        name = strchr(name, ' ') + 1;
    return kf_catalogue_word(name);
}

static int32_t definition_aliases(const kf_definition *definition)
{
    int32_t n = 0;
    while (definition->aliases && definition->aliases[n])
        n++;
    return n;
}

/* ---- Reading -------------------------------------------------------------------------------- */

static int32_t catalogue_builtins_in(const kefu_catalogue *catalogue)
{
    return catalogue ? catalogue->builtins : kf_catalogue_builtins();
}

int32_t KEFU_CALL kefu_catalogue_count(const kefu_catalogue *catalogue)
{
    return catalogue_builtins_in(catalogue) + (catalogue ? catalogue->n : 0);
}

const kf_definition *kf_catalogue_get(const kefu_catalogue *catalogue, int32_t index,
                                      const char **topic)
{
    const int32_t builtins = catalogue_builtins_in(catalogue);
    const char *unused;
    const kf_definition *definition;
    if (index < builtins)
        return kf_catalogue_builtin(index, topic ? topic : &unused);
    definition = &catalogue->loaded[index - builtins];
    if (topic)
        *topic = definition->topic;
    return definition;
}

static const kf_definition *catalogue_checked(const kefu_catalogue *catalogue, int32_t index,
                                              const char **topic)
{
    return index >= 0 && index < kefu_catalogue_count(catalogue)
               ? kf_catalogue_get(catalogue, index, topic)
               : NULL;
}

static const char *catalogue_text(const char *text) { return text ? text : ""; }

kefu_status KEFU_CALL kefu_catalogue_at(const kefu_catalogue *catalogue, int32_t index,
                                        kefu_definition *out)
{
    const char *topic;
    const kf_definition *d = catalogue_checked(catalogue, index, &topic);
    kefu_definition ours = {.struct_size = sizeof ours};
    if (!d)
        return KEFU_E_ARGUMENT;
    ours.id = d->id;
    ours.name = d->name;
    ours.label_zh = d->zh ? d->zh : d->name;
    ours.label_en = d->en ? d->en : d->name;
    ours.topic = catalogue_text(topic);
    ours.row = catalogue_text(d->row);
    ours.formula = d->formula;
    ours.unit = catalogue_text(d->unit);
    ours.source = catalogue_text(d->source);
    ours.note_zh = catalogue_text(d->note_zh);
    ours.note_en = catalogue_text(d->note_en);
    ours.min_n = d->min_n;
    ours.revision = kf_id_revision(d->id);
    ours.scale = d->scale;
    ours.direction = d->direction;
    ours.grade = d->grade;
    ours.from = d->from;
    ours.to = d->to;
    ours.n_columns = kf_definition_columns(d);
    ours.n_aliases = definition_aliases(d);
    return kf_give(out, &ours, sizeof ours);
}

kefu_status KEFU_CALL kefu_catalogue_column(const kefu_catalogue *catalogue, int32_t index,
                                            int32_t column, kefu_definition_column *out)
{
    const kf_definition *d = catalogue_checked(catalogue, index, NULL);
    kefu_definition_column ours = {.struct_size = sizeof ours};
    const kf_word *word;
    if (!d || column < 0 || column >= kf_definition_columns(d))
        return KEFU_E_ARGUMENT;
    word = kf_definition_column(d, column);
    ours.name = word->name;
    ours.meaning_zh = catalogue_text(word->meaning.zh);
    ours.meaning_en = catalogue_text(word->meaning.en);
    return kf_give(out, &ours, sizeof ours);
}

const char *KEFU_CALL kefu_catalogue_alias(const kefu_catalogue *catalogue, int32_t index,
                                           int32_t alias)
{
    const kf_definition *d = catalogue_checked(catalogue, index, NULL);
    return d && alias >= 0 && alias < definition_aliases(d) ? d->aliases[alias] : NULL;
}
