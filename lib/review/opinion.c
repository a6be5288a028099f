/* opinion.c - is it good or bad: of the whole by the model, of clauses by model and lexicon. */
#include <string.h>

#include "base/fail.h"
#include "review/review.h"

/* What a word of praise or blame weighs, how much of them and of the model counts in a clause. */
enum {
    OPINION_WORD = 2 * KF_LOGIT,
    OPINION_MOST_WORDS = 4 * KF_LOGIT,
    OPINION_MOST_MODEL = 2 * KF_LOGIT,
    OPINION_HEARD = 2 * KF_LOGIT /* of a clause, for an aspect */
};

static int64_t opinion_cut(int64_t value, int64_t most)
{
    if (value > most)
        return most;
    return value < -most ? -most : value;
}

/* ---- Scores --------------------------------------------------------------------------------- */

static void opinion_add(kf_scores *to, const kf_scores *from)
{
    for (int32_t i = 0; i < KF_MOST_HEADS; i++)
        to->head[i] += from->head[i];
    to->looked += from->looked;
}

static kefu_status opinion_score(kf_reading *r, const kefu_model *model, int32_t room,
                                 kf_scores **scores, kf_scores *total, kefu_error *error)
{
    const uint32_t *ends = r->rooms[KF_ROOM_ENDS].items;
    memset(total, 0, sizeof *total);
    *scores = kf_reading_room(r, room, r->n_clauses);
    if (!*scores)
        return kf_no_memory(error);
    if (!r->n_clauses)
        return KEFU_OK;
    kf_score_parts(&model->table, r->units - 1, r->count, ends, r->n_clauses, *scores);
    for (size_t i = 0; i < r->n_clauses; i++)
        opinion_add(total, &(*scores)[i]);
    return KEFU_OK;
}

/* A clause has what ends at its positions: one more than units, for the edge; the last one has
 * the edge behind the text, too. */
static kefu_status opinion_scores(kf_reading *r, kefu_error *error)
{
    const kf_panel *panel = &r->reviewer->panel;
    uint32_t *ends = kf_reading_room(r, KF_ROOM_ENDS, r->n_clauses);
    kefu_status status;
    if (!ends)
        return kf_no_memory(error);
    for (size_t i = 0; i < r->n_clauses; i++)
        ends[i] = r->clauses[i].end + 1;
    if (r->n_clauses)
        ends[r->n_clauses - 1] = (uint32_t)r->count + 2;
    status = opinion_score(r, panel->base, KF_ROOM_SCORES, &r->scores, &r->total, error);
    if (!status && panel->delta)
        status = opinion_score(r, panel->delta, KF_ROOM_OWN_SCORES, &r->own, &r->own_total, error);
    return status;
}

/* ---- Clauses -------------------------------------------------------------------------------- */

/* Aspects of the model that a clause speaks of. Their thresholds are of whole texts, where most of
 * what is looked up speaks against them; in a clause a few characters decide, so that it must speak
 * for itself. */
static uint32_t opinion_heard(const kf_panel *panel, const int64_t *z)
{
    uint32_t heard = 0;
    for (int32_t h = 1; h < panel->n; h++) {
        const kf_head *head = panel->judged[h].head;
        if (head->kind != KEFU_HEAD_ASPECT || !head->cause || head->cause >= KF_CAUSES ||
            head->cause == KEFU_CAUSE_NONE || head->cause == KEFU_CAUSE_OVERALL)
            continue;
        if (kf_head_says_yes(head, z[h]) && head->slope * z[h] / KF_LOGIT >= OPINION_HEARD)
            heard |= UINT32_C(1) << head->cause;
    }
    return heard;
}

/* What the model makes of a clause; without the shift, which is of whole texts. */
static void opinion_of_model(kf_reading *r, size_t clause)
{
    const kf_panel *panel = &r->reviewer->panel;
    kf_clause *c = &r->clauses[clause];
    int64_t z[KF_MOST_JUDGED];
    kf_panel_judge(panel, &r->scores[clause], panel->delta ? &r->own[clause] : NULL, z);
    c->model =
        (int32_t)opinion_cut(panel->judged[0].head->slope * z[0] / KF_LOGIT, OPINION_MOST_MODEL);
    c->heard = opinion_heard(panel, z);
}

/* What the model says against words counts a quarter, and without any two thirds: it knows less
 * than they say. */
int32_t kf_opinion_of(int64_t words, int32_t model)
{
    words = opinion_cut(words, OPINION_MOST_WORDS);
    if (!words)
        return model / 3 * 2;
    return (int32_t)(words + ((words > 0) != (model > 0) ? model / 4 : model));
}

static void opinion_of_clause(kf_reading *r, size_t at)
{
    kf_clause *c = &r->clauses[at];
    int64_t words = 0;
    opinion_of_model(r, at);
    for (size_t i = c->sight; i < r->n_sights && r->sights[i].begin < c->end; i++) {
        const kf_sight *s = &r->sights[i];
        if (!s->hidden && !s->only_if && !s->quoted)
            words += (int64_t)s->says * OPINION_WORD;
    }
    c->words = (int32_t)opinion_cut(words, OPINION_MOST_WORDS);
    c->opinion = c->beset ? c->words : kf_opinion_of(words, c->model);
}

