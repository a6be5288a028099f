/* ledger.c - keeping decisions, each once. */
#include "score/ledger.h"

#include <string.h>

#include "base/fail.h"
#include "base/hash.h"

kefu_status KEFU_CALL kefu_ledger_new(const kefu_allocator *allocator, kefu_ledger **out,
                                      kefu_error *error)
{
    kf_memory memory;
    kefu_ledger *ledger;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_ledger_new: out is NULL");
    status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    ledger = kf_alloc_zero(&memory, sizeof *ledger);
    if (!ledger)
        return kf_no_memory(error);
    ledger->memory = memory;
    kf_arena_init(&ledger->arena, &ledger->memory);
    *out = ledger;
    return KEFU_OK;
}

void KEFU_CALL kefu_ledger_free(kefu_ledger *ledger)
{
    kf_memory memory;
    if (!ledger)
        return;
    memory = ledger->memory;
    kf_free_array(&memory, ledger->entries, ledger->capacity, sizeof *ledger->entries);
    kf_free_array(&memory, ledger->slots, ledger->n_slots, sizeof *ledger->slots);
    kf_arena_free(&ledger->arena);
    kf_free(&memory, ledger, sizeof *ledger);
}

int64_t KEFU_CALL kefu_ledger_count(const kefu_ledger *ledger)
{
    return ledger ? (int64_t)ledger->n : 0;
}

kefu_status kf_entry_give(const kf_ledger_entry *entry, kefu_decision *out)
{
    const kefu_decision ours = {.struct_size = sizeof ours,
                                .person = entry->person,
                                .part = entry->part,
                                .action = entry->action,
                                .day = entry->day,
                                .count = entry->count,
                                .by = entry->by,
                                .reason = entry->reason,
                                .evidence = entry->evidence,
                                .to = entry->to};
    return kf_give(out, &ours, sizeof ours);
}

kefu_status KEFU_CALL kefu_ledger_at(const kefu_ledger *ledger, int64_t index, kefu_decision *out)
{
    if (index < 0 || index >= kefu_ledger_count(ledger))
        return KEFU_E_ARGUMENT;
    return kf_entry_give(&ledger->entries[index], out);
}

/* ---- Each once ------------------------------------------------------------------------------ */

int32_t kf_entry_compare(const kf_ledger_entry *a, const kf_ledger_entry *b)
{
    int32_t order = strcmp(a->person, b->person);
    if (!order)
        order = strcmp(a->part, b->part);
    if (!order)
        order = (a->day > b->day) - (a->day < b->day);
    if (!order)
        order = (a->action > b->action) - (a->action < b->action);
    if (!order)
        order = strcmp(a->by, b->by);
    if (!order)
        order = strcmp(a->evidence, b->evidence);
    return order ? order : strcmp(a->to, b->to);
}

/* The texts are hashed in a chain: the hash so far is the key of the next. */
static size_t ledger_hash(const kf_ledger_entry *entry)
{
    const char *const texts[] = {entry->person, entry->part, entry->by, entry->evidence, entry->to};
    kf_hash_key key = {(uint64_t)(uint32_t)entry->day, (uint64_t)(uint32_t)entry->action};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        key.k1 = kf_siphash64(key, texts[i], strlen(texts[i]));
    return (size_t)key.k1;
}

/* The slot of an equal entry, or the free one where it belongs. There is always a free one. */
static uint32_t *ledger_slot(const kefu_ledger *ledger, const kf_ledger_entry *entry)
{
    size_t mask = ledger->n_slots - 1;
    size_t at = ledger_hash(entry) & mask;
    while (ledger->slots[at] &&
           kf_entry_compare(&ledger->entries[ledger->slots[at] - 1], entry) != 0)
        at = (at + 1) & mask;
    return &ledger->slots[at];
}

static void ledger_fill_slots(kefu_ledger *ledger)
{
    memset(ledger->slots, 0, ledger->n_slots * sizeof *ledger->slots);
    for (size_t i = 0; i < ledger->n; i++)
        *ledger_slot(ledger, &ledger->entries[i]) = (uint32_t)i + 1;
}

/* Room for one more entry, with the table at most half full. */
static kefu_status ledger_grow(kefu_ledger *ledger, kefu_error *error)
{
    kf_ledger_entry *entries;
    size_t n_slots = ledger->n_slots ? ledger->n_slots * 2 : 16;
    uint32_t *slots;
    if (ledger->n >= INT32_MAX)
        return kf_fail(error, KEFU_E_LIMIT, "ledger: more than %d decisions", INT32_MAX);
    entries = kf_reserve(&ledger->memory, ledger->entries, &ledger->capacity, ledger->n + 1,
                         sizeof *entries);
    if (!entries)
        return kf_no_memory(error);
    ledger->entries = entries;
    if (ledger->n + 1 <= ledger->n_slots / 2)
        return KEFU_OK;
    slots = kf_alloc_array(&ledger->memory, n_slots, sizeof *slots);
    if (!slots)
        return kf_no_memory(error);
    kf_free_array(&ledger->memory, ledger->slots, ledger->n_slots, sizeof *ledger->slots);
    ledger->slots = slots;
    ledger->n_slots = n_slots;
    ledger_fill_slots(ledger);
    return KEFU_OK;
}

