/* entry.c - one entry of a lexicon from its JSON. */
#include "lexicon/entry.h"

#include <string.h>

#include "lexicon/matcher.h"

/* An entry as it is read: what was not given is NULL or less than 0. */
typedef struct entry_draft {
    const kf_json_node *phrase, *except, *platform;
    const char *category;
    int32_t says, severity, scope, within, fixed, from, to;
} entry_draft;

enum { ENTRY_NOT_GIVEN = -9 };

/* ---- Fields --------------------------------------------------------------------------------- */

static kefu_status entry_read_date(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    const kf_json_node *node = at->node;
    (void)with;
    if (node->type != KF_JSON_STRING || kefu_date_parse(node->text, node->size, to, NULL))
        return kf_json_fail(reader, at, "expected a date such as ", "\"2026-11-01\"");
    return KEFU_OK;
}

static const kf_choice entry_says[] = {
    {"bad", KEFU_SAYS_BAD}, {"good", KEFU_SAYS_GOOD}, {"topic", KEFU_SAYS_TOPIC}, {NULL, 0}};
static const kf_choice entry_severities[] = {
    {"ordinary", KEFU_ORDINARY}, {"serious", KEFU_SERIOUS}, {"major", KEFU_MAJOR}, {NULL, 0}};
static const kf_choice entry_scopes[] = {
    {"agent", KEFU_BY_AGENT}, {"buyer", KEFU_BY_BUYER}, {"both", KEFU_BY_BOTH}, {NULL, 0}};
static const kf_range entry_within = {0, KF_MOST_WITHIN, "a number of characters, 0 to 24"};

static const kf_json_field entry_fields[] = {
    {"phrase", kf_read_later, offsetof(entry_draft, phrase), NULL, 1},
    {"within", kf_read_digits, offsetof(entry_draft, within), &entry_within, 0},
    {"category", kf_read_text, offsetof(entry_draft, category), NULL, 1},
    {"says", kf_read_choice, offsetof(entry_draft, says), entry_says, 0},
    {"severity", kf_read_choice, offsetof(entry_draft, severity), entry_severities, 0},
    {"scope", kf_read_choice, offsetof(entry_draft, scope), entry_scopes, 0},
    {"platform", kf_read_later, offsetof(entry_draft, platform), NULL, 0},
    {"from", entry_read_date, offsetof(entry_draft, from), NULL, 0},
    {"to", entry_read_date, offsetof(entry_draft, to), NULL, 0},
    {"except", kf_read_later, offsetof(entry_draft, except), NULL, 0},
    {"fixed", kf_read_flag, offsetof(entry_draft, fixed), NULL, 0},
};

static kf_json_at entry_member(const kf_json_at *at, const char *key)
{
    return kf_at_member(at, kf_json_get(at->node, key));
}

/* ---- Category and what goes with it --------------------------------------------------------- */

static kefu_status entry_take_category(kf_json_reading *reader, const kf_json_at *at,
                                       const entry_draft *draft, kf_entry *entry,
                                       kefu_category_info *info)
{
    const kf_json_at inner = entry_member(at, "category");
    kf_near near;
    entry->category = kf_category_find(draft->category, &near);
    if (!entry->category)
        return kf_json_fail(reader, &inner, "there is no such category", kf_near_text(&near));
    kf_category(entry->category, info);
    return KEFU_OK;
}

/* A field that only some categories have: what is given, or the category's own. */
static kefu_status entry_take(kf_json_reading *reader, const kf_json_at *at, const char *key,
                              int32_t given, int32_t has, int32_t otherwise, int8_t *to)
{
    if (given != ENTRY_NOT_GIVEN && !has) {
        const kf_json_at inner = entry_member(at, key);
        return kf_json_fail(reader, &inner, "entries of this category have none", "");
    }
    *to = (int8_t)(given == ENTRY_NOT_GIVEN ? otherwise : given);
    return KEFU_OK;
}

