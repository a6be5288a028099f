/* test_review_verdict.c - reviewers and verdicts as handles: options, ids, encodings, follow-ups,
 * routes, words and JSON, memory. */
#include <stdio.h>

#include "base/json.h"
#include "oom.h"
#include "review_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static review_desk desk;

static kefu_review review_of(const char *text)
{
    return (kefu_review){.struct_size = sizeof(kefu_review),
                         .text = {text, strlen(text)},
                         .id = {"R1", 2},
                         .product = {"P1", 2},
                         .day = REVIEW_DAY};
}

/* ---- Reviewers ------------------------------------------------------------------------------ */

static kefu_status make(kefu_reviewer_options *o, char id[33])
{
    kefu_reviewer *reviewer = NULL;
    o->struct_size = sizeof *o;
    kefu_status status = kefu_reviewer_new(o, &reviewer, NULL);
    if (!status && id)
        memcpy(id, kefu_reviewer_id(reviewer), 33);
    kefu_reviewer_free(reviewer);
    return status;
}

static void test_reviewer(void **state)
{
    (void)state;
    const kefu_lexicon *lexicons[2] = {&desk.lexicon.lexicon, NULL};
    kefu_reviewer_options o = {.model = desk.model, .lexicons = lexicons, .n_lexicons = 1};
    char id[33], other[33];
    assert_int_equal(make(&o, id), KEFU_OK);
    assert_int_equal(strlen(id), 32);
    assert_string_equal(id, kefu_reviewer_id(desk.reviewer));
    o.right = 900000;
    assert_int_equal(make(&o, other), KEFU_OK);
    assert_string_not_equal(id, other);
    o.right = 1000000;
    assert_int_equal(make(&o, NULL), KEFU_E_ARGUMENT);
    o.right = 0;
    o.n_lexicons = 2;
    assert_int_equal(make(&o, NULL), KEFU_E_ARGUMENT);
    o.n_lexicons = 0; /* none at all */
    assert_int_equal(make(&o, other), KEFU_OK);
    assert_string_not_equal(id, other);
    o.lexicons = NULL; /* the starter set */
    assert_int_equal(make(&o, other), KEFU_OK);
    assert_string_not_equal(id, other);
    o.shop = desk.model;
    assert_int_equal(make(&o, NULL), KEFU_E_ARGUMENT); /* no delta */
    o.shop = NULL;
    o.encoding = 7;
    assert_int_equal(make(&o, NULL), KEFU_E_ARGUMENT);
    o.encoding = KEFU_UTF8;
    o.invalid = 7;
    assert_int_equal(make(&o, NULL), KEFU_E_ARGUMENT);
    o.invalid = 0;
    o.model = NULL;
    assert_int_equal(make(&o, NULL), KEFU_E_ARGUMENT);
}

/* A model that promises .95 and .99, and no more; a lexicon of another language. */
static void test_mismatches(void **state)
{
    (void)state;
    kefu_model *full = small_model_open(small_model_full("org.example.full/1"));
    kefu_reviewer_options o = {.model = full, .right = 990000};
    kefu_error error;
    kefu_reviewer *reviewer;
    assert_int_equal(make(&o, NULL), KEFU_OK);
    o.right = 995000;
    o.struct_size = sizeof o;
    assert_int_equal(kefu_reviewer_new(&o, &reviewer, &error), KEFU_E_INFEASIBLE);
    assert_non_null(strstr(error.message, "990000"));
    review_lexicon english;
    review_lexicon_fill(&english, KEFU_EN, review_words_en, 1);
    const kefu_lexicon *lexicons[] = {&english.lexicon};
    o = (kefu_reviewer_options){.model = desk.model, .lexicons = lexicons, .n_lexicons = 1};
    assert_int_equal(make(&o, NULL), KEFU_E_MISMATCH);
    kefu_model_free(full);
}

/* ---- Reading -------------------------------------------------------------------------------- */

