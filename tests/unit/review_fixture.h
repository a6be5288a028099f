/* review_fixture.h - a lexicon, a model and a reviewer made by hand for tests of reading: the words
 * are a few, the model knows a dozen characters, and both are all that a verdict can come from. */
#ifndef TESTS_REVIEW_FIXTURE_H
#define TESTS_REVIEW_FIXTURE_H

#include <stdio.h>

#include "review/review.h"
#include "small_model.h"

enum { REVIEW_DAY = 20468 }; /* 2026-01-15 */

/* '|' between phrases, '+' between the parts of an array. */
typedef struct review_words {
    int32_t category;
    int8_t says, fixed;
    const char *phrases;
} review_words;

static const review_words review_words_zh[] = {
    {KF_LIST_NEGATOR, 0, 0, "不|没有|没|无|未|别|不是|不会|不能|不要|请勿"},
    {KF_LIST_DOUBLE_NEGATOR, 0, 0, "没有不|不得不|没见过这么"},
    {KF_LIST_CONTRAST, 0, 0, "但是|但|不过|可是|就是|只是|虽然|除了|唯一"},
    {KF_LIST_CONDITION, 0, 0, "如果|希望|担心|以为|的话|要是"},
    {KF_LIST_QUESTION, 0, 0, "吗|是不是|为什么|怎么样"},
    {KF_LIST_QUOTE, 0, 0, "说"},
    {KF_LIST_AGENT_WORD, 0, 0, "客服|店小二"},
    {KF_LIST_PRAISE_WORD, 1, 0, "好|满意|喜欢|耐心|开心|快|漂亮"},
    {KF_LIST_PRAISE_WORD, 1, 1, "不错|没毛病"},
    {KF_LIST_BLAME_WORD, -1, 0, "差|不满意|失望|慢|不如|糟糕"},
    {KEFU_CAUSE_AGENT_ATTITUDE, 0, 0, "客服态度|态度"},
    {KEFU_CAUSE_AGENT_ATTITUDE, -1, 0, "不耐烦|爱理不理"},
    {KEFU_CAUSE_AGENT_ATTITUDE, 1, 0, "热情"},
    {KEFU_CAUSE_AGENT_SLOW, -1, 0, "不回复|客服+不理人"},
    {KEFU_CAUSE_LOGISTICS, 0, 0, "物流|快递|发货"},
    {KEFU_CAUSE_QUALITY, 0, 0, "质量"},
    {KEFU_CAUSE_QUALITY, -1, 0, "掉色|起球|开线|质量问题"},
    {KEFU_CAUSE_PACKAGING, 0, 0, "包装"},
    {KEFU_CAUSE_PRICE, -1, 0, "贵"},
    {KEFU_CAUSE_FIT_SIZE, -1, 0, "尺码偏小"},
    {KEFU_CAUSE_GIFT, -1, 0, "没给赠品"},
    {KEFU_CAUSE_OVERALL, 1, 0, "推荐购买"},
    {KF_LIST_CONTACT, 0, 0, "加微信|加我微信"},
    {KF_LIST_INSULT, 0, 0, "神经病"},
    {KF_LIST_ABSOLUTE, 0, 0, "全网最低价"},
    {KF_LIST_PROMISE_SEND, 0, 0, "给您补发"},
    {KF_LIST_REFUND, 0, 0, "退款"},
    {KF_LIST_REQUEST, 0, 0, "请帮我"},
    {KF_LIST_INJURY, 0, 0, "过敏"},
    {KF_LIST_BLACKMAIL, 0, 0, "就给差评|不给钱就给差评"},
    {KF_LIST_PAID, 0, 0, "返现才好评"},
    {KF_LIST_DEFAULT, 0, 0, "此用户没有填写评价"},
};

static const review_words review_words_en[] = {
    {KF_LIST_NEGATOR, 0, 0, "not|never|no|isn't|don't"},
    {KF_LIST_CONTRAST, 0, 0, "but|however|although|except"},
    {KF_LIST_CONDITION, 0, 0, "if|hope|worried"},
    {KF_LIST_QUESTION, 0, 0, "why"},
    {KF_LIST_AGENT_WORD, 0, 0, "customer service|agent"},
    {KF_LIST_PRAISE_WORD, 1, 0, "good|great|happy|helpful"},
    {KF_LIST_PRAISE_WORD, 1, 1, "not bad"},
    {KF_LIST_BLAME_WORD, -1, 0, "bad|poor|late|rude"},
    {KEFU_CAUSE_QUALITY, 0, 0, "quality"},
    {KEFU_CAUSE_LOGISTICS, 0, 0, "delivery"},
    {KEFU_CAUSE_PACKAGING, -1, 0, "box+damaged"},
};

/* ---- The lexicon ---------------------------------------------------------------------------- */

enum { REVIEW_ENTRIES = 256, REVIEW_TEXT = 4096 };

typedef struct review_lexicon {
    kefu_lexicon lexicon; /* first: all that is read of it is here */
    kf_entry entries[REVIEW_ENTRIES];
    char text[REVIEW_TEXT];
    size_t used;
} review_lexicon;

