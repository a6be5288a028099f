/* test_arrow_reader.c - which columns of a record batch are read, all that breaks the rules of the
 * specification, and streams. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "arrow_producer.h"
#include "oom.h"

static const char letters[] = "你好abcdefghijklmnopqrstuvwxyz"; /* 6 + 26 bytes */

static const int32_t word_offsets[] = {0, 3, 6, 6, 9};

/* ---- What cannot be read --------------------------------------------------------------------- */

static const char *const unread[][2] = {
    {"e", "half float"},
    {"z", "binary"},
    {"Z", "large binary"},
    {"vz", "binary view"},
    {"w:16", "binary"},
    {"d:50,2,256", "decimal"},
    {"tiM", "interval"},
    {"tin", "interval"},
    {"+l", "list"},
    {"+L", "large list"},
    {"+vl", "list view"},
    {"+w:2", "list"},
    {"+s", "struct"},
    {"+m", "map"},
    {"+ud:0,1", "union"},
    {"+r", "run-end"},
    {"", "''"},
    {"x", "'x'"},
    {"ll", "'ll'"},
    {"ts", "'ts'"},
    {"tsx:UTC", "'tsx"},
    {"tsu", "'tsu'"},
    {"tss", "'tss'"},
    {"t", "'t'"},
    {"d:", "decimal"},
    {"d:10", "decimal"},
    {"d:10,", "decimal"},
    {"d:10,2,", "decimal"},
    {"d:10,2,7", "decimal"},
    {"d:0,2", "decimal"},
    {"d:39,2", "decimal"},
    {"d:38,28", "decimal"},
    {"d:5,-19", "decimal"},
    {"d:99999,1", "decimal"},
    {"d:10,2x", "decimal"},
    {"d:10,-", "decimal"},
};

static void test_unread(void **state)
{
    static const kefu_arrow_options skip = {.struct_size = sizeof skip, .flags = KEFU_ARROW_SKIP};
    static const char *const both[] = {"x", "y"};
    const kefu_arrow_options named = {
        .struct_size = sizeof named, .flags = KEFU_ARROW_SKIP, .columns = both, .n_columns = 2};
    const kefu_arrow_options other = {
        .struct_size = sizeof other, .columns = &both[1], .n_columns = 1};
    (void)state;
    for (size_t i = 0; i < sizeof unread / sizeof unread[0]; i++) {
        kefu_error error = {.message = ""};
        kefu_arrow *arrow = NULL;
        producer p;
        producer_init(&p, 1);
        producer_add(&p, "x", unread[i][0], 0, NULL);
        producer_add(&p, "y", "l", 2, BUFFERS(NULL, INT64(7)));
        assert_int_equal(kefu_arrow_from_array(NULL, &p.schema, &p.array, &arrow, &error),
                         KEFU_E_UNSUPPORTED);
        if (!strstr(error.message, unread[i][1]) || !strstr(error.message, "'x'"))
            fail_msg("%s: %s", unread[i][0], error.message);
        assert_null(arrow);
        assert_int_equal(kefu_arrow_from_array(&named, &p.schema, &p.array, &arrow, NULL),
                         KEFU_E_UNSUPPORTED);
        assert_int_equal(read_whole(&p, &skip, &arrow)->n_columns, 1);
        assert_string_equal(kefu_arrow_skipped(arrow, 0), "x");
        assert_null(kefu_arrow_skipped(arrow, 1));
        assert_null(kefu_arrow_skipped(arrow, -1));
        kefu_arrow_free(arrow);
        assert_string_equal(read_whole(&p, &other, &arrow)->columns[0]->name, "y");
        assert_null(kefu_arrow_skipped(arrow, 0));
        kefu_arrow_free(arrow);
    }
}

