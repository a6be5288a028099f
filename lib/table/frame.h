/* frame.h - how the layers above make frames. */
#ifndef KF_FRAME_H
#define KF_FRAME_H

#include "base/fail.h"
#include "table/group.h"

typedef struct kf_frame_maker kf_frame_maker;

/* An empty frame to be filled: rows by key first, then metrics, then values; `limits` bound the
 * rows. A failed call leaves the maker as it was. */
kefu_status kf_frame_maker_new(const kf_memory *memory, const kefu_limits *limits,
                               const char *const *key_names, int32_t n_keys, kf_frame_maker **out,
                               kefu_error *error);
void kf_frame_maker_free(kf_frame_maker *maker);
/* Adds a row; its number is the count so far. KEFU_E_DUPLICATE for a key seen before. */
kefu_status kf_frame_maker_row(kf_frame_maker *maker, const kf_key *keys, kefu_error *error);
int64_t kf_frame_maker_rows(const kf_frame_maker *maker);
/* Adds a metric of no-data cells (n 0); rows are complete from here on (else KEFU_E_STATE).
 * KEFU_E_EXISTS for a taken name. `metric` may be NULL. */
kefu_status kf_frame_maker_metric(kf_frame_maker *maker, const kefu_metric_info *info,
                                  int32_t *metric, kefu_error *error);
/* Sets a cell. The low-volume status is the maker's business: from info->min_n and value->n (0 <= n
 * < min_n raises an OK value to low volume and flags any higher status). */
void kf_frame_maker_set(kf_frame_maker *maker, int64_t row, int32_t metric,
                        const kefu_value *value);
/* Sets a cell to one of another frame's, as it is. */
void kf_frame_maker_copy(kf_frame_maker *maker, int64_t row, int32_t metric, const kefu_frame *from,
                         int64_t from_row, int32_t from_metric);
/* Packs a metric whose cells are all set, so that the next one takes their room; else it is done at
 * the end. */
kefu_status kf_frame_maker_filled(kf_frame_maker *maker, int32_t metric, kefu_error *error);
/* A key that met nothing: see kefu_unmatched. */
kefu_status kf_frame_maker_unmatched(kf_frame_maker *maker, kefu_text key, int32_t side,
                                     int32_t metrics, kefu_error *error);
/* Sorts the rows by key and gives the frame; the maker is used up (freed) also on failure. */
kefu_status kf_frame_maker_done(kf_frame_maker *maker, kefu_frame **out, kefu_error *error);

/* Checks a kefu_metric_info of the caller's (name, UTF-8, scale, direction, min_n) over a copy of
 * ours whose text is borrowed; no text is NULL. */
kefu_status kf_metric_info_take(kefu_metric_info *out, const kefu_metric_info *info,
                                kefu_error *error);
/* Copies its text to the arena. */
kefu_status kf_metric_info_keep(kefu_metric_info *info, kf_arena *arena, kefu_error *error);

/* Adds the name (NULL: none), with near ones, if the frame has no such metric; and the error of all
 * of them. */
void kf_frame_miss(const kefu_frame *frame, const char *name, kf_missing *missing);
kefu_status kf_frame_missing(const kf_missing *missing, kefu_error *error);

/* A frame of some rows, each once, with all metrics; what was unmatched is left out
 * (frame_pick.c). */
kefu_status kf_frame_pick(const kf_memory *memory, const kefu_frame *frame, const int64_t *rows,
                          int64_t n, kefu_frame **out, kefu_error *error);

/* For frames made from frames, whose rows have been bounded once: as many rows, any memory. */
kefu_limits kf_frame_limits(int64_t rows);

#endif
