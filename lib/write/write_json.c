/* write_json.c - a sheet as one canonical JSON object: equal sheets give equal bytes. */
#include <string.h>

#include "base/json.h"
#include "write/write.h"

enum { JSON_DECIMALS = 6 }; /* points are millionths */

typedef struct json_name {
    int32_t code;
    const char *name;
} json_name;

static const json_name json_reasons[] = {{KEFU_REASON_BAND, "band"},
                                         {KEFU_REASON_LINEAR, "linear"},
                                         {KEFU_REASON_PLACE, "place"},
                                         {KEFU_REASON_NO_BAND, "no_band"},
                                         {KEFU_REASON_PIECE, "piece"},
                                         {KEFU_REASON_PROPORTION, "proportion"},
                                         {KEFU_REASON_DEDUCT, "deduct"},
                                         {KEFU_REASON_ZERO, "zero"},
                                         {KEFU_REASON_LEFT_OUT, "left_out"},
                                         {KEFU_REASON_MEAN, "mean"},
                                         {KEFU_REASON_REQUIRED, "required"},
                                         {KEFU_REASON_NOT_APPLIED, "not_applied"},
                                         {KEFU_REASON_ADJUSTED, "adjusted"},
                                         {KEFU_REASON_CAPPED, "capped"},
                                         {KEFU_REASON_PENDING, "pending"},
                                         {KEFU_REASON_RED_ZERO, "red_zero"},
                                         {KEFU_REASON_RED_CAP, "red_cap"},
                                         {KEFU_REASON_RED_PENDING, "red_pending"},
                                         {KEFU_REASON_RED_REJECTED, "red_rejected"},
                                         {KEFU_REASON_RED_MINUS, "red_minus"},
                                         {KEFU_REASON_RED_GRADE, "red_grade"},
                                         {KEFU_REASON_SECTION_CUT, "section_cut"},
                                         {KEFU_REASON_SECTION_FAILED, "section_failed"},
                                         {KEFU_REASON_CARD_FAILED, "card_failed"},
                                         {KEFU_REASON_TEAM, "team"},
                                         {KEFU_REASON_EXTRAS_CUT, "adjustments_cut"},
                                         {KEFU_REASON_TOTAL_CUT, "total_cut"},
                                         {KEFU_REASON_ROUNDING, "rounding"},
                                         {0, NULL}};
static const json_name json_statuses[] = {{KEFU_VALUE_OK, "ok"},
                                          {KEFU_VALUE_LOW_VOLUME, "low_volume"},
                                          {KEFU_VALUE_PROVISIONAL, "provisional"},
                                          {KEFU_VALUE_NO_DATA, "no_data"},
                                          {KEFU_VALUE_EXEMPT, "exempt"},
                                          {0, NULL}};
static const json_name json_value_flags[] = {{KEFU_VALUE_ROUNDED, "rounded"},
                                             {KEFU_VALUE_APPROX, "approx"},
                                             {KEFU_VALUE_HAS_LOW_VOLUME, "has_low_volume"},
                                             {KEFU_VALUE_HAS_PROVISIONAL, "has_provisional"},
                                             {0, NULL}};
static const json_name json_lints[] = {{KEFU_LINT_WEIGHTS, "weights"},
                                       {KEFU_LINT_GAP, "gap"},
                                       {KEFU_LINT_OVERLAP, "overlap"},
                                       {KEFU_LINT_DIRECTION, "direction"},
                                       {KEFU_LINT_GRADE_GAP, "grade_gap"},
                                       {KEFU_LINT_GRADE_OVERLAP, "grade_overlap"},
                                       {KEFU_LINT_UNREACHABLE, "unreachable"},
                                       {KEFU_LINT_UNCONFIRMED, "unconfirmed"},
                                       {KEFU_LINT_UNIT, "unit"},
                                       {KEFU_LINT_CLIFF, "cliff"},
                                       {KEFU_LINT_NO_EFFECT, "no_effect"},
                                       {KEFU_LINT_BARE_BOUND, "bare_bound"},
                                       {KEFU_LINT_RANGE, "range"},
                                       {KEFU_LINT_TIERS, "tiers"},
                                       {KEFU_LINT_BOOK, "book"},
                                       {KEFU_LINT_NO_METRIC, "no_metric"},
                                       {KEFU_LINT_BARE_RATE, "bare_rate"},
                                       {KEFU_LINT_PRINTED_RATE, "printed_rate"},
                                       {KEFU_LINT_NO_GROUP, "no_group"},
                                       {KEFU_LINT_OUT_OF_RANGE, "out_of_range"},
                                       {KEFU_LINT_UNUSED, "unused"},
                                       {KEFU_LINT_DEFINITION, "definition"},
                                       {KEFU_LINT_SAME, "same"},
                                       {0, NULL}};
