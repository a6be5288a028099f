/* stock.h - words, structs and classes of kefu/stock.h. */

static const kb_field stock_options_fields[] = {
    FIELD_OF(kefu_stock_options, limits, DICT, &limits_struct),
    FIELD(kefu_stock_options, pins, INT32),
};
STRUCT_OF(stock_options, kefu_stock_options, "pins: candidates for pinning kept a product, 3.");

static const kb_field stock_product_fields[] = {
    FIELD(kefu_stock_product, product, VIEW),
    FIELD(kefu_stock_product, reviews, INT64),
    FIELD(kefu_stock_product, follow_ups, INT64),
    FIELD(kefu_stock_product, good, INT64),
    FIELD(kefu_stock_product, neutral, INT64),
    FIELD(kefu_stock_product, bad, INT64),
    FIELD(kefu_stock_product, unsure, INT64),
    FIELD(kefu_stock_product, followup_bad, INT64),
    FIELD(kefu_stock_product, turned_bad, INT64),
    FIELD(kefu_stock_product, unanswered, INT64),
    FIELD(kefu_stock_product, unanswered_bad, INT64),
    FIELD(kefu_stock_product, marked, INT64),
    FIELD(kefu_stock_product, suspect, INT64),
    FIELD(kefu_stock_product, is_key, BOOL),
    FIELD(kefu_stock_product, pins, INT32),
};
STRUCT_OF(stock_product, kefu_stock_product, "What was counted of the reviews of a product.");

static const kb_field stock_cause_fields[] = {
    FIELD(kefu_stock_cause, negative, INT64),     FIELD(kefu_stock_cause, neutral, INT64),
    FIELD(kefu_stock_cause, positive, INT64),     FIELD(kefu_stock_cause, primary, INT64),
    FIELD(kefu_stock_cause, contributing, INT64),
};
STRUCT_OF(stock_cause, kefu_stock_cause, "Opinions of a product that speak of a cause.");

static const kb_field stock_pin_fields[] = {
    FIELD(kefu_stock_pin, review, VIEW),
    FIELD_SCALED32(kefu_stock_pin, probability, 6),
    FIELD(kefu_stock_pin, praised, INT32),
    FIELD(kefu_stock_pin, day, DAY),
};
STRUCT_OF(stock_pin, kefu_stock_pin, "A review that might be pinned.");

static const kb_field stock_change_fields[] = {
    FIELD(kefu_stock_change, reviews, INT64),
    FIELD(kefu_stock_change, bad, INT64),
    FIELD(kefu_stock_change, unanswered, INT64),
    FIELD(kefu_stock_change, bad_rate, VALUE),
    FIELD(kefu_stock_change, bad_rate_before, VALUE),
    FIELD_OF(kefu_stock_change, cause, WORD, &cause_words),
    FIELD(kefu_stock_change, is_new, BOOL),
    FIELD(kefu_stock_change, cause_now, INT64),
    FIELD(kefu_stock_change, cause_before, INT64),
    FIELD(kefu_stock_change, same_reader, BOOL),
};
STRUCT_OF(stock_change, kefu_stock_change, "What changed for a product since another stock-take.");

CLASS(stock, kefu_stock, "Stock", KB_CONFINED, "products", "find",
      "Taking stock of a shop's reviews (评价盘点), product by product.");

static inline kefu_status kb_stock_pins(kefu_stock *stock, int64_t index, int32_t *count)
{
    kefu_stock_product row = {.struct_size = sizeof row};
    const kefu_status status = kefu_stock_product_at(stock, index, &row);
    *count = row.pins;
    return status;
}
