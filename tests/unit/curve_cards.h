/* curve_cards.h - cards of one item, for tests of its curve. */
#ifndef TESTS_CURVE_CARDS_H
#define TESTS_CURVE_CARDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "card/curve_ready.h"

/* `keys` are more keys of the item, each with a comma behind it. */
#define CURVE_ITEM(keys, unit, direction, curve)                                                   \
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"i\","           \
    "\"metric\":\"m\",\"weight\":15," keys "\"unit\":\"" unit "\",\"direction\":\"" direction      \
    "\",\"curve\":" curve "}]}]}"

static inline kefu_card *card_of(const char *text)
{
    kefu_card *card = NULL;
    kefu_error error = {0};
    if (kefu_card_from_json(NULL, NULL, text, strlen(text), &card, &error))
        fail_msg("%s", error.message);
    return card;
}

static inline const kf_curve *curve_of(const kefu_card *card) { return &card->items[0].rule.curve; }

static const kf_factor whole = {1, 1};
static const kf_factor weighted = {3, 20}; /* 15 of 100 */

#endif
