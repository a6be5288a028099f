/* mend.h - length and checksum of saved bytes put right, so that what is before them is read. */
#ifndef TESTS_MEND_H
#define TESTS_MEND_H

#include "base/hash.h"
#include "base/saved.h"

static void mend(unsigned char *bytes, size_t size)
{
    uint32_t crc;
    for (size_t i = 0; i < 8; i++)
        bytes[size - KF_SAVED_TAIL + i] = (unsigned char)((uint64_t)size >> (8 * i) & 0xFF);
    crc = kf_crc32(0, bytes, size - 4);
    for (size_t i = 0; i < 4; i++)
        bytes[size - 4 + i] = (unsigned char)(crc >> (8 * i) & 0xFF);
}

#endif
