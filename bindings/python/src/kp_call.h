/* kp_call.h - private: entries of the tables, and a call in the making. */
#ifndef KP_CALL_H
#define KP_CALL_H

#include "store.h"

#include "field.h"

/* ---- The tables (calls.c) -------------------------------------------------------------------- */

typedef PyObject *(*kp_wrapper)(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                PyObject *names);

/* A call of the tables. Its class is that of `module` for functions. */
typedef struct kp_entry {
    const kb_info *info;
    const kb_class *cls;
    kp_wrapper run;
} kp_entry;

extern const kp_entry kp_entries[];
extern const int kp_n_entries;
/* Marks and words of the tables, which are other ones in each source. */
extern const kb_class *const kp_module_class;
extern const void *const kp_day_zero;
extern const void *const kp_day_ends;
extern const kb_words *const kp_status_words;
extern const kb_words *const kp_flag_words;
extern const kb_struct *const kp_place_struct;
extern const kb_struct *const kp_port_struct;
extern const kb_struct *const kp_param_struct;

/* ---- What a module has (module.c, classes.c) ------------------------------------------------- */

struct kp_class {
    const kb_class *info;
    PyTypeObject *type;
    kp_state *state;
    const kp_entry *make;     /* KB_NEW, or NULL */
    const kp_entry *items;    /* what len, [i] and iteration give, or NULL */
    const kp_entry *find;     /* finds a row by its key, or NULL */
    const kp_entry *exponent; /* digits of its money, or NULL */
    PyObject *(*column)(PyObject *self,
                        PyObject *name); /* what self["name"] gives, or NULL: find */
};

/* A struct that calls give. */
typedef struct kp_shape {
    const kb_struct *info;
    PyTypeObject *type;
} kp_shape;

/* Pointers of the tables to what a module made of them: few, and looked up in each call. */
enum { KP_SLOTS = 512 };
typedef struct kp_slot {
    const void *key;
    void *value;
} kp_slot;

enum { KP_ERRORS = 24 };

struct kp_state {
    PyObject *module; /* borrowed: it owns this */
    PyObject *errors[KP_ERRORS];
    PyTypeObject *value_type;
    PyObject *decimal; /* decimal.Decimal and so on */
    PyObject *fraction;
    PyObject *date;
    PyObject *datetime;
    PyObject *own[KP_OWN];
    kp_class *classes;
    int n_classes;
    kp_shape *shapes;
    int n_shapes;
    kp_slot slots[KP_SLOTS];
    void *room; /* blocks that live as long as the module */
};

void *kp_room(kp_state *state, size_t size); /* zeroed; NULL with MemoryError */
char *kp_room_text(kp_state *state, const char *text);
void *kp_slot_of(const kp_state *state, const void *key);
int kp_slot_set(kp_state *state, const void *key, void *value);
/* A name as Python can write it: `from` becomes `from_`. */
const char *kp_name(kp_state *state, const char *name);

void kp_camel(const char *name, char *out, size_t size); /* "sheet_row": SheetRow */
int kp_make_classes(kp_state *state, PyObject *module);
int kp_make_functions(kp_state *state, PyObject *module);
int kp_make_shapes(kp_state *state, PyObject *module);
int kp_make_errors(kp_state *state, PyObject *module);
PyObject *kp_error_class(const kp_state *state, kefu_status code); /* borrowed */
int kp_make_value(kp_state *state, PyObject *module);
/* Every call as Python sees it, a list of dicts: describe.c. */
PyObject *kp_describe(PyObject *module, PyObject *unused);
/* "row($self, row)\n--\n\ndoc". */
char *kp_doc(kp_state *state, const kp_entry *entry);
char *kp_class_doc(kp_state *state, const kb_class *cls);

/* ---- Objects (object.c) ---------------------------------------------------------------------- */

PyObject *kp_object_new(const kp_class *cls, void *handle, int owned);
/* 0, or -1 with a StateError: closed, or another call is in flight that excludes this one. */
int kp_hold(kp_object *object, int alone);
void kp_unhold(kp_object *object, int alone);
/* The same until the store is let go of. One object may be given twice: the first stands for both.
 */
int kp_hold_in(kp_store *hold, kp_object *object, int alone);
int kp_usable(const kp_object *object); /* for a call that keeps the GIL */
int kp_complain(const kp_object *object);
extern PyMethodDef kp_object_methods[]; /* close, __enter__, __exit__ */
PyObject *kp_object_closed(PyObject *self, void *unused);
void kp_object_dealloc(PyObject *self);
int kp_object_traverse(PyObject *self, visitproc visit, void *arg);
int kp_object_clear(PyObject *self);
PyObject *kp_object_repr(PyObject *self);

/* kefu.Value. */
typedef struct kp_value {
    PyObject_HEAD kefu_value value;
    kp_state *state;
} kp_value;

#define VALUE_OF(object) (&((kp_value *)(object))->value)
#define STATE_OF(object) (((kp_value *)(object))->state)

/* How it is written (value_text.c). */
PyObject *kp_value_str(PyObject *self);
PyObject *kp_value_repr(PyObject *self);
PyObject *kp_value_format(PyObject *self, PyObject *args);
PyObject *kp_value_format_spec(PyObject *self, PyObject *spec);
PyObject *kp_value_round(PyObject *self, PyObject *args);
PyObject *kp_value_round_whole(PyObject *self, PyObject *args);

