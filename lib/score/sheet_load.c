/* sheet_load.c - bytes of format 1 to a sheet, as sheet_format.h says. */
#include <string.h>

#include "base/fail.h"
#include "score/sheet_format.h"

typedef struct back_work {
    kf_saved_reader reader;
    kefu_limits limits;
    kefu_sheet *sheet;
    kefu_error *error;
} back_work;

/* A copy of a text that must be there; sets *status where there is no memory. */
static const char *back_text(back_work *w, kefu_status *status)
{
    kefu_text text = kf_saved_take_text(&w->reader);
    const char *copy = text.size ? kf_arena_text(&w->sheet->arena, text.data, text.size) : "";
    if (!copy)
        *status = kf_no_memory(w->error);
    return copy;
}

static int64_t back_number(back_work *w, int64_t low, int64_t high)
{
    int64_t number = kf_saved_take_zigzag(&w->reader);
    if (number >= low && number <= high)
        return number;
    kf_saved_bad(&w->reader, "a number is out of its range");
    return low;
}

static int32_t back_flag(back_work *w)
{
    uint8_t flag = kf_saved_take_u8(&w->reader);
    if (flag > 1)
        kf_saved_bad(&w->reader, "a flag is neither 0 nor 1");
    return flag == 1;
}

/* A count of things that take a byte each, at the least. */
static size_t back_count(back_work *w)
{
    uint64_t count = kf_saved_take_varint(&w->reader);
    if (count <= w->reader.left)
        return (size_t)count;
    kf_saved_bad(&w->reader, "a count exceeds the bytes that are left");
    return 0;
}

static void back_id(back_work *w, char *to)
{
    kefu_text id = kf_saved_take_text(&w->reader);
    int32_t is_id = id.size == 0 || id.size == 32;
    for (size_t i = 0; is_id && i < id.size; i++)
        is_id = memchr("0123456789abcdef", id.data[i], 16) != NULL;
    if (!is_id) {
        kf_saved_bad(&w->reader, "an id is none");
        return;
    }
    if (id.size)
        memcpy(to, id.data, id.size);
    to[id.size] = 0;
}

static kefu_status back_fields(back_work *w, void *object, const kf_sheet_fields *fields)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < fields->n && !status; i++) {
        const kf_sheet_field *f = &fields->list[i];
        unsigned char *at = (unsigned char *)object + f->offset;
        if (f->type == KF_FIELD_TEXT) {
            const char *text = back_text(w, &status);
            memcpy(at, &text, sizeof text);
        } else if (f->type == KF_FIELD_ID) {
            back_id(w, (char *)at);
        } else if (f->type != KF_FIELD_DERIVED) {
            kf_sheet_set_number(at, f->type, back_number(w, f->low, f->high));
        }
    }
    return status;
}

/* ---- The card -------------------------------------------------------------------------------- */

static kefu_status back_card(back_work *w)
{
    kefu_sheet *sheet = w->sheet;
    size_t at = (size_t)(w->reader.at - w->reader.from);
    kefu_text text = kf_saved_take_text(&w->reader);
    kefu_error why;
    kefu_status status = kf_saved_check(&w->reader, "its card", w->error);
    if (status)
        return status;
    status = kefu_card_from_json(&sheet->memory.with, &w->limits, text.data, text.size,
                                 &sheet->card, &why);
    if (!status || status == KEFU_E_MEMORY || status == KEFU_E_LIMIT)
        return status ? kf_fail(w->error, status, "%s", why.message) : KEFU_OK;
    return kf_fail_at(w->error, KEFU_E_DATA, (kf_place){0, 0, (int64_t)at},
                      "saved sheet: its card, line %d: %s", why.line, why.message);
}

