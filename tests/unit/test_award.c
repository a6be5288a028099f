/* test_award.c - who wins what: tables worked by hand, laws, what is refused, and sentences. */
#include "award_fixture.h"
#include "oom.h"

#define KING                                                                                          \
    "{\"id\":\"king\",\"label\":{\"zh\":\"销售冠军\",\"en\":\"Sales king\"},\"kind\":\"single\"," \
    "\"metric\":\"sales\",\"direction\":\"higher\","
#define STAR "{\"id\":\"star\",\"label\":\"Star\",\"kind\":\"overall\","
#define TOP3 "\"places\":3,\"amounts\":[500,300,100]"

/* ---- Who wins -------------------------------------------------------------------------------- */

static const struct {
    const char *says;
    award_case of;
    const char *winners;
    int64_t took_part, won; /* of the first prize */
} cases[] = {
    {"top three (METRICS 7, phone shop), amounts in fen",
     {AWARDS(KING TOP3 "}"), .months = {"A=90 B=80 C=70 D=60"},
      .figures = "A=1/9 B=4/9 C=3/9 D=2/9"},
     "p0 1 B 50000; p0 2 C 30000; p0 3 D 10000",
     4,
     3},
    {"lower is better",
     {AWARDS("{\"id\":\"k\",\"kind\":\"single\",\"metric\":\"sales\",\"direction\":\"lower\","
             "\"places\":1}"),
      .months = {"A=90 B=80"}, .figures = "A=30/9 B=20/9"},
     "p0 1 B 0",
     2,
     1},
    {"amounts shorter than places: the rest have none",
     {AWARDS(KING "\"places\":2,\"amounts\":[\"0.01\"]}"), .months = {"A=9 B=8"},
      .figures = "A=2/1 B=1/1"},
     "p0 1 A 1; p0 2 B 0",
     2,
     2},
    {"ties, all: competition places 1 1 3, each the amount of the place",
     {AWARDS(KING TOP3 "}"), .months = {"A=90 B=80 C=70 D=60"},
      .figures = "A=4/9 B=4/9 C=3/9 D=3/9"},
     "p0 1 A 50000; p0 1 B 50000; p0 3 C 10000; p0 3 D 10000",
     4,
     4},
    {"ties, share: (500+300)/2 each; the third place's 100 by two",
     {AWARDS(KING TOP3 ",\"ties\":\"share\"}"), .months = {"A=90 B=80 C=70 D=60"},
      .figures = "A=4/9 B=4/9 C=3/9 D=3/9"},
     "p0 1 A 40000; p0 1 B 40000; p0 3 C 5000; p0 3 D 5000",
     4,
     4},
    {"ties, share: 100 yuan by three, the first by id gets the fen that is left",
     {AWARDS(KING "\"places\":1,\"amounts\":[100],\"ties\":\"share\"}"),
      .months = {"A=70 B=90 C=80"}, .figures = "A=1/9 B=1/9 C=1/9"},
     "p0 1 B 3333; p0 1 C 3333; p0 1 A 3334",
     3,
     3},
    {"ties, order: the order to print, which is that of the totals",
     {AWARDS(KING "\"places\":2,\"amounts\":[2,1],\"ties\":\"order\"}"),
      .months = {"A=70 B=90 C=80"}, .figures = "A=1/9 B=1/9 C=1/9"},
     "p0 1 B 200; p0 2 C 100",
     3,
     2},
    {"min_n: a few observations do not take part; nobody in the frame does not either",
     {AWARDS(KING "\"min_n\":30,\"places\":3}"), .months = {"A=90 B=80 C=70"},
      .figures = "A=9/29 B=1/30"},
     "p0 1 B 0",
     1,
     1},
    {"within team, in order of names; who has none does not take part",
     {AWARDS(KING "\"within\":\"team\",\"places\":1}"), .months = {"A=90 B=80 C=70 D=60"},
      .figures = "A=1/9 B=2/9 C=3/9 D=9/9", .roster = "A=west: B=west: C=east: D=:"},
     "p0 east 1 C 0; p0 west 1 B 0",
     3,
     2},
    {"within group: those without one are one of their own, last",
     {AWARDS(KING "\"within\":\"group\",\"places\":1}"), .months = {"A=90 B=80 C=70 D=60"},
      .figures = "A=1/9 B=2/9 C=3/9 D=9/9", .roster = "A=:old B=:old C=:new D=:"},
     "p0 new 1 C 0; p0 old 1 B 0; p0 1 D 0",
     4,
     3},
    {"champion of the month: one period, so the mean is the total",
     {AWARDS(STAR "\"places\":1,\"amounts\":[1000]}"), .months = {"A=90 B=80.5 C=-"}},
     "p0 1 A 100000",
     2,
     1},
    {"champion of the quarter: 80+85+90 = 255 and 100+70+86 = 256; C lacks one of three",
     {AWARDS(STAR "\"places\":2}"), .months = {"A=80 B=100 C=100", "A=85 B=70 C=100", "A=90 B=86"}},
     "p0 1 B 0; p0 2 A 0",
     2,
     2},
    {"need 2: C's mean is 100; the mean is over the totals that somebody has",
     {AWARDS(STAR "\"places\":1,\"need\":2}"),
      .months = {"A=80 B=100 C=100", "A=85 B=70 C=100", "A=90 B=86"}},
     "p0 1 C 0",
     3,
     1},
    {"sum: A's 80+85+90 is more than C's two",
     {AWARDS(STAR "\"places\":1,\"need\":2,\"over\":\"sum\"}"),
      .months = {"A=80 B=60 C=100", "A=85 B=70 C=100", "A=90 B=86"}},
     "p0 1 A 0",
     3,
     1},
    {"best: 97 of one month",
     {AWARDS(STAR "\"places\":1,\"need\":1,\"over\":\"best\"}"),
      .months = {"A=80 B=97", "A=96 B=10"}},
     "p0 1 B 0",
     2,
     1},
    {"means that differ by a third of a millionth are no tie: 70.000001 + 70 + 70 is more",
     {AWARDS(STAR "\"places\":1}"), .months = {"A=70 B=70.000001", "A=70 B=70", "A=70 B=70"}},
     "p0 1 B 0",
     2,
     1},
    {"champion of the year (four periods): equal sums tie, and both win",
     {AWARDS(STAR "\"places\":1}"), .months = {"A=70 B=90", "A=90 B=70", "A=60 B=80", "A=80 B=60"}},
     "p0 1 A 0; p0 1 B 0",
     2,
     2},
    {"who is only in an earlier month is there, and printed last",
     {AWARDS(STAR "\"places\":9,\"need\":1,\"ties\":\"order\"}"),
      .months = {"C=90 A=80", "B=80 A=100"}},
     "p0 1 A 0; p0 2 C 0; p0 3 B 0",
     3,
     3},
    {"when, by the latest month: A has left the floor behind in that one",
     {AWARDS(STAR "\"places\":1,\"when\":[{\"floor\":\"met\"}]}"),
      .months = {"A=100 B=60", "A=59 B=60"}},
     "p0 1 B 0",
     1,
     1},
    {"when reads a metric of the frame",
     {AWARDS(STAR "\"places\":1,\"when\":{\"metric\":\"sales\",\"at_least\":10}}"),
      .months = {"A=100 B=60"}, .figures = "A=9/1 B=10/1"},
     "p0 1 B 0",
     1,
     1},
    {"enter is of all prizes",
     {AWARDS_MORE(KING "\"places\":1}," STAR "\"places\":1}", "\"enter\":{\"grade\":[\"B\"]}"),
      .months = {"A=95 B=80"}, .figures = "A=9/1 B=1/1"},
     "p0 1 B 0; p1 1 B 0",
     1,
     1},
    {"one_each: B has won the first, so the second goes to A",
     {AWARDS_MORE(KING "\"places\":1}," STAR "\"places\":1}", "\"one_each\":true"),
      .months = {"A=80 B=90"}, .figures = "A=1/1 B=9/1"},
     "p0 1 B 0; p1 1 A 0",
     2,
     1},
    {"at most two terms (C6): A won the last two months, so B wins; A took part",
     {AWARDS(STAR "\"places\":1,\"max_terms\":2}"), .months = {"A=90 B=80"},
      .history = "2026-01:star:A 2026-02:star:A", .period = "2026-03"},
     "p0 1 B 0",
     2,
     1},
    {"one of the two was another prize",
     {AWARDS(STAR "\"places\":1,\"max_terms\":2}"), .months = {"A=90 B=80"},
      .history = "2026-01:other:A 2026-02:star:A", .period = "2026-03"},
     "p0 1 A 0",
     2,
     1},
    {"two terms, but B has won in between: they do not run",
     {AWARDS(STAR "\"places\":1,\"max_terms\":2}"), .months = {"A=90 B=80"},
      .history = "2026-03:star:A 2026-01:star:A 2026-02:star:B", .period = "2026-04"},
     "p0 1 A 0",
     2,
     1},
    {"history of this period, written before, does not count",
     {AWARDS(STAR "\"places\":1,\"max_terms\":1}"), .months = {"A=90 B=80"},
      .history = "2026-03:star:A 2026-04:star:A", .period = "2026-03"},
     "p0 1 A 0",
     2,
     1},
    {"text order puts 2026-10 before 2026-9; with a seq each (9, 10, this is 11) A has won both",
     {AWARDS(STAR "\"places\":1,\"max_terms\":2}"), .months = {"A=90 B=80"},
      .history = "2026-10:star:A:10 2026-9:star:A:9 2026-8:star:B:8", .period = "2026-11",
      .seq = 11},
     "p0 1 B 0",
     2,
     1},
    {"seq: rows of this one and later ones are ignored, whatever they are called",
     {AWARDS(STAR "\"places\":1,\"max_terms\":1}"), .months = {"A=90 B=80"},
      .history = "a:star:B:2 b:star:A:3 c:star:A:4", .period = "b", .seq = 3},
     "p0 1 A 0",
     2,
     1},
    {"any place counts as won; people and prizes that are unknown now do not matter",
     {AWARDS(STAR "\"places\":1,\"max_terms\":1}"), .months = {"A=90 B=80"},
      .history = "2026-01:star:Z 2026-01:old:A 2026-01:star:A", .period = "2026-02"},
     "p0 1 B 0",
     2,
     1},
    {"sitting out ends a run: A won 01 and 02, in 03 only another prize was given",
     {AWARDS(STAR "\"places\":1,\"max_terms\":2}"), .months = {"A=90 B=80"},
      .history = "2026-01:star:A 2026-02:star:A 2026-03:old:B", .period = "2026-04"},
     "p0 1 A 0",
     2,
     1},
    {"least: no sales king with nothing sold; B took part and stands on no place",
     {AWARDS(KING "\"places\":2,\"unit\":\"yuan\",\"least\":\"1元\"}"), .months = {"A=90 B=80"},
      .figures = "A=1/9 B=0/9"},
     "p0 1 A 0",
     2,
     1},
    {"least of totals: 80 wins, 79.99 does not",
     {AWARDS(STAR "\"places\":9,\"least\":80}"), .months = {"A=80 B=79.99"}},
     "p0 1 A 0",
     2,
     1},
    {"share: the amounts of places 2 to 4 of which the last two have none: 300 / 3",
     {AWARDS(KING "\"places\":2,\"amounts\":[500,300],\"ties\":\"share\"}"),
      .months = {"A=90 B=80 C=70 D=60"}, .figures = "A=9/9 B=1/9 C=1/9 D=1/9"},
     "p0 1 A 50000; p0 2 B 10000; p0 2 C 10000; p0 2 D 10000",
     4,
     4},
    {"one_each: the winner of the first is not there for the second: B and C tie on its place 1",
     {AWARDS_MORE(KING "\"places\":1}," STAR "\"places\":1,\"amounts\":[10],\"ties\":\"share\"}",
                  "\"one_each\":true"),
      .months = {"A=90 B=80 C=80"}, .figures = "A=9/1 B=1/1"},
     "p0 1 A 0; p1 1 B 500; p1 1 C 500",
     2,
     1},
    {"an unknown number of observations passes min_n",
     {AWARDS(KING "\"places\":1,\"min_n\":30}"), .months = {"A=90"}, .figures = "A=1/"},
     "p0 1 A 0",
     1,
     1},
    {"nobody takes part", {AWARDS(STAR "\"places\":1}"), .months = {"A=-"}}, "", 0, 0},
    {"nobody is there", {AWARDS(STAR "\"places\":1}"), .months = {""}}, "", 0, 0},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char list[AWARD_TEXT];
        kefu_prize_stat stat = {.struct_size = sizeof stat};
        awarded a = award_by(NULL, &cases[i].of);
        if (a.status)
            fail_msg("%s: %s", cases[i].says, a.error.message);
        awarded_list(a.awards, list);
        if (strcmp(list, cases[i].winners) != 0)
            fail_msg("%s: %s, not %s", cases[i].says, list, cases[i].winners);
        assert_int_equal(kefu_awards_stat(a.awards, 0, &stat), KEFU_OK);
        if (stat.took_part != cases[i].took_part || stat.winners != cases[i].won)
            fail_msg("%s: %lld took part, %lld won", cases[i].says, (long long)stat.took_part,
                     (long long)stat.winners);
        awarded_free(&a);
    }
}

