/* test_csv_reader.c - files as exports have them. Each case is a text and, written by hand, all
 * that the reader must say: "row:cell|cell" per row, \N no-data, ~ provisional, and errors with
 * place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "csv_transcript.h"
#include "oom.h"

static transcript one, other;

typedef struct csv_case {
    const char *name;
    csv_setup setup;
    const char *text;
    const char *said;
} csv_case;

/* A NUL may stand in a text as \1. */
static size_t unmask(const char *text, char out[4096])
{
    size_t size = strlen(text);
    assert_true(size < 4096);
    for (size_t i = 0; i < size; i++)
        out[i] = text[i] == 1 ? (char)0 : text[i];
    return size;
}

/* What is said must not depend on where the bytes are cut: every cut, and byte by byte. */
static void check(const csv_case *cases, size_t n)
{
    char text[4096];
    for (size_t i = 0; i < n; i++) {
        const csv_case *c = &cases[i];
        size_t size = unmask(c->text, text);
        one.batches = other.batches = 1;
        csv_read(&c->setup, text, size, size, size, &one);
        csv_read(&c->setup, text, size, 0, 1, &other);
        if (strcmp(one.text, other.text) != 0)
            fail_msg("%s, byte by byte:\n%s--- not\n%s", c->name, other.text, one.text);
        for (size_t cut = 1; cut < size; cut++) {
            csv_read(&c->setup, text, size, cut, size, &other);
            if (strcmp(one.text, other.text) != 0)
                fail_msg("%s, cut at %u:\n%s--- not\n%s", c->name, (unsigned)cut, other.text,
                         one.text);
        }
        one.batches = 0;
        csv_read(&c->setup, text, size, size, size, &one);
        if (strcmp(one.text, c->said) != 0)
            fail_msg("%s:\n%s--- expected\n%s", c->name, one.text, c->said);
    }
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof *(cases))

/* ---- RFC 4180 section 2, and what exports make of it ----------------------------------------- */

static const csv_case shapes[] = {
    {"LF", {.options = {0}}, "a,b\n1,2\n3,4\n", "0:1|2\n1:3|4\n"},
    {"CRLF", {.options = {0}}, "a,b\r\n1,2\r\n3,4\r\n", "0:1|2\n1:3|4\n"},
    {"mixed line ends", {.options = {0}}, "a,b\r\n1,2\n3,4\r\n", "0:1|2\n1:3|4\n"},
    {"no last line end", {.options = {0}}, "a,b\n1,2", "0:1|2\n"},
    {"a CR at the very end", {.options = {0}}, "a,b\n1,2\r", "0:1|2\n"},
    {"byte order mark",
     {.options = {0}},
     "\xEF\xBB\xBF"
     "a,b\n1,2\n",
     "0:1|2\n"},
    {"quoted name behind the mark", {.options = {0}}, "\xEF\xBB\xBF\"a\",b\n1,2\n", "0:1|2\n"},
    {"quotes", {.options = {0}}, "a,b\n\"1\",\"2\"\n", "0:1|2\n"},
    {"delimiter in quotes", {.options = {0}}, "a,b\n\"1,5\",2\n", "0:1,5|2\n"},
    {"line ends in quotes", {.options = {0}}, "a,b\n\"x\r\ny\nz\",2\n", "0:x\r\ny\nz|2\n"},
    {"doubled quotes", {.options = {0}}, "a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", "0:say \"hi\"|\"\n"},
    {"empty cells are no-data", {.options = {0}}, "a,b\n,\n\"\",x\n", "0:\\N|\\N\n1:\\N|x\n"},
    {"cells are trimmed", {.options = {0}}, "a,b\n 1 ,\"　2　\"\n", "0:1|2\n"},
    {"names are trimmed",
     {.options = {0}, .cells = (const kefu_cell[]){{.column = "b", .kind = 1}}, .n_cells = 1},
     " a ,　b　\n1,2\n",
     "0:1|2\n"},
    {"blank lines", {.options = {0}}, "\n\r\na,b\n\n1,2\r\n\r\n3,4\n\n", "0:1|2\n1:3|4\n"},
    {"one column, a quoted nothing is a row",
     {.options = {0}},
     "a\nx\n\"\"\n\ny\n",
     "0:x\n1:\\N\n2:y\n"},
    {"only a header", {.options = {0}}, "a,b\n", ""},
    {"only a header without line end", {.options = {0}}, "a,b", ""},
    {"a NUL is text", {.options = {0}}, "a\nx\1y\n", "0:x\\0y\n"},
    {"tabs", {.options = {.delimiter = '\t'}}, "a\tb\n1,5\t2\n", "0:1,5|2\n"},
    {"a quote is a character",
     {.options = {.delimiter = '\t', .no_quotes = 1}},
     "a\tb\n\"1\tx\"y\"\n2\"\t\"\"\r\n",
     "0:\"1|x\"y\"\n1:2\"|\"\"\n"},
    {"semicolons", {.options = {.delimiter = ';'}}, "a;b\n1,5;2\n", "0:1,5|2\n"},
    {"bars", {.options = {.delimiter = '|'}}, "a|b\n1|2\n", "0:1|2\n"},
    {"titles before the header",
     {.options = {.skip_lines = 2}},
     "客服\"报表\n,,,\na,b\n1,2\n",
     "0:1|2\n"},
    {"titles behind a mark",
     {.options = {.skip_lines = 1}},
     "\xEF\xBB\xBF"
     "x\r\na,b\n1,2\n",
     "0:1|2\n"},
    {"Chinese", {.options = {0}}, "客服,备注\n小美,你好\n", "0:小美|你好\n"},
};

