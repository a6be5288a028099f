/* test_column.c - the caller's memory as scaled integers: every type, stride and null.
 * Expected values are worked out by hand. */
#include "column_fixture.h"

static int64_t values[KF_BLOCK];

static kefu_status read_numbers(kefu_column column, int64_t rows, int32_t scale, kefu_error *error)
{
    kefu_status status = open_column(column, rows, error);
    assert_int_equal(status, KEFU_OK);
    memset(values, 0x55, sizeof values);
    memset(states, 0x55, sizeof states);
    any = 55;
    status = kf_column_numbers(&batch.columns[0], 0, rows, scale, values, states, &any, error);
    kf_batch_close(&batch);
    return status;
}

/* ---- Numbers of every type ------------------------------------------------------------------- */

static const struct {
    int32_t type;
    int64_t size;
    const void *data;
    int64_t expected[3]; /* at scale 1 */
} types[] = {
    {KEFU_COLUMN_BOOL, 1, (const uint8_t[]){0, 1, 1}, {0, 10, 10}},
    {KEFU_COLUMN_I8, 1, (const int8_t[]){-128, 0, 127}, {-1280, 0, 1270}},
    {KEFU_COLUMN_U8, 1, (const uint8_t[]){0, 1, 255}, {0, 10, 2550}},
    {KEFU_COLUMN_I16, 2, (const int16_t[]){-32768, 0, 32767}, {-327680, 0, 327670}},
    {KEFU_COLUMN_U16, 2, (const uint16_t[]){0, 1, 65535}, {0, 10, 655350}},
    {KEFU_COLUMN_I32,
     4,
     (const int32_t[]){INT32_MIN, 0, INT32_MAX},
     {-21474836480, 0, 21474836470}},
    {KEFU_COLUMN_U32, 4, (const uint32_t[]){0, 1, UINT32_MAX}, {0, 10, 42949672950}},
    {KEFU_COLUMN_I64,
     8,
     (const int64_t[]){-922337203685477580, 0, 922337203685477580},
     {-9223372036854775800, 0, 9223372036854775800}},
    {KEFU_COLUMN_U64,
     8,
     (const uint64_t[]){0, 1, 922337203685477580},
     {0, 10, 9223372036854775800}},
    {KEFU_COLUMN_F32, 4, (const float[]){-0.25f, 0.1f, 16777216.0f}, {-3, 1, 167772160}},
    {KEFU_COLUMN_F64, 8, (const double[]){-0.25, 0.1, 0.1 + 0.2}, {-3, 1, 3}},
    {KEFU_COLUMN_DATE, 4, (const int32_t[]){-1, 0, 20757}, {-10, 0, 207570}},
    {KEFU_COLUMN_TIME, 8, (const int64_t[]){-1500000, 0, 1793406615100000}, {-15, 0, 17934066151}},
};

/* Packed; at an odd address with gaps; and backwards. */
static void test_types(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        char odd[1 + 3 * 13];
        kefu_column c = {.type = types[t].type, .data = types[t].data};
        assert_int_equal(read_numbers(c, 3, 1, NULL), KEFU_OK);
        assert_int_equal(any, 0);
        for (int i = 0; i < 3; i++) {
            assert_int_equal(values[i], types[t].expected[i]);
            assert_int_equal(states[i], KEFU_VALUE_OK);
            memcpy(odd + 1 + 13 * i, (const char *)types[t].data + types[t].size * i,
                   (size_t)types[t].size);
        }
        c.data = odd + 1;
        c.stride = 13;
        assert_int_equal(read_numbers(c, 3, 1, NULL), KEFU_OK);
        for (int i = 0; i < 3; i++)
            assert_int_equal(values[i], types[t].expected[i]);
        c.data = odd + 1 + 26;
        c.stride = -13;
        assert_int_equal(read_numbers(c, 3, 1, NULL), KEFU_OK);
        for (int i = 0; i < 3; i++)
            assert_int_equal(values[i], types[t].expected[2 - i]);
        assert_int_equal(read_numbers(c, 0, 1, NULL), KEFU_OK);
    }
}

