/* proof_state.c - states of a metric that is checked: in blocks that show what is written beside
 * them, moved about, and each callback with all that must hold after it. */
#include <string.h>

#include "base/fail.h"
#include "metric/proof.h"

enum {
    STATE_GUARD = 32, /* bytes at least, before, between and after states */
    STATE_GONE = 0xDD /* what is where a state was */
};

/* At the head of a block. */
typedef struct proof_grave {
    struct proof_grave *next;
    size_t bytes; /* of the whole block */
} proof_grave;

/* ---- Blocks --------------------------------------------------------------------------------- */

static unsigned char slab_mark(size_t i) { return (unsigned char)(0x3B + 29 * (i % 16)); }

static unsigned char *slab_state(const kf_proof_states *s, uint32_t index)
{
    return s->base + s->stride * index;
}

/* States are aligned as asked for and no more. */
static unsigned char *slab_base(unsigned char *from, size_t align)
{
    while ((uintptr_t)from % (2 * align) != align)
        from++;
    return from;
}

/* A block for s->n states, all of it marked. */
static int32_t slab_new(kf_proof *p, kf_proof_states *s)
{
    const size_t align = p->metric->state_align ? p->metric->state_align : 1;
    s->stride = (p->metric->state_size + STATE_GUARD + align - 1) / align * align;
    s->bytes = sizeof(proof_grave) + STATE_GUARD + 2 * align + s->stride * s->n;
    s->block = kf_alloc(&p->memory, s->bytes);
    if (!s->block)
        return kf_proof_no_memory(p);
    s->base = slab_base(s->block + sizeof(proof_grave) + STATE_GUARD, align);
    for (size_t i = sizeof(proof_grave); i < s->bytes; i++)
        s->block[i] = slab_mark(i);
    return 1;
}

static int32_t slab_marked(const kf_proof_states *s, const unsigned char *from,
                           const unsigned char *to)
{
    for (; from < to; from++)
        if (*from != slab_mark((size_t)(from - s->block)))
            return 0;
    return 1;
}

static int32_t slab_intact(const kf_proof *p, const kf_proof_states *s)
{
    const unsigned char *from = s->block + sizeof(proof_grave);
    for (uint32_t i = 0; i < s->n; i++) {
        if (!slab_marked(s, from, slab_state(s, i)))
            return 0;
        from = slab_state(s, i) + p->metric->state_size;
    }
    return slab_marked(s, from, s->block + s->bytes);
}

/* ---- After each callback -------------------------------------------------------------------- */

static int32_t callback_stayed(kf_proof *p, const char *callback)
{
    kf_proof_pool_look(&p->pool);
    if (p->pool.fault)
        kf_proof_broken(p, "guard", "'%s' %s", callback, p->pool.fault);
    for (int32_t i = 0; i < p->n_states && !p->status; i++)
        if (!slab_intact(p, &p->states[i]))
            kf_proof_broken(p, "guard", "'%s' wrote beyond its state", callback);
    return !p->status;
}

/* Whether a failure is one that a callback may come to, with a row of its arguments or none. */
static int32_t callback_failed_well(kf_proof *p, const char *callback, kefu_status status,
                                    const kefu_error *said, int64_t rows)
{
    const kf_proof_pool *pool = &p->pool;
    const int32_t memory = status == KEFU_E_MEMORY;
    if (strcmp(kefu_status_name(status), "KEFU_E_UNKNOWN") == 0)
        kf_proof_broken(p, "value", "'%s' returned %d, which is no status of kefu", callback,
                        status);
    else if (status == KEFU_E_INTERNAL)
        kf_proof_broken(p, "value", "'%s' returned KEFU_E_INTERNAL, a fault of the library",
                        callback);
    else if (!memchr(said->message, 0, sizeof said->message))
        kf_proof_broken(p, "value", "'%s' left a message without its NUL", callback);
    else if (said->row < -1 || said->row >= (rows ? rows : 0))
        kf_proof_broken(p, "value", "'%s' failed at row %i of %i", callback, said->row, rows);
    else if (pool->refused && !memory && status != KEFU_E_LIMIT)
        kf_proof_broken(p, "memory", "'%s' returned %s where there was no memory", callback,
                        kefu_status_name(status));
    else if (memory && !pool->refused && strcmp(callback, "load") != 0)
        kf_proof_broken(p, "memory", "'%s' returned KEFU_E_MEMORY though it had all it asked for",
                        callback);
    return !p->status;
}

kefu_error kf_proof_call(kf_proof *p)
{
    p->pool.refused = 0;
    return kf_metric_silent();
}

int32_t kf_proof_called(kf_proof *p, const char *callback, kefu_status status,
                        const kefu_error *said, int64_t rows)
{
    if (p->pool.starved)
        return kf_proof_no_memory(p);
    if (!callback_stayed(p, callback))
        return 0;
    if (!status)
        return 1;
    if (!callback_failed_well(p, callback, status, said, rows))
        return 0;
    p->refusal = status;
    kf_metric_returned(p->metric, callback, status, said, -1, &p->refused);
    return 0;
}

