/* write_arrow.c - a sheet as an Arrow record batch: a row a person; see kefu_sheet_arrow. */
#include <string.h>

#include "score/sheet.h"
#include "write/write.h"
#include "table/arrow_writer.h"

/* A row of the sheet as printed: what is said of the person, and the number of the line. */
typedef struct arrow_sheet {
    kf_arrow_writer w;
    const kefu_sheet *sheet;
} arrow_sheet;

static const kf_line *arrow_line(const arrow_sheet *s, int64_t row)
{
    return &s->sheet->lines[s->sheet->order[row]];
}

/* ---- The person ------------------------------------------------------------------------------ */

static void arrow_sheet_texts(arrow_sheet *s)
{
    static const char *const names[] = {"person", "name", "team", "group"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        kf_arrow_column(&s->w, names[i], "", KF_ARROW_UTF8, 0);
        kf_arrow_say(&s->w, "kefu.is", names[i]);
        for (size_t row = 0; row < s->sheet->n && !s->w.status; row++) {
            const kf_line *line = arrow_line(s, (int64_t)row);
            const char *const texts[] = {line->person, line->name, line->team,
                                         s->sheet->groups[line->group]};
            kf_arrow_put_text(&s->w, (kefu_text){texts[i], strlen(texts[i])});
        }
    }
}

static void arrow_sheet_places(arrow_sheet *s)
{
    kf_arrow_column(&s->w, "place", "", KF_ARROW_DOUBLE, 1);
    kf_arrow_say(&s->w, "kefu.is", "place");
    for (size_t row = 0; row < s->sheet->n; row++) {
        const kefu_place *place = &arrow_line(s, (int64_t)row)->place;
        int32_t is_ranked = place->state == KEFU_PLACE_RANKED && place->twice;
        kf_arrow_put_quotient(&s->w, place->twice, is_ranked ? 2 : 0);
    }
    kf_arrow_column(&s->w, "ranked", "", KF_ARROW_INT64, 0);
    kf_arrow_say(&s->w, "kefu.is", "ranked");
    for (size_t row = 0; row < s->sheet->n; row++)
        kf_arrow_put_i64(&s->w, arrow_line(s, (int64_t)row)->place.ranked);
}

/* A column of integers of the lines, by where they are in the struct. */
static void arrow_sheet_points(arrow_sheet *s, const char *name, size_t at, int32_t with_null)
{
    kf_arrow_column(&s->w, name, "", KF_ARROW_POINTS, with_null);
    kf_arrow_say(&s->w, "kefu.is", name);
    for (size_t row = 0; row < s->sheet->n; row++) {
        const kf_line *line = arrow_line(s, (int64_t)row);
        int64_t value;
        memcpy(&value, (const char *)line + at, sizeof value);
        if (with_null && line->status != KEFU_VALUE_OK)
            kf_arrow_put_null(&s->w);
        else
            kf_arrow_put_i64(&s->w, value);
    }
}

/* An id, or null. */
static void arrow_sheet_id(arrow_sheet *s, const char *id)
{
    if (id)
        kf_arrow_put_text(&s->w, (kefu_text){id, strlen(id)});
    else
        kf_arrow_put_null(&s->w);
}

static void arrow_sheet_grades(arrow_sheet *s)
{
    kf_arrow_column(&s->w, "grade", "", KF_ARROW_UTF8, 1);
    kf_arrow_say(&s->w, "kefu.is", "grade");
    for (size_t row = 0; row < s->sheet->n && !s->w.status; row++) {
        int32_t grade = arrow_line(s, (int64_t)row)->grade;
        arrow_sheet_id(s, grade < 0 ? NULL : s->sheet->card->grades[grade].id);
    }
}

/* What only some cards have. */
static void arrow_sheet_tiers(arrow_sheet *s)
{
    if (!s->sheet->card->n_tiers)
        return;
    kf_arrow_column(&s->w, "tier", "", KF_ARROW_UTF8, 1);
    kf_arrow_say(&s->w, "kefu.is", "tier");
    for (size_t row = 0; row < s->sheet->n && !s->w.status; row++) {
        int32_t tier = arrow_line(s, (int64_t)row)->tier;
        arrow_sheet_id(s, tier < 0 ? NULL : s->sheet->card->tiers[tier].id);
    }
}

static void arrow_sheet_steps(arrow_sheet *s)
{
    static const char *const names[] = {"team_part", "bonus"};
    const int32_t has[] = {s->sheet->card->team != KF_TEAM_NONE, kf_write_has_bonus(s->sheet)};
    for (int32_t i = 0; i < 2; i++) {
        if (!has[i])
            continue;
        kf_arrow_column(&s->w, names[i], "", KF_ARROW_POINTS, 0);
        kf_arrow_say(&s->w, "kefu.is", names[i]);
        for (size_t row = 0; row < s->sheet->n; row++) {
            const kf_line_more *more = &s->sheet->more[s->sheet->order[row]];
            kf_arrow_put_i64(&s->w, i ? more->bonus : more->team_part);
        }
    }
}

