/* test_score_columns.c - points straight from columns are those of a sheet, for every type of
 * column and wherever a figure lies beside a bound. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "chance.h"
#include "columns.h"
#include "kefu/score.h"
#include "oom.h"

#define P(points) ((int64_t)((points)*KEFU_POINT))

static kefu_card *card_of(const char *text)
{
    kefu_card *card = NULL;
    kefu_error error = {0};
    if (kefu_card_from_json(NULL, NULL, text, strlen(text), &card, &error))
        fail_msg("%d:%d %s", error.line, error.column, error.message);
    return card;
}

enum { ITEMS = 3, MOST_ROWS = 5000, MOST_BOUNDS = 9 };

/* ---- A table by hand ---- */

#define TWO_ITEMS(more) "{\"format\":1,\"id\":\"test.columns/1\"," SECTIONS(more)
#define SECTIONS(more)                                                                             \
    "\"sections\":[{\"id\":\"s\",\"items\":["                                                      \
    "{\"id\":\"a\",\"metric\":\"a\",\"weight\":60,\"unit\":\"count\",\"direction\":"               \
    "\"higher\"," more                                                                             \
    "\"curve\":{\"type\":\"steps\",\"bands\":[{\"at_least\":0.9,\"points\":100},"                  \
    "{\"above\":0.5,\"points\":50},{\"points\":0}]}},"                                             \
    "{\"id\":\"b\",\"metric\":\"b\",\"weight\":40,\"unit\":\"count\",\"direction\":\"higher\","    \
    "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[30,100]]}}]}]}"

static const kefu_column column_a = COLUMN_OF("a", KEFU_COLUMN_F64, NULL);
static const kefu_column column_b = COLUMN_OF("b", KEFU_COLUMN_I32, NULL);

static kefu_status score_two(const char *text, const double *a, const int32_t *b, int64_t rows,
                             int64_t *totals, int64_t *points_b, kefu_error *error)
{
    kefu_card *card = card_of(text);
    kefu_column columns[2] = {column_a, column_b};
    const kefu_column *pointers[2] = {&columns[0], &columns[1]};
    kefu_batch batch = BATCH_OF(rows, 2, pointers);
    int64_t *points[2] = {NULL, points_b};
    kefu_status status;
    batch.first_row = 10;
    columns[0].data = a;
    columns[1].data = b;
    status = kefu_score_columns(card, &batch, totals, points, error);
    kefu_card_free(card);
    return status;
}

/* b: 10 of 30 is 100 × 10/30 × 40/100 = 13.333333 points. Without a, b alone is of 100:
 * 33.333333. */
static void test_by_hand(void **state)
{
    static const double a[] = {0.9, 0.8999999994, 0.5, 0.500000001, NAN, NAN, -5e300 / 1e300};
    static const int32_t b[] = {10, 30, -7, 45, 10, 0, 15};
    static const int64_t b_points[] = {13333333, P(40), 0, P(40), 33333333, 0, P(20)};
    static const int64_t left_out[] = {73333333, P(70), 0, P(70), 33333333, 0, P(20)};
    static const int64_t zero[] = {73333333, P(70), 0, P(70), 13333333, 0, P(20)};
    int64_t totals[7], points[7];
    (void)state;
    assert_int_equal(score_two(TWO_ITEMS(""), a, b, 7, totals, points, NULL), KEFU_OK);
    assert_memory_equal(totals, left_out, sizeof totals);
    assert_memory_equal(points, b_points, sizeof points);
    assert_int_equal(score_two(TWO_ITEMS("\"no_data\":\"zero\","), a, b, 7, totals, NULL, NULL),
                     KEFU_OK);
    assert_memory_equal(totals, zero, sizeof totals);
    assert_int_equal(score_two(TWO_ITEMS("\"no_data\":\"require\","), a, b, 7, totals, NULL, NULL),
                     KEFU_OK);
    assert_true(totals[3] == P(70) && totals[4] == INT64_MIN && totals[5] == INT64_MIN);
}