/* ---- Participation and coverage ------------------------------------------------------------- */

/* METRICS 146: prize coverage = winners / participants. Five people; D has no figure, E is not in
 * the frame: 3 of 5 took part in the first, 2 of 3 won; overall 5 took part, one of them, A, won
 * both: 2 different winners of 5. 500 + 300 + 1000 yuan. */
static void test_stat(void **state)
{
    const award_case of = {
        AWARDS(KING "\"places\":2,\"amounts\":[500,300]}," STAR "\"places\":1,\"amounts\":[1000]}"),
        .months = {"A=90 B=80 C=70 D=60 E=50"}, .figures = "A=3/9 B=2/9 C=1/9 D=-/0"};
    static const kefu_prize_stat expected[] = {
        {0, 5, 5, 2, 180000, {5, 5, 5, 0, 0}, {2, 5, 5, 0, 0}},
        {0, 5, 3, 2, 80000, {3, 5, 5, 0, 0}, {2, 3, 3, 0, 0}},
        {0, 5, 5, 1, 100000, {5, 5, 5, 0, 0}, {1, 5, 5, 0, 0}}};
    awarded a = award_by(NULL, &of);
    (void)state;
    assert_int_equal(a.status, KEFU_OK);
    for (int32_t prize = -1; prize < 2; prize++) {
        kefu_prize_stat stat = {.struct_size = sizeof stat};
        const kefu_prize_stat *e = &expected[prize + 1];
        assert_int_equal(kefu_awards_stat(a.awards, prize, &stat), KEFU_OK);
        assert_int_equal(stat.people, e->people);
        assert_int_equal(stat.took_part, e->took_part);
        assert_int_equal(stat.winners, e->winners);
        assert_int_equal(stat.amount, e->amount);
        assert_memory_equal(&stat.participation, &e->participation, sizeof e->participation);
        assert_memory_equal(&stat.prize_coverage, &e->prize_coverage, sizeof e->prize_coverage);
    }
    kefu_prize_stat none = {.struct_size = sizeof none};
    assert_int_equal(kefu_awards_stat(a.awards, 2, &none), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_awards_stat(a.awards, -2, &none), KEFU_E_ARGUMENT);
    awarded_free(&a);
}

