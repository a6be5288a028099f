/* test_sampling.c - samples of a few conversations by hand, the reasons in words, replacement, and
 * what is written of a sample. Orders of ids: see draw_fixture.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arrow_rows.h"
#include "draw_fixture.h"
#include "kefu/arrow.h"
#include "oom.h"

#define SATISFIED                                                                                  \
    "{\"id\":\"unhappy\",\"label\":{\"zh\":\"不满意会话\",\"en\":\"Unhappy\"},"               \
    "\"where\":\"sat <= 2\",\"min\":2,\"if_fewer\":\"all\"}"
#define REST         "{\"id\":\"rest\",\"label\":{\"zh\":\"其他会话\",\"en\":\"Others\"}}"
#define PLAIN(class) DRAW_PLAN("\"by\":[],\"classes\":[{\"id\":\"a\"," class "}]")
#define TWELVE       "1 2 3 4 5 6 7 8 9 10 11 12"

/* ---- Drawing --------------------------------------------------------------------------------- */

static const struct drawing {
    const char *plan, *rows, *unfit, *shown;
} drawings[] = {
    /* the first of 9 6 7 5 12 8 1 2 4 11 3 10 */
    {PLAIN("\"take\":3"), TWELVE, NULL, "a 3/12: take 9 6 7"},
    {PLAIN("\"take\":5"), "12 11 10 9 8 7 6 5 4 3 2 1", NULL, "a 5/12: take 9 6 7 5 12"},
    {PLAIN("\"take\":3"), "1 2 3 4", NULL, "a 3/4: take 1 2 4"},
    {PLAIN("\"take\":5,\"if_fewer\":\"all\""), "1 2", NULL, "a 2/2: take 1 2"},
    {PLAIN("\"take\":\"all\""), "3 2 1", NULL, "a 3/3: all 1 2 3"},
    {PLAIN("\"rate\":\"20%\""), TWELVE, NULL, "a 3/12: rate 9 6 7"}, /* ceil(2.4) */
    {PLAIN("\"rate\":\"25%\""), TWELVE, NULL, "a 3/12: rate 9 6 7"},
    {PLAIN("\"rate\":\"0.1%\",\"max\":4"), TWELVE, NULL, "a 1/12: rate 9"},
    {PLAIN("\"rate\":\"90%\",\"max\":2"), TWELVE, NULL, "a 2/12: rate 9 6"},
    {PLAIN("\"min\":2"), TWELVE, NULL, "a 2/12: min 9 6"},
    {DRAW_PLAN("\"by\":[],\"classes\":[{\"id\":\"a\",\"min\":2}],\"total\":4"), TWELVE, NULL,
     "a 4/12: min 9 6 share 7 5"},
    {DRAW_PLAN("\"by\":[],\"classes\":[{\"id\":\"a\"}],\"total\":\"10%\""), TWELVE, NULL,
     "a 2/12: share 9 6"}, /* ceil(1.2) */
    /* nobody, and nothing asked of nobody */
    {PLAIN("\"take\":\"all\""), "", NULL, ""},
    {PLAIN("\"rate\":\"20%\""), "", NULL, ""},
    /* A: 9 7 5 1 11 3; B: 6 12 8 2 4 10. Agents' least first, of the unhappy, then others */
    {DRAW_PLAN("\"by\":[\"agent\"],\"agent\":{\"column\":\"agent\",\"min\":3},\"classes\":["
               "{\"id\":\"u\",\"where\":\"sat <= 2\",\"min\":1},{\"id\":\"r\"}]"),
     "1/A/1 2/B/1 3/A/5 4/B/5 5/A 6/B 7/A/2 8/B/2 9/A/4 10/B/4 11/A/4 12/B/4", NULL,
     /* of three, u (2 of 6) is worth 1 and has it, r (4 of 6) is worth 2 */
     "u A 1/2: min 7; u B 1/2: min 8; r A 2/4: agent 9 5; r B 2/4: agent 6 12"},
    /* a null agent is an agent; numbers before texts */
    {DRAW_PLAN("\"by\":[\"agent\"],\"classes\":[{\"id\":\"a\",\"take\":1}]"), "1/B 2/7 3/- 4/B 5/7",
     NULL, "a 7 1/2: take 5; a  1/1: take 3; a B 1/2: take 1"},
    /* numbers and texts are different ids: order by the oracle: b 007 7 */
};

