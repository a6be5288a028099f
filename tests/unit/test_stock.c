/* test_stock.c - taking stock: what is counted, what is pinned, merging, bytes, comparing, writing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "kefu/stock.h"
#include "mend.h"

static desk shop;

static int stock_begin(void **state)
{
    (void)state;
    desk_open(&shop);
    return 0;
}

static int stock_end(void **state)
{
    (void)state;
    desk_close(&shop);
    return 0;
}

/* ---- Reviews -------------------------------------------------------------------------------- */

enum {
    PIC = KEFU_REVIEW_PICTURES,
    ANS = KEFU_REVIEW_ANSWERED,
    KEY = KEFU_REVIEW_KEY_PRODUCT,
    ANS2 = KEFU_REVIEW_ANSWERED_FOLLOW_UP
};

/* Praise of product, delivery and service; of two of them; blame. */
#define THREE "质量好,物流好,客服热情"
#define TWO   "质量好,物流好"

static const desk_review month[] = {
    {THREE, NULL, "R01", "甲", NULL, 5, 0, PIC | ANS | KEY, 20500, 0},
    {TWO, "掉色,差", "R02", "甲", NULL, 5, 0, PIC | ANS, 20503, 0},
    {TWO, NULL, "R03", "甲", NULL, 5, 0, PIC, 20501, 0},
    {TWO, NULL, "R04", "甲", NULL, 5, 0, PIC, 20501, 0},
    {TWO, NULL, "R05", "甲", NULL, 5, 0, 0, 20509, 0},           /* no pictures */
    {"物流慢,差", NULL, "R06", "甲", NULL, 1, 0, 0, 20502, 0},   /* nobody has answered */
    {"物流慢,差", "好", "R07", "甲", NULL, 2, 0, ANS, 20502, 0}, /* nor the follow-up */
    {"掉色,失望", NULL, "R08", "10", NULL, 1, 0, ANS, 20502, 0},
    {"质量好,物流慢", NULL, "R09", "10", NULL, 3, 0, 0, 20502, 0},
    {"此用户没有填写评价", NULL, "R10", "9", NULL, 5, 0, 0, 20502, 0},
    {"差,退款", NULL, "R11", "9", NULL, 1, 0, ANS, 20502, 0},
    {"返现才好评,质量好", NULL, "R12", "", NULL, 5, 0, ANS, 20502, 0}};
enum { MONTH = sizeof month / sizeof *month };

static kefu_stock *new_stock(int32_t pins)
{
    const kefu_stock_options options = {.struct_size = sizeof options, .pins = pins};
    kefu_stock *stock = NULL;
    assert_int_equal(kefu_stock_new(&options, &stock, NULL), KEFU_OK);
    return stock;
}

static void add(kefu_stock *stock, const desk_review *line)
{
    kefu_error error;
    const kefu_status status = kefu_stock_add(stock, desk_read(&shop, line), &error);
    if (status)
        fail_msg("%s", error.message);
}

/* Of month, the reviews whose bits are set. */
static kefu_stock *stock_of(uint32_t which, int32_t pins)
{
    kefu_stock *stock = new_stock(pins);
    for (int32_t i = 0; i < MONTH; i++)
        if (which >> i & 1)
            add(stock, &month[i]);
    return stock;
}

enum { ALL = (1 << MONTH) - 1 };

/* ---- Counts --------------------------------------------------------------------------------- */

