/* utf8.c - UTF-8 as of RFC 3629; see text.h. */
#include <string.h>

#include "base/text.h"

/* RFC 3629 §4: the lead byte fixes the length and what the second byte may be, which is how
 * overlong forms, surrogates and codes above U+10FFFF are kept out. Later bytes are 80..BF. */
static const struct utf8_form {
    unsigned char lead_from, lead_to, length, second_from, second_to;
} utf8_forms[] = {
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF}, {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

static const struct utf8_form *utf8_form_of(unsigned char lead)
{
    for (size_t i = 0; i < sizeof utf8_forms / sizeof *utf8_forms; i++)
        if (lead <= utf8_forms[i].lead_to)
            return lead >= utf8_forms[i].lead_from ? &utf8_forms[i] : NULL;
    return NULL;
}

size_t kf_utf8_decode(const char *text, size_t size, uint32_t *code)
{
    const unsigned char *bytes = (const unsigned char *)text;
    const struct utf8_form *form;
    uint32_t value;
    if (bytes[0] < 0x80) {
        *code = bytes[0];
        return 1;
    }
    form = utf8_form_of(bytes[0]);
    if (!form || size < form->length || bytes[1] < form->second_from || bytes[1] > form->second_to)
        return 0;
    value = bytes[0] & (0x7Fu >> form->length);
    for (size_t i = 1; i < form->length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (bytes[i] & 0x3Fu);
    }
    *code = value;
    return form->length;
}

/* Bytes of the ASCII prefix, eight at a time. */
static size_t utf8_ascii(const char *text, size_t size)
{
    size_t n = 0;
    uint64_t eight;
    for (; size - n >= sizeof eight; n += sizeof eight) {
        memcpy(&eight, text + n, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (n < size && (unsigned char)text[n] < 0x80)
        n++;
    return n;
}

size_t kf_utf8_valid(const char *text, size_t size)
{
    size_t n = 0;
    while (n < size) {
        uint32_t code;
        size_t length = utf8_ascii(text + n, size - n);
        if (!length)
            length = kf_utf8_decode(text + n, size - n, &code);
        if (!length)
            return n;
        n += length;
    }
    return n;
}

static char utf8_tail(uint32_t code, unsigned shift)
{
    return (char)(0x80 | (code >> shift & 0x3F));
}

size_t kf_utf8_encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = utf8_tail(code, 0);
        return 2;
    }
    if ((code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF)
        return 0;
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = utf8_tail(code, 6);
        out[2] = utf8_tail(code, 0);
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = utf8_tail(code, 12);
    out[2] = utf8_tail(code, 6);
    out[3] = utf8_tail(code, 0);
    return 4;
}

static int utf8_is_tail(char byte) { return ((unsigned char)byte & 0xC0) == 0x80; }

size_t kf_utf8_count(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += !utf8_is_tail(text[i]);
    return count;
}

size_t kf_utf8_cut(const char *text, size_t size, size_t most)
{
    if (size <= most)
        return size;
    while (most && utf8_is_tail(text[most]))
        most--;
    return most;
}
