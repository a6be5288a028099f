/* calls.h - how a function of the library is described once, for every language.
 *
 * A binding is two things: a description of each function (what it takes, what it gives, whose
 * method it is), and a way to turn the values of one language into those of C. The descriptions are
 * here, a folder for all languages; the way is python/src and lua. What is added here is in both.
 *
 *   NAME.h     words (enums and flags) and structs of kefu/NAME.h, as tables of fields
 *   NAME.inc   its classes and calls, one CALL a function or two; included twice (see all.inc)
 *
 * A call reads:
 *
 *   CALL(sheet, reasons, METHOD, PARAMS(ROW(row)), LIST(STRUCT(reason)),
 *        "Why a person has these points, part by part.",
 *        LISTED(kefu_sheet_reasons(SELF, I(0)), kefu_sheet_reason(SELF, I(0), J_INDEX, OUT)))
 *
 * The last part is C: what is called, with the arguments by their number. It is all that a
 * description costs beside its table, and the compiler checks it against the header.
 */
#ifndef KEFU_CALLS_H
#define KEFU_CALLS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "kefu.h"

/* ---- Words ---------------------------------------------------------------------------------- */

/* A name of a constant in other languages: "dense" is KEFU_TIES_DENSE. */
typedef struct kb_word {
    const char *name;
    int64_t value;
} kb_word;

/* One of them, or bits of which several may be set. */
typedef struct kb_words {
    const char *name;    /* "ties" */
    const kb_word *list; /* ended by a NULL name */
    int flags;           /* 1: bits */
} kb_words;

/* A table that some language may have no use for. */
#if defined(__GNUC__)
#define KB_MAYBE __attribute__((unused)) static
#else
#define KB_MAYBE static
#endif

/* WORDS(ties, WORD(KEFU_TIES_, COMPETITION, "competition"), ...); FLAGS likewise. */
#define WORD(prefix, constant, word)                                                               \
    {                                                                                              \
        word, prefix##constant                                                                     \
    }
#define WORDS(id, ...)                                                                             \
    static const kb_word id##_list[] = {__VA_ARGS__, {NULL, 0}};                                   \
    KB_MAYBE const kb_words id##_words = {#id, id##_list, 0}
#define FLAGS(id, ...)                                                                             \
    static const kb_word id##_list[] = {__VA_ARGS__, {NULL, 0}};                                   \
    KB_MAYBE const kb_words id##_words = {#id, id##_list, 1}

/* ---- Kinds ---------------------------------------------------------------------------------- */

/* What a value is: of a parameter, a field or a result. What Python and Lua make of it is in their
 * READMEs; unknown numbers and empty handles are None and nil. */
