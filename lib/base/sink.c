/* sink.c - kefu_buffer: a sink that keeps what is written. */
#include "base/fail.h"
#include "base/text.h"

struct kefu_buffer {
    kf_memory memory;
    kf_buffer bytes;
    kefu_sink sink;
};

static kefu_status KEFU_CALL sink_keep(void *user, const void *bytes, size_t size)
{
    kefu_buffer *buffer = user;
    kf_put(&buffer->bytes, bytes, size);
    return kf_buffer_text(&buffer->bytes) ? KEFU_OK : KEFU_E_MEMORY;
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
