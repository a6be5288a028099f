/* route.c - what is to be done: the first line of a table that fits. */
#include <string.h>

#include "base/fail.h"
#include "review/review.h"

/* What a review may be. */
enum {
    ROUTE_IS_NOTHING = 1,
    ROUTE_IS_MAJOR = 2,
    ROUTE_IS_BLACKMAIL = 4,
    ROUTE_IS_UNSURE = 8, /* or its stars say the opposite */
    ROUTE_IS_NEGATIVE = 16,
    ROUTE_IS_NEUTRAL = 32,
    ROUTE_IS_POSITIVE = 64,
    ROUTE_IS_OURS = 128, /* service, logistics or product is to blame */
    ROUTE_IS_SPECIAL = 256,
    ROUTE_ASKS = 512
};

typedef struct route_line {
    int32_t route;
    uint32_t any, all;        /* one of these, and all of those */
    int32_t severity;         /* at least */
    const char *template_key; /* NULL: by the primary cause */
    const char *key, *zh, *en, *why_zh, *why_en;
} route_line;

static const route_line route_lines[] = {
    {KEFU_ROUTE_IGNORE, ROUTE_IS_NOTHING, 0, 0, "", "ignore", "无需处理", "nothing to do",
     "没有写内容", "nothing is written"},
    {KEFU_ROUTE_REPORT, ROUTE_IS_MAJOR, 0, KEFU_MAJOR, "report", "report", "立即上报",
     "report at once", "涉及重大问题,10 分钟内上报", "something major: report in 10 minutes"},
    {KEFU_ROUTE_APPEAL, ROUTE_IS_BLACKMAIL, 0, KEFU_SERIOUS, "appeal", "appeal", "取证申诉",
     "collect evidence and appeal", "疑似以差评要挟,先留证据,按平台规则申诉",
     "may be blackmail: collect evidence, appeal by the platform's rules"},
    {KEFU_ROUTE_PERSON, ROUTE_IS_UNSURE, 0, KEFU_ORDINARY, "", "person", "人工判断",
     "a person decides", "好坏拿不准,或星级与文字相反",
     "not sure whether it is good or bad, or stars and text say the opposite"},
    {KEFU_ROUTE_CALL, ROUTE_IS_NEGATIVE, ROUTE_IS_OURS, KEFU_ORDINARY, NULL, "call", "电话联系",
     "call the buyer", "差评,问题在服务、物流或商品:核实后电话沟通,办结再回复",
     "negative, and service, delivery or product is to blame: verify, call, agree a solution, "
     "finish the case, then reply"},
    {KEFU_ROUTE_CONTACT, ROUTE_IS_NEGATIVE | ROUTE_IS_NEUTRAL, ROUTE_IS_SPECIAL, KEFU_ORDINARY,
     NULL, "contact", "再次联系", "contact again",
     "中差评且情况特殊(点名客服、要求退款、提出请求、会员或已回复过):先联系,再带方案回复",
     "negative or neutral and special (a named agent, a refund, a request, a VIP, an earlier "
     "reply): contact again, then reply with the solution"},
    {KEFU_ROUTE_REPLY, ROUTE_IS_NEGATIVE | ROUTE_IS_NEUTRAL, 0, KEFU_ORDINARY, NULL, "reply",
     "直接回复", "reply", "中差评:及时回复", "negative or neutral: reply at once"},
    {KEFU_ROUTE_TARGETED, ROUTE_IS_POSITIVE, ROUTE_ASKS, 0, "answer", "targeted", "针对回复",
     "reply to what is asked", "好评,但提出了请求或问题", "positive, with a request or a question"},
    {KEFU_ROUTE_THANK, ROUTE_IS_POSITIVE, 0, 0, "thanks", "thank", "感谢回复", "thank", "好评",
     "positive"},
    {KEFU_ROUTE_PERSON, ~0u, 0, KEFU_ORDINARY, "", "person", "人工判断", "a person decides",
     "看不出好坏", "it does not say whether it is good or bad"},
};

