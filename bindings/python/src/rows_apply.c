/* rows_apply.c - the batch of a source as the settings name and read its columns. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"

/* ---- Names that are not there ---------------------------------------------------------------- */

/* The library's own words for a column that is missing, with the names near to it: those of a call
 * that looks for one in no rows. */
static int apply_missing(kp_rows *rows, const char *name)
{
    kefu_batch none = rows->plain;
    kefu_error error = {.code = KEFU_E_NAME, .row = -1};
    int64_t row, count = 0;
    none.rows = 0;
    kefu_pick_rate(NULL, 0, 1, &none, name, &row, 1, &count, &error);
    kp_rows_explain(rows, &error);
    return kp_raise_error(rows, &error);
}

static int apply_check(kp_rows *rows)
{
    for (int32_t r = 0; r < rows->settings->n_rules; r++) {
        const char *from = rows->settings->rules[r].from;
        int32_t i = 0;
        while (i < rows->plain.n_columns && strcmp(rows->plain.columns[i]->name, from) != 0)
            i++;
        if (i == rows->plain.n_columns)
            return apply_missing(rows, from);
    }
    rows->checked = 1;
    return 0;
}

/* ---- Cells ----------------------------------------------------------------------------------- */

static int apply_is_text(const kefu_column *view) { return view->type >= KEFU_COLUMN_TEXT; }

static int apply_is_integer(const kefu_column *view)
{
    return view->type >= KEFU_COLUMN_I8 && view->type <= KEFU_COLUMN_U64;
}

/* The rows of a column of texts, and what they become. */
typedef struct apply_cells {
    const kefu_cell *cell;
    const kefu_column *from;
    const kefu_text *texts;
    const uint8_t *before; /* states */
    int64_t rows, first_row;
    char *to;
    size_t width;
    uint8_t *states;
    kefu_error error;
} apply_cells;

static kefu_status cells_one(apply_cells *c, int64_t i)
{
    int64_t value = 0;
    int32_t state = c->before ? c->before[i] : KEFU_VALUE_OK, day;
    kefu_status status = KEFU_OK;
    if (!state && !c->texts[i].data)
        state = KEFU_VALUE_NO_DATA;
    if (!state)
        status =
            kefu_cell_parse(c->cell, c->texts[i].data, c->texts[i].size, &value, &state, &c->error);
    c->states[i] = (uint8_t)state;
    day = c->width == sizeof day ? (int32_t)value : 0;
    if (c->width == sizeof day)
        memcpy(c->to + (size_t)i * c->width, &day, sizeof day);
    else
        memcpy(c->to + (size_t)i * c->width, &value, sizeof value);
    c->error.row = c->first_row + i;
    return status;
}

static kefu_status cells_all(apply_cells *c)
{
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < c->rows && !status; i++)
        status = cells_one(c, i);
    return status;
}

static int cells_fail(kp_rows *rows, const apply_cells *c)
{
    kp_column column = {.state = rows->state, .view = *c->from, .first_row = c->first_row};
    return kp_column_fail(&column, c->error.code, c->error.row - c->first_row, "%s",
                          c->error.message);
}

static void cells_free_builder(void *thing) { kefu_builder_free(thing); }

/* The texts of a column of whatever type and encoding, copied into one that is plain. */
static const kefu_column *cells_texts(kp_rows *rows, const kefu_column *from)
{
    kefu_batch one = rows->plain;
    kefu_builder *builder = NULL;
    kefu_error error;
    one.n_columns = 1;
    one.columns = &from;
    if (kefu_builder_new(NULL, NULL, &builder, &error)) {
        kp_raise_error(rows, &error);
        return NULL;
    }
    if (kp_store_other(&rows->piece, builder, cells_free_builder) < 0)
        return NULL;
    if (kefu_builder_append(builder, &one, &error)) {
        kp_raise_error(rows, &error);
        return NULL;
    }
    return kefu_builder_batch(builder)->columns[0];
}

static int cells_type(int32_t kind)
{
    return kind == KEFU_CELL_DATE   ? KEFU_COLUMN_DATE
           : kind == KEFU_CELL_TIME ? KEFU_COLUMN_TIME
                                    : KEFU_COLUMN_I64;
}

static int cells_read(kp_rows *rows, const kp_rule *rule, const kefu_column *from, kefu_column *out)
{
    const kefu_column *texts = cells_texts(rows, from);
    int32_t type = cells_type(rule->cell.kind);
    apply_cells c = {.cell = &rule->cell,
                     .from = from,
                     .rows = rows->plain.rows,
                     .first_row = rows->plain.first_row,
                     .width = type == KEFU_COLUMN_DATE ? sizeof(int32_t) : sizeof(int64_t)};
    kefu_status status;
    kp_away away;
    if (!texts)
        return -1;
    c.texts = texts->data;
    c.before = texts->states;
    c.to = kp_store_block(&rows->piece, (size_t)c.rows, c.width);
    c.states = c.to ? kp_store_block(&rows->piece, (size_t)c.rows, 1) : NULL;
    if (!c.states)
        return -1;
    kp_leave(&away, c.rows > 256);
    status = cells_all(&c);
    if (kp_join(&away) < 0)
        return -1;
    if (status)
        return cells_fail(rows, &c);
    memset(out, 0, sizeof *out);
    out->struct_size = sizeof *out;
    out->type = type;
    out->scale = type == KEFU_COLUMN_I64 ? rule->cell.scale : 0;
    out->data = c.to;
    out->states = c.states;
    return 0;
}

