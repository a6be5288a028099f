/* estimate_fixture.h - a few marked rows, and an estimate by its key. */
#ifndef TESTS_ESTIMATE_FIXTURE_H
#define TESTS_ESTIMATE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/estimate.h"
#include "rows.h"

static inline kefu_estimated item_of(const kefu_estimates *e, const char *key)
{
    kefu_estimated item = {.struct_size = sizeof item};
    for (int64_t i = *key ? 1 : 0; i < kefu_estimates_count(e); i++) {
        assert_int_equal(kefu_estimates_at(e, i, &item), KEFU_OK);
        if (!strcmp(item.key.data, key))
            return item;
    }
    fail_msg("no '%s'", key);
    return item;
}

typedef struct case_rows {
    int64_t n;
    int64_t mark[6];
    uint8_t states[6];
    int64_t cell[6], rows[6];
    const char *agent[6];
} case_rows;

static inline kefu_status case_estimate(const case_rows *c, kefu_estimate_options *o,
                                        kefu_estimates **e, kefu_error *error)
{
    rows r;
    rows_begin(&r, c->n);
    rows_add(&r, "mark", KEFU_COLUMN_I64, c->mark)->states = c->states;
    rows_add(&r, "cell", KEFU_COLUMN_I64, c->cell);
    rows_add(&r, "rows", KEFU_COLUMN_I64, c->rows);
    rows_add(&r, "agent", KEFU_COLUMN_TEXT_Z, c->agent);
    o->struct_size = sizeof *o;
    return kefu_estimate_rows(&r.batch, o, e, error);
}

static inline kefu_estimates *case_must(const case_rows *c, kefu_estimate_options o)
{
    kefu_estimates *e = NULL;
    kefu_error error;
    if (case_estimate(c, &o, &e, &error))
        fail_msg("%s", error.message);
    return e;
}

#define NONE KEFU_VALUE_NO_DATA
#define ALL_SAME                                                                                   \
    {                                                                                              \
        "a", "a", "a", "a", "a", "a"                                                               \
    }

#endif
