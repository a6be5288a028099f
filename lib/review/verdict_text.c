/* verdict_text.c - a verdict in a few lines, as a manager would put it. */
#include <string.h>

#include "base/fail.h"
#include "base/show.h"
#include "review/review.h"

typedef struct verdict_show {
    kf_show *show;
    const kefu_verdict *verdict;
    const kf_reading *r;
    int32_t opinion;
} verdict_show;

static void verdict_either(const verdict_show *v, const char *zh, const char *en)
{
    kf_show_either(v->show, zh, en);
}

static void verdict_line(const verdict_show *v)
{
    if (v->show->need)
        kf_show_put(v->show, "\n", 1);
}

/* What stands between two of a list. */
static void verdict_next(const verdict_show *v, int32_t *n)
{
    if ((*n)++)
        verdict_either(v, "、", ", ");
}

/* ---- Good or bad ---------------------------------------------------------------------------- */

static void verdict_feeling(const verdict_show *v, int32_t feeling)
{
    static const char *const words[][2] = {
        {"差评", "negative"}, {"中评", "neutral"}, {"好评", "positive"}, {"看不出好坏", "unclear"}};
    const char *const *word = words[feeling + 1];
    verdict_either(v, word[0], word[1]);
}

/* Of millionths; a million is rounded, too: nothing is quite sure. */
static void verdict_share(const verdict_show *v, int32_t millionths, int32_t digits)
{
    const int64_t most = 999999;
    const kefu_value share = {millionths > most ? most : millionths, 1000000, -1, KEFU_VALUE_OK, 0};
    int64_t rounded = 0;
    (void)kf_share_round(&share, digits + 2, &rounded);
    kf_show_decimal(v->show, rounded, digits, digits);
    kf_show_put(v->show, "%", 1);
}

/* "差评(把握 97.2%)" */
static void verdict_polarity(const verdict_show *v)
{
    const kefu_opinion *o = &v->r->opinion;
    if (v->verdict->n > 1)
        verdict_either(v, v->opinion ? "追评:" : "主评:", v->opinion ? "Follow-up: " : "Main: ");
    if (o->nothing) {
        verdict_either(v, "没有写内容", "nothing is written");
        return;
    }
    verdict_feeling(v, o->polarity);
    if (o->polarity == KEFU_POLARITY_UNKNOWN)
        return;
    verdict_either(v, "(把握 ", " (");
    verdict_share(v, o->probability, 1);
    verdict_either(v, o->sure ? ")" : ",拿不准)", o->sure ? " sure)" : ": not sure)");
}

static void verdict_stars(const verdict_show *v)
{
    const kefu_opinion *o = &v->r->opinion;
    if (o->three != KEFU_POLARITY_UNKNOWN && o->three != o->polarity && !o->contradicts) {
        verdict_either(v, ",三档为", ", of three classes ");
        verdict_feeling(v, o->three);
    }
    if (o->contradicts)
        verdict_either(v, ",与星级相反", ", the stars say the opposite");
}

/* ---- Causes --------------------------------------------------------------------------------- */

static const char *verdict_label(const verdict_show *v, int32_t cause)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    if (kefu_cause(cause, &info))
        return "";
    return v->show->language == KEFU_EN ? info.label_en : info.label_zh;
}

/* "主因:商品质量(62%)" */
static void verdict_role(const verdict_show *v, int32_t role, const char *zh, const char *en)
{
    int32_t n = 0;
    for (int32_t i = 0; i < v->r->opinion.causes; i++) {
        const kefu_found_cause *c = &v->r->causes[i];
        if (c->role != role || c->cause == KEFU_CAUSE_NONE)
            continue;
        if (!n) {
            verdict_line(v);
            verdict_either(v, zh, en);
        }
        verdict_next(v, &n);
        kf_show_format(v->show, "%s", verdict_label(v, c->cause));
        if (c->only_if)
            verdict_either(v, "(只是假设或询问)", " (only supposed or asked)");
        else if (c->blame && c->blame < 1000000) {
            verdict_either(v, "(", " (");
            verdict_share(v, c->blame, 0);
            kf_show_put(v->show, ")", 1);
        }
    }
}

static void verdict_causes(const verdict_show *v)
{
    verdict_role(v, KEFU_ROLE_PRIMARY, "主因:", "Mainly: ");
    verdict_role(v, KEFU_ROLE_CONTRIBUTING, "次因:", "Also: ");
    verdict_role(v, KEFU_ROLE_PRAISED, "表扬:", "Praised: ");
    verdict_role(v, KEFU_ROLE_MENTIONED, "提到:", "Mentioned: ");
}

static void verdict_service(const verdict_show *v)
{
    static const char *const lines[][2] = {
        [KEFU_SERVICE_NONE] = {NULL, NULL},
        [KEFU_SERVICE_PRIMARY] = {"服务:差在服务", "Service: the main thing to blame"},
        [KEFU_SERVICE_CONTRIBUTING] = {"服务:服务也有责任", "Service: to blame, too"},
        [KEFU_SERVICE_MENTIONED] = {"服务:提到了,不怪服务", "Service: mentioned, not blamed"}};
    const char *const *line = lines[v->r->opinion.service];
    if (!line[0])
        return;
    verdict_line(v);
    verdict_either(v, line[0], line[1]);
}

/* ---- People, marks, suspicion --------------------------------------------------------------- */

