/* test_matcher.c - where phrases stand in a text. Expected places are counted by hand in units: a
 * character is one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lexicon/lexicon.h"
#include "oom.h"

enum { ROOM = 512, TEXT = 4096 };

static const kefu_allocator *test_allocator;

static kf_memory test_memory(void)
{
    kf_memory memory;
    assert_int_equal(kf_memory_init(&memory, test_allocator, NULL), KEFU_OK);
    return memory;
}

typedef struct folded {
    uint16_t units[TEXT];
    size_t count;
} folded;

static const uint16_t *fold_of(folded *f, const char *text)
{
    assert_true(kf_fold_room(strlen(text)) <= TEXT);
    assert_int_equal(kf_fold(text, strlen(text), KEFU_UTF8, KEFU_INVALID_REFUSE, f->units, NULL,
                             &f->count, NULL),
                     KEFU_OK);
    return f->units + KF_FOLD_BEFORE + 1;
}

/* A phrase as these tables write it: parts with + between them. */
static kf_entry entry_of(const char *phrase, char out[128])
{
    kf_entry entry = {.phrase = out, .n_parts = 1, .within = 8, .from = INT32_MIN, .to = INT32_MAX};
    size_t n = strlen(phrase);
    memset(out, 0, 128);
    memcpy(out, phrase, n);
    for (size_t i = 0; i < n; i++)
        if (out[i] == '+') {
            out[i] = 0;
            entry.n_parts++;
        }
    return entry;
}

static void say(char *out, const kf_found *found, size_t n)
{
    *out = 0;
    for (size_t i = 0; i < n; i++)
        out +=
            sprintf(out, "%s%u:%u-%u", i ? " " : "", found[i].number, found[i].begin, found[i].end);
}

/* Phrases are numbered from 0; '|' between them. */
static kf_matcher *matcher_of(const char *phrases)
{
    kf_memory memory = test_memory();
    kf_matcher *m = NULL;
    char list[1024], parts[128];
    uint32_t number = 0;
    assert_int_equal(kf_matcher_new(&memory, NULL, &m, NULL), KEFU_OK);
    strcpy(list, phrases);
    for (char *p = strtok(list, "|"); p; p = strtok(NULL, "|")) {
        kf_entry entry = entry_of(p, parts);
        assert_int_equal(kf_matcher_add(m, &entry, number++, NULL), KEFU_OK);
    }
    assert_int_equal(kf_matcher_ready(m, NULL), KEFU_OK);
    return m;
}

static void expect(const char *phrases, const char *text, const char *expected)
{
    kf_matcher *m = matcher_of(phrases);
    kf_found found[ROOM];
    folded f;
    char got[ROOM * 16];
    const uint16_t *units = fold_of(&f, text);
    const size_t n = kf_match(m, units, f.count, NULL, 0, 0, found, ROOM);
    assert_true(n <= ROOM);
    say(got, found, n);
    if (strcmp(got, expected))
        print_error("'%s' in '%s'\n", phrases, text);
    assert_string_equal(got, expected);
    kf_matcher_free(m);
}

