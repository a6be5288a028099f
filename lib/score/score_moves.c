/* score_moves.c - hits that people reassigned: who gave how many to whom. */
#include "base/fail.h"
#include "base/sort.h"
#include "score/scoring.h"

enum { MOVES_BLOCK = 64 };

typedef struct moves_state {
    kf_scoring *s;
    const int32_t *metrics;
    uint32_t *order; /* of the reassignments in `decided`: by part, day, row */
    size_t n;
    int64_t *all;   /* of each row: reported and got so far */
    int64_t *given; /* of each row: how many of them went on */
    kf_move *moves; /* two a reassignment, as they come */
    size_t n_moves;
} moves_state;

/* ---- Which ---------------------------------------------------------------------------------- */

static int32_t moves_is_one(const kf_decided *d)
{
    return d->entry->action == KEFU_REASSIGN && !d->got;
}

/* By day, then in the order of persons. */
static int32_t moves_decided_order(const void *things, uint32_t i, uint32_t k)
{
    const kf_decided *a = (const kf_decided *)things + i, *b = (const kf_decided *)things + k;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    if (a->entry->day != b->entry->day)
        return a->entry->day < b->entry->day ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return kf_entry_compare(a->entry, b->entry);
}

static kefu_status moves_collect(moves_state *m)
{
    kf_scoring *s = m->s;
    size_t at = 0, rows = s->sheet->n;
    m->order = kf_alloc_array(&s->memory, m->n, sizeof *m->order);
    m->moves = kf_alloc_array(&s->memory, 2 * m->n, sizeof *m->moves);
    m->all = kf_alloc_array(&s->memory, rows, sizeof *m->all);
    m->given = kf_alloc_array(&s->memory, rows, sizeof *m->given);
    if (!m->order || !m->moves || !m->all || !m->given)
        return kf_no_memory(s->error);
    for (size_t i = 0; i < s->n_decided; i++)
        if (moves_is_one(&s->decided[i]))
            m->order[at++] = (uint32_t)i;
    return kf_sort(&s->memory, m->order, m->n, moves_decided_order, s->decided, s->error);
}

/* ---- Moving --------------------------------------------------------------------------------- */

static kefu_status moves_reported(const moves_state *m, int32_t part)
{
    const kf_scoring *s = m->s;
    kefu_value values[MOVES_BLOCK];
    kefu_status status = KEFU_OK;
    for (size_t first = 0; first < s->sheet->n && !status; first += MOVES_BLOCK) {
        size_t left = s->sheet->n - first, count = left < MOVES_BLOCK ? left : MOVES_BLOCK;
        (void)kefu_frame_values(s->frame, m->metrics[part], (int64_t)first, (int64_t)count, values);
        for (size_t i = 0; i < count && !status; i++) {
            m->given[first + i] = 0;
            status = kf_hits_of(s, kf_extra_at(s->card, part), &values[i], first + i,
                                &m->all[first + i]);
        }
    }
    return status;
}

static kefu_status moves_one(moves_state *m, const kf_decided *d)
{
    int64_t held = m->all[d->row] - m->given[d->row];
    int64_t count = d->entry->count, n = count != KEFU_ALL_HITS && count < held ? count : held;
    kf_move move = {d->row, d->other, d->part, 1, n};
    kf_move back = {d->other, d->row, d->part, 0, n};
    if (!n)
        return KEFU_OK;
    if (m->all[d->other] > INT64_MAX - n)
        return kf_fail(m->s->error, KEFU_E_OVERFLOW, "'%s' of '%s': too many hits are reassigned",
                       d->entry->part, d->entry->to);
    m->given[d->row] += n;
    m->all[d->other] += n;
    m->moves[m->n_moves++] = move;
    m->moves[m->n_moves++] = back;
    return KEFU_OK;
}

static kefu_status moves_all(moves_state *m)
{
    int32_t part = -1;
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < m->n && !status; i++) {
        const kf_decided *d = &m->s->decided[m->order[i]];
        if (d->part != part)
            status = moves_reported(m, d->part);
        part = d->part;
        if (!status)
            status = moves_one(m, d);
    }
    return status;
}

/* ---- To the sheet --------------------------------------------------------------------------- */

static int32_t moves_order(const void *things, uint32_t i, uint32_t k)
{
    const kf_move *a = (const kf_move *)things + i, *b = (const kf_move *)things + k;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    if (a->gave != b->gave)
        return b->gave - a->gave;
    return (a->other > b->other) - (a->other < b->other);
}

/* Those between the same two are one. */
static kefu_status moves_keep(moves_state *m)
{
    kf_scoring *s = m->s;
    kefu_sheet *sheet = s->sheet;
    size_t n = 0;
    kf_move *kept = kf_alloc_array(&sheet->memory, m->n_moves, sizeof *kept);
    uint32_t *order = kf_alloc_array(&s->memory, m->n_moves, sizeof *order);
    kefu_status status = kept && order ? KEFU_OK : kf_no_memory(s->error);
    for (size_t i = 0; i < m->n_moves && !status; i++)
        order[i] = (uint32_t)i;
    if (!status)
        status = kf_sort(&s->memory, order, m->n_moves, moves_order, m->moves, s->error);
    for (size_t i = 0; i < m->n_moves && !status; i++)
        if (i && !moves_order(m->moves, order[i - 1], order[i]))
            kept[n - 1].n += m->moves[order[i]].n;
        else
            kept[n++] = m->moves[order[i]];
    kf_free_array(&s->memory, order, m->n_moves, sizeof *order);
    if (status) {
        kf_free_array(&sheet->memory, kept, m->n_moves, sizeof *kept);
        return status;
    }
    sheet->moves = kept;
    sheet->n_moves = n;
    sheet->moves_capacity = m->n_moves;
    return KEFU_OK;
}

kefu_status kf_score_moves(kf_scoring *s, const int32_t *metrics)
{
    moves_state m = {.s = s, .metrics = metrics};
    kefu_status status;
    for (size_t i = 0; i < s->n_decided; i++)
        m.n += moves_is_one(&s->decided[i]) ? 1 : 0;
    if (!m.n)
        return KEFU_OK;
    status = moves_collect(&m);
    if (!status)
        status = moves_all(&m);
    if (!status)
        status = moves_keep(&m);
    kf_free_array(&s->memory, m.order, m.n, sizeof *m.order);
    kf_free_array(&s->memory, m.moves, 2 * m.n, sizeof *m.moves);
    kf_free_array(&s->memory, m.all, s->sheet->n, sizeof *m.all);
    kf_free_array(&s->memory, m.given, s->sheet->n, sizeof *m.given);
    return status;
}
