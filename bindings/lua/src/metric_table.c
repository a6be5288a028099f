/* metric_table.c - the table of Lua that describes an aggregate, as a kefu_metric. */

/* What may stand in it beside the functions. */
typedef struct metric_described {
    const char *name, *id, *label_zh, *label_en;
    int32_t required, state_format, order_free, exact, no_args;
} metric_described;

static const kb_field metric_own_fields[] = {
    FIELD(metric_described, name, TEXT),
    FIELD(metric_described, id, TEXT),
    FIELD(metric_described, label_zh, TEXT),
    FIELD(metric_described, label_en, TEXT),
    FIELD(metric_described, required, INT32),
    FIELD(metric_described, state_format, INT32),
    FIELD(metric_described, order_free, BOOL),
    FIELD(metric_described, exact, BOOL),
    FIELD(metric_described, no_args, BOOL),
    FIELD_AS(metric_described, name, "ports", NOTHING, NULL),
    FIELD_AS(metric_described, name, "params", NOTHING, NULL),
    FIELD_AS(metric_described, name, "init", NOTHING, NULL),
    FIELD_AS(metric_described, name, "update", NOTHING, NULL),
    FIELD_AS(metric_described, name, "merge", NOTHING, NULL),
    FIELD_AS(metric_described, name, "save", NOTHING, NULL),
    FIELD_AS(metric_described, name, "load", NOTHING, NULL),
    FIELD_AS(metric_described, name, "finalize", NOTHING, NULL),
};
STRUCT_FROZEN(metric_own, metric_described, "An aggregate as functions of Lua.");

/* The text lives as long as the metric: in its table of texts, which is on top. */
static const char *metric_keep_text(lua_State *L, int texts, const char *text)
{
    if (!text)
        return NULL;
    lua_pushstring(L, text);
    const char *kept = lua_tostring(L, -1);
    lua_rawseti(L, texts, (int)kl_rawlen(L, texts) + 1);
    return kept;
}

/* Reads element i of the list at `list`: a table of fields, or a text that is one of them. */
static kefu_status metric_element(kl_frame *f, int list, int i, const kb_struct *of, void *out)
{
    lua_rawgeti(f->L, list, i + 1);
    if (lua_type(f->L, -1) == LUA_TSTRING) {
        lua_createtable(f->L, 0, 2);
        lua_pushvalue(f->L, -2);
        lua_setfield(f->L, -2, "name");
    }
    return kl_read_struct(f, lua_gettop(f->L), of, out, 0);
}

/* Pushes the list `name` of the description, and says how long it is. */
static kefu_status metric_list(kl_frame *f, int at, const char *name, int32_t *n)
{
    kl_rawfield(f->L, at, name);
    *n = lua_istable(f->L, -1) ? (int32_t)kl_rawlen(f->L, -1) : 0;
    if (!lua_istable(f->L, -1) && !lua_isnil(f->L, -1))
        return kl_fail(f, KEFU_E_ARGUMENT, "%s: expected a list", name);
    if (*n > METRIC_MOST)
        return kl_fail(f, KEFU_E_ARGUMENT, "%s: at most %d", name, METRIC_MOST);
    return KEFU_OK;
}

/* ports = {"amount", {name = "buyer", type = "key"}}: numbers at scale 0 unless they say more. */
static kefu_status metric_read_ports(kl_frame *f, int at, int texts, kl_metric *metric)
{
    kefu_status status = metric_list(f, at, "ports", &metric->table.n_ports);
    int list = lua_gettop(f->L);
    for (int i = 0; i < metric->table.n_ports && !status; i++) {
        kefu_port *port = &metric->ports[i];
        port->type = KEFU_PORT_NUMBER;
        status = metric_element(f, list, i, &port_struct, port);
        port->name = metric_keep_text(f->L, texts, port->name);
        metric->port_list[i] = port;
    }
    metric->table.ports = metric->port_list;
    return status;
}

static kefu_status metric_read_params(kl_frame *f, int at, int texts, kl_metric *metric)
{
    kefu_status status = metric_list(f, at, "params", &metric->table.n_params);
    int list = lua_gettop(f->L);
    for (int i = 0; i < metric->table.n_params && !status; i++) {
        kefu_param *param = &metric->params[i];
        status = metric_element(f, list, i, &param_struct, param);
        param->name = metric_keep_text(f->L, texts, param->name);
        if (!(param->flags & KEFU_PARAM_OPTIONAL))
            param->usual = param->least; /* nobody leaves it out, but it must be in range */
        metric->param_list[i] = param;
    }
    metric->table.params = metric->param_list;
    return status;
}

