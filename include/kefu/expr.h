/* kefu/expr.h - the expression language of filters, derived columns and formulas. Uses table.h.
 *
 *   转化人数 / 询单人数           a name is a run of letters, digits and _, no digit first
 *   `first reply (s)` <= 30       other names go in backticks, two for one inside
 *   状态 in ('已付款', 'paid')    text in single quotes, two for one inside
 *   12.50  1e3  true  null        numbers are exact decimals
 *
 *   or  and  not                  null or true is true, null and false is false
 *   =  <> (!=)  <  <=  >  >=      null on either side gives null; text is ordered by its bytes
 *   is null   is not null   between a and b   not between   in (a, b)   not in
 *   +  -  *  /  %  unary -        x / 0 and x % 0 are null; % has the sign of x
 *   case when c then x ... else y end
 *
 *   abs(x)  floor(x)  ceil(x)  sign(x)      round(x) to a whole number,
 *   round(x, digits)                        or to 0..9 digits, half away from zero
 *   least(a, b, ...)  greatest(a, b, ...)   null arguments are passed over
 *   coalesce(a, b, ...)  nullif(a, b)  if(c, a, b)
 *   length(t)                               in characters
 *   lower(t)                                ASCII letters only
 *   contains(t, 'x')  starts_with(t, 'x')  ends_with(t, 'x')
 *   text(x)                                 reads column x as text where no context tells
 *   hour(t, h)  minute(t, h)                of a time column, h (-24..24) hours east of UTC
 *   weekday(t, h)                           likewise; Monday is 1
 *   day(t, h)                               likewise; days since 1970, as dates are
 *   date('2026-10-31')                      days since 1970, to compare date columns with; beside
 *                                           it a time column is refused: write day(t, 8), its day
 *                                           in China
 *
 * Aggregates (see metric.h) may stand in the formulas of a tally, with a filter of their own:
 *   sum(amount where status = 'paid') / count(*)
 *
 * Names: letters are those of ASCII, _, and all characters from U+00C0 on but spaces, punctuation,
 * arrows and other signs, and their full-width forms. Words of the language and functions are
 * case-insensitive; column names are not. not binds tighter than and, and tighter than or;
 * comparisons do not chain. The constants of in (...) are numbers, texts, dates or null.
 *
 * Numbers are decimals kept at the scale of the expression (6 unless chosen). A constant finer than
 * that is refused; products and quotients are rounded half away from zero at that scale; a result
 * that does not fit in 63 bits is an error, also in a branch that is not taken. A column is a
 * number unless its place or what it is compared with makes it text or a truth value (a bool
 * column; as a number it is 0 or 1), the same in all of the expression. A date column is days since
 * 1970, a time column seconds.
 *
 * A cell that is not known yet (KEFU_VALUE_PROVISIONAL) behaves as null, and a result that is null
 * because of it is provisional, also where another null is involved; false and unknown is false. A
 * null condition is as good as false, one not known yet makes its case provisional. A cell that is
 * exempt is null.
 */
#ifndef KEFU_EXPR_H
#define KEFU_EXPR_H

#include "kefu/table.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kefu_expr kefu_expr;

enum { KEFU_EXPR_NUMBER = 1, KEFU_EXPR_BOOL = 2, KEFU_EXPR_TEXT = 3 };

typedef struct kefu_expr_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits;
    int32_t scale;     /* decimals of numbers, 1..9; 0 = 6 */
    int32_t reserved0; /* 0 */
} kefu_expr_options;

/* Compiles an expression without aggregates; its columns are looked up when it is evaluated.
 * KEFU_E_SYNTAX, _TYPE, _NAME, _PRECISION, _OVERFLOW, _ENCODING, _DATA (a date) or _LIMIT with
 * line, column and offset of the character; nesting beyond 256 is refused whatever limits->depth
 * is. O(size × columns) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_expr_new(const char *text, size_t size,
                                             const kefu_expr_options *options, kefu_expr **out,
                                             kefu_error *error);
KEFU_API void KEFU_CALL kefu_expr_free(kefu_expr *expr);

/* KEFU_EXPR_NUMBER ... [pure] Since 0.1 */
KEFU_API int32_t KEFU_CALL kefu_expr_type(const kefu_expr *expr);

/* The columns it reads, each once, in order of first use: how many, and the name of one. */
KEFU_API int32_t KEFU_CALL kefu_expr_columns(const kefu_expr *expr);
KEFU_API const char *KEFU_CALL kefu_expr_column(const kefu_expr *expr, int32_t index);

/* Evaluates a number or truth value for each row: value × 10^scale (1 and 0 for true and false) and
 * KEFU_VALUE_OK, _NO_DATA (null) or _PROVISIONAL; a row that is not OK has the value 0. The arrays
 * hold `capacity` >= batch->rows; after a failure they hold nothing of use. KEFU_E_TYPE for text
 * expressions and columns of the wrong type, KEFU_E_NAME for missing ones; KEFU_E_OVERFLOW, and
 * what is wrong with a cell, with the row. O(rows × nodes) [confined] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_expr_eval(kefu_expr *expr, const kefu_batch *batch,
                                              int64_t *values, uint8_t *states, int64_t capacity,
                                              kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
