/* score_frames.h - small frames of people × metrics, and sheets made from them. */
#ifndef TESTS_SCORE_FRAMES_H
#define TESTS_SCORE_FRAMES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/write.h"
#include "table/frame.h"

#define NO_DATA                                                                                    \
    {                                                                                              \
        0, 0, 0, KEFU_VALUE_NO_DATA, 0                                                             \
    }
#define EXEMPT                                                                                     \
    {                                                                                              \
        0, 0, 0, KEFU_VALUE_EXEMPT, 0                                                              \
    }
#define LATE                                                                                       \
    {                                                                                              \
        0, 0, -1, KEFU_VALUE_PROVISIONAL, 0                                                        \
    } /* not yet known */

/* num of den, counted; num in units of 1/den over n observations; a number that came alone */
#define OF(num, den)                                                                               \
    {                                                                                              \
        num, den, den, KEFU_VALUE_OK, 0                                                            \
    }
#define MEAN_OF(num, den, n)                                                                       \
    {                                                                                              \
        num, den, n, KEFU_VALUE_OK, 0                                                              \
    }
#define BARE(num, den)                                                                             \
    {                                                                                              \
        num, den, -1, KEFU_VALUE_OK, 0                                                             \
    }

/* cells: a row a person */
static kefu_frame *frame_with(const kf_memory *memory, const char *const *people, int n,
                              const char *const *metrics, int m, const kefu_value *cells)
{
    static const char *const key_names[] = {"person"};
    kf_frame_maker *maker = NULL;
    kefu_frame *frame = NULL;
    if (kf_frame_maker_new(memory, NULL, key_names, 1, &maker, NULL))
        return NULL;
    for (int i = 0; i < n; i++) {
        kf_key key = kf_key_of(people[i], strlen(people[i]));
        if (kf_frame_maker_row(maker, &key, NULL)) {
            kf_frame_maker_free(maker);
            return NULL;
        }
    }
    for (int k = 0; k < m; k++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = metrics[k], .unit = "count"};
        int32_t metric;
        if (kf_frame_maker_metric(maker, &info, &metric, NULL)) {
            kf_frame_maker_free(maker);
            return NULL;
        }
        for (int i = 0; i < n; i++)
            kf_frame_maker_set(maker, i, metric, &cells[i * m + k]);
    }
    return kf_frame_maker_done(maker, &frame, NULL) ? NULL : frame;
}

static inline kefu_frame *frame_of(const char *const *people, int n, const char *const *metrics,
                                   int m, const kefu_value *cells)
{
    kf_memory memory;
    kefu_frame *frame = kf_memory_init(&memory, NULL, NULL)
                            ? NULL
                            : frame_with(&memory, people, n, metrics, m, cells);
    assert_non_null(frame);
    return frame;
}

static inline kefu_card *card_of(const char *text)
{
    kefu_card *card = NULL;
    kefu_error error = {0};
    if (kefu_card_from_json(NULL, NULL, text, strlen(text), &card, &error))
        fail_msg("%d:%d %s", error.line, error.column, error.message);
    return card;
}

#endif
