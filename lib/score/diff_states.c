/* diff_states.c - what a person has besides points, and pay and rights hang on: grade, tier, flags,
 * badges and streaks. */
#include <string.h>

#include "base/fail.h"
#include "score/diff.h"

/* A grade or a tier of a card; id NULL: none. */
typedef struct diff_word {
    const char *id;
    kf_label label;
} diff_word;

static kefu_status diff_keep_label(kf_diffing *d, const diff_word *word, kf_label *out)
{
    if (!word->id)
        return KEFU_OK;
    out->zh = kf_arena_text(&d->diff->arena, word->label.zh, strlen(word->label.zh));
    out->en = kf_arena_text(&d->diff->arena, word->label.en, strlen(word->label.en));
    return out->zh && out->en ? KEFU_OK : kf_no_memory(d->error);
}

/* Numbers before and after are those of their cards; that it is the same is told by the id. */
static kefu_status diff_words(kf_diffing *d, kf_change *change, const diff_word words[2])
{
    kefu_status status;
    if (!words[0].id == !words[1].id && (!words[0].id || !strcmp(words[0].id, words[1].id)))
        return KEFU_OK;
    status = diff_keep_label(d, &words[0], &change->grades[0]);
    if (!status)
        status = diff_keep_label(d, &words[1], &change->grades[1]);
    return status ? status : kf_diff_push(d, change);
}

kefu_status kf_diff_grades(kf_diffing *d, kf_change change, const kf_line *const lines[2])
{
    diff_word words[2] = {{NULL, {NULL, NULL}}, {NULL, {NULL, NULL}}};
    for (int32_t i = 0; i < 2; i++)
        if (lines[i]->grade >= 0) {
            const kf_grade *grade = &d->sheets[i]->card->grades[lines[i]->grade];
            words[i] = (diff_word){grade->id, grade->label};
        }
    change.code = KEFU_CHANGE_GRADE;
    change.before = lines[0]->grade;
    change.after = lines[1]->grade;
    return diff_words(d, &change, words);
}

static kefu_status diff_tiers(kf_diffing *d, kf_change change, const kf_line *const lines[2])
{
    diff_word words[2] = {{NULL, {NULL, NULL}}, {NULL, {NULL, NULL}}};
    for (int32_t i = 0; i < 2; i++)
        if (lines[i]->tier >= 0) {
            const kf_tier *tier = &d->sheets[i]->card->tiers[lines[i]->tier];
            words[i] = (diff_word){tier->id, tier->label};
        }
    change.code = KEFU_CHANGE_TIER;
    change.before = lines[0]->tier;
    change.after = lines[1]->tier;
    return diff_words(d, &change, words);
}

kefu_status kf_diff_states(kf_diffing *d, kf_change change, const kf_line *const lines[2])
{
    kefu_status status = diff_tiers(d, change, lines);
    if (!status)
        status = kf_diff_numbers(d, &change, KEFU_CHANGE_FLAGS, lines[0]->flags, lines[1]->flags);
    for (size_t i = 0; i < d->n_parts && !status; i++) {
        change.part = &d->parts[i];
        status = kf_diff_numbers(d, &change, KEFU_CHANGE_HOLDS, d->sides[0][i].holds,
                                 d->sides[1][i].holds);
    }
    return status;
}
