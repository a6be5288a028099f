/* means.c - means of items in each rank group, for conditions that ask who is better. */
#include "base/fail.h"
#include "base/ratio.h"
#include "base/wide.h"
#include "score/condition_met.h"
#include "score/fraction.h"

typedef struct means_sum {
    kf_i128 num, den;
} means_sum;

/* Exact where it fits 64 bits in lowest terms, else to nine decimals. */
static kefu_value means_value(const means_sum *sum)
{
    kefu_value value = {0, 0, -1, KEFU_VALUE_OK, 0};
    kf_ratio mean;
    if (kf_i128_fits_i64(sum->num, &value.num) && kf_i128_fits_i64(sum->den, &value.den))
        return value;
    kf_ratio_wide(&mean, sum->num, sum->den);
    return kf_fraction_of_ratio(&mean);
}

static void means_item(const kefu_sheet *sheet, int32_t index, means_sum *sums)
{
    const kf_item *item = &sheet->card->items[index];
    const kf_column_scores *column = &sheet->columns[index];
    for (size_t i = 0; i < sheet->n; i++) {
        kefu_value value = kf_cell(&column->cells, i);
        means_sum *sum = &sums[sheet->lines[i].group];
        if (column->outcomes[i] == KF_NOT_APPLIED || !kf_item_counts(item, &value))
            continue;
        kf_i128_add_i64(&sum->num, value.num);
        kf_i128_add_i64(&sum->den, value.den);
    }
}

kefu_status kf_means_make(kf_means *means, const kf_memory *memory, const kefu_sheet *sheet,
                          kefu_error *error)
{
    size_t n_groups = (size_t)sheet->n_groups, n_items = (size_t)sheet->card->n_items;
    means->n = n_groups * n_items;
    means->of = kf_alloc_array(memory, means->n, sizeof *means->of);
    for (size_t k = 0; means->of && k < n_items; k++) {
        means_sum *sums = kf_alloc_zeros(memory, n_groups, sizeof *sums);
        if (!sums) {
            kf_means_free(means, memory);
            break;
        }
        means_item(sheet, (int32_t)k, sums);
        for (size_t g = 0; g < n_groups; g++)
            means->of[g * n_items + k] = means_value(&sums[g]);
        kf_free_array(memory, sums, n_groups, sizeof *sums);
    }
    return means->of ? KEFU_OK : kf_no_memory(error);
}

void kf_means_free(kf_means *means, const kf_memory *memory)
{
    kf_free_array(memory, means->of, means->n, sizeof *means->of);
    means->of = NULL;
}
