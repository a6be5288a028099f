/* clang-format off */
/* kefu/award.h - prizes (评优): who wins what in a phase, a month, a quarter or a year, how many
 * took part, and why the others did not win. Uses score.h and write.h.
 *
 * A plan is JSON, read as strictly as a card:
 *
 *   {"format": 1, "id": "org.example.double11/1", "label": {"zh": "双11评优", "en": "Double 11"},
 *    "currency": "CNY", "exponent": 2,          needed where a prize has amounts
 *    "enter": [conditions],                     who takes part in any of it; absent = everybody
 *    "prizes": [
 *      {"id": "sales_king", "label": ..., "kind": "single",
 *       "metric": "销售额",                     a figure of the frame
 *       "direction": "higher",                  or lower: which end wins
 *       "unit": "yuan", "scale": 2,             as it is shown; absent: as the frame's metric
 *       "min_n": 30,                            fewer observations do not take part; default 0
 *       "within": "all",                        default; or team, group: winners in each
 *       "places": 3,                            how many win
 *       "amounts": [500, 300, 100],             of the places from the first on; shorter: those
 *                                               behind have 0; longer is refused; absent = no
 *                                               money
 *       "ties": "all",                          default; or share, order: see Places
 *       "least": "1元",                         a figure below it does not win, in either
 *                                               direction; text with a unit needs `unit`; absent =
 *                                               any figure wins
 *       "when": [conditions],                   absent = everybody
 *       "max_terms": 2},                        who won it in so many periods before, running,
 *                                               cannot win it; absent = any number
 *      {"id": "star", "label": ..., "kind": "overall",
 *       "over": "mean",                         of the totals of the periods that have one: mean
 *                                               (default), sum or best
 *       "need": "all",                          periods with a total: all (default), or a number
 *       "places": 1, "amounts": [1000]}],       and within, ties, least (points), when, max_terms
 *    "one_each": true}                          who has won one wins no later one; default false
 *
 * Prizes are given in the order of the plan.
 *
 * Who takes part. Those of whom `enter` and `when` hold, who have the figure, or `need` totals, and
 * enough observations: a figure of low volume does not take part, nor one of fewer than min_n where
 * the number is known; where it is not (n is -1) it does. Nobody without a team takes part within
 * team; those without a group are a group of their own. A figure that is not mature takes part and
 * may win, and the winner is flagged.
 *
 * Who can win. Of those who take part, not who is below `least`, has won `max_terms` periods
 * running, or, with one_each, an earlier prize of the plan, with or without amounts. They took
 * part, but stand on no place: places, ties and amounts are made among the others.
 *
 * Places. By competition (1 2 2 4) among those who can win, best first, in exact numbers; places up
 * to `places` win, fewer where there are fewer people. Who ties stands on one place:
 *   all     each has the amount of that place, so they may cost more than the sum of the amounts
 *   share   they have the amounts of the places that they take, place to place + tied - 1, those
 *           behind the last amount being 0, in equal parts; what is left goes, one minor unit each,
 *           to the first in the order of person ids
 *   order   nobody ties: the order to print decides, and no more than `places` win
 * The order to print is: people of the latest period before those who are only in earlier ones,
 * each by the total of the latest sheet that has them, best first, without a total last, then by
 * id. It depends neither on the order of sheets nor on that of rows.
 *
 * Totals of an overall prize are compared as they are, also those of different cards; a mean is
 * that of the periods that have a total, exactly. A champion of the month has one period, of the
 * quarter three.
 *
 * Conditions are those of card.h: `metric` is of the frame, which has the whole time; all else, as
 * name, team and group, is of the latest period's sheet that has the person. A condition whose
 * datum somebody lacks (a figure, a total, a part that only other cards have) does not hold.
 *
 * History. Winners of periods before: a person who won a prize in any place, in each of the last
 * periods of the history without a gap, has won it so many periods running. A period is in it if
 * somebody won anything; who did not win then starts anew. Rows of options.period or later, and
 * people and prizes that are not there now, are ignored (their periods count). options.period is
 * needed with a history where the plan has max_terms. Periods are in the order of their texts,
 * which therefore must all be of one length in bytes ("2026-09", "2026-10"); or give options.seq,
 * and the history the column seq (期序), whole numbers from 1 on, which then order the periods
 * instead.
 *
 * Pay. What kefu_awards_csv writes has the columns of options.items of kefu_pay: give the pay plan,
 * for each prize, a part {"id": the prize's, "kind": "items", "rate": "100%"} and it pays them out.
 */
