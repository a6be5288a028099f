/* matcher.c - phrases become a trie. */
#include "lexicon/matcher.h"

#include <string.h>

#include "base/fail.h"

enum { MATCHER_BITS = 8, MATCHER_NODES = 1 << 24 };

/* ---- New and freed -------------------------------------------------------------------------- */

static kefu_status matcher_full(const kf_matcher *m, kefu_error *error)
{
    (void)m;
    return kf_fail(error, KEFU_E_LIMIT, "phrases: more than limits.state_bytes allows");
}

/* Room for one more in an array of the matcher. */
static kefu_status matcher_room(kf_matcher *m, void *array, size_t *room, size_t n, size_t item,
                                kefu_error *error)
{
    void *block;
    memcpy(&block, array, sizeof block);
    block = kf_reserve(&m->memory, block, room, n + 1, item);
    if (!block)
        return kf_no_memory(error);
    memcpy(array, &block, sizeof block);
    return KEFU_OK;
}

static kefu_status matcher_node(kf_matcher *m, uint32_t *node, kefu_error *error)
{
    if (m->n_nodes >= MATCHER_NODES)
        return matcher_full(m, error);
    kefu_status status =
        matcher_room(m, &m->nodes, &m->room_nodes, m->n_nodes, sizeof *m->nodes, error);
    if (status)
        return status;
    *node = (uint32_t)m->n_nodes;
    memset(&m->nodes[m->n_nodes++], 0, sizeof *m->nodes);
    return KEFU_OK;
}

static kefu_status matcher_begin(kf_matcher *m, kefu_error *error)
{
    uint32_t root;
    m->bits = MATCHER_BITS;
    m->edges = kf_alloc_zeros(&m->memory, (size_t)1 << m->bits, sizeof *m->edges);
    if (!m->edges)
        return kf_no_memory(error);
    kefu_status status = matcher_node(m, &root, error);
    return status ? status : matcher_node(m, &root, error);
}

kefu_status kf_matcher_new(const kf_memory *memory, const kefu_limits *limits, kf_matcher **out,
                           kefu_error *error)
{
    kefu_limits ours;
    kefu_status status = kf_limits(&ours, limits, error);
    if (status)
        return status;
    kf_matcher *m = kf_alloc_zero(memory, sizeof *m);
    if (!m)
        return kf_no_memory(error);
    m->memory = *memory;
    m->most_bytes = ours.state_bytes;
    kf_filter_init(&m->filter);
    status = matcher_begin(m, error);
    if (status)
        kf_matcher_free(m);
    else
        *out = m;
    return status;
}

void kf_matcher_free(kf_matcher *m)
{
    if (!m)
        return;
    kf_memory memory = m->memory;
    if (m->edges)
        kf_free_array(&memory, m->edges, (size_t)1 << m->bits, sizeof *m->edges);
    kf_free_array(&memory, m->nodes, m->room_nodes, sizeof *m->nodes);
    kf_free_array(&memory, m->rests, m->room_rests, sizeof *m->rests);
    kf_free_array(&memory, m->patterns, m->room_patterns, sizeof *m->patterns);
    kf_free_array(&memory, m->voids, m->room_voids, sizeof *m->voids);
    kf_free(&memory, m, sizeof *m);
}

/* ---- Edges ---------------------------------------------------------------------------------- */

static void matcher_put_edge(uint64_t *edges, uint32_t bits, uint64_t edge)
{
    const uint32_t mask = ((uint32_t)1 << bits) - 1;
    uint32_t slot = kf_edge_slot(edge >> 24, bits);
    while (edges[slot & mask])
        slot++;
    edges[slot & mask] = edge;
}

/* At most half of the table is in use. */
static kefu_status matcher_grow(kf_matcher *m, kefu_error *error)
{
    const size_t old = (size_t)1 << m->bits;
    if (m->n_edges < old / 2)
        return KEFU_OK;
    if (m->bits >= 26 || (int64_t)(old * 2 * sizeof *m->edges) > m->most_bytes)
        return matcher_full(m, error);
    uint64_t *edges = kf_alloc_zeros(&m->memory, old * 2, sizeof *edges);
    if (!edges)
        return kf_no_memory(error);
    for (size_t i = 0; i < old; i++)
        if (m->edges[i])
            matcher_put_edge(edges, m->bits + 1, m->edges[i]);
    kf_free_array(&m->memory, m->edges, old, sizeof *m->edges);
    m->edges = edges;
    m->bits++;
    return KEFU_OK;
}

