/* table.h - words, structs and classes of kefu/table.h. */

WORDS(cell_kind, WORD(KEFU_CELL_, TEXT, "text"), WORD(KEFU_CELL_, NUMBER, "number"),
      WORD(KEFU_CELL_, PERCENT, "percent"), WORD(KEFU_CELL_, DURATION, "duration"),
      WORD(KEFU_CELL_, DATE, "date"), WORD(KEFU_CELL_, TIME, "time"));
FLAGS(cell_flags, WORD(KEFU_CELL_, ROUND, "round"), WORD(KEFU_CELL_, BARE, "bare"),
      WORD(KEFU_CELL_, HUNDREDTHS, "hundredths"));
WORDS(bad_rows, WORD(KEFU_BAD_ROW_, FAIL, "fail"), WORD(KEFU_BAD_ROW_, SKIP, "skip"));
FLAGS(csv_flags, WORD(KEFU_CSV_, EXCEL, "excel"));
WORDS(direction, WORD(KEFU_, HIGHER, "higher"), WORD(KEFU_, LOWER, "lower"),
      WORD(KEFU_, NEITHER, "neither"));
/* kefu_unmatched.side has no constants. */
WORDS(side, {"left", 1}, {"right", 2}, {"roster", 3});

/* ---- Cells and files ------------------------------------------------------------------------ */

static const kb_field cell_fields[] = {
    FIELD(kefu_cell, column, TEXT),
    FIELD_AS(kefu_cell, as, "as_name", OPTIONAL_TEXT, NULL),
    FIELD_OF(kefu_cell, kind, WORD, &cell_kind_words),
    FIELD(kefu_cell, scale, INT32),
    FIELD(kefu_cell, offset, INT32),
    FIELD_OF(kefu_cell, flags, FLAGS, &cell_flags_words),
};
STRUCT_OF(cell, kefu_cell, "How the cells of a column of a file are read.");

/* The same without the names, for one cell by itself. */
static const kb_field cell_options_fields[] = {
    FIELD_OF(kefu_cell, kind, WORD, &cell_kind_words),
    FIELD(kefu_cell, scale, INT32),
    FIELD(kefu_cell, offset, INT32),
    FIELD_OF(kefu_cell, flags, FLAGS, &cell_flags_words),
};
STRUCT_OF(cell_options, kefu_cell, "How a cell is read.");

/* What kefu_cell_parse gives by two pointers. */
typedef struct kb_cell_number {
    int64_t value;
    int32_t state;
} kb_cell_number;

static const kb_field cell_number_fields[] = {
    FIELD(kb_cell_number, value, INT64),
    FIELD_OF(kb_cell_number, state, WORD, &value_status_words),
};
STRUCT_FROZEN(cell_number, kb_cell_number,
              "What a cell says: the number times 10^scale, days or microseconds, and its status.");

static inline kefu_status cell_number_parse(kb_call *c)
{
    kb_cell_number *out = OUT;
    return kefu_cell_parse(A(1), D(0), N(0), &out->value, &out->state, ERROR);
}

/* Its callbacks are those of the reader, which is written by hand. */
static const kb_field csv_options_fields[] = {
    FIELD_OF(kefu_csv_options, limits, DICT, &limits_struct),
    FIELD(kefu_csv_options, encoding, ENCODING),
    FIELD(kefu_csv_options, delimiter, CHAR),
    FIELD_OF(kefu_csv_options, bad_rows, WORD, &bad_rows_words),
    FIELD(kefu_csv_options, batch_rows, INT32),
    FIELD(kefu_csv_options, skip_lines, INT32),
    FIELD(kefu_csv_options, only_cells, BOOL),
    FIELD(kefu_csv_options, no_quotes, BOOL),
};
STRUCT_OF(csv_options, kefu_csv_options, "How a file is read.");

#include "csv_writer.h"

/* ---- People --------------------------------------------------------------------------------- */

static const kb_field person_fields[] = {
    FIELD(kefu_person, person, TEXT),
    FIELD(kefu_person, name, TEXT),
    FIELD(kefu_person, team, TEXT),
    FIELD(kefu_person, role, TEXT),
    FIELD(kefu_person, cohort, TEXT),
    FIELD_OF(kefu_person, hired, DAY, &kb_day_ends),
    FIELD_OF(kefu_person, left, DAY, &kb_day_ends),
    FIELD(kefu_person, stage, TEXT),
};
STRUCT_OF(person, kefu_person, "What holds for a person on a day.");

