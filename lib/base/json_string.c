/* json_string.c - the strings of a JSON text: escapes to UTF-8; see json_reader.h. */
#include <string.h>

#include "base/json_reader.h"

static int32_t json_hex_digit(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Four hexadecimal digits; -1 if there are fewer. */
static int32_t json_hex(kf_json_reader *r)
{
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        int32_t digit = json_hex_digit(kf_json_peek(r));
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
        r->at++;
    }
    return value;
}

/* After "\u": one code unit, or the two of a surrogate pair. */
static kefu_status json_unicode(kf_json_reader *r, uint32_t *code)
{
    size_t start = r->at - 2;
    int32_t high = json_hex(r), low;
    if (high < 0)
        return kf_json_unexpected(r, "four hexadecimal digits after \\u");
    if (high == 0)
        return kf_json_syntax(r, start, "a string holds the character NUL (\\u0000)");
    *code = (uint32_t)high;
    if (high < 0xD800 || high > 0xDFFF)
        return KEFU_OK;
    if (high > 0xDBFF || !kf_json_skip(r, '\\') || !kf_json_skip(r, 'u'))
        return kf_json_syntax(r, start, "a lone surrogate: \\ud800..\\udfff must come as a pair");
    low = json_hex(r);
    if (low < 0xDC00 || low > 0xDFFF)
        return kf_json_syntax(r, start, "a lone surrogate: \\ud800..\\udfff must come as a pair");
    *code = 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
    return KEFU_OK;
}

/* After the backslash: writes the character, gives its size. */
static kefu_status json_escape(kf_json_reader *r, char *out, size_t *size)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const char *found;
    uint32_t code = 0;
    kefu_status status;
    int c = kf_json_peek(r);
    if (c == 'u') {
        r->at++;
        status = json_unicode(r, &code);
        if (!status)
            *size = kf_utf8_encode(code, out);
        return status;
    }
    found = c > 0 ? strchr(letters, c) : NULL;
    if (!found)
        return kf_json_unexpected(r, "one of \" \\ / b f n r t u after the backslash");
    r->at++;
    *out = meanings[found - letters];
    *size = 1;
    return KEFU_OK;
}

/* Bytes up to the closing quote; an unescaped text is never longer. */
static size_t json_string_span(const kf_json_reader *r)
{
    size_t at = r->at;
    while (at < r->size && r->text[at] != '"')
        at += r->text[at] == '\\' ? 2 : 1;
    return (at < r->size ? at : r->size) - r->at;
}

static kefu_status json_fill_string(kf_json_reader *r, char *out, size_t *size)
{
    size_t used = 0;
    for (;;) {
        int c = kf_json_peek(r);
        if (c == '"')
            break;
        if (c < 0x20)
            return c < 0 ? kf_json_unexpected(r, "the closing quote of a string")
                         : kf_json_syntax(r, r->at,
                                          "a control character in a string must be escaped");
        r->at++;
        if (c == '\\') {
            size_t length = 0;
            kefu_status status = json_escape(r, out + used, &length);
            if (status)
                return status;
            used += length;
        } else {
            out[used++] = (char)c;
        }
    }
    r->at++;
    out[used] = 0;
    *size = used;
    return KEFU_OK;
}

kefu_status kf_json_read_string(kf_json_reader *r, const char **text, size_t *size)
{
    char *copy = kf_arena_alloc(&r->json->arena, json_string_span(r) + 1);
    if (!copy)
        return kf_no_memory(r->error);
    *text = copy;
    return json_fill_string(r, copy, size);
}