static kefu_status matcher_go(kf_matcher *m, uint32_t *node, uint16_t unit, kefu_error *error)
{
    const uint32_t above = *node;
    *node = kf_below(m, above, unit);
    if (*node)
        return KEFU_OK;
    kefu_status status = matcher_grow(m, error);
    if (!status)
        status = matcher_node(m, node, error);
    if (status)
        return status;
    matcher_put_edge(m->edges, m->bits, (uint64_t)above << 40 | (uint64_t)unit << 24 | *node);
    m->nodes[above].below |= kf_unit_bit(unit);
    m->n_edges++;
    return KEFU_OK;
}

/* ---- Phrases and their parts ---------------------------------------------------------------- */

static void matcher_filter(kf_matcher *m, const kf_phrase *phrase)
{
    const uint16_t first = phrase->units[0];
    if (phrase->exact)
        m->exact[first >> 6] |= kf_unit_bit(first);
    kf_filter_add(&m->filter, phrase);
}

static kefu_status matcher_rest(kf_matcher *m, uint32_t node, int32_t within, uint32_t *rest,
                                kefu_error *error)
{
    if (!m->nodes[node].rest) {
        kefu_status status =
            matcher_room(m, &m->rests, &m->room_rests, m->n_rests, sizeof *m->rests, error);
        if (status)
            return status;
        memset(&m->rests[m->n_rests++], 0, sizeof *m->rests);
        m->nodes[node].rest = (uint32_t)m->n_rests;
    }
    *rest = m->nodes[node].rest - 1;
    if (m->rests[*rest].within < within)
        m->rests[*rest].within = within;
    return KEFU_OK;
}

/* From the node where the part before ends, or the matcher's roots (*node == 0). */
static kefu_status matcher_part(kf_matcher *m, const kf_phrase *part, int32_t first, int32_t within,
                                uint32_t *node, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    uint32_t rest = 0, root = (uint32_t)part->exact;
    if (!first) {
        status = matcher_rest(m, *node, within, &rest, error);
        root = status ? 0 : m->rests[rest].root[part->exact];
        if (!status && !root) {
            status = matcher_node(m, &root, error);
            m->rests[rest].root[part->exact] = status ? 0 : root;
        }
    }
    if (!first && !status)
        m->rests[rest].first |= kf_unit_bit(part->units[0]);
    *node = root;
    for (int32_t i = 0; i < part->n && !status; i++)
        status = matcher_go(m, node, part->units[i], error);
    return status;
}

static kefu_status matcher_pattern(kf_matcher *m, uint32_t node, const kf_pattern *pattern,
                                   kefu_error *error)
{
    kefu_status status =
        matcher_room(m, &m->patterns, &m->room_patterns, m->n_patterns, sizeof *m->patterns, error);
    if (status)
        return status;
    m->patterns[m->n_patterns] = *pattern;
    m->patterns[m->n_patterns++].next = m->nodes[node].pattern;
    m->nodes[node].pattern = (uint32_t)m->n_patterns;
    return KEFU_OK;
}

/* ---- Exceptions ----------------------------------------------------------------------------- */

/* The trie of exceptions with this much before the part: its number + 1. */
static kefu_status matcher_void(kf_matcher *m, const kf_void *like, uint32_t *head, uint32_t *found,
                                kefu_error *error)
{
    uint32_t root = 0;
    for (*found = *head; *found; *found = m->voids[*found - 1].next) {
        const kf_void *v = &m->voids[*found - 1];
        if (v->before == like->before && v->part == like->part && v->exact == like->exact)
            return KEFU_OK;
    }
    kefu_status status =
        matcher_room(m, &m->voids, &m->room_voids, m->n_voids, sizeof *m->voids, error);
    if (!status)
        status = matcher_node(m, &root, error);
    if (status)
        return status;
    m->voids[m->n_voids] = *like;
    m->voids[m->n_voids].root = root;
    m->voids[m->n_voids++].next = *head;
    *found = *head = (uint32_t)m->n_voids;
    return KEFU_OK;
}

/* Units that the exception may be told by: its first, or if the part is that, what follows it. */
static uint64_t matcher_void_bit(const kf_phrase *except, const kf_phrase *part, int32_t at)
{
    const int32_t told = at ? 0 : part->n;
    if (told == except->n || except->units[told] == KF_WORD_GAP)
        return UINT64_MAX;
    return kf_unit_bit(except->units[told]);
}

