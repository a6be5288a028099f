/* amount.c - see amount.h. */
#include "card/amount.h"

#include <string.h>

#include "base/decimal.h"
#include "kefu/table.h"

const kf_range kf_range_exponent = {0, KF_AMOUNT_EXPONENT, "an exponent of 0 to 6"};
const kf_range kf_range_not_negative = {0, INT64_MAX, "an amount that is not below 0"};

static kefu_status amount_too_fine(const kf_json_reading *reader, const kf_json_at *at,
                                   int32_t exponent)
{
    char digits[48];
    kf_decimal_format(exponent, 0, digits);
    return kf_json_fail(reader, at,
                        "the plan's exponent allows so many digits after the point: ", digits);
}

kefu_status kf_read_minor(kf_json_reading *reader, const kf_json_at *at, int32_t exponent,
                          const kf_range *range, int64_t *out)
{
    static const char expected[] = "expected an amount such as 2000, \"2000.00\" or \"1,234.50元\"";
    const kf_json_node *node = at->node;
    kefu_cell cell = {.struct_size = sizeof cell,
                      .column = "amount",
                      .kind = KEFU_CELL_NUMBER,
                      .scale = exponent};
    int32_t state = KEFU_VALUE_NO_DATA;
    int64_t value = 0;
    if (node->type != KF_JSON_NUMBER && node->type != KF_JSON_STRING)
        return kf_json_fail(reader, at, expected, "");
    kefu_status status;
    if (node->type == KF_JSON_STRING) {
        status = kefu_cell_parse(&cell, node->text, node->size, &value, &state, NULL);
    } else {
        int32_t got = kf_decimal_parse(node->text, node->size, exponent, &value);
        status = got == KF_EXACT ? KEFU_OK : got == KF_ROUNDED ? KEFU_E_PRECISION : KEFU_E_OVERFLOW;
        state = KEFU_VALUE_OK;
    }
    if (status == KEFU_E_PRECISION)
        return amount_too_fine(reader, at, exponent);
    if (status || state != KEFU_VALUE_OK)
        return kf_json_fail(reader, at, expected, "");
    if (range && (value < range->least || value > range->most))
        return kf_json_fail(reader, at, "expected ", range->expected);
    *out = value;
    return KEFU_OK;
}

kefu_status kf_read_currency(kf_json_reading *reader, const kf_json_at *at, void *to,
                             const void *with)
{
    kefu_status status = kf_read_text(reader, at, to, with);
    if (status)
        return status;
    if (at->node->size != 3 || strspn(at->node->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
        return kf_json_fail(reader, at, "expected a currency of three capital letters, ", "CNY");
    return KEFU_OK;
}
