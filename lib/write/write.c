/* write.c - what the writers of sheets share. */
#include <string.h>

#include "score/sheet.h"
#include "card/figure.h"
#include "write/write.h"

enum { WRITE_PIECE = 64 * 1024 };

const kf_row_flag kf_row_flags[KF_ROW_FLAGS] = {
    {KEFU_ROW_BELOW_FLOOR, "below_floor", "改进计划", "improvement plan",
     "总分低于最低标准,需要制定改进计划。",
     "The total is below the floor: an improvement plan is due."},
    {KEFU_ROW_RED_LINE, "red_line", "触发高压线", "red line", "触发了方案的高压线。",
     "A red line of the card was crossed."},
    {KEFU_ROW_PENDING, "pending", "待复核", "pending", "有上报的事项尚未复核,复核前不影响总分。",
     "Something was reported and awaits a decision; until then it does not count."},
    {KEFU_ROW_PROVISIONAL, "provisional", "延迟统计", "provisional",
     "有指标尚未统计完整,总分还会变化。",
     "A figure is not mature yet: the total may still change."},
    {KEFU_ROW_NO_GRADE, "no_grade", "无等级", "no grade", "总分不在任何等级区间内。",
     "No grade of the card covers the total."},
    {KEFU_ROW_FAILED, "failed", "考核不合格", "failed", "不合格的部分或一票否决项使考核不合格。",
     "Failed sections, or an item that fails it alone, fail the card."},
    {KEFU_ROW_CUT, "cut", "总分限额", "cut", "总分超出方案的上下限,已按限额计。",
     "The total was cut at the least or most of the card."},
    {KEFU_ROW_EXCUSED, "excused", "免改进计划", "excused", "总分低于最低标准,经复核免改进计划。",
     "Below the floor, but a decision says that no improvement plan is due."},
    {KEFU_ROW_RED_LINE_CUT, "red_line_cut", "高压线扣减", "cut by a red line",
     "总分或等级已因高压线下调。", "A red line lowered the total or the grade as the card says."},
};

/* ---- Output in pieces ---- */

kefu_status kf_write_take(const kefu_write_options *options, const kefu_sink *sink,
                          kefu_write_options *ours, kefu_sink *taken, kefu_error *error)
{
    kefu_status status = kf_take_sink(taken, sink, error);
    if (!status)
        status = kf_take_options(ours, sizeof *ours, options, error);
    if (!status)
        status = kf_check_language(ours->language, error);
    if (status)
        return status;
    if (ours->flags & ~(uint32_t)KEFU_WRITE_EXCEL)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "flags: only KEFU_WRITE_EXCEL is known");
    return KEFU_OK;
}

kefu_status kf_writer_begin(kf_writer *w, const kefu_sheet *sheet,
                            const kefu_write_options *options, const kefu_sink *sink,
                            kefu_error *error)
{
    kefu_write_options o;
    kefu_sink taken;
    if (!sheet)
        return kf_fail(error, KEFU_E_ARGUMENT, "sheet: is NULL");
    kefu_status status = kf_write_take(options, sink, &o, &taken, error);
    if (status)
        return status;
    *w = (kf_writer){.sheet = sheet,
                     .sink = taken,
                     .error = error,
                     .language = o.language,
                     .flags = o.flags,
                     .findings = o.findings};
    kf_buffer_init(&w->out, &sheet->memory);
    kf_buffer_init(&w->scratch, &sheet->memory);
    return KEFU_OK;
}

int32_t kf_writer_step(kf_writer *w)
{
    if (!w->status && (w->out.failed || w->out.size > WRITE_PIECE))
        w->status = kf_buffer_flush(&w->out, &w->sink, w->error);
    return w->status == KEFU_OK;
}

kefu_status kf_writer_end(kf_writer *w)
{
    if (!w->status)
        w->status = kf_buffer_flush(&w->out, &w->sink, w->error);
    kf_buffer_free(&w->out);
    kf_buffer_free(&w->scratch);
    return w->status;
}

/* ---- Structs of the sheet ---- */

kefu_sheet_row kf_write_row(const kf_writer *w, int64_t row)
{
    kefu_sheet_row out = {.struct_size = sizeof out};
    (void)kefu_sheet_row_at(w->sheet, row, &out);
    return out;
}

kefu_reason kf_write_reason(const kf_writer *w, int64_t row, int32_t index)
{
    kefu_reason out = {.struct_size = sizeof out};
    (void)kefu_sheet_reason(w->sheet, row, index, &out);
    return out;
}

kefu_card_part kf_write_part(const kf_writer *w, int32_t kind, int32_t index)
{
    kefu_card_part out = {.struct_size = sizeof out};
    (void)kefu_sheet_part(w->sheet, kind, index, &out);
    return out;
}

kefu_card_part kf_write_reason_part(const kf_writer *w, const kefu_reason *reason)
{
    static const struct write_step {
        int32_t code;
        const char *zh, *en;
    } steps[] = {
        {KEFU_REASON_CARD_FAILED, "考核不合格", "Card failed"},
        {KEFU_REASON_TEAM, "团队", "Team"},
        {KEFU_REASON_EXTRAS_CUT, "加减分限额", "Limit of adjustments"},
        {KEFU_REASON_TOTAL_CUT, "总分限额", "Limit of the total"},
        {KEFU_REASON_ROUNDING, "合计舍入", "Rounding of the sum"},
    };
    kefu_card_part part = {.struct_size = sizeof part,
                           .id = "",
                           .label_zh = "",
                           .label_en = "",
                           .metric = "",
                           .unit = "points",
                           .section_id = "",
                           .scale = 2,
                           .definition = ""};
    if (reason->kind)
        return kf_write_part(w, reason->kind, reason->part);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].code == reason->code) {
            part.label_zh = steps[i].zh;
            part.label_en = steps[i].en;
        }
    return part;
}

