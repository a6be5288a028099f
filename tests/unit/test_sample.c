/* test_sample.c - the sample in the head of kefu/card.h is a card: without its explanations, which
 * stand behind two spaces or on lines of their own, it is read, scored and linted as one. */
#include <stdio.h>

#include "oom.h"
#include "score_sheets.h"

enum { SAMPLE_SIZE = 16 * 1024, EXPLANATION = 40 };

/* What stands between " *" and its explanation; the length. */
static size_t sample_of_line(const char *line, char *out)
{
    const char *text = line + strspn(line, " *"), *end = strstr(text, "  ");
    size_t n = end ? (size_t)(end - text) : strcspn(text, "\n");
    if (text - line >= EXPLANATION)
        return 0;
    memcpy(out, text, n);
    return n;
}

/* From {"format" to the empty line behind it. */
static size_t sample_read(FILE *header, char *out)
{
    char line[512];
    size_t n = 0;
    int inside = 0;
    while (fgets(line, sizeof line, header)) {
        inside |= strstr(line, "{\"format\": 1,") != NULL;
        if (inside && line[strspn(line, " *")] == '\n')
            break;
        if (inside)
            n += sample_of_line(line, out + n);
        assert_true(n < SAMPLE_SIZE - sizeof line);
    }
    out[n] = 0;
    return n;
}

static void test_the_sample_is_a_card(void **state)
{
    static char text[SAMPLE_SIZE];
    FILE *header = fopen("include/kefu/card.h", "rb");
    kefu_card *card = NULL;
    kefu_findings *findings = NULL;
    kefu_error error = {0};
    size_t n;
    (void)state;
    assert_non_null(header);
    n = sample_read(header, text);
    fclose(header);
    if (kefu_card_from_json(NULL, NULL, text, n, &card, &error))
        fail_msg("%s, column %d of %s", error.message, error.column, text);
    assert_string_equal(kefu_card_id(card), "org.example.presales/1");
    assert_int_equal(kefu_card_parts(card, KEFU_PART_ITEM), 1);
    assert_int_equal(kefu_card_parts(card, KEFU_PART_STREAK), 1);
    assert_int_equal(kefu_card_parts(card, KEFU_PART_VOLUME), 1);
    assert_int_equal(kefu_card_lint(card, NULL, &findings, NULL), KEFU_OK);
    kefu_findings_free(findings);
    kefu_card_free(card);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_sample_is_a_card)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
