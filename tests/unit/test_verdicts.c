/* test_verdicts.c - verdicts as rows: what each column holds, copies, merging, reading batches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "desk_fixture.h"

static desk shop;

static int verdicts_begin(void **state)
{
    (void)state;
    desk_open(&shop);
    return 0;
}

static int verdicts_end(void **state)
{
    (void)state;
    desk_close(&shop);
    return 0;
}

static kefu_verdicts *new_verdicts(void)
{
    kefu_verdicts *v = NULL;
    assert_int_equal(kefu_verdicts_new(NULL, NULL, &v, NULL), KEFU_OK);
    return v;
}

static void add(kefu_verdicts *to, const desk_review *line)
{
    assert_int_equal(kefu_verdicts_add(to, desk_read(&shop, line), NULL), KEFU_OK);
}

static int32_t column_of(const kefu_batch *batch, const char *name)
{
    for (int32_t i = 0; i < batch->n_columns; i++)
        if (!strcmp(batch->columns[i]->name, name))
            return i;
    fail_msg("no column %s", name);
    return -1;
}

/* -99 is null. */
enum { NONE = -99 };

static int64_t number_at(const kefu_batch *batch, const char *name, int64_t row)
{
    const kefu_column *c = batch->columns[column_of(batch, name)];
    if (c->states && c->states[row])
        return NONE;
    return c->type == KEFU_COLUMN_DATE ? ((const int32_t *)c->data)[row]
                                       : ((const int64_t *)c->data)[row];
}

static void check_text(const kefu_batch *batch, const char *name, int64_t row, const char *wanted)
{
    const kefu_column *c = batch->columns[column_of(batch, name)];
    const kefu_text *t = (const kefu_text *)c->data + row;
    if (!wanted) {
        assert_true(c->states && c->states[row]);
        return;
    }
    assert_false(c->states && c->states[row]);
    assert_int_equal(t->size, strlen(wanted));
    assert_memory_equal(t->data, wanted, t->size);
}

/* The header, once and for all. */
static void columns_are_pinned(void **state)
{
    static const struct {
        const char *name;
        int32_t type;
    } wanted[] = {{"review", KEFU_COLUMN_TEXT},      {"opinion", KEFU_COLUMN_TEXT},
                  {"product", KEFU_COLUMN_TEXT},     {"agent", KEFU_COLUMN_TEXT},
                  {"day", KEFU_COLUMN_DATE},         {"stars", KEFU_COLUMN_I64},
                  {"polarity", KEFU_COLUMN_I64},     {"sure", KEFU_COLUMN_I64},
                  {"probability", KEFU_COLUMN_I64},  {"three", KEFU_COLUMN_I64},
                  {"cause", KEFU_COLUMN_TEXT},       {"owner", KEFU_COLUMN_TEXT},
                  {"service", KEFU_COLUMN_TEXT},     {"route", KEFU_COLUMN_TEXT},
                  {"severity", KEFU_COLUMN_I64},     {"suspect", KEFU_COLUMN_I64},
                  {"good", KEFU_COLUMN_I64},         {"neutral", KEFU_COLUMN_I64},
                  {"bad", KEFU_COLUMN_I64},          {"agent_caused_bad", KEFU_COLUMN_I64},
                  {"followup_bad", KEFU_COLUMN_I64}, {"answered", KEFU_COLUMN_I64},
                  {"reviewer", KEFU_COLUMN_TEXT}};
    kefu_verdicts *v = new_verdicts();
    const kefu_batch *rows = kefu_verdicts_rows(v);
    (void)state;
    assert_int_equal(rows->rows, 0);
    assert_int_equal(rows->n_columns, sizeof wanted / sizeof *wanted);
    for (int32_t i = 0; i < rows->n_columns; i++) {
        assert_string_equal(rows->columns[i]->name, wanted[i].name);
        assert_int_equal(rows->columns[i]->type, wanted[i].type);
        assert_int_equal(rows->columns[i]->scale, 0);
        assert_int_equal(rows->columns[i]->stride, 0);
    }
    kefu_verdicts_free(v);
}

/* Words decide: 好 and 满意 are praise, 差 and 慢 blame; 物流 is the carrier's, 掉色 the product's.
 */
