/* awards_csv.c - winners as CSV: for the wall, and the history of next time. */
#include <string.h>

#include "award/awards.h"
#include "base/decimal.h"
#include "card/figure.h"
#include "table/csv_lines.h"
#include "write/write.h"

typedef struct award_csv {
    const kefu_awards *awards;
    kf_csv_lines csv;
    int32_t language;
} award_csv;

/* As a history and items of pay have their columns, in both languages. */
static void award_csv_heading(award_csv *w)
{
    static const char *const headings[][2] = {
        {"期间", "period"}, {"期序", "seq"},    {"项目", "part"},   {"奖项名称", "label"},
        {"名次", "place"},  {"客服", "person"}, {"姓名", "name"},   {"团队", "team"},
        {"范围", "within"}, {"成绩", "figure"}, {"金额", "amount"}, {"币种", "currency"}};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        kf_csv_text(&w->csv, headings[i][w->language == KEFU_EN]);
    kf_csv_end_row(&w->csv);
}

/* A number as such, a rate with its percent sign. */
static void award_csv_figure(award_csv *w, const kf_won *won)
{
    const kf_prize_unit *unit = &w->awards->units[won->prize];
    char text[KF_FIGURE_SIZE];
    if (strcmp(unit->unit, "ratio") != 0) {
        kf_csv_value(&w->csv, &won->as.value, kf_figure_scale(&won->as.value, unit->scale));
        return;
    }
    kf_figure_text(&won->as.value, unit->unit, unit->scale, w->language, text);
    kf_csv_text(&w->csv, text);
}

static void award_csv_row(award_csv *w, const kf_won *won)
{
    const kefu_award_plan *plan = w->awards->plan;
    const kf_prize_rule *rule = &plan->prizes[won->prize];
    const kf_awarded *is = &w->awards->people[won->as.person];
    const int32_t has_money = plan->currency && plan->exponent >= 0;
    const kefu_value place = {won->as.place.twice, 2, -1, KEFU_VALUE_OK, 0};
    const kefu_value seq = {w->awards->seq, w->awards->seq != 0, -1, KEFU_VALUE_OK, 0};
    const kefu_value amount = {won->amount, has_money ? kf_pow10(plan->exponent) : 0, -1,
                               KEFU_VALUE_OK, 0};
    kf_csv_id(&w->csv, w->awards->period);
    kf_csv_value(&w->csv, &seq, 0);
    kf_csv_id(&w->csv, rule->id);
    kf_csv_text(&w->csv, kf_label_in(&rule->label, w->language));
    kf_csv_value(&w->csv, &place, 0);
    kf_csv_id(&w->csv, is->person);
    kf_csv_id(&w->csv, is->name);
    kf_csv_id(&w->csv, is->team);
    kf_csv_id(&w->csv, won->as.within);
    award_csv_figure(w, won);
    kf_csv_value(&w->csv, &amount, has_money ? plan->exponent : 0);
    kf_csv_text(&w->csv, has_money ? plan->currency : "");
    kf_csv_end_row(&w->csv);
}

kefu_status kf_award_sink(const kefu_awards *awards, const kefu_write_options *options,
                          const kefu_sink *sink, kefu_write_options *with, kefu_sink *taken,
                          kefu_error *error)
{
    if (!awards || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "awards or sink is NULL");
    return kf_write_take(options, sink, with, taken, error);
}

kefu_status KEFU_CALL kefu_awards_csv(const kefu_awards *awards, const kefu_write_options *options,
                                      const kefu_sink *sink, kefu_error *error)
{
    kefu_write_options with;
    kefu_sink taken;
    kefu_status status = kf_award_sink(awards, options, sink, &with, &taken, error);
    if (status)
        return status;
    award_csv w = {.awards = awards, .language = with.language};
    const uint32_t excel = with.flags & KEFU_WRITE_EXCEL ? KEFU_CSV_EXCEL : 0;
    kf_csv_begin(&w.csv, &awards->memory, &taken, excel, error);
    award_csv_heading(&w);
    for (size_t i = 0; i < awards->n && !w.csv.status; i++)
        award_csv_row(&w, &awards->won[i]);
    return kf_csv_done(&w.csv);
}