/* ---- Laws ----------------------------------------------------------------------------------- */

/* Neither the order of the rows nor that of the figures matters. */
static void test_order(void **state)
{
    static const char plan[] = AWARDS(KING TOP3 ",\"ties\":\"share\"}," STAR TOP3 "}");
    const award_case one = {plan, .months = {"A=90 B=80 C=70", "A=1 B=2 C=3"},
                            .figures = "A=1/9 B=1/9 C=5/9"};
    const award_case other = {plan, .months = {"C=70 A=90 B=80", "B=2 C=3 A=1"},
                              .figures = "C=5/9 B=1/9 A=1/9"};
    char lists[2][AWARD_TEXT];
    awarded a = award_by(NULL, &one), b = award_by(NULL, &other);
    (void)state;
    awarded_list(a.awards, lists[0]);
    awarded_list(b.awards, lists[1]);
    assert_string_equal(lists[0], lists[1]);
    awarded_free(&a);
    awarded_free(&b);
}

/* Whatever ties there are: shared amounts add up to those of the places taken, to the fen, as long
 * as people are as many as places; and with as many places as people all win who take part. */
static void test_sums(void **state)
{
    (void)state;
    for (int pattern = 0; pattern < 256; pattern++) {
        char figures[64];
        award_case of = {AWARDS(KING
                                "\"places\":4,\"amounts\":[\"1.01\",\"0.50\",\"0.07\",\"0.01\"]"
                                ",\"ties\":\"share\"}"),
                         .months = {"A=1 B=2 C=3 D=4"}, .figures = figures};
        kefu_prize_stat stat = {.struct_size = sizeof stat};
        snprintf(figures, sizeof figures, "A=%d/1 B=%d/1 C=%d/1 D=%d/1", pattern & 3,
                 pattern >> 2 & 3, pattern >> 4 & 3, pattern >> 6);
        awarded a = award_by(NULL, &of);
        assert_int_equal(a.status, KEFU_OK);
        assert_int_equal(kefu_awards_stat(a.awards, 0, &stat), KEFU_OK);
        assert_int_equal(stat.winners, 4);
        assert_int_equal(stat.amount, 101 + 50 + 7 + 1);
        awarded_free(&a);
    }
}

