/* test_model_file.c - models as bytes: what is written is read, nothing else is; the layout by
 * lib/model/model_file.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"
#include "oom.h"
#include "small_model.h"

static const char shipped_late[] = "快递太慢了, shipped late 包装 破了";

/* ---- Bytes that lie where they should ------------------------------------------------------- */

typedef struct bytes {
    char *block, *at; /* at: a multiple of 64, and `apart` */
    size_t size;
} bytes;

static bytes bytes_of(const small_model *m, size_t apart)
{
    kefu_buffer *buffer = small_model_bytes(m);
    bytes b;
    const char *data = kefu_buffer_data(buffer, &b.size);
    b.block = malloc(b.size + 64 + apart);
    assert_non_null(b.block);
    b.at = b.block + (64 - (uintptr_t)b.block % 64) % 64 + apart;
    memcpy(b.at, data, b.size);
    kefu_buffer_free(buffer);
    return b;
}

static void put_number(char *at, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        at[i] = (char)(unsigned char)(value >> (8 * i) & 0xFF);
}

/* Length and checksum as those bytes should have. */
static void put_tail(bytes *b)
{
    put_number(b->at + b->size - 12, b->size, 8);
    put_number(b->at + b->size - 4, kf_crc32(0, b->at, b->size - 4), 4);
}

static kefu_status open_bytes(const bytes *b, kefu_error *error)
{
    kefu_model *model = NULL;
    kefu_status status = kefu_model_from_bytes(NULL, b->at, b->size, 0, &model, error);
    kefu_model_free(model);
    return status;
}

static small_model *full_model(void)
{
    small_model *m = small_model_full("org.example.small/3");
    small_model_text(m, shipped_late, 1);
    return m;
}

/* ---- What is written is read ---------------------------------------------------------------- */

static void is_as_written(const kefu_model *model, const small_model *m)
{
    assert_string_equal(model->id, "org.example.small/3");
    assert_string_equal(model->card, m->model.card);
    assert_int_equal(model->n_heads, 6);
    assert_memory_equal(model->heads, m->model.heads, 6 * sizeof *model->heads);
    assert_int_equal(model->n_promises, 2);
    assert_memory_equal(model->promises, m->model.promises, 2 * sizeof *model->promises);
    assert_int_equal(model->table.bits, SMALL_BITS);
    assert_int_equal(model->table.spec, KF_SPEC_WORDS);
    assert_memory_equal(model->table.buckets, m->buckets, sizeof m->buckets);
    assert_memory_equal(model->table.rows, m->rows, sizeof m->rows);
    assert_memory_equal(model->table.checks, m->checks, sizeof m->checks);
    assert_int_equal((uintptr_t)model->table.buckets % 64, 0);
    assert_int_equal((uintptr_t)model->table.rows % 64, 0);
    assert_int_equal((uintptr_t)model->table.checks % 64, 0);
}

static void bytes_are_copied(void **state)
{
    small_model *m = full_model();
    (void)state;
    for (size_t apart = 0; apart < 64; apart += 9) {
        bytes b = bytes_of(m, apart);
        kefu_model *model = NULL;
        assert_int_equal(kefu_model_from_bytes(NULL, b.at, b.size, 0, &model, NULL), KEFU_OK);
        memset(b.at, 0, b.size);
        is_as_written(model, m);
        kefu_model_free(model);
        free(b.block);
    }
    free(m);
}

static void aligned_bytes_may_be_borrowed(void **state)
{
    small_model *m = full_model();
    bytes b = bytes_of(m, 0);
    kefu_model *model = NULL;
    (void)state;
    assert_int_equal(kefu_model_from_bytes(NULL, b.at, b.size, KEFU_MODEL_BORROW, &model, NULL),
                     KEFU_OK);
    assert_ptr_equal((const char *)model->table.checks + sizeof m->checks, b.at + b.size - 12);
    is_as_written(model, m);
    kefu_model_free(model);
    free(b.block);
    free(m);
}

