/* metrics.c - aggregates of one's own, as functions of Lua: registry:add{...}.
 *
 * A state is a value of Lua, in a table that no one else sees; the library has its number.
 */

/* Positions in the table of functions. */
enum { METRIC_INIT = 1, METRIC_UPDATE, METRIC_MERGE, METRIC_SAVE, METRIC_LOAD, METRIC_FINALIZE };
enum { METRIC_MOST = 4 };

typedef struct kl_metric {
    kl_host *host;
    int functions; /* references: the functions, the states, the texts of the table */
    int states;
    int texts;
    kefu_metric table;
    kefu_port ports[METRIC_MOST];
    kefu_param params[METRIC_MOST];
    const kefu_port *port_list[METRIC_MOST];
    const kefu_param *param_list[METRIC_MOST];
} kl_metric;

/* What the library keeps for each group. */
typedef struct metric_state {
    int32_t at; /* where the value is in the table of states */
    int32_t reserved;
} metric_state;

static void KEFU_CALL metric_free(void *user)
{
    kl_metric *metric = user;
    lua_State *L = metric->host->L;
    luaL_unref(L, LUA_REGISTRYINDEX, metric->functions);
    luaL_unref(L, LUA_REGISTRYINDEX, metric->states);
    luaL_unref(L, LUA_REGISTRYINDEX, metric->texts);
    free(metric);
}

/* ---- Calls into Lua ------------------------------------------------------------------------- */

static kefu_status metric_raised(const kefu_context *context, int64_t row, int code,
                                 kefu_error *error)
{
    kl_metric *metric = context->user;
    lua_State *L = metric->host->L;
    const char *message = lua_tostring(L, -1);
    kefu_status status = code == LUA_ERRMEM ? KEFU_E_MEMORY : KEFU_E_CALLBACK;
    context->host->set_error(error, status, row, message ? message : "an error without a text");
    kl_raised(metric->host);
    return status;
}

/* Pushes the function, 0 if there is no room for it and `n` more. */
static int metric_push(const kl_metric *metric, int which, int n)
{
    lua_State *L = metric->host->L;
    if (!lua_checkstack(L, n + 8))
        return 0;
    lua_rawgeti(L, LUA_REGISTRYINDEX, metric->functions);
    lua_rawgeti(L, -1, which);
    lua_remove(L, -2);
    return 1;
}

static void metric_push_state(const kl_metric *metric, const void *state)
{
    lua_State *L = metric->host->L;
    lua_rawgeti(L, LUA_REGISTRYINDEX, metric->states);
    lua_rawgeti(L, -1, ((const metric_state *)state)->at);
    lua_remove(L, -2);
}

/* The value on top becomes a state; it is popped. */
static void metric_new_state(const kl_metric *metric, void *state)
{
    lua_State *L = metric->host->L;
    lua_rawgeti(L, LUA_REGISTRYINDEX, metric->states);
    lua_insert(L, -2);
    ((metric_state *)state)->at = luaL_ref(L, -2);
    lua_pop(L, 1);
}

/* The value on top takes the place of a state, unless it is nil: that one was changed itself. */
static void metric_set_state(const kl_metric *metric, void *state)
{
    lua_State *L = metric->host->L;
    metric_state *own = state;
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        return;
    }
    if (own->at == LUA_REFNIL) {
        metric_new_state(metric, state);
        return;
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, metric->states);
    lua_insert(L, -2);
    lua_rawseti(L, -2, own->at);
    lua_pop(L, 1);
}

/* ---- Callbacks ------------------------------------------------------------------------------ */

static kefu_status KEFU_CALL metric_init(void *state, const kefu_context *context,
                                         kefu_error *error)
{
    const kl_metric *metric = context->user;
    lua_State *L = metric->host->L;
    if (!metric_push(metric, METRIC_INIT, 0))
        return KEFU_E_MEMORY;
    if (lua_isnil(L, -1)) {
        metric_new_state(metric, state);
        return KEFU_OK;
    }
    int code = lua_pcall(L, 0, 1, 0);
    if (code)
        return metric_raised(context, -1, code, error);
    metric_new_state(metric, state);
    return KEFU_OK;
}

