/* reason_step_text.c - what red lines and the steps behind the items did, as sentences. */
#include "score/reason_text.h"

/* "(-20.00)" */
static void step_gain(kf_show *show, int64_t points)
{
    kf_show_either(show, "(", " (");
    kf_show_gain(show, points);
    kf_show_either(show, ")", ")");
}

static void step_points(kf_show *show, int64_t points)
{
    kf_show_points(show, points);
    kf_show_either(show, " 分", "");
}

/* ---- Red lines ------------------------------------------------------------------------------ */

/* ":扣 5 分 × 3 次(-15.00)" */
static void step_minus(kf_show *show, const kf_hit *hit)
{
    kf_show_either(show, ":扣 ", ": ");
    kf_show_curve(show, hit->extra->points);
    kf_show_either(show, " 分", " points are taken");
    if (hit->extra->effect == KF_RED_MINUS)
        return;
    kf_show_either(show, " × ", " for each of ");
    kf_show_count(show, hit->counted);
    kf_show_either(show, " 次", "");
}

void kf_text_effect(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit, const kefu_reason *r)
{
    if (r->code == KEFU_REASON_RED_GRADE) {
        const kf_grade *grade = &sheet->card->grades[hit->extra->grade];
        kf_show_either(show, ":等级最高 ", ": the grade is at best ");
        kf_show_format(show, "%s", kf_label_in(&grade->label, show->language));
        return;
    }
    if (r->code == KEFU_REASON_RED_MINUS) {
        step_minus(show, hit);
    } else {
        kf_show_either(show, ":总分", ": the total ");
        kf_show_either(show, r->code == KEFU_REASON_RED_ZERO ? "计 0 分" : "最高 ",
                       r->code == KEFU_REASON_RED_ZERO ? "is 0" : "is at most ");
        if (r->code == KEFU_REASON_RED_CAP) {
            kf_show_curve(show, hit->extra->cap);
            kf_show_either(show, " 分", "");
        }
    }
    step_gain(show, r->points);
}

/* ---- Steps ---------------------------------------------------------------------------------- */

/* "超过上限 35 分,按 35.00 分计" or "低于下限 ..." */
static void step_end(kf_show *show, int64_t before, int64_t after)
{
    int32_t over = before > after;
    step_points(show, before);
    kf_show_either(show, over ? ",超过上限,按 " : ",低于下限,按 ",
                   over ? " is above the most: " : " is below the least: ");
    step_points(show, after);
    kf_show_either(show, "计", "");
    step_gain(show, after - before);
}

static void step_section(kf_show *show, const kefu_sheet *sheet, const kefu_reason *r)
{
    const kf_section *section = &sheet->card->sections[r->part];
    kf_show_format(show, "%s ", kf_label_in(&section->label, show->language));
    if (r->code == KEFU_REASON_SECTION_CUT) {
        step_end(show, r->a.num, r->b.num);
        return;
    }
    kf_show_count(show, r->a.num);
    kf_show_either(show, " 项不合格,本部分计 0 分",
                   r->a.num == 1 ? " item failed: the section gives 0"
                                 : " items failed: the section gives 0");
    step_gain(show, r->points);
}

/* Sections that failed, or one item that fails the card alone. */
static void step_card(kf_show *show, const kefu_sheet *sheet, const kefu_reason *r)
{
    if (r->a.num) {
        kf_show_count(show, r->a.num);
        kf_show_either(show, " 个部分不合格",
                       r->a.num == 1 ? " section failed" : " sections failed");
    } else {
        kf_show_either(show, "一票否决项不合格", "An item that fails the card failed");
    }
    if (sheet->card->fail_flag) {
        kf_show_either(show, ",考核不合格,得分照计", ": the card failed, the points stay");
        return;
    }
    kf_show_either(show, ",考核不合格,各项计 0 分", ": the card failed, its items give 0");
    step_gain(show, r->points);
}

/* "个人 80.00 分 × 70% + 团队 90.00 分 × 30% = 83.00 分(+3.00)" */
static void step_team(kf_show *show, const kefu_sheet *sheet, const kefu_reason *r)
{
    int64_t share = sheet->card->personal;
    kf_show_either(show, "个人 ", "Personal ");
    step_points(show, r->a.num);
    kf_show_put(show, " × ", sizeof " × " - 1);
    kf_show_bound(show, KF_UNIT_RATIO, share, 6);
    kf_show_either(show, " + 团队 ", " + team ");
    step_points(show, r->b.num);
    kf_show_put(show, " × ", sizeof " × " - 1);
    kf_show_bound(show, KF_UNIT_RATIO, KEFU_POINT - share, 6);
    kf_show_put(show, " = ", 3);
    step_points(show, r->a.num + r->points);
    step_gain(show, r->points);
}

void kf_text_step(kf_show *show, const kefu_sheet *sheet, const kefu_reason *r)
{
    switch (r->code) {
    case KEFU_REASON_SECTION_CUT:
    case KEFU_REASON_SECTION_FAILED:
        step_section(show, sheet, r);
        return;
    case KEFU_REASON_ROUNDING:
        kf_show_either(show, "各项精确合计后一次舍入:", "Items add up exactly, rounded once: ");
        kf_show_gain(show, r->points);
        kf_show_either(show, " 分", "");
        return;
    case KEFU_REASON_CARD_FAILED:
        step_card(show, sheet, r);
        return;
    case KEFU_REASON_TEAM:
        step_team(show, sheet, r);
        return;
    default:
        kf_show_either(show, r->code == KEFU_REASON_EXTRAS_CUT ? "加减分合计 " : "总分 ",
                       r->code == KEFU_REASON_EXTRAS_CUT ? "All adjustments: " : "Total: ");
        step_end(show, r->a.num, r->b.num);
    }
}
