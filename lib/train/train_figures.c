/* train_figures.c - how right a model is, head by head. */
#include <string.h>

#include "base/fail.h"
#include "kefu/stats.h"
#include "train/train.h"

enum { FIGURE_BINS = 10, FIGURE_ONE = 1000000, FIGURE_WANTED = 950000 };

/* What was counted of one head. */
typedef struct figure_count {
    int64_t said[2][2]; /* [label][verdict] */
    int64_t texts[FIGURE_BINS], yes[FIGURE_BINS], chances[FIGURE_BINS];
    int64_t covered, covered_right;
} figure_count;

/* ---- Counting -----------------------------------------------------------------------------------
 */

static void figure_add(figure_count *c, int32_t label, int32_t verdict, int32_t chance,
                       int32_t certain)
{
    const int32_t bin =
        chance >= FIGURE_ONE ? FIGURE_BINS - 1 : chance / (FIGURE_ONE / FIGURE_BINS);
    const int32_t sure = chance >= FIGURE_ONE / 2 ? chance : FIGURE_ONE - chance;
    c->said[label][verdict]++;
    c->texts[bin]++;
    c->yes[bin] += label;
    c->chances[bin] += chance;
    if (sure >= certain) {
        c->covered++;
        c->covered_right += label == verdict;
    }
}

static kefu_value figure_value(int64_t num, int64_t den, int64_t n)
{
    const kefu_value none = {0, 0, n, KEFU_VALUE_NO_DATA, 0};
    const kefu_value some = {num, den, n, KEFU_VALUE_OK, 0};
    return den > 0 ? some : none;
}

/* Of 2^31 texts at most, so that products of two counts and 8 fit. */
static void figure_shares(const figure_count *c, kefu_train_figures *out)
{
    const int64_t *no = c->said[0], *yes = c->said[1];
    const int64_t n = no[0] + no[1] + yes[0] + yes[1];
    const int64_t yes_den = 2 * yes[1] + yes[0] + no[1], no_den = 2 * no[0] + yes[0] + no[1];
    out->labels = n;
    out->yes = yes[0] + yes[1];
    out->accuracy = figure_value(yes[1] + no[0], n, n);
    out->precision = figure_value(yes[1], yes[1] + no[1], yes[1] + no[1]);
    out->recall = figure_value(yes[1], out->yes, out->yes);
    out->f1 = figure_value(2 * yes[1], yes_den, n);
    out->macro_f1 = yes_den && no_den
                        ? figure_value(yes[1] * no_den + no[0] * yes_den, yes_den * no_den, n)
                        : figure_value(0, 0, n);
    out->covered = figure_value(c->covered, n, n);
    out->right = figure_value(c->covered_right, c->covered, c->covered);
}

static void figure_calibration(const figure_count *c, kefu_train_figures *out)
{
    int64_t off = 0;
    for (int32_t b = 0; b < FIGURE_BINS; b++) {
        const int64_t distance = c->chances[b] - c->yes[b] * FIGURE_ONE;
        off += distance < 0 ? -distance : distance;
    }
    out->calibration = figure_value(off, out->labels * FIGURE_ONE, out->labels);
}

static kefu_status figure_finish(const figure_count *c, kefu_train_figures *out, kefu_error *error)
{
    int64_t low, high;
    kefu_status status;
    memset(out, 0, sizeof *out);
    figure_shares(c, out);
    figure_calibration(c, out);
    out->low = out->high = figure_value(0, 0, out->labels);
    if (!out->labels)
        return KEFU_OK;
    status = kefu_rate_interval(KEFU_INTERVAL_WILSON, out->accuracy.num, out->labels, 0,
                                KEFU_CONFIDENCE_95, &low, &high, error);
    out->low = figure_value(low, KEFU_BILLION, out->labels);
    out->high = figure_value(high, KEFU_BILLION, out->labels);
    out->low.flags = out->high.flags = KEFU_VALUE_ROUNDED;
    return status;
}

/* ---- Judging ------------------------------------------------------------------------------------
 */

/* The least certainty of a verdict that is 95 % right; above any if there is none. */
static int32_t figure_certain(const kefu_model *model)
{
    for (int32_t i = 0; i < model->n_promises; i++)
        if (model->promises[i].right == FIGURE_WANTED && model->promises[i].covered)
            return model->promises[i].certain;
    return FIGURE_ONE + 1;
}

static int32_t figure_verdict(const kf_head *head, int64_t z)
{
    return head->kind == KEFU_HEAD_ASPECT ? kf_head_says_yes(head, z)
                                          : kf_head_chance(head, z) >= FIGURE_ONE / 2;
}

