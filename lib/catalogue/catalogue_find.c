/* catalogue_find.c - a definition by any of its names, on a day. */
#include <string.h>

#include "base/id.h"
#include "catalogue/catalogue.h"

/* ---- Names ---------------------------------------------------------------------------------- */

/* What a name is of a definition. */
enum { CATALOGUE_STEM, CATALOGUE_NAME, CATALOGUE_LABEL };

/* Where a name is looked for, one after the other: an id is what it is for ever, and no built-in of
 * a later release takes a name from a loaded definition. */
static const struct catalogue_look {
    int32_t kind, loaded; /* loaded: 1 only those, 0 only the built-in ones, -1 all */
} catalogue_looks[] = {{CATALOGUE_STEM, -1},
                       {CATALOGUE_NAME, 1},
                       {CATALOGUE_LABEL, 1},
                       {CATALOGUE_NAME, 0},
                       {CATALOGUE_LABEL, 0}};

enum { CATALOGUE_LOOKS = sizeof catalogue_looks / sizeof *catalogue_looks };

static char catalogue_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c; }

/* Equal but for capital letters of ASCII. */
static int32_t catalogue_same_name(const char *candidate, kefu_text name)
{
    size_t i = 0;
    if (!candidate || strlen(candidate) != name.size)
        return 0;
    while (i < name.size && catalogue_lower(candidate[i]) == catalogue_lower(name.data[i]))
        i++;
    return i == name.size;
}

static int32_t catalogue_is_stem(const kf_definition *d, const char *stem, size_t size)
{
    return kf_id_stem(d->id) == size && memcmp(d->id, stem, size) == 0;
}

static int32_t catalogue_answers(const kf_definition *d, kefu_text name, int32_t kind)
{
    if (kind == CATALOGUE_STEM)
        return catalogue_is_stem(d, name.data, name.size);
    if (kind == CATALOGUE_NAME)
        return strlen(d->name) == name.size && memcmp(d->name, name.data, name.size) == 0;
    if (catalogue_same_name(d->zh, name) || catalogue_same_name(d->en, name))
        return 1;
    for (const char *const *alias = d->aliases; alias && *alias; alias++)
        if (catalogue_same_name(*alias, name))
            return 1;
    return 0;
}

/* Two definitions, not two revisions of one, that answer to the name in the same way. */
static kefu_status catalogue_two(const char *asked, const kf_definition *a, const kf_definition *b,
                                 kefu_error *error)
{
    return kf_fail(error, KEFU_E_NAME, "'%s' is both %t and %t: write the one that is meant", asked,
                   a->id, kf_id_stem(a->id), b->id, kf_id_stem(b->id));
}

/* Any revision of the definition that answers to the name; *found stays NULL if there is none. */
static kefu_status catalogue_look_for(const kefu_catalogue *catalogue, const char *asked,
                                      kefu_text name, const struct catalogue_look *look,
                                      const kf_definition **found, kefu_error *error)
{
    const int32_t n = kefu_catalogue_count(catalogue), loaded = catalogue ? catalogue->n : 0;
    const int32_t first = look->loaded == 1 ? n - loaded : 0;
    const int32_t last = look->loaded == 0 ? n - loaded : n;
    for (int32_t i = first; i < last; i++) {
        const kf_definition *d = kf_catalogue_get(catalogue, i, NULL);
        if (!catalogue_answers(d, name, look->kind))
            continue;
        if (*found && !catalogue_is_stem(d, (*found)->id, kf_id_stem((*found)->id)))
            return catalogue_two(asked, *found, d, error);
        *found = d;
    }
    return KEFU_OK;
}

/* ---- Revisions ------------------------------------------------------------------------------ */

/* "reply_rate/2": the revision, and what stands before it; 0 if there is none. */
static int32_t catalogue_find_revision(const char *asked, kefu_text *name)
{
    const char *digits = strrchr(asked, '/');
    size_t n = digits ? strspn(digits + 1, "0123456789") : 0;
    if (!n || n > 9 || digits[1 + n] || digits[1] == '0')
        return 0;
    *name = (kefu_text){asked, (size_t)(digits - asked)};
    return kf_id_revision(asked);
}

/* What a search among the revisions of one definition has seen. */
typedef struct catalogue_seen {
    int32_t best, best_revision;     /* the one that is wanted; -1 */
    int32_t newest, newest_revision; /* of all */
    int32_t oldest_revision;
} catalogue_seen;

static catalogue_seen catalogue_among(const kefu_catalogue *catalogue, const kf_definition *any,
                                      int32_t revision, int32_t day)
{
    const size_t stem = kf_id_stem(any->id);
    const int32_t n = kefu_catalogue_count(catalogue);
    catalogue_seen seen = {-1, 0, -1, 0, INT32_MAX};
    for (int32_t i = 0; i < n; i++) {
        const kf_definition *d = kf_catalogue_get(catalogue, i, NULL);
        int32_t own;
        if (!catalogue_is_stem(d, any->id, stem))
            continue;
        own = kf_id_revision(d->id);
        if (revision ? own == revision : own > seen.best_revision && kf_definition_holds(d, day)) {
            seen.best = i;
            seen.best_revision = own;
        }
        if (own > seen.newest_revision) {
            seen.newest = i;
            seen.newest_revision = own;
        }
        seen.oldest_revision = own < seen.oldest_revision ? own : seen.oldest_revision;
    }
    return seen;
}

