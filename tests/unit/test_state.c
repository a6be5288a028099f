/* test_state.c - tallies as bytes: one state read by hand, what is refused and what is said then,
 * formats, rosters, limits, memory. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "kefu/state.h"
#include "oom.h"
#include "rows.h"

enum { DAY = 20757 /* 2026-10-31 */, HEAD = 56, TAIL = 12 };

/* ---- A state by hand -------------------------------------------------------------------------
 *
 * The rows ann 5, ann (not known yet), 7 -1, 7 300 of the columns who, x; by who, n = count(x) and
 * s = sum(x). Written by hand from lib/metric/state.h; fingerprint and checksum with Python, as
 * tests/tools/state_vectors.py has them. Each line is checked as it stands. */
static const struct piece {
    const char *what, *hex;
} by_hand[] = {
    {"magic", "8b6b6566750d0a1a"},
    {"kind 1, format 1", "0100000001000000"},
    {"fingerprint", "c69b981d6b033b2afd468aa46901ac6d"},
    {"2 groups, 1 key, 2 metrics, 2 aggregates, no roster",
     "0200000000000000 01000000 02000000 02000000 00000000"},
    {"no tag", "00"},
    {"scale 6, no where, key who", "06 00 03 77686f"},
    {"kefu.count/1, count, format 1", "0c 6b6566752e636f756e742f31 05 636f756e74 01"},
    {"kefu.sum/1, sum, format 1", "0a 6b6566752e73756d2f31 03 73756d 01"},
    {"n: both labels n, no unit, no definition, count(x)",
     "01 6e 01 6e 01 6e 00 00 08 636f756e74287829"},
    {"scale 0, neither better, min_n 0", "00 01 0000000000000000"},
    {"s: labels zh and en, yuan, no definition, sum(x)",
     "01 73 06 e59088e8aea1 05 746f74616c 04 7975616e 00 06 73756d287829"},
    {"scale 2, higher is better, min_n 3", "02 02 0300000000000000"},
    {"the number 7, both known", "00 0700000000000000 00 00"},
    {"2 rows", "08 0200000000000000"},
    {"299.000000 in 2 rows", "18 c060d21100000000 0000000000000000 0200000000000000"},
    {"the text ann, both provisional", "01 03 616e6e 01 01"},
    {"1 row", "08 0100000000000000"},
    {"5.000000 in 1 row", "18 404b4c0000000000 0000000000000000 0100000000000000"},
    {"262 bytes in all", "0601000000000000"},
    {"checksum", "9c10d7a4"},
};

typedef struct bytes {
    unsigned char data[4096];
    size_t size;
} bytes;

static void bytes_hex(bytes *b, const char *hex)
{
    for (; *hex; hex++) {
        static const char digits[] = "0123456789abcdef";
        if (*hex == ' ')
            continue;
        b->data[b->size++] = (unsigned char)((strchr(digits, hex[0]) - digits) << 4 |
                                             (strchr(digits, hex[1]) - digits));
        hex++;
    }
}

static bytes hand_state(void)
{
    bytes b = {{0}, 0};
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++)
        bytes_hex(&b, by_hand[i].hex);
    return b;
}

/* ---- What the tests count -------------------------------------------------------------------- */

static const char *const whos[] = {"ann", "ann", "7", "7"};
static const int64_t xs[] = {5, 9, -1, 300};
static const uint8_t x_states[] = {KEFU_VALUE_OK, KEFU_VALUE_PROVISIONAL, KEFU_VALUE_OK,
                                   KEFU_VALUE_OK};

static void hand_rows(rows *r)
{
    rows_begin(r, 4);
    rows_add(r, "who", KEFU_COLUMN_TEXT_Z, whos);
    rows_add(r, "x", KEFU_COLUMN_I64, xs)->states = x_states;
}

static kefu_status hand_define(kefu_tally *tally, kefu_error *error)
{
    kefu_metric_info n = {.struct_size = sizeof n, .name = "n"};
    kefu_metric_info s = {.struct_size = sizeof s,
                          .name = "s",
                          .label_zh = "合计",
                          .label_en = "total",
                          .unit = "yuan",
                          .scale = 2,
                          .direction = KEFU_HIGHER,
                          .min_n = 3};
    kefu_status status = kefu_tally_by(tally, "who", error);
    if (!status)
        status = kefu_tally_add(tally, &n, "count(x)", error);
    return status ? status : kefu_tally_add(tally, &s, "sum(x)", error);
}

