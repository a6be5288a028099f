/* trainer.c - making trainers, their heads, and what may stop them: memory and the caller. */
#include <string.h>

#include "base/fail.h"
#include "base/id.h"
#include "base/json.h"
#include "train/train.h"

/* ---- Counted memory ---------------------------------------------------------------------------
 */

/* 1 if `more` bytes still fit. */
static int trainer_counts(kefu_trainer *t, size_t more)
{
    if (more > INT64_MAX / 2 || (int64_t)more > t->most - t->held) {
        t->over = 1;
        return 0;
    }
    return 1;
}

static void *KEFU_CALL trainer_allocate(void *user, size_t size)
{
    kefu_trainer *t = user;
    void *block = trainer_counts(t, size) ? kf_alloc(&t->callers, size) : NULL;
    if (block)
        t->held += (int64_t)size;
    return block;
}

static void *KEFU_CALL trainer_reallocate(void *user, void *block, size_t old_size, size_t new_size)
{
    kefu_trainer *t = user;
    const kefu_allocator *with = &t->callers.with;
    void *moved;
    if (new_size > old_size && !trainer_counts(t, new_size - old_size))
        return NULL;
    moved = with->reallocate(with->user, block, old_size, new_size);
    if (moved)
        t->held += (int64_t)new_size - (int64_t)old_size;
    return moved;
}

static void KEFU_CALL trainer_release(void *user, void *block, size_t size)
{
    kefu_trainer *t = user;
    t->held -= (int64_t)size;
    kf_free(&t->callers, block, size);
}

kefu_status kf_train_status(kefu_trainer *trainer, kefu_status status, kefu_error *error)
{
    if (status != KEFU_E_MEMORY || !trainer->over)
        return status;
    trainer->over = 0;
    return kf_fail(error, KEFU_E_LIMIT, "limits.state_bytes: training needs more than %i bytes",
                   trainer->most);
}

/* ---- How far it is ----------------------------------------------------------------------------
 */

kefu_status kf_train_tell(kefu_trainer *trainer, int64_t work, kefu_error *error)
{
    int64_t now;
    trainer->worked += work;
    if (!trainer->progress)
        return KEFU_OK;
    now = trainer->worked >= trainer->work ? 1000000
                                           : trainer->worked / (trainer->work / 1000000 + 1);
    if (now > trainer->told)
        trainer->told = now > 1000000 ? 1000000 : (int32_t)now;
    if (trainer->progress(trainer->user, trainer->told) != KEFU_OK)
        return kf_fail(error, KEFU_E_CALLBACK, "training was stopped by its progress function");
    return KEFU_OK;
}

/* ---- Making -----------------------------------------------------------------------------------
 */

enum { TRAINER_BITS = 15, TRAINER_DELTA_BITS = 12, TRAINER_ENOUGH = 200 };

static kefu_status trainer_check(const kefu_trainer_options *o, kefu_error *error)
{
    if (!o->id)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_options.id: is missing");
    if (!kf_id_is_good(o->id))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_trainer_options.id: '%s' is no id: " KF_ID_EXPECTED, o->id);
    if (o->bits && (o->bits < 10 || o->bits > 18))
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_options.bits: 10 .. 18, not %d",
                       o->bits);
    if (o->enough < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_options.enough: is negative");
    if (o->base && o->base->is_delta)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_trainer_options.base: is a delta; it needs a whole model");
    if (o->base && o->base->language != o->language)
        return kf_fail(error, KEFU_E_MISMATCH,
                       "kefu_trainer_options.language: is not that of the base");
    return kf_check_language(o->language, error);
}

kefu_status kf_train_card(const kf_memory *memory, const char *card, kefu_error *error)
{
    kf_json json;
    kefu_status status = kf_json_parse(&json, memory, NULL, card, strlen(card), error);
    if (status)
        return status;
    if (json.root->type != KF_JSON_OBJECT)
        status = kf_fail(error, KEFU_E_ARGUMENT, "the card of a model is a JSON object");
    kf_json_free(&json);
    return status;
}

