/* fold_key.h - which texts are the same: those whose letters, digits and Chinese characters are,
 * once folded. */
#ifndef KF_FOLD_KEY_H
#define KF_FOLD_KEY_H

#include "base/text.h"
#include "fold/fold.h"

/* 128 bits of those units; of marks and emoji alone, of all units. Gives how many letters, digits
 * and Chinese characters there are. `room` is written over; room->failed is set where memory ran
 * out. O(count) */
size_t kf_fold_key(const uint16_t *units, size_t count, uint64_t key[2], kf_buffer *room);

#endif
