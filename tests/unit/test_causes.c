/* test_causes.c - the pinned table of causes: keys, owners, red lines; from the table of causes
 * that the project's metrics were agreed by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "kefu/model.h"

static const struct {
    const char *key, *owner;
    int32_t number, red_line, decided, group;
} causes[] = {
    {"agent_attitude", "agent", 1, 0, 0, KEFU_GROUP_SERVICE},
    {"agent_slow", "agent", 2, 0, 0, KEFU_GROUP_SERVICE},
    {"agent_wrong", "agent", 3, 0, 0, KEFU_GROUP_SERVICE},
    {"agent_stall", "agent", 4, 1, 1, KEFU_GROUP_SERVICE},
    {"agent_promise", "agent", 5, 1, 1, KEFU_GROUP_SERVICE},
    {"after_sales", "after_sales", 6, 0, 0, KEFU_GROUP_SERVICE},
    {"logistics", "carrier", 7, 0, 0, KEFU_GROUP_LOGISTICS},
    {"packaging", "warehouse", 8, 0, 0, KEFU_GROUP_LOGISTICS},
    {"missing_wrong", "warehouse", 9, 0, 0, KEFU_GROUP_LOGISTICS},
    {"quality", "product", 10, 0, 0, KEFU_GROUP_PRODUCT},
    {"mismatch", "listing", 11, 0, 0, KEFU_GROUP_PRODUCT},
    {"fake", "product", 12, 0, 0, KEFU_GROUP_PRODUCT},
    {"price", "operations", 13, 0, 0, KEFU_GROUP_NONE},
    {"gift", "operations", 14, 0, 0, KEFU_GROUP_NONE},
    {"fit_size", "customer", 15, 0, 0, KEFU_GROUP_PRODUCT},
    {"experience", "product", 16, 0, 0, KEFU_GROUP_PRODUCT},
    {"platform", "platform", 17, 0, 0, KEFU_GROUP_NONE},
    {"malicious", "appeal", 18, 0, 1, KEFU_GROUP_NONE},
    {"overall", "", 19, 0, 0, KEFU_GROUP_NONE},
    {"none", "", 20, 0, 0, KEFU_GROUP_NONE},
    {"service", "", 21, 0, 0, KEFU_GROUP_SERVICE},
};

static void causes_are_pinned(void **state)
{
    (void)state;
    assert_int_equal(sizeof causes / sizeof *causes, kefu_cause_count());
    for (int32_t i = 0; i < kefu_cause_count(); i++) {
        kefu_cause_info info = {.struct_size = sizeof info};
        int32_t found = -1;
        assert_int_equal(causes[i].number, i + 1);
        assert_int_equal(kefu_cause(causes[i].number, &info), KEFU_OK);
        assert_string_equal(info.key, causes[i].key);
        assert_string_equal(info.owner, causes[i].owner);
        assert_int_equal(info.red_line, causes[i].red_line);
        assert_int_equal(info.decided, causes[i].decided);
        assert_int_equal(info.group, causes[i].group);
        assert_true(*info.label_zh && *info.label_en);
        assert_int_equal(!*info.owner, !*info.owner_zh);
        assert_int_equal(kefu_cause_find(causes[i].key, &found, NULL), KEFU_OK);
        assert_int_equal(found, causes[i].number);
    }
}

static void other_numbers_and_keys_are_refused(void **state)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    kefu_error error;
    int32_t found = 7;
    (void)state;
    assert_int_equal(kefu_cause(-1, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_cause(KEFU_CAUSE_UNKNOWN, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_cause(kefu_cause_count() + 1, &info), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_cause_find("logistic", &found, &error), KEFU_E_NAME);
    assert_string_equal(error.message, "cause 'logistic' is not known; did you mean 'logistics'?");
    assert_int_equal(found, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(causes_are_pinned),
        cmocka_unit_test(other_numbers_and_keys_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
