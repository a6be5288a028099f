/* peers_csv.c - pairs as CSV, which is the history of next time. */
#include "base/fail.h"
#include "base/format.h"
#include "peer/peers.h"
#include "table/csv_lines.h"

/* As a history has its columns. */
static const char *const peers_csv_headings[2][3] = {{"期间", "质检员", "被检人"},
                                                     {"period", "inspector", "inspected"}};

static void peers_csv_row(kf_csv_lines *csv, const char *period, const char *inspector,
                          const char *inspected)
{
    kf_csv_text(csv, period);
    kf_csv_id(csv, inspector);
    kf_csv_id(csv, inspected);
    kf_csv_end_row(csv);
}

static void peers_csv_pair(const kefu_peers *peers, const kf_peer_couple *pair, kf_csv_lines *csv)
{
    char period[21];
    period[kf_format_i64(peers->period, period)] = '\0';
    peers_csv_row(csv, period, peers->people[peers->by_id[pair->inspector]].id,
                  peers->people[peers->by_id[pair->inspected]].id);
}

kefu_status KEFU_CALL kefu_peers_csv(const kefu_peers *peers, int32_t language, int32_t excel,
                                     const kefu_sink *sink, kefu_error *error)
{
    kf_csv_lines csv;
    if (!peers || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_peers_csv: peers or sink is NULL");
    if (language != KEFU_ZH && language != KEFU_EN)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_peers_csv: language %d", language);
    const char *const *heads = peers_csv_headings[language];
    kf_csv_begin(&csv, &peers->memory, sink, excel ? KEFU_CSV_EXCEL : 0, error);
    peers_csv_row(&csv, heads[0], heads[1], heads[2]);
    for (size_t i = 0; i < peers->n_pairs && !csv.status; i++)
        peers_csv_pair(peers, &peers->pairs[i], &csv);
    return kf_csv_done(&csv);
}
