/* html_slip.c - one person's slip: figures, points and reasons of that person alone, on a page of
 * its own when printed. */
#include <string.h>

#include "write/html.h"

static void html_slip_head(const kf_page *page, const kefu_sheet_row *row)
{
    kf_buffer *out = &page->w->out;
    kf_put_format(out, "<a class=\"close\" href=\"#top\">%s</a><p class=\"sub\">",
                  kf_html_say(page, "× 关闭", "× close"));
    kf_html_text(out, kefu_sheet_label(page->w->sheet, page->w->language));
    if (kefu_sheet_period(page->w->sheet)[0])
        kf_put_text(out, " · ");
    kf_html_text(out, kefu_sheet_period(page->w->sheet));
    kf_put_text(out, "</p><h2><bdi>");
    kf_html_text(out, row->name);
    kf_put_text(out, "</bdi><small>");
    kf_html_belongs(page, row, 1);
    kf_put_text(out, "</small></h2>\n");
}

static void html_slip_place(const kf_page *page, const kefu_place *place)
{
    kf_buffer *out = &page->w->out;
    kf_put_format(out, "<div><b>");
    if (place->state == KEFU_PLACE_RANKED)
        kf_write_place(out, place);
    else
        kf_put_text(out, "–");
    kf_put_format(out, "</b><span>%s", kf_html_say(page, "名次", "place"));
    if (place->state == KEFU_PLACE_RANKED)
        kf_put_format(out, kf_html_say(page, " / %i 人%s", " of %i%s"), place->ranked,
                      place->tied > 1 ? kf_html_say(page, ",并列", ", tied") : "");
    else
        kf_put_format(out, " · %s",
                      place->state == KEFU_PLACE_LOW_VOLUME
                          ? kf_html_say(page, "样本不足,不参与排名", "low volume, not ranked")
                          : kf_html_say(page, "无总分", "no total"));
    kf_put_text(out, "</span></div>");
}

static void html_slip_sums(const kf_page *page, const kefu_sheet_row *row)
{
    kf_buffer *out = &page->w->out;
    kf_put_text(out, "<div class=\"sums\"><div class=\"total\"><b>");
    if (row->status == KEFU_VALUE_OK)
        kf_write_points(out, row->total, 0);
    else
        kf_put_text(out, "–");
    kf_put_format(out, "</b><span>%s</span></div><div><b>", kf_html_say(page, "总分", "total"));
    kf_html_text(out, row->grade[0] ? row->grade : "–");
    kf_put_format(out, "</b><span>%s</span></div>", kf_html_say(page, "等级", "grade"));
    html_slip_place(page, &row->place);
    kf_put_text(out, "</div>\n");
}

static void html_slip_bar(const kf_page *page, int64_t index, const kefu_sheet_row *row)
{
    kf_buffer *out = &page->w->out;
    if (row->status != KEFU_VALUE_OK)
        return;
    /* Not the overview's scale: it tells what the best one has. */
    const int64_t hundred = 100 * (int64_t)KEFU_POINT;
    kf_html_bar(page, index, row, row->total > hundred ? row->total : hundred, 700);
    kf_put_text(out, "<p class=\"key\">");
    for (int32_t i = 0; i < kefu_sheet_parts(page->w->sheet, KEFU_PART_SECTION); i++) {
        const kefu_card_part section = kf_write_part(page->w, KEFU_PART_SECTION, i);
        kf_put_format(out,
                      "<span><svg width=\"10\" height=\"10\"><rect width=\"10\" height=\"10\" "
                      "class=\"s%d\"/></svg>",
                      i % 4);
        kf_html_text(out, kf_write_label(&section, page->w->language));
        kf_put_char(out, ' ');
        kf_write_points(out, kf_html_section_points(page, index, &section), 0);
        kf_put_text(out, "</span>");
    }
    if (row->adjustments) {
        kf_put_format(out,
                      "<span><svg width=\"10\" height=\"10\"><rect width=\"10\" height=\"10\" "
                      "class=\"plus\"/></svg>%s ",
                      kf_html_say(page, "加减分", "adjustments"));
        kf_write_points(out, row->adjustments, 1);
        kf_put_text(out, "</span>");
    }
    kf_put_text(out, "</p>\n");
}

/* ---- Lines ---- */

/* So that all weights of a column have as many. */
static int32_t html_slip_digits(const kf_page *page, int64_t row)
{
    int32_t digits = 0;
    for (int32_t i = 0; i < kefu_sheet_reasons(page->w->sheet, row); i++) {
        const int32_t own = kf_html_weight_digits(kf_write_reason(page->w, row, i).weight);
        digits = own > digits ? own : digits;
    }
    return digits;
}

static int32_t html_slip_left_out(const kefu_reason *r)
{
    return r->code == KEFU_REASON_LEFT_OUT || r->code == KEFU_REASON_NOT_APPLIED;
}