static void test_shapes(void **state)
{
    (void)state;
    CHECK(shapes);
}

static void test_batches(void **state)
{
    static const char text[] = "a\n1\n2\n3\n4\n5\n";
    csv_setup setup = {.options = {.batch_rows = 2}};
    (void)state;
    one.batches = 1;
    csv_read(&setup, text, sizeof text - 1, 0, 1, &one);
    assert_string_equal(one.text, "[2 from 0]0:1\n1:2\n[2 from 2]2:3\n3:4\n[1 from 4]4:5\n");
    assert_int_equal(one.rows[0], 5);
    csv_read(&setup, text, 10, 10, 1, &one); /* no empty batch at the end */
    assert_string_equal(one.text, "[2 from 0]0:1\n1:2\n[2 from 2]2:3\n3:4\n");
    csv_read(&setup, text, 2, 2, 1, &one); /* called at least once */
    assert_string_equal(one.text, "[0 from 0]");
}

/* ---- Cells ---------------------------------------------------------------------------------- */

static const kefu_cell report_cells[] = {
    {.column = "率", .as = "rate", .kind = KEFU_CELL_PERCENT, .scale = 4},
    {.column = "响应", .kind = KEFU_CELL_DURATION, .scale = 1},
    {.column = "额", .kind = KEFU_CELL_NUMBER, .scale = 2},
    {.column = "日", .kind = KEFU_CELL_DATE},
    {.column = "时", .kind = KEFU_CELL_TIME, .offset = 28800},
    {.column = "时", .as = "时原文", .kind = KEFU_CELL_TEXT},
};

static const char report_text[] = "客服,率,响应,额,日,时\n"
                                  "甲,45.23%,2分30秒,\"1,234.5元\",1970-01-02,1970-01-01 08:00:01\n"
                                  "-,延迟统计,-,--,N/A,\n";

static const csv_case kinds[] = {
    {"a report",
     {.options = {0}, .cells = report_cells, .n_cells = 6},
     report_text,
     "0:甲|4523|1500|123450|1|1000000|1970-01-01 08:00:01\n1:-|~|\\N|\\N|\\N|\\N|\\N\n"},
    {"listed columns only",
     {.options = {.only_cells = 1}, .cells = report_cells, .n_cells = 3},
     report_text,
     "0:4523|1500|123450\n1:~|\\N|\\N\n"},
};

static void test_kinds(void **state)
{
    (void)state;
    CHECK(kinds);
}

/* ---- Bad rows ------------------------------------------------------------------------------- */

static const kefu_cell number_b[] = {{.column = "b", .kind = KEFU_CELL_NUMBER}};

#define SKIP .bad_rows = KEFU_BAD_ROW_SKIP

