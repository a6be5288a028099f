/* int64.c - whole numbers of 64 bits: those of Lua where it has them, else doubles below 2^53 and
 * a number of its own beyond. */

/* Whether the text is a whole number and nothing else; it must fit. */
static int int64_parse(const char *text, size_t size, int64_t *out)
{
    size_t at = size > 0 && (text[0] == '-' || text[0] == '+');
    int negative = at && text[0] == '-';
    uint64_t limit = negative ? (uint64_t)INT64_MAX + 1 : INT64_MAX, sum = 0;
    if (at == size)
        return 0;
    for (; at < size; at++) {
        unsigned digit = (unsigned)(unsigned char)text[at] - '0';
        if (digit > 9 || sum > (limit - digit) / 10)
            return 0;
        sum = sum * 10 + digit;
    }
    *out = negative ? (int64_t)(0 - sum) : (int64_t)sum;
    return 1;
}

/* "-9223372036854775808" and a NUL, whatever long long is to printf. */
static void int64_text(int64_t number, char out[24])
{
    char digits[24];
    int n = 0, at = 0;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[n++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0)
        out[at++] = '-';
    while (n > 0)
        out[at++] = digits[--n];
    out[at] = 0;
}

static int int64_of_double(double number, int64_t *out)
{
    if (number != number || number <= -(double)KL_EXACT || number >= (double)KL_EXACT)
        return KL_TOO_BIG;
    *out = (int64_t)number;
    return (double)*out == number ? KL_WHOLE : KL_FRACTION;
}

#if KL_INTEGERS

static int kl_to_int64(lua_State *L, int at, int64_t *out)
{
    if (lua_isinteger(L, at)) {
        *out = lua_tointeger(L, at);
        return KL_WHOLE;
    }
    return lua_type(L, at) == LUA_TNUMBER ? int64_of_double(lua_tonumber(L, at), out)
                                          : KL_NO_NUMBER;
}

static void kl_push_int64(lua_State *L, int64_t number) { lua_pushinteger(L, number); }

static void int64_push_own(lua_State *L, int64_t number) { lua_pushinteger(L, number); }

static void int64_open(lua_State *L) { (void)L; }

#else

enum { INT64_CDATA = 10 }; /* LuaJIT: 12LL */
static const char int64_key = 0;

static int64_t *int64_own(lua_State *L, int at)
{
    int64_t *own = NULL;
    if (lua_type(L, at) != LUA_TUSERDATA || !lua_getmetatable(L, at))
        return NULL;
    kl_metatable(L, &int64_key);
    if (lua_rawequal(L, -1, -2))
        own = lua_touserdata(L, at);
    lua_pop(L, 2);
    return own;
}

/* A number of LuaJIT's FFI, by what tostring says of it. */
static int int64_of_cdata(lua_State *L, int at, int64_t *out)
{
    int position = kl_absolute(L, at), is = 0;
    lua_getglobal(L, "tostring");
    lua_pushvalue(L, position);
    if (lua_pcall(L, 1, 1, 0) == 0 && lua_type(L, -1) == LUA_TSTRING) {
        size_t size = 0;
        const char *text = lua_tolstring(L, -1, &size);
        if (size > 2 && strcmp(text + size - 2, "LL") == 0)
            is = int64_parse(text, size - (size > 3 && text[size - 3] == 'U' ? 3 : 2), out);
    }
    lua_pop(L, 1);
    return is ? KL_WHOLE : KL_NO_NUMBER;
}

static int kl_to_int64(lua_State *L, int at, int64_t *out)
{
    int type = lua_type(L, at);
    if (type == LUA_TNUMBER)
        return int64_of_double(lua_tonumber(L, at), out);
    if (type == INT64_CDATA)
        return int64_of_cdata(L, at, out);
    const int64_t *own = int64_own(L, at);
    if (own)
        *out = *own;
    return own ? KL_WHOLE : KL_NO_NUMBER;
}

static void int64_push_own(lua_State *L, int64_t number)
{
    int64_t *own = lua_newuserdata(L, sizeof *own);
    *own = number;
    kl_metatable(L, &int64_key);
    lua_setmetatable(L, -2);
}

static void kl_push_int64(lua_State *L, int64_t number)
{
    if (number > -KL_EXACT && number < KL_EXACT)
        lua_pushnumber(L, (lua_Number)number);
    else
        int64_push_own(L, number);
}

/* Arithmetic: both sides as whole numbers, an error where one is none. */
static void int64_both(lua_State *L, int64_t *a, int64_t *b)
{
    if (kl_to_int64(L, 1, a) != KL_WHOLE || kl_to_int64(L, 2, b) != KL_WHOLE)
        luaL_error(L, "kefu.int64: not a whole number of 64 bits");
}

static int int64_overflow(lua_State *L)
{
    return luaL_error(L, "kefu.int64: the result overflows");
}

static int int64_add(lua_State *L)
{
    int64_t a, b;
    int64_both(L, &a, &b);
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
        return int64_overflow(L);
    int64_push_own(L, a + b);
    return 1;
}

static int int64_subtract(lua_State *L)
{
    int64_t a, b;
    int64_both(L, &a, &b);
    if (b < 0 ? a > INT64_MAX + b : a < INT64_MIN + b)
        return int64_overflow(L);
    int64_push_own(L, a - b);
    return 1;
}

