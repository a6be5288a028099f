/* smallest.h - the smallest metric: rows of a group, with nothing kept. */
#ifndef TESTS_SMALLEST_H
#define TESTS_SMALLEST_H

#include <kefu/plugin.h>

static kefu_status KEFU_CALL smallest_update(void *states, size_t stride, const uint32_t *groups,
                                             const kefu_args *args, const kefu_context *context,
                                             kefu_error *error)
{
    (void)context, (void)error;
    for (int64_t i = 0; i < args->rows; i++)
        ++*(int64_t *)(void *)((char *)states + stride * groups[i]);
    return KEFU_OK;
}

static kefu_status KEFU_CALL smallest_finalize(const void *state, kefu_value *out,
                                               const kefu_context *context, kefu_error *error)
{
    const int64_t rows = *(const int64_t *)state;
    (void)context, (void)error;
    *out = (kefu_value){rows, 1, rows, KEFU_VALUE_OK, 0};
    return KEFU_OK;
}

#define SMALLEST(name_)                                                                            \
    {                                                                                              \
        .struct_size = sizeof(kefu_metric), .flags = KEFU_METRIC_NO_ARGS,                          \
        .id = "org.example." name_ "/1", .name = name_, .state_size = sizeof(int64_t),             \
        .state_align = 8, .update = smallest_update, .finalize = smallest_finalize                 \
    }

#endif