/* clang-format on */
#ifndef KEFU_AWARD_H
#define KEFU_AWARD_H

#include "kefu/score.h"
#include "kefu/write.h"

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

enum { KEFU_PRIZE_SINGLE = 1, KEFU_PRIZE_OVERALL = 2 }; /* kefu_prize.kind */
enum { KEFU_PRIZE_OF_ALL = 0, KEFU_PRIZE_OF_TEAM = 1, KEFU_PRIZE_OF_GROUP = 2 }; /* .within */
enum { KEFU_PRIZE_TIES_ALL = 0, KEFU_PRIZE_TIES_SHARE = 1, KEFU_PRIZE_TIES_ORDER = 2 }; /* .ties */

/* One prize of a plan; text is borrowed. */
typedef struct kefu_prize {
    size_t struct_size;
    const char *id;
    const char *label_zh;
    const char *label_en;
    const char *metric; /* of a single prize, else "" */
    const char *unit;   /* "" = as the frame's metric; "points" of an overall prize */
    int32_t kind;       /* KEFU_PRIZE_SINGLE, KEFU_PRIZE_OVERALL */
    int32_t scale;      /* -1 = as the frame's metric */
    int32_t direction;  /* KEFU_HIGHER, KEFU_LOWER */
    int32_t within;     /* KEFU_PRIZE_OF_... */
    int32_t ties;       /* KEFU_PRIZE_TIES_... */
    int32_t places;
    int32_t n_amounts; /* at most `places` */
    int32_t max_terms; /* 0 = any number */
} kefu_prize;
KEFU_API kefu_status KEFU_CALL kefu_award_plan_prize(const kefu_award_plan *plan, int32_t index,
                                                     kefu_prize *out);
/* What a place (from 1) of a prize is worth, before ties, in minor units; 0 where it has none, and
 * for prizes and places that are not there. */
KEFU_API int64_t KEFU_CALL kefu_award_plan_amount(const kefu_award_plan *plan, int32_t prize,
                                                  int32_t place);

/* Faults of a plan; `card` (may be NULL) adds what does not fit it. O(prizes × conditions²) [pure]
 * Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_award_plan_lint(const kefu_award_plan *plan,
                                                    const kefu_card *card, kefu_findings **out,
                                                    kefu_error *error);

/* ---- Giving --------------------------------------------------------------------------------- */

typedef struct kefu_awards kefu_awards;

typedef struct kefu_award_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const int32_t *periods;    /* NULL: all sheets are one period; or n_sheets of them, the period
                                  of each sheet, from 0 (the earliest) on: the three months of a
                                  quarter are 0 1 2 */
    const char *period;        /* of all, shown: "2026-Q4"; NULL = "" */
    const kefu_batch *history; /* NULL, or winners before: period (期间), prize (奖项: its id; or
                                  part, 项目), person (客服) and perhaps seq (期序), found as those
                                  of a roster; what kefu_awards_csv wrote serves */
    int32_t seq;               /* of the period among all: 1, 2 ...; 0 = by the text of period */
    int32_t reserved0;
} kefu_award_options;

/* Gives the prizes. `frame` (may be NULL if the plan reads no metric) has the figures of the whole
 * time, its one key is the person: those of a quarter are made from three months' rows, never from
 * their rates; who is not in it has none. The awards keep their own copies.
 * KEFU_E_DUPLICATE: somebody is in two sheets of one period. KEFU_E_NAME: a metric that is not
 * there, or a condition about what no sheet's card has. KEFU_E_ARGUMENT: a period from 0 to the
 * latest without a sheet, a plan with metrics and no frame, a frame with other than one key, a
 * prize that needs more periods than there are, a history and max_terms without options.period.
 * KEFU_E_DATA, with the row: a row of the history without period, prize or person, with options.seq
 * without a seq, without it with a period of another length. KEFU_E_ENCODING: options.period is not
 * UTF-8. KEFU_E_OVERFLOW: totals of a person, or all amounts, leave 64 bits. O(prizes × rows log
 * rows) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_award(const kefu_award_plan *plan,
                                          const kefu_sheet *const *sheets, int32_t n_sheets,
                                          const kefu_frame *frame,
                                          const kefu_award_options *options, kefu_awards **out,
                                          kefu_error *error);
KEFU_API void KEFU_CALL kefu_awards_free(kefu_awards *awards);

/* kefu_winner.flags */
enum {
    KEFU_WIN_PROVISIONAL = 1 /* the figure, a sheet whose total counts, or a figure that a condition
                                looked at is not mature, or a verdict waits: it may still change */
};

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
    uint32_t flags;   /* KEFU_WIN_... */
    int32_t reserved0;
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

