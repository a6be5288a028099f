/* reason_basis_text.c - the figure in the reason of an item, and what it was set against. */
#include "base/decimal.h"
#include "score/fraction.h"
#include "score/show_days.h"
#include "score/reason_text.h"

static const kefu_value basis_text_none = {0, 0, 0, 0, 0};

int32_t kf_text_counts_cases(const kf_item *item, const kefu_value *value)
{
    return item->unit == KF_UNIT_RATIO && value->n > 0 && value->n == value->den && value->num >= 0;
}

/* "(2,249/5,000)", "(1,204 次,样本不足)" */
static void basis_text_parts(const kf_item_text *t)
{
    const kefu_reason *r = t->r;
    int32_t rate = kf_text_counts_cases(t->item, &r->value);
    int32_t counted = !rate && r->value.n >= 0 && t->item->unit != KF_UNIT_COUNT &&
                      t->item->unit != KF_UNIT_POINTS;
    if (!rate && !counted && !r->cause)
        return;
    kf_show_either(t->show, "(", " (");
    if (rate) {
        kf_show_count(t->show, r->value.num);
        kf_show_put(t->show, "/", 1);
        kf_show_count(t->show, r->value.den);
    } else if (counted) {
        kf_show_count(t->show, r->value.n);
        kf_show_either(t->show, " 次", "");
    }
    if (r->cause) {
        if (rate || counted)
            kf_show_either(t->show, ",", ", ");
        kf_show_format(t->show, "%s", kefu_value_status_text(r->cause, t->show->language));
    }
    kf_show_either(t->show, ")", ")");
}

void kf_text_figure(const kf_item_text *t)
{
    const kefu_reason *r = t->r;
    int32_t own = t->rule->basis == KF_BASIS_VALUE && r->code < KEFU_REASON_PROPORTION;
    kf_show_format(t->show, "%s ", kf_label_in(&t->item->label, t->show->language));
    if (!r->value.den) {
        kf_show_format(t->show, "%s", kefu_value_status_text(r->cause, t->show->language));
        return;
    }
    kf_show_figure(t->show, t->item->unit, t->item->scale, &r->value,
                   own ? &r->a : &basis_text_none, own ? &r->b : &basis_text_none);
    basis_text_parts(t);
}

/* ---- Places --------------------------------------------------------------------------------- */

static void basis_text_percentile(const kf_item_text *t)
{
    kf_show_either(t->show, ",组内百分位 ", ", percentile ");
    kf_show_figure(t->show, KF_UNIT_RATIO, 2, &t->r->basis, &t->r->a, &t->r->b);
}

static void basis_text_place(const kf_item_text *t)
{
    kf_show_either(t->show, ",组内第 ", ", place ");
    kf_show_figure(t->show, KF_UNIT_COUNT, 0, &t->r->basis, &basis_text_none, &basis_text_none);
    kf_show_either(t->show, " 名(共 ", " of ");
    kf_show_count(t->show, t->r->basis.n);
    kf_show_either(t->show, " 人)", "");
}

/* ---- Targets -------------------------------------------------------------------------------- */

static void basis_text_amount(const kf_item_text *t, const kefu_value *value)
{
    kf_show_figure(t->show, t->item->unit, t->item->scale, value, &basis_text_none,
                   &basis_text_none);
}

/* With two more digits where the item's are not all of it, so that what is shown computes. */
static void basis_text_product(const kf_item_text *t, const kefu_value *value)
{
    int32_t scale = t->item->scale + (t->item->unit == KF_UNIT_RATIO ? 2 : 0);
    int64_t rounded;
    kf_ratio exact, shown;
    kf_ratio_set(&exact, value->num, value->den);
    if (!kf_ratio_round(&exact, scale, &rounded)) {
        basis_text_amount(t, value);
        return;
    }
    kf_ratio_decimal(&shown, rounded, scale);
    kf_show_figure(t->show, t->item->unit,
                   t->item->scale + (kf_ratio_compare(&shown, &exact) ? 2 : 0), value,
                   &basis_text_none, &basis_text_none);
}

