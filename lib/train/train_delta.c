/* train_delta.c - a shop's delta: how much the base counts in it, and how much its own table.
 *
 * x = a × z of the base + b × z of its own + c is fitted as the logistic curve of least loss on
 * texts that its own table was not fitted on. Under `enough` labels b is 0. The curve is held near
 * that of the base: few labels move it little. */
#include <string.h>

#include "base/fail.h"
#include "train/train.h"

/* As if so many texts more had been seen, where the curve is that of the base and z varies by 1. */
static const double delta_hold = 4;

kefu_status kf_delta_base(kf_training *training)
{
    const kefu_trainer *t = training->t;
    const kf_corpus *corpus = &training->corpus;
    kf_feature_room room = {.memory = training->memory};
    kefu_status status = KEFU_OK;
    if (!t->base)
        return KEFU_OK;
    training->base = kf_alloc_zeros(training->memory, (size_t)corpus->n * (size_t)t->n_heads,
                                    sizeof *training->base);
    if (!training->base)
        return kf_no_memory(training->error);
    for (uint32_t i = 0; !status && i < corpus->n; i++) {
        kf_scores scores;
        size_t n;
        status = kf_train_features(&room, t->spec, corpus->pool + corpus->units[i],
                                   corpus->counts[i], &n, training->error);
        if (status)
            break;
        kf_score_all(&t->base->table, room.units + KF_FOLD_BEFORE, corpus->counts[i], &scores);
        for (int32_t h = 0; h < t->n_heads; h++)
            if (t->heads[h].base >= 0)
                training->base[(size_t)i * (size_t)t->n_heads + (size_t)h] =
                    (double)kf_z(scores.head[t->heads[h].base], scores.looked) / 65536;
    }
    kf_feature_room_free(&room);
    return status;
}

static int64_t delta_share(double x)
{
    const long long whole = kf_train_round(x * 65536);
    return whole > KF_MOST_SHARE ? KF_MOST_SHARE : whole < -KF_MOST_SHARE ? -KF_MOST_SHARE : whole;
}

static int64_t delta_cut(double x, int64_t most)
{
    const long long whole = kf_train_round(x * 65536);
    return whole > most ? most : whole < -most ? -most : whole;
}

/* The curve of the base, of a head that it has; else that of kf_calibrate. */
static void delta_prior(const kefu_trainer *t, int32_t number, int32_t own, kf_logit *logit)
{
    const int32_t in_base = t->heads[number].base;
    memset(logit, 0, sizeof *logit);
    if (in_base < 0) {
        logit->prior[0] = 1;
        logit->hold[0] = logit->hold[2] = 0.02;
        logit->hold[1] = -1;
        return;
    }
    logit->prior[1] = (double)t->base->heads[in_base].slope / 65536;
    logit->prior[2] = (double)t->base->heads[in_base].shift / 65536;
    logit->hold[0] = own ? delta_hold : -1;
    logit->hold[1] = logit->hold[2] = delta_hold;
}

/* The threshold of an aspect: its own where there are labels enough, else that of the base, which
 * stands on more. */
static kefu_status delta_least(kf_training *g, int32_t number, int32_t own, const kf_logit *logit,
                               kf_head *head)
{
    const int32_t in_base = g->t->heads[number].base;
    double least = 0;
    kefu_status status = KEFU_OK;
    if (head->kind != KEFU_HEAD_ASPECT)
        return KEFU_OK;
    if (own || in_base < 0)
        status = kf_calibrate_least(g->memory, &g->held[number], logit, &least, g->error);
    else
        least =
            logit->prior[1] * (double)g->t->base->heads[in_base].least / 65536 + logit->prior[2];
    head->least = delta_cut(least - logit->t[2], KF_MOST_Z);
    return status;
}

kefu_status kf_delta_head(kf_training *training, int32_t number, kf_head *head)
{
    const kefu_trainer *t = training->t;
    const int32_t own = training->fits[number];
    kf_logit logit;
    delta_prior(t, number, own, &logit);
    if (kf_training_has_sides(training, number))
        kf_logit_fit(&training->held[number], &logit);
    else
        memcpy(logit.t, logit.prior, sizeof logit.t);
    head->slope = 65536;
    head->shift = delta_cut(logit.t[2], KF_MOST_SHIFT);
    head->own_share = own ? delta_share(logit.t[0]) : 0;
    head->base_share = t->heads[number].base >= 0 ? delta_share(logit.t[1]) : 0;
    return delta_least(training, number, own, &logit, head);
}
