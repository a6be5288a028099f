/* agree.c - agreement of inspectors: from rows to coefficients, each rounded once. */
#include "agree/agree.h"

#include "base/decimal.h"
#include "base/fail.h"

enum { AGREE_SCALE = 9 };

/* ---- Making --------------------------------------------------------------------------------- */

static kefu_status agree_make(const kefu_batch *batch, const kefu_agree_options *options,
                              kefu_agree *agree, kefu_error *error)
{
    kf_agree_rows rows = {.memory = &agree->memory, .options = options, .error = error};
    kefu_status status = kf_agree_read(&rows, batch);
    if (!status)
        status = kf_agree_build(agree, &rows);
    kf_agree_rows_free(&rows);
    return status;
}

kefu_status KEFU_CALL kefu_agree_from_batch(const kefu_batch *batch,
                                            const kefu_agree_options *options, kefu_agree **out,
                                            kefu_error *error)
{
    kefu_agree_options ours;
    kf_memory memory;
    if (!batch || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_agree_from_batch: batch or out is NULL");
    kefu_status status = kf_take_options(&ours, sizeof ours, options, error);
    if (!status && ours.reserved0)
        status = kf_fail(error, KEFU_E_UNSUPPORTED, "options: reserved0 is not 0");
    if (!status)
        status = kf_memory_init(&memory, ours.allocator, error);
    if (status)
        return status;
    kefu_agree *agree = kf_alloc_zero(&memory, sizeof *agree);
    if (!agree)
        return kf_no_memory(error);
    agree->memory = memory;
    kf_arena_init(&agree->arena, &agree->memory);
    status = agree_make(batch, &ours, agree, error);
    if (status)
        kefu_agree_free(agree);
    else
        *out = agree;
    return status;
}

void KEFU_CALL kefu_agree_free(kefu_agree *agree)
{
    if (!agree)
        return;
    const kf_memory memory = agree->memory;
    kf_arena_free(&agree->arena);
    kf_free_array(&memory, agree->marks, agree->n_marks, sizeof *agree->marks);
    kf_free_array(&memory, agree->criteria, agree->n_criteria, sizeof *agree->criteria);
    kf_free(&memory, agree, sizeof *agree);
}

int32_t KEFU_CALL kefu_agree_criteria(const kefu_agree *agree)
{
    return agree ? (int32_t)agree->n_criteria : 0;
}

/* ---- Coefficients --------------------------------------------------------------------------- */

#define AGREE_FITS(distance) (1u << (distance))

static const struct {
    const char *name;
    void (*compute)(const kf_criterion *criterion, int32_t distance, kf_agreed *out);
    uint32_t distances;
} agree_coefficients[] = {
    [KEFU_COEFFICIENT_RAW] = {"raw agreement", kf_agree_raw, AGREE_FITS(KEFU_APART_NOMINAL)},
    [KEFU_COEFFICIENT_COHEN] = {"Cohen's kappa", kf_agree_cohen,
                                AGREE_FITS(KEFU_APART_NOMINAL) | AGREE_FITS(KEFU_APART_LINEAR) |
                                    AGREE_FITS(KEFU_APART_SQUARED)},
    [KEFU_COEFFICIENT_FLEISS] = {"Fleiss' kappa", kf_agree_fleiss, AGREE_FITS(KEFU_APART_NOMINAL)},
    [KEFU_COEFFICIENT_ALPHA] = {"alpha", kf_agree_alpha,
                                AGREE_FITS(KEFU_APART_NOMINAL) | AGREE_FITS(KEFU_APART_ORDINAL) |
                                    AGREE_FITS(KEFU_APART_INTERVAL)},
    [KEFU_COEFFICIENT_AC1] = {"AC1", kf_agree_ac1, AGREE_FITS(KEFU_APART_NOMINAL)},
};

static kefu_status agree_check(const kf_criterion *criterion, int32_t coefficient, int32_t distance,
                               kefu_error *error)
{
    if (coefficient < KEFU_COEFFICIENT_RAW || coefficient > KEFU_COEFFICIENT_AC1)
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "%d is not a coefficient, KEFU_COEFFICIENT_RAW to _AC1", coefficient);
    if (distance < KEFU_APART_NOMINAL || distance > KEFU_APART_INTERVAL)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "%d is not one of KEFU_APART_...", distance);
    if (!(agree_coefficients[coefficient].distances & AGREE_FITS(distance)))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "%s does not go with distance %d (KEFU_APART_NOMINAL always does)",
                       agree_coefficients[coefficient].name, distance);
    if (distance != KEFU_APART_INTERVAL)
        return KEFU_OK;
    if (criterion->has_text)
        return kf_fail(error, KEFU_E_TYPE,
                       "criterion '%s': KEFU_APART_INTERVAL needs categories that are whole "
                       "numbers, and some are texts",
                       criterion->name);
    if (criterion->is_far)
        return kf_fail(error, KEFU_E_OVERFLOW,
                       "criterion '%s': categories are more than 2^32 apart", criterion->name);
    return KEFU_OK;
}

/* The one rounding. 0 if the fraction failed. */
static int32_t agree_value_of(const kf_ratio *exact, int32_t has, int64_t units, kefu_value *out)
{
    kf_ratio rounded;
    *out = (kefu_value){.n = units, .status = KEFU_VALUE_NO_DATA};
    if (!has)
        return 1;
    if (!kf_ratio_round(exact, AGREE_SCALE, &out->num))
        return 0;
    out->den = kf_pow10(AGREE_SCALE);
    out->status = KEFU_VALUE_OK;
    kf_ratio_set(&rounded, out->num, out->den);
    out->flags = kf_ratio_compare(exact, &rounded) ? KEFU_VALUE_ROUNDED : 0;
    return 1;
}

kefu_status KEFU_CALL kefu_agree_value(const kefu_agree *agree, int32_t criterion,
                                       int32_t coefficient, int32_t distance, kefu_agreement *out,
                                       kefu_error *error)
{
    if (!agree || !out || criterion < 0 || criterion >= kefu_agree_criteria(agree))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_agree_value: agree or out is NULL, or there is no criterion %d",
                       criterion);
    const kf_criterion *of = &agree->criteria[criterion];
    kf_agreed agreed = {.why = KEFU_AGREE_FINE};
    kefu_status status = agree_check(of, coefficient, distance, error);
    if (status)
        return status;
    agree_coefficients[coefficient].compute(of, distance, &agreed);
    const int64_t units = agreed.of.units;
    kefu_agreement ours = {.criterion = of->name,
                           .marks = agreed.of.marks,
                           .raters = agreed.of.raters,
                           .categories = of->n_categories,
                           .why = agreed.why};
    if (!agree_value_of(&agreed.value, agreed.has_value, units, &ours.value) ||
        !agree_value_of(&agreed.observed, units > 0, units, &ours.observed) ||
        !agree_value_of(&agreed.expected, agreed.has_chance, units, &ours.expected))
        return kf_fail(error, KEFU_E_OVERFLOW,
                       "criterion '%s': %s leaves 1,024 bits, for its units have too many "
                       "different numbers of marks",
                       of->name, agree_coefficients[coefficient].name);
    status = kf_give(out, &ours, sizeof ours);
    return status ? kf_fail(error, status, "kefu_agree_value: out->struct_size is 0") : KEFU_OK;
}
