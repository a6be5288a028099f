/* test_estimates_write.c - estimates by key, how they were made, flags in words, CSV and JSON. What
 * is expected is by hand. */
#include "estimate_fixture.h"
#include "oom.h"

/* Both rows of a cell are marked: nothing is left to chance. */
static const case_rows both = {2, {80, 90}, {0}, {1, 1}, {2, 2}, {"林晓燕", "7"}};
/* One of five. */
static const case_rows one_of_five = {1, {7}, {0}, {1}, {5}, {"=1+1"}};

typedef kefu_status (*writer)(const kefu_estimates *, const kefu_estimates_write_options *,
                              const kefu_sink *, kefu_error *);

static void assert_written(const kefu_estimates *e, writer write,
                           const kefu_estimates_write_options *options, const char *expected)
{
    kefu_buffer *buffer = NULL;
    const void *bytes = NULL;
    size_t size = 0;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(write(e, options, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    bytes = kefu_buffer_data(buffer, &size);
    if (size != strlen(expected) || memcmp(bytes, expected, size) != 0)
        fail_msg("%.*s", (int)size, (const char *)bytes);
    kefu_buffer_free(buffer);
}

static void test_csv(void **state)
{
    const kefu_estimates_write_options english = {.struct_size = sizeof english,
                                                  .language = KEFU_EN};
    const kefu_estimates_write_options excel = {.struct_size = sizeof excel,
                                                .flags = KEFU_ESTIMATES_EXCEL};
    (void)state;
    kefu_estimates *e = case_must(&both, (kefu_estimate_options){.by = "agent"});
    assert_written(
        e, kefu_estimates_csv, &english,
        "agent,naive,estimate,error,low,high,population,marked,sampled,effective_n,flags\n"
        "all,85.000,85.000,0.000,85.000,85.000,2,2,2,,all inspected\n"
        "7,90.000,90.000,0.000,90.000,90.000,1.000,1,1,,all inspected\n"
        "林晓燕,80.000,80.000,0.000,80.000,80.000,1.000,1,1,,all inspected\n");
    kefu_estimates_free(e);
    e = case_must(&one_of_five, (kefu_estimate_options){.by = NULL});
    assert_written(e, kefu_estimates_csv, NULL,
                   "对象,未校正,校正后,标准误,下限,上限,总数,评分数,抽检数,有效样本量,说明\n"
                   "全部,7.000,7.000,,,,5,1,1,,有的格只有一条评分\n");
    kefu_estimates_free(e);
    e = case_must(&one_of_five, (kefu_estimate_options){.by = "agent"});
    assert_written(e, kefu_estimates_csv, &excel,
                   "\xEF\xBB\xBF"
                   "agent,未校正,校正后,标准误,下限,上限,总数,评分数,抽检数,有效样本量,说明\r\n"
                   "全部,7.000,7.000,,,,5,1,1,,有的格只有一条评分\r\n"
                   "\"=\"\"=1+1\"\"\",7.000,7.000,,,,5,1,1,,有的格只有一条评分\r\n");
    kefu_estimates_free(e);
}

static void test_json(void **state)
{
    (void)state;
    kefu_estimates *e = case_must(&both, (kefu_estimate_options){.by = NULL});
    assert_written(
        e, kefu_estimates_json, NULL,
        "{\"format\":1,\"plan\":null,\"seed\":null,\"mark\":\"mark\",\"by\":null,\"kind\":\"mean\","
        "\"scale\":0,\"lonely\":\"none\",\"method\":\"wilson\",\"confidence\":0.950000000,"
        "\"estimates\":[{\"key\":null,\"naive\":85.000,\"estimate\":85.000,\"error\":0.000,"
        "\"low\":85.000,\"high\":85.000,\"population\":2,\"marked\":2,\"sampled\":2,"
        "\"df\":1.000000,\"effective_n\":null,\"flags\":[\"whole\"],"
        "\"flags_text\":{\"zh\":\"全部看过\",\"en\":\"all inspected\"},"
        "\"effects\":[{\"label\":{\"zh\":\"1\",\"en\":\"1\"},\"in_marks\":{\"num\":2,\"den\":2},"
        "\"in_population\":1.000000000,\"mean\":85.000,\"effect\":0.000}],"
        "\"text\":{\"zh\":\"抽到的平均 85.0 分,无需校正(全部看过,没有抽样误差)。\","
        "\"en\":\"The mean of what was inspected is 85.0, which needs no correction (all were "
        "inspected: no sampling error).\"}}]}");
    kefu_estimates_free(e);
}

static void test_refused(void **state)
{
    const kefu_estimates_write_options cases[] = {{.struct_size = sizeof *cases, .language = 7},
                                                  {.struct_size = sizeof *cases, .flags = 2}};
    const writer writers[] = {kefu_estimates_csv, kefu_estimates_json};
    kefu_buffer *buffer = NULL;
    (void)state;
    kefu_estimates *e = case_must(&both, (kefu_estimate_options){.by = NULL});
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(writers[i / 2](e, &cases[i % 2], kefu_buffer_sink(buffer), NULL),
                         KEFU_E_UNSUPPORTED);
    kefu_buffer_free(buffer);
    kefu_estimates_free(e);
}

static void test_find(void **state)
{
    kefu_error error;
    int64_t index = -1;
    (void)state;
    case_rows c = {3, {1, 2, 3}, {0}, {1, 1, 1}, {9, 9, 9}, {"lin", NULL, "7"}};
    kefu_estimates *e = case_must(&c, (kefu_estimate_options){.by = "agent"});
    static const struct {
        const char *key;
        size_t size;
    } keys[] = {{NULL, 0}, {"7", 1}, {"", 0}, {"lin", 3}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        kefu_estimated item = {.struct_size = sizeof item};
        assert_int_equal(kefu_estimates_find(e, keys[i].key, keys[i].size, &index, &error),
                         KEFU_OK);
        assert_int_equal(kefu_estimates_at(e, index, &item), KEFU_OK);
        assert_int_equal(index == 0, !keys[i].key);
        assert_int_equal(item.key.size, keys[i].size);
        assert_memory_equal(item.key.data, keys[i].key ? keys[i].key : "", keys[i].size);
    }
    assert_int_equal(kefu_estimates_find(e, "lim", 3, &index, &error), KEFU_E_NAME);
    assert_string_equal(error.message, "there is no estimate of 'lim'; did you mean 'lin'?");
    assert_int_equal(kefu_estimates_find(e, NULL, 1, &index, &error), KEFU_E_ARGUMENT);
    kefu_estimates_free(e);
}

static void test_made(void **state)
{
    kefu_estimates_info info = {.struct_size = sizeof info};
    (void)state;
    kefu_estimates *e =
        case_must(&both, (kefu_estimate_options){.by = "agent",
                                                 .kind = KEFU_ESTIMATE_TOTAL,
                                                 .scale = 2,
                                                 .lonely = KEFU_LONELY_ADJUST,
                                                 .method = KEFU_INTERVAL_CLOPPER_PEARSON,
                                                 .confidence = 900000000});
    assert_int_equal(kefu_estimates_made(e, &info), KEFU_OK);
    assert_string_equal(info.plan, "");
    assert_string_equal(info.plan_hash, "");
    assert_string_equal(info.seed, "");
    assert_string_equal(info.mark, "mark");
    assert_string_equal(info.by, "agent");
    assert_int_equal(info.kind, KEFU_ESTIMATE_TOTAL);
    assert_int_equal(info.scale, 2);
    assert_int_equal(info.lonely, KEFU_LONELY_ADJUST);
    assert_int_equal(info.method, KEFU_INTERVAL_CLOPPER_PEARSON);
    assert_int_equal(info.confidence, 900000000);
    kefu_estimates_free(e);
    e = case_must(&both, (kefu_estimate_options){.by = NULL});
    assert_int_equal(kefu_estimates_made(e, &info), KEFU_OK);
    assert_string_equal(info.by, "");
    assert_int_equal(info.confidence, KEFU_CONFIDENCE_95);
    kefu_estimates_free(e);
}

static void test_flags(void **state)
{
    static const struct {
        uint32_t flags;
        const char *zh, *en;
    } cases[] = {
        {0, "", ""},
        {KEFU_ESTIMATED_REPLACED, "有更换", "unsuitable rows replaced"},
        {KEFU_ESTIMATED_UNMARKED | KEFU_ESTIMATED_LONELY, "有的会话没有评分;有的格只有一条评分",
         "rows without a mark; one mark in a cell"},
        {KEFU_ESTIMATED_GAPS, "有的格没有评分,没有算在内", "cells without marks are left out"},
        {KEFU_ESTIMATED_UNPLACED | KEFU_ESTIMATED_NULL_KEY, "有的会话不知归谁;归属为空",
         "rows whose key is not known; empty key"}};
    char text[400];
    size_t need = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int32_t l = KEFU_ZH; l <= KEFU_EN; l++) {
            const char *expected = l == KEFU_ZH ? cases[i].zh : cases[i].en;
            assert_int_equal(kefu_estimated_flags_text(cases[i].flags, l, text, sizeof text, &need),
                             KEFU_OK);
            assert_string_equal(text, expected);
            assert_int_equal(need, strlen(expected) + 1);
        }
    assert_int_equal(kefu_estimated_flags_text(127, KEFU_ZH, text, sizeof text, &need), KEFU_OK);
    assert_true(need < sizeof text);
    assert_int_equal(kefu_estimated_flags_text(127, KEFU_EN, text, sizeof text, &need), KEFU_OK);
    assert_true(need < sizeof text);
    assert_int_equal(kefu_estimated_flags_text(128, KEFU_EN, text, 400, NULL), KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_estimated_flags_text(1, 9, text, 400, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_estimated_flags_text(1, KEFU_EN, NULL, 1, NULL), KEFU_E_ARGUMENT);
}

static int write_scenario(const kefu_allocator *allocator)
{
    kefu_estimate_options o = {.allocator = allocator, .by = "agent"};
    kefu_estimates *e = NULL;
    kefu_buffer *buffer = NULL;
    kefu_status status = case_estimate(&both, &o, &e, NULL);
    if (!status)
        status = kefu_buffer_new(allocator, &buffer, NULL);
    if (!status)
        status = kefu_estimates_csv(e, NULL, kefu_buffer_sink(buffer), NULL);
    if (!status)
        status = kefu_estimates_json(e, NULL, kefu_buffer_sink(buffer), NULL);
    kefu_buffer_free(buffer);
    kefu_estimates_free(e);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(write_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),    cmocka_unit_test(test_json), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_find),   cmocka_unit_test(test_made), cmocka_unit_test(test_flags),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