/* Counted by hand from the lines above. */
static void products_are_counted(void **state)
{
    static const struct {
        const char *product;
        int64_t n[12]; /* reviews follow_ups good neutral bad unsure followup_bad turned_bad
                          unanswered unanswered_bad marked suspect */
        int32_t is_key, pins;
    } wanted[] = {{"9", {2, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0}, 0, 0},
                  {"10", {2, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0}, 0, 0},
                  {"", {1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 0, 0},
                  {"甲", {7, 2, 5, 0, 2, 0, 1, 1, 6, 2, 0, 0}, 1, 3}};
    kefu_stock *stock = stock_of(ALL, 0);
    (void)state;
    assert_int_equal(kefu_stock_products(stock), 4);
    for (int64_t i = 0; i < 4; i++) {
        kefu_stock_product p = {.struct_size = sizeof p};
        int64_t at = -1;
        assert_int_equal(kefu_stock_product_at(stock, i, &p), KEFU_OK);
        assert_int_equal(p.product.size, strlen(wanted[i].product));
        assert_memory_equal(p.product.data, wanted[i].product, p.product.size);
        const int64_t got[] = {p.reviews,    p.follow_ups,     p.good,         p.neutral,
                               p.bad,        p.unsure,         p.followup_bad, p.turned_bad,
                               p.unanswered, p.unanswered_bad, p.marked,       p.suspect};
        for (int k = 0; k < 12; k++)
            if (got[k] != wanted[i].n[k])
                fail_msg("%s, count %d: wanted %d, got %d", wanted[i].product, k,
                         (int)wanted[i].n[k], (int)got[k]);
        assert_int_equal(p.is_key, wanted[i].is_key);
        assert_int_equal(p.pins, wanted[i].pins);
        assert_int_equal(
            kefu_stock_find(stock, wanted[i].product, strlen(wanted[i].product), &at, NULL),
            KEFU_OK);
        assert_int_equal(at, i);
    }
    kefu_stock_free(stock);
}

static void causes_are_counted(void **state)
{
    kefu_stock *stock = stock_of(ALL, 0);
    kefu_stock_cause c = {.struct_size = sizeof c};
    (void)state;
    /* 甲: good in R01 .. R05, bad and to blame in R06 and R07 */
    assert_int_equal(kefu_stock_cause_at(stock, 3, KEFU_CAUSE_LOGISTICS, &c), KEFU_OK);
    assert_int_equal(c.positive, 5);
    assert_int_equal(c.negative, 2);
    assert_int_equal(c.neutral, 0);
    assert_int_equal(c.primary, 2);
    assert_int_equal(c.contributing, 0);
    /* and the follow-up of R02 blames the product */
    assert_int_equal(kefu_stock_cause_at(stock, 3, KEFU_CAUSE_QUALITY, &c), KEFU_OK);
    assert_int_equal(c.positive, 5);
    assert_int_equal(c.negative, 1);
    assert_int_equal(c.primary, 1);
    assert_int_equal(kefu_stock_cause_at(stock, 3, KEFU_CAUSE_FAKE, &c), KEFU_OK);
    assert_int_equal(c.positive + c.negative + c.neutral + c.primary + c.contributing, 0);
    assert_int_equal(kefu_stock_cause_at(stock, 3, KEFU_CAUSE_UNKNOWN, &c), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_stock_cause_at(stock, 3, kefu_cause_count() + 1, &c), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_stock_cause_at(stock, 4, 1, &c), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_stock_cause_at(stock, -1, 1, &c), KEFU_E_ARGUMENT);
    kefu_stock_free(stock);
}

static void check_pins(kefu_stock *stock, int64_t product, const char *wanted)
{
    kefu_stock_product p = {.struct_size = sizeof p};
    char got[256] = "";
    assert_int_equal(kefu_stock_product_at(stock, product, &p), KEFU_OK);
    for (int32_t i = 0; i < p.pins; i++) {
        kefu_stock_pin pin = {.struct_size = sizeof pin};
        assert_int_equal(kefu_stock_pin_at(stock, product, i, &pin), KEFU_OK);
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i ? " " : "",
                 (int)pin.review.size, pin.review.data);
        assert_int_equal(pin.praised, i ? 2 : 3);
    }
    assert_string_equal(got, wanted);
}

/* More groups praised, then newer (all of two are as sure), then by id; no pictures, no pin, nor
 * with a bad follow-up (R02). */
static void pins_stand_in_order(void **state)
{
    (void)state;
    for (int32_t pins = 1; pins <= 4; pins++) {
        static const char *const wanted[] = {"R01", "R01 R03", "R01 R03 R04", "R01 R03 R04"};
        kefu_stock *forth = new_stock(pins), *back = new_stock(pins);
        for (int32_t i = 0; i < 7; i++) {
            add(forth, &month[i]);
            add(back, &month[6 - i]);
        }
        check_pins(forth, 0, wanted[pins - 1]);
        check_pins(back, 0, wanted[pins - 1]);
        kefu_stock_free(forth);
        kefu_stock_free(back);
    }
}

static void pins_by_id_and_without(void **state)
{
    static const char *const ids[] = {"R2", "R10", "", "R1"};
    kefu_stock *stock = new_stock(4);
    desk_review line = month[2];
    kefu_stock_pin pin = {.struct_size = sizeof pin};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        line.id = ids[i];
        add(stock, &line);
    }
    assert_int_equal(kefu_stock_pin_at(stock, 0, 0, &pin), KEFU_OK);
    assert_int_equal(pin.review.size, 0); /* bytes decide: "", "R1", "R10", "R2" */
    assert_int_equal(kefu_stock_pin_at(stock, 0, 3, &pin), KEFU_OK);
    assert_memory_equal(pin.review.data, "R2", 3); /* with NUL */
    assert_int_equal(pin.day, 20501);
    assert_int_equal(kefu_stock_pin_at(stock, 0, 4, &pin), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_stock_pin_at(stock, 0, -1, &pin), KEFU_E_ARGUMENT);
    kefu_stock_free(stock);
}

