/* fuzz_award.c - any bytes as an award plan: refused with a place, or prizes that can be given:
 * each winner in words, money that adds up, no more winners than took part. */
#include <string.h>

#include "award/award_plan.h"
#include "table/frame.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

enum { FUZZ_PEOPLE = 6 };

static const char fuzz_card[] =
    "{\"format\":1,\"id\":\"c/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"a\",\"metric\":"
    "\"m\",\"weight\":100,\"unit\":\"count\",\"direction\":\"higher\",\"curve\":{\"type\":"
    "\"linear\",\"points\":[[0,0],[100,100]]}}]}],\"grades\":[{\"id\":\"A\",\"from\":50},"
    "{\"id\":\"B\",\"below\":50}]}";

static void fuzz_metric(kf_frame_maker *maker, const char *name, uint32_t salt)
{
    static const kefu_value values[] = {
        {1, 2, 2, KEFU_VALUE_OK, 0},          {99, 1, -1, KEFU_VALUE_OK, 0},
        {0, 0, 0, KEFU_VALUE_NO_DATA, 0},     {30, 1, 3, KEFU_VALUE_LOW_VOLUME, 0},
        {7, 3, 9, KEFU_VALUE_PROVISIONAL, 0}, {99, 1, 30, KEFU_VALUE_OK, 0},
        {INT64_MAX, 1, 1, KEFU_VALUE_OK, 0},  {-5, INT64_MAX, 1, KEFU_VALUE_OK, 0}};
    kefu_metric_info info = {.struct_size = sizeof info, .name = name, .unit = "count"};
    int32_t metric;
    if (kf_frame_maker_metric(maker, &info, &metric, NULL))
        return; /* there already */
    for (int64_t row = 0; row < FUZZ_PEOPLE; row++) {
        salt = salt * 1664525u + 1013904223u;
        kf_frame_maker_set(maker, row, metric, &values[(salt >> 16) % 8]);
    }
}

static kefu_frame *fuzz_frame(const kefu_award_plan *plan)
{
    static const char *const key_names[] = {"person"};
    static const char *const people[FUZZ_PEOPLE] = {"a", "b", "c", "d", "e", "f"};
    static const kefu_value points[] = {{90, 1, 1, KEFU_VALUE_OK, 0}, {40, 1, 1, KEFU_VALUE_OK, 0}};
    kefu_metric_info info = {.struct_size = sizeof info, .name = "m", .unit = "count"};
    kf_frame_maker *maker = NULL;
    kefu_frame *frame = NULL;
    int32_t metric;
    fuzz_require(!kf_frame_maker_new(&plan->scheme.memory, NULL, key_names, 1, &maker, NULL));
    for (int i = 0; i < FUZZ_PEOPLE; i++) {
        kf_key key = kf_key_of(people[i], 1);
        fuzz_require(!kf_frame_maker_row(maker, &key, NULL));
    }
    fuzz_require(!kf_frame_maker_metric(maker, &info, &metric, NULL));
    for (int64_t i = 0; i < FUZZ_PEOPLE; i++)
        kf_frame_maker_set(maker, i, metric, &points[i % 3 == 0]);
    for (int32_t i = 0; i < plan->n_prizes; i++)
        if (plan->prizes[i].metric)
            fuzz_metric(maker, plan->prizes[i].metric, (uint32_t)plan->scheme.size + (uint32_t)i);
    fuzz_require(!kf_frame_maker_done(maker, &frame, NULL));
    return frame;
}

static void fuzz_awards(const kefu_awards *awards)
{
    const int32_t prizes = kefu_award_plan_prizes(kefu_awards_plan(awards));
    kefu_prize_stat all = {.struct_size = sizeof all};
    int64_t amount = 0;
    for (int64_t i = 0; i < kefu_awards_count(awards); i++) {
        kefu_winner w = {.struct_size = sizeof w};
        char text[512];
        fuzz_require(!kefu_awards_at(awards, i, &w));
        fuzz_require(w.amount >= 0 && w.place.twice >= 2);
        amount += w.amount;
        for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++)
            fuzz_require(!kefu_awards_text(awards, i, language, text, sizeof text, NULL));
    }
    for (int32_t i = 0; i < prizes; i++) {
        kefu_prize_stat stat = {.struct_size = sizeof stat};
        fuzz_require(!kefu_awards_stat(awards, i, &stat));
        fuzz_require(stat.winners <= stat.took_part && stat.took_part <= stat.people);
    }
    fuzz_require(!kefu_awards_stat(awards, -1, &all));
    fuzz_require(all.amount == amount && all.winners <= all.took_part);
}

static void fuzz_lint(const kefu_award_plan *plan, const kefu_card *card)
{
    kefu_findings *findings = NULL;
    kefu_finding f = {.struct_size = sizeof f};
    fuzz_require(kefu_award_plan_lint(plan, card, &findings, NULL) == KEFU_OK);
    for (int32_t i = 0; i < kefu_findings_count(findings); i++) {
        fuzz_require(kefu_findings_at(findings, i, &f) == KEFU_OK);
        fuzz_require(f.line > 0 && *f.text_zh && *f.text_en && f.path[0] == '/');
    }
    kefu_findings_free(findings);
}

static void fuzz_give(const kefu_award_plan *plan)
{
    kefu_frame *frame = fuzz_frame(plan);
    kefu_card *card = NULL;
    kefu_sheet *sheet = NULL;
    kefu_awards *awards = NULL;
    fuzz_require(!kefu_card_from_json(NULL, NULL, fuzz_card, sizeof fuzz_card - 1, &card, NULL));
    fuzz_lint(plan, NULL);
    fuzz_lint(plan, card);
    fuzz_require(!kefu_score(card, frame, NULL, &sheet, NULL));
    const kefu_sheet *sheets[] = {sheet, sheet};
    static const int32_t periods[] = {0, 1};
    kefu_award_options options = {.struct_size = sizeof options, .periods = periods};
    kefu_status status = kefu_award(plan, sheets, 2, frame, &options, &awards, NULL);
    fuzz_require(!status || status == KEFU_E_NAME || status == KEFU_E_ARGUMENT ||
                 status == KEFU_E_OVERFLOW);
    if (!status)
        fuzz_awards(awards);
    kefu_awards_free(awards);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    kefu_frame_free(frame);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_award_plan *plan = NULL;
    kefu_error error;
    if (kefu_award_plan_from_json(NULL, NULL, (const char *)data, size, &plan, &error)) {
        fuzz_require(error.line > 0 && error.column > 0);
        return 0;
    }
    fuzz_give(plan);
    kefu_award_plan_free(plan);
    return 0;
}