static void test_refused(void **state)
{
    (void)state;
    kefu_error error;
    kefu_review r = review_of("好");
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, &error), KEFU_OK);
    assert_int_equal(kefu_verdict_opinions(desk.verdict), 1);
    r = review_of("好\xFF");
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, &error), KEFU_E_ENCODING);
    assert_int_equal(error.offset, 3);
    assert_string_equal(error.message, "kefu_review.text: byte 3 is not UTF-8");
    assert_int_equal(kefu_verdict_opinions(desk.verdict), 0); /* empty after a failure */
    r = review_of("好");
    r.follow_up = (kefu_text){"\xFF", 1};
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, &error), KEFU_E_ENCODING);
    assert_int_equal(error.offset, 0);
    assert_non_null(strstr(error.message, "kefu_review.follow_up: byte "));
    r = review_of("好");
    r.stars = 6;
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, &error), KEFU_E_ARGUMENT);
    r.stars = 0;
    r.by = KEFU_BY_BOTH;
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, &error), KEFU_E_ARGUMENT);
    r.by = 0;
    r.flags = 1u << 31;
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, &error), KEFU_E_UNSUPPORTED);
    r.flags = 0;
    r.text.data = NULL;
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, &error), KEFU_E_ARGUMENT);
}

/* Two opinions: nothing of one is in the other. */
static void test_follow_up(void **state)
{
    (void)state;
    kefu_review r = review_of("质量好");
    kefu_opinion o = {.struct_size = sizeof o};
    kefu_found_cause c = {.struct_size = sizeof c};
    r.follow_up = (kefu_text){"物流差", 9};
    r.stars = 5;
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_verdict_opinions(desk.verdict), 2);
    kefu_verdict_opinion(desk.verdict, KEFU_MAIN, &o);
    assert_int_equal(o.polarity, KEFU_POSITIVE);
    assert_int_equal(o.causes, 1);
    kefu_verdict_opinion(desk.verdict, KEFU_FOLLOW_UP, &o);
    assert_int_equal(o.polarity, KEFU_NEGATIVE);
    assert_int_equal(o.contradicts, 0); /* stars are of the main text */
    kefu_verdict_cause(desk.verdict, KEFU_FOLLOW_UP, 0, &c);
    assert_int_equal(c.cause, KEFU_CAUSE_LOGISTICS);
    r.follow_up = (kefu_text){"", 0};
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_verdict_opinions(desk.verdict), 2); /* an empty one is there */
    kefu_verdict_opinion(desk.verdict, KEFU_FOLLOW_UP, &o);
    assert_int_equal(o.nothing, 1);
}

/* "质量差，但是客服态度好" in GB18030: the same verdict, with places in its own bytes. */
static void test_gb18030(void **state)
{
    static const char gb[] = "\xd6\xca\xc1\xbf\xb2\xee\xa3\xac\xb5\xab\xca\xc7\xbf\xcd\xb7\xfe\xcc"
                             "\xac\xb6\xc8\xba\xc3";
    (void)state;
    review_desk own;
    kefu_span s = {.struct_size = sizeof s};
    kefu_found_cause c = {.struct_size = sizeof c};
    int32_t n;
    review_desk_open(&own, KEFU_ZH, KEFU_GB18030, NULL);
    review_desk_read(&own, gb, KEFU_BY_BUYER);
    kefu_verdict_cause(own.verdict, KEFU_MAIN, 0, &c);
    assert_int_equal(c.cause, KEFU_CAUSE_QUALITY);
    kefu_verdict_cause(own.verdict, KEFU_MAIN, 1, &c);
    assert_int_equal(c.cause, KEFU_CAUSE_AGENT_ATTITUDE);
    assert_int_equal(c.role, KEFU_ROLE_PRAISED);
    kefu_verdict_spans(own.verdict, KEFU_MAIN, &n);
    for (int32_t i = 0; i < n; i++) {
        kefu_verdict_span(own.verdict, KEFU_MAIN, i, &s);
        if (s.kind == KEFU_SPAN_CAUSE && s.of == KEFU_CAUSE_AGENT_ATTITUDE)
            break;
    }
    assert_int_equal(s.begin, 12);
    assert_int_equal(s.end, 20);
    assert_int_equal(s.first, 6);
    assert_int_equal(s.last, 10);
    review_desk_close(&own);
}

/* ---- Routes --------------------------------------------------------------------------------- */

