/* payroll.h - what everybody is paid, with what it takes to explain it; and the steps there. */
#ifndef KF_PAYROLL_H
#define KF_PAYROLL_H

#include "base/ratio.h"
#include "pay/plan.h"

/* A pool of people: one for all, or one a team or group. */
typedef struct kf_pay_pool {
    int32_t part, cause; /* KEFU_PAY_CAUSE_... */
    const char *within;  /* team or group; "" if none */
    int32_t sheet;       /* of a group; else -1 */
    int64_t amount;      /* minor units; KEFU_UNKNOWN */
    int64_t shared;
    int64_t heads;
    kefu_value weights;  /* sum of what it is shared out by; den 0: too fine to be shown */
    const char *missing; /* whose figure has no number; NULL if none */
} kf_pay_pool;

typedef struct kf_pay_cell {
    int64_t amount;
    int32_t status, cause; /* KEFU_VALUE_OK or _NO_DATA; KEFU_PAY_CAUSE_... */
    int32_t pool;          /* number, or -1 */
    int32_t unmet;         /* the first condition that does not hold, or -1 */
    uint32_t flags;        /* KEFU_AMOUNT_... */
    kf_label not_met;      /* why that does not hold */
    kefu_value figure, factor, of_days;
    kefu_value target; /* of the accelerator; den 0 if none */
    const char *evidence;
} kf_pay_cell;

typedef struct kf_pay_line {
    const char *person, *name, *team, *group, *grade, *tier;
    int32_t sheet;
    int64_t sheet_row, frame_row;
    int64_t total; /* millionths */
    int32_t has_total;
    kefu_value days;
    int64_t days_of; /* what the share is of, in millionths of a day, if it has a number */
    int64_t floor;   /* KEFU_UNKNOWN where it lacks days */
    int64_t wage, earned, deducted, waived, top_up, pay;
    int32_t status;
    uint32_t flags;
} kf_pay_line;

/* How texts show a metric; empty where there is none. */
typedef struct kf_pay_unit {
    const char *unit;
    int32_t scale;
} kf_pay_unit;

typedef struct kf_pay_units {
    kf_pay_unit metric, by;
    kf_label hits; /* as the first card that has the part calls it */
} kf_pay_units;

/* What a sheet was made from. */
typedef struct kf_pay_source {
    const char *card, *card_hash, *ledger, *roster;
    int32_t as_of;
} kf_pay_source;

struct kefu_payroll {
    kf_memory memory;
    kf_arena arena;
    kefu_pay_plan *plan; /* its own */
    size_t n;
    kf_pay_line *lines;
    uint32_t *by_person; /* lines in the order of persons */
    kf_pay_cell *cells;  /* n_parts a line */
    kf_pay_units *units; /* a part each */
    kf_pay_pool *pools;
    size_t n_pools, pools_capacity;
    const char *period;
    kf_pay_source *sources; /* a sheet each */
    int32_t n_sources;
    const char **unpaid; /* persons of the frame whom no sheet has */
    size_t n_unpaid;
};

static inline kf_pay_cell *kf_pay_cell_at(const kefu_payroll *roll, size_t line, int32_t part)
{
    return &roll->cells[line * (size_t)roll->plan->n_parts + (size_t)part];
}

/* Columns of the frame that a part reads; -1 for none. */
typedef struct kf_pay_columns {
    int32_t metric, base, by, target;
} kf_pay_columns;

typedef struct kf_paying {
    kf_memory memory;
    kefu_payroll *roll;
    const kefu_pay_plan *plan; /* the payroll's own */
    const kefu_sheet *const *sheets;
    int32_t n_sheets;
    const kefu_frame *frame;
    const kefu_batch *items;
    kf_pay_columns *columns; /* a part each */
    int32_t wage;            /* column */
    kf_arena arena;          /* what only the paying needs */
    kefu_error *error;
} kf_paying;

/* ---- Steps ---- */

/* Lines from the rows of the sheets, and their order by person (pay_people.c). */
kefu_status kf_pay_people(kf_paying *p);
/* The line of a person, or -1. */
int64_t kf_pay_find(const kefu_payroll *roll, const char *person);
kefu_status kf_pay_no_person(const kefu_payroll *roll, const char *person, const char *what,
                             int64_t row, kefu_error *error);
