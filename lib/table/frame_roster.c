/* frame_roster.c - a frame of aliases as a frame of people. */
#include "base/fail.h"
#include "table/frame_parts.h"
#include "table/roster.h"

typedef struct frame_naming {
    const kefu_frame *frame;
    const kefu_roster *roster;
    int32_t day;
    int64_t *row_of; /* of each person, -1 = none yet */
    kf_frame_maker *maker;
    kefu_error *error;
} frame_naming;

static kefu_status naming_begin(frame_naming *w)
{
    const kf_memory *memory = &w->frame->memory;
    kefu_limits limits = kf_frame_limits(w->frame->rows + (int64_t)w->roster->n_people);
    w->row_of = kf_alloc_array(memory, w->roster->n_people, sizeof *w->row_of);
    if (!w->row_of)
        return kf_no_memory(w->error);
    for (size_t i = 0; i < w->roster->n_people; i++)
        w->row_of[i] = -1;
    return kf_frame_maker_new(memory, &limits, w->frame->key_names, 1, &w->maker, w->error);
}

static kefu_status naming_add(frame_naming *w, int64_t row)
{
    kefu_text alias = kf_frame_first_key(w->frame, row);
    kf_key key = kf_key_of(alias.data, alias.size);
    int64_t person = kf_roster_index(w->roster, &key, w->day);
    if (person < 0) {
        kefu_status status = kf_frame_maker_row(w->maker, &key, w->error);
        return status ? status
                      : kf_frame_maker_unmatched(w->maker, alias, 3, kf_frame_held(w->frame, row),
                                                 w->error);
    }
    if (w->row_of[person] >= 0) {
        kefu_text before = kf_frame_first_key(w->frame, w->row_of[person]);
        return kf_fail(w->error, KEFU_E_DUPLICATE, "rows '%t' and '%t' are both '%s'", before.data,
                       before.size, alias.data, alias.size, w->roster->ids[person]);
    }
    w->row_of[person] = row;
    key = kf_roster_key(w->roster, person);
    return kf_frame_maker_row(w->maker, &key, w->error);
}

/* People who are there that day and have no row. */
static kefu_status naming_add_absent(frame_naming *w)
{
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < (int64_t)w->roster->n_people && !status; i++) {
        kefu_person person = {.struct_size = sizeof person};
        kf_key key = kf_roster_key(w->roster, i);
        if (w->row_of[i] >= 0)
            continue;
        status = kefu_roster_person(w->roster, i, w->day, &person);
        if (!status && person.hired <= w->day && person.left >= w->day)
            status = kf_frame_maker_row(w->maker, &key, w->error);
    }
    return status;
}

static kefu_status naming_metrics(frame_naming *w)
{
    kefu_status status = KEFU_OK;
    for (int32_t m = 0; m < w->frame->n_metrics && !status; m++) {
        int32_t metric;
        status = kf_frame_maker_metric(w->maker, &w->frame->metrics[m].info, &metric, w->error);
        for (int64_t row = 0; row < w->frame->rows && !status; row++)
            kf_frame_maker_copy(w->maker, row, metric, w->frame, row, m);
    }
    return status;
}

kefu_status KEFU_CALL kefu_frame_with_roster(const kefu_frame *frame, const kefu_roster *roster,
                                             int32_t day, kefu_frame **out, kefu_error *error)
{
    frame_naming w = {.frame = frame, .roster = roster, .day = day, .error = error};
    kefu_status status;
    if (!frame || !roster || !out)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_frame_with_roster: frame, roster or out is NULL");
    if (frame->n_keys != 1)
        return kf_fail(error, KEFU_E_ARGUMENT, "the frame has %d keys; people are looked up in one",
                       frame->n_keys);
    status = naming_begin(&w);
    for (int64_t row = 0; row < frame->rows && !status; row++)
        status = naming_add(&w, row);
    if (!status)
        status = naming_add_absent(&w);
    if (!status)
        status = naming_metrics(&w);
    if (!status) {
        kf_frame_maker *maker = w.maker;
        w.maker = NULL;
        status = kf_frame_maker_done(maker, out, error);
    }
    kf_free_array(&frame->memory, w.row_of, roster->n_people, sizeof *w.row_of);
    kf_frame_maker_free(w.maker);
    return status;
}
