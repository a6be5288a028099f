/* kinds.c - each kind of value once: how it is read and how it is pushed. */

typedef kefu_status (*kind_read)(kl_frame *f, int at, const kl_slot *slot, kb_arg *out);
typedef void (*kind_push)(lua_State *L, const kl_slot *slot, const kb_arg *from);

typedef struct kind_row {
    kind_read read;
    kind_push push;
} kind_row;

static const kind_row kind_rows[] = {[KB_NOTHING] = {NULL, NULL},
                                     [KB_BOOL] = {argument_bool, result_bool},
                                     [KB_INT32] = {argument_int32, result_int},
                                     [KB_INT64] = {argument_int64, result_int},
                                     [KB_UINT32] = {argument_uint32, result_int},
                                     [KB_UINT64] = {argument_uint64, result_int},
                                     [KB_INT8] = {argument_int8, result_int},
                                     [KB_SIZE] = {argument_size, result_int},
                                     [KB_WORD] = {argument_word, result_word},
                                     [KB_FLAGS] = {argument_flags, result_word},
                                     [KB_LANGUAGE] = {argument_language, result_language},
                                     [KB_ENCODING] = {argument_encoding, result_encoding},
                                     [KB_DAY] = {argument_day, result_day},
                                     [KB_DECIMAL] = {argument_int64, result_known},
                                     [KB_DECIMAL32] = {argument_int32, result_int},
                                     [KB_MONEY] = {argument_int64, result_known},
                                     [KB_VALUE] = {argument_value, result_value},
                                     [KB_TEXT] = {argument_text, result_text},
                                     [KB_OPTIONAL_TEXT] = {argument_text, result_text},
                                     [KB_VIEW] = {argument_bytes, result_view},
                                     [KB_BYTES] = {argument_bytes, result_view},
                                     [KB_HEX] = {NULL, result_hex},
                                     [KB_CHAR] = {argument_char, result_char},
                                     [KB_HANDLE] = {argument_handle, NULL},
                                     [KB_HANDLES] = {array_handles, NULL},
                                     [KB_INT8S] = {array_int8s, NULL},
                                     [KB_INT32S] = {array_int32s, result_int32s},
                                     [KB_INT64S] = {array_int64s, result_int64s},
                                     [KB_TEXTS] = {array_texts, result_texts},
                                     [KB_VIEWS] = {array_views, result_views},
                                     [KB_BATCH] = {kl_read_batch, NULL},
                                     [KB_BATCHES] = {kl_read_batch, NULL},
                                     [KB_STRUCT] = {struct_read_new, result_struct},
                                     [KB_OPTIONS] = {struct_read_new, NULL},
                                     [KB_REQUIRED] = {struct_read_new, NULL},
                                     [KB_DICT] = {struct_read_new, NULL},
                                     [KB_PROGRESS] = {argument_progress, NULL},
                                     [KB_PLACE] = {NULL, result_place},
                                     [KB_ROW] = {argument_row, result_int},
                                     [KB_BUFFER] = {NULL, result_text},
                                     [KB_CHARS] = {NULL, result_chars},
                                     [KB_SINK] = {NULL, NULL},
                                     [KB_SINK_BYTES] = {NULL, NULL},
                                     [KB_TABLE] = {NULL, result_table},
                                     [KB_ARROW_STREAM] = {NULL, NULL},
                                     [KB_ARROW_ARRAY] = {NULL, NULL}};

static kefu_status kl_read(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    const char *outer = f->what;
    f->what = slot->name;
    kefu_status status = kind_rows[slot->kind].read(f, at, slot, out);
    f->what = status ? f->what : outer;
    return status;
}

static kl_slot kind_of_field(const kb_field *field)
{
    kl_slot slot = {field->name, field->kind, 0, field->scale, field->keep, field->of};
    return slot;
}
