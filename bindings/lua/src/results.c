/* results.c - what a call gave, as values of Lua: a writer for each kind. */

static void result_push(lua_State *L, const kl_slot *slot, const kb_arg *from);

static void result_bool(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    (void)slot;
    lua_pushboolean(L, from->i != 0);
}

/* Numbers of things count from 1; -1 is none. */
static void result_int(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    if (slot->of != &kb_index)
        kl_push_int64(L, from->i);
    else if (from->i < 0)
        lua_pushnil(L);
    else
        kl_push_int64(L, from->i + 1);
}

static void result_known(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    (void)slot;
    if (from->i == KEFU_UNKNOWN)
        lua_pushnil(L);
    else
        kl_push_int64(L, from->i);
}

/* {below_floor = true, ...} */
static void result_flags(lua_State *L, const kb_words *words, int64_t bits)
{
    lua_createtable(L, 0, bits ? 2 : 0);
    for (const kb_word *word = words->list; word->name && bits; word++) {
        if (!word->value || (bits & word->value) != word->value)
            continue;
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, word->name);
    }
}

static void kl_push_word(lua_State *L, const kb_words *words, int64_t value)
{
    if (words->flags) {
        result_flags(L, words, value);
        return;
    }
    for (const kb_word *word = words->list; word->name; word++) {
        if (word->value != value)
            continue;
        lua_pushstring(L, word->name);
        return;
    }
    lua_pushnil(L);
}

static void result_word(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    kl_push_word(L, slot->of, from->i);
}

static void result_language(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    (void)slot;
    kl_push_word(L, &language_words, from->i);
}

static void result_encoding(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    (void)slot;
    kl_push_word(L, &encoding_words, from->i);
}

static int result_no_day(const void *mark, int64_t day)
{
    return (mark == &kb_day_zero && day == 0) ||
           (mark == &kb_day_ends && (day == INT32_MIN || day == INT32_MAX));
}

/* "2026-10-31"; a number beyond the years 1 to 9999. */
static void result_day(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    char text[16];
    if (result_no_day(slot->of, from->i))
        lua_pushnil(L);
    else if (kefu_date_format((int32_t)from->i, text, sizeof text))
        kl_push_int64(L, from->i);
    else
        lua_pushstring(L, text);
}

static void result_value(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    (void)slot;
    kl_push_value(L, &from->v);
}

/* NULL is nil. */
static void result_text(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    (void)slot;
    lua_pushstring(L, from->data);
}

static void result_view(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    (void)slot;
    if (from->data)
        lua_pushlstring(L, from->data, from->size);
    else
        lua_pushnil(L);
}

static void result_chars(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    (void)slot;
    lua_pushstring(L, from->data);
}

static void result_hex(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *bytes = from->data;
    char text[32];
    (void)slot;
    for (int i = 0; i < 16; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    lua_pushlstring(L, text, sizeof text);
}

static void result_char(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    char letter = (char)from->i;
    (void)slot;
    if (letter)
        lua_pushlstring(L, &letter, 1);
    else
        lua_pushnil(L);
}

/* ---- Arrays --------------------------------------------------------------------------------- */

#define RESULT_ARRAY(name, type, push)                                                             \
    static void name(lua_State *L, const kl_slot *slot, const kb_arg *from)                        \
    {                                                                                              \
        const type *array = from->data;                                                            \
        (void)slot;                                                                                \
        lua_createtable(L, (int)from->size, 0);                                                    \
        for (size_t i = 0; i < from->size; i++) {                                                  \
            push;                                                                                  \
            lua_rawseti(L, -2, (int)(i + 1));                                                      \
        }                                                                                          \
    }
RESULT_ARRAY(result_int32s, int32_t, kl_push_int64(L, array[i]))
RESULT_ARRAY(result_int64s, int64_t, kl_push_int64(L, array[i]))
RESULT_ARRAY(result_texts, char *const, lua_pushstring(L, array[i]))
RESULT_ARRAY(result_views, kefu_text, lua_pushlstring(L, array[i].data, array[i].size))
#undef RESULT_ARRAY

/* ---- Structs -------------------------------------------------------------------------------- */

static void kl_push_struct(lua_State *L, const kb_struct *of, const void *from)
{
    luaL_checkstack(L, 8, "kefu");
    lua_createtable(L, 0, of->n_fields);
    for (int i = 0; i < of->n_fields; i++) {
        const kb_field *field = &of->fields[i];
        kb_arg value = {0};
        kl_slot slot = {field->name, field->kind, 0, field->scale, 0, field->of};
        kb_field_load(field, from, &value);
        lua_pushstring(L, field->name);
        result_push(L, &slot, &value);
        lua_rawset(L, -3);
    }
}

static void result_struct(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    kl_push_struct(L, slot->of, from->data);
}

/* The place is nil where there is none, and may be 2.5. */
static void result_place(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    kefu_place place;
    (void)slot;
    memcpy(&place, from->data, sizeof place);
    kl_push_struct(L, &place_struct, &place);
    if (place.twice == 0)
        lua_pushnil(L);
    else if (place.twice % 2)
        lua_pushnumber(L, (lua_Number)place.twice / 2);
    else
        kl_push_int64(L, place.twice / 2);
    lua_setfield(L, -2, "place");
}
