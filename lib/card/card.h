/* card.h - a card as it was read: sections, items, curves, adjustments, red lines, grades. */
#ifndef KF_CARD_H
#define KF_CARD_H

#include "base/scheme.h"
#include "kefu/card.h"

/* What a card may hold; far beyond any real one. */
enum {
    KF_CARD_PARTS = 1000, /* of each kind */
    KF_CARD_BANDS = 256,  /* of a curve */
    KF_BOUND_DIGITS = 9   /* after the point of a bound */
};

enum {
    KF_BASIS_VALUE,
    KF_BASIS_PERCENTILE,
    KF_BASIS_PLACE,
    KF_BASIS_COMPLETION,
    KF_BASIS_RATIO,
    KF_BASIS_DIFFERENCE,
    KF_BASIS_NUMERATOR,
    KF_BASIS_REMAINDER
};
enum { KF_UNIT_RATIO, KF_UNIT_SECONDS, KF_UNIT_YUAN, KF_UNIT_POINTS, KF_UNIT_COUNT };
enum { KF_CURVE_STEPS, KF_CURVE_LINEAR, KF_CURVE_PLACES, KF_CURVE_PROPORTION, KF_CURVE_DEDUCT };
enum { KF_END_OPEN = 0, KF_END_INCLUSIVE = 1, KF_END_EXCLUSIVE = 2 }; /* open: no bound */
enum { KF_GROUP_NONE, KF_GROUP_TEAM, KF_GROUP_ROLE, KF_GROUP_COHORT, KF_GROUP_STAGE };
enum { KF_UNITS_UP, KF_UNITS_DOWN, KF_UNITS_NEAREST, KF_UNITS_EXACT }; /* of deduct */
enum { KF_WITHIN_GROUP, KF_WITHIN_TEAM, KF_WITHIN_ALL };
enum { KF_FAILS_NOTHING, KF_FAILS_ITEM, KF_FAILS_SECTION, KF_FAILS_CARD };
enum { KF_TIES_BETTER, KF_TIES_WORSE, KF_TIES_ORDER };

/* Points that are not cut at either end. */
#define KF_NO_LEAST INT64_MIN
#define KF_NO_MOST  INT64_MAX

/* What happens to an item without a figure, or with one that is not full. */
typedef enum kf_policy {
    KF_POLICY_SCORE, /* as if nothing were the matter */
    KF_POLICY_ZERO,
    KF_POLICY_RENORMALISE,
    KF_POLICY_MEAN,
    KF_POLICY_REQUIRE
} kf_policy;

/* An end of a band, at the scale of its curve. */
typedef struct kf_end {
    int64_t at;
    int32_t kind; /* KF_END_... */
} kf_end;

/* A step, a line of a piece, a knot or a place of a curve. */
typedef struct kf_band {
    kf_end low, high; /* steps and pieces */
    int64_t x;        /* linear: the knot, at the scale of the curve */
    int64_t points;   /* millionths; of a line those at its lower end */
    int64_t rise;     /* millionths from the lower end to the upper; 0 of a step */
    const kf_json_node *node;
} kf_band;

/* Zones are steps once they are read, pieces are steps of which some rise. */
typedef struct kf_curve {
    int32_t type;  /* KF_CURVE_... */
    int32_t scale; /* of the bounds */
    int32_t n;
    kf_band *bands;
    int64_t otherwise;                  /* places: points of all later places, millionths */
    int32_t extend_below, extend_above; /* linear: 1 = the outer lines go on */
    int64_t of;                         /* proportion: points at 1, millionths */
    int64_t from, per;                  /* deduct: at the scale of the curve; per > 0 */
    int64_t start, each;                /* deduct: points, millionths */
    int32_t round, lower;               /* deduct: KF_UNITS_...; 1 = lower figures are better */
    int64_t least, most;                /* millionths: deduct's least, proportion's cap */
    const kf_json_node *node;
} kf_curve;

/* What a figure is set against: an amount or a metric, perhaps by days on duty and the ramp. */
typedef struct kf_target {
    const char *metric; /* NULL: `value` */
    int64_t value;      /* at the scale below */
    int32_t scale;
    int32_t days, ramp; /* 1 = times the share */
} kf_target;

typedef struct kf_peers {
    int32_t within; /* KF_WITHIN_... */
    int32_t plain;  /* 1 = mean of the figures, 0 = sum of num / sum of den */
    int32_t leave_out;
} kf_peers;

/* How a figure becomes points: an item has one for all, and may have one for few observations. */
typedef struct kf_rule {
    int32_t basis;
    kf_curve curve;
} kf_rule;

/* ---- Conditions (condition.c) ---- */

