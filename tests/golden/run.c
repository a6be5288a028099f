/* run.c - runs the golden vectors of a folder: `run tests/golden`; see README.md beside it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kefu.h"

enum { MOST_FIELDS = 64, MOST_LINE = 8192 };

static const char *folder;
static const char *file_name;
static int line_number;
static int passed, failed;

static char *field[MOST_FIELDS];
static int fields;

static void check(int good, const char *expected, const char *got)
{
    if (good) {
        passed++;
        return;
    }
    failed++;
    printf("%s:%d: %s: expected %s, got %s\n", file_name, line_number, field[0], expected, got);
}

static void check_text(const char *expected, const char *got)
{
    check(!strcmp(expected, got), expected, got);
}

static void check_i64(const char *expected, int64_t got)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, got);
    check_text(expected, text);
}

/* 1 if an error was expected: then it is checked and the line is done. */
static int expects_error(const char *expected, kefu_status status, const kefu_error *error)
{
    if (expected[0] == '!') {
        check_text(expected + 1, kefu_status_name(status));
        return 1;
    }
    if (status) {
        check(0, expected, error->message);
        return 1;
    }
    return 0;
}

static void need(kefu_status status, const kefu_error *error)
{
    if (!status)
        return;
    printf("%s:%d: %s: %s: %s\n", file_name, line_number, field[0], kefu_status_name(status),
           error->message);
    failed++;
    printf("%d passed, %d failed\n", passed, failed);
    exit(1);
}

static const char *text_of(int index) { return index < fields ? field[index] : ""; }
static int64_t number_of(int index) { return strtoll(text_of(index), NULL, 10); }

static kefu_value value_at(int num, int den)
{
    kefu_value value = {number_of(num), number_of(den), -1, KEFU_VALUE_OK, 0};
    return value;
}

/* ---- base ----------------------------------------------------------------------------------- */

static void words(const char *text, uint32_t *out, int n)
{
    char *end = NULL;
    for (int i = 0; i < n; i++, text = end)
        out[i] = (uint32_t)strtoul(text, &end, 16);
}

static void run_random(void)
{
    uint32_t key[2], counter[4], expected[4], got[4];
    words(text_of(1), key, 2);
    words(text_of(2), counter, 4);
    words(text_of(3), expected, 4);
    kefu_random(key, counter, got);
    check(!memcmp(expected, got, sizeof got), text_of(3), "other words");
}

static void run_date(void)
{
    int32_t days = 0;
    char back[11];
    kefu_error error = {0};
    kefu_status status = kefu_date_parse(text_of(1), strlen(text_of(1)), &days, &error);
    if (expects_error(text_of(2), status, &error))
        return;
    check_i64(text_of(2), days);
    if (strlen(text_of(1)) == 10 && text_of(1)[4] == '-') {
        need(kefu_date_format(days, back, sizeof back), &error);
        check_text(text_of(1), back);
    }
}

static void run_format(void)
{
    kefu_value value = value_at(1, 2);
    char text[48];
    kefu_error error = {0};
    need(kefu_value_format(&value, (int32_t)number_of(3), text, sizeof text), &error);
    check_text(text_of(4), text);
}

static void run_round(void)
{
    kefu_value value = value_at(1, 2);
    int64_t out = 0;
    kefu_error error = {0};
    kefu_status status = kefu_value_round(&value, (int32_t)number_of(3), &out);
    if (!expects_error(text_of(4), status, &error))
        check_i64(text_of(4), out);
}

static void run_compare(void)
{
    kefu_value a = value_at(1, 2), b = value_at(3, 4);
    int32_t order = 9;
    kefu_error error = {0};
    need(kefu_value_compare(&a, &b, &order), &error);
    check_i64(text_of(5), order);
}

static const char *const cell_kinds[] = {"text", "number", "percent", "duration", "date", "time"};
static const char *const state_names[] = {"ok", "low-volume", "provisional", "no-data", "exempt"};

static int32_t index_of(const char *name, const char *const *names, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (!strcmp(names[i], name))
            return i;
    printf("%s:%d: unknown word %s\n", file_name, line_number, name);
    exit(1);
}

