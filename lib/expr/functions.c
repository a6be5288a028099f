/* functions.c - the table of operators and that of functions by name. */
#include "expr/kernel.h"
#include "expr/lexer.h"

#include <string.h>

enum {
    OP_N = KEFU_EXPR_NUMBER,
    OP_B = KEFU_EXPR_BOOL,
    OP_T = KEFU_EXPR_TEXT,
    OP_A = KF_TYPE_ANY,
    OP_S = KF_SAME
};

/* By kf_op; leaves have kernels of their own in rows.c. */
static const kf_op_info op_table[] = {
    [KF_OP_NUMBER] = {"number", 0, {0}, OP_N, 1, kf_rows_constant},
    [KF_OP_TEXT] = {"text", 0, {0}, OP_T, 0, kf_rows_constant},
    [KF_OP_TRUTH] = {"truth", 0, {0}, OP_B, 1, kf_rows_constant},
    [KF_OP_NULL] = {"null", 0, {0}, OP_S, 1, kf_rows_constant},
    [KF_OP_COLUMN] = {"column", 0, {0}, OP_S, 0, kf_rows_column},
    [KF_OP_CALL] = {"aggregate", 0, {0}, OP_N, 1, NULL},
    [KF_OP_METRIC] = {"metric", 0, {0}, OP_N, 1, NULL},
    [KF_OP_OR] = {"or", 2, {OP_B, OP_B}, OP_B, 1, kf_rows_logic},
    [KF_OP_AND] = {"and", 2, {OP_B, OP_B}, OP_B, 1, kf_rows_logic},
    [KF_OP_NOT] = {"not", 1, {OP_B}, OP_B, 1, kf_rows_not},
    [KF_OP_EQ] = {"=", 2, {OP_S, OP_S}, OP_B, 1, kf_rows_compare},
    [KF_OP_NE] = {"<>", 2, {OP_S, OP_S}, OP_B, 1, kf_rows_compare},
    [KF_OP_LT] = {"<", 2, {OP_S, OP_S}, OP_B, 1, kf_rows_compare},
    [KF_OP_LE] = {"<=", 2, {OP_S, OP_S}, OP_B, 1, kf_rows_compare},
    [KF_OP_GT] = {">", 2, {OP_S, OP_S}, OP_B, 1, kf_rows_compare},
    [KF_OP_GE] = {">=", 2, {OP_S, OP_S}, OP_B, 1, kf_rows_compare},
    [KF_OP_IS_NULL] = {"is null", 1, {OP_A}, OP_B, 1, kf_rows_is_null},
    [KF_OP_BETWEEN] = {"between", 3, {OP_S, OP_S, OP_S}, OP_B, 1, kf_rows_between},
    [KF_OP_IN] = {"in", 1, {OP_S}, OP_B, 1, kf_rows_in},
    [KF_OP_ADD] = {"+", 2, {OP_N, OP_N}, OP_N, 1, kf_rows_add},
    [KF_OP_SUB] = {"-", 2, {OP_N, OP_N}, OP_N, 1, kf_rows_add},
    [KF_OP_MUL] = {"*", 2, {OP_N, OP_N}, OP_N, 1, kf_rows_number},
    [KF_OP_DIV] = {"/", 2, {OP_N, OP_N}, OP_N, 1, kf_rows_number},
    [KF_OP_MOD] = {"%", 2, {OP_N, OP_N}, OP_N, 1, kf_rows_number},
    [KF_OP_NEG] = {"-", 1, {OP_N}, OP_N, 1, kf_rows_number},
    [KF_OP_CASE] = {"case", 2, {OP_B, OP_S}, OP_S, 1, kf_rows_pick},
    [KF_OP_CASE_NEXT] = {"case", 3, {OP_S, OP_B, OP_S}, OP_S, 1, kf_rows_pick},
    [KF_OP_CASE_ELSE] = {"case", 2, {OP_S, OP_S}, OP_S, 1, kf_rows_pick},
    [KF_OP_ABS] = {"abs", 1, {OP_N}, OP_N, 1, kf_rows_number},
    [KF_OP_FLOOR] = {"floor", 1, {OP_N}, OP_N, 1, kf_rows_number},
    [KF_OP_CEIL] = {"ceil", 1, {OP_N}, OP_N, 1, kf_rows_number},
    [KF_OP_ROUND] = {"round", 1, {OP_N}, OP_N, 1, kf_rows_number},
    [KF_OP_SIGN] = {"sign", 1, {OP_N}, OP_N, 1, kf_rows_number},
    [KF_OP_LEAST] = {"least", 2, {OP_S, OP_S}, OP_S, 1, kf_rows_pick},
    [KF_OP_GREATEST] = {"greatest", 2, {OP_S, OP_S}, OP_S, 1, kf_rows_pick},
    [KF_OP_COALESCE] = {"coalesce", 2, {OP_S, OP_S}, OP_S, 1, kf_rows_pick},
    [KF_OP_NULLIF] = {"nullif", 2, {OP_S, OP_S}, OP_S, 1, kf_rows_pick},
    [KF_OP_LENGTH] = {"length", 1, {OP_T}, OP_N, 0, kf_rows_text},
    [KF_OP_LOWER] = {"lower", 1, {OP_T}, OP_T, 0, kf_rows_lower},
    [KF_OP_CONTAINS] = {"contains", 2, {OP_T, OP_T}, OP_B, 0, kf_rows_text},
    [KF_OP_STARTS_WITH] = {"starts_with", 2, {OP_T, OP_T}, OP_B, 0, kf_rows_text},
    [KF_OP_ENDS_WITH] = {"ends_with", 2, {OP_T, OP_T}, OP_B, 0, kf_rows_text},
    [KF_OP_AS_TEXT] = {"text", 1, {OP_T}, OP_T, 0, kf_rows_as_text},
    [KF_OP_HOUR] = {"hour", 2, {OP_N, OP_N}, OP_N, 0, kf_rows_number},
    [KF_OP_MINUTE] = {"minute", 2, {OP_N, OP_N}, OP_N, 0, kf_rows_number},
    [KF_OP_WEEKDAY] = {"weekday", 2, {OP_N, OP_N}, OP_N, 0, kf_rows_number},
    [KF_OP_DAY] = {"day", 2, {OP_N, OP_N}, OP_N, 0, kf_rows_number},
};

