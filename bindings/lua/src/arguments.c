/* arguments.c - what is given, as C takes it: a reader for each kind of value. */

/* Memory that lives until the call returns. It stays on the stack of Lua, as do texts that were
 * looked up: nothing is freed by hand, whatever fails. */
static void *kl_scratch(lua_State *L, size_t size)
{
    void *memory = lua_newuserdata(L, size > 0 ? size : 1);
    memset(memory, 0, size);
    return memory;
}

/* Room for n more values; an error of Lua would pass by what has to be released. */
static kefu_status kl_room(kl_frame *f, int n)
{
    return lua_checkstack(f->L, n) ? KEFU_OK : kl_fail(f, KEFU_E_LIMIT, "the stack of Lua is full");
}

static kefu_status kl_wrong(kl_frame *f, int at, const char *expected)
{
    return kl_fail(f, KEFU_E_ARGUMENT, "%s: expected %s, got %s", f->what, expected,
                   luaL_typename(f->L, at));
}

/* What keeps functions and handles as long as what is made lives, or this call. */
static kl_core *argument_keeper(kl_frame *f)
{
    if (!f->made)
        f->made = kl_object_new(f->L, f->host, NULL)->core;
    return f->made;
}

/* ---- Numbers -------------------------------------------------------------------------------- */

static kefu_status argument_bool(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    if (lua_type(f->L, at) != LUA_TBOOLEAN)
        return kl_wrong(f, at, "true or false");
    out->i = lua_toboolean(f->L, at);
    return KEFU_OK;
}

static kefu_status argument_whole(kl_frame *f, int at, int64_t least, int64_t most, int64_t *out)
{
    switch (kl_to_int64(f->L, at, out)) {
    case KL_NO_NUMBER:
        return kl_wrong(f, at, "a whole number");
    case KL_FRACTION:
        return kl_fail(f, KEFU_E_ARGUMENT, "%s: expected a whole number, got a fraction", f->what);
    case KL_TOO_BIG:
        return kl_fail(f, KEFU_E_ARGUMENT, "%s: the number is not exact: use kefu.int64('...')",
                       f->what);
    default:
        break;
    }
    if (*out < least || *out > most)
        return kl_fail(f, KEFU_E_ARGUMENT, "%s: the number is out of range", f->what);
    return KEFU_OK;
}

static kefu_status argument_int8(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    return argument_whole(f, at, INT8_MIN, INT8_MAX, &out->i);
}

/* Numbers of things count from 1; 0 is none of them. */
static kefu_status argument_index(kl_frame *f, int at, int64_t most, kb_arg *out)
{
    kefu_status status = argument_whole(f, at, 0, most, &out->i);
    out->i -= !status;
    return status;
}

static kefu_status argument_int32(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    return slot->of == &kb_index ? argument_index(f, at, INT32_MAX, out)
                                 : argument_whole(f, at, INT32_MIN, INT32_MAX, &out->i);
}

static kefu_status argument_uint32(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    return argument_whole(f, at, 0, UINT32_MAX, &out->i);
}

static kefu_status argument_int64(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    return slot->of == &kb_index ? argument_index(f, at, INT64_MAX, out)
                                 : argument_whole(f, at, INT64_MIN, INT64_MAX, &out->i);
}

/* Keys of draws: negative numbers are the upper half. */
static kefu_status argument_uint64(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    return argument_whole(f, at, INT64_MIN, INT64_MAX, &out->i);
}

static kefu_status argument_size(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    return argument_whole(f, at, 0, INT32_MAX, &out->i);
}

static kefu_status argument_value_table(kl_frame *f, int at, kefu_value *out)
{
    static const char *const names[] = {"num", "den", "n"};
    int64_t *const fields[] = {&out->num, &out->den, &out->n};
    kefu_status status = KEFU_OK;
    int top = lua_gettop(f->L);
    for (int i = 0; i < 3 && !status; i++) {
        lua_rawgeti(f->L, at, i + 1);
        if (lua_isnil(f->L, -1))
            kl_rawfield(f->L, at, names[i]);
        if (!lua_isnil(f->L, -1) || i == 0)
            status = argument_whole(f, lua_gettop(f->L), INT64_MIN, INT64_MAX, fields[i]);
        lua_settop(f->L, top);
    }
    return status;
}