enum {
    KF_WHEN_METRIC,   /* name, unit, ends */
    KF_WHEN_POINTS,   /* item, ends (millionths) */
    KF_WHEN_BETTER,   /* item, or -1 for all */
    KF_WHEN_TOTAL,    /* ends (millionths) */
    KF_WHEN_PLACE,    /* ends */
    KF_WHEN_COVERAGE, /* ends */
    KF_WHEN_GRADE,    /* names */
    KF_WHEN_TIER,     /* names */
    KF_WHEN_FLOOR,    /* below: 1 or 0 */
    KF_WHEN_BADGE,    /* item: its index */
    KF_WHEN_STREAK,   /* item: its index */
    KF_WHEN_MISSING,  /* bound to a card that does not have what it names: never holds */
    KF_WHEN_RED_LINE  /* names; none: no red line at all has hits that count */
};

typedef struct kf_condition {
    int32_t what;     /* KF_WHEN_... */
    const char *name; /* the metric, badge, streak or item; NULL if none */
    int32_t index;    /* of the item, badge or streak; -1 = all, or none */
    int32_t unit;     /* of the ends: KF_UNIT_... */
    int32_t scale;    /* of the ends */
    int32_t below;    /* floor */
    kf_end low, high;
    const char **names; /* grades, tiers or red lines */
    int32_t n_names;
    const kf_json_node *node;
} kf_condition;

/* All must hold. */
typedef struct kf_conditions {
    kf_condition *list;
    int32_t n;
} kf_conditions;

/* ---- Parts ---- */

typedef struct kf_item {
    const char *id, *metric, *weight_source;
    const char *definition; /* NULL = any */
    kf_label label;
    int64_t weight; /* millionths of a point, of the card */
    int64_t min_n;
    int32_t unit, scale, direction;
    int32_t no_data, low_volume, provisional; /* kf_policy */
    int32_t section, bonus;
    int64_t of; /* what the curve's points are out of, millionths */
    kf_rule rule, small;
    int64_t small_at_most; /* observations; -1 = no rule for few */
    kf_target target;      /* basis completion */
    kf_peers peers;        /* basis ratio, difference */
    kf_conditions applies;
    int64_t least, most; /* points of the curve, millionths; KF_NO_LEAST, KF_NO_MOST */
    int64_t fail_below;  /* points of the curve, millionths; KF_NO_LEAST */
    int32_t fails;       /* KF_FAILS_... */
    kf_end floor;        /* open = none; at the scale below, in the item's unit */
    int32_t floor_scale;
    const kf_json_node *node;
} kf_item;

typedef struct kf_section {
    const char *id;
    kf_label label;
    int64_t weight; /* millionths; -1 = not given */
    int32_t first, n;
    int32_t bonus, own_weights; /* own_weights: its items' weights are shares of it */
    int64_t least, most;        /* millionths; KF_NO_LEAST, KF_NO_MOST */
    int32_t fail_at;            /* failed items; 0 = never */
    const kf_json_node *node;
} kf_section;

/* An adjustment or a red line: both are hits that a person may have to confirm. */
enum { KF_RED_CAP, KF_RED_MINUS, KF_RED_MINUS_EACH, KF_RED_GRADE };

typedef struct kf_extra {
    const char *id, *metric;
    const char *definition; /* of a sheet's figures, or NULL */
    kf_label label;
    int32_t reported; /* 1 = hits count without confirmation */
    int32_t effect;   /* red line: KF_RED_... */
    int32_t zero;     /* red line: the total becomes 0 (a cap at 0) */
    int32_t grade;    /* red line: number of the best grade that is left */
    int64_t points;   /* adjustment: millionths for every `per` hits; red line: what it takes */
    int64_t per;
    int64_t
        cap; /* millionths: the most an adjustment moves (-1 = any), or the total of a red line */
    const kf_json_node *node;
} kf_extra;

typedef struct kf_grade {
    const char *id;
    kf_label label;
    int64_t from, to; /* millionths, both inclusive; INT64_MIN and INT64_MAX are open */
    const kf_json_node *node;
} kf_grade;

/* A class of the forced distribution. */
typedef struct kf_tier {
    const char *id;
    kf_label label;
    int64_t share; /* millionths: 15% is 150,000 */
    const kf_json_node *node;
} kf_tier;

/* A badge, or a streak of so many periods. */
typedef struct kf_award {
    const char *id;
    kf_label label;
    kf_conditions all;
    int32_t periods; /* 1 of a badge */
    const kf_json_node *node;
} kf_award;

typedef struct kf_rank_rule {
    int32_t ties, group;
    const char *volume; /* metric, or NULL */
    int64_t min_volume;
} kf_rank_rule;

/* Days on duty over days of the period; `from_roster` or a metric over `of`. */
typedef struct kf_days_rule {
    int32_t has, from_roster;
    const char *metric;
    int64_t of; /* millionths of a day */
} kf_days_rule;

typedef struct kf_ramp {
    int64_t days_below;
    int64_t share; /* millionths */
} kf_ramp;

enum { KF_TEAM_NONE, KF_TEAM_MEAN, KF_TEAM_SHEET };

