/* reviewer_names.c - the aliases and names of a roster, with the days that they hold. */
#include <string.h>

#include "base/fail.h"
#include "lexicon/phrase.h"
#include "review/review.h"
#include "table/roster.h"

static kefu_status names_people(kefu_reviewer *reviewer, const kefu_roster *roster,
                                kefu_error *error)
{
    reviewer->people =
        kf_alloc_zeros(&reviewer->memory, roster->n_people, sizeof *reviewer->people);
    if (!reviewer->people)
        return kf_no_memory(error);
    reviewer->n_people = roster->n_people;
    for (size_t i = 0; i < roster->n_people; i++) {
        const char *id = roster->ids[i];
        reviewer->people[i] = kf_arena_text(&reviewer->arena, id, strlen(id));
        if (!reviewer->people[i])
            return kf_no_memory(error);
    }
    return KEFU_OK;
}

enum { NAMES_HAN = 2, NAMES_LETTERS = 2 };

/* A word, too: two Chinese characters or fewer; digits alone, or two letters or fewer. */
static int32_t names_is_short(const uint16_t *units, size_t count)
{
    size_t kinds[KF_KIND_EDGE + 1] = {0};
    for (size_t i = 0; i < count; i++)
        kinds[kf_unit_kind(units[i])]++;
    if (kinds[KF_KIND_HAN])
        return kinds[KF_KIND_HAN] <= NAMES_HAN && !kinds[KF_KIND_LETTER] && !kinds[KF_KIND_DIGIT];
    return kinds[KF_KIND_LETTER] <= NAMES_LETTERS;
}

static kefu_status names_add(kefu_reviewer *reviewer, const char *text, int32_t from, int32_t to,
                             uint32_t person, kefu_error *error)
{
    kf_entry entry = {.n_parts = 1, .from = from, .to = to};
    kf_wording wording = {.lexicon = -1, .person = (int32_t)person, .said = KF_SAID_NAME};
    const size_t size = strlen(text);
    kf_phrase folded;
    char *phrase;
    kefu_status status = kf_phrase_of(&reviewer->memory, text, size, &folded, NULL);
    if (status ==
        KEFU_E_DEFINITION) /* of signs alone, or too long to be a phrase: not looked for */
        return KEFU_OK;
    phrase = status ? NULL : kf_arena_alloc(&reviewer->arena, size + 2);
    if (!phrase)
        return kf_no_memory(error);
    memcpy(phrase, text, size + 1);
    phrase[size + 1] = 0;
    entry.phrase = phrase;
    wording.text = phrase;
    wording.ordinary = (int8_t)names_is_short(folded.units, (size_t)folded.n);
    return kf_reviewer_wording(reviewer, &wording, &entry, error);
}

static kefu_status names_aliases(kefu_reviewer *reviewer, const kefu_roster *roster,
                                 kefu_error *error)
{
    for (size_t i = 0; i < roster->n_spans; i++) {
        const kf_roster_span *span = &roster->spans[i];
        char digits[21];
        const kefu_text alias = kf_key_text(kf_groups_key(roster->aliases, span->alias), digits);
        kefu_status status;
        if (!alias.size)
            continue;
        status = names_add(reviewer, alias.data, span->from, span->to, span->person, error);
        if (status)
            return status;
    }
    return KEFU_OK;
}

static kefu_status names_names(kefu_reviewer *reviewer, const kefu_roster *roster,
                               kefu_error *error)
{
    for (size_t i = 0; i < roster->n_rows; i++) {
        const kf_roster_row *row = &roster->rows[i];
        const char *name = row->texts[KF_ROSTER_NAME];
        kefu_status status;
        if (!*name || !strcmp(name, row->alias))
            continue;
        status = names_add(reviewer, name, row->from, row->to, row->person, error);
        if (status)
            return status;
    }
    return KEFU_OK;
}

kefu_status kf_reviewer_roster(kefu_reviewer *reviewer, const kefu_roster *roster,
                               kefu_error *error)
{
    kefu_status status = names_people(reviewer, roster, error);
    if (!status)
        status = names_aliases(reviewer, roster, error);
    return status ? status : names_names(reviewer, roster, error);
}

/* ---- Names that are words of praise --------------------------------------------------------- */

enum { NAMES_FOUND = 64 };

static int32_t names_is_praise(const kefu_reviewer *reviewer, const kf_phrase *name)
{
    uint16_t units[KF_FOLD_BEFORE + KF_PHRASE_UNITS + KF_FOLD_AFTER] = {0};
    uint16_t *first = units + KF_FOLD_BEFORE;
    const uint32_t end = (uint32_t)name->n;
    kf_found found[NAMES_FOUND];
    size_t n;
    memcpy(first, name->units, end * sizeof *first);
    first[-1] = first[end] = KF_UNIT_EDGE;
    n = kf_match(reviewer->matcher, first, end, &end, 1, 0, found, NAMES_FOUND);
    for (size_t i = 0; i < n && i < NAMES_FOUND; i++)
        if (reviewer->wordings[found[i].number].said == KF_SAID_PRAISE &&
            found[i].end - found[i].begin == end)
            return 1;
    return 0;
}

kefu_status kf_reviewer_ordinary(kefu_reviewer *reviewer, kefu_error *error)
{
    for (size_t i = 0; i < reviewer->n_wordings; i++) {
        kf_wording *w = &reviewer->wordings[i];
        kf_phrase name;
        kefu_status status;
        if (w->said != KF_SAID_NAME || w->ordinary)
            continue;
        status = kf_phrase_of(&reviewer->memory, w->text, strlen(w->text), &name, error);
        if (status)
            return status;
        w->ordinary = (int8_t)names_is_praise(reviewer, &name);
    }
    return KEFU_OK;
}
