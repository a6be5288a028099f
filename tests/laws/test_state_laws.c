/* test_state_laws.c - what holds for the states of small and hashed metrics whatever the rows: any
 * split, order and merge tree gives the same bytes and value; bytes come back; spoiled bytes are
 * refused or are those of another state; want of memory loses nothing. */
#include "metric_fixture.h"

enum { SEEDS = 1000, ROWS_MOST = 3000, PARTS = 4 };

typedef struct law_plan {
    const char *name;
    int32_t n_args, keys; /* keys: texts or whole numbers */
} law_plan;

static const law_plan law_plans[] = {
    {"variance", 1, 0},      {"deviation", 1, 0},      {"variance_pop", 1, 0},
    {"deviation_pop", 1, 0}, {"weighted_mean", 2, 0},  {"first", 2, 0},
    {"first", 3, 0},         {"last", 2, 0},           {"last", 3, 0},
    {"distinct", 1, 1},      {"distinct_about", 1, 1}, {"quantile_about", 1, 0},
};

enum { PLANS = sizeof law_plans / sizeof *law_plans };

typedef struct law_row {
    int64_t port[3];
    int32_t as_text; /* a key that comes as the text of its number */
} law_row;

static uint64_t law_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Small numbers that repeat, numbers of any size, and the ends of int64. */
static int64_t law_number(uint64_t *seed)
{
    uint64_t draw = law_random(seed), kind = draw & 7;
    int64_t size = (int64_t)(law_random(seed) >> (1 + draw % 63));
    if (kind == 0)
        return draw & 8 ? INT64_MIN : INT64_MAX;
    if (kind < 4)
        size %= 5;
    return draw & 16 ? -size : size;
}

static int64_t law_rows(law_row *rows, const law_plan *plan, uint64_t *seed)
{
    uint64_t draw = law_random(seed);
    int64_t n = (int64_t)(draw % 40);
    if (plan->keys && draw % 16 == 0)
        n = 1400 + (int64_t)(draw >> 8) % 1600; /* on both sides of the change of form */
    for (int64_t i = 0; i < n; i++) {
        for (int32_t k = 0; k < 3; k++)
            rows[i].port[k] = n > 40 ? (int64_t)(law_random(seed) >> 20) : law_number(seed);
        if (strcmp(plan->name, "weighted_mean") == 0 && rows[i].port[1] < 0)
            rows[i].port[1] = -(rows[i].port[1] + 1);
        rows[i].as_text = plan->keys && law_random(seed) & 1;
    }
    return n;
}

/* Decimal digits, written here anew. */
static size_t law_digits(int64_t value, char *out)
{
    char digits[20];
    size_t n = 0, size = 0;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[n++] = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0)
        out[size++] = '-';
    while (n)
        out[size++] = digits[--n];
    return size;
}

static kefu_status law_feed_row(box *b, box_state *s, const law_row *row)
{
    char digits[24];
    kefu_text text = {digits, law_digits(row->port[0], digits)};
    kefu_vector ports[3] = {
        {&row->port[0], NULL, NULL}, {&row->port[1], NULL, NULL}, {&row->port[2], NULL, NULL}};
    if (row->as_text)
        ports[0] = (kefu_vector){NULL, &text, NULL};
    return box_feed(b, s, ports, 1, NULL);
}

static kefu_status law_feed(box *b, box_state *s, const law_row *rows, int64_t n)
{
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < n && !status; i++)
        status = law_feed_row(b, s, &rows[i]);
    return status;
}

static void law_shuffle(law_row *rows, int64_t n, uint64_t *seed)
{
    for (int64_t i = n; i > 1; i--) {
        int64_t at = (int64_t)(law_random(seed) % (uint64_t)i);
        law_row row = rows[i - 1];
        rows[i - 1] = rows[at];
        rows[at] = row;
    }
}

static void assert_same(box *b, const box_state *s, const unsigned char *bytes, size_t size,
                        kefu_status status, const kefu_value *value)
{
    static unsigned char got[BOX_BYTES];
    kefu_value v;
    assert_int_equal(box_save(b, s, got), size);
    assert_memory_equal(got, bytes, size);
    assert_int_equal(box_value(b, s, &v), status);
    if (!status)
        assert_memory_equal(&v, value, sizeof v);
}

/* A state that went by way of its bytes. */
static void law_travel(box *b, box_state *s)
{
    static unsigned char bytes[BOX_BYTES];
    box_state loaded;
    size_t size = box_save(b, s, bytes);
    assert_int_equal(box_load(b, &loaded, bytes, size), KEFU_OK);
    box_end(b, s);
    *s = loaded;
}

/* The rows shuffled and dealt to states, which merge two by two in any order. */
static void law_split(box *b, law_row *rows, int64_t n, uint64_t *seed, box_state *out)
{
    static unsigned char before[BOX_BYTES], after[BOX_BYTES];
    box_state parts[PARTS];
    int32_t left = 1 + (int32_t)(law_random(seed) % PARTS);
    law_shuffle(rows, n, seed);
    for (int32_t i = 0; i < left; i++)
        box_begin(b, &parts[i]);
    for (int64_t i = 0; i < n; i++)
        assert_int_equal(law_feed_row(b, &parts[law_random(seed) % (uint64_t)left], &rows[i]),
                         KEFU_OK);
    for (; left > 1; left--) {
        int32_t to = (int32_t)(law_random(seed) % (uint64_t)(left - 1)), from = left - 1;
        if (law_random(seed) & 1)
            law_travel(b, &parts[from]);
        size_t size = box_save(b, &parts[from], before);
        assert_int_equal(b->metric->merge(&parts[to], &parts[from], &b->context, NULL), KEFU_OK);
        assert_int_equal(box_save(b, &parts[from], after), size);
        assert_memory_equal(before, after, size); /* src stays as it was */
        box_end(b, &parts[from]);
    }
    *out = parts[0];
}

