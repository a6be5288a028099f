/* cells.c - one cell of a row: what a value of Lua is in a column. */

/* What stands for a cell that has no value. */
static const char cell_null = 0, cell_provisional = 1, cell_exempt = 2;

/* A column of rows, and how its cells are read. */
typedef struct kl_column {
    const char *name;
    int32_t type; /* KEFU_COLUMN_BOOL ...; 0 until a value says */
    int32_t has_cell;
    uint32_t flags;
    kefu_cell cell;
} kl_column;

/* A cell that was read, to be set. */
typedef struct kl_cell {
    int32_t state; /* KEFU_VALUE_OK ... */
    int64_t i;
    double d;
    const char *text; /* on the stack of Lua, or digits */
    size_t size;
    char digits[40];
} kl_cell;

/* The state that a marker stands for; KEFU_VALUE_OK for anything else. */
static int32_t cell_state(lua_State *L, int at)
{
    int type = lua_type(L, at);
    if (type != LUA_TLIGHTUSERDATA)
        return type == LUA_TNIL ? KEFU_VALUE_NO_DATA : KEFU_VALUE_OK;
    const void *marker = lua_touserdata(L, at);
    return marker == &cell_null          ? KEFU_VALUE_NO_DATA
           : marker == &cell_provisional ? KEFU_VALUE_PROVISIONAL
           : marker == &cell_exempt      ? KEFU_VALUE_EXEMPT
                                         : KEFU_VALUE_OK;
}

static void cell_push_state(lua_State *L, int32_t state)
{
    const void *marker = state == KEFU_VALUE_PROVISIONAL ? &cell_provisional
                         : state == KEFU_VALUE_EXEMPT    ? &cell_exempt
                                                         : &cell_null;
    lua_pushlightuserdata(L, (void *)(uintptr_t)marker);
}

/* ---- How a column is read -------------------------------------------------------------------- */

static int32_t cell_column_type(int32_t kind)
{
    static const int32_t types[] = {
        [KEFU_CELL_TEXT] = KEFU_COLUMN_TEXT,   [KEFU_CELL_NUMBER] = KEFU_COLUMN_I64,
        [KEFU_CELL_PERCENT] = KEFU_COLUMN_I64, [KEFU_CELL_DURATION] = KEFU_COLUMN_I64,
        [KEFU_CELL_DATE] = KEFU_COLUMN_DATE,   [KEFU_CELL_TIME] = KEFU_COLUMN_TIME};
    return types[kind];
}

/* "percent", or {kind = "percent", scale = 4, flags = "bare"}; scale 6 unless given. */
static kefu_status cell_read_spec(kl_frame *f, int at, const kb_struct *of, kefu_cell *out)
{
    int64_t kind;
    memset(out, 0, sizeof *out);
    out->struct_size = sizeof *out;
    out->scale = -1;
    kefu_status status = KEFU_OK;
    if (lua_istable(f->L, at)) {
        status = kl_read_struct(f, at, of, out, 0);
    } else {
        status = argument_word_at(f, at, &cell_kind_words, &kind);
        out->kind = status ? 0 : (int32_t)kind;
    }
    if (out->scale < 0)
        out->scale = cell_column_type(out->kind) == KEFU_COLUMN_I64 ? 6 : 0;
    return status;
}

