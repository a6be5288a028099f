/* varint.h - whole numbers of any size as bytes: 7 bits a byte, lowest first, the highest bit of
 * all bytes but the last set (LEB128), in as few bytes as will do. */
#ifndef KF_VARINT_H
#define KF_VARINT_H

#include <stddef.h>
#include <stdint.h>

enum { KF_VARINT_MOST = 10 }; /* bytes */

size_t kf_varint_size(uint64_t number);
/* Gives what follows it. */
unsigned char *kf_varint_put(unsigned char *at, uint64_t number);
/* How many bytes it has; 0 if they end too early, -1 if it exceeds 64 bits or a byte too many says
 * nothing. */
int32_t kf_varint_take(const unsigned char *at, size_t left, uint64_t *out);

#endif
