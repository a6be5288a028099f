/* classes.c - types of Python made of the tables: a class for each handle, a row for each struct.
 */
#include "kp_call.h"

#define SLOT(function) ((void *)(uintptr_t)(function))

/* ---- What every object does ------------------------------------------------------------------ */

static PyObject *class_property(PyObject *self, void *entry)
{
    return kp_call(entry, self, NULL, 0, NULL);
}

static Py_ssize_t class_length(PyObject *self) { return kp_items((kp_object *)self); }
static PyObject *class_item(PyObject *self, Py_ssize_t i) { return kp_item((kp_object *)self, i); }
static PyObject *class_iterator(PyObject *self) { return PySeqIter_New(self); }

static PyObject *class_slice(PyObject *self, PyObject *slice)
{
    Py_ssize_t from, to, step, n = class_length(self);
    if (n < 0 || PySlice_Unpack(slice, &from, &to, &step))
        return NULL;
    Py_ssize_t count = PySlice_AdjustIndices(n, &from, &to, step);
    PyObject *list = PyList_New(count);
    for (Py_ssize_t i = 0; list && i < count; i++) {
        PyObject *item = class_item(self, from + i * step);
        if (!item || PyList_SetItem(list, i, item))
            Py_CLEAR(list);
    }
    return list;
}

/* By number, from the end if negative; by slice; by the key of a row, or the name of a column. */
static PyObject *class_subscript(PyObject *self, PyObject *key)
{
    const kp_entry *find = ((kp_object *)self)->own->find;
    if (PyObject_TypeCheck(key, &PySlice_Type))
        return class_slice(self, key);
    if (((kp_object *)self)->own->column && PyUnicode_Check(key))
        return ((kp_object *)self)->own->column(self, key);
    PyObject *row = NULL;
    if (!PyIndex_Check(key)) {
        if (!find)
            return kp_expected("int or slice", key);
        if (!(row = kp_find((kp_object *)self, key)))
            return NULL;
    }
    Py_ssize_t i = PyNumber_AsSsize_t(row ? row : key, PyExc_IndexError);
    Py_XDECREF(row);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    Py_ssize_t n = i < 0 ? class_length(self) : 0;
    return n < 0 ? NULL : class_item(self, i + n);
}

/* A text is the key of a row; all else is looked for among the rows. */
static int class_contains(PyObject *self, PyObject *key)
{
    const kp_state *state = ((kp_object *)self)->state;
    PyObject *found;
    int has;
    if (!PyUnicode_Check(key)) {
        found = PySequence_List(self);
        has = found ? PySequence_Contains(found, key) : -1;
    } else {
        found = kp_find((kp_object *)self, key);
        has = found ? 1 : PyErr_ExceptionMatches(kp_error_class(state, KEFU_E_NAME)) ? 0 : -1;
        if (!has)
            PyErr_Clear();
    }
    Py_XDECREF(found);
    return has;
}

/* ---- Making one ------------------------------------------------------------------------------ */

static const kp_class *class_of_type(const kp_state *state, const PyTypeObject *type)
{
    for (int i = 0; i < state->n_classes; i++)
        if (state->classes[i].type == type)
            return &state->classes[i];
    return NULL;
}

static PyObject *class_refuse(const kp_class *cls)
{
    PyObject *makers = PyUnicode_FromString("");
    for (int i = 0; i < kp_n_entries && makers; i++) {
        const kb_info *info = kp_entries[i].info;
        if (info->kind != KB_MAKE || kp_entries[i].cls != cls->info)
            continue;
        PyObject *more = PyUnicode_FromFormat("%U%s%s.%s()", makers,
                                              PyUnicode_GetLength(makers) ? ", " : ": call ",
                                              cls->info->python, info->name);
        Py_DECREF(makers);
        makers = more;
    }
    if (makers)
        PyErr_Format(PyExc_TypeError, "%s() does not make one%U", cls->info->python, makers);
    Py_XDECREF(makers);
    return NULL;
}

enum { CLASS_ARGS = 64 };

