/* columns_refuse.c - what a card may say where its points come straight from columns: all else
 * needs people. */
#include <string.h>

#include "base/json_fields.h"
#include "score/columns.h"

/* A key, the only text that it may have and one that it may not; NULL: any, none. */
typedef struct refuse_key {
    const char *key, *only, *never;
} refuse_key;

static const refuse_key refuse_card_keys[] = {
    {"format", NULL, NULL},  {"id", NULL, NULL},    {"label", NULL, NULL},  {"rank", NULL, NULL},
    {"weights", NULL, NULL}, {"floor", NULL, NULL}, {"grades", NULL, NULL}, {NULL, NULL, NULL}};
static const refuse_key refuse_section_keys[] = {{"id", NULL, NULL},
                                                 {"label", NULL, NULL},
                                                 {"weight", NULL, NULL},
                                                 {"item_weights", NULL, NULL},
                                                 {NULL, NULL, NULL}};
/* Columns do not know how many observations are behind a figure, so that none is of low volume. */
static const refuse_key refuse_item_keys[] = {
    {"id", NULL, NULL},        {"label", NULL, NULL},      {"metric", NULL, NULL},
    {"weight", NULL, NULL},    {"unit", NULL, NULL},       {"weight_source", NULL, NULL},
    {"scale", NULL, NULL},     {"direction", NULL, NULL},  {"min_n", NULL, NULL},
    {"basis", "value", NULL},  {"of", NULL, NULL},         {"curve", NULL, NULL},
    {"no_data", NULL, "mean"}, {"low_volume", NULL, NULL}, {"provisional", NULL, "mean"},
    {"floor", NULL, NULL},     {NULL, NULL, NULL}};

/* Own notes, and lists and switches that say nothing. */
static int32_t refuse_is_nothing(const kf_json_node *member)
{
    return !strncmp(member->key, "x-", 2) || member->type == KF_JSON_FALSE ||
           (member->type == KF_JSON_ARRAY && !member->count);
}

static int32_t refuse_lets(const refuse_key *keys, const kf_json_node *member)
{
    while (keys->key && strcmp(keys->key, member->key) != 0)
        keys++;
    if (!keys->key)
        return refuse_is_nothing(member);
    if (keys->only)
        return member->text && !strcmp(member->text, keys->only);
    return !keys->never || !member->text || strcmp(member->text, keys->never) != 0;
}

static kefu_status refuse_object(const kf_json_reading *reader, const kf_json_at *at,
                                 const refuse_key *keys, const char *inner)
{
    for (const kf_json_node *member = at->node->child; member; member = member->next) {
        kf_json_at where = kf_at_member(at, member);
        if ((!inner || strcmp(member->key, inner) != 0) && !refuse_lets(keys, member))
            return kf_json_fail(reader, &where, "columns without people cannot be scored by this",
                                "");
    }
    return KEFU_OK;
}

static kefu_status refuse_section(const kf_json_reading *reader, const kf_json_at *at)
{
    kefu_status status = refuse_object(reader, at, refuse_section_keys, "items");
    kf_json_at items = kf_at_member(at, kf_json_get(at->node, "items"));
    int32_t i = 0;
    for (const kf_json_node *n = items.node->child; n && !status; n = n->next) {
        kf_json_at item = kf_at_element(&items, n, i++);
        status = refuse_object(reader, &item, refuse_item_keys, NULL);
    }
    return status;
}

kefu_status kf_columns_refuse(const kefu_card *card, kefu_error *error)
{
    const kf_json_reading reader = {NULL, "card", KEFU_E_UNSUPPORTED, NULL, error};
    const kf_json_at root = {NULL, NULL, 0, card->scheme.json.root};
    kf_json_at sections = kf_at_member(&root, kf_json_get(root.node, "sections"));
    kefu_status status = refuse_object(&reader, &root, refuse_card_keys, "sections");
    int32_t i = 0;
    for (const kf_json_node *n = sections.node->child; n && !status; n = n->next) {
        kf_json_at section = kf_at_element(&sections, n, i++);
        status = refuse_section(&reader, &section);
    }
    return status;
}