static const csv_case bad_rows[] = {
    {"too few",
     {.options = {SKIP}},
     "a,b\n1\n2,3\n",
     "bad KEFU_E_SYNTAX 2:2 row 0: the row has 1 cells, the header 2\n1:2|3\n"},
    {"too many",
     {.options = {SKIP}},
     "a,b\n1,2\n一,二,三,四\n5,6\n",
     "0:1|2\nbad KEFU_E_SYNTAX 3:5 row 1: the row has 4 cells, the header 2\n2:5|6\n"},
    {"a stray quote",
     {.options = {SKIP}},
     "a,b\n1,x\"y,\"\n2,3\n",
     "bad KEFU_E_SYNTAX 2:4 row 0: a quote inside a cell that does not begin with one\n1:2|3\n"},
    {"text behind a quote",
     {.options = {SKIP}},
     "a,b\n\"1\"x,2\n2,3\n",
     "bad KEFU_E_SYNTAX 2:4 row 0: text behind the closing quote of a cell; quotes inside are "
     "doubled\n1:2|3\n"},
    {"a lone CR",
     {.options = {SKIP}},
     "a,b\n1\r2,3\n4,5\n",
     "bad KEFU_E_SYNTAX 2:2 row 0: a carriage return without a line feed\n1:4|5\n"},
    {"two CRs",
     {.options = {SKIP}},
     "a,b\n1,2\r\r\n4,5\n",
     "bad KEFU_E_SYNTAX 2:4 row 0: a carriage return without a line feed\n1:4|5\n"},
    {"a quote never closed",
     {.options = {SKIP}},
     "a,b\n1,2\n3,\"4\n5,6\n",
     "0:1|2\nbad KEFU_E_SYNTAX 3:3 row 1: the quote that opens here is never closed\n"},
    {"not UTF-8",
     {.options = {SKIP}},
     "a,b\n你,\xC0\n2,3\n",
     "bad KEFU_E_ENCODING 2:3 row 0: a byte that is not UTF-8\n1:2|3\n"},
    {"a cell that is no number",
     {.options = {SKIP}, .cells = number_b, .n_cells = 1},
     "a,b\n你好,12\nx,\"1,2\"\ny,4\n",
     "0:你好|12\nbad KEFU_E_DATA 3:3 row 1: column 'b': '1,2' is not a number: thousands are "
     "groups "
     "of three\n2:y|4\n"},
    {"places behind quoted line ends",
     {.options = {SKIP}, .cells = number_b, .n_cells = 1},
     "a,b\n\"x\n\"\"你\"\"\",z\ny,4\n",
     "bad KEFU_E_DATA 3:8 row 0: column 'b': 'z' is not a number: expected digits like "
     "1,234.5\n1:y|4\n"},
    {"lines count on",
     {.options = {SKIP}},
     "\na,b\n\"1\n\n\",2\n3\n",
     "0:1|2\nbad KEFU_E_SYNTAX 6:2 row 1: the row has 1 cells, the header 2\n"},
    {"titles count as lines",
     {.options = {SKIP, .skip_lines = 1}},
     "t\na,b\n3\n",
     "bad KEFU_E_SYNTAX 3:2 row 0: the row has 1 cells, the header 2\n"},
    {"several in a row",
     {.options = {SKIP}},
     "a,b\n1\n2\n3,4\n5\n",
     "bad KEFU_E_SYNTAX 2:2 row 0: the row has 1 cells, the header 2\n"
     "bad KEFU_E_SYNTAX 3:2 row 1: the row has 1 cells, the header 2\n2:3|4\n"
     "bad KEFU_E_SYNTAX 5:2 row 3: the row has 1 cells, the header 2\n"},
    {"a bad last row",
     {.options = {SKIP}},
     "a,b\n1,2\n3\"",
     "0:1|2\nbad KEFU_E_SYNTAX 3:2 row 1: a quote inside a cell that does not begin with one\n"},
    {"failing",
     {.options = {0}},
     "a,b\n1,2\n3\n4,5\n",
     "fail KEFU_E_SYNTAX 3:2 row 1: the row has 1 cells, the header 2\n"},
};

static void test_bad_rows(void **state)
{
    (void)state;
    CHECK(bad_rows);
    one.batches = 0;
    csv_read(&bad_rows[12].setup, bad_rows[12].text, strlen(bad_rows[12].text), 0, 3, &one);
    assert_int_equal(one.rows[0], 1);
    assert_int_equal(one.rows[1], 3);
}

/* ---- Headers -------------------------------------------------------------------------------- */

