/* scheme.c - see scheme.h. */
#include "base/scheme.h"

#include "base/fail.h"

static kefu_status scheme_fill(const kf_scheme_kind *kind, kf_scheme *scheme, const char *text,
                               size_t size, kefu_error *error)
{
    kf_json_reading reader = {scheme, "plan", KEFU_E_CARD, &scheme->arena, error};
    kf_json_at root = {NULL, NULL, 0, scheme->json.root};
    kefu_status status = kind->fill(&reader, &root, scheme);
    if (!status)
        status = kf_json_hash(&scheme->memory, scheme->json.root, scheme->hash, error);
    if (status)
        return status;
    kf_label_or_id(&scheme->label, scheme->id);
    scheme->text = kf_arena_text(&scheme->arena, text, size);
    scheme->size = size;
    return scheme->text ? KEFU_OK : kf_no_memory(error);
}

static kefu_status scheme_make(const kf_scheme_kind *kind, const kf_memory *memory,
                               const kefu_limits *limits, const char *text, size_t size, void **out,
                               kefu_error *error)
{
    kf_scheme *scheme = kf_alloc_zero(memory, kind->size);
    if (!scheme)
        return kf_no_memory(error);
    scheme->memory = *memory;
    scheme->limits = *limits;
    kf_arena_init(&scheme->arena, &scheme->memory);
    kefu_status status = kf_json_parse(&scheme->json, &scheme->memory, limits, text, size, error);
    if (status) {
        kf_free(memory, scheme, kind->size);
        return status;
    }
    status = scheme_fill(kind, scheme, text, size, error);
    if (status)
        kf_scheme_free(kind, scheme);
    else
        *out = scheme;
    return status;
}

kefu_status kf_scheme_from_json(const kf_scheme_kind *kind, const kefu_allocator *allocator,
                                const kefu_limits *limits, const char *json, size_t size,
                                void **out, kefu_error *error)
{
    kf_memory memory;
    kefu_limits ours;
    if (!json)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s: json or out is NULL", kind->function);
    kefu_status status = kf_memory_init(&memory, allocator, error);
    if (!status)
        status = kf_limits(&ours, limits, error);
    return status ? status : scheme_make(kind, &memory, &ours, json, size, out, error);
}

kefu_status kf_scheme_copy(const kf_scheme_kind *kind, const kf_memory *memory,
                           const kf_scheme *scheme, void **out, kefu_error *error)
{
    return scheme_make(kind, memory, &scheme->limits, scheme->text, scheme->size, out, error);
}

void kf_scheme_free(const kf_scheme_kind *kind, kf_scheme *scheme)
{
    kf_memory memory = scheme->memory;
    kf_arena_free(&scheme->arena);
    kf_json_free(&scheme->json);
    kf_free(&memory, scheme, kind->size);
}
