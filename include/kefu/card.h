/* clang-format off */
/* kefu/card.h - cards (考核方案): what is scored, how, and what else a total depends on; lint;
 * books of cards. Uses table.h and rank.h.
 *
 * A card is JSON. Keys that begin with "x-" are ignored, all other unknown keys are refused, and so
 * are duplicates. Numbers are exact decimals, of at most 6 digits after the point (bounds: 9);
 * bounds may be written as text with their unit: 0.45, "45%", "30s", "2分30秒". A label is
 * {"zh": "...", "en": "..."} or one text for both; without one the id is shown. Only format, id and
 * sections must be there.
 *
 *   {"format": 1,
 *    "id": "org.example.presales/1",           with its revision at the end
 *    "label": {"zh": "售前考核", "en": "Pre-sales"},
 *    "rank": {"ties": "competition",           or dense modified fractional ordinal
 *             "group": "cohort",               none (default), or team role cohort stage of the
 *                                              roster
 *             "volume": "询单人数",            a metric; goes with min_volume
 *             "min_volume": 30},               below it: shown, not ranked
 *    "weights": "hundred",                     of all items: 100 (default); or "normalise": any sum
 *    "sections": [
 *      {"id": "sales", "label": "销售",
 *       "weight": 50,                          optional; lint: the sum of its items
 *       "item_weights": "card",                of the card (default); or "section": of this section,
 *                                              whose weight is shared out by them, 100 in all
 *       "bonus": false,                        true: outside the 100; see Bonus sections
 *       "least": 0, "most": 35,                its points are kept within; absent = not
 *       "fail_at": 2,                          so many failed items fail it: 0 points
 *       "items": [
 *         {"id": "conversion", "label": "转化率",
 *          "metric": "转化率",                 name in the frame
 *          "definition": "kefu.enquiry_pay_rate_final/1",
 *                                              optional: figures made by another are refused
 *          "weight": 15,                       of 100
 *          "weight_source": "ours",            optional: who says so; lint quotes it
 *          "unit": "ratio",                    ratio s yuan points count
 *          "scale": 2,                         digits shown (of the percentage for ratio);
 *                                              default 2, s 1, count 0
 *          "direction": "higher",              is better, or lower, or middle (see zones)
 *          "min_n": 30,                        fewer observations are low volume; default 0
 *          "applies": [{"metric": "评价数", "above": 30}],
 *                                              conditions; where one fails the item is left out
 *          "basis": "value",                   what enters the curve; see Bases
 *          "of": 100,                          what the curve's points are out of; default 100
 *          "curve": {"type": "steps",
 *                    "bands": [{"at_least": "55%", "points": 100},
 *                              {"at_least": "50%", "points": 80},
 *                              {"points": 0}]},
 *          "small": {"at_most": 50,            another rule for so few observations (n), in place
 *                    "basis": "numerator",     of basis and curve
 *                    "curve": {"type": "linear", "points": [[0, 0], [25, 100]]}},
 *          "least": 0, "most": 100,            points of the curve are kept within; absent = not
 *          "fail": {"below": 50,               of the curve: fewer points fail
 *                   "fails": "item"},          the item (its points are 0), "section" or "card"
 *          "floor": "40%",                     worse figures are below the standard: improvement
 *                                              plan
 *          "no_data": "renormalise",           default; or zero, mean (of the group), require
 *          "low_volume": "score",              default; or any of no_data's
 *          "provisional": "score"}]}],         likewise
 *    "fail": {"at": 2,                         so many failed sections fail the card; 0 = none do
 *             "effect": "zero"},               (default) the items give 0; or "flag": it only shows
 *    "days": {"metric": "上班天数",            days on duty; or "days": "roster": calendar days of
 *             "of": 26},                       from..to of the options between hired and left
 *    "ramp": [{"days_below": 30, "share": "50%"},
 *             {"days_below": 60, "share": "80%"}],
 *                                              targets of newcomers, see Targets
 *    "blend": {"personal": "70%",              of the items' points; the rest is the team's:
 *              "team": "mean"},                mean of its members, or "sheet": options.team_sheet
 *    "adjustments": [
 *      {"id": "praise", "label": "点名好评", "metric": "点名好评",
 *       "per": 1, "points": 2,                 points for every `per` hits (a whole number)
 *       "cap": 10,                             the most it gives or takes; absent = uncapped
 *       "counts": "reported"}],                or confirmed (default): by the ledger
 *    "adjustments_least": -10, "adjustments_most": 10,
 *                                              all of them together; absent = uncapped
 *    "least": 0, "most": 120,                  the total before red lines; absent = not cut
 *    "red_lines": [
 *      {"id": "stalling", "label": "推诿", "metric": "推诿",
 *       "effect": "zero",                      or {"cap": 60}, {"minus": 20}, {"minus_each": 5},
 *                                              {"grade": "C"}: that grade at best
 *       "counts": "confirmed"}],
 *    "floor": 60,                              below: improvement plan
 *    "grades": [{"id": "A", "from": 91, "to": 100},
 *               {"id": "B", "from": 80, "below": 91}],
 *                                              from the best to the worst (refused otherwise where
 *                                              a red line names one); the first that has the
 *                                              total, where two do
 *    "tiers": {"shares": [{"id": "A", "share": "15%"}, {"id": "B", "share": "45%"},
 *                         {"id": "C", "share": "40%"}],
 *              "ties": "better"},              forced distribution; or worse, order
 *    "badges": [{"id": "ready", "label": "达标",
 *                "all": [{"total": {"at_least": 90}}, {"red_line": "none"}]}],
 *                                              see Conditions
 *    "streaks": [{"id": "two_low", "label": "连续两月未达标",
 *                 "all": [{"floor": "below"}], "periods": 2}]}
 *
 * Curves. Steps are bands: at_least (>=) or above (>), at_most (<=) or below (<), both, or neither;
 * the first that fits counts, where none fits the item gives 0.
 *
 *   {"type": "pieces", "bands": [{"at_least": 0, "below": 30, "points": [0, 60]}, ...]}
 *        bands whose points may also be a line from their lower end to their upper: jumps with
 *        explicit sides
 *   {"type": "linear", "points": [["10", 100], ["30", 90]], "below": "level", "above": "extend"}
 *        joins the knots, which rise; outside them it stays level (default) or goes on (extend)
 *   {"type": "zones", "bounds": ["60s", "120s", "180s", "300s"], "points": [0, 60, 100, 60, 0]}
 *        five zones, or three with two bounds; a bound belongs to the zone nearer the middle. For
 *        direction middle, where the band with the most points is the target
 *   {"type": "proportion", "cap": 120}
 *        basis × `of`, and not below 0: 110 % completion gives 110; absent cap = uncapped
 *   {"type": "deduct", "from": "100%", "per": "1%", "points": 1, "start": 20, "least": 0,
 *    "round": "up"}
 *        start (default: of) less so many points for every `per` that the figure is worse than
 *        `from`; a part of a unit counts as a whole one (up), not at all (down), as the nearest
 *        (nearest, half up) or as the part it is (exact), which has to be said; not below least,
 *        where one is given. Not for direction middle
 *   {"type": "places", "points": [100, 90, 80], "else": 60}
 *        needs basis place
 *
 * Bases. What enters the curve, and the unit of its bounds:
 *
 *   value        the figure
 *   percentile   of the rank group: (worse + equal / 2) / all, itself among the equal; 0 to 1
 *   place        1, 2, ... (competition) in the rank group
 *   completion   figure / target, a ratio; see Targets
 *   ratio        figure / mean of the peers; no data where the mean is 0 or less
 *   difference   figure - mean of the peers, in the item's unit
 *   numerator    num of a rate (unit ratio) whose den is its n: the cases themselves
 *   remainder    den - num of such a rate; both are no data of any other figure
 *
 * Targets. "target": an amount above 0, or {"metric": "销售计划"}, or either with days and ramp:
 * {"value": 50000, "days": true, "ramp": true}: the target × days on duty / of × the newcomer's
 * share. The latter is that of the first entry of the ramp whose days_below is above options.day -
 * hired, in days; behind the last, and where the first day is not known, all of the target. Days by
 * the roster are the calendar days from hired to left, both inclusive, within from..to, over all
 * of from..to. More days than `of` raise the target; 0 days make it 0. A target of 0 or less is no
 * data; so are days by the roster, and a ramp, of people who are not on it.
 *
 * Peers. "peers": {"within": "group", "mean": "pooled", "leave_out": false} is the default; within
 * group, team or all. The mean is sum of num / sum of den (pooled), or that of the figures, each to
 * 18 decimals, rounded once to nine (plain); leave_out leaves the person's own figure out. Where
 * there is nobody to compare with, there is no data.
 *
 * Completions, ratios and differences are exact where numerator and denominator fit 64 bits when
 * reduced, else rounded once to nine decimals (flag KEFU_VALUE_ROUNDED).
 *
 * Conditions. All of a list must hold; one that has no number to compare does not hold. One of
 *
 *   {"metric": "回复率", "unit": "ratio", "at_least": "98%"}   ends as those of bands; unit: points
 *   {"points": "conversion", "at_least": 80}     of an item's curve
 *   {"better_than_mean": "conversion"}           its figure, strictly, than the rank group's pooled
 *                                                mean, to which it belongs; "*": those of all items
 *                                                (elite 精英)
 *   {"total": {"at_least": 90}}, {"place": {"at_most": 3}}, {"coverage": {"at_least": "80%"}}
 *   {"grade": ["A", "B"]}, {"tier": ["A"]}       one of them
 *   {"floor": "met"}, {"floor": "below"}
 *   {"red_line": "none"}                         no red line has hits that count
 *   {"red_line": ["stalling"]}                   one of these has
 *   {"badge": "ready"}, {"streak": "two_low"}    one that stands before it in the card
 *
 * Items read metrics only ("applies"), badges all but streaks, streaks all. Nobody is better than a
 * mean in an item of direction middle: such a condition is refused. Below the floor are also those
 * whom a decision excuses from the plan; without a total the floor is neither met nor not.
 *
 * Streaks. One holds where its conditions hold in this period and the periods - 1 before it, by
 * options.earlier. A sheet of another card breaks it, and so does a period without the person. The
 * same card is one whose id is the same but for its revision: a label that was corrected breaks
 * nothing. The conditions are those of this card, asked of the earlier sheet, where items, badges,
 * streaks, red lines, grades and metrics are found by their ids; one about something that the
 * earlier card does not have does not hold.
 *
 * Points. An item's points are curve × weight / of, exactly; where items were left out
 * (renormalise) times 100 / (weights left). They are shown rounded once, half away from zero, to a
 * millionth; but their sum is that of the exact ones, rounded once: four items of 80 are 80,
 * whatever their weights, and where the rounded ones do not add up to it the difference is a reason
 * of its own. A total is made in this order, each step an integer of millionths:
 *
 *   1. items: curve (small), least and most, fail, × weight
 *   2. sections: the sum of their items' rounded points, least and most, fail_at and items that
 *      fail a section: 0
 *   3. the sum of the exact points of all items, but for sections that were cut or failed, which
 *      give what step 2 says; rounded once; 0 where the card fails
 *   4. blend: personal × that + (1 - personal) × the team's, rounded once. The mean is that of the
 *      members' step 3 who have one, within this sheet; a person without a team, or whose team is
 *      not in the team sheet, keeps the personal one
 *   5. bonus sections, by step 2
 *   6. adjustments, kept within adjustments_least and _most
 *   7. least and most of the card
 *   8. red lines, in the order of the card
 *
 * Grades, floor and places compare that integer. Least and most of a section stay what they are
 * where items were left out: a section of 30 points at most gives no more when the weights of
 * another one go to its items.
 *
 * Only a full figure fails an item or is below an item's floor: one that is not provisional nor of
 * low volume (n of min_n or more, or unknown). Others that a policy scores give the points of the
 * curve, and what a policy answers (zero, mean) fails nothing.
 *
 * Bonus sections give points beside the 100: their weights belong to no sum, get none of what was
 * left out elsewhere, and an item without a figure gives 0 (renormalise, mean and require are
 * refused there). They neither fail the card nor count for coverage.
 *
 * Figures. One that is provisional and has no number follows `provisional`, and `no_data` where
 * that says score; one that is exempt, or whose `applies` fails, is left out. One that is
 * provisional and of low volume is answered by the first of these two policies that is not "score".
 * The mean is that of the curve points, in millionths, of all in the rank group who were scored
 * from a figure, rounded once; where there is nobody the item is left out. Percentiles and places
 * count the figures of the group that are not of low volume, better as the direction says. A
 * low-volume figure, where it is scored, is set against those that count, without being one of
 * them: its place is 1 + those who are better, its percentile (worse + equal / 2) / all of those;
 * where nobody counts no_data answers. Means of peers are made from the same figures that count. One
 * that an item does not apply to is not there.
 *
 * Hits are the metric's value rounded down to a whole number; no number means none. Those that
 * count are the confirmed ones, at most those reported; with "counts": "reported" all but the
 * rejected ones (see kefu_decision). A red line only takes away: zero and cap leave a lower total
 * alone, minus may lead below the card's least, and a worse grade than that of the limit stays.
 *
 * Tiers share out the ranked people of each rank group by places, in the proportion of the shares
 * (lint says where they are not 100 % in all): shares × people, whole ones first, the rest to the
 * largest remainders, equal ones to the better tier. People who tie across a border all get the
 * better tier (better), the worse (worse), or are split in the order to print (order).
 */