static void test_cases(void **state)
{
    static const struct {
        const char *phrases, *text, *expected;
    } cases[] = {
        {"加微信", "", ""},
        {"加微信", "加微信", "0:0-3"},
        {"加微信", "您加微信聊", "0:1-4"},
        {"加微信", "加微", ""},
        {"加微信", "加微信加微信", "0:0-3 0:3-6"},
        /* what is skipped */
        {"加微信", "加.微.信", "0:0-5"},
        {"加微信", "加 微 信", "0:0-3"}, /* folding drops blanks between Chinese characters */
        {"加微信", "请加*微_信", "0:1-6"},
        {"加微信", "请加****微信", "0:1-6"}, /* four stars fold to two */
        {"加微信", "请加*_*_微信", "0:1-8"},
        {"加微信", "请加*_*_*微信", ""},
        {"加微信", "请加😀微信", "0:1-5"},
        /* the end of a clause */
        {"加微信", "下次再加,微信支付", ""},
        {"加微信", "下次再加。微信支付", ""},
        {"加微信", "下次再加!微,信", "0:3-8"},
        {"加微信", "!加,微信", "0:1-5"},
        /* more than one at one place */
        {"好评|好评返现|返现", "好评返现", "0:0-2 1:0-4 2:2-4"},
        {"好评返现|好评", "好评返利", "1:0-2"},
        {"aa|aaa", "aa aa", "0:0-2 1:0-2 0:3-5 1:3-5"}, /* repeats fold to two */
        {"加微信", "请加\n微信", ""},
        {"好", "好好", "0:0-1 0:1-2"},
        /* words */
        {"vx", "加vx吧", "0:1-3"},
        {"vx", "vxy", ""},
        {"vx", "avx", ""},
        {"vx", "vx123", "0:0-2"},
        {"vx", "加 v x", "0:1-4"},
        {"vx", "加 v-x", "0:1-4"},
        {"vx", "rev xerox", ""},
        {"rude", "they were rude!", "0:10-14"},
        {"rude", "crude", ""},
        {"useless", "i use less of it", ""},
        {"wechat", "w e c h a t", "0:0-11"},
        {"customer service", "the customer service", "0:4-20"},
        {"customer service", "the customer-service", "0:4-20"},
        {"customer service", "customerservice", ""},
        {"customer service", "each customer, service is", ""},
        {"what a joke", "what a joke", "0:0-11"},
        {"12315", "打12315投诉", "0:1-6"},
        {"12315", "打112315", ""},
        {"12315", "订单12 315号", ""},
        {"12315", "1 2 3 1 5", "0:0-9"},
        /* marks of its own */
        {"100%有效", "保证100%有效", "0:2-8"},
        {"100%有效", "保证100有效", ""},
        {"100%", "100 %", "0:0-4"},
        {"?", "好吗?", "0:2-3"},
        /* folding */
        {"加微信", "加ｗ加微信", "0:2-5"},
        {"ＶＸ", "vx", "0:0-2"},
        {"VX", "加Ｖx", "0:1-3"},
        /* parts */
        {"客服+不理人", "客服不理人", "0:0-5"},
        {"客服+不理人", "客服半天都不理人", "0:0-8"},
        {"客服+不理人", "客服一二三四五六七八不理人", "0:0-13"},
        {"客服+不理人", "客服一二三四五六七八九不理人", ""},
        {"客服+不理人", "不理人客服", ""},
        {"客服+不理人+差", "客服不理人太差", "0:0-7"},
        {"客服+不理人|客服+差|客服", "客服不理人差", "2:0-2 0:0-5 1:0-6"},
        {"客服+差", "客服差差", "0:0-4"}, /* the longest of one begin */
        {"给+退", "给给您退", "0:0-4 0:1-4"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i].phrases, cases[i].text, cases[i].expected);
}

static void test_clauses(void **state)
{
    kf_matcher *m = matcher_of("客服+差|客服");
    kf_found found[ROOM];
    folded f;
    char got[ROOM];
    const uint16_t *units = fold_of(&f, "问客服,质量差,客服差");
    const uint32_t ends[] = {4, 8, 11};
    (void)state;
    size_t n = kf_match(m, units, f.count, ends, 3, 0, found, ROOM);
    say(got, found, n);
    assert_string_equal(got, "1:1-3 1:8-10 0:8-11");
    n = kf_match(m, units, f.count, NULL, 0, 0, found, ROOM);
    say(got, found, n);
    assert_string_equal(got, "1:1-3 0:1-11 1:8-10 0:8-11");
    kf_matcher_free(m);
}

/* ---- Exceptions, days, numbers -------------------------------------------------------------- */

