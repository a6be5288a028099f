/* arrow_schema.c - reading the schema of a record batch: which columns are taken, and as what. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "base/text.h"
#include "table/arrow_reader.h"

static kefu_status arrow_check_schema(const struct ArrowSchema *schema, const char *what,
                                      kefu_error *error)
{
    if (!schema)
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow schema: %s is NULL", what);
    if (!schema->release)
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow schema: %s has been released", what);
    if (!schema->format)
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow schema: the format of %s is NULL", what);
    return KEFU_OK;
}

static kefu_status arrow_check_struct(const struct ArrowSchema *schema, const kefu_limits *limits,
                                      kefu_error *error)
{
    kefu_status status = arrow_check_schema(schema, "the schema", error);
    if (status)
        return status;
    if (strcmp(schema->format, "+s") != 0)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "Arrow schema: expected a record batch (format '+s'), not '%s'",
                       schema->format);
    if (schema->n_children < 0 || (schema->n_children && !schema->children))
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow schema: n_children is %i, children %s NULL",
                       schema->n_children, schema->children ? "not" : "is");
    if (schema->n_children > limits->columns)
        return kf_fail(error, KEFU_E_LIMIT, "the Arrow schema has %i columns, the limit is %d",
                       schema->n_children, limits->columns);
    return KEFU_OK;
}

/* ---- One column ------------------------------------------------------------------------------ */

static int32_t arrow_is_signed(const char *format) { return format[0] >= 'a'; }

static int32_t arrow_is_code(const kf_arrow_type *type)
{
    return type->layout == KF_ARROW_FIXED && type->column >= KEFU_COLUMN_I8 &&
           type->column <= KEFU_COLUMN_U64 && !type->convert;
}

/* What a dictionary may hold: texts, or nulls alone, as that of a column without values. */
static int32_t arrow_is_word(const kf_arrow_type *type)
{
    return type->layout == KF_ARROW_OFFSETS || type->layout == KF_ARROW_VIEWS ||
           type->layout == KF_ARROW_NOTHING;
}

/* 1 if the column can be read. */
static int32_t arrow_field_type(const struct ArrowSchema *schema, kf_arrow_field *out)
{
    if (!kf_arrow_type_of(schema->format, &out->type))
        return 0;
    if (!schema->dictionary)
        return 1;
    out->has_words = 1;
    out->is_signed = arrow_is_signed(schema->format);
    return strlen(schema->format) == 1 && arrow_is_code(&out->type) &&
           !schema->dictionary->dictionary &&
           kf_arrow_type_of(schema->dictionary->format, &out->word_type) &&
           arrow_is_word(&out->word_type);
}

static kefu_status arrow_refuse(const struct ArrowSchema *schema, kefu_error *error)
{
    const char *format = schema->dictionary ? schema->dictionary->format : schema->format;
    const char *name = kf_arrow_type_name(format);
    return kf_fail(error, KEFU_E_UNSUPPORTED,
                   "column '%s': the Arrow type %s%s%s'%s' cannot be read; cast it, name the "
                   "columns to read, or pass KEFU_ARROW_SKIP",
                   schema->name, schema->dictionary ? "dictionary of " : "", name, *name ? " " : "",
                   format);
}

/* A time of a clock is an instant only with a zone. */
static kefu_status arrow_no_zone(const struct ArrowSchema *schema, kefu_error *error)
{
    return kf_fail(error, KEFU_E_DATA,
                   "column '%s': timestamps without a time zone; say how far east of UTC they are "
                   "by `offset` and KEFU_ARROW_OFFSET",
                   schema->name);
}

static void arrow_describe(const kefu_arrow *arrow, kf_arrow_field *field)
{
    const kf_arrow_type *type = &field->type;
    kefu_column *v = &field->view;
    if (type->no_zone && arrow->offset)
        field->type.convert = KF_ARROW_TIMES;
    v->struct_size = sizeof *v;
    v->name = field->name;
    v->type = field->has_words ? KEFU_COLUMN_TEXT_DICT : type->column;
    v->scale = type->scale;
    if (field->has_words)
        v->width = type->width;
    if (type->layout == KF_ARROW_NOTHING)
        v->width = 1;
    if ((field->has_words ? &field->word_type : type)->layout == KF_ARROW_NOTHING)
        v->flags = KEFU_COLUMN_DECIMAL;
    if (arrow->flags & KEFU_ARROW_ROUND)
        v->flags |= KEFU_COLUMN_ROUND;
}

static kefu_status arrow_keep_name(kefu_arrow *arrow, const char *name, const char **out,
                                   kefu_error *error)
{
    size_t size = strlen(name);
    if (kf_utf8_valid(name, size) != size)
        return kf_fail(error, KEFU_E_ENCODING, "Arrow schema: the name '%s' is not UTF-8", name);
    *out = kf_arena_text(&arrow->arena, name, size);
    return *out ? KEFU_OK : kf_no_memory(error);
}

/* ---- Columns asked for ----------------------------------------------------------------------- */

