/* diff_parts.c - the parts of two cards beside each other, and why one gave other points. */
#include <string.h>

#include "base/fail.h"
#include "score/diff.h"
#include "score/reason.h"
#include "table/group.h"

enum { DIFF_STEPS = KEFU_REASON_ROUNDING - KEFU_REASON_CARD_FAILED + 1 };

/* ---- Numbers of the parts of one card, and of its badges and streaks ------------------- */

static size_t diff_number_of(const kefu_card *card, int32_t kind, int32_t index, int32_t step)
{
    size_t number = (size_t)index;
    if (kind == KEFU_PART_ITEM)
        return number;
    number += (size_t)card->n_items;
    if (kind == KEFU_PART_SECTION)
        return number;
    number += (size_t)card->n_sections;
    if (kind == KEFU_PART_ADJUSTMENT)
        return number;
    number += (size_t)card->n_adjustments;
    if (kind == KEFU_PART_RED_LINE)
        return number;
    number += (size_t)card->n_red_lines;
    if (kind == KEFU_PART_BADGE)
        return number;
    number += (size_t)card->n_badges;
    if (kind == KEFU_PART_STREAK)
        return number;
    return number + (size_t)card->n_streaks + (size_t)(step - KEFU_REASON_CARD_FAILED);
}

static size_t diff_numbers(const kefu_card *card)
{
    return diff_number_of(card, 0, 0, KEFU_REASON_CARD_FAILED) + DIFF_STEPS;
}

/* ---- The parts of both ----------------------------------------------------------------------- */

typedef struct diff_making {
    kf_diffing *d;
    kf_groups *seen; /* kind and id, or 0 and the step */
    int32_t which;   /* of the sheets */
    kefu_status status;
} diff_making;

static const char *diff_copy(kf_diffing *d, const char *text)
{
    return kf_arena_text(&d->diff->arena, text, strlen(text));
}

static void diff_fill(diff_making *m, kf_diff_part *part, const kefu_card_part *of)
{
    part->id = diff_copy(m->d, of->id);
    part->label.zh = diff_copy(m->d, of->label_zh);
    part->label.en = diff_copy(m->d, of->label_en);
    if (!part->id || !part->label.zh || !part->label.en)
        m->status = kf_no_memory(m->d->error);
}

static void diff_add(diff_making *m, int32_t kind, int32_t index, int32_t step)
{
    const kefu_card *card = m->d->sheets[m->which]->card;
    kefu_card_part of = {.struct_size = sizeof of, .id = "", .label_zh = "", .label_en = ""};
    kf_diff_part *part;
    uint32_t number = 0;
    kf_key keys[2];
    if (m->status)
        return;
    if (kind)
        (void)kefu_card_part_at(card, kind, index, &of);
    keys[0] = kf_key_of_number(kind);
    keys[1] = kind ? kf_key_of(of.id, strlen(of.id)) : kf_key_of_number(step);
    m->status = kf_groups_one(m->seen, keys, &number, m->d->error);
    if (m->status)
        return;
    part = &m->d->parts[number];
    if (number == m->d->n_parts) {
        m->d->n_parts++;
        *part = (kf_diff_part){.kind = kind, .step = step, .index = {-1, -1}};
        diff_fill(m, part, &of);
    }
    part->index[m->which] = index;
    m->d->numbers[m->which][diff_number_of(card, kind, index, step)] = (int32_t)number;
}

static void diff_add_sections(diff_making *m, int32_t bonus)
{
    const kefu_card *card = m->d->sheets[m->which]->card;
    for (int32_t i = 0; i < card->n_sections; i++) {
        const kf_section *section = &card->sections[i];
        if (section->bonus != bonus)
            continue;
        for (int32_t k = 0; k < section->n; k++)
            diff_add(m, KEFU_PART_ITEM, section->first + k, 0);
        diff_add(m, KEFU_PART_SECTION, i, 0);
    }
}