static void test_drawings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
        const struct drawing *d = &drawings[i];
        kefu_sample *sample = NULL;
        kefu_error error = {0};
        char shown[512] = "";
        if (draw_sampled(d->plan, d->rows, d->unfit, &sample, &error))
            fail_msg("%s: %s", d->plan, error.message);
        draw_shown(sample, shown, sizeof shown);
        assert_string_equal(shown, d->shown);
        kefu_sample_free(sample);
    }
}

/* ---- Replacement ----------------------------------------------------------------------------- */

#define TAKE_3         PLAIN("\"take\":3")
#define TAKE_3_SPARE_2 DRAW_PLAN("\"by\":[],\"reserve\":2,\"classes\":[{\"id\":\"a\",\"take\":3}]")

static const struct replacing {
    const char *plan, *rows, *unfit, *shown, *log;
} replacings[] = {
    {TAKE_3, TWELVE, "", "a 3/12: take 9 6 7", ""},
    {TAKE_3, TWELVE, "6/spam/lead", "a 4/12: take 9 7 instead 5", "6>5 spam lead"},
    {TAKE_3, TWELVE, "7/x 9/y/b", "a 5/12: take 6 instead 5 12", "9>5 y b, 7>12 x "},
    /* 5 came in for 6, and is not fit either */
    {TAKE_3, TWELVE, "5/x 6/y", "a 5/12: take 9 7 instead 12", "6>5 y , 5>12 x "},
    {TAKE_3, TWELVE, "9/x 6/x 7/x 5/x 12/x", "a 8/12: instead 8 1 2",
     "9>5 x , 6>12 x , 7>8 x , 5>1 x , 12>2 x "},
    /* the cell is used up: 1 2 4 3 */
    {TAKE_3, "1 2 3 4", "2/x 1/x", "a 4/4: take 4 instead 3", "1>3 x , 2> x "},
    {PLAIN("\"take\":\"all\""), "1 2", "1/x 2/x", "a 2/2:", "1> x , 2> x "},
    {TAKE_3_SPARE_2, TWELVE, "9/x 6/x", "a 5/12: take 7 instead 5 12", "9>5 x , 6>12 x "},
    /* no more than are spare, but there are no more in the cell either */
    {TAKE_3_SPARE_2, "1 2 3 4 5 6", "6/x 5/x 1/x", "a 6/6: instead 2 4 3",
     "6>2 x , 5>4 x , 1>3 x "},
};

static void shown_log(const kefu_sample *sample, char *out, size_t room)
{
    size_t at = 0;
    out[0] = 0;
    for (int64_t i = 0; i < kefu_sample_replacements(sample); i++) {
        kefu_replacement r = {.struct_size = sizeof r};
        assert_int_equal(kefu_sample_replacement(sample, i, &r), KEFU_OK);
        assert_int_equal(r.cell, 0);
        at += (size_t)snprintf(out + at, room - at, "%s%s>%s %s %s", i ? ", " : "", r.id.data,
                               r.instead.data, r.reason, r.by);
    }
}

static void test_replacings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof replacings / sizeof *replacings; i++) {
        const struct replacing *d = &replacings[i];
        kefu_sample *sample = NULL;
        kefu_error error = {0};
        char shown[512] = "";
        if (draw_sampled(d->plan, d->rows, d->unfit, &sample, &error))
            fail_msg("%s: %s", d->unfit, error.message);
        draw_shown(sample, shown, sizeof shown);
        assert_string_equal(shown, d->shown);
        shown_log(sample, shown, sizeof shown);
        assert_string_equal(shown, d->log);
        kefu_sample_free(sample);
    }
}

/* ---- What cannot be -------------------------------------------------------------------------- */

