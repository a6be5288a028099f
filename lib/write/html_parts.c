/* html_parts.c - what sheet and slips have in common: escaping, colours, bars, flags. */
#include <string.h>

#include "write/html.h"

const char *kf_html_say(const kf_page *page, const char *zh, const char *en)
{
    return page->w->language == KEFU_ZH ? zh : en;
}

static const char *html_escape(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return c < ' ' || c == 0x7F ? " " : NULL;
    }
}

void kf_html_text(kf_buffer *out, const char *text)
{
    const char *from = text;
    for (; *text; text++) {
        const char *instead = html_escape((unsigned char)*text);
        if (!instead)
            continue;
        kf_put(out, from, (size_t)(text - from));
        kf_put_text(out, instead);
        from = text + 1;
    }
    kf_put(out, from, (size_t)(text - from));
}

int32_t kf_html_weight_digits(int64_t millionths) { return millionths % KEFU_POINT ? 2 : 0; }

void kf_html_weight(kf_buffer *out, int64_t millionths, int32_t digits)
{
    char text[48];
    const kefu_value value = {millionths, KEFU_POINT, 0, KEFU_VALUE_OK, 0};
    (void)kefu_value_format(&value, digits, text, sizeof text);
    kf_put_text(out, text);
}

void kf_html_belongs(const kf_page *page, const kefu_sheet_row *row, int32_t with_group)
{
    kf_buffer *out = &page->w->out;
    const char *const parts[3] = {strcmp(row->person, row->name) == 0 ? "" : row->person, row->team,
                                  with_group && strcmp(row->team, row->group) != 0 ? row->group
                                                                                   : ""};
    for (int i = 0, any = 0; i < 3; i++) {
        if (!parts[i][0])
            continue;
        kf_put_text(out, any++ ? " · <bdi>" : "<bdi>");
        kf_html_text(out, parts[i]);
        kf_put_text(out, "</bdi>");
    }
}

/* ---- Colours against peers ---- */

/* Fifth of a place among n: the share below plus half of those that are equal, which of the mean
 * place p is (n - p + 1/2) / n. */
static uint8_t html_tone(const kefu_place *place)
{
    if (place->state != KEFU_PLACE_RANKED || place->ranked < 2)
        return KF_TONE_NONE;
    const int64_t n2 = 2 * place->ranked;
    const int64_t fifth = 5 * (n2 - place->twice + 1) / n2;
    return (uint8_t)(KF_TONE_LOWEST + (fifth < 0 ? 0 : fifth > 4 ? 4 : fifth));
}

typedef struct html_peers {
    kefu_value *values;
    kefu_place *places;
    int32_t *groups;
} html_peers;

/* What is set against the peers': where the best is in the middle, the points of the curve. */
static kefu_value html_compared(const kefu_reason *r, int32_t direction)
{
    const kefu_value points = {r->curve, KEFU_POINT, -1, KEFU_VALUE_OK, 0};
    return direction == KEFU_MIDDLE && r->value.den > 0 ? points : r->value;
}

static kefu_status html_tone_item(kf_page *page, const html_peers *peers, int32_t item,
                                  const kf_memory *memory)
{
    const kefu_value nothing = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    const kefu_card_part part = kf_write_part(page->w, KEFU_PART_ITEM, item);
    for (int64_t i = 0; i < page->rows; i++) {
        kefu_reason reason;
        int32_t index;
        const int32_t found =
            kf_write_find_reason(page->w, i, KEFU_PART_ITEM, item, &reason, &index);
        const int32_t few = kf_write_row(page->w, i).place.state == KEFU_PLACE_LOW_VOLUME ||
                            (found && reason.cause == KEFU_VALUE_LOW_VOLUME);
        peers->values[i] = !found || few ? nothing : html_compared(&reason, part.direction);
    }
    const kefu_rank_options options = {.struct_size = sizeof options,
                                       .allocator = &memory->with,
                                       .ties = KEFU_TIES_FRACTIONAL,
                                       .lower_first = part.direction == KEFU_LOWER,
                                       .groups = peers->groups};
    const kefu_status status =
        kefu_rank(peers->values, page->rows, &options, peers->places, NULL, page->w->error);
    for (int64_t i = 0; !status && i < page->rows; i++)
        page->tones[i * page->items + item] = html_tone(&peers->places[i]);
    return status;
}

