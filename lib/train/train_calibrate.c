/* train_calibrate.c - from z to a chance, a threshold, a promise: on texts that were left out. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "train/train.h"

/* ---- Logistic curves ----------------------------------------------------------------------------
 */

enum { LOGIT_STEPS = 60, LOGIT_HALVES = 30 };

double kf_logit_of(const kf_logit *logit, const kf_held_text *text)
{
    return logit->t[0] * text->own + logit->t[1] * text->base + logit->t[2];
}

/* ln(1 + e^x) */
static double logit_soft(double x)
{
    return x > 0 ? x + kf_train_log(1 + kf_train_exp(-x)) : kf_train_log(1 + kf_train_exp(x));
}

static double logit_loss(const kf_held *held, const kf_logit *logit)
{
    double loss = 0;
    for (uint32_t i = 0; i < held->n; i++) {
        const kf_held_text *text = &held->texts[i];
        const double x = kf_logit_of(logit, text);
        loss += text->weight * logit_soft(text->yes ? -x : x);
    }
    for (int32_t k = 0; k < 3; k++) {
        const double off = logit->t[k] - logit->prior[k];
        loss += logit->hold[k] > 0 ? logit->hold[k] * off * off / 2 : 0;
    }
    return loss;
}

/* Slopes of the loss, and its second derivatives. */
static void logit_slopes(const kf_held *held, const kf_logit *logit, double g[3], double h[3][3])
{
    memset(g, 0, 3 * sizeof *g);
    memset(h, 0, 3 * sizeof *h);
    for (uint32_t i = 0; i < held->n; i++) {
        const kf_held_text *text = &held->texts[i];
        const double x[3] = {text->own, text->base, 1};
        const double p = 1 / (1 + kf_train_exp(-kf_logit_of(logit, text)));
        for (int32_t k = 0; k < 3; k++) {
            g[k] += text->weight * (p - text->yes) * x[k];
            for (int32_t m = 0; m < 3; m++)
                h[k][m] += text->weight * p * (1 - p) * x[k] * x[m];
        }
    }
    for (int32_t k = 0; k < 3; k++) {
        if (logit->hold[k] > 0)
            g[k] += logit->hold[k] * (logit->t[k] - logit->prior[k]);
        h[k][k] += (logit->hold[k] > 0 ? logit->hold[k] : 0) + 1e-9;
        if (logit->hold[k] >= 0)
            continue;
        g[k] = 0; /* stays where it is */
        for (int32_t m = 0; m < 3; m++)
            h[k][m] = h[m][k] = 0;
        h[k][k] = 1;
    }
}

/* step = h^-1 g of a positive definite h, by Cholesky's h = l l'. */
static void logit_solve(double h[3][3], const double g[3], double step[3])
{
    double l[3][3], y[3];
    for (int32_t i = 0; i < 3; i++) {
        for (int32_t j = 0; j <= i; j++) {
            double sum = h[i][j];
            for (int32_t k = 0; k < j; k++)
                sum -= l[i][k] * l[j][k];
            l[i][j] = i == j ? kf_train_sqrt(sum > 1e-12 ? sum : 1e-12) : sum / l[j][j];
        }
        y[i] = g[i];
        for (int32_t k = 0; k < i; k++)
            y[i] -= l[i][k] * y[k];
        y[i] /= l[i][i];
    }
    for (int32_t i = 2; i >= 0; i--) {
        step[i] = y[i];
        for (int32_t k = i + 1; k < 3; k++)
            step[i] -= l[k][i] * step[k];
        step[i] /= l[i][i];
    }
}

/* Newton's steps, each halved until the loss falls. */
void kf_logit_fit(const kf_held *held, kf_logit *logit)
{
    double loss;
    memcpy(logit->t, logit->prior, sizeof logit->t);
    loss = logit_loss(held, logit);
    for (int32_t round = 0; round < LOGIT_STEPS; round++) {
        double g[3], h[3][3], step[3], part = 1, next = loss;
        kf_logit best = *logit;
        logit_slopes(held, logit, g, h);
        logit_solve(h, g, step);
        for (int32_t half = 0; half < LOGIT_HALVES; half++, part = part / 2) {
            for (int32_t k = 0; k < 3; k++)
                best.t[k] = logit->t[k] - part * step[k];
            next = logit_loss(held, &best);
            if (next < loss)
                break;
        }
        if (!(next < loss))
            return;
        *logit = best;
        if (loss - next < 1e-10 * (1 + loss))
            return;
        loss = next;
    }
}

/* ---- Thresholds ---------------------------------------------------------------------------------
 */

static int32_t calibrate_compare(const void *things, uint32_t a, uint32_t b)
{
    const double *x = things;
    return x[a] > x[b] ? -1 : x[a] < x[b];
}

/* Between which two texts, in falling order, yes to all before has the best F1 by weight. */
static void calibrate_best(const kf_held *held, const double *x, const uint32_t *order,
                           double *least)
{
    double all = 0, right = 0, said = 0, best = -1;
    for (uint32_t i = 0; i < held->n; i++)
        all += held->texts[i].yes ? held->texts[i].weight : 0;
    for (uint32_t i = 0; i < held->n; i++) {
        const kf_held_text *text = &held->texts[order[i]];
        const double next = i + 1 < held->n ? x[order[i + 1]] : x[order[i]];
        said += text->weight;
        right += text->yes ? text->weight : 0;
        if ((i + 1 < held->n && !(next < x[order[i]])) || !(2 * right / (all + said) > best))
            continue;
        best = 2 * right / (all + said);
        *least = (x[order[i]] + next) / 2; /* half way */
    }
}