/* Dictionaries of what is no text, or with codes that are no integers. */
static void test_unread_dictionaries(void **state)
{
    static const char *const pairs[][2] = {
        {"i", "l"}, {"i", "z"}, {"i", "tdD"}, {"i", "+l"},  {"g", "u"},
        {"b", "u"}, {"u", "u"}, {"tdD", "u"}, {"tts", "u"}, {"d:9,2,32", "u"}};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        kefu_error error = {.message = ""};
        kefu_arrow *arrow = NULL;
        producer p;
        producer_init(&p, 0);
        producer_add(&p, "x", pairs[i][0], 2, BUFFERS(NULL, NULL));
        producer_words(&p, 0, pairs[i][1], 0, 3, BUFFERS(NULL, NULL, NULL));
        assert_int_equal(kefu_arrow_from_array(NULL, &p.schema, &p.array, &arrow, &error),
                         KEFU_E_UNSUPPORTED);
        assert_non_null(strstr(error.message, "dictionary of"));
    }
}

/* ---- Names and columns ----------------------------------------------------------------------- */

static void add_number(producer *p, const char *name)
{
    static const int64_t number = 1;
    producer_add(p, name, "l", 2, BUFFERS(NULL, &number));
}

static kefu_status read_names(const char *a, const char *b, const kefu_arrow_options *options,
                              int32_t *n, kefu_error *error)
{
    const kefu_batch *batch;
    kefu_arrow *arrow = NULL;
    kefu_status status;
    producer p;
    producer_init(&p, 1);
    add_number(&p, a);
    add_number(&p, b);
    status = kefu_arrow_from_array(options, &p.schema, &p.array, &arrow, error);
    if (status)
        return status;
    assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
    *n = batch->n_columns;
    kefu_arrow_free(arrow);
    return KEFU_OK;
}

static void test_names(void **state)
{
    static const char *const wanted[] = {"客服", "agent"};
    const kefu_arrow_options skip = {.struct_size = sizeof skip, .flags = KEFU_ARROW_SKIP};
    const kefu_arrow_options one = {.struct_size = sizeof one, .columns = wanted, .n_columns = 1};
    const kefu_arrow_options two = {.struct_size = sizeof two, .columns = wanted, .n_columns = 2};
    const kefu_arrow_options none = {.struct_size = sizeof none, .columns = wanted};
    kefu_limits limits = {.struct_size = sizeof limits, .columns = 1};
    kefu_arrow_options limited = {.struct_size = sizeof limited, .limits = &limits};
    kefu_error error;
    int32_t n = -1;
    (void)state;
    assert_int_equal(read_names("客服", "b", NULL, &n, NULL), KEFU_OK);
    assert_int_equal(n, 2);
    assert_int_equal(read_names("a", "a", NULL, &n, &error), KEFU_E_EXISTS);
    assert_int_equal(read_names("a", "", NULL, &n, &error), KEFU_E_NAME);
    assert_int_equal(read_names(NULL, "b", NULL, &n, &error), KEFU_E_NAME);
    assert_int_equal(read_names("a", "\xFF", NULL, &n, &error), KEFU_E_ENCODING);
    assert_int_equal(read_names(NULL, "b", &skip, &n, NULL), KEFU_OK);
    assert_int_equal(n, 1);
    assert_int_equal(read_names("x", "客服", &one, &n, NULL), KEFU_OK);
    assert_int_equal(n, 1);
    assert_int_equal(read_names("x", "x", &none, &n, NULL), KEFU_OK);
    assert_int_equal(n, 0);
    assert_int_equal(read_names("客服", "agents", &two, &n, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "did you mean 'agents'"));
    assert_int_equal(read_names("a", "b", &limited, &n, &error), KEFU_E_LIMIT);
}

