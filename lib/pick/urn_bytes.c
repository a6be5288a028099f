/* urn_bytes.c - see urn.h: urns as bytes. */
#include <string.h>

#include "pick/hash.h"
#include "pick/urn_order.h"

enum { URN_INTEGER = 1, URN_TEXT = 2 };

/* ---- Writing -------------------------------------------------------------------------------- */

static void urn_put_id(const kf_key *id, kf_saved_writer *w)
{
    kf_saved_put_u8(w, id->text.data ? URN_TEXT : URN_INTEGER);
    if (id->text.data)
        kf_saved_put_text(w, id->text.data, id->text.size);
    else
        kf_saved_put_zigzag(w, id->number);
}

void kf_urn_put(const kf_urn *urn, kf_saved_writer *w)
{
    kf_saved_put_varint(w, urn->n);
    for (size_t i = 0; i < urn->n; i++) {
        urn_put_id(&urn->rows[i].id, w);
        kf_saved_put_zigzag(w, urn->rows[i].row);
    }
}

/* ---- Reading -------------------------------------------------------------------------------- */

static kf_key urn_take_id(kf_saved_reader *r)
{
    uint8_t kind = kf_saved_take_u8(r);
    kefu_text text;
    kf_key id;
    if (kind == URN_INTEGER)
        return kf_key_of_number(kf_saved_take_zigzag(r));
    text = kf_saved_take_text(r);
    id = kf_key_of(text.data, text.size);
    if (kind != URN_TEXT)
        kf_saved_bad(r, "an id is neither a number nor a text");
    else if (!id.text.data)
        kf_saved_bad(r, "a number is kept as a text");
    return id;
}

/* Ids are different, so no rows are left to be told apart by their numbers. */
static int32_t urn_is_after(const kf_urn_row *row, const kf_urn_row *before)
{
    kf_urn_row least = *row;
    least.row = INT64_MIN;
    return kf_urn_order(before, &least, KF_URN_BY_WAIT) < 0;
}

kefu_status kf_urn_take(kf_urn *urn, uint64_t key, kf_saved_reader *r, kefu_error *error)
{
    uint64_t n = kf_saved_take_varint(r);
    kefu_status status = KEFU_OK;
    if (n > urn->most)
        kf_saved_bad(r, "more rows than are drawn");
    for (uint64_t i = 0; i < n && !r->bad && !status; i++) {
        kf_key id = urn_take_id(r);
        int64_t row = kf_saved_take_zigzag(r);
        if (r->bad)
            break;
        status = kf_urn_add(urn, kf_pick_hash(key, &id), &id, row, error);
        if (!status && i && !urn_is_after(&urn->rows[i], &urn->rows[i - 1]))
            kf_saved_bad(r, "rows are out of order");
    }
    urn->sorted = !status && !r->bad;
    return status;
}
