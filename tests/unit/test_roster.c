/* test_roster.c - specification of kefu_roster_* and kefu_frame_with_roster. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <string.h>

#include "columns.h"
#include "oom.h"

enum { COLUMNS = 10, MOST = 8 };

/* Cells of a roster, a column each; a column of NULL names is left out. */
typedef struct sheet {
    const char *names[COLUMNS];
    int64_t rows;
    const char *cells[MOST][COLUMNS];
} sheet;

static kefu_status roster_of(const kefu_allocator *allocator, const sheet *s, const int64_t *order,
                             kefu_roster **out, kefu_error *error)
{
    const char *cells[COLUMNS][MOST];
    kefu_column columns[COLUMNS];
    const kefu_column *pointers[COLUMNS];
    int32_t n = 0;
    for (; n < COLUMNS && s->names[n]; n++) {
        kefu_column column = COLUMN_OF(s->names[n], KEFU_COLUMN_TEXT_Z, cells[n]);
        for (int64_t i = 0; i < s->rows; i++)
            cells[n][i] = s->cells[order ? order[i] : i][n];
        columns[n] = column;
        pointers[n] = &columns[n];
    }
    kefu_batch batch = BATCH_OF(s->rows, n, pointers);
    return kefu_roster_from_batch(allocator, &batch, out, error);
}

static kefu_roster *made_of(const sheet *s)
{
    kefu_roster *roster;
    kefu_error error;
    if (roster_of(NULL, s, NULL, &roster, &error))
        fail_msg("%s", error.message);
    return roster;
}

static int32_t day_of(const char *date)
{
    int32_t days;
    assert_int_equal(kefu_date_parse(date, strlen(date), &days, NULL), KEFU_OK);
    return days;
}

/* The id behind an alias on a day, "" if there is none. */
static const char *who(const kefu_roster *roster, const char *alias, const char *date)
{
    kefu_person person = {.struct_size = sizeof person};
    int64_t index;
    kefu_status status = kefu_roster_find(roster, alias, strlen(alias), day_of(date), &index);
    if (status) {
        assert_int_equal(status, KEFU_E_NAME);
        return "";
    }
    assert_int_equal(kefu_roster_person(roster, index, day_of(date), &person), KEFU_OK);
    return person.person;
}

static kefu_person person_on(const kefu_roster *roster, const char *id, const char *date)
{
    kefu_person person = {.struct_size = sizeof person};
    int64_t index;
    assert_int_equal(kefu_roster_find(roster, id, strlen(id), day_of(date), &index), KEFU_OK);
    assert_int_equal(kefu_roster_person(roster, index, day_of(date), &person), KEFU_OK);
    return person;
}

/* ---- Aliases --------------------------------------------------------------------------------- */

/* One sub-account handed from one person to the next, days inclusive at both ends. */
static const sheet handed_over = {
    {"人员", "别名", "开始", "结束"},
    5,
    {{"p2", "shop:01", "2026-03-11", ""},
     {"p1", "shop:01", "2026-01-01", "2026-03-10"},
     {"p1", "nick", "", "2026-02-01"},
     {"p1", "nick", "2026-02-02", "2026-04-01"},
     {"p1", "42", "2026/06/01", "-"}},
};

