/* test_write_html.c - the page: nothing unescaped, tags that close, slips that keep to one person.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/text.h"
#include "html_tags.h"
#include "oom.h"
#include "write/html.h"
#include "score_frames.h"
#include "sheet_scenario.h"

static kefu_buffer *page_of(const fixture_row *rows, int n, int32_t language)
{
    kefu_sheet *sheet = NULL;
    kefu_findings *findings = NULL;
    kefu_buffer *out = NULL;
    assert_int_equal(fixture_sheet(NULL, rows, n, &sheet, &findings), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    const kefu_write_options options = {
        .struct_size = sizeof options, .findings = findings, .language = language};
    assert_int_equal(kefu_sheet_html(sheet, &options, kefu_buffer_sink(out), NULL), KEFU_OK);
    kefu_findings_free(findings);
    kefu_sheet_free(sheet);
    return out;
}

/* HTML Living Standard, 13.3: & < > and, in attributes, both quotes. */
static void html_text_is_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {{"", ""},
                 {"小林", "小林"},
                 {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
                 {"a & b", "a &amp; b"},
                 {"\"x\" onload='y'", "&quot;x&quot; onload=&#39;y&#39;"},
                 {"line\nbreak\x01\x7F", "line break  "}};
    kf_memory memory;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kf_buffer out;
        kf_buffer_init(&out, &memory);
        kf_html_text(&out, cases[i].in);
        assert_string_equal(kf_buffer_text(&out), cases[i].out);
        kf_buffer_free(&out);
    }
}

static void html_shows_no_markup_of_names(void **state)
{
    (void)state;
    for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
        kefu_buffer *page = page_of(fixture_rows, 2, language);
        const char *html = kefu_buffer_data(page, NULL);
        assert_null(strstr(html, "<b>\"Ann"));
        assert_non_null(strstr(html, "&lt;b&gt;&quot;Ann&quot; &amp; &#39;Bo&#39;&lt;/b&gt;"));
        assert_null(strstr(html, "Card <1>"));
        assert_null(strstr(html, "<script"));
        assert_null(strstr(html, "src=")); /* self-contained */
        assert_null(strstr(html, "http"));
        assert_null(strstr(html, "url("));
        kefu_buffer_free(page);
    }
}

static void html_nests(void **state)
{
    (void)state;
    kefu_buffer *page = page_of(fixture_rows, 2, KEFU_ZH);
    tags_close(kefu_buffer_data(page, NULL));
    kefu_buffer_free(page);
}

/* ---- Slips ---- */

/* Figures, ids and names that only one of the two has. */
static void html_slips_keep_to_one_person(void **state)
{
    (void)state;
    static const fixture_row rows[2] = {{"agent-one", "45.67%", "31.7s", "3"},
                                        {"agent-two", "41.23%", "28.9s", "1"}};
    static const char *const own[2][4] = {{"agent-one", "45.67%", "31.7", "101.32"},
                                          {"agent-two", "41.23%", "28.9", "68.44"}};
    kefu_buffer *page = page_of(rows, 2, KEFU_ZH);
    const char *at = strstr(kefu_buffer_data(page, NULL), "<section class=\"slip\"");
    for (int slip = 0; slip < 2; slip++) {
        assert_non_null(at);
        const char *end = strstr(at, "</section>");
        assert_non_null(end);
        for (int i = 0; i < 4; i++) {
            const char *mine = strstr(at, own[slip][i]), *theirs = strstr(at, own[!slip][i]);
            assert_true(mine && mine < end);
            assert_true(!theirs || theirs > end);
        }
        at = strstr(end, "<section class=\"slip\"");
    }
    assert_null(at);
    kefu_buffer_free(page);
}

/* ---- Sums, and hits that count for nothing ---- */

#define HTML_ITEM(id)                                                                              \
    "{\"id\":\"" id "\",\"items\":[{\"id\":\"" id "\",\"metric\":\"" id                            \
    "\",\"weight\":50,\"unit\":\"points\",\"direction\":\"higher\",\"curve\":{\"type\":"           \
    "\"linear\","                                                                                  \
    "\"points\":[[0,0],[100,100]]}}]}"

