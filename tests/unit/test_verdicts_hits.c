/* test_verdicts_hits.c - what a verdict holds for or against people: whose it is, what of it is
 * shown, and that nobody is charged before a person has decided. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "kefu/score.h"

static desk shop;

static int hits_begin(void **state)
{
    (void)state;
    desk_open(&shop);
    return 0;
}

static int hits_end(void **state)
{
    (void)state;
    desk_close(&shop);
    return 0;
}

static kefu_text hit_cell(const kefu_batch *hits, int32_t column, int64_t row)
{
    const kefu_column *c = hits->columns[column];
    return c->states && c->states[row] ? (kefu_text){"-", 1} : ((const kefu_text *)c->data)[row];
}

/* "K01 named_praise main; K02 agent_stall follow_up" */
static void write_hits(const kefu_batch *hits, char *out, size_t room)
{
    out[0] = 0;
    for (int64_t row = 0; row < hits->rows; row++) {
        const kefu_text person = hit_cell(hits, 0, row), part = hit_cell(hits, 1, row),
                        opinion = hit_cell(hits, 4, row);
        const size_t used = strlen(out);
        snprintf(out + used, room - used, "%s%.*s %.*s %.*s", row ? "; " : "", (int)person.size,
                 person.data, (int)part.size, part.data, (int)opinion.size, opinion.data);
    }
}

static void whose_hit_it_is(void **state)
{
    static const struct {
        desk_review line;
        const char *wanted;
    } cases[] = {
        /* who is named, by what is said of them */
        {{.text = "客服小林很耐心"}, "K01 named_praise main"},
        {{.text = "林晓燕很热情"}, "K01 named_praise main"},
        {{.text = "客服阿轩不耐烦"}, "K02 named_complaint main"},
        {{.text = "客服小林很耐心,但是物流慢,失望", .stars = 1}, "K01 named_praise main"},
        {{.text = "客服小林很耐心,客服阿轩不耐烦"},
         "K01 named_praise main; K02 named_complaint main"},
        /* else by the opinion */
        {{.text = "找的客服小林。掉色,质量差,失望"}, "K01 named_complaint main"},
        {{.text = "找的客服小林。漂亮,质量好,满意"}, "K01 named_praise main"},
        {{.text = "找的客服小林"}, ""},
        /* a name that is a word, too, stands beside a word for agents */
        {{.text = "小林很耐心"}, ""},
        /* two are called so: nobody's */
        {{.text = "客服佳佳很耐心"}, ""},
        /* each person once a part; praise and complaint are two */
        {{.text = "客服小林很耐心。客服小林很热情"}, "K01 named_praise main"},
        {{.text = "客服小林很耐心", .follow_up = "客服小林很热情"}, "K01 named_praise main"},
        {{.text = "客服小林很耐心", .follow_up = "客服小林不耐烦,差"},
         "K01 named_praise main; K01 named_complaint follow_up"},
        /* a red line that a buyer blames: whose it is, by name, else who served */
        {{.text = "踢皮球,差", .agent = "K09"}, "K09 agent_stall main"},
        {{.text = "踢皮球,差"}, ""},
        {{.text = "客服阿轩踢皮球,差", .agent = "K09"},
         "K02 named_complaint main; K02 agent_stall main"},
        {{.text = "客服佳佳踢皮球,差", .agent = "K09"}, ""},
        {{.text = "客服小林和客服阿轩踢皮球,差", .agent = "K09"},
         "K01 named_complaint main; K02 named_complaint main"},
        {{.text = "说话不算话,失望", .agent = "K09"}, "K09 agent_promise main"},
        {{.text = "没有踢皮球,满意", .agent = "K09"}, ""},
        {{.text = "好", .follow_up = "踢皮球,差", .agent = "K09"}, "K09 agent_stall follow_up"},
        /* what agents write is theirs: red lines that count, promises */
        {{.text = "加微信给您补发", .by = KEFU_BY_AGENT, .agent = "K03"},
         "K03 contact main; K03 promise_send main"},
        {{.text = "不要加微信", .by = KEFU_BY_AGENT, .agent = "K03"}, ""},
        {{.text = "神经病,加微信,再加微信", .by = KEFU_BY_AGENT, .agent = "K03"},
         "K03 insult main; K03 contact main"},
        {{.text = "加微信", .by = KEFU_BY_AGENT}, ""},
        {{.text = "客服小林很耐心", .by = KEFU_BY_AGENT, .agent = "K03"}, ""},
        /* what buyers write is not: marks of agents' red lines do not count */
        {{.text = "加微信给您补发", .agent = "K03"}, ""},
        {{.text = "神经病,差", .agent = "K03"}, ""}};
    char got[1024];
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_verdicts *v = NULL;
        assert_int_equal(kefu_verdicts_new(NULL, NULL, &v, NULL), KEFU_OK);
        assert_int_equal(kefu_verdicts_add(v, desk_read(&shop, &cases[i].line), NULL), KEFU_OK);
        write_hits(kefu_verdicts_hits(v), got, sizeof got);
        if (strcmp(got, cases[i].wanted)) {
            print_message("%s: wanted '%s', got '%s'\n", cases[i].line.text, cases[i].wanted, got);
            failed++;
        }
        kefu_verdicts_free(v);
    }
    assert_int_equal(failed, 0);
}

