/* agree_sort.c - rows into the order of their keys, and what stands there twice. */
#include <string.h>

#include "agree/agree.h"
#include "base/fail.h"
#include "table/group.h"

/* ---- Order ---------------------------------------------------------------------------------- */

/* Keys are dense, so one is sorted by counting; equal rows stay as they were. */
static kefu_status agree_sort_by(kf_agree_rows *r, int32_t key)
{
    uint32_t most = 0;
    for (size_t i = 0; i < r->n; i++)
        most = r->rows[i].key[key] > most ? r->rows[i].key[key] : most;
    if (!most) /* all are equal */
        return KEFU_OK;
    const size_t n = (size_t)most + 2;
    uint32_t *at = kf_alloc_zeros(r->memory, n, sizeof *at);
    if (!at)
        return kf_no_memory(r->error);
    for (size_t i = 0; i < r->n; i++)
        at[r->rows[i].key[key] + 1]++;
    for (size_t k = 1; k < n; k++)
        at[k] += at[k - 1];
    for (size_t i = 0; i < r->n; i++)
        r->room[at[r->rows[i].key[key]]++] = r->rows[i];
    kf_free_array(r->memory, at, n, sizeof *at);
    kf_agree_row *sorted = r->room;
    r->room = r->rows;
    r->rows = sorted;
    return KEFU_OK;
}

kefu_status kf_agree_sort(kf_agree_rows *rows, const int32_t *keys, int32_t n)
{
    kefu_status status = KEFU_OK;
    if (!rows->room)
        rows->room = kf_alloc_array(rows->memory, rows->capacity, sizeof *rows->room);
    if (!rows->room)
        return kf_no_memory(rows->error);
    while (n-- && !status)
        status = agree_sort_by(rows, keys[n]);
    return status;
}

/* ---- Units ---------------------------------------------------------------------------------- */

static int32_t agree_same_unit(const kf_agree_row *a, const kf_agree_row *b)
{
    return a->key[KF_AGREE_CRITERION] == b->key[KF_AGREE_CRITERION] &&
           a->key[KF_AGREE_UNIT] == b->key[KF_AGREE_UNIT];
}

static kefu_status agree_twice(const kf_agree_rows *r, const kf_agree_row *of)
{
    char unit[21], rater[21];
    kefu_text u =
        kf_key_text(kf_groups_key(r->groups[KF_AGREE_UNIT], of->key[KF_AGREE_UNIT]), unit);
    kefu_text i =
        kf_key_text(kf_groups_key(r->groups[KF_AGREE_RATER], of->key[KF_AGREE_RATER]), rater);
    return kf_fail_row(r->error, KEFU_E_DUPLICATE, r->first_row + of->row,
                       "marks: '%t' has marked '%t' before%s", i.data, i.size, u.data, u.size,
                       r->options->criterion
                           ? " under this criterion"
                           : "; options.criterion names the column of criteria, if there are some");
}

/* Equal rows stand together, in the order they came. */
static kefu_status agree_check_twice(const kf_agree_rows *r)
{
    const kf_agree_row *found = NULL;
    for (size_t i = 1; i < r->n; i++) {
        const kf_agree_row *a = &r->rows[i - 1], *b = &r->rows[i];
        if (agree_same_unit(a, b) && a->key[KF_AGREE_RATER] == b->key[KF_AGREE_RATER] &&
            (!found || b->row < found->row))
            found = b;
    }
    return found ? agree_twice(r, found) : KEFU_OK;
}

kefu_status kf_agree_sizes(kf_agree_rows *rows)
{
    kefu_status status = agree_check_twice(rows);
    for (size_t i = 0, end; i < rows->n && !status; i = end) {
        const kf_agree_row *first = &rows->rows[i];
        for (end = i + 1; end < rows->n; end++)
            if (!agree_same_unit(first, &rows->rows[end]))
                break;
        for (size_t k = i; k < end; k++)
            rows->rows[k].key[KF_AGREE_SIZE] = (uint32_t)(end - i);
    }
    return status;
}