/* clang-format on */
#ifndef KEFU_CARD_H
#define KEFU_CARD_H

#include "kefu/rank.h"
#include "kefu/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Points are integers in millionths everywhere: 12.5 points are 12,500,000. To write them, give
 * kefu_value_format the value {points, KEFU_POINT}. */
#define KEFU_POINT 1000000

/* kefu_card_part.direction of an item whose best is in the middle; beside KEFU_HIGHER and _LOWER.
 */
enum { KEFU_MIDDLE = 2 };

/* ---- Cards ---------------------------------------------------------------------------------- */

typedef struct kefu_card kefu_card;

/* Reads a card, which never changes afterwards. KEFU_E_SYNTAX or KEFU_E_CARD with line, column, the
 * path and what was expected. O(size) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_card_from_json(const kefu_allocator *allocator,
                                                   const kefu_limits *limits, const char *json,
                                                   size_t size, kefu_card **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_card_free(kefu_card *card);

/* The id; 32 hexadecimal digits that change with all of the card but its layout and "x-" keys; the
 * label in KEFU_ZH or KEFU_EN. Borrowed. */
KEFU_API const char *KEFU_CALL kefu_card_id(const kefu_card *card);
KEFU_API const char *KEFU_CALL kefu_card_hash(const kefu_card *card);
KEFU_API const char *KEFU_CALL kefu_card_label(const kefu_card *card, int32_t language);

