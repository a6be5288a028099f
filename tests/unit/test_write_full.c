/* test_write_full.c - a sheet with all that a card can have, by every writer; full_sheet.h. */
#include "base/json.h"
#include "full_sheet.h"
#include "html_tags.h"
#include "table/arrow.h"
#include "write/json_names.h"

typedef kefu_status(KEFU_CALL *full_writer)(const kefu_sheet *, const kefu_write_options *,
                                            const kefu_sink *, kefu_error *);

static kefu_buffer *full_page(full_writer write, int32_t language)
{
    kefu_sheet *sheet = NULL;
    kefu_findings *findings = NULL;
    kefu_buffer *buffer = NULL;
    assert_int_equal(full_sheet(NULL, &sheet, &findings), KEFU_OK);
    reasons_add_up(sheet);
    const kefu_write_options options = {
        .struct_size = sizeof options, .language = language, .findings = findings};
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(write(sheet, &options, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    kefu_findings_free(findings);
    kefu_sheet_free(sheet);
    return buffer;
}

/* Each of the words behind the one before. */
static void full_says(const char *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *there = strstr(text, words[i]);
        if (!there)
            fail_msg("'%s' is not there, or not in its place, in %s", words[i], text);
        text = there + strlen(words[i]);
    }
}

/* ---- JSON ---- */

/* The parts by the card; 001: 38.93 points of sales are cut at 35, 5 of growth at 4, nothing
 * failed. 004 fails checks. 98.5 % meets 98 %, 97.2 % does not. */
static void test_json(void **state)
{
    static const char *const words[] = {
        "{\"id\":\"growth\",\"label\":{\"zh\":\"成长\",\"en\":\"Growth\"},\"bonus\":true}",
        "\"section\":\"service\",\"weight\":10.000000,\"of\":20.000000}",
        "\"section\":\"growth\",\"weight\":5.000000,\"bonus\":true}",
        "\"grades\":[{\"id\":\"A\",\"label\":{\"zh\":\"优秀\",\"en\":\"Excellent\"}},{\"id\":\"B\"",
        "\"tiers\":[{\"id\":\"T1\"",
        "\"badges\":[{\"id\":\"ready\"",
        "\"streaks\":[{\"id\":\"two_low\"",
        "\"period\":\"2026-10\",\"roster\":\"",
        "\"ledger\":\"",
        "\"as_of\":\"2026-11-05\"",
        "\"severity\":\"note\"",
        "\"person\":\"006\"",
        "\"tier\":\"T1\",\"flags\":[\"red_line\",\"excused\"],\"share_of_days\":{\"num\":1,\"den\":"
        "1",
        "{\"id\":\"service\",\"points\":14.864000,\"items\":14.864000,\"failed_items\":1}",
        "\"badges\":[{\"id\":\"ready\",\"holds\":false,\"failing\":0,\"text\":{\"zh\":\"回复率 "
        "70.00% 未达 ≥ 98%\",\"en\":\"回复率 70.00% is not ≥ 98%\"}}",
        "\"streaks\":[{\"id\":\"two_low\",\"holds\":true},",
        "\"part\":\"reply\"",
        "\"flags\":[\"failed\"],\"curve\":",
        "\"person\":\"004\"",
        "\"flags\":[\"below_floor\",\"failed\"]",
        "\"part\":\"conversion\"",
        "\"flags\":[\"below\"]",
        "\"person\":\"001\"",
        "\"team_part\":-0.392800,\"bonus\":4.000000",
        "{\"id\":\"sales\",\"points\":35.000000,\"items\":38.933333}",
        "{\"id\":\"growth\",\"points\":4.000000,\"items\":5.000000}],\"badges\":[{\"id\":\"ready\","
        "\"holds\":true},{\"id\":\"elite\",\"holds\":true}],\"streaks\":[{\"id\":\"two_low\","
        "\"holds\":false,\"failing\":0,\"ago\":0,\"text\":",
        "\"part\":\"amount\"",
        "\"against\":{\"num\":50000,\"den\":1",
        "\"part\":\"checks\"",
        "\"flags\":[\"clamped\"]",
        "\"person\":\"002\"",
        "\"share_of_days\":{\"num\":10,\"den\":13",
        "\"person\":\"003\"",
        "\"part\":\"refunds\"",
        "\"flags\":[\"small\"]"};
    kefu_buffer *page = full_page(kefu_sheet_json, KEFU_ZH);
    kf_memory memory;
    kf_json json;
    size_t size;
    const char *text = kefu_buffer_data(page, &size);
    (void)state;
    full_says(text, words, sizeof words / sizeof *words);
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    assert_int_equal(kf_json_parse(&json, &memory, NULL, text, size, NULL), KEFU_OK);
    kf_json_free(&json);
    kefu_buffer_free(page);
}

/* ---- Names of codes: none of a header is missing ---- */

static const char *full_name_of(const kf_json_name *names, int32_t code)
{
    for (; names->name; names++)
        if (names->code == code)
            return names->name;
    return NULL;
}

/* Every "PREFIX... = number" from `from` to the end of its enum has a name, and no other has it.
 * How many there are. */
static int names_in(const char *path, const char *from, const char *prefix,
                    const kf_json_name *names)
{
    static char text[65536];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    assert_int_equal(fclose(file), 0);
    const char *at = strstr(text, from);
    assert_non_null(at);
    const char *end = strstr(at, "}");
    int n = 0;
    while ((at = strstr(at, prefix)) != NULL && at < end) {
        const char *equals = at + strcspn(at, " ,\n");
        if (strncmp(equals, " = ", 3) == 0) {
            const char *name = full_name_of(names, (int32_t)strtol(equals + 3, NULL, 10));
            if (!name)
                fail_msg("%.*s has no name", (int)(equals - at), at);
            for (const kf_json_name *other = names; other->name; other++)
                assert_true(other->name == name || strcmp(other->name, name) != 0);
            n++;
        }
        at = equals;
    }
    return n;
}

static int names_listed(const kf_json_name *names)
{
    int n = 0;
    while (names[n].name)
        n++;
    return n;
}

/* The same of a table that has the names of one enum alone. */
static int names_are_whole(const char *path, const char *from, const char *prefix,
                           const kf_json_name *names)
{
    const int n = names_in(path, from, prefix, names);
    assert_int_equal(n, names_listed(names));
    return n;
}

static void test_names(void **state)
{
    static const char card[] = "include/kefu/card.h", score[] = "include/kefu/score.h";
    (void)state;
    assert_int_equal(names_are_whole(score, "KEFU_REASON_BAND = ", "KEFU_REASON_", kf_json_reasons),
                     28);
    assert_int_equal(
        names_are_whole(score, "/* kefu_reason.flags */", "KEFU_REASON_", kf_json_reason_flags), 4);
    assert_int_equal(names_are_whole(card, "KEFU_LINT_WEIGHTS = ", "KEFU_LINT_", kf_json_lints),
                     23 + 8 + 3); /* of cards, pay plans and plans of prizes */
    assert_int_equal(
        names_are_whole(card, "KEFU_SEVERITY_WARNING = ", "KEFU_SEVERITY_", kf_json_severities), 3);
}

/* ---- CSV ---- */

static void test_csv(void **state)
{
    static const char *const words[] = {
        "表扬信加减分,违规加减分,团队部分,额外加分,总分,等级,分布档,秒回 "
        "<b>,精英,连续两期偏低,平稳,"
        "数据覆盖,标记\n",
        ",0.00,0.00,-0.939467,1.00,54.757866,D,T1,否,否,是,是,100%,触发高压线、免改进计划\n",
        ",67.748078,C,,否,否,否,否,61%,\n", ",100.00,A,T1,是,是,否,否,100%,总分限额\n",
        "4.10,,9.0%"}; /* satisfaction does not apply to 002 */
    static const char *const english[] = {
        "Letters points,Lapses points,team part,bonus,total,grade,tier,Ready <b>,Elite,Low twice,"
        "Calm,coverage,flags\n",
        ",D,T1,no,no,yes,yes,100%,"};
    kefu_buffer *page = full_page(kefu_sheet_csv, KEFU_ZH);
    (void)state;
    full_says(kefu_buffer_data(page, NULL), words, sizeof words / sizeof *words);
    kefu_buffer_free(page);
    page = full_page(kefu_sheet_csv, KEFU_EN);
    full_says(kefu_buffer_data(page, NULL), english, 2);
    kefu_buffer_free(page);
}

/* ---- HTML ---- */

/* Millionths of the first number in a cell: digits before and after its point. */
static int64_t full_points(const char *at)
{
    const char *digit = at + strspn(at, "+-");
    int64_t value = 0, one = KEFU_POINT;
    while (*digit >= '0' && *digit <= '9')
        value = value * 10 + (*digit++ - '0') * INT64_C(1);
    value *= KEFU_POINT;
    if (*digit++ == '.')
        for (; *digit >= '0' && *digit <= '9'; digit++)
            value += (*digit - '0') * (one /= 10);
    return at[0] == '-' ? -value : value;
}

/* The text behind so many "</td><td>" of a line. */
static const char *full_cell(const char *line, int n)
{
    for (; n; n--)
        line = strstr(line, "</td><td>") + strlen("</td><td>");
    return line;
}

/* Adds up a slip as a person would, from what is printed: lines under a heading give its points,
 * the headings the total at the foot. How many lines. */
static int slip_adds_up(const char *slip, const char *end)
{
    const char *at = strstr(slip, "<tbody>");
    int64_t total = 0, heading = 0, rest = 0;
    int lines = 0, open = 0;
    for (at = strstr(at, "<tr"); at && at < end; at = strstr(at + 1, "<tr")) {
        if (strncmp(at, "<tr class=\"cut\">", 16) == 0) {
            if (open)
                assert_int_equal(rest, 0);
            const char *cell = strstr(at, "</th><th>") + strlen("</th><th>");
            total += heading = rest = full_points(cell);
            open = strncmp(strstr(cell, "</th>"), "</th><th>", 9) == 0; /* else a step */
        } else if (strncmp(at, "<tr><td class=\"l\">", 18) == 0) {
            rest -= full_points(full_cell(at, 4));
        } else { /* the foot */
            if (open)
                assert_int_equal(rest, 0);
            assert_int_equal(total, full_points(full_cell(at, 1)));
            return lines;
        }
        lines++;
    }
    return -1;
}

static void test_slips_add_up(void **state)
{
    (void)state;
    for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
        kefu_buffer *page = full_page(kefu_sheet_html, language);
        const char *at = kefu_buffer_data(page, NULL);
        int slips = 0;
        while ((at = strstr(at, "<section class=\"slip\"")) != NULL) {
            const char *end = strstr(at, "</section>");
            assert_true(slip_adds_up(at, end) > 16); /* 13 items and 4 sections */
            slips++;
            at = end;
        }
        assert_int_equal(slips, FULL_PEOPLE);
        kefu_buffer_free(page);
    }
}

