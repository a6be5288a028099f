/* pay_when.c - whether the conditions of a part hold for a row of a sheet. */
#include <string.h>

#include "card/condition.h"
#include "pay/payroll.h"
#include "score/sheet.h"

/* ---- What conditions name ------------------------------------------------------------------- */

typedef struct when_names {
    kf_near near;
    int32_t found;
} when_names;

static void when_name(when_names *names, const char *wanted, const char *id)
{
    kf_near_add(&names->near, id);
    names->found |= !strcmp(wanted, id);
}

static void when_names_of(when_names *names, const kefu_card *card, const kf_condition *c)
{
    const kf_award *awards = c->what == KF_WHEN_BADGE ? card->badges : card->streaks;
    int32_t n = c->what == KF_WHEN_BADGE ? card->n_badges : card->n_streaks;
    if (c->what == KF_WHEN_POINTS || c->what == KF_WHEN_BETTER)
        for (int32_t i = 0; i < card->n_items; i++)
            when_name(names, c->name, card->items[i].id);
    if (c->what == KF_WHEN_BADGE || c->what == KF_WHEN_STREAK)
        for (int32_t i = 0; i < n; i++)
            when_name(names, c->name, awards[i].id);
}

/* A metric is in the frame, all else in the card of at least one sheet. */
static kefu_status when_check(const kf_paying *p, const kf_pay_rule *rule, const kf_condition *c)
{
    when_names names = {.found = 0};
    if (!c->name)
        return KEFU_OK;
    kf_near_init(&names.near, c->name, strlen(c->name));
    for (int32_t i = 0; c->what != KF_WHEN_METRIC && i < p->n_sheets; i++)
        when_names_of(&names, p->sheets[i]->card, c);
    int32_t metric;
    if (c->what == KF_WHEN_METRIC)
        return kefu_frame_find_metric(p->frame, c->name, &metric, p->error);
    if (names.found)
        return KEFU_OK;
    return kf_fail(p->error, KEFU_E_NAME, "'%s': a condition names '%s', which no card has%s",
                   rule->id, c->name, kf_near_text(&names.near));
}

/* ---- Figures -------------------------------------------------------------------------------- */

static kefu_value when_number(int64_t num, int64_t den)
{
    return (kefu_value){num, den, -1, KEFU_VALUE_OK, 0};
}

typedef struct when_row {
    kf_paying *p;
    kf_pay_line *line;
    const kefu_sheet *sheet;
    size_t number; /* of the sheet's line */
    kefu_sheet_row row;
} when_row;

/* The curve points of an item, where it was scored. */
static kefu_value when_points(const when_row *w, const char *id)
{
    for (int32_t i = 0; i < kefu_sheet_reasons(w->sheet, w->line->sheet_row); i++) {
        kefu_reason r = {.struct_size = sizeof r};
        if (kefu_sheet_reason(w->sheet, w->line->sheet_row, i, &r) || r.kind != KEFU_PART_ITEM ||
            strcmp(w->sheet->card->items[r.part].id, id) != 0)
            continue;
        return when_number(r.curve, r.weight ? KEFU_POINT : 0);
    }
    return when_number(0, 0);
}

/* 1 if the figure is strictly better than the pooled mean of the rank group. */
static int32_t when_item_better(const when_row *w, int32_t item)
{
    const kefu_sheet *sheet = w->sheet;
    kefu_value own = kf_cell(&sheet->columns[item].cells, w->number);
    kf_ratio num, den, value;
    if (!own.den || own.status >= KEFU_VALUE_NO_DATA)
        return 0;
    kf_ratio_set(&num, 0, 1);
    kf_ratio_set(&den, 0, 1);
    for (size_t i = 0; i < sheet->n; i++) {
        kefu_value other = kf_cell(&sheet->columns[item].cells, i);
        if (sheet->lines[i].group != sheet->lines[w->number].group || !other.den ||
            other.status >= KEFU_VALUE_NO_DATA || other.status == KEFU_VALUE_LOW_VOLUME)
            continue;
        kf_ratio_set(&value, other.num, 1);
        kf_ratio_add(&num, &num, &value);
        kf_ratio_set(&value, other.den, 1);
        kf_ratio_add(&den, &den, &value);
    }
    if (kf_ratio_is_zero(&den))
        return 0;
    kf_ratio_div(&num, &num, &den);
    kf_ratio_set(&value, own.num, own.den);
    return kf_ratio_compare(&value, &num) * sheet->card->items[item].direction > 0;
}

