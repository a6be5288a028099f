/* sheet_save.c - a sheet to bytes of format 1, as sheet_format.h says. */
#include <string.h>

#include "base/fail.h"
#include "score/sheet_format.h"

static void keep_text(kf_saved_writer *w, const char *text)
{
    kf_saved_put_text(w, text, strlen(text));
}

/* ---- Members --------------------------------------------------------------------------------- */

static void keep_field(kf_saved_writer *w, const unsigned char *at, int32_t type)
{
    const char *text;
    switch (type) {
    case KF_FIELD_DERIVED:
        return;
    case KF_FIELD_TEXT:
        memcpy(&text, at, sizeof text);
        keep_text(w, text);
        return;
    case KF_FIELD_ID:
        keep_text(w, (const char *)at);
        return;
    default:
        kf_saved_put_zigzag(w, kf_sheet_number(at, type));
    }
}

static void keep_fields(kf_saved_writer *w, const void *object, const kf_sheet_fields *fields)
{
    for (size_t i = 0; i < fields->n; i++)
        keep_field(w, (const unsigned char *)object + fields->list[i].offset, fields->list[i].type);
}

/* ---- Columns --------------------------------------------------------------------------------- */

static void keep_figure(kf_saved_writer *w, kefu_value value)
{
    kf_saved_put_zigzag(w, value.num);
    kf_saved_put_varint(w, (uint64_t)value.den);
    kf_saved_put_zigzag(w, value.n);
    kf_saved_put_varint(w, value.flags * 16 + (uint32_t)value.status);
}

static void keep_cells(kf_saved_writer *w, const kf_cells *cells, size_t rows)
{
    kf_saved_put_u8(w, cells->num != NULL);
    for (size_t i = 0; cells->num && i < rows; i++)
        keep_figure(w, kf_cell(cells, i));
}

static void keep_array(kf_saved_writer *w, const unsigned char *place, int32_t type, size_t n)
{
    const unsigned char *at;
    memcpy(&at, place, sizeof at);
    kf_saved_put_u8(w, at != NULL);
    for (size_t i = 0; at && i < n; i++)
        kf_saved_put_zigzag(w, kf_sheet_number(at + i * kf_sheet_number_size(type), type));
}

static void keep_column(kf_saved_writer *w, const kefu_sheet *sheet, const kf_column_scores *column)
{
    const kf_sheet_arrays *arrays = &kf_sheet_column_arrays;
    for (size_t i = 0; i < arrays->n; i++) {
        const kf_sheet_array *a = &arrays->list[i];
        if (a->type == KF_FIELD_DERIVED)
            continue;
        const void *place = (const unsigned char *)column + a->offset;
        if (a->type == KF_FIELD_CELLS)
            keep_cells(w, place, sheet->n);
        else
            keep_array(w, place, a->type, a->a_group ? (size_t)sheet->n_groups : sheet->n);
    }
}

/* ---- Hits, steps, badges ------------------------------------------------------------------------
 */

static void keep_all(kf_saved_writer *w, const void *items, size_t n, size_t size,
                     const kf_sheet_fields *fields)
{
    for (size_t i = 0; i < n; i++)
        keep_fields(w, (const unsigned char *)items + i * size, fields);
}

static void keep_list(kf_saved_writer *w, const void *items, size_t n, size_t size,
                      const kf_sheet_fields *fields)
{
    kf_saved_put_varint(w, n);
    keep_all(w, items, n, size, fields);
}

static void keep_hits(kf_saved_writer *w, const kefu_sheet *s)
{
    keep_list(w, s->hits, s->n_hits, sizeof *s->hits, &kf_sheet_hit_fields);
    keep_list(w, s->moves, s->n_moves, sizeof *s->moves, &kf_sheet_move_fields);
    keep_list(w, s->excluded, s->n_excluded, sizeof *s->excluded, &kf_sheet_excluded_fields);
    keep_list(w, s->said, s->n_said, sizeof *s->said, &kf_sheet_said_fields);
}

static void keep_steps(kf_saved_writer *w, const kefu_sheet *s)
{
    kf_saved_put_u8(w, s->more != NULL);
    if (!s->more)
        return;
    keep_all(w, s->more, s->n, sizeof *s->more, &kf_sheet_more_fields);
    keep_list(w, s->steps, s->n_steps, sizeof *s->steps, &kf_sheet_step_fields);
}

static void keep_awards(kf_saved_writer *w, const kefu_sheet *s)
{
    kf_saved_put_u8(w, s->kept != NULL);
    for (int32_t k = 0; s->kept && k < s->card->n_kept; k++)
        keep_cells(w, &s->kept[k], s->n);
    kf_saved_put_u8(w, s->held != NULL);
    if (s->held)
        keep_all(w, s->held, kf_sheet_held(s), sizeof *s->held, &kf_sheet_holding_fields);
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void keep_head(kf_saved_writer *w, const kefu_sheet *sheet)
{
    const char **definition;
    kf_saved_put_text(w, sheet->card->scheme.text, sheet->card->scheme.size);
    keep_fields(w, sheet, &kf_sheet_head_fields);
    for (int32_t i = 0; (definition = kf_sheet_definition(sheet->card, i)); i++)
        keep_text(w, *definition ? *definition : "");
}

static void keep_sheet(kf_saved_writer *w, const kefu_sheet *sheet)
{
    keep_head(w, sheet);
    kf_saved_put_varint(w, sheet->n);
    kf_saved_put_varint(w, (uint64_t)sheet->n_groups);
    for (int32_t i = 0; i < sheet->n_groups; i++)
        keep_text(w, sheet->groups[i]);
    keep_all(w, sheet->lines, sheet->n, sizeof *sheet->lines, &kf_sheet_line_fields);
    for (int32_t i = 0; i < sheet->card->n_items; i++)
        keep_column(w, sheet, &sheet->columns[i]);
    keep_cells(w, &sheet->days, sheet->n);
    keep_cells(w, &sheet->ramp, sheet->n);
    keep_hits(w, sheet);
    keep_steps(w, sheet);
    keep_awards(w, sheet);
}

kefu_status KEFU_CALL kefu_sheet_save(const kefu_sheet *sheet, const kefu_sink *sink,
                                      kefu_error *error)
{
    kf_saved_writer w;
    kefu_sink to;
    kefu_status status;
    if (!sheet || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_sheet_save: %s is NULL",
                       sheet ? "sink" : "sheet");
    status = kf_take(&to, sizeof to, sink, error);
    if (!status && !to.write)
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_sheet_save: sink->write is NULL");
    if (status)
        return status;
    kf_saved_begin(&w, &kf_saved_sheet, &sheet->memory, &to, kf_saved_sheet.newest, error);
    keep_sheet(&w, sheet);
    return kf_saved_end(&w);
}
