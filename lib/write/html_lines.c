/* html_lines.c - the table of a slip: every part of the card and every step with its points, which
 * add up to those of its section, and these to the total. */
#include <string.h>

#include "write/html.h"

enum { LINES_DIGITS_MOST = 6 }; /* points are millionths: with six digits all is exact */

/* The slip's table, and how many digits its columns have. */
typedef struct html_lines {
    kf_page *page;
    int64_t row;
    int32_t digits, weight_digits;
} html_lines;

/* ---- Points that add up ---- */

static int64_t lines_shown(int64_t millionths, int32_t digits)
{
    const kefu_value value = {millionths, KEFU_POINT, 0, KEFU_VALUE_OK, 0};
    int64_t shown = 0;
    (void)kefu_value_round(&value, digits, &shown);
    return shown;
}

static int32_t lines_is_of(const kf_page *page, const kefu_reason *r, const kefu_card_part *section)
{
    return (r->kind == KEFU_PART_ITEM || r->kind == KEFU_PART_SECTION) &&
           strcmp(kf_write_part(page->w, r->kind, r->part).section_id, section->id) == 0;
}

/* 1 for a step that stands between the sections and has no heading: codes 42, 43 and 46. */
static int32_t lines_is_step(const kefu_reason *r)
{
    return r->code == KEFU_REASON_CARD_FAILED || r->code == KEFU_REASON_TEAM ||
           r->code == KEFU_REASON_ROUNDING;
}

static int32_t lines_is_extra(const kefu_reason *r)
{
    return kf_write_is_extra(r) && !lines_is_step(r);
}

/* Adjustments, red lines and cuts of a row. */
static kf_html_extras lines_extras(const kf_page *page, int64_t row)
{
    kf_html_extras sum = {0, 0, 0, 0};
    for (int32_t i = 0; i < kefu_sheet_reasons(page->w->sheet, row); i++) {
        const kefu_reason r = kf_write_reason(page->w, row, i);
        if (lines_is_extra(&r))
            kf_html_add_extra(page, &r, &sum);
    }
    return sum;
}

/* Whether what is shown with so many digits adds up, of every section and of the total. */
static int32_t lines_add_up(const kf_page *page, int64_t row, const kefu_sheet_row *of,
                            int32_t digits)
{
    const int32_t n = kefu_sheet_reasons(page->w->sheet, row);
    int64_t extras = lines_shown(lines_extras(page, row).points, digits), total = extras;
    for (int32_t k = 0; k < n; k++) {
        const kefu_reason r = kf_write_reason(page->w, row, k);
        const int64_t shown = lines_shown(r.points, digits);
        extras -= lines_is_extra(&r) ? shown : 0;
        total += lines_is_step(&r) ? shown : 0;
    }
    for (int32_t i = 0; i < kefu_sheet_parts(page->w->sheet, KEFU_PART_SECTION); i++) {
        const kefu_card_part section = kf_write_part(page->w, KEFU_PART_SECTION, i);
        int64_t rest = lines_shown(kf_html_section_points(page, row, &section), digits);
        total += rest;
        for (int32_t k = 0; k < n; k++) {
            const kefu_reason r = kf_write_reason(page->w, row, k);
            rest -= lines_is_of(page, &r, &section) ? lines_shown(r.points, digits) : 0;
        }
        if (rest)
            return 0;
    }
    return !extras && (of->status != KEFU_VALUE_OK || total == lines_shown(of->total, digits));
}

int32_t kf_html_digits(const kf_page *page, int64_t row, const kefu_sheet_row *of)
{
    int32_t digits = KF_HTML_DIGITS;
    while (digits < LINES_DIGITS_MOST && !lines_add_up(page, row, of, digits))
        digits++;
    return digits;
}

