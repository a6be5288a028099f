/* tally_front.c - quantiles in two readings, of a large batch: each has a front as long as the
 * batch is counted. */
#include "base/fail.h"
#include "metric/reading_front.h"
#include "metric/tally.h"

void kf_tally_fronts_free(kefu_tally *tally)
{
    for (int32_t i = 0; i < tally->n_aggregates; i++) {
        kf_reading_front_free(tally->aggregates[i].front);
        tally->aggregates[i].front = NULL;
    }
}

kefu_status kf_tally_fronts_new(kefu_tally *tally, int64_t rows, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < tally->n_aggregates && !status; i++) {
        kf_aggregate_state *a = &tally->aggregates[i];
        if (a->metric == &kf_metric_quantile_readings)
            status = kf_reading_front_new(&tally->memory, rows, &a->front, error);
    }
    if (status)
        kf_tally_fronts_free(tally);
    return status;
}

kefu_status kf_tally_fronts_spill(kefu_tally *tally, kefu_error *error)
{
    const size_t stride = kf_tally_stride(tally);
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < tally->n_aggregates && !status; i++) {
        kf_aggregate_state *a = &tally->aggregates[i];
        kefu_error said = kf_metric_silent();
        if (!a->front || !tally->rows.n)
            continue;
        status = kf_reading_front_spill(a->front, tally->rows.base + a->offset, stride, &a->context,
                                        &said);
        status = kf_tally_returned(tally, a, "update", status, &said, -1, error);
    }
    return status;
}
