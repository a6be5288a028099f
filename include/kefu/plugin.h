/* kefu/plugin.h - the table that is a metric. The built-ins of the library are made with it, and so
 * are yours: an author includes this header and no other, and links nothing. Uses base.h.
 *
 * A metric of this header is an aggregate, what the figures of tallies, which are called metrics,
 * too, are computed from: it takes the rows of a group, in any split, and gives one kefu_value.
 * The host owns the memory of the states, groups the rows, applies filters, and keeps rows whose
 * arguments are null or provisional away from `update`, unless the port is KEFU_PORT_NULLABLE.
 *
 * The host may move a state by memcpy between calls, so it must not point into itself. `destroy` is
 * called once for each state that was initialised or loaded, also after a failure; not after a
 * failed `init` or `load`. `load` takes the place of `init`.
 *
 * The table with its ports and parameters is copied when it is added; strings and callbacks are
 * not, and live as long as the registry. Callbacks must not longjmp or throw through the host. A
 * callback fails with a status of base.h; any other is KEFU_E_PLUGIN. The host writes the name of
 * the metric before the message.
 */
#ifndef KEFU_PLUGIN_H
#define KEFU_PLUGIN_H

#include "kefu/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether a struct from the other side has a field: it may be of an older release. */
#define KEFU_HAS(from, field)                                                                      \
    ((from)->struct_size >= (size_t)((const char *)(&(from)->field + 1) - (const char *)(from)))

/* ---- What a metric is told ------------------------------------------------------------------- */

/* kefu_metric.flags. What is not claimed is not assumed; kefu_metric_check proves what is. */
enum {
    KEFU_METRIC_MERGEABLE = 1,   /* merge(a, b) equals having seen the rows of both */
    KEFU_METRIC_ORDER_FREE = 2,  /* the result does not depend on the order of rows */
    KEFU_METRIC_EXACT = 4,       /* num and den are exact: a formula may divide it by another exact
                                    metric without rounding */
    KEFU_METRIC_NO_ARGS = 8,     /* may be called with no argument, as count(*): n_required is 0,
                                    and n_vectors of its arguments, too */
    KEFU_METRIC_LATE_PARAMS = 16 /* only finalize looks at the parameters: calls that differ in
                                    nothing else share a state, and other callbacks see none */
};

enum {
    KEFU_PORT_NUMBER = 1,
    KEFU_PORT_BOOL = 2,
    KEFU_PORT_TEXT = 3,
    KEFU_PORT_ANY = 4, /* whether there is a value matters, not which: values and texts are NULL */
    KEFU_PORT_KEY = 5 /* what tells things apart, as a key of kefu_tally_by: texts, or whole numbers
                         (values at scale 0); 7 and the text "7" mean the same thing */
};

/* kefu_port.flags */
enum { KEFU_PORT_NULLABLE = 1 }; /* rows with null come too; look at `states` */

/* An argument of the metric, computed for each row. */
typedef struct kefu_port {
    size_t struct_size;
    const char *name;
    int32_t type;  /* KEFU_PORT_NUMBER ... */
    int32_t scale; /* decimals of a number; -1 = that of the tally (6 unless chosen) */
    uint32_t flags;
    uint32_t reserved0;
} kefu_port;

/* kefu_param.flags */
enum {
    KEFU_PARAM_OPTIONAL = 1
}; /* may be left out, and is `usual` then; those after it likewise */

/* A constant that a call gives after its arguments: the 0.9 of quantile(x, 0.9). Numbers are × 10^
 * scale; one out of least..most is refused when the formula is compiled. */
typedef struct kefu_param {
    size_t struct_size;
    const char *name;
    int32_t scale; /* decimals that it may have, 0..9 */
    uint32_t flags;
    int64_t least, most, usual;
} kefu_param;

/* One argument evaluated over the rows of a call; values of rows that are not OK are 0. Frozen. */
typedef struct kefu_vector {
    const int64_t *values;  /* numbers × 10^scale, truth values 0 and 1; NULL for text */
    const kefu_text *texts; /* NULL for numbers */
    const uint8_t *states;  /* NULL, or KEFU_VALUE_OK, _NO_DATA, _PROVISIONAL a row */
} kefu_vector;

