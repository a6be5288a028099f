/* fuzz_sheet.c - any bytes as a saved sheet. Length and checksum are put right first, so that what
 * lies behind them is reached: it is refused, or a sheet that saves the very bytes that it came
 * from, tells its reasons, is written by every writer, and does not differ from itself. */
#include "../unit/kept_sheet.h"
#include "../unit/mend.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static const kefu_limits fuzz_limits = {
    .struct_size = sizeof fuzz_limits, .groups = 64, .text_bytes = 1 << 16, .nodes = 2000};

static void fuzz_saves(const kefu_sheet *sheet, const unsigned char *bytes, size_t size)
{
    kefu_buffer *buffer = kept_bytes(sheet, kept_save);
    size_t saved = 0;
    const char *again = kefu_buffer_data(buffer, &saved);
    fuzz_require(buffer && saved == size && !memcmp(again, bytes, size));
    kefu_buffer_free(buffer);
}

static void fuzz_sheet(const kefu_sheet *sheet, const unsigned char *bytes, size_t size)
{
    kefu_diff *diff = NULL;
    fuzz_saves(sheet, bytes, size);
    for (size_t i = 0; i < sizeof kept_writers / sizeof *kept_writers; i++)
        fuzz_require(kept_same(sheet, sheet, kept_writers[i]));
    fuzz_require(kept_same_arrow(sheet, sheet));
    fuzz_require(!kefu_diff_sheets(sheet, sheet, &diff, NULL) && !kefu_diff_count(diff));
    kefu_diff_free(diff);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char *bytes = malloc(size + 1);
    kefu_sheet *sheet = NULL;
    fuzz_require(bytes != NULL);
    if (size)
        memcpy(bytes, data, size);
    if (size >= KF_SAVED_OPENING + KF_SAVED_TAIL)
        mend(bytes, size);
    if (!kefu_sheet_load(NULL, &fuzz_limits, bytes, size, &sheet, NULL))
        fuzz_sheet(sheet, bytes, size);
    kefu_sheet_free(sheet);
    free(bytes);
    return 0;
}
