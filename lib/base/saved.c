/* saved.c - see saved.h. */
#include "base/saved.h"

#include <string.h>

#include "base/fail.h"
#include "base/hash.h"
#include "base/varint.h"
#include "base/wide.h"

static const unsigned char saved_magic[8] = {0x8B, 'k', 'e', 'f', 'u', '\r', '\n', 0x1A};

/* ---- Writing -------------------------------------------------------------------------------- */

enum { SAVED_PIECE = 65536 }; /* bytes that are collected for one call of the sink */

static void saved_flush(kf_saved_writer *w)
{
    if (w->status)
        return;
    w->crc = kf_crc32(w->crc, w->buffer.data, w->buffer.failed ? 0 : w->buffer.size);
    w->length += w->buffer.size;
    w->status = kf_buffer_flush(&w->buffer, w->sink, w->error);
}

void kf_saved_put(kf_saved_writer *w, const void *bytes, size_t size)
{
    if (w->status)
        return;
    kf_put(&w->buffer, bytes, size);
    if (w->buffer.size >= SAVED_PIECE || w->buffer.failed)
        saved_flush(w);
}

void kf_saved_put_u8(kf_saved_writer *w, uint8_t value) { kf_saved_put(w, &value, 1); }

static void saved_put_bytes(kf_saved_writer *w, uint64_t value, size_t size)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)(value >> (8 * i) & 0xFF);
    kf_saved_put(w, bytes, size);
}

void kf_saved_put_u32(kf_saved_writer *w, uint32_t value) { saved_put_bytes(w, value, 4); }

void kf_saved_put_u64(kf_saved_writer *w, uint64_t value) { saved_put_bytes(w, value, 8); }

void kf_saved_put_varint(kf_saved_writer *w, uint64_t value)
{
    unsigned char bytes[KF_VARINT_MOST];
    kf_saved_put(w, bytes, (size_t)(kf_varint_put(bytes, value) - bytes));
}

void kf_saved_put_zigzag(kf_saved_writer *w, int64_t value)
{
    uint64_t bits = (uint64_t)value;
    kf_saved_put_varint(w, value < 0 ? ~(bits << 1) : bits << 1);
}

void kf_saved_put_text(kf_saved_writer *w, const char *text, size_t size)
{
    kf_saved_put_varint(w, size);
    kf_saved_put(w, text, size);
}

void kf_saved_begin(kf_saved_writer *w, const kf_saved_kind *kind, const kf_memory *memory,
                    const kefu_sink *sink, uint32_t format, kefu_error *error)
{
    *w = (kf_saved_writer){.sink = sink, .error = error};
    kf_buffer_init(&w->buffer, memory);
    kf_saved_put(w, saved_magic, sizeof saved_magic);
    kf_saved_put_u32(w, kind->number);
    kf_saved_put_u32(w, format);
}

kefu_status kf_saved_end(kf_saved_writer *w)
{
    kf_saved_put_u64(w, w->length + w->buffer.size + KF_SAVED_TAIL);
    if (!w->status && !w->buffer.failed)
        kf_saved_put_u32(w, kf_crc32(w->crc, w->buffer.data, w->buffer.size));
    saved_flush(w);
    kf_buffer_free(&w->buffer);
    return w->status;
}

/* ---- Reading -------------------------------------------------------------------------------- */

void kf_saved_bad(kf_saved_reader *r, const char *why)
{
    if (!r->bad)
        r->bad = why;
    r->left = 0;
}

const unsigned char *kf_saved_take(kf_saved_reader *r, uint64_t size)
{
    const unsigned char *bytes = r->at;
    if (r->bad || size > r->left) {
        kf_saved_bad(r, "its bytes end too early");
        return NULL;
    }
    r->at += (size_t)size;
    r->left -= (size_t)size;
    return bytes;
}

static uint64_t saved_take_bytes(kf_saved_reader *r, size_t size)
{
    const unsigned char *bytes = kf_saved_take(r, size);
    uint64_t value = 0;
    for (size_t i = 0; bytes && i < size; i++)
        value |= (uint64_t)bytes[i] << (8 * i);
    return value;
}

uint8_t kf_saved_take_u8(kf_saved_reader *r) { return (uint8_t)saved_take_bytes(r, 1); }

uint32_t kf_saved_take_u32(kf_saved_reader *r) { return (uint32_t)saved_take_bytes(r, 4); }

uint64_t kf_saved_take_u64(kf_saved_reader *r) { return saved_take_bytes(r, 8); }

int64_t kf_saved_take_i64(kf_saved_reader *r) { return kf_signed(saved_take_bytes(r, 8)); }

