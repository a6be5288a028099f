/* figures_out.c - without a card: the figures themselves, a line a key. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* Of figures that are not whole: on a terminal, and in a file. */
enum { DIGITS = 4, CSV_DIGITS = 9 };

static int32_t digits_of(const kefu_value *value, int32_t digits)
{
    return value->den > 0 && value->num % value->den != 0 ? digits : 0;
}

/* A definition says how its figures are shown; of ratios the digits of the percentage count. */
static char *plain_text(char *out, const kefu_value *value, const kefu_metric_info *info,
                        int language)
{
    kefu_card_part part = {.unit = "count", .scale = digits_of(value, DIGITS)};
    if (*info->definition) {
        part.unit = info->unit;
        part.scale = strcmp(info->unit, "ratio") != 0 ? info->scale
                     : info->scale > 2                ? info->scale - 2
                                                      : 0;
    }
    return figure_text(out, value, &part, language);
}

static kefu_metric_info metric_info(const kefu_frame *frame, int32_t metric)
{
    kefu_metric_info info = {.struct_size = sizeof info, .name = "", .unit = "", .definition = ""};
    (void)kefu_frame_metric(frame, metric, &info);
    return info;
}

static const char *key_text(const kefu_frame *frame, int64_t row)
{
    kefu_text key = {"", 0};
    return kefu_frame_key(frame, row, 0, &key) ? "" : key.data;
}

static const char *person_name(const month *m, const char *key)
{
    int64_t index;
    kefu_person person = {.struct_size = sizeof person};
    if (kefu_roster_find(m->roster, key, strlen(key), m->o->days, &index) ||
        kefu_roster_person(m->roster, index, m->o->days, &person))
        return "";
    return person.name;
}

/* Before the metrics: the key, and with a roster the name. */
static int32_t heads(const month *m) { return m->roster ? 2 : 1; }

/* The text of a cell; row -1 is the heading. */
static const char *column_text(char *out, const month *m, int64_t row, int32_t column)
{
    const int32_t metric = column - heads(m);
    kefu_value value;
    if (metric < 0 && row < 0)
        return column ? say(m->o, "姓名", "name") : kefu_frame_key_name(m->frame, 0);
    if (metric < 0)
        return column ? person_name(m, key_text(m->frame, row)) : key_text(m->frame, row);
    const kefu_metric_info info = metric_info(m->frame, metric);
    if (row < 0)
        return info.name;
    return kefu_frame_value(m->frame, row, metric, &value)
               ? ""
               : plain_text(out, &value, &info, m->o->language);
}

void print_figures(const month *m)
{
    char text[FIGURE_SIZE];
    const int64_t rows = kefu_frame_rows(m->frame);
    const int32_t columns = kefu_frame_metrics(m->frame) + heads(m);
    int *widths = grow(NULL, (size_t)columns * sizeof *widths);
    for (int32_t c = 0; c < columns; c++) {
        widths[c] = 0;
        for (int64_t row = -1; row < rows; row++) {
            const int width = text_width(column_text(text, m, row, c));
            widths[c] = width > widths[c] ? width : widths[c];
        }
    }
    for (int64_t row = -1; row < rows; row++) {
        style(row < 0 ? STYLE_BOLD : STYLE_PLAIN);
        for (int32_t c = 0; c < columns; c++) {
            print_padded(column_text(text, m, row, c), widths[c], c >= heads(m));
            fputs(c + 1 < columns ? "  " : "\n", stdout);
        }
    }
    style(STYLE_PLAIN);
    free(widths);
    print_definitions(m);
}

/* ---- CSV ------------------------------------------------------------------------------------ */

static kefu_status write_cell(const month *m, kefu_csv_writer *writer, int64_t row, int32_t column,
                              kefu_error *error)
{
    kefu_value value;
    const int32_t metric = column - heads(m);
    if (row >= 0 && metric >= 0) {
        const kefu_status status = kefu_frame_value(m->frame, row, metric, &value);
        return status ? status
                      : kefu_csv_writer_value(writer, &value, digits_of(&value, CSV_DIGITS), error);
    }
    const char *text = column_text(NULL, m, row, column);
    return row >= 0 && !column ? kefu_csv_writer_id(writer, text, strlen(text), error)
                               : kefu_csv_writer_text(writer, text, strlen(text), error);
}

int write_figures(const month *m)
{
    kefu_error error;
    kefu_csv_writer *writer = NULL;
    const kefu_sink sink = {sizeof sink, write_file, stdout};
    kefu_status status =
        kefu_csv_writer_new(NULL, &sink, m->o->excel ? KEFU_CSV_EXCEL : 0, &writer, &error);
    for (int64_t row = -1; row < kefu_frame_rows(m->frame) && !status; row++) {
        for (int32_t c = 0; c < kefu_frame_metrics(m->frame) + heads(m) && !status; c++)
            status = write_cell(m, writer, row, c, &error);
        if (!status)
            status = kefu_csv_writer_end_row(writer, &error);
    }
    kefu_csv_writer_free(writer);
    return status ? complain("standard output", &error) : 0;
}
