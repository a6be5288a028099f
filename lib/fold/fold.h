/* fold.h - text as units: one 16-bit number a character, with all that does not change what a buyer
 * says folded away. What models count and lexicons look for are units; what is shown to people are
 * bytes of the text as it came.
 *
 * A character becomes at most one unit, through one table (tests/tools/fold_table.py has its
 * rules): letters      small; full-width and other compatibility forms of one character are that
 * one; Latin without accents, and marks that combine with letters are dropped Chinese simplified,
 * character by character (Unihan kSimplifiedVariant, one to one), with the variants of traditional
 * characters that are in use digits       0..9 whatever their form (full-width, circled,
 * Arabic-Indic); not Chinese numerals punctuation  of Chinese and full-width become ASCII where
 * there is one blanks       and controls: one between two letters or digits stays, as one space;
 * others go line ends    are blanks, but a new line stays between what is neither punctuation nor
 * an edge emoji        KF_EMOJI + one of 16 classes by what they say, skin tones dropped; other
 * characters above U+FFFF are KF_ASTRAL | code & 0x3FF dropped      zero-width, joiners, variation
 * selectors, soft hyphen, BOM repeats      the third and later of the same unit in a row are
 * dropped, digits apart Folding what was folded changes nothing. Linear in bytes for any input. */
#ifndef KF_FOLD_H
#define KF_FOLD_H

#include "kefu/base.h"

enum {
    KF_UNIT_EDGE = 0x0001,     /* stands before the first and after the last unit */
    KF_UNIT_REPLACED = 0xFFFD, /* malformed bytes, where they are replaced */
    KF_UNIT_LINE = 0x000A,     /* a new line that is not a blank of words */
    KF_EMOJI = 0xDF00,         /* + KF_EMOJI_... */
    KF_ASTRAL = 0xD800,        /* .. 0xDBFF */
    KF_FOLD_BEFORE = 4,        /* zero units kept before the first edge */
    KF_FOLD_AFTER = 64         /* and after the last one: vectors may read them */
};

/* What an emoji or a sign of the basic plane says. */
enum {
    KF_EMOJI_JOY = 0,
    KF_EMOJI_LOVE = 1,
    KF_EMOJI_THUMBS_UP = 2, /* also OK, fist, tick */
    KF_EMOJI_THANKS = 3,    /* also clapping, hands that are shaken or folded */
    KF_EMOJI_CELEBRATE = 4,
    KF_EMOJI_NEUTRAL = 5, /* also doubt, silence, sleep */
    KF_EMOJI_SAD = 6,
    KF_EMOJI_CRY = 7,
    KF_EMOJI_ANGRY = 8,
    KF_EMOJI_DISGUST = 9, /* also ill */
    KF_EMOJI_THUMBS_DOWN = 10,
    KF_EMOJI_SURPRISE = 11,
    KF_EMOJI_FORBIDDEN = 12, /* also warning, cross */
    KF_EMOJI_STAR = 13,      /* also 100, medals */
    KF_EMOJI_MONEY = 14,
    KF_EMOJI_CONTACT = 15, /* telephone, letter, hands that point, link */
    KF_EMOJI_CLASSES = 16
};

/* The unit of each code of the basic plane; 0: none, 0x20: a blank, 0x0A: the end of a line. Units
 * are their own, surrogates too. */
extern const uint16_t kf_fold_table[0x10000];
/* The same of any character; `code` is at most U+10FFFF. */
uint16_t kf_fold_code(uint32_t code);

/* Units that a text of `size` bytes may need, edges and padding included. O(1) */
size_t kf_fold_room(size_t size);

/* Folds a text. units[kf_fold_room(size)] gets KF_FOLD_BEFORE zeros, an edge, the units, an edge,
 * KF_FOLD_AFTER zeros; *first is the index of the first unit (always KF_FOLD_BEFORE + 1), *count
 * how many there are without edges. starts, if not NULL, has the same room and gets for each unit
 * (at its own index) the byte where its character begins, which rise strictly; for the first edge
 * 0, for the last `size`. Of malformed bytes each maximal part of a character (as the Encoding
 * Standard of WHATWG has it) is one KF_UNIT_REPLACED, or KEFU_E_ENCODING with the offset of the
 * first and nothing of use in `units`. KEFU_E_LIMIT above 2^31 - 1 bytes, KEFU_E_ARGUMENT for
 * another encoding or policy. O(size) */
kefu_status kf_fold(const char *text, size_t size, int32_t encoding, int32_t invalid,
                    uint16_t *units, uint32_t *starts, size_t *count, kefu_error *error);
/* The same with the loops of `cpu`, which is kf_cpu()'s or less; kf_fold has the plain ones. */
kefu_status kf_fold_on(int32_t cpu, const char *text, size_t size, int32_t encoding,
                       int32_t invalid, uint16_t *units, uint32_t *starts, size_t *count,
                       kefu_error *error);

/* What a unit is. */
enum {
    KF_KIND_OTHER = 0,
    KF_KIND_HAN = 1,    /* also kana and bopomofo: written without blanks */
    KF_KIND_LETTER = 2, /* a .. z and other alphabets that write words with blanks */
    KF_KIND_DIGIT = 3,
    KF_KIND_BLANK = 4, /* also KF_UNIT_LINE */
    KF_KIND_MARK = 5,  /* punctuation and signs */
    KF_KIND_EMOJI = 6,
    KF_KIND_EDGE = 7 /* also the zeros around */
};
int32_t kf_unit_kind(uint16_t unit);

/* 64 bits that change with any entry of the table and any rule above: models name it. */
uint64_t kf_fold_id(void);

#endif
