/* fold_char.c - one character of any kind, well-formed or not; see fold_raw.h. */
#include "base/gb18030.h"
#include "fold/fold_raw.h"

/* What lead bytes begin: how many bytes, and what the second may be (RFC 3629 §4). */
static const struct fold_lead {
    unsigned char to, length, second_from, second_to;
} fold_leads[] = {
    {0x7F, 1, 0, 0},       {0xC1, 0, 0, 0},       {0xDF, 2, 0x80, 0xBF}, {0xE0, 3, 0xA0, 0xBF},
    {0xEC, 3, 0x80, 0xBF}, {0xED, 3, 0x80, 0x9F}, {0xEF, 3, 0x80, 0xBF}, {0xF0, 4, 0x90, 0xBF},
    {0xF3, 4, 0x80, 0xBF}, {0xF4, 4, 0x80, 0x8F}, {0xFF, 0, 0, 0},
};

static const fold_char fold_bad = {KF_UNIT_REPLACED, 1, 1};

fold_char kf_fold_utf8_char(const unsigned char *text, size_t left)
{
    const struct fold_lead *lead = fold_leads;
    fold_char c = fold_bad;
    uint32_t code;
    while (text[0] > lead->to)
        lead++;
    if (!lead->length)
        return c;
    code = lead->length == 1 ? text[0] : text[0] & (0x7Fu >> lead->length);
    for (; c.length < lead->length; c.length++) {
        const unsigned char byte = c.length < left ? text[c.length] : 0;
        const int is_second = c.length == 1;
        if (byte < (is_second ? lead->second_from : 0x80) ||
            byte > (is_second ? lead->second_to : 0xBF))
            return c; /* what was right so far is the maximal part */
        code = code << 6 | (byte & 0x3Fu);
    }
    c.unit = kf_fold_code(code);
    c.bad = 0;
    return c;
}

/* Bytes of malformed text that are one U+FFFD: those that the decoder of the Encoding Standard
 * (WHATWG, §10.2.1) does not give back to be read once more. */
static uint8_t fold_gb18030_bad(const unsigned char *text, size_t left)
{
    if (text[0] == 0xFF || left == 1)
        return 1;
    if (text[1] < '0' || text[1] > '9')
        return text[1] < 0x80 ? 1 : 2;
    if (left == 2)
        return 2;
    if (text[2] < 0x81 || text[2] > 0xFE)
        return 1;
    if (left == 3)
        return 3;
    return text[3] < '0' || text[3] > '9' ? 1 : 4;
}

fold_char kf_fold_gb18030_char(const unsigned char *text, size_t left)
{
    uint32_t code;
    const int32_t length = kf_gb18030_decode(text, left, &code);
    fold_char c = fold_bad;
    if (length > 0)
        return (fold_char){kf_fold_code(code), (uint8_t)length, 0};
    c.length = fold_gb18030_bad(text, left);
    return c;
}