static const struct {
    kefu_column column;
    int32_t scale;
    kefu_status status;
    int64_t value, row;
} scales[] = {
    {{.type = KEFU_COLUMN_I64, .scale = 2, .data = (const int64_t[]){1250}}, 2, 0, 1250, 0},
    {{.type = KEFU_COLUMN_I64, .scale = 2, .data = (const int64_t[]){1250}}, 6, 0, 12500000, 0},
    {{.type = KEFU_COLUMN_I64, .scale = 2, .data = (const int64_t[]){1250}}, 1, 0, 125, 0},
    {{.type = KEFU_COLUMN_I64, .scale = 2, .data = (const int64_t[]){1250}},
     0,
     KEFU_E_PRECISION,
     0,
     100},
    {{.type = KEFU_COLUMN_I64,
      .scale = 2,
      .data = (const int64_t[]){1250},
      .flags = KEFU_COLUMN_ROUND},
     0,
     0,
     13,
     0},
    {{.type = KEFU_COLUMN_I64,
      .scale = 18,
      .data = (const int64_t[]){-1500000000000000000},
      .flags = KEFU_COLUMN_ROUND},
     0,
     0,
     -2,
     0},
    {{.type = KEFU_COLUMN_I64, .data = (const int64_t[]){INT64_MIN}}, 0, 0, INT64_MIN, 0},
    {{.type = KEFU_COLUMN_I64, .data = (const int64_t[]){INT64_MIN}}, 1, KEFU_E_OVERFLOW, 0, 100},
    {{.type = KEFU_COLUMN_I64, .data = (const int64_t[]){922337203685477581}},
     1,
     KEFU_E_OVERFLOW,
     0,
     100},
    {{.type = KEFU_COLUMN_I64, .data = (const int64_t[]){9}}, 18, 0, 9000000000000000000, 0},
    {{.type = KEFU_COLUMN_I64, .data = (const int64_t[]){10}}, 18, KEFU_E_OVERFLOW, 0, 100},
    {{.type = KEFU_COLUMN_U64, .data = (const uint64_t[]){UINT64_C(1) << 63}},
     0,
     KEFU_E_OVERFLOW,
     0,
     100},
    {{.type = KEFU_COLUMN_BOOL, .data = (const uint8_t[]){2}}, 0, KEFU_E_DATA, 0, 100},
    {{.type = KEFU_COLUMN_F64, .data = (const double[]){1e19}}, 0, KEFU_E_OVERFLOW, 0, 100},
    {{.type = KEFU_COLUMN_TIME, .data = (const int64_t[]){1}}, 6, 0, 1, 0},
    {{.type = KEFU_COLUMN_TIME, .data = (const int64_t[]){1}}, 5, KEFU_E_PRECISION, 0, 100},
    {{.type = KEFU_COLUMN_TIME, .data = (const int64_t[]){500000}, .flags = KEFU_COLUMN_ROUND},
     0,
     0,
     1,
     0},
    {{.type = KEFU_COLUMN_TEXT, .data = (const kefu_text[]){{"1", 1}}}, 0, KEFU_E_TYPE, 0, -1},
    {{.type = KEFU_COLUMN_TEXT_Z,
      .data = (const char *const[]){"-12.50"},
      .flags = KEFU_COLUMN_DECIMAL},
     2,
     0,
     -1250,
     0},
    {{.type = KEFU_COLUMN_TEXT_Z,
      .data = (const char *const[]){"12.505"},
      .flags = KEFU_COLUMN_DECIMAL},
     2,
     KEFU_E_PRECISION,
     0,
     100},
    {{.type = KEFU_COLUMN_TEXT_Z,
      .data = (const char *const[]){"12.505"},
      .flags = KEFU_COLUMN_DECIMAL | KEFU_COLUMN_ROUND},
     2,
     0,
     1251,
     0},
    {{.type = KEFU_COLUMN_TEXT_Z,
      .data = (const char *const[]){"1,250"},
      .flags = KEFU_COLUMN_DECIMAL},
     2,
     KEFU_E_DATA,
     0,
     100},
    {{.type = KEFU_COLUMN_TEXT_Z, .data = (const char *const[]){""}, .flags = KEFU_COLUMN_DECIMAL},
     2,
     KEFU_E_DATA,
     0,
     100},
    {{.type = KEFU_COLUMN_TEXT_Z,
      .data = (const char *const[]){"1e30"},
      .flags = KEFU_COLUMN_DECIMAL},
     2,
     KEFU_E_OVERFLOW,
     0,
     100},
    {{.type = KEFU_COLUMN_TEXT_FIXED, .width = 6, .data = "12.5\0", .flags = KEFU_COLUMN_DECIMAL},
     1,
     0,
     125,
     0},
};

