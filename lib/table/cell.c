/* cell.c - one cell as people export it: trimming, no-data marks, dates; see kefu_cell_parse. */
#include "table/cell.h"

#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/text.h"
#include "base/time.h"

/* ---- Spaces and full-width forms ------------------------------------------------------------- */

static const char *const cell_spaces[] = {" ", "\t", "\xE3\x80\x80", "\xC2\xA0", "\r", "\n"};

/* Length of the space at the head (or tail) of a text, 0 if there is none. */
static size_t cell_space(const char *text, size_t size, int32_t at_tail)
{
    for (size_t i = 0; i < sizeof cell_spaces / sizeof *cell_spaces; i++) {
        size_t length = strlen(cell_spaces[i]);
        if (length <= size &&
            memcmp(at_tail ? text + size - length : text, cell_spaces[i], length) == 0)
            return length;
    }
    return 0;
}

/* Most cells begin and end with a plain character. */
static int32_t cell_may_be_space(char c)
{
    return (unsigned char)c <= ' ' || (unsigned char)c >= 0x80;
}

void kf_cell_skip(const char **text, size_t *size)
{
    size_t length;
    while (*size && cell_may_be_space(**text) && (length = cell_space(*text, *size, 0)) != 0) {
        *text += length;
        *size -= length;
    }
}

void kf_cell_trim(const char **text, size_t *size)
{
    size_t length;
    kf_cell_skip(text, size);
    while (*size && cell_may_be_space((*text)[*size - 1]) &&
           (length = cell_space(*text, *size, 1)) != 0)
        *size -= length;
}

int32_t kf_cell_take(const char **text, size_t *size, const char *word)
{
    size_t length = 0;
    while (word[length] && length < *size && (*text)[length] == word[length])
        length++;
    if (word[length])
        return 0;
    *text += length;
    *size -= length;
    return 1;
}

/* Full-width forms U+FF01..U+FF5E are ASCII + 0xFEE0; U+2212 is the minus sign. */
static uint32_t cell_fold_code(uint32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E)
        return code - 0xFEE0;
    return code == 0x2212 ? '-' : code;
}

/* Folding never makes a text longer. Malformed bytes stay, and fail later. */
static void cell_fold(kf_cell_text *c)
{
    size_t used = 0;
    for (size_t i = 0; i < c->raw_size;) {
        uint32_t code = 0;
        size_t length = kf_utf8_decode(c->raw + i, c->raw_size - i, &code);
        if (!length) {
            c->folded[used++] = c->raw[i++];
            continue;
        }
        used += kf_utf8_encode(cell_fold_code(code), c->folded + used);
        i += length;
    }
    c->text = c->folded;
    c->size = used;
}

static int32_t cell_is_ascii(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] >= 0x80)
            return 0;
    return 1;
}

/* ---- Marks ---------------------------------------------------------------------------------- */

static const struct cell_mark {
    const char *text; /* small letters */
    int32_t state;
} cell_marks[] = {
    {"", KEFU_VALUE_NO_DATA},
    {"-", KEFU_VALUE_NO_DATA},
    {"--", KEFU_VALUE_NO_DATA},
    {"\xE2\x80\x94", KEFU_VALUE_NO_DATA},
    {"\xE2\x80\x94\xE2\x80\x94", KEFU_VALUE_NO_DATA},
    {"n/a", KEFU_VALUE_NO_DATA},
    {"null", KEFU_VALUE_NO_DATA},
    {"\xE5\xBB\xB6\xE8\xBF\x9F\xE7\xBB\x9F\xE8\xAE\xA1", KEFU_VALUE_PROVISIONAL}, /* 延迟统计 */
};

static int32_t cell_is_mark(const kf_cell_text *c, const char *mark)
{
    for (size_t i = 0; i < c->size; i++) {
        char x = c->text[i];
        if ((x >= 'A' && x <= 'Z' ? (char)(x - 'A' + 'a') : x) != mark[i])
            return 0;
    }
    return 1;
}

/* The state of a mark; KEFU_VALUE_OK for anything else. */
static int32_t cell_mark_state(const kf_cell_text *c)
{
    if (c->size && c->text[0] >= '0' && c->text[0] <= '9')
        return KEFU_VALUE_OK;
    for (size_t i = 0; i < sizeof cell_marks / sizeof *cell_marks; i++)
        if (strlen(cell_marks[i].text) == c->size && cell_is_mark(c, cell_marks[i].text))
            return cell_marks[i].state;
    return KEFU_VALUE_OK;
}

/* ---- Errors --------------------------------------------------------------------------------- */

/* As much of a cell as a message has room for. */
enum { CELL_QUOTE_MOST = 60 };

static size_t cell_quote(const kf_cell_text *c, const char **more)
{
    size_t valid = kf_utf8_valid(c->raw, c->raw_size < CELL_QUOTE_MOST + 4 ? c->raw_size
                                                                           : CELL_QUOTE_MOST + 4);
    size_t size = kf_utf8_cut(c->raw, valid, CELL_QUOTE_MOST);
    *more = size < c->raw_size ? "..." : "";
    return size;
}

