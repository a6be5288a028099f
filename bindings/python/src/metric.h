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
 * None where a nullable port has none (kefu.PROVISIONAL where it is not known yet). Parameters,
 * ints likewise, are given to the class, to load after the bytes, and with late_params to finalize
 * instead. Where these three have a parameter `context`, a MetricContext is given by that name.
 */
#ifndef KP_METRIC_H
#define KP_METRIC_H

#include "kp_call.h"

enum { METRIC_MOST = 4, METRIC_ALIASES = 16 };

/* What a metric is made of. The class is borrowed: the registry keeps it. */
typedef struct kp_metric {
    kp_state *state;
    PyObject *cls;
    PyObject *update, *update_columns; /* functions of the class, or NULL */
    PyObject *merge, *save, *load, *finalize;
    uint8_t told_new, told_load, told_finalize; /* whether they have a parameter `context` */
    PyObject *told;                             /* list: the MetricContext made last, */
    kefu_context last;                          /* of this, with these */
    int64_t last_params[METRIC_MOST];
    kefu_metric table;
    kefu_port ports[METRIC_MOST];
    kefu_param params[METRIC_MOST];
    const kefu_port *port_list[METRIC_MOST];
    const kefu_param *param_list[METRIC_MOST];
    const char *aliases[METRIC_ALIASES + 1];
} kp_metric;

/* The callbacks of the table, for the functions that there are. */
void kp_metric_callbacks(kp_metric *metric);
/* In a callback that has raised: the exception is kept for the one who called the library; the code
 * and text are for C. */
kefu_status kp_metric_raised(const kefu_context *context, int64_t row, kefu_error *error);
/* Raises that a method gave something else than was expected; gives -1. */
int kp_metric_wrong(const kp_metric *metric, const char *method, const char *expected,
                    PyObject *given);
/* Whether a method that changes its object has done so: it gives None. Takes over `result`. */
int kp_metric_done(const kp_metric *metric, const char *method, PyObject *result);

/* metric_rows.c: what is a state in C, and the callback of rows. */
typedef struct kp_metric_state {
    PyObject *object; /* an instance of the class */
} kp_metric_state;
kefu_status KEFU_CALL kp_metric_update(void *states, size_t stride, const uint32_t *groups,
                                       const kefu_args *args, const kefu_context *context,
                                       kefu_error *error);

/* metric_value.c: keywords with the context, a new reference; and what finalize gives, 0 or -1. */
PyObject *kp_metric_told(const kefu_context *context);
int kp_metric_value(const kp_metric *metric, PyObject *given, kefu_value *out);

#endif
