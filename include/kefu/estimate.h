/* kefu/estimate.h - what the marks of a sample say about all that was not inspected. Uses sample.h,
 * stats.h.
 *
 * Averaging what was looked at is wrong wherever some were likelier to be looked at. Here each mark
 * counts as many rows as it stands for.
 *
 *   naive      the mean of the marks, as products show it
 *   estimate   sum of weight × mark / sum of weights, a weight being 1 / inclusion probability:
 *              exact, and of a domain (an agent, a team) the same over its rows. Where a domain is
 *              whole cells this is the stratified mean. A total is the sum of weight × mark.
 *   error      standard error by linearisation, cells apart, with finite population correction
 *              (1 - n / rows): what R's survey package computes (svydesign with strata and fpc;
 *              svymean, svytotal and svyby). A cell that was inspected whole adds nothing. One mark
 *              has no error, unless it is all there is.
 *   interval   of means and totals: estimate ± t × error, or, where that is more, ± t × the error
 *              that there would be if each cell's variance were that of its marks and four more
 *              which vary as marks within cells of the domain do (not of unequal chances), or that
 *              of Kish's n below; df by Satterthwaite (Cochran 1977, 5.16), variance² / sum of (a
 *              cell's part of it² / (its marks - 1)), at most marks - cells, and that for Kish's
 *              of rates (marks 0 and 1): Wilson's, or Clopper and Pearson's, of the effective n
 *   n          effective n: how many marks of a simple sample, drawn from very many, would be as
 *              sure: weighted variance of the marks / the variance that the interval rests on; of a
 *              rate / error² × (t with n - 1 df / t with marks - cells df)² (Korn and Graubard
 *              1998). As soon as the marks of one cell, not all its rows, are all the same or, of a
 *              rate, of different chances, so that bad rows may be hidden, it is at most Kish's:
 *              rows² / sum of weight² × (1 - n / rows) × rows / (rows - 1) of each cell; of one
 *              cell n (rows - 1) / (rows - n)
 *
 * Errors are R's. Intervals can be wider than R's, which trust a cell whose few marks are all good:
 * with marks - cells df, and without Kish's bound in svyciprop "beta", a rate of 30 marks may look
 * as sure as one of hundreds. In simulated weeks of a shop (agents with 30 to 40 marks of 350 to
 * 450 rows, most of which are of cells where 2 to 5 in 100 are bad: 45 points, not 90) R's 95 %
 * intervals hold an agent's rate in 61 % of samples and mean in 75 %, these (Wilson's) in 98 % and
 * 97 %; of all agents 91 % and 91 %, these 99 % and 95 %. What no sample shows none can tell: where
 * 3 % of the rows of every cell are bad, most samples of 28 marks have one or none, and an agent's
 * mean is held in 70 %, as R's (an agent's rate 96 %, the mean of all 93 %).
 *
 * Estimates and bounds are numbers at the scale of marks plus three, of rates at nine decimals,
 * rounded once. Weights are exact fractions; where their common denominator has more than 216
 * binary digits (cells of hundreds of sizes, unequal chances) they are cut at 128 behind the point.
 *
 * Rows of the sample without a mark: the marked ones of the cell stand for them too (their weight
 * rises), as if what was not marked was left out by chance; counted and flagged. A cell without any
 * mark cannot be estimated: flagged, and what it stands for is left out of the estimate.
 *
 * One mark in a cell has no spread, unless it is all there is. options.lonely says what then:
 *   none      no error, no interval: flagged (default)
 *   average   the mean of what other cells of the domain add to the variance, as R's "average"; it
 *             has their df
 *   adjust    its distance from the mean of all, of a total from 0, as R's "adjust"; it has 1 df
 *   certain   adds nothing, as R's "certainty": only for cells that are known not to differ
 */
#ifndef KEFU_ESTIMATE_H
#define KEFU_ESTIMATE_H

#include "kefu/sample.h"
#include "kefu/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kefu_estimates kefu_estimates;

enum { KEFU_ESTIMATE_MEAN = 0, KEFU_ESTIMATE_RATE = 1, KEFU_ESTIMATE_TOTAL = 2 }; /* .kind */
enum {
    KEFU_LONELY_NONE = 0,
    KEFU_LONELY_AVERAGE = 1,
    KEFU_LONELY_ADJUST = 2,
    KEFU_LONELY_CERTAIN = 3
}; /* .lonely */

typedef struct kefu_estimate_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits;
    const char *mark;   /* column of marks; NULL = "mark" or 评分. Rates: 0 and 1, or true, false;
                           null is no mark */
    const char *id;     /* column of ids; NULL = the plan's key, "id" or 会话ID */
    const char *by;     /* NULL: one estimate, of all; or a column of the marks or of the plan's
                           "by": one for each value, and of all */
    int32_t kind;       /* KEFU_ESTIMATE_MEAN ... */
    int32_t scale;      /* decimals of marks, 0..6: one with finer digits, also of a float (at
                           nine decimals, so below 9 × 10^9), is KEFU_E_PRECISION with the row, but in
                           columns of KEFU_COLUMN_ROUND; of rates not looked at */
    int32_t lonely;     /* KEFU_LONELY_NONE ... */
    int32_t method;     /* of rates: KEFU_INTERVAL_WILSON, _CLOPPER_PEARSON (of effective n) */
    int64_t confidence; /* billionths; 0 = 0.95; below 0.5 is KEFU_E_ARGUMENT, as in stats.h */
} kefu_estimate_options;