/* All rows of an update, for one protected call. */
typedef struct metric_rows {
    char *states;
    size_t stride;
    const uint32_t *groups;
    const kefu_args *args;
    const kefu_context *context;
    int64_t row;
} metric_rows;

static void metric_push_argument(lua_State *L, const kefu_port *port, const kefu_vector *vector,
                                 int64_t row)
{
    const kefu_text *text = vector->texts ? &vector->texts[row] : NULL;
    if (vector->states && vector->states[row] != KEFU_VALUE_OK)
        cell_push_state(L, vector->states[row]);
    else if (port->type == KEFU_PORT_ANY)
        lua_pushboolean(L, 1);
    else if (text)
        lua_pushlstring(L, text->data ? text->data : "", text->size);
    else if (port->type == KEFU_PORT_BOOL)
        lua_pushboolean(L, vector->values[row] != 0);
    else
        kl_push_int64(L, vector->values[row]);
}

static int metric_push_params(lua_State *L, const kefu_context *context)
{
    for (int32_t i = 0; i < context->n_params; i++)
        kl_push_int64(L, context->params[i]);
    return context->n_params;
}

/* update(state, arguments ..., parameters ...), row by row. */
static int metric_update_rows(lua_State *L)
{
    metric_rows *rows = lua_touserdata(L, 1);
    const kl_metric *metric = rows->context->user;
    const kefu_args *args = rows->args;
    luaL_checkstack(L, 20, "kefu");
    metric_push(metric, METRIC_UPDATE, 12);
    for (rows->row = 0; rows->row < args->rows; rows->row++) {
        void *state = rows->states + rows->stride * rows->groups[rows->row];
        lua_pushvalue(L, 2);
        metric_push_state(metric, state);
        for (int32_t i = 0; i < metric->table.n_ports; i++) {
            if (i < args->n_vectors)
                metric_push_argument(L, &metric->ports[i], args->vectors[i], rows->row);
            else
                lua_pushnil(L);
        }
        int n = metric_push_params(L, rows->context);
        lua_call(L, 1 + metric->table.n_ports + n, 1);
        metric_set_state(metric, state);
    }
    return 0;
}

static kefu_status KEFU_CALL metric_update(void *states, size_t stride, const uint32_t *groups,
                                           const kefu_args *args, const kefu_context *context,
                                           kefu_error *error)
{
    const kl_metric *metric = context->user;
    lua_State *L = metric->host->L;
    metric_rows rows = {states, stride, groups, args, context, 0};
    if (!lua_checkstack(L, 4))
        return KEFU_E_MEMORY;
    lua_pushcfunction(L, metric_update_rows);
    lua_pushlightuserdata(L, &rows);
    int code = lua_pcall(L, 1, 0, 0);
    return code ? metric_raised(context, rows.row, code, error) : KEFU_OK;
}

static kefu_status KEFU_CALL metric_merge(void *dst, const void *src, const kefu_context *context,
                                          kefu_error *error)
{
    const kl_metric *metric = context->user;
    lua_State *L = metric->host->L;
    if (!metric_push(metric, METRIC_MERGE, 2))
        return KEFU_E_MEMORY;
    metric_push_state(metric, dst);
    metric_push_state(metric, src);
    int code = lua_pcall(L, 2, 1, 0);
    if (code)
        return metric_raised(context, -1, code, error);
    metric_set_state(metric, dst);
    return KEFU_OK;
}

static kefu_status metric_broken(const kefu_context *context, kefu_error *error, kefu_status status,
                                 const char *message)
{
    lua_pop(((kl_metric *)context->user)->host->L, 1);
    return context->host->set_error(error, status, -1, message);
}

static kefu_status metric_format(const kefu_context *context, uint32_t format, kefu_error *error)
{
    const kl_metric *metric = context->user;
    if (format >= 1 && format <= metric->table.state_format)
        return KEFU_OK;
    return context->host->set_error(error, KEFU_E_UNSUPPORTED, -1, "another format of states");
}