/* ---- Words ---------------------------------------------------------------------------------- */

static const struct {
    award_case of;
    const char *zh, *en;
} texts[] = {
    {{AWARDS(KING TOP3 "}"), .months = {"小林=90"}, .figures = "小林=58000/9",
      .history = "2026-01:king:小林", .period = "2026-02"},
     "销售冠军第 1 名 小林:销售额 ¥58,000,奖金 ¥500.00(连续 2 期)",
     "Sales king, place 1: 小林 with ¥58,000, 500.00 CNY (2 periods running)"},
    {{AWARDS(KING "\"scale\":1,\"unit\":\"s\",\"places\":1}"), .months = {"K=90"},
      .figures = "K=30/9"},
     "销售冠军第 1 名 K:销售额 30.0秒",
     "Sales king, place 1: K with 30.0 s"},
    {{AWARDS(KING "\"places\":1,\"within\":\"team\"}"), .months = {"K=90"}, .figures = "K=45.5%/9",
      .roster = "K=一组:", .unit = "ratio"},
     "销售冠军(一组)第 1 名 K:销售额 45.50%",
     "Sales king (一组), place 1: K with 45.50%"},
    {{AWARDS(STAR "\"places\":1}"), .months = {"K=90 L=90"}},
     "Star 并列第 1 名 K:总分 90.00 分",
     "Star, tied on place 1: K with 90.00 points"},
    {{AWARDS(STAR "\"places\":1}"), .months = {"K=90", "K=85", "K=91"}},
     "Star 第 1 名 K:平均 88.67 分",
     "Star, place 1: K with a mean of 88.67 points"},
    {{AWARDS(STAR "\"places\":1,\"over\":\"sum\"}"), .months = {"K=90", "K=85"}},
     "Star 第 1 名 K:合计 175.00 分",
     "Star, place 1: K with 175.00 points in all"},
    {{AWARDS(STAR "\"places\":1,\"over\":\"best\"}"), .months = {"K=90", "K=85"}},
     "Star 第 1 名 K:最高 90.00 分",
     "Star, place 1: K with 90.00 points at best"},
    {{"{\"format\":1,\"id\":\"a/1\",\"currency\":\"JPY\",\"exponent\":0,\"prizes\":[" STAR
      "\"places\":1,\"amounts\":[12000]}]}",
      .months = {"K=90"}},
     "Star 第 1 名 K:总分 90.00 分,奖金 12,000 JPY",
     "Star, place 1: K with 90.00 points, 12,000 JPY"},
};

static void test_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char out[256];
        size_t need = 0;
        awarded a = award_by(NULL, &texts[i].of);
        if (a.status)
            fail_msg("%zu: %s", i, a.error.message);
        assert_int_equal(kefu_awards_text(a.awards, 0, KEFU_ZH, out, sizeof out, &need), KEFU_OK);
        assert_string_equal(out, texts[i].zh);
        assert_int_equal(need, strlen(out) + 1);
        assert_int_equal(kefu_awards_text(a.awards, 0, KEFU_EN, out, sizeof out, NULL), KEFU_OK);
        assert_string_equal(out, texts[i].en);
        assert_int_equal(kefu_awards_text(a.awards, 0, 9, out, sizeof out, NULL), KEFU_E_ARGUMENT);
        assert_int_equal(kefu_awards_text(a.awards, 99, KEFU_ZH, out, sizeof out, NULL),
                         KEFU_E_ARGUMENT);
        awarded_free(&a);
    }
}

