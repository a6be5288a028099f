/* test_state_look.c - what saved bytes say without being loaded: the tag of who saved them, and the
 * metrics that a registry must have. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/hash.h"
#include "kefu/state.h"
#include "rows.h"

static const char *const formulas[] = {"sum(x) / count(*)", "quantile(x, 0.9) - median(x)",
                                       "sum(x where x > 2)", "metric(\"a\") * 2"};
/* count(*) and the two sums have states of their own; a quantile and a median keep different ones.
 */
static const char *const asked[] = {"sum", "count", "quantile", "median", "sum"};
enum { FORMULAS = 4, ASKED = 5 };

static kefu_tally *tally_of_days(void)
{
    static const int64_t xs[] = {1, 2, 3};
    kefu_tally *tally = NULL;
    kefu_error error = {0};
    char name[] = "a";
    kefu_metric_info info = {.struct_size = sizeof info, .name = name};
    rows r;
    rows_begin(&r, 3);
    rows_add(&r, "x", KEFU_COLUMN_I64, xs);
    assert_int_equal(kefu_tally_new(NULL, NULL, &tally, NULL), KEFU_OK);
    for (int i = 0; i < FORMULAS; i++, name[0]++)
        if (kefu_tally_add(tally, &info, formulas[i], &error))
            fail_msg("%s", error.message);
    assert_int_equal(kefu_tally_update(tally, &r.batch, NULL), KEFU_OK);
    return tally;
}

static kefu_status save_as(const kefu_tally *tally, const char *tag, kefu_buffer **out,
                           kefu_error *error)
{
    kefu_save_options o = {.struct_size = sizeof o, .tag = tag};
    assert_int_equal(kefu_buffer_new(NULL, out, NULL), KEFU_OK);
    return kefu_tally_save(tally, &o, kefu_buffer_sink(*out), error);
}

static kefu_state_info inspected(const kefu_buffer *buffer)
{
    kefu_state_info info = {.struct_size = sizeof info};
    kefu_error error = {0};
    size_t size;
    const char *bytes = kefu_buffer_data(buffer, &size);
    if (kefu_state_inspect(bytes, size, &info, &error))
        fail_msg("%s", error.message);
    return info;
}

static kefu_tally *loaded(const kefu_buffer *buffer)
{
    kefu_tally *tally = NULL;
    size_t size;
    const char *bytes = kefu_buffer_data(buffer, &size);
    assert_int_equal(kefu_tally_load(NULL, NULL, bytes, size, &tally, NULL), KEFU_OK);
    return tally;
}

/* ---- The tag --------------------------------------------------------------------------------- */

static char long_tag[257];

static void test_tags(void **state)
{
    const struct {
        const char *tag;
        kefu_status expected;
    } cases[] = {{NULL, KEFU_OK},
                 {"", KEFU_OK},
                 {"2026-10-03", KEFU_OK},
                 {"十月三日, 旗舰店", KEFU_OK},
                 {long_tag + 1, KEFU_OK},
                 {long_tag, KEFU_E_ARGUMENT},
                 {"\xD6\xD0", KEFU_E_ENCODING}}; /* 中 in GBK */
    kefu_tally *tally = tally_of_days();
    (void)state;
    memset(long_tag, 'x', 256);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *expected = cases[i].tag ? cases[i].tag : "";
        kefu_buffer *buffer = NULL;
        kefu_error error = {0};
        size_t size;
        assert_int_equal(save_as(tally, cases[i].tag, &buffer, &error), cases[i].expected);
        kefu_buffer_data(buffer, &size);
        if (cases[i].expected) {
            assert_non_null(strstr(error.message, "options.tag"));
            assert_int_equal(size, 0);
        } else {
            kefu_state_info info = inspected(buffer);
            const char *bytes = kefu_buffer_data(buffer, NULL);
            assert_int_equal(info.tag.size, strlen(expected));
            assert_memory_equal(info.tag.data, expected, info.tag.size);
            assert_true(info.tag.data >= bytes && info.tag.data < bytes + size);
        }
        kefu_buffer_free(buffer);
    }
    kefu_tally_free(tally);
}

