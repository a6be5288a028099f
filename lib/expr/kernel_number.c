/* kernel_number.c - arithmetic over blocks of rows: integers at the scale of the formula, results
 * rounded half away from zero, overflow never wraps. */
#include <string.h>

#include "base/decimal.h"
#include "base/wide.h"
#include "expr/kernel.h"

/* ---- + and -, without a branch a row --------------------------------------------------------- */

static uint64_t add_wrapped(uint8_t op, int64_t a, int64_t b)
{
    return op == KF_OP_SUB ? (uint64_t)a - (uint64_t)b : (uint64_t)a + (uint64_t)b;
}

/* Sign bit set: the sum's sign is that of neither summand. */
static uint64_t add_overflow(uint8_t op, int64_t a, int64_t b)
{
    uint64_t sum = add_wrapped(op, a, b), second = (uint64_t)b;
    if (op == KF_OP_SUB)
        second = ~second;
    return ((uint64_t)a ^ sum) & (second ^ sum);
}

/* Rows that are not OK hold zeros; what comes out for them is sealed afterwards. */
static int64_t add_first_overflow(const kf_run *run, uint8_t op, const int64_t *a, const int64_t *b,
                                  const uint8_t *states)
{
    uint64_t any = 0;
    for (int64_t i = 0; i < run->count; i++)
        any |= add_overflow(op, a[i], b[i]);
    for (int64_t i = 0; any >> 63 && i < run->count; i++)
        if (add_overflow(op, a[i], b[i]) >> 63 && !(states && states[i]))
            return i;
    return -1;
}

kefu_status kf_rows_add(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    const int64_t *a = args[0].values, *b = args[1].values;
    const uint8_t *states = kf_rows_states(run, args, 2);
    int64_t bad = add_first_overflow(run, node->op, a, b, states);
    if (bad >= 0)
        return kf_rows_overflow(run, node, bad);
    for (int64_t i = 0; i < run->count; i++)
        run->slot.values[i] = kf_signed(add_wrapped(node->op, a[i], b[i]));
    kf_rows_seal(run, states);
    out->values = run->slot.values;
    out->states = states;
    return KEFU_OK;
}

/* ---- One row at a time ---------------------------------------------------------------------- */

enum { NUMBER_OVERFLOW = -1 };

/* The state of the result (KEFU_VALUE_OK or _NO_DATA), or NUMBER_OVERFLOW. Operators of one
 * argument do not look at b. */
typedef int32_t (*number_fn)(const kf_node *node, int32_t scale, int64_t a, int64_t b,
                             int64_t *out);

static uint64_t number_size(int64_t a) { return a < 0 ? 0 - (uint64_t)a : (uint64_t)a; }

static int64_t number_round_div(int64_t num, int64_t den) /* den != 0, not min / -1 */
{
    int64_t quotient = num / den;
    uint64_t rest = number_size(num % den);
    if (rest >= number_size(den) - rest)
        quotient += (num < 0) == (den < 0) ? 1 : -1;
    return quotient;
}

static int32_t number_wide_div(kf_i128 num, int64_t den, int64_t *out)
{
    return kf_i128_round_div(num, den, out) ? KEFU_VALUE_OK : NUMBER_OVERFLOW;
}

static int32_t number_mul(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    (void)node;
    if (a >= INT32_MIN && a <= INT32_MAX && b >= INT32_MIN && b <= INT32_MAX) {
        *out = number_round_div(a * b, kf_pow10(scale));
        return KEFU_VALUE_OK;
    }
    return number_wide_div(kf_i128_mul(a, b), kf_pow10(scale), out);
}

/* a × 10^scale / -2^63: a right shift by 63, rounded by the bit below. */
static int32_t number_div_lowest(kf_i128 num, int64_t *out)
{
    kf_i128 size = num.hi < 0 ? kf_i128_neg(num) : num;
    int64_t quotient = size.hi * 2 + (int64_t)(size.lo >> 63) + (int64_t)(size.lo >> 62 & 1);
    *out = num.hi < 0 ? quotient : -quotient;
    return KEFU_VALUE_OK;
}

static int32_t number_div(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    int64_t safe = 9 * kf_pow10(KF_SCALE_MAX - scale); /* times 10^scale it fits */
    kf_i128 num;
    (void)node;
    if (!b)
        return KEFU_VALUE_NO_DATA;
    if (a >= -safe && a <= safe) {
        *out = number_round_div(a * kf_pow10(scale), b);
        return KEFU_VALUE_OK;
    }
    num = kf_i128_mul(a, kf_pow10(scale));
    if (b == INT64_MIN)
        return number_div_lowest(num, out);
    return number_wide_div(b < 0 ? kf_i128_neg(num) : num, b < 0 ? -b : b, out);
}

/* The remainder has the sign of the dividend. */
static int32_t number_mod(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    (void)node;
    (void)scale;
    if (!b)
        return KEFU_VALUE_NO_DATA;
    *out = b == -1 ? 0 : a % b;
    return KEFU_VALUE_OK;
}

