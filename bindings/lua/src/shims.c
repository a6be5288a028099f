/* shims.c - what some versions of Lua have not. */

static int kl_absolute(lua_State *L, int at)
{
    return at > 0 || at <= LUA_REGISTRYINDEX ? at : lua_gettop(L) + at + 1;
}

/* Pushes table[name] and leaves metatables alone: what they call could close what is in use. */
static void kl_rawfield(lua_State *L, int table, const char *name)
{
    int at = kl_absolute(L, table);
    lua_pushstring(L, name);
    lua_rawget(L, at);
}

/* The addresses of static variables are keys that nobody else has. */
static void kl_rawgetp(lua_State *L, int table, const void *key)
{
#if LUA_VERSION_NUM >= 502
    lua_rawgetp(L, table, key);
#else
    int at = kl_absolute(L, table);
    lua_pushlightuserdata(L, (void *)(uintptr_t)key);
    lua_rawget(L, at);
#endif
}

/* Sets table[key] to the value on top, and pops it. */
static void kl_rawsetp(lua_State *L, int table, const void *key)
{
    int at = kl_absolute(L, table);
    lua_pushlightuserdata(L, (void *)(uintptr_t)key);
    lua_insert(L, -2);
    lua_rawset(L, at);
}

/* Calls body(job): nothing that it raises passes the library, nor does a want of memory on the way
 * in. Gives the code of Lua with the error on the stack, -1 for want of stack. */
static int kl_protected(lua_State *L, lua_CFunction body, void *job)
{
#if LUA_VERSION_NUM < 502
    return lua_cpcall(L, body, job);
#else
    if (!lua_checkstack(L, 2))
        return -1;
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, job);
    return lua_pcall(L, 1, 0, 0);
#endif
}
