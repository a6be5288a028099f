/* card.h - words, structs and classes of kefu/card.h. */

#define KB_PARTS                                                                                   \
    WORD(KEFU_PART_, ITEM, "item"), WORD(KEFU_PART_, ADJUSTMENT, "adjustment"),                    \
        WORD(KEFU_PART_, RED_LINE, "red_line"), WORD(KEFU_PART_, SECTION, "section"),              \
        WORD(KEFU_PART_, VOLUME, "volume"), WORD(KEFU_PART_, GRADE, "grade"),                      \
        WORD(KEFU_PART_, TIER, "tier"), WORD(KEFU_PART_, BADGE, "badge"),                          \
        WORD(KEFU_PART_, STREAK, "streak")
WORDS(part, KB_PARTS);
/* Of reasons and changes: steps of a total are no part of the card. */
WORDS(part_or_none, {"none", 0}, KB_PARTS);
WORDS(best, WORD(KEFU_, HIGHER, "higher"), WORD(KEFU_, LOWER, "lower"),
      WORD(KEFU_, NEITHER, "neither"), WORD(KEFU_, MIDDLE, "middle"));
WORDS(severity, WORD(KEFU_SEVERITY_, WARNING, "warning"), WORD(KEFU_SEVERITY_, ERROR, "error"),
      WORD(KEFU_SEVERITY_, NOTE, "note"));
WORDS(lint, WORD(KEFU_LINT_, WEIGHTS, "weights"), WORD(KEFU_LINT_, GAP, "gap"),
      WORD(KEFU_LINT_, OVERLAP, "overlap"), WORD(KEFU_LINT_, DIRECTION, "direction"),
      WORD(KEFU_LINT_, GRADE_GAP, "grade_gap"), WORD(KEFU_LINT_, GRADE_OVERLAP, "grade_overlap"),
      WORD(KEFU_LINT_, UNREACHABLE, "unreachable"), WORD(KEFU_LINT_, UNCONFIRMED, "unconfirmed"),
      WORD(KEFU_LINT_, UNIT, "unit"), WORD(KEFU_LINT_, CLIFF, "cliff"),
      WORD(KEFU_LINT_, NO_EFFECT, "no_effect"), WORD(KEFU_LINT_, BARE_BOUND, "bare_bound"),
      WORD(KEFU_LINT_, RANGE, "range"), WORD(KEFU_LINT_, TIERS, "tiers"),
      WORD(KEFU_LINT_, BOOK, "book"), WORD(KEFU_LINT_, NO_METRIC, "no_metric"),
      WORD(KEFU_LINT_, BARE_RATE, "bare_rate"), WORD(KEFU_LINT_, PRINTED_RATE, "printed_rate"),
      WORD(KEFU_LINT_, NO_GROUP, "no_group"), WORD(KEFU_LINT_, OUT_OF_RANGE, "out_of_range"),
      WORD(KEFU_LINT_, UNUSED, "unused"), WORD(KEFU_LINT_, DEFINITION, "definition"),
      WORD(KEFU_LINT_, SAME, "same"), WORD(KEFU_LINT_, PAY_HOLE, "pay_hole"),
      WORD(KEFU_LINT_, PAY_CLIFF, "pay_cliff"), WORD(KEFU_LINT_, PAY_ORDER, "pay_order"),
      WORD(KEFU_LINT_, PAY_NAME, "pay_name"), WORD(KEFU_LINT_, PAY_GUARD, "pay_guard"),
      WORD(KEFU_LINT_, PAY_DEAD, "pay_dead"), WORD(KEFU_LINT_, PAY_UNCONFIRMED, "pay_unconfirmed"),
      WORD(KEFU_LINT_, PAY_SIGN, "pay_sign"), WORD(KEFU_LINT_, AWARD_NAME, "award_name"),
      WORD(KEFU_LINT_, AWARD_AMOUNTS, "award_amounts"), WORD(KEFU_LINT_, AWARD_DEAD, "award_dead"));

static const kb_field card_part_fields[] = {
    FIELD(kefu_card_part, id, TEXT),       FIELD(kefu_card_part, label_zh, TEXT),
    FIELD(kefu_card_part, label_en, TEXT), FIELD(kefu_card_part, metric, TEXT),
    FIELD(kefu_card_part, unit, TEXT),     FIELD(kefu_card_part, section_id, TEXT),
    FIELD(kefu_card_part, scale, INT32),   FIELD_OF(kefu_card_part, direction, WORD, &best_words),
    FIELD_POINTS(kefu_card_part, weight),  FIELD(kefu_card_part, definition, TEXT),
    FIELD_POINTS(kefu_card_part, of),      FIELD(kefu_card_part, bonus, BOOL),
};
STRUCT_OF(card_part, kefu_card_part, "A part of a card.");

static const kb_field finding_fields[] = {
    FIELD_OF(kefu_finding, code, WORD, &lint_words),
    FIELD_OF(kefu_finding, severity, WORD, &severity_words),
    FIELD(kefu_finding, line, INT32),
    FIELD(kefu_finding, column, INT32),
    FIELD(kefu_finding, path, TEXT),
    FIELD(kefu_finding, text_zh, TEXT),
    FIELD(kefu_finding, text_en, TEXT),
};
STRUCT_OF(finding, kefu_finding, "A fault of a card, a book or a plan.");

CLASS(card, kefu_card, "Card", KB_SHARED, NULL, NULL,
      "The scheme (考核方案): sections, items, curves, adjustments, red lines, grades.");
CLASS(findings, kefu_findings, "Findings", KB_SHARED, "all", NULL, "What a linter found.");
CLASS(book, kefu_book, "Book", KB_CONFINED, "cards", NULL,
      "Whose card is which (方案册), by role, stage, cohort and date.");
