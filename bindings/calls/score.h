/* score.h - words, structs and classes of kefu/score.h. */

WORDS(action, WORD(KEFU_, CONFIRM, "confirm"), WORD(KEFU_, REJECT, "reject"),
      WORD(KEFU_, REASSIGN, "reassign"), WORD(KEFU_, EXCLUDE, "exclude"),
      WORD(KEFU_, UPHOLD, "uphold"));
FLAGS(sheet_flag, WORD(KEFU_ROW_, BELOW_FLOOR, "below_floor"),
      WORD(KEFU_ROW_, RED_LINE, "red_line"), WORD(KEFU_ROW_, PENDING, "pending"),
      WORD(KEFU_ROW_, PROVISIONAL, "provisional"), WORD(KEFU_ROW_, NO_GRADE, "no_grade"),
      WORD(KEFU_ROW_, FAILED, "failed"), WORD(KEFU_ROW_, CUT, "cut"),
      WORD(KEFU_ROW_, EXCUSED, "excused"), WORD(KEFU_ROW_, RED_LINE_CUT, "red_line_cut"));
WORDS(reason_code, {"none", 0}, WORD(KEFU_REASON_, BAND, "band"),
      WORD(KEFU_REASON_, LINEAR, "linear"), WORD(KEFU_REASON_, PLACE, "place"),
      WORD(KEFU_REASON_, NO_BAND, "no_band"), WORD(KEFU_REASON_, PIECE, "piece"),
      WORD(KEFU_REASON_, PROPORTION, "proportion"), WORD(KEFU_REASON_, DEDUCT, "deduct"),
      WORD(KEFU_REASON_, ZERO, "zero"), WORD(KEFU_REASON_, LEFT_OUT, "left_out"),
      WORD(KEFU_REASON_, MEAN, "mean"), WORD(KEFU_REASON_, REQUIRED, "required"),
      WORD(KEFU_REASON_, NOT_APPLIED, "not_applied"), WORD(KEFU_REASON_, ADJUSTED, "adjusted"),
      WORD(KEFU_REASON_, CAPPED, "capped"), WORD(KEFU_REASON_, PENDING, "pending"),
      WORD(KEFU_REASON_, RED_ZERO, "red_zero"), WORD(KEFU_REASON_, RED_CAP, "red_cap"),
      WORD(KEFU_REASON_, RED_PENDING, "red_pending"),
      WORD(KEFU_REASON_, RED_REJECTED, "red_rejected"), WORD(KEFU_REASON_, RED_MINUS, "red_minus"),
      WORD(KEFU_REASON_, RED_GRADE, "red_grade"), WORD(KEFU_REASON_, SECTION_CUT, "section_cut"),
      WORD(KEFU_REASON_, SECTION_FAILED, "section_failed"),
      WORD(KEFU_REASON_, CARD_FAILED, "card_failed"), WORD(KEFU_REASON_, TEAM, "team"),
      WORD(KEFU_REASON_, EXTRAS_CUT, "extras_cut"), WORD(KEFU_REASON_, TOTAL_CUT, "total_cut"),
      WORD(KEFU_REASON_, ROUNDING, "rounding"));
FLAGS(reason_flag, WORD(KEFU_REASON_, SMALL, "small"), WORD(KEFU_REASON_, FAILED, "failed"),
      WORD(KEFU_REASON_, CLAMPED, "clamped"), WORD(KEFU_REASON_, BELOW, "below"));
WORDS(what_if_why, {"none", 0}, WORD(KEFU_WHY_NOT_, BEST, "best"),
      WORD(KEFU_WHY_NOT_, UNREACHABLE, "unreachable"), WORD(KEFU_WHY_NOT_, PEERS, "peers"),
      WORD(KEFU_WHY_NOT_, TEAM, "team"), WORD(KEFU_WHY_NOT_, NO_TOTAL, "no_total"),
      WORD(KEFU_WHY_NOT_, STATE, "state"), WORD(KEFU_WHY_NOT_, TARGET, "target"));