/* Figures were made by the definition that the card asks for, if it asks for one. */
static kefu_status back_definitions(back_work *w)
{
    kefu_status status = KEFU_OK;
    const char **definition;
    for (int32_t i = 0; !status && (definition = kf_sheet_definition(w->sheet->card, i)); i++) {
        const char *made = back_text(w, &status);
        if (!status && *definition && strcmp(*definition, made) != 0)
            kf_saved_bad(&w->reader, "a definition is not the one that the card asks for");
        *definition = made && *made ? made : NULL;
    }
    return status;
}

static kefu_status back_head(back_work *w)
{
    kefu_status status = back_card(w);
    if (!status)
        status = back_fields(w, w->sheet, &kf_sheet_head_fields);
    if (!status)
        status = back_definitions(w);
    return status ? status : kf_saved_check(&w->reader, "what it was made from", w->error);
}

/* ---- People ---------------------------------------------------------------------------------- */

/* Room for the lines, for which there are at least as many bytes. */
static kefu_status back_rows(back_work *w)
{
    kefu_sheet *sheet = w->sheet;
    size_t n = back_count(w), n_groups = back_count(w), columns = (size_t)sheet->card->n_items + 1;
    kefu_status status;
    if (n > w->reader.left / columns || n_groups > n)
        kf_saved_bad(&w->reader, "a count exceeds what there can be");
    status = kf_saved_check(&w->reader, "its counts", w->error);
    if (status)
        return status;
    if ((uint64_t)n > (uint64_t)w->limits.groups || n > UINT32_MAX)
        return kf_fail(w->error, KEFU_E_LIMIT, "saved sheet: it has %i rows, the limit is %i",
                       (int64_t)n, w->limits.groups);
    sheet->n = n;
    if (!kf_sheet_allocate(sheet))
        return kf_no_memory(w->error);
    sheet->groups = kf_alloc_zeros(&sheet->memory, n_groups, sizeof *sheet->groups);
    sheet->n_groups = sheet->groups ? (int32_t)n_groups : 0;
    return sheet->groups ? KEFU_OK : kf_no_memory(w->error);
}

static kefu_status back_groups(back_work *w)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < w->sheet->n_groups && !status; i++)
        w->sheet->groups[i] = back_text(w, &status);
    return status ? status : kf_saved_check(&w->reader, "its groups", w->error);
}

static kefu_status back_lines(back_work *w)
{
    kefu_sheet *sheet = w->sheet;
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sheet->n && !status && !w->reader.bad; i++) {
        kf_line *line = &sheet->lines[i];
        status = back_fields(w, line, &kf_sheet_line_fields);
        line->place.group = line->group;
    }
    return status ? status : kf_saved_check(&w->reader, "its rows", w->error);
}

/* ---- Columns --------------------------------------------------------------------------------- */

enum { BACK_BLOCK = 64, BACK_MARKS = 16 * 1024 };

static kefu_value back_figure(back_work *w)
{
    kefu_value value = {0, 0, 0, 0, 0};
    uint64_t den, mark;
    value.num = kf_saved_take_zigzag(&w->reader);
    den = kf_saved_take_varint(&w->reader);
    value.n = kf_saved_take_zigzag(&w->reader);
    mark = kf_saved_take_varint(&w->reader);
    if (den > INT64_MAX || value.n < -1 || mark >= BACK_MARKS || mark % 16 > KEFU_VALUE_EXEMPT)
        kf_saved_bad(&w->reader, "a figure is none");
    value.den = den > INT64_MAX ? 0 : (int64_t)den;
    value.status = (int32_t)(mark % 16);
    value.flags = (uint32_t)(mark / 16 % 1024);
    return value;
}

static kefu_status back_cells(back_work *w, kf_cells *cells)
{
    const kefu_sheet *sheet = w->sheet;
    kefu_value block[BACK_BLOCK];
    int32_t there = back_flag(w);
    size_t n = there ? sheet->n : 0;
    if (there && !n)
        kf_saved_bad(&w->reader, "there are figures of nobody");
    for (size_t first = 0; first < n && !w->reader.bad; first += BACK_BLOCK) {
        size_t count = n - first < BACK_BLOCK ? n - first : BACK_BLOCK;
        for (size_t i = 0; i < count; i++)
            block[i] = back_figure(w);
        if (!kf_cells_keep(cells, &sheet->memory, n, first, count, block))
            return kf_no_memory(w->error);
    }
    return KEFU_OK;
}

