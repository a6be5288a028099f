/* test_card_metrics.c - the metrics that a card asks of a frame, wherever it names them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "score_frames.h"

/* Each place of card.h's language that names a metric; a and b are named twice. */
static const char every_place[] =
    "{\"format\":1,\"id\":\"t/1\",\"label\":\"t\","
    "\"rank\":{\"volume\":\"volume\",\"min_volume\":1},\"days\":{\"metric\":\"days\",\"of\":26},"
    "\"sections\":[{\"id\":\"s\",\"label\":\"s\",\"weight\":100,\"items\":["
    "{\"id\":\"i\",\"label\":\"i\",\"metric\":\"a\",\"weight\":60,\"unit\":\"count\","
    "\"direction\":\"higher\",\"target\":{\"metric\":\"plan\",\"days\":true},\"basis\":"
    "\"completion\","
    "\"applies\":[{\"metric\":\"when\",\"unit\":\"count\",\"above\":3},"
    "{\"metric\":\"b\",\"unit\":\"count\",\"above\":0}],"
    "\"curve\":{\"type\":\"proportion\"}},"
    "{\"id\":\"j\",\"label\":\"j\",\"metric\":\"b\",\"weight\":40,\"unit\":\"count\","
    "\"direction\":\"higher\",\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[9,100]]}}]}],"
    "\"adjustments\":[{\"id\":\"p\",\"label\":\"p\",\"metric\":\"praise\",\"points\":2}],"
    "\"red_lines\":[{\"id\":\"r\",\"label\":\"r\",\"metric\":\"rude\",\"effect\":\"zero\"}],"
    "\"badges\":[{\"id\":\"x\",\"label\":\"x\",\"all\":[{\"metric\":\"shown\",\"unit\":\"count\","
    "\"above\":5},{\"metric\":\"a\",\"unit\":\"count\",\"above\":5}]}],"
    "\"streaks\":[{\"id\":\"y\",\"label\":\"y\",\"periods\":2,\"all\":[{\"metric\":\"long\","
    "\"unit\":\"count\",\"above\":5}]}]}";

static const char *const asked[] = {"a",    "plan", "when",   "b",     "praise",
                                    "rude", "days", "volume", "shown", "long"};

enum { ASKED = sizeof asked / sizeof *asked };

static void each_is_named_once(void **state)
{
    kefu_card *card = card_of(every_place);
    (void)state;
    assert_int_equal(kefu_card_metrics(card), ASKED);
    for (int32_t i = 0; i < ASKED; i++)
        assert_string_equal(kefu_card_metric(card, i), asked[i]);
    assert_null(kefu_card_metric(card, ASKED));
    assert_null(kefu_card_metric(card, -1));
    kefu_card_free(card);
}

/* A frame with all of them is scored; one without one of them is refused by its name. */
static void scoring_asks_for_just_these(void **state)
{
    static const char *const people[] = {"p1"};
    kefu_card *card = card_of(every_place);
    (void)state;
    for (int32_t out = 0; out <= ASKED; out++) {
        const char *metrics[ASKED];
        kefu_value cells[ASKED];
        kefu_sheet *sheet = NULL;
        kefu_error error = {0};
        char named[32];
        int n = 0;
        for (int32_t i = 0; i < ASKED; i++)
            if (i != out) {
                metrics[n] = asked[i];
                cells[n++] = (kefu_value)BARE(1, 1);
            }
        kefu_frame *frame = frame_of(people, 1, metrics, n, cells);
        if (kefu_score(card, frame, NULL, &sheet, &error)) {
            assert_int_equal(error.code, KEFU_E_NAME);
            snprintf(named, sizeof named, "'%s'", asked[out]);
            assert_non_null(strstr(error.message, named));
        } else {
            assert_int_equal(out, ASKED);
        }
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
    kefu_card_free(card);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_is_named_once),
                                       cmocka_unit_test(scoring_asks_for_just_these)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