/* Copies one phrase, its parts apart, with a NUL more at the end. */
static inline void review_lexicon_add(review_lexicon *l, const review_words *words,
                                      const char *phrase, size_t size)
{
    kf_entry *e = &l->entries[l->lexicon.n_entries++];
    char *to = l->text + l->used;
    kefu_category_info info = {.struct_size = sizeof info};
    if (l->lexicon.n_entries > REVIEW_ENTRIES || l->used + size + 2 > REVIEW_TEXT ||
        kefu_category(words->category, &info))
        abort();
    *e = (kf_entry){.phrase = to,
                    .n_parts = 1,
                    .within = 8,
                    .category = words->category,
                    .says = words->says,
                    .fixed = words->fixed,
                    .severity = (int8_t)info.severity,
                    .scope = (int8_t)info.scope,
                    .from = INT32_MIN,
                    .to = INT32_MAX};
    for (size_t i = 0; i < size; i++) {
        to[i] = phrase[i] == '+' ? 0 : phrase[i];
        e->n_parts += phrase[i] == '+';
    }
    to[size] = to[size + 1] = 0;
    l->used += size + 2;
}

static inline void review_lexicon_fill(review_lexicon *l, int32_t language,
                                       const review_words *words, size_t n)
{
    memset(l, 0, sizeof *l);
    l->lexicon.scheme.id = "org.example.words/1";
    memset(l->lexicon.scheme.hash, 'a', 32);
    l->lexicon.language = language;
    l->lexicon.entries = l->entries;
    for (size_t i = 0; i < n; i++)
        for (const char *p = words[i].phrases; *p;) {
            size_t size = strcspn(p, "|");
            review_lexicon_add(l, &words[i], p, size);
            p += size + (p[size] == '|');
        }
}

/* ---- The model ------------------------------------------------------------------------------ */

/* Puts the last feature of a text in: the whole of it, of up to four characters. */
static inline void review_model_add(small_model *m, const char *text, int8_t polarity,
                                    int8_t logistics)
{
    int8_t weights[KF_MOST_HEADS] = {polarity, logistics};
    size_t count, n;
    uint16_t *units = small_model_units(text, &count);
    uint32_t hash = 0, offset = kf_offset[count - 1];
    (void)n;
    n = 0;
    for (size_t j = 0; j < count; j++)
        hash += kf_multiplier[j] * units[KF_FOLD_BEFORE + count - j];
    free(units);
    if (!small_model_add(m, hash + offset, weights))
        abort();
}

/* Good and bad of some characters; 运 is heard as delivery by the one aspect. */
static inline kefu_model *review_model(int32_t language)
{
    small_model *m = small_model_new("org.example.model/1");
    small_model_head(m, "logistics", KEFU_HEAD_ASPECT, KEFU_CAUSE_LOGISTICS);
    m->model.heads[1].least = 65536;
    m->model.language = language;
    m->model.heads[0].slope = 65536;
    review_model_add(m, "好", 60, 0);
    review_model_add(m, "喜欢", 60, 0);
    review_model_add(m, "差", -100, 0);
    review_model_add(m, "失望", -100, 0);
    review_model_add(m, "漂亮", 60, 0);
    review_model_add(m, "运输", 0, 100);
    review_model_add(m, "good", 80, 0);
    review_model_add(m, "poor", -80, 0);
    review_model_add(m, "bad", -80, 0);
    return small_model_open(m);
}

/* ---- A desk --------------------------------------------------------------------------------- */

typedef struct review_desk {
    review_lexicon lexicon;
    kefu_model *model;
    kefu_reviewer *reviewer;
    kefu_verdict *verdict;
} review_desk;

static inline void review_desk_open(review_desk *d, int32_t language, int32_t encoding,
                                    const kefu_roster *roster)
{
    const kefu_lexicon *lexicons[1] = {&d->lexicon.lexicon};
    kefu_reviewer_options options = {.struct_size = sizeof options,
                                     .lexicons = lexicons,
                                     .n_lexicons = 1,
                                     .roster = roster,
                                     .encoding = encoding};
    kefu_error error;
    if (language == KEFU_EN)
        review_lexicon_fill(&d->lexicon, language, review_words_en,
                            sizeof review_words_en / sizeof *review_words_en);
    else
        review_lexicon_fill(&d->lexicon, language, review_words_zh,
                            sizeof review_words_zh / sizeof *review_words_zh);
    d->model = review_model(language);
    options.model = d->model;
    if (kefu_reviewer_new(&options, &d->reviewer, &error) ||
        kefu_verdict_new(NULL, &d->verdict, &error)) {
        fprintf(stderr, "%s\n", error.message);
        abort();
    }
}

static inline void review_desk_close(review_desk *d)
{
    kefu_verdict_free(d->verdict);
    kefu_reviewer_free(d->reviewer);
    kefu_model_free(d->model);
}

static inline const kf_reading *review_desk_read(review_desk *d, const char *text, int32_t by)
{
    kefu_review review = {.struct_size = sizeof review,
                          .text = {text, strlen(text)},
                          .id = {"R1", 2},
                          .day = REVIEW_DAY,
                          .by = by};
    kefu_error error;
    if (kefu_review_read(d->reviewer, &review, d->verdict, &error)) {
        fprintf(stderr, "%s: %s\n", text, error.message);
        abort();
    }
    return &d->verdict->readings[0];
}

#endif