void kf_html_points(kf_buffer *out, int64_t millionths, int32_t digits, int32_t with_sign)
{
    char text[48];
    const kefu_value points = {millionths, KEFU_POINT, 0, KEFU_VALUE_OK, 0};
    (void)kefu_value_format(&points, digits, text, sizeof text);
    if (with_sign && millionths > 0)
        kf_put_char(out, '+');
    kf_put_text(out, text);
}

/* ---- Lines ---- */

/* So that all weights of a column have as many. */
static int32_t lines_weight_digits(const kf_page *page, int64_t row)
{
    int32_t digits = 0;
    for (int32_t i = 0; i < kefu_sheet_reasons(page->w->sheet, row); i++) {
        const int32_t own = kf_html_weight_digits(kf_write_reason(page->w, row, i).weight);
        digits = own > digits ? own : digits;
    }
    return digits;
}

static int32_t lines_is_left_out(const kefu_reason *r)
{
    return r->code == KEFU_REASON_LEFT_OUT || r->code == KEFU_REASON_NOT_APPLIED;
}

static void lines_put_points(const html_lines *l, const kefu_reason *r)
{
    kf_buffer *out = &l->page->w->out;
    const char *idle = kf_html_idle(l->page, r);
    if (lines_is_left_out(r))
        idle = kf_html_say(l->page, "不计", "left out");
    if (idle)
        kf_put_text(out, idle);
    else
        kf_html_points(out, r->points, l->digits, r->kind != KEFU_PART_ITEM);
}

/* Points of the curve, and out of how many where that is not 100. */
static void lines_put_curve(kf_buffer *out, const kefu_reason *r, const kefu_card_part *part)
{
    kf_write_points(out, r->curve, 0);
    if (part->of == 100 * (int64_t)KEFU_POINT)
        return;
    kf_put_char(out, '/');
    kf_html_weight(out, part->of, kf_html_weight_digits(part->of));
}

static void lines_put_reason(const html_lines *l, int32_t index)
{
    kf_buffer *out = &l->page->w->out;
    kf_put_text(out, "</td><td>");
    kf_html_text(out, kf_write_reason_text(l->page->w, l->row, index, l->page->w->language));
    kf_put_text(out, "</td></tr>\n");
}

/* One part of the card: label, figure, points of the curve, weight, points, reason. */
static void lines_put_part(const html_lines *l, int32_t index)
{
    kf_buffer *out = &l->page->w->out;
    const kefu_reason r = kf_write_reason(l->page->w, l->row, index);
    const kefu_card_part part = kf_write_reason_part(l->page->w, &r);
    kf_put_text(out, "<tr><td class=\"l\">");
    kf_html_text(out, kf_write_label(&part, l->page->w->language));
    kf_put_text(out, "</td><td>");
    if (r.kind && r.kind != KEFU_PART_SECTION)
        kf_write_figure(out, &r.value, &part, l->page->w->language);
    kf_put_text(out, "</td><td>");
    if (r.kind == KEFU_PART_ITEM && !lines_is_left_out(&r)) {
        lines_put_curve(out, &r, &part);
        kf_put_text(out, "</td><td>");
        kf_html_weight(out, r.weight, l->weight_digits);
        kf_put_text(out, "%</td><td>");
    } else {
        kf_put_text(out, "</td><td></td><td>");
    }
    lines_put_points(l, &r);
    lines_put_reason(l, index);
}

static void lines_put_section(const html_lines *l, const kefu_card_part *section)
{
    kf_buffer *out = &l->page->w->out;
    kf_put_text(out, "<tr class=\"cut\"><th colspan=\"4\">");
    kf_html_text(out, kf_write_label(section, l->page->w->language));
    if (section->bonus)
        kf_put_format(out, " <span class=\"flag has\">%s</span>", kf_html_bonus(l->page));
    kf_put_text(out, "</th><th>");
    kf_html_points(out, kf_html_section_points(l->page, l->row, section), l->digits, 0);
    kf_put_text(out, "</th><th></th></tr>\n");
    for (int32_t i = 0; i < kefu_sheet_reasons(l->page->w->sheet, l->row); i++) {
        const kefu_reason r = kf_write_reason(l->page->w, l->row, i);
        if (lines_is_of(l->page, &r, section))
            lines_put_part(l, i);
    }
}

