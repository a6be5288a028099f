/* test_buffer.c - the text buffer, its formatter, and kefu_buffer, the sink that keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/format.h"
#include "base/text.h"
#include "oom.h"

static kf_memory memory;

static void appending(void **state)
{
    kf_buffer buffer;
    (void)state;
    kf_buffer_init(&buffer, &memory);
    assert_string_equal(kf_buffer_text(&buffer), "");
    kf_put(&buffer, NULL, 0);
    kf_put_text(&buffer, "");
    assert_int_equal(buffer.size, 0);
    kf_put_text(&buffer, "客服 ");
    kf_put_char(&buffer, '#');
    kf_put_i64(&buffer, -7);
    kf_put(&buffer, "\0x", 2);
    assert_int_equal(buffer.size, 12);
    assert_memory_equal(kf_buffer_text(&buffer), "客服 #-7\0x", 13);
    assert_int_equal(buffer.size, 12); /* the NUL does not count */
    kf_buffer_clear(&buffer);
    assert_string_equal(kf_buffer_text(&buffer), "");
    kf_put_text(&buffer, "again");
    assert_string_equal(kf_buffer_text(&buffer), "again");
    kf_buffer_free(&buffer);
    kf_buffer_free(&buffer);
    kf_put_text(&buffer, "and again");
    assert_string_equal(kf_buffer_text(&buffer), "and again");
    kf_buffer_free(&buffer);
}

static const struct number_case {
    int64_t value;
    const char *plain;
} numbers[] = {
    {0, "0"},
    {7, "7"},
    {-7, "-7"},
    {999, "999"},
    {-999, "-999"},
    {1204, "1204"},
    {-1204, "-1204"},
    {25890, "25890"},
    {100000, "100000"},
    {-100000, "-100000"},
    {1000000, "1000000"},
    {INT64_MAX, "9223372036854775807"},
    {INT64_MIN, "-9223372036854775808"},
};

static void numbers_as_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        kf_buffer buffer;
        char digits[20];
        kf_buffer_init(&buffer, &memory);
        kf_put_i64(&buffer, numbers[i].value);
        assert_string_equal(kf_buffer_text(&buffer), numbers[i].plain);
        kf_buffer_free(&buffer);
        assert_int_equal(kf_format_i64(numbers[i].value, digits), strlen(numbers[i].plain));
        assert_memory_equal(digits, numbers[i].plain, strlen(numbers[i].plain));
    }
}

static void formatting(void **state)
{
    kf_buffer buffer;
    (void)state;
    kf_buffer_init(&buffer, &memory);
    kf_put_format(&buffer, "%s %t %d %i %c 100%%", "甲", "乙丙", (size_t)3, (int32_t)1, INT64_C(-2),
                  'x');
    assert_string_equal(kf_buffer_text(&buffer), "甲 乙 1 -2 x 100%");
    kf_buffer_clear(&buffer);
    kf_put_format(&buffer, "plain");
    kf_put_format(&buffer, "");
    kf_put_format(&buffer, "%t", NULL, (size_t)0);
    assert_string_equal(kf_buffer_text(&buffer), "plain");
    kf_buffer_free(&buffer);
}

/* A failure sticks until the buffer is cleared, and keeps what was there. */
static void failing(void **state)
{
    oom_state counts = {0};
    kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free, &counts};
    kf_memory with;
    kf_buffer buffer;
    kefu_error error;
    (void)state;
    kf_memory_init(&with, &allocator, NULL);
    kf_buffer_init(&buffer, &with);
    kf_put_text(&buffer, "12345678");
    counts.fail_at = counts.calls + 1;
    kf_put_char(&buffer, '9');
    kf_put_text(&buffer, "10");
    assert_int_equal(buffer.failed, 1);
    assert_int_equal(buffer.size, 8);
    assert_null(kf_buffer_text(&buffer));
    assert_int_equal(kf_buffer_flush(&buffer, NULL, &error), KEFU_E_MEMORY);
    kf_buffer_clear(&buffer);
    kf_put_text(&buffer, "abc");
    assert_string_equal(kf_buffer_text(&buffer), "abc");
    kf_buffer_free(&buffer);
    assert_int_equal(counts.held, 0);
}

/* ---- Sinks ---- */

typedef struct heard {
    int32_t calls;
    kefu_status answer;
    size_t size;
} heard;

static kefu_status KEFU_CALL hear(void *user, const void *bytes, size_t size)
{
    heard *h = user;
    assert_non_null(bytes);
    h->calls++;
    h->size += size;
    return h->answer;
}

