/* fields.c - see fields.h. */
#include "table/fields.h"

#include <string.h>

#include "base/fail.h"
#include "base/show.h"

enum { FIELD_ALSO = 64 };

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

/* "客服 or 人员": the other names of a field. */
static void field_also(const kf_field *field, char out[FIELD_ALSO])
{
    kf_show show = {.out = out, .capacity = FIELD_ALSO};
    for (int32_t i = 1; i < KF_FIELD_NAMES && field->names[i]; i++)
        kf_show_format(&show, i > 1 ? " or %s" : "%s", field->names[i]);
    (void)kf_show_end(&show);
}

static kefu_status fields_missing(const kf_batch *batch, const char *what, const kf_field *fields,
                                  int32_t n, const kf_column *const *columns, kefu_error *error)
{
    kf_missing missing = {0};
    char from[FIELD_ALSO], also[2][FIELD_ALSO]; /* that of the first stays */
    kf_show show = {.out = from, .capacity = sizeof from};
    for (int32_t f = 0; f < n; f++) {
        char *others = also[missing.n > 0];
        if (!fields[f].required || columns[f])
            continue;
        field_also(&fields[f], others);
        kf_batch_miss(batch, fields[f].names[0], others, &missing);
    }
    kf_show_format(&show, "%s: ", what);
    (void)kf_show_end(&show);
    return kf_missing_fail(&missing, from, "column", "", error);
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
    return fields_missing(batch, what, fields, n, columns, error);
}
