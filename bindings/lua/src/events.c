/* events.c - tally:add{...}: one event at a time. A few hundred are kept, and counted when there
 * are so many, or when the tally is asked for anything. */

enum { EVENTS_KEPT = 512 };

struct kl_events {
    kefu_builder *builder;
    kl_column *columns; /* those that the tally reads */
    kl_cell *cells;     /* of the event that is read */
    int32_t n;
    int32_t kept;
    int stale;     /* 1: types of columns are not yet those of the builder */
    int names;     /* reference to the list of their names */
    int cells_ref; /* reference to how they are read; LUA_NOREF: as they are */
    int64_t first; /* number of the first event that is kept */
};

static void kl_events_free(lua_State *L, kl_events *events)
{
    kefu_builder_free(events->builder);
    luaL_unref(L, LUA_REGISTRYINDEX, events->names);
    luaL_unref(L, LUA_REGISTRYINDEX, events->cells_ref);
    free(events->columns);
    free(events->cells);
    free(events);
}

/* Counts what is kept. Errors name the event, from the first that this tally was given. */
static kefu_status kl_events_flush(lua_State *L, kl_core *core, kefu_error *error)
{
    kl_events *events = core->events;
    if (events->kept == 0)
        return KEFU_OK;
    kefu_batch batch = *kefu_builder_batch(events->builder);
    lua_State *before = core->host->L;
    batch.first_row = events->first;
    core->host->L = L;
    core->busy++;
    kefu_status status = kefu_tally_update(core->pointer, &batch, error);
    core->busy--;
    core->host->L = before;
    events->first += events->kept;
    events->kept = 0;
    kefu_builder_clear(events->builder);
    return status;
}

/* ---- Columns -------------------------------------------------------------------------------- */

static int32_t events_column_type(const kefu_tally *tally, int32_t index)
{
    switch (kefu_tally_column_type(tally, index)) {
    case KEFU_EXPR_NUMBER:
        return KEFU_COLUMN_I64;
    case KEFU_EXPR_BOOL:
        return KEFU_COLUMN_BOOL;
    default:
        return KEFU_COLUMN_TEXT;
    }
}

static kefu_status events_no_memory(kl_frame *f)
{
    return kl_fail(f, KEFU_E_MEMORY, "tally.add: not enough memory");
}

/* A builder for the columns as they are now; what was kept has been counted. */
static kefu_status events_build(kl_frame *f, kl_events *events)
{
    kefu_builder *builder = NULL;
    kl_column nothing = {.name = "-", .type = KEFU_COLUMN_BOOL};
    kefu_status status = kefu_builder_new(NULL, NULL, &builder, &f->error);
    if (!status && events->n == 0)
        status = cell_add_column(builder, &nothing, &f->error);
    for (int32_t i = 0; i < events->n && !status; i++)
        status = cell_add_column(builder, &events->columns[i], &f->error);
    if (status) {
        kefu_builder_free(builder);
        return status;
    }
    kefu_builder_free(events->builder);
    events->builder = builder;
    events->stale = 0;
    return KEFU_OK;
}

static kefu_status events_columns(kl_frame *f, const kefu_tally *tally, kl_events *events)
{
    lua_State *L = f->L;
    kefu_status status = KEFU_OK;
    int cells = 0;
    free(events->columns);
    free(events->cells);
    luaL_unref(L, LUA_REGISTRYINDEX, events->names);
    events->names = LUA_NOREF;
    events->n = kefu_tally_columns(tally);
    events->columns = calloc((size_t)events->n + 1, sizeof *events->columns);
    events->cells = calloc((size_t)events->n + 1, sizeof *events->cells);
    if (!events->columns || !events->cells) {
        events->n = 0;
        return events_no_memory(f);
    }
    if (events->cells_ref != LUA_NOREF) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, events->cells_ref);
        cells = lua_gettop(L);
    }
    lua_createtable(L, events->n, 0);
    int names = lua_gettop(L);
    for (int32_t i = 0; i < events->n && !status; i++) {
        kl_column *column = &events->columns[i];
        column->name = kefu_tally_column(tally, i);
        column->type = events_column_type(tally, i);
        lua_pushstring(L, column->name);
        lua_rawseti(L, names, i + 1);
        status = cell_find_spec(f, cells, column);
    }
    lua_pushvalue(L, names);
    events->names = luaL_ref(L, LUA_REGISTRYINDEX);
    return status ? status : events_build(f, events);
}

static kl_events *events_new(void)
{
    kl_events *events = calloc(1, sizeof *events);
    if (events)
        events->names = events->cells_ref = LUA_NOREF;
    return events;
}

/* ---- An event ------------------------------------------------------------------------------- */

