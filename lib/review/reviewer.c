/* reviewer.c - what reviews are read with: a model, lexicons and a roster, once and for all. */
#include <string.h>

#include "base/fail.h"
#include "review/review.h"

/* ---- Options -------------------------------------------------------------------------------- */

enum { REVIEWER_RIGHT = 950000 };

static kefu_status reviewer_check(const kefu_reviewer_options *o, kefu_error *error)
{
    if (!o->model)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_reviewer_new: model is NULL");
    if (o->encoding != KEFU_UTF8 && o->encoding != KEFU_GB18030)
        return kf_fail(error, KEFU_E_ARGUMENT, "encoding is %d: not KEFU_UTF8 or KEFU_GB18030",
                       o->encoding);
    if (o->invalid != KEFU_INVALID_REFUSE && o->invalid != KEFU_INVALID_REPLACE)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "invalid is %d: not KEFU_INVALID_REFUSE or KEFU_INVALID_REPLACE",
                       o->invalid);
    if (o->right < 0 || o->right >= 1000000)
        return kf_fail(error, KEFU_E_ARGUMENT, "right is %d: not 0 .. 999999 millionths", o->right);
    if (o->n_lexicons < 0 || (o->n_lexicons && !o->lexicons))
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_reviewer_new: %d lexicons at NULL",
                       o->n_lexicons);
    for (int32_t i = 0; i < o->n_lexicons; i++) {
        if (!o->lexicons[i])
            return kf_fail(error, KEFU_E_ARGUMENT, "kefu_reviewer_new: lexicon %d is NULL", i);
        if (o->lexicons[i]->language != o->model->language)
            return kf_fail(error, KEFU_E_MISMATCH,
                           "lexicon '%s' is not of the language of model '%s'",
                           o->lexicons[i]->scheme.id, o->model->id);
    }
    return KEFU_OK;
}

/* The least certainty that keeps the promise; a model without promises is taken at its word. */
static kefu_status reviewer_promise(kefu_reviewer *reviewer, int32_t right, kefu_error *error)
{
    const kefu_model *by = reviewer->panel.delta && reviewer->panel.delta->n_promises
                               ? reviewer->panel.delta
                               : reviewer->panel.base;
    int32_t best = 0;
    for (int32_t i = 0; i < by->n_promises; i++)
        if (by->promises[i].covered && by->promises[i].right > best)
            best = by->promises[i].right;
    if (best && right > best)
        return kf_fail(error, KEFU_E_INFEASIBLE,
                       "right is %d millionths: the best that model '%s' can promise is %d", right,
                       by->id, best);
    reviewer->right = right                           ? right
                      : best && best < REVIEWER_RIGHT ? best
                                                      : (int32_t)REVIEWER_RIGHT;
    reviewer->certain = best ? INT32_MAX : reviewer->right;
    for (int32_t i = 0; i < by->n_promises; i++) {
        const kf_promise *p = &by->promises[i];
        if (p->covered && p->right >= reviewer->right && p->certain < reviewer->certain)
            reviewer->certain = p->certain;
    }
    return KEFU_OK;
}

/* ---- Lexicons ------------------------------------------------------------------------------- */

static kefu_status reviewer_keep_lexicon(kefu_reviewer *reviewer, const kefu_lexicon *lexicon,
                                         int32_t number, const char *platform, kefu_error *error)
{
    kf_review_lexicon *kept = &reviewer->lexicons[number];
    memcpy(kept->hash, lexicon->scheme.hash, sizeof kept->hash);
    kept->id = kf_arena_text(&reviewer->arena, lexicon->scheme.id, strlen(lexicon->scheme.id));
    return kept->id ? kf_reviewer_lexicon(reviewer, lexicon, number, platform, error)
                    : kf_no_memory(error);
}

static kefu_status reviewer_starter(kefu_reviewer *reviewer, const char *platform,
                                    kefu_error *error)
{
    kefu_lexicon *starter = NULL;
    kefu_status status = kefu_lexicon_starter(&reviewer->memory.with,
                                              reviewer->panel.base->language, &starter, error);
    if (!status)
        status = reviewer_keep_lexicon(reviewer, starter, 0, platform, error);
    kefu_lexicon_free(starter);
    return status;
}

static kefu_status reviewer_lexicons(kefu_reviewer *reviewer, const kefu_reviewer_options *o,
                                     kefu_error *error)
{
    const int32_t n = o->lexicons ? o->n_lexicons : 1;
    kefu_status status = KEFU_OK;
    reviewer->lexicons = kf_alloc_zeros(&reviewer->memory, (size_t)n, sizeof *reviewer->lexicons);
    if (!reviewer->lexicons)
        return kf_no_memory(error);
    reviewer->n_lexicons = n;
    if (!o->lexicons)
        return reviewer_starter(reviewer, o->platform, error);
    for (int32_t i = 0; i < n && !status; i++)
        status = reviewer_keep_lexicon(reviewer, o->lexicons[i], i, o->platform, error);
    return status;
}

/* ---- Ids ------------------------------------------------------------------------------------ */

