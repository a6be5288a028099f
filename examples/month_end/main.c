/* main.c - month_end: a team's month from the reports a shop has, or from a log of events. */
#include "month_end.h"

static int report_month(const month *m)
{
    if (!m->sheet)
        return 0;
    int failed = write_outputs(m);
    if (failed || m->o->json || m->o->csv)
        return failed;
    print_table(m);
    print_findings(m);
    if (print_why(m))
        return 1;
    if (m->o->batches) {
        int same = 0;
        if (check_batches(m, &same))
            return 1;
        printf("\nsame result in %d shuffled batches: %s\n", m->o->batches, same ? "yes" : "no");
        failed = !same;
    }
    if (m->o->html)
        printf("\n%s: %s\n", say(m->o, "网页", "page"), m->o->html);
    return failed;
}

int main(int argc, char **argv)
{
    settings o = {0};
    month m = {0};
    int failed = options_read(&o, argc, argv);
    if (!failed && o.help)
        options_help();
    else if (!failed)
        failed = month_read(&m, &o) || report_month(&m);
    month_free(&m);
    options_free(&o);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("standard output");
        failed = 1;
    }
    return failed;
}