/* Looks column->name up in the table of cells at `cells` (0: there is none). */
static kefu_status cell_find_spec(kl_frame *f, int cells, kl_column *column)
{
    kefu_status status = KEFU_OK;
    if (!cells)
        return status;
    kl_rawfield(f->L, cells, column->name);
    if (!lua_isnil(f->L, -1)) {
        f->what = column->name;
        status = cell_read_spec(f, lua_gettop(f->L), &cell_options_struct, &column->cell);
        column->has_cell = 1;
        column->type = cell_column_type(column->cell.kind);
    }
    return status;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static kefu_status cell_wrong(kl_frame *f, int at, const kl_column *column, const char *expected)
{
    return kl_fail(f, KEFU_E_TYPE, "%.100s: expected %s, got %s", column->name, expected,
                   luaL_typename(f->L, at));
}

/* The digits of a number as the text. No memory of Lua is asked for, so no finalizer runs. */
static void cell_digits(lua_State *L, int at, kl_cell *out)
{
    int64_t whole;
    if (kl_to_int64(L, at, &whole) == KL_WHOLE)
        int64_text(whole, out->digits);
    else
        kl_shortest(lua_tonumber(L, at), out->digits);
    out->text = out->digits;
    out->size = strlen(out->digits);
}

/* Seconds since 1970 as microseconds. */
static kefu_status cell_read_seconds(kl_frame *f, int at, const kl_column *column, kl_cell *out)
{
    double seconds = lua_tonumber(f->L, at);
    int64_t whole;
    if (kl_to_int64(f->L, at, &whole) == KL_WHOLE && whole < INT64_MAX / 1000000 &&
        whole > INT64_MIN / 1000000)
        out->i = whole * 1000000;
    else if (seconds > -9e12 && seconds < 9e12)
        out->i = (int64_t)(seconds * 1e6 + (seconds < 0 ? -0.5 : 0.5));
    else
        return kl_fail(f, KEFU_E_OVERFLOW, "%.100s: no time", column->name);
    return KEFU_OK;
}

/* Text as people export it; numbers by their digits. */
static kefu_status cell_read_parsed(kl_frame *f, int at, const kl_column *column, kl_cell *out)
{
    int number = lua_type(f->L, at) == LUA_TNUMBER;
    if (number && column->cell.kind == KEFU_CELL_TIME)
        return cell_read_seconds(f, at, column, out);
    if (number)
        cell_digits(f->L, at, out);
    else if (lua_type(f->L, at) == LUA_TSTRING)
        out->text = lua_tolstring(f->L, at, &out->size);
    else
        return cell_wrong(f, at, column, "a text or a number");
    if (column->cell.kind == KEFU_CELL_TEXT)
        return KEFU_OK;
    return kefu_cell_parse(&column->cell, out->text, out->size, &out->i, &out->state, &f->error);
}

static kefu_status cell_read_bool(kl_frame *f, int at, const kl_column *column, kl_cell *out)
{
    if (lua_type(f->L, at) != LUA_TBOOLEAN)
        return cell_wrong(f, at, column, "true or false");
    out->i = lua_toboolean(f->L, at);
    return KEFU_OK;
}

#define CELL_NUMBER "a number (text is read where cells say how)"

static kefu_status cell_read_whole(kl_frame *f, int at, const kl_column *column, kl_cell *out)
{
    if (lua_type(f->L, at) == LUA_TBOOLEAN) {
        out->i = lua_toboolean(f->L, at);
        return KEFU_OK;
    }
    return kl_to_int64(f->L, at, &out->i) == KL_WHOLE ? KEFU_OK
                                                      : cell_wrong(f, at, column, CELL_NUMBER);
}

/* Whole numbers that doubles have not would be others. */
static kefu_status cell_read_double(kl_frame *f, int at, const kl_column *column, kl_cell *out)
{
    int64_t whole;
    if (lua_type(f->L, at) == LUA_TBOOLEAN) {
        out->d = lua_toboolean(f->L, at);
        return KEFU_OK;
    }
    if (kl_to_int64(f->L, at, &whole) == KL_WHOLE) {
        out->d = (double)whole;
        return whole > -KL_EXACT && whole < KL_EXACT
                   ? KEFU_OK
                   : kl_fail(f, KEFU_E_PRECISION,
                             "%.100s: fractions and whole numbers beyond 2^53 in one column",
                             column->name);
    }
    if (lua_type(f->L, at) != LUA_TNUMBER)
        return cell_wrong(f, at, column, CELL_NUMBER);
    out->d = lua_tonumber(f->L, at);
    return KEFU_OK;
}

static kefu_status cell_read_text(kl_frame *f, int at, const kl_column *column, kl_cell *out)
{
    if (lua_type(f->L, at) != LUA_TSTRING)
        return cell_wrong(f, at, column, "a text");
    out->text = lua_tolstring(f->L, at, &out->size);
    return KEFU_OK;
}

static kefu_status cell_read(kl_frame *f, int at, const kl_column *column, kl_cell *out)
{
    out->state = cell_state(f->L, at);
    if (out->state != KEFU_VALUE_OK)
        return KEFU_OK;
    if (column->has_cell)
        return cell_read_parsed(f, at, column, out);
    switch (column->type) {
    case KEFU_COLUMN_BOOL:
        return cell_read_bool(f, at, column, out);
    case KEFU_COLUMN_I64:
        return cell_read_whole(f, at, column, out);
    case KEFU_COLUMN_F64:
        return cell_read_double(f, at, column, out);
    default:
        return cell_read_text(f, at, column, out);
    }
}

static kefu_status cell_set(kefu_builder *builder, int32_t index, const kl_column *column,
                            const kl_cell *cell, kefu_error *error)
{
    if (cell->state != KEFU_VALUE_OK)
        return kefu_builder_set_state(builder, index, cell->state, error);
    switch (column->type) {
    case KEFU_COLUMN_TEXT:
        return kefu_builder_set_text(builder, index, cell->text, cell->size, error);
    case KEFU_COLUMN_F64:
        return kefu_builder_set_f64(builder, index, cell->d, error);
    default:
        return kefu_builder_set_i64(builder, index, cell->i, error);
    }
}

static kefu_status cell_add_column(kefu_builder *builder, const kl_column *column,
                                   kefu_error *error)
{
    int32_t scale = column->type == KEFU_COLUMN_I64 && column->has_cell ? column->cell.scale : 0;
    return kefu_builder_add(builder, column->name, column->type, scale, column->flags, NULL, error);
}