static void test_options(void **state)
{
    static const char *const names[] = {NULL};
    static const kefu_arrow_options bad[] = {
        {.flags = 8},
        {.offset = 1},
        {.flags = KEFU_ARROW_OFFSET, .offset = 86400},
        {.flags = KEFU_ARROW_OFFSET, .offset = -86400},
        {.batch_rows = -1},
        {.n_columns = 1},
        {.n_columns = -1},
        {.n_columns = 1, .columns = names},
    };
    kefu_arrow *arrow = NULL;
    producer p;
    (void)state;
    producer_init(&p, 1);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        kefu_arrow_options o = bad[i];
        o.struct_size = sizeof o;
        assert_int_equal(kefu_arrow_from_array(&o, &p.schema, &p.array, &arrow, NULL),
                         i ? KEFU_E_ARGUMENT : KEFU_E_UNSUPPORTED);
    }
}

/* ---- What breaks the rules of Arrow ---------------------------------------------------------- */

/* A batch of three rows with a number, a text, a view and a dictionary; `fault` breaks one thing.
 */
static void whole_batch(producer *p)
{
    static const int64_t sizes[] = {32};
    static const view views[4] = {{.inside = {1, "a"}}};
    producer_init(p, 3);
    producer_add(p, "n", "l", 2, BUFFERS(NULL, INT64(1, 2, 3)));
    producer_add(p, "t", "u", 3, BUFFERS(NULL, word_offsets, letters));
    producer_add(p, "v", "vu", 4, BUFFERS(NULL, views, letters, sizes));
    producer_add(p, "d", "c", 2, BUFFERS(NULL, BYTES(0, 1, 2)));
    producer_add(p, "b", "b", 2, BUFFERS(NULL, BYTES(0)));
    producer_add(p, "z", "n", 0, NULL);
    producer_words(p, 3, "u", 3, 3, BUFFERS(NULL, word_offsets, letters));
}

/* One thing is wrong: a number, or a pointer that is NULL. */
static const struct fault {
    const char *what;
    size_t at;
    int32_t is_number;
    int64_t number;
} faults[] = {
#define NUMBER(field, value)                                                                       \
    {                                                                                              \
#field " = " #value, offsetof(producer, field), 1, value                                   \
    }
#define NOTHING(field)                                                                             \
    {                                                                                              \
#field, offsetof(producer, field), 0, 0                                                    \
    }
    NOTHING(schema.release),
    NOTHING(array.release),
    NOTHING(schema.format),
    NUMBER(schema.n_children, -1),
    NOTHING(schema.children),
    NOTHING(schema_children[1]),
    NOTHING(columns[1].release),
    NOTHING(columns[1].format),
    NOTHING(words.format),
    NOTHING(words.release),
    NUMBER(array.length, -1),
    NUMBER(array.length, INT64_MAX),
    NUMBER(array.offset, -1),
    NUMBER(array.offset, INT64_MAX),
    NUMBER(array.length, 4), /* than the columns have */
    NUMBER(array.offset, 1),
    NUMBER(array.n_buffers, 0),
    NUMBER(array.n_buffers, 2),
    NOTHING(array.buffers),
    NUMBER(array.n_children, 5),
    NUMBER(array.n_children, -1),
    NOTHING(array.children),
    NUMBER(array.null_count, -2),
    NUMBER(array.null_count, 1), /* without bits */
    NOTHING(array_children[0]),
    NOTHING(data[0].release),
    NUMBER(data[0].length, 2),
    NUMBER(data[0].length, -1),
    NUMBER(data[0].offset, -1),
    NUMBER(data[0].offset, INT64_MAX),
    NUMBER(data[0].offset, INT64_MAX / 8), /* no address */
    NUMBER(data[0].n_buffers, 1),
    NUMBER(data[0].n_buffers, 3),
    NUMBER(data[0].n_buffers, -1),
    NOTHING(data[0].buffers),
    NOTHING(buffers[0][1]),
    NUMBER(data[0].null_count, -2),
    NUMBER(data[0].null_count, 4),
    NUMBER(data[0].null_count, 1),
    NUMBER(data[1].n_buffers, 2),
    NOTHING(buffers[1][1]),
    NUMBER(data[2].n_buffers, 2),
    NUMBER(data[2].n_buffers, INT64_MAX),
    NOTHING(data[3].dictionary),
    NOTHING(word_data.release),
    NUMBER(word_data.length, -1),
    NUMBER(word_data.n_buffers, 2),
    NOTHING(word_buffers[1]),
    NOTHING(word_buffers[2]), /* but its offsets point into it */
    NUMBER(data[5].n_buffers, 2),
    NUMBER(data[4].n_buffers, 1),
    NOTHING(buffers[4][1]),
    NUMBER(data[4].offset, INT64_MAX - 3),
    NUMBER(word_data.null_count, 1),
};