/* ---- States begin and end ------------------------------------------------------------------- */

static kf_proof_states *state_new(kf_proof *p, uint32_t n)
{
    kf_proof_states *s = &p->states[p->n_states];
    *s = (kf_proof_states){.n = n};
    if (!slab_new(p, s))
        return NULL;
    for (uint32_t i = 0; i < n; i++)
        memset(slab_state(s, i), 0, p->metric->state_size);
    p->n_states++;
    return s;
}

kf_proof_states *kf_proof_begin(kf_proof *p, uint32_t n)
{
    kf_proof_states *s = state_new(p, n);
    for (; s && s->begun < n; s->begun++) {
        kefu_error said = kf_proof_call(p);
        kefu_status status = p->metric->init
                                 ? p->metric->init(slab_state(s, s->begun), &p->context, &said)
                                 : KEFU_OK;
        if (!kf_proof_called(p, "init", status, &said, 0))
            return NULL;
    }
    return s;
}

kf_proof_states *kf_proof_load(kf_proof *p, uint32_t format, const unsigned char *bytes,
                               size_t size)
{
    kf_proof_states *s = state_new(p, 1);
    unsigned char *copy = s ? kf_alloc(&p->memory, size) : NULL; /* no room to read beyond */
    kefu_error said = kf_proof_call(p);
    kefu_status status;
    int32_t good;
    if (!copy) {
        kf_proof_no_memory(p);
        return NULL;
    }
    if (size)
        memcpy(copy, bytes, size);
    status = p->metric->load(s->base, format, copy, size, &p->context, &said);
    if (size && memcmp(copy, bytes, size) != 0)
        kf_proof_broken(p, "guard", "'load' changed the bytes that it was to read");
    kf_free(&p->memory, copy, size);
    good = !p->status && kf_proof_called(p, "load", status, &said, 0);
    s->begun = (uint32_t)good;
    return good ? s : NULL;
}

/* What is where a state was must not matter, so it stays to be looked at. */
static void state_bury(kf_proof *p, unsigned char *block, size_t bytes)
{
    proof_grave grave = {p->graves, bytes};
    memset(block, STATE_GONE, bytes);
    memcpy(block, &grave, sizeof grave);
    p->graves = (proof_grave *)(void *)block;
}

int32_t kf_proof_move(kf_proof *p, kf_proof_states *s)
{
    kf_proof_states old = *s;
    if (!slab_new(p, s)) {
        *s = old;
        return 0;
    }
    for (uint32_t i = 0; i < s->n; i++)
        memcpy(slab_state(s, i), slab_state(&old, i), p->metric->state_size);
    state_bury(p, old.block, old.bytes);
    return 1;
}

static void state_dig(kf_proof *p, proof_grave *grave)
{
    const unsigned char *block = (const unsigned char *)grave;
    for (size_t i = sizeof *grave; i < grave->bytes && !p->status; i++)
        if (block[i] != STATE_GONE)
            kf_proof_broken(p, "relocation", "writes to where a state was before it was moved");
    kf_free(&p->memory, grave, grave->bytes);
}

/* A metric that has broken its contract is not trusted with its states again: the pool frees what
 * they hold. */
static void state_end(kf_proof *p, kf_proof_states *s)
{
    for (uint32_t i = 0; i < s->begun && p->status != KEFU_E_PLUGIN && p->metric->destroy; i++) {
        p->metric->destroy(slab_state(s, i), &p->context);
        callback_stayed(p, "destroy");
    }
}

void kf_proof_end(kf_proof *p, int32_t first)
{
    for (int32_t i = first; i < p->n_states; i++)
        state_end(p, &p->states[i]);
    for (int32_t i = first; i < p->n_states; i++)
        kf_free(&p->memory, p->states[i].block, p->states[i].bytes);
    p->n_states = first;
}

void kf_proof_end_all(kf_proof *p)
{
    kf_proof_end(p, 0);
    while (p->graves) {
        proof_grave *grave = p->graves;
        p->graves = grave->next;
        state_dig(p, grave);
    }
    if (!p->status && p->pool.blocks)
        kf_proof_broken(p, "memory", "%i bytes were not released", (int64_t)p->pool.held);
    kf_proof_pool_free(&p->pool);
}

/* ---- Reading without changing --------------------------------------------------------------- */

static void state_keep(kf_proof *p, const unsigned char *state)
{
    memcpy(p->kept, state, p->metric->state_size);
}

static int32_t state_kept(kf_proof *p, const unsigned char *state, const char *law,
                          const char *callback)
{
    if (!p->status && memcmp(p->kept, state, p->metric->state_size) != 0)
        kf_proof_broken(p, law, "'%s' changed the state that it was to read", callback);
    return !p->status;
}

int32_t kf_proof_merge(kf_proof *p, kf_proof_states *dst, kf_proof_states *src)
{
    kefu_error said = kf_proof_call(p);
    kefu_status status;
    state_keep(p, src->base);
    status = p->metric->merge(dst->base, src->base, &p->context, &said);
    return kf_proof_called(p, "merge", status, &said, 0) &&
           state_kept(p, src->base, "guard", "merge");
}

