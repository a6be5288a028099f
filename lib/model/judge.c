/* judge.c - from scores to answers: z of a model and its delta together, chances, classes. */
#include <string.h>

#include "base/fail.h"
#include "model/model.h"

/* ---- Panels --------------------------------------------------------------------------------- */

static int32_t panel_find(const kefu_model *model, const char *key)
{
    for (int32_t i = 0; i < model->n_heads; i++)
        if (strcmp(model->heads[i].key, key) == 0)
            return i;
    return -1;
}

static kefu_status panel_check(const kefu_model *base, const kefu_model *delta, kefu_error *error)
{
    if (base->is_delta)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "model '%s' is a delta: it is only of use together with its base", base->id);
    if (delta && !delta->is_delta)
        return kf_fail(error, KEFU_E_ARGUMENT, "model '%s' is no delta", delta->id);
    if (delta && strcmp(delta->base, base->fingerprint) != 0)
        return kf_fail(error, KEFU_E_MISMATCH,
                       "delta '%s' was made on the model with fingerprint %s, and '%s' has %s",
                       delta->id, delta->base, base->id, base->fingerprint);
    return KEFU_OK;
}

static kefu_status panel_add_delta(kf_panel *panel, int32_t number, kefu_error *error)
{
    const kf_head *head = &panel->delta->heads[number];
    const int32_t at = panel_find(panel->base, head->key);
    if (at < 0 && panel->n == KF_MOST_JUDGED)
        return kf_fail(error, KEFU_E_LIMIT, "a model and its delta have more than %d heads",
                       (int32_t)KF_MOST_JUDGED);
    if (at < 0) {
        panel->judged[panel->n++] = (kf_judged){head, -1, number};
        return KEFU_OK;
    }
    kf_judged *judged = &panel->judged[at];
    if (judged->head->kind != head->kind || judged->head->cause != head->cause)
        return kf_fail(error, KEFU_E_MISMATCH,
                       "head '%s' of delta '%s' has another kind or cause than that of its base",
                       head->key, panel->delta->id);
    judged->head = head;
    judged->delta = number;
    return KEFU_OK;
}

static void panel_find_classes(kf_panel *panel)
{
    static const char *const keys[3] = {"negative", "neutral", "positive"};
    for (int32_t k = 0; k < 3; k++) {
        panel->classes[k] = -1;
        for (int32_t i = 0; i < panel->n; i++)
            if (panel->judged[i].head->kind == KEFU_HEAD_CLASS &&
                strcmp(panel->judged[i].head->key, keys[k]) == 0)
                panel->classes[k] = i;
    }
}

static void panel_find_least(kf_panel *panel)
{
    for (int32_t i = 0; i < panel->n; i++) {
        const kf_head *head = panel->judged[i].head;
        const int64_t least = head->kind == KEFU_HEAD_ASPECT ? head->least : KF_MOST_Z + 1;
        panel->least[i] = least;
        panel->bound[i] = least > 0 ? least * 65536 : (least - 1) * 65536 + 1;
    }
}

kefu_status kf_panel_init(kf_panel *panel, const kefu_model *base, const kefu_model *delta,
                          kefu_error *error)
{
    kefu_status status = panel_check(base, delta, error);
    *panel = (kf_panel){.base = base, .delta = delta};
    if (status)
        return status;
    for (panel->n = 0; panel->n < base->n_heads; panel->n++)
        panel->judged[panel->n] = (kf_judged){&base->heads[panel->n], panel->n, -1};
    for (int32_t i = 0; delta && i < delta->n_heads && !status; i++)
        status = panel_add_delta(panel, i, error);
    panel_find_classes(panel);
    panel_find_least(panel);
    return status;
}

/* ---- z -------------------------------------------------------------------------------------- */

/* value / 2^16 rounded down. */
static int64_t judge_shift(int64_t value) { return value < 0 ? ~(~value >> 16) : value >> 16; }

static int64_t judge_cut(int64_t z)
{
    if (z > KF_MOST_Z)
        return KF_MOST_Z;
    return z < -KF_MOST_Z ? -KF_MOST_Z : z;
}

