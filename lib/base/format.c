/* format.c - see format.h. */
#include "base/format.h"

#include <string.h>

size_t kf_format_i64(int64_t value, char out[20])
{
    char digits[20];
    size_t n = 0, length = 0;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[n++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        out[length++] = '-';
    while (n)
        out[length++] = digits[--n];
    return length;
}

static void format_number(kf_put_fn put, void *to, int64_t value)
{
    char digits[20];
    size_t size = kf_format_i64(value, digits);
    put(to, digits, size);
}

static void format_text(kf_put_fn put, void *to, const char *text)
{
    if (!text)
        text = "?";
    put(to, text, strlen(text));
}

static void format_span(kf_put_fn put, void *to, const char *text, size_t size)
{
    if (size)
        put(to, text, size);
}

static void format_char(kf_put_fn put, void *to, int c)
{
    char one = (char)c;
    put(to, &one, 1);
}

void kf_format(kf_put_fn put, void *to, const char *format, va_list args)
{
    while (*format) {
        size_t plain = strcspn(format, "%");
        format_span(put, to, format, plain);
        format += plain;
        if (!*format)
            return;
        switch (*++format) {
        case 's':
            format_text(put, to, va_arg(args, const char *));
            break;
        case 't': {
            const char *text = va_arg(args, const char *);
            format_span(put, to, text, va_arg(args, size_t));
            break;
        }
        case 'd':
            format_number(put, to, va_arg(args, int32_t));
            break;
        case 'i':
            format_number(put, to, va_arg(args, int64_t));
            break;
        case 'c':
            format_char(put, to, va_arg(args, int));
            break;
        case '%':
            put(to, "%", 1);
            break;
        default:
            return; /* a fault of ours: the rest of the arguments cannot be trusted */
        }
        format++;
    }
}
