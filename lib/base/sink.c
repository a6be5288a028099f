/* sink.c - kefu_buffer: a sink that keeps what is written. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

struct kefu_buffer {
    kf_memory memory;
    kf_buffer bytes;
    kefu_sink sink;
};

static kefu_status KEFU_CALL sink_keep(void *user, const void *bytes, size_t size)
{
    kf_buffer *kept = &((kefu_buffer *)user)->bytes;
    char *data =
        size < SIZE_MAX / 2 - kept->size
            ? kf_reserve(kept->memory, kept->data, &kept->capacity, kept->size + size + 1, 1)
            : NULL;
    if (!data)
        return KEFU_E_MEMORY; /* what was there stays, with its NUL */
    kept->data = data;
    memcpy(data + kept->size, bytes, size);
    kept->size += size;
    data[kept->size] = 0;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_buffer_new(const kefu_allocator *allocator, kefu_buffer **out,
                                      kefu_error *error)
{
    kf_memory memory;
    kefu_buffer *buffer;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_buffer_new: out is NULL");
    status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    buffer = kf_alloc(&memory, sizeof *buffer);
    if (!buffer)
        return kf_no_memory(error);
    buffer->memory = memory;
    kf_buffer_init(&buffer->bytes, &buffer->memory);
    buffer->sink = (kefu_sink){sizeof buffer->sink, sink_keep, buffer};
    *out = buffer;
    return KEFU_OK;
}

void KEFU_CALL kefu_buffer_free(kefu_buffer *buffer)
{
    kf_memory memory;
    if (!buffer)
        return;
    memory = buffer->memory;
    kf_buffer_free(&buffer->bytes);
    kf_free(&memory, buffer, sizeof *buffer);
}

const kefu_sink *KEFU_CALL kefu_buffer_sink(kefu_buffer *buffer)
{
    return buffer ? &buffer->sink : NULL;
}

const char *KEFU_CALL kefu_buffer_data(const kefu_buffer *buffer, size_t *size)
{
    if (size)
        *size = buffer ? buffer->bytes.size : 0;
    return buffer && buffer->bytes.data ? buffer->bytes.data : "";
}

void KEFU_CALL kefu_buffer_clear(kefu_buffer *buffer)
{
    if (!buffer)
        return;
    kf_buffer_clear(&buffer->bytes);
    if (buffer->bytes.data)
        buffer->bytes.data[0] = 0;
}