static kefu_status hand_tally(const kefu_tally_options *options, kefu_tally **out,
                              kefu_error *error)
{
    rows r;
    kefu_status status = kefu_tally_new(NULL, options, out, error);
    hand_rows(&r);
    if (!status)
        status = hand_define(*out, error);
    return status ? status : kefu_tally_update(*out, &r.batch, error);
}

static kefu_tally *hand(void)
{
    kefu_tally *tally = NULL;
    assert_int_equal(hand_tally(NULL, &tally, NULL), KEFU_OK);
    return tally;
}

static bytes saved(const kefu_tally *tally)
{
    bytes b = {{0}, 0};
    kefu_buffer *buffer = NULL;
    kefu_error error = {0};
    const char *data;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    if (kefu_tally_save(tally, NULL, kefu_buffer_sink(buffer), &error))
        fail_msg("%s", error.message);
    data = kefu_buffer_data(buffer, &b.size);
    assert_true(b.size < sizeof b.data);
    memcpy(b.data, data, b.size);
    kefu_buffer_free(buffer);
    return b;
}

static kefu_tally *loaded(const kefu_registry *registry, const bytes *b)
{
    kefu_tally *tally = NULL;
    kefu_error error = {0};
    if (kefu_tally_load(registry, NULL, b->data, b->size, &tally, &error))
        fail_msg("%s", error.message);
    return tally;
}

static void assert_same(const bytes *a, const bytes *b)
{
    assert_int_equal(a->size, b->size);
    assert_memory_equal(a->data, b->data, a->size);
}

static void assert_cell(const kefu_tally *tally, const char *key, int32_t metric, kefu_value x)
{
    kefu_text text = {key, strlen(key)};
    kefu_frame *frame = NULL;
    kefu_value v;
    int64_t row;
    assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_find(frame, &text, 1, &row, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, row, metric, &v), KEFU_OK);
    assert_int_equal(v.num, x.num);
    assert_int_equal(v.den, x.den);
    assert_int_equal(v.n, x.n);
    assert_int_equal(v.status, x.status);
    kefu_frame_free(frame);
}

static void test_a_state_by_hand(void **state)
{
    kefu_tally *tally = hand();
    bytes expected = hand_state(), got = saved(tally);
    size_t at = 0;
    (void)state;
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        bytes piece = {{0}, 0};
        bytes_hex(&piece, by_hand[i].hex);
        if (memcmp(got.data + at, piece.data, piece.size) != 0) {
            print_message("%s:", by_hand[i].what);
            for (size_t k = 0; k < piece.size; k++)
                print_message(" %02x", got.data[at + k]);
            fail_msg(" at byte %zu", at);
        }
        at += piece.size;
    }
    assert_same(&got, &expected);
    kefu_tally_free(tally);
}

/* A tally that was loaded is as it was: its frame with all that it says of the metrics, and it
 * counts on. */
static void test_a_loaded_tally(void **state)
{
    bytes b = hand_state();
    kefu_tally *tally = loaded(NULL, &b);
    kefu_frame *frame = NULL;
    kefu_metric_info info = {.struct_size = sizeof info};
    rows r;
    (void)state;
    assert_cell(tally, "7", 0, (kefu_value){2, 1, 2, KEFU_VALUE_OK, 0});
    assert_cell(tally, "7", 1, (kefu_value){299, 1, 2, KEFU_VALUE_LOW_VOLUME, 0});
    assert_cell(tally, "ann", 1, (kefu_value){5, 1, 1, KEFU_VALUE_PROVISIONAL, 0});
    assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_metric(frame, 1, &info), KEFU_OK);
    assert_string_equal(info.label_zh, "合计");
    assert_string_equal(info.unit, "yuan");
    assert_int_equal(info.scale, 2);
    assert_int_equal(info.direction, KEFU_HIGHER);
    assert_int_equal(info.min_n, 3);
    kefu_frame_free(frame);
    info.name = "late";
    assert_int_equal(kefu_tally_add(tally, &info, "count(*)", NULL), KEFU_E_STATE);
    hand_rows(&r);
    assert_int_equal(kefu_tally_update(tally, &r.batch, NULL), KEFU_OK);
    assert_cell(tally, "7", 1, (kefu_value){598, 1, 4, KEFU_VALUE_OK, 0});
    kefu_tally_free(tally);
}

