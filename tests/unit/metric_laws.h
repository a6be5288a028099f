/* metric_laws.h - what holds of every built-in metric that can merge. */
#ifndef TESTS_METRIC_LAWS_H
#define TESTS_METRIC_LAWS_H

#include "chance.h"
#include "metric_fixture.h"

/* Rows dealt at random to three states, of which some are saved and loaded, merged in any order:
 * the bytes and the value of all rows together. */
static inline void assert_laws(const metric_call *call, const int64_t *x, const int64_t *y,
                               int64_t rows, uint64_t *seed)
{
    static unsigned char whole_bytes[STATE_BYTES], bytes[STATE_BYTES];
    const kefu_metric *m = call->metric;
    metric_state whole = {{0}}, parts[3] = {{{0}}, {{0}}, {{0}}};
    kefu_value expected, value;
    size_t size, first = chance(seed) % 3;
    assert_int_equal(call_update(call, &whole, x, y, rows, NULL), KEFU_OK);
    for (int64_t i = rows; i-- > 0;)
        assert_int_equal(
            call_update(call, &parts[chance(seed) % 3], x + i, y ? y + i : NULL, 1, NULL), KEFU_OK);
    for (size_t i = 0; i < 3; i++)
        if (chance(seed) & 1) {
            size = call_save(call, &parts[i], bytes);
            call_end(call, &parts[i]);
            memset(&parts[i], 0, sizeof parts[i]);
            assert_int_equal(m->load(&parts[i], 1, bytes, size, &call->context, NULL), KEFU_OK);
        }
    for (size_t i = 1; i < 3; i++)
        assert_int_equal(m->merge(&parts[first], &parts[(first + i) % 3], &call->context, NULL),
                         KEFU_OK);
    size = call_save(call, &whole, whole_bytes);
    assert_int_equal(call_save(call, &parts[first], bytes), size);
    assert_memory_equal(bytes, whole_bytes, size);
    assert_int_equal(call_value(call, &whole, &expected, NULL), KEFU_OK);
    assert_int_equal(call_value(call, &parts[first], &value, NULL), KEFU_OK);
    assert_memory_equal(&value, &expected, sizeof value);
    call_end(call, &whole);
    for (size_t i = 0; i < 3; i++)
        call_end(call, &parts[i]);
}

/* Bytes of these rows cut short, made longer or with a bit turned are refused, or are the bytes of
 * other rows. */
static inline void assert_damage_is_harmless(const metric_call *call, const int64_t *x,
                                             const int64_t *y, int64_t rows)
{
    static unsigned char bytes[STATE_BYTES], again[STATE_BYTES];
    const kefu_metric *m = call->metric;
    const metric_state empty = {{0}};
    metric_state state = {{0}};
    size_t size;
    assert_int_equal(call_update(call, &state, x, y, rows, NULL), KEFU_OK);
    size = call_save(call, &state, bytes);
    call_end(call, &state);
    bytes[size] = 0;
    memset(&state, 0, sizeof state);
    for (size_t cut = 0; cut <= size + 1; cut++)
        if (cut != size)
            assert_int_equal(m->load(&state, 1, bytes, cut, &call->context, NULL), KEFU_E_DATA);
    assert_int_equal(m->load(&state, 1, NULL, 0, &call->context, NULL), KEFU_E_DATA);
    assert_int_equal(m->load(&state, 2, bytes, size, &call->context, NULL), KEFU_E_UNSUPPORTED);
    for (size_t bit = 0; bit < size * 8; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        if (m->load(&state, 1, bytes, size, &call->context, NULL)) {
            assert_memory_equal(&state, &empty, sizeof state);
        } else {
            kefu_value value;
            assert_int_equal(call_save(call, &state, again), size);
            assert_memory_equal(again, bytes, size);
            call_value(call, &state, &value, NULL);
            call_end(call, &state);
            memset(&state, 0, sizeof state);
        }
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
}

/* Allocations fail, each in its turn, in update, merge, save, load and finalize: KEFU_E_MEMORY, and
 * `destroy` finds a state that it can free. */
static inline void assert_memory_may_fail(metric_call *call, const int64_t *x, const int64_t *y,
                                          int64_t rows)
{
    static unsigned char bytes[STATE_BYTES];
    for (long nth = 1;; nth++) {
        metric_state a = {{0}}, b = {{0}}, loaded = {{0}};
        const kefu_metric *m = call->metric;
        size_t need = 0;
        kefu_value value;
        int32_t has_loaded = 0;
        call->memory.fail_at = call->memory.calls + nth;
        kefu_status status = call_update(call, &a, x, y, rows, NULL);
        if (!status)
            status = call_update(call, &b, x, y, rows, NULL);
        if (!status)
            status = m->merge(&a, &b, &call->context, NULL);
        if (!status)
            status = call_update(call, &a, x, y, 1, NULL);
        if (!status)
            status = m->save(&a, 1, bytes, STATE_BYTES, &need, &call->context, NULL);
        if (!status) {
            status = m->load(&loaded, 1, bytes, need, &call->context, NULL);
            has_loaded = !status;
        }
        if (!status)
            status = call_value(call, &a, &value, NULL);
        int32_t over = call->memory.calls < call->memory.fail_at;
        call->memory.fail_at = 0;
        call_end(call, &a);
        call_end(call, &b);
        if (has_loaded)
            call_end(call, &loaded);
        call_close(call);
        assert_int_equal(status, over ? KEFU_OK : KEFU_E_MEMORY);
        if (over)
            break;
    }
}

#endif
