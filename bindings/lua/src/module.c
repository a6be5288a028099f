/* module.c - luaopen_kefu: the module, its classes and their metatables, from the tables. */

/* In the registry. */
static const char module_host_key = 0;

/* ---- Objects: fields, elements, lengths ------------------------------------------------------ */

static const kl_bound *module_items(lua_State *L)
{
    const kl_bound *bound = NULL;
    if (lua_getmetatable(L, 1)) {
        kl_rawgetp(L, -1, &module_items_key);
        bound = lua_touserdata(L, -1);
        lua_pop(L, 2);
    }
    return bound;
}

static kl_core *module_self(lua_State *L)
{
    const kb_class *class;
    kl_core *core = kl_core_of(L, 1, &class);
    if (!core)
        luaL_error(L, class ? "the %s is closed" : "not an object of kefu",
                   class ? class->name : "");
    return core;
}

/* obj.name, obj:name(...), obj[i]. The first upvalue has methods, and properties as what they are
 * bound to. */
static int module_index(lua_State *L)
{
    int64_t number;
    if (lua_type(L, 2) == LUA_TNUMBER) {
        const kl_bound *items = module_items(L);
        if (items && kl_to_int64(L, 2, &number) == KL_WHOLE && number > 0)
            return call_element(L, items, number);
        lua_pushnil(L);
        return 1;
    }
    lua_rawget(L, lua_upvalueindex(1)); /* the name is on top */
    return lua_type(L, -1) == LUA_TLIGHTUSERDATA ? call_property(L, lua_touserdata(L, -1)) : 1;
}

/* The second upvalue is the metatable. */
static int module_length(lua_State *L)
{
    const kl_bound *items = module_items(L);
    kl_core *self = module_self(L);
    if (self->class == &rows_class) {
        kl_push_int64(L, kefu_builder_batch(self->pointer)->rows);
        return 1;
    }
    if (!items)
        return luaL_error(L, "this object has no elements");
    return call_element(L, items, -1);
}

/* for i, row in pairs(sheet), where Lua asks for it: 5.2 and later. */
static int module_next(lua_State *L)
{
    int64_t number = 0;
    kl_to_int64(L, 2, &number);
    lua_settop(L, 1);
    kl_push_int64(L, number + 1);
    lua_pushvalue(L, 2);
    lua_gettable(L, 1);
    if (lua_isnil(L, -1))
        return 1;
    return 2;
}

