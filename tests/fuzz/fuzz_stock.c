/* fuzz_stock.c - any bytes as a saved stock-take. Length and checksum are put right first, so that
 * what lies behind them is reached: it is refused, or a stock-take that shows all it has, is
 * compared and merged with another, is written, and saves the very bytes that it came from. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/saved.h"
#include "kefu/stock.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static const kefu_limits fuzz_limits = {
    .struct_size = sizeof fuzz_limits, .groups = 64, .state_bytes = 1 << 24};
static const kefu_stock_options fuzz_options = {
    .struct_size = sizeof fuzz_options, .limits = &fuzz_limits, .pins = 3};

/* The opening of a saved stock-take of three pins, its length and checksum. */
static void fuzz_mend(unsigned char *bytes, size_t size)
{
    static const unsigned char opening[] = {0x8B, 'k', 'e', 'f', 'u', '\r', '\n', 0x1A, 6,
                                            0,    0,   0,   1,   0,   0,    0,    3};
    uint32_t crc;
    if (size < sizeof opening + KF_SAVED_TAIL)
        return;
    memcpy(bytes, opening, sizeof opening);
    for (size_t i = 0; i < 8; i++)
        bytes[size - KF_SAVED_TAIL + i] = (unsigned char)((uint64_t)size >> (8 * i) & 0xFF);
    crc = kf_crc32(0, bytes, size - 4);
    for (size_t i = 0; i < 4; i++)
        bytes[size - 4 + i] = (unsigned char)(crc >> (8 * i) & 0xFF);
}

static void fuzz_product(kefu_stock *stock, int64_t i)
{
    kefu_stock_product p = {.struct_size = sizeof p};
    kefu_stock_change change = {.struct_size = sizeof change};
    int64_t at = -1;
    fuzz_require(!kefu_stock_product_at(stock, i, &p));
    fuzz_require(p.reviews > 0 && p.good + p.neutral + p.bad + p.unsure == p.reviews);
    fuzz_require(!kefu_stock_find(stock, p.product.data, p.product.size, &at, NULL) && at == i);
    for (int32_t c = 1; c <= kefu_cause_count(); c++) {
        kefu_stock_cause cause = {.struct_size = sizeof cause};
        fuzz_require(!kefu_stock_cause_at(stock, i, c, &cause));
    }
    for (int32_t k = 0; k < p.pins; k++) {
        kefu_stock_pin pin = {.struct_size = sizeof pin};
        fuzz_require(!kefu_stock_pin_at(stock, i, k, &pin));
        fuzz_require(pin.probability >= 0 && pin.probability <= 1000000);
    }
    fuzz_require(!kefu_stock_compare(stock, i, stock, &change));
    fuzz_require(!change.reviews && change.cause == KEFU_CAUSE_UNKNOWN && change.same_reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char *bytes = malloc(size ? size : 1);
    kefu_stock *stock = NULL, *again = NULL;
    kefu_buffer *out = NULL;
    kefu_error error;
    size_t n;
    if (!bytes)
        return 0;
    if (size)
        memcpy(bytes, data, size);
    fuzz_mend(bytes, size);
    if (kefu_stock_load(&fuzz_options, bytes, size, &stock, &error)) {
        fuzz_require(error.code && error.message[0]);
        free(bytes);
        return 0;
    }
    for (int64_t i = 0; i < kefu_stock_products(stock); i++)
        fuzz_product(stock, i);
    fuzz_require(!kefu_buffer_new(NULL, &out, NULL));
    fuzz_require(!kefu_stock_save(stock, kefu_buffer_sink(out), NULL));
    const char *saved = kefu_buffer_data(out, &n);
    fuzz_require(n == size && !memcmp(saved, bytes, n));
    fuzz_require(!kefu_stock_load(&fuzz_options, bytes, size, &again, NULL));
    fuzz_require(!kefu_stock_csv(stock, again, KEFU_ZH, 0, kefu_buffer_sink(out), NULL));
    fuzz_require(!kefu_stock_json(stock, again, kefu_buffer_sink(out), NULL));
    const kefu_status merged = kefu_stock_merge(stock, again, NULL);
    fuzz_require(!merged || merged == KEFU_E_OVERFLOW);
    kefu_stock_free(stock);
    kefu_stock_free(again);
    kefu_buffer_free(out);
    free(bytes);
    return 0;
}
