/* kefu/agree.h - do inspectors mark alike (一致性): raw agreement, kappa, alpha, AC1. Uses table.h.
 *
 * Rows say which unit (conversation) an inspector put into which category; several criteria may be
 * in one batch. Whoever marks a unit twice under one criterion is KEFU_E_DUPLICATE. A null or empty
 * category is no mark, not a category: such rows are passed over.
 *
 * What is computed, per criterion, with exact fractions rounded once to nine decimals
 * (KEFU_VALUE_ROUNDED where that changed anything); observed and expected come beside it:
 *
 *   raw                pairs of marks that agree / all pairs on one unit, averaged over the units
 *                      with two marks at least (Fleiss's mean of P_i)
 *   cohen              two inspectors, units that both marked; weights below
 *   fleiss             Fleiss 1971: every unit with the same number of marks, by whomever
 *   alpha              Krippendorff 2011, the sums over the coincidence matrix: any number of marks
 *                      a unit; difference nominal, ordinal (squared sums of frequencies, as there)
 *                      or interval
 *   ac1                Gwet 2008, for any number of marks (units with one count for the shares of
 *                      categories): steady where nearly all marks are in one category
 *
 * Weighted kappa depends on how many categories there are between two others, AC1 on how many there
 * are at all, also those that nobody used: give options.categories.
 *
 * Degenerate results are states, never 0 or 1: see KEFU_AGREE_.
 */
#ifndef KEFU_AGREE_H
#define KEFU_AGREE_H

#include "kefu/table.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    KEFU_COEFFICIENT_RAW = 1,
    KEFU_COEFFICIENT_COHEN = 2,
    KEFU_COEFFICIENT_FLEISS = 3,
    KEFU_COEFFICIENT_ALPHA = 4,
    KEFU_COEFFICIENT_AC1 = 5
};

/* How far two categories are apart: `distance` of kefu_agree_value */
enum {
    KEFU_APART_NOMINAL = 0, /* equal or not */
    KEFU_APART_LINEAR = 1,  /* |i - j| of their places: weighted kappa */
    KEFU_APART_SQUARED = 2, /* (i - j)^2 of their places: weighted kappa */
    KEFU_APART_ORDINAL = 3, /* Krippendorff's: alpha */
    KEFU_APART_INTERVAL = 4 /* (x - y)^2 of their numbers: alpha */
};

/* Why there is no number, or what to think of it: kefu_agreement.why */
enum {
    KEFU_AGREE_FINE = 0,
    KEFU_AGREE_NO_PAIRS = 1,     /* no unit has two marks (that the coefficient can use) */
    KEFU_AGREE_ONE_CATEGORY = 2, /* all marks in one category: 0 / 0, agreement by chance cannot be
                                    told from real agreement; raw, and AC1 where there is another
                                    category that nobody used, still have a number */
    KEFU_AGREE_RATERS = 3,       /* Cohen: not two inspectors */
    KEFU_AGREE_UNEVEN = 4        /* Fleiss: units with different numbers of marks, one included */
};

typedef struct kefu_agree_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits;
    const char *criterion;       /* column; NULL: all rows are one criterion, "" */
    const char *unit;            /* column; NULL = "unit" or 会话 */
    const char *rater;           /* column; NULL = "inspector" or 质检员 */
    const char *category;        /* column, text or whole numbers (the text "7" is the number 7);
                                    NULL = "mark" or 评分 */
    const kefu_text *categories; /* their order from low to high, and categories that nobody used
                                    of any criterion; NULL: those that occur under a criterion,
                                    numbers by size, then texts by their bytes. A mark that is not
                                    in the list is KEFU_E_DATA with the row. */
    int32_t n_categories;
    int32_t reserved0;
} kefu_agree_options;

/* What a coefficient says of one criterion. */
typedef struct kefu_agreement {
    size_t struct_size;
    const char *criterion; /* borrowed */
    kefu_value value;      /* n: units that count, with two marks at least; no-data with `why` */
    kefu_value observed;   /* agreement seen: 1 - mean distance / the largest distance of two of the
                              categories */
    kefu_value expected;   /* the same by chance; no-data of raw */
    int64_t marks;         /* that count; where no unit does, all of the criterion's */
    int32_t raters;        /* different ones among them */
    int32_t categories;
    int32_t why; /* KEFU_AGREE_FINE ... */
    int32_t reserved0;
} kefu_agreement;

typedef struct kefu_agree kefu_agree;

/* Reads the rows, which are not kept. KEFU_E_NAME; with the row: _DUPLICATE, _DATA (a mark without
 * unit or inspector, or not in the list), _PRECISION (a mark that is no whole number), _OVERFLOW,
 * _ENCODING. Of options.categories: _DUPLICATE, _ENCODING, _ARGUMENT (one that is empty).
 * KEFU_E_LIMIT beyond 1,000 categories of a criterion, 2^31 - 1 rows or options.limits, and where
 * thousands of criteria have a thousand listed categories each (2^24 counts, or 64 a mark). O(rows
 * + criteria × categories + categories log categories) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_agree_from_batch(const kefu_batch *batch,
                                                     const kefu_agree_options *options,
                                                     kefu_agree **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_agree_free(kefu_agree *agree);

/* Criteria, in the order of keys (numbers by size, then texts by bytes), one named "" where
 * options.criterion is NULL; and KEFU_COEFFICIENT_RAW ... of one of them. `distance` must fit the
 * coefficient (nominal fits all), else KEFU_E_ARGUMENT; KEFU_APART_INTERVAL needs whole-number
 * categories (KEFU_E_TYPE), at most 2^32 apart (KEFU_E_OVERFLOW). KEFU_E_OVERFLOW, too, where exact
 * fractions leave 1,024 bits: only with hundreds of different numbers of marks on a unit. O(marks +
 * categories²) */
KEFU_API int32_t KEFU_CALL kefu_agree_criteria(const kefu_agree *agree);
KEFU_API kefu_status KEFU_CALL kefu_agree_value(const kefu_agree *agree, int32_t criterion,
                                                int32_t coefficient, int32_t distance,
                                                kefu_agreement *out, kefu_error *error);
/* "样本一致性无法判断:所有评分都在同一档", ... for KEFU_AGREE_..., "" for _FINE; static. */
KEFU_API const char *KEFU_CALL kefu_agree_why_text(int32_t why, int32_t language);

#ifdef __cplusplus
}
#endif
#endif
