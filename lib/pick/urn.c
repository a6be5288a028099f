/* urn.c - see urn.h: rows are written one behind the other, and when half as many again as are kept
 * have come, the greatest are thrown out. A heap would hold none too many, but what is done to one
 * of thousands of urns is done outside of the cache: a row is a line of it, the way down a heap as
 * many as it is deep. */
#include "pick/urn.h"

#include <string.h>

#include "base/fail.h"
#include "base/log.h"
#include "pick/urn_order.h"

void kf_urn_room_init(kf_urn_room *room, const kf_memory *memory, int64_t most)
{
    *room = (kf_urn_room){memory, 0, (uint64_t)most < SIZE_MAX ? (size_t)most : SIZE_MAX};
}

void kf_urn_init(kf_urn *urn, kf_urn_room *room, size_t most)
{
    *urn = (kf_urn){.room = room, .most = most, .pace = UINT64_MAX};
}

/* ---- Memory --------------------------------------------------------------------------------- */

static kefu_status urn_fits(const kf_urn_room *room, size_t more, kefu_error *error)
{
    if (room->used <= room->most && more <= room->most - room->used)
        return KEFU_OK;
    return kf_fail(error, KEFU_E_LIMIT,
                   "limits.state_bytes: the rows drawn need more than %i bytes",
                   (int64_t)room->most);
}

static kefu_status urn_grow(kf_urn *urn, kefu_error *error)
{
    size_t had = urn->capacity, wanted = had < 4 ? 8 : 2 * had, size = sizeof *urn->rows;
    kf_urn_row *rows;
    kefu_status status =
        urn_fits(urn->room, wanted < SIZE_MAX / size ? (wanted - had) * size : SIZE_MAX, error);
    if (status)
        return status;
    rows = kf_reserve(urn->room->memory, urn->rows, &urn->capacity, wanted, size);
    if (!rows)
        return kf_no_memory(error);
    urn->rows = rows;
    urn->room->used += (urn->capacity - had) * size;
    return KEFU_OK;
}

static kefu_status urn_own_text(kf_urn *urn, kf_key *id, kefu_error *error)
{
    size_t size = id->text.size + 1;
    char *text;
    kefu_status status = urn_fits(urn->room, size, error);
    if (status)
        return status;
    text = kf_alloc(urn->room->memory, size);
    if (!text)
        return kf_no_memory(error);
    if (id->text.size)
        memcpy(text, id->text.data, id->text.size);
    text[id->text.size] = 0;
    id->text.data = text;
    urn->room->used += size;
    return KEFU_OK;
}

static void urn_drop_text(kf_urn *urn, const kf_key *id)
{
    if (!id->text.data)
        return;
    kf_free(urn->room->memory, (void *)(uintptr_t)id->text.data, id->text.size + 1);
    urn->room->used -= id->text.size + 1;
}

void kf_urn_free(kf_urn *urn)
{
    if (!urn->room)
        return;
    for (size_t i = 0; i < urn->n; i++)
        urn_drop_text(urn, &urn->rows[i].id);
    kf_free_array(urn->room->memory, urn->rows, urn->capacity, sizeof *urn->rows);
    urn->room->used -= urn->capacity * sizeof *urn->rows;
    kf_urn_init(urn, urn->room, urn->most);
}

/* ---- Adding --------------------------------------------------------------------------------- */

static kefu_status urn_append(kf_urn *urn, const kf_urn_row *row, kefu_error *error)
{
    kefu_status status = urn->n == urn->capacity ? urn_grow(urn, error) : KEFU_OK;
    if (status)
        return status;
    kf_urn_row *mine = &urn->rows[urn->n];
    *mine = *row;
    status = mine->id.text.data ? urn_own_text(urn, &mine->id, error) : KEFU_OK;
    if (status)
        return status;
    urn->n++;
    urn->sorted = 0;
    return KEFU_OK;
}

/* Throws out what is too many. */
static void urn_cut(kf_urn *urn)
{
    if (urn->n <= urn->most)
        return;
    kf_urn_select(urn->rows, urn->n, urn->most - 1, KF_URN_BY_WAIT);
    while (urn->n > urn->most)
        urn_drop_text(urn, &urn->rows[--urn->n].id);
    urn->pace = urn->rows[urn->n - 1].pace;
}

kefu_status kf_urn_add_row(kf_urn *urn, const kf_urn_row *row, kefu_error *error)
{
    if (!urn->most || row->pace > urn->pace)
        return KEFU_OK;
    kefu_status status = urn_append(urn, row, error);
    if (!status && urn->n - urn->n / 3 >= urn->most)
        urn_cut(urn);
    return status;
}

kefu_status kf_urn_add(kf_urn *urn, uint64_t hash, const kf_key *id, int64_t row, kefu_error *error)
{
    kf_urn_row one = kf_urn_plain(hash, id, row);
    return kf_urn_add_row(urn, &one, error);
}

kf_urn_row kf_urn_plain(uint64_t hash, const kf_key *id, int64_t row)
{
    return (kf_urn_row){hash, hash, hash, 1, row, *id};
}

kf_urn_row kf_urn_weigh(uint64_t hash, const kf_key *id, int64_t row, int64_t weight)
{
    uint64_t wait = kf_exponential(~hash);
    return (kf_urn_row){wait / (uint64_t)weight, hash, wait, weight, row, *id};
}

kefu_status kf_urn_merge(kf_urn *urn, const kf_urn *other, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < other->n && !status; i++)
        status = kf_urn_add_row(urn, &other->rows[i], error);
    return status;
}

uint32_t kf_urn_bound(const kf_urn *urn) { return (uint32_t)(urn->pace >> 32); }

/* ---- Order ---------------------------------------------------------------------------------- */

static kefu_status urn_duplicate(const kf_urn_row *a, const kf_urn_row *b, const char *name,
                                 kefu_error *error)
{
    char digits[21];
    kefu_text id = kf_key_text(&b->id, digits);
    int64_t first = a->row < b->row ? a->row : b->row, again = a->row < b->row ? b->row : a->row;
    return kf_fail_row(error, KEFU_E_DUPLICATE, again, "%s '%t' is in row %i and again in row %i",
                       name, id.data, id.size, first, again);
}

static kefu_status urn_check(const kf_urn *urn, const char *name, kefu_error *error)
{
    for (size_t i = 1; i < urn->n; i++) {
        const kf_urn_row *a = &urn->rows[i - 1], *b = &urn->rows[i];
        if (a->hash == b->hash && !kf_key_compare(&a->id, &b->id))
            return urn_duplicate(a, b, name, error);
    }
    return KEFU_OK;
}

static int32_t urn_has_weights(const kf_urn *urn)
{
    for (size_t i = 0; i < urn->n; i++)
        if (urn->rows[i].wait != urn->rows[i].hash)
            return 1;
    return 0;
}

kefu_status kf_urn_sort(kf_urn *urn, const char *name, kefu_error *error)
{
    int32_t weighted;
    kefu_status status;
    if (urn->sorted)
        return KEFU_OK;
    urn_cut(urn);
    weighted = urn_has_weights(urn);
    kf_urn_sort_rows(urn->rows, urn->n, weighted ? KF_URN_BY_HASH : KF_URN_BY_WAIT);
    status = urn_check(urn, name, error);
    if (!status && weighted)
        kf_urn_sort_rows(urn->rows, urn->n, KF_URN_BY_WAIT);
    urn->sorted = !status;
    if (!status && urn->n && urn->n == urn->most)
        urn->pace = urn->rows[urn->n - 1].pace;
    return status;
}
