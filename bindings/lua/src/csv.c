/* csv.c - kefu.csv: a file, or the text of one, as rows. It is read anew by each call. */

/* What is read, and what came of it the last time. */
typedef struct csv_source {
    int64_t rows, bad_rows;
} csv_source;

static void csv_free(void *handle) { free(handle); }
static const kb_class csv_class = {"csv", "Csv", csv_free, KB_CONFINED, "A file.", NULL, NULL};

/* What it is made of: where the bytes are, how cells are read, and the options of the library. */
enum { CSV_PATH, CSV_TEXT, CSV_CELLS, CSV_ON_BAD_ROW, CSV_OPTIONS };
static const kb_info csv_info = {"kefu",
                                 "csv",
                                 KB_FUNCTION,
                                 PARAMS(P_MAY(path, TEXT), P_MAY(text, VIEW), P_MAY(cells, NOTHING),
                                        P_MAY(on_bad_row, NOTHING), REQUIRED(csv_options)),
                                 NOTHING,
                                 NULL,
                                 "",
                                 ""};

/* A reading under way. */
typedef struct csv_reading {
    kl_frame *f; /* of the call that takes the rows, where errors go */
    csv_source *source;
    kefu_builder *to; /* NULL: the call takes each piece */
    kl_frame own;     /* what the file was described by */
    kefu_csv_reader *reader;
} csv_reading;

/* ---- Callbacks ------------------------------------------------------------------------------ */

static kefu_status KEFU_CALL csv_on_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    csv_reading *reading = user;
    kl_frame *f = reading->f;
    kefu_status status;
    if (reading->to)
        return kefu_builder_append(reading->to, batch, error);
    f->call.in[f->source].data = batch;
    f->error.code = 0;
    f->error.message[0] = 0;
    status = kl_run(f);
    if (status)
        *error = f->error;
    return status;
}

/* on_bad_row(message, line, row): false stops the reading. */
typedef struct csv_bad_row {
    kl_host *host;
    const kefu_error *where;
    int go;
} csv_bad_row;

static int csv_tell_bad_row(lua_State *L)
{
    csv_bad_row *bad = lua_touserdata(L, 1);
    bad->host->L = L;
    kl_get(bad->host, KL_FUNCTION);
    lua_pushstring(L, bad->where->message);
    kl_push_int64(L, bad->where->line);
    kl_push_int64(L, bad->where->row + 1);
    lua_call(L, 3, 1);
    bad->go = lua_isnil(L, -1) || lua_toboolean(L, -1);
    return 0;
}