static void run_cell(void)
{
    kefu_cell cell = {.struct_size = sizeof cell, .column = "cell"};
    int64_t value = 0;
    int32_t state = 0;
    kefu_error error = {0};
    kefu_status status;
    cell.kind = index_of(text_of(1), cell_kinds, 6);
    cell.scale = (int32_t)number_of(2);
    cell.flags = (uint32_t)number_of(3);
    status = kefu_cell_parse(&cell, text_of(4), strlen(text_of(4)), &value, &state, &error);
    if (expects_error(text_of(5), status, &error))
        return;
    check_i64(text_of(5), value);
    check_text(text_of(6), state_names[state]);
}

/* ---- A batch of a few columns, kept as text until it is built ------------------------------- */

enum { MOST_COLUMNS = 16, MOST_ROWS = 60 };

static char *column_name[MOST_COLUMNS], *column_type[MOST_COLUMNS];
static char *cell_text[MOST_COLUMNS][MOST_ROWS];
static int columns, rows;
static kefu_builder *builder;
static kefu_tally *tally;
static kefu_frame *frame;

static char *kept(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    return strcpy(copy, text);
}

static void forget_results(void)
{
    kefu_builder_free(builder);
    kefu_tally_free(tally);
    kefu_frame_free(frame);
    builder = NULL;
    tally = NULL;
    frame = NULL;
}

static void run_clear(void)
{
    forget_results();
    for (int c = 0; c < columns; c++) {
        free(column_name[c]);
        free(column_type[c]);
        for (int r = 0; r < rows; r++)
            free(cell_text[c][r]);
    }
    columns = rows = 0;
}

static void run_column(void)
{
    column_name[columns] = kept(text_of(1));
    column_type[columns] = kept(text_of(2));
    for (int r = 3; r < fields; r++)
        cell_text[columns][r - 3] = kept(field[r]);
    rows = fields - 3;
    columns++;
}

static void set_cell(int32_t column, const char *type, const char *text)
{
    kefu_error e = {0};
    if (!strcmp(text, "\\N"))
        need(kefu_builder_set_state(builder, column, KEFU_VALUE_NO_DATA, &e), &e);
    else if (!strcmp(text, "~"))
        need(kefu_builder_set_state(builder, column, KEFU_VALUE_PROVISIONAL, &e), &e);
    else if (!strcmp(type, "text"))
        need(kefu_builder_set_text(builder, column, text, strlen(text), &e), &e);
    else if (!strcmp(type, "f64"))
        need(kefu_builder_set_f64(builder, column, strtod(text, NULL), &e), &e);
    else
        need(kefu_builder_set_i64(builder, column, strtoll(text, NULL, 10), &e), &e);
}

static const kefu_batch *batch_now(void)
{
    kefu_error e = {0};
    if (builder)
        return kefu_builder_batch(builder);
    need(kefu_builder_new(NULL, NULL, &builder, &e), &e);
    for (int c = 0; c < columns; c++) {
        const char *t = column_type[c];
        int32_t type = !strcmp(t, "text")   ? KEFU_COLUMN_TEXT
                       : !strcmp(t, "f64")  ? KEFU_COLUMN_F64
                       : !strcmp(t, "date") ? KEFU_COLUMN_DATE
                       : !strcmp(t, "time") ? KEFU_COLUMN_TIME
                                            : KEFU_COLUMN_I64;
        int32_t scale = strncmp(t, "i64:", 4) ? 0 : (int32_t)strtol(t + 4, NULL, 10);
        need(kefu_builder_add(builder, column_name[c], type, scale, 0, NULL, &e), &e);
    }
    for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++)
            set_cell(c, column_type[c], cell_text[c][r]);
        need(kefu_builder_end_row(builder, &e), &e);
    }
    return kefu_builder_batch(builder);
}