static PyObject *class_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    kp_state *state = kp_state_of_type(type);
    const kp_class *cls = state ? class_of_type(state, type) : NULL;
    PyObject *given[CLASS_ARGS], *name, *value;
    if (!cls)
        return NULL;
    if (!cls->make)
        return class_refuse(cls);
    Py_ssize_t n = PyTuple_Size(args), more = keywords ? PyDict_Size(keywords) : 0;
    if (n + more > CLASS_ARGS)
        return PyErr_Format(PyExc_TypeError, "%s(): too many arguments", cls->info->python);
    for (Py_ssize_t i = 0; i < n; i++)
        given[i] = PyTuple_GetItem(args, i);
    PyObject *names = PyTuple_New(more);
    for (Py_ssize_t at = 0, i = 0; names && more && PyDict_Next(keywords, &at, &name, &value);
         i++) {
        given[n + i] = value;
        PyTuple_SetItem(names, i, Py_NewRef(name));
    }
    PyObject *object = names ? kp_call(cls->make, (PyObject *)type, given, n, names) : NULL;
    Py_XDECREF(names);
    return object;
}

/* ---- Types ----------------------------------------------------------------------------------- */

static int class_method_flags(const kb_info *info)
{
    int flags = METH_FASTCALL | METH_KEYWORDS;
    return info->kind == KB_MAKE ? flags | METH_CLASS : flags;
}

static int class_is_hand_made(const kp_method *method, const char *class_name)
{
    return strcmp(method->class_name, class_name) == 0;
}

/* Methods of a class, or functions of the module: of the tables, then those made by hand. */
static PyMethodDef *class_methods(kp_state *state, const kb_class *cls)
{
    int n = 8;
    for (int i = 0; i < kp_n_entries; i++)
        n += kp_entries[i].cls == cls;
    const kp_method *const by_hand[] = {kp_rows_methods, kp_array_methods, kp_metric_methods};
    for (int k = 0; k < 3; k++)
        for (const kp_method *m = by_hand[k]; m->class_name; m++)
            n += class_is_hand_made(m, cls->name);
    PyMethodDef *methods = kp_room(state, (size_t)n * sizeof *methods), *at = methods;
    for (int i = 0; i < kp_n_entries && methods; i++) {
        const kp_entry *entry = &kp_entries[i];
        if (entry->cls != cls || entry->info->kind == KB_PROPERTY || entry->info->kind == KB_NEW)
            continue;
        PyMethodDef made = {kp_name(state, entry->info->name),
                            (PyCFunction)(void (*)(void))entry->run,
                            class_method_flags(entry->info), kp_doc(state, entry)};
        *at++ = made;
    }
    for (int k = 0; k < 3 && methods; k++)
        for (const kp_method *m = by_hand[k]; m->class_name; m++)
            if (class_is_hand_made(m, cls->name))
                *at++ = m->def;
    if (methods && cls != kp_module_class)
        for (const PyMethodDef *m = kp_object_methods; m->ml_name; m++)
            *at++ = *m;
    return methods;
}

static PyGetSetDef *class_getset(kp_state *state, const kb_class *cls)
{
    int n = 2;
    for (int i = 0; i < kp_n_entries; i++)
        n += kp_entries[i].cls == cls && kp_entries[i].info->kind == KB_PROPERTY;
    PyGetSetDef *all = kp_room(state, (size_t)n * sizeof *all), *at = all;
    for (int i = 0; i < kp_n_entries && all; i++) {
        const kb_info *info = kp_entries[i].info;
        if (kp_entries[i].cls != cls || info->kind != KB_PROPERTY)
            continue;
        PyGetSetDef made = {kp_name(state, info->name), class_property, NULL, info->doc,
                            (void *)(uintptr_t)&kp_entries[i]};
        *at++ = made;
    }
    if (all)
        *at = (PyGetSetDef){"closed", kp_object_closed, NULL, "Whether close() was called.", NULL};
    return all;
}

