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

/* 1204.5 as 1,204.5 */
static void group_digits(char *out, const char *digits)
{
    if (*digits == '-')
        *out++ = *digits++;
    for (size_t whole = strcspn(digits, "."); whole; whole--) {
        *out++ = *digits++;
        if (whole > 1 && whole % 3 == 1)
            *out++ = ',';
    }
    strcpy(out, digits);
}

/* The rate × 100, with `scale` digits: rounded once, at scale + 2. */
static int percent_text(char *out, const kefu_value *value, int32_t scale)
{
    kefu_value percent = {0, 1, 0, KEFU_VALUE_OK, 0};
    if (kefu_value_round(value, scale + 2, &percent.num))
        return 1;
    for (int32_t i = 0; i < scale; i++)
        percent.den *= 10;
    if (kefu_value_format(&percent, scale, out, 48))
        return 1;
    strcat(out, "%");
    return 0;
}

char *figure_text(char *out, const kefu_value *value, const kefu_card_part *part, int language)
{
    char digits[48];
    if (value->den <= 0) {
        const int none = value->status == KEFU_VALUE_NO_DATA || value->status == KEFU_VALUE_OK;
        strcpy(out, none ? "-" : kefu_value_status_text(value->status, language));
        return out;
    }
    if (strcmp(part->unit, "ratio") == 0 && !percent_text(out, value, part->scale))
        return out;
    if (kefu_value_format(value, part->scale, digits, sizeof digits))
        strcpy(digits, "?");
    group_digits(out, digits);
    if (strcmp(part->unit, "s") == 0)
        strcat(out, "s");
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
