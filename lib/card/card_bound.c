/* card_bound.c - reading bounds: exact numbers, or text with a unit. */
#include "base/decimal.h"
#include "card/card.h"

static const struct bound_unit {
    int32_t cell;
    uint32_t flags;
    const char *expected;
} bound_units[] = {
    [KF_UNIT_RATIO] = {KEFU_CELL_PERCENT, KEFU_CELL_BARE,
                       "expected a rate such as 0.45 or \"45%\""},
    [KF_UNIT_SECONDS] = {KEFU_CELL_DURATION, 0,
                         "expected seconds such as 30, \"30s\" or \"2分30秒\""},
    [KF_UNIT_YUAN] = {KEFU_CELL_NUMBER, 0, "expected an amount such as 250 or \"250元\""},
    [KF_UNIT_POINTS] = {KEFU_CELL_NUMBER, 0, "expected points such as 80 or \"80\""},
    [KF_UNIT_COUNT] = {KEFU_CELL_NUMBER, 0, "expected a number such as 3 or \"3次\""},
};

static kefu_status bound_text(kf_json_reading *reader, const kf_json_at *at, int32_t in,
                              kf_bound *out)
{
    const struct bound_unit *unit = &bound_units[in];
    kefu_cell cell = {.struct_size = sizeof cell,
                      .column = "bound",
                      .kind = unit->cell,
                      .scale = KF_BOUND_DIGITS,
                      .flags = unit->flags};
    int32_t state = KEFU_VALUE_NO_DATA;
    kefu_status status =
        kefu_cell_parse(&cell, at->node->text, at->node->size, &out->value, &state, NULL);
    if (status == KEFU_E_PRECISION)
        return kf_json_fail(reader, at, "expected at most 9 digits after the point", "");
    if (status || state != KEFU_VALUE_OK)
        return kf_json_fail(reader, at, unit->expected, "");
    out->scale = KF_BOUND_DIGITS;
    while (out->scale && out->value % 10 == 0) {
        out->value /= 10;
        out->scale--;
    }
    return KEFU_OK;
}

kefu_status kf_read_bound(kf_json_reading *reader, const kf_json_at *at, int32_t unit,
                          kf_bound *out)
{
    const kf_json_node *node = at->node;
    int32_t got;
    if (node->type == KF_JSON_STRING)
        return bound_text(reader, at, unit, out);
    if (node->type != KF_JSON_NUMBER)
        return kf_json_fail(reader, at, bound_units[unit].expected, "");
    got = kf_decimal_parse_any(node->text, node->size, &out->value, &out->scale);
    if (got == KF_TOO_BIG)
        return kf_json_fail(reader, at, "the number is too big", "");
    if (got != KF_EXACT || out->scale > KF_BOUND_DIGITS)
        return kf_json_fail(reader, at, "expected at most 9 digits after the point", "");
    return KEFU_OK;
}

kefu_status kf_read_share(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with)
{
    kf_bound bound = {0, 0};
    int64_t share = 0;
    kefu_status status = kf_read_bound(reader, at, KF_UNIT_RATIO, &bound);
    (void)with;
    if (status)
        return status;
    if (kf_rescale(bound.value, bound.scale, 6, &share) != KF_EXACT || share < 0 ||
        share > KEFU_POINT)
        return kf_json_fail(reader, at,
                            "expected a share of 0 to 1 such as 0.7 or \"70%\", with "
                            "at most 6 digits after the point",
                            "");
    *(int64_t *)to = share;
    return KEFU_OK;
}