static const struct refusal {
    const char *plan, *rows, *unfit;
    kefu_status status;
    int64_t row;
    const char *message; /* a part of it */
} refusals[] = {
    {TAKE_3, TWELVE, "11/x", KEFU_E_NAME, 0, "'11' in row 0 was not drawn"},
    {TAKE_3, TWELVE, "9/x 99/x", KEFU_E_NAME, 1, "'99' in row 1 was not drawn"},
    {TAKE_3, TWELVE, "9/x 6/x 9/y", KEFU_E_DUPLICATE, 2, "'9' is in row 0 and again in row 2"},
    {TAKE_3, TWELVE, "9", KEFU_E_DATA, 0, "row 0 has no reason"},
    {TAKE_3, TWELVE, "9/x -/x", KEFU_E_DATA, 1, "row 1 has no id"},
    {TAKE_3_SPARE_2, TWELVE, "9/x 6/x 7/x", KEFU_E_LIMIT, -1, "the plan keeps 2 spare rows"},
    {PLAIN("\"min\":2"), "1", NULL, KEFU_E_INFEASIBLE, -1, "2"},
    /* ids that are there twice: in one cell, in two, and only among the spare ones */
    {TAKE_3, "1 2 9 4 9", NULL, KEFU_E_DUPLICATE, 4, "id '9' is in row 2 and again in row 4"},
    {DRAW_PLAN("\"by\":[\"agent\"],\"classes\":[{\"id\":\"a\",\"take\":1}]"), "1/A 2/B 1/B 4/A",
     NULL, KEFU_E_DUPLICATE, 2, "id '1' is in row 0 and again in row 2"},
    {DRAW_PLAN("\"by\":[],\"classes\":[{\"id\":\"u\",\"where\":\"sat <= 2\",\"take\":1},{\"id\":"
               "\"r\",\"take\":1}]"),
     "1/A/1 2/B/1 1/B/5 4/A/5", NULL, KEFU_E_DUPLICATE, 2, "id '1' is in row 0 and again in row 2"},
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *r = &refusals[i];
        kefu_sample *sample = NULL;
        kefu_error error = {0};
        assert_int_equal(draw_sampled(r->plan, r->rows, r->unfit, &sample, &error), r->status);
        assert_int_equal(error.code, r->status);
        assert_int_equal(error.row, r->row);
        if (!strstr(error.message, r->message))
            fail_msg("'%s' is not in '%s'", r->message, error.message);
        assert_null(sample);
    }
}

static void test_unfit_columns(void **state)
{
    static const char *const without[3] = {"id", "note", "by"};
    static const char *const chinese[3] = {"会话ID", "原因", "操作人"};
    kefu_draw *draw = NULL;
    kefu_sample *sample = NULL;
    (void)state;
    assert_int_equal(draw_make(NULL, TAKE_3, TWELVE, &draw, NULL), KEFU_OK);
    for (int i = 0; i < 2; i++) {
        kefu_builder *list = NULL;
        kefu_sample_options options = {.struct_size = sizeof options};
        assert_int_equal(draw_rows(NULL, "9/x/y", i ? chinese : without, &list), KEFU_OK);
        options.unsuitable = kefu_builder_batch(list);
        assert_int_equal(kefu_sample_new(draw, &options, &sample, NULL), i ? KEFU_OK : KEFU_E_NAME);
        kefu_builder_free(list);
    }
    assert_int_equal(kefu_sample_replacements(sample), 1);
    kefu_sample_free(sample);
    kefu_draw_free(draw);
}

/* ---- Words ----------------------------------------------------------------------------------- */

#define BY_AGENT(classes, more) DRAW_PLAN("\"by\":[\"agent\"],\"classes\":[" classes "]" more)

