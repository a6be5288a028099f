/* embed.c - a program with Lua inside and kefu linked in: runs the script that it is given.
 *
 *     embed SCRIPT [ARGUMENT ...]
 */
#include <stdio.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

int luaopen_kefu(lua_State *L);

static void embed_open(lua_State *L)
{
#if LUA_VERSION_NUM >= 502
    luaL_requiref(L, "kefu", luaopen_kefu, 0);
    lua_pop(L, 1);
#else
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "preload");
    lua_pushcfunction(L, luaopen_kefu);
    lua_setfield(L, -2, "kefu");
    lua_pop(L, 2);
#endif
}

/* The script and what follows it, as the program of Lua has them. */
static void embed_arguments(lua_State *L, int n, char **arguments)
{
    lua_newtable(L);
    for (int i = 0; i < n; i++) {
        lua_pushstring(L, arguments[i]);
        lua_rawseti(L, -2, i);
    }
    lua_setglobal(L, "arg");
}

static int embed_trace(lua_State *L)
{
    lua_getglobal(L, "debug");
    lua_getfield(L, -1, "traceback");
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    return 1;
}

static int embed_run(lua_State *L, const char *script)
{
    lua_pushcfunction(L, embed_trace);
    if (luaL_loadfile(L, script) == 0 && lua_pcall(L, 0, 0, -2) == 0)
        return 0;
    fprintf(stderr, "%s\n", lua_tostring(L, -1) ? lua_tostring(L, -1) : "an error");
    return 1;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: %s SCRIPT [ARGUMENT ...]\n", argv[0]);
        return 2;
    }
    lua_State *L = luaL_newstate();
    if (!L)
        return 2;
    luaL_openlibs(L);
    embed_open(L);
    embed_arguments(L, argc - 1, argv + 1);
    int failed = embed_run(L, argv[1]);
    lua_close(L);
    return failed;
}
