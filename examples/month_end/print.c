/* print.c - findings, reasons, and the sheet in its other forms. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

static const struct severity {
    int32_t severity;
    int style;
    const char *zh, *en, *zh_unit;
} severities[] = {
    {KEFU_SEVERITY_ERROR, STYLE_BAD, "错误", "error", "个"},
    {KEFU_SEVERITY_WARNING, STYLE_WARN, "警告", "warning", "个"},
    {KEFU_SEVERITY_NOTE, STYLE_PLAIN, "提示", "note", "条"},
};

static int count_findings(const month *m, int32_t severity)
{
    int count = 0;
    for (int32_t i = 0; i < kefu_findings_count(m->findings); i++) {
        kefu_finding f = {.struct_size = sizeof f};
        count += !kefu_findings_at(m->findings, i, &f) && f.severity == severity;
    }
    return count;
}

static void print_severity(const month *m, const struct severity *kind)
{
    for (int32_t i = 0; i < kefu_findings_count(m->findings); i++) {
        kefu_finding f = {.struct_size = sizeof f};
        if (kefu_findings_at(m->findings, i, &f) || f.severity != kind->severity)
            continue;
        printf("  %s:%d:%d: ", m->o->card, (int)f.line, (int)f.column);
        style(kind->style);
        fputs(say(m->o, kind->zh, kind->en), stdout);
        style(STYLE_PLAIN);
        printf(": %s\n", say(m->o, f.text_zh, f.text_en));
    }
}

/* "方案检查:1 个错误,3 个警告,5 条提示(--lint all 列出)" */
static void print_counts(const month *m)
{
    const int notes = count_findings(m, KEFU_SEVERITY_NOTE);
    const char *between = say(m->o, ":", ": ");
    printf("\n%s", say(m->o, "方案检查", "findings about the card"));
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
        const int n = count_findings(m, severities[i].severity);
        if (!n)
            continue;
        if (m->o->language == KEFU_ZH)
            printf("%s%d %s%s", between, n, severities[i].zh_unit, severities[i].zh);
        else
            printf("%s%d %s%s", between, n, severities[i].en, n > 1 ? "s" : "");
        between = say(m->o, ",", ", ");
    }
    if (notes && !m->o->lint)
        fputs(say(m->o, "(--lint all 列出提示)", " (--lint all lists the notes)"), stdout);
    fputc('\n', stdout);
}

/* Errors first; notes, of which every card has some, where they are asked for. */
void print_findings(const month *m)
{
    if (!kefu_findings_count(m->findings))
        return;
    print_counts(m);
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
        if (severities[i].severity != KEFU_SEVERITY_NOTE || m->o->lint)
            print_severity(m, &severities[i]);
}

/* ---- Reasons ---- */

static void print_reason(const month *m, int64_t row, int32_t index)
{
    size_t need = 0;
    char *text = grow(NULL, 1024);
    if (kefu_sheet_reason_text(m->sheet, row, index, m->o->language, text, 1024, &need) == 0 &&
        need > 1024) {
        text = grow(text, need);
        (void)kefu_sheet_reason_text(m->sheet, row, index, m->o->language, text, need, &need);
    }
    printf("  %s\n", text);
    free(text);
}

static void print_person(const month *m, int64_t row)
{
    char total[FIGURE_SIZE], place[FIGURE_SIZE];
    kefu_sheet_row r = {.struct_size = sizeof r};
    if (kefu_sheet_row_at(m->sheet, row, &r))
        return;
    fputc('\n', stdout);
    style(STYLE_BOLD);
    fputs(r.name, stdout);
    if (strcmp(r.name, r.person) != 0)
        printf(" (%s)", r.person);
    style(STYLE_PLAIN);
    if (r.status == KEFU_VALUE_OK)
        printf("  %s %s", say(m->o, "总分", "total"), points_text(total, r.total, 0));
    if (r.place.state == KEFU_PLACE_RANKED)
        printf("  %s %s/%lld", say(m->o, "名次", "place"), place_text(place, &r.place),
               (long long)r.place.ranked);
    if (r.grade[0])
        printf("  %s %s", say(m->o, "等级", "grade"), r.grade);
    fputc('\n', stdout);
    for (int32_t i = 0; i < kefu_sheet_reasons(m->sheet, row); i++)
        print_reason(m, row, i);
}