/* Rows that a sheet refuses, too. */
static void test_bad_rows(void **state)
{
    static const double bad[] = {INFINITY, -INFINITY, 1e19, -1e300};
    static const int32_t b[5001] = {0};
    static double a[5001];
    static int64_t totals[5001];
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        for (int64_t rows = 7; rows <= 5001; rows += 4994) {
            kefu_error error = {0};
            memset(a, 0, sizeof a);
            a[rows - 2] = bad[i];
            assert_int_equal(score_two(TWO_ITEMS(""), a, b, rows, totals, NULL, &error),
                             KEFU_E_OVERFLOW);
            assert_int_equal(error.row, 10 + rows - 2);
        }
    /* a line that goes on: 10^9 points at 3 × 10^8 */
    {
        static const int32_t far[] = {29, 750000000};
        kefu_error error = {0};
        assert_int_equal(
            score_two("{\"format\":1,\"id\":\"test.far/1\",\"sections\":[{\"id\":\"s\","
                      "\"items\":[{\"id\":\"b\",\"metric\":\"b\",\"weight\":100,"
                      "\"unit\":\"count\",\"direction\":\"higher\",\"curve\":{\"type\":"
                      "\"linear\",\"points\":[[0,0],[30,100]],\"above\":\"extend\"}}]}]}",
                      a, far, 2, totals, NULL, &error),
            KEFU_E_OVERFLOW);
        assert_int_equal(error.row, 11);
        assert_non_null(strstr(error.message, "item 'b'"));
    }
}

/* ---- What is refused ---- */

static void test_refused(void **state)
{
    static const struct {
        const char *item, *place;
    } cases[] = {
        {"\"basis\":\"percentile\",", "sections[0].items[0].basis"},
        {"\"no_data\":\"mean\",", "sections[0].items[0].no_data"},
        {"\"provisional\":\"mean\",", "sections[0].items[0].provisional"},
        {"\"definition\":\"kefu.reply_rate/1\",", "sections[0].items[0].definition"},
        {"\"least\":0,", "sections[0].items[0].least"},
    };
    double a[1] = {1};
    int32_t b[1] = {1};
    int64_t totals[1];
    kefu_error error = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        snprintf(text, sizeof text, TWO_ITEMS("%s"), cases[i].item);
        assert_int_equal(score_two(text, a, b, 1, totals, NULL, &error), KEFU_E_UNSUPPORTED);
        assert_memory_equal(error.message, cases[i].place, strlen(cases[i].place));
        assert_true(error.line == 1 && error.column > 0);
    }
    assert_int_equal(score_two(TWO_ITEMS("\"x-note\":\"ours\",\"basis\":\"value\",\"of\":100,"), a,
                               b, 1, totals, NULL, &error),
                     KEFU_OK);
    assert_int_equal(score_two("{\"format\":1,\"id\":\"t/1\",\"adjustments\":[{\"id\":\"h\","
                               "\"metric\":\"hits\",\"points\":1}]," SECTIONS(""),
                               a, b, 1, totals, NULL, &error),
                     KEFU_E_UNSUPPORTED);
    assert_memory_equal(error.message, "adjustments", strlen("adjustments"));
}