static void the_mark_and_its_severity(void **state)
{
    const desk_review line = {
        .text = "加微信", .by = KEFU_BY_AGENT, .agent = "K03", .id = "C7", .day = 20500};
    kefu_mark mark = {.struct_size = sizeof mark};
    kefu_verdicts *v = NULL;
    const kefu_batch *hits;
    (void)state;
    assert_int_equal(kefu_verdicts_new(NULL, NULL, &v, NULL), KEFU_OK);
    assert_int_equal(kefu_verdicts_add(v, desk_read(&shop, &line), NULL), KEFU_OK);
    assert_int_equal(kefu_verdict_mark(shop.verdict, 0, 0, &mark), KEFU_OK);
    hits = kefu_verdicts_hits(v);
    assert_int_equal(hits->rows, 1);
    assert_memory_equal(hit_cell(hits, 2, 0).data, "C7", 2);
    assert_memory_equal(hit_cell(hits, 3, 0).data, mark.id, 16);
    assert_int_equal(((const int32_t *)hits->columns[5]->data)[0], 20500);
    assert_int_equal(((const int64_t *)hits->columns[6]->data)[0], KEFU_SERIOUS);
    assert_int_equal(((const int64_t *)hits->columns[7]->data)[0], 1);
    kefu_verdicts_free(v);
}

/* ---- Evidence ------------------------------------------------------------------------------- */