WORDS(change_code, WORD(KEFU_CHANGE_, JOINED, "joined"), WORD(KEFU_CHANGE_, LEFT, "left"),
      WORD(KEFU_CHANGE_, TOTAL, "total"), WORD(KEFU_CHANGE_, PLACE, "place"),
      WORD(KEFU_CHANGE_, GRADE, "grade"), WORD(KEFU_CHANGE_, PART, "part"),
      WORD(KEFU_CHANGE_, TIER, "tier"), WORD(KEFU_CHANGE_, FLAGS, "flags"),
      WORD(KEFU_CHANGE_, HOLDS, "holds"));
FLAGS(change_why, WORD(KEFU_WHY_, FIGURE, "figure"), WORD(KEFU_WHY_, BASIS, "basis"),
      WORD(KEFU_WHY_, DECISION, "decision"), WORD(KEFU_WHY_, WEIGHT, "weight"),
      WORD(KEFU_WHY_, CARD, "card"), WORD(KEFU_WHY_, STATE, "state"));

/* More than one result of a call, for which C has no struct. */
typedef struct kb_holds {
    int32_t holds, failing, ago;
} kb_holds;
typedef struct kb_found {
    int64_t row;
    int32_t sheet;
} kb_found;

static const kb_field decision_fields[] = {
    FIELD(kefu_decision, person, TEXT),
    FIELD(kefu_decision, part, TEXT),
    FIELD_OF(kefu_decision, action, WORD, &action_words),
    FIELD_OF(kefu_decision, day, DAY, &kb_day_zero),
    FIELD(kefu_decision, count, INT64),
    FIELD(kefu_decision, by, TEXT),
    FIELD(kefu_decision, reason, OPTIONAL_TEXT),
    FIELD(kefu_decision, evidence, OPTIONAL_TEXT),
    FIELD(kefu_decision, to, OPTIONAL_TEXT),
};
STRUCT_OF(decision, kefu_decision,
          "What a person decided about one part of the card. `count` must be said: how many hits, "
          "-1 for all that were reported; nothing to exclude.");

/* The classes stand before the options, which name them. */
CLASS(ledger, kefu_ledger, "Ledger", KB_CONFINED, "decisions", NULL,
      "What people decided about hits, items and the floor (复核): one a period.");
CLASS(sheet, kefu_sheet, "Sheet", KB_SHARED, "rows", "find",
      "People with points by a card (成绩单), in the order to print, with a reason for every "
      "point.");
CLASS(diff, kefu_diff, "Diff", KB_SHARED, "changes", NULL,
      "What became different between two sheets or runs.");
CLASS(run, kefu_run, "Run", KB_SHARED, "sheets", NULL,
      "A frame scored by a book: a sheet for each card that somebody has.");

static const kb_field score_fields[] = {
    FIELD_OF(kefu_score_options, roster, HANDLE, &roster_class),
    FIELD_READ(kefu_score_options, ledger, &ledger_class),
    FIELD_OF(kefu_score_options, day, DAY, &kb_day_zero),
    FIELD_OF(kefu_score_options, as_of, DAY, &kb_day_zero),
    FIELD(kefu_score_options, period, OPTIONAL_TEXT),
    /* `from` is a word of Python itself. */
    FIELD_AS(kefu_score_options, from, "first_day", DAY, &kb_day_zero),
    FIELD_AS(kefu_score_options, to, "last_day", DAY, &kb_day_zero),
    FIELD_ARRAY(kefu_score_options, earlier, n_earlier, HANDLES, &sheet_class),
    FIELD_OF(kefu_score_options, team_sheet, HANDLE, &sheet_class),
    FIELD_ARRAY(kefu_score_options, earlier_periods, n_earlier, INT32S, NULL),
};
STRUCT_OF(score, kefu_score_options,
          "Whom to score as of when: roster and its day, decisions, the period and sheets before "
          "it.");

static const kb_field sheet_row_fields[] = {
    FIELD(kefu_sheet_row, person, TEXT),
    FIELD(kefu_sheet_row, name, TEXT),
    FIELD(kefu_sheet_row, team, TEXT),
    FIELD(kefu_sheet_row, group, TEXT),
    FIELD(kefu_sheet_row, grade, TEXT),
    FIELD_POINTS(kefu_sheet_row, total),
    FIELD_POINTS(kefu_sheet_row, items),
    FIELD_POINTS(kefu_sheet_row, adjustments),
    FIELD_SCALED(kefu_sheet_row, coverage, 6),
    FIELD_OF(kefu_sheet_row, status, WORD, &value_status_words),
    FIELD_OF(kefu_sheet_row, flags, FLAGS, &sheet_flag_words),
    FIELD(kefu_sheet_row, place, PLACE),
    FIELD(kefu_sheet_row, tier, TEXT),
    FIELD_POINTS(kefu_sheet_row, team_part),
    FIELD_POINTS(kefu_sheet_row, bonus),
    FIELD(kefu_sheet_row, share_of_days, VALUE),
};
STRUCT_OF(sheet_row, kefu_sheet_row, "One line of a sheet.");