static kefu_status state_finalize(kf_proof *p, const unsigned char *state, kefu_value *value)
{
    kefu_error said = kf_proof_call(p);
    kefu_status status;
    *value = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    state_keep(p, state);
    status = p->metric->finalize(state, value, &p->late, &said);
    if (kf_proof_called(p, "finalize", status, &said, 0) && kf_metric_value_fault(value))
        kf_proof_broken(p, "value", "'finalize' gave %s", kf_metric_value_fault(value));
    state_kept(p, state, "finalize", "finalize");
    if (status)
        *value = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    return status;
}

/* ---- Saving --------------------------------------------------------------------------------- */

enum { SAVE_ROOM = 16, SAVE_MOST = 1 << 26 };

/* One call of `save` into a buffer filled with `fill`, of which no more than `capacity` may be
 * written, and nothing if `nothing`. */
static int32_t save_once(kf_proof *p, const unsigned char *state, uint32_t format,
                         kf_proof_seen *seen, size_t capacity, unsigned char fill, size_t *need)
{
    kefu_error said = kf_proof_call(p);
    const size_t room = capacity + SAVE_ROOM;
    unsigned char *out = kf_reserve(&p->memory, seen->bytes, &seen->capacity, room, 1);
    if (!out)
        return kf_proof_no_memory(p);
    seen->bytes = out;
    memset(out, fill, room);
    *need = 0;
    state_keep(p, state);
    seen->saved =
        p->metric->save(state, format, capacity ? out : NULL, capacity, need, &p->context, &said);
    if (!kf_proof_called(p, "save", seen->saved, &said, 0))
        return 0;
    for (size_t i = *need <= capacity ? *need : 0; i < room && !p->status; i++)
        if (out[i] != fill)
            kf_proof_broken(p, "save", "wrote beyond capacity %i: it needs %i", (int64_t)capacity,
                            (int64_t)*need);
    return state_kept(p, state, "save", "save");
}

/* The bytes again, with more room and too little. */
static int32_t save_again(kf_proof *p, const unsigned char *state, uint32_t format,
                          const kf_proof_seen *first)
{
    kf_proof_seen more = {0};
    size_t need = first->size;
    int32_t good = save_once(p, state, format, &more, first->size + 3, 0xB6, &need);
    if (good && (need != first->size || memcmp(more.bytes, first->bytes, need) != 0))
        kf_proof_broken(p, "save", "gives other bytes when asked again, or not all of them");
    if (good && !p->status && first->size > 1)
        good = save_once(p, state, format, &more, first->size - 1, 0x49, &need);
    if (good && !p->status && need != first->size)
        kf_proof_broken(p, "save", "needs %i bytes, and with less room %i", (int64_t)first->size,
                        (int64_t)need);
    if (more.saved && !p->status && !p->pool.fail_at)
        kf_proof_broken(p, "save", "fails where there is more room, or less: %s",
                        kefu_status_name(more.saved));
    kf_free_array(&p->memory, more.bytes, more.capacity, 1);
    return good && !p->status;
}

int32_t kf_proof_save(kf_proof *p, const kf_proof_states *s, uint32_t index, uint32_t format,
                      kf_proof_seen *seen)
{
    const unsigned char *state = slab_state(s, index);
    size_t need, written;
    seen->size = 0;
    if (!save_once(p, state, format, seen, 0, 0x49, &need))
        return 0;
    if (need > SAVE_MOST) {
        kf_proof_broken(p, "save", "needs %i bytes", (int64_t)need);
        return 0;
    }
    if (!save_once(p, state, format, seen, need, 0x49, &written))
        return 0;
    seen->size = need;
    if (written != need)
        kf_proof_broken(p, "save", "needs %i bytes without room, and %i with it", (int64_t)need,
                        (int64_t)written);
    return !p->status && (p->pool.fail_at || save_again(p, state, format, seen));
}

int32_t kf_proof_see(kf_proof *p, kf_proof_states *s, uint32_t index, kf_proof_seen *seen)
{
    const unsigned char *state = slab_state(s, index);
    const kefu_status refusal = p->refusal;
    kf_proof_seen again = {0};
    seen->saved = KEFU_OK;
    seen->size = 0;
    seen->status = state_finalize(p, state, &seen->value);
    if (!p->status && p->metric->save)
        kf_proof_save(p, s, index, p->metric->state_format, seen);
    again = *seen;
    if (!p->status && !p->pool.fail_at)
        again.status = state_finalize(p, state, &again.value);
    p->refusal = refusal;
    if (!p->status && (again.status != seen->status ||
                       memcmp(&again.value, &seen->value, sizeof again.value) != 0))
        kf_proof_broken(p, "finalize", "gives %i/%i, and when called again %i/%i", seen->value.num,
                        seen->value.den, again.value.num, again.value.den);
    return !p->status;
}
