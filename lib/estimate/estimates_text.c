/* estimates_text.c - an estimate in words: what was marked, what is to be expected of all, and why
 * the two differ. */
#include "base/fail.h"
#include "base/show.h"
#include "estimate/estimates.h"

/* How the figures of a kind are called and shown. */
static const struct said_kind {
    const char *found[2]; /* before the naive figure */
    const char *of[2];    /* before the mean of a class */
    const char *unit[2];
    const char *gap[2]; /* unit of differences */
    int32_t is_percent;
    int32_t digits; /* less than the scale of the estimates */
} said_kinds[] = {
    [KEFU_ESTIMATE_MEAN] = {{"抽到的平均 ", "The mean of what was inspected is "},
                            {"均分 ", "with a mean of "},
                            {" 分", ""},
                            {" 分", ""},
                            0,
                            2},
    [KEFU_ESTIMATE_RATE] = {{"抽检所得 ", "The rate of what was inspected is "},
                            {"该类为 ", "with a rate of "},
                            {"", ""},
                            {" 个百分点", " percentage points"},
                            1,
                            KF_ESTIMATE_RATE_SCALE - 3},
    [KEFU_ESTIMATE_TOTAL] = {{"按抽到的推算合计 ", "The total by what was inspected is "},
                             {"均值 ", "with a mean of "},
                             {"", ""},
                             {"", ""},
                             0,
                             3},
};

typedef struct said_writing {
    kf_show show;
    const kefu_estimates *e;
    const struct said_kind *kind;
    int32_t l; /* 0 Chinese, 1 English */
} said_writing;

static void said_either(said_writing *w, const char *zh, const char *en)
{
    kf_show_either(&w->show, zh, en);
}

/* Rates as percent with one decimal. */
static void said_number(said_writing *w, const kefu_value *value, const char *unit)
{
    const int32_t digits = w->e->scale - w->kind->digits;
    int64_t rounded = 0;
    (void)kefu_value_round(value, digits, &rounded);
    if (w->kind->is_percent)
        kf_show_decimal(&w->show, rounded, 1, 1);
    else
        kf_show_decimal(&w->show, rounded, digits, digits);
    kf_show_format(&w->show, "%s", unit);
}

static void said_rate(said_writing *w, const kefu_value *value)
{
    int64_t rounded = 0;
    (void)kf_share_round(value, 3, &rounded);
    kf_show_decimal(&w->show, rounded, 1, 1);
    kf_show_format(&w->show, "%%");
}

/* With its unit, or bare. */
static void said_figure(said_writing *w, const kefu_value *value, int32_t with_unit)
{
    if (w->kind->is_percent)
        said_rate(w, value);
    else
        said_number(w, value, with_unit ? w->kind->unit[w->l] : "");
}

static void said_part(said_writing *w, const kefu_value *value)
{
    int64_t rounded = 0;
    (void)kf_share_round(value, 3, &rounded);
    kf_show_decimal(&w->show, rounded, 1, 0);
    kf_show_format(&w->show, "%%");
}

static void said_interval(said_writing *w, const kefu_estimated *item)
{
    if (item->flags & KEFU_ESTIMATED_WHOLE) {
        said_either(w, "(全部看过,没有抽样误差)", " (all were inspected: no sampling error)");
        return;
    }
    if (!item->low.den && item->error.den && !item->error.num) {
        said_either(w, "(评分都一样,给不出区间)", " (marks are all alike: no interval)");
        return;
    }
    if (!item->low.den) {
        said_either(w, "(评分太少,给不出区间)", " (too few marks for an interval)");
        return;
    }
    said_either(w, "(", " (");
    kf_show_decimal(&w->show, w->e->info.confidence, 7, 0);
    said_either(w, "% 区间 ", "% interval ");
    said_figure(w, &item->low, 0);
    kf_show_format(&w->show, "–");
    said_figure(w, &item->high, 0);
    kf_show_format(&w->show, ")");
}

static int64_t said_size(const kf_class_effect *effect)
{
    return effect->effect.num < 0 ? -effect->effect.num : effect->effect.num;
}

/* The classes that move the figure most, the first of equals first: that which does most, and the
 * next if it does a third of that at least. How many; 0 if none does, or there is but one class. */