static void test_exceptions(void **state)
{
    static const struct {
        const char *phrase;
        const char *except;
        const char *text, *expected;
    } cases[] = {
        {"最", "最后", "最后最好", "7:2-3"},
        {"最", "最后", "最 后", ""},
        {"最", "最后", "真最.后来", "7:1-2"},
        {"最", "没有最好", "没有最好", ""},
        {"最", "没有最好", "没*有*最*好", ""},
        {"最", "没有最好", "有最好", "7:1-2"},
        {"最好", "最好的办法", "最好的办法,最好的", "7:6-8"},
        {"好", "好好", "好好好", ""},
        {"vx", "kvx", "kvx vx", "7:4-6"},
        {"service", "customer service", "customer service, service", "7:17-24"},
        {"a service", "a service man", "a service man a service", "7:14-23"},
        {"客服+差", "差不多", "客服差不多", ""},
        {"客服+差", "客服部", "客服部差", ""},
        {"客服+差", "差不多", "客服差", "7:0-3"},
        {"100%", "100%棉", "100%棉100%", "7:5-9"},
    };
    char parts[128], got[ROOM];
    folded f;
    kf_found found[ROOM];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_memory memory = test_memory();
        kf_matcher *m = NULL;
        kf_entry entry = entry_of(cases[i].phrase, parts);
        entry.excepts = &cases[i].except;
        entry.n_excepts = 1;
        assert_int_equal(kf_matcher_new(&memory, NULL, &m, NULL), KEFU_OK);
        assert_int_equal(kf_matcher_add(m, &entry, 7, NULL), KEFU_OK);
        assert_int_equal(kf_matcher_ready(m, NULL), KEFU_OK);
        const uint16_t *units = fold_of(&f, cases[i].text);
        say(got, found, kf_match(m, units, f.count, NULL, 0, 0, found, ROOM));
        if (strcmp(got, cases[i].expected))
            print_error("'%s' in '%s'\n", cases[i].phrase, cases[i].text);
        assert_string_equal(got, cases[i].expected);
        kf_matcher_free(m);
    }
}

static void test_days(void **state)
{
    kf_memory memory = test_memory();
    kf_matcher *m = NULL;
    kf_found found[2];
    char parts[128];
    folded f;
    kf_entry entry = entry_of("好评", parts);
    (void)state;
    entry.from = 10;
    entry.to = 12;
    assert_int_equal(kf_matcher_new(&memory, NULL, &m, NULL), KEFU_OK);
    assert_int_equal(kf_matcher_add(m, &entry, 0, NULL), KEFU_OK);
    assert_int_equal(kf_matcher_ready(m, NULL), KEFU_OK);
    const uint16_t *units = fold_of(&f, "好评");
    for (int32_t day = 8; day < 15; day++)
        assert_int_equal(kf_match(m, units, f.count, NULL, 0, day, found, 2),
                         day >= 10 && day <= 12);
    kf_matcher_free(m);
}

/* Names of one person have one number: the longest at a begin is what counts. */
static void test_one_number(void **state)
{
    kf_memory memory = test_memory();
    kf_matcher *m = NULL;
    kf_found found[8];
    char got[256];
    folded f;
    (void)state;
    assert_int_equal(kf_matcher_new(&memory, NULL, &m, NULL), KEFU_OK);
    assert_int_equal(kf_matcher_add_phrase(m, "小雨", 6, 3, NULL), KEFU_OK);
    assert_int_equal(kf_matcher_add_phrase(m, "小雨点", 9, 3, NULL), KEFU_OK);
    assert_int_equal(kf_matcher_add_phrase(m, "小雨点", 9, 1, NULL), KEFU_OK);
    assert_int_equal(kf_matcher_add_phrase(m, "雨", 3, 3, NULL), KEFU_OK);
    assert_int_equal(kf_matcher_ready(m, NULL), KEFU_OK);
    const uint16_t *units = fold_of(&f, "小雨点");
    size_t n = kf_match(m, units, f.count, NULL, 0, 0, found, 8);
    say(got, found, n);
    assert_string_equal(got, "1:0-3 3:0-3 3:1-2");
    /* with less room: at least as many, and none written beyond it */
    memset(found, 0x5A, sizeof found);
    assert_true(kf_match(m, units, f.count, NULL, 0, 0, found, 1) >= 3);
    assert_int_equal(found[1].number, 0x5A5A5A5A);
    assert_true(kf_match(m, units, f.count, NULL, 0, 0, NULL, 0) >= 3);
    kf_matcher_free(m);
}

