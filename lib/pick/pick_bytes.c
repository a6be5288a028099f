/* pick_bytes.c - picks as bytes, of format 1 (base/saved.h):
 *
 *   uint64 key of the seed | varint k | varint scale | uint8 1 = by, 2 = weight, or both
 *   text id | text by, text weight where there are such
 *   varint groups | for each, in the order of keys:
 *     with groups uint8 1 and a zigzag, or 2 and a text, its key | varint rows
 *     the rows drawn, of urn.h
 */
#include "base/fail.h"
#include "pick/pick.h"

#include <string.h>

enum { PICK_BY = 1, PICK_WEIGHT = 2 };

static const kf_saved_kind pick_kind = {KF_SAVED_PICK, 1, "saved pick", "pick"};

/* ---- Saving --------------------------------------------------------------------------------- */

static void pick_put_options(const kefu_pick *pick, kf_saved_writer *w)
{
    kf_saved_put_u64(w, pick->key);
    kf_saved_put_varint(w, (uint64_t)pick->k);
    kf_saved_put_varint(w, (uint64_t)pick->scale);
    kf_saved_put_u8(w, (uint8_t)((pick->by ? PICK_BY : 0) | (pick->weight ? PICK_WEIGHT : 0)));
    kf_saved_put_text(w, pick->id, strlen(pick->id));
    if (pick->by)
        kf_saved_put_text(w, pick->by, strlen(pick->by));
    if (pick->weight)
        kf_saved_put_text(w, pick->weight, strlen(pick->weight));
}

static void pick_put_group(const kefu_pick *pick, uint32_t group, kf_saved_writer *w)
{
    if (pick->groups)
        kf_key_put(kf_groups_key(pick->groups, group), w);
    kf_saved_put_varint(w, (uint64_t)pick->rows[group]);
    if (pick->weight)
        kf_urn_put_weighted(&pick->urns[group], w);
    else
        kf_urn_put(&pick->urns[group], w);
}

static kefu_status pick_save(kefu_pick *pick, const kefu_sink *sink, uint32_t *order,
                             kefu_error *error)
{
    kf_saved_writer w;
    kefu_status status = kf_pick_sort(pick, order, error);
    if (status)
        return status;
    kf_saved_begin(&w, &pick_kind, &pick->memory, sink, 1, error);
    pick_put_options(pick, &w);
    kf_saved_put_varint(&w, pick->n);
    for (uint32_t i = 0; i < pick->n; i++)
        pick_put_group(pick, order[i], &w);
    return kf_saved_end(&w);
}

kefu_status KEFU_CALL kefu_pick_save(kefu_pick *pick, const kefu_sink *sink, kefu_error *error)
{
    kefu_sink to;
    uint32_t *order;
    kefu_status status;
    if (!pick || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_save: %s is NULL",
                       pick ? "sink" : "pick");
    status = kf_take(&to, sizeof to, sink, error);
    if (!status && !to.write)
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_save: sink->write is NULL");
    if (!status)
        status = kf_pick_healthy(pick, error);
    if (status)
        return status;
    order = kf_alloc_array(&pick->memory, pick->n, sizeof *order);
    status = order ? pick_save(pick, &to, order, error) : kf_no_memory(error);
    kf_free_array(&pick->memory, order, pick->n, sizeof *order);
    return status;
}

/* ---- Loading -------------------------------------------------------------------------------- */

static int32_t pick_is_name(kefu_text text, const char *name)
{
    return text.size == strlen(name) && !memcmp(text.data, name, text.size);
}

/* The first option that is another than when the bytes were saved; NULL if none is. */
static const char *pick_take_options(const kefu_pick *pick, kf_saved_reader *r)
{
    uint64_t key = kf_saved_take_u64(r), k = kf_saved_take_varint(r);
    uint64_t scale = kf_saved_take_varint(r);
    uint8_t flags = kf_saved_take_u8(r);
    kefu_text id = kf_saved_take_text(r), by = {"", 0}, weight = {"", 0};
    if (flags > (PICK_BY | PICK_WEIGHT))
        kf_saved_bad(r, "unknown flags");
    if (flags & PICK_BY)
        by = kf_saved_take_text(r);
    if (flags & PICK_WEIGHT)
        weight = kf_saved_take_text(r);
    if (r->bad)
        return NULL;
    if (key != pick->key)
        return "seed";
    if (!pick_is_name(id, pick->id))
        return "id";
    if (!(flags & PICK_BY) != !pick->by || (pick->by && !pick_is_name(by, pick->by)))
        return "by";
    if (!(flags & PICK_WEIGHT) != !pick->weight ||
        (pick->weight && !pick_is_name(weight, pick->weight)))
        return "weight";
    if (k != (uint64_t)pick->k)
        return "k";
    return scale != (uint64_t)pick->scale ? "scale" : NULL;
}

