/* base.h - words and structs of kefu/base.h. */

WORDS(value_status, WORD(KEFU_VALUE_, OK, "ok"), WORD(KEFU_VALUE_, LOW_VOLUME, "low_volume"),
      WORD(KEFU_VALUE_, PROVISIONAL, "provisional"), WORD(KEFU_VALUE_, NO_DATA, "no_data"),
      WORD(KEFU_VALUE_, EXEMPT, "exempt"));
FLAGS(value_flags, WORD(KEFU_VALUE_, ROUNDED, "rounded"), WORD(KEFU_VALUE_, APPROX, "approx"),
      WORD(KEFU_VALUE_, HAS_LOW_VOLUME, "has_low_volume"),
      WORD(KEFU_VALUE_, HAS_PROVISIONAL, "has_provisional"));
WORDS(invalid, WORD(KEFU_INVALID_, REFUSE, "refuse"), WORD(KEFU_INVALID_, REPLACE, "replace"));
WORDS(rest, WORD(KEFU_REST_, FIRST, "first"), WORD(KEFU_REST_, LAST, "last"));

static const kb_field limits_fields[] = {
    FIELD(kefu_limits, text_bytes, INT64),  FIELD(kefu_limits, cell_bytes, INT64),
    FIELD(kefu_limits, row_bytes, INT64),   FIELD(kefu_limits, groups, INT64),
    FIELD(kefu_limits, state_bytes, INT64), FIELD(kefu_limits, depth, INT32),
    FIELD(kefu_limits, nodes, INT32),       FIELD(kefu_limits, columns, INT32),
};
STRUCT_OF(limits, kefu_limits, "What one object may use before it fails; 0 is the default.");
