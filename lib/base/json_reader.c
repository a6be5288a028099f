/* json_reader.c - strict JSON into a tree; see json.h. */
#include <string.h>

#include "base/json_reader.h"

/* ---- Places and errors ---------------------------------------------------------------------- */

static kf_place json_place_at(kf_json_reader *r, size_t offset)
{
    size_t from = (size_t)r->mark.offset;
    kf_place step = kf_place_of(r->text + from, r->size - from, offset - from);
    r->mark.column = step.line > 1 ? step.column : r->mark.column + step.column - 1;
    r->mark.line += step.line - 1;
    r->mark.offset = (int64_t)offset;
    return r->mark;
}

kefu_status kf_json_syntax(kf_json_reader *r, size_t offset, const char *what)
{
    return kf_fail_at(r->error, KEFU_E_SYNTAX, json_place_at(r, offset), "JSON: %s", what);
}

kefu_status kf_json_unexpected(kf_json_reader *r, const char *expected)
{
    kf_place at = json_place_at(r, r->at);
    const char *found = r->text + r->at;
    uint32_t code;
    if (r->at == r->size)
        return kf_fail_at(r->error, KEFU_E_SYNTAX, at, "JSON: expected %s, but the text ends",
                          expected);
    if ((unsigned char)*found < 0x20 || *found == 0x7F)
        return kf_fail_at(r->error, KEFU_E_SYNTAX, at,
                          "JSON: expected %s, found the control character %d", expected,
                          (int32_t)*found);
    return kf_fail_at(r->error, KEFU_E_SYNTAX, at, "JSON: expected %s, found '%t'", expected, found,
                      kf_utf8_decode(found, r->size - r->at, &code));
}

/* ---- Characters ----------------------------------------------------------------------------- */

static void json_skip_space(kf_json_reader *r)
{
    while (kf_json_skip(r, ' ') || kf_json_skip(r, '\n') || kf_json_skip(r, '\r') ||
           kf_json_skip(r, '\t'))
        ;
}

static size_t json_skip_digits(kf_json_reader *r)
{
    size_t from = r->at;
    while (kf_json_peek(r) >= '0' && kf_json_peek(r) <= '9')
        r->at++;
    return r->at - from;
}

/* ---- Numbers and words ---------------------------------------------------------------------- */

static kefu_status json_scan_number(kf_json_reader *r)
{
    kf_json_skip(r, '-');
    if (kf_json_skip(r, '0')) {
        if (kf_json_peek(r) >= '0' && kf_json_peek(r) <= '9')
            return kf_json_syntax(r, r->at - 1, "a number must not begin with 0");
    } else if (!json_skip_digits(r)) {
        return kf_json_unexpected(r, "a digit");
    }
    if (kf_json_skip(r, '.') && !json_skip_digits(r))
        return kf_json_unexpected(r, "a digit after the decimal point");
    if (kf_json_skip(r, 'e') || kf_json_skip(r, 'E')) {
        if (!kf_json_skip(r, '+'))
            kf_json_skip(r, '-');
        if (!json_skip_digits(r))
            return kf_json_unexpected(r, "a digit of the exponent");
    }
    return KEFU_OK;
}

static kefu_status json_number(kf_json_reader *r, kf_json_node *node)
{
    size_t from = r->at;
    kefu_status status = json_scan_number(r);
    if (status)
        return status;
    node->type = KF_JSON_NUMBER;
    node->size = r->at - from;
    node->text = kf_arena_text(&r->json->arena, r->text + from, node->size);
    return node->text ? KEFU_OK : kf_no_memory(r->error);
}

static const struct json_word {
    const char *word;
    size_t size;
    kf_json_type type;
} json_words[] = {
    {"null", 4, KF_JSON_NULL}, {"false", 5, KF_JSON_FALSE}, {"true", 4, KF_JSON_TRUE}};

static kefu_status json_word(kf_json_reader *r, kf_json_node *node)
{
    for (size_t i = 0; i < sizeof json_words / sizeof *json_words; i++) {
        const struct json_word *w = &json_words[i];
        if (r->size - r->at < w->size || memcmp(r->text + r->at, w->word, w->size) != 0)
            continue;
        r->at += w->size;
        node->type = w->type;
        return KEFU_OK;
    }
    return kf_json_unexpected(r, "a value");
}

/* ---- Objects and arrays --------------------------------------------------------------------- */