static kefu_status entry_take_meaning(kf_json_reading *reader, const kf_json_at *at,
                                      const entry_draft *draft, kf_entry *entry)
{
    kefu_category_info info = {0};
    kefu_status status = entry_take_category(reader, at, draft, entry, &info);
    if (!status)
        status = entry_take(reader, at, "says", draft->says, info.list == KEFU_LIST_CAUSE,
                            KEFU_SAYS_TOPIC, &entry->says);
    if (!status)
        status = entry_take(reader, at, "severity", draft->severity, info.severity, info.severity,
                            &entry->severity);
    if (!status)
        status =
            entry_take(reader, at, "scope", draft->scope, info.scope, info.scope, &entry->scope);
    return status;
}

/* ---- Lists ---------------------------------------------------------------------------------- */

static kefu_status entry_take_texts(kf_json_reading *reader, const kf_json_at *at, const char *key,
                                    const kf_json_node *node, int32_t most, const char *const **out,
                                    int32_t *n)
{
    const char **texts = NULL;
    int32_t i = 0;
    if (!node)
        return KEFU_OK;
    const kf_json_at list = entry_member(at, key);
    kefu_status status = kf_read_array(reader, &list, most, 0, sizeof *texts, &texts, n);
    for (const kf_json_node *e = status ? NULL : node->child; e && !status; e = e->next, i++) {
        const kf_json_at inner = kf_at_element(&list, e, i);
        status = kf_read_text(reader, &inner, &texts[i], NULL);
    }
    *out = (const char *const *)texts;
    return status;
}

/* ---- Phrases -------------------------------------------------------------------------------- */

static kefu_status entry_fold(kf_json_reading *reader, const kf_json_at *at, kf_phrase *out)
{
    const kf_memory *memory = reader->arena->memory;
    kefu_error why;
    const kefu_status status = kf_phrase_of(memory, at->node->text, at->node->size, out, &why);
    if (status == KEFU_E_MEMORY)
        return kf_no_memory(reader->error);
    return status ? kf_json_fail(reader, at, why.message, "") : KEFU_OK;
}

static kefu_status entry_read_part(kf_json_reading *reader, const kf_json_at *at, kf_phrase *out)
{
    const char *text;
    kefu_status status = kf_read_text(reader, at, &text, NULL);
    return status ? status : entry_fold(reader, at, out);
}

/* Parts in one block, with a NUL after each and one at the end; and what is shown of them. */
static kefu_status entry_keep_phrase(kf_json_reading *reader, const kf_json_node *first,
                                     kf_entry *entry)
{
    static const char between[] = " … ";
    const kf_json_node *node = first;
    size_t size = 1;
    for (int32_t i = 0; i < entry->n_parts; i++, node = node->next)
        size += node->size + sizeof between;
    char *parts = kf_arena_alloc(reader->arena, size);
    char *shown = kf_arena_alloc(reader->arena, size);
    if (!parts || !shown)
        return kf_no_memory(reader->error);
    entry->phrase = parts;
    entry->shown = shown;
    node = first;
    for (int32_t i = 0; i < entry->n_parts; i++, node = node->next) {
        const size_t joint = i ? sizeof between - 1 : 0;
        memcpy(parts, node->text, node->size + 1);
        parts += node->size + 1;
        memcpy(shown, between, joint);
        memcpy(shown + joint, node->text, node->size + 1);
        shown += joint + node->size;
    }
    *parts = 0;
    return KEFU_OK;
}

static kefu_status entry_take_phrase(kf_json_reading *reader, const kf_json_at *at,
                                     const entry_draft *draft, kf_entry *entry,
                                     kf_phrase parts[KF_MOST_PARTS])
{
    const kf_json_at inner = kf_at_member(at, draft->phrase);
    const kf_json_node *first = draft->phrase;
    kefu_status status = KEFU_OK;
    entry->n_parts = 1;
    if (draft->phrase->type != KF_JSON_ARRAY) {
        status = entry_read_part(reader, &inner, &parts[0]);
    } else {
        first = draft->phrase->child;
        entry->n_parts = (int32_t)draft->phrase->count;
        if (draft->phrase->count < 2 || draft->phrase->count > KF_MOST_PARTS)
            return kf_json_fail(reader, &inner, "expected 2 or 3 parts", "");
        const kf_json_node *node = first;
        for (int32_t i = 0; i < entry->n_parts && !status; i++, node = node->next) {
            const kf_json_at part = kf_at_element(&inner, node, i);
            status = entry_read_part(reader, &part, &parts[i]);
        }
    }
    return status ? status : entry_keep_phrase(reader, first, entry);
}