/* Raised when the rules of reading change what is found or counted. */
enum { REVIEWER_RULES = 1 };

/* What decides what is counted. */
static void reviewer_put_counts_id(const kefu_reviewer *reviewer, kf_buffer *out)
{
    kf_put_format(out, "kefu.reviewer %d %s %s %d ", REVIEWER_RULES,
                  reviewer->panel.base->fingerprint,
                  reviewer->panel.delta ? reviewer->panel.delta->fingerprint : "", reviewer->right);
    for (int32_t i = 0; i < reviewer->n_lexicons; i++)
        kf_put_format(out, "%s ", reviewer->lexicons[i].hash);
}

/* And all else. */
static void reviewer_put_rest(const kefu_reviewer *reviewer, const kefu_reviewer_options *o,
                              kf_buffer *out)
{
    kf_put_format(out, "%d %d %s %s", reviewer->encoding, reviewer->invalid,
                  o->roster ? kefu_roster_id(o->roster) : "", o->platform ? o->platform : "");
}

static kefu_status reviewer_ids(kefu_reviewer *reviewer, const kefu_reviewer_options *o,
                                kefu_error *error)
{
    static const kf_hash_key key = {0x6b6566752e726576, 0x69657765722f3100};
    kf_buffer out;
    kf_buffer_init(&out, &reviewer->memory);
    reviewer_put_counts_id(reviewer, &out);
    const size_t counts = out.size;
    reviewer_put_rest(reviewer, o, &out);
    const int32_t failed = out.failed;
    if (!failed) {
        kf_siphash_hex(key, out.data, counts, reviewer->counts_id);
        kf_siphash_hex(key, out.data, out.size, reviewer->id);
    }
    kf_buffer_free(&out);
    return failed ? kf_no_memory(error) : KEFU_OK;
}

/* ---- Reviewers ------------------------------------------------------------------------------ */

static kefu_status reviewer_fill(kefu_reviewer *reviewer, const kefu_reviewer_options *o,
                                 kefu_error *error)
{
    kefu_limits limits;
    kefu_status status = kf_limits(&limits, o->limits, error);
    reviewer->text_bytes = limits.text_bytes;
    reviewer->encoding = o->encoding;
    reviewer->invalid = o->invalid;
    if (!status)
        status = kf_panel_init(&reviewer->panel, o->model, o->shop, error);
    if (!status)
        status = reviewer_promise(reviewer, o->right, error);
    if (!status)
        status = kf_matcher_new(&reviewer->memory, &limits, &reviewer->matcher, error);
    if (!status)
        status = reviewer_lexicons(reviewer, o, error);
    if (!status && o->roster)
        status = kf_reviewer_roster(reviewer, o->roster, error);
    if (!status)
        status = kf_matcher_ready(reviewer->matcher, error);
    if (!status)
        status = kf_reviewer_ordinary(reviewer, error);
    return status ? status : reviewer_ids(reviewer, o, error);
}

kefu_status KEFU_CALL kefu_reviewer_new(const kefu_reviewer_options *options, kefu_reviewer **out,
                                        kefu_error *error)
{
    kefu_reviewer_options o;
    kf_memory memory;
    kefu_reviewer *reviewer;
    kefu_status status;
    if (!options || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_reviewer_new: options or out is NULL");
    status = kf_take_options(&o, sizeof o, options, error);
    if (!status)
        status = reviewer_check(&o, error);
    if (!status)
        status = kf_memory_init(&memory, o.allocator ? o.allocator : &o.model->memory.with, error);
    if (status)
        return status;
    reviewer = kf_alloc_zero(&memory, sizeof *reviewer);
    if (!reviewer)
        return kf_no_memory(error);
    reviewer->memory = memory;
    kf_arena_init(&reviewer->arena, &reviewer->memory);
    status = reviewer_fill(reviewer, &o, error);
    if (status)
        kefu_reviewer_free(reviewer);
    else
        *out = reviewer;
    return status;
}

void KEFU_CALL kefu_reviewer_free(kefu_reviewer *reviewer)
{
    kf_memory memory;
    if (!reviewer)
        return;
    memory = reviewer->memory;
    kf_matcher_free(reviewer->matcher);
    kf_free_array(&memory, reviewer->wordings, reviewer->wordings_capacity,
                  sizeof *reviewer->wordings);
    kf_free_array(&memory, reviewer->people, reviewer->n_people, sizeof *reviewer->people);
    kf_free_array(&memory, reviewer->lexicons, (size_t)reviewer->n_lexicons,
                  sizeof *reviewer->lexicons);
    kf_arena_free(&reviewer->arena);
    kf_free(&memory, reviewer, sizeof *reviewer);
}

const char *KEFU_CALL kefu_reviewer_id(const kefu_reviewer *reviewer)
{
    return reviewer ? reviewer->id : NULL;
}

const char *KEFU_CALL kefu_reviewer_counts_id(const kefu_reviewer *reviewer)
{
    return reviewer ? reviewer->counts_id : NULL;
}
