/* fuzz_card.c - any bytes as a card: refused with a place, or a card that can be linted, and scored
 * with figures around its own bounds, where the reasons add up and the short way agrees with the
 * long. */
#include <string.h>

#include "card/curve.h"
#include "kefu/score.h"
#include "table/frame.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static void fuzz_at(const kf_curve *curve, kf_factor factor, int64_t at)
{
    for (int64_t off = -1; off <= 1; off++)
        for (int64_t den = 1; den < 2000000000; den = den * 1000 + 7) {
            int64_t num = at / 2 + off;
            fuzz_require(kf_curve_points(curve, num, den, factor) ==
                         kf_curve_points_exact(curve, num, den, factor));
        }
}

static void fuzz_curve(const kf_item *item, const kf_curve *curve)
{
    kf_factor factor = kf_item_factor(item, 100 * (int64_t)KEFU_POINT);
    if (curve->type == KF_CURVE_PLACES)
        return;
    fuzz_at(curve, factor, curve->from);
    for (int32_t i = 0; i < curve->n; i++) {
        fuzz_at(curve, factor, curve->bands[i].low.at);
        fuzz_at(curve, factor, curve->bands[i].high.at);
        fuzz_at(curve, factor, curve->bands[i].x);
    }
}

static void fuzz_lint(const kefu_card *card)
{
    kefu_findings *findings = NULL;
    kefu_finding f = {.struct_size = sizeof f};
    fuzz_require(kefu_card_lint(card, NULL, &findings, NULL) == KEFU_OK);
    for (int32_t i = 0; i < kefu_findings_count(findings); i++) {
        fuzz_require(kefu_findings_at(findings, i, &f) == KEFU_OK);
        fuzz_require(f.line > 0 && *f.text_zh && *f.text_en && f.path[0] == '/');
    }
    kefu_findings_free(findings);
}

enum { FUZZ_PEOPLE = 5 };

static void fuzz_cells(kf_frame_maker *maker, int32_t metric, uint32_t salt)
{
    static const kefu_value values[] = {
        {1, 2, 2, KEFU_VALUE_OK, 0},          {99, 100, -1, KEFU_VALUE_OK, 0},
        {0, 0, 0, KEFU_VALUE_NO_DATA, 0},     {30, 1, 3, KEFU_VALUE_LOW_VOLUME, 0},
        {7, 3, 9, KEFU_VALUE_PROVISIONAL, 0}, {0, 0, 0, KEFU_VALUE_EXEMPT, 0},
        {INT64_MAX, 1, 1, KEFU_VALUE_OK, 0},  {1, INT64_MAX, 1, KEFU_VALUE_OK, 0},
        {250, 1, 40, KEFU_VALUE_OK, 0},       {0, 1, 12, KEFU_VALUE_OK, 0},
    };
    for (int64_t row = 0; row < FUZZ_PEOPLE; row++) {
        salt = salt * 1664525u + 1013904223u;
        kf_frame_maker_set(maker, row, metric, &values[(salt >> 16) % 10]);
    }
}

static kefu_frame *fuzz_frame(const kefu_card *card)
{
    static const char *const key_names[] = {"person"};
    static const char *const people[FUZZ_PEOPLE] = {"a", "b", "c", "d", "e"};
    static const int32_t kinds[] = {KEFU_PART_ITEM, KEFU_PART_ADJUSTMENT, KEFU_PART_RED_LINE};
    kf_frame_maker *maker = NULL;
    kefu_frame *frame = NULL;
    kefu_metric_info info = {.struct_size = sizeof info, .unit = "count"};
    int32_t metric;
    fuzz_require(kf_frame_maker_new(&card->scheme.memory, NULL, key_names, 1, &maker, NULL) ==
                 KEFU_OK);
    for (int i = 0; i < FUZZ_PEOPLE; i++) {
        kf_key key = kf_key_of(people[i], 1);
        fuzz_require(kf_frame_maker_row(maker, &key, NULL) == KEFU_OK);
    }
    for (int k = 0; k < 3; k++)
        for (int32_t i = 0; i < kefu_card_parts(card, kinds[k]); i++) {
            kefu_card_part part = {.struct_size = sizeof part};
            fuzz_require(kefu_card_part_at(card, kinds[k], i, &part) == KEFU_OK);
            info.name = part.metric;
            info.definition = part.definition;
            if (!kf_frame_maker_metric(maker, &info, &metric, NULL))
                fuzz_cells(maker, metric, (uint32_t)card->scheme.size + (uint32_t)metric);
        }
    info.name = card->rank.volume;
    info.definition = NULL;
    if (info.name && !kf_frame_maker_metric(maker, &info, &metric, NULL))
        fuzz_cells(maker, metric, 1);
    fuzz_require(kf_frame_maker_done(maker, &frame, NULL) == KEFU_OK);
    return frame;
}

static void fuzz_row(const kefu_sheet *sheet, int64_t row)
{
    kefu_sheet_row line = {.struct_size = sizeof line};
    int64_t sum = 0;
    fuzz_require(kefu_sheet_row_at(sheet, row, &line) == KEFU_OK);
    for (int32_t i = 0; i < kefu_sheet_reasons(sheet, row); i++) {
        kefu_reason reason = {.struct_size = sizeof reason};
        char text[1024];
        size_t need;
        fuzz_require(kefu_sheet_reason(sheet, row, i, &reason) == KEFU_OK);
        sum += reason.points;
        for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++)
            fuzz_require(
                !kefu_sheet_reason_text(sheet, row, i, language, text, sizeof text, &need));
    }
    fuzz_require(line.status != KEFU_VALUE_OK || sum == line.total);
}

/* Two items that want one metric by different definitions cannot both have it. */
static int fuzz_asks_twice(const kefu_card *card)
{
    int32_t n = 0;
    for (int32_t i = 0; i < card->n_items; i++)
        n += card->items[i].definition != NULL;
    return n > 0 && card->n_items + card->n_adjustments + card->n_red_lines > 1;
}

static void fuzz_score(const kefu_card *card)
{
    kefu_frame *frame = fuzz_frame(card);
    kefu_sheet *sheet = NULL;
    kefu_status status = kefu_score(card, frame, NULL, &sheet, NULL);
    fuzz_require(status != KEFU_E_INTERNAL);
    fuzz_require(status != KEFU_E_NAME || fuzz_asks_twice(card));
    for (int64_t row = 0; row < kefu_sheet_rows(sheet); row++)
        fuzz_row(sheet, row);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_card *card = NULL;
    kefu_error error;
    if (kefu_card_from_json(NULL, NULL, (const char *)data, size, &card, &error)) {
        fuzz_require(error.line > 0 && error.column > 0);
        return 0;
    }
    for (int32_t i = 0; i < card->n_items; i++)
        fuzz_curve(&card->items[i], &card->items[i].rule.curve);
    for (int32_t i = 0; i < card->n_items; i++)
        if (card->items[i].small_at_most >= 0)
            fuzz_curve(&card->items[i], &card->items[i].small.curve);
    fuzz_lint(card);
    fuzz_score(card);
    kefu_card_free(card);
    return 0;
}
