/* html_hints.c - what a person can do: badges and what is missing, next steps, the improvement
 * plan. */
#include <string.h>

#include "card/show.h"
#include "score/sheet.h"
#include "write/html.h"

enum {
    HINTS_MOST = 3,
    HINTS_LEAST_GAIN = KEFU_POINT / 10 /* on a line the smallest change gives next to nothing */
};

/* ---- Badges and streaks ---- */

static void hints_award(const kf_page *page, int64_t row, int32_t kind, int32_t index)
{
    kf_buffer *out = &page->w->out;
    const kefu_card_part part = kf_write_part(page->w, kind, index);
    const int32_t holds = kf_write_holds(page->w, row, kind, index);
    kf_put_text(out, holds ? "<li class=\"has\"><b>✓ " : "<li><b>");
    kf_html_text(out, kf_write_label(&part, page->w->language));
    kf_put_text(out, "</b> ");
    if (!holds)
        kf_put_text(out, kind == KEFU_PART_BADGE ? kf_html_say(page, "还差:", "missing: ")
                                                 : kf_html_say(page, "未成立:", "no: "));
    kf_html_text(out, kf_write_holds_text(page->w, row, kind, index, page->w->language));
    kf_put_text(out, "</li>");
}

static void hints_awards(const kf_page *page, int64_t row, int32_t kind, const char *title)
{
    kf_buffer *out = &page->w->out;
    const int32_t n = kefu_sheet_parts(page->w->sheet, kind);
    if (!n)
        return;
    kf_put_format(out, "<h3>%s</h3><ul class=\"awards\">", title);
    for (int32_t i = 0; i < n; i++)
        hints_award(page, row, kind, i);
    kf_put_text(out, "</ul>\n");
}

void kf_html_awards(const kf_page *page, int64_t row)
{
    hints_awards(page, row, KEFU_PART_BADGE, kf_html_say(page, "徽章", "Badges"));
    hints_awards(page, row, KEFU_PART_STREAK, kf_html_say(page, "连续记录", "Streaks"));
}

void kf_html_held(const kf_page *page, int64_t row)
{
    kf_buffer *out = &page->w->out;
    for (int32_t kind = KEFU_PART_BADGE; kind <= KEFU_PART_STREAK; kind++)
        for (int32_t i = 0; i < kefu_sheet_parts(page->w->sheet, kind); i++) {
            const kefu_card_part part = kf_write_part(page->w, kind, i);
            if (!kf_write_holds(page->w, row, kind, i))
                continue;
            kf_put_text(out, "<span class=\"flag has\">");
            kf_html_text(out, kf_write_label(&part, page->w->language));
            kf_put_text(out, "</span>");
        }
}

/* ---- Next steps ---- */

/* The nearest changes, one an item: those that lift the grade before those that only give points,
 * then the fewest steps. */
typedef struct hints_list {
    kefu_what_if of[HINTS_MOST];
    int32_t lifts[HINTS_MOST];
    int32_t n;
} hints_list;

static uint64_t hints_size(int64_t steps)
{
    return steps < 0 ? (uint64_t)0 - (uint64_t)steps : (uint64_t)steps;
}

static void hints_keep(hints_list *list, const kefu_what_if *what, int32_t lifts)
{
    int32_t at = list->n;
    while (at && (lifts > list->lifts[at - 1] ||
                  (lifts == list->lifts[at - 1] &&
                   hints_size(what->steps) < hints_size(list->of[at - 1].steps))))
        at--;
    if (at == HINTS_MOST)
        return;
    list->n += list->n < HINTS_MOST;
    for (int32_t i = list->n - 1; i > at; i--) {
        list->of[i] = list->of[i - 1];
        list->lifts[i] = list->lifts[i - 1];
    }
    list->of[at] = *what;
    list->lifts[at] = lifts;
}

static hints_list hints_of(const kf_page *page, int64_t row, const kefu_sheet_row *of)
{
    hints_list list = {.n = 0};
    for (int32_t i = 0; i < page->items; i++) {
        kefu_what_if what = {.struct_size = sizeof what};
        (void)kefu_sheet_next_grade(page->w->sheet, row, i, &what);
        const int32_t lifts = what.found;
        if (!lifts)
            (void)kefu_sheet_next_points(page->w->sheet, row, i, &what);
        if (what.found && (lifts || what.total - of->total >= HINTS_LEAST_GAIN))
            hints_keep(&list, &what, lifts);
    }
    return list;
}

void kf_html_next_steps(kf_page *page, int64_t row, const kefu_sheet_row *of)
{
    kf_buffer *out = &page->w->out;
    const hints_list list = hints_of(page, row, of);
    if (!list.n)
        return;
    kf_put_format(out, "<h3>%s</h3><ul class=\"awards\">",
                  kf_html_say(page, "下一步", "Next steps"));
    for (int32_t i = 0; i < list.n; i++) {
        kf_put_text(out, "<li>");
        kf_html_text(out, kf_write_what_text(page->w, row, &list.of[i], page->w->language));
        kf_put_text(out, "</li>");
    }
    kf_put_text(out, "</ul>\n");
}