/* Arrays that every sheet has are there already. */
static kefu_status back_array(back_work *w, unsigned char *place, const kf_sheet_array *a)
{
    const kefu_sheet *sheet = w->sheet;
    size_t n = a->a_group ? (size_t)sheet->n_groups : sheet->n,
           size = kf_sheet_number_size(a->type);
    unsigned char *at;
    int32_t there = back_flag(w);
    memcpy(&at, place, sizeof at);
    if (at && !there)
        kf_saved_bad(&w->reader, "a column is not as it should be");
    if (!there || w->reader.bad)
        return KEFU_OK;
    if (!at)
        at = kf_alloc_zeros(&sheet->memory, n, size);
    if (!at)
        return kf_no_memory(w->error);
    memcpy(place, &at, sizeof at);
    for (size_t i = 0; i < n; i++)
        kf_sheet_set_number(at + i * size, a->type, back_number(w, a->low, a->high));
    return KEFU_OK;
}

static kefu_status back_column(back_work *w, kf_column_scores *column)
{
    const kf_sheet_arrays *arrays = &kf_sheet_column_arrays;
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < arrays->n && !status; i++) {
        void *place = (unsigned char *)column + arrays->list[i].offset;
        if (arrays->list[i].type == KF_FIELD_DERIVED)
            continue;
        status = arrays->list[i].type == KF_FIELD_CELLS ? back_cells(w, place)
                                                        : back_array(w, place, &arrays->list[i]);
    }
    return status;
}

static kefu_status back_columns(back_work *w)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; !status && i < w->sheet->card->n_items; i++)
        status = back_column(w, &w->sheet->columns[i]);
    if (!status)
        status = back_cells(w, &w->sheet->days);
    if (!status)
        status = back_cells(w, &w->sheet->ramp);
    return status ? status : kf_saved_check(&w->reader, "its columns", w->error);
}

/* ---- Lists ----------------------------------------------------------------------------------- */

/* n things; what it gives is to be freed also where *status is a failure. */
static void *back_all(back_work *w, size_t n, size_t size, const kf_sheet_fields *fields,
                      kefu_status *status)
{
    unsigned char *items = kf_alloc_zeros(&w->sheet->memory, n, size);
    if (!items)
        *status = kf_no_memory(w->error);
    for (size_t i = 0; i < n && !*status && !w->reader.bad; i++)
        *status = back_fields(w, items + i * size, fields);
    return items;
}

/* The same where their number is in the bytes; NULL and 0 where there are none. */
static void *back_list(back_work *w, size_t size, const kf_sheet_fields *fields, size_t *n,
                       kefu_status *status)
{
    size_t count = *status ? 0 : back_count(w);
    void *items = count ? back_all(w, count, size, fields, status) : NULL;
    *n = items ? count : 0;
    return items;
}

static kefu_status back_hits(back_work *w)
{
    kefu_sheet *s = w->sheet;
    kefu_status status = KEFU_OK;
    s->hits = back_list(w, sizeof *s->hits, &kf_sheet_hit_fields, &s->n_hits, &status);
    s->hits_capacity = s->n_hits;
    s->moves = back_list(w, sizeof *s->moves, &kf_sheet_move_fields, &s->n_moves, &status);
    s->moves_capacity = s->n_moves;
    s->excluded =
        back_list(w, sizeof *s->excluded, &kf_sheet_excluded_fields, &s->n_excluded, &status);
    s->said = back_list(w, sizeof *s->said, &kf_sheet_said_fields, &s->n_said, &status);
    return status ? status : kf_saved_check(&w->reader, "its hits", w->error);
}

