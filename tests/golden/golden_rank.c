/* golden_rank.c - lines of places. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static const char *const tie_names[] = {"competition", "dense", "modified", "fractional",
                                        "ordinal"};

static void run_rank(void)
{
    kefu_value values[MOST_ROWS];
    kefu_place places[MOST_ROWS];
    kefu_rank_options options = {.struct_size = sizeof options};
    kefu_error e = {0};
    int n = (fields - 4) / 2;
    options.ties = index_of(text_of(1), tie_names, 5);
    options.lower_first = (int32_t)number_of(2);
    options.min_n = number_of(3);
    for (int i = 0; i < n; i++) {
        char *end;
        values[i].num = strtoll(text_of(4 + i), &end, 10);
        values[i].den = *end == '/' ? strtoll(end + 1, &end, 10) : 0;
        values[i].n = *end == '/' ? strtoll(end + 1, &end, 10) : -1;
        values[i].status = values[i].den ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA;
        values[i].flags = 0;
    }
    need(kefu_rank(values, n, &options, places, NULL, &e), &e);
    for (int i = 0; i < n; i++) {
        char got[32];
        snprintf(got, sizeof got, places[i].twice % 2 ? "%" PRId64 ".5" : "%" PRId64,
                 places[i].twice / 2);
        check_text(text_of(4 + n + i), places[i].state == KEFU_PLACE_RANKED ? got : "-");
    }
}

const golden_line rank_lines[] = {{"rank", run_rank}, {NULL, NULL}};
