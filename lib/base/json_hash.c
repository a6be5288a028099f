/* json_hash.c - the content hash of what is read from JSON: cards, books, plans. */
#include <string.h>

#include "base/decimal.h"
#include "base/hash.h"
#include "base/json_fields.h"

/* The hash is SipHash-2-4-128 under this key over the card's JSON in one form: no white space,
 * members in order of their keys' bytes, numbers without exponent or needless zeros, keys that
 * begin with "x-" left out, texts as they are. The bytes of the key read "kefu-card-hash/1" when
 * both halves are written little-endian. */
static const kf_hash_key json_hash_key = {0x7261632D7566656B, 0x312F687361682D64};

enum { HASH_MEMBERS = 24 }; /* more than any object of a valid card or plan has keys of its own */

static void json_hash_node(kf_json_writer *w, const kf_json_node *node);

static size_t json_hash_members(const kf_json_node *object, const kf_json_node **out)
{
    size_t n = 0;
    for (const kf_json_node *m = object->child; m && n < HASH_MEMBERS; m = m->next) {
        size_t at = n;
        if (!strncmp(m->key, "x-", 2))
            continue;
        for (; at && strcmp(m->key, out[at - 1]->key) < 0; at--)
            out[at] = out[at - 1];
        out[at] = m;
        n++;
    }
    return n;
}

static void json_hash_object(kf_json_writer *w, const kf_json_node *object)
{
    const kf_json_node *members[HASH_MEMBERS];
    size_t n = json_hash_members(object, members);
    kf_json_open(w, '{');
    for (size_t i = 0; i < n; i++) {
        kf_json_key(w, members[i]->key);
        json_hash_node(w, members[i]);
    }
    kf_json_close(w, '}');
}

/* Valid cards hold only numbers that fit; any other would stand as it is written. */
static void json_hash_number(kf_json_writer *w, const kf_json_node *node)
{
    int64_t value;
    int32_t scale;
    if (kf_decimal_parse_any(node->text, node->size, &value, &scale) == KF_EXACT)
        kf_json_decimal(w, value, scale);
    else
        kf_json_raw(w, node->text);
}

/* A valid card is a dozen levels deep at most. */
static void json_hash_node(kf_json_writer *w, const kf_json_node *node)
{
    static const char *const literals[] = {
        [KF_JSON_NULL] = "null", [KF_JSON_FALSE] = "false", [KF_JSON_TRUE] = "true"};
    switch (node->type) {
    case KF_JSON_OBJECT:
        json_hash_object(w, node);
        break;
    case KF_JSON_ARRAY:
        kf_json_open(w, '[');
        for (const kf_json_node *child = node->child; child; child = child->next)
            json_hash_node(w, child);
        kf_json_close(w, ']');
        break;
    case KF_JSON_NUMBER:
        json_hash_number(w, node);
        break;
    case KF_JSON_STRING:
        kf_json_text(w, node->text, node->size);
        break;
    default:
        kf_json_raw(w, literals[node->type]);
    }
}

kefu_status kf_json_hash(const kf_memory *memory, const kf_json_node *root, char out[33],
                         kefu_error *error)
{
    kf_buffer canonical;
    kf_json_writer w;
    kefu_status status = KEFU_OK;
    kf_buffer_init(&canonical, memory);
    kf_json_writer_init(&w, &canonical);
    json_hash_node(&w, root);
    if (canonical.failed)
        status = kf_no_memory(error);
    else
        kf_siphash_hex(json_hash_key, canonical.data, canonical.size, out);
    kf_buffer_free(&canonical);
    return status;
}