/* Columns of the frame, their currencies, and the row of each person (pay_metrics.c). */
kefu_status kf_pay_metrics(kf_paying *p);
/* Period and origin of the sheets; who of the frame is in none (pay_sheets.c). */
kefu_status kf_pay_sheets(kf_paying *p);
kefu_status kf_pay_unpaid(kf_paying *p);
/* What cards call the parts whose hits are read (pay_hits.c); hits of a line that count. */
kefu_status kf_pay_hits(kf_paying *p);
kefu_value kf_pay_hits_of(const kf_paying *p, const kf_pay_line *line, const char *part);
/* A text that lives as long as the payroll; NULL and *status once memory is out. */
const char *kf_pay_keep(kefu_payroll *roll, const char *text, kefu_status *status,
                        kefu_error *error);
/* The value of a column for a line; marks the line where it is not mature. */
kefu_value kf_pay_figure(const kf_paying *p, kf_pay_line *line, int32_t column);
/* Cells whose conditions do not hold get a cause (pay_when.c). */
kefu_status kf_pay_when(kf_paying *p);
/* Cells of kind items (pay_items.c), each pool (pay_pool.c). */
kefu_status kf_pay_items(kf_paying *p);
kefu_status kf_pay_pools(kf_paying *p, int32_t part);
/* One cell (coefficient.c, commission.c, each.c). */
kefu_status kf_pay_by_coefficient(kf_paying *p, kf_pay_line *line, int32_t part, kf_pay_cell *cell);
kefu_status kf_pay_commission(kf_paying *p, kf_pay_line *line, int32_t part, kf_pay_cell *cell);
kefu_status kf_pay_each(kf_paying *p, kf_pay_line *line, int32_t part, kf_pay_cell *cell);
/* Wage, sums and guards of a line whose cells are done (pay_guards.c). */
kefu_status kf_pay_line_sum(kf_paying *p, kf_pay_line *line);

/* ---- Amounts (pay_amount.c) ---- */

/* A figure in major units as minor ones. */
void kf_pay_minor(const kefu_pay_plan *plan, const kefu_value *value, kf_ratio *out);
/* By the plan's rounding; 0 if it does not fit. */
int32_t kf_pay_round(const kf_ratio *amount, int32_t round, int64_t *out);
/* × the share of days, at most 1; 0 if there is none. */
int32_t kf_pay_times_days(const kf_pay_line *line, kf_ratio *amount);
/* × days, least and most, rounded once: the cell's amount. */
kefu_status kf_pay_finish(kf_paying *p, const kf_pay_line *line, const kf_pay_rule *rule,
                          kf_ratio *amount, kf_pay_cell *cell);
/* No amount, and why not. */
void kf_pay_unknown(kf_pay_cell *cell, int32_t cause);
kefu_status kf_pay_overflow(const char *person, const kf_pay_rule *rule, kefu_error *error);
/* whole ones of value / per, 0 for what is below 0 */
int64_t kf_pay_whole_ones(const kefu_value *value, int64_t per);
/* Sum over the lines of a part, or (-1) of the int64_t at this offset of them, and how many have
 * none. */
kefu_status kf_pay_sum(const kefu_payroll *roll, int32_t part, size_t field, int64_t *sum,
                       int64_t *unknown, kefu_error *error);

/* ---- Slices of a commission (commission.c) ---- */

typedef struct kf_slice {
    kf_ratio size; /* minor units */
    kf_bound rate;
    int32_t fast; /* 1 = beyond the accelerator's line */
} kf_slice;

typedef struct kf_slices {
    const kf_pay_rule *rule;
    kf_ratio sales, beyond, low; /* minor units */
    int32_t has_beyond, tier;
} kf_slices;

/* `target` has den 0 where there is no accelerator. */
void kf_slices_begin(kf_slices *s, const kefu_pay_plan *plan, const kf_pay_rule *rule,
                     const kefu_value *sales, const kefu_value *target);
int32_t kf_slices_next(kf_slices *s, kf_slice *out);

#endif
