/* metrics.c - aggregates of one's own, as functions of Lua: registry:add{...}.
 *
 * A state is a value of Lua, in a table that no one else sees; the library has its number.
 */

/* Positions in the table of functions, which has the states and the texts, too. */
enum {
    METRIC_INIT = 1,
    METRIC_UPDATE,
    METRIC_MERGE,
    METRIC_SAVE,
    METRIC_LOAD,
    METRIC_FINALIZE,
    METRIC_STATES,
    METRIC_TEXTS
};
enum { METRIC_MOST = 4 };

typedef struct kl_metric {
    kl_host *host;
    int functions; /* reference to their table */
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
    free(metric);
}

/* ---- Calls into Lua ------------------------------------------------------------------------- */

/* One call of the library: what it gives and takes, and what is wrong with what a function gave. */
typedef struct metric_job {
    const kefu_context *context;
    void *state;
    const void *other;
    kefu_value *value;
    uint32_t format;
    const void *bytes; /* load */
    size_t size;
    void *out; /* save */
    size_t capacity, *need;
    char *states; /* update */
    size_t stride;
    const uint32_t *groups;
    const kefu_args *args;
    int64_t row;
    kefu_status status;
    const char *broken; /* NULL: nothing */
} metric_job;

static kefu_status metric_raised(const metric_job *job, int code, kefu_error *error)
{
    kl_metric *metric = job->context->user;
    lua_State *L = metric->host->L;
    const char *message = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
    kefu_status status = code == LUA_ERRMEM ? KEFU_E_MEMORY : KEFU_E_CALLBACK;
    job->context->host->set_error(error, status, job->row,
                                  message ? message : "an error without a text");
    kl_raised(metric->host);
    return status;
}

/* Runs the body of a callback, which raises what it likes. */
static kefu_status metric_run(metric_job *job, lua_CFunction body, kefu_error *error)
{
    const kl_metric *metric = job->context->user;
    int code = kl_protected(metric->host->L, body, job);
    if (code < 0)
        return KEFU_E_MEMORY;
    if (code)
        return metric_raised(job, code, error);
    return job->broken ? job->context->host->set_error(error, job->status, -1, job->broken)
                       : KEFU_OK;
}

static void metric_broken(metric_job *job, kefu_status status, const char *message)
{
    job->status = status;
    job->broken = message;
}

static void metric_push_own(lua_State *L, const kl_metric *metric, int which)
{
    lua_rawgeti(L, LUA_REGISTRYINDEX, metric->functions);
    lua_rawgeti(L, -1, which);
    lua_remove(L, -2);
}

/* The job of a body, with its function on the stack. */
static metric_job *metric_push(lua_State *L, int which, const kl_metric **metric)
{
    metric_job *job = lua_touserdata(L, 1);
    *metric = job->context->user;
    luaL_checkstack(L, 20, "kefu");
    metric_push_own(L, *metric, which);
    return job;
}

static void metric_push_state(const kl_metric *metric, const void *state)
{
    lua_State *L = metric->host->L;
    metric_push_own(L, metric, METRIC_STATES);
    lua_rawgeti(L, -1, ((const metric_state *)state)->at);
    lua_remove(L, -2);
}

/* The value on top becomes a state; it is popped. */
static void metric_new_state(const kl_metric *metric, void *state)
{
    lua_State *L = metric->host->L;
    metric_push_own(L, metric, METRIC_STATES);
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
    metric_push_own(L, metric, METRIC_STATES);
    lua_insert(L, -2);
    lua_rawseti(L, -2, own->at);
    lua_pop(L, 1);
}

/* ---- Callbacks ------------------------------------------------------------------------------ */

static int metric_init_body(lua_State *L)
{
    const kl_metric *metric;
    metric_job *job = metric_push(L, METRIC_INIT, &metric);
    if (!lua_isnil(L, -1))
        lua_call(L, 0, 1);
    metric_new_state(metric, job->state);
    return 0;
}

static kefu_status KEFU_CALL metric_init(void *state, const kefu_context *context,
                                         kefu_error *error)
{
    metric_job job = {.context = context, .state = state, .row = -1};
    return metric_run(&job, metric_init_body, error);
}

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
static int metric_update_body(lua_State *L)
{
    const kl_metric *metric;
    metric_job *job = metric_push(L, METRIC_UPDATE, &metric);
    const kefu_args *args = job->args;
    for (job->row = 0; job->row < args->rows; job->row++) {
        void *state = job->states + job->stride * job->groups[job->row];
        lua_pushvalue(L, 2);
        metric_push_state(metric, state);
        for (int32_t i = 0; i < metric->table.n_ports; i++) {
            if (i < args->n_vectors)
                metric_push_argument(L, &metric->ports[i], args->vectors[i], job->row);
            else
                lua_pushnil(L);
        }
        int n = metric_push_params(L, job->context);
        lua_call(L, 1 + metric->table.n_ports + n, 1);
        metric_set_state(metric, state);
    }
    return 0;
}

