/* calls.c - one function of Lua for every call of the tables: arguments in, run, results out. */

static void call_look(kl_frame *f)
{
    int type = LUA_TNIL, n = f->last - f->first + 1;
    f->given = 0;
    for (int k = 0; k < n; k++) {
        type = lua_type(f->L, f->first + k);
        if (type != LUA_TNIL && k < KB_MAX_PARAMS)
            f->given |= 1u << k;
    }
    f->table = type == LUA_TTABLE;
}

static void kl_begin(kl_frame *f, lua_State *L, const kl_bound *bound, int first, int last)
{
    f->L = L;
    f->host = bound->host;
    f->info = bound->info;
    f->self = f->made = f->from = NULL;
    f->made_at = f->n_used = f->n_passing = f->named = f->source = 0;
    f->first = first;
    f->last = last;
    f->what = "self";
    f->call.self = NULL;
    f->call.index = 0;
    f->call.error = &f->error;
    f->error.code = f->error.line = f->error.column = 0;
    f->error.row = f->error.offset = -1;
    f->error.message[0] = 0;
    call_look(f);
}

/* All that takes part is in use meanwhile: functions of Lua that are called back cannot close it,
 * nor use what is confined to one call at a time. */
static kefu_status kl_run(kl_frame *f)
{
    lua_State *before = f->host->L;
    f->host->L = f->L;
    for (int i = 0; i < f->n_used; i++)
        f->used[i]->busy++;
    kefu_status status = f->info->run(&f->call);
    for (int i = 0; i < f->n_used; i++)
        f->used[i]->busy--;
    f->host->L = before;
    return status;
}

static kefu_status kl_run_all(kl_frame *f) { return f->from ? kl_run_source(f) : kl_run(f); }

/* ---- Arguments ------------------------------------------------------------------------------ */

static int call_takes_table(int kind)
{
    static const unsigned char takes[] = {
        [KB_NOTHING] = 1, [KB_VALUE] = 1,      [KB_FLAGS] = 1,   [KB_HANDLES] = 1,  [KB_INT8S] = 1,
        [KB_INT32S] = 1,  [KB_INT64S] = 1,     [KB_TEXTS] = 1,   [KB_VIEWS] = 1,    [KB_BATCH] = 1,
        [KB_BATCHES] = 1, [KB_STRUCT] = 1,     [KB_OPTIONS] = 1, [KB_REQUIRED] = 1, [KB_DICT] = 1,
        [KB_ROW] = 1,     [KB_ARROW_ARRAY] = 0};
    return takes[kind];
}

/* Whether the last argument has a field of this name. */
static int call_has_field(kl_frame *f, const char *name)
{
    kl_rawfield(f->L, f->last, name);
    int has = !lua_isnil(f->L, -1);
    lua_pop(f->L, 1);
    return has;
}

/* Whether it has one that is called as a parameter that may be left out, or as an option. */
static int call_names_any(kl_frame *f)
{
    for (const kb_param *param = f->info->params; param->name; param++) {
        const kb_struct *of = param->of;
        int options = param->kind == KB_OPTIONS || param->kind == KB_REQUIRED;
        if (param->optional && call_has_field(f, param->name))
            return 1;
        for (int i = 0; options && i < of->n_fields; i++)
            if (call_has_field(f, of->fields[i].name))
                return 1;
    }
    return 0;
}

static int call_may_be_named(kl_frame *f, const kb_param *param)
{
    return param->optional && (!call_takes_table(param->kind) || call_names_any(f));
}

/* The last argument names parameters that may be left out where it is a table and stands for
 * options, or where no table is expected. */
static void call_find_named(kl_frame *f)
{
    const kb_param *params = f->info->params;
    int at = f->last - f->first, n = 0;
    while (params[n].name)
        n++;
    int options = at < n && (params[at].kind == KB_OPTIONS || params[at].kind == KB_REQUIRED);
    if (options || at == n || (at < n && call_may_be_named(f, &params[at])))
        f->named = f->last;
}

/* Where an argument is: by its place, or by its name; 0 if it was not given. */
static int call_locate(kl_frame *f, const kb_param *param, int k)
{
    int at = f->first + k;
    int options = param->kind == KB_OPTIONS || param->kind == KB_REQUIRED;
    if (f->given >> k & 1 && at != f->named)
        return at;
    if (options && f->named)
        return f->named;
    if (!f->named || !param->optional)
        return 0;
    kl_rawfield(f->L, f->named, param->name);
    if (!lua_isnil(f->L, -1))
        return lua_gettop(f->L);
    lua_pop(f->L, 1);
    return 0;
}

