/* test_frame_join.c - specification of kefu_frame_join: every row and metric of both. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <string.h>

#include "columns.h"
#include "oom.h"

/* A frame by `key` of one row a text, with one whole number each; "" is no-data. */
static kefu_status frame_of(const kefu_allocator *allocator, const char *key, const char *metric,
                            const char *const (*cells)[2], int64_t n, int64_t min_n,
                            kefu_frame **out)
{
    kefu_column keys = COLUMN_OF(key, KEFU_COLUMN_TEXT_Z, cells);
    kefu_column values = COLUMN_OF(metric, KEFU_COLUMN_TEXT_Z, &cells[0][1]);
    const kefu_column *const pointers[] = {&keys, &values};
    kefu_batch batch = BATCH_OF(n, 2, pointers);
    kefu_metric_info info = {.struct_size = sizeof info,
                             .name = metric,
                             .min_n = min_n,
                             .definition = "org.example.figure/1"};
    kefu_report_columns columns = {.struct_size = sizeof columns, .count = metric};
    kefu_report *report = NULL;
    kefu_status status = kefu_report_new(allocator, NULL, &report, NULL);
    keys.stride = values.stride = sizeof *cells;
    if (!status)
        status = kefu_report_key(report, key, NULL);
    if (!status)
        status = kefu_report_metric(report, &info, &columns, NULL);
    if (!status)
        status = kefu_report_read(report, &batch, out, NULL);
    kefu_report_free(report);
    return status;
}

static kefu_frame *made_of(const char *metric, const char *const (*cells)[2], int64_t n)
{
    kefu_frame *frame;
    assert_int_equal(frame_of(NULL, "客服", metric, cells, n, 5, &frame), KEFU_OK);
    return frame;
}

static const char *const chats[][2] = {{"b", "20"}, {"7", "3"}, {"a", "10"}};
static const char *const exam[][2] = {{"c", "90"}, {"a", "80"}, {"7", "-"}, {"d", "-"}};

static void assert_value(const kefu_frame *frame, int64_t row, int32_t metric, kefu_value expected)
{
    kefu_value got;
    assert_int_equal(kefu_frame_value(frame, row, metric, &got), KEFU_OK);
    assert_true(got.num == expected.num && got.den == expected.den && got.n == expected.n);
    assert_int_equal(got.status, expected.status);
    assert_int_equal(got.flags, expected.flags);
}

static void assert_unmatched(const kefu_frame *frame, int64_t index, const char *key, int32_t side,
                             int32_t metrics)
{
    kefu_unmatched got = {.struct_size = sizeof got};
    assert_int_equal(kefu_frame_unmatched(frame, index, &got), KEFU_OK);
    assert_string_equal(got.key, key);
    assert_int_equal(got.side, side);
    assert_int_equal(got.metrics, metrics);
}

static void test_all_rows_of_both(void **state)
{
    static const char *const expected[] = {"7", "a", "b", "c", "d"};
    kefu_frame *left = made_of("chats", chats, 3), *right = made_of("exam", exam, 4), *both;
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_value none = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    (void)state;
    assert_int_equal(kefu_frame_join(left, right, 0, &both, NULL), KEFU_OK);
    kefu_frame_free(left);
    kefu_frame_free(right);
    assert_int_equal(kefu_frame_rows(both), 5);
    assert_int_equal(kefu_frame_metrics(both), 2);
    assert_string_equal(kefu_frame_key_name(both, 0), "客服");
    for (int64_t row = 0; row < 5; row++) {
        kefu_text key;
        assert_int_equal(kefu_frame_key(both, row, 0, &key), KEFU_OK);
        assert_string_equal(key.data, expected[row]);
    }
    assert_int_equal(kefu_frame_metric(both, 1, &info), KEFU_OK);
    assert_string_equal(info.name, "exam");
    assert_int_equal(info.min_n, 5);
    assert_string_equal(info.definition, "org.example.figure/1");
    assert_value(both, 0, 0, (kefu_value){3, 1, 3, KEFU_VALUE_LOW_VOLUME, 0});
    assert_value(both, 0, 1, (kefu_value){0, 0, -1, KEFU_VALUE_NO_DATA, 0});
    assert_value(both, 1, 0, (kefu_value){10, 1, 10, 0, 0});
    assert_value(both, 1, 1, (kefu_value){80, 1, 80, 0, 0});
    assert_value(both, 2, 1, none);
    assert_value(both, 3, 0, none);
    assert_value(both, 3, 1, (kefu_value){90, 1, 90, 0, 0});
    /* in order of the keys; "d" was there, but held nothing */
    assert_int_equal(kefu_frame_unmatched_count(both), 3);
    assert_unmatched(both, 0, "b", 1, 1);
    assert_unmatched(both, 1, "c", 2, 1);
    assert_unmatched(both, 2, "d", 2, 0);
    kefu_frame_free(both);
}