/* People are in order of their groups, so a group number is a count of changes. */
static void html_number_groups(const kf_page *page, int32_t *groups)
{
    const char *last = NULL;
    int32_t group = 0;
    for (int64_t i = 0; i < page->rows; i++) {
        const kefu_sheet_row row = kf_write_row(page->w, i);
        group += last && strcmp(last, row.group) != 0;
        last = row.group;
        groups[i] = group;
    }
}

kefu_status kf_html_tones(kf_page *page, const kf_memory *memory)
{
    const size_t n = (size_t)page->rows;
    html_peers peers = {kf_alloc_array(memory, n, sizeof *peers.values),
                        kf_alloc_array(memory, n, sizeof *peers.places),
                        kf_alloc_array(memory, n, sizeof *peers.groups)};
    kefu_status status = KEFU_OK;
    if (!peers.values || !peers.places || !peers.groups)
        status = kf_no_memory(page->w->error);
    if (!status)
        html_number_groups(page, peers.groups);
    for (int32_t i = 0; !status && i < page->items; i++)
        status = html_tone_item(page, &peers, i, memory);
    kf_free_array(memory, peers.values, n, sizeof *peers.values);
    kf_free_array(memory, peers.places, n, sizeof *peers.places);
    kf_free_array(memory, peers.groups, n, sizeof *peers.groups);
    return status;
}

/* ---- Bars ---- */

int64_t kf_html_section_points(const kf_page *page, int64_t row, const kefu_card_part *section)
{
    int64_t sum = 0;
    const int32_t n = kefu_sheet_reasons(page->w->sheet, row);
    for (int32_t i = 0; i < n; i++) {
        const kefu_reason reason = kf_write_reason(page->w, row, i);
        if (kf_write_is_extra(&reason))
            continue;
        const kefu_card_part part = kf_write_part(page->w, reason.kind, reason.part);
        if (strcmp(part.section_id, section->id) == 0)
            sum += reason.points;
    }
    return sum;
}

/* ---- Adjustments and red lines ---- */

static int32_t html_is_pending(const kefu_reason *r)
{
    return r->code == KEFU_REASON_PENDING || r->code == KEFU_REASON_RED_PENDING;
}

static const char *html_idle_word(const kf_page *page, int32_t pending)
{
    return pending ? kf_html_say(page, "待复核", "pending")
                   : kf_html_say(page, "已驳回", "rejected");
}

const char *kf_html_idle(const kf_page *page, const kefu_reason *r)
{
    if (r->kind != KEFU_PART_ADJUSTMENT && r->kind != KEFU_PART_RED_LINE)
        return NULL;
    return r->a.num ? NULL : html_idle_word(page, html_is_pending(r));
}

void kf_html_add_extra(const kf_page *page, const kefu_reason *r, kf_html_extras *sum)
{
    sum->n++;
    sum->counting += !kf_html_idle(page, r);
    sum->pending += html_is_pending(r);
    sum->points += r->points;
}

int32_t kf_html_is_beside(const kefu_reason *r)
{
    return r->kind != KEFU_PART_ITEM && r->code != KEFU_REASON_ROUNDING;
}

kf_html_extras kf_html_sum_extras(const kf_page *page, int64_t row)
{
    kf_html_extras sum = {0, 0, 0, 0};
    for (int32_t i = 0; i < kefu_sheet_reasons(page->w->sheet, row); i++) {
        const kefu_reason r = kf_write_reason(page->w, row, i);
        if (kf_html_is_beside(&r))
            kf_html_add_extra(page, &r, &sum);
    }
    return sum;
}

const char *kf_html_bonus(const kf_page *page) { return kf_html_say(page, "额外加分", "bonus"); }

void kf_html_extras_points(const kf_page *page, const kf_html_extras *extras)
{
    kf_buffer *out = &page->w->out;
    if (extras->counting)
        kf_write_points(out, extras->points, 1);
    else
        kf_put_format(out, "<small>%s</small>", html_idle_word(page, extras->pending));
}