static void run_eval(void)
{
    const kefu_batch *batch = batch_now();
    kefu_expr_options options = {.struct_size = sizeof options};
    kefu_expr *expr = NULL;
    int64_t values[MOST_ROWS];
    uint8_t states[MOST_ROWS];
    char got[24];
    kefu_error error = {0};
    kefu_status status = kefu_expr_new(text_of(1), strlen(text_of(1)), &options, &expr, &error);
    if (!status)
        status = kefu_expr_eval(expr, batch, values, states, MOST_ROWS, &error);
    kefu_expr_free(expr);
    if (expects_error(text_of(2), status, &error))
        return;
    for (int r = 0; r < rows; r++) {
        snprintf(got, sizeof got, "%" PRId64, values[r]);
        check_text(text_of(2 + r), states[r] == KEFU_VALUE_OK            ? got
                                   : states[r] == KEFU_VALUE_PROVISIONAL ? "~"
                                                                         : "\\N");
    }
}

/* ---- tally ---------------------------------------------------------------------------------- */

static kefu_tally *tally_now(void)
{
    kefu_error e = {0};
    kefu_tally_options options = {.struct_size = sizeof options};
    if (!tally)
        need(kefu_tally_new(NULL, &options, &tally, &e), &e);
    return tally;
}

static void run_by(void)
{
    kefu_error e = {0};
    need(kefu_tally_by(tally_now(), text_of(1), &e), &e);
}

static void run_metric(void)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_error error = {0};
    kefu_status status;
    info.name = text_of(1);
    info.min_n = number_of(3);
    status = kefu_tally_add(tally_now(), &info, text_of(2), &error);
    if (fields > 4)
        expects_error(text_of(4), status, &error);
    else
        need(status, &error);
}

static void run_tally(void)
{
    kefu_error e = {0};
    need(kefu_tally_update(tally_now(), batch_now(), &e), &e);
    kefu_frame_free(frame);
    frame = NULL;
    need(kefu_tally_frame(tally, &frame, &e), &e);
}

/* ---- saved states ---------------------------------------------------------------------------- */

/* Hexadecimal digits to bytes and back, both in memory to be freed. */
static unsigned char *bytes_of(const char *hex, size_t *size)
{
    unsigned char *bytes = malloc(strlen(hex) / 2 + 1);
    for (*size = 0; hex[2 * *size]; ++*size) {
        char digits[3] = {hex[2 * *size], hex[2 * *size + 1], 0};
        bytes[*size] = (unsigned char)strtoul(digits, NULL, 16);
    }
    return bytes;
}

static char *hex_of(const void *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = malloc(2 * size + 1);
    for (size_t i = 0; i < size; i++) {
        hex[2 * i] = digits[((const unsigned char *)bytes)[i] >> 4];
        hex[2 * i + 1] = digits[((const unsigned char *)bytes)[i] & 15];
    }
    hex[2 * size] = 0;
    return hex;
}

static void run_fingerprint(void)
{
    uint8_t print[16];
    kefu_error e = {0};
    char *hex;
    need(kefu_tally_fingerprint(tally_now(), print, &e), &e);
    hex = hex_of(print, sizeof print);
    check_text(text_of(1), hex);
    free(hex);
}

static void check_saved(int32_t format)
{
    kefu_save_options o = {.struct_size = sizeof o, .format = format, .tag = text_of(2)};
    kefu_buffer *buffer = NULL;
    kefu_error e = {0};
    size_t size;
    const char *data;
    char *hex;
    need(kefu_buffer_new(NULL, &buffer, &e), &e);
    need(kefu_tally_save(tally_now(), &o, kefu_buffer_sink(buffer), &e), &e);
    data = kefu_buffer_data(buffer, &size);
    hex = hex_of(data, size);
    check_text(text_of(1), hex);
    free(hex);
    kefu_buffer_free(buffer);
}

static void check_tag(kefu_text tag)
{
    char text[256] = "";
    memcpy(text, tag.data, tag.size);
    check_text(text_of(2), text);
}

