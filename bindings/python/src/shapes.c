/* shapes.c - structs of the tables as rows of Python: tuples with names. */
#include "kp_call.h"

/* "sheet_row" is SheetRow. */
void kp_camel(const char *name, char *out, size_t size)
{
    size_t n = 0;
    for (int upper = 1; *name && n + 1 < size; name++) {
        if (*name == '_') {
            upper = 1;
            continue;
        }
        out[n++] = (char)(upper && *name >= 'a' && *name <= 'z' ? *name - 'a' + 'A' : *name);
        upper = 0;
    }
    out[n] = 0;
}

static int shape_make_type(kp_state *state, PyObject *module, kp_shape *shape)
{
    const kb_struct *info = shape->info;
    char short_name[64], name[80];
    kp_camel(info->name, short_name, sizeof short_name);
    PyOS_snprintf(name, sizeof name, "kefu.%s", short_name);
    PyStructSequence_Field *fields = kp_room(state, ((size_t)info->n_fields + 1) * sizeof *fields);
    if (!fields)
        return -1;
    for (int i = 0; i < info->n_fields; i++)
        fields[i].name = kp_name(state, info->fields[i].name);
    PyStructSequence_Desc desc = {name, info->doc, fields, info->n_fields};
    shape->type = PyStructSequence_NewType(&desc);
    return shape->type ? PyModule_AddObjectRef(module, short_name, (PyObject *)shape->type) : -1;
}

static int shape_add(kp_state *state, const kb_struct *info)
{
    if (kp_slot_of(state, info))
        return 0;
    if (info->n_fields > KP_FIELDS || info->size > KB_MAX_STRUCT) {
        PyErr_Format(PyExc_SystemError, "%s has too many fields", info->name);
        return -1;
    }
    kp_shape *shape = &state->shapes[state->n_shapes++];
    shape->info = info;
    if (kp_slot_set(state, info, shape))
        return -1;
    for (int i = 0; i < info->n_fields; i++)
        if ((info->fields[i].kind == KB_STRUCT && shape_add(state, info->fields[i].of)) ||
            (info->fields[i].kind == KB_PLACE && shape_add(state, kp_place_struct)))
            return -1;
    return 0;
}

/* Those that calls give, and those that they take as what another call gave. */
static int shape_add_all(kp_state *state)
{
    for (int i = 0; i < kp_n_entries; i++) {
        const kb_info *info = kp_entries[i].info;
        if (info->result.kind == KB_STRUCT && shape_add(state, info->result.of))
            return -1;
        for (const kb_param *p = info->params; p->name; p++)
            if (p->kind == KB_STRUCT && shape_add(state, p->of))
                return -1;
    }
    return shape_add(state, kp_place_struct);
}

int kp_make_shapes(kp_state *state, PyObject *module)
{
    state->shapes = kp_room(state, (size_t)KP_SLOTS / 2 * sizeof *state->shapes);
    if (!state->shapes || shape_add_all(state))
        return -1;
    for (int i = 0; i < state->n_shapes; i++)
        if (shape_make_type(state, module, &state->shapes[i]))
            return -1;
    return 0;
}