static int module_pairs(lua_State *L)
{
    if (!module_items(L))
        return luaL_error(L, "this object has no elements");
    lua_pushcfunction(L, module_next);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

/* ---- Classes -------------------------------------------------------------------------------- */

/* Sets table.name to a function of `bound`; a second upvalue, if any, is below it on the stack. */
static void module_set(lua_State *L, int table, const char *name, lua_CFunction function,
                       const void *bound, int metatable)
{
    lua_pushlightuserdata(L, (void *)(uintptr_t)bound);
    if (metatable)
        lua_pushvalue(L, metatable);
    lua_pushcclosure(L, function, metatable ? 2 : 1);
    lua_setfield(L, table, name);
}

static void module_set_plain(lua_State *L, int table, const char *name, lua_CFunction function)
{
    lua_pushcfunction(L, function);
    lua_setfield(L, table, name);
}

/* Leaves the metatable of a class at the top; its table of methods is its field "methods". */
static void module_new_metatable(lua_State *L, const char *name)
{
    lua_pushfstring(L, "kefu.%s", name);
    lua_createtable(L, 0, 12);
    int at = lua_gettop(L);
    lua_createtable(L, 0, 16);
    module_set_plain(L, at + 1, "close", kl_close);
    lua_pushvalue(L, -1);
    lua_setfield(L, at, "methods");
    lua_pushvalue(L, at);
    lua_pushcclosure(L, module_index, 2);
    lua_setfield(L, at, "__index");
    module_set_plain(L, at, "__gc", handle_collect);
    module_set_plain(L, at, "__close", kl_close);
    module_set(L, at, "__len", module_length, NULL, at);
    module_set_plain(L, at, "__pairs", module_pairs);
    module_set_plain(L, at, "__tostring", handle_to_string);
    lua_pushvalue(L, at - 1);
    lua_setfield(L, at, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, at, "__metatable");
    lua_pushvalue(L, at - 1);
    lua_pushvalue(L, at);
    lua_rawset(L, LUA_REGISTRYINDEX);
    lua_remove(L, at - 1);
}

/* Pushes the metatable of a class, which is made when it is first asked for. */
static void module_metatable(lua_State *L, const char *name)
{
    lua_pushfstring(L, "kefu.%s", name);
    lua_rawget(L, LUA_REGISTRYINDEX);
    if (!lua_isnil(L, -1))
        return;
    lua_pop(L, 1);
    module_new_metatable(L, name);
}

/* Pushes kefu.NAME, a table that can be called where something is made so. */
static void module_class_table(lua_State *L, int module, const char *name)
{
    lua_getfield(L, module, name);
    if (lua_istable(L, -1))
        return;
    lua_pop(L, 1);
    lua_createtable(L, 0, 4);
    lua_createtable(L, 0, 1);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_setfield(L, module, name);
}

static void module_add_constructor(lua_State *L, int module, const kl_bound *bound)
{
    const kb_info *info = bound->info;
    module_class_table(L, module, info->class_name);
    int class = lua_gettop(L);
    module_set(L, class, info->name, call_function, bound, 0);
    if (info->kind == KB_NEW) {
        lua_getmetatable(L, class);
        module_set(L, class + 1, "__call", call_class, bound, 0);
    }
    lua_settop(L, class - 1);
}

static void module_add_method(lua_State *L, const kl_bound *bound)
{
    const kb_info *info = bound->info;
    module_metatable(L, info->class_name);
    int metatable = lua_gettop(L);
    lua_getfield(L, metatable, "methods");
    if (info->kind == KB_METHOD) {
        module_set(L, metatable + 1, kl_name(info), call_method, bound, metatable);
    } else {
        lua_pushlightuserdata(L, (void *)(uintptr_t)bound);
        lua_setfield(L, metatable + 1, info->name);
    }
    lua_settop(L, metatable - 1);
}

/* A class is known by what is made of it. */
static void module_know_class(lua_State *L, const kb_class *class)
{
    module_metatable(L, class->name);
    lua_pushlightuserdata(L, (void *)(uintptr_t) class);
    kl_rawsetp(L, -2, &handle_class_key);
    kl_rawsetp(L, LUA_REGISTRYINDEX, class);
}

/* What guards and keeps has no class that others see. */
static void module_open_keepers(lua_State *L)
{
    module_metatable(L, "keeper");
    lua_pushvalue(L, -1);
    kl_rawsetp(L, LUA_REGISTRYINDEX, &handle_keeper_key);
    kl_rawsetp(L, LUA_REGISTRYINDEX, &csv_reader_class);
}

static int module_for_lua(const kb_info *info)
{
    return info->result.kind != KB_ARROW_ARRAY && info->result.kind != KB_ARROW_STREAM;
}

static void module_add_call(lua_State *L, int module, const kl_bound *bound)
{
    const kb_info *info = bound->info;
    if (info->result.kind == KB_HANDLE)
        module_know_class(L, info->result.of);
    if (!module_for_lua(info))
        return;
    if (info->kind == KB_FUNCTION)
        module_set(L, module, info->name, call_function, bound, 0);
    else if (info->kind == KB_NEW || info->kind == KB_MAKE)
        module_add_constructor(L, module, bound);
    else
        module_add_method(L, bound);
}

/* Elements and keys: which call gives them. */
static void module_add_access(lua_State *L, const kl_bound *bound)
{
    module_metatable(L, bound->info->class_name);
    kl_rawgetp(L, -1, &handle_class_key);
    const kb_class *class = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (class && class->items && strcmp(class->items, bound->info->name) == 0) {
        lua_pushlightuserdata(L, (void *)(uintptr_t)bound);
        kl_rawsetp(L, -2, &module_items_key);
    }
    if (class && class->find && strcmp(class->find, bound->info->name) == 0) {
        lua_pushlightuserdata(L, (void *)(uintptr_t)bound);
        kl_rawsetp(L, -2, &module_find_key);
    }
    lua_pop(L, 1);
}

/* ---- The module ----------------------------------------------------------------------------- */

/* Host and bindings, which live as long as the state of Lua. */
typedef struct module_state {
    kl_host host;
    kl_bound bound[NAME_CALLS];
    kl_bound own[OWN_ENTRIES];
} module_state;

static module_state *module_state_of(lua_State *L)
{
    kl_rawgetp(L, LUA_REGISTRYINDEX, &module_host_key);
    module_state *state = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (state)
        return state;
    state = lua_newuserdata(L, sizeof *state);
    state->host.L = L;
    state->host.raised = 0;
    lua_createtable(L, KL_FUNCTION, 0);
    for (int i = KL_RAISED; i <= KL_FUNCTION; i++) {
        lua_pushboolean(L, 0);
        lua_rawseti(L, -2, i);
    }
    state->host.slots = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_pushboolean(L, 0);
    luaL_unref(L, LUA_REGISTRYINDEX,
               luaL_ref(L, LUA_REGISTRYINDEX)); /* later ones need no memory */
    for (int i = 0; i < NAME_CALLS; i++)
        state->bound[i] = (kl_bound){name_infos[i], &state->host};
    for (int i = 0; i < OWN_ENTRIES; i++)
        state->own[i] = (kl_bound){&own_entries[i].info, &state->host};
    kl_rawsetp(L, LUA_REGISTRYINDEX, &module_host_key);
    return state;
}

/* Written by hand: methods of a class, or functions of the module. */
static void module_add_own(lua_State *L, int module, const kl_bound *bound)
{
    const kb_info *info = bound->info;
    int top = lua_gettop(L), function = info->kind == KB_FUNCTION;
    module_metatable(L, function ? "keeper" : info->class_name);
    lua_getfield(L, top + 1, "methods");
    module_set(L, function ? module : top + 2, info->name, own_call, bound, top + 1);
    lua_settop(L, top);
}

static void module_open_rows(lua_State *L, int module, const module_state *state)
{
    static const void *const markers[] = {&cell_null, &cell_provisional, &cell_exempt};
    static const char *const names[] = {"null", "provisional", "exempt"};
    module_know_class(L, &rows_class);
    module_know_class(L, &csv_class);
    module_set(L, module, "rows", own_rows, state->own, 0);
    module_set(L, module, "csv", own_csv, state->own, 0);
    for (int i = 0; i < 3; i++) {
        lua_pushlightuserdata(L, (void *)(uintptr_t)markers[i]);
        lua_setfield(L, module, names[i]);
    }
    for (int i = 0; i < OWN_ENTRIES; i++)
        module_add_own(L, module, &state->own[i]);
}

/* Memory of a call that fails half-way. */
static void module_open_bytes(lua_State *L)
{
    lua_createtable(L, 0, 1);
    module_set_plain(L, lua_gettop(L), "__gc", give_bytes_collect);
    kl_rawsetp(L, LUA_REGISTRYINDEX, &give_bytes_key);
}

static void module_open_values(lua_State *L, int module)
{
    int64_open(L);
    value_open(L);
    module_set_plain(L, module, "int64", int64_new);
    module_set_plain(L, module, "value", value_new);
    module_set_plain(L, module, "decimal", value_decimal);
    module_set_plain(L, module, "number", value_to_double);
}

#if defined(_WIN32)
__declspec(dllexport)
#elif defined(__GNUC__)
__attribute__((visibility("default")))
#endif
    int luaopen_kefu(lua_State *L);

int luaopen_kefu(lua_State *L)
{
    module_state *state = module_state_of(L);
    luaL_checkstack(L, 30, "kefu");
    lua_createtable(L, 0, 96);
    int module = lua_gettop(L);
    module_open_bytes(L);
    module_open_keepers(L);
    module_open_values(L, module);
    kl_metatable(L, &value_key);
    state->host.value_metatable = lua_topointer(L, -1);
    for (int i = 0; i < NAME_CALLS; i++)
        module_add_call(L, module, &state->bound[i]);
    for (int i = 0; i < NAME_CALLS; i++)
        module_add_access(L, &state->bound[i]);
    module_open_rows(L, module, state);
    lua_settop(L, module);
    return 1;
}