static int32_t arrow_wants(const kefu_arrow_options *options, const char *name)
{
    for (int32_t i = 0; i < options->n_columns; i++)
        if (strcmp(options->columns[i], name) == 0)
            return 1;
    return !options->columns;
}

static kefu_status arrow_missing(const struct ArrowSchema *schema, const char *name,
                                 kefu_error *error)
{
    kf_near near;
    kf_near_init(&near, name, strlen(name));
    for (int64_t i = 0; i < schema->n_children; i++)
        if (schema->children[i]->name)
            kf_near_add(&near, schema->children[i]->name);
    return kf_fail(error, KEFU_E_NAME, "there is no column '%s' in the Arrow schema%s", name,
                   kf_near_text(&near));
}

static kefu_status arrow_check_wanted(const kefu_arrow *arrow, const kefu_arrow_options *options,
                                      const struct ArrowSchema *schema, kefu_error *error)
{
    for (int32_t i = 0; i < options->n_columns; i++) {
        size_t k = 0;
        while (k < arrow->n_fields && strcmp(arrow->fields[k].name, options->columns[i]) != 0)
            k++;
        if (k == arrow->n_fields)
            return arrow_missing(schema, options->columns[i], error);
    }
    return KEFU_OK;
}

/* ---- All columns ----------------------------------------------------------------------------- */

static kefu_status arrow_skip(kefu_arrow *arrow, const char *name, kefu_error *error)
{
    kefu_status status = arrow_keep_name(arrow, name, &arrow->skipped[arrow->n_skipped], error);
    if (!status)
        arrow->n_skipped++;
    return status;
}

static kefu_status arrow_take(kefu_arrow *arrow, const struct ArrowSchema *schema, int64_t index,
                              int32_t may_skip, kefu_error *error)
{
    kf_arrow_field *field = &arrow->fields[arrow->n_fields];
    const char *name = schema->name ? schema->name : "";
    kefu_status status;
    memset(field, 0, sizeof *field);
    if (schema->dictionary) {
        status = arrow_check_schema(schema->dictionary, name, error);
        if (status)
            return status;
    }
    if (!*name)
        return may_skip ? arrow_skip(arrow, name, error)
                        : kf_fail(error, KEFU_E_NAME, "column %i of the Arrow schema has no name",
                                  index);
    if (!arrow_field_type(schema, field))
        return may_skip ? arrow_skip(arrow, name, error) : arrow_refuse(schema, error);
    if (field->type.no_zone && !(arrow->flags & KEFU_ARROW_OFFSET))
        return may_skip ? arrow_skip(arrow, name, error) : arrow_no_zone(schema, error);
    status = arrow_keep_name(arrow, name, &field->name, error);
    if (status)
        return status;
    field->child = index;
    arrow_describe(arrow, field);
    arrow->views[arrow->n_fields++] = &field->view;
    return KEFU_OK;
}

static kefu_status arrow_check_twins(const kefu_arrow *arrow, kefu_error *error)
{
    const char **names = kf_alloc_array(&arrow->memory, arrow->n_fields, sizeof *names);
    uint32_t twins[2] = {0, 0};
    kefu_status status;
    if (!names)
        return kf_no_memory(error);
    for (size_t i = 0; i < arrow->n_fields; i++)
        names[i] = arrow->fields[i].name;
    status = kf_find_twins(&arrow->memory, names, arrow->n_fields, twins, error);
    if (!status && twins[1])
        status = kf_fail(error, KEFU_E_EXISTS, "column '%s' occurs twice in the Arrow schema",
                         names[twins[1]]);
    kf_free_array(&arrow->memory, names, arrow->n_fields, sizeof *names);
    return status;
}

static int32_t arrow_room(kefu_arrow *arrow, size_t n)
{
    arrow->fields = kf_alloc_array(&arrow->memory, n, sizeof *arrow->fields);
    arrow->views = kf_alloc_array(&arrow->memory, n, sizeof *arrow->views);
    arrow->skipped = kf_alloc_array(&arrow->memory, n, sizeof *arrow->skipped);
    arrow->n_children = n;
    return arrow->fields && arrow->views && arrow->skipped;
}

kefu_status kf_arrow_read_schema(kefu_arrow *arrow, const struct ArrowSchema *schema,
                                 const kefu_arrow_options *options, const kefu_limits *limits,
                                 kefu_error *error)
{
    int32_t may_skip = (arrow->flags & KEFU_ARROW_SKIP) && !options->columns;
    kefu_status status = arrow_check_struct(schema, limits, error);
    if (!status && !arrow_room(arrow, (size_t)schema->n_children))
        status = kf_no_memory(error);
    for (int64_t i = 0; !status && i < schema->n_children; i++)
        status = arrow_check_schema(schema->children[i], "a column", error);
    for (int64_t i = 0; !status && i < schema->n_children; i++) {
        const struct ArrowSchema *child = schema->children[i];
        if (arrow_wants(options, child->name ? child->name : ""))
            status = arrow_take(arrow, child, i, may_skip, error);
    }
    if (!status)
        status = arrow_check_twins(arrow, error);
    return status ? status : arrow_check_wanted(arrow, options, schema, error);
}