/* In the order of the steps of card.h. */
static void diff_add_card(diff_making *m, int32_t which)
{
    const kefu_card *card = m->d->sheets[which]->card;
    m->which = which;
    diff_add_sections(m, 0);
    diff_add(m, 0, 0, KEFU_REASON_CARD_FAILED);
    diff_add(m, 0, 0, KEFU_REASON_ROUNDING);
    diff_add(m, 0, 0, KEFU_REASON_TEAM);
    diff_add_sections(m, 1);
    for (int32_t i = 0; i < card->n_adjustments; i++)
        diff_add(m, KEFU_PART_ADJUSTMENT, i, 0);
    diff_add(m, 0, 0, KEFU_REASON_EXTRAS_CUT);
    diff_add(m, 0, 0, KEFU_REASON_TOTAL_CUT);
    for (int32_t i = 0; i < card->n_red_lines; i++)
        diff_add(m, KEFU_PART_RED_LINE, i, 0);
    for (int32_t i = 0; i < card->n_badges; i++)
        diff_add(m, KEFU_PART_BADGE, i, 0);
    for (int32_t i = 0; i < card->n_streaks; i++)
        diff_add(m, KEFU_PART_STREAK, i, 0);
}

static kefu_status diff_room(kf_diffing *d)
{
    kefu_diff *diff = d->diff;
    size_t most = 0;
    for (int32_t i = 0; i < 2; i++) {
        d->n_numbers[i] = diff_numbers(d->sheets[i]->card);
        most += d->n_numbers[i];
    }
    d->parts = kf_arena_alloc(&diff->arena, most * sizeof *d->parts);
    for (int32_t i = 0; i < 2; i++) {
        d->numbers[i] = kf_arena_alloc(&diff->arena, d->n_numbers[i] * sizeof *d->numbers[i]);
        d->sides[i] = kf_alloc_zeros(&diff->memory, most, sizeof *d->sides[i]);
        d->n_sides = most;
    }
    return d->parts && d->numbers[0] && d->numbers[1] && d->sides[0] && d->sides[1]
               ? KEFU_OK
               : kf_no_memory(d->error);
}

kefu_status kf_diff_make_parts(kf_diffing *d)
{
    kefu_limits limits = {.struct_size = sizeof limits, .groups = INT32_MAX};
    diff_making m = {.d = d};
    m.status = diff_room(d);
    if (!m.status)
        m.status = kf_groups_new(&d->diff->memory, &limits, 2, &m.seen, d->error);
    if (m.status)
        return m.status;
    diff_add_card(&m, 1);
    diff_add_card(&m, 0);
    for (size_t i = 0; i < d->n_parts && !m.status; i++) {
        kf_diff_part *part = &d->parts[i];
        part->same_rule = part->index[0] >= 0 && part->index[1] >= 0 &&
                          kf_diff_same_rule(d->sheets[0]->card, d->sheets[1]->card, part);
    }
    kf_groups_free(m.seen);
    return m.status;
}

/* ---- One person ------------------------------------------------------------------------------ */

static void diff_read_holds(kf_diffing *d, int32_t which, int64_t row, int32_t kind)
{
    const kefu_sheet *sheet = d->sheets[which];
    for (int32_t i = 0; i < kefu_sheet_parts(sheet, kind); i++) {
        int32_t failing;
        size_t number = diff_number_of(sheet->card, kind, i, 0);
        (void)kefu_sheet_holds(sheet, row, kind, i,
                               &d->sides[which][d->numbers[which][number]].holds, &failing, NULL);
    }
}

/* A section may be cut and fail: two reasons of one part. */
void kf_diff_read(kf_diffing *d, int32_t which, int64_t row)
{
    const kefu_sheet *sheet = d->sheets[which];
    const kf_line *line = kf_sheet_line(sheet, row);
    int32_t n = kefu_sheet_reasons(sheet, row);
    memset(d->sides[which], 0, d->n_parts * sizeof *d->sides[which]);
    for (int32_t i = 0; i < n; i++) {
        kefu_reason r;
        kf_diff_side *side;
        if (kf_reason(sheet, row, i, &r))
            continue;
        side = &d->sides[which]
                        [d->numbers[which][diff_number_of(sheet->card, r.kind, r.part, r.code)]];
        side->there = 1;
        side->points += r.points;
        side->reason = r;
        side->hit = kf_reason_find(sheet, line, i).hit;
        side->is_excluded = r.kind == KEFU_PART_ITEM &&
                            kf_sheet_excluded(sheet, (size_t)(line - sheet->lines), r.part) != NULL;
    }
    diff_read_holds(d, which, row, KEFU_PART_BADGE);
    diff_read_holds(d, which, row, KEFU_PART_STREAK);
}

