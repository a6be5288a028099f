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

/* Bits 23 and 47 are not both 0 if one of two codes is below 0x800 (overlong) or of a surrogate:
 * those go below 0 when 0x800 is taken away, if need be after the surrogates were made the lowest.
 */
static inline uint64_t fold_two_wrong(uint64_t codes)
{
    return (codes - FOLD_TWO(0x800)) | ((codes ^ FOLD_TWO(0xD800)) - FOLD_TWO(0x800));
}

/* Three bytes as a code, below 2^16 for any bytes. */
static inline uint32_t fold_three(const unsigned char *p)
{
    return (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

/* 1 if three bytes are a character, else 0. */
static inline uint32_t fold_is_three(const unsigned char *p)
{
    const uint32_t code = fold_three(p);
    return ((p[0] & 0xF0u) == 0xE0) & ((p[1] & 0xC0u) == 0x80) & ((p[2] & 0xC0u) == 0x80) &
           (code >= 0x800) & ((code & 0xF800) != 0xD800);
}

/* Raw units of four characters, as if each were three bytes; of how many, from the first, they are.
 */
static inline uint32_t fold_read_four(const unsigned char *p, uint16_t *units)
{
    const uint64_t one = fold_eight(p), two = fold_eight(p + 6);
    const uint64_t a = fold_two_codes(one), b = fold_two_codes(two);
    const uint64_t wrong = (fold_two_wrong(a) | fold_two_wrong(b)) & FOLD_TWO(0x800000);
    uint32_t first, second, third;
    units[0] = kf_fold_table[a & 0xFFFF];
    units[1] = kf_fold_table[a >> 24 & 0xFFFF];
    units[2] = kf_fold_table[b & 0xFFFF];
    units[3] = kf_fold_table[b >> 24 & 0xFFFF];
    if (!(fold_two_shape(one) | fold_two_shape(two) | wrong))
        return 4;
    first = fold_is_three(p);
    second = first & fold_is_three(p + 3);
    third = second & fold_is_three(p + 6);
    return first + second + third + (third & fold_is_three(p + 9));
}

/* Written once for both; a constant `with_starts` leaves one of them. */
static inline fold_raw fold_utf8_read(const unsigned char *text, size_t size, int replace,
                                      uint16_t *units, uint32_t *starts, int with_starts)
{
    fold_raw raw = {0, 0};
    while (raw.at < size) {
        const unsigned char *p;
        fold_char c;
        while (size - raw.at >= FOLD_FOUR_ROOM && text[raw.at] >= 0x80) {
            const uint32_t n = fold_read_four(text + raw.at, units + raw.count);
            if (with_starts)
                for (uint32_t i = 0; i < 4; i++)
                    starts[raw.count + i] = (uint32_t)raw.at + 3 * i;
            raw.count += n;
            raw.at += 3 * n;
            if (n < 4)
                break;
        }
        p = text + raw.at;
        if (with_starts)
            starts[raw.count] = (uint32_t)raw.at;
        if (p[0] < 0x80) {
            units[raw.count++] = kf_fold_table[p[0]];
            raw.at++;
            continue;
        }
        if (size - raw.at >= 3 && fold_is_three(p)) {
            units[raw.count++] = kf_fold_table[fold_three(p)];
            raw.at += 3;
            continue;
        }
        c = kf_fold_utf8_char(p, size - raw.at);
        if (c.bad && !replace)
            break;
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
