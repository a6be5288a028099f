/* test_arrow_types.c - columns of Arrow as columns of ours: every type, slices, nulls of both
 * levels, dictionaries, conversions. Buffers are written by hand after the text of the columnar
 * format; what number a date or time is was asked of Python's datetime. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "arrow_producer.h"

/* A decimal128 on this machine. */
typedef struct wide {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    int64_t high;
    uint64_t low;
#else
    uint64_t low;
    int64_t high;
#endif
} wide;
#define WIDE(value)                                                                                \
    {                                                                                              \
        .low = (uint64_t)(value), .high = (value) < 0 ? -1 : 0                                     \
    }
#define WIDES(...)                                                                                 \
    (const wide[]) { __VA_ARGS__ }

static const char letters[] = "你好abcdefghijklmnopqrstuvwxyz"; /* 6 + 26 bytes */

/* ---- Every type ------------------------------------------------------------------------------ */

/* Five rows; the buffers that there are. */
static const struct type_case {
    const char *format;
    int32_t type, copied;
    const char *expected;
    int64_t n_buffers;
    const void *buffers[PRODUCER_BUFFERS];
} types[] = {
#define FIXED(format, type, copied, expected, ...)                                                 \
    {                                                                                              \
        format, KEFU_COLUMN_##type, copied, expected, 2, { __VA_ARGS__ }                           \
    }
#define TEXTS(format, type, expected, n, ...)                                                      \
    {                                                                                              \
        format, KEFU_COLUMN_##type, 0, expected, n, { __VA_ARGS__ }                                \
    }
    FIXED("c", I8, 0, "-128 0 1 2 127", NULL, INT8(-128, 0, 1, 2, 127)),
    FIXED("C", U8, 0, "0 1 2 3 255", NULL, BYTES(0, 1, 2, 3, 255)),
    FIXED("s", I16, 0, "-32768 0 1 2 3", NULL, INT16(-32768, 0, 1, 2, 3)),
    FIXED("S", U16, 0, "65535 0 1 2 3", NULL, INT16(-1, 0, 1, 2, 3)),
    FIXED("i", I32, 0, "-2147483648 0 - 2 3", BYTES(0x1B), INT32(INT32_MIN, 0, 1, 2, 3)),
    FIXED("I", U32, 0, "4294967295 0 1 2 3", NULL, INT32(-1, 0, 1, 2, 3)),
    FIXED("l", I64, 0, "-9223372036854775808 0 1 2 3", NULL, INT64(INT64_MIN, 0, 1, 2, 3)),
    FIXED("L", U64, 0, "9223372036854775807 0 1 2 3", NULL, UINT64(INT64_MAX, 0, 1, 2, 3)),
    FIXED("f", F32, 0, "5 0 -1 2 3", NULL, (const float[]){5.0f, 0.0f, -1.0f, 2.0f, 3.0f}),
    FIXED("g", F64, 0, "5 0 -1 2 3", NULL, (const double[]){5.0, 0.0, -1.0, 2.0, 3.0}),
    FIXED("b", BOOL, 1, "1 0 1 0 -", BYTES(0x0F), BYTES(0x15)),
    {"n", KEFU_COLUMN_TEXT_FIXED, 1, "- - - - -", 0, {NULL}},
    {"n", KEFU_COLUMN_TEXT_FIXED, 1, "- - - - -", 1, {NULL}}, /* as Polars has it */
    TEXTS("u", TEXT_32, "你 - \"\" abc defghijklmnopqrstuvwxyz", 3, BYTES(0x1D),
          INT32(0, 3, 6, 6, 9, 32), letters),
    TEXTS("U", TEXT_64, "你 好 a bc d", 3, NULL, INT64(0, 3, 6, 7, 9, 10), letters),
    TEXTS("vu", TEXT_VIEW, "abcdefghijklm twelve_bytes \"\" - cdefghijklmnop", 5, BYTES(0x17),
          ((const view[]){{.outside = {13, "abcd", 1, 6}},
                          {.inside = {12, "twelve_bytes"}},
                          {.inside = {0, ""}},
                          {.outside = {INT32_MAX, "wild", 99, -1}},
                          {.outside = {14, "cdef", 1, 8}}}),
          "unused", letters, INT64(6, 32)),
    FIXED("tdD", DATE, 0, "20463 0 -1 1 2", NULL, INT32(20463, 0, -1, 1, 2)),
    FIXED("tdm", DATE, 1, "20463 0 -1 1 -", BYTES(0x0F),
          INT64(1768003200000, 0, -86400000, 86400000, 1)),
    FIXED("tts", I32, 0, "86399 0 1 2 3", NULL, INT32(86399, 0, 1, 2, 3)),
    FIXED("ttm", I32, 0, "86399.999 0.000 0.001 0.002 0.003", NULL, INT32(86399999, 0, 1, 2, 3)),
    FIXED("ttu", I64, 0, "86399.999999 0.000000 0.000001 0.000002 0.000003", NULL,
          INT64(86399999999, 0, 1, 2, 3)),
    FIXED("ttn", I64, 0, "86399.999999999 0.000000000 0.000000001 0.000000002 0.000000003", NULL,
          INT64(86399999999999, 0, 1, 2, 3)),
    FIXED("tDs", I64, 0, "-5 0 1 2 3", NULL, INT64(-5, 0, 1, 2, 3)),
    FIXED("tDm", I64, 0, "-0.005 0.000 0.001 0.002 0.003", NULL, INT64(-5, 0, 1, 2, 3)),
    FIXED("tDu", I64, 0, "-0.000005 0.000000 0.000001 0.000002 0.000003", NULL,
          INT64(-5, 0, 1, 2, 3)),
    FIXED("tDn", I64, 0, "-0.000000005 0.000000000 0.000000001 0.000000002 0.000000003", NULL,
          INT64(-5, 0, 1, 2, 3)),
    FIXED("tsu:UTC", TIME, 0, "1768003200.000001 0.000000 -0.000001 0.000001 0.000002", NULL,
          INT64(1768003200000001, 0, -1, 1, 2)),
    FIXED("tss:Asia/Shanghai", TIME, 1, "1768003200.000000 0.000000 -1.000000 1.000000 2.000000",
          NULL, INT64(1768003200, 0, -1, 1, 2)),
    FIXED("tsm:+08:00", TIME, 1, "1768003200.001000 0.000000 -0.001000 0.001000 0.002000", NULL,
          INT64(1768003200001, 0, -1, 1, 2)),
    FIXED("tsn:UTC", TIME, 1, "1768003200.000001 0.000000 -0.000001 0.000001 -", BYTES(0x0F),
          INT64(1768003200000001000, 0, -1000, 1000, 1)),
    FIXED("d:12,2", I64, 1, "12.50 0.00 -0.01 0.99 -", BYTES(0x0F),
          WIDES(WIDE(1250), WIDE(0), WIDE(-1), WIDE(99), {.high = 1})),
    FIXED("d:38,6,128", I64, 1,
          "9223372036854.775807 -9223372036854.775808 0.000001 0.000002 0.000003", NULL,
          WIDES(WIDE(INT64_MAX), WIDE(INT64_MIN), WIDE(1), WIDE(2), WIDE(3))),
    /* 100 = 10^20 of 10^-18: read at 9 decimals */
    FIXED("d:38,18", I64, 1, "100.000000000 -0.000000005 0.000000000 0.000000001 0.000000003", NULL,
          WIDES({.low = UINT64_C(7766279631452241920), .high = 5}, WIDE(-5000000000), WIDE(0),
                WIDE(1000000000), WIDE(3000000000))),
    FIXED("d:18,18", I64, 1,
          "-0.000000000000000005 0.000000000000000004 0.000000000000000003 0.000000000000000002 "
          "0.000000000000000001",
          NULL, WIDES(WIDE(-5), WIDE(4), WIDE(3), WIDE(2), WIDE(1))),
    FIXED("d:5,-3", I64, 1, "12000 0 -1000 1000 2000", NULL,
          WIDES(WIDE(12), WIDE(0), WIDE(-1), WIDE(1), WIDE(2))),
    FIXED("d:9,2,32", I32, 0, "12.50 0.00 -0.01 0.01 0.02", NULL, INT32(1250, 0, -1, 1, 2)),
    FIXED("d:18,2,64", I64, 0, "12.50 0.00 -0.01 0.01 0.02", NULL, INT64(1250, 0, -1, 1, 2)),
    FIXED("d:9,-2,32", I64, 1, "1200 0 -100 100 200", NULL, INT32(12, 0, -1, 1, 2)),
    FIXED("d:9,20,64", I64, 1,
          "0.000000000000000012 0.000000000000000000 -0.000000000000000001 0.000000000000000001 "
          "0.000000000000000002",
          NULL, INT64(1200, 0, -100, 100, 200)),
};

