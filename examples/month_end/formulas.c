/* formulas.c - NAME = FORMULA, from the command line and from metrics files. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

char *formula_trim(char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    size_t n = strlen(text);
    while (n && strchr(" \t\r", text[n - 1]))
        text[--n] = '\0';
    return text;
}

void formula_put(settings *o, formula f)
{
    o->formulas = grow(o->formulas, ((size_t)o->n_formulas + 1) * sizeof *o->formulas);
    o->formulas[o->n_formulas++] = f;
}

/* The first '=' ends the name: a name with '=' in it cannot be written here. */
static int formula_add(settings *o, char *line, const char *from, int number)
{
    char *equals = strchr(line, '=');
    if (equals)
        *equals++ = '\0';
    char *name = formula_trim(line);
    char *text = equals ? formula_trim(equals) : NULL;
    if (!text || !*name || !*text) {
        fprintf(stderr, "month_end: %s", from);
        if (number)
            fprintf(stderr, ":%d", number);
        fprintf(stderr, ": '%s': expected NAME = FORMULA, as in 转化率 = ratio(付款, 询单)\n",
                name);
        return 1;
    }
    formula_put(o, (formula){.name = name, .text = text, .from = from, .line = number});
    return 0;
}

static int formulas_file(settings *o, const char *path)
{
    size_t size;
    char *text = read_text(path, &size);
    if (!text)
        return 1;
    o->texts.items = grow(o->texts.items, ((size_t)o->texts.n + 1) * sizeof *o->texts.items);
    o->texts.items[o->texts.n++] = text;
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3;
    for (int number = 1; text; number++) {
        char *end = strchr(text, '\n');
        if (end)
            *end++ = '\0';
        char *line = formula_trim(text);
        if (*line && *line != '#' && formula_add(o, line, path, number))
            return 1;
        text = end;
    }
    return 0;
}

int formulas_read(settings *o)
{
    for (int i = 0; i < o->metrics_files.n; i++)
        if (formulas_file(o, o->metrics_files.items[i]))
            return 1;
    for (int i = 0; i < o->metric.n; i++)
        if (formula_add(o, o->metric.items[i], "--metric", 0))
            return 1;
    return 0;
}

void formula_complain(const formula *f, const kefu_error *error)
{
    fprintf(stderr, "month_end: %s", f->from);
    if (f->line)
        fprintf(stderr, ":%d", f->line);
    fprintf(stderr, ": %s: %s\n", f->name, error->message);
    if (error->offset < 0 || (size_t)error->offset > strlen(f->text))
        return;
    char *before = grow(NULL, (size_t)error->offset + 1);
    memcpy(before, f->text, (size_t)error->offset);
    before[error->offset] = '\0';
    fprintf(stderr, "    %s\n    %*s^\n", f->text, text_width(before), "");
    free(before);
}
