/* object.c - an object of the library: who uses it, what it borrows, when it is freed. */
#include "kp_call.h"

PyObject *kp_object_new(const kp_class *cls, void *handle, int owned)
{
    kp_object *object = (kp_object *)PyType_GenericAlloc(cls->type, 0);
    if (!object) {
        if (owned)
            cls->info->free(handle);
        return NULL;
    }
    object->handle = handle;
    object->state = cls->state;
    object->cls = cls->info;
    object->own = cls;
    object->owned = (uint8_t)owned;
    return (PyObject *)object;
}

PyObject *kp_wrap(kp_state *state, const char *class_name, void *handle)
{
    const kp_class *cls = kp_class_named(state, class_name);
    if (cls)
        return kp_object_new(cls, handle, 1);
    return PyErr_Format(PyExc_SystemError, "there is no class %s", class_name);
}

/* Objects are told by how they are freed: no other type has it. */
static kp_object *object_of(PyObject *object)
{
    return PyType_GetSlot(Py_TYPE(object), Py_tp_dealloc) == (void *)(uintptr_t)kp_object_dealloc
               ? (kp_object *)object
               : NULL;
}

int kp_is(const kp_state *state, PyObject *object, const char *class_name)
{
    const kp_class *cls = kp_class_named(state, class_name);
    return cls && Py_IS_TYPE(object, cls->type);
}

/* ---- What it borrows ------------------------------------------------------------------------- */

/* What an object borrows is read by its calls, and so may not be changed by others meanwhile. */
static void object_share(kp_object *object, int by)
{
    object->users += by;
    for (int i = 0; i < object->n_keep; i++)
        if (object_of(object->keep[i]))
            object_share(object_of(object->keep[i]), by);
}

int kp_keep(PyObject *borrower, PyObject *kept)
{
    kp_object *object = (kp_object *)borrower;
    for (int i = 0; i < object->n_keep; i++)
        if (object->keep[i] == kept)
            return 0;
    PyObject **more =
        PyMem_Realloc(object->keep, (size_t)(object->n_keep + 1) * sizeof *object->keep);
    if (!more) {
        PyErr_NoMemory();
        return -1;
    }
    object->keep = more;
    object->keep[object->n_keep++] = Py_NewRef(kept);
    if (object_of(kept)) {
        object_of(kept)->pins++;
        object_share(object_of(kept), object->users); /* as if it had been there before */
    }
    return 0;
}

static void object_let_go(kp_object *object);

static void object_unpin(kp_object *object)
{
    if (--object->pins == 0 && object->closed)
        object_let_go(object);
}

/* Frees the handle, then what it borrowed, in this order. */
static void object_let_go(kp_object *object)
{
    void *handle = object->handle;
    PyObject **keep = object->keep;
    int n = object->n_keep;
    object->handle = NULL;
    object->keep = NULL;
    object->n_keep = 0;
    if (handle && object->owned)
        object->cls->free(handle);
    for (int i = 0; i < n; i++) {
        if (object_of(keep[i]))
            object_unpin(object_of(keep[i]));
        Py_DECREF(keep[i]);
    }
    PyMem_Free(keep);
}

/* ---- Who uses it ----------------------------------------------------------------------------- */

/* Whether a call that may change it, or anything that it borrows, is in flight. */
static int object_is_changing(const kp_object *object)
{
    int is = object->alone;
    for (int i = 0; i < object->n_keep && !is; i++) {
        const kp_object *kept = object_of(object->keep[i]);
        is = kept && object_is_changing(kept);
    }
    return is;
}

int kp_usable(const kp_object *object) { return !object->closed && !object_is_changing(object); }

int kp_complain(const kp_object *object)
{
    kp_fail(object->state, KEFU_E_STATE,
            object->closed ? "the %s is closed" : "the %s is in use by another call",
            object->cls->python);
    return -1;
}

int kp_hold(kp_object *object, int alone)
{
    int confined = object->cls->threads == KB_CONFINED;
    if (!kp_usable(object) || (alone && confined && object->users))
        return kp_complain(object);
    object_share(object, 1);
    object->alone = (uint8_t)(alone && confined);
    return 0;
}

