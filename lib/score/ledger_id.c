/* ledger_id.c - the content hash of decisions, whatever their order. */
#include "base/fail.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/sort.h"
#include "score/ledger.h"

/* The id is SipHash-2-4-128 under this key over the decisions as JSON without white space: an array
 * of arrays of person, part, day, action, by, evidence, to, count and reason, in that order of the
 * first seven. The bytes of the key read "kefu-ledger-id/1" when both halves are written
 * little-endian. */
static const kf_hash_key ledger_id_key = {0x64656C2D7566656B, 0x312F64692D726567};

static int32_t ledger_id_order(const void *things, uint32_t a, uint32_t b)
{
    const kf_ledger_entry *entries = things;
    return kf_entry_compare(&entries[a], &entries[b]);
}

static void ledger_id_entry(kf_json_writer *w, const kf_ledger_entry *entry)
{
    kf_json_open(w, '[');
    kf_json_string(w, entry->person);
    kf_json_string(w, entry->part);
    kf_json_i64(w, entry->day);
    kf_json_i64(w, entry->action);
    kf_json_string(w, entry->by);
    kf_json_string(w, entry->evidence);
    kf_json_string(w, entry->to);
    kf_json_i64(w, entry->count);
    kf_json_string(w, entry->reason);
    kf_json_close(w, ']');
}

static kefu_status ledger_id_write(const kefu_ledger *ledger, const uint32_t *order, size_t n,
                                   char out[33], kefu_error *error)
{
    kf_buffer canonical;
    kf_json_writer w;
    kefu_status status = KEFU_OK;
    kf_buffer_init(&canonical, &ledger->memory);
    kf_json_writer_init(&w, &canonical);
    kf_json_open(&w, '[');
    for (size_t i = 0; i < n; i++)
        ledger_id_entry(&w, &ledger->entries[order[i]]);
    kf_json_close(&w, ']');
    if (canonical.failed)
        status = kf_no_memory(error);
    else
        kf_siphash_hex(ledger_id_key, canonical.data, canonical.size, out);
    kf_buffer_free(&canonical);
    return status;
}

kefu_status KEFU_CALL kefu_ledger_id(const kefu_ledger *ledger, int32_t as_of, char out[33],
                                     kefu_error *error)
{
    uint32_t *order;
    size_t n = 0;
    kefu_status status;
    if (!ledger || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_ledger_id: ledger or out is NULL");
    order = kf_alloc_array(&ledger->memory, ledger->n, sizeof *order);
    if (!order)
        return kf_no_memory(error);
    for (size_t i = 0; i < ledger->n; i++)
        if (ledger->entries[i].day <= as_of)
            order[n++] = (uint32_t)i;
    status = kf_sort(&ledger->memory, order, n, ledger_id_order, ledger->entries, error);
    if (!status)
        status = ledger_id_write(ledger, order, n, out, error);
    kf_free_array(&ledger->memory, order, ledger->n, sizeof *order);
    return status;
}