static void a_row_an_opinion(void **state)
{
    static const desk_review line = {
        "物流慢,差", "质量好,满意", "R7", "P-1", "K09", 1, 0, KEFU_REVIEW_ANSWERED_FOLLOW_UP,
        20500,       20507};
    kefu_verdicts *v = new_verdicts();
    const kefu_batch *rows;
    kefu_opinion o = {.struct_size = sizeof o};
    (void)state;
    add(v, &line);
    rows = kefu_verdicts_rows(v);
    assert_int_equal(rows->rows, 2);
    for (int32_t i = 0; i < 2; i++) {
        assert_int_equal(kefu_verdict_opinion(shop.verdict, i, &o), KEFU_OK);
        check_text(rows, "review", i, "R7");
        check_text(rows, "opinion", i, i ? "follow_up" : "main");
        check_text(rows, "product", i, "P-1");
        check_text(rows, "agent", i, "K09");
        assert_int_equal(number_at(rows, "day", i), i ? 20507 : 20500);
        assert_int_equal(number_at(rows, "stars", i), i ? NONE : 1);
        assert_int_equal(number_at(rows, "polarity", i), i ? 1 : -1);
        assert_int_equal(number_at(rows, "sure", i), o.sure);
        assert_int_equal(number_at(rows, "probability", i), o.probability);
        assert_int_equal(number_at(rows, "three", i), i ? NONE : -1); /* no stars, no classes */
        check_text(rows, "cause", i, i ? "quality" : "logistics");
        check_text(rows, "owner", i, i ? "product" : "carrier");
        check_text(rows, "service", i, NULL);
        check_text(rows, "route", i, "call"); /* of the review: both rows */
        assert_int_equal(number_at(rows, "severity", i), 0);
        assert_int_equal(number_at(rows, "suspect", i), 0);
        assert_int_equal(number_at(rows, "good", i), i);
        assert_int_equal(number_at(rows, "bad", i), !i);
        assert_int_equal(number_at(rows, "neutral", i), 0);
        assert_int_equal(number_at(rows, "agent_caused_bad", i), 0);
        assert_int_equal(number_at(rows, "followup_bad", i), 0);
        assert_int_equal(number_at(rows, "answered", i), i);
        check_text(rows, "reviewer", i, kefu_reviewer_id(shop.reviewer));
    }
    kefu_verdicts_free(v);
}