static void check_evidence(const kefu_reviewer *reviewer, const char *id, kefu_text text,
                           const char *wanted)
{
    const kefu_review review = {.struct_size = sizeof review, .id = desk_text(id), .text = text};
    kefu_verdicts *v = NULL;
    kefu_text got;
    assert_int_equal(kefu_verdicts_new(NULL, NULL, &v, NULL), KEFU_OK);
    assert_int_equal(kefu_review_read(reviewer, &review, shop.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_verdicts_add(v, shop.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_verdicts_hits(v)->rows, 1);
    got = hit_cell(kefu_verdicts_hits(v), 8, 0);
    if (got.size != strlen(wanted) || memcmp(got.data, wanted, got.size))
        fail_msg("wanted '%s', got '%.*s'", wanted, (int)got.size, got.data);
    assert_true(got.size <= 120);
    kefu_verdicts_free(v);
}

#define TEN "一二三四五六七八九十"
#define SIX "𠀀𠀀𠀀𠀀𠀀𠀀"

/* The place with 8 units before it and 24 after; 120 bytes at most, of whole characters. */
static void evidence_is_a_piece_of_the_text(void **state)
{
    static const struct {
        const char *id, *text, *wanted;
    } cases[] = {{"R1", "客服小林很耐心", "R1: 客服小林很耐心"},
                 {NULL, "客服小林很耐心", "客服小林很耐心"},
                 {"R1", TEN "客服小林很耐心", "R1: …五六七八九十客服小林很耐心"},
                 {"R1", "客服小林很耐心\n好,\t" TEN, "R1: 客服小林很耐心 好, " TEN},
                 {"R1", "客服小林很耐心," TEN TEN TEN, "R1: 客服小林很耐心," TEN TEN "…"},
                 /* "R1: " and "…" and 8, 2 and 24 characters of three bytes are 109 */
                 {"R1", TEN "客服小林" TEN TEN "真的很耐心",
                  "R1: …五六七八九十客服小林" TEN TEN "真的很耐…"},
                 /* of 24, 3, 24, 6 and 72 bytes 117 stay, and the dots */
                 {"R1-123456789-123456789", TEN "客服小林" TEN TEN "真的很耐心",
                  "R1-123456789-123456789: …五六七八九十客服小林" TEN TEN "…"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_evidence(shop.reviewer, cases[i].id, desk_text(cases[i].text), cases[i].wanted);
}

/* The same in GB18030 (by Python's codec), cut at characters: two bytes each, four of U+20000. */
static void evidence_of_gb18030_is_utf8(void **state)
{
    static const char text[] =
        "\xBF\xCD\xB7\xFE\xD0\xA1\xC1\xD6\xBA\xDC\xC4\xCD\xD0\xC4"; /* 客服小林很耐心 */
    static const char wide[] = "\x95\x32\x82\x36";                  /* U+20000 */
    char longer[200];
    (void)state;
    check_evidence(shop.gb18030, "R1", desk_text(text), "R1: 客服小林很耐心");
    memcpy(longer, text, sizeof text);
    for (int i = 0; i < 40; i++)
        strcat(longer, wide);
    /* folding takes repeats together, so all is near: 4, 21 and 23 × 4 bytes are 117 */
    check_evidence(shop.gb18030, "R1", desk_text(longer),
                   "R1: 客服小林很耐心" SIX SIX SIX "𠀀𠀀𠀀𠀀𠀀…");
}

/* ---- Decisions ------------------------------------------------------------------------------ */

/* The hits with what a person fills in beside them. */
static void a_ledger_reads_what_was_decided(void **state)
{
    static const desk_review line = {.text = "客服小林很耐心", .id = "R1"};
    const kefu_batch *hits;
    const kefu_column *columns[12];
    const kefu_text action = {"confirm", 7}, by = {"K00", 3};
    const int32_t day = 20500;
    const kefu_column filled[] = {
        {.struct_size = sizeof *filled,
         .name = "action",
         .type = KEFU_COLUMN_TEXT,
         .data = &action},
        {.struct_size = sizeof *filled, .name = "by", .type = KEFU_COLUMN_TEXT, .data = &by},
        {.struct_size = sizeof *filled, .name = "day", .type = KEFU_COLUMN_DATE, .data = &day}};
    kefu_batch decided;
    kefu_ledger *ledger = NULL;
    kefu_decision d = {.struct_size = sizeof d};
    kefu_verdicts *v = NULL;
    (void)state;
    assert_int_equal(kefu_verdicts_new(NULL, NULL, &v, NULL), KEFU_OK);
    assert_int_equal(kefu_verdicts_add(v, desk_read(&shop, &line), NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    hits = kefu_verdicts_hits(v);
    assert_int_not_equal(kefu_ledger_add_batch(ledger, hits, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_count(ledger), 0);
    for (int i = 0; i < 12; i++)
        columns[i] = i < 9 ? hits->columns[i] : &filled[i - 9];
    decided = *hits;
    decided.columns = columns;
    decided.n_columns = 12;
    assert_int_equal(kefu_ledger_add_batch(ledger, &decided, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_at(ledger, 0, &d), KEFU_OK);
    assert_string_equal(d.person, "K01");
    assert_string_equal(d.part, "named_praise");
    assert_int_equal(d.action, KEFU_CONFIRM);
    assert_int_equal(d.count, 1);
    assert_int_equal(d.day, 20500);
    assert_string_equal(d.evidence, "R1: 客服小林很耐心");
    kefu_ledger_free(ledger);
    kefu_verdicts_free(v);
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* "of" of a name's span is what kefu_verdict_named takes, in the follow-up too. */
static void spans_name_the_named(void **state)
{
    static const desk_review line = {.text = "客服小林很耐心,客服阿轩不耐烦",
                                     .follow_up = "还是客服阿轩"};
    static const char *const wanted[] = {"K01", "K02", "K02"};
    const kefu_verdict *v = desk_read(&shop, &line);
    int32_t found = 0, n;
    (void)state;
    for (int32_t o = 0; o < 2; o++) {
        assert_int_equal(kefu_verdict_spans(v, o, &n), KEFU_OK);
        for (int32_t i = 0; i < n; i++) {
            kefu_span span = {.struct_size = sizeof span};
            kefu_named named = {.struct_size = sizeof named};
            assert_int_equal(kefu_verdict_span(v, o, i, &span), KEFU_OK);
            if (span.kind != KEFU_SPAN_NAME)
                continue;
            assert_int_equal(kefu_verdict_named(v, span.of, &named), KEFU_OK);
            assert_int_equal(named.opinion, o);
            assert_int_equal(named.span, i);
            assert_string_equal(named.person, wanted[found++]);
        }
    }
    assert_int_equal(found, 3);
}

static int32_t said_of(const char *const (*people)[3], size_t n, const char *text, char id[33])
{
    kefu_roster *roster = desk_roster_of(people, n);
    kefu_reviewer *reviewer = desk_reviewer(shop.model, &shop.words, roster, KEFU_UTF8);
    const kefu_review review = {.struct_size = sizeof review, .text = desk_text(text)};
    kefu_named named = {.struct_size = sizeof named};
    assert_int_equal(kefu_review_read(reviewer, &review, shop.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_verdict_named_count(shop.verdict), 1);
    assert_int_equal(kefu_verdict_named(shop.verdict, 0, &named), KEFU_OK);
    memcpy(id, kefu_reviewer_id(reviewer), 33);
    kefu_reviewer_free(reviewer);
    kefu_roster_free(roster);
    return named.polarity;
}

/* A row that is there twice changes neither the roster's id nor what is said: half of what the
 * model makes of the next clause is too little to be praise, however often the name is listed. */
static void a_name_listed_twice_is_one(void **state)
{
    static const char *const people[][3] = {
        {"K01", "小林林", "林晓燕"}, {"K01", "小林林", "林晓燕"}, {"K01", "大林林", "林晓燕"}};
    char once[33], again[33];
    (void)state;
    assert_int_equal(said_of(people, 1, "林晓燕,good", once), KEFU_NEUTRAL);
    assert_int_equal(said_of(people, 2, "林晓燕,good", again), KEFU_NEUTRAL);
    assert_string_equal(once, again);
    assert_int_equal(said_of(people + 1, 2, "林晓燕,good", again), KEFU_NEUTRAL);
}

/* ---- Many marks ----------------------------------------------------------------------------- */

/* Marks of many places, of which two are hits, and an id of a mebibyte: work that is not linear
 * does not end in time. */
static void many_marks_take_linear_time(void **state)
{
    enum { MANY = 60000, MANY_BYTES = 9 * MANY, MANY_ID = 1 << 20 };
    static const char *const phrases[] = {"神经病", "加微信"};
    char *text = malloc(2 * MANY_BYTES), *id = malloc(MANY_ID);
    kefu_verdicts *v = NULL;
    kefu_review review = {.struct_size = sizeof review,
                          .text = {text, 2 * MANY_BYTES},
                          .id = {id, MANY_ID},
                          .agent = {"K01", 3},
                          .by = KEFU_BY_AGENT};
    (void)state;
    assert_true(text && id);
    memset(id, 'a', MANY_ID);
    for (size_t i = 0; i < 2 * MANY; i++)
        memcpy(text + i * 9, phrases[i / MANY], 9);
    assert_int_equal(kefu_verdicts_new(NULL, NULL, &v, NULL), KEFU_OK);
    assert_int_equal(kefu_review_read(shop.reviewer, &review, shop.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_verdicts_add(v, shop.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_verdicts_hits(v)->rows, 2);
    kefu_verdicts_free(v);
    free(id);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whose_hit_it_is),
                                       cmocka_unit_test(the_mark_and_its_severity),
                                       cmocka_unit_test(evidence_is_a_piece_of_the_text),
                                       cmocka_unit_test(evidence_of_gb18030_is_utf8),
                                       cmocka_unit_test(a_ledger_reads_what_was_decided),
                                       cmocka_unit_test(spans_name_the_named),
                                       cmocka_unit_test(a_name_listed_twice_is_one),
                                       cmocka_unit_test(many_marks_take_linear_time)};
    return cmocka_run_group_tests(tests, hits_begin, hits_end);
}
