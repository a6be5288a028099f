/* test_state_roster.c - saved states and rosters: people in the groups, the roster they came from,
 * and aliases that become people when a state is loaded. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/state.h"
#include "oom.h"
#include "rows.h"

enum { DAY = 20757 }; /* 2026-10-31 */

/* p1 is ann and 1001, p2 is bob; on the next day bob is p1, too. Names and teams do not count. */
static const struct person {
    const char *person, *alias, *name;
    int32_t from, to;
} people[] = {{"p1", "ann", "Ann", 1, DAY + 9},
              {"p1", "1001", "Ann", 1, DAY + 9},
              {"p2", "bob", "Bob", 1, DAY},
              {"p1", "bob", "Ann", DAY + 1, DAY + 9}};

typedef struct roster_rows {
    const char *person[4], *alias[4], *name[4];
    int32_t from[4], to[4];
} roster_rows;

/* The rows from `first` on and round, so that the order differs. */
static kefu_roster *roster_of(int first, const char *rename)
{
    roster_rows c;
    kefu_roster *roster = NULL;
    rows r;
    for (int i = 0; i < 4; i++) {
        const struct person *p = &people[(first + i) % 4];
        c.person[i] = p->person;
        c.alias[i] = p->alias;
        c.name[i] = rename ? rename : p->name;
        c.from[i] = p->from;
        c.to[i] = p->to;
    }
    rows_begin(&r, 4);
    rows_add(&r, "person", KEFU_COLUMN_TEXT_Z, c.person);
    rows_add(&r, "alias", KEFU_COLUMN_TEXT_Z, c.alias);
    rows_add(&r, "name", KEFU_COLUMN_TEXT_Z, c.name);
    rows_add(&r, "from", KEFU_COLUMN_DATE, c.from);
    rows_add(&r, "to", KEFU_COLUMN_DATE, c.to);
    assert_int_equal(kefu_roster_from_batch(NULL, &r.batch, &roster, NULL), KEFU_OK);
    return roster;
}

static const char *const agents[] = {"ann", "1001", "cat", "p2", "bob", "ann"};
static const int64_t asked[] = {1, 2, 4, 8, 16, 32};
static const uint8_t states[] = {0, KEFU_VALUE_PROVISIONAL, 0, 0, 0, 0};

static kefu_status count(kefu_tally *tally, kefu_error *error)
{
    rows r;
    rows_begin(&r, 6);
    rows_add(&r, "agent", KEFU_COLUMN_TEXT_Z, agents);
    rows_add(&r, "asked", KEFU_COLUMN_I64, asked)->states = states;
    return kefu_tally_update(tally, &r.batch, error);
}

static kefu_status tally_of(const kefu_allocator *allocator, const kefu_roster *roster, int32_t day,
                            kefu_tally **out, kefu_error *error)
{
    kefu_tally_options o = {
        .struct_size = sizeof o, .allocator = allocator, .roster = roster, .roster_day = day};
    kefu_metric_info info = {.struct_size = sizeof info, .name = "m"};
    kefu_status status = kefu_tally_new(NULL, &o, out, error);
    if (!status)
        status = kefu_tally_by(*out, "agent", error);
    if (!status)
        status = kefu_tally_add(*out, &info, "sum(asked)", error);
    return status ? status : count(*out, error);
}

static kefu_buffer *saved(const kefu_tally *tally)
{
    kefu_buffer *buffer = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    if (kefu_tally_save(tally, NULL, kefu_buffer_sink(buffer), &error))
        fail_msg("%s", error.message);
    return buffer;
}

static kefu_status load(const kefu_buffer *buffer, const kefu_allocator *allocator,
                        const kefu_roster *roster, int32_t day, kefu_tally **out, kefu_error *error)
{
    kefu_tally_options o = {
        .struct_size = sizeof o, .allocator = allocator, .roster = roster, .roster_day = day};
    size_t size;
    const char *bytes = kefu_buffer_data(buffer, &size);
    return kefu_tally_load(NULL, &o, bytes, size, out, error);
}

static void assert_same(const kefu_buffer *a, const kefu_buffer *b)
{
    size_t in_a, in_b;
    const char *x = kefu_buffer_data(a, &in_a), *y = kefu_buffer_data(b, &in_b);
    assert_int_equal(in_a, in_b);
    assert_memory_equal(x, y, in_a);
}

/* ---- A state of people ----------------------------------------------------------------------- */