static void test_routes(void **state)
{
    static const struct {
        const char *text, *later;
        int32_t stars;
        uint32_t flags;
        const char *route, *template_key;
        int32_t minutes, hours;
    } cases[] = {
        {"", NULL, 0, 0, "ignore", "", 0, 0},
        {"", NULL, 5, 0, "ignore", "", 0, 0},
        {"", NULL, 1, 0, "reply", "apology", 120, 24},
        {"用了过敏,差", NULL, 0, 0, "report", "report", 10, 0},
        {"不给钱就给差评", NULL, 0, 0, "appeal", "appeal", 60, 12},
        {"好", NULL, 1, 0, "person", "", 120, 24},
        {"到了", NULL, 0, 0, "person", "", 120, 24},
        {"到了", NULL, 5, 0, "thank", "thanks", 0, 0},
        {"物流差", NULL, 0, 0, "call", "apology.logistics", 120, 24},
        {"太贵,失望", NULL, 0, 0, "reply", "apology.price", 120, 24},
        /* of service, logistics and product a shop makes sure by a call: the groups of causes */
        {"尺码偏小", NULL, 1, 0, "call", "apology.fit_size", 120, 24},
        {"没给赠品", NULL, 1, 0, "reply", "apology.gift", 120, 24},
        {"太贵,失望", NULL, 0, KEFU_REVIEW_VIP, "contact", "apology.price", 120, 24},
        {"太贵,失望,退款", NULL, 0, 0, "contact", "apology.price", 120, 24},
        {"质量好", NULL, 0, 0, "thank", "thanks", 0, 0},
        {"质量好,请帮我开发票", NULL, 0, 0, "targeted", "answer", 120, 24},
        {"质量好", "质量差", 5, 0, "call", "apology.quality", 120, 24},
        {"质量好", "质量好", 5, 0, "thank", "thanks", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_review r = review_of(cases[i].text);
        kefu_route route = {.struct_size = sizeof route};
        r.stars = cases[i].stars;
        r.flags = cases[i].flags;
        if (cases[i].later)
            r.follow_up = (kefu_text){cases[i].later, strlen(cases[i].later)};
        assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, NULL), KEFU_OK);
        assert_int_equal(kefu_verdict_route(desk.verdict, &route), KEFU_OK);
        if (strcmp(route.key, cases[i].route) ||
            strcmp(route.template_key, cases[i].template_key) ||
            route.first_minutes != cases[i].minutes || route.close_hours != cases[i].hours)
            fail_msg("%s: %s %s %d %d", cases[i].text, route.key, route.template_key,
                     route.first_minutes, route.close_hours);
    }
}

static void test_pin(void **state)
{
    (void)state;
    kefu_review r = review_of("质量好,物流好");
    kefu_route route = {.struct_size = sizeof route};
    r.flags = KEFU_REVIEW_PICTURES;
    kefu_review_read(desk.reviewer, &r, desk.verdict, NULL);
    kefu_verdict_route(desk.verdict, &route);
    assert_int_equal(route.pin, 1);
    r.text = (kefu_text){"质量好", 9};
    kefu_review_read(desk.reviewer, &r, desk.verdict, NULL);
    kefu_verdict_route(desk.verdict, &route);
    assert_int_equal(route.pin, 0); /* one thing alone */
    r = review_of("质量好,物流好");
    kefu_review_read(desk.reviewer, &r, desk.verdict, NULL);
    kefu_verdict_route(desk.verdict, &route);
    assert_int_equal(route.pin, 0); /* without pictures */
}

/* ---- Written -------------------------------------------------------------------------------- */

static void test_text(void **state)
{
    (void)state;
    char out[1024], cut[16];
    size_t need, again;
    review_desk_read(&desk, "质量差,但是客服态度好", KEFU_BY_BUYER);
    assert_int_equal(kefu_verdict_text(desk.verdict, KEFU_ZH, out, sizeof out, &need), KEFU_OK);
    assert_int_equal(need, strlen(out) + 1);
    assert_non_null(strstr(out, "主因:商品质量"));
    assert_non_null(strstr(out, "表扬:客服态度"));
    assert_non_null(strstr(out, "不怪服务"));
    assert_int_equal(kefu_verdict_text(desk.verdict, KEFU_EN, out, sizeof out, &need), KEFU_OK);
    assert_non_null(strstr(out, "Mainly: product quality"));
    assert_int_equal(kefu_verdict_text(desk.verdict, KEFU_EN, cut, sizeof cut, &again), KEFU_OK);
    assert_int_equal(again, need);
    assert_memory_equal(cut, out, sizeof cut - 1);
    assert_int_equal(kefu_verdict_text(desk.verdict, 7, out, sizeof out, &need), KEFU_E_ARGUMENT);
}

