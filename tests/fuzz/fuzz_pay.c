/* fuzz_pay.c - any bytes as a pay plan: refused with a place, or a plan with findings that pays
 * people whose figures lie around its own bounds; pools add up, sentences and files come whole. */
#include <string.h>

#include "pay/payroll.h"
#include "table/frame.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static const char fuzz_card[] =
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"a\","
    "\"metric\":\"points\",\"weight\":100,\"unit\":\"points\",\"direction\":\"higher\","
    "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}}]}],"
    "\"adjustments\":[{\"id\":\"late\",\"metric\":\"late\",\"points\":-1,\"counts\":\"reported\"}],"
    "\"days\":{\"metric\":\"days\",\"of\":26},"
    "\"grades\":[{\"id\":\"A\",\"from\":90},{\"id\":\"B\",\"below\":90}]}";

enum { FUZZ_PEOPLE = 5 };

static void fuzz_metric(kf_frame_maker *maker, const char *name, uint32_t salt)
{
    static const kefu_value values[] = {
        {95, 1, 1, KEFU_VALUE_OK, 0},        {18000001, 100, -1, KEFU_VALUE_OK, 0},
        {0, 0, 0, KEFU_VALUE_NO_DATA, 0},    {-30, 1, 3, KEFU_VALUE_OK, 0},
        {7, 3, 9, KEFU_VALUE_OK, 0},         {12, 1, 4, KEFU_VALUE_PROVISIONAL, 0},
        {INT64_MAX, 1, 1, KEFU_VALUE_OK, 0}, {1, INT64_MAX, 1, KEFU_VALUE_OK, 0},
    };
    kefu_metric_info info = {.struct_size = sizeof info, .name = name, .unit = "count"};
    int32_t metric;
    if (!name || kf_frame_maker_metric(maker, &info, &metric, NULL))
        return;
    for (int64_t row = 0; row < FUZZ_PEOPLE; row++) {
        salt = salt * 1664525u + 1013904223u;
        kf_frame_maker_set(maker, row, metric, &values[(salt >> 16) % 8]);
    }
}

/* 0 to 28: hits and days on duty, whole and not below 0. */
static void fuzz_counts(kf_frame_maker *maker, const char *name)
{
    kefu_metric_info info = {.struct_size = sizeof info, .name = name, .unit = "count"};
    int32_t metric;
    if (kf_frame_maker_metric(maker, &info, &metric, NULL))
        return;
    for (int64_t row = 0; row < FUZZ_PEOPLE; row++) {
        const kefu_value value = {row * 7, 1, 1, KEFU_VALUE_OK, 0};
        kf_frame_maker_set(maker, row, metric, &value);
    }
}

static kefu_frame *fuzz_frame(const kefu_pay_plan *plan)
{
    static const char *const key_names[] = {"person"};
    static const char *const people[FUZZ_PEOPLE] = {"a", "b", "c", "d", "e"};
    uint32_t salt = (uint32_t)plan->scheme.size;
    kf_frame_maker *maker = NULL;
    kefu_frame *frame = NULL;
    fuzz_require(kf_frame_maker_new(&plan->scheme.memory, NULL, key_names, 1, &maker, NULL) ==
                 KEFU_OK);
    for (int i = 0; i < FUZZ_PEOPLE; i++) {
        kf_key key = kf_key_of(people[i], 1);
        fuzz_require(kf_frame_maker_row(maker, &key, NULL) == KEFU_OK);
    }
    fuzz_metric(maker, "points", salt);
    fuzz_counts(maker, "late");
    fuzz_counts(maker, "days");
    fuzz_metric(maker, plan->wage.metric, salt + 1);
    for (int32_t i = 0; i < plan->n_parts; i++) {
        const kf_pay_rule *rule = &plan->parts[i];
        fuzz_metric(maker, rule->metric, ++salt);
        fuzz_metric(maker, rule->base.metric, ++salt);
        fuzz_metric(maker, rule->by_metric, ++salt);
        fuzz_metric(maker, rule->accelerator.of.metric, ++salt);
        for (int32_t k = 0; k < rule->when.n; k++)
            if (rule->when.list[k].what == KF_WHEN_METRIC)
                fuzz_metric(maker, rule->when.list[k].name, ++salt);
    }
    fuzz_require(kf_frame_maker_done(maker, &frame, NULL) == KEFU_OK);
    return frame;
}