static void test_scales(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        kefu_error error;
        kefu_status status = read_numbers(scales[i].column, 1, scales[i].scale, &error);
        assert_int_equal(status, scales[i].status);
        if (!status)
            assert_int_equal(values[0], scales[i].value);
        else
            assert_int_equal(error.row, scales[i].row);
    }
}

/* ---- Nulls ---------------------------------------------------------------------------------- */

/* What lies under a null is not looked at: it may be out of range, NaN, or a bad pointer. */
static void test_nulls(void **state)
{
    static const int64_t wild[] = {1, INT64_MAX, 3, INT64_MAX};
    static const uint8_t bits[] = {0x2F}; /* 0010 1111: rows 4.. are 0, 1, 0, 0 */
    static const uint8_t their_states[] = {KEFU_VALUE_OK, KEFU_VALUE_PROVISIONAL, KEFU_VALUE_OK,
                                           KEFU_VALUE_EXEMPT};
    static const uint8_t low_volume[] = {KEFU_VALUE_OK, KEFU_VALUE_LOW_VOLUME};
    kefu_column c = {.type = KEFU_COLUMN_I64, .data = wild};
    kefu_error error;
    (void)state;
    c.states = their_states;
    assert_int_equal(read_numbers(c, 4, 6, NULL), KEFU_OK);
    assert_int_equal(any, 1);
    assert_memory_equal(states, their_states, 4);
    assert_int_equal(values[0], 1000000);
    assert_int_equal(values[1], 0);
    assert_int_equal(values[2], 3000000);
    assert_int_equal(values[3], 0);
    c.validity = bits; /* from bit 4: 0 1 0 0; a state that is set stays */
    c.validity_offset = 4;
    assert_int_equal(read_numbers(c, 4, 6, NULL), KEFU_OK);
    assert_int_equal(states[0], KEFU_VALUE_NO_DATA);
    assert_int_equal(states[1], KEFU_VALUE_PROVISIONAL);
    assert_int_equal(states[2], KEFU_VALUE_NO_DATA);
    assert_int_equal(states[3], KEFU_VALUE_EXEMPT);
    c.validity_offset = 0; /* 1 1 1 1 */
    c.states = NULL;
    c.data = (const int64_t[]){1, 2, 3, 4};
    assert_int_equal(read_numbers(c, 4, 0, NULL), KEFU_OK);
    assert_int_equal(any, 0);
    c.validity = NULL;
    c.states = low_volume;
    assert_int_equal(read_numbers(c, 2, 0, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 101);
    assert_string_equal(error.message,
                        "column 'x': state 1 is not OK, PROVISIONAL, NO_DATA or EXEMPT");
}

/* Every row by its bit, at every offset and length: against the definition. */
static void test_validity(void **state)
{
    static int32_t numbers[300];
    uint8_t bits[48];
    (void)state;
    for (unsigned seed = 0; seed < 4; seed++)
        for (int64_t offset = 0; offset < 20; offset++)
            for (int64_t rows = 1; rows < 280; rows += 31) {
                for (size_t i = 0; i < sizeof bits; i++)
                    bits[i] = seed == 0 ? 0xFF : seed == 1 ? 0 : (uint8_t)(i * 73 * seed + 11);
                kefu_column c = {.type = KEFU_COLUMN_DATE,
                                 .data = numbers,
                                 .validity = bits,
                                 .validity_offset = offset};
                int32_t some = 0;
                assert_int_equal(read_numbers(c, rows, 0, NULL), KEFU_OK);
                for (int64_t i = 0; i < rows; i++) {
                    int valid = bits[(offset + i) / 8] >> ((offset + i) % 8) & 1;
                    assert_int_equal(states[i], valid ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA);
                    some |= !valid;
                }
                assert_int_equal(any, some);
            }
}

static void test_nan(void **state)
{
    double numbers[3] = {1.5, 0, -1.5};
    kefu_column c = {.type = KEFU_COLUMN_F64, .data = numbers};
    (void)state;
    memset(&numbers[1], 0xFF, sizeof numbers[1]); /* all ones is a NaN */
    assert_int_equal(read_numbers(c, 3, 1, NULL), KEFU_OK);
    assert_int_equal(any, 1);
    assert_int_equal(values[0], 15);
    assert_int_equal(values[1], 0);
    assert_int_equal(states[1], KEFU_VALUE_NO_DATA);
    assert_int_equal(values[2], -15);
}

/* ---- Checks of columns and batches ----------------------------------------------------------- */

static const int64_t some_data[2] = {0, 0};

static const struct {
    kefu_column column;
    kefu_status status;
} bad_columns[] = {
    {{.type = 0}, KEFU_E_UNSUPPORTED},
    {{.type = 14}, KEFU_E_UNSUPPORTED},
    {{.type = KEFU_COLUMN_I64, .data = NULL}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .name = ""}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .scale = 19}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .scale = -1}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_F64, .data = some_data, .scale = 1}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_DATE, .data = some_data, .scale = 1}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_TEXT_Z, .data = some_data, .scale = 1}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .flags = 4}, KEFU_E_UNSUPPORTED},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .flags = KEFU_COLUMN_DECIMAL}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .encoding = KEFU_GB18030}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_TEXT_Z, .data = some_data, .encoding = 2}, KEFU_E_UNSUPPORTED},
    {{.type = KEFU_COLUMN_TEXT_FIXED, .data = some_data}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_TEXT_32, .data = some_data, .heap_bytes = -1}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_TEXT_32, .data = some_data, .heap_bytes = 1}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_TEXT_VIEW, .data = some_data, .heap = some_data, .heap_bytes = 1},
     KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_TEXT_DICT, .data = some_data, .width = 3}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_TEXT_DICT,
      .data = some_data,
      .width = 1,
      .heap = some_data,
      .heap_bytes = sizeof(kefu_text) + 1},
     KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .stride = INT64_MAX}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .stride = INT64_MIN}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .validity_offset = -1}, KEFU_E_ARGUMENT},
    {{.type = KEFU_COLUMN_I64, .data = some_data, .validity_offset = INT64_MAX}, KEFU_E_ARGUMENT},
};