/* The rows of one `update`: a vector a port. */
typedef struct kefu_args {
    size_t struct_size;
    int64_t rows;
    const kefu_vector *const *vectors;
    int32_t n_vectors; /* 0 for count(*) */
    int32_t reserved0;
} kefu_args;

typedef struct kefu_host kefu_host;

/* What every callback is told: how its metric is called. */
typedef struct kefu_context {
    size_t struct_size;
    void *user; /* given to kefu_registry_add, or made by `user_new` of the plugin */
    const kefu_host *host;
    const kefu_allocator *allocator; /* for what a state holds outside itself, and for scratch:
                                        counted against limits.state_bytes */
    const int64_t *params;           /* × 10^scale of each kefu_param */
    int32_t n_params;                /* all of the table's, or 0 where they are late */
    int32_t n_args;                  /* arguments that the call gives */
    int32_t scale;                   /* of number ports declared with scale -1 */
    int32_t round;                   /* finalize: decimals of a result that must be rounded */
} kefu_context;

/* ---- What the host does for it --------------------------------------------------------------- */

/* The ABI changes if the meaning of what is here changes: new fields do not. */
enum { KEFU_PLUGIN_ABI = 1 };

/* Services, so that a plugin links nothing. All [pure]. It lives as long as the program, and a
 * program may have several: keep none, use that of the call. */
struct kefu_host {
    size_t struct_size;
    uint32_t abi;    /* KEFU_PLUGIN_ABI */
    int32_t version; /* of the library, as kefu_version_number() gives it */

    /* Fills *error (NULL: nothing to fill) and returns `status`, KEFU_E_PLUGIN for KEFU_OK. `row`
     * is the index of the row in this `update`, which the host turns into the row of the source; -1
     * = none. */
    kefu_status(KEFU_CALL *set_error)(kefu_error *error, kefu_status status, int64_t row,
                                      const char *message);
    /* SipHash-2-4 of 128 bits under a key that never changes: the same bytes everywhere. */
    void(KEFU_CALL *hash)(const void *bytes, size_t size, unsigned char out[16]);
    /* The same for row `row` of a KEFU_PORT_KEY: 7 and "7" have one hash. */
    void(KEFU_CALL *hash_key)(const kefu_vector *keys, int64_t row, unsigned char out[16]);
    /* *out = num × 10^-scale / den without decimals that it does not use: 27,400,000 over 3 at
     * scale 6 is 274 / 30. KEFU_E_OVERFLOW; KEFU_E_ARGUMENT unless den > 0, scale 0..18. */
    kefu_status(KEFU_CALL *fraction)(int64_t num, int64_t den, int32_t scale, int64_t n,
                                     kefu_value *out, kefu_error *error);
};

/* ---- The metric ------------------------------------------------------------------------------ */

