/* agree.h - words, structs and classes of kefu/agree.h. */

WORDS(coefficient, WORD(KEFU_COEFFICIENT_, RAW, "raw"), WORD(KEFU_COEFFICIENT_, COHEN, "cohen"),
      WORD(KEFU_COEFFICIENT_, FLEISS, "fleiss"), WORD(KEFU_COEFFICIENT_, ALPHA, "alpha"),
      WORD(KEFU_COEFFICIENT_, AC1, "ac1"));
WORDS(apart, WORD(KEFU_APART_, NOMINAL, "nominal"), WORD(KEFU_APART_, LINEAR, "linear"),
      WORD(KEFU_APART_, SQUARED, "squared"), WORD(KEFU_APART_, ORDINAL, "ordinal"),
      WORD(KEFU_APART_, INTERVAL, "interval"));
WORDS(agree_why, WORD(KEFU_AGREE_, FINE, "fine"), WORD(KEFU_AGREE_, NO_PAIRS, "no_pairs"),
      WORD(KEFU_AGREE_, ONE_CATEGORY, "one_category"), WORD(KEFU_AGREE_, RATERS, "raters"),
      WORD(KEFU_AGREE_, UNEVEN, "uneven"));

static const kb_field agree_options_fields[] = {
    FIELD_OF(kefu_agree_options, limits, DICT, &limits_struct),
    FIELD(kefu_agree_options, criterion, OPTIONAL_TEXT),
    FIELD(kefu_agree_options, unit, OPTIONAL_TEXT),
    FIELD(kefu_agree_options, rater, OPTIONAL_TEXT),
    FIELD(kefu_agree_options, category, OPTIONAL_TEXT),
    FIELD_ARRAY(kefu_agree_options, categories, n_categories, VIEWS, NULL),
};
STRUCT_OF(agree_options, kefu_agree_options,
          "Names of the columns, and the categories from low to high.");

static const kb_field agreement_fields[] = {
    FIELD(kefu_agreement, criterion, TEXT),   FIELD(kefu_agreement, value, VALUE),
    FIELD(kefu_agreement, observed, VALUE),   FIELD(kefu_agreement, expected, VALUE),
    FIELD(kefu_agreement, marks, INT64),      FIELD(kefu_agreement, raters, INT32),
    FIELD(kefu_agreement, categories, INT32), FIELD_OF(kefu_agreement, why, WORD, &agree_why_words),
};
STRUCT_OF(agreement, kefu_agreement, "What a coefficient says of one criterion.");

CLASS(agree, kefu_agree, "Agree", KB_CONFINED, NULL, NULL,
      "Whether inspectors mark alike (一致性): raw agreement, kappa, alpha, AC1.");
