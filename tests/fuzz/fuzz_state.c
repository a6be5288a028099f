/* fuzz_state.c - any bytes as a saved tally. Length, checksum and fingerprint are put right first,
 * so that what lies behind them is reached: it is refused, or a tally that gives its frame, merges
 * with its like, and saves the very bytes that it came from. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "metric/state.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static const kefu_limits fuzz_limits = {.struct_size = sizeof fuzz_limits,
                                        .groups = 64,
                                        .state_bytes = 1 << 24,
                                        .columns = 64,
                                        .nodes = 2000};
static const kefu_tally_options fuzz_options = {.struct_size = sizeof fuzz_options,
                                                .limits = &fuzz_limits};

static void fuzz_mend(unsigned char *bytes, size_t size)
{
    uint32_t crc;
    for (size_t i = 0; i < 8; i++)
        bytes[size - KF_SAVED_TAIL + i] = (unsigned char)((uint64_t)size >> (8 * i) & 0xFF);
    crc = kf_crc32(0, bytes, size - 4);
    for (size_t i = 0; i < 4; i++)
        bytes[size - 4 + i] = (unsigned char)(crc >> (8 * i) & 0xFF);
}

/* The fingerprint of the definition, if there is one, to where it belongs. */
static void fuzz_print(unsigned char *bytes, size_t size)
{
    kf_saved_loading w = {.options = &fuzz_options};
    uint32_t format;
    if (kf_saved_open(&w.reader, &kf_saved_tally, bytes, size, &format, NULL) ||
        kf_saved_take_head(&w.reader, &w.head, NULL))
        return;
    fuzz_require(!kf_memory_init(&w.memory, NULL, NULL) &&
                 !kf_limits(&w.limits, &fuzz_limits, NULL));
    kf_arena_init(&w.arena, &w.memory);
    (void)kf_saved_define(&w, NULL);
    if (w.tally)
        fuzz_require(!kf_tally_fingerprint(w.tally, bytes + KF_SAVED_OPENING, NULL));
    kefu_tally_free(w.tally);
    kf_arena_free(&w.arena);
    fuzz_mend(bytes, size);
}

static void fuzz_saves(const kefu_tally *tally, const unsigned char *bytes, size_t size)
{
    kefu_state_info info = {.struct_size = sizeof info};
    char tag[KF_SAVED_TAG + 1] = "";
    kefu_save_options o = {.struct_size = sizeof o, .tag = tag};
    kefu_buffer *buffer = NULL;
    size_t saved;
    const char *again;
    fuzz_require(!kefu_state_inspect(bytes, size, &info, NULL));
    fuzz_require(info.tag.size <= KF_SAVED_TAG);
    memcpy(tag, info.tag.data, info.tag.size);
    fuzz_require(!kefu_buffer_new(NULL, &buffer, NULL));
    fuzz_require(!kefu_tally_save(tally, &o, kefu_buffer_sink(buffer), NULL));
    again = kefu_buffer_data(buffer, &saved);
    fuzz_require(saved == size && !memcmp(again, bytes, size));
    kefu_buffer_free(buffer);
}

/* Bytes that are loaded ask for what the registry has. */
static void fuzz_aggregates(const unsigned char *bytes, size_t size)
{
    kefu_state_info info = {.struct_size = sizeof info};
    fuzz_require(!kefu_state_inspect(bytes, size, &info, NULL));
    for (int32_t i = 0; i < info.aggregates; i++) {
        kefu_aggregate_info one = {.struct_size = sizeof one};
        char name[64] = "";
        fuzz_require(!kefu_state_aggregate(bytes, size, i, &one, NULL));
        fuzz_require(one.name.size < sizeof name);
        memcpy(name, one.name.data, one.name.size);
        fuzz_require(kefu_registry_find(NULL, name) != NULL);
    }
}

static void fuzz_tally(kefu_tally *tally, const unsigned char *bytes, size_t size)
{
    kefu_tally *twin = NULL;
    kefu_frame *frame = NULL;
    kefu_status status;
    fuzz_saves(tally, bytes, size);
    status = kefu_tally_frame(tally, &frame, NULL);
    fuzz_require(!status || status == KEFU_E_OVERFLOW || status == KEFU_E_LIMIT);
    kefu_frame_free(frame);
    fuzz_require(!kefu_tally_load(NULL, &fuzz_options, bytes, size, &twin, NULL));
    status = kefu_tally_merge(tally, twin, NULL);
    fuzz_require(status != KEFU_E_INTERNAL && status != KEFU_E_PLUGIN && status != KEFU_E_ARGUMENT);
    fuzz_saves(twin, bytes, size);
    kefu_tally_free(twin);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char *bytes = malloc(size + 1);
    kefu_aggregate_info one = {.struct_size = sizeof one};
    kefu_tally *tally = NULL;
    fuzz_require(bytes != NULL);
    if (size)
        memcpy(bytes, data, size);
    if (size >= KF_SAVED_HEAD + KF_SAVED_TAIL) {
        fuzz_mend(bytes, size);
        fuzz_print(bytes, size);
    }
    (void)kefu_state_aggregate(bytes, size, 1, &one, NULL);
    if (!kefu_tally_load(NULL, &fuzz_options, bytes, size, &tally, NULL)) {
        fuzz_aggregates(bytes, size);
        fuzz_tally(tally, bytes, size);
    }
    kefu_tally_free(tally);
    free(bytes);
    return 0;
}
