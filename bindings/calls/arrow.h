/* arrow.h - words of kefu/arrow.h: what is given out. How rows come in is each language's own. */

FLAGS(arrow_out, WORD(KEFU_ARROW_, EXACT, "exact"),
      WORD(KEFU_ARROW_, INTEGER_KEYS, "integer_keys"));
