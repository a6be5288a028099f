/* test_csv_writer.c - bytes by RFC 4180 section 2, and by what a spreadsheet does with a cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "csv_transcript.h"
#include "oom.h"

enum { TEXT, ID };

static const struct {
    int kind;
    uint32_t flags;
    const char *cell, *written;
} cells[] = {
    {TEXT, 0, "abc", "abc"},
    {TEXT, 0, "你好", "你好"},
    {TEXT, 0, "a,b", "\"a,b\""},
    {TEXT, 0, "say \"hi\"", "\"say \"\"hi\"\"\""},
    {TEXT, 0, "\"", "\"\"\"\""},
    {TEXT, 0, "a\nb", "\"a\nb\""},
    {TEXT, 0, "a\rb", "\"a\rb\""},
    {TEXT, 0, " a", "\" a\""},
    {TEXT, 0, "a;b|c\td", "a;b|c\td"},
    {TEXT, 0, "=1+1", "'=1+1"},
    {TEXT, 0, "+86", "'+86"},
    {TEXT, 0, "-1", "'-1"},
    {TEXT, 0, "@x", "'@x"},
    {TEXT, 0, "\tx", "'\tx"},
    {TEXT, 0, "\rx", "\"'\rx\""},
    {TEXT, 0, "=a,\"b\"", "\"'=a,\"\"b\"\"\""},
    {TEXT, 0, "a=b", "a=b"},
    {ID, 0, "007", "007"},
    {ID, 0, "=x", "'=x"},
    {TEXT, KEFU_CSV_EXCEL, "007", "007"},
    {ID, KEFU_CSV_EXCEL, "007", "\"=\"\"007\"\"\""}, /* ="007" in a cell */
    {ID, KEFU_CSV_EXCEL, "1\"b", "\"1\"\"b\""},
    {ID, KEFU_CSV_EXCEL, "=\"b", "\"=\"\"=\"\"\"\"b\"\"\""}, /* ="=""b" */
    /* numbers, times and dates to a spreadsheet */
    {ID, KEFU_CSV_EXCEL, "1234567890123456", "\"=\"\"1234567890123456\"\"\""},
    {ID, KEFU_CSV_EXCEL, "2E5", "\"=\"\"2E5\"\"\""},
    {ID, KEFU_CSV_EXCEL, "1.5e+10", "\"=\"\"1.5e+10\"\"\""},
    {ID, KEFU_CSV_EXCEL, "1-2", "\"=\"\"1-2\"\"\""},
    {ID, KEFU_CSV_EXCEL, "2026/10/1", "\"=\"\"2026/10/1\"\"\""},
    {ID, KEFU_CSV_EXCEL, "9:30 PM", "\"=\"\"9:30 PM\"\"\""},
    {ID, KEFU_CSV_EXCEL, "(5)", "\"=\"\"(5)\"\"\""},
    {ID, KEFU_CSV_EXCEL, "¥50%", "\"=\"\"¥50%\"\"\""},
    {ID, KEFU_CSV_EXCEL, "MAR1", "\"=\"\"MAR1\"\"\""},
    {ID, KEFU_CSV_EXCEL, "1-sept", "\"=\"\"1-sept\"\"\""},
    {ID, KEFU_CSV_EXCEL, "10月1日", "\"=\"\"10月1日\"\"\""},
    {ID, KEFU_CSV_EXCEL, "-1", "\"=\"\"-1\"\"\""},
    /* names */
    {ID, KEFU_CSV_EXCEL, "林晓燕", "林晓燕"},
    {ID, KEFU_CSV_EXCEL, "K01", "K01"},
    {ID, KEFU_CSV_EXCEL, "E5", "E5"},
    {ID, KEFU_CSV_EXCEL, "PM2", "PM2"},
    {ID, KEFU_CSV_EXCEL, "May", "May"},
    {ID, KEFU_CSV_EXCEL, "Mark1", "Mark1"},
    {ID, KEFU_CSV_EXCEL, "ma1", "ma1"},
    {ID, KEFU_CSV_EXCEL, "小林2", "小林2"},
    {ID, KEFU_CSV_EXCEL, "3e", "\"=\"\"3e\"\"\""},
    {ID, KEFU_CSV_EXCEL, "日月", "日月"},
    {ID, KEFU_CSV_EXCEL, "Lin, Amy", "\"Lin, Amy\""},
    {ID, KEFU_CSV_EXCEL, "=x", "\"=\"\"=x\"\"\""},
};

