/* test_ledger.c - decisions: what is taken, what is the same twice, what rows give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "oom.h"
#include "score/ledger.h"

static kefu_decision decision_of(const char *person, const char *part, int32_t action,
                                 int64_t count, int32_t day)
{
    kefu_decision d = {.struct_size = sizeof d,
                       .person = person,
                       .part = part,
                       .action = action,
                       .day = day,
                       .count = count,
                       .by = "lead"};
    return d;
}

static void test_add(void **state)
{
    kefu_ledger *ledger = NULL;
    kefu_decision d = decision_of("小林", "stalling", KEFU_CONFIRM, 1, 20000);
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_add(ledger, &d, &error), KEFU_OK);
    assert_int_equal(kefu_ledger_add(ledger, &d, &error), KEFU_E_DUPLICATE);
    assert_non_null(strstr(error.message, "'stalling' of '小林'"));
    d.count = 2; /* not part of what makes it the same */
    d.reason = "again";
    assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_E_DUPLICATE);
    d.evidence = "c-17";
    assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    d.day++;
    assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    d.action = KEFU_REJECT;
    assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    d.by = "other";
    assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_count(ledger), 5);
    kefu_decision out = {.struct_size = sizeof out};
    assert_int_equal(kefu_ledger_at(ledger, 1, &out), KEFU_OK); /* the second that was taken */
    assert_string_equal(out.person, "小林");
    assert_string_equal(out.part, "stalling");
    assert_string_equal(out.by, "lead");
    assert_string_equal(out.reason, "again");
    assert_string_equal(out.evidence, "c-17");
    assert_string_equal(out.to, "");
    assert_int_equal(out.action, KEFU_CONFIRM);
    assert_int_equal(out.day, 20000);
    assert_int_equal(out.count, 2);
    assert_int_equal(kefu_ledger_add(ledger, &out, NULL), KEFU_E_DUPLICATE); /* as it was added */
    assert_int_equal(kefu_ledger_at(ledger, 5, &out), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_ledger_at(ledger, -1, &out), KEFU_E_ARGUMENT);
    kefu_ledger_free(ledger);
}

static void test_refusals(void **state)
{
    kefu_decision good = decision_of("a", "p", KEFU_CONFIRM, KEFU_ALL_HITS, 1);
    kefu_decision bad[8];
    static const kefu_status expected[8] = {KEFU_E_ARGUMENT, KEFU_E_ARGUMENT, KEFU_E_ARGUMENT,
                                            KEFU_E_ARGUMENT, KEFU_E_ARGUMENT, KEFU_E_ARGUMENT,
                                            KEFU_E_ENCODING, KEFU_E_ARGUMENT};
    kefu_ledger *ledger = NULL;
    (void)state;
    for (int i = 0; i < 8; i++)
        bad[i] = good;
    bad[0].person = "";
    bad[1].part = NULL;
    bad[2].by = NULL;
    bad[3].action = 3;
    bad[4].count = -2;
    bad[5].struct_size = 0;
    bad[6].reason = "\xff";
    bad[7].count = 0; /* forgotten */
    assert_int_equal(kefu_ledger_new(NULL, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (int i = 0; i < 8; i++)
        assert_int_equal(kefu_ledger_add(ledger, &bad[i], NULL), expected[i]);
    assert_int_equal(kefu_ledger_add(ledger, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_ledger_add(NULL, &good, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_ledger_count(ledger), 0);
    assert_int_equal(kefu_ledger_count(NULL), 0);
    kefu_ledger_free(ledger);
    kefu_ledger_free(NULL);
}

/* Many entries: the table grows and still knows each of them. */
static void test_many(void **state)
{
    kefu_ledger *ledger = NULL;
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (int32_t day = 0; day < 500; day++) {
        kefu_decision d = decision_of("a", "p", KEFU_CONFIRM, 1, 499 - day);
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    }
    for (int32_t day = 0; day < 500; day++) {
        kefu_decision d = decision_of("a", "p", KEFU_CONFIRM, 1, day);
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_E_DUPLICATE);
    }
    assert_int_equal(kefu_ledger_count(ledger), 500);
    kefu_ledger_free(ledger);
}

/* Only what is reassigned goes to somebody, and what is excluded has no count. */
static void test_actions(void **state)
{
    static const struct {
        int32_t action;
        int64_t count;
        const char *to;
        kefu_status status;
    } cases[] = {{KEFU_REASSIGN, KEFU_ALL_HITS, "b", KEFU_OK},
                 {KEFU_REASSIGN, 2, "b", KEFU_E_DUPLICATE},
                 {KEFU_REASSIGN, 2, "c", KEFU_OK},
                 {KEFU_REASSIGN, 1, NULL, KEFU_E_ARGUMENT},
                 {KEFU_REASSIGN, 1, "", KEFU_E_ARGUMENT},
                 {KEFU_REASSIGN, 1, "a", KEFU_E_ARGUMENT},
                 {KEFU_CONFIRM, 1, "b", KEFU_E_ARGUMENT},
                 {KEFU_EXCLUDE, 0, NULL, KEFU_OK},
                 {KEFU_EXCLUDE, 1, NULL, KEFU_E_ARGUMENT},
                 {KEFU_UPHOLD, 1, NULL, KEFU_OK},
                 {KEFU_UPHOLD, 1, "b", KEFU_E_ARGUMENT},
                 {KEFU_CONFIRM, 0, NULL, KEFU_E_ARGUMENT},
                 {KEFU_EXCLUDE, KEFU_ALL_HITS, NULL, KEFU_E_ARGUMENT},
                 {KEFU_REASSIGN, 1, "\xff", KEFU_E_ENCODING},
                 {0, 1, NULL, KEFU_E_ARGUMENT},
                 {6, 1, NULL, KEFU_E_ARGUMENT}};
    kefu_ledger *ledger = NULL;
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kefu_decision d = decision_of("a", "p", cases[i].action, cases[i].count, 1);
        d.to = cases[i].to;
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), cases[i].status);
    }
    kefu_ledger_free(ledger);
}

