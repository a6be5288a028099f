/* write_json.c - a sheet as one canonical JSON object: equal sheets give equal bytes. */
#include <string.h>

#include "base/json.h"
#include "score/sheet.h"
#include "write/json_names.h"
#include "write/write.h"

enum { JSON_DECIMALS = 6 }; /* points are millionths */

/* A code by name; by number where a later release has added one. */
static void sheet_json_code(kf_json_writer *j, const char *key, const kf_json_name *names,
                            int32_t code)
{
    kf_json_key(j, key);
    for (; names->name; names++)
        if (names->code == code) {
            kf_json_string(j, names->name);
            return;
        }
    kf_json_i64(j, code);
}

static void sheet_json_points(kf_json_writer *j, const char *key, int64_t millionths)
{
    kf_json_member_decimal(j, key, millionths, JSON_DECIMALS);
}

/* The names of flags that are set; nothing where none is. */
static void sheet_json_flags(kf_json_writer *j, const kf_json_name *names, uint32_t flags)
{
    if (!flags)
        return;
    kf_json_member_open(j, "flags", '[');
    for (; names->name; names++)
        if (flags & (uint32_t)names->code)
            kf_json_string(j, names->name);
    kf_json_close(j, ']');
}

static void sheet_json_true(kf_json_writer *j, const char *key, int32_t is)
{
    if (!is)
        return;
    kf_json_key(j, key);
    kf_json_raw(j, "true");
}

/* Numbers come out as their exact parts; a value without one has none. */
static void sheet_json_value(kf_json_writer *j, const char *key, const kefu_value *value)
{
    kf_json_member_open(j, key, '{');
    if (value->den > 0) {
        kf_json_member_i64(j, "num", value->num);
        kf_json_member_i64(j, "den", value->den);
    }
    if (value->n >= 0)
        kf_json_member_i64(j, "n", value->n);
    sheet_json_code(j, "status", kf_json_statuses, value->status);
    sheet_json_flags(j, kf_json_value_flags, value->flags);
    kf_json_close(j, '}');
}

static void sheet_json_arguments(kf_json_writer *j, const kefu_reason *reason)
{
    const kefu_value *const arguments[] = {&reason->a, &reason->b, &reason->c, &reason->d};
    static const char *const names[] = {"a", "b", "c", "d"};
    for (int i = 0; i < 4; i++)
        if (arguments[i]->den > 0)
            sheet_json_value(j, names[i], arguments[i]);
}

static void sheet_json_reason(kf_writer *w, kf_json_writer *j, int64_t row, int32_t index)
{
    const kefu_reason r = kf_write_reason(w, row, index);
    kf_json_open(j, '{');
    if (r.kind) {
        sheet_json_code(j, "kind", kf_json_kinds, r.kind);
        kf_json_member_text(j, "part", kf_write_part(w, r.kind, r.part).id);
    }
    sheet_json_code(j, "code", kf_json_reasons, r.code);
    if (r.cause)
        sheet_json_code(j, "cause", kf_json_statuses, r.cause);
    if (r.kind && r.kind != KEFU_PART_SECTION)
        sheet_json_value(j, "value", &r.value);
    if (r.basis.den > 0)
        sheet_json_value(j, "basis", &r.basis);
    if (r.against.den > 0)
        sheet_json_value(j, "against", &r.against);
    sheet_json_arguments(j, &r);
    sheet_json_flags(j, kf_json_reason_flags, r.flags);
    if (r.kind == KEFU_PART_ITEM) {
        sheet_json_points(j, "curve", r.curve);
        sheet_json_points(j, "weight", r.weight);
    }
    sheet_json_points(j, "points", r.points);
    if (r.evidence && r.evidence[0])
        kf_json_member_text(j, "evidence", r.evidence);
    kf_json_member_open(j, "text", '{');
    kf_json_member_text(j, "zh", kf_write_reason_text(w, row, index, KEFU_ZH));
    kf_json_member_text(j, "en", kf_write_reason_text(w, row, index, KEFU_EN));
    kf_json_close(j, '}');
    kf_json_close(j, '}');
}

static void sheet_json_place(kf_json_writer *j, const kefu_place *place)
{
    kf_json_member_open(j, "place", '{');
    sheet_json_code(j, "state", kf_json_places, place->state);
    if (place->state == KEFU_PLACE_RANKED) {
        kf_json_key(j, "place");
        if (place->twice % 2)
            kf_json_decimal(j, place->twice * 5, 1);
        else
            kf_json_i64(j, place->twice / 2);
        kf_json_member_i64(j, "tied", place->tied);
    }
    kf_json_member_i64(j, "ranked", place->ranked);
    kf_json_close(j, '}');
}