static const char *const route_templates[KF_CAUSES] = {
    [KEFU_CAUSE_UNKNOWN] = "apology",
    [KEFU_CAUSE_AGENT_ATTITUDE] = "apology.agent_attitude",
    [KEFU_CAUSE_AGENT_SLOW] = "apology.agent_slow",
    [KEFU_CAUSE_AGENT_WRONG] = "apology.agent_wrong",
    [KEFU_CAUSE_AGENT_STALL] = "apology.agent_stall",
    [KEFU_CAUSE_AGENT_PROMISE] = "apology.agent_promise",
    [KEFU_CAUSE_AFTER_SALES] = "apology.after_sales",
    [KEFU_CAUSE_LOGISTICS] = "apology.logistics",
    [KEFU_CAUSE_PACKAGING] = "apology.packaging",
    [KEFU_CAUSE_MISSING_WRONG] = "apology.missing_wrong",
    [KEFU_CAUSE_QUALITY] = "apology.quality",
    [KEFU_CAUSE_MISMATCH] = "apology.mismatch",
    [KEFU_CAUSE_FAKE] = "apology.fake",
    [KEFU_CAUSE_PRICE] = "apology.price",
    [KEFU_CAUSE_GIFT] = "apology.gift",
    [KEFU_CAUSE_FIT_SIZE] = "apology.fit_size",
    [KEFU_CAUSE_EXPERIENCE] = "apology.experience",
    [KEFU_CAUSE_PLATFORM] = "apology.platform",
    [KEFU_CAUSE_MALICIOUS] = "apology.malicious",
    [KEFU_CAUSE_OVERALL] = "apology.overall",
    [KEFU_CAUSE_NONE] = "apology.none",
    [KEFU_CAUSE_SERVICE] = "apology.service",
};

/* ---- What the review is --------------------------------------------------------------------- */

/* Which of the three things that shops are rated for a cause belongs to, one bit a group; 0 = none.
 */
static uint32_t route_group(int32_t cause)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    return kefu_cause(cause, &info) || !info.group ? 0 : UINT32_C(1) << info.group;
}

/* A cause of service, logistics or product is to blame: what a shop can verify as its own fault. */
static int32_t route_is_ours(const kf_reading *r)
{
    for (int32_t i = 0; i < r->opinion.causes; i++)
        if (r->causes[i].blame && route_group(r->causes[i].cause))
            return 1;
    return 0;
}

/* By the stars; by the text where that is sure; else by the three classes where there are some. */
static int32_t route_feeling(const kf_reading *r, int32_t stars)
{
    const kefu_opinion *o = &r->opinion;
    return !stars && o->sure ? o->polarity : kf_opinion_class(o);
}

/* The follow-up is answered where it is bad, in whatever way. */
static int32_t route_answers_follow_up(const kefu_verdict *v)
{
    const kefu_opinion *o = &v->readings[KEFU_FOLLOW_UP].opinion;
    return v->n > 1 &&
           (o->polarity == KEFU_NEGATIVE || o->three == KEFU_NEGATIVE || o->severity == KEFU_MAJOR);
}

static int32_t route_asks(const kf_reading *r)
{
    if (kf_reading_has(r, KF_LIST_REQUEST, 0))
        return 1;
    for (size_t i = 0; i < r->n_clauses; i++)
        if (r->clauses[i].asked)
            return 1;
    return 0;
}

static int32_t route_is_special(const kefu_verdict *v, const kf_reading *r, int32_t opinion)
{
    const uint32_t answered = opinion == KEFU_FOLLOW_UP
                                  ? KEFU_REVIEW_ANSWERED_FOLLOW_UP | KEFU_REVIEW_ANSWERED
                                  : KEFU_REVIEW_ANSWERED;
    return (v->flags & (answered | KEFU_REVIEW_VIP)) || r->n_names ||
           kf_reading_has(r, KF_LIST_REFUND, 0) || kf_reading_has(r, KF_LIST_REQUEST, 0);
}

