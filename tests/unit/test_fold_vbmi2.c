/* test_fold_vbmi2.c - folding with the loops of every processor: the units, starts and errors of
 * the plain ones, which test_fold.c tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cpu.h"
#include "fold/fold.h"

static int32_t best; /* kf_cpu(), asked once: that takes longer than a fold */

typedef struct level_fold {
    kefu_status status;
    kefu_error error;
    uint16_t *units;
    uint32_t *starts;
    size_t count;
} level_fold;

static void *room_of(size_t n, size_t size)
{
    void *room = malloc(n * size);
    assert_non_null(room);
    return room;
}

/* In rooms of exactly the size that is promised. */
static level_fold fold_with(int32_t cpu, const char *text, size_t size, int32_t invalid, int starts)
{
    const size_t room = kf_fold_room(size);
    level_fold f = {.error.offset = -1};
    f.units = room_of(room, sizeof *f.units);
    f.starts = starts ? room_of(room, sizeof *f.starts) : NULL;
    f.status =
        kf_fold_on(cpu, text, size, KEFU_UTF8, invalid, f.units, f.starts, &f.count, &f.error);
    return f;
}

static void level_free(level_fold *f)
{
    free(f->units);
    free(f->starts);
}

static int same(const level_fold *a, const level_fold *b)
{
    const size_t all = KF_FOLD_BEFORE + 2 + KF_FOLD_AFTER;
    if (a->status || b->status)
        return a->status == b->status && a->error.offset == b->error.offset;
    if (a->count != b->count || memcmp(a->units, b->units, (a->count + all) * sizeof *a->units))
        return 0;
    return !a->starts || !memcmp(a->starts + KF_FOLD_BEFORE, b->starts + KF_FOLD_BEFORE,
                                 (a->count + 2) * sizeof *a->starts);
}

/* `text` is copied to as many bytes as it has: nothing around it may be read. */
static void assert_levels_agree(const char *text, size_t size)
{
    char *alone = room_of(size + !size, 1);
    memcpy(alone, text, size);
    for (int32_t way = 0; way < 4; way++) {
        level_fold plain = fold_with(KF_CPU_PLAIN, alone, size, way & 1, way >> 1);
        for (int32_t cpu = KF_CPU_AVX2; cpu <= best; cpu++) {
            level_fold f = fold_with(cpu, alone, size, way & 1, way >> 1);
            if (!same(&plain, &f))
                fail_msg("level %d, way %d, %zu bytes: %.*s", cpu, way, size, (int)size, alone);
            level_free(&f);
        }
        level_free(&plain);
    }
    free(alone);
}

/* What a block may meet: characters of one to four bytes, Hangul on both sides of U+D000, Thai of
 * lead byte E0, blanks of all kinds, dropped ones, repeats, and all ways to be malformed. */
static const char *const parts[] = {
    "a",
    "B",
    "9",
    "9",
    "!",
    ".",
    " ",
    " ",
    "  ",
    "\n",
    "\t",
    "\r\n",
    "　",
    "好",
    "好",
    "的",
    "，",
    "…",
    "é",
    "а",
    "한",
    "하",
    "ก",
    "\xCC\x81",
    "\u200B",
    "\uFE0F",
    "😀",
    "😀",
    "𝐀",
    "\U00020000",
    "\U000E0020",
    "\uFFFD",
    "aaa",
    "...",
    "111",
    "    ",
    "\x80",
    "\xFF",
    "\xC3",
    "\xE5",
    "\xE5\xA5",
    "\xE0\x80\x80",
    "\xED\xA0\x80",
    "\xC0\x80",
    "\xF0\x9F\x98",
    "\xF4\x90\x80\x80",
};
enum { PARTS = sizeof parts / sizeof *parts, GOOD = 36, TEXT = 2048 };

/* Each part, and each pair of them, at every place of a block, among Chinese and among words. */
static void parts_at_every_place(void **state)
{
    char text[TEXT];
    (void)state;
    for (size_t before = 0; before < 68; before++)
        for (size_t pair = 0; pair < (size_t)PARTS * PARTS; pair += 1 + (before * 7 + pair) % 13) {
            const char *filling = pair & 1 ? "买" : "w";
            size_t size = 0;
            for (size_t i = 0; i < before + 36; i++) {
                const char *part = i == before       ? parts[pair / PARTS]
                                   : i == before + 1 ? parts[pair % PARTS]
                                                     : filling;
                memcpy(text + size, part, strlen(part));
                size += strlen(part);
            }
            assert_levels_agree(text, size);
        }
}

static void every_cut_of_a_text(void **state)
{
    static const char text[] =
        "这个 good  件 3 件，。 。 。é ok\n\n不错…………哈哈哈哈 한국 ก็ 😀😀😀 123 456 !!!! "
        "a b c d e f g h i j k l m n o p　　全　角 the end  ";
    const size_t size = sizeof text - 1;
    (void)state;
    for (size_t from = 0; from < size; from++)
        for (size_t to = from; to <= size; to += from % 8 ? 5 : 1)
            assert_levels_agree(text + from, to - from);
}

static uint32_t level_state = 1;

static uint32_t level_below(uint32_t n)
{
    level_state = level_state * 1664525u + 1013904223u;
    return (level_state >> 8) % n;
}

/* Texts that are mostly one or two of the parts, or all; some cut within a character. */
static void random_texts(void **state)
{
    char text[TEXT];
    (void)state;
    for (int round = 0; round < 20000; round++) {
        const uint32_t most = round % 3 ? GOOD : PARTS, n = level_below(round % 8 ? 60 : 250);
        const char *often[2] = {parts[level_below(most)], parts[level_below(GOOD)]};
        size_t size = 0;
        for (uint32_t i = 0; i < n; i++) {
            const char *part = round % 2 ? often[level_below(2)] : parts[level_below(most)];
            part = level_below(6) ? part : parts[level_below(GOOD)];
            memcpy(text + size, part, strlen(part));
            size += strlen(part);
        }
        assert_levels_agree(text, round % 5 || size < 4 ? size : size - level_below(4));
    }
}

static void random_bytes(void **state)
{
    char text[300];
    (void)state;
    for (int round = 0; round < 20000; round++) {
        const size_t size = level_below(round % 8 ? 80 : sizeof text);
        for (size_t i = 0; i < size; i++)
            text[i] = (char)(round % 2 ? level_below(256) : 0x80 + level_below(0x70));
        assert_levels_agree(text, size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_at_every_place),
        cmocka_unit_test(every_cut_of_a_text),
        cmocka_unit_test(random_texts),
        cmocka_unit_test(random_bytes),
    };
    best = kf_cpu();
    print_message("levels tried: %d\n", best + 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
