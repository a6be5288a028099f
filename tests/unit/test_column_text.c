/* test_column_text.c - texts in the caller's memory: every type, bad bytes, want of memory.
 * Expected values are worked out by hand. */
#include "column_fixture.h"
#include "oom.h"
#include "text_view.h"

static const char heap[] = "abc你好";

static const int64_t view_sizes[] = {5, 26};
static const void *const view_buffers[] = {"12345", "abcdefghijklmnopqrstuvwxyz", view_sizes};

static const kefu_text words[] = {{"你好", 6}, {NULL, 0}, {"", 0}};

static const struct {
    kefu_column column;
    const char *expected[3]; /* NULL: null */
} texts[] = {
    {{.type = KEFU_COLUMN_TEXT, .data = (const kefu_text[]){{heap, 1}, {NULL, 5}, {heap + 3, 3}}},
     {"a", NULL, "你"}},
    {{.type = KEFU_COLUMN_TEXT_Z, .data = (const char *const[]){"", NULL, "好"}}, {"", NULL, "好"}},
    {{.type = KEFU_COLUMN_TEXT_FIXED, .width = 4, .data = "ab\0\0abcd\0\0\0\0"},
     {"ab", "abcd", ""}},
    {{.type = KEFU_COLUMN_TEXT_FIXED, .width = 2, .stride = 4, .data = "ab..cd..e\0.."},
     {"ab", "cd", "e"}},
    {{.type = KEFU_COLUMN_TEXT_32,
      .heap = heap,
      .heap_bytes = 9,
      .data = (const int32_t[]){0, 3, 3, 9}},
     {"abc", "", "你好"}},
    {{.type = KEFU_COLUMN_TEXT_64,
      .heap = heap,
      .heap_bytes = 9,
      .data = (const int64_t[]){1, 2, 3, 6}},
     {"b", "c", "你"}},
    {{.type = KEFU_COLUMN_TEXT_32, .data = (const int32_t[]){0, 0, 0, 0}}, {"", "", ""}},
    {{.type = KEFU_COLUMN_TEXT_64,
      .heap = heap,
      .heap_bytes = 9,
      .data = (const int64_t[]){0, 1, INT64_MAX, 4},
      .validity = (const uint8_t[]){1}}, /* wild nulls */
     {"a", NULL, NULL}},
    {{.type = KEFU_COLUMN_TEXT_VIEW,
      .heap = view_buffers,
      .heap_bytes = 2 * sizeof(void *),
      .data = (const view[]){{.inside = {12, "twelve bytes"}},
                             {.outside = {13, "nopq", 1, 13}},
                             {.inside = {0, ""}}}},
     {"twelve bytes", "nopqrstuvwxyz", ""}},
    {{.type = KEFU_COLUMN_TEXT_VIEW, /* none of them needs a buffer */
      .data = (const view[]){{.inside = {1, "a"}}, {.inside = {13, ""}}, {.inside = {-1, ""}}},
      .validity = (const uint8_t[]){1}},
     {"a", NULL, NULL}},
    {{.type = KEFU_COLUMN_TEXT_DICT,
      .heap = words,
      .heap_bytes = sizeof words,
      .width = 1,
      .data = (const uint8_t[]){2, 1, 0}},
     {"", NULL, "你好"}},
    {{.type = KEFU_COLUMN_TEXT_DICT,
      .heap = words,
      .heap_bytes = sizeof words,
      .width = 2,
      .data = (const uint16_t[]){0, 0, 65535},
      .validity = (const uint8_t[]){3}},
     {"你好", "你好", NULL}},
    {{.type = KEFU_COLUMN_TEXT_DICT,
      .heap = words,
      .heap_bytes = sizeof words,
      .width = 4,
      .stride = 8,
      .data = (const uint32_t[]){0, 9, 2, 9, 0, 9}},
     {"你好", "", "你好"}},
    {{.type = KEFU_COLUMN_TEXT_DICT,
      .heap = words,
      .heap_bytes = sizeof words,
      .width = 8,
      .data = (const uint64_t[]){0, 2, 1}},
     {"你好", "", NULL}},
    {{.type = KEFU_COLUMN_TEXT_Z,
      .encoding = KEFU_GB18030,
      .data = (const char *const[]){"\xC4\xE3\xBA\xC3", "plain",
                                    "\x95\x32\x82\x36"}}, /* Python's codec */
     {"你好", "plain", "𠀀"}},
};

static void test_texts(void **state)
{
    kefu_text got[3];
    kf_arena arena;
    (void)state;
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        int32_t some = 0;
        assert_int_equal(open_column(texts[t].column, 3, NULL), KEFU_OK);
        kf_arena_init(&arena, &memory);
        assert_int_equal(kf_column_texts(&batch.columns[0], 0, 3, &arena, got, states, &any, NULL),
                         KEFU_OK);
        for (int i = 0; i < 3; i++) {
            const char *expected = texts[t].expected[i] ? texts[t].expected[i] : "";
            assert_int_equal(states[i], texts[t].expected[i] ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA);
            some |= !texts[t].expected[i];
            assert_int_equal(got[i].size, strlen(expected));
            assert_memory_equal(got[i].data, expected, got[i].size);
        }
        assert_int_equal(any, some);
        kf_arena_free(&arena);
        kf_batch_close(&batch);
    }
}