enum { FAULTS = sizeof faults / sizeof faults[0] };

static void break_at(producer *p, const struct fault *fault)
{
    static const void *const nothing;
    if (fault->is_number)
        memcpy((char *)p + fault->at, &fault->number, sizeof fault->number);
    else
        memcpy((char *)p + fault->at, &nothing, sizeof nothing);
}

static kefu_status read_broken(const producer *p, kefu_error *error)
{
    kefu_arrow *arrow = NULL;
    kefu_status status = kefu_arrow_from_array(NULL, &p->schema, &p->array, &arrow, error);
    kefu_arrow_free(arrow);
    return status;
}

static void test_broken(void **state)
{
    kefu_error error = {.message = ""};
    producer p;
    (void)state;
    whole_batch(&p);
    assert_int_equal(read_broken(&p, &error), KEFU_OK);
    for (size_t i = 0; i < FAULTS; i++) {
        whole_batch(&p);
        break_at(&p, &faults[i]);
        if (read_broken(&p, &error) != KEFU_E_ARGUMENT)
            fail_msg("%s: %s", faults[i].what, error.message);
    }
    whole_batch(&p);
    p.schema.format = "l";
    assert_int_equal(read_broken(&p, &error), KEFU_E_ARGUMENT);
    whole_batch(&p);
    p.data[0].dictionary = &p.word_data;
    assert_int_equal(read_broken(&p, &error), KEFU_E_ARGUMENT);
}

/* Faults that are only seen where rows are read. */
static void test_broken_rows(void **state)
{
    const struct {
        const char *format;
        const void *offsets, *text;
        kefu_status next, reading;
    } cases[] = {
        {"u", INT32(0, 2, 1, 3), "abc", KEFU_OK, KEFU_E_DATA},
        {"u", INT32(-1, 2, 2, 3), "abc", KEFU_OK, KEFU_E_DATA},
        {"u", INT32(0, 1, 2, -3), "abc", KEFU_E_ARGUMENT, KEFU_OK},
        {"u", INT32(0, 1, 2, 3), NULL, KEFU_E_ARGUMENT, KEFU_OK},
        {"U", INT64(0, INT64_MAX, 2, 3), "abc", KEFU_OK, KEFU_E_DATA},
        {"u", INT32(0, 1, 2, 3), "a\xFF\xFF", KEFU_OK, KEFU_E_ENCODING},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char got[64];
        const kefu_batch *batch = NULL;
        kefu_arrow *arrow = NULL;
        producer p;
        producer_init(&p, 3);
        producer_add(&p, "x", cases[i].format, 3, BUFFERS(NULL, cases[i].offsets, cases[i].text));
        assert_int_equal(kefu_arrow_from_array(NULL, &p.schema, &p.array, &arrow, NULL), KEFU_OK);
        assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), cases[i].next);
        if (batch)
            assert_int_equal(producer_rows(batch, 0, 0, 1, got, sizeof got, NULL),
                             cases[i].reading);
        kefu_arrow_free(arrow);
    }
}

/* ---- Streams --------------------------------------------------------------------------------- */

/* Gives `n` batches of the rows `sizes`, then the end, or fails at one. */
typedef struct source {
    producer p;
    int64_t sizes[4];
    int n, at, fail_at, no_words, fail_schema;
    int schemas_out, arrays_out;
} source;