static kefu_status matcher_add_void(kf_matcher *m, const kf_phrase *except, const kf_phrase *parts,
                                    int32_t part, int32_t at, uint32_t *head, kefu_error *error)
{
    kf_void like = {.part = (int8_t)part, .exact = (int8_t)except->exact};
    uint32_t found = 0, node = 0;
    for (int32_t i = 0; i < at; i++)
        like.before = (int16_t)(like.before + (except->units[i] != KF_WORD_GAP));
    kefu_status status = matcher_void(m, &like, head, &found, error);
    if (status)
        return status;
    m->voids[found - 1].first |= matcher_void_bit(except, &parts[part], at);
    node = m->voids[found - 1].root;
    for (int32_t i = 0; i < except->n && !status; i++)
        status = matcher_go(m, &node, except->units[i], error);
    if (!status)
        m->nodes[node].pattern = 1;
    return status;
}

static kefu_status matcher_except(kf_matcher *m, const char *text, const kf_phrase *parts,
                                  int32_t n, uint32_t *head, kefu_error *error)
{
    kf_phrase except;
    int32_t found = 0;
    kefu_status status = kf_phrase_of(&m->memory, text, strlen(text), &except, error);
    for (int32_t p = 0; p < n && !status; p++)
        for (int32_t at = kf_phrase_in(&except, &parts[p], 0); at >= 0 && !status;
             at = kf_phrase_in(&except, &parts[p], at + 1), found = 1)
            status = matcher_add_void(m, &except, parts, p, at, head, error);
    if (!status && !found)
        status =
            kf_fail(error, KEFU_E_DEFINITION,
                    "exception '%s': the phrase that it shall void does not occur in it", text);
    return status;
}

/* ---- Entries -------------------------------------------------------------------------------- */

static kefu_status matcher_insert(kf_matcher *m, const kf_phrase *parts, int32_t n,
                                  const kf_pattern *pattern, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    uint32_t node = 0;
    for (int32_t i = 0; i < n && !status; i++)
        status = matcher_part(m, &parts[i], i == 0, pattern->within, &node, error);
    if (!status)
        status = matcher_pattern(m, node, pattern, error);
    if (!status)
        matcher_filter(m, &parts[0]);
    return status;
}

static kefu_status matcher_check(const kf_matcher *m, const kf_entry *entry, kefu_error *error)
{
    if (m->ready)
        return kf_fail(error, KEFU_E_STATE, "phrases: the matcher is ready, no more can be added");
    if (entry->n_parts < 1 || entry->n_parts > KF_MOST_PARTS)
        return kf_fail(error, KEFU_E_DEFINITION, "phrase '%s': of 1 to %d parts", entry->phrase,
                       (int32_t)KF_MOST_PARTS);
    if (entry->within < 0 || entry->within > KF_MOST_WITHIN)
        return kf_fail(error, KEFU_E_DEFINITION, "phrase '%s': within is 0 to %d", entry->phrase,
                       (int32_t)KF_MOST_WITHIN);
    return KEFU_OK;
}

kefu_status kf_matcher_add(kf_matcher *m, const kf_entry *entry, uint32_t number, kefu_error *error)
{
    kf_phrase parts[KF_MOST_PARTS];
    kf_pattern pattern = {0, number, entry->from, entry->to, entry->within, 0};
    const char *text = entry->phrase;
    kefu_status status = matcher_check(m, entry, error);
    for (int32_t i = 0; i < entry->n_parts && !status; i++, text += strlen(text) + 1)
        status = kf_phrase_of(&m->memory, text, strlen(text), &parts[i], error);
    for (int32_t i = 0; i < entry->n_excepts && !status; i++)
        status =
            matcher_except(m, entry->excepts[i], parts, entry->n_parts, &pattern.void_in, error);
    return status ? status : matcher_insert(m, parts, entry->n_parts, &pattern, error);
}

kefu_status kf_matcher_add_phrase(kf_matcher *m, const char *phrase, size_t size, uint32_t number,
                                  kefu_error *error)
{
    const kf_pattern pattern = {0, number, INT32_MIN, INT32_MAX, 0, 0};
    kf_phrase part;
    if (m->ready)
        return kf_fail(error, KEFU_E_STATE, "phrases: the matcher is ready, no more can be added");
    kefu_status status = kf_phrase_of(&m->memory, phrase, size, &part, error);
    return status ? status : matcher_insert(m, &part, 1, &pattern, error);
}

kefu_status kf_matcher_ready(kf_matcher *m, kefu_error *error)
{
    if (m->ready)
        return kf_fail(error, KEFU_E_STATE, "phrases: the matcher is ready already");
    m->ready = 1;
    return KEFU_OK;
}
