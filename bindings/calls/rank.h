/* rank.h - words and structs of kefu/rank.h. */

WORDS(ties, WORD(KEFU_TIES_, COMPETITION, "competition"), WORD(KEFU_TIES_, DENSE, "dense"),
      WORD(KEFU_TIES_, MODIFIED, "modified"), WORD(KEFU_TIES_, FRACTIONAL, "fractional"),
      WORD(KEFU_TIES_, ORDINAL, "ordinal"));
WORDS(place_state, WORD(KEFU_PLACE_, RANKED, "ranked"), WORD(KEFU_PLACE_, LOW_VOLUME, "low_volume"),
      WORD(KEFU_PLACE_, NO_VALUE, "no_value"));

/* Groups and ids, which are as many as the values, are parameters of their own. */
static const kb_field rank_options_fields[] = {
    FIELD_OF(kefu_rank_options, ties, WORD, &ties_words),
    FIELD(kefu_rank_options, lower_first, BOOL),
    FIELD(kefu_rank_options, min_n, INT64),
};
STRUCT_OF(rank_options, kefu_rank_options, "How places are given.");

static const kb_field place_fields[] = {
    FIELD(kefu_place, twice, INT64),
    FIELD(kefu_place, tied, INT64),
    FIELD(kefu_place, ranked, INT64),
    FIELD(kefu_place, group, INT32),
    FIELD_OF(kefu_place, state, WORD, &place_state_words),
};
STRUCT_FROZEN(place, kefu_place, "Where a value stands; twice is the place times 2.");
