/* card_parts.c - what the parts of a card share: ranges, labels, ids that are taken. */
#include "card/card.h"

const kf_range kf_range_points = {-10000 * (int64_t)KEFU_POINT, 10000 * (int64_t)KEFU_POINT,
                                  "points of -10000 to 10000"};
const kf_range kf_range_weight = {0, 100 * (int64_t)KEFU_POINT, "a weight of 0 to 100"};
const kf_range kf_range_total = {-1000000 * (int64_t)KEFU_POINT, 1000000 * (int64_t)KEFU_POINT,
                                 "points of -1000000 to 1000000"};
