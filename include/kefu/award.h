/* clang-format off */
/* kefu/award.h - prizes (评优): who wins what in a phase, a month, a quarter or a year, and how
 * many took part. Uses score.h.
 *
 * A plan is JSON, read as strictly as a card:
 *
 *   {"format": 1, "id": "org.example.double11/1", "label": {"zh": "双11评优", "en": "Double 11"},
 *    "currency": "CNY", "exponent": 2,          needed where a prize has amounts
 *    "enter": [conditions],                     who takes part in any of it; absent = everybody
 *    "prizes": [
 *      {"id": "sales_king", "label": ..., "kind": "single",
 *       "metric": "销售额",                     a figure of the frame
 *       "direction": "higher",
 *       "unit": "yuan", "scale": 2,             as it is shown; absent: as the frame's metric
 *       "min_n": 30,                            fewer observations do not take part
 *       "within": "all",                        default; or team, group: winners in each. Nobody
 *                                               without a team takes part in a team's
 *       "places": 3,                            how many win
 *       "amounts": [500, 300, 100],             of the places, those behind the last have none;
 *                                               absent = no money
 *       "ties": "all",                          default: all who tie win, each the amount of the
 *                                               place; or share: the amounts of the places that
 *                                               they take, to the last fen, what cannot be shared
 *                                               to the first to print; or order: the order to print
 *       "when": [conditions],                   of card.h, about the latest period's sheet
 *       "max_terms": 2},                        who won it in so many periods before, running,
 *                                               cannot win it
 *      {"id": "star", "label": ..., "kind": "overall",
 *       "over": "mean",                         of the totals of all periods: mean (default), sum
 *                                               or best
 *       "need": "all",                          periods with a total: all of them (default), or a
 *                                               number
 *       "places": 1, "amounts": [1000]}],
 *    "one_each": true}                          who has won one wins no other; prizes are given in
 *                                               the order of the plan
 *
 * Conditions, totals, teams and groups are those of the sheets; a champion of the month has one
 * period, of the quarter three. A mean is that of the totals that somebody has, exactly; ties are
 * of exact values. Name, team, group and what conditions look at are those of the latest period's
 * sheet that has the person.
 *
 * The order to print is that of the latest period's sheets, each as printed, then people who are
 * only in earlier ones. A figure takes part if it has a number, is not of low volume, and has,
 * where that is known, min_n observations. Those who are barred by max_terms or one_each took part,
 * but stand on no place.
 */
/* clang-format on */
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
/* Currency ("CNY"; "" where no prize has money) and digits of its minor unit. */
KEFU_API const char *KEFU_CALL kefu_award_plan_currency(const kefu_award_plan *plan);
KEFU_API int32_t KEFU_CALL kefu_award_plan_exponent(const kefu_award_plan *plan);
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
    const kefu_batch *history; /* NULL, or winners before: period (期间), prize (奖项: its id),
                                  person (客服), found as those of a roster; what kefu_awards_csv
                                  wrote serves. Periods are in the order of their text, the ones
                                  before `period` count (all if that is ""); one in which nobody
                                  won anything is not seen */
} kefu_award_options;

/* Gives the prizes. `frame` (may be NULL if the plan reads no metric) has the figures of the whole
 * time, its one key is the person: those of a quarter are made from three months' rows, never from
 * their rates; who is not in it has none. Each period from 0 to the latest has a sheet, and nobody
 * is in two of one period: KEFU_E_DUPLICATE. KEFU_E_NAME for metrics that are not there, and for
 * what conditions name and no sheet's card has; KEFU_E_ARGUMENT if a prize needs more periods than
 * there are. The awards keep their own copies. O(prizes × rows log rows) [pure] Since 0.1 */
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

/* Winners, by prize, then team or group (in order of names, people without one last), then place,
 * then in the order to print; how many, one of them, and that in words:
 *   销售冠军第 1 名 小林:销售额 ¥58,000,奖金 ¥500.00(连续 2 期)
 * out, capacity and need as of kefu_figure_text. */
KEFU_API int64_t KEFU_CALL kefu_awards_count(const kefu_awards *awards);
KEFU_API kefu_status KEFU_CALL kefu_awards_at(const kefu_awards *awards, int64_t index,
                                              kefu_winner *out);
KEFU_API kefu_status KEFU_CALL kefu_awards_text(const kefu_awards *awards, int64_t index,
                                                int32_t language, char *out, size_t capacity,
                                                size_t *need);

/* How a prize was taken up; `prize` -1: all of them, people who took part in or won any. */
typedef struct kefu_prize_stat {
    size_t struct_size;
    int64_t people;    /* in any of the sheets */
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

/* CSV, a line a winner: period, prize (its id), label, place, person, name, team, within, figure,
 * amount: what is hung on the wall, and the history of next time. `flags` KEFU_AWARD_EXCEL: BOM,
 * CRLF, ids as text. */
enum { KEFU_AWARD_EXCEL = 1 };
KEFU_API kefu_status KEFU_CALL kefu_awards_csv(const kefu_awards *awards, int32_t language,
                                               uint32_t flags, const kefu_sink *sink,
                                               kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