/* Counts by the stars where there are some, else by polarity. */
static void what_is_counted(void **state)
{
    static const struct {
        desk_review line;
        int64_t opinion, good, neutral, bad, by_agent, followup, answered, polarity;
        const char *service;
    } cases[] = {{{.text = "质量好,满意"}, 0, 1, 0, 0, 0, 0, 0, 1, NULL},
                 {{.text = "质量好,满意", .stars = 5, .flags = KEFU_REVIEW_ANSWERED},
                  0,
                  1,
                  0,
                  0,
                  0,
                  0,
                  1,
                  1,
                  NULL},
                 {{.text = "质量好,满意", .stars = 3}, 0, 0, 1, 0, 0, 0, 0, 1, NULL},
                 {{.text = "质量好,满意", .stars = 1}, 0, 0, 0, 1, 0, 0, 0, 1, NULL},
                 {{.text = "物流慢,失望"}, 0, 0, 0, 1, 0, 0, 0, -1, NULL},
                 {{.text = "客服不耐烦,差"}, 0, 0, 0, 1, 1, 0, 0, -1, "primary"},
                 {{.text = "客服不耐烦,差", .stars = 5}, 0, 1, 0, 0, 0, 0, 0, -1, "primary"},
                 {{.text = "客服很热情,但是掉色,差"}, 0, 0, 0, 1, 0, 0, 0, -1, "mentioned"},
                 {{.text = "此用户没有填写评价"}, 0, 0, 0, 0, 0, 0, 0, NONE, NULL},
                 {{.text = "此用户没有填写评价", .stars = 4}, 0, 1, 0, 0, 0, 0, 0, NONE, NULL},
                 {{.text = ""}, 0, 0, 0, 0, 0, 0, 0, NONE, NULL},
                 {{.text = "好", .follow_up = "掉色,差"}, 1, 0, 0, 1, 0, 1, 0, -1, NULL},
                 {{.text = "好", .follow_up = "好", .flags = KEFU_REVIEW_ANSWERED},
                  1,
                  1,
                  0,
                  0,
                  0,
                  0,
                  0,
                  1,
                  NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_verdicts *v = new_verdicts();
        const kefu_batch *rows;
        const int64_t at = cases[i].opinion;
        add(v, &cases[i].line);
        rows = kefu_verdicts_rows(v);
        assert_int_equal(number_at(rows, "polarity", at), cases[i].polarity);
        assert_int_equal(number_at(rows, "good", at), cases[i].good);
        assert_int_equal(number_at(rows, "neutral", at), cases[i].neutral);
        assert_int_equal(number_at(rows, "bad", at), cases[i].bad);
        assert_int_equal(number_at(rows, "agent_caused_bad", at), cases[i].by_agent);
        assert_int_equal(number_at(rows, "followup_bad", at), cases[i].followup);
        assert_int_equal(number_at(rows, "answered", at), cases[i].answered);
        check_text(rows, "service", at, cases[i].service);
        check_text(rows, "review", at, NULL);
        check_text(rows, "product", at, NULL);
        check_text(rows, "agent", at, NULL);
        kefu_verdicts_free(v);
    }
}

/* ---- Copies --------------------------------------------------------------------------------- */

/* The same letters, digits and Chinese characters once folded: three of them or more. The fourth is
 * another text, the fifth has seven characters, the sixth is only a follow-up. */
static const char *const copied_texts[] = {"东西好用,推荐给大家购买!", "东西好用 推荐给大家购买",
                                           "东西好用，推荐给大家購買。。",
                                           "东西好用,不推荐给大家买", "东西好用推荐呀"};

static void check_copied(kefu_verdicts *v, const int32_t *order, size_t n, int32_t wanted)
{
    const kefu_batch *rows = kefu_verdicts_rows(v);
    assert_int_equal(rows->rows, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal((number_at(rows, "suspect", (int64_t)i) & KEFU_SUSPECT_COPIED) != 0,
                         order[i] < 3 && wanted);
}

static void copies_are_known_in_any_order(void **state)
{
    static const int32_t orders[][8] = {
        {0, 1, 2, 3, 4, 4, 4, 3}, {4, 2, 4, 3, 1, 4, 3, 0}, {3, 3, 4, 4, 4, 2, 1, 0}};
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        kefu_verdicts *v = new_verdicts(), *part = new_verdicts();
        for (size_t i = 0; i < 8; i++) {
            const desk_review line = {.text = copied_texts[orders[k][i]]};
            add(i < 4 ? v : part, &line);
        }
        check_copied(v, orders[k], 4, k == 0);
        check_copied(part, orders[k] + 4, 4, k == 2);
        assert_int_equal(kefu_verdicts_merge(v, part, NULL), KEFU_OK);
        check_copied(v, orders[k], 8, 1);
        check_copied(part, orders[k] + 4, 4, k == 2); /* it stays */
        kefu_verdicts_free(part);
        kefu_verdicts_free(v);
    }
}

static void two_are_no_copies_nor_are_follow_ups(void **state)
{
    const desk_review twice = {.text = copied_texts[0], .follow_up = copied_texts[0]};
    static const int32_t mains[] = {0, 3, 0, 3};
    kefu_verdicts *v = new_verdicts();
    (void)state;
    add(v, &twice);
    add(v, &twice);
    check_copied(v, mains, 4, 0);
    add(v, &(desk_review){.text = copied_texts[1]});
    const kefu_batch *rows = kefu_verdicts_rows(v);
    for (int64_t i = 0; i < 5; i++)
        assert_int_equal(number_at(rows, "suspect", i) & KEFU_SUSPECT_COPIED,
                         i % 2 ? 0 : KEFU_SUSPECT_COPIED);
    kefu_verdicts_clear(v);
    assert_int_equal(kefu_verdicts_rows(v)->rows, 0);
    assert_int_equal(kefu_verdicts_hits(v)->rows, 0);
    add(v, &(desk_review){.text = copied_texts[1]});
    assert_int_equal(number_at(kefu_verdicts_rows(v), "suspect", 0) & KEFU_SUSPECT_COPIED, 0);
    kefu_verdicts_free(v);
}

/* Pieces of 256 characters are hashed one after the other: long texts differ by their last
 * character, and a text of one whole piece is not an empty one. */
static void long_texts_are_told_apart(void **state)
{
    (void)state;
    for (size_t n = 254; n < 259; n++) {
        char text[3 * 260 + 1] = "";
        kefu_verdicts *v = new_verdicts();
        for (size_t i = 0; i < n; i++)
            memcpy(text + 3 * i, i % 3 ? "慢" : "货", 3);
        for (int i = 0; i < 3; i++)
            add(v, &(desk_review){.text = text});
        memcpy(text + 3 * (n - 1), "贷", 3);
        add(v, &(desk_review){.text = text});
        for (int64_t i = 0; i < 4; i++)
            assert_int_equal(
                (number_at(kefu_verdicts_rows(v), "suspect", i) & KEFU_SUSPECT_COPIED) != 0, i < 3);
        kefu_verdicts_free(v);
    }
}

/* ---- Merging, writing ----------------------------------------------------------------------- */

static const desk_review some[] = {
    {.text = "客服小林很耐心,好", .id = "R1", .product = "P1", .stars = 5},
    {.text = "客服阿轩不耐烦,差", .follow_up = "退款", .id = "R2", .product = "P2", .stars = 1},
    {.text = "此用户没有填写评价", .id = "R3"},
    {.text = "踢皮球,差", .id = "R4", .agent = "K02", .stars = 1}};
enum { SOME = 4 };

static kefu_buffer *csv_of(kefu_verdicts *v, int32_t which)
{
    kefu_buffer *out = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_verdicts_csv(v, which, 0, kefu_buffer_sink(out), NULL), KEFU_OK);
    return out;
}

