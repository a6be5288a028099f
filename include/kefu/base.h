/* kefu/base.h - what every other header stands on: status codes, errors, memory, limits, values.
 *
 * Thread words. Each holds, with the Since beside it, from the function it stands on to the next
 * one or to the end of the section; freeing an object is always [confined].
 *   [pure]      any thread, any time: reads its arguments, changes nothing but its results
 *   [confined]  one thread at a time for each object that is passed, const or not, unless said
 *               otherwise; different objects are independent
 *   [setup]     before the object is shared; then it is const and any thread may read it
 *
 * Failure. What can fail returns a kefu_status. Nothing is written through out-parameters then, and
 * objects are as they were, unless the function says that they are poisoned: such an object can
 * only be freed, all else is KEFU_E_STATE. NULL for something that is needed, an index out of range
 * and a struct_size of 0 are KEFU_E_ARGUMENT; functions without a status give 0 or NULL instead.
 *
 * Ownership. A handle that comes back through an out-parameter is the caller's, who frees it with
 * the function of its name; free(NULL) does nothing. A pointer that comes from a handle is borrowed
 * and lives as long as the handle. Options, strings and sinks are copied when they are passed, and
 * an object made from others copies what it needs; exceptions say "borrowed". It uses the allocator
 * of the first of them unless it is given one. Text is UTF-8 both ways.
 *
 * Ids of metrics and definitions never change their meaning. They are parts of lower-case ASCII
 * letters, digits, _ and -, two at least and separated by dots, then a slash and a revision of 1 to
 * 999999999, at most 128 bytes: "org.example.reply_rate/2". Those that begin with "kefu." are the
 * library's.
 *
 * Structs that grow begin with `size_t struct_size` (set it to sizeof) and are zero by default:
 * `kefu_csv_options o = {.struct_size = sizeof o};`. NULL for options, allocator or limits is every
 * default. New fields are added at the old sizeof, never in padding. Going in, a tail, flag bit or
 * reserved field that this release does not know must be zero, or it is KEFU_E_UNSUPPORTED. Coming
 * out, the caller sets struct_size (at most 65536), and no more than that is written: what this
 * release does not know of it becomes 0, so a newer caller reads no garbage from an older library.
 * Structs that say "frozen" never change.
 */
#ifndef KEFU_BASE_H
#define KEFU_BASE_H

#include <stddef.h>
#include <stdint.h>

#define KEFU_VERSION_MAJOR 0
#define KEFU_VERSION_MINOR 1
#define KEFU_VERSION_PATCH 0

#if defined(_WIN32)
#define KEFU_CALL __cdecl
#if defined(KEFU_BUILD)
#define KEFU_API __declspec(dllexport)
#elif defined(KEFU_STATIC)
#define KEFU_API
#else
#define KEFU_API __declspec(dllimport)
#endif
#else
#define KEFU_CALL
#if defined(__GNUC__)
#define KEFU_API __attribute__((visibility("default")))
#else
#define KEFU_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ------------------------------------------------------------------------------ */

/* major * 10000 + minor * 100 + patch of the library that is running. [pure] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_version_number(void);

/* "0.1.0"; static. */
KEFU_API const char *KEFU_CALL kefu_version_string(void);

/* ---- Status ------------------------------------------------------------------------------- */

/* 0 is success. Codes are pinned for ever and come in classes of ten: treat an unknown code as its
 * class (code / 10 * 10). */
typedef int32_t kefu_status;

enum {
    KEFU_OK = 0,

    KEFU_E_ARGUMENT = 10,    /* a NULL, a range, a combination that makes no sense */
    KEFU_E_UNSUPPORTED = 11, /* a struct tail, flag or constant that this release does not know */
    KEFU_E_NAME = 12,        /* no such column, metric, person ...; the message lists near names */
    KEFU_E_EXISTS = 13,      /* the name is taken */

    KEFU_E_DATA = 20,       /* a cell that cannot be read as what it was declared to be */
    KEFU_E_TYPE = 21,       /* text where a number is needed, or the reverse */
    KEFU_E_ENCODING = 22,   /* bytes that are not the declared encoding */
    KEFU_E_PRECISION = 23,  /* digits finer than the declared scale, or already lost */
    KEFU_E_OVERFLOW = 24,   /* a number outside the range of its result */
    KEFU_E_DUPLICATE = 25,  /* a key that must be unique occurs twice */
    KEFU_E_MISMATCH = 26,   /* made by another definition, plan or card than asked for */
    KEFU_E_INFEASIBLE = 27, /* demands that cannot all be met; the message says which */

    KEFU_E_STATE = 30, /* a call in the wrong order, or on a poisoned object */

    KEFU_E_MEMORY = 40, /* the allocator returned NULL */
    KEFU_E_LIMIT = 41,  /* a limit of kefu_limits was reached; the message names it */

    KEFU_E_SYNTAX = 50, /* JSON, CSV or an expression that cannot be parsed; with line and column */
    KEFU_E_CARD = 51,   /* well-formed JSON that is not a valid card; with line and column */
    KEFU_E_DEFINITION = 52, /* well-formed JSON that holds no valid definitions; likewise */

