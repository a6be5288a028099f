/* reading_front.h - either reading of the rows of a large batch. What a row touches lies side by
 * side for all groups, in cells; in the rows of states it would be a line of memory a group. At the
 * end of the batch it gets to the states, so that nobody else sees cells. */
#ifndef KF_READING_FRONT_H
#define KF_READING_FRONT_H

#include "metric/quantile_readings.h"
#include "table/column.h"

typedef struct kf_reading_front kf_reading_front;

/* For a batch of so many rows; *out is NULL if that is too few. KEFU_E_MEMORY. */
kefu_status kf_reading_front_new(const kf_memory *memory, int64_t rows, kf_reading_front **out,
                                 kefu_error *error);
/* Reads KF_BLOCK numbers, which stay where they are until the block is counted; or those of a
 * column from row `first` on as they lie in memory, × the power of its scale: 0 if it cannot. */
void kf_reading_front_values(kf_reading_front *front, const int64_t *values);
int32_t kf_reading_front_column(kf_reading_front *front, const kf_column *column, int64_t first,
                                int32_t scale);
/* The block that was read, of rows of the first `groups` groups; a front has one reading only.
 * *done is 0, and nothing has changed, if the front cannot. KEFU_E_MEMORY, of the second reading
 * KEFU_E_DATA as kf_reading_pick. rows->values is not looked at. */
kefu_status kf_reading_front_count(kf_reading_front *front, const kf_reading_rows *rows,
                                   uint32_t groups, const kefu_context *context, int32_t *done,
                                   kefu_error *error);
kefu_status kf_reading_front_pick(kf_reading_front *front, const kf_reading_rows *rows,
                                  uint32_t groups, int32_t *done, kefu_error *error);
/* Adds what was counted to the states. KEFU_E_MEMORY. */
kefu_status kf_reading_front_spill(kf_reading_front *front, void *states, size_t stride,
                                   const kefu_context *context, kefu_error *error);
/* NULL is allowed. */
void kf_reading_front_free(kf_reading_front *front);

#endif
