/* stock.h - counts of reviews by product. */
#ifndef KF_STOCK_H
#define KF_STOCK_H

#include "kefu/stock.h"
#include "model/model.h"
#include "table/group.h"

/* What is counted of a product, in the order of saved bytes. */
enum {
    KF_STOCK_REVIEWS,
    KF_STOCK_FOLLOW_UPS,
    KF_STOCK_GOOD,
    KF_STOCK_NEUTRAL,
    KF_STOCK_BAD,
    KF_STOCK_UNSURE,
    KF_STOCK_FOLLOWUP_BAD,
    KF_STOCK_TURNED_BAD,
    KF_STOCK_UNANSWERED,
    KF_STOCK_UNANSWERED_BAD,
    KF_STOCK_MARKED,
    KF_STOCK_SUSPECT,
    KF_STOCK_KEY, /* reviews that came with KEFU_REVIEW_KEY_PRODUCT */
    KF_STOCK_COUNTS
};

/* And of each cause of it: opinions by polarity, and by role. */
enum {
    KF_STOCK_NEGATIVE,
    KF_STOCK_EITHER,
    KF_STOCK_POSITIVE,
    KF_STOCK_PRIMARY,
    KF_STOCK_CONTRIBUTING,
    KF_STOCK_CAUSE_COUNTS
};

/* A candidate for pinning. */
typedef struct kf_stock_pinned {
    int32_t praised, probability, day;
    int32_t reserved;
    char *review; /* its own memory, size + 1 bytes */
    size_t size;
} kf_stock_pinned;

typedef struct kf_stock_state {
    int64_t counts[KF_STOCK_COUNTS];
    int64_t causes[KF_CAUSES][KF_STOCK_CAUSE_COUNTS];
    kf_stock_pinned *pins; /* best first; room for stock->pins once there is one */
    int32_t n_pins;
    char digits[21]; /* of a product that is a number */
} kf_stock_state;

struct kefu_stock {
    kf_memory memory;
    kefu_limits limits;
    kf_groups *groups; /* products */
    kf_stock_state *states;
    size_t states_capacity;
    uint32_t *order; /* of products, by key */
    size_t order_capacity;
    uint32_t ordered; /* how many products the order has */
    int32_t pins;
    int32_t poisoned;
    char reviewer[33]; /* its counts_id; "" before the first review */
};

/* KEFU_E_STATE if it was poisoned; `function` is for the message. */
kefu_status kf_stock_healthy(const kefu_stock *stock, const char *function, kefu_error *error);
/* The state of a product, added if new. */
kefu_status kf_stock_state_of(kefu_stock *stock, const kf_key *product, kf_stock_state **out,
                              kefu_error *error);
/* Puts products into order. */
kefu_status kf_stock_sort(kefu_stock *stock, kefu_error *error);
/* The product that stands at an index of the order, which is there. */
static inline uint32_t kf_stock_at(const kefu_stock *stock, int64_t index)
{
    return stock->order[index];
}
/* The text of a product, by its number among the groups. */
kefu_text kf_stock_product_text(kefu_stock *stock, uint32_t number);
/* Sorts, and KEFU_E_ARGUMENT for an index that is not there. */
kefu_status kf_stock_look(kefu_stock *stock, int64_t index, const kf_stock_state **out);

/* Takes a candidate over, also when it fails: it is kept if it is among the best, else freed. */
kefu_status kf_stock_pin(kefu_stock *stock, kf_stock_state *state, kf_stock_pinned *pin,
                         kefu_error *error);
/* Room for its text, copied. */
kefu_status kf_stock_pin_text(kefu_stock *stock, kf_stock_pinned *pin, kefu_text review,
                              kefu_error *error);

/* No count is more, so that two of them can be added. */
#define KF_STOCK_MOST (INT64_MAX / 2)
/* to[n] += from[n]; 0 if one would be more than KF_STOCK_MOST, and then some are added. */
int32_t kf_stock_add_counts(int64_t *to, const int64_t *from, size_t n);

/* Opinions that are bad: what shares of causes are of. */
int64_t kf_stock_bad_opinions(const kf_stock_state *state);
/* The product that has this number, against what it was before. */
void kf_stock_changed(const kefu_stock *stock, uint32_t number, const kefu_stock *before,
                      kefu_stock_change *out);

#endif