static void flags_are_looked_at(void **state)
{
    static const struct {
        size_t apart;
        uint32_t flags;
        kefu_status status;
        const char *message;
    } cases[] = {
        {4, KEFU_MODEL_BORROW, KEFU_E_ARGUMENT,
         "kefu_model_from_bytes: bytes that are borrowed are not aligned to 64"},
        {0, 2, KEFU_E_UNSUPPORTED, "kefu_model_from_bytes: unknown flags 2"},
    };
    small_model *m = full_model();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bytes b = bytes_of(m, cases[i].apart);
        kefu_model *model = NULL;
        kefu_error error = {0};
        assert_int_equal(kefu_model_from_bytes(NULL, b.at, b.size, cases[i].flags, &model, &error),
                         cases[i].status);
        assert_string_equal(error.message, cases[i].message);
        assert_null(model);
        free(b.block);
    }
    free(m);
}

static void one_head_has_no_rows(void **state)
{
    small_model *m = small_model_new("org.example.one/1");
    kefu_model *model;
    kefu_model_info info = {.struct_size = sizeof info};
    (void)state;
    model = small_model_open(m);
    assert_null(model->table.rows);
    assert_int_equal(kefu_model_describe(model, &info), KEFU_OK);
    assert_int_equal(info.table_bytes, 1024);
    assert_int_equal(info.hot_bytes, 1024);
    kefu_model_free(model);
}

/* The layout, by model_file.h. */
static void bytes_are_where_the_layout_says(void **state)
{
    small_model *m = full_model();
    bytes b = bytes_of(m, 0);
    size_t texts = 128 + 6 * 96 + 2 * 16, tables = 832; /* 736 + 20 + 13 = 769, next of 64 */
    (void)state;
    assert_memory_equal(b.at, "\x8Bkefu\r\n\x1A\5\0\0\0\1\0\0\0", 16);
    assert_memory_equal(b.at + 24, "\1\0\0\0\4\0\0\0\1\0\0\0\10\0\0\0\20\0\0\0", 20);
    assert_memory_equal(b.at + 52, "\6\0\0\0\2\0\0\0\23\0\0\0\14\0\0\0", 16);
    assert_string_equal(b.at + 128 + 4 * 96, "logistics");
    assert_string_equal(b.at + texts, "org.example.small/3");
    assert_string_equal(b.at + texts + 20, "{\"rows\":100}");
    assert_int_equal(b.size, tables + sizeof m->buckets + sizeof m->rows + sizeof m->checks + 12);
    assert_memory_equal(b.at + tables + 1024, m->rows, sizeof m->rows);
    free(b.block);
    free(m);
}

static void a_model_describes_itself(void **state)
{
    small_model *m = full_model();
    bytes b = bytes_of(m, 0);
    kefu_model *model = NULL;
    kefu_model_info info = {.struct_size = sizeof info};
    kefu_head_info head = {.struct_size = sizeof head};
    (void)state;
    assert_int_equal(kefu_model_from_bytes(NULL, b.at, b.size, 0, &model, NULL), KEFU_OK);
    assert_int_equal(kefu_model_describe(model, &info), KEFU_OK);
    assert_string_equal(info.id, "org.example.small/3");
    assert_string_equal(info.card, "{\"rows\":100}");
    assert_int_equal(strlen(info.fingerprint), 32);
    assert_string_equal(info.base, "");
    assert_int_equal(info.language, KEFU_ZH);
    assert_int_equal(info.heads, 6);
    assert_int_equal(info.is_delta, 0);
    assert_int_equal(info.promise, 990000);
    assert_int_equal(info.table_bytes, 1024);
    assert_int_equal(info.hot_bytes, 1024 + 512 * 16);
    assert_int_equal(kefu_model_head(model, 5, &head), KEFU_OK);
    assert_string_equal(head.key, "smell");
    assert_int_equal(head.kind, KEFU_HEAD_ASPECT);
    assert_int_equal(head.cause, KEFU_CAUSE_EXPERIENCE);
    assert_int_equal(head.labels, 600);
    assert_int_equal(head.yes, 40);
    assert_int_equal(kefu_model_head(model, 6, &head), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_model_head(model, -1, &head), KEFU_E_ARGUMENT);
    kefu_model_free(model);
    free(b.block);
    free(m);
}

