/* match.c - where phrases stand in a text. */
#include "base/words.h"
#include "lexicon/matcher.h"

/* One call of kf_match. */
typedef struct match_run {
    const kf_matcher *m;
    const uint16_t *units;
    const uint32_t *ends;
    size_t count, clause, n_ends; /* clause: of the ends, the one of this begin */
    int32_t day;
    kf_found *found;
    size_t room, n;
    /* Of what is being followed: where its parts begin and the last unit of
     * each, the most that is between two of them. */
    size_t begin[KF_MOST_PARTS], last[KF_MOST_PARTS];
    int32_t part;
    size_t between;
} match_run;

/* ---- Steps ---------------------------------------------------------------------------------- */

static inline int32_t match_in_word(const uint16_t *units, size_t i)
{
    return !kf_is_han(units[i]) && kf_in_word(units, i);
}

/* The way down over what is skipped. */
static uint32_t match_leap(const match_run *run, uint32_t node, int32_t exact, size_t count,
                           size_t *last)
{
    size_t next = *last;
    if (!kf_is_skipped(run->units[next + 1], exact))
        return 0;
    const int32_t how = kf_join(run->units, count, next, exact, &next);
    if (how == KF_JOIN_WORD)
        node = kf_below(run->m, node, KF_WORD_GAP);
    if (how == KF_JOIN_NONE || (how == KF_JOIN_WORD && !node))
        return 0;
    *last = next;
    return kf_below(run->m, node, run->units[next]);
}

/* The way down from a node by what comes after unit *last; 0 if there is none. */
static inline uint32_t match_step(const match_run *run, uint32_t node, int32_t exact, size_t count,
                                  size_t *last)
{
    const uint64_t below = run->m->nodes[node].below;
    const size_t next = *last + 1;
    const uint16_t unit = run->units[next];
    if (!below || next >= count)
        return 0;
    if (below & kf_unit_bit(unit) && unit != KF_WORD_GAP) {
        const uint32_t found = kf_below(run->m, node, unit);
        if (found) {
            *last = next;
            return found;
        }
    }
    return kf_is_han(unit) ? 0 : match_leap(run, node, exact, count, last);
}

/* ---- Exceptions ----------------------------------------------------------------------------- */

/* Where exceptions begin with a part of the phrase at `at`; SIZE_MAX if the text has no room. */
static size_t match_void_begin(const match_run *run, const kf_void *v, size_t at)
{
    for (int32_t i = 0; i < v->before; i++) {
        size_t skipped = 0;
        do {
            if (!at || skipped++ > KF_MOST_SKIPPED)
                return SIZE_MAX;
        } while (kf_is_skipped(run->units[--at], v->exact));
    }
    return at;
}

/* Steps forward are those back, so the phrase lies where it shall in what is found. */
static int32_t match_lies_in(const match_run *run, const kf_void *v)
{
    const uint16_t after = run->units[run->last[v->part] + 1];
    if (!v->before && kf_is_han(after) && !(v->first & kf_unit_bit(after)))
        return 0;
    size_t last = match_void_begin(run, v, run->begin[v->part]);
    if (last == SIZE_MAX || (v->before && !(v->first & kf_unit_bit(run->units[last]))))
        return 0;
    uint32_t node = kf_below(run->m, v->root, run->units[last]);
    if (!node || match_in_word(run->units, last))
        return 0;
    for (; node; node = match_step(run, node, v->exact, run->count, &last))
        if (run->m->nodes[node].pattern && !match_in_word(run->units, last + 1))
            return 1;
    return 0;
}

static int32_t match_is_void(const match_run *run, const kf_pattern *pattern)
{
    for (uint32_t i = pattern->void_in; i; i = run->m->voids[i - 1].next)
        if (match_lies_in(run, &run->m->voids[i - 1]))
            return 1;
    return 0;
}

/* ---- One begin ------------------------------------------------------------------------------ */

static void match_patterns(match_run *run, uint32_t first, size_t end)
{
    for (uint32_t i = first; i; i = run->m->patterns[i - 1].next) {
        const kf_pattern *p = &run->m->patterns[i - 1];
        if (run->day < p->from || run->day > p->to || run->between > (size_t)p->within ||
            match_is_void(run, p))
            continue;
        if (run->n < run->room) {
            kf_found found = {p->number, (uint32_t)run->begin[0], (uint32_t)end};
            run->found[run->n] = found;
        }
        run->n++;
    }
}

static size_t match_clause_end(match_run *run)
{
    while (run->clause < run->n_ends && run->ends[run->clause] <= run->begin[0])
        run->clause++;
    return run->clause < run->n_ends ? run->ends[run->clause] : run->count;
}

