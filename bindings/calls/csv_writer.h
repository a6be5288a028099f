/* csv_writer.h - a writer of CSV with the buffer that it writes to: languages without pointers
 * have no sink to keep. */
#include <stdlib.h>

typedef struct kb_csv_writer {
    kefu_csv_writer *writer;
    kefu_buffer *rows;
} kb_csv_writer;

static inline void kb_csv_writer_free(void *handle)
{
    kb_csv_writer *csv = handle;
    if (!csv)
        return;
    kefu_csv_writer_free(csv->writer);
    kefu_buffer_free(csv->rows);
    free(csv);
}

static inline kefu_status kb_csv_writer_new(uint32_t flags, kb_csv_writer **out, kefu_error *error)
{
    kb_csv_writer *csv = calloc(1, sizeof *csv);
    if (!csv)
        return KEFU_E_MEMORY;
    kefu_status status = kefu_buffer_new(NULL, &csv->rows, error);
    if (!status)
        status = kefu_csv_writer_new(NULL, kefu_buffer_sink(csv->rows), flags, &csv->writer, error);
    if (!status)
        *out = csv;
    else
        kb_csv_writer_free(csv);
    return status;
}

/* Hands over the rows that have ended, and forgets them. */
static inline kefu_status kb_csv_writer_take(kb_csv_writer *csv, const kefu_sink *sink)
{
    size_t size;
    const char *rows = kefu_buffer_data(csv->rows, &size);
    kefu_status status = size ? sink->write(sink->user, rows, size) : KEFU_OK;
    if (!status)
        kefu_buffer_clear(csv->rows);
    return status;
}

#define CSV (((kb_csv_writer *)SELF)->writer)

CLASS(csv_writer, kb_csv_writer, "CsvWriter", KB_CONFINED, NULL, NULL,
      "Writes rows of CSV that spreadsheets read as they are meant.");
