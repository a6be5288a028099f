/* clang-format off */
/* kefu/pay.h - pay plans (绩效工资方案): from sheets and figures to amounts, with a reason for
 * each. Uses score.h and write.h.
 *
 * Amounts are integers of the plan's minor unit: with "exponent" 2 they are fen. A plan is JSON,
 * read as strictly as a card; amounts are decimals, numbers or text ("2000.00", "1,234.50元"), of
 * at most `exponent` digits. Only format, id, currency, exponent and parts must be there.
 *
 *   {"format": 1, "id": "org.example.pay/1", "label": {"zh": "绩效工资", "en": "Performance pay"},
 *    "currency": "CNY", "exponent": 2,           ISO 4217; 0..6 digits of the minor unit
 *    "round": "nearest",                         each amount once: nearest (half away; default),
 *                                                down (towards 0) or up (away from 0)
 *    "parts": [
 *      {"id": "performance", "label": ..., "kind": "coefficient",
 *       "base": "2000.00",                       an amount, or {"metric": "绩效基数"}
 *       "by": "grade",                           grade or tier: by its id; total: total / 100
 *       "coefficients": {"A": 1.1, "B": 0.8, "C": 0.5, "D": null},
 *                                                null: not published, so there is no amount
 *       "days": true,                            times the sheet's share of days
 *       "when": [conditions]},                   of card.h, about the person's sheet
 *      {"id": "commission", "kind": "commission", "metric": "净销售额",
 *       "reading": "marginal",                   each rate for its own slice; or whole: the rate
 *                                                of the tier that is reached, for all of it
 *       "tiers": [{"to": 100000, "rate": "5%"}, {"to": 250000, "rate": "7%"}, {"rate": "9%"}],
 *                                                to is inclusive, "below" is not; the last has none
 *       "accelerator": {"above": "100%", "of": {"metric": "销售计划"}, "times": 1.5},
 *                                                of a target, an amount or a metric: see below
 *       "least": 0, "most": 5000},               of the part, either may be absent
 *      {"id": "saved", "kind": "each", "metric": "退款挽回", "amount": 5, "per": 1, "most": 500},
 *                                                for every `per` whole ones
 *      {"id": "stalling", "kind": "each", "hits": "stalling", "amount": -20, "least": -100},
 *                                                in place of a metric: hits that count; negative: a
 *                                                deduction, here of at most 100
 *      {"id": "kept", "kind": "items", "rate": "7%", "least_each": 10, "most_each": 200},
 *                                                of each row of options.items with this part's id
 *      {"id": "team", "kind": "pool", "amount": 10000, "within": "all", "by": "heads"},
 *                                                shared out among those of whom `when` holds
 *      {"id": "star", "kind": "fixed", "amount": 200, "when": [{"streak": "two_top"}]}],
 *    "wage": {"metric": "基本工资", "days": true},
 *                                                or an amount: paid besides, which guards look at
 *    "guards": {"max_deduction_share": "20%",    these two need a wage
 *               "pay_floor": {"amount": "2490.00", "days": true}, "top_up": false}}
 *
 * Parts. Any kind can have `when`: where a condition does not hold the part is 0. Any but pool can
 * have `days`, any but pool and fixed least and most, which hold for the amount after days. A
 * figure below 0 (refunds) earns nothing and counts none, and of a commission least does not lift
 * it. By total, one below 0 counts as 0. Whoever is not ranked has no tier, so that what is paid by
 * tier is unknown: `when` {"tier": [...]} makes it 0.
 *
 * Hits. Those of an adjustment or red line of the person's card that count, as the sheet has them:
 * decided or in no need of it; nothing is deducted for what nobody confirmed. A card without such a
 * part has none of them. A metric deducts whatever was reported, so KEFU_LINT_PAY_UNCONFIRMED
 * refuses one whose hits the card counts.
 *
 * Part months. `days` multiplies by the sheet's share of days, at most 1: days beyond those of the
 * period pay no more (a pool by days weighs them as they are). Of wage and pay_floor it is said in
 * {"amount": 2600, "days": true} or {"metric": ..., "days": true} (pay_floor: an amount), and they
 * are rounded as parts are; those that do not say it are never shortened. Where the sheet has no
 * share of days, what asks for it is unknown.
 *
 * Commissions. A marginal one is the sum of its slices, a whole one amount × rate; both exactly,
 * with the accelerator inside, rounded once. Accelerator: the commission of the part of the figure
 * above `above` × target is multiplied by `times`; it does not raise the tier; at exactly the
 * threshold nothing is above; the threshold is not rounded.
 *
 * Items. The sum of rate × amount of the rows, each within least_each and most_each, rounded once.
 * A row of 0 gives 0; a negative one takes back what a positive one would have given.
 *
 * Pools. The amount is given, or {"rate": "1%", "metric": "净销售额"} of all who share, of whom one
 * below 0 counts as such, rounded once, 0 if below 0. Within all, team or group (a pool each;
 * nobody without a team is in a team's; groups are those of one sheet); by heads, total, days or
 * {"metric": ...}, where what is below 0 weighs nothing; to the last minor unit by largest
 * remainder (see kefu_apportion), equal remainders in the order of persons' ids. Shares are exact
 * where the figures fit 64 bits over one denominator, else the figures are rounded once to nine
 * decimals, or as many as fit; so is the sum that a rate is of, where one denominator of 1,024 bits
 * does not do. Where nobody meets `when`, or nobody's weight is above 0, nothing is
 * shared and the shares are 0: kefu_payroll_pool shows what stays. Where the figure of somebody who
 * shares is unknown, all shares of the pool are: `when` leaves out whom it should not wait for.
 *
 * Guards. Parts whose amount, after least and most, is 0 or more are earned, those below 0 are
 * deducted; a coefficient below 1, a total of 0 or a red line that lowers the grade earn less,
 * which is no deduction. Deductions are cut first to max_deduction_share of wage + earned (rounded
 * down), then further so that wage + pay is not below pay_floor; what was cut is listed as waived,
 * and is not carried to the next month. Where wage + earned alone is below the floor, the row is
 * flagged, and with top_up the difference is added. Without guards pay may be negative.
 *
 * Unknown is a state: a part whose figure has no number, whose target has none or is not above 0,
 * or whose coefficient is null or missing, has no amount (KEFU_UNKNOWN), and neither has the row's
 * pay; it shows what is missing. So does a wage without a number. A person without a total in the
 * sheet gets no part that is made from it.
 */
