/* test_model_features.c - features of texts: hashes by tests/oracle/model_numbers.py, which
 * features there are by hand, and what of them a table has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "small_model.h"

/* features.c and words.h say where their numbers are from. */
static void numbers_are_those_of_kefu_random(void **state)
{
    static const uint32_t key[2] = {0x6B656675, 0x6E677261};
    uint32_t words[3][4];
    (void)state;
    for (uint32_t i = 0; i < 3; i++) {
        const uint32_t counter[4] = {i, 0, 0, 0};
        kefu_random(key, counter, words[i]);
    }
    for (size_t j = 0; j < KF_ORDERS; j++) {
        assert_int_equal(kf_multiplier[j], words[0][j] | 1);
        assert_int_equal(kf_offset[j], words[1][j] | 1);
    }
    assert_int_equal(KF_WORD_START, words[2][0]);
    assert_int_equal(KF_WORD_MULTIPLIER, words[2][1] | 1);
    assert_int_equal(KF_PAIR_MULTIPLIER, words[2][2] | 1);
}

/* ---- Which features there are --------------------------------------------------------------- */

/* The hash of an n-gram that is written out; E is the edge. */
static uint32_t ngram(const char *text)
{
    uint16_t units[KF_ORDERS];
    uint32_t hash = 0;
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++)
        units[i] = text[i] == 'E' ? KF_UNIT_EDGE : (uint16_t)text[i];
    for (size_t j = 0; j < n; j++)
        hash += kf_multiplier[j] * units[n - 1 - j];
    return hash + kf_offset[n - 1];
}

static uint32_t word(const char *text, size_t size)
{
    uint32_t hash = KF_WORD_START;
    for (size_t i = 0; i < size; i++)
        hash = kf_word_step(hash, (unsigned char)text[i]);
    return hash;
}

/* "ab" an n-gram, "<ab>" a word, "<ab|cd>" a pair. */
static uint32_t named(const char *name)
{
    const char *bar = strchr(name, '|');
    size_t size = strlen(name);
    if (name[0] != '<')
        return ngram(name);
    if (!bar)
        return word(name + 1, size - 2);
    return kf_word_pair(word(name + 1, (size_t)(bar - name) - 1),
                        word(bar + 1, size - (size_t)(bar - name) - 2));
}

