/* kefu/table.h - data in, figures out: columns and batches, cells as people export them, CSV,
 * frames (people × metrics) and the roster. Uses base.h.
 */
#ifndef KEFU_TABLE_H
#define KEFU_TABLE_H

#include "kefu/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Columns ------------------------------------------------------------------------------ */

/* What one row of a column is. */
enum {
    KEFU_COLUMN_BOOL = 1, /* uint8_t, 0 or 1 */
    KEFU_COLUMN_I8 = 2,   /* int8_t, and so on */
    KEFU_COLUMN_U8 = 3,
    KEFU_COLUMN_I16 = 4,
    KEFU_COLUMN_U16 = 5,
    KEFU_COLUMN_I32 = 6,
    KEFU_COLUMN_U32 = 7,
    KEFU_COLUMN_I64 = 8,
    KEFU_COLUMN_U64 = 9,         /* above INT64_MAX is an error with the row */
    KEFU_COLUMN_F32 = 10,        /* float: its shortest round-trip decimal, rounded half away at the
                                    scale it is read at (floats have no digits to refuse); NaN is null */
    KEFU_COLUMN_F64 = 11,        /* double: likewise */
    KEFU_COLUMN_DATE = 12,       /* int32_t days since 1970-01-01 */
    KEFU_COLUMN_TIME = 13,       /* int64_t microseconds since 1970-01-01T00:00Z */
    KEFU_COLUMN_TEXT = 20,       /* kefu_text; data NULL is null */
    KEFU_COLUMN_TEXT_Z = 21,     /* const char *, NUL-terminated; NULL is null */
    KEFU_COLUMN_TEXT_FIXED = 22, /* char[width], padded with NULs */
    KEFU_COLUMN_TEXT_32 = 23,    /* row i is heap[data[i] .. data[i+1]), int32_t: Arrow utf8 */
    KEFU_COLUMN_TEXT_64 = 24,    /* the same with int64_t: Arrow large_utf8 */
    KEFU_COLUMN_TEXT_VIEW = 25, /* 16 bytes: Arrow utf8_view; heap is buffers[2] and so on: pointers
                                   to text, and after them one to their sizes, int64_t each */
    KEFU_COLUMN_TEXT_DICT = 26  /* number of a text of the heap, a kefu_text[]; unsigned, of `width`
                                   bytes: 1, 2, 4 or 8 */
};

/* kefu_column.flags */
enum {
    KEFU_COLUMN_DECIMAL = 1, /* a text column that holds plain decimals: "12.50" */
    KEFU_COLUMN_ROUND = 2    /* digits finer than the scale asked for are rounded, not refused */
};

/* A view of a column in the caller's memory: an array, a field of an array of structs (stride =
 * sizeof the struct), a NumPy buffer (any stride, also negative). Need not be aligned, and is never
 * kept after a call. An integer stands for itself × 10^-scale: fen are scale 2, SQL MONEY is 4. */
typedef struct kefu_column {
    size_t struct_size;
    const char *name;        /* UTF-8 with NUL */
    int32_t type;            /* KEFU_COLUMN_BOOL ... */
    int32_t scale;           /* of integers, 0..18; else 0 */
    int32_t encoding;        /* of text: KEFU_UTF8, KEFU_GB18030 */
    uint32_t flags;          /* KEFU_COLUMN_DECIMAL ... */
    const void *data;        /* row 0 */
    const void *heap;        /* of KEFU_COLUMN_TEXT_32, _64, _VIEW and _DICT */
    int64_t heap_bytes;      /* its bytes (_VIEW: of the pointers to text); what points beyond them
                                is an error with the row */
    int64_t stride;          /* bytes from row to row; 0 = packed */
    int64_t width;           /* KEFU_COLUMN_TEXT_FIXED, _DICT: bytes of a row */
    const uint8_t *validity; /* NULL, or a bit a row, lowest first, 1 = there is a value */
    int64_t validity_offset; /* bit of row 0 in validity */
    const uint8_t *states;   /* NULL, or a byte a row: a KEFU_VALUE_ status but _LOW_VOLUME */
} kefu_column;

/* Rows of several columns with distinct names: what tallies, reports, rosters and ledgers read.
 * Only valid during the call it is passed to. */