static const kefu_cell misspelt[] = {{.column = "responce", .kind = KEFU_CELL_NUMBER}};
static const kefu_cell clash[] = {{.column = "b", .as = "a", .kind = KEFU_CELL_NUMBER}};

static const csv_case headers[] = {
    {"no bytes",
     {.options = {0}},
     "",
     "fail KEFU_E_SYNTAX 1:1 row -1: the file ends before a header line\n"},
    {"only a mark",
     {.options = {0}},
     "\xEF\xBB\xBF",
     "fail KEFU_E_SYNTAX 1:1 row -1: the file ends before a header line\n"},
    {"half a mark",
     {.options = {0}},
     "\xEF\xBB",
     "fail KEFU_E_ENCODING 1:1 row -1: a byte that is not UTF-8\n"},
    {"only blank lines",
     {.options = {0}},
     "\n\n",
     "fail KEFU_E_SYNTAX 3:1 row -1: the file ends before a header line\n"},
    {"only titles",
     {.options = {.skip_lines = 2}},
     "x\n",
     "fail KEFU_E_SYNTAX 2:1 row -1: the file ends before a header line\n"},
    {"an empty name",
     {.options = {0}},
     "a, ,b\n",
     "fail KEFU_E_SYNTAX 1:3 row -1: header, column 2: the name is empty\n"},
    {"a name twice",
     {.options = {0}},
     "a,b,\"a\"\n",
     "fail KEFU_E_SYNTAX 1:5 row -1: header, columns 1 and 3 have the same name, 'a'\n"},
    {"a NUL in a name",
     {.options = {0}},
     "a,b\1\n",
     "fail KEFU_E_SYNTAX 1:3 row -1: header, column 2: the name has a NUL byte\n"},
    {"a stray quote is not skipped",
     {.options = {SKIP}},
     "a,b\"\n1,2\n",
     "fail KEFU_E_SYNTAX 1:4 row -1: a quote inside a cell that does not begin with one\n"},
    {"bad bytes are not skipped",
     {.options = {SKIP}},
     "a,\xFF\n1,2\n",
     "fail KEFU_E_ENCODING 1:3 row -1: a byte that is not UTF-8\n"},
    {"a quote never closed",
     {.options = {SKIP}},
     "a,\"b\n1,2\n",
     "fail KEFU_E_SYNTAX 1:3 row -1: the quote that opens here is never closed\n"},
    {"a listed column is missing",
     {.options = {0}, .cells = misspelt, .n_cells = 1},
     "agent,response\nx,1\n",
     "fail KEFU_E_NAME 1:1 row -1: the header has no column 'responce'; did you mean "
     "'response'?\n"},
    {"two columns of one name",
     {.options = {0}, .cells = clash, .n_cells = 1},
     "a,b\n1,2\n",
     "fail KEFU_E_EXISTS 1:3 row -1: two columns of the batch would be named 'a'\n"},
    {"quotes in a name", {.options = {0}}, "\"say \"\"a\"\"\",b\n1,2\n", "0:1|2\n"},
};

static void test_headers(void **state)
{
    (void)state;
    CHECK(headers);
}

/* ---- Limits --------------------------------------------------------------------------------- */

static const csv_case limits[] = {
    {"a cell as long as it may be",
     {.options = {0}, .limits = {.cell_bytes = 4}},
     "a\nabcd\n\"ab\"\n",
     "0:abcd\n1:ab\n"},
    {"a cell too long",
     {.options = {SKIP}, .limits = {.cell_bytes = 4}},
     "a,b\n1,2\nx,abcde\n",
     "fail KEFU_E_LIMIT 3:3 row -1: a cell of more than cell_bytes, 4\n"},
    {"a quote never closed",
     {.options = {SKIP}, .limits = {.cell_bytes = 6}},
     "a,b\n1,2\nx,\"a\nbcdefg\nh,i\n",
     "fail KEFU_E_LIMIT 3:3 row -1: a cell of more than cell_bytes, 6; is its quote ever "
     "closed?\n"},
    {"a row as long as it may be",
     {.options = {0}, .limits = {.row_bytes = 4}},
     "a,b\r\nab,c\r\n",
     "0:ab|c\n"},
    {"a row too long",
     {.options = {0}, .limits = {.row_bytes = 4}},
     "a,b\nab,cd\n",
     "fail KEFU_E_LIMIT 2:1 row -1: a row of more than row_bytes, 4\n"},
    {"both at once",
     {.options = {0}, .limits = {.row_bytes = 4, .cell_bytes = 4}},
     "a\nabcde\n",
     "fail KEFU_E_LIMIT 2:1 row -1: a row of more than row_bytes, 4\n"},
    {"a quote behind the limit",
     {.options = {0}, .limits = {.row_bytes = 2}},
     "ab,\"c\n",
     "fail KEFU_E_LIMIT 1:1 row -1: a row of more than row_bytes, 2\n"},
    {"columns", {.options = {0}, .limits = {.columns = 2}}, "a,b\n1,2\n", "0:1|2\n"},
    {"too many columns",
     {.options = {0}, .limits = {.columns = 2}},
     "a,b,c\n",
     "fail KEFU_E_LIMIT 1:5 row -1: the header has more than 2 columns, the limit\n"},
    {"skipped bytes have no limit",
     {.options = {SKIP}, .limits = {.row_bytes = 4}},
     "a\n1\"2345678901234567890\nx\n",
     "bad KEFU_E_SYNTAX 2:2 row 0: a quote inside a cell that does not begin with one\n1:x\n"},
};

