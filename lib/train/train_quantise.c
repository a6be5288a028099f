/* train_quantise.c - weights as eight bits. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "train/train.h"

enum { QUANTISE_MOST = 127 };

/* The size that one weight of `part` is above; 0 if all are 0. Bits of floats above 0 are in
 * their order. */
static float quantise_reach(const float *weights, uint32_t n, size_t part, int64_t *list)
{
    size_t found = 0;
    uint32_t bits;
    float reach = 0;
    for (uint32_t i = 0; i < n; i++) {
        const float size = (float)kf_train_abs((double)weights[i]);
        memcpy(&bits, &size, sizeof bits);
        if (size > 0)
            list[found++] = bits;
    }
    if (!found)
        return 0;
    kf_sort_integers(list, list + n, found);
    bits = (uint32_t)list[found - 1 - found / part];
    memcpy(&reach, &bits, sizeof reach);
    return reach;
}

kefu_status kf_quantise(const kf_memory *memory, const float *weights, uint32_t n, uint32_t part,
                        int8_t *out, kefu_error *error)
{
    int64_t *list = kf_alloc_array(memory, n, 2 * sizeof *list);
    double reach;
    if (!list)
        return kf_no_memory(error);
    reach = (double)quantise_reach(weights, n, part, list);
    kf_free_array(memory, list, n, 2 * sizeof *list);
    for (uint32_t i = 0; i < n; i++) {
        long long whole =
            reach > 0 ? kf_train_round((double)weights[i] / reach * QUANTISE_MOST) : 0;
        if (whole > QUANTISE_MOST)
            whole = QUANTISE_MOST;
        if (whole < -QUANTISE_MOST)
            whole = -QUANTISE_MOST;
        out[i] = (int8_t)whole;
    }
    return KEFU_OK;
}
