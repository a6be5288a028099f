/* sort.c - see sort.h: a merge sort from the bottom up over short runs sorted by insertion. */
#include "base/sort.h"

#include <string.h>

#include "base/fail.h"

enum { SORT_RUN = 16 };

typedef struct sort_by {
    kf_compare_fn compare;
    const void *things;
} sort_by;

static void sort_insert(const sort_by *by, uint32_t *numbers, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint32_t moving = numbers[i];
        size_t at = i;
        for (; at && by->compare(by->things, numbers[at - 1], moving) > 0; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = moving;
    }
}

static void sort_merge(const sort_by *by, const uint32_t *left, size_t n_left,
                       const uint32_t *right, size_t n_right, uint32_t *out)
{
    while (n_left && n_right) {
        if (by->compare(by->things, *left, *right) <= 0) {
            *out++ = *left++;
            n_left--;
        } else {
            *out++ = *right++;
            n_right--;
        }
    }
    if (n_left)
        memcpy(out, left, n_left * sizeof *out);
    if (n_right)
        memcpy(out, right, n_right * sizeof *out);
}

static size_t sort_least(size_t a, size_t b) { return a < b ? a : b; }

static void sort_pass(const sort_by *by, const uint32_t *from, size_t n, size_t run, uint32_t *to)
{
    for (size_t at = 0; at < n;) {
        size_t left = sort_least(run, n - at), right = sort_least(run, n - at - left);
        sort_merge(by, from + at, left, from + at + left, right, to + at);
        at += left + right;
    }
}

kefu_status kf_sort(const kf_memory *memory, uint32_t *numbers, size_t n, kf_compare_fn compare,
                    const void *things, kefu_error *error)
{
    sort_by by = {compare, things};
    uint32_t *from = numbers, *to;
    for (size_t at = 0; at < n; at += SORT_RUN)
        sort_insert(&by, numbers + at, sort_least(SORT_RUN, n - at));
    if (n <= SORT_RUN)
        return KEFU_OK;
    to = kf_alloc_array(memory, n, sizeof *to);
    if (!to)
        return kf_no_memory(error);
    for (size_t run = SORT_RUN; run < n; run *= 2) {
        uint32_t *sorted = to;
        sort_pass(&by, from, n, run, to);
        to = from;
        from = sorted;
    }
    if (from != numbers) {
        memcpy(numbers, from, n * sizeof *numbers);
        to = from;
    }
    kf_free_array(memory, to, n, sizeof *to);
    return KEFU_OK;
}

static int32_t sort_names(const void *things, uint32_t a, uint32_t b)
{
    const char *const *names = things;
    return strcmp(names[a], names[b]);
}

kefu_status kf_find_twins(const kf_memory *memory, const char *const *names, size_t n,
                          uint32_t twins[2], kefu_error *error)
{
    uint32_t *order = kf_alloc_array(memory, n, sizeof *order);
    kefu_status status;
    twins[0] = twins[1] = 0;
    if (!order)
        return kf_no_memory(error);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    status = kf_sort(memory, order, n, sort_names, names, error);
    for (size_t i = 1; i < n && !status; i++) {
        if ((twins[1] && order[i] > twins[1]) || strcmp(names[order[i - 1]], names[order[i]]) != 0)
            continue;
        twins[0] = order[i - 1];
        twins[1] = order[i];
    }
    kf_free_array(memory, order, n, sizeof *order);
    return status;
}
