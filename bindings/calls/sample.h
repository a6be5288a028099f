/* sample.h - words, structs and classes of kefu/sample.h. */

WORDS(clash, WORD(KEFU_CLASH_, CELL_SHORT, "cell_short"),
      WORD(KEFU_CLASH_, CELL_BOUNDS, "cell_bounds"), WORD(KEFU_CLASH_, AGENT_SHORT, "agent_short"),
      WORD(KEFU_CLASH_, AGENT_OVER, "agent_over"), WORD(KEFU_CLASH_, TOTAL_SHORT, "total_short"),
      WORD(KEFU_CLASH_, TOTAL_OVER, "total_over"), WORD(KEFU_CLASH_, NO_SPREAD, "no_spread"));
WORDS(sample_why, WORD(KEFU_WHY_, ALL, "all"), WORD(KEFU_WHY_, RATE, "rate"),
      WORD(KEFU_WHY_, TAKE, "take"), WORD(KEFU_WHY_, MIN, "min"), WORD(KEFU_WHY_, AGENT, "agent"),
      WORD(KEFU_WHY_, SHARE, "share"), WORD(KEFU_WHY_, INSTEAD, "instead"));
FLAGS(sample_write, WORD(KEFU_SAMPLE_, EXCEL, "excel"),
      WORD(KEFU_SAMPLE_, INTEGER_KEYS, "integer_keys"));

static const kb_field draw_options_fields[] = {
    FIELD_OF(kefu_draw_options, limits, DICT, &limits_struct),
    FIELD(kefu_draw_options, seed, TEXT),
    FIELD(kefu_draw_options, excluded, BATCH),
};
STRUCT_OF(draw_options, kefu_draw_options,
          "The seed, and ids that may not be drawn, such as those of last week's sample.");

static const kb_field draw_info_fields[] = {
    FIELD(kefu_draw_info, format, INT32),     FIELD(kefu_draw_info, rows, INT64),
    FIELD(kefu_draw_info, population, INT64), FIELD(kefu_draw_info, cells, INT64),
    FIELD(kefu_draw_info, plan_id, VIEW),     FIELD(kefu_draw_info, plan_hash, VIEW),
    FIELD(kefu_draw_info, seed, VIEW),        FIELD(kefu_draw_info, excluded, VIEW),
};
STRUCT_OF(draw_info, kefu_draw_info, "What saved bytes of a draw are.");

static const kb_field draw_counts_fields[] = {
    FIELD(kefu_draw_counts, rows, INT64),     FIELD(kefu_draw_counts, outside, INT64),
    FIELD(kefu_draw_counts, excluded, INT64), FIELD(kefu_draw_counts, unclassed, INT64),
    FIELD(kefu_draw_counts, listed, INT64),   FIELD(kefu_draw_counts, population, INT64),
    FIELD(kefu_draw_counts, cells, INT64),
};
STRUCT_OF(draw_counts, kefu_draw_counts,
          "Rows that were fed, those left out and why, and the population that is left.");

static const kb_field quota_options_fields[] = {FIELD(kefu_quota_options, spreads, BATCH)};
STRUCT_OF(quota_options, kefu_quota_options, "The spread of marks in each cell.");

static const kb_field cell_quota_fields[] = {
    FIELD_NUMBER(kefu_cell_quota, class_index), FIELD(kefu_cell_quota, rows, INT64),
    FIELD(kefu_cell_quota, least, INT64),       FIELD(kefu_cell_quota, most, INT64),
    FIELD(kefu_cell_quota, agent, INT64),       FIELD(kefu_cell_quota, share, INT64),
    FIELD(kefu_cell_quota, n, INT64),
};
STRUCT_OF(cell_quota, kefu_cell_quota, "How many rows of a cell are to be drawn: n.");

static const kb_field clash_fields[] = {
    FIELD_OF(kefu_clash, code, WORD, &clash_words),
    FIELD_NUMBER64(kefu_clash, cell),
    FIELD(kefu_clash, agent, TEXT),
    FIELD(kefu_clash, need, INT64),
    FIELD(kefu_clash, have, INT64),
};
STRUCT_OF(clash, kefu_clash, "A demand of the plan that the rows cannot meet.");

static const kb_field sample_options_fields[] = {
    FIELD_OF(kefu_sample_options, quota_options, DICT, &quota_options_struct),
    FIELD(kefu_sample_options, unsuitable, BATCH),
};
STRUCT_OF(sample_options, kefu_sample_options,
          "Options of quotas, and the conversations that were not fit for inspection.");

static const kb_field sample_row_fields[] = {
    FIELD(kefu_sample_row, id, VIEW),
    FIELD_NUMBER64(kefu_sample_row, row),
    FIELD_NUMBER64(kefu_sample_row, cell),
    FIELD(kefu_sample_row, place, INT64),
    FIELD(kefu_sample_row, chance, VALUE),
    FIELD_OF(kefu_sample_row, why, WORD, &sample_why_words),
    FIELD_NUMBER(kefu_sample_row, class_index),
    FIELD(kefu_sample_row, instead_of, VIEW),
};
STRUCT_OF(sample_row, kefu_sample_row, "A conversation to inspect, and why it was chosen.");

static const kb_field sample_cell_fields[] = {
    FIELD_NUMBER(kefu_sample_cell, class_index),
    FIELD(kefu_sample_cell, rows, INT64),
    FIELD(kefu_sample_cell, n, INT64),
    FIELD(kefu_sample_cell, unsuitable, INT64),
};
STRUCT_OF(sample_cell, kefu_sample_cell, "A cell as it was drawn.");

static const kb_field replacement_fields[] = {
    FIELD(kefu_replacement, id, VIEW),      FIELD(kefu_replacement, instead, VIEW),
    FIELD(kefu_replacement, reason, TEXT),  FIELD(kefu_replacement, by, TEXT),
    FIELD_NUMBER64(kefu_replacement, cell),
};
STRUCT_OF(replacement, kefu_replacement, "A conversation taken out, and the one that came in.");

static const kb_field sample_write_options_fields[] = {
    FIELD_AS(kefu_sample_write_options, language, "lang", LANGUAGE, NULL),
    FIELD_OF(kefu_sample_write_options, flags, FLAGS, &sample_write_words),
};
STRUCT_OF(sample_write_options, kefu_sample_write_options, "The language, and how it is written.");

CLASS(plan, kefu_plan, "Plan", KB_SHARED, NULL, NULL,
      "Which conversations to inspect, and how many (抽检方案).");
CLASS(draw, kefu_draw, "Draw", KB_CONFINED, NULL, NULL,
      "Collects the rows that a sample is drawn from.");
CLASS(quotas, kefu_quotas, "Quotas", KB_CONFINED, "cells", NULL,
      "How many rows of each cell are to be drawn, or why that cannot be.");
CLASS(sample, kefu_sample, "Sample", KB_CONFINED, "rows", "find",
      "The conversations to inspect (抽检), and why each was chosen.");