enum kb_kind {
    KB_NOTHING = 0,
    KB_BOOL,      /* int32_t, 0 or 1 */
    KB_INT32,     /* int32_t */
    KB_INT64,     /* int64_t */
    KB_UINT32,    /* uint32_t without names */
    KB_UINT64,    /* uint64_t: keys of draws */
    KB_INT8,      /* int8_t */
    KB_SIZE,      /* size_t */
    KB_WORD,      /* int32_t: one of `of`, a kb_words; out: None, nil for a number without a name */
    KB_FLAGS,     /* uint32_t (or int32_t): bits of `of`, a kb_words */
    KB_LANGUAGE,  /* int32_t: "zh" or "en"; "zh" unless given */
    KB_ENCODING,  /* int32_t: "utf-8" or "gb18030"; "utf-8" unless given */
    KB_DAY,       /* int32_t, days since 1970; `of` = &kb_day_zero: 0 is not given, &kb_day_ends:
                     INT32_MIN and INT32_MAX are; NULL: every number is a day */
    KB_DECIMAL,   /* int64_t × 10^scale; INT64_MIN is unknown */
    KB_DECIMAL32, /* int32_t likewise; has no unknown */
    KB_MONEY,     /* int64_t in minor units, whose digits the object knows; INT64_MIN is unknown */
    KB_VALUE,     /* kefu_value; in: also a number, or numerator and denominator */
    KB_TEXT,      /* const char *; in: with NUL, so without one inside; out: NULL is None, nil */
    KB_OPTIONAL_TEXT, /* const char *: in: None is NULL */
    KB_VIEW,          /* kefu_text; in: two arguments D(k), N(k) */
    KB_BYTES,         /* in: D(k), N(k): bytes of any kind */
    KB_HEX,           /* uint8_t[16] out (as a result: c->out): as 32 digits */
    KB_CHAR,          /* int32_t: an ASCII character, 0 = none */
    KB_HANDLE,        /* an object of the class `of`, a kb_class */
    KB_HANDLES,  /* array of them; its length is the int32_t at `count` of the struct, or K(k) */
    KB_INT8S,    /* array of int8_t; likewise */
    KB_INT32S,   /* array of int32_t; likewise */
    KB_INT64S,   /* array of int64_t; likewise */
    KB_TEXTS,    /* array of const char *; likewise */
    KB_VIEWS,    /* array of kefu_text; likewise. In: one text is an array of one, a whole number
                    its digits */
    KB_BATCH,    /* const kefu_batch *: rows in one piece; NULL where it may be left out and is;
                    also a field */
    KB_BATCHES,  /* the same in as many pieces as they come: the call is made for each, at least
                    once */
    KB_STRUCT,   /* a struct inside: `of` is a kb_struct */
    KB_OPTIONS,  /* parameter: a pointer to a struct, given as keywords, one a field; NULL if there
                    are none */
    KB_REQUIRED, /* KB_OPTIONS that are passed also where no keyword is given */
    KB_DICT,     /* a pointer to a struct, given as a dict, a table; NULL if not given. Also a field
                    of options: const kefu_limits *limits */
    KB_PROGRESS, /* kefu_progress with the void *user behind it: a function that is told how far it
                    is, as a number from 0 to 1 */
    KB_PLACE,    /* kefu_place */
    KB_ROW,      /* int64_t: a number from 0, or the key of a row: then `find` of self's class is
                    called with the key alone, its other parameters left out, and gives it */
    /* results only */
    KB_BUFFER,       /* text by out, capacity and need */
    KB_CHARS,        /* text to a buffer of 64 bytes: c->chars; of a field: char[] in the struct */
    KB_SINK,         /* text to a sink */
    KB_SINK_BYTES,   /* bytes to a sink */
    KB_TABLE,        /* const kefu_batch * at c->handle, borrowed until self is used again: copied
                        at once to a table of columns by their names */
    KB_ARROW_STREAM, /* struct ArrowArrayStream, not for Lua; calls are named arrow_stream, ... */
    KB_ARROW_ARRAY   /* struct ArrowSchema and ArrowArray, likewise; arrow_array */
};

/* How a call uses a handle that it is given: KB_CONFINED ones may be in several threads' calls at
 * once only where the header says so. */
enum kb_keep {
    KB_ALONE = 0,
    KB_KEPT = 1, /* and so does what borrows it */
    KB_READ = 2  /* read, and nothing else: others may read it, too */
};

/* A field of a struct. */
typedef struct kb_field {
    const char *name;
    uint8_t kind;  /* KB_INT32 ... */
    uint8_t scale; /* of KB_DECIMAL */
    uint8_t keep;  /* KB_KEPT: the object that is made borrows it */
    uint8_t reserved;
    uint16_t offset;
    uint16_t count; /* of arrays: offset of their length */
    const void *of; /* kb_words, kb_struct, kb_class */
} kb_field;

/* A struct of the public headers; size first unless `frozen`. */
typedef struct kb_struct {
    const char *name; /* "sheet_row" */
    const kb_field *fields;
    uint16_t n_fields;
    uint16_t size;
    uint16_t frozen;
    uint16_t reserved;
    const char *doc;
} kb_struct;

