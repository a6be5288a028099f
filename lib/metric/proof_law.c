/* proof_law.c - the laws of rows, order and merging: what must be the same however it was come by.
 */
#include <string.h>

#include "base/fail.h"
#include "metric/proof.h"

/* ---- Equality ------------------------------------------------------------------------------- */

static void law_broken_value(kf_proof *p, const char *what, const kf_proof_seen *got,
                             const kf_proof_seen *expected)
{
    const kefu_value *a = &got->value, *b = &expected->value;
    if (got->status != expected->status)
        kf_proof_broken(p, NULL, "%s: finalize gives %s, expected %s", what,
                        kefu_status_name(got->status), kefu_status_name(expected->status));
    else
        kf_proof_broken(p, NULL, "%s: %i/%i (n %i, status %d, flags %i), not %i/%i (%i, %d, %i)",
                        what, a->num, a->den, a->n, a->status, (int64_t)a->flags, b->num, b->den,
                        b->n, b->status, (int64_t)b->flags);
}

int32_t kf_proof_same(kf_proof *p, const char *what, const kf_proof_seen *got,
                      const kf_proof_seen *expected)
{
    if (got->status != expected->status ||
        memcmp(&got->value, &expected->value, sizeof got->value) != 0)
        law_broken_value(p, what, got, expected);
    else if (got->saved != expected->saved)
        kf_proof_broken(p, NULL, "%s: save gives %s, expected %s", what,
                        kefu_status_name(got->saved), kefu_status_name(expected->saved));
    else if (got->size != expected->size ||
             (got->size && memcmp(got->bytes, expected->bytes, got->size) != 0))
        kf_proof_broken(p, NULL, "%s: equal values, but other saved bytes", what);
    return !p->status;
}

/* The first state of a block is what all rows together give. */
static int32_t law_whole(kf_proof *p, const char *what, kf_proof_states *s)
{
    return kf_proof_see(p, s, 0, &p->seen[0]) && kf_proof_same(p, what, &p->seen[0], &p->whole);
}

/* ---- States of some rows -------------------------------------------------------------------- */

static kf_proof_states *law_state(kf_proof *p, uint32_t from, uint32_t to)
{
    kf_proof_states *s = kf_proof_begin(p, 1);
    return s && kf_proof_update(p, s, p->list + from, to - from, NULL) ? s : NULL;
}

static uint32_t law_cut(kf_proof *p) { return kf_proof_dice(p, p->n + 1); }

/* ---- Laws of every metric ------------------------------------------------------------------- */

void kf_proof_law_empty(kf_proof *p)
{
    kf_proof_states *a = kf_proof_begin(p, 1), *b = a ? kf_proof_begin(p, 1) : NULL;
    if (!b || !kf_proof_see(p, a, 0, &p->seen[0]) || !kf_proof_see(p, b, 0, &p->seen[1]))
        return;
    if (p->seen[0].status)
        kf_proof_broken(p, NULL, "no rows: finalize gives %s, expected a value or no-data",
                        kefu_status_name(p->seen[0].status));
    else
        kf_proof_same(p, "another empty state", &p->seen[1], &p->seen[0]);
}

/* The same calls, on a state that moves after each and on one that stays. */
void kf_proof_law_relocation(kf_proof *p)
{
    const uint32_t step = 1 + p->n / 20;
    kf_proof_states *s = kf_proof_begin(p, 1), *stays = s ? kf_proof_begin(p, 1) : NULL;
    for (uint32_t at = 0; stays && at < p->n; at += step) {
        uint32_t n = p->n - at < step ? p->n - at : step;
        if (!kf_proof_move(p, s) || !kf_proof_update(p, s, p->list + at, n, NULL) ||
            !kf_proof_update(p, stays, p->list + at, n, NULL))
            return;
    }
    if (stays && kf_proof_move(p, s) && kf_proof_see(p, s, 0, &p->seen[0]) &&
        kf_proof_see(p, stays, 0, &p->seen[1]))
        kf_proof_same(p, "moved after each call", &p->seen[0], &p->seen[1]);
}

void kf_proof_law_split(kf_proof *p)
{
    const uint32_t most = kf_proof_dice(p, 3) ? 1 + kf_proof_dice(p, 9) : 1 + p->n;
    kf_proof_states *s = kf_proof_begin(p, 1);
    for (uint32_t at = 0; s && at < p->n;) {
        uint32_t n = 1 + kf_proof_dice(p, most);
        n = n < p->n - at ? n : p->n - at;
        if (!kf_proof_update(p, s, p->list + at, n, NULL))
            return;
        at += n;
    }
    if (s)
        law_whole(p, "rows cut into updates", s);
}

/* The rows of one group alone, against its state among those of others. */
static int32_t law_group(kf_proof *p, kf_proof_states *all, uint32_t group)
{
    kf_proof_states *alone = kf_proof_begin(p, 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->groups[i] == group)
            p->other[n++] = p->list[i];
    return alone && kf_proof_update(p, alone, p->other, n, NULL) &&
           kf_proof_see(p, all, group, &p->seen[0]) && kf_proof_see(p, alone, 0, &p->seen[1]) &&
           kf_proof_same(p, "rows among those of other groups", &p->seen[0], &p->seen[1]);
}

void kf_proof_law_groups(kf_proof *p)
{
    const uint32_t n = 2 + kf_proof_dice(p, 4), half = law_cut(p);
    kf_proof_states *s = kf_proof_begin(p, n);
    for (uint32_t i = 0; i < p->n; i++)
        p->groups[i] = kf_proof_dice(p, n);
    if (!s || !kf_proof_update(p, s, p->list, half, p->groups) ||
        !kf_proof_update(p, s, p->list + half, p->n - half, p->groups + half))
        return;
    for (uint32_t g = 0; g < n && law_group(p, s, g); g++)
        ;
}

