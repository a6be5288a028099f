/* registry.h - metrics by name, as the tally sees them. */
#ifndef KF_REGISTRY_H
#define KF_REGISTRY_H

#include "base/alloc.h"
#include "kefu/metric.h"

/* A metric and what its callbacks are called with. */
typedef struct kf_metric_entry {
    const kefu_metric *metric;
    void *user;
    void(KEFU_CALL *user_free)(void *);
} kf_metric_entry;

/* A registry of these alone, in order of names; not frozen. */
kefu_status kf_registry_of(const kf_memory *memory, const kf_metric_entry *entries, int32_t n,
                           kefu_registry **out, kefu_error *error);

/* In order of names; of the built-ins where registry is NULL. */
const kf_metric_entry *kf_registry_entries(const kefu_registry *registry, int32_t *count);
int32_t kf_registry_frozen(const kefu_registry *registry);

/* The allocator of a registry, which lives as long as it does. */
const kf_memory *kf_registry_memory(const kefu_registry *registry);

/* Adds n metrics with one user, or none of them. A failure leaves the user to the caller. */
kefu_status kf_registry_add(kefu_registry *registry, const kefu_metric *const *metrics, int32_t n,
                            void *user, void(KEFU_CALL *user_free)(void *), kefu_error *error);

#endif
