/* fuzz_catalogue.c - any bytes as definitions: refused with a place, or a catalogue that is found
 * by its names, written and read again with the same bytes, and compiled or refused by a tally. */
#include <string.h>

#include "kefu.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static kefu_catalogue *fuzz_load(const char *json, size_t size)
{
    kefu_catalogue *catalogue = NULL;
    kefu_error error;
    fuzz_require(kefu_catalogue_new(NULL, NULL, KEFU_CATALOGUE_EMPTY, &catalogue, NULL) == KEFU_OK);
    if (!kefu_catalogue_load(catalogue, json, size, &error))
        return catalogue;
    fuzz_require(error.line > 0 && error.column > 0 && !kefu_catalogue_count(catalogue));
    kefu_catalogue_free(catalogue);
    return NULL;
}

static kefu_buffer *fuzz_written(const kefu_catalogue *catalogue)
{
    kefu_buffer *buffer = NULL;
    fuzz_require(kefu_buffer_new(NULL, &buffer, NULL) == KEFU_OK);
    fuzz_require(!kefu_catalogue_json(catalogue, 0, kefu_buffer_sink(buffer), NULL));
    return buffer;
}

static void fuzz_round(const kefu_catalogue *catalogue)
{
    size_t size, size_again;
    kefu_buffer *buffer = fuzz_written(catalogue);
    const char *json = kefu_buffer_data(buffer, &size);
    kefu_catalogue *again = fuzz_load(json, size);
    fuzz_require(again && kefu_catalogue_count(again) == kefu_catalogue_count(catalogue));
    kefu_buffer *twice = fuzz_written(again);
    const char *other = kefu_buffer_data(twice, &size_again);
    fuzz_require(size == size_again && !memcmp(json, other, size));
    kefu_buffer_free(twice);
    kefu_catalogue_free(again);
    kefu_buffer_free(buffer);
}

static void fuzz_names(const kefu_catalogue *catalogue, int32_t index)
{
    kefu_definition d = {.struct_size = sizeof d};
    kefu_tally *tally = NULL;
    int32_t found;
    fuzz_require(kefu_catalogue_at(catalogue, index, &d) == KEFU_OK);
    fuzz_require(!kefu_catalogue_find(catalogue, d.id, 0, &found, NULL) && found == index);
    for (int32_t i = 0; i < d.n_aliases; i++) {
        kefu_status status = kefu_catalogue_find(
            catalogue, kefu_catalogue_alias(catalogue, index, i), 0, &found, NULL);
        fuzz_require(status == KEFU_OK || status == KEFU_E_NAME);
    }
    (void)kefu_catalogue_find(catalogue, d.label_zh, d.from, &found, NULL);
    fuzz_require(!kefu_tally_new(NULL, NULL, &tally, NULL));
    fuzz_require(kefu_tally_define(tally, catalogue, d.id, 0, NULL, NULL) != KEFU_E_INTERNAL);
    kefu_tally_free(tally);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_catalogue *catalogue = fuzz_load((const char *)data, size);
    if (!catalogue)
        return 0;
    fuzz_round(catalogue);
    fuzz_require(kefu_catalogue_check(catalogue, NULL, NULL) != KEFU_E_INTERNAL);
    for (int32_t i = 0; i < kefu_catalogue_count(catalogue); i++)
        fuzz_names(catalogue, i);
    kefu_catalogue_free(catalogue);
    return 0;
}