/* How many metrics scoring asks of a frame: those that items and their targets read, their
 * conditions, adjustments and red lines, days on duty, the volume of ranks, badges and streaks; and
 * the name of one, borrowed; NULL beyond. Each is named once, in that order. O(1) [pure] Since 0.1
 */
KEFU_API int32_t KEFU_CALL kefu_card_metrics(const kefu_card *card);
KEFU_API const char *KEFU_CALL kefu_card_metric(const kefu_card *card, int32_t index);

/* Kinds of parts. Items, adjustments, red lines and the volume read a metric of the frame. */
enum {
    KEFU_PART_ITEM = 1, /* items of all sections, in order */
    KEFU_PART_ADJUSTMENT = 2,
    KEFU_PART_RED_LINE = 3,
    KEFU_PART_SECTION = 4,
    KEFU_PART_VOLUME = 5, /* the metric of rank.volume; none or one */
    KEFU_PART_GRADE = 6,
    KEFU_PART_TIER = 7,
    KEFU_PART_BADGE = 8,
    KEFU_PART_STREAK = 9
};

/* One part of a card; text is borrowed. */
typedef struct kefu_card_part {
    size_t struct_size;
    const char *id;
    const char *label_zh;
    const char *label_en;
    const char *metric;     /* that it reads; "" if none */
    const char *unit;       /* "ratio" ... */
    const char *section_id; /* of an item or section; else "" */
    int32_t scale;          /* digits shown */
    int32_t direction;      /* KEFU_HIGHER ...; KEFU_NEITHER of what has none */
    int64_t weight;         /* of an item or section, in millionths of a point; else 0 */
    const char *definition; /* of the sheet's figures; of a card: that it asks for; "" if none */
    int64_t of;             /* what an item's curve gives points out of, in millionths; else 0 */
    int32_t bonus;          /* 1: a bonus section, or an item of one */
    int32_t reserved0;
} kefu_card_part;

