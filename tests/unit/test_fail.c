/* test_fail.c - messages, places, structs at the boundary, limits, status and near names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/fail.h"
#include "base/text.h"

/* ---- Messages ---- */

static void every_verb(void **state)
{
    kefu_error error;
    (void)state;
    assert_int_equal(kf_fail(&error, KEFU_E_NAME, "%s|%t|%d|%i|%c|%%|%s", "text", "spanned",
                             (size_t)4, (int32_t)-7, INT64_MIN, 'c', NULL),
                     KEFU_E_NAME);
    assert_string_equal(error.message, "text|span|-7|-9223372036854775808|c|%|?");
    assert_int_equal(error.code, KEFU_E_NAME);
    assert_int_equal(error.line, 0);
    assert_int_equal(error.column, 0);
    assert_int_equal(error.reserved, 0);
    assert_int_equal(error.row, -1);
    assert_int_equal(error.offset, -1);
}

static void rows_and_places(void **state)
{
    kefu_error error;
    (void)state;
    assert_int_equal(kf_fail_row(&error, KEFU_E_DATA, 41, "cell"), KEFU_E_DATA);
    assert_int_equal(error.row, 41);
    assert_int_equal(error.offset, -1);
    assert_int_equal(kf_fail_at(&error, KEFU_E_SYNTAX, (kf_place){3, 8, 22}, "x"), KEFU_E_SYNTAX);
    assert_int_equal(error.line, 3);
    assert_int_equal(error.column, 8);
    assert_int_equal(error.offset, 22);
    assert_int_equal(error.row, -1);
    assert_int_equal(kf_fail(NULL, KEFU_E_MEMORY, "%s", "nobody listens"), KEFU_E_MEMORY);
    assert_int_equal(kf_no_memory(&error), KEFU_E_MEMORY);
    assert_string_equal(error.message, "out of memory");
}

static void long_messages_are_cut_at_a_character(void **state)
{
    char name[301];
    kefu_error error;
    (void)state;
    for (size_t i = 0; i < 300; i += 3)
        memcpy(name + i, "中", 3);
    name[300] = 0;
    kf_fail(&error, KEFU_E_NAME, "%s", name);
    assert_int_equal(strlen(error.message), 222); /* 74 × 3; 223 bytes and a NUL fit */
    assert_int_equal(kf_utf8_valid(error.message, 222), 222);
    /* what comes after a cut does not sneak into the bytes that are left */
    kf_fail(&error, KEFU_E_NAME, "%s!", name);
    assert_int_equal(strlen(error.message), 222);
    kf_fail(&error, KEFU_E_NAME, "%t%s", name, (size_t)222, "ab");
    assert_int_equal(strlen(error.message), 223);
    assert_int_equal(error.message[222], 'a');
}

static void messages_are_one_line_of_utf8(void **state)
{
    static const struct clean_case {
        const char *name, *message;
    } cases[] = {
        {"a\nb\r\tc\x7F", "'a b  c '"},
        {"\xFF", "'?'"},
        {"中\xE4\xB8x\xC0\x80", "'中?"
                                "?x?"
                                "?'"},
        {"\x01\x1F ", "'   '"},
    };
    kefu_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_fail(&error, KEFU_E_NAME, "'%s'", cases[i].name);
        assert_string_equal(error.message, cases[i].message);
    }
}

/* An error may be wrapped into itself. */
static void wrapping(void **state)
{
    kefu_error error;
    (void)state;
    kf_fail(&error, KEFU_E_NAME, "column 'x'");
    kf_fail(&error, KEFU_E_CARD, "item 3: %s", error.message);
    assert_string_equal(error.message, "item 3: column 'x'");
    assert_int_equal(error.code, KEFU_E_CARD);
}

