/* own.c - functions that have another shape in Lua than in C: rows, files, events, metrics. */

typedef kefu_status (*own_method)(kl_frame *f);

/* A function that is written by hand, and fails as those of the tables do. */
typedef struct own_entry {
    kb_info info; /* with parameters, or NULL: the function reads what it is given */
    own_method method;
    int gives; /* so many results, which are on top of the stack; 0: the object */
    int keeps; /* 1: events that are kept stay so */
} own_entry;

static kefu_status own_self(kl_frame *f, const own_entry *own)
{
    kefu_status status = call_self(f);
    lua_settop(f->L, f->last); /* what was not given is not there */
    if (status || !own->keeps)
        return status ? status : kl_use(f, f->self);
    if (f->self->busy > 0)
        return kl_fail(f, KEFU_E_STATE, "%s: in use", own->info.class_name);
    return kl_pin(f, f->self);
}

static kefu_status own_run(kl_frame *f, const own_entry *own)
{
    kefu_status status = kl_room(f, 40);
    f->what = own->info.name;
    f->host->L = f->L;
    if (!status && own->info.params)
        status = kl_arguments(f);
    return status ? status : own->method(f);
}

/* It is bound to its entry, whose first field is the info. */
static int own_call(lua_State *L)
{
    kl_frame f;
    const kl_bound *bound = call_bound(L);
    const own_entry *own = (const void *)bound->info;
    int method = own->info.kind == KB_METHOD;
    kl_begin(&f, L, bound, 1 + method, lua_gettop(L));
    kefu_status status = method ? own_self(&f, own) : KEFU_OK;
    if (!status)
        status = own_run(&f, own);
    kl_end(&f);
    if (status)
        return kl_failed(&f, status);
    if (!own->gives)
        lua_pushvalue(L, 1);
    return own->gives ? own->gives : 1;
}

static const kb_info own_info = {"kefu", "rows", KB_FUNCTION, NO_PARAMS, NOTHING, NULL, "", ""};

/* ---- Rows and files -------------------------------------------------------------------------- */

/* kefu.rows(table, cells) */
static int own_rows(lua_State *L)
{
    kl_frame f;
    kl_core *core = NULL;
    kl_bound bound = {&own_info, call_bound(L)->host};
    lua_settop(L, 2);
    kl_begin(&f, L, &bound, 1, 2);
    f.what = "rows";
    kefu_status status = KEFU_OK;
    if (!lua_istable(L, 1))
        status = kl_wrong(&f, 1, "a list of tables or a table of lists");
    else if (!lua_istable(L, 2) && !lua_isnil(L, 2))
        status = kl_wrong(&f, 2, "a table of columns and kinds");
    else
        status = rows_read_table(&f, 1, lua_isnil(L, 2) ? 0 : 2, &core);
    return status ? kl_failed(&f, status) : 1;
}

/* kefu.csv{path = ..., cells = {...}} */
static int own_csv(lua_State *L)
{
    kl_frame f;
    csv_reading reading;
    kl_bound bound = {&own_info, call_bound(L)->host};
    kl_begin(&f, L, &bound, 1, 1);
    f.what = "csv";
    reading.f = &f;
    kefu_status status = csv_describe(&reading, 1);
    if (status)
        return kl_failed(&f, status);
    kl_core *core = kl_object_new(L, f.host, &csv_class)->core;
    core->pointer = calloc(1, sizeof(csv_source));
    if (!core->pointer || kl_keep_ref(L, core, 1) == LUA_NOREF)
        return kl_failed(&f, kl_fail(&f, KEFU_E_MEMORY, "csv: not enough memory"));
    return 1;
}

static kefu_status own_push_columns(kl_frame *f, kl_core *rows)
{
    kb_arg from = {.data = kefu_builder_batch(rows->pointer)};
    result_table(f->L, NULL, &from);
    return KEFU_OK;
}

static kefu_status own_rows_columns(kl_frame *f) { return own_push_columns(f, f->self); }

static kefu_status own_csv_rows(kl_frame *f)
{
    kl_core *rows = NULL;
    return csv_read_rows(f, f->self, &rows);
}

static kefu_status own_csv_columns(kl_frame *f)
{
    kl_core *rows = NULL;
    kefu_status status = csv_read_rows(f, f->self, &rows);
    if (!status)
        status = own_push_columns(f, rows);
    return status;
}

