/* kefu/score.h - cards (考核方案), lint, decisions (复核) and sheets (成绩单) with a reason for
 * every point. Uses metric.h, rank.h and arrow.h.
 *
 * A card is JSON. Keys that begin with "x-" are ignored, all other unknown keys are refused, and so
 * are duplicates. Numbers are exact decimals, of at most 6 digits after the point (bounds: 9);
 * bounds may be written as text with their unit: 0.45, "45%", "30s", "2分30秒". A label is
 * {"zh": "...", "en": "..."} or one text for both; without one the id is shown. rank, adjustments,
 * red_lines, floor and grades may be left out.
 *
 *   {"format": 1,
 *    "id": "org.example.presales/1",           with its revision at the end
 *    "label": {"zh": "售前考核", "en": "Pre-sales"},
 *    "rank": {"ties": "competition",           or dense modified fractional ordinal
 *             "group": "cohort",               none (default), or team role cohort of the roster
 *             "volume": "询单人数",            a metric; goes with
 *             "min_volume": 30},               below it: shown, not ranked
 *    "sections": [
 *      {"id": "sales", "label": ...,
 *       "weight": 50,                          optional; lint: the sum of its items
 *       "items": [
 *         {"id": "conversion", "label": ...,
 *          "metric": "转化率",                 name in the frame
 *          "definition": "kefu.enquiry_pay_rate_final/1",
 *                                              optional: figures made by another are refused
 *          "weight": 15,                       of 100
 *          "weight_source": "ours",            optional: who says so; lint quotes it
 *          "unit": "ratio",                    ratio s yuan points count
 *          "scale": 2,                         digits shown (of the percentage for ratio);
 *                                              default 2, s 1, count 0
 *          "direction": "higher",              is better, or lower
 *          "min_n": 30,                        fewer observations are low volume; default 0
 *          "basis": "value",                   what enters the curve: value (default), percentile
 *                                              or place among the rank group
 *          "curve": {"type": "steps",
 *                    "bands": [{"at_least": "55%", "points": 100},
 *                              {"at_least": "50%", "points": 80},
 *                              {"points": 0}]},
 *          "no_data": "renormalise",           default; or zero, mean (of the group), require
 *          "low_volume": "score",              default; or any of no_data's
 *          "provisional": "score"}]}],         likewise
 *    "adjustments": [
 *      {"id": "praise", "label": ..., "metric": "点名好评",
 *       "per": 1, "points": 2,                 points for every `per` hits (a whole number)
 *       "cap": 10,                             the most it gives or takes; absent = uncapped
 *       "counts": "reported"}],                or confirmed (default): by the ledger
 *    "red_lines": [
 *      {"id": "stalling", "label": ..., "metric": "推诿",
 *       "effect": "zero",                      or {"cap": 60}
 *       "counts": "confirmed"}],
 *    "floor": 60,                              below: improvement plan
 *    "grades": [{"id": "A", "from": 91, "to": 100},
 *               {"id": "B", "from": 80, "below": 91}]}
 *
 * Bands: at_least (>=) or above (>), at_most (<=) or below (<), both, or neither; the first that
 * fits counts, where none fits the item gives 0. Other curves: {"type": "linear", "points":
 * [["10", 100], ["30", 90]]} joins the knots, which rise, and stays level outside them; {"type":
 * "places", "points": [100, 90, 80], "else": 60} needs basis place. Grades: from and to are
 * inclusive, below is not, either end may be open; the first that fits counts.
 *
 * Curves give points of 100. An item's points are curve × weight / 100, exactly, rounded once, half
 * away from zero, to a millionth; where items were left out (renormalise) the factor 100 /
 * (weights left) is inside that one rounding. The total is the sum of those and of the adjustments,
 * then red lines, in the order of the card; it is not cut at 0 or 100. Grades, floor and places
 * compare that integer.
 *
 * Figures: one that is provisional and has no number follows `provisional`, and `no_data` where
 * that says score; one that is exempt is left out (renormalise). One that is provisional and of low
 * volume is answered by the first of these two policies that is not "score". The mean is that of
 * the curve points, in millionths, of all in the rank group who were scored from a figure, rounded
 * once; where there is nobody the item is left out. Percentiles, 0 to 1 by the mean convention, and
 * places (competition) count the figures of the group that are not of low volume, better as the
 * direction says; a low-volume figure, where it is scored, is put beside those that count, and
 * where nobody counts no_data answers.
 *
 * Hits are the metric's value rounded down to a whole number; no number means none. Those that
 * count are the confirmed ones, at most those reported; with "counts": "reported" all but the
 * rejected ones. A decision about all hits takes those that no decision with a count took; of two
 * such decisions the later day holds, on one day the rejection. A red line only takes away: a total
 * that is lower already stays.
 */
