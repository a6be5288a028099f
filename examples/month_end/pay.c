/* pay.c - the pay plan: what everybody is paid, in a table and in files. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Reading and paying --------------------------------------------------------------------- */

int pay_plan_read(month *m)
{
    kefu_error error;
    size_t size;
    if (!m->o->pay)
        return 0;
    const char *text = text_kept(m, m->o->pay, &size);
    if (!text)
        return 1;
    return kefu_pay_plan_from_json(NULL, NULL, text, size, &m->pay_plan, &error)
               ? complain_scheme(m->o->pay, text, "--pay", &error)
               : 0;
}

int pay_items_read(month *m)
{
    return m->o->items ? read_rows(m->o, m->o->items, 0, &m->items) : 0;
}

int pay_month(month *m)
{
    kefu_error error;
    const kefu_pay_options options = {.struct_size = sizeof options, .items = m->items.batch};
    if (!m->pay_plan)
        return 0;
    if (!m->scored.n)
        return complain_nobody(m);
    if (!kefu_pay(m->pay_plan, m->scored.at, m->scored.n, m->frame, &options, &m->payroll, &error))
        return find_pay(m);
    if (m->items.batch && (error.row >= 0 || strncmp(error.message, "items", 5) == 0))
        return complain_row(m->o, &m->items, &error);
    complain(m->o->pay, &error);
    if (error.code == KEFU_E_NAME)
        fputs("    (a column of a --table is read where the plan names it, or --cell; of --events "
              "--metric 'NAME=FORMULA' gives it)\n",
              stderr);
    return 1;
}

/* ---- The table ------------------------------------------------------------------------------ */

static const struct {
    uint32_t flag;
    const char *zh, *en;
} pay_flags[] = {{KEFU_PAY_WAIVED, "扣款封顶", "deductions cut"},
                 {KEFU_PAY_LOW, "低于最低工资", "below the pay floor"},
                 {KEFU_PAY_TOPPED_UP, "已补足", "topped up"},
                 {KEFU_PAY_PROVISIONAL, "暂定", "provisional"}};

typedef struct pay_table {
    const month *m;
    const kefu_pay_plan *plan;
    grid g;
} pay_table;

static void pay_amount_text(const pay_table *t, int64_t amount, char *out)
{
    kefu_value value = {amount, 1, 0, KEFU_VALUE_OK, 0};
    for (int32_t i = 0; i < kefu_pay_plan_exponent(t->plan); i++)
        value.den *= 10;
    (void)kefu_figure_text(&value, "count", kefu_pay_plan_exponent(t->plan), t->m->o->language, out,
                           FIGURE_SIZE, NULL);
}

static void put_amount(pay_table *t, int64_t amount)
{
    char text[FIGURE_SIZE] = "-";
    if (amount != KEFU_UNKNOWN)
        pay_amount_text(t, amount, text);
    grid_put(&t->g, amount == KEFU_UNKNOWN ? say(t->m->o, "待定", "unknown") : text);
}

static void put_head(pay_table *t)
{
    const settings *o = t->m->o;
    const char *const heads[][2] = {
        {"计发", "earned"}, {"扣款", "deducted"}, {"免扣", "waived"}, {"应发", "pay"}};
    grid_head(&t->g, say(o, "客服", "agent"), 0);
    for (int32_t i = 0; i < kefu_pay_plan_parts(t->plan); i++) {
        kefu_pay_part part = {.struct_size = sizeof part};
        (void)kefu_pay_plan_part(t->plan, i, &part);
        grid_head(&t->g, say(o, part.label_zh, part.label_en), 1);
    }
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        grid_head(&t->g, say(o, heads[i][0], heads[i][1]), 1);
    grid_head(&t->g, say(o, "标记", "flags"), 0);
}

static void put_row(pay_table *t, int64_t row)
{
    char flags[256] = "";
    kefu_pay_row r = {.struct_size = sizeof r};
    (void)kefu_payroll_row(t->m->payroll, row, &r);
    grid_put(&t->g, r.name);
    for (int32_t i = 0; i < kefu_pay_plan_parts(t->plan); i++) {
        kefu_pay_amount a = {.struct_size = sizeof a};
        (void)kefu_payroll_amount(t->m->payroll, row, i, &a);
        put_amount(t, a.amount);
    }
    put_amount(t, r.earned);
    put_amount(t, r.deducted);
    put_amount(t, r.waived);
    put_amount(t, r.pay);
    for (size_t i = 0; i < sizeof pay_flags / sizeof pay_flags[0]; i++)
        if (r.flags & pay_flags[i].flag) {
            strcat(flags, *flags ? say(t->m->o, "、", ", ") : "");
            strcat(flags, say(t->m->o, pay_flags[i].zh, pay_flags[i].en));
        }
    grid_put(&t->g, flags);
}

/* 0 where it does not fit. */
static int add_up(int64_t *sum, int64_t amount)
{
    if (amount > 0 ? *sum > INT64_MAX - amount : *sum < INT64_MIN - amount)
        return 0;
    *sum += amount;
    return 1;
}

