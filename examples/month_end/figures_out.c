/* figures_out.c - without a card: the figures themselves, a line a key. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

enum { DIGITS = 4 }; /* of figures that are not whole */

static char *plain_text(char *out, const kefu_value *value, int language)
{
    kefu_card_part part = {.unit = "count"};
    if (value->den > 0 && value->num % value->den != 0)
        part.scale = DIGITS;
    return figure_text(out, value, &part, language);
}

static const char *metric_name(const kefu_frame *frame, int32_t metric)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    return kefu_frame_metric(frame, metric, &info) ? "" : info.name;
}

static char *cell_text(char *out, const month *m, const kefu_frame *frame, int64_t row,
                       int32_t metric)
{
    kefu_value value;
    *out = '\0';
    if (!kefu_frame_value(frame, row, metric, &value))
        plain_text(out, &value, m->o->language);
    return out;
}

/* Column 0 is the key, the others are the metrics. */
static const char *column_text(char *out, const month *m, const kefu_frame *frame, int64_t row,
                               int32_t column)
{
    kefu_text key = {"", 0};
    if (row < 0)
        return column ? metric_name(frame, column - 1) : kefu_frame_key_name(frame, 0);
    if (column)
        return cell_text(out, m, frame, row, column - 1);
    return kefu_frame_key(frame, row, 0, &key) ? "" : key.data;
}

void print_figures(const month *m, const kefu_frame *frame)
{
    char text[FIGURE_SIZE];
    const int64_t rows = kefu_frame_rows(frame);
    const int32_t columns = kefu_frame_metrics(frame) + 1;
    int *widths = grow(NULL, (size_t)columns * sizeof *widths);
    for (int32_t c = 0; c < columns; c++) {
        widths[c] = 0;
        for (int64_t row = -1; row < rows; row++) {
            const int width = text_width(column_text(text, m, frame, row, c));
            widths[c] = width > widths[c] ? width : widths[c];
        }
    }
    for (int64_t row = -1; row < rows; row++) {
        style(row < 0 ? STYLE_BOLD : STYLE_PLAIN);
        for (int32_t c = 0; c < columns; c++) {
            print_padded(column_text(text, m, frame, row, c), widths[c], c > 0);
            fputs(c + 1 < columns ? "  " : "\n", stdout);
        }
    }
    style(STYLE_PLAIN);
    free(widths);
}