CLASS(roster, kefu_roster, "Roster", KB_SHARED, NULL, NULL,
      "Who is who (花名册): people, their aliases, teams and dates.");

static inline kefu_status roster_found(kb_call *c, kefu_status status)
{
    return status == KEFU_E_NAME ? kb_fail(ERROR, status, "nobody has this alias on this day")
                                 : status;
}

/* ---- Figures -------------------------------------------------------------------------------- */

static const kb_field metric_info_fields[] = {
    FIELD(kefu_metric_info, name, TEXT),
    FIELD(kefu_metric_info, label_zh, TEXT),
    FIELD(kefu_metric_info, label_en, TEXT),
    FIELD(kefu_metric_info, unit, TEXT),
    FIELD(kefu_metric_info, scale, INT32),
    FIELD_OF(kefu_metric_info, direction, WORD, &direction_words),
    FIELD(kefu_metric_info, min_n, INT64),
    FIELD(kefu_metric_info, definition, TEXT),
};
STRUCT_OF(metric_info, kefu_metric_info, "What a metric of a frame is.");

/* The same as keywords beside a name. */
static const kb_field metric_options_fields[] = {
    FIELD(kefu_metric_info, label_zh, OPTIONAL_TEXT),
    FIELD(kefu_metric_info, label_en, OPTIONAL_TEXT),
    FIELD(kefu_metric_info, unit, OPTIONAL_TEXT),
    FIELD(kefu_metric_info, scale, INT32),
    FIELD_OF(kefu_metric_info, direction, WORD, &direction_words),
    FIELD(kefu_metric_info, min_n, INT64),
    FIELD(kefu_metric_info, definition, OPTIONAL_TEXT),
};
STRUCT_OF(metric_options, kefu_metric_info, "What a metric is called and how it is shown.");

static inline const kefu_metric_info *metric_named(kefu_metric_info *info, const char *name)
{
    info->name = name;
    return info;
}

static const kb_field report_columns_fields[] = {
    FIELD(kefu_report_columns, value, OPTIONAL_TEXT),
    FIELD(kefu_report_columns, over, OPTIONAL_TEXT),
    FIELD(kefu_report_columns, count, OPTIONAL_TEXT),
    FIELD_OF(kefu_report_columns, cell, WORD, &cell_kind_words),
    FIELD_OF(kefu_report_columns, cell_flags, FLAGS, &cell_flags_words),
};
STRUCT_OF(report_columns, kefu_report_columns, "The columns that a metric is read from.");

static const kb_field unmatched_fields[] = {
    FIELD(kefu_unmatched, key, TEXT),
    FIELD_OF(kefu_unmatched, side, WORD, &side_words),
    FIELD(kefu_unmatched, metrics, INT32),
};
STRUCT_OF(unmatched, kefu_unmatched, "A key that found no partner, or no person on the roster.");

CLASS(report, kefu_report, "Report", KB_CONFINED, NULL, NULL,
      "How a report that has one row a person is read.");
CLASS(frame, kefu_frame, "Frame", KB_SHARED, "rows", "find",
      "Figures of people, teams or days: rows with keys, and metrics.");

/* What all rows are counted in without a `by` has one row and no keys. */
static inline kefu_status frame_first_key(kb_call *c)
{
    c->view = (kefu_text){"", 0};
    return kefu_frame_keys(SELF) ? kefu_frame_key(SELF, INDEX, 0, OUT_VIEW) : KEFU_OK;
}

/* Metrics go by their names. */
static inline kefu_status frame_metric_named(kb_call *c)
{
    int32_t metric;
    kefu_status status = kefu_frame_find_metric(SELF, T(0), &metric, ERROR);
    return status ? status : kefu_frame_metric(SELF, metric, OUT);
}

static inline kefu_status frame_value_named(kb_call *c)
{
    int32_t metric;
    kefu_status status = kefu_frame_find_metric(SELF, T(1), &metric, ERROR);
    return status ? status : kefu_frame_value(SELF, I(0), metric, OUT_V);
}
