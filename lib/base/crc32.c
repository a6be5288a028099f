/* crc32.c - CRC-32 of IEEE 802.3: reflected, polynomial 04C11DB7, as in zlib and PNG. */
#include "base/hash.h"

/* What four bits leave behind, for every value of them: small enough to stay in the cache. */
static const uint32_t crc32_nibble[16] = {
    0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
    0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};

uint32_t kf_crc32(uint32_t crc, const void *bytes, size_t size)
{
    const unsigned char *next = bytes;
    crc = ~crc;
    while (size--) {
        crc ^= *next++;
        crc = crc >> 4 ^ crc32_nibble[crc & 15];
        crc = crc >> 4 ^ crc32_nibble[crc & 15];
    }
    return ~crc;
}
