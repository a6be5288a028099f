/* embed.c - a program with Lua inside and kefu linked in: runs the script that it is given.
 *
 *     embed SCRIPT [ARGUMENT ...]
 *
 * allocations_fail(n) lets the nth allocation of Lua fail, and all that follow; with `true` behind
 * it only that one; without n none does. It says whether one has failed since it was last called.
 * state_opens(n, once) opens kefu in another state, where they fail so, and then again, where they
 * do not: whether one has failed, and whether all went as it should.
 */
#include <stdio.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

int luaopen_kefu(lua_State *L);

typedef struct embed_memory {
    lua_Alloc allocate; /* of the state itself */
    void *user;
    long left; /* allocations until one fails; -1: none does */
    int once, failed;
} embed_memory;

static embed_memory embed_first;

static void *embed_allocate(void *user, void *memory, size_t old_size, size_t size)
{
    embed_memory *own = user;
    int grows = size > 0 && (!memory || size > old_size); /* Lua relies on memory that shrinks */
    if (grows && own->left == 0) {
        own->failed = 1;
        own->left = own->once ? -1 : 0;
        return NULL;
    }
    own->left -= grows && own->left > 0;
    return own->allocate(own->user, memory, old_size, size);
}

static void embed_fail_at(embed_memory *own, lua_Integer n, int once)
{
    own->left = (long)n - 1;
    own->once = once;
    own->failed = 0;
}

static lua_State *embed_new(embed_memory *own)
{
    lua_State *L = luaL_newstate();
    if (!L)
        return NULL;
    embed_fail_at(own, 0, 0);
    own->allocate = lua_getallocf(L, &own->user);
    lua_setallocf(L, embed_allocate, own);
    luaL_openlibs(L);
    return L;
}

static int embed_allocations_fail(lua_State *L)
{
    int failed = embed_first.failed;
    embed_fail_at(&embed_first, lua_tointeger(L, 1), lua_toboolean(L, 2));
    lua_pushboolean(L, failed);
    return 1;
}

static int embed_state_opens(lua_State *L)
{
    embed_memory memory;
    lua_State *other = embed_new(&memory);
    if (!other)
        return luaL_error(L, "no state");
    lua_pushcfunction(other, luaopen_kefu);
    lua_pushcfunction(other, luaopen_kefu);
    embed_fail_at(&memory, luaL_checkinteger(L, 1), lua_toboolean(L, 2));
    int opened = lua_pcall(other, 0, 0, 0) == 0, failed = memory.failed;
    embed_fail_at(&memory, 0, 0);
    lua_settop(other, 1); /* what was raised goes */
    int again = lua_pcall(other, 0, 0, 0) == 0;
    lua_close(other);
    lua_pushboolean(L, failed);
    lua_pushboolean(L, again && (opened || failed));
    return 2;
}

static void embed_open(lua_State *L)
{
    lua_pushcfunction(L, embed_allocations_fail);
    lua_setglobal(L, "allocations_fail");
    lua_pushcfunction(L, embed_state_opens);
    lua_setglobal(L, "state_opens");
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
    lua_State *L = embed_new(&embed_first);
    if (!L)
        return 2;
    embed_open(L);
    embed_arguments(L, argc - 1, argv + 1);
    int failed = embed_run(L, argv[1]);
    embed_fail_at(&embed_first, 0, 0);
    lua_close(L);
    return failed;
}
