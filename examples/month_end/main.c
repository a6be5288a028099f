/* main.c - month_end: a team's month from the reports a shop has, or from a log of events. */
#include "month_end.h"

static int strict_list(const found_list *all, const char *path)
{
    const int errors = found_count(all, KEFU_SEVERITY_ERROR);
    if (errors)
        fprintf(stderr, "month_end: --strict: %s has %d error%s\n", path, errors,
                errors > 1 ? "s" : "");
    return errors > 0;
}

static int strict_failure(const month *m)
{
    if (!m->o->strict)
        return 0;
    return strict_list(&m->found, scheme_path(m)) | strict_list(&m->pay_found, m->o->pay) |
           strict_list(&m->award_found, m->o->awards);
}

/* On standard error where standard output is a file. */
static int report_batches(const month *m)
{
    int same = 0;
    if (!m->o->batches)
        return 0;
    if (check_batches(m, &same))
        return 1;
    fprintf(m->o->json || m->o->csv ? stderr : stdout, "\nsame result in %d shuffled batches: %s\n",
            m->o->batches, same ? "yes" : "no");
    return !same;
}

static int report_figures(const month *m)
{
    if (!m->o->csv)
        print_figures(m);
    else if (write_figures(m))
        return 1;
    return report_batches(m);
}

/* The sheets and what follows from them, in the order that they are talked about. */
static int print_month(const month *m)
{
    for (int i = 0; i < m->scored.n; i++) {
        if (i)
            fputc('\n', stdout);
        print_table(m, m->scored.at[i]);
    }
    print_lists(m);
    print_findings(m);
    if (print_differences(m))
        return 1;
    print_what_if(m);
    if (print_pay(m))
        return 1;
    if (print_awards(m))
        return 1;
    return print_why(m);
}

static int report_month(const month *m)
{
    if (!m->n_cards)
        return report_figures(m);
    if (write_outputs(m))
        return 1;
    if (m->o->json || m->o->csv)
        return report_batches(m) || strict_failure(m);
    if (m->o->slips.n)
        return print_slips(m) || strict_failure(m);
    if (print_month(m))
        return 1;
    const int failed = report_batches(m);
    print_written(m);
    return failed || strict_failure(m);
}

int main(int argc, char **argv)
{
    settings o = {0};
    if (argc < 2)
        return options_usage();
    month m = {0};
    int failed = options_read(&o, argc, argv);
    if (!failed && o.help)
        options_help();
    else if (!failed && o.version)
        printf("month_end, kefu %s\n", kefu_version_string());
    else if (!failed && o.checks.n) {
        m.o = &o;
        failed = check_schemes(&m);
    } else if (!failed)
        failed = month_read(&m, &o) || report_month(&m);
    month_free(&m);
    options_free(&o);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        failed = complain_file("standard output");
    }
    return failed;
}
