/* twins.c - no two entries of one phrase and category hold at once. */
#include <string.h>

#include "base/decimal.h"
#include "base/sort.h"
#include "lexicon/entry.h"

static int32_t twin_compare(const void *things, uint32_t a, uint32_t b)
{
    const kf_entry_key *x = (const kf_entry_key *)things + a, *y = (const kf_entry_key *)things + b;
    const int32_t n = x->n < y->n ? x->n : y->n;
    for (int32_t i = 0; i < n; i++)
        if (x->units[i] != y->units[i])
            return x->units[i] < y->units[i] ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

static int32_t twin_share_platform(const kf_entry *a, const kf_entry *b)
{
    if (!a->n_platforms || !b->n_platforms)
        return 1;
    for (int32_t i = 0; i < a->n_platforms; i++)
        for (int32_t k = 0; k < b->n_platforms; k++)
            if (!strcmp(a->platforms[i], b->platforms[k]))
                return 1;
    return 0;
}

/* What refuses the second of two. */
typedef struct twin_search {
    kf_json_reading *reader;
    const kf_json_at *list;
    const kf_entry *entries;
    const kf_entry_key *keys;
} twin_search;

static kefu_status twin_refuse(const twin_search *s, uint32_t entry, const char *why, uint32_t of)
{
    const kf_json_node *node = s->list->node->child;
    char digits[48] = "";
    for (uint32_t i = 0; i < entry; i++)
        node = node->next;
    const kf_json_at at = kf_at_element(s->list, node, (int32_t)entry);
    const kf_json_at phrase = kf_at_member(&at, kf_json_get(node, "phrase"));
    kf_decimal_format(of, 0, digits);
    return kf_json_fail(s->reader, &phrase, why, digits);
}

/* Those of one phrase, order[0..n-1], rising. */
static kefu_status twin_check(const twin_search *s, const uint32_t *order, size_t n)
{
    if (n > KF_MOST_TWINS)
        return twin_refuse(s, order[KF_MOST_TWINS], "of one phrase and category there are at most ",
                           KF_MOST_TWINS);
    for (size_t i = 1; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            const kf_entry *a = &s->entries[order[k]], *b = &s->entries[order[i]];
            if (a->from <= b->to && b->from <= a->to && twin_share_platform(a, b))
                return twin_refuse(s, order[i],
                                   "the same phrase and category, at the same time, is entry ",
                                   order[k]);
        }
    return KEFU_OK;
}

static kefu_status twin_groups(const twin_search *s, uint32_t *order, size_t n)
{
    kefu_status status =
        kf_sort(s->reader->arena->memory, order, n, twin_compare, s->keys, s->reader->error);
    for (size_t i = 0, last; i < n && !status; i = last) {
        for (last = i + 1; last < n && !twin_compare(s->keys, order[i], order[last]); last++)
            ;
        status = twin_check(s, order + i, last - i);
    }
    return status;
}

kefu_status kf_check_twins(kf_json_reading *reader, const kf_json_at *list,
                           const kf_entry_key *keys)
{
    const kefu_lexicon *lexicon = reader->whole;
    const twin_search search = {reader, list, lexicon->entries, keys};
    const size_t n = (size_t)lexicon->n_entries;
    uint32_t *order = kf_alloc_array(reader->arena->memory, n, sizeof *order);
    if (!order)
        return kf_no_memory(reader->error);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    const kefu_status status = twin_groups(&search, order, n);
    kf_free_array(reader->arena->memory, order, n, sizeof *order);
    return status;
}
