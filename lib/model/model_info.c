/* model_info.c - what a model is: its id, its card, its heads. */
#include <string.h>

#include "base/fail.h"
#include "model/model_file.h"

kefu_status KEFU_CALL kefu_model_describe(const kefu_model *model, kefu_model_info *out)
{
    kefu_model_info info = {.struct_size = sizeof info};
    if (!model || !out)
        return KEFU_E_ARGUMENT;
    info.id = model->id;
    info.card = model->card;
    memcpy(info.fingerprint, model->fingerprint, sizeof info.fingerprint);
    memcpy(info.base, model->base, sizeof info.base);
    info.language = model->language;
    info.heads = model->n_heads;
    info.is_delta = model->is_delta;
    info.table_bytes = (int64_t)kf_model_buckets(model->table.bits);
    info.hot_bytes =
        info.table_bytes + (model->table.rows ? (int64_t)kf_model_rows(model->table.bits) : 0);
    return kf_give(out, &info, sizeof info);
}

kefu_status KEFU_CALL kefu_model_head(const kefu_model *model, int32_t head, kefu_head_info *out)
{
    if (!model || !out || head < 0 || head >= model->n_heads)
        return KEFU_E_ARGUMENT;
    const kf_head *from = &model->heads[head];
    const kefu_head_info info = {.struct_size = sizeof info,
                                 .key = from->key,
                                 .kind = from->kind,
                                 .cause = from->cause,
                                 .labels = from->n,
                                 .yes = from->n_yes};
    return kf_give(out, &info, sizeof info);
}
