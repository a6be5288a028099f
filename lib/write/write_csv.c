/* write_csv.c - a sheet as CSV: a line a person, the figure and the points of each item. */
#include <string.h>

#include "score/sheet.h"
#include "card/figure.h"
#include "write/write.h"

typedef struct csv_sheet {
    kf_writer *w;
    kefu_csv_writer *csv;
    kf_buffer cell;
} csv_sheet;

typedef struct csv_heading {
    const char *zh, *en;
} csv_heading;

static const csv_heading csv_before[] = {
    {"分组", "group"}, {"名次", "place"}, {"客服", "person"}, {"姓名", "name"}, {"团队", "team"}};
static const csv_heading csv_bonus = {"额外加分", "bonus"}, csv_team = {"团队部分", "team part"};
static const csv_heading csv_total[] = {{"总分", "total"}, {"等级", "grade"}};
static const csv_heading csv_tier = {"分布档", "tier"};
static const csv_heading csv_after[] = {{"数据覆盖", "coverage"}, {"标记", "flags"}};

static void sheet_csv_keep(csv_sheet *s, kefu_status status)
{
    if (!s->w->status)
        s->w->status = status;
}

/* A name or id: kept as it is where a spreadsheet would change it. */
static void sheet_csv_id(csv_sheet *s, const char *id)
{
    if (!s->w->status)
        sheet_csv_keep(s, kefu_csv_writer_id(s->csv, id, strlen(id), s->w->error));
}

static void sheet_csv_text(csv_sheet *s, const char *text)
{
    if (!s->w->status)
        sheet_csv_keep(s, kefu_csv_writer_text(s->csv, text, strlen(text), s->w->error));
}

/* Writes what has been put together in s->cell. */
static void sheet_csv_cell(csv_sheet *s)
{
    if (s->cell.failed && !s->w->status)
        s->w->status = kf_no_memory(s->w->error);
    if (!s->w->status)
        sheet_csv_keep(s, kefu_csv_writer_text(s->csv, s->cell.size ? s->cell.data : "",
                                               s->cell.size, s->w->error));
    kf_buffer_clear(&s->cell);
}

static void sheet_csv_end_row(csv_sheet *s)
{
    if (!s->w->status)
        sheet_csv_keep(s, kefu_csv_writer_end_row(s->csv, s->w->error));
}

static void sheet_csv_headings(csv_sheet *s, const csv_heading *headings, size_t n)
{
    for (size_t i = 0; i < n && !s->w->status; i++)
        sheet_csv_text(s, s->w->language == KEFU_ZH ? headings[i].zh : headings[i].en);
}

/* A figure's name with the unit that its cells leave out: 平均响应(秒) */
static void sheet_csv_figure_heading(csv_sheet *s, const kefu_card_part *part, const char *label)
{
    static const struct {
        const char *unit;
        const char *names[2];
    } units[] = {{"s", {"(秒)", " (s)"}}, {"yuan", {"(元)", " (yuan)"}}};
    kf_put_text(&s->cell, label);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(part->unit, units[i].unit) == 0)
            kf_put_text(&s->cell, units[i].names[s->w->language == KEFU_EN]);
    sheet_csv_cell(s);
}

static void sheet_csv_part_headings(csv_sheet *s)
{
    const int32_t zh = s->w->language == KEFU_ZH;
    for (int32_t i = 0; i < kefu_sheet_parts(s->w->sheet, KEFU_PART_ITEM) && !s->w->status; i++) {
        const kefu_card_part part = kf_write_part(s->w, KEFU_PART_ITEM, i);
        const char *label = kf_write_label(&part, s->w->language);
        sheet_csv_figure_heading(s, &part, label);
        kf_put_format(&s->cell, zh ? "%s得分" : "%s points", label);
        sheet_csv_cell(s);
    }
    for (int32_t i = 0; i < kefu_sheet_parts(s->w->sheet, KEFU_PART_ADJUSTMENT); i++) {
        const kefu_card_part part = kf_write_part(s->w, KEFU_PART_ADJUSTMENT, i);
        kf_put_format(&s->cell, zh ? "%s加减分" : "%s points",
                      kf_write_label(&part, s->w->language));
        sheet_csv_cell(s);
    }
}

static void sheet_csv_award_headings(csv_sheet *s)
{
    for (int32_t kind = KEFU_PART_BADGE; kind <= KEFU_PART_STREAK; kind++)
        for (int32_t i = 0; i < kefu_sheet_parts(s->w->sheet, kind); i++) {
            const kefu_card_part part = kf_write_part(s->w, kind, i);
            sheet_csv_text(s, kf_write_label(&part, s->w->language));
        }
}

static void sheet_csv_all_headings(csv_sheet *s)
{
    const kefu_card *card = s->w->sheet->card;
    sheet_csv_headings(s, csv_before, sizeof csv_before / sizeof csv_before[0]);
    sheet_csv_part_headings(s);
    sheet_csv_headings(s, &csv_team, card->team != KF_TEAM_NONE);
    sheet_csv_headings(s, &csv_bonus, (size_t)kf_write_has_bonus(s->w->sheet));
    sheet_csv_headings(s, csv_total, sizeof csv_total / sizeof csv_total[0]);
    sheet_csv_headings(s, &csv_tier, card->n_tiers > 0);
    sheet_csv_award_headings(s);
    sheet_csv_headings(s, csv_after, sizeof csv_after / sizeof csv_after[0]);
}

/* Exact, with two to six digits after the point. */
static void sheet_csv_points(csv_sheet *s, int64_t millionths)
{
    const kefu_value points = {millionths, KEFU_POINT, 0, KEFU_VALUE_OK, 0};
    int32_t digits = 6;
    for (int64_t rest = millionths; digits > 2 && rest % 10 == 0; rest /= 10)
        digits--;
    if (!s->w->status)
        sheet_csv_keep(s, kefu_csv_writer_value(s->csv, &points, digits, s->w->error));
}

