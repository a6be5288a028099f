/* kefu/arrow.h - tables in and out by the Arrow C data interface, as pyarrow, Polars, DuckDB,
 * pandas and many others hand them over: `__arrow_c_array__` and `__arrow_c_stream__` of Python,
 * without a copy. Uses table.h; sheets are given out by write.h. The structs are Arrow's own, which
 * whoever has one has the declarations of: https://arrow.apache.org/docs/format/CDataInterface.html
 *
 * What a column of a record batch becomes. All but those marked * are borrowed: nothing is copied,
 * however many rows there are.
 *
 *   int8 ... int64, uint8 ... uint64   _I8 ... _I64, _U8 ... _U64
 *   float, double                      _F32, _F64
 *   bool *                             _BOOL
 *   utf8, large_utf8, utf8_view        _TEXT_32, _TEXT_64, _TEXT_VIEW
 *   dictionary of one of these         _TEXT_DICT: groups are those of the texts, not of the codes
 *   date32, date64 *                   _DATE
 *   timestamp with a zone              _TIME; seconds, milliseconds and nanoseconds *
 *   timestamp without a zone           _TIME by kefu_arrow_options.offset, else KEFU_E_DATA; * if
 *                                      that is not 0
 *   time of day, duration              _I32 or _I64, in seconds, of scale 0, 3, 6 or 9
 *   decimal32, decimal64               _I32 or _I64 of their scale
 *   decimal128 *                       _I64 of its scale; with more than 18 digits in all at most
 *                                      of scale 9, so that amounts of billions fit
 *   null *, dictionary of null         text and KEFU_COLUMN_DECIMAL: null as a number, too
 *
 * All others (half float, binary, list, struct, map, union, decimal256, decimals of a scale beyond
 * -18..27, run-end ..., dictionaries of what is no text) are KEFU_E_UNSUPPORTED with the name and
 * the type, or left out.
 */
#ifndef KEFU_ARROW_H
#define KEFU_ARROW_H

#include "kefu/table.h"

#ifdef __cplusplus
extern "C" {
#endif

struct ArrowSchema;
struct ArrowArray;
struct ArrowArrayStream;

/* ---- In ------------------------------------------------------------------------------------- */

typedef struct kefu_arrow kefu_arrow;

/* kefu_arrow_options.flags */
enum {
    KEFU_ARROW_SKIP = 1,  /* columns that cannot be read, or have no name, are left out, but for
                             those asked for by name */
    KEFU_ARROW_ROUND = 2, /* KEFU_COLUMN_ROUND on all columns; fractions of a microsecond and
                             digits of decimals beyond those kept are rounded half away, too */
    KEFU_ARROW_OFFSET = 4 /* timestamps without a zone are those of `offset` */
};

typedef struct kefu_arrow_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits;  /* columns */
    const char *const *columns; /* NULL = all, or the names of the n_columns to read, in the order
                                   of the batch; others are not looked at */
    int32_t n_columns;
    int32_t offset;     /* seconds east of UTC (China: 28800); with KEFU_ARROW_OFFSET, else 0 */
    int32_t batch_rows; /* rows of a batch at most, which bounds what is copied; 0 = as they come */
    uint32_t flags;     /* KEFU_ARROW_SKIP ... */
} kefu_arrow_options;

/* Reads one record batch: an array of the type struct ("+s") and its schema. Neither is changed or
 * released. The array is borrowed, and must live until the last batch has been used; the schema
 * need not. A schema or an array that breaks the rules of Arrow is KEFU_E_ARGUMENT, a column asked
 * for that is not there KEFU_E_NAME, names that are not UTF-8 KEFU_E_ENCODING, two columns of one
 * name KEFU_E_EXISTS. O(columns log columns + texts of dictionaries) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_arrow_from_array(const kefu_arrow_options *options,
                                                     const struct ArrowSchema *schema,
                                                     const struct ArrowArray *array,
                                                     kefu_arrow **out, kefu_error *error);

/* Reads a stream of record batches. The stream is borrowed until the end: its callbacks are called
 * here and by kefu_arrow_next, what they give is released, the stream itself is not. One that fails
 * is KEFU_E_CALLBACK with its own words. */
KEFU_API kefu_status KEFU_CALL kefu_arrow_from_stream(const kefu_arrow_options *options,
                                                      struct ArrowArrayStream *stream,
                                                      kefu_arrow **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_arrow_free(kefu_arrow *arrow);

/* The next rows to *batch, NULL once there are no more; at least one batch is given, of 0 rows if
 * there are none. Borrowed until the next call; first_row counts on from batch to batch, so errors
 * name the row of the whole. What is copied is checked here, with the row: KEFU_E_DATA (a date64
 * that is not a whole day), KEFU_E_PRECISION, KEFU_E_OVERFLOW; what is borrowed (text, codes of
 * dictionaries) where it is read. Failure poisons the reader. O(columns + rows copied) */
KEFU_API kefu_status KEFU_CALL kefu_arrow_next(kefu_arrow *arrow, const kefu_batch **batch,
                                               kefu_error *error);

/* Name of a column that KEFU_ARROW_SKIP left out ("" if it has none), NULL beyond the last one;
 * borrowed. */
KEFU_API const char *KEFU_CALL kefu_arrow_skipped(const kefu_arrow *arrow, int32_t index);

/* ---- Out ------------------------------------------------------------------------------------ */

/* Flags of what is given out; those above are refused here, and these there. */
enum {
    KEFU_ARROW_EXACT = 16, /* all of each kefu_value: num, den and n (int64), flags (uint32) */
    KEFU_ARROW_INTEGER_KEYS = 32 /* a key column of whole numbers alone is int64, null if empty */
};

/* A frame as a record batch, to *schema and *array, which are the caller's to release; they are
 * filled on success only, hold copies of all they need, and are freed with the frame's allocator on
 * whatever thread they are released. Columns are
 *
 *   one a key        utf8, not null
 *   one a metric     double, null where there is no number: num / den correctly rounded, the same
 *                    bits everywhere
 *   METRIC_status    dictionary of int8 and utf8: the code is KEFU_VALUE_OK ..., the word as
 *                    kefu_value_status_text has it in English
 *   METRIC_num, METRIC_den, METRIC_n, METRIC_flags   with KEFU_ARROW_EXACT
 *
 * and a name that an earlier column has gets _2 (_3 ...) behind it. The metadata of a field say
 * what it is: kefu.of (the key or metric), kefu.is ("key", "value", "status", "num" ...), and of
 * values kefu.label.zh, kefu.label.en, kefu.unit, kefu.scale, kefu.direction ("higher", "lower",
 * "neither") and kefu.definition. KEFU_E_OVERFLOW for more than 2 GiB of one key. O(rows × metrics)
 * [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_frame_arrow(const kefu_frame *frame, uint32_t flags,
                                                struct ArrowSchema *schema,
                                                struct ArrowArray *array, kefu_error *error);
/* The same as a stream of this one batch. */
KEFU_API kefu_status KEFU_CALL kefu_frame_arrow_stream(const kefu_frame *frame, uint32_t flags,
                                                       struct ArrowArrayStream *stream,
                                                       kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
