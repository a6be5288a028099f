/* fuzz_metric.c - any bytes as the state of any built-in metric: refused, or a state that saves to
 * just these bytes, gives a value, merges with its like and takes more rows. The first two bytes
 * choose the metric and its parameters. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "metric/builtin.h"
#include "metric/plugin_contract.h"
#include "metric/plugin_host.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROWS = 4 };

static void demand(int holds)
{
    if (!holds)
        abort();
}

/* ---- Memory of exact size, not too much of it ---- */

enum { MOST = 1 << 24 };

static void *KEFU_CALL fuzz_allocate(void *user, size_t size)
{
    (void)user;
    return size <= MOST ? malloc(size) : NULL;
}

static void *KEFU_CALL fuzz_reallocate(void *user, void *block, size_t old_size, size_t new_size)
{
    (void)user;
    (void)old_size;
    return new_size <= MOST ? realloc(block, new_size) : NULL;
}

static void KEFU_CALL fuzz_release(void *user, void *block, size_t size)
{
    (void)user;
    (void)size;
    free(block);
}

static const kefu_allocator allocator = {sizeof allocator, fuzz_allocate, fuzz_reallocate,
                                         fuzz_release, NULL};

/* ---- The metric ---- */

typedef struct subject {
    const kefu_metric *metric;
    int64_t params[KF_METRIC_PARAMS];
    kefu_context context, late;
} subject;

static void choose(subject *s, uint8_t which, uint8_t kind)
{
    memset(s, 0, sizeof *s);
    s->metric = kf_builtins[which % KF_BUILTINS].metric;
    for (int32_t i = 0; i < s->metric->n_params; i++, kind /= 3) {
        const kefu_param *p = s->metric->params[i];
        s->params[i] = kind % 3 == 0 ? p->usual : kind % 3 == 1 ? p->least : p->most;
    }
    s->late = (kefu_context){.struct_size = sizeof s->late,
                             .host = &kf_host,
                             .allocator = &allocator,
                             .params = s->params,
                             .n_params = s->metric->n_params,
                             .n_args = s->metric->n_ports,
                             .scale = 6,
                             .round = 9};
    s->context = s->late;
    if (s->metric->flags & KEFU_METRIC_LATE_PARAMS) {
        s->context.params = NULL;
        s->context.n_params = 0;
    }
}

static void *begin(const subject *s, const uint8_t *bytes, size_t size)
{
    void *state = calloc(1, s->metric->state_size);
    kefu_error said = kf_metric_silent();
    kefu_status status;
    demand(state != NULL);
    status = s->metric->load(state, s->metric->state_format, bytes, size, &s->context, &said);
    demand(status != KEFU_E_INTERNAL && strcmp(kefu_status_name(status), "KEFU_E_UNKNOWN") != 0);
    if (!status)
        return state;
    free(state);
    return NULL;
}

static void end(const subject *s, void *state)
{
    if (s->metric->destroy)
        s->metric->destroy(state, &s->context);
    free(state);
}

static void look(const subject *s, const void *state)
{
    kefu_value v = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    kefu_error said = kf_metric_silent();
    kefu_status status = s->metric->finalize(state, &v, &s->late, &said);
    demand(status != KEFU_E_INTERNAL && strcmp(kefu_status_name(status), "KEFU_E_UNKNOWN") != 0);
    demand(status || !kf_metric_check_value(s->metric, &v, NULL));
}

static void save(const subject *s, const void *state, const uint8_t *bytes, size_t size)
{
    unsigned char *out = malloc(size ? size : 1);
    size_t need = 0;
    demand(out &&
           !s->metric->save(state, s->metric->state_format, out, size, &need, &s->context, NULL));
    demand(need == size && (!size || !memcmp(out, bytes, size)));
    free(out);
}

static void update(const subject *s, void *state)
{
    static const int64_t numbers[ROWS] = {0, 86399000000, 5, 7000000}, truths[ROWS] = {0, 1, 1, 0};
    static const kefu_text texts[ROWS] = {{"a", 1}, {"", 0}, {"7", 1}, {"a", 1}};
    static const uint32_t groups[ROWS] = {0, 0, 0, 0};
    kefu_vector vectors[KF_METRIC_PORTS] = {{NULL, NULL, NULL}};
    const kefu_vector *pointers[KF_METRIC_PORTS];
    kefu_args args = {.struct_size = sizeof args,
                      .rows = ROWS,
                      .vectors = pointers,
                      .n_vectors = s->metric->n_ports};
    for (int32_t i = 0; i < s->metric->n_ports; i++) {
        const int32_t type = s->metric->ports[i]->type;
        if (type == KEFU_PORT_TEXT || type == KEFU_PORT_KEY)
            vectors[i].texts = texts;
        else if (type != KEFU_PORT_ANY)
            vectors[i].values = type == KEFU_PORT_BOOL ? truths : numbers;
        pointers[i] = &vectors[i];
    }
    s->metric->update(state, 0, groups, &args, &s->context, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    subject s;
    uint8_t *bytes;
    void *state, *other;
    if (size < 2)
        return 0;
    choose(&s, data[0], data[1]);
    data += 2;
    size -= 2;
    bytes = malloc(size ? size : 1);
    demand(bytes != NULL);
    if (size)
        memcpy(bytes, data, size);
    state = begin(&s, bytes, size);
    if (state) {
        save(&s, state, bytes, size);
        look(&s, state);
        other = begin(&s, bytes, size);
        demand(other != NULL);
        if (!s.metric->merge(other, state, &s.context, NULL))
            look(&s, other);
        save(&s, state, bytes, size);
        end(&s, other);
        update(&s, state);
        look(&s, state);
        end(&s, state);
    }
    free(bytes);
    return 0;
}
