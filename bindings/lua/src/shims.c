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
    int at = kl_absolute(L, table);
    lua_pushlightuserdata(L, (void *)(uintptr_t)key);
    lua_rawget(L, at);
}

/* Sets table[key] to the value on top, and pops it. */
static void kl_rawsetp(lua_State *L, int table, const void *key)
{
    int at = kl_absolute(L, table);
    lua_pushlightuserdata(L, (void *)(uintptr_t)key);
    lua_insert(L, -2);
    lua_rawset(L, at);
}