static void verdict_names(const verdict_show *v)
{
    static const char *const said[][2] = {{"(差)", " (bad)"}, {"", ""}, {"(好)", " (good)"}};
    int32_t n = 0;
    for (size_t i = 0; i < v->r->n_names; i++) {
        const kf_naming *name = &v->r->names[i];
        const char *const *how = said[kf_leaning(name->good, name->bad) + 1];
        if (!n) {
            verdict_line(v);
            verdict_either(v, "点名:", "Named: ");
        }
        verdict_next(v, &n);
        kf_show_format(v->show, "%s", kf_naming_person(v->r, name));
        verdict_either(v, how[0], how[1]);
        if (name->ambiguous)
            verdict_either(v, "(可能是)", " (maybe)");
    }
}

static void verdict_mark(const verdict_show *v, const kf_marked *mark)
{
    static const char *const why[][2] = {
        [KEFU_COUNTS] = {"", ""},
        [KEFU_NEGATED] = {"(否定,不计)", " (negated: does not count)"},
        [KEFU_QUOTED] = {"(引用,不计)", " (quoted: does not count)"},
        [KEFU_ASKED] = {"(询问或假设,不计)", " (asked or supposed: does not count)"},
        [KEFU_OTHER_SCOPE] = {"(另一方说的,不计)", " (said by the other side: does not count)"}};
    const kf_wording *w = kf_wording_of(v->r, &v->r->sights[mark->sight]);
    kefu_category_info info;
    kf_category(w->category, &info);
    verdict_either(v, info.label_zh, info.label_en);
    verdict_either(v, "“", " \"");
    kf_show_format(v->show, "%s", w->text);
    verdict_either(v, "”", "\"");
    verdict_either(v, why[mark->why_not][0], why[mark->why_not][1]);
}

enum { VERDICT_MOST_MARKS = 8 };

static void verdict_marks(const verdict_show *v, int32_t list, const char *zh, const char *en)
{
    int32_t n = 0;
    for (size_t i = 0; i < v->r->n_marks && n < VERDICT_MOST_MARKS; i++) {
        if (kf_wording_of(v->r, &v->r->sights[v->r->marks[i].sight])->list != list)
            continue;
        if (!n) {
            verdict_line(v);
            verdict_either(v, zh, en);
        }
        verdict_next(v, &n);
        verdict_mark(v, &v->r->marks[i]);
    }
}

static void verdict_suspect(const verdict_show *v)
{
    static const char *const words[][2] = {{"留了联系方式", "a way to get in touch"},
                                           {"有长串数字", "a long number"},
                                           {"有链接", "a link"},
                                           {"反复说同样的话", "repeats itself"},
                                           {"像好评模板", "paid wording"},
                                           {"空泛的夸奖", "praise that says nothing"}};
    int32_t n = 0;
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!(v->r->opinion.suspect >> i & 1))
            continue;
        if (!n) {
            verdict_line(v);
            verdict_either(v, "可疑:", "Suspect: ");
        }
        verdict_next(v, &n);
        verdict_either(v, words[i][0], words[i][1]);
    }
}

/* ---- What is to be done --------------------------------------------------------------------- */

static void verdict_route(const verdict_show *v)
{
    kefu_route route = {.struct_size = sizeof route};
    if (kefu_verdict_route(v->verdict, &route))
        return;
    verdict_line(v);
    verdict_either(v, "处理:", "To do: ");
    verdict_either(v, route.label_zh, route.label_en);
    verdict_either(v, "——", ": ");
    verdict_either(v, route.reason_zh, route.reason_en);
    if (route.first_minutes) {
        verdict_either(v, ";", "; within ");
        kf_show_count(v->show, route.first_minutes);
        verdict_either(v, " 分钟内响应", " minutes");
    }
    if (route.close_hours) {
        verdict_either(v, ",", ", settled in ");
        kf_show_count(v->show, route.close_hours);
        verdict_either(v, route.severity == KEFU_SERIOUS ? " 小时内给出方案" : " 小时内办结",
                       " hours");
    }
    if (route.pin)
        verdict_either(v, ";可置顶", "; a candidate for pinning");
}

static void verdict_opinion(const verdict_show *v)
{
    verdict_line(v);
    verdict_polarity(v);
    verdict_stars(v);
    verdict_causes(v);
    verdict_service(v);
    verdict_names(v);
    verdict_marks(v, KEFU_LIST_RED_LINE, "红线:", "Red lines: ");
    verdict_marks(v, KEFU_LIST_PROMISE, "承诺:", "Promises: ");
    verdict_marks(v, KEFU_LIST_NEED, "诉求:", "Needs: ");
    verdict_suspect(v);
}

kefu_status KEFU_CALL kefu_verdict_text(const kefu_verdict *verdict, int32_t language, char *out,
                                        size_t capacity, size_t *need)
{
    kf_show show = {.out = out, .capacity = capacity, .language = language};
    if (!verdict || (!out && capacity) || !verdict->n || kf_check_language(language, NULL))
        return KEFU_E_ARGUMENT;
    for (int32_t i = 0; i < verdict->n; i++) {
        const verdict_show v = {&show, verdict, &verdict->readings[i], i};
        verdict_opinion(&v);
    }
    const verdict_show v = {&show, verdict, &verdict->readings[0], 0};
    verdict_route(&v);
    const size_t bytes = kf_show_end(&show);
    if (need)
        *need = bytes;
    return KEFU_OK;
}
