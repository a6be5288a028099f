/* slip_out.c - what one person is told: reasons, badges, what would give more, pay. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- A person ------------------------------------------------------------------------------- */

void print_who(const char *name, const char *person)
{
    style(STYLE_BOLD);
    fputs(name, stdout);
    if (strcmp(name, person) != 0)
        printf(" (%s)", person);
    style(STYLE_PLAIN);
}

static void print_indented(char *text)
{
    printf("  %s\n", text);
    free(text);
}

static void print_person(const month *m, const kefu_sheet *sheet, int64_t row)
{
    char total[FIGURE_SIZE], place[FIGURE_SIZE];
    kefu_sheet_row r = {.struct_size = sizeof r};
    if (kefu_sheet_row_at(sheet, row, &r))
        return;
    fputc('\n', stdout);
    print_who(r.name, r.person);
    if (r.status == KEFU_VALUE_OK)
        printf("  %s %s", say(m->o, "总分", "total"), points_text(total, r.total, 0));
    if (r.place.state == KEFU_PLACE_RANKED)
        printf("  %s %s/%lld", say(m->o, "名次", "place"), place_text(place, &r.place),
               (long long)r.place.ranked);
    if (r.grade[0])
        printf("  %s %s", say(m->o, "等级", "grade"), r.grade);
    if (r.tier[0])
        printf("  %s %s", say(m->o, "分布档", "tier"), r.tier);
    fputc('\n', stdout);
    for (int32_t i = 0; i < kefu_sheet_reasons(sheet, row); i++)
        print_indented(reason_sentence(sheet, row, i, m->o->language));
}

/* "徽章「精英」:未得:转化率 44.98% 未优于组平均 51.02%" */
static void print_badges(const month *m, const kefu_sheet *sheet, int64_t row)
{
    static const struct {
        int32_t kind;
        const char *zh, *en;
    } kinds[] = {{KEFU_PART_BADGE, "徽章", "Badge"}, {KEFU_PART_STREAK, "连续记录", "Streak"}};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (int32_t i = 0; i < kefu_sheet_parts(sheet, kinds[k].kind); i++) {
            int32_t holds = 0, failing;
            kefu_card_part part = {.struct_size = sizeof part};
            if (kefu_sheet_part(sheet, kinds[k].kind, i, &part) ||
                kefu_sheet_holds(sheet, row, kinds[k].kind, i, &holds, &failing, NULL))
                continue;
            char *text = holds_sentence(sheet, row, kinds[k].kind, i, m->o->language);
            if (m->o->language == KEFU_ZH)
                printf("  %s「%s」%s:%s\n", kinds[k].zh, part.label_zh, holds ? "已达成" : "未达成",
                       text);
            else
                printf("  %s '%s' %s: %s\n", kinds[k].en, part.label_en,
                       holds ? "holds" : "does not hold", text);
            free(text);
        }
}

static void print_pay_lines(const month *m, const char *person)
{
    kefu_error error;
    int64_t row;
    const kefu_pay_plan *plan = m->payroll ? kefu_payroll_plan(m->payroll) : NULL;
    if (!plan || kefu_payroll_find(m->payroll, person, &row, &error))
        return;
    printf("%s\n", kefu_pay_plan_label(plan, m->o->language));
    for (int32_t part = 0; part < kefu_pay_plan_parts(plan); part++)
        print_indented(pay_sentence(m->payroll, row, part, m->o->language));
    print_indented(pay_sentence(m->payroll, row, -1, m->o->language));
}

static void print_slip(const month *m, const kefu_sheet *sheet, int64_t row)
{
    kefu_sheet_row r = {.struct_size = sizeof r};
    const char *period = kefu_sheet_period(sheet);
    if (kefu_sheet_row_at(sheet, row, &r))
        return;
    printf("%s%s%s\n", kefu_sheet_label(sheet, m->o->language), *period ? "  " : "", period);
    print_person(m, sheet, row);
    print_badges(m, sheet, row);
    print_chances(m, sheet, row, say(m->o, "怎样提分", "What would give more"));
    print_pay_lines(m, r.person);
    print_award_lines(m, r.person);
}