static void html_slip_points(const kf_page *page, const kefu_reason *r)
{
    kf_buffer *out = &page->w->out;
    const char *idle = kf_html_idle(page, r);
    if (html_slip_left_out(r))
        idle = kf_html_say(page, "不计", "left out");
    if (idle)
        kf_put_text(out, idle);
    else
        kf_write_points(out, r->points, r->kind != KEFU_PART_ITEM);
}

/* One part of the card: label, figure, points of the curve, weight, points, reason. */
static void html_slip_line(kf_page *page, int64_t row, int32_t index, int32_t digits)
{
    kf_buffer *out = &page->w->out;
    const kefu_reason r = kf_write_reason(page->w, row, index);
    const kefu_card_part part = kf_write_reason_part(page->w, &r);
    const int32_t figure = r.kind && r.kind != KEFU_PART_SECTION;
    kf_put_text(out, "<tr><td class=\"l\">");
    kf_html_text(out, kf_write_label(&part, page->w->language));
    kf_put_text(out, "</td><td>");
    if (figure)
        kf_write_figure(out, &r.value, &part, page->w->language);
    kf_put_text(out, "</td><td>");
    if (r.kind == KEFU_PART_ITEM && !html_slip_left_out(&r)) {
        kf_write_points(out, r.curve, 0);
        kf_put_text(out, "</td><td>");
        kf_html_weight(out, r.weight, digits);
        kf_put_text(out, "%</td><td>");
    } else {
        kf_put_text(out, "</td><td></td><td>");
    }
    html_slip_points(page, &r);
    kf_put_text(out, "</td><td>");
    kf_html_text(out, kf_write_reason_text(page->w, row, index, page->w->language));
    kf_put_text(out, "</td></tr>\n");
}

static void html_slip_section(kf_page *page, int64_t row, const kefu_card_part *section,
                              int32_t digits)
{
    kf_buffer *out = &page->w->out;
    kf_put_text(out, "<tr class=\"cut\"><th colspan=\"4\">");
    kf_html_text(out, kf_write_label(section, page->w->language));
    kf_put_text(out, "</th><th>");
    kf_write_points(out, kf_html_section_points(page, row, section), 0);
    kf_put_text(out, "</th><th></th></tr>\n");
    for (int32_t i = 0; i < kefu_sheet_reasons(page->w->sheet, row); i++) {
        const kefu_reason r = kf_write_reason(page->w, row, i);
        if (!kf_write_is_extra(&r) &&
            !strcmp(kf_write_part(page->w, r.kind, r.part).section_id, section->id))
            html_slip_line(page, row, i, digits);
    }
}

static void html_slip_others(kf_page *page, int64_t row)
{
    kf_buffer *out = &page->w->out;
    const kf_html_extras extras = kf_html_sum_extras(page, row);
    if (!extras.n)
        return;
    kf_put_format(out, "<tr class=\"cut\"><th colspan=\"4\">%s</th><th>",
                  kf_html_say(page, "加减分与高压线", "Adjustments and red lines"));
    if (extras.counting)
        kf_write_points(out, extras.points, 1);
    kf_put_text(out, "</th><th></th></tr>\n");
    for (int32_t i = 0; i < kefu_sheet_reasons(page->w->sheet, row); i++) {
        const kefu_reason r = kf_write_reason(page->w, row, i);
        if (kf_write_is_extra(&r))
            html_slip_line(page, row, i, 0);
    }
}

static void html_slip_table(kf_page *page, int64_t index, const kefu_sheet_row *row)
{
    kf_buffer *out = &page->w->out;
    const int32_t digits = html_slip_digits(page, index);
    kf_put_format(out,
                  "<table class=\"lines\"><thead><tr><th class=\"l\">%s</th><th>%s</th><th>%s</th>"
                  "<th>%s</th><th>%s</th><th>%s</th></tr></thead><tbody>\n",
                  kf_html_say(page, "考核项", "Indicator"), kf_html_say(page, "数据", "Figure"),
                  kf_html_say(page, "单项分", "Of 100"), kf_html_say(page, "权重", "Weight"),
                  kf_html_say(page, "得分", "Points"), kf_html_say(page, "说明", "Reason"));
    for (int32_t i = 0; i < kefu_sheet_parts(page->w->sheet, KEFU_PART_SECTION); i++) {
        const kefu_card_part section = kf_write_part(page->w, KEFU_PART_SECTION, i);
        html_slip_section(page, index, &section, digits);
    }
    html_slip_others(page, index);
    kf_put_format(out, "</tbody><tfoot><tr><td class=\"l\" colspan=\"4\">%s</td><td>",
                  kf_html_say(page, "总分", "Total"));
    if (row->status == KEFU_VALUE_OK)
        kf_write_points(out, row->total, 0);
    else
        kf_put_text(out, "–");
    kf_put_text(out, "</td><td></td></tr></tfoot></table>\n");
}