static void source_release_schema(struct ArrowSchema *schema)
{
    ((source *)schema->private_data)->schemas_out--;
    schema->release = NULL;
}

static void source_release_array(struct ArrowArray *array)
{
    ((source *)array->private_data)->arrays_out--;
    array->release = NULL;
}

static int source_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    source *s = stream->private_data;
    if (s->fail_schema)
        return 5;
    *out = s->p.schema;
    out->private_data = s;
    out->release = source_release_schema;
    s->schemas_out++;
    return 0;
}

static int source_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    source *s = stream->private_data;
    assert_int_equal(s->arrays_out, 0); /* the one before has been released */
    if (s->at == s->fail_at)
        return 22;
    if (s->at == s->n) {
        out->release = NULL;
        return 0;
    }
    *out = s->p.array;
    out->length = s->sizes[s->at++];
    out->private_data = s;
    out->release = source_release_array;
    s->arrays_out++;
    return 0;
}

static const char *source_error(struct ArrowArrayStream *stream)
{
    return ((source *)stream->private_data)->no_words ? NULL : "the line\nwas cut";
}

static void source_release(struct ArrowArrayStream *stream) { stream->release = NULL; }

static struct ArrowArrayStream source_init(source *s, int n, const int64_t *sizes)
{
    struct ArrowArrayStream stream = {source_schema, source_next, source_error, source_release, s};
    memset(s, 0, sizeof *s);
    s->n = n;
    s->fail_at = -1;
    memcpy(s->sizes, sizes, (size_t)n * sizeof *sizes);
    producer_init(&s->p, 3);
    producer_add(&s->p, "n", "l", 2, BUFFERS(NULL, INT64(1, 2, 3)));
    producer_add(&s->p, "d", "c", 2, BUFFERS(NULL, BYTES(0, 1, 2)));
    producer_words(&s->p, 1, "u", 3, 3, BUFFERS(NULL, word_offsets, letters));
    return stream;
}

