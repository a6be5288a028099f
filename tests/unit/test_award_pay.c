/* test_award_pay.c - winners who may still change, the order of sheets, and prizes that are paid
 * out by what kefu_awards_csv wrote. */
#include "award_fixture.h"
#include "pay_fixture.h"

#define KING(more)                                                                                 \
    "{\"id\":\"king\",\"kind\":\"single\",\"metric\":\"sales\",\"direction\":\"higher\"," more "}"
#define STAR(more) "{\"id\":\"star\",\"kind\":\"overall\"," more "}"

/* ---- What may still change ------------------------------------------------------------------ */

#define OPEN_VALUE(n)                                                                              \
    {                                                                                              \
        n, 1, -1, KEFU_VALUE_PROVISIONAL, 0                                                        \
    }

static kefu_award_plan *award_plan_of(const char *text)
{
    kefu_award_plan *plan = NULL;
    kefu_error error = {0};
    if (kefu_award_plan_from_json(NULL, NULL, text, strlen(text), &plan, &error))
        fail_msg("%s", error.message);
    return plan;
}

static const struct open_case {
    const char *says, *plan;
    kefu_value points, sales, other; /* of a; b's are settled */
    uint32_t a, b;
} opens[] = {
    {"all is settled", AWARDS(KING("\"places\":2") "," STAR("\"places\":2")), NUMBER(90), NUMBER(5),
     NUMBER(1), 0, 0},
    {"the figure itself", AWARDS(KING("\"places\":2")), NUMBER(90), OPEN_VALUE(5), NUMBER(1),
     KEFU_WIN_PROVISIONAL, 0},
    {"another figure, which nothing looks at", AWARDS(KING("\"places\":2")), NUMBER(90), NUMBER(5),
     OPEN_VALUE(1), 0, 0},
    {"a figure that a condition looks at",
     AWARDS(KING("\"places\":2,\"when\":{\"metric\":\"other\",\"above\":0}")), NUMBER(90),
     NUMBER(5), OPEN_VALUE(1), KEFU_WIN_PROVISIONAL, 0},
    {"a figure that a condition of all prizes looks at",
     AWARDS_MORE(STAR("\"places\":2"), "\"enter\":[{\"metric\":\"other\",\"above\":0}]"),
     NUMBER(90), NUMBER(5), OPEN_VALUE(1), KEFU_WIN_PROVISIONAL, 0},
    {"the total that counts", AWARDS(STAR("\"places\":2")), OPEN_VALUE(90), NUMBER(5), NUMBER(1),
     KEFU_WIN_PROVISIONAL, 0},
    {"a total does not count for a figure", AWARDS(KING("\"places\":2")), OPEN_VALUE(90), NUMBER(5),
     NUMBER(1), 0, 0},
};

static void test_provisional(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
        const struct open_case *c = &opens[i];
        const pay_people people = {.metrics = {"points", "sales", "other"},
                                   .people = {{"a", {c->points, c->sales, c->other}},
                                              {"b", {NUMBER(80), NUMBER(4), NUMBER(1)}}}};
        kefu_award_plan *plan = award_plan_of(c->plan);
        kefu_card *card = pay_card_of(PAY_CARD);
        kefu_frame *frame = pay_frame(NULL, &people);
        kefu_sheet *sheet = NULL;
        kefu_awards *awards = NULL;
        assert_int_equal(kefu_score(card, frame, NULL, &sheet, NULL), KEFU_OK);
        const kefu_sheet *sheets[] = {sheet};
        assert_int_equal(kefu_award(plan, sheets, 1, frame, NULL, &awards, NULL), KEFU_OK);
        assert_int_equal(kefu_awards_count(awards), 2 * kefu_award_plan_prizes(plan));
        for (int64_t k = 0; k < kefu_awards_count(awards); k++) {
            kefu_winner w = {.struct_size = sizeof w};
            assert_int_equal(kefu_awards_at(awards, k, &w), KEFU_OK);
            if (w.flags != (*w.person == 'a' ? c->a : c->b))
                fail_msg("%s: %s has flags %u", c->says, w.person, (unsigned)w.flags);
        }
        kefu_awards_free(awards);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
        kefu_card_free(card);
        kefu_award_plan_free(plan);
    }
}

/* ---- The order of sheets -------------------------------------------------------------------- */

