/* html_sheet.c - the page's overview: all people, coloured against their peers. */
#include <string.h>

#include "score/sheet.h"
#include "write/html.h"

/* More columns than fit a common screen: the table scrolls in its box there, too. */
enum { HTML_NARROW_COLUMNS = 17 };

/* ---- Head: what, when, how many ---- */

typedef struct html_tile {
    uint32_t flag; /* 0 = everybody */
    const char *zh, *en;
} html_tile;

static const html_tile html_tiles[] = {{0, "人", "people"},
                                       {KEFU_ROW_BELOW_FLOOR, "改进计划", "improvement plan"},
                                       {KEFU_ROW_RED_LINE, "触发高压线", "red line"},
                                       {KEFU_ROW_FAILED, "考核不合格", "failed"},
                                       {KEFU_ROW_PENDING, "待复核", "pending decisions"},
                                       {KEFU_ROW_PROVISIONAL, "延迟统计", "provisional"},
                                       {KEFU_ROW_NO_GRADE, "无等级", "without a grade"}};

static void html_put_tile(const kf_page *page, const html_tile *tile, int64_t n)
{
    kf_buffer *out = &page->w->out;
    kf_put_format(out, "<li%s><b>%i</b><span>%s</span></li>",
                  tile->flag && n ? " class=\"hot\"" : "", n,
                  kf_html_say(page, tile->zh, tile->en));
}

static void html_head(const kf_page *page)
{
    kf_buffer *out = &page->w->out;
    kf_put_text(out, "<header><h1>");
    kf_html_text(out, kefu_sheet_label(page->w->sheet, page->w->language));
    kf_put_text(out, "</h1><p class=\"sub\">");
    kf_html_text(out, kefu_sheet_period(page->w->sheet));
    kf_put_text(out, "</p></header>\n<ul class=\"tiles\">");
    for (size_t t = 0; t < sizeof html_tiles / sizeof html_tiles[0]; t++) {
        int64_t n = 0;
        for (int64_t i = 0; i < page->rows; i++) {
            const uint32_t flags = kf_write_row(page->w, i).flags;
            n += !html_tiles[t].flag || (flags & html_tiles[t].flag);
        }
        if (!html_tiles[t].flag || n)
            html_put_tile(page, &html_tiles[t], n);
    }
    kf_put_text(out, "</ul>\n");
}

/* ---- Findings ---- */

static void html_finding(const kf_page *page, int32_t index)
{
    kf_buffer *out = &page->w->out;
    kefu_finding f = {.struct_size = sizeof f};
    (void)kefu_findings_at(page->w->findings, index, &f);
    kf_put_text(out, "<li>");
    if (f.severity == KEFU_SEVERITY_ERROR)
        kf_put_format(out, "<span class=\"flag bad\">%s</span>",
                      kf_html_say(page, "错误", "error"));
    kf_html_text(out, kf_html_say(page, f.text_zh, f.text_en));
    kf_put_text(out, "<code>");
    kf_html_text(out, f.path);
    if (f.line > 0)
        kf_put_format(out, " · %d:%d", f.line, f.column);
    kf_put_text(out, "</code></li>\n");
}

static int32_t html_is_note(const kf_page *page, int32_t index)
{
    kefu_finding f = {.struct_size = sizeof f};
    (void)kefu_findings_at(page->w->findings, index, &f);
    return f.severity == KEFU_SEVERITY_NOTE;
}

/* Faults lie open, notes are folded away. */
static void html_list_findings(const kf_page *page, int32_t notes, const char *title)
{
    const int32_t n = page->w->findings ? kefu_findings_count(page->w->findings) : 0;
    int32_t count = 0;
    for (int32_t i = 0; i < n; i++)
        count += html_is_note(page, i) == notes;
    if (!count)
        return;
    kf_buffer *out = &page->w->out;
    kf_put_format(out, "<details class=\"findings%s\"%s><summary>%s · %d</summary><ol>",
                  notes ? " aside" : "", notes ? "" : " open", title, count);
    for (int32_t i = 0; i < n; i++)
        if (html_is_note(page, i) == notes)
            html_finding(page, i);
    kf_put_text(out, "</ol></details>\n");
}

