/* print.c - findings, and the sheets in other forms. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Findings ------------------------------------------------------------------------------- */

static const struct severity {
    int32_t severity;
    int style;
    const char *zh, *en, *zh_unit;
} severities[] = {
    {KEFU_SEVERITY_ERROR, STYLE_BAD, "错误", "error", "个"},
    {KEFU_SEVERITY_WARNING, STYLE_WARN, "警告", "warning", "个"},
    {KEFU_SEVERITY_NOTE, STYLE_PLAIN, "提示", "note", "条"},
};

static void print_severity(const month *m, const found_list *all, const struct severity *kind)
{
    for (int i = 0; i < all->n; i++) {
        const kefu_finding *f = &all->at[i].finding;
        if (f->severity != kind->severity)
            continue;
        printf("  %s:%d:%d: ", all->at[i].path, (int)f->line, (int)f->column);
        style(kind->style);
        fputs(say(m->o, kind->zh, kind->en), stdout);
        style(STYLE_PLAIN);
        printf(": %s\n", say(m->o, f->text_zh, f->text_en));
    }
}

/* "方案检查:1 个错误,3 个警告,5 条提示(--lint all 列出)" */
static void print_counts(const month *m, const found_list *all, const char *title)
{
    const int notes = found_count(all, KEFU_SEVERITY_NOTE);
    const char *between = say(m->o, ":", ": ");
    printf("\n%s", title);
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
        const int n = found_count(all, severities[i].severity);
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
void print_finding_list(const month *m, const found_list *all, const char *title_zh,
                        const char *title_en)
{
    if (!all->n)
        return;
    print_counts(m, all, say(m->o, title_zh, title_en));
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
        if (severities[i].severity != KEFU_SEVERITY_NOTE || m->o->lint)
            print_severity(m, all, &severities[i]);
}

void print_findings(const month *m)
{
    print_finding_list(m, &m->found, "方案检查",
                       m->book ? "findings about the book" : "findings about the card");
}

/* ---- Other forms ---------------------------------------------------------------------------- */

kefu_status KEFU_CALL write_file(void *user, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? KEFU_OK : KEFU_E_CALLBACK;
}

int write_path(const month *m, const char *path, file_writer write, const void *what)
{
    kefu_error error = {.row = -1};
    FILE *file = fopen(path, "wb");
    if (!file)
        return complain_file(path);
    const kefu_sink sink = {sizeof sink, write_file, file};
    const kefu_status status = write(m, what, &sink, &error);
    if (fclose(file) != 0 && !status)
        return complain_file(path);
    return status ? complain(path, &error) : 0;
}

static kefu_write_options write_options(const month *m)
{
    return (kefu_write_options){.struct_size = sizeof(kefu_write_options),
                                .findings = m->found.n_owned ? m->found.owned[0] : NULL,
                                .language = m->o->language,
                                .flags = m->o->excel ? KEFU_WRITE_EXCEL : 0};
}

static kefu_status write_page(const month *m, const void *what, const kefu_sink *sink,
                              kefu_error *error)
{
    const kefu_write_options options = write_options(m);
    return kefu_sheet_html(what, &options, sink, error);
}

static int write_pages(const month *m)
{
    int failed = 0;
    for (int i = 0; m->o->html && i < m->scored.n && !failed; i++) {
        char *path = numbered_path(m->o->html, i, m->scored.n);
        failed = write_path(m, path, write_page, m->scored.at[i]);
        free(path);
    }
    return failed;
}

/* Of a book one sheet after the other: each an object, or a table with its own heading. */
static int write_sheets(const month *m)
{
    kefu_error error;
    kefu_status status = KEFU_OK;
    const kefu_sink sink = {sizeof sink, write_file, stdout};
    const kefu_write_options options = write_options(m);
    for (int i = 0; i < m->scored.n && !status; i++) {
        if (i && !m->o->json)
            fputs(m->o->excel ? "\r\n" : "\n", stdout);
        status = m->o->json ? kefu_sheet_json(m->scored.at[i], &options, &sink, &error)
                            : kefu_sheet_csv(m->scored.at[i], &options, &sink, &error);
    }
    return status ? complain("standard output", &error) : 0;
}

int write_outputs(const month *m)
{
    if ((m->o->json || m->o->csv) && write_sheets(m))
        return 1;
    return write_pages(m) || kept_write(m) || write_pay(m) || write_awards(m);
}

static void print_file(const month *m, const char *zh, const char *en, const char *path, int n)
{
    if (!path)
        return;
    printf("%s: ", say(m->o, zh, en));
    for (int i = 0; i < n; i++) {
        char *numbered = numbered_path(path, i, n);
        printf("%s%s", i ? say(m->o, "、", ", ") : "", numbered);
        free(numbered);
    }
    fputc('\n', stdout);
}

void print_written(const month *m)
{
    const settings *o = m->o;
    if (o->html || o->save_sheet || o->pay_out || o->pay_json || o->awards_out)
        fputc('\n', stdout);
    print_file(m, "网页", "page", o->html, m->scored.n);
    print_file(m, "成绩单存为", "sheet kept as", o->save_sheet, m->scored.n);
    print_file(m, "工资表", "pay sheet", o->pay_out, 1);
    print_file(m, "工资明细", "pay as JSON", o->pay_json, 1);
    print_file(m, "获奖名单", "winners", o->awards_out, 1);
}
