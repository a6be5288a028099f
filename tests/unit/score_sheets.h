/* score_sheets.h - sheets from cards and frames, and rows and reasons by person. */
#ifndef TESTS_SCORE_SHEETS_H
#define TESTS_SCORE_SHEETS_H

#include "score_frames.h"

static inline kefu_sheet *sheet_of(const char *card_text, const kefu_frame *frame,
                                   const kefu_score_options *options)
{
    kefu_card *card = card_of(card_text);
    kefu_sheet *sheet = NULL;
    kefu_error error = {0};
    if (kefu_score(card, frame, options, &sheet, &error))
        fail_msg("%s", error.message);
    kefu_card_free(card);
    return sheet;
}

static inline kefu_sheet_row row_of(const kefu_sheet *sheet, const char *person)
{
    kefu_sheet_row row = {.struct_size = sizeof row};
    int64_t at = -1;
    assert_int_equal(kefu_sheet_find(sheet, person, &at, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_row_at(sheet, at, &row), KEFU_OK);
    assert_string_equal(row.person, person);
    return row;
}

static inline kefu_reason reason_of(const kefu_sheet *sheet, const char *person, int32_t index)
{
    kefu_reason reason = {.struct_size = sizeof reason};
    int64_t at = -1;
    assert_int_equal(kefu_sheet_find(sheet, person, &at, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_reason(sheet, at, index, &reason), KEFU_OK);
    return reason;
}

#endif