static int put_sums(pay_table *t)
{
    kefu_error error;
    char missing[64] = "";
    int64_t sum, unknown = 0, earned = 0, deducted = 0, waived = 0;
    int fits = 1;
    grid_put(&t->g, say(t->m->o, "合计", "sum"));
    for (int32_t part = 0; part < kefu_pay_plan_parts(t->plan); part++) {
        if (kefu_payroll_sum(t->m->payroll, part, &sum, NULL, &error))
            return complain(t->m->o->pay, &error);
        put_amount(t, sum);
    }
    for (int64_t row = 0; row < kefu_payroll_rows(t->m->payroll); row++) {
        kefu_pay_row r = {.struct_size = sizeof r};
        if (kefu_payroll_row(t->m->payroll, row, &r) || r.status != KEFU_VALUE_OK)
            continue;
        fits = fits && add_up(&earned, r.earned) && add_up(&deducted, r.deducted) &&
               add_up(&waived, r.waived);
    }
    put_amount(t, fits ? earned : KEFU_UNKNOWN);
    put_amount(t, fits ? deducted : KEFU_UNKNOWN);
    put_amount(t, fits ? waived : KEFU_UNKNOWN);
    if (kefu_payroll_sum(t->m->payroll, -1, &sum, &unknown, &error))
        return complain(t->m->o->pay, &error);
    put_amount(t, sum);
    if (unknown)
        snprintf(missing, sizeof missing, say(t->m->o, "%lld 人待定,未计入", "%lld not in it"),
                 (long long)unknown);
    grid_put(&t->g, missing);
    return 0;
}

/* ---- Findings ------------------------------------------------------------------------------- */

/* People whose amount is not known, with what is missing. */
static void print_unknown(const month *m)
{
    for (int64_t row = 0; row < kefu_payroll_rows(m->payroll); row++) {
        kefu_pay_row r = {.struct_size = sizeof r};
        if (kefu_payroll_row(m->payroll, row, &r) || r.status == KEFU_VALUE_OK)
            continue;
        char *text = pay_sentence(m->payroll, row, -1, m->o->language);
        print_who(r.name, r.person);
        printf("  %s\n", text);
        free(text);
    }
}

/* People of the figures whom no sheet has. */
static void print_unpaid(const month *m)
{
    const int64_t n = kefu_payroll_unpaid(m->payroll);
    if (n)
        fputs(say(m->o, "不在任何成绩单里,未计发:", "on no sheet, so not paid: "), stdout);
    for (int64_t i = 0; i < n; i++)
        printf("%s%s", i ? say(m->o, "、", ", ") : "", kefu_payroll_unpaid_at(m->payroll, i));
    if (n)
        fputc('\n', stdout);
}

/* Pools of which something stays unshared. */
static void print_pools(const pay_table *t)
{
    const kefu_payroll *payroll = t->m->payroll;
    for (int32_t part = 0; part < kefu_pay_plan_parts(t->plan); part++)
        for (int32_t i = 0; i < kefu_payroll_pools(payroll, part); i++) {
            char text[FIGURE_SIZE] = "-";
            kefu_pay_pool pool = {.struct_size = sizeof pool};
            kefu_pay_part p = {.struct_size = sizeof p};
            if (kefu_payroll_pool(payroll, part, i, &pool) || pool.shared || !pool.amount)
                continue;
            (void)kefu_pay_plan_part(t->plan, part, &p);
            pay_amount_text(t, pool.amount, text);
            printf("%s%s%s: %s %s\n", say(t->m->o, p.label_zh, p.label_en), *pool.within ? " " : "",
                   pool.within, text, say(t->m->o, "无人可分,未发", "is not shared: nobody can"));
        }
}

int print_pay(const month *m)
{
    if (!m->payroll)
        return 0;
    pay_table t = {.m = m, .plan = kefu_payroll_plan(m->payroll)};
    const char *period = m->o->period ? m->o->period : "";
    printf("\n%s%s%s (%s)\n\n", kefu_pay_plan_label(t.plan, m->o->language), *period ? "  " : "",
           period, kefu_pay_plan_currency(t.plan));
    put_head(&t);
    for (int64_t row = 0; row < kefu_payroll_rows(m->payroll); row++)
        put_row(&t, row);
    t.g.sum = 1;
    if (put_sums(&t))
        return 1;
    grid_print(&t.g);
    print_unknown(m);
    print_unpaid(m);
    print_pools(&t);
    print_finding_list(m, &m->pay_found, "工资方案检查", "findings about the pay plan");
    return 0;
}

/* ---- Files ---------------------------------------------------------------------------------- */

static kefu_status pay_csv(const month *m, const void *what, const kefu_sink *sink,
                           kefu_error *error)
{
    const kefu_write_options options = {.struct_size = sizeof options,
                                        .language = m->o->language,
                                        .flags = m->o->excel ? KEFU_WRITE_EXCEL : 0};
    return kefu_payroll_csv(what, &options, sink, error);
}

static kefu_status pay_json(const month *m, const void *what, const kefu_sink *sink,
                            kefu_error *error)
{
    (void)m;
    return kefu_payroll_json(what, NULL, sink, error);
}

int write_pay(const month *m)
{
    if (m->o->pay_out && write_path(m, m->o->pay_out, pay_csv, m->payroll))
        return 1;
    return m->o->pay_json ? write_path(m, m->o->pay_json, pay_json, m->payroll) : 0;
}