static kefu_status call_missing(kl_frame *f, const kb_param *param, kb_arg *out)
{
    if (param->kind == KB_REQUIRED) {
        const kb_struct *of = param->of;
        size_t size = of->size;
        void *empty = kl_scratch(f->L, size);
        if (!of->frozen)
            memcpy(empty, &size, sizeof size);
        out->data = empty;
        return KEFU_OK;
    }
    if (param->optional)
        return KEFU_OK;
    char name[80];
    return kl_fail(f, KEFU_E_ARGUMENT, "%s: '%s' is missing", kl_call_name(f->info, name),
                   param->name);
}

static kefu_status call_named_only(kl_frame *f)
{
    for (const kb_param *param = f->info->params; param->name; param++)
        if (param->kind == KB_OPTIONS || param->kind == KB_REQUIRED)
            return KEFU_OK; /* that one looks at all names */
    return struct_check_names(f, f->named, NULL, 1);
}

/* What is given beyond the parameters is a mistake, such as a dot for a colon. */
static kefu_status call_too_many(kl_frame *f, int n)
{
    char name[80];
    for (int at = f->first + n; at <= f->last; at++)
        if (at != f->named && !lua_isnil(f->L, at))
            return kl_fail(f, KEFU_E_ARGUMENT, "%s: takes %d arguments, got %d",
                           kl_call_name(f->info, name), n, f->last - f->first + 1);
    return KEFU_OK;
}

static kefu_status kl_arguments(kl_frame *f)
{
    kefu_status status = KEFU_OK;
    int k = 0;
    if (f->table)
        call_find_named(f);
    if (f->named)
        status = call_named_only(f);
    for (const kb_param *param = f->info->params; param->name && !status; param++, k++) {
        kb_arg *out = &f->call.in[k];
        int at = call_locate(f, param, k);
        memset(out, 0, sizeof *out);
        if (!at) {
            status = call_missing(f, param, out);
            continue;
        }
        if (param->kind == KB_NOTHING)
            out->i = at; /* read by hand */
        else
            status = kl_read(f, at, param, out);
        if (param->kind == KB_BATCHES)
            f->source = k;
    }
    return status ? status : call_too_many(f, k);
}

/* An object is there before what is to be in it, and before what that borrows. */
static void call_prepare(kl_frame *f)
{
    const kb_result *result = &f->info->result;
    if (result->kind != KB_HANDLE || result->list || result->borrowed == 1)
        return;
    f->made = kl_object_new(f->L, f->host, result->of)->core;
    f->made_at = lua_gettop(f->L);
}

/* Rows are freed at once: Lua does not know how large they are. */
static void call_free_rows(kl_frame *f)
{
    for (int i = 0; i < f->n_passing && i < KL_PASSING; i++) {
        kl_core *core = f->passing[i]->core;
        f->passing[i]->core = NULL;
        kl_release(f->L, core);
    }
}

static void kl_end(kl_frame *f)
{
    kl_let_go(f);
    if (f->n_passing > 0)
        call_free_rows(f);
}

static kefu_status call_do(kl_frame *f)
{
    kefu_status status = KEFU_OK;
    if (f->table || f->last > 4)
        status = kl_room(f, 2 * KB_MAX_PARAMS + 20);
    if (status)
        return status;
    call_prepare(f);
    status = kl_arguments(f);
    return status ? status : kl_give(f);
}

static int call_end(kl_frame *f, kefu_status status)
{
    kl_end(f);
    return status ? kl_failed(f, status) : 1;
}

/* ---- Functions of Lua ----------------------------------------------------------------------- */

static const kl_bound *call_bound(lua_State *L) { return lua_touserdata(L, lua_upvalueindex(1)); }

/* The object at 1, by its metatable, which is the second upvalue and stays on the stack; NULL if it
 * is none. */
static const kl_object *call_object(lua_State *L)
{
    return lua_getmetatable(L, 1) && lua_rawequal(L, -1, lua_upvalueindex(2)) ? lua_touserdata(L, 1)
                                                                              : NULL;
}

static kefu_status call_no_object(kl_frame *f)
{
    char name[80];
    return kl_fail(
        f, KEFU_E_ARGUMENT, "%s: expected a kefu.%s first, got %s (call it as object:%s(...))",
        kl_call_name(f->info, name), f->info->class_name, luaL_typename(f->L, 1), kl_name(f->info));
}

