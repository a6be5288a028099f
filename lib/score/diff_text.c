/* diff_text.c - the sentences behind kefu_diff_text. */
#include "card/show.h"
#include "score/diff.h"

/* ---- Before and after ------------------------------------------------------------------------ */

static void diff_show_total(kf_show *show, int64_t total)
{
    if (total == INT64_MIN)
        kf_show_either(show, "无", "none");
    else
        kf_show_points(show, total);
}

/* " 86.20 → 84.10(-2.10)"; no gain from or to nothing */
static void diff_show_points(kf_show *show, const kf_change *c)
{
    kf_show_put(show, " ", 1);
    diff_show_total(show, c->before);
    kf_show_put(show, " → ", sizeof " → " - 1);
    diff_show_total(show, c->after);
    if (c->before == INT64_MIN || c->after == INT64_MIN)
        return;
    kf_show_either(show, "(", " (");
    kf_show_gain(show, c->after - c->before);
    kf_show_either(show, ")", ")");
}

static void diff_show_place(kf_show *show, int64_t twice)
{
    if (!twice) {
        kf_show_either(show, "未排名", "not ranked");
        return;
    }
    kf_show_decimal(show, 5 * twice, 1, 0);
}

static void diff_show_grade(kf_show *show, const kf_label *label)
{
    if (label->zh)
        kf_show_format(show, "%s", kf_label_in(label, show->language));
    else
        kf_show_either(show, "无", "none");
}

/* ---- Why ------------------------------------------------------------------------------------- */

static const char *const diff_why_texts[][2] = {
    {"数据变了", "the figure changed"},    {"同组或目标变了", "peers or the target moved"},
    {"复核结果变了", "decisions changed"}, {"权重变了", "the weight changed"},
    {"方案变了", "the card changed"},      {"数据状态变了", "the state of the figure changed"},
};
enum { DIFF_WHYS = sizeof diff_why_texts / sizeof *diff_why_texts };

/* Hits are no figures, and what is no item follows what was before it. */
static void diff_show_one_why(kf_show *show, const kf_diff_part *part, int32_t bit)
{
    uint32_t why = UINT32_C(1) << bit;
    int32_t item = part->kind == KEFU_PART_ITEM;
    if (why == KEFU_WHY_CARD && part->index[0] < 0)
        kf_show_either(show, "方案新增", "new on the card");
    else if (why == KEFU_WHY_CARD && part->index[1] < 0)
        kf_show_either(show, "方案取消", "no longer on the card");
    else if (why == KEFU_WHY_FIGURE && !item)
        kf_show_either(show, "次数变了", "the hits changed");
    else if (why == KEFU_WHY_BASIS && !item)
        kf_show_either(show, "随其他得分变化", "it follows the other points");
    else
        kf_show_either(show, diff_why_texts[bit][0], diff_why_texts[bit][1]);
}

