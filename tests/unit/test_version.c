/* test_version.c - the running library and the headers agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdint.h>
#include <cmocka.h>

#include "kefu.h"

static void number_and_text_are_those_of_the_header(void **state)
{
    char text[32];
    (void)state;
    snprintf(text, sizeof text, "%d.%d.%d", KEFU_VERSION_MAJOR, KEFU_VERSION_MINOR,
             KEFU_VERSION_PATCH);
    assert_string_equal(kefu_version_string(), text);
    assert_int_equal(kefu_version_number(),
                     KEFU_VERSION_MAJOR * 10000 + KEFU_VERSION_MINOR * 100 + KEFU_VERSION_PATCH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(number_and_text_are_those_of_the_header)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