static void test_inspect(void **state)
{
    bytes b = hand_state();
    kefu_state_info info = {.struct_size = sizeof info};
    uint8_t print[16];
    kefu_tally *tally = hand();
    (void)state;
    assert_int_equal(kefu_state_inspect(b.data, b.size, &info, NULL), KEFU_OK);
    assert_int_equal(info.format, 1);
    assert_int_equal(info.roster_day, 0);
    assert_int_equal(info.groups, 2);
    assert_int_equal(info.keys, 1);
    assert_int_equal(info.metrics, 2);
    assert_int_equal(info.aggregates, 2);
    assert_int_equal(info.tag.size, 0);
    assert_int_equal(kefu_tally_fingerprint(tally, print, NULL), KEFU_OK);
    assert_memory_equal(info.fingerprint, print, 16);
    kefu_tally_free(tally);
}

/* ---- Formats --------------------------------------------------------------------------------- */

static void test_formats(void **state)
{
    static const struct {
        int32_t format, reserved0;
        kefu_status expected;
    } cases[] = {{0, 0, KEFU_OK},
                 {1, 0, KEFU_OK},
                 {2, 0, KEFU_E_UNSUPPORTED},
                 {-1, 0, KEFU_E_UNSUPPORTED},
                 {1, 1, KEFU_E_UNSUPPORTED}};
    kefu_tally *tally = hand();
    bytes expected = hand_state();
    (void)state;
    assert_int_equal(KEFU_STATE_FORMAT, 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_save_options o = {sizeof o, cases[i].format, cases[i].reserved0, NULL};
        kefu_buffer *buffer = NULL;
        size_t size;
        assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_save(tally, &o, kefu_buffer_sink(buffer), NULL),
                         cases[i].expected);
        kefu_buffer_data(buffer, &size);
        assert_int_equal(size, cases[i].expected ? 0 : expected.size);
        kefu_buffer_free(buffer);
    }
    kefu_tally_free(tally);
}

/* ---- Damage ---------------------------------------------------------------------------------- */

/* Damage is told as such, wherever it is: only whole bytes can be those of a newer release. */
static void assert_refused(const bytes *b, size_t size)
{
    kefu_tally *tally = NULL;
    kefu_error error = {0};
    char *exact = malloc(size ? size : 1); /* so that a sanitizer sees what is read beyond it */
    kefu_status status;
    assert_non_null(exact);
    memcpy(exact, b->data, size);
    status = kefu_tally_load(NULL, NULL, exact, size, &tally, &error);
    free(exact);
    assert_null(tally);
    assert_int_equal(error.code, status);
    assert_int_equal(status, KEFU_E_DATA);
    assert_true(strstr(error.message, size < 28 ? "cut off" : "damaged") ||
                strstr(error.message, "no saved state"));
}