struct kefu_card {
    kf_scheme scheme;
    kf_rank_rule rank;
    int32_t normalise; /* 1: weights are of their own sum */
    int32_t fail_at;   /* failed sections; 0 = none fail the card */
    int32_t fail_flag; /* 1: a failed card only shows */
    kf_days_rule days;
    kf_ramp *ramp;
    int32_t n_ramp;
    int32_t team;                                             /* KF_TEAM_... */
    int64_t personal;                                         /* millionths: 70% is 700,000 */
    int64_t adjustments_least, adjustments_most, least, most; /* KF_NO_LEAST, KF_NO_MOST */
    int64_t floor;
    int32_t has_floor;
    int32_t n_sections, n_items, n_adjustments, n_red_lines, n_grades, n_tiers, n_badges, n_streaks;
    int32_t tier_ties; /* KF_TIES_... */
    kf_section *sections;
    kf_item *items;
    kf_extra *adjustments, *red_lines;
    kf_grade *grades;
    kf_tier *tiers;
    kf_award *badges, *streaks;
    /* What the weights of items outside bonus sections are of: 100, or their sum. */
    int64_t hundred;
    int32_t *order;    /* items in the order of reasons: those of bonus sections behind n_base */
    int32_t n_base;    /* items outside bonus sections */
    int32_t has_steps; /* 1: a total is more than items, adjustments and red lines */
    const char **kept; /* metrics that conditions of badges and streaks read */
    int32_t n_kept;
    const char **metrics; /* all that scoring asks of a frame, each once */
    int32_t n_metrics;
};

/* A card of its own: the same text read again. */
kefu_status kf_card_copy(const kf_memory *memory, const kefu_card *card, kefu_card **out,
                         kefu_error *error);
/* The rule for a figure of n observations (-1 = unknown). */
static inline const kf_rule *kf_item_rule(const kf_item *item, int64_t n)
{
    return n >= 0 && n <= item->small_at_most ? &item->small : &item->rule;
}
/* Unit of the bounds of a rule's curve: that of the figure, a ratio, or a number. */
int32_t kf_bound_unit(const kf_item *item, const kf_rule *rule);

/* ---- Reading (card_json.c, card_curve.c, card_parts.c, card_item.c, card_section.c ...) ---- */

extern const kf_range kf_range_points, kf_range_weight, kf_range_total;

/* An item, whose section is set. */
kefu_status kf_read_item(kf_json_reading *reader, const kf_json_at *at, kf_item *out);
/* What of an item hangs on keys of the card: its target on days and ramp. `at` is the card's root.
 */
kefu_status kf_check_items(kf_json_reading *reader, const kf_json_at *at);
kefu_status kf_read_target(kf_json_reading *reader, const kf_json_at *at, const kf_item *item,
                           kf_target *out);
kefu_status kf_read_peers(kf_json_reading *reader, const kf_json_at *at, kf_peers *out);
kefu_status kf_read_days(kf_json_reading *reader, const kf_json_at *at, void *card,
                         const void *with);
kefu_status kf_read_ramp(kf_json_reading *reader, const kf_json_at *at, void *card,
                         const void *with);

/* A bound, a target: an exact decimal of at most 9 digits after the point, without trailing zeros
 * where it came as text. */
typedef struct kf_bound {
    int64_t value;
    int32_t scale;
} kf_bound;

/* A number, or text with the unit (KF_UNIT_...). */
kefu_status kf_read_bound(kf_json_reading *reader, const kf_json_at *at, int32_t unit,
                          kf_bound *out);
/* For tables of fields: a share of 0 to 1 ("70%"), in millionths to an int64_t. */
kefu_status kf_read_share(kf_json_reading *reader, const kf_json_at *at, void *to,
                          const void *with);
/* The curve of the rule, whose basis is known; `item` gives unit, direction and `of`. */
kefu_status kf_read_curve(kf_json_reading *reader, const kf_json_at *at, const kf_item *item,
                          kf_rule *rule);
kefu_status kf_read_sections(kf_json_reading *reader, const kf_json_at *at, void *card,
                             const void *with);
kefu_status kf_read_adjustments(kf_json_reading *reader, const kf_json_at *at, void *card,
                                const void *with);
kefu_status kf_read_red_lines(kf_json_reading *reader, const kf_json_at *at, void *card,
                              const void *with);
kefu_status kf_read_grades(kf_json_reading *reader, const kf_json_at *at, void *card,
                           const void *with);
kefu_status kf_read_tiers(kf_json_reading *reader, const kf_json_at *at, void *card,
                          const void *with);
kefu_status kf_read_badges(kf_json_reading *reader, const kf_json_at *at, void *card,
                           const void *with);
kefu_status kf_read_streaks(kf_json_reading *reader, const kf_json_at *at, void *card,
                            const void *with);

/* What names other parts of the card, when all of it is read; `root` is the card. */
kefu_status kf_bind_red_lines(kf_json_reading *reader, const kf_json_at *root, kefu_card *card);
kefu_status kf_bind_badges(kf_json_reading *reader, const kf_json_at *root, kefu_card *card);

/* ---- card_metrics.c ---- */

/* Fills card->metrics, when everything else is read. */
kefu_status kf_list_metrics(kf_json_reading *reader, kefu_card *card);

#endif
