/* train_fit.c - the weights of one head: two machines that see the same texts by other scales. */
#include <string.h>

#include "base/fail.h"
#include "train/train.h"

enum { FIT_PASSES = 20 };
#define FIT_LEAST 0.3

typedef struct fitting {
    const kf_memory *memory;
    const kf_matrix *matrix;
    const kf_examples *examples;
    float *scales, *weights;
    double *yes, *no;
    uint32_t *texts;
    kefu_error *error;
} fitting;

static kefu_status fit_room(fitting *f)
{
    const size_t width = f->matrix->width;
    f->scales = kf_alloc_array(f->memory, width, sizeof *f->scales);
    f->weights = kf_alloc_array(f->memory, width, sizeof *f->weights);
    f->texts = kf_alloc_array(f->memory, width, sizeof *f->texts);
    f->yes = kf_alloc_array(f->memory, width, sizeof *f->yes);
    f->no = kf_alloc_array(f->memory, width, sizeof *f->no);
    return f->scales && f->weights && f->texts && f->yes && f->no ? KEFU_OK
                                                                  : kf_no_memory(f->error);
}

static void fit_free(fitting *f)
{
    const size_t width = f->matrix->width;
    kf_free_array(f->memory, f->scales, width, sizeof *f->scales);
    kf_free_array(f->memory, f->weights, width, sizeof *f->weights);
    kf_free_array(f->memory, f->texts, width, sizeof *f->texts);
    kf_free_array(f->memory, f->yes, width, sizeof *f->yes);
    kf_free_array(f->memory, f->no, width, sizeof *f->no);
}

/* Adds the weights of one machine, brought to length 1. */
static void fit_add(const fitting *f, float *out)
{
    double sum = 0, by;
    for (uint32_t i = 0; i < f->matrix->width; i++)
        sum += (double)f->weights[i] * (double)f->weights[i];
    if (!(sum > 0))
        return;
    by = 1 / kf_train_sqrt(sum);
    for (uint32_t i = 0; i < f->matrix->width; i++)
        out[i] += (float)((double)f->weights[i] * by);
}

/* What only one of the texts has tells it from the others, and nothing else. */
static void fit_common(const fitting *f)
{
    for (uint32_t i = 0; i < f->matrix->width; i++)
        if (f->texts[i] < 2)
            f->scales[i] = 0;
}

kefu_status kf_train_fit(kefu_trainer *trainer, const kf_matrix *matrix,
                         const kf_examples *examples, const kf_fit *how, float *weights,
                         double *texts, kefu_error *error)
{
    fitting f = {
        .memory = &trainer->memory, .matrix = matrix, .examples = examples, .error = error};
    kf_svm svm = {matrix, examples, NULL, how->cost, FIT_LEAST, FIT_PASSES, 0, trainer};
    kefu_status status = fit_room(&f);
    memset(weights, 0, matrix->width * sizeof *weights);
    svm.scales = f.scales;
    if (!status) {
        kf_weigh_texts(matrix, examples, f.texts);
        kf_weigh_ratio(matrix, examples, how->once, f.yes, f.no, f.scales);
        fit_common(&f);
        status = kf_svm_fit(f.memory, &svm, f.weights, error);
    }
    if (!status) {
        fit_add(&f, weights);
        (how->once ? kf_weigh_rarer : kf_weigh_rare)(f.texts, matrix->width, examples->n, f.scales);
        fit_common(&f);
        status = kf_svm_fit(f.memory, &svm, f.weights, error);
    }
    if (!status)
        fit_add(&f, weights);
    if (!status && texts)
        kf_weigh_sums(matrix, examples, texts);
    fit_free(&f);
    return status;
}
