/* alloc.h - the caller's allocator, growing arrays, arenas. The only calls of malloc are in
 * alloc.c. */
#ifndef KF_ALLOC_H
#define KF_ALLOC_H

#include "kefu/base.h"

/* A copy of the caller's allocator; every object holds one. */
typedef struct kf_memory {
    kefu_allocator with;
} kf_memory;

/* Copies the allocator, or malloc's where it is NULL; refuses one with missing functions. */
kefu_status kf_memory_init(kf_memory *memory, const kefu_allocator *allocator, kefu_error *error);

/* NULL when there is none; size 0 is treated as 1, for alloc and free alike. */
void *kf_alloc(const kf_memory *memory, size_t size);
void *kf_alloc_zero(const kf_memory *memory, size_t size);
/* count × item bytes, NULL also when the product overflows. */
void *kf_alloc_array(const kf_memory *memory, size_t count, size_t item);
void *kf_alloc_zeros(const kf_memory *memory, size_t count, size_t item);
void kf_free(const kf_memory *memory, void *block, size_t size);
void kf_free_array(const kf_memory *memory, void *block, size_t count, size_t item);

/* Room for `need` items: returns the block, moved or not, and updates *capacity; NULL (and the old
 * block untouched) when there is no memory. Doubles, so n pushes cost O(n).
 *   p = kf_reserve(memory, v->items, &v->capacity, v->n + 1, sizeof *v->items);
 *   if (!p) return kf_no_memory(error);
 *   v->items = p; */
void *kf_reserve(const kf_memory *memory, void *block, size_t *capacity, size_t need, size_t item);

/* Many small blocks that are freed together. */
typedef struct kf_arena {
    const kf_memory *memory; /* borrowed; must outlive the arena and not move */
    struct kf_arena_chunk *chunks;
    size_t used, size; /* of the newest chunk */
} kf_arena;

void kf_arena_init(kf_arena *arena, const kf_memory *memory);
/* Aligned to 16, or as the allocator's blocks are if that is less; NULL when there is none. */
void *kf_arena_alloc(kf_arena *arena, size_t size);
char *kf_arena_text(kf_arena *arena, const char *text, size_t size); /* copy with NUL */
void kf_arena_free(kf_arena *arena);

#endif
