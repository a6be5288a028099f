/* score_items.h - cards of one item, rosters of a few people, and what both came to. */
#ifndef TESTS_SCORE_ITEMS_H
#define TESTS_SCORE_ITEMS_H

#include "oom.h"
#include "score_cards.h"
#include "score_sheets.h"

/* A card of one item of weight 100, metric m; `card` is keys of the card with a comma behind. */
#define ITEM_CARD(card, unit, direction, item)                                                     \
    "{\"format\":1,\"id\":\"t/1\"," card "\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"i\","   \
    "\"label\":{\"zh\":\"指标\",\"en\":\"Item\"},\"metric\":\"m\",\"weight\":100,\"unit\":\"" unit \
    "\",\"direction\":\"" direction "\"," item "}]}]}"

static inline kefu_roster *item_roster(const char *const *cells, size_t rows, size_t columns)
{
    kefu_builder *builder = NULL;
    kefu_roster *roster = NULL;
    int32_t column;
    assert_int_equal(kefu_builder_new(NULL, NULL, &builder, NULL), KEFU_OK);
    for (size_t i = 0; i < columns; i++)
        assert_int_equal(kefu_builder_add(builder, cells[i], KEFU_COLUMN_TEXT, 0, 0, &column, NULL),
                         KEFU_OK);
    for (size_t r = 1; r < rows; r++) {
        for (size_t i = 0; i < columns; i++) {
            const char *text = cells[r * columns + i];
            if (text)
                assert_int_equal(
                    kefu_builder_set_text(builder, (int32_t)i, text, strlen(text), NULL), KEFU_OK);
        }
        assert_int_equal(kefu_builder_end_row(builder, NULL), KEFU_OK);
    }
    assert_int_equal(kefu_roster_from_batch(NULL, kefu_builder_batch(builder), &roster, NULL),
                     KEFU_OK);
    kefu_builder_free(builder);
    return roster;
}

static inline int32_t item_day(const char *text)
{
    int32_t day = 0;
    assert_int_equal(kefu_date_parse(text, strlen(text), &day, NULL), KEFU_OK);
    return day;
}

static inline void item_text(const kefu_sheet *sheet, const char *person, const char *zh,
                             const char *en)
{
    const char *const expected[] = {[KEFU_ZH] = zh, [KEFU_EN] = en};
    int64_t row = -1;
    assert_int_equal(kefu_sheet_find(sheet, person, &row, NULL), KEFU_OK);
    for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
        char text[512];
        if (!expected[language])
            continue;
        assert_int_equal(kefu_sheet_reason_text(sheet, row, 0, language, text, sizeof text, NULL),
                         KEFU_OK);
        assert_string_equal(text, expected[language]);
    }
}

static inline void item_value(kefu_value value, int64_t num, int64_t den, uint32_t flags)
{
    assert_int_equal(value.num, num);
    assert_int_equal(value.den, den);
    assert_int_equal(value.flags, flags);
}

/* The card is refused at this place of its text, for this reason. */
static inline void item_refused(const char *text, const char *message)
{
    kefu_card *card = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_card_from_json(NULL, NULL, text, strlen(text), &card, &error),
                     KEFU_E_CARD);
    assert_string_equal(error.message, message);
    assert_int_equal(error.line, 1);
    assert_true(error.column > 1);
    kefu_card_free(card);
}

static inline kefu_status item_score(const char *text, const kefu_frame *frame,
                                     const kefu_score_options *options, kefu_error *error)
{
    kefu_card *card = card_of(text);
    kefu_sheet *sheet = NULL;
    kefu_status status = kefu_score(card, frame, options, &sheet, error);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    return status;
}

#endif
