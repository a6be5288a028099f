/* csv_writer.c - rows of cells to a sink; see kefu_csv_writer. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "kefu/table.h"

struct kefu_csv_writer {
    kf_memory memory;
    kefu_sink sink;
    uint32_t flags;
    int32_t failed; /* a sink that stopped has lost part of a row */
    int32_t begun;
    int64_t cells;    /* of the row */
    kf_buffer row;    /* handed to the sink at its end */
    kf_buffer quoted; /* an id on its way into a formula */
};

/* Cells that a spreadsheet would run as a formula. */
static const char csv_formula_heads[] = "=+-@\t\r";

/* A formula's text literal holds at most 255 characters. */
enum { CSV_LITERAL_MOST = 255 };

static int32_t csv_is_formula(const char *text, size_t size)
{
    return size && *text && strchr(csv_formula_heads, *text);
}

/* ---- Ids that a spreadsheet would change ---- */

/* What numbers, amounts, times and dates are made of, besides digits and letters. */
static const char csv_number_signs[] = " +-.,/:%()$";
static const char *const csv_number_words[] = {"¥", "￥", "年", "月", "日", "时", "分", "秒"};
static const char *const csv_months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};

static int32_t csv_is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* The first `size` characters of a lower-case word, in any case. */
static int32_t csv_begins(const char *word, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!word[i] || (text[i] | 0x20) != word[i])
            return 0;
    return 1;
}

/* A month's name, of which three letters are enough; after a digit an exponent's E, am and pm. */
static int32_t csv_is_number_letters(const char *text, size_t size, int32_t digits)
{
    if (digits && ((size == 1 && csv_begins("e", text, 1)) ||
                   (size == 2 && (csv_begins("am", text, 2) || csv_begins("pm", text, 2)))))
        return 1;
    for (size_t i = 0; size >= 3 && i < sizeof csv_months / sizeof *csv_months; i++)
        if (csv_begins(csv_months[i], text, size))
            return 1;
    return 0;
}

/* Bytes that a number or date may go on with, 0 if this is neither. */
static size_t csv_number_piece(const char *text, size_t size, int32_t digits)
{
    size_t letters = 0;
    if ((*text >= '0' && *text <= '9') || (*text && strchr(csv_number_signs, *text)))
        return 1;
    while (letters < size && csv_is_letter(text[letters]))
        letters++;
    if (letters)
        return csv_is_number_letters(text, letters, digits) ? letters : 0;
    for (size_t i = 0; i < sizeof csv_number_words / sizeof *csv_number_words; i++) {
        size_t word = strlen(csv_number_words[i]);
        if (size >= word && memcmp(text, csv_number_words[i], word) == 0)
            return word;
    }
    return 0;
}

/* 007, 2E5, 1-2, 3/4, MAR1, 3月5日; not K01 or a name. */
static int32_t csv_is_number_or_date(const char *text, size_t size)
{
    int32_t digits = 0;
    for (size_t at = 0, piece; at < size; at += piece) {
        piece = csv_number_piece(text + at, size - at, digits);
        if (!piece)
            return 0;
        digits |= text[at] >= '0' && text[at] <= '9';
    }
    return digits;
}

/* ---- Quotes ---- */

static int32_t csv_needs_quotes(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
            return 1;
    return size && (text[0] == ' ' || text[size - 1] == ' ');
}

/* Between quotes: `head`, then the text with its quotes doubled. */
static void csv_put_quoted(kf_buffer *out, const char *head, const char *text, size_t size)
{
    kf_put_char(out, '"');
    kf_put_text(out, head);
    while (size) {
        const char *quote = memchr(text, '"', size);
        size_t piece = quote ? (size_t)(quote - text) + 1 : size;
        kf_put(out, text, piece);
        if (quote)
            kf_put_char(out, '"');
        text += piece;
        size -= piece;
    }
    kf_put_char(out, '"');
}

static kefu_status csv_check_writer(const kefu_csv_writer *w, kefu_error *error)
{
    if (!w)
        return kf_fail(error, KEFU_E_ARGUMENT, "csv writer: writer is NULL");
    if (w->failed)
        return kf_fail(error, KEFU_E_STATE, "csv writer: its sink failed before");
    return KEFU_OK;
}

static kefu_status csv_check_text(const kefu_csv_writer *w, const char *text, size_t size,
                                  kefu_error *error)
{
    kefu_status status = csv_check_writer(w, error);
    if (status)
        return status;
    if (!text && size)
        return kf_fail(error, KEFU_E_ARGUMENT, "csv writer: text is NULL");
    if (size && kf_utf8_valid(text, size) != size)
        return kf_fail(error, KEFU_E_ENCODING, "csv writer: the text is not UTF-8");
    return KEFU_OK;
}