static int int64_fits_product(int64_t a, int64_t b)
{
    if (a == 0 || b == 0)
        return 1;
    if (a == -1 || b == -1)
        return a != INT64_MIN && b != INT64_MIN;
    int64_t limit = (a < 0) == (b < 0) ? INT64_MAX : INT64_MIN;
    return b > 0 ? (a > 0 ? a <= limit / b : a >= limit / b)
                 : (a > 0 ? a <= limit / b : a >= limit / b);
}

static int int64_multiply(lua_State *L)
{
    int64_t a, b;
    int64_both(L, &a, &b);
    if (!int64_fits_product(a, b))
        return int64_overflow(L);
    int64_push_own(L, a * b);
    return 1;
}

/* As // and % of Lua: towards minus infinity. */
static void int64_divide(lua_State *L, int64_t *quotient, int64_t *rest)
{
    int64_t a, b;
    int64_both(L, &a, &b);
    if (b == 0)
        luaL_error(L, "kefu.int64: division by zero");
    if (b == -1 && a == INT64_MIN)
        int64_overflow(L);
    *quotient = a / b;
    *rest = a % b;
    if (*rest != 0 && (*rest < 0) != (b < 0)) {
        *quotient -= 1;
        *rest += b;
    }
}

static int int64_floor_divide(lua_State *L)
{
    int64_t quotient, rest;
    int64_divide(L, &quotient, &rest);
    int64_push_own(L, quotient);
    return 1;
}

static int int64_modulo(lua_State *L)
{
    int64_t quotient, rest;
    int64_divide(L, &quotient, &rest);
    int64_push_own(L, rest);
    return 1;
}

static int int64_true_divide(lua_State *L)
{
    int64_t a, b;
    int64_both(L, &a, &b);
    lua_pushnumber(L, (lua_Number)a / (lua_Number)b);
    return 1;
}

static int int64_negate(lua_State *L)
{
    int64_t a;
    if (kl_to_int64(L, 1, &a) != KL_WHOLE || a == INT64_MIN)
        return int64_overflow(L);
    int64_push_own(L, -a);
    return 1;
}

static int int64_equal(lua_State *L)
{
    int64_t a, b;
    int64_both(L, &a, &b);
    lua_pushboolean(L, a == b);
    return 1;
}

static int int64_less(lua_State *L)
{
    int64_t a, b;
    int64_both(L, &a, &b);
    lua_pushboolean(L, a < b);
    return 1;
}

static int int64_at_most(lua_State *L)
{
    int64_t a, b;
    int64_both(L, &a, &b);
    lua_pushboolean(L, a <= b);
    return 1;
}

static int int64_to_string(lua_State *L)
{
    char text[24];
    int64_t a = 0;
    kl_to_int64(L, 1, &a);
    int64_text(a, text);
    lua_pushstring(L, text);
    return 1;
}

/* "amount: " .. n */
static int int64_concat(lua_State *L)
{
    for (int at = 1; at <= 2; at++) {
        char text[24];
        const int64_t *own = int64_own(L, at);
        if (!own)
            continue;
        int64_text(*own, text);
        lua_pushstring(L, text);
        lua_replace(L, at);
    }
    if (!lua_isstring(L, 1) || !lua_isstring(L, 2))
        return luaL_error(L, "kefu.int64: only text and numbers are joined");
    lua_concat(L, 2);
    return 1;
}

static const luaL_Reg int64_methods[] = {
    {"__add", int64_add},         {"__sub", int64_subtract},
    {"__mul", int64_multiply},    {"__idiv", int64_floor_divide},
    {"__mod", int64_modulo},      {"__div", int64_true_divide},
    {"__unm", int64_negate},      {"__eq", int64_equal},
    {"__lt", int64_less},         {"__le", int64_at_most},
    {"__concat", int64_concat},   {"__tostring", int64_to_string},
    {"idiv", int64_floor_divide}, {NULL, NULL}};

static void int64_open(lua_State *L)
{
    lua_createtable(L, 0, 16);
    for (const luaL_Reg *method = int64_methods; method->name; method++) {
        lua_pushcfunction(L, method->func);
        lua_setfield(L, -2, method->name);
    }
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    kl_rawsetp(L, LUA_REGISTRYINDEX, &int64_key);
}

#endif

/* kefu.int64("9007199254740993") and kefu.int64(12): the number, exactly. */
static int int64_new(lua_State *L)
{
    int64_t number = 0;
    size_t size = 0;
    int type = lua_type(L, 1), is;
    const char *text = type == LUA_TSTRING ? lua_tolstring(L, 1, &size) : NULL;
    is = text ? int64_parse(text, size, &number) : kl_to_int64(L, 1, &number) == KL_WHOLE;
    if (is) {
        int64_push_own(L, number);
        return 1;
    }
    lua_pushnil(L);
    lua_pushliteral(L, "kefu.int64: not a whole number of 64 bits");
    lua_pushinteger(L, KEFU_E_ARGUMENT);
    return 3;
}

/* ---- Doubles -------------------------------------------------------------------------------- */

/* The shortest decimal that is read back as the same double: "12.5", "1e+20". */
static void kl_shortest(double number, char out[40])
{
    char point = localeconv()->decimal_point[0];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, 40, "%.*g", digits, number);
        if (strtod(out, NULL) == number)
            break;
    }
    for (char *at = out; *at; at++)
        if (*at == point)
            *at = '.';
}
