/* pairs_outcome.h - what came out of a row, and whether it is what the row wants. */
#ifndef TESTS_PAIRS_OUTCOME_H
#define TESTS_PAIRS_OUTCOME_H

#include <stdarg.h>
#include <stdio.h>

#include "pairs.h"

enum { PAIR_MARKS = 64, PAIR_NAMED = 16, PAIR_DAY = 20468 }; /* 2026-01-15 */

enum { PAIRS_MOST_CAUSES = 64 };

typedef struct pair_opinion {
    kefu_opinion of;
    kefu_found_cause causes[PAIRS_MOST_CAUSES];
    kefu_mark marks[PAIR_MARKS]; /* their text is gone with the verdict */
} pair_opinion;

typedef struct pair_outcome {
    int32_t opinions, named;
    pair_opinion opinion[2];
    kefu_named name[PAIR_NAMED];
    kefu_route route;
} pair_outcome;

/* ---- Reading -------------------------------------------------------------------------------- */

static inline int pair_take_opinion(const kefu_verdict *verdict, int32_t opinion, pair_opinion *out)
{
    out->of.struct_size = sizeof out->of;
    if (kefu_verdict_opinion(verdict, opinion, &out->of) || out->of.causes > PAIRS_MOST_CAUSES ||
        out->of.marks > PAIR_MARKS)
        return 0;
    for (int32_t i = 0; i < out->of.causes; i++) {
        out->causes[i].struct_size = sizeof *out->causes;
        if (kefu_verdict_cause(verdict, opinion, i, &out->causes[i]))
            return 0;
    }
    for (int32_t i = 0; i < out->of.marks; i++) {
        out->marks[i].struct_size = sizeof *out->marks;
        if (kefu_verdict_mark(verdict, opinion, i, &out->marks[i]))
            return 0;
    }
    return 1;
}

/* Reads a row whose texts are spelt as given; 0 for a failure, with the words of it in `error`. */
static inline int pair_read(const kefu_reviewer *reviewer, const pair_row *row, const char *text,
                            const char *later, kefu_verdict *verdict, pair_outcome *out,
                            kefu_error *error)
{
    kefu_review review = {.struct_size = sizeof review,
                          .text = {text, strlen(text)},
                          .id = {"R1", 2},
                          .day = PAIR_DAY,
                          .stars = row->stars,
                          .by = row->by ? row->by : KEFU_BY_BUYER};
    if (later)
        review.follow_up = (kefu_text){later, strlen(later)};
    memset(out, 0, sizeof *out);
    if (kefu_review_read(reviewer, &review, verdict, error))
        return 0;
    out->opinions = kefu_verdict_opinions(verdict);
    out->named = kefu_verdict_named_count(verdict);
    out->route.struct_size = sizeof out->route;
    if (out->opinions != (later ? 2 : 1) || out->named > PAIR_NAMED ||
        kefu_verdict_route(verdict, &out->route))
        return 0;
    for (int32_t i = 0; i < out->opinions; i++)
        if (!pair_take_opinion(verdict, i, &out->opinion[i]))
            return 0;
    for (int32_t i = 0; i < out->named; i++) {
        out->name[i].struct_size = sizeof *out->name;
        if (kefu_verdict_named(verdict, i, &out->name[i]))
            return 0;
    }
    return 1;
}

/* ---- In words ------------------------------------------------------------------------------- */

static const char *const pair_roles[] = {"?", "primary", "contributing", "mentioned", "praised"};
static const char *const pair_services[] = {"none", "primary", "contributing", "mentioned"};
static const char *const pair_why_not[] = {"counts", "negated", "quoted", "asked", "other_scope"};
static const char *const pair_signs[] = {"-", "0", "+", "?"}; /* of polarity + 1 */
static const char *const pair_suspects[] = {"contact", "digits",  "link",  "repeats",
                                            "paid",    "generic", "copied"};

enum { PAIR_WORDS = 1024 };
typedef struct pair_words {
    char text[PAIR_WORDS];
} pair_words;

static inline void pair_say(pair_words *words, const char *format, ...)
{
    size_t used = strlen(words->text);
    va_list list;
    va_start(list, format);
    vsnprintf(words->text + used, PAIR_WORDS - used, format, list);
    va_end(list);
}

static inline const char *pair_polarity(int32_t polarity)
{
    return polarity == KEFU_NEGATIVE   ? "bad"
           : polarity == KEFU_POSITIVE ? "good"
           : polarity == KEFU_NEUTRAL  ? "neutral"
                                       : "unknown";
}

static inline const char *pair_cause_key(int32_t cause)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    return kefu_cause(cause, &info) ? "?" : info.key;
}

static inline const char *pair_category_key(int32_t category)
{
    kefu_category_info info = {.struct_size = sizeof info};
    return kefu_category(category, &info) ? "?" : info.key;
}

static inline pair_words pair_say_causes(const pair_opinion *opinion)
{
    pair_words words = {""};
    for (int32_t i = 0; i < opinion->of.causes; i++) {
        const kefu_found_cause *cause = &opinion->causes[i];
        pair_say(&words, "%s:%s(%s%s) ", pair_cause_key(cause->cause), pair_roles[cause->role],
                 pair_signs[cause->polarity + 1], cause->only_if ? " if" : "");
    }
    return words;
}

