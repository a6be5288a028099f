/* award_fixture.h - months of totals and figures, and the prizes that a plan gives for them. */
#ifndef TESTS_AWARD_FIXTURE_H
#define TESTS_AWARD_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/award.h"

/* The figure is the total; people are ranked by cohort where there is a roster. */
#define AWARD_CARD(rank)                                                                           \
    "{\"format\":1,\"id\":\"t/1\"," rank "\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"a\","   \
    "\"metric\":\"points\",\"weight\":100,\"unit\":\"points\",\"direction\":\"higher\","           \
    "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}}]}],"                            \
    "\"floor\":60,\"grades\":[{\"id\":\"A\",\"from\":90},{\"id\":\"B\",\"below\":90}]}"
static const char *const award_cards[] = {AWARD_CARD(""),
                                          AWARD_CARD("\"rank\":{\"group\":\"cohort\"},")};

/* Prizes of fen. */
#define AWARDS(prizes)                                                                             \
    "{\"format\":1,\"id\":\"t.award/1\",\"currency\":\"CNY\",\"exponent\":2,\"prizes\":[" prizes   \
    "]}"
#define AWARDS_MORE(prizes, more)                                                                  \
    "{\"format\":1,\"id\":\"t.award/1\",\"currency\":\"CNY\",\"exponent\":2,\"prizes\":[" prizes   \
    "]," more "}"

enum { AWARD_PERIODS = 4, AWARD_TEXT = 2048 };

typedef struct award_case {
    const char *plan;
    const char *months[AWARD_PERIODS]; /* "A=90 B=80 C=-": totals; "-": none */
    const char *figures;               /* NULL, or of the metric sales: "A=100 B=100/40" (n) */
    const char *roster;                /* NULL, or "A=team:cohort ..." */
    const char *history;               /* NULL, or "2026-01:prize:A ...", with seq "...:A:1" */
    const char *period;
    int32_t seq;
    const char *unit; /* of sales; NULL = yuan */
} award_case;

typedef struct awarded {
    kefu_award_plan *plan;
    kefu_card *card;
    kefu_roster *roster;
    kefu_frame *frame;
    kefu_sheet *sheets[AWARD_PERIODS];
    int32_t n_sheets;
    kefu_builder *history;
    kefu_awards *awards;
    kefu_error error;
    kefu_status status; /* of all, up to kefu_award */
} awarded;

static inline void awarded_free(awarded *a)
{
    kefu_awards_free(a->awards);
    kefu_builder_free(a->history);
    for (int32_t i = 0; i < AWARD_PERIODS; i++)
        kefu_sheet_free(a->sheets[i]);
    kefu_frame_free(a->frame);
    kefu_roster_free(a->roster);
    kefu_card_free(a->card);
    kefu_award_plan_free(a->plan);
    memset(a, 0, sizeof *a);
}

/* Text columns from words whose cells are apart by one of "=/:"; a cell that is not there is "". */
static inline kefu_status award_rows(const kefu_allocator *allocator, const char *words,
                                     const char *const *names, int n, kefu_builder **out)
{
    kefu_status status = kefu_builder_new(allocator, NULL, out, NULL);
    for (int c = 0; c < n && !status; c++)
        status = kefu_builder_add(*out, names[c], KEFU_COLUMN_TEXT, 0, 0, NULL, NULL);
    while (*words && !status) {
        for (int c = 0; c < n && !status; c++) {
            size_t size = strcspn(words, "=/: ");
            status = kefu_builder_set_text(*out, c, words, size, NULL);
            words += size + (words[size] != 0 && words[size] != ' ');
        }
        if (!status)
            status = kefu_builder_end_row(*out, NULL);
        words += strspn(words, " ");
    }
    return status;
}