static int32_t number_neg(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    (void)node;
    (void)scale;
    (void)b;
    if (a == INT64_MIN)
        return NUMBER_OVERFLOW;
    *out = -a;
    return KEFU_VALUE_OK;
}

static int32_t number_abs(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    if (a < 0)
        return number_neg(node, scale, a, b, out);
    *out = a;
    return KEFU_VALUE_OK;
}

static int32_t number_sign(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    (void)node;
    (void)b;
    *out = ((a > 0) - (a < 0)) * kf_pow10(scale);
    return KEFU_VALUE_OK;
}

/* ---- Rounding ------------------------------------------------------------------------------- */

/* whole × unit */
static int32_t number_times(int64_t whole, int64_t unit, int64_t *out)
{
    return kf_i128_fits_i64(kf_i128_mul(whole, unit), out) ? KEFU_VALUE_OK : NUMBER_OVERFLOW;
}

static int64_t number_floor_div(int64_t a, int64_t unit) /* unit > 0 */
{
    return a / unit - (a % unit < 0);
}

static int32_t number_floor(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    (void)node;
    (void)b;
    return number_times(number_floor_div(a, kf_pow10(scale)), kf_pow10(scale), out);
}

static int32_t number_ceil(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    int64_t unit = kf_pow10(scale);
    (void)node;
    (void)b;
    return number_times(a / unit + (a % unit > 0), unit, out);
}

static int32_t number_round(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    int64_t unit = kf_pow10(node->index < scale ? scale - node->index : 0);
    (void)b;
    return number_times(number_round_div(a, unit), unit, out);
}

/* ---- Times ---------------------------------------------------------------------------------- */

/* Seconds since 1970 on the clock `hours` east of UTC. */
static int32_t number_local(int32_t scale, int64_t time, int64_t hours, int64_t *seconds)
{
    int64_t one = kf_pow10(scale), shift;
    if (hours < -24 * one || hours > 24 * one)
        return NUMBER_OVERFLOW;
    shift = hours * 3600;
    if (shift < 0 ? time < INT64_MIN - shift : time > INT64_MAX - shift)
        return NUMBER_OVERFLOW;
    *seconds = number_floor_div(time + shift, one);
    return KEFU_VALUE_OK;
}

static int64_t number_floor_mod(int64_t a, int64_t unit)
{
    return a - number_floor_div(a, unit) * unit;
}

static int32_t number_clock(const kf_node *node, int32_t scale, int64_t a, int64_t b, int64_t *out)
{
    int64_t seconds, part;
    if (number_local(scale, a, b, &seconds))
        return NUMBER_OVERFLOW;
    if (node->op == KF_OP_HOUR)
        part = number_floor_mod(seconds, 86400) / 3600;
    else if (node->op == KF_OP_MINUTE)
        part = number_floor_mod(seconds, 3600) / 60;
    else if (node->op == KF_OP_WEEKDAY)
        part = number_floor_mod(number_floor_div(seconds, 86400) + 3, 7) + 1;
    else
        part = number_floor_div(seconds, 86400);
    *out = part * kf_pow10(scale); /* less than the seconds */
    return KEFU_VALUE_OK;
}

/* ---- The block ------------------------------------------------------------------------------ */

static number_fn number_of(uint8_t op)
{
    static const struct {
        kf_op op;
        number_fn fn;
    } numbers[] = {
        {KF_OP_MUL, number_mul},   {KF_OP_DIV, number_div},     {KF_OP_MOD, number_mod},
        {KF_OP_NEG, number_neg},   {KF_OP_ABS, number_abs},     {KF_OP_FLOOR, number_floor},
        {KF_OP_CEIL, number_ceil}, {KF_OP_ROUND, number_round}, {KF_OP_SIGN, number_sign},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i].op == op)
            return numbers[i].fn;
    return number_clock;
}

kefu_status kf_rows_number(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    number_fn fn = number_of(node->op);
    int32_t scale = run->formula->scale, arity = kf_op_of(node)->arity;
    const uint8_t *joined = kf_rows_states(run, args, arity);
    uint8_t *states = run->slot.states, any = joined != NULL;
    if (!joined && run->count)
        memset(states, KEFU_VALUE_OK, (size_t)run->count);
    for (int64_t i = 0; i < run->count; i++) {
        int64_t value = 0, b = arity > 1 ? args[1].values[i] : 0;
        int32_t got = states[i] ? states[i] : fn(node, scale, args[0].values[i], b, &value);
        if (got == NUMBER_OVERFLOW)
            return kf_rows_overflow(run, node, i);
        run->slot.values[i] = value;
        states[i] = (uint8_t)got;
        any |= (uint8_t)got;
    }
    out->values = run->slot.values;
    out->states = any ? states : NULL;
    return KEFU_OK;
}