static int class_make_type(kp_state *state, PyObject *module, kp_class *cls)
{
    char name[96];
    PyOS_snprintf(name, sizeof name, "kefu.%s", cls->info->python);
    PyType_Slot slots[20] = {{Py_tp_doc, kp_class_doc(state, cls->info)},
                             {Py_tp_methods, class_methods(state, cls->info)},
                             {Py_tp_getset, class_getset(state, cls->info)},
                             {Py_tp_new, SLOT(class_new)},
                             {Py_tp_dealloc, SLOT(kp_object_dealloc)},
                             {Py_tp_traverse, SLOT(kp_object_traverse)},
                             {Py_tp_clear, SLOT(kp_object_clear)},
                             {Py_tp_repr, SLOT(kp_object_repr)}};
    for (int i = 0; i < 3; i++)
        if (!slots[i].pfunc)
            return -1;
    if (cls->items) {
        PyType_Slot more[] = {{Py_sq_length, SLOT(class_length)},
                              {Py_sq_item, SLOT(class_item)},
                              {Py_mp_length, SLOT(class_length)},
                              {Py_mp_subscript, SLOT(class_subscript)},
                              {Py_tp_iter, SLOT(class_iterator)},
                              {cls->find ? Py_sq_contains : 0, SLOT(class_contains)}};
        memcpy(slots + 8, more, sizeof more);
    }
    PyType_Spec spec = {name, sizeof(kp_object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, slots};
    cls->type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return cls->type ? PyModule_AddType(module, cls->type) : -1;
}

/* ---- Which classes there are ----------------------------------------------------------------- */

static int class_add(kp_state *state, const kb_class *info)
{
    if (info == kp_module_class || kp_slot_of(state, info))
        return 0;
    kp_class *cls = &state->classes[state->n_classes++];
    cls->info = info;
    cls->state = state;
    return kp_slot_set(state, info, cls);
}

static int class_add_fields(kp_state *state, const kb_struct *shape)
{
    for (int i = 0; i < shape->n_fields; i++) {
        int kind = shape->fields[i].kind;
        const void *of = shape->fields[i].of;
        if ((kind == KB_HANDLE || kind == KB_HANDLES) && class_add(state, of))
            return -1;
        if ((kind == KB_STRUCT || kind == KB_DICT) && class_add_fields(state, of))
            return -1;
    }
    return 0;
}

static int class_add_kind(kp_state *state, int kind, const void *of)
{
    if (kind == KB_HANDLE || kind == KB_HANDLES)
        return class_add(state, of);
    if (kind == KB_STRUCT || kind == KB_OPTIONS || kind == KB_REQUIRED || kind == KB_DICT)
        return class_add_fields(state, of);
    return 0;
}

static int class_add_all(kp_state *state)
{
    for (int i = 0; i < kp_n_entries; i++) {
        const kp_entry *entry = &kp_entries[i];
        if (class_add(state, entry->cls) ||
            class_add_kind(state, entry->info->result.kind, entry->info->result.of))
            return -1;
        for (const kb_param *p = entry->info->params; p->name; p++)
            if (class_add_kind(state, p->kind, p->of))
                return -1;
    }
    return 0;
}

static void class_find_entries(kp_class *cls)
{
    cls->column = strcmp(cls->info->name, "frame") == 0 ? kp_frame_column : NULL;
    for (int i = 0; i < kp_n_entries; i++) {
        const kp_entry *entry = &kp_entries[i];
        const char *name = entry->info->name;
        if (entry->cls != cls->info)
            continue;
        if (entry->info->kind == KB_NEW)
            cls->make = entry;
        if (cls->info->items && !strcmp(name, cls->info->items))
            cls->items = entry;
        if (cls->info->find && !strcmp(name, cls->info->find))
            cls->find = entry;
        if (!strcmp(name, "exponent"))
            cls->exponent = entry;
    }
}

int kp_make_classes(kp_state *state, PyObject *module)
{
    state->classes = kp_room(state, (size_t)KP_SLOTS / 2 * sizeof *state->classes);
    if (!state->classes || class_add_all(state))
        return -1;
    for (int i = 0; i < state->n_classes; i++) {
        class_find_entries(&state->classes[i]);
        if (class_make_type(state, module, &state->classes[i]))
            return -1;
    }
    return 0;
}

int kp_make_functions(kp_state *state, PyObject *module)
{
    PyMethodDef *functions = class_methods(state, kp_module_class);
    return functions ? PyModule_AddFunctions(module, functions) : -1;
}

const kp_class *kp_class_named(const kp_state *state, const char *name)
{
    for (int i = 0; i < state->n_classes; i++)
        if (!strcmp(state->classes[i].info->name, name))
            return &state->classes[i];
    return NULL;
}