/* How many parts of a kind, and one of them. O(1), of a section O(items) */
KEFU_API int32_t KEFU_CALL kefu_card_parts(const kefu_card *card, int32_t kind);
KEFU_API kefu_status KEFU_CALL kefu_card_part_at(const kefu_card *card, int32_t kind, int32_t index,
                                                 kefu_card_part *out);

/* A figure as sheets show it, by the unit and digits of its part or metric: "44.98%", "27.4秒",
 * "¥5,862,780", "96"; fewer digits where it would not fit; where there is no number "-", or the
 * name of a status that says more. Rounded half away from zero, but a ratio between 0 and 1 is
 * never "0%" or "100%": 99.96 % with one digit is "99.9%". `scale` is 0..18. Writes it with a NUL
 * to out[capacity], cut at a character where that is too small, and to *need (may be NULL) the
 * bytes that all of it takes with the NUL: call with a capacity of 0 (out may be NULL) to ask for
 * those. [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_figure_text(const kefu_value *value, const char *unit,
                                                int32_t scale, int32_t language, char *out,
                                                size_t capacity, size_t *need);

/* ---- Lint ----------------------------------------------------------------------------------- */

enum {
    KEFU_LINT_WEIGHTS = 1,       /* item weights do not add up to 100, or to their section's */
    KEFU_LINT_GAP = 2,           /* no band covers some value */
    KEFU_LINT_OVERLAP = 3,       /* two bands cover the same value with different points */
    KEFU_LINT_DIRECTION = 4,     /* points fall where the direction says that it gets better */
    KEFU_LINT_GRADE_GAP = 5,     /* a total without a grade */
    KEFU_LINT_GRADE_OVERLAP = 6, /* a total with two grades */
    KEFU_LINT_UNREACHABLE = 7,   /* a band that earlier bands cover */
    KEFU_LINT_UNCONFIRMED = 8,   /* a verdict counts before a person confirms it */
    KEFU_LINT_UNIT = 9,          /* a bound of a rate above 1 without %: 55 for "55%"; of a pay plan
                                    a rate likewise, or a coefficient above 10 */
    KEFU_LINT_CLIFF = 10,        /* the most points that the smallest change at a bound can cost */
    KEFU_LINT_NO_EFFECT = 11,    /* a part that cannot matter: weight 0, a curve that is level,
                                    points of 0, a cap above every total */
    KEFU_LINT_BARE_BOUND = 12,   /* bounds of seconds or money that name no unit */
    KEFU_LINT_RANGE = 13,        /* points of a curve above `of` or below 0 with no least or most;
                                    a floor or least that no total can be below */
    KEFU_LINT_TIERS = 14,        /* shares do not add up to 100 % */
    KEFU_LINT_BOOK = 15,      /* of a book: a rule that earlier ones cover, or that holds on no day;
                                 a card that was not added */
    KEFU_LINT_NO_METRIC = 20, /* with a frame: it has no such metric */
    KEFU_LINT_BARE_RATE = 21, /* with a frame: a rate without its denominator */
    KEFU_LINT_PRINTED_RATE = 22, /* with a frame: a rounded rate printed exactly on a bound */
    KEFU_LINT_NO_GROUP = 23,     /* with a frame: ranks by the roster, but some are not on it */
    KEFU_LINT_OUT_OF_RANGE = 24, /* with a frame: rates below 0, or above 1 and all bounds */
    KEFU_LINT_UNUSED = 25,       /* with a frame: no figure reaches a bound of the curve */
    KEFU_LINT_DEFINITION = 26,   /* with a frame: made by another definition than asked for */
    KEFU_LINT_SAME = 27,         /* with a frame: all who have a figure get the same points */

