/* payroll_csv.c - a payroll as CSV: a line a person, a column a part, a line of sums. */
#include <string.h>

#include "base/decimal.h"
#include "card/show.h"
#include "pay/payroll_write.h"
#include "table/csv_lines.h"
#include "write/write.h"

const kf_pay_flag kf_pay_flags[KF_PAY_FLAGS] = {
    {KEFU_PAY_WAIVED, "waived", "免扣", "waived"},
    {KEFU_PAY_LOW, "low", "低于最低标准", "below the floor"},
    {KEFU_PAY_TOPPED_UP, "topped_up", "已补足", "topped up"},
    {KEFU_PAY_PROVISIONAL, "provisional", "数据未统计完整", "provisional"},
};

kefu_status kf_pay_write_begin(const kefu_payroll *roll, const kefu_write_options *options,
                               const kefu_sink *sink, kefu_write_options *ours, kefu_sink *out,
                               kefu_error *error)
{
    if (!roll || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "payroll or sink: is NULL");
    return kf_write_take(options, sink, ours, out, error);
}

typedef struct roll_csv {
    const kefu_payroll *roll;
    kf_csv_lines csv;
    int32_t language;
} roll_csv;

static void roll_csv_either(roll_csv *w, const char *zh, const char *en)
{
    kf_csv_text(&w->csv, w->language == KEFU_ZH ? zh : en);
}

static void roll_csv_amount(roll_csv *w, int64_t amount)
{
    const int32_t exponent = w->roll->plan->exponent;
    const kefu_value value = {amount, kf_pow10(exponent), -1, KEFU_VALUE_OK, 0};
    if (amount == KEFU_UNKNOWN)
        kf_csv_text(&w->csv, "");
    else
        kf_csv_value(&w->csv, &value, exponent);
}

static void roll_csv_heading(roll_csv *w)
{
    const kefu_pay_plan *plan = w->roll->plan;
    roll_csv_either(w, "客服", "person");
    roll_csv_either(w, "姓名", "name");
    roll_csv_either(w, "团队", "team");
    for (int32_t i = 0; i < plan->n_parts; i++)
        kf_csv_text(&w->csv, kf_label_in(&plan->parts[i].label, w->language));
    roll_csv_either(w, "工资", "wage");
    roll_csv_either(w, "免扣", "waived");
    roll_csv_either(w, "补足", "top-up");
    roll_csv_either(w, "绩效应发", "pay");
    roll_csv_either(w, "标记", "flags");
    kf_csv_end_row(&w->csv);
}

static void roll_csv_flags(roll_csv *w, const kf_pay_line *line)
{
    kf_buffer text;
    kf_buffer_init(&text, &w->roll->memory);
    for (int32_t i = 0; i < KF_PAY_FLAGS; i++) {
        if (!(line->flags & kf_pay_flags[i].flag))
            continue;
        kf_put_text(&text, text.size == 0 ? "" : w->language == KEFU_ZH ? "、" : "; ");
        kf_put_text(&text, w->language == KEFU_ZH ? kf_pay_flags[i].zh : kf_pay_flags[i].en);
    }
    const char *all = kf_buffer_text(&text);
    if (all)
        kf_csv_text(&w->csv, all);
    else if (!w->csv.status)
        w->csv.status = kf_no_memory(w->csv.error);
    kf_buffer_free(&text);
}

static void roll_csv_line(roll_csv *w, size_t number)
{
    const kf_pay_line *line = &w->roll->lines[number];
    kf_csv_id(&w->csv, line->person);
    kf_csv_id(&w->csv, line->name);
    kf_csv_id(&w->csv, line->team);
    for (int32_t i = 0; i < w->roll->plan->n_parts; i++)
        roll_csv_amount(w, kf_pay_cell_at(w->roll, number, i)->amount);
    roll_csv_amount(w, line->wage);
    roll_csv_amount(w, line->waived);
    roll_csv_amount(w, line->top_up);
    roll_csv_amount(w, line->pay);
    roll_csv_flags(w, line);
    kf_csv_end_row(&w->csv);
}

static void roll_csv_missing(roll_csv *w, int64_t unknown)
{
    char text[64];
    kf_show show = {.out = text, .capacity = sizeof text, .language = w->language};
    if (unknown && w->language == KEFU_ZH)
        kf_show_format(&show, "%i 人待定,未计入", unknown);
    else if (unknown)
        kf_show_format(&show, "%i not known, not in it", unknown);
    (void)kf_show_end(&show);
    kf_csv_text(&w->csv, text);
}

static void roll_csv_totals(roll_csv *w)
{
    static const size_t fields[] = {offsetof(kf_pay_line, wage), offsetof(kf_pay_line, waived),
                                    offsetof(kf_pay_line, top_up), offsetof(kf_pay_line, pay)};
    const int32_t parts = w->roll->plan->n_parts;
    int64_t sum = 0, unknown = 0;
    roll_csv_either(w, "合计", "total");
    kf_csv_text(&w->csv, "");
    kf_csv_text(&w->csv, "");
    for (int32_t i = 0; i < parts + 4 && !w->csv.status; i++) {
        w->csv.status = kf_pay_sum(w->roll, i < parts ? i : -1, i < parts ? 0 : fields[i - parts],
                                   &sum, &unknown, w->csv.error);
        roll_csv_amount(w, sum);
    }
    roll_csv_missing(w, unknown); /* of pay, the last of them */
    kf_csv_end_row(&w->csv);
}

kefu_status KEFU_CALL kefu_payroll_csv(const kefu_payroll *roll, const kefu_write_options *options,
                                       const kefu_sink *sink, kefu_error *error)
{
    kefu_sink taken;
    kefu_write_options ours;
    kefu_status status = kf_pay_write_begin(roll, options, sink, &ours, &taken, error);
    if (status)
        return status;
    roll_csv w = {.roll = roll, .language = ours.language};
    const uint32_t excel = ours.flags & KEFU_WRITE_EXCEL ? KEFU_CSV_EXCEL : 0;
    kf_csv_begin(&w.csv, &roll->memory, &taken, excel, error);
    roll_csv_heading(&w);
    for (size_t i = 0; i < roll->n && !w.csv.status; i++)
        roll_csv_line(&w, i);
    if (!w.csv.status)
        roll_csv_totals(&w);
    return kf_csv_done(&w.csv);
}
