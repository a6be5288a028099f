/* kefu/score.h - decisions (复核) and sheets (成绩单): points by a card, a reason for every point,
 * what would give more, what changed between two runs, sheets that are kept. Uses card.h.
 */
#ifndef KEFU_SCORE_H
#define KEFU_SCORE_H

#include "kefu/card.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Decisions ------------------------------------------------------------------------------ */

typedef struct kefu_ledger kefu_ledger;

/* What people decide about hits, items and the floor. */
enum {
    KEFU_CONFIRM = 1,  /* so many hits are so */
    KEFU_REJECT = 2,   /* so many are not */
    KEFU_REASSIGN = 3, /* so many are those of `to`: taken from the person, added to `to` */
    KEFU_EXCLUDE = 4,  /* an item: its figure is exempt; "floor": no improvement plan */
    KEFU_UPHOLD = 5    /* an appeal is upheld: so many hits, confirmed or not, do not count */
};

/* kefu_decision.count: all that were reported. */
#define KEFU_ALL_HITS (-1)

/* What a person decided about one part of the card: "of the hits of 'stalling' against 小林, one is
 * confirmed".
 *
 * Hits that people reassigned are moved first, by day, then in the order of persons, at most those
 * that the person then has: from then on they are hits of `to`, not decided. Of the rest the ones
 * upheld do not count, whatever else was decided, and where all are upheld none does; then those
 * confirmed, at most those left, then those rejected. A confirmation or rejection of all hits takes
 * those that no other decision took; of two such decisions the later day holds, on one day the
 * rejection. Decisions after options.as_of are not read.
 *
 * `count` must be said, which overrules "0 is the default" on purpose: a program that forgets it
 * would confirm everything against the worker. */
typedef struct kefu_decision {
    size_t struct_size;
    const char *person;   /* key of the sheet's row */
    const char *part;     /* id of an adjustment or red line; of an item or "floor" to exclude */
    int32_t action;       /* KEFU_CONFIRM ... */
    int32_t day;          /* days since 1970-01-01 */
    int64_t count;        /* 1 or more; KEFU_ALL_HITS (-1) = all that were reported; 0 is
                             KEFU_E_ARGUMENT, except to exclude, where it must be 0 */
    const char *by;       /* who decided */
    const char *reason;   /* may be NULL */
    const char *evidence; /* ids of conversations or reviews; may be NULL */
    const char *to;       /* of KEFU_REASSIGN: whose they are, on the same sheet; else NULL */
} kefu_decision;

/* An empty ledger: one a period. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_ledger_new(const kefu_allocator *allocator, kefu_ledger **out,
                                               kefu_error *error);
KEFU_API void KEFU_CALL kefu_ledger_free(kefu_ledger *ledger);

/* Adds a decision, whose text is copied. The same person, part, day, action, to, by and evidence
 * twice is KEFU_E_DUPLICATE. O(1) on average */
KEFU_API kefu_status KEFU_CALL kefu_ledger_add(kefu_ledger *ledger, const kefu_decision *decision,
                                               kefu_error *error);

/* Adds rows with the columns (found as those of a roster) person (客服), part (事项), action (复核:
 * confirm 确认, reject 驳回, reassign 改派, exclude 排除, uphold 申诉成立), by (复核人), day
 * (日期), and if need be count (数量; empty = all, 0 is KEFU_E_DATA), to (改派给), reason (理由)
 * and evidence (凭证). All or nothing. O(rows) on average */
KEFU_API kefu_status KEFU_CALL kefu_ledger_add_batch(kefu_ledger *ledger, const kefu_batch *batch,
                                                     kefu_error *error);

/* One of them, in the order they were added; borrowed, texts that were not given are "". O(1) */
KEFU_API kefu_status KEFU_CALL kefu_ledger_at(const kefu_ledger *ledger, int64_t index,
                                              kefu_decision *out);

/* Decisions so far; and 32 hexadecimal digits that are equal for ledgers of the same decisions, in
 * any order, of days up to as_of (INT32_MAX: all), to out[33]. O(1); O(decisions log decisions) */
KEFU_API int64_t KEFU_CALL kefu_ledger_count(const kefu_ledger *ledger);
KEFU_API kefu_status KEFU_CALL kefu_ledger_id(const kefu_ledger *ledger, int32_t as_of,
                                              char out[33], kefu_error *error);

