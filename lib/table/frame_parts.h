/* frame_parts.h - the inside of a frame, for frame*.c only. */
#ifndef KF_FRAME_PARTS_H
#define KF_FRAME_PARTS_H

#include "table/frame.h"

/* A cell is num, den, n, and status with flags: mark = flags × 256 + status. */
enum { KF_FRAME_NUM, KF_FRAME_DEN, KF_FRAME_N, KF_FRAME_MARK, KF_FRAME_PARTS };

/* One of them for all rows: `values`, or `same` in all where that is NULL. */
typedef struct kf_frame_part {
    int64_t *values;
    int64_t same;
} kf_frame_part;

typedef struct kf_frame_metric {
    kefu_metric_info info; /* text in the arena */
    kf_frame_part parts[KF_FRAME_PARTS];
    kefu_value *cells; /* while the frame is being made: in order of arrival */
} kf_frame_metric;

typedef struct kf_frame_lost {
    const char *key;
    int32_t side, metrics;
} kf_frame_lost;

struct kefu_frame {
    kf_memory memory;
    kf_arena arena; /* names and keys */
    int64_t rows;
    int32_t n_keys, n_metrics;
    const char **key_names;
    kefu_text *keys; /* n_keys a row, NUL-terminated, rows in order */
    kf_frame_metric *metrics;
    size_t metrics_capacity;
    kf_frame_lost *lost;
    size_t n_lost, lost_capacity;
};

/* The n_keys keys of a row. */
const kefu_text *kf_frame_keys_at(const kefu_frame *frame, int64_t row);
/* Order of a row and of n_keys keys: -1, 0 or 1. */
int32_t kf_frame_compare(const kefu_frame *frame, int64_t row, const kefu_text *keys);
/* The first key of a row, "" where rows have none; how many metrics hold a number there. */
kefu_text kf_frame_first_key(const kefu_frame *frame, int64_t row);
int32_t kf_frame_held(const kefu_frame *frame, int64_t row);

#endif