void kf_proof_law_order(kf_proof *p)
{
    kf_proof_states *s = kf_proof_begin(p, 1);
    if (p->n)
        memcpy(p->other, p->list, p->n * sizeof *p->list);
    kf_proof_shuffle(p, p->other, p->n);
    if (s && kf_proof_update(p, s, p->other, p->n, NULL))
        law_whole(p, "rows in another order", s);
}

/* ---- Laws of merging ------------------------------------------------------------------------ */

void kf_proof_law_identity(kf_proof *p)
{
    kf_proof_states *full = law_state(p, 0, p->n), *empty = full ? kf_proof_begin(p, 1) : NULL;
    if (!empty || !kf_proof_merge(p, full, empty) ||
        !law_whole(p, "an empty state merged in", full))
        return;
    if (kf_proof_merge(p, empty, full))
        law_whole(p, "merged into an empty state", empty);
}

void kf_proof_law_merge(kf_proof *p)
{
    const uint32_t cut = law_cut(p);
    kf_proof_states *a = law_state(p, 0, cut), *b = a ? law_state(p, cut, p->n) : NULL;
    if (!b || !kf_proof_see(p, b, 0, &p->seen[1]) || !kf_proof_merge(p, a, b) ||
        !kf_proof_see(p, b, 0, &p->seen[2]) ||
        !kf_proof_same(p, "the state that was merged", &p->seen[2], &p->seen[1]))
        return;
    law_whole(p, "two parts merged", a);
}

/* Three parts: a + b first, or b + c first. */
static void law_three(kf_proof *p, uint32_t first, uint32_t second, int32_t left)
{
    kf_proof_states *x = law_state(p, 0, first), *y = x ? law_state(p, first, second) : NULL;
    kf_proof_states *z = y ? law_state(p, second, p->n) : NULL;
    if (!z)
        return;
    if (left ? kf_proof_merge(p, x, y) && kf_proof_merge(p, x, z)
             : kf_proof_merge(p, y, z) && kf_proof_merge(p, x, y))
        law_whole(p, left ? "(a + b) + c" : "a + (b + c)", x);
}

void kf_proof_law_associative(kf_proof *p)
{
    uint32_t first = law_cut(p), second = law_cut(p);
    if (first > second) {
        uint32_t swap = first;
        first = second;
        second = swap;
    }
    law_three(p, first, second, 1);
    if (!p->status && !p->refusal)
        law_three(p, first, second, 0);
}

void kf_proof_law_commutative(kf_proof *p)
{
    const uint32_t cut = law_cut(p);
    kf_proof_states *a = law_state(p, 0, cut), *b = a ? law_state(p, cut, p->n) : NULL;
    if (b && kf_proof_merge(p, b, a))
        law_whole(p, "b + a", b);
}

/* ---- Memory --------------------------------------------------------------------------------- */

/* Finalizing and saving may be tried again after a failure, since they change nothing. */
static int32_t law_see_in_need(kf_proof *p, kf_proof_states *s)
{
    if (!kf_proof_see(p, s, 0, &p->seen[1]))
        return 0;
    if (p->seen[1].status != KEFU_E_MEMORY && p->seen[1].saved != KEFU_E_MEMORY)
        return kf_proof_same(p, "though an allocation failed", &p->seen[1], &p->whole);
    kf_proof_pool_fail(&p->pool, 0, 0);
    return kf_proof_see(p, s, 0, &p->seen[1]) &&
           kf_proof_same(p, "after an allocation failed", &p->seen[1], &p->whole);
}

/* Everything that is done to states. */
static void law_live(kf_proof *p)
{
    const uint32_t cut = p->n / 2;
    const int32_t merges = (p->metric->flags & KEFU_METRIC_MERGEABLE) != 0;
    kf_proof_states *a = law_state(p, 0, cut), *b = a && merges ? law_state(p, cut, p->n) : NULL;
    if (!a || (merges && !b))
        return;
    if (merges ? !kf_proof_merge(p, a, b) : !kf_proof_update(p, a, p->list + cut, p->n - cut, NULL))
        return;
    if (law_see_in_need(p, a) && p->metric->save && !p->whole.saved) {
        a = kf_proof_load(p, p->metric->state_format, p->whole.bytes, p->whole.size);
        if (a)
            law_see_in_need(p, a);
    }
}

/* One life, its `at`-th allocation failing. */
static int32_t law_live_in_need(kf_proof *p, int64_t at, int32_t for_ever)
{
    kf_proof_pool_fail(&p->pool, at, for_ever);
    law_live(p);
    kf_proof_pool_fail(&p->pool, 0, 0);
    if (p->refusal && p->refusal != KEFU_E_MEMORY && p->refusal != KEFU_E_LIMIT && !p->status)
        kf_proof_broken(p, NULL, "allocation %i failed: %s", at, p->refused.message);
    p->refusal = KEFU_OK;
    kf_proof_end_all(p);
    return !p->status;
}

void kf_proof_law_memory(kf_proof *p)
{
    enum { EACH = 24 }; /* of more allocations some are tried */
    int64_t calls, step;
    kf_proof_pool_fail(&p->pool, 0, 0);
    law_live(p);
    calls = p->pool.calls;
    kf_proof_end_all(p);
    step = calls > EACH ? calls / EACH : 1;
    for (int64_t at = 1 + (int64_t)kf_proof_dice(p, (uint32_t)step); at <= calls; at += step)
        for (int32_t for_ever = 0; for_ever < 2; for_ever++)
            if (p->status || p->refusal || !law_live_in_need(p, at, for_ever))
                return;
}