static const kb_field section_row_fields[] = {
    FIELD_POINTS(kefu_section_row, points),
    FIELD_POINTS(kefu_section_row, items),
    FIELD(kefu_section_row, failed_items, INT32),
    FIELD(kefu_section_row, failed, BOOL),
};
STRUCT_OF(section_row, kefu_section_row,
          "A section in a row: its points after least, most and failing, and those of its items.");

static const kb_field holds_fields[] = {
    FIELD(kb_holds, holds, BOOL),
    FIELD_NUMBER(kb_holds, failing),
    FIELD(kb_holds, ago, INT32),
};
STRUCT_FROZEN(holds, kb_holds,
              "Whether a badge or streak holds; else the number of the first condition that does "
              "not, and how many periods ago.");

static const kb_field reason_fields[] = {
    FIELD_OF(kefu_reason, code, WORD, &reason_code_words),
    FIELD_OF(kefu_reason, kind, WORD, &part_or_none_words),
    FIELD_NUMBER(kefu_reason, part),
    FIELD_OF(kefu_reason, cause, WORD, &value_status_words),
    FIELD(kefu_reason, value, VALUE),
    FIELD(kefu_reason, basis, VALUE),
    FIELD(kefu_reason, a, VALUE),
    FIELD(kefu_reason, b, VALUE),
    FIELD(kefu_reason, c, VALUE),
    FIELD(kefu_reason, d, VALUE),
    FIELD_POINTS(kefu_reason, curve),
    FIELD_POINTS(kefu_reason, weight),
    FIELD_POINTS(kefu_reason, points),
    FIELD(kefu_reason, evidence, TEXT),
    FIELD_OF(kefu_reason, flags, FLAGS, &reason_flag_words),
    FIELD(kefu_reason, against, VALUE),
};
STRUCT_OF(reason, kefu_reason, "Why one part of the card gave its points.");

static const kb_field what_if_fields[] = {
    FIELD_NUMBER(kefu_what_if, item),   FIELD(kefu_what_if, found, BOOL),
    FIELD(kefu_what_if, steps, INT64),  FIELD(kefu_what_if, value, VALUE),
    FIELD_POINTS(kefu_what_if, points), FIELD_POINTS(kefu_what_if, total),
    FIELD(kefu_what_if, grade, TEXT),   FIELD_OF(kefu_what_if, why_not, WORD, &what_if_why_words),
};
STRUCT_OF(what_if, kefu_what_if,
          "Another figure of an item and what it gives, all else staying as it is.");

/* Places, grades and flags are numbers as they are; points are in millionths, and once more as
 * points. */
static const kb_field change_fields[] = {
    FIELD(kefu_change, person, TEXT),
    FIELD(kefu_change, name, TEXT),
    FIELD_OF(kefu_change, code, WORD, &change_code_words),
    FIELD_OF(kefu_change, why, FLAGS, &change_why_words),
    FIELD_OF(kefu_change, kind, WORD, &part_or_none_words),
    FIELD_OF(kefu_change, step, WORD, &reason_code_words),
    FIELD(kefu_change, part, TEXT),
    FIELD_SCALED(kefu_change, before, 0),
    FIELD_SCALED(kefu_change, after, 0),
    FIELD_SCALED_AS(kefu_change, before, "points_before", 6),
    FIELD_SCALED_AS(kefu_change, after, "points_after", 6),
};
STRUCT_OF(change, kefu_change,
          "One change: before and after as the code says, and of points (joined, left, total, "
          "part) also as points.");

static const kb_field found_fields[] = {
    FIELD_NUMBER(kb_found, sheet),
    FIELD_NUMBER64(kb_found, row),
};
STRUCT_FROZEN(found, kb_found, "Where a person is: the number of the sheet, and the row on it.");