static void check_same(kefu_verdicts *a, kefu_verdicts *b)
{
    for (int32_t which = KEFU_VERDICT_ROWS; which <= KEFU_VERDICT_HITS; which++) {
        kefu_buffer *x = csv_of(a, which), *y = csv_of(b, which);
        assert_string_equal(kefu_buffer_data(x, NULL), kefu_buffer_data(y, NULL));
        kefu_buffer_free(x);
        kefu_buffer_free(y);
    }
}

static void merged_is_added(void **state)
{
    (void)state;
    for (size_t cut = 0; cut <= SOME; cut++) {
        kefu_verdicts *all = new_verdicts(), *first = new_verdicts(), *then = new_verdicts();
        for (size_t i = 0; i < SOME; i++) {
            add(all, &some[i]);
            add(i < cut ? first : then, &some[i]);
        }
        assert_int_equal(kefu_verdicts_merge(first, then, NULL), KEFU_OK);
        check_same(all, first);
        assert_int_equal(kefu_verdicts_merge(first, first, NULL), KEFU_E_ARGUMENT);
        kefu_verdicts_free(all);
        kefu_verdicts_free(first);
        kefu_verdicts_free(then);
    }
}

static void csv_as_it_is_written(void **state)
{
    static const char wanted[] =
        "person,part,review,mark,opinion,review_day,severity,count,evidence\n"
        "K01,named_praise,R1,,main,2026-01-15,0,1,\"R1: 客服小林很耐心,好\"\n"
        "K02,named_complaint,R2,,main,2026-01-15,0,1,\"R2: 客服阿轩不耐烦,差\"\n"
        "K02,agent_stall,R4,,main,2026-01-15,2,1,\"R4: 踢皮球,差\"\n";
    kefu_verdicts *v = new_verdicts();
    kefu_buffer *out;
    char line[512];
    (void)state;
    for (size_t i = 0; i < SOME; i++)
        add(v, &some[i]);
    out = csv_of(v, KEFU_VERDICT_HITS);
    assert_string_equal(kefu_buffer_data(out, NULL), wanted);
    kefu_buffer_free(out);
    out = csv_of(v, KEFU_VERDICT_ROWS);
    snprintf(line, sizeof line, "\nR3,main,,,2026-01-15,,,0,0,,,,,ignore,0,0,0,0,0,0,0,0,%s\n",
             kefu_reviewer_id(shop.reviewer));
    assert_non_null(strstr(kefu_buffer_data(out, NULL), line));
    assert_int_equal(kefu_verdicts_csv(v, 2, 0, kefu_buffer_sink(out), NULL), KEFU_E_ARGUMENT);
    kefu_buffer_free(out);
    kefu_verdicts_free(v);
}

/* ---- Reading a batch ------------------------------------------------------------------------ */

typedef struct read_column {
    const char *name;
    int32_t type;
    const char *texts[3]; /* or, of other types, */
    int64_t numbers[3];
} read_column;