/* ---- Scoring -------------------------------------------------------------------------------- */

typedef struct kefu_sheet kefu_sheet;

typedef struct kefu_score_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_roster *roster; /* NULL, or for names, teams and rank groups */
    const kefu_ledger *ledger; /* NULL = nothing has been decided */
    int32_t day;               /* the day that the roster is read at; with a roster not 0 */
    int32_t as_of;             /* decisions up to this day count; 0 = all */
    const char *period;        /* shown on the sheet: "2026-10"; NULL = "" */
    int32_t from, to; /* first and last day of the period, for "days": "roster"; 0 = unset */
    const kefu_sheet *const *earlier; /* for streaks: the period before, then the one before it;
                                         or see earlier_periods */
    int32_t n_earlier;
    int32_t reserved0;
    const kefu_sheet *team_sheet; /* for blend: a sheet whose persons are teams; else NULL */
    /* NULL: `earlier` has one sheet a period. Or of each of them how many periods ago it was, from
     * 1, in any order: of the sheets of one period (of a run) the one that has the person decides.
     */
    const int32_t *earlier_periods;
} kefu_score_options;

/* Scores every row of the frame by the card. The frame has one key, the person, and every metric
 * that the card names: KEFU_E_NAME with near names if one is missing, or if a decision is about a
 * person or part that is not there (pass one ledger a period); KEFU_E_MISMATCH if one was made by
 * another definition than the card asks for. KEFU_E_DATA for negative hits, KEFU_E_OVERFLOW for
 * more than a billion points from a part without a cap, KEFU_E_ARGUMENT if the card needs what the
 * options lack: a roster, a period, a team sheet; KEFU_E_DUPLICATE if a person is in two earlier
 * sheets of one period. The sheet keeps its own copies, all else may be freed.
 * O(rows × (items + log rows)) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_score(const kefu_card *card, const kefu_frame *frame,
                                          const kefu_score_options *options, kefu_sheet **out,
                                          kefu_error *error);
KEFU_API void KEFU_CALL kefu_sheet_free(kefu_sheet *sheet);

/* Points of many rows without people: for each row of the batch the total to totals[] and, if
 * points is not NULL, those of item i to points[i][] (NULL: not asked for), in millionths. Column
 * names are the metrics of the card. It scores what kefu_score gives the frame of these columns
 * read as a report, a row a person: integers at their scale, floats as their shortest decimal,
 * rounded once at nine; text is KEFU_E_TYPE. A row without a total gets INT64_MIN. For cards that
 * say no more than rank, weights, sections, items, grades and floor, of items no more than their
 * curve on basis value and no policy that needs others (mean): KEFU_E_UNSUPPORTED names the place
 * of what is in the way. An error with a row leaves the arrays half written. Allocates a few
 * kilobytes an item. O(rows × items) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_score_columns(const kefu_card *card, const kefu_batch *batch,
                                                  int64_t *totals, int64_t *const *points,
                                                  kefu_error *error);

/* People in the order to print: by rank group (in order of names, people without one last), in each
 * best first, unranked last; equal totals in the order of the frame. How many rows, and the row of
 * a person; KEFU_E_NAME with near names. O(1), O(log rows) */
KEFU_API int64_t KEFU_CALL kefu_sheet_rows(const kefu_sheet *sheet);
KEFU_API kefu_status KEFU_CALL kefu_sheet_find(const kefu_sheet *sheet, const char *person,
                                               int64_t *row, kefu_error *error);

/* kefu_sheet_row.flags */
enum {
    KEFU_ROW_BELOW_FLOOR = 1,   /* 最低标准: the total or an item; an improvement plan */
    KEFU_ROW_RED_LINE = 2,      /* hits of a red line count, whether or not they changed anything */
    KEFU_ROW_PENDING = 4,       /* a verdict waits for confirmation */
    KEFU_ROW_PROVISIONAL = 8,   /* an item is not mature */
    KEFU_ROW_NO_GRADE = 16,     /* the total falls into a hole of the grades */
    KEFU_ROW_FAILED = 32,       /* the card failed */
    KEFU_ROW_CUT = 64,          /* the total was cut at the card's least or most */
    KEFU_ROW_EXCUSED = 128,     /* in place of BELOW_FLOOR: a decision says that no plan is due */
    KEFU_ROW_RED_LINE_CUT = 256 /* beside RED_LINE: it changed the total or the grade */
};