static void diff_show_why(kf_show *show, const kf_change *c)
{
    int32_t n = 0;
    for (int32_t bit = 0; bit < DIFF_WHYS; bit++) {
        if (!(c->why >> bit & 1))
            continue;
        kf_show_either(show, n ? "、" : ":", n ? ", " : ": ");
        diff_show_one_why(show, c->part, bit);
        n++;
    }
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static void diff_show_name(kf_show *show, const kf_diff_part *part)
{
    static const char *const steps[][2] = {{"考核不合格", "Failed card"},
                                           {"团队部分", "Team part"},
                                           {"加减分合计上下限", "Limits of all adjustments"},
                                           {"总分上下限", "Limits of the total"},
                                           {"合计舍入", "Rounding of the sum"}};
    if (part->step) {
        const char *const *step = steps[part->step - KEFU_REASON_CARD_FAILED];
        kf_show_either(show, step[0], step[1]);
        return;
    }
    kf_show_format(show, "%s", kf_label_in(&part->label, show->language));
    if (part->kind == KEFU_PART_SECTION)
        kf_show_either(show, "(部分调整)", " (section)");
}

/* "推诿:复核后计入,-20.00" */
static void diff_show_turn(kf_show *show, const kf_change *c)
{
    int32_t counts = c->turn == KF_DIFF_COUNTS;
    kf_show_either(show, counts ? ":复核后计入," : ":复核后不计,",
                   counts ? ": counts after review, " : ": no longer counts after review, ");
    kf_show_gain(show, c->after - c->before);
}

/* " 12.00(得分不变)": named for what is behind it */
static void diff_show_same(kf_show *show, const kf_change *c)
{
    kf_show_put(show, " ", 1);
    kf_show_points(show, c->after);
    kf_show_either(show, "(得分不变)", " (unchanged)");
    diff_show_why(show, c);
}

static void diff_show_part(kf_show *show, const kf_change *c)
{
    diff_show_name(show, c->part);
    if (c->before == c->after) {
        diff_show_same(show, c);
        return;
    }
    if (c->turn) {
        diff_show_turn(show, c);
        return;
    }
    diff_show_points(show, c);
    diff_show_why(show, c);
}

/* ---- Flags, badges, streaks ------------------------------------------------------------------ */

static const struct diff_flag {
    uint32_t flag;
    const char *zh, *en;
} diff_flags[] = {{KEFU_ROW_BELOW_FLOOR, "改进计划", "improvement plan"},
                  {KEFU_ROW_RED_LINE, "触发高压线", "red line"},
                  {KEFU_ROW_PENDING, "待复核", "pending"},
                  {KEFU_ROW_PROVISIONAL, "延迟统计", "provisional"},
                  {KEFU_ROW_NO_GRADE, "无等级", "no grade"},
                  {KEFU_ROW_FAILED, "考核不合格", "failed"},
                  {KEFU_ROW_CUT, "总分限额", "cut"},
                  {KEFU_ROW_EXCUSED, "免改进计划", "excused"},
                  {KEFU_ROW_RED_LINE_CUT, "高压线扣减", "cut by a red line"}};

static void diff_show_flag(kf_show *show, const struct diff_flag *flag, int32_t is, int32_t n)
{
    if (n)
        kf_show_either(show, ",", ", ");
    kf_show_either(show, is ? "新增「" : "取消「", is ? "now '" : "no longer '");
    kf_show_either(show, flag->zh, flag->en);
    kf_show_either(show, "」", "'");
}

/* "标记:新增「触发高压线」,取消「待复核」" */
static void diff_show_flags(kf_show *show, const kf_change *c)
{
    const uint32_t was = (uint32_t)c->before, is = (uint32_t)c->after;
    int32_t n = 0;
    kf_show_either(show, "标记:", "Marks: ");
    for (size_t i = 0; i < sizeof diff_flags / sizeof *diff_flags; i++)
        if ((was ^ is) & diff_flags[i].flag)
            diff_show_flag(show, &diff_flags[i], (is & diff_flags[i].flag) != 0, n++);
}

static void diff_show_holds(kf_show *show, const kf_change *c)
{
    const char *label = kf_label_in(&c->part->label, show->language);
    if (show->language == KEFU_EN)
        kf_show_format(show, "'%s': ", label);
    else
        kf_show_format(show, "「%s」:", label);
    kf_show_either(show, c->after ? "达成" : "不再达成",
                   c->after ? "holds now" : "no longer holds");
}

/* ---- The sentence ---------------------------------------------------------------------------- */

static void diff_show(kf_show *show, const kf_change *c)
{
    switch (c->code) {
    case KEFU_CHANGE_JOINED:
        kf_show_either(show, "新增,总分 ", "Joined: total ");
        diff_show_total(show, c->after);
        break;
    case KEFU_CHANGE_LEFT:
        kf_show_either(show, "已不在,此前总分 ", "Left: total before ");
        diff_show_total(show, c->before);
        break;
    case KEFU_CHANGE_TOTAL:
        kf_show_either(show, "总分", "Total");
        diff_show_points(show, c);
        break;
    case KEFU_CHANGE_PLACE:
        kf_show_either(show, "名次 ", "Place ");
        diff_show_place(show, c->before);
        kf_show_put(show, " → ", sizeof " → " - 1);
        diff_show_place(show, c->after);
        break;
    case KEFU_CHANGE_GRADE:
        kf_show_either(show, "等级 ", "Grade ");
        diff_show_grade(show, &c->grades[0]);
        kf_show_put(show, " → ", sizeof " → " - 1);
        diff_show_grade(show, &c->grades[1]);
        break;
    case KEFU_CHANGE_TIER:
        kf_show_either(show, "档次 ", "Tier ");
        diff_show_grade(show, &c->grades[0]);
        kf_show_put(show, " → ", sizeof " → " - 1);
        diff_show_grade(show, &c->grades[1]);
        break;
    case KEFU_CHANGE_FLAGS:
        diff_show_flags(show, c);
        break;
    case KEFU_CHANGE_HOLDS:
        diff_show_holds(show, c);
        break;
    default:
        diff_show_part(show, c);
    }
}

kefu_status KEFU_CALL kefu_diff_text(const kefu_diff *diff, int64_t index, int32_t language,
                                     char *out, size_t capacity, size_t *need)
{
    kf_show show = {out, capacity, 0, language, 0};
    size_t took;
    if (!diff || index < 0 || (uint64_t)index >= diff->n || (capacity && !out) ||
        (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    diff_show(&show, &diff->changes[index]);
    took = kf_show_end(&show);
    if (need)
        *need = took;
    return KEFU_OK;
}
