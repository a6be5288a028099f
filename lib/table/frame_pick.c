/* frame_pick.c - some rows of a frame as a frame of their own. */
#include "base/fail.h"
#include "table/frame_parts.h"

static kefu_status pick_rows(kf_frame_maker *maker, const kefu_frame *frame, const int64_t *rows,
                             int64_t n, kf_key *keys, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < n && !status; i++) {
        const kefu_text *mine = kf_frame_keys_at(frame, rows[i]);
        for (int32_t k = 0; k < frame->n_keys; k++)
            keys[k] = kf_key_of(mine[k].data, mine[k].size);
        status = kf_frame_maker_row(maker, keys, error);
    }
    return status;
}

static kefu_status pick_metrics(kf_frame_maker *maker, const kefu_frame *frame, const int64_t *rows,
                                int64_t n, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t m = 0; m < frame->n_metrics && !status; m++) {
        int32_t metric = 0;
        status = kf_frame_maker_metric(maker, &frame->metrics[m].info, &metric, error);
        for (int64_t i = 0; i < n && !status; i++)
            kf_frame_maker_copy(maker, i, metric, frame, rows[i], m);
    }
    return status;
}

kefu_status kf_frame_pick(const kf_memory *memory, const kefu_frame *frame, const int64_t *rows,
                          int64_t n, kefu_frame **out, kefu_error *error)
{
    kefu_limits limits = kf_frame_limits(n + 1);
    kf_frame_maker *maker = NULL;
    kf_key *keys = kf_alloc_array(memory, (size_t)frame->n_keys, sizeof *keys);
    kefu_status status = keys ? KEFU_OK : kf_no_memory(error);
    if (!status)
        status =
            kf_frame_maker_new(memory, &limits, frame->key_names, frame->n_keys, &maker, error);
    if (!status)
        status = pick_rows(maker, frame, rows, n, keys, error);
    if (!status)
        status = pick_metrics(maker, frame, rows, n, error);
    kf_free_array(memory, keys, (size_t)frame->n_keys, sizeof *keys);
    if (status) {
        kf_frame_maker_free(maker);
        return status;
    }
    return kf_frame_maker_done(maker, out, error);
}
