/* verdict_json.c - a verdict as one JSON object, in one line; keys and words are those of the
 * public tables. */
#include <string.h>

#include "base/fail.h"
#include "base/gb18030.h"
#include "base/json.h"
#include "review/review.h"

typedef struct verdict_json {
    const kefu_verdict *verdict;
    kf_buffer out, text;
    kf_json_writer j;
} verdict_json;

/* ---- Words ---------------------------------------------------------------------------------- */

static const char *const verdict_feelings[] = {"negative", "neutral", "positive", NULL};
static const char *const verdict_roles[] = {"", "primary", "contributing", "mentioned", "praised"};
static const char *const verdict_services[] = {"none", "primary", "contributing", "mentioned"};
static const char *const verdict_why_not[] = {NULL, "negated", "quoted", "asked", "other_scope"};
static const char *const verdict_severities[] = {NULL, "ordinary", "serious", "major"};
static const char *const verdict_lists[] = {"",        "cause", "red_line", "promise",
                                            "suspect", "need",  "grammar"};
static const char *const verdict_kinds[] = {"", "polarity", "cause", "mark", "name", "turn"};
static const char *const verdict_suspects[] = {"contact", "digits",  "link",  "repeats",
                                               "paid",    "generic", "copied"};

static const char *verdict_cause_key(int32_t cause)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    return !kefu_cause(cause, &info) ? info.key : NULL;
}

static void verdict_millionths(verdict_json *w, const char *key, int64_t value)
{
    kf_json_member_decimal(&w->j, key, value, 6);
}

/* ---- Text of the caller's, in UTF-8 ---------------------------------------------------------- */

static size_t verdict_character(const char *text, size_t size, int32_t encoding, uint32_t *code)
{
    int32_t length;
    if (encoding == KEFU_UTF8)
        return kf_utf8_decode(text, size, code);
    length = kf_gb18030_decode((const unsigned char *)text, size, code);
    return length > 0 ? (size_t)length : 0;
}

/* Bytes that are no character are one U+FFFD each. */
static void verdict_bytes(verdict_json *w, const char *key, const char *text, size_t size,
                          int32_t encoding)
{
    kf_buffer_clear(&w->text);
    for (size_t at = 0; at < size;) {
        uint32_t code;
        char bytes[4];
        size_t n = verdict_character(text + at, size - at, encoding, &code);
        if (!n)
            code = 0xFFFD;
        kf_put(&w->text, bytes, kf_utf8_encode(code, bytes));
        at += n ? n : 1;
    }
    kf_json_key(&w->j, key);
    kf_json_text(&w->j, w->text.size ? w->text.data : "", w->text.size);
    w->out.failed |= w->text.failed;
}

/* ---- Parts of an opinion -------------------------------------------------------------------- */

static void verdict_put_cause(verdict_json *w, const kefu_found_cause *c)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    kefu_cause(c->cause, &info);
    kf_json_open(&w->j, '{');
    kf_json_member_text(&w->j, "cause", info.key);
    kf_json_member_text(&w->j, "role", verdict_roles[c->role]);
    kf_json_member_text(&w->j, "polarity", verdict_feelings[c->polarity + 1]);
    verdict_millionths(w, "blame", c->blame);
    kf_json_member_text(&w->j, "owner", info.owner);
    kf_json_member_bool(&w->j, "model", (c->sources & KEFU_FROM_MODEL) != 0);
    kf_json_member_bool(&w->j, "lexicon", (c->sources & KEFU_FROM_LEXICON) != 0);
    kf_json_member_bool(&w->j, "only_if", c->only_if);
    kf_json_close(&w->j, '}');
}

static void verdict_put_mark(verdict_json *w, const kf_reading *r, const kf_marked *mark)
{
    const kf_wording *wording = kf_wording_of(r, &r->sights[mark->sight]);
    kefu_category_info info;
    kf_category(wording->category, &info);
    kf_json_open(&w->j, '{');
    kf_json_member_text(&w->j, "id", mark->id);
    kf_json_member_text(&w->j, "list", verdict_lists[wording->list]);
    kf_json_member_text(&w->j, "category", info.key);
    kf_json_member_text(&w->j, "phrase", wording->text);
    kf_json_member_text(&w->j, "severity", verdict_severities[wording->severity]);
    kf_json_member_bool(&w->j, "counts", mark->why_not == KEFU_COUNTS);
    kf_json_member_text(&w->j, "why_not", verdict_why_not[mark->why_not]);
    kf_json_member_text(&w->j, "lexicon", r->reviewer->lexicons[wording->lexicon].id);
    kf_json_member_i64(&w->j, "span", mark->span);
    kf_json_close(&w->j, '}');
}