static const struct wording {
    const char *plan, *rows, *unfit;
    int64_t index;
    const char *zh, *en;
} wordings[] = {
    {BY_AGENT(SATISFIED, ""), "1/林晓燕/1 2/林晓燕/2 3/林晓燕/1", NULL, 1,
     "不满意会话至少 2 条:林晓燕的 3 条中抽 2 条,这是第 2 条(抽中概率 2/3)",
     "Unhappy: at least 2; 2 of the 3 of 林晓燕 drawn, this is number 2 (chance 2/3)"},
    {BY_AGENT("{\"id\":\"refund\",\"label\":{\"zh\":\"退款会话\",\"en\":\"Refunds\"},\"take\":"
              "\"all\"}",
              ""),
     "1/林晓燕/1 2/林晓燕/2", NULL, 0, "退款会话全部检查:林晓燕共 2 条,全部抽中,这是第 1 条",
     "Refunds: all are inspected; all 2 of 林晓燕 drawn, this is number 1"},
    {BY_AGENT("{\"id\":\"refund\",\"take\":\"all\"}", ""), "1/7/1", NULL, 0,
     "refund 全部检查:7 仅此 1 条", "refund: all are inspected; the only one of 7"},
    {BY_AGENT("{\"id\":\"new\",\"label\":{\"zh\":\"新人会话\",\"en\":\"Newcomers\"},\"rate\":"
              "\"33.5%\"}",
              ""),
     "1/- 2/- 3/-", NULL, 0, "新人会话按 33.5% 抽查:未填的 3 条中抽 2 条,这是第 1 条(抽中概率 2/3)",
     "Newcomers: 33.5% are drawn; 2 of the 3 of (none) drawn, this is number 1 (chance 2/3)"},
    {PLAIN("\"label\":{\"zh\":\"会话\",\"en\":\"Chats\"},\"take\":3"), TWELVE, "6/x", 0,
     "会话固定抽 3 条:12 条中抽 4 条(1 条不适合检查),这是第 1 条(抽中概率 4/12)",
     "Chats: a fixed 3; 4 of 12 drawn (1 not fit), this is number 1 (chance 4/12)"},
    {PLAIN("\"label\":{\"zh\":\"会话\",\"en\":\"Chats\"},\"take\":3"), TWELVE, "6/x", 2,
     "会话中有不适合检查的,由此条递补:12 条中抽 4 条(1 条不适合检查),这是第 4 条(抽中概率 4/12)",
     "Chats: in place of one that was not fit; 4 of 12 drawn (1 not fit), this is number 4 "
     "(chance 4/12)"},
    {BY_AGENT(REST, ",\"agent\":{\"column\":\"agent\",\"min\":1}"), "1/林晓燕 2/林晓燕", NULL, 0,
     "林晓燕至少 1 条,由其他会话补足:林晓燕的 2 条中抽 1 条,这是第 1 条(抽中概率 1/2)",
     "林晓燕: at least 1, made up from Others; 1 of the 2 of 林晓燕 drawn, this is number 1 "
     "(chance 1/2)"},
    {BY_AGENT(REST, ",\"total\":1"), "1/林晓燕 2/林晓燕", NULL, 0,
     "其他会话按数量比例分到名额(总共抽 1 条):林晓燕的 2 条中抽 1 条,这是第 1 条(抽中概率 1/2)",
     "Others: shared out in proportion to rows, of 1 in all; 1 of the 2 of 林晓燕 drawn, this is "
     "number 1 (chance 1/2)"},
    {BY_AGENT(REST, ",\"total\":1,\"allocation\":\"equal\""), "1/林晓燕", NULL, 0,
     "其他会话平均分到名额(总共抽 1 条):林晓燕仅此 1 条",
     "Others: shared out in equal parts, of 1 in all; the only one of 林晓燕"},
};

static void test_wordings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
        const struct wording *w = &wordings[i];
        kefu_sample *sample = NULL;
        char text[512];
        size_t need = 0;
        assert_int_equal(draw_sampled(w->plan, w->rows, w->unfit, &sample, NULL), KEFU_OK);
        assert_int_equal(kefu_sample_text(sample, w->index, KEFU_ZH, text, sizeof text, &need),
                         KEFU_OK);
        assert_string_equal(text, w->zh);
        assert_int_equal(need, strlen(w->zh) + 1);
        assert_int_equal(kefu_sample_text(sample, w->index, KEFU_EN, text, sizeof text, NULL),
                         KEFU_OK);
        assert_string_equal(text, w->en);
        assert_int_equal(kefu_sample_text(sample, w->index, KEFU_EN, NULL, 0, &need), KEFU_OK);
        assert_int_equal(need, strlen(w->en) + 1);
        assert_int_equal(kefu_sample_text(sample, w->index, 2, text, sizeof text, NULL),
                         KEFU_E_ARGUMENT);
        kefu_sample_free(sample);
    }
}