static void html_findings(const kf_page *page)
{
    html_list_findings(page, 0, kf_html_say(page, "方案检查", "Findings about the card"));
    html_list_findings(page, 1, kf_html_say(page, "方案提示", "Notes about the card"));
}

/* ---- Table ---- */

static int32_t html_section_items(const kf_page *page, const char *section, int64_t *weight)
{
    int32_t n = 0;
    *weight = 0;
    for (int32_t i = 0; i < page->items; i++) {
        const kefu_card_part part = kf_write_part(page->w, KEFU_PART_ITEM, i);
        if (strcmp(part.section_id, section) != 0)
            continue;
        n++;
        *weight += part.weight;
    }
    return n;
}

/* Whether an item begins a section: it gets a line on its left. */
static int32_t html_begins(const kf_page *page, int32_t item)
{
    if (item == 0)
        return 1;
    const kefu_card_part before = kf_write_part(page->w, KEFU_PART_ITEM, item - 1);
    const kefu_card_part part = kf_write_part(page->w, KEFU_PART_ITEM, item);
    return strcmp(before.section_id, part.section_id) != 0;
}

static void html_table_head(const kf_page *page)
{
    kf_buffer *out = &page->w->out;
    kf_put_format(
        out,
        "<thead><tr><th rowspan=\"2\" class=\"c\">%s</th><th rowspan=\"2\" class=\"l\">%s</th>",
        kf_html_say(page, "名次", "Place"), kf_html_say(page, "客服", "Agent"));
    for (int32_t i = 0; i < kefu_sheet_parts(page->w->sheet, KEFU_PART_SECTION); i++) {
        const kefu_card_part section = kf_write_part(page->w, KEFU_PART_SECTION, i);
        int64_t weight;
        const int32_t n = html_section_items(page, section.id, &weight);
        if (!n)
            continue;
        kf_put_format(out, "<th class=\"span\" colspan=\"%d\">", n);
        kf_html_text(out, kf_write_label(&section, page->w->language));
        kf_put_char(out, ' ');
        kf_html_weight(out, weight, kf_html_weight_digits(weight));
        if (section.bonus)
            kf_put_format(out, "<small>%s</small>", kf_html_bonus(page));
        kf_put_text(out, "</th>");
    }
    if (page->extras)
        kf_put_format(out, "<th rowspan=\"2\" class=\"first\">%s</th>",
                      page->w->sheet->card->has_steps
                          ? kf_html_say(page, "加减与调整", "Beside items")
                          : kf_html_say(page, "加减分", "Adjusted"));
    kf_put_format(out, "<th rowspan=\"2\"%s>%s</th><th rowspan=\"2\">%s</th>",
                  page->extras ? "" : " class=\"first\"", kf_html_say(page, "总分", "Total"),
                  kf_html_say(page, "等级", "Grade"));
    if (kefu_sheet_parts(page->w->sheet, KEFU_PART_TIER))
        kf_put_format(out, "<th rowspan=\"2\">%s</th>", kf_html_say(page, "分布档", "Tier"));
    kf_put_format(out, "<th rowspan=\"2\" class=\"l\">%s</th></tr>\n<tr>",
                  kf_html_say(page, "标记", "Flags"));
    for (int32_t i = 0; i < page->items; i++) {
        const kefu_card_part part = kf_write_part(page->w, KEFU_PART_ITEM, i);
        kf_put_text(out, html_begins(page, i) ? "<th class=\"first\">" : "<th>");
        kf_html_text(out, kf_write_label(&part, page->w->language));
        kf_put_format(out, "<small>%s ", kf_html_say(page, "权重", "weight"));
        kf_html_weight(out, part.weight, kf_html_weight_digits(part.weight));
        kf_put_text(out, part.direction == KEFU_LOWER ? " ↓</small></th>" : "</small></th>");
    }
    kf_put_text(out, "</tr></thead>\n");
}

