/* estimates.c - estimates as they are read. */
#include "estimate/estimates.h"

#include <string.h>

#include "base/fail.h"

void KEFU_CALL kefu_estimates_free(kefu_estimates *estimates)
{
    if (!estimates)
        return;
    kf_memory memory = estimates->memory;
    kf_arena_free(&estimates->arena);
    kf_free_array(&memory, estimates->items, estimates->room, sizeof *estimates->items);
    kf_free_array(&memory, estimates->first_effect, estimates->room + 1,
                  sizeof *estimates->first_effect);
    kf_free_array(&memory, estimates->effects, estimates->effects_capacity,
                  sizeof *estimates->effects);
    kf_free(&memory, estimates, sizeof *estimates);
}

int64_t KEFU_CALL kefu_estimates_count(const kefu_estimates *estimates)
{
    return estimates ? (int64_t)estimates->n : 0;
}

static int32_t estimates_has(const kefu_estimates *estimates, int64_t index)
{
    return estimates && index >= 0 && index < (int64_t)estimates->n;
}

kefu_status KEFU_CALL kefu_estimates_at(const kefu_estimates *estimates, int64_t index,
                                        kefu_estimated *out)
{
    if (!estimates_has(estimates, index) || !out)
        return KEFU_E_ARGUMENT;
    return kf_give(out, &estimates->items[index], sizeof estimates->items[index]);
}

enum { ESTIMATES_NEAR = 10000 }; /* keys looked at for near names */

kefu_status KEFU_CALL kefu_estimates_find(const kefu_estimates *estimates, const char *key,
                                          size_t size, int64_t *index, kefu_error *error)
{
    kf_near near;
    if (!estimates || (!key && size) || !index)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_estimates_find: estimates, key or index is NULL");
    for (size_t i = key ? 1 : 0; i < estimates->n; i++) {
        const kefu_text *text = &estimates->items[i].key;
        if (text->size == size && (!size || !memcmp(text->data, key, size))) {
            *index = (int64_t)i;
            return KEFU_OK;
        }
    }
    kf_near_init(&near, key, size);
    for (size_t i = 1; i < estimates->n && i <= ESTIMATES_NEAR; i++)
        kf_near_add(&near, estimates->items[i].key.data);
    return kf_fail(error, KEFU_E_NAME, "there is no estimate of '%t'%s", key, size,
                   kf_near_text(&near));
}

kefu_status KEFU_CALL kefu_estimates_made(const kefu_estimates *estimates, kefu_estimates_info *out)
{
    if (!estimates || !out)
        return KEFU_E_ARGUMENT;
    return kf_give(out, &estimates->info, sizeof estimates->info);
}

int32_t KEFU_CALL kefu_estimates_effects(const kefu_estimates *estimates, int64_t index)
{
    if (!estimates_has(estimates, index))
        return 0;
    const size_t *first = &estimates->first_effect[index];
    return (int32_t)(first[1] - first[0]);
}

kefu_status KEFU_CALL kefu_estimates_effect(const kefu_estimates *estimates, int64_t index,
                                            int32_t effect, kefu_effect *out)
{
    if (effect < 0 || effect >= kefu_estimates_effects(estimates, index) || !out)
        return KEFU_E_ARGUMENT;
    const kf_class_effect *e = &estimates->effects[estimates->first_effect[index] + (size_t)effect];
    const kf_effect_label *label = &estimates->labels[e->label];
    const kefu_effect ours = {.struct_size = sizeof ours,
                              .label_zh = label->zh,
                              .label_en = label->en,
                              .in_marks = e->in_marks,
                              .in_population = e->in_population,
                              .mean = e->mean,
                              .effect = e->effect};
    return kf_give(out, &ours, sizeof ours);
}
