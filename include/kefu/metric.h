/* kefu/metric.h - metrics by name, and the tally that computes them per group. Uses expr.h,
 * plugin.h.
 *
 *   count(*)  count(x)      rows, rows where x is not null
 *   sum(x)  min(x)  max(x)
 *   mean(x)                 sum / count of the rows where x is not null
 *   share(c)                rows where c is true / rows where c is not null
 *   ratio(a, b)             sum(a) / sum(b) of the rows where neither is null; b counts things: n
 *                           is its sum, rounded down (of a negative sum: the rows)
 *   weighted_mean(x, w)     sum of x × w / sum of w; n is the rows with w > 0; w < 0 is refused
 *   variance(x)  deviation(x)           of a sample: / (n - 1), no data of fewer than two
 *   variance_pop(x)  deviation_pop(x)   of all there are: / n
 *   quantile(x, p)          exact, by type 7 of Hyndman and Fan (spreadsheets, NumPy), or another
 *   quantile(x, p, type)    of 1..9; p = 0.9 is the number that 90 % are below
 *   median(x)  mode(x)      quantile(x, 0.5); the most frequent number, of several the least
 *   winsor_mean(x, tail)    the share `tail` (below 0.5) at either end counts as the nearest of the
 *   trimmed_mean(x, tail)   rest; ... is left out
 *   first(x, order)         x at the least or greatest `order`; ties go by a third argument,
 *   last(x, order)          if there is one, then to the smallest x
 *   clock_mean(t)           t and the result in seconds from midnight: the time with the least sum
 *                           of squared distances around the clock, of several the earliest
 *   concurrency(from, to)   how many of the spans from <= t < to hold at one t, at most
 *   distinct(key)           different whole numbers or texts, 7 and '7' being one; exact unless two
 * of n keys share 128 bits of SipHash: a chance below n² / 2^129 distinct_about(key)     the same
 * in 16 KiB, standard error 0.81 % (none up to 1,536 keys) quantile_about(x, p)    the same from
 * numbers each known to 1/128 of itself, in a few KiB metric("name")          another metric of the
 * same tally, earlier in the list
 *
 * Each takes a filter: count(where 状态 = '已付款'), quantile(response_s, 0.9 where replied).
 * Those of order (quantile to trimmed_mean), clock_mean, concurrency and distinct keep every
 * different number or key of a group: see limits.state_bytes, kefu_tally_reread, and the two
 * _about. A formula of one aggregate, or one aggregate over another, or either with constants
 * beside it, is exact: numerator and denominator come out as they were counted, without decimals
 * that they do not use (a sum of 12.50 is 125 / 10). Any other formula is computed wide and rounded
 * once at the metric's scale (default 9), flagged KEFU_VALUE_ROUNDED. So are variances, deviations,
 * quantiles and weighted means: at the metric's scale where they are all of the formula, else, and
 * where it says none, at the tally's. What is estimated is flagged KEFU_VALUE_APPROX, too. The
 * status of a formula is the highest of its parts, a zero denominator gives no-data, and n is the
 * denominator's n for a ratio, the smallest n otherwise. A count of no rows is 0, any other
 * aggregate of none is no-data. An aggregate that had to leave out a provisional cell is
 * provisional.
 */
#ifndef KEFU_METRIC_H
#define KEFU_METRIC_H

#include "kefu/expr.h"
#include "kefu/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Registry ------------------------------------------------------------------------------- */

typedef struct kefu_registry kefu_registry;

/* A registry with the built-ins. Add metrics, freeze it, then share it: what uses it borrows it and
 * is freed before it. Without metrics of your own you need none: pass NULL. [setup] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_registry_new(const kefu_allocator *allocator,
                                                 kefu_registry **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_registry_free(kefu_registry *registry);

/* Adds a metric, whose table is checked first and copied, but for its strings: KEFU_E_PLUGIN if
 * names, callbacks, sizes or flags are wrong, KEFU_E_EXISTS if its id or name is taken,
 * KEFU_E_STATE once frozen. `user_free` (may be NULL) is called on `user` exactly once, also when
 * this fails. */
KEFU_API kefu_status KEFU_CALL kefu_registry_add(kefu_registry *registry, const kefu_metric *metric,
                                                 void *user, void(KEFU_CALL *user_free)(void *),
                                                 kefu_error *error);

/* Adds the metrics of a plugin that is linked in (kefu_registry_load is for files): all of them or,
 * when this fails, none. As kefu_registry_add, and KEFU_E_UNSUPPORTED for another ABI; the message
 * names the plugin with its version. Its `user_new` is called before its metrics are looked at, its
 * `user_free` when the registry goes, or when this fails. O(metrics × all metrics) [setup] Since
 * 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_registry_add_plugin(kefu_registry *registry,
                                                        const kefu_plugin *plugin,
                                                        kefu_error *error);

/* The services that plugins are given, to ask one that is linked in for its table, and to call a
 * metric by itself; static:
 *   kefu_registry_add_plugin(registry, kefu_plugin_entry_v1(kefu_plugin_host()), &error)
 * [pure] Since 0.1 */
