/* value.c - kefu.value: an exact number, num / den, and how much stands behind it. */

enum { VALUE_DIGITS = 18 };

static const char value_key = 0;

/* The value at `at` (from 1), by its metatable, which stays on the stack: that is one call less. */
static const kefu_value *kl_to_value_of(lua_State *L, int at, const void *metatable)
{
    return lua_getmetatable(L, at) && lua_topointer(L, -1) == metatable ? lua_touserdata(L, at)
                                                                        : NULL;
}

static const kefu_value *kl_to_value(lua_State *L, int at)
{
    int position = kl_absolute(L, at), top = lua_gettop(L);
    kl_metatable(L, &value_key);
    const kefu_value *value = kl_to_value_of(L, position, lua_topointer(L, -1));
    lua_settop(L, top);
    return value;
}

static void kl_push_value(lua_State *L, const kefu_value *value)
{
    kefu_value *own = lua_newuserdata(L, sizeof *own);
    *own = *value;
    kl_metatable(L, &value_key);
    lua_setmetatable(L, -2);
}

static int64_t value_power(int digits)
{
    int64_t power = 1;
    while (digits-- > 0)
        power *= 10;
    return power;
}

/* Digits and exponent of "1.25e-07"; 0 where there are too many. */
static int value_of_text(const char *text, int64_t *num, int *exponent)
{
    int digits = 0, point = 0, after = 0, negative = *text == '-';
    int64_t sum = 0;
    for (text += negative; *text && *text != 'e'; text++) {
        if (*text == '.') {
            point = 1;
        } else if (*text < '0' || *text > '9' || digits >= VALUE_DIGITS) {
            return 0;
        } else {
            sum = sum * 10 + (*text - '0');
            digits += sum > 0;
            after += point;
        }
    }
    *num = negative ? -sum : sum;
    *exponent = (*text == 'e' ? atoi(text + 1) : 0) - after;
    return 1;
}

/* The shortest decimal of a double, exactly: 12.5 is 125 / 10. 0 where it does not fit. */
static int kl_value_of_double(double number, kefu_value *out)
{
    char text[40];
    int64_t num;
    int exponent;
    kl_shortest(number, text);
    if (!value_of_text(text, &num, &exponent) || exponent < -VALUE_DIGITS ||
        exponent > VALUE_DIGITS)
        return 0;
    int64_t power = value_power(exponent < 0 ? -exponent : exponent);
    if (exponent > 0 && (num > INT64_MAX / power || num < -(INT64_MAX / power)))
        return 0;
    memset(out, 0, sizeof *out);
    out->num = exponent > 0 ? num * power : num;
    out->den = exponent < 0 ? power : 1;
    out->n = -1;
    return 1;
}

/* ---- Its fields and methods ----------------------------------------------------------------- */

/* Operators and fields have the address of the metatable with them. */
static const kefu_value *value_self(lua_State *L, int at)
{
    const void *metatable = lua_touserdata(L, lua_upvalueindex(1));
    const kefu_value *value = metatable ? kl_to_value_of(L, at, metatable) : kl_to_value(L, at);
    if (!value)
        luaL_error(L, "not a kefu.value");
    return value;
}

static int value_failed(lua_State *L, kefu_status status, const char *message)
{
    lua_pushnil(L);
    lua_pushstring(L, message);
    lua_pushinteger(L, status);
    return 3;
}

/* v:round(2): num / den × 100 as a whole number, half away from zero. */
static int value_round(lua_State *L)
{
    int64_t rounded;
    const kefu_value *value = value_self(L, 1);
    kefu_status status = kefu_value_round(value, (int32_t)luaL_optinteger(L, 2, 0), &rounded);
    if (status)
        return value_failed(L, status,
                            "round: no number, one that does not fit, or more than 18 "
                            "digits");
    kl_push_int64(L, rounded);
    return 1;
}

static int value_format(lua_State *L)
{
    char text[64];
    const kefu_value *value = value_self(L, 1);
    kefu_status status =
        kefu_value_format(value, (int32_t)luaL_optinteger(L, 2, 0), text, sizeof text);
    if (status)
        return value_failed(L, status, "format: 0 to 18 digits");
    lua_pushstring(L, text);
    return 1;
}