enum { TYPES = sizeof types / sizeof types[0] };

static int32_t is_text(const struct type_case *c) { return c->type >= KEFU_COLUMN_TEXT; }

/* Words first .. first+count-1 of a case, but for those of the bits in `nulls`. */
static void words_of(const char *all, int first, int count, unsigned nulls, char *out, size_t room)
{
    size_t at = 0;
    out[0] = 0;
    for (int i = 0; *all; i++) {
        size_t size = strcspn(all, " ");
        if (i >= first && i < first + count)
            at = nulls >> i & 1 ? producer_put(out, at, room, "-", 1)
                                : producer_put(out, at, room, all, size);
        all += size + (all[size] == ' ');
    }
}

static void rows_are(const kefu_batch *batch, const struct type_case *c, const char *expected)
{
    char got[512];
    kefu_error error = {.message = ""};
    kefu_status status = producer_rows(batch, 0, -1, is_text(c), got, sizeof got, &error);
    if (status || strcmp(got, expected) != 0)
        fail_msg("%s: \"%s\", expected \"%s\" %s", c->format, got, expected, error.message);
}

static void case_init(producer *p, const struct type_case *c, int64_t rows, int64_t offset)
{
    producer_init(p, rows);
    p->array.offset = offset;
    producer_add(p, "x", c->format, c->n_buffers, c->buffers);
}