/* These bytes make a tally that saves them again, in the format that they have. */
static void run_loaded(void)
{
    kefu_error e = {0};
    kefu_state_info info = {.struct_size = sizeof info};
    kefu_tally *loaded = NULL;
    size_t size;
    unsigned char *bytes = bytes_of(text_of(1), &size);
    need(kefu_state_inspect(bytes, size, &info, &e), &e);
    check_tag(info.tag);
    need(kefu_tally_load(NULL, NULL, bytes, size, &loaded, &e), &e);
    free(bytes);
    kefu_tally_free(tally);
    tally = loaded;
    check_saved(info.format);
    kefu_frame_free(frame);
    frame = NULL;
    need(kefu_tally_frame(tally, &frame, &e), &e);
}

/* The tally saves these bytes, too. */
static void run_state(void)
{
    check_saved(0);
    run_loaded();
}

static void run_again(void)
{
    kefu_tally_free(tally);
    tally = NULL;
}

static void run_value(void)
{
    kefu_text key;
    int64_t row = 0;
    int32_t metric = 0;
    kefu_value v;
    kefu_error e = {0};
    key.data = text_of(1);
    key.size = strlen(key.data);
    need(kefu_frame_find(frame, &key, 1, &row, &e), &e);
    need(kefu_frame_find_metric(frame, text_of(2), &metric, &e), &e);
    need(kefu_frame_value(frame, row, metric, &v), &e);
    check_i64(text_of(3), v.num);
    check_i64(text_of(4), v.den);
    check_i64(text_of(5), v.n);
    check_text(text_of(6), state_names[v.status]);
    check_i64(text_of(7), (int64_t)v.flags);
}

/* ---- rank ----------------------------------------------------------------------------------- */

static const char *const tie_names[] = {"competition", "dense", "modified", "fractional",
                                        "ordinal"};

static void run_rank(void)
{
    kefu_value values[MOST_ROWS];
    kefu_place places[MOST_ROWS];
    kefu_rank_options options = {.struct_size = sizeof options};
    kefu_error e = {0};
    int n = (fields - 4) / 2;
    options.ties = index_of(text_of(1), tie_names, 5);
    options.lower_first = (int32_t)number_of(2);
    options.min_n = number_of(3);
    for (int i = 0; i < n; i++) {
        char *end;
        values[i].num = strtoll(text_of(4 + i), &end, 10);
        values[i].den = *end == '/' ? strtoll(end + 1, &end, 10) : 0;
        values[i].n = *end == '/' ? strtoll(end + 1, &end, 10) : -1;
        values[i].status = values[i].den ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA;
        values[i].flags = 0;
    }
    need(kefu_rank(values, n, &options, places, NULL, &e), &e);
    for (int i = 0; i < n; i++) {
        char got[32];
        snprintf(got, sizeof got, places[i].twice % 2 ? "%" PRId64 ".5" : "%" PRId64,
                 places[i].twice / 2);
        check_text(text_of(4 + n + i), places[i].state == KEFU_PLACE_RANKED ? got : "-");
    }
}

/* ---- report, card, sheet -------------------------------------------------------------------- */

static kefu_report *report;
static kefu_ledger *ledger;
static char *report_file;

static char *read_file(const char *name, size_t *size)
{
    char path[1024];
    FILE *file;
    char *text;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    text = malloc(1 << 20);
    *size = fread(text, 1, 1 << 20, file);
    fclose(file);
    return text;
}

static void run_report(void)
{
    kefu_error e = {0};
    kefu_report_free(report);
    kefu_ledger_free(ledger);
    free(report_file);
    report_file = kept(text_of(1));
    need(kefu_report_new(NULL, NULL, &report, &e), &e);
    need(kefu_ledger_new(NULL, &ledger, &e), &e);
}

static void run_key(void)
{
    kefu_error e = {0};
    need(kefu_report_key(report, text_of(1), &e), &e);
}

static void run_skip(void)
{
    kefu_error e = {0};
    need(kefu_report_skip(report, text_of(1), &e), &e);
}

static void run_over(void)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_report_columns from = {.struct_size = sizeof from};
    kefu_error e = {0};
    info.name = text_of(1);
    from.cell = index_of(text_of(2), cell_kinds, 6);
    from.over = *text_of(3) ? text_of(3) : NULL;
    from.count = *text_of(4) ? text_of(4) : NULL;
    from.value = *text_of(5) ? text_of(5) : NULL;
    need(kefu_report_metric(report, &info, &from, &e), &e);
}

