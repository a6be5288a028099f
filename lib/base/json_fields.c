/* json_fields.c - reading the members of JSON objects by tables; see json_fields.h. */
#include <string.h>

#include "base/decimal.h"
#include "base/json_fields.h"

/* ---- Where ---------------------------------------------------------------------------------- */

kf_json_at kf_at_member(const kf_json_at *up, const kf_json_node *member)
{
    kf_json_at at = {up, member->key, 0, member};
    return at;
}

kf_json_at kf_at_element(const kf_json_at *up, const kf_json_node *element, int32_t index)
{
    kf_json_at at = {up, NULL, index, element};
    return at;
}

enum { JSON_PATH = 96 };

typedef struct json_path {
    char text[JSON_PATH];
    size_t size;
} json_path;

static void json_path_put(json_path *path, const char *text, size_t size)
{
    if (size > sizeof path->text - 1 - path->size)
        size = kf_utf8_cut(text, size, sizeof path->text - 1 - path->size);
    memcpy(path->text + path->size, text, size);
    path->size += size;
    path->text[path->size] = 0;
}

/* From the root down; the chain is as deep as what is read, a dozen at most. */
static void json_path_write(json_path *path, const kf_json_at *at)
{
    char digits[48];
    if (!at->up)
        return;
    json_path_write(path, at->up);
    if (at->key) {
        json_path_put(path, ".", path->size != 0);
        json_path_put(path, at->key, strlen(at->key));
        return;
    }
    json_path_put(path, "[", 1);
    json_path_put(path, digits, kf_decimal_format(at->index, 0, digits));
    json_path_put(path, "]", 1);
}

kefu_status kf_json_fail(const kf_json_reading *reader, const kf_json_at *at, const char *message,
                         const char *more)
{
    json_path path = {{0}, 0};
    json_path_write(&path, at);
    if (!path.size)
        json_path_put(&path, reader->what, strlen(reader->what));
    return kf_fail_at(reader->error, reader->code, at->node->at, "%s: %s%s", path.text, message,
                      more);
}

/* ---- Objects and arrays --------------------------------------------------------------------- */

static kefu_status json_unknown_key(const kf_json_reading *reader, const kf_json_at *at,
                                    const kf_json_field *fields, size_t n)
{
    kf_json_at where = *at;
    kf_json_node key = *at->node;
    kf_near near;
    kf_near_init(&near, at->key, strlen(at->key));
    for (size_t i = 0; i < n; i++)
        kf_near_add(&near, fields[i].key);
    key.at = key.key_at;
    where.node = &key;
    return kf_json_fail(reader, &where, "unknown key (own notes begin with \"x-\")",
                        kf_near_text(&near));
}

static const kf_json_field *json_field_of(const kf_json_field *fields, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(fields[i].key, key))
            return &fields[i];
    return NULL;
}

kefu_status kf_read_object(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const kf_json_field *fields, size_t n)
{
    if (at->node->type != KF_JSON_OBJECT)
        return kf_json_fail(reader, at, "expected an object {...}", "");
    for (const kf_json_node *member = at->node->child; member; member = member->next) {
        kf_json_at inner = kf_at_member(at, member);
        const kf_json_field *field = json_field_of(fields, n, member->key);
        kefu_status status;
        if (!strncmp(member->key, "x-", 2))
            continue;
        if (!field)
            return json_unknown_key(reader, &inner, fields, n);
        status = field->read(reader, &inner, (char *)to + field->offset, field->with);
        if (status)
            return status;
    }
    for (size_t i = 0; i < n; i++)
        if (fields[i].required && !kf_json_get(at->node, fields[i].key))
            return kf_json_fail(reader, at, "a key is missing: ", fields[i].key);
    return KEFU_OK;
}

kefu_status kf_read_array(kf_json_reading *reader, const kf_json_at *at, int32_t most,
                          int32_t empty, size_t item, void *items, int32_t *n)
{
    const kf_json_node *node = at->node;
    void *block;
    if (node->type != KF_JSON_ARRAY)
        return kf_json_fail(reader, at, "expected an array [...]", "");
    if (!node->count && !empty)
        return kf_json_fail(reader, at, "expected at least one element", "");
    if (node->count > (size_t)most) {
        char digits[48];
        kf_decimal_format(most, 0, digits);
        return kf_json_fail(reader, at, "too many elements; at most ", digits);
    }
    block = kf_arena_alloc(reader->arena, node->count * item);
    if (!block)
        return kf_no_memory(reader->error);
    memset(block, 0, node->count * item);
    memcpy(items, &block, sizeof block);
    *n = (int32_t)node->count;
    return KEFU_OK;
}

/* ---- Texts ---------------------------------------------------------------------------------- */

kefu_status kf_read_text(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with)
{
    const kf_json_node *node = at->node;
    (void)with;
    if (node->type != KF_JSON_STRING || !node->size)
        return kf_json_fail(reader, at, "expected a text that is not empty", "");
    for (size_t i = 0; i < node->size; i++)
        if ((unsigned char)node->text[i] < 0x20 || node->text[i] == 0x7F)
            return kf_json_fail(reader, at, "expected one line without control characters", "");
    *(const char **)to = node->text;
    return KEFU_OK;
}

const char *kf_label_in(const kf_label *label, int32_t language)
{
    return language == KEFU_EN ? label->en : label->zh;
}

static const kf_json_field json_label_fields[] = {
    {"zh", kf_read_text, offsetof(kf_label, zh), NULL, 0},
    {"en", kf_read_text, offsetof(kf_label, en), NULL, 0},
};