void kp_unhold(kp_object *object, int alone)
{
    if (alone)
        object->alone = 0;
    object_share(object, -1);
}

static void object_end_alone(void *thing)
{
    kp_unhold(thing, 1);
    Py_DECREF((PyObject *)thing);
}

static void object_end_use(void *thing)
{
    kp_unhold(thing, 0);
    Py_DECREF((PyObject *)thing);
}

int kp_hold_in(kp_store *hold, kp_object *object, int alone)
{
    if (kp_store_has(hold, object, object_end_alone) || kp_store_has(hold, object, object_end_use))
        return 0;
    if (kp_hold(object, alone))
        return -1;
    Py_INCREF((PyObject *)object);
    return kp_store_other(hold, object, alone ? object_end_alone : object_end_use);
}

void *kp_take(kp_state *state, PyObject *object, const char *class_name, int alone,
              const char *where)
{
    kp_object *taken = (kp_object *)object;
    const kp_class *cls = kp_class_named(state, class_name);
    if (!cls || !Py_IS_TYPE(object, cls->type)) {
        kp_expected(cls ? cls->info->python : class_name, object);
        kp_where(state, where);
        return NULL;
    }
    if (!kp_hold(taken, alone))
        return taken->handle;
    kp_where(state, where);
    return NULL;
}

void kp_drop(PyObject *object, int alone) { kp_unhold((kp_object *)object, alone); }

/* ---- The end --------------------------------------------------------------------------------- */

static PyObject *object_close(PyObject *self, PyObject *unused)
{
    (void)unused;
    kp_object *object = (kp_object *)self;
    if (object->closed)
        Py_RETURN_NONE;
    if (object->alone || object->users || object->calls)
        return kp_fail(object->state, KEFU_E_STATE, "%s.close(): a call is using it",
                       object->cls->python);
    object->closed = 1;
    if (!object->pins)
        object_let_go(object);
    Py_RETURN_NONE;
}

static PyObject *object_enter(PyObject *self, PyObject *unused)
{
    (void)unused;
    kp_object *object = (kp_object *)self;
    return object->closed && kp_complain(object) ? NULL : Py_NewRef(self);
}

static PyObject *object_exit(PyObject *self, PyObject *exception)
{
    (void)exception;
    PyObject *closed = object_close(self, NULL);
    Py_XDECREF(closed);
    return closed ? Py_NewRef(Py_False) : NULL;
}

PyObject *kp_unpicklable(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *name = PyType_GetName(Py_TYPE(self));
    if (name)
        PyErr_Format(PyExc_TypeError,
                     "cannot pickle a kefu.%U: it stands on memory of the library; "
                     "pickle what it was made of",
                     name);
    Py_XDECREF(name);
    return NULL;
}

PyMethodDef kp_object_methods[] = {
    {"close", object_close, METH_NOARGS,
     "close($self)\n--\n\nFrees what it holds. What others still borrow is freed after them."},
    {"__enter__", object_enter, METH_NOARGS, NULL},
    {"__exit__", object_exit, METH_VARARGS, NULL},
    {"__reduce__", kp_unpicklable, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL}};

PyObject *kp_object_closed(PyObject *self, void *unused)
{
    (void)unused;
    return PyBool_FromLong(((kp_object *)self)->closed);
}

PyObject *kp_object_repr(PyObject *self)
{
    const kp_object *object = (kp_object *)self;
    return PyUnicode_FromFormat("<kefu.%s%s at %p>", object->cls->python,
                                object->closed ? ", closed," : "", (void *)self);
}

int kp_object_traverse(PyObject *self, visitproc visit, void *arg)
{
    kp_object *object = (kp_object *)self;
    Py_VISIT(Py_TYPE(self));
    for (int i = 0; i < object->n_keep; i++)
        Py_VISIT(object->keep[i]);
    return 0;
}

/* A call in flight holds a reference, so that nothing here is in use. */
int kp_object_clear(PyObject *self)
{
    kp_object *object = (kp_object *)self;
    object->closed = 1;
    if (!object->pins)
        object_let_go(object);
    return 0;
}

void kp_object_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    object_let_go((kp_object *)self);
    ((freefunc)(uintptr_t)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}