/* The id is of what was decided up to a day, in whatever order it was added. */
static void test_id(void **state)
{
    kefu_decision d[4] = {decision_of("a", "p", KEFU_CONFIRM, 1, 5),
                          decision_of("b", "p", KEFU_REJECT, KEFU_ALL_HITS, 6),
                          decision_of("a", "q", KEFU_REASSIGN, 2, 7),
                          decision_of("c", "q", KEFU_UPHOLD, 2, 8)};
    char all[33], other[33], none[33], some[33];
    kefu_ledger *ledger = NULL;
    (void)state;
    d[2].to = "b";
    for (int start = 0; start < 4; start++) {
        assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
        assert_int_equal(kefu_ledger_id(ledger, INT32_MAX, none, NULL), KEFU_OK);
        for (int i = 0; i < 4; i++)
            assert_int_equal(kefu_ledger_add(ledger, &d[(start + i) % 4], NULL), KEFU_OK);
        assert_int_equal(kefu_ledger_id(ledger, INT32_MAX, start ? other : all, NULL), KEFU_OK);
        if (start)
            assert_string_equal(other, all);
        assert_int_equal(strlen(all), 32);
        assert_int_equal(kefu_ledger_id(ledger, 8, other, NULL), KEFU_OK);
        assert_string_equal(other, all);
        assert_int_equal(kefu_ledger_id(ledger, 7, some, NULL), KEFU_OK);
        assert_string_not_equal(some, all);
        assert_int_equal(kefu_ledger_id(ledger, 4, other, NULL), KEFU_OK);
        assert_string_equal(other, none);
        kefu_ledger_free(ledger);
    }
    /* of the first three alone: that of the day before the fourth */
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(kefu_ledger_add(ledger, &d[i], NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_id(ledger, INT32_MAX, other, NULL), KEFU_OK);
    assert_string_equal(other, some);
    /* each field counts */
    d[3].reason = "listened to it";
    assert_int_equal(kefu_ledger_add(ledger, &d[3], NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_id(ledger, INT32_MAX, other, NULL), KEFU_OK);
    assert_string_not_equal(other, all);
    assert_int_equal(kefu_ledger_id(NULL, 1, other, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_ledger_id(ledger, 1, NULL, NULL), KEFU_E_ARGUMENT);
    kefu_ledger_free(ledger);
}

/* ---- Rows ---- */

enum { COLUMNS = 9 };

static kefu_status add_rows(kefu_ledger *ledger, const char *const *names,
                            const char *const (*cells)[COLUMNS], int64_t rows, kefu_error *error)
{
    kefu_builder *builder = NULL;
    kefu_status status;
    assert_int_equal(kefu_builder_new(NULL, NULL, &builder, NULL), KEFU_OK);
    for (int i = 0; i < COLUMNS; i++) {
        int32_t column;
        if (names[i])
            assert_int_equal(
                kefu_builder_add(builder, names[i], KEFU_COLUMN_TEXT, 0, 0, &column, NULL),
                KEFU_OK);
    }
    for (int64_t r = 0; r < rows; r++) {
        for (int32_t i = 0, column = 0; i < COLUMNS; i++) {
            if (names[i] && cells[r][i])
                assert_int_equal(
                    kefu_builder_set_text(builder, column, cells[r][i], strlen(cells[r][i]), NULL),
                    KEFU_OK);
            column += names[i] != NULL;
        }
        assert_int_equal(kefu_builder_end_row(builder, NULL), KEFU_OK);
    }
    status = kefu_ledger_add_batch(ledger, kefu_builder_batch(builder), error);
    kefu_builder_free(builder);
    return status;
}

static void test_rows(void **state)
{
    static const char *const zh[COLUMNS] = {"客服", "事项", "复核", "复核人", "日期",
                                            "数量", "理由", "凭证", "改派给"};
    static const char *const en[COLUMNS] = {"person", "part",  "action", "by",
                                            "day",    "count", NULL,     NULL};
    static const char *const cells[6][COLUMNS] = {
        {"小林", "stalling", "确认", "王主管", "2026-10-31", "2", "听过录音", "c-1"},
        {"小林", "praise", "驳回", "王主管", "2026年11月1日", NULL, NULL, NULL},
        {"7", "praise", "confirm", "lead", "2026/11/01", "", NULL, NULL},
        {"小林", "bad", "改派", "王主管", "2026-11-01", "1", NULL, NULL, "小王"},
        {"小林", "reply", "排除", "王主管", "2026-11-01"},
        {"小林", "bad", "申诉成立", "王主管", "2026-11-01", "1"},
    };
    static const char *const bad[4][COLUMNS] = {
        {"x", "p", "confirm", "lead", "2026-11-01", "1"},
        {"x", "p", "maybe", "lead", "2026-11-01", "1"},
    };
    kefu_ledger *ledger = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    assert_int_equal(add_rows(ledger, zh, cells, 6, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_count(ledger), 6);
    assert_int_equal(ledger->entries[3].action, KEFU_REASSIGN);
    assert_string_equal(ledger->entries[3].to, "小王");
    assert_int_equal(ledger->entries[4].action, KEFU_EXCLUDE);
    assert_int_equal(ledger->entries[5].action, KEFU_UPHOLD);
    assert_int_equal(ledger->entries[0].action, KEFU_CONFIRM);
    assert_int_equal(ledger->entries[0].count, 2);
    assert_int_equal(ledger->entries[0].day, 20757); /* date -d 2026-10-31 +%s / 86400 */
    assert_string_equal(ledger->entries[0].reason, "听过录音");
    assert_string_equal(ledger->entries[0].evidence, "c-1");
    assert_int_equal(ledger->entries[1].action, KEFU_REJECT);
    assert_int_equal(ledger->entries[1].count, KEFU_ALL_HITS);
    assert_int_equal(ledger->entries[2].count, KEFU_ALL_HITS);
    assert_int_equal(ledger->entries[4].count, 0); /* excluded as a whole */
    assert_int_equal(ledger->entries[2].day, 20758);
    /* all or nothing, and the row that was wrong */
    assert_int_equal(add_rows(ledger, en, bad, 2, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 1);
    assert_non_null(strstr(error.message, "action"));
    assert_int_equal(kefu_ledger_count(ledger), 6);
    assert_int_equal(add_rows(ledger, en, bad, 1, &error), KEFU_OK);
    kefu_ledger_free(ledger);
}

static void test_bad_cells(void **state)
{
    static const char *const names[COLUMNS] = {"person", "part", "action", "by", "day", "count"};
    static const char *const missing[COLUMNS] = {"person", "part", "action", "by", NULL, "count"};
    static const struct {
        const char *cells[COLUMNS];
        const char *says;
    } cases[] = {
        {{"", "p", "confirm", "l", "2026-11-01", "1"}, "person"},
        {{"x", NULL, "confirm", "l", "2026-11-01", "1"}, "part"},
        {{"x", "p", "confirm", "", "2026-11-01", "1"}, "by"},
        {{"x", "p", "confirm", "l", "yesterday", "1"}, "day"},
        {{"x", "p", "confirm", "l", NULL, "1"}, "day"},
        {{"x", "p", "confirm", "l", "2026-11-01", "0"}, "count"},
        {{"x", "p", "confirm", "l", "2026-11-01", "-1"}, "count"},
        {{"x", "p", "confirm", "l", "2026-11-01", "1.5"}, "count"},
        {{"x", "p", "confirm", "l", "2026-11-01", "some"}, "count"},
    };
    kefu_ledger *ledger = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(add_rows(ledger, names, &cases[i].cells, 1, &error), KEFU_E_DATA);
        assert_non_null(strstr(error.message, cases[i].says));
        assert_int_equal(error.row, 0);
    }
    assert_int_equal(add_rows(ledger, missing, &cases[0].cells, 1, &error), KEFU_E_NAME);
    assert_int_equal(kefu_ledger_add_batch(ledger, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_ledger_count(ledger), 0);
    kefu_ledger_free(ledger);
}

/* Columns of dates and integers, as a database gives them. */
static void test_typed_columns(void **state)
{
    static const int64_t person = 7, count = 3;
    static const int32_t day = 20757;
    static const char *const texts[3] = {"p", "reject", "lead"};
    kefu_column columns[6] = {
        {.struct_size = sizeof columns[0],
         .name = "person",
         .type = KEFU_COLUMN_I64,
         .data = &person},
        {.struct_size = sizeof columns[0],
         .name = "part",
         .type = KEFU_COLUMN_TEXT_Z,
         .data = &texts[0]},
        {.struct_size = sizeof columns[0],
         .name = "action",
         .type = KEFU_COLUMN_TEXT_Z,
         .data = &texts[1]},
        {.struct_size = sizeof columns[0],
         .name = "by",
         .type = KEFU_COLUMN_TEXT_Z,
         .data = &texts[2]},
        {.struct_size = sizeof columns[0], .name = "day", .type = KEFU_COLUMN_DATE, .data = &day},
        {.struct_size = sizeof columns[0],
         .name = "count",
         .type = KEFU_COLUMN_I64,
         .data = &count},
    };
    const kefu_column *pointers[6];
    kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 1, .n_columns = 6, .columns = pointers};
    kefu_ledger *ledger = NULL;
    (void)state;
    for (int i = 0; i < 6; i++)
        pointers[i] = &columns[i];
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_add_batch(ledger, &batch, NULL), KEFU_OK);
    assert_string_equal(ledger->entries[0].person, "7");
    assert_int_equal(ledger->entries[0].count, 3);
    assert_int_equal(ledger->entries[0].day, day);
    columns[4].type = KEFU_COLUMN_I32; /* a number is no date */
    assert_int_equal(kefu_ledger_add_batch(ledger, &batch, NULL), KEFU_E_DATA);
    kefu_ledger_free(ledger);
}

static int scenario_ledger(const kefu_allocator *allocator)
{
    static const char *const texts[6] = {"a", "p", "confirm", "lead", "2026-11-01", "c"};
    static const char *const names[6] = {"person", "part", "action", "by", "day", "evidence"};
    kefu_column columns[6];
    const kefu_column *pointers[6];
    kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 1, .n_columns = 6, .columns = pointers};
    kefu_ledger *ledger = NULL;
    kefu_status status = kefu_ledger_new(allocator, &ledger, NULL);
    char id[33];
    for (int i = 0; i < 6; i++) {
        kefu_column c = {.struct_size = sizeof c,
                         .name = names[i],
                         .type = KEFU_COLUMN_TEXT_Z,
                         .data = &texts[i]};
        columns[i] = c;
        pointers[i] = &columns[i];
    }
    for (int32_t i = 0; i < 10 && !status; i++) {
        kefu_decision d = decision_of("a", "p", KEFU_CONFIRM, 1, i);
        status = kefu_ledger_add(ledger, &d, NULL);
    }
    if (!status)
        status = kefu_ledger_add_batch(ledger, &batch, NULL);
    if (!status)
        status = kefu_ledger_id(ledger, 20000, id, NULL);
    kefu_ledger_free(ledger);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_ledger) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add),       cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_many),      cmocka_unit_test(test_actions),
        cmocka_unit_test(test_id),        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_bad_cells), cmocka_unit_test(test_typed_columns),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
