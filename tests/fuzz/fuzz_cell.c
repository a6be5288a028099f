/* fuzz_cell.c - any bytes as a cell of any kind: out-parameters only on success, states as
 * promised, and rounding is the only thing that KEFU_CELL_ROUND changes. */
#include <stdint.h>
#include <stdlib.h>

#include "kefu/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_cell cell = {.struct_size = sizeof cell};
    int64_t value = 77, rounded = 77;
    int32_t state = 77, rounded_state = 77;
    kefu_error error;
    kefu_status status, again;
    if (size < 2)
        return 0;
    cell.kind = 1 + data[0] % 5;
    cell.flags = data[0] & 64 ? KEFU_CELL_BARE : data[0] & 128 ? KEFU_CELL_HUNDREDTHS : 0;
    cell.scale = cell.kind < KEFU_CELL_DATE ? data[1] % 10 : 0;
    cell.offset = (data[1] % 29 - 14) * 3600;
    status = kefu_cell_parse(&cell, (const char *)data + 2, size - 2, &value, &state, &error);
    cell.flags |= KEFU_CELL_ROUND;
    again =
        kefu_cell_parse(&cell, (const char *)data + 2, size - 2, &rounded, &rounded_state, NULL);
    if (status) {
        must(value == 77 && state == 77);
        must(error.code == status && error.message[0]);
        must(status == KEFU_E_DATA || status == KEFU_E_PRECISION || status == KEFU_E_OVERFLOW);
        must(again == status || (status == KEFU_E_PRECISION && !again) ||
             (status == KEFU_E_PRECISION && again == KEFU_E_OVERFLOW));
        return 0;
    }
    must(again == KEFU_OK && rounded == value && rounded_state == state);
    must(state == KEFU_VALUE_OK || state == KEFU_VALUE_NO_DATA || state == KEFU_VALUE_PROVISIONAL);
    must(state == KEFU_VALUE_OK || value == 0);
    return 0;
}