static void arrow_sheet_flags(arrow_sheet *s)
{
    kf_arrow_column(&s->w, "status", "", KF_ARROW_STATUS, 0);
    kf_arrow_say(&s->w, "kefu.is", "status");
    for (size_t row = 0; row < s->sheet->n; row++)
        kf_arrow_put_i64(&s->w, arrow_line(s, (int64_t)row)->status);
    for (int32_t i = 0; i < KF_ROW_FLAGS; i++) {
        kf_arrow_column(&s->w, kf_row_flags[i].name, "", KF_ARROW_BOOL, 0);
        kf_arrow_say(&s->w, "kefu.is", kf_row_flags[i].name);
        for (size_t row = 0; row < s->sheet->n; row++)
            kf_arrow_put_i64(&s->w,
                             (arrow_line(s, (int64_t)row)->flags & kf_row_flags[i].flag) != 0);
    }
}

/* ---- Parts of the card ----------------------------------------------------------------------- */

static void arrow_part_points(arrow_sheet *s, const char *id)
{
    kf_arrow_column(&s->w, id, "_points", KF_ARROW_POINTS, 1);
    kf_arrow_say(&s->w, "kefu.of", id);
    kf_arrow_say(&s->w, "kefu.is", "points");
}

static void arrow_item(arrow_sheet *s, int32_t item, int32_t parts)
{
    const kf_column_scores *scores = &s->sheet->columns[item];
    kefu_card_part about = {.struct_size = sizeof about};
    (void)kefu_sheet_part(s->sheet, KEFU_PART_ITEM, item, &about);
    for (int32_t part = 0; part < parts; part++) {
        kf_arrow_value_column(&s->w, about.id, part);
        if (!part) {
            kf_arrow_say_figure(&s->w, kf_write_label(&about, KEFU_ZH),
                                kf_write_label(&about, KEFU_EN), about.unit, about.scale,
                                about.direction);
            kf_arrow_say(&s->w, "kefu.definition", about.definition);
        }
        for (size_t row = 0; row < s->sheet->n; row++) {
            kefu_value value = kf_cell(&scores->cells, (size_t)s->sheet->order[row]);
            kf_arrow_put_value(&s->w, &value, part);
        }
    }
    arrow_part_points(s, about.id);
    for (size_t row = 0; row < s->sheet->n; row++) {
        size_t line = (size_t)s->sheet->order[row];
        if (scores->outcomes[line] == KF_LEFT_OUT || scores->outcomes[line] == KF_REQUIRED ||
            scores->outcomes[line] == KF_NOT_APPLIED)
            kf_arrow_put_null(&s->w);
        else
            kf_arrow_put_i64(&s->w, scores->points[line]);
    }
}

/* What hits of one part added to a person's total. */
static int64_t arrow_hit_points(const arrow_sheet *s, const kf_line *line, int32_t kind,
                                int32_t part)
{
    const kf_hit *hits = s->sheet->hits;
    for (size_t i = line->first_hit; i < line->first_hit + (size_t)line->n_hits; i++)
        if (hits[i].kind == kind && hits[i].part == part)
            return hits[i].points;
    return 0;
}

static void arrow_hits(arrow_sheet *s, int32_t kind)
{
    for (int32_t part = 0; part < kefu_sheet_parts(s->sheet, kind); part++) {
        kefu_card_part about = {.struct_size = sizeof about};
        (void)kefu_sheet_part(s->sheet, kind, part, &about);
        arrow_part_points(s, about.id);
        kf_arrow_say(&s->w, "kefu.label.zh", kf_write_label(&about, KEFU_ZH));
        kf_arrow_say(&s->w, "kefu.label.en", kf_write_label(&about, KEFU_EN));
        for (size_t row = 0; row < s->sheet->n; row++)
            kf_arrow_put_i64(&s->w, arrow_hit_points(s, arrow_line(s, (int64_t)row), kind, part));
    }
}

/* A column that is of a part, with its labels. */
static void arrow_part_column(arrow_sheet *s, int32_t kind, int32_t part, const char *suffix,
                              int32_t type)
{
    kefu_card_part about = {.struct_size = sizeof about};
    (void)kefu_sheet_part(s->sheet, kind, part, &about);
    kf_arrow_column(&s->w, about.id, suffix, type, 0);
    kf_arrow_say(&s->w, "kefu.of", about.id);
    kf_arrow_say(&s->w, "kefu.is", suffix + 1);
    kf_arrow_say(&s->w, "kefu.label.zh", kf_write_label(&about, KEFU_ZH));
    kf_arrow_say(&s->w, "kefu.label.en", kf_write_label(&about, KEFU_EN));
}

