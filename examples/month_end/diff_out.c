/* diff_out.c - what is different from sheets that were kept, by person. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

static void print_changes(const month *m, const kefu_diff *diff)
{
    const char *person = "";
    for (int64_t i = 0; i < kefu_diff_count(diff); i++) {
        kefu_change c = {.struct_size = sizeof c};
        if (kefu_diff_at(diff, i, &c))
            continue;
        if (!i || strcmp(c.person, person) != 0) {
            print_who(c.name, c.person);
            fputc('\n', stdout);
        }
        person = c.person;
        char *text = change_sentence(diff, i, m->o->language);
        printf("  %s\n", text);
        free(text);
    }
    if (!kefu_diff_count(diff))
        printf("%s\n", say(m->o, "  没有变化", "  nothing is different"));
}

static int print_difference(const month *m, const char *path, const kefu_sheet *before,
                            const kefu_sheet *after)
{
    kefu_error error;
    kefu_diff *diff = NULL;
    if (kefu_diff_sheets(before, after, &diff, &error))
        return complain(path, &error);
    const char *was = kefu_sheet_period(before), *is = kefu_sheet_period(after);
    printf("\n%s %s", say(m->o, "与此前相比", "compared with"), path);
    if (*was && *is && strcmp(was, is) != 0)
        printf(" (%s → %s)", was, is);
    fputc('\n', stdout);
    print_changes(m, diff);
    kefu_diff_free(diff);
    return 0;
}

/* The card's name without its revision: a card may have got a new one since. */
static int same_scheme(const kefu_sheet *a, const kefu_sheet *b)
{
    const char *x = kefu_sheet_card_id(a), *y = kefu_sheet_card_id(b);
    const char *end = strrchr(x, '/');
    const size_t length = end ? (size_t)(end - x) : strlen(x);
    return strncmp(x, y, length) == 0 && (y[length] == '/' || !y[length]);
}

/* The sheet of this month that a kept one is compared with. */
static const kefu_sheet *partner_of(const month *m, const kefu_sheet *before)
{
    for (int i = 0; i < m->scored.n; i++)
        if (same_scheme(m->scored.at[i], before))
            return m->scored.at[i];
    return m->book ? NULL : m->scored.at[0];
}

int print_differences(const month *m)
{
    for (int i = 0; i < m->before.n; i++) {
        const char *path = m->o->diffs.items[i];
        const kefu_sheet *after = partner_of(m, m->before.at[i]);
        if (!after) {
            fprintf(stderr,
                    "month_end: --diff %s: it was scored by the card '%s', which has no "
                    "sheet this month\n",
                    path, kefu_sheet_card_id(m->before.at[i]));
            return 1;
        }
        if (print_difference(m, path, m->before.at[i], after))
            return 1;
    }
    return 0;
}