#ifndef KEFU_SCORE_H
#define KEFU_SCORE_H

#include "kefu/arrow.h"
#include "kefu/metric.h"
#include "kefu/rank.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Points are integers in millionths everywhere: 12.5 points are 12,500,000. To write them, give
 * kefu_value_format the value {points, KEFU_POINT}. */
#define KEFU_POINT 1000000

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

/* Kinds of parts. All but sections read a metric of the frame. */
enum {
    KEFU_PART_ITEM = 1, /* items of all sections, in order */
    KEFU_PART_ADJUSTMENT = 2,
    KEFU_PART_RED_LINE = 3,
    KEFU_PART_SECTION = 4,
    KEFU_PART_VOLUME = 5 /* the metric of rank.volume; none or one */
};

/* One part of a card; text is borrowed. */
typedef struct kefu_card_part {
    size_t struct_size;
    const char *id;
    const char *label_zh;
    const char *label_en;
    const char *metric;     /* that it reads; "" of a section */
    const char *unit;       /* "ratio" ... */
    const char *section_id; /* of an item or section; else "" */
    int32_t scale;          /* digits shown */
    int32_t direction;      /* KEFU_HIGHER ...; KEFU_NEITHER of the volume */
    int64_t weight;         /* of an item or section, in millionths of a point; else 0 */
    const char *definition; /* of the sheet's figures; of a card: that it asks for; "" if none */
} kefu_card_part;

/* How many parts of a kind, and one of them. O(1), of a section O(items) */
KEFU_API int32_t KEFU_CALL kefu_card_parts(const kefu_card *card, int32_t kind);
KEFU_API kefu_status KEFU_CALL kefu_card_part_at(const kefu_card *card, int32_t kind, int32_t index,
                                                 kefu_card_part *out);

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
    KEFU_LINT_UNIT = 9,          /* a bound of a rate above 1 without %: 55 for "55%" */
    KEFU_LINT_NO_METRIC = 20,    /* with a frame: it has no such metric */
    KEFU_LINT_BARE_RATE = 21,    /* with a frame: a rate without its denominator */
    KEFU_LINT_PRINTED_RATE = 22, /* with a frame: a rounded rate printed exactly on a bound */
    KEFU_LINT_NO_GROUP = 23,     /* with a frame: ranks by the roster, but some are not on it */
    KEFU_LINT_OUT_OF_RANGE = 24, /* with a frame: rates below 0, or above 1 and all bounds */
    KEFU_LINT_UNUSED = 25,       /* with a frame: no figure reaches a bound of the curve */
    KEFU_LINT_DEFINITION = 26    /* with a frame: made by another definition than asked for */
};

enum { KEFU_SEVERITY_WARNING = 1, KEFU_SEVERITY_ERROR = 2 };

typedef struct kefu_findings kefu_findings;

/* Faults of a card, in the order of its text; `frame` (may be NULL) adds what its data show.
 * Finding something is not a failure, and a card with faults can be scored.
 * O(items × (bands + rows)) [pure] Since 0.1 */
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

/* ---- Decisions ------------------------------------------------------------------------------ */

typedef struct kefu_ledger kefu_ledger;

enum { KEFU_CONFIRM = 1, KEFU_REJECT = 2 };

/* What a person decided about hits of one part of the card: "of the hits of 'stalling' against
 * 小林, one is confirmed". How decisions add up is told at the head. */
