/* golden_agree.c - lines of the agreement of inspectors. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static kefu_builder *marks;
static int64_t units;
static char *category[MOST_FIELDS];
static int32_t categories;

void forget_agree(void)
{
    kefu_builder_free(marks);
    marks = NULL;
    units = 0;
    while (categories)
        free(category[--categories]);
}

static void run_categories(void)
{
    forget_agree();
    for (int i = 1; i < fields; i++)
        category[categories++] = kept(field[i]);
}

static void marked_by(int64_t unit, int64_t inspector, const char *mark)
{
    kefu_error e = {0};
    need(kefu_builder_set_i64(marks, 0, unit, &e), &e);
    need(kefu_builder_set_i64(marks, 1, inspector, &e), &e);
    need(kefu_builder_set_text(marks, 2, mark, strlen(mark), &e), &e);
    need(kefu_builder_end_row(marks, &e), &e);
}

static void run_marked(void)
{
    kefu_error e = {0};
    if (!marks) {
        need(kefu_builder_new(NULL, NULL, &marks, &e), &e);
        need(kefu_builder_add(marks, "unit", KEFU_COLUMN_I64, 0, 0, NULL, &e), &e);
        need(kefu_builder_add(marks, "inspector", KEFU_COLUMN_I64, 0, 0, NULL, &e), &e);
        need(kefu_builder_add(marks, "mark", KEFU_COLUMN_TEXT, 0, 0, NULL, &e), &e);
    }
    for (int64_t i = 0; i < number_of(1); i++, units++)
        for (int k = 2; k < fields; k++)
            if (strcmp(field[k], "\\N"))
                marked_by(units, k, field[k]);
}

/* Billionths; "-" of a value that is not there. */
static void check_share(int index, const kefu_value *value)
{
    if (!strcmp(text_of(index), "-")) {
        check(value->status == KEFU_VALUE_NO_DATA && !value->den, "-", "a value");
        return;
    }
    check(value->status == KEFU_VALUE_OK && value->den == KEFU_BILLION, "a value in billionths",
          "another");
    check_i64(text_of(index), value->num);
}

static void check_agreement(const kefu_agreement *a)
{
    check_share(3, &a->value);
    check_share(4, &a->observed);
    check_share(5, &a->expected);
    check_i64(text_of(6), a->value.n);
    check_i64(text_of(7), a->marks);
    check_i64(text_of(8), a->raters);
    check_i64(text_of(9), a->categories);
    check_i64(text_of(10), (int64_t)(a->value.flags & KEFU_VALUE_ROUNDED));
    check_i64(text_of(11), a->why);
}

static void run_agree(void)
{
    static const char *const coefficients[] = {"raw", "cohen", "fleiss", "alpha", "ac1"};
    static const char *const distances[] = {"nominal", "linear", "squared", "ordinal", "interval"};
    kefu_agree_options options = {.struct_size = sizeof options};
    kefu_agreement agreement = {.struct_size = sizeof agreement};
    kefu_text listed_categories[MOST_FIELDS];
    kefu_agree *agree;
    kefu_error e = {0};
    for (int32_t i = 0; i < categories; i++)
        listed_categories[i] = (kefu_text){category[i], strlen(category[i])};
    options.categories = categories ? listed_categories : NULL;
    options.n_categories = categories;
    need(kefu_agree_from_batch(kefu_builder_batch(marks), &options, &agree, &e), &e);
    need(kefu_agree_value(agree, 0, 1 + index_of(text_of(1), coefficients, 5),
                          index_of(text_of(2), distances, 5), &agreement, &e),
         &e);
    check_agreement(&agreement);
    kefu_agree_free(agree);
}

static void run_agree_why(void)
{
    check_text(text_of(2), kefu_agree_why_text((int32_t)number_of(1), KEFU_ZH));
    check_text(text_of(3), kefu_agree_why_text((int32_t)number_of(1), KEFU_EN));
}

const golden_line agree_lines[] = {{"categories", run_categories},
                                   {"marked", run_marked},
                                   {"agree", run_agree},
                                   {"agree_why", run_agree_why},
                                   {NULL, NULL}};
