/* kernel_logic.c - truth, comparison and choice over blocks of rows, with three-valued logic. */
#include <string.h>

#include "expr/kernel.h"

/* ---- Order ---------------------------------------------------------------------------------- */

static int32_t text_order(const kefu_text *a, const kefu_text *b)
{
    size_t shorter = a->size < b->size ? a->size : b->size;
    int c = shorter ? memcmp(a->data, b->data, shorter) : 0;
    if (c)
        return c < 0 ? -1 : 1;
    return (a->size > b->size) - (a->size < b->size);
}

/* Of row i of two vectors of one type. */
static int32_t rows_order(const kf_vector *a, const kf_vector *b, int64_t i)
{
    if (a->texts)
        return text_order(&a->texts[i], &b->texts[i]);
    return (a->values[i] > b->values[i]) - (a->values[i] < b->values[i]);
}

/* Bit 0, 1 or 2 is set where less, equal or greater makes the comparison true. */
static int32_t compare_mask(uint8_t op)
{
    static const uint8_t masks[] = {2, 5, 1, 3, 4, 6}; /* = <> < <= > >= */
    return masks[op - KF_OP_EQ];
}

static void compare_numbers(const kf_run *run, int32_t mask, const int64_t *a, const int64_t *b)
{
    int64_t *v = run->slot.values;
    for (int64_t i = 0; i < run->count; i++)
        v[i] = mask >> ((a[i] > b[i]) - (a[i] < b[i]) + 1) & 1;
}

static void compare_texts(const kf_run *run, int32_t mask, const kefu_text *a, const kefu_text *b)
{
    int64_t *v = run->slot.values;
    int32_t equality = mask == 2 || mask == 5;
    for (int64_t i = 0; i < run->count; i++) {
        if (equality && a[i].size != b[i].size)
            v[i] = mask == 5;
        else
            v[i] = mask >> (text_order(&a[i], &b[i]) + 1) & 1;
    }
}

kefu_status kf_rows_compare(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    int32_t mask = compare_mask(node->op);
    if (args[0].texts)
        compare_texts(run, mask, args[0].texts, args[1].texts);
    else
        compare_numbers(run, mask, args[0].values, args[1].values);
    out->states = kf_rows_states(run, args, 2);
    out->values = run->slot.values;
    kf_rows_seal(run, out->states);
    return KEFU_OK;
}

/* ---- and, or, not, is null ------------------------------------------------------------------ */

/* `or` is decided by a true side, `and` by a false one, whatever the other is. */
kefu_status kf_rows_logic(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    int64_t decides = node->op == KF_OP_OR, *v = run->slot.values;
    uint8_t *states = run->slot.states, any = 0;
    const kf_vector *a = &args[0], *b = &args[1];
    for (int64_t i = 0; i < run->count; i++) {
        uint8_t x = kf_state_at(a, i), y = kf_state_at(b, i);
        int32_t decided = (!x && a->values[i] == decides) || (!y && b->values[i] == decides);
        uint8_t state = decided ? (uint8_t)KEFU_VALUE_OK : kf_state_join(x, y);
        v[i] = decided ? decides : state ? 0 : !decides;
        states[i] = state;
        any |= state;
    }
    out->values = v;
    out->states = any ? states : NULL;
    return KEFU_OK;
}

kefu_status kf_rows_not(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    (void)node;
    for (int64_t i = 0; i < run->count; i++)
        run->slot.values[i] = !args[0].values[i];
    out->states = kf_rows_states(run, args, 1);
    out->values = run->slot.values;
    kf_rows_seal(run, out->states);
    return KEFU_OK;
}

kefu_status kf_rows_is_null(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    (void)node;
    for (int64_t i = 0; i < run->count; i++)
        run->slot.values[i] = kf_state_at(&args[0], i) != KEFU_VALUE_OK;
    out->values = run->slot.values;
    return KEFU_OK;
}

/* ---- between, in ---------------------------------------------------------------------------- */

/* x >= a and x <= b */
static uint8_t between_row(const kf_vector *args, int64_t i, int64_t *value)
{
    uint8_t x = kf_state_at(&args[0], i);
    uint8_t low = kf_state_join(x, kf_state_at(&args[1], i));
    uint8_t high = kf_state_join(x, kf_state_at(&args[2], i));
    int32_t below = !low && rows_order(&args[0], &args[1], i) < 0;
    int32_t above = !high && rows_order(&args[0], &args[2], i) > 0;
    uint8_t state = below || above ? (uint8_t)KEFU_VALUE_OK : kf_state_join(low, high);
    *value = !state && !below && !above;
    return state;
}

kefu_status kf_rows_between(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    uint8_t any = 0;
    (void)node;
    for (int64_t i = 0; i < run->count; i++) {
        int64_t value;
        uint8_t state = between_row(args, i, &value);
        run->slot.values[i] = value;
        run->slot.states[i] = state;
        any |= state;
    }
    out->values = run->slot.values;
    out->states = any ? run->slot.states : NULL;
    return KEFU_OK;
}