static void flushing(void **state)
{
    heard h = {0, KEFU_OK, 0};
    kefu_sink sink = {sizeof sink, hear, &h};
    kefu_error error;
    kf_buffer buffer;
    (void)state;
    kf_buffer_init(&buffer, &memory);
    assert_int_equal(kf_buffer_flush(&buffer, &sink, &error), KEFU_OK);
    assert_int_equal(h.calls, 0); /* size is never 0 */
    kf_put_text(&buffer, "one");
    kf_put_text(&buffer, " call");
    assert_int_equal(kf_buffer_flush(&buffer, &sink, &error), KEFU_OK);
    assert_int_equal(h.calls, 1);
    assert_int_equal(h.size, 8);
    assert_int_equal(buffer.size, 0);
    h.answer = 7;
    kf_put_text(&buffer, "no");
    assert_int_equal(kf_buffer_flush(&buffer, &sink, &error), KEFU_E_CALLBACK);
    assert_non_null(strstr(error.message, "7"));
    kf_buffer_free(&buffer);
}

static void keeping(void **state)
{
    kefu_buffer *kept;
    const kefu_sink *sink;
    size_t size = 99;
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, &kept, NULL), KEFU_OK);
    assert_string_equal(kefu_buffer_data(kept, &size), "");
    assert_int_equal(size, 0);
    sink = kefu_buffer_sink(kept);
    assert_int_equal(sink->struct_size, sizeof *sink);
    assert_int_equal(sink->write(sink->user, "12345678", 8), KEFU_OK); /* a full first block */
    assert_string_equal(kefu_buffer_data(kept, &size), "12345678");
    assert_int_equal(size, 8);
    assert_int_equal(sink->write(sink->user, "\0nine", 5), KEFU_OK);
    assert_memory_equal(kefu_buffer_data(kept, NULL), "12345678\0nine", 14);
    kefu_buffer_clear(kept);
    assert_string_equal(kefu_buffer_data(kept, &size), "");
    assert_int_equal(size, 0);
    assert_int_equal(sink->write(sink->user, "again", 5), KEFU_OK);
    assert_string_equal(kefu_buffer_data(kept, &size), "again");
    assert_int_equal(size, 5);
    kefu_buffer_clear(kept);
    kefu_buffer_clear(kept);
    kefu_buffer_clear(NULL);
    kefu_buffer_free(kept);
}

static void keeping_needs_arguments(void **state)
{
    size_t size = 99;
    kefu_allocator broken = {sizeof broken, NULL, NULL, NULL, NULL};
    kefu_buffer *kept = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_buffer_new(&broken, &kept, &error), KEFU_E_ARGUMENT);
    assert_null(kept);
    kefu_buffer_free(NULL);
    assert_null(kefu_buffer_sink(NULL));
    assert_string_equal(kefu_buffer_data(NULL, &size), "");
    assert_int_equal(size, 0);
}

/* Whatever fails, what is kept is what was accepted, with its NUL. */
static int keep(const kefu_allocator *allocator)
{
    kefu_buffer *kept;
    size_t accepted = 0, size;
    const char *data;
    int got = 1;
    kefu_status status = kefu_buffer_new(allocator, &kept, NULL);
    if (status)
        return status == KEFU_E_MEMORY ? 0 : -1;
    for (int i = 0; i < 20; i++) {
        const kefu_sink *sink = kefu_buffer_sink(kept);
        if (sink->write(sink->user, "1234567", 7) == KEFU_OK)
            accepted += 7;
        else
            got = 0;
    }
    data = kefu_buffer_data(kept, &size);
    if (size != accepted || strlen(data) != size)
        got = -1;
    kefu_buffer_free(kept);
    return got;
}

static int put(const kefu_allocator *allocator)
{
    kf_memory with;
    kf_buffer buffer;
    int got;
    if (kf_memory_init(&with, allocator, NULL))
        return -1;
    kf_buffer_init(&buffer, &with);
    for (int i = 0; i < 20; i++)
        kf_put_format(&buffer, "%s%d", "text", (int32_t)i);
    got = kf_buffer_text(&buffer) != NULL;
    kf_buffer_free(&buffer);
    return got;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(keep) > 1);
    assert_true(oom_sweep(put) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appending),
        cmocka_unit_test(numbers_as_text),
        cmocka_unit_test(formatting),
        cmocka_unit_test(failing),
        cmocka_unit_test(flushing),
        cmocka_unit_test(keeping),
        cmocka_unit_test(keeping_needs_arguments),
        cmocka_unit_test(out_of_memory),
    };
    kf_memory_init(&memory, NULL, NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
