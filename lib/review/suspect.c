/* suspect.c - what reviews look like that nobody wrote because of what they bought. */
#include <string.h>

#include "review/review.h"

enum {
    SUSPECT_DIGITS = 7,    /* in a row */
    SUSPECT_GENERIC = 40,  /* units: long */
    SUSPECT_PER_WORD = 14, /* at least one word of praise in so many */
    SUSPECT_REPEATS = 12,  /* 3-grams from which on they are counted */
    SUSPECT_WINDOW = 1024, /* units that repeats are counted in */
    SUSPECT_BITS = 4096
};

static int32_t suspect_has_digits(const kf_reading *r)
{
    size_t run = 0;
    for (size_t i = 0; i < r->count; i++) {
        const int32_t kind = kf_unit_kind(r->units[i]);
        if (kind == KF_KIND_DIGIT)
            run++;
        else if (kind != KF_KIND_BLANK && r->units[i] != '-')
            run = 0;
        if (run == SUSPECT_DIGITS)
            return 1;
    }
    return 0;
}

/* The letters of a word, and no other behind them. */
static int32_t suspect_stands(const kf_reading *r, size_t at, const char *word)
{
    size_t i = 0;
    for (; word[i]; i++)
        if (at + i >= r->count || r->units[at + i] != (unsigned char)word[i])
            return 0;
    return kf_unit_kind(r->units[at + i]) != KF_KIND_LETTER;
}

/* http://..., www.a.b, a.com */
static int32_t suspect_has_link(const kf_reading *r)
{
    static const char *const ends[] = {"com", "cn", "net", "top", "org", "cc", "vip", "shop"};
    for (size_t i = 0; i < r->count; i++) {
        if (r->units[i] == ':' && i + 2 < r->count && r->units[i + 1] == '/' &&
            r->units[i + 2] == '/')
            return 1;
        if (r->units[i] != '.' || !i)
            continue;
        if (i >= 3 && suspect_stands(r, i - 3, "www"))
            return 1;
        if (kf_unit_kind(r->units[i - 1]) != KF_KIND_LETTER &&
            kf_unit_kind(r->units[i - 1]) != KF_KIND_DIGIT)
            continue;
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            if (suspect_stands(r, i + 1, ends[k]))
                return 1;
    }
    return 0;
}

/* Two thirds of the 3-grams have been there before. */
static int32_t suspect_repeats(const kf_reading *r)
{
    const size_t count = r->count < SUSPECT_WINDOW ? r->count : SUSPECT_WINDOW;
    uint32_t seen[SUSPECT_BITS / 32];
    size_t distinct = 0;
    if (count < SUSPECT_REPEATS + 2)
        return 0;
    memset(seen, 0, sizeof seen);
    for (size_t i = 0; i + 2 < count; i++) {
        const uint32_t hash =
            (r->units[i] * UINT32_C(0x9E3779B1) ^ r->units[i + 1] * UINT32_C(0x85EBCA77) ^
             r->units[i + 2] * UINT32_C(0xC2B2AE3D)) >>
            20;
        const uint32_t bit = UINT32_C(1) << hash % 32;
        distinct += !(seen[hash / 32] & bit);
        seen[hash / 32] |= bit;
    }
    return distinct * 3 <= count - 2;
}

/* Praise that would fit any product: many words of it, and none of what the product is or does. */
static int32_t suspect_is_generic(const kf_reading *r)
{
    const uint32_t product =
        UINT32_C(1) << KEFU_CAUSE_QUALITY | UINT32_C(1) << KEFU_CAUSE_MISMATCH |
        UINT32_C(1) << KEFU_CAUSE_FIT_SIZE | UINT32_C(1) << KEFU_CAUSE_EXPERIENCE |
        UINT32_C(1) << KEFU_CAUSE_PACKAGING;
    size_t praise = 0;
    if (r->count < SUSPECT_GENERIC || r->opinion.polarity != KEFU_POSITIVE)
        return 0;
    for (size_t i = 0; i < r->n_clauses; i++)
        if (r->clauses[i].causes & product)
            return 0;
    for (size_t i = 0; i < r->n_sights; i++) {
        const kf_sight *s = &r->sights[i];
        if (s->hidden || !s->says)
            continue;
        if (s->says < 0)
            return 0;
        praise++;
    }
    return praise * SUSPECT_PER_WORD >= r->count;
}

void kf_read_suspect(kf_reading *r)
{
    uint32_t suspect = 0;
    if (kf_reading_has(r, KF_LIST_CONTACT, 1) || kf_reading_has(r, KF_LIST_ADVERT, 1))
        suspect |= KEFU_SUSPECT_CONTACT;
    if (kf_reading_has(r, KF_LIST_PAID, 1))
        suspect |= KEFU_SUSPECT_PAID;
    if (suspect_has_digits(r))
        suspect |= KEFU_SUSPECT_DIGITS;
    if (suspect_has_link(r))
        suspect |= KEFU_SUSPECT_LINK;
    if (suspect_repeats(r))
        suspect |= KEFU_SUSPECT_REPEATS;
    if (suspect_is_generic(r))
        suspect |= KEFU_SUSPECT_GENERIC;
    r->opinion.suspect = suspect;
}