typedef struct figuring {
    kf_panel panel;
    int32_t certain, n_heads;
    int32_t at[KF_MOST_JUDGED]; /* of each column of labels, the head of the panel */
    figure_count counts[KF_MOST_JUDGED];
} figuring;

static kefu_status figure_start(figuring *f, const kefu_model *model, const kefu_model *delta,
                                kefu_error *error)
{
    memset(f->counts, 0, sizeof f->counts);
    for (int32_t h = 0; h < KF_MOST_JUDGED; h++)
        f->at[h] = h;
    f->certain = figure_certain(delta ? delta : model);
    return kf_panel_init(&f->panel, model, delta, error);
}

/* units from the edge before the text. */
static void figure_text(figuring *f, const uint16_t *units, size_t count, const int8_t *labels)
{
    const kf_panel *panel = &f->panel;
    int64_t z[KF_MOST_JUDGED];
    kf_scores base, delta;
    kf_score_all(&panel->base->table, units, count, &base);
    if (panel->delta)
        kf_score_all(&panel->delta->table, units, count, &delta);
    kf_panel_judge(panel, &base, panel->delta ? &delta : NULL, z);
    for (int32_t h = 0; h < f->n_heads; h++) {
        const kf_head *head = panel->judged[f->at[h]].head;
        const int64_t own = z[f->at[h]];
        if (labels[h] >= 0)
            figure_add(&f->counts[h], labels[h], figure_verdict(head, own),
                       kf_head_chance(head, own), h ? FIGURE_ONE + 1 : f->certain);
    }
}

/* Figures to the caller's structs, which have the size that the first one says. */
static kefu_status figure_give(const figuring *f, kefu_train_figures *out, kefu_error *error)
{
    const size_t size = out->struct_size;
    kefu_train_figures figures;
    for (int32_t h = 0; h < f->n_heads; h++) {
        char *at = (char *)out + (size_t)h * size;
        kefu_status status = figure_finish(&f->counts[h], &figures, error);
        if (status)
            return status;
        memcpy(at, &size, sizeof size);
        status = kf_give(at, &figures, sizeof figures);
        if (status)
            return kf_fail(error, status, "kefu_train_figures.struct_size: %i is no size",
                           (int64_t)size);
    }
    return KEFU_OK;
}

static kefu_status figure_check(const kefu_train_figures *out, int32_t heads, int32_t most,
                                kefu_error *error)
{
    if (heads < 1 || heads > most)
        return kf_fail(error, KEFU_E_ARGUMENT, "figures: there are %d heads, not %d", most, heads);
    if (out->struct_size < sizeof out->struct_size || out->struct_size > 65536)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_train_figures.struct_size: %i is no size",
                       (int64_t)out->struct_size);
    return KEFU_OK;
}

/* ---- Of texts that come -------------------------------------------------------------------------
 */

typedef struct figure_texts {
    const kefu_text *texts;
    const int8_t *labels;
    int32_t encoding;
    const kf_memory *memory;
    uint16_t *units;
    size_t capacity;
} figure_texts;

static kefu_status figure_one(figuring *f, figure_texts *t, int64_t row, kefu_error *error)
{
    const kefu_text text = t->texts[row];
    const int8_t *labels = t->labels + row * f->n_heads;
    size_t count;
    kefu_status status;
    void *p;
    if (!text.data && text.size)
        return kf_fail_row(error, KEFU_E_ARGUMENT, row, "a text is NULL");
    for (int32_t h = 0; h < f->n_heads; h++)
        if (labels[h] < -1 || labels[h] > 1)
            return kf_fail_row(error, KEFU_E_DATA, row, "a label is 1, 0 or -1, not %d", labels[h]);
    p = kf_reserve(t->memory, t->units, &t->capacity, kf_fold_room(text.size), sizeof *t->units);
    if (!p)
        return kf_no_memory(error);
    t->units = p;
    status = kf_fold(text.data, text.size, t->encoding, KEFU_INVALID_REFUSE, t->units, NULL, &count,
                     error);
    if (status) {
        if (error)
            error->row = row;
        return status;
    }
    if (count > KF_MOST_UNITS)
        return kf_fail_row(error, KEFU_E_LIMIT, row, "a text has more than %d characters",
                           KF_MOST_UNITS);
    figure_text(f, t->units + KF_FOLD_BEFORE, count, labels);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_model_figures(const kefu_model *model, const kefu_model *delta,
                                         const kefu_text *texts, int64_t n, const int8_t *labels,
                                         int32_t encoding, int32_t heads, kefu_train_figures *out,
                                         kefu_error *error)
{
    figuring f;
    figure_texts t = {texts, labels, encoding, NULL, NULL, 0};
    kefu_status status;
    if (!model || (n > 0 && (!texts || !labels)))
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_model_figures: %s is NULL",
                       !model  ? "model"
                       : texts ? "labels"
                               : "texts");
    if (n < 0 || n > INT32_MAX)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_model_figures: n is 0 .. 2147483647");
    status = figure_start(&f, model, delta, error);
    if (!status)
        status = figure_check(out, heads, f.panel.n, error);
    f.n_heads = heads;
    t.memory = &model->memory;
    for (int64_t i = 0; !status && i < n; i++)
        status = figure_one(&f, &t, i, error);
    kf_free_array(t.memory, t.units, t.capacity, sizeof *t.units);
    return status ? status : figure_give(&f, out, error);
}