static const char *csv_of(const kefu_awards *awards, int32_t language, uint32_t flags,
                          kefu_buffer **buffer)
{
    const kefu_write_options options = {
        .struct_size = sizeof options, .language = language, .flags = flags};
    size_t size;
    assert_int_equal(kefu_buffer_new(NULL, buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_awards_csv(awards, &options, kefu_buffer_sink(*buffer), NULL), KEFU_OK);
    return kefu_buffer_data(*buffer, &size);
}

static void test_csv(void **state)
{
    const award_case of = {AWARDS(KING TOP3 "}," STAR "\"places\":1}"), .months = {"007=90 B=80"},
                           .figures = "007=45.5%/9 B=4%/9", .period = "2026-02", .unit = "ratio"};
    kefu_buffer *buffer = NULL;
    awarded a = award_by(NULL, &of);
    (void)state;
    assert_int_equal(a.status, KEFU_OK);
    assert_string_equal(csv_of(a.awards, KEFU_EN, 0, &buffer),
                        "period,seq,part,label,place,person,name,team,within,figure,amount,"
                        "currency\n"
                        "2026-02,,king,Sales king,1,007,007,,,45.50%,500.00,CNY\n"
                        "2026-02,,king,Sales king,2,B,B,,,4.00%,300.00,CNY\n"
                        "2026-02,,star,Star,1,007,007,,,90.00,0.00,CNY\n");
    kefu_buffer_free(buffer);
    const char *excel = csv_of(a.awards, KEFU_ZH, KEFU_WRITE_EXCEL, &buffer);
    assert_non_null(
        strstr(excel, "期间,期序,项目,奖项名称,名次,客服,姓名,团队,范围,成绩,金额,币种\r\n"));
    assert_non_null(strstr(excel, "\"=\"\"2026-02\"\"\",,king,"));
    kefu_buffer_free(buffer);
    assert_int_equal(kefu_awards_csv(a.awards, NULL, kefu_buffer_sink(NULL), NULL),
                     KEFU_E_ARGUMENT);
    awarded_free(&a);
}

static void test_json(void **state)
{
    const award_case of = {AWARDS(STAR "\"places\":1,\"amounts\":[5]}"), .months = {"A=90 B=-"},
                           .period = "2026-02"};
    static const char expected[] =
        "\"period\":\"2026-02\",\"seq\":0,\"stat\":{\"people\":2,\"took_part\":1,\"winners\":1,"
        "\"amount\":5.00,\"participation\":{\"num\":1,\"den\":2},"
        "\"prize_coverage\":{\"num\":1,\"den\":1}},\"prizes\":[{\"id\":\"star\",";
    kefu_buffer *buffer = NULL;
    size_t size;
    awarded a = award_by(NULL, &of);
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_awards_json(a.awards, NULL, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    const char *json = kefu_buffer_data(buffer, &size);
    assert_non_null(strstr(json, "{\"format\":1,\"plan\":{\"id\":\"t.award/1\",\"hash\":\""));
    assert_non_null(strstr(json, expected));
    assert_non_null(strstr(json, "\"en\":\"Star, place 1: A with 90.00 points, 5.00 CNY\""));
    kefu_buffer_free(buffer);
    awarded_free(&a);
}

/* ---- What is refused ------------------------------------------------------------------------ */

static const struct {
    const char *plan, *says;
} bad_plans[] = {
    {"{\"format\":1,\"id\":\"a/1\",\"prizes\":[]}", "prizes"},
    {"{\"format\":1,\"id\":\"a/1\",\"prizes\":[{\"id\":\"x\"}]}", "kind"},
    {"{\"format\":1,\"id\":\"a/1\",\"prizes\":[" STAR "\"places\":1,\"amounts\":[1]}]}",
     "amounts need the plan's currency"},
    {"{\"format\":1,\"id\":\"a/1\",\"currency\":\"CNY\",\"prizes\":[" STAR
     "\"places\":1,\"amounts\":[1]}]}",
     "amounts need the plan's exponent"},
    {AWARDS(STAR "\"places\":0}"), "prizes[0].places: expected a number of places"},
    {AWARDS(STAR "\"places\":1,\"amounts\":[2,1]}"), "more amounts than places"},
    {AWARDS(STAR "\"places\":1,\"amounts\":[0.001]}"), "prizes[0].amounts[0]: the plan's exponent"},
    {AWARDS(STAR "\"places\":1,\"amounts\":[-1]}"), "not below 0"},
    {AWARDS(STAR "\"places\":2,\"amounts\":[92233720368547758.07,0.01]}"), "leaves 64 bits"},
    {AWARDS(STAR "\"places\":1,\"metric\":\"sales\"}"), "metric"},
    {AWARDS(KING "\"places\":1,\"over\":\"mean\"}"), "over"},
    {AWARDS(KING "\"places\":1,\"unit\":\"dollars\"}"), "prizes[0].unit"},
    {AWARDS(KING "\"places\":1,\"least\":\"1元\"}"), "least: text needs the prize's unit"},
    {AWARDS(KING "\"places\":1,\"unit\":\"s\",\"least\":\"1元\"}"), "least: expected seconds"},
    {AWARDS(STAR "\"places\":1,\"need\":\"some\"}"), "expected \"all\" or a number of periods"},
    {AWARDS(STAR "\"places\":1,\"need\":0}"), "a number of periods of at least 1"},
    {AWARDS(STAR "\"places\":1,\"ties\":\"shared\"}"), "'share'"},
    {AWARDS(STAR "\"places\":1}," STAR "\"places\":1}"), "prizes[1].id"},
    {AWARDS_MORE(STAR "\"places\":1}", "\"one_each\":1"), "one_each: expected true or false"},
    {AWARDS_MORE(STAR "\"places\":1}", "\"prices\":1"), "'prizes'"},
};

static void test_bad_plans(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_plans / sizeof *bad_plans; i++) {
        kefu_award_plan *plan = NULL;
        kefu_error error = {0};
        assert_int_equal(kefu_award_plan_from_json(NULL, NULL, bad_plans[i].plan,
                                                   strlen(bad_plans[i].plan), &plan, &error),
                         KEFU_E_CARD);
        assert_null(plan);
        assert_true(error.line == 1 && error.column > 0);
        if (!strstr(error.message, bad_plans[i].says))
            fail_msg("%zu: '%s' does not say %s", i, error.message, bad_plans[i].says);
    }
}

static const struct {
    award_case of;
    kefu_status status;
    const char *says;
} bad_awards[] = {
    {{AWARDS(KING "\"places\":1}"), .months = {"A=9"}}, KEFU_E_ARGUMENT, "the frame is NULL"},
    {{AWARDS("{\"id\":\"k\",\"kind\":\"single\",\"metric\":\"sale\",\"direction\":\"higher\","
             "\"places\":1}"),
      .months = {"A=9"}, .figures = "A=1/1"},
     KEFU_E_NAME,
     "'sales'"},
    {{AWARDS(STAR "\"places\":1,\"need\":3}"), .months = {"A=9", "A=9"}},
     KEFU_E_ARGUMENT,
     "prize 'star' needs totals of 3 periods, and the sheets are of 2"},
    {{AWARDS(STAR "\"places\":1,\"when\":[{\"grade\":[\"S\"]}]}"), .months = {"A=9"}},
     KEFU_E_NAME,
     "prizes[0].when[0].grade"},
    {{AWARDS_MORE(STAR "\"places\":1}", "\"enter\":{\"badge\":\"b\"}"), .months = {"A=9"}},
     KEFU_E_NAME,
     "enter.badge"},
    {{AWARDS(STAR "\"places\":1}"), .months = {"A=9"}, .history = "2026-01::A"},
     KEFU_E_DATA,
     "history, column 'prize'"},
    {{AWARDS(STAR "\"places\":1,\"max_terms\":1}"), .months = {"A=9"}, .history = "2026-01:star:A"},
     KEFU_E_ARGUMENT,
     "prize 'star' has max_terms, and options.period is not given"},
    {{AWARDS(STAR "\"places\":1}"), .months = {"A=9"}, .history = "2026-9:star:A",
      .period = "2026-10"},
     KEFU_E_DATA,
     "'2026-9' and '2026-10' differ in length"},
    {{AWARDS(STAR "\"places\":1}"), .months = {"A=9"}, .history = "9:star:A 10:star:A"},
     KEFU_E_DATA,
     "'10' and '9' differ in length"},
    {{AWARDS(STAR "\"places\":1}"), .months = {"A=9"}, .history = "9:star:A:x", .period = "10",
      .seq = 2},
     KEFU_E_DATA,
     "history, column 'seq'"},
    {{AWARDS(STAR "\"places\":1}"), .months = {"A=9"}, .period = "10", .seq = -1},
     KEFU_E_ARGUMENT,
     "seq is below 0"},
};

static void test_bad_awards(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_awards / sizeof *bad_awards; i++) {
        awarded a = award_by(NULL, &bad_awards[i].of);
        assert_int_equal(a.status, bad_awards[i].status);
        assert_null(a.awards);
        if (!strstr(a.error.message, bad_awards[i].says))
            fail_msg("%zu: '%s' does not say %s", i, a.error.message, bad_awards[i].says);
        awarded_free(&a);
    }
}

