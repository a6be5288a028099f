/* csv_lines.c - see csv_lines.h. */
#include "table/csv_lines.h"

#include <string.h>

void kf_csv_begin(kf_csv_lines *to, const kf_memory *memory, const kefu_sink *sink, uint32_t flags,
                  kefu_error *error)
{
    to->csv = NULL;
    to->error = error;
    to->status = kefu_csv_writer_new(&memory->with, sink, flags, &to->csv, error);
}

void kf_csv_text(kf_csv_lines *to, const char *text)
{
    kf_csv_bytes(to, (kefu_text){text, strlen(text)});
}

void kf_csv_bytes(kf_csv_lines *to, kefu_text text)
{
    if (!to->status)
        to->status = kefu_csv_writer_text(to->csv, text.data, text.size, to->error);
}

void kf_csv_id(kf_csv_lines *to, const char *id)
{
    kf_csv_id_bytes(to, (kefu_text){id, strlen(id)});
}

void kf_csv_id_bytes(kf_csv_lines *to, kefu_text id)
{
    if (!to->status)
        to->status = kefu_csv_writer_id(to->csv, id.data, id.size, to->error);
}

void kf_csv_value(kf_csv_lines *to, const kefu_value *value, int32_t scale)
{
    if (!to->status)
        to->status = kefu_csv_writer_value(to->csv, value, scale, to->error);
}

void kf_csv_whole(kf_csv_lines *to, int64_t number)
{
    const kefu_value value = {number, 1, 1, KEFU_VALUE_OK, 0};
    kf_csv_value(to, &value, 0);
}

void kf_csv_end_row(kf_csv_lines *to)
{
    if (!to->status)
        to->status = kefu_csv_writer_end_row(to->csv, to->error);
}

kefu_status kf_csv_done(kf_csv_lines *to)
{
    kefu_csv_writer_free(to->csv);
    to->csv = NULL;
    return to->status;
}