static void test_types(void **state)
{
    (void)state;
    for (size_t i = 0; i < TYPES; i++) {
        const struct type_case *c = &types[i];
        producer p;
        kefu_arrow *arrow = NULL;
        const kefu_batch *batch;
        case_init(&p, c, 5, 0);
        batch = read_whole(&p, NULL, &arrow);
        assert_int_equal(batch->rows, 5);
        assert_int_equal(batch->n_columns, 1);
        assert_string_equal(batch->columns[0]->name, "x");
        assert_int_equal(batch->columns[0]->type, c->type);
        assert_int_equal(batch->columns[0]->data != c->buffers[1], c->copied);
        rows_are(batch, c, c->expected);
        assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
        assert_null(batch);
        kefu_arrow_free(arrow);
        assert_non_null(p.array.release);
        assert_non_null(p.schema.release);
    }
}

/* Rows 1, 2, 3 as a slice of the array, of the struct, and the last two of both. */
static void test_slices(void **state)
{
    static const int offsets[][3] = {{1, 0, 3}, {0, 1, 3}, {2, 1, 2}};
    (void)state;
    for (size_t i = 0; i < TYPES; i++)
        for (size_t k = 0; k < 3; k++) {
            char expected[512];
            producer p;
            kefu_arrow *arrow = NULL;
            case_init(&p, &types[i], offsets[k][2], offsets[k][1]);
            p.data[0].offset = offsets[k][0];
            words_of(types[i].expected, offsets[k][0] + offsets[k][1], offsets[k][2], 0, expected,
                     sizeof expected);
            rows_are(read_whole(&p, NULL, &arrow), &types[i], expected);
            kefu_arrow_free(arrow);
        }
}

