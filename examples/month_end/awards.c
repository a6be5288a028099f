/* awards.c - the prizes: who won what, how many took part, and files for the wall. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Reading and giving --------------------------------------------------------------------- */

int award_plan_read(month *m)
{
    kefu_error error;
    size_t size;
    if (!m->o->awards)
        return 0;
    const char *text = text_kept(m, m->o->awards, &size);
    if (!text)
        return 1;
    return kefu_award_plan_from_json(NULL, NULL, text, size, &m->award_plan, &error)
               ? complain_scheme(m->o->awards, text, "--awards", &error)
               : 0;
}

int award_history_read(month *m)
{
    return m->o->history ? read_rows(m->o, m->o->history, 0, &m->history) : 0;
}

static int complain_awards(const month *m, const kefu_error *error)
{
    if (m->history.batch && (error->row >= 0 || strncmp(error->message, "history", 7) == 0))
        return complain_row(m->o, &m->history, error);
    complain(m->o->awards, error);
    if (error->code == KEFU_E_NAME)
        fputs("    (a column of a --table is read where the plan names it, or --cell; of --events "
              "--metric 'NAME=FORMULA' gives it)\n",
              stderr);
    return 1;
}

/* The kept sheets are a period each, the earliest first; those of this month are the last one. */
int award_month(month *m)
{
    kefu_error error;
    const int before = m->award_sheets.n, n = before + m->scored.n;
    if (!m->award_plan)
        return 0;
    if (!n)
        return complain_nobody(m);
    const kefu_sheet **sheets = grow(NULL, (size_t)n * sizeof *sheets);
    int32_t *periods = grow(NULL, (size_t)n * sizeof *periods);
    for (int i = 0; i < n; i++) {
        sheets[i] = i < before ? m->award_sheets.at[i] : m->scored.at[i - before];
        periods[i] = i < before ? i : before;
    }
    const kefu_award_options options = {.struct_size = sizeof options,
                                        .periods = periods,
                                        .period =
                                            m->o->award_period ? m->o->award_period : m->o->period,
                                        .history = m->history.batch};
    const kefu_status status =
        kefu_award(m->award_plan, sheets, n, m->frame, &options, &m->awards, &error);
    free(periods);
    free(sheets);
    return status ? complain_awards(m, &error) : find_awards(m);
}

/* ---- The table ------------------------------------------------------------------------------ */

/* "66.7%" */
static char *share_text(char *out, const kefu_value *share, int language)
{
    const kefu_card_part percent = {.unit = "ratio", .scale = 1};
    return figure_text(out, share, &percent, language);
}

static void print_money(const month *m, int64_t amount)
{
    char text[FIGURE_SIZE];
    const kefu_award_plan *plan = kefu_awards_plan(m->awards);
    const int32_t digits = kefu_award_plan_exponent(plan);
    kefu_value value = {amount, 1, 0, KEFU_VALUE_OK, 0};
    for (int32_t i = 0; i < digits; i++)
        value.den *= 10;
    (void)kefu_figure_text(&value, "count", digits, m->o->language, text, sizeof text, NULL);
    printf("%s%s %s", say(m->o, ",奖金 ", ", "), text, kefu_award_plan_currency(plan));
}

static void print_stat(const month *m, int32_t prize, const char *label)
{
    char took_part[FIGURE_SIZE], covered[FIGURE_SIZE];
    kefu_prize_stat s = {.struct_size = sizeof s};
    if (kefu_awards_stat(m->awards, prize, &s))
        return;
    style(STYLE_BOLD);
    fputs(label, stdout);
    style(STYLE_PLAIN);
    share_text(took_part, &s.participation, m->o->language);
    share_text(covered, &s.prize_coverage, m->o->language);
    printf(say(m->o, ":参评 %lld/%lld 人(%s),获奖 %lld 人,奖励覆盖率 %s",
               ": %lld of %lld took part (%s), %lld won, %s of those who took part"),
           (long long)s.took_part, (long long)s.people, took_part, (long long)s.winners, covered);
    if (s.amount)
        print_money(m, s.amount);
    fputc('\n', stdout);
}

static void print_winners(const month *m, int32_t prize)
{
    for (int64_t i = 0; i < kefu_awards_count(m->awards); i++) {
        kefu_winner w = {.struct_size = sizeof w};
        if (kefu_awards_at(m->awards, i, &w) || w.prize != prize)
            continue;
        char *text = award_sentence(m->awards, i, m->o->language);
        printf("  %s\n", text);
        free(text);
    }
}

int print_awards(const month *m)
{
    if (!m->awards)
        return 0;
    const kefu_award_plan *plan = kefu_awards_plan(m->awards);
    const char *period = m->o->award_period ? m->o->award_period : m->o->period;
    printf("\n%s%s%s\n\n", kefu_award_plan_label(plan, m->o->language), period ? "  " : "",
           period ? period : "");
    for (int32_t i = 0; i < kefu_award_plan_prizes(plan); i++) {
        kefu_prize prize = {.struct_size = sizeof prize};
        if (kefu_award_plan_prize(plan, i, &prize))
            continue;
        print_stat(m, i, say(m->o, prize.label_zh, prize.label_en));
        print_winners(m, i);
    }
    print_stat(m, -1, say(m->o, "全部奖项", "all prizes"));
    print_finding_list(m, &m->award_found, "评优方案检查", "findings about the prizes");
    return 0;
}

void print_award_lines(const month *m, const char *person)
{
    int n = 0;
    for (int64_t i = 0; m->awards && i < kefu_awards_count(m->awards); i++) {
        kefu_winner w = {.struct_size = sizeof w};
        if (kefu_awards_at(m->awards, i, &w) || strcmp(w.person, person) != 0)
            continue;
        if (!n++)
            printf("%s\n", kefu_award_plan_label(kefu_awards_plan(m->awards), m->o->language));
        char *text = award_sentence(m->awards, i, m->o->language);
        printf("  %s\n", text);
        free(text);
    }
}

/* ---- The file ------------------------------------------------------------------------------- */

static kefu_status awards_csv(const month *m, const void *what, const kefu_sink *sink,
                              kefu_error *error)
{
    const kefu_write_options options = {.struct_size = sizeof options,
                                        .language = m->o->language,
                                        .flags = m->o->excel ? KEFU_WRITE_EXCEL : 0};
    return kefu_awards_csv(what, &options, sink, error);
}

int write_awards(const month *m)
{
    return m->o->awards_out ? write_path(m, m->o->awards_out, awards_csv, m->awards) : 0;
}
