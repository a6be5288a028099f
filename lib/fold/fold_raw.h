/* fold_raw.h - the two steps of folding: characters to raw units, one each, as the table has them;
 * then blanks, repeats and what is dropped, in place. The first touches every byte and knows
 * nothing of neighbours, the second has little to do in most texts. */
#ifndef KF_FOLD_RAW_H
#define KF_FOLD_RAW_H

#include "fold/fold.h"

/* Where a reading ended. */
typedef struct fold_raw {
    size_t count; /* raw units written */
    size_t at;    /* the first malformed byte, or the size */
} fold_raw;

/* Raw units of a text, and where their characters begin if `starts` is not NULL. With `replace` a
 * malformed part is KF_UNIT_REPLACED, else the reading ends there. */
fold_raw kf_fold_utf8(const unsigned char *text, size_t size, int replace, uint16_t *units,
                      uint32_t *starts);
fold_raw kf_fold_gb18030(const unsigned char *text, size_t size, int replace, uint16_t *units,
                         uint32_t *starts);

/* Units of raw units, in place, with those of `starts` if it is not NULL; units[-1] is the edge and
 * units[-2] is 0, and three behind the last are written over. How many. */
size_t kf_fold_settle(uint16_t *units, uint32_t *starts, size_t count);

/* How far units are settled. */
typedef struct fold_settling {
    uint16_t *units;
    uint32_t *starts;
    size_t read, written;
    uint32_t blank; /* raw blanks that wait for what comes after them, or'ed; 0 = none */
    size_t blank_at;
    int32_t whole; /* raw units in a row that were written as they are: 2 and more are 2 */
} fold_settling;

/* Settles what is not yet up to `count`, one by one; nothing behind it is read or written. */
void kf_fold_settle_on(fold_settling *s, size_t count);

/* The same with AVX-512 VBMI2 (base/cpu.h), but what the first writes is codes, of which the second
 * knows the units; 64 behind the last one may be written over. */
fold_raw kf_fold_utf8_vbmi2(const unsigned char *text, size_t size, int replace, uint16_t *codes,
                            uint32_t *starts);
size_t kf_fold_settle_vbmi2(uint16_t *units, uint32_t *starts, size_t count);

/* First bytes of UTF-8 from which on they are something else, for wide loops to read when a text
 * begins: of numbers that a compiler knows it makes registers anew at each use. */
enum { FOLD_BORDERS = 5 };
extern const uint8_t kf_fold_borders[FOLD_BORDERS];

/* A character, or the part of one that malformed bytes are. */
typedef struct fold_char {
    uint16_t unit;
    uint8_t length; /* 1 .. 4 */
    uint8_t bad;
} fold_char;

/* Any character at text[0 .. left - 1], left > 0. */
fold_char kf_fold_utf8_char(const unsigned char *text, size_t left);
fold_char kf_fold_gb18030_char(const unsigned char *text, size_t left);

#endif
