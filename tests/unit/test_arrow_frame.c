/* test_arrow_frame.c - frames as Arrow record batches: types, bits, metadata, names, ownership, and
 * the way back in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "arrow_rows.h"
#include "kefu.h"
#include "oom.h"
#include "table/frame.h"

/* ---- A frame of four rows: 7, 12, "" and 小林 ---- */

static const kefu_value cells[4][2] = {
    {{1, 3, 3, KEFU_VALUE_OK, 0}, {1250, 100, 4, KEFU_VALUE_OK, KEFU_VALUE_ROUNDED}},
    {{45, 100, 100, KEFU_VALUE_OK, 0}, {0, 0, 0, KEFU_VALUE_NO_DATA, 0}},
    {{-1, 8, -1, KEFU_VALUE_PROVISIONAL, 0}, {0, 0, 0, KEFU_VALUE_EXEMPT, 0}},
    {{INT64_MIN, 1, 5, KEFU_VALUE_OK, 0}, {7, 1, 2, KEFU_VALUE_LOW_VOLUME, 0}},
};

static const char *const keys[4] = {"7", "12", "", "小林"}; /* in the order of a frame */

static kefu_status make_frame(const kefu_allocator *allocator, const char *const *names,
                              int64_t rows, kefu_frame **out)
{
    const kefu_metric_info infos[] = {
        {.struct_size = sizeof infos[0],
         .name = names[1],
         .label_zh = "转化率",
         .label_en = "Conversion",
         .unit = "ratio",
         .scale = 2,
         .direction = KEFU_HIGHER,
         .definition = "test.rate/1"},
        {.struct_size = sizeof infos[0], .name = names[2], .direction = KEFU_LOWER, .min_n = 3}};
    kefu_limits limits = kf_frame_limits(16);
    kf_frame_maker *maker = NULL;
    kf_memory memory;
    kefu_status status = kf_memory_init(&memory, allocator, NULL);
    if (!status)
        status = kf_frame_maker_new(&memory, &limits, names, 1, &maker, NULL);
    for (int64_t i = 0; i < rows && !status; i++) {
        kf_key key = kf_key_of(keys[i], strlen(keys[i]));
        status = kf_frame_maker_row(maker, &key, NULL);
    }
    for (int32_t m = 0; m < 2 && !status; m++)
        status = kf_frame_maker_metric(maker, &infos[m], NULL, NULL);
    for (int64_t i = 0; i < rows && !status; i++)
        for (int32_t m = 0; m < 2; m++)
            kf_frame_maker_set(maker, i, m, &cells[i][m]);
    if (status) {
        kf_frame_maker_free(maker);
        return status;
    }
    return kf_frame_maker_done(maker, out, NULL);
}

static const char *const plain_names[] = {"agent", "rate", "客单价"};

static kefu_frame *plain_frame(int64_t rows)
{
    kefu_frame *frame = NULL;
    assert_int_equal(make_frame(NULL, plain_names, rows, &frame), KEFU_OK);
    return frame;
}

/* ---- Reading it ------------------------------------------------------------------------------ */

/* The value of a key; "" if there is none. */
static void metadata(const char *bytes, const char *key, char out[64])
{
    int32_t n = 0, sizes[2];
    out[0] = 0;
    if (bytes)
        memcpy(&n, bytes, sizeof n), bytes += sizeof n;
    for (int32_t i = 0; i < n; i++) {
        const char *texts[2];
        for (int k = 0; k < 2; k++) {
            memcpy(&sizes[k], bytes, sizeof sizes[k]);
            texts[k] = bytes + sizeof sizes[k];
            bytes = texts[k] + sizes[k];
        }
        if ((size_t)sizes[0] == strlen(key) && memcmp(texts[0], key, strlen(key)) == 0) {
            assert_true(sizes[1] < 64);
            memcpy(out, texts[1], (size_t)sizes[1]);
            out[sizes[1]] = 0;
        }
    }
}

static void metadata_is(const struct ArrowSchema *schema, const char *key, const char *expected)
{
    char got[64];
    metadata(schema->metadata, key, got);
    if (strcmp(got, expected) != 0)
        fail_msg("%s of %s: '%s', expected '%s'", key, schema->name, got, expected);
}

