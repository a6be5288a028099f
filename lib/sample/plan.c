/* plan.c - making plans of sampling, and what they say of themselves. */
#include "sample/plan.h"

#include "base/decimal.h"
#include "base/fail.h"
#include "base/wide.h"

/* ---- Making and freeing --------------------------------------------------------------------- */

static const kf_scheme_kind qc_plan_kind = {sizeof(kefu_plan), "kefu_plan_from_json", kf_plan_fill};

kefu_status KEFU_CALL kefu_plan_from_json(const kefu_allocator *allocator,
                                          const kefu_limits *limits, const char *json, size_t size,
                                          kefu_plan **out, kefu_error *error)
{
    void *plan = NULL;
    kefu_status status = kf_scheme_from_json(&qc_plan_kind, allocator, limits, out ? json : NULL,
                                             size, &plan, error);
    if (!status)
        *out = plan;
    return status;
}

kefu_status kf_plan_copy(const kf_memory *memory, const kefu_plan *plan, kefu_plan **out,
                         kefu_error *error)
{
    void *copy = NULL;
    kefu_status status = kf_scheme_copy(&qc_plan_kind, memory, &plan->scheme, &copy, error);
    if (!status)
        *out = copy;
    return status;
}

void KEFU_CALL kefu_plan_free(kefu_plan *plan)
{
    if (plan)
        kf_scheme_free(&qc_plan_kind, &plan->scheme);
}

/* ---- Accessors ------------------------------------------------------------------------------ */

const char *KEFU_CALL kefu_plan_id(const kefu_plan *plan) { return plan ? plan->scheme.id : NULL; }

const char *KEFU_CALL kefu_plan_hash(const kefu_plan *plan)
{
    return plan ? plan->scheme.hash : NULL;
}

const char *KEFU_CALL kefu_plan_label(const kefu_plan *plan, int32_t language)
{
    return plan ? kf_label_in(&plan->scheme.label, language) : NULL;
}

int32_t KEFU_CALL kefu_plan_classes(const kefu_plan *plan) { return plan ? plan->n_classes : 0; }

const char *KEFU_CALL kefu_plan_class_id(const kefu_plan *plan, int32_t index)
{
    return index >= 0 && index < kefu_plan_classes(plan) ? plan->classes[index].id : NULL;
}

const char *KEFU_CALL kefu_plan_class_label(const kefu_plan *plan, int32_t index, int32_t language)
{
    if (index < 0 || index >= kefu_plan_classes(plan))
        return NULL;
    return kf_label_in(&plan->classes[index].label, language);
}

int32_t KEFU_CALL kefu_plan_by(const kefu_plan *plan) { return plan ? plan->n_by : 0; }

const char *KEFU_CALL kefu_plan_by_column(const kefu_plan *plan, int32_t index)
{
    return index >= 0 && index < kefu_plan_by(plan) ? plan->by[index] : NULL;
}

int32_t KEFU_CALL kefu_plan_agent(const kefu_plan *plan) { return plan ? plan->agent : -1; }

int32_t KEFU_CALL kefu_plan_exclusions(const kefu_plan *plan)
{
    return plan ? plan->n_excludes : 0;
}

const char *KEFU_CALL kefu_plan_exclusion_id(const kefu_plan *plan, int32_t index)
{
    return index >= 0 && index < kefu_plan_exclusions(plan) ? plan->excludes[index].id : NULL;
}

const char *KEFU_CALL kefu_plan_exclusion_label(const kefu_plan *plan, int32_t index,
                                                int32_t language)
{
    if (index < 0 || index >= kefu_plan_exclusions(plan))
        return NULL;
    return kf_label_in(&plan->excludes[index].label, language);
}

/* ---- Quotas that a plan implies ------------------------------------------------------------- */

int64_t kf_plan_rate(int64_t rate, int64_t rows)
{
    int64_t whole = 0, rest = 0; /* at most rows */
    (void)kf_i128_floor_div(kf_i128_mul(rate, rows), kf_pow10(KF_RATE_SCALE), &whole, &rest);
    return whole + (rest != 0);
}

static int64_t qc_plan_tighter(int64_t most, int64_t other)
{
    return other >= 0 && (most < 0 || other < most) ? other : most;
}

/* Without a total a cell gets its own least, or more until its agent has enough. */
static int64_t qc_plan_share_most(const kefu_plan *plan, const kf_plan_class *class)
{
    int64_t least = class->min > 2 * plan->variance ? class->min : 2 * plan->variance;
    int64_t most = qc_plan_tighter(class->max, plan->agent_max);
    if (plan->total < 0 && plan->total_rate < 0)
        return qc_plan_tighter(most, least > plan->agent_min ? least : plan->agent_min);
    return qc_plan_tighter(most, plan->total);
}

int64_t kf_plan_class_most(const kefu_plan *plan, int32_t class_index)
{
    const kf_plan_class *class = &plan->classes[class_index];
    switch (class->rule) {
    case KF_CLASS_ALL:
        return -1;
    case KF_CLASS_TAKE:
        return class->take;
    case KF_CLASS_RATE:
        return class->max;
    default:
        return qc_plan_share_most(plan, class);
    }
}