/* A kefu.value, a number, or {num, den, n}. */
static kefu_status argument_value(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    const kefu_value *value = kl_to_value_of(f->L, at, f->host->value_metatable);
    kefu_value made = {0, 1, -1, KEFU_VALUE_OK, 0};
    int kind = KL_WHOLE;
    if (value) {
        out->v = *value;
        return KEFU_OK;
    }
    if (lua_istable(f->L, at)) {
        kefu_status status = argument_value_table(f, at, &made);
        out->v = made;
        return status;
    }
    kind = kl_to_int64(f->L, at, &made.num);
    if (kind == KL_NO_NUMBER)
        return kl_wrong(f, at, "a kefu.value, a number or {num, den, n}");
    if (kind != KL_WHOLE && !kl_value_of_double(lua_tonumber(f->L, at), &made))
        return kl_fail(f, KEFU_E_PRECISION, "%s: the number has too many digits", f->what);
    out->v = made;
    return KEFU_OK;
}

/* ---- Words ---------------------------------------------------------------------------------- */

static const kb_word *argument_find_word(const kb_words *words, const char *name)
{
    for (const kb_word *word = words->list; word->name; word++)
        if (strcmp(word->name, name) == 0)
            return word;
    return NULL;
}

static kefu_status argument_no_word(kl_frame *f, const kb_words *words, const char *name)
{
    char all[160] = "";
    size_t used = 0;
    for (const kb_word *word = words->list; word->name; word++) {
        int n = snprintf(all + used, sizeof all - used, "%s%s", used ? ", " : "", word->name);
        if (n < 0 || (size_t)n >= sizeof all - used)
            break;
        used += (size_t)n;
    }
    return kl_fail(f, KEFU_E_ARGUMENT, "%s: '%.40s' is none of %s", f->what, name, all);
}

static kefu_status argument_word_at(kl_frame *f, int at, const kb_words *words, int64_t *out)
{
    if (lua_type(f->L, at) != LUA_TSTRING)
        return kl_wrong(f, at, "a word");
    const char *name = lua_tostring(f->L, at);
    const kb_word *word = argument_find_word(words, name);
    if (!word)
        return argument_no_word(f, words, name);
    *out = word->value;
    return KEFU_OK;
}

static kefu_status argument_word(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    return argument_word_at(f, at, slot->of, &out->i);
}

/* "a", {"a", "b"} or {a = true, b = true}. */
static kefu_status argument_flags(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    lua_State *L = f->L;
    int64_t bit = 0;
    if (!lua_istable(L, at)) {
        kefu_status status = argument_word_at(f, at, slot->of, &bit);
        out->i = bit;
        return status;
    }
    lua_pushnil(L);
    while (lua_next(L, at)) {
        int word = lua_type(L, -2) == LUA_TSTRING ? -2 : -1;
        if (word == -1 || lua_toboolean(L, -1)) {
            kefu_status status = argument_word_at(f, kl_absolute(L, word), slot->of, &bit);
            if (status)
                return status;
            out->i |= bit;
        }
        lua_pop(L, 1);
    }
    return KEFU_OK;
}

WORDS(language, WORD(KEFU_, ZH, "zh"), WORD(KEFU_, EN, "en"));
WORDS(encoding, WORD(KEFU_, UTF8, "utf-8"), WORD(KEFU_, GB18030, "gb18030"));

static kefu_status argument_language(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    return argument_word_at(f, at, &language_words, &out->i);
}

static kefu_status argument_encoding(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    return argument_word_at(f, at, &encoding_words, &out->i);
}