static void test_json(void **state)
{
    (void)state;
    kefu_buffer *buffer;
    kf_memory memory;
    kf_json json;
    size_t size;
    kefu_review r = review_of("质量差“加微信”,\"退款\"");
    r.follow_up = (kefu_text){"好", 3};
    assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_verdict_json(desk.verdict, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    const char *text = kefu_buffer_data(buffer, &size);
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    assert_int_equal(kf_json_parse(&json, &memory, NULL, text, size, NULL), KEFU_OK);
    assert_string_equal(kf_json_get(json.root, "review")->text, "R1");
    assert_string_equal(kf_json_get(json.root, "day")->text, "2026-01-15");
    const kf_json_node *main_text = kf_json_get(json.root, "opinions")->child;
    assert_string_equal(kf_json_get(main_text, "primary")->text, "quality");
    assert_int_equal(kf_json_get(main_text, "marks")->count, 2);
    assert_string_equal(kf_json_get(kf_json_get(main_text, "marks")->child, "why_not")->text,
                        "other_scope");
    assert_string_equal(kf_json_get(main_text->next, "polarity")->text, "positive");
    assert_string_equal(kf_json_get(kf_json_get(json.root, "route"), "key")->text, "call");
    kf_json_free(&json);
    kefu_buffer_free(buffer);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static int ask_all(kefu_verdict *verdict)
{
    kefu_opinion o = {.struct_size = sizeof o};
    char text[512];
    int32_t n;
    size_t need;
    if (kefu_verdict_opinion(verdict, KEFU_MAIN, &o) ||
        kefu_verdict_text(verdict, KEFU_ZH, text, sizeof text, &need))
        return 2;
    kefu_status status = kefu_verdict_spans(verdict, KEFU_MAIN, &n);
    return status == KEFU_E_MEMORY ? 0 : status ? 2 : 1;
}

static int scenario(const kefu_allocator *allocator)
{
    const kefu_lexicon *lexicons[] = {&desk.lexicon.lexicon};
    kefu_reviewer_options o = {.struct_size = sizeof o,
                               .allocator = allocator,
                               .model = desk.model,
                               .lexicons = lexicons,
                               .n_lexicons = 1};
    kefu_reviewer *reviewer = NULL;
    kefu_verdict *verdict = NULL;
    kefu_review r =
        review_of("质量差,但是客服态度好,加我微信,失望,喜欢,漂亮,漂亮,运输慢,如果退款就好");
    kefu_status status = kefu_reviewer_new(&o, &reviewer, NULL);
    int got = 0;
    if (!status)
        status = kefu_verdict_new(allocator, &verdict, NULL);
    if (!status)
        status = kefu_review_read(reviewer, &r, verdict, NULL);
    if (!status)
        got = ask_all(verdict);
    else if (status != KEFU_E_MEMORY)
        got = 2;
    kefu_verdict_free(verdict);
    kefu_reviewer_free(reviewer);
    return got;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario) > 15);
}

/* What was read before leaves nothing behind, and reading again asks for no memory. */
static void test_again(void **state)
{
    (void)state;
    oom_state counts = {0};
    kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free, &counts};
    kefu_verdict *verdict;
    char first[1024], second[1024];
    size_t need;
    long calls;
    kefu_review r = review_of("质量差,但是客服态度好"),
                other = review_of("加我微信,不退款就给差评");
    assert_int_equal(kefu_verdict_new(&allocator, &verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_review_read(desk.reviewer, &r, verdict, NULL), KEFU_OK);
    kefu_verdict_text(verdict, KEFU_ZH, first, sizeof first, &need);
    assert_int_equal(kefu_review_read(desk.reviewer, &other, verdict, NULL), KEFU_OK);
    calls = counts.calls;
    assert_int_equal(kefu_review_read(desk.reviewer, &r, verdict, NULL), KEFU_OK);
    assert_int_equal(counts.calls, calls);
    kefu_verdict_text(verdict, KEFU_ZH, second, sizeof second, &need);
    assert_string_equal(first, second);
    kefu_verdict_free(verdict);
}

