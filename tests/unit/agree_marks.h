/* agree_marks.h - marks of inspectors from one text each: a character is a unit, '.' no mark. */
#ifndef TESTS_AGREE_MARKS_H
#define TESTS_AGREE_MARKS_H

#include <stdlib.h>
#include <string.h>

#include "kefu/agree.h"
#include "rows.h"

typedef struct marks {
    int64_t n;
    int64_t *units, *raters;
    kefu_text *texts; /* data NULL: null */
} marks;

static inline void marks_add(marks *m, int64_t unit, int64_t rater, const char *text)
{
    if (m->n % 1024 == 0) {
        const size_t n = (size_t)m->n + 1024;
        m->units = realloc(m->units, n * sizeof *m->units);
        m->raters = realloc(m->raters, n * sizeof *m->raters);
        m->texts = realloc(m->texts, n * sizeof *m->texts);
    }
    if (!m->units || !m->raters || !m->texts)
        abort();
    m->units[m->n] = unit;
    m->raters[m->n] = rater;
    m->texts[m->n++] = (kefu_text){text, text ? 1 : 0};
}

static inline void marks_free(marks *m)
{
    free(m->units);
    free(m->raters);
    free(m->texts);
    memset(m, 0, sizeof *m);
}

static inline void marks_of(marks *m, const char *const *raters, int32_t n)
{
    for (int32_t r = 0; r < n && raters[r]; r++)
        for (int64_t u = 0; raters[r][u]; u++)
            marks_add(m, u, r, raters[r][u] == '.' ? NULL : &raters[r][u]);
}

static inline kefu_status marks_agree(const marks *m, const kefu_agree_options *options,
                                      kefu_agree **out, kefu_error *error)
{
    rows r = {.batch = {0}};
    rows_begin(&r, m->n);
    rows_add(&r, "unit", KEFU_COLUMN_I64, m->units);
    rows_add(&r, "inspector", KEFU_COLUMN_I64, m->raters);
    rows_add(&r, "mark", KEFU_COLUMN_TEXT, m->texts);
    return kefu_agree_from_batch(&r.batch, options, out, error);
}

#endif
