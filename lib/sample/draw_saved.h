/* draw_saved.h - a draw as bytes of saved.h, kind KF_SAVED_DRAW. Format 1, between opening and
 * tail:
 *
 *   text hash of the plan | text its id | text seed | text hash of the ids left out, "" = none
 *   varint rows | varint population | varint cells
 *   varint rows outside | of each exclusion | of no class | left out by id
 *   for each cell, in order:
 *     varint class
 *     for each column of "by" uint8 1 and a zigzag, or 2 and a text: its key
 *     varint rows
 *     the rows that are kept: kf_urn_put */
#ifndef KF_DRAW_SAVED_H
#define KF_DRAW_SAVED_H

#include "base/saved.h"

enum { KF_DRAW_FORMAT = 1 };

extern const kf_saved_kind kf_saved_draw;

/* What stands before the counts; texts are borrowed. */
typedef struct kf_draw_head {
    kefu_text plan_hash, plan_id, seed, list;
    uint64_t rows, population, cells;
} kf_draw_head;

void kf_draw_take_head(kf_saved_reader *r, kf_draw_head *head);

#endif
