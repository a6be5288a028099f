/* pay.h - words, structs and classes of kefu/pay.h. */

FLAGS(pay_flag, WORD(KEFU_PAY_, WAIVED, "waived"), WORD(KEFU_PAY_, LOW, "low"),
      WORD(KEFU_PAY_, TOPPED_UP, "topped_up"), WORD(KEFU_PAY_, PROVISIONAL, "provisional"));
WORDS(pay_cause, WORD(KEFU_PAY_CAUSE_, NONE, "none"), WORD(KEFU_PAY_CAUSE_, WHEN, "when"),
      WORD(KEFU_PAY_CAUSE_, TEAM, "team"), WORD(KEFU_PAY_CAUSE_, WEIGHTS, "weights"),
      WORD(KEFU_PAY_CAUSE_, FIGURE, "figure"), WORD(KEFU_PAY_CAUSE_, TOTAL, "total"),
      WORD(KEFU_PAY_CAUSE_, CLASS, "class"), WORD(KEFU_PAY_CAUSE_, COEFFICIENT, "coefficient"),
      WORD(KEFU_PAY_CAUSE_, TARGET, "target"), WORD(KEFU_PAY_CAUSE_, DAYS, "days"),
      WORD(KEFU_PAY_CAUSE_, POOL, "pool"));
FLAGS(amount_flag, WORD(KEFU_AMOUNT_, AT_LEAST, "at_least"), WORD(KEFU_AMOUNT_, AT_MOST, "at_most"),
      WORD(KEFU_AMOUNT_, ACCELERATED, "accelerated"), WORD(KEFU_AMOUNT_, BY_DAYS, "by_days"));

/* What kefu_payroll_sum gives. */
typedef struct kb_pay_sum {
    int64_t amount, unknown;
} kb_pay_sum;

static const kb_field pay_part_fields[] = {
    FIELD(kefu_pay_part, id, TEXT),       FIELD(kefu_pay_part, label_zh, TEXT),
    FIELD(kefu_pay_part, label_en, TEXT), FIELD(kefu_pay_part, kind, TEXT),
    FIELD(kefu_pay_part, metric, TEXT),   FIELD(kefu_pay_part, hits, TEXT),
};
STRUCT_OF(pay_part, kefu_pay_part, "One part of a pay plan.");

static const kb_field pay_fields[] = {FIELD(kefu_pay_options, items, BATCH)};
STRUCT_OF(pay, kefu_pay_options,
          "Rows to pay one by one: person (客服), part (项目), amount (金额), perhaps currency "
          "(币种) and evidence (凭证).");

static const kb_field pay_row_fields[] = {
    FIELD(kefu_pay_row, person, TEXT),
    FIELD(kefu_pay_row, name, TEXT),
    FIELD(kefu_pay_row, team, TEXT),
    FIELD(kefu_pay_row, wage, MONEY),
    FIELD(kefu_pay_row, earned, MONEY),
    FIELD(kefu_pay_row, deducted, MONEY),
    FIELD(kefu_pay_row, waived, MONEY),
    FIELD(kefu_pay_row, top_up, MONEY),
    FIELD(kefu_pay_row, pay, MONEY),
    FIELD_OF(kefu_pay_row, status, WORD, &value_status_words),
    FIELD_OF(kefu_pay_row, flags, FLAGS, &pay_flag_words),
};
STRUCT_OF(pay_row, kefu_pay_row,
          "What one person is paid: earned + deducted + waived + top_up, without the wage.");

static const kb_field pay_amount_fields[] = {
    FIELD(kefu_pay_amount, amount, MONEY),
    FIELD_OF(kefu_pay_amount, status, WORD, &value_status_words),
    FIELD_OF(kefu_pay_amount, cause, WORD, &pay_cause_words),
    FIELD(kefu_pay_amount, figure, VALUE),
    FIELD(kefu_pay_amount, factor, VALUE),
    FIELD(kefu_pay_amount, of_days, VALUE),
    FIELD(kefu_pay_amount, evidence, TEXT),
    FIELD_OF(kefu_pay_amount, flags, FLAGS, &amount_flag_words),
    FIELD_NUMBER(kefu_pay_amount, unmet),
};
STRUCT_OF(pay_amount, kefu_pay_amount, "What one part of the plan gives a person, and why.");

static const kb_field pay_pool_fields[] = {
    FIELD(kefu_pay_pool, within, TEXT),   FIELD(kefu_pay_pool, amount, MONEY),
    FIELD(kefu_pay_pool, shared, MONEY),  FIELD(kefu_pay_pool, heads, INT64),
    FIELD(kefu_pay_pool, weights, VALUE), FIELD(kefu_pay_pool, missing, TEXT),
    FIELD_NUMBER(kefu_pay_pool, sheet),   FIELD_OF(kefu_pay_pool, cause, WORD, &pay_cause_words),
};
STRUCT_OF(pay_pool, kefu_pay_pool, "A pool of a part: what there was to share, and what was.");

static const kb_field pay_sum_fields[] = {
    FIELD(kb_pay_sum, amount, MONEY),
    FIELD(kb_pay_sum, unknown, INT64),
};
STRUCT_FROZEN(pay_sum, kb_pay_sum,
              "A sum over those whose amount is known, and how many have none.");

CLASS(pay_plan, kefu_pay_plan, "PayPlan", KB_SHARED, "parts", NULL,
      "A pay plan (绩效工资方案): from sheets and figures to amounts.");
CLASS(payroll, kefu_payroll, "Payroll", KB_SHARED, "rows", "find",
      "What everybody of some sheets is paid, with a reason for each amount.");

static inline int32_t kb_payroll_parts(const kefu_payroll *payroll)
{
    return kefu_pay_plan_parts(kefu_payroll_plan(payroll));
}
