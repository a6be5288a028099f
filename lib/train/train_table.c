/* train_table.c - one table fitted: features of each head selected, packed, and fitted again on
 * what the table sees of every text. */
#include <string.h>

#include "base/fail.h"
#include "train/train.h"

/* The machines over all features, and on slots: of polarity, and of other heads, which have fewer
 * texts. */
static const kf_fit table_wide[2] = {{0.5, 1, 0}, {1, 0, 0}},
                    table_on_slots[2] = {{0.3, 1, 0}, {1, 0, 0}};

/* Of how many weights one is cut: of polarity many are alike, of aspects single words say it. */
static const uint32_t table_part[2] = {1000, UINT32_MAX};

enum {
    TABLE_SHARE = 5, /* heads after the first have 2^(bits - 5) features each */
    TABLE_RARE = 100 /* times that a label of the rarer side counts, at most */
};

/* ---- Examples -----------------------------------------------------------------------------------
 */

static void table_examples_free(const kf_training *g, kf_examples *e)
{
    kf_free_array(g->memory, e->texts, g->corpus.n, sizeof *e->texts);
    kf_free_array(g->memory, e->yes, g->corpus.n, sizeof *e->yes);
    kf_free_array(g->memory, e->weights, g->corpus.n, sizeof *e->weights);
    memset(e, 0, sizeof *e);
}

static int table_fits_on(const kf_training *g, uint32_t text, int32_t head, uint16_t tenths)
{
    return kf_training_label(g, text, head) >= 0 && !(g->out && g->out[text]) &&
           !(tenths >> g->corpus.tenths[text] & 1);
}

/* Without an intercept the commoner side would pull every feature along: both sides count alike. */
static void table_balance(kf_examples *e)
{
    double sums[2] = {0, 0}, times;
    int32_t rare;
    for (uint32_t i = 0; i < e->n; i++)
        sums[e->yes[i] > 0] += (double)e->weights[i];
    rare = sums[1] < sums[0];
    if (!(sums[!rare] > 0 && sums[rare] > 0))
        return;
    times = sums[!rare] / sums[rare];
    times = times > TABLE_RARE ? TABLE_RARE : times;
    for (uint32_t i = 0; i < e->n; i++)
        if ((e->yes[i] > 0) == rare)
            e->weights[i] = (float)((double)e->weights[i] * times);
}

static kefu_status table_examples(const kf_training *g, int32_t head, uint16_t tenths,
                                  kf_examples *out)
{
    const size_t n = g->corpus.n;
    memset(out, 0, sizeof *out);
    out->texts = kf_alloc_array(g->memory, n, sizeof *out->texts);
    out->yes = kf_alloc_array(g->memory, n, sizeof *out->yes);
    out->weights = kf_alloc_array(g->memory, n, sizeof *out->weights);
    if (!out->texts || !out->yes || !out->weights) {
        table_examples_free(g, out);
        return kf_no_memory(g->error);
    }
    for (uint32_t i = 0; i < g->corpus.n; i++) {
        if (!table_fits_on(g, i, head, tenths))
            continue;
        out->texts[out->n] = i;
        out->yes[out->n] = kf_training_label(g, i, head) ? 1 : -1;
        out->weights[out->n] = kf_training_weight(g, i, head);
        out->n_yes += kf_training_label(g, i, head) != 0;
        out->n++;
    }
    table_balance(out);
    return KEFU_OK;
}

/* ---- Selecting ----------------------------------------------------------------------------------
 */

static size_t table_slots(const kf_training *g) { return (size_t)2 << g->t->bits; }

static uint32_t table_share(const kf_training *g, int32_t head)
{
    return head == 0 ? 1u << g->t->bits : 1u << (g->t->bits - TABLE_SHARE);
}

/* Head 0 may fill what others leave, past features that find their bucket full. */
static uint32_t table_selected(const kf_training *g, int32_t head)
{
    return head == 0 ? 8u << g->t->bits : table_share(g, head);
}

/* Features are selected on what is fitted in the only round, so that what is left out is new; where
 * each text is left out once, on all: few labels cannot spare any. */
static uint16_t table_selects_without(const kf_training *g, int32_t head)
{
    return kf_training_rounds(g, head) == 1 ? 1 : 0;
}

