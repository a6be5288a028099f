/* kefu/pay.h - pay plans (绩效工资方案): from sheets and figures to amounts, with a reason for
 * each. Uses score.h.
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
 *                                                what is earned beyond so much of the target (an
 *                                                amount or a metric) counts so many times
 *       "least": 0, "most": 5000},               of the part, either may be absent
 *      {"id": "saved", "kind": "each", "metric": "退款挽回", "amount": 5, "per": 1, "most": 500},
 *                                                for every `per` whole ones; negative: a deduction
 *      {"id": "kept", "kind": "items", "rate": "7%", "least_each": 10, "most_each": 200},
 *                                                of each row of options.items with this part's id
 *      {"id": "team", "kind": "pool", "amount": 10000, "within": "all", "by": "heads"},
 *                                                shared out among those of whom `when` holds
 *      {"id": "star", "kind": "fixed", "amount": 200, "when": [{"streak": "two_top"}]}],
 *    "wage": {"metric": "基本工资"},             or an amount: paid besides, which guards look at
 *    "guards": {"max_deduction_share": "20%", "pay_floor": "2490.00", "top_up": false}}
 *
 * Parts. Any kind can have `when`: where a condition does not hold the part is 0. Any but pool can
 * have `days`, any but pool and fixed least and most, which hold for the amount after days. A
 * figure below 0 (refunds) earns nothing and counts none, and of a commission least does not lift
 * it.
 *
 * Commissions. A marginal one is the sum of its slices, a whole one amount × rate; both exactly,
 * with the accelerator inside, rounded once.
 *
 * Items. The sum of rate × amount of the rows, each within least_each and most_each, rounded once.
 * A row of 0 gives 0; a negative one takes back what a positive one would have given.
 *
 * Pools. The amount is given, or {"rate": "1%", "metric": "净销售额"} of all who share, of whom one
 * below 0 counts as such, rounded once, 0 if below 0. Within all, team or group (a pool each;
 * nobody without a team is in a team's; groups are those of one sheet); by heads, total, days or
 * {"metric": ...}, where what is below 0 weighs nothing; to the last minor unit by largest
 * remainder (see kefu_apportion), equal remainders in the order to print. Shares are exact where
 * the figures fit 64 bits over one denominator, else the figures are rounded once to nine decimals,
 * or as many as fit. Where the figure of somebody in it is unknown, all shares of the pool are:
 * `when` leaves out whom it should not wait for.
 *
 * Guards. Parts that are 0 or more are earned, the others deducted. Deductions are cut to
 * max_deduction_share of wage + earned (rounded down), and further so that wage + pay is not below
 * pay_floor; what was cut is listed as waived. Where wage + earned alone is below it, the row is
 * flagged, and with top_up the difference is added.
 *
 * Unknown is a state: a part whose figure has no number, whose target has none or is not above 0,
 * or whose coefficient is null or missing, has no amount, and neither has the row's total; it shows
 * what is missing. So does a wage without a number. A person without a total in the sheet gets no
 * part that is made from it.
 */
#ifndef KEFU_PAY_H
#define KEFU_PAY_H

#include "kefu/score.h"

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
} kefu_pay_part;
KEFU_API int32_t KEFU_CALL kefu_pay_plan_parts(const kefu_pay_plan *plan);
KEFU_API kefu_status KEFU_CALL kefu_pay_plan_part(const kefu_pay_plan *plan, int32_t index,
                                                  kefu_pay_part *out);

/* kefu_finding.code of plans */
enum {
    KEFU_LINT_PAY_HOLE = 40,  /* a grade or tier of the card without a coefficient, or null */
    KEFU_LINT_PAY_CLIFF = 41, /* whole-amount tiers: what one more minor unit of sales changes */
    KEFU_LINT_PAY_ORDER = 42, /* a better grade or a higher tier that pays less */
    KEFU_LINT_PAY_NAME = 43,  /* a coefficient for a grade or tier that the card does not have, a
                                 condition about a badge, streak or item that it does not have */
    KEFU_LINT_PAY_GUARD = 44, /* deductions without a guard */
    KEFU_LINT_PAY_DEAD = 45   /* a part that cannot pay: amount, rate or coefficients of 0 */
};

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
 * otherwise). KEFU_E_NAME for metrics, persons or parts that are not there, and for conditions
 * about what no sheet's card has (where only some have it, it does not hold in the others);
 * KEFU_E_DATA with the row if a currency is not the plan's: a metric whose unit is a currency
 * ("yuan" is CNY) or a row of items; KEFU_E_PRECISION for items finer than the exponent;
 * KEFU_E_OVERFLOW. All else may be freed. O(rows × parts + items log items) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_pay(const kefu_pay_plan *plan, const kefu_sheet *const *sheets,
                                        int32_t n_sheets, const kefu_frame *frame,
                                        const kefu_pay_options *options, kefu_payroll **out,
                                        kefu_error *error);