static int32_t said_largest(const kefu_estimates *e, int64_t index, const kf_class_effect *best[2])
{
    const kf_class_effect *end = e->effects + e->first_effect[index + 1];
    const kf_class_effect *effect = e->effects + e->first_effect[index];
    int64_t most[2] = {0, 0};
    if (end - effect < 2)
        return 0;
    for (; effect < end; effect++) {
        const int64_t size = said_size(effect);
        if (size > most[0]) {
            best[1] = best[0];
            most[1] = most[0];
            best[0] = effect;
            most[0] = size;
        } else if (size > most[1]) {
            best[1] = effect;
            most[1] = size;
        }
    }
    return (most[0] > 0) + (most[1] > 0 && most[1] >= most[0] / 3 + (most[0] % 3 > 0));
}

static void said_effect(said_writing *w, const kf_class_effect *effect)
{
    const kf_effect_label *label = &w->e->labels[effect->label];
    kefu_value size = effect->effect;
    int32_t order = 0, raises = size.num < 0;
    (void)kefu_value_compare(&effect->in_population, &effect->in_marks, &order);
    size.num = raises ? -size.num : size.num;
    kf_show_format(&w->show, w->l ? "%s are " : "%s占抽检 ", w->l ? label->en : label->zh);
    said_part(w, &effect->in_marks);
    if (order)
        said_either(w, order < 0 ? ",只占全部 " : ",却占全部 ",
                    order < 0 ? " of the marks and only " : " of the marks but ");
    else
        said_either(w, ",占全部 ", " of the marks and ");
    said_part(w, &effect->in_population);
    said_either(w, ",", " of all, ");
    kf_show_format(&w->show, "%s", w->kind->of[w->l]);
    said_figure(w, &effect->mean, 1);
    said_either(w, raises ? ",拉高 " : ",拉低 ",
                raises ? ", and raise it by " : ", and lower it by ");
    said_number(w, &size, w->kind->gap[w->l]);
}

/* What the reader must know of the marks besides. */
static void said_warn(said_writing *w, const kefu_estimated *item)
{
    const int64_t missing = item->sampled - item->marked;
    if (item->flags & KEFU_ESTIMATED_GAPS)
        said_either(w, "。有的格一条评分也没有,没有算在内",
                    ". Cells without any mark are left out");
    else if (missing)
        kf_show_format(&w->show, w->l ? ". %i of %i have no mark" : "。%i 条还没有评分,共抽 %i 条",
                       missing, item->sampled);
    if (item->flags & KEFU_ESTIMATED_UNPLACED)
        said_either(w, "。有的会话不知归谁,这里可能少算",
                    ". Rows whose key is not known may be missing here");
    said_either(w, "。", ".");
}

static void said_key(said_writing *w, const kefu_estimated *item)
{
    if (item->flags & KEFU_ESTIMATED_NULL_KEY)
        said_either(w, "(空)", "(empty)");
    else
        kf_show_format(&w->show, "%t", item->key.data, item->key.size);
    said_either(w, ":", ": ");
}

static void said_item(said_writing *w, int64_t index)
{
    const kefu_estimated *item = &w->e->items[index];
    int32_t order = 0;
    if (index)
        said_key(w, item);
    if (!item->marked) {
        said_either(w, "还没有评分,无从估计。", "No marks, nothing to estimate.");
        return;
    }
    kf_show_format(&w->show, "%s", w->kind->found[w->l]);
    said_figure(w, &item->naive, 1);
    (void)kefu_value_compare(&item->naive, &item->estimate, &order);
    if (order) {
        said_either(w, ",校正后 ", ", corrected ");
        said_figure(w, &item->estimate, 1);
    } else {
        said_either(w, ",无需校正", ", which needs no correction");
    }
    said_interval(w, item);
    const kf_class_effect *effects[2] = {NULL, NULL};
    const int32_t n = order ? said_largest(w->e, index, effects) : 0;
    for (int32_t i = 0; i < n; i++) {
        said_either(w, i ? ";" : ":", i ? "; " : ": ");
        said_effect(w, effects[i]);
    }
    said_warn(w, item);
}

kefu_status KEFU_CALL kefu_estimates_text(const kefu_estimates *estimates, int64_t index,
                                          int32_t language, char *out, size_t capacity,
                                          size_t *need)
{
    if (!estimates || index < 0 || index >= (int64_t)estimates->n || (!out && capacity) ||
        (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    said_writing w = {.show = {.out = out, .capacity = capacity, .language = language},
                      .e = estimates,
                      .kind = &said_kinds[estimates->info.kind],
                      .l = language == KEFU_EN};
    said_item(&w, index);
    size_t size = kf_show_end(&w.show);
    if (need)
        *need = size;
    return KEFU_OK;
}