/* Several sheets of one period are people of several cards; nobody is in two, no period is empty.
 */
static void test_periods(void **state)
{
    const award_case of = {AWARDS(STAR "\"places\":9}"), .months = {"A=90 B=80", "A=70", "C=85"}};
    static const struct {
        int32_t n, periods[3], all_one;
        kefu_status status;
        const char *says;
    } rows[] = {
        {3, {0, 1, 1}, 0, KEFU_OK, "p0 1 A 0"},
        {3, {1, 0, 1}, 0, KEFU_OK, "p0 1 A 0"},
        {3, {0, 0, 0}, 1, KEFU_E_DUPLICATE, "'A' is in two sheets of one period"},
        {3, {0, 0, 1}, 0, KEFU_E_DUPLICATE, "'A' is in two sheets of one period"},
        {3, {0, 2, 2}, 0, KEFU_E_ARGUMENT, "no sheet is of period 1"},
        {3, {0, -1, 1}, 0, KEFU_E_ARGUMENT, "periods[1] is below 0"},
        {1, {0, 0, 0}, 1, KEFU_OK, "p0 1 A 0; p0 2 B 0"},
    };
    awarded a = award_by(NULL, &of);
    (void)state;
    assert_int_equal(a.status, KEFU_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        kefu_awards *awards = NULL;
        kefu_error error = {0};
        char list[AWARD_TEXT];
        kefu_award_options options = {.struct_size = sizeof options,
                                      .periods = rows[i].all_one ? NULL : rows[i].periods};
        kefu_status status = kefu_award(a.plan, (const kefu_sheet *const *)a.sheets, rows[i].n,
                                        NULL, &options, &awards, &error);
        assert_int_equal(status, rows[i].status);
        if (status) {
            assert_non_null(strstr(error.message, rows[i].says));
            continue;
        }
        awarded_list(awards, list);
        assert_string_equal(list, rows[i].says);
        kefu_awards_free(awards);
    }
    awarded_free(&a);
}

/* ---- Why others did not win ----------------------------------------------------------------- */

static const struct {
    const char *says;
    award_case of;
    int32_t prize;
    const char *zh, *en; /* of all people, one behind the other */
} standings[] = {
    {"behind the places that win; tied; no figure",
     {AWARDS(KING "\"places\":2}"), .months = {"A=90 B=80 C=70 D=60 E=50"},
      .figures = "A=9/9 B=8/9 C=7/9 D=7/9"},
     0,
     "A:第 1 名,得奖; B:第 2 名,得奖; C:并列第 3 名,前 2 名得奖; D:并列第 3 名,前 2 名得奖; "
     "E:没有成绩",
     "A: place 1, wins; B: place 2, wins; C: tied on place 3, the first 2 win; "
     "D: tied on place 3, the first 2 win; E: no figure"},
    {"few, and below the least; A has nothing",
     {AWARDS(KING "\"places\":1,\"min_n\":5,\"least\":10}"), .months = {"A=90 B=80 C=70"},
      .figures = "A=0/9 B=20/4 C=10/9"},
     0,
     "C:第 1 名,得奖; A:销售额 ¥0,不到 ¥10; B:样本不足(4,至少 5)",
     "C: place 1, wins; A: ¥0, less than ¥10; B: too few observations (4 of 5)"},
    {"in a team: places are of the team",
     {AWARDS(KING "\"places\":1,\"within\":\"team\"}"), .months = {"A=90 B=80 C=70"},
      .figures = "A=9/9 B=8/9 C=7/9", .roster = "A=一组: B=一组: C=:"},
     0,
     "A(一组):第 1 名,得奖; B(一组):第 2 名,第 1 名得奖; C:没有团队",
     "A (一组): place 1, wins; B (一组): place 2, the first one wins; C: in no team"},
    {"conditions of the plan before those of the prize",
     {AWARDS_MORE(STAR "\"places\":1,\"when\":[{\"floor\":\"met\"},{\"total\":{\"at_least\":80}}]}",
                  "\"enter\":{\"total\":{\"above\":50}}"),
      .months = {"A=90 B=70 C=40"}},
     0,
     "A:第 1 名,得奖; B:不符合本奖第 2 项条件; C:不符合第 1 项参评条件",
     "A: place 1, wins; B: condition 2 of the prize does not hold; "
     "C: condition 1 of all prizes does not hold"},
    {"totals of too few periods, or of none",
     {AWARDS(STAR "\"places\":1}"), .months = {"A=90 B=-", "A=90 B=- C=80"}},
     0,
     "A:第 1 名,得奖; C:有总分的只有 1 期,需要 2 期; B:没有总分",
     "A: place 1, wins; C: totals in 1 of 2 periods; B: no total"},
    {"terms",
     {AWARDS(STAR "\"places\":1,\"max_terms\":1}"), .months = {"A=90 B=80"},
      .history = "2026-01:star:A 2026-02:star:A", .period = "2026-03"},
     0,
     "B:第 1 名,得奖; A:已连续 2 期获奖,最多 1 期",
     "B: place 1, wins; A: has won it 2 periods running, 1 at most"},
    {"one each",
     {AWARDS_MORE(KING "\"places\":1}," STAR "\"places\":1}", "\"one_each\":true"),
      .months = {"A=90 B=80"}, .figures = "A=9/1 B=1/1"},
     1,
     "B:第 1 名,得奖; A:已获销售冠军,每人限一项",
     "B: place 1, wins; A: has won Sales king, one prize each"},
};

