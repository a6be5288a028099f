/* sample_twins.c - ids that are there twice, among all rows that may be drawn: their hashes are
 * equal, so that only rows with equal ones are compared. */
#include "base/fail.h"
#include "base/sort.h"
#include "base/wide.h"
#include "sample/sampling.h"

static const kf_urn *twins_urn(const kf_sampling *s, size_t index)
{
    return &s->draw->cells[s->order[index]].urn;
}

static kefu_status twins_found(const kf_sampling *s, const kf_urn_row *a, const kf_urn_row *b)
{
    char digits[21];
    const kefu_text id = kf_key_text(&a->id, digits);
    const int64_t first = a->row < b->row ? a->row : b->row;
    const int64_t again = a->row < b->row ? b->row : a->row;
    return kf_fail_row(s->error, KEFU_E_DUPLICATE, again,
                       "%s '%t' is in row %i and again in row %i", s->draw->plan->key, id.data,
                       id.size, first, again);
}

/* The next row with this hash behind *cell and *at; NULL if there is none. */
static const kf_urn_row *twins_next(const kf_sampling *s, uint64_t hash, size_t *cell, size_t *at)
{
    for (; *cell < s->draw->n_cells; ++*cell, *at = 0) {
        const kf_urn *urn = twins_urn(s, *cell);
        while (*at < urn->n)
            if (urn->rows[(*at)++].hash == hash)
                return &urn->rows[*at - 1];
    }
    return NULL;
}

/* Two rows of one id with this hash, which two rows at least have. */
static kefu_status twins_compare(const kf_sampling *s, uint64_t hash)
{
    size_t cell = 0, at = 0;
    for (const kf_urn_row *a; (a = twins_next(s, hash, &cell, &at)) != NULL;) {
        size_t cell_b = cell, at_b = at;
        for (const kf_urn_row *b; (b = twins_next(s, hash, &cell_b, &at_b)) != NULL;)
            if (!kf_key_compare(&a->id, &b->id))
                return twins_found(s, a, b);
    }
    return KEFU_OK;
}

static kefu_status twins_look(const kf_sampling *s, int64_t *hashes, int64_t *room)
{
    kefu_status status = KEFU_OK;
    size_t n = 0;
    for (size_t i = 0; i < s->draw->n_cells; i++)
        for (size_t k = 0; k < twins_urn(s, i)->n; k++)
            hashes[n++] = kf_signed(twins_urn(s, i)->rows[k].hash);
    kf_sort_integers(hashes, room, n);
    for (size_t i = 1; i < n && !status; i++)
        if (hashes[i] == hashes[i - 1] && (i == 1 || hashes[i - 2] != hashes[i]))
            status = twins_compare(s, (uint64_t)hashes[i]);
    return status;
}

kefu_status kf_sampling_sort(const kf_sampling *s)
{
    const kf_memory *memory = &s->sample->memory;
    kefu_status status = KEFU_OK;
    size_t n = 0;
    for (size_t i = 0; i < s->draw->n_cells && !status; i++) {
        kf_urn *urn = &s->draw->cells[s->order[i]].urn;
        status = kf_urn_sort(urn, s->draw->plan->key, s->error);
        n += urn->n;
    }
    if (status)
        return status;
    int64_t *hashes = kf_alloc_array(memory, n, 2 * sizeof *hashes);
    if (!hashes)
        return kf_no_memory(s->error);
    status = twins_look(s, hashes, hashes + n);
    kf_free_array(memory, hashes, n, 2 * sizeof *hashes);
    return status;
}