/* Scores of a text, and the root of its size. */
typedef struct judge_scores {
    const int32_t *head;
    uint64_t root;
} judge_scores;

static judge_scores judge_of(const kf_scores *scores)
{
    return scores ? (judge_scores){scores->head, kf_z_root(scores->looked)}
                  : (judge_scores){NULL, 0};
}

/* kf_z_of in halves of 32 bits, of which compilers make vectors. */
static inline int64_t judge_z_of(int32_t score, uint32_t root)
{
    const uint32_t sign = 0 - (uint32_t)(score < 0), size = ((uint32_t)score ^ sign) - sign;
    const int64_t z = (int64_t)((uint64_t)size * root >> 16);
    return score < 0 ? -z : z;
}

/* share × z of one model, where z is below 2^35.3 and the share at most 2^24. */
static int64_t judge_part(int64_t share, judge_scores scores, int32_t head)
{
    return judge_shift(share * kf_z_of(scores.head[head], scores.root));
}

static int64_t judge_z(const kf_judged *judged, judge_scores base, judge_scores delta)
{
    int64_t z = 0;
    if (judged->delta < 0)
        return kf_z_of(base.head[judged->base], base.root);
    if (judged->base >= 0)
        z = judge_part(judged->head->base_share, base, judged->base);
    return judge_cut(z + judge_part(judged->head->own_share, delta, judged->delta));
}

int64_t kf_panel_z(const kf_panel *panel, int32_t head, const kf_scores *base,
                   const kf_scores *delta)
{
    return judge_z(&panel->judged[head], judge_of(base), judge_of(panel->delta ? delta : NULL));
}

void kf_panel_judge(const kf_panel *panel, const kf_scores *base, const kf_scores *delta,
                    int64_t z[KF_MOST_JUDGED])
{
    const judge_scores of_base = judge_of(base), of_delta = judge_of(panel->delta ? delta : NULL);
    if (!panel->delta) /* the heads of the base, in its order */
        for (int32_t i = 0; i < panel->n; i++)
            z[i] = judge_z_of(of_base.head[i], (uint32_t)of_base.root);
    else
        for (int32_t i = 0; i < panel->n; i++)
            z[i] = judge_z(&panel->judged[i], of_base, of_delta);
}

/* ---- Answers -------------------------------------------------------------------------------- */

/* slope × z + shift: |slope × z| <= 2^62. */
static int64_t judge_logit(const kf_head *head, int64_t z)
{
    return judge_shift(head->slope * z) + head->shift;
}

int32_t kf_head_chance(const kf_head *head, int64_t z) { return kf_logistic(judge_logit(head, z)); }

/* kf_logistic is even about a half at 0, rises, and is above a half at 1. */
int32_t kf_head_side(const kf_head *head, int64_t z)
{
    const int64_t logit = judge_logit(head, z);
    return (logit > 0) - (logit < 0);
}

uint32_t kf_panel_yes(const kf_panel *panel, const int64_t *z)
{
    uint32_t yes = 0;
    for (int32_t i = 0; i < panel->n; i++)
        yes |= (uint32_t)((uint64_t) ~(z[i] - panel->least[i]) >> 63) << i;
    return yes;
}

uint32_t kf_panel_yes_scored(const kf_panel *panel, const kf_scores *scores)
{
    const int64_t root = (int64_t)kf_z_root(scores->looked); /* below 2^30 */
    uint32_t yes = 0;
    for (int32_t i = 0; i < panel->n; i++)
        yes |= (uint32_t)((uint64_t) ~(scores->head[i] * root - panel->bound[i]) >> 63) << i;
    return yes;
}

int32_t kf_head_says_yes(const kf_head *head, int64_t z)
{
    return head->kind == KEFU_HEAD_ASPECT && z >= head->least;
}

int32_t kf_panel_three(const kf_panel *panel, const int64_t *z)
{
    int64_t logit[3];
    for (int32_t k = 0; k < 3; k++) {
        const int32_t at = panel->classes[k];
        logit[k] = judge_logit(panel->judged[at].head, z[at]);
    }
    if (logit[1] >= logit[0] && logit[1] >= logit[2])
        return 0;
    return logit[0] >= logit[2] ? -1 : 1;
}