static kefu_buffer *page_with_hits(int64_t hundredths, int64_t hits, int64_t rejected)
{
    static const char card_text[] =
        "{\"format\":1,\"id\":\"t/1\",\"sections\":[" HTML_ITEM("a") "," HTML_ITEM(
            "b") "],"
                 "\"adjustments\":[{\"id\":\"x\",\"metric\":\"hits\",\"points\":-2}]}";
    static const char *const people[] = {"p"}, *const metrics[] = {"a", "b", "hits"};
    const kefu_value cells[] = {BARE(hundredths, 100), BARE(hundredths, 100), BARE(hits, 1)};
    const kefu_decision decision = {.struct_size = sizeof decision,
                                    .person = "p",
                                    .part = "x",
                                    .by = "lead",
                                    .action = KEFU_REJECT,
                                    .count = rejected};
    kefu_frame *frame = frame_of(people, 1, metrics, 3, cells);
    kefu_card *card = card_of(card_text);
    kefu_ledger *ledger = NULL;
    kefu_sheet *sheet = NULL;
    kefu_buffer *out = NULL;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    if (rejected)
        assert_int_equal(kefu_ledger_add(ledger, &decision, NULL), KEFU_OK);
    const kefu_score_options options = {.struct_size = sizeof options, .ledger = ledger};
    assert_int_equal(kefu_score(card, frame, &options, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_html(sheet, NULL, kefu_buffer_sink(out), NULL), KEFU_OK);
    kefu_sheet_free(sheet);
    kefu_ledger_free(ledger);
    kefu_card_free(card);
    kefu_frame_free(frame);
    return out;
}

/* Half of 10.01 twice: 5.005 would be shown as 5.01, two of them as 10.01. So there are three
 * digits. Half of 10 adds up with two. */
static void html_points_have_the_digits_to_add_up(void **state)
{
    (void)state;
    kefu_buffer *page = page_with_hits(1001, 0, 0);
    const char *slip = strstr(kefu_buffer_data(page, NULL), "class=\"lines fine\"");
    assert_non_null(slip);
    assert_non_null(strstr(slip, "<td>5.005</td>"));
    assert_non_null(strstr(slip, "<td>10.010</td>"));
    assert_non_null(strstr(slip, "逐项相加即为总分"));
    kefu_buffer_free(page);
    page = page_with_hits(1000, 0, 0);
    slip = strstr(kefu_buffer_data(page, NULL), "class=\"lines\"");
    assert_non_null(slip);
    assert_non_null(strstr(slip, "<td>5.00</td>"));
    assert_null(strstr(slip, "逐项相加即为总分"));
    kefu_buffer_free(page);
}

static void html_says_why_hits_do_not_count(void **state)
{
    (void)state;
    static const char *const words[] = {"待复核", "已驳回"};
    for (int64_t rejected = 0; rejected < 2; rejected++) {
        kefu_buffer *page = page_with_hits(1000, 1, rejected);
        const char *html = kefu_buffer_data(page, NULL), *slip = strstr(html, "id=\"slip-1\"");
        char cell[64];
        snprintf(cell, sizeof cell, "<summary><small>%s</small>", words[rejected]);
        assert_non_null(strstr(html, cell));
        snprintf(cell, sizeof cell, "<td>%s</td>", words[rejected]);
        assert_non_null(strstr(slip, cell));
        assert_null(strstr(html, "+0.00"));
        assert_null(strstr(html, ">0.00<"));
        kefu_buffer_free(page);
    }
}

static int html_scenario(const kefu_allocator *a) { return fixture_scenario(a, kefu_sheet_html); }

static void html_survives_want_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(html_scenario) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_text_is_escaped),
        cmocka_unit_test(html_shows_no_markup_of_names),
        cmocka_unit_test(html_nests),
        cmocka_unit_test(html_slips_keep_to_one_person),
        cmocka_unit_test(html_points_have_the_digits_to_add_up),
        cmocka_unit_test(html_says_why_hits_do_not_count),
        cmocka_unit_test(html_survives_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
