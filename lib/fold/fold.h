/* fold.h - text as units: one 16-bit number a character, with all that does not change what a buyer
 * says folded away. What models count and lexicons look for are units; what is shown to people are
 * bytes of the text as it came.
 *
 * A character becomes at most one unit, through one table:
 *   letters      small; full-width and other compatibility forms of one character are that one
 *   Chinese      simplified, character by character (Unihan kSimplifiedVariant, one to one)
 *   digits       0..9 whatever their form (full-width, circled, Arabic-Indic)
 *   punctuation  of Chinese and full-width become ASCII where there is one
 *   blanks       of every kind become one space; several in a row are one; one between two Chinese
 *                characters is dropped, and so are those at the ends
 *   emoji        KF_EMOJI + one of 16 classes by what they say; others KF_ASTRAL | code & 0x3FF
 *   dropped      zero-width, joiners, variation selectors, soft hyphen, BOM
 *   repeats      the third and later of the same unit in a row are dropped, digits apart
 *   controls     are blanks
 * Linear in bytes for any input, and no unit depends on more than the four characters around it. */
#ifndef KF_FOLD_H
#define KF_FOLD_H

#include "kefu/base.h"

enum {
    KF_UNIT_EDGE = 0x0001,     /* stands before the first and after the last unit */
    KF_UNIT_REPLACED = 0xFFFD, /* malformed bytes, where they are replaced */
    KF_EMOJI = 0xDF00,         /* + class */
    KF_ASTRAL = 0xD800,
    KF_FOLD_BEFORE = 4, /* zero units kept before the first edge */
    KF_FOLD_AFTER = 64  /* and after the last one: vectors may read them */
};

/* What is done about bytes that are not the declared encoding (pinned: kefu/model.h). */
enum { KF_INVALID_REFUSE = 0, KF_INVALID_REPLACE = 1 };

/* Units that a text of `size` bytes may need, edges and padding included. */
size_t kf_fold_room(size_t size);

/* Folds a text. units[kf_fold_room(size)] gets KF_FOLD_BEFORE zeros, an edge, the units, an edge,
 * KF_FOLD_AFTER zeros; *first is the index of the first unit (always KF_FOLD_BEFORE + 1), *count
 * how many there are without edges. starts, if not NULL, has the same room and gets for each unit
 * (at its own index) the byte where its character begins; for the last edge `size`. KEFU_E_ENCODING
 * with the offset of the first malformed byte where those are refused; KEFU_E_LIMIT above 2^31 - 1
 * bytes. O(size) */
kefu_status kf_fold(const char *text, size_t size, int32_t encoding, int32_t invalid,
                    uint16_t *units, uint32_t *starts, size_t *count, kefu_error *error);

/* What a unit is. */
enum {
    KF_KIND_OTHER = 0,
    KF_KIND_HAN = 1,
    KF_KIND_LETTER = 2, /* a .. z and other alphabets that write words with blanks */
    KF_KIND_DIGIT = 3,
    KF_KIND_BLANK = 4,
    KF_KIND_MARK = 5, /* punctuation and signs */
    KF_KIND_EMOJI = 6,
    KF_KIND_EDGE = 7
};
int32_t kf_unit_kind(uint16_t unit);

/* 64 bits that change with any entry of the table and any rule above: models name it. */
uint64_t kf_fold_id(void);

#endif