/* A column of numbers, dates or times has been read by somebody else: it stays as it is where that
 * means the same. */
static int cells_stay(kp_rows *rows, const kp_rule *rule, const kefu_column *from)
{
    static const char *const kinds[] = {"text", "number", "percent", "duration", "date", "time"};
    kp_column column = {.state = rows->state, .view = *from};
    int32_t kind = rule->cell.kind, type = from->type;
    int is_number = type < KEFU_COLUMN_DATE;
    if (kind == KEFU_CELL_PERCENT && rule->cell.flags & KEFU_CELL_HUNDREDTHS)
        return kp_column_fail(&column, KEFU_E_TYPE, -1,
                              "hundredths are read from text, this holds numbers: divide them");
    if ((kind == KEFU_CELL_DATE && type != KEFU_COLUMN_DATE) ||
        (kind == KEFU_CELL_TIME && type != KEFU_COLUMN_TIME) ||
        (kind != KEFU_CELL_DATE && kind != KEFU_CELL_TIME && !is_number))
        return kp_column_fail(&column, KEFU_E_TYPE, -1,
                              "cells of %s are read from text, this holds %s", kinds[kind],
                              is_number ? "numbers" : "dates or times");
    return 0;
}

/* ---- A batch --------------------------------------------------------------------------------- */

static int apply_rule(kp_rows *rows, const kp_rule *rule, const kefu_column *from, kefu_column *out)
{
    kp_column column = {.state = rows->state, .view = *from};
    *out = *from;
    if (rule->has_cell && rule->cell.kind != KEFU_CELL_TEXT) {
        if ((apply_is_text(from) ? cells_read(rows, rule, from, out)
                                 : cells_stay(rows, rule, from)) < 0)
            return -1;
    }
    out->name = rule->as;
    if (!rule->has_scale || rule->has_cell)
        return 0;
    if (!apply_is_integer(from) && from->data && rows->plain.rows)
        return kp_column_fail(&column, KEFU_E_TYPE, -1,
                              "a scale is for whole numbers, which this does not hold");
    out->scale = apply_is_integer(from) ? rule->scale : 0;
    return 0;
}

static int apply_room(kp_rows *rows, int32_t need)
{
    kefu_column *views;
    const kefu_column **pointers;
    if (need <= rows->room)
        return 0;
    views = realloc(rows->views, (size_t)need * sizeof *views);
    if (views)
        rows->views = views;
    pointers = realloc(rows->pointers, (size_t)need * sizeof *pointers);
    if (pointers)
        rows->pointers = pointers;
    if (!views || !pointers) {
        PyErr_NoMemory();
        return -1;
    }
    rows->room = need;
    return 0;
}

static int apply_column(kp_rows *rows, const kefu_column *from)
{
    const kp_settings *s = rows->settings;
    int taken = 0;
    for (int32_t r = 0; r < s->n_rules; r++) {
        if (strcmp(s->rules[r].from, from->name) != 0)
            continue;
        taken = 1;
        if (apply_rule(rows, &s->rules[r], from, &rows->views[rows->batch.n_columns]) < 0)
            return -1;
        rows->batch.n_columns++;
    }
    if (!taken)
        rows->views[rows->batch.n_columns++] = *from;
    return 0;
}

/* A name that is given to a column while another has it. */
static int apply_twins(kp_rows *rows)
{
    const kp_settings *s = rows->settings;
    for (int32_t r = 0; r < s->n_rules; r++) {
        int seen = 0;
        for (int32_t i = 0; i < rows->batch.n_columns; i++)
            seen += strcmp(rows->views[i].name, s->rules[r].as) == 0;
        if (seen > 1) {
            kp_fail(rows->state, KEFU_E_EXISTS,
                    "%s: column '%s' cannot be called '%s': another column is", rows->where,
                    s->rules[r].from, s->rules[r].as);
            return -1;
        }
    }
    return 0;
}

int kp_rows_apply(kp_rows *rows)
{
    const kp_settings *s = rows->settings;
    rows->batch = rows->plain;
    if (s->is_csv || (!s->n_rules && !s->round))
        return 0;
    if (!rows->checked && apply_check(rows) < 0)
        return -1;
    if (apply_room(rows, rows->plain.n_columns + s->n_rules) < 0)
        return -1;
    rows->batch.n_columns = 0;
    for (int32_t i = 0; i < rows->plain.n_columns; i++)
        if (apply_column(rows, rows->plain.columns[i]) < 0)
            return -1;
    if (apply_twins(rows) < 0)
        return -1;
    for (int32_t i = 0; i < rows->batch.n_columns; i++) {
        if (s->round)
            rows->views[i].flags |= KEFU_COLUMN_ROUND;
        rows->pointers[i] = &rows->views[i];
    }
    rows->batch.columns = rows->pointers;
    return 0;
}
