/* fields.h - the columns of a batch that mean something, found by their English or Chinese names.
 */
#ifndef KF_FIELDS_H
#define KF_FIELDS_H

#include "table/column.h"

enum { KF_FIELD_NAMES = 3 };

typedef struct kf_field {
    const char *names[KF_FIELD_NAMES]; /* English first; NULL where there are fewer */
    int32_t required;
} kf_field;

/* Fills columns[n] with each field's column, NULL if there is none; ASCII letters count in either
 * case, other columns are passed over. KEFU_E_EXISTS for two columns of one field, KEFU_E_NAME with
 * near names for all required ones that are missing. `what` opens the messages: "roster". */
kefu_status kf_fields_find(const kf_batch *batch, const char *what, const kf_field *fields,
                           int32_t n, const kf_column **columns, kefu_error *error);

/* 1 if the names are one, ASCII letters in either case. */
int32_t kf_field_same_name(const char *a, const char *b);

#endif