/* clang-format on */
#ifndef KEFU_PAY_H
#define KEFU_PAY_H

#include "kefu/write.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Plans ---------------------------------------------------------------------------------- */

typedef struct kefu_pay_plan kefu_pay_plan;

/* Reads a plan, which never changes afterwards. KEFU_E_SYNTAX or KEFU_E_CARD with line, column, the
 * path and what was expected. O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_pay_plan_from_json(const kefu_allocator *allocator,
                                                       const kefu_limits *limits, const char *json,
                                                       size_t size, kefu_pay_plan **out,
                                                       kefu_error *error);
KEFU_API void KEFU_CALL kefu_pay_plan_free(kefu_pay_plan *plan);

/* Id, hash (as kefu_card_hash), label, currency ("CNY") and exponent. Borrowed. */
KEFU_API const char *KEFU_CALL kefu_pay_plan_id(const kefu_pay_plan *plan);
KEFU_API const char *KEFU_CALL kefu_pay_plan_hash(const kefu_pay_plan *plan);
KEFU_API const char *KEFU_CALL kefu_pay_plan_label(const kefu_pay_plan *plan, int32_t language);
KEFU_API const char *KEFU_CALL kefu_pay_plan_currency(const kefu_pay_plan *plan);
KEFU_API int32_t KEFU_CALL kefu_pay_plan_exponent(const kefu_pay_plan *plan);

/* One part of a plan; text is borrowed. */
typedef struct kefu_pay_part {
    size_t struct_size;
    const char *id;
    const char *label_zh;
    const char *label_en;
    const char *kind;   /* "coefficient" ... */
    const char *metric; /* that it reads; "" if none */
    const char *hits;   /* part of the card whose hits it counts; "" if none */
} kefu_pay_part;
KEFU_API int32_t KEFU_CALL kefu_pay_plan_parts(const kefu_pay_plan *plan);
KEFU_API kefu_status KEFU_CALL kefu_pay_plan_part(const kefu_pay_plan *plan, int32_t index,
                                                  kefu_pay_part *out);

/* Faults of a plan; `card` (may be NULL) adds what does not fit it. O(parts × grades) [pure] Since
 * 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_pay_plan_lint(const kefu_pay_plan *plan, const kefu_card *card,
                                                  kefu_findings **out, kefu_error *error);

/* ---- Paying --------------------------------------------------------------------------------- */

typedef struct kefu_payroll kefu_payroll;

typedef struct kefu_pay_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_batch *items; /* NULL, or rows of person (客服), part (项目), amount (金额), and if
                                need be currency (币种) and evidence (凭证), found as those of a
                                roster */
} kefu_pay_options;

