/* kefu/award.h - prizes (评优): who wins what in a phase, a month, a quarter or a year, and how
 * many took part. Uses score.h.
 *
 * A plan is JSON, read as strictly as a card:
 *
 *   {"format": 1, "id": "org.example.double11/1", "label": {"zh": "双11评优", "en": "Double 11"},
 *    "currency": "CNY", "exponent": 2,
 *    "enter": [conditions],                      who takes part in any of it; absent = everybody
 *    "prizes": [
 *      {"id": "sales_king", "label": ..., "kind": "single",
 *       "metric": "销售额",                      a figure of the frame
 *       "direction": "higher",
 *       "unit": "yuan", "scale": 2,              as it is shown
 *       "min_n": 30,                             fewer observations do not take part
 *       "within": "all",                         or team, group: winners in each
 *       "places": 3,                             how many win
 *       "amounts": [500, 300, 100],              of the places; absent = no money
 *       "ties": "all",                           all who tie win, each the amount of the place; or
 *                                                share: the amounts of the places that they take,
 *                                                to the last fen; or order: the order to print
 *       "when": [conditions],                    of card.h, about the latest period's sheet
 *       "max_terms": 2},                         who won it in so many periods before, running,
 * does not take part
 *      {"id": "star", "label": ..., "kind": "overall",
 *       "over": "mean",                          of the totals of all periods: mean, sum or best
 *       "need": "all",                           periods with a total: all of them, or a number
 *       "places": 1, "amounts": [1000]}],
 *    "one_each": true}                           who has won one takes no other; prizes are given
 *                                                in the order of the plan
 *
 * Conditions, totals, teams and groups are those of the sheets; a champion of the month has one
 * period, of the quarter three. Means are exact; ties are of exact values.
 */
#ifndef KEFU_AWARD_H
#define KEFU_AWARD_H

#include "kefu/score.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kefu_award_plan kefu_award_plan;

/* Reads a plan, which never changes afterwards. KEFU_E_SYNTAX or KEFU_E_CARD with line, column, the
 * path and what was expected. O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_award_plan_from_json(const kefu_allocator *allocator,
                                                         const kefu_limits *limits,
                                                         const char *json, size_t size,
                                                         kefu_award_plan **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_award_plan_free(kefu_award_plan *plan);
KEFU_API const char *KEFU_CALL kefu_award_plan_id(const kefu_award_plan *plan);
KEFU_API const char *KEFU_CALL kefu_award_plan_hash(const kefu_award_plan *plan);
KEFU_API const char *KEFU_CALL kefu_award_plan_label(const kefu_award_plan *plan, int32_t language);
KEFU_API int32_t KEFU_CALL kefu_award_plan_prizes(const kefu_award_plan *plan);

/* One prize of a plan; text is borrowed. */
typedef struct kefu_prize {
    size_t struct_size;
    const char *id;
    const char *label_zh;
    const char *label_en;
    const char *kind;   /* "single" or "overall" */
    const char *metric; /* of a single prize, else "" */
    int32_t places;
    int32_t reserved0;
} kefu_prize;
KEFU_API kefu_status KEFU_CALL kefu_award_plan_prize(const kefu_award_plan *plan, int32_t index,
                                                     kefu_prize *out);

/* ---- Giving --------------------------------------------------------------------------------- */

typedef struct kefu_awards kefu_awards;

typedef struct kefu_award_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const int32_t *periods;    /* NULL: all sheets are one period; or the period of each sheet, from
                                  0 (the earliest) on: the three months of a quarter are 0 1 2 */
    const char *period;        /* of all, shown: "2026-Q4"; NULL = "" */
    const kefu_batch *history; /* NULL, or winners before: period (期间), prize (奖项), person
                                  (客服), found as those of a roster; what kefu_awards_csv wrote
                                  serves. Periods are in the order of their text */
} kefu_award_options;

/* Gives the prizes. `frame` (may be NULL if no prize is single) has the figures of the whole time,
 * its one key is the person: those of a quarter are made from three months' rows, never from their
 * rates. KEFU_E_NAME for metrics that are not there. O(prizes × rows log rows) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_award(const kefu_award_plan *plan,
                                          const kefu_sheet *const *sheets, int32_t n_sheets,
                                          const kefu_frame *frame,
                                          const kefu_award_options *options, kefu_awards **out,
                                          kefu_error *error);
KEFU_API void KEFU_CALL kefu_awards_free(kefu_awards *awards);

/* One winner; text is borrowed. */
typedef struct kefu_winner {
    size_t struct_size;
    int32_t prize; /* its index in the plan */
    int32_t terms; /* periods in a row that the person has won it, this one included */
    const char *person;
    const char *name;
    const char *team;
    const char *within; /* the team or group that it was won in; "" of all */
    kefu_place place;
    kefu_value value; /* the figure, or the total that decided */
    int64_t amount;   /* minor units */
} kefu_winner;

/* Winners, by prize, then team or group, then place; how many, one of them, and that in words. */
KEFU_API int64_t KEFU_CALL kefu_awards_count(const kefu_awards *awards);
KEFU_API kefu_status KEFU_CALL kefu_awards_at(const kefu_awards *awards, int64_t index,
                                              kefu_winner *out);
KEFU_API kefu_status KEFU_CALL kefu_awards_text(const kefu_awards *awards, int64_t index,
                                                int32_t language, char *out, size_t capacity,
                                                size_t *need);

/* How a prize was taken up; `prize` -1: all of them. */
typedef struct kefu_prize_stat {
    size_t struct_size;
    int64_t people;    /* in the sheets of the latest period, and the frame if there is one */
    int64_t took_part; /* of them: had a figure or total, enough of it, and met the conditions */
    int64_t winners;   /* different people */
    int64_t amount;    /* minor units */
    kefu_value participation; /* took_part / people */
    kefu_value coverage;      /* 奖励覆盖率: winners / took_part */
} kefu_prize_stat;
KEFU_API kefu_status KEFU_CALL kefu_awards_stat(const kefu_awards *awards, int32_t prize,
                                                kefu_prize_stat *out);

/* The plan that they were given by. Borrowed. */
KEFU_API const kefu_award_plan *KEFU_CALL kefu_awards_plan(const kefu_awards *awards);

/* CSV: period, prize, label, place, person, name, team, within, figure, amount: what is hung on the
 * wall, and the history of next time. `flags` KEFU_AWARD_EXCEL: BOM, CRLF, ids as text. */
enum { KEFU_AWARD_EXCEL = 1 };
KEFU_API kefu_status KEFU_CALL kefu_awards_csv(const kefu_awards *awards, int32_t language,
                                               uint32_t flags, const kefu_sink *sink,
                                               kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