/* Two sheets a period, in every order: who wins, and to whom the fen goes, are the same. */
static void test_sheets(void **state)
{
    static const int32_t period_of[] = {0, 0, 1, 1};
    const award_case of = {
        AWARDS(STAR("\"places\":3,\"amounts\":[\"100.00\"],\"ties\":\"share\"") "," KING(
            "\"places\":2,\"amounts\":[2,1],\"ties\":\"order\"")),
        .months = {"C=80 A=90", "B=70", "B=90", "A=70 C=80"}, .figures = "A=1/9 B=1/9 C=1/9"};
    awarded a = award_by(NULL, &of); /* four periods of some: only the sheets are needed */
    char first[AWARD_TEXT] = "";
    (void)state;
    for (int order = 0; order < 256; order++) {
        const int at[] = {order & 3, order >> 2 & 3, order >> 4 & 3, order >> 6};
        const kefu_sheet *sheets[4];
        int32_t periods[4];
        int seen = 0;
        for (int i = 0; i < 4; i++) {
            sheets[i] = a.sheets[at[i]];
            periods[i] = period_of[at[i]];
            seen |= 1 << at[i];
        }
        if (seen != 15)
            continue;
        const kefu_award_options options = {.struct_size = sizeof options, .periods = periods};
        kefu_awards *awards = NULL;
        char list[AWARD_TEXT];
        assert_int_equal(kefu_award(a.plan, sheets, 4, a.frame, &options, &awards, NULL), KEFU_OK);
        awarded_list(awards, list);
        if (!*first)
            strcpy(first, list);
        assert_string_equal(list, first);
        kefu_awards_free(awards);
    }
    /* Sums of 160 each: 100.00 by three, the first id has the fen; in the latest period B has 90,
     * C 80. */
    assert_string_equal(first, "p0 1 B 3333; p0 1 C 3333; p0 1 A 3334; p1 1 B 200; p1 2 C 100");
    awarded_free(&a);
}

/* ---- Paid out ------------------------------------------------------------------------------- */

typedef struct paying {
    const awarded *of;
    kefu_payroll *roll;
    kefu_pay_plan *plan;
} paying;

static kefu_status KEFU_CALL pay_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    paying *p = user;
    const kefu_pay_options options = {.struct_size = sizeof options, .items = batch};
    const kefu_sheet *sheets[] = {p->of->sheets[0]};
    assert_null(p->roll); /* all rows are in one batch */
    return kefu_pay(p->plan, sheets, 1, NULL, &options, &p->roll, error);
}

/* What the plan of prizes gives is what the payroll pays, in either language of the file. */
static void test_paid(void **state)
{
    const award_case of = {AWARDS(KING("\"places\":2,\"amounts\":[500,\"99.99\"]") "," STAR(
                               "\"places\":3,\"amounts\":[\"1000.01\"],\"ties\":\"share\"")),
                           .months = {"A=90 B=90 C=90 D=50"}, .figures = "A=3/9 B=4/9 C=1/9",
                           .period = "2026-02"};
    awarded a = award_by(NULL, &of);
    (void)state;
    assert_int_equal(a.status, KEFU_OK);
    for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
        paying p = {.of = &a};
        kefu_csv_options csv = {.struct_size = sizeof csv, .on_batch = pay_batch, .user = &p};
        const kefu_write_options write = {.struct_size = sizeof write, .language = language};
        kefu_buffer *buffer = NULL;
        kefu_csv_reader *reader = NULL;
        kefu_error error = {0};
        size_t size;
        p.plan = plan_of(PLAN("{\"id\":\"king\",\"kind\":\"items\",\"rate\":\"100%\"},"
                              "{\"id\":\"star\",\"kind\":\"items\",\"rate\":\"100%\"}"));
        assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
        assert_int_equal(kefu_awards_csv(a.awards, &write, kefu_buffer_sink(buffer), NULL),
                         KEFU_OK);
        const char *text = kefu_buffer_data(buffer, &size);
        assert_int_equal(kefu_csv_reader_new(&csv, &reader, NULL), KEFU_OK);
        assert_int_equal(kefu_csv_reader_feed(reader, text, size, NULL), KEFU_OK);
        if (kefu_csv_reader_finish(reader, &error))
            fail_msg("%s", error.message);
        /* 1,000.01 by three: 333.34 333.34 333.33 */
        static const struct {
            const char *person;
            int64_t king, star;
        } rows[] = {{"A", 9999, 33334}, {"B", 50000, 33334}, {"C", 0, 33333}, {"D", 0, 0}};
        paid roll = {.roll = p.roll};
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            assert_int_equal(paid_part(&roll, rows[i].person, 0).amount, rows[i].king);
            assert_int_equal(paid_part(&roll, rows[i].person, 1).amount, rows[i].star);
        }
        kefu_prize_stat stat = {.struct_size = sizeof stat};
        int64_t sum = 0;
        assert_int_equal(kefu_awards_stat(a.awards, -1, &stat), KEFU_OK);
        assert_int_equal(kefu_payroll_sum(p.roll, -1, &sum, NULL, NULL), KEFU_OK);
        assert_int_equal(sum, stat.amount);
        kefu_csv_reader_free(reader);
        kefu_buffer_free(buffer);
        kefu_payroll_free(p.roll);
        kefu_pay_plan_free(p.plan);
    }
    awarded_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_provisional),
                                       cmocka_unit_test(test_sheets), cmocka_unit_test(test_paid)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
