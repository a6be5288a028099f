/* payroll_json.c - a payroll as one JSON object: equal payrolls give equal bytes. */
#include <string.h>

#include "pay/payroll_write.h"

enum { ROLL_JSON_PIECE = 64 * 1024 };

typedef struct roll_json {
    const kefu_payroll *roll;
    kf_buffer out, text;
    kf_json_writer j;
} roll_json;

static void roll_json_amount(roll_json *w, const char *key, int64_t amount)
{
    kf_json_key(&w->j, key);
    if (amount != KEFU_UNKNOWN)
        kf_json_decimal(&w->j, amount, w->roll->plan->exponent);
    else
        kf_json_raw(&w->j, "null");
}

/* {"num": 45, "den": 100} where there is a number */
static void roll_json_value(roll_json *w, const char *key, const kefu_value *value)
{
    if (value->den)
        kf_json_member_ratio(&w->j, key, value);
}

typedef struct roll_json_said {
    const kefu_payroll *roll;
    int64_t row;
    int32_t part;
} roll_json_said;

static kefu_status roll_json_say(const void *of, int32_t language, char *out, size_t capacity,
                                 size_t *need)
{
    const roll_json_said *said = of;
    return kefu_payroll_text(said->roll, said->row, said->part, language, out, capacity, need);
}

static void roll_json_sentences(roll_json *w, int64_t row, int32_t part)
{
    const roll_json_said said = {w->roll, row, part};
    kf_json_member_said(&w->j, "text", roll_json_say, &said, &w->text);
}

static const char *roll_json_status(int32_t status)
{
    return status == KEFU_VALUE_OK ? "ok" : "no_data";
}

static void roll_json_cause(roll_json *w, int32_t cause)
{
    static const char *const causes[] = {
        [KEFU_PAY_CAUSE_WHEN] = "when",       [KEFU_PAY_CAUSE_TEAM] = "team",
        [KEFU_PAY_CAUSE_WEIGHTS] = "weights", [KEFU_PAY_CAUSE_FIGURE] = "figure",
        [KEFU_PAY_CAUSE_TOTAL] = "total",     [KEFU_PAY_CAUSE_CLASS] = "class",
        [KEFU_PAY_CAUSE_TARGET] = "target",   [KEFU_PAY_CAUSE_COEFFICIENT] = "coefficient",
        [KEFU_PAY_CAUSE_DAYS] = "days",       [KEFU_PAY_CAUSE_POOL] = "pool"};
    if (cause)
        kf_json_member_text(&w->j, "cause", causes[cause]);
}

static void roll_json_marks(roll_json *w, uint32_t flags)
{
    static const kf_pay_flag marks[] = {{KEFU_AMOUNT_AT_LEAST, "at_least", "", ""},
                                        {KEFU_AMOUNT_AT_MOST, "at_most", "", ""},
                                        {KEFU_AMOUNT_ACCELERATED, "accelerated", "", ""},
                                        {KEFU_AMOUNT_BY_DAYS, "by_days", "", ""}};
    if (!flags)
        return;
    kf_json_member_open(&w->j, "flags", '[');
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (flags & marks[i].flag)
            kf_json_string(&w->j, marks[i].name);
    kf_json_close(&w->j, ']');
}

static void roll_json_cell(roll_json *w, int64_t row, int32_t part)
{
    const kf_pay_cell *cell = kf_pay_cell_at(w->roll, (size_t)row, part);
    kf_json_open(&w->j, '{');
    kf_json_member_text(&w->j, "id", w->roll->plan->parts[part].id);
    roll_json_amount(w, "amount", cell->amount);
    kf_json_member_text(&w->j, "status", roll_json_status(cell->status));
    roll_json_cause(w, cell->cause);
    if (cell->unmet >= 0)
        kf_json_member_i64(&w->j, "unmet", cell->unmet);
    roll_json_marks(w, cell->flags);
    roll_json_value(w, "figure", &cell->figure);
    roll_json_value(w, "factor", &cell->factor);
    roll_json_value(w, "of_days", &cell->of_days);
    if (*cell->evidence)
        kf_json_member_text(&w->j, "evidence", cell->evidence);
    roll_json_sentences(w, row, part);
    kf_json_close(&w->j, '}');
}

static void roll_json_row(roll_json *w, int64_t row)
{
    const kf_pay_line *line = &w->roll->lines[row];
    kf_json_open(&w->j, '{');
    kf_json_member_text(&w->j, "person", line->person);
    kf_json_member_text(&w->j, "name", line->name);
    kf_json_member_text(&w->j, "team", line->team);
    kf_json_member_text(&w->j, "status", roll_json_status(line->status));
    roll_json_amount(w, "wage", line->wage);
    roll_json_amount(w, "earned", line->earned);
    roll_json_amount(w, "deducted", line->deducted);
    roll_json_amount(w, "waived", line->waived);
    roll_json_amount(w, "top_up", line->top_up);
    roll_json_amount(w, "pay", line->pay);
    kf_json_member_open(&w->j, "flags", '[');
    for (int32_t i = 0; i < KF_PAY_FLAGS; i++)
        if (line->flags & kf_pay_flags[i].flag)
            kf_json_string(&w->j, kf_pay_flags[i].name);
    kf_json_close(&w->j, ']');
    kf_json_member_open(&w->j, "parts", '[');
    for (int32_t i = 0; i < w->roll->plan->n_parts; i++)
        roll_json_cell(w, row, i);
    kf_json_close(&w->j, ']');
    roll_json_sentences(w, row, -1);
    kf_json_close(&w->j, '}');
}

