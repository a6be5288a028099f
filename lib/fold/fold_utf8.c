/* fold_utf8.c - units of UTF-8 as of RFC 3629; see fold_put.h. */
#include "fold/fold_put.h"

/* What a lead byte begins: how many bytes, and what the second may be (RFC 3629 §4). */
typedef struct fold_lead {
    uint32_t length, from, to;
} fold_lead;

static fold_lead fold_lead_of(unsigned char lead)
{
    const fold_lead lead_of = {lead < 0xE0   ? 2
                               : lead < 0xF0 ? 3
                                             : 4,
                               lead == 0xE0   ? 0xA0
                               : lead == 0xF0 ? 0x90
                                              : 0x80,
                               lead == 0xED   ? 0x9F
                               : lead == 0xF4 ? 0x8F
                                              : 0xBF};
    return lead_of;
}

/* A character, or the part of one that malformed bytes are. */
typedef struct fold_read {
    uint32_t unit;
    uint16_t length;
    uint16_t bad;
} fold_read;

/* Any character at text[0 .. left - 1], left > 0. */
static fold_read fold_utf8_any(const unsigned char *text, size_t left)
{
    const fold_lead lead = fold_lead_of(text[0]);
    fold_read bad = {KF_UNIT_REPLACED, 1, 1};
    fold_read good = {0, (uint16_t)lead.length, 0};
    uint32_t code = text[0] & (0x7Fu >> lead.length);
    if (text[0] < 0x80) {
        good = (fold_read){kf_fold_table[text[0]], 1, 0};
        return good;
    }
    if (text[0] < 0xC2 || text[0] > 0xF4)
        return bad;
    for (; bad.length < lead.length; bad.length++) {
        const unsigned char byte = bad.length < left ? text[bad.length] : 0;
        const int second = bad.length == 1;
        if (byte < (second ? lead.from : 0x80) || byte > (second ? lead.to : 0xBF))
            return bad;
        code = code << 6 | (byte & 0x3Fu);
    }
    good.unit = kf_fold_code(code);
    return good;
}

/* Three bytes, of which the first is E0..EF, as a code that is well-formed; 0 if it is not. */
static inline uint32_t fold_utf8_three(const unsigned char *p)
{
    const uint32_t second = p[1] ^ 0x80u, third = p[2] ^ 0x80u;
    const uint32_t code = (p[0] & 0xFu) << 12 | second << 6 | third;
    if ((second | third) > 0x3F || code < 0x800 || code - 0xD800 < 0x800)
        return 0;
    return code;
}

size_t kf_fold_utf8(fold_put *to, const unsigned char *text, size_t size, int replace)
{
    fold_put put = *to;
    size_t at = 0;
    while (at < size) {
        const unsigned char *p = text + at;
        uint32_t unit, code;
        size_t length = 3;
        if (p[0] < 0x80) {
            unit = kf_fold_table[p[0]];
            length = 1;
        } else if (p[0] - 0xE0u < 0x10 && size - at >= 3 && (code = fold_utf8_three(p)) != 0) {
            unit = kf_fold_table[code];
        } else {
            const fold_read read = fold_utf8_any(p, size - at);
            if (read.bad && !replace)
                break;
            unit = read.unit;
            length = read.length;
        }
        fold_put_unit(&put, unit, at);
        at += length;
    }
    *to = put;
    return at;
}