/* A tag of 256 bytes, behind a right checksum. */
static void test_a_tag_that_nobody_saves(void **state)
{
    kefu_tally *tally = tally_of_days();
    kefu_buffer *buffer = NULL;
    kefu_state_info info = {.struct_size = sizeof info};
    kefu_error error = {0};
    unsigned char bytes[2048];
    size_t size, head = 56, tag = 2 + 255;
    uint32_t crc;
    (void)state;
    memset(long_tag, 'x', 256);
    assert_int_equal(save_as(tally, long_tag + 1, &buffer, NULL), KEFU_OK);
    memcpy(bytes, kefu_buffer_data(buffer, &size), head);
    memcpy(bytes + head, "\x80\x02", 2);
    memset(bytes + head + 2, 'x', 256);
    memcpy(bytes + head + tag + 1, kefu_buffer_data(buffer, NULL) + head + tag, size - head - tag);
    size++;
    for (int i = 0; i < 8; i++)
        bytes[size - 12 + (size_t)i] = (unsigned char)((uint64_t)size >> 8 * i & 0xFF);
    crc = kf_crc32(0, bytes, size - 4);
    for (int i = 0; i < 4; i++)
        bytes[size - 4 + (size_t)i] = (unsigned char)(crc >> 8 * i & 0xFF);
    assert_int_equal(kefu_state_inspect(bytes, size, &info, &error), KEFU_E_DATA);
    assert_non_null(strstr(error.message, "its tag is too long"));
    kefu_buffer_free(buffer);
    kefu_tally_free(tally);
}

/* A tag is of the bytes: tallies of different tags have one fingerprint, merge, and forget them. */
static void test_a_tag_is_not_counted(void **state)
{
    kefu_tally *tally = tally_of_days(), *a, *b;
    kefu_buffer *first = NULL, *second = NULL, *month = NULL;
    kefu_state_info infos[2];
    (void)state;
    assert_int_equal(save_as(tally, "2026-10-03", &first, NULL), KEFU_OK);
    assert_int_equal(save_as(tally, "2026-10-04", &second, NULL), KEFU_OK);
    infos[0] = inspected(first);
    infos[1] = inspected(second);
    assert_memory_equal(infos[0].fingerprint, infos[1].fingerprint, 16);
    a = loaded(first);
    b = loaded(second);
    assert_int_equal(kefu_tally_merge(a, b, NULL), KEFU_OK);
    assert_int_equal(save_as(a, NULL, &month, NULL), KEFU_OK);
    assert_int_equal(inspected(month).tag.size, 0);
    kefu_buffer_free(first);
    kefu_buffer_free(second);
    kefu_buffer_free(month);
    kefu_tally_free(tally);
    kefu_tally_free(a);
    kefu_tally_free(b);
}

/* ---- What the bytes ask for ------------------------------------------------------------------ */

static void test_aggregates(void **state)
{
    kefu_tally *tally = tally_of_days();
    kefu_buffer *buffer = NULL;
    kefu_error error = {0};
    size_t size;
    const char *bytes;
    (void)state;
    assert_int_equal(save_as(tally, "day", &buffer, NULL), KEFU_OK);
    bytes = kefu_buffer_data(buffer, &size);
    assert_int_equal(inspected(buffer).metrics, FORMULAS);
    assert_int_equal(inspected(buffer).aggregates, ASKED);
    for (int32_t i = 0; i < ASKED; i++) {
        kefu_aggregate_info one = {.struct_size = sizeof one};
        const kefu_metric *metric = kefu_registry_find(NULL, asked[i]);
        assert_int_equal(kefu_state_aggregate(bytes, size, i, &one, &error), KEFU_OK);
        assert_int_equal(one.name.size, strlen(metric->name));
        assert_memory_equal(one.name.data, metric->name, one.name.size);
        assert_int_equal(one.id.size, strlen(metric->id));
        assert_memory_equal(one.id.data, metric->id, one.id.size);
        assert_int_equal(one.format, 1);
    }
    kefu_buffer_free(buffer);
    kefu_tally_free(tally);
}

static void test_aggregates_that_there_are_not(void **state)
{
    static const int32_t indexes[] = {-1, ASKED, INT32_MAX, INT32_MIN};
    kefu_tally *tally = tally_of_days();
    kefu_buffer *buffer = NULL;
    kefu_aggregate_info one = {.struct_size = sizeof one};
    kefu_error error = {0};
    size_t size;
    const char *bytes;
    (void)state;
    assert_int_equal(save_as(tally, NULL, &buffer, NULL), KEFU_OK);
    bytes = kefu_buffer_data(buffer, &size);
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++) {
        assert_int_equal(kefu_state_aggregate(bytes, size, indexes[i], &one, &error),
                         KEFU_E_ARGUMENT);
        assert_non_null(strstr(error.message, "has 5 aggregates"));
    }
    assert_int_equal(kefu_state_aggregate(bytes, size - 1, 0, &one, &error), KEFU_E_DATA);
    assert_non_null(strstr(error.message, "damaged or cut off"));
    kefu_buffer_free(buffer);
    kefu_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_a_tag_that_nobody_saves),
        cmocka_unit_test(test_a_tag_is_not_counted),
        cmocka_unit_test(test_aggregates),
        cmocka_unit_test(test_aggregates_that_there_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
