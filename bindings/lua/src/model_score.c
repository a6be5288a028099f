/* model_score.c - what a model says of many texts, as columns. */

enum { SCORE_HEADS = 32 }; /* of a model with its delta, at most */

/* Lists that are asked for; z has a list for each head that may be. */
static void score_arrays(kl_frame *f, int64_t n, int three, int z, kefu_model_scores *out)
{
    memset(out, 0, sizeof *out);
    out->struct_size = sizeof *out;
    out->polarity = shape_array(f, n, sizeof *out->polarity);
    out->positive = shape_array(f, n, sizeof *out->positive);
    out->aspects = shape_array(f, n, sizeof *out->aspects);
    out->three = three ? shape_array(f, n, sizeof *out->three) : NULL;
    out->z = z ? shape_array(f, n * SCORE_HEADS, sizeof *out->z) : NULL;
}

static void score_push_int8s(lua_State *L, const int8_t *numbers, int64_t n)
{
    lua_createtable(L, (int)n, 0);
    for (int64_t i = 0; i < n; i++) {
        lua_pushinteger(L, numbers[i]);
        lua_rawseti(L, -2, (int)(i + 1));
    }
}

static void score_push_int32s(lua_State *L, const int32_t *numbers, int64_t n)
{
    lua_createtable(L, (int)n, 0);
    for (int64_t i = 0; i < n; i++) {
        lua_pushinteger(L, numbers[i]);
        lua_rawseti(L, -2, (int)(i + 1));
    }
}

/* For each text the numbers of the heads that say yes, from 1: {{2, 5}, {}, ...}. */
static void score_push_aspects(lua_State *L, const uint32_t *aspects, int64_t n)
{
    lua_createtable(L, (int)n, 0);
    for (int64_t i = 0; i < n; i++) {
        int yes = 0;
        lua_createtable(L, 0, 0);
        for (int head = 0; head < SCORE_HEADS; head++) {
            if (!(aspects[i] >> head & 1))
                continue;
            lua_pushinteger(L, head + 1);
            lua_rawseti(L, -2, ++yes);
        }
        lua_rawseti(L, -2, (int)(i + 1));
    }
}

/* Heads of the model; those that only a delta has are behind them, and not told here. */
static int32_t score_heads(const kefu_model *model)
{
    kefu_model_info info = {.struct_size = sizeof info};
    return kefu_model_describe(model, &info) ? 0 : info.heads;
}

static void score_push(kl_frame *f, int64_t n, const kefu_model_scores *scores)
{
    lua_State *L = f->L;
    lua_createtable(L, 0, 5);
    score_push_int8s(L, scores->polarity, n);
    lua_setfield(L, -2, "polarity");
    score_push_int32s(L, scores->positive, n);
    lua_setfield(L, -2, "positive");
    score_push_aspects(L, scores->aspects, n);
    lua_setfield(L, -2, "aspects");
    if (scores->three) {
        score_push_int8s(L, scores->three, n);
        lua_setfield(L, -2, "three");
    }
    if (!scores->z)
        return;
    int32_t heads = score_heads(f->call.self);
    lua_createtable(L, heads, 0);
    for (int32_t head = 0; head < heads; head++) {
        score_push_int32s(L, scores->z + head * n, n);
        lua_rawseti(L, -2, head + 1);
    }
    lua_setfield(L, -2, "z");
}

/* model:score(texts, {delta, encoding, invalid, three, z}) */
static kefu_status shape_model_score(kl_frame *f)
{
    kefu_model_scores scores;
    int64_t n = (int64_t)SHAPE_SIZE(0);
    score_arrays(f, n, SHAPE_I(4) != 0, SHAPE_I(5) != 0, &scores);
    kefu_status status =
        kefu_model_score(f->call.self, SHAPE_DATA(1), SHAPE_DATA(0), n, (int32_t)SHAPE_I(2),
                         (int32_t)SHAPE_I(3), &scores, &f->error);
    if (!status)
        score_push(f, n, &scores);
    return status;
}

/* model:score_column(rows, column, {delta, invalid, three, z}) */
static kefu_status shape_model_score_column(kl_frame *f)
{
    kefu_model_scores scores;
    const kefu_batch *batch = SHAPE_DATA(0);
    const kefu_column *column = NULL;
    for (int32_t i = 0; i < batch->n_columns; i++)
        if (strcmp(batch->columns[i]->name, SHAPE_DATA(1)) == 0)
            column = batch->columns[i];
    if (!column)
        return kl_fail(f, KEFU_E_NAME, "column: there is no '%.100s'", (const char *)SHAPE_DATA(1));
    score_arrays(f, batch->rows, SHAPE_I(4) != 0, SHAPE_I(5) != 0, &scores);
    kefu_status status = kefu_model_score_column(f->call.self, SHAPE_DATA(2), column, batch->rows,
                                                 (int32_t)SHAPE_I(3), &scores, &f->error);
    if (!status)
        score_push(f, batch->rows, &scores);
    return status;
}