static const json_name json_severities[] = {{KEFU_SEVERITY_WARNING, "warning"},
                                            {KEFU_SEVERITY_ERROR, "error"},
                                            {KEFU_SEVERITY_NOTE, "note"},
                                            {0, NULL}};
static const json_name json_kinds[] = {{KEFU_PART_ITEM, "item"},
                                       {KEFU_PART_ADJUSTMENT, "adjustment"},
                                       {KEFU_PART_RED_LINE, "red_line"},
                                       {KEFU_PART_SECTION, "section"},
                                       {0, NULL}};
static const json_name json_places[] = {{KEFU_PLACE_RANKED, "ranked"},
                                        {KEFU_PLACE_LOW_VOLUME, "low_volume"},
                                        {KEFU_PLACE_NO_VALUE, "no_value"},
                                        {0, NULL}};

/* A code by name; by number where a later release has added one. */
static void sheet_json_code(kf_json_writer *j, const char *key, const json_name *names,
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

static void sheet_json_member(kf_json_writer *j, const char *key, const char *text)
{
    kf_json_key(j, key);
    kf_json_string(j, text ? text : "");
}

static void sheet_json_both(kf_json_writer *j, const char *key, const char *zh, const char *en)
{
    kf_json_key(j, key);
    kf_json_open(j, '{');
    sheet_json_member(j, "zh", zh);
    sheet_json_member(j, "en", en);
    kf_json_close(j, '}');
}

static void sheet_json_points(kf_json_writer *j, const char *key, int64_t millionths)
{
    kf_json_key(j, key);
    kf_json_decimal(j, millionths, JSON_DECIMALS);
}

static void sheet_json_integer(kf_json_writer *j, const char *key, int64_t value)
{
    kf_json_key(j, key);
    kf_json_i64(j, value);
}

/* Numbers come out as their exact parts; a value without one has none. */
static void sheet_json_value(kf_json_writer *j, const char *key, const kefu_value *value)
{
    kf_json_key(j, key);
    kf_json_open(j, '{');
    if (value->den > 0) {
        sheet_json_integer(j, "num", value->num);
        sheet_json_integer(j, "den", value->den);
    }
    if (value->n >= 0)
        sheet_json_integer(j, "n", value->n);
    sheet_json_code(j, "status", json_statuses, value->status);
    if (value->flags) {
        kf_json_key(j, "flags");
        kf_json_open(j, '[');
        for (const json_name *f = json_value_flags; f->name; f++)
            if (value->flags & (uint32_t)f->code)
                kf_json_string(j, f->name);
        kf_json_close(j, ']');
    }
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
        sheet_json_code(j, "kind", json_kinds, r.kind);
        sheet_json_member(j, "part", kf_write_part(w, r.kind, r.part).id);
    }
    sheet_json_code(j, "code", json_reasons, r.code);
    if (r.cause)
        sheet_json_code(j, "cause", json_statuses, r.cause);
    if (r.kind && r.kind != KEFU_PART_SECTION)
        sheet_json_value(j, "value", &r.value);
    if (r.basis.den > 0)
        sheet_json_value(j, "basis", &r.basis);
    sheet_json_arguments(j, &r);
    if (r.kind == KEFU_PART_ITEM) {
        sheet_json_points(j, "curve", r.curve);
        sheet_json_points(j, "weight", r.weight);
    }
    sheet_json_points(j, "points", r.points);
    if (r.evidence && r.evidence[0])
        sheet_json_member(j, "evidence", r.evidence);
    kf_json_key(j, "text");
    kf_json_open(j, '{');
    sheet_json_member(j, "zh", kf_write_reason_text(w, row, index, KEFU_ZH));
    sheet_json_member(j, "en", kf_write_reason_text(w, row, index, KEFU_EN));
    kf_json_close(j, '}');
    kf_json_close(j, '}');
}

static void sheet_json_place(kf_json_writer *j, const kefu_place *place)
{
    kf_json_key(j, "place");
    kf_json_open(j, '{');
    sheet_json_code(j, "state", json_places, place->state);
    if (place->state == KEFU_PLACE_RANKED) {
        kf_json_key(j, "place");
        if (place->twice % 2)
            kf_json_decimal(j, place->twice * 5, 1);
        else
            kf_json_i64(j, place->twice / 2);
        sheet_json_integer(j, "tied", place->tied);
    }
    sheet_json_integer(j, "ranked", place->ranked);
    kf_json_close(j, '}');
}

static void sheet_json_row_flags(kf_json_writer *j, uint32_t flags)
{
    kf_json_key(j, "flags");
    kf_json_open(j, '[');
    for (int32_t i = 0; i < KF_ROW_FLAGS; i++)
        if (flags & kf_row_flags[i].flag)
            kf_json_string(j, kf_row_flags[i].name);
    kf_json_close(j, ']');
}

