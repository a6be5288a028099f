/* test_frame.c - specification of frames and how they are made: table/frame.h and kefu_frame_*. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <string.h>

#include "oom.h"
#include "table/frame.h"

static kefu_text text_of(const char *text) { return (kefu_text){text, strlen(text)}; }

static kf_key key_of(const char *text) { return kf_key_of(text, strlen(text)); }

static kf_frame_maker *maker_of(int32_t n_keys)
{
    static const char *const names[] = {"客服", "日期"};
    kf_memory memory;
    kf_frame_maker *maker;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    assert_int_equal(kf_frame_maker_new(&memory, NULL, names, n_keys, &maker, NULL), KEFU_OK);
    return maker;
}

static void add_row(kf_frame_maker *maker, const char *key)
{
    kf_key keys[1] = {key_of(key)};
    assert_int_equal(kf_frame_maker_row(maker, keys, NULL), KEFU_OK);
}

static kefu_frame *done(kf_frame_maker *maker)
{
    kefu_frame *frame;
    assert_int_equal(kf_frame_maker_done(maker, &frame, NULL), KEFU_OK);
    return frame;
}

static kefu_metric_info info_of(const char *name)
{
    kefu_metric_info info = {.struct_size = sizeof info, .name = name};
    return info;
}

static int32_t add_metric(kf_frame_maker *maker, const char *name, int64_t min_n)
{
    kefu_metric_info info = info_of(name);
    int32_t metric;
    info.min_n = min_n;
    assert_int_equal(kf_frame_maker_metric(maker, &info, &metric, NULL), KEFU_OK);
    return metric;
}

static void assert_value(const kefu_frame *frame, int64_t row, int32_t metric, kefu_value expected)
{
    kefu_value got;
    assert_int_equal(kefu_frame_value(frame, row, metric, &got), KEFU_OK);
    assert_true(got.num == expected.num);
    assert_true(got.den == expected.den);
    assert_true(got.n == expected.n);
    assert_int_equal(got.status, expected.status);
    assert_int_equal(got.flags, expected.flags);
}

/* Rows come out in the order of their keys, whatever order they came in, with their values. */
static void test_rows_are_in_order_of_keys(void **state)
{
    static const char *const sorted[] = {"-2", "9", "10", "007", "a", "b", "张"};
    (void)state;
    for (size_t step = 1; step < 7; step++) { /* 7 is prime: each step is a permutation */
        kf_frame_maker *maker = maker_of(1);
        for (size_t i = 0; i < 7; i++)
            add_row(maker, sorted[i * step % 7]);
        int32_t metric = add_metric(maker, "m", 0);
        for (int64_t i = 0; i < 7; i++) {
            kefu_value value = {(int64_t)((size_t)i * step % 7), 10, i, 0, 0};
            kf_frame_maker_set(maker, i, metric, &value);
        }
        kefu_frame *frame = done(maker);
        assert_int_equal(kefu_frame_rows(frame), 7);
        for (int64_t row = 0; row < 7; row++) {
            kefu_text key, given = text_of(sorted[row]);
            kefu_value value;
            int64_t found;
            assert_int_equal(kefu_frame_key(frame, row, 0, &key), KEFU_OK);
            assert_string_equal(key.data, sorted[row]);
            assert_int_equal(kefu_frame_find(frame, &given, 1, &found, NULL), KEFU_OK);
            assert_int_equal(found, row);
            assert_int_equal(kefu_frame_find_key(frame, sorted[row], &found, NULL), KEFU_OK);
            assert_int_equal(found, row);
            assert_int_equal(kefu_frame_value(frame, row, 0, &value), KEFU_OK);
            assert_int_equal(value.num, row);
            assert_int_equal((size_t)value.n * step % 7, row);
        }
        kefu_frame_free(frame);
    }
}

