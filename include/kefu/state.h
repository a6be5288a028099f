/* kefu/state.h - tallies as bytes: saved, sent, loaded and merged elsewhere or later. Uses
 * metric.h.
 *
 *   each day       kefu_tally_update with the day's rows, kefu_tally_save to a file
 *   end of month   kefu_tally_load of every file, kefu_tally_merge, kefu_tally_frame
 *
 * What was merged equals what had been counted at once, to the byte: saved bytes are a function of
 * the keys, metrics and options of the tally, of the tag, and of the multiset of rows, whatever
 * their order, batches, machines and merges; and they are the same on every machine. Nothing can
 * tell that the same rows are merged twice: give each day a tag.
 *
 * What adds up over days, and how:
 *
 *   count, sum               states merge; daily figures may be added, too
 *   min, max                 states merge; the least of the daily ones is that of the month
 *   mean, share, ratio,      states merge; the mean of daily means weighs a quiet day like a busy
 *   weighted_mean            one, and is not the mean of the month
 *   variance, deviation      states merge; those of the days lack what lies between the days
 *   distinct                 states merge, and who came on two days counts once; adding daily
 *                            figures counts returning buyers again
 *   quantile, median, mode,  states merge; no figure of the month follows from those of the days
 *   winsor_, trimmed_mean
 *   first, last, clock_mean  states merge
 *   concurrency              states merge; the greatest of the days misses what goes on at midnight
 *   ..._about                states merge, into what one sketch of all rows would be
 *   a formula of these       is computed after merging, never merged itself
 *   low volume (min_n)       is judged after merging: ten quiet days may be one busy month; it,
 *                            labels, unit and decimals may change in mid-month
 *   provisional              stays: a row that was not known yet when its day was saved is missing;
 *                            count that day again when it is known
 *   frames                   are results and do not merge
 *
 * A metric without KEFU_METRIC_MERGEABLE can be saved and loaded if it has `save`, not merged. A
 * tally of two readings (kefu_tally_reread) cannot be saved.
 */
#ifndef KEFU_STATE_H
#define KEFU_STATE_H

#include "kefu/metric.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The newest format of saved states that this release writes; it reads all from 1 on. */
enum { KEFU_STATE_FORMAT = 1 };

typedef struct kefu_save_options {
    size_t struct_size;
    int32_t format;    /* to be read by older releases; 0 = KEFU_STATE_FORMAT */
    int32_t reserved0; /* 0 */
    const char *tag;   /* what the rows are, for kefu_state_inspect: "2026-10-03"; NULL = "" */
} kefu_save_options;

/* Writes all that the tally has counted, and what it counts: names, formulas and filter as they
 * were given, each metric's id and revision, the roster's content by hash. Each metric saves its
 * states in the format that goes with the container's, a plugin in its newest. A tag has at most
 * 255 bytes and belongs to the bytes, not to the tally. KEFU_E_STATE with the name of a metric that
 * keeps no states, KEFU_E_UNSUPPORTED for a format that is not 1 .. KEFU_STATE_FORMAT: before
 * anything is written. What a sink got before another failure is no state.
 * O(groups × (aggregates + log groups) + bytes) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_tally_save(const kefu_tally *tally,
                                               const kefu_save_options *options,
                                               const kefu_sink *sink, kefu_error *error);

/* The tally of saved bytes, as it was: give its frame, count more rows, save or merge it. All bytes
 * are checked before there is a tally; they are not kept. `registry` is as for kefu_tally_new and
 * has each metric under its name with the id and revision that was saved, or KEFU_E_NAME with what
 * is missing: load its plugin first. Options give allocator, limits (columns bounds keys, metrics
 * and aggregates each) and roster; where and scale come from the bytes and are not given.
 *
 * With options.roster, roster_day is required unless the state was counted with one. Such a state
 * has people in its groups. With the same roster it counts on (roster_day 0 is the day it was
 * counted with; KEFU_E_ARGUMENT for another day, or if the aliases of that day differ); without, it
 * counts no more rows, and does all else. A state without a roster that is loaded with one turns
 * from aliases into people, as if its rows were counted so: days can be counted before it is known
 * who is who. KEFU_E_STATE if a metric cannot merge then. Either merges only with what was counted
 * or loaded with the same aliases on the same day: for a month, load every day with the roster of
 * one day.
 *
 * KEFU_E_DATA for bytes that are cut off, damaged, or that no tally gives; KEFU_E_UNSUPPORTED for
 * whole ones of a newer release; KEFU_E_LIMIT, and what formulas fail with. Formulas of strangers
 * cost what they cost in kefu_tally_add: lower limits.nodes for those. Registry, roster and bytes
 * are only read, by any number of threads. O(bytes) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_tally_load(const kefu_registry *registry,
                                               const kefu_tally_options *options, const void *bytes,
                                               size_t size, kefu_tally **out, kefu_error *error);

/* What a tally counts, as 16 bytes: a hash of keys, filter, the names, formulas (but for spaces,
 * capitals of words and backticks) and definitions of its metrics, parameters, options.scale, the
 * ids and revisions of what formulas call, the day of the roster and whom each alias is on it. What
 * is shown (labels, unit, info->scale, direction, min_n), tag and rows do not count. Tallies with
 * equal fingerprints merge, others do not. The same in every release.
 * O(size of the definition + aliases) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_tally_fingerprint(const kefu_tally *tally, uint8_t out[16],
                                                      kefu_error *error);

/* What saved bytes are, without loading them. */
typedef struct kefu_state_info {
    size_t struct_size;
    int32_t format;
    int32_t roster_day; /* 0 = no roster */
    int64_t groups;
    int32_t keys;       /* columns that make the groups */
    int32_t metrics;    /* of a frame */
    int32_t aggregates; /* that the formulas are computed from, equal ones counted once */
    int32_t reserved0;  /* 0 */
    uint8_t fingerprint[16];
    kefu_text tag; /* borrowed from the bytes, without a NUL */
} kefu_state_info;

/* Checks that the bytes are whole (length and checksum) and tells what they are: a tag that was
 * merged already, another fingerprint. Fails as kefu_tally_load does. O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_state_inspect(const void *bytes, size_t size,
                                                  kefu_state_info *out, kefu_error *error);

/* What an aggregate asks of the registry that its state is loaded with: a metric of this name with
 * this id, whose state_format is no less than `format`. */
typedef struct kefu_aggregate_info {
    size_t struct_size;
    kefu_text id; /* both are borrowed from the bytes, without a NUL */
    kefu_text name;
    uint32_t format;
    uint32_t reserved0; /* 0 */
} kefu_aggregate_info;

/* One of info->aggregates; several may be of one metric. Fails as kefu_state_inspect does.
 * O(size) */
KEFU_API kefu_status KEFU_CALL kefu_state_aggregate(const void *bytes, size_t size, int32_t index,
                                                    kefu_aggregate_info *out, kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
