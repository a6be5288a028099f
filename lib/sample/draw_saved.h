/* draw_saved.h - a draw as bytes of saved.h, kind KF_SAVED_DRAW. Format 1, between opening and
 * tail:
 *
 *   text hash of the plan | text its id | text seed
 *   varint rows outside | of each exclusion | of no class
 *   varint cells; for each, in order:
 *     varint class
 *     for each column of "by" uint8 1 and a zigzag, or 2 and a text: its key
 *     varint rows
 *     the rows that are kept: kf_urn_put */
#ifndef KF_DRAW_SAVED_H
#define KF_DRAW_SAVED_H

#include "base/saved.h"

enum { KF_DRAW_FORMAT = 1, KF_DRAW_INTEGER = 1, KF_DRAW_TEXT = 2 };

extern const kf_saved_kind kf_saved_draw;

#endif