static void products_that_are_not_there(void **state)
{
    kefu_stock *stock = stock_of(ALL, 0);
    kefu_error error;
    int64_t at = 77;
    (void)state;
    assert_int_equal(kefu_stock_find(stock, "1O", 2, &at, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "'10'")); /* near */
    assert_int_equal(kefu_stock_find(stock, "010", 3, &at, NULL), KEFU_E_NAME);
    assert_int_equal(at, 77);
    assert_int_equal(kefu_stock_find(stock, NULL, 0, &at, NULL), KEFU_OK); /* the one without */
    assert_int_equal(at, 2);
    kefu_stock_free(stock);
}

/* ---- Bytes ---------------------------------------------------------------------------------- */

static kefu_buffer *saved(kefu_stock *stock)
{
    kefu_buffer *out = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_stock_save(stock, kefu_buffer_sink(out), NULL), KEFU_OK);
    return out;
}

static void check_same(kefu_stock *a, kefu_stock *b)
{
    kefu_buffer *x = saved(a), *y = saved(b);
    size_t n, m;
    const char *p = kefu_buffer_data(x, &n), *q = kefu_buffer_data(y, &m);
    assert_int_equal(n, m);
    assert_memory_equal(p, q, n);
    kefu_buffer_free(x);
    kefu_buffer_free(y);
}

static kefu_status load(const void *bytes, size_t size, int32_t pins, kefu_stock **out,
                        kefu_error *error)
{
    const kefu_stock_options options = {.struct_size = sizeof options, .pins = pins};
    return kefu_stock_load(&options, bytes, size, out, error);
}

static kefu_stock *loaded(kefu_stock *stock, int32_t pins)
{
    kefu_buffer *bytes = saved(stock);
    kefu_stock *back = NULL;
    size_t n;
    const char *p = kefu_buffer_data(bytes, &n);
    assert_int_equal(load(p, n, pins, &back, NULL), KEFU_OK);
    kefu_buffer_free(bytes);
    return back;
}

/* Whatever parts, in whatever order, through files or not: the reviews make the bytes. */
static void parts_make_the_whole(void **state)
{
    (void)state;
    for (uint32_t cut = 0; cut <= ALL; cut += 37) {
        kefu_stock *all = stock_of(ALL, 2), *a = stock_of(cut, 2), *b = stock_of(ALL & ~cut, 2);
        kefu_stock *c = loaded(a, 2), *d = loaded(b, 2);
        check_same(a, c);
        assert_int_equal(kefu_stock_merge(c, b, NULL), KEFU_OK);
        assert_int_equal(kefu_stock_merge(d, a, NULL), KEFU_OK);
        check_same(all, c);
        check_same(all, d);
        for (int32_t i = MONTH; i-- > 0;) /* loaded ones go on */
            if (cut >> i & 1)
                add(b, &month[i]);
        check_same(all, b);
        kefu_stock_free(all);
        kefu_stock_free(a);
        kefu_stock_free(b);
        kefu_stock_free(c);
        kefu_stock_free(d);
    }
}

static void nothing_is_saved_and_loaded_too(void **state)
{
    kefu_stock *none = new_stock(0), *back = loaded(none, 0), *some = stock_of(ALL, 0);
    kefu_stock *all = stock_of(ALL, 0);
    (void)state;
    assert_int_equal(kefu_stock_products(back), 0);
    assert_int_equal(kefu_stock_merge(back, some, NULL), KEFU_OK);
    assert_int_equal(kefu_stock_merge(some, none, NULL), KEFU_OK);
    check_same(all, back);
    check_same(all, some);
    kefu_stock_free(none);
    kefu_stock_free(back);
    kefu_stock_free(some);
    kefu_stock_free(all);
}

static void broken_bytes_are_refused(void **state)
{
    kefu_stock *stock = stock_of(ALL, 0), *back = NULL;
    kefu_buffer *bytes = saved(stock);
    size_t n;
    char *copy;
    (void)state;
    kefu_buffer_data(bytes, &n);
    copy = malloc(n);
    memcpy(copy, kefu_buffer_data(bytes, NULL), n);
    for (size_t cut = 0; cut < n; cut++)
        assert_int_not_equal(load(copy, cut, 0, &back, NULL), KEFU_OK);
    for (size_t bit = 0; bit < 8 * n; bit++) {
        copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
        assert_int_not_equal(load(copy, n, 0, &back, NULL), KEFU_OK);
        copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
    }
    assert_null(back);
    free(copy);
    kefu_buffer_free(bytes);
    kefu_stock_free(stock);
}

