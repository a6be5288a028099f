/* field.h - how each kind lies in a struct of the library: read and written the same for every
 * language. */
#ifndef KEFU_CALLS_FIELD_H
#define KEFU_CALLS_FIELD_H

#include "calls.h"

/* What a field is in memory. */
enum kb_memory {
    KB_IN_NONE = 0,
    KB_IN_I8,
    KB_IN_I32,
    KB_IN_U32,
    KB_IN_I64,
    KB_IN_SIZE,
    KB_IN_VALUE,
    KB_IN_POINTER,
    KB_IN_VIEW,
    KB_IN_ARRAY,   /* a pointer, and its length elsewhere */
    KB_IN_STRUCT,  /* the memory itself, as large as `of` says, */
    KB_IN_PLACE,   /* as a kefu_place, */
    KB_IN_BYTES,   /* or as its reader knows: only read */
    KB_IN_PROGRESS /* a function, and what it is called with: only written */
};

static inline int kb_memory_of(int kind)
{
    static const uint8_t memory[] = {[KB_NOTHING] = KB_IN_NONE,
                                     [KB_BOOL] = KB_IN_I32,
                                     [KB_INT32] = KB_IN_I32,
                                     [KB_INT64] = KB_IN_I64,
                                     [KB_UINT32] = KB_IN_U32,
                                     [KB_UINT64] = KB_IN_I64,
                                     [KB_INT8] = KB_IN_I8,
                                     [KB_SIZE] = KB_IN_SIZE,
                                     [KB_WORD] = KB_IN_I32,
                                     [KB_FLAGS] = KB_IN_U32,
                                     [KB_LANGUAGE] = KB_IN_I32,
                                     [KB_ENCODING] = KB_IN_I32,
                                     [KB_DAY] = KB_IN_I32,
                                     [KB_DECIMAL] = KB_IN_I64,
                                     [KB_DECIMAL32] = KB_IN_I32,
                                     [KB_MONEY] = KB_IN_I64,
                                     [KB_VALUE] = KB_IN_VALUE,
                                     [KB_TEXT] = KB_IN_POINTER,
                                     [KB_OPTIONAL_TEXT] = KB_IN_POINTER,
                                     [KB_VIEW] = KB_IN_VIEW,
                                     [KB_BYTES] = KB_IN_VIEW,
                                     [KB_HEX] = KB_IN_BYTES,
                                     [KB_CHAR] = KB_IN_I32,
                                     [KB_HANDLE] = KB_IN_POINTER,
                                     [KB_HANDLES] = KB_IN_ARRAY,
                                     [KB_INT8S] = KB_IN_ARRAY,
                                     [KB_INT32S] = KB_IN_ARRAY,
                                     [KB_INT64S] = KB_IN_ARRAY,
                                     [KB_TEXTS] = KB_IN_ARRAY,
                                     [KB_VIEWS] = KB_IN_ARRAY,
                                     [KB_BATCH] = KB_IN_POINTER,
                                     [KB_STRUCT] = KB_IN_STRUCT,
                                     [KB_DICT] = KB_IN_POINTER,
                                     [KB_PROGRESS] = KB_IN_PROGRESS,
                                     [KB_PLACE] = KB_IN_PLACE,
                                     [KB_ROW] = KB_IN_I64,
                                     [KB_CHARS] = KB_IN_BYTES};
    return kind < (int)sizeof memory ? memory[kind] : KB_IN_NONE;
}

/* Puts an argument into the struct at `out`; `told` is the language's function of KB_PROGRESS,
 * which is called with what the argument points to. */
static inline void kb_field_store(const kb_field *field, const kb_arg *arg, kefu_progress told,
                                  char *out)
{
    char *at = out + field->offset;
    const int8_t i8 = (int8_t)arg->i;
    const int32_t i32 = (int32_t)arg->i, n = (int32_t)arg->size;
    const uint32_t u32 = (uint32_t)arg->i;
    const size_t size = (size_t)arg->i;
    const kefu_text view = {arg->data, arg->size};
    switch (kb_memory_of(field->kind)) {
    case KB_IN_I8:
        memcpy(at, &i8, sizeof i8);
        break;
    case KB_IN_I32:
        memcpy(at, &i32, sizeof i32);
        break;
    case KB_IN_U32:
        memcpy(at, &u32, sizeof u32);
        break;
    case KB_IN_I64:
        memcpy(at, &arg->i, sizeof arg->i);
        break;
    case KB_IN_SIZE:
        memcpy(at, &size, sizeof size);
        break;
    case KB_IN_VALUE:
        memcpy(at, &arg->v, sizeof arg->v);
        break;
    case KB_IN_POINTER:
        memcpy(at, &arg->data, sizeof arg->data);
        break;
    case KB_IN_VIEW:
        memcpy(at, &view, sizeof view);
        break;
    case KB_IN_ARRAY:
        memcpy(out + field->count, &n, sizeof n);
        memcpy(at, &arg->data, sizeof arg->data);
        break;
    case KB_IN_STRUCT:
        memcpy(at, arg->data, ((const kb_struct *)field->of)->size);
        break;
    case KB_IN_PLACE:
        memcpy(at, arg->data, sizeof(kefu_place));
        break;
    case KB_IN_PROGRESS:
        memcpy(at, &told, sizeof told);
        memcpy(at + sizeof told, &arg->data, sizeof arg->data);
        break;
    default:
        break;
    }
}

/* What a field of the struct at `in` holds; data of structs and bytes points into it. */
static inline void kb_field_load(const kb_field *field, const char *in, kb_arg *out)
{
    const char *at = in + field->offset;
    int8_t i8;
    int32_t i32;
    uint32_t u32;
    size_t size;
    kefu_text view;
    switch (kb_memory_of(field->kind)) {
    case KB_IN_I8:
        memcpy(&i8, at, sizeof i8);
        out->i = i8;
        break;
    case KB_IN_I32:
        memcpy(&i32, at, sizeof i32);
        out->i = i32;
        break;
    case KB_IN_U32:
        memcpy(&u32, at, sizeof u32);
        out->i = u32;
        break;
    case KB_IN_I64:
        memcpy(&out->i, at, sizeof out->i);
        break;
    case KB_IN_SIZE:
        memcpy(&size, at, sizeof size);
        out->i = (int64_t)size;
        break;
    case KB_IN_VALUE:
        memcpy(&out->v, at, sizeof out->v);
        break;
    case KB_IN_POINTER:
        memcpy(&out->data, at, sizeof out->data);
        break;
    case KB_IN_VIEW:
        memcpy(&view, at, sizeof view);
        out->data = view.data;
        out->size = view.size;
        break;
    case KB_IN_ARRAY:
        memcpy(&i32, in + field->count, sizeof i32);
        out->size = i32 > 0 ? (size_t)i32 : 0;
        memcpy(&out->data, at, sizeof out->data);
        break;
    case KB_IN_STRUCT:
    case KB_IN_PLACE:
    case KB_IN_BYTES:
        out->data = at;
        break;
    default:
        break;
    }
}

#endif
