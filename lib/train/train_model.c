/* train_model.c - the whole training: texts, rounds in which some are left out, the last fit of
 * all, and the model of it. */
#include <string.h>

#include "base/fail.h"
#include "train/train.h"

/* ---- Opening ------------------------------------------------------------------------------------
 */

static void training_count(kf_training *g)
{
    const int32_t n_heads = g->t->n_heads;
    for (uint32_t i = 0; i < g->corpus.n; i++)
        for (int32_t h = 0; h < n_heads && !(g->out && g->out[i]); h++) {
            const int32_t label = kf_training_label(g, i, h);
            g->labels[h] += label >= 0;
            g->yes[h] += label > 0;
        }
}

/* Which heads are fitted: of a delta those with `enough` labels, and all that the base lacks. */
static kefu_status training_heads(kf_training *g)
{
    const kefu_trainer *t = g->t;
    int32_t any = 0;
    for (int32_t h = 0; h < t->n_heads; h++) {
        const int32_t sides = kf_training_has_sides(g, h);
        g->fits[h] = sides && (t->heads[h].base < 0 || g->labels[h] >= t->enough);
        any |= sides;
    }
    if (t->base ? any : kf_training_has_sides(g, 0))
        return KEFU_OK;
    return kf_fail(g->error, KEFU_E_DATA,
                   "head '%s': %i labels yes and %i no; %d of either side are needed",
                   t->heads[0].key, g->yes[0], g->labels[0] - g->yes[0], KF_TRAIN_SIDE);
}

static void training_plan(kf_training *g)
{
    int64_t work = 4 * (int64_t)g->corpus.n;
    for (int32_t h = 0; h < g->t->n_heads; h++)
        if (g->fits[h])
            work += g->labels[h] * (KF_TRAIN_WIDE + kf_training_rounds(g, h) + 1);
    g->t->work = work;
    g->t->worked = 0;
    g->t->told = 0;
}

static kefu_status training_features(kf_training *g)
{
    kefu_status status = kf_train_tell(g->t, 0, g->error);
    if (!status)
        status = kf_dictionary_make(g->memory, &g->corpus, g->t->spec, &g->dictionary, g->error);
    if (!status)
        status = kf_train_tell(g->t, 2 * (int64_t)g->corpus.n, g->error);
    if (!status)
        status =
            kf_matrix_make(g->memory, &g->corpus, g->t->spec, kf_train_choices, kf_dictionary_place,
                           &g->dictionary, g->dictionary.n, &g->matrix, g->error);
    if (!status)
        status = kf_delta_base(g);
    return status ? status : kf_train_tell(g->t, 2 * (int64_t)g->corpus.n, g->error);
}

kefu_status kf_training_open(kf_training *training, kefu_trainer *trainer, int32_t figures,
                             kefu_error *error)
{
    kefu_status status;
    memset(training, 0, sizeof *training);
    training->t = trainer;
    training->memory = &trainer->memory;
    training->error = error;
    status = kf_corpus_make(trainer, &training->corpus, error);
    if (!status && figures)
        training->out = training->corpus.fifths;
    if (!status) {
        training_count(training);
        status = training_heads(training);
    }
    if (!status) {
        training_plan(training);
        status = training_features(training);
    }
    if (status)
        kf_training_close(training);
    return status;
}

void kf_training_close(kf_training *training)
{
    const kf_memory *memory = training->memory;
    const size_t n_heads = (size_t)training->t->n_heads;
    kf_free_array(memory, training->base, (size_t)training->corpus.n * n_heads,
                  sizeof *training->base);
    for (size_t h = 0; h < n_heads; h++) {
        kf_selection_free(memory, &training->selections[h]);
        kf_free_array(memory, training->held[h].texts, training->held[h].capacity,
                      sizeof *training->held[h].texts);
    }
    kf_matrix_free(memory, &training->matrix);
    kf_dictionary_free(memory, &training->dictionary);
    kf_corpus_free(memory, &training->corpus);
    memset(training, 0, sizeof *training);
}

/* ---- Texts left out -----------------------------------------------------------------------------
 */

