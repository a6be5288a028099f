/* shapes.c - calls whose arrays go in and out: lists. */

/* The lists that were given, and what was read of them. */
#define SHAPE_I(k)    (f->call.in[k].i)
#define SHAPE_DATA(k) (f->call.in[k].data)
#define SHAPE_SIZE(k) (f->call.in[k].size)

static void *shape_array(kl_frame *f, int64_t n, size_t size)
{
    return kl_scratch(f->L, (size_t)n * size);
}

static kefu_status shape_one_length(kl_frame *f, const char *name, const void *array, size_t size,
                                    int64_t n)
{
    if (!array || size == (size_t)n)
        return KEFU_OK;
    return kl_fail(f, KEFU_E_ARGUMENT, "%s: one for each value is needed", name);
}

/* Numbers of things from 0, as a list of numbers from 1. */
static void shape_push_numbers(lua_State *L, const int64_t *numbers, int64_t n)
{
    lua_createtable(L, (int)n, 0);
    for (int64_t i = 0; i < n; i++) {
        kl_push_int64(L, numbers[i] + 1);
        lua_rawseti(L, -2, (int)(i + 1));
    }
}

/* kefu.apportion(whole, weights, ties): whole units by weights, which add up. */
static kefu_status shape_apportion(kl_frame *f)
{
    static const kl_slot whole = {"apportion", KB_INT64S, 0, 0, 0, NULL};
    int64_t n = (int64_t)SHAPE_SIZE(1), *out = shape_array(f, n, sizeof *out);
    kb_arg shares = {.data = out, .size = (size_t)n};
    kefu_status status =
        kefu_apportion(NULL, SHAPE_I(0), SHAPE_DATA(1), n, (int32_t)SHAPE_I(2), out, &f->error);
    if (!status)
        result_push(f->L, &whole, &shares);
    return status;
}

/* ---- Ranks ---------------------------------------------------------------------------------- */

/* A list of values, numbers or {num, den, n}; what has none is kefu.null. */
static kefu_status shape_read_values(kl_frame *f, int at, kefu_value **out, int64_t *n)
{
    static const kl_slot slot = {"values", KB_VALUE, 0, 0, 0, NULL};
    kefu_status status = KEFU_OK;
    f->what = "values";
    if (!lua_istable(f->L, at))
        return kl_wrong(f, at, "a list of values");
    *n = (int64_t)kl_rawlen(f->L, at);
    *out = shape_array(f, *n, sizeof **out);
    int top = lua_gettop(f->L);
    for (int64_t i = 0; i < *n && !status; i++) {
        kb_arg one = {.v = {0, 0, 0, KEFU_VALUE_NO_DATA, 0}};
        lua_rawgeti(f->L, at, (int)(i + 1));
        if (cell_state(f->L, -1) == KEFU_VALUE_OK)
            status = kl_read(f, lua_gettop(f->L), &slot, &one);
        (*out)[i] = one.v;
        lua_settop(f->L, top);
    }
    return status;
}

static kefu_status shape_rank_options(kl_frame *f, int groups, int64_t n, kefu_rank_options **out)
{
    kefu_rank_options *options = (void *)(uintptr_t)SHAPE_DATA(groups + 2);
    kefu_status status = shape_one_length(f, "groups", SHAPE_DATA(groups), SHAPE_SIZE(groups), n);
    if (!status)
        status = shape_one_length(f, "ids", SHAPE_DATA(groups + 1), SHAPE_SIZE(groups + 1), n);
    options->groups = SHAPE_DATA(groups);
    options->ids = SHAPE_DATA(groups + 1);
    *out = options;
    return status;
}

