/* train_weigh.c - what a feature is worth before anything is fitted: the odds that it gives, and
 * how rare it is. */
#include <string.h>

#include "train/train.h"

/* Weighted counts of each feature on either side, and their sums with one more for each that
 * occurs. */
static void weigh_count(const kf_matrix *matrix, const kf_examples *examples, int32_t once,
                        double *yes, double *no, double sums[2])
{
    memset(yes, 0, matrix->width * sizeof *yes);
    memset(no, 0, matrix->width * sizeof *no);
    for (uint32_t i = 0; i < examples->n; i++) {
        const uint32_t text = examples->texts[i];
        const double weight = (double)examples->weights[i];
        double *side = examples->yes[i] > 0 ? yes : no;
        for (size_t k = matrix->starts[text]; k < matrix->starts[text + 1]; k++)
            side[kf_cell_feature(matrix->cells[k])] +=
                weight * (once ? 1 : kf_cell_times(matrix->cells[k]));
    }
    sums[0] = sums[1] = 0;
    for (uint32_t f = 0; f < matrix->width; f++)
        if (yes[f] + no[f] > 0) {
            sums[0] += yes[f] + 1;
            sums[1] += no[f] + 1;
        }
}

void kf_weigh_ratio(const kf_matrix *matrix, const kf_examples *examples, int32_t once, double *yes,
                    double *no, float *out)
{
    double sums[2];
    weigh_count(matrix, examples, once, yes, no, sums);
    for (uint32_t f = 0; f < matrix->width; f++)
        out[f] = yes[f] + no[f] > 0
                     ? (float)kf_train_log(((yes[f] + 1) * sums[1]) / ((no[f] + 1) * sums[0]))
                     : 0;
}

void kf_weigh_texts(const kf_matrix *matrix, const kf_examples *examples, uint32_t *out)
{
    memset(out, 0, matrix->width * sizeof *out);
    for (uint32_t i = 0; i < examples->n; i++) {
        const uint32_t text = examples->texts[i];
        for (size_t k = matrix->starts[text]; k < matrix->starts[text + 1]; k++)
            out[kf_cell_feature(matrix->cells[k])]++;
    }
}

void kf_weigh_sums(const kf_matrix *matrix, const kf_examples *examples, double *out)
{
    memset(out, 0, matrix->width * sizeof *out);
    for (uint32_t i = 0; i < examples->n; i++) {
        const uint32_t text = examples->texts[i];
        for (size_t k = matrix->starts[text]; k < matrix->starts[text + 1]; k++)
            out[kf_cell_feature(matrix->cells[k])] += (double)examples->weights[i];
    }
}

void kf_weigh_rare(const uint32_t *with, uint32_t width, uint32_t texts, float *out)
{
    uint32_t last = 0;
    float last_weight = (float)(kf_train_log(1.0 + texts) + 1);
    for (uint32_t f = 0; f < width; f++) {
        if (with[f] != last) { /* they come in runs */
            last = with[f];
            last_weight = (float)(kf_train_log((1.0 + texts) / (1.0 + last)) + 1);
        }
        out[f] = last_weight;
    }
}

void kf_weigh_rarer(const uint32_t *with, uint32_t width, uint32_t texts, float *out)
{
    uint32_t last = 0;
    double weight = kf_train_log(1.0 + texts);
    for (uint32_t f = 0; f < width; f++) {
        if (with[f] != last) {
            last = with[f];
            weight = kf_train_log((1.0 + texts) / (1.0 + last));
        }
        out[f] = (float)(weight * weight);
    }
}
