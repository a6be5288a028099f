/* kefu/stock.h - taking stock of a shop's reviews (评价盘点), product by product: before a
 * promotion, and against the last time. Uses review.h.
 */
#ifndef KEFU_STOCK_H
#define KEFU_STOCK_H

#include "kefu/review.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kefu_stock kefu_stock;

typedef struct kefu_stock_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits; /* groups: products; state_bytes */
    int32_t pins;              /* candidates for pinning kept a product; 0 = 3, at most 100 */
    int32_t reserved0;
} kefu_stock_options;

/* An empty stock-take. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_stock_new(const kefu_stock_options *options, kefu_stock **out,
                                              kefu_error *error);
KEFU_API void KEFU_CALL kefu_stock_free(kefu_stock *stock);

/* Counts a review under its product ("" is one, too). The state is a function of the reviews, in
 * any order. KEFU_E_STATE for an empty verdict, KEFU_E_MISMATCH if another reviewer made it
 * (kefu_reviewer_counts_id); any other failure poisons. O(causes) [confined] */
KEFU_API kefu_status KEFU_CALL kefu_stock_add(kefu_stock *stock, const kefu_verdict *verdict,
                                              kefu_error *error);
/* Adds what another counted of other reviews. KEFU_E_MISMATCH if made by another reviewer
 * (kefu_reviewer_counts_id) or with other pins; any other failure poisons. O(products) [confined]
 */
KEFU_API kefu_status KEFU_CALL kefu_stock_merge(kefu_stock *stock, const kefu_stock *other,
                                                kefu_error *error);
/* As bytes (little-endian, the same for the same reviews), and from them: the number of pins is
 * that of the options, else KEFU_E_MISMATCH. What puts products into order changes the stock-take,
 * so it is not const. O(products × causes) [confined] */
KEFU_API kefu_status KEFU_CALL kefu_stock_save(kefu_stock *stock, const kefu_sink *sink,
                                               kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_stock_load(const kefu_stock_options *options, const void *bytes,
                                               size_t size, kefu_stock **out, kefu_error *error);

/* One product, in the order of ids: those that are whole numbers first, by size. */
typedef struct kefu_stock_product {
    size_t struct_size;
    kefu_text product; /* borrowed until the next add, merge or free */
    int64_t reviews, follow_ups;
    int64_t good, neutral, bad, unsure; /* main texts, each once: by three, else polarity; unsure:
                                           a person should look, or nothing is written */
    int64_t followup_bad;               /* negative follow-ups; those of good main texts: */
    int64_t turned_bad;
    int64_t unanswered, unanswered_bad; /* without a reply: of main texts and follow-ups */
    int64_t marked, suspect;            /* reviews with a mark that counts; with a suspicion */
    int32_t is_key;                     /* a review came with KEFU_REVIEW_KEY_PRODUCT */
    int32_t pins;                       /* candidates kept */
} kefu_stock_product;

KEFU_API int64_t KEFU_CALL kefu_stock_products(const kefu_stock *stock);
KEFU_API kefu_status KEFU_CALL kefu_stock_product_at(kefu_stock *stock, int64_t index,
                                                     kefu_stock_product *out);
/* KEFU_E_NAME with near names. O(log products) */
KEFU_API kefu_status KEFU_CALL kefu_stock_find(kefu_stock *stock, const char *product, size_t size,
                                               int64_t *index, kefu_error *error);

/* Opinions of a product that speak of a cause, by polarity, and how many blame it. */
typedef struct kefu_stock_cause {
    size_t struct_size;
    int64_t negative, neutral, positive;
    int64_t primary, contributing;
} kefu_stock_cause;
KEFU_API kefu_status KEFU_CALL kefu_stock_cause_at(kefu_stock *stock, int64_t index, int32_t cause,
                                                   kefu_stock_cause *out);

/* A candidate for pinning: its id, best first (more groups praised, surer, newer, then by id). */
typedef struct kefu_stock_pin {
    size_t struct_size;
    kefu_text review;
    int32_t probability; /* millionths: that it is positive */
    int32_t praised;     /* how many of logistics, product, service */
    int32_t day;
    int32_t reserved;
} kefu_stock_pin;
KEFU_API kefu_status KEFU_CALL kefu_stock_pin_at(kefu_stock *stock, int64_t index, int32_t pin,
                                                 kefu_stock_pin *out);

/* What changed for a product since another stock-take, which may lack it, and which another model
 * or other lexicons may have made: same_reader tells, for then shares change with the reader, too.
 */
typedef struct kefu_stock_change {
    size_t struct_size;
    int64_t reviews, bad, unanswered;     /* now minus then */
    kefu_value bad_rate, bad_rate_before; /* bad / reviews; no-data without reviews */
    int32_t cause;                   /* whose share of bad opinions grew most; _UNKNOWN if none */
    int32_t is_new;                  /* 1: the other has no such product */
    int64_t cause_now, cause_before; /* opinions that blame it */
    int32_t same_reader; /* 1: both counted by reviewers of one kefu_reviewer_counts_id */
    int32_t reserved;
} kefu_stock_change;
KEFU_API kefu_status KEFU_CALL kefu_stock_compare(kefu_stock *stock, int64_t index,
                                                  const kefu_stock *before, kefu_stock_change *out);

/* All products as CSV (flags as of kefu_csv_writer_new) and as one JSON object; `before`, NULL or
 * the other stock-take, adds what changed. Products that only it has are not shown: look at them
 * there. O(products × causes) [confined] */
KEFU_API kefu_status KEFU_CALL kefu_stock_csv(kefu_stock *stock, const kefu_stock *before,
                                              int32_t language, uint32_t flags,
                                              const kefu_sink *sink, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_stock_json(kefu_stock *stock, const kefu_stock *before,
                                               const kefu_sink *sink, kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
