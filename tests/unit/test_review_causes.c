/* test_review_causes.c - what is blamed, praised or only mentioned: the rules at the head of
 * kefu/review.h, each on a sentence composed for it. */
#include <stdio.h>

#include "review_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static review_desk desk;

static const char *const roles[] = {"?", "primary", "contributing", "mentioned", "praised"};

/* "quality:primary agent_attitude:praised", most to blame first. */
static const char *causes_of(const char *text, int32_t by)
{
    static char out[512];
    review_desk_read(&desk, text, by);
    kefu_opinion o = {.struct_size = sizeof o};
    assert_int_equal(kefu_verdict_opinion(desk.verdict, KEFU_MAIN, &o), KEFU_OK);
    out[0] = 0;
    for (int32_t i = 0; i < o.causes; i++) {
        kefu_found_cause c = {.struct_size = sizeof c};
        kefu_cause_info info = {.struct_size = sizeof info};
        assert_int_equal(kefu_verdict_cause(desk.verdict, KEFU_MAIN, i, &c), KEFU_OK);
        assert_int_equal(kefu_cause(c.cause, &info), KEFU_OK);
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s:%s%s", i ? " " : "", info.key,
                 roles[c.role], c.only_if ? "?" : "");
    }
    return out;
}

static int32_t service_of(const char *text)
{
    return review_desk_read(&desk, text, KEFU_BY_BUYER)->opinion.service;
}

