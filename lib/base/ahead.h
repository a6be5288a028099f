/* ahead.h - asks for memory that will be read soon, where the compiler has a word for it. Blocks of
 * several columns are too short for the processor to see by itself where each goes on; no result
 * depends on it. */
#ifndef KF_AHEAD_H
#define KF_AHEAD_H

#include <stddef.h>
#include <stdint.h>

enum { KF_LINE = 64 }; /* bytes that come together */

/* The address may be past the end of what is there. */
static inline void kf_ahead(const void *at, size_t bytes)
{
#if defined(__GNUC__)
    __builtin_prefetch((const void *)((uintptr_t)at + bytes), 0, 2);
#else
    (void)at;
    (void)bytes;
#endif
}

/* As many bytes again as a block has. */
static inline void kf_ahead_block(const void *at, size_t block)
{
    for (size_t line = 0; line < block; line += KF_LINE)
        kf_ahead(at, block + line);
}

#endif