/* With length and checksum put right a change is refused, or a stock-take like any other: it is
 * shown, compared, merged, and saves the very bytes it came from. */
static void changed_bytes_are_harmless(void **state)
{
    kefu_stock *stock = stock_of(ALL, 0);
    kefu_buffer *bytes = saved(stock), *out = NULL;
    size_t n, size, taken = 0;
    unsigned char *copy;
    (void)state;
    kefu_buffer_data(bytes, &n);
    copy = malloc(n);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    for (size_t bit = 8 * KF_SAVED_OPENING; bit < 8 * (n - KF_SAVED_TAIL); bit++) {
        kefu_stock *back = NULL;
        kefu_error error;
        kefu_status status;
        memcpy(copy, kefu_buffer_data(bytes, NULL), n);
        copy[bit / 8] = (unsigned char)(copy[bit / 8] ^ 1 << bit % 8);
        mend(copy, n);
        status = load(copy, n, 0, &back, &error);
        assert_true(status == KEFU_OK || status == KEFU_E_DATA || status == KEFU_E_MISMATCH);
        if (status)
            continue;
        taken++;
        check_same(back, back);
        kefu_buffer_clear(out);
        assert_int_equal(kefu_stock_save(back, kefu_buffer_sink(out), NULL), KEFU_OK);
        assert_memory_equal(kefu_buffer_data(out, &size), copy, n);
        assert_int_equal(size, n);
        kefu_buffer_clear(out);
        assert_int_equal(kefu_stock_csv(stock, back, KEFU_ZH, 0, kefu_buffer_sink(out), NULL),
                         KEFU_OK);
        assert_int_equal(kefu_stock_json(back, stock, kefu_buffer_sink(out), NULL), KEFU_OK);
        status = kefu_stock_merge(back, stock, NULL);
        assert_true(status == KEFU_OK || status == KEFU_E_MISMATCH);
        kefu_stock_free(back);
    }
    assert_in_range(taken, 1, 8 * n);
    free(copy);
    kefu_buffer_free(out);
    kefu_buffer_free(bytes);
    kefu_stock_free(stock);
}

/* A day like 2^62 reviews: two of them are no more than a count may be, a third is. */
static void counts_end_at_63_bits(void **state)
{
    static const unsigned char most[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F};
    kefu_stock *one = stock_of(1u << 10, 0), *many = NULL, *more = NULL;
    kefu_buffer *bytes = saved(one), *out = NULL;
    size_t n, at = 0, to = 0;
    unsigned char *copy;
    kefu_stock_product p = {.struct_size = sizeof p};
    (void)state;
    const unsigned char *from = (const unsigned char *)kefu_buffer_data(bytes, &n);
    copy = malloc(n + 40);
    /* pins, reviewer, one product "9" as a number, its counts: reviews, follow-ups, good, neutral,
     * bad; the first and the last of them are 1 */
    at = KF_SAVED_OPENING + 1 + 33 + 1 + 2;
    assert_int_equal(from[at], 1);
    assert_int_equal(from[at + 4], 1);
    memcpy(copy, from, at);
    to = at;
    memcpy(copy + to, most, 9);
    to += 9;
    memcpy(copy + to, from + at + 1, 3);
    to += 3;
    memcpy(copy + to, most, 9);
    to += 9;
    memcpy(copy + to, from + at + 5, n - at - 5);
    to += n - at - 5;
    mend(copy, to);
    assert_int_equal(load(copy, to, 0, &many, NULL), KEFU_OK);
    assert_int_equal(load(copy, to, 0, &more, NULL), KEFU_OK);
    assert_int_equal(kefu_stock_product_at(many, 0, &p), KEFU_OK);
    assert_true(p.reviews == INT64_MAX / 2);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_stock_json(many, one, kefu_buffer_sink(out), NULL), KEFU_OK);
    assert_int_equal(kefu_stock_merge(many, more, NULL), KEFU_E_OVERFLOW);
    assert_int_equal(kefu_stock_products(many), 0); /* poisoned */
    assert_int_equal(kefu_stock_add(more, desk_read(&shop, &month[10]), NULL), KEFU_E_OVERFLOW);
    assert_int_equal(kefu_stock_save(more, kefu_buffer_sink(out), NULL), KEFU_E_STATE);
    kefu_stock_free(many);
    kefu_stock_free(more);
    copy[at] ^= 0xFF;
    free(copy);
    kefu_buffer_free(out);
    kefu_buffer_free(bytes);
    kefu_stock_free(one);
}

