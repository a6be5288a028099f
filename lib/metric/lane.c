/* lane.c - see lane.h. */
#include "metric/lane.h"

#include <string.h>

#include "base/decimal.h"

/* Numbers whose block could come near the end of 64 bits go the other way. */
#define LANE_LARGE ((uint64_t)1 << 48)

/* The number of rows is a constant so that compilers turn the loops into vector code. */
#define LANE_READER(name, type)                                                                    \
    static void name(const void *restrict at, int32_t shift, uint64_t *restrict words)             \
    {                                                                                              \
        type one;                                                                                  \
        for (size_t i = 0; i < KF_BLOCK; i++) {                                                    \
            memcpy(&one, (const char *)at + i * sizeof one, sizeof one);                           \
            words[i] += (uint64_t)(int64_t)one << shift;                                           \
        }                                                                                          \
    }

LANE_READER(lane_read_u8, uint8_t)
LANE_READER(lane_read_i8, int8_t)
LANE_READER(lane_read_u16, uint16_t)
LANE_READER(lane_read_i16, int16_t)
LANE_READER(lane_read_u32, uint32_t)
LANE_READER(lane_read_i32, int32_t)
LANE_READER(lane_read_i64, int64_t)

#undef LANE_READER

static uint64_t lane_bound_u8(const void *at)
{
    const uint8_t *values = at;
    uint8_t all = 0;
    for (size_t i = 0; i < KF_BLOCK; i++)
        all |= values[i];
    return all;
}

/* All bits of the magnitudes; of a negative number -1 - v, which is one less. */
static uint64_t lane_bound_i64(const void *at)
{
    uint64_t all = 0;
    int64_t one;
    for (size_t i = 0; i < KF_BLOCK; i++) {
        memcpy(&one, (const char *)at + i * sizeof one, sizeof one);
        all |= (uint64_t)(one < 0 ? ~one : one);
    }
    return all + 1;
}

struct kf_lane_kind {
    int32_t type, size, width;
    uint64_t bound;                   /* of any number of the type; 0: look */
    uint64_t (*look)(const void *at); /* of the block */
    void (*read)(const void *at, int32_t shift, uint64_t *words);
};

static const kf_lane_kind lane_kinds[] = {
    {KEFU_COLUMN_BOOL, 1, KF_LANE_HALF, 0, lane_bound_u8, lane_read_u8},
    {KEFU_COLUMN_U8, 1, KF_LANE_HALF, UINT8_MAX, NULL, lane_read_u8},
    {KEFU_COLUMN_I8, 1, KF_LANE_HALF, 128, NULL, lane_read_i8},
    {KEFU_COLUMN_U16, 2, KF_LANE_WHOLE, UINT16_MAX, NULL, lane_read_u16},
    {KEFU_COLUMN_I16, 2, KF_LANE_WHOLE, 32768, NULL, lane_read_i16},
    {KEFU_COLUMN_U32, 4, KF_LANE_WHOLE, UINT32_MAX, NULL, lane_read_u32},
    {KEFU_COLUMN_I32, 4, KF_LANE_WHOLE, (uint64_t)1 << 31, NULL, lane_read_i32},
    {KEFU_COLUMN_I64, 8, KF_LANE_WHOLE, 0, lane_bound_i64, lane_read_i64},
};

int32_t kf_lane_init(kf_lane *lane, const kf_column *column, int32_t scale)
{
    for (size_t i = 0; i < sizeof lane_kinds / sizeof *lane_kinds; i++) {
        const kf_lane_kind *kind = &lane_kinds[i];
        if (kind->type != column->view.type || column->view.stride != kind->size ||
            column->scale > scale)
            continue;
        lane->column = column;
        lane->kind = kind;
        lane->width = kind->width;
        lane->power = kf_pow10(scale - column->scale);
        lane->most = kind->type == KEFU_COLUMN_BOOL ? 1 : (uint64_t)(INT64_MAX / lane->power);
        if (lane->most > LANE_LARGE)
            lane->most = LANE_LARGE;
        return kind->bound <= lane->most;
    }
    return 0;
}

static const void *lane_at(const kf_lane *lane, int64_t first)
{
    return (const char *)lane->column->view.data + (ptrdiff_t)first * lane->kind->size;
}

kefu_status kf_lane_look(const kf_lane *lane, int64_t first, uint64_t *bound, kefu_error *error)
{
    const kefu_column *v = lane->column ? &lane->column->view : NULL;
    uint8_t states[KF_BLOCK];
    int32_t any = 0;
    kefu_status status = KEFU_OK;
    *bound = 1;
    if (!v)
        return KEFU_OK;
    if (v->states || v->validity)
        status = kf_column_states(lane->column, first, KF_BLOCK, states, &any, error);
    if (status)
        return status;
    *bound = lane->kind->look ? lane->kind->look(lane_at(lane, first)) : lane->kind->bound;
    if (any || *bound > lane->most)
        *bound = UINT64_MAX;
    return KEFU_OK;
}

void kf_lane_read(const kf_lane *lane, int64_t first, uint64_t words[KF_BLOCK])
{
    if (lane->kind) {
        lane->kind->read(lane_at(lane, first), lane->shift, words);
        return;
    }
    for (size_t i = 0; i < KF_BLOCK; i++)
        words[i] += (uint64_t)1 << lane->shift;
}

uint64_t kf_lane_room(const kf_lane *lane)
{
    return lane->width == KF_LANE_HALF ? INT32_MAX : (uint64_t)1 << 62;
}

int64_t kf_lane_take(const kf_lane *lane, uint64_t *word)
{
    uint64_t bits = lane->width == KF_LANE_HALF ? *word & UINT32_MAX : *word;
    uint64_t sign = (uint64_t)1 << (lane->width - 1);
    int64_t sum = bits & sign ? -(int64_t)(sign - (bits & (sign - 1))) : (int64_t)bits;
    int32_t last = lane->width == KF_LANE_WHOLE || lane->shift;
    *word = last ? 0 : (*word - (uint64_t)sum) >> KF_LANE_HALF;
    return sum;
}