int32_t kf_write_is_extra(const kefu_reason *reason)
{
    return reason->kind != KEFU_PART_ITEM && reason->kind != KEFU_PART_SECTION;
}

/* What is told of a row. */
typedef struct write_told {
    int64_t row;
    int32_t kind, index; /* of a badge or streak; the index of a reason */
    const kefu_what_if *what;
} write_told;

typedef kefu_status (*write_tell)(const kefu_sheet *sheet, const write_told *told, int32_t language,
                                  char *out, size_t capacity, size_t *need);

static const char *write_text(kf_writer *w, write_tell tell, const write_told *told,
                              int32_t language)
{
    char first[512];
    size_t need = 0;
    kf_buffer *s = &w->scratch;
    kf_buffer_clear(s);
    if (tell(w->sheet, told, language, first, sizeof first, &need))
        return "";
    if (need <= sizeof first) {
        kf_put_text(s, first);
    } else { /* make room by writing, then write over it */
        for (size_t i = 0; i < need && !s->failed; i += sizeof first)
            kf_put(s, first, sizeof first);
        if (!s->failed)
            (void)tell(w->sheet, told, language, s->data, s->size, &need);
        s->size = s->failed ? 0 : strlen(s->data);
    }
    const char *text = kf_buffer_text(s);
    if (!text && !w->status)
        w->status = kf_no_memory(w->error);
    return text ? text : "";
}

static kefu_status write_tell_reason(const kefu_sheet *sheet, const write_told *told,
                                     int32_t language, char *out, size_t capacity, size_t *need)
{
    return kefu_sheet_reason_text(sheet, told->row, told->index, language, out, capacity, need);
}

static kefu_status write_tell_holds(const kefu_sheet *sheet, const write_told *told,
                                    int32_t language, char *out, size_t capacity, size_t *need)
{
    return kefu_sheet_holds_text(sheet, told->row, told->kind, told->index, language, out, capacity,
                                 need);
}

static kefu_status write_tell_what(const kefu_sheet *sheet, const write_told *told,
                                   int32_t language, char *out, size_t capacity, size_t *need)
{
    return kefu_sheet_what_if_text(sheet, told->row, told->what, language, out, capacity, need);
}

const char *kf_write_reason_text(kf_writer *w, int64_t row, int32_t index, int32_t language)
{
    const write_told told = {row, 0, index, NULL};
    return write_text(w, write_tell_reason, &told, language);
}

const char *kf_write_holds_text(kf_writer *w, int64_t row, int32_t kind, int32_t index,
                                int32_t language)
{
    const write_told told = {row, kind, index, NULL};
    return write_text(w, write_tell_holds, &told, language);
}

const char *kf_write_what_text(kf_writer *w, int64_t row, const kefu_what_if *what,
                               int32_t language)
{
    const write_told told = {row, 0, 0, what};
    return write_text(w, write_tell_what, &told, language);
}

int32_t kf_write_holds(const kf_writer *w, int64_t row, int32_t kind, int32_t index)
{
    int32_t holds = 0, failing = 0;
    (void)kefu_sheet_holds(w->sheet, row, kind, index, &holds, &failing, NULL);
    return holds;
}

int32_t kf_write_has_bonus(const kefu_sheet *sheet)
{
    return sheet->card->n_base < sheet->card->n_items;
}

int32_t kf_write_find_reason(const kf_writer *w, int64_t row, int32_t kind, int32_t part,
                             kefu_reason *out, int32_t *index)
{
    const int32_t n = kefu_sheet_reasons(w->sheet, row);
    /* Every item has a reason, mostly that of its own number. */
    const int32_t first = kind == KEFU_PART_ITEM ? part : 0;
    for (int32_t i = 0; i < n; i++) {
        *index = (first + i) % n;
        *out = kf_write_reason(w, row, *index);
        if (out->kind == kind && out->part == part)
            return 1;
    }
    return 0;
}

const char *kf_write_flag_name(const kf_writer *w, int64_t row, const kf_row_flag *flag)
{
    const int32_t n = flag->flag == KEFU_ROW_PENDING ? kefu_sheet_reasons(w->sheet, row) : 0;
    for (int32_t i = 0; i < n; i++)
        if (kf_write_reason(w, row, i).code == KEFU_REASON_RED_PENDING)
            return w->language == KEFU_ZH ? "高压线待复核" : "red line pending";
    return w->language == KEFU_ZH ? flag->zh : flag->en;
}

/* ---- As people read them ---- */

const char *kf_write_label(const kefu_card_part *part, int32_t language)
{
    const char *label = language == KEFU_ZH ? part->label_zh : part->label_en;
    return label && label[0] ? label : part->id;
}

void kf_write_figure(kf_buffer *out, const kefu_value *value, const kefu_card_part *part,
                     int32_t language)
{
    char text[KF_FIGURE_SIZE];
    kf_put(out, text, kf_figure_text(value, part->unit, part->scale, language, text));
}

void kf_write_points(kf_buffer *out, int64_t millionths, int32_t with_sign)
{
    char text[48];
    const kefu_value points = {millionths, KEFU_POINT, 0, KEFU_VALUE_OK, 0};
    (void)kefu_value_format(&points, 2, text, sizeof text);
    if (with_sign && millionths > 0)
        kf_put_char(out, '+');
    kf_put_text(out, text);
}

void kf_write_place(kf_buffer *out, const kefu_place *place)
{
    if (place->state != KEFU_PLACE_RANKED || !place->twice)
        return;
    kf_put_i64(out, place->twice / 2);
    if (place->twice % 2)
        kf_put_text(out, ".5");
}