static kefu_status entry_check_excepts(kf_json_reading *reader, const kf_json_at *at,
                                       const entry_draft *draft, const kf_entry *entry,
                                       const kf_phrase *parts)
{
    kefu_status status = KEFU_OK;
    int32_t i = 0;
    if (!draft->except)
        return KEFU_OK;
    const kf_json_at list = kf_at_member(at, draft->except);
    for (const kf_json_node *e = draft->except->child; e && !status; e = e->next, i++) {
        const kf_json_at inner = kf_at_element(&list, e, i);
        kf_phrase except;
        int32_t found = 0;
        status = entry_fold(reader, &inner, &except);
        for (int32_t p = 0; p < entry->n_parts && !status; p++)
            found |= kf_phrase_in(&except, &parts[p], 0) >= 0;
        if (!status && !found)
            status = kf_json_fail(reader, &inner, "the phrase does not occur in it", "");
    }
    return status;
}

/* ---- An entry ------------------------------------------------------------------------------- */

static kefu_status entry_keep_key(kf_json_reading *reader, const kf_entry *entry,
                                  const kf_phrase *parts, kf_entry_key *key)
{
    int32_t n = 1;
    for (int32_t i = 0; i < entry->n_parts; i++)
        n += 1 + parts[i].n;
    uint16_t *units = kf_arena_alloc(reader->arena, (size_t)n * sizeof *units);
    if (!units)
        return kf_no_memory(reader->error);
    key->units = units;
    key->n = n;
    *units++ = (uint16_t)entry->category;
    for (int32_t i = 0; i < entry->n_parts; i++) {
        *units++ = (uint16_t)parts[i].n;
        memcpy(units, parts[i].units, (size_t)parts[i].n * sizeof *units);
        units += parts[i].n;
    }
    return KEFU_OK;
}

static kefu_status entry_take_bounds(kf_json_reading *reader, const kf_json_at *at,
                                     const entry_draft *draft, kf_entry *entry)
{
    entry->from = draft->from;
    entry->to = draft->to;
    entry->fixed = (int8_t)draft->fixed;
    entry->within = draft->within == ENTRY_NOT_GIVEN ? KF_WITHIN : draft->within;
    if (entry->from > entry->to)
        return kf_json_fail(reader, at, "from is after to", "");
    if (entry->n_parts == 1 && draft->within != ENTRY_NOT_GIVEN) {
        const kf_json_at within = entry_member(at, "within");
        return kf_json_fail(reader, &within, "says nothing of a phrase that is no array", "");
    }
    return KEFU_OK;
}

kefu_status kf_read_entry(kf_json_reading *reader, const kf_json_at *at, kf_entry *entry,
                          kf_entry_key *key)
{
    entry_draft draft = {.says = ENTRY_NOT_GIVEN,
                         .severity = ENTRY_NOT_GIVEN,
                         .scope = ENTRY_NOT_GIVEN,
                         .within = ENTRY_NOT_GIVEN,
                         .from = INT32_MIN,
                         .to = INT32_MAX};
    kf_phrase parts[KF_MOST_PARTS];
    kefu_status status = kf_read_object(reader, at, &draft, entry_fields,
                                        sizeof entry_fields / sizeof *entry_fields);
    if (!status)
        status = entry_take_meaning(reader, at, &draft, entry);
    if (!status)
        status = entry_take_phrase(reader, at, &draft, entry, parts);
    if (!status)
        status = entry_take_bounds(reader, at, &draft, entry);
    if (!status)
        status = entry_take_texts(reader, at, "except", draft.except, KF_MOST_EXCEPTS,
                                  &entry->excepts, &entry->n_excepts);
    if (!status)
        status = entry_check_excepts(reader, at, &draft, entry, parts);
    if (!status)
        status = entry_take_texts(reader, at, "platform", draft.platform, KF_MOST_PLATFORMS,
                                  &entry->platforms, &entry->n_platforms);
    return status ? status : entry_keep_key(reader, entry, parts, key);
}
