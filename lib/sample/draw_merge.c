/* draw_merge.c - adding the rows of another draw. */
#include <string.h>

#include "base/fail.h"
#include "sample/draw.h"

static kefu_status draw_alike(const kefu_draw *draw, const kefu_draw *other, kefu_error *error)
{
    if (strcmp(draw->plan->scheme.hash, other->plan->scheme.hash) != 0)
        return kf_fail(error, KEFU_E_MISMATCH,
                       "kefu_draw_merge: drawn by another plan ('%s' is not '%s', or differs)",
                       other->plan->scheme.id, draw->plan->scheme.id);
    if (strcmp(draw->seed, other->seed) != 0)
        return kf_fail(error, KEFU_E_MISMATCH, "kefu_draw_merge: the seed is '%s', and here '%s'",
                       other->seed, draw->seed);
    if (strcmp(draw->list.hash, other->list.hash) != 0)
        return kf_fail(error, KEFU_E_MISMATCH,
                       "kefu_draw_merge: other ids were excluded (options.excluded)");
    if (other->rows > INT64_MAX - draw->rows)
        return kf_fail(error, KEFU_E_OVERFLOW, "kefu_draw_merge: more rows than can be counted");
    return KEFU_OK;
}

static kefu_status draw_merge_cell(kefu_draw *draw, const kefu_draw *other, size_t index,
                                   kefu_error *error)
{
    const kf_draw_cell *from = &other->cells[index];
    uint32_t group = 0, number = 0;
    kefu_status status = kf_groups_one(draw->groups, kf_draw_keys(other, index), &group, error);
    if (!status)
        status = kf_draw_cell_of(draw, from->class_index, group, &number, error);
    if (status)
        return status;
    kf_draw_cell *to = &draw->cells[number];
    to->rows += from->rows;
    status = kf_urn_merge(&to->urn, &from->urn, error);
    to->bound = kf_urn_bound(&to->urn);
    return status;
}

static void draw_merge_counts(kefu_draw *draw, const kefu_draw *other)
{
    draw->rows += other->rows;
    draw->outside += other->outside;
    draw->unclassed += other->unclassed;
    draw->listed += other->listed;
    draw->population += other->population;
    for (int32_t i = 0; i < draw->plan->n_excludes; i++)
        draw->excluded[i] += other->excluded[i];
}

kefu_status KEFU_CALL kefu_draw_merge(kefu_draw *draw, const kefu_draw *other, kefu_error *error)
{
    kefu_error why;
    if (!draw || !other)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_draw_merge: %s is NULL",
                       draw ? "other" : "draw");
    if (draw == other)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_draw_merge: a draw with itself");
    kefu_status status = kf_draw_healthy(draw, error);
    if (!status)
        status = kf_draw_healthy(other, error);
    if (!status)
        status = draw_alike(draw, other, error);
    if (status)
        return status;
    draw_merge_counts(draw, other);
    for (size_t i = 0; i < other->n_cells && !status; i++)
        status = draw_merge_cell(draw, other, i, &why);
    if (!status)
        status = kf_draw_fits(draw, &why);
    return kf_draw_poison(draw, status, &why, error);
}