/* One line of the sheet; text is borrowed. */
typedef struct kefu_sheet_row {
    size_t struct_size;
    const char *person;
    const char *name;    /* of the roster; else the person again */
    const char *team;    /* of the roster; "" if none */
    const char *group;   /* that places are in: a word of the roster, "" for those without */
    const char *grade;   /* its id; "" if none */
    int64_t total;       /* millionths of a point, after all steps of card.h */
    int64_t items;       /* millionths of a point: step 3, the weighted items alone */
    int64_t adjustments; /* millionths of a point: step 6 */
    int64_t coverage;    /* millionths: the fraction of all weight that was scored from figures */
    int32_t status;      /* KEFU_VALUE_OK, or _NO_DATA: no total (required, or nothing scored) */
    uint32_t flags;      /* KEFU_ROW_... */
    kefu_place place;    /* in the group, by total */
    const char *tier;    /* id of the forced distribution's; "" if none */
    int64_t team_part;   /* millionths of a point: what step 4 added to step 3 */
    int64_t bonus;       /* millionths of a point: step 5 */
    kefu_value share_of_days; /* days on duty / of; no data where the card has no "days" */
} kefu_sheet_row;
KEFU_API kefu_status KEFU_CALL kefu_sheet_row_at(const kefu_sheet *sheet, int64_t row,
                                                 kefu_sheet_row *out);

/* A section in a row, by its index. */
typedef struct kefu_section_row {
    size_t struct_size;
    int64_t points;       /* millionths, after least, most and failing */
    int64_t items;        /* millionths: the sum of its items before */
    int32_t failed_items; /* how many */
    int32_t failed;       /* 1: it gives 0, since so many items failed or one that fails it */
} kefu_section_row;
KEFU_API kefu_status KEFU_CALL kefu_sheet_section(const kefu_sheet *sheet, int64_t row,
                                                  int32_t section, kefu_section_row *out);

/* Whether a badge (KEFU_PART_BADGE) or streak (KEFU_PART_STREAK) holds for a row, and the first of
 * its conditions that does not: its number from 0, of a streak in period *ago (0 = this one, may be
 * NULL), where the number of all conditions says that no sheet of that period has the person by the
 * same card, in any revision; -1 if it holds. O(1) */
KEFU_API kefu_status KEFU_CALL kefu_sheet_holds(const kefu_sheet *sheet, int64_t row, int32_t kind,
                                                int32_t index, int32_t *holds, int32_t *failing,
                                                int32_t *ago);
/* That in words: "回复率 97.20% 未达 ≥ 98%". As kefu_sheet_reason_text. */
KEFU_API kefu_status KEFU_CALL kefu_sheet_holds_text(const kefu_sheet *sheet, int64_t row,
                                                     int32_t kind, int32_t index, int32_t language,
                                                     char *out, size_t capacity, size_t *need);

/* The decisions that were read about a row's person, and of reassignments also those whose `to` it
 * is; by day, then by person and part: whom an appeal asks. Kept with the sheet; borrowed, texts
 * that were not given are "". O(log decisions) */
KEFU_API int32_t KEFU_CALL kefu_sheet_decisions(const kefu_sheet *sheet, int64_t row);
KEFU_API kefu_status KEFU_CALL kefu_sheet_decision(const kefu_sheet *sheet, int64_t row,
                                                   int32_t index, kefu_decision *out);

/* ---- Reasons -------------------------------------------------------------------------------- */

/* What a reason says, and its arguments: of bands b is the next better bound, if there is one; of
 * codes 20 to 35 a and b are the hits that count and those reported or reassigned to the person, c
 * of 20 to 22 points a hit. */