kefu_status kf_read_label(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with)
{
    kf_label *label = to;
    kefu_status status;
    if (at->node->type == KF_JSON_STRING) {
        status = kf_read_text(reader, at, &label->zh, with);
        label->en = label->zh;
        return status;
    }
    status = kf_read_object(reader, at, label, json_label_fields, 2);
    if (status)
        return status;
    if (!label->zh && !label->en)
        return kf_json_fail(reader, at, "expected a text or {\"zh\": ..., \"en\": ...}", "");
    label->zh = label->zh ? label->zh : label->en;
    label->en = label->en ? label->en : label->zh;
    return KEFU_OK;
}

/* "expected 'zero', 'mean' or 'require'" */
static void json_choice_list(const kf_choice *choices, json_path *list)
{
    for (const kf_choice *c = choices; c->name; c++) {
        const char *joint = c == choices ? "'" : c[1].name ? "', '" : "' or '";
        json_path_put(list, joint, strlen(joint));
        json_path_put(list, c->name, strlen(c->name));
    }
    json_path_put(list, "'", 1);
}

kefu_status kf_read_choice(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *choices)
{
    json_path list = {{0}, 0};
    if (at->node->type == KF_JSON_STRING)
        for (const kf_choice *c = choices; c->name; c++)
            if (!strcmp(c->name, at->node->text)) {
                *(int32_t *)to = c->value;
                return KEFU_OK;
            }
    json_choice_list(choices, &list);
    return kf_json_fail(reader, at, "expected ", list.text);
}

kefu_status kf_read_format(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *with)
{
    static const kf_range one = {1, 1, "1, the only format there is"};
    int64_t format = 0;
    (void)to;
    (void)with;
    return kf_read_whole(reader, at, &format, &one);
}

kefu_status kf_read_kind(kf_json_reading *reader, const kf_json_at *at, const kf_choice *kinds,
                         int32_t *kind)
{
    if (at->node->type != KF_JSON_OBJECT)
        return kf_json_fail(reader, at, "expected an object {...}", "");
    const kf_json_node *node = kf_json_get(at->node, "kind");
    if (!node)
        return kf_json_fail(reader, at, "a key is missing: ", "kind");
    kf_json_at inner = kf_at_member(at, node);
    return kf_read_choice(reader, &inner, kind, kinds);
}

kefu_status kf_read_flag(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with)
{
    (void)with;
    if (at->node->type != KF_JSON_TRUE && at->node->type != KF_JSON_FALSE)
        return kf_json_fail(reader, at, "expected true or false", "");
    *(int32_t *)to = at->node->type == KF_JSON_TRUE;
    return KEFU_OK;
}

kefu_status kf_read_later(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with)
{
    (void)reader;
    (void)with;
    *(const kf_json_node **)to = at->node;
    return KEFU_OK;
}

/* ---- Numbers -------------------------------------------------------------------------------- */

static kefu_status json_read_number(kf_json_reading *reader, const kf_json_at *at, int32_t scale,
                                    const kf_range *range, int64_t *out)
{
    const kf_json_node *node = at->node;
    int64_t value = 0;
    int32_t got;
    if (node->type != KF_JSON_NUMBER)
        return kf_json_fail(reader, at, "expected a number, ", range->expected);
    got = kf_decimal_parse(node->text, node->size, scale, &value);
    if (got == KF_ROUNDED)
        return kf_json_fail(reader, at,
                            scale ? "expected at most 6 digits after the point, "
                                  : "expected a whole number, ",
                            range->expected);
    if (got != KF_EXACT || value < range->least || value > range->most)
        return kf_json_fail(reader, at, "expected ", range->expected);
    *out = value;
    return KEFU_OK;
}

kefu_status kf_read_millionths(kf_json_reading *reader, const kf_json_at *at, void *to,
                               const void *range)
{
    return json_read_number(reader, at, 6, range, to);
}

kefu_status kf_read_whole(kf_json_reading *reader, const kf_json_at *at, void *to,
                          const void *range)
{
    return json_read_number(reader, at, 0, range, to);
}

kefu_status kf_read_digits(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *range)
{
    int64_t value = 0;
    kefu_status status = json_read_number(reader, at, 0, range, &value);
    if (!status)
        *(int32_t *)to = (int32_t)value;
    return status;
}

/* ---- Ids and labels of what is read ---- */

/* org.example.presales/1: a name, a slash, the revision in digits. */
kefu_status kf_read_revision_id(kf_json_reading *reader, const kf_json_at *at, void *to,
                                const void *with)
{
    const char *id, *digits;
    kefu_status status = kf_read_text(reader, at, to, with);
    if (status)
        return status;
    id = *(const char **)to;
    digits = strrchr(id, '/');
    if (!digits || digits == id || !digits[1] || digits[1 + strspn(digits + 1, "0123456789")])
        return kf_json_fail(reader, at, "an id ends in / and a whole number, such as ",
                            "org.example.presales/1");
    return KEFU_OK;
}

void kf_label_or_id(kf_label *label, const char *id)
{
    if (!label->zh)
        label->zh = label->en = id;
}

kefu_status kf_json_id_taken(kf_json_reading *reader, const kf_json_at *at, const char *id)
{
    kf_json_at inner = kf_at_member(at, kf_json_get(at->node, "id"));
    return kf_json_fail(reader, &inner, "this id is taken: ", id);
}
