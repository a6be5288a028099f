/* score_badge.c - badges and streaks: which hold for whom, and the first condition that does not.
 */
#include <string.h>

#include "base/fail.h"
#include "score/condition_met.h"
#include "score/scoring.h"

enum { BADGE_BLOCK = 1024 };

typedef struct badge_state {
    kf_scoring *s;
    kf_arena arena;
    kf_means *means; /* of this sheet, then of the earlier ones; filled where they are needed */
    int32_t n_means;
    const kf_conditions **asked; /* of each earlier sheet: of the streaks; NULL: another card's */
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

/* ---- Earlier sheets ------------------------------------------------------------------------- */

/* The same id, but for the revision at its end. */
static int32_t badge_is_same_card(const kefu_card *a, const kefu_card *b)
{
    const char *id_a = a->scheme.id, *id_b = b->scheme.id;
    const char *end_a = strrchr(id_a, '/'), *end_b = strrchr(id_b, '/');
    size_t size = end_a ? (size_t)(end_a - id_a) : strlen(id_a);
    size_t other = end_b ? (size_t)(end_b - id_b) : strlen(id_b);
    return size == other && !memcmp(id_a, id_b, size);
}

/* A metric that the earlier sheet kept for its own badges and streaks. */
static kefu_status badge_kept_metric(void *of, const kf_json_reading *reader, const kf_json_at *at,
                                     kf_condition *c)
{
    const kefu_card *card = of;
    for (int32_t i = 0; i < card->n_kept; i++)
        if (!strcmp(card->kept[i], c->name)) {
            c->index = i;
            return KEFU_OK;
        }
    return kf_json_fail(reader, at, "the card does not read it", "");
}

/* Conditions of this card as the earlier one has what they name. */
static kefu_status badge_ask(badge_state *b, const kf_award *award, kefu_card *earlier,
                             kf_conditions *out)
{
    kf_json_reading reader = {NULL, "card", KEFU_E_NAME, NULL, NULL};
    kf_condition_names names = {earlier, earlier->n_badges, earlier->n_streaks, badge_kept_metric,
                                earlier};
    out->n = award->all.n;
    out->list = kf_arena_alloc(&b->arena, (size_t)out->n * sizeof *out->list);
    if (!out->list)
        return kf_no_memory(b->s->error);
    for (int32_t i = 0; i < out->n; i++) {
        kf_conditions alone = {&out->list[i], 1};
        kf_json_at at = {NULL, NULL, 0, award->all.list[i].node};
        out->list[i] = award->all.list[i];
        if (kf_bind_conditions(&reader, &at, &names, &alone))
            out->list[i].what = KF_WHEN_MISSING;
    }
    return KEFU_OK;
}

static kefu_status badge_ask_sheet(badge_state *b, int32_t number)
{
    const kefu_card *card = b->s->card;
    kefu_card *earlier = b->s->earlier[number]->card;
    kf_conditions *asked;
    kefu_status status = KEFU_OK;
    if (!card->n_streaks || !badge_is_same_card(card, earlier))
        return KEFU_OK;
    asked = kf_arena_alloc(&b->arena, (size_t)card->n_streaks * sizeof *asked);
    if (!asked)
        return kf_no_memory(b->s->error);
    for (int32_t i = 0; i < card->n_streaks && !status; i++)
        status = badge_ask(b, &card->streaks[i], earlier, &asked[i]);
    b->asked[number] = asked;
    return status;
}

static kefu_status badge_ask_all(badge_state *b)
{
    size_t n = (size_t)b->s->n_earlier;
    kefu_status status = KEFU_OK;
    if (!n)
        return KEFU_OK;
    b->asked = kf_arena_alloc(&b->arena, n * sizeof *b->asked);
    if (!b->asked)
        return kf_no_memory(b->s->error);
    for (size_t i = 0; i < n; i++)
        b->asked[i] = NULL;
    for (int32_t i = 0; i < b->s->n_earlier && !status; i++)
        status = badge_ask_sheet(b, i);
    return status;
}

static int32_t badge_period(const kf_scoring *s, int32_t number)
{
    return s->earlier_periods ? s->earlier_periods[number] : number + 1;
}

/* The next earlier sheet from `number` on of so many periods ago that has the person, or -1. */
static int32_t badge_sheet(const kf_scoring *s, const char *person, int32_t ago, int32_t number,
                           size_t *line)
{
    for (; number < s->n_earlier; number++)
        if (badge_period(s, number) == ago && kf_sheet_find_line(s->earlier[number], person, line))
            return number;
    return -1;
}

/* Nobody is in two sheets of one period. */
static kefu_status badge_check_person(const kf_scoring *s, const char *person)
{
    for (int32_t i = 0; i < s->n_earlier; i++) {
        size_t line;
        int32_t ago = badge_period(s, i);
        if (badge_sheet(s, person, ago, i, &line) == i &&
            badge_sheet(s, person, ago, i + 1, &line) >= 0)
            return kf_fail(s->error, KEFU_E_DUPLICATE,
                           "options: '%s' is in two sheets of one period (%d ago)", person, ago);
    }
    return KEFU_OK;
}

static kefu_status badge_check_people(const kf_scoring *s)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; s->earlier_periods && s->n_earlier > 1 && i < s->sheet->n && !status; i++)
        status = badge_check_person(s, s->sheet->lines[i].person);
    return status;
}