/* ---- What is asked --------------------------------------------------------------------------- */

static void test_asked(void **state)
{
    kefu_sample *sample = NULL;
    kefu_sample_row row = {.struct_size = sizeof row};
    kefu_sample_cell cell = {.struct_size = sizeof cell};
    kefu_text key;
    kefu_error error;
    int64_t index = -7;
    (void)state;
    assert_int_equal(draw_sampled(BY_AGENT("{\"id\":\"a\",\"take\":2}", ""),
                                  "1/B 2/B 3/B 4/A 5/A 6/A", "5/x", &sample, NULL),
                     KEFU_OK);
    assert_string_equal(kefu_sample_seed(sample), draw_seed);
    assert_string_equal(kefu_plan_id(kefu_sample_plan(sample)), "t.qc/1");
    assert_int_equal(kefu_sample_count(sample), 4); /* A: 6 4, 5 is out; B: 1 2 */
    assert_int_equal(kefu_sample_at(sample, 1, &row), KEFU_OK);
    assert_string_equal(row.id.data, "4");
    assert_int_equal(row.row, 3);
    assert_int_equal(row.cell, 0);
    assert_int_equal(row.place, 3);
    assert_int_equal(row.chance.num, 3);
    assert_int_equal(row.chance.den, 3);
    assert_int_equal(row.why, KEFU_WHY_INSTEAD);
    assert_int_equal(row.class_index, 0);
    assert_int_equal(kefu_sample_find(sample, "2", 1, &index, NULL), KEFU_OK);
    assert_int_equal(index, 3);
    assert_int_equal(kefu_sample_find(sample, "5", 1, &index, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "'5' is not in the sample"));
    assert_int_equal(index, 3);
    assert_int_equal(kefu_sample_cells(sample), 2);
    assert_int_equal(kefu_sample_cell_at(sample, 0, &cell), KEFU_OK);
    assert_int_equal(cell.class_index, 0);
    assert_int_equal(cell.rows, 3);
    assert_int_equal(cell.n, 2);
    assert_int_equal(cell.unsuitable, 1);
    assert_int_equal(kefu_sample_cell_key(sample, 1, 0, &key), KEFU_OK);
    assert_string_equal(key.data, "B");
    assert_int_equal(kefu_sample_cell_key(sample, 1, 1, &key), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_cell_key(sample, 2, 0, &key), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_cell_at(sample, -1, &cell), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_at(sample, 4, &row), KEFU_E_ARGUMENT);
    kefu_replacement r = {.struct_size = sizeof r};
    assert_int_equal(kefu_sample_replacement(sample, 1, &r), KEFU_E_ARGUMENT);
    kefu_sample_free(sample);
}

/* ---- Writers --------------------------------------------------------------------------------- */

#define WRITTEN      BY_AGENT(SATISFIED "," REST, ",\"exclude\":[{\"id\":\"no\",\"where\":\"sat = 3\"}]")
#define WRITTEN_ROWS "007/=A/1 2/=A/1 3/=A/3 4/=A/5 5/=A/2"

typedef kefu_status (*write_fn)(const kefu_sample *sample, const kefu_sink *sink,
                                kefu_error *error);

static kefu_status write_zh(const kefu_sample *s, const kefu_sink *sink, kefu_error *error)
{
    return kefu_sample_csv(s, NULL, sink, error);
}

static kefu_status write_excel(const kefu_sample *s, const kefu_sink *sink, kefu_error *error)
{
    static const kefu_sample_write_options excel = {
        .struct_size = sizeof excel, .language = KEFU_EN, .flags = KEFU_SAMPLE_EXCEL};
    return kefu_sample_csv(s, &excel, sink, error);
}

