/* score_basis.c - what enters the curve of an item. */
#include "base/fail.h"
#include "score/scoring.h"

int32_t kf_item_uses(const kf_item *item, int32_t basis)
{
    return item->rule.basis == basis || (item->small_at_most >= 0 && item->small.basis == basis);
}

kefu_status kf_basis_keep(kf_scoring *s, int32_t item, size_t first, size_t count,
                          const kf_basis_block *block)
{
    kefu_sheet *sheet = s->sheet;
    kf_column_scores *c = &sheet->columns[item];
    if (kf_cells_keep(&c->made, &sheet->memory, sheet->n, first, count, block->made) &&
        kf_cells_keep(&c->against, &sheet->memory, sheet->n, first, count, block->against))
        return KEFU_OK;
    return kf_no_memory(s->error);
}

kefu_status kf_score_basis(kf_scoring *s, int32_t index)
{
    const kf_item *item = &s->card->items[index];
    kefu_status status = KEFU_OK;
    if (kf_item_uses(item, KF_BASIS_PERCENTILE) || kf_item_uses(item, KF_BASIS_PLACE))
        status = kf_basis_places(s, index);
    if (!status && kf_item_uses(item, KF_BASIS_COMPLETION))
        status = kf_basis_targets(s, index);
    if (!status && (kf_item_uses(item, KF_BASIS_RATIO) || kf_item_uses(item, KF_BASIS_DIFFERENCE)))
        status = kf_basis_peers(s, index);
    return status;
}

/* ---- One row -------------------------------------------------------------------------------- */

static const kefu_value basis_none = {0, 0, 0, KEFU_VALUE_OK, 0};

static kefu_value basis_place(const kefu_sheet *sheet, const kf_column_scores *c, int32_t basis,
                              size_t row)
{
    kefu_value place = basis_none;
    if (c->basis[row] == KF_NO_BASIS)
        return place;
    place.num = c->basis[row];
    place.n = c->counted[sheet->lines[row].group];
    place.den = basis == KF_BASIS_PLACE ? 1 : 2 * place.n;
    return place;
}

kefu_value kf_basis_cases(const kefu_value *value, int32_t basis)
{
    kefu_value cases = {value->num, 1, -1, KEFU_VALUE_OK, 0};
    if (value->den <= 0 || value->n != value->den || value->num < 0)
        return basis_none;
    if (basis == KF_BASIS_REMAINDER)
        cases.num = value->den - value->num;
    return cases;
}

kefu_value kf_item_basis(const kefu_sheet *sheet, int32_t item, size_t row)
{
    const kf_column_scores *c = &sheet->columns[item];
    kefu_value value = kf_cell(&c->cells, row);
    int32_t basis = kf_item_rule(&sheet->card->items[item], value.n)->basis;
    switch (basis) {
    case KF_BASIS_VALUE:
        return value;
    case KF_BASIS_PERCENTILE:
    case KF_BASIS_PLACE:
        return basis_place(sheet, c, basis, row);
    case KF_BASIS_NUMERATOR:
    case KF_BASIS_REMAINDER:
        return kf_basis_cases(&value, basis);
    default:
        return kf_cell(&c->made, row);
    }
}

kefu_value kf_item_against(const kefu_sheet *sheet, int32_t item, size_t row)
{
    const kf_column_scores *c = &sheet->columns[item];
    return c->against.num ? kf_cell(&c->against, row) : basis_none;
}

/* ---- One figure ----------------------------------------------------------------------------- */

int32_t kf_item_is_below(const kf_item *item, const kefu_value *value)
{
    kf_curve floor = {.scale = item->floor_scale};
    if (!item->floor.kind || value->den <= 0 || !kf_item_is_full(item, value))
        return 0;
    return kf_curve_compare(&floor, value->num, value->den, item->floor.at) * item->direction < 0;
}

kf_scored kf_rule_scored(const kf_item *item, const kf_rule *rule, const kefu_value *basis,
                         kf_factor factor)
{
    kf_scored points = kf_curve_scored(&rule->curve, basis->num, basis->den, factor);
    /* rounding keeps order: a limit may be laid on behind it */
    if (item->least != KF_NO_LEAST)
        points = kf_scored_most(points, kf_factor_scored(factor, item->least));
    if (item->most != KF_NO_MOST)
        points = kf_scored_least(points, kf_factor_scored(factor, item->most));
    return points;
}

int64_t kf_rule_points(const kf_item *item, const kf_rule *rule, const kefu_value *basis,
                       kf_factor factor)
{
    return kf_rule_scored(item, rule, basis, factor).points;
}

/* The exact points are compared, before any rounding. */
int32_t kf_rule_fails(const kf_item *item, const kf_rule *rule, const kefu_value *basis)
{
    if (item->least >= item->fail_below)
        return 0;
    if (item->most < item->fail_below)
        return 1;
    return kf_curve_order(&rule->curve, basis->num, basis->den, item->fail_below) < 0;
}
