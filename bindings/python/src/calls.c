/* calls.c - every call of the tables, as a function of Python. */
#include "kp_call.h"

#include "define.h"

/* Functions belong to the module. */
static const kb_class module_class = {"module", "", NULL, KB_SHARED, "", NULL, NULL};

#define CALL(class, call, kind, params, gives, text, ...)                                          \
    static PyObject *class##_##call##_py(PyObject *self, PyObject *const *args, Py_ssize_t n,      \
                                         PyObject *names);                                         \
    static const kp_entry class##_##call##_entry = {&class##_##call##_info, &class##_class,        \
                                                    class##_##call##_py};                          \
    static PyObject *class##_##call##_py(PyObject *self, PyObject *const *args, Py_ssize_t n,      \
                                         PyObject *names)                                          \
    {                                                                                              \
        return kp_call(&class##_##call##_entry, self, args, n, names);                             \
    }
#include "all.inc"
#undef CALL

#define CALL(class, call, kind, params, gives, text, ...)                                          \
    {&class##_##call##_info, &class##_class, class##_##call##_py},
const kp_entry kp_entries[] = {
#include "all.inc"
};
#undef CALL
const int kp_n_entries = sizeof kp_entries / sizeof *kp_entries;

const kb_class *const kp_module_class = &module_class;
const void *const kp_day_zero = &kb_day_zero;
const void *const kp_day_ends = &kb_day_ends;
const kb_words *const kp_status_words = &value_status_words;
const kb_words *const kp_flag_words = &value_flags_words;
const kb_struct *const kp_place_struct = &place_struct;
const kb_struct *const kp_port_struct = &port_struct;
const kb_struct *const kp_param_struct = &param_struct;