enum {
    KEFU_REASON_BAND = 1,          /* in a band of steps: a = the bound that it reached */
    KEFU_REASON_LINEAR = 2,        /* between the knots a and b; outside them one is absent */
    KEFU_REASON_PLACE = 3,         /* a = place, b = of how many */
    KEFU_REASON_NO_BAND = 4,       /* no band covers it: 0 points, a fault of the card */
    KEFU_REASON_PIECE = 5,         /* on the line of a band from a to b */
    KEFU_REASON_PROPORTION = 6,    /* basis × of; d = the cap that cut it, if one did */
    KEFU_REASON_DEDUCT = 7,        /* a = units short as they count, b = `from`, c = points a unit,
                                      d = the least that cut it, if it did */
    KEFU_REASON_ZERO = 10,         /* no full figure: 0 by the card's policy */
    KEFU_REASON_LEFT_OUT = 11,     /* no full figure: its weight went to the others */
    KEFU_REASON_MEAN = 12,         /* no full figure: the mean a of the group's curve points */
    KEFU_REASON_REQUIRED = 13,     /* no full figure, so there is no total */
    KEFU_REASON_NOT_APPLIED = 14,  /* a condition of the item does not hold: left out */
    KEFU_REASON_ADJUSTED = 20,     /* an adjustment */
    KEFU_REASON_CAPPED = 21,       /* one that was cut at d */
    KEFU_REASON_PENDING = 22,      /* one with hits that await a decision; d if it was cut */
    KEFU_REASON_RED_ZERO = 30,     /* red line: the total is 0 */
    KEFU_REASON_RED_CAP = 31,      /* red line: the total is at most c points */
    KEFU_REASON_RED_PENDING = 32,  /* red line: reported, not confirmed, does not count yet */
    KEFU_REASON_RED_REJECTED = 33, /* red line: rejected, upheld or reassigned */
    KEFU_REASON_RED_MINUS = 34,    /* red line: c points are taken, or c for each hit */
    KEFU_REASON_RED_GRADE = 35,    /* red line: the grade is at best the one of number c */
    KEFU_REASON_SECTION_CUT = 40,  /* a section's points were cut: a = before, b = after */
    KEFU_REASON_SECTION_FAILED = 41, /* a section failed: a = its failed items, b = points before */
    KEFU_REASON_CARD_FAILED = 42,    /* the card failed: a = failed sections, b = points before */
    KEFU_REASON_TEAM = 43, /* blend: a = personal points, b = the team's, c = personal share */
    KEFU_REASON_EXTRAS_CUT = 44, /* all adjustments together were cut: a = before, b = after */
    KEFU_REASON_TOTAL_CUT = 45,  /* the total was cut at the card's least or most: a, b likewise */
    KEFU_REASON_ROUNDING = 46    /* items add up exactly and are rounded once: a = the sum of their
                                    rounded points, b = that; at most half a millionth an item */
};

/* kefu_reason.flags */
enum {
    KEFU_REASON_SMALL = 1,   /* by the rule for few observations */
    KEFU_REASON_FAILED = 2,  /* the item failed: 0 points */
    KEFU_REASON_CLAMPED = 4, /* cut at the item's least or most */
    KEFU_REASON_BELOW = 8    /* below the item's floor */
};

/* Why one part of the card gave its points; text is borrowed. */
typedef struct kefu_reason {
    size_t struct_size;
    int32_t code;          /* KEFU_REASON_... */
    int32_t kind;          /* KEFU_PART_ITEM, _SECTION, _ADJUSTMENT, _RED_LINE; 0 of codes 42..46 */
    int32_t part;          /* index for kefu_sheet_part */
    int32_t cause;         /* KEFU_VALUE_ status that a policy answered, or scored; else OK */
    kefu_value value;      /* the figure; hits reported */
    kefu_value basis;      /* what entered the curve: the figure itself, a percentile, a place */
    kefu_value a, b, c, d; /* see the codes; den 0 where absent */
    int64_t curve;         /* millionths of a point: 80 points of the curve are 80,000,000 */
    int64_t weight;        /* millionths of a point: the weight after policies; 0 if left out */
    int64_t points;        /* millionths of a point: what it added to the total */
    const char *evidence;  /* of the decisions about it, each once, by ", "; "" if none */
    uint32_t flags;        /* KEFU_REASON_SMALL ... */
    int32_t reserved0;
    kefu_value against; /* target or peers' mean of the basis; den 0 if none */
} kefu_reason;

/* How many reasons a row has, and one of them. In the order of the steps of card.h: every item, in
 * the order of the card, the cut and the failing of each section behind its last item, then those
 * of codes 42, 46 and 43, bonus items likewise, adjustments that were reported, codes 44 and 45,
 * red lines that were reported. The points of all of them add up to the total of a row that has
 * one. O(items), O(items + bands) [pure] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_sheet_reasons(const kefu_sheet *sheet, int64_t row);
KEFU_API kefu_status KEFU_CALL kefu_sheet_reason(const kefu_sheet *sheet, int64_t row,
                                                 int32_t index, kefu_reason *out);

/* The reason as a sentence in KEFU_ZH or KEFU_EN:
 *   平均响应 27.4 秒(1,204 次)≤ 30 秒档 → 80 分 × 15% = 12.00 分
 * out, capacity and need as of kefu_figure_text. KEFU_E_ARGUMENT if there is no such reason or
 * language. */