/* The tenths that a head leaves out in a round: a fifth of the texts, or of many one tenth. */
static uint16_t training_tenths(const kf_training *g, int32_t head, int32_t round)
{
    return (uint16_t)(kf_training_rounds(g, head) == 1 ? 1 : 3 << 2 * round);
}

static kefu_status training_hold(kf_training *g, int32_t head, uint32_t text, double own)
{
    kf_held *held = &g->held[head];
    const size_t cell = (size_t)text * (size_t)g->t->n_heads + (size_t)head;
    void *p = kf_reserve(g->memory, held->texts, &held->capacity, (size_t)held->n + 1,
                         sizeof *held->texts);
    if (!p)
        return kf_no_memory(g->error);
    held->texts = p;
    held->texts[held->n++] =
        (kf_held_text){own, g->base ? g->base[cell] : 0, (double)g->corpus.weights[cell],
                       g->corpus.labels[cell], 0};
    return KEFU_OK;
}

/* Texts with a label of the head in the tenths; `fitted` NULL: its own table says nothing. */
static kefu_status training_hold_all(kf_training *g, const kf_fitted *fitted, int32_t head,
                                     uint16_t tenths)
{
    kefu_status status = KEFU_OK;
    for (uint32_t i = 0; !status && i < g->corpus.n; i++) {
        if (kf_training_label(g, i, head) < 0 || (g->out && g->out[i]) ||
            !(tenths >> g->corpus.tenths[i] & 1))
            continue;
        status = training_hold(g, head, i, fitted ? kf_fitted_z(g, fitted, head, i) : 0);
    }
    return status;
}

/* Weights of a head without the texts of each round in turn; last those of all. */
static kefu_status training_head(kf_training *g, kf_fitted *fitted, int32_t head)
{
    kefu_status status = KEFU_OK;
    for (int32_t round = 0; !status && round < kf_training_rounds(g, head); round++) {
        const uint16_t tenths = training_tenths(g, head, round);
        status = kf_table_fit(g, head, tenths, fitted);
        if (!status)
            status = training_hold_all(g, fitted, head, tenths);
    }
    return status ? status : kf_table_fit(g, head, 0, fitted);
}

static kefu_status training_fit(kf_training *g, kf_fitted *fitted)
{
    kefu_status status = kf_table_new(g, fitted);
    if (status)
        return status;
    for (int32_t h = 0; !status && h < g->t->n_heads; h++)
        status =
            g->fits[h] ? training_head(g, fitted, h) : training_hold_all(g, NULL, h, UINT16_MAX);
    if (status)
        kf_fitted_free(g->memory, fitted);
    return status;
}

/* ---- The model ----------------------------------------------------------------------------------
 */

static kefu_status trained_head(kf_training *g, int32_t number, kf_head *head)
{
    const kf_train_head *theirs = &g->t->heads[number];
    memset(head, 0, sizeof *head);
    memcpy(head->key, theirs->key, sizeof head->key);
    head->kind = theirs->kind;
    head->cause = theirs->cause;
    head->n = g->labels[number];
    head->n_yes = g->yes[number];
    if (g->t->base && (g->fits[number] || theirs->base >= 0))
        return kf_delta_head(g, number, head);
    if (g->fits[number])
        return kf_calibrate(g->memory, &g->held[number], head, g->error);
    head->least = KF_MOST_Z; /* too few labels to say anything */
    head->shift = -20 * 65536;
    return KEFU_OK;
}

static uint32_t trained_slot(const kf_fitted *fitted, size_t slot)
{
    const int16_t print = fitted->packed.prints[slot];
    return print < 0 ? 0 : (uint32_t)print | (uint32_t)(uint8_t)fitted->weights[slot] << 8;
}