static void test_columns(void **state)
{
    static const char *const texts[] = {"1"};
    int32_t b[1] = {1};
    int64_t totals[1];
    kefu_card *card = card_of(TWO_ITEMS(""));
    kefu_column columns[2] = {COLUMN_OF("a", KEFU_COLUMN_TEXT_Z, texts), column_b};
    const kefu_column *pointers[2] = {&columns[0], &columns[1]};
    kefu_batch batch = BATCH_OF(1, 2, pointers), none = BATCH_OF(0, 2, pointers);
    kefu_error error = {0};
    (void)state;
    columns[1].data = b;
    assert_int_equal(kefu_score_columns(card, &batch, totals, NULL, &error), KEFU_E_TYPE);
    columns[0] = column_a;
    columns[0].name = "A";
    assert_int_equal(kefu_score_columns(card, &none, totals, NULL, &error), KEFU_E_NAME);
    columns[0].name = "a";
    assert_int_equal(kefu_score_columns(card, &none, totals, NULL, &error), KEFU_OK);
    assert_int_equal(kefu_score_columns(NULL, &batch, totals, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_score_columns(card, NULL, totals, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_score_columns(card, &batch, NULL, NULL, NULL), KEFU_E_ARGUMENT);
    kefu_card_free(card);
}

/* ---- The law: random cards and columns against kefu_score ---- */

static uint64_t seed = 20261031;

static int64_t pick(int64_t n) { return (int64_t)(chance(&seed) % (uint64_t)n); }

/* Bounds of a curve, in order, at a scale. */
typedef struct law_bounds {
    int32_t n, scale;
    int64_t at[MOST_BOUNDS];
} law_bounds;

static law_bounds random_bounds(void)
{
    law_bounds b = {.n = (int32_t)pick(MOST_BOUNDS - 1) + 2, .scale = (int32_t)pick(10)};
    int64_t step = kf_pow10((int32_t)pick(7) + (b.scale > 3 ? b.scale - 3 : 0));
    b.at[0] = pick(3) ? pick(step * 2) : -pick(step * 9);
    for (int32_t i = 1; i < b.n; i++)
        b.at[i] = b.at[i - 1] + 1 + pick(step);
    return b;
}

static void add_points(char *text, int may_fall_below)
{
    char points[48];
    int64_t p = pick(2) ? pick(101) * 1000 : pick(100001);
    kf_decimal_format(may_fall_below && !pick(4) ? -p : p, 3, points);
    strcat(text, points);
}

static void add_curve(char *text, const law_bounds *b)
{
    static const char *const ends[2][2] = {{"at_least", "above"}, {"at_most", "below"}};
    int line = (int)pick(2), lower = (int)pick(2), below = !pick(5);
    strcat(text, line ? "{\"type\":\"linear\",\"points\":[" : "{\"type\":\"steps\",\"bands\":[");
    for (int32_t i = 0; i < b->n; i++) {
        char at[48];
        kf_decimal_format(b->at[line || lower ? i : b->n - 1 - i], b->scale, at);
        sprintf(text + strlen(text), line ? "[%s%s," : "%s{\"%s\":", line ? at : "",
                line ? "" : ends[lower][pick(2)]);
        if (!line)
            sprintf(text + strlen(text), "%s,\"points\":", at);
        add_points(text, below);
        strcat(text, line ? "]" : "}");
        if (i + 1 < b->n)
            strcat(text, ",");
    }
    if (!line && pick(4)) {
        strcat(text, ",{\"points\":");
        add_points(text, below);
        strcat(text, "}");
    }
    strcat(text, "]}");
}

/* Bands with lines and holes, knots that go on, units of `deduct`, a share: what has no ready
 * form. */
static void add_other_curve(char *text, const law_bounds *b)
{
    char low[48], high[48], step[48];
    kf_decimal_format(b->at[0], b->scale, low);
    kf_decimal_format(b->at[1], b->scale, high);
    kf_decimal_format(b->at[1] - b->at[0], b->scale, step);
    text += strlen(text);
    switch (pick(4)) {
    case 0:
        sprintf(text,
                "{\"type\":\"pieces\",\"bands\":[{\"at_least\":%s,\"below\":%s,"
                "\"points\":[10,60.5]},{\"at_least\":%s,\"points\":100}]}",
                low, high, high);
        return;
    case 1:
        sprintf(text, "{\"type\":\"linear\",\"points\":[[%s,40],[%s,40]],\"below\":\"extend\"}",
                low, high);
        return;
    case 2:
        sprintf(text,
                "{\"type\":\"deduct\",\"from\":%s,\"per\":%s,\"points\":1.5,\"least\":-20,"
                "\"round\":\"%s\"}",
                high, step, pick(2) ? "up" : "exact");
        return;
    default:
        sprintf(text, "{\"type\":\"proportion\",\"cap\":120}");
    }
}

static void random_card(char *text, law_bounds *bounds)
{
    static const char *const policies[] = {"renormalise", "zero", "require", "renormalise"};
    sprintf(text,
            "{\"format\":1,\"id\":\"test.law/1\",\"weights\":\"%s\",\"sections\":[{\"id\":\"s\","
            "\"items\":[",
            pick(2) ? "normalise" : "hundred");
    for (int i = 0; i < ITEMS; i++) {
        char weight[48];
        kf_decimal_format(pick(8) ? (pick(32) + !i) * 100 : pick(3332) + 1, 2, weight);
        sprintf(
            text + strlen(text),
            "%s{\"id\":\"i%d\",\"metric\":\"c%d\",\"weight\":%s,\"unit\":\"count\",\"direction\":"
            "\"higher\",\"of\":%s,\"no_data\":\"%s\",\"provisional\":\"%s\",\"curve\":",
            i ? "," : "", i, i, weight, pick(3) ? "100" : "7.5", policies[pick(4)],
            pick(2) ? "score" : policies[pick(4)]);
        bounds[i] = random_bounds();
        if (pick(6))
            add_curve(text, &bounds[i]);
        else
            add_other_curve(text, &bounds[i]);
        strcat(text, "}");
    }
    strcat(text, "]}]}");
}

/* The next double, up or down; x is not 0. */
static double beside(double x, int64_t steps)
{
    int64_t image;
    memcpy(&image, &x, sizeof image);
    image += steps;
    memcpy(&x, &image, sizeof x);
    return x;
}

/* A double beside a bound: at it, some steps of doubles or half a billionth away, or anywhere. */
static double random_double(const law_bounds *b)
{
    double at = (double)b->at[pick(b->n)] / kf_pow10_doubles[b->scale];
    double span = (double)(b->at[b->n - 1] - b->at[0] + 1) / kf_pow10_doubles[b->scale];
    switch (pick(8)) {
    case 0:
        at += ((double)pick(3) - 1) * 0.5e-9;
        return at == 0 ? at : beside(at, pick(5) - 2);
    case 1:
        return at + (double)(pick(7) - 3) * 1e-9;
    case 2:
        return at + (double)(pick(2001) - 1000) * 0.01;
    case 3:
        return ldexp((double)pick(1 << 20) - (1 << 19), (int)pick(63) - 20);
    default:
        return at + (double)(pick(2000001) - 1000000) / 1e6 * span;
    }
}

static int64_t random_integer(const law_bounds *b, int32_t scale, int64_t least, int64_t most)
{
    double near = random_double(b) * kf_pow10_doubles[scale];
    int64_t n = near < 9e18 && near > -9e18 ? (int64_t)near : (int64_t)chance(&seed);
    n += pick(3) - 1;
    if (n < least || n > most) /* 0 to most, or all there are */
        n = least + (int64_t)(chance(&seed) % ((uint64_t)most - (uint64_t)least));
    return n;
}

static const struct law_type {
    int32_t type, size, scaled;
    int64_t least, most;
} law_types[] = {
    {KEFU_COLUMN_F64, 8, 0, 0, 0},
    {KEFU_COLUMN_F64, 8, 0, 0, 0},
    {KEFU_COLUMN_F32, 4, 0, 0, 0},
    {KEFU_COLUMN_I64, 8, 1, INT64_MIN, INT64_MAX},
    {KEFU_COLUMN_I64, 8, 1, INT64_MIN, INT64_MAX},
    {KEFU_COLUMN_U64, 8, 1, 0, INT64_MAX},
    {KEFU_COLUMN_I32, 4, 1, INT32_MIN, INT32_MAX},
    {KEFU_COLUMN_U32, 4, 1, 0, UINT32_MAX},
    {KEFU_COLUMN_I16, 2, 1, INT16_MIN, INT16_MAX},
    {KEFU_COLUMN_U16, 2, 1, 0, UINT16_MAX},
    {KEFU_COLUMN_I8, 1, 1, INT8_MIN, INT8_MAX},
    {KEFU_COLUMN_U8, 1, 1, 0, UINT8_MAX},
    {KEFU_COLUMN_BOOL, 1, 0, 0, 1},
    {KEFU_COLUMN_DATE, 4, 0, INT32_MIN, INT32_MAX},
    {KEFU_COLUMN_TIME, 8, 0, INT64_MIN, INT64_MAX},
};

typedef struct law_column {
    kefu_column column;
    char name[16];
    char data[MOST_ROWS * 17];
    uint8_t validity[MOST_ROWS / 8 + 2], states[MOST_ROWS];
} law_column;

static void put_integer(char *to, int32_t size, int64_t n)
{
    int8_t n8 = (int8_t)n;
    int16_t n16 = (int16_t)n;
    int32_t n32 = (int32_t)n;
    const void *from = size == 1   ? (const void *)&n8
                       : size == 2 ? (const void *)&n16
                       : size == 4 ? (const void *)&n32
                                   : (const void *)&n;
    memcpy(to, from, (size_t)size);
}

static void put_random(const law_column *c, const struct law_type *t, const law_bounds *b, char *to)
{
    double d = random_double(b);
    float f = (float)d;
    if (t->type == KEFU_COLUMN_F64)
        memcpy(to, &d, sizeof d);
    else if (t->type == KEFU_COLUMN_F32)
        memcpy(to, &f, sizeof f);
    else
        put_integer(to, t->size,
                    random_integer(b, t->type == KEFU_COLUMN_TIME ? 6 : c->column.scale, t->least,
                                   t->most));
}

static void random_column(law_column *c, int index, const law_bounds *b, int64_t rows)
{
    const struct law_type *t = &law_types[pick(sizeof law_types / sizeof *law_types)];
    int gaps = !pick(4), nulls = pick(2) ? 0 : (int)pick(3) + 1, nan = !pick(3);
    int64_t stride = gaps ? t->size + 1 + pick(8) : t->size, often = pick(2) ? 3 : 400;
    snprintf(c->name, sizeof c->name, "c%d", index);
    c->column = (kefu_column){.struct_size = sizeof c->column,
                              .name = c->name,
                              .type = t->type,
                              .scale = t->scaled ? (int32_t)pick(pick(9) ? 10 : 19) : 0,
                              .data = c->data,
                              .stride = gaps ? stride : 0,
                              .validity = nulls & 1 ? c->validity : NULL,
                              .validity_offset = 3,
                              .states = nulls & 2 ? c->states : NULL};
    memset(c->validity, 255, sizeof c->validity);
    memset(c->states, 0, sizeof c->states);
    for (int64_t i = 0; i < rows; i++) {
        static const uint8_t bad[] = {KEFU_VALUE_PROVISIONAL, KEFU_VALUE_NO_DATA,
                                      KEFU_VALUE_EXEMPT};
        static const double is_nan = NAN;
        put_random(c, t, b, c->data + i * stride);
        if (t->type == KEFU_COLUMN_F64 && nan && !pick(often))
            memcpy(c->data + i * stride, &is_nan, sizeof is_nan);
        if (!pick(often))
            c->validity[(i + 3) / 8] &= (uint8_t) ~(1u << ((i + 3) & 7));
        if (!pick(often))
            c->states[i] = bad[pick(3)];
    }
}

static kefu_sheet *sheet_by_report(const kefu_card *card, const kefu_column *const *columns,
                                   int64_t rows)
{
    static int64_t ids[MOST_ROWS];
    kefu_column id = COLUMN_OF("person", KEFU_COLUMN_I64, ids);
    const kefu_column *all[ITEMS + 1] = {&id};
    kefu_batch batch = BATCH_OF(rows, ITEMS + 1, all);
    kefu_report *report = NULL;
    kefu_frame *frame = NULL;
    kefu_sheet *sheet = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_report_new(NULL, NULL, &report, NULL), KEFU_OK);
    assert_int_equal(kefu_report_key(report, "person", NULL), KEFU_OK);
    for (int i = 0; i < ITEMS; i++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = columns[i]->name};
        kefu_report_columns from = {.struct_size = sizeof from};
        all[i + 1] = columns[i];
        assert_int_equal(kefu_report_metric(report, &info, &from, NULL), KEFU_OK);
    }
    for (int64_t i = 0; i < rows; i++)
        ids[i] = i;
    if (kefu_report_read(report, &batch, &frame, &error) ||
        kefu_score(card, frame, NULL, &sheet, &error))
        fail_msg("%s", error.message);
    kefu_report_free(report);
    kefu_frame_free(frame);
    return sheet;
}

