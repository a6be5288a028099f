/* model_heads.c - what heads and promises a model may have. */
#include <string.h>

#include "model/model_file.h"

static int heads_key_is_good(const char key[32])
{
    size_t n = 0;
    while (n < 32 && ((key[n] >= 'a' && key[n] <= 'z') || key[n] == '_' ||
                      (n > 0 && key[n] >= '0' && key[n] <= '9')))
        n++;
    if (n == 0 || n == 32)
        return 0;
    for (size_t i = n; i < 32; i++)
        if (key[i])
            return 0;
    return 1;
}

static int heads_within(int64_t value, int64_t most) { return value >= -most && value <= most; }

static int heads_numbers_are_good(const kf_head *head, int32_t is_delta)
{
    const int64_t share = is_delta ? KF_MOST_SHARE : 0;
    return head->slope >= 0 && head->slope <= KF_MOST_SLOPE &&
           heads_within(head->shift, KF_MOST_SHIFT) && heads_within(head->least, KF_MOST_Z) &&
           heads_within(head->base_share, share) && heads_within(head->own_share, share) &&
           head->n_yes >= 0 && head->n_yes <= head->n;
}

static int heads_is_class(const char *key)
{
    return strcmp(key, "negative") == 0 || strcmp(key, "neutral") == 0 ||
           strcmp(key, "positive") == 0;
}

/* A kind agrees with place, key and cause. */
static int heads_kind_is_good(const kf_head *head, int32_t number)
{
    if (head->kind == KEFU_HEAD_ASPECT)
        return number > 0 && head->cause > 0 && head->cause < KF_CAUSES;
    if (head->cause != KEFU_CAUSE_UNKNOWN)
        return 0;
    if (head->kind == KEFU_HEAD_CLASS)
        return number > 0 && heads_is_class(head->key);
    return head->kind == KEFU_HEAD_POLARITY && number == 0 && strcmp(head->key, "polarity") == 0;
}

static int heads_key_is_taken(const kefu_model *model, int32_t number)
{
    for (int32_t i = 0; i < number; i++)
        if (strcmp(model->heads[i].key, model->heads[number].key) == 0)
            return 1;
    return 0;
}

const char *kf_model_heads_fault(const kefu_model *model)
{
    int32_t classes = 0;
    for (int32_t i = 0; i < model->n_heads; i++) {
        const kf_head *head = &model->heads[i];
        if (!heads_key_is_good(head->key))
            return "a key of a head is not small letters, digits and _";
        if (heads_key_is_taken(model, i))
            return "two heads have one key";
        if (!heads_kind_is_good(head, i))
            return "a head is of a kind that its key, place or cause does not allow";
        if (!heads_numbers_are_good(head, model->is_delta))
            return "a number of a head is out of its range";
        classes += head->kind == KEFU_HEAD_CLASS;
    }
    return classes == 0 || classes == 3 ? NULL : "of three classes some are missing";
}

const char *kf_model_promises_fault(const kefu_model *model)
{
    const int32_t one = 1000000;
    for (int32_t i = 0; i < model->n_promises; i++) {
        const kf_promise *promise = &model->promises[i];
        if (promise->right <= (i ? promise[-1].right : 0) || promise->right > one)
            return "promises do not rise";
        if (promise->certain < one / 2 || promise->certain > one || promise->covered < 0 ||
            promise->covered > one || promise->reserved)
            return "a number of a promise is out of its range";
    }
    return NULL;
}