static void test_aliases_are_dated(void **state)
{
    static const struct {
        const char *alias, *date, *id;
    } cases[] = {
        {"shop:01", "2025-12-31", ""},   {"shop:01", "2026-01-01", "p1"},
        {"shop:01", "2026-03-10", "p1"}, {"shop:01", "2026-03-11", "p2"},
        {"shop:01", "9999-12-31", "p2"}, {"nick", "0001-01-01", "p1"},
        {"nick", "2026-02-01", "p1"},    {"nick", "2026-02-02", "p1"},
        {"nick", "2026-04-02", ""},      {"42", "2026-05-31", ""},
        {"42", "2026-06-01", "p1"},      {"p1", "0001-01-01", "p1"},
        {"p2", "2026-01-01", "p2"},      {"nobody", "2026-01-01", ""},
        {"SHOP:01", "2026-01-01", ""},
    };
    kefu_roster *roster = made_of(&handed_over);
    (void)state;
    assert_int_equal(kefu_roster_count(roster), 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(who(roster, cases[i].alias, cases[i].date), cases[i].id);
    kefu_roster_free(roster);
}

static void test_one_alias_of_two_people(void **state)
{
    static const struct {
        const char *from, *to; /* of p2; p1 has the alias from 2026-02-01 to 2026-02-28 */
        int duplicate;
    } cases[] = {
        {"", "", 1},           {"", "2026-01-31", 0},
        {"", "2026-02-01", 1}, {"2026-02-10", "2026-02-11", 1},
        {"2026-02-28", "", 1}, {"2026-03-01", "", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int64_t swap = 0; swap < 2; swap++) {
            const int64_t order[] = {swap, 1 - swap};
            sheet s = {{"person", "alias", "from", "to"},
                       2,
                       {{"p1", "x", "2026-02-01", "2026-02-28"}, {"p2", "x"}}};
            kefu_roster *roster = NULL;
            kefu_error error;
            s.cells[1][2] = cases[i].from;
            s.cells[1][3] = cases[i].to;
            assert_int_equal(roster_of(NULL, &s, order, &roster, &error),
                             cases[i].duplicate ? KEFU_E_DUPLICATE : KEFU_OK);
            if (cases[i].duplicate) {
                assert_int_equal(error.row, 1);
                assert_non_null(strstr(error.message, "'x'"));
                assert_non_null(strstr(error.message, "'p1'"));
                assert_non_null(strstr(error.message, "'p2'"));
            }
            kefu_roster_free(roster);
        }
}

/* A long span of one person with a short one inside it holds on both sides of the short one. */
static void test_spans_within_spans(void **state)
{
    static const sheet s = {{"person", "alias", "from", "to"},
                            3,
                            {{"p1", "x", "2026-02-10", "2026-02-11"},
                             {"p1", "x", "2026-01-01", "2026-12-31"},
                             {"p2", "x", "2027-01-01", ""}}};
    kefu_roster *roster = made_of(&s);
    (void)state;
    assert_string_equal(who(roster, "x", "2026-02-10"), "p1");
    assert_string_equal(who(roster, "x", "2026-06-01"), "p1");
    assert_string_equal(who(roster, "x", "2026-12-31"), "p1");
    assert_string_equal(who(roster, "x", "2027-01-01"), "p2");
    kefu_roster_free(roster);
}

static void test_an_id_is_nobody_elses_alias(void **state)
{
    static const sheet s = {{"person", "alias"}, 2, {{"p1", ""}, {"p2", "p1"}}};
    kefu_roster *roster = NULL;
    (void)state;
    assert_int_equal(roster_of(NULL, &s, NULL, &roster, NULL), KEFU_E_DUPLICATE);
    assert_null(roster);
}

/* ---- People ---------------------------------------------------------------------------------- */

static const sheet moves = {
    {"Person", "NAME", "team", "Role", "cohort", "hired", "left", "from", "to"},
    4,
    {{"10", "", "gold", "", "", "", "", "2026-03-01", "2026-05-31"},
     {"9", "", "", "", "", "", "", "", ""},
     {"10", "Li", "red", "presales", "", "2025-11-03", "", "2026-01-01", ""},
     {"10", "", "blue", "", "new", "", "2026-08-15", "2026-07-01", "2026-07-31"}},
};

/* For each field: the latest row that holds, else the latest that has ended, else the first to
 * come; a row that leaves it empty says nothing about it. By hand. */
static void test_fields_as_of_a_day(void **state)
{
    static const struct {
        const char *date, *team, *cohort;
    } cases[] = {
        {"2025-12-31", "red", "new"},  {"2026-01-01", "red", "new"},  {"2026-02-28", "red", "new"},
        {"2026-03-01", "gold", "new"}, {"2026-05-31", "gold", "new"}, {"2026-06-01", "red", "new"},
        {"2026-07-01", "blue", "new"}, {"2026-08-01", "red", "new"},
    };
    static const int64_t orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}};
    (void)state;
    for (size_t o = 0; o < 3; o++) {
        kefu_roster *roster;
        assert_int_equal(roster_of(NULL, &moves, orders[o], &roster, NULL), KEFU_OK);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            kefu_person p = person_on(roster, "10", cases[i].date);
            assert_string_equal(p.team, cases[i].team);
            assert_string_equal(p.cohort, cases[i].cohort);
            assert_string_equal(p.name, "Li");
            assert_string_equal(p.role, "presales");
            assert_int_equal(p.hired, day_of("2025-11-03"));
            assert_int_equal(p.left, day_of("2026-08-15"));
        }
        kefu_roster_free(roster);
    }
}