int32_t kf_saved_take_i32(kf_saved_reader *r)
{
    uint32_t bits = kf_saved_take_u32(r);
    return bits <= INT32_MAX ? (int32_t)bits : -(int32_t)~bits - 1;
}

uint64_t kf_saved_take_varint(kf_saved_reader *r)
{
    uint64_t value = 0;
    int32_t taken = kf_varint_take(r->at, r->left, &value);
    if (taken < 0)
        kf_saved_bad(r, "a number is not written as it should be");
    else /* of which there is one too few where it ends too early */
        kf_saved_take(r, taken ? (uint64_t)taken : (uint64_t)r->left + 1);
    return r->bad ? 0 : value;
}

int64_t kf_saved_take_zigzag(kf_saved_reader *r)
{
    uint64_t bits = kf_saved_take_varint(r);
    return kf_signed(bits & 1 ? ~(bits >> 1) : bits >> 1);
}

kefu_text kf_saved_take_text(kf_saved_reader *r)
{
    uint64_t size = kf_saved_take_varint(r);
    const char *text = (const char *)kf_saved_take(r, size);
    if (text && size && (kf_utf8_valid(text, (size_t)size) < size || memchr(text, 0, (size_t)size)))
        kf_saved_bad(r, "a text is not UTF-8, or has a NUL in it");
    return r->bad ? (kefu_text){"", 0} : (kefu_text){text, (size_t)size};
}

kefu_status kf_saved_check(const kf_saved_reader *r, const char *where, kefu_error *error)
{
    const kf_place at = {0, 0, r->at - r->from};
    return r->bad ? kf_fail_at(error, KEFU_E_DATA, at, "%s: %s: %s", r->name, where, r->bad)
                  : KEFU_OK;
}

/* ---- The whole ------------------------------------------------------------------------------ */

static kefu_status saved_damaged(const kf_saved_kind *kind, size_t offset, const char *why,
                                 kefu_error *error)
{
    const kf_place at = {0, 0, (int64_t)offset};
    return kf_fail_at(error, KEFU_E_DATA, at, "%s: %s", kind->name, why);
}

static kefu_status saved_check_kind(kf_saved_reader *r, const kf_saved_kind *kind, uint32_t *format,
                                    kefu_error *error)
{
    uint32_t number = kf_saved_take_u32(r);
    *format = kf_saved_take_u32(r);
    if (number != kind->number)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "%s: it is of kind %i, and no %s (kind %i)",
                       kind->name, (int64_t)number, kind->of, (int64_t)kind->number);
    if (!*format || *format > kind->newest)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "%s: its format is %i, this release reads 1..%i",
                       kind->name, (int64_t)*format, (int64_t)kind->newest);
    return KEFU_OK;
}

static kefu_status saved_check_whole(const kf_saved_kind *kind, const unsigned char *bytes,
                                     size_t size, kefu_error *error)
{
    kf_saved_reader tail = {.at = bytes + size - KF_SAVED_TAIL, .left = KF_SAVED_TAIL};
    uint64_t length = kf_saved_take_u64(&tail);
    if (kf_saved_take_u32(&tail) != kf_crc32(0, bytes, size - 4))
        return saved_damaged(kind, size - 4,
                             "its checksum is wrong: the bytes are damaged or cut off", error);
    if (length != size)
        return kf_fail_at(error, KEFU_E_DATA, (kf_place){0, 0, (int64_t)(size - KF_SAVED_TAIL)},
                          "%s: it has %i bytes, and says %i", kind->name, (int64_t)size,
                          (int64_t)length);
    return KEFU_OK;
}

kefu_status kf_saved_open(kf_saved_reader *r, const kf_saved_kind *kind, const void *bytes,
                          size_t size, uint32_t *format, kefu_error *error)
{
    const unsigned char *magic;
    kefu_status status;
    *r = (kf_saved_reader){.at = bytes, .left = size, .from = bytes, .name = kind->name};
    magic = kf_saved_take(r, sizeof saved_magic);
    if (!magic || memcmp(magic, saved_magic, sizeof saved_magic) != 0)
        return kf_fail_at(error, KEFU_E_DATA, (kf_place){0, 0, 0}, "these bytes are no %s of kefu",
                          kind->name);
    if (size < KF_SAVED_OPENING + KF_SAVED_TAIL)
        return saved_damaged(kind, size, "it is cut off", error);
    r->left -= KF_SAVED_TAIL;
    status = saved_check_whole(kind, bytes, size, error);
    return status ? status : saved_check_kind(r, kind, format, error);
}
