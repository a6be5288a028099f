/* test_fields.c - columns found by their English or Chinese names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "rows.h"
#include "table/fields.h"

enum { PERSON, DAY, REASON, FIELDS };

static const kf_field fields[FIELDS] = {
    [PERSON] = {{"person", "客服", "人员"}, 1},
    [DAY] = {{"day", "日期"}, 1},
    [REASON] = {{"reason", "理由"}, 0},
};

/* -1 = no column, else which of the batch; what an error says */
static const struct {
    const char *columns[4];
    kefu_status status;
    int32_t found[FIELDS];
    const char *says;
} cases[] = {
    {{"person", "day", "reason"}, KEFU_OK, {0, 1, 2}, NULL},
    {{"理由", "日期", "人员"}, KEFU_OK, {2, 1, 0}, NULL},
    {{"Day", "PERSON", "other"}, KEFU_OK, {1, 0, -1}, NULL},
    {{"客服", "person", "day"},
     KEFU_E_EXISTS,
     {0},
     "t: columns '客服' and 'person' are both the person"},
    {{"persn", "day"},
     KEFU_E_NAME,
     {0},
     "t: there is no column 'person' (客服 or 人员); did you mean 'persn'?"},
    {{"person", "reason"}, KEFU_E_NAME, {0}, "t: there is no column 'day' (日期)"},
    {{"person", "day "}, KEFU_E_NAME, {0}, "'day'"},
    {{NULL}, KEFU_E_NAME, {0}, "t: there are no columns 'person' (客服 or 人员), 'day' (日期)"},
    {{"dayy"},
     KEFU_E_NAME,
     {0},
     "t: there are no columns 'person' (客服 or 人员), 'day' (日期; did you mean 'dayy'?)"},
};

static void test_names(void **state)
{
    static const int32_t data = 0;
    kf_memory memory;
    (void)state;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rows r = {.batch = {0}};
        kf_batch batch;
        const kf_column *found[FIELDS];
        kefu_error error = {0};
        rows_begin(&r, 1);
        for (int32_t c = 0; c < 4 && cases[i].columns[c]; c++)
            rows_add(&r, cases[i].columns[c], KEFU_COLUMN_I32, &data);
        assert_int_equal(kf_batch_open(&batch, &memory, &r.batch, NULL), KEFU_OK);
        assert_int_equal(kf_fields_find(&batch, "t", fields, FIELDS, found, &error),
                         cases[i].status);
        if (cases[i].status)
            if (!strstr(error.message, cases[i].says))
                fail_msg("%s", error.message);
        for (int32_t f = 0; f < FIELDS && !cases[i].status; f++) {
            const int32_t at = cases[i].found[f];
            assert_ptr_equal(found[f], at < 0 ? NULL : &batch.columns[at]);
        }
        kf_batch_close(&batch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