KEFU_API void KEFU_CALL kefu_payroll_free(kefu_payroll *payroll);

/* Rows in the order of the sheets; the row of a person, KEFU_E_NAME with near names. */
KEFU_API int64_t KEFU_CALL kefu_payroll_rows(const kefu_payroll *payroll);
KEFU_API kefu_status KEFU_CALL kefu_payroll_find(const kefu_payroll *payroll, const char *person,
                                                 int64_t *row, kefu_error *error);

/* kefu_pay_row.flags */
enum {
    KEFU_PAY_WAIVED = 1, /* a guard cut deductions */
    KEFU_PAY_LOW = 2,    /* wage and what was earned are below pay_floor */
    KEFU_PAY_TOPPED_UP = 4,
    KEFU_PAY_PROVISIONAL = 8 /* a figure or the sheet's row is not mature, or a verdict waits */
};

/* One line; text is borrowed, amounts are in minor units. */
typedef struct kefu_pay_row {
    size_t struct_size;
    const char *person;
    const char *name;
    const char *team;
    int64_t wage;
    int64_t earned;   /* parts of 0 and more */
    int64_t deducted; /* the others, as a negative number, before guards */
    int64_t waived;   /* of those, given back by guards; >= 0 */
    int64_t top_up;
    int64_t pay;    /* earned + deducted + waived + top_up */
    int32_t status; /* KEFU_VALUE_OK, or _NO_DATA: a part has no amount, and pay is 0 */
    uint32_t flags; /* KEFU_PAY_... */
} kefu_pay_row;
KEFU_API kefu_status KEFU_CALL kefu_payroll_row(const kefu_payroll *payroll, int64_t row,
                                                kefu_pay_row *out);

/* What one part gives a row. */
typedef struct kefu_pay_amount {
    size_t struct_size;
    int64_t amount; /* minor units */
    int32_t status; /* KEFU_VALUE_OK; _NO_DATA: unknown; _EXEMPT: `when` does not hold, 0 */
    int32_t reserved0;
    kefu_value figure;    /* the metric, the total, the number of items; of a pool what it is shared
                             out by, of heads how many; den 0 if none */
    kefu_value factor;    /* the coefficient, the rate of a whole reading; den 0 if none */
    kefu_value of_days;   /* share of days; den 0 if the part has none */
    const char *evidence; /* of items, each once, by ", "; "" if none */
} kefu_pay_amount;
KEFU_API kefu_status KEFU_CALL kefu_payroll_amount(const kefu_payroll *payroll, int64_t row,
                                                   int32_t part, kefu_pay_amount *out);

/* The amount as a sentence: "提成:净销售额 180,000.00,100,000 × 5% + 80,000 × 7% = 10,600.00 元".
 * `part` -1 is the row's own: guards and the sum. out, capacity and need as of kefu_figure_text. */
KEFU_API kefu_status KEFU_CALL kefu_payroll_text(const kefu_payroll *payroll, int64_t row,
                                                 int32_t part, int32_t language, char *out,
                                                 size_t capacity, size_t *need);

/* Sum of a part (-1: of all pay) over all rows: what the month costs; what is not known counts 0.
 * KEFU_E_OVERFLOW. O(rows) */
KEFU_API kefu_status KEFU_CALL kefu_payroll_sum(const kefu_payroll *payroll, int32_t part,
                                                int64_t *out, kefu_error *error);

/* The plan that it was made by. Borrowed. */
KEFU_API const kefu_pay_plan *KEFU_CALL kefu_payroll_plan(const kefu_payroll *payroll);

/* CSV: a heading, a line a person, each part's amount, wage, waived, pay and flags, and a line of
 * sums; JSON: one object with every amount and sentence. Amounts are decimals of the exponent's
 * digits. `flags` KEFU_PAY_EXCEL: BOM, CRLF, ids as text. O(rows × parts) [pure] Since 0.1 */
enum { KEFU_PAY_EXCEL = 1 };
KEFU_API kefu_status KEFU_CALL kefu_payroll_csv(const kefu_payroll *payroll, int32_t language,
                                                uint32_t flags, const kefu_sink *sink,
                                                kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_payroll_json(const kefu_payroll *payroll, const kefu_sink *sink,
                                                 kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