static const struct field {
    const char *name, *format, *of, *is;
    int64_t flags, nulls;
    int32_t is_text;
    const char *rows; /* as read back; doubles at nine decimals */
} fields[] = {
    {"agent", "u", "agent", "key", 0, 0, 1, "7 12 \"\" 小林"},
    {"rate", "g", "rate", "value", ARROW_FLAG_NULLABLE, 0, 0, NULL},
    {"rate_status", "c", "rate", "status", ARROW_FLAG_DICTIONARY_ORDERED, 0, 1,
     "ok ok provisional ok"},
    {"rate_num", "l", "rate", "num", 0, 0, 0, "1 45 -1 -9223372036854775808"},
    {"rate_den", "l", "rate", "den", 0, 0, 0, "3 100 8 1"},
    {"rate_n", "l", "rate", "n", 0, 0, 0, "3 100 -1 5"},
    {"rate_flags", "I", "rate", "flags", 0, 0, 0, "0 0 0 0"},
    {"客单价", "g", "客单价", "value", ARROW_FLAG_NULLABLE, 2, 0, "12.500000000 - - 7.000000000"},
    {"客单价_status", "c", "客单价", "status", ARROW_FLAG_DICTIONARY_ORDERED, 0, 1,
     "ok no data exempt low volume"},
    {"客单价_num", "l", "客单价", "num", 0, 0, 0, "1250 0 0 7"},
    {"客单价_den", "l", "客单价", "den", 0, 0, 0, "100 0 0 1"},
    {"客单价_n", "l", "客单价", "n", 0, 0, 0, "4 0 0 2"},
    {"客单价_flags", "I", "客单价", "flags", 0, 0, 0, "1 256 256 0"},
};

enum { FIELDS = sizeof fields / sizeof fields[0] };

static void field_is(const struct field *f, const struct ArrowSchema *schema,
                     const struct ArrowArray *array, const kefu_batch *batch, int32_t column)
{
    char got[256];
    assert_string_equal(schema->name, f->name);
    assert_string_equal(schema->format, f->format);
    assert_int_equal(schema->flags, f->flags);
    assert_int_equal(array->length, 4);
    assert_int_equal(array->null_count, f->nulls);
    metadata_is(schema, "kefu.of", f->of);
    metadata_is(schema, "kefu.is", f->is);
    if (!f->rows)
        return;
    assert_int_equal(producer_rows(batch, column, strcmp(f->format, "g") ? -1 : 9, f->is_text, got,
                                   sizeof got, NULL),
                     KEFU_OK);
    assert_string_equal(got, f->rows);
}

