/* table.c - columns that line up, Chinese too. */
#include <stdlib.h>
#include <string.h>

#include "desk.h"

enum { GAP = 2 };

struct table {
    char *title, *align; /* 'l' or 'r' a column */
    char **cells;        /* the heading first */
    size_t n;
    int columns;
};

static char *copy_of(const char *text)
{
    const size_t size = strlen(text) + 1;
    return memcpy(grow(NULL, size), text, size);
}

table *table_new(const char *title, int columns, const char *const *heads, const char *align)
{
    table *t = grow(NULL, sizeof *t);
    *t = (table){.title = copy_of(title), .align = copy_of(align), .columns = columns};
    for (int i = 0; i < columns; i++)
        table_cell(t, heads[i]);
    return t;
}

void table_cell(table *t, const char *text)
{
    t->cells = grow(t->cells, (t->n + 1) * sizeof *t->cells);
    t->cells[t->n++] = copy_of(text);
}

void table_count(table *t, int64_t n)
{
    char text[24] = "";
    if (n)
        snprintf(text, sizeof text, "%lld", (long long)n);
    table_cell(t, text);
}

/* Columns of a terminal: East Asian characters take two. */
static int text_columns(const char *text)
{
    int n = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if ((*p & 0xC0) != 0x80)
            n += *p >= 0xE3 ? 2 : 1; /* from U+3000 on */
    return n;
}

static void put_row(const table *t, size_t row, const int *widths)
{
    int blank = 0; /* put when something follows */
    for (int i = 0; i < t->columns; i++) {
        const char *text = t->cells[row * (size_t)t->columns + (size_t)i];
        const int room = widths[i] - text_columns(text), right = t->align[i] == 'r';
        if (*text)
            printf("%*s%s", blank + (right ? room : 0), "", text);
        blank = *text ? (right ? 0 : room) : blank + widths[i];
        blank += GAP;
    }
    putchar('\n');
}

void table_print(table *t)
{
    int *widths = grow(NULL, (size_t)t->columns * sizeof *widths);
    memset(widths, 0, (size_t)t->columns * sizeof *widths);
    for (size_t i = 0; i < t->n; i++) {
        const int needed = text_columns(t->cells[i]);
        int *width = &widths[i % (size_t)t->columns];
        *width = needed > *width ? needed : *width;
    }
    printf("\n%s\n", t->title);
    for (size_t row = 0; row < t->n / (size_t)t->columns; row++)
        put_row(t, row, widths);
    for (size_t i = 0; i < t->n; i++)
        free(t->cells[i]);
    free(t->cells);
    free(t->title);
    free(t->align);
    free(t);
    free(widths);
}
