/* model_score.c - what a model says of many texts, to the caller's columns. */
#include "base/fail.h"
#include "model/model.h"

/* What is scored with, and where one text is folded to. */
typedef struct text_score_call {
    const kefu_text *texts;
    int64_t n;
    int32_t encoding, invalid;
    int32_t all; /* 1: more than head 0 is asked for */
    uint16_t *units;
    kefu_model_scores out;
    kf_panel panel;
} text_score_call;

static kefu_status text_score_check_one(const kefu_text *text, int64_t row, kefu_error *error)
{
    return text->data || !text->size
               ? KEFU_OK
               : kf_fail_row(error, KEFU_E_ARGUMENT, row,
                             "kefu_model_score: a text of %i bytes is NULL", (int64_t)text->size);
}

static kefu_status text_score_check(const text_score_call *call, kefu_error *error)
{
    if (call->encoding != KEFU_UTF8 && call->encoding != KEFU_GB18030)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_model_score: unknown encoding %d",
                       call->encoding);
    if (call->invalid != KEFU_INVALID_REFUSE && call->invalid != KEFU_INVALID_REPLACE)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_model_score: unknown invalid %d",
                       call->invalid);
    if (call->out.three && call->panel.classes[0] < 0)
        return kf_fail(error, KEFU_E_NAME, "model '%s' has no heads of three classes",
                       call->panel.base->id);
    return KEFU_OK;
}

/* Bytes of the longest text. */
static kefu_status text_score_longest(const text_score_call *call, size_t *longest,
                                      kefu_error *error)
{
    *longest = 0;
    for (int64_t i = 0; i < call->n; i++) {
        kefu_status status = text_score_check_one(&call->texts[i], i, error);
        if (status)
            return status;
        if (call->texts[i].size > INT32_MAX)
            return kf_fail_row(error, KEFU_E_LIMIT, i,
                               "kefu_model_score: a text has more than 2^31 - 1 bytes");
        if (call->texts[i].size > *longest)
            *longest = call->texts[i].size;
    }
    return KEFU_OK;
}

static void text_score_give_all(const text_score_call *call, const kf_scores *scores, int64_t row)
{
    const kf_panel *panel = &call->panel;
    int64_t z[KF_MOST_JUDGED];
    uint32_t yes = 0;
    kf_panel_judge(panel, scores, NULL, z);
    for (int32_t i = 0; i < panel->n; i++) {
        if (kf_head_says_yes(panel->judged[i].head, z[i]))
            yes |= UINT32_C(1) << i;
        if (call->out.z)
            call->out.z[i * call->n + row] = z[i] > INT32_MAX    ? INT32_MAX
                                             : z[i] < -INT32_MAX ? -INT32_MAX
                                                                 : (int32_t)z[i];
    }
    if (call->out.aspects)
        call->out.aspects[row] = yes;
    if (call->out.three)
        call->out.three[row] = (int8_t)kf_panel_three(panel, z);
}

static void text_score_give(const text_score_call *call, const kf_scores *scores, int64_t row)
{
    const int32_t score = scores->head[0];
    if (call->out.polarity)
        call->out.polarity[row] = (int8_t)((score > 0) - (score < 0));
    if (call->out.positive)
        call->out.positive[row] =
            kf_head_chance(call->panel.judged[0].head, kf_panel_z(&call->panel, 0, scores, NULL));
    if (call->all)
        text_score_give_all(call, scores, row);
}

static kefu_status text_score_one(const text_score_call *call, int64_t row, kefu_error *error)
{
    const kefu_text *text = &call->texts[row];
    const kf_table *table = &call->panel.base->table;
    const uint16_t *first = call->units + KF_FOLD_BEFORE; /* the edge */
    kf_scores scores;
    size_t count;
    kefu_status status = kf_fold(text->size ? text->data : "", text->size, call->encoding,
                                 call->invalid, call->units, NULL, &count, error);
    if (status && error)
        error->row = row;
    if (status)
        return status;
    if (count > KF_MOST_UNITS)
        return kf_fail_row(error, KEFU_E_LIMIT, row, "a text has more than %d characters",
                           (int32_t)KF_MOST_UNITS);
    if (call->all)
        kf_score_all(table, first, count, &scores);
    else
        kf_score_one(table, first, count, &scores);
    text_score_give(call, &scores, row);
    return KEFU_OK;
}

static kefu_status text_score_all(text_score_call *call, const kf_memory *memory, kefu_error *error)
{
    size_t longest, room;
    kefu_status status = text_score_longest(call, &longest, error);
    if (status)
        return status;
    room = kf_fold_room(longest);
    call->units = kf_alloc_array(memory, room, sizeof *call->units);
    if (!call->units)
        return kf_no_memory(error);
    for (int64_t row = 0; row < call->n && !status; row++)
        status = text_score_one(call, row, error);
    kf_free_array(memory, call->units, room, sizeof *call->units);
    return status;
}

kefu_status KEFU_CALL kefu_model_score(const kefu_model *model, const kefu_text *texts, int64_t n,
                                       int32_t encoding, int32_t invalid,
                                       const kefu_model_scores *out, kefu_error *error)
{
    text_score_call call = {.texts = texts, .n = n, .encoding = encoding, .invalid = invalid};
    kefu_status status;
    if (!model || !out || (n && !texts))
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_model_score: %s is NULL",
                       !model ? "model"
                       : !out ? "out"
                              : "texts");
    if (n < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_model_score: n is %i", n);
    status = kf_take(&call.out, sizeof call.out, out, error);
    if (!status)
        status = kf_panel_init(&call.panel, model, NULL, error);
    if (!status)
        status = text_score_check(&call, error);
    if (status)
        return status;
    call.all = call.out.three || call.out.aspects || call.out.z;
    return text_score_all(&call, &model->memory, error);
}
