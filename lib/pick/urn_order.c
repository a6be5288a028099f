/* urn_order.c - see urn_order.h: quicksort, which turns to the heap where it does not get on. */
#include "pick/urn_order.h"

#include "base/wide.h"

enum { URN_SHORT = 12 }; /* rows that are put in order one by one */

/* ---- Comparing ------------------------------------------------------------------------------ */

/* a/b of one with c/d of the other is a × d with c × b; mostly the quotients tell. */
static int32_t urn_order_wait(const kf_urn_row *a, const kf_urn_row *b)
{
    if (a->pace != b->pace)
        return a->pace < b->pace ? -1 : 1;
    if (a->weight == b->weight)
        return (a->wait > b->wait) - (a->wait < b->wait);
    return kf_i128_compare(kf_i128_mul((int64_t)a->wait, b->weight),
                           kf_i128_mul((int64_t)b->wait, a->weight));
}

int32_t kf_urn_order(const kf_urn_row *a, const kf_urn_row *b, int32_t by)
{
    int32_t order = by == KF_URN_BY_WAIT ? urn_order_wait(a, b) : 0;
    if (order)
        return order;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    order = kf_key_compare(&a->id, &b->id);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* The same in place, as paces mostly tell. */
static inline int32_t urn_order(const kf_urn_row *a, const kf_urn_row *b, int32_t by)
{
    if (by == KF_URN_BY_WAIT && a->pace != b->pace)
        return a->pace < b->pace ? -1 : 1;
    return kf_urn_order(a, b, by);
}

/* ---- The heap ------------------------------------------------------------------------------- */

/* All the way down along the greater children, then up again to where the row belongs: near the
 * leaves mostly, so that is half the comparisons (Wegener 1993, bottom-up heapsort). */
static void urn_sink(kf_urn_row *rows, size_t n, size_t at, int32_t by)
{
    kf_urn_row moving = rows[at];
    size_t top = at;
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && urn_order(&rows[child], &rows[child + 1], by) < 0)
            child++;
        rows[at] = rows[child];
    }
    for (; at > top; at = (at - 1) / 2) {
        size_t parent = (at - 1) / 2;
        if (urn_order(&rows[parent], &moving, by) >= 0)
            break;
        rows[at] = rows[parent];
    }
    rows[at] = moving;
}

static void urn_heap(kf_urn_row *rows, size_t n, int32_t by)
{
    for (size_t i = n / 2; i--;)
        urn_sink(rows, n, i, by);
}

/* ---- Sorting -------------------------------------------------------------------------------- */

static void urn_swap(kf_urn_row *a, kf_urn_row *b)
{
    kf_urn_row was = *a;
    *a = *b;
    *b = was;
}

static void urn_sort_by_heap(kf_urn_row *rows, size_t n, int32_t by)
{
    urn_heap(rows, n, by);
    while (n-- > 1) {
        urn_swap(&rows[0], &rows[n]);
        urn_sink(rows, n, 0, by);
    }
}

static void urn_sort_few(kf_urn_row *rows, size_t n, int32_t by)
{
    for (size_t i = 1; i < n; i++) {
        kf_urn_row moving = rows[i];
        size_t at = i;
        for (; at && urn_order(&rows[at - 1], &moving, by) > 0; at--)
            rows[at] = rows[at - 1];
        rows[at] = moving;
    }
}

/* The middle one of first, middle and last comes first, as the one to part by. */
static void urn_choose(kf_urn_row *rows, size_t n, int32_t by)
{
    kf_urn_row *a = &rows[n / 2], *b = &rows[0], *c = &rows[n - 1];
    if (urn_order(a, b, by) > 0)
        urn_swap(a, b);
    if (urn_order(b, c, by) > 0)
        urn_swap(b, c);
    if (urn_order(a, b, by) > 0)
        urn_swap(a, b);
}

/* Rows up to the number given are no greater than that one, and rows behind it no less. */
static size_t urn_part(kf_urn_row *rows, size_t n, int32_t by)
{
    size_t i = 0, j = n;
    urn_choose(rows, n, by);
    for (;;) {
        while (++i < n && urn_order(&rows[i], &rows[0], by) < 0)
            ;
        while (urn_order(&rows[--j], &rows[0], by) > 0)
            ;
        if (i >= j)
            break;
        urn_swap(&rows[i], &rows[j]);
    }
    urn_swap(&rows[0], &rows[j]);
    return j;
}

static void urn_sort_deep(kf_urn_row *rows, size_t n, int32_t depth, int32_t by)
{
    while (n > URN_SHORT) {
        size_t middle;
        if (!depth--) {
            urn_sort_by_heap(rows, n, by);
            return;
        }
        middle = urn_part(rows, n, by);
        urn_sort_deep(rows, middle, depth, by);
        rows += middle + 1;
        n -= middle + 1;
    }
    urn_sort_few(rows, n, by);
}

/* Parts that are enough for n rows, unless they are laid out to make them slow. */
static int32_t urn_depth(size_t n)
{
    int32_t depth = 2;
    for (; n; n /= 2)
        depth += 2;
    return depth;
}

void kf_urn_sort_rows(kf_urn_row *rows, size_t n, int32_t by)
{
    urn_sort_deep(rows, n, urn_depth(n), by);
}

/* Quicksort, of the part alone that the place is in. */
void kf_urn_select(kf_urn_row *rows, size_t n, size_t at, int32_t by)
{
    for (int32_t depth = urn_depth(n); n > URN_SHORT; depth--) {
        if (!depth) {
            urn_sort_by_heap(rows, n, by);
            return;
        }
        size_t middle = urn_part(rows, n, by);
        if (at == middle)
            return;
        if (at < middle) {
            n = middle;
        } else {
            rows += middle + 1;
            n -= middle + 1;
            at -= middle + 1;
        }
    }
    urn_sort_few(rows, n, by);
}
