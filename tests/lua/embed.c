/* embed.c - a program with Lua inside and kefu linked in: runs the script that it is given.
 *
 *     embed SCRIPT [ARGUMENT ...]
 *     embed --fail N SCRIPT ...     the Nth allocation of Lua, and each Nth after it, fails
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

int luaopen_kefu(lua_State *L);

static long embed_every, embed_count;

static void *embed_allocate(void *user, void *memory, size_t old_size, size_t size)
{
    (void)user;
    if (size == 0) {
        free(memory);
        return NULL;
    }
    int grows = !memory || size > old_size; /* Lua relies on memory that becomes less */
    if (grows && embed_every > 0 && ++embed_count % embed_every == 0)
        return NULL;
    return realloc(memory, size);
}

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
    if (luaL_loadfile(L, script) == 0 && lua_pcall(L, 0, 0, embed_every ? 0 : -2) == 0)
        return 0;
    fprintf(stderr, "%s\n", lua_tostring(L, -1) ? lua_tostring(L, -1) : "an error");
    return 1;
}

int main(int argc, char **argv)
{
    int first = 1;
    long every = 0;
    if (argc > 3 && strcmp(argv[1], "--fail") == 0) {
        every = atol(argv[2]);
        first = 3;
    }
    if (argc <= first) {
        fprintf(stderr, "usage: %s [--fail N] SCRIPT [ARGUMENT ...]\n", argv[0]);
        return 2;
    }
    lua_State *L = lua_newstate(embed_allocate, NULL);
    if (!L)
        return 2;
    luaL_openlibs(L);
    embed_open(L);
    embed_arguments(L, argc - first, argv + first);
    embed_every = every;
    int failed = embed_run(L, argv[first]);
    embed_every = 0;
    lua_close(L);
    return failed;
}
