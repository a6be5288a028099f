/* model_write.c - a model to bytes, as model_file.h says. */
#include <string.h>

#include "base/fail.h"
#include "model/model_file.h"

const kf_saved_kind kf_saved_model = {KF_SAVED_MODEL, KF_MODEL_FORMAT, "model", "model"};

static void model_write_u32(kf_saved_writer *w, int32_t value)
{
    kf_saved_put_u32(w, (uint32_t)value);
}

static void model_write_i64(kf_saved_writer *w, int64_t value)
{
    kf_saved_put_u64(w, (uint64_t)value);
}

static void model_write_header(kf_saved_writer *w, const kefu_model *model)
{
    static const char zeros[KF_MODEL_UNUSED];
    char base[32] = {0};
    memcpy(base, model->base, model->is_delta ? sizeof base : 0);
    kf_saved_put_u64(w, kf_fold_id());
    model_write_u32(w, KF_MODEL_RULES);
    model_write_u32(w, KF_ORDERS);
    kf_saved_put_u32(w, model->table.spec);
    model_write_u32(w, model->table.bits);
    model_write_u32(w, model->table.rows ? KF_ROW : 0);
    model_write_u32(w, model->language);
    model_write_u32(w, model->is_delta);
    model_write_u32(w, model->n_heads);
    model_write_u32(w, model->n_promises);
    kf_saved_put_u32(w, (uint32_t)strlen(model->id));
    kf_saved_put_u32(w, (uint32_t)strlen(model->card));
    kf_saved_put(w, base, sizeof base);
    kf_saved_put(w, zeros, sizeof zeros);
}

static void model_write_head(kf_saved_writer *w, const kf_head *head)
{
    kf_saved_put(w, head->key, sizeof head->key);
    model_write_u32(w, head->kind);
    model_write_u32(w, head->cause);
    model_write_i64(w, head->slope);
    model_write_i64(w, head->shift);
    model_write_i64(w, head->least);
    model_write_i64(w, head->base_share);
    model_write_i64(w, head->own_share);
    model_write_i64(w, head->n);
    model_write_i64(w, head->n_yes);
}

static void model_write_promise(kf_saved_writer *w, const kf_promise *promise)
{
    model_write_u32(w, promise->right);
    model_write_u32(w, promise->certain);
    model_write_u32(w, promise->covered);
    model_write_u32(w, promise->reserved);
}

static void model_write_texts(kf_saved_writer *w, const kefu_model *model)
{
    static const char zeros[KF_MODEL_ALIGN];
    size_t at;
    kf_saved_put(w, model->id, strlen(model->id) + 1);
    kf_saved_put(w, model->card, strlen(model->card) + 1);
    at = (size_t)w->length + w->buffer.size;
    kf_saved_put(w, zeros, (KF_MODEL_ALIGN - at % KF_MODEL_ALIGN) % KF_MODEL_ALIGN);
}

static void model_write_numbers(kf_saved_writer *w, const uint32_t *numbers, size_t n)
{
    for (size_t i = 0; i < n && !w->status; i++)
        kf_saved_put_u32(w, numbers[i]);
}

kefu_status kf_model_write(const kefu_model *model, const kf_memory *memory, const kefu_sink *sink,
                           kefu_error *error)
{
    const kf_table *table = &model->table;
    const size_t buckets = (size_t)1 << table->bits;
    kf_saved_writer w;
    if (strlen(model->card) > INT32_MAX)
        return kf_fail(error, KEFU_E_LIMIT, "the card of a model has more than 2^31 - 1 bytes");
    kf_saved_begin(&w, &kf_saved_model, memory, sink, KF_MODEL_FORMAT, error);
    model_write_header(&w, model);
    for (int32_t i = 0; i < model->n_heads; i++)
        model_write_head(&w, &model->heads[i]);
    for (int32_t i = 0; i < model->n_promises; i++)
        model_write_promise(&w, &model->promises[i]);
    model_write_texts(&w, model);
    model_write_numbers(&w, table->buckets, buckets);
    if (table->rows)
        kf_saved_put(&w, table->rows, kf_model_rows(table->bits));
    model_write_numbers(&w, table->checks, buckets * 2);
    return kf_saved_end(&w);
}
