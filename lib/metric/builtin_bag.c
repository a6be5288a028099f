/* builtin_bag.c - see builtin_bag.h. */
#include "metric/builtin_bag.h"

#include "metric/builtin_bytes.h"

static const kefu_port bag_port = {sizeof bag_port, "x", KEFU_PORT_NUMBER, -1, 0, 0};
const kefu_port *const kf_bag_ports[] = {&bag_port};

kefu_status KEFU_CALL kf_bag_state_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *context,
                                          kefu_error *error)
{
    char *base = states;
    const int64_t *values = args->vectors[0]->values;
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < args->rows && !status; i++) {
        kf_bag *bag = (kf_bag *)(void *)(base + stride * groups[i]);
        status = kf_bag_add(bag, values[i], context->allocator, error);
    }
    return status;
}

kefu_status KEFU_CALL kf_bag_state_merge(void *dst, const void *src, const kefu_context *context,
                                         kefu_error *error)
{
    return kf_bag_merge(dst, src, context->allocator, error);
}

kefu_status KEFU_CALL kf_bag_state_save(const void *state, uint32_t format, void *out,
                                        size_t capacity, size_t *need, const kefu_context *context,
                                        kefu_error *error)
{
    kf_bag_view view;
    kefu_status status = kf_bag_open(&view, state, context->allocator, error);
    (void)format;
    if (!status) {
        *need = kf_bag_bytes(&view);
        if (out && capacity >= *need)
            kf_bag_put(out, &view);
    }
    kf_bag_close(&view, context->allocator);
    return status;
}

kefu_status KEFU_CALL kf_bag_state_load(void *state, uint32_t format, const void *bytes,
                                        size_t size, const kefu_context *context, kefu_error *error)
{
    const unsigned char *at = bytes, *end = at ? at + size : at;
    kf_bag loaded = {0};
    kefu_status status = kf_state_format(format, error);
    if (!status)
        status = kf_bag_take(&loaded, &at, end, context->allocator, error);
    if (!status && at != end)
        status = kf_state_bad(error);
    if (status)
        kf_bag_free(&loaded, context->allocator);
    else
        *(kf_bag *)state = loaded;
    return status;
}

void KEFU_CALL kf_bag_state_destroy(void *state, const kefu_context *context)
{
    kf_bag_free(state, context->allocator);
}

kefu_status kf_bag_finalize(const kf_bag *bag, kf_bag_value_fn value, kefu_value *out,
                            const kefu_context *context, kefu_error *error)
{
    kf_bag_view view;
    kefu_status status = kf_bag_open(&view, bag, context->allocator, error);
    if (!status && view.n)
        status = value(&view, out, context, error);
    kf_bag_close(&view, context->allocator);
    return status;
}