/* A figure with its points, and the reason behind a click. */
static void html_item_cell(kf_page *page, int64_t row, int32_t item)
{
    kf_buffer *out = &page->w->out;
    const int32_t tone = page->tones ? page->tones[row * page->items + item] : KF_TONE_NONE;
    kf_put_text(out, "<td class=\"");
    if (tone)
        kf_put_format(out, "t%d", tone);
    if (html_begins(page, item))
        kf_put_text(out, " first");
    if (item * 2 >= page->items)
        kf_put_text(out, " r");
    kf_put_text(out, "\">");
    kefu_reason reason;
    int32_t index;
    if (kf_write_find_reason(page->w, row, KEFU_PART_ITEM, item, &reason, &index)) {
        const kefu_card_part part = kf_write_part(page->w, KEFU_PART_ITEM, item);
        kf_put_text(out, "<details name=\"why\"><summary>");
        kf_write_figure(out, &reason.value, &part, page->w->language);
        kf_put_text(out, "<small>");
        if (reason.code == KEFU_REASON_LEFT_OUT || reason.code == KEFU_REASON_NOT_APPLIED)
            kf_put_text(out, kf_html_say(page, "不计", "left out"));
        else
            kf_write_points(out, reason.points, 0);
        kf_put_text(out, "</small></summary><div class=\"why\">");
        kf_html_text(out, kf_write_reason_text(page->w, row, index, page->w->language));
        kf_put_text(out, "</div></details>");
    }
    kf_put_text(out, "</td>");
}

/* All adjustments and red lines of a row in one cell. */
static void html_adjusted_cell(kf_page *page, int64_t row)
{
    kf_buffer *out = &page->w->out;
    const kf_html_extras extras = kf_html_sum_extras(page, row);
    kf_put_text(out, "<td class=\"first r\">");
    if (extras.n) {
        kf_put_text(out, "<details name=\"why\"><summary>");
        kf_html_extras_points(page, &extras);
        kf_put_text(out, "</summary><div class=\"why\">");
        for (int32_t i = 0; i < kefu_sheet_reasons(page->w->sheet, row); i++) {
            const kefu_reason r = kf_write_reason(page->w, row, i);
            if (!kf_html_is_beside(&r))
                continue;
            kf_put_text(out, "<p>");
            kf_html_text(out, kf_write_reason_text(page->w, row, i, page->w->language));
            kf_put_text(out, "</p>");
        }
        kf_put_text(out, "</div></details>");
    }
    kf_put_text(out, "</td>");
}

static void html_place_cell(const kf_page *page, const kefu_place *place)
{
    kf_buffer *out = &page->w->out;
    kf_put_text(out, "<td class=\"place\">");
    if (place->state == KEFU_PLACE_RANKED) {
        kf_write_place(out, place);
        if (place->tied > 1)
            kf_put_format(out, "<small>%s</small>", kf_html_say(page, "并列", "tied"));
    } else {
        kf_put_format(out, "–<small>%s</small>",
                      place->state == KEFU_PLACE_LOW_VOLUME
                          ? kf_html_say(page, "样本不足", "low volume")
                          : kf_html_say(page, "无总分", "no total"));
    }
    kf_put_text(out, "</td>");
}

/* A grade or tier. */
static void html_class_mark(const kf_page *page, const char *id)
{
    kf_buffer *out = &page->w->out;
    if (!id[0])
        return;
    kf_put_text(out, "<span class=\"grade\">");
    kf_html_text(out, id);
    kf_put_text(out, "</span>");
}

