/* builtin_bytes.h - states of built-in metrics as bytes: fields of 32 to 192 bits, little-endian,
 * one after the other. */
#ifndef KF_BUILTIN_BYTES_H
#define KF_BUILTIN_BYTES_H

#include "base/wide.h"
#include "kefu/base.h"

typedef struct kf_state_reader {
    const unsigned char *at;
    size_t left;
} kf_state_reader;

int32_t kf_state_i32(kf_state_reader *reader);
int64_t kf_state_i64(kf_state_reader *reader);
kf_i128 kf_state_i128(kf_state_reader *reader);
kf_i192 kf_state_i192(kf_state_reader *reader);
unsigned char *kf_state_put_i32(unsigned char *at, int32_t value);
unsigned char *kf_state_put_i64(unsigned char *at, int64_t value);
unsigned char *kf_state_put_i128(unsigned char *at, kf_i128 value);
unsigned char *kf_state_put_i192(unsigned char *at, kf_i192 value);
/* KEFU_E_UNSUPPORTED for a format of the bytes of a state other than 1. */
kefu_status kf_state_format(uint32_t format, kefu_error *error);
/* Format and size of a state's bytes. KEFU_E_UNSUPPORTED, KEFU_E_DATA. */
kefu_status kf_state_open(kf_state_reader *reader, uint32_t format, const void *bytes, size_t size,
                          size_t expected, kefu_error *error);
/* The same where the size depends on the rows: `header` bytes, then items of `item` bytes, of which
 * *items gets the number. */
kefu_status kf_state_open_items(kf_state_reader *reader, uint32_t format, const void *bytes,
                                size_t size, size_t header, size_t item, size_t *items,
                                kefu_error *error);
kefu_status kf_state_bad(kefu_error *error); /* KEFU_E_DATA: no rows give such a state */

#endif
