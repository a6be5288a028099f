/* lane.h - integers of a column added to a part of a 64-bit word a row, so that one addition counts
 * several columns. */
#ifndef KF_LANE_H
#define KF_LANE_H

#include "table/column.h"

enum { KF_LANE_HALF = 32, KF_LANE_WHOLE = 64 };

typedef struct kf_lane_kind kf_lane_kind;

typedef struct kf_lane {
    const kf_column *column;  /* NULL: every row adds 1 */
    const kf_lane_kind *kind; /* NULL likewise */
    int32_t width;            /* bits of its sums: KF_LANE_HALF or _WHOLE */
    int32_t word, shift;      /* where its sums are */
    uint64_t most;            /* the largest magnitude of a number that the lane may see */
    uint64_t used;            /* the sums so far are at most this, without sign */
    int64_t power;            /* a sum × power is a total at the scale of the tally */
} kf_lane;

/* 1 if the column's numbers at `scale` can go by a lane: packed integers, scale not above. */
int32_t kf_lane_init(kf_lane *lane, const kf_column *column, int32_t scale);
/* Bound of the magnitudes of KF_BLOCK rows from `first`; UINT64_MAX if the lane cannot take them:
 * a null, or a number so large that it may overflow. */
kefu_status kf_lane_look(const kf_lane *lane, int64_t first, uint64_t *bound, kefu_error *error);
/* Adds the rows to words[]. */
void kf_lane_read(const kf_lane *lane, int64_t first, uint64_t words[KF_BLOCK]);
/* What the sums may come to before they are taken out. */
uint64_t kf_lane_room(const kf_lane *lane);
/* Takes the lane's sum out of its word, of which it must be the lowest that is left: the higher
 * lanes of the word are mended. */
int64_t kf_lane_take(const kf_lane *lane, uint64_t *word);

#endif
