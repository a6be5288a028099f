/* module.c - the extension kefu._kefu: what a module has, and its end. */
#include "kp_call.h"

/* ---- Room that lives as long as the module --------------------------------------------------- */

void *kp_room(kp_state *state, size_t size)
{
    void **block = PyMem_Calloc(1, sizeof(int64_t) * 2 + size);
    if (!block)
        return PyErr_NoMemory();
    *block = state->room;
    state->room = block;
    return (char *)block + sizeof(int64_t) * 2;
}

char *kp_room_text(kp_state *state, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = kp_room(state, size);
    return copy ? memcpy(copy, text, size) : NULL;
}

static const kp_slot *module_slot(const kp_state *state, const void *key)
{
    size_t at = (size_t)((uintptr_t)key >> 4) * 2654435761u;
    while (state->slots[at % KP_SLOTS].key && state->slots[at % KP_SLOTS].key != key)
        at++;
    return &state->slots[at % KP_SLOTS];
}

void *kp_slot_of(const kp_state *state, const void *key) { return module_slot(state, key)->value; }

int kp_slot_set(kp_state *state, const void *key, void *value)
{
    if (state->n_classes + state->n_shapes >= KP_SLOTS / 2) {
        PyErr_SetString(PyExc_SystemError, "the tables have outgrown KP_SLOTS");
        return -1;
    }
    kp_slot *slot = &state->slots[module_slot(state, key) - state->slots];
    slot->key = key;
    slot->value = value;
    return 0;
}

const char *kp_name(kp_state *state, const char *name)
{
    static const char *const keywords[] = {
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        char changed[32];
        if (strcmp(keywords[i], name))
            continue;
        PyOS_snprintf(changed, sizeof changed, "%s_", name);
        const char *kept = kp_room_text(state, changed);
        return kept ? kept : name;
    }
    return name;
}

/* ---- State ----------------------------------------------------------------------------------- */

kp_state *kp_state_of_module(PyObject *module) { return PyModule_GetState(module); }
kp_state *kp_state_of_type(PyTypeObject *type) { return PyType_GetModuleState(type); }
PyObject **kp_own(kp_state *state) { return state->own; }

static int module_visit(kp_state *state, visitproc visit, void *arg)
{
    for (int i = 0; i < KP_ERRORS; i++)
        Py_VISIT(state->errors[i]);
    for (int i = 0; i < state->n_classes; i++)
        Py_VISIT(state->classes[i].type);
    for (int i = 0; i < state->n_shapes; i++)
        Py_VISIT(state->shapes[i].type);
    for (int i = 0; i < KP_OWN; i++)
        Py_VISIT(state->own[i]);
    Py_VISIT(state->value_type);
    Py_VISIT(state->decimal);
    Py_VISIT(state->fraction);
    Py_VISIT(state->date);
    Py_VISIT(state->datetime);
    return 0;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    kp_state *state = PyModule_GetState(module);
    return state ? module_visit(state, visit, arg) : 0;
}

static int module_clear(PyObject *module)
{
    kp_state *state = PyModule_GetState(module);
    for (int i = 0; i < KP_ERRORS; i++)
        Py_CLEAR(state->errors[i]);
    for (int i = 0; i < state->n_classes; i++)
        Py_CLEAR(state->classes[i].type);
    for (int i = 0; i < state->n_shapes; i++)
        Py_CLEAR(state->shapes[i].type);
    for (int i = 0; i < KP_OWN; i++)
        Py_CLEAR(state->own[i]);
    Py_CLEAR(state->value_type);
    Py_CLEAR(state->decimal);
    Py_CLEAR(state->fraction);
    Py_CLEAR(state->date);
    Py_CLEAR(state->datetime);
    return 0;
}

static void module_free(void *module)
{
    kp_state *state = PyModule_GetState(module);
    module_clear(module);
    for (void **block = state->room, **next; block; block = next) {
        next = *block;
        PyMem_Free(block);
    }
    state->room = NULL;
    state->n_classes = state->n_shapes = 0;
}

/* ---- Making it ------------------------------------------------------------------------------- */

static PyObject *module_import(const char *module, const char *name)
{
    PyObject *from = PyImport_ImportModule(module);
    PyObject *object = from ? PyObject_GetAttrString(from, name) : NULL;
    Py_XDECREF(from);
    return object;
}

static int module_imports(kp_state *state)
{
    return (state->decimal = module_import("decimal", "Decimal")) &&
                   (state->fraction = module_import("fractions", "Fraction")) &&
                   (state->date = module_import("datetime", "date")) &&
                   (state->datetime = module_import("datetime", "datetime"))
               ? 0
               : -1;
}

static int module_exec(PyObject *module)
{
    kp_state *state = PyModule_GetState(module);
    state->module = module;
    return module_imports(state) || kp_make_errors(state, module) || kp_make_value(state, module) ||
                   kp_make_shapes(state, module) || kp_make_classes(state, module) ||
                   kp_make_functions(state, module) || kp_rows_init(state, module, state->own) ||
                   kp_arrays_init(state, module, state->own + KP_OWN_ARRAYS) ||
                   kp_metrics_init(state, module, state->own + KP_OWN_CONTEXT)
               ? -1
               : 0;
}

static PyMethodDef module_functions[] = {
    {"_calls", kp_describe, METH_NOARGS,
     "_calls($module)\n--\n\nEvery call of the tables: class, name, kind, params, result, doc, c."},
    {NULL, NULL, 0, NULL}};

/* From 3.12 on an interpreter may have a GIL of its own, if a module says that it is ready for
 * that: this one shares nothing but constants. The slot is not of the limited API of 3.11, which
 * would not know its number. */
enum { MODULE_MULTIPLE_INTERPRETERS = 3, MODULE_OWN_GIL = 2 };

#define MODULE_EXEC                                                                                \
    {                                                                                              \
        Py_mod_exec, (void *)(uintptr_t)module_exec                                                \
    }
static PyModuleDef_Slot module_slots[] = {MODULE_EXEC, {0, NULL}};
static PyModuleDef_Slot module_slots_of_3_12[] = {
    MODULE_EXEC, {MODULE_MULTIPLE_INTERPRETERS, (void *)(uintptr_t)MODULE_OWN_GIL}, {0, NULL}};

#define MODULE_DEF(slots)                                                                          \
    {                                                                                              \
        PyModuleDef_HEAD_INIT, "_kefu", "The library, as its tables say.", sizeof(kp_state),       \
            module_functions, slots, module_traverse, module_clear, module_free                    \
    }
static PyModuleDef module_def = MODULE_DEF(module_slots);
static PyModuleDef module_def_of_3_12 = MODULE_DEF(module_slots_of_3_12);

PyMODINIT_FUNC PyInit__kefu(void);
PyMODINIT_FUNC PyInit__kefu(void)
{
    return PyModuleDef_Init(Py_Version < 0x030C0000 ? &module_def : &module_def_of_3_12);
}
