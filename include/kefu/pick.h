/* kefu/pick.h - drawing rows at random, fair and the same everywhere. Uses table.h.
 *
 * A plan for a service team is drawn by sample.h; here are the ways of drawing themselves.
 *
 *   by id         kefu_pick: the k least hashes of the ids, of all rows or of each group; or with
 *                 weights. Order, batches, machines and languages do not matter, parts merge, and a
 *                 larger k contains a smaller one.
 *   by rate       kefu_pick_rate: whatever hashes below a threshold; a higher rate contains a lower
 *   by number     kefu_pick_numbers: k of 0 .. n - 1 without a pass over anything
 *   as they come  kefu_reservoir: rows without ids, from a stream of any length, in one order
 *   by size       kefu_pick_pps: inclusion exactly proportional to a size
 *
 * Seed. Any text; all chance comes from it. One a period and purpose, "2026-W47 weekly_qc", chosen
 * before the rows are known and written down: anyone can then draw again, and nobody can choose
 * among samples. Draws by id with one seed are alike: of the same rows they give the same ids, the
 * larger one those of the smaller; what is to be independent needs seeds of its own.
 *
 * Hash, frozen for ever. key = SipHash-2-4-64 of the seed's bytes under the key 6B 65 66 75 2E 73
 * 61 6D 70 6C 65 2F 31 00 00 00 ("kefu.sample/1"). The hash of an id is HalfSipHash-2-4-64 under
 * that key of its bytes and a last byte for what it is: an integer is 8 bytes, little-endian, and
 * 01; a text is its UTF-8 and 02. Ids are keys as those of frames: the text "7" is the integer 7.
 * Of the eight bytes of the hash, the first four (little-endian) are the upper half of the number
 * that ids are ordered by, the last four the lower half; equal ones are ordered as keys are.
 *
 * Random words, frozen for ever. Word i of a key, 64 bits, is half of what kefu_random gives for
 * {lower, upper half of the key} and {lower, upper half of i / 2, purpose, 0}: out[0] + 2^32 out[1]
 * of an even i, out[2] + 2^32 out[3] of an odd one. Purposes are 1 (by number), 2 (as they come), 3
 * (by size). A number below n is the upper half of word × n, where words whose lower half is below
 * 2^64 mod n are passed over (Lemire 2019), so that all n are equally likely.
 */
#ifndef KEFU_PICK_H
#define KEFU_PICK_H

#include "kefu/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Seeds and hashes ----------------------------------------------------------------------- */

/* The key of a seed (UTF-8, at most 1,024 bytes, else KEFU_E_ARGUMENT). O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_pick_key(const char *seed, size_t size, uint64_t *key,
                                             kefu_error *error);
/* The number that an id is ordered by: of an integer, and of a text (which may be one). */
KEFU_API uint64_t KEFU_CALL kefu_pick_hash(uint64_t key, int64_t id);
KEFU_API uint64_t KEFU_CALL kefu_pick_hash_text(uint64_t key, const char *id, size_t size);

/* ---- By id ---------------------------------------------------------------------------------- */

typedef struct kefu_pick kefu_pick;

typedef struct kefu_pick_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits; /* groups, state_bytes */
    const char *seed;          /* with NUL; required, not "" */
    const char *id;            /* column of ids: whole numbers or texts, none null; required */
    const char *by;            /* column of groups, or NULL: all rows are one; null is a group */
    const char *weight;        /* column of weights >= 0, or NULL: all equal */
    int64_t k;                 /* rows to draw (of each group), 1 .. 2^31 - 1 */
    int32_t scale;             /* decimals of weights, 0..9: finer digits are rounded away, but
                                  KEFU_E_PRECISION for a weight that is not 0 and would be */
    int32_t reserved0;
} kefu_pick_options;

