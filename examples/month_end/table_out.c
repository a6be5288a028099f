/* table_out.c - the sheet as an aligned table: a line of figures and a line of points a person. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

enum { GAP = 2 };

/* What stands in one row of the table. */
typedef struct line {
    kefu_sheet_row row;
    int red_pending; /* a red line waits for a decision */
    char place[FIGURE_SIZE], adjusted[FIGURE_SIZE], total[FIGURE_SIZE];
    char (*figures)[FIGURE_SIZE];
    char (*points)[FIGURE_SIZE];
    char *badges; /* labels of badges and streaks that hold */
} line;

typedef struct table {
    const month *m;
    const kefu_sheet *sheet;
    int64_t n;
    int32_t items;
    kefu_card_part *parts;
    line *lines;
    int *widths; /* of the items */
    int place, name, total, grade;
    int adjusted, tier, badges; /* 0: the card has none of them */
} table;

static int wider(int width, const char *text)
{
    const int needed = text_width(text);
    return needed > width ? needed : width;
}

static const char *label_of(const table *t, const kefu_card_part *part)
{
    return say(t->m->o, part->label_zh, part->label_en);
}

static void fill_item(const table *t, int64_t row, int32_t index, line *out)
{
    kefu_reason reason = {.struct_size = sizeof reason};
    if (kefu_sheet_reason(t->sheet, row, index, &reason))
        return;
    out->red_pending |= reason.code == KEFU_REASON_RED_PENDING;
    if (reason.kind != KEFU_PART_ITEM)
        return;
    figure_text(out->figures[reason.part], &reason.value, &t->parts[reason.part],
                t->m->o->language);
    if (reason.code == KEFU_REASON_LEFT_OUT || reason.code == KEFU_REASON_NOT_APPLIED)
        strcpy(out->points[reason.part], say(t->m->o, "不计", "left out"));
    else
        points_text(out->points[reason.part], reason.points, 0);
}

static void add_badge(const table *t, char **text, const char *label)
{
    const char *between = **text ? say(t->m->o, "、", ", ") : "";
    const size_t before = strlen(*text);
    *text = grow(*text, before + strlen(between) + strlen(label) + 1);
    strcat(strcpy(*text + before, between), label);
}

static char *badges_of(const table *t, int64_t row)
{
    static const int32_t kinds[] = {KEFU_PART_BADGE, KEFU_PART_STREAK};
    char *text = grow(NULL, 1);
    *text = '\0';
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (int32_t i = 0; i < kefu_sheet_parts(t->sheet, kinds[k]); i++) {
            int32_t holds = 0, failing;
            kefu_card_part part = {.struct_size = sizeof part};
            if (!kefu_sheet_holds(t->sheet, row, kinds[k], i, &holds, &failing, NULL) && holds &&
                !kefu_sheet_part(t->sheet, kinds[k], i, &part))
                add_badge(t, &text, label_of(t, &part));
        }
    return text;
}

static void fill_line(const table *t, int64_t row, line *out)
{
    out->row.struct_size = sizeof out->row;
    (void)kefu_sheet_row_at(t->sheet, row, &out->row);
    out->figures = grow(NULL, (size_t)t->items * FIGURE_SIZE + 1);
    out->points = grow(NULL, (size_t)t->items * FIGURE_SIZE + 1);
    for (int32_t i = 0; i < t->items; i++)
        out->figures[i][0] = out->points[i][0] = '\0';
    place_text(out->place, &out->row.place);
    out->adjusted[0] = '\0';
    out->red_pending = 0;
    if (out->row.adjustments)
        points_text(out->adjusted, out->row.adjustments, 1);
    strcpy(out->total, "-");
    if (out->row.status == KEFU_VALUE_OK)
        points_text(out->total, out->row.total, 0);
    out->badges = badges_of(t, row);
    for (int32_t i = 0; i < kefu_sheet_reasons(t->sheet, row); i++)
        fill_item(t, row, i, out);
}