static void standings_text(const kefu_awards *awards, int32_t prize, int32_t language, char *out)
{
    size_t used = 0;
    for (int64_t i = 0; i < kefu_awards_standings(awards, prize); i++) {
        size_t need = 0;
        used += (size_t)snprintf(out + used, AWARD_TEXT - used, "%s", i ? "; " : "");
        assert_int_equal(kefu_awards_standing_text(awards, prize, i, language, out + used,
                                                   AWARD_TEXT - used, &need),
                         KEFU_OK);
        used += need - 1;
    }
}

static void test_standings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof standings / sizeof *standings; i++) {
        char text[AWARD_TEXT];
        awarded a = award_by(NULL, &standings[i].of);
        if (a.status)
            fail_msg("%s: %s", standings[i].says, a.error.message);
        standings_text(a.awards, standings[i].prize, KEFU_ZH, text);
        assert_string_equal(text, standings[i].zh);
        standings_text(a.awards, standings[i].prize, KEFU_EN, text);
        assert_string_equal(text, standings[i].en);
        awarded_free(&a);
    }
}

static void test_standing(void **state)
{
    const award_case of = {AWARDS(KING "\"places\":1}"), .months = {"A=90 B=80 C=70"},
                           .figures = "A=9/9 B=8/9"};
    kefu_standing s = {.struct_size = sizeof s};
    awarded a = award_by(NULL, &of);
    char out[64];
    (void)state;
    assert_int_equal(kefu_awards_standings(a.awards, 0), 3);
    assert_int_equal(kefu_awards_standing(a.awards, 0, 1, &s), KEFU_OK);
    assert_string_equal(s.person, "B");
    assert_string_equal(s.name, "B");
    assert_string_equal(s.within, "");
    assert_int_equal(s.place.twice, 4);
    assert_int_equal(s.value.num, 8);
    assert_int_equal(s.why, KEFU_OUT_PLACE);
    assert_int_equal(kefu_awards_standing(a.awards, 0, 2, &s), KEFU_OK);
    assert_int_equal(s.place.twice, 0);
    assert_int_equal(s.value.den, 0);
    assert_int_equal(s.why, KEFU_OUT_NO_VALUE);
    assert_int_equal(kefu_awards_standing(a.awards, 0, 3, &s), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_awards_standing(a.awards, 1, 0, &s), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_awards_standings(a.awards, 1), 0);
    assert_int_equal(kefu_awards_standings(NULL, 0), 0);
    assert_int_equal(kefu_awards_standing_text(a.awards, 0, 3, KEFU_ZH, out, sizeof out, NULL),
                     KEFU_E_ARGUMENT);
    awarded_free(&a);
}

/* ---- Plans ---------------------------------------------------------------------------------- */

static void test_plan(void **state)
{
    static const char text[] = AWARDS_MORE(KING TOP3 "}," STAR "\"places\":1}",
                                           "\"label\":{\"zh\":\"评优\",\"en\":\"Awards\"}");
    kefu_award_plan *plan = NULL;
    kefu_prize prize = {.struct_size = sizeof prize};
    (void)state;
    assert_int_equal(kefu_award_plan_from_json(NULL, NULL, text, sizeof text - 1, &plan, NULL),
                     KEFU_OK);
    assert_string_equal(kefu_award_plan_id(plan), "t.award/1");
    assert_int_equal(strlen(kefu_award_plan_hash(plan)), 32);
    assert_string_equal(kefu_award_plan_label(plan, KEFU_ZH), "评优");
    assert_string_equal(kefu_award_plan_label(plan, KEFU_EN), "Awards");
    assert_string_equal(kefu_award_plan_currency(plan), "CNY");
    assert_int_equal(kefu_award_plan_exponent(plan), 2);
    assert_null(kefu_award_plan_currency(NULL));
    assert_int_equal(kefu_award_plan_exponent(NULL), 0);
    assert_int_equal(kefu_award_plan_prizes(plan), 2);
    assert_int_equal(kefu_award_plan_prize(plan, 0, &prize), KEFU_OK);
    assert_string_equal(prize.id, "king");
    assert_string_equal(prize.label_zh, "销售冠军");
    assert_string_equal(prize.label_en, "Sales king");
    assert_int_equal(prize.kind, KEFU_PRIZE_SINGLE);
    assert_string_equal(prize.unit, "");
    assert_int_equal(prize.scale, -1);
    assert_int_equal(prize.direction, KEFU_HIGHER);
    assert_int_equal(prize.within, KEFU_PRIZE_OF_ALL);
    assert_int_equal(prize.ties, KEFU_PRIZE_TIES_ALL);
    assert_int_equal(prize.n_amounts, 3);
    assert_int_equal(prize.max_terms, 0);
    assert_int_equal(kefu_award_plan_amount(plan, 0, 1), 50000);
    assert_int_equal(kefu_award_plan_amount(plan, 0, 3), 10000);
    assert_int_equal(kefu_award_plan_amount(plan, 0, 4), 0);
    assert_int_equal(kefu_award_plan_amount(plan, 0, 0), 0);
    assert_int_equal(kefu_award_plan_amount(plan, 1, 1), 0);
    assert_int_equal(kefu_award_plan_amount(plan, 2, 1), 0);
    assert_int_equal(kefu_award_plan_amount(NULL, 0, 1), 0);
    assert_string_equal(prize.metric, "sales");
    assert_int_equal(prize.places, 3);
    assert_int_equal(kefu_award_plan_prize(plan, 1, &prize), KEFU_OK);
    assert_int_equal(prize.kind, KEFU_PRIZE_OVERALL);
    assert_string_equal(prize.unit, "points");
    assert_int_equal(prize.scale, 2);
    assert_string_equal(prize.metric, "");
    assert_int_equal(kefu_award_plan_prize(plan, 2, &prize), KEFU_E_ARGUMENT);
    kefu_award_plan_free(plan);
    kefu_award_plan_free(NULL);
}

