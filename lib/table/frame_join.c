/* frame_join.c - two frames side by side, by key. */
#include <string.h>

#include "base/fail.h"
#include "table/frame_parts.h"

enum { JOIN_LEFT, JOIN_RIGHT, JOIN_SIDES };

typedef struct frame_joining {
    const kefu_frame *sides[JOIN_SIDES];
    int64_t *from[JOIN_SIDES]; /* row of each side for each row of the result, -1 = none */
    int64_t most, rows;
    kf_key *keys; /* of one row */
    kf_frame_maker *maker;
    kefu_error *error;
} frame_joining;

static kefu_status join_check(const frame_joining *j)
{
    const kefu_frame *left = j->sides[JOIN_LEFT], *right = j->sides[JOIN_RIGHT];
    if (left->n_keys != right->n_keys)
        return kf_fail(j->error, KEFU_E_ARGUMENT, "join: %d keys on the left, %d on the right",
                       left->n_keys, right->n_keys);
    for (int32_t k = 0; k < left->n_keys; k++)
        if (strcmp(left->key_names[k], right->key_names[k]) != 0)
            return kf_fail(j->error, KEFU_E_ARGUMENT,
                           "join: key %d is '%s' on the left and '%s' on the right", k + 1,
                           left->key_names[k], right->key_names[k]);
    return KEFU_OK;
}

static kefu_status join_begin(frame_joining *j)
{
    const kefu_frame *left = j->sides[JOIN_LEFT];
    kefu_limits limits;
    j->most = left->rows + j->sides[JOIN_RIGHT]->rows;
    limits = kf_frame_limits(j->most);
    j->keys = kf_alloc_array(&left->memory, (size_t)left->n_keys, sizeof *j->keys);
    for (int32_t s = 0; s < JOIN_SIDES; s++)
        j->from[s] = kf_alloc_array(&left->memory, (size_t)j->most, sizeof *j->from[s]);
    if (!j->keys || !j->from[JOIN_LEFT] || !j->from[JOIN_RIGHT])
        return kf_no_memory(j->error);
    return kf_frame_maker_new(&left->memory, &limits, left->key_names, left->n_keys, &j->maker,
                              j->error);
}

static void join_end(frame_joining *j)
{
    const kefu_frame *left = j->sides[JOIN_LEFT];
    kf_free_array(&left->memory, j->keys, (size_t)left->n_keys, sizeof *j->keys);
    for (int32_t s = 0; s < JOIN_SIDES; s++)
        kf_free_array(&left->memory, j->from[s], (size_t)j->most, sizeof *j->from[s]);
    kf_frame_maker_free(j->maker);
}

/* Adds a row that the sides' rows (-1 = none) make. */
static kefu_status join_add(frame_joining *j, int64_t left, int64_t right)
{
    const kefu_text *keys = left >= 0 ? kf_frame_keys_at(j->sides[JOIN_LEFT], left)
                                      : kf_frame_keys_at(j->sides[JOIN_RIGHT], right);
    for (int32_t k = 0; k < j->sides[JOIN_LEFT]->n_keys; k++)
        j->keys[k] = kf_key_of(keys[k].data, keys[k].size);
    j->from[JOIN_LEFT][j->rows] = left;
    j->from[JOIN_RIGHT][j->rows] = right;
    j->rows++;
    return kf_frame_maker_row(j->maker, j->keys, j->error);
}

/* Both sides are in order: a merge. */
static kefu_status join_rows(frame_joining *j)
{
    const kefu_frame *left = j->sides[JOIN_LEFT], *right = j->sides[JOIN_RIGHT];
    int64_t l = 0, r = 0;
    kefu_status status = KEFU_OK;
    while (!status && (l < left->rows || r < right->rows)) {
        int32_t order = l == left->rows    ? 1
                        : r == right->rows ? -1
                                           : kf_frame_compare(left, l, kf_frame_keys_at(right, r));
        status = join_add(j, order <= 0 ? l : -1, order >= 0 ? r : -1);
        l += order <= 0;
        r += order >= 0;
    }
    return status;
}

static kefu_status join_metrics(frame_joining *j, int32_t side)
{
    const kefu_frame *frame = j->sides[side];
    for (int32_t m = 0; m < frame->n_metrics; m++) {
        int32_t metric;
        kefu_status status =
            kf_frame_maker_metric(j->maker, &frame->metrics[m].info, &metric, j->error);
        if (status)
            return status;
        for (int64_t row = 0; row < j->rows; row++)
            if (j->from[side][row] >= 0)
                kf_frame_maker_copy(j->maker, row, metric, frame, j->from[side][row], m);
    }
    return KEFU_OK;
}

static kefu_status join_unmatched(frame_joining *j)
{
    kefu_status status = KEFU_OK;
    for (int64_t row = 0; row < j->rows && !status; row++) {
        int32_t side = j->from[JOIN_LEFT][row] < 0 ? JOIN_RIGHT : JOIN_LEFT;
        const kefu_frame *frame = j->sides[side];
        int64_t from = j->from[side][row];
        if (j->from[JOIN_LEFT][row] >= 0 && j->from[JOIN_RIGHT][row] >= 0)
            continue;
        status = kf_frame_maker_unmatched(j->maker, kf_frame_first_key(frame, from), side + 1,
                                          kf_frame_held(frame, from), j->error);
    }
    return status;
}

kefu_status KEFU_CALL kefu_frame_join(const kefu_frame *left, const kefu_frame *right,
                                      uint32_t flags, kefu_frame **out, kefu_error *error)
{
    frame_joining j = {.sides = {left, right}, .error = error};
    kefu_status status;
    if (!left || !right || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_frame_join: left, right or out is NULL");
    if (flags)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_frame_join: unknown flags");
    status = join_check(&j);
    if (!status)
        status = join_begin(&j);
    if (!status)
        status = join_rows(&j);
    for (int32_t s = 0; s < JOIN_SIDES && !status; s++)
        status = join_metrics(&j, s);
    if (!status)
        status = join_unmatched(&j);
    if (!status) {
        kf_frame_maker *maker = j.maker;
        j.maker = NULL;
        status = kf_frame_maker_done(maker, out, error);
    }
    join_end(&j);
    return status;
}
