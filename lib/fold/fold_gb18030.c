/* fold_gb18030.c - units of GB18030; see fold_put.h. */
#include "base/gb18030.h"
#include "fold/fold_put.h"

/* Bytes of malformed text that are one U+FFFD: what the decoder of the Encoding Standard (WHATWG,
 * §10.2.1) does not give back to be read once more. */
static size_t fold_gb18030_bad(const unsigned char *text, size_t left)
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

static inline int fold_gb18030_is_two(const unsigned char *p)
{
    return p[0] - 0x81u < 126 && p[1] - 0x40u < 191 && p[1] != 0x7F;
}

static inline uint32_t fold_gb18030_two(const unsigned char *p)
{
    const uint32_t trail = p[1] - (p[1] < 0x7F ? 0x40u : 0x41u);
    return kf_fold_table[kf_gb18030_two[(p[0] - 0x81u) * 190 + trail]];
}

size_t kf_fold_gb18030(fold_put *to, const unsigned char *text, size_t size, int replace)
{
    fold_put put = *to;
    size_t at = 0;
    while (at < size) {
        const unsigned char *p = text + at;
        uint32_t unit = KF_UNIT_REPLACED, code;
        size_t length = 2;
        if (p[0] < 0x80) {
            unit = kf_fold_table[p[0]];
            length = 1;
        } else if (size - at >= 2 && fold_gb18030_is_two(p)) {
            unit = fold_gb18030_two(p);
        } else {
            const int32_t read = kf_gb18030_decode(p, size - at, &code);
            if (read <= 0 && !replace)
                break;
            length = read > 0 ? (size_t)read : fold_gb18030_bad(p, size - at);
            if (read > 0)
                unit = kf_fold_code(code);
        }
        fold_put_unit(&put, unit, at);
        at += length;
    }
    *to = put;
    return at;
}
