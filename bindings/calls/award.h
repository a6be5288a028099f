/* award.h - words, structs and classes of kefu/award.h. */

WORDS(prize_kind, WORD(KEFU_PRIZE_, SINGLE, "single"), WORD(KEFU_PRIZE_, OVERALL, "overall"));
WORDS(prize_within, WORD(KEFU_PRIZE_OF_, ALL, "all"), WORD(KEFU_PRIZE_OF_, TEAM, "team"),
      WORD(KEFU_PRIZE_OF_, GROUP, "group"));
WORDS(prize_ties, WORD(KEFU_PRIZE_TIES_, ALL, "all"), WORD(KEFU_PRIZE_TIES_, SHARE, "share"),
      WORD(KEFU_PRIZE_TIES_, ORDER, "order"));
FLAGS(winner_flag, WORD(KEFU_WIN_, PROVISIONAL, "provisional"));
WORDS(standing_why, WORD(KEFU_OUT_, NONE, "none"), WORD(KEFU_OUT_, PLACE, "place"),
      WORD(KEFU_OUT_, LEAST, "least"), WORD(KEFU_OUT_, TERMS, "terms"),
      WORD(KEFU_OUT_, ONE_EACH, "one_each"), WORD(KEFU_OUT_, CONDITION, "condition"),
      WORD(KEFU_OUT_, ENTER, "enter"), WORD(KEFU_OUT_, TEAM, "team"), WORD(KEFU_OUT_, NEED, "need"),
      WORD(KEFU_OUT_, FEW, "few"), WORD(KEFU_OUT_, NO_VALUE, "no_value"));

static const kb_field prize_fields[] = {
    FIELD(kefu_prize, id, TEXT),
    FIELD(kefu_prize, label_zh, TEXT),
    FIELD(kefu_prize, label_en, TEXT),
    FIELD(kefu_prize, metric, TEXT),
    FIELD(kefu_prize, unit, TEXT),
    FIELD_OF(kefu_prize, kind, WORD, &prize_kind_words),
    FIELD(kefu_prize, scale, INT32),
    FIELD_OF(kefu_prize, direction, WORD, &best_words),
    FIELD_OF(kefu_prize, within, WORD, &prize_within_words),
    FIELD_OF(kefu_prize, ties, WORD, &prize_ties_words),
    FIELD(kefu_prize, places, INT32),
    FIELD(kefu_prize, n_amounts, INT32),
    FIELD(kefu_prize, max_terms, INT32),
};
STRUCT_OF(prize, kefu_prize, "One prize of a plan.");

/* The length of `periods` is that of the sheets: it is kept in a reserved field, which the call
 * looks at and clears. */
static const kb_field award_fields[] = {
    FIELD_ARRAY(kefu_award_options, periods, reserved0, INT32S, NULL),
    FIELD(kefu_award_options, period, OPTIONAL_TEXT),
    FIELD(kefu_award_options, history, BATCH),
    FIELD(kefu_award_options, seq, INT32),
};
STRUCT_OF(award, kefu_award_options,
          "Which period each sheet is of, from 0 (the earliest) on: without it all are of one; the "
          "period that is shown; and winners before: rows of period (期间), prize (奖项), person "
          "(客服), perhaps seq (期序).");

static const kb_field winner_fields[] = {
    FIELD_NUMBER(kefu_winner, prize),  FIELD(kefu_winner, terms, INT32),
    FIELD(kefu_winner, person, TEXT),  FIELD(kefu_winner, name, TEXT),
    FIELD(kefu_winner, team, TEXT),    FIELD(kefu_winner, within, TEXT),
    FIELD(kefu_winner, place, PLACE),  FIELD(kefu_winner, value, VALUE),
    FIELD(kefu_winner, amount, MONEY), FIELD_OF(kefu_winner, flags, FLAGS, &winner_flag_words),
};
STRUCT_OF(winner, kefu_winner, "One winner of a prize.");

static const kb_field standing_fields[] = {
    FIELD(kefu_standing, person, TEXT),  FIELD(kefu_standing, name, TEXT),
    FIELD(kefu_standing, within, TEXT),  FIELD(kefu_standing, place, PLACE),
    FIELD(kefu_standing, value, VALUE),  FIELD_OF(kefu_standing, why, WORD, &standing_why_words),
    FIELD(kefu_standing, number, INT32),
};
STRUCT_OF(standing, kefu_standing, "How somebody stands for a prize, and why without one.");

static const kb_field prize_stat_fields[] = {
    FIELD(kefu_prize_stat, people, INT64),        FIELD(kefu_prize_stat, took_part, INT64),
    FIELD(kefu_prize_stat, winners, INT64),       FIELD(kefu_prize_stat, amount, MONEY),
    FIELD(kefu_prize_stat, participation, VALUE), FIELD(kefu_prize_stat, prize_coverage, VALUE),
};
STRUCT_OF(prize_stat, kefu_prize_stat, "How a prize was taken up.");

CLASS(award_plan, kefu_award_plan, "AwardPlan", KB_SHARED, "prizes", NULL,
      "A plan of prizes (评优): who wins what in a month, a phase, a quarter.");
CLASS(awards, kefu_awards, "Awards", KB_SHARED, "winners", NULL,
      "Who won which prize, how many took part, and why the others did not win.");

static inline kefu_status kb_award_periods(kb_call *c, int32_t n_sheets,
                                           kefu_award_options *options)
{
    const int32_t n = options->reserved0;
    options->reserved0 = 0;
    if (!n)
        options->periods = NULL;
    return n && n != n_sheets ? kb_refuse(c, "periods: one number for each sheet was expected")
                              : KEFU_OK;
}