    KEFU_E_PLUGIN = 60,   /* a metric broke its contract; the message names it */
    KEFU_E_CALLBACK = 61, /* a sink or callback of the caller's returned an error */

    KEFU_E_INTERNAL = 90 /* a fault of the library: please report it */
};

/* "KEFU_E_SYNTAX" for a code, "KEFU_E_UNKNOWN" for any other; static. [pure] Since 0.1 */
KEFU_API const char *KEFU_CALL kefu_status_name(kefu_status code);

/* The last argument of functions that fail, or NULL; written on failure only. Frozen, 256 bytes. */
typedef struct kefu_error {
    int32_t code;      /* the status returned */
    int32_t line;      /* 1-based line of the text parsed, 0 if none */
    int32_t column;    /* 1-based column in characters (code points), 0 if none */
    int32_t reserved;  /* 0 */
    int64_t row;       /* 0-based row of the batch or data row of the file, -1 if none */
    int64_t offset;    /* 0-based byte of the text parsed, -1 if none */
    char message[224]; /* one line of UTF-8 with NUL: the field, the place, what was expected */
} kefu_error;

/* ---- Memory and limits -------------------------------------------------------------------- */

/* The caller's allocator; malloc of the C library unless given. Sizes are never 0, blocks are
 * aligned as malloc's, `release` is told the size that was allocated, and NULL for want of memory
 * is KEFU_E_MEMORY. Calls come from whatever thread uses the object. */
typedef struct kefu_allocator {
    size_t struct_size;
    void *(KEFU_CALL *allocate)(void *user, size_t size);
    void *(KEFU_CALL *reallocate)(void *user, void *block, size_t old_size, size_t new_size);
    void(KEFU_CALL *release)(void *user, void *block, size_t size);
    void *user;
} kefu_allocator;

/* What one object may use before it fails with KEFU_E_LIMIT. 0 is the default, in brackets. */
typedef struct kefu_limits {
    size_t struct_size;
    int64_t text_bytes;  /* one parsed text: card, expression            (16 MiB) */
    int64_t cell_bytes;  /* one cell of a CSV file                       (1 MiB) */
    int64_t row_bytes;   /* one row of a CSV file                        (16 MiB) */
    int64_t groups;      /* groups of a tally, rows of a frame           (16,777,216) */
    int64_t state_bytes; /* memory of a tally's groups and states        (4 GiB, 1 GiB if 32-bit) */
    int32_t depth;       /* nesting of JSON and of expressions           (64) */
    int32_t nodes;       /* nodes of a JSON text or an expression        (1,000,000) */
    int32_t columns;     /* columns of a file or batch                   (4,096) */
    int32_t reserved0;   /* 0 */
} kefu_limits;

/* ---- Text, sinks, progress ---------------------------------------------------------------- */

/* Bytes with a length, in bytes; NUL-terminated only where said. Frozen. */
typedef struct kefu_text {
    const char *data;
    size_t size;
} kefu_text;

enum { KEFU_UTF8 = 0, KEFU_GB18030 = 1 }; /* encodings; declared by the caller, never guessed */
enum { KEFU_ZH = 0, KEFU_EN = 1 };        /* languages of labels and reasons */

/* What is done with bytes that are not the declared encoding. */
enum {
    KEFU_INVALID_REFUSE = 0, /* KEFU_E_ENCODING with the offset of the first */
    KEFU_INVALID_REPLACE = 1 /* each maximal part of a character is read as U+FFFD */
};

/* Where writers put their bytes. Anything but KEFU_OK from `write` stops the writer, which returns
 * KEFU_E_MEMORY if that was it, and else KEFU_E_CALLBACK. `size` is never 0. */
typedef struct kefu_sink {
    size_t struct_size;
    kefu_status(KEFU_CALL *write)(void *user, const void *bytes, size_t size);
    void *user;
} kefu_sink;

/* A sink that keeps what is written, for callers that would rather not pass a callback. */
typedef struct kefu_buffer kefu_buffer;

/* An empty one. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_buffer_new(const kefu_allocator *allocator, kefu_buffer **out,
                                               kefu_error *error);
KEFU_API void KEFU_CALL kefu_buffer_free(kefu_buffer *buffer);
/* The sink to pass; borrowed, so the buffer outlives its last writer. What is written appends. */
KEFU_API const kefu_sink *KEFU_CALL kefu_buffer_sink(kefu_buffer *buffer);
/* Forgets what was written and keeps the memory, for the next thing to write. O(1) */
KEFU_API void KEFU_CALL kefu_buffer_clear(kefu_buffer *buffer);
/* What has been written so far, with a NUL after it, and how many bytes (may be NULL). Borrowed
 * until the next write or clearing; never NULL. */
KEFU_API const char *KEFU_CALL kefu_buffer_data(const kefu_buffer *buffer, size_t *size);

/* ---- Values ------------------------------------------------------------------------------- */