static void features_of_a_text(void **state)
{
    static const struct {
        const char *text;
        uint32_t spec;
        const char *features[40];
    } cases[] = {
        {"", 0, {NULL}},
        {" ", 1, {NULL}}, /* folded away */
        {"a", 0, {"a", "Ea", "aE", "EaE"}},
        {"ab", 0, {"a", "Ea", "b", "ab", "Eab", "bE", "abE", "EabE"}},
        {"abc", 0, {"a", "Ea", "b", "ab", "Eab", "c", "bc", "abc", "Eabc", "cE", "bcE", "abcE"}},
        /* digits are one, whatever they are */
        {"17", 0, {"0", "E0", "0", "00", "E00", "0E", "00E", "E00E"}},
        /* a word of one unit is none, and still the first of a pair */
        {"a", 1, {"a", "Ea", "aE", "EaE"}},
        {"ab", 1, {"a", "Ea", "b", "ab", "Eab", "<ab>", "bE", "abE", "EabE"}},
        {"a bc",
         1,
         {"a", "Ea", " ", "a ", "Ea ", "b", " b", "a b", "Ea b", "c", "bc", " bc", "a bc", "<bc>",
          "<a|bc>", "cE", "bcE", " bcE"}},
        {"b'c0",
         1,
         {"b", "Eb", "'", "b'", "Eb'", "c", "'c", "b'c", "Eb'c", "0", "c0", "'c0", "b'c0", "<c0>",
          "<b|c0>", "0E", "c0E", "'c0E"}},
        {"a,bc",
         1,
         {"a", "Ea", ",", "a,", "Ea,", "b", ",b", "a,b", "Ea,b", "c", "bc", ",bc", "a,bc", "<bc>",
          "cE", "bcE", ",bcE"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t hashes[48];
        size_t count, n = 0;
        uint16_t *units = small_model_units(cases[i].text, &count);
        while (n < 40 && cases[i].features[n])
            n++;
        assert_int_equal(kf_features(cases[i].spec, units + KF_FOLD_BEFORE, count, hashes, 48), n);
        for (size_t k = 0; k < n; k++)
            if (hashes[k] != named(cases[i].features[k]))
                fail_msg("'%s': feature %zu is not '%s'", cases[i].text, k, cases[i].features[k]);
        free(units);
    }
}

/* Feature `number` of the units is this hash: by the oracle, which knows nothing of this code. */
static void hashes_are_the_oracles(void **state)
{
    static const struct {
        const char *text;
        uint32_t spec;
        size_t number;
        uint32_t hash;
    } cases[] = {
        {"的", 0, 0, 0x4A3F2C29},        {"好", 0, 0, 0xC72C51E2},
        {"7", 0, 0, 0xC4BA56D5},         {"好", 0, 1, 0x815B7BA7}, /* edge, 好 */
        {"好", 0, 2, 0x230A6A67},                                  /* 好, edge */
        {"ab", 0, 3, 0xDB8DDCAC},        {"a7", 0, 4, 0x5C2CB90D}, /* edge, a, 0 */
        {"a7b0", 0, 12, 0x4A7162F6},     {"not", 1, 9, 0x8495573E},
        {"good", 1, 13, 0x9E5044FE},     {"iphone6", 1, 25, 0xA6639E35},
        {"ab", 1, 5, 0x60451476},        {"not good", 1, 31, 0x1261360E},
        {"good not", 1, 31, 0xCE6DE894}, {"t'like", 1, 22, 0xDE3198F9},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t hashes[64];
        size_t count;
        uint16_t *units = small_model_units(cases[i].text, &count);
        kf_features(cases[i].spec, units + KF_FOLD_BEFORE, count, hashes, 64);
        if (hashes[cases[i].number] != cases[i].hash)
            fail_msg("'%s': feature %zu", cases[i].text, cases[i].number);
        free(units);
    }
}

/* With lines the first bits of a longer n-gram's hash are those of its last two units'. */
static void longer_ones_lie_in_the_line_of_two(void **state)
{
    static const char *const features[] = {"a",  "Ea",  "b",    "ab", "Eab", "c",
                                           "bc", "abc", "Eabc", "cE", "bcE", "abcE"};
    uint16_t *units;
    size_t count;
    (void)state;
    units = small_model_units("abc", &count);
    for (uint32_t lines = 0; lines <= 14; lines++) {
        const uint32_t first = lines ? UINT32_MAX << (32 - lines) : 0;
        uint32_t hashes[12];
        assert_int_equal(
            kf_features(lines << KF_SPEC_LINES, units + KF_FOLD_BEFORE, count, hashes, 12), 12);
        for (size_t i = 0; i < 12; i++) {
            const size_t size = strlen(features[i]);
            const uint32_t own = ngram(features[i]);
            const uint32_t two = size > 2 ? ngram(features[i] + size - 2) : own;
            assert_int_equal(hashes[i], (two & first) | (own & ~first));
        }
    }
    free(units);
}

static void what_has_no_room_is_counted(void **state)
{
    uint32_t hashes[3] = {1, 2, 3};
    size_t count;
    uint16_t *units = small_model_units("abc", &count);
    (void)state;
    assert_int_equal(kf_features(0, units + KF_FOLD_BEFORE, count, hashes, 2), 12);
    assert_int_equal(hashes[1], ngram("Ea"));
    assert_int_equal(hashes[2], 3);
    free(units);
}

/* ---- In a table ----------------------------------------------------------------------------- */

static size_t hits_of(const kf_table *table, const char *text, kf_text_hit *hits, size_t room)
{
    size_t count, n;
    uint16_t *units = small_model_units(text, &count);
    n = kf_model_hits(table, units + KF_FOLD_BEFORE, count, hits, room);
    free(units);
    return n;
}

/* "ab" is in the table, with itself under another hash of the same bucket and fingerprint. */
static void hits_are_told_apart_by_the_whole_hash(void **state)
{
    static const int8_t weights[KF_MOST_HEADS] = {5};
    small_model *m = small_model_new("org.example.hits/1");
    const uint32_t hash = ngram("ab");
    kf_text_hit hits[4];
    (void)state;
    assert_true(small_model_add(m, hash, weights));
    assert_true(small_model_add(m, hash ^ 1, weights));
    assert_int_equal(hits_of(&m->model.table, "xaby", hits, 4), 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(hits[i].slot, 2 * kf_feature_bucket(hash, SMALL_BITS) + i);
        assert_int_equal(hits[i].end, 3);
        assert_int_equal(hits[i].units, 2);
        assert_int_equal(hits[i].sure, m->checks[hits[i].slot] == hash);
    }
    assert_int_not_equal(hits[0].sure, hits[1].sure);
    assert_int_equal(hits_of(&m->model.table, "xaby", NULL, 0), 2);
    free(m);
}

static void empty_slots_are_no_hits(void **state)
{
    small_model *m = small_model_new("org.example.hits/1");
    char text[60000] = "";
    (void)state;
    for (size_t i = 0; i + 1 < sizeof text; i++) /* prints of 0 are among so many */
        text[i] = (char)('a' + i * i % 251 % 26);
    assert_int_equal(hits_of(&m->model.table, text, NULL, 0), 0);
    free(m);
}

/* Words cover their units, pairs what stands between, too. */
static void hits_of_words_cover_them(void **state)
{
    static const int8_t weights[KF_MOST_HEADS] = {5};
    small_model *m = small_model_new("org.example.hits/1");
    kf_text_hit hits[4];
    (void)state;
    m->model.table.spec = KF_SPEC_WORDS;
    assert_true(small_model_add(m, named("<good>"), weights));
    assert_true(small_model_add(m, named("<not|good>"), weights));
    assert_int_equal(hits_of(&m->model.table, "so not  good!", hits, 4), 2);
    assert_int_equal(hits[0].end, 11);
    assert_int_equal(hits[0].units, 4);
    assert_int_equal(hits[1].end, 11);
    assert_int_equal(hits[1].units, 8);
    free(m);
}

/* A score is the sum of the weights of the hits, sure or not, and kf_score_all says the same. */
static void scores_are_sums_of_hits(void **state)
{
    static const char text[] = "物流很快, not good at all, 味道 like roses 1999";
    small_model *m = small_model_full("org.example.hits/1");
    kf_text_hit hits[600];
    kf_scores plain, all, sum = {{0}, 0};
    size_t count, n;
    uint16_t *units = small_model_units(text, &count);
    (void)state;
    small_model_text(m, "物流 at all roses 12 快", 7);
    n = kf_model_hits(&m->model.table, units + KF_FOLD_BEFORE, count, hits, 600);
    assert_in_range(n, 20, 600);
    for (size_t i = 0; i < n; i++) {
        sum.head[0] +=
            (int8_t)(uint8_t)(m->buckets[hits[i].slot / 2] >> (16 * (hits[i].slot % 2) + 8) & 0xFF);
        for (size_t h = 0; h < KF_ROW; h++)
            sum.head[h + 1] += m->rows[hits[i].slot * KF_ROW + h];
    }
    sum.looked = (int32_t)kf_features(KF_SPEC_WORDS, units + KF_FOLD_BEFORE, count, NULL, 0);
    kf_score_plain(&m->model.table, units + KF_FOLD_BEFORE, count, &plain);
    kf_score_all(&m->model.table, units + KF_FOLD_BEFORE, count, &all);
    assert_memory_equal(&plain, &sum, sizeof sum);
    assert_memory_equal(&all, &sum, sizeof sum);
    free(units);
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_those_of_kefu_random),
        cmocka_unit_test(features_of_a_text),
        cmocka_unit_test(hashes_are_the_oracles),
        cmocka_unit_test(longer_ones_lie_in_the_line_of_two),
        cmocka_unit_test(what_has_no_room_is_counted),
        cmocka_unit_test(hits_are_told_apart_by_the_whole_hash),
        cmocka_unit_test(empty_slots_are_no_hits),
        cmocka_unit_test(hits_of_words_cover_them),
        cmocka_unit_test(scores_are_sums_of_hits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