static void sheet_json_row(kf_writer *w, kf_json_writer *j, int64_t index)
{
    const kefu_sheet_row row = kf_write_row(w, index);
    kf_json_open(j, '{');
    sheet_json_member(j, "person", row.person);
    sheet_json_member(j, "name", row.name);
    sheet_json_member(j, "team", row.team);
    sheet_json_member(j, "group", row.group);
    sheet_json_place(j, &row.place);
    sheet_json_code(j, "status", json_statuses, row.status);
    if (row.status == KEFU_VALUE_OK)
        sheet_json_points(j, "total", row.total);
    sheet_json_points(j, "items", row.items);
    sheet_json_points(j, "adjustments", row.adjustments);
    if (row.team_part)
        sheet_json_points(j, "team_part", row.team_part);
    if (row.bonus)
        sheet_json_points(j, "bonus", row.bonus);
    sheet_json_points(j, "coverage", row.coverage);
    sheet_json_member(j, "grade", row.grade);
    if (row.tier[0])
        sheet_json_member(j, "tier", row.tier);
    sheet_json_row_flags(j, row.flags);
    kf_json_key(j, "reasons");
    kf_json_open(j, '[');
    const int32_t n = kefu_sheet_reasons(w->sheet, index);
    for (int32_t i = 0; i < n; i++)
        sheet_json_reason(w, j, index, i);
    kf_json_close(j, ']');
    kf_json_close(j, '}');
}

static void sheet_json_parts(kf_writer *w, kf_json_writer *j, const char *key, int32_t kind)
{
    kf_json_key(j, key);
    kf_json_open(j, '[');
    const int32_t n = kefu_sheet_parts(w->sheet, kind);
    for (int32_t i = 0; i < n; i++) {
        const kefu_card_part part = kf_write_part(w, kind, i);
        kf_json_open(j, '{');
        sheet_json_member(j, "id", part.id);
        sheet_json_both(j, "label", part.label_zh, part.label_en);
        if (part.metric && part.metric[0]) {
            sheet_json_member(j, "metric", part.metric);
            sheet_json_member(j, "unit", part.unit);
            sheet_json_integer(j, "scale", part.scale);
        }
        if (part.definition[0])
            sheet_json_member(j, "definition", part.definition);
        if (kind == KEFU_PART_ITEM) {
            sheet_json_member(j, "section", part.section_id);
            sheet_json_points(j, "weight", part.weight);
        }
        kf_json_close(j, '}');
    }
    kf_json_close(j, ']');
}

static void sheet_json_findings(kf_writer *w, kf_json_writer *j)
{
    kf_json_key(j, "findings");
    kf_json_open(j, '[');
    const int32_t n = kefu_findings_count(w->findings);
    for (int32_t i = 0; i < n; i++) {
        kefu_finding f = {.struct_size = sizeof f};
        (void)kefu_findings_at(w->findings, i, &f);
        kf_json_open(j, '{');
        sheet_json_code(j, "code", json_lints, f.code);
        sheet_json_code(j, "severity", json_severities, f.severity);
        sheet_json_integer(j, "line", f.line);
        sheet_json_integer(j, "column", f.column);
        sheet_json_member(j, "path", f.path);
        sheet_json_both(j, "text", f.text_zh, f.text_en);
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
    sheet_json_integer(&j, "format", 1);
    kf_json_key(&j, "card");
    kf_json_open(&j, '{');
    sheet_json_member(&j, "id", kefu_sheet_card_id(sheet));
    sheet_json_member(&j, "hash", kefu_sheet_card_hash(sheet));
    sheet_json_both(&j, "label", kefu_sheet_label(sheet, KEFU_ZH),
                    kefu_sheet_label(sheet, KEFU_EN));
    sheet_json_parts(&w, &j, "sections", KEFU_PART_SECTION);
    sheet_json_parts(&w, &j, "items", KEFU_PART_ITEM);
    sheet_json_parts(&w, &j, "adjustments", KEFU_PART_ADJUSTMENT);
    sheet_json_parts(&w, &j, "red_lines", KEFU_PART_RED_LINE);
    kf_json_close(&j, '}');
    sheet_json_member(&j, "period", kefu_sheet_period(sheet));
    if (w.findings)
        sheet_json_findings(&w, &j);
    kf_json_key(&j, "rows");
    kf_json_open(&j, '[');
    const int64_t rows = kefu_sheet_rows(sheet);
    for (int64_t i = 0; i < rows && kf_writer_step(&w); i++)
        sheet_json_row(&w, &j, i);
    kf_json_close(&j, ']');
    kf_json_close(&j, '}');
    return kf_writer_end(&w);
}