/* ---- Who read it ---------------------------------------------------------------------------- */

static kefu_stock *stock_by(const kefu_reviewer *reviewer, const desk_review *line)
{
    const kefu_review review = desk_of(line);
    kefu_stock *stock = new_stock(0);
    assert_int_equal(kefu_review_read(reviewer, &review, shop.verdict, NULL), KEFU_OK);
    assert_int_equal(kefu_stock_add(stock, shop.verdict, NULL), KEFU_OK);
    return stock;
}

static kefu_reviewer *reviewer_of(const review_lexicon *words, const kefu_roster *roster,
                                  int32_t right, const char *platform)
{
    const kefu_lexicon *lexicons[1] = {&words->lexicon};
    const kefu_reviewer_options options = {.struct_size = sizeof options,
                                           .model = shop.model,
                                           .lexicons = lexicons,
                                           .n_lexicons = 1,
                                           .roster = roster,
                                           .platform = platform,
                                           .right = right};
    kefu_reviewer *reviewer = NULL;
    assert_int_equal(kefu_reviewer_new(&options, &reviewer, NULL), KEFU_OK);
    return reviewer;
}

/* Roster and platform are another reviewer, but counts of both add up; not with other words, nor
 * when surer ones were asked for. */
static void what_counts_alike_is_merged(void **state)
{
    static review_lexicon other;
    review_lexicon_fill(&other, KEFU_ZH, desk_words, 10);
    memset(other.lexicon.scheme.hash, 'b', 32);
    const struct {
        kefu_reviewer *reviewer;
        int alike;
    } cases[] = {{reviewer_of(&shop.words, NULL, 660000, NULL), 1},
                 {reviewer_of(&shop.words, shop.roster, 660000, "shop"), 1},
                 {reviewer_of(&shop.words, shop.roster, 670000, NULL), 0},
                 {reviewer_of(&other, shop.roster, 660000, NULL), 0}};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        kefu_stock *ours = stock_by(shop.reviewer, &month[0]);
        kefu_stock *theirs = stock_by(cases[i].reviewer, &month[1]);
        kefu_stock_change change = {.struct_size = sizeof change};
        assert_string_not_equal(kefu_reviewer_id(shop.reviewer),
                                kefu_reviewer_id(cases[i].reviewer));
        assert_int_equal(!strcmp(kefu_reviewer_counts_id(shop.reviewer),
                                 kefu_reviewer_counts_id(cases[i].reviewer)),
                         cases[i].alike);
        assert_int_equal(kefu_stock_compare(ours, 0, theirs, &change), KEFU_OK);
        assert_int_equal(change.same_reader, cases[i].alike);
        /* the verdict is theirs */
        assert_int_equal(kefu_stock_add(ours, shop.verdict, NULL),
                         cases[i].alike ? KEFU_OK : KEFU_E_MISMATCH);
        assert_int_equal(kefu_stock_merge(ours, theirs, NULL),
                         cases[i].alike ? KEFU_OK : KEFU_E_MISMATCH);
        assert_int_equal(kefu_stock_products(ours), 1); /* not poisoned */
        kefu_stock_free(ours);
        kefu_stock_free(theirs);
        kefu_reviewer_free(cases[i].reviewer);
    }
    assert_null(kefu_reviewer_counts_id(NULL));
}