/* ---- Means ---------------------------------------------------------------------------------- */

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
        if (b->asked[i])
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

kf_holding kf_holding_of(const kf_seen *seen, int32_t failing, int32_t ago)
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

/* The person's line so many periods ago, on a sheet of the same card; the conditions as they are
 * asked there. */
static int32_t badge_find(const badge_state *b, size_t line, int32_t ago, kf_subject *subject,
                          const kf_conditions **asked)
{
    const kf_scoring *s = b->s;
    int32_t number;
    memset(subject, 0, sizeof *subject);
    subject->means = b->means;
    if (!ago) {
        subject->sheet = s->sheet;
        subject->line = line;
        return 1;
    }
    number = badge_sheet(s, s->sheet->lines[line].person, ago, 0, &subject->line);
    if (number < 0 || !b->asked[number])
        return 0;
    subject->sheet = s->earlier[number];
    subject->means = b->means ? &b->means[1 + number] : NULL;
    *asked = b->asked[number];
    return 1;
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

/* The item of an earlier sheet as this card has it, or -1. */
static int32_t badge_own_item(const kefu_card *card, const kefu_card *earlier, int32_t item)
{
    for (int32_t i = 0; item >= 0 && i < card->n_items; i++)
        if (!strcmp(card->items[i].id, earlier->items[item].id))
            return i;
    return -1;
}

/* `index` is the number of the badge or streak. */
static kf_holding badge_one(const badge_state *b, const kf_award *award, int32_t index, size_t line)
{
    for (int32_t ago = 0; ago < award->periods; ago++) {
        kf_subject subject;
        kf_seen seen;
        kf_holding held;
        const kf_conditions *asked = NULL;
        int32_t failing;
        if (!badge_find(b, line, ago, &subject, &asked))
            return kf_holding_of(NULL, award->all.n, ago);
        failing = kf_conditions_failing(&subject, ago ? &asked[index] : &award->all, &seen);
        if (failing < 0)
            continue;
        held = kf_holding_of(&seen, failing, ago);
        held.word = badge_own_word(b->s->card, held.word);
        held.item = badge_own_item(b->s->card, subject.sheet->card, held.item);
        return held;
    }
    return kf_holding_of(NULL, -1, 0);
}

static void badge_rows(const badge_state *b)
{
    const kefu_card *card = b->s->card;
    kf_holding *held = b->s->sheet->held;
    for (size_t i = 0; i < b->s->sheet->n; i++) {
        for (int32_t k = 0; k < card->n_badges; k++)
            *held++ = badge_one(b, &card->badges[k], k, i);
        for (int32_t k = 0; k < card->n_streaks; k++)
            *held++ = badge_one(b, &card->streaks[k], k, i);
    }
}

static kefu_status badge_all(badge_state *b)
{
    kefu_sheet *sheet = b->s->sheet;
    kefu_status status = badge_keep_all(b->s);
    if (status)
        return status;
    sheet->held = kf_alloc_zeros(&sheet->memory, kf_sheet_held(sheet), sizeof *sheet->held);
    status = sheet->held ? badge_ask_all(b) : kf_no_memory(b->s->error);
    if (!status)
        status = badge_make_means(b);
    if (!status)
        badge_rows(b);
    badge_free_means(b);
    return status;
}

kefu_status kf_score_badges(kf_scoring *s)
{
    badge_state b = {.s = s};
    kefu_status status = badge_check_people(s);
    if (status || (!s->card->n_badges && !s->card->n_streaks))
        return status;
    kf_arena_init(&b.arena, &s->memory);
    status = badge_all(&b);
    kf_arena_free(&b.arena);
    return status;
}