static void sheet_json_row_flags(kf_json_writer *j, uint32_t flags)
{
    kf_json_member_open(j, "flags", '[');
    for (int32_t i = 0; i < KF_ROW_FLAGS; i++)
        if (flags & kf_row_flags[i].flag)
            kf_json_string(j, kf_row_flags[i].name);
    kf_json_close(j, ']');
}

static void sheet_json_sections(const kf_writer *w, kf_json_writer *j, int64_t row)
{
    kf_json_member_open(j, "sections", '[');
    for (int32_t i = 0; i < kefu_sheet_parts(w->sheet, KEFU_PART_SECTION); i++) {
        kefu_section_row s = {.struct_size = sizeof s};
        (void)kefu_sheet_section(w->sheet, row, i, &s);
        kf_json_open(j, '{');
        kf_json_member_text(j, "id", kf_write_part(w, KEFU_PART_SECTION, i).id);
        sheet_json_points(j, "points", s.points);
        sheet_json_points(j, "items", s.items);
        if (s.failed_items)
            kf_json_member_i64(j, "failed_items", s.failed_items);
        sheet_json_true(j, "failed", s.failed);
        kf_json_close(j, '}');
    }
    kf_json_close(j, ']');
}

/* A badge or streak: whether it holds, or the first condition that does not, and when. */
static void sheet_json_award(kf_writer *w, kf_json_writer *j, int64_t row, int32_t kind,
                             int32_t index)
{
    int32_t holds = 0, failing = 0, ago = 0;
    (void)kefu_sheet_holds(w->sheet, row, kind, index, &holds, &failing, &ago);
    kf_json_open(j, '{');
    kf_json_member_text(j, "id", kf_write_part(w, kind, index).id);
    kf_json_member_bool(j, "holds", holds);
    if (!holds) {
        kf_json_member_i64(j, "failing", failing);
        if (kind == KEFU_PART_STREAK)
            kf_json_member_i64(j, "ago", ago);
        kf_json_member_open(j, "text", '{');
        kf_json_member_text(j, "zh", kf_write_holds_text(w, row, kind, index, KEFU_ZH));
        kf_json_member_text(j, "en", kf_write_holds_text(w, row, kind, index, KEFU_EN));
        kf_json_close(j, '}');
    }
    kf_json_close(j, '}');
}

static void sheet_json_awards(kf_writer *w, kf_json_writer *j, int64_t row, const char *key,
                              int32_t kind)
{
    const int32_t n = kefu_sheet_parts(w->sheet, kind);
    if (!n)
        return;
    kf_json_member_open(j, key, '[');
    for (int32_t i = 0; i < n; i++)
        sheet_json_award(w, j, row, kind, i);
    kf_json_close(j, ']');
}

static void sheet_json_row(kf_writer *w, kf_json_writer *j, int64_t index)
{
    const kefu_sheet_row row = kf_write_row(w, index);
    kf_json_open(j, '{');
    kf_json_member_text(j, "person", row.person);
    kf_json_member_text(j, "name", row.name);
    kf_json_member_text(j, "team", row.team);
    kf_json_member_text(j, "group", row.group);
    sheet_json_place(j, &row.place);
    sheet_json_code(j, "status", kf_json_statuses, row.status);
    if (row.status == KEFU_VALUE_OK)
        sheet_json_points(j, "total", row.total);
    sheet_json_points(j, "items", row.items);
    sheet_json_points(j, "adjustments", row.adjustments);
    if (w->sheet->card->team != KF_TEAM_NONE)
        sheet_json_points(j, "team_part", row.team_part);
    if (kf_write_has_bonus(w->sheet))
        sheet_json_points(j, "bonus", row.bonus);
    sheet_json_points(j, "coverage", row.coverage);
    kf_json_member_text(j, "grade", row.grade);
    if (w->sheet->card->n_tiers)
        kf_json_member_text(j, "tier", row.tier);
    sheet_json_row_flags(j, row.flags);
    if (w->sheet->card->days.has)
        sheet_json_value(j, "share_of_days", &row.share_of_days);
    sheet_json_sections(w, j, index);
    sheet_json_awards(w, j, index, "badges", KEFU_PART_BADGE);
    sheet_json_awards(w, j, index, "streaks", KEFU_PART_STREAK);
    kf_json_member_open(j, "reasons", '[');
    const int32_t n = kefu_sheet_reasons(w->sheet, index);
    for (int32_t i = 0; i < n; i++)
        sheet_json_reason(w, j, index, i);
    kf_json_close(j, ']');
    kf_json_close(j, '}');
}