/* Of one item, or of all. */
static int32_t when_better(const when_row *w, const char *id)
{
    const kefu_card *card = w->sheet->card;
    int32_t found = 0;
    for (int32_t i = 0; i < card->n_items; i++) {
        if (id && strcmp(card->items[i].id, id) != 0)
            continue;
        found = 1;
        if (!when_item_better(w, i))
            return 0;
    }
    return found;
}

static int32_t when_award(const when_row *w, const kf_condition *c)
{
    const kefu_card *card = w->sheet->card;
    int32_t badge = c->what == KF_WHEN_BADGE, n = badge ? card->n_badges : card->n_streaks;
    const kf_award *awards = badge ? card->badges : card->streaks;
    size_t first = w->number * (size_t)(card->n_badges + card->n_streaks);
    first += badge ? 0 : (size_t)card->n_badges;
    for (int32_t i = 0; w->sheet->held && i < n; i++)
        if (!strcmp(awards[i].id, c->name))
            return w->sheet->held[first + (size_t)i].failing < 0;
    return 0;
}

static int32_t when_word(const kf_condition *c, const char *word)
{
    for (int32_t i = 0; i < c->n_names; i++)
        if (!strcmp(c->names[i], word))
            return 1;
    return 0;
}

/* ---- Conditions ----------------------------------------------------------------------------- */

static kefu_value when_figure(const when_row *w, const kf_condition *c)
{
    int32_t column = -1, has_total = w->line->has_total;
    switch (c->what) {
    case KF_WHEN_METRIC:
        if (kefu_frame_find_metric(w->p->frame, c->name, &column, NULL))
            return when_number(0, 0);
        return kf_pay_figure(w->p, w->line, column);
    case KF_WHEN_POINTS:
        return when_points(w, c->name);
    case KF_WHEN_TOTAL:
        return when_number(w->row.total, has_total ? KEFU_POINT : 0);
    case KF_WHEN_PLACE:
        return when_number(w->row.place.twice, w->row.place.twice ? 2 : 0);
    default:
        return when_number(w->row.coverage, KEFU_POINT);
    }
}

static int32_t when_holds(const when_row *w, const kf_condition *c)
{
    kefu_value figure;
    switch (c->what) {
    case KF_WHEN_BETTER:
        return when_better(w, c->name);
    case KF_WHEN_GRADE:
        return when_word(c, w->row.grade);
    case KF_WHEN_TIER:
        return when_word(c, w->row.tier);
    case KF_WHEN_FLOOR:
        return c->below ? (w->row.flags & KEFU_ROW_BELOW_FLOOR) != 0
                        : w->line->has_total && !(w->row.flags & KEFU_ROW_BELOW_FLOOR);
    case KF_WHEN_BADGE:
    case KF_WHEN_STREAK:
        return when_award(w, c);
    default:
        figure = when_figure(w, c);
        return kf_condition_holds(c, &figure);
    }
}

static void when_cell(const when_row *w, const kf_pay_rule *rule, kf_pay_cell *cell)
{
    for (int32_t i = 0; i < rule->when.n; i++) {
        if (when_holds(w, &rule->when.list[i]))
            continue;
        cell->status = KEFU_VALUE_EXEMPT;
        cell->unmet = i;
        return;
    }
}

kefu_status kf_pay_when(kf_paying *p)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < p->plan->n_parts; i++)
        for (int32_t k = 0; k < p->plan->parts[i].when.n && !status; k++)
            status = when_check(p, &p->plan->parts[i], &p->plan->parts[i].when.list[k]);
    for (size_t i = 0; i < p->roll->n && !status; i++) {
        kf_pay_line *line = &p->roll->lines[i];
        when_row w = {.p = p, .line = line, .sheet = p->sheets[line->sheet]};
        w.row.struct_size = sizeof w.row;
        status = kefu_sheet_row_at(w.sheet, line->sheet_row, &w.row);
        w.number = (size_t)(kf_sheet_line(w.sheet, line->sheet_row) - w.sheet->lines);
        for (int32_t part = 0; part < p->plan->n_parts && !status; part++)
            when_cell(&w, &p->plan->parts[part], kf_pay_cell_at(p->roll, i, part));
    }
    return status;
}
