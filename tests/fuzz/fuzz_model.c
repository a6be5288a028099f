/* fuzz_model.c - any bytes as a model, with a checksum that is right, then a text: refused with a
 * reason, or scores that two ways of reading agree on. The first byte picks a small model (1: with
 * all heads) and whether its opening and fold id stay as they are (2: no), the bytes up to the last
 * NUL of the input are laid over it, those behind that are the text. */
#include <stdlib.h>
#include <string.h>

#include "../unit/small_model.h"
#include "base/hash.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static void fuzz_tail(unsigned char *bytes, size_t size)
{
    const uint32_t length = (uint32_t)size;
    for (size_t i = 0; i < 8; i++)
        bytes[size - 12 + i] = (unsigned char)(i < 4 ? length >> (8 * i) & 0xFF : 0);
    const uint32_t crc = kf_crc32(0, bytes, size - 4);
    for (size_t i = 0; i < 4; i++)
        bytes[size - 4 + i] = (unsigned char)(crc >> (8 * i) & 0xFF);
}

static void fuzz_text(const kefu_model *model, const uint8_t *text, size_t size)
{
    uint16_t *units = malloc(kf_fold_room(size) * sizeof *units);
    const uint16_t *edge = units + KF_FOLD_BEFORE;
    size_t count;
    kf_scores all, plain;
    fuzz_require(!kf_fold((const char *)text, size, KEFU_UTF8, KEFU_INVALID_REPLACE, units, NULL,
                          &count, NULL));
    kf_score_plain(&model->table, edge, count, &plain);
    kf_score_all(&model->table, edge, count, &all);
    fuzz_require(!memcmp(&all, &plain, sizeof all));
    fuzz_require(kf_model_hits(&model->table, edge, count, NULL, 0) <= 2 * (size_t)plain.looked);
    free(units);
}

static void fuzz_score(const kefu_model *model, const uint8_t *bytes, size_t size)
{
    const kefu_text text = {(const char *)bytes, size};
    int8_t polarity = 2, three = 2;
    int32_t positive = -1, z[KF_MOST_HEADS];
    uint32_t aspects = 0;
    kefu_model_scores out = {.struct_size = sizeof out,
                             .polarity = &polarity,
                             .positive = &positive,
                             .three = &three,
                             .aspects = &aspects,
                             .z = z};
    kefu_status status =
        kefu_model_score(model, NULL, &text, 1, KEFU_UTF8, KEFU_INVALID_REPLACE, &out, NULL);
    if (status == KEFU_E_NAME) {
        out.three = NULL;
        status =
            kefu_model_score(model, NULL, &text, 1, KEFU_UTF8, KEFU_INVALID_REPLACE, &out, NULL);
    }
    fuzz_require(status == (model->is_delta ? KEFU_E_ARGUMENT : KEFU_OK));
    if (status)
        return;
    fuzz_require(positive >= 0 && positive <= 1000000);
    fuzz_require(!polarity || polarity == (positive > 500000) - (positive < 500000));
    fuzz_require(aspects >> model->n_heads == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    small_model *m = data[0] & 1 ? small_model_full("org.example.small/1")
                                 : small_model_new("org.example.small/1");
    kefu_model *model = NULL;
    kefu_error error = {0};
    size_t text = size, whole;
    while (text > 1 && data[text - 1])
        text--;
    const size_t over = text > 1 ? text - 2 : 0;
    small_model_text(m, "慢 good 007", 1);
    kefu_buffer *buffer = small_model_bytes(m);
    const char *bytes = kefu_buffer_data(buffer, &whole);
    unsigned char *laid = malloc(whole + size);
    memcpy(laid, bytes, whole);
    memcpy(laid, data + 1, over);
    if (!(data[0] & 2))
        memcpy(laid, bytes, 24);
    whole = over > whole ? over : whole;
    fuzz_tail(laid, whole);
    if (!kefu_model_from_bytes(NULL, laid, whole, 0, &model, &error)) {
        fuzz_text(model, data + text, size - text);
        fuzz_score(model, data + text, size - text);
    }
    fuzz_require(model || error.message[0]);
    kefu_model_free(model);
    free(laid);
    kefu_buffer_free(buffer);
    free(m);
    return 0;
}
