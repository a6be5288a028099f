/* train_matrix.c - of each text the features that a map knows, and how often each occurs. */
#include <string.h>

#include "base/fail.h"
#include "train/train.h"

typedef struct matrix_making {
    const kf_memory *memory;
    kf_features_fn features;
    kf_place_fn place;
    const void *map;
    kf_feature_room room;
    uint32_t *seen; /* of each feature, the cell it has in the text, + 1 */
    kf_matrix *out;
    kefu_error *error;
} matrix_making;

static void matrix_put(matrix_making *m, uint32_t feature, size_t first, size_t *end)
{
    kf_matrix *out = m->out;
    const size_t seen = m->seen[feature]; /* within the text, counted from 1 */
    if (!seen) {
        out->cells[(*end)++] = feature;
        m->seen[feature] = (uint32_t)(*end - first);
    } else if (out->cells[first + seen - 1] >> KF_CELL_BITS < KF_CELL_OFTEN - 1) {
        out->cells[first + seen - 1] += 1u << KF_CELL_BITS;
    }
}

static kefu_status matrix_room(matrix_making *m, size_t need)
{
    void *p = kf_reserve(m->memory, m->out->cells, &m->out->capacity, need, sizeof *m->out->cells);
    if (!p)
        return kf_no_memory(m->error);
    m->out->cells = p;
    return KEFU_OK;
}

/* Cells of a text, in the order in which its features first occur. */
static kefu_status matrix_text(matrix_making *m, uint32_t text, size_t n)
{
    kf_matrix *out = m->out;
    const size_t first = out->starts[text];
    size_t end = first;
    kefu_status status = matrix_room(m, first + 2 * n + 1);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++) {
        uint32_t found[2];
        m->place(m->map, m->room.hashes[i], found);
        for (int32_t k = 0; k < 2; k++)
            if (found[k] != KF_NO_FEATURE)
                matrix_put(m, found[k], first, &end);
    }
    for (size_t i = first; i < end; i++)
        m->seen[kf_cell_feature(out->cells[i])] = 0;
    out->looked[text] = (int32_t)n;
    out->starts[text + 1] = end;
    return KEFU_OK;
}

static kefu_status matrix_fill(matrix_making *m, const kf_corpus *corpus, uint32_t spec)
{
    kf_matrix *out = m->out;
    kefu_status status = KEFU_OK;
    out->starts = kf_alloc_zeros(m->memory, (size_t)out->n + 1, sizeof *out->starts);
    out->looked = kf_alloc_zeros(m->memory, out->n, sizeof *out->looked);
    m->seen = kf_alloc_zeros(m->memory, out->width, sizeof *m->seen);
    if (!out->starts || !out->looked || !m->seen)
        return kf_no_memory(m->error);
    for (uint32_t i = 0; !status && i < corpus->n; i++) {
        size_t n = 0;
        status = m->features(&m->room, spec, corpus->pool + corpus->units[i], corpus->counts[i], &n,
                             m->error);
        if (!status)
            status = matrix_text(m, i, n);
    }
    return status;
}

kefu_status kf_matrix_make(const kf_memory *memory, const kf_corpus *corpus, uint32_t spec,
                           kf_features_fn features, kf_place_fn place, const void *map,
                           uint32_t width, kf_matrix *out, kefu_error *error)
{
    matrix_making m = {.memory = memory,
                       .features = features,
                       .place = place,
                       .map = map,
                       .out = out,
                       .error = error};
    kefu_status status;
    m.room.memory = memory;
    *out = (kf_matrix){.n = corpus->n, .width = width};
    status = matrix_fill(&m, corpus, spec);
    kf_feature_room_free(&m.room);
    kf_free_array(memory, m.seen, width, sizeof *m.seen);
    if (status)
        kf_matrix_free(memory, out);
    return status;
}

void kf_matrix_free(const kf_memory *memory, kf_matrix *matrix)
{
    kf_free_array(memory, matrix->starts, (size_t)matrix->n + 1, sizeof *matrix->starts);
    kf_free_array(memory, matrix->cells, matrix->capacity, sizeof *matrix->cells);
    kf_free_array(memory, matrix->looked, matrix->n, sizeof *matrix->looked);
    memset(matrix, 0, sizeof *matrix);
}
