/* stock_pins.c - candidates for pinning: the best of a product, whatever order they come in. */
#include <string.h>

#include "base/fail.h"
#include "stock/stock.h"

/* Below 0: a is better. More groups praised, surer, newer, then by id. */
static int32_t stock_pin_order(const kf_stock_pinned *a, const kf_stock_pinned *b)
{
    const size_t least = a->size < b->size ? a->size : b->size;
    int by_id;
    if (a->praised != b->praised)
        return a->praised > b->praised ? -1 : 1;
    if (a->probability != b->probability)
        return a->probability > b->probability ? -1 : 1;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    by_id = memcmp(a->review, b->review, least);
    return by_id ? (by_id < 0 ? -1 : 1) : (a->size > b->size) - (a->size < b->size);
}

kefu_status kf_stock_pin_text(kefu_stock *stock, kf_stock_pinned *pin, kefu_text review,
                              kefu_error *error)
{
    pin->review = kf_alloc(&stock->memory, review.size + 1);
    if (!pin->review)
        return kf_no_memory(error);
    if (review.size)
        memcpy(pin->review, review.data, review.size);
    pin->review[review.size] = 0;
    pin->size = review.size;
    return KEFU_OK;
}

kefu_status kf_stock_pin(kefu_stock *stock, kf_stock_state *state, kf_stock_pinned *pin,
                         kefu_error *error)
{
    int32_t at = state->n_pins;
    if (!state->pins)
        state->pins = kf_alloc_array(&stock->memory, (size_t)stock->pins, sizeof *state->pins);
    if (!state->pins) {
        kf_free(&stock->memory, pin->review, pin->size + 1);
        return kf_no_memory(error);
    }
    while (at && stock_pin_order(pin, &state->pins[at - 1]) < 0)
        at--;
    if (at == stock->pins) {
        kf_free(&stock->memory, pin->review, pin->size + 1);
        return KEFU_OK;
    }
    if (state->n_pins == stock->pins) {
        state->n_pins--;
        kf_free(&stock->memory, state->pins[state->n_pins].review,
                state->pins[state->n_pins].size + 1);
    }
    memmove(&state->pins[at + 1], &state->pins[at],
            (size_t)(state->n_pins - at) * sizeof *state->pins);
    state->pins[at] = *pin;
    state->n_pins++;
    return KEFU_OK;
}
