/* builtin_bytes.c - see builtin_bytes.h. */
#include "metric/builtin_bytes.h"

#include "base/fail.h"

static uint64_t state_bits(kf_state_reader *reader, int32_t size)
{
    uint64_t value = 0;
    for (int32_t i = 0; i < size; i++)
        value |= (uint64_t)reader->at[i] << (8 * i);
    reader->at += size;
    reader->left -= (size_t)size;
    return value;
}

static unsigned char *state_put_bits(unsigned char *at, uint64_t value, int32_t size)
{
    for (int32_t i = 0; i < size; i++)
        *at++ = (unsigned char)(value >> (8 * i) & 0xFF);
    return at;
}

int32_t kf_state_i32(kf_state_reader *reader)
{
    uint64_t bits = state_bits(reader, 4);
    return (int32_t)kf_signed(bits >> 31 ? bits | ~(uint64_t)UINT32_MAX : bits);
}

int64_t kf_state_i64(kf_state_reader *reader) { return kf_signed(state_bits(reader, 8)); }

kf_i128 kf_state_i128(kf_state_reader *reader)
{
    kf_i128 value;
    value.lo = state_bits(reader, 8);
    value.hi = kf_signed(state_bits(reader, 8));
    return value;
}

kf_i192 kf_state_i192(kf_state_reader *reader)
{
    kf_i192 value;
    value.lo = state_bits(reader, 8);
    value.mid = state_bits(reader, 8);
    value.hi = kf_signed(state_bits(reader, 8));
    return value;
}

unsigned char *kf_state_put_i32(unsigned char *at, int32_t value)
{
    return state_put_bits(at, (uint64_t)value, 4);
}

unsigned char *kf_state_put_i64(unsigned char *at, int64_t value)
{
    return state_put_bits(at, (uint64_t)value, 8);
}

unsigned char *kf_state_put_i128(unsigned char *at, kf_i128 value)
{
    return state_put_bits(state_put_bits(at, value.lo, 8), (uint64_t)value.hi, 8);
}

unsigned char *kf_state_put_i192(unsigned char *at, kf_i192 value)
{
    at = state_put_bits(state_put_bits(at, value.lo, 8), value.mid, 8);
    return state_put_bits(at, (uint64_t)value.hi, 8);
}

kefu_status kf_state_format(uint32_t format, kefu_error *error)
{
    if (format != 1)
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "state format %i is newer than this release knows", (int64_t)format);
    return KEFU_OK;
}

kefu_status kf_state_open(kf_state_reader *reader, uint32_t format, const void *bytes, size_t size,
                          size_t expected, kefu_error *error)
{
    kefu_status status = kf_state_format(format, error);
    *reader = (kf_state_reader){bytes, size};
    if (!status && (!bytes || size != expected))
        status = kf_fail(error, KEFU_E_DATA, "the state has %i bytes, expected %i", (int64_t)size,
                         (int64_t)expected);
    return status;
}

kefu_status kf_state_open_items(kf_state_reader *reader, uint32_t format, const void *bytes,
                                size_t size, size_t header, size_t item, size_t *items,
                                kefu_error *error)
{
    kefu_status status = kf_state_format(format, error);
    *reader = (kf_state_reader){bytes, size};
    if (!status && (!bytes || size < header || (size - header) % item))
        status =
            kf_fail(error, KEFU_E_DATA, "the state has %i bytes, expected %i and a multiple of %i",
                    (int64_t)size, (int64_t)header, (int64_t)item);
    if (!status)
        *items = (size - header) / item;
    return status;
}

kefu_status kf_state_bad(kefu_error *error)
{
    return kf_fail(error, KEFU_E_DATA, "the state is damaged: no rows give such figures");
}
