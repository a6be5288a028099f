/* score_decisions.c - decisions up to the day that is asked for: about whom and what they are. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "score/scoring.h"
#include "table/group.h"
#include "table/roster.h"

const kf_extra *kf_extra_at(const kefu_card *card, int32_t index)
{
    return index < card->n_adjustments ? &card->adjustments[index]
                                       : &card->red_lines[index - card->n_adjustments];
}

/* ---- About what ----------------------------------------------------------------------------- */

static int32_t decisions_has_floor(const kefu_card *card)
{
    int32_t has = card->has_floor;
    for (int32_t i = 0; i < card->n_items && !has; i++)
        has = card->items[i].floor.kind != KF_END_OPEN;
    return has;
}

/* The parts that an action is about, in order: id of number `index`, NULL after the last. */
static const char *decisions_part_id(const kefu_card *card, int32_t excludes, int32_t index)
{
    if (!excludes)
        return index < card->n_adjustments + card->n_red_lines ? kf_extra_at(card, index)->id
                                                               : NULL;
    if (index < card->n_items)
        return card->items[index].id;
    return index == card->n_items && decisions_has_floor(card) ? "floor" : NULL;
}

static kefu_status decisions_part(const kf_scoring *s, kf_decided *d)
{
    const char *part = d->entry->part, *id;
    kf_near near;
    for (d->part = 0; (id = decisions_part_id(s->card, d->excludes, d->part)) != NULL; d->part++)
        if (!strcmp(id, part))
            return KEFU_OK;
    kf_near_init(&near, part, strlen(part));
    for (int32_t i = 0; (id = decisions_part_id(s->card, d->excludes, i)) != NULL; i++)
        kf_near_add(&near, id);
    return kf_fail(s->error, KEFU_E_NAME, "decision about '%s' of '%s': the card has no such %s%s",
                   part, d->entry->person,
                   d->excludes ? "item, or no floor" : "adjustment or red line",
                   kf_near_text(&near));
}

/* ---- About whom ----------------------------------------------------------------------------- */

static kefu_status decisions_line(const kf_scoring *s, const char *person, size_t *line)
{
    int64_t row;
    if (kf_sheet_find_line(s->sheet, person, line))
        return KEFU_OK;
    return kefu_sheet_find(s->sheet, person, &row, s->error);
}

static kefu_status decisions_add(kf_scoring *s, const kf_decided *d)
{
    kf_decided *all =
        kf_reserve(&s->memory, s->decided, &s->decided_capacity, s->n_decided + 1, sizeof *all);
    if (!all)
        return kf_no_memory(s->error);
    s->decided = all;
    all[s->n_decided++] = *d;
    return KEFU_OK;
}

/* A reassignment is about who gives and who gets. */
static kefu_status decisions_read(kf_scoring *s, const kf_ledger_entry *entry)
{
    kf_decided d = {.entry = entry, .excludes = entry->action == KEFU_EXCLUDE};
    kefu_status status = decisions_part(s, &d);
    if (!status)
        status = decisions_line(s, entry->person, &d.row);
    d.other = d.row;
    if (!status && entry->action == KEFU_REASSIGN)
        status = decisions_line(s, entry->to, &d.other);
    if (!status)
        status = decisions_add(s, &d);
    if (status || entry->action != KEFU_REASSIGN)
        return status;
    d.got = 1;
    d.row = d.other;
    return decisions_line(s, entry->person, &d.other) ? KEFU_E_INTERNAL : decisions_add(s, &d);
}

/* ---- Order ---------------------------------------------------------------------------------- */

static int32_t decisions_order(const void *things, uint32_t i, uint32_t k)
{
    const kf_decided *a = (const kf_decided *)things + i, *b = (const kf_decided *)things + k;
    if (a->excludes != b->excludes)
        return b->excludes - a->excludes;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    if (a->entry->day != b->entry->day)
        return a->entry->day < b->entry->day ? -1 : 1;
    return kf_entry_compare(a->entry, b->entry);
}

static kefu_status decisions_sort(kf_scoring *s)
{
    size_t n = s->n_decided;
    uint32_t *order = kf_alloc_array(&s->memory, n, sizeof *order);
    kf_decided *sorted = kf_alloc_array(&s->memory, n, sizeof *sorted);
    kefu_status status = order && sorted ? KEFU_OK : kf_no_memory(s->error);
    for (size_t i = 0; i < n && !status; i++)
        order[i] = (uint32_t)i;
    if (!status)
        status = kf_sort(&s->memory, order, n, decisions_order, s->decided, s->error);
    for (size_t i = 0; i < n && !status; i++)
        sorted[i] = s->decided[order[i]];
    kf_free_array(&s->memory, order, n, sizeof *order);
    if (status) {
        kf_free_array(&s->memory, sorted, n, sizeof *sorted);
        return status;
    }
    kf_free_array(&s->memory, s->decided, s->decided_capacity, sizeof *s->decided);
    s->decided = sorted;
    s->decided_capacity = n;
    return KEFU_OK;
}

/* ---- Evidence ------------------------------------------------------------------------------- */

/* Each once, by the days of the decisions. */
static kefu_status decisions_list(const kf_scoring *s, size_t first, size_t end, kf_groups *seen,
                                  kf_buffer *text)
{
    for (size_t i = first; i < end; i++) {
        const char *evidence = s->decided[i].entry->evidence;
        kf_key key = kf_key_of(evidence, strlen(evidence));
        uint32_t known = kf_groups_count(seen), number;
        kefu_status status = *evidence ? kf_groups_one(seen, &key, &number, s->error) : KEFU_OK;
        if (status)
            return status;
        if (kf_groups_count(seen) == known)
            continue;
        kf_put_text(text, text->size ? ", " : "");
        kf_put_text(text, evidence);
    }
    return text->failed ? kf_no_memory(s->error) : KEFU_OK;
}

kefu_status kf_decided_evidence(kf_scoring *s, size_t first, size_t end, const char **out)
{
    kefu_limits limits = {.struct_size = sizeof limits, .groups = INT32_MAX};
    kf_groups *seen = NULL;
    kf_buffer text;
    kefu_status status;
    *out = "";
    if (first == end)
        return KEFU_OK;
    kf_buffer_init(&text, &s->memory);
    status = kf_groups_new(&s->memory, &limits, 1, &seen, s->error);
    if (!status)
        status = decisions_list(s, first, end, seen, &text);
    if (!status && text.size)
        *out = kf_arena_text(&s->sheet->arena, text.data, text.size);
    if (!*out)
        status = kf_no_memory(s->error);
    kf_groups_free(seen);
    kf_buffer_free(&text);
    return status;
}

/* ---- The step ------------------------------------------------------------------------------- */

kefu_status kf_score_decisions(kf_scoring *s)
{
    kefu_status status = KEFU_OK;
    if (s->roster)
        memcpy(s->sheet->roster_id, kefu_roster_id(s->roster), sizeof s->sheet->roster_id);
    if (!s->ledger)
        return KEFU_OK;
    status = kefu_ledger_id(s->ledger, s->as_of, s->sheet->ledger_id, s->error);
    for (size_t i = 0; i < s->ledger->n && !status; i++)
        if (s->ledger->entries[i].day <= s->as_of)
            status = decisions_read(s, &s->ledger->entries[i]);
    return status ? status : decisions_sort(s);
}
