/* kept_sheet.h - sheets to bytes and back, and all that is written of a sheet. */
#ifndef TESTS_KEPT_SHEET_H
#define TESTS_KEPT_SHEET_H

#include <stdlib.h>
#include <string.h>

#include "kefu.h"
#include "table/arrow.h"

/* What writes a sheet to a sink. */
typedef kefu_status (*kept_writer)(const kefu_sheet *sheet, const kefu_sink *sink);

static kefu_status kept_save(const kefu_sheet *sheet, const kefu_sink *sink)
{
    return kefu_sheet_save(sheet, sink, NULL);
}

/* What would give more, in words. */
static kefu_status kept_next(const kefu_sheet *sheet, int64_t row, const kefu_sink *sink)
{
    for (int32_t i = 0; i < kefu_sheet_parts(sheet, KEFU_PART_ITEM); i++) {
        kefu_what_if what[2] = {{.struct_size = sizeof *what}, {.struct_size = sizeof *what}};
        kefu_status status = kefu_sheet_next_points(sheet, row, i, &what[0]);
        if (!status)
            status = kefu_sheet_next_grade(sheet, row, i, &what[1]);
        for (int k = 0; k < 2 && !status; k++) {
            char text[512];
            status =
                kefu_sheet_what_if_text(sheet, row, &what[k], KEFU_ZH, text, sizeof text, NULL);
            if (!status)
                status = sink->write(sink->user, text, strlen(text) + 1);
        }
        if (status)
            return status;
    }
    return KEFU_OK;
}

/* Every reason in words, and why badges and streaks do not hold: what any sheet can be asked for.
 */
static kefu_status kept_told(const kefu_sheet *sheet, const kefu_sink *sink)
{
    static char text[4096];
    size_t need = 0;
    for (int64_t row = 0; row < kefu_sheet_rows(sheet); row++) {
        if (kept_next(sheet, row, sink))
            return KEFU_E_INTERNAL;
        for (int32_t i = 0; i < kefu_sheet_reasons(sheet, row); i++) {
            kefu_status status =
                kefu_sheet_reason_text(sheet, row, i, i % 2, text, sizeof text, &need);
            if (!status)
                status = sink->write(sink->user, text, strlen(text) + 1);
            if (status)
                return status;
        }
        for (int32_t kind = KEFU_PART_BADGE; kind <= KEFU_PART_STREAK; kind++)
            for (int32_t i = 0; i < kefu_sheet_parts(sheet, kind); i++) {
                kefu_status status =
                    kefu_sheet_holds_text(sheet, row, kind, i, KEFU_ZH, text, sizeof text, &need);
                if (!status)
                    status = sink->write(sink->user, text, strlen(text) + 1);
                if (status)
                    return status;
            }
    }
    return KEFU_OK;
}

static kefu_status kept_json(const kefu_sheet *sheet, const kefu_sink *sink)
{
    return kefu_sheet_json(sheet, NULL, sink, NULL);
}

static kefu_status kept_csv(const kefu_sheet *sheet, const kefu_sink *sink)
{
    return kefu_sheet_csv(sheet, NULL, sink, NULL);
}

static kefu_status kept_html(const kefu_sheet *sheet, const kefu_sink *sink)
{
    return kefu_sheet_html(sheet, NULL, sink, NULL);
}

static const kept_writer kept_writers[] = {kept_save, kept_told, kept_json, kept_csv, kept_html};

/* The bytes of a writer, in a buffer that is to be freed; NULL if it failed. */
static kefu_buffer *kept_bytes(const kefu_sheet *sheet, kept_writer writer)
{
    kefu_buffer *buffer = NULL;
    if (kefu_buffer_new(NULL, &buffer, NULL))
        return NULL;
    if (!writer(sheet, kefu_buffer_sink(buffer)))
        return buffer;
    kefu_buffer_free(buffer);
    return NULL;
}

/* 1 if a writer gives the same bytes for both. */
static int kept_same(const kefu_sheet *a, const kefu_sheet *b, kept_writer writer)
{
    kefu_buffer *left = kept_bytes(a, writer), *right = kept_bytes(b, writer);
    size_t n = 0, m = 0;
    const char *x = kefu_buffer_data(left, &n), *y = kefu_buffer_data(right, &m);
    int same = left && right && n == m && !memcmp(x, y, n);
    kefu_buffer_free(left);
    kefu_buffer_free(right);
    return same;
}

/* 1 if the texts of two columns of Arrow data, and of what is below them, are the same. */
static int kept_same_array(const struct ArrowSchema *s, const struct ArrowArray *a,
                           const struct ArrowArray *b)
{
    int same = a->length == b->length && a->null_count == b->null_count &&
               a->n_buffers == b->n_buffers && a->n_children == b->n_children;
    for (int64_t i = 0; same && i < a->n_children; i++)
        same = kept_same_array(s->children[i], a->children[i], b->children[i]);
    if (!same || !a->length || a->n_buffers < 2)
        return same;
    if (*s->format == 'u') {
        const int32_t *x = a->buffers[1], *y = b->buffers[1];
        size_t last = (size_t)a->length;
        return !memcmp(x, y, (last + 1) * sizeof *x) &&
               (!x[last] || !memcmp(a->buffers[2], b->buffers[2], (size_t)x[last]));
    }
    size_t wide = *s->format == 'l' || *s->format == 'g' ? 8 : *s->format == 'i' ? 4 : 0;
    return !wide || !memcmp(a->buffers[1], b->buffers[1], wide * (size_t)a->length);
}

static int kept_same_arrow(const kefu_sheet *a, const kefu_sheet *b)
{
    struct ArrowSchema s, t;
    struct ArrowArray x, y;
    if (kefu_sheet_arrow(a, 0, &s, &x, NULL) || kefu_sheet_arrow(b, 0, &t, &y, NULL))
        return 0;
    int same = kept_same_array(&s, &x, &y) && s.n_children == t.n_children;
    for (int64_t i = 0; same && i < s.n_children; i++)
        same = !strcmp(s.children[i]->name, t.children[i]->name) &&
               !strcmp(s.children[i]->format, t.children[i]->format);
    x.release(&x);
    y.release(&y);
    s.release(&s);
    t.release(&t);
    return same;
}

/* A sheet from the bytes of another; NULL with the error where that fails. */
static kefu_sheet *kept_again(const kefu_sheet *sheet, kefu_error *error)
{
    kefu_buffer *buffer = kept_bytes(sheet, kept_save);
    kefu_sheet *again = NULL;
    size_t size = 0;
    const char *bytes = kefu_buffer_data(buffer, &size);
    if (buffer)
        (void)kefu_sheet_load(NULL, NULL, bytes, size, &again, error);
    kefu_buffer_free(buffer);
    return again;
}

#endif