/* By the oracle: 5 2 007. */
static const struct written {
    write_fn write;
    const char *text;
} writtens[] = {
    {write_zh,
     "会话ID,类别,agent,格,总数,不适合数,序号,抽中概率分子,抽中概率分母,抽中原因\n"
     "2,不满意会话,'=A,0,3,1,2,3,3,\"不满意会话至少 2 条:=A 共 3 条,全部抽中(1 "
     "条不适合检查),这是第 2 "
     "条\"\n"
     "007,不满意会话,'=A,0,3,1,3,3,3,\"不满意会话中有不适合检查的,由此条递补:=A 共 3 条,全部抽中(1 "
     "条不适合检查),这是第 3 条\"\n"},
    {write_excel,
     "\xEF\xBB\xBFid,class,agent,cell,rows,unsuitable,place,chance_num,chance_den,why\r\n"
     "\"=\"\"2\"\"\",Unhappy,\"=\"\"=A\"\"\",0,3,1,2,3,3,"
     "\"Unhappy: at least 2; all 3 of =A drawn (1 not fit), this is number 2\"\r\n"
     "\"=\"\"007\"\"\",Unhappy,\"=\"\"=A\"\"\",0,3,1,3,3,3,\"Unhappy: in place of one that was "
     "not fit; all 3 of =A drawn (1 not fit), this is number 3\"\r\n"},
};