KEFU_API kefu_status KEFU_CALL kefu_sheet_reason_text(const kefu_sheet *sheet, int64_t row,
                                                      int32_t index, int32_t language, char *out,
                                                      size_t capacity, size_t *need);

/* The card's parts, as kefu_card_parts and kefu_card_part_at. */
KEFU_API int32_t KEFU_CALL kefu_sheet_parts(const kefu_sheet *sheet, int32_t kind);
KEFU_API kefu_status KEFU_CALL kefu_sheet_part(const kefu_sheet *sheet, int32_t kind, int32_t index,
                                               kefu_card_part *out);

/* What the sheet was made from: the card's id, hash and label, and the period. Borrowed. */
KEFU_API const char *KEFU_CALL kefu_sheet_card_id(const kefu_sheet *sheet);
KEFU_API const char *KEFU_CALL kefu_sheet_card_hash(const kefu_sheet *sheet);
KEFU_API const char *KEFU_CALL kefu_sheet_label(const kefu_sheet *sheet, int32_t language);
KEFU_API const char *KEFU_CALL kefu_sheet_period(const kefu_sheet *sheet);
/* Ids of the roster and the ledger (as of its day) that it was scored with; "" without one. The day
 * that it was scored as of; 0 if not given. */
KEFU_API const char *KEFU_CALL kefu_sheet_roster_id(const kefu_sheet *sheet);
KEFU_API const char *KEFU_CALL kefu_sheet_ledger_id(const kefu_sheet *sheet);
KEFU_API int32_t KEFU_CALL kefu_sheet_as_of(const kefu_sheet *sheet);

/* ---- What if -------------------------------------------------------------------------------- */

/* kefu_what_if.why_not: why there is nothing to tell; 0 = there is. Codes above are reserved. */
enum {
    KEFU_WHY_NOT_BEST = 1,        /* nothing is better: all points of the curve, the best grade */
    KEFU_WHY_NOT_UNREACHABLE = 2, /* this figure alone cannot get there */
    KEFU_WHY_NOT_PEERS = 3,       /* its basis hangs on others' figures */
    KEFU_WHY_NOT_TEAM = 4,        /* the total hangs on the team's mean, and so on others */
    KEFU_WHY_NOT_NO_TOTAL = 5,    /* the row has no total */
    KEFU_WHY_NOT_STATE = 6,       /* the figure is not full: a policy answered, or would */
    KEFU_WHY_NOT_TARGET = 7       /* the target was rounded, or there is none */
};

/* Another figure and what it gives, all else staying as it is. */
typedef struct kefu_what_if {
    size_t struct_size;
    int32_t item;      /* whose figure changes */
    int32_t found;     /* 0: nothing that this figure can do reaches it; see why_not, all else is
                          0 and grade is "" */
    int64_t steps;     /* that its numerator changes by, denominator unchanged: 2 = two more paid
                          buyers of those who asked, -1500 = 1,500 fewer units of a sum; 0 where
                          the figure was given */
    kefu_value value;  /* the figure then */
    int64_t points;    /* of the item then, millionths */
    int64_t total;     /* of the row then, millionths */
    const char *grade; /* of the row then; "" if none */
    int32_t why_not;   /* KEFU_WHY_NOT_...; 0 if found */
    int32_t reserved0;
} kefu_what_if;

/* The smallest change that gives the item more points than now, and the smallest one of this item
 * alone that lifts the row to a better grade; in the direction that is better, of the middle in
 * both (of two that are equal the lower figure). Numerators stay at 0 or above, those of shares (n
 * is the denominator) within it. Not for bases that hang on others (percentile, place, ratio,
 * difference), targets that were rounded, sheets with "team": "mean" and rows without a total:
 * found is 0. All else is taken to stay: figures of others, places, and other parts that read the
 * same metric. O(bands × grades × 64 × items) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_next_points(const kefu_sheet *sheet, int64_t row,
                                                      int32_t item, kefu_what_if *out);
KEFU_API kefu_status KEFU_CALL kefu_sheet_next_grade(const kefu_sheet *sheet, int64_t row,
                                                     int32_t item, kefu_what_if *out);
/* The row with this figure of the item instead: "what if the conversion were 60 of 110". Not for
 * what kefu_sheet_next_points is not for, nor where the figure, or the one that is there, is not
 * full. KEFU_E_ARGUMENT for a figure whose den is below 0, n below -1 or status none. As others'
 * figures, places stay. O(items + log bands) [pure] */
