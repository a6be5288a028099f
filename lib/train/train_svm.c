/* train_svm.c - a linear support vector machine by dual coordinate descent, with shrinking: see
 * train.h. Texts are taken in an order that is drawn anew for each pass, from kefu_random. */
#include <string.h>

#include "base/chance.h"
#include "base/fail.h"
#include "train/train.h"

/* What a feature weighs as it is counted, and the square of its scale: rows hold counts alone. */
typedef struct svm_feature {
    float weight, square;
} svm_feature;

typedef struct svm_run {
    const kf_svm *svm;
    const kf_memory *memory;
    svm_feature *features;
    double *alphas;
    float *lengths; /* 1 / length of each scaled row, 0 for an empty one */
    uint32_t *order;
    uint32_t active, all;   /* of order: those not shrunk, those that are not empty */
    double highest, lowest; /* violations of this pass */
    double shrink;          /* an alpha of 0 with a slope above it is left alone */
    kf_chance chance;
    kefu_error *error;
} svm_run;

static const uint64_t svm_seed = 0x6B6566752E73766Du; /* "kefu.svm": any number, never changed */
#define SVM_NEVER 1e300

/* ---- Rows ---------------------------------------------------------------------------------------
 */

static const uint32_t *svm_row(const svm_run *r, uint32_t example, const uint32_t **end)
{
    const kf_matrix *matrix = r->svm->matrix;
    const uint32_t text = r->svm->examples->texts[example];
    *end = matrix->cells + matrix->starts[text + 1];
    return matrix->cells + matrix->starts[text];
}

static double svm_dot(const svm_run *r, uint32_t example)
{
    const svm_feature *features = r->features;
    const uint32_t *end, *cell = svm_row(r, example, &end);
    float sums[4] = {0, 0, 0, 0};
    for (; end - cell >= 4; cell += 4)
        for (int32_t k = 0; k < 4; k++)
            sums[k] += (float)kf_cell_times(cell[k]) * features[kf_cell_feature(cell[k])].weight;
    for (; cell < end; cell++)
        sums[0] += (float)kf_cell_times(*cell) * features[kf_cell_feature(*cell)].weight;
    return (double)((sums[0] + sums[1]) + (sums[2] + sums[3])) * (double)r->lengths[example];
}

static void svm_step(svm_run *r, uint32_t example, double by)
{
    svm_feature *features = r->features;
    const uint32_t *end, *cell = svm_row(r, example, &end);
    const float step = (float)(by * (double)r->lengths[example]);
    for (; cell < end; cell++) {
        svm_feature *feature = &features[kf_cell_feature(*cell)];
        feature->weight += step * (float)kf_cell_times(*cell) * feature->square;
    }
}

static float svm_length(const svm_run *r, uint32_t example)
{
    const uint32_t *end, *cell = svm_row(r, example, &end);
    double sum = 0;
    for (; cell < end; cell++) {
        const double times = kf_cell_times(*cell);
        sum += times * times * (double)r->features[kf_cell_feature(*cell)].square;
    }
    return sum > 0 ? (float)(1 / kf_train_sqrt(sum)) : 0;
}

/* ---- Passes -------------------------------------------------------------------------------------
 */

static void svm_swap(svm_run *r, uint32_t i, uint32_t j)
{
    const uint32_t at = r->order[i];
    r->order[i] = r->order[j];
    r->order[j] = at;
}

/* One text; 1 if it is to be left alone from now on. */
static int svm_visit(svm_run *r, uint32_t example)
{
    const kf_examples *examples = r->svm->examples;
    const double side = examples->yes[example];
    const double ridge = 0.5 / (r->svm->cost * (double)examples->weights[example]);
    const double alpha = r->alphas[example];
    const double slope = side * svm_dot(r, example) - 1 + alpha * ridge;
    double violation = slope, next;
    if (alpha <= 0) {
        if (slope > r->shrink)
            return 1;
        if (slope > 0)
            violation = 0;
    }
    if (violation > r->highest)
        r->highest = violation;
    if (violation < r->lowest)
        r->lowest = violation;
    if (kf_train_abs(violation) <= 1e-12)
        return 0;
    next = alpha - slope / (1 + ridge);
    if (next < 0)
        next = 0;
    r->alphas[example] = next;
    svm_step(r, example, (next - alpha) * side);
    return 0;
}

static void svm_pass(svm_run *r)
{
    r->highest = -SVM_NEVER;
    r->lowest = SVM_NEVER;
    for (uint32_t i = 0; i + 1 < r->active; i++)
        svm_swap(r, i, i + (uint32_t)kf_chance_below(&r->chance, r->active - i));
    for (uint32_t i = 0; i < r->active;) {
        if (svm_visit(r, r->order[i]))
            svm_swap(r, i, --r->active);
        else
            i++;
    }
}

/* Passes until no text is off by more than `least`, looking at all of them in the last. */
static kefu_status svm_passes(svm_run *r)
{
    const kf_svm *svm = r->svm;
    r->shrink = SVM_NEVER;
    for (int32_t pass = 0; pass < svm->most; pass++) {
        kefu_status status = svm->trainer ? kf_train_tell(svm->trainer, 0, r->error) : KEFU_OK;
        if (status)
            return status;
        svm_pass(r);
        if (r->highest - r->lowest <= svm->least) {
            if (r->active == r->all)
                return KEFU_OK;
            r->active = r->all;
            r->shrink = SVM_NEVER;
        } else {
            r->shrink = r->highest > 0 ? r->highest : SVM_NEVER;
        }
    }
    return KEFU_OK;
}

/* ---- All ----------------------------------------------------------------------------------------
 */

static kefu_status svm_room(svm_run *r)
{
    const size_t n = r->svm->examples->n, width = r->svm->matrix->width;
    r->features = kf_alloc_zeros(r->memory, width, sizeof *r->features);
    r->alphas = kf_alloc_zeros(r->memory, n, sizeof *r->alphas);
    r->lengths = kf_alloc_zeros(r->memory, n, sizeof *r->lengths);
    r->order = kf_alloc_zeros(r->memory, n, sizeof *r->order);
    return r->features && r->alphas && r->lengths && r->order ? KEFU_OK : kf_no_memory(r->error);
}

static void svm_start(svm_run *r)
{
    for (uint32_t f = 0; f < r->svm->matrix->width; f++)
        r->features[f].square = r->svm->scales[f] * r->svm->scales[f];
    for (uint32_t i = 0; i < r->svm->examples->n; i++) {
        r->lengths[i] = svm_length(r, i);
        if (r->lengths[i] > 0 && r->svm->examples->weights[i] > 0)
            r->order[r->all++] = i;
    }
    r->active = r->all;
    kf_chance_start(&r->chance, svm_seed, KF_CHANCE_NUMBERS);
}

kefu_status kf_svm_fit(const kf_memory *memory, const kf_svm *svm, float *weights,
                       kefu_error *error)
{
    const size_t n = svm->examples->n, width = svm->matrix->width;
    svm_run r;
    kefu_status status;
    memset(&r, 0, sizeof r);
    r.svm = svm;
    r.memory = memory;
    r.error = error;
    status = svm_room(&r);
    if (!status) {
        svm_start(&r);
        status = svm_passes(&r);
    }
    for (uint32_t f = 0; !status && f < width; f++)
        weights[f] = r.features[f].weight;
    kf_free_array(memory, r.features, width, sizeof *r.features);
    kf_free_array(memory, r.alphas, n, sizeof *r.alphas);
    kf_free_array(memory, r.lengths, n, sizeof *r.lengths);
    kf_free_array(memory, r.order, n, sizeof *r.order);
    return status;
}
