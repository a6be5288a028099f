/* buffer.c - a growing buffer to write text into; see text.h. */
#include <string.h>

#include "base/fail.h"
#include "base/format.h"
#include "base/text.h"

void kf_buffer_init(kf_buffer *buffer, const kf_memory *memory)
{
    memset(buffer, 0, sizeof *buffer);
    buffer->memory = memory;
}

void kf_buffer_free(kf_buffer *buffer)
{
    kf_free(buffer->memory, buffer->data, buffer->capacity);
    kf_buffer_init(buffer, buffer->memory);
}

void kf_buffer_clear(kf_buffer *buffer)
{
    buffer->size = 0;
    buffer->failed = 0;
}

char *kf_put_room(kf_buffer *buffer, size_t size)
{
    char *data = NULL;
    if (!buffer->failed && size <= SIZE_MAX / 2 - buffer->size)
        data = kf_reserve(buffer->memory, buffer->data, &buffer->capacity, buffer->size + size, 1);
    if (!data) {
        buffer->failed = 1;
        return NULL;
    }
    buffer->data = data;
    data += buffer->size;
    buffer->size += size;
    return data;
}

void kf_put(kf_buffer *buffer, const void *bytes, size_t size)
{
    char *room = size ? kf_put_room(buffer, size) : NULL;
    if (room)
        memcpy(room, bytes, size);
}

void kf_put_text(kf_buffer *buffer, const char *text) { kf_put(buffer, text, strlen(text)); }

void kf_put_char(kf_buffer *buffer, char c) { kf_put(buffer, &c, 1); }

void kf_put_i64(kf_buffer *buffer, int64_t value)
{
    char digits[20];
    kf_put(buffer, digits, kf_format_i64(value, digits));
}

static void buffer_put(void *to, const char *bytes, size_t size) { kf_put(to, bytes, size); }

void kf_put_format(kf_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    kf_format(buffer_put, buffer, format, args);
    va_end(args);
}

const char *kf_buffer_text(kf_buffer *buffer)
{
    size_t size = buffer->size;
    kf_put(buffer, "", 1);
    if (buffer->failed)
        return NULL;
    buffer->size = size;
    return buffer->data;
}

kefu_status kf_buffer_flush(kf_buffer *buffer, const kefu_sink *sink, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    if (buffer->failed)
        return kf_no_memory(error);
    if (buffer->size)
        status = sink->write(sink->user, buffer->data, buffer->size);
    kf_buffer_clear(buffer);
    if (status == KEFU_E_MEMORY)
        return kf_no_memory(error);
    if (status)
        return kf_fail(error, KEFU_E_CALLBACK, "the sink stopped with status %d", status);
    return KEFU_OK;
}