/* Newcomers become agents on a day; the column may have either name. */
static const sheet stages = {
    {"客服", "阶段", "开始", "结束", "别名"},
    3,
    {{"p1", "新人", "2026-01-01", "2026-03-31", ""},
     {"p1", "正式", "2026-04-01", "", "shop:01"},
     {"p2", "", "", "", "shop:02"}},
};

static void test_stage(void **state)
{
    kefu_roster *roster = made_of(&stages);
    sheet english = stages;
    (void)state;
    assert_string_equal(person_on(roster, "p1", "2026-03-31").stage, "新人");
    assert_string_equal(person_on(roster, "p1", "2026-04-01").stage, "正式");
    assert_string_equal(person_on(roster, "p2", "2026-04-01").stage, "");
    kefu_roster_free(roster);
    english.names[1] = "Stage";
    roster = made_of(&english);
    assert_string_equal(person_on(roster, "p1", "2026-04-01").stage, "正式");
    kefu_roster_free(roster);
}

/* The id is that of the rows: not of their order, of repeats or of names of columns, but of every
 * cell. */
static void test_id(void **state)
{
    static const int64_t turned[] = {2, 0, 1}, twice[] = {0, 1, 2, 1};
    kefu_roster *roster = made_of(&stages), *other;
    char id[33];
    (void)state;
    assert_int_equal(strlen(kefu_roster_id(roster)), 32);
    strcpy(id, kefu_roster_id(roster));
    kefu_roster_free(roster);
    assert_int_equal(roster_of(NULL, &stages, turned, &other, NULL), KEFU_OK);
    assert_string_equal(kefu_roster_id(other), id);
    kefu_roster_free(other);
    for (int cell = 0; cell < 5; cell++) {
        static const char *const changed[5] = {"p3", "正式工", "2026-04-02", "2026-12-31",
                                               "shop:03"};
        sheet s = stages;
        s.cells[1][cell] = changed[cell];
        other = made_of(&s);
        assert_string_not_equal(kefu_roster_id(other), id);
        kefu_roster_free(other);
    }
    {
        sheet s = stages;
        s.names[0] = "person";
        s.names[1] = "stage";
        s.rows = 4;
        assert_int_equal(roster_of(NULL, &s, twice, &other, NULL), KEFU_OK);
        assert_string_equal(kefu_roster_id(other), id);
        kefu_roster_free(other);
        s.names[4] = "备注"; /* ignored: the aliases are gone */
        assert_int_equal(roster_of(NULL, &s, twice, &other, NULL), KEFU_OK);
        assert_string_not_equal(kefu_roster_id(other), id);
        kefu_roster_free(other);
    }
}

static void test_what_was_not_given(void **state)
{
    kefu_roster *roster = made_of(&moves);
    kefu_person p = person_on(roster, "9", "2026-01-01");
    (void)state;
    assert_string_equal(p.person, "9");
    assert_string_equal(p.name, "9");
    assert_string_equal(p.team, "");
    assert_string_equal(p.role, "");
    assert_string_equal(p.cohort, "");
    assert_int_equal(p.hired, INT32_MIN);
    assert_int_equal(p.left, INT32_MAX);
    /* ids are in the order of keys: 9 before 10 */
    assert_int_equal(kefu_roster_person(roster, 0, 0, &p), KEFU_OK);
    assert_string_equal(p.person, "9");
    assert_int_equal(kefu_roster_person(roster, 2, 0, &p), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_roster_person(roster, -1, 0, &p), KEFU_E_ARGUMENT);
    kefu_roster_free(roster);
    kefu_roster_free(NULL);
}

