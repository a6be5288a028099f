/* urn_bytes.c - see urn.h: urns as bytes. */
#include <string.h>

#include "pick/hash.h"
#include "pick/urn_order.h"

/* ---- Writing -------------------------------------------------------------------------------- */

static void urn_put_rows(const kf_urn *urn, int32_t weighted, kf_saved_writer *w)
{
    kf_saved_put_varint(w, urn->n);
    for (size_t i = 0; i < urn->n; i++) {
        kf_key_put(&urn->rows[i].id, w);
        kf_saved_put_zigzag(w, urn->rows[i].row);
        if (weighted)
            kf_saved_put_varint(w, (uint64_t)urn->rows[i].weight);
    }
}

void kf_urn_put(const kf_urn *urn, kf_saved_writer *w) { urn_put_rows(urn, 0, w); }

void kf_urn_put_weighted(const kf_urn *urn, kf_saved_writer *w) { urn_put_rows(urn, 1, w); }

/* ---- Reading -------------------------------------------------------------------------------- */

/* Ids are different, so no rows are left to be told apart by their numbers. */
static int32_t urn_is_after(const kf_urn_row *row, const kf_urn_row *before)
{
    kf_urn_row least = *row;
    least.row = INT64_MIN;
    return kf_urn_order(before, &least, KF_URN_BY_WAIT) < 0;
}

static kf_urn_row urn_take_row(int32_t weighted, uint64_t key, kf_saved_reader *r)
{
    kf_key id = kf_key_take(r);
    int64_t row = kf_saved_take_zigzag(r);
    uint64_t hash = kf_pick_hash(key, &id), weight;
    if (!weighted)
        return kf_urn_plain(hash, &id, row);
    weight = kf_saved_take_varint(r);
    if (!weight || weight > INT64_MAX)
        kf_saved_bad(r, "a weight is not above 0");
    if (r->bad)
        return kf_urn_plain(hash, &id, row);
    return kf_urn_weigh(hash, &id, row, (int64_t)weight);
}

static kefu_status urn_take_rows(kf_urn *urn, int32_t weighted, uint64_t key, kf_saved_reader *r,
                                 kefu_error *error)
{
    uint64_t n = kf_saved_take_varint(r);
    kefu_status status = KEFU_OK;
    if (n > urn->most)
        kf_saved_bad(r, "more rows than are drawn");
    for (uint64_t i = 0; i < n && !r->bad && !status; i++) {
        kf_urn_row row = urn_take_row(weighted, key, r);
        if (r->bad)
            break;
        status = kf_urn_add_row(urn, &row, error);
        if (!status && i && !urn_is_after(&urn->rows[i], &urn->rows[i - 1]))
            kf_saved_bad(r, "rows are out of order");
    }
    return status;
}

kefu_status kf_urn_take(kf_urn *urn, uint64_t key, kf_saved_reader *r, kefu_error *error)
{
    kefu_status status = urn_take_rows(urn, 0, key, r, error);
    urn->sorted = !status && !r->bad;
    return status;
}

/* With different weights one id would not stand beside itself. */
kefu_status kf_urn_take_weighted(kf_urn *urn, uint64_t key, kf_saved_reader *r, kefu_error *error)
{
    kefu_status status = urn_take_rows(urn, 1, key, r, error);
    if (!status && !r->bad && kf_urn_sort(urn, "id", NULL))
        kf_saved_bad(r, "an id stands twice");
    return status;
}