static void lines_put_sections(const html_lines *l, int32_t bonus)
{
    for (int32_t i = 0; i < kefu_sheet_parts(l->page->w->sheet, KEFU_PART_SECTION); i++) {
        const kefu_card_part section = kf_write_part(l->page->w, KEFU_PART_SECTION, i);
        if (section.bonus == bonus)
            lines_put_section(l, &section);
    }
}

/* A step of the whole card; a rounding that is too small to be seen stays away. */
static void lines_put_steps(const html_lines *l)
{
    kf_buffer *out = &l->page->w->out;
    for (int32_t i = 0; i < kefu_sheet_reasons(l->page->w->sheet, l->row); i++) {
        const kefu_reason r = kf_write_reason(l->page->w, l->row, i);
        if (!lines_is_step(&r) ||
            (r.code == KEFU_REASON_ROUNDING && !lines_shown(r.points, l->digits)))
            continue;
        const kefu_card_part part = kf_write_reason_part(l->page->w, &r);
        kf_put_text(out, "<tr class=\"cut\"><th colspan=\"4\">");
        kf_html_text(out, kf_write_label(&part, l->page->w->language));
        kf_put_text(out, "</th><th>");
        kf_html_points(out, r.points, l->digits, 1);
        kf_put_text(out, "</th><td>");
        kf_html_text(out, kf_write_reason_text(l->page->w, l->row, i, l->page->w->language));
        kf_put_text(out, "</td></tr>\n");
    }
}

static void lines_put_extras(const html_lines *l)
{
    kf_buffer *out = &l->page->w->out;
    const kf_html_extras extras = lines_extras(l->page, l->row);
    if (!extras.n)
        return;
    kf_put_format(out, "<tr class=\"cut\"><th colspan=\"4\">%s</th><th>",
                  kf_html_say(l->page, "加减分与高压线", "Adjustments and red lines"));
    if (extras.counting)
        kf_html_points(out, extras.points, l->digits, 1);
    kf_put_text(out, "</th><th></th></tr>\n");
    for (int32_t i = 0; i < kefu_sheet_reasons(l->page->w->sheet, l->row); i++) {
        const kefu_reason r = kf_write_reason(l->page->w, l->row, i);
        if (lines_is_extra(&r))
            lines_put_part(l, i);
    }
}

void kf_html_lines(kf_page *page, int64_t row, const kefu_sheet_row *of, int32_t digits)
{
    kf_buffer *out = &page->w->out;
    const html_lines l = {page, row, digits, lines_weight_digits(page, row)};
    kf_put_format(
        out,
        "<table class=\"lines%s\"><thead><tr><th class=\"l\">%s</th><th>%s</th><th>%s</th>"
        "<th>%s</th><th>%s</th><th>%s</th></tr></thead><tbody>\n",
        digits > KF_HTML_DIGITS ? " fine" : "", kf_html_say(page, "考核项", "Indicator"),
        kf_html_say(page, "数据", "Figure"), kf_html_say(page, "单项分", "Of 100"),
        kf_html_say(page, "权重", "Weight"), kf_html_say(page, "得分", "Points"),
        kf_html_say(page, "说明", "Reason"));
    lines_put_sections(&l, 0);
    lines_put_steps(&l);
    lines_put_sections(&l, 1);
    lines_put_extras(&l);
    kf_put_format(out, "</tbody><tfoot><tr><td class=\"l\" colspan=\"4\">%s</td><td>",
                  kf_html_say(page, "总分", "Total"));
    if (of->status == KEFU_VALUE_OK)
        kf_html_points(out, of->total, digits, 0);
    else
        kf_put_text(out, "–");
    kf_put_text(out, "</td><td></td></tr></tfoot></table>\n");
}