static void measure(table *t)
{
    t->place = text_width(say(t->m->o, "名次", "place"));
    t->name = text_width(say(t->m->o, "客服", "agent"));
    if (kefu_sheet_parts(t->sheet, KEFU_PART_ADJUSTMENT))
        t->adjusted = text_width(say(t->m->o, "加减分", "adjusted"));
    if (kefu_sheet_parts(t->sheet, KEFU_PART_TIER))
        t->tier = text_width(say(t->m->o, "分布档", "tier"));
    if (kefu_sheet_parts(t->sheet, KEFU_PART_BADGE) || kefu_sheet_parts(t->sheet, KEFU_PART_STREAK))
        t->badges = text_width(say(t->m->o, "徽章", "badges"));
    t->total = text_width(say(t->m->o, "总分", "total"));
    t->grade = text_width(say(t->m->o, "等级", "grade"));
    for (int32_t i = 0; i < t->items; i++)
        t->widths[i] = text_width(label_of(t, &t->parts[i]));
    for (const line *l = t->lines; l < t->lines + t->n; l++) {
        t->place = wider(t->place, l->place);
        t->name = wider(wider(t->name, l->row.name), l->row.person);
        t->adjusted = wider(t->adjusted, l->adjusted);
        t->total = wider(t->total, l->total);
        t->grade = wider(t->grade, l->row.grade);
        t->tier = wider(t->tier, l->row.tier);
        t->badges = wider(t->badges, l->badges);
        for (int32_t i = 0; i < t->items; i++)
            t->widths[i] = wider(wider(t->widths[i], l->figures[i]), l->points[i]);
    }
}

static void gap(void) { printf("%*s", GAP, ""); }

static void print_cell(const char *text, int width, int right)
{
    print_padded(text, width, right);
    gap();
}

static void print_head(const table *t)
{
    const settings *o = t->m->o;
    style(STYLE_BOLD);
    print_cell(say(o, "名次", "place"), t->place, 1);
    print_cell(say(o, "客服", "agent"), t->name, 0);
    for (int32_t i = 0; i < t->items; i++)
        print_cell(label_of(t, &t->parts[i]), t->widths[i], 1);
    if (t->adjusted)
        print_cell(say(o, "加减分", "adjusted"), t->adjusted, 1);
    print_cell(say(o, "总分", "total"), t->total, 1);
    print_cell(say(o, "等级", "grade"), t->grade, 0);
    if (t->tier)
        print_cell(say(o, "分布档", "tier"), t->tier, 0);
    if (t->badges)
        print_cell(say(o, "徽章", "badges"), t->badges, 0);
    fputs(say(o, "标记", "flags"), stdout);
    style(STYLE_PLAIN);
    fputc('\n', stdout);
}

static const struct {
    uint32_t flag;
    int style;
    const char *zh, *en;
} flag_names[] = {{KEFU_ROW_BELOW_FLOOR, STYLE_BAD, "改进计划", "improvement plan"},
                  {KEFU_ROW_RED_LINE, STYLE_BAD, "触发高压线", "red line"},
                  {KEFU_ROW_PENDING, STYLE_WARN, "待复核", "pending"},
                  {KEFU_ROW_PROVISIONAL, STYLE_WARN, "延迟统计", "provisional"},
                  {KEFU_ROW_NO_GRADE, STYLE_WARN, "无等级", "no grade"},
                  {KEFU_ROW_FAILED, STYLE_BAD, "考核不合格", "card failed"},
                  {KEFU_ROW_CUT, STYLE_WARN, "总分截断", "total cut"},
                  {KEFU_ROW_EXCUSED, STYLE_WARN, "免改进计划", "excused"},
                  {KEFU_ROW_RED_LINE_CUT, STYLE_BAD, "高压线扣减", "cut by a red line"}};

/* Begins the next flag of a line. */
static void print_flag(const table *t, int *any, int which, const char *text)
{
    if ((*any)++)
        fputs(say(t->m->o, "、", ", "), stdout);
    style(which);
    fputs(text, stdout);
}