static kefu_status trained_table(const kf_training *g, const kf_fitted *fitted, kf_trained *out)
{
    const int32_t bits = g->t->bits;
    const size_t buckets = (size_t)1 << bits, slots = buckets * 2;
    out->model.table.bits = bits;
    out->buckets = kf_alloc_array(g->memory, buckets, sizeof *out->buckets);
    out->checks = kf_alloc_array(g->memory, slots, sizeof *out->checks);
    if (g->t->n_heads > 1)
        out->rows = kf_alloc_zeros(g->memory, slots, KF_ROW);
    if (!out->buckets || !out->checks || (g->t->n_heads > 1 && !out->rows))
        return kf_no_memory(g->error);
    for (size_t b = 0; b < buckets; b++)
        out->buckets[b] = trained_slot(fitted, 2 * b) | trained_slot(fitted, 2 * b + 1) << 16;
    memcpy(out->checks, fitted->packed.checks, slots * sizeof *out->checks);
    for (int32_t h = 1; h < g->t->n_heads; h++)
        for (size_t s = 0; s < slots; s++)
            out->rows[s * KF_ROW + (size_t)(h - 1)] = fitted->weights[(size_t)h * slots + s];
    return KEFU_OK;
}

static kefu_status trained_make(kf_training *g, const kf_fitted *fitted, kf_trained *out)
{
    const kefu_trainer *t = g->t;
    kefu_model *model = &out->model;
    kefu_status status = trained_table(g, fitted, out);
    model->n_heads = t->n_heads;
    for (int32_t h = 0; !status && h < t->n_heads; h++)
        status = trained_head(g, h, &model->heads[h]);
    if (!status && kf_training_has_sides(g, 0)) /* else a delta has those of its base */
        status = kf_calibrate_promises(g->memory, &g->held[0], &model->heads[0], model, g->error);
    model->table.buckets = out->buckets;
    model->table.rows = out->rows;
    model->table.checks = out->checks;
    model->table.spec = t->spec;
    model->id = t->id;
    model->card = t->card;
    model->language = t->language;
    model->is_delta = t->base != NULL;
    if (t->base)
        memcpy(model->base, t->base->fingerprint, sizeof model->base);
    return status;
}

kefu_status kf_training_run(kf_training *training, kf_trained *out)
{
    kf_fitted fitted;
    kefu_status status;
    memset(out, 0, sizeof *out);
    status = training_fit(training, &fitted);
    if (status)
        return status;
    out->bits = training->t->bits;
    status = trained_make(training, &fitted, out);
    kf_fitted_free(training->memory, &fitted);
    if (status)
        kf_trained_free(training->memory, out);
    return status;
}

void kf_trained_free(const kf_memory *memory, kf_trained *trained)
{
    const size_t slots = (size_t)2 << trained->bits;
    kf_free_array(memory, trained->buckets, slots / 2, sizeof *trained->buckets);
    kf_free_array(memory, trained->checks, slots, sizeof *trained->checks);
    kf_free_array(memory, trained->rows, slots, KF_ROW);
    memset(trained, 0, sizeof *trained);
}

/* ---- To bytes -----------------------------------------------------------------------------------
 */

kefu_status KEFU_CALL kefu_trainer_finish(kefu_trainer *trainer, const kefu_sink *sink,
                                          kefu_error *error)
{
    kf_training training;
    kf_trained trained;
    kefu_sink ours;
    kefu_status status;
    if (!trainer)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_finish: trainer is NULL");
    status = kf_take_sink(&ours, sink, error);
    if (!status)
        status = kf_training_open(&training, trainer, 0, error);
    if (status)
        return kf_train_status(trainer, status, error);
    status = kf_training_run(&training, &trained);
    if (!status) {
        status = kf_train_tell(trainer, trainer->work, error);
        if (!status)
            status = kf_model_write(&trained.model, &trainer->memory, &ours, error);
        kf_trained_free(&trainer->memory, &trained);
    }
    kf_training_close(&training);
    return kf_train_status(trainer, status, error);
}

kefu_status KEFU_CALL kefu_model_with_card(const kefu_model *model, const char *card,
                                           const kefu_sink *sink, kefu_error *error)
{
    kefu_model other;
    kefu_sink ours;
    kefu_status status;
    if (!model || !card)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_model_with_card: %s is NULL",
                       model ? "card" : "model");
    status = kf_take_sink(&ours, sink, error);
    if (!status)
        status = kf_train_card(&model->memory, card, error);
    if (status)
        return status;
    other = *model;
    other.card = card;
    return kf_model_write(&other, &model->memory, &ours, error);
}
