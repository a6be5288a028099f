/* json_reader.c - strict JSON into a tree; see json.h. */
#include <string.h>

#include "base/json.h"

/* An object or array that has not been closed yet, with its newest child. */
typedef struct json_open {
    kf_json_node *node, *last;
} json_open;

typedef struct json_reader {
    kf_json *json;
    const char *text;
    size_t size, at;
    kf_place
        mark; /* the last place asked for: places only go forward, and are counted on from it */
    kefu_limits limits;
    int32_t nodes;
    json_open *open; /* a stack in place of recursion */
    size_t depth, open_capacity;
    const kf_json_node **sorted; /* members of the object being closed */
    size_t sorted_capacity;
    kefu_error *error;
} json_reader;

/* ---- Places and errors ---------------------------------------------------------------------- */

static kf_place json_place_at(json_reader *r, size_t offset)
{
    size_t from = (size_t)r->mark.offset;
    kf_place step = kf_place_of(r->text + from, r->size - from, offset - from);
    r->mark.column = step.line > 1 ? step.column : r->mark.column + step.column - 1;
    r->mark.line += step.line - 1;
    r->mark.offset = (int64_t)offset;
    return r->mark;
}

static kefu_status json_fail(json_reader *r, size_t offset, const char *what)
{
    return kf_fail_at(r->error, KEFU_E_SYNTAX, json_place_at(r, offset), "JSON: %s", what);
}

static kefu_status json_unexpected(json_reader *r, const char *expected)
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

/* The byte at hand, or -1 at the end. */
static int json_peek(const json_reader *r)
{
    return r->at < r->size ? (unsigned char)r->text[r->at] : -1;
}

static int json_skip(json_reader *r, char c)
{
    if (json_peek(r) != c)
        return 0;
    r->at++;
    return 1;
}

static void json_skip_space(json_reader *r)
{
    while (json_skip(r, ' ') || json_skip(r, '\n') || json_skip(r, '\r') || json_skip(r, '\t'))
        ;
}

static size_t json_skip_digits(json_reader *r)
{
    size_t from = r->at;
    while (json_peek(r) >= '0' && json_peek(r) <= '9')
        r->at++;
    return r->at - from;
}

/* ---- Strings -------------------------------------------------------------------------------- */

static int32_t json_hex_digit(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Four hexadecimal digits; -1 if there are fewer. */
static int32_t json_hex(json_reader *r)
{
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        int32_t digit = json_hex_digit(json_peek(r));
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
        r->at++;
    }
    return value;
}

/* After "\u": one code unit, or the two of a surrogate pair. */
static kefu_status json_unicode(json_reader *r, uint32_t *code)
{
    size_t start = r->at - 2;
    int32_t high = json_hex(r), low;
    if (high < 0)
        return json_unexpected(r, "four hexadecimal digits after \\u");
    if (high == 0)
        return json_fail(r, start, "a string holds the character NUL (\\u0000)");
    *code = (uint32_t)high;
    if (high < 0xD800 || high > 0xDFFF)
        return KEFU_OK;
    if (high > 0xDBFF || !json_skip(r, '\\') || !json_skip(r, 'u'))
        return json_fail(r, start, "a lone surrogate: \\ud800..\\udfff must come as a pair");
    low = json_hex(r);
    if (low < 0xDC00 || low > 0xDFFF)
        return json_fail(r, start, "a lone surrogate: \\ud800..\\udfff must come as a pair");
    *code = 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
    return KEFU_OK;
}

/* After the backslash: writes the character, gives its size. */
static kefu_status json_escape(json_reader *r, char *out, size_t *size)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const char *found;
    uint32_t code = 0;
    kefu_status status;
    int c = json_peek(r);
    if (c == 'u') {
        r->at++;
        status = json_unicode(r, &code);
        if (!status)
            *size = kf_utf8_encode(code, out);
        return status;
    }
    found = c > 0 ? strchr(letters, c) : NULL;
    if (!found)
        return json_unexpected(r, "one of \" \\ / b f n r t u after the backslash");
    r->at++;
    *out = meanings[found - letters];
    *size = 1;
    return KEFU_OK;
}

/* Bytes up to the closing quote; an unescaped text is never longer. */
static size_t json_string_span(const json_reader *r)
{
    size_t at = r->at;
    while (at < r->size && r->text[at] != '"')
        at += r->text[at] == '\\' ? 2 : 1;
    return (at < r->size ? at : r->size) - r->at;
}

static kefu_status json_fill_string(json_reader *r, char *out, size_t *size)
{
    size_t used = 0;
    for (;;) {
        int c = json_peek(r);
        if (c == '"')
            break;
        if (c < 0x20)
            return c < 0 ? json_unexpected(r, "the closing quote of a string")
                         : json_fail(r, r->at, "a control character in a string must be escaped");
        r->at++;
        if (c == '\\') {
            size_t length = 0;
            kefu_status status = json_escape(r, out + used, &length);
            if (status)
                return status;
            used += length;
        } else {
            out[used++] = (char)c;
        }
    }
    r->at++;
    out[used] = 0;
    *size = used;
    return KEFU_OK;
}

