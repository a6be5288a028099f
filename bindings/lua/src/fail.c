/* fail.c - what failed comes back as nil, message, code, and a table with the place. */

static void kl_error_clear(kefu_error *error)
{
    memset(error, 0, sizeof *error);
    error->row = error->offset = -1;
}

/* Where a cut would part a character, all of it goes. */
static void fail_cut(char *text)
{
    size_t size = strlen(text), at = size;
    while (at > 0 && ((unsigned char)text[at - 1] & 0xC0) == 0x80)
        at--;
    if (at == 0)
        return;
    unsigned char lead = (unsigned char)text[at - 1];
    size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (size - (at - 1) < want)
        text[at - 1] = 0;
}

static kefu_status kl_fail(kl_frame *f, kefu_status status, const char *format, ...)
{
    va_list arguments;
    kl_error_clear(&f->error);
    f->error.code = status;
    va_start(arguments, format);
    vsnprintf(f->error.message, sizeof f->error.message, format, arguments);
    va_end(arguments);
    fail_cut(f->error.message);
    return status;
}

/* Says in front of a message of the library what it is about. */
static kefu_status kl_fail_about(kl_frame *f, kefu_status status, const char *what)
{
    char message[sizeof f->error.message];
    if (f->error.code != status)
        return status;
    memcpy(message, f->error.message, sizeof message);
    return kl_fail(f, status, "%s: %s", what, message);
}

static void fail_number(lua_State *L, const char *name, int64_t number)
{
    kl_push_int64(L, number);
    lua_setfield(L, -2, name);
}

/* Rows count from 1, so that rows[details.row] is the one; the offset is in bytes, as C has it. */
static void fail_details(lua_State *L, const kefu_error *error)
{
    lua_createtable(L, 0, 6);
    lua_pushstring(L, kefu_status_name(error->code));
    lua_setfield(L, -2, "name");
    fail_number(L, "code", error->code);
    if (error->line > 0)
        fail_number(L, "line", error->line);
    if (error->column > 0)
        fail_number(L, "column", error->column);
    if (error->row >= 0)
        fail_number(L, "row", error->row + 1);
    if (error->offset >= 0)
        fail_number(L, "offset", error->offset);
}

/* Keeps what is on top of the stack in a slot of the host, and pops it; asks for no memory. */
static void kl_put(kl_host *host, int slot)
{
    lua_rawgeti(host->L, LUA_REGISTRYINDEX, host->slots);
    lua_insert(host->L, -2);
    lua_rawseti(host->L, -2, slot);
    lua_pop(host->L, 1);
}

static void kl_get(kl_host *host, int slot)
{
    lua_rawgeti(host->L, LUA_REGISTRYINDEX, host->slots);
    lua_rawgeti(host->L, -1, slot);
    lua_remove(host->L, -2);
}

/* Keeps what a function of Lua raised, which is on top of the stack of who calls. */
static kefu_status kl_raised(kl_host *host)
{
    kl_put(host, KL_RAISED);
    host->raised = 1;
    return KEFU_E_CALLBACK;
}

/* It is passed on as it is, instead of the words about it. */
static void fail_message(lua_State *L, kl_host *host, const kefu_error *error)
{
    char said[sizeof error->message + 200];
    host->L = L;
    if (host->raised && error->code == KEFU_E_CALLBACK) {
        kl_get(host, KL_RAISED);
    } else {
        kl_say(error->message, said, sizeof said);
        lua_pushstring(L, said);
    }
    lua_pushboolean(L, 0);
    kl_put(host, KL_RAISED);
    host->raised = 0;
}

static int kl_return_error(lua_State *L, kl_host *host, const kefu_error *error)
{
    lua_pushnil(L);
    fail_message(L, host, error);
    lua_pushinteger(L, error->code);
    fail_details(L, error);
    return 4;
}

static int kl_failed(kl_frame *f, kefu_status status)
{
    kl_complete(f, status);
    return kl_return_error(f->L, f->host, &f->error);
}

/* Fields and operators have one result, so what fails there is raised. */
static int kl_raise(kl_frame *f, kefu_status status)
{
    kl_complete(f, status);
    fail_message(f->L, f->host, &f->error);
    return lua_error(f->L);
}
