/* categories.c - the pinned table of what phrases are evidence of. */
#include <string.h>

#include "base/fail.h"
#include "lexicon/lexicon.h"

typedef struct category_row {
    const char *key, *zh, *en;
    int8_t list, severity, scope, cause;
} category_row;

#define RED(key, zh, en, severity, scope, cause)                                                   \
    {                                                                                              \
        key, zh, en, KEFU_LIST_RED_LINE, KEFU_##severity, KEFU_BY_##scope, cause                   \
    }
#define PROMISE(key, zh, en)                                                                       \
    {                                                                                              \
        key, zh, en, KEFU_LIST_PROMISE, 0, KEFU_BY_AGENT, KEFU_CAUSE_AGENT_PROMISE                 \
    }
#define SUSPECT(key, zh, en, cause)                                                                \
    {                                                                                              \
        key, zh, en, KEFU_LIST_SUSPECT, 0, KEFU_BY_BUYER, cause                                    \
    }
#define NEED(key, zh, en, severity, cause)                                                         \
    {                                                                                              \
        key, zh, en, KEFU_LIST_NEED, KEFU_##severity, KEFU_BY_BUYER, cause                         \
    }
#define GRAMMAR(key, zh, en)                                                                       \
    {                                                                                              \
        key, zh, en, KEFU_LIST_GRAMMAR, 0, 0, KEFU_CAUSE_UNKNOWN                                   \
    }

/* After the causes, which are those of kefu_cause; in the order of KF_LIST_... */
static const category_row category_rows[] = {
    RED("insult", "辱骂", "insult", SERIOUS, BOTH, KEFU_CAUSE_AGENT_ATTITUDE),
    RED("threat", "威胁", "threat", MAJOR, BOTH, KEFU_CAUSE_AGENT_ATTITUDE),
    RED("contact", "站外引流", "leaving the platform", SERIOUS, AGENT, KEFU_CAUSE_UNKNOWN),
    RED("cash_for_praise", "好评返现", "cash for praise", SERIOUS, AGENT, KEFU_CAUSE_UNKNOWN),
    RED("refuse_liability", "推卸责任", "refusing liability", ORDINARY, AGENT,
        KEFU_CAUSE_AFTER_SALES),
    RED("absolute", "极限词", "absolute claim", ORDINARY, AGENT, KEFU_CAUSE_UNKNOWN),
    RED("privacy", "隐私", "privacy", SERIOUS, AGENT, KEFU_CAUSE_UNKNOWN),
    RED("discrimination", "歧视", "discrimination", MAJOR, AGENT, KEFU_CAUSE_AGENT_ATTITUDE),
    RED("promise_effect", "承诺功效", "promise of effect", SERIOUS, AGENT, KEFU_CAUSE_UNKNOWN),
    RED("negative_tone", "消极用语", "negative tone", ORDINARY, AGENT, KEFU_CAUSE_AGENT_ATTITUDE),
    RED("stalling", "推诿", "stalling", SERIOUS, AGENT, KEFU_CAUSE_AGENT_STALL),
    RED("off_platform_deal", "私下交易", "deal outside the platform", SERIOUS, AGENT,
        KEFU_CAUSE_UNKNOWN),
    PROMISE("promise_refund", "承诺退款", "promise of a refund"),
    PROMISE("promise_send", "承诺补发", "promise to send"),
    PROMISE("promise_time", "承诺时限", "promise of a time"),
    PROMISE("promise_call", "承诺回电", "promise to call"),
    PROMISE("promise_gift", "承诺赠送", "promise of a gift"),
    PROMISE("promise_price", "承诺保价", "promise of a price"),
    SUSPECT("paid", "好评模板", "wording of paid reviews", KEFU_CAUSE_UNKNOWN),
    SUSPECT("default", "系统默认", "written by the platform", KEFU_CAUSE_NONE),
    SUSPECT("advert", "广告", "advertisement", KEFU_CAUSE_UNKNOWN),
    NEED("refund", "要求退款", "asks for a refund", ORDINARY, KEFU_CAUSE_UNKNOWN),
    NEED("injury", "人身伤害", "injury", MAJOR, KEFU_CAUSE_UNKNOWN),
    NEED("media", "曝光", "going public", SERIOUS, KEFU_CAUSE_UNKNOWN),
    NEED("law", "投诉维权", "complaint or law", SERIOUS, KEFU_CAUSE_UNKNOWN),
    NEED("request", "提出请求", "request", ORDINARY, KEFU_CAUSE_UNKNOWN),
    NEED("blackmail", "恶意勒索", "blackmail", SERIOUS, KEFU_CAUSE_MALICIOUS),
    GRAMMAR("negator", "否定词", "negator"),
    GRAMMAR("double_negator", "双重否定", "double negator"),
    GRAMMAR("contrast", "转折词", "contrast"),
    GRAMMAR("condition", "假设词", "condition"),
    GRAMMAR("question", "疑问词", "question"),
    GRAMMAR("quote", "引语", "quotation"),
    GRAMMAR("agent_word", "客服称呼", "word for an agent"),
    GRAMMAR("praise_word", "褒义词", "word of praise"),
    GRAMMAR("blame_word", "贬义词", "word of blame"),
};

