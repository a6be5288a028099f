/* test_write_csv.c - the sheet as CSV, plain and for a spreadsheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "oom.h"
#include "score_frames.h"
#include "sheet_scenario.h"

static void csv_is(int32_t language, uint32_t flags, const char *expected)
{
    kefu_sheet *sheet = NULL;
    kefu_buffer *out = NULL;
    assert_int_equal(fixture_sheet(NULL, fixture_rows, 2, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    const kefu_write_options options = {
        .struct_size = sizeof options, .language = language, .flags = flags};
    assert_int_equal(kefu_sheet_csv(sheet, &options, kefu_buffer_sink(out), NULL), KEFU_OK);
    assert_string_equal(kefu_buffer_data(out, NULL), expected);
    kefu_buffer_free(out);
    kefu_sheet_free(sheet);
}

/* Expected lines: points by hand in sheet_fixture.h, quoting by RFC 4180 section 2. */
static void csv_has_a_line_a_person(void **state)
{
    (void)state;
    csv_is(KEFU_EN, 0,
           "group,place,person,name,team,Rate & co,Rate & co points,Speed (s),Speed points,"
           "Praise points,total,grade,coverage,flags\n"
           ",1,007,007,,45.00%,60.00,30.0,36.00,4.00,100.00,A,100%,\n"
           ",2,\"<b>\"\"Ann\"\" & 'Bo'</b>\",\"<b>\"\"Ann\"\" & 'Bo'</b>\",,44.99%,30.00,20.0,"
           "40.00,0.00,70.00,B,100%,\n");
}

static void csv_for_a_spreadsheet_keeps_ids(void **state)
{
    (void)state;
    csv_is(KEFU_ZH, KEFU_WRITE_EXCEL,
           "\xEF\xBB\xBF"
           "分组,名次,客服,姓名,团队,转化率,转化率得分,响应(秒),响应得分,好评加减分,总分,等级,"
           "数据覆盖,"
           "标记\r\n"
           ",1,\"=\"\"007\"\"\",\"=\"\"007\"\"\",,45.00%,60.00,30.0,36.00,4.00,100.00,A,100%,"
           "\r\n"
           ",2,\"<b>\"\"Ann\"\" & 'Bo'</b>\",\"<b>\"\"Ann\"\" & 'Bo'</b>\",,"
           "44.99%,30.00,20.0,40.00,0.00,70.00,B,100%,\r\n");
}

/* Figures of 64 bits get the digits that fit (10^16 × 10^3 does not), a rate that has no room for
 * two more digits is written as it is; the sheet is never refused. */
static void csv_writes_figures_of_any_size(void **state)
{
    static const char card_text[] =
        "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":["
        "{\"id\":\"y\",\"metric\":\"y\",\"weight\":60,\"unit\":\"yuan\",\"scale\":3,"
        "\"direction\":\"higher\",\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[9,9]]}},"
        "{\"id\":\"r\",\"metric\":\"r\",\"weight\":40,\"unit\":\"ratio\",\"scale\":1,"
        "\"direction\":\"higher\",\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[9,9]]}}]}]}";
    static const char *const people[] = {"1", "2"}, *const metrics[] = {"y", "r"};
    static const kefu_value cells[] = {BARE(INT64_MAX, 1), BARE(INT64_MAX, 2),
                                       BARE(-INT64_C(10000000000000000), 1),
                                       BARE(INT64_C(10000000000000001), 1)};
    (void)state;
    kefu_frame *frame = frame_of(people, 2, metrics, 2, cells);
    kefu_card *card = card_of(card_text);
    kefu_sheet *sheet = NULL;
    kefu_buffer *out = NULL;
    const kefu_write_options options = {.struct_size = sizeof options, .language = KEFU_EN};
    assert_int_equal(kefu_score(card, frame, NULL, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_csv(sheet, &options, kefu_buffer_sink(out), NULL), KEFU_OK);
    assert_string_equal(
        kefu_buffer_data(out, NULL),
        "group,place,person,name,team,y (yuan),y points,r,r points,total,grade,coverage,"
        "flags\n"
        ",1,1,1,,9223372036854775807,5.40,4611686018427387904,3.60,"
        "9.00,,100%,\n"
        ",2,2,2,,-10000000000000000.00,0.00,1000000000000000100%,3.60,"
        "3.60,,100%,\n");
    kefu_buffer_free(out);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    kefu_frame_free(frame);
}

/* 20 % of 100 points and 30 % of 50; without b, which is left out, 20/70 and 50/70 of them; without
 * c there is no total. */
static void csv_leaves_out_points_that_are_none(void **state)
{
#define CSV_ITEM(id, weight, policy)                                                               \
    "{\"id\":\"" id "\",\"metric\":\"" id "\",\"weight\":" weight                                  \
    ",\"unit\":\"points\",\"scale\":0,\"direction\":\"higher\",\"no_data\":\"" policy              \
    "\",\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}}"
    static const char card_text[] =
        "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[" CSV_ITEM(
            "a", "20", "renormalise") "," CSV_ITEM("b", "30",
                                                   "renormalise") "," CSV_ITEM("c", "50",
                                                                               "require") "]}]}";
    static const char *const people[] = {"p", "q", "r"}, *const metrics[] = {"a", "b", "c"};
    static const kefu_value cells[] = {BARE(100, 1), BARE(50, 1), BARE(0, 1),
                                       BARE(100, 1), NO_DATA,     BARE(0, 1),
                                       BARE(10, 1),  BARE(10, 1), NO_DATA};
    (void)state;
    kefu_frame *frame = frame_of(people, 3, metrics, 3, cells);
    kefu_card *card = card_of(card_text);
    kefu_sheet *sheet = NULL;
    kefu_buffer *out = NULL;
    const kefu_write_options options = {.struct_size = sizeof options, .language = KEFU_EN};
    assert_int_equal(kefu_score(card, frame, NULL, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_csv(sheet, &options, kefu_buffer_sink(out), NULL), KEFU_OK);
    assert_string_equal(kefu_buffer_data(out, NULL),
                        "group,place,person,name,team,a,a points,b,b points,c,c points,total,grade,"
                        "coverage,flags\n"
                        ",1,p,p,,100,20.00,50,15.00,0,0.00,35.00,,100%,\n"
                        ",2,q,q,,100,28.571429,,,0,0.00,28.571429,,70%,\n"
                        ",,r,r,,10,2.00,10,3.00,,,,,50%,\n");
    kefu_buffer_free(out);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    kefu_frame_free(frame);
}

static int csv_scenario(const kefu_allocator *a) { return fixture_scenario(a, kefu_sheet_csv); }

static void csv_survives_want_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(csv_scenario) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_a_line_a_person),
        cmocka_unit_test(csv_for_a_spreadsheet_keeps_ids),
        cmocka_unit_test(csv_writes_figures_of_any_size),
        cmocka_unit_test(csv_leaves_out_points_that_are_none),
        cmocka_unit_test(csv_survives_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
