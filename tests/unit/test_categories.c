/* test_categories.c - the pinned table of categories: keys and numbers as kefu/lexicon.h has them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lexicon/lexicon.h"

/* Of kefu/lexicon.h, in its order. */
static const struct {
    int32_t category;
    const char *key, *zh;
    int32_t list;
} pinned[] = {
    {KF_LIST_INSULT, "insult", "辱骂", KEFU_LIST_RED_LINE},
    {KF_LIST_THREAT, "threat", "威胁", KEFU_LIST_RED_LINE},
    {KF_LIST_CONTACT, "contact", "站外引流", KEFU_LIST_RED_LINE},
    {KF_LIST_CASH_FOR_PRAISE, "cash_for_praise", "好评返现", KEFU_LIST_RED_LINE},
    {KF_LIST_REFUSE_LIABILITY, "refuse_liability", "推卸责任", KEFU_LIST_RED_LINE},
    {KF_LIST_ABSOLUTE, "absolute", "极限词", KEFU_LIST_RED_LINE},
    {KF_LIST_PRIVACY, "privacy", "隐私", KEFU_LIST_RED_LINE},
    {KF_LIST_DISCRIMINATION, "discrimination", "歧视", KEFU_LIST_RED_LINE},
    {KF_LIST_PROMISE_EFFECT, "promise_effect", "承诺功效", KEFU_LIST_RED_LINE},
    {KF_LIST_NEGATIVE_TONE, "negative_tone", "消极用语", KEFU_LIST_RED_LINE},
    {KF_LIST_STALLING, "stalling", "推诿", KEFU_LIST_RED_LINE},
    {KF_LIST_OFF_PLATFORM_DEAL, "off_platform_deal", "私下交易", KEFU_LIST_RED_LINE},
    {KF_LIST_PROMISE_REFUND, "promise_refund", "承诺退款", KEFU_LIST_PROMISE},
    {KF_LIST_PROMISE_SEND, "promise_send", "承诺补发", KEFU_LIST_PROMISE},
    {KF_LIST_PROMISE_TIME, "promise_time", "承诺时限", KEFU_LIST_PROMISE},
    {KF_LIST_PROMISE_CALL, "promise_call", "承诺回电", KEFU_LIST_PROMISE},
    {KF_LIST_PROMISE_GIFT, "promise_gift", "承诺赠送", KEFU_LIST_PROMISE},
    {KF_LIST_PROMISE_PRICE, "promise_price", "承诺保价", KEFU_LIST_PROMISE},
    {KF_LIST_PAID, "paid", "好评模板", KEFU_LIST_SUSPECT},
    {KF_LIST_DEFAULT, "default", "系统默认", KEFU_LIST_SUSPECT},
    {KF_LIST_ADVERT, "advert", "广告", KEFU_LIST_SUSPECT},
    {KF_LIST_REFUND, "refund", "要求退款", KEFU_LIST_NEED},
    {KF_LIST_INJURY, "injury", "人身伤害", KEFU_LIST_NEED},
    {KF_LIST_MEDIA, "media", "曝光", KEFU_LIST_NEED},
    {KF_LIST_LAW, "law", "投诉维权", KEFU_LIST_NEED},
    {KF_LIST_REQUEST, "request", "提出请求", KEFU_LIST_NEED},
    {KF_LIST_BLACKMAIL, "blackmail", "恶意勒索", KEFU_LIST_NEED},
    {KF_LIST_NEGATOR, "negator", "否定词", KEFU_LIST_GRAMMAR},
    {KF_LIST_DOUBLE_NEGATOR, "double_negator", "双重否定", KEFU_LIST_GRAMMAR},
    {KF_LIST_CONTRAST, "contrast", "转折词", KEFU_LIST_GRAMMAR},
    {KF_LIST_CONDITION, "condition", "假设词", KEFU_LIST_GRAMMAR},
    {KF_LIST_QUESTION, "question", "疑问词", KEFU_LIST_GRAMMAR},
    {KF_LIST_QUOTE, "quote", "引语", KEFU_LIST_GRAMMAR},
    {KF_LIST_AGENT_WORD, "agent_word", "客服称呼", KEFU_LIST_GRAMMAR},
    {KF_LIST_PRAISE_WORD, "praise_word", "褒义词", KEFU_LIST_GRAMMAR},
    {KF_LIST_BLAME_WORD, "blame_word", "贬义词", KEFU_LIST_GRAMMAR},
};