/* ---- Of a trainer's own rows --------------------------------------------------------------------
 */

/* Where heads of the trainer stand in the panel. */
static void figure_heads(const kefu_trainer *t, figuring *f)
{
    f->n_heads = t->n_heads;
    for (int32_t h = 0; h < t->n_heads; h++)
        for (int32_t i = 0; i < f->panel.n; i++)
            if (strcmp(f->panel.judged[i].head->key, t->heads[h].key) == 0)
                f->at[h] = i;
}

static kefu_status figure_corpus(figuring *f, const kf_training *g)
{
    const kf_corpus *corpus = &g->corpus;
    kf_feature_room room = {.memory = g->memory};
    kefu_status status = KEFU_OK;
    figure_heads(g->t, f);
    for (uint32_t i = 0; !status && i < corpus->n; i++) {
        size_t n;
        if (!g->out[i])
            continue;
        status = kf_train_features(&room, g->t->spec, corpus->pool + corpus->units[i],
                                   corpus->counts[i], &n, g->error);
        if (!status)
            figure_text(f, room.units + KF_FOLD_BEFORE, corpus->counts[i],
                        corpus->labels + (size_t)i * (size_t)corpus->n_heads);
    }
    kf_feature_room_free(&room);
    return status;
}

/* The model as a file, and opened from it: what is judged is what callers will have. */
static kefu_status figure_open(kf_training *g, const kf_trained *trained, kefu_buffer *bytes,
                               kefu_model **out)
{
    size_t size;
    const char *data;
    kefu_status status =
        kf_model_write(&trained->model, g->memory, kefu_buffer_sink(bytes), g->error);
    data = kefu_buffer_data(bytes, &size);
    return status ? status : kefu_model_from_bytes(&g->memory->with, data, size, 0, out, g->error);
}

static kefu_status figure_judge(kf_training *g, const kf_trained *trained, figuring *f)
{
    kefu_buffer *bytes;
    kefu_model *model = NULL;
    kefu_status status = kefu_buffer_new(&g->memory->with, &bytes, g->error);
    if (status)
        return status;
    status = figure_open(g, trained, bytes, &model);
    if (!status)
        status =
            figure_start(f, g->t->base ? g->t->base : model, g->t->base ? model : NULL, g->error);
    if (!status)
        status = figure_corpus(f, g);
    kefu_model_free(model);
    kefu_buffer_free(bytes);
    return status;
}

static kefu_status figure_trained(kf_training *g, figuring *f)
{
    kf_trained trained;
    kefu_status status = kf_training_run(g, &trained);
    if (status)
        return status;
    status = figure_judge(g, &trained, f);
    kf_trained_free(g->memory, &trained);
    return status ? status : kf_train_tell(g->t, g->t->work, g->error);
}

kefu_status KEFU_CALL kefu_trainer_figures(kefu_trainer *trainer, int32_t heads,
                                           kefu_train_figures *out, kefu_error *error)
{
    kf_training training;
    figuring f;
    kefu_status status;
    if (!trainer || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_figures: %s is NULL",
                       trainer ? "out" : "trainer");
    status = figure_check(out, heads, trainer->n_heads, error);
    if (!status)
        status = kf_training_open(&training, trainer, 1, error);
    if (status)
        return kf_train_status(trainer, status, error);
    status = figure_trained(&training, &f);
    kf_training_close(&training);
    if (!status) {
        f.n_heads = heads;
        status = figure_give(&f, out, error);
    }
    return kf_train_status(trainer, status, error);
}