/* "2026-10-31", as kefu_date_parse reads it. */
static kefu_status argument_day(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    size_t size;
    int32_t day = 0;
    if (lua_type(f->L, at) != LUA_TSTRING)
        return kl_wrong(f, at, "a day such as '2026-10-31'");
    const char *text = lua_tolstring(f->L, at, &size);
    kefu_status status = kefu_date_parse(text, size, &day, &f->error);
    out->i = day;
    return status ? kl_fail_about(f, status, f->what) : KEFU_OK;
}

/* ---- Text ----------------------------------------------------------------------------------- */

static kefu_status argument_bytes(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    if (lua_type(f->L, at) != LUA_TSTRING)
        return kl_wrong(f, at, "a string");
    out->data = lua_tolstring(f->L, at, &out->size);
    return KEFU_OK;
}

static kefu_status argument_text(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    kefu_status status = argument_bytes(f, at, slot, out);
    if (!status && memchr(out->data, 0, out->size))
        return kl_fail(f, KEFU_E_ARGUMENT, "%s: a NUL inside the text", f->what);
    return status;
}

static kefu_status argument_char(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    kefu_status status = argument_bytes(f, at, slot, out);
    if (!status && (out->size != 1 || *(const unsigned char *)out->data > 127))
        return kl_fail(f, KEFU_E_ARGUMENT, "%s: expected one ASCII character", f->what);
    if (!status)
        out->i = *(const unsigned char *)out->data;
    return status;
}

/* ---- Objects -------------------------------------------------------------------------------- */

static kefu_status argument_handle(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    const kb_class *class, *expected = slot->of;
    kl_core *core = kl_core_of(f->L, at, &class);
    if (class != expected)
        return kl_fail(f, KEFU_E_ARGUMENT, "%s: expected a kefu.%s, got %s", f->what,
                       expected->name, class ? class->name : luaL_typename(f->L, at));
    if (!core)
        return kl_fail(f, KEFU_E_STATE, "%s: the %s is closed", f->what, class->name);
    out->data = core->pointer;
    if (slot->keep == KB_KEPT && !kl_keep(argument_keeper(f), core))
        return kl_fail(f, KEFU_E_MEMORY, "%s: not enough memory", f->what);
    return kl_use(f, core);
}

/* A number from 1, or a key. */
static kefu_status argument_row(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    return lua_type(f->L, at) == LUA_TNUMBER ? argument_index(f, at, INT64_MAX, out)
                                             : kl_find_row(f, at, &out->i);
}

/* A function that is told how far it is. */
typedef struct kl_callback {
    kl_host *host;
    int function;
} kl_callback;

/* Told as a number from 0 to 1; false stops it. */
static kefu_status KEFU_CALL argument_on_progress(void *user, int32_t millionths)
{
    kl_callback *callback = user;
    lua_State *L = callback->host->L;
    int top = lua_gettop(L), go = 1;
    if (!lua_checkstack(L, 4))
        return KEFU_E_MEMORY;
    lua_rawgeti(L, LUA_REGISTRYINDEX, callback->function);
    lua_pushnumber(L, millionths / 1e6);
    if (lua_pcall(L, 1, 1, 0) != 0)
        return kl_raised(callback->host);
    go = lua_isnil(L, -1) || lua_toboolean(L, -1);
    lua_settop(L, top);
    return go ? KEFU_OK : KEFU_E_CALLBACK;
}

static kefu_status argument_progress(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    (void)slot;
    if (lua_type(f->L, at) != LUA_TFUNCTION)
        return kl_wrong(f, at, "a function");
    kl_core *keeper = argument_keeper(f);
    kl_callback *callback = kl_scratch(f->L, sizeof *callback);
    callback->host = f->host;
    callback->function = kl_keep_ref(f->L, keeper, at);
    int kept = kl_keep_ref(f->L, keeper, lua_gettop(f->L));
    if (callback->function == LUA_NOREF || kept == LUA_NOREF)
        return kl_fail(f, KEFU_E_MEMORY, "%s: not enough memory", f->what);
    out->data = callback;
    return KEFU_OK;
}