/* Keys, and what is only counted: texts; numbers are their digits, as 7 and '7' are one key. */
static kefu_status events_read_any(kl_frame *f, int at, const kl_column *column, kl_cell *out)
{
    int64_t whole;
    int type = lua_type(f->L, at);
    out->state = type == LUA_TSTRING ? KEFU_VALUE_OK : cell_state(f->L, at);
    if (out->state != KEFU_VALUE_OK)
        return KEFU_OK;
    if (type == LUA_TSTRING)
        out->text = lua_tolstring(f->L, at, &out->size);
    else if (type == LUA_TNUMBER || kl_to_int64(f->L, at, &whole) == KL_WHOLE)
        cell_digits(f->L, at, out);
    else
        return cell_read_text(f, at, column, out);
    return KEFU_OK;
}

/* Numbers are whole until one is not, and then fractions until one does not fit. */
static int events_other_type(kl_frame *f, int at, kl_column *column)
{
    int64_t whole;
    int32_t type = column->type;
    if (column->has_cell || (type != KEFU_COLUMN_I64 && type != KEFU_COLUMN_F64))
        return 0;
    int kind = kl_to_int64(f->L, at, &whole);
    if (kind == KL_WHOLE && (whole <= -KL_EXACT || whole >= KL_EXACT))
        type = KEFU_COLUMN_I64;
    else if (kind == KL_FRACTION || kind == KL_TOO_BIG)
        type = KEFU_COLUMN_F64;
    if (type == column->type)
        return 0;
    column->type = type;
    return 1;
}

static kefu_status events_read_cell(kl_frame *f, int at, kl_events *events, int32_t i)
{
    kl_column *column = &events->columns[i];
    kl_cell *cell = &events->cells[i];
    if (column->type == KEFU_COLUMN_TEXT && !column->has_cell)
        return events_read_any(f, at, column, cell);
    if (column->type == KEFU_COLUMN_I64 && !column->has_cell &&
        kl_to_int64(f->L, at, &cell->i) == KL_WHOLE) {
        cell->state = KEFU_VALUE_OK;
        return KEFU_OK;
    }
    events->stale |= events_other_type(f, at, column);
    return cell_read(f, at, column, cell);
}

/* Reads all cells of the event at 2 before any is set. */
static kefu_status events_read(kl_frame *f, kl_events *events)
{
    lua_State *L = f->L;
    kefu_status status = kl_room(f, events->n + 20);
    if (status)
        return status;
    lua_rawgeti(L, LUA_REGISTRYINDEX, events->names);
    int names = lua_gettop(L);
    for (int32_t i = 0; i < events->n && !status; i++) {
        lua_rawgeti(L, names, i + 1);
        lua_rawget(L, 2);
        status = events_read_cell(f, names + 1 + i, events, i);
    }
    return status;
}

static kefu_status events_keep(kl_frame *f, kl_events *events)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < events->n && !status; i++)
        status = cell_set(events->builder, i, &events->columns[i], &events->cells[i], &f->error);
    if (!status)
        status = kefu_builder_end_row(events->builder, &f->error);
    events->kept += !status;
    return status;
}

static kefu_status events_add(kl_frame *f)
{
    kl_core *core = f->self;
    kefu_status status = KEFU_OK;
    if (!lua_istable(f->L, 2))
        return kl_wrong(f, 2, "an event such as {agent = 'K01', amount = 12}");
    if (!core->events && !(core->events = events_new()))
        return events_no_memory(f);
    if (core->events->first == 0 && core->events->kept == 0)
        status = events_columns(f, core->pointer, core->events);
    if (!status)
        status = events_read(f, core->events);
    if (!status && core->events->stale) {
        status = kl_events_flush(f->L, core, &f->error);
        if (!status)
            status = events_build(f, core->events);
    }
    if (!status)
        status = events_keep(f, core->events);
    if (status && f->error.row < 0)
        f->error.row = core->events->first + core->events->kept;
    if (!status && core->events->kept == EVENTS_KEPT)
        status = kl_events_flush(f->L, core, &f->error);
    return status;
}

/* tally:cells{at = "time"}: how cells of events are read, before the first of them. */
static kefu_status events_cells(kl_frame *f)
{
    kl_core *core = f->self;
    if (!lua_istable(f->L, 2))
        return kl_wrong(f, 2, "a table of columns and kinds");
    if (!core->events && !(core->events = events_new()))
        return events_no_memory(f);
    if (core->events->first > 0 || core->events->kept > 0)
        return kl_fail(f, KEFU_E_STATE, "tally.cells: there have been events");
    luaL_unref(f->L, LUA_REGISTRYINDEX, core->events->cells_ref);
    lua_pushvalue(f->L, 2);
    core->events->cells_ref = luaL_ref(f->L, LUA_REGISTRYINDEX);
    return KEFU_OK;
}
