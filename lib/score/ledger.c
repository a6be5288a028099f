/* ledger.c - keeping decisions, each once. */
#include "score/ledger.h"

#include <string.h>

#include "base/fail.h"
#include "base/hash.h"
#include "base/sort.h"

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

/* ---- Each once ------------------------------------------------------------------------------ */

/* Order of what makes an entry the same: person, part, day, action, by, evidence. */
static int32_t ledger_compare(const kf_entry *a, const kf_entry *b)
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
    return order ? order : strcmp(a->evidence, b->evidence);
}

/* The texts are hashed in a chain: the hash so far is the key of the next. */
static size_t ledger_hash(const kf_entry *entry)
{
    const char *const texts[] = {entry->person, entry->part, entry->by, entry->evidence};
    kf_hash_key key = {(uint64_t)(uint32_t)entry->day, (uint64_t)(uint32_t)entry->action};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        key.k1 = kf_siphash64(key, texts[i], strlen(texts[i]));
    return (size_t)key.k1;
}

/* The slot of an equal entry, or the free one where it belongs. There is always a free one. */
static uint32_t *ledger_slot(const kefu_ledger *ledger, const kf_entry *entry)
{
    size_t mask = ledger->n_slots - 1;
    size_t at = ledger_hash(entry) & mask;
    while (ledger->slots[at] && ledger_compare(&ledger->entries[ledger->slots[at] - 1], entry) != 0)
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
    kf_entry *entries;
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

static kefu_status ledger_check(const kefu_decision *d, kefu_error *error)
{
    const struct {
        const char *field, *text;
        int32_t required;
    } texts[] = {{"person", d->person, 1},
                 {"part", d->part, 1},
                 {"by", d->by, 1},
                 {"reason", d->reason, 0},
                 {"evidence", d->evidence, 0}};
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++)
        status = ledger_check_text(texts[i].field, texts[i].text, texts[i].required, error);
    if (status)
        return status;
    if (d->action != KEFU_CONFIRM && d->action != KEFU_REJECT)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "decision: action is %d, expected KEFU_CONFIRM or KEFU_REJECT", d->action);
    if (d->count < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "decision: count is negative: %i", d->count);
    return KEFU_OK;
}

static const char *ledger_copy(kefu_ledger *ledger, const char *text)
{
    return text && *text ? kf_arena_text(&ledger->arena, text, strlen(text)) : "";
}

/* The entry borrows from the decision until ledger_keep has copied it. */
static kf_entry ledger_entry(const kefu_decision *d)
{
    kf_entry entry = {
        d->person, d->part,   d->by, d->reason ? d->reason : "", d->evidence ? d->evidence : "",
        d->count,  d->action, d->day};
    return entry;
}

static kefu_status ledger_keep(kefu_ledger *ledger, kf_entry *entry, kefu_error *error)
{
    const char **texts[] = {&entry->person, &entry->part, &entry->by, &entry->reason,
                            &entry->evidence};
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
    kf_entry entry;
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

/* ---- Reading -------------------------------------------------------------------------------- */

static int32_t ledger_compare_numbers(const void *things, uint32_t a, uint32_t b)
{
    const kf_entry *entries = things;
    return ledger_compare(&entries[a], &entries[b]);
}

kefu_status kf_ledger_order(const kf_memory *memory, const kefu_ledger *ledger, uint32_t **order,
                            kefu_error *error)
{
    uint32_t *numbers = kf_alloc_array(memory, ledger->n, sizeof *numbers);
    kefu_status status;
    if (!numbers)
        return kf_no_memory(error);
    for (size_t i = 0; i < ledger->n; i++)
        numbers[i] = (uint32_t)i;
    status = kf_sort(memory, numbers, ledger->n, ledger_compare_numbers, ledger->entries, error);
    if (status) {
        kf_free_array(memory, numbers, ledger->n, sizeof *numbers);
        return status;
    }
    *order = numbers;
    return KEFU_OK;
}

static int32_t ledger_about(const kf_entry *entry, const char *person, const char *part)
{
    int32_t order = strcmp(entry->person, person);
    return order ? order : strcmp(entry->part, part);
}

static int64_t ledger_add_count(int64_t sum, int64_t count)
{
    return sum > INT64_MAX - count ? INT64_MAX : sum + count;
}

/* "All" beside "all" is settled by the later day; on one day in favour of the person. */
kf_ruling kf_ledger_find(const kefu_ledger *ledger, const uint32_t *order, const char *person,
                         const char *part)
{
    kf_ruling ruling = {0, 0, 0, 0, 0};
    size_t low = 0, high = ledger->n;
    int32_t day = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ledger_about(&ledger->entries[order[middle]], person, part) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    ruling.first = (uint32_t)low;
    for (; low < ledger->n; low++, ruling.n++) {
        const kf_entry *entry = &ledger->entries[order[low]];
        if (ledger_about(entry, person, part) != 0)
            break;
        if (entry->count && entry->action == KEFU_CONFIRM)
            ruling.confirmed = ledger_add_count(ruling.confirmed, entry->count);
        else if (entry->count)
            ruling.rejected = ledger_add_count(ruling.rejected, entry->count);
        else if (!ruling.all || entry->day >= day) {
            ruling.all = entry->action; /* a rejection sorts behind a confirmation of its day */
            day = entry->day;
        }
    }
    return ruling;
}