typedef struct kefu_decision {
    size_t struct_size;
    const char *person;   /* key of the sheet's row */
    const char *part;     /* id of an adjustment or red line of the card */
    int32_t action;       /* KEFU_CONFIRM or KEFU_REJECT */
    int32_t day;          /* days since 1970-01-01 */
    int64_t count;        /* how many hits; 0 = all that were reported */
    const char *by;       /* who decided */
    const char *reason;   /* may be NULL */
    const char *evidence; /* ids of conversations or reviews; may be NULL */
} kefu_decision;

/* An empty ledger: one a period. [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_ledger_new(const kefu_allocator *allocator, kefu_ledger **out,
                                               kefu_error *error);
KEFU_API void KEFU_CALL kefu_ledger_free(kefu_ledger *ledger);

/* Adds a decision, whose text is copied. The same person, part, day, action, by and evidence twice
 * is KEFU_E_DUPLICATE. O(1) on average */
KEFU_API kefu_status KEFU_CALL kefu_ledger_add(kefu_ledger *ledger, const kefu_decision *decision,
                                               kefu_error *error);

/* Adds rows with the columns (found as those of a roster) person (客服), part (事项), action (复核:
 * confirm 确认, reject 驳回), by (复核人), day (日期), and if need be count (数量; empty = all, 0
 * is KEFU_E_DATA), reason (理由) and evidence (凭证). All or nothing. O(rows) on average */
KEFU_API kefu_status KEFU_CALL kefu_ledger_add_batch(kefu_ledger *ledger, const kefu_batch *batch,
                                                     kefu_error *error);

/* Decisions so far. */
KEFU_API int64_t KEFU_CALL kefu_ledger_count(const kefu_ledger *ledger);

/* ---- Scoring -------------------------------------------------------------------------------- */

typedef struct kefu_sheet kefu_sheet;

typedef struct kefu_score_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_roster *roster; /* NULL, or for names, teams and rank groups */
    const kefu_ledger *ledger; /* NULL = nothing has been decided */
    int32_t day;               /* the day that the roster is read at; with a roster not 0 */
    int32_t reserved0;         /* 0 */
    const char *period;        /* shown on the sheet: "2026-10"; NULL = "" */
} kefu_score_options;

/* Scores every row of the frame by the card. The frame has one key, the person, and every metric
 * that the card names: KEFU_E_NAME with near names if one is missing, if it was made by another
 * definition than the card asks for, or if a decision is about a person or part that is not there
 * (pass one ledger a period). KEFU_E_DATA for negative hits,
 * KEFU_E_OVERFLOW for more than a billion points of hits without a cap, KEFU_E_ARGUMENT if the card
 * ranks by a field of the roster and there is none. The sheet keeps its own copies, all else may be
 * freed. O(rows × (items + log rows)) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_score(const kefu_card *card, const kefu_frame *frame,
                                          const kefu_score_options *options, kefu_sheet **out,
                                          kefu_error *error);
KEFU_API void KEFU_CALL kefu_sheet_free(kefu_sheet *sheet);

/* People in the order to print: by rank group (in order of names, people without one last), in each
 * best first, unranked last; equal totals in the order of the frame. How many rows, and the row of
 * a person; KEFU_E_NAME with near names. O(1), O(log rows) */
KEFU_API int64_t KEFU_CALL kefu_sheet_rows(const kefu_sheet *sheet);
KEFU_API kefu_status KEFU_CALL kefu_sheet_find(const kefu_sheet *sheet, const char *person,
                                               int64_t *row, kefu_error *error);

/* kefu_sheet_row.flags */
enum {
    KEFU_ROW_BELOW_FLOOR = 1, /* 最低标准: an improvement plan */
    KEFU_ROW_RED_LINE = 2,    /* a confirmed red line changed the total */
    KEFU_ROW_PENDING = 4,     /* a verdict waits for confirmation */
    KEFU_ROW_PROVISIONAL = 8, /* an item is not mature */
    KEFU_ROW_NO_GRADE = 16    /* the total falls into a hole of the grades */
};

