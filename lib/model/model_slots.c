/* model_slots.c - whether all slots of a table are as model.h says. */
#include "model/features.h"
#include "model/model_file.h"

typedef struct slot_view {
    uint32_t print, weight, check;
    int empty;
} slot_view;

static slot_view slot_at(const kf_table *table, uint32_t slot)
{
    uint32_t half = table->buckets[slot / 2] >> (16 * (slot % 2));
    slot_view view = {half & 0xFF, half >> 8 & 0xFF, table->checks[slot], 0};
    view.empty = view.check == KF_NO_CHECK && view.print == 0;
    return view;
}

/* Weights of heads there are, none of them -128; of an empty slot no head has one. */
static int slot_row_is_good(const int8_t *row, int32_t heads)
{
    int good = 1;
    for (int32_t i = 0; i < KF_ROW; i++)
        good &= i < heads ? row[i] != INT8_MIN : row[i] == 0;
    return good;
}

static int slot_is_good(const kefu_model *model, uint32_t slot)
{
    const kf_table *table = &model->table;
    slot_view view = slot_at(table, slot);
    const int8_t *row = table->rows ? table->rows + (size_t)slot * KF_ROW : NULL;
    if (row && !slot_row_is_good(row, view.empty ? 0 : model->n_heads - 1))
        return 0;
    if (view.empty)
        return view.weight == 0;
    return view.weight != 0x80 && kf_feature_bucket(view.check, table->bits) == slot / 2 &&
           kf_feature_print(view.check, table->bits) == view.print;
}

/* Used slots come first, by rising check: one order of bytes for one table. */
static int slot_pair_is_good(const kf_table *table, uint32_t bucket)
{
    slot_view first = slot_at(table, bucket * 2), second = slot_at(table, bucket * 2 + 1);
    return second.empty || (!first.empty && first.check < second.check);
}

int64_t kf_model_bad_slot(const kefu_model *model)
{
    const uint32_t buckets = UINT32_C(1) << model->table.bits;
    for (uint32_t bucket = 0; bucket < buckets; bucket++) {
        if (!slot_is_good(model, bucket * 2))
            return bucket * 2;
        if (!slot_is_good(model, bucket * 2 + 1) || !slot_pair_is_good(&model->table, bucket))
            return bucket * 2 + 1;
    }
    return -1;
}