KEFU_API kefu_status KEFU_CALL kefu_sheet_what_if(const kefu_sheet *sheet, int64_t row,
                                                  int32_t item, const kefu_value *figure,
                                                  kefu_what_if *out);
/* In words: "转化率再多 2 个(45/100 → 47/100):总分 86.00 → 89.00,等级 C → B". As
 * kefu_sheet_reason_text; "" (need 1) where nothing was found. */
KEFU_API kefu_status KEFU_CALL kefu_sheet_what_if_text(const kefu_sheet *sheet, int64_t row,
                                                       const kefu_what_if *what, int32_t language,
                                                       char *out, size_t capacity, size_t *need);

/* ---- Keeping sheets ------------------------------------------------------------------------- */

/* All of a sheet as bytes: its card, figures with their definitions, points, decisions, ids of
 * roster and ledger. Canonical: equal sheets give equal bytes. What the sink has after a failure is
 * not whole. O(bytes) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_save(const kefu_sheet *sheet, const kefu_sink *sink,
                                               kefu_error *error);
/* A sheet from bytes, which are checked as a whole before anything is believed: its card is read
 * anew, and the points of each row must add up to its total. KEFU_E_DATA with the offset for
 * anything that is not so. Points are those that were given then; they are not computed again.
 * O(bytes) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_load(const kefu_allocator *allocator,
                                               const kefu_limits *limits, const void *bytes,
                                               size_t size, kefu_sheet **out, kefu_error *error);

/* ---- Differences ---------------------------------------------------------------------------- */

/* What became different between two sheets: of two months, or of one month before and after an
 * appeal. */
typedef struct kefu_diff kefu_diff;

/* kefu_change.code; codes above these are reserved: skip those that you do not know. */
enum {
    KEFU_CHANGE_JOINED = 1, /* only in the later sheet; its total */
    KEFU_CHANGE_LEFT = 2,   /* only in the earlier one; its total */
    KEFU_CHANGE_TOTAL = 3,
    KEFU_CHANGE_PLACE = 4, /* before and after are places × 2, 0 = not ranked */
    KEFU_CHANGE_GRADE = 5, /* before and after are numbers of grades in their cards, -1 = none */
    KEFU_CHANGE_PART = 6,  /* an item, section, adjustment, red line or step */
    KEFU_CHANGE_TIER = 7,  /* before and after are numbers of tiers in their cards, -1 = none */
    KEFU_CHANGE_FLAGS = 8, /* before and after are the rows' KEFU_ROW_... */
    KEFU_CHANGE_HOLDS = 9  /* a badge or streak (kind): before and after 1 if it holds, else 0 */
};

/* kefu_change.why, of KEFU_CHANGE_PART: all that differ. */
enum {
    KEFU_WHY_FIGURE = 1,   /* the figure, or the hits reported */
    KEFU_WHY_BASIS = 2,    /* the same figure, but others, the target or what a step cuts moved */
    KEFU_WHY_DECISION = 4, /* what people decided */
    KEFU_WHY_WEIGHT = 8,   /* the weight: of the card, or what was left out elsewhere */
    KEFU_WHY_CARD = 16,    /* the card scores it in another way, or did or does not have it */
    KEFU_WHY_STATE = 32    /* matured, became too few, was excluded ... */
};

/* One change; text is borrowed. */
typedef struct kefu_change {
    size_t struct_size;
    const char *person;
    const char *name; /* of the later sheet, if there */
    int32_t code;     /* KEFU_CHANGE_... */
    uint32_t why;     /* KEFU_WHY_... */
    int32_t kind;     /* of a part, badge or streak: KEFU_PART_...; of a step, and else, 0 */
    int32_t step;     /* of a step: KEFU_REASON_CARD_FAILED ... _TOTAL_CUT; else 0 */
    const char *part; /* its id; "" if none */
    int64_t before;   /* millionths of a point, unless the code says otherwise; INT64_MIN where */
    int64_t after;    /* there is no total: of those who joined or left, or without figures */
} kefu_change;