/* ---- Adding --------------------------------------------------------------------------------- */

static kefu_status ledger_check_text(const char *field, const char *text, int32_t required,
                                     kefu_error *error)
{
    if (required && (!text || !*text))
        return kf_fail(error, KEFU_E_ARGUMENT, "decision: %s is missing", field);
    if (text && kf_utf8_valid(text, strlen(text)) != strlen(text))
        return kf_fail(error, KEFU_E_ENCODING, "decision: %s is not UTF-8", field);
    return KEFU_OK;
}

/* Who gets them, and how many, as the action asks for it. */
static kefu_status ledger_check_action(const kefu_decision *d, kefu_error *error)
{
    int32_t has_to = d->to && *d->to;
    if (d->action < KEFU_CONFIRM || d->action > KEFU_UPHOLD)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "decision: action is %d, expected KEFU_CONFIRM, _REJECT, _REASSIGN, "
                       "_EXCLUDE or _UPHOLD",
                       d->action);
    if (d->action == KEFU_EXCLUDE && d->count)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "decision: '%s' of '%s' is excluded as a whole; count must be 0", d->part,
                       d->person);
    if (d->action != KEFU_EXCLUDE && d->count < 1 && d->count != KEFU_ALL_HITS)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "decision about '%s' of '%s': count is %i, expected how many hits, 1 or "
                       "more, or KEFU_ALL_HITS (-1)",
                       d->part, d->person, d->count);
    if (has_to != (d->action == KEFU_REASSIGN))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       has_to ? "decision: to is '%s', but only hits that are reassigned go to "
                                "somebody"
                              : "decision: reassigned hits need a `to`%s",
                       has_to ? d->to : "");
    if (has_to && !strcmp(d->to, d->person))
        return kf_fail(error, KEFU_E_ARGUMENT, "decision: hits of '%s' are reassigned to '%s'",
                       d->person, d->to);
    return KEFU_OK;
}

static kefu_status ledger_check(const kefu_decision *d, kefu_error *error)
{
    const struct {
        const char *field, *text;
        int32_t required;
    } texts[] = {{"person", d->person, 1}, {"part", d->part, 1},         {"by", d->by, 1},
                 {"reason", d->reason, 0}, {"evidence", d->evidence, 0}, {"to", d->to, 0}};
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++)
        status = ledger_check_text(texts[i].field, texts[i].text, texts[i].required, error);
    if (status)
        return status;
    return ledger_check_action(d, error);
}

static const char *ledger_copy(kefu_ledger *ledger, const char *text)
{
    return text && *text ? kf_arena_text(&ledger->arena, text, strlen(text)) : "";
}

/* The entry borrows from the decision until ledger_keep has copied it. */
static kf_ledger_entry ledger_entry(const kefu_decision *d)
{
    kf_ledger_entry entry = {.person = d->person,
                             .part = d->part,
                             .by = d->by,
                             .reason = d->reason ? d->reason : "",
                             .evidence = d->evidence ? d->evidence : "",
                             .to = d->to ? d->to : "",
                             .count = d->count,
                             .action = d->action,
                             .day = d->day};
    return entry;
}

static kefu_status ledger_keep(kefu_ledger *ledger, kf_ledger_entry *entry, kefu_error *error)
{
    const char **texts[] = {&entry->person, &entry->part,     &entry->by,
                            &entry->reason, &entry->evidence, &entry->to};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = ledger_copy(ledger, *texts[i]);
        if (!*texts[i])
            return kf_no_memory(error);
    }
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_ledger_add(kefu_ledger *ledger, const kefu_decision *decision,
                                      kefu_error *error)
{
    kefu_decision ours;
    kf_ledger_entry entry;
    uint32_t *slot;
    kefu_status status;
    if (!ledger || !decision)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_ledger_add: ledger or decision is NULL");
    status = kf_take(&ours, sizeof ours, decision, error);
    if (!status)
        status = ledger_check(&ours, error);
    if (!status)
        status = ledger_grow(ledger, error);
    if (status)
        return status;
    entry = ledger_entry(&ours);
    slot = ledger_slot(ledger, &entry);
    if (*slot)
        return kf_fail(error, KEFU_E_DUPLICATE,
                       "decision: '%s' has decided about '%s' of '%s' with the same day, action "
                       "and evidence already",
                       entry.by, entry.part, entry.person);
    status = ledger_keep(ledger, &entry, error);
    if (status)
        return status;
    ledger->entries[ledger->n++] = entry;
    *slot = (uint32_t)ledger->n;
    return KEFU_OK;
}

void kf_ledger_cut(kefu_ledger *ledger, size_t n)
{
    if (ledger->n == n)
        return;
    ledger->n = n;
    ledger_fill_slots(ledger);
}
