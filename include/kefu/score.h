/* kefu/score.h - cards (考核方案), decisions (复核), lint, sheets (成绩单) with a reason for every
 * point. Uses metric.h and rank.h.
 *
 * A card is JSON. Keys that begin with "x-" are ignored, all other unknown keys are refused, and so
 * are duplicates. Numbers are exact decimals, of at most 6 digits after the point (bounds: 9);
 * bounds may be written as text with their unit: 0.45, "45%", "30s", "2分30秒". A label is
 * {"zh": "...", "en": "..."} or one text for both; without one the id is shown.
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
 * away from zero, to a millionth; where weights were renormalised the factor 100 / (weights that
 * were scored) is inside that one rounding. The total is the sum of those and of the adjustments,
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

#include "kefu/metric.h"
#include "kefu/rank.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Points are integers in millionths everywhere: 12.5 points are 12,500,000. */
#define KEFU_POINT 1000000

/* ---- Cards ---------------------------------------------------------------------------------- */

typedef struct kefu_card kefu_card;

/* Reads a card. KEFU_E_SYNTAX or KEFU_E_CARD with line, column and what was expected. [confined];
 * const afterwards. O(size) Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_card_from_json(const kefu_allocator *allocator,
                                                   const kefu_limits *limits, const char *json,
                                                   size_t size, kefu_card **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_card_free(kefu_card *card);

/* The id; 32 hexadecimal digits that change with any word of the card that counts; label. Borrowed.
 * [pure] on a const card, as all that follow */
KEFU_API const char *KEFU_CALL kefu_card_id(const kefu_card *card);
KEFU_API const char *KEFU_CALL kefu_card_hash(const kefu_card *card);
KEFU_API const char *KEFU_CALL kefu_card_label(const kefu_card *card, int32_t language);

/* An item, an adjustment or a red line. The caller sets struct_size; text is borrowed. */
typedef struct kefu_card_part {
    size_t struct_size;
    const char *id;
    const char *label_zh;
    const char *label_en;
    const char *metric;     /* the metric it reads */
    const char *unit;       /* "ratio" ... */
    const char *section_id; /* of an item; else "" */
    int32_t scale;          /* digits shown */
    int32_t direction;      /* KEFU_HIGHER or KEFU_LOWER */
    int64_t weight;         /* of an item, in millionths of a point; else 0 */
} kefu_card_part;

/* Parts by kind: items of all sections in order, adjustments, red lines. */
enum {
    KEFU_PART_ITEM = 1,
    KEFU_PART_ADJUSTMENT = 2,
    KEFU_PART_RED_LINE = 3,
    KEFU_PART_SECTION = 4,
    KEFU_PART_VOLUME = 5
};
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
    KEFU_LINT_NO_METRIC = 20,    /* with a frame: it has no such metric */
    KEFU_LINT_BARE_RATE = 21,    /* with a frame: a rate without its denominator */
    KEFU_LINT_PRINTED_RATE = 22, /* with a frame: a rounded rate printed exactly on a bound */
    KEFU_LINT_NO_GROUP = 23      /* with a frame: ranks by a field of the roster, but some people
                                    of the frame are not on it */
};

enum { KEFU_SEVERITY_WARNING = 1, KEFU_SEVERITY_ERROR = 2 };

typedef struct kefu_findings kefu_findings;

/* Faults of a card, in the order of the card; `frame` (may be NULL) adds what its data show.
 * Finding something is not a failure. [pure] on const objects. Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_card_lint(const kefu_card *card, const kefu_frame *frame,
                                              kefu_findings **out, kefu_error *error);
KEFU_API void KEFU_CALL kefu_findings_free(kefu_findings *findings);
KEFU_API int32_t KEFU_CALL kefu_findings_count(const kefu_findings *findings);

/* The caller sets struct_size; text is borrowed. */
typedef struct kefu_finding {
    size_t struct_size;
    int32_t code;     /* KEFU_LINT_... */
    int32_t severity; /* KEFU_SEVERITY_... */
    int32_t line;     /* of the card's text */
    int32_t column;
    const char *path; /* JSON pointer: /sections/0/items/1/curve */
    const char *text_zh;
    const char *text_en;
} kefu_finding;
KEFU_API kefu_status KEFU_CALL kefu_findings_at(const kefu_findings *findings, int32_t index,
                                                kefu_finding *out);

/* ---- Decisions ------------------------------------------------------------------------------ */

typedef struct kefu_ledger kefu_ledger;

enum { KEFU_CONFIRM = 1, KEFU_REJECT = 2 };

/* What a person decided about verdicts of one part of the card: "of the hits of 'stalling' against
 * 小林, one is confirmed". Text is copied. */
typedef struct kefu_decision {
    size_t struct_size;
    const char *person;   /* key of the sheet's row */
    const char *part;     /* id of an adjustment or red line */
    int32_t action;       /* KEFU_CONFIRM or KEFU_REJECT */
    int32_t day;          /* days since 1970-01-01 */
    int64_t count;        /* how many hits; 0 = all that were reported */
    const char *by;       /* who decided */
    const char *reason;   /* may be NULL */
    const char *evidence; /* ids of conversations or reviews; may be NULL */
} kefu_decision;

