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

/* One of four numbers of kefu_random, whose arrays have fixed lengths. */
static inline kefu_status random_number(kb_call *c)
{
    const int64_t *key = D(0), *counter = D(1);
    uint32_t in[6], out[4];
    if (N(0) != 2 || N(1) != 4)
        return kb_refuse(c, "key has 2 numbers, counter 4");
    for (int i = 0; i < 6; i++) {
        int64_t number = i < 2 ? key[i] : counter[i - 2];
        if (number < 0 || number > UINT32_MAX)
            return kb_refuse(c, "key and counter are numbers of 32 bits");
        in[i] = (uint32_t)number;
    }
    kefu_random(in, in + 2, out);
    return GIVE(out[INDEX]);
}
