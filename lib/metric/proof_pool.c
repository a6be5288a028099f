/* proof_pool.c - the allocator of a metric that is checked: it fails when told to, knows its blocks
 * and their sizes, and sees what is written behind them. Sizes are small, so lists will do. */
#include <string.h>

#include "metric/proof.h"

enum {
    POOL_ALIGN = 16,
    POOL_TAIL = 16,
    POOL_FRESH = 0xA5,  /* what a new block holds: nothing of use */
    POOL_MOST = 1 << 26 /* bytes: damaged bytes may ask for any number */
};

typedef struct proof_block {
    struct proof_block *next;
    size_t size; /* of what the metric sees */
} proof_block;

static size_t pool_head(void)
{
    return (sizeof(proof_block) + POOL_ALIGN - 1) / POOL_ALIGN * POOL_ALIGN;
}

static unsigned char *pool_data(proof_block *block) { return (unsigned char *)block + pool_head(); }

static size_t pool_bytes(size_t size) { return pool_head() + size + POOL_TAIL; }

static unsigned char pool_mark(size_t i) { return (unsigned char)(0xC7 - 11 * i); }

static int32_t pool_intact(proof_block *block)
{
    const unsigned char *tail = pool_data(block) + block->size;
    for (size_t i = 0; i < POOL_TAIL; i++)
        if (tail[i] != pool_mark(i))
            return 0;
    return 1;
}

static int32_t pool_refuses(kf_proof_pool *pool, size_t more)
{
    pool->calls++;
    if ((pool->fail_at &&
         (pool->calls == pool->fail_at || (pool->for_ever && pool->calls > pool->fail_at))) ||
        more > POOL_MOST - pool->held)
        pool->refused = 1;
    else
        return 0;
    return 1;
}

static void *pool_take(kf_proof_pool *pool, size_t size)
{
    proof_block *block = kf_alloc(pool->memory, pool_bytes(size));
    if (!block) {
        pool->refused = pool->starved = 1;
        return NULL;
    }
    *block = (proof_block){pool->blocks, size};
    pool->blocks = block;
    pool->held += size;
    memset(pool_data(block), POOL_FRESH, size);
    for (size_t i = 0; i < POOL_TAIL; i++)
        pool_data(block)[size + i] = pool_mark(i);
    return pool_data(block);
}

static void *KEFU_CALL pool_allocate(void *user, size_t size)
{
    kf_proof_pool *pool = user;
    if (!size)
        pool->fault = "asked the allocator for 0 bytes";
    return pool_refuses(pool, size) ? NULL : pool_take(pool, size);
}

/* The link to a block, so that it may be taken out; NULL if there is none of this size. */
static proof_block **pool_find(kf_proof_pool *pool, const void *data, size_t size)
{
    proof_block **link = &pool->blocks;
    while (*link && pool_data(*link) != data)
        link = &(*link)->next;
    if (!*link)
        pool->fault = "gave the allocator a block that it does not hold";
    else if ((*link)->size != size)
        pool->fault = "told the allocator a wrong size of a block";
    return *link ? link : NULL;
}

static void pool_drop(kf_proof_pool *pool, proof_block **link)
{
    proof_block *block = *link;
    if (!pool_intact(block))
        pool->fault = "wrote beyond a block of memory";
    *link = block->next;
    pool->held -= block->size;
    kf_free(pool->memory, block, pool_bytes(block->size));
}

static void KEFU_CALL pool_release(void *user, void *data, size_t size)
{
    kf_proof_pool *pool = user;
    proof_block **link = data ? pool_find(pool, data, size) : NULL;
    if (link)
        pool_drop(pool, link);
}

/* Always elsewhere, so that whoever keeps the old address is seen. */
static void *KEFU_CALL pool_reallocate(void *user, void *data, size_t old_size, size_t new_size)
{
    kf_proof_pool *pool = user;
    void *moved;
    if (!data)
        return pool_allocate(user, new_size);
    if (!new_size)
        pool->fault = "asked the allocator for 0 bytes";
    if (!pool_find(pool, data, old_size) ||
        pool_refuses(pool, new_size > old_size ? new_size - old_size : 0))
        return NULL;
    moved = pool_take(pool, new_size);
    if (!moved)
        return NULL;
    memcpy(moved, data, old_size < new_size ? old_size : new_size);
    pool_drop(pool, pool_find(pool, data, old_size));
    return moved;
}

void kf_proof_pool_init(kf_proof_pool *pool, const kf_memory *memory)
{
    memset(pool, 0, sizeof *pool);
    pool->memory = memory;
    pool->allocator = (kefu_allocator){.struct_size = sizeof(kefu_allocator),
                                       .allocate = pool_allocate,
                                       .reallocate = pool_reallocate,
                                       .release = pool_release,
                                       .user = pool};
}

void kf_proof_pool_fail(kf_proof_pool *pool, int64_t at, int32_t for_ever)
{
    pool->calls = 0;
    pool->fail_at = at;
    pool->for_ever = for_ever;
}

void kf_proof_pool_look(kf_proof_pool *pool)
{
    for (proof_block *block = pool->blocks; block; block = block->next)
        if (!pool_intact(block))
            pool->fault = "wrote beyond a block of memory";
}

void kf_proof_pool_free(kf_proof_pool *pool)
{
    while (pool->blocks)
        pool_drop(pool, &pool->blocks);
}