#undef RED
#undef PROMISE
#undef SUSPECT
#undef NEED
#undef GRAMMAR

enum { CATEGORY_ROWS = (int)(sizeof category_rows / sizeof *category_rows) };

static void category_of_cause(int32_t cause, kefu_category_info *out)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    kefu_cause(cause, &info);
    out->key = info.key;
    out->label_zh = info.label_zh;
    out->label_en = info.label_en;
    out->list = KEFU_LIST_CAUSE;
    out->cause = cause;
}

int32_t kf_category(int32_t category, kefu_category_info *out)
{
    memset(out, 0, sizeof *out);
    out->category = category;
    if (category >= 1 && category <= kefu_cause_count()) {
        category_of_cause(category, out);
        return 1;
    }
    if (category < KF_LIST_INSULT || category >= KF_LIST_INSULT + CATEGORY_ROWS)
        return 0;
    const category_row *row = &category_rows[category - KF_LIST_INSULT];
    out->key = row->key;
    out->label_zh = row->zh;
    out->label_en = row->en;
    out->list = row->list;
    out->severity = row->severity;
    out->scope = row->scope;
    out->cause = row->cause;
    return 1;
}

/* The number of the category at an index from 0: causes first. */
static int32_t category_at(int32_t index)
{
    const int32_t causes = kefu_cause_count();
    return index < causes ? index + 1 : KF_LIST_INSULT + index - causes;
}

int32_t kf_category_find(const char *key, kf_near *near)
{
    kefu_category_info info;
    for (int32_t i = 0; kf_category(category_at(i), &info); i++)
        if (!strcmp(info.key, key))
            return info.category;
    kf_near_init(near, key, strlen(key));
    for (int32_t i = 0; kf_category(category_at(i), &info); i++)
        kf_near_add(near, info.key);
    return 0;
}

int32_t KEFU_CALL kefu_category_count(void) { return kefu_cause_count() + CATEGORY_ROWS; }

kefu_status KEFU_CALL kefu_category_at(int32_t index, kefu_category_info *out)
{
    return index < 0 || index >= kefu_category_count() ? (kefu_status)KEFU_E_ARGUMENT
                                                       : kefu_category(category_at(index), out);
}

kefu_status KEFU_CALL kefu_category(int32_t category, kefu_category_info *out)
{
    kefu_category_info info;
    if (!out || !kf_category(category, &info))
        return KEFU_E_ARGUMENT;
    return kf_give(out, &info, sizeof info);
}

kefu_status KEFU_CALL kefu_category_find(const char *key, int32_t *category, kefu_error *error)
{
    kf_near near;
    if (!key || !category)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_category_find: key or category is NULL");
    const int32_t found = kf_category_find(key, &near);
    if (!found)
        return kf_fail(error, KEFU_E_NAME, "category '%s': there is no such one%s", key,
                       kf_near_text(&near));
    *category = found;
    return KEFU_OK;
}