/* ---- Bars of sections ---- */

typedef struct html_bar {
    kf_buffer *out;
    int64_t full;
    int32_t width, height;
    int32_t at; /* where the next piece begins, in tenths of a pixel */
} html_bar;

static void html_tenths(kf_buffer *out, int64_t tenths)
{
    kf_put_i64(out, tenths / 10);
    kf_put_char(out, '.');
    kf_put_i64(out, tenths % 10);
}

static void html_bar_piece(html_bar *bar, const char *class_name, int32_t number, int64_t points)
{
    const int64_t most = (int64_t)bar->width * 10 - bar->at;
    int64_t length = points > 0 ? points / 1000 * bar->width * 10 / (bar->full / 1000) : 0;
    length = length > most ? most : length;
    if (length <= 0)
        return;
    kf_put_text(bar->out, "<rect x=\"");
    html_tenths(bar->out, bar->at);
    kf_put_text(bar->out, "\" width=\"");
    html_tenths(bar->out, length);
    kf_put_format(bar->out, "\" height=\"%d\" class=\"%s", bar->height, class_name);
    if (number >= 0)
        kf_put_i64(bar->out, number % 4);
    kf_put_text(bar->out, "\"/>");
    bar->at += (int32_t)length;
}

void kf_html_bar(const kf_page *page, int64_t row, const kefu_sheet_row *of, int64_t full,
                 int32_t width)
{
    kf_buffer *out = &page->w->out;
    html_bar bar = {out, full, width, width > 200 ? 18 : 7, 0};
    kf_put_format(out,
                  "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                  "preserveAspectRatio=\"none\" role=\"img\" aria-label=\"",
                  width, bar.height, width, bar.height);
    kf_write_points(out, of->total, 0);
    kf_put_format(out, "\"><rect width=\"%d\" height=\"%d\" class=\"rest\"/>", width, bar.height);
    if ((of->flags & (KEFU_ROW_RED_LINE_CUT | KEFU_ROW_FAILED | KEFU_ROW_CUT)) || of->team_part) {
        html_bar_piece(&bar, "whole", -1, of->total);
    } else {
        for (int32_t i = 0; i < kefu_sheet_parts(page->w->sheet, KEFU_PART_SECTION); i++) {
            const kefu_card_part section = kf_write_part(page->w, KEFU_PART_SECTION, i);
            html_bar_piece(&bar, "s", i, kf_html_section_points(page, row, &section));
        }
        html_bar_piece(&bar, "plus", -1, of->adjustments);
    }
    const int64_t hundred = 100 * (int64_t)KEFU_POINT / 1000 * width * 10 / (full / 1000);
    kf_put_text(out, "<path class=\"mark\" d=\"M");
    html_tenths(out, hundred - 5);
    kf_put_format(out, " 0v%d\"/></svg>", bar.height);
}

void kf_html_coverage(const kf_page *page, int64_t coverage)
{
    kf_buffer *out = &page->w->out;
    if (coverage >= KEFU_POINT)
        return;
    const kefu_value value = {coverage, KEFU_POINT, 0, KEFU_VALUE_OK, 0};
    const kefu_card_part as_percent = {.unit = "ratio", .scale = 0};
    kf_put_format(out, "<span class=\"flag\">%s ",
                  kf_html_say(page, "数据覆盖", "scored from data"));
    kf_write_figure(out, &value, &as_percent, page->w->language);
    kf_put_text(out, "</span>");
}

void kf_html_flags(const kf_page *page, int64_t row, uint32_t flags)
{
    kf_buffer *out = &page->w->out;
    for (int32_t i = 0; i < KF_ROW_FLAGS; i++) {
        const kf_row_flag *f = &kf_row_flags[i];
        if (!(flags & f->flag))
            continue;
        const int32_t bad = f->flag == KEFU_ROW_RED_LINE || f->flag == KEFU_ROW_BELOW_FLOOR;
        kf_put_format(out, "<span class=\"flag%s\">%s</span>", bad ? " bad" : "",
                      kf_write_flag_name(page->w, row, f));
    }
}
