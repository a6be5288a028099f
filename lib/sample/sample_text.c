/* sample_text.c - why a row was chosen, as a sentence. */
#include "sample/sample.h"

/* ---- The rule -------------------------------------------------------------------------------- */

static void why_label(kf_show *show, const kf_plan_class *class_of)
{
    kf_show_format(show, "%s", kf_label_in(&class_of->label, show->language));
}

static void why_all(kf_show *show, const kf_plan_class *class_of)
{
    why_label(show, class_of);
    kf_show_space(show);
    kf_show_either(show, "全部检查", ": all are inspected");
}

static void why_rate(kf_show *show, const kf_plan_class *class_of)
{
    why_label(show, class_of);
    kf_show_space(show);
    kf_show_either(show, "按 ", ": ");
    kf_show_decimal(show, class_of->rate, KF_RATE_SCALE - 2, 0);
    kf_show_either(show, "% 抽查", "% are drawn");
}

/* " 3 条" of a number; the number alone in English. */
static void why_count(kf_show *show, const char *zh, const char *en, int64_t n)
{
    kf_show_either(show, zh, en);
    kf_show_count(show, n);
    kf_show_either(show, " 条", "");
}

static void why_take(kf_show *show, const kf_plan_class *class_of)
{
    why_label(show, class_of);
    kf_show_space(show);
    why_count(show, "固定抽 ", ": a fixed ", class_of->take);
}

static void why_min(kf_show *show, const kf_plan_class *class_of, int64_t least)
{
    why_label(show, class_of);
    kf_show_space(show);
    why_count(show, "至少 ", ": at least ", least);
}

static void why_agent(kf_show *show, const kefu_plan *plan, const kf_sample_cell *cell,
                      const kf_plan_class *class_of)
{
    kf_show_format(show, "%s", cell->keys[plan->agent].data);
    kf_show_space(show);
    why_count(show, "至少 ", ": at least ", plan->agent_min);
    kf_show_either(show, ",由", ", made up from ");
    why_label(show, class_of);
    kf_show_space(show);
    kf_show_either(show, "补足", "");
}

static void why_share(kf_show *show, const kefu_sample *sample, const kf_plan_class *class_of)
{
    static const char *const by[][2] = {
        [KF_SHARE_PROPORTIONAL] = {"按数量比例", "in proportion to rows"},
        [KF_SHARE_EQUAL] = {"平均", "in equal parts"},
        [KF_SHARE_NEYMAN] = {"按数量和差异大小", "by rows and spread"},
        [KF_SHARE_POWER] = {"按数量的方根和差异大小", "by a power of rows and spread"}};
    const char *const *words = by[sample->plan->allocation];
    why_label(show, class_of);
    kf_show_space(show);
    if (show->language == KEFU_ZH)
        kf_show_format(show, "%s分到名额(总共抽 ", words[0]);
    else
        kf_show_format(show, ": shared out %s, of ", words[1]);
    kf_show_count(show, sample->quotas->total);
    kf_show_either(show, " 条)", " in all");
}

static void why_instead(kf_show *show, const kf_plan_class *class_of)
{
    why_label(show, class_of);
    kf_show_space(show);
    kf_show_either(show, "中有不适合检查的,由此条递补", ": in place of one that was not fit");
}

static void why_rule(kf_show *show, const kefu_sample *sample, const kf_sample_row *row)
{
    const kf_sample_cell *cell = &sample->cells[row->cell];
    const kf_plan_class *class_of = &sample->plan->classes[cell->quota.class_index];
    switch (row->why) {
    case KEFU_WHY_ALL:
        why_all(show, class_of);
        break;
    case KEFU_WHY_RATE:
        why_rate(show, class_of);
        break;
    case KEFU_WHY_TAKE:
        why_take(show, class_of);
        break;
    case KEFU_WHY_MIN:
        why_min(show, class_of, cell->quota.least);
        break;
    case KEFU_WHY_AGENT:
        why_agent(show, sample->plan, cell, class_of);
        break;
    case KEFU_WHY_SHARE:
        why_share(show, sample, class_of);
        break;
    default:
        why_instead(show, class_of);
    }
}