/* All of a frame goes out and comes back in, after the frame is gone. */
static void test_fields(void **state)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    kefu_frame *frame = plain_frame(4);
    const kefu_batch *batch;
    kefu_arrow *arrow = NULL;
    (void)state;
    assert_int_equal(kefu_frame_arrow(frame, KEFU_ARROW_EXACT, &schema, &array, NULL), KEFU_OK);
    kefu_frame_free(frame);
    assert_string_equal(schema.format, "+s");
    metadata_is(&schema, "kefu.is", "frame");
    assert_int_equal(schema.n_children, FIELDS);
    assert_int_equal(array.n_children, FIELDS);
    assert_int_equal(kefu_arrow_from_array(NULL, &schema, &array, &arrow, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
    for (int32_t i = 0; i < FIELDS; i++)
        field_is(&fields[i], schema.children[i], array.children[i], batch, i);
    metadata_is(schema.children[1], "kefu.label.zh", "转化率");
    metadata_is(schema.children[1], "kefu.label.en", "Conversion");
    metadata_is(schema.children[1], "kefu.unit", "ratio");
    metadata_is(schema.children[1], "kefu.scale", "2");
    metadata_is(schema.children[1], "kefu.direction", "higher");
    metadata_is(schema.children[1], "kefu.definition", "test.rate/1");
    metadata_is(schema.children[7], "kefu.definition", "");
    metadata_is(schema.children[7], "kefu.label.zh", "客单价");
    metadata_is(schema.children[7], "kefu.unit", "");
    metadata_is(schema.children[7], "kefu.direction", "lower");
    kefu_arrow_free(arrow);
    schema.release(&schema);
    array.release(&array);
    assert_null(schema.release);
    assert_null(array.release);
}

/* The nearest doubles: 1/3 and 0.45 as Python writes float.hex(). */
static void test_doubles(void **state)
{
    static const double expected[] = {0x1.5555555555555p-2, 0x1.ccccccccccccdp-2, -0.125, -0x1p63};
    struct ArrowSchema schema;
    struct ArrowArray array;
    kefu_frame *frame = plain_frame(4);
    (void)state;
    assert_int_equal(kefu_frame_arrow(frame, 0, &schema, &array, NULL), KEFU_OK);
    assert_int_equal(array.n_children, 5);
    assert_memory_equal(array.children[1]->buffers[1], expected, sizeof expected);
    assert_null(array.children[1]->buffers[0]);
    kefu_frame_free(frame);
    schema.release(&schema);
    array.release(&array);
}

/* Whole numbers where there is nothing else; null for the empty key. */
static void test_integer_keys(void **state)
{
    static const struct {
        int64_t rows, nulls;
        const char *format;
    } cases[] = {{2, 0, "l"}, {3, 1, "l"}, {4, 0, "u"}, {0, 0, "l"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ArrowSchema schema;
        struct ArrowArray array;
        kefu_frame *frame = plain_frame(cases[i].rows);
        assert_int_equal(kefu_frame_arrow(frame, KEFU_ARROW_INTEGER_KEYS, &schema, &array, NULL),
                         KEFU_OK);
        assert_int_equal(array.length, cases[i].rows);
        assert_string_equal(schema.children[0]->format, cases[i].format);
        assert_int_equal(array.children[0]->null_count, cases[i].nulls);
        if (cases[i].rows == 3)
            assert_memory_equal(array.children[0]->buffers[1], INT64(7, 12), 16);
        kefu_frame_free(frame);
        schema.release(&schema);
        array.release(&array);
    }
}

/* A name that is taken is numbered: metrics "a" and "a_status" have two columns "a_status". */
static void test_taken_names(void **state)
{
    static const char *const names[] = {"a_status", "a", "a_status_2"};
    static const char *const expected[] = {"a_status", "a", "a_status_3", "a_status_2",
                                           "a_status_2_status"};
    struct ArrowSchema schema;
    struct ArrowArray array;
    kefu_frame *frame = NULL;
    (void)state;
    assert_int_equal(make_frame(NULL, names, 1, &frame), KEFU_OK);
    assert_int_equal(kefu_frame_arrow(frame, 0, &schema, &array, NULL), KEFU_OK);
    for (int i = 0; i < 5; i++)
        assert_string_equal(schema.children[i]->name, expected[i]);
    metadata_is(schema.children[2], "kefu.of", "a");
    kefu_frame_free(frame);
    schema.release(&schema);
    array.release(&array);
}

static void test_flags(void **state)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    struct ArrowArrayStream stream;
    kefu_frame *frame = plain_frame(1);
    (void)state;
    assert_int_equal(kefu_frame_arrow(frame, KEFU_ARROW_SKIP, &schema, &array, NULL),
                     KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_frame_arrow_stream(frame, KEFU_ARROW_SKIP, &stream, NULL),
                     KEFU_E_UNSUPPORTED);
    kefu_frame_free(frame);
}

/* ---- Ownership ------------------------------------------------------------------------------- */

/* A child that was moved outlives its parent; so does the dictionary in it. */
static void test_moved(void **state)
{
    oom_state memory = {0, 0, 0, 0, 0};
    const kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free, &memory};
    struct ArrowSchema schema, status_schema, moved_schema;
    struct ArrowArray array, status_array, moved_array;
    kefu_frame *frame = NULL;
    (void)state;
    assert_int_equal(make_frame(&allocator, plain_names, 4, &frame), KEFU_OK);
    assert_int_equal(kefu_frame_arrow(frame, 0, &schema, &array, NULL), KEFU_OK);
    kefu_frame_free(frame);
    status_schema = *schema.children[2], schema.children[2]->release = NULL;
    status_array = *array.children[2], array.children[2]->release = NULL;
    moved_schema = schema, memset(&schema, 0, sizeof schema);
    moved_array = array, memset(&array, 0, sizeof array);
    moved_schema.release(&moved_schema);
    moved_array.release(&moved_array);
    assert_true(memory.held > 0);
    assert_string_equal(status_schema.dictionary->format, "u");
    assert_int_equal(((const int8_t *)status_array.buffers[1])[2], KEFU_VALUE_PROVISIONAL);
    assert_memory_equal(status_array.dictionary->buffers[2], "oklow volume", 12);
    status_schema.release(&status_schema);
    status_array.release(&status_array);
    assert_int_equal(memory.held, 0);
}

