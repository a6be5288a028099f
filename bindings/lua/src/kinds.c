/* kinds.c - each kind of value once: how it is read, how it lies in a struct, how it is pushed. */

/* What a field is in memory. */
enum {
    KIND_NONE,
    KIND_I8,
    KIND_I32,
    KIND_U32,
    KIND_I64,
    KIND_SIZE,
    KIND_VALUE,
    KIND_POINTER,
    KIND_VIEW,
    KIND_ARRAY,   /* a pointer, and its length elsewhere */
    KIND_INSIDE,  /* the memory itself */
    KIND_PROGRESS /* a function, and what it is called with */
};

typedef kefu_status (*kind_read)(kl_frame *f, int at, const kl_slot *slot, kb_arg *out);
typedef void (*kind_push)(lua_State *L, const kl_slot *slot, const kb_arg *from);

typedef struct kind_row {
    kind_read read;
    kind_push push;
    int memory;
} kind_row;

static const kind_row kind_rows[] = {
    [KB_NOTHING] = {NULL, NULL, KIND_NONE},
    [KB_BOOL] = {argument_bool, result_bool, KIND_I32},
    [KB_INT32] = {argument_int32, result_int, KIND_I32},
    [KB_INT64] = {argument_int64, result_int, KIND_I64},
    [KB_UINT32] = {argument_uint32, result_int, KIND_U32},
    [KB_UINT64] = {argument_uint64, result_int, KIND_I64},
    [KB_INT8] = {argument_int8, result_int, KIND_I8},
    [KB_SIZE] = {argument_size, result_int, KIND_SIZE},
    [KB_WORD] = {argument_word, result_word, KIND_I32},
    [KB_FLAGS] = {argument_flags, result_word, KIND_U32},
    [KB_LANGUAGE] = {argument_language, result_language, KIND_I32},
    [KB_ENCODING] = {argument_encoding, result_encoding, KIND_I32},
    [KB_DAY] = {argument_day, result_day, KIND_I32},
    [KB_DECIMAL] = {argument_int64, result_known, KIND_I64},
    [KB_DECIMAL32] = {argument_int32, result_int, KIND_I32},
    [KB_MONEY] = {argument_int64, result_known, KIND_I64},
    [KB_VALUE] = {argument_value, result_value, KIND_VALUE},
    [KB_TEXT] = {argument_text, result_text, KIND_POINTER},
    [KB_OPTIONAL_TEXT] = {argument_text, result_text, KIND_POINTER},
    [KB_VIEW] = {argument_bytes, result_view, KIND_VIEW},
    [KB_BYTES] = {argument_bytes, result_view, KIND_VIEW},
    [KB_HEX] = {NULL, result_hex, KIND_INSIDE},
    [KB_CHAR] = {argument_char, result_char, KIND_I32},
    [KB_HANDLE] = {argument_handle, NULL, KIND_POINTER},
    [KB_HANDLES] = {array_handles, NULL, KIND_ARRAY},
    [KB_INT8S] = {array_int8s, NULL, KIND_ARRAY},
    [KB_INT32S] = {array_int32s, result_int32s, KIND_ARRAY},
    [KB_INT64S] = {array_int64s, result_int64s, KIND_ARRAY},
    [KB_TEXTS] = {array_texts, result_texts, KIND_ARRAY},
    [KB_VIEWS] = {array_views, result_views, KIND_ARRAY},
    [KB_BATCH] = {kl_read_batch, NULL, KIND_POINTER},
    [KB_BATCHES] = {kl_read_batch, NULL, KIND_NONE},
    [KB_STRUCT] = {struct_read_new, result_struct, KIND_INSIDE},
    [KB_OPTIONS] = {struct_read_options, NULL, KIND_NONE},
    [KB_REQUIRED] = {struct_read_options, NULL, KIND_NONE},
    [KB_DICT] = {struct_read_new, NULL, KIND_POINTER},
    [KB_PROGRESS] = {argument_progress, NULL, KIND_PROGRESS},
    [KB_PLACE] = {NULL, result_place, KIND_INSIDE},
    [KB_ROW] = {argument_row, result_int, KIND_I64},
    [KB_BUFFER] = {NULL, result_text, KIND_NONE},
    [KB_CHARS] = {NULL, result_chars, KIND_INSIDE},
    [KB_SINK] = {NULL, NULL, KIND_NONE},
    [KB_SINK_BYTES] = {NULL, NULL, KIND_NONE},
    [KB_TABLE] = {NULL, result_table, KIND_NONE},
    [KB_ARROW_STREAM] = {NULL, NULL, KIND_NONE},
    [KB_ARROW_ARRAY] = {NULL, NULL, KIND_NONE}};