static void test_stream(void **state)
{
    static const struct {
        int n;
        int64_t sizes[4];
        int32_t batch_rows;
        int64_t expected[6]; /* batches */
        int batches;
    } cases[] = {
        {3, {3, 1, 2}, 0, {3, 1, 2}, 3}, {3, {3, 1, 2}, 2, {2, 1, 1, 2}, 4},
        {4, {0, 3, 0, 1}, 0, {3, 1}, 2}, {0, {0}, 0, {0}, 1},
        {2, {0, 0}, 0, {0}, 1},          {1, {0}, 0, {0}, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kefu_arrow_options options = {.struct_size = sizeof options,
                                            .batch_rows = cases[i].batch_rows};
        source s;
        struct ArrowArrayStream stream = source_init(&s, cases[i].n, cases[i].sizes);
        const kefu_batch *batch = NULL;
        kefu_arrow *arrow = NULL;
        int64_t rows = 0;
        assert_int_equal(kefu_arrow_from_stream(&options, &stream, &arrow, NULL), KEFU_OK);
        assert_int_equal(s.schemas_out, 0);
        for (int k = 0; k < cases[i].batches; k++) {
            assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
            assert_non_null(batch);
            assert_int_equal(batch->rows, cases[i].expected[k]);
            assert_int_equal(batch->first_row, rows);
            assert_int_equal(batch->n_columns, 2);
            rows += batch->rows;
        }
        for (int k = 0; k < 2; k++) { /* the end stays the end */
            assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
            assert_null(batch);
        }
        assert_int_equal(s.arrays_out, 0);
        kefu_arrow_free(arrow);
        assert_non_null(stream.release);
    }
}

/* Freed in the middle: what it held is released. */
static void test_stream_half(void **state)
{
    source s;
    struct ArrowArrayStream stream = source_init(&s, 2, INT64(3, 3));
    const kefu_batch *batch;
    kefu_arrow *arrow = NULL;
    (void)state;
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
    assert_int_equal(s.arrays_out, 1);
    kefu_arrow_free(arrow);
    assert_int_equal(s.arrays_out, 0);
    assert_non_null(stream.release);
}

static void test_stream_failures(void **state)
{
    source s;
    struct ArrowArrayStream stream = source_init(&s, 2, INT64(3, 3));
    const kefu_batch *batch;
    kefu_arrow *arrow = NULL;
    kefu_error error;
    (void)state;
    s.fail_schema = 1;
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, &error), KEFU_E_CALLBACK);
    assert_string_equal(error.message, "the Arrow stream failed with code 5: the line was cut");
    s.fail_schema = 0, s.fail_at = 1, s.no_words = 1;
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, &error), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, &error), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, &error), KEFU_E_CALLBACK);
    assert_string_equal(error.message, "the Arrow stream failed with code 22");
    assert_int_equal(kefu_arrow_next(arrow, &batch, &error), KEFU_E_STATE);
    kefu_arrow_free(arrow);
    /* A schema that cannot be read, and an array that is broken, are released all the same. */
    s.p.columns[0].format = "+l";
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, &error), KEFU_E_UNSUPPORTED);
    assert_int_equal(s.schemas_out, 0);
    s.p.columns[0].format = "l", s.at = 0, s.fail_at = -1, s.p.data[0].offset = -1;
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, &error), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, &error), KEFU_E_ARGUMENT);
    kefu_arrow_free(arrow);
    assert_int_equal(s.arrays_out, 0);
    stream.get_next = NULL;
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, &error), KEFU_E_ARGUMENT);
    stream = source_init(&s, 1, INT64(3));
    stream.release = NULL;
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, &error), KEFU_E_ARGUMENT);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static int every_type(const kefu_allocator *allocator)
{
    const kefu_arrow_options options = {.struct_size = sizeof options, .allocator = allocator};
    const kefu_batch *batch = NULL;
    kefu_arrow *arrow = NULL;
    kefu_status status;
    producer p;
    producer_init(&p, 3);
    p.root_buffers[0] = BYTES(5);
    producer_add(&p, "n", "tss:UTC", 2, BUFFERS(NULL, INT64(1, 2, 3)));
    producer_add(&p, "d", "c", 2, BUFFERS(NULL, BYTES(0, 1, 2)));
    producer_add(&p, "b", "b", 2, BUFFERS(NULL, BYTES(7)));
    producer_add(&p, "z", "n", 0, NULL);
    producer_words(&p, 1, "u", 3, 3, BUFFERS(NULL, word_offsets, letters));
    status = kefu_arrow_from_array(&options, &p.schema, &p.array, &arrow, NULL);
    if (!status)
        status = kefu_arrow_next(arrow, &batch, NULL);
    kefu_arrow_free(arrow);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static int of_stream(const kefu_allocator *allocator)
{
    const kefu_arrow_options options = {.struct_size = sizeof options, .allocator = allocator};
    source s;
    struct ArrowArrayStream stream = source_init(&s, 2, INT64(3, 3));
    const kefu_batch *batch = NULL;
    kefu_arrow *arrow = NULL;
    kefu_status status = kefu_arrow_from_stream(&options, &stream, &arrow, NULL);
    while (!status && (!arrow || s.at <= 2)) {
        status = kefu_arrow_next(arrow, &batch, NULL);
        if (!batch)
            break;
    }
    kefu_arrow_free(arrow);
    if (s.arrays_out || s.schemas_out)
        return 3;
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(every_type) > 0);
    assert_true(oom_sweep(of_stream) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unread),          cmocka_unit_test(test_unread_dictionaries),
        cmocka_unit_test(test_names),           cmocka_unit_test(test_options),
        cmocka_unit_test(test_broken),          cmocka_unit_test(test_broken_rows),
        cmocka_unit_test(test_stream),          cmocka_unit_test(test_stream_half),
        cmocka_unit_test(test_stream_failures), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