/* v:number(): the nearest double, nil where there is no number. */
static int value_number(lua_State *L)
{
    const kefu_value *value = value_self(L, 1);
    if (value->den == 0)
        lua_pushnil(L);
    else
        lua_pushnumber(L, (lua_Number)value->num / (lua_Number)value->den);
    return 1;
}

static void value_get_num(lua_State *L, const kefu_value *v) { kl_push_int64(L, v->num); }
static void value_get_den(lua_State *L, const kefu_value *v) { kl_push_int64(L, v->den); }
static void value_get_n(lua_State *L, const kefu_value *v) { kl_push_int64(L, v->n); }
static void value_get_status(lua_State *L, const kefu_value *v)
{
    kl_push_word(L, &value_status_words, v->status);
}
static void value_get_flags(lua_State *L, const kefu_value *v)
{
    kl_push_word(L, &value_flags_words, v->flags);
}

typedef struct value_member {
    const char *name;
    void (*get)(lua_State *L, const kefu_value *value);
    lua_CFunction method;
} value_member;

static const value_member value_members[] = {{"num", value_get_num, NULL},
                                             {"den", value_get_den, NULL},
                                             {"n", value_get_n, NULL},
                                             {"status", value_get_status, NULL},
                                             {"flags", value_get_flags, NULL},
                                             {"round", NULL, value_round},
                                             {"format", NULL, value_format},
                                             {"number", NULL, value_number},
                                             {NULL, NULL, NULL}};

static int value_index(lua_State *L)
{
    const kefu_value *value = value_self(L, 1);
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
    for (const value_member *m = value_members; m->name; m++) {
        if (strcmp(m->name, name) != 0)
            continue;
        if (m->get)
            m->get(L, value);
        else
            lua_pushcfunction(L, m->method);
        return 1;
    }
    lua_pushnil(L);
    return 1;
}

/* num/den as they are, "-" where there is no number. */
static void value_push_text(lua_State *L, const kefu_value *value)
{
    char num[24], den[24];
    if (value->den == 0) {
        lua_pushliteral(L, "-");
        return;
    }
    int64_text(value->num, num);
    int64_text(value->den, den);
    lua_pushfstring(L, "%s/%s", num, den);
}

static int value_to_string(lua_State *L)
{
    value_push_text(L, value_self(L, 1));
    return 1;
}

/* "sales: " .. v */
static int value_concat(lua_State *L)
{
    const void *metatable = lua_touserdata(L, lua_upvalueindex(1));
    for (int at = 1; at <= 2; at++) {
        const kefu_value *value = kl_to_value_of(L, at, metatable);
        lua_settop(L, 2);
        if (!value)
            continue;
        value_push_text(L, value);
        lua_replace(L, at);
    }
    if (!lua_isstring(L, 1) || !lua_isstring(L, 2))
        return luaL_error(L, "kefu.value: only text and numbers are joined");
    lua_concat(L, 2);
    return 1;
}

/* The two that an operator compares. */
static const kefu_value *value_both(lua_State *L, const kefu_value **other)
{
    const void *metatable = lua_touserdata(L, lua_upvalueindex(1));
    const kefu_value *one = kl_to_value_of(L, 1, metatable);
    *other = kl_to_value_of(L, 2, metatable);
    if (!one || !*other)
        luaL_error(L, "a kefu.value is compared with another: kefu.value(4)");
    return one;
}

static int value_compare(lua_State *L)
{
    int32_t order = 0;
    const kefu_value *b, *a = value_both(L, &b);
    if (kefu_value_compare(a, b, &order))
        luaL_error(L, "a value without a number is neither more nor less");
    return order;
}

static int value_less(lua_State *L)
{
    lua_pushboolean(L, value_compare(L) < 0);
    return 1;
}

static int value_at_most(lua_State *L)
{
    lua_pushboolean(L, value_compare(L) <= 0);
    return 1;
}

