/* words.c - see words.h. */
#include "model/words.h"

static int words_in_run(uint16_t unit)
{
    int32_t kind = kf_unit_kind(unit);
    return kind == KF_KIND_LETTER || kind == KF_KIND_DIGIT;
}

static int words_join(uint16_t unit) { return unit == '\'' || kf_unit_kind(unit) == KF_KIND_BLANK; }

/* The run that ended becomes the one before. */
static void words_turn(kf_word_walk *words)
{
    words->before = words->hash;
    words->before_start = words->start;
    words->joined = 1;
    words->length = 0;
    words->ended = 0;
}

void kf_words_read(kf_word_walk *words, uint16_t unit, uint16_t next, size_t at)
{
    if (words->ended)
        words_turn(words);
    if (!words_in_run(unit)) {
        words->joined = words->joined && words_join(unit);
        return;
    }
    if (!words->length) {
        words->start = at;
        words->hash = KF_WORD_START;
    }
    words->hash = kf_word_step(words->hash, kf_counted(unit));
    words->length++;
    words->ended = !words_in_run(next);
}