static void test_refused(void **state)
{
    static const char *const bad[] = {"", " ", "\xE2\x80\x8B", "+", "好+", "a+b+c+d", "\xFF"};
    kf_memory memory = test_memory();
    char parts[128], longest[64 * 3 + 4] = {0};
    kefu_error error;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        kf_matcher *m = NULL;
        kf_entry entry = entry_of(bad[i], parts);
        assert_int_equal(kf_matcher_new(&memory, NULL, &m, NULL), KEFU_OK);
        assert_int_equal(kf_matcher_add(m, &entry, 0, &error),
                         bad[i][0] == '\xFF' ? KEFU_E_ENCODING : KEFU_E_DEFINITION);
        kf_matcher_free(m);
    }
    kf_matcher *m = NULL;
    for (size_t i = 0; i < 65; i++)
        memcpy(longest + i * 3, i % 2 ? "好" : "评", 3);
    assert_int_equal(kf_matcher_new(&memory, NULL, &m, NULL), KEFU_OK);
    assert_int_equal(kf_matcher_add_phrase(m, longest, 64 * 3, 0, &error), KEFU_OK);
    assert_int_equal(kf_matcher_add_phrase(m, longest, 65 * 3, 0, &error), KEFU_E_DEFINITION);
    assert_int_equal(kf_matcher_ready(m, NULL), KEFU_OK);
    assert_int_equal(kf_matcher_ready(m, &error), KEFU_E_STATE);
    assert_int_equal(kf_matcher_add_phrase(m, "好", 3, 0, &error), KEFU_E_STATE);
    kf_matcher_free(m);
    const kefu_limits limits = {.struct_size = sizeof limits, .state_bytes = 4096};
    kefu_status status = KEFU_OK;
    assert_int_equal(kf_matcher_new(&memory, &limits, &m, NULL), KEFU_OK);
    for (uint32_t i = 0; i < 1000 && !status; i++) {
        char name[16];
        status = kf_matcher_add_phrase(m, name, (size_t)sprintf(name, "%u", i), i, &error);
    }
    assert_int_equal(status, KEFU_E_LIMIT);
    kf_matcher_free(m);
}

/* ---- A second way --------------------------------------------------------------------------- */

/* An occurrence by the list of units that are not skipped: neighbours in the list must be allowed
 * to be neighbours in the phrase. */
typedef struct slow_part {
    uint16_t unit[64];
    int word[64]; /* 1: a blank between two words comes before it */
    size_t n;
    int exact;
} slow_part;

static int slow_word(int kind) { return kind == KF_KIND_LETTER || kind == KF_KIND_DIGIT; }

static int slow_skips(uint16_t unit, int exact)
{
    int kind = kf_unit_kind(unit);
    return kind == KF_KIND_BLANK || (!exact && (kind == KF_KIND_MARK || kind == KF_KIND_EMOJI));
}

/* 1 = neighbours, 2 = neighbours of two words, 0 = too far apart. a < b, nothing but skipped units
 * between them. */
static int slow_join(const uint16_t *t, size_t a, size_t b, int exact)
{
    const int kind = kf_unit_kind(t[b]), same = kf_unit_kind(t[a]) == kind && slow_word(kind);
    const uint16_t left = *(t + a - 1), right = t[b + 1];
    int clause = 0, lone;
    (void)exact;
    if (b - a - 1 > 4)
        return 0;
    if (b == a + 1)
        return 1;
    for (size_t i = a + 1; i < b; i++)
        clause |= strchr("\n,.!?;~", t[i] < 128 ? t[i] : 'x') != NULL;
    lone = left == KF_UNIT_EDGE || right == KF_UNIT_EDGE || slow_skips(left, 0) ||
           slow_skips(right, 0);
    if (clause && !lone)
        return 0;
    if (!same || kf_unit_kind(left) != kind || kf_unit_kind(right) != kind)
        return 1;
    return clause ? 0 : 2;
}

static void slow_part_of(slow_part *p, const char *text)
{
    folded f;
    const uint16_t *t = fold_of(&f, text);
    memset(p, 0, sizeof *p);
    for (size_t i = 0; i < f.count; i++)
        p->exact |= !slow_skips(t[i], 1) && slow_skips(t[i], 0);
    for (size_t i = 0, last = 0; i < f.count; i++) {
        if (slow_skips(t[i], 1))
            continue;
        p->word[p->n] = p->n && slow_join(t, last, i, 1) == 2;
        p->unit[p->n++] = t[i];
        last = i;
    }
}

/* The end of a part that begins at `at`, 0 if it does not stand there. */
static size_t slow_end(const slow_part *p, const uint16_t *t, size_t count, size_t at)
{
    size_t i = at, last = at;
    if (slow_word(kf_unit_kind(t[at])) && kf_unit_kind(*(t + at - 1)) == kf_unit_kind(t[at]))
        return 0;
    for (size_t k = 0; k < p->n; k++, last = i, i++) {
        while (k && i < count && slow_skips(t[i], p->exact))
            i++;
        if (i >= count || t[i] != p->unit[k])
            return 0;
        if (k && slow_join(t, last, i, p->exact) != 1 + p->word[k])
            return 0;
    }
    if (slow_word(kf_unit_kind(t[last])) && kf_unit_kind(t[last + 1]) == kf_unit_kind(t[last]))
        return 0;
    return last + 1;
}