static void test_pinned(void **state)
{
    const size_t n = sizeof pinned / sizeof *pinned;
    (void)state;
    assert_int_equal(kefu_category_count(), kefu_cause_count() + (int32_t)n);
    assert_int_equal(KF_LISTS, 101 + n);
    for (size_t i = 0; i < n; i++) {
        kefu_category_info info = {.struct_size = sizeof info};
        assert_int_equal(pinned[i].category, 101 + (int32_t)i);
        assert_int_equal(kefu_category_at(kefu_cause_count() + (int32_t)i, &info), KEFU_OK);
        assert_int_equal(info.category, 101 + (int32_t)i);
        assert_int_equal(kefu_category(pinned[i].category, &info), KEFU_OK);
        assert_string_equal(info.key, pinned[i].key);
        assert_string_equal(info.label_zh, pinned[i].zh);
        assert_int_equal(info.list, pinned[i].list);
        assert_true(info.label_en[0] != 0);
    }
}

/* The first categories are the causes, number by number. */
static void test_causes(void **state)
{
    (void)state;
    for (int32_t i = 1; i <= kefu_cause_count(); i++) {
        kefu_category_info info = {.struct_size = sizeof info};
        kefu_cause_info cause = {.struct_size = sizeof cause};
        assert_int_equal(kefu_category(i, &info), KEFU_OK);
        assert_int_equal(kefu_cause(i, &cause), KEFU_OK);
        assert_string_equal(info.key, cause.key);
        assert_string_equal(info.label_zh, cause.label_zh);
        assert_string_equal(info.label_en, cause.label_en);
        assert_int_equal(info.list, KEFU_LIST_CAUSE);
        assert_int_equal(info.cause, i);
        assert_int_equal(info.severity, 0);
        assert_int_equal(info.scope, 0);
    }
}

/* Severity and scope: red lines have both, promises are the agent's, needs the buyer's. */
static void test_meaning(void **state)
{
    (void)state;
    for (int32_t i = kefu_cause_count(); i < kefu_category_count(); i++) {
        kefu_category_info info = {.struct_size = sizeof info};
        assert_int_equal(kefu_category_at(i, &info), KEFU_OK);
        const int32_t weighs = info.list == KEFU_LIST_RED_LINE || info.list == KEFU_LIST_NEED;
        assert_int_equal(info.severity != 0, weighs);
        assert_int_equal(info.scope != 0, info.list != KEFU_LIST_GRAMMAR);
        assert_true(info.cause >= 0 && info.cause <= kefu_cause_count());
        if (info.list == KEFU_LIST_PROMISE)
            assert_int_equal(info.scope, KEFU_BY_AGENT);
        if (info.list == KEFU_LIST_NEED || info.list == KEFU_LIST_SUSPECT)
            assert_int_equal(info.scope, KEFU_BY_BUYER);
    }
}

static void test_find(void **state)
{
    int32_t category = -7;
    kefu_error error;
    (void)state;
    for (int32_t i = 0; i < kefu_category_count(); i++) {
        kefu_category_info info = {.struct_size = sizeof info};
        assert_int_equal(kefu_category_at(i, &info), KEFU_OK);
        assert_int_equal(kefu_category_find(info.key, &category, &error), KEFU_OK);
        assert_int_equal(category, info.category); /* also: no key twice */
    }
    category = -7;
    assert_int_equal(kefu_category_find("contacts", &category, &error), KEFU_E_NAME);
    assert_string_equal(error.message,
                        "category 'contacts': there is no such one; did you mean 'contact' or "
                        "'contrast'?");
    assert_int_equal(category, -7);
}

static void test_outside(void **state)
{
    kefu_category_info info = {.struct_size = sizeof info};
    (void)state;
    assert_int_equal(kefu_category(-1, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_category(0, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_category(kefu_cause_count() + 1, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_category(INT32_MAX, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_category(100, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_category_at(-1, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_category_at(kefu_category_count(), &info), KEFU_E_ARGUMENT);
    info.struct_size = 0;
    assert_int_equal(kefu_category(1, &info), KEFU_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pinned),  cmocka_unit_test(test_causes),
        cmocka_unit_test(test_meaning), cmocka_unit_test(test_find),
        cmocka_unit_test(test_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
