/* reviewer_wordings.c - the entries of lexicons as what they do in a review. */
#include <string.h>

#include "base/fail.h"
#include "lexicon/phrase.h"
#include "review/review.h"

/* ---- What categories do --------------------------------------------------------------------- */

/* What is asked or supposed has not been said, but for insults and threats, which are some however
 * they are put ("你懂不懂", "不给钱就给差评"), and for what is asked for. */
enum { WORDING_EXCUSED = KF_EXCUSED_IF | KF_EXCUSED_ASKED };

typedef struct wording_rule {
    int32_t category;
    int8_t said, says, excused;
} wording_rule;

static const wording_rule wording_rules[] = {
    {KF_LIST_NEGATOR, KF_SAID_NEGATOR, 0, 0},
    {KF_LIST_DOUBLE_NEGATOR, KF_SAID_DOUBLE, 0, 0},
    {KF_LIST_CONTRAST, KF_SAID_CONTRAST, 0, 0},
    {KF_LIST_CONDITION, KF_SAID_CONDITION, 0, 0},
    {KF_LIST_QUESTION, KF_SAID_QUESTION, 0, 0},
    {KF_LIST_QUOTE, KF_SAID_QUOTE, 0, 0},
    {KF_LIST_AGENT_WORD, KF_SAID_AGENT, 0, 0},
    {KF_LIST_PRAISE_WORD, KF_SAID_PRAISE, 1, 0},
    {KF_LIST_BLAME_WORD, KF_SAID_BLAME, -1, 0},
    {KF_LIST_INSULT, 0, 0, 0},
    {KF_LIST_THREAT, 0, 0, 0},
    {KF_LIST_DISCRIMINATION, 0, 0, 0},
    {KF_LIST_NEGATIVE_TONE, 0, 0, KF_EXCUSED_IF},
    {KF_LIST_REFUND, 0, 0, KF_EXCUSED_IF},
    {KF_LIST_REQUEST, 0, 0, 0},
    {KF_LIST_MEDIA, 0, 0, 0},
    {KF_LIST_LAW, 0, 0, 0},
    {KF_LIST_BLACKMAIL, 0, 0, 0},
};

/* Words of one category that do different things, by how they begin. */
typedef struct wording_shape {
    int8_t said, shape;
    const char *begins;
} wording_shape;

static const wording_shape wording_shapes[] = {
    {KF_SAID_CONTRAST, KF_SHAPE_CONCEDES, "虽"},
    {KF_SAID_CONTRAST, KF_SHAPE_CONCEDES, "尽管"},
    {KF_SAID_CONTRAST, KF_SHAPE_CONCEDES, "固然"},
    {KF_SAID_CONTRAST, KF_SHAPE_CONCEDES, "although"},
    {KF_SAID_CONTRAST, KF_SHAPE_CONCEDES, "though"},
    {KF_SAID_CONTRAST, KF_SHAPE_CONCEDES, "even though"},
    {KF_SAID_CONTRAST, KF_SHAPE_CONCEDES, "despite"},
    {KF_SAID_CONTRAST, KF_SHAPE_EXCEPT, "除"},
    {KF_SAID_CONTRAST, KF_SHAPE_EXCEPT, "except"},
    {KF_SAID_CONTRAST, KF_SHAPE_EXCEPT, "apart from"},
    {KF_SAID_CONTRAST, KF_SHAPE_EXCEPT, "other than"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "如果"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "假如"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "假使"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "要是"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "倘若"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "若"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "万一"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "的话"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "if"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "unless"},
    {KF_SAID_CONDITION, KF_SHAPE_IF, "in case"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "为什么"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "为啥"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "为何"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "怎么这么"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "怎么那么"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "怎么还"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "怎么能"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "凭什么"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "难道"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "why"},
    {KF_SAID_QUESTION, KF_SHAPE_RHETORIC, "how come"},
};

static void wording_take_rule(kf_wording *wording)
{
    wording->excused = WORDING_EXCUSED;
    for (size_t i = 0; i < sizeof wording_rules / sizeof *wording_rules; i++)
        if (wording_rules[i].category == wording->category) {
            wording->said = wording_rules[i].said;
            wording->says = wording_rules[i].says;
            wording->excused = wording_rules[i].excused;
        }
}

static void wording_take_shape(kf_wording *wording, const char *phrase)
{
    for (size_t i = 0; i < sizeof wording_shapes / sizeof *wording_shapes; i++) {
        const wording_shape *s = &wording_shapes[i];
        if (s->said == wording->said && !strncmp(phrase, s->begins, strlen(s->begins)))
            wording->shape = s->shape;
    }
}