static void other_mistakes(void **state)
{
    kefu_stock *three = stock_of(1, 3), *four = stock_of(1, 4), *back = NULL;
    kefu_buffer *bytes = saved(three);
    kefu_verdict *empty = NULL;
    kefu_stock_options options = {.struct_size = sizeof options, .pins = 101};
    size_t n;
    const char *p = kefu_buffer_data(bytes, &n);
    (void)state;
    assert_int_equal(kefu_stock_merge(three, four, NULL), KEFU_E_MISMATCH);
    assert_int_equal(kefu_stock_merge(three, three, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(load(p, n, 4, &back, NULL), KEFU_E_MISMATCH);
    assert_int_equal(kefu_stock_new(&options, &back, NULL), KEFU_E_ARGUMENT);
    options.pins = -1;
    assert_int_equal(kefu_stock_new(&options, &back, NULL), KEFU_E_ARGUMENT);
    options.pins = 0;
    options.reserved0 = 1;
    assert_int_equal(kefu_stock_new(&options, &back, NULL), KEFU_E_UNSUPPORTED);
    assert_null(back);
    assert_int_equal(kefu_verdict_new(NULL, &empty, NULL), KEFU_OK);
    assert_int_equal(kefu_stock_add(three, empty, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_stock_csv(three, NULL, 7, 0, kefu_buffer_sink(bytes), NULL),
                     KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_stock_products(three), 1);
    kefu_verdict_free(empty);
    kefu_buffer_free(bytes);
    kefu_stock_free(three);
    kefu_stock_free(four);
}

static void products_are_limited(void **state)
{
    const kefu_limits limits = {.struct_size = sizeof limits, .groups = 2};
    const kefu_stock_options options = {.struct_size = sizeof options, .limits = &limits};
    kefu_stock *stock = NULL;
    (void)state;
    assert_int_equal(kefu_stock_new(&options, &stock, NULL), KEFU_OK);
    add(stock, &month[0]);
    add(stock, &month[7]);
    add(stock, &month[1]);
    assert_int_equal(kefu_stock_add(stock, desk_read(&shop, &month[9]), NULL), KEFU_E_LIMIT);
    assert_int_equal(kefu_stock_add(stock, desk_read(&shop, &month[0]), NULL), KEFU_E_STATE);
    kefu_stock_free(stock);
}

/* ---- Comparing ------------------------------------------------------------------------------ */

/* 甲 before: R01, R06 (物流 blamed); now: R01, R02 (good, its follow-up blames 质量), R06, R07.
 * Shares of bad opinions: 物流 1/1 then, 2/3 now; 质量 0 then, 1/3 now: that one grew. */
static void what_changed(void **state)
{
    kefu_stock *before = stock_of(0x021, 0), *now = stock_of(0x0E3, 0);
    kefu_stock_change c = {.struct_size = sizeof c};
    (void)state;
    assert_int_equal(kefu_stock_products(now), 2);
    assert_int_equal(kefu_stock_compare(now, 1, before, &c), KEFU_OK);
    assert_int_equal(c.reviews, 2);
    assert_int_equal(c.bad, 1);
    assert_int_equal(c.unanswered, 2); /* the follow-ups of R02 and R07 */
    assert_int_equal(c.bad_rate.num, 2);
    assert_int_equal(c.bad_rate.den, 4);
    assert_int_equal(c.bad_rate_before.num, 1);
    assert_int_equal(c.bad_rate_before.den, 2);
    assert_int_equal(c.cause, KEFU_CAUSE_QUALITY);
    assert_int_equal(c.cause_now, 1);
    assert_int_equal(c.cause_before, 0);
    assert_int_equal(c.is_new, 0);
    assert_int_equal(c.same_reader, 1);
    /* 10 is new */
    assert_int_equal(kefu_stock_compare(now, 0, before, &c), KEFU_OK);
    assert_int_equal(c.is_new, 1);
    assert_int_equal(c.reviews, 1);
    assert_int_equal(c.bad_rate.num, 1);
    assert_int_equal(c.bad_rate_before.status, KEFU_VALUE_NO_DATA);
    assert_int_equal(c.cause, KEFU_CAUSE_QUALITY);
    /* nothing grew */
    assert_int_equal(kefu_stock_compare(before, 0, now, &c), KEFU_OK);
    assert_int_equal(c.reviews, -2);
    assert_int_equal(c.cause, KEFU_CAUSE_LOGISTICS); /* from 2/3 to 1/1 */
    assert_int_equal(kefu_stock_compare(now, 1, now, &c), KEFU_OK);
    assert_int_equal(c.cause, KEFU_CAUSE_UNKNOWN);
    assert_int_equal(c.cause_now, 0);
    assert_int_equal(kefu_stock_compare(now, 2, before, &c), KEFU_E_ARGUMENT);
    kefu_stock_free(before);
    kefu_stock_free(now);
}

/* ---- Writing -------------------------------------------------------------------------------- */

static void check_written(kefu_buffer *out, const char *wanted)
{
    assert_string_equal(kefu_buffer_data(out, NULL), wanted);
    kefu_buffer_clear(out);
}

static void json_as_it_is_written(void **state)
{
    kefu_stock *before = stock_of(0x020, 0), *now = stock_of(0x081, 0), *none = new_stock(0);
    kefu_buffer *out = NULL;
    kefu_stock_pin pin = {.struct_size = sizeof pin};
    char wanted[4096];
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_stock_json(none, NULL, kefu_buffer_sink(out), NULL), KEFU_OK);
    check_written(out, "{\"reviewer\":\"\",\"products\":[]}");
    assert_int_equal(kefu_stock_pin_at(now, 1, 0, &pin), KEFU_OK);
    snprintf(
        wanted, sizeof wanted,
        "{\"reviewer\":\"%s\",\"same_reader\":true,\"products\":["
        "{\"product\":\"10\",\"key\":0,\"reviews\":1,\"follow_ups\":0,\"good\":0,\"neutral\":0,"
        "\"bad\":1,\"unsure\":0,\"followup_bad\":0,\"turned_bad\":0,\"unanswered\":0,"
        "\"unanswered_bad\":0,\"marked\":0,\"suspect\":0,"
        "\"causes\":{\"quality\":{\"negative\":1,\"neutral\":0,\"positive\":0,\"primary\":1,"
        "\"contributing\":0}},\"pins\":[],\"change\":{\"is_new\":1,\"reviews\":1,\"bad\":1,"
        "\"unanswered\":0,\"bad_rate\":{\"num\":1,\"den\":1},\"bad_rate_before\":null,"
        "\"cause\":\"quality\",\"cause_now\":1,\"cause_before\":0}},"
        "{\"product\":\"甲\",\"key\":1,\"reviews\":1,\"follow_ups\":0,\"good\":1,\"neutral\":0,"
        "\"bad\":0,\"unsure\":0,\"followup_bad\":0,\"turned_bad\":0,\"unanswered\":0,"
        "\"unanswered_bad\":0,\"marked\":0,\"suspect\":0,"
        "\"causes\":{\"agent_attitude\":{\"negative\":0,\"neutral\":0,\"positive\":1,\"primary\":0,"
        "\"contributing\":0},\"logistics\":{\"negative\":0,\"neutral\":0,\"positive\":1,"
        "\"primary\":0,\"contributing\":0},\"quality\":{\"negative\":0,\"neutral\":0,"
        "\"positive\":1,\"primary\":0,\"contributing\":0}},"
        "\"pins\":[{\"review\":\"R01\",\"probability\":%d,\"praised\":3,\"day\":\"2026-02-16\"}],"
        "\"change\":{\"is_new\":0,\"reviews\":0,\"bad\":-1,\"unanswered\":-1,"
        "\"bad_rate\":{\"num\":0,\"den\":1},\"bad_rate_before\":{\"num\":1,\"den\":1},"
        "\"cause\":null,\"cause_now\":0,\"cause_before\":0}}]}",
        kefu_reviewer_counts_id(shop.reviewer), pin.probability);
    assert_int_equal(kefu_stock_json(now, before, kefu_buffer_sink(out), NULL), KEFU_OK);
    check_written(out, wanted);
    kefu_buffer_free(out);
    kefu_stock_free(before);
    kefu_stock_free(now);
    kefu_stock_free(none);
}

/* Column `head` of a line of CSV without quotes. */
static void check_cell(const char *csv, int32_t line, const char *head, const char *wanted)
{
    const char *at = csv, *h = csv;
    for (int32_t i = 0; i < line; i++)
        at = strchr(at, '\n') + 1;
    while (strncmp(h, head, strlen(head)) || !strchr(",\n", h[strlen(head)])) {
        h += strcspn(h, ",\n");
        at += strcspn(at, ",\n");
        assert_true(*h == ',' && *at == ',');
        h++;
        at++;
    }
    if (strcspn(at, ",\n") != strlen(wanted) || strncmp(at, wanted, strlen(wanted)))
        fail_msg("%s: wanted '%s', got '%.*s'", head, wanted, (int)strcspn(at, ",\n"), at);
}

static void csv_as_it_is_written(void **state)
{
    static const char zh[] = "商品,重点,评价,追评,好评,中评,差评,待判断,追评差评,追评转差,未回复,"
                             "未回复差评,有标记,可疑,客服态度 归因,客服态度 好评,";
    static const char en[] = "product,key,reviews,follow_ups,good,neutral,bad,unsure,followup_bad,"
                             "turned_bad,unanswered,unanswered_bad,marked,suspect,"
                             "agent attitude blamed,agent attitude positive,";
    static const struct {
        int32_t line;
        const char *head, *cell;
    } wanted[] = {{1, "商品", "9"},
                  {1, "重点", "0"},
                  {1, "评价", "2"},
                  {2, "商品", "10"},
                  {2, "商品质量 归因", "1"},
                  {3, "商品", ""},
                  {3, "可疑", "1"},
                  {4, "商品", "甲"},
                  {4, "重点", "1"},
                  {4, "评价", "7"},
                  {4, "追评", "2"},
                  {4, "好评", "5"},
                  {4, "差评", "2"},
                  {4, "未回复", "6"},
                  {4, "物流 归因", "2"},
                  {4, "物流 好评", "5"},
                  {4, "真伪 归因", "0"},
                  {4, "可置顶", "R01 R03 R04"},
                  {4, "评价变化", "5"},
                  {4, "差评变化", "1"},
                  {4, "未回复变化", "5"},
                  {4, "差评率", "0.2857"},
                  {4, "上次差评率", "0.5000"},
                  {4, "上升最多的原因", "商品质量"},
                  {2, "评价变化", "2"},
                  {2, "上次差评率", ""}};
    kefu_stock *now = stock_of(ALL, 0), *before = stock_of(0x021, 0);
    kefu_buffer *out = NULL;
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_stock_csv(now, before, KEFU_ZH, 0, kefu_buffer_sink(out), NULL), KEFU_OK);
    assert_memory_equal(kefu_buffer_data(out, NULL), zh, sizeof zh - 1);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        check_cell(kefu_buffer_data(out, NULL), wanted[i].line, wanted[i].head, wanted[i].cell);
    kefu_buffer_clear(out);
    assert_int_equal(
        kefu_stock_csv(now, NULL, KEFU_EN, KEFU_CSV_EXCEL, kefu_buffer_sink(out), NULL), KEFU_OK);
    assert_memory_equal(kefu_buffer_data(out, NULL), "\xEF\xBB\xBF", 3);
    assert_memory_equal(kefu_buffer_data(out, NULL) + 3, en, sizeof en - 1);
    assert_null(strstr(kefu_buffer_data(out, NULL), "since"));
    assert_non_null(strstr(kefu_buffer_data(out, NULL), ",to pin\r\n"));
    kefu_buffer_free(out);
    kefu_stock_free(now);
    kefu_stock_free(before);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static int stock_scenario(const kefu_allocator *with)
{
    const kefu_stock_options options = {
        .struct_size = sizeof options, .allocator = with, .pins = 2};
    kefu_stock *stock = NULL, *other = NULL, *back = NULL;
    kefu_buffer *out = NULL;
    int64_t at;
    size_t n;
    kefu_status status = kefu_stock_new(&options, &stock, NULL);
    if (!status)
        status = kefu_stock_new(&options, &other, NULL);
    if (!status)
        status = kefu_buffer_new(with, &out, NULL);
    for (int i = 0; i < MONTH && !status; i++)
        status = kefu_stock_add(i % 2 ? stock : other, desk_read(&shop, &month[i]), NULL);
    if (!status)
        status = kefu_stock_merge(stock, other, NULL);
    if (!status)
        status = kefu_stock_save(stock, kefu_buffer_sink(out), NULL);
    if (!status) {
        const char *bytes = kefu_buffer_data(out, &n);
        status = kefu_stock_load(&options, bytes, n, &back, NULL);
    }
    if (!status)
        status = kefu_stock_find(back, "9", 1, &at, NULL);
    if (!status)
        status = kefu_stock_csv(back, other, KEFU_EN, 0, kefu_buffer_sink(out), NULL);
    if (!status)
        status = kefu_stock_json(back, other, kefu_buffer_sink(out), NULL);
    kefu_buffer_free(out);
    kefu_stock_free(stock);
    kefu_stock_free(other);
    kefu_stock_free(back);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(stock_scenario) > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(products_are_counted),
                                       cmocka_unit_test(causes_are_counted),
                                       cmocka_unit_test(pins_stand_in_order),
                                       cmocka_unit_test(pins_by_id_and_without),
                                       cmocka_unit_test(products_that_are_not_there),
                                       cmocka_unit_test(parts_make_the_whole),
                                       cmocka_unit_test(nothing_is_saved_and_loaded_too),
                                       cmocka_unit_test(broken_bytes_are_refused),
                                       cmocka_unit_test(changed_bytes_are_harmless),
                                       cmocka_unit_test(counts_end_at_63_bits),
                                       cmocka_unit_test(what_counts_alike_is_merged),
                                       cmocka_unit_test(other_mistakes),
                                       cmocka_unit_test(products_are_limited),
                                       cmocka_unit_test(what_changed),
                                       cmocka_unit_test(json_as_it_is_written),
                                       cmocka_unit_test(csv_as_it_is_written),
                                       cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests(tests, stock_begin, stock_end);
}
