/* plan.h - a plan of sampling as it was read: who may be drawn, classes, bounds. */
#ifndef KF_SAMPLE_PLAN_H
#define KF_SAMPLE_PLAN_H

#include "base/scheme.h"
#include "expr/program.h"
#include "kefu/sample.h"

/* What a plan may hold; far beyond any real one. */
enum { KF_PLAN_CLASSES = 1000, KF_PLAN_EXCLUDES = 1000, KF_PLAN_BY = 8 };
/* Rows a plan may ask for, and spare ones kept. */
enum { KF_PLAN_ROWS = 1000000000, KF_PLAN_RESERVE = 1000000 };
/* Decimals of the numbers in conditions; of rates; of spreads. */
enum { KF_PLAN_SCALE = 6, KF_RATE_SCALE = 9, KF_SPREAD_SCALE = 6 };
#define KF_SPREAD_MOST INT64_C(1000000000000000) /* millionths */

/* A condition as text: it compiled when the plan was read, but a compiled one is not shared, so who
 * feeds rows compiles his own (kf_condition_new with KF_PLAN_SCALE). NULL: always holds. */
typedef struct kf_where {
    const char *text;
    size_t size;
    kf_place at; /* in the plan's JSON */
} kf_where;

typedef struct kf_plan_exclude {
    const char *id;
    kf_label label;
    kf_where where;
} kf_plan_exclude;

/* How the quota of a class's cells is found. Those but KF_CLASS_SHARE have no part in sharing out.
 */
enum { KF_CLASS_SHARE, KF_CLASS_ALL, KF_CLASS_RATE, KF_CLASS_TAKE };

typedef struct kf_plan_class {
    const char *id;
    kf_label label;
    kf_where where;
    int32_t rule;  /* KF_CLASS_... */
    int32_t fewer; /* 1: "if_fewer" is "all" */
    int64_t rate;  /* billionths, 1 .. 10^9 */
    int64_t take;
    int64_t min;    /* 0 = none */
    int64_t max;    /* -1 = all rows */
    int64_t spread; /* millionths; -1 = not given */
} kf_plan_class;

enum { KF_SHARE_PROPORTIONAL, KF_SHARE_EQUAL, KF_SHARE_NEYMAN, KF_SHARE_POWER };
enum {
    KF_POWER_0,
    KF_POWER_1_4,
    KF_POWER_1_3,
    KF_POWER_1_2,
    KF_POWER_2_3,
    KF_POWER_3_4,
    KF_POWER_1
};

/* A column that a draw reads; those of conditions as the plan comes to them. */
typedef struct kf_plan_column {
    const char *name;
    int32_t type; /* KEFU_EXPR_...; 0 = any */
    struct kf_plan_column *next;
} kf_plan_column;

struct kefu_plan {
    kf_scheme scheme;
    const char *key;
    kf_plan_column *first_read, *last_read;
    kf_plan_column *columns; /* each once */
    int32_t n_columns;
    kf_where where;
    kf_plan_exclude *excludes;
    int32_t n_excludes;
    const char **by;
    int32_t n_by;
    int32_t agent; /* index in by; -1 = none */
    int32_t agent_fewer;
    int64_t agent_min, agent_max; /* 0, -1 = none */
    kf_plan_class *classes;
    int32_t n_classes;
    int64_t total, total_rate; /* rows, or billionths of the population; -1 = not given */
    int32_t allocation;        /* KF_SHARE_... */
    int32_t power;             /* KF_POWER_..., of KF_SHARE_POWER */
    int32_t variance;
    int32_t reserve;
};

/* A plan of its own: the same text read again. */
kefu_status kf_plan_copy(const kf_memory *memory, const kefu_plan *plan, kefu_plan **out,
                         kefu_error *error);
/* The most rows that a cell may ever be asked for; -1 if that grows with its rows (all, a rate
 * without max, a share without max or total). */
int64_t kf_plan_class_most(const kefu_plan *plan, int32_t class_index);
/* ceil(rate × rows), rate in billionths up to 10^9. */
int64_t kf_plan_rate(int64_t rate, int64_t rows);

/* ---- Reading (plan_json.c, plan_class.c); `reader->whole` is the plan ---- */

/* A condition, compiled once to be sure: kf_where. */
kefu_status kf_read_where(kf_json_reading *reader, const kf_json_at *at, void *to,
                          const void *with);
/* "20%" or 0.2, above 0: billionths. */
kefu_status kf_read_plan_rate(kf_json_reading *reader, const kf_json_at *at, void *to,
                              const void *with);
kefu_status kf_read_plan_class(kf_json_reading *reader, const kf_json_at *at, kf_plan_class *out);
/* Notes the columns of a condition; and at the end finds out all columns (plan_columns.c). */
kefu_status kf_plan_reads(kefu_plan *plan, const kf_formula *formula, kefu_error *error);
kefu_status kf_plan_find_columns(kefu_plan *plan, kefu_error *error);
/* Fills the whole plan. */
kefu_status kf_plan_fill(kf_json_reading *reader, const kf_json_at *root, void *plan);

extern const kf_range kf_range_rows;      /* 1 .. KF_PLAN_ROWS */
extern const kf_range kf_range_rows_or_0; /* 0 .. KF_PLAN_ROWS */
extern const kf_choice kf_if_fewer[];

#endif