static void places(void **state)
{
    static const char text[] = "ab\n中文x\r\n\ny";
    static const struct place_case {
        size_t offset;
        int32_t line, column;
    } cases[] = {
        {0, 1, 1},  {2, 1, 3},  {3, 2, 1},  {6, 2, 2},  {9, 2, 3},
        {10, 2, 4}, {12, 3, 1}, {13, 4, 1}, {14, 4, 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_place at = kf_place_of(text, sizeof text - 1, cases[i].offset);
        assert_int_equal(at.line, cases[i].line);
        assert_int_equal(at.column, cases[i].column);
        assert_int_equal(at.offset, cases[i].offset);
    }
}

/* ---- Structs at the boundary ---- */

typedef struct small_options {
    size_t struct_size;
    int32_t a;
    int32_t b;
} small_options;

typedef struct grown_options { /* of a later release */
    size_t struct_size;
    int32_t a, b;
    int64_t c;
} grown_options;

static void taking(void **state)
{
    grown_options grown = {sizeof grown, 1, 2, 0}, mine_grown;
    small_options small = {sizeof small, 3, 4}, mine;
    kefu_error error;
    (void)state;
    /* a newer caller: fine while the tail that we do not know is zero */
    assert_int_equal(kf_take(&mine, sizeof mine, &grown, &error), KEFU_OK);
    assert_int_equal(mine.a, 1);
    assert_int_equal(mine.b, 2);
    assert_int_equal(mine.struct_size, sizeof mine);
    grown.c = INT64_C(1) << 56;
    assert_int_equal(kf_take(&mine, sizeof mine, &grown, &error), KEFU_E_UNSUPPORTED);
    assert_non_null(strstr(error.message, kefu_version_string()));
    /* an older caller: what is missing is zero */
    memset(&mine_grown, 0xA5, sizeof mine_grown);
    assert_int_equal(kf_take(&mine_grown, sizeof mine_grown, &small, &error), KEFU_OK);
    assert_int_equal(mine_grown.a, 3);
    assert_int_equal(mine_grown.b, 4);
    assert_int_equal(mine_grown.c, 0);
    assert_int_equal(mine_grown.struct_size, sizeof mine_grown);
}

static void taking_options(void **state)
{
    small_options small = {sizeof small, 3, 4}, mine;
    kefu_error error;
    (void)state;
    assert_int_equal(kf_take_options(&mine, sizeof mine, &small, &error), KEFU_OK);
    assert_int_equal(mine.b, 4);
    /* none given: every default */
    assert_int_equal(kf_take_options(&mine, sizeof mine, NULL, &error), KEFU_OK);
    assert_int_equal(mine.struct_size, sizeof mine);
    assert_int_equal(mine.a, 0);
    assert_int_equal(mine.b, 0);
    small.struct_size = 0;
    assert_int_equal(kf_take_options(&mine, sizeof mine, &small, &error), KEFU_E_ARGUMENT);
}

static void taking_what_is_no_struct(void **state)
{
    static const size_t sizes[] = {0, 1, sizeof(size_t) - 1, 65537, SIZE_MAX};
    small_options small = {0}, mine;
    kefu_error error;
    (void)state;
    assert_int_equal(kf_take(&mine, sizeof mine, NULL, &error), KEFU_E_ARGUMENT);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        small.struct_size = sizes[i];
        assert_int_equal(kf_take(&mine, sizeof mine, &small, &error), KEFU_E_ARGUMENT);
        assert_non_null(strstr(error.message, "struct_size"));
    }
}

static void giving(void **state)
{
    small_options ours = {sizeof ours, 5, 6};
    grown_options theirs = {sizeof theirs, 0, 0, 77};
    (void)state;
    /* to a newer caller: what we do not know becomes 0 */
    assert_int_equal(kf_give(&theirs, &ours, sizeof ours), KEFU_OK);
    assert_int_equal(theirs.a, 5);
    assert_int_equal(theirs.b, 6);
    assert_int_equal(theirs.c, 0);
    assert_int_equal(theirs.struct_size, sizeof theirs);
    /* to an older caller: nothing beyond its size */
    theirs = (grown_options){offsetof(grown_options, b), 0, -1, -1};
    assert_int_equal(kf_give(&theirs, &ours, sizeof ours), KEFU_OK);
    assert_int_equal(theirs.a, 5);
    assert_int_equal(theirs.b, -1);
    theirs.struct_size = 65537; /* nobody set it */
    assert_int_equal(kf_give(&theirs, &ours, sizeof ours), KEFU_E_ARGUMENT);
    theirs.struct_size = 0;
    assert_int_equal(kf_give(&theirs, &ours, sizeof ours), KEFU_E_ARGUMENT);
    assert_int_equal(kf_give(NULL, &ours, sizeof ours), KEFU_E_ARGUMENT);
}

/* Expected defaults: the comments of kefu_limits in base.h. */
static void limits(void **state)
{
    kefu_limits in = {.struct_size = sizeof in, .depth = 9}, out;
    kefu_error error;
    (void)state;
    assert_int_equal(kf_limits(&out, NULL, &error), KEFU_OK);
    assert_int_equal(out.text_bytes, 16 * 1024 * 1024);
    assert_int_equal(out.cell_bytes, 1024 * 1024);
    assert_int_equal(out.row_bytes, 16 * 1024 * 1024);
    assert_int_equal(out.groups, 16777216);
    assert_true(out.state_bytes == (sizeof(void *) > 4 ? INT64_C(4294967296) : 1073741824));
    assert_int_equal(out.depth, 64);
    assert_int_equal(out.nodes, 1000000);
    assert_int_equal(out.columns, 4096);
    assert_int_equal(kf_limits(&out, &in, &error), KEFU_OK);
    assert_int_equal(out.depth, 9);
    assert_int_equal(out.nodes, 1000000);
    for (int field = 0; field < 8; field++) {
        kefu_limits bad = {.struct_size = sizeof bad};
        int64_t *const wide[] = {&bad.text_bytes, &bad.cell_bytes, &bad.row_bytes, &bad.groups,
                                 &bad.state_bytes};
        int32_t *const narrow[] = {&bad.depth, &bad.nodes, &bad.columns};
        if (field < 5)
            *wide[field] = -1;
        else
            *narrow[field - 5] = -1;
        assert_int_equal(kf_limits(&out, &bad, &error), KEFU_E_ARGUMENT);
    }
    in.reserved0 = 1;
    assert_int_equal(kf_limits(&out, &in, &error), KEFU_E_UNSUPPORTED);
    in.struct_size = 0;
    assert_int_equal(kf_limits(&out, &in, &error), KEFU_E_ARGUMENT);
}

