/* main.c - draws a week of conversations to inspect, writes each inspector's list, reads the marks
 * back and says what they mean for all that nobody looked at. */
#include <stdlib.h>

#include "weekly_qc.h"

int main(int argc, char **argv)
{
    settings s;
    const int stop = read_settings(&s, argc, argv);
    if (stop)
        return stop - 1;
    week w = {.s = &s, .hide = hide_new(s.anonymous)};
    work k = {0};
    draw_week(&w);
    print_plan(&w);
    if (s.inspectors) {
        share_work(&w, &k);
        print_work(&w, &k);
        if (s.lists && !s.marks)
            write_lists(&w, &k);
    }
    if (s.marks) {
        marks m = {0};
        read_marks(&w, &k, &m);
        print_scores(&w, &m);
        print_agreement(&w, &m);
        free_marks(&m);
    }
    if (s.html)
        write_page(&s, kefu_plan_label(w.plan, s.language));
    free_work(&k);
    free_week(&w);
    hide_free(w.hide);
    return 0;
}
