/* phrase.c - see phrase.h. */
#include "lexicon/phrase.h"

#include <string.h>

#include "base/fail.h"

/* ---- What stands between -------------------------------------------------------------------- */

int32_t kf_is_skipped(uint16_t unit, int32_t exact)
{
    const int32_t kind = kf_unit_kind(unit);
    return kind == KF_KIND_BLANK || (!exact && (kind == KF_KIND_MARK || kind == KF_KIND_EMOJI));
}

static int32_t phrase_is_word(int32_t kind)
{
    return kind == KF_KIND_LETTER || kind == KF_KIND_DIGIT;
}

static int32_t phrase_ends_clause(uint16_t unit)
{
    switch (unit) {
    case KF_UNIT_LINE:
    case ',':
    case '.':
    case '!':
    case '?':
    case ';':
    case '~':
        return 1;
    default:
        return 0;
    }
}

int32_t kf_in_word(const uint16_t *units, size_t i)
{
    const int32_t kind = kf_unit_kind(units[i]);
    return phrase_is_word(kind) && kf_unit_kind(*(units + i - 1)) == kind;
}

/* Has a skipped unit or an edge beside it, as a character by itself. */
static int32_t phrase_is_free(uint16_t beside)
{
    return kf_is_skipped(beside, 0) || kf_unit_kind(beside) == KF_KIND_EDGE;
}

int32_t kf_join(const uint16_t *units, size_t count, size_t last, int32_t exact, size_t *next)
{
    size_t at = last + 1;
    int32_t clause = 0;
    for (; at < count && kf_is_skipped(units[at], exact); at++) {
        if (at - last > KF_MOST_SKIPPED)
            return KF_JOIN_NONE;
        clause |= phrase_ends_clause(units[at]);
    }
    if (at >= count)
        return KF_JOIN_NONE;
    *next = at;
    if (at == last + 1)
        return KF_JOIN;
    const uint16_t before = *(units + last - 1), after = units[at + 1];
    if (clause && !phrase_is_free(before) && !phrase_is_free(after))
        return KF_JOIN_NONE;
    const int32_t kind = kf_unit_kind(units[at]);
    if (!phrase_is_word(kind) || kf_unit_kind(units[last]) != kind)
        return KF_JOIN;
    if (kf_unit_kind(before) != kind || kf_unit_kind(after) != kind)
        return KF_JOIN;
    return clause ? KF_JOIN_NONE : KF_JOIN_WORD;
}

/* ---- Phrases -------------------------------------------------------------------------------- */

/* Blanks go where a text may do without; what is left are gaps between two words. */
static kefu_status phrase_take(const uint16_t *units, size_t count, kf_phrase *out,
                               const char *text, size_t size, kefu_error *error)
{
    size_t at = 0;
    int32_t how = KF_JOIN;
    out->n = 0;
    out->exact = 0;
    for (size_t i = 0; i < count; i++) {
        const int32_t kind = kf_unit_kind(units[i]);
        out->exact |= kind == KF_KIND_MARK || kind == KF_KIND_EMOJI;
    }
    while (at < count && kf_is_skipped(units[at], 1))
        at++;
    if (at == count)
        return kf_fail(error, KEFU_E_DEFINITION, "phrase '%t': nothing of it is left once folded",
                       text, size);
    for (; how != KF_JOIN_NONE; how = kf_join(units, count, at, 1, &at)) {
        if (out->n + (how == KF_JOIN_WORD) >= KF_PHRASE_UNITS)
            return kf_fail(error, KEFU_E_DEFINITION, "phrase '%t': longer than %d characters", text,
                           size, (int32_t)KF_PHRASE_UNITS);
        if (how == KF_JOIN_WORD)
            out->units[out->n++] = KF_WORD_GAP;
        out->units[out->n++] = units[at];
    }
    return KEFU_OK;
}

kefu_status kf_phrase_of(const kf_memory *memory, const char *text, size_t size, kf_phrase *out,
                         kefu_error *error)
{
    const size_t room = kf_fold_room(size);
    size_t count = 0;
    if (size > KF_PHRASE_BYTES)
        return kf_fail(error, KEFU_E_DEFINITION, "phrase '%t': longer than %d bytes", text, size,
                       (int32_t)KF_PHRASE_BYTES);
    uint16_t *units = kf_alloc_zeros(memory, room, sizeof *units);
    if (!units)
        return kf_no_memory(error);
    kefu_status status =
        kf_fold(text, size, KEFU_UTF8, KEFU_INVALID_REFUSE, units, NULL, &count, error);
    if (!status)
        status = phrase_take(units + KF_FOLD_BEFORE + 1, count, out, text, size, error);
    kf_free_array(memory, units, room, sizeof *units);
    return status;
}

int32_t kf_phrase_in(const kf_phrase *whole, const kf_phrase *part, int32_t from)
{
    for (int32_t i = from; i + part->n <= whole->n; i++)
        if (!memcmp(whole->units + i, part->units, (size_t)part->n * sizeof *part->units))
            return i;
    return -1;
}
