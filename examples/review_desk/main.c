/* main.c - reads reviews and says of each what it is about, where it says so and what is to be
 * done; then what all of them say. */
#include "desk.h"

int main(int argc, char **argv)
{
    settings s;
    const int stop = read_settings(&s, argc, argv);
    if (stop)
        return stop - 1;
    desk d;
    desk_open(&d, &s);
    if (s.html)
        page_begin(&d);
    read_reviews(&d);
    if (s.html)
        page_end(&d);
    if (!s.json)
        show_summary(&d);
    if (s.stock)
        show_stock(&d);
    desk_close(&d);
    if (fflush(stdout))
        fail_text("output", "cannot be written");
    return 0;
}