static void test_columns_of_dates_and_numbers(void **state)
{
    static const int32_t people[] = {7, 8}, team[] = {1, 2}, hired[] = {20000, 0};
    static const uint8_t valid[] = {1};
    kefu_column a = COLUMN_OF("客服", KEFU_COLUMN_I32, people);
    kefu_column b = COLUMN_OF("团队", KEFU_COLUMN_I32, team);
    kefu_column c = COLUMN_OF("入职", KEFU_COLUMN_DATE, hired);
    const kefu_column *const pointers[] = {&a, &b, &c};
    kefu_batch batch = BATCH_OF(2, 3, pointers);
    kefu_roster *roster;
    (void)state;
    c.validity = valid;
    assert_int_equal(kefu_roster_from_batch(NULL, &batch, &roster, NULL), KEFU_OK);
    assert_string_equal(person_on(roster, "7", "2026-01-01").team, "1");
    assert_int_equal(person_on(roster, "7", "2026-01-01").hired, 20000);
    assert_int_equal(person_on(roster, "8", "2026-01-01").hired, INT32_MIN);
    kefu_roster_free(roster);
    c.type = KEFU_COLUMN_I32;
    assert_int_equal(kefu_roster_from_batch(NULL, &batch, &roster, NULL), KEFU_E_TYPE);
}

