/* model_info.c - what a model is: its id, its card, its heads. */
#include "base/fail.h"
#include "model/model_file.h"

/* One that no text was sure enough for is none. */
static int32_t info_promise(const kefu_model *model)
{
    int32_t right = 0;
    for (int32_t i = 0; i < model->n_promises; i++)
        if (model->promises[i].covered)
            right = model->promises[i].right;
    return right;
}

kefu_status KEFU_CALL kefu_model_describe(const kefu_model *model, kefu_model_info *out)
{
    kefu_model_info info = {.struct_size = sizeof info};
    if (!model || !out)
        return KEFU_E_ARGUMENT;
    info.id = model->id;
    info.card = model->card;
    info.fingerprint = model->fingerprint;
    info.base = model->base;
    info.language = model->language;
    info.heads = model->n_heads;
    info.is_delta = model->is_delta;
    info.promise = info_promise(model);
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
