/* defines.c - definitions of the catalogue in place of formulas: --define, --definitions. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Reading -------------------------------------------------------------------------------- */

static int load_definitions(settings *o, const char *path)
{
    kefu_error error;
    size_t size;
    char *text = read_text(path, &size);
    if (!text)
        return 1;
    const kefu_status status = kefu_catalogue_load(o->catalogue, text, size, &error);
    free(text);
    return status ? complain(path, &error) : 0;
}

/* NAME, or AS = NAME: the first '=' ends what it is called. */
static int define_add(settings *o, char *text)
{
    kefu_error error;
    int32_t index;
    kefu_definition d = {.struct_size = sizeof d};
    char *equals = strchr(text, '=');
    if (equals)
        *equals++ = '\0';
    const char *name = formula_trim(equals ? equals : text);
    const char *as = equals ? formula_trim(text) : NULL;
    if (!*name || (as && !*as)) {
        fprintf(stderr,
                "month_end: --define '%s': expected NAME or AS = NAME, as in 'answered = "
                "reply_rate'\n",
                as ? as : name);
        return 1;
    }
    if (kefu_catalogue_find(o->catalogue, name, o->days, &index, &error))
        return complain("--define", &error);
    (void)kefu_catalogue_at(o->catalogue, index, &d);
    formula_put(o, (formula){.name = as ? as : d.name,
                             .text = d.formula,
                             .from = "--define",
                             .definition = d.id,
                             .index = index});
    return 0;
}

int defines_read(settings *o)
{
    kefu_error error;
    if (!o->defines.n && !o->definitions.n)
        return 0;
    if (kefu_catalogue_new(NULL, NULL, 0, &o->catalogue, &error))
        return complain("--define", &error);
    for (int i = 0; i < o->definitions.n; i++)
        if (load_definitions(o, o->definitions.items[i]))
            return 1;
    for (int i = 0; i < o->defines.n; i++)
        if (define_add(o, o->defines.items[i]))
            return 1;
    return 0;
}

kefu_status define_into(const settings *o, const formula *f, kefu_tally *tally, kefu_error *error)
{
    return kefu_tally_define(tally, o->catalogue, f->definition, 0, f->name, error);
}

/* ---- Columns that are not there ------------------------------------------------------------- */

/* What the catalogue says about a column that the formula reads; no meaning where it says none. */
static kefu_definition_column about_column(const settings *o, const formula *f, const char *name)
{
    kefu_definition_column c = {.struct_size = sizeof c};
    for (int32_t i = 0; !kefu_catalogue_column(o->catalogue, f->index, i, &c); i++)
        if (strcmp(c.name, name) == 0)
            return c;
    return (kefu_definition_column){.name = name, .meaning_zh = "", .meaning_en = ""};
}

static int is_missing(const month *m, const char *column)
{
    return rows_column(&m->peek, column) < 0 && !options_cell_as(m->o, column);
}

/* Columns of the header that are called alike, or as the meaning says: 接待人数, 接待买家数. */
static void list_near_columns(const month *m, const kefu_definition_column *c)
{
    const kefu_batch *batch = m->peek.batch;
    int n = 0;
    for (int32_t i = 0; i < batch->n_columns; i++) {
        const char *there = batch->columns[i]->name;
        if (strcmp(there, m->o->by) != 0 &&
            (names_alike(c->name, there) ||
             (names_alike(there, c->meaning_zh) && names_alike(c->meaning_zh, there))))
            fprintf(stderr, "%s%s", n++ ? " or " : " (did you mean ", there);
    }
    fputs(n ? "?)" : "", stderr);
}

static void list_padded(const char *text, int width)
{
    const int pad = width - text_width(text);
    fprintf(stderr, "%s%*s  ", text, pad > 0 ? pad : 0, "");
}