/* The rule of frame.h: 0 <= n < min_n raises ok to low volume, and flags what ranks higher. */
static void test_low_volume(void **state)
{
    enum { OK = KEFU_VALUE_OK, LOW = KEFU_VALUE_LOW_VOLUME, HAS = KEFU_VALUE_HAS_LOW_VOLUME };
    static const struct {
        int64_t min_n;
        kefu_value set, got;
    } cases[] = {
        {0, {7, 8, 8, OK, 0}, {7, 8, 8, OK, 0}},
        {8, {7, 8, 8, OK, 0}, {7, 8, 8, OK, 0}},
        {9, {7, 8, 8, OK, 0}, {7, 8, 8, LOW, 0}},
        {9, {7, 8, 8, LOW, 0}, {7, 8, 8, LOW, 0}},
        {9, {7, 8, -1, OK, 1}, {7, 8, -1, OK, 1}},
        {9, {7, 8, 8, KEFU_VALUE_PROVISIONAL, 1}, {7, 8, 8, KEFU_VALUE_PROVISIONAL, HAS | 1}},
        {9, {0, 0, 0, KEFU_VALUE_NO_DATA, 0}, {0, 0, 0, KEFU_VALUE_NO_DATA, HAS}},
        {0, {0, 0, 0, KEFU_VALUE_NO_DATA, 0}, {0, 0, 0, KEFU_VALUE_NO_DATA, 0}},
        {9, {0, 0, 9, KEFU_VALUE_EXEMPT, 0}, {0, 0, 9, KEFU_VALUE_EXEMPT, 0}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_frame_maker *maker = maker_of(1);
        add_row(maker, "a");
        kf_frame_maker_set(maker, 0, add_metric(maker, "m", cases[i].min_n), &cases[i].set);
        kefu_frame *frame = done(maker);
        assert_value(frame, 0, 0, cases[i].got);
        kefu_frame_free(frame);
    }
}

/* Parts that vary and parts that do not come back alike; a cell never set is no-data. */
static void test_values_come_back(void **state)
{
    static const kefu_value values[2][3] = {
        {{1, 100, 5, 0, 0}, {2, 100, 5, 0, 0}, {INT64_MIN, 100, 5, 0, 0}},
        {{1, 3, -1, 0, 1}, {5, INT64_MAX, 0, 2, 513}, {0, 0, INT64_MAX, 4, UINT32_MAX}},
    };
    kf_frame_maker *maker = maker_of(1);
    kefu_value all[3];
    (void)state;
    add_row(maker, "a");
    add_row(maker, "b");
    add_row(maker, "c");
    for (int32_t m = 0; m < 2; m++) {
        add_metric(maker, m ? "y" : "x", 0);
        for (int64_t row = 0; row < 3; row++)
            kf_frame_maker_set(maker, row, m, &values[m][row]);
    }
    add_metric(maker, "unset", 0);
    kefu_frame *frame = done(maker);
    for (int32_t m = 0; m < 2; m++) {
        for (int64_t row = 0; row < 3; row++)
            assert_value(frame, row, m, values[m][row]);
        assert_int_equal(kefu_frame_values(frame, m, 0, 3, all), KEFU_OK);
        assert_memory_equal(all, values[m], sizeof all);
        assert_int_equal(kefu_frame_values(frame, m, 1, 2, all), KEFU_OK);
        assert_memory_equal(all, &values[m][1], 2 * sizeof *all);
    }
    assert_value(frame, 1, 2, (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0});
    kefu_frame_free(frame);
}

static void test_labels_fall_back_to_the_name(void **state)
{
    kf_frame_maker *maker = maker_of(1);
    kefu_metric_info full = {.struct_size = sizeof full,
                             .name = "reply_s",
                             .label_zh = "平均响应",
                             .label_en = "mean response",
                             .unit = "s",
                             .scale = 1,
                             .direction = KEFU_LOWER,
                             .min_n = 30,
                             .definition = "kefu.avg_response_time/1"};
    kefu_metric_info bare = info_of("bare"), got = {.struct_size = sizeof got};
    int32_t metric;
    (void)state;
    bare.label_en = "";
    assert_int_equal(kf_frame_maker_metric(maker, &full, NULL, NULL), KEFU_OK);
    assert_int_equal(kf_frame_maker_metric(maker, &bare, NULL, NULL), KEFU_OK);
    kefu_frame *frame = done(maker);
    assert_int_equal(kefu_frame_rows(frame), 0);
    assert_int_equal(kefu_frame_metrics(frame), 2);
    assert_int_equal(kefu_frame_find_metric(frame, "reply_s", &metric, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_metric(frame, metric, &got), KEFU_OK);
    assert_string_equal(got.label_zh, "平均响应");
    assert_string_equal(got.label_en, "mean response");
    assert_string_equal(got.unit, "s");
    assert_int_equal(got.scale, 1);
    assert_int_equal(got.direction, KEFU_LOWER);
    assert_int_equal(got.min_n, 30);
    assert_string_equal(got.definition, "kefu.avg_response_time/1");
    assert_int_equal(kefu_frame_metric(frame, 1, &got), KEFU_OK);
    assert_string_equal(got.label_zh, "bare");
    assert_string_equal(got.label_en, "bare");
    assert_string_equal(got.unit, "");
    assert_string_equal(got.definition, "");
    kefu_frame_free(frame);
}

static void test_metrics_that_make_no_sense(void **state)
{
    kf_frame_maker *maker = maker_of(1);
    kefu_metric_info bad[8];
    static const kefu_status expected[8] = {KEFU_E_ARGUMENT, KEFU_E_ARGUMENT, KEFU_E_ARGUMENT,
                                            KEFU_E_ARGUMENT, KEFU_E_ARGUMENT, KEFU_E_ENCODING,
                                            KEFU_E_EXISTS,   KEFU_E_ENCODING};
    (void)state;
    for (size_t i = 0; i < 8; i++)
        bad[i] = info_of("m");
    bad[0].name = NULL;
    bad[1].name = "";
    bad[2].scale = 19;
    bad[3].direction = 2;
    bad[4].min_n = -1;
    bad[5].label_zh = "\xB0\xA1";
    bad[6].name = "taken";
    bad[7].definition = "\xB0\xA1/1";
    add_metric(maker, "taken", 0);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(kf_frame_maker_metric(maker, &bad[i], NULL, NULL), expected[i]);
    kf_frame_maker_free(maker);
}

static void test_two_keys(void **state)
{
    kf_frame_maker *maker = maker_of(2);
    static const char *const rows[][2] = {{"b", "20761"}, {"a", "20762"}, {"a", "9"}};
    static const char *const sorted[][2] = {{"a", "9"}, {"a", "20762"}, {"b", "20761"}};
    kefu_text keys[2];
    kefu_error error;
    int64_t row;
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        kf_key pair[2] = {key_of(rows[i][0]), key_of(rows[i][1])};
        assert_int_equal(kf_frame_maker_row(maker, pair, NULL), KEFU_OK);
        assert_int_equal(kf_frame_maker_row(maker, pair, &error), KEFU_E_DUPLICATE);
        assert_int_equal(kf_frame_maker_rows(maker), i + 1);
    }
    kefu_frame *frame = done(maker);
    assert_int_equal(kefu_frame_keys(frame), 2);
    assert_string_equal(kefu_frame_key_name(frame, 1), "日期");
    assert_null(kefu_frame_key_name(frame, 2));
    for (int64_t i = 0; i < 3; i++) {
        keys[0] = text_of(sorted[i][0]);
        keys[1] = text_of(sorted[i][1]);
        assert_int_equal(kefu_frame_find(frame, keys, 2, &row, NULL), KEFU_OK);
        assert_int_equal(row, i);
    }
    keys[1] = text_of("1");
    assert_int_equal(kefu_frame_find(frame, keys, 2, &row, &error), KEFU_E_NAME);
    assert_int_equal(kefu_frame_find(frame, keys, 1, &row, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_find_key(frame, "1", &row, &error), KEFU_E_ARGUMENT);
    kefu_frame_free(frame);
}

/* A tally without keys: one row that nothing names. */
static void test_no_keys(void **state)
{
    kf_frame_maker *maker = maker_of(0);
    int64_t row = 9;
    (void)state;
    assert_int_equal(kf_frame_maker_row(maker, NULL, NULL), KEFU_OK);
    kefu_frame *frame = done(maker);
    assert_int_equal(kefu_frame_find(frame, NULL, 0, &row, NULL), KEFU_OK);
    assert_int_equal(row, 0);
    kefu_frame_free(frame);
    frame = done(maker_of(0));
    assert_int_equal(kefu_frame_find(frame, NULL, 0, &row, NULL), KEFU_E_NAME);
    kefu_frame_free(frame);
}

static void test_misspelt_names(void **state)
{
    kf_frame_maker *maker = maker_of(1);
    kefu_text key = text_of("zhangsam");
    kefu_error error;
    int64_t row;
    int32_t metric;
    (void)state;
    add_row(maker, "zhangsan");
    add_row(maker, "lisi");
    add_metric(maker, "conversion", 0);
    kefu_frame *frame = done(maker);
    assert_int_equal(kefu_frame_find(frame, &key, 1, &row, &error), KEFU_E_NAME);
    assert_int_equal(kefu_frame_find_key(frame, key.data, &row, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "did you mean 'zhangsan'?"));
    assert_int_equal(kefu_frame_find_metric(frame, "convertion", &metric, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "did you mean 'conversion'?"));
    kefu_frame_free(frame);
}

static void test_out_of_range(void **state)
{
    kf_frame_maker *maker = maker_of(1);
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_unmatched lost = {.struct_size = sizeof lost};
    kefu_value value[3];
    kefu_text key;
    (void)state;
    add_row(maker, "a");
    add_row(maker, "b");
    add_metric(maker, "m", 0);
    kefu_frame *frame = done(maker);
    assert_int_equal(kefu_frame_key(frame, 2, 0, &key), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_key(frame, -1, 0, &key), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_key(frame, 0, 1, &key), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_key(NULL, 0, 0, &key), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_metric(frame, 1, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_value(frame, 2, 0, value), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_values(frame, 0, 1, 2, value), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_values(frame, 0, 2, 0, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_values(frame, 0, 0, INT64_MAX, value), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_unmatched(frame, 0, &lost), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_frame_unmatched_count(frame), 0);
    assert_int_equal(kefu_frame_rows(NULL), 0);
    kefu_frame_free(frame);
    kefu_frame_free(NULL);
}

static void test_rows_are_limited(void **state)
{
    static const char *const names[] = {"k"};
    kefu_limits limits = {.struct_size = sizeof limits, .groups = 2};
    kf_memory memory;
    kf_frame_maker *maker;
    kf_key third = key_of("c");
    (void)state;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    assert_int_equal(kf_frame_maker_new(&memory, &limits, names, 1, &maker, NULL), KEFU_OK);
    add_row(maker, "a");
    add_row(maker, "b");
    assert_int_equal(kf_frame_maker_row(maker, &third, NULL), KEFU_E_LIMIT);
    kefu_frame *frame = done(maker);
    assert_int_equal(kefu_frame_rows(frame), 2);
    kefu_frame_free(frame);
}

static kefu_status frame_fill(kf_frame_maker *maker)
{
    static const char *const keys[] = {"b", "3", "a", "20"};
    kefu_metric_info info = info_of("m");
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < 4 && !status; i++) {
        kf_key key = key_of(keys[i]);
        status = kf_frame_maker_row(maker, &key, NULL);
    }
    if (!status)
        status = kf_frame_maker_metric(maker, &info, NULL, NULL);
    for (int64_t i = 0; i < 4 && !status; i++) {
        kefu_value value = {i, 10, 10, 0, 0};
        kf_frame_maker_set(maker, i, 0, &value);
    }
    return status ? status : kf_frame_maker_unmatched(maker, text_of("x"), 1, 2, NULL);
}

static int frame_scenario(const kefu_allocator *allocator)
{
    static const char *const names[] = {"k"};
    kf_memory memory;
    kf_frame_maker *maker;
    kefu_frame *frame = NULL;
    kefu_status status = kf_memory_init(&memory, allocator, NULL);
    if (!status)
        status = kf_frame_maker_new(&memory, NULL, names, 1, &maker, NULL);
    if (status)
        return status == KEFU_E_MEMORY ? 0 : 2;
    status = frame_fill(maker);
    if (status)
        kf_frame_maker_free(maker);
    else
        status = kf_frame_maker_done(maker, &frame, NULL);
    kefu_frame_free(frame);
    return !status ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(frame_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_in_order_of_keys),
        cmocka_unit_test(test_low_volume),
        cmocka_unit_test(test_values_come_back),
        cmocka_unit_test(test_labels_fall_back_to_the_name),
        cmocka_unit_test(test_metrics_that_make_no_sense),
        cmocka_unit_test(test_two_keys),
        cmocka_unit_test(test_no_keys),
        cmocka_unit_test(test_misspelt_names),
        cmocka_unit_test(test_out_of_range),
        cmocka_unit_test(test_rows_are_limited),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
