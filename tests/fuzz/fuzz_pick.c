/* fuzz_pick.c - any bytes as a saved pick. Length, checksum and options are put right first, so
 * that what lies behind them is reached: it is refused, or a pick that gives its rows, takes more,
 * merges with another, and saves the very bytes that it came from. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/saved.h"
#include "kefu/pick.h"

enum { FUZZ_OPTIONS = 8 + 1 + 1 + 1 }; /* key, k, scale and flags, as they are written here */

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static const kefu_limits fuzz_limits = {
    .struct_size = sizeof fuzz_limits, .groups = 64, .state_bytes = 1 << 24};

/* By the lowest bits of the first byte: groups, weights. */
static kefu_pick_options fuzz_options(uint8_t flags)
{
    return (kefu_pick_options){.struct_size = sizeof(kefu_pick_options),
                               .limits = &fuzz_limits,
                               .seed = "fuzz",
                               .id = "i",
                               .by = flags & 1 ? "b" : NULL,
                               .weight = flags & 2 ? "w" : NULL,
                               .k = 3,
                               .scale = flags & 2 ? 2 : 0};
}

static void fuzz_mend(unsigned char *bytes, size_t size)
{
    uint32_t crc;
    for (size_t i = 0; i < 8; i++)
        bytes[size - KF_SAVED_TAIL + i] = (unsigned char)((uint64_t)size >> (8 * i) & 0xFF);
    crc = kf_crc32(0, bytes, size - 4);
    for (size_t i = 0; i < 4; i++)
        bytes[size - 4 + i] = (unsigned char)(crc >> (8 * i) & 0xFF);
}

/* The opening of a saved pick, and the key and options that are asked for. */
static void fuzz_open(unsigned char *bytes, size_t size, const kefu_pick_options *o, uint8_t flags)
{
    static const unsigned char opening[] = {0x8B, 'k', 'e', 'f', 'u', '\r', '\n', 0x1A,
                                            3,    0,   0,   0,   1,   0,    0,    0};
    uint64_t key;
    unsigned char *at = bytes + sizeof opening;
    if (size < sizeof opening + FUZZ_OPTIONS + 6 + KF_SAVED_TAIL)
        return;
    fuzz_require(!kefu_pick_key(o->seed, strlen(o->seed), &key, NULL));
    memcpy(bytes, opening, sizeof opening);
    for (int i = 0; i < 8; i++)
        *at++ = (unsigned char)(key >> (8 * i) & 0xFF);
    *at++ = (unsigned char)o->k;
    *at++ = (unsigned char)o->scale;
    *at++ = flags & 3;
    *at++ = 1;
    *at++ = 'i';
    for (int i = 0; i < 2; i++)
        if (flags & 1 << i) {
            *at++ = 1;
            *at++ = i ? 'w' : 'b';
        }
    fuzz_mend(bytes, size);
}

static void fuzz_saves(kefu_pick *pick, const unsigned char *bytes, size_t size)
{
    kefu_buffer *buffer = NULL;
    size_t saved;
    const char *again;
    fuzz_require(!kefu_buffer_new(NULL, &buffer, NULL));
    fuzz_require(!kefu_pick_save(pick, kefu_buffer_sink(buffer), NULL));
    again = kefu_buffer_data(buffer, &saved);
    fuzz_require(saved == size && !memcmp(again, bytes, size));
    kefu_buffer_free(buffer);
}

static void fuzz_rows(kefu_pick *pick)
{
    int64_t count;
    fuzz_require(!kefu_pick_finish(pick, &count, NULL));
    for (int64_t i = 0; i < count; i++) {
        kefu_picked row = {.struct_size = sizeof row};
        fuzz_require(!kefu_pick_at(pick, i, &row));
        fuzz_require(row.place >= 1 && row.place <= 3 && row.rows >= row.place);
        fuzz_require(row.id.size > 0 && !row.id.data[row.id.size] && row.weight > 0);
    }
}

/* A row more, and the draw of that row, which gives the same. */
static void fuzz_goes_on(kefu_pick *pick, const kefu_pick_options *o)
{
    static const int64_t ids[] = {77}, weights[] = {150};
    const kefu_column id = {
        .struct_size = sizeof id, .name = "i", .type = KEFU_COLUMN_I64, .data = ids};
    const kefu_column by = {
        .struct_size = sizeof by, .name = "b", .type = KEFU_COLUMN_I64, .data = ids};
    const kefu_column weight = {
        .struct_size = sizeof weight, .name = "w", .type = KEFU_COLUMN_I64, .data = weights};
    const kefu_column *const columns[] = {&id, &by, &weight};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 1, .n_columns = 3, .columns = columns};
    kefu_pick *other = NULL;
    kefu_status status;
    int64_t count;
    fuzz_require(!kefu_pick_new(o, &other, NULL));
    fuzz_require(!kefu_pick_update(other, &batch, NULL));
    status = kefu_pick_merge(pick, other, NULL);
    fuzz_require(!status || status == KEFU_E_OVERFLOW || status == KEFU_E_LIMIT);
    status = status ? status : kefu_pick_finish(pick, &count, NULL);
    fuzz_require(!status || status == KEFU_E_OVERFLOW || status == KEFU_E_DUPLICATE ||
                 status == KEFU_E_LIMIT);
    kefu_pick_free(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t flags = size ? data[0] : 0;
    kefu_pick_options options = fuzz_options(flags);
    unsigned char *bytes = malloc(size + 1);
    kefu_pick *pick = NULL;
    fuzz_require(bytes != NULL);
    size -= size != 0;
    if (size)
        memcpy(bytes, data + 1, size);
    fuzz_open(bytes, size, &options, flags);
    if (!kefu_pick_load(&options, bytes, size, &pick, NULL)) {
        fuzz_saves(pick, bytes, size);
        fuzz_rows(pick);
        fuzz_goes_on(pick, &options);
    }
    kefu_pick_free(pick);
    free(bytes);
    return 0;
}