/* kefu.rank(values, {ties = "dense"}): places, and the order to print. */
static kefu_status shape_rank(kl_frame *f)
{
    kefu_value *values = NULL;
    kefu_rank_options *options = NULL;
    int64_t n = 0;
    kefu_status status = shape_read_values(f, (int)SHAPE_I(0), &values, &n);
    if (!status)
        status = shape_rank_options(f, 1, n, &options);
    if (status)
        return status;
    kefu_place *places = shape_array(f, n, sizeof *places);
    int64_t *order = shape_array(f, n, sizeof *order);
    status = kefu_rank(values, n, options, places, order, &f->error);
    if (status)
        return status;
    lua_createtable(f->L, (int)n, 0);
    for (int64_t i = 0; i < n; i++) {
        kb_arg place = {.data = &places[i]};
        result_place(f->L, NULL, &place);
        lua_rawseti(f->L, -2, (int)(i + 1));
    }
    shape_push_numbers(f->L, order, n);
    return KEFU_OK;
}

/* kefu.rank_top(values, k): numbers of the best, best first. */
static kefu_status shape_rank_top(kl_frame *f)
{
    kefu_value *values = NULL;
    kefu_rank_options *options = NULL;
    int64_t n = 0, count = 0;
    kefu_status status = shape_read_values(f, (int)SHAPE_I(0), &values, &n);
    if (!status)
        status = shape_rank_options(f, 3, n, &options);
    if (status)
        return status;
    int64_t *out = shape_array(f, n, sizeof *out);
    status = kefu_rank_top(values, n, SHAPE_I(1), (int32_t)SHAPE_I(2), options, out, n, &count,
                           &f->error);
    if (!status)
        shape_push_numbers(f->L, out, count);
    return status;
}

/* ---- Columns -------------------------------------------------------------------------------- */

/* frame:values("转化率"): a kefu.value for each row. */
static kefu_status shape_frame_values(kl_frame *f)
{
    int32_t metric = 0;
    const kefu_frame *frame = f->call.self;
    kefu_status status = kefu_frame_find_metric(frame, SHAPE_DATA(0), &metric, &f->error);
    int64_t n = kefu_frame_rows(frame);
    if (status)
        return status;
    kefu_value *values = shape_array(f, n, sizeof *values);
    status = kefu_frame_values(frame, metric, 0, n, values);
    lua_createtable(f->L, (int)n, 0);
    for (int64_t i = 0; i < n && !status; i++) {
        kl_push_value(f->L, &values[i]);
        lua_rawseti(f->L, -2, (int)(i + 1));
    }
    return status;
}

/* expr:eval(rows): truth values, or numbers × 10^scale; kefu.null where there is none. */
static kefu_status shape_expr_eval(kl_frame *f)
{
    const kefu_batch *batch = SHAPE_DATA(0);
    int boolean = kefu_expr_type(f->call.self) == KEFU_EXPR_BOOL;
    int64_t *values = shape_array(f, batch->rows, sizeof *values);
    uint8_t *states = shape_array(f, batch->rows, sizeof *states);
    kefu_status status =
        kefu_expr_eval(f->call.self, batch, values, states, batch->rows, &f->error);
    if (status)
        return status;
    lua_createtable(f->L, (int)batch->rows, 0);
    for (int64_t i = 0; i < batch->rows; i++) {
        if (states[i] != KEFU_VALUE_OK)
            cell_push_state(f->L, states[i]);
        else if (boolean)
            lua_pushboolean(f->L, values[i] != 0);
        else
            kl_push_int64(f->L, values[i]);
        lua_rawseti(f->L, -2, (int)(i + 1));
    }
    return KEFU_OK;
}

static void shape_push_points(lua_State *L, const int64_t *points, int64_t n)
{
    lua_createtable(L, (int)n, 0);
    for (int64_t i = 0; i < n; i++) {
        if (points[i] == KEFU_UNKNOWN)
            cell_push_state(L, KEFU_VALUE_NO_DATA);
        else
            kl_push_int64(L, points[i]);
        lua_rawseti(L, -2, (int)(i + 1));
    }
}

