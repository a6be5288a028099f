/* metric.h - private: aggregates of one's own, as classes of Python: Registry.add(Span).
 *
 *   class Span:
 *       name, id = "span", "org.example.span/1"
 *       ports = [{"name": "x", "scale": 2}]
 *       order_free = exact = True
 *       def __init__(self): ...              # a state: one a group
 *       def update(self, x): ...             # a row
 *       def merge(self, other): ...          # with these states can be merged,
 *       def save(self): ...                  # and with these two kept as bytes
 *       @classmethod
 *       def load(cls, data): ...
 *       def finalize(self): ...              # a Value, a number, (num, den), or None
 *
 * Numbers come as ints times 10^scale of their port, truth values as bools, keys as str or int, and
 * None where a nullable port has none. Parameters, ints likewise, are given to the class, to load
 * after the bytes, and with late_params to finalize instead.
 */
#ifndef KP_METRIC_H
#define KP_METRIC_H

#include "kp_call.h"

enum { METRIC_MOST = 4 };

/* What a metric is made of. The class is borrowed: the registry keeps it. */
typedef struct kp_metric {
    kp_state *state;
    PyObject *cls;
    PyObject *update, *merge, *save, *load, *finalize; /* functions of the class, or NULL */
    kefu_metric table;
    kefu_port ports[METRIC_MOST];
    kefu_param params[METRIC_MOST];
    const kefu_port *port_list[METRIC_MOST];
    const kefu_param *param_list[METRIC_MOST];
} kp_metric;

/* The callbacks of the table, for the functions that there are. */
void kp_metric_callbacks(kp_metric *metric);

#endif