/* One line of the sheet; text is borrowed. */
typedef struct kefu_sheet_row {
    size_t struct_size;
    const char *person;
    const char *name;    /* of the roster; else the person again */
    const char *team;    /* of the roster; "" if none */
    const char *group;   /* that places are in: a word of the roster, "" for those without */
    const char *grade;   /* its id; "" if none */
    int64_t total;       /* millionths of a point: items + adjustments, cut by red lines */
    int64_t items;       /* millionths of a point: the weighted items alone */
    int64_t adjustments; /* millionths of a point */
    int64_t coverage;    /* millionths: the fraction of all weight that was scored from figures */
    int32_t status;      /* KEFU_VALUE_OK, or _NO_DATA: no total (required, or nothing scored) */
    uint32_t flags;      /* KEFU_ROW_... */
    kefu_place place;    /* in the group, by total */
} kefu_sheet_row;
KEFU_API kefu_status KEFU_CALL kefu_sheet_row_at(const kefu_sheet *sheet, int64_t row,
                                                 kefu_sheet_row *out);

/* ---- Reasons -------------------------------------------------------------------------------- */

/* What a reason says, and its arguments: of bands b is the next better bound, if there is one; of
 * codes 20 to 33 a and b are the hits that count and those reported, c of 20 to 22 points a hit. */
enum {
    KEFU_REASON_BAND = 1,         /* in a band of steps: a = the bound that it reached */
    KEFU_REASON_LINEAR = 2,       /* between the knots a and b; outside them one is absent */
    KEFU_REASON_PLACE = 3,        /* a = place, b = of how many */
    KEFU_REASON_NO_BAND = 4,      /* no band covers it: 0 points, a fault of the card */
    KEFU_REASON_ZERO = 10,        /* no full figure: 0 by the card's policy */
    KEFU_REASON_LEFT_OUT = 11,    /* no full figure: its weight went to the others */
    KEFU_REASON_MEAN = 12,        /* no full figure: the mean a of the group's curve points */
    KEFU_REASON_REQUIRED = 13,    /* no full figure, so there is no total */
    KEFU_REASON_ADJUSTED = 20,    /* an adjustment */
    KEFU_REASON_CAPPED = 21,      /* one that was cut at d */
    KEFU_REASON_PENDING = 22,     /* one with hits that await a decision; d if it was cut */
    KEFU_REASON_RED_ZERO = 30,    /* red line: the total is 0 */
    KEFU_REASON_RED_CAP = 31,     /* red line: the total is at most c points */
    KEFU_REASON_RED_PENDING = 32, /* red line: reported, not confirmed, does not count yet */
    KEFU_REASON_RED_REJECTED = 33 /* red line: reported and rejected */
};

/* Why one part of the card gave its points; text is borrowed. */
typedef struct kefu_reason {
    size_t struct_size;
    int32_t code;          /* KEFU_REASON_... */
    int32_t kind;          /* KEFU_PART_ITEM, _ADJUSTMENT or _RED_LINE */
    int32_t part;          /* index for kefu_sheet_part */
    int32_t cause;         /* KEFU_VALUE_ status that a policy answered, or scored; else OK */
    kefu_value value;      /* the figure; hits reported */
    kefu_value basis;      /* what entered the curve: the figure itself, a percentile, a place */
    kefu_value a, b, c, d; /* see the codes; den 0 where absent */
    int64_t curve;         /* millionths of a point: 80 points of the curve are 80,000,000 */
    int64_t weight;        /* millionths of a point: the weight after policies; 0 if left out */
    int64_t points;        /* millionths of a point: what it added to the total */
    const char *evidence;  /* of the decisions about it, each once, by ", "; "" if none */
} kefu_reason;

/* How many reasons a row has, and one of them: every item, then the adjustments and red lines that
 * were reported, all in the order of the card. O(1), O(bands) [pure] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_sheet_reasons(const kefu_sheet *sheet, int64_t row);
KEFU_API kefu_status KEFU_CALL kefu_sheet_reason(const kefu_sheet *sheet, int64_t row,
                                                 int32_t index, kefu_reason *out);

/* The reason as a sentence in KEFU_ZH or KEFU_EN:
 *   平均响应 27.4 秒(1,204 次)≤ 30 秒档 → 80 分 × 15% = 12.00 分
 * Writes it with a NUL to out[capacity], cut at a character where that is too small, and to *need
 * (may be NULL) the bytes that all of it takes with the NUL: call with a capacity of 0 (out may be
 * NULL) to ask for those. KEFU_E_ARGUMENT if there is no such reason or language. */