static void test_stream(void **state)
{
    oom_state memory = {0, 0, 0, 0, 0};
    const kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free, &memory};
    struct ArrowArrayStream stream;
    struct ArrowSchema first, second;
    struct ArrowArray array, end;
    kefu_frame *frame = NULL;
    (void)state;
    assert_int_equal(make_frame(&allocator, plain_names, 4, &frame), KEFU_OK);
    assert_int_equal(kefu_frame_arrow_stream(frame, KEFU_ARROW_EXACT, &stream, NULL), KEFU_OK);
    kefu_frame_free(frame);
    assert_int_equal(stream.get_schema(&stream, &first), 0);
    assert_int_equal(stream.get_schema(&stream, &second), 0);
    first.release(&first);
    assert_string_equal(second.children[2]->dictionary->format, "u");
    metadata_is(second.children[1], "kefu.label.zh", "转化率");
    metadata_is(&second, "kefu.is", "frame");
    assert_int_equal(stream.get_next(&stream, &array), 0);
    assert_int_equal(array.n_children, FIELDS);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(stream.get_next(&stream, &end), 0);
        assert_null(end.release);
    }
    memory.fail_at = memory.calls + 3;
    assert_int_equal(stream.get_schema(&stream, &first), 12);
    assert_string_equal(stream.get_last_error(&stream), "out of memory");
    stream.release(&stream);
    assert_null(stream.release);
    array.release(&array);
    second.release(&second);
    assert_int_equal(memory.held, 0);
    /* One that nobody read. */
    frame = NULL;
    assert_int_equal(make_frame(&allocator, plain_names, 0, &frame), KEFU_OK);
    assert_int_equal(kefu_frame_arrow_stream(frame, 0, &stream, NULL), KEFU_OK);
    kefu_frame_free(frame);
    stream.release(&stream);
    assert_int_equal(memory.held, 0);
}

/* Straight back in. */
static void test_stream_in(void **state)
{
    struct ArrowArrayStream stream;
    kefu_frame *frame = plain_frame(4);
    const kefu_batch *batch = NULL;
    kefu_arrow *arrow = NULL;
    char got[64];
    (void)state;
    assert_int_equal(kefu_frame_arrow_stream(frame, 0, &stream, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
    assert_int_equal(producer_rows(batch, 0, 0, 1, got, sizeof got, NULL), KEFU_OK);
    assert_string_equal(got, "7 12 \"\" 小林");
    assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
    assert_null(batch);
    kefu_arrow_free(arrow);
    stream.release(&stream);
    kefu_frame_free(frame);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static int all_of_it(const kefu_allocator *allocator)
{
    static const char *const names[] = {"a_status", "a", "b"};
    struct ArrowArrayStream stream = {.release = NULL};
    struct ArrowSchema schema = {.release = NULL}, again = {.release = NULL};
    struct ArrowArray array = {.release = NULL};
    kefu_frame *frame = NULL;
    kefu_status status = make_frame(allocator, names, 4, &frame);
    int full = 1;
    if (!status)
        status = kefu_frame_arrow(frame, KEFU_ARROW_EXACT, &schema, &array, NULL);
    if (!status)
        status = kefu_frame_arrow_stream(frame, 0, &stream, NULL);
    if (!status)
        full = stream.get_schema(&stream, &again) == 0;
    kefu_frame_free(frame);
    if (again.release)
        again.release(&again);
    if (schema.release)
        schema.release(&schema);
    if (array.release)
        array.release(&array);
    if (stream.release)
        stream.release(&stream);
    return status == KEFU_OK ? full : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(all_of_it) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),       cmocka_unit_test(test_doubles),
        cmocka_unit_test(test_integer_keys), cmocka_unit_test(test_taken_names),
        cmocka_unit_test(test_flags),        cmocka_unit_test(test_moved),
        cmocka_unit_test(test_stream),       cmocka_unit_test(test_stream_in),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
