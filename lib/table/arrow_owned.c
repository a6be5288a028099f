/* arrow_owned.c - schemas, arrays and streams that own their memory: each node by itself, because a
 * consumer may move a child away and release its parent. The allocator goes with each of them. */
#include <string.h>

#include "table/arrow_writer.h"

/* ---- Schemas --------------------------------------------------------------------------------- */

typedef struct arrow_schema_own {
    kf_memory memory;
    char *text; /* format, name and metadata, one after the other */
    size_t size, metadata_size;
    size_t n;
    struct ArrowSchema *children;
    struct ArrowSchema **pointers;
    struct ArrowSchema words;
} arrow_schema_own;

/* What is in the struct may have been moved, but not the pointers to its children. */
static void arrow_schema_release(struct ArrowSchema *schema)
{
    arrow_schema_own *own = schema->private_data;
    kf_memory memory = own->memory;
    for (size_t i = 0; own->children && i < own->n; i++)
        if (own->children[i].release)
            own->children[i].release(&own->children[i]);
    if (own->words.release)
        own->words.release(&own->words);
    kf_free(&memory, own->text, own->size);
    kf_free_array(&memory, own->children, own->n, sizeof *own->children);
    kf_free_array(&memory, own->pointers, own->n, sizeof *own->pointers);
    kf_free(&memory, own, sizeof *own);
    schema->release = NULL;
}

static int32_t arrow_schema_room(arrow_schema_own *own)
{
    own->text = kf_alloc(&own->memory, own->size);
    own->children = kf_alloc_zeros(&own->memory, own->n, sizeof *own->children);
    own->pointers = kf_alloc_array(&own->memory, own->n, sizeof *own->pointers);
    if (!own->text || !own->children || !own->pointers)
        return 0;
    for (size_t i = 0; i < own->n; i++)
        own->pointers[i] = &own->children[i];
    return 1;
}

int32_t kf_arrow_schema_new(const kf_memory *memory, const char *format, const char *name,
                            const kf_buffer *metadata, size_t n_children, int32_t has_words,
                            struct ArrowSchema *out)
{
    size_t format_size = strlen(format) + 1, name_size = strlen(name) + 1;
    arrow_schema_own *own = kf_alloc_zero(memory, sizeof *own);
    memset(out, 0, sizeof *out);
    if (!own)
        return 0;
    own->memory = *memory;
    own->metadata_size = metadata->size;
    own->size = format_size + name_size + metadata->size;
    own->n = n_children;
    out->private_data = own;
    out->release = arrow_schema_release;
    if (!arrow_schema_room(own)) {
        arrow_schema_release(out);
        return 0;
    }
    out->format = memcpy(own->text, format, format_size);
    out->name = memcpy(own->text + format_size, name, name_size);
    if (metadata->size)
        out->metadata = memcpy(own->text + format_size + name_size, metadata->data, metadata->size);
    out->n_children = (int64_t)n_children;
    out->children = own->pointers;
    out->dictionary = has_words ? &own->words : NULL;
    return 1;
}

static int32_t arrow_schema_copy(const struct ArrowSchema *from, struct ArrowSchema *out)
{
    const arrow_schema_own *own = from->private_data;
    kf_buffer metadata;
    kf_buffer_init(&metadata, &own->memory);
    metadata.data = own->text + own->size - own->metadata_size; /* borrowed */
    metadata.size = own->metadata_size;
    if (!kf_arrow_schema_new(&own->memory, from->format, from->name, &metadata, own->n,
                             from->dictionary != NULL, out))
        return 0;
    out->flags = from->flags;
    int32_t there = !from->dictionary || arrow_schema_copy(from->dictionary, out->dictionary);
    for (size_t i = 0; there && i < own->n; i++)
        there = arrow_schema_copy(from->children[i], out->children[i]);
    if (!there)
        out->release(out);
    return there;
}

/* ---- Arrays ---------------------------------------------------------------------------------- */

enum { ARROW_BUFFERS = 3 };