/* One bit, one byte, the size. What is still a state is the one that has these bytes. */
static void law_spoil(box *b, const unsigned char *bytes, size_t size, uint64_t *seed)
{
    static unsigned char spoiled[BOX_BYTES + 8], again[BOX_BYTES];
    uint64_t draw = law_random(seed);
    box_state s;
    memcpy(spoiled, bytes, size);
    if (draw % 4 == 0) {
        size = (size_t)(draw >> 8) % (size + 8);
    } else if (draw % 4 == 1) {
        spoiled[(draw >> 8) % size] = (unsigned char)(draw >> 40 & 0xFF);
    } else {
        spoiled[(draw >> 8) % size] ^= (unsigned char)(1 << (draw >> 40) % 8);
    }
    kefu_status status = box_load(b, &s, spoiled, size);
    if (status) {
        assert_int_equal(status, KEFU_E_DATA);
        return;
    }
    kefu_value v;
    status = box_value(b, &s, &v);
    assert_true(status == KEFU_OK || status == KEFU_E_OVERFLOW);
    assert_int_equal(box_save(b, &s, again), size);
    assert_memory_equal(again, spoiled, size);
    box_end(b, &s);
}

static void law_seed(const law_plan *plan, uint64_t seed)
{
    static law_row rows[ROWS_MOST];
    static unsigned char bytes[BOX_BYTES];
    box b;
    box_state whole, split;
    kefu_value value;
    box_open(&b, plan->name, 3, 6, plan->n_args);
    b.params[0] = (int64_t)(law_random(&seed) % 1000000001);
    int64_t n = law_rows(rows, plan, &seed);
    box_begin(&b, &whole);
    assert_int_equal(law_feed(&b, &whole, rows, n), KEFU_OK);
    kefu_status status = box_value(&b, &whole, &value);
    assert_true(status == KEFU_OK || status == KEFU_E_OVERFLOW);
    size_t size = box_save(&b, &whole, bytes);
    law_split(&b, rows, n, &seed, &split);
    assert_same(&b, &split, bytes, size, status, &value);
    law_travel(&b, &split);
    assert_same(&b, &split, bytes, size, status, &value);
    for (int i = 0; i < 20; i++)
        law_spoil(&b, bytes, size, &seed);
    box_end(&b, &whole);
    box_end(&b, &split);
    box_close(&b);
}

static void splits_orders_bytes_and_spoiled_bytes(void **state)
{
    (void)state;
    for (size_t p = 0; p < PLANS; p++)
        for (uint64_t seed = 1; seed <= SEEDS; seed++)
            law_seed(&law_plans[p], seed * UINT64_C(0x9E3779B97F4A7C15) + p);
}

/* ---- Want of memory ------------------------------------------------------------------------- */

/* The n-th allocation fails; 1 if there was none. */
static int32_t law_without_memory(const law_plan *plan, law_row *rows, int64_t n, long fail_at)
{
    static unsigned char before[BOX_BYTES], after[BOX_BYTES];
    box b;
    box_state s, t, loaded;
    box_open(&b, plan->name, 3, 6, plan->n_args);
    b.memory.fail_at = fail_at;
    box_begin(&b, &s);
    box_begin(&b, &t);
    kefu_status status = law_feed(&b, &s, rows, n / 2);
    if (!status)
        status = law_feed(&b, &t, rows + n / 2, n - n / 2);
    size_t size = box_save(&b, &s, before);
    if (!status) {
        status = b.metric->merge(&s, &t, &b.context, NULL);
        if (status) {
            assert_int_equal(box_save(&b, &s, after), size);
            assert_memory_equal(before, after, size); /* unchanged */
        }
    }
    size = box_save(&b, &s, before);
    if (!status) {
        status = box_load(&b, &loaded, before, size);
        if (!status)
            box_end(&b, &loaded);
    }
    assert_true(status == KEFU_OK || status == KEFU_E_MEMORY);
    box_end(&b, &s);
    box_end(&b, &t);
    box_close(&b);
    return b.memory.calls < fail_at;
}

static void want_of_memory_loses_nothing(void **state)
{
    static const int64_t sizes[] = {30, 1500, 1700, 3000};
    static law_row rows[ROWS_MOST];
    (void)state;
    for (size_t p = 0; p < PLANS; p++)
        for (size_t i = 0; i < (law_plans[p].keys ? 4 : 1); i++) {
            uint64_t seed = 77 + i;
            for (int64_t r = 0; r < sizes[i]; r++)
                rows[r] = (law_row){{(int64_t)(law_random(&seed) >> 20), 3, 4}, 0};
            long n = 1;
            while (!law_without_memory(&law_plans[p], rows, sizes[i], n))
                n++;
            assert_true(n == 1 || kefu_registry_find(NULL, law_plans[p].name)->destroy);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_orders_bytes_and_spoiled_bytes),
        cmocka_unit_test(want_of_memory_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
