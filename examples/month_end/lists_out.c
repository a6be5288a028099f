/* lists_out.c - what there is to do after a month: people without a card, verdicts that wait,
 * improvement plans. */
#include <stdlib.h>

#include "month_end.h"

/* ---- People whom no rule fits --------------------------------------------------------------- */

static void print_unscored(const month *m)
{
    const int64_t n = m->book ? kefu_run_unscored(m->scored.run) : 0;
    if (!n)
        return;
    style(STYLE_WARN);
    printf("\n%s", say(m->o, "没有方案的人", "people without a card"));
    style(STYLE_PLAIN);
    fputs(say(m->o, ":", ": "), stdout);
    for (int64_t i = 0; i < n; i++)
        printf("%s%s", i ? say(m->o, "、", ", ") : "", kefu_run_unscored_at(m->scored.run, i));
    printf("\n  %s: %s\n", m->o->book,
           say(m->o,
               "没有规则适合他们:补一条规则(不考核的写 \"card\": null),或在名单里填全岗位、批次",
               "no rule fits them: add one (\"card\": null for those who are not scored), or fill "
               "in their role and cohort on the roster"));
}

/* Decisions that are on nobody's sheet, since the person has no card. */
static void print_unread(const month *m)
{
    const int64_t n = m->book ? kefu_run_unread(m->scored.run) : 0;
    if (!n)
        return;
    style(STYLE_WARN);
    printf("\n%s", say(m->o, "未采用的复核(被复核人没有方案)",
                       "decisions that were not used (about people without a card)"));
    style(STYLE_PLAIN);
    fputs(say(m->o, ":", ": "), stdout);
    for (int64_t i = 0; i < n; i++) {
        kefu_decision d = {.struct_size = sizeof d};
        if (!kefu_ledger_at(m->ledger, kefu_run_unread_at(m->scored.run, i), &d))
            printf("%s%s (%s)", i ? say(m->o, "、", ", ") : "", d.person, d.part);
    }
    fputc('\n', stdout);
}

/* ---- Lists of reasons ----------------------------------------------------------------------- */

/* Prints the title before the first entry. */
typedef struct todo {
    const month *m;
    const char *zh, *en;
    int n;
} todo;

static void begin_entry(todo *t, const kefu_sheet_row *r)
{
    if (!t->n++) {
        fputc('\n', stdout);
        style(STYLE_BOLD);
        puts(say(t->m->o, t->zh, t->en));
        style(STYLE_PLAIN);
    }
    fputs("  ", stdout);
    print_who(r->name, r->person);
    fputs("  ", stdout);
}

static void for_rows(todo *t,
                     void (*print)(todo *, const kefu_sheet *, int64_t, const kefu_sheet_row *))
{
    for (int s = 0; s < t->m->scored.n; s++)
        for (int64_t row = 0; row < kefu_sheet_rows(t->m->scored.at[s]); row++) {
            kefu_sheet_row r = {.struct_size = sizeof r};
            if (!kefu_sheet_row_at(t->m->scored.at[s], row, &r))
                print(t, t->m->scored.at[s], row, &r);
        }
}

/* Of a red line that counts already more may wait: the sentence tells. */
static int may_wait(const kefu_reason *reason)
{
    return reason->code == KEFU_REASON_PENDING || reason->code == KEFU_REASON_RED_PENDING ||
           (reason->kind == KEFU_PART_RED_LINE && reason->code != KEFU_REASON_RED_REJECTED &&
            reason->a.num < reason->b.num);
}

static void print_waiting(todo *t, const kefu_sheet *sheet, int64_t row, const kefu_sheet_row *r)
{
    for (int32_t i = 0; (r->flags & KEFU_ROW_PENDING) && i < kefu_sheet_reasons(sheet, row); i++) {
        kefu_reason reason = {.struct_size = sizeof reason};
        if (kefu_sheet_reason(sheet, row, i, &reason) || !may_wait(&reason))
            continue;
        char *text = reason_sentence(sheet, row, i, t->m->o->language);
        begin_entry(t, r);
        puts(text);
        free(text);
    }
}

static void print_below(todo *t, const kefu_sheet *sheet, int64_t row, const kefu_sheet_row *r)
{
    int items = 0;
    char total[FIGURE_SIZE];
    if (!(r->flags & (KEFU_ROW_BELOW_FLOOR | KEFU_ROW_EXCUSED)))
        return;
    begin_entry(t, r);
    if (r->flags & KEFU_ROW_EXCUSED)
        printf("%s", say(t->m->o, "(复核决定免改进计划)", "(excused by a decision) "));
    for (int32_t i = 0; i < kefu_sheet_reasons(sheet, row); i++) {
        kefu_reason reason = {.struct_size = sizeof reason};
        if (kefu_sheet_reason(sheet, row, i, &reason) || !(reason.flags & KEFU_REASON_BELOW))
            continue;
        char *text = reason_sentence(sheet, row, i, t->m->o->language);
        printf("%s%s", items++ ? "\n    " : "", text);
        free(text);
    }
    if (!items)
        printf(say(t->m->o, "总分 %s,低于最低标准", "the total, %s, is below the floor"),
               points_text(total, r->total, 0));
    fputc('\n', stdout);
}

void print_lists(const month *m)
{
    todo waiting = {m, "等待复核", "verdicts that wait for a decision", 0};
    todo below = {m, "改进计划", "improvement plans", 0};
    print_unscored(m);
    print_unread(m);
    for_rows(&waiting, print_waiting);
    for_rows(&below, print_below);
}
