/* fail.c - see fail.h. */
#include "base/fail.h"

#include <string.h>

#include "base/format.h"
#include "base/text.h"

/* ---- Messages ------------------------------------------------------------------------------- */

typedef struct fail_message {
    char *text;
    size_t size;
    int32_t full;
} fail_message;

enum { FAIL_MOST = sizeof(((kefu_error *)NULL)->message) - 1 };

/* Appends as many whole characters as fit; a piece that is cut ends the message. */
static void fail_put(void *to, const char *bytes, size_t size)
{
    fail_message *message = to;
    size_t fits = kf_utf8_cut(bytes, size, FAIL_MOST - message->size);
    if (message->full)
        return;
    memcpy(message->text + message->size, bytes, fits);
    message->size += fits;
    message->full = fits < size;
}

/* Line breaks, other controls and malformed bytes that came in with a name would break the promise
 * of one line of UTF-8. */
static void fail_clean(char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        i += kf_utf8_valid(text + i, size - i);
        if (i < size)
            text[i] = '?';
    }
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            text[i] = ' ';
}

static kefu_status fail_fill(kefu_error *error, kefu_status code, kf_place at, int64_t row,
                             const char *format, va_list args)
{
    kefu_error filled = {code, at.line, at.column, 0, row, at.offset, {0}};
    fail_message message = {filled.message, 0, 0};
    if (!error)
        return code;
    kf_format(fail_put, &message, format, args);
    fail_clean(filled.message, message.size);
    *error = filled; /* not before: an argument may be the message that was there */
    return code;
}

static const kf_place fail_nowhere = {0, 0, -1};

kefu_status kf_fail(kefu_error *error, kefu_status code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_fill(error, code, fail_nowhere, -1, format, args);
    va_end(args);
    return code;
}

kefu_status kf_fail_row(kefu_error *error, kefu_status code, int64_t row, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_fill(error, code, fail_nowhere, row, format, args);
    va_end(args);
    return code;
}

kefu_status kf_fail_at(kefu_error *error, kefu_status code, kf_place at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail_fill(error, code, at, -1, format, args);
    va_end(args);
    return code;
}

kefu_status kf_no_memory(kefu_error *error)
{
    return kf_fail(error, KEFU_E_MEMORY, "out of memory");
}

kf_place kf_place_of(const char *text, size_t size, size_t offset)
{
    kf_place at = {1, 1, (int64_t)offset};
    for (size_t i = 0; i < offset && i < size; i++) {
        if (text[i] == '\n') {
            at.line++;
            at.column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            at.column++;
        }
    }
    return at;
}

/* ---- Structs at the boundary ---------------------------------------------------------------- */

/* No struct is that large: a struct_size that nobody set is not to be followed through memory. */
enum { FAIL_STRUCT_MOST = 65536 };

static int fail_all_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return 0;
    return 1;
}

kefu_status kf_take(void *ours, size_t our_size, const void *theirs, kefu_error *error)
{
    size_t their_size;
    if (!theirs)
        return kf_fail(error, KEFU_E_ARGUMENT, "a struct is NULL");
    memcpy(&their_size, theirs, sizeof their_size);
    if (their_size < sizeof their_size || their_size > FAIL_STRUCT_MOST)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "struct_size is %i: set it to sizeof the struct before the call",
                       (int64_t)their_size);
    if (their_size > our_size &&
        !fail_all_zero((const unsigned char *)theirs + our_size, their_size - our_size))
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "a struct has fields that this release (%s) does not know",
                       kefu_version_string());
    memset(ours, 0, our_size);
    memcpy(ours, theirs, their_size < our_size ? their_size : our_size);
    memcpy(ours, &our_size, sizeof our_size);
    return KEFU_OK;
}

kefu_status kf_take_options(void *ours, size_t our_size, const void *theirs, kefu_error *error)
{
    if (theirs)
        return kf_take(ours, our_size, theirs, error);
    memset(ours, 0, our_size);
    memcpy(ours, &our_size, sizeof our_size);
    return KEFU_OK;
}

kefu_status kf_take_sink(kefu_sink *ours, const kefu_sink *theirs, kefu_error *error)
{
    if (!theirs)
        return kf_fail(error, KEFU_E_ARGUMENT, "sink: is NULL");
    kefu_status status = kf_take(ours, sizeof *ours, theirs, error);
    if (!status && !ours->write)
        status = kf_fail(error, KEFU_E_ARGUMENT, "sink: it has no write function");
    return status;
}

kefu_status kf_check_language(int32_t language, kefu_error *error)
{
    if (language == KEFU_ZH || language == KEFU_EN)
        return KEFU_OK;
    return kf_fail(error, KEFU_E_UNSUPPORTED, "language: %d is neither KEFU_ZH nor KEFU_EN",
                   language);
}