/* From marks of a sample, a row a conversation: one that is not in the sample is KEFU_E_NAME, one
 * that is there twice KEFU_E_DUPLICATE (settle inspectors' differences first), with the row. The
 * estimates keep nothing of the sample. Where unsuitable rows were replaced they count as looked
 * at, and the estimate is of the fit ones, as R's of a subset: of a cell of N rows with n fit of m
 * looked at N n / m. The search ends with a fit one, so that is too high by (m - n) / (m (n - 1))
 * of itself; N (n - 1) / (m - 1) would be unbiased (Girshick, Mosteller and Savage 1946), but R's
 * error is not that of it. It weighs cells against each other, and moves totals; means within a
 * cell are as they are. KEFU_E_UNSUPPORTED for a kind, lonely or method that is not known. O(rows
 * log rows) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_estimate_sample(const kefu_sample *sample,
                                                    const kefu_batch *marks,
                                                    const kefu_estimate_options *options,
                                                    kefu_estimates **out, kefu_error *error);

/* From rows that say themselves what they stand for, of any sample: columns cell (格; absent: all
 * are one) and rows (总数: of the cell in the population, the same in all its rows, at most 2^40),
 * or chance (抽中概率, above 0 to 1, at nine decimals): rows drawn with unequal chances, whose
 * error is as if drawn with putting back (Hansen and Hurwitz). With rows and chance, chance decides
 * the weights, rows the error. `id` is not read. KEFU_E_DATA for more rows of a cell than it has.
 *
 * A sample as kefu_sample_csv and kefu_sample_arrow write it, with a column of marks put beside,
 * gives what kefu_estimate_sample gives, but for cells of which no row is there. Its chance_num and
 * chance_den (抽中概率分子, 抽中概率分母; both or none, the same in all rows of a cell) are read
 * instead of rows and chance: chance_num rows of the cell were looked at, of chance_den. Of those
 * `unsuitable` (不适合数) were not fit, and rows that are not here have no mark; without that
 * column all that are not here were not fit. In a CSV these are cells of KEFU_CELL_NUMBER. [pure]
 */
