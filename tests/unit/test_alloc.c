/* test_alloc.c - the caller's allocator, growing arrays, arenas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/alloc.h"
#include "oom.h"

static void start(kf_memory *memory, oom_state *state)
{
    kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free, state};
    assert_int_equal(kf_memory_init(memory, &allocator, NULL), KEFU_OK);
}

static void done(const oom_state *state)
{
    assert_int_equal(state->held, 0);
    assert_int_equal(state->blocks, 0);
}

static void allocators(void **state)
{
    kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free, NULL};
    kf_memory memory;
    kefu_error error;
    void *block;
    (void)state;
    assert_int_equal(kf_memory_init(&memory, NULL, &error), KEFU_OK);
    block = kf_alloc(&memory, 100);
    assert_non_null(block);
    kf_free(&memory, block, 100);
    kf_free(&memory, NULL, 100);
    allocator.reallocate = NULL;
    assert_int_equal(kf_memory_init(&memory, &allocator, &error), KEFU_E_ARGUMENT);
    allocator.reallocate = oom_realloc;
    allocator.allocate = NULL;
    assert_int_equal(kf_memory_init(&memory, &allocator, &error), KEFU_E_ARGUMENT);
    allocator.allocate = oom_alloc;
    allocator.release = NULL;
    assert_int_equal(kf_memory_init(&memory, &allocator, &error), KEFU_E_ARGUMENT);
    allocator.struct_size = 0;
    assert_int_equal(kf_memory_init(&memory, &allocator, &error), KEFU_E_ARGUMENT);
}

/* The allocator is never asked for 0 bytes and is told the same size when a block goes back. */
static void sizes(void **state)
{
    oom_state counts = {0};
    kf_memory memory;
    unsigned char *zeros;
    void *none;
    (void)state;
    start(&memory, &counts);
    none = kf_alloc(&memory, 0);
    assert_non_null(none);
    assert_int_equal(counts.held, 1);
    kf_free(&memory, none, 0);
    done(&counts);
    zeros = kf_alloc_zero(&memory, 50);
    for (size_t i = 0; i < 50; i++)
        assert_int_equal(zeros[i], 0);
    kf_free(&memory, zeros, 50);
    zeros = kf_alloc_zeros(&memory, 5, 10);
    for (size_t i = 0; i < 50; i++)
        assert_int_equal(zeros[i], 0);
    kf_free_array(&memory, zeros, 5, 10);
    assert_null(kf_alloc_zeros(&memory, SIZE_MAX, SIZE_MAX));
    none = kf_alloc_array(&memory, 0, 8);
    assert_non_null(none);
    kf_free_array(&memory, none, 0, 8);
    none = kf_alloc_array(&memory, 3, 8);
    assert_int_equal(counts.held, 24);
    kf_free_array(&memory, none, 3, 8);
    assert_null(kf_alloc_array(&memory, SIZE_MAX / 8 + 1, 8));
    assert_null(kf_alloc_array(&memory, SIZE_MAX, SIZE_MAX));
    done(&counts);
}

static void growing(void **state)
{
    oom_state counts = {0};
    kf_memory memory;
    uint32_t *items = NULL;
    size_t capacity = 0;
    (void)state;
    start(&memory, &counts);
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *grown = kf_reserve(&memory, items, &capacity, i + 1, sizeof *items);
        assert_non_null(grown);
        assert_true(capacity > i);
        items = grown;
        items[i] = i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    assert_int_equal(capacity, 1024); /* doubling: 8, 16, ... 1024 */
    assert_int_equal(counts.calls, 8);
    assert_ptr_equal(kf_reserve(&memory, items, &capacity, 1024, sizeof *items), items);
    /* no memory: the old block and its capacity stay */
    counts.fail_at = counts.calls + 1;
    assert_null(kf_reserve(&memory, items, &capacity, 1025, sizeof *items));
    assert_int_equal(capacity, 1024);
    assert_int_equal(items[999], 999);
    assert_null(kf_reserve(&memory, items, &capacity, SIZE_MAX / 2, sizeof *items));
    assert_null(kf_reserve(&memory, items, &capacity, SIZE_MAX, sizeof *items));
    assert_int_equal(capacity, 1024);
    kf_free_array(&memory, items, capacity, sizeof *items);
    done(&counts);
    /* room for nothing is still a block */
    items = NULL;
    capacity = 0;
    items = kf_reserve(&memory, items, &capacity, 0, sizeof *items);
    assert_non_null(items);
    kf_free_array(&memory, items, capacity, sizeof *items);
    done(&counts);
}

static void arenas(void **state)
{
    static const size_t wanted[] = {0, 1, 15, 16, 17, 1000, 1024, 5000, 65536, 200000, 3};
    oom_state counts = {0};
    kf_memory memory;
    kf_arena arena;
    unsigned char *blocks[11];
    (void)state;
    start(&memory, &counts);
    kf_arena_init(&arena, &memory);
    kf_arena_free(&arena);
    for (size_t i = 0; i < 11; i++) {
        blocks[i] = kf_arena_alloc(&arena, wanted[i]);
        assert_non_null(blocks[i]);
        memset(blocks[i], (int)i, wanted[i]);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
    }
    for (size_t i = 0; i < 11; i++)
        for (size_t j = 0; j < wanted[i]; j++)
            assert_int_equal(blocks[i][j], i);
    assert_null(kf_arena_alloc(&arena, SIZE_MAX));
    assert_null(kf_arena_alloc(&arena, SIZE_MAX / 2 + 1));
    kf_arena_free(&arena);
    done(&counts);
    /* as good as new */
    assert_non_null(kf_arena_alloc(&arena, 10));
    kf_arena_free(&arena);
    done(&counts);
}

static void arena_texts(void **state)
{
    kf_memory memory;
    oom_state counts = {0};
    kf_arena arena;
    (void)state;
    start(&memory, &counts);
    kf_arena_init(&arena, &memory);
    assert_string_equal(kf_arena_text(&arena, "客服, and more", 6), "客服");
    assert_string_equal(kf_arena_text(&arena, NULL, 0), "");
    assert_null(kf_arena_text(&arena, "x", SIZE_MAX));
    kf_arena_free(&arena);
    done(&counts);
}

/* Small blocks share chunks that grow to 64 KiB: 100,000 of them take some hundred allocations. */
static void arenas_are_cheap(void **state)
{
    oom_state counts = {0};
    kf_memory memory;
    kf_arena arena;
    (void)state;
    start(&memory, &counts);
    kf_arena_init(&arena, &memory);
    for (int i = 0; i < 100000; i++)
        assert_non_null(kf_arena_alloc(&arena, 48));
    assert_true(counts.calls < 100);
    assert_true(counts.held < 48 * 100000 * 11 / 10);
    kf_arena_free(&arena);
    done(&counts);
}

static int fill_arena(const kefu_allocator *allocator)
{
    kf_memory memory;
    kf_arena arena;
    int got = 1;
    if (kf_memory_init(&memory, allocator, NULL))
        return -1;
    kf_arena_init(&arena, &memory);
    for (int i = 0; got && i < 200; i++)
        got = kf_arena_text(&arena, "some text that takes room", 25) != NULL;
    kf_arena_free(&arena);
    return got;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(fill_arena) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocators),    cmocka_unit_test(sizes),
        cmocka_unit_test(growing),       cmocka_unit_test(arenas),
        cmocka_unit_test(arena_texts),   cmocka_unit_test(arenas_are_cheap),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
