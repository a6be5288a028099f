/* siphash.c - SipHash-2-4 with 64 and 128 bits (Aumasson and Bernstein, INDOCRYPT 2012). */
#include "base/hash.h"

typedef struct sip_state {
    uint64_t v0, v1, v2, v3;
} sip_state;

static uint64_t sip_rotate(uint64_t x, unsigned by) { return x << by | x >> (64 - by); }

static uint64_t sip_load(const unsigned char *bytes, size_t size)
{
    uint64_t word = 0;
    for (size_t i = 0; i < size; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

static void sip_rounds(sip_state *s, int rounds)
{
    while (rounds--) {
        s->v0 += s->v1;
        s->v2 += s->v3;
        s->v1 = sip_rotate(s->v1, 13) ^ s->v0;
        s->v3 = sip_rotate(s->v3, 16) ^ s->v2;
        s->v0 = sip_rotate(s->v0, 32);
        s->v2 += s->v1;
        s->v0 += s->v3;
        s->v1 = sip_rotate(s->v1, 17) ^ s->v2;
        s->v3 = sip_rotate(s->v3, 21) ^ s->v0;
        s->v2 = sip_rotate(s->v2, 32);
    }
}

static void sip_take(sip_state *s, uint64_t word)
{
    s->v3 ^= word;
    sip_rounds(s, 2);
    s->v0 ^= word;
}

/* All but the finalization, which is where the two widths differ. */
static sip_state sip_absorb(kf_hash_key key, const unsigned char *bytes, size_t size, uint64_t tag)
{
    sip_state s = {key.k0 ^ UINT64_C(0x736f6d6570736575),
                   key.k1 ^ UINT64_C(0x646f72616e646f6d) ^ tag,
                   key.k0 ^ UINT64_C(0x6c7967656e657261), key.k1 ^ UINT64_C(0x7465646279746573)};
    size_t left = size;
    for (; left >= 8; left -= 8, bytes += 8)
        sip_take(&s, sip_load(bytes, 8));
    sip_take(&s, sip_load(bytes, left) | (uint64_t)size << 56);
    return s;
}

static uint64_t sip_finish(sip_state *s)
{
    sip_rounds(s, 4);
    return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

uint64_t kf_siphash64(kf_hash_key key, const void *bytes, size_t size)
{
    sip_state s = sip_absorb(key, bytes, size, 0);
    s.v2 ^= 0xFF;
    return sip_finish(&s);
}

static void sip_store(uint8_t out[8], uint64_t word)
{
    for (unsigned i = 0; i < 8; i++)
        out[i] = (uint8_t)(word >> (8 * i));
}

void kf_siphash128(kf_hash_key key, const void *bytes, size_t size, uint8_t out[16])
{
    sip_state s = sip_absorb(key, bytes, size, 0xEE);
    s.v2 ^= 0xEE;
    sip_store(out, sip_finish(&s));
    s.v1 ^= 0xDD;
    sip_store(out + 8, sip_finish(&s));
}
