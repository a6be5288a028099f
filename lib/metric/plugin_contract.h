/* plugin_contract.h - what kefu/plugin.h asks of a metric, checked: its table when it is added,
 * what its callbacks return whenever they are called. */
#ifndef KF_PLUGIN_CONTRACT_H
#define KF_PLUGIN_CONTRACT_H

#include "kefu/plugin.h"

/* Arguments of a metric at most: those that fit into one call of a formula. */
enum { KF_METRIC_PORTS = 4, KF_METRIC_PARAMS = 4, KF_METRIC_STATE = 4096 };

/* KEFU_E_PLUGIN or KEFU_E_UNSUPPORTED with the metric and the field. */
kefu_status kf_metric_check_table(const kefu_metric *metric, kefu_error *error);

/* What a callback may fill: nothing said yet, at no row. */
kefu_error kf_metric_silent(void);
/* What callback `callback` returned and said: KEFU_OK, a status of base.h with its message, or
 * KEFU_E_PLUGIN. */
kefu_status kf_callback_returned(const char *callback, kefu_status status, const kefu_error *said,
                                 kefu_error *error);
/* The same with the metric's name before the message; `row` is where it said so, -1 = nowhere. */
kefu_status kf_metric_returned(const kefu_metric *metric, const char *callback, kefu_status status,
                               const kefu_error *said, int64_t row, kefu_error *error);

/* NULL, or what makes of it none that kefu_value may hold: "n below -1". */
const char *kf_metric_value_fault(const kefu_value *v);
/* KEFU_E_PLUGIN unless the value is one that kefu_value may hold. */
kefu_status kf_metric_check_value(const kefu_metric *metric, const kefu_value *value,
                                  kefu_error *error);

#endif
