/* step_sheets.h - cards made of sections and items whose points are their figures, teams, and what
 * holds for every sheet: the reasons of a row add up to its total. */
#ifndef TESTS_STEP_SHEETS_H
#define TESTS_STEP_SHEETS_H

#include "score_cards.h"
#include "score_sheets.h"

#define ITEM(id, weight, more)                                                                     \
    "{\"id\":\"" id "\",\"metric\":\"" id "\",\"weight\":" weight                                  \
    ",\"unit\":\"points\",\"direction\":\"higher\"," more IDENTITY "}"
#define SECTION(id, more, items) "{\"id\":\"" id "\"," more "\"items\":[" items "]}"
#define CARD_OF(sections, more)  "{\"format\":1,\"id\":\"t/1\",\"sections\":[" sections "]" more "}"
#define FAIL_BELOW(points, what) "\"fail\":{\"below\":" points ",\"fails\":\"" what "\"},"

/* The points of all reasons of a row are its total. */
static inline void reasons_add_up(const kefu_sheet *sheet)
{
    for (int64_t i = 0; i < kefu_sheet_rows(sheet); i++) {
        kefu_sheet_row row = {.struct_size = sizeof row};
        int64_t sum = 0;
        assert_int_equal(kefu_sheet_row_at(sheet, i, &row), KEFU_OK);
        for (int32_t k = 0; k < kefu_sheet_reasons(sheet, i); k++) {
            kefu_reason reason = {.struct_size = sizeof reason};
            assert_int_equal(kefu_sheet_reason(sheet, i, k, &reason), KEFU_OK);
            sum += reason.points;
        }
        if (row.status == KEFU_VALUE_OK)
            assert_int_equal(sum, row.total);
    }
}

/* How many reasons of a code a row has; the last of them to *out. */
static inline int reasons_of_code(const kefu_sheet *sheet, const char *person, int32_t code,
                                  kefu_reason *out)
{
    int64_t at = -1;
    int n = 0;
    assert_int_equal(kefu_sheet_find(sheet, person, &at, NULL), KEFU_OK);
    for (int32_t k = 0; k < kefu_sheet_reasons(sheet, at); k++) {
        kefu_reason reason = {.struct_size = sizeof reason};
        assert_int_equal(kefu_sheet_reason(sheet, at, k, &reason), KEFU_OK);
        if (reason.code == code) {
            *out = reason;
            n++;
        }
    }
    return n;
}

/* The sentence of the first reason of a code; "" if there is none. */
static inline const char *text_of_code(const kefu_sheet *sheet, const char *person, int32_t code,
                                       int32_t language, char out[512])
{
    int64_t at = -1;
    out[0] = 0;
    assert_int_equal(kefu_sheet_find(sheet, person, &at, NULL), KEFU_OK);
    for (int32_t k = 0; k < kefu_sheet_reasons(sheet, at); k++) {
        kefu_reason reason = {.struct_size = sizeof reason};
        assert_int_equal(kefu_sheet_reason(sheet, at, k, &reason), KEFU_OK);
        if (reason.code != code)
            continue;
        assert_int_equal(kefu_sheet_reason_text(sheet, at, k, language, out, 512, NULL), KEFU_OK);
        break;
    }
    return out;
}

/* Person and team (NULL: none). */
static inline kefu_roster *teams_of(const char *const (*people)[2], size_t n)
{
    static const char *const names[] = {"person", "team"};
    kefu_builder *builder = NULL;
    kefu_roster *roster = NULL;
    assert_int_equal(kefu_builder_new(NULL, NULL, &builder, NULL), KEFU_OK);
    for (int i = 0; i < 2; i++) {
        int32_t column;
        assert_int_equal(kefu_builder_add(builder, names[i], KEFU_COLUMN_TEXT, 0, 0, &column, NULL),
                         KEFU_OK);
    }
    for (size_t r = 0; r < n; r++) {
        for (int32_t i = 0; i < 2; i++)
            if (people[r][i])
                assert_int_equal(
                    kefu_builder_set_text(builder, i, people[r][i], strlen(people[r][i]), NULL),
                    KEFU_OK);
        assert_int_equal(kefu_builder_end_row(builder, NULL), KEFU_OK);
    }
    assert_int_equal(kefu_roster_from_batch(NULL, kefu_builder_batch(builder), &roster, NULL),
                     KEFU_OK);
    kefu_builder_free(builder);
    return roster;
}

/* A card that is refused, with these words. */
static inline void refused(const char *card_text, const char *words)
{
    kefu_card *card = NULL;
    kefu_error error = {0};
    kefu_status status =
        kefu_card_from_json(NULL, NULL, card_text, strlen(card_text), &card, &error);
    if (status != KEFU_E_CARD)
        fail_msg("%s: %s, not refused", card_text, kefu_status_name(status));
    if (!strstr(error.message, words))
        fail_msg("'%s' does not say '%s'", error.message, words);
    assert_true(error.line >= 1 && error.column >= 1);
}

/* Scores a frame of one card with allocations that fail; for oom_sweep. */
static inline int score_or_no_memory(const kefu_allocator *allocator, const char *card_text,
                                     const char *const *people, int n, const char *const *metrics,
                                     int m, const kefu_value *cells, kefu_score_options *options)
{
    kf_memory memory;
    kefu_card *card = NULL;
    kefu_frame *frame = NULL;
    kefu_sheet *sheet = NULL;
    kefu_status status = kf_memory_init(&memory, NULL, NULL);
    if (!status)
        status = kefu_card_from_json(allocator, NULL, card_text, strlen(card_text), &card, NULL);
    frame = frame_with(&memory, people, n, metrics, m, cells);
    options->struct_size = sizeof *options;
    options->allocator = allocator;
    if (!status && frame)
        status = kefu_score(card, frame, options, &sheet, NULL);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    kefu_card_free(card);
    return status == KEFU_OK && frame ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

#endif
