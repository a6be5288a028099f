/* format.h - the small formatter behind error messages and written text; no stdio, no locale. */
#ifndef KF_FORMAT_H
#define KF_FORMAT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Takes pieces of the formatted text, in order. */
typedef void (*kf_put_fn)(void *to, const char *bytes, size_t size);

/* %s text with NUL (NULL prints "?"), %t (const char *, size_t), %d int32_t, %i int64_t, %c char,
 * %%. */
void kf_format(kf_put_fn put, void *to, const char *format, va_list args);

/* Decimal digits of a number to out[20], without NUL; gives the length. */
size_t kf_format_i64(int64_t value, char out[20]);

#endif