/* What every row of the sheets is paid. Metrics that the plan names are read from the frame, whose
 * one key is the person (NULL where it names none); a person is in one sheet (KEFU_E_DUPLICATE
 * otherwise), and sheets are of one period (KEFU_E_ARGUMENT). KEFU_E_NAME for metrics, persons or
 * parts that are not there, and for conditions and hits about what no sheet's card has (where only
 * some have it, it does not hold in the others, who have no hits); KEFU_E_DATA with the row if a
 * currency is not the plan's: a metric whose unit is a currency ("yuan" is CNY) or a row of items;
 * KEFU_E_PRECISION for items finer than the exponent; KEFU_E_OVERFLOW. All else may be freed.
 * O(rows × parts + items log items) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_pay(const kefu_pay_plan *plan, const kefu_sheet *const *sheets,
                                        int32_t n_sheets, const kefu_frame *frame,
                                        const kefu_pay_options *options, kefu_payroll **out,
                                        kefu_error *error);
KEFU_API void KEFU_CALL kefu_payroll_free(kefu_payroll *payroll);

/* The plan that it was made by, and the period of its sheets. Borrowed. */
KEFU_API const kefu_pay_plan *KEFU_CALL kefu_payroll_plan(const kefu_payroll *payroll);
KEFU_API const char *KEFU_CALL kefu_payroll_period(const kefu_payroll *payroll);

/* Rows in the order of the sheets; the row of a person, KEFU_E_NAME with near names. */
KEFU_API int64_t KEFU_CALL kefu_payroll_rows(const kefu_payroll *payroll);
KEFU_API kefu_status KEFU_CALL kefu_payroll_find(const kefu_payroll *payroll, const char *person,
                                                 int64_t *row, kefu_error *error);

/* People of the frame whom no sheet has, in its order: listed, so that nobody is forgotten. How
 * many, and the key of one; borrowed. */
KEFU_API int64_t KEFU_CALL kefu_payroll_unpaid(const kefu_payroll *payroll);
KEFU_API const char *KEFU_CALL kefu_payroll_unpaid_at(const kefu_payroll *payroll, int64_t index);

/* kefu_pay_row.flags */
enum {
    KEFU_PAY_WAIVED = 1, /* a guard cut deductions */
    KEFU_PAY_LOW = 2,    /* wage and what was earned are below pay_floor */
    KEFU_PAY_TOPPED_UP = 4,
    KEFU_PAY_PROVISIONAL = 8 /* a figure or the sheet's row is not mature, or a verdict waits */
};

/* One line; text is borrowed. Amounts are in minor units, KEFU_UNKNOWN where they are not known:
 * the wage by itself, earned and deducted where a part has no amount, the rest where anything has
 * none. */
typedef struct kefu_pay_row {
    size_t struct_size;
    const char *person;
    const char *name;
    const char *team;
    int64_t wage;     /* 0 where the plan has none */
    int64_t earned;   /* parts of 0 and more */
    int64_t deducted; /* the others, as a negative number, before guards */
    int64_t waived;   /* of those, given back by guards; >= 0 */
    int64_t top_up;
    int64_t pay;    /* earned + deducted + waived + top_up; without the wage */
    int32_t status; /* KEFU_VALUE_OK, or _NO_DATA: pay is KEFU_UNKNOWN */
    uint32_t flags; /* KEFU_PAY_... */
} kefu_pay_row;
KEFU_API kefu_status KEFU_CALL kefu_payroll_row(const kefu_payroll *payroll, int64_t row,
                                                kefu_pay_row *out);

/* kefu_pay_amount.cause: why a part is 0 or unknown whatever its figures are. */
enum {
    KEFU_PAY_CAUSE_NONE = 0,
    KEFU_PAY_CAUSE_WHEN = 1,         /* 0: a condition does not hold */
    KEFU_PAY_CAUSE_TEAM = 2,         /* 0: without a team, in nobody's pool */
    KEFU_PAY_CAUSE_WEIGHTS = 3,      /* 0: nobody in the pool has a weight above 0 */
    KEFU_PAY_CAUSE_FIGURE = 10,      /* unknown: the metric has no number */
    KEFU_PAY_CAUSE_TOTAL = 11,       /* the sheet's row has no total */
    KEFU_PAY_CAUSE_CLASS = 12,       /* the row has no grade or tier */
    KEFU_PAY_CAUSE_COEFFICIENT = 13, /* not published, or not in the plan */
    KEFU_PAY_CAUSE_TARGET = 14,      /* no number, or not above 0 */
    KEFU_PAY_CAUSE_DAYS = 15,        /* the card counts no days */
    KEFU_PAY_CAUSE_POOL = 16         /* the figure of somebody in the pool has no number */
};