/* Those without a number are equal where they are so for the same reason. */
static int value_equal(lua_State *L)
{
    int32_t order = 1;
    const kefu_value *b, *a = value_both(L, &b);
    int none = a->den == 0 && b->den == 0 && a->status == b->status;
    lua_pushboolean(L, none || (!kefu_value_compare(a, b, &order) && order == 0));
    return 1;
}

static const luaL_Reg value_methods[] = {{"__index", value_index},
                                         {"__tostring", value_to_string},
                                         {"__lt", value_less},
                                         {"__le", value_at_most},
                                         {"__eq", value_equal},
                                         {"__concat", value_concat},
                                         {NULL, NULL}};

static void value_open(lua_State *L)
{
    lua_createtable(L, 0, 8);
    for (const luaL_Reg *method = value_methods; method->name; method++) {
        lua_pushlightuserdata(L, (void *)(uintptr_t)lua_topointer(L, -1));
        lua_pushcclosure(L, method->func, 1);
        lua_setfield(L, -2, method->name);
    }
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    kl_rawsetp(L, LUA_REGISTRYINDEX, &value_key);
}

/* ---- Whole numbers at a scale ---------------------------------------------------------------- */

/* Scale and number of kefu.decimal(n, scale) and kefu.number(n, scale). */
static int value_scaled(lua_State *L, kefu_value *out, int32_t *scale)
{
    memset(out, 0, sizeof *out);
    *scale = (int32_t)luaL_optinteger(L, 2, 6);
    if (*scale < 0 || *scale > VALUE_DIGITS || kl_to_int64(L, 1, &out->num) != KL_WHOLE)
        return 0;
    out->den = value_power(*scale);
    return 1;
}

/* kefu.decimal(12500000) is "12.500000", kefu.decimal(1250, 2) is "12.50". */
static int value_decimal(lua_State *L)
{
    char text[64];
    kefu_value value;
    int32_t scale;
    if (lua_isnoneornil(L, 1)) {
        lua_pushliteral(L, "-");
        return 1;
    }
    if (!value_scaled(L, &value, &scale) || kefu_value_format(&value, scale, text, sizeof text))
        return value_failed(L, KEFU_E_ARGUMENT, "decimal: a whole number and a scale of 0 to 18");
    lua_pushstring(L, text);
    return 1;
}

/* kefu.number(12500000) is 12.5, a double. */
static int value_to_double(lua_State *L)
{
    kefu_value value;
    int32_t scale;
    if (lua_isnoneornil(L, 1)) {
        lua_pushnil(L);
        return 1;
    }
    if (!value_scaled(L, &value, &scale))
        return value_failed(L, KEFU_E_ARGUMENT, "number: a whole number and a scale of 0 to 18");
    lua_pushnumber(L, (lua_Number)value.num / (lua_Number)value.den);
    return 1;
}

/* ---- kefu.value(...) ------------------------------------------------------------------------ */

/* kefu.value(45, 100, 100): numerator, denominator (1), observations (-1, not known). */
static int value_new(lua_State *L)
{
    kefu_value value = {0, 1, -1, KEFU_VALUE_OK, 0};
    if (lua_gettop(L) == 1 && lua_type(L, 1) == LUA_TNUMBER &&
        kl_to_int64(L, 1, &value.num) == KL_FRACTION) {
        if (!kl_value_of_double(lua_tonumber(L, 1), &value))
            return value_failed(L, KEFU_E_PRECISION, "value: more than 18 digits");
        kl_push_value(L, &value);
        return 1;
    }
    int good = kl_to_int64(L, 1, &value.num) == KL_WHOLE;
    if (!lua_isnoneornil(L, 2))
        good = good && kl_to_int64(L, 2, &value.den) == KL_WHOLE && value.den > 0;
    if (!lua_isnoneornil(L, 3))
        good = good && kl_to_int64(L, 3, &value.n) == KL_WHOLE && value.n >= -1;
    if (!good)
        return value_failed(L, KEFU_E_ARGUMENT,
                            "value: whole numbers, a denominator above 0, observations or -1");
    kl_push_value(L, &value);
    return 1;
}