/* What no text was sure enough for on held-back labels is not promised. */
static void promises_that_cover_nothing_are_none(void **state)
{
    static const int32_t covered[][3] = {{1, 0, 950000}, {0, 1, 990000}, {0, 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof covered / sizeof *covered; i++) {
        small_model *m = full_model();
        m->model.promises[0].covered = covered[i][0];
        m->model.promises[1].covered = covered[i][1];
        kefu_model *model = small_model_open(m);
        kefu_model_info info = {.struct_size = sizeof info};
        assert_int_equal(kefu_model_describe(model, &info), KEFU_OK);
        assert_int_equal(info.promise, covered[i][2]);
        kefu_model_free(model);
    }
}

/* ---- Nothing else is ------------------------------------------------------------------------ */

static void every_flipped_bit_and_every_cut_is_noticed(void **state)
{
    small_model *m = small_model_new("org.example.one/1");
    small_model_text(m, "好评", 2);
    bytes b = bytes_of(m, 0), cut;
    (void)state;
    for (size_t bit = 0; bit < b.size * 8; bit++) {
        b.at[bit / 8] = (char)(b.at[bit / 8] ^ 1 << bit % 8);
        if (!open_bytes(&b, NULL))
            fail_msg("bit %zu", bit);
        b.at[bit / 8] = (char)(b.at[bit / 8] ^ 1 << bit % 8);
    }
    for (cut = b; cut.size--;)
        assert_int_equal(open_bytes(&cut, NULL), KEFU_E_DATA);
    assert_int_equal(open_bytes(&b, NULL), KEFU_OK);
    free(b.block);
    free(m);
}

/* Of a model whose checksum is right again. */
static void flipped_bits_are_refused_or_harmless(void **state)
{
    small_model *m = full_model();
    bytes b = bytes_of(m, 0);
    const kefu_text text = {shipped_late, sizeof shipped_late - 1};
    int opened = 0;
    (void)state;
    for (size_t i = 16; i < b.size - 12; i++) {
        const int bit = 1 << (i * 5 + i / 8) % 8;
        kefu_model *model = NULL;
        int32_t z[KF_MOST_HEADS];
        int8_t three = 0;
        const kefu_model_scores out = {.struct_size = sizeof out, .z = z, .three = &three};
        b.at[i] = (char)(b.at[i] ^ bit);
        put_tail(&b);
        if (!kefu_model_from_bytes(NULL, b.at, b.size, 0, &model, NULL)) {
            assert_int_equal(kefu_model_score(model, NULL, &text, 1, KEFU_UTF8, 0, &out, NULL),
                             KEFU_OK);
            opened++;
        }
        kefu_model_free(model);
        b.at[i] = (char)(b.at[i] ^ bit);
    }
    assert_in_range(opened, 100, b.size / 2); /* weights, counts, lower bits of checks */
    free(b.block);
    free(m);
}

/* Numbers at places of the header of a full model, with what comes of them. */
static void headers_are_looked_at(void **state)
{
    static const struct {
        size_t at, size;
        uint64_t value;
        kefu_status status;
        const char *message;
    } cases[] = {
        {8, 4, 4, KEFU_E_UNSUPPORTED, "model: it is of kind 4, and no model (kind 5)"},
        {12, 4, 2, KEFU_E_UNSUPPORTED, "model: its format is 2, this release reads 1..1"},
        {16, 8, 77, KEFU_E_UNSUPPORTED,
         "model: it reads text by rules that this release does not know"},
        {24, 4, 0, KEFU_E_UNSUPPORTED,
         "model: it reads text by rules 0, this release by rules 1..1"},
        {24, 4, 2, KEFU_E_UNSUPPORTED,
         "model: it reads text by rules 2, this release by rules 1..1"},
        {28, 4, 5, KEFU_E_UNSUPPORTED,
         "model: it reads text by rules that this release does not know"},
        {32, 4, 3, KEFU_E_UNSUPPORTED,
         "model: it reads text by rules that this release does not know"},
        {32, 4, 1 << 13, KEFU_E_UNSUPPORTED,
         "model: it reads text by rules that this release does not know"},
        {32, 4, 5 << 8, KEFU_E_DATA, "model: its contents: its lines do not fit its table"},
        {36, 4, 7, KEFU_E_DATA, "model: its contents: its table has another size"},
        {36, 4, 19, KEFU_E_DATA, "model: its contents: its table has another size"},
        {36, 4, 9, KEFU_E_DATA, "model: its contents: its tables have another size"},
        {40, 4, 17, KEFU_E_DATA, "model: its contents: its rows have another width"},
        {40, 4, 0, KEFU_E_DATA, "model: its contents: its rows do not fit its heads"},
        {44, 4, 2, KEFU_E_DATA, "model: its contents: its language is not known"},
        {48, 4, 2, KEFU_E_DATA, "model: its contents: it is neither a model nor a delta"},
        {48, 4, 1, KEFU_E_DATA, "model: its contents: the fingerprint of its base is none"},
        {52, 4, 0, KEFU_E_DATA, "model: its contents: it has too many heads, or none"},
        {52, 4, 18, KEFU_E_DATA, "model: its contents: it has too many heads, or none"},
        {56, 4, UINT32_MAX, KEFU_E_DATA, "model: its contents: it has too many promises"},
        {60, 4, UINT32_MAX, KEFU_E_DATA, "model: its contents: its bytes end too early"},
        {60, 4, 18, KEFU_E_DATA, "model: its contents: a text is not UTF-8 with a NUL behind it"},
        {64, 4, 11, KEFU_E_DATA, "model: its contents: a text is not UTF-8 with a NUL behind it"},
        {68, 1, '0', KEFU_E_DATA, "model: its contents: the fingerprint of its base is none"},
        {127, 1, 1, KEFU_E_DATA, "model: its contents: bytes that mean nothing are not zero"},
        {736 + 19, 1, '/', KEFU_E_DATA,
         "model: its contents: a text is not UTF-8 with a NUL behind it"},
        {736, 1, 'O', KEFU_E_DATA,
         "model: its contents: its id is none: lower-case letters, digits, _ and -, a dot, a slash "
         "and a revision"},
        {756, 1, '[', KEFU_E_DATA, "model: its contents: its card is no JSON object"},
        {831, 1, 1, KEFU_E_DATA, "model: its contents: bytes that mean nothing are not zero"},
    };
    small_model *m = full_model();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bytes b = bytes_of(m, 0);
        kefu_error error = {0};
        put_number(b.at + cases[i].at, cases[i].value, cases[i].size);
        put_tail(&b);
        assert_int_equal(open_bytes(&b, &error), cases[i].status);
        assert_string_equal(error.message, cases[i].message);
        free(b.block);
    }
    free(m);
}

