/* proof_update.c - rows of a round as the arguments of one `update`, in memory that holds something
 * else as soon as the call is over. */
#include <string.h>

#include "base/fail.h"
#include "base/hash.h"
#include "metric/proof.h"

enum { ARGS_GONE = 0xDD };

/* Where the arguments are, in p->args: what is aligned to 8 first. */
typedef struct update_args {
    kefu_vector vectors[KF_METRIC_PORTS];
    const kefu_vector *pointers[KF_METRIC_PORTS];
    uint32_t *groups;
    size_t bytes; /* so far */
} update_args;

static const kf_proof_cell *update_cell(const kf_proof *p, uint32_t row, int32_t port)
{
    return &p->rows.cells[(size_t)row * (size_t)p->rows.n_ports + (size_t)port];
}

/* Room for all of them. */
static size_t update_size(const kf_proof *p, const uint32_t *list, uint32_t n)
{
    const size_t ports = (size_t)p->context.n_args;
    size_t size = n * sizeof(uint32_t) + 8;
    for (uint32_t i = 0; i < n; i++)
        for (size_t k = 0; k < ports; k++)
            size += sizeof(int64_t) + sizeof(kefu_text) + 1 +
                    update_cell(p, list[i], (int32_t)k)->text.size;
    return size;
}

static void *update_take(kf_proof *p, update_args *a, size_t bytes)
{
    void *at = p->args + a->bytes;
    a->bytes += bytes;
    return at;
}

static const int64_t *update_values(kf_proof *p, update_args *a, int32_t k, const uint32_t *list,
                                    uint32_t n)
{
    int64_t *values = update_take(p, a, n * sizeof *values);
    for (uint32_t i = 0; i < n; i++)
        values[i] = update_cell(p, list[i], k)->value;
    return values;
}

static kefu_text *update_texts(kf_proof *p, update_args *a, int32_t k, const uint32_t *list,
                               uint32_t n)
{
    kefu_text *texts = update_take(p, a, n * sizeof *texts);
    for (uint32_t i = 0; i < n; i++)
        texts[i] = update_cell(p, list[i], k)->text;
    return texts;
}

/* Bytes of the texts, which so far are where the round keeps them. */
static void update_bytes(kf_proof *p, update_args *a, kefu_text *texts, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        char *bytes = update_take(p, a, texts[i].size);
        if (texts[i].size)
            memcpy(bytes, texts[i].data, texts[i].size);
        texts[i].data = bytes;
    }
}

/* Where every row has a value a tally may leave the states out, and so do we, at times. */
static const uint8_t *update_states(kf_proof *p, update_args *a, int32_t k, const uint32_t *list,
                                    uint32_t n)
{
    uint8_t *states = update_take(p, a, n), any = KEFU_VALUE_OK;
    for (uint32_t i = 0; i < n; i++) {
        states[i] = update_cell(p, list[i], k)->state;
        any |= states[i];
    }
    return any == KEFU_VALUE_OK && kf_proof_dice(p, 2) ? NULL : states;
}

static int32_t update_gather(kf_proof *p, update_args *a, const uint32_t *list, uint32_t n,
                             const uint32_t *groups)
{
    const int32_t *has = p->rows.has, ports = p->context.n_args;
    kefu_text *texts[KF_METRIC_PORTS] = {NULL};
    size_t size = update_size(p, list, n);
    unsigned char *args = kf_reserve(&p->memory, p->args, &p->args_capacity, size, 1);
    if (!args)
        return kf_proof_no_memory(p);
    p->args = args;
    for (int32_t k = 0; k < ports; k++) {
        if (has[k] & KF_PROOF_VALUES)
            a->vectors[k].values = update_values(p, a, k, list, n);
        if (has[k] & KF_PROOF_TEXTS)
            a->vectors[k].texts = texts[k] = update_texts(p, a, k, list, n);
        a->pointers[k] = &a->vectors[k];
    }
    a->groups = update_take(p, a, n * sizeof *a->groups);
    for (uint32_t i = 0; i < n; i++)
        a->groups[i] = groups ? groups[i] : 0;
    for (int32_t k = 0; k < ports; k++) {
        if (has[k] & KF_PROOF_STATES)
            a->vectors[k].states = update_states(p, a, k, list, n);
        if (texts[k])
            update_bytes(p, a, texts[k], n);
    }
    return 1;
}

int32_t kf_proof_update(kf_proof *p, kf_proof_states *s, const uint32_t *list, uint32_t n,
                        const uint32_t *groups)
{
    update_args a = {.bytes = 0};
    kefu_args args = {.struct_size = sizeof args, .rows = n, .n_vectors = p->context.n_args};
    kefu_error said = kf_proof_call(p);
    kefu_status status;
    uint32_t sum;
    if (!n)
        return 1;
    if (!update_gather(p, &a, list, n, groups))
        return 0;
    args.vectors = a.pointers;
    sum = kf_crc32(0, p->args, a.bytes);
    status = p->metric->update(s->base, s->stride, a.groups, &args, &p->context, &said);
    if (kf_crc32(0, p->args, a.bytes) != sum)
        kf_proof_broken(p, "guard", "'update' changed its arguments");
    memset(p->args, ARGS_GONE, a.bytes);
    return !p->status && kf_proof_called(p, "update", status, &said, n);
}
