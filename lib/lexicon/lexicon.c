/* lexicon.c - lexicons: from JSON, what is in them, as JSON again. */
#include "lexicon/lexicon.h"

#include <string.h>

#include "lexicon/entry.h"

/* ---- From JSON ------------------------------------------------------------------------------ */

typedef struct lexicon_top {
    const char *id;
    kf_label label;
    const kf_json_node *entries;
    int32_t language;
} lexicon_top;

static const kf_choice lexicon_languages[] = {{"zh", KEFU_ZH}, {"en", KEFU_EN}, {NULL, 0}};

static const kf_json_field lexicon_fields[] = {
    {"format", kf_read_format, 0, NULL, 1},
    {"id", kf_read_revision_id, offsetof(lexicon_top, id), NULL, 1},
    {"label", kf_read_label, offsetof(lexicon_top, label), NULL, 0},
    {"language", kf_read_choice, offsetof(lexicon_top, language), lexicon_languages, 1},
    {"entries", kf_read_later, offsetof(lexicon_top, entries), NULL, 1},
};

static kefu_status lexicon_read_entries(kf_json_reading *reader, const kf_json_at *at)
{
    kefu_lexicon *lexicon = reader->whole;
    kf_entry_key *keys;
    int32_t i = 0, n = 0;
    kefu_status status = kf_read_array(reader, at, KF_MOST_ENTRIES, 0, sizeof *lexicon->entries,
                                       &lexicon->entries, &lexicon->n_entries);
    if (!status)
        status = kf_read_array(reader, at, KF_MOST_ENTRIES, 0, sizeof *keys, &keys, &n);
    if (status)
        return status;
    for (const kf_json_node *e = at->node->child; e && !status; e = e->next, i++) {
        const kf_json_at element = kf_at_element(at, e, i);
        status = kf_read_entry(reader, &element, &lexicon->entries[i], &keys[i]);
    }
    return status ? status : kf_check_twins(reader, at, keys);
}

static kefu_status lexicon_fill(kf_json_reading *reader, const kf_json_at *root, void *whole)
{
    kefu_lexicon *lexicon = whole;
    lexicon_top top;
    memset(&top, 0, sizeof top);
    reader->what = "lexicon";
    reader->code = KEFU_E_DEFINITION;
    kefu_status status = kf_read_object(reader, root, &top, lexicon_fields,
                                        sizeof lexicon_fields / sizeof *lexicon_fields);
    if (status)
        return status;
    lexicon->scheme.id = top.id;
    lexicon->scheme.label = top.label;
    lexicon->language = top.language;
    const kf_json_at entries = kf_at_member(root, top.entries);
    return lexicon_read_entries(reader, &entries);
}

static const kf_scheme_kind lexicon_kind = {sizeof(kefu_lexicon), "kefu_lexicon_from_json",
                                            lexicon_fill};

kefu_status KEFU_CALL kefu_lexicon_from_json(const kefu_allocator *allocator,
                                             const kefu_limits *limits, const char *json,
                                             size_t size, kefu_lexicon **out, kefu_error *error)
{
    void *lexicon = NULL;
    const kefu_status status = kf_scheme_from_json(&lexicon_kind, allocator, limits,
                                                   out ? json : NULL, size, &lexicon, error);
    if (!status)
        *out = lexicon;
    return status;
}

void KEFU_CALL kefu_lexicon_free(kefu_lexicon *lexicon)
{
    if (lexicon)
        kf_scheme_free(&lexicon_kind, &lexicon->scheme);
}

/* ---- What is in it -------------------------------------------------------------------------- */

kefu_status KEFU_CALL kefu_lexicon_json(const kefu_lexicon *lexicon, const kefu_sink *sink,
                                        kefu_error *error)
{
    kefu_sink ours;
    kf_buffer buffer;
    if (!lexicon)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_lexicon_json: lexicon is NULL");
    kefu_status status = kf_take_sink(&ours, sink, error);
    if (status)
        return status;
    kf_buffer_init(&buffer, &lexicon->scheme.memory);
    kf_put(&buffer, lexicon->scheme.text, lexicon->scheme.size);
    status = kf_buffer_flush(&buffer, &ours, error);
    kf_buffer_free(&buffer);
    return status;
}

kefu_status KEFU_CALL kefu_lexicon_describe(const kefu_lexicon *lexicon, kefu_lexicon_info *out)
{
    kefu_lexicon_info info;
    if (!lexicon || !out)
        return KEFU_E_ARGUMENT;
    memset(&info, 0, sizeof info);
    info.id = lexicon->scheme.id;
    info.language = lexicon->language;
    info.entries = lexicon->n_entries;
    memcpy(info.hash, lexicon->scheme.hash, sizeof info.hash);
    return kf_give(out, &info, sizeof info);
}

kefu_status KEFU_CALL kefu_lexicon_at(const kefu_lexicon *lexicon, int32_t index,
                                      kefu_lexicon_entry *out)
{
    if (!lexicon || !out || index < 0 || index >= lexicon->n_entries)
        return KEFU_E_ARGUMENT;
    const kf_entry *e = &lexicon->entries[index];
    const kefu_lexicon_entry entry = {.phrase = e->shown,
                                      .category = e->category,
                                      .says = e->says,
                                      .severity = e->severity,
                                      .scope = e->scope,
                                      .from = e->from,
                                      .to = e->to,
                                      .fixed = e->fixed,
                                      .parts = e->n_parts};
    return kf_give(out, &entry, sizeof entry);
}