kefu_status kf_cell_fault(const kf_cell_text *c, const char *what, const char *hint)
{
    const char *more;
    size_t size = cell_quote(c, &more);
    return kf_fail(c->error, KEFU_E_DATA, "'%t%s' is not %s: %s", c->raw, size, more, what, hint);
}

kefu_status kf_cell_settle(const kf_cell_text *c, int32_t became, const char *what)
{
    const char *more;
    size_t size = cell_quote(c, &more);
    if (became == KF_EXACT || (became == KF_ROUNDED && c->cell->flags & KEFU_CELL_ROUND))
        return KEFU_OK;
    if (became == KF_ROUNDED)
        return kf_fail(c->error, KEFU_E_PRECISION,
                       "'%t%s' has digits finer than the %d decimals kept", c->raw, size, more,
                       c->cell->scale);
    if (became == KF_TOO_BIG)
        return kf_fail(c->error, KEFU_E_OVERFLOW, "'%t%s' does not fit 64 bits with %d decimals",
                       c->raw, size, more, c->cell->scale);
    return kf_cell_fault(c, what, "expected digits");
}

/* ---- Kinds ---------------------------------------------------------------------------------- */

static kefu_status cell_date(const kf_cell_text *c, int64_t *value)
{
    int32_t days = 0;
    if (!kf_parse_date(c->text, c->size, &days))
        return kf_cell_fault(c, "a date",
                             "expected one like 2026-10-31, 20261031 or 2026年10月31日");
    *value = days;
    return KEFU_OK;
}

static kefu_status cell_time(const kf_cell_text *c, int64_t *value)
{
    if (!kf_parse_time(c->text, c->size, c->cell->offset, value))
        return kf_cell_fault(c, "a time", "expected one like 2026-10-31 08:30:15");
    return KEFU_OK;
}

static const struct cell_kind {
    int32_t kind, most_scale;
    kefu_status (*read)(const kf_cell_text *c, int64_t *value);
} cell_kinds[] = {
    {KEFU_CELL_TEXT, 9, NULL},
    {KEFU_CELL_NUMBER, 9, kf_cell_number},
    {KEFU_CELL_PERCENT, 9, kf_cell_percent},
    {KEFU_CELL_DURATION, 9, kf_cell_duration},
    {KEFU_CELL_DATE, 0, cell_date},
    {KEFU_CELL_TIME, 0, cell_time},
};

enum { CELL_KINDS = sizeof cell_kinds / sizeof *cell_kinds, CELL_DAY_S = 86400 };

kefu_status kf_cell_check(const kefu_cell *cell, kefu_error *error)
{
    if (cell->kind < 0 || cell->kind >= CELL_KINDS)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "cell: unknown kind %d", cell->kind);
    const uint32_t bare = KEFU_CELL_BARE | KEFU_CELL_HUNDREDTHS;
    if (cell->flags & ~(KEFU_CELL_ROUND | bare))
        return kf_fail(error, KEFU_E_UNSUPPORTED, "cell: unknown flags");
    if ((cell->flags & bare) == bare)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "cell: a number without %% is the rate or its hundredths, not both");
    if (cell->scale < 0 || cell->scale > cell_kinds[cell->kind].most_scale)
        return kf_fail(error, KEFU_E_ARGUMENT, "cell: scale %d, expected 0..%d", cell->scale,
                       cell_kinds[cell->kind].most_scale);
    if (cell->offset <= -CELL_DAY_S || cell->offset >= CELL_DAY_S)
        return kf_fail(error, KEFU_E_ARGUMENT, "cell: offset %d s, expected less than a day",
                       cell->offset);
    return KEFU_OK;
}

kefu_status kf_cell_read(const kefu_cell *cell, const char *text, size_t size, int64_t *value,
                         int32_t *state, kefu_error *error)
{
    kf_cell_text c;
    int64_t read = 0;
    int32_t mark;
    kefu_status status;
    kf_cell_trim(&text, &size);
    c.cell = cell;
    c.error = error;
    c.raw = c.text = text;
    c.raw_size = c.size = size;
    if (size > KF_CELL_MOST)
        return kf_cell_fault(&c, "a number or date", "it is too long");
    if (!cell_is_ascii(text, size))
        cell_fold(&c);
    mark = cell_mark_state(&c);
    if (mark == KEFU_VALUE_OK) {
        status = cell_kinds[cell->kind].read(&c, &read);
        if (status)
            return status;
    }
    *value = read;
    *state = mark;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_cell_parse(const kefu_cell *cell, const char *text, size_t size,
                                      int64_t *value, int32_t *state, kefu_error *error)
{
    kefu_cell taken;
    kefu_status status = kf_take(&taken, sizeof taken, cell, error);
    if (status)
        return status;
    if ((!text && size) || !value || !state)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_cell_parse: text, value or state is NULL");
    status = kf_cell_check(&taken, error);
    if (status)
        return status;
    if (taken.kind == KEFU_CELL_TEXT)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_cell_parse: KEFU_CELL_TEXT has nothing to parse");
    return kf_cell_read(&taken, text ? text : "", size, value, state, error);
}
