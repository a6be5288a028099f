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
    kefu_ledger_free(ledger);
}

static void test_refusals(void **state)
{
    kefu_decision good = decision_of("a", "p", KEFU_CONFIRM, 0, 1);
    kefu_decision bad[7];
    static const kefu_status expected[7] = {KEFU_E_ARGUMENT, KEFU_E_ARGUMENT, KEFU_E_ARGUMENT,
                                            KEFU_E_ARGUMENT, KEFU_E_ARGUMENT, KEFU_E_ARGUMENT,
                                            KEFU_E_ENCODING};
    kefu_ledger *ledger = NULL;
    (void)state;
    for (int i = 0; i < 7; i++)
        bad[i] = good;
    bad[0].person = "";
    bad[1].part = NULL;
    bad[2].by = NULL;
    bad[3].action = 3;
    bad[4].count = -1;
    bad[5].struct_size = 0;
    bad[6].reason = "\xff";
    assert_int_equal(kefu_ledger_new(NULL, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (int i = 0; i < 7; i++)
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
    kf_memory memory;
    uint32_t *order = NULL;
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
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    assert_int_equal(kf_ledger_order(&memory, ledger, &order, NULL), KEFU_OK);
    for (uint32_t i = 0; i < 500; i++)
        assert_int_equal(ledger->entries[order[i]].day, i);
    assert_int_equal(kf_ledger_find(ledger, order, "a", "p").confirmed, 500);
    assert_int_equal(kf_ledger_find(ledger, order, "a", "q").n, 0);
    assert_int_equal(kf_ledger_find(ledger, order, "", "p").n, 0);
    kf_free_array(&memory, order, ledger->n, sizeof *order);
    kefu_ledger_free(ledger);
}

/* "All" is settled by the later day, on one day in favour of the person, in any order of adding. */
static void test_all(void **state)
{
    static const struct {
        int32_t confirm_day, reject_day, all;
    } cases[] = {{5, 4, KEFU_CONFIRM}, {5, 6, KEFU_REJECT}, {5, 5, KEFU_REJECT}};
    kf_memory memory;
    (void)state;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
        kefu_decision d[2] = {decision_of("a", "p", KEFU_CONFIRM, 0, cases[i / 2].confirm_day),
                              decision_of("a", "p", KEFU_REJECT, 0, cases[i / 2].reject_day)};
        kefu_ledger *ledger = NULL;
        uint32_t *order = NULL;
        assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
        assert_int_equal(kefu_ledger_add(ledger, &d[i % 2], NULL), KEFU_OK);
        assert_int_equal(kefu_ledger_add(ledger, &d[1 - i % 2], NULL), KEFU_OK);
        assert_int_equal(kf_ledger_order(&memory, ledger, &order, NULL), KEFU_OK);
        assert_int_equal(kf_ledger_find(ledger, order, "a", "p").all, cases[i / 2].all);
        kf_free_array(&memory, order, ledger->n, sizeof *order);
        kefu_ledger_free(ledger);
    }
}

/* ---- Rows ---- */

enum { COLUMNS = 8 };

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
    static const char *const zh[COLUMNS] = {"客服", "事项", "复核", "复核人",
                                            "日期", "数量", "理由", "凭证"};
    static const char *const en[COLUMNS] = {"person", "part",  "action", "by",
                                            "day",    "count", NULL,     NULL};
    static const char *const cells[3][COLUMNS] = {
        {"小林", "stalling", "确认", "王主管", "2026-10-31", "2", "听过录音", "c-1"},
        {"小林", "praise", "驳回", "王主管", "2026年11月1日", NULL, NULL, NULL},
        {"7", "praise", "confirm", "lead", "2026/11/01", "", NULL, NULL},
    };
    static const char *const bad[4][COLUMNS] = {
        {"x", "p", "confirm", "lead", "2026-11-01", "1"},
        {"x", "p", "maybe", "lead", "2026-11-01", "1"},
    };
    kefu_ledger *ledger = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    assert_int_equal(add_rows(ledger, zh, cells, 3, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_count(ledger), 3);
    assert_int_equal(ledger->entries[0].action, KEFU_CONFIRM);
    assert_int_equal(ledger->entries[0].count, 2);
    assert_int_equal(ledger->entries[0].day, 20757); /* date -d 2026-10-31 +%s / 86400 */
    assert_string_equal(ledger->entries[0].reason, "听过录音");
    assert_string_equal(ledger->entries[0].evidence, "c-1");
    assert_int_equal(ledger->entries[1].action, KEFU_REJECT);
    assert_int_equal(ledger->entries[1].count, 0);
    assert_int_equal(ledger->entries[2].day, 20758);
    /* all or nothing, and the row that was wrong */
    assert_int_equal(add_rows(ledger, en, bad, 2, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 1);
    assert_non_null(strstr(error.message, "action"));
    assert_int_equal(kefu_ledger_count(ledger), 3);
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
        cmocka_unit_test(test_add),           cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_many),          cmocka_unit_test(test_all),
        cmocka_unit_test(test_rows),          cmocka_unit_test(test_bad_cells),
        cmocka_unit_test(test_typed_columns), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