KEFU_API const kefu_host *KEFU_CALL kefu_plugin_host(void);

/* No more metrics: from here on the registry is const and may be read by any thread. [setup]
 * Since 0.1 */
KEFU_API void KEFU_CALL kefu_registry_freeze(kefu_registry *registry);

/* How many metrics, by index in order of their names, and by name (NULL if none); borrowed. A NULL
 * registry is the built-ins. O(metrics) [pure] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_registry_count(const kefu_registry *registry);
KEFU_API const kefu_metric *KEFU_CALL kefu_registry_metric(const kefu_registry *registry,
                                                           int32_t index);
KEFU_API const kefu_metric *KEFU_CALL kefu_registry_find(const kefu_registry *registry,
                                                         const char *name);

/* ---- Proving a metric of your own ------------------------------------------------------------ */

typedef struct kefu_check_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_batch *rows; /* NULL = random rows; or all columns that the call names, whose rows
                               are drawn from: for a metric whose arguments belong together */
    int64_t seed;           /* of all that is random: the same seed, the same check */
    int32_t first_round;    /* to look at one that failed: its number, and 1 for rounds */
    int32_t rounds;         /* 0 = 1,000 */
} kefu_check_options;

/* Runs a metric as a tally would, and harder, and looks whether it keeps what its table claims.
 * `call` is its name alone, called then with each port as a column of its name and with parameters
 * in range at random; or a formula of one call, "fcr(buyer, at, 7)", "concurrency(s, s + abs(d))".
 * Random rows have ties, few and many values, small and extreme ones, nulls; a row that `update`
 * refuses by itself is left out, and KEFU_E_DATA says that too few were taken.
 *
 *   value        statuses are those of base.h, values are values, rows those of the arguments
 *   guard        nothing is written beyond the state, its memory and capacity; what is const stays
 *   empty        no rows give a value or no-data
 *   finalize     called twice gives the same, and changes nothing
 *   relocation   a state moved by memcpy between any two calls is the same state
 *   split        rows cut into updates of any size give the same
 *   groups       so do rows of one group that come between those of others
 *   order        and, where ORDER_FREE, rows in any order
 *   identity     MERGEABLE: an empty state merged in, or merged into, changes nothing
 *   merge        what two parts merged give is what all rows give
 *   associative  (a + b) + c is a + (b + c)
 *   commutative  a + b is b + a, where ORDER_FREE
 *   save         *need is exact, and nothing is written that there is no room for
 *   load         gives an equal state, which takes more rows as the first did
 *   format       all up to state_format are saved and loaded, or refused; others are refused
 *   truncated    bytes cut short anywhere,
 *   extended     bytes too many and
 *   damaged      bytes with flipped bits, overwritten or random are refused, or are those of a
 *                state that saves to just these, and finalizes and merges without harm
 *   memory       an allocation that fails, once or for ever, gives KEFU_E_MEMORY or the same;
 *                nothing leaks, and `release` is told true sizes
 *
 * The same is an equal value and equal saved bytes.
 *
 * KEFU_E_PLUGIN names metric, law, seed and round, and the law in proof of which another broke:
 * with first_round and rounds = 1 a debugger sees the same calls. KEFU_E_STATE unless the registry
 * is frozen (NULL: the built-ins), KEFU_E_NAME or what a tally says of a bad formula. A metric that
 * corrupts memory may still crash: run it under a sanitizer. O(rounds) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_metric_check(const kefu_registry *registry, const char *call,
                                                 const kefu_check_options *options,
                                                 kefu_error *error);

/* ---- Tally ---------------------------------------------------------------------------------- */

/* Metrics that are not built in are contained: one that returns an unknown status, gives an invalid
 * kefu_value, writes beyond its state or changes a state that it was to read is named in
 * KEFU_E_PLUGIN, and the last two poison the tally. */
typedef struct kefu_tally kefu_tally;

typedef struct kefu_tally_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits;
    const char *where;         /* NULL, or a filter on every row */
    const kefu_roster *roster; /* NULL, or turns aliases in the first key into people; borrowed */
    int32_t roster_day;        /* the day that the roster is read at; with a roster not 0 */
    int32_t scale;             /* decimals of numbers in formulas, 1..9; 0 = 6 */
    int32_t readings;          /* 2: quantile() in two readings, see kefu_tally_reread; 0 = 1 */
    int32_t reserved0;         /* 0 */
} kefu_tally_options;