static void test_limits(void **state)
{
    (void)state;
    CHECK(limits);
}

/* ---- GB18030: bytes by Python's codec -------------------------------------------------------- */

#define GB .encoding = KEFU_GB18030

/* 客服 is BF CD B7 FE; 丂 is 81 40, 乗 81 5C, 亅 81 7C: second bytes that are @ \ and |; U+20000 is
 * 95 32 82 36; U+FEFF is 84 31 95 33. */
static const csv_case gb18030[] = {
    {"text",
     {.options = {GB}},
     "\xBF\xCD\xB7\xFE,b\n\x81\x5C\x81\x40,\x95\x32\x82\x36\n",
     "0:乗丂|𠀀\n"},
    {"second bytes that are delimiters",
     {.options = {GB, .delimiter = '|'}},
     "a|b\n\x81\x7C|\"\x81\x7C\"\n",
     "0:亅|亅\n"},
    {"byte order mark",
     {.options = {GB}},
     "\x84\x31\x95\x33"
     "a\n1\n",
     "0:1\n"},
    {"malformed",
     {.options = {GB, SKIP}},
     "a,b\n\xBF\xCD,\xFF\n1,2\n",
     "bad KEFU_E_ENCODING 2:3 row 0: a byte that is not GB18030\n1:1|2\n"},
    {"a first byte before a line end",
     {.options = {GB, SKIP}},
     "a,b\nx,\xBF\n1,2\n",
     "bad KEFU_E_ENCODING 2:3 row 0: a byte that is not GB18030\n1:1|2\n"},
    {"a first byte at the end",
     {.options = {GB, SKIP}},
     "a,b\n1,2\nx,\xBF",
     "0:1|2\nbad KEFU_E_ENCODING 3:3 row 1: a byte that is not GB18030\n"},
    {"four bytes cut at the end",
     {.options = {GB, SKIP}},
     "a,b\n1,2\nx,\x95\x32\x82",
     "0:1|2\nbad KEFU_E_ENCODING 3:3 row 1: a byte that is not GB18030\n"},
};

static void test_gb18030(void **state)
{
    (void)state;
    CHECK(gb18030);
}

/* ---- Long files ------------------------------------------------------------------------------ */

/* More bytes than are held, in rows that cross every internal border: sums known in closed form. */
typedef struct csv_sums {
    int64_t rows, next, numbers, bytes;
} csv_sums;

static kefu_status KEFU_CALL add_up(void *user, const kefu_batch *batch, kefu_error *error)
{
    csv_sums *sums = user;
    (void)error;
    if (batch->first_row != sums->next)
        return KEFU_E_INTERNAL;
    for (int64_t i = 0; i < batch->rows; i++) {
        sums->numbers += ((const int64_t *)batch->columns[0]->data)[i];
        sums->bytes += (int64_t)((const kefu_text *)batch->columns[1]->data)[i].size;
    }
    sums->rows += batch->rows;
    sums->next += batch->rows;
    return KEFU_OK;
}