/* FIELD(kefu_sheet_row, person, TEXT): of a kind alone. FIELD_OF(..., WORD, &status_words). */
#define FIELD(type, field, kind)                                                                   \
    {                                                                                              \
#field, KB_##kind, 0, 0, 0, offsetof(type, field), 0, NULL                                 \
    }
#define FIELD_OF(type, field, kind, what)                                                          \
    {                                                                                              \
#field, KB_##kind, 0, 0, 0, offsetof(type, field), 0, what                                 \
    }
#define FIELD_AS(type, field, name, kind, what)                                                    \
    {                                                                                              \
        name, KB_##kind, 0, 0, 0, offsetof(type, field), 0, what                                   \
    }
#define FIELD_SCALED(type, field, digits)                                                          \
    {                                                                                              \
#field, KB_DECIMAL, digits, 0, 0, offsetof(type, field), 0, NULL                           \
    }
#define FIELD_SCALED32(type, field, digits)                                                        \
    {                                                                                              \
#field, KB_DECIMAL32, digits, 0, 0, offsetof(type, field), 0, NULL                         \
    }
#define FIELD_SCALED_AS(type, field, name, digits)                                                 \
    {                                                                                              \
        name, KB_DECIMAL, digits, 0, 0, offsetof(type, field), 0, NULL                             \
    }
#define FIELD_POINTS(type, field)   FIELD_SCALED(type, field, 6)
#define FIELD_NUMBER(type, field)   FIELD_OF(type, field, INT32, &kb_index)
#define FIELD_NUMBER64(type, field) FIELD_OF(type, field, INT64, &kb_index)
/* Arrays of one struct that share their length are of one length: a language refuses others. */
#define FIELD_ARRAY(type, field, length, kind, what)                                               \
    {                                                                                              \
#field, KB_##kind, 0, 0, 0, offsetof(type, field), offsetof(type, length), what            \
    }
#define FIELD_READ(type, field, what)                                                              \
    {                                                                                              \
#field, KB_HANDLE, 0, KB_READ, 0, offsetof(type, field), 0, what                           \
    }
/* A handle that is borrowed as long as what is made with it lives. */
#define FIELD_KEPT(type, field, what)                                                              \
    {                                                                                              \
#field, KB_HANDLE, 0, 1, 0, offsetof(type, field), 0, what                                 \
    }

#define STRUCT_OF(id, type, text)                                                                  \
    KB_MAYBE const kb_struct id##_struct = {                                                       \
        #id, id##_fields, sizeof id##_fields / sizeof *id##_fields, sizeof(type), 0, 0, text}
#define STRUCT_FROZEN(id, type, text)                                                              \
    KB_MAYBE const kb_struct id##_struct = {                                                       \
        #id, id##_fields, sizeof id##_fields / sizeof *id##_fields, sizeof(type), 1, 0, text}

/* Marks of KB_DAY. */
KB_MAYBE const char kb_day_zero = 0;
KB_MAYBE const char kb_day_ends = 1; /* another value, so that no linker makes them one */

/* Mark of KB_INT32 and KB_INT64: the number of a row, a part, an item, from 0 as in C; languages
 * whose lists begin with 1 count it from there. */
KB_MAYBE const char kb_index = 2;

/* ---- A call --------------------------------------------------------------------------------- */

/* An argument as C takes it: by its kind i, v, or data with size (of arrays: how many). */
typedef struct kb_arg {
    int64_t i;
    const void *data; /* text, bytes, a handle, an array, options, a batch */
    size_t size;
    kefu_value v;
} kb_arg;

enum { KB_MAX_PARAMS = 8, KB_MAX_STRUCT = 1024 };

