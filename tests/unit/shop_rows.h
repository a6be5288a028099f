/* shop_rows.h - eight rows of a small shop, with every state a cell may have, and tallies of them.
 */
#ifndef TESTS_SHOP_ROWS_H
#define TESTS_SHOP_ROWS_H

#include "kefu/metric.h"
#include "rows.h"

enum {
    OK = KEFU_VALUE_OK,
    LOW = KEFU_VALUE_LOW_VOLUME,
    NOT_YET = KEFU_VALUE_PROVISIONAL,
    NONE = KEFU_VALUE_NO_DATA
};

enum { SHOP_ROWS = 8 };

/*  agent   asked  paid      amount (fen)  status
 *  ann     3      3         1050          paid
 *  ann     3      2         2000          paid
 *  ann     2      not yet   0             open
 *  bob     20     10        null          paid
 *  bob     5      null      40            null
 *  bob     0      0         null          open
 *  cat     1      not yet   null          not yet
 *  null    7      1         100           paid           */
static const char *const shop_agent[] = {"ann", "ann", "ann", "bob", "bob", "bob", "cat", NULL};
static const int64_t shop_asked[] = {3, 3, 2, 20, 5, 0, 1, 7};
static const int64_t shop_paid[] = {3, 2, 0, 10, 0, 0, 0, 1};
static const uint8_t shop_paid_states[] = {OK, OK, NOT_YET, OK, NONE, OK, NOT_YET, OK};
static const int64_t shop_amount[] = {1050, 2000, 0, 99, 40, 99, 99, 100};
static const uint8_t shop_amount_valid[] = {0x97}; /* rows 3, 5 and 6 are null */
static const char *const shop_status[] = {"paid", "paid", "open", "paid",
                                          NULL,   "open", "open", "paid"};
static const uint8_t shop_status_states[] = {OK, OK, OK, OK, OK, OK, NOT_YET, OK};

static void shop(rows *r)
{
    rows_begin(r, SHOP_ROWS);
    rows_add(r, "agent", KEFU_COLUMN_TEXT_Z, shop_agent);
    rows_add(r, "asked", KEFU_COLUMN_I64, shop_asked);
    rows_add(r, "paid", KEFU_COLUMN_I64, shop_paid)->states = shop_paid_states;
    kefu_column *amount = rows_add(r, "amount", KEFU_COLUMN_I64, shop_amount);
    amount->scale = 2;
    amount->validity = shop_amount_valid;
    rows_add(r, "status", KEFU_COLUMN_TEXT_Z, shop_status)->states = shop_status_states;
}

static kefu_tally *tally_of(const char *key, const char *where)
{
    kefu_tally_options o = {.struct_size = sizeof o, .where = where};
    kefu_tally *tally = NULL;
    assert_int_equal(kefu_tally_new(NULL, &o, &tally, NULL), KEFU_OK);
    if (key)
        assert_int_equal(kefu_tally_by(tally, key, NULL), KEFU_OK);
    return tally;
}

static kefu_status add(kefu_tally *tally, const char *name, const char *formula, kefu_error *error)
{
    kefu_metric_info info = {.struct_size = sizeof info, .name = name};
    return kefu_tally_add(tally, &info, formula, error);
}

static void must(kefu_status status, const kefu_error *error)
{
    if (status)
        print_message("%s: %s\n", kefu_status_name(status), error->message);
    assert_int_equal(status, KEFU_OK);
}

#endif
