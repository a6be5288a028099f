/* card_deduct.c - reading deduct: points for every unit that a figure is worse than it should be.
 */
#include "base/wide.h"
#include "card/card_curve.h"
#include "card/curve.h"

static const kf_range deduct_each = {1, 10000 * (int64_t)KEFU_POINT,
                                     "points above 0 and up to 10000"};
static const kf_choice deduct_rounds[] = {{"up", KF_UNITS_UP},
                                          {"down", KF_UNITS_DOWN},
                                          {"nearest", KF_UNITS_NEAREST},
                                          {"exact", KF_UNITS_EXACT},
                                          {NULL, 0}};

/* from + per, where the exact line has its second point, fits. */
static kefu_status deduct_check_per(const kf_curve_reading *r, const kf_json_at *at)
{
    kf_i128 sum = kf_i128_add(kf_i128_of(r->curve->from), kf_i128_of(r->curve->per));
    int64_t next;
    if (r->curve->per <= 0)
        return kf_json_fail(r->card, at, "expected more than 0", "");
    if (!kf_i128_fits_i64(sum, &next))
        return kf_json_fail(r->card, at, "the number is too big beside ", "from");
    return KEFU_OK;
}

static kefu_status deduct_units(const kf_curve_reading *r, const kf_json_at *at,
                                const kf_curve_nodes *nodes)
{
    kf_json_at from = kf_at_member(at, nodes->from), per = kf_at_member(at, nodes->per);
    kf_json_at round = kf_at_member(at, nodes->round);
    kefu_status status = kf_curve_settle(r, &from, &r->curve->from);
    if (!status)
        status = kf_curve_settle(r, &per, &r->curve->per);
    if (!status && r->last_pass)
        status = deduct_check_per(r, &per);
    return status ? status : kf_read_choice(r->card, &round, &r->curve->round, deduct_rounds);
}

static kefu_status deduct_limits(const kf_curve_reading *r, const kf_json_at *at,
                                 const kf_curve_nodes *nodes)
{
    kf_json_at points = kf_at_member(at, nodes->points), inner;
    kefu_status status = kf_read_millionths(r->card, &points, &r->curve->each, &deduct_each);
    r->curve->start = r->curve->of;
    if (!status && nodes->start) {
        inner = kf_at_member(at, nodes->start);
        status = kf_read_millionths(r->card, &inner, &r->curve->start, &kf_range_points);
    }
    if (status || !nodes->least)
        return status;
    inner = kf_at_member(at, nodes->least);
    status = kf_read_millionths(r->card, &inner, &r->curve->least, &kf_range_points);
    if (!status && r->curve->least > r->curve->start)
        return kf_json_fail(r->card, &inner, "expected no more points than at the ", "start");
    return status;
}

kefu_status kf_read_deduct(const kf_curve_reading *r, const kf_json_at *at,
                           const kf_curve_nodes *nodes)
{
    int32_t direction = kf_basis_direction(r->item, r->rule);
    kefu_status status;
    if (direction == KEFU_MIDDLE)
        return kf_json_fail(r->card, at,
                            "deduct counts how much worse a figure is: it needs the direction "
                            "higher or ",
                            "lower");
    r->curve->lower = direction == KEFU_LOWER;
    status = deduct_units(r, at, nodes);
    return status ? status : deduct_limits(r, at, nodes);
}