static void match_follow(match_run *run, uint32_t root, int32_t exact, size_t at);

/* The parts that may follow after one that ends before `end`. */
static void match_rest(match_run *run, uint32_t which, size_t end)
{
    const kf_rest *rest = &run->m->rests[which];
    const size_t stop = match_clause_end(run), before = run->between;
    run->part++;
    for (size_t between = 0; between <= (size_t)rest->within && end + between < stop; between++) {
        if (!(rest->first & kf_unit_bit(run->units[end + between])))
            continue;
        run->between = between > before ? between : before;
        for (int32_t exact = 0; exact < KF_ROOTS; exact++)
            if (rest->root[exact])
                match_follow(run, rest->root[exact], exact, end + between);
    }
    run->between = before;
    run->part--;
}

/* All phrases below a root whose first unit stands at `at`. Recursion is as deep as arrays have
 * parts. */
static void match_follow(match_run *run, uint32_t root, int32_t exact, size_t at)
{
    const size_t count = run->part ? match_clause_end(run) : run->count;
    uint32_t node = kf_below(run->m, root, run->units[at]);
    size_t last = at;
    if (!node || match_in_word(run->units, at))
        return;
    run->begin[run->part] = at;
    for (; node; node = match_step(run, node, exact, count, &last)) {
        const kf_trie_node *here = &run->m->nodes[node];
        if ((!here->pattern && !here->rest) || match_in_word(run->units, last + 1))
            continue;
        run->last[run->part] = last;
        if (here->pattern)
            match_patterns(run, here->pattern, last + 1);
        if (here->rest)
            match_rest(run, here->rest - 1, last + 1);
    }
}

/* ---- In order ------------------------------------------------------------------------------- */

static uint64_t match_key(const kf_found *f, int32_t by_number)
{
    const uint32_t high = by_number ? f->number : f->end, low = by_number ? f->end : f->number;
    return (uint64_t)high << 32 | low;
}

static void match_sift(kf_found *f, size_t root, size_t n, int32_t by_number)
{
    const kf_found moved = f[root];
    for (size_t child; (child = root * 2 + 1) < n; root = child) {
        if (child + 1 < n && match_key(&f[child], by_number) < match_key(&f[child + 1], by_number))
            child++;
        if (match_key(&f[child], by_number) <= match_key(&moved, by_number))
            break;
        f[root] = f[child];
    }
    f[root] = moved;
}

/* A heap: no memory, and as many as there may be in n log n. */
static void match_sort(kf_found *f, size_t n, int32_t by_number)
{
    for (size_t i = n / 2; i-- > 0;)
        match_sift(f, i, n, by_number);
    while (n-- > 1) {
        const kf_found last = f[n];
        f[n] = f[0];
        f[0] = last;
        match_sift(f, 0, n, by_number);
    }
}

/* Of one begin: the longest of each number, by end and number; gives how many are left. */
static size_t match_order(kf_found *f, size_t n)
{
    size_t kept = 0;
    match_sort(f, n, 1);
    for (size_t i = 0; i < n; i++)
        if (i + 1 == n || f[i].number != f[i + 1].number)
            f[kept++] = f[i];
    match_sort(f, kept, 0);
    return kept;
}

static inline int32_t match_is_exact(const kf_matcher *m, uint16_t first)
{
    return (m->exact[first >> 6] & kf_unit_bit(first)) != 0;
}

static void match_begin(match_run *run, size_t at)
{
    const size_t before = run->n;
    match_follow(run, 0, 0, at);
    if (match_is_exact(run->m, run->units[at]))
        match_follow(run, 1, 1, at);
    if (run->n > before + 1 && before < run->room) {
        const size_t stored = run->n < run->room ? run->n : run->room;
        const size_t kept = match_order(run->found + before, stored - before);
        if (stored == run->n)
            run->n = before + kept;
    }
}

size_t kf_match(const kf_matcher *m, const uint16_t *units, size_t count, const uint32_t *ends,
                size_t n_ends, int32_t day, kf_found *found, size_t room)
{
    match_run run = {.m = m,
                     .units = units,
                     .ends = ends,
                     .count = count,
                     .n_ends = n_ends,
                     .day = day,
                     .found = found,
                     .room = room};
    for (size_t from = 0; from < count; from += KF_FILTER_AT) {
        const size_t left = count - from;
        uint64_t may =
            kf_filter_look(&m->filter, units + from, left < KF_FILTER_AT ? left : KF_FILTER_AT);
        for (; may; may &= may - 1)
            match_begin(&run, from + 63 - kf_leading_zeros(may & (0 - may)));
    }
    return run.n;
}
