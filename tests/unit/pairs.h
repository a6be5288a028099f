/* pairs.h - the rows of pairs.inc, and the words they are written in. */
#ifndef TESTS_PAIRS_H
#define TESTS_PAIRS_H

#include <string.h>

#include "kefu/review.h"

enum { AGENT = KEFU_BY_AGENT };

typedef struct pair_row {
    const char *text, *later, *family, *note;
    const char *polarity, *causes, *service, *marks, *named, *route, *owner, *suspect;
    const char *later_polarity, *later_causes, *later_service;
    int32_t by, stars, same;
} pair_row;

#include "pairs.inc"

enum { PAIRS = sizeof pair_rows / sizeof *pair_rows };

/* ---- Who is who ----------------------------------------------------------------------------- */

/* One row a person: id and alias. 小丽 and 小麗 are one alias once folded, Coco and coco likewise.
 */
static const char *const pair_people[][2] = {
    {"lin", "小林"}, {"yu", "小雨"},    {"kaixin", "开心"},     {"jie", "阿杰"},
    {"li1", "小丽"}, {"li2", "小麗"},   {"orange", "橙子姐姐"}, {"A017", "A017"},
    {"amy", "Amy"},  {"coco1", "Coco"}, {"coco2", "coco"},
};
enum { PAIR_PEOPLE = sizeof pair_people / sizeof *pair_people };

/* ---- Words of a row ------------------------------------------------------------------------- */

/* A part of a row's field: text up to a blank, ':' or '|'. */
typedef struct pair_part {
    char text[40];
} pair_part;

/* The next part before one of `ends`; at the end an empty one. Blanks before it are skipped. */
static inline pair_part pair_next(const char **at, const char *ends)
{
    pair_part part = {""};
    *at += strspn(*at, " ");
    size_t size = strcspn(*at, ends);
    if (size >= sizeof part.text)
        size = sizeof part.text - 1;
    memcpy(part.text, *at, size);
    *at += size;
    return part;
}

/* "a|b:how": the keys and how, and on to what follows; 0 at the end. */
static inline int pair_want(const char **at, pair_part *keys, pair_part *how)
{
    *keys = pair_next(at, ": ");
    *how = (pair_part){""};
    if (**at == ':') {
        ++*at;
        *how = pair_next(at, " ");
    }
    return keys->text[0] != 0;
}

/* The next key of "a|b"; 0 at the end. */
static inline int pair_key(const char **at, pair_part *key)
{
    *key = pair_next(at, "|");
    if (**at == '|')
        ++*at;
    return key->text[0] != 0;
}

/* Whether `word` stands in a list of words. */
static inline int pair_listed(const char *list, const char *word)
{
    for (pair_part part; part = pair_next(&list, " "), part.text[0];)
        if (!strcmp(part.text, word))
            return 1;
    return 0;
}

/* Whether a cause is one of a row's key: "agents" is all that agents answer for, and service. */
static inline int pair_is_cause(const char *key, int32_t cause)
{
    kefu_cause_info info = {.struct_size = sizeof info};
    if (kefu_cause(cause, &info))
        return 0;
    if (!strcmp(key, "agents"))
        return cause == KEFU_CAUSE_SERVICE || !strcmp(info.owner, "agent");
    return !strcmp(key, info.key);
}

#endif
