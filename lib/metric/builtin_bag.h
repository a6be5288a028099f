/* builtin_bag.h - callbacks of the metrics that keep all their numbers, in one bag as the state. */
#ifndef KF_BUILTIN_BAG_H
#define KF_BUILTIN_BAG_H

#include "metric/bag.h"
#include "metric/builtin.h"

enum { KF_BAG_FLAGS = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE };

extern const kefu_port *const kf_bag_ports[]; /* x, at the scale of the tally */

kefu_status KEFU_CALL kf_bag_state_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *context,
                                          kefu_error *error);
kefu_status KEFU_CALL kf_bag_state_merge(void *dst, const void *src, const kefu_context *context,
                                         kefu_error *error);
kefu_status KEFU_CALL kf_bag_state_save(const void *state, uint32_t format, void *out,
                                        size_t capacity, size_t *need, const kefu_context *context,
                                        kefu_error *error);
kefu_status KEFU_CALL kf_bag_state_load(void *state, uint32_t format, const void *bytes,
                                        size_t size, const kefu_context *context,
                                        kefu_error *error);
void KEFU_CALL kf_bag_state_destroy(void *state, const kefu_context *context);

/* What their tables have in common. */
#define KF_BAG_TABLE                                                                               \
    .struct_size = sizeof(kefu_metric), .state_format = 1, .ports = kf_bag_ports, .n_ports = 1,    \
    .n_required = 1, .state_size = sizeof(kf_bag), .state_align = 8,                               \
    .update = kf_bag_state_update, .merge = kf_bag_state_merge, .save = kf_bag_state_save,         \
    .load = kf_bag_state_load, .destroy = kf_bag_state_destroy

/* What a metric makes of the numbers in order, of which there is one at least. */
typedef kefu_status (*kf_bag_value_fn)(const kf_bag_view *view, kefu_value *out,
                                       const kefu_context *context, kefu_error *error);
/* No numbers are no data. */
kefu_status kf_bag_finalize(const kf_bag *bag, kf_bag_value_fn value, kefu_value *out,
                            const kefu_context *context, kefu_error *error);

#endif
