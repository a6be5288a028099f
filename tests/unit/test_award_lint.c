/* test_award_lint.c - faults of award plans, alone and beside a card. */
#include "award_fixture.h"
#include "oom.h"

#define STAR(more) "{\"id\":\"star\",\"kind\":\"overall\",\"places\":1" more "}"
#define KING(more)                                                                                 \
    "{\"id\":\"king\",\"kind\":\"single\",\"metric\":\"sales\",\"direction\":\"higher\"," more "}"

static const struct finding {
    const char *plan;
    int32_t card; /* 1: beside a card with totals of 0 to 100, grades A, B and a floor */
    int32_t codes[4];
    const char *path, *zh, *en; /* of the first */
} findings[] = {
    {AWARDS(KING("\"places\":2,\"amounts\":[2,1]")), 0, {0}, NULL, NULL, NULL},
    {AWARDS(KING("\"places\":2,\"amounts\":[2,0]")), 0, {0}, NULL, NULL, NULL},
    {AWARDS(KING("\"places\":2")), 0, {0}, NULL, NULL, NULL}, /* no prize has money */
    {AWARDS(KING("\"places\":3,\"amounts\":[2,1]")),
     0,
     {KEFU_LINT_AWARD_AMOUNTS},
     "/prizes/0/amounts",
     "「king」3 个名次中只有前 2 个有奖金",
     "'king': of 3 places only the first 2 have an amount"},
    {AWARDS(STAR("") "," KING("\"places\":1,\"amounts\":[2]")),
     0,
     {KEFU_LINT_AWARD_AMOUNTS},
     "/prizes/0/places",
     "「star」没有奖金,而别的奖项有",
     "'star': no amounts, and other prizes have them"},
    {AWARDS(STAR(",\"when\":[{\"badge\":\"x\"},{\"grade\":[\"A\",\"C\"]}]")),
     1,
     {KEFU_LINT_AWARD_NAME, KEFU_LINT_AWARD_NAME},
     "/prizes/0/when",
     "「star」条件提到的 x,考核方案里没有",
     "'star': the card has no x, which a condition names"},
    {AWARDS(STAR(",\"when\":{\"badge\":\"x\"}")), 0, {0}, NULL, NULL, NULL}, /* of a card unknown */
    {AWARDS_MORE(STAR(""), "\"enter\":{\"grade\":[\"a\"]}"),
     1,
     {KEFU_LINT_AWARD_NAME},
     "/enter",
     "条件提到的 a,考核方案里没有",
     "the card has no a, which a condition names; did you mean 'A'?"},
    /* Conditions that nobody meets. */
    {AWARDS(STAR(",\"when\":[{\"total\":{\"at_least\":90}},{\"total\":{\"below\":90}}]")),
     0,
     {KEFU_LINT_AWARD_DEAD},
     "/prizes/0/when",
     "「star」条件互相矛盾,没有人能得奖",
     "'star': conditions contradict each other: nobody can win"},
    {AWARDS(STAR(",\"when\":[{\"total\":{\"at_least\":90}},{\"total\":{\"at_most\":90}}]")),
     0,
     {0}, /* 90 itself */
     NULL,
     NULL,
     NULL},
    {AWARDS_MORE(STAR(",\"when\":{\"floor\":\"below\"}"), "\"enter\":{\"floor\":\"met\"}"),
     0,
     {KEFU_LINT_AWARD_DEAD},
     "/prizes/0/when",
     "「star」条件互相矛盾,没有人能得奖",
     "'star': conditions contradict each other: nobody can win"},
    {AWARDS_MORE(STAR(""), "\"enter\":[{\"grade\":[\"A\"]},{\"grade\":[\"B\"]}]"),
     0,
     {KEFU_LINT_AWARD_DEAD},
     "/enter",
     "条件互相矛盾,没有人能得奖",
     "conditions contradict each other: nobody can win"},
    {AWARDS_MORE(STAR(",\"when\":{\"grade\":[\"B\",\"A\"]}"), "\"enter\":{\"grade\":[\"A\"]}"),
     0,
     {0},
     NULL,
     NULL,
     NULL},
    {AWARDS(STAR(",\"when\":[{\"metric\":\"a\",\"above\":0.5},{\"metric\":\"a\",\"at_most\":0.50},"
                 "{\"metric\":\"b\",\"below\":0}]")),
     0,
     {KEFU_LINT_AWARD_DEAD},
     "/prizes/0/when",
     "「star」条件互相矛盾,没有人能得奖",
     "'star': conditions contradict each other: nobody can win"},
    {AWARDS(STAR(",\"when\":[{\"metric\":\"a\",\"above\":1},{\"metric\":\"b\",\"below\":1}]")),
     0,
     {0},
     NULL,
     NULL,
     NULL},
    {AWARDS(KING("\"places\":1,\"least\":10,\"when\":{\"metric\":\"sales\",\"below\":10}")),
     0,
     {KEFU_LINT_AWARD_DEAD},
     "/prizes/0/least",
     "「king」和条件矛盾,没有人能得奖",
     "'king': it contradicts a condition: nobody can win"},
    {AWARDS_MORE(KING("\"places\":1,\"least\":10"),
                 "\"enter\":{\"metric\":\"sales\",\"at_most\":10}"),
     0,
     {0},
     NULL,
     NULL,
     NULL},
    /* Totals of the card end at 100. */
    {AWARDS(STAR(",\"least\":100")), 1, {0}, NULL, NULL, NULL},
    {AWARDS(STAR(",\"least\":100.5")), 0, {0}, NULL, NULL, NULL},
    {AWARDS(STAR(",\"over\":\"sum\",\"least\":250")), 1, {0}, NULL, NULL, NULL},
    {AWARDS(STAR(",\"least\":100.5")),
     1,
     {KEFU_LINT_AWARD_DEAD},
     "/prizes/0/least",
     "「star」考核方案的总分到不了这么高,没有人能得奖",
     "'star': no total of the card is so high: nobody can win"},
    {AWARDS_MORE(STAR(""), "\"enter\":{\"total\":{\"above\":100}}"),
     1,
     {KEFU_LINT_AWARD_DEAD},
     "/enter",
     "考核方案的总分到不了条件要求的范围,没有人能得奖",
     "no total of the card is in the range of a condition: nobody can win"},
};