static void fuzz_pools(const kefu_payroll *roll)
{
    for (size_t k = 0; k < roll->n_pools; k++) {
        int64_t sum = 0, known = 0;
        for (size_t i = 0; i < roll->n * (size_t)roll->plan->n_parts; i++)
            if (roll->cells[i].pool == (int32_t)k && roll->cells[i].status == KEFU_VALUE_OK) {
                sum += roll->cells[i].amount;
                known = 1;
            }
        fuzz_require(!known || sum == roll->pools[k].shared);
    }
}

static void fuzz_roll(const kefu_payroll *roll)
{
    kefu_buffer *buffer = NULL;
    fuzz_require(kefu_buffer_new(NULL, &buffer, NULL) == KEFU_OK);
    for (int64_t row = 0; row < kefu_payroll_rows(roll); row++) {
        kefu_pay_row line = {.struct_size = sizeof line};
        fuzz_require(kefu_payroll_row(roll, row, &line) == KEFU_OK);
        fuzz_require(line.status ||
                     line.pay == line.earned + line.deducted + line.waived + line.top_up);
        for (int32_t part = -1; part < roll->plan->n_parts; part++)
            for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
                size_t need = 0;
                fuzz_require(!kefu_payroll_text(roll, row, part, language, NULL, 0, &need));
                fuzz_require(need > 1);
            }
    }
    fuzz_pools(roll);
    kefu_status status = kefu_payroll_csv(roll, NULL, kefu_buffer_sink(buffer), NULL);
    fuzz_require(!status || status == KEFU_E_OVERFLOW);
    status = kefu_payroll_json(roll, NULL, kefu_buffer_sink(buffer), NULL);
    fuzz_require(!status || status == KEFU_E_OVERFLOW);
    kefu_buffer_free(buffer);
}

static void fuzz_lint(const kefu_pay_plan *plan, const kefu_card *card)
{
    kefu_findings *findings = NULL;
    kefu_finding f = {.struct_size = sizeof f};
    fuzz_require(kefu_pay_plan_lint(plan, card, &findings, NULL) == KEFU_OK);
    for (int32_t i = 0; i < kefu_findings_count(findings); i++) {
        fuzz_require(kefu_findings_at(findings, i, &f) == KEFU_OK);
        fuzz_require(f.line > 0 && *f.text_zh && *f.text_en && f.path[0] == '/');
    }
    kefu_findings_free(findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_pay_plan *plan = NULL;
    kefu_card *card = NULL;
    kefu_sheet *sheet = NULL;
    kefu_payroll *roll = NULL;
    kefu_error error;
    if (kefu_pay_plan_from_json(NULL, NULL, (const char *)data, size, &plan, &error)) {
        fuzz_require(error.line > 0 && error.column > 0);
        return 0;
    }
    fuzz_require(!kefu_card_from_json(NULL, NULL, fuzz_card, sizeof fuzz_card - 1, &card, NULL));
    fuzz_lint(plan, NULL);
    fuzz_lint(plan, card);
    kefu_frame *frame = fuzz_frame(plan);
    if (!kefu_score(card, frame, NULL, &sheet, NULL)) {
        const kefu_sheet *sheets[] = {sheet};
        kefu_status status = kefu_pay(plan, sheets, 1, frame, NULL, &roll, &error);
        fuzz_require(!status || status == KEFU_E_OVERFLOW || status == KEFU_E_NAME);
        if (!status)
            fuzz_roll(roll);
    }
    kefu_payroll_free(roll);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    kefu_card_free(card);
    kefu_pay_plan_free(plan);
    return 0;
}