static const struct {
    kefu_column column;
    kefu_status status;
    int64_t row, offset;
} bad_texts[] = {
    {{.type = KEFU_COLUMN_I64, .data = (const int64_t[]){1, 2}}, KEFU_E_TYPE, -1, -1},
    {{.type = KEFU_COLUMN_TEXT_Z, .data = (const char *const[]){"ok", "a\xC0"}},
     KEFU_E_ENCODING,
     101,
     1},
    {{.type = KEFU_COLUMN_TEXT_Z,
      .data = (const char *const[]){"ok", "ab\xFF"},
      .encoding = KEFU_GB18030},
     KEFU_E_ENCODING,
     101,
     2},
    {{.type = KEFU_COLUMN_TEXT_32,
      .heap = heap,
      .heap_bytes = 9,
      .data = (const int32_t[]){0, 3, 10}},
     KEFU_E_DATA,
     101,
     -1},
    {{.type = KEFU_COLUMN_TEXT_32,
      .heap = heap,
      .heap_bytes = 9,
      .data = (const int32_t[]){0, 3, 2}},
     KEFU_E_DATA,
     101,
     -1},
    {{.type = KEFU_COLUMN_TEXT_64,
      .heap = heap,
      .heap_bytes = 9,
      .data = (const int64_t[]){-1, 3, 3}},
     KEFU_E_DATA,
     100,
     -1},
    {{.type = KEFU_COLUMN_TEXT_VIEW, /* one byte beyond the buffer */
      .heap = view_buffers,
      .heap_bytes = 2 * sizeof(void *),
      .data = (const view[]){{.inside = {1, "a"}}, {.outside = {13, "opqr", 1, 14}}}},
     KEFU_E_DATA,
     101,
     -1},
    {{.type = KEFU_COLUMN_TEXT_VIEW, /* the buffer of sizes is none of text */
      .heap = view_buffers,
      .heap_bytes = 2 * sizeof(void *),
      .data = (const view[]){{.outside = {13, "", 2, 0}}, {.inside = {0, ""}}}},
     KEFU_E_DATA,
     100,
     -1},
    {{.type = KEFU_COLUMN_TEXT_VIEW,
      .heap = view_buffers,
      .heap_bytes = 2 * sizeof(void *),
      .data = (const view[]){{.outside = {13, "", -1, 0}}, {.inside = {0, ""}}}},
     KEFU_E_DATA,
     100,
     -1},
    {{.type = KEFU_COLUMN_TEXT_VIEW,
      .heap = view_buffers,
      .heap_bytes = 2 * sizeof(void *),
      .data = (const view[]){{.outside = {INT32_MAX, "", 1, INT32_MAX}}, {.inside = {0, ""}}}},
     KEFU_E_DATA,
     100,
     -1},
    {{.type = KEFU_COLUMN_TEXT_VIEW,
      .data = (const view[]){{.inside = {-1, ""}}, {.inside = {0, ""}}}},
     KEFU_E_DATA,
     100,
     -1},
    {{.type = KEFU_COLUMN_TEXT_DICT,
      .heap = words,
      .heap_bytes = sizeof words,
      .width = 1,
      .data = (const uint8_t[]){2, 3}},
     KEFU_E_DATA,
     101,
     -1},
    {{.type = KEFU_COLUMN_TEXT_DICT,
      .heap = words,
      .heap_bytes = sizeof words,
      .width = 8,
      .data = (const uint64_t[]){UINT64_MAX, 0}},
     KEFU_E_DATA,
     100,
     -1},
};

static void test_bad_texts(void **state)
{
    kefu_text got[2];
    kf_arena arena;
    (void)state;
    for (size_t t = 0; t < sizeof bad_texts / sizeof *bad_texts; t++) {
        kefu_error error;
        assert_int_equal(open_column(bad_texts[t].column, 2, NULL), KEFU_OK);
        kf_arena_init(&arena, &memory);
        assert_int_equal(
            kf_column_texts(&batch.columns[0], 0, 2, &arena, got, states, &any, &error),
            bad_texts[t].status);
        assert_int_equal(error.row, bad_texts[t].row);
        assert_int_equal(error.offset, bad_texts[t].offset);
        assert_int_equal(kf_column_texts(&batch.columns[0], 0, 2, &arena, got, states, &any, NULL),
                         bad_texts[t].status);
        kf_arena_free(&arena);
        kf_batch_close(&batch);
    }
}

/* ---- Allocation failures --------------------------------------------------------------------- */

static int memory_scenario(const kefu_allocator *allocator)
{
    kefu_column c = {.struct_size = sizeof c,
                     .name = "x",
                     .type = KEFU_COLUMN_TEXT_Z,
                     .data = (const char *const[]){"\xC4\xE3\xBA\xC3"},
                     .encoding = KEFU_GB18030};
    const kefu_column *columns[] = {&c};
    kefu_batch b = {.struct_size = sizeof b, .rows = 1, .n_columns = 1, .columns = columns};
    kf_memory m;
    kf_batch opened;
    kf_arena arena;
    kefu_text text;
    kefu_status status = kf_memory_init(&m, allocator, NULL);
    if (!status)
        status = kf_batch_open(&opened, &m, &b, NULL);
    if (status)
        return status == KEFU_E_MEMORY ? 0 : -1;
    kf_arena_init(&arena, &m);
    status = kf_column_texts(&opened.columns[0], 0, 1, &arena, &text, states, &any, NULL);
    kf_arena_free(&arena);
    kf_batch_close(&opened);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_int_equal(oom_sweep(memory_scenario), 3); /* the columns, the scratch, the arena */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_bad_texts),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
