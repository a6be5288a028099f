/* card.h - a card as it was read: sections, items, curves, adjustments, red lines, grades. */
#ifndef KF_CARD_H
#define KF_CARD_H

#include "base/json_fields.h"
#include "kefu/score.h"

/* What a card may hold; far beyond any real one. */
enum {
    KF_CARD_PARTS = 1000, /* of each kind */
    KF_CARD_BANDS = 256,  /* of a curve */
    KF_BOUND_DIGITS = 9   /* after the point of a bound */
};

enum { KF_BASIS_VALUE, KF_BASIS_PERCENTILE, KF_BASIS_PLACE };
enum { KF_UNIT_RATIO, KF_UNIT_SECONDS, KF_UNIT_YUAN, KF_UNIT_POINTS, KF_UNIT_COUNT };
enum { KF_CURVE_STEPS, KF_CURVE_LINEAR, KF_CURVE_PLACES };
enum { KF_END_OPEN = 0, KF_END_INCLUSIVE = 1, KF_END_EXCLUSIVE = 2 }; /* open: no bound */
enum { KF_GROUP_NONE, KF_GROUP_TEAM, KF_GROUP_ROLE, KF_GROUP_COHORT };

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

/* A step, a knot or a place of a curve. */
typedef struct kf_band {
    kf_end low, high; /* steps */
    int64_t x;        /* linear: the knot, at the scale of the curve */
    int64_t points;   /* millionths */
    const kf_json_node *node;
} kf_band;

typedef struct kf_curve {
    int32_t type;  /* KF_CURVE_... */
    int32_t scale; /* of the bounds */
    int32_t n;
    kf_band *bands;
    int64_t otherwise; /* places: points of all later places, millionths */
    const kf_json_node *node;
} kf_curve;

typedef struct kf_item {
    const char *id, *metric, *weight_source;
    const char *definition; /* NULL = any */
    kf_label label;
    int64_t weight; /* millionths of a point */
    int64_t min_n;
    int32_t unit, scale, direction, basis;
    int32_t no_data, low_volume, provisional; /* kf_policy */
    int32_t section;
    kf_curve curve;
    const kf_json_node *node;
} kf_item;

typedef struct kf_section {
    const char *id;
    kf_label label;
    int64_t weight; /* millionths; -1 = not given */
    int32_t first, n;
    const kf_json_node *node;
} kf_section;

/* An adjustment or a red line: both are hits that a person may have to confirm. */
typedef struct kf_extra {
    const char *id, *metric;
    const char *definition; /* of a sheet's figures, or NULL */
    kf_label label;
    int32_t reported; /* 1 = hits count without confirmation */
    int32_t zero;     /* red line: the total becomes 0 */
    int64_t points;   /* adjustment: millionths for every `per` hits */
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

typedef struct kf_rank_rule {
    int32_t ties, group;
    const char *volume; /* metric, or NULL */
    int64_t min_volume;
} kf_rank_rule;

struct kefu_card {
    kf_memory memory;
    kefu_limits limits;
    kf_json json; /* names, labels and nodes are borrowed from it */
    kf_arena arena;
    const char *text; /* as it was read, for copies */
    size_t size;
    const char *id;
    kf_label label;
    char hash[33];
    kf_rank_rule rank;
    int64_t floor;
    int32_t has_floor;
    int32_t n_sections, n_items, n_adjustments, n_red_lines, n_grades;
    kf_section *sections;
    kf_item *items;
    kf_extra *adjustments, *red_lines;
    kf_grade *grades;
};

/* A card of its own: the same text read again. */
kefu_status kf_card_copy(const kf_memory *memory, const kefu_card *card, kefu_card **out,
                         kefu_error *error);
/* Unit of the bounds: that of the figure, a percentage, or a number of people. */
int32_t kf_bound_unit(const kf_item *item);

/* ---- Reading (card_json.c, card_curve.c, card_parts.c) ---- */

extern const kf_range kf_range_points;

kefu_status kf_read_curve(kf_json_reading *reader, const kf_json_at *at, kf_item *item);
kefu_status kf_read_sections(kf_json_reading *reader, const kf_json_at *at, void *card,
                             const void *with);
kefu_status kf_read_adjustments(kf_json_reading *reader, const kf_json_at *at, void *card,
                                const void *with);
kefu_status kf_read_red_lines(kf_json_reading *reader, const kf_json_at *at, void *card,
                              const void *with);
kefu_status kf_read_grades(kf_json_reading *reader, const kf_json_at *at, void *card,
                           const void *with);

/* ---- Hash (card_hash.c) ---- */

kefu_status kf_card_hash(const kf_memory *memory, const kf_json_node *root, char out[33],
                         kefu_error *error);

#endif