static uint32_t route_facts(const kefu_verdict *v, const kf_reading *r, int32_t opinion)
{
    const int32_t stars = opinion == KEFU_MAIN ? v->stars : 0, feeling = route_feeling(r, stars);
    uint32_t facts = 0;
    if (r->is_default && (!stars || stars > 3))
        facts |= ROUTE_IS_NOTHING;
    if (r->opinion.severity == KEFU_MAJOR)
        facts |= ROUTE_IS_MAJOR;
    if (kf_reading_has(r, KF_LIST_BLACKMAIL, 0))
        facts |= ROUTE_IS_BLACKMAIL;
    if (r->opinion.contradicts || (!stars && !r->opinion.sure))
        facts |= ROUTE_IS_UNSURE;
    if (feeling == KEFU_NEGATIVE)
        facts |= ROUTE_IS_NEGATIVE;
    if (feeling == KEFU_NEUTRAL)
        facts |= ROUTE_IS_NEUTRAL;
    if (feeling == KEFU_POSITIVE)
        facts |= ROUTE_IS_POSITIVE;
    if (route_is_ours(r))
        facts |= ROUTE_IS_OURS;
    if (route_is_special(v, r, opinion))
        facts |= ROUTE_IS_SPECIAL;
    return route_asks(r) ? facts | ROUTE_ASKS : facts;
}

/* ---- Pinning -------------------------------------------------------------------------------- */

int32_t kf_reading_praised(const kf_reading *r)
{
    uint32_t groups = 0;
    for (int32_t i = 0; i < r->opinion.causes; i++)
        if (r->causes[i].role == KEFU_ROLE_PRAISED)
            groups |= route_group(r->causes[i].cause);
    return (int32_t)(groups >> KEFU_GROUP_SERVICE & 1) +
           (int32_t)(groups >> KEFU_GROUP_LOGISTICS & 1) +
           (int32_t)(groups >> KEFU_GROUP_PRODUCT & 1);
}

static int32_t route_is_pin(const kefu_verdict *v, const kf_reading *r)
{
    if (!(v->flags & KEFU_REVIEW_PICTURES) || r->opinion.polarity != KEFU_POSITIVE ||
        !r->opinion.sure || route_feeling(r, v->stars) != KEFU_POSITIVE || r->opinion.suspect)
        return 0;
    for (size_t i = 0; i < r->n_marks; i++)
        if (r->marks[i].why_not == KEFU_COUNTS)
            return 0;
    return kf_reading_praised(r) >= 2;
}

/* ---- The route ------------------------------------------------------------------------------ */

static const route_line *route_find(uint32_t facts)
{
    for (size_t i = 0;; i++) {
        const route_line *line = &route_lines[i];
        if (line->any == ~0u || ((facts & line->any) && (facts & line->all) == line->all))
            return line;
    }
}

static const char *route_owner(const kf_reading *r)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    if (!r->opinion.causes || r->causes[0].role != KEFU_ROLE_PRIMARY ||
        kefu_cause(r->causes[0].cause, &info))
        return "";
    return info.owner;
}

static const char *route_template(const kf_reading *r, const route_line *line)
{
    if (line->template_key)
        return line->template_key;
    if (!r->opinion.causes || r->causes[0].role != KEFU_ROLE_PRIMARY)
        return "apology";
    return route_templates[r->causes[0].cause];
}

/* Ordinary: 2 hours, closed in 24; serious: 1 hour, a plan in 12; major: reported in 10 minutes. */
static void route_deadlines(kefu_route *route)
{
    static const int32_t first[] = {0, 120, 60, 10}, close[] = {0, 24, 12, 0};
    route->first_minutes = first[route->severity];
    route->close_hours = close[route->severity];
}

kefu_status KEFU_CALL kefu_verdict_route(const kefu_verdict *verdict, kefu_route *out)
{
    kefu_route route = {.struct_size = sizeof route};
    const kf_reading *r;
    const route_line *line;
    if (!verdict || !out || !verdict->n)
        return KEFU_E_ARGUMENT;
    r = &verdict->readings[KEFU_MAIN];
    if (route_answers_follow_up(verdict)) {
        route.opinion = KEFU_FOLLOW_UP;
        r = &verdict->readings[KEFU_FOLLOW_UP];
    }
    line = route_find(route_facts(verdict, r, route.opinion));
    route.route = line->route;
    route.key = line->key;
    route.label_zh = line->zh;
    route.label_en = line->en;
    route.reason_zh = line->why_zh;
    route.reason_en = line->why_en;
    route.template_key = route_template(r, line);
    route.owner = route_owner(r);
    route.severity = line->severity;
    if (route.route != KEFU_ROUTE_IGNORE && r->opinion.severity > route.severity)
        route.severity = r->opinion.severity;
    route.pin = route_is_pin(verdict, r);
    route_deadlines(&route);
    return kf_give(out, &route, sizeof route);
}
