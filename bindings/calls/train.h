/* train.h - words, structs and classes of kefu/train.h. */
#include <stdlib.h>

static const kb_field trainer_options_fields[] = {
    FIELD_OF(kefu_trainer_options, limits, DICT, &limits_struct),
    FIELD(kefu_trainer_options, id, TEXT),
    FIELD(kefu_trainer_options, card, TEXT),
    FIELD(kefu_trainer_options, language, LANGUAGE),
    FIELD(kefu_trainer_options, bits, INT32),
    FIELD_KEPT(kefu_trainer_options, base, &model_class),
    FIELD(kefu_trainer_options, enough, INT64),
    FIELD(kefu_trainer_options, progress, PROGRESS),
};
STRUCT_OF(trainer_options, kefu_trainer_options,
          "id is required; base makes a delta, a shop's own model on top of another.");

static const kb_field train_figures_fields[] = {
    FIELD(kefu_train_figures, labels, INT64),   FIELD(kefu_train_figures, yes, INT64),
    FIELD(kefu_train_figures, accuracy, VALUE), FIELD(kefu_train_figures, low, VALUE),
    FIELD(kefu_train_figures, high, VALUE),     FIELD(kefu_train_figures, precision, VALUE),
    FIELD(kefu_train_figures, recall, VALUE),   FIELD(kefu_train_figures, f1, VALUE),
    FIELD(kefu_train_figures, macro_f1, VALUE), FIELD(kefu_train_figures, calibration, VALUE),
    FIELD(kefu_train_figures, covered, VALUE),  FIELD(kefu_train_figures, right, VALUE),
};
STRUCT_OF(train_figures, kefu_train_figures,
          "How right a model is about one head, on labels that nothing was fitted on.");

/* A trainer that knows how many labels a text has. */
typedef struct kb_trainer {
    kefu_trainer *trainer;
    int32_t heads;
} kb_trainer;

/* What kefu_trainer_figures and kefu_model_figures write; a model has at most 32 heads. */
enum { KB_MOST_HEADS = 32 };
typedef struct kb_figures {
    int32_t n;
    kefu_train_figures at[KB_MOST_HEADS];
} kb_figures;

static inline void kb_trainer_free(kb_trainer *trainer)
{
    if (!trainer)
        return;
    kefu_trainer_free(trainer->trainer);
    free(trainer);
}

static inline void kb_figures_free(kb_figures *figures) { free(figures); }

CLASS(trainer, kb_trainer, "Trainer", KB_CONFINED, NULL, NULL,
      "Makes models from labelled texts: the same rows in any order give the same bytes.");
CLASS(figures, kb_figures, "Figures", KB_SHARED, "heads", NULL,
      "How right a model is, head by head.");

static inline kefu_status kb_trainer_new(const kefu_trainer_options *options, kb_trainer **out,
                                         kefu_error *error)
{
    kb_trainer *made = calloc(1, sizeof *made);
    if (!made)
        return kb_fail(error, KEFU_E_MEMORY, "trainer: no memory");
    const kefu_status status = kefu_trainer_new(options, &made->trainer, error);
    if (status) {
        free(made);
        return status;
    }
    made->heads = 1; /* polarity */
    *out = made;
    return KEFU_OK;
}

static inline kefu_status kb_trainer_head(kb_trainer *trainer, const char *key, int32_t kind,
                                          int32_t cause, kefu_error *error)
{
    const kefu_status status = kefu_trainer_head(trainer->trainer, key, kind, cause, error);
    trainer->heads += !status;
    return status;
}

/* As many labels as texts have heads, and a day for each text, or none. */
static inline kefu_status kb_labels_fit(const kb_arg *texts, const kb_arg *labels, int32_t heads,
                                        const kb_arg *days, kefu_error *error)
{
    if (heads < 1 || heads > KB_MOST_HEADS)
        return kb_fail(error, KEFU_E_ARGUMENT, "heads: 1 .. 32");
    if (labels->size % (size_t)heads || labels->size / (size_t)heads != texts->size)
        return kb_fail(error, KEFU_E_ARGUMENT, "labels: there is one for each text and head");
    if (days && days->data && days->size != texts->size)
        return kb_fail(error, KEFU_E_ARGUMENT, "days: there is one for each text");
    return KEFU_OK;
}

static inline kefu_status kb_trainer_add(kb_trainer *trainer, const kb_arg *in, kefu_error *error)
{
    const kefu_status status = kb_labels_fit(&in[0], &in[1], trainer->heads, &in[2], error);
    return status ? status
                  : kefu_trainer_add(trainer->trainer, in[0].data, (int64_t)in[0].size, in[1].data,
                                     in[2].data, (int32_t)in[3].i, (int32_t)in[4].i, error);
}

static inline kefu_status kb_figures_new(int32_t heads, kb_figures **out, kefu_error *error)
{
    if (heads < 1 || heads > KB_MOST_HEADS)
        return kb_fail(error, KEFU_E_ARGUMENT, "heads: 1 .. 32");
    *out = calloc(1, sizeof **out);
    if (!*out)
        return kb_fail(error, KEFU_E_MEMORY, "figures: no memory");
    (*out)->n = heads;
    (*out)->at[0].struct_size = sizeof(*out)->at[0];
    return KEFU_OK;
}

/* Hands them out, or frees them after a failure. */
static inline kefu_status kb_figures_give(kb_figures *figures, kefu_status status, kb_figures **out)
{
    if (status)
        free(figures);
    else
        *out = figures;
    return status;
}

static inline kefu_status kb_trainer_figures(kb_trainer *trainer, int32_t heads, kb_figures **out,
                                             kefu_error *error)
{
    kb_figures *figures = NULL;
    kefu_status status = kb_figures_new(heads, &figures, error);
    if (!status)
        status = kefu_trainer_figures(trainer->trainer, heads, figures->at, error);
    return kb_figures_give(figures, status, out);
}

/* texts, labels, heads, delta, encoding. */
static inline kefu_status kb_model_figures(const kefu_model *model, const kb_arg *in,
                                           kb_figures **out, kefu_error *error)
{
    kb_figures *figures = NULL;
    const int32_t heads = (int32_t)in[2].i;
    kefu_status status = kb_labels_fit(&in[0], &in[1], heads, NULL, error);
    if (!status)
        status = kb_figures_new(heads, &figures, error);
    if (!status)
        status = kefu_model_figures(model, in[3].data, in[0].data, (int64_t)in[0].size, in[1].data,
                                    (int32_t)in[4].i, heads, figures->at, error);
    return kb_figures_give(figures, status, out);
}

static inline kefu_status kb_figures_at(const kb_figures *figures, int32_t head, void *out)
{
    if (head < 0 || head >= figures->n)
        return KEFU_E_ARGUMENT;
    memcpy(out, &figures->at[head], sizeof figures->at[head]);
    return KEFU_OK;
}
