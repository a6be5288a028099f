/* what_if_out.c - the little changes of one figure that give a person more, the best few first. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

enum { SHOWN_AT_MOST = 3, WORTH_SAYING = KEFU_POINT / 100 };

typedef struct chances {
    kefu_what_if best[SHOWN_AT_MOST];
    int n;
} chances;

/* A better grade goes before points alone, more points before fewer. */
static int better_chance(const kefu_what_if *a, const kefu_what_if *b, const char *grade)
{
    const int lifts_a = strcmp(a->grade, grade) != 0, lifts_b = strcmp(b->grade, grade) != 0;
    return lifts_a != lifts_b ? lifts_a > lifts_b : a->total > b->total;
}

/* Puts a chance to its place, once an item and total. */
static void keep_chance(chances *c, const kefu_what_if *what, const char *grade)
{
    int at = 0;
    for (int i = 0; i < c->n; i++)
        if (c->best[i].item == what->item && c->best[i].steps == what->steps)
            return;
    while (at < c->n && !better_chance(what, &c->best[at], grade))
        at++;
    if (at == SHOWN_AT_MOST)
        return;
    c->n += c->n < SHOWN_AT_MOST;
    for (int i = c->n - 1; i > at; i--)
        c->best[i] = c->best[i - 1];
    c->best[at] = *what;
}

/* On a line the smallest change gives a millionth of a point. */
static int is_worth(const kefu_what_if *what, const kefu_sheet_row *r)
{
    return what->found && (what->total - r->total >= WORTH_SAYING || strcmp(what->grade, r->grade));
}

static chances chances_of(const kefu_sheet *sheet, int64_t row)
{
    chances c = {.n = 0};
    kefu_sheet_row r = {.struct_size = sizeof r};
    if (kefu_sheet_row_at(sheet, row, &r))
        return c;
    for (int32_t item = 0; item < kefu_sheet_parts(sheet, KEFU_PART_ITEM); item++) {
        kefu_what_if what = {.struct_size = sizeof what};
        if (!kefu_sheet_next_points(sheet, row, item, &what) && is_worth(&what, &r))
            keep_chance(&c, &what, r.grade);
        if (!kefu_sheet_next_grade(sheet, row, item, &what) && is_worth(&what, &r))
            keep_chance(&c, &what, r.grade);
    }
    return c;
}

void print_chances(const month *m, const kefu_sheet *sheet, int64_t row, const char *title)
{
    const chances c = chances_of(sheet, row);
    if (c.n)
        printf("%s\n", title);
    for (int i = 0; i < c.n; i++) {
        char *text = what_if_sentence(sheet, row, &c.best[i], m->o->language);
        printf("  %s\n", text);
        free(text);
    }
}

void print_what_if(const month *m)
{
    if (!m->o->what_if)
        return;
    for (int s = 0; s < m->scored.n; s++) {
        const kefu_sheet *sheet = m->scored.at[s];
        for (int64_t row = 0; row < kefu_sheet_rows(sheet); row++) {
            kefu_sheet_row r = {.struct_size = sizeof r};
            if (kefu_sheet_row_at(sheet, row, &r) || !chances_of(sheet, row).n)
                continue;
            fputc('\n', stdout);
            print_who(r.name, r.person);
            print_chances(m, sheet, row, say(m->o, ":怎样提分", ": what would give more"));
        }
    }
}