/* Coverage is cut to whole percents, so that 100% is all of it. */
static void print_flags(const table *t, const line *l)
{
    const settings *o = t->m->o;
    int any = 0;
    if (l->row.place.state == KEFU_PLACE_LOW_VOLUME)
        print_flag(t, &any, STYLE_WARN, say(o, "样本不足", "low volume"));
    for (size_t i = 0; i < sizeof flag_names / sizeof flag_names[0]; i++) {
        const char *text = say(o, flag_names[i].zh, flag_names[i].en);
        if (flag_names[i].flag == KEFU_ROW_PENDING && l->red_pending)
            text = say(o, "高压线待复核", "red line pending");
        if (l->row.flags & flag_names[i].flag)
            print_flag(t, &any, flag_names[i].style, text);
    }
    if (l->row.coverage < KEFU_POINT) {
        print_flag(t, &any, STYLE_WARN, say(o, "数据覆盖", "coverage"));
        printf(" %d%%", (int)(l->row.coverage * 100 / KEFU_POINT));
    }
    style(STYLE_PLAIN);
}

/* Grade, tier, badges and flags: no spaces behind the last that there is. */
static void print_last(const table *t, const line *l)
{
    const int flags =
        l->row.flags || l->row.place.state == KEFU_PLACE_LOW_VOLUME || l->row.coverage < KEFU_POINT;
    const char *texts[] = {l->row.grade, l->row.tier, l->badges};
    const int widths[] = {t->grade, t->tier, t->badges};
    int last = 2;
    while (last > 0 && (!widths[last] || !texts[last][0]))
        last--;
    for (int i = 0; i < 3; i++) {
        if (!widths[i] || (!flags && i > last))
            continue;
        if (flags || i < last)
            print_cell(texts[i], widths[i], 0);
        else
            fputs(texts[i], stdout);
    }
    if (flags)
        print_flags(t, l);
}

static void print_line(const table *t, const line *l)
{
    style(STYLE_BOLD);
    print_cell(l->place, t->place, 1);
    style(STYLE_PLAIN);
    print_cell(l->row.name, t->name, 0);
    for (int32_t i = 0; i < t->items; i++)
        print_cell(l->figures[i], t->widths[i], 1);
    if (t->adjusted)
        print_cell(l->adjusted, t->adjusted, 1);
    style(STYLE_BOLD);
    print_cell(l->total, t->total, 1);
    style(STYLE_PLAIN);
    print_last(t, l);
    fputc('\n', stdout);

    style(STYLE_DIM);
    print_cell("", t->place, 1);
    print_cell(strcmp(l->row.person, l->row.name) == 0 ? "" : l->row.person, t->name, 0);
    for (int32_t i = 0; i < t->items; i++) {
        print_padded(l->points[i], t->widths[i], 1);
        if (i + 1 < t->items)
            gap();
    }
    style(STYLE_PLAIN);
    fputc('\n', stdout);
}

static void table_free(table *t)
{
    for (int64_t i = 0; i < t->n; i++) {
        free(t->lines[i].figures);
        free(t->lines[i].points);
        free(t->lines[i].badges);
    }
    free(t->lines);
    free(t->parts);
    free(t->widths);
}

void print_table(const month *m, const kefu_sheet *sheet)
{
    table t = {.m = m,
               .sheet = sheet,
               .n = kefu_sheet_rows(sheet),
               .items = kefu_sheet_parts(sheet, KEFU_PART_ITEM)};
    t.parts = grow(NULL, (size_t)t.items * sizeof *t.parts);
    t.widths = grow(NULL, (size_t)t.items * sizeof *t.widths);
    t.lines = grow(NULL, (size_t)t.n * sizeof *t.lines);
    for (int32_t i = 0; i < t.items; i++) {
        t.parts[i] = (kefu_card_part){.struct_size = sizeof t.parts[i]};
        (void)kefu_sheet_part(sheet, KEFU_PART_ITEM, i, &t.parts[i]);
    }
    for (int64_t i = 0; i < t.n; i++)
        fill_line(&t, i, &t.lines[i]);
    measure(&t);
    const char *period = kefu_sheet_period(sheet);
    printf("%s%s%s\n\n", kefu_sheet_label(sheet, m->o->language), *period ? "  " : "", period);
    print_head(&t);
    const char *group = "";
    for (int64_t i = 0; i < t.n; i++) {
        if (strcmp(t.lines[i].row.group, group) != 0)
            printf("-- %s --\n", t.lines[i].row.group);
        group = t.lines[i].row.group;
        print_line(&t, &t.lines[i]);
    }
    table_free(&t);
}
