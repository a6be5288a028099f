/* estimate.h - words, structs and classes of kefu/estimate.h. */

WORDS(estimate, WORD(KEFU_ESTIMATE_, MEAN, "mean"), WORD(KEFU_ESTIMATE_, RATE, "rate"),
      WORD(KEFU_ESTIMATE_, TOTAL, "total"));
WORDS(lonely, WORD(KEFU_LONELY_, NONE, "none"), WORD(KEFU_LONELY_, AVERAGE, "average"),
      WORD(KEFU_LONELY_, ADJUST, "adjust"), WORD(KEFU_LONELY_, CERTAIN, "certain"));
FLAGS(estimated, WORD(KEFU_ESTIMATED_, UNMARKED, "unmarked"), WORD(KEFU_ESTIMATED_, GAPS, "gaps"),
      WORD(KEFU_ESTIMATED_, LONELY, "lonely"), WORD(KEFU_ESTIMATED_, REPLACED, "replaced"),
      WORD(KEFU_ESTIMATED_, WHOLE, "whole"), WORD(KEFU_ESTIMATED_, UNPLACED, "unplaced"),
      WORD(KEFU_ESTIMATED_, NULL_KEY, "null_key"));
FLAGS(estimates_write, WORD(KEFU_ESTIMATES_, EXCEL, "excel"));

static const kb_field estimate_options_fields[] = {
    FIELD_OF(kefu_estimate_options, limits, DICT, &limits_struct),
    FIELD(kefu_estimate_options, mark, OPTIONAL_TEXT),
    FIELD(kefu_estimate_options, id, OPTIONAL_TEXT),
    FIELD(kefu_estimate_options, by, OPTIONAL_TEXT),
    FIELD_OF(kefu_estimate_options, kind, WORD, &estimate_words),
    FIELD(kefu_estimate_options, scale, INT32),
    FIELD_OF(kefu_estimate_options, lonely, WORD, &lonely_words),
    FIELD_OF(kefu_estimate_options, method, WORD, &interval_words),
    FIELD_SCALED(kefu_estimate_options, confidence, KB_RATE),
};
STRUCT_OF(estimate_options, kefu_estimate_options,
          "Names of the columns, what is estimated, and how sure the interval is.");

static const kb_field estimates_info_fields[] = {
    FIELD(kefu_estimates_info, plan, TEXT),
    FIELD(kefu_estimates_info, plan_hash, TEXT),
    FIELD(kefu_estimates_info, seed, TEXT),
    FIELD(kefu_estimates_info, mark, TEXT),
    FIELD(kefu_estimates_info, by, TEXT),
    FIELD_OF(kefu_estimates_info, kind, WORD, &estimate_words),
    FIELD(kefu_estimates_info, scale, INT32),
    FIELD_OF(kefu_estimates_info, lonely, WORD, &lonely_words),
    FIELD_OF(kefu_estimates_info, method, WORD, &interval_words),
    FIELD_SCALED(kefu_estimates_info, confidence, KB_RATE),
};
STRUCT_OF(estimates_info, kefu_estimates_info, "How estimates were made.");

static const kb_field estimated_fields[] = {
    FIELD(kefu_estimated, key, VIEW),
    FIELD(kefu_estimated, naive, VALUE),
    FIELD(kefu_estimated, estimate, VALUE),
    FIELD(kefu_estimated, error, VALUE),
    FIELD(kefu_estimated, low, VALUE),
    FIELD(kefu_estimated, high, VALUE),
    FIELD(kefu_estimated, population, VALUE),
    FIELD(kefu_estimated, marked, INT64),
    FIELD(kefu_estimated, sampled, INT64),
    FIELD_SCALED(kefu_estimated, df, 6),
    FIELD_SCALED(kefu_estimated, effective_n, 6),
    FIELD_OF(kefu_estimated, flags, FLAGS, &estimated_words),
};
STRUCT_OF(estimated, kefu_estimated, "An estimate, its error and interval, and what it rests on.");

static const kb_field effect_fields[] = {
    FIELD(kefu_effect, label_zh, TEXT),  FIELD(kefu_effect, label_en, TEXT),
    FIELD(kefu_effect, in_marks, VALUE), FIELD(kefu_effect, in_population, VALUE),
    FIELD(kefu_effect, mean, VALUE),     FIELD(kefu_effect, effect, VALUE),
};
STRUCT_OF(effect, kefu_effect,
          "By how much a class moves the result, since it is inspected more or less than others.");

static const kb_field estimates_write_options_fields[] = {
    FIELD_AS(kefu_estimates_write_options, language, "lang", LANGUAGE, NULL),
    FIELD_OF(kefu_estimates_write_options, flags, FLAGS, &estimates_write_words),
};
STRUCT_OF(estimates_write_options, kefu_estimates_write_options,
          "The language of the CSV, and how it is written.");

CLASS(estimates, kefu_estimates, "Estimates", KB_CONFINED, "rows", "find",
      "What the marks of a sample say about all that was not inspected.");