    /* of pay plans */
    KEFU_LINT_PAY_HOLE = 40,  /* a grade or tier of the card without a coefficient, or null */
    KEFU_LINT_PAY_CLIFF = 41, /* whole-amount tiers: what one more minor unit of sales changes */
    KEFU_LINT_PAY_ORDER = 42, /* a better grade or a higher tier that pays less */
    KEFU_LINT_PAY_NAME = 43,  /* a coefficient for a grade or tier that the card does not have, a
                                 condition about a badge, streak or item that it does not have,
                                 hits of no part that it has */
    KEFU_LINT_PAY_GUARD = 44, /* deductions without a guard */
    KEFU_LINT_PAY_DEAD = 45,  /* a part that cannot pay: amount, rate or coefficients of 0 */
    KEFU_LINT_PAY_UNCONFIRMED = 46, /* deducts by a metric whose hits the card counts: "hits" has
                                       only those that are decided */
    KEFU_LINT_PAY_SIGN = 47,        /* pays for hits of a part that takes points or a red line */

    /* of plans of prizes */
    KEFU_LINT_AWARD_NAME = 60, /* a condition about a badge, streak, item, grade, tier or red line
                                  that the card does not have */
    KEFU_LINT_AWARD_AMOUNTS = 61, /* places that win without an amount, beside others that have one;
                                     to say that it is meant, write the amounts as 0 */
    KEFU_LINT_AWARD_DEAD = 62     /* nobody can win it: two conditions that do not hold together, or
                                     a condition or `least` that no total of the card reaches */
};