/* ---- The whole ------------------------------------------------------------------------------ */

/* The platform's own words, and nothing beside them. */
static int32_t opinion_is_default(const kf_reading *r)
{
    size_t covered = 0, words = 0, to = 0;
    for (size_t i = 0; i < r->n_sights; i++) {
        const kf_sight *s = &r->sights[i];
        const kf_wording *w = kf_wording_of(r, s);
        if (s->hidden || w->list != KEFU_LIST_SUSPECT || w->cause != KEFU_CAUSE_NONE)
            continue;
        if (s->end > to)
            covered += s->end - (s->begin > to ? s->begin : to);
        to = s->end > to ? s->end : to;
    }
    for (size_t i = 0; i < r->count; i++) {
        const int32_t kind = kf_unit_kind(r->units[i]);
        words += kind != KF_KIND_MARK && kind != KF_KIND_BLANK;
    }
    return !words || (covered && covered + 1 >= words);
}

/* By the stars, else by the three classes, and in the middle where those and polarity disagree. */
static int32_t opinion_three(const kf_reading *r, int32_t stars)
{
    const kf_panel *panel = &r->reviewer->panel;
    int64_t z[KF_MOST_JUDGED];
    int32_t three;
    if (stars)
        return stars < 3 ? KEFU_NEGATIVE : stars > 3 ? KEFU_POSITIVE : KEFU_NEUTRAL;
    if (panel->classes[0] < 0 || r->opinion.polarity == KEFU_POLARITY_UNKNOWN)
        return KEFU_POLARITY_UNKNOWN;
    kf_panel_judge(panel, &r->total, panel->delta ? &r->own_total : NULL, z);
    three = kf_panel_three(panel, z);
    return three == -r->opinion.polarity ? KEFU_NEUTRAL : three;
}

/* Chinese characters, words and emoji. */
static int64_t opinion_length(const kf_reading *r)
{
    int64_t n = 0;
    for (size_t i = 0; i < r->count; i++) {
        const int32_t kind = kf_unit_kind(r->units[i]);
        if (kind == KF_KIND_LETTER || kind == KF_KIND_DIGIT)
            n += !i || kf_unit_kind(r->units[i - 1]) != kind;
        else
            n += kind != KF_KIND_BLANK && kind != KF_KIND_MARK;
    }
    return n;
}

/* Words of harm that somebody has come to ("吃完拉肚子") are of no cause, and blame all the same.
 */
static int64_t opinion_says(const kf_reading *r, const kf_sight *s)
{
    if (s->hidden || s->only_if || s->quoted)
        return 0;
    if (kf_wording_of(r, s)->category == KF_LIST_INJURY)
        return s->turned ? 0 : -1;
    return s->says;
}

/* What words of praise and blame add to the logit of the model: the more the shorter the text is,
 * for the model knows little of that: 14 / (n + 1) each, 2 at most. Chosen on dev texts, Chinese
 * and English, of shops, hotels and others: right as often or more often, calibrated as well. */
static int64_t opinion_words(const kf_reading *r)
{
    int64_t net = 0;
    for (size_t i = 0; i < r->n_sights; i++) {
        const kf_sight *s = &r->sights[i];
        net += opinion_says(r, s) * r->clauses[s->clause].weight;
    }
    return opinion_cut(net * 14 * KF_LOGIT / 1000 / (opinion_length(r) + 1), OPINION_WORD);
}

static void opinion_of_whole(kf_reading *r)
{
    const kf_panel *panel = &r->reviewer->panel;
    const kf_head *head = panel->judged[0].head;
    const kf_scores *own = panel->delta ? &r->own_total : NULL;
    const int64_t words = opinion_words(r);
    kefu_opinion *o = &r->opinion;
    int64_t logit;
    int32_t chance;
    o->polarity = KEFU_POLARITY_UNKNOWN;
    if (r->is_default || (!words && !r->total.head[0] && !(own && own->head[0])))
        return;
    logit = head->slope * kf_panel_z(panel, 0, &r->total, own) / KF_LOGIT + head->shift;
    chance = kf_logistic(logit + words);
    o->polarity = chance >= 500000 ? KEFU_POSITIVE : KEFU_NEGATIVE;
    o->probability = chance >= 500000 ? chance : 1000000 - chance;
    o->sure = o->probability >= r->reviewer->certain;
}

kefu_status kf_read_opinion(kf_reading *r, int32_t stars, kefu_error *error)
{
    kefu_opinion *o = &r->opinion;
    kefu_status status = opinion_scores(r, error);
    if (status)
        return status;
    r->is_default = opinion_is_default(r);
    for (size_t i = 0; i < r->n_clauses; i++)
        opinion_of_clause(r, i);
    opinion_of_whole(r);
    o->nothing = r->is_default;
    o->three = opinion_three(r, stars);
    o->contradicts = stars && o->sure && o->three && o->three == -o->polarity;
    o->clauses = (int64_t)r->n_clauses;
    return KEFU_OK;
}
