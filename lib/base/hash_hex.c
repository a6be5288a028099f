/* hash_hex.c - a content hash as people quote it. */
#include "base/hash.h"

void kf_siphash_hex(kf_hash_key key, const void *bytes, size_t size, char out[33])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t hash[16];
    kf_siphash128(key, bytes, size, hash);
    for (size_t i = 0; i < 16; i++) {
        out[2 * i] = digits[hash[i] >> 4];
        out[2 * i + 1] = digits[hash[i] & 15];
    }
    out[32] = 0;
}