static void expect_finding(size_t number, const struct finding *f, const kefu_findings *found)
{
    int32_t wanted = 0;
    while (f->codes[wanted])
        wanted++;
    for (int32_t k = 0; k < kefu_findings_count(found); k++) {
        kefu_finding one = {.struct_size = sizeof one};
        assert_int_equal(kefu_findings_at(found, k, &one), KEFU_OK);
        if (k >= wanted || one.code != f->codes[k])
            fail_msg("%zu: %d %s %s", number, (int)one.code, one.path, one.text_en);
        assert_true(one.line == 1 && one.column > 1);
        if (k)
            continue;
        assert_string_equal(one.path, f->path);
        assert_string_equal(one.text_zh, f->zh);
        assert_string_equal(one.text_en, f->en);
    }
    if (kefu_findings_count(found) != wanted)
        fail_msg("%zu: %d findings", number, (int)kefu_findings_count(found));
}

static kefu_status lint_of(const kefu_allocator *allocator, const struct finding *f,
                           kefu_findings **out)
{
    kefu_award_plan *plan = NULL;
    kefu_card *card = NULL;
    kefu_status status =
        kefu_award_plan_from_json(allocator, NULL, f->plan, strlen(f->plan), &plan, NULL);
    if (!status && f->card)
        status = kefu_card_from_json(allocator, NULL, award_cards[0], strlen(award_cards[0]), &card,
                                     NULL);
    if (!status)
        status = kefu_award_plan_lint(plan, card, out, NULL);
    kefu_card_free(card);
    kefu_award_plan_free(plan);
    return status;
}

static void test_findings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof findings / sizeof *findings; i++) {
        kefu_findings *found = NULL;
        kefu_status status = lint_of(NULL, &findings[i], &found);
        if (status)
            fail_msg("%zu: status %d", i, (int)status);
        expect_finding(i, &findings[i], found);
        kefu_findings_free(found);
    }
}

static int lint_scenario(const kefu_allocator *allocator)
{
    static const struct finding f = {
        AWARDS_MORE(STAR(",\"least\":101") "," KING("\"places\":2,\"amounts\":[1]"),
                    "\"enter\":[{\"grade\":[\"x\"]},{\"grade\":[\"A\"]}]"),
        1,
        {0},
        NULL,
        NULL,
        NULL};
    kefu_findings *found = NULL;
    kefu_status status = lint_of(allocator, &f, &found);
    kefu_findings_free(found);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_oom(void **state)
{
    (void)state;
    assert_true(oom_sweep(lint_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_findings), cmocka_unit_test(test_oom)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
