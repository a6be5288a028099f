/* html_slip.c - one person's slip: figures, points, reasons and next steps of that person alone, on
 * a page of its own when printed. */
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
    if (kefu_sheet_parts(page->w->sheet, KEFU_PART_TIER)) {
        kf_put_text(out, "<div><b>");
        kf_html_text(out, row->tier[0] ? row->tier : "–");
        kf_put_format(out, "</b><span>%s</span></div>", kf_html_say(page, "分布档", "tier"));
    }
    html_slip_place(page, &row->place);
    kf_put_text(out, "</div>\n");
}

static void html_slip_bar(const kf_page *page, int64_t index, const kefu_sheet_row *row,
                          int32_t digits)
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
        kf_html_points(out, kf_html_section_points(page, index, &section), digits, 0);
        kf_put_text(out, "</span>");
    }
    if (row->adjustments) {
        kf_put_format(out,
                      "<span><svg width=\"10\" height=\"10\"><rect width=\"10\" height=\"10\" "
                      "class=\"plus\"/></svg>%s ",
                      kf_html_say(page, "加减分", "adjustments"));
        kf_html_points(out, row->adjustments, digits, 1);
        kf_put_text(out, "</span>");
    }
    kf_put_text(out, "</p>\n");
}

/* ---- Notes ---- */

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

/* What a flag means for the person; of the floor, what is below it. */
static void html_slip_note(const kf_page *page, int64_t index, const kefu_sheet_row *row,
                           const kf_row_flag *flag)
{
    kf_buffer *out = &page->w->out;
    const int32_t excused = flag->flag == KEFU_ROW_EXCUSED;
    kf_put_text(out, "<li>");
    kf_html_flags(page, index, flag->flag);
    if (excused || flag->flag == KEFU_ROW_BELOW_FLOOR) {
        kf_put_text(out, kf_html_say(page, "低于最低标准:", "Below the floor: "));
        kf_html_below(page, index, row);
        kf_put_text(out, excused ? kf_html_say(page, ",经复核免改进计划。",
                                               "; a decision says that no improvement plan is due.")
                                 : kf_html_say(page, ",需要制定改进计划。",
                                               "; an improvement plan is due."));
    } else {
        kf_put_text(out, kf_html_say(page, flag->note_zh, flag->note_en));
    }
    kf_put_text(out, "</li>");
}

static void html_slip_days(const kf_page *page, const kefu_sheet_row *row)
{
    kf_buffer *out = &page->w->out;
    const kefu_card_part as_percent = {.unit = "ratio", .scale = 2};
    if (row->share_of_days.den <= 0)
        return;
    kf_put_format(out, "<li>%s ", kf_html_say(page, "出勤比例", "Days on duty:"));
    kf_write_figure(out, &row->share_of_days, &as_percent, page->w->language);
    kf_put_text(out, "</li>");
}

static void html_slip_notes(const kf_page *page, int64_t index, const kefu_sheet_row *row,
                            int32_t digits)
{
    kf_buffer *out = &page->w->out;
    kf_put_text(out, "<ul class=\"notes\">");
    for (int32_t i = 0; i < KF_ROW_FLAGS; i++) {
        const kf_row_flag *f = &kf_row_flags[i];
        if (row->flags & f->flag)
            html_slip_note(page, index, row, f);
    }
    if (row->coverage < KEFU_POINT) {
        kf_put_text(out, "<li>");
        kf_html_coverage(page, row->coverage);
        kf_put_format(out, "%s</li>",
                      kf_html_say(page, "其余考核项没有数据,按方案处理。",
                                  "The other items have no figure; the card says what then."));
    }
    html_slip_days(page, row);
    if (digits > KF_HTML_DIGITS)
        kf_put_format(
            out, "<li>%s</li>",
            kf_html_say(page, "得分列多显示几位小数,逐项相加即为总分。",
                        "The points have as many digits as it takes for them to add up."));
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
    const int32_t digits = kf_html_digits(page, index, &row);
    html_slip_bar(page, index, &row, digits);
    kf_html_lines(page, index, &row, digits);
    kf_html_awards(page, index);
    kf_html_next_steps(page, index, &row);
    html_slip_notes(page, index, &row, digits);
    kf_put_format(
        out, "<p class=\"sign\"><span>%s</span><span>%s</span><span>%s</span></p><footer>%s ",
        kf_html_say(page, "本人确认", "Agent"), kf_html_say(page, "主管确认", "Supervisor"),
        kf_html_say(page, "日期", "Date"), kf_html_say(page, "考核方案", "card"));
    kf_html_text(out, kefu_sheet_card_id(page->w->sheet));
    kf_put_text(out, " · ");
    kf_html_text(out, kefu_sheet_card_hash(page->w->sheet));
    kf_put_text(out, "</footer></section>\n");
}