/* Status of a value, lowest first; a formula takes the highest of its inputs. */
enum {
    KEFU_VALUE_OK = 0,
    KEFU_VALUE_LOW_VOLUME = 1,  /* fewer observations than declared as enough */
    KEFU_VALUE_PROVISIONAL = 2, /* not mature: it may still change (延迟统计) */
    KEFU_VALUE_NO_DATA = 3,     /* nothing observed, or a zero denominator; num and den are 0 */
    KEFU_VALUE_EXEMPT = 4       /* taken out by a rule or a person */
};

/* Flags of a value: how it was made, and the states that its status hides. */
enum {
    KEFU_VALUE_ROUNDED = 1,          /* rounded at its declared scale */
    KEFU_VALUE_APPROX = 2,           /* from a sketch with a stated error */
    KEFU_VALUE_HAS_LOW_VOLUME = 256, /* set beside any higher status, too */
    KEFU_VALUE_HAS_PROVISIONAL = 512
};

/* In an integer that may not be known: points without a total, pay without a figure. Never a number
 * of its own. */
#define KEFU_UNKNOWN INT64_MIN

/* An exact number num/den and how much stands behind it. Raw parts, never reduced: 45 of 100 is
 * {45, 100, 100}, 12.50 yuan kept in fen is {1250, 100, n}. den > 0, or 0 where there is no number:
 * always for no-data and exempt, and for provisional while nothing is known. Frozen, 32 bytes. */
typedef struct kefu_value {
    int64_t num;
    int64_t den;
    int64_t n;      /* observations; -1 = unknown (a bare rate from a report) */
    int32_t status; /* KEFU_VALUE_OK ... */
    uint32_t flags; /* KEFU_VALUE_ROUNDED ... */
} kefu_value;

/* Order of two values that hold a number, by cross-multiplication, never by division: -1, 0 or 1 to
 * *order. KEFU_E_ARGUMENT if either has no number (den == 0). O(1) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_value_compare(const kefu_value *a, const kefu_value *b,
                                                  int32_t *order);

/* num/den × 10^scale, rounded once, half away from zero. `scale` is 0..18. KEFU_E_OVERFLOW if it
 * does not fit, KEFU_E_ARGUMENT if there is no number. O(1) */
KEFU_API kefu_status KEFU_CALL kefu_value_round(const kefu_value *value, int32_t scale,
                                                int64_t *out);

/* Writes num/den with `scale` digits (0..18) after the point, rounded likewise, and a NUL: "27.4",
 * "-0.05"; "-" where there is no number. A `capacity` of 48 bytes is always enough; one that is too
 * small is KEFU_E_ARGUMENT. */
KEFU_API kefu_status KEFU_CALL kefu_value_format(const kefu_value *value, int32_t scale, char *out,
                                                 size_t capacity);

/* "low volume", "样本不足" ... for KEFU_VALUE_..., "unknown" or "未知" for others; static. */
KEFU_API const char *KEFU_CALL kefu_value_status_text(int32_t status, int32_t language);

/* ---- Sharing out ---------------------------------------------------------------------------- */

enum {
    KEFU_REST_FIRST = 0, /* equal remainders: the lower index gets the unit */
    KEFU_REST_LAST = 1   /* the higher one */
};

/* Shares `whole` units (people, fen) out by weights, by largest remainder: each gets whole × weight
 * / sum rounded down, what is left goes by one to the largest remainders, so that out[n] adds up to
 * whole; a negative whole is shared out as its size is. KEFU_E_ARGUMENT for a negative weight or
 * none above 0, KEFU_E_OVERFLOW if the weights' sum leaves 64 bits, KEFU_E_LIMIT above 2^31 - 1
 * weights. `out` may be `weights`. O(n log n) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_apportion(const kefu_allocator *allocator, int64_t whole,
                                              const int64_t *weights, int64_t n, int32_t ties,
                                              int64_t *out, kefu_error *error);

/* ---- Random numbers, dates ---------------------------------------------------------------- */

/* Philox4x32-10 (Salmon et al., SC11): four 32-bit random numbers as a function of key and counter.
 * Frozen for ever: the same everywhere. O(1) [pure] Since 0.1 */
KEFU_API void KEFU_CALL kefu_random(const uint32_t key[2], const uint32_t counter[4],
                                    uint32_t out[4]);

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar, years 1..9999, written as
 * 2026-10-31, 2026/10/31, 2026.10.31, 20261031 or 2026年10月31日. The year has four digits; month
 * and day have one or two (2026/1/5), but in 20261031. KEFU_E_DATA for anything else. O(size) */
KEFU_API kefu_status KEFU_CALL kefu_date_parse(const char *text, size_t size, int32_t *days,
                                               kefu_error *error);

/* Writes "2026-10-31" and a NUL: 11 bytes. KEFU_E_ARGUMENT outside years 1..9999. */
KEFU_API kefu_status KEFU_CALL kefu_date_format(int32_t days, char *out, size_t capacity);

#ifdef __cplusplus
}
#endif
#endif
