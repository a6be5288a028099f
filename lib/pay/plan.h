/* plan.h - a pay plan as it was read: parts by kind, wage, guards. */
#ifndef KF_PAY_PLAN_H
#define KF_PAY_PLAN_H

#include "card/amount.h"
#include "base/scheme.h"
#include "card/card.h"
#include "kefu/pay.h"

/* What a plan may hold; far beyond any real one. */
enum {
    KF_PAY_PARTS = 1000,
    KF_PAY_TIERS = 256,      /* of a commission */
    KF_PAY_COEFFICIENTS = 24 /* as many members as the hash takes of an object */
};

enum {
    KF_PAY_COEFFICIENT,
    KF_PAY_COMMISSION,
    KF_PAY_EACH,
    KF_PAY_ITEMS,
    KF_PAY_POOL,
    KF_PAY_FIXED,
    KF_PAY_KINDS
};
/* What a coefficient hangs on, what a pool is shared out by. */
enum {
    KF_PAY_BY_GRADE,
    KF_PAY_BY_TIER,
    KF_PAY_BY_TOTAL,
    KF_PAY_BY_HEADS,
    KF_PAY_BY_DAYS,
    KF_PAY_BY_METRIC
};
enum { KF_PAY_NEAREST, KF_PAY_DOWN, KF_PAY_UP };

/* An amount in minor units that is not cut at either end. */
#define KF_PAY_NO_LEAST INT64_MIN
#define KF_PAY_NO_MOST  INT64_MAX

/* An amount in minor units, or a metric of the frame. */
typedef struct kf_pay_money {
    const char *metric; /* NULL: the amount */
    int64_t amount;
    int32_t days; /* 1 = times the share of days */
} kf_pay_money;

typedef struct kf_pay_coefficient {
    const char *id;
    int64_t value; /* millionths */
    int32_t known; /* 0: null, not published */
    const kf_json_node *node;
} kf_pay_coefficient;

/* A slice of sales: up to `high` (minor units), at a rate. */
typedef struct kf_pay_tier {
    kf_end high; /* open: the last */
    kf_bound rate;
    const kf_json_node *node;
} kf_pay_tier;

typedef struct kf_pay_accelerator {
    int32_t has;
    kf_bound above; /* of the target */
    kf_pay_money of;
    int64_t times; /* millionths */
} kf_pay_accelerator;

typedef struct kf_pay_rule {
    const char *id;
    kf_label label;
    int32_t kind; /* KF_PAY_... */
    int32_t days; /* 1 = times the share of days */
    kf_conditions when;
    const char *metric; /* commission, each, the rate of a pool; NULL if none */
    const char *hits;   /* each: of the card's part, in place of a metric; else NULL */
    kf_pay_money base;  /* coefficient */
    int32_t by;         /* coefficient, pool: KF_PAY_BY_... */
    const char *by_metric;
    kf_pay_coefficient *coefficients;
    int32_t n_coefficients;
    int32_t whole; /* commission: 1 = the rate reached, for all of it */
    kf_pay_tier *tiers;
    int32_t n_tiers;
    kf_pay_accelerator accelerator;
    int64_t amount; /* each, pool, fixed: minor units */
    int64_t per;    /* each: for so many */
    kf_bound rate;  /* items; pool with a metric */
    int64_t least_each, most_each;
    int64_t least, most;
    int32_t within; /* pool: KF_WITHIN_... */
    const kf_json_node *node;
} kf_pay_rule;

typedef struct kf_pay_guards {
    int32_t has_share, has_floor, top_up;
    kf_bound share; /* of wage and earned */
    kf_pay_money floor;
} kf_pay_guards;

struct kefu_pay_plan {
    kf_scheme scheme;
    const char *currency;
    int32_t exponent, round;
    kf_pay_rule *parts;
    int32_t n_parts;
    kf_pay_money wage; /* 0 if there is none */
    int32_t has_wage;
    kf_pay_guards guards;
};

/* A plan of its own: the same text read again. */
kefu_status kf_pay_plan_copy(const kf_memory *memory, const kefu_pay_plan *plan,
                             kefu_pay_plan **out, kefu_error *error);
/* "coefficient" ... */
const char *kf_pay_kind_name(int32_t kind);
/* 1 if anything in the plan names a metric of the frame. */
int32_t kf_pay_plan_reads_metrics(const kefu_pay_plan *plan);

/* ---- Reading: `reader->whole` is the plan, whose exponent is known ---- */

/* An amount in minor units, number or text, within a kf_range of them (NULL: any). */
kefu_status kf_read_amount(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *range);
/* A kf_pay_money: an amount, or {"metric": ...}. */
kefu_status kf_read_money(kf_json_reading *reader, const kf_json_at *at, void *to,
                          const void *range);
/* A kf_pay_money by the month: an amount, {"metric" or "amount": ..., "days": true}. */
kefu_status kf_read_monthly(kf_json_reading *reader, const kf_json_at *at, void *to,
                            const void *range);
/* A kf_bound: 0.05 or "5%", within a kf_range of millionths. */
kefu_status kf_read_rate(kf_json_reading *reader, const kf_json_at *at, void *to,
                         const void *range);
kefu_status kf_read_pay_tiers(kf_json_reading *reader, const kf_json_at *at, void *rule,
                              const void *with);
kefu_status kf_read_accelerator(kf_json_reading *reader, const kf_json_at *at, void *accelerator,
                                const void *with);
/* A part; its id is not yet compared with others. */
kefu_status kf_read_pay_rule(kf_json_reading *reader, const kf_json_at *at, kf_pay_rule *out);

extern const kf_range kf_range_rate;

#endif