static void test_every_flipped_bit_is_refused(void **state)
{
    bytes good = hand_state();
    (void)state;
    for (size_t bit = 0; bit < 8 * good.size; bit++) {
        bytes bad = good;
        bad.data[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_refused(&bad, bad.size);
    }
}

static void test_every_cut_is_refused(void **state)
{
    bytes good = hand_state();
    (void)state;
    for (size_t size = 0; size < good.size; size++)
        assert_refused(&good, size);
    good.size++;
    assert_refused(&good, good.size);
}

static void put_number(unsigned char *at, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        at[i] = (unsigned char)(value >> (8 * i) & 0xFF);
}

static void mend(bytes *b)
{
    put_number(b->data + b->size - TAIL, b->size, 8);
    put_number(b->data + b->size - 4, kf_crc32(0, b->data, b->size - 4), 4);
}

/* Replaces the first `old` of a state by `new`, both in hexadecimal, and mends the tail. */
static bytes patched(const bytes *good, const char *old, const char *new)
{
    bytes b = *good, from = {{0}, 0}, to = {{0}, 0};
    size_t at = 0;
    bytes_hex(&from, old);
    bytes_hex(&to, new);
    while (at + from.size <= b.size && memcmp(b.data + at, from.data, from.size) != 0)
        at++;
    assert_true(at + from.size <= b.size);
    memmove(b.data + at + to.size, b.data + at + from.size, b.size - at - from.size);
    memcpy(b.data + at, to.data, to.size);
    b.size = b.size + to.size - from.size;
    mend(&b);
    return b;
}

/* States whose checksum is right, and which no tally gives. */
static const struct damage {
    const char *old, *new;
    kefu_status expected;
    const char *says;
} damages[] = {
    {"8b6b6566", "8b6b6567", KEFU_E_DATA, "no saved state of kefu"},
    {"0100000001000000", "0200000001000000", KEFU_E_UNSUPPORTED, "kind 2"},
    {"0100000001000000", "0100000002000000", KEFU_E_UNSUPPORTED,
     "format is 2, this release reads 1"},
    {"0100000001000000", "0100000000000000", KEFU_E_UNSUPPORTED, "format is 0"},
    {"c69b981d", "c79b981d", KEFU_E_DATA, "fingerprint"},
    /* counts */
    {"0200000000000000 01000000", "0300000000000000 01000000", KEFU_E_DATA, "end too early"},
    {"0200000000000000 01000000", "0100000000000000 01000000", KEFU_E_DATA, "behind its groups"},
    {"0200000000000000 01000000", "ffffffffffffff7f 01000000", KEFU_E_DATA, "end too early"},
    {"01000000 02000000 02000000", "00100000 02000000 02000000", KEFU_E_DATA, "its keys"},
    {"01000000 02000000 02000000", "01100000 02000000 02000000", KEFU_E_LIMIT, "limits.columns"},
    {"01000000 02000000 02000000", "01000000 02000000 03000000", KEFU_E_NAME, "load its plugin"},
    {"01000000 02000000 02000000", "01000000 ffffff7f 02000000", KEFU_E_LIMIT, "limits.columns"},
    {"01000000 02000000 02000000", "01000000 ffffffff 02000000", KEFU_E_DATA, "count is too large"},
    {"02000000 00000000 00 06", "02000000 01000000 00 06", KEFU_E_DATA, NULL}, /* roster */
    {"02000000 00000000 00 06", "02000000 00000000 01 ff 06", KEFU_E_DATA, "its head: a text"},
    /* definition */
    {"06 00 03 77686f", "00 00 03 77686f", KEFU_E_DATA, "scale"},
    {"06 00 03 77686f", "0a 00 03 77686f", KEFU_E_ARGUMENT, "scale 10"},
    {"06 00 03 77686f", "07 00 03 77686f", KEFU_E_DATA, "fingerprint"},
    {"06 00 03 77686f", "06 01 31 03 77686f", KEFU_E_TYPE, NULL}, /* where 1 */
    {"06 00 03 77686f", "06 00 00", KEFU_E_ARGUMENT, "name is empty"},
    {"06 00 03 77686f", "06 00 03 77ff6f", KEFU_E_DATA, "UTF-8"},
    {"06 00 03 77686f", "06 00 03 77006f", KEFU_E_DATA, "NUL"},
    {"06 00 03 77686f", "06 00 8300 77686f", KEFU_E_DATA, "a number is not written"},
    {"06 00 03 77686f", "06 00 ffffffffffffffffff02", KEFU_E_DATA, "a number is not written"},
    {"06 00 03 77686f", "06 00 ffffffffffffffffff01", KEFU_E_DATA, "end too early"},
    {"2f31 05 636f756e74 01", "2f32 05 636f756e74 01", KEFU_E_NAME,
     "'count' was saved by kefu.count/2, the registry has kefu.count/1"},
    {"2f31 05 636f756e74 01", "2f31 05 636f756e75 01", KEFU_E_NAME,
     "no metric 'counu' (kefu.count/1): load its plugin first"},
    {"2f31 05 636f756e74 01", "2f31 05 636f756e74 02", KEFU_E_UNSUPPORTED,
     "'count' (kefu.count/1) have format 2, it reads 1..1"},
    {"2f31 05 636f756e74 01", "2f31 05 636f756e74 00", KEFU_E_UNSUPPORTED, "format 0"},
    {"6e 01 6e 01 6e 00 00 08 636f756e74287829", "6e 01 6e 01 6e 00 00 06 73756d287829",
     KEFU_E_DATA, NULL}, /* sum(x) twice: one aggregate */
    {"636f756e74287829", "636f756e74287a29", KEFU_E_DATA, "fingerprint"},   /* count(z) */
    {"636f756e74287829", "636f756e7428782c", KEFU_E_SYNTAX, NULL},          /* count(x, */
    {"01 6e 01 6e 01 6e 00", "01 6e 00 01 6e 00", KEFU_E_DATA, "label"},    /* label_zh */
    {"01 6e 01 6e 01 6e 00", "01 73 01 6e 01 6e 00", KEFU_E_EXISTS, "'s'"}, /* s twice */
    {"00 01 0000000000000000", "13 01 0000000000000000", KEFU_E_ARGUMENT, "scale is 19"},
    {"00 01 0000000000000000", "00 03 0000000000000000", KEFU_E_ARGUMENT, "direction is 2"},
    {"02 0300000000000000", "02 03000000000000ff", KEFU_E_ARGUMENT, "min_n"},
    /* groups */
    {"00 0700000000000000 00", "02 0700000000000000 00", KEFU_E_DATA, NULL},
    {"00 0700000000000000 00", "01 01 37 00", KEFU_E_DATA, "group 0: a key is not written"},
    {"01 03 616e6e", "00 0700000000000000", KEFU_E_DATA, "group 1: a group stands twice"},
    {"01 03 616e6e", "00 0600000000000000", KEFU_E_DATA, "out of order"},
    {"01 03 616e6e", "01 03 ff6e6e", KEFU_E_DATA, "UTF-8"},
    {"616e6e 01 01", "616e6e 01 02", KEFU_E_DATA, "a flag is neither 0 nor 1"},
    {"08 0100000000000000", "07 01000000000000", KEFU_E_DATA, "group 1: count: the state has 7"},
    {"08 0200000000000000", "08 02000000000000ff", KEFU_E_DATA, "group 0: count"},
    {"0000000000000000 0200000000000000", "0000000000000000 0000000000000000", KEFU_E_DATA,
     "group 0: sum"},
    {"0000000000000000 0100000000000000", "0000000000000000 0100000000000000 00", KEFU_E_DATA,
     "behind its groups"},
};

static void test_damage_behind_the_checksum(void **state)
{
    const bytes good = hand_state();
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        const struct damage *d = &damages[i];
        bytes bad = patched(&good, d->old, d->new);
        kefu_tally *tally = NULL;
        kefu_error error = {0};
        kefu_status status = kefu_tally_load(NULL, NULL, bad.data, bad.size, &tally, &error);
        if (status != d->expected || tally || (d->says && !strstr(error.message, d->says)))
            fail_msg("%s -> %s: %s: %s", d->old, d->new, kefu_status_name(status), error.message);
    }
}