/* The names of the catalogue tell how a cell is read: _s is seconds, _at a time. */
static const char *kind_of(const kefu_tally *tally, int32_t column)
{
    static const struct {
        const char *end, *kind;
    } ends[] = {{"_s", "duration"}, {"_at", "time"}};
    const char *name = kefu_tally_column(tally, column);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t size = strlen(name), length = strlen(ends[i].end);
        if (size > length && strcmp(name + size - length, ends[i].end) == 0)
            return ends[i].kind;
    }
    return kefu_tally_column_type(tally, column) == KEFU_EXPR_NUMBER ? "number" : "text";
}

/* All that the definition reads, and what helps about the one that is missing. */
static void list_meanings(const settings *o, const formula *f, const kefu_tally *tally,
                          int32_t missing)
{
    int name = 0, zh = 0;
    fprintf(stderr, "    %s = %s reads\n", f->definition, f->text);
    for (int32_t i = 0; i < kefu_tally_columns(tally); i++) {
        const kefu_definition_column c = about_column(o, f, kefu_tally_column(tally, i));
        name = text_width(c.name) > name ? text_width(c.name) : name;
        zh = text_width(c.meaning_zh) > zh ? text_width(c.meaning_zh) : zh;
    }
    for (int32_t i = 0; i < kefu_tally_columns(tally); i++) {
        const kefu_definition_column c = about_column(o, f, kefu_tally_column(tally, i));
        if (!*c.meaning_zh && !*c.meaning_en) {
            fprintf(stderr, "      %s\n", c.name);
            continue;
        }
        fputs("      ", stderr);
        list_padded(c.name, name);
        list_padded(c.meaning_zh, zh);
        fprintf(stderr, "%s\n", c.meaning_en);
    }
    fprintf(stderr, "    (--cell 'COLUMN=%s:as %s' reads a column of another name)\n",
            kind_of(tally, missing), kefu_tally_column(tally, missing));
}

/* 1 after a message where the events have not all that the definition reads. */
static int complain_columns(const month *m, const formula *f, const kefu_tally *tally)
{
    int32_t missing = 0, first = 0;
    for (int32_t i = 0; i < kefu_tally_columns(tally); i++) {
        const char *column = kefu_tally_column(tally, i);
        if (!is_missing(m, column))
            continue;
        if (missing++) {
            fprintf(stderr, ", '%s'", column);
        } else {
            fprintf(stderr, "month_end: --define: %s: %s has no column '%s'", f->name, m->peek.path,
                    column);
            first = i;
        }
        const kefu_definition_column about = about_column(m->o, f, column);
        list_near_columns(m, &about);
    }
    if (!missing)
        return 0;
    fputs("; ", stderr);
    list_names("it", m->peek.batch);
    fputc('\n', stderr);
    list_meanings(m->o, f, tally, first);
    return 1;
}

/* A tally of this one definition knows the columns that it reads. */
static int check_define(const month *m, const formula *f)
{
    kefu_error error;
    kefu_tally *tally = NULL;
    int failed = 0;
    if (kefu_tally_new(m->registry, NULL, &tally, &error))
        return complain("--define", &error);
    if (define_into(m->o, f, tally, &error)) {
        formula_complain(f, &error);
        failed = 1;
    }
    if (!failed && !m->peek.batch)
        list_meanings(m->o, f, tally, 0);
    failed = failed || (m->peek.batch && complain_columns(m, f, tally));
    kefu_tally_free(tally);
    return failed;
}

int defines_check(const month *m)
{
    int failed = 0;
    for (int i = 0; i < m->o->n_formulas; i++)
        if (m->o->formulas[i].definition)
            failed |= check_define(m, &m->o->formulas[i]);
    return failed;
}

/* ---- Output --------------------------------------------------------------------------------- */

void print_definitions(const month *m)
{
    kefu_card_part part;
    int n = 0;
    for (int i = 0; i < m->o->n_formulas; i++) {
        const formula *f = &m->o->formulas[i];
        if (!f->definition || (m->n_cards && !card_part_of(m, f->name, &part)))
            continue;
        fputs(n++ ? say(m->o, "、", ", ") : say(m->o, "\n定义: ", "\ndefinitions: "), stdout);
        printf("%s = %s", f->name, f->definition);
    }
    if (n)
        putchar('\n');
}