/* kefu_standing.why: those who took part first, those who did not from 10 on. */
enum {
    KEFU_OUT_NONE = 0,       /* won */
    KEFU_OUT_PLACE = 1,      /* stands behind the places that win */
    KEFU_OUT_LEAST = 2,      /* the figure is below `least` */
    KEFU_OUT_TERMS = 3,      /* max_terms; number: periods running, without this one */
    KEFU_OUT_ONE_EACH = 4,   /* has won an earlier prize; number: its index */
    KEFU_OUT_CONDITION = 10, /* number: of the first of `when` that does not hold, from 0 */
    KEFU_OUT_ENTER = 11,     /* number: the same of `enter` */
    KEFU_OUT_TEAM = 12,      /* within team, and in none */
    KEFU_OUT_NEED = 13,      /* fewer periods with a total than needed; number: how many */
    KEFU_OUT_FEW = 14,       /* too few observations */
    KEFU_OUT_NO_VALUE = 15   /* no figure; no total in any period */
};

/* How somebody stands for a prize; text is borrowed. */
typedef struct kefu_standing {
    size_t struct_size;
    const char *person;
    const char *name;
    const char *within; /* the team or group that the prize is won in; "" of all */
    kefu_place place;   /* twice 0: on none */
    kefu_value value;   /* the figure or total; den 0 where there is none */
    int32_t why;        /* KEFU_OUT_... */
    int32_t number;     /* see there; else 0 */
} kefu_standing;

/* Everybody in the sheets, for one prize: those who stand on a place as winners are ordered, then
 * the others in the order to print. How many (0 if there is no such prize), one of them, and that
 * in words: 小周:第 5 名,前 3 名得奖 out, capacity and need as of kefu_figure_text. O(1) */
KEFU_API int64_t KEFU_CALL kefu_awards_standings(const kefu_awards *awards, int32_t prize);
KEFU_API kefu_status KEFU_CALL kefu_awards_standing(const kefu_awards *awards, int32_t prize,
                                                    int64_t index, kefu_standing *out);
KEFU_API kefu_status KEFU_CALL kefu_awards_standing_text(const kefu_awards *awards, int32_t prize,
                                                         int64_t index, int32_t language, char *out,
                                                         size_t capacity, size_t *need);

/* How a prize was taken up; `prize` -1: all of them, people who took part in or won any. */
typedef struct kefu_prize_stat {
    size_t struct_size;
    int64_t people; /* in any of the sheets */
    int64_t
        took_part;   /* of them: had a figure or total, enough of it, and met the conditions; those
                        who then could not win (least, max_terms, one_each) are among them */
    int64_t winners; /* different people */
    int64_t amount;  /* minor units */
    kefu_value participation; /* 参评率: took_part / people; den 0 where there is nobody */
    kefu_value prize_coverage; /* 奖励覆盖率: winners / took_part; den 0 where nobody took part */
} kefu_prize_stat;
KEFU_API kefu_status KEFU_CALL kefu_awards_stat(const kefu_awards *awards, int32_t prize,
                                                kefu_prize_stat *out);

/* The plan that they were given by. Borrowed. */
KEFU_API const kefu_award_plan *KEFU_CALL kefu_awards_plan(const kefu_awards *awards);

/* CSV, a line a winner: period, seq (empty if 0), part (the prize's id), label, place, person,
 * name, team, within, figure, amount, currency: what is hung on the wall, the history of next time,
 * and the items of kefu_pay. Where the plan has a currency each line has an amount. Of `options`
 * language and flags are read. */
KEFU_API kefu_status KEFU_CALL kefu_awards_csv(const kefu_awards *awards,
                                               const kefu_write_options *options,
                                               const kefu_sink *sink, kefu_error *error);
/* One JSON object: "format": 1, the plan, period, seq, the counts of all, each prize with its
 * counts and winners, and these in words in both languages. Equal awards give equal bytes. */
KEFU_API kefu_status KEFU_CALL kefu_awards_json(const kefu_awards *awards,
                                                const kefu_write_options *options,
                                                const kefu_sink *sink, kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