KEFU_API kefu_status KEFU_CALL kefu_sheet_reason_text(const kefu_sheet *sheet, int64_t row,
                                                      int32_t index, int32_t language, char *out,
                                                      size_t capacity, size_t *need);

/* A figure as the sheet shows it, by the unit and digits of its part or metric: "44.98%", "27.4秒",
 * "¥5,862,780", "96"; fewer digits where it would not fit; where there is no number "-", or the
 * name of a status that says more. `scale` is 0..18; out, capacity and need as above. [pure] Since
 * 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_figure_text(const kefu_value *value, const char *unit,
                                                int32_t scale, int32_t language, char *out,
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

/* ---- Writers -------------------------------------------------------------------------------- */

enum { KEFU_WRITE_EXCEL = 1 }; /* CSV with BOM, CRLF, ids and names as text */

typedef struct kefu_write_options {
    size_t struct_size;
    const kefu_findings *findings; /* of HTML and JSON: NULL, or shown with the sheet; borrowed */
    int32_t language;              /* of HTML and CSV: KEFU_ZH or KEFU_EN */
    uint32_t flags;                /* of CSV: KEFU_WRITE_EXCEL */
} kefu_write_options;

/* One JSON object: card, period, rows with every reason as code, arguments and text in both
 * languages. Canonical: equal sheets give equal bytes. The three writers hand pieces to the sink as
 * they go, what it has when they fail is not whole. O(rows × reasons) each. [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_json(const kefu_sheet *sheet,
                                               const kefu_write_options *options,
                                               const kefu_sink *sink, kefu_error *error);

/* CSV: a heading, then a line a person with group, place, id, name, team, each item's figure (in
 * the heading's unit) and points (empty where it was left out or required), each adjustment's
 * points, total, grade, coverage and flags. Points are exact, with two to six digits. */
KEFU_API kefu_status KEFU_CALL kefu_sheet_csv(const kefu_sheet *sheet,
                                              const kefu_write_options *options,
                                              const kefu_sink *sink, kefu_error *error);

/* One self-contained page: inline CSS and SVG, no script needed to read it. The sheet coloured
 * against peers with every number shown, each figure's reason behind a click, the findings, and a
 * printable slip a person that holds only that person's rows. */
KEFU_API kefu_status KEFU_CALL kefu_sheet_html(const kefu_sheet *sheet,
                                               const kefu_write_options *options,
                                               const kefu_sink *sink, kefu_error *error);

/* The sheet as a record batch of Arrow, one row a person in the order to print, as kefu_frame_arrow
 * gives out a frame; points are decimal128 with six decimals: exact. Columns are
 *
 *   person name team group          utf8
 *   place ranked                    double (2.5 where a place is shared so), null if not ranked,
 * and of how many (int64) total items adjustments         points; total is null where there is none
 *   grade                           utf8, null if none
 *   coverage                        decimal128: the fraction of all weight scored from figures
 *   status                          as of a metric
 *   below_floor red_line pending provisional no_grade   bool, the KEFU_ROW_ flags
 *   ID ID_status ID_points          of each item: its figure as a metric of a frame (with _num ...
 *                                   for KEFU_ARROW_EXACT), and the points, null where it was left
 *                                   out or required
 *   ID_points                       of each adjustment and red line: what it added to the total
 *
 * with the metadata of the table kefu.card, kefu.card_hash, kefu.period, kefu.label.zh and .en, and
 * of each field kefu.is and, for those of a part, kefu.of: its id. O(rows × parts) [pure] Since 0.1
 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_arrow(const kefu_sheet *sheet, uint32_t flags,
                                                struct ArrowSchema *schema,
                                                struct ArrowArray *array, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_sheet_arrow_stream(const kefu_sheet *sheet, uint32_t flags,
                                                       struct ArrowArrayStream *stream,
                                                       kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