static void test_a_state_of_people(void **state)
{
    kefu_roster *roster = roster_of(0, NULL), *again = roster_of(2, "somebody");
    kefu_tally *tally = NULL, *loaded = NULL;
    kefu_buffer *buffer, *twice;
    kefu_state_info info = {.struct_size = sizeof info};
    kefu_error error = {0};
    kefu_frame *frame = NULL;
    size_t size;
    (void)state;
    assert_int_equal(tally_of(NULL, roster, DAY, &tally, NULL), KEFU_OK);
    buffer = saved(tally);
    const char *bytes = kefu_buffer_data(buffer, &size);
    assert_int_equal(kefu_state_inspect(bytes, size, &info, NULL), KEFU_OK);
    assert_int_equal(info.roster_day, DAY);
    assert_int_equal(info.groups, 3); /* p1, p2, cat */

    /* Without a roster: no more rows, and all else. */
    assert_int_equal(load(buffer, NULL, NULL, 0, &loaded, NULL), KEFU_OK);
    assert_int_equal(count(loaded, &error), KEFU_E_STATE);
    assert_non_null(strstr(error.message, "load it with the roster"));
    twice = saved(loaded);
    assert_same(buffer, twice);
    kefu_buffer_free(twice);
    assert_int_equal(kefu_tally_frame(loaded, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_rows(frame), 3);
    assert_int_equal(kefu_tally_merge(loaded, tally, NULL), KEFU_OK);
    kefu_tally_free(loaded);
    loaded = NULL;

    /* With one that says the same of the aliases it counts on; the day may be left out. */
    assert_int_equal(load(buffer, NULL, again, 0, &loaded, &error), KEFU_OK);
    assert_int_equal(count(loaded, NULL), KEFU_OK);
    assert_int_equal(count(tally, NULL), KEFU_OK);
    twice = saved(loaded);
    kefu_buffer_free(buffer);
    buffer = saved(tally);
    assert_same(buffer, twice);
    kefu_tally_free(loaded);
    kefu_tally_free(tally);
    kefu_frame_free(frame);
    kefu_buffer_free(buffer);
    kefu_buffer_free(twice);
    kefu_roster_free(roster);
    kefu_roster_free(again);
}

static void test_another_roster(void **state)
{
    static const char *const other_person[] = {"p1"};
    kefu_roster *roster = roster_of(0, NULL), *other = NULL;
    kefu_tally *tally = NULL, *of_other = NULL, *loaded = NULL;
    kefu_buffer *buffer;
    kefu_error error = {0};
    rows r;
    (void)state;
    rows_begin(&r, 1);
    rows_add(&r, "person", KEFU_COLUMN_TEXT_Z, other_person);
    assert_int_equal(kefu_roster_from_batch(NULL, &r.batch, &other, NULL), KEFU_OK);
    assert_int_equal(tally_of(NULL, roster, DAY, &tally, NULL), KEFU_OK);
    assert_int_equal(tally_of(NULL, other, DAY, &of_other, NULL), KEFU_OK);
    buffer = saved(tally);
    assert_int_equal(load(buffer, NULL, other, DAY, &loaded, &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "another roster"));
    assert_int_equal(load(buffer, NULL, roster, DAY + 1, &loaded, &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "another day"));
    assert_int_equal(kefu_tally_merge(tally, of_other, &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "roster"));
    assert_null(loaded);
    kefu_tally_free(tally);
    kefu_tally_free(of_other);
    kefu_buffer_free(buffer);
    kefu_roster_free(roster);
    kefu_roster_free(other);
}

/* ---- A state of aliases ---------------------------------------------------------------------- */

/* Loaded with a roster it is as if its rows had been counted with it, to the byte; and whatever the
 * roster of the day says. */
static void test_aliases_become_people_when_loaded(void **state)
{
    kefu_roster *roster = roster_of(0, NULL);
    kefu_error error = {0};
    (void)state;
    for (int32_t day = DAY; day < DAY + 2; day++) {
        kefu_tally *of_aliases = NULL, *of_people = NULL, *loaded = NULL;
        kefu_buffer *aliases, *expected, *got;
        assert_int_equal(tally_of(NULL, NULL, 0, &of_aliases, NULL), KEFU_OK);
        assert_int_equal(tally_of(NULL, roster, day, &of_people, NULL), KEFU_OK);
        aliases = saved(of_aliases);
        expected = saved(of_people);
        if (load(aliases, NULL, roster, day, &loaded, &error))
            fail_msg("%s", error.message);
        got = saved(loaded);
        assert_same(expected, got);
        kefu_buffer_free(got);
        kefu_buffer_free(expected);
        assert_int_equal(kefu_tally_merge(loaded, of_people, NULL), KEFU_OK);
        assert_int_equal(count(loaded, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_merge(of_people, of_aliases, &error), KEFU_E_ARGUMENT);
        kefu_tally_free(of_people);
        of_people = NULL;
        assert_int_equal(load(aliases, NULL, roster, day + 1, &of_people, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_merge(loaded, of_people, &error), KEFU_E_ARGUMENT);
        assert_non_null(strstr(error.message, "roster_day"));
        kefu_tally_free(of_aliases);
        kefu_tally_free(of_people);
        kefu_tally_free(loaded);
        loaded = NULL;
        assert_int_equal(load(aliases, NULL, roster, 0, &loaded, &error), KEFU_E_ARGUMENT);
        assert_non_null(strstr(error.message, "roster_day"));
        kefu_buffer_free(aliases);
    }
    kefu_roster_free(roster);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static const kefu_roster *oom_roster;
static const kefu_buffer *oom_state_of_aliases;

static int scenario(const kefu_allocator *allocator)
{
    kefu_tally *loaded = NULL, *tally = NULL;
    kefu_error error = {0};
    kefu_status status = load(oom_state_of_aliases, allocator, oom_roster, DAY, &loaded, &error);
    if (!status)
        status = tally_of(allocator, oom_roster, DAY, &tally, &error);
    if (!status)
        status = kefu_tally_merge(tally, loaded, &error);
    kefu_tally_free(loaded);
    kefu_tally_free(tally);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY && error.code == status ? 0 : 2;
}

static void test_every_allocation_may_fail(void **state)
{
    kefu_roster *roster = roster_of(0, NULL);
    kefu_tally *tally = NULL;
    kefu_buffer *buffer;
    (void)state;
    assert_int_equal(tally_of(NULL, NULL, 0, &tally, NULL), KEFU_OK);
    buffer = saved(tally);
    oom_roster = roster;
    oom_state_of_aliases = buffer;
    assert_true(oom_sweep(scenario) > 40);
    kefu_tally_free(tally);
    kefu_buffer_free(buffer);
    kefu_roster_free(roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_state_of_people),
        cmocka_unit_test(test_another_roster),
        cmocka_unit_test(test_aliases_become_people_when_loaded),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
