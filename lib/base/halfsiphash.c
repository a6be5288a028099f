/* halfsiphash.c - HalfSipHash-2-4 with 64 bits, of the reference code of SipHash: 32-bit lanes. */
#include "base/hash.h"

typedef struct halfsip_state {
    uint32_t v0, v1, v2, v3;
} halfsip_state;

static uint32_t halfsip_rotate(uint32_t x, unsigned by) { return x << by | x >> (32 - by); }

static uint32_t halfsip_load(const unsigned char *bytes, size_t size)
{
    uint32_t word = 0;
    for (size_t i = 0; i < size; i++)
        word |= (uint32_t)bytes[i] << (8 * i);
    return word;
}

static void halfsip_rounds(halfsip_state *s, int rounds)
{
    while (rounds--) {
        s->v0 += s->v1;
        s->v2 += s->v3;
        s->v1 = halfsip_rotate(s->v1, 5) ^ s->v0;
        s->v3 = halfsip_rotate(s->v3, 8) ^ s->v2;
        s->v0 = halfsip_rotate(s->v0, 16);
        s->v2 += s->v1;
        s->v0 += s->v3;
        s->v1 = halfsip_rotate(s->v1, 13) ^ s->v2;
        s->v3 = halfsip_rotate(s->v3, 7) ^ s->v0;
        s->v2 = halfsip_rotate(s->v2, 16);
    }
}

static void halfsip_take(halfsip_state *s, uint32_t word)
{
    s->v3 ^= word;
    halfsip_rounds(s, 2);
    s->v0 ^= word;
}

static uint32_t halfsip_finish(halfsip_state *s)
{
    halfsip_rounds(s, 4);
    return s->v1 ^ s->v3;
}

/* After all words but the last, which has the size in its highest byte. */
static uint64_t halfsip_end(halfsip_state *s, uint32_t word, size_t size)
{
    uint32_t low;
    halfsip_take(s, word | (uint32_t)((size & 0xFF) << 24));
    s->v2 ^= 0xEE;
    low = halfsip_finish(s);
    s->v1 ^= 0xDD;
    return (uint64_t)halfsip_finish(s) << 32 | low;
}

static halfsip_state halfsip_begin(uint64_t key)
{
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
    return (halfsip_state){k0, k1 ^ 0xEE, k0 ^ UINT32_C(0x6c796765), k1 ^ UINT32_C(0x74656462)};
}

uint64_t kf_halfsiphash64(uint64_t key, const void *bytes, size_t size)
{
    const unsigned char *next = bytes;
    halfsip_state s = halfsip_begin(key);
    size_t left = size;
    for (; left >= 4; left -= 4, next += 4)
        halfsip_take(&s, halfsip_load(next, 4));
    return halfsip_end(&s, halfsip_load(next, left), size);
}

uint64_t kf_halfsiphash64_and(uint64_t key, const void *bytes, size_t size, uint8_t last)
{
    const unsigned char *next = bytes;
    halfsip_state s = halfsip_begin(key);
    size_t left = size;
    uint32_t word;
    for (; left >= 4; left -= 4, next += 4)
        halfsip_take(&s, halfsip_load(next, 4));
    word = halfsip_load(next, left) | (uint32_t)last << (8 * left);
    if (left == 3) {
        halfsip_take(&s, word);
        word = 0;
    }
    return halfsip_end(&s, word, size + 1);
}