static void test_length(void **state)
{
    bytes b = hand_state();
    kefu_error error = {0};
    kefu_tally *tally = NULL;
    (void)state;
    b.data[b.size - TAIL]++;
    put_number(b.data + b.size - 4, kf_crc32(0, b.data, b.size - 4), 4);
    assert_int_equal(kefu_tally_load(NULL, NULL, b.data, b.size, &tally, &error), KEFU_E_DATA);
    assert_non_null(strstr(error.message, "has 262 bytes, and says 263"));
}

/* ---- Options and limits ---------------------------------------------------------------------- */

static void test_load_options(void **state)
{
    static const kefu_limits few_groups = {.struct_size = sizeof few_groups, .groups = 1};
    static const kefu_limits few_bytes = {.struct_size = sizeof few_bytes, .state_bytes = 300};
    static const kefu_limits few_columns = {.struct_size = sizeof few_columns, .columns = 1};
    static const kefu_limits short_text = {.struct_size = sizeof short_text, .text_bytes = 50};
    static const struct {
        kefu_tally_options options;
        kefu_status expected;
        const char *says;
    } cases[] = {
        {{.where = "x > 0"}, KEFU_E_ARGUMENT, "options.where comes from the bytes"},
        {{.scale = 6}, KEFU_E_ARGUMENT, "options.scale comes from the bytes"},
        {{.readings = 2}, KEFU_E_ARGUMENT, "one reading"},
        {{.limits = &few_groups}, KEFU_E_LIMIT, "limits.groups"},
        {{.limits = &few_bytes}, KEFU_E_LIMIT, "state_bytes"},
        {{.limits = &few_columns}, KEFU_E_LIMIT, "2 metrics, more than 1 (limits.columns)"},
        {{.limits = &short_text}, KEFU_E_LIMIT, "limits.text_bytes"},
        {{.readings = 1}, KEFU_OK, ""},
    };
    bytes b = hand_state();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_tally_options o = cases[i].options;
        kefu_tally *tally = NULL;
        kefu_error error = {0};
        o.struct_size = sizeof o;
        if (kefu_tally_load(NULL, &o, b.data, b.size, &tally, &error) != cases[i].expected ||
            !strstr(error.message, cases[i].says))
            fail_msg("case %zu: %s", i, error.message);
        kefu_tally_free(tally);
    }
}