/* ---- Heads and promises --------------------------------------------------------------------- */

static void no_change(kefu_model *m) { (void)m; }
static void capital_key(kefu_model *m) { m->heads[4].key[0] = 'L'; }
static void empty_key(kefu_model *m) { memset(m->heads[4].key, 0, 32); }
static void key_of_a_digit(kefu_model *m) { m->heads[4].key[0] = '1'; }
static void key_without_end(kefu_model *m) { memset(m->heads[4].key, 'a', 32); }
static void key_with_more(kefu_model *m) { m->heads[4].key[31] = 'a'; }
static void key_taken(kefu_model *m) { memcpy(m->heads[4].key, "smell\0\0\0\0", 10); }
static void kind_unknown(kefu_model *m) { m->heads[4].kind = 4; }
static void polarity_twice(kefu_model *m) { m->heads[4].kind = KEFU_HEAD_POLARITY; }
static void polarity_renamed(kefu_model *m) { m->heads[0].key[0] = 'b'; }
static void polarity_an_aspect(kefu_model *m) { m->heads[0].kind = KEFU_HEAD_ASPECT; }
static void polarity_with_cause(kefu_model *m) { m->heads[0].cause = 1; }
static void class_renamed(kefu_model *m) { m->heads[1].key[0] = 'm'; }
static void class_an_aspect(kefu_model *m)
{
    m->heads[1].kind = KEFU_HEAD_ASPECT;
    m->heads[1].cause = 1;
}
static void aspect_without_cause(kefu_model *m) { m->heads[4].cause = KEFU_CAUSE_UNKNOWN; }
static void aspect_of_no_cause(kefu_model *m) { m->heads[4].cause = KF_CAUSES; }
static void slope_below_zero(kefu_model *m) { m->heads[4].slope = -1; }
static void slope_too_steep(kefu_model *m) { m->heads[4].slope = KF_MOST_SLOPE + 1; }
static void slope_steepest(kefu_model *m) { m->heads[4].slope = KF_MOST_SLOPE; }
static void shift_too_far(kefu_model *m) { m->heads[4].shift = -KF_MOST_SHIFT - 1; }
static void least_too_much(kefu_model *m) { m->heads[4].least = INT64_MIN; }
static void share_of_no_delta(kefu_model *m) { m->heads[4].own_share = 1; }
static void share_too_large(kefu_model *m)
{
    m->is_delta = 1;
    memset(m->base, 'a', 32);
    m->heads[4].own_share = KF_MOST_SHARE + 1;
}
static void share_largest(kefu_model *m)
{
    share_too_large(m);
    m->heads[4].own_share = -KF_MOST_SHARE;
}
static void more_yes_than_labels(kefu_model *m) { m->heads[4].n_yes = m->heads[4].n + 1; }
static void promises_fall(kefu_model *m) { m->promises[1].right = m->promises[0].right; }
static void promise_above_one(kefu_model *m) { m->promises[1].right = 1000001; }
static void promise_of_chance(kefu_model *m) { m->promises[0].certain = 499999; }
static void promise_of_more_than_all(kefu_model *m) { m->promises[0].covered = 1000001; }
static void promise_reserved(kefu_model *m) { m->promises[0].reserved = 1; }