static kefu_status back_steps(back_work *w)
{
    kefu_sheet *s = w->sheet;
    kefu_status status = KEFU_OK;
    if (back_flag(w)) {
        s->more = back_all(w, s->n, sizeof *s->more, &kf_sheet_more_fields, &status);
        s->steps = back_list(w, sizeof *s->steps, &kf_sheet_step_fields, &s->n_steps, &status);
        s->steps_capacity = s->n_steps;
    }
    return status ? status : kf_saved_check(&w->reader, "its steps", w->error);
}

static kefu_status back_kept(back_work *w)
{
    kefu_sheet *s = w->sheet;
    size_t n = (size_t)s->card->n_kept;
    kefu_status status = KEFU_OK;
    if (!back_flag(w))
        return KEFU_OK;
    s->kept = kf_alloc_zeros(&s->memory, n, sizeof *s->kept);
    if (!s->kept)
        return kf_no_memory(w->error);
    for (size_t i = 0; i < n && !status; i++)
        status = back_cells(w, &s->kept[i]);
    return status;
}

static kefu_status back_awards(back_work *w)
{
    kefu_sheet *s = w->sheet;
    kefu_status status = back_kept(w);
    int32_t there = !status && back_flag(w);
    size_t n = there ? kf_sheet_held(s) : 0;
    if (n > w->reader.left)
        kf_saved_bad(&w->reader, "its bytes end too early");
    if (there && !w->reader.bad)
        s->held = back_all(w, n, sizeof *s->held, &kf_sheet_holding_fields, &status);
    return status ? status : kf_saved_check(&w->reader, "its badges", w->error);
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* Nothing is behind it, and all of it can be so. */
static kefu_status back_end(back_work *w)
{
    const kf_place at = {0, 0, w->reader.at - w->reader.from};
    const char *why;
    size_t line = w->sheet->n;
    kefu_status status;
    if (w->reader.left)
        kf_saved_bad(&w->reader, "there are bytes behind it");
    status = kf_saved_check(&w->reader, "its end", w->error);
    if (status)
        return status;
    why = kf_sheet_check(w->sheet, &line);
    if (!why)
        return kf_find_rests(w->sheet) ? KEFU_OK : kf_no_memory(w->error);
    if (line == w->sheet->n)
        return kf_fail_at(w->error, KEFU_E_DATA, at, "saved sheet: %s", why);
    return kf_fail_at(w->error, KEFU_E_DATA, at, "saved sheet: '%s': %s",
                      w->sheet->lines[line].person, why);
}

static kefu_status back_sheet(back_work *w)
{
    static kefu_status (*const steps[])(back_work *) = {back_head,  back_rows,    back_groups,
                                                        back_lines, back_columns, back_hits,
                                                        back_steps, back_awards};
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !status; i++)
        status = steps[i](w);
    return status ? status : back_end(w);
}

kefu_status KEFU_CALL kefu_sheet_load(const kefu_allocator *allocator, const kefu_limits *limits,
                                      const void *bytes, size_t size, kefu_sheet **out,
                                      kefu_error *error)
{
    back_work w = {.error = error};
    kf_memory memory;
    uint32_t format;
    kefu_status status;
    if (!bytes || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_sheet_load: %s is NULL",
                       bytes ? "out" : "bytes");
    status = kf_memory_init(&memory, allocator, error);
    if (!status)
        status = kf_limits(&w.limits, limits, error);
    if (!status)
        status = kf_saved_open(&w.reader, &kf_saved_sheet, bytes, size, &format, error);
    if (status)
        return status;
    w.sheet = kf_alloc_zero(&memory, sizeof *w.sheet);
    if (!w.sheet)
        return kf_no_memory(error);
    w.sheet->memory = memory;
    kf_arena_init(&w.sheet->arena, &w.sheet->memory);
    status = back_sheet(&w);
    if (status)
        kefu_sheet_free(w.sheet);
    else
        *out = w.sheet;
    return status;
}