/* [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_ledger_new(const kefu_allocator *allocator, kefu_ledger **out,
                                               kefu_error *error);
KEFU_API void KEFU_CALL kefu_ledger_free(kefu_ledger *ledger);
/* The same person, part, day, action, by and evidence twice is KEFU_E_DUPLICATE. */
KEFU_API kefu_status KEFU_CALL kefu_ledger_add(kefu_ledger *ledger, const kefu_decision *decision,
                                               kefu_error *error);
/* Rows with the columns person (客服), part (事项), action (复核: confirm 确认, reject 驳回), count
 * (数量; empty = all, 0 is KEFU_E_DATA), by (复核人), day (日期), reason (理由), evidence (凭证).
 * All or nothing. */
KEFU_API kefu_status KEFU_CALL kefu_ledger_add_batch(kefu_ledger *ledger, const kefu_batch *batch,
                                                     kefu_error *error);
KEFU_API int64_t KEFU_CALL kefu_ledger_count(const kefu_ledger *ledger);

/* ---- Scoring -------------------------------------------------------------------------------- */

typedef struct kefu_sheet kefu_sheet;

typedef struct kefu_score_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_roster *roster; /* NULL, or for names, teams and rank groups */
    const kefu_ledger *ledger; /* NULL = nothing has been decided */
    int32_t day;               /* the roster is read at this day; 0 is refused with a roster */
    int32_t reserved0;
    const char *period; /* shown on the sheet: "2026-10"; may be NULL */
} kefu_score_options;

/* Scores every row of the frame by the card. The frame has one key, the person. A metric that the
 * frame lacks is KEFU_E_NAME with near names. Every decision of the ledger counts: pass one ledger
 * a period; one about a person or part that frame and card do not have is KEFU_E_NAME, too.
 * Negative hits are KEFU_E_DATA, hits beyond a billion points without a cap KEFU_E_OVERFLOW, a card
 * that ranks within a field of the roster without one KEFU_E_ARGUMENT. Options may be NULL; without
 * an allocator in them the card's is used. The sheet keeps its own copies; all else may be freed.
 * [pure] on const objects. O(rows × items + rows log rows) Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_score(const kefu_card *card, const kefu_frame *frame,
                                          const kefu_score_options *options, kefu_sheet **out,
                                          kefu_error *error);
KEFU_API void KEFU_CALL kefu_sheet_free(kefu_sheet *sheet);

/* People in the order to print: by rank group (in order of names, people without one last), in each
 * best first, unranked last; equal totals in the order of the frame. All that follows is [pure] on
 * a const sheet. */
KEFU_API int64_t KEFU_CALL kefu_sheet_rows(const kefu_sheet *sheet);
KEFU_API kefu_status KEFU_CALL kefu_sheet_find(const kefu_sheet *sheet, const char *person,
                                               int64_t *row, kefu_error *error);

enum {
    KEFU_ROW_BELOW_FLOOR = 1, /* 最低标准: an improvement plan */
    KEFU_ROW_RED_LINE = 2,    /* a confirmed red line changed the total */
    KEFU_ROW_PENDING = 4,     /* a verdict waits for confirmation */
    KEFU_ROW_PROVISIONAL = 8, /* an item is not mature */
    KEFU_ROW_NO_GRADE = 16    /* the total falls into a hole of the grades */
};

/* A line of the sheet. The caller sets struct_size; text is borrowed. */
typedef struct kefu_sheet_row {
    size_t struct_size;
    const char *person;
    const char *name;
    const char *team;
    const char *group;   /* of ranking; "" if there is one */
    const char *grade;   /* "" if none */
    int64_t total;       /* millionths: items + adjustments, red lines applied */
    int64_t items;       /* millionths: the weighted items alone */
    int64_t adjustments; /* millionths */
    int64_t coverage;    /* millionths of the weight that was scored from data */
    int32_t
        status; /* KEFU_VALUE_OK, or _NO_DATA: no total (an item was required, or nothing scored) */
    uint32_t flags; /* KEFU_ROW_... */
    kefu_place place;
} kefu_sheet_row;
KEFU_API kefu_status KEFU_CALL kefu_sheet_row_at(const kefu_sheet *sheet, int64_t row,
                                                 kefu_sheet_row *out);

/* ---- Reasons -------------------------------------------------------------------------------- */

