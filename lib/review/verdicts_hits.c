/* verdicts_hits.c - what a verdict holds for or against people: hits for a person to confirm. */
#include <string.h>

#include "base/fail.h"
#include "base/gb18030.h"
#include "review/verdicts.h"

enum {
    HIT_BEFORE = 8,    /* units shown before what was found, */
    HIT_AFTER = 24,    /* and after it */
    HIT_EVIDENCE = 120 /* bytes of evidence at most */
};

const kf_verdict_column kf_hit_columns[KF_HIT_COLUMNS] = {
    {"person", KEFU_COLUMN_TEXT},  {"part", KEFU_COLUMN_TEXT},    {"review", KEFU_COLUMN_TEXT},
    {"mark", KEFU_COLUMN_TEXT},    {"opinion", KEFU_COLUMN_TEXT}, {"review_day", KEFU_COLUMN_DATE},
    {"severity", KEFU_COLUMN_I64}, {"count", KEFU_COLUMN_I64},    {"evidence", KEFU_COLUMN_TEXT}};

/* One hit on its way into a row. */
typedef struct verdict_hit {
    const char *person;
    size_t person_size;
    const char *part, *mark;
    const kf_reading *r;
    const kf_sight *sight;
    int32_t opinion, severity;
} verdict_hit;

/* ---- Evidence ---------------------------------------------------------------------------------
 */

/* Units begin .. end of the text as it came, as UTF-8. */
static kefu_status hit_put_text(kf_buffer *out, const kf_reading *r, size_t begin, size_t end,
                                kefu_error *error)
{
    const char *text = r->text.data + r->starts[begin];
    const size_t size = r->starts[end] - r->starts[begin];
    size_t bad = 0;
    if (r->reviewer->encoding == KEFU_GB18030)
        (void)kf_gb18030_to_utf8(text, size, out, &bad); /* what is malformed ends it */
    else
        kf_put(out, text, kf_utf8_valid(text, size));
    return out->failed ? kf_no_memory(error) : KEFU_OK;
}

/* Line breaks and the like would break the rows of who reads them. */
static void hit_plain(kf_buffer *out)
{
    for (size_t i = 0; i < out->size; i++)
        if ((unsigned char)out->data[i] < 0x20 || out->data[i] == 0x7F)
            out->data[i] = ' ';
}

/* "R1024: …客服小林特别耐心…", cut at HIT_EVIDENCE bytes. */
static kefu_status hit_evidence(kefu_verdicts *to, const kefu_verdict *v, const verdict_hit *hit,
                                kefu_error *error)
{
    static const char dots[] = "\xE2\x80\xA6";
    kf_buffer *out = &to->evidence;
    const kf_reading *r = hit->r;
    const size_t begin = hit->sight->begin > HIT_BEFORE ? hit->sight->begin - HIT_BEFORE : 0;
    const size_t end =
        hit->sight->end + HIT_AFTER < r->count ? hit->sight->end + HIT_AFTER : r->count;
    kefu_status status;
    kf_buffer_clear(out);
    kf_put(out, v->id.data, v->id.size);
    kf_put_text(out, v->id.size ? ": " : "");
    kf_put_text(out, begin ? dots : "");
    status = hit_put_text(out, r, begin, end, error);
    if (status)
        return status;
    if (out->size > HIT_EVIDENCE || end < r->count) {
        if (out->size > HIT_EVIDENCE - 3)
            out->size = kf_utf8_cut(out->data, out->size, HIT_EVIDENCE - 3);
        kf_put_text(out, dots);
    }
    if (out->failed)
        return kf_no_memory(error);
    hit_plain(out);
    return KEFU_OK;
}

static kefu_status hit_put(kefu_verdicts *to, const kefu_verdict *v, const verdict_hit *hit,
                           kefu_error *error)
{
    kf_verdict_row row = {.rows = to->hits, .error = error};
    row.status = hit_evidence(to, v, hit, error);
    kf_row_text(&row, hit->person, hit->person_size);
    kf_row_word(&row, hit->part);
    kf_row_text(&row, v->id.data, v->id.size);
    kf_row_word(&row, hit->mark);
    kf_row_word(&row, hit->opinion == KEFU_MAIN ? "main" : "follow_up");
    kf_row_number(&row, hit->r->day);
    kf_row_number(&row, hit->severity);
    kf_row_number(&row, 1);
    kf_row_text(&row, to->evidence.data, to->evidence.size);
    return kf_row_end(&row);
}

/* ---- Named people -----------------------------------------------------------------------------
 */

/* What is said of who is named; where that is nothing, or as good as bad, what the opinion says if
 * it is sure: who complains tells what happened, not that the agent was bad. */
static int32_t hit_sense(const kf_reading *r, const kf_naming *is)
{
    const int32_t said = kf_leaning(is->good, is->bad);
    if (said)
        return said;
    if (!r->opinion.sure || r->opinion.polarity == KEFU_POLARITY_UNKNOWN)
        return 0;
    return r->opinion.polarity;
}