/* ---- Why ------------------------------------------------------------------------------------- */

static int32_t diff_other_number(const kefu_value *a, const kefu_value *b)
{
    return a->num != b->num || a->den != b->den;
}

/* Codes of curves are one: 0; the others each their own. */
static int32_t diff_answer(int32_t code) { return code < KEFU_REASON_ZERO ? 0 : code; }

static uint32_t diff_why_item(const kf_diff_side *was, const kf_diff_side *is, int32_t same_rule)
{
    const kefu_reason *a = &was->reason, *b = &is->reason;
    uint32_t why = 0;
    if (was->is_excluded != is->is_excluded || strcmp(a->evidence, b->evidence) != 0)
        why |= KEFU_WHY_DECISION;
    else if (diff_other_number(&a->value, &b->value) || a->value.n != b->value.n)
        why |= KEFU_WHY_FIGURE;
    if (a->value.status != b->value.status || a->cause != b->cause ||
        diff_answer(a->code) != diff_answer(b->code))
        why |= KEFU_WHY_STATE;
    if (diff_other_number(&a->against, &b->against) ||
        (!why && same_rule && diff_other_number(&a->basis, &b->basis)) ||
        (a->code == KEFU_REASON_MEAN && b->code == KEFU_REASON_MEAN &&
         diff_other_number(&a->a, &b->a)))
        why |= KEFU_WHY_BASIS;
    if (a->weight != b->weight)
        why |= KEFU_WHY_WEIGHT;
    return why;
}

/* No hits are none of any kind. Where hits count as reported, confirming them changes nothing. */
static uint32_t diff_why_hits(const kf_diff_side *was, const kf_diff_side *is)
{
    static const kf_hit none = {0};
    const kf_hit *a = was->hit ? was->hit : &none, *b = is->hit ? is->hit : &none;
    const kf_extra *extra = was->hit ? a->extra : b->extra;
    uint32_t why = a->reported != b->reported ? KEFU_WHY_FIGURE : 0;
    if (a->got != b->got || a->given != b->given || a->upheld != b->upheld ||
        a->rejected != b->rejected || (extra && !extra->reported && a->counted != b->counted))
        why |= KEFU_WHY_DECISION;
    return why;
}

static uint32_t diff_why_part(const kf_diffing *d, size_t number)
{
    const kf_diff_part *part = &d->parts[number];
    const kf_diff_side *was = &d->sides[0][number], *is = &d->sides[1][number];
    uint32_t why = part->same_rule ? 0 : KEFU_WHY_CARD;
    if (part->index[0] < 0 || part->index[1] < 0)
        return KEFU_WHY_CARD;
    if (part->kind == KEFU_PART_ITEM)
        why |= diff_why_item(was, is, part->same_rule);
    if (part->kind == KEFU_PART_ADJUSTMENT || part->kind == KEFU_PART_RED_LINE)
        why |= diff_why_hits(was, is);
    return why ? why : KEFU_WHY_BASIS;
}

uint32_t kf_diff_why(const kf_diffing *d, size_t number)
{
    uint32_t why = diff_why_part(d, number);
    int32_t decided = (why & (KEFU_WHY_DECISION | KEFU_WHY_STATE)) != 0;
    return decided || d->sides[0][number].points != d->sides[1][number].points ? why : 0;
}

int32_t kf_diff_turn(const kf_diffing *d, size_t number)
{
    const kf_hit *was = d->sides[0][number].hit, *is = d->sides[1][number].hit;
    int64_t before = was ? was->counted : 0, after = is ? is->counted : 0;
    if (kf_diff_why(d, number) != KEFU_WHY_DECISION || (!was && !is) || !before == !after)
        return KF_DIFF_NONE;
    return after ? KF_DIFF_COUNTS : KF_DIFF_DOES_NOT;
}