/* ---- Names ---- */

static void status_names(void **state)
{
    (void)state;
    assert_string_equal(kefu_status_name(KEFU_OK), "KEFU_OK");
    assert_string_equal(kefu_status_name(50), "KEFU_E_SYNTAX");
    assert_string_equal(kefu_status_name(KEFU_E_INTERNAL), "KEFU_E_INTERNAL");
    assert_string_equal(kefu_status_name(-1), "KEFU_E_UNKNOWN");
    assert_string_equal(kefu_status_name(59), "KEFU_E_UNKNOWN");
}

static const char *const near_names[] = {
    "mean", "max", "min", "median", "count", "response_s", "平均响应", "平均响应秒", "转化率",
};

/* Distances counted by hand: the nearest first, at most three, those of one distance as given. */
static const struct near_case {
    const char *name, *text;
} near_cases[] = {
    {"maen", "; did you mean 'mean' or 'max' or 'min'?"}, /* 2, 2, 2 */
    {"MEAN", "; did you mean 'mean' or 'max' or 'min'?"}, /* 0, 2, 2; then median, 2 */
    {"count", "; did you mean 'count'?"},
    {"coutn", "; did you mean 'count'?"},
    {"response", "; did you mean 'response_s'?"},
    {"first_response_s", "; did you mean 'response_s'?"}, /* far, but it holds the name */
    {"平均响应", "; did you mean '平均响应' or '平均响应秒'?"},
    {"响应", "; did you mean '平均响应' or '平均响应秒'?"},
    {"转化", "; did you mean '转化率'?"},
    {"xyz", ""},
    {"", ""},
    {"\xFF\xFE", ""},
};

static void near(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof near_cases / sizeof *near_cases; i++) {
        kf_near near_name;
        kf_near_init(&near_name, near_cases[i].name, strlen(near_cases[i].name));
        for (size_t j = 0; j < sizeof near_names / sizeof *near_names; j++)
            kf_near_add(&near_name, near_names[j]);
        assert_string_equal(kf_near_text(&near_name), near_cases[i].text);
    }
}

/* Two definitions may be called the same. */
static void a_near_name_is_told_once(void **state)
{
    static const char *const names[] = {"counts", "county", "counts", "counted"};
    kf_near near_name;
    (void)state;
    kf_near_init(&near_name, "count", 5);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        kf_near_add(&near_name, names[i]);
    assert_string_equal(kf_near_text(&near_name),
                        "; did you mean 'counts' or 'county' or 'counted'?");
}

/* A nearer name that comes later goes before the others. */
static void near_names_in_any_order(void **state)
{
    static const char *const names[] = {"counter", "counts", "county", "count", "amount"};
    kf_near near_name;
    (void)state;
    kf_near_init(&near_name, "count", 5);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        kf_near_add(&near_name, names[i]); /* 2, 1, 1, 0, 2 */
    assert_string_equal(kf_near_text(&near_name),
                        "; did you mean 'count' or 'counts' or 'county'?");
}

static void near_names_that_are_long(void **state)
{
    char a[61], b[61], long_name[201];
    kf_near near_name;
    const char *text;
    (void)state;
    memset(a, 'a', 60);
    memset(b, 'a', 60);
    a[60] = b[60] = 0;
    b[59] = 'b';
    memset(long_name, 'a', 200);
    long_name[200] = 0;
    kf_near_init(&near_name, a, 60);
    assert_string_equal(kf_near_text(&near_name), "");
    kf_near_add(&near_name, a);
    kf_near_add(&near_name, b);
    text = kf_near_text(&near_name);
    assert_non_null(strstr(text, "; did you mean 'aaa"));
    assert_null(strstr(text, " or ")); /* only one has room */
    assert_int_equal(text[strlen(text) - 1], '?');
    kf_near_init(&near_name, long_name, 200);
    kf_near_add(&near_name, long_name);
    assert_string_equal(kf_near_text(&near_name), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verb),
        cmocka_unit_test(rows_and_places),
        cmocka_unit_test(long_messages_are_cut_at_a_character),
        cmocka_unit_test(messages_are_one_line_of_utf8),
        cmocka_unit_test(wrapping),
        cmocka_unit_test(places),
        cmocka_unit_test(taking),
        cmocka_unit_test(taking_options),
        cmocka_unit_test(taking_what_is_no_struct),
        cmocka_unit_test(giving),
        cmocka_unit_test(limits),
        cmocka_unit_test(status_names),
        cmocka_unit_test(near),
        cmocka_unit_test(a_near_name_is_told_once),
        cmocka_unit_test(near_names_in_any_order),
        cmocka_unit_test(near_names_that_are_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