/* A tally of all rows as one group, without metrics yet: add keys and metrics, then rows. With a
 * roster an alias of nobody stays a key of its own: kefu_frame_with_roster on the frame lists
 * those, and adds the people without rows. `registry` is frozen (else KEFU_E_STATE) and borrowed;
 * NULL = the built-ins alone. A bad `where` fails as a bad formula does. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_tally_new(const kefu_registry *registry,
                                              const kefu_tally_options *options, kefu_tally **out,
                                              kefu_error *error);
KEFU_API void KEFU_CALL kefu_tally_free(kefu_tally *tally);

/* The next column whose values make the groups. KEFU_E_STATE after the first row. */
KEFU_API kefu_status KEFU_CALL kefu_tally_by(kefu_tally *tally, const char *column,
                                             kefu_error *error);

/* The next metric: what to show and how it is computed. info->scale is also where it is rounded if
 * it must be; with 0 a quantile, variance or weighted mean alone is rounded at the tally's scale,
 * any other formula at 9 decimals: write round(x) for whole numbers. KEFU_E_SYNTAX, _TYPE, _NAME
 * with place and near names ("unknown aggregate 'avg'; did you mean 'mean'?"). KEFU_E_ARGUMENT if
 * info->definition begins with "kefu.": use kefu_tally_define. KEFU_E_STATE after the first row.
 * O(size × columns) */
KEFU_API kefu_status KEFU_CALL kefu_tally_add(kefu_tally *tally, const kefu_metric_info *info,
                                              const char *formula, kefu_error *error);

/* The columns that it reads, each once: how many, and the name of one; borrowed. */
KEFU_API int32_t KEFU_CALL kefu_tally_columns(const kefu_tally *tally);
KEFU_API const char *KEFU_CALL kefu_tally_column(const kefu_tally *tally, int32_t index);
/* What the formulas read it as: KEFU_EXPR_NUMBER, _BOOL or _TEXT; 0 where any type will do, as for
 * a key and for count(x). A reader of files tells from it how to read the cells. */
KEFU_API int32_t KEFU_CALL kefu_tally_column_type(const kefu_tally *tally, int32_t index);

/* Counts rows; columns it does not read are ignored. A null in a `by` column counts under the key
 * "". A column that is missing or of the wrong type changes nothing; a bad cell fails with its row
 * and poisons the tally, as does a limit. O(rows × aggregates) */
KEFU_API kefu_status KEFU_CALL kefu_tally_update(kefu_tally *tally, const kefu_batch *batch,
                                                 kefu_error *error);

/* Adds what src has counted to dst; src does not change. Tallies with equal fingerprints merge
 * (kefu_tally_fingerprint): what is shown (labels, unit, scale, direction, min_n) is dst's and may
 * differ, as may allocators, limits (dst's hold) and registries, if both have the same tables. Else
 * it is KEFU_E_ARGUMENT with what differs. KEFU_E_STATE if a metric cannot merge. A failure halfway
 * poisons dst. O(groups × aggregates) */
KEFU_API kefu_status KEFU_CALL kefu_tally_merge(kefu_tally *dst, const kefu_tally *src,
                                                kefu_error *error);

/* Ends the first of two readings (options.readings = 2). Where all rows are in memory anyway, this
 * finds exact quantiles and medians in little more than that: the first reading counts numbers in
 * buckets, eight for each doubling, and the second picks those of the buckets where quantiles lie.
 *
 *   kefu_tally_update(tally, each batch)
 *   kefu_tally_reread(tally)
 *   kefu_tally_update(tally, each batch again, in any order and split)
 *   kefu_tally_frame(tally)
 *
 * With several threads each has a tally of its own, and one of these, or another, is `all`:
 *
 *   1. each thread    kefu_tally_update(part, its batches)
 *   2. one            kefu_tally_merge(all, every other part)
 *   3. each other     kefu_tally_reread_for(part, all), which only reads `all`
 *   4. one            kefu_tally_reread(all)
 *   5. each thread    kefu_tally_update(part, its batches again)
 *   6. one            kefu_tally_merge(all, every other part), which adds what was picked
 *   7. one            kefu_tally_frame(all)
 *
 * with a barrier between the steps. Other aggregates count at the first reading only.
 * kefu_tally_frame is KEFU_E_STATE of a part and between the readings, and KEFU_E_DATA unless each
 * group has been given as many numbers again as the first time. New groups, and more numbers than
 * before in a bucket that is looked for, are KEFU_E_DATA at once. Such a tally is not saved.
 * Memory: four bytes a bucket and group, and four (eight for numbers from 2^36 × 10^-scale on) for
 * each row in a bucket of a quantile. O(groups × quantiles) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_tally_reread(kefu_tally *tally, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_tally_reread_for(kefu_tally *part, const kefu_tally *all,
                                                     kefu_error *error);

/* The figures so far, groups in order of their keys; may be called again as rows come in. A total
 * that does not fit is KEFU_E_OVERFLOW with metric and group. O(groups × (metrics + log groups)) */
KEFU_API kefu_status KEFU_CALL kefu_tally_frame(const kefu_tally *tally, kefu_frame **out,
                                                kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
