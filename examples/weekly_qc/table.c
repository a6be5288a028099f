/* table.c - tables that line up on a terminal, Chinese too, and as HTML. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

enum { GAP = 2, MOST_TABLES = 16 };

struct table {
    char *title, *align; /* a letter a column: l or r */
    int columns;
    char **cells; /* the first row is the heading */
    size_t n;
    char **notes;
    size_t n_notes;
};

static struct {
    table *tables[MOST_TABLES];
    int n;
} shown;

static char *table_copy(const char *text) { return strcpy(grow(NULL, strlen(text) + 1), text); }

table *table_new(const char *title, int columns, const char *const *heads, const char *align)
{
    table *t = grow(NULL, sizeof *t);
    *t = (table){.title = table_copy(title), .align = table_copy(align), .columns = columns};
    for (int i = 0; i < columns; i++)
        table_cell(t, heads[i]);
    return t;
}

void table_cell(table *t, const char *text)
{
    t->cells = grow(t->cells, (t->n + 1) * sizeof *t->cells);
    t->cells[t->n++] = table_copy(text);
}

void table_count(table *t, int64_t n)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)n);
    table_cell(t, text);
}

static int by_first_cell(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void table_sort(table *t, size_t from)
{
    const size_t columns = (size_t)t->columns, begin = (from + 1) * columns;
    qsort(t->cells + begin, (t->n - begin) / columns, columns * sizeof *t->cells, by_first_cell);
}

void table_note(table *t, const char *text)
{
    t->notes = grow(t->notes, (t->n_notes + 1) * sizeof *t->notes);
    t->notes[t->n_notes++] = table_copy(text);
}

/* Columns of a terminal: East Asian characters take two. */
static int text_columns(const char *text)
{
    int n = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if ((*p & 0xC0) == 0x80)
            continue;
        n += *p >= 0xE3 ? 2 : 1; /* from U+3000 on */
    }
    return n;
}

static void pad(int n) { printf("%*s", n > 0 ? n : 0, ""); }

static void print_row(const table *t, size_t row, const int *widths)
{
    int blank = 0; /* put when something follows */
    for (int i = 0; i < t->columns; i++) {
        const char *text = t->cells[row * (size_t)t->columns + (size_t)i];
        const int room = widths[i] - text_columns(text);
        if (*text) {
            pad(blank + (t->align[i] == 'r' ? room : 0));
            fputs(text, stdout);
            blank = t->align[i] == 'r' ? 0 : room;
        } else
            blank += widths[i];
        blank += GAP;
    }
    putchar('\n');
}

static void table_print(const table *t)
{
    int *widths = grow(NULL, (size_t)t->columns * sizeof *widths);
    memset(widths, 0, (size_t)t->columns * sizeof *widths);
    for (size_t i = 0; i < t->n; i++) {
        const int needed = text_columns(t->cells[i]), column = (int)(i % (size_t)t->columns);
        widths[column] = needed > widths[column] ? needed : widths[column];
    }
    printf("\n%s\n", t->title);
    for (size_t row = 0; row < t->n / (size_t)t->columns; row++)
        print_row(t, row, widths);
    for (size_t i = 0; i < t->n_notes; i++)
        printf("%s\n", t->notes[i]);
    free(widths);
}

static void put_escaped(FILE *page, const char *text)
{
    for (; *text; text++)
        if (*text == '<')
            fputs("&lt;", page);
        else if (*text == '&')
            fputs("&amp;", page);
        else if (*text == '>')
            fputs("&gt;", page);
        else
            fputc(*text, page);
}

static void table_html(const table *t, FILE *page)
{
    fputs("<h2>", page);
    put_escaped(page, t->title);
    fputs("</h2>\n<table>\n", page);
    for (size_t i = 0; i < t->n; i++) {
        const size_t column = i % (size_t)t->columns;
        const char *tag = i < (size_t)t->columns ? "th" : "td";
        fputs(column ? "" : "<tr>", page);
        fprintf(page, "<%s%s>", tag, t->align[column] == 'r' ? " class=\"r\"" : "");
        put_escaped(page, t->cells[i]);
        fprintf(page, "</%s>%s", tag, column + 1 == (size_t)t->columns ? "</tr>\n" : "");
    }
    fputs("</table>\n", page);
    for (size_t i = 0; i < t->n_notes; i++) {
        fputs("<p>", page);
        put_escaped(page, t->notes[i]);
        fputs("</p>\n", page);
    }
}

static void table_free(table *t)
{
    for (size_t i = 0; i < t->n; i++)
        free(t->cells[i]);
    for (size_t i = 0; i < t->n_notes; i++)
        free(t->notes[i]);
    free(t->cells);
    free(t->notes);
    free(t->title);
    free(t->align);
    free(t);
}

void show_table(table *t)
{
    table_print(t);
    if (shown.n == MOST_TABLES)
        fail_text("tables", "too many");
    shown.tables[shown.n++] = t;
}

static const char style[] =
    "body{font:15px/1.5 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;margin:2em auto;"
    "max-width:70em;padding:0 1em;color:#222}table{border-collapse:collapse;"
    "font-variant-numeric:tabular-nums}th,td{padding:.2em .8em;border-bottom:1px solid #ddd;"
    "text-align:left}.r{text-align:right}h2{font-size:1.1em;margin:1.6em 0 .4em}";

void write_page(const settings *s, const char *title)
{
    FILE *page = fopen(s->html, "wb");
    if (!page)
        fail_text(s->html, "cannot be written");
    fprintf(page,
            "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
            say(s, "zh-CN", "en"));
    put_escaped(page, title);
    fprintf(page, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>", style);
    put_escaped(page, title);
    fputs("</h1>\n", page);
    for (int i = 0; i < shown.n; i++)
        table_html(shown.tables[i], page);
    fputs("</body>\n</html>\n", page);
    if (fclose(page))
        fail_text(s->html, "cannot be written");
    printf("\n%s: %s\n", say(s, "网页", "page"), s->html);
}

void free_tables(void)
{
    while (shown.n)
        table_free(shown.tables[--shown.n]);
}