/* card:score_columns(rows): totals, and a list for each item, in millionths. */
static kefu_status shape_score_columns(kl_frame *f)
{
    const kefu_batch *batch = SHAPE_DATA(0);
    const kefu_card *card = f->call.self;
    int32_t items = kefu_card_parts(card, KEFU_PART_ITEM);
    int64_t n = batch->rows, *totals = shape_array(f, n, sizeof *totals);
    int64_t *all = shape_array(f, n * items, sizeof *all);
    int64_t **points = shape_array(f, items, sizeof *points);
    for (int32_t i = 0; i < items; i++)
        points[i] = all + i * n;
    kefu_status status = kefu_score_columns(card, batch, totals, points, &f->error);
    if (status)
        return status;
    shape_push_points(f->L, totals, n);
    lua_createtable(f->L, items, 0);
    for (int32_t i = 0; i < items; i++) {
        shape_push_points(f->L, points[i], n);
        lua_rawseti(f->L, -2, i + 1);
    }
    return KEFU_OK;
}

/* ---- Draws ---------------------------------------------------------------------------------- */

/* kefu.pick_rate(key, rate, rows, id): numbers of the rows whose id hashes below the rate. */
static kefu_status shape_pick_rate(kl_frame *f)
{
    const kefu_batch *batch = SHAPE_DATA(2);
    int64_t count = 0, *rows = shape_array(f, batch->rows, sizeof *rows);
    kefu_status status = kefu_pick_rate(NULL, (uint64_t)SHAPE_I(0), SHAPE_I(1), batch,
                                        SHAPE_DATA(3), rows, batch->rows, &count, &f->error);
    if (!status)
        shape_push_numbers(f->L, rows, count);
    return status;
}

/* kefu.pick_numbers(key, n, k): k different numbers of 1 .. n, in the order drawn. */
static kefu_status shape_pick_numbers(kl_frame *f)
{
    int64_t k = SHAPE_I(2);
    if (k < 0 || k > INT32_MAX || k > SHAPE_I(1))
        return kl_fail(f, KEFU_E_ARGUMENT, "k: 0 .. n, at most 2147483647");
    int64_t *out = shape_array(f, k, sizeof *out);
    kefu_status status =
        kefu_pick_numbers(NULL, (uint64_t)SHAPE_I(0), SHAPE_I(1), k, out, &f->error);
    if (!status)
        shape_push_numbers(f->L, out, k);
    return status;
}

/* kefu.pick_pps(rows, {seed, id, size, k}): numbers of the rows drawn, and their chances. */
static kefu_status shape_pick_pps(kl_frame *f)
{
    const kefu_batch *batch = SHAPE_DATA(0);
    const kefu_pps_options *options = SHAPE_DATA(1);
    int64_t k = options->k;
    if (k < 0 || k > batch->rows)
        return kl_fail(f, KEFU_E_INFEASIBLE, "k: there are %d rows", (int)batch->rows);
    int64_t *rows = shape_array(f, k, sizeof *rows);
    kefu_value *chances = shape_array(f, k, sizeof *chances);
    kefu_status status = kefu_pick_pps(options, batch, rows, chances, &f->error);
    if (status)
        return status;
    shape_push_numbers(f->L, rows, k);
    lua_createtable(f->L, (int)k, 0);
    for (int64_t i = 0; i < k; i++) {
        kl_push_value(f->L, &chances[i]);
        lua_rawseti(f->L, -2, (int)(i + 1));
    }
    return KEFU_OK;
}

/* reservoir:offer(rows): which of the rows come in, and the slots that they go to, in order. */
static kefu_status shape_offer(kl_frame *f)
{
    enum { OFFER_PIECE = 256 };
    int64_t rows[OFFER_PIECE], slots[OFFER_PIECE];
    int64_t left = SHAPE_I(0), done = 0, n = 0;
    lua_createtable(f->L, 8, 0);
    lua_createtable(f->L, 8, 0);
    do {
        int64_t count = 0, taken = 0;
        kefu_status status = kefu_reservoir_offer(f->call.self, left, rows, slots, OFFER_PIECE,
                                                  &count, &taken, &f->error);
        if (status)
            return status;
        for (int64_t i = 0; i < count; i++) {
            n++;
            kl_push_int64(f->L, done + rows[i] + 1);
            lua_rawseti(f->L, -3, (int)n);
            kl_push_int64(f->L, slots[i] + 1);
            lua_rawseti(f->L, -2, (int)n);
        }
        left -= taken;
        done += taken;
    } while (left > 0);
    return KEFU_OK;
}