static void run_decision(void)
{
    kefu_decision decision = {.struct_size = sizeof decision, .by = "test", .day = 20758};
    kefu_error e = {0};
    decision.person = text_of(1);
    decision.part = text_of(2);
    decision.action = !strcmp(text_of(3), "confirm") ? KEFU_CONFIRM : KEFU_REJECT;
    decision.count = number_of(4);
    need(kefu_ledger_add(ledger, &decision, &e), &e);
}

static kefu_status KEFU_CALL keep_rows(void *user, const kefu_batch *batch, kefu_error *error)
{
    return kefu_builder_append(user, batch, error);
}

static kefu_frame *report_frame(void)
{
    kefu_csv_options options = {.struct_size = sizeof options};
    kefu_csv_reader *reader;
    kefu_builder *all;
    kefu_frame *out;
    kefu_error e = {0};
    size_t size;
    char *text = read_file(report_file, &size);
    need(kefu_builder_new(NULL, NULL, &all, &e), &e);
    options.on_batch = keep_rows;
    options.user = all;
    need(kefu_csv_reader_new(&options, &reader, &e), &e);
    need(kefu_csv_reader_feed(reader, text, size, &e), &e);
    need(kefu_csv_reader_finish(reader, &e), &e);
    need(kefu_report_read(report, kefu_builder_batch(all), &out, &e), &e);
    kefu_csv_reader_free(reader);
    kefu_builder_free(all);
    free(text);
    return out;
}

/* Says where two long texts part, not what all of them is. */
static void check_bytes(const char *name, const char *expected, size_t expected_size,
                        const char *got, size_t got_size)
{
    size_t at = 0;
    while (at < expected_size && at < got_size && expected[at] == got[at])
        at++;
    if (at == expected_size && at == got_size) {
        passed++;
        return;
    }
    failed++;
    at = at > 40 ? at - 40 : 0;
    printf("%s:%d: %s differs after byte %zu: expected ...%.120s, got ...%.120s\n", file_name,
           line_number, name, at, at < expected_size ? expected + at : "",
           at < got_size ? got + at : "");
}

/* The sheet as bytes, in hexadecimal, and what is loaded from them: the same sheet. */
static void check_kept(const char *name, const kefu_sheet *sheet, const char *json, size_t size)
{
    kefu_buffer *bytes, *again;
    kefu_sheet *loaded;
    kefu_error e = {0};
    size_t n, again_size, expected_size;
    char *expected = read_file(name, &expected_size), *hex;
    need(kefu_buffer_new(NULL, &bytes, &e), &e);
    need(kefu_buffer_new(NULL, &again, &e), &e);
    need(kefu_sheet_save(sheet, kefu_buffer_sink(bytes), &e), &e);
    const char *data = kefu_buffer_data(bytes, &n);
    hex = malloc(2 * n + 1);
    if (!hex)
        exit(2);
    for (size_t i = 0; i < n; i++)
        sprintf(hex + 2 * i, "%02x", (unsigned)(unsigned char)data[i]);
    while (expected_size && expected[expected_size - 1] == '\n')
        expected_size--;
    check_bytes(name, expected, expected_size, hex, 2 * n);
    need(kefu_sheet_load(NULL, NULL, data, n, &loaded, &e), &e);
    need(kefu_sheet_json(loaded, NULL, kefu_buffer_sink(again), &e), &e);
    data = kefu_buffer_data(again, &again_size);
    check_bytes("the sheet as it was loaded", json, size, data, again_size);
    free(hex);
    free(expected);
    kefu_sheet_free(loaded);
    kefu_buffer_free(bytes);
    kefu_buffer_free(again);
}

