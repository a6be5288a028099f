/* gb18030.c - GB18030 to UTF-8; see gb18030.h. */
#include "base/gb18030.h"

#include "base/gb18030_table.inc"

enum {
    GB18030_BMP_END = 39420,     /* first number after the basic plane */
    GB18030_PLANE_1 = 189000,    /* number of U+10000 */
    GB18030_PLANES_END = 1237576 /* first number after U+10FFFF */
};

static int gb18030_is_lead(unsigned char byte) { return byte >= 0x81 && byte <= 0xFE; }

static int gb18030_is_digit(unsigned char byte) { return byte >= '0' && byte <= '9'; }

/* The character of a four-byte code's number; 0 if there is none. */
static uint32_t gb18030_numbered(uint32_t number)
{
    size_t low = 0, high = sizeof gb18030_runs / sizeof *gb18030_runs;
    if (number >= GB18030_PLANE_1 && number < GB18030_PLANES_END)
        return number - GB18030_PLANE_1 + 0x10000;
    if (number >= GB18030_BMP_END)
        return 0;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (gb18030_runs[middle].number <= number)
            low = middle;
        else
            high = middle;
    }
    return number - gb18030_runs[low].number + gb18030_runs[low].code;
}

static int32_t gb18030_four(const unsigned char *text, size_t size, uint32_t *code)
{
    uint32_t number;
    if (size > 2 && !gb18030_is_lead(text[2]))
        return 0;
    if (size < 4)
        return -1;
    if (!gb18030_is_digit(text[3]))
        return 0;
    number = (text[0] - 0x81u) * 10 + (text[1] - 0x30u);
    number = (number * 126 + (text[2] - 0x81u)) * 10 + (text[3] - 0x30u);
    *code = gb18030_numbered(number);
    return *code ? 4 : 0;
}

int32_t kf_gb18030_decode(const unsigned char *text, size_t size, uint32_t *code)
{
    unsigned trail;
    if (text[0] < 0x80) {
        *code = text[0];
        return 1;
    }
    if (text[0] == 0x80) {
        *code = 0x20AC;
        return 1;
    }
    if (!gb18030_is_lead(text[0]))
        return 0;
    if (size < 2)
        return -1;
    if (gb18030_is_digit(text[1]))
        return gb18030_four(text, size, code);
    if (text[1] < 0x40 || text[1] == 0x7F || text[1] == 0xFF)
        return 0;
    trail = text[1] - (text[1] < 0x7F ? 0x40u : 0x41u);
    *code = kf_gb18030_two[(text[0] - 0x81u) * 190 + trail];
    return 2;
}

kefu_status kf_gb18030_to_utf8(const char *text, size_t size, kf_buffer *out, size_t *bad_offset)
{
    const unsigned char *bytes = (const unsigned char *)text;
    char chunk[256];
    size_t used = 0, at = 0;
    kefu_status status = KEFU_OK;
    while (at < size) {
        uint32_t code;
        int32_t length = kf_gb18030_decode(bytes + at, size - at, &code);
        if (length <= 0) {
            *bad_offset = at;
            status = KEFU_E_ENCODING;
            break;
        }
        at += (size_t)length;
        used += kf_utf8_encode(code, chunk + used);
        if (used + 4 > sizeof chunk) {
            kf_put(out, chunk, used);
            used = 0;
        }
    }
    kf_put(out, chunk, used);
    return status;
}
