/* cells.c - --cell COLUMN=KIND[:over COLUMN][:count COLUMN][:as NAME]: how the cells of a column
 * are read. */
#include <string.h>

#include "month_end.h"

typedef struct cell_kind {
    const char *name;
    int32_t kind;
    uint32_t flags;
} cell_kind;

static const cell_kind cell_kinds[] = {{"number", KEFU_CELL_NUMBER, 0},
                                       {"percent", KEFU_CELL_PERCENT, 0},
                                       {"percent100", KEFU_CELL_PERCENT, KEFU_CELL_HUNDREDTHS},
                                       {"rate", KEFU_CELL_PERCENT, KEFU_CELL_BARE},
                                       {"duration", KEFU_CELL_DURATION, 0},
                                       {"text", KEFU_CELL_TEXT, 0},
                                       {"date", KEFU_CELL_DATE, 0},
                                       {"time", KEFU_CELL_TIME, 0}};

int cell_is_figure(int32_t kind)
{
    return kind == KEFU_CELL_NUMBER || kind == KEFU_CELL_PERCENT || kind == KEFU_CELL_DURATION;
}

static const cell_kind *cell_kind_named(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof cell_kinds / sizeof cell_kinds[0]; i++)
        if (strlen(cell_kinds[i].name) == length && memcmp(cell_kinds[i].name, name, length) == 0)
            return &cell_kinds[i];
    return NULL;
}

static int cell_complain(const char *text, const char *message)
{
    fprintf(stderr, "month_end: --cell %s: %s\n", text, message);
    return 1;
}

int cell_read(cell_choice *out, char *text)
{
    char *equals = strchr(text, '=');
    char *kind = equals ? equals + 1 : text + strlen(text);
    char *over = strstr(kind, ":over "), *count = strstr(kind, ":count ");
    char *as = strstr(kind, ":as ");
    char *end = kind + strcspn(kind, ":");
    const cell_kind *which = cell_kind_named(kind, (size_t)(end - kind));
    if (!which || equals == text || (*end && end != over && end != count && end != as))
        return cell_complain(
            text, "expected COLUMN=KIND[:over COLUMN][:count COLUMN][:as NAME], "
                  "where KIND is number, percent, percent100, rate, duration, text, date or "
                  "time");
    if (over && which->kind == KEFU_CELL_PERCENT)
        return cell_complain(text, "a percentage is divided already; :count COLUMN gives what it "
                                   "is out of");
    if ((over || count) && !cell_is_figure(which->kind))
        return cell_complain(text, "over and count go with number, percent and duration");
    if (as && (over || count || !as[strlen(":as ")]))
        return cell_complain(text, "as NAME is for events, over and count are for tables");
    *equals = *end = '\0';
    if (over)
        *over = '\0';
    if (count)
        *count = '\0';
    *out = (cell_choice){text,
                         over ? over + strlen(":over ") : NULL,
                         count ? count + strlen(":count ") : NULL,
                         as ? as + strlen(":as ") : NULL,
                         which->name,
                         which->kind,
                         which->flags};
    return 0;
}

const cell_choice *options_cell(const settings *o, const char *column)
{
    for (int i = 0; i < o->cells.n; i++)
        if (!o->cell_choices[i].as && strcmp(o->cell_choices[i].column, column) == 0)
            return &o->cell_choices[i];
    return NULL;
}

const cell_choice *options_cell_as(const settings *o, const char *name)
{
    for (int i = 0; i < o->cells.n; i++)
        if (o->cell_choices[i].as && strcmp(o->cell_choices[i].as, name) == 0)
            return &o->cell_choices[i];
    return NULL;
}