static void assert_same_cells(const kefu_frame *a, const kefu_frame *b)
{
    assert_int_equal(kefu_frame_rows(a), kefu_frame_rows(b));
    assert_int_equal(kefu_frame_metrics(a), kefu_frame_metrics(b));
    for (int32_t m = 0; m < kefu_frame_metrics(a); m++) {
        kefu_metric_info info = {.struct_size = sizeof info};
        int32_t other;
        assert_int_equal(kefu_frame_metric(a, m, &info), KEFU_OK);
        assert_int_equal(kefu_frame_find_metric(b, info.name, &other, NULL), KEFU_OK);
        for (int64_t row = 0; row < kefu_frame_rows(a); row++) {
            kefu_value value;
            kefu_text x, y;
            assert_int_equal(kefu_frame_key(a, row, 0, &x), KEFU_OK);
            assert_int_equal(kefu_frame_key(b, row, 0, &y), KEFU_OK);
            assert_string_equal(x.data, y.data);
            assert_int_equal(kefu_frame_value(a, row, m, &value), KEFU_OK);
            assert_value(b, row, other, value);
        }
    }
}

/* a + b has the cells of b + a, and (a + b) + c those of a + (b + c). */
static void test_laws(void **state)
{
    static const char *const stars[][2] = {{"d", "4"}, {"7", "100"}, {"e", "5"}};
    kefu_frame *a = made_of("chats", chats, 3), *b = made_of("exam", exam, 4);
    kefu_frame *c = made_of("stars", stars, 3), *nobody = made_of("nobody", chats, 0);
    kefu_frame *ab, *ba, *bc, *ab_c, *a_bc, *a_none;
    (void)state;
    assert_int_equal(kefu_frame_join(a, b, 0, &ab, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_join(b, a, 0, &ba, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_join(b, c, 0, &bc, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_join(ab, c, 0, &ab_c, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_join(a, bc, 0, &a_bc, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_join(a, nobody, 0, &a_none, NULL), KEFU_OK);
    assert_same_cells(ab, ba);
    assert_same_cells(ab_c, a_bc);
    assert_int_equal(kefu_frame_rows(a_none), 3);
    assert_int_equal(kefu_frame_unmatched_count(a_none), 3);
    kefu_frame *const all[] = {a, b, c, nobody, ab, ba, bc, ab_c, a_bc, a_none};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        kefu_frame_free(all[i]);
}

static void test_frames_that_do_not_fit(void **state)
{
    kefu_frame *a = made_of("chats", chats, 3), *other, *out = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(frame_of(NULL, "agent", "exam", exam, 4, 0, &other), KEFU_OK);
    assert_int_equal(kefu_frame_join(a, other, 0, &out, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message,
                        "join: key 1 is '客服' on the left and 'agent' on the right");
    assert_int_equal(kefu_frame_join(a, a, 0, &out, &error), KEFU_E_EXISTS);
    assert_non_null(strstr(error.message, "'chats'"));
    assert_int_equal(kefu_frame_join(a, other, 1, &out, NULL), KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_frame_join(a, NULL, 0, &out, NULL), KEFU_E_ARGUMENT);
    assert_null(out);
    kefu_frame_free(a);
    kefu_frame_free(other);
}

static int join_scenario(const kefu_allocator *allocator)
{
    kefu_frame *a = NULL, *b = NULL, *both = NULL;
    kefu_status status = frame_of(allocator, "k", "x", chats, 3, 0, &a);
    if (!status)
        status = frame_of(allocator, "k", "y", exam, 4, 0, &b);
    if (!status)
        status = kefu_frame_join(a, b, 0, &both, NULL);
    kefu_frame_free(a);
    kefu_frame_free(b);
    kefu_frame_free(both);
    return !status ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(join_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_rows_of_both),
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_frames_that_do_not_fit),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