/* ---- Entries -------------------------------------------------------------------------------- */

/* "客服 … 不理人" of parts with a NUL between them. */
static const char *wording_text(kefu_reviewer *reviewer, const kf_entry *entry)
{
    static const char between[] = " … ";
    const size_t step = sizeof between - 1;
    size_t size = 1;
    const char *part = entry->phrase;
    char *text, *to;
    for (int32_t i = 0; i < entry->n_parts; i++, part += strlen(part) + 1)
        size += strlen(part) + (i ? step : 0);
    to = text = kf_arena_alloc(&reviewer->arena, size);
    if (!text)
        return NULL;
    part = entry->phrase;
    for (int32_t i = 0; i < entry->n_parts; i++, part += strlen(part) + 1) {
        const size_t n = strlen(part);
        if (i) {
            memcpy(to, between, step);
            to += step;
        }
        memcpy(to, part, n);
        to += n;
    }
    *to = 0;
    return text;
}

/* Units of the last of several parts. */
static kefu_status wording_tail(const kefu_reviewer *reviewer, const kf_entry *entry, uint8_t *tail,
                                kefu_error *error)
{
    const char *part = entry->phrase;
    kf_phrase phrase;
    kefu_status status;
    *tail = 0;
    if (entry->n_parts < 2)
        return KEFU_OK;
    for (int32_t i = 1; i < entry->n_parts; i++)
        part += strlen(part) + 1;
    status = kf_phrase_of(&reviewer->memory, part, strlen(part), &phrase, error);
    if (!status)
        *tail = (uint8_t)phrase.n;
    return status;
}

kefu_status kf_reviewer_wording(kefu_reviewer *reviewer, const kf_wording *wording,
                                const kf_entry *entry, kefu_error *error)
{
    kf_wording *grown =
        kf_reserve(&reviewer->memory, reviewer->wordings, &reviewer->wordings_capacity,
                   reviewer->n_wordings + 1, sizeof *grown);
    kefu_status status;
    if (!grown)
        return kf_no_memory(error);
    reviewer->wordings = grown;
    if (reviewer->n_wordings >= UINT32_MAX)
        return kf_fail(error, KEFU_E_LIMIT, "a reviewer has more than 2^32 - 1 phrases");
    status = kf_matcher_add(reviewer->matcher, entry, (uint32_t)reviewer->n_wordings, error);
    if (!status)
        grown[reviewer->n_wordings++] = *wording;
    return status;
}

static kefu_status wording_add(kefu_reviewer *reviewer, const kf_entry *entry, int32_t lexicon,
                               kefu_error *error)
{
    kefu_category_info info = {.struct_size = sizeof info};
    kf_wording wording = {.category = entry->category,
                          .lexicon = lexicon,
                          .person = -1,
                          .severity = entry->severity,
                          .scope = entry->scope,
                          .fixed = entry->fixed};
    kefu_status status = kefu_category(entry->category, &info);
    if (status)
        return kf_fail(error, status, "category %d: there is no such one", entry->category);
    wording.list = (int8_t)info.list;
    wording.cause = info.cause;
    wording_take_rule(&wording);
    wording_take_shape(&wording, entry->phrase);
    if (info.list == KEFU_LIST_CAUSE)
        wording.says = entry->says;
    status = wording_tail(reviewer, entry, &wording.tail, error);
    if (status)
        return status;
    wording.text = wording_text(reviewer, entry);
    return wording.text ? kf_reviewer_wording(reviewer, &wording, entry, error)
                        : kf_no_memory(error);
}

static int32_t wording_is_elsewhere(const kf_entry *entry, const char *platform)
{
    if (!entry->n_platforms)
        return 0;
    for (int32_t i = 0; i < entry->n_platforms; i++)
        if (platform && !strcmp(entry->platforms[i], platform))
            return 0;
    return 1;
}

kefu_status kf_reviewer_lexicon(kefu_reviewer *reviewer, const kefu_lexicon *lexicon,
                                int32_t number, const char *platform, kefu_error *error)
{
    for (int32_t i = 0; i < lexicon->n_entries; i++) {
        const kf_entry *entry = &lexicon->entries[i];
        kefu_status status;
        if (wording_is_elsewhere(entry, platform))
            continue;
        status = wording_add(reviewer, entry, number, error);
        if (status)
            return status;
    }
    return KEFU_OK;
}
