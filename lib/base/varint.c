/* varint.c - see varint.h. */
#include "base/varint.h"

size_t kf_varint_size(uint64_t number)
{
    size_t size = 1;
    while (number >>= 7)
        size++;
    return size;
}

unsigned char *kf_varint_put(unsigned char *at, uint64_t number)
{
    for (; number > 0x7F; number >>= 7)
        *at++ = (unsigned char)(0x80 | (number & 0x7F));
    *at++ = (unsigned char)number;
    return at;
}

int32_t kf_varint_take(const unsigned char *at, size_t left, uint64_t *out)
{
    uint64_t number = 0;
    for (int32_t i = 0; (size_t)i < left; i++) {
        if (i == KF_VARINT_MOST - 1 && at[i] > 1) /* 63 bits are there */
            return -1;
        number |= (uint64_t)(at[i] & 0x7F) << (7 * i);
        if (at[i] & 0x80)
            continue;
        *out = number;
        return i && !at[i] ? -1 : i + 1;
    }
    return 0;
}
