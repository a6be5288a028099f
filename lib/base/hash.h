/* hash.h - SipHash for tables and content hashes, Philox (kefu_random), CRC-32. */
#ifndef KF_HASH_H
#define KF_HASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct kf_hash_key {
    uint64_t k0, k1;
} kf_hash_key;

/* SipHash-2-4 with 64 and with 128 bits (Aumasson and Bernstein), over bytes. */
uint64_t kf_siphash64(kf_hash_key key, const void *bytes, size_t size);
void kf_siphash128(kf_hash_key key, const void *bytes, size_t size, uint8_t out[16]);
/* The 128 bits as 32 hexadecimal digits with NUL. */
void kf_siphash_hex(kf_hash_key key, const void *bytes, size_t size, char out[33]);
/* HalfSipHash-2-4 with 64 bits: 32-bit lanes, for sample keys. Key is 8 bytes. */
uint64_t kf_halfsiphash64(uint64_t key, const void *bytes, size_t size);
/* Of the bytes and one after them. */
uint64_t kf_halfsiphash64_and(uint64_t key, const void *bytes, size_t size, uint8_t last);
/* CRC-32 (IEEE 802.3, as zlib's crc32): start with 0, feed the last result to go on. */
uint32_t kf_crc32(uint32_t crc, const void *bytes, size_t size);

#endif