/* A string whose opening quote has been passed. */
static kefu_status json_string(json_reader *r, const char **text, size_t *size)
{
    char *copy = kf_arena_alloc(&r->json->arena, json_string_span(r) + 1);
    if (!copy)
        return kf_no_memory(r->error);
    *text = copy;
    return json_fill_string(r, copy, size);
}

/* ---- Numbers and words ---------------------------------------------------------------------- */

static kefu_status json_scan_number(json_reader *r)
{
    json_skip(r, '-');
    if (json_skip(r, '0')) {
        if (json_peek(r) >= '0' && json_peek(r) <= '9')
            return json_fail(r, r->at - 1, "a number must not begin with 0");
    } else if (!json_skip_digits(r)) {
        return json_unexpected(r, "a digit");
    }
    if (json_skip(r, '.') && !json_skip_digits(r))
        return json_unexpected(r, "a digit after the decimal point");
    if (json_skip(r, 'e') || json_skip(r, 'E')) {
        if (!json_skip(r, '+'))
            json_skip(r, '-');
        if (!json_skip_digits(r))
            return json_unexpected(r, "a digit of the exponent");
    }
    return KEFU_OK;
}

static kefu_status json_number(json_reader *r, kf_json_node *node)
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

static kefu_status json_word(json_reader *r, kf_json_node *node)
{
    for (size_t i = 0; i < sizeof json_words / sizeof *json_words; i++) {
        const struct json_word *w = &json_words[i];
        if (r->size - r->at < w->size || memcmp(r->text + r->at, w->word, w->size) != 0)
            continue;
        r->at += w->size;
        node->type = w->type;
        return KEFU_OK;
    }
    return json_unexpected(r, "a value");
}

/* ---- Objects and arrays --------------------------------------------------------------------- */

static kefu_status json_push(json_reader *r, kf_json_node *node)
{
    json_open *open;
    if (r->depth >= (size_t)r->limits.depth)
        return kf_fail_at(r->error, KEFU_E_LIMIT, node->at,
                          "JSON: nested deeper than limits.depth (%d)", r->limits.depth);
    open = kf_reserve(&r->json->memory, r->open, &r->open_capacity, r->depth + 1, sizeof *r->open);
    if (!open)
        return kf_no_memory(r->error);
    r->open = open;
    node->type = r->text[r->at++] == '{' ? KF_JSON_OBJECT : KF_JSON_ARRAY;
    r->open[r->depth++] = (json_open){node, NULL};
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

static kefu_status json_check_keys(json_reader *r, const kf_json_node *object)
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

static void json_attach(json_reader *r, kf_json_node *node)
{
    json_open *parent = r->depth ? &r->open[r->depth - 1] : NULL;
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

static kefu_status json_new_node(json_reader *r, kf_json_node **out)
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
static kefu_status json_read_value(json_reader *r, kf_json_node *node)
{
    int c = json_peek(r);
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
    return json_string(r, &node->text, &node->size);
}

static kefu_status json_key(json_reader *r, kf_json_node *node)
{
    size_t size;
    kefu_status status;
    node->key_at = json_place_at(r, r->at);
    if (!json_skip(r, '"'))
        return json_unexpected(r, "a key in double quotes");
    status = json_string(r, &node->key, &size);
    if (status)
        return status;
    json_skip_space(r);
    if (!json_skip(r, ':'))
        return json_unexpected(r, "':' after the key");
    json_skip_space(r);
    return KEFU_OK;
}

/* In the innermost open bracket: its end, or one more value. */
static kefu_status json_step(json_reader *r)
{
    json_open *open = &r->open[r->depth - 1];
    int is_object = open->node->type == KF_JSON_OBJECT;
    kf_json_node *node = NULL;
    kefu_status status;
    json_skip_space(r);
    if (json_skip(r, is_object ? '}' : ']')) {
        r->depth--;
        return is_object ? json_check_keys(r, open->node) : KEFU_OK;
    }
    if (open->last) {
        size_t comma = r->at;
        if (!json_skip(r, ','))
            return json_unexpected(r, is_object ? "',' or '}'" : "',' or ']'");
        json_skip_space(r);
        if (json_peek(r) == (is_object ? '}' : ']'))
            return json_fail(r, comma,
                             is_object ? "a comma before '}': remove it"
                                       : "a comma before ']': remove it");
    }
    status = json_new_node(r, &node);
    if (!status && is_object)
        status = json_key(r, node);
    return status ? status : json_read_value(r, node);
}

static kefu_status json_document(json_reader *r)
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
    return r->at == r->size ? KEFU_OK : json_unexpected(r, "the end of the text");
}

static kefu_status json_check_text(json_reader *r)
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
        return json_fail(r, 0, "begins with a byte order mark (BOM): save it as UTF-8 without one");
    return KEFU_OK;
}

kefu_status kf_json_parse(kf_json *json, const kf_memory *memory, const kefu_limits *limits,
                          const char *text, size_t size, kefu_error *error)
{
    json_reader r = {.json = json, .text = text ? text : "", .size = size, .error = error};
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
