/* test_write_arrow.c - a sheet as an Arrow record batch, read back and compared with what the sheet
 * says of itself: the two people of sheet_fixture.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "arrow_rows.h"
#include "oom.h"
#include "full_sheet.h"
#include "sheet_fixture.h"

/* Points by hand: see sheet_fixture.h. */
static const struct field {
    const char *name, *format;
    int32_t is_text;
    const char *rows; /* 007 first: 100 points, then 70 */
} fields[] = {
    {"person", "u", 1, "007 <b>\"Ann\" & 'Bo'</b>"},
    {"name", "u", 1, "007 <b>\"Ann\" & 'Bo'</b>"},
    {"team", "u", 1, "\"\" \"\""},
    {"group", "u", 1, "\"\" \"\""},
    {"place", "g", 0, "1.00 2.00"},
    {"ranked", "l", 0, "2 2"},
    {"total", "d:38,6", 0, "100.000000 70.000000"},
    {"items", "d:38,6", 0, "96.000000 70.000000"},
    {"adjustments", "d:38,6", 0, "4.000000 0.000000"},
    {"grade", "u", 1, "A B"},
    {"coverage", "d:38,6", 0, "1.000000 1.000000"},
    {"status", "c", 1, "ok ok"},
    {"below_floor", "b", 0, "0 0"},
    {"red_line", "b", 0, "0 0"},
    {"pending", "b", 0, "0 0"},
    {"provisional", "b", 0, "0 0"},
    {"no_grade", "b", 0, "0 0"},
    {"failed", "b", 0, "0 0"},
    {"cut", "b", 0, "0 0"},
    {"excused", "b", 0, "0 0"},
    {"red_line_cut", "b", 0, "0 0"},
    {"rate", "g", 0, "0.45 0.45"},
    {"rate_status", "c", 1, "ok ok"},
    {"rate_num", "l", 0, "45 4499"},
    {"rate_den", "l", 0, "100 10000"},
    {"rate_n", "l", 0, "-1 -1"},
    {"rate_flags", "I", 0, "0 0"},
    {"rate_points", "d:38,6", 0, "60.000000 30.000000"},
    {"speed", "g", 0, "30.00 20.00"},
    {"speed_status", "c", 1, "ok ok"},
    {"speed_num", "l", 0, "30 20"},
    {"speed_den", "l", 0, "1 1"},
    {"speed_n", "l", 0, "-1 -1"},
    {"speed_flags", "I", 0, "0 0"},
    {"speed_points", "d:38,6", 0, "36.000000 40.000000"},
    {"praise_points", "d:38,6", 0, "4.000000 0.000000"},
    {"s_section", "d:38,6", 0, "96.000000 70.000000"},
};

enum { FIELDS = sizeof fields / sizeof fields[0] };