/* In batches of two rows: 2, 2, 1, whose first_row counts on. */
static void test_batch_rows(void **state)
{
    static const kefu_arrow_options options = {.struct_size = sizeof options, .batch_rows = 2};
    (void)state;
    for (size_t i = 0; i < TYPES; i++) {
        const kefu_batch *batch;
        kefu_arrow *arrow = NULL;
        producer p;
        case_init(&p, &types[i], 5, 0);
        assert_int_equal(kefu_arrow_from_array(&options, &p.schema, &p.array, &arrow, NULL), 0);
        for (int row = 0; row < 5; row += 2) {
            char expected[512];
            assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
            assert_int_equal(batch->first_row, row);
            assert_int_equal(batch->rows, row < 4 ? 2 : 1);
            words_of(types[i].expected, row, 2, 0, expected, sizeof expected);
            rows_are(batch, &types[i], expected);
        }
        kefu_arrow_free(arrow);
    }
}

/* A row of the struct that is null is null in each column. */
static void test_struct_nulls(void **state)
{
    static const uint8_t valid[][1] = {{0xFF}, {0x0B}};
    (void)state;
    for (size_t i = 0; i < TYPES; i++)
        for (size_t k = 0; k < 2; k++) {
            char expected[512];
            producer p;
            kefu_arrow *arrow = NULL;
            case_init(&p, &types[i], 4, 1);
            p.root_buffers[0] = valid[k];
            words_of(types[i].expected, 1, 4, ~(unsigned)valid[k][0], expected, sizeof expected);
            rows_are(read_whole(&p, NULL, &arrow), &types[i], expected);
            kefu_arrow_free(arrow);
        }
}

static void test_empty(void **state)
{
    const kefu_batch *batch;
    kefu_arrow *arrow = NULL;
    producer p;
    (void)state;
    for (size_t i = 0; i < TYPES; i++) {
        producer_init(&p, 0);
        producer_add(&p, "x", types[i].format, types[i].n_buffers,
                     BUFFERS(NULL, NULL, NULL, NULL, NULL, NULL));
        batch = read_whole(&p, NULL, &arrow);
        assert_int_equal(batch->rows, 0);
        assert_int_equal(batch->columns[0]->type, types[i].type);
        rows_are(batch, &types[i], "");
        kefu_arrow_free(arrow);
    }
    producer_init(&p, 7); /* rows without columns */
    batch = read_whole(&p, NULL, &arrow);
    assert_int_equal(batch->rows, 7);
    assert_int_equal(batch->n_columns, 0);
    kefu_arrow_free(arrow);
}

/* ---- Dictionaries ---------------------------------------------------------------------------- */

static const int32_t word_offsets[] = {0, 3, 6, 6, 9};
static const uint8_t word_valid[] = {0x07}; /* 你 好 "" and null */

static const struct code_case {
    const char *format;
    const void *codes;
    int32_t is_bad; /* in row 2 */
} codes[] = {
    {"c", INT8(1, 0, 3, 2), 0},   {"C", BYTES(1, 0, 3, 2), 0},
    {"s", INT16(1, 0, 3, 2), 0},  {"S", INT16(1, 0, 3, 2), 0},
    {"i", INT32(1, 0, 3, 2), 0},  {"I", INT32(1, 0, 3, 2), 0},
    {"l", INT64(1, 0, 3, 2), 0},  {"L", UINT64(1, 0, 3, 2), 0},
    {"c", INT8(1, 0, 4, 2), 1},   {"c", INT8(1, 0, -1, 2), 1},
    {"s", INT16(1, 0, -1, 2), 1}, {"i", INT32(1, 0, INT32_MIN, 2), 1},
    {"l", INT64(1, 0, -1, 2), 1}, {"L", UINT64(1, 0, UINT64_MAX, 2), 1},
};