static kefu_status call_closed(kl_frame *f)
{
    char name[80];
    return kl_fail(f, KEFU_E_STATE, "%s: the %s is closed", kl_call_name(f->info, name),
                   f->info->class_name);
}

static kefu_status call_self(kl_frame *f)
{
    const kl_object *object = call_object(f->L);
    if (!object)
        return call_no_object(f);
    f->self = object->core;
    if (!f->self)
        return call_closed(f);
    f->call.self = f->self->pointer;
    return KEFU_OK;
}

/* What a method that makes nothing borrows, self borrows. */
static int call_method(lua_State *L)
{
    kl_frame f;
    kl_begin(&f, L, call_bound(L), 2, lua_gettop(L));
    kefu_status status = call_self(&f);
    if (!status)
        status = kl_use(&f, f.self);
    if (!status && f.info->result.kind == KB_NOTHING)
        f.made = f.self;
    return call_end(&f, status ? status : call_do(&f));
}

static int call_free_function(lua_State *L, int first)
{
    kl_frame f;
    kl_begin(&f, L, call_bound(L), first, lua_gettop(L));
    return call_end(&f, call_do(&f));
}

static int call_function(lua_State *L) { return call_free_function(L, 1); }

/* kefu.tally{...}: the class itself comes first. */
static int call_class(lua_State *L) { return call_free_function(L, 2); }

static kefu_status call_field_self(kl_frame *f)
{
    kefu_status status = call_self(f);
    return status ? status : kl_use(f, f->self);
}

static int call_field_end(kl_frame *f, kefu_status status)
{
    kl_end(f);
    return status ? kl_raise(f, status) : 1;
}

/* A property by its description. */
static int call_property(lua_State *L, const kl_bound *bound)
{
    kl_frame f;
    kl_begin(&f, L, bound, 1, 0);
    kefu_status status = call_field_self(&f);
    if (!status)
        call_prepare(&f);
    return call_field_end(&f, status ? status : kl_give(&f));
}

/* Element `number` of a list (-1: how many there are). */
static kefu_status call_give_element(kl_frame *f, int64_t number)
{
    f->call.index = -1;
    f->call.i = 0;
    kefu_status status = kl_run(f);
    if (status)
        return status;
    if (number < 0) {
        kl_push_int64(f->L, f->call.i);
        return KEFU_OK;
    }
    if (number == 0 || number > f->call.i) {
        lua_pushnil(f->L);
        return KEFU_OK;
    }
    f->call.index = number - 1;
    return give_one(f);
}

static int call_element(lua_State *L, const kl_bound *bound, int64_t number)
{
    kl_frame f;
    kl_begin(&f, L, bound, 1, 0);
    kefu_status status = call_field_self(&f);
    return call_field_end(&f, status ? status : call_give_element(&f, number));
}

/* ---- Rows by their keys --------------------------------------------------------------------- */

/* A call that the class of self names under `key`, ready to be run. */
static const kb_info *call_of_class(kl_frame *f, const void *key, kb_call *call)
{
    const kl_bound *bound = NULL;
    if (f->self && lua_getmetatable(f->L, 1)) {
        kl_rawgetp(f->L, -1, key);
        bound = lua_touserdata(f->L, -1);
        lua_pop(f->L, 2);
    }
    if (!bound)
        return NULL;
    for (int k = 0; bound->info->params[k].name; k++)
        memset(&call->in[k], 0, sizeof call->in[k]);
    call->self = f->call.self;
    call->error = &f->error;
    call->index = -1;
    call->i = 0;
    return bound->info;
}

/* The number of the row with a key. */
static kefu_status kl_find_row(kl_frame *f, int at, int64_t *row)
{
    char name[80];
    kb_call find;
    const kb_info *info = call_of_class(f, &module_find_key, &find);
    if (!info)
        return kl_wrong(f, at, "a number from 1");
    kefu_status status = kl_read(f, at, info->params, &find.in[0]);
    if (status)
        return status;
    status = info->run(&find);
    *row = find.i;
    return status ? kl_fail_about(f, status, kl_call_name(f->info, name)) : KEFU_OK;
}

/* How many rows self has, where the call is about one of them; else -1. */
static int64_t kl_count_rows(kl_frame *f)
{
    kb_call count;
    const kb_info *info = f->info->params->name && f->info->params->kind == KB_ROW
                              ? call_of_class(f, &module_items_key, &count)
                              : NULL;
    return info && !info->run(&count) ? count.i : -1;
}