static void heads_and_promises_are_looked_at(void **state)
{
    static const struct {
        void (*change)(kefu_model *);
        const char *message;
    } cases[] = {
        {no_change, NULL},
        {slope_steepest, NULL},
        {share_largest, NULL},
        {capital_key, "a key of a head is not small letters, digits and _"},
        {empty_key, "a key of a head is not small letters, digits and _"},
        {key_of_a_digit, "a key of a head is not small letters, digits and _"},
        {key_without_end, "a key of a head is not small letters, digits and _"},
        {key_with_more, "a key of a head is not small letters, digits and _"},
        {key_taken, "two heads have one key"},
        {kind_unknown, "a head is of a kind that its key, place or cause does not allow"},
        {polarity_twice, "a head is of a kind that its key, place or cause does not allow"},
        {polarity_renamed, "a head is of a kind that its key, place or cause does not allow"},
        {polarity_an_aspect, "a head is of a kind that its key, place or cause does not allow"},
        {polarity_with_cause, "a head is of a kind that its key, place or cause does not allow"},
        {class_renamed, "a head is of a kind that its key, place or cause does not allow"},
        {class_an_aspect, "of three classes some are missing"},
        {aspect_without_cause, "a head is of a kind that its key, place or cause does not allow"},
        {aspect_of_no_cause, "a head is of a kind that its key, place or cause does not allow"},
        {slope_below_zero, "a number of a head is out of its range"},
        {slope_too_steep, "a number of a head is out of its range"},
        {shift_too_far, "a number of a head is out of its range"},
        {least_too_much, "a number of a head is out of its range"},
        {share_of_no_delta, "a number of a head is out of its range"},
        {share_too_large, "a number of a head is out of its range"},
        {more_yes_than_labels, "a number of a head is out of its range"},
        {promises_fall, "promises do not rise"},
        {promise_above_one, "promises do not rise"},
        {promise_of_chance, "a number of a promise is out of its range"},
        {promise_of_more_than_all, "a number of a promise is out of its range"},
        {promise_reserved, "a number of a promise is out of its range"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        small_model *m = full_model();
        bytes b;
        kefu_error error = {.message = "model: its contents: "};
        cases[i].change(&m->model);
        b = bytes_of(m, 0);
        assert_int_equal(open_bytes(&b, &error), cases[i].message ? KEFU_E_DATA : KEFU_OK);
        if (cases[i].message)
            assert_string_equal(error.message + strlen("model: its contents: "), cases[i].message);
        free(b.block);
        free(m);
    }
}

/* ---- Slots ---------------------------------------------------------------------------------- */

/* Bucket 2 has two hashes, 3 one, 4 none. */
static small_model *slots_model(void)
{
    static const int8_t weights[KF_MOST_HEADS] = {1, 2, 3, 4, 5, 6};
    small_model *m = small_model_full("org.example.slots/1");
    assert_true(small_model_add(m, 0x02110000, weights));
    assert_true(small_model_add(m, 0x02100000, weights)); /* goes before it */
    assert_true(small_model_add(m, 0x03000000, weights));
    return m;
}

static void fine_slots(small_model *m)
{
    assert_int_equal(m->checks[4], 0x02100000);
    assert_int_equal(m->checks[5], 0x02110000);
    assert_int_equal(m->buckets[2], 0x01110110);
}
static void another_bucket(small_model *m) { m->checks[5] = 0x03110000; }
static void another_print(small_model *m) { m->checks[5] = 0x02120000; }
static void lesser_last(small_model *m)
{
    m->checks[4] = 0x02110001;
    m->buckets[2] = 0x01110111;
}
static void twice_the_same(small_model *m)
{
    m->checks[4] = 0x02110000;
    m->buckets[2] = 0x01110111;
}
static void empty_first(small_model *m)
{
    m->checks[4] = KF_NO_CHECK;
    m->buckets[2] &= 0xFFFF0000;
    memset(m->rows + 4 * KF_ROW, 0, KF_ROW);
}
static void least_weight(small_model *m) { m->buckets[3] = 0x8000; }
static void least_weight_of_a_row(small_model *m) { m->rows[6 * KF_ROW] = INT8_MIN; }
static void empty_with_weight(small_model *m) { m->buckets[4] = 0x100; }
static void empty_with_print(small_model *m) { m->buckets[4] = 0x1; }
static void empty_with_row(small_model *m) { m->rows[8 * KF_ROW + 2] = 1; }
static void sixth_of_five_weights(small_model *m) { m->rows[4 * KF_ROW + 5] = 1; }

static void slots_are_looked_at(void **state)
{
    static const struct {
        void (*change)(small_model *);
        int32_t slot; /* -1: none is bad */
    } cases[] = {
        {fine_slots, -1},      {another_bucket, 5},        {another_print, 5},
        {lesser_last, 5},      {twice_the_same, 5},        {empty_first, 5},
        {least_weight, 6},     {least_weight_of_a_row, 6}, {empty_with_weight, 8},
        {empty_with_print, 8}, {empty_with_row, 8},        {sixth_of_five_weights, 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        small_model *m = slots_model();
        bytes b;
        kefu_error error;
        char message[64] = "model: slot ";
        cases[i].change(m);
        b = bytes_of(m, 0);
        assert_int_equal(open_bytes(&b, &error), cases[i].slot < 0 ? KEFU_OK : KEFU_E_DATA);
        if (cases[i].slot >= 0) {
            message[12] = (char)('0' + cases[i].slot);
            strcpy(message + 13, " of its table is not well-formed");
            assert_string_equal(error.message, message);
            assert_int_equal(error.offset, 832 + 2 * cases[i].slot);
        }
        free(b.block);
        free(m);
    }
}

/* ---- Memory --------------------------------------------------------------------------------- */

static const char *oom_bytes;
static size_t oom_size;

static int open_anew(const kefu_allocator *allocator)
{
    kefu_model *model = NULL;
    kefu_status status = kefu_model_from_bytes(allocator, oom_bytes, oom_size, 0, &model, NULL);
    kefu_model_free(model);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static int write_anew(const kefu_allocator *allocator)
{
    small_model *m = full_model();
    kf_memory memory;
    kefu_buffer *buffer = NULL;
    kefu_status status = kf_memory_init(&memory, allocator, NULL);
    if (!status)
        status = kefu_buffer_new(allocator, &buffer, NULL);
    if (!status)
        status = kf_model_write(&m->model, &memory, kefu_buffer_sink(buffer), NULL);
    kefu_buffer_free(buffer);
    free(m);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void memory_may_run_out(void **state)
{
    small_model *m = full_model();
    bytes b = bytes_of(m, 1);
    (void)state;
    oom_bytes = b.at;
    oom_size = b.size;
    assert_in_range(oom_sweep(open_anew), 3, 50);
    assert_in_range(oom_sweep(write_anew), 3, 50);
    free(b.block);
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_copied),
        cmocka_unit_test(aligned_bytes_may_be_borrowed),
        cmocka_unit_test(flags_are_looked_at),
        cmocka_unit_test(one_head_has_no_rows),
        cmocka_unit_test(bytes_are_where_the_layout_says),
        cmocka_unit_test(a_model_describes_itself),
        cmocka_unit_test(promises_that_cover_nothing_are_none),
        cmocka_unit_test(every_flipped_bit_and_every_cut_is_noticed),
        cmocka_unit_test(flipped_bits_are_refused_or_harmless),
        cmocka_unit_test(headers_are_looked_at),
        cmocka_unit_test(heads_and_promises_are_looked_at),
        cmocka_unit_test(slots_are_looked_at),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