static kefu_status catalogue_no_revision(const kf_definition *newest, int32_t revision,
                                         const catalogue_seen *seen, kefu_error *error)
{
    const size_t stem = kf_id_stem(newest->id);
    if (seen->oldest_revision == seen->newest_revision)
        return kf_fail(error, KEFU_E_NAME, "%t has no revision %d, only %d", newest->id, stem,
                       revision, seen->newest_revision);
    return kf_fail(error, KEFU_E_NAME, "%t has no revision %d; the oldest is %d, the newest %d",
                   newest->id, stem, revision, seen->oldest_revision, seen->newest_revision);
}

/* " from 2023-03-01"; "" for an open end. */
static const char *catalogue_day_text(const char *word, int32_t day, char out[20])
{
    const size_t size = strlen(word);
    out[0] = 0;
    if (day) {
        memcpy(out, word, size);
        (void)kefu_date_format(day, out + size, 20 - size);
    }
    return out;
}

static kefu_status catalogue_not_then(const kf_definition *newest, int32_t day, kefu_error *error)
{
    char then[20], from[20], to[20];
    return kf_fail(error, KEFU_E_NAME, "%t does not hold%s; its newest revision %d holds%s%s",
                   newest->id, kf_id_stem(newest->id), catalogue_day_text(" on ", day, then),
                   kf_id_revision(newest->id), catalogue_day_text(" from ", newest->from, from),
                   catalogue_day_text(" to ", newest->to, to));
}

/* ---- Near names ----------------------------------------------------------------------------- */

/* Revisions of one definition usually stand together: their names are the same. */
static int32_t catalogue_is_first(const kefu_catalogue *catalogue, int32_t index)
{
    const char *id = kf_catalogue_get(catalogue, index, NULL)->id;
    return !index ||
           !catalogue_is_stem(kf_catalogue_get(catalogue, index - 1, NULL), id, kf_id_stem(id));
}

static kefu_status catalogue_nothing(const kefu_catalogue *catalogue, const char *asked,
                                     kefu_text name, kefu_error *error)
{
    const int32_t n = kefu_catalogue_count(catalogue);
    kf_near near;
    kf_near_init(&near, name.data, name.size);
    for (int32_t i = 0; i < n; i++) {
        const kf_definition *d = kf_catalogue_get(catalogue, i, NULL);
        if (!catalogue_is_first(catalogue, i))
            continue;
        kf_near_add(&near, memchr(name.data, '.', name.size) ? d->id : d->name);
        if (d->zh)
            kf_near_add(&near, d->zh);
        if (d->en && strcmp(d->en, d->zh) != 0)
            kf_near_add(&near, d->en);
        for (const char *const *alias = d->aliases; alias && *alias; alias++)
            kf_near_add(&near, *alias);
    }
    return kf_fail(error, KEFU_E_NAME, "there is no definition '%s'%s", asked, kf_near_text(&near));
}

/* ---- Finding -------------------------------------------------------------------------------- */

/* Any revision of the definition that is asked for, and which: 0 if the name says none. */
static kefu_status catalogue_find_any(const kefu_catalogue *catalogue, const char *asked,
                                      const kf_definition **any, int32_t *revision,
                                      kefu_error *error)
{
    const kefu_text whole = {asked, strlen(asked)};
    kefu_text name = whole;
    const int32_t written = catalogue_find_revision(asked, &name);
    kefu_status status = KEFU_OK;
    *any = NULL;
    *revision = 0;
    for (int32_t i = 0; i < CATALOGUE_LOOKS && !*any && !status; i++) {
        status = catalogue_look_for(catalogue, asked, whole, &catalogue_looks[i], any, error);
        if (status || *any || !written)
            continue;
        status = catalogue_look_for(catalogue, asked, name, &catalogue_looks[i], any, error);
        *revision = *any ? written : 0;
    }
    return status || *any ? status : catalogue_nothing(catalogue, asked, name, error);
}

kefu_status kf_catalogue_find(const kefu_catalogue *catalogue, const char *asked, int32_t day,
                              int32_t *index, kefu_error *error)
{
    const kf_definition *any, *newest;
    catalogue_seen seen;
    int32_t revision;
    kefu_status status = catalogue_find_any(catalogue, asked, &any, &revision, error);
    if (status)
        return status;
    seen = catalogue_among(catalogue, any, revision, day);
    newest = kf_catalogue_get(catalogue, seen.newest, NULL);
    if (seen.best < 0)
        return revision ? catalogue_no_revision(newest, revision, &seen, error)
                        : catalogue_not_then(newest, day, error);
    *index = seen.best;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_catalogue_find(const kefu_catalogue *catalogue, const char *name,
                                          int32_t day, int32_t *index, kefu_error *error)
{
    if (!name || !index)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_catalogue_find: %s is NULL",
                       name ? "index" : "name");
    return kf_catalogue_find(catalogue, name, day, index, error);
}
