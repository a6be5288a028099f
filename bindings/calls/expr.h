/* expr.h - words, structs and classes of kefu/expr.h. */

/* 0 is that of columns that may be of any type. */
WORDS(expr_type, {"any", 0}, WORD(KEFU_EXPR_, NUMBER, "number"), WORD(KEFU_EXPR_, BOOL, "bool"),
      WORD(KEFU_EXPR_, TEXT, "text"));

static const kb_field expr_options_fields[] = {
    FIELD_OF(kefu_expr_options, limits, DICT, &limits_struct),
    FIELD(kefu_expr_options, scale, INT32),
};
STRUCT_OF(expr_options, kefu_expr_options, "How an expression is computed.");

CLASS(expr, kefu_expr, "Expr", KB_CONFINED, NULL, NULL, "An expression over the columns of rows.");