/* ---- Below the floor ---- */

static const kefu_value hints_none = {0, 0, 0, 0, 0};

/* "总分 58.00 分(最低标准 60 分)" */
static void hints_below(const kf_page *page, int32_t n, const char *label, int32_t unit,
                        int32_t digits, const kefu_value *value, const kf_end *floor, int32_t scale)
{
    kf_buffer *out = &page->w->out;
    char text[256];
    kf_show show = {text, sizeof text, 0, page->w->language, 0};
    kefu_value bound = {floor->at, 1, -1, KEFU_VALUE_OK, 0};
    for (int32_t i = 0; i < scale; i++)
        bound.den *= 10;
    kf_show_figure(&show, unit, digits, value, &bound, &hints_none);
    kf_show_either(&show, "(最低标准 ", " (floor ");
    kf_show_bound(&show, unit, floor->at, scale);
    kf_show_either(&show, ")", ")");
    (void)kf_show_end(&show);
    kf_put_text(out, n ? kf_html_say(page, "、", ", ") : "");
    kf_html_text(out, label);
    kf_put_char(out, ' ');
    kf_html_text(out, text);
}

void kf_html_below(const kf_page *page, int64_t row, const kefu_sheet_row *of)
{
    const kefu_card *card = page->w->sheet->card;
    int32_t n = 0;
    if (card->has_floor && of->status == KEFU_VALUE_OK && of->total < card->floor) {
        const kefu_value total = {of->total, KEFU_POINT, -1, KEFU_VALUE_OK, 0};
        const kf_end floor = {card->floor, KF_END_INCLUSIVE};
        hints_below(page, n++, kf_html_say(page, "总分", "total"), KF_UNIT_POINTS, 2, &total,
                    &floor, 6);
    }
    for (int32_t i = 0; i < kefu_sheet_reasons(page->w->sheet, row); i++) {
        const kefu_reason r = kf_write_reason(page->w, row, i);
        if (r.kind != KEFU_PART_ITEM || !(r.flags & KEFU_REASON_BELOW))
            continue;
        const kf_item *item = &card->items[r.part];
        hints_below(page, n++, kf_label_in(&item->label, page->w->language), item->unit,
                    item->scale, &r.value, &item->floor, item->floor_scale);
    }
}

/* ---- Improvement plan ---- */

static void hints_put(kf_page *page, int64_t row, const kefu_what_if *what)
{
    kf_buffer *out = &page->w->out;
    kf_put_text(out, "<br><small>→ ");
    kf_html_text(out, kf_write_what_text(page->w, row, what, page->w->language));
    kf_put_text(out, "</small>");
}

/* The nearest change of all, and what gives more to each item below its floor. */
static void hints_plan_changes(kf_page *page, int64_t row, const kefu_sheet_row *of)
{
    const hints_list list = hints_of(page, row, of);
    if (list.n)
        hints_put(page, row, &list.of[0]);
    for (int32_t i = 0; i < kefu_sheet_reasons(page->w->sheet, row); i++) {
        const kefu_reason r = kf_write_reason(page->w, row, i);
        kefu_what_if what = {.struct_size = sizeof what};
        if (r.kind != KEFU_PART_ITEM || !(r.flags & KEFU_REASON_BELOW))
            continue;
        (void)kefu_sheet_next_points(page->w->sheet, row, r.part, &what);
        if (what.found &&
            !(list.n && list.of[0].item == what.item && list.of[0].steps == what.steps))
            hints_put(page, row, &what);
    }
}

void kf_html_plan(kf_page *page)
{
    kf_buffer *out = &page->w->out;
    int64_t n = 0;
    for (int64_t i = 0; i < page->rows; i++)
        n += (kf_write_row(page->w, i).flags & KEFU_ROW_BELOW_FLOOR) != 0;
    if (!n)
        return;
    kf_put_format(out, "<details class=\"findings plan\" open><summary>%s · %i</summary><ol>",
                  kf_html_say(page, "改进计划", "Improvement plan"), n);
    for (int64_t i = 0; i < page->rows && kf_writer_step(page->w); i++) {
        const kefu_sheet_row row = kf_write_row(page->w, i);
        if (!(row.flags & KEFU_ROW_BELOW_FLOOR))
            continue;
        kf_put_format(out, "<li><a href=\"#slip-%i\"><bdi>", i + 1);
        kf_html_text(out, row.name);
        kf_put_text(out, "</bdi></a> ");
        kf_html_below(page, i, &row);
        hints_plan_changes(page, i, &row);
        kf_put_text(out, "</li>\n");
    }
    kf_put_text(out, "</ol></details>\n");
}