const kf_op_info *kf_op_of(const kf_node *node) { return &op_table[node->op]; }

static const kf_function function_table[] = {
    {"abs", KF_OP_ABS, 1, 1},
    {"ceil", KF_OP_CEIL, 1, 1},
    {"coalesce", KF_OP_COALESCE, 1, -1},
    {"contains", KF_OP_CONTAINS, 2, 2},
    {"day", KF_OP_DAY, 2, 2},
    {"ends_with", KF_OP_ENDS_WITH, 2, 2},
    {"floor", KF_OP_FLOOR, 1, 1},
    {"greatest", KF_OP_GREATEST, 1, -1},
    {"hour", KF_OP_HOUR, 2, 2},
    {"if", KF_OP_CASE, 3, 3},
    {"least", KF_OP_LEAST, 1, -1},
    {"length", KF_OP_LENGTH, 1, 1},
    {"lower", KF_OP_LOWER, 1, 1},
    {"minute", KF_OP_MINUTE, 2, 2},
    {"nullif", KF_OP_NULLIF, 2, 2},
    {"round", KF_OP_ROUND, 1, 2},
    {"sign", KF_OP_SIGN, 1, 1},
    {"starts_with", KF_OP_STARTS_WITH, 2, 2},
    {"text", KF_OP_AS_TEXT, 1, 1},
    {"weekday", KF_OP_WEEKDAY, 2, 2},
};

static const struct function_alias {
    const char *tried, *name;
} function_aliases[] = {
    {"ceiling", "ceil"},
    {"ifnull", "coalesce"},
    {"isnull", "coalesce"},
    {"nvl", "coalesce"},
    {"iif", "if"},
    {"len", "length"},
    {"char_length", "length"},
    {"lcase", "lower"},
    {"tolower", "lower"},
    {"startswith", "starts_with"},
    {"endswith", "ends_with"},
    {"instr", "contains"},
    {"min", "least"},
    {"max", "greatest"},
    {"dayofweek", "weekday"},
    {"to_date", "date"},
    {"todate", "day"},
    {"date_trunc", "day"},
    {"str", "text"},
    {"string", "text"},
};

const kf_function *kf_function_find(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof function_table / sizeof *function_table; i++)
        if (kf_is_word(name, size, function_table[i].name))
            return &function_table[i];
    return NULL;
}

int32_t kf_is_reserved(const char *name)
{
    size_t size = strlen(name);
    return kf_function_find(name, size) || kf_lexer_has_word(name, size) ||
           kf_is_word(name, size, "date") || kf_is_word(name, size, "metric");
}

const char *kf_function_meant(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof function_aliases / sizeof *function_aliases; i++)
        if (kf_is_word(name, size, function_aliases[i].tried))
            return function_aliases[i].name;
    return NULL;
}

void kf_function_near(kf_near *near)
{
    for (size_t i = 0; i < sizeof function_table / sizeof *function_table; i++)
        kf_near_add(near, function_table[i].name);
    kf_near_add(near, "date");
}
