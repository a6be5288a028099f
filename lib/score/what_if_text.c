/* what_if_text.c - what would give more, as a sentence. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/ratio.h"
#include "score/reason_text.h"

static const kefu_value what_text_none = {0, 0, 0, 0, 0};

static int64_t what_text_size(int64_t steps) { return steps < 0 ? -steps : steps; }

static void what_text_out_of(kf_show *show, const kefu_value *now)
{
    if (now->den <= 1)
        return;
    kf_show_put(show, "/", 1);
    kf_show_count(show, now->den);
}

/* "再多 2 个(45/100 → 47/100)", "2 more (45/100 → 47/100)" */
static void what_text_counts(kf_show *show, const kefu_value *now, const kefu_what_if *what)
{
    kf_show_either(show, what->steps > 0 ? "再多 " : "再少 ", "");
    kf_show_count(show, what_text_size(what->steps));
    kf_show_either(show, " 个(", what->steps > 0 ? " more (" : " fewer (");
    kf_show_count(show, now->num);
    what_text_out_of(show, now);
    kf_show_put(show, " → ", sizeof " → " - 1);
    kf_show_count(show, what->value.num);
    what_text_out_of(show, now);
    kf_show_either(show, ")", ")");
}

/* The distance as a figure, with as many digits as it takes to be one. */
static void what_text_distance(kf_show *show, const kf_item *item, const kefu_value *now,
                               const kefu_what_if *what)
{
    int32_t shift = item->unit == KF_UNIT_RATIO ? 2 : 0, scale = item->scale + shift;
    kefu_value distance = {what_text_size(what->steps), now->den, -1, KEFU_VALUE_OK, 0};
    int64_t rounded = 0;
    int32_t one;
    while (!kefu_value_round(&distance, scale, &rounded) && !rounded && scale < 9 + shift)
        scale++;
    kf_show_decimal(show, rounded, scale - shift, 0);
    one = rounded == kf_pow10(scale - shift);
    if (shift)
        kf_show_either(show, " 个百分点", one ? " percentage point" : " percentage points");
    else if (item->unit != KF_UNIT_COUNT)
        kf_show_format(show, "%s", kf_unit_text(item->unit, show->language, one));
    else
        kf_show_either(show, " 个", "");
}

/* "再快 2.4 秒(27.4 秒 → 25.0 秒)" */
static void what_text_figures(kf_show *show, const kf_item *item, const kefu_value *now,
                              const kefu_what_if *what)
{
    const char *const *way = kf_text_way(item, what->steps > 0 ? KEFU_HIGHER : KEFU_LOWER);
    kf_show_either(show, way[0], "");
    what_text_distance(show, item, now, what);
    kf_show_either(show, "", way[1]);
    kf_show_either(show, "(", " (");
    kf_show_figure(show, item->unit, item->scale, now, &what->value, &what_text_none);
    kf_show_put(show, " → ", sizeof " → " - 1);
    kf_show_figure(show, item->unit, item->scale, &what->value, now, &what_text_none);
    kf_show_either(show, ")", ")");
}

/* "86.00 → 89.00" */
static void what_text_points(kf_show *show, int64_t before, int64_t after)
{
    kf_show_points(show, before);
    kf_show_put(show, " → ", sizeof " → " - 1);
    kf_show_points(show, after);
}

static void what_text_grade(kf_show *show, const char *before, const char *after)
{
    if (!strcmp(before, after))
        return;
    kf_show_either(show, ",等级 ", ", grade ");
    kf_show_either(show, *before ? before : "无", *before ? before : "none");
    kf_show_put(show, " → ", sizeof " → " - 1);
    kf_show_either(show, *after ? after : "无", *after ? after : "none");
}

/* "若为 25.0 秒(现为 27.4 秒)": a figure that was given; rates with their counts */
static void what_text_instead(kf_show *show, const kf_item *item, const kefu_value *now,
                              const kefu_what_if *what)
{
    kf_show_either(show, "若为 ", "if it were ");
    kf_show_figure(show, item->unit, item->scale, &what->value, now, &what_text_none);
    kf_show_either(show, "(现为 ", " (now ");
    kf_show_figure(show, item->unit, item->scale, now, &what->value, &what_text_none);
    kf_show_either(show, ")", ")");
}

static void what_text(kf_show *show, const kefu_sheet *sheet, const kf_line *line,
                      const kefu_what_if *what)
{
    const kf_item *item = &sheet->card->items[what->item];
    const kf_column_scores *c = &sheet->columns[what->item];
    size_t row = (size_t)(line - sheet->lines);
    kefu_value now = kf_cell(&c->cells, row);
    int32_t rate = item->unit == KF_UNIT_RATIO && now.n == now.den;
    kf_show_format(show, "%s", kf_label_in(&item->label, show->language));
    kf_show_space(show);
    kf_show_either(show, "", " ");
    if (!what->steps)
        what_text_instead(show, item, &now, what);
    else if (rate || (item->unit == KF_UNIT_COUNT && now.den == 1))
        what_text_counts(show, &now, what);
    else
        what_text_figures(show, item, &now, what);
    if (what->total == line->total) {
        kf_show_either(show, ":本项 ", ": points ");
        what_text_points(show, c->points[row], what->points);
        kf_show_either(show, ",总分不变", ", the total stays");
        return;
    }
    kf_show_either(show, ":总分 ", ": total ");
    what_text_points(show, line->total, what->total);
    what_text_grade(show, line->grade < 0 ? "" : sheet->card->grades[line->grade].id, what->grade);
}

kefu_status KEFU_CALL kefu_sheet_what_if_text(const kefu_sheet *sheet, int64_t row,
                                              const kefu_what_if *what, int32_t language, char *out,
                                              size_t capacity, size_t *need)
{
    kf_show show = {out, capacity, 0, language, 0};
    const kf_line *line = kf_sheet_line(sheet, row);
    kefu_what_if ours;
    size_t took;
    kefu_status status = what ? kf_take(&ours, sizeof ours, what, NULL) : KEFU_E_ARGUMENT;
    if (status)
        return status;
    if (!line || ours.item < 0 || ours.item >= sheet->card->n_items || (capacity && !out) ||
        (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    if (ours.found && (ours.value.den <= 0 || ours.steps == INT64_MIN || !ours.grade))
        return KEFU_E_ARGUMENT;
    if (ours.found)
        what_text(&show, sheet, line, &ours);
    took = kf_show_end(&show);
    if (need)
        *need = took;
    return KEFU_OK;
}