static void run_score(void)
{
    kefu_score_options options = {.struct_size = sizeof options};
    kefu_frame *figures = report_frame();
    kefu_card *card;
    kefu_sheet *sheet;
    kefu_buffer *json;
    size_t card_size, expected_size, got_size;
    char *card_text = read_file(text_of(1), &card_size), *expected;
    const char *got;
    kefu_error e = {0};
    options.ledger = ledger;
    options.period = "2026-10";
    need(kefu_card_from_json(NULL, NULL, card_text, card_size, &card, &e), &e);
    need(kefu_score(card, figures, &options, &sheet, &e), &e);
    need(kefu_buffer_new(NULL, &json, &e), &e);
    need(kefu_sheet_json(sheet, NULL, kefu_buffer_sink(json), &e), &e);
    got = kefu_buffer_data(json, &got_size);
    expected = read_file(text_of(2), &expected_size);
    while (expected_size && expected[expected_size - 1] == '\n')
        expected_size--;
    check_bytes(text_of(2), expected, expected_size, got, got_size);
    check_kept(text_of(3), sheet, got, got_size);
    free(expected);
    free(card_text);
    kefu_buffer_free(json);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    kefu_frame_free(figures);
}

/* ---- catalogue ------------------------------------------------------------------------------ */

static int32_t day_at(int index)
{
    int32_t day = 0;
    kefu_error e = {0};
    if (*text_of(index))
        need(kefu_date_parse(text_of(index), strlen(text_of(index)), &day, &e), &e);
    return day;
}

/* One that is built in. */
static void run_definition(void)
{
    static const char *const directions[] = {"lower", "neither", "higher"};
    kefu_definition d = {.struct_size = sizeof d};
    kefu_error e = {0};
    int32_t index = 0;
    need(kefu_catalogue_find(NULL, text_of(1), 0, &index, &e), &e);
    need(kefu_catalogue_at(NULL, index, &d), &e);
    check_text(text_of(1), d.id);
    check_text(text_of(2), d.unit);
    check_i64(text_of(3), d.scale);
    check_text(text_of(4), directions[d.direction + 1]);
    check_i64(text_of(5), d.min_n);
    check(day_at(6) == d.from, text_of(6), "another first day");
    check(day_at(7) == d.to, text_of(7), "another last day");
    check_text(text_of(8), d.formula);
}

static void run_definitions(void) { check_i64(text_of(1), kefu_catalogue_count(NULL)); }

static void run_define(void)
{
    kefu_error e = {0};
    kefu_status status = kefu_tally_define(tally_now(), NULL, text_of(1), day_at(2),
                                           *text_of(3) ? text_of(3) : NULL, &e);
    if (fields > 4)
        expects_error(text_of(4), status, &e);
    else
        need(status, &e);
}

static void run_made(void)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_error e = {0};
    int32_t metric = 0;
    need(kefu_frame_find_metric(frame, text_of(1), &metric, &e), &e);
    need(kefu_frame_metric(frame, metric, &info), &e);
    check_text(text_of(2), info.definition);
}

static void run_catalogue(void)
{
    kefu_catalogue *catalogue;
    kefu_buffer *json;
    size_t size, expected_size, got_size;
    char *text = read_file(text_of(1), &size), *expected = read_file(text_of(2), &expected_size);
    const char *got;
    kefu_error e = {0};
    need(kefu_catalogue_new(NULL, NULL, 0, &catalogue, &e), &e);
    need(kefu_catalogue_load(catalogue, text, size, &e), &e);
    need(kefu_buffer_new(NULL, &json, &e), &e);
    need(kefu_catalogue_json(catalogue, KEFU_CATALOGUE_LOADED, kefu_buffer_sink(json), &e), &e);
    got = kefu_buffer_data(json, &got_size);
    while (expected_size && expected[expected_size - 1] == '\n')
        expected_size--;
    check_bytes(text_of(2), expected, expected_size, got, got_size);
    free(expected);
    free(text);
    kefu_buffer_free(json);
    kefu_catalogue_free(catalogue);
}

/* ---- pick ----------------------------------------------------------------------------------- */

/* Numbers with what is between them, one after the other. */
static char listed[MOST_LINE];

static void list_clear(void) { listed[0] = 0; }