/* ---- The draw -------------------------------------------------------------------------------- */

/* "林晓燕、企业微信" */
static void why_keys(kf_show *show, const kefu_plan *plan, const kf_sample_cell *cell)
{
    for (int32_t i = 0; i < plan->n_by; i++) {
        if (i)
            kf_show_either(show, "、", ", ");
        if (cell->keys[i].size)
            kf_show_format(show, "%s", cell->keys[i].data);
        else
            kf_show_either(show, "未填", "(none)");
    }
}

static int64_t why_looked(const kf_sample_cell *cell) { return cell->n + cell->unsuitable; }

static void why_drawn_zh(kf_show *show, const kefu_plan *plan, const kf_sample_cell *cell)
{
    const int32_t whole = why_looked(cell) == cell->quota.rows;
    kf_show_put(show, ":", 1);
    why_keys(show, plan, cell);
    if (plan->n_by)
        kf_show_space(show);
    if (whole && cell->quota.rows == 1)
        kf_show_either(show, "仅此 1 条", "");
    else if (whole)
        kf_show_format(show, "共 %i 条,全部抽中", cell->quota.rows);
    else
        kf_show_format(show, "%s%i 条中抽 %i 条", plan->n_by ? "的 " : "", cell->quota.rows,
                       why_looked(cell));
}

static void why_drawn_en(kf_show *show, const kefu_plan *plan, const kf_sample_cell *cell)
{
    const int32_t whole = why_looked(cell) == cell->quota.rows;
    const int32_t only = whole && cell->quota.rows == 1;
    if (only)
        kf_show_format(show, "; the only one");
    else if (whole)
        kf_show_format(show, "; all %i", cell->quota.rows);
    else
        kf_show_format(show, "; %i of %s%i", why_looked(cell), plan->n_by ? "the " : "",
                       cell->quota.rows);
    if (plan->n_by) {
        kf_show_format(show, " of ");
        why_keys(show, plan, cell);
    }
    if (!only)
        kf_show_format(show, " drawn");
}

static void why_place(kf_show *show, const kf_sample_row *row, const kf_sample_cell *cell)
{
    const int32_t zh = show->language == KEFU_ZH;
    if (cell->unsuitable)
        kf_show_format(show, zh ? "(%i 条不适合检查)" : " (%i not fit)", cell->unsuitable);
    if (cell->quota.rows > 1)
        kf_show_format(show, zh ? ",这是第 %i 条" : ", this is number %i", row->place);
    if (why_looked(cell) < cell->quota.rows)
        kf_show_format(show, zh ? "(抽中概率 %i/%i)" : " (chance %i/%i)", why_looked(cell),
                       cell->quota.rows);
}

void kf_sample_why(kf_show *show, const kefu_sample *sample, size_t index)
{
    const kf_sample_row *row = &sample->rows[index];
    const kf_sample_cell *cell = &sample->cells[row->cell];
    why_rule(show, sample, row);
    if (show->language == KEFU_ZH)
        why_drawn_zh(show, sample->plan, cell);
    else
        why_drawn_en(show, sample->plan, cell);
    why_place(show, row, cell);
}

kefu_status KEFU_CALL kefu_sample_text(const kefu_sample *sample, int64_t index, int32_t language,
                                       char *out, size_t capacity, size_t *need)
{
    kf_show show = {.out = out, .capacity = capacity, .language = language};
    if (index < 0 || index >= kefu_sample_count(sample) || (!out && capacity) ||
        (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    kf_sample_why(&show, sample, (size_t)index);
    const size_t size = kf_show_end(&show);
    if (need)
        *need = size;
    return KEFU_OK;
}