typedef struct kefu_batch {
    size_t struct_size;
    int64_t rows;
    int64_t first_row; /* number of row 0 in its source: errors name first_row + i */
    int32_t n_columns;
    int32_t reserved0; /* 0 */
    const kefu_column *const *columns;
} kefu_batch;

/* ---- A batch row by row, for callers without arrays ----------------------------------------- */

typedef struct kefu_builder kefu_builder;

/* An empty batch to be filled: add columns, then rows, cell by cell. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_builder_new(const kefu_allocator *allocator,
                                                const kefu_limits *limits, kefu_builder **out,
                                                kefu_error *error);
KEFU_API void KEFU_CALL kefu_builder_free(kefu_builder *builder);

/* Adds a column of KEFU_COLUMN_BOOL, _I64, _F64, _TEXT, _DATE or _TIME, and gives its index (NULL:
 * not asked for). `scale` is that of an _I64, else 0; `flags` KEFU_COLUMN_DECIMAL (text) and
 * _ROUND. KEFU_E_STATE once a cell has been set. */
KEFU_API kefu_status KEFU_CALL kefu_builder_add(kefu_builder *builder, const char *name,
                                                int32_t type, int32_t scale, uint32_t flags,
                                                int32_t *column, kefu_error *error);

/* Sets a cell of the row being filled; a cell not set is null. i64 is for _I64 (value × 10^scale),
 * _BOOL (0 or 1, else KEFU_E_DATA), _DATE (days) and _TIME (microseconds), f64 for _F64, text
 * (UTF-8, copied) for _TEXT; the others are KEFU_E_TYPE. */