static void list_add(const char *before, int64_t number)
{
    size_t size = strlen(listed);
    snprintf(listed + size, sizeof listed - size, "%s%" PRId64, size ? before : "", number);
}

static void run_numbers(void)
{
    int64_t out[64];
    kefu_error e = {0};
    uint64_t key = strtoull(text_of(1), NULL, 10);
    need(kefu_pick_numbers(NULL, key, number_of(2), number_of(3), out, &e), &e);
    list_clear();
    for (int64_t i = 0; i < number_of(3); i++)
        list_add(" ", out[i]);
    check_text(text_of(4), listed);
}

/* In offers of a third of what is left, with room for two. */
static void run_reservoir(void)
{
    kefu_reservoir *reservoir;
    kefu_error e = {0};
    int64_t left = number_of(3), in[2], slots[2], count, taken;
    need(kefu_reservoir_new(NULL, strtoull(text_of(1), NULL, 10), number_of(2), &reservoir, &e),
         &e);
    list_clear();
    for (; left; left -= taken) {
        int64_t seen = kefu_reservoir_seen(reservoir);
        need(kefu_reservoir_offer(reservoir, left / 3 + 1, in, slots, 2, &count, &taken, &e), &e);
        for (int64_t i = 0; i < count; i++) {
            list_add(" ", seen + in[i]);
            list_add(":", slots[i]);
        }
    }
    check_text(text_of(4), listed);
    kefu_reservoir_free(reservoir);
}

static int64_t common(int64_t a, int64_t b) { return b ? common(b, a % b) : a; }

static void run_pps(void)
{
    kefu_pps_options options = {.struct_size = sizeof options, .id = "id", .size = "size"};
    int64_t drawn[MOST_ROWS];
    kefu_value chances[MOST_ROWS];
    kefu_error e = {0};
    options.seed = text_of(1);
    options.k = number_of(2);
    options.scale = (int32_t)number_of(3);
    need(kefu_pick_pps(&options, batch_now(), drawn, chances, &e), &e);
    list_clear();
    for (int64_t i = 0; i < options.k; i++)
        list_add(" ", drawn[i]);
    check_text(text_of(4), listed);
    list_clear();
    for (int64_t i = 0; i < options.k; i++) {
        int64_t divisor = common(chances[i].num, chances[i].den);
        list_add(" ", chances[i].num / divisor);
        list_add("/", chances[i].den / divisor);
    }
    check_text(text_of(5), listed);
}

static void check_hash(const char *expected, uint64_t got)
{
    char hex[17];
    snprintf(hex, sizeof hex, "%016" PRIx64, got);
    check_text(expected, hex);
}

static void run_pick_key(void)
{
    uint64_t key;
    kefu_error e = {0};
    need(kefu_pick_key(text_of(1), strlen(text_of(1)), &key, &e), &e);
    check_hash(text_of(2), key);
}

static void run_pick_hash(void)
{
    char *end = NULL;
    const char *id = text_of(2);
    uint64_t key = strtoull(text_of(1), NULL, 16);
    int64_t number = strtoll(id, &end, 10);
    char digits[24];
    check_hash(text_of(3), kefu_pick_hash_text(key, id, strlen(id)));
    snprintf(digits, sizeof digits, "%" PRId64, number);
    if (!strcmp(digits, id))
        check_hash(text_of(3), kefu_pick_hash(key, number));
}

static void check_picked(kefu_pick *pick)
{
    int64_t count;
    kefu_error e = {0};
    need(kefu_pick_finish(pick, &count, &e), &e);
    list_clear();
    for (int64_t i = 0; i < count; i++) {
        kefu_picked one = {.struct_size = sizeof one};
        need(kefu_pick_at(pick, i, &one), &e);
        list_add(" ", one.row);
    }
    check_text(text_of(6), listed);
}