static kefu_csv_writer *open_writer(uint32_t flags, kefu_buffer **out)
{
    kefu_csv_writer *writer;
    assert_int_equal(kefu_buffer_new(NULL, out, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_writer_new(NULL, kefu_buffer_sink(*out), flags, &writer, NULL),
                     KEFU_OK);
    return writer;
}

static void test_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        kefu_buffer *out;
        kefu_csv_writer *w = open_writer(cells[i].flags, &out);
        char expected[200];
        const char *text = cells[i].cell;
        for (int k = 0; k < 2; k++)
            assert_int_equal((cells[i].kind == ID ? kefu_csv_writer_id : kefu_csv_writer_text)(
                                 w, text, strlen(text), NULL),
                             KEFU_OK);
        assert_int_equal(kefu_csv_writer_end_row(w, NULL), KEFU_OK);
        snprintf(expected, sizeof expected, "%s%s,%s%s", cells[i].flags ? "\xEF\xBB\xBF" : "",
                 cells[i].written, cells[i].written, cells[i].flags ? "\r\n" : "\n");
        assert_string_equal(kefu_buffer_data(out, NULL), expected);
        kefu_csv_writer_free(w);
        kefu_buffer_free(out);
    }
}

static void test_rows(void **state)
{
    kefu_buffer *out;
    kefu_csv_writer *w = open_writer(KEFU_CSV_EXCEL, &out);
    const kefu_value value = {-45, 1000, 1000, KEFU_VALUE_OK, 0};
    const kefu_value none = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    (void)state;
    kefu_csv_writer_text(w, "a", 1, NULL);
    kefu_csv_writer_end_row(w, NULL);
    kefu_csv_writer_value(w, &value, 3, NULL); /* a number, however it begins */
    kefu_csv_writer_value(w, &none, 3, NULL);
    kefu_csv_writer_end_row(w, NULL);
    kefu_csv_writer_text(w, NULL, 0, NULL); /* one empty cell is still a row */
    kefu_csv_writer_end_row(w, NULL);
    kefu_csv_writer_id(w, "", 0, NULL);
    kefu_csv_writer_text(w, "", 0, NULL);
    kefu_csv_writer_end_row(w, NULL);
    assert_string_equal(kefu_buffer_data(out, NULL), "\xEF\xBB\xBF"
                                                     "a\r\n-0.045,\r\n\"\"\r\n,\r\n");
    kefu_csv_writer_free(w);
    kefu_buffer_free(out);
}