static kefu_builder *batch_of(const read_column *columns, int32_t n, int64_t rows)
{
    kefu_builder *b = NULL;
    assert_int_equal(kefu_builder_new(NULL, NULL, &b, NULL), KEFU_OK);
    for (int32_t i = 0; i < n; i++)
        assert_int_equal(kefu_builder_add(b, columns[i].name, columns[i].type, 0, 0, NULL, NULL),
                         KEFU_OK);
    for (int64_t row = 0; row < rows; row++) {
        for (int32_t i = 0; i < n; i++)
            if (columns[i].type != KEFU_COLUMN_TEXT)
                assert_int_equal(kefu_builder_set_i64(b, i, columns[i].numbers[row], NULL),
                                 KEFU_OK);
            else if (columns[i].texts[row])
                assert_int_equal(kefu_builder_set_text(b, i, columns[i].texts[row],
                                                       strlen(columns[i].texts[row]), NULL),
                                 KEFU_OK);
        assert_int_equal(kefu_builder_end_row(b, NULL), KEFU_OK);
    }
    return b;
}

static void a_batch_is_read_as_its_reviews(void **state)
{
    static const read_column chinese[] = {
        {"评价", KEFU_COLUMN_TEXT, {"客服小林很耐心,好", "掉色,差", NULL}, {0}},
        {"追评", KEFU_COLUMN_TEXT, {NULL, "退款", NULL}, {0}},
        {"评价ID", KEFU_COLUMN_I64, {0}, {1001, 1002, 1003}},
        {"商品", KEFU_COLUMN_TEXT, {"甲", "乙", "甲"}, {0}},
        {"客服", KEFU_COLUMN_TEXT, {"K01", NULL, NULL}, {0}},
        {"日期", KEFU_COLUMN_DATE, {0}, {20500, 20501, 20502}},
        {"星级", KEFU_COLUMN_I64, {0}, {5, 1, 4}},
        {"谁写的", KEFU_COLUMN_TEXT, {NULL, "1", NULL}, {0}},
        {"标志", KEFU_COLUMN_I64, {0}, {4, 16, 0}},
        {"追评日期", KEFU_COLUMN_TEXT, {NULL, "2026-03-01", NULL}, {0}}};
    static const read_column english[] = {
        {"flags", KEFU_COLUMN_TEXT, {"4", "16", NULL}, {0}},
        {"stars", KEFU_COLUMN_TEXT, {"5", "1", "4"}, {0}},
        {"day", KEFU_COLUMN_TEXT, {"2026-02-16", "2026-02-17", "2026-02-18"}, {0}},
        {"agent", KEFU_COLUMN_TEXT, {"K01", NULL, NULL}, {0}},
        {"product", KEFU_COLUMN_TEXT, {"甲", "乙", "甲"}, {0}},
        {"review", KEFU_COLUMN_TEXT, {"1001", "1002", "1003"}, {0}},
        {"follow_up", KEFU_COLUMN_TEXT, {NULL, "退款", NULL}, {0}},
        {"note", KEFU_COLUMN_TEXT, {"is not read", NULL, NULL}, {0}},
        {"follow_up_day", KEFU_COLUMN_TEXT, {NULL, "2026/3/1", NULL}, {0}},
        {"text", KEFU_COLUMN_TEXT, {"客服小林很耐心,好", "掉色,差", NULL}, {0}}};
    static const desk_review lines[] = {
        {"客服小林很耐心,好", NULL, "1001", "甲", "K01", 5, 0, 4, 20500, 0},
        {"掉色,差", "退款", "1002", "乙", NULL, 1, KEFU_BY_BUYER, 16, 20501, 20513},
        {"", NULL, "1003", "甲", NULL, 4, 0, 0, 20502, 0}};
    kefu_builder *b[] = {batch_of(chinese, 10, 3), batch_of(english, 10, 3)};
    kefu_verdicts *wanted = new_verdicts();
    (void)state;
    for (size_t i = 0; i < 3; i++)
        add(wanted, &lines[i]);
    for (size_t i = 0; i < 2; i++) {
        kefu_verdicts *v = new_verdicts();
        kefu_error error;
        const kefu_status status =
            kefu_verdicts_read(v, shop.reviewer, kefu_builder_batch(b[i]), &error);
        if (status)
            print_message("%s\n", error.message);
        assert_int_equal(status, KEFU_OK);
        check_same(wanted, v);
        kefu_verdicts_free(v);
        kefu_builder_free(b[i]);
    }
    kefu_verdicts_free(wanted);
}