/* The number of the group whose key comes next, which is above that of the one before. */
static kefu_status pick_take_group_key(kefu_pick *pick, uint32_t index, kf_saved_reader *r,
                                       kefu_error *error)
{
    kf_key key;
    uint32_t group;
    kefu_status status;
    if (!pick->groups)
        return KEFU_OK;
    key = kf_key_take(r);
    if (index && kf_key_compare(kf_groups_key(pick->groups, index - 1), &key) >= 0)
        kf_saved_bad(r, "a group stands twice, or out of order");
    if (r->bad)
        return KEFU_OK;
    status = kf_groups_one(pick->groups, &key, &group, error);
    return status ? status : kf_pick_grow(pick, error);
}

static void pick_check_group(const kefu_pick *pick, uint32_t group, uint64_t rows,
                             kf_saved_reader *r)
{
    const kf_urn *urn = &pick->urns[group];
    uint64_t k = (uint64_t)pick->k, most = rows < k ? rows : k;
    if (rows > INT64_MAX || (pick->groups && !rows))
        kf_saved_bad(r, "a group has no rows, or too many");
    if (urn->n > most || (!pick->weight && urn->n < most))
        kf_saved_bad(r, "not as many rows as are drawn");
    for (size_t i = 0; i < urn->n; i++)
        if (urn->rows[i].id.text.data && !urn->rows[i].id.text.size)
            kf_saved_bad(r, "a row without id");
}

static kefu_status pick_take_group(kefu_pick *pick, uint32_t index, kf_saved_reader *r,
                                   kefu_error *error)
{
    uint64_t rows;
    kefu_status status = pick_take_group_key(pick, index, r, error);
    if (status || r->bad)
        return status;
    rows = kf_saved_take_varint(r);
    status = pick->weight ? kf_urn_take_weighted(&pick->urns[index], pick->key, r, error)
                          : kf_urn_take(&pick->urns[index], pick->key, r, error);
    if (status || r->bad)
        return status;
    pick_check_group(pick, index, rows, r);
    pick->rows[index] = r->bad ? 0 : (int64_t)rows;
    kf_pick_close_gate(pick, index);
    return KEFU_OK;
}

static kefu_status pick_load(kefu_pick *pick, kf_saved_reader *r, kefu_error *error)
{
    const char *differs = pick_take_options(pick, r);
    uint64_t groups;
    kefu_status status = KEFU_OK;
    if (differs)
        return kf_fail(error, KEFU_E_MISMATCH, "saved pick: it was made with another %s", differs);
    groups = kf_saved_take_varint(r);
    if (!pick->groups && groups != 1)
        kf_saved_bad(r, "it has groups, and is not by any");
    for (uint64_t i = 0; i < groups && !r->bad && !status; i++)
        status = pick_take_group(pick, (uint32_t)i, r, error);
    if (!status && !r->bad && r->left)
        kf_saved_bad(r, "there are bytes behind its groups");
    return status ? status : kf_saved_check(r, "its rows", error);
}

kefu_status KEFU_CALL kefu_pick_load(const kefu_pick_options *options, const void *bytes,
                                     size_t size, kefu_pick **out, kefu_error *error)
{
    kf_saved_reader r;
    kefu_pick *pick = NULL;
    uint32_t format;
    kefu_status status;
    if (!bytes || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_load: %s is NULL", out ? "bytes" : "out");
    status = kefu_pick_new(options, &pick, error);
    if (status)
        return status;
    status = kf_saved_open(&r, &pick_kind, bytes, size, &format, error);
    if (!status)
        status = pick_load(pick, &r, error);
    if (status)
        kefu_pick_free(pick);
    else
        *out = pick;
    return status;
}
