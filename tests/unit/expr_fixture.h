/* expr_fixture.h - six rows of every kind of column, and results written as a line of text. */
#ifndef TESTS_EXPR_FIXTURE_H
#define TESTS_EXPR_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "kefu/expr.h"

enum { FIXTURE_ROWS = 6 };

static const int64_t fixture_x[] = {1, -2, 0, 7, 0, 0};         /* then null, provisional */
static const int64_t fixture_y[] = {150, 300, 0, -250, 100, 0}; /* 1.50 3.00 0 -2.50 1.00 null */
static const uint8_t fixture_x_states[] = {0, 0, 0, 0, KEFU_VALUE_NO_DATA, KEFU_VALUE_PROVISIONAL};
static const uint8_t fixture_y_states[] = {0, 0, 0, 0, 0, KEFU_VALUE_NO_DATA};
static const double fixture_f[] = {0.1, 0.2, 1e6, -0.0000005, 2.5, 1.0000004};
static const char *fixture_s[] = {"paid", "Paid", "", "已付款", NULL, "paid later"};
static const char *fixture_r[] = {"paid", "open", "", "款", "x", NULL};
static const char *fixture_e[] = {"1.25", "-3", "0", "1000000.000001", NULL, "7"};
static const uint8_t fixture_b[] = {1, 0, 1, 0, 1, 0};
static const uint8_t fixture_b_states[] = {0, 0, 0, 0, KEFU_VALUE_EXEMPT, KEFU_VALUE_PROVISIONAL};
static const int32_t fixture_d[] = {0, 20757, 20758, -1, 20757, 20757}; /* 20757 = 2026-10-31 */
/* 1970-01-01T00:00Z; 2026-10-31T16:30:15.5Z, a Saturday; one microsecond before 1970; ... */
static const int64_t fixture_t[] = {0, 1793464215500000, -1, 3600000000, 0, 86399999999};

static kefu_column fixture_column(const char *name, int32_t type, const void *data)
{
    kefu_column c = {0};
    c.struct_size = sizeof c;
    c.name = name;
    c.type = type;
    c.data = data;
    return c;
}

typedef struct fixture {
    kefu_column columns[11];
    const kefu_column *pointers[11];
    kefu_batch batch;
} fixture;

static void fixture_open(fixture *f)
{
    kefu_column *c = f->columns;
    c[0] = fixture_column("x", KEFU_COLUMN_I64, fixture_x);
    c[0].states = fixture_x_states;
    c[1] = fixture_column("y", KEFU_COLUMN_I64, fixture_y);
    c[1].states = fixture_y_states;
    c[1].scale = 2;
    c[2] = fixture_column("f", KEFU_COLUMN_F64, fixture_f);
    c[3] = fixture_column("s", KEFU_COLUMN_TEXT_Z, fixture_s);
    c[4] = fixture_column("r", KEFU_COLUMN_TEXT_Z, fixture_r);
    c[5] = fixture_column("e", KEFU_COLUMN_TEXT_Z, fixture_e);
    c[5].flags = KEFU_COLUMN_DECIMAL;
    c[6] = fixture_column("b", KEFU_COLUMN_BOOL, fixture_b);
    c[6].states = fixture_b_states;
    c[7] = fixture_column("d", KEFU_COLUMN_DATE, fixture_d);
    c[8] = fixture_column("t", KEFU_COLUMN_TIME, fixture_t);
    c[9] = fixture_column("状态", KEFU_COLUMN_TEXT_Z, fixture_s);
    c[10] = fixture_column("first reply (s)", KEFU_COLUMN_I64, fixture_x);
    memset(&f->batch, 0, sizeof f->batch);
    for (int i = 0; i < 11; i++)
        f->pointers[i] = &c[i];
    f->batch.struct_size = sizeof f->batch;
    f->batch.rows = FIXTURE_ROWS;
    f->batch.n_columns = 11;
    f->batch.columns = f->pointers;
}

/* 1500000 at 6 as 1.5 */
static void fixture_number(int64_t value, int32_t scale, char out[48])
{
    size_t n = kf_decimal_format(value, scale, out);
    while (scale && n && out[n - 1] == '0')
        out[--n] = 0;
    if (scale && n && out[n - 1] == '.')
        out[n - 1] = 0;
}

/* "1.5 - ? T" : a number, null, provisional, true; or "NAME: message" of the error. */
static inline void fixture_eval(const fixture *f, const char *text, int32_t scale, char *out,
                                size_t room)
{
    kefu_expr_options options = {.struct_size = sizeof options, .scale = scale};
    kefu_expr *expr = NULL;
    kefu_error error = {0};
    int64_t values[FIXTURE_ROWS];
    uint8_t states[FIXTURE_ROWS];
    size_t used = 0;
    kefu_status status = kefu_expr_new(text, strlen(text), &options, &expr, &error);
    if (!status)
        status = kefu_expr_eval(expr, &f->batch, values, states, FIXTURE_ROWS, &error);
    if (status)
        snprintf(out, room, "%s: %s", kefu_status_name(status), error.message);
    for (int i = 0; !status && i < FIXTURE_ROWS; i++) {
        char number[48];
        if (states[i])
            strcpy(number, values[i]                             ? "value that should be 0"
                           : states[i] == KEFU_VALUE_NO_DATA     ? "-"
                           : states[i] == KEFU_VALUE_PROVISIONAL ? "?"
                                                                 : "bad state");
        else if (kefu_expr_type(expr) == KEFU_EXPR_BOOL)
            strcpy(number, values[i] == 1 ? "T" : values[i] == 0 ? "F" : "bad truth");
        else
            fixture_number(values[i], scale ? scale : 6, number);
        used += (size_t)snprintf(out + used, room - used, "%s%s", i ? " " : "", number);
    }
    kefu_expr_free(expr);
}

typedef struct fixture_case {
    const char *expression, *expected;
} fixture_case;

/* Prints what differs; gives the number of differences. */
static inline int fixture_check(const fixture_case *cases, size_t n, int32_t scale)
{
    fixture f;
    int wrong = 0;
    fixture_open(&f);
    for (size_t i = 0; i < n; i++) {
        char got[512];
        fixture_eval(&f, cases[i].expression, scale, got, sizeof got);
        if (strcmp(got, cases[i].expected) == 0)
            continue;
        wrong++;
        printf("%s\n  got      %s\n  expected %s\n", cases[i].expression, got, cases[i].expected);
    }
    return wrong;
}

#endif
