/* model_file.h - a model as bytes, kind KF_SAVED_MODEL of saved.h, format 1. Numbers are
 * little-endian, tables begin at multiples of 64 bytes from the first, so that a file that is
 * mapped is read where it lies.
 *
 *     at  bytes
 *      0     16  opening
 *     16      8  fold id: by which rules text becomes units
 *     24      4  number of the rules by which text is read: 1, this fold id and the numbers of
 *                features.c and words.h
 *     28      4  orders of n-grams: 4
 *     32      4  spec: 1 words; 2^8 × (bits - 4) if longer n-grams lie in the line of two
 *     36      4  bits
 *     40      4  heads of a row: 16, or 0 if head 0 is all
 *     44      4  language
 *     48      4  1 if it is a delta
 *     52      4  heads
 *     56      4  promises
 *     60      4  bytes of the id, 64  4  bytes of the card; without NUL
 *     68     32  fingerprint of the base as hexadecimal digits; zeros if it is no delta
 *    100     28  zeros
 *    128         heads, of 96 bytes: key 32, kind 4, cause 4, slope, shift, least, base_share,
 *                own_share, n, n_yes 8 each
 *                promises, of 16 bytes: right, certain, covered, 0
 *                id, NUL, card, NUL, zeros to the next multiple of 64
 *                buckets, rows if there are, checks: model.h
 *                tail
 */
#ifndef KF_MODEL_FILE_H
#define KF_MODEL_FILE_H

#include "base/saved.h"
#include "model/model.h"

enum {
    KF_MODEL_FORMAT = 1,
    KF_MODEL_ALIGN = 64,
    KF_MODEL_RULES = 1, /* the latest; whatever makes other features of a text gets the next number
                           and leaves those before it as they are */
    KF_MODEL_HEADER = 128,
    KF_MODEL_UNUSED = 28 /* bytes at the end of the header */
};

extern const kf_saved_kind kf_saved_model;

/* Bytes of the tables of 2^bits buckets. */
static inline size_t kf_model_buckets(int32_t bits) { return (size_t)4 << bits; }
static inline size_t kf_model_rows(int32_t bits) { return (size_t)(2 * KF_ROW) << bits; }
static inline size_t kf_model_checks(int32_t bits) { return (size_t)8 << bits; }

/* What is wrong with heads and promises for a file to have them, or NULL. model_heads.c */
const char *kf_model_heads_fault(const struct kefu_model *model);
const char *kf_model_promises_fault(const struct kefu_model *model);

/* Whether no slot is other than model.h says: its number, or -1. model_slots.c */
int64_t kf_model_bad_slot(const struct kefu_model *model);

#endif