KEFU_API kefu_status KEFU_CALL kefu_builder_set_i64(kefu_builder *builder, int32_t column,
                                                    int64_t value, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_builder_set_f64(kefu_builder *builder, int32_t column,
                                                    double value, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_builder_set_text(kefu_builder *builder, int32_t column,
                                                     const char *text, size_t size,
                                                     kefu_error *error);
/* `state` is KEFU_VALUE_NO_DATA (null), KEFU_VALUE_PROVISIONAL or KEFU_VALUE_EXEMPT. */
KEFU_API kefu_status KEFU_CALL kefu_builder_set_state(kefu_builder *builder, int32_t column,
                                                      int32_t state, kefu_error *error);

/* Ends the row; the next one starts empty. O(columns) */
KEFU_API kefu_status KEFU_CALL kefu_builder_end_row(kefu_builder *builder, kefu_error *error);

/* Copies all rows of a batch, not the builder's own; a builder without columns takes those of the
 * batch (integers as _I64, bools, floats, dates and times as they are, text as UTF-8 _TEXT), any
 * other must have the same. All or nothing. O(rows × columns) */
KEFU_API kefu_status KEFU_CALL kefu_builder_append(kefu_builder *builder, const kefu_batch *batch,
                                                   kefu_error *error);

/* Drops all rows, keeps the columns and the memory. Rows are numbered from 0 again: who feeds in
 * pieces copies the batch and sets its first_row, so that errors and samples tell rows apart. */
KEFU_API void KEFU_CALL kefu_builder_clear(kefu_builder *builder);

/* The rows that have ended; borrowed, and valid until the builder is next changed. */
KEFU_API const kefu_batch *KEFU_CALL kefu_builder_batch(kefu_builder *builder);

/* ---- Cells as people export them ------------------------------------------------------------ */

/* What a cell holds, and the type of the column that it becomes. */
enum {
    KEFU_CELL_TEXT = 0,     /* _TEXT */
    KEFU_CELL_NUMBER = 1,   /* _I64: 1,234.5  ¥1,234.50元  1.2万  1204次; (12) is refused */
    KEFU_CELL_PERCENT = 2,  /* _I64: 45.23% is 0.4523; without %: KEFU_CELL_BARE, _HUNDREDTHS */
    KEFU_CELL_DURATION = 3, /* _I64, seconds: 2分30秒  00:01:23  1:23  27.4秒  27.4s  90 */
    KEFU_CELL_DATE = 4,     /* _DATE, as kefu_date_parse: 2026-10-31  20261031  2026年10月31日 */
    KEFU_CELL_TIME = 5      /* _TIME: a date, and 08:30 or 08:30:15(.123), and Z or ±hh:mm */
};

enum {
    KEFU_CELL_ROUND = 1,     /* digits finer than the scale are rounded half away, not refused */
    KEFU_CELL_BARE = 2,      /* KEFU_CELL_PERCENT: a number without % is the rate itself: 0.4523 */
    KEFU_CELL_HUNDREDTHS = 4 /* KEFU_CELL_PERCENT: a number without % counts hundredths: 45.23 */
};

/* How the cells of one column are read. Spaces (also full-width) are trimmed, and full-width digits
 * and signs count as ASCII. An empty cell, "-", "--", "—", "——", "N/A" and "null" (capital or
 * small) are no-data, 延迟统计 is provisional; in KEFU_CELL_TEXT only the empty cell is no-data.
 * Numbers may have ¥ ￥ $ before the digits and 元 次 人 件 单 个 条 天 分 笔 after them; 万, 亿
 * and 万亿 multiply; thousands are groups of three or not separated at all. Durations may be
 * negative; what follows a larger unit is below 24 (小时) or 60 (分, 秒), and only the last part
 * may have decimals. */
typedef struct kefu_cell {
    size_t struct_size;
    const char *column; /* name in the file's header */
    const char *as;     /* name in the batch; NULL = the same */
    int32_t kind;       /* KEFU_CELL_TEXT ... */
    int32_t scale;      /* decimals kept, 0..9: 6 is usual; 0 for dates and times */
    int32_t offset;     /* of a time without a zone, in seconds east of UTC (China: 28800) */
    uint32_t flags;     /* KEFU_CELL_ROUND ... */
} kefu_cell;

/* Reads one cell, not of KEFU_CELL_TEXT; column and as are not looked at. *value gets the number ×
 * 10^scale, the days or the microseconds UTC; *state KEFU_VALUE_OK, or _NO_DATA or _PROVISIONAL
 * with a value of 0. KEFU_E_DATA, _PRECISION or _OVERFLOW with what was expected. O(size) [pure]
 * Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_cell_parse(const kefu_cell *cell, const char *text, size_t size,
                                               int64_t *value, int32_t *state, kefu_error *error);

/* ---- CSV ------------------------------------------------------------------------------------ */

typedef struct kefu_csv_reader kefu_csv_reader;

enum { KEFU_BAD_ROW_FAIL = 0, KEFU_BAD_ROW_SKIP = 1 };

/* Reads RFC 4180 as it is met: BOM, CRLF or LF, quoted newlines, a header line. The caller pushes
 * bytes, the reader calls `on_batch` with rows; files may be larger than memory. The names of the
 * header are trimmed, and neither empty nor equal. Empty lines are ignored.
 *
 * A bad row has more or fewer cells than the header, a stray quote or carriage return, a byte that
 * is not in the encoding, or a listed cell that cannot be read. An error names the line, the column
 * in characters, and the data row of the file: row 0 follows the header, and bad rows count. A
 * batch ends before a bad row, so first_row + i is the data row of the file, too. A bad header is
 * never skipped, nor is a limit that was reached. */
typedef struct kefu_csv_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits;
    int32_t encoding;   /* KEFU_UTF8 or KEFU_GB18030, of the file; batches are UTF-8 */
    int32_t delimiter;  /* 0 = ',', or '\t', ';', '|' */
    int32_t bad_rows;   /* KEFU_BAD_ROW_FAIL, or _SKIP: report, count, go on */
    int32_t batch_rows; /* rows of a batch at most; 0 = 4,096 */
    int32_t skip_lines; /* lines before the header, such as titles; quotes mean nothing there */
    int32_t only_cells; /* 1 = columns without a kefu_csv_reader_cell are left out, not text */
    /* Required: takes rows, valid during the call; called at least once, with 0 rows if there are
     * none. Anything but KEFU_OK stops the reader, which returns it; *error is the callback's to
     * fill. Must not touch the reader. */
    kefu_status(KEFU_CALL *on_batch)(void *user, const kefu_batch *batch, kefu_error *error);
    /* NULL, or told of each bad row that is skipped: where->line, column, row and message. Anything
     * but KEFU_OK stops the reader, which returns it. */
    kefu_status(KEFU_CALL *on_bad_row)(void *user, const kefu_error *where);
    void *user;
    int32_t no_quotes; /* 1 = '"' is a character like any other, as in tab-separated exports: no
                          cell holds a delimiter or a line end */
    int32_t reserved0;
} kefu_csv_options;

/* A reader of one file: list cells, feed bytes, finish. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_csv_reader_new(const kefu_csv_options *options,
                                                   kefu_csv_reader **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_csv_reader_free(kefu_csv_reader *reader);

/* How the cells of one column are to be read; without one they are text. A column may be read in
 * several ways under different names; KEFU_E_EXISTS if a name is taken. KEFU_E_STATE after the
 * first byte. */
KEFU_API kefu_status KEFU_CALL kefu_csv_reader_cell(kefu_csv_reader *reader, const kefu_cell *cell,
                                                    kefu_error *error);

/* Takes the next bytes of the file, cut anywhere. A listed column that the header lacks is
 * KEFU_E_NAME with near names. Failure poisons the reader. O(size) */
KEFU_API kefu_status KEFU_CALL kefu_csv_reader_feed(kefu_csv_reader *reader, const void *bytes,
                                                    size_t size, kefu_error *error);
/* The end of the file: hands out the last rows. A file without a header line is KEFU_E_SYNTAX. No
 * calls but the two counts after it. */
KEFU_API kefu_status KEFU_CALL kefu_csv_reader_finish(kefu_csv_reader *reader, kefu_error *error);

/* Rows handed out, and bad rows skipped, so far. */
KEFU_API int64_t KEFU_CALL kefu_csv_reader_rows(const kefu_csv_reader *reader);
KEFU_API int64_t KEFU_CALL kefu_csv_reader_bad_rows(const kefu_csv_reader *reader);

typedef struct kefu_csv_writer kefu_csv_writer;

enum { KEFU_CSV_EXCEL = 1 }; /* BOM, CRLF, ids such as ="007" where a bare one would change */

/* Writes cells to a sink, a row at a time, quoted where RFC 4180 asks for it. Text and ids that a
 * spreadsheet would run as a formula (= + - @, tab or carriage return first) are written with an
 * apostrophe before them. Lines end in LF, or CRLF with KEFU_CSV_EXCEL; a row that is not ended is
 * not written. A sink that fails poisons the writer. O(size) each. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_csv_writer_new(const kefu_allocator *allocator,
                                                   const kefu_sink *sink, uint32_t flags,
                                                   kefu_csv_writer **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_csv_writer_free(kefu_csv_writer *writer);

/* The next cell: text, or an id, UTF-8. With KEFU_CSV_EXCEL an id of at most 255 characters that a
 * spreadsheet would take for a number, a date or a formula (007, 2E5, 1-2, MAR1, 3月5日) is written
 * as a formula that gives its text; all others are written as text. */
KEFU_API kefu_status KEFU_CALL kefu_csv_writer_text(kefu_csv_writer *writer, const char *text,
                                                    size_t size, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_csv_writer_id(kefu_csv_writer *writer, const char *text,
                                                  size_t size, kefu_error *error);
/* The next cell: a number as kefu_value_format writes it, empty where there is none. */
KEFU_API kefu_status KEFU_CALL kefu_csv_writer_value(kefu_csv_writer *writer,
                                                     const kefu_value *value, int32_t scale,
                                                     kefu_error *error);
/* Ends the row and hands it to the sink. */
KEFU_API kefu_status KEFU_CALL kefu_csv_writer_end_row(kefu_csv_writer *writer, kefu_error *error);

/* ---- Roster --------------------------------------------------------------------------------- */

typedef struct kefu_roster kefu_roster;

/* Who is who. One row of the batch is one alias of one person in one span of dates. Columns are
 * found by name, ASCII letters in either case: person (客服 or 人员; required), alias (别名), name
 * (姓名), team (团队), role (岗位), cohort (批次), stage (阶段), hired (入职), left (离职), from
 * (开始), to (结束); others are ignored. Dates are KEFU_COLUMN_DATE columns or text; from and to
 * are both inclusive, empty = open. The person's id is always an alias. Two people with one alias
 * on one day are KEFU_E_DUPLICATE; two rows of a person that begin on one day and give a field
 * differently are KEFU_E_DATA. A roster never changes. O(rows log rows) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_roster_from_batch(const kefu_allocator *allocator,
                                                      const kefu_batch *batch, kefu_roster **out,
                                                      kefu_error *error);
KEFU_API void KEFU_CALL kefu_roster_free(kefu_roster *roster);

/* 32 hexadecimal digits that change with any row of the columns above, and not with their order.
 * Borrowed. O(1) */
KEFU_API const char *KEFU_CALL kefu_roster_id(const kefu_roster *roster);

/* What holds for a person on a day: each field from the latest row that holds on the day and gives
 * it, else from the latest that has ended, else from the first to come. Text is borrowed, "" if
 * none. */
typedef struct kefu_person {
    size_t struct_size;
    const char *person; /* the id: key of frames and sheets */
    const char *name;   /* to show; the id if none was given */
    const char *team;
    const char *role;
    const char *cohort;
    int32_t hired; /* days since 1970-01-01; INT32_MIN = not given */
    int32_t left;  /* last day; INT32_MAX = not given */
    const char *stage;
} kefu_person;

/* People on the roster, in order of their ids: how many, and one of them on a day. */
KEFU_API int64_t KEFU_CALL kefu_roster_count(const kefu_roster *roster);
KEFU_API kefu_status KEFU_CALL kefu_roster_person(const kefu_roster *roster, int64_t index,
                                                  int32_t day, kefu_person *out);
/* Index of the person with this alias on this day; KEFU_E_NAME if there is none. O(1), and O(log)
 * of the spans of one alias */
KEFU_API kefu_status KEFU_CALL kefu_roster_find(const kefu_roster *roster, const char *alias,
                                                size_t size, int32_t day, int64_t *index);

/* ---- Frames --------------------------------------------------------------------------------- */

/* A frame is the table that scores, ranks and reports are made from: rows (people, teams, days) ×
 * metrics, each cell a kefu_value. It never changes once made. Keys are UTF-8 text without NUL or
 * whole numbers; an integer 7 and the text "7" are the same key. Rows are in order of their first
 * key, then the second ...: whole numbers by size, then texts by their bytes. */
typedef struct kefu_frame kefu_frame;

enum { KEFU_HIGHER = 1, KEFU_LOWER = -1, KEFU_NEITHER = 0 }; /* which direction is better */

/* What a metric is. In: describes a column of a report. Out: describes a metric of a frame. */
typedef struct kefu_metric_info {
    size_t struct_size;
    const char *name;     /* unique in the frame */
    const char *label_zh; /* NULL or "" = name */
    const char *label_en;
    const char *unit;       /* "ratio", "s", "yuan", "points", "count", any text; NULL = "" */
    int32_t scale;          /* digits after the point that are worth showing, 0..18 */
    int32_t direction;      /* KEFU_HIGHER ... */
    int64_t min_n;          /* fewer observations are low-volume; 0 = no minimum */
    const char *definition; /* id of the one the figures were made with: "kefu.reply_rate/1"; of a
                               report it is the caller's word; NULL = "" */
} kefu_metric_info;

/* How frames are read from a report that has one row a person. */
typedef struct kefu_report kefu_report;

/* An empty description, to be filled with keys and metrics. [setup] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_report_new(const kefu_allocator *allocator,
                                               const kefu_limits *limits, kefu_report **out,
                                               kefu_error *error);
KEFU_API void KEFU_CALL kefu_report_free(kefu_report *report);

/* The next key column, integers or text. */
KEFU_API kefu_status KEFU_CALL kefu_report_key(kefu_report *report, const char *column,
                                               kefu_error *error);

/* Rows whose first key is this text are left out unread: 合计, 均值; "" is a null key. */
KEFU_API kefu_status KEFU_CALL kefu_report_skip(kefu_report *report, const char *key,
                                                kefu_error *error);

/* The columns that a metric is read from. Text in `over` and `count` is KEFU_CELL_NUMBER. */
typedef struct kefu_report_columns {
    size_t struct_size;
    const char *value;   /* NULL = info->name */
    const char *over;    /* NULL, or the denominator: the metric is value / over */
    const char *count;   /* NULL, or the number of observations */
    int32_t cell;        /* text in `value` is KEFU_CELL_NUMBER (also 0), _PERCENT or _DURATION */
    uint32_t cell_flags; /* KEFU_CELL_ROUND ... */
} kefu_report_columns;

/* The next metric; columns may be NULL. KEFU_E_EXISTS if its name is taken. */
KEFU_API kefu_status KEFU_CALL kefu_report_metric(kefu_report *report, const kefu_metric_info *info,
                                                  const kefu_report_columns *columns,
                                                  kefu_error *error);

/* The frame of one whole report. Text is read with all its digits, at most nine (KEFU_E_PRECISION
 * unless KEFU_CELL_ROUND): 45.23% is 4523 / 10000. A key that occurs twice is KEFU_E_DUPLICATE
 * (tally such rows instead), a null key KEFU_E_DATA. Without `over` and `count` n is -1: such a
 * rate can be scored, not merged; with `over`, n is the denominator where that is whole. A
 * denominator of 0 is no-data, a negative one KEFU_E_DATA. O(rows log rows) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_report_read(const kefu_report *report, const kefu_batch *batch,
                                                kefu_frame **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_frame_free(kefu_frame *frame);

/* Every row and metric of both: equal keys meet; a key of one side only has no-data in the metrics
 * of the other, and is listed as unmatched. Both have the same key names; a metric name on both
 * sides is KEFU_E_EXISTS. `flags` is 0. O(rows × metrics) */
KEFU_API kefu_status KEFU_CALL kefu_frame_join(const kefu_frame *left, const kefu_frame *right,
                                               uint32_t flags, kefu_frame **out, kefu_error *error);

/* The frame with its one key turned from aliases into people of the roster on `day`. People on the
 * roster without a row come in as no-data, unless they left before `day` or were hired after it; a
 * key that is nobody's alias stays, and is listed as unmatched. Two rows that turn out to be one
 * person are KEFU_E_DUPLICATE (give the roster to the tally instead). O(rows × metrics) */
KEFU_API kefu_status KEFU_CALL kefu_frame_with_roster(const kefu_frame *frame,
                                                      const kefu_roster *roster, int32_t day,
                                                      kefu_frame **out, kefu_error *error);

/* Its shape: rows, key columns, metrics. */
KEFU_API int64_t KEFU_CALL kefu_frame_rows(const kefu_frame *frame);
KEFU_API int32_t KEFU_CALL kefu_frame_keys(const kefu_frame *frame);
KEFU_API int32_t KEFU_CALL kefu_frame_metrics(const kefu_frame *frame);

/* Name of a key column; borrowed. */
KEFU_API const char *KEFU_CALL kefu_frame_key_name(const kefu_frame *frame, int32_t key);
/* A key of a row as text, integers in decimal; borrowed, NUL-terminated. */
KEFU_API kefu_status KEFU_CALL kefu_frame_key(const kefu_frame *frame, int64_t row, int32_t key,
                                              kefu_text *out);
/* The row of n_keys keys, one a key column; KEFU_E_NAME with near names. O(log rows) */
KEFU_API kefu_status KEFU_CALL kefu_frame_find(const kefu_frame *frame, const kefu_text *keys,
                                               int32_t n_keys, int64_t *row, kefu_error *error);
/* The same for frames of one key, whose text has a NUL; KEFU_E_ARGUMENT for others. */
KEFU_API kefu_status KEFU_CALL kefu_frame_find_key(const kefu_frame *frame, const char *key,
                                                   int64_t *row, kefu_error *error);

/* What a metric is (text is borrowed), and the metric of a name; KEFU_E_NAME with near names. */
KEFU_API kefu_status KEFU_CALL kefu_frame_metric(const kefu_frame *frame, int32_t metric,
                                                 kefu_metric_info *out);
KEFU_API kefu_status KEFU_CALL kefu_frame_find_metric(const kefu_frame *frame, const char *name,
                                                      int32_t *metric, kefu_error *error);

/* A value; and those of rows first .. first + count - 1, to an array of the caller's. */
KEFU_API kefu_status KEFU_CALL kefu_frame_value(const kefu_frame *frame, int64_t row,
                                                int32_t metric, kefu_value *out);
KEFU_API kefu_status KEFU_CALL kefu_frame_values(const kefu_frame *frame, int32_t metric,
                                                 int64_t first, int64_t count, kefu_value *out);

/* A key that found no partner in the join, or no person on the roster, that made the frame. */
typedef struct kefu_unmatched {
    size_t struct_size;
    const char *key; /* the first key; borrowed */
    int32_t side;    /* 1 = only in the left frame, 2 = only in the right, 3 = not on the roster */
    int32_t metrics; /* how many metrics had a value under this key */
} kefu_unmatched;

/* How many there are, and one of them. */
KEFU_API int64_t KEFU_CALL kefu_frame_unmatched_count(const kefu_frame *frame);
KEFU_API kefu_status KEFU_CALL kefu_frame_unmatched(const kefu_frame *frame, int64_t index,
                                                    kefu_unmatched *out);

#ifdef __cplusplus
}
#endif
#endif