/* A frame of one metric from "A=100/40" (n behind the stroke, if `count`). */
static inline kefu_status award_frame(const kefu_allocator *allocator, const char *words,
                                      const char *metric, const char *unit, int count,
                                      kefu_frame **out)
{
    const char *const names[] = {"person", metric, "n"};
    kefu_builder *rows = NULL;
    kefu_report *report = NULL;
    kefu_metric_info info = {.struct_size = sizeof info,
                             .name = metric,
                             .label_zh = strcmp(metric, "sales") ? "" : "销售额",
                             .unit = unit};
    kefu_report_columns columns = {.struct_size = sizeof columns,
                                   .count = count ? "n" : NULL,
                                   .cell = strcmp(unit, "ratio") ? KEFU_CELL_NUMBER
                                                                 : KEFU_CELL_PERCENT};
    info.scale = strcmp(unit, "ratio") ? 0 : 2;
    kefu_status status = award_rows(allocator, words, names, count ? 3 : 2, &rows);
    if (!status)
        status = kefu_report_new(allocator, NULL, &report, NULL);
    if (!status)
        status = kefu_report_key(report, "person", NULL);
    if (!status)
        status = kefu_report_metric(report, &info, &columns, NULL);
    if (!status)
        status = kefu_report_read(report, kefu_builder_batch(rows), out, NULL);
    kefu_report_free(report);
    kefu_builder_free(rows);
    return status;
}

static inline kefu_status award_sheet(const kefu_allocator *allocator, awarded *a,
                                      const char *words, kefu_sheet **out)
{
    kefu_frame *frame = NULL;
    kefu_score_options options = {.struct_size = sizeof options,
                                  .allocator = allocator,
                                  .roster = a->roster,
                                  .day = a->roster ? 20000 : 0};
    kefu_status status = award_frame(allocator, words, "points", "points", 0, &frame);
    if (!status)
        status = kefu_score(a->card, frame, &options, out, &a->error);
    kefu_frame_free(frame);
    return status;
}

static inline awarded award_by(const kefu_allocator *allocator, const award_case *of)
{
    static const char *const roster_names[] = {"person", "team", "cohort"};
    static const char *const history_names[] = {"period", "prize", "person", "seq"};
    static const int32_t periods[AWARD_PERIODS] = {0, 1, 2, 3};
    awarded a;
    kefu_builder *rows = NULL;
    memset(&a, 0, sizeof a);
    a.status =
        kefu_award_plan_from_json(allocator, NULL, of->plan, strlen(of->plan), &a.plan, &a.error);
    if (!a.status)
        a.status = kefu_card_from_json(allocator, NULL, award_cards[of->roster != NULL],
                                       strlen(award_cards[of->roster != NULL]), &a.card, &a.error);
    if (!a.status && of->roster)
        a.status = award_rows(allocator, of->roster, roster_names, 3, &rows);
    if (!a.status && of->roster)
        a.status = kefu_roster_from_batch(allocator, kefu_builder_batch(rows), &a.roster, &a.error);
    kefu_builder_free(rows);
    for (; !a.status && a.n_sheets < AWARD_PERIODS && of->months[a.n_sheets]; a.n_sheets++)
        a.status = award_sheet(allocator, &a, of->months[a.n_sheets], &a.sheets[a.n_sheets]);
    if (!a.status && of->figures)
        a.status =
            award_frame(allocator, of->figures, "sales", of->unit ? of->unit : "yuan", 1, &a.frame);
    if (!a.status && of->history)
        a.status =
            award_rows(allocator, of->history, history_names, of->seq > 0 ? 4 : 3, &a.history);
    kefu_award_options options = {.struct_size = sizeof options,
                                  .allocator = allocator,
                                  .periods = periods,
                                  .period = of->period,
                                  .seq = of->seq,
                                  .history = a.history ? kefu_builder_batch(a.history) : NULL};
    if (!a.status)
        a.status = kefu_award(a.plan, (const kefu_sheet *const *)a.sheets, a.n_sheets, a.frame,
                              &options, &a.awards, &a.error);
    return a;
}

/* "prize within place person amount terms" of each winner, apart by ";": "p0 1 A 500". */
static inline void awarded_list(const kefu_awards *awards, char out[AWARD_TEXT])
{
    size_t used = 0;
    out[0] = 0;
    for (int64_t i = 0; i < kefu_awards_count(awards); i++) {
        kefu_winner w = {.struct_size = sizeof w};
        assert_int_equal(kefu_awards_at(awards, i, &w), KEFU_OK);
        used += (size_t)snprintf(out + used, AWARD_TEXT - used, "%sp%d%s%s %lld %s %lld",
                                 i ? "; " : "", w.prize, *w.within ? " " : "", w.within,
                                 (long long)(w.place.twice / 2), w.person, (long long)w.amount);
        assert_true(used < AWARD_TEXT);
    }
}

#endif