static kefu_status table_select(kf_training *g, int32_t head)
{
    const size_t width = g->matrix.width;
    float *weights = kf_alloc_array(g->memory, width, sizeof *weights);
    double *texts = kf_alloc_array(g->memory, width, sizeof *texts);
    kf_examples examples;
    kefu_status status = weights && texts
                             ? table_examples(g, head, table_selects_without(g, head), &examples)
                             : kf_no_memory(g->error);
    if (!status) {
        status = kf_train_fit(g->t, &g->matrix, &examples, &table_wide[head > 0], weights, texts,
                              g->error);
        if (!status)
            status = kf_select(g->memory, &g->dictionary, weights, texts, table_selected(g, head),
                               &g->selections[head], g->error);
        if (!status)
            status = kf_train_tell(g->t, (int64_t)examples.n * KF_TRAIN_WIDE, g->error);
        table_examples_free(g, &examples);
    }
    kf_free_array(g->memory, weights, width, sizeof *weights);
    kf_free_array(g->memory, texts, width, sizeof *texts);
    return status;
}

/* ---- The table -------------------------------------------------------------------------- */

static kefu_status table_pack(kf_training *g, kf_fitted *out)
{
    uint32_t shares[KF_MOST_HEADS];
    const size_t slots = table_slots(g);
    kefu_status status = kf_packed_new(g->memory, g->t->bits, &out->packed, g->error);
    if (status)
        return status;
    for (int32_t h = 0; h < g->t->n_heads; h++)
        shares[h] = table_share(g, h);
    kf_pack_all(g->selections, shares, g->t->n_heads, &out->packed);
    out->weights = kf_alloc_zeros(g->memory, slots, (size_t)g->t->n_heads);
    if (!out->weights)
        return kf_no_memory(g->error);
    return kf_matrix_make(g->memory, &g->corpus, g->t->spec, kf_train_features, kf_packed_place,
                          &out->packed, (uint32_t)slots, &out->slots, g->error);
}

kefu_status kf_table_new(kf_training *training, kf_fitted *out)
{
    kefu_status status = KEFU_OK;
    memset(out, 0, sizeof *out);
    out->n_heads = training->t->n_heads;
    for (int32_t h = 0; !status && h < out->n_heads; h++)
        if (training->fits[h])
            status = table_select(training, h);
    if (!status)
        status = table_pack(training, out);
    if (status)
        kf_fitted_free(training->memory, out);
    return status;
}

/* ---- Fitting on slots ---------------------------------------------------------------------------
 */

kefu_status kf_table_fit(kf_training *g, int32_t head, uint16_t tenths, kf_fitted *out)
{
    const size_t slots = table_slots(g);
    float *weights = kf_alloc_array(g->memory, slots, sizeof *weights);
    kf_examples examples;
    kefu_status status =
        weights ? table_examples(g, head, tenths, &examples) : kf_no_memory(g->error);
    if (!status) {
        status = kf_train_fit(g->t, &out->slots, &examples, &table_on_slots[head > 0], weights,
                              NULL, g->error);
        if (!status)
            status = kf_quantise(g->memory, weights, (uint32_t)slots,
                                 table_part[g->t->heads[head].kind == KEFU_HEAD_ASPECT],
                                 out->weights + (size_t)head * slots, g->error);
        if (!status)
            status = kf_train_tell(g->t, examples.n, g->error);
        table_examples_free(g, &examples);
    }
    kf_free_array(g->memory, weights, slots, sizeof *weights);
    return status;
}

void kf_fitted_free(const kf_memory *memory, kf_fitted *fitted)
{
    kf_free_array(memory, fitted->weights, (size_t)2 << fitted->packed.bits,
                  (size_t)fitted->n_heads);
    kf_matrix_free(memory, &fitted->slots);
    kf_packed_free(memory, &fitted->packed);
    memset(fitted, 0, sizeof *fitted);
}

double kf_fitted_z(const kf_training *training, const kf_fitted *fitted, int32_t head,
                   uint32_t text)
{
    const kf_matrix *slots = &fitted->slots;
    const int8_t *weights = fitted->weights + (size_t)head * table_slots(training);
    int64_t score = 0;
    for (size_t k = slots->starts[text]; k < slots->starts[text + 1]; k++)
        score +=
            (int64_t)kf_cell_times(slots->cells[k]) * weights[kf_cell_feature(slots->cells[k])];
    return (double)kf_z(score, slots->looked[text]) / 65536;
}