static void test_rosters_that_are_refused(void **state)
{
    static const struct {
        sheet s;
        kefu_status status;
        int64_t row;
        const char *says;
    } cases[] = {
        {{{"persn", "alias"}, 0, {{NULL}}}, KEFU_E_NAME, -1, "'persn'"},
        {{{"person", "客服"}, 0, {{NULL}}}, KEFU_E_EXISTS, -1, "'客服'"},
        {{{"person"}, 2, {{"a"}, {""}}}, KEFU_E_DATA, 1, "empty"},
        {{{"person", "hired"}, 1, {{"a", "soon"}}}, KEFU_E_DATA, 0, "'hired'"},
        {{{"person", "from", "to"}, 1, {{"a", "2026-02-02", "2026-02-01"}}},
         KEFU_E_DATA,
         0,
         "'to'"},
        {{{"person", "team"}, 3, {{"a", "x"}, {"a", ""}, {"a", "y"}}}, KEFU_E_DATA, 2, "team"},
        {{{"person", "hired"}, 2, {{"a", "20260101"}, {"a", "20260102"}}}, KEFU_E_DATA, 1, "hired"},
        {{{"person", "left"}, 2, {{"a", "20260101"}, {"a", "20260102"}}}, KEFU_E_DATA, 1, "left"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_roster *roster = NULL;
        kefu_error error;
        assert_int_equal(roster_of(NULL, &cases[i].s, NULL, &roster, &error), cases[i].status);
        assert_int_equal(error.row, cases[i].row);
        assert_non_null(strstr(error.message, cases[i].says));
        assert_null(roster);
    }
}

/* ---- Frames ---------------------------------------------------------------------------------- */

static kefu_status frame_of(const kefu_allocator *allocator, const char *const *aliases, int64_t n,
                            kefu_frame **out)
{
    static const int32_t values[] = {1, 2, 3, 4, 5, 6};
    kefu_column a = COLUMN_OF("who", KEFU_COLUMN_TEXT_Z, aliases);
    kefu_column b = COLUMN_OF("m", KEFU_COLUMN_I32, values);
    const kefu_column *const pointers[] = {&a, &b};
    kefu_batch batch = BATCH_OF(n, 2, pointers);
    kefu_metric_info info = {
        .struct_size = sizeof info, .name = "m", .definition = "org.example.m/1"};
    kefu_report *report = NULL;
    kefu_status status = kefu_report_new(allocator, NULL, &report, NULL);
    if (!status)
        status = kefu_report_key(report, "who", NULL);
    if (!status)
        status = kefu_report_metric(report, &info, NULL, NULL);
    if (!status)
        status = kefu_report_read(report, &batch, out, NULL);
    kefu_report_free(report);
    return status;
}

static const sheet team = {
    {"person", "alias", "hired", "left"},
    6,
    {{"p1", "acc1", "", ""},
     {"p1", "acc2", "", ""},
     {"p2", "", "2026-01-01", "2026-01-31"},
     {"gone", "", "", "2025-12-31"},
     {"new", "", "2026-02-01", ""},
     {"back", "acc3", "", "2025-12-31"}},
};

static void test_frame_of_people(void **state)
{
    static const char *const aliases[] = {"acc2", "stranger", "acc3"};
    /* p2 is there on its first and last day; gone and new are not; back left, but has a row */
    static const char *const expected[] = {"back", "p1", "p2", "stranger"};
    static const int64_t nums[] = {3, 1, 0, 2};
    static const char *const dates[] = {"2026-01-01", "2026-01-31"};
    kefu_roster *roster = made_of(&team);
    kefu_frame *frame, *named;
    kefu_unmatched lost = {.struct_size = sizeof lost};
    (void)state;
    assert_int_equal(frame_of(NULL, aliases, 3, &frame), KEFU_OK);
    for (size_t d = 0; d < 2; d++) {
        assert_int_equal(kefu_frame_with_roster(frame, roster, day_of(dates[d]), &named, NULL),
                         KEFU_OK);
        assert_int_equal(kefu_frame_rows(named), 4);
        for (int64_t row = 0; row < 4; row++) {
            kefu_text key;
            kefu_value value;
            assert_int_equal(kefu_frame_key(named, row, 0, &key), KEFU_OK);
            assert_string_equal(key.data, expected[row]);
            assert_int_equal(kefu_frame_value(named, row, 0, &value), KEFU_OK);
            assert_int_equal(value.num, nums[row]);
            assert_int_equal(value.status, nums[row] ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA);
        }
        kefu_metric_info info = {.struct_size = sizeof info};
        assert_int_equal(kefu_frame_metric(named, 0, &info), KEFU_OK);
        assert_string_equal(info.definition, "org.example.m/1");
        assert_int_equal(kefu_frame_unmatched_count(named), 1);
        assert_int_equal(kefu_frame_unmatched(named, 0, &lost), KEFU_OK);
        assert_string_equal(lost.key, "stranger");
        assert_int_equal(lost.side, 3);
        assert_int_equal(lost.metrics, 1);
        kefu_frame_free(named);
    }
    kefu_frame_free(frame);
    kefu_roster_free(roster);
}

static void test_two_rows_of_one_person(void **state)
{
    static const char *const aliases[] = {"acc2", "p1"};
    kefu_roster *roster = made_of(&team);
    kefu_frame *frame, *named = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(frame_of(NULL, aliases, 2, &frame), KEFU_OK);
    assert_int_equal(kefu_frame_with_roster(frame, roster, 0, &named, &error), KEFU_E_DUPLICATE);
    assert_string_equal(error.message, "rows 'acc2' and 'p1' are both 'p1'");
    assert_null(named);
    assert_int_equal(kefu_frame_with_roster(frame, NULL, 0, &named, NULL), KEFU_E_ARGUMENT);
    kefu_frame_free(frame);
    kefu_roster_free(roster);
}

static int roster_scenario(const kefu_allocator *allocator)
{
    static const char *const aliases[] = {"acc2", "stranger", "p2"};
    kefu_roster *roster = NULL;
    kefu_frame *frame = NULL, *named = NULL;
    kefu_status status = roster_of(allocator, &team, NULL, &roster, NULL);
    if (!status)
        status = frame_of(allocator, aliases, 3, &frame);
    if (!status)
        status = kefu_frame_with_roster(frame, roster, 20454, &named, NULL);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
    kefu_frame_free(named);
    return !status ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(roster_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_aliases_are_dated),
        cmocka_unit_test(test_one_alias_of_two_people),
        cmocka_unit_test(test_spans_within_spans),
        cmocka_unit_test(test_an_id_is_nobody_elses_alias),
        cmocka_unit_test(test_fields_as_of_a_day),
        cmocka_unit_test(test_stage),
        cmocka_unit_test(test_id),
        cmocka_unit_test(test_what_was_not_given),
        cmocka_unit_test(test_columns_of_dates_and_numbers),
        cmocka_unit_test(test_rosters_that_are_refused),
        cmocka_unit_test(test_frame_of_people),
        cmocka_unit_test(test_two_rows_of_one_person),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