static inline pair_words pair_say_marks(const pair_opinion *opinion)
{
    pair_words words = {""};
    for (int32_t i = 0; i < opinion->of.marks; i++)
        pair_say(&words, "%s:%s ", pair_category_key(opinion->marks[i].category),
                 pair_why_not[opinion->marks[i].why_not]);
    return words;
}

static inline pair_words pair_say_named(const pair_outcome *out)
{
    pair_words words = {""};
    for (int32_t i = 0; i < out->named; i++)
        pair_say(&words, "%s:%s%s ", out->name[i].person, pair_polarity(out->name[i].polarity),
                 out->name[i].ambiguous ? "(ambiguous)" : "");
    return words;
}

static inline pair_words pair_say_suspect(uint32_t suspect)
{
    pair_words words = {""};
    for (int i = 0; i < 7; i++)
        if (suspect >> i & 1)
            pair_say(&words, "%s ", pair_suspects[i]);
    return words;
}

/* All of it that does not depend on where in the text it stands. */
static inline pair_words pair_say_all(const pair_outcome *out)
{
    pair_words words = {""};
    for (int32_t i = 0; i < out->opinions; i++) {
        const pair_opinion *opinion = &out->opinion[i];
        pair_say(&words, "%s %d; %s; %s; %s; %s| ", pair_polarity(opinion->of.polarity),
                 (int)opinion->of.probability, pair_say_causes(opinion).text,
                 pair_services[opinion->of.service], pair_say_marks(opinion).text,
                 pair_say_suspect(opinion->of.suspect).text);
    }
    pair_say(&words, "%s| %s %s", pair_say_named(out).text, out->route.key, out->route.owner);
    return words;
}

/* ---- Wanted? -------------------------------------------------------------------------------- */

/* What may be wanted of a cause; the last two of all the keys, the others of one at least. */
static const char pair_cause_hows[] =
    "primary contributing mentioned praised blamed bad there free none";
static const char pair_mark_hows[] = "counts negated quoted asked other_scope there quiet none";
static const char pair_named_hows[] = "good bad named ambiguous";

static inline int pair_cause_is(const kefu_found_cause *cause, const char *how)
{
    int blamed = cause->role == KEFU_ROLE_PRIMARY || cause->role == KEFU_ROLE_CONTRIBUTING;
    if (!strcmp(how, "there"))
        return 1;
    if (!strcmp(how, "bad"))
        return cause->polarity == KEFU_NEGATIVE && !cause->only_if;
    if (!strcmp(how, "blamed"))
        return blamed;
    if (!strcmp(how, "free"))
        return !blamed;
    return !strcmp(how, pair_roles[cause->role]);
}

/* Of "a|b:how": each cause found, for all (free, none) or for one at least. */
static inline int pair_causes_fit(const pair_opinion *opinion, const char *keys, const char *how)
{
    int all = !strcmp(how, "free") || !strcmp(how, "none");
    for (pair_part key; pair_key(&keys, &key);)
        for (int32_t i = 0; i < opinion->of.causes; i++)
            if (pair_is_cause(key.text, opinion->causes[i].cause) &&
                pair_cause_is(&opinion->causes[i], how) != all)
                return !all;
    return all;
}

static inline int pair_mark_is(const kefu_mark *mark, const char *how)
{
    if (!strcmp(how, "there"))
        return 1;
    if (!strcmp(how, "quiet"))
        return mark->why_not != KEFU_COUNTS;
    return !strcmp(how, pair_why_not[mark->why_not]);
}

static inline int pair_marks_fit(const pair_opinion *opinion, const char *keys, const char *how)
{
    int all = !strcmp(how, "quiet") || !strcmp(how, "none");
    for (pair_part key; pair_key(&keys, &key);)
        for (int32_t i = 0; i < opinion->of.marks; i++)
            if (!strcmp(key.text, pair_category_key(opinion->marks[i].category)) &&
                pair_mark_is(&opinion->marks[i], how) != all)
                return !all;
    return all;
}

static inline int pair_name_is(const kefu_named *named, const char *how)
{
    if (!strcmp(how, "ambiguous"))
        return named->ambiguous;
    if (named->ambiguous)
        return 0;
    return !strcmp(how, "named") || !strcmp(how, pair_polarity(named->polarity));
}

static inline int pair_named_fit(const pair_outcome *out, const char *person, const char *how)
{
    if (!strcmp(person, "nobody"))
        return out->named == 0;
    for (int32_t i = 0; i < out->named; i++)
        if (!strcmp(out->name[i].person, person) && pair_name_is(&out->name[i], how))
            return 1;
    return 0;
}

static inline int pair_service_fits(int32_t service, const char *how)
{
    int blamed = service == KEFU_SERVICE_PRIMARY || service == KEFU_SERVICE_CONTRIBUTING;
    if (!strcmp(how, "blamed"))
        return blamed;
    if (!strcmp(how, "free"))
        return !blamed;
    return !strcmp(how, pair_services[service]);
}

/* "!word": not that one; else one of the words. */
static inline int pair_route_fits(const char *route, const char *words)
{
    return *words == '!' ? strcmp(route, words + 1) != 0 : pair_listed(words, route);
}

static inline int pair_suspect_fits(uint32_t suspect, const char *word)
{
    const char *name = word + (*word == '!');
    for (int i = 0; i < 7; i++)
        if (!strcmp(name, pair_suspects[i]))
            return (int)(suspect >> i & 1) != (*word == '!');
    return 0;
}

#endif
