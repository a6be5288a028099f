/* train_select.c - the features of a head that matter most. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "train/train.h"

/* |weight| × sqrt(texts) as bits, which are in its order; above 0. */
static uint32_t select_bits(float weight, double texts)
{
    const float size = (float)(kf_train_abs((double)weight) * kf_train_sqrt(texts));
    uint32_t bits;
    memcpy(&bits, &size, sizeof bits);
    return bits;
}

/* Rising: the largest first, and of equal ones the lower number. */
static size_t select_list(const float *weights, const double *texts, uint32_t n, int64_t *out)
{
    size_t found = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t bits =
            weights[i] < 0 || weights[i] > 0 ? select_bits(weights[i], texts[i]) : 0;
        if (bits)
            out[found++] = (int64_t)(INT32_MAX - bits) << 32 | i;
    }
    return found;
}

kefu_status kf_select(const kf_memory *memory, const kf_dictionary *dictionary,
                      const float *weights, const double *texts, uint32_t most, kf_selection *out,
                      kefu_error *error)
{
    const size_t n = dictionary->n;
    int64_t *list = kf_alloc_array(memory, n, 2 * sizeof *list);
    size_t found = 0;
    kefu_status status = KEFU_OK;
    kf_selection_free(memory, out);
    if (!list)
        return kf_no_memory(error);
    found = select_list(weights, texts, dictionary->n, list);
    kf_sort_integers(list, list + n, found);
    out->n = found < most ? (uint32_t)found : most;
    out->hashes = kf_alloc_array(memory, out->n, sizeof *out->hashes);
    if (!out->hashes)
        status = kf_no_memory(error);
    for (uint32_t i = 0; !status && i < out->n; i++)
        out->hashes[i] = dictionary->hashes[(uint32_t)(list[i] & UINT32_MAX)];
    kf_free_array(memory, list, n, 2 * sizeof *list);
    return status;
}

void kf_selection_free(const kf_memory *memory, kf_selection *selection)
{
    kf_free_array(memory, selection->hashes, selection->n, sizeof *selection->hashes);
    memset(selection, 0, sizeof *selection);
}
