/* test_review_clauses.c - where clauses end, what they weigh, and what turns a phrase in them. */
#include <stdio.h>

#include "review_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static review_desk desk, english;

/* The clauses of a text with '/' between them, from its bytes. */
static const char *clauses_of(review_desk *d, const char *text)
{
    static char out[512];
    const kf_reading *r = review_desk_read(d, text, KEFU_BY_BUYER);
    size_t used = 0;
    for (size_t i = 0; i < r->n_clauses; i++) {
        const size_t from = i ? r->starts[r->clauses[i].begin] : 0;
        const size_t to = i + 1 < r->n_clauses ? r->starts[r->clauses[i].end] : r->text.size;
        if (i)
            out[used++] = '/';
        memcpy(out + used, text + from, to - from);
        used += to - from;
    }
    out[used] = 0;
    return out;
}

static void test_ends(void **state)
{
    static const struct {
        const char *text, *clauses, *why;
    } cases[] = {
        {"质量好,物流慢", "质量好,/物流慢", "a comma"},
        {"质量好，物流慢。喜欢", "质量好，/物流慢。/喜欢", "full-width punctuation"},
        {"质量好!!!物流慢", "质量好!!!/物流慢", "punctuation in a row is one end"},
        {"质量好\n物流慢", "质量好\n/物流慢", "a line break"},
        {"质量好~物流慢~", "质量好~/物流慢~", "a wave"},
        {"3.5元贵,1,000克", "3.5元贵,/1,000克", "inside numbers nothing ends"},
        {"质量不错 物流很快 客服好", "质量不错 /物流很快 /客服好", "blanks between three or more"},
        {"质 量 很 好", "质 量 很 好", "blanks between characters are spelling"},
        {"包装 很好", "包装 很好", "a word alone is no clause"},
        {"质量好👍物流慢", "质量好👍/物流慢", "emoji stand for punctuation"},
        {"质量好但是物流慢", "质量好/但是物流慢", "before a contrast"},
        {"但是物流慢", "但是物流慢", "a contrast that opens"},
        {"质量好物流慢", "质量好/物流慢", "things one after the other"},
        {"客服和物流都很好", "客服和物流都很好", "one judgement of two things"},
        {"漂亮的包装糟糕的物流", "漂亮的包装/糟糕的物流", "judgements before things"},
        {"", "", "nothing"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(clauses_of(&desk, cases[i].text), cases[i].clauses))
            fail_msg("%s: \"%s\"", cases[i].why, clauses_of(&desk, cases[i].text));
}

static void test_ends_in_english(void **state)
{
    (void)state;
    assert_string_equal(clauses_of(&english, "Good quality but late delivery. Bad box."),
                        "Good quality /but late delivery. /Bad box.");
    assert_string_equal(clauses_of(&english, "It cost 3.50, not bad"), "It cost 3.50, /not bad");
}

/* Contrasts: what follows weighs 1.5, what stands before it in its sentence 0.7. */
static void test_weights(void **state)
{
    static const struct {
        const char *text;
        int32_t weights[4];
    } cases[] = {
        {"质量好,物流慢", {1000, 1000}},
        {"质量好,但是物流慢", {700, 1500}},
        {"质量好,物流快,就是包装差", {700, 700, 1500}},
        {"虽然物流慢,但是质量好", {700, 1500}},
        {"质量好,虽然物流慢", {1000, 700}},
        {"喜欢。质量好,但是物流慢", {1000, 700, 1500}},
        {"除了物流慢,质量好", {1500, 1000}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kf_reading *r = review_desk_read(&desk, cases[i].text, KEFU_BY_BUYER);
        for (size_t c = 0; c < r->n_clauses; c++)
            if (r->clauses[c].weight != cases[i].weights[c])
                fail_msg("%s: clause %d weighs %d", cases[i].text, (int)c, r->clauses[c].weight);
    }
}

/* ---- Turns: what a phrase of the text says in the end ---------------------------------------- */

/* The last sight of a phrase that stands in the text. */
static const kf_sight *sight_of(const kf_reading *r, const char *phrase)
{
    const kf_sight *found = NULL;
    for (size_t i = 0; i < r->n_sights; i++)
        if (!r->sights[i].hidden && !strcmp(kf_wording_of(r, &r->sights[i])->text, phrase))
            found = &r->sights[i];
    return found;
}

static void test_negators(void **state)
{
    static const struct {
        const char *text, *phrase;
        int says;
        const char *why;
    } cases[] = {
        {"质量好", "好", 1, "plain"},
        {"质量不好", "好", -1, "one negator"},
        {"质量不是很好", "好", -1, "with a degree between"},
        {"不是不好", "好", 1, "two of them"},
        {"没有不满意", "不满意", 1, "没有不 shares its 不 with what it turns"},
        {"不得不说质量好", "好", 1, "a double negator"},
        {"没见过这么好的", "好", 1, "what only looks like one"},
        {"质量不错", "不错", 1, "a fixed phrase"},
        {"没有不错", "不错", 1, "that nothing turns"},
        {"不知道大家怎么都说质量好", "好", 1, "more than four units away"},
        {"不觉得客服态度好", "好", -1, "things spoken of do not count"},
        {"没有掉色", "掉色", 1, "of a cause"},
        {"没有掉色、起球", "起球", 1, "a list goes on"},
        {"没有掉色和起球", "起球", 1, "likewise"},
        {"没有掉色,起球", "起球", -1, "a comma does not"},
        {"质量不好、物流慢", "慢", -1, "the turned one was praise"},
        {"不掉色,质量差", "差", -1, "another clause"},
        {"没用过这么差的", "差", -1, "the worst of all is not denied"},
        {"没有更好的", "好", 1, "nor the best"},
        {"没有这么差", "差", 1, "but this is"},
        {"客服都不理人", "客服 … 不理人", -1, "the negator in the phrase is its own"},
        {"客服不理人质量好", "好", 1, "and turns nothing behind it"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kf_reading *r = review_desk_read(&desk, cases[i].text, KEFU_BY_BUYER);
        const kf_sight *s = sight_of(r, cases[i].phrase);
        if (!s || s->says != cases[i].says)
            fail_msg("%s: %s: says %d", cases[i].text, cases[i].why, s ? s->says : 99);
    }
}

static void test_negators_in_english(void **state)
{
    (void)state;
    const kf_reading *r = review_desk_read(&english, "I am not happy with it", KEFU_BY_BUYER);
    assert_int_equal(sight_of(r, "happy")->says, -1);
    r = review_desk_read(&english, "The quality is not very good", KEFU_BY_BUYER);
    assert_int_equal(sight_of(r, "good")->says, -1); /* words count, not letters */
    r = review_desk_read(&english, "not that I ever saw anything so good", KEFU_BY_BUYER);
    assert_int_equal(sight_of(r, "good")->says, 1);
    r = review_desk_read(&english, "never had such a bad one", KEFU_BY_BUYER);
    assert_int_equal(sight_of(r, "bad")->says, -1);
    r = review_desk_read(&english, "not bad", KEFU_BY_BUYER);
    assert_int_equal(sight_of(r, "not bad")->says, 1);
    assert_null(sight_of(r, "bad"));
}

static void test_conditions(void **state)
{
    static const struct {
        const char *text, *phrase;
        int only_if;
        const char *why;
    } cases[] = {
        {"如果质量差", "差", 1, "if"},
        {"质量差的话", "差", 1, "if, behind it"},
        {"质量差希望改进", "差", 0, "not what stands before it"},
        {"如果质量差我就很失望", "失望", 1, "in its clause"},
        {"如果质量差,我会很失望", "失望", 1, "what follows from it"},
        {"如果质量差。我会很失望", "失望", 0, "in its sentence"},
        {"担心质量差,我会很失望", "失望", 0, "a fear is no if"},
        {"如果质量差,包装糟糕", "糟糕", 0, "what does not follow"},
        {"希望物流快", "快", 1, "a hope"},
        {"质量好吗", "好", 1, "asked"},
        {"质量好?", "好", 1, "by the mark"},
        {"质量好吗,包装糟糕", "糟糕", 0, "its clause alone"},
        {"质量好不好", "好", 1, "one or the other"},
        {"动不动就掉色", "掉色", 0, "no choice"},
        {"太差了好不好", "差", 0, "a choice that only underlines"},
        {"为什么不回复?", "不回复", 0, "a complaint with a question mark"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kf_reading *r = review_desk_read(&desk, cases[i].text, KEFU_BY_BUYER);
        const kf_sight *s = sight_of(r, cases[i].phrase);
        if (!s || s->only_if != cases[i].only_if)
            fail_msg("%s: %s", cases[i].text, cases[i].why);
    }
}

static void test_quotes_and_comparisons(void **state)
{
    const kf_reading *r = review_desk_read(&desk, "他写“质量差”,其实好", KEFU_BY_BUYER);
    (void)state;
    assert_int_equal(sight_of(r, "差")->quoted, 1);
    assert_int_equal(sight_of(r, "好")->quoted, 0);
    r = review_desk_read(&desk, "客服说好,其实差", KEFU_BY_BUYER); /* told, not said */
    assert_int_equal(sight_of(r, "好")->quoted, 1);
    assert_int_equal(sight_of(r, "差")->quoted, 0);
    r = review_desk_read(&desk, "“质量差”", KEFU_BY_BUYER);
    assert_int_equal(sight_of(r, "差")->quoted, 0);
    r = review_desk_read(&desk, "他写“质量差,其实好", KEFU_BY_BUYER);
    assert_int_equal(sight_of(r, "差")->quoted, 0);
    r = review_desk_read(&desk, "物流比质量好", KEFU_BY_BUYER);
    assert_int_equal(sight_of(r, "质量")->beside, 1);
    assert_int_equal(sight_of(r, "物流")->beside, 0);
    r = review_desk_read(&desk, "比上次质量好", KEFU_BY_BUYER);
    assert_int_equal(sight_of(r, "质量")->beside, 0);
}

/* The same text in either encoding has the same clauses: blanks are those of its own. */
static void test_blanks_of_encodings(void **state)
{
    static const struct {
        const char *utf8, *gb18030, *why;
        size_t clauses;
    } cases[] = {
        {"今天才到\xC2\xA0"
         "明天再看",
         "\xBD\xF1\xCC\xEC\xB2\xC5\xB5\xBD\x81\x30\x84\x32\xC3\xF7\xCC\xEC\xD4\xD9\xBF\xB4",
         "U+00A0", 2},
        {"今天才到\xE3\x80\x80"
         "明天再看",
         "\xBD\xF1\xCC\xEC\xB2\xC5\xB5\xBD\xA1\xA1\xC3\xF7\xCC\xEC\xD4\xD9\xBF\xB4", "U+3000", 2},
        {"都说不聽聽聽了没有",
         "\xB6\xBC\xCB\xB5\xB2\xBB\xC2\xA0\xC2\xA0\xC2\xA0\xC1\xCB\xC3\xBB\xD3\xD0",
         "聽, the third of which is folded away, has the bytes of U+00A0 in UTF-8", 1},
    };
    review_desk own;
    (void)state;
    review_desk_open(&own, KEFU_ZH, KEFU_GB18030, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t n = review_desk_read(&desk, cases[i].utf8, KEFU_BY_BUYER)->n_clauses;
        const size_t gb = review_desk_read(&own, cases[i].gb18030, KEFU_BY_BUYER)->n_clauses;
        if (n != cases[i].clauses || gb != n)
            fail_msg("%s: %d and %d clauses", cases[i].why, (int)n, (int)gb);
    }
    review_desk_close(&own);
}

static int open_desks(void **state)
{
    (void)state;
    review_desk_open(&desk, KEFU_ZH, KEFU_UTF8, NULL);
    review_desk_open(&english, KEFU_EN, KEFU_UTF8, NULL);
    return 0;
}

static int close_desks(void **state)
{
    (void)state;
    review_desk_close(&desk);
    review_desk_close(&english);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_ends_in_english),
        cmocka_unit_test(test_blanks_of_encodings),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_negators),
        cmocka_unit_test(test_negators_in_english),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_quotes_and_comparisons),
    };
    return cmocka_run_group_tests(tests, open_desks, close_desks);
}
