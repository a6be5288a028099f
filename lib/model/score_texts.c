/* score_texts.c - see score_texts.h. */
#include "model/score_texts.h"

#include "base/fail.h"

/* Scores of one text by both tables; `delta` is only set if there is one. */
typedef struct text_scores {
    const uint16_t *edge; /* the first */
    size_t count;
    kf_scores base, delta;
} text_scores;

kefu_status kf_texts_scoring_init(kf_texts_scoring *scoring, const kefu_model *model,
                                  const kefu_model *delta, const kefu_model_scores *out,
                                  kefu_error *error)
{
    kefu_status status;
    *scoring = (kf_texts_scoring){.memory = &model->memory};
    status = kf_take(&scoring->out, sizeof scoring->out, out, error);
    if (!status)
        status = kf_panel_init(&scoring->panel, model, delta, error);
    if (status)
        return status;
    if (scoring->out.three && scoring->panel.classes[0] < 0)
        return kf_fail(error, KEFU_E_NAME, "model '%s' has no heads of three classes", model->id);
    scoring->all = scoring->out.three || scoring->out.aspects || scoring->out.z;
    scoring->judged = scoring->out.three || scoring->out.z || (scoring->out.aspects && delta);
    return KEFU_OK;
}

void kf_texts_scoring_free(kf_texts_scoring *scoring)
{
    kf_free_array(scoring->memory, scoring->units, scoring->room, sizeof *scoring->units);
}

/* ---- What it says --------------------------------------------------------------------------- */

static void texts_give_z(const kf_texts_scoring *s, const int64_t *z, int64_t row)
{
    for (int32_t i = 0; i < s->panel.n; i++)
        s->out.z[i * s->rows + row] = z[i] > INT32_MAX    ? INT32_MAX
                                      : z[i] < -INT32_MAX ? -INT32_MAX
                                                          : (int32_t)z[i];
}

/* Whether nothing that occurs is in a table; only looked up where the score may mean that. */
static int32_t texts_unknown(const kefu_model *model, const kf_scores *scores,
                             const text_scores *text)
{
    return !model || (scores->head[0] == 0 &&
                      kf_model_hits(&model->table, text->edge, text->count, NULL, 0) == 0);
}

static int8_t texts_polarity(const kf_panel *panel, const text_scores *text, int64_t z)
{
    if (texts_unknown(panel->base, &text->base, text) &&
        texts_unknown(panel->delta, &text->delta, text))
        return 0;
    return (int8_t)kf_head_side(panel->judged[0].head, z);
}

static void texts_give(const kf_texts_scoring *s, const text_scores *text, int64_t row)
{
    const kf_panel *panel = &s->panel;
    int64_t z[KF_MOST_JUDGED];
    if (s->judged)
        kf_panel_judge(panel, &text->base, &text->delta, z);
    else
        z[0] = kf_panel_z(panel, 0, &text->base, &text->delta);
    if (s->out.polarity)
        s->out.polarity[row] = texts_polarity(panel, text, z[0]);
    if (s->out.positive)
        s->out.positive[row] = kf_head_chance(panel->judged[0].head, z[0]);
    if (s->out.aspects)
        s->out.aspects[row] =
            s->judged ? kf_panel_yes(panel, z) : kf_panel_yes_scored(panel, &text->base);
    if (s->out.three)
        s->out.three[row] = (int8_t)kf_panel_three(panel, z);
    if (s->out.z)
        texts_give_z(s, z, row);
}

/* ---- Texts ---------------------------------------------------------------------------------- */

static void texts_score(const kf_texts_scoring *s, const kefu_model *model, const text_scores *text,
                        kf_scores *out)
{
    if (s->all)
        kf_score_all(&model->table, text->edge, text->count, out);
    else
        kf_score_one(&model->table, text->edge, text->count, out);
}

static kefu_status texts_one(const kf_texts_scoring *s, kefu_text view, int64_t row,
                             kefu_error *error)
{
    text_scores text; /* to clear it takes as long as to judge */
    kefu_status status = kf_fold_on(s->panel.base->table.cpu, view.size ? view.data : "", view.size,
                                    s->encoding, s->invalid, s->units, NULL, &text.count, error);
    if (status && error)
        error->row = row;
    if (status)
        return status;
    if (text.count > KF_MOST_UNITS)
        return kf_fail_row(error, KEFU_E_LIMIT, row, "a text has more than %d characters",
                           (int32_t)KF_MOST_UNITS);
    text.edge = s->units + KF_FOLD_BEFORE;
    texts_score(s, s->panel.base, &text, &text.base);
    if (s->panel.delta)
        texts_score(s, s->panel.delta, &text, &text.delta);
    texts_give(s, &text, row);
    return KEFU_OK;
}

/* Bytes of the longest text. */
static kefu_status texts_longest(const kefu_text *texts, int64_t first, int64_t count,
                                 size_t *longest, kefu_error *error)
{
    *longest = 0;
    for (int64_t i = 0; i < count; i++) {
        if (!texts[i].data && texts[i].size)
            return kf_fail_row(error, KEFU_E_ARGUMENT, first + i, "a text of %i bytes is NULL",
                               (int64_t)texts[i].size);
        if (texts[i].size > INT32_MAX)
            return kf_fail_row(error, KEFU_E_LIMIT, first + i,
                               "a text has more than 2^31 - 1 bytes");
        if (texts[i].size > *longest)
            *longest = texts[i].size;
    }
    return KEFU_OK;
}

kefu_status kf_texts_scoring_block(kf_texts_scoring *scoring, const kefu_text *texts, int64_t first,
                                   int64_t count, kefu_error *error)
{
    size_t longest;
    uint16_t *units;
    kefu_status status = texts_longest(texts, first, count, &longest, error);
    if (status)
        return status;
    units = kf_reserve(scoring->memory, scoring->units, &scoring->room, kf_fold_room(longest),
                       sizeof *units);
    if (!units)
        return kf_no_memory(error);
    scoring->units = units;
    for (int64_t i = 0; i < count && !status; i++)
        status = texts_one(scoring, texts[i], first + i, error);
    return status;
}
