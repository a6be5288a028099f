/* rows.c - rows: lists of tables or tables of lists, as a batch. */

static void rows_free(void *handle) { kefu_builder_free(handle); }
static const kb_class rows_class = {"rows", "Rows", rows_free, KB_CONFINED, "Rows.", NULL, NULL};

/* What is being read: a list of rows, or a table of columns, at `at`. */
typedef struct rows_input {
    int at;
    int cells;    /* stack index of the table of cells, or 0 */
    int names;    /* stack index of the list of names */
    int by_lists; /* 1: a table of columns */
    int64_t rows;
    int32_t n;
    kl_column *columns;
} rows_input;

static int rows_compare_names(const void *a, const void *b)
{
    return strcmp(((const kl_column *)a)->name, ((const kl_column *)b)->name);
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* Adds the key at -2 of a row to the names at `names` (by name, and by number), once. */
static kefu_status rows_note_name(kl_frame *f, int names)
{
    lua_State *L = f->L;
    if (lua_type(L, -2) != LUA_TSTRING)
        return kl_fail(f, KEFU_E_ARGUMENT, "%s: names of columns are texts, got %s", f->what,
                       luaL_typename(L, -2));
    lua_pushvalue(L, -2);
    lua_rawget(L, names);
    int known = !lua_isnil(L, -1);
    lua_pop(L, 1);
    if (known)
        return KEFU_OK;
    lua_pushvalue(L, -2);
    lua_rawseti(L, names, (int)kl_rawlen(L, names) + 1);
    lua_pushvalue(L, -2);
    lua_pushboolean(L, 1);
    lua_rawset(L, names);
    return KEFU_OK;
}

static kefu_status rows_note_names(kl_frame *f, int row, int names)
{
    kefu_status status = KEFU_OK;
    lua_pushnil(f->L);
    while (!status && lua_next(f->L, row)) {
        status = rows_note_name(f, names);
        lua_pop(f->L, 1);
    }
    return status;
}

static kefu_status rows_row(kl_frame *f, const rows_input *in, int64_t row)
{
    lua_rawgeti(f->L, in->at, (int)(row + 1));
    if (lua_istable(f->L, -1))
        return KEFU_OK;
    kl_fail(f, KEFU_E_ARGUMENT, "%s: expected a table a row, got %s", f->what,
            luaL_typename(f->L, -1));
    f->error.row = row;
    return KEFU_E_ARGUMENT;
}

static kefu_status rows_names_of_rows(kl_frame *f, rows_input *in)
{
    kefu_status status = KEFU_OK;
    in->rows = (int64_t)kl_rawlen(f->L, in->at);
    for (int64_t row = 0; row < in->rows && !status; row++) {
        status = rows_row(f, in, row);
        if (!status)
            status = rows_note_names(f, lua_gettop(f->L), in->names);
        lua_pop(f->L, 1);
    }
    return status;
}

/* Lists of one length; with n = 12 in the table they may end earlier in nulls. */
static kefu_status rows_names_of_lists(kl_frame *f, rows_input *in)
{
    lua_State *L = f->L;
    kefu_status status = KEFU_OK;
    in->rows = -1;
    lua_pushnil(L);
    while (!status && lua_next(L, in->at)) {
        int64_t length = lua_istable(L, -1) ? (int64_t)kl_rawlen(L, -1) : -1;
        status = length < 0 ? kl_fail(f, KEFU_E_ARGUMENT,
                                      "%s: expected a list of rows or a table of lists", f->what)
                            : rows_note_name(f, in->names);
        if (!status && in->rows >= 0 && length != in->rows)
            status = kl_fail(f, KEFU_E_ARGUMENT,
                             "%.100s: this list is longer or shorter than others: write kefu.null "
                             "where there is no value",
                             lua_tostring(L, -2));
        in->rows = length;
        lua_pop(L, 1);
    }
    in->rows = in->rows < 0 ? 0 : in->rows;
    return status;
}

/* Names as columns, in their order, so that errors do not depend on chance. */
static kefu_status rows_make_columns(kl_frame *f, rows_input *in)
{
    lua_State *L = f->L;
    kefu_status status = KEFU_OK;
    in->n = (int32_t)kl_rawlen(L, in->names);
    in->columns = kl_scratch(L, (size_t)in->n * sizeof *in->columns);
    for (int32_t i = 0; i < in->n; i++) {
        lua_rawgeti(L, in->names, i + 1);
        in->columns[i].name = lua_tostring(L, -1);
        lua_pop(L, 1);
    }
    if (in->n > 0)
        qsort(in->columns, (size_t)in->n, sizeof *in->columns, rows_compare_names);
    for (int32_t i = 0; i < in->n && !status; i++) {
        int top = lua_gettop(L);
        lua_pushstring(L, in->columns[i].name);
        lua_rawseti(L, in->names, i + 1);
        status = cell_find_spec(f, in->cells, &in->columns[i]);
        lua_settop(L, top);
    }
    return status;
}

/* ---- Cells ---------------------------------------------------------------------------------- */

/* Pushes the cell of a row in a column; the row, or nothing, is at `row_at`. */
static void rows_push_cell(lua_State *L, const rows_input *in, int row_at, int64_t row, int32_t c)
{
    lua_rawgeti(L, in->names, c + 1);
    lua_rawget(L, in->by_lists ? in->at : row_at);
    if (!in->by_lists)
        return;
    if (lua_istable(L, -1))
        lua_rawgeti(L, -1, (int)(row + 1));
    else
        lua_pushnil(L); /* a finalizer has changed the table */
    lua_remove(L, -2);
}

static int32_t rows_type_of(lua_State *L, int at)
{
    int64_t whole;
    int type = lua_type(L, at);
    if (cell_state(L, at) != KEFU_VALUE_OK)
        return 0;
    if (type == LUA_TBOOLEAN)
        return KEFU_COLUMN_BOOL;
    if (type == LUA_TSTRING)
        return KEFU_COLUMN_TEXT;
    if (kl_to_int64(L, at, &whole) == KL_WHOLE)
        return KEFU_COLUMN_I64;
    return type == LUA_TNUMBER ? KEFU_COLUMN_F64 : -1;
}

/* Whole numbers become fractions where there are any; else a column is of one type. */
static kefu_status rows_note_type(kl_frame *f, kl_column *column, int32_t type, int64_t row)
{
    int32_t known = column->type;
    if (column->has_cell || type == 0 || type == known)
        return KEFU_OK;
    if (known == 0 && type > 0)
        column->type = type;
    else if ((known == KEFU_COLUMN_I64 && type == KEFU_COLUMN_F64) ||
             (known == KEFU_COLUMN_F64 && type == KEFU_COLUMN_I64))
        column->type = KEFU_COLUMN_F64;
    else {
        kl_fail(f, KEFU_E_TYPE, "%.100s: %s", column->name,
                type < 0 ? "cells are texts, numbers, true, false or nil"
                         : "texts, numbers and truth values in one column");
        f->error.row = row;
        return KEFU_E_TYPE;
    }
    return KEFU_OK;
}

/* Calls `each` for all cells: once to see the types, once to set them. */
typedef kefu_status (*rows_each)(kl_frame *f, rows_input *in, kefu_builder *to, int64_t row,
                                 int32_t column);

static kefu_status rows_walk(kl_frame *f, rows_input *in, kefu_builder *to, rows_each each)
{
    kefu_status status = KEFU_OK;
    int top = lua_gettop(f->L);
    for (int64_t row = 0; row < in->rows && !status; row++) {
        if (!in->by_lists)
            status = rows_row(f, in, row);
        for (int32_t c = 0; c < in->n && !status; c++) {
            rows_push_cell(f->L, in, top + 1, row, c);
            status = each(f, in, to, row, c);
            lua_settop(f->L, in->by_lists ? top : top + 1);
        }
        if (!status && to)
            status = kefu_builder_end_row(to, &f->error);
        lua_settop(f->L, top);
    }
    return status;
}

static kefu_status rows_see(kl_frame *f, rows_input *in, kefu_builder *to, int64_t row,
                            int32_t column)
{
    (void)to;
    return rows_note_type(f, &in->columns[column], rows_type_of(f->L, lua_gettop(f->L)), row);
}

static kefu_status rows_put(kl_frame *f, rows_input *in, kefu_builder *to, int64_t row,
                            int32_t column)
{
    kl_cell cell = {0};
    kefu_status status = cell_read(f, lua_gettop(f->L), &in->columns[column], &cell);
    if (!status)
        status = cell_set(to, column, &in->columns[column], &cell, &f->error);
    if (status && f->error.row < 0)
        f->error.row = row;
    return status;
}

/* A column without values may be read as anything. */
static kefu_status rows_add_columns(kl_frame *f, rows_input *in, kefu_builder *to)
{
    kefu_status status = KEFU_OK;
    for (int32_t c = 0; c < in->n && !status; c++) {
        if (in->columns[c].type == 0) {
            in->columns[c].type = KEFU_COLUMN_TEXT;
            in->columns[c].flags = KEFU_COLUMN_DECIMAL;
        }
        status = cell_add_column(to, &in->columns[c], &f->error);
    }
    return status;
}

/* ---- Batches -------------------------------------------------------------------------------- */

/* Pushes an empty kefu.rows. */
static kl_core *rows_new(kl_frame *f)
{
    kl_core *core = kl_object_new(f->L, f->host, &rows_class)->core;
    kefu_builder *builder = NULL;
    if (kefu_builder_new(NULL, NULL, &builder, &f->error))
        return NULL;
    core->pointer = builder;
    return core;
}

/* Rows of the table at `at` to a kefu.rows, which is left on the stack. */
static kefu_status rows_read_table(kl_frame *f, int at, int cells, kl_core **out)
{
    rows_input in = {at, cells, 0, 0, 0, 0, NULL};
    *out = kl_room(f, 30) ? NULL : rows_new(f);
    if (!*out)
        return f->error.code;
    int object = lua_gettop(f->L);
    lua_createtable(f->L, 8, 8);
    in.names = lua_gettop(f->L);
    lua_rawgeti(f->L, at, 1);
    in.by_lists = lua_isnil(f->L, -1);
    lua_pop(f->L, 1);
    kefu_status status = in.by_lists ? rows_names_of_lists(f, &in) : rows_names_of_rows(f, &in);
    if (!status)
        status = rows_make_columns(f, &in);
    if (!status)
        status = rows_walk(f, &in, NULL, rows_see);
    if (!status)
        status = rows_add_columns(f, &in, (*out)->pointer);
    if (!status)
        status = rows_walk(f, &in, (*out)->pointer, rows_put);
    lua_settop(f->L, object);
    return status;
}