/* The only row whose id ends with this; how many there are. */
static int find_suffix(const month *m, const char *end, int64_t *row)
{
    const size_t length = strlen(end);
    int found = 0;
    for (int64_t i = 0; i < kefu_sheet_rows(m->sheet); i++) {
        kefu_sheet_row r = {.struct_size = sizeof r};
        if (kefu_sheet_row_at(m->sheet, i, &r))
            continue;
        const size_t size = strlen(r.person);
        if (!length || size < length || strcmp(r.person + size - length, end) != 0)
            continue;
        *row = i;
        found++;
    }
    return found;
}

/* By id, by name, by alias, or by the end of an id. */
static int find_person(const month *m, const char *who, int64_t *row)
{
    kefu_error error;
    int64_t index;
    if (!kefu_sheet_find(m->sheet, who, row, &error))
        return 0;
    for (int64_t i = 0; i < kefu_sheet_rows(m->sheet); i++) {
        kefu_sheet_row r = {.struct_size = sizeof r};
        *row = i;
        if (!kefu_sheet_row_at(m->sheet, i, &r) && strcmp(r.name, who) == 0)
            return 0;
    }
    if (m->roster && !kefu_roster_find(m->roster, who, strlen(who), m->o->days, &index)) {
        kefu_person person = {.struct_size = sizeof person};
        if (!kefu_roster_person(m->roster, index, m->o->days, &person) &&
            !kefu_sheet_find(m->sheet, person.person, row, &error))
            return 0;
    }
    const int found = find_suffix(m, who, row);
    if (found == 1)
        return 0;
    if (found) {
        fprintf(stderr, "month_end: --why %s: %d people have ids that end so\n", who, found);
        return 1;
    }
    return complain("--why", &error);
}

int lint_errors(const month *m) { return count_findings(m, KEFU_SEVERITY_ERROR); }

int print_why(const month *m)
{
    for (int i = 0; i < m->o->why.n; i++) {
        const char *who = m->o->why.items[i];
        int64_t row = 0;
        if (strcmp(who, "all") == 0) {
            for (row = 0; row < kefu_sheet_rows(m->sheet); row++)
                print_person(m, row);
            continue;
        }
        if (find_person(m, who, &row))
            return 1;
        print_person(m, row);
    }
    if (m->o->why.n)
        print_definitions(m);
    return 0;
}

/* ---- Other forms ---- */

kefu_status KEFU_CALL write_file(void *user, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? KEFU_OK : KEFU_E_CALLBACK;
}

static int write_html(const month *m, const kefu_write_options *options)
{
    kefu_error error;
    FILE *file = fopen(m->o->html, "wb");
    if (!file)
        return complain_file(m->o->html);
    const kefu_sink sink = {sizeof sink, write_file, file};
    kefu_status status = kefu_sheet_html(m->sheet, options, &sink, &error);
    if (fclose(file) != 0 && !status)
        return complain_file(m->o->html);
    return status ? complain(m->o->html, &error) : 0;
}

int write_outputs(const month *m)
{
    kefu_error error;
    kefu_status status = KEFU_OK;
    const kefu_sink sink = {sizeof sink, write_file, stdout};
    const kefu_write_options options = {.struct_size = sizeof options,
                                        .findings = m->findings,
                                        .language = m->o->language,
                                        .flags = m->o->excel ? KEFU_WRITE_EXCEL : 0};
    if (m->o->json)
        status = kefu_sheet_json(m->sheet, &options, &sink, &error);
    else if (m->o->csv)
        status = kefu_sheet_csv(m->sheet, &options, &sink, &error);
    if (status)
        return complain("standard output", &error);
    return m->o->html ? write_html(m, &options) : 0;
}
