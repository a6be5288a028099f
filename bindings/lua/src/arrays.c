/* arrays.c - lists as arrays of C. */

/* The list at `at` and how long it is. */
static kefu_status array_length(kl_frame *f, int at, size_t *n)
{
    if (!lua_istable(f->L, at))
        return kl_wrong(f, at, "a list");
    *n = kl_rawlen(f->L, at);
    if (*n > INT32_MAX)
        return kl_fail(f, KEFU_E_LIMIT, "%s: more than 2147483647 elements", f->what);
    return KEFU_OK;
}

/* What is read as `kind`, one after the other; `store` puts it into the array. */
static kefu_status array_read(kl_frame *f, int at, const kl_slot *slot, kb_arg *out, int kind,
                              size_t size, void (*store)(void *to, const kb_arg *from))
{
    size_t n = 0;
    kl_slot one = *slot;
    kefu_status status = array_length(f, at, &n);
    if (status)
        return status;
    char *array = kl_scratch(f->L, n * size);
    one.kind = (uint8_t)kind;
    out->data = array;
    out->size = n;
    for (size_t i = 0; i < n && !status; i++) {
        kb_arg element = {0};
        lua_rawgeti(f->L, at, (int)(i + 1));
        status = kl_read(f, lua_gettop(f->L), &one, &element);
        if (status)
            break;
        store(array + i * size, &element);
        if (kind != KB_HANDLE)
            lua_pop(f->L, 1);
    }
    return status;
}

static void array_store_int8(void *to, const kb_arg *from) { *(int8_t *)to = (int8_t)from->i; }
static void array_store_int32(void *to, const kb_arg *from) { *(int32_t *)to = (int32_t)from->i; }
static void array_store_int64(void *to, const kb_arg *from) { *(int64_t *)to = from->i; }
static void array_store_pointer(void *to, const kb_arg *from) { *(const void **)to = from->data; }
static void array_store_view(void *to, const kb_arg *from)
{
    kefu_text text = {from->data, from->size};
    *(kefu_text *)to = text;
}

static kefu_status array_int8s(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    return array_read(f, at, slot, out, KB_INT8, sizeof(int8_t), array_store_int8);
}

static kefu_status array_int32s(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    return array_read(f, at, slot, out, KB_INT32, sizeof(int32_t), array_store_int32);
}

static kefu_status array_int64s(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    return array_read(f, at, slot, out, KB_INT64, sizeof(int64_t), array_store_int64);
}

/* Texts live as long as the list, which is on the stack. */
static kefu_status array_texts(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    return array_read(f, at, slot, out, KB_TEXT, sizeof(char *), array_store_pointer);
}

/* The digits of a whole number, or a text. */
static kefu_status array_one_view(kl_frame *f, int at, kb_arg *out)
{
    int64_t number;
    char digits[24];
    kefu_text *one = kl_scratch(f->L, sizeof *one);
    if (kl_to_int64(f->L, at, &number) == KL_WHOLE) {
        int64_text(number, digits);
        lua_pushstring(f->L, digits);
        at = lua_gettop(f->L);
    }
    if (lua_type(f->L, at) != LUA_TSTRING)
        return kl_wrong(f, at, "a text, a whole number, or a list of them");
    one->data = lua_tolstring(f->L, at, &one->size);
    out->data = one;
    out->size = 1;
    return KEFU_OK;
}

static kefu_status array_views(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    if (!lua_istable(f->L, at))
        return array_one_view(f, at, out);
    return array_read(f, at, slot, out, KB_VIEW, sizeof(kefu_text), array_store_view);
}

/* Objects stay on the stack while they are used. */
static kefu_status array_handles(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    kefu_status status = kl_room(f, KL_MAX_USED + 20);
    return status ? status
                  : array_read(f, at, slot, out, KB_HANDLE, sizeof(void *), array_store_pointer);
}
