/* oom.h - an allocator that fails the n-th call, once or for ever, and counts what is still held.
 */
#ifndef TESTS_OOM_H
#define TESTS_OOM_H

#include <stdlib.h>
#include <string.h>

#include "kefu/base.h"

typedef struct oom_state {
    long calls;     /* so far */
    long fail_at;   /* 1 = the first call; 0 = never */
    int for_ever;   /* also all calls after it */
    long long held; /* bytes not yet freed; sizes are checked by being subtracted */
    long blocks;    /* blocks not yet freed */
} oom_state;

static int oom_fails(oom_state *s)
{
    s->calls++;
    return s->fail_at && (s->calls == s->fail_at || (s->for_ever && s->calls > s->fail_at));
}

static void *KEFU_CALL oom_alloc(void *user, size_t size)
{
    oom_state *s = user;
    void *block = oom_fails(s) ? NULL : malloc(size);
    if (block) {
        memset(block, 0xA5, size);
        s->held += (long long)size;
        s->blocks++;
    }
    return block;
}

static void *KEFU_CALL oom_realloc(void *user, void *old, size_t old_size, size_t new_size)
{
    oom_state *s = user;
    void *block = oom_fails(s) ? NULL : realloc(old, new_size);
    if (block)
        s->held += (long long)new_size - (long long)old_size;
    return block;
}

static void KEFU_CALL oom_free(void *user, void *block, size_t size)
{
    oom_state *s = user;
    s->held -= (long long)size;
    s->blocks--;
    free(block);
}

/* Runs `scenario` with the n-th allocation failing, n = 1, 2, ... until it gets through, once and
 * for ever. The scenario returns 0 when it met KEFU_E_MEMORY, 1 when all of it worked, and anything
 * else for a fault; it frees all it made in each case. Gives the number of allocations, or -1 for
 * a fault or a leak. */
static inline long oom_sweep(int (*scenario)(const kefu_allocator *allocator))
{
    for (int for_ever = 0; for_ever < 2; for_ever++) {
        for (long n = 1;; n++) {
            oom_state state = {0, n, for_ever, 0, 0};
            kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free, &state};
            int got = scenario(&allocator);
            if (state.held || state.blocks || (got != 0 && got != 1))
                return -1;
            if (state.calls < n) {
                if (got != 1)
                    return -1;
                if (for_ever)
                    return n - 1;
                break;
            }
        }
    }
    return -1;
}

#endif