static void html_person(kf_page *page, int64_t index, const kefu_sheet_row *row)
{
    kf_buffer *out = &page->w->out;
    kf_put_text(out, "<tr>");
    html_place_cell(page, &row->place);
    kf_put_format(out, "<td class=\"l who\"><a href=\"#slip-%i\"><bdi>", index + 1);
    kf_html_text(out, row->name);
    kf_put_text(out, "</bdi></a><small>");
    kf_html_belongs(page, row, 0);
    kf_put_text(out, "</small></td>");
    for (int32_t i = 0; i < page->items; i++)
        html_item_cell(page, index, i);
    if (page->extras)
        html_adjusted_cell(page, index);
    kf_put_text(out, page->extras ? "<td class=\"total\">" : "<td class=\"total first\">");
    if (row->status == KEFU_VALUE_OK) {
        kf_put_text(out, "<b>");
        kf_write_points(out, row->total, 0);
        kf_put_text(out, "</b>");
        kf_html_bar(page, index, row, page->full, 110);
    } else {
        kf_put_text(out, "–");
    }
    kf_put_text(out, "</td><td>");
    html_class_mark(page, row->grade);
    if (kefu_sheet_parts(page->w->sheet, KEFU_PART_TIER)) {
        kf_put_text(out, "</td><td>");
        html_class_mark(page, row->tier);
    }
    kf_put_text(out, "</td><td class=\"l\">");
    kf_html_flags(page, index, row->flags);
    kf_html_coverage(page, row->coverage);
    kf_html_held(page, index);
    kf_put_text(out, "</td></tr>\n");
}

/* Columns of the table: place, agent, items, what is beside them, total, grade, tier, flags. */
static int32_t html_columns(const kf_page *page)
{
    return page->items + 5 + page->extras + (kefu_sheet_parts(page->w->sheet, KEFU_PART_TIER) > 0);
}

static void html_group_head(const kf_page *page, int64_t first, const char *group)
{
    kf_buffer *out = &page->w->out;
    int64_t n = 0;
    while (first + n < page->rows && strcmp(kf_write_row(page->w, first + n).group, group) == 0)
        n++;
    kf_put_format(out, "<tr class=\"group\"><th colspan=\"%d\">", html_columns(page));
    kf_html_text(out, group);
    kf_put_format(out, kf_html_say(page, " · %i 人", n == 1 ? " · %i person" : " · %i people"), n);
    kf_put_text(out, "</th></tr>\n");
}

static void html_table(kf_page *page)
{
    kf_buffer *out = &page->w->out;
    const char *last = "";
    kf_put_text(out, "<div class=\"card scroll\"><table class=\"grid\">");
    html_table_head(page);
    kf_put_text(out, "<tbody>\n");
    for (int64_t i = 0; i < page->rows && kf_writer_step(page->w); i++) {
        const kefu_sheet_row row = kf_write_row(page->w, i);
        if (strcmp(row.group, last) != 0)
            html_group_head(page, i, row.group);
        last = row.group;
        html_person(page, i, &row);
    }
    kf_put_text(out, "</tbody></table></div>\n");
}

static void html_legend(const kf_page *page)
{
    kf_buffer *out = &page->w->out;
    kf_put_format(out, "<p class=\"legend\"><span>%s ",
                  kf_html_say(page, "与同组相比:较差 ▼", "against the group: worse ▼"));
    for (int32_t tone = KF_TONE_LOWEST; tone <= KF_TONE_HIGHEST; tone++)
        kf_put_format(out, "<i class=\"t%d\"></i>", tone);
    kf_put_format(out,
                  " %s</span><span>%s</span><span class=\"screen\">%s</span>"
                  "<span class=\"screen\">%s</span></p>\n",
                  kf_html_say(page, "▲ 较好(五分位)", "▲ better (fifths)"),
                  kf_html_say(page, "↓ 越低越好", "↓ lower is better"),
                  kf_html_say(page, "点数字看得分说明", "click a figure for its reason"),
                  kf_html_say(page, "点姓名看个人成绩单,可单独打印",
                              "click a name for the slip, which prints alone"));
    kf_put_format(out, "<footer>%s ", kf_html_say(page, "考核方案", "card"));
    kf_html_text(out, kefu_sheet_card_id(page->w->sheet));
    kf_put_text(out, " · ");
    kf_html_text(out, kefu_sheet_card_hash(page->w->sheet));
    kf_put_text(out, "</footer>\n");
}

void kf_html_sheet(kf_page *page)
{
    kf_put_format(&page->w->out, "<main id=\"top\"%s>\n",
                  html_columns(page) > HTML_NARROW_COLUMNS ? " class=\"wide\"" : "");
    html_head(page);
    html_findings(page);
    kf_html_plan(page);
    html_table(page);
    html_legend(page);
    kf_put_text(&page->w->out, "</main>\n");
}