/* Draws k rows (of each group) as if all were put into one urn: without weights each k are equally
 * likely (a cell with k rows or fewer is taken whole). With weights: one after the other, each time
 * with a chance in proportion to the weight among those left (Efraimidis and Spirakis); weight 0 is
 * never drawn. A row waits -ln(1 - (hash + 1/2) / 2^64) × 2^57, an integer off by less than 0.65,
 * and those with the least wait / weight are drawn; equal ones are ordered as their hashes are, so
 * equal weights draw as none do. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_pick_new(const kefu_pick_options *options, kefu_pick **out,
                                             kefu_error *error);
KEFU_API void KEFU_CALL kefu_pick_free(kefu_pick *pick);

/* Feeds rows. A null or empty id is KEFU_E_DATA, and so is a weight that is null (NaN is), or
 * negative; KEFU_E_PRECISION as options.scale says, both with the row. A failure poisons the pick,
 * but for a column that is missing. O(rows) and memory O(k) for each group */
KEFU_API kefu_status KEFU_CALL kefu_pick_update(kefu_pick *pick, const kefu_batch *batch,
                                                kefu_error *error);
/* Adds what another drew from other rows, with the same options (KEFU_E_MISMATCH); `other` is as it
 * was. O(k × groups) */
KEFU_API kefu_status KEFU_CALL kefu_pick_merge(kefu_pick *pick, const kefu_pick *other,
                                               kefu_error *error);
/* The state as bytes, the same for the same rows in whatever order and parts (KEFU_E_DUPLICATE as
 * below), and a pick from such bytes: KEFU_E_MISMATCH if its options are others, KEFU_E_DATA for
 * bytes that are damaged. O(size) */
