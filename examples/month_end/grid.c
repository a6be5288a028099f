/* grid.c - tables of texts whose columns line up, in any script. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

static void add_cell(grid *g, const char *text)
{
    char *copy = grow(NULL, strlen(text) + 1);
    strcpy(copy, text);
    g->cells = grow(g->cells, ((size_t)g->n + 1) * sizeof *g->cells);
    g->cells[g->n++] = copy;
}

void grid_head(grid *g, const char *text, int right)
{
    g->right = grow(g->right, ((size_t)g->columns + 1) * sizeof *g->right);
    g->right[g->columns++] = right;
    add_cell(g, text);
}

void grid_put(grid *g, const char *text) { add_cell(g, text); }

static int width_of(const grid *g, int column)
{
    int width = 0;
    for (int i = column; i < g->n; i += g->columns) {
        const int needed = text_width(g->cells[i]);
        width = needed > width ? needed : width;
    }
    return width;
}

/* No spaces at the end of a line. */
static int last_filled(const grid *g, int row)
{
    int last = g->columns - 1;
    while (last > 0 && !g->cells[row * g->columns + last][0])
        last--;
    return last;
}

static void print_row(const grid *g, int row, const int *widths)
{
    const int last = last_filled(g, row);
    const int bold = !row || (g->sum && row == g->n / g->columns - 1);
    style(bold ? STYLE_BOLD : STYLE_PLAIN);
    for (int c = 0; c <= last; c++) {
        const char *text = g->cells[row * g->columns + c];
        print_padded(text, c == last && !g->right[c] ? 0 : widths[c], g->right[c]);
        if (c < last)
            fputs("  ", stdout);
    }
    style(STYLE_PLAIN);
    fputc('\n', stdout);
}

void grid_print(grid *g)
{
    int *widths = grow(NULL, (size_t)g->columns * sizeof *widths);
    for (int c = 0; c < g->columns; c++)
        widths[c] = width_of(g, c);
    for (int row = 0; row < g->n / g->columns; row++)
        print_row(g, row, widths);
    for (int i = 0; i < g->n; i++)
        free(g->cells[i]);
    free(g->cells);
    free(g->right);
    free(widths);
    *g = (grid){0};
}
