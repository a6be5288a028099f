/* arrow_reader.h - the inside of a kefu_arrow, for arrow_*.c only. */
#ifndef KF_ARROW_READER_H
#define KF_ARROW_READER_H

#include "table/arrow.h"
#include "table/column.h"

/* How the rows of a type lie in its buffers, after the one of validity. */
enum {
    KF_ARROW_NOTHING = 0, /* no buffers */
    KF_ARROW_BITS = 1,
    KF_ARROW_FIXED = 2,   /* `width` bytes a row */
    KF_ARROW_OFFSETS = 3, /* one more of `width` bytes, and a heap */
    KF_ARROW_VIEWS = 4    /* `width` bytes a row, any number of heaps and their sizes */
};

/* What is done to rows that cannot be borrowed. */
enum {
    KF_ARROW_BORROW = 0,
    KF_ARROW_BOOLS = 1,   /* bits to bytes */
    KF_ARROW_DAYS = 2,    /* milliseconds to days */
    KF_ARROW_TIMES = 3,   /* units of 10^-digits seconds to microseconds UTC */
    KF_ARROW_DECIMALS = 4 /* `width` bytes at scale `digits` to int64 at `scale` */
};

/* A type of Arrow and the column that it becomes. */
typedef struct kf_arrow_type {
    int32_t layout;  /* KF_ARROW_BITS ... */
    int32_t width;   /* bytes of a row */
    int32_t column;  /* KEFU_COLUMN_BOOL ... */
    int32_t scale;   /* of the column */
    int32_t convert; /* KF_ARROW_BORROW ... */
    int32_t digits;  /* of what it is converted from */
    int32_t no_zone; /* a timestamp without one */
} kf_arrow_type;

/* 1 and the type of a format string, or 0 if it cannot be read. */
int32_t kf_arrow_type_of(const char *format, kf_arrow_type *out);
/* "list" for "+l", "" for a format that nobody has heard of. */
const char *kf_arrow_type_name(const char *format);

/* A column of the reader: what its schema says, and the rows of the batch at hand. */
typedef struct kf_arrow_field {
    const char *name; /* in the reader's arena */
    int64_t child;    /* in the struct */
    kf_arrow_type type;
    int32_t has_words; /* a dictionary: `type` is that of its codes, `words` that of its texts */
    int32_t is_signed; /* its codes are */
    kf_arrow_type word_type;
    kefu_text *words; /* of the dictionary of the array at hand */
    size_t n_words, words_capacity;
    void *made; /* rows that were converted, */
    size_t made_capacity, made_width;
    uint8_t *valid; /* their validity together with that of the struct */
    size_t valid_capacity;
    kefu_column view;
} kf_arrow_field;

struct kefu_arrow {
    kf_memory memory;
    kf_arena arena; /* names */
    uint32_t flags;
    int32_t offset, batch_rows;
    kf_arrow_field *fields;
    size_t n_fields;
    const kefu_column **views;
    const char **skipped;
    size_t n_children, n_skipped;    /* room in the three arrays is n_children */
    struct ArrowArrayStream *stream; /* the caller's; NULL for one array */
    struct ArrowArray owned;         /* the stream's last array, released or not */
    const struct ArrowArray *array;  /* at hand, or NULL */
    int32_t struct_nulls;            /* some row of it is null as a whole */
    int32_t given, failed;
    int64_t at, rows; /* of the array given so far, and of all */
    kefu_batch batch;
};

/* ---- Once for a schema: arrow_schema.c ---- */

/* Fills fields and skipped. */
kefu_status kf_arrow_read_schema(kefu_arrow *arrow, const struct ArrowSchema *schema,
                                 const kefu_arrow_options *options, const kefu_limits *limits,
                                 kefu_error *error);

/* ---- Once for an array: arrow_array.c ---- */

/* Checks all that can be checked without reading rows, and reads the dictionaries. */
kefu_status kf_arrow_read_array(kefu_arrow *arrow, const struct ArrowArray *array,
                                kefu_error *error);
/* Points a field's view at rows first .. first+count-1 of the array at hand, of which
 * the first is row `number` of all, and converts what must be. */
kefu_status kf_arrow_read_rows(kefu_arrow *arrow, kf_arrow_field *field, int64_t first,
                               int64_t count, kefu_error *error);

/* ---- Once for rows: arrow_convert.c ---- */

/* Rows of a buffer on their way to a column. */
typedef struct kf_arrow_rows {
    const kefu_arrow *arrow;
    const kf_arrow_field *field; /* its view has the validity */
    const char *from;            /* row 0 of the buffer */
    int64_t bit;                 /* of bools: of row 0 */
    int64_t count, number;       /* of rows; of row 0 in all */
    void *to;
    kefu_error *error;
} kf_arrow_rows;

/* Bytes of a converted row. */
size_t kf_arrow_made_width(const kf_arrow_type *type);
kefu_status kf_arrow_convert(const kf_arrow_rows *rows);

#endif