static kefu_status json_push(kf_json_reader *r, kf_json_node *node)
{
    kf_json_opened *open;
    if (r->depth >= (size_t)r->limits.depth)
        return kf_fail_at(r->error, KEFU_E_LIMIT, node->at,
                          "JSON: nested deeper than limits.depth (%d)", r->limits.depth);
    open = kf_reserve(&r->json->memory, r->open, &r->open_capacity, r->depth + 1, sizeof *r->open);
    if (!open)
        return kf_no_memory(r->error);
    r->open = open;
    node->type = r->text[r->at++] == '{' ? KF_JSON_OBJECT : KF_JSON_ARRAY;
    r->open[r->depth++] = (kf_json_opened){node, NULL};
    return KEFU_OK;
}

static int json_key_order(const kf_json_node *a, const kf_json_node *b)
{
    int order = strcmp(a->key, b->key);
    if (order)
        return order;
    return a->at.offset < b->at.offset ? -1 : a->at.offset > b->at.offset;
}

static void json_sift(const kf_json_node **heap, size_t root, size_t count)
{
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        const kf_json_node *swap = heap[root];
        if (child + 1 < count && json_key_order(heap[child], heap[child + 1]) < 0)
            child++;
        if (json_key_order(swap, heap[child]) >= 0)
            return;
        heap[root] = heap[child];
        heap[child] = swap;
    }
}

/* Heap sort: no worst case that a hostile text could aim at, and no memory of its own. */
static void json_sort(const kf_json_node **members, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        json_sift(members, i, count);
    for (size_t end = count; end-- > 1;) {
        const kf_json_node *top = members[0];
        members[0] = members[end];
        members[end] = top;
        json_sift(members, 0, end);
    }
}

/* Of all members whose key has come before, the first in the text. */
static const kf_json_node *json_first_twin(const kf_json_node **sorted, size_t count)
{
    const kf_json_node *twin = NULL;
    for (size_t i = 1; i < count; i++)
        if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0 &&
            (!twin || sorted[i]->at.offset < twin->at.offset))
            twin = sorted[i];
    return twin;
}

static kefu_status json_check_keys(kf_json_reader *r, const kf_json_node *object)
{
    const kf_json_node **sorted, *twin;
    size_t n = 0;
    if (object->count < 2)
        return KEFU_OK;
    sorted = kf_reserve(&r->json->memory, r->sorted, &r->sorted_capacity, object->count,
                        sizeof *r->sorted);
    if (!sorted)
        return kf_no_memory(r->error);
    r->sorted = sorted;
    for (const kf_json_node *member = object->child; member; member = member->next)
        sorted[n++] = member;
    json_sort(sorted, n);
    twin = json_first_twin(sorted, n);
    if (!twin)
        return KEFU_OK;
    return kf_fail_at(r->error, KEFU_E_SYNTAX, twin->key_at,
                      "JSON: the key '%s' occurs twice in one object", twin->key);
}

static void json_attach(kf_json_reader *r, kf_json_node *node)
{
    kf_json_opened *parent = r->depth ? &r->open[r->depth - 1] : NULL;
    if (!parent) {
        r->json->root = node;
        return;
    }
    if (parent->last)
        parent->last->next = node;
    else
        parent->node->child = node;
    parent->last = node;
    parent->node->count++;
}

/* ---- The text as a whole -------------------------------------------------------------------- */

static kefu_status json_new_node(kf_json_reader *r, kf_json_node **out)
{
    kf_json_node *node;
    if (r->nodes == r->limits.nodes)
        return kf_fail_at(r->error, KEFU_E_LIMIT, json_place_at(r, r->at),
                          "JSON: more than limits.nodes (%d) values", r->limits.nodes);
    node = kf_arena_alloc(&r->json->arena, sizeof *node);
    if (!node)
        return kf_no_memory(r->error);
    memset(node, 0, sizeof *node);
    r->nodes++;
    *out = node;
    return KEFU_OK;
}

/* One value, or the opening bracket of one. */
static kefu_status json_read_value(kf_json_reader *r, kf_json_node *node)
{
    int c = kf_json_peek(r);
    node->at = json_place_at(r, r->at);
    json_attach(r, node);
    if (c == '{' || c == '[')
        return json_push(r, node);
    if (c == '-' || (c >= '0' && c <= '9'))
        return json_number(r, node);
    if (c != '"')
        return json_word(r, node);
    r->at++;
    node->type = KF_JSON_STRING;
    return kf_json_read_string(r, &node->text, &node->size);
}

