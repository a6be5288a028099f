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
    if (type == KF_FIELD_DERIVED)
        return;
    if (type != KF_FIELD_TEXT) {
        kf_saved_put_zigzag(w, kf_sheet_number(at, type));
        return;
    }
    memcpy(&text, at, sizeof text);
    keep_text(w, text);
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

static void keep_array(kf_saved_writer *w, const kf_column_scores *column, const kf_sheet_array *a,
                       size_t n)
{
    const unsigned char *at;
    memcpy(&at, (const unsigned char *)column + a->offset, sizeof at);
    kf_saved_put_u8(w, at != NULL);
    for (size_t i = 0; at && i < n; i++)
        kf_saved_put_zigzag(w, kf_sheet_number(at + i * kf_sheet_number_size(a->type), a->type));
}

static void keep_column(kf_saved_writer *w, const kefu_sheet *sheet, const kf_column_scores *column)
{
    const kf_sheet_arrays *arrays = &kf_sheet_column_arrays;
    for (size_t i = 0; i < sheet->n; i++)
        keep_figure(w, kf_cell(&column->cells, i));
    for (size_t i = 0; i < arrays->n; i++)
        if (arrays->list[i].type != KF_FIELD_DERIVED)
            keep_array(w, column, &arrays->list[i],
                       arrays->list[i].a_group ? (size_t)sheet->n_groups : sheet->n);
}

/* ---- Steps, badges and streaks --------------------------------------------------------------- */

static void keep_steps(kf_saved_writer *w, const kefu_sheet *sheet)
{
    kf_saved_put_u8(w, sheet->more != NULL);
    if (!sheet->more)
        return;
    for (size_t i = 0; i < sheet->n; i++)
        keep_fields(w, &sheet->more[i], &kf_sheet_more_fields);
    kf_saved_put_varint(w, sheet->n_steps);
    for (size_t i = 0; i < sheet->n_steps; i++)
        keep_fields(w, &sheet->steps[i], &kf_sheet_step_fields);
}

static void keep_awards(kf_saved_writer *w, const kefu_sheet *sheet)
{
    size_t n_held = sheet->held ? kf_sheet_held(sheet) : 0;
    kf_saved_put_u8(w, sheet->kept != NULL);
    for (int32_t k = 0; sheet->kept && k < sheet->card->n_kept; k++)
        for (size_t i = 0; i < sheet->n; i++)
            keep_figure(w, kf_cell(&sheet->kept[k], i));
    kf_saved_put_u8(w, sheet->held != NULL);
    for (size_t i = 0; i < n_held; i++)
        keep_fields(w, &sheet->held[i], &kf_sheet_holding_fields);
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void keep_head(kf_saved_writer *w, const kefu_sheet *sheet)
{
    const char **definition;
    kf_saved_put_text(w, sheet->card->text, sheet->card->size);
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
    for (size_t i = 0; i < sheet->n; i++)
        keep_fields(w, &sheet->lines[i], &kf_sheet_line_fields);
    for (int32_t i = 0; i < sheet->card->n_items; i++)
        keep_column(w, sheet, &sheet->columns[i]);
    kf_saved_put_varint(w, sheet->n_hits);
    for (size_t i = 0; i < sheet->n_hits; i++)
        keep_fields(w, &sheet->hits[i], &kf_sheet_hit_fields);
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
