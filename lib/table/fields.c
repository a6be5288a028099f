/* fields.c - see fields.h. */
#include "table/fields.h"

#include <string.h>

#include "base/fail.h"

static char field_small(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

int32_t kf_field_same_name(const char *a, const char *b)
{
    for (; *a && field_small(*a) == field_small(*b); a++, b++)
        ;
    return !*a && !*b;
}

static int32_t field_named(const kf_field *fields, int32_t n, const char *name)
{
    for (int32_t f = 0; f < n; f++)
        for (int32_t i = 0; i < KF_FIELD_NAMES && fields[f].names[i]; i++)
            if (kf_field_same_name(name, fields[f].names[i]))
                return f;
    return -1;
}

static kefu_status field_missing(const kf_batch *batch, const char *what, const kf_field *field,
                                 kefu_error *error)
{
    const char *const *names = field->names;
    kf_near near;
    kf_near_init(&near, names[0], strlen(names[0]));
    for (int32_t i = 0; i < batch->n_columns; i++)
        kf_near_add(&near, batch->columns[i].view.name);
    return kf_fail(error, KEFU_E_NAME, "%s: there is no column '%s' (%s%s%s)%s", what, names[0],
                   names[1], names[2] ? " or " : "", names[2] ? names[2] : "", kf_near_text(&near));
}

kefu_status kf_fields_find(const kf_batch *batch, const char *what, const kf_field *fields,
                           int32_t n, const kf_column **columns, kefu_error *error)
{
    for (int32_t f = 0; f < n; f++)
        columns[f] = NULL;
    for (int32_t i = 0; i < batch->n_columns; i++) {
        const kf_column *column = &batch->columns[i];
        int32_t field = field_named(fields, n, column->view.name);
        if (field < 0)
            continue;
        if (columns[field])
            return kf_fail(error, KEFU_E_EXISTS, "%s: columns '%s' and '%s' are both the %s", what,
                           columns[field]->view.name, column->view.name, fields[field].names[0]);
        columns[field] = column;
    }
    for (int32_t f = 0; f < n; f++)
        if (fields[f].required && !columns[f])
            return field_missing(batch, what, &fields[f], error);
    return KEFU_OK;
}