static void compare(const kefu_sheet *sheet, const int64_t *totals, int64_t *const *points,
                    const char *text)
{
    for (int64_t at = 0; at < kefu_sheet_rows(sheet); at++) {
        kefu_sheet_row line = {.struct_size = sizeof line};
        int64_t row, total;
        kefu_sheet_row_at(sheet, at, &line);
        row = strtoll(line.person, NULL, 10);
        total = line.status == KEFU_VALUE_OK ? line.total : INT64_MIN;
        if (totals[row] != total)
            fail_msg("row %lld: %lld, not %lld: %s", (long long)row, (long long)totals[row],
                     (long long)total, text);
        for (int32_t i = 0; i < ITEMS; i++) {
            kefu_reason reason = {.struct_size = sizeof reason};
            kefu_sheet_reason(sheet, at, i, &reason);
            if (points[i] && points[i][row] != reason.points)
                fail_msg("row %lld item %d: %lld, not %lld: %s", (long long)row, i,
                         (long long)points[i][row], (long long)reason.points, text);
        }
    }
}

static void law_round(int64_t rows)
{
    static law_column columns[ITEMS];
    static int64_t totals[MOST_ROWS], points[ITEMS][MOST_ROWS];
    const kefu_column *pointers[ITEMS];
    kefu_batch batch = BATCH_OF(rows, ITEMS, pointers);
    int64_t *out[ITEMS];
    law_bounds bounds[ITEMS];
    char text[8192];
    kefu_error error = {0};
    kefu_card *card;
    kefu_sheet *sheet;
    random_card(text, bounds);
    card = card_of(text);
    for (int i = 0; i < ITEMS; i++) {
        random_column(&columns[i], i, &bounds[i], rows);
        pointers[i] = &columns[i].column;
        out[i] = pick(5) ? points[i] : NULL;
    }
    sheet = sheet_by_report(card, pointers, rows);
    if (kefu_score_columns(card, &batch, totals, out, &error))
        fail_msg("%s: %s", error.message, text);
    compare(sheet, totals, out, text);
    assert_int_equal(kefu_score_columns(card, &batch, totals, NULL, NULL), KEFU_OK);
    compare(sheet, totals, (int64_t *[ITEMS]){NULL}, text);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
}

static void test_law(void **state)
{
    const char *rounds = getenv("KEFU_LAW_ROUNDS");
    int n = rounds ? atoi(rounds) : 30;
    (void)state;
    for (int i = 0; i < n; i++) {
        law_round(1 + pick(200));
        law_round(MOST_ROWS - pick(600));
    }
}

/* ---- Memory ---- */

static int scenario(const kefu_allocator *allocator)
{
    static const double a[2] = {1, 0};
    static const int32_t b[2] = {1, 2};
    kefu_column columns[2] = {column_a, column_b};
    const kefu_column *pointers[2] = {&columns[0], &columns[1]};
    kefu_batch batch = BATCH_OF(2, 2, pointers);
    int64_t totals[2];
    const char *text = TWO_ITEMS("");
    kefu_card *card = NULL;
    kefu_error error = {0};
    kefu_status status = kefu_card_from_json(allocator, NULL, text, strlen(text), &card, &error);
    columns[0].data = a;
    columns[1].data = b;
    if (!status)
        status = kefu_score_columns(card, &batch, totals, NULL, &error);
    kefu_card_free(card);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand), cmocka_unit_test(test_bad_rows),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_columns),
        cmocka_unit_test(test_law),     cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
