/* proof_bytes.c - the laws of saved bytes: what is saved loads again, and nothing else does harm.
 */
#include <string.h>

#include "base/fail.h"
#include "metric/proof.h"

/* How many variants of bytes are tried in a round: fewer of many bytes. */
static uint32_t bytes_tries(const kf_proof *p)
{
    enum { LEAST = 8, MOST = 96, BYTES = 1 << 15 };
    size_t tries = BYTES / (p->whole.size + 1);
    return tries > MOST ? MOST : tries < LEAST ? LEAST : (uint32_t)tries;
}

/* A copy of the bytes of all rows with room for more. */
static unsigned char *bytes_copy(kf_proof *p, size_t more)
{
    unsigned char *copy = kf_alloc(&p->memory, p->whole.size + more);
    if (!copy)
        kf_proof_no_memory(p);
    else if (p->whole.size)
        memcpy(copy, p->whole.bytes, p->whole.size);
    return copy;
}

static kf_proof_states *bytes_load(kf_proof *p, const kf_proof_seen *seen)
{
    kf_proof_states *s = kf_proof_load(p, p->metric->state_format, seen->bytes, seen->size);
    if (!s && !p->status)
        kf_proof_broken(p, NULL, "what was saved is refused: %s", p->refused.message);
    return s;
}

/* ---- Loading what was saved ----------------------------------------------------------------- */

static void reload_all(kf_proof *p)
{
    kf_proof_states *s = bytes_load(p, &p->whole);
    if (s && kf_proof_see(p, s, 0, &p->seen[0]))
        kf_proof_same(p, "saved and loaded", &p->seen[0], &p->whole);
}

/* The state of the rows before `cut`, saved and loaded; of none if that is 0. */
static kf_proof_states *reload_part(kf_proof *p, uint32_t cut)
{
    kf_proof_states *s = kf_proof_begin(p, 1);
    if (!s || !kf_proof_update(p, s, p->list, cut, NULL) || !kf_proof_see(p, s, 0, &p->seen[1]) ||
        p->seen[1].saved)
        return NULL;
    return bytes_load(p, &p->seen[1]);
}

static void reload_and_go_on(kf_proof *p, uint32_t cut)
{
    kf_proof_states *s = reload_part(p, cut);
    if (s && kf_proof_update(p, s, p->list + cut, p->n - cut, NULL) &&
        kf_proof_see(p, s, 0, &p->seen[0]))
        kf_proof_same(p, "loaded, then more rows", &p->seen[0], &p->whole);
}

static void reload_and_merge(kf_proof *p, uint32_t cut)
{
    kf_proof_states *a = reload_part(p, cut), *b = a ? kf_proof_begin(p, 1) : NULL;
    if (b && kf_proof_update(p, b, p->list + cut, p->n - cut, NULL) && kf_proof_merge(p, a, b) &&
        kf_proof_see(p, a, 0, &p->seen[0]))
        kf_proof_same(p, "loaded, then merged", &p->seen[0], &p->whole);
}

void kf_proof_law_load(kf_proof *p)
{
    const uint32_t cut = kf_proof_dice(p, p->n + 1);
    reload_all(p);
    if (!p->status)
        reload_and_go_on(p, cut);
    if (!p->status && !p->refusal && p->metric->flags & KEFU_METRIC_MERGEABLE)
        reload_and_merge(p, cut);
}

/* ---- Formats -------------------------------------------------------------------------------- */

/* An older format may hold less, and be refused; what it does hold loads to the same value. */
static int32_t format_older(kf_proof *p, uint32_t format)
{
    kf_proof_states *s = kf_proof_begin(p, 1);
    if (!s || !kf_proof_update(p, s, p->list, p->n, NULL))
        return 0;
    if (!kf_proof_save(p, s, 0, format, &p->seen[0])) {
        p->refusal = KEFU_OK;
        return !p->status;
    }
    s = kf_proof_load(p, format, p->seen[0].bytes, p->seen[0].size);
    if (!s && !p->status)
        kf_proof_broken(p, NULL, "format %i is saved, but not loaded: %s", (int64_t)format,
                        p->refused.message);
    return s && kf_proof_see(p, s, 0, &p->seen[1]) &&
           kf_proof_same(p, "saved as an older format", &p->seen[1], &p->whole);
}

static int32_t format_unknown(kf_proof *p, uint32_t format)
{
    if (kf_proof_load(p, format, p->whole.bytes, p->whole.size))
        kf_proof_broken(p, NULL, "bytes of format %i are taken", (int64_t)format);
    p->refusal = KEFU_OK;
    return !p->status;
}

void kf_proof_law_format(kf_proof *p)
{
    const uint32_t newest = p->metric->state_format, unknown[] = {0, newest + 1, UINT32_MAX};
    if (newest > 1 && !format_older(p, 1 + kf_proof_dice(p, newest - 1)))
        return;
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown && format_unknown(p, unknown[i]); i++)
        ;
}

/* ---- Other bytes: refused, or harmless ------------------------------------------------------ */

/* Whatever a metric says of a state that no rows may have made, it says it well; and the state of
 * the rows is merged with it both ways. */