static void roll_json_plan(roll_json *w)
{
    const kefu_pay_plan *plan = w->roll->plan;
    kf_json_member_open(&w->j, "plan", '{');
    kf_json_member_text(&w->j, "id", plan->scheme.id);
    kf_json_member_text(&w->j, "hash", plan->scheme.hash);
    kf_json_member_label(&w->j, "label", plan->scheme.label.zh, plan->scheme.label.en);
    kf_json_member_text(&w->j, "currency", plan->currency);
    kf_json_member_i64(&w->j, "exponent", plan->exponent);
    kf_json_member_open(&w->j, "parts", '[');
    for (int32_t i = 0; i < plan->n_parts; i++) {
        kf_json_open(&w->j, '{');
        kf_json_member_text(&w->j, "id", plan->parts[i].id);
        kf_json_member_text(&w->j, "kind", kf_pay_kind_name(plan->parts[i].kind));
        kf_json_member_label(&w->j, "label", plan->parts[i].label.zh, plan->parts[i].label.en);
        kf_json_close(&w->j, '}');
    }
    kf_json_close(&w->j, ']');
    kf_json_close(&w->j, '}');
}

static void roll_json_sources(roll_json *w)
{
    kf_json_member_open(&w->j, "sheets", '[');
    for (int32_t i = 0; i < w->roll->n_sources; i++) {
        const kf_pay_source *source = &w->roll->sources[i];
        char day[16] = "";
        if (source->as_of)
            (void)kefu_date_format(source->as_of, day, sizeof day);
        kf_json_open(&w->j, '{');
        kf_json_member_text(&w->j, "card", source->card);
        kf_json_member_text(&w->j, "card_hash", source->card_hash);
        kf_json_member_text(&w->j, "ledger", source->ledger);
        kf_json_member_text(&w->j, "roster", source->roster);
        kf_json_member_text(&w->j, "as_of", day);
        kf_json_close(&w->j, '}');
    }
    kf_json_close(&w->j, ']');
}

static void roll_json_pools(roll_json *w)
{
    kf_json_member_open(&w->j, "pools", '[');
    for (size_t i = 0; i < w->roll->n_pools; i++) {
        const kf_pay_pool *pool = &w->roll->pools[i];
        kf_json_open(&w->j, '{');
        kf_json_member_text(&w->j, "part", w->roll->plan->parts[pool->part].id);
        kf_json_member_text(&w->j, "within", pool->within);
        if (pool->sheet >= 0)
            kf_json_member_i64(&w->j, "sheet", pool->sheet);
        roll_json_amount(w, "amount", pool->amount);
        roll_json_amount(w, "shared", pool->shared);
        kf_json_member_i64(&w->j, "heads", pool->heads);
        roll_json_value(w, "weights", &pool->weights);
        roll_json_cause(w, pool->cause);
        kf_json_close(&w->j, '}');
    }
    kf_json_close(&w->j, ']');
}

static void roll_json_head(roll_json *w, int64_t sum, int64_t unknown)
{
    kf_json_member_i64(&w->j, "format", 1);
    kf_json_member_text(&w->j, "period", w->roll->period);
    roll_json_plan(w);
    roll_json_sources(w);
    roll_json_amount(w, "sum", sum);
    kf_json_member_i64(&w->j, "unknown", unknown);
    roll_json_pools(w);
    kf_json_member_open(&w->j, "unpaid", '[');
    for (size_t i = 0; i < w->roll->n_unpaid; i++)
        kf_json_string(&w->j, w->roll->unpaid[i]);
    kf_json_close(&w->j, ']');
}

kefu_status KEFU_CALL kefu_payroll_json(const kefu_payroll *roll, const kefu_write_options *options,
                                        const kefu_sink *sink, kefu_error *error)
{
    kefu_sink taken;
    kefu_write_options ours;
    int64_t sum = 0, unknown = 0;
    kefu_status status = kf_pay_write_begin(roll, options, sink, &ours, &taken, error);
    if (!status)
        status = kefu_payroll_sum(roll, -1, &sum, &unknown, error);
    if (status)
        return status;
    roll_json w = {.roll = roll};
    kf_buffer_init(&w.out, &roll->memory);
    kf_buffer_init(&w.text, &roll->memory);
    kf_json_writer_init(&w.j, &w.out);
    kf_json_open(&w.j, '{');
    roll_json_head(&w, sum, unknown);
    kf_json_member_open(&w.j, "rows", '[');
    for (size_t i = 0; i < roll->n && !status; i++) {
        roll_json_row(&w, (int64_t)i);
        if (w.out.failed || w.out.size > ROLL_JSON_PIECE)
            status = kf_buffer_flush(&w.out, &taken, error);
    }
    kf_json_close(&w.j, ']');
    kf_json_close(&w.j, '}');
    if (!status)
        status = kf_buffer_flush(&w.out, &taken, error);
    kf_buffer_free(&w.text);
    kf_buffer_free(&w.out);
    return status;
}