static int32_t list_has(const kf_list *list, const kf_vector *v, int64_t i)
{
    for (size_t k = 0; list->type == KEFU_EXPR_NUMBER && k < list->n; k++)
        if (list->numbers[k] == v->values[i])
            return 1;
    for (size_t k = 0; list->type == KEFU_EXPR_TEXT && k < list->n; k++)
        if (list->texts[k].size == v->texts[i].size && !text_order(&list->texts[k], &v->texts[i]))
            return 1;
    return 0;
}

/* A value that is not in a list with null may be equal to that null: null. */
kefu_status kf_rows_in(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    const kf_list *list = node->as.list;
    uint8_t any = 0;
    for (int64_t i = 0; i < run->count; i++) {
        uint8_t state = kf_state_at(&args[0], i);
        int64_t found = !state && list_has(list, &args[0], i);
        if (!state && !found && list->has_null)
            state = KEFU_VALUE_NO_DATA;
        run->slot.values[i] = found;
        run->slot.states[i] = state;
        any |= state;
    }
    out->values = run->slot.values;
    out->states = any ? run->slot.states : NULL;
    return KEFU_OK;
}

/* ---- Choice: case, coalesce, least, greatest, nullif ----------------------------------------- */

/* The argument whose value a row takes, or minus the state of a row that takes none. */
typedef int32_t (*pick_fn)(const kf_vector *args, int64_t i);

/* A condition that is not known yet leaves the choice unknown; a null one is as good as false. */
static int32_t pick_when(const kf_vector *condition, int64_t i, int32_t taken)
{
    uint8_t state = kf_state_at(condition, i);
    if (state == KEFU_VALUE_PROVISIONAL)
        return -KEFU_VALUE_PROVISIONAL;
    return !state && condition->values[i] ? taken : -KF_UNDECIDED;
}

static int32_t pick_case(const kf_vector *args, int64_t i) { return pick_when(&args[0], i, 1); }

static int32_t pick_case_next(const kf_vector *args, int64_t i)
{
    return kf_state_at(&args[0], i) == KF_UNDECIDED ? pick_when(&args[1], i, 2) : 0;
}

static int32_t pick_case_else(const kf_vector *args, int64_t i)
{
    return kf_state_at(&args[0], i) == KF_UNDECIDED;
}

/* -1: both have values; else what the row takes. */
static int32_t pick_only(const kf_vector *args, int64_t i, int32_t *pick)
{
    uint8_t a = kf_state_at(&args[0], i), b = kf_state_at(&args[1], i);
    *pick = a && b ? -kf_state_join(a, b) : a != KEFU_VALUE_OK;
    return !a && !b ? -1 : 0;
}

static int32_t pick_coalesce(const kf_vector *args, int64_t i)
{
    int32_t pick;
    pick_only(args, i, &pick);
    return pick;
}

static int32_t pick_least(const kf_vector *args, int64_t i)
{
    int32_t pick;
    return pick_only(args, i, &pick) ? rows_order(&args[0], &args[1], i) > 0 : pick;
}

static int32_t pick_greatest(const kf_vector *args, int64_t i)
{
    int32_t pick;
    return pick_only(args, i, &pick) ? rows_order(&args[0], &args[1], i) < 0 : pick;
}

/* case when a = b then null else a end */
static int32_t pick_nullif(const kf_vector *args, int64_t i)
{
    uint8_t a = kf_state_at(&args[0], i), b = kf_state_at(&args[1], i);
    if (a || b == KEFU_VALUE_NO_DATA)
        return 0;
    if (b)
        return -b;
    return rows_order(&args[0], &args[1], i) ? 0 : -KEFU_VALUE_NO_DATA;
}

static pick_fn pick_of(uint8_t op)
{
    static const struct {
        kf_op op;
        pick_fn pick;
    } picks[] = {
        {KF_OP_CASE, pick_case},           {KF_OP_CASE_NEXT, pick_case_next},
        {KF_OP_CASE_ELSE, pick_case_else}, {KF_OP_LEAST, pick_least},
        {KF_OP_GREATEST, pick_greatest},   {KF_OP_NULLIF, pick_nullif},
    };
    for (size_t i = 0; i < sizeof picks / sizeof *picks; i++)
        if (picks[i].op == op)
            return picks[i].pick;
    return pick_coalesce;
}

kefu_status kf_rows_pick(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    pick_fn pick = pick_of(node->op);
    int32_t texts = node->type == KEFU_EXPR_TEXT;
    uint8_t any = 0;
    for (int64_t i = 0; i < run->count; i++) {
        int32_t k = pick(args, i);
        uint8_t state = k < 0 ? (uint8_t)-k : kf_state_at(&args[k], i);
        if (texts)
            run->slot.texts[i] = state ? (kefu_text){"", 0} : args[k].texts[i];
        else
            run->slot.values[i] = state ? 0 : args[k].values[i];
        run->slot.states[i] = state;
        any |= state;
    }
    out->values = texts ? NULL : run->slot.values;
    out->texts = texts ? run->slot.texts : NULL;
    out->states = any ? run->slot.states : NULL;
    return KEFU_OK;
}
