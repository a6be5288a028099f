/* test_review_marks.c - red lines, promises, needs, names and suspicion, and where they stand. */
#include <stdio.h>

#include "columns.h"
#include "review_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static review_desk desk;
static kefu_roster *roster;

static const char *const whys[] = {"counts", "negated", "quoted", "asked", "other_scope"};

/* "contact:counts", of each mark. */
static const char *marks_of(const char *text, int32_t by)
{
    static char out[512];
    review_desk_read(&desk, text, by);
    kefu_opinion o = {.struct_size = sizeof o};
    assert_int_equal(kefu_verdict_opinion(desk.verdict, KEFU_MAIN, &o), KEFU_OK);
    out[0] = 0;
    for (int32_t i = 0; i < o.marks; i++) {
        kefu_mark m = {.struct_size = sizeof m};
        kefu_category_info info = {.struct_size = sizeof info};
        assert_int_equal(kefu_verdict_mark(desk.verdict, KEFU_MAIN, i, &m), KEFU_OK);
        assert_int_equal(kefu_category(m.category, &info), KEFU_OK);
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s:%s", i ? " " : "", info.key,
                 whys[m.why_not]);
    }
    return out;
}

static void test_marks(void **state)
{
    static const struct {
        const char *text;
        int32_t by;
        const char *marks, *why;
    } cases[] = {
        {"加我微信", KEFU_BY_AGENT, "contact:counts", "said"},
        {"不能加微信", KEFU_BY_AGENT, "contact:negated", "denied"},
        {"他写“加微信”", KEFU_BY_AGENT, "contact:quoted", "between quotation marks"},
        {"有人说加微信", KEFU_BY_AGENT, "contact:quoted", "told"},
        {"要加微信吗", KEFU_BY_AGENT, "contact:asked", "asked"},
        {"如果有人加微信", KEFU_BY_AGENT, "contact:asked", "supposed"},
        {"全网最低价", KEFU_BY_BUYER, "absolute:other_scope", "forbidden to agents"},
        {"你是神经病吗", KEFU_BY_AGENT, "insult:counts", "an insult is one as a question, too"},
        {"给您补发", KEFU_BY_AGENT, "promise_send:counts", "a promise"},
        {"给您补发吗", KEFU_BY_AGENT, "promise_send:asked", "an offer is none"},
        {"给您补发", KEFU_BY_BUYER, "promise_send:other_scope", "a buyer promises nothing"},
        {"可以退款吗", KEFU_BY_BUYER, "refund:counts", "to ask for it is to need it"},
        {"如果质量差就退款", KEFU_BY_BUYER, "refund:asked", "but not yet"},
        {"没有过敏", KEFU_BY_BUYER, "injury:negated", "no injury"},
        {"不退款就给差评", KEFU_BY_BUYER, "refund:negated blackmail:counts", "two"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(marks_of(cases[i].text, cases[i].by), cases[i].marks))
            fail_msg("%s: %s: %s", cases[i].text, cases[i].why,
                     marks_of(cases[i].text, cases[i].by));
}

/* Ids name review, opinion, category and place; the same review read again has the same. */
static void test_mark_ids(void **state)
{
    (void)state;
    kefu_mark a = {.struct_size = sizeof a}, b = a;
    char first[17];
    marks_of("好,加微信,加微信", KEFU_BY_AGENT);
    kefu_verdict_mark(desk.verdict, KEFU_MAIN, 0, &a);
    kefu_verdict_mark(desk.verdict, KEFU_MAIN, 1, &b);
    assert_int_equal(strlen(a.id), 16);
    assert_string_not_equal(a.id, b.id);
    assert_string_equal(a.phrase, "加微信");
    assert_int_equal(a.list, KEFU_LIST_RED_LINE);
    memcpy(first, a.id, sizeof first);
    marks_of("好,加.微.信", KEFU_BY_AGENT); /* the same place */
    kefu_verdict_mark(desk.verdict, KEFU_MAIN, 0, &a);
    assert_string_equal(a.id, first);
    marks_of("很好,加微信", KEFU_BY_AGENT);
    kefu_verdict_mark(desk.verdict, KEFU_MAIN, 0, &a);
    assert_string_not_equal(a.id, first);
    assert_int_equal(kefu_verdict_mark(desk.verdict, KEFU_MAIN, 1, &a), KEFU_E_ARGUMENT);
}

/* ---- Names ---------------------------------------------------------------------------------- */

static const char *names_of(const char *text)
{
    static char out[256];
    static const char *const signs[] = {"-", "", "+"};
    review_desk_read(&desk, text, KEFU_BY_BUYER);
    out[0] = 0;
    for (int32_t i = 0; i < kefu_verdict_named_count(desk.verdict); i++) {
        kefu_named n = {.struct_size = sizeof n};
        assert_int_equal(kefu_verdict_named(desk.verdict, i, &n), KEFU_OK);
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s%s%s", i ? " " : "", n.person,
                 signs[n.polarity + 1], n.ambiguous ? "?" : "");
    }
    return out;
}

