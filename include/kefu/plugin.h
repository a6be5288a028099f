/* kefu/plugin.h - the table that is a metric. The built-ins of the library are made with it, and so
 * are yours: an author includes this header and no other. Uses base.h.
 *
 * A metric is an aggregate: it takes the rows of a group, in any split, and gives one kefu_value.
 * The host owns the memory of the states, groups the rows, applies filters, and keeps rows whose
 * arguments are null or provisional away from `update`, unless the port is KEFU_PORT_NULLABLE.
 *
 * The host may move a state by memcpy between calls, so it must not point into itself. `destroy` is
 * called once for each state that was initialised or loaded, also after a failure; not after a
 * failed `init` or `load`. `load` takes the place of `init`. Release 0.1 merges states in memory
 * and calls neither `save` nor `load`.
 *
 * The table is immutable and outlives the registry it is added to. Callbacks must not longjmp or
 * throw through the host. A callback fails with a status of base.h; any other is KEFU_E_PLUGIN.
 */
#ifndef KEFU_PLUGIN_H
#define KEFU_PLUGIN_H

#include "kefu/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* kefu_metric.flags. What is not claimed is not assumed. */
enum {
    KEFU_METRIC_MERGEABLE = 1,  /* merge(a, b) equals having seen the rows of both */
    KEFU_METRIC_ORDER_FREE = 2, /* the result does not depend on the order of rows */
    KEFU_METRIC_EXACT = 4,      /* num and den are exact and may meet in one ratio of a formula */
    KEFU_METRIC_NO_ARGS = 8     /* may be called with no argument: count(*) */
};

enum {
    KEFU_PORT_NUMBER = 1,
    KEFU_PORT_BOOL = 2,
    KEFU_PORT_TEXT = 3,
    KEFU_PORT_ANY = 4 /* whether there is a value matters, not which: values and texts are NULL */
};

/* kefu_port.flags */
enum { KEFU_PORT_NULLABLE = 1 }; /* rows with null come too; look at `states` */

/* An argument of the metric. */
typedef struct kefu_port {
    size_t struct_size;
    const char *name;
    int32_t type;  /* KEFU_PORT_NUMBER ... */
    int32_t scale; /* decimals of a number; -1 = that of the tally (6 unless chosen) */
    uint32_t flags;
    uint32_t reserved0;
} kefu_port;

/* One argument evaluated over the rows of a call. Frozen. */
typedef struct kefu_vector {
    const int64_t *values;  /* numbers × 10^scale, truth values 0 and 1; NULL for text */
    const kefu_text *texts; /* NULL for numbers */
    const uint8_t *states;  /* NULL, or KEFU_VALUE_OK, _NO_DATA, _PROVISIONAL a row */
} kefu_vector;

/* The arguments of one `update`, a vector a port. */
typedef struct kefu_args {
    size_t struct_size;
    int64_t rows;
    const kefu_vector *const *vectors;
    int32_t n_vectors; /* 0 for count(*) */
    int32_t scale;     /* of number ports declared with scale -1 */
} kefu_args;

/* The metric. */
typedef struct kefu_metric {
    size_t struct_size;
    uint32_t flags;        /* KEFU_METRIC_MERGEABLE ... */
    uint32_t state_format; /* version of the bytes of `save`, from 1 */
    const char *id;        /* "org.example.first-contact/1": ASCII, revision at the end */
    const char *name;      /* what formulas call it: ASCII, lower case, letters digits _ */
    const char *label_zh;
    const char *label_en;
    const char *const *aliases; /* NULL, or other names that people try; ended by NULL */
    const kefu_port *const *ports;
    int32_t n_ports;    /* 0..4 */
    int32_t n_required; /* ports that must be given; the others are optional, last */
    size_t state_size;  /* bytes of a state, 0..4096; zeroed by the host before `init` */
    size_t state_align; /* 1, 2, 4, 8 or 16 */

    /* Callbacks: all [confined] to the tally of the state, while `user` is shared by all tallies
     * and must be immutable or synchronised. */

    /* Makes an empty state. NULL if a zeroed one is empty. */
    kefu_status(KEFU_CALL *init)(void *state, const kefu_args *shape, void *user,
                                 kefu_error *error);
    /* Row i belongs to the state at (char *)states + stride * groups[i]. Required. */
    kefu_status(KEFU_CALL *update)(void *states, size_t stride, const uint32_t *groups,
                                   const kefu_args *args, void *user, kefu_error *error);
    /* Adds src to dst; src stays valid. Required for KEFU_METRIC_MERGEABLE. */
    kefu_status(KEFU_CALL *merge)(void *dst, const void *src, void *user, kefu_error *error);
    /* Writes the state as bytes, little-endian, canonical, and how many to *need; nothing but *need
     * if there are more than `capacity`. NULL if states are not kept. */
    kefu_status(KEFU_CALL *save)(const void *state, void *out, size_t capacity, size_t *need,
                                 void *user, kefu_error *error);
    /* Fills a zeroed state from bytes of `format`, validating all of them. Goes with `save`. */
    kefu_status(KEFU_CALL *load)(void *state, uint32_t format, const void *bytes, size_t size,
                                 void *user, kefu_error *error);
    /* The value; `out` is no-data when called. Repeatable: the state does not change. `shape` tells
     * the scale. Required. */
    kefu_status(KEFU_CALL *finalize)(const void *state, const kefu_args *shape, kefu_value *out,
                                     void *user, kefu_error *error);
    /* Frees what the state holds; the host frees the state itself. NULL if it holds nothing. */
    void(KEFU_CALL *destroy)(void *state, void *user);
} kefu_metric;

#ifdef __cplusplus
}
#endif
#endif