/* Copies the functions to the table on top, which is left there. */
static kefu_status metric_read_functions(kl_frame *f, int at)
{
    static const char *const names[] = {"init", "update", "merge", "save", "load", "finalize"};
    lua_State *L = f->L;
    lua_createtable(L, METRIC_TEXTS, 0);
    for (int i = 0; i < METRIC_FINALIZE; i++) {
        kl_rawfield(L, at, names[i]);
        if (!lua_isfunction(L, -1) && !lua_isnil(L, -1))
            return kl_fail(f, KEFU_E_ARGUMENT, "%s: expected a function, got %s", names[i],
                           luaL_typename(L, -1));
        lua_rawseti(L, -2, i + 1);
    }
    return KEFU_OK;
}

static int metric_has(lua_State *L, int functions, int which)
{
    lua_rawgeti(L, functions, which);
    int has = !lua_isnil(L, -1);
    lua_pop(L, 1);
    return has;
}

/* Only what there are functions for is there for the library. */
static void metric_fill(lua_State *L, kl_metric *metric, const metric_described *said,
                        int functions)
{
    kefu_metric *table = &metric->table;
    int merge = metric_has(L, functions, METRIC_MERGE);
    table->struct_size = sizeof *table;
    table->flags =
        (merge ? KEFU_METRIC_MERGEABLE : 0u) | (said->order_free ? KEFU_METRIC_ORDER_FREE : 0u) |
        (said->exact ? KEFU_METRIC_EXACT : 0u) | (said->no_args ? KEFU_METRIC_NO_ARGS : 0u);
    table->state_format = said->state_format > 0 ? (uint32_t)said->state_format : 1;
    table->n_required = said->required >= 0 ? said->required : table->n_ports;
    table->state_size = sizeof(metric_state);
    table->state_align = sizeof(int32_t);
    table->init = metric_init;
    table->update = metric_has(L, functions, METRIC_UPDATE) ? metric_update : NULL;
    table->merge = merge ? metric_merge : NULL;
    table->save = metric_has(L, functions, METRIC_SAVE) ? metric_save : NULL;
    table->load = metric_has(L, functions, METRIC_LOAD) ? metric_load : NULL;
    table->finalize = metric_has(L, functions, METRIC_FINALIZE) ? metric_finalize : NULL;
    table->destroy = metric_destroy;
}

static void metric_fill_texts(lua_State *L, int texts, kl_metric *metric,
                              const metric_described *said)
{
    metric->table.name = metric_keep_text(L, texts, said->name);
    metric->table.id = metric_keep_text(L, texts, said->id);
    metric->table.label_zh = metric_keep_text(L, texts, said->label_zh);
    metric->table.label_en = metric_keep_text(L, texts, said->label_en);
}

/* Texts, ports, parameters and functions of the description at `at`; their table is left on top. */
static kefu_status metric_describe(kl_frame *f, int at, kl_metric *metric)
{
    lua_State *L = f->L;
    metric_described said = {.required = -1};
    kefu_status status = kl_room(f, 80);
    if (!status)
        status = kl_read_struct(f, at, &metric_own_struct, &said, 0);
    if (status)
        return status;
    lua_createtable(L, 8, 0);
    int texts = lua_gettop(L);
    metric_fill_texts(L, texts, metric, &said);
    status = metric_read_ports(f, at, texts, metric);
    if (!status)
        status = metric_read_params(f, at, texts, metric);
    if (!status)
        status = metric_read_functions(f, at);
    if (status)
        return status;
    metric_fill(L, metric, &said, lua_gettop(L));
    lua_createtable(L, 0, 0);
    lua_rawseti(L, -2, METRIC_STATES);
    lua_pushvalue(L, texts);
    lua_rawseti(L, -2, METRIC_TEXTS);
    return KEFU_OK;
}

/* registry:add{name = ..., id = ..., ports = {...}, update = ..., finalize = ...} */
static kefu_status metric_add(kl_frame *f)
{
    if (!lua_istable(f->L, 2))
        return kl_wrong(f, 2, "a table that describes an aggregate");
    kl_metric *scratch = kl_scratch(f->L, sizeof *scratch);
    kefu_status status = metric_describe(f, 2, scratch);
    if (status)
        return status;
    scratch->functions = luaL_ref(f->L, LUA_REGISTRYINDEX);
    kl_metric *metric = malloc(sizeof *metric);
    if (!metric) {
        luaL_unref(f->L, LUA_REGISTRYINDEX, scratch->functions);
        return kl_fail(f, KEFU_E_MEMORY, "registry.add: not enough memory");
    }
    *metric = *scratch;
    metric->host = f->host;
    for (int i = 0; i < METRIC_MOST; i++) {
        metric->port_list[i] = &metric->ports[i];
        metric->param_list[i] = &metric->params[i];
    }
    metric->table.ports = metric->port_list;
    metric->table.params = metric->param_list;
    f->host->L = f->L;
    return kefu_registry_add(f->self->pointer, &metric->table, metric, metric_free, &f->error);
}