static kefu_status KEFU_CALL sink_stops(void *user, const void *data, size_t size)
{
    (void)data, (void)size;
    return *(const kefu_status *)user;
}

static void test_sinks_that_stop(void **state)
{
    static const kefu_status cases[][2] = {{7, KEFU_E_CALLBACK}, {KEFU_E_MEMORY, KEFU_E_MEMORY}};
    kefu_tally *tally = hand();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_status says = cases[i][0];
        kefu_sink sink = {sizeof sink, sink_stops, &says};
        kefu_error error = {0};
        assert_int_equal(kefu_tally_save(tally, NULL, &sink, &error), cases[i][1]);
        assert_int_equal(error.code, cases[i][1]);
        sink.write = NULL;
        assert_int_equal(kefu_tally_save(tally, NULL, &sink, &error), KEFU_E_ARGUMENT);
    }
    kefu_tally_free(tally);
}

/* Poisoned tallies, and those of two readings, keep nothing. */
static void test_what_is_not_saved(void **state)
{
    kefu_tally_options o = {.struct_size = sizeof o, .readings = 2};
    kefu_tally *twice = NULL, *poisoned = hand();
    kefu_buffer *buffer = NULL;
    uint8_t print[16];
    rows r;
    size_t size;
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(hand_tally(&o, &twice, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_save(twice, NULL, kefu_buffer_sink(buffer), NULL), KEFU_E_STATE);
    rows_begin(&r, 1);
    rows_add(&r, "who", KEFU_COLUMN_TEXT_Z, whos);
    rows_add(&r, "x", KEFU_COLUMN_TEXT_Z, whos)->flags = KEFU_COLUMN_DECIMAL;
    assert_int_equal(kefu_tally_update(poisoned, &r.batch, NULL), KEFU_E_DATA);
    assert_int_equal(kefu_tally_save(poisoned, NULL, kefu_buffer_sink(buffer), NULL), KEFU_E_STATE);
    assert_int_equal(kefu_tally_fingerprint(poisoned, print, NULL), KEFU_E_STATE);
    kefu_buffer_data(buffer, &size);
    assert_int_equal(size, 0);
    kefu_buffer_free(buffer);
    kefu_tally_free(twice);
    kefu_tally_free(poisoned);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static int scenario(const kefu_allocator *allocator)
{
    kefu_tally_options o = {.struct_size = sizeof o, .allocator = allocator};
    kefu_tally *a = NULL, *b = NULL;
    kefu_buffer *buffer = NULL;
    kefu_error error = {0};
    uint8_t print[16];
    size_t size = 0;
    const char *data = NULL;
    kefu_status status = hand_tally(&o, &a, &error);
    if (!status)
        status = kefu_tally_fingerprint(a, print, &error);
    if (!status)
        status = kefu_buffer_new(allocator, &buffer, &error);
    if (!status)
        status = kefu_tally_save(a, NULL, kefu_buffer_sink(buffer), &error);
    if (!status)
        data = kefu_buffer_data(buffer, &size);
    if (!status)
        status = kefu_tally_load(NULL, &o, data, size, &b, &error);
    if (!status)
        status = kefu_tally_merge(b, a, &error);
    kefu_buffer_free(buffer);
    kefu_tally_free(a);
    kefu_tally_free(b);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY && error.code == status ? 0 : 2;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario) > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_state_by_hand),
        cmocka_unit_test(test_a_loaded_tally),
        cmocka_unit_test(test_inspect),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_every_flipped_bit_is_refused),
        cmocka_unit_test(test_every_cut_is_refused),
        cmocka_unit_test(test_damage_behind_the_checksum),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_load_options),
        cmocka_unit_test(test_sinks_that_stop),
        cmocka_unit_test(test_what_is_not_saved),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