kefu_status kf_calibrate_least(const kf_memory *memory, const kf_held *held, const kf_logit *logit,
                               double *least, kefu_error *error)
{
    double *x = kf_alloc_array(memory, held->n, sizeof *x);
    uint32_t *order = kf_alloc_array(memory, held->n, sizeof *order);
    kefu_status status = x && order ? KEFU_OK : kf_no_memory(error);
    for (uint32_t i = 0; !status && i < held->n; i++) {
        x[i] = kf_logit_of(logit, &held->texts[i]);
        order[i] = i;
    }
    if (!status)
        status = kf_sort(memory, order, held->n, calibrate_compare, x, error);
    if (!status)
        calibrate_best(held, x, order, least);
    kf_free_array(memory, x, held->n, sizeof *x);
    kf_free_array(memory, order, held->n, sizeof *order);
    return status;
}

/* ---- A head that stands alone -------------------------------------------------------------------
 */

static int64_t calibrate_cut(long long value, int64_t most)
{
    return value > most ? most : value < -most ? -most : (int64_t)value;
}

kefu_status kf_calibrate(const kf_memory *memory, const kf_held *held, kf_head *head,
                         kefu_error *error)
{
    /* Some 2 texts say that a z of 1 is odds of e to 1: few labels do not make a wall of a curve.
     */
    kf_logit logit = {.prior = {1, 0, 0}, .hold = {0.02, -1, 0.02}};
    kefu_status status = KEFU_OK;
    double least = 0;
    if (head->kind == KEFU_HEAD_POLARITY)
        logit.hold[2] = -1; /* a score above 0 is positive: it is so with half a chance and more */
    kf_logit_fit(held, &logit);
    if (logit.t[0] < 0.001)
        logit.t[0] = 0.001;
    head->slope = calibrate_cut(kf_train_round(logit.t[0] * 65536), KF_MOST_SLOPE);
    head->shift = calibrate_cut(kf_train_round(logit.t[2] * 65536), KF_MOST_SHIFT);
    if (head->kind != KEFU_HEAD_ASPECT)
        return KEFU_OK;
    status = kf_calibrate_least(memory, held, &logit, &least, error);
    head->least =
        calibrate_cut(kf_train_round((least - logit.t[2]) / logit.t[0] * 65536), KF_MOST_Z);
    return status;
}

/* ---- Promises -----------------------------------------------------------------------------------
 */

static const int32_t promised[] = {800000, 850000, 900000, 920000, 940000,
                                   950000, 960000, 970000, 980000, 990000};
enum { PROMISES = sizeof promised / sizeof *promised };

/* Certainties, falling, with their lowest bit 1 where the verdict is right. */
static void promise_list(const kf_held *held, const kf_head *head, int64_t *list)
{
    for (uint32_t i = 0; i < held->n; i++) {
        const kf_held_text *text = &held->texts[i];
        const double z = head->base_share || head->own_share
                             ? text->base * (double)head->base_share / 65536 +
                                   text->own * (double)head->own_share / 65536
                             : text->own;
        const int32_t p = kf_head_chance(head, kf_train_round(z * 65536));
        const int32_t certain = p >= 500000 ? p : 1000000 - p;
        list[i] = -(int64_t)(certain * 2 + ((p >= 500000) == (text->yes != 0)));
    }
    kf_sort_integers(list, list + held->n, held->n);
}

/* Whether the lower end of Wilson's interval of 95 % about right / n reaches the wanted share:
 * right is as far above n × wanted as chance alone leaves one time in forty, so that few texts
 * promise little. (Wilson 1927; 3.841459 is 1.959964 squared.) */
static int promise_is_kept(uint32_t right, uint32_t n, int32_t wanted)
{
    const double share = (double)wanted / 1000000, above = right - n * share;
    return above >= 0 && above * above >= 3.841459 * n * share * (1 - share);
}

/* The longest run from the most certain on that keeps the promise. */
static kf_promise promise_of(const int64_t *list, uint32_t n, int32_t wanted)
{
    kf_promise out = {wanted, 1000000, 0, 0};
    uint32_t right = 0;
    for (uint32_t i = 0; i < n; i++) {
        right += -list[i] & 1;
        if (i + 1 < n && -list[i] >> 1 == -list[i + 1] >> 1)
            continue;
        if (!promise_is_kept(right, i + 1, wanted))
            continue;
        out.certain = (int32_t)(-list[i] >> 1);
        out.covered = (int32_t)((int64_t)(i + 1) * 1000000 / n);
    }
    return out;
}

kefu_status kf_calibrate_promises(const kf_memory *memory, const kf_held *held, const kf_head *head,
                                  kefu_model *out, kefu_error *error)
{
    int64_t *list = kf_alloc_array(memory, held->n, 2 * sizeof *list);
    if (!list)
        return kf_no_memory(error);
    promise_list(held, head, list);
    out->n_promises = held->n ? PROMISES : 0;
    for (int32_t i = 0; i < out->n_promises; i++)
        out->promises[i] = promise_of(list, held->n, promised[i]);
    kf_free_array(memory, list, held->n, 2 * sizeof *list);
    return KEFU_OK;
}
