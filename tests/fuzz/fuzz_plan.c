/* fuzz_plan.c - any bytes as a plan of sampling: refused with a place, or quotas of a few cells
 * that keep every bound, or clashes that are said in words. */
#include <string.h>

#include "sample/quota.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

enum { FUZZ_CLASSES = 8, FUZZ_AGENTS = 3, FUZZ_CELLS = FUZZ_CLASSES * FUZZ_AGENTS };

/* Three agents in each of the first classes, with rows by chance of the plan's size. */
static size_t fuzz_cells(const kefu_plan *plan, kf_key (*keys)[KF_PLAN_BY], kf_cell_count *cells)
{
    const int32_t agents = plan->n_by ? FUZZ_AGENTS : 1;
    uint32_t salt = (uint32_t)plan->scheme.size;
    size_t n = 0;
    for (int32_t c = 0; c < plan->n_classes && c < FUZZ_CLASSES; c++)
        for (int32_t a = 0; a < agents; a++, n++) {
            salt = salt * 1664525u + 1013904223u;
            for (int32_t k = 0; k < plan->n_by; k++)
                keys[n][k] = kf_key_of_number(a);
            cells[n] = (kf_cell_count){c, keys[n], 1 + (salt >> 16) % 60};
        }
    return n;
}

static void fuzz_clashes(const kefu_quotas *quotas)
{
    fuzz_require(kefu_quotas_clashes(quotas) > 0);
    for (int64_t i = 0; i < kefu_quotas_clashes(quotas); i++) {
        kefu_clash clash = {.struct_size = sizeof clash};
        char text[512];
        fuzz_require(!kefu_quotas_clash(quotas, i, &clash));
        fuzz_require(clash.need > clash.have || clash.code == KEFU_CLASH_NO_SPREAD);
        for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++)
            fuzz_require(!kefu_quotas_clash_text(quotas, i, language, text, sizeof text, NULL));
    }
}

static void fuzz_quotas(const kefu_plan *plan, const kefu_quotas *quotas)
{
    int64_t all = 0, of_agent[FUZZ_AGENTS] = {0}, rows[FUZZ_AGENTS] = {0};
    for (int64_t i = 0; i < kefu_quotas_cells(quotas); i++) {
        kefu_cell_quota q = {.struct_size = sizeof q};
        fuzz_require(!kefu_quotas_cell(quotas, i, &q));
        fuzz_require(q.n == q.least + q.agent + q.share && q.least >= 0 && q.agent >= 0);
        fuzz_require(q.share >= 0 && q.n <= q.most && q.most <= q.rows);
        all += q.n;
        of_agent[quotas->cells[i].agent] += q.n;
        rows[quotas->cells[i].agent] += q.rows;
    }
    fuzz_require(quotas->total < 0 || all == quotas->total);
    for (size_t a = 0; a < quotas->n_agents; a++) {
        fuzz_require(plan->agent_max < 0 || of_agent[a] <= plan->agent_max);
        fuzz_require(plan->agent_fewer || of_agent[a] >= plan->agent_min);
        fuzz_require(of_agent[a] <= rows[a]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_plan *plan = NULL;
    kefu_quotas *quotas = NULL;
    kefu_error error;
    kf_key keys[FUZZ_CELLS][KF_PLAN_BY];
    kf_cell_count cells[FUZZ_CELLS];
    if (kefu_plan_from_json(NULL, NULL, (const char *)data, size, &plan, &error)) {
        fuzz_require(error.line > 0 && error.column > 0);
        return 0;
    }
    for (int32_t i = 0; i < plan->n_classes; i++)
        fuzz_require(kf_plan_class_most(plan, i) >= -1);
    const size_t n = fuzz_cells(plan, keys, cells);
    fuzz_require(!kf_quotas_make(&plan->scheme.memory, plan, cells, n, NULL, &quotas, &error));
    if (kefu_quotas_feasible(quotas))
        fuzz_quotas(plan, quotas);
    else
        fuzz_clashes(quotas);
    kefu_quotas_free(quotas);
    kefu_plan_free(plan);
    return 0;
}