/* ---- Notes ---- */

static int64_t html_slip_shown(int64_t millionths)
{
    const kefu_value value = {millionths, KEFU_POINT, 0, KEFU_VALUE_OK, 0};
    int64_t hundredths = 0;
    (void)kefu_value_round(&value, 2, &hundredths);
    return hundredths;
}

/* Whether the two digits shown of the items add up to their section's, and those to the total's. */
static int32_t html_slip_adds_up(const kf_page *page, int64_t index, const kefu_sheet_row *row)
{
    int64_t total = html_slip_shown(kf_html_sum_extras(page, index).points);
    for (int32_t i = 0; i < kefu_sheet_parts(page->w->sheet, KEFU_PART_SECTION); i++) {
        const kefu_card_part section = kf_write_part(page->w, KEFU_PART_SECTION, i);
        const int64_t sum = html_slip_shown(kf_html_section_points(page, index, &section));
        int64_t items = 0;
        for (int32_t k = 0; k < kefu_sheet_reasons(page->w->sheet, index); k++) {
            const kefu_reason r = kf_write_reason(page->w, index, k);
            if (!kf_write_is_extra(&r) &&
                !strcmp(kf_write_part(page->w, r.kind, r.part).section_id, section.id))
                items += html_slip_shown(r.points);
        }
        if (items != sum)
            return 0;
        total += sum;
    }
    return row->status != KEFU_VALUE_OK || total == html_slip_shown(row->total);
}

/* What the figures were made by, where the frame said so. */
static void html_slip_definitions(const kf_page *page)
{
    kf_buffer *out = &page->w->out;
    const char *joint = kf_html_say(page, "<li>指标口径:", "<li>Definitions: ");
    int32_t n = 0;
    for (int32_t kind = KEFU_PART_ITEM; kind <= KEFU_PART_RED_LINE; kind++)
        for (int32_t i = 0; i < kefu_sheet_parts(page->w->sheet, kind); i++) {
            const kefu_card_part part = kf_write_part(page->w, kind, i);
            if (!part.definition[0])
                continue;
            kf_put_text(out, n++ ? kf_html_say(page, ";", "; ") : joint);
            kf_html_text(out, kf_write_label(&part, page->w->language));
            kf_put_text(out, " <code>");
            kf_html_text(out, part.definition);
            kf_put_text(out, "</code>");
        }
    kf_put_text(out, n ? "</li>" : "");
}

static void html_slip_notes(const kf_page *page, int64_t index, const kefu_sheet_row *row)
{
    kf_buffer *out = &page->w->out;
    kf_put_text(out, "<ul class=\"notes\">");
    for (int32_t i = 0; i < KF_ROW_FLAGS; i++) {
        const kf_row_flag *f = &kf_row_flags[i];
        if (!(row->flags & f->flag))
            continue;
        kf_put_text(out, "<li>");
        kf_html_flags(page, index, f->flag);
        kf_put_format(out, "%s</li>", kf_html_say(page, f->note_zh, f->note_en));
    }
    if (row->coverage < KEFU_POINT) {
        kf_put_text(out, "<li>");
        kf_html_coverage(page, row->coverage);
        kf_put_format(out, "%s</li>",
                      kf_html_say(page, "其余考核项没有数据,按方案处理。",
                                  "The other items have no figure; the card says what then."));
    }
    if (!html_slip_adds_up(page, index, row))
        kf_put_format(out, "<li>%s</li>",
                      kf_html_say(page, "合计按未舍入的分数相加,可能与所示两位小数之和略有出入。",
                                  "Totals add the unrounded points; the two digits shown may add "
                                  "up to slightly less or more."));
    html_slip_definitions(page);
    kf_put_text(out, "</ul>\n");
}

void kf_html_slip(kf_page *page, int64_t index)
{
    kf_buffer *out = &page->w->out;
    const kefu_sheet_row row = kf_write_row(page->w, index);
    kf_put_format(out, "<section class=\"slip\" id=\"slip-%i\">", index + 1);
    html_slip_head(page, &row);
    html_slip_sums(page, &row);
    html_slip_bar(page, index, &row);
    html_slip_table(page, index, &row);
    html_slip_notes(page, index, &row);
    kf_put_format(
        out, "<p class=\"sign\"><span>%s</span><span>%s</span><span>%s</span></p><footer>%s ",
        kf_html_say(page, "本人确认", "Agent"), kf_html_say(page, "主管确认", "Supervisor"),
        kf_html_say(page, "日期", "Date"), kf_html_say(page, "考核方案", "card"));
    kf_html_text(out, kefu_sheet_card_id(page->w->sheet));
    kf_put_text(out, " · ");
    kf_html_text(out, kefu_sheet_card_hash(page->w->sheet));
    kf_put_text(out, "</footer></section>\n");
}