static kefu_status KEFU_CALL csv_on_bad_row(void *user, const kefu_error *where)
{
    csv_reading *reading = user;
    kl_host *host = reading->f->host;
    lua_State *L = host->L = reading->f->L;
    csv_bad_row bad = {host, where, 0};
    int function = (int)reading->own.call.in[CSV_ON_BAD_ROW].i, code;
    if (!function)
        return KEFU_OK;
    lua_pushvalue(L, function);
    kl_put(host, KL_FUNCTION);
    code = kl_protected(L, csv_tell_bad_row, &bad);
    host->L = L;
    lua_pushboolean(L, 0);
    kl_put(host, KL_FUNCTION);
    if (code)
        return code < 0 ? KEFU_E_MEMORY : kl_raised(host);
    return bad.go ? KEFU_OK : KEFU_E_CALLBACK;
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* cells = {转化率 = "percent", 平均响应 = {kind = "duration", as_name = "响应"}}. A list has
 * several ways to read one column: {{column = "时间", kind = "date"}, ...}. */
static kefu_status csv_add_cell(csv_reading *reading, int value)
{
    kl_frame *f = reading->f;
    kefu_cell cell;
    f->what = lua_type(f->L, -2) == LUA_TSTRING ? lua_tostring(f->L, -2) : "cells";
    kefu_status status = cell_read_spec(f, value, &cell_struct, &cell);
    if (!cell.column && lua_type(f->L, value - 1) == LUA_TSTRING)
        cell.column = lua_tostring(f->L, value - 1);
    if (!status && !cell.column)
        status = kl_fail(f, KEFU_E_ARGUMENT, "cells: a list needs `column` in each of them");
    return status ? status : kefu_csv_reader_cell(reading->reader, &cell, &f->error);
}

static kefu_status csv_add_cells(csv_reading *reading)
{
    lua_State *L = reading->f->L;
    kefu_status status = KEFU_OK;
    int cells = (int)reading->own.call.in[CSV_CELLS].i;
    if (!cells)
        return status;
    if (!lua_istable(L, cells))
        return kl_fail(reading->f, KEFU_E_ARGUMENT, "cells: expected a table");
    lua_pushnil(L);
    while (!status && lua_next(L, cells)) {
        int value = lua_gettop(L);
        status = csv_add_cell(reading, value);
        lua_settop(L, value - 1);
    }
    return status;
}

static kefu_status csv_read_file(csv_reading *reading, const char *path)
{
    enum { CSV_PIECE = 1 << 16 };
    kl_frame *f = reading->f;
    kefu_status status = KEFU_OK;
    char *piece = kl_scratch(f->L, CSV_PIECE);
    FILE *file = fopen(path, "rb");
    if (!file)
        return kl_fail(f, KEFU_E_NAME, "path: cannot open '%.150s'", path);
    size_t size = fread(piece, 1, CSV_PIECE, file);
    for (; size > 0 && !status; size = fread(piece, 1, CSV_PIECE, file))
        status = kefu_csv_reader_feed(reading->reader, piece, size, &f->error);
    if (!status && ferror(file))
        status = kl_fail(f, KEFU_E_DATA, "path: cannot read '%.150s'", path);
    fclose(file);
    return status;
}

static kefu_status csv_read_bytes(csv_reading *reading)
{
    kefu_status status = KEFU_OK;
    kl_frame *f = reading->f;
    const char *path = reading->own.call.in[CSV_PATH].data;
    const kb_arg *text = &reading->own.call.in[CSV_TEXT];
    if (path)
        status = csv_read_file(reading, path);
    else if (text->size > 0)
        status = kefu_csv_reader_feed(reading->reader, text->data, text->size, &f->error);
    if (!status)
        status = kefu_csv_reader_finish(reading->reader, &f->error);
    reading->source->rows = kefu_csv_reader_rows(reading->reader);
    reading->source->bad_rows = kefu_csv_reader_bad_rows(reading->reader);
    return status;
}

/* Reads the table at `table`, as if it were given to kefu.csv now. */
static kefu_status csv_describe(csv_reading *reading, int table)
{
    kl_frame *f = reading->f, *own = &reading->own;
    kl_bound bound = {&csv_info, f->host};
    kl_begin(own, f->L, &bound, table, table);
    kefu_status status =
        lua_istable(f->L, table) ? kl_arguments(own) : kl_wrong(own, table, "a table");
    if (!status && !own->call.in[CSV_PATH].data == !own->call.in[CSV_TEXT].data)
        status = kl_fail(own, KEFU_E_ARGUMENT, "csv: give it a path or a text");
    if (status)
        f->error = own->error;
    return status;
}

static kefu_status csv_make_reader(csv_reading *reading)
{
    kefu_csv_options *options = (void *)(uintptr_t)reading->own.call.in[CSV_OPTIONS].data;
    options->on_batch = csv_on_batch;
    options->on_bad_row = csv_on_bad_row;
    options->user = reading;
    return kefu_csv_reader_new(options, &reading->reader, &reading->f->error);
}

/* The reader is guarded by an object of Lua, since Lua may raise an error in between. */
static void csv_reader_free(void *handle) { kefu_csv_reader_free(handle); }
static const kb_class csv_reader_class = {"keeper", "", csv_reader_free, KB_SHARED, "", NULL, NULL};

static kefu_status csv_read_guarded(csv_reading *reading, kl_core *core)
{
    kl_frame *f = reading->f;
    kl_object *guard = kl_object_new(f->L, f->host, &csv_reader_class);
    lua_rawgeti(f->L, LUA_REGISTRYINDEX, core->refs[0]);
    kefu_status status = csv_describe(reading, lua_gettop(f->L));
    if (!status)
        status = csv_make_reader(reading);
    guard->core->pointer = reading->reader;
    if (!status)
        status = csv_add_cells(reading);
    if (!status)
        status = csv_read_bytes(reading);
    kefu_csv_reader_free(reading->reader);
    guard->core->pointer = NULL;
    return status;
}

typedef struct csv_job {
    csv_reading reading;
    kl_core *core;
    kefu_status status;
} csv_job;

static int csv_read_body(lua_State *L)
{
    csv_job *job = lua_touserdata(L, 1);
    job->status = kl_room(job->reading.f, 60);
    if (!job->status)
        job->status = csv_read_guarded(&job->reading, job->core);
    return 0;
}

/* What was raised goes on as a failure, so that the call around it ends, too. */
static kefu_status csv_read_raised(kl_frame *f, int code)
{
    int memory = code < 0 || code == LUA_ERRMEM;
    kl_fail(f, memory ? KEFU_E_MEMORY : KEFU_E_CALLBACK, "csv: %s",
            memory ? "Lua has no memory left" : "a function of Lua raised an error");
    if (code > 0)
        kl_raised(f->host);
    return f->error.code;
}

/* The file is in use meanwhile, and not for ever if Lua raises an error. */
static kefu_status csv_read(kl_frame *f, kl_core *core, kefu_builder *to)
{
    csv_job job;
    job.core = core;
    job.reading.f = f;
    job.reading.source = core->pointer;
    job.reading.to = to;
    job.reading.reader = NULL;
    core->busy++;
    int code = kl_protected(f->L, csv_read_body, &job);
    core->busy--;
    return code ? csv_read_raised(f, code) : job.status;
}

static kefu_status kl_run_source(kl_frame *f) { return csv_read(f, f->from, NULL); }

/* All of it as a kefu.rows, left on the stack. */
static kefu_status csv_read_rows(kl_frame *f, kl_core *core, kl_core **out)
{
    if (core->busy)
        return kl_fail(f, KEFU_E_STATE, "csv: in use");
    *out = rows_new(f);
    if (!*out)
        return f->error.code;
    int object = lua_gettop(f->L);
    kefu_status status = csv_read(f, core, (*out)->pointer);
    lua_settop(f->L, object);
    return status;
}