static void test_fields(void **state)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    const kefu_batch *batch;
    kefu_arrow *arrow = NULL;
    kefu_sheet *sheet = NULL;
    (void)state;
    assert_int_equal(fixture_sheet(NULL, fixture_rows, 2, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_arrow(sheet, KEFU_ARROW_EXACT, &schema, &array, NULL), KEFU_OK);
    kefu_sheet_free(sheet);
    assert_int_equal(array.n_children, FIELDS);
    assert_int_equal(kefu_arrow_from_array(NULL, &schema, &array, &arrow, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
    for (int32_t i = 0; i < FIELDS; i++) {
        char got[128];
        const struct field *f = &fields[i];
        assert_string_equal(schema.children[i]->name, f->name);
        assert_string_equal(schema.children[i]->format, f->format);
        assert_int_equal(producer_rows(batch, i, strcmp(f->format, "g") ? -1 : 2, f->is_text, got,
                                       sizeof got, NULL),
                         KEFU_OK);
        if (strcmp(got, f->rows) != 0)
            fail_msg("%s: %s, expected %s", f->name, got, f->rows);
    }
    kefu_arrow_free(arrow);
    schema.release(&schema);
    array.release(&array);
}

/* No figure: no total, no place, no points. */
static void test_nulls(void **state)
{
    static const fixture_row rows[] = {{"a", "-", "-", "1"}, {"b", "50%", "-", "-"}};
    static const char *const nulls[] = {"place", "total", "grade", "rate", "rate_points", "speed"};
    static const int64_t counts[] = {1, 1, 1, 1, 1, 2};
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;
    kefu_sheet *sheet = NULL;
    (void)state;
    assert_int_equal(fixture_sheet(NULL, rows, 2, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_arrow_stream(sheet, 0, &stream, NULL), KEFU_OK);
    kefu_sheet_free(sheet);
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    assert_int_equal(stream.get_next(&stream, &array), 0);
    for (size_t k = 0; k < sizeof nulls / sizeof nulls[0]; k++) {
        int64_t i = 0;
        while (i < schema.n_children && strcmp(schema.children[i]->name, nulls[k]) != 0)
            i++;
        assert_true(i < schema.n_children);
        if (array.children[i]->null_count != counts[k])
            fail_msg("%s: %d nulls", nulls[k], (int)array.children[i]->null_count);
    }
    schema.release(&schema);
    array.release(&array);
    stream.release(&stream);
}

static void test_flags(void **state)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    struct ArrowArrayStream stream;
    kefu_sheet *sheet = NULL;
    (void)state;
    assert_int_equal(fixture_sheet(NULL, fixture_rows, 0, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_arrow(sheet, KEFU_ARROW_INTEGER_KEYS, &schema, &array, NULL),
                     KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_sheet_arrow_stream(sheet, KEFU_ARROW_ROUND, &stream, NULL),
                     KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_sheet_arrow(sheet, 0, &schema, &array, NULL), KEFU_OK);
    assert_int_equal(array.length, 0);
    schema.release(&schema);
    array.release(&array);
    kefu_sheet_free(sheet);
}

/* Columns that only this card has, in the order of full_sheet.h's rows: 006 004 005, 001 002 003.
 * Expected: the sums that reasons of test_write_full.c add up to, names by hand. The bonus item is
 * called "bonus", as the row's points of that section. */
static const struct field full_fields[] = {
    {"team_part", "d:38,6", 0, "-0.939467 10.000000 -4.437020 -0.392800 6.242754 1.252533"},
    {"bonus", "d:38,6", 0, "1.000000 0.500000 0.000000 4.000000 1.500000 0.000000"},
    {"tier", "u", 1, "T1 T2 - T1 T1 T2"},
    {"failed", "b", 0, "0 1 0 0 0 0"},
    {"cut", "b", 0, "0 0 0 1 0 0"},
    {"excused", "b", 0, "1 0 0 0 0 0"},
    {"bonus_points", "d:38,6", 0, "1.000000 0.500000 0.000000 5.000000 1.500000 0.000000"},
    {"growth_section", "d:38,6", 0, "1.000000 0.500000 0.000000 4.000000 1.500000 0.000000"},
    {"quality_section", "d:38,6", 0, "14.000000 0.000000 11.764706 19.000000 17.826087 17.600000"},
    {"ready_badge", "b", 0, "0 0 0 1 0 1"},
    {"elite_badge", "b", 0, "0 0 0 1 0 0"},
    {"two_low_streak", "b", 0, "1 1 0 0 0 0"},
    {"calm_streak", "b", 0, "1 1 0 0 0 0"},
};

static int64_t column_named(const struct ArrowSchema *schema, const char *name)
{
    for (int64_t i = 0; i < schema->n_children; i++)
        if (!strcmp(schema->children[i]->name, name))
            return i;
    return -1;
}

static void test_full(void **state)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    const kefu_batch *batch;
    kefu_arrow *arrow = NULL;
    kefu_sheet *sheet = NULL;
    (void)state;
    assert_int_equal(full_sheet(NULL, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_arrow(sheet, 0, &schema, &array, NULL), KEFU_OK);
    kefu_sheet_free(sheet);
    for (int64_t i = 0; i < schema.n_children; i++)
        if (column_named(&schema, schema.children[i]->name) != i)
            fail_msg("%s: twice", schema.children[i]->name);
    assert_true(column_named(&schema, "bonus_2") > column_named(&schema, "bonus"));
    assert_int_equal(kefu_arrow_from_array(NULL, &schema, &array, &arrow, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
    for (size_t k = 0; k < sizeof full_fields / sizeof *full_fields; k++) {
        const struct field *f = &full_fields[k];
        const int64_t i = column_named(&schema, f->name);
        char got[160];
        if (i < 0)
            fail_msg("%s: missing", f->name);
        assert_string_equal(schema.children[i]->format, f->format);
        assert_int_equal(producer_rows(batch, (int32_t)i, -1, f->is_text, got, sizeof got, NULL),
                         KEFU_OK);
        if (strcmp(got, f->rows) != 0)
            fail_msg("%s: %s, expected %s", f->name, got, f->rows);
    }
    kefu_arrow_free(arrow);
    schema.release(&schema);
    array.release(&array);
}

static int both_ways(const kefu_allocator *allocator)
{
    struct ArrowArrayStream stream = {.release = NULL};
    struct ArrowSchema schema = {.release = NULL};
    struct ArrowArray array = {.release = NULL};
    kefu_sheet *sheet = NULL;
    kefu_status status = fixture_sheet(allocator, fixture_rows, 2, &sheet, NULL);
    if (!status)
        status = kefu_sheet_arrow(sheet, KEFU_ARROW_EXACT, &schema, &array, NULL);
    if (!status)
        status = kefu_sheet_arrow_stream(sheet, 0, &stream, NULL);
    kefu_sheet_free(sheet);
    if (schema.release)
        schema.release(&schema);
    if (array.release)
        array.release(&array);
    if (stream.release)
        stream.release(&stream);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(both_ways) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields), cmocka_unit_test(test_nulls),  cmocka_unit_test(test_flags),
        cmocka_unit_test(test_full),   cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