static kefu_status json_key(kf_json_reader *r, kf_json_node *node)
{
    size_t size;
    kefu_status status;
    node->key_at = json_place_at(r, r->at);
    if (!kf_json_skip(r, '"'))
        return kf_json_unexpected(r, "a key in double quotes");
    status = kf_json_read_string(r, &node->key, &size);
    if (status)
        return status;
    json_skip_space(r);
    if (!kf_json_skip(r, ':'))
        return kf_json_unexpected(r, "':' after the key");
    json_skip_space(r);
    return KEFU_OK;
}

/* In the innermost open bracket: its end, or one more value. */
static kefu_status json_step(kf_json_reader *r)
{
    kf_json_opened *open = &r->open[r->depth - 1];
    int is_object = open->node->type == KF_JSON_OBJECT;
    kf_json_node *node = NULL;
    kefu_status status;
    json_skip_space(r);
    if (kf_json_skip(r, is_object ? '}' : ']')) {
        r->depth--;
        return is_object ? json_check_keys(r, open->node) : KEFU_OK;
    }
    if (open->last) {
        size_t comma = r->at;
        if (!kf_json_skip(r, ','))
            return kf_json_unexpected(r, is_object ? "',' or '}'" : "',' or ']'");
        json_skip_space(r);
        if (kf_json_peek(r) == (is_object ? '}' : ']'))
            return kf_json_syntax(r, comma,
                                  is_object ? "a comma before '}': remove it"
                                            : "a comma before ']': remove it");
    }
    status = json_new_node(r, &node);
    if (!status && is_object)
        status = json_key(r, node);
    return status ? status : json_read_value(r, node);
}

static kefu_status json_document(kf_json_reader *r)
{
    kf_json_node *root = NULL;
    kefu_status status = json_new_node(r, &root);
    if (status)
        return status;
    json_skip_space(r);
    status = json_read_value(r, root);
    while (!status && r->depth)
        status = json_step(r);
    if (status)
        return status;
    json_skip_space(r);
    return r->at == r->size ? KEFU_OK : kf_json_unexpected(r, "the end of the text");
}

static kefu_status json_check_text(kf_json_reader *r)
{
    size_t valid;
    if (r->size > INT32_MAX || (int64_t)r->size > r->limits.text_bytes)
        return kf_fail(r->error, KEFU_E_LIMIT, "JSON: longer than limits.text_bytes (%i)",
                       r->limits.text_bytes < INT32_MAX ? r->limits.text_bytes : INT32_MAX);
    valid = kf_utf8_valid(r->text, r->size);
    if (valid < r->size)
        return kf_fail_at(r->error, KEFU_E_ENCODING, json_place_at(r, valid),
                          "JSON: a byte that is not UTF-8");
    if (r->size >= 3 && memcmp(r->text, "\xEF\xBB\xBF", 3) == 0)
        return kf_json_syntax(r, 0,
                              "begins with a byte order mark (BOM): save it as UTF-8 without one");
    return KEFU_OK;
}

kefu_status kf_json_parse(kf_json *json, const kf_memory *memory, const kefu_limits *limits,
                          const char *text, size_t size, kefu_error *error)
{
    kf_json_reader r = {.json = json, .text = text ? text : "", .size = size, .error = error};
    kefu_status status;
    r.mark = (kf_place){1, 1, 0};
    json->memory = *memory;
    json->root = NULL;
    kf_arena_init(&json->arena, &json->memory);
    if (!text && size)
        return kf_fail(error, KEFU_E_ARGUMENT, "JSON: the text is NULL");
    status = kf_limits(&r.limits, limits, error);
    if (!status)
        status = json_check_text(&r);
    if (!status)
        status = json_document(&r);
    kf_free_array(memory, r.open, r.open_capacity, sizeof *r.open);
    kf_free_array(memory, r.sorted, r.sorted_capacity, sizeof *r.sorted);
    if (status)
        kf_json_free(json);
    return status;
}

void kf_json_free(kf_json *json)
{
    kf_arena_free(&json->arena);
    json->root = NULL;
}

const kf_json_node *kf_json_get(const kf_json_node *object, const char *key)
{
    if (!object || object->type != KF_JSON_OBJECT)
        return NULL;
    for (const kf_json_node *member = object->child; member; member = member->next)
        if (strcmp(member->key, key) == 0)
            return member;
    return NULL;
}