/* kefu_pay_amount.flags */
enum {
    KEFU_AMOUNT_AT_LEAST = 1,    /* the part's least changed it */
    KEFU_AMOUNT_AT_MOST = 2,     /* its most did */
    KEFU_AMOUNT_ACCELERATED = 4, /* some of the figure is above the accelerator's threshold */
    KEFU_AMOUNT_BY_DAYS = 8      /* it was multiplied by a share of days below 1 */
};

/* What one part gives a row; text is borrowed. */
typedef struct kefu_pay_amount {
    size_t struct_size;
    int64_t amount;       /* minor units; KEFU_UNKNOWN if not known */
    int32_t status;       /* KEFU_VALUE_OK or _NO_DATA */
    int32_t cause;        /* KEFU_PAY_CAUSE_... */
    kefu_value figure;    /* the metric, the hits, the total, the number of items; of a pool what it
                             is shared out by, of heads how many; den 0 if none */
    kefu_value factor;    /* the coefficient, the rate of a whole reading; den 0 if none */
    kefu_value of_days;   /* the sheet's share of days, also above 1; den 0 if the part has none */
    const char *evidence; /* of items, each once, by ", "; "" if none */
    uint32_t flags;       /* KEFU_AMOUNT_AT_LEAST ... */
    int32_t unmet;        /* number of the first condition that does not hold, from 0; else -1 */
} kefu_pay_amount;
KEFU_API kefu_status KEFU_CALL kefu_payroll_amount(const kefu_payroll *payroll, int64_t row,
                                                   int32_t part, kefu_pay_amount *out);

/* The amount as a sentence: "提成:净销售额 180,000.00,100,000 × 5% + 80,000 × 7% = 10,600.00 元".
 * `part` -1 is the row's own: guards and the sum. out, capacity and need as of kefu_figure_text. */
KEFU_API kefu_status KEFU_CALL kefu_payroll_text(const kefu_payroll *payroll, int64_t row,
                                                 int32_t part, int32_t language, char *out,
                                                 size_t capacity, size_t *need);

/* A pool of a part: what there was to share, and what was shared; text is borrowed. */
typedef struct kefu_pay_pool {
    size_t struct_size;
    const char *within;  /* the team or group; "" within all, and of those without a group */
    int64_t amount;      /* minor units; KEFU_UNKNOWN if it hangs on a figure that is */
    int64_t shared;      /* the amount, 0 where nobody shares, or KEFU_UNKNOWN */
    int64_t heads;       /* who share: of whom `when` holds */
    kefu_value weights;  /* sum of what it is shared out by; den 0 if unknown or none */
    const char *missing; /* name of the first, by id, whose figure has no number; "" if none */
    int32_t sheet;       /* index of the sheet that the group is of; else -1 */
    int32_t cause;       /* KEFU_PAY_CAUSE_POOL, _WEIGHTS, _WHEN: nobody shares; or _NONE */
} kefu_pay_pool;
/* How many pools a part has, 0 if it is not of that kind; and one, in the order of teams, or of
 * sheets and groups. O(pools) */
KEFU_API int32_t KEFU_CALL kefu_payroll_pools(const kefu_payroll *payroll, int32_t part);
KEFU_API kefu_status KEFU_CALL kefu_payroll_pool(const kefu_payroll *payroll, int32_t part,
                                                 int32_t index, kefu_pay_pool *out);

/* Sum of a part (-1: of all pay) over the rows that have an amount, and to `unknown` (may be NULL)
 * how many have none: what the month costs is not known before that is 0. KEFU_E_OVERFLOW. O(rows)
 */
KEFU_API kefu_status KEFU_CALL kefu_payroll_sum(const kefu_payroll *payroll, int32_t part,
                                                int64_t *out, int64_t *unknown, kefu_error *error);

/* CSV: a heading, a line a person with each part's amount, wage, waived, top-up, pay and flags
 * (empty where unknown), and a line of sums: each column over the rows that have an amount in it;
 * its last cell says how many rows have no pay. JSON: one object with every amount (null where
 * unknown), cause and sentence, pools, who is unpaid, and the ids and hashes of all that it was
 * made from. Amounts are decimals of the exponent's digits. Of the options language and flags are
 * of CSV. O(rows × parts) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_payroll_csv(const kefu_payroll *payroll,
                                                const kefu_write_options *options,
                                                const kefu_sink *sink, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_payroll_json(const kefu_payroll *payroll,
                                                 const kefu_write_options *options,
                                                 const kefu_sink *sink, kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