/* 1: another naming of the person before this one is said in the same sense. */
static int32_t hit_named_before(const kefu_verdict *v, int32_t opinion, size_t index,
                                const kf_naming *is)
{
    const int32_t sense = hit_sense(&v->readings[opinion], is);
    for (int32_t o = 0; o <= opinion; o++) {
        const kf_reading *r = &v->readings[o];
        const size_t n = o < opinion ? r->n_names : index;
        for (size_t i = 0; i < n; i++)
            if (!r->names[i].ambiguous && r->names[i].person == is->person &&
                hit_sense(r, &r->names[i]) == sense)
                return 1;
    }
    return 0;
}

static kefu_status hits_of_names(kefu_verdicts *to, const kefu_verdict *v, int32_t opinion,
                                 kefu_error *error)
{
    const kf_reading *r = &v->readings[opinion];
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < r->n_names && !status; i++) {
        const kf_naming *is = &r->names[i];
        const int32_t sense = hit_sense(r, is);
        const char *person = r->reviewer->people[is->person];
        const verdict_hit hit = {.person = person,
                                 .person_size = strlen(person),
                                 .part = sense > 0 ? "named_praise" : "named_complaint",
                                 .mark = "",
                                 .r = r,
                                 .sight = &r->sights[is->sight],
                                 .opinion = opinion};
        if (!is->ambiguous && sense && !hit_named_before(v, opinion, i, is))
            status = hit_put(to, v, &hit, error);
    }
    return status;
}

/* ---- Red lines and promises of the agent who writes -------------------------------------------
 */

/* Categories that a mark of the review was a hit of: the first is. */
typedef struct hit_marked {
    uint8_t categories[KF_LISTS];
} hit_marked;

static int32_t hit_marked_first(hit_marked *before, int32_t category)
{
    const uint8_t had = before->categories[category];
    before->categories[category] = 1;
    return !had;
}

static kefu_status hits_of_marks(kefu_verdicts *to, const kefu_verdict *v, int32_t opinion,
                                 hit_marked *before, kefu_error *error)
{
    const kf_reading *r = &v->readings[opinion];
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < r->n_marks && !status; i++) {
        const kf_sight *sight = &r->sights[r->marks[i].sight];
        const kf_wording *w = kf_wording_of(r, sight);
        kefu_category_info info = {.struct_size = sizeof info};
        if ((w->list != KEFU_LIST_RED_LINE && w->list != KEFU_LIST_PROMISE) ||
            r->marks[i].why_not != KEFU_COUNTS || !hit_marked_first(before, w->category) ||
            kefu_category(w->category, &info))
            continue;
        const verdict_hit hit = {.person = v->agent.data,
                                 .person_size = v->agent.size,
                                 .part = info.key,
                                 .mark = r->marks[i].id,
                                 .r = r,
                                 .sight = sight,
                                 .opinion = opinion,
                                 .severity = w->severity};
        status = hit_put(to, v, &hit, error);
    }
    return status;
}

/* ---- Red lines that a buyer speaks of ----------------------------------------------------------
 */

/* Whose they would be: the one person named, else who served the buyer. */
static kefu_text hit_whose(const kefu_verdict *v, const kf_reading *r)
{
    kefu_text whose = v->agent;
    for (size_t i = 0; i < r->n_names; i++) {
        const char *person = r->reviewer->people[r->names[i].person];
        if (r->names[i].ambiguous || (i && r->names[i].person != r->names[0].person))
            return (kefu_text){NULL, 0};
        whose = (kefu_text){person, strlen(person)};
    }
    return whose;
}

/* The first phrase that is evidence of a cause; NULL if the model alone says so. */
static const kf_sight *hit_sight_of(const kf_reading *r, int32_t cause)
{
    for (size_t i = 0; i < r->n_sights; i++)
        if (!r->sights[i].hidden && kf_sight_cause(r, i) == cause)
            return &r->sights[i];
    return NULL;
}

static kefu_status hits_of_causes(kefu_verdicts *to, const kefu_verdict *v, int32_t opinion,
                                  kefu_error *error)
{
    const kf_reading *r = &v->readings[opinion];
    const kefu_text whose = hit_whose(v, r);
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < r->opinion.causes && whose.size && !status; i++) {
        const kefu_found_cause *c = &r->causes[i];
        const kf_sight *sight = hit_sight_of(r, c->cause);
        kefu_cause_info info = {.struct_size = sizeof info};
        if (c->role > KEFU_ROLE_CONTRIBUTING || !sight || kefu_cause(c->cause, &info) ||
            !info.red_line)
            continue;
        const verdict_hit hit = {.person = whose.data,
                                 .person_size = whose.size,
                                 .part = info.key,
                                 .mark = "",
                                 .r = r,
                                 .sight = sight,
                                 .opinion = opinion,
                                 .severity = KEFU_SERIOUS};
        status = hit_put(to, v, &hit, error);
    }
    return status;
}

/* What agents wrote is theirs; what buyers wrote names people, or tells of a red line. */
kefu_status kf_verdict_hits(kefu_verdicts *to, const kefu_verdict *v, kefu_error *error)
{
    hit_marked before = {{0}};
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < v->n && !status; i++) {
        if (v->by == KEFU_BY_AGENT) {
            if (v->agent.size)
                status = hits_of_marks(to, v, i, &before, error);
            continue;
        }
        status = hits_of_names(to, v, i, error);
        if (!status)
            status = hits_of_causes(to, v, i, error);
    }
    return status;
}