/* ---- Long texts ----------------------------------------------------------------------------- */

/* The same phrase twenty thousand times, with nothing that ends a clause: work that is not
 * linear in the text does not end in time. */
static void test_long(void **state)
{
    static const char *const pieces[] = {
        "好不好", "爱理不理", "态度", "客服", "不", "如果", "质量好",    "推荐购买质量好",
        "加微信", "“",        "比",   "运输", "。", "a ",   "不理人客服"};
    enum { LONG_TIMES = 20000 };
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        const size_t size = strlen(pieces[i]);
        char *text = malloc(size * LONG_TIMES + 1);
        kefu_review r = review_of("");
        int32_t n;
        assert_non_null(text);
        for (size_t k = 0; k < LONG_TIMES; k++)
            memcpy(text + k * size, pieces[i], size);
        r.text = (kefu_text){text, size * LONG_TIMES};
        assert_int_equal(kefu_review_read(desk.reviewer, &r, desk.verdict, NULL), KEFU_OK);
        assert_int_equal(kefu_verdict_spans(desk.verdict, KEFU_MAIN, &n), KEFU_OK);
        free(text);
    }
}

/* Nine hundred phrases of two parts, hundreds of which stand at each place: what lies in their last
 * parts is not looked through for each of them. */
static void test_many_parts(void **state)
{
    enum { PARTS = 30, MANY_TIMES = 500 };
    static char json[PARTS * PARTS * 300], text[MANY_TIMES * 6];
    size_t used =
        (size_t)snprintf(json, sizeof json,
                         "{\"format\":1,\"id\":\"org.example.parts/1\",\"language\":\"zh\","
                         "\"entries\":[");
    kefu_lexicon *lexicon = NULL;
    kefu_reviewer *reviewer = NULL;
    kefu_review r = review_of("");
    (void)state;
    for (size_t i = 0; i < MANY_TIMES; i++)
        memcpy(text + i * 6, "好坏", 6);
    for (int32_t i = 0; i < PARTS * PARTS; i++)
        used += (size_t)snprintf(
            json + used, sizeof json - used,
            "%s{\"phrase\":[\"%.*s\",\"%.*s\"],\"within\":24,\"category\":\"quality\"}",
            i ? "," : "", (i / PARTS + 1) * 3, text, (i % PARTS + 1) * 3, text);
    used += (size_t)snprintf(json + used, sizeof json - used, "]}");
    assert_int_equal(kefu_lexicon_from_json(NULL, NULL, json, used, &lexicon, NULL), KEFU_OK);
    const kefu_lexicon *lexicons[] = {lexicon};
    const kefu_reviewer_options options = {
        .struct_size = sizeof options, .model = desk.model, .lexicons = lexicons, .n_lexicons = 1};
    assert_int_equal(kefu_reviewer_new(&options, &reviewer, NULL), KEFU_OK);
    r.text = (kefu_text){text, sizeof text};
    assert_int_equal(kefu_review_read(reviewer, &r, desk.verdict, NULL), KEFU_OK);
    assert_true(desk.verdict->readings[0].n_sights > 100 * (size_t)MANY_TIMES);
    kefu_review_read(desk.reviewer, &r, desk.verdict, NULL);
    kefu_reviewer_free(reviewer);
    kefu_lexicon_free(lexicon);
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
        cmocka_unit_test(test_reviewer),   cmocka_unit_test(test_mismatches),
        cmocka_unit_test(test_refused),    cmocka_unit_test(test_follow_up),
        cmocka_unit_test(test_gb18030),    cmocka_unit_test(test_routes),
        cmocka_unit_test(test_pin),        cmocka_unit_test(test_text),
        cmocka_unit_test(test_json),       cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_again),      cmocka_unit_test(test_long),
        cmocka_unit_test(test_many_parts),
    };
    return cmocka_run_group_tests(tests, open_desk, close_desk);
}