static void other_merge(kf_proof *p, kf_proof_states *s)
{
    kf_proof_states *whole = bytes_load(p, &p->whole);
    if (!whole)
        return;
    if (kf_proof_merge(p, whole, s))
        kf_proof_see(p, whole, 0, &p->seen[1]);
    whole = p->status ? NULL : bytes_load(p, &p->whole);
    if (whole && kf_proof_merge(p, s, whole))
        kf_proof_see(p, s, 0, &p->seen[1]);
}

static int32_t other_try(kf_proof *p, const unsigned char *bytes, size_t size)
{
    const int32_t first = p->n_states;
    kf_proof_seen *seen = &p->seen[0];
    kf_proof_states *s = kf_proof_load(p, p->metric->state_format, bytes, size);
    if (s && kf_proof_see(p, s, 0, seen)) {
        if (seen->saved || seen->size != size || (size && memcmp(seen->bytes, bytes, size) != 0))
            kf_proof_broken(p, NULL, "%i bytes for %i are taken, but the state saves to others",
                            (int64_t)size, (int64_t)p->whole.size);
        else if (p->metric->flags & KEFU_METRIC_MERGEABLE)
            other_merge(p, s);
    }
    p->refusal = KEFU_OK;
    kf_proof_end(p, first);
    return !p->status;
}

void kf_proof_law_truncated(kf_proof *p)
{
    const uint32_t tries = bytes_tries(p);
    const size_t size = p->whole.size;
    for (uint32_t i = 0; i < tries && i < size; i++) {
        size_t cut = size <= tries ? i : kf_proof_dice(p, (uint32_t)size);
        if (!other_try(p, p->whole.bytes, cut))
            return;
    }
}

/* Some bytes more, and whole words. */
void kf_proof_law_extended(kf_proof *p)
{
    enum { MORE = 16 };
    const size_t size = p->whole.size, more[] = {1 + kf_proof_dice(p, MORE), MORE / 2, MORE};
    unsigned char *bytes = bytes_copy(p, MORE);
    for (int32_t fill = 0; bytes && fill < 3; fill++) {
        for (size_t i = size; i < size + MORE; i++)
            bytes[i] = (unsigned char)(fill == 0 ? 0 : fill == 1 ? 0xFF : kf_proof_dice(p, 256));
        for (size_t i = 0; i < sizeof more / sizeof *more && !p->status; i++)
            other_try(p, bytes, size + more[i]);
    }
    kf_free(&p->memory, bytes, size + MORE);
}

static void damage_word(kf_proof *p, unsigned char *bytes, size_t size)
{
    static const unsigned char words[][8] = {{0},
                                             {1},
                                             {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
                                             {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F},
                                             {0, 0, 0, 0, 0, 0, 0, 0x80}};
    size_t at = size < 8 ? 0 : kf_proof_dice(p, (uint32_t)(size / 8)) * (size_t)8;
    memcpy(bytes + at, words[kf_proof_dice(p, 5)], size - at < 8 ? size - at : 8);
}

static void damage_swap(kf_proof *p, unsigned char *bytes, size_t size)
{
    const size_t a = kf_proof_dice(p, (uint32_t)size), b = kf_proof_dice(p, (uint32_t)size);
    for (size_t i = 0; i < 8 && a + i < size && b + i < size; i++) {
        unsigned char swap = bytes[a + i];
        bytes[a + i] = bytes[b + i];
        bytes[b + i] = swap;
    }
}

static void damage(kf_proof *p, unsigned char *bytes, size_t size)
{
    const uint32_t kind = kf_proof_dice(p, 5);
    const size_t at = kf_proof_dice(p, (uint32_t)size);
    if (kind == 0)
        bytes[at] = (unsigned char)kf_proof_dice(p, 256);
    else if (kind == 1)
        damage_word(p, bytes, size);
    else if (kind == 2)
        damage_swap(p, bytes, size);
    else if (kind == 3)
        bytes[at] = (unsigned char)(bytes[at] + (kf_proof_dice(p, 2) ? 1 : 0xFF));
    else
        for (size_t i = 0; i < size; i++)
            bytes[i] = (unsigned char)kf_proof_dice(p, 256);
}

void kf_proof_law_damaged(kf_proof *p)
{
    const size_t size = p->whole.size;
    const uint32_t tries = size ? bytes_tries(p) : 0;
    const int32_t each = size * 8 <= tries * (size_t)3;
    unsigned char *bytes = bytes_copy(p, 1);
    for (size_t i = 0; bytes && i < (each ? size * 8 : tries) && !p->status; i++) {
        size_t bit = each ? i : kf_proof_dice(p, (uint32_t)(size * 8));
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        other_try(p, bytes, size);
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
    for (uint32_t i = 0; bytes && i < tries / 4 && !p->status; i++) {
        memcpy(bytes, p->whole.bytes, size);
        for (uint32_t k = kf_proof_dice(p, 3) + 1; k > 0; k--)
            damage(p, bytes, size);
        other_try(p, bytes, size);
    }
    kf_free(&p->memory, bytes, size + 1);
}
