/* means.c - means of items in each rank group, for conditions that ask who is better. */
#include "base/fail.h"
#include "base/ratio.h"
#include "base/wide.h"
#include "score/condition_met.h"

typedef struct means_sum {
    kf_i128 num, den;
} means_sum;

/* Figures that count: with a number, and enough behind it. */
static int32_t means_counts(const kf_item *item, const kefu_value *value)
{
    return value->den > 0 && value->status != KEFU_VALUE_LOW_VOLUME &&
           value->status < KEFU_VALUE_NO_DATA && !(value->flags & KEFU_VALUE_HAS_LOW_VOLUME) &&
           (value->n < 0 || value->n >= item->min_n);
}

/* hi × 2^64 + lo, by halves of words that fit 64 bits with their sign. */
static void means_ratio(kf_ratio *out, kf_i128 value)
{
    kf_ratio half, word;
    kf_ratio_set(&half, INT64_C(1) << 32, 1);
    kf_ratio_set(out, value.hi, 1);
    kf_ratio_mul(out, out, &half);
    kf_ratio_set(&word, (int64_t)(value.lo >> 32), 1);
    kf_ratio_add(out, out, &word);
    kf_ratio_mul(out, out, &half);
    kf_ratio_set(&word, (int64_t)(value.lo & UINT32_MAX), 1);
    kf_ratio_add(out, out, &word);
}

/* Exact where both sums fit, else to nine decimals; without a number where not even those do. */
static kefu_value means_value(const means_sum *sum)
{
    kefu_value value = {0, 0, -1, KEFU_VALUE_OK, 0};
    kf_ratio num, den;
    int64_t rounded = 0;
    if (kf_i128_fits_i64(sum->num, &value.num) && kf_i128_fits_i64(sum->den, &value.den))
        return value;
    means_ratio(&num, sum->num);
    means_ratio(&den, sum->den);
    kf_ratio_div(&num, &num, &den);
    value.num = value.den = 0;
    if (!kf_ratio_round(&num, 9, &rounded))
        return value;
    value.num = rounded;
    value.den = 1000000000;
    value.flags = KEFU_VALUE_ROUNDED;
    return value;
}

static void means_item(const kefu_sheet *sheet, int32_t index, means_sum *sums)
{
    const kf_item *item = &sheet->card->items[index];
    const kf_cells *cells = &sheet->columns[index].cells;
    for (size_t i = 0; i < sheet->n; i++) {
        kefu_value value = kf_cell(cells, i);
        means_sum *sum = &sums[sheet->lines[i].group];
        if (!means_counts(item, &value))
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
