/* test_verdict_text.c - what a verdict says in Chinese and English, line by line, by the words and
 * the model of review_fixture.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "columns.h"
#include "review_fixture.h"

static review_desk desk;
static kefu_roster *roster;

static const struct text_case {
    kefu_review review; /* what it has besides day and size */
    const char *zh, *en;
} cases[] = {
    /* Good or bad. */
    {{.text = {"此用户没有填写评价", 0}}, "没有写内容", "nothing is written"},
    {{.text = {"好", 0}, .follow_up = {"差", 0}}, "主评:好评(把握 ", "Main: positive ("},
    {{.text = {"好", 0}, .follow_up = {"差", 0}}, "追评:差评(把握 ", "Follow-up: negative ("},
    {{.text = {"好", 0}, .stars = 1}, ",与星级相反", ", the stars say the opposite"},
    {{.text = {"好", 0}, .stars = 3}, ",三档为中评", ", of three classes neutral"},
    /* Causes. */
    {{.text = {"如果质量差", 0}},
     "商品质量(只是假设或询问)",
     "product quality (only supposed or asked)"},
    {{.text = {"质量差,物流慢", 0}}, "次因:物流(33%)", "Also: delivery (33%)"},
    {{.text = {"客服态度差", 0}}, "服务:差在服务", "Service: the main thing to blame"},
    {{.text = {"质量好,但是客服态度差", 0}}, "服务:", "Service: "},
    /* People. */
    {{.text = {"客服小林耐心,客服小丽差", 0}},
     "点名:lin(好)、li1(差)(可能是)、li2(差)(可能是)",
     "Named: lin (good), li1 (bad) (maybe), li2 (bad) (maybe)"},
    {{.text = {"客服是小林", 0}}, "点名:lin\n", "Named: lin\n"},
    /* Marks, and why some do not count. */
    {{.text = {"加我微信", 0}, .by = KEFU_BY_AGENT}, "红线:", "Red lines: "},
    {{.text = {"加我微信", 0}, .by = KEFU_BY_BUYER},
     "(另一方说的,不计)",
     " (said by the other side: does not count)"},
    {{.text = {"没有加我微信", 0}, .by = KEFU_BY_AGENT},
     "(否定,不计)",
     " (negated: does not count)"},
    {{.text = {"亲,给您补发", 0}, .by = KEFU_BY_AGENT}, "承诺:", "Promises: "},
    {{.text = {"请帮我退款", 0}}, "诉求:", "Needs: "},
    {{.text = {"加我微信13800138000", 0}},
     "可疑:留了联系方式、有长串数字",
     "Suspect: a way to get in touch, a long number"},
    /* What is to be done. */
    {{.text = {"质量好,物流好", 0}, .flags = KEFU_REVIEW_PICTURES},
     ";可置顶",
     "; a candidate for pinning"},
    {{.text = {"用了过敏", 0}}, ";10 分钟内响应", "; within 10 minutes"},
};

static const char *written(const struct text_case *c, int32_t language)
{
    static char out[2048];
    kefu_review r = c->review;
    kefu_error error = {0};
    size_t need = 0;
    r.struct_size = sizeof r;
    r.id = (kefu_text){"R1", 2};
    r.day = REVIEW_DAY;
    r.text.size = strlen(r.text.data);
    r.follow_up.size = r.follow_up.data ? strlen(r.follow_up.data) : 0;
    if (kefu_review_read(desk.reviewer, &r, desk.verdict, &error))
        fail_msg("%s: %s", r.text.data, error.message);
    assert_int_equal(kefu_verdict_text(desk.verdict, language, out, sizeof out, &need), KEFU_OK);
    assert_int_equal(need, strlen(out) + 1);
    return out;
}

static void lines_of_a_verdict(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct text_case *c = &cases[i];
        if (!strstr(written(c, KEFU_ZH), c->zh))
            fail_msg("%s: no \"%s\" in: %s", c->review.text.data, c->zh, written(c, KEFU_ZH));
        if (!strstr(written(c, KEFU_EN), c->en))
            fail_msg("%s: no \"%s\" in: %s", c->review.text.data, c->en, written(c, KEFU_EN));
    }
}

static int open_desk(void **state)
{
    static const char *const people[] = {"lin", "li1", "li2"};
    static const char *const aliases[] = {"小林", "小丽", "小麗"};
    kefu_column person = COLUMN_OF("person", KEFU_COLUMN_TEXT_Z, people);
    kefu_column alias = COLUMN_OF("alias", KEFU_COLUMN_TEXT_Z, aliases);
    const kefu_column *columns[] = {&person, &alias};
    kefu_batch batch = BATCH_OF(3, 2, columns);
    (void)state;
    if (kefu_roster_from_batch(NULL, &batch, &roster, NULL))
        return -1;
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_of_a_verdict)};
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