/* Longer than a formula's literal may be: written as text. */
static void test_long_id(void **state)
{
    char id[300];
    size_t size;
    kefu_buffer *out;
    kefu_csv_writer *w = open_writer(KEFU_CSV_EXCEL, &out);
    (void)state;
    memset(id, '7', sizeof id);
    assert_int_equal(kefu_csv_writer_id(w, id, 255, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_writer_end_row(w, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_writer_id(w, id, 256, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_writer_end_row(w, NULL), KEFU_OK);
    kefu_buffer_data(out, &size);
    assert_int_equal(size, 3 + (255 + 7) + 2 + 256 + 2);
    kefu_csv_writer_free(w);
    kefu_buffer_free(out);
}

/* Law: what is written without guards is read back as it was. */
static void test_round_trip(void **state)
{
    static const char *const texts[] = {"a",     "a,b",  "\"",   "\"\"",   "x\ny", "x\r\ny",
                                        "你 好", "a\"b", "\n\n", "a\"\"b", ";",    "|"};
    enum { TEXTS = sizeof texts / sizeof *texts };
    static transcript got, expected;
    csv_setup setup = {.options = {0}};
    (void)state;
    for (uint32_t flags = 0; flags < 2; flags++) {
        kefu_buffer *out;
        size_t size;
        kefu_csv_writer *w = open_writer(flags, &out);
        for (int i = 0; i < TEXTS; i++)
            kefu_csv_writer_text(w, &"abcdefghijklmnop"[i], 1, NULL);
        kefu_csv_writer_end_row(w, NULL);
        expected.size = 0;
        note(&expected, "0:");
        for (int i = 0; i < TEXTS; i++) {
            kefu_csv_writer_text(w, texts[i], strlen(texts[i]), NULL);
            note(&expected, i ? "|%s" : "%s", strcmp(texts[i], "\n\n") == 0 ? "\\N" : texts[i]);
        }
        note(&expected, "\n");
        kefu_csv_writer_end_row(w, NULL);
        const char *text = kefu_buffer_data(out, &size);
        csv_read(&setup, text, size, size, size, &got);
        assert_string_equal(got.text, expected.text);
        kefu_csv_writer_free(w);
        kefu_buffer_free(out);
    }
}

static kefu_status KEFU_CALL failing_write(void *user, const void *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return 5;
}

static void test_faults(void **state)
{
    const kefu_sink bad = {sizeof bad, failing_write, NULL}, none = {sizeof none, NULL, NULL};
    const kefu_value value = {1, 3, 3, 0, 0};
    kefu_buffer *out;
    kefu_csv_writer *w;
    (void)state;
    assert_int_equal(kefu_csv_writer_new(NULL, NULL, 0, &w, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_writer_new(NULL, &none, 0, &w, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_writer_new(NULL, &bad, 0, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_writer_new(NULL, &bad, 2, &w, NULL), KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_csv_writer_text(NULL, "a", 1, NULL), KEFU_E_ARGUMENT);
    w = open_writer(0, &out);
    assert_int_equal(kefu_csv_writer_text(w, NULL, 1, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_writer_text(w, "\xFF", 1, NULL), KEFU_E_ENCODING);
    assert_int_equal(kefu_csv_writer_id(w, "\xFF", 1, NULL), KEFU_E_ENCODING);
    assert_int_equal(kefu_csv_writer_value(w, NULL, 1, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_writer_value(w, &value, 19, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_writer_value(w, &value, 2, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_writer_end_row(w, NULL), KEFU_OK);
    assert_string_equal(kefu_buffer_data(out, NULL), "0.33\n"); /* faults left nothing behind */
    kefu_csv_writer_free(w);
    kefu_buffer_free(out);
    assert_int_equal(kefu_csv_writer_new(NULL, &bad, 0, &w, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_writer_text(w, "a", 1, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_writer_end_row(w, NULL), KEFU_E_CALLBACK);
    assert_int_equal(kefu_csv_writer_text(w, "a", 1, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_csv_writer_end_row(w, NULL), KEFU_E_STATE);
    kefu_csv_writer_free(w);
    kefu_csv_writer_free(NULL);
}

static int memory_scenario(const kefu_allocator *allocator)
{
    static const char expected[] = "\xEF\xBB\xBF\"=\"\"7\"\"\",\"x\"\"xxxxxxxxxxxxxxxxxxx\"\r\n";
    kefu_buffer *out = NULL;
    kefu_csv_writer *w = NULL;
    int result = 0;
    if (kefu_buffer_new(NULL, &out, NULL))
        return -1;
    if (!kefu_csv_writer_new(allocator, kefu_buffer_sink(out), KEFU_CSV_EXCEL, &w, NULL)) {
        kefu_status failed = kefu_csv_writer_id(w, "7", 1, NULL);
        if (!failed)
            failed = kefu_csv_writer_text(w, "x\"xxxxxxxxxxxxxxxxxxx", 21, NULL);
        if (!failed)
            failed = kefu_csv_writer_end_row(w, NULL);
        result = failed ? 0 : 1;
        if (failed && failed != KEFU_E_MEMORY)
            result = -1;
        if (!failed && strcmp(kefu_buffer_data(out, NULL), expected) != 0)
            result = -1;
    }
    kefu_csv_writer_free(w);
    kefu_buffer_free(out);
    return result;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(memory_scenario) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),   cmocka_unit_test(test_rows),
        cmocka_unit_test(test_long_id), cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_faults),  cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