/* The awards keep the plan, and all that they say, when the rest is gone. */
static void test_kept(void **state)
{
    const award_case of = {AWARDS(KING TOP3 "}"), .months = {"A=90"}, .figures = "A=7/9"};
    kefu_winner w = {.struct_size = sizeof w};
    awarded a = award_by(NULL, &of);
    kefu_awards *awards = a.awards;
    (void)state;
    a.awards = NULL;
    awarded_free(&a);
    assert_int_equal(kefu_awards_at(awards, 0, &w), KEFU_OK);
    assert_string_equal(w.person, "A");
    assert_int_equal(w.value.num, 7);
    assert_int_equal(w.terms, 1);
    assert_string_equal(kefu_award_plan_id(kefu_awards_plan(awards)), "t.award/1");
    assert_int_equal(kefu_awards_at(awards, 1, &w), KEFU_E_ARGUMENT);
    kefu_awards_free(awards);
}

/* Persons that came as numbers are their digits. */
static void test_history(void **state)
{
    static const char plan[] = AWARDS(STAR "\"places\":1,\"max_terms\":2}");
    const award_case first = {plan, .months = {"7=90 8=80"}, .period = "2026-01"};
    awarded a = award_by(NULL, &first);
    kefu_builder *rows = NULL;
    kefu_awards *awards = NULL;
    char list[AWARD_TEXT];
    (void)state;
    assert_int_equal(kefu_builder_new(NULL, NULL, &rows, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(rows, "期间", KEFU_COLUMN_I64, 0, 0, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(rows, "奖项", KEFU_COLUMN_TEXT, 0, 0, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(rows, "客服", KEFU_COLUMN_I64, 0, 0, NULL, NULL), KEFU_OK);
    for (int64_t period = 202601; period <= 202602; period++) {
        assert_int_equal(kefu_builder_set_i64(rows, 0, period, NULL), KEFU_OK);
        assert_int_equal(kefu_builder_set_text(rows, 1, "star", 4, NULL), KEFU_OK);
        assert_int_equal(kefu_builder_set_i64(rows, 2, 7, NULL), KEFU_OK);
        assert_int_equal(kefu_builder_end_row(rows, NULL), KEFU_OK);
    }
    const kefu_award_options options = {
        .struct_size = sizeof options, .period = "202603", .history = kefu_builder_batch(rows)};
    assert_int_equal(
        kefu_award(a.plan, (const kefu_sheet *const *)a.sheets, 1, NULL, &options, &awards, NULL),
        KEFU_OK);
    awarded_list(awards, list);
    assert_string_equal(list, "p0 1 8 0");
    kefu_awards_free(awards);
    kefu_builder_free(rows);
    awarded_free(&a);
}

static int award_scenario(const kefu_allocator *allocator)
{
    const award_case of = {
        AWARDS_MORE(KING TOP3 ",\"ties\":\"share\",\"within\":\"team\"}," STAR
                              "\"places\":2,\"when\":[{\"better_than_mean\":\"*\"}]}",
                    "\"enter\":[{\"total\":{\"above\":0}}]"),
        .months = {"A=90 B=80 C=70", "A=90 B=80 C=95"}, .figures = "A=1/9 B=1/9 C=3/9",
        .roster = "A=x: B=x: C=y:", .history = "2026-01:star:A 2026-02:star:B"};
    kefu_buffer *buffer = NULL;
    awarded a = award_by(allocator, &of);
    kefu_status status = a.status;
    if (!status)
        status = kefu_buffer_new(allocator, &buffer, NULL);
    if (!status)
        status = kefu_awards_csv(a.awards, NULL, kefu_buffer_sink(buffer), NULL);
    if (!status)
        status = kefu_awards_json(a.awards, NULL, kefu_buffer_sink(buffer), NULL);
    kefu_buffer_free(buffer);
    awarded_free(&a);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY || status == KEFU_E_CALLBACK ? 0 : 2;
}

static void test_oom(void **state)
{
    (void)state;
    assert_true(oom_sweep(award_scenario) > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),     cmocka_unit_test(test_stat),
        cmocka_unit_test(test_order),     cmocka_unit_test(test_sums),
        cmocka_unit_test(test_text),      cmocka_unit_test(test_csv),
        cmocka_unit_test(test_bad_plans), cmocka_unit_test(test_bad_awards),
        cmocka_unit_test(test_periods),   cmocka_unit_test(test_plan),
        cmocka_unit_test(test_history),   cmocka_unit_test(test_kept),
        cmocka_unit_test(test_oom),       cmocka_unit_test(test_standings),
        cmocka_unit_test(test_standing),  cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