/* Differences of two sheets, by person (those of the later sheet in its order, then those who left)
 * and then by code and part, in the order of the steps; people in whom nothing of this differs are
 * not listed. Parts that give the same points are, if what people decided or the state of the
 * figure is another: what was excluded gives nothing itself, but is behind the weights of the
 * others. Parts are compared by id, grades and tiers too. Where a person has both totals, the
 * changes of parts add up to that of the total. Both sheets may be freed. O((rows + parts) log)
 * [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_diff_sheets(const kefu_sheet *before, const kefu_sheet *after,
                                                kefu_diff **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_diff_free(kefu_diff *diff);
KEFU_API int64_t KEFU_CALL kefu_diff_count(const kefu_diff *diff);
KEFU_API kefu_status KEFU_CALL kefu_diff_at(const kefu_diff *diff, int64_t index, kefu_change *out);
/* In words: "转化率 12.00 → 15.00(+3.00):数据变了". As kefu_sheet_reason_text. */
KEFU_API kefu_status KEFU_CALL kefu_diff_text(const kefu_diff *diff, int64_t index,
                                              int32_t language, char *out, size_t capacity,
                                              size_t *need);

/* ---- Runs: a book of cards ------------------------------------------------------------------ */

/* A frame scored by a book: a sheet for each card that somebody has. */
typedef struct kefu_run kefu_run;

/* Scores each person of the frame by the card that the book picks at options.day for them by the
 * roster, which must be there. Ranks, percentiles, means and teams are within one card's people. A
 * metric need only be in the frame if somebody's card names it, and a decision must be about a part
 * of the person's own card; those about people who have none are listed. Hits are reassigned among
 * people of one card. Streaks go on when a person moves between revisions of a card:
 * options.earlier are all sheets of the runs before, and earlier_periods says of which; without it
 * they begin with those of the latest run, and sheets that stand together with the same text of the
 * period, and no card twice, are one period. Errors as kefu_score; KEFU_E_STATE if a card was not
 * added. O(rows × (rules + items + log rows)) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_score_book(const kefu_book *book, const kefu_frame *frame,
                                               const kefu_score_options *options, kefu_run **out,
                                               kefu_error *error);
KEFU_API void KEFU_CALL kefu_run_free(kefu_run *run);

/* Its sheets, in the order of the book's cards; borrowed. The number of a sheet's card in the book,
 * for kefu_book_card; -1 if there is no such sheet. [pure] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_run_sheets(const kefu_run *run);
KEFU_API const kefu_sheet *KEFU_CALL kefu_run_sheet(const kefu_run *run, int32_t index);
KEFU_API int32_t KEFU_CALL kefu_run_card(const kefu_run *run, int32_t index);

/* The sheet of a person, and the row on it; KEFU_E_NAME with near names, or that no rule fits.
 * O(sheets × log rows) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_run_find(const kefu_run *run, const char *person,
                                             int32_t *sheet, int64_t *row, kefu_error *error);

/* People whom no rule fits, in the order of the frame: listed, so that nobody is forgotten. How
 * many, and the key of one; borrowed. Those whose rule says null are not among them. [pure]
 * Since 0.1 */
KEFU_API int64_t KEFU_CALL kefu_run_unscored(const kefu_run *run);
KEFU_API const char *KEFU_CALL kefu_run_unscored_at(const kefu_run *run, int64_t index);

/* Decisions that nobody's sheet has, since the person has no card: no rule fits or it says null.
 * How many, and the index of one for kefu_ledger_at, in its order; -1 if there is none. [pure]
 * Since 0.1 */
KEFU_API int64_t KEFU_CALL kefu_run_unread(const kefu_run *run);
KEFU_API int64_t KEFU_CALL kefu_run_unread_at(const kefu_run *run, int64_t index);

/* Differences of two runs, as kefu_diff_sheets, by person: those of the later run sheet by sheet,
 * then those who left. Who moved from one card to another did not leave: parts are compared by id,
 * and what only one of the two cards has is KEFU_WHY_CARD.
 * O(rows × sheets × log + cards²) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_diff_runs(const kefu_run *before, const kefu_run *after,
                                              kefu_diff **out, kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
