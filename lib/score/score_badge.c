/* score_badge.c - badges and streaks: which hold for whom, and the first condition that does not.
 */
#include <string.h>

#include "base/fail.h"
#include "score/condition_met.h"
#include "score/scoring.h"

enum { BADGE_BLOCK = 1024 };

typedef struct badge_state {
    kf_scoring *s;
    kf_means *means; /* of this sheet, then of the earlier ones; filled where they are needed */
    int32_t n_means;
} badge_state;

/* ---- Figures that are kept ------------------------------------------------------------------ */

static kefu_status badge_keep(kf_scoring *s, int32_t index, kefu_value *block)
{
    kefu_sheet *sheet = s->sheet;
    int32_t metric = 0;
    kefu_status status = kefu_frame_find_metric(s->frame, s->card->kept[index], &metric, s->error);
    for (size_t first = 0; first < sheet->n && !status; first += BADGE_BLOCK) {
        size_t left = sheet->n - first, count = left < BADGE_BLOCK ? left : BADGE_BLOCK;
        status = kefu_frame_values(s->frame, metric, (int64_t)first, (int64_t)count, block);
        if (!status &&
            !kf_cells_keep(&sheet->kept[index], &sheet->memory, sheet->n, first, count, block))
            status = kf_no_memory(s->error);
    }
    return status;
}

static kefu_status badge_keep_all(kf_scoring *s)
{
    size_t n = (size_t)s->card->n_kept;
    kefu_value *block;
    kefu_status status = KEFU_OK;
    if (!n)
        return KEFU_OK;
    s->sheet->kept = kf_alloc_zeros(&s->sheet->memory, n, sizeof *s->sheet->kept);
    block = kf_alloc_array(&s->memory, BADGE_BLOCK, sizeof *block);
    if (!s->sheet->kept || !block)
        status = kf_no_memory(s->error);
    for (int32_t i = 0; i < s->card->n_kept && !status; i++)
        status = badge_keep(s, i, block);
    kf_free_array(&s->memory, block, BADGE_BLOCK, sizeof *block);
    return status;
}

/* ---- Means ---------------------------------------------------------------------------------- */

static int32_t badge_is_same_card(const kf_scoring *s, const kefu_sheet *earlier)
{
    return !strcmp(earlier->card->hash, s->card->hash);
}

static int32_t badge_need_means(const kefu_card *card)
{
    int32_t need = 0;
    for (int32_t i = 0; i < card->n_badges; i++)
        need |= kf_conditions_need_means(&card->badges[i].all);
    for (int32_t i = 0; i < card->n_streaks; i++)
        need |= kf_conditions_need_means(&card->streaks[i].all);
    return need;
}

static kefu_status badge_make_means(badge_state *b)
{
    kf_scoring *s = b->s;
    kefu_status status;
    if (!badge_need_means(s->card))
        return KEFU_OK;
    b->n_means = 1 + s->n_earlier;
    b->means = kf_alloc_zeros(&s->memory, (size_t)b->n_means, sizeof *b->means);
    if (!b->means)
        return kf_no_memory(s->error);
    status = kf_means_make(&b->means[0], &s->memory, s->sheet, s->error);
    for (int32_t i = 0; i < s->n_earlier && !status; i++)
        if (badge_is_same_card(s, s->earlier[i]))
            status = kf_means_make(&b->means[1 + i], &s->memory, s->earlier[i], s->error);
    return status;
}

static void badge_free_means(badge_state *b)
{
    for (int32_t i = 0; b->means && i < b->n_means; i++)
        kf_means_free(&b->means[i], &b->s->memory);
    kf_free_array(&b->s->memory, b->means, (size_t)b->n_means, sizeof *b->means);
}

/* ---- What holds ----------------------------------------------------------------------------- */

static kf_holding badge_holding(const kf_seen *seen, int32_t failing, int32_t ago)
{
    kf_holding held;
    memset(&held, 0, sizeof held);
    held.failing = failing;
    held.ago = ago;
    held.item = -1;
    held.word = "";
    if (failing < 0 || !seen)
        return held;
    held.item = seen->item;
    held.num = seen->value.num;
    held.den = seen->value.den;
    held.mean_num = seen->mean.num;
    held.mean_den = seen->mean.den;
    held.word = seen->word;
    return held;
}

/* The person's line so many periods ago, on a sheet of the same card. */
static int32_t badge_find(const badge_state *b, size_t line, int32_t ago, kf_subject *subject)
{
    const kf_scoring *s = b->s;
    memset(subject, 0, sizeof *subject);
    subject->means = b->means ? &b->means[ago] : NULL;
    if (!ago) {
        subject->sheet = s->sheet;
        subject->line = line;
        return 1;
    }
    if (ago > s->n_earlier || !badge_is_same_card(s, s->earlier[ago - 1]))
        return 0;
    subject->sheet = s->earlier[ago - 1];
    return kf_sheet_find_line(subject->sheet, s->sheet->lines[line].person, &subject->line);
}

/* The words of an earlier sheet are those of this card, whose sheet may live longer. */
static const char *badge_own_word(const kefu_card *card, const char *word)
{
    for (int32_t i = 0; i < card->n_grades; i++)
        if (!strcmp(card->grades[i].id, word))
            return card->grades[i].id;
    for (int32_t i = 0; i < card->n_tiers; i++)
        if (!strcmp(card->tiers[i].id, word))
            return card->tiers[i].id;
    for (int32_t i = 0; i < card->n_red_lines; i++)
        if (!strcmp(card->red_lines[i].id, word))
            return card->red_lines[i].id;
    return "";
}

static kf_holding badge_one(const badge_state *b, const kf_award *award, size_t line)
{
    for (int32_t ago = 0; ago < award->periods; ago++) {
        kf_subject subject;
        kf_seen seen;
        kf_holding held;
        int32_t failing;
        if (!badge_find(b, line, ago, &subject))
            return badge_holding(NULL, award->all.n, ago);
        failing = kf_conditions_failing(&subject, &award->all, &seen);
        if (failing < 0)
            continue;
        held = badge_holding(&seen, failing, ago);
        held.word = badge_own_word(b->s->card, held.word);
        return held;
    }
    return badge_holding(NULL, -1, 0);
}

static void badge_rows(const badge_state *b)
{
    const kefu_card *card = b->s->card;
    kf_holding *held = b->s->sheet->held;
    for (size_t i = 0; i < b->s->sheet->n; i++) {
        for (int32_t k = 0; k < card->n_badges; k++)
            *held++ = badge_one(b, &card->badges[k], i);
        for (int32_t k = 0; k < card->n_streaks; k++)
            *held++ = badge_one(b, &card->streaks[k], i);
    }
}

kefu_status kf_score_badges(kf_scoring *s)
{
    badge_state b = {s, NULL, 0};
    kefu_sheet *sheet = s->sheet;
    kefu_status status;
    if (!s->card->n_badges && !s->card->n_streaks)
        return KEFU_OK;
    status = badge_keep_all(s);
    if (status)
        return status;
    sheet->held = kf_alloc_zeros(&sheet->memory, kf_sheet_held(sheet), sizeof *sheet->held);
    status = sheet->held ? badge_make_means(&b) : kf_no_memory(s->error);
    if (!status)
        badge_rows(&b);
    badge_free_means(&b);
    return status;
}