typedef struct slow_entry {
    slow_part part[3], except;
    int n, has_except, within;
} slow_entry;

static int slow_is_void(const slow_entry *e, const uint16_t *t, size_t count, size_t begin,
                        size_t end)
{
    for (size_t at = 0; e->has_except && at <= begin; at++)
        if (slow_end(&e->except, t, count, at) >= end)
            return 1;
    return 0;
}

/* The longest end of a chain of parts k .. n-1 whose first stands at `at`; 0 if there is none. */
static size_t slow_chain(const slow_entry *e, int k, const uint16_t *t, size_t count, size_t at)
{
    const size_t end = slow_end(&e->part[k], t, count, at);
    size_t best = 0;
    if (!end || k + 1 == e->n)
        return end && slow_is_void(e, t, count, at, end) ? 0 : end;
    if (slow_is_void(e, t, count, at, end))
        return 0;
    for (size_t next = end; next <= end + (size_t)e->within && next < count; next++) {
        const size_t last = slow_chain(e, k + 1, t, count, next);
        best = last > best ? last : best;
    }
    return best;
}

static uint32_t test_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* Text of few characters, so that much of it matches. */
static void random_text(uint64_t *random, char *out, uint32_t most, int plain)
{
    static const char *const parts[] = {"加", "微", "信", "v", "x", "1", "2",
                                        "好", ".",  " ",  "*", ",", "😀"};
    uint32_t n = 1 + test_random(random) % most;
    *out = 0;
    while (n--)
        strcat(out, parts[test_random(random) % (plain ? 8 : 13)]);
}

static void test_random_texts(void **state)
{
    enum { PHRASES = 12 };
    uint64_t random = 20260101;
    size_t seen = 0;
    (void)state;
    for (int round = 0; round < 1000; round++) {
        kf_memory memory = test_memory();
        kf_matcher *m = NULL;
        slow_entry entries[PHRASES];
        folded f;
        kf_found found[ROOM];
        char text[512], got[ROOM * 16], expected[ROOM * 16], *end = expected;
        assert_int_equal(kf_matcher_new(&memory, NULL, &m, NULL), KEFU_OK);
        for (uint32_t i = 0; i < PHRASES; i++) {
            char phrase[3][128], parts[512], except[512];
            const char *excepts[] = {except};
            kf_entry entry = {.n_parts = i < 8 ? 1 : 2 + (int32_t)i % 2,
                              .within = (int32_t)(test_random(&random) % 4),
                              .from = INT32_MIN,
                              .to = INT32_MAX,
                              .phrase = parts,
                              .excepts = excepts};
            size_t used = 0;
            slow_entry *e = &entries[i];
            memset(e, 0, sizeof *e);
            e->n = entry.n_parts;
            e->within = entry.within;
            for (int k = 0; k < e->n; k++) {
                do {
                    random_text(&random, phrase[k], 3, test_random(&random) % 4 != 0);
                    slow_part_of(&e->part[k], phrase[k]);
                } while (!e->part[k].n);
                strcpy(parts + used, phrase[k]);
                used += strlen(phrase[k]) + 1;
            }
            parts[used] = 0;
            if (test_random(&random) % 3 == 0) {
                char rest[64];
                random_text(&random, rest, 1, 1);
                sprintf(except, "%s%s", phrase[0], rest);
                /* other letters or blanks may fold or join anew */
                if (!strpbrk(phrase[0], " vx12.,*") && !e->part[0].exact && e->n == 1 &&
                    !strpbrk(rest, "vx12")) {
                    slow_part_of(&e->except, except);
                    e->has_except = 1;
                    entry.n_excepts = e->except.n == e->part[0].n + 1;
                    e->has_except = entry.n_excepts;
                }
            }
            assert_int_equal(kf_matcher_add(m, &entry, i, NULL), KEFU_OK);
        }
        assert_int_equal(kf_matcher_ready(m, NULL), KEFU_OK);
        random_text(&random, text, 24, 0);
        const uint16_t *t = fold_of(&f, text);
        for (size_t at = 0; at < f.count; at++)
            for (size_t last = at + 1; last <= f.count; last++)
                for (uint32_t i = 0; i < PHRASES; i++)
                    if (slow_chain(&entries[i], 0, t, f.count, at) == last) {
                        end += sprintf(end, "%s%u:%u-%u", end == expected ? "" : " ", i,
                                       (uint32_t)at, (uint32_t)last);
                        seen++;
                    }
        *end = 0;
        say(got, found, kf_match(m, t, f.count, NULL, 0, 0, found, ROOM));
        if (strcmp(got, expected))
            print_error("round %d: '%s'\n", round, text);
        assert_string_equal(got, expected);
        kf_matcher_free(m);
    }
    assert_true(seen > 1000);
}