static void test_names(void **state)
{
    static const struct {
        const char *text, *names, *why;
    } cases[] = {
        {"客服小林耐心", "lin+", "praised"},
        {"小林客服爱理不理", "lin-", "blamed"},
        {"客服是小林", "lin", "only named"},
        {"小林耐心", "", "two characters are a word, too"},
        {"客服讲了很多很多很多,小林耐心", "", "more than eight units away"},
        {"橙子姐姐耐心", "orange+", "a long alias needs nobody's help"},
        {"买得开心", "", "a word of praise"},
        {"客服开心爱理不理", "kai-", "whose praise is not meant then"},
        {"客服小丽耐心", "li1+? li2+?", "of several"},
        {"客服小麗耐心", "li1+? li2+?", "folded alike"},
        {"客服小林耐心,客服小丽差", "lin+ li1-? li2-?", "each by what is said there"},
        {"客服小林,爱理不理", "lin-", "in the next clause"},
        {"客服小林耐心,质量差", "lin+", "not what is said of something else"},
        {"客服小陈耐心", "", "who left before the day"},
        {"客服0071耐心", "0071+", "a number"},
        {"订单0071到了", "", "that is one"},
        {"客服00712耐心", "", "as a word"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(names_of(cases[i].text), cases[i].names))
            fail_msg("%s: %s: %s", cases[i].text, cases[i].why, names_of(cases[i].text));
}

/* ---- Suspicion ------------------------------------------------------------------------------ */

static void test_suspect(void **state)
{
    static const struct {
        const char *text;
        uint32_t suspect;
    } cases[] = {
        {"质量好", 0},
        {"打13800001234", KEFU_SUSPECT_DIGITS},
        {"138-0000-1234", KEFU_SUSPECT_DIGITS},
        {"用了123456天", 0},
        {"看www.example.org", KEFU_SUSPECT_LINK},
        {"看 http://x", KEFU_SUSPECT_LINK},
        {"a.com", KEFU_SUSPECT_LINK},
        {"a.comb", 0},
        {"加微信", KEFU_SUSPECT_CONTACT},
        {"返现才好评", KEFU_SUSPECT_PAID},
        {"到了到了到了到了到了到了到了到了到了", KEFU_SUSPECT_REPEATS},
        {"喜欢,好,满意,漂亮,开心,喜欢它,好呀,满意呢,漂亮得很,开心得很,买了又来买,下回再来",
         KEFU_SUSPECT_GENERIC},
        {"喜欢,好,满意,漂亮,质量好,喜欢它,好呀,满意呢,漂亮得很,开心得很,买了又来买,下回再来", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kf_reading *r = review_desk_read(&desk, cases[i].text, KEFU_BY_BUYER);
        if (r->opinion.suspect != cases[i].suspect)
            fail_msg("%s: %u", cases[i].text, r->opinion.suspect);
    }
}

/* ---- Spans ---------------------------------------------------------------------------------- */

/* Texts of the spans of a kind, with '|' between them. */
static const char *spans_of(const char *text, int32_t kind)
{
    static char out[512];
    int32_t n;
    review_desk_read(&desk, text, KEFU_BY_BUYER);
    assert_int_equal(kefu_verdict_spans(desk.verdict, KEFU_MAIN, &n), KEFU_OK);
    out[0] = 0;
    for (int32_t i = 0; i < n; i++) {
        kefu_span s = {.struct_size = sizeof s};
        assert_int_equal(kefu_verdict_span(desk.verdict, KEFU_MAIN, i, &s), KEFU_OK);
        if (s.kind == kind)
            snprintf(out + strlen(out), sizeof out - strlen(out), "%s%.*s", *out ? "|" : "",
                     (int)(s.end - s.begin), text + s.begin);
    }
    return out;
}

static void test_spans(void **state)
{
    (void)state;
    assert_string_equal(spans_of("质量很差,但是客服态度好", KEFU_SPAN_CAUSE), "质量|客服态度");
    assert_string_equal(spans_of("质量很差,但是客服态度好", KEFU_SPAN_TURN), "但是");
    assert_string_equal(spans_of("質 量 很 差", KEFU_SPAN_CAUSE), "質 量");
    assert_string_equal(spans_of("没有掉色", KEFU_SPAN_TURN), "没有");
    assert_string_equal(spans_of("加.微.信吧", KEFU_SPAN_MARK), "加.微.信");
    assert_string_equal(spans_of("客服小林耐心", KEFU_SPAN_NAME), "小林");
    assert_string_equal(spans_of("很喜欢,运输慢", KEFU_SPAN_CAUSE), "运输"); /* the model's */
    assert_string_equal(spans_of("失望", KEFU_SPAN_CAUSE), "");
    assert_string_equal(spans_of("推荐购买", KEFU_SPAN_CAUSE), "推荐购买");
}

/* 喜欢 has 60 and 差 -100 of 160: the text is bad, so 差 speaks for that with 100/160, 喜欢 against
 * it with 60/160. */
static void test_contributions(void **state)
{
    (void)state;
    kefu_span s = {.struct_size = sizeof s};
    assert_string_equal(spans_of("很喜欢,就是太差", KEFU_SPAN_POLARITY), "差|喜欢");
    kefu_verdict_span(desk.verdict, KEFU_MAIN, 0, &s);
    assert_int_equal(s.contribution, 625000);
    assert_int_equal(s.begin, 19); /* 很喜欢就是太 are 18 bytes, the comma between one */
    assert_int_equal(s.first, 7);
    assert_int_equal(s.last, 8);
    kefu_verdict_span(desk.verdict, KEFU_MAIN, 1, &s);
    assert_int_equal(s.contribution, -375000);
    assert_int_equal(kefu_verdict_span(desk.verdict, KEFU_MAIN, 99, &s), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_verdict_span(desk.verdict, KEFU_MAIN, -1, &s), KEFU_E_ARGUMENT);
}

/* The span that a mark names is its own. */
static void test_span_of_mark(void **state)
{
    (void)state;
    kefu_mark m = {.struct_size = sizeof m};
    kefu_span s = {.struct_size = sizeof s};
    review_desk_read(&desk, "质量差,退款,加微信", KEFU_BY_BUYER);
    for (int32_t i = 0; i < 2; i++) {
        assert_int_equal(kefu_verdict_mark(desk.verdict, KEFU_MAIN, i, &m), KEFU_OK);
        assert_int_equal(kefu_verdict_span(desk.verdict, KEFU_MAIN, m.span, &s), KEFU_OK);
        assert_int_equal(s.kind, KEFU_SPAN_MARK);
        assert_int_equal(s.of, i);
    }
}

static int open_desk(void **state)
{
    static const char *const people[] = {"lin", "orange", "kai", "li1", "li2", "chen", "0071"};
    static const char *const aliases[] = {"小林", "橙子姐姐", "开心", "小丽", "小麗", "小陈", ""};
    static const char *const ends[] = {"", "", "", "", "", "2025-12-31", ""};
    kefu_column person = COLUMN_OF("person", KEFU_COLUMN_TEXT_Z, people);
    kefu_column alias = COLUMN_OF("alias", KEFU_COLUMN_TEXT_Z, aliases);
    kefu_column to = COLUMN_OF("to", KEFU_COLUMN_TEXT_Z, ends);
    const kefu_column *columns[] = {&person, &alias, &to};
    kefu_batch batch = BATCH_OF(7, 3, columns);
    (void)state;
    if (kefu_roster_from_batch(NULL, &batch, &roster, NULL))
        abort();
    review_desk_open(&desk, KEFU_ZH, KEFU_UTF8, roster);
    return 0;
}

static int close_desk(void **state)
{
    (void)state;
    review_desk_close(&desk);
    kefu_roster_free(roster);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),        cmocka_unit_test(test_mark_ids),
        cmocka_unit_test(test_names),        cmocka_unit_test(test_suspect),
        cmocka_unit_test(test_spans),        cmocka_unit_test(test_contributions),
        cmocka_unit_test(test_span_of_mark),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