/* csv:counts(): rows, and bad rows that were skipped, of the last reading. */
static kefu_status own_csv_counts(kl_frame *f)
{
    const csv_source *source = f->self->pointer;
    lua_createtable(f->L, 0, 2);
    kl_push_int64(f->L, source->rows);
    lua_setfield(f->L, -2, "rows");
    kl_push_int64(f->L, source->bad_rows);
    lua_setfield(f->L, -2, "bad_rows");
    return KEFU_OK;
}

#define OWN(class, name, method, gives, keeps)                                                     \
    {                                                                                              \
        {class, name, KB_METHOD, NULL, NOTHING, NULL, "", ""}, method, gives, keeps                \
    }
#define OWN_CALL(class, name, kind, params, method, gives)                                         \
    {                                                                                              \
        {class, name, kind, params, NOTHING, NULL, "", ""}, method, gives, 0                       \
    }
#define OWN_VALUES(name)                                                                           \
    {                                                                                              \
#name, KB_NOTHING, 0, 0, 0, NULL                                                           \
    }
static const own_entry own_entries[] = {
    OWN("rows", "columns", own_rows_columns, 1, 0),
    OWN("csv", "rows", own_csv_rows, 1, 0),
    OWN("csv", "columns", own_csv_columns, 1, 0),
    OWN("csv", "counts", own_csv_counts, 1, 0),
    OWN("tally", "add", events_add, 0, 1),
    OWN("tally", "cells", events_cells, 0, 1),
    OWN("registry", "add", metric_add, 0, 0),
    OWN_CALL("module", "apportion", KB_FUNCTION,
             PARAMS(P(whole, INT64), P(weights, INT64S), P_MAY_OF(ties, WORD, &rest_words)),
             shape_apportion, 1),
    OWN_CALL("module", "rank", KB_FUNCTION,
             PARAMS(OWN_VALUES(values), P_MAY(groups, INT32S), P_MAY(ids, VIEWS),
                    REQUIRED(rank_options)),
             shape_rank, 2),
    OWN_CALL("module", "rank_top", KB_FUNCTION,
             PARAMS(OWN_VALUES(values), P(k, INT64), P_MAY(with_ties, BOOL), P_MAY(groups, INT32S),
                    P_MAY(ids, VIEWS), REQUIRED(rank_options)),
             shape_rank_top, 1),
    OWN_CALL("frame", "values", KB_METHOD, PARAMS(P(metric, TEXT)), shape_frame_values, 1),
    OWN_CALL("expr", "eval", KB_METHOD, PARAMS(P(rows, BATCH)), shape_expr_eval, 1),
    OWN_CALL("card", "score_columns", KB_METHOD, PARAMS(P(rows, BATCH)), shape_score_columns, 2),
    OWN_CALL("module", "pick_rate", KB_FUNCTION,
             PARAMS(P(key, UINT64), P_SCALED(rate, 9), P(rows, BATCH), P(id, TEXT)),
             shape_pick_rate, 1),
    OWN_CALL("module", "pick_numbers", KB_FUNCTION,
             PARAMS(P(key, UINT64), P(n, INT64), P(k, INT64)), shape_pick_numbers, 1),
    OWN_CALL("module", "pick_pps", KB_FUNCTION, PARAMS(P(rows, BATCH), REQUIRED(pps_options)),
             shape_pick_pps, 2),
    OWN_CALL("reservoir", "offer", KB_METHOD, PARAMS(P(rows, INT64)), shape_offer, 2),
    OWN_CALL("model", "score", KB_METHOD,
             PARAMS(P(texts, VIEWS), P_MAY_OF(delta, HANDLE, &model_class),
                    P_MAY(encoding, ENCODING), P_MAY_OF(invalid, WORD, &invalid_words),
                    P_MAY(three, BOOL), P_MAY(z, BOOL)),
             shape_model_score, 1),
    OWN_CALL("model", "score_column", KB_METHOD,
             PARAMS(P(rows, BATCH), P(column, TEXT), P_MAY_OF(delta, HANDLE, &model_class),
                    P_MAY_OF(invalid, WORD, &invalid_words), P_MAY(three, BOOL), P_MAY(z, BOOL)),
             shape_model_score_column, 1),
};
#undef OWN
#undef OWN_CALL
#undef OWN_VALUES
enum { OWN_ENTRIES = sizeof own_entries / sizeof *own_entries };
