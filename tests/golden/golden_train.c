/* golden_train.c - lines of training: models of composed reviews, to the byte. */
#include <stdio.h>
#include <string.h>

#include "golden.h"
#include "kefu/train.h"

enum { TRAIN_MOST = 600, TRAIN_HEADS = 2 };

static const char *const zh_parts[2][4] = {{"质量太差", "非常失望", "用着难受", "快递太慢"},
                                           {"质量很好", "非常满意", "用着舒服", "快递很快"}};
static const char *const en_parts[2][4] = {
    {"poor quality", "very disappointed", "hard to use", "late delivery"},
    {"good quality", "very happy with it", "easy to use", "quick delivery"}};

static kefu_trainer *trainer;
static char train_data[TRAIN_MOST][128];
static kefu_text train_texts[TRAIN_MOST];
static int8_t train_labels[TRAIN_MOST * TRAIN_HEADS];

static uint32_t train_part(uint32_t text, uint32_t what, uint32_t below)
{
    const uint32_t key[2] = {1, 2}, counter[4] = {text, what, 0, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return (uint32_t)((uint64_t)out[0] * below >> 32);
}

/* Of the labels of polarity one in eight is wrong: nothing is separable. */
static void compose(int64_t n, int32_t language)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t good = train_part(i, 0, 2), a = train_part(i, 1, 4), b = train_part(i, 2, 4);
        const char *const *parts = language == KEFU_EN ? en_parts[good] : zh_parts[good];
        snprintf(train_data[i], sizeof train_data[i], "%s, %s. %c%c%c", parts[a], parts[b],
                 (char)('a' + i % 26), (char)('a' + i / 26 % 26), (char)('a' + i / 676));
        train_texts[i] = (kefu_text){train_data[i], strlen(train_data[i])};
        train_labels[i * 2] = (int8_t)(train_part(i, 3, 8) ? good : !good);
        train_labels[i * 2 + 1] = a == 3 || b == 3;
    }
}

static kefu_buffer *train(const kefu_trainer_options *options, int64_t n)
{
    kefu_error e = {0};
    kefu_buffer *out = NULL;
    need(kefu_trainer_new(options, &trainer, &e), &e);
    need(kefu_trainer_head(trainer, "logistics", KEFU_HEAD_ASPECT, KEFU_CAUSE_LOGISTICS, &e), &e);
    need(kefu_trainer_add(trainer, train_texts, n, train_labels, NULL, KEFU_UTF8, 0, &e), &e);
    need(kefu_buffer_new(NULL, &out, &e), &e);
    need(kefu_trainer_finish(trainer, kefu_buffer_sink(out), &e), &e);
    kefu_trainer_free(trainer);
    return out;
}

static kefu_model *opened(const kefu_buffer *bytes)
{
    kefu_error e = {0};
    kefu_model *model = NULL;
    size_t size;
    const char *data = kefu_buffer_data(bytes, &size);
    need(kefu_model_from_bytes(NULL, data, size, 0, &model, &e), &e);
    return model;
}

static void check_fingerprint(const char *expected, const kefu_model *model)
{
    kefu_model_info info = {.struct_size = sizeof info};
    (void)kefu_model_describe(model, &info);
    check_text(expected, info.fingerprint);
}

/* A model, and a delta on it of a third of the texts with the labels the other way round. */
static void run_train(void)
{
    const int64_t n = number_of(2);
    kefu_trainer_options options = {.struct_size = sizeof options, .id = "org.example.golden/1"};
    options.language = strcmp(text_of(1), "en") ? KEFU_ZH : KEFU_EN;
    options.bits = (int32_t)number_of(3);
    compose(n, options.language);
    kefu_buffer *bytes = train(&options, n);
    kefu_model *model = opened(bytes);
    check_fingerprint(text_of(4), model);
    for (int64_t i = 0; i < n; i++)
        train_labels[i * 2] = !train_labels[i * 2];
    options.base = model;
    options.bits = 10;
    kefu_buffer *delta_bytes = train(&options, n / 3);
    kefu_model *delta = opened(delta_bytes);
    check_fingerprint(text_of(5), delta);
    kefu_model_free(delta);
    kefu_model_free(model);
    kefu_buffer_free(delta_bytes);
    kefu_buffer_free(bytes);
}

const golden_line train_lines[] = {{"train", run_train}, {NULL, NULL}};