static void test_bad_columns(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_columns / sizeof *bad_columns; i++) {
        kefu_error error;
        assert_int_equal(open_column(bad_columns[i].column, 1, &error), bad_columns[i].status);
        assert_int_equal(error.code, bad_columns[i].status);
        assert_null(batch.columns);
    }
}

static void test_batches(void **state)
{
    kefu_column a = {
        .struct_size = sizeof a, .name = "response", .type = KEFU_COLUMN_I64, .data = some_data};
    kefu_column b = a, nameless = a;
    const kefu_column *two[] = {&a, &b}, *none[] = {&nameless}, *null[] = {NULL};
    kefu_batch good = {.struct_size = sizeof good, .rows = 2, .n_columns = 2, .columns = two};
    kefu_batch bad;
    kefu_error error;
    const kf_column *found;
    (void)state;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    b.name = "agent";
    nameless.name = NULL;
    assert_int_equal(kf_batch_open(&batch, &memory, &good, NULL), KEFU_OK);
    assert_ptr_equal(kf_batch_find(&batch, "agent"), &batch.columns[1]);
    assert_null(kf_batch_find(&batch, "Agent"));
    assert_int_equal(kf_batch_need(&batch, "response", &found, NULL), KEFU_OK);
    assert_ptr_equal(found, &batch.columns[0]);
    assert_int_equal(kf_batch_need(&batch, "responce", &found, &error), KEFU_E_NAME);
    assert_string_equal(error.message,
                        "there is no column 'responce' in the batch; did you mean 'response'?");
    kf_batch_close(&batch);
    b.name = "response";
    assert_int_equal(kf_batch_open(&batch, &memory, &good, NULL), KEFU_E_EXISTS);
    static const struct {
        int64_t rows, first_row;
        int32_t n_columns, reserved0;
        kefu_status status;
    } cases[] = {{-1, 0, 0, 0, KEFU_E_ARGUMENT},  {INT64_MAX, 0, 0, 0, KEFU_E_ARGUMENT},
                 {0, -1, 0, 0, KEFU_E_ARGUMENT},  {2, INT64_MAX - 1, 0, 0, KEFU_E_ARGUMENT},
                 {0, 0, -1, 0, KEFU_E_ARGUMENT},  {0, 0, 1, 0, KEFU_E_ARGUMENT},
                 {0, 0, 0, 1, KEFU_E_UNSUPPORTED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bad = (kefu_batch){.struct_size = sizeof bad,
                           .rows = cases[i].rows,
                           .first_row = cases[i].first_row,
                           .n_columns = cases[i].n_columns,
                           .reserved0 = cases[i].reserved0};
        assert_int_equal(kf_batch_open(&batch, &memory, &bad, NULL), cases[i].status);
    }
    bad = (kefu_batch){.struct_size = sizeof bad, .n_columns = 1, .columns = none};
    assert_int_equal(kf_batch_open(&batch, &memory, &bad, NULL), KEFU_E_ARGUMENT);
    bad.columns = null;
    assert_int_equal(kf_batch_open(&batch, &memory, &bad, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kf_batch_open(&batch, &memory, NULL, NULL), KEFU_E_ARGUMENT);
    bad = (kefu_batch){.struct_size = sizeof bad}; /* no rows, no columns */
    assert_int_equal(kf_batch_open(&batch, &memory, &bad, NULL), KEFU_OK);
    kf_batch_close(&batch);
}

/* Rows of a later block are addressed and named from the batch's start. */
static void test_blocks(void **state)
{
    static int16_t numbers[2000];
    kefu_column c = {.type = KEFU_COLUMN_I16, .data = numbers};
    kefu_error error;
    (void)state;
    for (int i = 0; i < 2000; i++)
        numbers[i] = (int16_t)i;
    assert_int_equal(open_column(c, 2000, NULL), KEFU_OK);
    assert_int_equal(kf_column_numbers(&batch.columns[0], 1024, 976, 0, values, states, &any, NULL),
                     KEFU_OK);
    for (int i = 0; i < 976; i++)
        assert_int_equal(values[i], 1024 + i);
    assert_int_equal(
        kf_column_numbers(&batch.columns[0], 1024, 976, 18, values, states, &any, &error),
        KEFU_E_OVERFLOW);
    assert_int_equal(error.row, 100 + 1024);
    kf_batch_close(&batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),   cmocka_unit_test(test_scales),
        cmocka_unit_test(test_nulls),   cmocka_unit_test(test_validity),
        cmocka_unit_test(test_nan),     cmocka_unit_test(test_bad_columns),
        cmocka_unit_test(test_batches), cmocka_unit_test(test_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