KEFU_API kefu_status KEFU_CALL kefu_estimate_rows(const kefu_batch *rows,
                                                  const kefu_estimate_options *options,
                                                  kefu_estimates **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_estimates_free(kefu_estimates *estimates);

/* How they were made; text is borrowed. */
typedef struct kefu_estimates_info {
    size_t struct_size;
    const char *plan;      /* id of the plan of the sample; "" of rows, as are the next two */
    const char *plan_hash; /* as kefu_plan_hash */
    const char *seed;      /* of the draw */
    const char *mark;      /* column of marks */
    const char *by;        /* options.by; "" = none */
    int32_t kind;          /* the rest as in the options */
    int32_t scale;         /* of rates 0 */
    int32_t lonely;
    int32_t method;
    int64_t confidence; /* never 0 */
} kefu_estimates_info;
KEFU_API kefu_status KEFU_CALL kefu_estimates_made(const kefu_estimates *estimates,
                                                   kefu_estimates_info *out);

/* kefu_estimated.flags, of the cells of the domain */
enum {
    KEFU_ESTIMATED_UNMARKED = 1, /* rows of the sample have no mark */
    KEFU_ESTIMATED_GAPS = 2,     /* a cell has none at all: the estimate leaves it out */
    KEFU_ESTIMATED_LONELY = 4,   /* a cell has one mark: see options.lonely */
    KEFU_ESTIMATED_REPLACED = 8, /* unsuitable rows were replaced */
    KEFU_ESTIMATED_WHOLE = 16,   /* everything was inspected: there is no error */
    /* on every key, not on all: options.by is a column of the marks, and rows of the sample are not
     * among the marks, or their key is null: some may be of this key, which is too small then (its
     * population and total; its other figures if such rows are not like the rest) */
    KEFU_ESTIMATED_UNPLACED = 32,
    KEFU_ESTIMATED_NULL_KEY = 64 /* the key is null, or "" */
};

/* One estimate; text is borrowed. Numbers with a status have none: no-data for an error or interval
 * that cannot be known, also for the interval of a mean or total whose marks are all alike, cell by
 * cell, unless everything was inspected. */
typedef struct kefu_estimated {
    size_t struct_size;
    kefu_text key;       /* of options.by, "" where that is null (flagged); of all, which is the
                            first, "" */
    kefu_value naive;    /* mean, or sum × rows / n, of the marks as they are; n: marks */
    kefu_value estimate; /* n: marks */
    kefu_value error;    /* standard error */
    kefu_value low;
    kefu_value high;
    kefu_value population; /* rows that it speaks of: exact, or estimated (ROUNDED) where rows were
                              unsuitable, drawn by chances, or the domain is not whole cells */
    int64_t marked;        /* rows with a mark */
    int64_t sampled;       /* rows of the sample */
    int64_t df;            /* degrees of freedom that the interval has, in millionths; 0 = none */
    int64_t effective_n;   /* that the interval is of, in millionths; 0 = unknown, without end, or
                              of a total */
    uint32_t flags;        /* KEFU_ESTIMATED_... */
    int32_t reserved0;
} kefu_estimated;

/* Of all first, then by key in the order of frames; how many, one of them, and which one a key is:
 * NULL = of all, "" = null; KEFU_E_NAME with near names, O(keys). */
KEFU_API int64_t KEFU_CALL kefu_estimates_count(const kefu_estimates *estimates);
KEFU_API kefu_status KEFU_CALL kefu_estimates_at(const kefu_estimates *estimates, int64_t index,
                                                 kefu_estimated *out);

KEFU_API kefu_status KEFU_CALL kefu_estimates_find(const kefu_estimates *estimates, const char *key,
                                                   size_t size, int64_t *index, kefu_error *error);
/* Flags in words: "有的格只有一条评分;有更换"; "" of none, KEFU_E_UNSUPPORTED of an unknown one.
 * out, capacity and need as of kefu_estimates_text. */
KEFU_API kefu_status KEFU_CALL kefu_estimated_flags_text(uint32_t flags, int32_t language,
                                                         char *out, size_t capacity, size_t *need);

/* Why naive and estimate differ: class by class (of kefu_estimate_rows: cell by cell) that has
 * marks, by how much its part of the marks is not its part of the population: in_population × (mean
 * - estimate) - in_marks × (its mean as marked - estimate); of a total × population. The effects
 * add up to estimate - naive exactly, before each is rounded. */
typedef struct kefu_effect {
    size_t struct_size;
    const char *label_zh;
    const char *label_en;
    kefu_value in_marks;      /* its part of the marks */
    kefu_value in_population; /* of the rows */
    kefu_value mean;          /* of its marks, weighted */
    kefu_value effect;        /* on the result */
} kefu_effect;
KEFU_API int32_t KEFU_CALL kefu_estimates_effects(const kefu_estimates *estimates, int64_t index);
KEFU_API kefu_status KEFU_CALL kefu_estimates_effect(const kefu_estimates *estimates, int64_t index,
                                                     int32_t effect, kefu_effect *out);
/* In words, with the class of the largest effect and the next if it is a third of that at least,
 * and whether marks, or keys of rows, are missing:
 *   抽到的平均 78.5 分,校正后 91.8 分(95% 区间 87.7–95.9):退款占抽检 40%,只占全部 6%,均分 55.0
 *   分,拉低 12.5 分。
 * Of one key it begins with that, (空) or (empty) of a null one. out, capacity and need as of
 * kefu_quotas_clash_text. */
KEFU_API kefu_status KEFU_CALL kefu_estimates_text(const kefu_estimates *estimates, int64_t index,
                                                   int32_t language, char *out, size_t capacity,
                                                   size_t *need);

/* A frame of them, one row a key without that of all, for cards: metrics <name> (the estimate),
 * <name>_naive, <name>_low, <name>_high. `info` says name, labels, unit and direction of the first;
 * the key column is options.by. Without that it is "key", of one row, "all". A definition that
 * `info` leaves out is the id of the plan. */
KEFU_API kefu_status KEFU_CALL kefu_estimates_frame(const kefu_estimates *estimates,
                                                    const kefu_metric_info *info, kefu_frame **out,
                                                    kefu_error *error);

/* ---- Writers -------------------------------------------------------------------------------- */

enum { KEFU_ESTIMATES_EXCEL = 1 }; /* .flags: CSV with BOM and CRLF, keys as text */

typedef struct kefu_estimates_write_options {
    size_t struct_size;
    int32_t language; /* of the CSV: KEFU_ZH or KEFU_EN; JSON has both */
    uint32_t flags;   /* KEFU_ESTIMATES_EXCEL, passed over by JSON */
} kefu_estimates_write_options;

/* CSV: a line a key, the first of all (全部, all): key (headed by options.by, or 对象, key), naive,
 * estimate, error, low, high, population, marked, sampled, effective_n, flags (in words); headed
 * 未校正, 校正后, 标准误, 下限, 上限, 总数, 评分数, 抽检数, 有效样本量, 说明 in Chinese. What has
 * no number is empty. JSON: "format": 1, how they were made, and estimates with flags, effects and
 * text in both languages; "key" of all is null. Equal estimates give equal bytes. options may be
 * NULL: Chinese, no flags. O(keys + effects) Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_estimates_csv(const kefu_estimates *estimates,
                                                  const kefu_estimates_write_options *options,
                                                  const kefu_sink *sink, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_estimates_json(const kefu_estimates *estimates,
                                                   const kefu_estimates_write_options *options,
                                                   const kefu_sink *sink, kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
