/* fold_utf8.c - raw units of UTF-8 as of RFC 3629; see fold_raw.h. Chinese is three bytes a
 * character, punctuation of full width too: four such are read together, two in a 64-bit number.
 * What stands before something else is kept of four that are not all of them. */
#include "fold/fold_raw.h"

/* Bytes of four characters, and those that are read with them. */
enum { FOLD_FOUR = 12, FOLD_FOUR_ROOM = 14 };

/* The same bits of two characters of three bytes, the first of which are the lowest. */
#define FOLD_TWO(bits) (UINT64_C(bits) | UINT64_C(bits) << 24)

/* Eight bytes, the first the lowest: compilers know this for one load. */
static inline uint64_t fold_eight(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

/* Not 0 unless both are 1110xxxx 10xxxxxx 10xxxxxx. */
static inline uint64_t fold_two_shape(uint64_t bytes)
{
    return (bytes & FOLD_TWO(0xC0C0F0)) ^ FOLD_TWO(0x8080E0);
}

/* Two codes, in bits 0..15 and 24..39. */
static inline uint64_t fold_two_codes(uint64_t bytes)
{
    return (bytes & FOLD_TWO(0x00000F)) << 12 | (bytes & FOLD_TWO(0x003F00)) >> 2 |
           (bytes & FOLD_TWO(0x3F0000)) >> 16;
}

/* Bit 23 or 47 is set if one of two codes is below 0x800 (overlong) or of a surrogate:
 * those go below 0 when 0x800 is taken away, if need be after the surrogates were made the lowest.
 */
static inline uint64_t fold_two_wrong(uint64_t codes)
{
    return ((codes - FOLD_TWO(0x800)) | ((codes ^ FOLD_TWO(0xD800)) - FOLD_TWO(0x800))) &
           FOLD_TWO(0x800000);
}

/* Raw units of four characters, as if each were three bytes; of how many, from the first on, they
 * are. */
static inline uint32_t fold_read_threes(const unsigned char *p, uint16_t *units)
{
    const uint64_t one = fold_eight(p), two = fold_eight(p + 6);
    const uint64_t a = fold_two_codes(one), b = fold_two_codes(two);
    const uint64_t bad_a = fold_two_shape(one) | fold_two_wrong(a);
    const uint64_t bad_b = fold_two_shape(two) | fold_two_wrong(b);
    uint32_t first, second, third;
    units[0] = kf_fold_table[a & 0xFFFF];
    units[1] = kf_fold_table[a >> 24 & 0xFFFF];
    units[2] = kf_fold_table[b & 0xFFFF];
    units[3] = kf_fold_table[b >> 24 & 0xFFFF];
    if (!(bad_a | bad_b))
        return 4;
    first = !(bad_a & 0xFFFFFF);
    second = first & !bad_a;
    third = second & !(bad_b & 0xFFFFFF);
    return first + second + third;
}

/* The same of four characters of one byte. */
static inline uint32_t fold_read_ones(const unsigned char *p, uint16_t *units)
{
    const uint32_t first = p[0] < 0x80, second = first & (p[1] < 0x80);
    const uint32_t third = second & (p[2] < 0x80), fourth = third & (p[3] < 0x80);
    units[0] = kf_fold_table[p[0]];
    units[1] = kf_fold_table[p[1]];
    units[2] = kf_fold_table[p[2]];
    units[3] = kf_fold_table[p[3]];
    return first + second + third + fourth;
}

/* Where four characters begin that are `bytes` each. */
static inline void fold_starts(uint32_t *starts, size_t at, uint32_t bytes)
{
    for (uint32_t i = 0; i < 4; i++)
        starts[i] = (uint32_t)at + i * bytes;
}

/* What can be read four at a time; written once for both, a constant `with_starts` leaves one. */
static inline void fold_read_fours(fold_raw *raw, const unsigned char *text, size_t size,
                                   uint16_t *units, uint32_t *starts, int with_starts)
{
    size_t at = raw->at, count = raw->count;
    uint32_t threes = 4, ones = 0;
    while (size - at >= FOLD_FOUR_ROOM && (threes | ones)) {
        if (with_starts)
            fold_starts(starts + count, at, 3);
        threes = fold_read_threes(text + at, units + count);
        count += threes;
        at += (size_t)threes * 3;
        if (threes == 4)
            continue;
        do {
            if (with_starts)
                fold_starts(starts + count, at, 1);
            ones = fold_read_ones(text + at, units + count);
            count += ones;
            at += ones;
        } while (ones == 4 && size - at >= 4);
    }
    raw->at = at;
    raw->count = count;
}

/* One character, of one or three bytes here, else elsewhere. */
static inline fold_char fold_utf8_one(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80)
        return (fold_char){kf_fold_table[p[0]], 1, 0};
    if (left >= 3 && (p[0] & 0xF0) == 0xE0) {
        const uint32_t second = p[1] ^ 0x80u, third = p[2] ^ 0x80u;
        const uint32_t code = (p[0] & 0xFu) << 12 | second << 6 | third;
        if ((second | third) < 0x40 && code >= 0x800 && (code & 0xF800) != 0xD800)
            return (fold_char){kf_fold_table[code], 3, 0};
    }
    return kf_fold_utf8_char(p, left);
}

static inline fold_raw fold_utf8_read(const unsigned char *text, size_t size, int replace,
                                      uint16_t *units, uint32_t *starts, int with_starts)
{
    fold_raw raw = {0, 0};
    while (raw.at < size) {
        fold_char c;
        fold_read_fours(&raw, text, size, units, starts, with_starts);
        if (raw.at == size)
            break;
        c = fold_utf8_one(text + raw.at, size - raw.at);
        if (c.bad && !replace)
            break;
        if (with_starts)
            starts[raw.count] = (uint32_t)raw.at;
        units[raw.count++] = c.unit;
        raw.at += c.length;
    }
    return raw;
}

fold_raw kf_fold_utf8(const unsigned char *text, size_t size, int replace, uint16_t *units,
                      uint32_t *starts)
{
    return starts ? fold_utf8_read(text, size, replace, units, starts, 1)
                  : fold_utf8_read(text, size, replace, units, NULL, 0);
}