/* The target before days and ramp. */
static kefu_value basis_text_own(const kf_item_text *t, const kefu_value *days,
                                 const kefu_value *ramp)
{
    kf_part factors[3] = {{t->r->against.num, t->r->against.den}, {1, 1}, {1, 1}};
    kefu_value own = {t->item->target.value, kf_pow10(t->item->target.scale), -1, 0, 0};
    if (!t->item->target.metric)
        return own;
    if (days->den && days->num > 0)
        factors[1] = (kf_part){days->den, days->num};
    if (ramp->den && ramp->num > 0)
        factors[2] = (kf_part){ramp->den, ramp->num};
    return kf_fraction_product(factors, 3);
}

/* " × 20/26 天" */
static void basis_text_days(const kf_item_text *t, const kefu_value *share)
{
    kf_show_put(t->show, " × ", sizeof " × " - 1);
    kf_show_days(t->show, share, kf_share_is_of(t->sheet, share));
    kf_show_either(t->show, " 天", " days");
}

/* ",目标 60,000 元 × 80% 新人 × 20/26 天 = 36,923.0769 元,完成 130.00%" */
static void basis_text_target(const kf_item_text *t)
{
    const kf_target *target = &t->item->target;
    size_t row = (size_t)(t->line - t->sheet->lines);
    kefu_value days = target->days ? kf_cell(&t->sheet->days, row) : basis_text_none;
    kefu_value ramp = target->ramp ? kf_cell(&t->sheet->ramp, row) : basis_text_none;
    int32_t ramps = ramp.den && ramp.num != ramp.den, counts = days.den && days.num != days.den;
    kefu_value own = basis_text_own(t, &days, &ramp);
    kf_show_either(t->show, ",目标 ", ", target ");
    basis_text_amount(t, &own);
    if (ramps) {
        kf_show_put(t->show, " × ", sizeof " × " - 1);
        kf_show_bound(t->show, KF_UNIT_RATIO, ramp.num, 6);
        kf_show_either(t->show, " 新人", " newcomer");
    }
    if (counts)
        basis_text_days(t, &days);
    if (ramps || counts) {
        kf_show_put(t->show, " = ", 3);
        basis_text_product(t, &t->r->against);
    }
    kf_show_either(t->show, ",完成 ", ", completion ");
    kf_show_figure(t->show, KF_UNIT_RATIO, 2, &t->r->basis,
                   t->r->code < KEFU_REASON_PROPORTION ? &t->r->a : &basis_text_none,
                   t->r->code < KEFU_REASON_PROPORTION ? &t->r->b : &basis_text_none);
}

/* ---- Peers ---------------------------------------------------------------------------------- */

/* "团队均值 250.00 元(不含本人)" */
static void basis_text_mean(const kf_item_text *t)
{
    static const char *const means[][2] = {
        [KF_WITHIN_GROUP] = {"组内均值 ", "the group's mean of "},
        [KF_WITHIN_TEAM] = {"团队均值 ", "the team's mean of "},
        [KF_WITHIN_ALL] = {"全员均值 ", "everyone's mean of "}};
    int32_t within = t->item->peers.within;
    if (within == KF_WITHIN_GROUP && t->sheet->card->rank.group == KF_GROUP_NONE)
        within = KF_WITHIN_ALL;
    kf_show_either(t->show, means[within][0], means[within][1]);
    basis_text_amount(t, &t->r->against);
    if (t->item->peers.leave_out)
        kf_show_either(t->show, "(不含本人)", " without their own");
}

