/* lua_peer.c - the least that a function of C costs from Lua: beside which calls of kefu are timed.
 */
#include <lauxlib.h>
#include <lua.h>

int luaopen_lua_peer(lua_State *L);

/* Two arguments, checked, and a number back. */
static int peer_scale(lua_State *L)
{
    lua_pushnumber(L, luaL_checknumber(L, 1) * (lua_Number)(1 << luaL_checkinteger(L, 2)));
    return 1;
}

/* A method: its object, checked by its metatable, and a text. */
static int peer_label(lua_State *L)
{
    luaL_checkudata(L, 1, "peer");
    lua_pushstring(L, luaL_checkstring(L, 2));
    return 1;
}

int luaopen_lua_peer(lua_State *L)
{
    lua_newtable(L);
    lua_pushcfunction(L, peer_scale);
    lua_setfield(L, -2, "scale");
    lua_newuserdata(L, 8);
    luaL_newmetatable(L, "peer");
    lua_newtable(L);
    lua_pushcfunction(L, peer_label);
    lua_setfield(L, -2, "label");
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_setfield(L, -2, "object");
    return 1;
}