/* By hand: 56 points more of checks are 20 % of 56 = 11.2 and the card no longer fails; 86 % of 20
 * is 17.2, so 44.717333 + 17.2 = 61.917333, 80 % of it and 10 of the team's and 0.5: 60.0338664. */
static void test_html(void **state)
{
    static const char *const words[] = {
        "Improvement plan · 1</summary><ol><li><a href=\"#slip-2\"><bdi>大伟</bdi></a> total 10.50 "
        "points (floor 60 points), Conversion 38.00% (floor 40%)",
        "total 10.50 → 60.033866, grade D → C",
        "Conversion 70 more (380/1,000 → 450/1,000)",
        "Growth 5<small>bonus</small>",
        "<th rowspan=\"2\">Tier</th>",
        "<th colspan=\"19\">north · 3 people</th>",
        "<span class=\"grade\">D</span></td><td><span class=\"grade\">T1</span>",
        "<span class=\"flag has\">Low twice</span>",
        "<span class=\"flag has\">Ready &lt;b&gt;</span>",
        "id=\"slip-1\"",
        "<b>T1</b><span>tier</span>",
        "<td>0.00/20</td>",
        "<th colspan=\"4\">Team</th><th>-0.939</th><td>",
        "Growth <span class=\"flag has\">bonus</span></th><th>1.000</th>",
        "<h3>Badges</h3><ul class=\"awards\"><li><b>Ready &lt;b&gt;</b> missing: 回复率 70.00% is "
        "not ≥ 98%</li>",
        "<h3>Streaks</h3><ul class=\"awards\"><li class=\"has\"><b>✓ Low twice</b> ",
        "<h3>Next steps</h3>",
        "Below the floor: total 54.76 points (floor 60 points); a decision says",
        "<li>Days on duty: 100.00%</li>",
        "id=\"slip-2\"",
        "<th colspan=\"4\">Card failed</th><th>-44.717</th>",
        "an improvement plan is due.",
        "id=\"slip-4\"",
        "<td class=\"l\">Limit of adjustments</td>",
        "<td class=\"l\">Limit of the total</td>"};
    static const char *const chinese[] = {
        "改进计划 · 1",
        "大伟</bdi></a> 总分 10.50 分(最低标准 60 分)、转化率 38.00%(最低标准 40%)",
        "转化率再多 70 个(380/1,000 → 450/1,000)",
        "分布档",
        "<h3>徽章</h3><ul class=\"awards\"><li><b>秒回 &lt;b&gt;</b> 还差:回复率 70.00% 未达 ≥ 98%",
        "<h3>连续记录</h3>",
        "<h3>下一步</h3>",
        "经复核免改进计划。",
        "<li>出勤比例 100.00%</li>"};
    (void)state;
    kefu_buffer *page = full_page(kefu_sheet_html, KEFU_EN);
    const char *html = kefu_buffer_data(page, NULL);
    full_says(html, words, sizeof words / sizeof *words);
    tags_close(html);
    assert_null(strstr(html, "Ready <b>"));
    assert_null(strstr(html, "<24h"));
    assert_null(strstr(html, "c<1>"));
    kefu_buffer_free(page);
    page = full_page(kefu_sheet_html, KEFU_ZH);
    full_says(kefu_buffer_data(page, NULL), chinese, sizeof chinese / sizeof *chinese);
    kefu_buffer_free(page);
}