static void test_long_file(void **state)
{
    enum { ROWS = 20000, TEXT = 700 };
    csv_sums sums = {0};
    kefu_csv_options o = {
        .struct_size = sizeof o, .on_batch = add_up, .user = &sums, .batch_rows = ROWS};
    kefu_cell n = {.struct_size = sizeof n, .column = "n", .kind = KEFU_CELL_NUMBER};
    kefu_csv_reader *reader;
    char row[TEXT + 100];
    (void)state;
    assert_int_equal(kefu_csv_reader_new(&o, &reader, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_reader_cell(reader, &n, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_reader_feed(reader, "n,t\n", 4, NULL), KEFU_OK);
    for (int i = 0; i < ROWS; i++) {
        int head = snprintf(row, sizeof row, "%d,\"", i);
        memset(row + head, 'x', TEXT);
        memcpy(row + head + TEXT, "\"\n\n", 3);
        assert_int_equal(kefu_csv_reader_feed(reader, row, (size_t)head + TEXT + 3, NULL), KEFU_OK);
    }
    assert_int_equal(kefu_csv_reader_finish(reader, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_reader_rows(reader), ROWS);
    kefu_csv_reader_free(reader);
    assert_int_equal(sums.rows, ROWS);
    assert_int_equal(sums.numbers, (int64_t)ROWS * (ROWS - 1) / 2);
    assert_int_equal(sums.bytes, (int64_t)ROWS * TEXT);
}

/* ---- Callbacks, states, arguments ------------------------------------------------------------ */

static kefu_status KEFU_CALL stop_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    (void)batch;
    if (user && error) {
        memset(error, 0, sizeof *error);
        error->code = 77;
        strcpy(error->message, "enough");
    }
    return 77;
}

static kefu_status KEFU_CALL stop_bad(void *user, const kefu_error *where)
{
    (void)user;
    (void)where;
    return 78;
}

static void test_callbacks(void **state)
{
    static const char text[] = "a,b\n1,2\n3\n";
    int speak = 1;
    (void)state;
    for (int i = 0; i < 3; i++) {
        kefu_csv_options o = {.struct_size = sizeof o,
                              .on_batch = i < 2 ? stop_batch : note_batch,
                              .on_bad_row = stop_bad,
                              .bad_rows = i < 2 ? KEFU_BAD_ROW_FAIL : KEFU_BAD_ROW_SKIP,
                              .user = i == 1   ? (void *)&speak
                                      : i == 2 ? (void *)&one
                                               : NULL};
        static const char *const said[] = {
            "on_batch stopped the reader", "enough",
            ("on_bad_row stopped the reader at line 3: the row has 1 "
             "cells, the header 2")};
        kefu_csv_reader *reader;
        kefu_error error;
        assert_int_equal(kefu_csv_reader_new(&o, &reader, NULL), KEFU_OK);
        kefu_status status = kefu_csv_reader_feed(reader, text, i < 2 ? 8 : 10, &error);
        if (!status)
            status = kefu_csv_reader_finish(reader, &error);
        assert_int_equal(status, i < 2 ? 77 : 78);
        assert_int_equal(error.code, status);
        assert_string_equal(error.message, said[i]);
        assert_int_equal(kefu_csv_reader_feed(reader, text, 1, NULL), KEFU_E_STATE);
        assert_int_equal(kefu_csv_reader_finish(reader, NULL), KEFU_E_STATE);
        kefu_csv_reader_free(reader);
    }
}

static void test_states(void **state)
{
    kefu_csv_options o = {.struct_size = sizeof o, .on_batch = note_batch, .user = &one};
    kefu_cell a = {.struct_size = sizeof a, .column = "a", .kind = KEFU_CELL_NUMBER};
    kefu_cell kind = a, nameless = a, empty = a;
    kefu_csv_reader *reader;
    (void)state;
    kind.kind = 9;
    nameless.column = NULL;
    empty.as = "";
    assert_int_equal(kefu_csv_reader_new(&o, &reader, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_reader_cell(NULL, &a, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_reader_cell(reader, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_reader_cell(reader, &kind, NULL), KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_csv_reader_cell(reader, &nameless, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_reader_cell(reader, &empty, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_reader_cell(reader, &a, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_reader_cell(reader, &a, NULL), KEFU_E_EXISTS);
    assert_int_equal(kefu_csv_reader_feed(reader, NULL, 0, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_reader_feed(reader, NULL, 1, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_reader_feed(NULL, "a", 1, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_reader_feed(reader, "a\n", 2, NULL), KEFU_OK);
    a.as = "b";
    assert_int_equal(kefu_csv_reader_cell(reader, &a, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_csv_reader_finish(reader, NULL), KEFU_OK);
    assert_int_equal(kefu_csv_reader_feed(reader, "1\n", 2, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_csv_reader_finish(NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_reader_rows(NULL), 0);
    assert_int_equal(kefu_csv_reader_bad_rows(NULL), 0);
    kefu_csv_reader_free(reader);
    kefu_csv_reader_free(NULL);
}

static void test_options(void **state)
{
    static const struct {
        kefu_csv_options o;
        kefu_status status;
    } cases[] = {
        {{.encoding = 2}, KEFU_E_UNSUPPORTED}, {{.delimiter = 'x'}, KEFU_E_ARGUMENT},
        {{.delimiter = '"'}, KEFU_E_ARGUMENT}, {{.delimiter = 300}, KEFU_E_ARGUMENT},
        {{.bad_rows = 2}, KEFU_E_UNSUPPORTED}, {{.batch_rows = -1}, KEFU_E_ARGUMENT},
        {{.skip_lines = -1}, KEFU_E_ARGUMENT}, {{.only_cells = 2}, KEFU_E_ARGUMENT},
        {{.no_quotes = 2}, KEFU_E_ARGUMENT},   {{.reserved0 = 1}, KEFU_E_UNSUPPORTED},
    };
    kefu_csv_options o = {.struct_size = sizeof o, .on_batch = note_batch};
    kefu_csv_reader *reader;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_csv_options bad = cases[i].o;
        bad.struct_size = sizeof bad;
        bad.on_batch = note_batch;
        assert_int_equal(kefu_csv_reader_new(&bad, &reader, NULL), cases[i].status);
    }
    assert_int_equal(kefu_csv_reader_new(NULL, &reader, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_csv_reader_new(&o, NULL, NULL), KEFU_E_ARGUMENT);
    o.on_batch = NULL;
    assert_int_equal(kefu_csv_reader_new(&o, &reader, NULL), KEFU_E_ARGUMENT);
}

/* ---- Allocation failures --------------------------------------------------------------------- */

static kefu_status KEFU_CALL count_bad(void *user, const kefu_error *where)
{
    (void)user;
    return where->code == KEFU_E_MEMORY ? 99 : KEFU_OK;
}

static kefu_status KEFU_CALL keep_nothing(void *user, const kefu_batch *batch, kefu_error *error)
{
    (void)user;
    (void)batch;
    (void)error;
    return KEFU_OK;
}

static int memory_scenario(const kefu_allocator *allocator)
{
    static const char text[] =
        "\xBF\xCD\xB7\xFE,\"b\"\"\",c\n1,2,x\n3\n\"\xBF\xCD\"\"\",5,y\n1,2,z\n";
    kefu_csv_options o = {.struct_size = sizeof o,
                          .allocator = allocator,
                          .batch_rows = 100,
                          .bad_rows = KEFU_BAD_ROW_SKIP,
                          .encoding = KEFU_GB18030,
                          .on_batch = keep_nothing,
                          .on_bad_row = count_bad};
    kefu_cell cell = {.struct_size = sizeof cell, .column = "c", .as = "d", .kind = KEFU_CELL_TEXT};
    kefu_csv_reader *reader = NULL;
    kefu_status status = kefu_csv_reader_new(&o, &reader, NULL);
    if (!status)
        status = kefu_csv_reader_cell(reader, &cell, NULL);
    for (size_t i = 0; i < sizeof text - 1 && !status; i++)
        status = kefu_csv_reader_feed(reader, text + i, 1, NULL);
    for (int i = 0; i < 20 && !status; i++)
        status = kefu_csv_reader_feed(reader, "1,2,3\n", 6, NULL);
    if (!status)
        status = kefu_csv_reader_finish(reader, NULL);
    kefu_csv_reader_free(reader);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(memory_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes),    cmocka_unit_test(test_batches),
        cmocka_unit_test(test_kinds),     cmocka_unit_test(test_bad_rows),
        cmocka_unit_test(test_headers),   cmocka_unit_test(test_limits),
        cmocka_unit_test(test_gb18030),   cmocka_unit_test(test_long_file),
        cmocka_unit_test(test_callbacks), cmocka_unit_test(test_states),
        cmocka_unit_test(test_options),   cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