/* Appends a cell, `head` and text; all or nothing. */
static kefu_status csv_put_cell(kefu_csv_writer *w, const char *head, const char *text, size_t size,
                                kefu_error *error)
{
    size_t before = w->row.size;
    if (w->cells)
        kf_put_char(&w->row, ',');
    if (csv_needs_quotes(text, size)) {
        csv_put_quoted(&w->row, head, text, size);
    } else {
        kf_put_text(&w->row, head);
        kf_put(&w->row, text, size);
    }
    if (w->row.failed) {
        w->row.failed = 0;
        w->row.size = before;
        return kf_no_memory(error);
    }
    w->cells++;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_csv_writer_new(const kefu_allocator *allocator, const kefu_sink *sink,
                                          uint32_t flags, kefu_csv_writer **out, kefu_error *error)
{
    kf_memory memory;
    kefu_sink taken;
    kefu_csv_writer *w;
    kefu_status status = kf_take(&taken, sizeof taken, sink, error);
    if (status)
        return status;
    if (!taken.write || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_csv_writer_new: sink.write or out is NULL");
    if (flags & ~(uint32_t)KEFU_CSV_EXCEL)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_csv_writer_new: unknown flags");
    status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    w = kf_alloc_zero(&memory, sizeof *w);
    if (!w)
        return kf_no_memory(error);
    w->memory = memory;
    w->sink = taken;
    w->flags = flags;
    kf_buffer_init(&w->row, &w->memory);
    kf_buffer_init(&w->quoted, &w->memory);
    *out = w;
    return KEFU_OK;
}

void KEFU_CALL kefu_csv_writer_free(kefu_csv_writer *w)
{
    kf_memory memory;
    if (!w)
        return;
    memory = w->memory;
    kf_buffer_free(&w->row);
    kf_buffer_free(&w->quoted);
    kf_free(&memory, w, sizeof *w);
}

kefu_status KEFU_CALL kefu_csv_writer_text(kefu_csv_writer *w, const char *text, size_t size,
                                           kefu_error *error)
{
    kefu_status status = csv_check_text(w, text, size, error);
    if (status)
        return status;
    return csv_put_cell(w, csv_is_formula(text, size) ? "'" : "", size ? text : "", size, error);
}

kefu_status KEFU_CALL kefu_csv_writer_id(kefu_csv_writer *w, const char *text, size_t size,
                                         kefu_error *error)
{
    kefu_status status = csv_check_text(w, text, size, error);
    if (status)
        return status;
    if (!(w->flags & KEFU_CSV_EXCEL) || kf_utf8_count(text, size) > CSV_LITERAL_MOST ||
        !(csv_is_formula(text, size) || csv_is_number_or_date(text, size)))
        return kefu_csv_writer_text(w, text, size, error);
    kf_buffer_clear(&w->quoted);
    kf_put_char(&w->quoted, '=');
    csv_put_quoted(&w->quoted, "", text, size);
    if (w->quoted.failed)
        return kf_no_memory(error);
    return csv_put_cell(w, "", w->quoted.data, w->quoted.size, error);
}

kefu_status KEFU_CALL kefu_csv_writer_value(kefu_csv_writer *w, const kefu_value *value,
                                            int32_t scale, kefu_error *error)
{
    char digits[48] = "";
    kefu_status status = csv_check_writer(w, error);
    if (status)
        return status;
    if (!value)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_csv_writer_value: value is NULL");
    if (value->den)
        status = kefu_value_format(value, scale, digits, sizeof digits);
    if (status)
        return kf_fail(error, status, "the value cannot be written with %d decimals", scale);
    return csv_put_cell(w, "", digits, strlen(digits), error);
}

static void csv_begin_file(kefu_csv_writer *w, kf_buffer *row)
{
    static const char bom[] = "\xEF\xBB\xBF";
    size_t size = row->size;
    if (w->begun || !(w->flags & KEFU_CSV_EXCEL))
        return;
    kf_put(row, bom, 3);
    if (row->failed)
        return;
    memmove(row->data + 3, row->data, size);
    memcpy(row->data, bom, 3);
}

kefu_status KEFU_CALL kefu_csv_writer_end_row(kefu_csv_writer *w, kefu_error *error)
{
    kefu_status status = csv_check_writer(w, error);
    size_t before;
    if (status)
        return status;
    before = w->row.size;
    if (w->cells == 1 && !before) /* an empty line would be no row */
        kf_put(&w->row, "\"\"", 2);
    kf_put_text(&w->row, w->flags & KEFU_CSV_EXCEL ? "\r\n" : "\n");
    csv_begin_file(w, &w->row);
    if (w->row.failed) {
        w->row.failed = 0;
        w->row.size = before;
        return kf_no_memory(error);
    }
    status = kf_buffer_flush(&w->row, &w->sink, error);
    w->cells = 0;
    w->begun = 1;
    w->failed = status != KEFU_OK;
    return status;
}
