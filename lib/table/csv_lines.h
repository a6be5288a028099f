/* csv_lines.h - tables written as CSV cell by cell: a fault sticks, what comes after it does
 * nothing, and the end tells. */
#ifndef KF_CSV_LINES_H
#define KF_CSV_LINES_H

#include "base/alloc.h"
#include "kefu/table.h"

typedef struct kf_csv_lines {
    kefu_csv_writer *csv; /* NULL where it could not be made */
    kefu_status status;
    kefu_error *error;
} kf_csv_lines;

/* `flags` are those of kefu_csv_writer_new. */
void kf_csv_begin(kf_csv_lines *to, const kf_memory *memory, const kefu_sink *sink, uint32_t flags,
                  kefu_error *error);
void kf_csv_text(kf_csv_lines *to, const char *text); /* with NUL */
void kf_csv_bytes(kf_csv_lines *to, kefu_text text);
void kf_csv_id(kf_csv_lines *to, const char *id); /* with NUL */
void kf_csv_id_bytes(kf_csv_lines *to, kefu_text id);
void kf_csv_value(kf_csv_lines *to, const kefu_value *value, int32_t scale);
void kf_csv_whole(kf_csv_lines *to, int64_t number);
void kf_csv_end_row(kf_csv_lines *to);
/* Ends the file; gives the first fault. */
kefu_status kf_csv_done(kf_csv_lines *to);

#endif