/* ---- A call (call.c) ------------------------------------------------------------------------- */

/* What the result will borrow; references are borrowed. */
typedef struct kp_kept {
    struct kp_kept *next;
    PyObject *object;
} kp_kept;

typedef struct kp_frame {
    kp_state *state;
    const kp_entry *entry;
    kp_object *self; /* NULL of functions */
    kp_store hold;   /* what is given back when the call is over */
    kp_kept *keeps;
    int rows_at; /* the parameter of KB_BATCHES, or -1 */
    kp_rows *rows;
    PyObject *extra; /* keywords for rows, or NULL */
    PyObject *to;    /* where a sink's bytes go, or NULL */
    uint8_t works;   /* the GIL is released */
    uint8_t told;    /* the exception that is set says where */
    char where[128]; /* of rows: "Tally.update()" */
    kefu_error error;
    kb_call c;
    kp_room_of room; /* of `hold` */
} kp_frame;

PyObject *kp_call(const kp_entry *entry, PyObject *self, PyObject *const *args, Py_ssize_t n,
                  PyObject *names);
/* The number of a row by its key, by `find` of its class. */
PyObject *kp_find(kp_object *self, PyObject *key);
Py_ssize_t kp_items(kp_object *self);
PyObject *kp_item(kp_object *self, Py_ssize_t index);

/* ---- To C (bind.c, argument.c, struct_in.c, number.c, text.c, word.c) ------------------------ */

/* Rows for a call, with the keywords that are theirs. */
kp_rows *kp_open_rows(kp_frame *f, PyObject *object, int one_piece);
/* The result, or self, will borrow an argument. */
int kp_bind_kept(kp_frame *f, PyObject *object);
int kp_bind(kp_frame *f, PyObject *const *args, Py_ssize_t n, PyObject *names);
/* An argument of a kind. `of` and `scale` are those of the parameter or field. */
int kp_in(kp_frame *f, int kind, int scale, const void *of, PyObject *object, kb_arg *out);
/* What stands for an argument that was not given. */
void kp_in_none(int kind, kb_arg *out);
int kp_to_range(kp_state *state, PyObject *object, int kind, int64_t *out);
int kp_to_written_value(kp_state *state, PyObject *object, kefu_value *out);
int kp_to_flags(kp_state *state, PyObject *object, const kb_words *words, int64_t *out);
extern const kb_words kp_languages, kp_encodings;
int kp_in_items(kp_frame *f, int kind, const void *of, PyObject *object, kb_arg *out);
int kp_in_text(kp_frame *f, int kind, PyObject *object, kb_arg *out);
/* A struct that is being filled. lengths[] are those of arrays, -1 of others. */
enum { KP_FIELDS = 64 };
typedef struct kp_filling {
    const kb_struct *shape;
    char *out;
    int32_t lengths[KP_FIELDS];
} kp_filling;

int kp_fill_begin(kp_frame *f, const kb_struct *shape, kp_filling *filling);
int kp_fill_field(kp_frame *f, kp_filling *filling, int field, PyObject *object);
int kp_fill_end(kp_frame *f, const kp_filling *filling);
void *kp_in_struct(kp_frame *f, const kb_struct *shape, PyObject *object);
int kp_field_named(const kb_struct *shape, PyObject *name); /* -1 if there is none */
/* The function of KB_PROGRESS; `user` is the callable. */
kefu_status KEFU_CALL kp_progress_told(void *user, int32_t millionths);
/* Digits of the money of an object; -1 with an exception. */
int kp_exponent(kp_object *object);

/* Puts "Sheet.row(): row: " before the message of the exception that is set. */
void kp_where(kp_state *state, const char *where);
/* "Sheet.row()" to out. */
void kp_call_name(const kp_entry *entry, char *out, size_t size);
PyObject *kp_expected(const char *what, PyObject *object); /* TypeError */
/* Raises with the names that are near to a misspelt one. */
int kp_not_a_name(kp_state *state, PyObject *name, PyObject *names, const char *what);

/* ---- From C (result.c, struct_out.c, sink.c) ------------------------------------------------- */

PyObject *kp_out(kp_state *state, kp_object *owner, int kind, int scale, const void *of,
                 const kb_arg *arg);
PyObject *kp_out_struct(kp_state *state, kp_object *owner, const kb_struct *shape, const void *in);
PyObject *kp_from_digits(kp_state *state, int64_t number, int scale, int all);
PyObject *kp_out_flags(int64_t value, const kb_words *words);
PyObject *kp_result(kp_frame *f);

/* Bytes that a call writes: kept, or handed on to a path or to an object with write(). */
typedef struct kp_sink {
    kefu_sink sink;
    kp_frame *frame;
    char *bytes;
    size_t size, capacity;
    PyObject *file;  /* what has write(), once there is one */
    PyObject *write; /* its method */
    uint8_t text;    /* write() takes str */
    uint8_t raw;     /* write() may take a part */
    uint8_t opened;  /* by us */
} kp_sink;

void kp_sink_open(kp_sink *sink, kp_frame *f);
PyObject *kp_sink_close(kp_sink *sink, int failed);

#endif