enum {
    KEFU_REASON_BAND = 1,      /* value in a band of steps: a = its bound, b = next bound */
    KEFU_REASON_LINEAR = 2,    /* value between two knots a and b; beyond the ends one is absent */
    KEFU_REASON_PLACE = 3,     /* a = place, b = of how many */
    KEFU_REASON_NO_BAND = 4,   /* no band covers the value: 0 points, a fault of the card */
    KEFU_REASON_ZERO = 10,     /* no figure, scored 0 by the card's policy */
    KEFU_REASON_LEFT_OUT = 11, /* no figure, its weight went to the others */
    KEFU_REASON_MEAN = 12,     /* no figure, scored as the mean a of the group's points */
    KEFU_REASON_REQUIRED = 13, /* no figure, so there is no total */
    KEFU_REASON_ADJUSTED = 20, /* a = hits that count, b = hits reported, c = points each */
    KEFU_REASON_CAPPED = 21,   /* the same, cut at d */
    KEFU_REASON_PENDING =
        22, /* a = hits that count, b = hits reported; the rest awaits a decision */
    KEFU_REASON_RED_ZERO = 30,    /* red line: total 0; a, b as above, for all of these */
    KEFU_REASON_RED_CAP = 31,     /* red line: total at most c */
    KEFU_REASON_RED_PENDING = 32, /* reported, not confirmed: does not count yet */
    KEFU_REASON_RED_REJECTED = 33
};

/* Why one part of the card gave its points. The caller sets struct_size; text is borrowed. */
typedef struct kefu_reason {
    size_t struct_size;
    int32_t code;          /* KEFU_REASON_... */
    int32_t kind;          /* KEFU_PART_ITEM ... */
    int32_t part;          /* index for kefu_card_part_at */
    int32_t cause;         /* KEFU_VALUE_ status that a policy of the card answered (also by
                              scoring it); else OK */
    kefu_value value;      /* the figure */
    kefu_value basis;      /* what entered the curve: the figure itself, a percentile, a place */
    kefu_value a, b, c, d; /* see the codes; den 0 where absent */
    int64_t curve;         /* millionths of a point: 80 points of the curve are 80,000,000 */
    int64_t weight;        /* millionths: the weight after policies */
    int64_t points;        /* millionths: what it added to the total */
    const char *evidence;  /* of the decisions about it, "c-17, c-18"; "" if none */
} kefu_reason;

/* Reasons of a row: items, adjustments and red lines in card order (only those that were hit or
 * reported, for the last two). */
KEFU_API int32_t KEFU_CALL kefu_sheet_reasons(const kefu_sheet *sheet, int64_t row);
KEFU_API kefu_status KEFU_CALL kefu_sheet_reason(const kefu_sheet *sheet, int64_t row,
                                                 int32_t index, kefu_reason *out);

/* The reason as a sentence: 平均响应 27.4 秒(1,204 次)≤ 30 秒档 → 80 分 × 15% = 12.00 分
 * Writes with NUL, cut at a character if `capacity` is too small; *need (may be NULL) is what it
 * takes. KEFU_E_ARGUMENT if there is no such reason. */
KEFU_API kefu_status KEFU_CALL kefu_sheet_reason_text(const kefu_sheet *sheet, int64_t row,
                                                      int32_t index, int32_t language, char *out,
                                                      size_t capacity, size_t *need);

/* The cards' parts as they were scored, and what the sheet was made from. */
KEFU_API int32_t KEFU_CALL kefu_sheet_parts(const kefu_sheet *sheet, int32_t kind);
KEFU_API kefu_status KEFU_CALL kefu_sheet_part(const kefu_sheet *sheet, int32_t kind, int32_t index,
                                               kefu_card_part *out);
KEFU_API const char *KEFU_CALL kefu_sheet_card_id(const kefu_sheet *sheet);
KEFU_API const char *KEFU_CALL kefu_sheet_card_hash(const kefu_sheet *sheet);
KEFU_API const char *KEFU_CALL kefu_sheet_label(const kefu_sheet *sheet, int32_t language);
KEFU_API const char *KEFU_CALL kefu_sheet_period(const kefu_sheet *sheet);

/* ---- Writers -------------------------------------------------------------------------------- */

enum { KEFU_WRITE_EXCEL = 1 }; /* CSV with BOM, CRLF and ids as text */

/* NULL where one is asked for means every default. */
typedef struct kefu_write_options {
    size_t struct_size;
    const kefu_findings *findings; /* HTML, JSON: NULL, or shown with the sheet */
    int32_t language;              /* of HTML and CSV: KEFU_ZH, KEFU_EN */
    uint32_t flags;                /* KEFU_WRITE_EXCEL */
} kefu_write_options;

/* One JSON object: card, period, rows with every reason as code, arguments and text in both
 * languages. Canonical: equal sheets give equal bytes. Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_json(const kefu_sheet *sheet,
                                               const kefu_write_options *options,
                                               const kefu_sink *sink, kefu_error *error);

/* A line a person: place, group, figures, points, total, grade. Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_csv(const kefu_sheet *sheet,
                                              const kefu_write_options *options,
                                              const kefu_sink *sink, kefu_error *error);

/* One self-contained page: inline CSS and SVG, no script needed to read it. The sheet coloured
 * against peers with every number shown, each figure's reason behind a click, the findings, and a
 * printable slip a person that holds only that person's rows. Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_sheet_html(const kefu_sheet *sheet,
                                               const kefu_write_options *options,
                                               const kefu_sink *sink, kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
