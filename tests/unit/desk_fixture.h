/* desk_fixture.h - people and words by hand for tests of what is kept of verdicts: rows, hits and
 * stock-takes. */
#ifndef TESTS_DESK_FIXTURE_H
#define TESTS_DESK_FIXTURE_H

#include "oom.h"
#include "review_fixture.h"

static const review_words desk_words[] = {
    {KF_LIST_NEGATOR, 0, 0, "不|没有|没"},
    {KF_LIST_CONTRAST, 0, 0, "但是|但|不过"},
    {KF_LIST_AGENT_WORD, 0, 0, "客服"},
    {KF_LIST_PRAISE_WORD, 1, 0, "好|满意|漂亮|喜欢"},
    {KF_LIST_BLAME_WORD, -1, 0, "差|失望|慢"},
    {KEFU_CAUSE_AGENT_ATTITUDE, 0, 0, "态度"},
    {KEFU_CAUSE_AGENT_ATTITUDE, -1, 0, "不耐烦"},
    {KEFU_CAUSE_AGENT_ATTITUDE, 1, 0, "耐心|热情"},
    {KEFU_CAUSE_AGENT_STALL, -1, 0, "踢皮球"},
    {KEFU_CAUSE_AGENT_PROMISE, -1, 0, "说话不算话"},
    {KEFU_CAUSE_LOGISTICS, 0, 0, "物流|快递"},
    {KEFU_CAUSE_QUALITY, 0, 0, "质量"},
    {KEFU_CAUSE_QUALITY, -1, 0, "掉色"},
    {KF_LIST_CONTACT, 0, 0, "加微信"},
    {KF_LIST_INSULT, 0, 0, "神经病"},
    {KF_LIST_PROMISE_SEND, 0, 0, "给您补发"},
    {KF_LIST_REFUND, 0, 0, "退款"},
    {KF_LIST_PAID, 0, 0, "返现才好评"},
    {KF_LIST_DEFAULT, 0, 0, "此用户没有填写评价"},
};

/* Key, alias, name: two are called 佳佳. */
static const char *const desk_people[][3] = {{"K01", "小林", "林晓燕"},
                                             {"K02", "阿轩", "赵明轩"},
                                             {"K03", "sjy", "佳佳"},
                                             {"K04", "zjj", "佳佳"}};

static inline kefu_roster *desk_roster_of(const char *const (*people)[3], size_t n)
{
    kefu_builder *rows = NULL;
    kefu_roster *roster = NULL;
    if (kefu_builder_new(NULL, NULL, &rows, NULL) ||
        kefu_builder_add(rows, "person", KEFU_COLUMN_TEXT, 0, 0, NULL, NULL) ||
        kefu_builder_add(rows, "alias", KEFU_COLUMN_TEXT, 0, 0, NULL, NULL) ||
        kefu_builder_add(rows, "name", KEFU_COLUMN_TEXT, 0, 0, NULL, NULL))
        abort();
    for (size_t i = 0; i < n; i++) {
        for (int32_t c = 0; c < 3; c++)
            if (kefu_builder_set_text(rows, c, people[i][c], strlen(people[i][c]), NULL))
                abort();
        if (kefu_builder_end_row(rows, NULL))
            abort();
    }
    if (kefu_roster_from_batch(NULL, kefu_builder_batch(rows), &roster, NULL))
        abort();
    kefu_builder_free(rows);
    return roster;
}

static inline kefu_roster *desk_roster(void)
{
    return desk_roster_of(desk_people, sizeof desk_people / sizeof *desk_people);
}

/* Sure is what is right in two of three: the small model knows a dozen characters. */
static inline kefu_reviewer *desk_reviewer(const kefu_model *model, const review_lexicon *words,
                                           const kefu_roster *roster, int32_t encoding)
{
    const kefu_lexicon *lexicons[1] = {&words->lexicon};
    const kefu_reviewer_options options = {.struct_size = sizeof options,
                                           .model = model,
                                           .lexicons = lexicons,
                                           .n_lexicons = 1,
                                           .roster = roster,
                                           .encoding = encoding,
                                           .right = 660000};
    kefu_error error;
    kefu_reviewer *reviewer = NULL;
    if (kefu_reviewer_new(&options, &reviewer, &error)) {
        fprintf(stderr, "%s\n", error.message);
        abort();
    }
    return reviewer;
}

typedef struct desk {
    review_lexicon words;
    kefu_model *model;
    kefu_roster *roster;
    kefu_reviewer *reviewer, *gb18030;
    kefu_verdict *verdict;
} desk;

static inline void desk_open(desk *d)
{
    review_lexicon_fill(&d->words, KEFU_ZH, desk_words, sizeof desk_words / sizeof *desk_words);
    d->model = review_model(KEFU_ZH);
    d->roster = desk_roster();
    d->reviewer = desk_reviewer(d->model, &d->words, d->roster, KEFU_UTF8);
    d->gb18030 = desk_reviewer(d->model, &d->words, d->roster, KEFU_GB18030);
    if (kefu_verdict_new(NULL, &d->verdict, NULL))
        abort();
}

static inline void desk_close(desk *d)
{
    kefu_verdict_free(d->verdict);
    kefu_reviewer_free(d->gb18030);
    kefu_reviewer_free(d->reviewer);
    kefu_roster_free(d->roster);
    kefu_model_free(d->model);
}

static inline kefu_text desk_text(const char *text)
{
    return (kefu_text){text, text ? strlen(text) : 0};
}

/* A review as a line of a test; NULL is not there, 0 likewise. */
typedef struct desk_review {
    const char *text, *follow_up, *id, *product, *agent;
    int32_t stars, by;
    uint32_t flags;
    int32_t day; /* 0: REVIEW_DAY */
    int32_t follow_up_day;
} desk_review;

static inline kefu_review desk_of(const desk_review *line)
{
    const kefu_review review = {.struct_size = sizeof review,
                                .text = desk_text(line->text),
                                .follow_up = desk_text(line->follow_up),
                                .id = desk_text(line->id),
                                .product = desk_text(line->product),
                                .agent = desk_text(line->agent),
                                .day = line->day ? line->day : REVIEW_DAY,
                                .stars = line->stars,
                                .by = line->by,
                                .flags = line->flags,
                                .follow_up_day = line->follow_up_day};
    return review;
}

static inline const kefu_verdict *desk_read(desk *d, const desk_review *line)
{
    const kefu_review review = desk_of(line);
    kefu_error error;
    if (kefu_review_read(d->reviewer, &review, d->verdict, &error)) {
        fprintf(stderr, "%s: %s\n", line->text, error.message);
        abort();
    }
    return d->verdict;
}

#endif
