/* show.c - see show.h. */
#include "base/show.h"

#include <string.h>

#include "base/decimal.h"
#include "base/format.h"
#include "base/text.h"

/* ---- The caller's buffer -------------------------------------------------------------------- */

void kf_show_put(void *to, const char *bytes, size_t size)
{
    kf_show *show = to;
    if (!size)
        return;
    if (show->need < show->capacity) {
        size_t room = show->capacity - show->need;
        memcpy(show->out + show->need, bytes, size < room ? size : room);
    }
    show->need += size;
    show->last = bytes[size - 1];
}

void kf_show_format(kf_show *show, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    kf_format(kf_show_put, show, format, args);
    va_end(args);
}

void kf_show_either(kf_show *show, const char *zh, const char *en)
{
    const char *text = show->language == KEFU_EN ? en : zh;
    kf_show_put(show, text, strlen(text));
}

size_t kf_show_end(kf_show *show)
{
    size_t size = show->need;
    if (!show->capacity)
        return show->need + 1;
    if (size >= show->capacity)
        size = kf_utf8_valid(show->out, show->capacity - 1);
    show->out[size] = 0;
    return show->need + 1;
}

/* ---- Numbers -------------------------------------------------------------------------------- */

void kf_show_decimal(kf_show *show, int64_t value, int32_t scale, int32_t digits)
{
    char text[48];
    size_t size = kf_decimal_format(value, scale, text);
    size_t whole = scale ? size - (size_t)scale - 1 : size;
    size_t sign = text[0] == '-';
    for (; scale > digits && text[size - 1] == '0'; scale--)
        size--;
    if (!scale)
        size = whole;
    for (size_t i = 0; i < whole; i++) {
        if (i > sign && (whole - i) % 3 == 0)
            kf_show_put(show, ",", 1);
        kf_show_put(show, text + i, 1);
    }
    kf_show_put(show, text + whole, size - whole);
}

kefu_status kf_share_round(const kefu_value *share, int32_t scale, int64_t *out)
{
    kefu_status status = kefu_value_round(share, scale, out);
    if (status || share->num <= 0 || share->num >= share->den)
        return status;
    const int64_t one = kf_pow10(scale);
    if (one > 1)
        *out += (*out == 0) - (*out == one);
    return KEFU_OK;
}

void kf_show_count(kf_show *show, int64_t value) { kf_show_decimal(show, value, 0, 0); }

void kf_show_space(kf_show *show)
{
    kf_show_put(show, " ", show->language == KEFU_ZH && (unsigned char)show->last < 0x80);
}
