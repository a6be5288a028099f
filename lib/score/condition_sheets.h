/* condition_sheets.h - the conditions of a plan, asked of people of several sheets: each sheet's
 * card gives the names their meaning. */
#ifndef KF_CONDITION_SHEETS_H
#define KF_CONDITION_SHEETS_H

#include "card/show.h"
#include "score/condition_met.h"

/* A list of conditions, and its place in the plan: array[index].key, or key. */
typedef struct kf_asked_list {
    const kf_conditions *all;
    const char *array; /* "parts"; NULL: of the plan itself */
    int32_t index;
    const char *key; /* "when" */
} kf_asked_list;

/* What is asked of whom is filled in by the caller, the rest is ours. */
typedef struct kf_asking {
    const kf_json_node *plan; /* its root */
    const kf_asked_list *lists;
    int32_t n_lists;
    const kefu_sheet *const *sheets;
    int32_t n_sheets;
    const kefu_frame *frame; /* may be NULL if no condition reads a metric */
    const kf_memory *memory;
    kf_arena *arena;
    kefu_error *error;

    kf_condition *bound; /* of all lists, one after the other, as the sheet's card has them */
    uint8_t *is;         /* 1: the card has what it names */
    size_t *first;       /* of each list, in bound */
    kf_means means;
    kf_subject subject;
    kf_seen seen; /* what the last condition that failed saw */
    size_t unmet; /* and its number in bound */
} kf_asking;

/* Makes room. What a condition names must be somewhere: in the frame, or in the card of at least
 * one sheet; KEFU_E_NAME with its place in the plan. */
kefu_status kf_asking_begin(kf_asking *asking);
/* From now on people of this sheet are asked. */
kefu_status kf_asking_sheet(kf_asking *asking, int32_t sheet);
void kf_asking_end(kf_asking *asking);
/* The number of the first condition of the list that does not hold for the sheet's row (as
 * printed), -1 if all do; frame_row -1: not in the frame. *provisional becomes 1 where one looked
 * at a figure that is not mature. */
int32_t kf_asking_failing(kf_asking *asking, int32_t list, int64_t row, int64_t frame_row,
                          int32_t *provisional);

/* Why the last one that failed did not hold, in words. */
void kf_asking_unmet_text(const kf_asking *asking, kf_show *show);

#endif