/* A note says what is worth knowing, and is no fault. */
enum { KEFU_SEVERITY_WARNING = 1, KEFU_SEVERITY_ERROR = 2, KEFU_SEVERITY_NOTE = 3 };

typedef struct kefu_findings kefu_findings;

/* Faults of a card, in the order of its text; `frame` (may be NULL) adds what its data show.
 * Finding something is not a failure, and a card with faults can be scored.
 * O(items × (bands + rows log rows)) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_card_lint(const kefu_card *card, const kefu_frame *frame,
                                              kefu_findings **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_findings_free(kefu_findings *findings);
KEFU_API int32_t KEFU_CALL kefu_findings_count(const kefu_findings *findings);

/* One fault; text is borrowed. */
typedef struct kefu_finding {
    size_t struct_size;
    int32_t code;     /* KEFU_LINT_... */
    int32_t severity; /* KEFU_SEVERITY_... */
    int32_t line;     /* of the card's text, from 1 */
    int32_t column;   /* in characters, from 1 */
    const char *path; /* JSON pointer: /sections/0/items/1/curve */
    const char *text_zh;
    const char *text_en;
} kefu_finding;
KEFU_API kefu_status KEFU_CALL kefu_findings_at(const kefu_findings *findings, int32_t index,
                                                kefu_finding *out);

/* ---- Books ---------------------------------------------------------------------------------- */

/* A book (方案册) says whose card is which, by role × stage × cohort × date. It is JSON, too:
 *
 *   {"format": 1, "id": "org.example.cards/1", "label": ...,
 *    "rules": [
 *      {"card": "org.example.newcomers/1", "stage": ["新人"]},
 *      {"card": "org.example.double11/1", "role": ["售前"], "from": "2026-11-01",
 *       "to": "2026-11-11"},
 *      {"card": "org.example.presales/1", "role": ["售前"]},
 *      {"card": null, "role": ["主管"]}]}      these are not scored, and that is meant
 *
 * The first rule whose every list (team role stage cohort person; absent = any) has the person's
 * word, and whose dates (inclusive; absent = open) hold the day, decides. `person` lists ids of the
 * roster. Whom no rule fits is listed by the run.
 */
typedef struct kefu_book kefu_book;

/* Reads a book, without cards. KEFU_E_SYNTAX or KEFU_E_CARD. O(size) [setup] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_book_from_json(const kefu_allocator *allocator,
                                                   const kefu_limits *limits, const char *json,
                                                   size_t size, kefu_book **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_book_free(kefu_book *book);

/* Gives the book a card that it names, copied: KEFU_E_NAME with near names if it names no such id,
 * KEFU_E_EXISTS if it has it already. */
KEFU_API kefu_status KEFU_CALL kefu_book_add(kefu_book *book, const kefu_card *card,
                                             kefu_error *error);

/* The id; 32 hexadecimal digits of the rules and the cards that were added, in any order; the label
 * in KEFU_ZH or KEFU_EN. Borrowed, the hash until the next add. */
KEFU_API const char *KEFU_CALL kefu_book_id(const kefu_book *book);
KEFU_API const char *KEFU_CALL kefu_book_hash(const kefu_book *book);
KEFU_API const char *KEFU_CALL kefu_book_label(const kefu_book *book, int32_t language);

/* Cards that the rules name, in order of first mention: how many, the id of one, and the card
 * itself, NULL until it was added. Borrowed. */
KEFU_API int32_t KEFU_CALL kefu_book_cards(const kefu_book *book);
KEFU_API const char *KEFU_CALL kefu_book_card_id(const kefu_book *book, int32_t index);
KEFU_API const kefu_card *KEFU_CALL kefu_book_card(const kefu_book *book, int32_t index);

/* The number of a person's card on a day: -1 if the rule says null, KEFU_E_NAME if no rule fits,
 * KEFU_E_STATE if the card was not added. O(rules) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_book_pick(const kefu_book *book, const kefu_person *person,
                                              int32_t day, int32_t *card, kefu_error *error);

/* Faults of the rules, in the order of the book's text, then of every card that was added, whose
 * paths begin with its id and "#": org.example.presales/1#/sections/0, and whose lines are those of
 * its own text. O(rules² × words + cards) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_book_lint(const kefu_book *book, kefu_findings **out,
                                              kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