/* At most three next steps, those that lift the grade first, and each says another total. */
static void test_next_steps(void **state)
{
    (void)state;
    kefu_buffer *page = full_page(kefu_sheet_html, KEFU_EN);
    const char *at = kefu_buffer_data(page, NULL);
    while ((at = strstr(at, "<h3>Next steps</h3>")) != NULL) {
        const char *end = strstr(at, "</ul>");
        int n = 0, plain = 0;
        for (at = strstr(at, "<li>"); at && at < end; at = strstr(at + 1, "<li>")) {
            const char *stop = strstr(at, "</li>"), *grade = strstr(at, ", grade ");
            assert_true(strstr(at, ": total ") < stop);
            if (grade && grade < stop)
                assert_false(plain);
            else
                plain = 1;
            n++;
        }
        assert_true(n >= 1 && n <= 3);
        at = end;
    }
    kefu_buffer_free(page);
}

/* ---- Memory ---- */

static full_writer full_written;

/* Only what is written, not the scoring, meets the failures. */
static int full_scenario(const kefu_allocator *a)
{
    oom_state *memory = a->user;
    const oom_state armed = *memory;
    kefu_sheet *sheet = NULL;
    kefu_buffer *buffer = NULL;
    memory->fail_at = 0;
    kefu_status status = full_sheet(a, &sheet, NULL);
    memory->fail_at = armed.fail_at;
    memory->calls = armed.calls;
    if (!status)
        status = kefu_buffer_new(a, &buffer, NULL);
    if (!status)
        status = full_written(sheet, NULL, kefu_buffer_sink(buffer), NULL);
    kefu_buffer_free(buffer);
    kefu_sheet_free(sheet);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY || status == KEFU_E_CALLBACK ? 0 : 2;
}

static kefu_status KEFU_CALL full_arrow(const kefu_sheet *sheet, const kefu_write_options *options,
                                        const kefu_sink *sink, kefu_error *error)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    const kefu_status status = kefu_sheet_arrow(sheet, 0, &schema, &array, error);
    (void)options, (void)sink;
    if (status)
        return status;
    schema.release(&schema);
    array.release(&array);
    return KEFU_OK;
}

static void test_memory(void **state)
{
    static const full_writer writers[] = {kefu_sheet_json, kefu_sheet_csv, kefu_sheet_html,
                                          full_arrow};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        full_written = writers[i];
        assert_true(oom_sweep(full_scenario) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),         cmocka_unit_test(test_names),
        cmocka_unit_test(test_csv),          cmocka_unit_test(test_html),
        cmocka_unit_test(test_slips_add_up), cmocka_unit_test(test_next_steps),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