kefu_status kf_give(void *theirs, const void *ours, size_t our_size)
{
    size_t their_size, size;
    if (!theirs)
        return KEFU_E_ARGUMENT;
    memcpy(&their_size, theirs, sizeof their_size);
    if (their_size < sizeof their_size || their_size > FAIL_STRUCT_MOST)
        return KEFU_E_ARGUMENT;
    size = their_size < our_size ? their_size : our_size;
    memcpy((char *)theirs + sizeof size, (const char *)ours + sizeof size, size - sizeof size);
    memset((char *)theirs + size, 0, their_size - size);
    return KEFU_OK;
}

/* ---- Limits --------------------------------------------------------------------------------- */

static const kefu_limits limit_defaults = {
    .struct_size = sizeof(kefu_limits),
    .text_bytes = (int64_t)16 << 20,
    .cell_bytes = (int64_t)1 << 20,
    .row_bytes = (int64_t)16 << 20,
    .groups = (int64_t)1 << 24,
    .state_bytes = sizeof(void *) > 4 ? (int64_t)4 << 30 : (int64_t)1 << 30,
    .depth = 64,
    .nodes = 1000000,
    .columns = 4096,
};

static int64_t limit_or(int64_t value, int64_t standard) { return value ? value : standard; }

kefu_status kf_limits(kefu_limits *out, const kefu_limits *limits, kefu_error *error)
{
    const kefu_limits *d = &limit_defaults;
    kefu_status status;
    if (!limits) {
        *out = *d;
        return KEFU_OK;
    }
    status = kf_take(out, sizeof *out, limits, error);
    if (status)
        return status;
    if (out->text_bytes < 0 || out->cell_bytes < 0 || out->row_bytes < 0 || out->groups < 0 ||
        out->state_bytes < 0 || out->depth < 0 || out->nodes < 0 || out->columns < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "limits: a limit is negative");
    if (out->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "limits: reserved0 is not 0");
    out->text_bytes = limit_or(out->text_bytes, d->text_bytes);
    out->cell_bytes = limit_or(out->cell_bytes, d->cell_bytes);
    out->row_bytes = limit_or(out->row_bytes, d->row_bytes);
    out->groups = limit_or(out->groups, d->groups);
    out->state_bytes = limit_or(out->state_bytes, d->state_bytes);
    out->depth = (int32_t)limit_or(out->depth, d->depth);
    out->nodes = (int32_t)limit_or(out->nodes, d->nodes);
    out->columns = (int32_t)limit_or(out->columns, d->columns);
    return KEFU_OK;
}

/* ---- Status names --------------------------------------------------------------------------- */

static const struct status_name {
    kefu_status code;
    const char *name;
} status_names[] = {
    {KEFU_OK, "KEFU_OK"},
    {KEFU_E_ARGUMENT, "KEFU_E_ARGUMENT"},
    {KEFU_E_UNSUPPORTED, "KEFU_E_UNSUPPORTED"},
    {KEFU_E_NAME, "KEFU_E_NAME"},
    {KEFU_E_EXISTS, "KEFU_E_EXISTS"},
    {KEFU_E_DATA, "KEFU_E_DATA"},
    {KEFU_E_TYPE, "KEFU_E_TYPE"},
    {KEFU_E_ENCODING, "KEFU_E_ENCODING"},
    {KEFU_E_PRECISION, "KEFU_E_PRECISION"},
    {KEFU_E_OVERFLOW, "KEFU_E_OVERFLOW"},
    {KEFU_E_DUPLICATE, "KEFU_E_DUPLICATE"},
    {KEFU_E_MISMATCH, "KEFU_E_MISMATCH"},
    {KEFU_E_INFEASIBLE, "KEFU_E_INFEASIBLE"},
    {KEFU_E_STATE, "KEFU_E_STATE"},
    {KEFU_E_MEMORY, "KEFU_E_MEMORY"},
    {KEFU_E_LIMIT, "KEFU_E_LIMIT"},
    {KEFU_E_SYNTAX, "KEFU_E_SYNTAX"},
    {KEFU_E_CARD, "KEFU_E_CARD"},
    {KEFU_E_DEFINITION, "KEFU_E_DEFINITION"},
    {KEFU_E_PLUGIN, "KEFU_E_PLUGIN"},
    {KEFU_E_CALLBACK, "KEFU_E_CALLBACK"},
    {KEFU_E_INTERNAL, "KEFU_E_INTERNAL"},
};

const char *KEFU_CALL kefu_status_name(kefu_status code)
{
    for (size_t i = 0; i < sizeof status_names / sizeof *status_names; i++)
        if (status_names[i].code == code)
            return status_names[i].name;
    return "KEFU_E_UNKNOWN";
}