static int32_t sheet_csv_has_points(const kefu_reason *reason)
{
    return reason->code != KEFU_REASON_LEFT_OUT && reason->code != KEFU_REASON_REQUIRED &&
           reason->code != KEFU_REASON_NOT_APPLIED;
}

/* A number as such, a rate with its percent sign, and the name of the state where there is none. */
static void sheet_csv_figure(csv_sheet *s, const kefu_value *value, const kefu_card_part *part)
{
    if (s->w->status)
        return;
    if (value->den > 0 && strcmp(part->unit, "ratio") != 0) {
        sheet_csv_keep(s, kefu_csv_writer_value(s->csv, value, kf_figure_scale(value, part->scale),
                                                s->w->error));
        return;
    }
    if (value->den > 0)
        kf_write_figure(&s->cell, value, part, s->w->language);
    else if (value->status != KEFU_VALUE_NO_DATA)
        kf_put_text(&s->cell, kefu_value_status_text(value->status, s->w->language));
    sheet_csv_cell(s);
}

static void sheet_csv_parts(csv_sheet *s, int64_t row)
{
    static const kefu_value nothing = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    kefu_reason reason;
    int32_t index;
    for (int32_t i = 0; i < kefu_sheet_parts(s->w->sheet, KEFU_PART_ITEM) && !s->w->status; i++) {
        const kefu_card_part part = kf_write_part(s->w, KEFU_PART_ITEM, i);
        const int32_t found = kf_write_find_reason(s->w, row, KEFU_PART_ITEM, i, &reason, &index);
        sheet_csv_figure(s, found ? &reason.value : &nothing, &part);
        if (found && sheet_csv_has_points(&reason))
            sheet_csv_points(s, reason.points);
        else
            sheet_csv_text(s, "");
    }
    for (int32_t i = 0; i < kefu_sheet_parts(s->w->sheet, KEFU_PART_ADJUSTMENT); i++) {
        const int32_t found =
            kf_write_find_reason(s->w, row, KEFU_PART_ADJUSTMENT, i, &reason, &index);
        sheet_csv_points(s, found ? reason.points : 0);
    }
}

static void sheet_csv_flags(csv_sheet *s, int64_t row, uint32_t flags)
{
    for (int32_t i = 0; i < KF_ROW_FLAGS; i++) {
        if (!(flags & kf_row_flags[i].flag))
            continue;
        if (s->cell.size)
            kf_put_text(&s->cell, s->w->language == KEFU_ZH ? "、" : "; ");
        kf_put_text(&s->cell, kf_write_flag_name(s->w, row, &kf_row_flags[i]));
    }
    sheet_csv_cell(s);
}

static void sheet_csv_awards(csv_sheet *s, int64_t row)
{
    static const char *const words[2][2] = {{"否", "是"}, {"no", "yes"}};
    for (int32_t kind = KEFU_PART_BADGE; kind <= KEFU_PART_STREAK; kind++)
        for (int32_t i = 0; i < kefu_sheet_parts(s->w->sheet, kind); i++)
            sheet_csv_text(
                s, words[s->w->language == KEFU_EN][kf_write_holds(s->w, row, kind, i) != 0]);
}

static void sheet_csv_person(csv_sheet *s, int64_t index)
{
    const kefu_card *card = s->w->sheet->card;
    const kefu_sheet_row row = kf_write_row(s->w, index);
    sheet_csv_id(s, row.group);
    kf_write_place(&s->cell, &row.place);
    sheet_csv_cell(s);
    sheet_csv_id(s, row.person);
    sheet_csv_id(s, row.name);
    sheet_csv_id(s, row.team);
    sheet_csv_parts(s, index);
    if (card->team != KF_TEAM_NONE)
        sheet_csv_points(s, row.team_part);
    if (kf_write_has_bonus(s->w->sheet))
        sheet_csv_points(s, row.bonus);
    if (row.status == KEFU_VALUE_OK)
        sheet_csv_points(s, row.total);
    else
        sheet_csv_text(s, "");
    sheet_csv_id(s, row.grade);
    if (card->n_tiers)
        sheet_csv_id(s, row.tier);
    sheet_csv_awards(s, index);
    const kefu_value coverage = {row.coverage, KEFU_POINT, 0, KEFU_VALUE_OK, 0};
    const kefu_card_part as_percent = {.unit = "ratio", .scale = 0};
    sheet_csv_figure(s, &coverage, &as_percent);
    sheet_csv_flags(s, index, row.flags);
    sheet_csv_end_row(s);
}

kefu_status KEFU_CALL kefu_sheet_csv(const kefu_sheet *sheet, const kefu_write_options *options,
                                     const kefu_sink *sink, kefu_error *error)
{
    kf_writer w;
    kefu_status status = kf_writer_begin(&w, sheet, options, sink, error);
    if (status)
        return status;
    csv_sheet s = {.w = &w};
    kf_buffer_init(&s.cell, &sheet->memory);
    const uint32_t excel = w.flags & KEFU_WRITE_EXCEL ? KEFU_CSV_EXCEL : 0;
    w.status = kefu_csv_writer_new(&sheet->memory.with, &w.sink, excel, &s.csv, error);
    if (!w.status) {
        sheet_csv_all_headings(&s);
        sheet_csv_end_row(&s);
    }
    const int64_t rows = kefu_sheet_rows(sheet);
    for (int64_t i = 0; i < rows && !w.status; i++)
        sheet_csv_person(&s, i);
    kefu_csv_writer_free(s.csv);
    kf_buffer_free(&s.cell);
    return kf_writer_end(&w);
}
