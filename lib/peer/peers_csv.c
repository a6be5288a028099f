/* peers_csv.c - pairs as CSV, which is the history of next time. */
#include <string.h>

#include "base/fail.h"
#include "base/format.h"
#include "peer/peers.h"

/* As a history has its columns. */
static const char *const peers_csv_headings[2][3] = {{"期间", "质检员", "被检人"},
                                                     {"period", "inspector", "inspected"}};

static kefu_status peers_csv_row(kefu_csv_writer *csv, const char *period, const char *inspector,
                                 const char *inspected, kefu_error *error)
{
    kefu_status status = kefu_csv_writer_text(csv, period, strlen(period), error);
    if (!status)
        status = kefu_csv_writer_id(csv, inspector, strlen(inspector), error);
    if (!status)
        status = kefu_csv_writer_id(csv, inspected, strlen(inspected), error);
    return status ? status : kefu_csv_writer_end_row(csv, error);
}

static kefu_status peers_csv_pair(const kefu_peers *peers, const kf_peer_couple *pair,
                                  kefu_csv_writer *csv, kefu_error *error)
{
    char period[21];
    period[kf_format_i64(peers->period, period)] = '\0';
    return peers_csv_row(csv, period, peers->people[peers->by_id[pair->inspector]].id,
                         peers->people[peers->by_id[pair->inspected]].id, error);
}

kefu_status KEFU_CALL kefu_peers_csv(const kefu_peers *peers, int32_t language, int32_t excel,
                                     const kefu_sink *sink, kefu_error *error)
{
    kefu_csv_writer *csv = NULL;
    if (!peers || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_peers_csv: peers or sink is NULL");
    if (language != KEFU_ZH && language != KEFU_EN)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_peers_csv: language %d", language);
    const char *const *heads = peers_csv_headings[language];
    kefu_status status =
        kefu_csv_writer_new(&peers->memory.with, sink, excel ? KEFU_CSV_EXCEL : 0, &csv, error);
    if (!status)
        status = peers_csv_row(csv, heads[0], heads[1], heads[2], error);
    for (size_t i = 0; i < peers->n_pairs && !status; i++)
        status = peers_csv_pair(peers, &peers->pairs[i], csv, error);
    kefu_csv_writer_free(csv);
    return status;
}
