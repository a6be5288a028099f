/* roster_id.c - the content hash of a roster, whatever the order of its rows. */
#include <string.h>

#include "base/fail.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/sort.h"
#include "table/roster.h"

/* The id is SipHash-2-4-128 under this key over the rows as JSON without white space, sorted and
 * each once: an array of arrays of person, alias, name, team, role, cohort, stage, hired, left,
 * from and to. Dates are days since 1970-01-01, null where they are open. The bytes of the key read
 * "kefu-roster-id/1" when both halves are written little-endian. */
static const kf_hash_key roster_id_key = {0x736F722D7566656B, 0x312F64692D726574};

enum { ROSTER_ID_DATES = 4 };

typedef struct roster_id_rows {
    const kefu_roster *roster;
    const kf_roster_row *rows;
} roster_id_rows;

static void roster_id_dates(const kf_roster_row *row, int32_t dates[ROSTER_ID_DATES])
{
    dates[0] = row->hired;
    dates[1] = row->left;
    dates[2] = row->from;
    dates[3] = row->to;
}

static int32_t roster_id_order(const void *things, uint32_t i, uint32_t k)
{
    const kf_roster_row *a = &((const roster_id_rows *)things)->rows[i];
    const kf_roster_row *b = &((const roster_id_rows *)things)->rows[k];
    int32_t x[ROSTER_ID_DATES], y[ROSTER_ID_DATES], order;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    order = strcmp(a->alias, b->alias);
    for (int32_t t = 0; t < KF_ROSTER_TEXTS && !order; t++)
        order = strcmp(a->texts[t], b->texts[t]);
    roster_id_dates(a, x);
    roster_id_dates(b, y);
    for (int32_t d = 0; d < ROSTER_ID_DATES && !order; d++)
        order = (x[d] > y[d]) - (x[d] < y[d]);
    return order;
}

static void roster_id_row(kf_json_writer *w, const kefu_roster *roster, const kf_roster_row *row)
{
    int32_t dates[ROSTER_ID_DATES];
    kf_json_open(w, '[');
    kf_json_string(w, roster->ids[row->person]);
    kf_json_string(w, row->alias);
    for (int32_t t = 0; t < KF_ROSTER_TEXTS; t++)
        kf_json_string(w, row->texts[t]);
    roster_id_dates(row, dates);
    for (int32_t d = 0; d < ROSTER_ID_DATES; d++) {
        if (dates[d] == INT32_MIN || dates[d] == INT32_MAX)
            kf_json_raw(w, "null");
        else
            kf_json_i64(w, dates[d]);
    }
    kf_json_close(w, ']');
}

static void roster_id_write(kf_json_writer *w, const roster_id_rows *all, const uint32_t *order)
{
    kf_json_open(w, '[');
    for (size_t i = 0; i < all->roster->n_rows; i++)
        if (!i || roster_id_order(all, order[i - 1], order[i]) != 0)
            roster_id_row(w, all->roster, &all->rows[order[i]]);
    kf_json_close(w, ']');
}

kefu_status kf_roster_make_id(kefu_roster *roster, kefu_error *error)
{
    const kf_memory *memory = &roster->memory;
    roster_id_rows all = {roster, roster->rows};
    uint32_t *order = kf_alloc_array(memory, roster->n_rows, sizeof *order);
    kf_buffer canonical;
    kf_json_writer w;
    kefu_status status = order ? KEFU_OK : kf_no_memory(error);
    for (size_t i = 0; i < roster->n_rows && !status; i++)
        order[i] = (uint32_t)i;
    if (!status)
        status = kf_sort(memory, order, roster->n_rows, roster_id_order, &all, error);
    kf_buffer_init(&canonical, memory);
    kf_json_writer_init(&w, &canonical);
    if (!status)
        roster_id_write(&w, &all, order);
    if (!status && canonical.failed)
        status = kf_no_memory(error);
    if (!status)
        kf_siphash_hex(roster_id_key, canonical.data, canonical.size, roster->id);
    kf_buffer_free(&canonical);
    kf_free_array(memory, order, roster->n_rows, sizeof *order);
    return status;
}
