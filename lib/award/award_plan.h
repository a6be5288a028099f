/* award_plan.h - an award plan as it was read: who takes part, prizes in their order. */
#ifndef KF_AWARD_PLAN_H
#define KF_AWARD_PLAN_H

#include "base/scheme.h"
#include "card/card.h"
#include "kefu/award.h"

/* What a plan may hold; far beyond any real one. */
enum { KF_PRIZES = 1000, KF_PRIZE_AMOUNTS = 1000 };
/* Totals are shown with so many digits. */
enum { KF_TOTAL_SCALE = 2 };

enum { KF_OVER_MEAN, KF_OVER_SUM, KF_OVER_BEST };

typedef struct kf_prize_rule {
    const char *id;
    kf_label label;
    int32_t kind;       /* KEFU_PRIZE_SINGLE, KEFU_PRIZE_OVERALL */
    const char *metric; /* single; else NULL */
    int32_t direction;  /* KEFU_HIGHER, KEFU_LOWER */
    const char *unit;   /* NULL: that of the metric */
    int32_t scale;      /* -1: that of the metric */
    int64_t min_n;
    int32_t over, need; /* overall: KF_OVER_...; periods, 0 = all */
    int32_t within;     /* KEFU_PRIZE_OF_... */
    int32_t places;
    int64_t *amounts; /* minor units; places behind the last have 0 */
    int32_t n_amounts;
    int32_t ties;                   /* KEFU_PRIZE_TIES_... */
    const kf_json_node *least_node; /* NULL: any figure wins */
    kf_bound least;
    kf_conditions when;
    int32_t max_terms; /* 0: any */
    const kf_json_node *node;
} kf_prize_rule;

struct kefu_award_plan {
    kf_scheme scheme;
    const char *currency; /* NULL: no prize has money */
    int32_t exponent, one_each;
    kf_conditions enter;
    kf_prize_rule *prizes;
    int32_t n_prizes;
};

/* A plan of its own: the same text read again. */
kefu_status kf_award_plan_copy(const kf_memory *memory, const kefu_award_plan *plan,
                               kefu_award_plan **out, kefu_error *error);
/* A prize; its id is not yet compared with others. `reader->whole` is the plan. */
kefu_status kf_read_prize(kf_json_reading *reader, const kf_json_at *at, kf_prize_rule *out);
/* 1 if anything in the plan names a metric of the frame. */
int32_t kf_award_plan_reads_metrics(const kefu_award_plan *plan);

#endif
