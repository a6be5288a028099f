/* figure.c - figures, points and places as text. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

#if defined(_WIN32)
#include <io.h>
#define isatty _isatty
#else
#include <unistd.h>
#endif

char *figure_text(char *out, const kefu_value *value, const kefu_card_part *part, int language)
{
    *out = '\0';
    (void)kefu_figure_text(value, part->unit, part->scale, language, out, FIGURE_SIZE, NULL);
    return out;
}

char *points_text(char *out, int64_t millionths, int with_sign)
{
    const kefu_value points = {millionths, KEFU_POINT, 0, KEFU_VALUE_OK, 0};
    out[0] = '+';
    (void)kefu_value_format(&points, 2, out + (with_sign && millionths > 0), 48);
    return out;
}

char *place_text(char *out, const kefu_place *place)
{
    if (place->state != KEFU_PLACE_RANKED)
        strcpy(out, "-");
    else
        sprintf(out, "%lld%s%s", (long long)(place->twice / 2), place->twice % 2 ? ".5" : "",
                place->tied > 1 ? "=" : "");
    return out;
}

/* Colours are for people: not in files, and not where NO_COLOR is set (no-color.org). */
void style(int which)
{
    static const char *const codes[] = {"\033[0m",  "\033[2m",  "\033[1m",
                                        "\033[33m", "\033[31m", "\033[36m"};
    static int colours = -1;
    if (colours < 0) {
        const char *no_colour = getenv("NO_COLOR");
        colours = isatty(1) && !(no_colour && *no_colour);
    }
    if (colours)
        fputs(codes[which], stdout);
}