/* ---- Adversarial texts ---------------------------------------------------------------------- */

/* Equal units, and hits everywhere: what is found is as many as there are places, in the end. */
static void test_equal_units(void **state)
{
    enum { UNITS = 20000 };
    static uint16_t units[UNITS + 70];
    enum { MOST = UNITS * 2 + 100 }; /* before the longest is chosen */
    static kf_found found[MOST];
    kf_matcher *m = matcher_of("好好好好好好好好好好|好差+差|好*好|好 好+好+好");
    (void)state;
    uint16_t *t = units + 5;
    t[-1] = KF_UNIT_EDGE;
    for (size_t i = 0; i < UNITS; i++)
        t[i] = 0x597D; /* 好 */
    t[UNITS] = KF_UNIT_EDGE;
    /* repeats fold to two: 好好; three parts 好好 好 好 */
    const size_t n = kf_match(m, t, UNITS, NULL, 0, 0, found, MOST);
    assert_int_equal(n, UNITS - 1 + UNITS - 3);
    kf_matcher_free(m);
}

static void test_many_phrases(void **state)
{
    enum { MANY = 20000 };
    kf_memory memory = test_memory();
    kf_matcher *m = NULL;
    kf_found found[ROOM];
    folded f;
    char text[64];
    (void)state;
    assert_int_equal(kf_matcher_new(&memory, NULL, &m, NULL), KEFU_OK);
    for (uint32_t i = 0; i < MANY; i++) {
        const int n = sprintf(text, "客服%u号", i);
        assert_int_equal(kf_matcher_add_phrase(m, text, (size_t)n, i, NULL), KEFU_OK);
    }
    assert_int_equal(kf_matcher_ready(m, NULL), KEFU_OK);
    for (uint32_t i = 0; i < MANY; i += 977) {
        sprintf(text, "问客服%u号吧", i);
        const uint16_t *t = fold_of(&f, text);
        assert_int_equal(kf_match(m, t, f.count, NULL, 0, 0, found, ROOM), 1);
        assert_int_equal(found[0].number, i);
    }
    kf_matcher_free(m);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static int scenario(const kefu_allocator *allocator)
{
    static const char *const excepts[] = {"最后", "最近"};
    kf_memory memory;
    kf_matcher *m = NULL;
    char parts[128], name[16];
    kefu_status status = kf_memory_init(&memory, allocator, NULL);
    if (!status)
        status = kf_matcher_new(&memory, NULL, &m, NULL);
    for (uint32_t i = 0; i < 300 && !status; i++)
        status = kf_matcher_add_phrase(m, name, (size_t)sprintf(name, "%u", i), i, NULL);
    kf_entry entry = entry_of("最", parts);
    entry.excepts = excepts;
    entry.n_excepts = 2;
    if (!status)
        status = kf_matcher_add(m, &entry, 0, NULL);
    entry = entry_of("客服+不理人", parts);
    if (!status)
        status = kf_matcher_add(m, &entry, 0, NULL);
    if (!status)
        status = kf_matcher_ready(m, NULL);
    kf_matcher_free(m);
    return status == KEFU_E_MEMORY ? 0 : status ? -1 : 1;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),        cmocka_unit_test(test_clauses),
        cmocka_unit_test(test_exceptions),   cmocka_unit_test(test_days),
        cmocka_unit_test(test_one_number),   cmocka_unit_test(test_refused),
        cmocka_unit_test(test_random_texts), cmocka_unit_test(test_equal_units),
        cmocka_unit_test(test_many_phrases), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