static kefu_status KEFU_CALL metric_update(void *states, size_t stride, const uint32_t *groups,
                                           const kefu_args *args, const kefu_context *context,
                                           kefu_error *error)
{
    metric_job job = {
        .context = context, .states = states, .stride = stride, .groups = groups, .args = args};
    return metric_run(&job, metric_update_body, error);
}

static int metric_merge_body(lua_State *L)
{
    const kl_metric *metric;
    metric_job *job = metric_push(L, METRIC_MERGE, &metric);
    metric_push_state(metric, job->state);
    metric_push_state(metric, job->other);
    lua_call(L, 2, 1);
    metric_set_state(metric, job->state);
    return 0;
}

static kefu_status KEFU_CALL metric_merge(void *dst, const void *src, const kefu_context *context,
                                          kefu_error *error)
{
    metric_job job = {.context = context, .state = dst, .other = src, .row = -1};
    return metric_run(&job, metric_merge_body, error);
}

static kefu_status metric_format(const kefu_context *context, uint32_t format, kefu_error *error)
{
    const kl_metric *metric = context->user;
    if (format >= 1 && format <= metric->table.state_format)
        return KEFU_OK;
    return context->host->set_error(error, KEFU_E_UNSUPPORTED, -1, "another format of states");
}

static int metric_save_body(lua_State *L)
{
    const kl_metric *metric;
    metric_job *job = metric_push(L, METRIC_SAVE, &metric);
    metric_push_state(metric, job->other);
    lua_pushinteger(L, (lua_Integer)job->format);
    lua_call(L, 2, 1);
    if (lua_type(L, -1) != LUA_TSTRING) {
        metric_broken(job, KEFU_E_PLUGIN, "save gives no string");
        return 0;
    }
    const char *bytes = lua_tolstring(L, -1, job->need);
    if (*job->need > 0 && *job->need <= job->capacity)
        memcpy(job->out, bytes, *job->need);
    return 0;
}

static kefu_status KEFU_CALL metric_save(const void *state, uint32_t format, void *out,
                                         size_t capacity, size_t *need, const kefu_context *context,
                                         kefu_error *error)
{
    metric_job job = {.context = context,
                      .other = state,
                      .format = format,
                      .out = out,
                      .capacity = capacity,
                      .need = need,
                      .row = -1};
    kefu_status status = metric_format(context, format, error);
    return status ? status : metric_run(&job, metric_save_body, error);
}

static int metric_load_body(lua_State *L)
{
    const kl_metric *metric;
    metric_job *job = metric_push(L, METRIC_LOAD, &metric);
    lua_pushlstring(L, job->size ? job->bytes : "", job->size);
    lua_pushinteger(L, (lua_Integer)job->format);
    lua_call(L, 2, 1);
    if (lua_isnil(L, -1))
        metric_broken(job, KEFU_E_DATA, "load refuses the bytes");
    else
        metric_new_state(metric, job->state);
    return 0;
}

static kefu_status KEFU_CALL metric_load(void *state, uint32_t format, const void *bytes,
                                         size_t size, const kefu_context *context,
                                         kefu_error *error)
{
    metric_job job = {.context = context,
                      .state = state,
                      .format = format,
                      .bytes = bytes,
                      .size = size,
                      .row = -1};
    kefu_status status = metric_format(context, format, error);
    return status ? status : metric_run(&job, metric_load_body, error);
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
static int metric_finalize_body(lua_State *L)
{
    const kl_metric *metric;
    metric_job *job = metric_push(L, METRIC_FINALIZE, &metric);
    metric_push_state(metric, job->other);
    int n = metric_push_params(L, job->context);
    lua_call(L, 1 + n, 3);
    if (!metric_result(L, lua_gettop(L) - 2, job->value))
        metric_broken(job, KEFU_E_PLUGIN, "finalize gives nil, a kefu.value or num, den, n");
    return 0;
}

static kefu_status KEFU_CALL metric_finalize(const void *state, kefu_value *out,
                                             const kefu_context *context, kefu_error *error)
{
    metric_job job = {.context = context, .other = state, .value = out, .row = -1};
    return metric_run(&job, metric_finalize_body, error);
}

static int metric_destroy_body(lua_State *L)
{
    metric_job *job = lua_touserdata(L, 1);
    const kl_metric *metric = job->context->user;
    metric_push_own(L, metric, METRIC_STATES);
    luaL_unref(L, -1, ((metric_state *)job->state)->at);
    return 0;
}

static void KEFU_CALL metric_destroy(void *state, const kefu_context *context)
{
    metric_job job = {.context = context, .state = state};
    lua_State *L = ((const kl_metric *)context->user)->host->L;
    if (kl_protected(L, metric_destroy_body, &job) > 0)
        lua_pop(L, 1);
}