static kefu_status kl_read(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    const char *outer = f->what;
    f->what = slot->name;
    kefu_status status = kind_rows[slot->kind].read(f, at, slot, out);
    f->what = status ? f->what : outer;
    return status;
}

/* ---- Memory --------------------------------------------------------------------------------- */

static kl_slot kind_of_field(const kb_field *field)
{
    kl_slot slot = {field->name, field->kind, 0, field->scale, field->keep, field->of};
    return slot;
}

static void kind_store_progress(char *at, const kb_arg *from)
{
    kefu_progress function = argument_on_progress;
    memcpy(at, &function, sizeof function);
    memcpy(at + sizeof function, &from->data, sizeof from->data);
}

static void kind_store(const kb_field *field, const kb_arg *from, char *out)
{
    char *at = out + field->offset;
    int32_t i32 = (int32_t)from->i, n = (int32_t)from->size;
    uint32_t u32 = (uint32_t)from->i;
    size_t size = (size_t)from->i;
    kefu_text view = {from->data, from->size};
    switch (kind_rows[field->kind].memory) {
    case KIND_I32:
        memcpy(at, &i32, sizeof i32);
        break;
    case KIND_U32:
        memcpy(at, &u32, sizeof u32);
        break;
    case KIND_I64:
        memcpy(at, &from->i, sizeof from->i);
        break;
    case KIND_SIZE:
        memcpy(at, &size, sizeof size);
        break;
    case KIND_VALUE:
        memcpy(at, &from->v, sizeof from->v);
        break;
    case KIND_ARRAY:
        memcpy(out + field->count, &n, sizeof n);
        memcpy(at, &from->data, sizeof from->data);
        break;
    case KIND_POINTER:
        memcpy(at, &from->data, sizeof from->data);
        break;
    case KIND_VIEW:
        memcpy(at, &view, sizeof view);
        break;
    case KIND_PROGRESS:
        kind_store_progress(at, from);
        break;
    default:
        break;
    }
}

static void kind_load(const kb_field *field, const char *from, kb_arg *out)
{
    const char *at = from + field->offset;
    int32_t i32 = 0;
    uint32_t u32 = 0;
    size_t size = 0;
    kefu_text view;
    switch (kind_rows[field->kind].memory) {
    case KIND_I8:
        out->i = *(const int8_t *)at;
        break;
    case KIND_I32:
        memcpy(&i32, at, sizeof i32);
        out->i = i32;
        break;
    case KIND_U32:
        memcpy(&u32, at, sizeof u32);
        out->i = u32;
        break;
    case KIND_I64:
        memcpy(&out->i, at, sizeof out->i);
        break;
    case KIND_SIZE:
        memcpy(&size, at, sizeof size);
        out->i = (int64_t)size;
        break;
    case KIND_VALUE:
        memcpy(&out->v, at, sizeof out->v);
        break;
    case KIND_ARRAY:
        memcpy(&i32, from + field->count, sizeof i32);
        out->size = i32 > 0 ? (size_t)i32 : 0;
        memcpy(&out->data, at, sizeof out->data);
        break;
    case KIND_POINTER:
        memcpy(&out->data, at, sizeof out->data);
        break;
    case KIND_VIEW:
        memcpy(&view, at, sizeof view);
        out->data = view.data;
        out->size = view.size;
        break;
    case KIND_INSIDE:
        out->data = at;
        break;
    default:
        break;
    }
}