static void sheet_json_parts(kf_writer *w, kf_json_writer *j, const char *key, int32_t kind)
{
    kf_json_member_open(j, key, '[');
    const int32_t n = kefu_sheet_parts(w->sheet, kind);
    for (int32_t i = 0; i < n; i++) {
        const kefu_card_part part = kf_write_part(w, kind, i);
        kf_json_open(j, '{');
        kf_json_member_text(j, "id", part.id);
        kf_json_member_label(j, "label", part.label_zh, part.label_en);
        if (part.metric && part.metric[0]) {
            kf_json_member_text(j, "metric", part.metric);
            kf_json_member_text(j, "unit", part.unit);
            kf_json_member_i64(j, "scale", part.scale);
        }
        if (part.definition[0])
            kf_json_member_text(j, "definition", part.definition);
        if (kind == KEFU_PART_ITEM) {
            kf_json_member_text(j, "section", part.section_id);
            sheet_json_points(j, "weight", part.weight);
            if (part.of != 100 * (int64_t)KEFU_POINT)
                sheet_json_points(j, "of", part.of);
        }
        sheet_json_true(j, "bonus", part.bonus);
        kf_json_close(j, '}');
    }
    kf_json_close(j, ']');
}

/* Parts that a card need not have. */
static void sheet_json_more_parts(kf_writer *w, kf_json_writer *j)
{
    static const struct sheet_json_more {
        const char *key;
        int32_t kind;
    } more[] = {{"grades", KEFU_PART_GRADE},
                {"tiers", KEFU_PART_TIER},
                {"badges", KEFU_PART_BADGE},
                {"streaks", KEFU_PART_STREAK}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (kefu_sheet_parts(w->sheet, more[i].kind))
            sheet_json_parts(w, j, more[i].key, more[i].kind);
}

/* What it was scored with, where that was given. */
static void sheet_json_origin(const kf_writer *w, kf_json_writer *j)
{
    const char *roster = kefu_sheet_roster_id(w->sheet), *ledger = kefu_sheet_ledger_id(w->sheet);
    char day[11];
    if (roster[0])
        kf_json_member_text(j, "roster", roster);
    if (ledger[0])
        kf_json_member_text(j, "ledger", ledger);
    if (kefu_sheet_as_of(w->sheet) &&
        !kefu_date_format(kefu_sheet_as_of(w->sheet), day, sizeof day))
        kf_json_member_text(j, "as_of", day);
}

static void sheet_json_findings(kf_writer *w, kf_json_writer *j)
{
    kf_json_member_open(j, "findings", '[');
    const int32_t n = kefu_findings_count(w->findings);
    for (int32_t i = 0; i < n; i++) {
        kefu_finding f = {.struct_size = sizeof f};
        (void)kefu_findings_at(w->findings, i, &f);
        kf_json_open(j, '{');
        sheet_json_code(j, "code", kf_json_lints, f.code);
        sheet_json_code(j, "severity", kf_json_severities, f.severity);
        kf_json_member_i64(j, "line", f.line);
        kf_json_member_i64(j, "column", f.column);
        kf_json_member_text(j, "path", f.path);
        kf_json_member_label(j, "text", f.text_zh, f.text_en);
        kf_json_close(j, '}');
    }
    kf_json_close(j, ']');
}

kefu_status KEFU_CALL kefu_sheet_json(const kefu_sheet *sheet, const kefu_write_options *options,
                                      const kefu_sink *sink, kefu_error *error)
{
    kf_writer w;
    const kefu_status status = kf_writer_begin(&w, sheet, options, sink, error);
    if (status)
        return status;
    kf_json_writer j;
    kf_json_writer_init(&j, &w.out);
    kf_json_open(&j, '{');
    kf_json_member_i64(&j, "format", 1);
    kf_json_member_open(&j, "card", '{');
    kf_json_member_text(&j, "id", kefu_sheet_card_id(sheet));
    kf_json_member_text(&j, "hash", kefu_sheet_card_hash(sheet));
    kf_json_member_label(&j, "label", kefu_sheet_label(sheet, KEFU_ZH),
                         kefu_sheet_label(sheet, KEFU_EN));
    sheet_json_parts(&w, &j, "sections", KEFU_PART_SECTION);
    sheet_json_parts(&w, &j, "items", KEFU_PART_ITEM);
    sheet_json_parts(&w, &j, "adjustments", KEFU_PART_ADJUSTMENT);
    sheet_json_parts(&w, &j, "red_lines", KEFU_PART_RED_LINE);
    sheet_json_more_parts(&w, &j);
    kf_json_close(&j, '}');
    kf_json_member_text(&j, "period", kefu_sheet_period(sheet));
    sheet_json_origin(&w, &j);
    if (w.findings)
        sheet_json_findings(&w, &j);
    kf_json_member_open(&j, "rows", '[');
    const int64_t rows = kefu_sheet_rows(sheet);
    for (int64_t i = 0; i < rows && kf_writer_step(&w); i++)
        sheet_json_row(&w, &j, i);
    kf_json_close(&j, ']');
    kf_json_close(&j, '}');
    return kf_writer_end(&w);
}
