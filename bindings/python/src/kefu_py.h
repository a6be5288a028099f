/* kefu_py.h - what the sources of the extension share: objects, errors, conversions, threads.
 *
 * The extension keeps nothing in globals: what a module made is in its kp_state, which objects
 * point to, so that each interpreter has its own. Functions that give a PyObject or an int follow
 * Python: NULL or -1 with an exception set.
 */
#ifndef KEFU_PY_H
#define KEFU_PY_H

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030b0000
#endif
#include <Python.h>

#include "calls.h"

#if defined(_MSC_VER)
#define KP_THREAD __declspec(thread)
#else
#define KP_THREAD _Thread_local
#endif

typedef struct kp_state kp_state;
typedef struct kp_class kp_class;
typedef struct kp_store kp_store; /* store.h */

/* ---- Objects --------------------------------------------------------------------------------- */

/* An object of the library. A call on a KB_CONFINED object is alone on it, and what it borrows is
 * not changed meanwhile; a call on a KB_SHARED one is one of `users`. */
typedef struct kp_object {
    PyObject_HEAD void *handle; /* NULL once closed and freed */
    kp_state *state;
    const kb_class *cls; /* of the tables, and */
    const kp_class *own; /* what the module made of it */
    PyObject **keep;     /* what it borrows: objects of the library are pinned, too */
    int32_t n_keep;
    int32_t users; /* calls in flight that read it */
    int32_t calls; /* its own calls, from before their arguments are read: none may close it */
    int32_t pins;  /* objects that borrow it */
    uint8_t alone; /* a call in flight that may change it */
    uint8_t closed;
    uint8_t owned; /* the handle is freed with it */
} kp_object;

/* A class by its name in the tables, "frame"; NULL without an exception if there is none. */
const kp_class *kp_class_named(const kp_state *state, const char *name);
/* Whether object is one of them. */
int kp_is(const kp_state *state, PyObject *object, const char *class_name);
/* A new object that owns the handle, which is freed if this fails. */
PyObject *kp_wrap(kp_state *state, const char *class_name, void *handle);
/* The object borrows `kept` as long as it lives: a reference, and a pin if it is one of ours. */
int kp_keep(PyObject *object, PyObject *kept);

/* Takes an object for a call: `alone` if the call may change it. NULL if it is closed or in use, or
 * of another class; `where` begins the message: "Tally.add()". kp_drop gives it back. */
void *kp_take(kp_state *state, PyObject *object, const char *class_name, int alone,
              const char *where);
void kp_drop(PyObject *object, int alone);

/* ---- Threads --------------------------------------------------------------------------------- */

/* A stretch of C without the GIL. Callbacks that need Python take it back and release it again;
 * where C runs with the GIL held these do nothing. What a callback raises is kept by kp_catch and
 * comes out of kp_join unchanged. */
typedef struct kp_away {
    PyThreadState *thread;
    struct kp_away *outer;
    PyObject *raised[3];
    uint8_t released;
} kp_away;

void kp_leave(kp_away *away, int release); /* before the call */
int kp_join(kp_away *away);                /* after it; -1 if a callback raised */
int kp_enter_python(void);                 /* in a callback; what it gives is for kp_leave_python */
void kp_leave_python(int entered);
/* In a callback, with an exception set: keeps it, the last of them (or an interrupt),
 * and clears it. */
void kp_catch(void);

/* ---- Errors ---------------------------------------------------------------------------------- */

/* Raises the exception of a code; `where` may be NULL. Gives NULL. */
PyObject *kp_raise(kp_state *state, const char *where, kefu_status code, const kefu_error *error);
/* The same with a text of our own, as PyUnicode_FromFormat writes it. */
PyObject *kp_fail(kp_state *state, kefu_status code, const char *format, ...);

/* ---- Conversions ----------------------------------------------------------------------------- */

/* To C: 0 or -1. `where` names what is converted: "Tally.add(): row". */
int kp_to_int64(kp_state *state, PyObject *object, const char *where, int64_t *out);
int kp_to_int32(kp_state *state, PyObject *object, const char *where, int32_t *out);
/* A Decimal, int, Fraction, str, or a float by its shortest digits, times 10^scale, exactly. */
int kp_to_decimal(kp_state *state, PyObject *object, int scale, const char *where, int64_t *out);
int kp_to_value(kp_state *state, PyObject *object, const char *where, kefu_value *out);
/* A date or its midnight, "2026-10-31", or days since 1970-01-01. */
int kp_to_day(kp_state *state, PyObject *object, const char *where, int32_t *out);
int kp_to_word(kp_state *state, PyObject *object, const kb_words *words, const char *where,
               int64_t *out);