/* ---- Who is meant --------------------------------------------------------------------------- */

typedef struct found {
    const kefu_sheet *sheet;
    int64_t row;
} found;

static int find_key(const month *m, const char *who, found *out, kefu_error *error)
{
    for (int i = 0; i < m->scored.n; i++) {
        out->sheet = m->scored.at[i];
        if (!kefu_sheet_find(out->sheet, who, &out->row, error))
            return 1;
    }
    return 0;
}

static int named_so(const kefu_sheet_row *r, const char *who) { return !strcmp(r->name, who); }

static int ends_so(const kefu_sheet_row *r, const char *end)
{
    const size_t length = strlen(end), size = strlen(r->person);
    return length && size >= length && strcmp(r->person + size - length, end) == 0;
}

/* How many are `such`; *out is the last of them. */
static int find_such(const month *m, int (*such)(const kefu_sheet_row *, const char *),
                     const char *who, found *out)
{
    int n = 0;
    for (int i = 0; i < m->scored.n; i++)
        for (int64_t row = 0; row < kefu_sheet_rows(m->scored.at[i]); row++) {
            kefu_sheet_row r = {.struct_size = sizeof r};
            if (kefu_sheet_row_at(m->scored.at[i], row, &r) || !such(&r, who))
                continue;
            *out = (found){m->scored.at[i], row};
            n++;
        }
    return n;
}

static int find_alias(const month *m, const char *who, found *out)
{
    kefu_error error;
    int64_t index;
    kefu_person person = {.struct_size = sizeof person};
    return m->roster && !kefu_roster_find(m->roster, who, strlen(who), m->o->days, &index) &&
           !kefu_roster_person(m->roster, index, m->o->days, &person) &&
           find_key(m, person.person, out, &error);
}

/* By id, by name, by alias, or by the end of an id. */
static int find_person(const month *m, const char *option, const char *who, found *out)
{
    kefu_error error = {.row = -1, .message = "there is nobody on a sheet"};
    if (find_key(m, who, out, &error) || find_such(m, named_so, who, out) == 1 ||
        find_alias(m, who, out))
        return 0;
    const int named = find_such(m, named_so, who, out), n = find_such(m, ends_so, who, out);
    if (named > 1)
        fprintf(stderr, "month_end: %s %s: %d people are called so; write the id\n", option, who,
                named);
    else if (n > 1)
        fprintf(stderr, "month_end: %s %s: %d people have ids that end so\n", option, who, n);
    else if (n == 1)
        return 0;
    return named > 1 || n > 1 ? 1 : complain(option, &error);
}

/* Each of a list of people, or all of them. */
static int for_people(const month *m, const char *option, const list *people,
                      void (*print)(const month *, const kefu_sheet *, int64_t))
{
    for (int i = 0; i < people->n; i++) {
        found f;
        if (strcmp(people->items[i], "all") != 0) {
            if (find_person(m, option, people->items[i], &f))
                return 1;
            print(m, f.sheet, f.row);
            continue;
        }
        for (int s = 0; s < m->scored.n; s++)
            for (int64_t row = 0; row < kefu_sheet_rows(m->scored.at[s]); row++)
                print(m, m->scored.at[s], row);
    }
    return 0;
}

int print_why(const month *m)
{
    if (for_people(m, "--why", &m->o->why, print_person))
        return 1;
    if (m->o->why.n)
        print_definitions(m);
    return 0;
}

static void print_slip_apart(const month *m, const kefu_sheet *sheet, int64_t row)
{
    print_slip(m, sheet, row);
    fputc('\n', stdout);
}

int print_slips(const month *m) { return for_people(m, "--slip", &m->o->slips, print_slip_apart); }