static void test_dictionaries(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        char got[64];
        producer p;
        kefu_arrow *arrow = NULL;
        kefu_error error;
        const kefu_batch *batch;
        producer_init(&p, 4);
        producer_add(&p, "x", codes[i].format, 2, BUFFERS(NULL, codes[i].codes));
        producer_words(&p, 0, "u", 4, 3, BUFFERS(word_valid, word_offsets, letters));
        batch = read_whole(&p, NULL, &arrow);
        assert_int_equal(batch->columns[0]->type, KEFU_COLUMN_TEXT_DICT);
        assert_ptr_equal(batch->columns[0]->data, codes[i].codes);
        assert_int_equal(producer_rows(batch, 0, 0, 1, got, sizeof got, &error),
                         codes[i].is_bad ? KEFU_E_DATA : KEFU_OK);
        if (codes[i].is_bad)
            assert_int_equal(error.row, 2);
        else
            assert_string_equal(got, "好 你 - \"\"");
        kefu_arrow_free(arrow);
    }
}

/* A signed byte counts 128 texts: -1 is none of 300, which an unsigned 255 would be. */
static void test_signed_codes(void **state)
{
    static int32_t offsets[301];
    char got[64];
    producer p;
    kefu_arrow *arrow = NULL;
    kefu_error error;
    (void)state;
    producer_init(&p, 2);
    producer_add(&p, "x", "c", 2, BUFFERS(NULL, INT8(127, -1)));
    producer_words(&p, 0, "u", 300, 3, BUFFERS(NULL, offsets, letters));
    assert_int_equal(producer_rows(read_whole(&p, NULL, &arrow), 0, 0, 1, got, sizeof got, &error),
                     KEFU_E_DATA);
    assert_int_equal(error.row, 1);
    kefu_arrow_free(arrow);
}

/* What is wrong in a dictionary is at no row of the batch. */
static void test_broken_words(void **state)
{
    producer p;
    kefu_arrow *arrow = NULL;
    kefu_error error;
    (void)state;
    producer_init(&p, 1);
    producer_add(&p, "x", "c", 2, BUFFERS(NULL, INT8(0)));
    producer_words(&p, 0, "u", 3, 3, BUFFERS(NULL, INT32(0, 1, 4, 3), letters));
    assert_int_equal(kefu_arrow_from_array(NULL, &p.schema, &p.array, &arrow, &error), KEFU_E_DATA);
    assert_int_equal(error.row, -1);
    assert_string_equal(error.message,
                        "the dictionary of column 'x': offsets outside the heap of 3 bytes");
}

/* The dictionary as a slice, of views, larger than a block; a null has any code. */
static void test_large_dictionary(void **state)
{
    static view views[KF_BLOCK + 4];
    char got[64];
    producer p;
    kefu_arrow *arrow = NULL;
    (void)state;
    memset(views, 0, sizeof views);
    views[3] = (view){.inside = {1, "a"}};
    views[KF_BLOCK + 2] = (view){.inside = {2, "bc"}};
    producer_init(&p, 3);
    producer_add(&p, "x", "s", 2, BUFFERS(BYTES(3), INT16(0, KF_BLOCK - 1, -7)));
    producer_words(&p, 0, "vu", KF_BLOCK + 1, 3, BUFFERS(NULL, views, NULL));
    p.word_data.offset = 3;
    assert_int_equal(producer_rows(read_whole(&p, NULL, &arrow), 0, 0, 1, got, sizeof got, NULL),
                     KEFU_OK);
    assert_string_equal(got, "a bc -");
    kefu_arrow_free(arrow);
}

/* ---- Conversions ----------------------------------------------------------------------------- */