static void verdict_put_name(verdict_json *w, const kf_reading *r, const kf_naming *name)
{
    kf_json_open(&w->j, '{');
    kf_json_member_text(&w->j, "person", kf_naming_person(r, name));
    kf_json_member_text(&w->j, "polarity", verdict_feelings[kf_leaning(name->good, name->bad) + 1]);
    kf_json_member_bool(&w->j, "ambiguous", name->ambiguous);
    kf_json_member_i64(&w->j, "span", name->span);
    kf_json_close(&w->j, '}');
}

static void verdict_put_span(verdict_json *w, const kf_reading *r, const kefu_span *span)
{
    kf_json_open(&w->j, '{');
    kf_json_member_text(&w->j, "kind", verdict_kinds[span->kind]);
    kf_json_member_i64(&w->j, "begin", (int64_t)span->begin);
    kf_json_member_i64(&w->j, "end", (int64_t)span->end);
    kf_json_member_i64(&w->j, "first", span->first);
    kf_json_member_i64(&w->j, "last", span->last);
    verdict_bytes(w, "text", r->text.data + span->begin, span->end - span->begin,
                  r->reviewer->encoding);
    if (span->kind == KEFU_SPAN_CAUSE)
        kf_json_member_text(&w->j, "of", verdict_cause_key(span->of));
    if (span->kind == KEFU_SPAN_MARK || span->kind == KEFU_SPAN_NAME)
        kf_json_member_i64(&w->j, "of", span->of);
    if (span->kind == KEFU_SPAN_POLARITY)
        verdict_millionths(w, "contribution", span->contribution);
    kf_json_close(&w->j, '}');
}

static void verdict_put_suspects(verdict_json *w, uint32_t suspect)
{
    kf_json_member_open(&w->j, "suspect", '[');
    for (uint32_t i = 0; i < sizeof verdict_suspects / sizeof *verdict_suspects; i++)
        if (suspect >> i & 1)
            kf_json_string(&w->j, verdict_suspects[i]);
    kf_json_close(&w->j, ']');
}

static void verdict_put_lists(verdict_json *w, const kf_reading *r)
{
    kf_json_member_open(&w->j, "causes", '[');
    for (int32_t i = 0; i < r->opinion.causes; i++)
        verdict_put_cause(w, &r->causes[i]);
    kf_json_close(&w->j, ']');
    kf_json_member_open(&w->j, "marks", '[');
    for (size_t i = 0; i < r->n_marks; i++)
        verdict_put_mark(w, r, &r->marks[i]);
    kf_json_close(&w->j, ']');
    kf_json_member_open(&w->j, "named", '[');
    for (size_t i = 0; i < r->n_names; i++)
        verdict_put_name(w, r, &r->names[i]);
    kf_json_close(&w->j, ']');
    kf_json_member_open(&w->j, "spans", '[');
    for (size_t i = 0; i < r->n_spans; i++)
        verdict_put_span(w, r, &r->spans[i]);
    kf_json_close(&w->j, ']');
}

static void verdict_put_opinion(verdict_json *w, const kf_reading *r, int32_t number)
{
    const kefu_opinion *o = &r->opinion;
    kf_json_open(&w->j, '{');
    kf_json_member_text(&w->j, "opinion", number ? "follow_up" : "main");
    kf_json_member_text(&w->j, "polarity", verdict_feelings[o->polarity + 1]);
    verdict_millionths(w, "probability", o->probability);
    kf_json_member_bool(&w->j, "sure", o->sure);
    kf_json_member_text(&w->j, "three", verdict_feelings[o->three + 1]);
    kf_json_member_bool(&w->j, "contradicts", o->contradicts);
    kf_json_member_bool(&w->j, "nothing", o->nothing);
    kf_json_member_text(&w->j, "primary", verdict_cause_key(o->primary));
    kf_json_member_text(&w->j, "service", verdict_services[o->service]);
    kf_json_member_text(&w->j, "severity", verdict_severities[o->severity]);
    verdict_put_suspects(w, o->suspect);
    kf_json_member_i64(&w->j, "clauses", o->clauses);
    verdict_put_lists(w, r);
    kf_json_close(&w->j, '}');
}

