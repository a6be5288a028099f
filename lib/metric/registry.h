/* registry.h - metrics by name, as the tally sees them. */
#ifndef KF_REGISTRY_H
#define KF_REGISTRY_H

#include "kefu/metric.h"

/* A metric and what its callbacks are called with. */
typedef struct kf_metric_entry {
    const kefu_metric *metric;
    void *user;
    void(KEFU_CALL *user_free)(void *);
} kf_metric_entry;

/* In order of names; of the built-ins where registry is NULL. */
const kf_metric_entry *kf_registry_entries(const kefu_registry *registry, int32_t *count);
int32_t kf_registry_frozen(const kefu_registry *registry);

#endif
