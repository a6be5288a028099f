/* structs.c - tables as structs: options, and what else is given field by field. */

static kl_slot kind_of_field(const kb_field *field);

static const kb_field *struct_field(const kb_struct *of, const char *name)
{
    for (int i = 0; i < of->n_fields; i++)
        if (strcmp(of->fields[i].name, name) == 0)
            return &of->fields[i];
    return NULL;
}

/* Whether a parameter that may be left out has the name: it may stand in the table of options. */
static int struct_is_parameter(const kl_frame *f, const char *name)
{
    for (const kb_param *p = f->info->params; p->name; p++)
        if (p->optional && strcmp(p->name, name) == 0)
            return 1;
    return 0;
}

static int struct_add_name(char *all, size_t size, const char *name)
{
    size_t used = strlen(all);
    if (used + strlen(name) + 3 > size)
        return 0;
    snprintf(all + used, size - used, "%s%s", used ? ", " : "", name);
    return 1;
}

static kefu_status struct_unknown(kl_frame *f, const kb_struct *of, const char *name, int named)
{
    char all[150] = "";
    int more = 1;
    for (int i = 0; of && i < of->n_fields && more; i++)
        more = struct_add_name(all, sizeof all, of->fields[i].name);
    for (const kb_param *p = f->info->params; named && p->name && more; p++)
        if (p->optional && p->kind != KB_OPTIONS && p->kind != KB_REQUIRED)
            more = struct_add_name(all, sizeof all, p->name);
    return kl_fail(f, KEFU_E_NAME, "no option '%.40s'; there are: %s", name, all);
}

/* Misspelt names are refused. */
static kefu_status struct_check_names(kl_frame *f, int at, const kb_struct *of, int named)
{
    lua_pushnil(f->L);
    while (lua_next(f->L, at)) {
        lua_pop(f->L, 1);
        if (lua_type(f->L, -1) != LUA_TSTRING)
            return kl_fail(f, KEFU_E_ARGUMENT, "%s: fields have names", f->what);
        const char *name = lua_tostring(f->L, -1);
        if ((of && struct_field(of, name)) || (named && struct_is_parameter(f, name)))
            continue;
        return struct_unknown(f, of, name, named);
    }
    return KEFU_OK;
}

/* Arrays that share their length have one. */
static kefu_status struct_check_length(kl_frame *f, const kb_struct *of, const kb_field *field,
                                       const kb_arg *arg, const char *out)
{
    for (const kb_field *other = of->fields; other < field; other++) {
        int32_t n;
        const void *array;
        if (!field->count || other->count != field->count)
            continue;
        memcpy(&n, out + other->count, sizeof n);
        memcpy(&array, out + other->offset, sizeof array);
        if (array && (size_t)n != arg->size)
            return kl_fail(f, KEFU_E_ARGUMENT, "%s and %s: lists of one length", other->name,
                           field->name);
    }
    return KEFU_OK;
}

static kefu_status struct_read_field(kl_frame *f, int at, const kb_struct *of,
                                     const kb_field *field, char *out)
{
    kb_arg arg = {0};
    kl_slot slot = kind_of_field(field);
    kl_rawfield(f->L, at, field->name);
    if (lua_isnil(f->L, -1)) {
        lua_pop(f->L, 1);
        return KEFU_OK;
    }
    int value = lua_gettop(f->L);
    if (field->kind == KB_NOTHING)
        return KEFU_OK; /* read by itself */
    if (field->kind == KB_STRUCT)
        return kl_read_struct(f, value, field->of, out + field->offset, 0);
    kefu_status status = kl_read(f, value, &slot, &arg);
    if (!status)
        status = struct_check_length(f, of, field, &arg, out);
    if (!status)
        kb_field_store(field, &arg, argument_on_progress, out);
    return status;
}

/* Values stay on the stack, so that texts live as long as the struct. */
static kefu_status kl_read_struct(kl_frame *f, int at, const kb_struct *of, void *out, int named)
{
    size_t size = of->size;
    if (!lua_istable(f->L, at))
        return kl_wrong(f, at, "a table");
    kefu_status status = kl_room(f, of->n_fields + 20);
    if (!of->frozen)
        memcpy(out, &size, sizeof size);
    if (!status)
        status = struct_check_names(f, at, of, named);
    for (int i = 0; i < of->n_fields && !status; i++)
        status = struct_read_field(f, at, of, &of->fields[i], out);
    return status;
}

/* A parameter or a field that points to a struct; one of the options has them all. */
static kefu_status struct_read_new(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    const kb_struct *of = slot->of;
    if (!lua_istable(f->L, at))
        return kl_wrong(f, at, "a table");
    void *made = kl_scratch(f->L, of->size);
    out->data = made;
    out->size = of->size;
    return kl_read_struct(f, at, of, made, at == f->named);
}