/* ---- The whole ------------------------------------------------------------------------------ */

static void verdict_put_route(verdict_json *w)
{
    kefu_route route = {.struct_size = sizeof route};
    kefu_verdict_route(w->verdict, &route);
    kf_json_member_open(&w->j, "route", '{');
    kf_json_member_text(&w->j, "key", route.key);
    kf_json_member_label(&w->j, "label", route.label_zh, route.label_en);
    kf_json_member_label(&w->j, "reason", route.reason_zh, route.reason_en);
    kf_json_member_text(&w->j, "opinion", route.opinion ? "follow_up" : "main");
    kf_json_member_text(&w->j, "template", route.template_key);
    kf_json_member_text(&w->j, "owner", route.owner);
    kf_json_member_text(&w->j, "severity", verdict_severities[route.severity]);
    kf_json_member_i64(&w->j, "first_minutes", route.first_minutes);
    kf_json_member_i64(&w->j, "close_hours", route.close_hours);
    kf_json_member_bool(&w->j, "pin", route.pin);
    kf_json_close(&w->j, '}');
}

static void verdict_put_made_with(verdict_json *w)
{
    const kefu_reviewer *reviewer = w->verdict->reviewer;
    kf_json_member_text(&w->j, "reviewer", reviewer->id);
    kf_json_member_text(&w->j, "model", reviewer->panel.base->id);
    kf_json_member_text(&w->j, "shop", reviewer->panel.delta ? reviewer->panel.delta->id : NULL);
    kf_json_member_open(&w->j, "lexicons", '[');
    for (int32_t i = 0; i < reviewer->n_lexicons; i++)
        kf_json_string(&w->j, reviewer->lexicons[i].id);
    kf_json_close(&w->j, ']');
}

static void verdict_put_review(verdict_json *w)
{
    const kefu_verdict *v = w->verdict;
    char day[11];
    verdict_bytes(w, "review", v->id.data, v->id.size, KEFU_UTF8);
    verdict_bytes(w, "product", v->product.data, v->product.size, KEFU_UTF8);
    verdict_bytes(w, "agent", v->agent.data, v->agent.size, KEFU_UTF8);
    kf_json_member_text(&w->j, "day", kefu_date_format(v->day, day, sizeof day) ? NULL : day);
    kf_json_member_i64(&w->j, "stars", v->stars);
    kf_json_member_text(&w->j, "by", v->by == KEFU_BY_AGENT ? "agent" : "buyer");
}

static void verdict_put(verdict_json *w)
{
    kf_json_open(&w->j, '{');
    verdict_put_review(w);
    verdict_put_made_with(w);
    kf_json_member_open(&w->j, "opinions", '[');
    for (int32_t i = 0; i < w->verdict->n; i++)
        verdict_put_opinion(w, &w->verdict->readings[i], i);
    kf_json_close(&w->j, ']');
    verdict_put_route(w);
    kf_json_close(&w->j, '}');
    kf_put_char(&w->out, '\n');
}

kefu_status KEFU_CALL kefu_verdict_json(const kefu_verdict *verdict, const kefu_sink *sink,
                                        kefu_error *error)
{
    verdict_json w = {.verdict = verdict};
    kefu_sink to;
    kefu_status status;
    if (!verdict || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_verdict_json: verdict or sink is NULL");
    if (!verdict->n)
        return kf_fail(error, KEFU_E_STATE, "kefu_verdict_json: nothing has been read");
    status = kf_take_sink(&to, sink, error);
    for (int32_t i = 0; i < verdict->n && !status; i++)
        if (kf_verdict_spans(verdict, i))
            status = kf_no_memory(error);
    if (status)
        return status;
    kf_buffer_init(&w.out, &verdict->memory);
    kf_buffer_init(&w.text, &verdict->memory);
    kf_json_writer_init(&w.j, &w.out);
    verdict_put(&w);
    status = kf_buffer_flush(&w.out, &to, error);
    kf_buffer_free(&w.out);
    kf_buffer_free(&w.text);
    return status;
}