/* What a call works with. The language fills it, calls `run`, and reads the result. */
typedef struct kb_call {
    void *self;
    kb_arg in[KB_MAX_PARAMS];
    int64_t index; /* of LIST: -1 asks how many, else which */

    int32_t j;          /* GIVE_J */
    kefu_status status; /* likewise */
    int64_t i;          /* results: numbers, words, days, the count of a list */
    const char *text;   /* KB_TEXT */
    kefu_text view;     /* KB_VIEW */
    kefu_value v;
    const void *handle; /* of HANDLE_OF_SELF and KB_TABLE; others are in out */
    char chars[64];
    char *buffer; /* KB_BUFFER */
    size_t capacity, need;
    const kefu_sink *sink;
    void *arrow[2];    /* schema and array, or the stream and NULL */
    kefu_error *error; /* all 0 before the call: a function that has none to fill leaves it so */
    _Alignas(16) unsigned char out[KB_MAX_STRUCT]; /* a struct, whose struct_size is set; or the
                                                      pointer to what was made */
} kb_call;

typedef kefu_status (*kb_run)(kb_call *call);

typedef struct kb_param {
    const char *name;
    uint8_t kind;
    uint8_t optional; /* 1: may be left out: 0, NULL, or what the kind says */
    uint8_t scale;
    uint8_t keep; /* KB_KEPT: the handle is borrowed as long as what the call makes lives; or self,
                     once each, where it makes nothing */
    const void *of;
} kb_param;

/* What a call gives. */
typedef struct kb_result {
    uint8_t kind;
    uint8_t scale;
    uint8_t list;     /* 1: as many as it says */
    uint8_t borrowed; /* 1: a handle that belongs to self; 2: a new one, which uses self as long as
                         it lives */
    const void *of;
} kb_result;

enum kb_call_kind {
    KB_METHOD = 0,
    KB_PROPERTY = 1, /* no parameters: a field of the object */
    KB_NEW = 2,      /* makes an object: the class itself is called */
    KB_MAKE = 3,     /* makes an object: a function of the class, Card.from_json */
    KB_FUNCTION = 4  /* no object: a function of the module; the class is `module` */
};

typedef struct kb_info {
    const char *class_name;
    const char *name;
    uint8_t kind;
    const kb_param *params; /* ended by a NULL name */
    kb_result result;
    kb_run run;
    const char *doc;
    const char *c; /* the C of it, which names the functions that it stands for */
} kb_info;

enum {
    KB_SHARED = 1,  /* const once made: any number of threads may use it at once */
    KB_CONFINED = 2 /* one call at a time */
};

typedef struct kb_class {
    const char *name;   /* "sheet" */
    const char *python; /* "Sheet" */
    void (*free)(void *handle);
    int threads; /* KB_SHARED or KB_CONFINED */
    const char *doc;
    const char *items; /* name of the LIST property that is what it has (len, [i], #), or NULL */
    const char *find;  /* name of the call that finds a row by its key, or NULL */
} kb_class;

/* ---- Writing a call: see the head ------------------------------------------------------------ */

/* Parameters. */
#define PARAMS(...) ((const kb_param[]){__VA_ARGS__, {NULL, 0, 0, 0, 0, NULL}})
#define NO_PARAMS   ((const kb_param[]){{NULL, 0, 0, 0, 0, NULL}})
#define P(name, kind)                                                                              \
    {                                                                                              \
#name, KB_##kind, 0, 0, 0, NULL                                                            \
    }
#define P_OF(name, kind, what)                                                                     \
    {                                                                                              \
#name, KB_##kind, 0, 0, 0, what                                                            \
    }
#define P_MAY(name, kind)                                                                          \
    {                                                                                              \
#name, KB_##kind, 1, 0, 0, NULL                                                            \
    }
#define P_MAY_OF(name, kind, what)                                                                 \
    {                                                                                              \
#name, KB_##kind, 1, 0, 0, what                                                            \
    }
#define P_SCALED(name, digits)                                                                     \
    {                                                                                              \
#name, KB_DECIMAL, 0, digits, 0, NULL                                                      \
    }
#define P_MAY_SCALED(name, digits)                                                                 \
    {                                                                                              \
#name, KB_DECIMAL, 1, digits, 0, NULL                                                      \
    }