/* Two rows; the row of the error, -1 if it is of the whole column. */
static const struct convert_case {
    const char *format;
    const void *data;
    int32_t offset;
    uint32_t flags;
    kefu_status expected;
    int64_t row;
    const char *rows;
} converted[] = {
#define GIVES(format, data, offset, flags, rows)                                                   \
    {                                                                                              \
        format, data, offset, flags, KEFU_OK, 0, rows                                              \
    }
#define FAILS(format, data, offset, flags, code, row)                                              \
    {                                                                                              \
        format, data, offset, flags, KEFU_E_##code, row, NULL                                      \
    }
    FAILS("tss:", INT64(28800, 0), 0, 0, DATA, -1),
    GIVES("tss:", INT64(28800, 0), 28800, KEFU_ARROW_OFFSET, "0.000000 -28800.000000"),
    GIVES("tsu:", INT64(28800000000, 1), -3600, KEFU_ARROW_OFFSET, "32400.000000 3600.000001"),
    GIVES("tsu:", INT64(28800000000, 1), 0, KEFU_ARROW_OFFSET, "28800.000000 0.000001"),
    GIVES("tsu:UTC", INT64(28800000000, 1), 28800, KEFU_ARROW_OFFSET, "28800.000000 0.000001"),
    GIVES("tss:UTC", INT64(28800, 1), 28800, KEFU_ARROW_OFFSET, "28800.000000 1.000000"),
    FAILS("tsn:UTC", INT64(0, 1), 0, 0, PRECISION, 1),
    GIVES("tsn:UTC", INT64(-500, 1499), 0, KEFU_ARROW_ROUND, "-0.000001 0.000001"),
    FAILS("tss:UTC", INT64(0, INT64_MAX / 1000000 + 1), 0, 0, OVERFLOW, 1),
    FAILS("tsm:UTC", INT64(0, INT64_MIN / 1000 - 1), 0, 0, OVERFLOW, 1),
    FAILS("tsu:", INT64(0, INT64_MIN), 1, KEFU_ARROW_OFFSET, OVERFLOW, 1),
    FAILS("tsu:", INT64(0, INT64_MAX), -1, KEFU_ARROW_OFFSET, OVERFLOW, 1),
    FAILS("tdm", INT64(0, 1), 0, 0, DATA, 1),
    FAILS("tdm", INT64(0, -1), 0, KEFU_ARROW_ROUND, DATA, 1),
    FAILS("tdm", INT64(0, INT64_MAX), 0, 0, OVERFLOW, 1),
    FAILS("d:38,18", WIDES(WIDE(0), WIDE(499999999)), 0, 0, PRECISION, 1),
    GIVES("d:38,18", WIDES(WIDE(-500000000), WIDE(499999999)), 0, KEFU_ARROW_ROUND,
          "-0.000000001 0.000000000"),
    FAILS("d:38,2", WIDES(WIDE(0), {.low = (uint64_t)1 << 63}), 0, 0, OVERFLOW, 1),
    FAILS("d:38,2", WIDES(WIDE(0), {.low = (uint64_t)1 << 63, .high = -2}), 0, 0, OVERFLOW, 1),
    FAILS("d:38,18", WIDES(WIDE(0), {.low = 0, .high = INT64_MAX}), 0, 0, OVERFLOW, 1),
    GIVES("d:9,-9,32", INT32(0, 999999999), 0, 0, "0 999999999000000000"),
    FAILS("d:9,-18,32", INT32(0, 10), 0, 0, OVERFLOW, 1),
};