static void test_causes(void **state)
{
    static const struct {
        const char *text, *causes, *why;
    } cases[] = {
        {"质量差", "quality:primary", "a topic with a judgement"},
        {"质量好", "quality:praised", "and with praise"},
        {"掉色", "quality:primary", "a phrase that judges by itself"},
        {"没有掉色", "quality:praised", "that is denied"},
        {"客服态度好,就是质量差", "quality:primary agent_attitude:praised",
         "praise in a bad review"},
        {"质量差,就是客服态度好", "quality:primary agent_attitude:praised", "the other way round"},
        {"质量好,就是客服态度差", "agent_attitude:primary quality:praised", "blame in a good one"},
        {"客服态度差,就是质量好", "agent_attitude:primary quality:praised", "the other way round"},
        {"质量差,包装差", "packaging:primary quality:contributing", "equal blame: both"},
        {"包装差,但是质量差", "quality:primary packaging:mentioned",
         "0.7 is less than half of 1.5"},
        {"质量好物流慢包装差", "", "no punctuation"},
        {"快递,太慢", "logistics:primary", "half the next clause, that speaks of nothing"},
        {"包装好,太慢", "packaging:praised", "which does not turn round"},
        {"除了物流,都差", "overall:primary logistics:mentioned", "nor tells of what it leaves out"},
        {"如果质量差", "quality:mentioned?", "supposed"},
        {"质量差吗", "quality:mentioned?", "asked"},
        {"希望物流快", "logistics:mentioned?", "hoped"},
        {"担心质量差,质量好", "quality:praised", "feared, and then not so"},
        {"客服差", "service:primary", "somebody's service, it does not say in what"},
        {"客服态度差", "agent_attitude:primary", "the unsplit one gives way"},
        {"质量差,问了客服", "quality:primary service:mentioned", "spoken of"},
        {"快递员态度差", "logistics:primary", "those who deliver are the carrier's"},
        {"物流比质量好", "logistics:praised", "a comparison speaks of its subject"},
        {"失望", "overall:primary", "nothing in particular"},
        {"喜欢,推荐购买", "overall:praised", "likewise"},
        {"质量差,失望", "quality:primary", "overall only where nothing else is blamed"},
        {"此用户没有填写评价", "none:mentioned", "what the platform writes"},
        {"", "none:mentioned", "nothing"},
        {"运输好", "logistics:praised", "an aspect of the model"},
        {"运输差", "logistics:primary", "likewise"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = causes_of(cases[i].text, KEFU_BY_BUYER);
        if (*cases[i].causes && strcmp(got, cases[i].causes))
            fail_msg("%s: %s: %s", cases[i].text, cases[i].why, got);
    }
}

/* Shares of blame add up to all of it. */
static void test_blame(void **state)
{
    (void)state;
    causes_of("质量差,物流慢,包装差", KEFU_BY_BUYER);
    kefu_found_cause c = {.struct_size = sizeof c};
    int32_t all = 0;
    for (int32_t i = 0; i < 3; i++) {
        assert_int_equal(kefu_verdict_cause(desk.verdict, KEFU_MAIN, i, &c), KEFU_OK);
        assert_true(c.blame > 300000 || i == 2);
        all += c.blame;
    }
    assert_in_range(all, 999997, 1000000);
    assert_int_equal(kefu_verdict_cause(desk.verdict, KEFU_MAIN, 3, &c), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_verdict_cause(desk.verdict, KEFU_FOLLOW_UP, 0, &c), KEFU_E_ARGUMENT);
}

static void test_sources(void **state)
{
    (void)state;
    kefu_found_cause c = {.struct_size = sizeof c};
    causes_of("运输差", KEFU_BY_BUYER);
    kefu_verdict_cause(desk.verdict, KEFU_MAIN, 0, &c);
    assert_int_equal(c.sources, KEFU_FROM_MODEL);
    causes_of("物流运输差", KEFU_BY_BUYER);
    kefu_verdict_cause(desk.verdict, KEFU_MAIN, 0, &c);
    assert_int_equal(c.sources, KEFU_FROM_MODEL | KEFU_FROM_LEXICON);
    assert_int_equal(c.polarity, KEFU_NEGATIVE);
}

static void test_service(void **state)
{
    (void)state;
    assert_int_equal(service_of("质量差"), KEFU_SERVICE_NONE);
    assert_int_equal(service_of("质量差,客服态度好"), KEFU_SERVICE_MENTIONED);
    assert_int_equal(service_of("质量差,客服不回复"), KEFU_SERVICE_CONTRIBUTING);
    assert_int_equal(service_of("客服不回复"), KEFU_SERVICE_PRIMARY);
    assert_int_equal(service_of("客服没有不耐烦"), KEFU_SERVICE_MENTIONED);
    assert_int_equal(service_of("希望客服态度好"), KEFU_SERVICE_MENTIONED);
}

/* ---- The whole ------------------------------------------------------------------------------ */

static kefu_opinion opinion_of(const char *text, int32_t stars)
{
    kefu_review review = {.struct_size = sizeof review,
                          .text = {text, strlen(text)},
                          .day = REVIEW_DAY,
                          .stars = stars};
    kefu_opinion o = {.struct_size = sizeof o};
    assert_int_equal(kefu_review_read(desk.reviewer, &review, desk.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_verdict_opinion(desk.verdict, KEFU_MAIN, &o), KEFU_OK);
    return o;
}

/* z of one 好 (60) among n features: 60 / sqrt(n + 20) is the logit, for the slope is 1. 好 alone
 * has 1- to 3-grams with both edges, 6 of them: 60 / sqrt(26) = 11.8, p = 0.99999. */
static void test_polarity(void **state)
{
    (void)state;
    kefu_opinion o = opinion_of("好", 0);
    assert_int_equal(o.polarity, KEFU_POSITIVE);
    assert_in_range(o.probability, 999900, 1000000);
    assert_int_equal(o.sure, 1);
    assert_int_equal(o.three, KEFU_POLARITY_UNKNOWN); /* no stars, no heads */
    assert_int_equal(o.primary, KEFU_CAUSE_OVERALL);
    o = opinion_of("差", 0);
    assert_int_equal(o.polarity, KEFU_NEGATIVE);
    assert_in_range(o.probability, 999900, 1000000);
    char said[256];
    size_t need;
    assert_int_equal(kefu_verdict_text(desk.verdict, KEFU_ZH, said, sizeof said, &need), KEFU_OK);
    assert_non_null(strstr(said, "差评(把握 99.9%)")); /* nothing is quite sure */
    o = opinion_of("到了", 0);                         /* nothing that the model knows */
    assert_int_equal(o.polarity, KEFU_POLARITY_UNKNOWN);
    assert_int_equal(o.probability, 0);
    assert_int_equal(o.sure, 0);
    assert_int_equal(o.nothing, 0);
    assert_int_equal(opinion_of("", 0).nothing, 1);
}

static void test_stars(void **state)
{
    (void)state;
    assert_int_equal(opinion_of("好", 5).three, KEFU_POSITIVE);
    assert_int_equal(opinion_of("好", 5).contradicts, 0);
    assert_int_equal(opinion_of("好", 3).three, KEFU_NEUTRAL);
    assert_int_equal(opinion_of("好", 3).contradicts, 0);
    assert_int_equal(opinion_of("好", 2).three, KEFU_NEGATIVE);
    assert_int_equal(opinion_of("好", 1).contradicts, 1);
    assert_int_equal(opinion_of("差", 4).contradicts, 1);
    assert_int_equal(opinion_of("到了", 1).contradicts, 0);
}

static int open_desk(void **state)
{
    (void)state;
    review_desk_open(&desk, KEFU_ZH, KEFU_UTF8, NULL);
    return 0;
}

static int close_desk(void **state)
{
    (void)state;
    review_desk_close(&desk);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_causes),   cmocka_unit_test(test_blame),
        cmocka_unit_test(test_sources),  cmocka_unit_test(test_service),
        cmocka_unit_test(test_polarity), cmocka_unit_test(test_stars),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