typedef struct kefu_metric {
    size_t struct_size;
    uint32_t flags;        /* KEFU_METRIC_MERGEABLE ... */
    uint32_t state_format; /* newest version of the bytes of `save`, from 1 */
    const char *id;        /* "org.example.first_contact/1": see base.h; ids that begin with "kefu."
                              are the library's */
    const char *name;      /* what formulas call it: ASCII, lower case, letters digits _; no word or
                              function of kefu/expr.h */
    const char *label_zh;  /* NULL or "" = name */
    const char *label_en;
    const char *const *aliases; /* NULL, or other names that people try; ended by NULL */
    const kefu_port *const *ports;
    const kefu_param *const *params; /* only where every port is required */
    int32_t n_ports;                 /* 0..4 */
    int32_t n_required;              /* ports that must be given; the others are optional, last */
    int32_t n_params;                /* 0..4 */
    int32_t reserved0;
    size_t state_size;  /* bytes of a state, 0..4096; zeroed by the host before `init` */
    size_t state_align; /* 1, 2, 4, 8 or 16 */

    /* Callbacks: all [confined] to the tally of the state, while context->user is shared by all
     * tallies and must be immutable or synchronised. */

    /* Whether parameters that are each in range go together. Called when a formula is compiled;
     * NULL if they always do. */
    kefu_status(KEFU_CALL *check)(const kefu_context *context, kefu_error *error);
    /* Makes an empty state. NULL if a zeroed one is empty. */
    kefu_status(KEFU_CALL *init)(void *state, const kefu_context *context, kefu_error *error);
    /* Row i belongs to the state at (char *)states + stride * groups[i]. Required. */
    kefu_status(KEFU_CALL *update)(void *states, size_t stride, const uint32_t *groups,
                                   const kefu_args *args, const kefu_context *context,
                                   kefu_error *error);
    /* Adds src to dst, whose context it is; src stays valid. Required for KEFU_METRIC_MERGEABLE. */
    kefu_status(KEFU_CALL *merge)(void *dst, const void *src, const kefu_context *context,
                                  kefu_error *error);
    /* Writes the state as bytes of `format` (1..state_format), little-endian, canonical: equal rows
     * give equal bytes. *need gets how many, which depends on state and format alone; where that is
     * more than `capacity` nothing is written (`out` may be NULL then), the result is KEFU_OK, and
     * the host calls again. NULL if states are not kept. */
    kefu_status(KEFU_CALL *save)(const void *state, uint32_t format, void *out, size_t capacity,
                                 size_t *need, const kefu_context *context, kefu_error *error);
    /* Fills a zeroed state from bytes of `format`, 1..state_format (any other is
     * KEFU_E_UNSUPPORTED), validating all of them: KEFU_E_DATA for bytes that no rows give. On
     * failure it frees what it took, since `destroy` is not called. Goes with `save`. */
    kefu_status(KEFU_CALL *load)(void *state, uint32_t format, const void *bytes, size_t size,
                                 const kefu_context *context, kefu_error *error);
    /* The value; `out` is no-data when called. Repeatable: the state does not change. Required. */
    kefu_status(KEFU_CALL *finalize)(const void *state, kefu_value *out,
                                     const kefu_context *context, kefu_error *error);
    /* Frees what the state holds; the host frees the state itself. NULL if it holds nothing. */
    void(KEFU_CALL *destroy)(void *state, const kefu_context *context);
} kefu_metric;

/* ---- A shared object full of metrics --------------------------------------------------------- */

/* The version of this header, as kefu_version_number() gives that of a library. */
enum {
    KEFU_HEADER_VERSION = KEFU_VERSION_MAJOR * 10000 + KEFU_VERSION_MINOR * 100 + KEFU_VERSION_PATCH
};

/* The fields up to `version` are where they are in every ABI, so that a host of another one can
 * tell what it refuses. Like the tables of its metrics it is constant and lives as long as the
 * program; what changes belongs to `user`. */
typedef struct kefu_plugin {
    size_t struct_size;
    uint32_t abi;           /* KEFU_PLUGIN_ABI */
    int32_t header_version; /* KEFU_HEADER_VERSION: told where the host is older; 0 = not known */
    const char *name;       /* "Example Ltd first-contact metrics" */
    const char *version;    /* "1.2.0" */
    const char *licence;    /* "MIT"; NULL = not told */
    const kefu_metric *const *metrics;
    int32_t n_metrics; /* 1..1024 */
    int32_t reserved0;

    /* Makes what context->user of its metrics is: once for each registry that it is added to, as a
     * program may have several. `host` and `allocator` live until `user_free`. NULL: there is none.
     */
    kefu_status(KEFU_CALL *user_new)(const kefu_host *host, const kefu_allocator *allocator,
                                     void **user, kefu_error *error);
    /* Frees it: once for each `user_new` that succeeded, also where the metrics were refused then.
     * NULL if there is nothing to free. */
    void(KEFU_CALL *user_free)(void *user);
} kefu_plugin;

#if defined(_WIN32)
#define KEFU_PLUGIN_EXPORT __declspec(dllexport)
#elif defined(__GNUC__)
#define KEFU_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define KEFU_PLUGIN_EXPORT
#endif

/* The one function that a shared object exports (see kefu/load.h); its name changes with the ABI.
 * Looks at host->abi and the services it needs, and returns the table, or NULL if it cannot work
 * with this host. Called once for each registry, from any thread, by any of several hosts. A
 * program that has plugins linked in gives each a name of its own, as two of one name do not link
 * (cc -Dkefu_plugin_entry_v1=first_contact_plugin); see kefu_plugin_host in kefu/metric.h. */
KEFU_PLUGIN_EXPORT const kefu_plugin *KEFU_CALL kefu_plugin_entry_v1(const kefu_host *host);

#ifdef __cplusplus
}
#endif
#endif
