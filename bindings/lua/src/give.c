/* give.c - runs a call as often as its result asks, and pushes that. */

static void result_push(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    if (kind_rows[slot->kind].push)
        kind_rows[slot->kind].push(L, slot, from);
    else
        lua_pushnil(L);
}

/* ---- Sinks ---------------------------------------------------------------------------------- */

static const char give_bytes_key = 0;

/* What is written, in memory that the garbage collector frees. */
typedef struct give_bytes {
    char *data;
    size_t size, capacity;
} give_bytes;

static kefu_status KEFU_CALL give_write(void *user, const void *bytes, size_t size)
{
    give_bytes *to = user;
    if (size > to->capacity - to->size) {
        size_t capacity = to->capacity ? to->capacity : 4096;
        while (capacity - to->size < size)
            capacity *= 2;
        char *grown = realloc(to->data, capacity);
        if (!grown)
            return KEFU_E_MEMORY;
        to->data = grown;
        to->capacity = capacity;
    }
    memcpy(to->data + to->size, bytes, size);
    to->size += size;
    return KEFU_OK;
}

static int give_bytes_collect(lua_State *L)
{
    give_bytes *bytes = lua_touserdata(L, 1);
    free(bytes->data);
    bytes->data = NULL;
    return 0;
}

static kefu_status give_sink(kl_frame *f)
{
    give_bytes *bytes = kl_scratch(f->L, sizeof *bytes);
    kl_metatable(f->L, &give_bytes_key);
    lua_setmetatable(f->L, -2);
    kefu_sink sink = {sizeof sink, give_write, bytes};
    f->call.sink = &sink;
    kefu_status status = kl_run(f);
    if (!status)
        lua_pushlstring(f->L, bytes->data ? bytes->data : "", bytes->size);
    free(bytes->data);
    bytes->data = NULL;
    return status;
}

/* ---- One result ----------------------------------------------------------------------------- */

static kefu_status give_buffer(kl_frame *f)
{
    char first[KL_TEXT];
    f->call.buffer = first;
    f->call.capacity = sizeof first;
    f->call.need = 0;
    kefu_status status = kl_run(f);
    if (!status && f->call.need > sizeof first) {
        f->call.capacity = f->call.need;
        f->call.buffer = kl_scratch(f->L, f->call.capacity);
        status = kl_run(f);
    }
    if (!status)
        lua_pushlstring(f->L, f->call.buffer, f->call.need > 0 ? f->call.need - 1 : 0);
    return status;
}

static kefu_status give_struct(kl_frame *f)
{
    const kb_struct *of = f->info->result.of;
    size_t size = of->size;
    memset(f->call.out, 0, size);
    if (!of->frozen)
        memcpy(f->call.out, &size, sizeof size);
    kefu_status status = kl_run(f);
    if (!status)
        kl_push_struct(f->L, of, f->call.out);
    return status;
}

/* A handle that belongs to self: an object that keeps self. */
static kefu_status give_borrowed(kl_frame *f)
{
    kefu_status status = kl_run(f);
    if (status)
        return status;
    if (!f->call.handle) {
        lua_pushnil(f->L);
        return KEFU_OK;
    }
    kl_core *core = kl_object_new(f->L, f->host, f->info->result.of)->core;
    core->pointer = (void *)(uintptr_t)f->call.handle;
    core->borrowed = 1;
    return kl_keep(core, f->self) ? KEFU_OK : kl_fail(f, KEFU_E_MEMORY, "not enough memory");
}

/* What an object weighs for the collector, in KiB: it sees a pointer where there is a frame or a
 * card, and would let thousands of them pile up. */
enum { GIVE_WEIGHT = 16 };

/* The object was made before the arguments were read. */
static kefu_status give_handle(kl_frame *f)
{
    void *pointer = NULL;
    memset(f->call.out, 0, sizeof pointer);
    if (f->info->result.borrowed && !kl_keep(f->made, f->self))
        return kl_fail(f, KEFU_E_MEMORY, "not enough memory");
    kefu_status status = kl_run(f);
    memcpy(&pointer, f->call.out, sizeof pointer);
    if (status)
        return status;
    f->made->pointer = pointer;
    lua_pushvalue(f->L, f->made_at);
    lua_gc(f->L, LUA_GCSTEP, GIVE_WEIGHT);
    return KEFU_OK;
}

/* Where the call has left what it gives. */
static void give_find(const kb_call *call, int kind, kb_arg *out)
{
    out->i = call->i;
    switch (kind) {
    case KB_VALUE:
        out->v = call->v;
        break;
    case KB_VIEW:
        out->data = call->view.data;
        out->size = call->view.size;
        break;
    case KB_CHARS:
        out->data = call->chars;
        break;
    case KB_HEX:
    case KB_PLACE:
        out->data = call->out;
        break;
    case KB_TABLE:
        out->data = call->handle;
        break;
    default:
        out->data = call->text;
        break;
    }
}

/* Numbers, words, texts. */
static kefu_status give_plain(kl_frame *f)
{
    const kb_result *result = &f->info->result;
    f->call.text = NULL;
    f->call.view.data = NULL;
    f->call.i = 0;
    kefu_status status = kl_run(f);
    if (status)
        return status;
    kb_arg value;
    kl_slot slot = {NULL, result->kind, 0, result->scale, 0, result->of};
    give_find(&f->call, result->kind, &value);
    result_push(f->L, &slot, &value);
    return KEFU_OK;
}

/* The object itself, so that calls can be chained; true of functions. */
static kefu_status give_nothing(kl_frame *f)
{
    kefu_status status = kl_run_all(f);
    if (status)
        return status;
    if (f->self)
        lua_pushvalue(f->L, 1);
    else
        lua_pushboolean(f->L, 1);
    return KEFU_OK;
}

static kefu_status give_one(kl_frame *f)
{
    switch (f->info->result.kind) {
    case KB_NOTHING:
        return give_nothing(f);
    case KB_STRUCT:
        return give_struct(f);
    case KB_HANDLE:
        return f->made_at ? give_handle(f) : give_borrowed(f);
    case KB_BUFFER:
        return give_buffer(f);
    case KB_SINK:
    case KB_SINK_BYTES:
        return give_sink(f);
    default:
        return give_plain(f);
    }
}

/* There is nothing about a row that there is not: that would look like one that has nothing. */
static int give_row_missing(kl_frame *f)
{
    int64_t rows = kl_count_rows(f);
    return rows >= 0 && (f->call.in[0].i < 0 || f->call.in[0].i >= rows);
}

/* A list, as long as the call says when it is asked for number -1. */
static kefu_status give_list(kl_frame *f)
{
    f->call.index = -1;
    f->call.i = 0;
    kefu_status status = kl_run(f);
    if (status)
        return status;
    int64_t n = f->call.i < 0 ? 0 : f->call.i;
    if (n == 0 && give_row_missing(f))
        return KEFU_E_ARGUMENT;
    lua_createtable(f->L, n < INT32_MAX ? (int)n : 0, 0);
    int list = lua_gettop(f->L);
    for (int64_t i = 0; i < n && !status; i++) {
        f->call.index = i;
        status = give_one(f);
        if (status)
            break;
        lua_rawseti(f->L, list, (int)(i + 1));
        lua_settop(f->L, list);
    }
    return status;
}

static kefu_status kl_give(kl_frame *f)
{
    return f->info->result.list ? give_list(f) : give_one(f);
}