static char *trainer_text(const kefu_trainer *t, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = kf_alloc(&t->memory, size);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

static kefu_status trainer_fill(kefu_trainer *t, const kefu_trainer_options *o, kefu_error *error)
{
    const char *card = o->card ? o->card : "{}";
    kefu_limits limits;
    kefu_status status = kf_limits(&limits, o->limits, error);
    if (status)
        return status;
    t->memory.with = (kefu_allocator){sizeof t->memory.with, trainer_allocate, trainer_reallocate,
                                      trainer_release, t};
    t->most = limits.state_bytes;
    status = kf_train_card(&t->memory, card, error);
    if (status)
        return status;
    t->language = o->language;
    t->bits = o->bits ? o->bits : o->base ? TRAINER_DELTA_BITS : TRAINER_BITS;
    t->spec = o->language == KEFU_EN ? KF_SPEC_WORDS : kf_spec_lines(t->bits);
    t->enough = o->enough ? o->enough : TRAINER_ENOUGH;
    t->base = o->base;
    t->progress = o->progress;
    t->user = o->user;
    t->id = trainer_text(t, o->id);
    t->card = trainer_text(t, card);
    if (!t->id || !t->card)
        return kf_no_memory(error);
    return kefu_trainer_head(t, "polarity", KEFU_HEAD_POLARITY, KEFU_CAUSE_UNKNOWN, error);
}

kefu_status KEFU_CALL kefu_trainer_new(const kefu_trainer_options *options, kefu_trainer **out,
                                       kefu_error *error)
{
    kefu_trainer_options ours;
    kf_memory memory;
    kefu_trainer *t;
    kefu_status status;
    if (!options || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_new: %s is NULL",
                       out ? "options" : "out");
    status = kf_take(&ours, sizeof ours, options, error);
    if (!status)
        status = trainer_check(&ours, error);
    if (!status)
        status = kf_memory_init(&memory, ours.allocator, error);
    if (status)
        return status;
    t = kf_alloc_zero(&memory, sizeof *t);
    if (!t)
        return kf_no_memory(error);
    t->callers = memory;
    status = kf_train_status(t, trainer_fill(t, &ours, error), error);
    if (status)
        kefu_trainer_free(t);
    else
        *out = t;
    return status;
}

void KEFU_CALL kefu_trainer_free(kefu_trainer *trainer)
{
    kf_memory memory;
    if (!trainer)
        return;
    memory = trainer->callers;
    kf_free_array(&trainer->memory, trainer->rows, trainer->rows_capacity, sizeof *trainer->rows);
    kf_free_array(&trainer->memory, trainer->labels, trainer->labels_capacity, 1);
    kf_free_array(&trainer->memory, trainer->pool, trainer->pool_capacity, sizeof *trainer->pool);
    if (trainer->id)
        kf_free(&trainer->memory, trainer->id, strlen(trainer->id) + 1);
    if (trainer->card)
        kf_free(&trainer->memory, trainer->card, strlen(trainer->card) + 1);
    kf_free(&memory, trainer, sizeof *trainer);
}

/* ---- Heads ------------------------------------------------------------------------------------
 */

static int trainer_key_is_good(const char *key)
{
    const size_t size = strlen(key);
    return size > 0 && size < sizeof((kf_head *)0)->key && !(*key >= '0' && *key <= '9') &&
           strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_") == size;
}

static kefu_status trainer_head_check(const kefu_trainer *t, const char *key, int32_t kind,
                                      int32_t cause, kefu_error *error)
{
    if (!trainer_key_is_good(key))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "head '%s': a key is 1 to 31 of a-z, _ and, not first, 0-9", key);
    if (kind < KEFU_HEAD_POLARITY || kind > KEFU_HEAD_ASPECT)
        return kf_fail(error, KEFU_E_ARGUMENT, "head '%s': kind is KEFU_HEAD_..., not %d", key,
                       kind);
    if ((kind == KEFU_HEAD_POLARITY) != (t->n_heads == 0))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "head '%s': polarity is the first head and the only one of its kind", key);
    if (kind == KEFU_HEAD_CLASS && strcmp(key, "negative") != 0 && strcmp(key, "neutral") != 0 &&
        strcmp(key, "positive") != 0)
        return kf_fail(error, KEFU_E_NAME, "head '%s': classes are negative, neutral and positive",
                       key);
    if (cause < 0 || cause >= KF_CAUSES || (cause > 0) != (kind == KEFU_HEAD_ASPECT))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "head '%s': cause is KEFU_CAUSE_... of an aspect, else 0, not %d", key,
                       cause);
    for (int32_t h = 0; h < t->n_heads; h++)
        if (strcmp(t->heads[h].key, key) == 0)
            return kf_fail(error, KEFU_E_EXISTS, "head '%s': is there already", key);
    if (t->n)
        return kf_fail(error, KEFU_E_STATE, "head '%s': heads come before the first row", key);
    if (t->n_heads == KF_MOST_HEADS)
        return kf_fail(error, KEFU_E_LIMIT, "head '%s': a model has at most %d heads", key,
                       KF_MOST_HEADS);
    return KEFU_OK;
}

static kefu_status trainer_head_of_base(const kefu_trainer *t, kf_train_head *head,
                                        kefu_error *error)
{
    head->base = -1;
    if (!t->base)
        return KEFU_OK;
    for (int32_t h = 0; h < t->base->n_heads; h++) {
        const kf_head *theirs = &t->base->heads[h];
        if (strcmp(theirs->key, head->key) != 0)
            continue;
        if (theirs->kind != head->kind || theirs->cause != head->cause)
            return kf_fail(error, KEFU_E_MISMATCH,
                           "head '%s': kind %d and cause %d in the base, not %d and %d", head->key,
                           theirs->kind, theirs->cause, head->kind, head->cause);
        head->base = h;
    }
    if (head->base < 0 && head->kind == KEFU_HEAD_CLASS)
        return kf_fail(error, KEFU_E_NAME, "head '%s': no class of the base", head->key);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_trainer_head(kefu_trainer *trainer, const char *key, int32_t kind,
                                        int32_t cause, kefu_error *error)
{
    kf_train_head head;
    kefu_status status;
    if (!trainer || !key)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_trainer_head: %s is NULL",
                       trainer ? "key" : "trainer");
    status = trainer_head_check(trainer, key, kind, cause, error);
    if (status)
        return status;
    memset(&head, 0, sizeof head);
    memcpy(head.key, key, strlen(key));
    head.kind = kind;
    head.cause = cause;
    status = trainer_head_of_base(trainer, &head, error);
    if (!status)
        trainer->heads[trainer->n_heads++] = head;
    return status;
}