typedef struct arrow_array_own {
    kf_memory memory;
    const void *buffers[ARROW_BUFFERS];
    void *blocks[ARROW_BUFFERS];
    size_t sizes[ARROW_BUFFERS];
    size_t n;
    struct ArrowArray *children;
    struct ArrowArray **pointers;
    struct ArrowArray words;
} arrow_array_own;

static void arrow_array_release(struct ArrowArray *array)
{
    arrow_array_own *own = array->private_data;
    kf_memory memory = own->memory;
    for (size_t i = 0; own->children && i < own->n; i++)
        if (own->children[i].release)
            own->children[i].release(&own->children[i]);
    if (own->words.release)
        own->words.release(&own->words);
    for (size_t i = 0; i < ARROW_BUFFERS; i++)
        kf_free(&memory, own->blocks[i], own->sizes[i]);
    kf_free_array(&memory, own->children, own->n, sizeof *own->children);
    kf_free_array(&memory, own->pointers, own->n, sizeof *own->pointers);
    kf_free(&memory, own, sizeof *own);
    array->release = NULL;
}

int32_t kf_arrow_array_new(const kf_memory *memory, int64_t rows, int64_t n_buffers,
                           size_t n_children, int32_t has_words, struct ArrowArray *out)
{
    arrow_array_own *own = kf_alloc_zero(memory, sizeof *own);
    memset(out, 0, sizeof *out);
    if (!own)
        return 0;
    own->memory = *memory;
    own->n = n_children;
    out->private_data = own;
    out->release = arrow_array_release;
    own->children = kf_alloc_zeros(memory, n_children, sizeof *own->children);
    own->pointers = kf_alloc_array(memory, n_children, sizeof *own->pointers);
    if (!own->children || !own->pointers) {
        arrow_array_release(out);
        return 0;
    }
    for (size_t i = 0; i < n_children; i++)
        own->pointers[i] = &own->children[i];
    out->length = rows;
    out->n_buffers = n_buffers;
    out->buffers = own->buffers;
    out->n_children = (int64_t)n_children;
    out->children = own->pointers;
    out->dictionary = has_words ? &own->words : NULL;
    return 1;
}

void kf_arrow_array_own(struct ArrowArray *array, int64_t buffer, void *block, size_t size)
{
    arrow_array_own *own = array->private_data;
    own->buffers[buffer] = own->blocks[buffer] = block;
    own->sizes[buffer] = size;
}

/* ---- Streams --------------------------------------------------------------------------------- */

typedef struct arrow_stream_own {
    kf_memory memory;
    struct ArrowSchema schema;
    struct ArrowArray array; /* released once it has been given */
} arrow_stream_own;

enum { ARROW_ENOMEM = 12 }; /* of Linux, macOS and Windows; errno.h is no guest's */

static int arrow_stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    arrow_stream_own *own = stream->private_data;
    return arrow_schema_copy(&own->schema, out) ? 0 : ARROW_ENOMEM;
}

static int arrow_stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    arrow_stream_own *own = stream->private_data;
    *out = own->array;
    memset(&own->array, 0, sizeof own->array);
    return 0;
}

static const char *arrow_stream_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return "out of memory";
}

static void arrow_stream_release(struct ArrowArrayStream *stream)
{
    arrow_stream_own *own = stream->private_data;
    kf_memory memory = own->memory;
    own->schema.release(&own->schema);
    if (own->array.release)
        own->array.release(&own->array);
    kf_free(&memory, own, sizeof *own);
    stream->release = NULL;
}

int32_t kf_arrow_stream_new(const kf_memory *memory, struct ArrowSchema *schema,
                            struct ArrowArray *array, struct ArrowArrayStream *out)
{
    arrow_stream_own *own = kf_alloc_zero(memory, sizeof *own);
    if (!own)
        return 0;
    own->memory = *memory;
    own->schema = *schema;
    own->array = *array;
    *out = (struct ArrowArrayStream){arrow_stream_schema, arrow_stream_next, arrow_stream_error,
                                     arrow_stream_release, own};
    return 1;
}