#define P_KEPT(name, what)                                                                         \
    {                                                                                              \
#name, KB_HANDLE, 0, 0, 1, what                                                            \
    }
#define P_MAY_KEPT(name, what)                                                                     \
    {                                                                                              \
#name, KB_HANDLE, 1, 0, 1, what                                                            \
    }
#define P_READ(name, what)                                                                         \
    {                                                                                              \
#name, KB_HANDLE, 0, 0, KB_READ, what                                                      \
    }
#define P_MAY_READ(name, what)                                                                     \
    {                                                                                              \
#name, KB_HANDLE, 1, 0, KB_READ, what                                                      \
    }
#define ROW(name)                                                                                  \
    {                                                                                              \
#name, KB_ROW, 0, 0, 0, NULL                                                               \
    }
/* NUMBER(part): an int32_t from 0, of one of its parts; NUMBER64 of an int64_t. */
#define NUMBER(name)   P_OF(name, INT32, &kb_index)
#define NUMBER64(name) P_OF(name, INT64, &kb_index)
#define LANGUAGE                                                                                   \
    {                                                                                              \
        "lang", KB_LANGUAGE, 1, 0, 0, NULL                                                         \
    }
#define OPTIONS(id)                                                                                \
    {                                                                                              \
        "options", KB_OPTIONS, 1, 0, 0, &id##_struct                                               \
    }
#define REQUIRED(id)                                                                               \
    {                                                                                              \
        "options", KB_REQUIRED, 1, 0, 0, &id##_struct                                              \
    }
#define LIMITS                                                                                     \
    {                                                                                              \
        "limits", KB_DICT, 1, 0, 0, &limits_struct                                                 \
    }
#define JSON                                                                                       \
    {                                                                                              \
        "json", KB_VIEW, 0, 0, 0, NULL                                                             \
    }

/* Results. */
#define NOTHING                                                                                    \
    {                                                                                              \
        KB_NOTHING, 0, 0, 0, NULL                                                                  \
    }
#define GIVES(kind)                                                                                \
    {                                                                                              \
        KB_##kind, 0, 0, 0, NULL                                                                   \
    }
#define GIVES_OF(kind, what)                                                                       \
    {                                                                                              \
        KB_##kind, 0, 0, 0, what                                                                   \
    }
#define GIVES_SCALED(digits)                                                                       \
    {                                                                                              \
        KB_DECIMAL, digits, 0, 0, NULL                                                             \
    }
#define GIVES_NUMBER GIVES_OF(INT64, &kb_index)
#define LIST_NUMBER                                                                                \
    {                                                                                              \
        KB_INT64, 0, 1, 0, &kb_index                                                               \
    }
#define GIVES_POINTS GIVES_SCALED(6)
#define STRUCT(id)                                                                                 \
    {                                                                                              \
        KB_STRUCT, 0, 0, 0, &id##_struct                                                           \
    }
#define HANDLE(id)                                                                                 \
    {                                                                                              \
        KB_HANDLE, 0, 0, 0, &id##_class                                                            \
    }
#define HANDLE_OF_SELF(id)                                                                         \
    {                                                                                              \
        KB_HANDLE, 0, 0, 1, &id##_class                                                            \
    }
#define HANDLE_USING_SELF(id)                                                                      \
    {                                                                                              \
        KB_HANDLE, 0, 0, 2, &id##_class                                                            \
    }
#define LIST_OF(kind)                                                                              \
    {                                                                                              \
        KB_##kind, 0, 1, 0, NULL                                                                   \
    }
#define LIST_STRUCT(id)                                                                            \
    {                                                                                              \
        KB_STRUCT, 0, 1, 0, &id##_struct                                                           \
    }
#define LIST_HANDLE_OF_SELF(id)                                                                    \
    {                                                                                              \
        KB_HANDLE, 0, 1, 1, &id##_class                                                            \
    }