KEFU_API kefu_status KEFU_CALL kefu_pick_save(kefu_pick *pick, const kefu_sink *sink,
                                              kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_pick_load(const kefu_pick_options *options, const void *bytes,
                                              size_t size, kefu_pick **out, kefu_error *error);

/* Puts what is drawn into order, and says how many rows that are; rows may still be fed after it.
 * KEFU_E_DUPLICATE, with both rows, if an id is there twice (one that is not drawn cannot be
 * noticed: look for duplicates before, or draw by a plan). O(k log k) for each group, O(1) if no
 * row came since. */
KEFU_API kefu_status KEFU_CALL kefu_pick_finish(kefu_pick *pick, int64_t *count, kefu_error *error);

/* One row drawn; text is borrowed until the next update, merge or free. */
typedef struct kefu_picked {
    size_t struct_size;
    kefu_text id;      /* as text, with NUL; integers in decimal */
    kefu_text group;   /* "" without groups and of null */
    int64_t row;       /* first_row + i of the batch that it came in */
    int64_t place;     /* 1 = first drawn of its group */
    int64_t rows;      /* of its group, weight 0 included */
    int64_t weight;    /* × 10^scale; 1 without weights */
    kefu_value chance; /* inclusion probability: min(k, rows) / rows; no-data with weights, whose
                          chances have no closed form: kefu_pick_pps has */
} kefu_picked;

/* By group in the order of keys, then by place; 0 .. count - 1. KEFU_E_STATE if rows came since
 * kefu_pick_finish. O(1) */
KEFU_API kefu_status KEFU_CALL kefu_pick_at(const kefu_pick *pick, int64_t index, kefu_picked *out);

/* ---- By rate -------------------------------------------------------------------------------- */

/* The rows of a batch whose id hashes below rate × 2^64 (rate in billionths, 0 .. 10^9): each with
 * that chance, on its own. Their numbers, rising, to rows[capacity] (capacity >= batch->rows is
 * enough), how many to *count. KEFU_E_LIMIT if there is no room for one. O(rows) [pure] Since 0.1
 */
KEFU_API kefu_status KEFU_CALL kefu_pick_rate(const kefu_allocator *allocator, uint64_t key,
                                              int64_t rate, const kefu_batch *batch, const char *id,
                                              int64_t *rows, int64_t capacity, int64_t *count,
                                              kefu_error *error);

/* ---- By number ------------------------------------------------------------------------------ */

/* k different numbers of 0 .. n - 1 to out[k], each k of them equally likely, in the order drawn
 * (the first ones of a larger k are those of a smaller): draw i of Fisher and Yates swaps places i
 * and i + (a number below n - i). k is 0 .. n and at most 2^31 - 1, else KEFU_E_ARGUMENT. O(k),
 * memory O(k), whatever n [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_pick_numbers(const kefu_allocator *allocator, uint64_t key,
                                                 int64_t n, int64_t k, int64_t *out,
                                                 kefu_error *error);

/* ---- As they come --------------------------------------------------------------------------- */

/* k of a stream whose length nobody knows, each k rows equally likely, in the one order they came
 * ([sequential]): for rows without ids. The caller keeps k slots; the reservoir says which row goes
 * into which. Row t comes in with chance k / t, by itself, to a random slot (algorithm R of
 * Waterman in Knuth 1981). Gaps between such rows are drawn, so those that are passed over cost
 * nothing; their logarithms are integers, and the chance of a row is off by less than 2^-40 of
 * itself. */
typedef struct kefu_reservoir kefu_reservoir;

/* k is 1 .. 2^62. Memory O(1), whatever k [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_reservoir_new(const kefu_allocator *allocator, uint64_t key,
                                                  int64_t k, kefu_reservoir **out,
                                                  kefu_error *error);
KEFU_API void KEFU_CALL kefu_reservoir_free(kefu_reservoir *reservoir);
/* Offers the next `rows` rows of the stream. Fills rows_in[] (0 .. rows - 1, rising) and slots[] (0
 * .. k - 1) with what to copy, in order, *count of them, at most `capacity`; *taken is how many of
 * the rows have been looked at: less than `rows` where capacity ran out; offer the rest again. How
 * a stream is cut into offers changes nothing. KEFU_E_OVERFLOW beyond 2^62 rows. O(count) expected
 */
KEFU_API kefu_status KEFU_CALL kefu_reservoir_offer(kefu_reservoir *reservoir, int64_t rows,
                                                    int64_t *rows_in, int64_t *slots,
                                                    int64_t capacity, int64_t *count,
                                                    int64_t *taken, kefu_error *error);
/* Rows seen so far; slots filled so far, min(k, seen). Each row seen is in with k / seen. */
KEFU_API int64_t KEFU_CALL kefu_reservoir_seen(const kefu_reservoir *reservoir);
KEFU_API int64_t KEFU_CALL kefu_reservoir_filled(const kefu_reservoir *reservoir);

/* ---- By size -------------------------------------------------------------------------------- */

typedef struct kefu_pps_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const char *seed;
    const char *id;   /* column of ids, all different (KEFU_E_DUPLICATE with the row) */
    const char *size; /* column of sizes >= 0 */
    int64_t k;        /* rows to draw, at most as many as have a size above 0 */
    int32_t scale;    /* decimals of sizes, 0..9: finer ones as kefu_column says, but
                         KEFU_E_PRECISION for a size that is not 0 and would be */
    int32_t reserved0;
} kefu_pps_options;

/* Draws k rows so that each is in with probability exactly k × size / sum of sizes; what would be
 * 1 or more is taken for certain, and the rest shared out again. The pivotal method (Deville and
 * Tillé 1998) in the order of the ids' hashes: integers throughout, and the same ids whatever the
 * order of rows. rows[k] gets the rows drawn, 0 .. batch->rows - 1, rising, chances[k] their
 * inclusion probabilities (num / den as they are, n = rows); either may be NULL. A null id or size
 * (NaN is one) and a size below 0 are KEFU_E_DATA with the row, too large a k KEFU_E_INFEASIBLE,
 * and KEFU_E_OVERFLOW if k × sum leaves 63 bits. O(n log n) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_pick_pps(const kefu_pps_options *options,
                                             const kefu_batch *batch, int64_t *rows,
                                             kefu_value *chances, kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