static kefu_status convert_case_read(const struct convert_case *c, kefu_error *error)
{
    const kefu_arrow_options options = {
        .struct_size = sizeof options, .offset = c->offset, .flags = c->flags};
    const kefu_batch *batch = NULL;
    kefu_arrow *arrow = NULL;
    char got[128];
    producer p;
    kefu_status status;
    producer_init(&p, 2);
    producer_add(&p, "x", c->format, 2, BUFFERS(NULL, c->data));
    status = kefu_arrow_from_array(&options, &p.schema, &p.array, &arrow, error);
    if (!status)
        status = kefu_arrow_next(arrow, &batch, error);
    if (!status) {
        assert_int_equal(producer_rows(batch, 0, -1, 0, got, sizeof got, NULL), KEFU_OK);
        assert_string_equal(got, c->rows);
    } else if (arrow) { /* poisoned */
        assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_E_STATE);
    }
    kefu_arrow_free(arrow);
    return status;
}

static void test_conversions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof converted / sizeof converted[0]; i++) {
        const struct convert_case *c = &converted[i];
        kefu_error error = {.row = -9, .message = ""};
        kefu_status status = convert_case_read(c, &error);
        if (status != c->expected)
            fail_msg("%zu %s: %s %s", i, c->format, kefu_status_name(status), error.message);
        if (!status)
            continue;
        assert_int_equal(error.row, c->row);
        assert_non_null(strstr(error.message, "'x'"));
    }
}

/* KEFU_ARROW_ROUND is also for what is rounded later: durations of nanoseconds at six decimals. */
static void test_round_later(void **state)
{
    static const kefu_arrow_options round = {.struct_size = sizeof round,
                                             .flags = KEFU_ARROW_ROUND};
    char got[64];
    producer p;
    kefu_arrow *arrow = NULL;
    (void)state;
    producer_init(&p, 1);
    producer_add(&p, "x", "tDn", 2, BUFFERS(NULL, INT64(1500)));
    assert_int_equal(producer_rows(read_whole(&p, NULL, &arrow), 0, 6, 0, got, sizeof got, NULL),
                     KEFU_E_PRECISION);
    kefu_arrow_free(arrow);
    assert_int_equal(producer_rows(read_whole(&p, &round, &arrow), 0, 6, 0, got, sizeof got, NULL),
                     KEFU_OK);
    assert_string_equal(got, "0.000002");
    kefu_arrow_free(arrow);
}

/* A column without a type is null as a number, too. */
static void test_null_type(void **state)
{
    char got[64];
    producer p;
    kefu_arrow *arrow = NULL;
    (void)state;
    producer_init(&p, 3);
    producer_add(&p, "x", "n", 0, NULL);
    assert_int_equal(producer_rows(read_whole(&p, NULL, &arrow), 0, 2, 0, got, sizeof got, NULL),
                     KEFU_OK);
    assert_string_equal(got, "- - -");
    kefu_arrow_free(arrow);
}

/* Nor has its dictionary any, as those of categories without rows. */
static void test_dictionary_of_null(void **state)
{
    char got[64];
    producer p;
    kefu_arrow *arrow = NULL;
    const kefu_batch *batch;
    (void)state;
    producer_init(&p, 3);
    producer_add(&p, "x", "c", 2, BUFFERS(BYTES(0x5), BYTES(0, 9, 1)));
    producer_words(&p, 0, "n", 2, 0, NULL);
    batch = read_whole(&p, NULL, &arrow);
    for (int32_t as_text = 0; as_text < 2; as_text++) {
        assert_int_equal(producer_rows(batch, 0, 2, as_text, got, sizeof got, NULL), KEFU_OK);
        assert_string_equal(got, "- - -");
    }
    kefu_arrow_free(arrow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),        cmocka_unit_test(test_slices),
        cmocka_unit_test(test_batch_rows),   cmocka_unit_test(test_struct_nulls),
        cmocka_unit_test(test_empty),        cmocka_unit_test(test_dictionaries),
        cmocka_unit_test(test_signed_codes), cmocka_unit_test(test_large_dictionary),
        cmocka_unit_test(test_conversions),  cmocka_unit_test(test_round_later),
        cmocka_unit_test(test_null_type),    cmocka_unit_test(test_dictionary_of_null),
        cmocka_unit_test(test_broken_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