static void arrow_sections(arrow_sheet *s)
{
    for (int32_t part = 0; part < kefu_sheet_parts(s->sheet, KEFU_PART_SECTION); part++) {
        arrow_part_column(s, KEFU_PART_SECTION, part, "_section", KF_ARROW_POINTS);
        for (size_t row = 0; row < s->sheet->n; row++) {
            kefu_section_row section = {.struct_size = sizeof section};
            (void)kefu_sheet_section(s->sheet, (int64_t)row, part, &section);
            kf_arrow_put_i64(&s->w, section.points);
        }
    }
}

static void arrow_awards(arrow_sheet *s, int32_t kind, const char *suffix)
{
    for (int32_t part = 0; part < kefu_sheet_parts(s->sheet, kind); part++) {
        arrow_part_column(s, kind, part, suffix, KF_ARROW_BOOL);
        for (size_t row = 0; row < s->sheet->n; row++) {
            int32_t holds = 0, failing = 0;
            (void)kefu_sheet_holds(s->sheet, (int64_t)row, kind, part, &holds, &failing, NULL);
            kf_arrow_put_i64(&s->w, holds);
        }
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

static void arrow_sheet_about(arrow_sheet *s)
{
    kf_arrow_say(&s->w, "kefu.is", "sheet");
    kf_arrow_say(&s->w, "kefu.card", kefu_sheet_card_id(s->sheet));
    kf_arrow_say(&s->w, "kefu.card_hash", kefu_sheet_card_hash(s->sheet));
    kf_arrow_say(&s->w, "kefu.period", s->sheet->period);
    kf_arrow_say(&s->w, "kefu.label.zh", kefu_sheet_label(s->sheet, KEFU_ZH));
    kf_arrow_say(&s->w, "kefu.label.en", kefu_sheet_label(s->sheet, KEFU_EN));
}

static kefu_status arrow_sheet_begin(arrow_sheet *s, const kefu_sheet *sheet, uint32_t flags,
                                     kefu_error *error)
{
    int32_t parts = flags & KEFU_ARROW_EXACT ? KF_ARROW_EXACT_PARTS : KF_ARROW_VALUE_PARTS;
    if (flags & ~(uint32_t)KEFU_ARROW_EXACT)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_sheet_arrow: unknown flags");
    s->sheet = sheet;
    kf_arrow_writer_init(&s->w, &sheet->memory, (int64_t)sheet->n, error);
    arrow_sheet_about(s);
    arrow_sheet_texts(s);
    arrow_sheet_places(s);
    arrow_sheet_points(s, "total", offsetof(kf_line, total), 1);
    arrow_sheet_points(s, "items", offsetof(kf_line, items), 0);
    arrow_sheet_points(s, "adjustments", offsetof(kf_line, adjustments), 0);
    arrow_sheet_steps(s);
    arrow_sheet_grades(s);
    arrow_sheet_tiers(s);
    arrow_sheet_points(s, "coverage", offsetof(kf_line, coverage), 0);
    arrow_sheet_flags(s);
    for (int32_t item = 0; item < kefu_sheet_parts(sheet, KEFU_PART_ITEM); item++)
        arrow_item(s, item, parts);
    arrow_hits(s, KEFU_PART_ADJUSTMENT);
    arrow_hits(s, KEFU_PART_RED_LINE);
    arrow_sections(s);
    arrow_awards(s, KEFU_PART_BADGE, "_badge");
    arrow_awards(s, KEFU_PART_STREAK, "_streak");
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_sheet_arrow(const kefu_sheet *sheet, uint32_t flags,
                                       struct ArrowSchema *schema, struct ArrowArray *array,
                                       kefu_error *error)
{
    arrow_sheet s;
    kefu_status status;
    if (!sheet || !schema || !array)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_sheet_arrow: sheet, schema or array is NULL");
    status = arrow_sheet_begin(&s, sheet, flags, error);
    if (status)
        return status;
    status = kf_arrow_writer_done(&s.w, schema, array);
    kf_arrow_writer_free(&s.w);
    return status;
}

kefu_status KEFU_CALL kefu_sheet_arrow_stream(const kefu_sheet *sheet, uint32_t flags,
                                              struct ArrowArrayStream *stream, kefu_error *error)
{
    arrow_sheet s;
    kefu_status status;
    if (!sheet || !stream)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_sheet_arrow_stream: sheet or stream is NULL");
    status = arrow_sheet_begin(&s, sheet, flags, error);
    if (status)
        return status;
    status = kf_arrow_writer_stream(&s.w, stream);
    kf_arrow_writer_free(&s.w);
    return status;
}
