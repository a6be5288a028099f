/* main.c - draws a week of conversations to inspect, writes each inspector's list, reads the marks
 * back and says what they mean for all that nobody looked at. */
#include <stdlib.h>

#include "weekly_qc.h"

static void do_work(const week *w)
{
    work k = {0};
    share_work(w, &k);
    print_work(w, &k);
    if (w->s->lists && !w->s->marks)
        write_lists(w, &k);
    if (w->s->marks) {
        marks m = {0};
        read_marks(w, &k, &m);
        print_scores(w, &m);
        print_agreement(w, &m);
        free_marks(&m);
    }
    free_work(&k);
}

int main(int argc, char **argv)
{
    settings s;
    const int stop = read_settings(&s, argc, argv);
    if (stop)
        return stop - 1;
    week w = {.s = &s, .hide = hide_new(&s)};
    draw_week(&w);
    print_plan(&w);
    print_replaced(&w);
    if (s.inspectors)
        do_work(&w);
    if (s.html)
        write_page(&s, kefu_plan_label(w.plan, s.language));
    free_tables();
    free_week(&w);
    hide_free(w.hide);
    if (fflush(stdout))
        fail_text("output", "cannot be written");
    return 0;
}
