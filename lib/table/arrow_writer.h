/* arrow_writer.h - a table given out as an Arrow record batch: column after column, each from its
 * first row to its last. A failure sticks, what comes after it does nothing, and the end tells. */
#ifndef KF_ARROW_WRITER_H
#define KF_ARROW_WRITER_H

#include "base/text.h"
#include "table/arrow.h"

/* The types that are given out, and their format strings. */
enum {
    KF_ARROW_UTF8 = 0,
    KF_ARROW_DOUBLE = 1,
    KF_ARROW_INT64 = 2,
    KF_ARROW_UINT32 = 3,
    KF_ARROW_BOOL = 4,
    KF_ARROW_STATUS = 5, /* dictionary of int8 and the words for KEFU_VALUE_OK ... */
    KF_ARROW_POINTS = 6  /* decimal128 with six decimals: millionths */
};

/* Key and value pairs as Arrow writes them. */
typedef struct kf_arrow_metadata {
    kf_buffer bytes;
    int32_t n;
} kf_arrow_metadata;

typedef struct kf_arrow_out {
    const char *name; /* in the writer's arena */
    int32_t type;     /* KF_ARROW_UTF8 ... */
    int32_t is_nullable;
    kf_arrow_metadata metadata;
    uint8_t *validity; /* NULL while no row is null */
    int64_t nulls, row;
    void *data;     /* bits, rows or offsets */
    kf_buffer text; /* of KF_ARROW_UTF8 */
} kf_arrow_out;

typedef struct kf_arrow_writer {
    kf_memory memory;
    kf_arena arena;
    kefu_error *error;
    kefu_status status;
    int64_t rows;
    kf_arrow_metadata metadata; /* of the table */
    kf_arrow_out *columns;
    size_t n_columns, capacity;
} kf_arrow_writer;

/* The writer must stay where it is, and be freed in any case. */
void kf_arrow_writer_init(kf_arrow_writer *w, const kf_memory *memory, int64_t rows,
                          kefu_error *error);
void kf_arrow_writer_free(kf_arrow_writer *w);

/* The next column: name and suffix make its name ("" or "_status"). */
void kf_arrow_column(kf_arrow_writer *w, const char *name, const char *suffix, int32_t type,
                     int32_t is_nullable);
/* Metadata of the last column, or of the table while there is none; NULL and "" say nothing. */
void kf_arrow_say(kf_arrow_writer *w, const char *key, const char *value);

/* The next row of the last column, of its type. */
void kf_arrow_put_null(kf_arrow_writer *w);
void kf_arrow_put_text(kf_arrow_writer *w, kefu_text text);
void kf_arrow_put_i64(kf_arrow_writer *w, int64_t value); /* all but texts and doubles */
/* num / den as a double, null where there is no number. */
void kf_arrow_put_quotient(kf_arrow_writer *w, int64_t num, int64_t den);

/* A kefu_value is one to six columns; this is column `part` of it, with kefu.of and kefu.is. */
enum { KF_ARROW_VALUE_PARTS = 2, KF_ARROW_EXACT_PARTS = 6 };
void kf_arrow_value_column(kf_arrow_writer *w, const char *name, int32_t part);
void kf_arrow_put_value(kf_arrow_writer *w, const kefu_value *value, int32_t part);
/* The metadata of a figure. */
void kf_arrow_say_figure(kf_arrow_writer *w, const char *zh, const char *en, const char *unit,
                         int32_t scale, int32_t direction);

/* Hands the table over; the caller still frees the writer. */
kefu_status kf_arrow_writer_done(kf_arrow_writer *w, struct ArrowSchema *schema,
                                 struct ArrowArray *array);
kefu_status kf_arrow_writer_stream(kf_arrow_writer *w, struct ArrowArrayStream *stream);

/* ---- What is handed over: arrow_owned.c ---- */

/* A schema or an array that owns its memory, with room for children; released, also when only half
 * of it is there, by its callback. 0 when there is no memory. */
int32_t kf_arrow_schema_new(const kf_memory *memory, const char *format, const char *name,
                            const kf_buffer *metadata, size_t n_children, int32_t has_words,
                            struct ArrowSchema *out);
int32_t kf_arrow_array_new(const kf_memory *memory, int64_t rows, int64_t n_buffers,
                           size_t n_children, int32_t has_words, struct ArrowArray *out);
/* Gives it a block of the allocator's to own. */
void kf_arrow_array_own(struct ArrowArray *array, int64_t buffer, void *block, size_t size);
/* A stream of one batch, which it takes over; 0 (and both are untouched) when there is no memory.
 */
int32_t kf_arrow_stream_new(const kf_memory *memory, struct ArrowSchema *schema,
                            struct ArrowArray *array, struct ArrowArrayStream *out);

#endif
