/* awards_csv.c - winners as CSV: for the wall, and the history of next time. */
#include <string.h>

#include "award/awards.h"
#include "base/decimal.h"
#include "card/figure.h"

typedef struct award_csv {
    const kefu_awards *awards;
    kefu_csv_writer *csv;
    int32_t language;
    kefu_status status; /* the first fault sticks */
    kefu_error *error;
} award_csv;

static void award_csv_text(award_csv *w, const char *text)
{
    if (!w->status)
        w->status = kefu_csv_writer_text(w->csv, text, strlen(text), w->error);
}

static void award_csv_id(award_csv *w, const char *id)
{
    if (!w->status)
        w->status = kefu_csv_writer_id(w->csv, id, strlen(id), w->error);
}

static void award_csv_value(award_csv *w, const kefu_value *value, int32_t scale)
{
    if (!w->status)
        w->status = kefu_csv_writer_value(w->csv, value, scale, w->error);
}

static void award_csv_end(award_csv *w)
{
    if (!w->status)
        w->status = kefu_csv_writer_end_row(w->csv, w->error);
}

/* The id is in the column that a history has it in, in both languages. */
static void award_csv_heading(award_csv *w)
{
    static const char *const headings[][2] = {
        {"期间", "period"}, {"奖项", "prize"}, {"奖项名称", "label"}, {"名次", "place"},
        {"客服", "person"}, {"姓名", "name"},  {"团队", "team"},      {"范围", "within"},
        {"成绩", "figure"}, {"奖金", "amount"}};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        award_csv_text(w, headings[i][w->language == KEFU_EN]);
    award_csv_end(w);
}

/* A number as such, a rate with its percent sign. */
static void award_csv_figure(award_csv *w, const kf_won *won)
{
    const kf_prize_unit *unit = &w->awards->units[won->prize];
    char text[KF_FIGURE_SIZE];
    if (strcmp(unit->unit, "ratio") != 0) {
        award_csv_value(w, &won->value, kf_figure_scale(&won->value, unit->scale));
        return;
    }
    kf_figure_text(&won->value, unit->unit, unit->scale, w->language, text);
    award_csv_text(w, text);
}

static void award_csv_row(award_csv *w, const kf_won *won)
{
    const kefu_award_plan *plan = w->awards->plan;
    const kf_prize_rule *rule = &plan->prizes[won->prize];
    const kefu_value place = {won->place.twice, 2, -1, KEFU_VALUE_OK, 0};
    kefu_value amount = {won->amount, 0, -1, KEFU_VALUE_OK, 0};
    if (rule->n_amounts)
        amount.den = kf_pow10(plan->exponent);
    award_csv_id(w, w->awards->period);
    award_csv_id(w, rule->id);
    award_csv_text(w, kf_label_in(&rule->label, w->language));
    award_csv_value(w, &place, 0);
    award_csv_id(w, won->person);
    award_csv_id(w, won->name);
    award_csv_id(w, won->team);
    award_csv_id(w, won->within);
    award_csv_figure(w, won);
    if (amount.den)
        award_csv_value(w, &amount, plan->exponent);
    else
        award_csv_text(w, "");
    award_csv_end(w);
}

kefu_status KEFU_CALL kefu_awards_csv(const kefu_awards *awards, int32_t language, uint32_t flags,
                                      const kefu_sink *sink, kefu_error *error)
{
    kefu_sink taken;
    if (!awards || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_awards_csv: awards or sink is NULL");
    if (language != KEFU_ZH && language != KEFU_EN)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "language: %d is neither KEFU_ZH nor KEFU_EN",
                       language);
    if (flags & ~(uint32_t)KEFU_AWARD_EXCEL)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "flags: only KEFU_AWARD_EXCEL is known");
    kefu_status status = kf_take(&taken, sizeof taken, sink, error);
    if (!status && !taken.write)
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_awards_csv: the sink has no write");
    if (status)
        return status;
    award_csv w = {awards, NULL, language, KEFU_OK, error};
    const uint32_t excel = flags & KEFU_AWARD_EXCEL ? KEFU_CSV_EXCEL : 0;
    w.status = kefu_csv_writer_new(&awards->memory.with, &taken, excel, &w.csv, error);
    if (!w.status)
        award_csv_heading(&w);
    for (size_t i = 0; i < awards->n && !w.status; i++)
        award_csv_row(&w, &awards->won[i]);
    kefu_csv_writer_free(w.csv);
    return w.status;
}
