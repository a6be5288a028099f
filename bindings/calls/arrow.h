/* arrow.h - words and structs of kefu/arrow.h. */

FLAGS(arrow_in, WORD(KEFU_ARROW_, SKIP, "skip"), WORD(KEFU_ARROW_, ROUND, "round"),
      WORD(KEFU_ARROW_, OFFSET, "offset"));
FLAGS(arrow_out, WORD(KEFU_ARROW_, EXACT, "exact"),
      WORD(KEFU_ARROW_, INTEGER_KEYS, "integer_keys"));

/* How rows that come in by Arrow are read. */
static const kb_field arrow_options_fields[] = {
    FIELD_OF(kefu_arrow_options, limits, DICT, &limits_struct),
    FIELD_ARRAY(kefu_arrow_options, columns, n_columns, TEXTS, NULL),
    FIELD(kefu_arrow_options, offset, INT32),
    FIELD(kefu_arrow_options, batch_rows, INT32),
    FIELD_OF(kefu_arrow_options, flags, FLAGS, &arrow_in_words),
};
STRUCT_OF(arrow_options, kefu_arrow_options, "How columns of Arrow are read.");
