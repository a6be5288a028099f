/* rows.h - what the sources of rows share: how they are read, columns, settings, marks.
 *
 * A source is anything that holds rows: an Arrow table or stream, a dict of columns, a list or an
 * iterator of dicts or tuples, a file, a kefu.Rows. All functions here need the GIL, and let go of
 * it by themselves while Arrow or CSV is read.
 */
#ifndef KEFU_PY_ROWS_H
#define KEFU_PY_ROWS_H

#include "store.h"
#include "kefu_py.h"

/* Functions in tables of pointers. */
#define KP_SLOT(function)     ((void *)(uintptr_t)(function))
#define KP_CALLABLE(function) ((PyCFunction)(void (*)(void))(function))

/* What of kp_own is whose. */
enum {
    KP_OWN_ROWS = 0,    /* type kefu.Rows */
    KP_OWN_TABLE = 1,   /* kefu.Table */
    KP_OWN_MARK = 2,    /* of kefu.PROVISIONAL and kefu.EXEMPT */
    KP_OWN_BAD_ROW = 3, /* kefu.BadRow */
    KP_OWN_EXPORT = 4,  /* what has __arrow_c_stream__ or __arrow_c_array__ once */
    KP_OWN_TIMES = 5,   /* tuple of KP_DATE ... */
    KP_OWN_MARKS = 6,   /* tuple of the two */
    KP_OWN_PLAIN = 7    /* the class of the array that was read last, or NULL */
};

/* What is needed of Python's modules, in the tuple at KP_OWN_TIMES. */
enum { KP_DATE, KP_DATETIME, KP_DECIMAL, KP_TIMEDELTA, KP_EPOCH, KP_EPOCH_NAIVE, KP_TIMES };
PyObject *kp_times(kp_state *state, int which); /* borrowed */

/* ---- Settings -------------------------------------------------------------------------------- */

/* What is done with one column of a source. */
typedef struct kp_rule {
    const char *from; /* its name in the source */
    const char *as;   /* its name for the library */
    int has_cell;
    kefu_cell cell; /* how its texts are read */
    int has_scale;
    int32_t scale; /* of its whole numbers */
} kp_rule;

/* The keywords of kefu.rows and kefu.read_csv; text is held by `hold`. */
typedef struct kp_settings {
    kp_rule *rules;
    int32_t n_rules;
    int32_t has_offset, offset; /* seconds east of UTC, of times without a zone */
    int32_t round;              /* digits finer than asked for are rounded */
    int32_t strict;             /* columns that cannot be read are an error */
    int32_t encoding;           /* of bytes, and of files */
    const char **names;         /* of the cells of tuples, or NULL */
    int32_t n_names;
    /* of files */
    int32_t is_csv, bad_rows, delimiter, skip_lines, only_cells, no_quotes;
    kp_store hold;
} kp_settings;

/* Where nothing is said. */
extern const kp_settings kp_no_settings;
/* Reads a dict of keywords (NULL: none). `where` names the call. */
int kp_settings_read(kp_state *state, PyObject *keywords, int is_csv, const char *where,
                     kp_settings *out);
void kp_settings_free(kp_settings *settings);

/* ---- Reading --------------------------------------------------------------------------------- */

typedef struct kp_source kp_source;

/* Rows that are being read. */
struct kp_rows {
    kp_state *state;
    const char *where;
    PyObject *object; /* the source, */
    PyObject *owner;  /* and the kefu.Rows of the settings, or NULL */
    const kp_settings *settings;
    const kp_source *source;
    void *reader;       /* of the source */
    int64_t given;      /* rows */
    int32_t pieces;     /* batches, */
    int32_t whole;      /* which are to be one */
    kp_store *hold;     /* of all rows, */
    kp_store piece;     /* and of those at hand */
    kefu_column *views; /* of the batch as settings name it, */
    const kefu_column **pointers;
    int32_t room, checked;
    kefu_batch batch; /* which is this */
    kefu_batch plain; /* and this as the source has it */
};

/* A way to read. `next` gives 1 with rows->plain filled, 0 at the end, or -1. */
struct kp_source {
    int (*next)(kp_rows *rows);
    void (*close)(kp_rows *rows);                           /* or NULL */
    const char *(*skipped)(const kp_rows *rows, int index); /* columns left out, or NULL */
};

/* Each opens what is of its kind: 1, 0 if it is not, or -1. */
int kp_open_arrow(kp_rows *rows);
int kp_open_pandas(kp_rows *rows);
int kp_open_columns(kp_rows *rows);
int kp_open_records(kp_rows *rows);
int kp_open_csv(kp_rows *rows);

/* If the object is a kefu.Rows: takes its source and settings, 1; 0 if it is none, or -1. */
int kp_rows_unwrap(kp_rows *rows, PyObject *keywords);
/* Gives the kefu.Rows, if there is one, the columns that were left out; */
void kp_rows_left_out(kp_rows *rows);
/* and the rows of a file that were skipped. */
void kp_rows_bad(kp_rows *rows, const kefu_error *bad, size_t n, int64_t all);

/* Names, parses and marks what the source gave: rows->plain to rows->batch. */
int kp_rows_apply(kp_rows *rows);

/* ---- Columns --------------------------------------------------------------------------------- */

/* Where a column is being read to. */
typedef struct kp_column {
    kp_state *state;
    const kp_settings *settings;
    kp_store *hold;
    int64_t first_row;
    int64_t rows; /* out */
    kefu_column view;
} kp_column;

/* Fills view and rows from any column of Python's; view.name is set before. */
int kp_column_read(kp_column *column, PyObject *object);
/* From each kind. */
int kp_column_values(kp_column *column, PyObject *tuple);
int kp_column_buffer(kp_column *column, PyObject *object);
int kp_column_arrow(kp_column *column, PyObject *object);
int kp_column_numpy_time(kp_column *column, PyObject *object, char kind);
/* Arrays that are known by their class alone: to ask for attributes that they lack takes longer
 * than all else. */
int kp_is_plain_array(kp_state *state, PyObject *object);
/* Raises with the name and the row of a column; gives -1. */
int kp_column_fail(const kp_column *column, kefu_status code, int64_t row, const char *format, ...);

/* Numbers of a date, and microseconds of a datetime; -1 with an exception. */
int kp_date_days(const kp_column *column, PyObject *date, int64_t row, int32_t *out);
int kp_time_micros(const kp_column *column, PyObject *time, int64_t row, int64_t *out);
/* "+08:00" or seconds. */
int kp_to_offset(kp_state *state, PyObject *object, const char *where, int32_t *out);

/* One column by itself, for calls that take texts or numbers. */
int kp_column_one(kp_state *state, PyObject *source, const char *name, kp_store *hold,
                  kefu_column *out, int64_t *n);

/* Value of kefu.PROVISIONAL and kefu.EXEMPT: a KEFU_VALUE_ status; 0 for any other object. */
int kp_mark_of(kp_state *state, PyObject *object);

/* 1 if the object has the attribute, with an exception cleared otherwise. */
int kp_has(PyObject *object, const char *name);
/* Raises what the library said, without a place of the call's. Gives -1. */
int kp_raise_error(kp_rows *rows, const kefu_error *error);

/* ---- Out ------------------------------------------------------------------------------------- */

/* A kefu.Table with copies of the rows of a batch. */
PyObject *kp_from_batch(kp_state *state, const kefu_batch *batch);

#endif