static void rows_that_cannot_be_read(void **state)
{
    static const struct {
        const char *column, *cell, *says;
    } cases[] = {{"星级", "6", "stars"},       {"星级", "五", "stars"},
                 {"星级", "-1", "stars"},      {"stars", "99999999999999999999", "stars"},
                 {"谁写的", "3", "by"},        {"标志", "65536", "flags"},
                 {"标志", "32", "flags"},      {"日期", "昨天", "day"},
                 {"日期", "2026-02-30", "day"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const read_column columns[] = {
            {"正文", KEFU_COLUMN_TEXT, {"好", "差", "好"}, {0}},
            {cases[i].column, KEFU_COLUMN_TEXT, {NULL, cases[i].cell, NULL}, {0}}};
        kefu_builder *b = batch_of(columns, 2, 3);
        kefu_verdicts *v = new_verdicts();
        kefu_error error = {0};
        assert_int_not_equal(kefu_verdicts_read(v, shop.reviewer, kefu_builder_batch(b), &error),
                             KEFU_OK);
        assert_int_equal(error.row, 1);
        assert_non_null(strstr(error.message, cases[i].says));
        assert_int_equal(kefu_verdicts_rows(v)->rows, 1); /* and it is not poisoned */
        add(v, &some[0]);
        assert_int_equal(kefu_verdicts_rows(v)->rows, 2);
        kefu_verdicts_free(v);
        kefu_builder_free(b);
    }
}

static void no_column_is_required(void **state)
{
    static const read_column columns[] = {{"商品", KEFU_COLUMN_TEXT, {"甲"}, {0}}};
    kefu_builder *b = batch_of(columns, 1, 1);
    kefu_verdicts *v = new_verdicts();
    (void)state;
    assert_int_equal(kefu_verdicts_read(v, shop.reviewer, kefu_builder_batch(b), NULL), KEFU_OK);
    check_text(kefu_verdicts_rows(v), "product", 0, "甲");
    check_text(kefu_verdicts_rows(v), "route", 0, "ignore");
    assert_int_equal(kefu_verdicts_read(v, shop.gb18030, kefu_builder_batch(b), NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_verdicts_rows(v)->rows, 1);
    kefu_verdicts_free(v);
    kefu_builder_free(b);
}

/* ---- Faults --------------------------------------------------------------------------------- */

static void an_empty_verdict_is_refused(void **state)
{
    kefu_verdicts *v = new_verdicts();
    kefu_verdict *empty = NULL;
    (void)state;
    assert_int_equal(kefu_verdict_new(NULL, &empty, NULL), KEFU_OK);
    assert_int_equal(kefu_verdicts_add(v, empty, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_verdicts_rows(v)->rows, 0);
    kefu_verdict_free(empty);
    kefu_verdicts_free(v);
}

/* Ids are rows' and files' business: what they cannot hold is refused when it is read. */
static void ids_are_utf8(void **state)
{
    static const char *const bad[] = {"\xFF", "\xC0\x80", "R\xE5\xA4"};
    (void)state;
    for (int32_t field = 0; field < 3; field++)
        for (size_t i = 0; i < 4; i++) {
            kefu_review review = desk_of(&some[0]);
            kefu_text *at = field == 0 ? &review.id : field == 1 ? &review.product : &review.agent;
            *at = i < 3 ? desk_text(bad[i]) : (kefu_text){"R\0", 2};
            assert_int_equal(kefu_review_read(shop.reviewer, &review, shop.verdict, NULL),
                             KEFU_E_ENCODING);
            assert_int_equal(kefu_review_read(shop.gb18030, &review, shop.verdict, NULL),
                             KEFU_E_ENCODING);
        }
}

/* Memory that ends in the middle of a row. */
static void failure_poisons(void **state)
{
    oom_state memory = {0, 0, 1, 0, 0};
    const kefu_allocator with = {sizeof with, oom_alloc, oom_realloc, oom_free, &memory};
    kefu_verdicts *v = NULL, *other = new_verdicts();
    kefu_buffer *out = NULL;
    kefu_status status = KEFU_OK;
    (void)state;
    assert_int_equal(kefu_verdicts_new(&with, NULL, &v, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_verdicts_add(v, desk_read(&shop, &some[2]), NULL), KEFU_OK);
    memory.fail_at = memory.calls + 1;
    for (int i = 0; i < 100000 && !status; i++)
        status = kefu_verdicts_add(v, desk_read(&shop, &some[0]), NULL);
    assert_int_equal(status, KEFU_E_MEMORY);
    assert_null(kefu_verdicts_rows(v));
    assert_null(kefu_verdicts_hits(v));
    assert_int_equal(kefu_verdicts_add(v, shop.verdict, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_verdicts_merge(v, other, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_verdicts_merge(other, v, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_verdicts_rows(other)->rows, 0);
    assert_int_equal(kefu_verdicts_csv(v, 0, 0, kefu_buffer_sink(out), NULL), KEFU_E_STATE);
    kefu_verdicts_clear(v);
    assert_null(kefu_verdicts_rows(v));
    kefu_buffer_free(out);
    kefu_verdicts_free(other);
    kefu_verdicts_free(v);
    assert_int_equal(memory.blocks, 0);
}

/* Makes, adds, reads, merges, writes. */
static int verdicts_scenario(const kefu_allocator *with)
{
    static const read_column columns[] = {
        {"评价", KEFU_COLUMN_TEXT, {"客服小林很耐心,好", "掉色,差", NULL}, {0}},
        {"日期", KEFU_COLUMN_DATE, {0}, {20500, 20501, 20502}}};
    kefu_builder *b = batch_of(columns, 2, 3);
    kefu_verdicts *v = NULL, *other = NULL;
    kefu_buffer *out = NULL;
    kefu_status status = kefu_verdicts_new(with, NULL, &v, NULL);
    if (!status)
        status = kefu_verdicts_new(with, NULL, &other, NULL);
    if (!status)
        status = kefu_buffer_new(with, &out, NULL);
    for (size_t i = 0; i < 40 && !status; i++)
        status = kefu_verdicts_add(i % 2 ? v : other, desk_read(&shop, &some[i % SOME]), NULL);
    if (!status)
        status = kefu_verdicts_read(v, shop.reviewer, kefu_builder_batch(b), NULL);
    if (!status)
        status = kefu_verdicts_merge(v, other, NULL);
    if (!status)
        status = kefu_verdicts_rows(v)->rows == 53 ? KEFU_OK : KEFU_E_INTERNAL;
    if (!status)
        status = kefu_verdicts_csv(v, KEFU_VERDICT_ROWS, 0, kefu_buffer_sink(out), NULL);
    kefu_buffer_free(out);
    kefu_verdicts_free(v);
    kefu_verdicts_free(other);
    kefu_builder_free(b);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(verdicts_scenario) > 40);
}

/* A row is added without a look at those before it: work that is not linear does not end in time.
 */
static void many_rows_take_linear_time(void **state)
{
    enum { MANY = 200000 };
    kefu_verdicts *v = new_verdicts();
    const kefu_verdict *verdict = desk_read(&shop, &(desk_review){.text = copied_texts[0]});
    (void)state;
    for (int64_t i = 0; i < MANY; i++)
        if (kefu_verdicts_add(v, verdict, NULL))
            fail_msg("row %lld is refused", (long long)i);
    assert_int_equal(kefu_verdicts_rows(v)->rows, MANY);
    kefu_verdicts_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(columns_are_pinned),
                                       cmocka_unit_test(a_row_an_opinion),
                                       cmocka_unit_test(what_is_counted),
                                       cmocka_unit_test(copies_are_known_in_any_order),
                                       cmocka_unit_test(two_are_no_copies_nor_are_follow_ups),
                                       cmocka_unit_test(long_texts_are_told_apart),
                                       cmocka_unit_test(merged_is_added),
                                       cmocka_unit_test(csv_as_it_is_written),
                                       cmocka_unit_test(a_batch_is_read_as_its_reviews),
                                       cmocka_unit_test(rows_that_cannot_be_read),
                                       cmocka_unit_test(no_column_is_required),
                                       cmocka_unit_test(an_empty_verdict_is_refused),
                                       cmocka_unit_test(ids_are_utf8),
                                       cmocka_unit_test(failure_poisons),
                                       cmocka_unit_test(out_of_memory),
                                       cmocka_unit_test(many_rows_take_linear_time)};
    return cmocka_run_group_tests(tests, verdicts_begin, verdicts_end);
}