/* UTF-8 that lives as long as the str. Where size is NULL, it may have no NUL inside. */
const char *kp_to_text(kp_state *state, PyObject *object, const char *where, size_t *size);

/* 1 if the class of an object has this name: of classes that are not ours to import. */
int kp_is_named(PyObject *object, const char *name);

/* From C. */
PyObject *kp_from_value(kp_state *state, const kefu_value *value);
PyObject *kp_from_decimal(kp_state *state, int64_t number, int scale); /* unknown: None */
PyObject *kp_from_day(kp_state *state, int32_t days);
PyObject *kp_from_word(kp_state *state, int64_t value, const kb_words *words);
PyObject *kp_from_text(const char *text); /* NULL: None */

/* ---- Rows in, Arrow out: rows*.c, arrow_out.c ------------------------------------------------ */

/* Rows as C takes them, from whatever Python has them in: what has __arrow_c_stream__ or
 * __arrow_c_array__, a dict of columns, a kefu.Rows made before. */
typedef struct kp_rows kp_rows;

/* Opens them for as long as `hold` lives, with the object and what it borrows. `keywords` is a dict
 * of what the call did not know itself (columns=, cells= ...), or NULL. one_piece: all in a batch.
 */
kp_rows *kp_rows_open(kp_state *state, PyObject *object, PyObject *keywords, int one_piece,
                      const char *where, kp_store *hold);
/* The next batch, borrowed until the next call: 1, 0 at the end, -1 with an exception. GIL held;
 * where a producer may take long it releases the GIL itself. */
int kp_rows_next(kp_rows *rows, const kefu_batch **batch);
/* Where the library found no column of a name since its type cannot be read: says so instead. */
void kp_rows_explain(const kp_rows *rows, kefu_error *error);

/* Room for what a call of KB_ARROW_STREAM (the stream, NULL) or KB_ARROW_ARRAY (schema, array)
 * writes; then either the object whose __arrow_c_stream__ or __arrow_c_array__ gives it, which owns
 * the room even if that fails, or release of it unused. */
int kp_arrow_room(int kind, void *arrow[2]);
PyObject *kp_arrow_wrap(kp_state *state, int kind, void *arrow[2]);
void kp_arrow_free(int kind, void *arrow[2]);
/* Rows that the library gives, copied: an object with columns by their names (KB_TABLE). */
PyObject *kp_from_batch(kp_state *state, const kefu_batch *batch);

/* A cell without a value, as Python has it: None, kefu.PROVISIONAL, kefu.EXEMPT; a new reference.
 */
PyObject *kp_mark_object(kp_state *state, int mark);

/* What is written by hand: functions of the module, and methods of classes of the tables. */
typedef struct kp_method {
    const char *class_name; /* "frame"; "module" for functions; NULL ends the list */
    PyMethodDef def;        /* METH_STATIC and METH_CLASS may be set, too */
} kp_method;
extern const kp_method kp_rows_methods[];
extern const kp_method kp_array_methods[];
extern const kp_method kp_metric_methods[];

/* frame["转化率"]: all values of a metric. */
PyObject *kp_frame_column(PyObject *self, PyObject *name);

/* Makes types of one's own and adds them to the module; they are kept in own[]. */
enum { KP_OWN_ARRAYS = 8, KP_OWN_CONTEXT = 16, KP_OWN = 17 };
/* __reduce__ of objects that are none without the library. */
PyObject *kp_unpicklable(PyObject *self, PyObject *unused);
int kp_rows_init(kp_state *state, PyObject *module, PyObject **own);    /* own[0] .. own[7] */
int kp_arrays_init(kp_state *state, PyObject *module, PyObject **own);  /* own[8] .. own[15] */
int kp_metrics_init(kp_state *state, PyObject *module, PyObject **own); /* own[16] */

/* The state of a module, and of an instance or class of one of our types. */
kp_state *kp_state_of_module(PyObject *module);
kp_state *kp_state_of_type(PyTypeObject *type);
PyObject **kp_own(kp_state *state);

#endif
