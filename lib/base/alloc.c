/* alloc.c - see alloc.h. */
#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

static void *KEFU_CALL libc_alloc(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void *KEFU_CALL libc_realloc(void *user, void *block, size_t old_size, size_t new_size)
{
    (void)user;
    (void)old_size;
    return realloc(block, new_size);
}

static void KEFU_CALL libc_free(void *user, void *block, size_t size)
{
    (void)user;
    (void)size;
    free(block);
}

static const kefu_allocator libc_allocator = {sizeof libc_allocator, libc_alloc, libc_realloc,
                                              libc_free, NULL};

kefu_status kf_memory_init(kf_memory *memory, const kefu_allocator *allocator, kefu_error *error)
{
    kefu_status status =
        kf_take(&memory->with, sizeof memory->with, allocator ? allocator : &libc_allocator, error);
    if (status)
        return status;
    if (!memory->with.allocate || !memory->with.reallocate || !memory->with.release)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "allocator: allocate, reallocate and release must all be given");
    return KEFU_OK;
}

static size_t memory_at_least_one(size_t size) { return size ? size : 1; }

void *kf_alloc(const kf_memory *memory, size_t size)
{
    return memory->with.allocate(memory->with.user, memory_at_least_one(size));
}

void *kf_alloc_zero(const kf_memory *memory, size_t size)
{
    void *block = kf_alloc(memory, size);
    if (block)
        memset(block, 0, memory_at_least_one(size));
    return block;
}

void *kf_alloc_array(const kf_memory *memory, size_t count, size_t item)
{
    if (item && count > SIZE_MAX / item)
        return NULL;
    return kf_alloc(memory, count * item);
}

void *kf_alloc_zeros(const kf_memory *memory, size_t count, size_t item)
{
    void *block = kf_alloc_array(memory, count, item);
    if (block)
        memset(block, 0, count * item);
    return block;
}

void kf_free(const kf_memory *memory, void *block, size_t size)
{
    if (block)
        memory->with.release(memory->with.user, block, memory_at_least_one(size));
}

void kf_free_array(const kf_memory *memory, void *block, size_t count, size_t item)
{
    kf_free(memory, block, count * item);
}

void *kf_reserve(const kf_memory *memory, void *block, size_t *capacity, size_t need, size_t item)
{
    size_t wanted = *capacity ? *capacity : 8;
    void *grown;
    if (block && need <= *capacity)
        return block;
    while (wanted < need)
        wanted = wanted > SIZE_MAX / 2 ? need : wanted * 2;
    if (wanted > SIZE_MAX / item)
        return NULL;
    grown = block
                ? memory->with.reallocate(memory->with.user, block, *capacity * item, wanted * item)
                : kf_alloc(memory, wanted * item);
    if (grown)
        *capacity = wanted;
    return grown;
}

/* ---- Arena ---------------------------------------------------------------------------------- */

enum { ARENA_ALIGN = 16, ARENA_FIRST = 1024, ARENA_MOST = 65536 };

typedef struct kf_arena_chunk {
    struct kf_arena_chunk *next;
    size_t size; /* of the whole chunk */
} kf_arena_chunk;

static size_t arena_aligned(size_t size)
{
    return (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
}

static size_t arena_head(void) { return arena_aligned(sizeof(kf_arena_chunk)); }

void kf_arena_init(kf_arena *arena, const kf_memory *memory)
{
    memset(arena, 0, sizeof *arena);
    arena->memory = memory;
}

static int arena_grow(kf_arena *arena, size_t size)
{
    size_t chunk_size = arena->size ? arena->size * 2 : ARENA_FIRST;
    kf_arena_chunk *chunk;
    if (chunk_size > ARENA_MOST)
        chunk_size = ARENA_MOST;
    if (chunk_size < size + arena_head())
        chunk_size = size + arena_head();
    chunk = kf_alloc(arena->memory, chunk_size);
    if (!chunk)
        return 0;
    chunk->next = arena->chunks;
    chunk->size = chunk_size;
    arena->chunks = chunk;
    arena->used = arena_head();
    arena->size = chunk_size;
    return 1;
}

void *kf_arena_alloc(kf_arena *arena, size_t size)
{
    void *block;
    if (size > SIZE_MAX / 2)
        return NULL;
    size = arena_aligned(memory_at_least_one(size));
    if (arena->size - arena->used < size && !arena_grow(arena, size))
        return NULL;
    block = (char *)arena->chunks + arena->used;
    arena->used += size;
    return block;
}

char *kf_arena_text(kf_arena *arena, const char *text, size_t size)
{
    char *copy = size < SIZE_MAX ? kf_arena_alloc(arena, size + 1) : NULL;
    if (!copy)
        return NULL;
    if (size)
        memcpy(copy, text, size);
    copy[size] = 0;
    return copy;
}

void kf_arena_free(kf_arena *arena)
{
    while (arena->chunks) {
        kf_arena_chunk *next = arena->chunks->next;
        kf_free(arena->memory, arena->chunks, arena->chunks->size);
        arena->chunks = next;
    }
    arena->used = arena->size = 0;
}
