/* handle.c - objects: who owns a handle of the library, who borrows it, when it is freed. */

/* In every metatable of an object: its class. */
static const char handle_class_key = 0;

/* What only keeps others has a metatable too. */
static const char handle_keeper_key = 0;

/* Pushes the metatable of a class, or of what else has an address; module.c makes them. */
static void kl_metatable(lua_State *L, const void *key) { kl_rawgetp(L, LUA_REGISTRYINDEX, key); }

static kl_core *handle_core_new(kl_host *host, const kb_class *class)
{
    kl_core *core = calloc(1, sizeof *core);
    if (!core)
        return NULL;
    core->class = class;
    core->host = host;
    core->users = 1;
    return core;
}

/* Pushes an object without a handle. It is there before the handle is made, so that nothing leaks
 * where Lua has no memory left. A class of NULL only keeps things until it is collected. */
static kl_object *kl_object_new(lua_State *L, kl_host *host, const kb_class *class)
{
    kl_object *object = lua_newuserdata(L, sizeof *object);
    object->core = object->left = NULL;
    kl_metatable(L, class ? (const void *)class : &handle_keeper_key);
    lua_setmetatable(L, -2);
    object->core = handle_core_new(host, class);
    if (!object->core)
        luaL_error(L, "not enough memory");
    return object;
}

/* Grows an array to hold one more. */
static int handle_more(void **array, int count, size_t size)
{
    void *grown = realloc(*array, (size_t)(count + 1) * size);
    if (!grown)
        return 0;
    *array = grown;
    return 1;
}

/* Once each, however often it is asked. 0: no memory. */
static int kl_keep(kl_core *keeper, kl_core *kept)
{
    void *array = keeper->kept;
    for (int i = 0; i < keeper->n_kept; i++)
        if (keeper->kept[i] == kept)
            return 1;
    if (!handle_more(&array, keeper->n_kept, sizeof *keeper->kept))
        return 0;
    keeper->kept = array;
    keeper->kept[keeper->n_kept++] = kept;
    kept->users++;
    return 1;
}

/* The reference to the value at `at`, which lives as long as the keeper; LUA_NOREF: no memory. */
static int kl_keep_ref(lua_State *L, kl_core *keeper, int at)
{
    void *array = keeper->refs;
    if (!handle_more(&array, keeper->n_refs, sizeof *keeper->refs))
        return LUA_NOREF;
    keeper->refs = array;
    lua_pushvalue(L, at);
    int ref = luaL_ref(L, LUA_REGISTRYINDEX);
    keeper->refs[keeper->n_refs++] = ref;
    return ref;
}

/* One user less; the last one frees it, then what it borrowed. */
static void kl_release(lua_State *L, kl_core *core)
{
    if (!core || --core->users > 0)
        return;
    lua_State *before = core->host->L;
    core->host->L = L;
    if (core->events)
        kl_events_free(L, core->events);
    if (core->pointer && !core->borrowed)
        core->class->free(core->pointer);
    core->host->L = before;
    for (int i = 0; i < core->n_refs; i++)
        luaL_unref(L, LUA_REGISTRYINDEX, core->refs[i]);
    for (int i = 0; i < core->n_kept; i++)
        kl_release(L, core->kept[i]);
    free(core->refs);
    free(core->kept);
    free(core);
}

/* The object at `at`, and its class; NULL if it is none (class NULL), or closed. */
static kl_core *kl_core_of(lua_State *L, int at, const kb_class **class)
{
    *class = NULL;
    if (lua_type(L, at) != LUA_TUSERDATA || !lua_getmetatable(L, at))
        return NULL;
    kl_rawgetp(L, -1, &handle_class_key);
    *class = lua_touserdata(L, -1);
    lua_pop(L, 2);
    return *class ? ((kl_object *)lua_touserdata(L, at))->core : NULL;
}

/* obj:close(), as often as you like; also __gc and __close. */
static int kl_close(lua_State *L)
{
    const kb_class *class;
    kl_core *core = kl_core_of(L, 1, &class);
    if (!class)
        return luaL_error(L, "close: not an object of kefu (call it as object:close())");
    if (core && core->busy > 0) {
        kefu_error error;
        kl_error_clear(&error);
        error.code = KEFU_E_STATE;
        snprintf(error.message, sizeof error.message, "%s: in use", class->name);
        return kl_return_error(L, core->host, &error);
    }
    if (core) {
        kl_object *object = lua_touserdata(L, 1);
        object->core = NULL;
        if (core->calls > 0)
            object->left = core;
        else
            kl_release(L, core);
    }
    lua_pushboolean(L, 1);
    return 1;
}

static int handle_collect(lua_State *L)
{
    kl_object *object = lua_touserdata(L, 1);
    kl_core *core = object->core ? object->core : object->left;
    object->core = object->left = NULL;
    if (core && core->busy > 0)
        core->orphan = 1;
    else
        kl_release(L, core);
    return 0;
}

static int handle_to_string(lua_State *L)
{
    const kb_class *class;
    kl_core *core = kl_core_of(L, 1, &class);
    if (!class)
        return luaL_error(L, "not an object of kefu");
    if (core)
        lua_pushfstring(L, "kefu.%s: %p", class->name, core->pointer);
    else
        lua_pushfstring(L, "kefu.%s (closed)", class->name);
    return 1;
}

/* ---- What a call uses ------------------------------------------------------------------------ */

/* Its object is on the stack. Finalizers that run meanwhile may close it. */
static kefu_status kl_pin(kl_frame *f, kl_core *core)
{
    if (f->n_used == KL_MAX_USED)
        return kl_fail(f, KEFU_E_LIMIT, "%s: more than %d objects", f->what, KL_MAX_USED);
    f->used[f->n_used++] = core;
    core->calls++;
    return KEFU_OK;
}

static kefu_status kl_use(kl_frame *f, kl_core *core)
{
    if (core->busy > 0 && core->class->threads == KB_CONFINED)
        return kl_fail(f, KEFU_E_STATE, "%s: in use", core->class->name);
    kefu_status status = kl_pin(f, core);
    if (status)
        return status;
    return core->events ? kl_events_flush(f->L, core, &f->error) : KEFU_OK;
}

static void kl_let_go(kl_frame *f)
{
    for (int i = 0; i < f->n_used; i++) {
        kl_core *core = f->used[i];
        if (--core->calls == 0 && core->orphan)
            kl_release(f->L, core);
    }
    f->n_used = 0;
}
