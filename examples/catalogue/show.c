/* show.c - all of one definition. */
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"

kefu_definition definition_at(const kefu_catalogue *catalogue, int32_t index)
{
    kefu_definition d = {.struct_size = sizeof d};
    if (kefu_catalogue_at(catalogue, index, &d))
        abort(); /* no such index: a fault of this program */
    return d;
}

kefu_definition_column column_at(const kefu_catalogue *catalogue, int32_t index, int32_t column)
{
    kefu_definition_column c = {.struct_size = sizeof c};
    if (kefu_catalogue_column(catalogue, index, column, &c))
        abort();
    return c;
}

char *day_text(char out[DAY_SIZE], int32_t day)
{
    out[0] = '\0';
    if (day)
        (void)kefu_date_format(day, out, DAY_SIZE);
    return out;
}

static void show_columns(const kefu_catalogue *catalogue, int32_t index, int32_t n)
{
    int name = 0, zh = 0;
    for (int32_t i = 0; i < n; i++) {
        const kefu_definition_column c = column_at(catalogue, index, i);
        name = text_width(c.name) > name ? text_width(c.name) : name;
        zh = text_width(c.meaning_zh) > zh ? text_width(c.meaning_zh) : zh;
    }
    for (int32_t i = 0; i < n; i++) {
        const kefu_definition_column c = column_at(catalogue, index, i);
        fputs(i ? "           " : "  columns  ", stdout);
        print_padded(stdout, c.name, name + 2);
        print_padded(stdout, c.meaning_zh, zh + 2);
        printf("%s\n", c.meaning_en);
    }
}

static void show_figure(const kefu_definition *d)
{
    printf("  figure   %s, %d digits", *d->unit ? d->unit : "no unit", d->scale);
    if (d->direction)
        printf(", %s is better", direction_text(d->direction));
    if (d->min_n)
        printf(", low volume below %lld", (long long)d->min_n);
    putchar('\n');
}

static void show_days(const kefu_definition *d)
{
    char from[DAY_SIZE], to[DAY_SIZE];
    if (d->from || d->to)
        printf("  holds   %s%s%s%s\n", d->from ? " from " : "", day_text(from, d->from),
               d->to ? " to " : "", day_text(to, d->to));
}

static void show_names(const kefu_catalogue *catalogue, int32_t index, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        printf("%s%s", i ? ", " : "  also     ", kefu_catalogue_alias(catalogue, index, i));
    if (n)
        putchar('\n');
}

/* The other revisions of it. */
static void show_revisions(const kefu_catalogue *catalogue, const kefu_definition *d)
{
    const size_t stem = (size_t)(strrchr(d->id, '/') - d->id) + 1;
    int n = 0;
    for (int32_t i = 0; i < kefu_catalogue_count(catalogue); i++) {
        const kefu_definition other = definition_at(catalogue, i);
        if (strncmp(other.id, d->id, stem) == 0 && other.revision != d->revision)
            printf("%s%s", n++ ? ", " : "  others   ", other.id);
    }
    if (n)
        putchar('\n');
}

void show_definition(const kefu_catalogue *catalogue, int32_t index)
{
    const kefu_definition d = definition_at(catalogue, index);
    const word row = row_word(d.row);
    printf("%s  %s  %s\n  formula  %s\n", d.id, d.label_zh, d.label_en, d.formula);
    if (*d.row)
        printf("  a row    %s: %s, %s\n", d.row, row.zh, row.en);
    show_columns(catalogue, index, d.n_columns);
    show_figure(&d);
    if (*d.note_zh || *d.note_en)
        printf("  note     %s\n           %s\n", d.note_zh, d.note_en);
    show_days(&d);
    printf("  source   %s (%c: %s)\n", *d.source ? d.source : "-", d.grade ? (char)d.grade : '-',
           grade_text(d.grade));
    show_names(catalogue, index, d.n_aliases);
    show_revisions(catalogue, &d);
}