static void test_written(void **state)
{
    kefu_sample *sample = NULL;
    (void)state;
    assert_int_equal(draw_sampled(WRITTEN, WRITTEN_ROWS, "5/spam/lead", &sample, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof writtens / sizeof *writtens; i++) {
        kefu_buffer *buffer = NULL;
        assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
        assert_int_equal(writtens[i].write(sample, kefu_buffer_sink(buffer), NULL), KEFU_OK);
        assert_string_equal(kefu_buffer_data(buffer, NULL), writtens[i].text);
        kefu_buffer_free(buffer);
    }
    kefu_sample_free(sample);
}

static void test_json(void **state)
{
    kefu_sample *sample = NULL;
    kefu_buffer *buffer = NULL;
    char expected[2048];
    (void)state;
    assert_int_equal(draw_sampled(WRITTEN, WRITTEN_ROWS, "5/spam/lead", &sample, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_json(sample, NULL, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    snprintf(expected, sizeof expected,
             "{\"format\":1,\"plan\":{\"id\":\"t.qc/1\",\"hash\":\"%s\",\"label\":{\"zh\":"
             "\"t.qc/1\",\"en\":\"t.qc/"
             "1\"},\"by\":[\"agent\"]},\"seed\":\"2026-W47\",\"excluded_ids\":\"\",\"counts\":{"
             "\"rows\":5,\"outside\":0,\"excluded\":[{\"id\":\"no\",\"rows\":1}],\"unclassed\":0,"
             "\"listed\":0,\"population\":4},\"cells\":[{\"class\":\"unhappy\",\"keys\":[\"=A\"],"
             "\"rows\":3,"
             "\"least\":2,\"agent\":0,\"share\":0,\"quota\":2,\"n\":2,\"unsuitable\":1},{"
             "\"class\":\"rest\",\"keys\":[\"=A\"],\"rows\":1,\"least\":0,\"agent\":0,\"share\":0,"
             "\"quota\":0,\"n\":0,\"unsuitable\":0}],\"rows\":[{\"id\":\"2\",\"cell\":0,\"place\":"
             "2,\"chance\":{\"num\":3,\"den\":3},\"why\":\"min\"},{\"id\":\"007\",\"cell\":0,"
             "\"place\":3,\"chance\":{\"num\":3,\"den\":3},\"why\":\"instead\"}],"
             "\"replacements\":[{\"id\":\"5\",\"instead\":\"007\",\"reason\":\"spam\",\"by\":"
             "\"lead\",\"cell\":0}]}",
             kefu_plan_hash(kefu_sample_plan(sample)));
    assert_string_equal(kefu_buffer_data(buffer, NULL), expected);
    kefu_buffer_free(buffer);
    kefu_sample_free(sample);
}

static void test_write_refusals(void **state)
{
    kefu_sample *sample = NULL;
    kefu_buffer *buffer = NULL;
    const kefu_sink none = {.struct_size = sizeof none};
    (void)state;
    assert_int_equal(draw_sampled(TAKE_3, TWELVE, NULL, &sample, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    const kefu_sink *sink = kefu_buffer_sink(buffer);
    for (int i = 0; i < 2; i++) {
        kefu_sample_write_options options = {.struct_size = sizeof options};
        struct ArrowArrayStream stream;
        options.language = i ? KEFU_EN : 2;
        options.flags = i ? 4 : 0;
        assert_int_equal(kefu_sample_csv(sample, &options, sink, NULL), KEFU_E_UNSUPPORTED);
        assert_int_equal(kefu_sample_json(sample, &options, sink, NULL), KEFU_E_UNSUPPORTED);
        assert_int_equal(kefu_sample_arrow_stream(sample, &options, &stream, NULL),
                         KEFU_E_UNSUPPORTED);
    }
    assert_int_equal(kefu_sample_csv(sample, NULL, &none, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_json(sample, NULL, &none, NULL), KEFU_E_ARGUMENT);
    kefu_buffer_free(buffer);
    kefu_sample_free(sample);
}

/* ---- Arrow ----------------------------------------------------------------------------------- */

/* Rows of numbers are parted by a space, and so are words; reasons in words are looked at alone. */
typedef struct arrow_field {
    const char *name;
    int32_t is_text;
    const char *rows;
} arrow_field;

enum { ARROW_FIELDS = 13 };
static const arrow_field arrow_fields[ARROW_FIELDS] = {
    {"id", 1, "2 007"},
    {"class", 1, "unhappy unhappy"},
    {"agent", 1, "=A =A"},
    {"row", 0, "1 0"},
    {"cell", 0, "0 0"},
    {"rows", 0, "3 3"},
    {"unsuitable", 0, "1 1"},
    {"place", 0, "2 3"},
    {"chance_num", 0, "3 3"},
    {"chance_den", 0, "3 3"},
    {"chance", 0, "1.000000 1.000000"},
    {"rule", 1, "min instead"},
    {"why", 1,
     "不满意会话至少 2 条:=A 共 3 条,全部抽中(1 条不适合检查),这是第 2 条 "
     "不满意会话中有不适合检查的,由此条递补:=A 共 3 条,全部抽中(1 条不适合检查),这是第 3 条"},
};
/* Of one row, by whole numbers, and in English: what is other. */
static const arrow_field arrow_whole_fields[ARROW_FIELDS] = {
    [0] = {"id", 0, "1 2"},
    [2] = {"agent", 0, "7 -"},
    [12] = {"why", 1,
            "Unhappy: at least 1; the only one of 7 Unhappy: at least 1; the only one of (none)"},
};
/* One agent is none, and one no number. */
static const arrow_field arrow_mixed_fields[ARROW_FIELDS] = {
    [0] = {"id", 0, "1 2"},
    [2] = {"agent", 1, "\"\" b"},
};

static const struct arrow_case {
    const char *rows, *unfit;
    const kefu_sample_write_options options;
    const arrow_field *fields; /* those without a name are not looked at */
} arrow_cases[] = {
    {WRITTEN_ROWS, "5/spam/lead", {.struct_size = sizeof(kefu_sample_write_options)}, arrow_fields},
    {WRITTEN_ROWS,
     "5/spam/lead",
     {.struct_size = sizeof(kefu_sample_write_options), .flags = KEFU_SAMPLE_INTEGER_KEYS},
     arrow_fields},
    {"1/7/1 2/-/1",
     NULL,
     {.struct_size = sizeof(kefu_sample_write_options),
      .language = KEFU_EN,
      .flags = KEFU_SAMPLE_INTEGER_KEYS | KEFU_SAMPLE_EXCEL},
     arrow_whole_fields},
    {"1/-/1 2/b/1",
     NULL,
     {.struct_size = sizeof(kefu_sample_write_options), .flags = KEFU_SAMPLE_INTEGER_KEYS},
     arrow_mixed_fields},
};

static void arrow_fields_are(const kefu_batch *batch, const arrow_field *fields)
{
    assert_int_equal(batch->n_columns, ARROW_FIELDS);
    for (int32_t i = 0; i < ARROW_FIELDS; i++) {
        const arrow_field *f = &fields[i];
        char text[512];
        if (!f->name)
            continue;
        assert_string_equal(batch->columns[i]->name, f->name);
        assert_int_equal(batch->columns[i]->type == KEFU_COLUMN_I64,
                         !f->is_text && strcmp(f->name, "chance") != 0);
        assert_int_equal(producer_rows(batch, i, strcmp(f->name, "chance") ? 0 : 6, f->is_text,
                                       text, sizeof text, NULL),
                         KEFU_OK);
        assert_string_equal(text, f->rows);
    }
}

static void arrow_reads(const struct arrow_case *c, const kefu_sample_write_options *options)
{
    kefu_sample *sample = NULL;
    struct ArrowSchema schema;
    struct ArrowArray array;
    struct ArrowArrayStream stream;
    assert_int_equal(draw_sampled(WRITTEN, c->rows, c->unfit, &sample, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_arrow(sample, options, &schema, &array, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_arrow_stream(sample, options, &stream, NULL), KEFU_OK);
    kefu_sample_free(sample);
    for (int i = 0; i < 2; i++) {
        kefu_arrow *arrow = NULL;
        const kefu_batch *batch = NULL;
        assert_int_equal(i ? kefu_arrow_from_stream(NULL, &stream, &arrow, NULL)
                           : kefu_arrow_from_array(NULL, &schema, &array, &arrow, NULL),
                         KEFU_OK);
        assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
        assert_non_null(batch);
        assert_int_equal(batch->rows, 2);
        arrow_fields_are(batch, c->fields);
        kefu_arrow_free(arrow);
    }
    schema.release(&schema);
    array.release(&array);
    stream.release(&stream);
}

static void test_arrow(void **state)
{
    (void)state;
    arrow_reads(&arrow_cases[0], NULL);
    for (size_t i = 0; i < sizeof arrow_cases / sizeof *arrow_cases; i++)
        arrow_reads(&arrow_cases[i], &arrow_cases[i].options);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static kefu_status sampling_writes(const kefu_sample *sample, const kefu_allocator *allocator)
{
    struct ArrowArrayStream stream;
    kefu_buffer *buffer = NULL;
    kefu_status status = kefu_buffer_new(allocator, &buffer, NULL);
    if (!status)
        status = kefu_sample_csv(sample, NULL, kefu_buffer_sink(buffer), NULL);
    if (!status)
        status = kefu_sample_json(sample, NULL, kefu_buffer_sink(buffer), NULL);
    if (!status) {
        status = kefu_sample_arrow_stream(sample, NULL, &stream, NULL);
        if (!status)
            stream.release(&stream);
    }
    kefu_buffer_free(buffer);
    return status;
}

static int sampling_scenario(const kefu_allocator *allocator)
{
    kefu_draw *draw = NULL;
    kefu_sample *sample = NULL;
    kefu_status status = draw_make(allocator, WRITTEN, WRITTEN_ROWS, &draw, NULL);
    if (!status)
        status = draw_sample(allocator, draw, "5/spam/lead", &sample, NULL);
    if (!status)
        status = sampling_writes(sample, allocator);
    kefu_sample_free(sample);
    kefu_draw_free(draw);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_oom(void **state)
{
    (void)state;
    assert_true(oom_sweep(sampling_scenario) > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_drawings),
        cmocka_unit_test(test_replacings),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_unfit_columns),
        cmocka_unit_test(test_wordings),
        cmocka_unit_test(test_asked),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_write_refusals),
        cmocka_unit_test(test_arrow),
        cmocka_unit_test(test_oom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