static kefu_status KEFU_CALL metric_save(const void *state, uint32_t format, void *out,
                                         size_t capacity, size_t *need, const kefu_context *context,
                                         kefu_error *error)
{
    const kl_metric *metric = context->user;
    lua_State *L = metric->host->L;
    kefu_status status = metric_format(context, format, error);
    if (status)
        return status;
    if (!metric_push(metric, METRIC_SAVE, 2))
        return KEFU_E_MEMORY;
    metric_push_state(metric, state);
    lua_pushinteger(L, (lua_Integer)format);
    int code = lua_pcall(L, 2, 1, 0);
    if (code)
        return metric_raised(context, -1, code, error);
    if (lua_type(L, -1) != LUA_TSTRING)
        return metric_broken(context, error, KEFU_E_PLUGIN, "save gives no string");
    const char *bytes = lua_tolstring(L, -1, need);
    if (*need > 0 && *need <= capacity)
        memcpy(out, bytes, *need);
    lua_pop(L, 1);
    return KEFU_OK;
}

static kefu_status KEFU_CALL metric_load(void *state, uint32_t format, const void *bytes,
                                         size_t size, const kefu_context *context,
                                         kefu_error *error)
{
    const kl_metric *metric = context->user;
    lua_State *L = metric->host->L;
    kefu_status status = metric_format(context, format, error);
    if (status)
        return status;
    if (!metric_push(metric, METRIC_LOAD, 2))
        return KEFU_E_MEMORY;
    lua_pushlstring(L, size ? bytes : "", size);
    lua_pushinteger(L, (lua_Integer)format);
    int code = lua_pcall(L, 2, 1, 0);
    if (code)
        return metric_raised(context, -1, code, error);
    if (lua_isnil(L, -1))
        return metric_broken(context, error, KEFU_E_DATA, "load refuses the bytes");
    metric_new_state(metric, state);
    return KEFU_OK;
}

/* A kefu.value, or numerator, denominator (1) and observations (-1); nil is no data. */
static int metric_result(lua_State *L, int at, kefu_value *out)
{
    kefu_value made = {0, 1, -1, KEFU_VALUE_OK, 0};
    const kefu_value *value = kl_to_value(L, at);
    if (lua_isnil(L, at))
        return 1;
    if (value) {
        *out = *value;
        return 1;
    }
    if (kl_to_int64(L, at, &made.num) != KL_WHOLE)
        return lua_isnil(L, at + 1) && lua_type(L, at) == LUA_TNUMBER &&
               kl_value_of_double(lua_tonumber(L, at), out);
    if (!lua_isnil(L, at + 1) && kl_to_int64(L, at + 1, &made.den) != KL_WHOLE)
        return 0;
    if (!lua_isnil(L, at + 2) && kl_to_int64(L, at + 2, &made.n) != KL_WHOLE)
        return 0;
    if (made.den != 0)
        *out = made;
    return 1;
}

/* finalize(state, parameters ...) */
static kefu_status KEFU_CALL metric_finalize(const void *state, kefu_value *out,
                                             const kefu_context *context, kefu_error *error)
{
    const kl_metric *metric = context->user;
    lua_State *L = metric->host->L;
    if (!metric_push(metric, METRIC_FINALIZE, 1 + METRIC_MOST))
        return KEFU_E_MEMORY;
    metric_push_state(metric, state);
    int n = metric_push_params(L, context);
    int code = lua_pcall(L, 1 + n, 3, 0);
    if (code)
        return metric_raised(context, -1, code, error);
    int good = metric_result(L, lua_gettop(L) - 2, out);
    lua_pop(L, 2);
    if (!good)
        return metric_broken(context, error, KEFU_E_PLUGIN,
                             "finalize gives nil, a kefu.value or num, den, n");
    lua_pop(L, 1);
    return KEFU_OK;
}

static void KEFU_CALL metric_destroy(void *state, const kefu_context *context)
{
    const kl_metric *metric = context->user;
    lua_State *L = metric->host->L;
    if (!lua_checkstack(L, 3))
        return;
    lua_rawgeti(L, LUA_REGISTRYINDEX, metric->states);
    luaL_unref(L, -1, ((metric_state *)state)->at);
    lua_pop(L, 1);
}