/* The rows drawn, the state, and what is loaded from that. */
static void run_pick(void)
{
    kefu_pick_options options = {.struct_size = sizeof options, .id = "id"};
    kefu_pick *pick, *loaded;
    kefu_buffer *buffer;
    kefu_error e = {0};
    size_t size;
    const char *bytes;
    char *hex;
    options.seed = text_of(1);
    options.by = strcmp(text_of(2), "-") ? text_of(2) : NULL;
    options.weight = strcmp(text_of(3), "-") ? text_of(3) : NULL;
    options.k = number_of(4);
    options.scale = (int32_t)number_of(5);
    need(kefu_pick_new(&options, &pick, &e), &e);
    need(kefu_pick_update(pick, batch_now(), &e), &e);
    check_picked(pick);
    need(kefu_buffer_new(NULL, &buffer, &e), &e);
    need(kefu_pick_save(pick, kefu_buffer_sink(buffer), &e), &e);
    bytes = kefu_buffer_data(buffer, &size);
    hex = hex_of(bytes, size);
    check_text(text_of(7), hex);
    free(hex);
    need(kefu_pick_load(&options, bytes, size, &loaded, &e), &e);
    check_picked(loaded);
    kefu_pick_free(loaded);
    kefu_pick_free(pick);
    kefu_buffer_free(buffer);
}

static void run_pick_rate(void)
{
    int64_t drawn[MOST_ROWS], count;
    kefu_error e = {0};
    need(kefu_pick_rate(NULL, strtoull(text_of(1), NULL, 16), number_of(2), batch_now(), "id",
                        drawn, MOST_ROWS, &count, &e),
         &e);
    list_clear();
    for (int64_t i = 0; i < count; i++)
        list_add(" ", drawn[i]);
    check_text(text_of(3), listed);
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    void (*run)(void);
} lines[] = {{"random", run_random},
             {"date", run_date},
             {"format", run_format},
             {"round", run_round},
             {"compare", run_compare},
             {"cell", run_cell},
             {"clear", run_clear},
             {"column", run_column},
             {"eval", run_eval},
             {"by", run_by},
             {"metric", run_metric},
             {"tally", run_tally},
             {"state", run_state},
             {"loaded", run_loaded},
             {"fingerprint", run_fingerprint},
             {"again", run_again},
             {"value", run_value},
             {"rank", run_rank},
             {"report", run_report},
             {"key", run_key},
             {"skip", run_skip},
             {"over", run_over},
             {"decision", run_decision},
             {"score", run_score},
             {"definition", run_definition},
             {"definitions", run_definitions},
             {"define", run_define},
             {"made", run_made},
             {"catalogue", run_catalogue},
             {"numbers", run_numbers},
             {"reservoir", run_reservoir},
             {"pps", run_pps},
             {"pick_key", run_pick_key},
             {"pick_hash", run_pick_hash},
             {"pick", run_pick},
             {"pick_rate", run_pick_rate}};

static void run_line(char *line)
{
    size_t i;
    line[strcspn(line, "\r\n")] = 0;
    if (!*line || *line == '#')
        return;
    for (fields = 0; fields < MOST_FIELDS && line; fields++) {
        char *tab = strchr(line, '\t');
        field[fields] = line;
        if (tab)
            *tab++ = 0;
        line = tab;
    }
    for (i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!strcmp(lines[i].word, field[0])) {
            lines[i].run();
            return;
        }
    check(0, "a known word", field[0]);
}

static void run_file(const char *name)
{
    char path[1024];
    static char line[MOST_LINE];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(1);
    }
    file_name = name;
    for (line_number = 1; fgets(line, sizeof line, file); line_number++)
        run_line(line);
    fclose(file);
    run_clear();
}

int main(int argc, char **argv)
{
    static const char *const files[] = {"base.txt",     "expr.txt",   "tally.txt", "state.txt",
                                        "format_1.txt", "rank.txt",   "sheet.txt", "catalogue.txt",
                                        "pick.txt",     "pick_id.txt"};
    folder = argc > 1 ? argv[1] : "tests/golden";
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        run_file(files[i]);
    kefu_report_free(report);
    kefu_ledger_free(ledger);
    free(report_file);
    printf("%d passed, %d failed\n", passed, failed);
    return failed ? 1 : 0;
}