/* ",为团队均值 250.00 元的 1.12 倍" */
static void basis_text_ratio(const kf_item_text *t)
{
    kf_show_either(t->show, ",为", ", ");
    if (t->show->language == KEFU_ZH)
        basis_text_mean(t);
    kf_show_either(t->show, "的 ", "");
    kf_show_figure(t->show, KF_UNIT_COUNT, 2, &t->r->basis, &t->r->a, &t->r->b);
    kf_show_either(t->show, " 倍", " times ");
    if (t->show->language == KEFU_EN)
        basis_text_mean(t);
}

/* ",比团队均值 250.00 元高 30.00 元" */
static void basis_text_difference(const kf_item_text *t)
{
    kefu_value size = t->r->basis;
    int32_t rate = t->item->unit == KF_UNIT_RATIO;
    kf_part points[2] = {{0, 1}, {100, 1}};
    size.num = size.num < 0 && size.num != INT64_MIN ? -size.num : size.num;
    points[0] = (kf_part){size.num, size.den};
    if (rate)
        size = kf_fraction_product(points, 2);
    kf_show_either(t->show, t->r->basis.num ? ",比" : ",与", ", ");
    if (t->show->language == KEFU_ZH)
        basis_text_mean(t);
    if (!t->r->basis.num)
        kf_show_either(t->show, "持平", "the same as ");
    else {
        kf_show_either(t->show, t->r->basis.num > 0 ? "高 " : "低 ", "");
        kf_show_figure(t->show, rate ? KF_UNIT_COUNT : t->item->unit, t->item->scale, &size,
                       &basis_text_none, &basis_text_none);
        if (rate)
            kf_show_either(t->show, " 个百分点", " percentage points");
        kf_show_either(t->show, "", t->r->basis.num > 0 ? " above " : " below ");
    }
    if (t->show->language == KEFU_EN)
        basis_text_mean(t);
}

/* ---- Cases ---------------------------------------------------------------------------------- */

/* ",计其余 2 个" */
static void basis_text_cases(const kf_item_text *t)
{
    int32_t rest = t->rule->basis == KF_BASIS_REMAINDER;
    kf_show_either(t->show, rest ? ",计其余 " : ",计 ",
                   rest ? ", counting the other " : ", counting ");
    kf_show_count(t->show, t->r->basis.num);
    kf_show_either(t->show, " 个", "");
}

/* Why there is nothing to enter the curve with. */
static void basis_text_missing(const kf_item_text *t)
{
    switch (t->rule->basis) {
    case KF_BASIS_COMPLETION:
        kf_show_either(t->show, ",没有目标", ", without a target");
        break;
    case KF_BASIS_RATIO:
    case KF_BASIS_DIFFERENCE:
        kf_show_either(t->show, ",没有可比的人", ", with nobody to compare with");
        break;
    case KF_BASIS_NUMERATOR:
    case KF_BASIS_REMAINDER:
        kf_show_either(t->show, ",没有个数", ", without the counts behind it");
        break;
    default:
        kf_show_either(t->show, ",没有可排的人", ", with nobody to rank among");
    }
}

void kf_text_basis(const kf_item_text *t)
{
    static void (*const texts[])(const kf_item_text *) = {
        [KF_BASIS_PERCENTILE] = basis_text_percentile, [KF_BASIS_PLACE] = basis_text_place,
        [KF_BASIS_COMPLETION] = basis_text_target,     [KF_BASIS_RATIO] = basis_text_ratio,
        [KF_BASIS_DIFFERENCE] = basis_text_difference, [KF_BASIS_NUMERATOR] = basis_text_cases,
        [KF_BASIS_REMAINDER] = basis_text_cases};
    if (t->r->flags & KEFU_REASON_SMALL) {
        kf_show_either(t->show, ",样本不超过 ", ", at most ");
        kf_show_count(t->show, t->item->small_at_most);
        kf_show_either(t->show, "", " observations");
    }
    if (t->rule->basis == KF_BASIS_VALUE || !t->r->value.den)
        return;
    if (t->r->basis.den)
        texts[t->rule->basis](t);
    else if (!t->r->cause)
        basis_text_missing(t);
}