/* The C of a call. c is the kb_call. */
#define SELF                 (c->self)
#define I(k)                 (c->in[k].i)                  /* int64_t */
#define J(k)                 ((int32_t)c->in[k].i)         /* int32_t, words */
#define U(k)                 ((uint32_t)c->in[k].i)        /* uint32_t, flags */
#define U64(k)               ((uint64_t)c->in[k].i)        /* uint64_t */
#define T(k)                 ((const char *)c->in[k].data) /* text with NUL */
#define D(k)                 (c->in[k].data)               /* text or bytes, with */
#define N(k)                 (c->in[k].size)               /* their size */
#define K(k)                 ((int32_t)c->in[k].size)      /* length of an array */
#define H(k)                 ((void *)c->in[k].data)       /* a handle */
#define A(k)                 ((void *)c->in[k].data)       /* options, a batch, an array */
#define V(k)                 (&c->in[k].v)                 /* a value */
#define INDEX                (c->index)
#define J_INDEX              ((int32_t)c->index)
#define J_ROW(k)             (I(k) < 0 || I(k) > INT32_MAX ? -1 : J(k)) /* a row of few */
#define OUT                  ((void *)c->out)
#define OUT_I                (&c->i)
#define OUT_V                (&c->v)
#define OUT_VIEW             (&c->view)
#define OUT_STREAM           (c->arrow[0])
#define OUT_SCHEMA           (c->arrow[0])
#define OUT_ARRAY            (c->arrow[1])
#define CHARS                (c->chars)
#define TEXT_OUT             c->buffer, c->capacity, &c->need
#define SINK                 (c->sink)
#define ERROR                (c->error)
#define GIVE(number)         (c->i = (int64_t)(number), KEFU_OK)
#define GIVE_TEXT(string)    (c->text = (string), KEFU_OK)
#define GIVE_HANDLE(pointer) (c->handle = (pointer), KEFU_OK)
#define LISTED(count, one)   (c->index < 0 ? GIVE(count) : (one))
/* Where a `type **out` goes. */
#define OUT_HANDLE(type) ((type **)(void *)c->out)
/* The struct that a call gives, where C has one out-parameter for each of its fields. */
#define OUT_AS(type) ((type *)(void *)c->out)
/* A call that gives an int32_t by OUT_J. */
#define OUT_J        (&c->j)
#define GIVE_J(call) (c->status = (call), c->i = c->j, c->status)

/* A list whose length comes by OUT_J. */
#define LISTED_J(count, one) (c->index < 0 ? GIVE_J(count) : (one))
/* Rows, or NULL of an object that a failure has poisoned. */
#define GIVE_TABLE(batch)                                                                          \
    ((c->handle = (batch)) != NULL                                                                 \
         ? KEFU_OK                                                                                 \
         : kb_fail(ERROR, KEFU_E_STATE, "a failure has left it incomplete: start anew"))

/* A fault that is found before the library is asked. */
static inline kefu_status kb_fail(kefu_error *error, kefu_status code, const char *message)
{
    memset(error, 0, sizeof *error);
    error->code = code;
    error->row = error->offset = -1;
    for (size_t i = 0; message[i] && i + 1 < sizeof error->message; i++)
        error->message[i] = message[i];
    return code;
}
/* Refuses arguments that C could not: an array whose length it takes from elsewhere. */
static inline kefu_status kb_refuse(kb_call *c, const char *message)
{
    return kb_fail(c->error, KEFU_E_ARGUMENT, message);
}

/* A class, whose handles are freed by TYPE_free: CLASS(sheet, kefu_sheet, "Sheet", KB_SHARED,
 * "rows", "find", "People with points."). items and find may be NULL. */
#define CLASS(id, type, python, threads, items, find, doc)                                         \
    static void id##_free(void *handle) { type##_free(handle); }                                   \
    KB_MAYBE const kb_class id##_class = {#id, python, id##_free, threads, doc, items, find}

#endif
